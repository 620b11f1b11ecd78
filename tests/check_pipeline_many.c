/* SPDX-License-Identifier: MIT */
/* Running many: order, threads, collections, quarantine, stops. */
#include "pipeline_many_fixture.h"

/* ---- order and threads --------------------------------------------------- */

#define ALL                                                                            \
    "stet: 1\nsteps:\n  - { use: toy.append, with: { text: '{{ headline }} {{ slug "   \
    "}}' } }\n"                                                                        \
    "  - { use: toy.fail, with: { slug: '13' } }\n  - { use: toy.fail, with: { slug: " \
    "'17' }, on_error: quarantine }\n"                                                 \
    "  - { use: toy.fail, with: { slug: '19' }, on_error: skip }\n"                    \
    "out:\n  - { use: write.toy, to: '{{ slug }}.txt' }\n  - { use: write.feed, to: "  \
    "all.feed }\n  - { use: write.log, to: all.log }\n  - { use: write.toy, to: '-' "  \
    "}\n"

static char *run_all(uint32_t threads, char **ret_results)
{
    struct inputs in = {.make = 300, .pad = 100};
    struct sink *own = sink_new();
    struct sink *before = sink;
    sink = own;
    results[0] = '\0';
    run(ALL, &in, threads);
    sink = before;
    char *text = sink_text(own);
    ck_assert_int_eq(own->open, 0);
    sink_free(own);
    *ret_results = strdup(results);
    return text;
}

START_TEST(threads_make_no_difference)
{
    char *one_results, *four_results;
    char *one = run_all(1, &one_results);
    for (int i = 0; i < 5; i++) {
        char *four = run_all(i ? 4 : 16, &four_results);
        ck_assert_str_eq(one_results, four_results);
        ck_assert_str_eq(one, four);
        free(four);
        free(four_results);
    }
    ck_assert_uint_eq(summary.articles, 300);
    ck_assert_uint_eq(summary.failed, 1);
    ck_assert_uint_eq(summary.quarantined, 1);
    ck_assert_uint_eq(summary.ok, 298);
    ck_assert_uint_eq(summary.verdicts[STET_VERDICT_REVIEW], 1);
    ck_assert_int_eq(summary.worst, STET_VERDICT_REVIEW);
    ck_assert_uint_eq(summary.outputs, 2 * 298 + 2);
    ck_assert_int_eq(summary.stopped, 0);
    ck_assert_uint_ge(progress_count, 1);
    free(one);
    free(one_results);
}
END_TEST

START_TEST(results_come_in_input_order)
{
    struct inputs in = {.make = 200};
    char expected[20];
    run("stet: 1\n" OUT, &in, 4);
    const char *at = results;
    for (int i = 0; i < 200; i++) {
        snprintf(expected, sizeof expected, "a%d.toy ok\n", i);
        ck_assert_int_eq(strncmp(at, expected, strlen(expected)), 0);
        at += strlen(expected);
    }
}
END_TEST

START_TEST(nothing_to_do_is_no_error)
{
    struct inputs in = {.make = 0};
    run("stet: 1\nout:\n  - { use: write.feed, to: all.feed }\n", &in, 4);
    ck_assert_uint_eq(summary.articles, 0);
    ck_assert_uint_eq(sink->count, 0); /* an earlier feed is not written over */
}
END_TEST

/* ---- collections --------------------------------------------------------- */

START_TEST(collection_is_sorted_and_stable)
{
    struct inputs in = LIST(
        {"a.toy", "headline: B\n\n1", NULL, 0}, {"b.toy", "headline: A\n\n2", NULL, 0},
        {"c.toy", "headline: C\n\n3", NULL, 0}, {"d.toy", "headline: B\n\n4", NULL, 0});
    run("stet: 1\nout:\n  - { use: write.feed, to: all.feed }\n  - { use: write.log, "
        "to: all.log }\n",
        &in, 2);
    ck_assert_str_eq(file("all.feed"), "begin 1000\n0 C|3\n1 B|1\n2 B|4\n3 A|2\nend\n");
    ck_assert_str_eq(file("all.log"), "begin 1000\n0 B|1\n1 A|2\n2 C|3\n3 B|4\nend\n");
}
END_TEST

START_TEST(collection_may_have_enough)
{
    struct inputs in = {.make = 20};
    run("stet: 1\nout:\n  - { use: write.feed, to: all.feed, with: { most: 3 } }\n  - "
        "{ use: write.log, to: all.log, with: { most: 2 } }\n",
        &in, 2);
    ck_assert_ptr_nonnull(strstr(file("all.feed"), "\n2 H5|"));
    ck_assert_ptr_null(strstr(file("all.feed"), "\n3 "));
    ck_assert_ptr_nonnull(strstr(file("all.log"), "\n1 H1|"));
    ck_assert_ptr_null(strstr(file("all.log"), "\n2 "));
    ck_assert_ptr_nonnull(strstr(file("all.log"), "\nend\n"));
}
END_TEST

