/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the steps share: a context with the plugins linked in, a pipeline
 * from text, an article built by a function, and short ways to its results.
 */
#ifndef TESTS_STEP_FIXTURE_H
#define TESTS_STEP_FIXTURE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

extern const stet_plugin stet_plugin_v1_stats, stet_plugin_v1_slug,
    stet_plugin_v1_terms, stet_plugin_v1_notice, stet_plugin_v1_share,
    stet_plugin_v1_links, stet_plugin_v1_attribution, stet_plugin_v1_html,
    stet_plugin_v1_jsonld, stet_plugin_v1_feed, stet_plugin_v1_text;

#define NOWHERE ((stet_span){0, 0})

struct fixture {
    stet_context *ctx;
    stet_pipeline *pipeline;
    stet_runner *runner;
    const stet_result *result;
    stet_article *a; /* of the result */
    char *yaml;
};

static inline stet_context *new_context(void)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_stats,       &stet_plugin_v1_slug,  &stet_plugin_v1_terms,
        &stet_plugin_v1_notice,      &stet_plugin_v1_share, &stet_plugin_v1_links,
        &stet_plugin_v1_attribution, &stet_plugin_v1_html,  &stet_plugin_v1_jsonld,
        &stet_plugin_v1_feed,        &stet_plugin_v1_text};
    stet_context *ctx;
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_msg(stet_context_add_plugin(ctx, plugins[i], &err) == STET_OK,
                      "%s: %s", plugins[i]->id, err.message);
    ck_assert_int_eq(stet_context_add_data_folder(ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    ck_assert_int_eq(stet_context_allow_files(ctx, SRCDIR "/tests/cases", &err),
                     STET_OK);
    return ctx;
}

/* "stet: 1" and the pipeline around the steps and outputs, both as flow or block YAML.
 */
static inline char *make_yaml(const char *steps, const char *outputs)
{
    size_t n = strlen(steps) + strlen(outputs) + 200;
    char *yaml = malloc(n);
    ck_assert_ptr_nonnull(yaml);
    snprintf(yaml, n, "stet: 1\npipelines:\n  main:\n    steps:\n%s%s%s", steps,
             *outputs ? "    out:\n" : "", outputs);
    return yaml;
}

/* All problems of a pipeline, one a line, in the caller's buffer. STET_OK when none. */
static inline stet_code try_load(const char *steps, const char *outputs, char *ret_text,
                                 size_t size)
{
    stet_context *ctx = new_context();
    stet_pipeline *pipeline = NULL;
    stet_problems *problems;
    char *yaml = make_yaml(steps, outputs);
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests/cases"};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code = stet_pipeline_load_memory(ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &pipeline, problems, NULL);
    size_t at = 0;
    ret_text[0] = '\0';
    for (size_t i = 0; i < stet_problems_count(problems) && at < size; i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        at += (size_t)snprintf(ret_text + at, size - at, "%u: %s\n", info.line,
                               info.message);
    }
    stet_pipeline_free(pipeline);
    stet_problems_free(problems);
    stet_context_free(ctx);
    free(yaml);
    return code;
}

/* The context is taken. */
static inline void load_in(stet_context *ctx, struct fixture *f, const char *steps,
                           const char *outputs)
{
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests/cases"};
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    memset(f, 0, sizeof *f);
    f->ctx = ctx;
    f->yaml = make_yaml(steps, outputs);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code = stet_pipeline_load_memory(f->ctx, stet_cstr(f->yaml), "test.yaml",
                                               &options, &f->pipeline, problems, &err);
    for (size_t i = 0; code != STET_OK && i < stet_problems_count(problems); i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        fprintf(stderr, "%u:%u: %s\n", info.line, info.column, info.message);
    }
    ck_assert_msg(code == STET_OK, "%s", err.message);
    stet_problems_free(problems);
    ck_assert_int_eq(stet_runner_new(f->pipeline, &run, &f->runner, &err), STET_OK);
}

static inline void load(struct fixture *f, const char *steps, const char *outputs)
{
    load_in(new_context(), f, steps, outputs);
}

static inline void run(struct fixture *f, stet_fill_fn fill, void *self)
{
    stet_error err = {.code = STET_OK};
    stet_code code =
        stet_run_article(f->runner, fill, self, stet_cstr("test"), &f->result, &err);
    ck_assert_msg(code == STET_OK, "%s", err.message);
    f->a = stet_result_article(f->result);
}

/* The same, and the article must come through. */
static inline void run_well(struct fixture *f, stet_fill_fn fill, void *self)
{
    run(f, fill, self);
    stet_str reason = stet_result_reason(f->result);
    ck_assert_msg(stet_result_status(f->result) == STET_STATUS_OK, "%.*s",
                  (int)reason.n, reason.p);
}

static inline void unload(struct fixture *f)
{
    stet_runner_free(f->runner);
    stet_pipeline_free(f->pipeline);
    stet_context_free(f->ctx);
    free(f->yaml);
}

/* ---- results ---------------------------------------------------------------- */
static inline stet_step_info step_info(struct fixture *f, const char *id)
{
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(f->result, i, &info); i++)
        if (stet_str_is(info.id, id))
            return info;
    ck_abort_msg("no step %s", id);
    return info;
}

