/* SPDX-License-Identifier: MIT */
/*
 * What the tests of notice.stamp and notice.check share: a context with the plugins
 * linked in, a pipeline from text, and an article that has something for every notice
 * that ships with stet.
 */
#ifndef TESTS_NOTICE_FIXTURE_H
#define TESTS_NOTICE_FIXTURE_H

#include "article_fixture.h"

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_json,
    stet_plugin_v1_structure, stet_plugin_v1_furniture, stet_plugin_v1_notice,
    stet_plugin_v1_html, stet_plugin_v1_markup;

#define NOW 1741944600 /* 2025-03-14T09:30:00Z */

static inline stet_context *new_context(void)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_markdown,  &stet_plugin_v1_json,   &stet_plugin_v1_structure,
        &stet_plugin_v1_furniture, &stet_plugin_v1_notice, &stet_plugin_v1_html,
        &stet_plugin_v1_markup};
    stet_context *ctx;
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_msg(stet_context_add_plugin(ctx, plugins[i], &err) == STET_OK,
                      "%s: %s", plugins[i]->id, err.message);
    ck_assert_int_eq(stet_context_add_data_folder(ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    ck_assert_int_eq(stet_context_allow_files(ctx, SRCDIR "/tests/cases/notice", &err),
                     STET_OK);
    return ctx;
}

/* Steps and outputs are lists in flow style; problems go into f->problems. */
static inline stet_code try_load(struct fixture *f, const char *steps,
                                 const char *outputs)
{
    static const char form[] =
        "stet: 1\npipelines:\n  main:\n    steps: [%s]\n    out: [%s]\n";
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_load_options options = {.size = sizeof options,
                                 .base = SRCDIR "/tests/cases/notice"};
    size_t n = strlen(steps) + strlen(outputs) + sizeof form, at = 0;
    char *yaml = malloc(n);
    ck_assert_ptr_nonnull(yaml);
    snprintf(yaml, n, form, steps, outputs);
    memset(f, 0, sizeof *f);
    f->ctx = new_context();
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet_code code = stet_pipeline_load_memory(f->ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &f->pipeline, problems, &err);
    for (size_t i = 0; i < stet_problems_count(problems) && at < sizeof f->problems;
         i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        at += (size_t)snprintf(f->problems + at, sizeof f->problems - at,
                               "%u:%u: %s (%s)\n", info.line, info.column, info.message,
                               info.hint);
    }
    stet_problems_free(problems);
    free(yaml);
    return code;
}

static inline void load(struct fixture *f, const char *steps, const char *outputs)
{
    stet_run_options run = {.size = sizeof run, .now = NOW};
    stet_code code = try_load(f, steps, outputs);
    ck_assert_msg(code == STET_OK, "%s in %s", f->problems, steps);
    ck_assert_int_eq(stet_runner_new(f->pipeline, &run, &f->runner, NULL), STET_OK);
}

static inline void unload(struct fixture *f)
{
    stet_runner_free(f->runner);
    stet_pipeline_free(f->pipeline);
    stet_context_free(f->ctx);
}

static inline void must_pass(struct fixture *f, stet_code code, const stet_error *err)
{
    ck_assert_msg(code == STET_OK, "%s", err->message);
    stet_str reason = stet_result_reason(f->result);
    ck_assert_msg(stet_result_status(f->result) == STET_STATUS_OK, "%.*s",
                  (int)reason.n, reason.p);
    f->a = stet_result_article(f->result);
}

static inline void run_fill(struct fixture *f, stet_fill_fn fill, const void *self)
{
    stet_error err = {.code = STET_OK};
    must_pass(f,
              stet_run_article(f->runner, fill, (void *)(uintptr_t)self,
                               stet_cstr("test"), &f->result, &err),
              &err);
}

static inline void run_text(struct fixture *f, stet_str text, const char *name)
{
    stet_error err = {.code = STET_OK};
    must_pass(f,
              stet_run_bytes(f->runner, text, stet_cstr(name), &f->result, &err), &err);
}

/* A copy that outlives the next run; freed by the caller. */
static inline stet_str copy_of(stet_str s)
{
    char *p = malloc(s.n + 1);
    ck_assert_ptr_nonnull(p);
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return stet_strn(p, s.n);
}

static inline void drop_copy(stet_str s)
{
    free((void *)(uintptr_t)s.p);
}

static inline stet_node stamped_block(stet_article *a, const char *id)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    while (n && !stet_str_is(stet_attr_str(a, n, STET_ATTR_STAMP), id))
        n = stet_next(a, n);
    return n;
}

