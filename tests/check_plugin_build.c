/* SPDX-License-Identifier: MIT */
/*
 * Making one step: what its compile() sees and may call, and where the problems land
 * that it reports.
 */
#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/data/data.h"
#include "plugin/build.h"

static char folder[PATH_MAX];
static struct arena arena;
static stet_context *ctx;
static stet_problems *problems;
static struct source_file file;
static struct expr_scope scope;
static stet_error err;
static int destroyed;
static int alike; /* what the last one said */

/* ---- a step whose compile() is set by each test
 * -------------------------------------------- */

struct config {
    int64_t times;
    stet_str terms;
    stet_list names;
    stet_str token;
};
struct plan {
    const struct config *config;
    int made;
};

static stet_code (*compile_now)(stet_build *b, const struct config *config,
                                struct plan *plan);

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    struct plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = config;
    stet_code code = compile_now(b, config, plan);
    if (code != STET_OK)
        return code;
    plan->made = 1;
    *ret_plan = plan;
    return STET_OK;
}

static void destroy(void *plan)
{
    ck_assert_int_eq(((struct plan *)plan)->made, 1);
    destroyed++;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    (void)a;
    return STET_OK;
}

static const stet_option options[] = {
    STET_INT(struct config, times, 1, 9, .def = "2", .help = "h"),
    STET_PATH(struct config, terms, .help = "h"),
    STET_LIST_OF(struct config, names, STET_TYPE_STRING, .help = "h"),
    STET_STRING(struct config, token, .flags = STET_OPT_SECRET, .help = "h"),
    STET_OPTION_END,
};
static const stet_provides provides[] = {
    {sizeof(stet_provides), STET_VALUE_INT, 0, "score", "A number."},
    {sizeof(stet_provides), 0, 0, "mark", "An attribute."},
    {.size = sizeof(stet_provides)},
};
static const stet_step step = {
    .size = sizeof step,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct config),
    .name = "sample.check",
    .summary = "Checks.",
    .options = options,
    .provides = provides,
    .compile = compile,
    .destroy = destroy,
    .process = process,
};
static const stet_step bare = {
    .size = sizeof bare,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct config),
    .name = "sample.bare",
    .summary = "Checks.",
    .options = options,
    .process = process,
};
static const stet_step *const steps[] = {&step, &bare, NULL};
STET_PLUGIN(sample, "1.0.0", 0, .steps = steps);

static void put_file(const char *name, const char *text)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(text, f), 0);
    fclose(f);
}