START_TEST(collection_to_standard_output_streams)
{
    struct inputs in =
        LIST({"a.toy", "headline: B\n", NULL, 0}, {"b.toy", "!bad", NULL, 0},
             {"c.toy", "headline: C\n", NULL, 0});
    run("stet: 1\nout:\n  - { use: write.log, to: '-' }\n", &in, 2);
    char *text = sink_text(sink);
    ck_assert_ptr_nonnull(strstr(text, "-=begin 1000\n0 B\n\n"));
    ck_assert_ptr_nonnull(strstr(text, "-=1 C\n\n-=end\n\n"));
    free(text);
}
END_TEST

/* More than the bound in memory: runs in a file, merged. */
START_TEST(large_collection_spills)
{
    struct inputs in = {.make = 9000, .pad = 3000};
    run("stet: 1\nout:\n  - { use: write.feed, to: all.feed }\n", &in, 2);
    const char *text = file("all.feed");
    ck_assert_ptr_nonnull(text);
    unsigned long group, last_group = 6, n = 0, seen = 0;
    size_t longest = 0;
    char *end;
    for (const char *at = strchr(text, '\n') + 1; *at != 'e';
         at = strchr(at, '\n') + 1) {
        ck_assert_uint_eq(strtoul(at, &end, 10), n++);
        group = strtoul(end + 2, &end, 10);
        ck_assert_uint_le(group, last_group);
        seen += group != last_group;
        last_group = group;
        longest = strcspn(at, "\n") > longest ? strcspn(at, "\n") : longest;
    }
    ck_assert_uint_eq(n, 9000);
    ck_assert_uint_eq(seen, 6);
    ck_assert_uint_gt(longest, 3000);
}
END_TEST

/* ---- files of a collection ------------------------------------------------ */

#define SHEETS(to, most)                                                               \
    "stet: 1\nout:\n  - { use: write.sheet, to: '" to "', with: { most: " most " } "   \
    "}\n"
#define FIVE                                                                           \
    LIST({"a.toy", "slug: a\nheadline: A\n", NULL, 0},                                 \
         {"b.toy", "slug: b\nheadline: B\n", NULL, 0},                                 \
         {"c.toy", "slug: c\nheadline: C\n", NULL, 0},                                 \
         {"d.toy", "slug: d\nheadline: D\n", NULL, 0},                                 \
         {"e.toy", "slug: e\nheadline: E\n", NULL, 0})

START_TEST(collection_beyond_its_limit_is_split_with_an_index)
{
    struct inputs in = FIVE;
    sink->commit_fails_after = 99; /* commits are counted */
    run(SHEETS("x.d/all.sheet", "2"), &in, 4);
    ck_assert_str_eq(file("x.d/all-1.sheet"), "1@0 E\n1@6 D\nxx\n");
    ck_assert_str_eq(file("x.d/all-2.sheet"), "2@0 C\n2@6 B\nxx\n");
    ck_assert_str_eq(file("x.d/all-3.sheet"), "3@0 A\nx\n");
    ck_assert_str_eq(file("x.d/all.sheet"),
                     "1000 x.d/all-1.sheet x.d/all-2.sheet x.d/all-3.sheet");
    ck_assert_uint_eq(sink->commits, 1); /* all of them or none */
}
END_TEST

START_TEST(collection_within_its_limit_is_one_file)
{
    struct inputs in = FIVE;
    run(SHEETS("all", "5"), &in, 2);
    ck_assert_uint_eq(sink->count, 1);
    ck_assert_ptr_nonnull(strstr(file("all"), "1@26 A\nxxxxx\n"));
}
END_TEST

START_TEST(fixed_name_makes_one_file_and_others_one_each)
{
    struct inputs in = FIVE;
    run(SHEETS("{{ slug }}.txt", "2"), &in, 2);
    ck_assert_str_eq(file("c.txt"), "C\n");
    ck_assert_uint_eq(sink->count, 5);
}
END_TEST

START_TEST(split_collection_to_standard_output_ends_at_its_limit)
{
    struct inputs in = FIVE;
    run(SHEETS("-", "2"), &in, 2);
    ck_assert_str_eq(file("-"), "1@0 E\n1@6 D\nxx\n");
    ck_assert_uint_eq(sink->count, 1);
}
END_TEST