static inline stet_str output(struct fixture *f, size_t i)
{
    stet_output_info info = {.size = sizeof info};
    ck_assert(stet_result_output(f->result, i, &info));
    return info.bytes;
}

static inline int contains(stet_str s, const char *part)
{
    return memmem(s.p, s.n, part, strlen(part)) != NULL;
}

#define ck_contains(s, part)                                                           \
    ck_assert_msg(contains((s), (part)), "no '%s' in:\n%.*s", (part), (int)(s).n, (s).p)
#define ck_lacks(s, part)                                                              \
    ck_assert_msg(!contains((s), (part)), "'%s' in:\n%.*s", (part), (int)(s).n, (s).p)
#define ck_text(s, literal)                                                            \
    ck_assert_msg(stet_str_is((s), (literal)), "'%.*s' is not '%s'", (int)(s).n,       \
                  (s).p, (literal))

static inline size_t count_of(stet_str s, const char *part)
{
    size_t count = 0, n = strlen(part);
    for (size_t at = 0; at + n <= s.n; at++)
        count += memcmp(s.p + at, part, n) == 0;
    return count;
}

/* The i-th finding of a rule such as "terms/term", or a failure. */
static inline stet_finding_info finding(struct fixture *f, const char *rule, size_t nth)
{
    stet_finding_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_finding(f->result, i, &info); i++)
        if (stet_str_is(info.rule, rule) && nth-- == 0)
            return info;
    ck_abort_msg("no finding %s", rule);
    return info;
}

static inline size_t count_findings(struct fixture *f, const char *rule)
{
    stet_finding_info info = {.size = sizeof info};
    size_t count = 0;
    for (size_t i = 0; stet_result_finding(f->result, i, &info); i++)
        count += stet_str_is(info.rule, rule);
    return count;
}

/* ---- articles --------------------------------------------------------------- */
static inline stet_node new_block(stet_article *a, stet_kind kind, int zone)
{
    stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, kind, NOWHERE);
    ck_assert(n != 0);
    if (zone != stet_zone_of(a, n))
        ck_assert_int_eq(stet_set_zone(a, n, zone), STET_OK);
    return n;
}

static inline void put(stet_article *a, stet_node n, const char *text)
{
    ck_assert_int_eq(stet_text_append(a, n, text, strlen(text), 0, 0), STET_OK);
}

static inline stet_node new_child(stet_article *a, stet_node parent, stet_kind kind)
{
    stet_node n = stet_node_new(a, parent, 0, kind, NOWHERE);
    ck_assert(n != 0);
    return n;
}

static inline stet_node paragraph(stet_article *a, int zone, const char *text)
{
    stet_node n = new_block(a, STET_PARAGRAPH, zone);
    put(a, n, text);
    return n;
}

static inline stet_node put_link(stet_article *a, stet_node parent, const char *href,
                                 const char *text)
{
    stet_node n = new_child(a, parent, STET_LINK);
    ck_assert_int_eq(stet_set_attr(a, n, STET_ATTR_HREF, stet_cstr(href)), STET_OK);
    put(a, n, text);
    return n;
}

static inline stet_node state(stet_article *a, stet_kind field, const char *value)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("front_matter"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    stet_node n = stet_state(a, field, stet_cstr(value), &claim);
    ck_assert(n != 0);
    return n;
}

static inline stet_node add_part(stet_article *a, stet_node statement, stet_kind kind,
                                 stet_attr attr, const char *value)
{
    stet_node n = new_child(a, statement, kind);
    ck_assert_int_eq(stet_set_attr(a, n, attr, stet_cstr(value)), STET_OK);
    return n;
}

/* One headline, one paragraph of body: `self` is a const char *const [2]. */
static inline stet_code fill_simple(void *self, stet_article *a)
{
    const char *const *texts = self;
    if (texts[0])
        state(a, STET_HEADLINE, texts[0]);
    if (texts[1])
        paragraph(a, STET_ZONE_BODY, texts[1]);
    return STET_OK;
}

static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
