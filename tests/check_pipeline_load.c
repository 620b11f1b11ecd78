/* SPDX-License-Identifier: MIT */
/* Loading what is right: files and includes, variables, fragments, ids, plans as text.
 */
#include "pipeline_fixture.h"

static stet_context *ctx;
static char folder[] = "/tmp/stet-load-XXXXXX";

static void set_up(void)
{
    ctx = new_context();
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void)
{
    char command[200];
    stet_context_free(ctx);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static const char *write_file(const char *name, const char *text)
{
    static char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    return path;
}

static stet_pipeline *load_file(const char *path, const stet_load_options *options)
{
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    stet_code code = stet_pipeline_load_file(ctx, path, options, &p, NULL, &err);
    ck_assert_msg(code == STET_OK, "%s:%u:%u: %s", err.where, err.line, err.column,
                  err.message);
    return p;
}

/* What an article becomes: its one output. */
static const char *run(stet_pipeline *p, const char *bytes)
{
    static char text[2000];
    stet_runner *r = NULL;
    const stet_result *result = NULL;
    stet_output_info out = {.size = sizeof out};
    stet_error err = {.code = 0};
    ck_assert_int_eq(stet_runner_new(p, NULL, &r, &err), STET_OK);
    ck_assert_int_eq(
        stet_run_bytes(r, stet_cstr(bytes), stet_cstr("a.toy"), &result, &err),
        STET_OK);
    ck_assert_msg(stet_result_status(result) == STET_STATUS_OK, "%s",
                  stet_result_reason(result).p);
    ck_assert_int_eq(stet_result_output(result, 0, &out), 1);
    snprintf(text, sizeof text, "%s: %.*s", out.name.p, (int)out.bytes.n, out.bytes.p);
    stet_runner_free(r);
    return text;
}

static const char *describe(const stet_pipeline *p)
{
    static char text[2000];
    stet_out *out = NULL;
    ck_assert_int_eq(stet_buffer_new(1 << 16, &out), STET_OK);
    ck_assert_int_eq(stet_pipeline_describe(p, out), STET_OK);
    snprintf(text, sizeof text, "%.*s", (int)out->len, out->data);
    stet_buffer_free(out);
    return text;
}

#define OUT "out:\n  - use: write.toy\n    to: \"{{ slug }}.txt\"\n"
#define ARTICLE "slug: a\nheadline: H\n"

/* ---- ${} ----------------------------------------------------------------- */

START_TEST(variables_are_filled_in)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nvars:\n  url: '${site.scheme}://${site.host}'\n"
                  "  site: { scheme: https, host: '${name}.org' }\n  name: herald\n"
                  "steps:\n  - use: toy.append\n"
                  "    with: { text: 'at ${url} for $${x} {{ slug }}' }\n" OUT);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|at https://herald.org for ${x} a\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(value_cannot_become_structure)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nvars: { evil: \"a, times: 5 }\" }\nsteps:\n"
                  "  - use: toy.append\n    with: { text: '${evil}' }\n" OUT);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|a, times: 5 }\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(number_comes_from_a_variable)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nvars: { n: 3 }\nsteps:\n  - use: toy.append\n"
                  "    with: { text: x, times: '${n}' }\n" OUT);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|x|x|x\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(environment_comes_from_the_host)
{
    const char *yaml = "stet: 1\nsteps:\n  - use: toy.append\n"
                       "    with: { text: '${env:DESK:-none} ${env:EMPTY:-}.' }\n" OUT;
    setenv("DESK", "process", 1); /* the library never looks there */
    stet_pipeline *p = load(ctx, yaml);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|none .\n");
    stet_pipeline_free(p);
    ck_assert_int_eq(stet_context_set_env(ctx, "DESK", "web", NULL), STET_OK);
    p = load(ctx, yaml);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|web .\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(file_gives_its_text_without_the_last_newline)
{
    write_file("secret", "token\n");
    stet_pipeline *p =
        load_file(write_file("p.yaml", "stet: 1\nsteps:\n  - use: toy.append\n"
                                       "    with: { text: '<${file:secret}>' }\n" OUT),
                  NULL);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|<token>\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(text_of_a_file_is_not_shown)
{
    write_file("secret", "hunter2\n");
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    const char *path =
        write_file("p.yaml", "stet: 1\nsteps:\n  - use: toy.append\n"
                             "    with: { text: x, times: '${file:secret}' }\n");
    ck_assert_int_eq(stet_pipeline_load_file(ctx, path, NULL, &p, NULL, &err),
                     STET_E_CONFIG);
    ck_assert_ptr_null(strstr(err.message, "hunter2"));
    ck_assert_ptr_nonnull(strstr(err.message, "***"));
}
END_TEST

START_TEST(set_overrides_a_variable)
{
    const char *set[] = {"site.name=Gazette ${x}", NULL};
    stet_load_options options = {.size = sizeof options, .set = set};
    stet_pipeline *p = load_file(
        write_file("p.yaml",
                   "stet: 1\nvars:\n  site: { name: Herald }\n  by: '${site.name}'\n"
                   "steps:\n  - use: toy.append\n    with: { text: 'by ${by}' }\n" OUT),
        &options);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|by Gazette ${x}\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(set_of_nothing_known_is_a_mistake)
{
    const char *sets[] = {"sight.name=x", "site", "site=x", "=x", NULL};
    const char *path =
        write_file("p.yaml", "stet: 1\nvars:\n  site: { name: Herald }\nsteps: []\n");
    for (size_t i = 0; sets[i]; i++) {
        const char *set[] = {sets[i], NULL};
        stet_load_options options = {.size = sizeof options, .set = set};
        stet_pipeline *p = NULL;
        stet_error err = {.code = 0};
        ck_assert_int_eq(stet_pipeline_load_file(ctx, path, &options, &p, NULL, &err),
                         STET_E_CONFIG);
        ck_assert_str_eq(err.where, "--set");
    }
}
END_TEST

START_TEST(value_without_environment_is_typed)
{
    stet_load_options options = {.size = sizeof options, .no_environment = 1};
    stet_pipeline *p = NULL;
    stet_problems *problems = NULL;
    stet_error err = {.code = 0};
    const char *yaml =
        "stet: 1\nvars: { n: '${env:N}' }\nsteps:\n  - use: toy.append\n"
        "    with: { text: '${env:T}', times: '${n}' }\n"
        "    enabled: '${env:E}'\n    retry: { times: '${env:R}' }\n"
        "  - use: toy.flag\n    with: { effect: '${env:F}', score: '${file:f}' }\n";
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code = stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", &options, &p,
                                               problems, &err);
    ck_assert_msg(code == STET_OK, "%u:%u: %s", err.line, err.column, err.message);
    stet_pipeline_free(p);
    p = NULL;
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", NULL, &p, problems, &err),
        STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems),
                      6); /* all that is missing, at once */
    stet_problems_free(problems);
}
END_TEST

