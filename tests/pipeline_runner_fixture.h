/* SPDX-License-Identifier: MIT */
/*
 * One runner over one pipeline, for the tests of what becomes of an article.
 */
#ifndef STET_TEST_PIPELINE_RUNNER_FIXTURE_H
#define STET_TEST_PIPELINE_RUNNER_FIXTURE_H

#include "pipeline_fixture.h"

#define ARTICLE "slug: a\nheadline: H\n\nOne.\n"
#define OUT "out:\n  - use: write.toy\n    to: \"{{ slug }}.txt\"\n"

#define STEPS(rest)                                                                    \
    "stet: 1\nsteps:\n  - { use: toy.append, with: { text: before } }\n" rest OUT

static stet_context *ctx;
static stet_pipeline *pipeline;
static stet_runner *r;
static const stet_result *result;

static void set_up(void)
{
    ctx = new_context();
}

static void drop(void)
{
    stet_runner_free(r);
    stet_pipeline_free(pipeline);
    r = NULL;
    pipeline = NULL;
}

static void tear_down(void)
{
    drop();
    stet_context_free(ctx);
}

static void begin(const char *yaml, const stet_run_options *options)
{
    stet_error err = {.code = 0};
    drop();
    pipeline = load(ctx, yaml);
    ck_assert_msg(stet_runner_new(pipeline, options, &r, &err) == STET_OK, "%s", err.message);
}

static int run_named(const char *bytes, const char *name)
{
    stet_error err = {.code = 0};
    stet_code code =
        stet_run_bytes(r, stet_cstr(bytes), stet_cstr(name), &result, &err);
    ck_assert_msg(code == STET_OK, "%d %s", code, err.message);
    return stet_result_status(result);
}

static int run(const char *bytes)
{
    return run_named(bytes, "a.toy");
}

static const char *output(size_t i)
{
    static char text[8000];
    stet_output_info out = {.size = sizeof out};
    ck_assert_int_eq(stet_result_output(result, i, &out), 1);
    snprintf(text, sizeof text, "%s: %.*s", out.name.p, (int)out.bytes.n, out.bytes.p);
    return text;
}

static stet_step_info step(const char *id)
{
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(result, i, &info); i++)
        if (stet_str_is(info.id, id))
            return info;
    ck_abort_msg("no step %s", id);
    return info;
}

static int run_suite(const char *name, const TTest *const *tests, size_t n)
{
    Suite *suite = suite_create(name);
    TCase *tc = tcase_create("run");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    for (size_t i = 0; i < n; i++)
        tcase_add_test(tc, tests[i]);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
