/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the steps share: a context with the plugins linked in, a pipeline
 * from text, an article built by a function, and short ways to its results.
 */
#ifndef TESTS_STEP_FIXTURE_H
#define TESTS_STEP_FIXTURE_H

#include "article_fixture.h"

extern const stet_plugin stet_plugin_v1_normalise, stet_plugin_v1_stats,
    stet_plugin_v1_slug, stet_plugin_v1_terms, stet_plugin_v1_notice,
    stet_plugin_v1_share, stet_plugin_v1_links, stet_plugin_v1_attribution,
    stet_plugin_v1_html, stet_plugin_v1_jsonld, stet_plugin_v1_feed,
    stet_plugin_v1_text;

static inline stet_context *new_context(void)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_normalise, &stet_plugin_v1_stats,       &stet_plugin_v1_slug,
        &stet_plugin_v1_terms,     &stet_plugin_v1_notice,      &stet_plugin_v1_share,
        &stet_plugin_v1_links,     &stet_plugin_v1_attribution, &stet_plugin_v1_html,
        &stet_plugin_v1_jsonld,    &stet_plugin_v1_feed,        &stet_plugin_v1_text};
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

static inline stet_node new_child(stet_article *a, stet_node parent, stet_kind kind)
{
    stet_node n = stet_node_new(a, parent, 0, kind, NOWHERE);
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

/* A page with a head, a body and a tail, as stamps meet it. */
static inline stet_code fill_parts(void *self, stet_article *a)
{
    (void)self;
    state(a, STET_HEADLINE, "A headline");
    state(a, STET_LANGUAGE, "en");
    state(a, STET_CANONICAL, "https://example.org/a");
    stet_node heading = new_block(a, STET_HEADING, STET_ZONE_HEAD);
    put(a, heading, "A headline");
    paragraph(a, STET_ZONE_HEAD, "By Jane Doe");
    paragraph(a, STET_ZONE_BODY, "First.");
    paragraph(a, STET_ZONE_BODY, "Second.");
    paragraph(a, STET_ZONE_TAIL, "About Jane.");
    return STET_OK;
}

#endif