/* ---- includes, fragments ------------------------------------------------- */

START_TEST(include_brings_vars_fragments_and_pipelines)
{
    ck_assert_int_eq(system("true"), 0);
    char sub[300];
    snprintf(sub, sizeof sub, "mkdir %s/house", folder);
    ck_assert_int_eq(system(sub), 0);
    write_file("house/deep.yaml", "stet: 1\nvars: { desk: web }\n");
    write_file("house/style.yaml",
               "stet: 1\ninclude: deep.yaml\nfragments:\n  twice: { times: 2 }\n"
               "pipelines:\n  sign:\n    steps:\n      - use: toy.append\n"
               "        with: { text: '-${desk}-' }\n");
    stet_pipeline *p = load_file(
        write_file("p.yaml", "stet: 1\ninclude: [ ./house/style.yaml ]\nsteps:\n"
                             "  - run: sign\n  - use: toy.append\n"
                             "    with: { from: twice, text: x }\n" OUT),
        NULL);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|-web-|x|x\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(file_included_twice_is_there_once)
{
    write_file("base.yaml", "stet: 1\nvars: { desk: web }\n");
    write_file("one.yaml", "stet: 1\ninclude: base.yaml\n");
    write_file("two.yaml", "stet: 1\ninclude: base.yaml\n");
    stet_pipeline *p = load_file(
        write_file("p.yaml",
                   "stet: 1\ninclude: [ one.yaml, two.yaml ]\nsteps:\n"
                   "  - use: toy.append\n    with: { text: '${desk}' }\n" OUT),
        NULL);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|web\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(name_is_replaced_where_override_says_so)
{
    write_file("base.yaml", "stet: 1\nvars: { desk: print }\n");
    stet_pipeline *p = load_file(
        write_file("p.yaml",
                   "stet: 1\ninclude: [ { file: base.yaml, override: true } ]\n"
                   "vars: { desk: web }\nsteps:\n  - use: toy.append\n"
                   "    with: { text: '${desk}' }\n" OUT),
        NULL);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|web\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(include_too_deep_is_refused)
{
    char name[20], text[80];
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "f%d.yaml", i);
        snprintf(text, sizeof text, "stet: 1\ninclude: f%d.yaml\nvars: { v%d: 1 }\n",
                 i + 1, i);
        write_file(name, i < 19 ? text : "stet: 1\n");
    }
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    stet_code code = stet_pipeline_load_file(
        ctx, write_file("p.yaml", "stet: 1\ninclude: f0.yaml\nsteps: []\n"), NULL, &p,
        NULL, &err);
    ck_assert_int_eq(code, STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(err.message, "deep"));
}
END_TEST

START_TEST(options_beside_a_fragment_win)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nfragments:\n  base: { times: 3, text: base }\n"
                  "  more: { from: base, text: more }\nsteps:\n  - use: toy.append\n"
                  "    with: { from: more, times: 1 }\n" OUT);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|more\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(anchors_and_merge_keys_work)
{
    stet_pipeline *p = load(
        ctx, "stet: 1\nfragments:\n  base: &base { times: 2, text: base }\n"
             "steps:\n  - use: toy.append\n    with: { <<: *base, text: own }\n" OUT);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|own|own\n");
    stet_pipeline_free(p);
}
END_TEST