static void setup(void)
{
    char resolved[PATH_MAX];
    snprintf(folder, sizeof folder, "/tmp/stet-build-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_ptr_nonnull(realpath(folder, resolved));
    snprintf(folder, sizeof folder, "%s", resolved);
    stet__arena_init(&arena, 0);
    destroyed = 0;
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    ck_assert_msg(stet_context_add_plugin(ctx, &stet_plugin_v1, &err) == STET_OK, "%s",
                  err.message);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    scope = (struct expr_scope){.vocabulary = &ctx->vocabulary, .limits = &ctx->limits};
}

static void teardown(void)
{
    char command[PATH_MAX + 16];
    stet_problems_free(problems);
    stet_context_free(ctx);
    stet__arena_done(&arena);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static struct step_request request_of(const char *name, const char *yaml)
{
    const stet_data *data = NULL;
    const struct data_source source = {.file = "p.yaml", .text = stet_cstr(yaml)};
    ck_assert_msg(stet__data_yaml(&arena, &ctx->limits, &source, &data, NULL, &err) ==
                      STET_OK,
                  "%s", err.message);
    file = (struct source_file){
        .name = "p.yaml", .folder = folder, .text = stet_cstr(yaml)};
    return (struct step_request){
        .ctx = ctx,
        .entry = stet__registry_step(&ctx->registry, stet_cstr(name)),
        .id = stet_cstr("mine"),
        .with = stet_data_get(data, "with"),
        .at = stet_data_get(data, "use"),
        .scope = &scope,
        .files = &file,
        .arena = &arena,
        .problems = problems,
    };
}

static stet_code make(const char *yaml, struct plan **ret_plan)
{
    const struct step_request request = request_of("sample.check", yaml);
    const void *config = NULL;
    void *plan = NULL;
    stet_code code = stet__step_compile(&request, &config, &plan, &alike);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

static void assert_problem(const char *in, uint32_t line, uint32_t column,
                           const char *message, const char *excerpt)
{
    stet_problem_info info = {.size = sizeof info};
    ck_assert_uint_eq(stet_problems_count(problems), 1);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_msg(strstr(info.message, message) != NULL, "'%s' lacks '%s'",
                  info.message, message);
    ck_assert_msg(strstr(info.file, in) != NULL, "%s", info.file);
    ck_assert_uint_eq(info.line, line);
    ck_assert_uint_eq(info.column, column);
    ck_assert_str_eq(info.excerpt ? info.excerpt : "", excerpt);
}

/* ---- good
 * -------------------------------------------------------------------------------------
 */

static stet_code compile_good(stet_build *b, const struct config *config,
                              struct plan *plan)
{
    (void)plan;
    ck_assert_int_eq(config->times, 3);
    ck_assert_str_eq(stet_build_step_id(b).p, "mine");
    ck_assert_ptr_nonnull(stet_build_kit(b));
    ck_assert_uint_eq(stet_build_kind(b, stet_cstr("headline")), STET_HEADLINE);
    ck_assert_uint_ge(stet_build_kind(b, stet_cstr("x.sample.score")), STET_KIND_X);
    ck_assert_uint_ge(stet_build_attr(b, stet_cstr("x.sample.mark")), STET_ATTR_X);
    ck_assert_uint_eq(stet_build_kind(b, stet_cstr("x.sample.none")), 0);
    ck_assert_str_eq(stet_data_text(stet_build_option(b, "times")).p, "3");
    ck_assert_ptr_null(stet_build_option(b, "terms"));
    ck_assert_ptr_null(stet_build_var(b, "site"));
    ck_assert_ptr_nonnull(stet_build_template(b, stet_cstr("{{ byline }}"), NULL));
    ck_assert_ptr_nonnull(stet_build_expr(b, stet_cstr("words > 3"), NULL));
    const uint64_t *room = stet_build_alloc(b, 24);
    ck_assert_uint_eq(room[0] | room[1] | room[2], 0);
    return STET_OK;
}

START_TEST(step_is_made)
{
    struct plan *plan = NULL;
    compile_now = compile_good;
    ck_assert_int_eq(make("use: sample.check\nwith: { times: 3 }\n", &plan), STET_OK);
    ck_assert_int_eq(plan->config->times, 3);
    ck_assert_uint_eq(stet_problems_count(problems), 0);
    stet__step_destroy(stet__registry_step(&ctx->registry, stet_cstr("sample.check")),
                       plan);
    ck_assert_int_eq(destroyed, 1);
}
END_TEST

START_TEST(plan_is_the_config_without_compile)
{
    const struct step_request request = request_of("sample.bare", "use: sample.bare\n");
    const void *config = NULL;
    void *plan = NULL;
    ck_assert_int_eq(stet__step_compile(&request, &config, &plan, &alike), STET_OK);
    ck_assert_ptr_eq(plan, config);
    ck_assert_int_eq(((const struct config *)config)->times, 2);
    stet__step_destroy(request.entry, plan);
}
END_TEST

static stet_code compile_never(stet_build *b, const struct config *config,
                               struct plan *plan)
{
    (void)b;
    (void)config;
    (void)plan;
    ck_abort_msg("compile() was called with options that are wrong");
    return STET_OK;
}

START_TEST(compile_never_sees_wrong_options)
{
    struct plan *plan = NULL;
    compile_now = compile_never;
    ck_assert_int_eq(make("use: sample.check\nwith: { times: 10 }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 16, "sample.check.times: '10' is not between 1 and 9",
                   "with: { times: 10 }");
}
END_TEST

/* ---- problems
 * ------------------------------------------------------------------------------------
 */

static stet_code compile_item(stet_build *b, const struct config *config,
                              struct plan *plan)
{
    (void)config;
    (void)plan;
    return stet_problem(b, "names", 1, "write mail", "'%s' is no network", "x");
}

START_TEST(problem_lands_on_the_item)
{
    struct plan *plan = NULL;
    compile_now = compile_item;
    ck_assert_int_eq(make("use: sample.check\nwith: { names: [mail, x] }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 23, "sample.check.names: 'x' is no network",
                   "with: { names: [mail, x] }");
    ck_assert_int_eq(destroyed, 0);
}
END_TEST

START_TEST(problem_of_an_absent_option_lands_on_use)
{
    struct plan *plan = NULL;
    compile_now = compile_item;
    ck_assert_int_eq(make("use: sample.check\n", &plan), STET_E_CONFIG);
    assert_problem("p.yaml", 1, 6, "sample.check.names", "use: sample.check");
}
END_TEST

static stet_code compile_ok_after_problem(stet_build *b, const struct config *config,
                                          struct plan *plan)
{
    compile_item(b, config, plan);
    plan->made = 1;
    return STET_OK;
}

START_TEST(problem_counts_even_when_compile_says_ok)
{
    struct plan *plan = NULL;
    compile_now = compile_ok_after_problem;
    ck_assert_int_eq(make("use: sample.check\n", &plan), STET_E_CONFIG);
    ck_assert_int_eq(destroyed, 1); /* and the plan is given back */
}
END_TEST

static stet_code compile_silent(stet_build *b, const struct config *config,
                                struct plan *plan)
{
    (void)b;
    (void)config;
    (void)plan;
    return STET_FAILED;
}

START_TEST(failure_without_a_reason_is_a_problem)
{
    struct plan *plan = NULL;
    compile_now = compile_silent;
    ck_assert_int_eq(make("use: sample.check\n", &plan), STET_E_CONFIG);
    assert_problem("p.yaml", 1, 6, "compile() failed without a reason",
                   "use: sample.check");
}
END_TEST

static stet_code compile_secret(stet_build *b, const struct config *config,
                                struct plan *plan)
{
    (void)config;
    (void)plan;
    return stet_problem(b, "token", -1, "", "is too short");
}

START_TEST(problem_of_a_secret_shows_no_line)
{
    struct plan *plan = NULL;
    compile_now = compile_secret;
    ck_assert_int_eq(make("use: sample.check\nwith: { token: hunter2 }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 16, "sample.check.token: is too short", "");
}
END_TEST

static stet_code compile_template(stet_build *b, const struct config *config,
                                  struct plan *plan)
{
    (void)config;
    (void)plan;
    return stet_build_template(b, stet_cstr("{{ byline"), stet_build_option(b, "names"))
               ? STET_OK
               : STET_E_CONFIG;
}

START_TEST(bad_template_of_a_data_file_is_a_problem)
{
    struct plan *plan = NULL;
    compile_now = compile_template;
    ck_assert_int_eq(make("use: sample.check\nwith: { names: [a] }\n", &plan),
                     STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 1);
}
END_TEST

/* ---- files
 * ---------------------------------------------------------------------------------------------
 */

static stet_code compile_load(stet_build *b, const struct config *config,
                              struct plan *plan)
{
    (void)plan;
    const stet_data *data = stet_build_load(b, config->terms, 0);
    if (!data)
        return STET_E_CONFIG;
    const stet_data *bad = stet_data_get(data, "bad");
    return bad ? stet_problem_at(b, bad, "", "no good") : STET_OK;
}

START_TEST(data_files_are_loaded)
{
    struct plan *plan = NULL;
    compile_now = compile_load;
    put_file("terms.yaml", "good: 1\n");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: terms.yaml }\n", &plan),
                     STET_OK);
}
END_TEST

START_TEST(problem_in_a_data_file_shows_its_line)
{
    struct plan *plan = NULL;
    compile_now = compile_load;
    put_file("terms.yaml", "good: 1\nbad: two words\n");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: terms.yaml }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("terms.yaml", 2, 6, "sample.check: no good", "bad: two words");
}
END_TEST

START_TEST(broken_data_file_is_reported_once_where_it_breaks)
{
    struct plan *plan = NULL;
    compile_now = compile_load;
    put_file("terms.yaml", "a: [1\n");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: terms.yaml }\n", &plan),
                     STET_E_CONFIG);
    stet_problem_info info = {.size = sizeof info};
    ck_assert_uint_eq(stet_problems_count(problems), 1);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_ptr_nonnull(strstr(info.file, "terms.yaml"));
}
END_TEST

START_TEST(missing_or_forbidden_data_file_is_placed_at_its_option)
{
    struct plan *plan = NULL;
    compile_now = compile_load;
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: none.yaml }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 16, "cannot open", "with: { terms: none.yaml }");
    stet_problems_free(problems);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: /etc/passwd }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 16, "outside the folders that may be read",
                   "with: { terms: /etc/passwd }");
    stet_problems_free(problems);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    put_file("empty.yaml", "");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: empty.yaml }\n", &plan),
                     STET_E_CONFIG);
    assert_problem("p.yaml", 2, 16, "holds nothing", "with: { terms: empty.yaml }");
}
END_TEST

