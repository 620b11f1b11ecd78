/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the furniture steps share: a pipeline with the plugins linked in,
 * an article that went through it, and what was found in it.
 */
#ifndef TESTS_FURNITURE_FIXTURE_H
#define TESTS_FURNITURE_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

#include "base/memory.h"

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_json,
    stet_plugin_v1_structure, stet_plugin_v1_furniture, stet_plugin_v1_markup;

#define STRUCTURE "{ use: article.structure }, "
#define DETECT STRUCTURE "{ id: detect, use: furniture.detect }"
#define PROSE                                                                          \
    "# The River and the Sluice\n\nBy Hanna Quist\n\nThe river rose by two metres in " \
    "the "                                                                             \
    "night, and by morning the lower road was under water. Farmers had moved their "   \
    "cattle.\n\nNobody was hurt. The school was closed for three days and the bus "    \
    "took "                                                                            \
    "the hill road, which added half an hour.\n\n"

struct fixture {
    stet_context *ctx;
    stet_pipeline *pipeline;
    stet_runner *runner;
    const stet_result *result;
    stet_article *a;
    char problem[512];
};

/* Which allocation of a load fails; 0: none. */
static unsigned long fail_load;

static inline stet_code try_load(struct fixture *f, const char *steps)
{
    static const stet_plugin *const plugins[] = {
        &stet_plugin_v1_markdown, &stet_plugin_v1_json, &stet_plugin_v1_structure,
        &stet_plugin_v1_furniture, &stet_plugin_v1_markup};
    char yaml[1024];
    stet_problems *problems;
    stet_error err = {.code = STET_OK};
    stet_load_options options = {.size = sizeof options,
                                 .base = SRCDIR "/tests/cases/furniture"};
    memset(f, 0, sizeof *f);
    ck_assert_int_eq(stet_context_new(&f->ctx, &err), STET_OK);
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        ck_assert_int_eq(stet_context_add_plugin(f->ctx, plugins[i], &err), STET_OK);
    ck_assert_int_eq(stet_context_add_data_folder(f->ctx, SRCDIR "/plugins", &err),
                     STET_OK);
    ck_assert_int_eq(
        stet_context_allow_files(f->ctx, SRCDIR "/tests/cases/furniture", &err),
        STET_OK);
    snprintf(yaml, sizeof yaml,
             "stet: 1\npipelines:\n  main:\n    in: auto\n    steps: "
             "[%s]\n",
             steps);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    stet__fail_alloc(fail_load, 0);
    stet_code code = stet_pipeline_load_memory(f->ctx, stet_cstr(yaml), "test.yaml",
                                               &options, &f->pipeline, problems, &err);
    for (size_t i = 0; i < stet_problems_count(problems) && !*f->problem; i++) {
        stet_problem_info info = {.size = sizeof info};
        stet_problems_get(problems, i, &info);
        snprintf(f->problem, sizeof f->problem, "%u: %s", info.line, info.message);
    }
    stet_problems_free(problems);
    return code;
}

static inline void load(struct fixture *f, const char *steps)
{
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    stet_code code = try_load(f, steps);
    ck_assert_msg(code == STET_OK, "%s", f->problem);
    ck_assert_int_eq(stet_runner_new(f->pipeline, &run, &f->runner, NULL), STET_OK);
}

static inline void unload(struct fixture *f)
{
    stet_runner_free(f->runner);
    stet_pipeline_free(f->pipeline);
    stet_context_free(f->ctx);
}

static inline void run_as(struct fixture *f, stet_str text, const char *name)
{
    stet_error err = {.code = STET_OK};
    ck_assert_int_eq(stet_run_bytes(f->runner, text, stet_cstr(name), &f->result, &err),
                     STET_OK);
    stet_str why = stet_result_reason(f->result);
    ck_assert_msg(stet_result_status(f->result) == STET_STATUS_OK, "%.*s", (int)why.n,
                  why.p);
    f->a = stet_result_article(f->result);
}

static inline void run(struct fixture *f, stet_str text)
{
    run_as(f, text, "test.md");
}

/* ---- what was found
 * ------------------------------------------------------------------- */

static inline stet_node notice(const struct fixture *f, const char *kind)
{
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_NOTICE));
    while (n && strcmp(stet_kind_name(f->a, stet_kind_of(f->a, n)), kind) != 0)
        n = stet_next(f->a, n);
    return n;
}

static inline size_t count_notices(const struct fixture *f)
{
    size_t count = 0;
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(f->a, n))
        count++;
    return count;
}

/* The words of the first range of a notice. */
static inline stet_str words_of(struct fixture *f, const char *kind)
{
    stet_node r = stet_first(f->a, notice(f, kind));
    while (r && stet_kind_of(f->a, r) != STET_RANGE)
        r = stet_next(f->a, r);
    stet_str text = stet_content(f->a, stet_attr_node(f->a, r, STET_ATTR_BLOCK));
    size_t from = (size_t)stet_attr_int(f->a, r, STET_ATTR_FROM, 0);
    size_t to = (size_t)stet_attr_int(f->a, r, STET_ATTR_TO, (int64_t)text.n);
    return r ? stet_strn(text.p + from, to - from) : stet_cstr("");
}

#define ck_text(s, literal)                                                            \
    do {                                                                               \
        stet_str got_ = (s);                                                           \
        ck_assert_msg(stet_str_is(got_, (literal)), "got '%.*s', wanted '%s'",         \
                      (int)got_.n, got_.p, (literal));                                 \
    } while (0)

/* The first text of a field: its own, or a name of its first part. */
static inline stet_str field(const struct fixture *f, stet_kind kind)
{
    stet_node n = stet_field(f->a, kind), part = stet_first(f->a, n);
    return part ? stet_attr_str(f->a, part, STET_ATTR_NAME) : stet_text(f->a, n);
}

static inline int body_blocks(const struct fixture *f)
{
    int count = 0;
    stet_node n = stet_first(f->a, stet_root(f->a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(f->a, n))
        count += stet_zone_of(f->a, n) == STET_ZONE_BODY;
    return count;
}

/* Runs the tests of one program; what main answers. */
static inline int run_tests(TCase *c, const char *name)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, c);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