/* ---- pipelines ----------------------------------------------------------- */

START_TEST(run_takes_variables)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nvars: { word: outer }\npipelines:\n  main:\n    steps:\n"
                  "      - run: say\n      - { run: say, vars: { word: inner } }\n"
                  "      - use: toy.append\n        with: { text: '${word}' }\n"
                  "    out: [ { use: write.toy, to: '{{ slug }}.txt' } ]\n"
                  "  say:\n    steps:\n      - use: toy.append\n"
                  "        when: vars.word == '${word}'\n"
                  "        with: { text: '${word} {{ vars.word }}' }\n");
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|outer outer|inner inner|outer\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(what_was_provided_may_be_read)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nsteps:\n  - use: toy.count\n  - use: other.use\n"
                  "    when: x.toy.count > 3\n"
                  "out:\n  - use: write.toy\n    to: '{{ slug }}-{{ x.toy.count }}'\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(pipeline_is_picked_by_name)
{
    const char *yaml = "stet: 1\npipelines:\n  one: { steps: [ { use: toy.count } ] }\n"
                       "  two: { steps: [ { use: toy.flag } ] }\n";
    stet_load_options options = {.size = sizeof options, .name = "two"};
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", &options, &p, NULL, &err),
        STET_OK);
    ck_assert_str_eq(stet_pipeline_step_id(p, 1), "toy.flag");
    stet_pipeline_free(p);
    options.name = "tow";
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", &options, &p, NULL, &err),
        STET_E_CONFIG);
    ck_assert_str_eq(err.hint, "did you mean 'two'?");
}
END_TEST

START_TEST(only_pipeline_of_the_file_runs)
{
    write_file("base.yaml", "stet: 1\npipelines: { other: { steps: [] } }\n");
    stet_pipeline *p =
        load_file(write_file("p.yaml", "stet: 1\ninclude: base.yaml\npipelines:\n"
                                       "  mine: { steps: [ { use: toy.count } ] }\n"),
                  NULL);
    ck_assert_uint_eq(stet_pipeline_steps(p), 2);
    stet_pipeline_free(p);
}
END_TEST