static stet_code compile_shipped(stet_build *b, const struct config *config,
                                 struct plan *plan)
{
    stet_str bytes;
    (void)config;
    (void)plan;
    ck_assert_uint_eq(stet_build_data_file(b, "../x").n, 0);
    ck_assert_uint_eq(stet_build_data_file(b, "a/../x").n, 0);
    ck_assert_ptr_nonnull(
        strstr(stet_build_data_file(b, "other/x.yaml").p, "/other/x.yaml"));
    stet_code code = stet_build_file(b, stet_build_data_file(b, "shipped.txt"), &bytes);
    if (code == STET_OK)
        ck_assert_str_eq(bytes.p, "hello");
    return code;
}

START_TEST(shipped_files_are_found_and_may_be_read)
{
    struct plan *plan = NULL;
    char path[PATH_MAX + 64];
    compile_now = compile_shipped;
    snprintf(path, sizeof path, "%s/data", folder);
    ck_assert_int_eq(mkdir(path, 0755), 0);
    ck_assert_int_eq(stet_context_add_data_folder(ctx, path, &err), STET_OK);
    snprintf(path, sizeof path, "%s/data/sample", folder);
    ck_assert_int_eq(mkdir(path, 0755), 0);
    ck_assert_int_eq(make("use: sample.check\n", &plan), STET_E_CONFIG);
    put_file("data/sample/shipped.txt", "hello");
    ck_assert_int_eq(make("use: sample.check\n", &plan), STET_OK);
}
END_TEST