START_TEST(split_collection_gives_back_its_files_when_a_commit_fails)
{
    struct inputs in = FIVE;
    stet_many_options options = {.threads = 1};
    stet_error err = {.code = 0};
    sink->commit_fails_after = 0;
    ck_assert_int_eq(run_options(SHEETS("all", "2"), &in, &options, &err), STET_E_IO);
    ck_assert_uint_eq(sink->count, 0); /* tear_down() counts the handles */
}
END_TEST

START_TEST(piece_that_fits_no_file_ends_the_run)
{
    struct inputs in = FIVE;
    stet_many_options options = {.threads = 1};
    stet_error err = {.code = 0};
    ck_assert_int_eq(run_options(SHEETS("all", "0"), &in, &options, &err),
                     STET_E_MISUSE);
    ck_assert_uint_eq(sink->count, 0);
}
END_TEST

/* ---- set aside ----------------------------------------------------------- */

START_TEST(quarantine_keeps_bytes_and_reason)
{
    struct inputs in =
        LIST({"in/../x.toy", "!bad\nbytes", NULL, 0}, {"other/x.toy", "!bad", NULL, 0});
    run("stet: 1\nquarantine: held\n" OUT, &in, 2);
    ck_assert_str_eq(file("held/x.toy"), "!bad\nbytes");
    ck_assert_ptr_nonnull(strstr(file("held/x.toy.reason.json"),
                                 "\"why\":\"read.toy: the first line is bad\""));
    ck_assert_ptr_nonnull(
        strstr(file("held/x.toy.reason.json"), "\"name\":\"in/../x.toy\""));
    ck_assert_ptr_nonnull(
        strstr(file("held/x.toy.reason.json"), "\"step\":\"read.toy\""));
    ck_assert_str_eq(file("held/x.toy-2"), "!bad");
    ck_assert_uint_eq(summary.quarantined, 2);
}
END_TEST

START_TEST(taken_name_is_set_aside_or_suffixed)
{
    struct inputs in =
        LIST({"a.toy", "slug: x\n\n1", NULL, 0}, {"b.toy", "slug: x\n\n2", NULL, 0});
    run("stet: 1\nout:\n  - { use: write.toy, to: '{{ slug }}.txt' }\n  - { use: "
        "write.toy, to: '-' }\n  - { use: write.log, to: all.log }\n",
        &in, 2);
    ck_assert_str_eq(file("x.txt"), "|1\n");
    ck_assert_str_eq(file("quarantine/b.toy"), "slug: x\n\n2");
    ck_assert_ptr_nonnull(strstr(results, "b.toy quarantined the name is taken"));
    ck_assert_str_eq(file("all.log"),
                     "begin 1000\n0 |1\nend\n"); /* all of it or nothing */
    ck_assert_uint_eq(summary.outputs, 3);
    sink_free(sink);
    sink = sink_new();
    in.at = 0;
    run("stet: 1\non_collision: suffix\n" OUT, &in, 2);
    ck_assert_str_eq(file("x.txt-2"), "|2\n");
}
END_TEST

START_TEST(unchanged_article_is_left_out_but_for_collections)
{
    struct inputs in = LIST({"a.toy", "slug: a\nheadline: A\n", NULL, 0},
                            {"b.toy", "slug: b\nheadline: B\n", NULL, 0});
    stet_many_options options = {.threads = 1, .unchanged_skip = 1};
    strcpy(sink->unchanged, "a.toy");
    ck_assert_int_eq(run_options("stet: 1\n" OUT
                                 "  - { use: write.feed, to: all.feed }\n",
                                 &in, &options, NULL),
                     STET_OK);
    ck_assert_ptr_null(file("a.txt"));
    ck_assert_str_eq(file("b.txt"), "B\n");
    ck_assert_str_eq(file("all.feed"), "begin 1000\n0 B\n1 A\nend\n");
    ck_assert_uint_eq(summary.unchanged, 1);
    ck_assert_uint_eq(summary.ok, 1);
}
END_TEST

/* ---- stops --------------------------------------------------------------- */

START_TEST(stop_ends_the_run_at_its_article)
{
    struct inputs in = {.make = 200};
    /* the others run ahead of the 50th, which is slow */
    run("stet: 1\nsteps: [ { use: toy.fail, with: { slug: '50', answer: retry }, "
        "on_error: stop, retry: { times: 1, delay: 200ms } } ]\n" OUT
        "  - { use: write.log, to: all.log }\n",
        &in, 4);
    ck_assert_uint_eq(summary.articles, 51); /* not one more, whoever had it in hand */
    ck_assert_int_eq(summary.stopped, 1);
    ck_assert_uint_eq(sink->count, 50);
    ck_assert_ptr_null(file("all.log")); /* half a collection is none */
}
END_TEST