START_TEST(plan_is_described)
{
    stet_pipeline *p = load(
        ctx, "stet: 1\npipelines:\n  main:\n    in: { use: read.toy }\n    steps:\n"
             "      - run: part\n      - { run: part, id: again }\n"
             "      - choose:\n          - when: has(slug)\n            steps: [ { "
             "use: toy.count } ]\n"
             "          - else:\n            steps: []\n"
             "      - { use: toy.flag, enabled: false, on_error: skip }\n"
             "    out:\n      - use: write.toy\n        to: '{{ slug }}.txt'\n        "
             "when: has(slug)\n"
             "  part:\n    steps: [ { use: toy.flag, id: f }, { use: toy.flag } ]\n");
    ck_assert_str_eq(describe(p),
                     "  0  in  read.toy\n"
                     "  1  part\n"
                     "  2    part/f  is toy.flag\n"
                     "  3    part/toy.flag  is toy.flag\n"
                     "  4  again  runs part\n"
                     "  5    again/f  is toy.flag\n"
                     "  6    again/toy.flag  is toy.flag\n"
                     "  7  choose\n"
                     "  8    toy.count\n"
                     "  9  toy.flag  on_error skip  (disabled)\n"
                     " 10  write.toy  when has(slug)  -> {{ slug }}.txt\n");
    stet_target_info target = {.size = sizeof target};
    ck_assert_int_eq(stet_pipeline_target(p, 0, &target), 1);
    ck_assert_str_eq(target.to.p, "{{ slug }}.txt");
    ck_assert_int_eq(stet_pipeline_target(p, 1, &target), 0);
    stet_pipeline_free(p);
}
END_TEST

START_TEST(disabled_call_disables_its_steps)
{
    stet_pipeline *p = load(
        ctx,
        "stet: 1\npipelines:\n  main: { steps: [ { run: part, enabled: false } ] }\n"
        "  part: { steps: [ { use: toy.count } ] }\n");
    ck_assert_str_eq(describe(p),
                     "  0  in  read.lines | read.toy\n  1  part  (disabled)\n"
                     "  2    part/toy.count  is toy.count  (disabled)\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(ids_of_repeated_steps_differ)
{
    stet_pipeline *p =
        load(ctx, "stet: 1\nsteps:\n  - use: toy.count\n  - use: toy.count\n"
                  "  - use: toy.count\n");
    ck_assert_str_eq(stet_pipeline_step_id(p, 0), "in");
    ck_assert_str_eq(stet_pipeline_step_id(p, 1), "toy.count");
    ck_assert_str_eq(stet_pipeline_step_id(p, 2), "toy.count-2");
    ck_assert_str_eq(stet_pipeline_step_id(p, 3), "toy.count-3");
    ck_assert_ptr_null(stet_pipeline_step_id(p, 4));
    stet_pipeline_free(p);
}
END_TEST

START_TEST(warning_stands_beside_success)
{
    stet_problems *problems = NULL;
    stet_pipeline *p = NULL;
    stet_problem_info info = {.size = sizeof info};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    const char *yaml =
        "stet: 1\nsteps:\n  - choose:\n      - when: has(slug)\n        steps: []\n";
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", NULL, &p, problems, NULL),
        STET_OK);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_int_eq(info.warning, 1);
    ck_assert_uint_eq(info.line, 3);
    ck_assert_uint_eq(info.column, 5);
    ck_assert_str_eq(info.excerpt, "  - choose:");
    stet_pipeline_free(p);
    stet_problems_free(problems);
}
END_TEST

/* A pipeline that is called twice has its mistake once. */
START_TEST(mistake_is_said_once)
{
    stet_problems *problems = NULL;
    stet_pipeline *p = NULL;
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    const char *yaml =
        "stet: 1\npipelines:\n  main: { steps: [ { run: a }, { run: a } ] }\n"
        "  a: { steps: [ { use: toy.fag } ] }\n";
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", NULL, &p, problems, NULL),
        STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 1);
    stet_problems_free(problems);
}
END_TEST

START_TEST(digest_follows_every_file_and_value)
{
    uint8_t digests[5][32];
    write_file("base.yaml", "stet: 1\nvars: { desk: print }\n");
    const char *path = strdup(write_file(
        "p.yaml", "stet: 1\ninclude: base.yaml\nsteps:\n  - use: toy.append\n"
                  "    with: { text: '${desk} ${env:X:-}' }\n"));
    const char *set[] = {"desk=web", NULL};
    stet_load_options options = {.size = sizeof options, .set = set};
    for (int i = 0; i < 5; i++) {
        if (i == 2)
            write_file("base.yaml", "stet: 1\nvars: { desk: online }\n");
        if (i == 3)
            ck_assert_int_eq(stet_context_set_env(ctx, "X", "y", NULL), STET_OK);
        stet_pipeline *p = load_file(path, i == 4 ? &options : NULL);
        stet_pipeline_digest(p, digests[i]);
        stet_pipeline_free(p);
    }
    ck_assert_mem_eq(digests[0], digests[1], 32);
    for (int i = 1; i < 4; i++)
        ck_assert_mem_ne(digests[i], digests[i + 1], 32);
    free((char *)(uintptr_t)path);
}
END_TEST