/* ---- tables for data files ----------------------------------------------------------
 */
struct row {
    stet_str id;
    int64_t max;
};
struct sheet {
    stet_date revised;
    stet_list rows;
};
static const stet_option row_options[] = {
    STET_STRING(struct row, id, .flags = STET_OPT_REQUIRED, .help = "h"),
    STET_INT(struct row, max, 0, 100, .def = "7", .help = "h"), STET_OPTION_END};
static const stet_option sheet_options[] = {
    STET_DATE(struct sheet, revised, .help = "h"),
    STET_LIST_OF(struct sheet, rows, STET_TYPE_OBJECT, .fields = row_options,
                 .item_size = sizeof(struct row), .help = "h"),
    STET_OPTION_END};

static stet_code compile_bind(stet_build *b, const struct config *config,
                              struct plan *plan)
{
    struct sheet sheet = {.rows = {NULL, 0}};
    const stet_data *root = stet_build_load(b, config->terms, 0);
    (void)plan;
    ck_assert_ptr_nonnull(root);
    stet_code code =
        stet_build_bind(b, "sheet", sheet_options, root, &sheet, sizeof sheet);
    if (code != STET_OK)
        return code;
    const struct row *rows = sheet.rows.items;
    ck_assert_uint_eq(sheet.rows.n, 2);
    ck_assert(stet_str_is(rows[0].id, "a"));
    ck_assert_int_eq(rows[0].max, 7);
    ck_assert_int_eq(rows[1].max, 9);
    ck_assert_int_eq(sheet.revised.month, 11);
    return STET_OK;
}