START_TEST(cancel_finishes_what_is_in_hand)
{
    struct inputs in = {.make = 5000};
    cancel_after = 20;
    run("stet: 1\n" OUT "  - { use: write.feed, to: all.feed }\n", &in, 4);
    ck_assert_int_eq(summary.stopped, 1);
    ck_assert_uint_ge(summary.articles, 20);
    ck_assert_uint_le(summary.articles, 20 + 16);
    ck_assert_uint_eq(summary.ok, summary.articles);
    ck_assert_uint_eq(sink->count, summary.articles);
}
END_TEST

START_TEST(full_disk_ends_the_run)
{
    struct inputs in = {.make = 100};
    stet_many_options options = {.threads = 4};
    stet_error err = {.code = 0};
    sink->commit_fails_after = 10;
    ck_assert_int_eq(run_options("stet: 1\n" OUT
                                 "  - { use: write.feed, to: all.feed }\n",
                                 &in, &options, &err),
                     STET_E_IO);
    ck_assert_str_eq(err.message, "the disk is full");
    ck_assert_uint_eq(sink->count, 10);
    ck_assert_uint_eq(summary.articles, 11);
}
END_TEST

START_TEST(refused_output_fails_its_article)
{
    struct inputs in = {.make = 10};
    stet_many_options options = {.threads = 2};
    sink->open_fails = STET_E_DENIED;
    ck_assert_int_eq(run_options("stet: 1\n" OUT, &in, &options, NULL), STET_OK);
    ck_assert_uint_eq(summary.failed, 10);
    sink->open_fails = STET_E_IO;
    in.at = 0;
    ck_assert_int_eq(run_options("stet: 1\n" OUT, &in, &options, NULL), STET_E_IO);
}
END_TEST

static stet_code bad_next(void *self, stet_input *ret_input)
{
    (void)ret_input;
    return ++*(int *)self > 3 ? STET_E_IO
                              : next_input(&(struct inputs){.make = 1}, ret_input);
}

START_TEST(failing_list_of_inputs_ends_the_run)
{
    int calls = 0;
    stet_error err = {.code = 0};
    stet_pipeline *p = load(ctx, "stet: 1\nsteps: []\n");
    ck_assert_int_eq(stet_run_many(p, bad_next, &calls, NULL, NULL, &err), STET_E_IO);
    ck_assert_int_eq(err.code, STET_E_IO);
    ck_assert_int_eq(stet_run_many(NULL, bad_next, &calls, NULL, NULL, &err),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet_run_many(p, NULL, &calls, NULL, NULL, &err), STET_E_MISUSE);
    stet_pipeline_free(p);
}
END_TEST

START_TEST(outputs_without_a_sink_are_counted)
{
    struct inputs in = {.make = 20};
    stet_pipeline *p = load(
        ctx, "stet: 1\n" OUT
             "  - { use: write.feed, to: '-' }\n  - { use: write.log, to: '-x' }\n");
    stet_many_options options = {.size = sizeof options, .threads = 2};
    ck_assert_int_eq(stet_run_many(p, next_input, &in, &options, &summary, NULL),
                     STET_OK);
    ck_assert_uint_eq(summary.outputs, 22);
    ck_assert_uint_gt(summary.bytes_out, 0);
    stet_pipeline_free(p);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        threads_make_no_difference,
        results_come_in_input_order,
        nothing_to_do_is_no_error,
        collection_is_sorted_and_stable,
        collection_may_have_enough,
        collection_to_standard_output_streams,
        large_collection_spills,
        collection_beyond_its_limit_is_split_with_an_index,
        collection_within_its_limit_is_one_file,
        fixed_name_makes_one_file_and_others_one_each,
        split_collection_to_standard_output_ends_at_its_limit,
        split_collection_gives_back_its_files_when_a_commit_fails,
        piece_that_fits_no_file_ends_the_run,
        quarantine_keeps_bytes_and_reason,
        taken_name_is_set_aside_or_suffixed,
        unchanged_article_is_left_out_but_for_collections,
        stop_ends_the_run_at_its_article,
        cancel_finishes_what_is_in_hand,
        full_disk_ends_the_run,
        refused_output_fails_its_article,
        failing_list_of_inputs_ends_the_run,
        outputs_without_a_sink_are_counted};
    return run_suite("pipeline_many", tests, sizeof tests / sizeof *tests);
}