START_TEST(pipeline_outlives_its_context)
{
    stet_context *own = new_context();
    stet_pipeline *p =
        load(own, "stet: 1\nsteps:\n  - use: toy.append\n    with: { text: x }\n" OUT);
    ck_assert_ptr_eq(stet_pipeline_ref(p), p);
    stet_context_free(own);
    stet_pipeline_free(p);
    ck_assert_str_eq(run(p, ARTICLE), "a.txt: H|x\n");
    stet_pipeline_free(p);
}
END_TEST

START_TEST(builtin_read_is_there)
{
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(stet_pipeline_load_builtin(ctx, "read", &p, &err), STET_OK);
    ck_assert_uint_eq(stet_pipeline_steps(p),
                      1); /* article.structure is not loaded here */
    ck_assert_int_eq(stet_pipeline_fail_on(p), 4);
    stet_pipeline_free(p);
    ck_assert_int_eq(stet_pipeline_load_builtin(ctx, "write", &p, &err),
                     STET_E_NOTFOUND);
}
END_TEST

START_TEST(misuse_is_answered)
{
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(
        stet_pipeline_load_memory(NULL, stet_cstr(""), "x", NULL, &p, NULL, &err),
        STET_E_MISUSE);
    ck_assert_int_eq(stet_pipeline_load_file(ctx, NULL, NULL, &p, NULL, &err),
                     STET_E_MISUSE);
    ck_assert_int_eq(
        stet_pipeline_load_file(ctx, "/nonexistent/p.yaml", NULL, &p, NULL, &err),
        STET_E_NOTFOUND);
    ck_assert_int_eq(stet_pipeline_load_file(ctx, "/tmp", NULL, &p, NULL, &err),
                     STET_E_IO);
    ck_assert_int_eq(stet_pipeline_load_memory(ctx, stet_cstr("stet: 1\nsteps: []\n"),
                                               "x", NULL, NULL, NULL, &err),
                     STET_E_MISUSE);
    stet_load_options options = {.size = 0};
    ck_assert_int_eq(stet_pipeline_load_memory(ctx, stet_cstr("stet: 1\nsteps: []\n"),
                                               "x", &options, &p, NULL, &err),
                     STET_E_MISUSE);
    ck_assert_uint_eq(stet_pipeline_steps(NULL), 0);
    stet_pipeline_free(NULL);
    ck_assert_ptr_null(p);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {variables_are_filled_in,
                                  value_cannot_become_structure,
                                  number_comes_from_a_variable,
                                  environment_comes_from_the_host,
                                  file_gives_its_text_without_the_last_newline,
                                  text_of_a_file_is_not_shown,
                                  set_overrides_a_variable,
                                  set_of_nothing_known_is_a_mistake,
                                  value_without_environment_is_typed,
                                  include_brings_vars_fragments_and_pipelines,
                                  file_included_twice_is_there_once,
                                  name_is_replaced_where_override_says_so,
                                  include_too_deep_is_refused,
                                  options_beside_a_fragment_win,
                                  anchors_and_merge_keys_work,
                                  run_takes_variables,
                                  what_was_provided_may_be_read,
                                  pipeline_is_picked_by_name,
                                  only_pipeline_of_the_file_runs,
                                  plan_is_described,
                                  disabled_call_disables_its_steps,
                                  ids_of_repeated_steps_differ,
                                  warning_stands_beside_success,
                                  mistake_is_said_once,
                                  digest_follows_every_file_and_value,
                                  pipeline_outlives_its_context,
                                  builtin_read_is_there,
                                  misuse_is_answered};
    Suite *suite = suite_create("pipeline_load");
    TCase *tc = tcase_create("load");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