/* ---- articles ------------------------------------------------------------------ */
/* A part with attributes given as number and text, ended by 0. */
struct attr_row {
    stet_attr attr;
    const char *value;
};
static inline stet_node add_part(stet_article *a, stet_node statement, stet_kind kind,
                                 const struct attr_row *rows)
{
    stet_node n = stet_node_new(a, statement, 0, kind, NOWHERE);
    ck_assert(n != 0);
    for (; rows->attr; rows++)
        ck_assert_int_eq(stet_set_attr(a, n, rows->attr, stet_cstr(rows->value)),
                         STET_OK);
    return n;
}
#define PART(a, field, kind, ...)                                                      \
    add_part((a), state((a), (field), ""), (kind),                                     \
             (const struct attr_row[]){__VA_ARGS__, {0, NULL}})

static inline stet_node notice_over(stet_article *a, stet_kind kind, stet_node block,
                                    size_t from, size_t to)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_DERIVED};
    stet_node n = stet_notice_new(a, kind, stet_zone_of(a, block), &claim);
    ck_assert(stet_range_add(a, n, block, from, to) != 0);
    return n;
}

/* Something for every notice; self: the language. */
static inline stet_code fill_all(void *self, stet_article *a)
{
    state(a, STET_HEADLINE, "The cable and the bar");
    state(a, STET_LANGUAGE, self);
    state(a, STET_SLUG, "the-cable");
    state(a, STET_SITE, "The Lantern");
    state(a, STET_CANONICAL, "https://lantern.example/cable");
    stet_node authors = state(a, STET_AUTHORS, "");
    add_part(a, authors, STET_PARTY,
             (const struct attr_row[]){{STET_ATTR_NAME, "Jane Doe"}, {0, NULL}});
    add_part(a, authors, STET_PARTY,
             (const struct attr_row[]){{STET_ATTR_NAME, "John Roe"}, {0, NULL}});
    PART(a, STET_SPONSOR, STET_PARTY, {STET_ATTR_NAME, "Acme & Sons"},
         {STET_ATTR_URL, "https://acme.example/"});
    PART(a, STET_ORIGIN, STET_REF, {STET_ATTR_NAME, "The Tidewater Review"},
         {STET_ATTR_URL, "https://tide.example/a?b=1&c=2"},
         {STET_ATTR_DATE, "2025-02-01"});
    PART(a, STET_TRANSLATION_OF, STET_REF, {STET_ATTR_URL, "https://tide.example/pt"});
    stet_node licence = state(a, STET_LICENCE, "CC BY-ND 4.0");
    stet_set_attr(a, licence, STET_ATTR_URL,
                  stet_cstr("https://creativecommons.org/licenses/by-nd/4.0/"));
    PART(a, STET_CORRECTIONS, STET_CORRECTION_PART, {STET_ATTR_TYPE, "correction"},
         {STET_ATTR_DATE, "2025-03-10"}, {STET_ATTR_CODE, "2"},
         {STET_ATTR_URL, "https://lantern.example/cable?version=2"},
         {STET_ATTR_VALUE, "The bar is nine metres deep, not seven."});
    PART(a, STET_CORRECTIONS, STET_CORRECTION_PART, {STET_ATTR_TYPE, "update"},
         {STET_ATTR_DATE, "2025-03-12"},
         {STET_ATTR_VALUE, "The ministry has answered since."});
    state(a, STET_EMBARGO, "2025-04-01T06:00+02:00");
    put(a, new_block(a, STET_HEADING, STET_ZONE_HEAD), "The cable and the bar");
    paragraph(a, STET_ZONE_HEAD, "By Jane Doe and John Roe");
    paragraph(a, STET_ZONE_BODY,
              "For three years planners have argued over the northern cable.");
    stet_node second = paragraph(a, STET_ZONE_BODY, "A chart of the bar is sold ");
    put_link(a, second, "https://www.amazon.de/dp/1?tag=lantern-21", "by the harbour");
    put(a, second, ", as it was last spring.");
    paragraph(a, STET_ZONE_BODY, "Money was promised and maps were drawn.");
    paragraph(a, STET_ZONE_BODY, "The quay is the town's own affair.");
    stet_node bio =
        paragraph(a, STET_ZONE_TAIL, "Jane Doe writes about rivers for The Lantern.");
    notice_over(a, STET_AUTHOR_BIO, bio, 0, SIZE_MAX);
    return STET_OK;
}

#endif
