/* SPDX-License-Identifier: MIT */
/*
 * A run over many inputs into the sink in memory, its results as lines of text.
 */
#ifndef STET_TEST_PIPELINE_MANY_FIXTURE_H
#define STET_TEST_PIPELINE_MANY_FIXTURE_H

#include "pipeline_sink.h"

#define OUT "out:\n  - use: write.toy\n    to: \"{{ slug }}.txt\"\n"

static stet_context *ctx;
static struct sink *sink;
static stet_summary summary = {.size = sizeof summary};
static char folder[40];

static char results[200000];
static int cancel_after; /* results; 0: never */
static int32_t cancel;
static size_t result_count, progress_count;

static void set_up(void)
{
    ctx = new_context();
    sink = sink_new();
    results[0] = '\0';
    cancel_after = 0;
    cancel = 0;
    result_count = progress_count = 0;
    strcpy(folder, "/tmp/stet-many-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void tear_down(void)
{
    char command[80];
    ck_assert_int_eq(sink->open, 0); /* each handle was committed or aborted */
    sink_free(sink);
    stet_context_free(ctx);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static void on_result(void *self, stet_str input, const stet_result *r)
{
    static const char *const statuses[] = {"ok", "failed", "quarantined", "unchanged",
                                           "stopped"};
    char line[700];
    (void)self;
    snprintf(line, sizeof line, "%s %s%s%s\n", input.p, statuses[stet_result_status(r)],
             stet_result_reason(r).n ? " " : "", stet_result_reason(r).p);
    if (strlen(results) + strlen(line) < sizeof results)
        strcat(results, line);
    ck_assert_ptr_nonnull(stet_result_article(r));
    stet_content(stet_result_article(r),
                 stet_root(stet_result_article(r), STET_FAMILY_BLOCK));
    if (++result_count == (size_t)cancel_after)
        __atomic_store_n(&cancel, 1, __ATOMIC_RELAXED);
}

static void on_progress(void *self, uint64_t done)
{
    (void)self;
    (void)done;
    progress_count++;
}

static stet_code run_options(const char *yaml, struct inputs *in,
                             stet_many_options *options, stet_error *err)
{
    stet_pipeline *p = load(ctx, yaml);
    options->size = sizeof *options;
    options->run.size = sizeof options->run;
    options->run.now = 1000;
    options->run.cancel = &cancel;
    options->sink = &sink->pub;
    options->result = on_result;
    options->progress = on_progress;
    summary = (stet_summary){.size = sizeof summary};
    stet_code code = stet_run_many(p, next_input, in, options, &summary, err);
    stet_pipeline_free(p);
    return code;
}

static void run(const char *yaml, struct inputs *in, uint32_t threads)
{
    stet_many_options options = {.threads = threads};
    stet_error err = {.code = 0};
    stet_code code = run_options(yaml, in, &options, &err);
    ck_assert_msg(code == STET_OK, "%d %s", code, err.message);
}

#define LIST(...)                                                                      \
    {                                                                                  \
        .list = (const struct list_input[]){__VA_ARGS__},                              \
        .count = sizeof((const struct list_input[]){__VA_ARGS__}) /                    \
                 sizeof(struct list_input)                                             \
    }

static const char *file(const char *name)
{
    struct kept *kept = sink_find(sink, name);
    return kept ? kept->bytes : NULL;
}

static int run_suite(const char *name, const TTest *const *tests, size_t n)
{
    Suite *suite = suite_create(name);
    TCase *tc = tcase_create("many");
    tcase_set_timeout(tc, 60);
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