START_TEST(data_file_is_bound_by_a_table)
{
    struct plan *plan = NULL;
    compile_now = compile_bind;
    put_file("terms.yaml", "revised: 2026-11-24\nrows:\n- id: a\n- {id: b, max: 9}\n");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: terms.yaml }\n", &plan),
                     STET_OK);
}
END_TEST

START_TEST(every_mistake_of_a_data_file_is_placed)
{
    struct plan *plan = NULL;
    compile_now = compile_bind;
    put_file("terms.yaml", "revised: soon\nrows:\n- {max: seven, idd: a}\n");
    ck_assert_int_eq(make("use: sample.check\nwith: { terms: terms.yaml }\n", &plan),
                     STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 4);
    stet_problem_info info = {.size = sizeof info};
    int lines[4] = {0, 0, 0, 0}, near = 0;
    for (size_t i = 0; stet_problems_get(problems, i, &info); i++) {
        lines[info.line < 4 ? info.line : 0]++;
        near += strstr(info.hint, "did you mean 'id'") != NULL;
        ck_assert_ptr_nonnull(strstr(info.file, "terms.yaml"));
    }
    ck_assert_int_eq(lines[1], 1);
    ck_assert_int_eq(lines[3], 3);
    ck_assert_int_eq(near, 1);
}
END_TEST

START_TEST(failing_allocations_are_answered)
{
    put_file("terms.yaml", "good: 1\n");
    compile_now = compile_load;
    const struct step_request asked =
        request_of("sample.check",
                   "use: sample.check\nwith: { terms: terms.yaml, names: [a, b] }\n");
    for (unsigned long nth = 1; nth < 1000; nth++) {
        struct step_request request = asked;
        struct arena small;
        const void *config = NULL;
        void *plan = NULL;
        stet__arena_init(&small, 0);
        request.arena = &small;
        stet__fail_alloc(nth, 0);
        stet_code code = stet__step_compile(&request, &config, &plan, &alike);
        unsigned long counted = stet__fail_alloc(0, 0);
        if (code == STET_OK)
            stet__step_destroy(request.entry, plan);
        stet__arena_done(&small);
        ck_assert_msg(code == STET_OK || code == STET_E_NOMEM || code == STET_E_CONFIG,
                      "%d", code);
        if (counted < nth) {
            ck_assert_int_eq(code, STET_OK);
            return;
        }
    }
    ck_abort_msg("it never ended");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_build");
    TCase *t = tcase_create("build");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, step_is_made);
    tcase_add_test(t, plan_is_the_config_without_compile);
    tcase_add_test(t, compile_never_sees_wrong_options);
    tcase_add_test(t, problem_lands_on_the_item);
    tcase_add_test(t, problem_of_an_absent_option_lands_on_use);
    tcase_add_test(t, problem_counts_even_when_compile_says_ok);
    tcase_add_test(t, failure_without_a_reason_is_a_problem);
    tcase_add_test(t, problem_of_a_secret_shows_no_line);
    tcase_add_test(t, bad_template_of_a_data_file_is_a_problem);
    tcase_add_test(t, data_files_are_loaded);
    tcase_add_test(t, problem_in_a_data_file_shows_its_line);
    tcase_add_test(t, broken_data_file_is_reported_once_where_it_breaks);
    tcase_add_test(t, missing_or_forbidden_data_file_is_placed_at_its_option);
    tcase_add_test(t, shipped_files_are_found_and_may_be_read);
    tcase_add_test(t, data_file_is_bound_by_a_table);
    tcase_add_test(t, every_mistake_of_a_data_file_is_placed);
    tcase_add_test(t, failing_allocations_are_answered);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
