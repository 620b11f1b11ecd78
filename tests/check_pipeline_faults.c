/* SPDX-License-Identifier: MIT */
/*
 * Every allocation of load, run and write fails once in turn, alone or with all behind
 * it: an error or a failed article, never a crash, a leak or half a file.
 */
#include "pipeline_sink.h"

#include "base/memory.h"

static const char yaml[] =
    "stet: 1\n"
    "vars: { name: Herald, by: '${name}' }\n"
    "fragments: { one: { times: 2 } }\n"
    "pipelines:\n"
    "  main:\n"
    "    verdict: { caps: { toys: review } }\n"
    "    steps:\n"
    "      - { use: toy.append, with: { from: one, text: 'by ${by} {{ headline }}' } "
    "}\n"
    "      - { run: part, vars: { x: y } }\n"
    "      - choose:\n"
    "          - when: slug == \"a\"\n"
    "            steps: [ { use: toy.fail, on_error: skip } ]\n"
    "          - else:\n"
    "            steps: []\n"
    "    out:\n"
    "      - { use: write.toy, to: '{{ slug }}.txt', steps: [ { use: toy.append, with: "
    "{ text: z } } ] }\n"
    "      - { use: write.feed, to: all.feed }\n"
    "      - { use: write.log, to: all.log }\n"
    "  part: { steps: [ { use: toy.flag, ignore: [ toy/noted ] } ] }\n";

static const char article[] = "slug: a\nheadline: H\n\nOne.\n# Two\n";

static void check_files(const struct sink *sink)
{
    for (size_t i = 0; i < sink->count; i++) {
        const struct kept *file = &sink->files[i];
        if (strcmp(file->name, "a.txt") == 0)
            ck_assert_str_eq(file->bytes, "H|One.|# Two|by Herald H|by Herald H|z\n");
        else if (strcmp(file->name, "all.feed") == 0 ||
                 strcmp(file->name, "all.log") == 0)
            ck_assert_int_eq(strncmp(file->bytes + file->len - 4, "end\n", 4), 0);
    }
    ck_assert_int_eq(sink->open, 0);
}

static stet_code run_one(stet_pipeline *p)
{
    stet_runner *r = NULL;
    const stet_result *result = NULL;
    stet_finding_info finding = {.size = sizeof finding};
    stet_change_info change = {.size = sizeof change};
    stet_error err = {.code = 0};
    stet_code code = stet_runner_new(p, NULL, &r, &err);
    if (code == STET_OK)
        code = stet_run_bytes(r, stet_cstr(article), stet_cstr("a.toy"), &result, &err);
    for (size_t i = 0; code == STET_OK && stet_result_finding(result, i, &finding); i++)
        ck_assert_ptr_nonnull(finding.message.p);
    for (size_t i = 0; code == STET_OK && stet_result_change(result, i, &change); i++)
        ck_assert_ptr_nonnull(change.after.p);
    stet_runner_free(r);
    return code;
}

static stet_code run_ffi(stet_pipeline *p)
{
    stet_runner *r = NULL;
    char *json = NULL;
    stet_code code = stet_runner_new(p, NULL, &r, NULL);
    if (code == STET_OK)
        code = stet_ffi_run(r, article, strlen(article), "a.toy", &json, NULL, NULL);
    stet_ffi_free(json);
    stet_runner_free(r);
    return code;
}

static stet_code run_many(stet_pipeline *p, int streamed)
{
    const struct list_input files[] = {{"a.toy", article, NULL, 0},
                                       {"b.toy", "!bad", NULL, 0}};
    const struct list_input lines[] = {{"a.lines", "a|H|x\nb|I|y\n", NULL, 0}};
    struct inputs in = {.list = streamed ? lines : files, .count = streamed ? 1 : 2};
    struct sink *sink = sink_new();
    stet_many_options options = {
        .size = sizeof options, .threads = 1, .sink = &sink->pub};
    stet_error err = {.code = 0};
    options.run.size = sizeof options.run;
    stet_code code = stet_run_many(p, next_input, &in, &options, NULL, &err);
    ck_assert_int_eq(err.code, code);
    if (!streamed)
        check_files(sink);
    ck_assert_int_eq(sink->open, 0);
    sink_free(sink);
    return code;
}

/* 1: an allocation failed. */
static int run_with_fault(stet_context *ctx, unsigned long nth, int sticky, int what)
{
    stet_pipeline *p = NULL;
    stet_problems *problems = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    if (what)
        p = load(ctx, yaml);
    stet__fail_alloc(nth, sticky);
    stet_code code = STET_OK;
    if (what == 0)
        code = stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", NULL, &p, problems,
                                         &err);
    else if (what == 1)
        code = run_one(p);
    else if (what == 2)
        code = run_ffi(p);
    else
        code = run_many(p, what == 4);
    unsigned long counted = stet__fail_alloc(0, 0);
    ck_assert_msg(code == STET_OK || code == STET_E_NOMEM,
                  "allocation %lu of %d: code %d %s", nth, what, code, err.message);
    if (what == 0 && code != STET_OK) {
        ck_assert_ptr_null(p);
        ck_assert_int_eq(err.code, code);
    }
    stet_pipeline_free(p);
    stet_problems_free(problems);
    return counted >= nth;
}

START_TEST(every_allocation_may_fail)
{
    stet_context *ctx = new_context();
    for (int sticky = 0; sticky < 2; sticky++) {
        unsigned long n = 1;
        while (run_with_fault(ctx, n, sticky, _i))
            n++;
        ck_assert_uint_gt(n, 5);
    }
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pipeline_faults");
    TCase *tc = tcase_create("faults");
    tcase_set_timeout(tc, 120);
    tcase_add_loop_test(tc, every_allocation_may_fail, 0, 5);
    suite_add_tcase(suite, tc);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
