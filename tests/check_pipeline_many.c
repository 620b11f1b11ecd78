/* SPDX-License-Identifier: MIT */
/* Running many: order, threads, collections, quarantine, streams, stops. */
#include "pipeline_sink.h"

#include <fcntl.h>
#include <sys/stat.h>

#define OUT "out:\n  - use: write.toy\n    to: \"{{ slug }}.txt\"\n"

static stet_context *ctx;
static struct sink *sink;
static stet_summary summary;
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

/* ---- order and threads ------------------------------------------------------ */

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

/* ---- collections ------------------------------------------------------------- */

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

/* ---- set aside ------------------------------------------------------------------ */

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

/* ---- inputs ------------------------------------------------------------------------
 */

static const char *write_file(const char *name, const char *text)
{
    char path[100];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    return strdup(path);
}

START_TEST(files_are_read_by_the_library)
{
    const char *a = write_file("a.toy", "slug: a\n"), *empty = write_file("e.toy", "");
    struct inputs in =
        LIST({"a.toy", NULL, a, 0}, {"gone.toy", NULL, "/nonexistent/x", 0},
             {"dir.toy", NULL, folder, 0}, {"nothing.toy", NULL, NULL, 0},
             {"e.toy", NULL, empty, 0});
    run("stet: 1\nout:\n  - { use: write.toy, to: 'o{{ slug | default: \"none\" }}' "
        "}\n",
        &in, 2);
    ck_assert_str_eq(file("oa"), "\n");
    ck_assert_str_eq(file("onone"), "\n");
    ck_assert_uint_eq(summary.unread_inputs, 3);
    ck_assert_uint_eq(summary.articles, 2);
    ck_assert_uint_eq(summary.failed, 0);
    ck_assert_ptr_nonnull(strstr(results, "gone.toy failed cannot open it"));
    ck_assert_ptr_nonnull(strstr(results, "dir.toy failed it is a folder"));
    free((char *)(uintptr_t)a);
    free((char *)(uintptr_t)empty);
}
END_TEST

START_TEST(too_large_file_is_refused_before_it_is_read)
{
    char path[100];
    snprintf(path, sizeof path, "%s/big.toy", folder);
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    ck_assert_int_eq(ftruncate(fd, 1ll << 40), 0); /* reading it would never end */
    close(fd);
    struct inputs in =
        LIST({"big.toy", NULL, path, 0}, {"a.toy", "slug: a\n", NULL, 0});
    run("stet: 1\n" OUT, &in, 1);
    ck_assert_uint_eq(summary.quarantined, 1);
    ck_assert_uint_eq(summary.ok, 1);
    ck_assert_ptr_nonnull(
        strstr(results, "big.toy quarantined it is larger than an article may be"));
    ck_assert_ptr_null(file("quarantine/big.toy")); /* there are no bytes to keep */
    ck_assert_ptr_nonnull(file("quarantine/big.toy.reason.json"));
}
END_TEST

/* A file larger than an article is fine where it holds many. */
START_TEST(stream_gives_article_after_article)
{
    size_t n = 3000;
    char *text = malloc(n * 40), *p = text;
    for (size_t i = 0; i < n; i++)
        p += sprintf(p, "s%zu|H%zu|text\n", i, i);
    ck_assert_int_eq(stet_context_set_limit(ctx, "article", 1000, NULL), STET_OK);
    const char *path = write_file("many.lines", text);
    struct inputs in =
        LIST({"first.toy", "slug: first\n", NULL, 0}, {"many.lines", NULL, path, 0},
             {"last.toy", "slug: last\n", NULL, 0});
    run("stet: 1\nout:\n  - { use: write.toy, to: '-' }\n", &in, 4);
    ck_assert_uint_eq(summary.ok, n + 2);
    for (size_t i = 0; i < n; i++) {
        char expected[40];
        snprintf(expected, sizeof expected, "H%zu|text\n", i);
        ck_assert_str_eq(sink->files[i + 1].bytes, expected);
    }
    ck_assert_ptr_nonnull(
        strstr(results, "first.toy ok\nmany.lines:1 ok\nmany.lines:2 ok\n"));
    free((char *)(uintptr_t)path);
    free(text);
}
END_TEST

START_TEST(streams_in_memory_and_pipes_keep_their_order)
{
    int fds[2];
    ck_assert_int_eq(pipe(fds), 0);
    const char *piped = "p1|P1|x\n\nbad line\np2|P2|x";
    ck_assert_int_eq(write(fds[1], piped, strlen(piped)), (ssize_t)strlen(piped));
    close(fds[1]);
    struct inputs in = LIST(
        {"m.lines", "m1|M1|x\nm2|M2|x\n", NULL, 0}, {"empty.lines", "\n\n", NULL, 0},
        {"p.lines", NULL, NULL, fds[0]}, {"a.toy", "slug: a\nheadline: A\n", NULL, 0},
        {"n.lines", "n1|N1|x\n", NULL, 0});
    run("stet: 1\nout:\n  - { use: write.toy, to: '-' }\n", &in, 3);
    close(fds[0]);
    ck_assert_str_eq(results,
                     "m.lines:1 ok\nm.lines:2 ok\np.lines:1 ok\n"
                     "p.lines:3 quarantined read.lines: a line has three parts\n"
                     "p.lines:4 ok\na.toy ok\nn.lines:1 ok\n");
    ck_assert_uint_eq(summary.articles, 7);
}
END_TEST

START_TEST(single_article_comes_through_a_pipe)
{
    int fds[2];
    ck_assert_int_eq(pipe(fds), 0);
    ck_assert_int_eq(write(fds[1], "slug: p\n", 8), 8);
    close(fds[1]);
    struct inputs in = LIST({"-", NULL, NULL, fds[0]});
    run("stet: 1\n" OUT, &in, 1);
    close(fds[0]);
    ck_assert_str_eq(file("p.txt"), "\n");
}
END_TEST

START_TEST(named_pipe_is_read)
{
    char path[100], command[300];
    snprintf(path, sizeof path, "%s/f.toy", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    snprintf(command, sizeof command, "printf 'slug: fifo\\n' > %s &", path);
    int hold = open(path, O_RDWR); /* so that the writer need not wait */
    ck_assert_int_eq(system(command), 0);
    usleep(200000);
    struct inputs in = LIST({"f.toy", NULL, path, 0});
    int extra = open(path, O_RDONLY | O_NONBLOCK);
    close(hold);
    run("stet: 1\n" OUT, &in, 1);
    close(extra);
    ck_assert_str_eq(file("fifo.txt"), "\n");
}
END_TEST

START_TEST(line_that_is_too_long_ends_the_stream)
{
    char *text = malloc(5000);
    memset(text, 'x', 4000);
    memcpy(text, "a|A|x\n", 6);
    strcpy(text + 3900, "\nb|B|x\n");
    ck_assert_int_eq(stet_context_set_limit(ctx, "article", 1000, NULL), STET_OK);
    const char *path = write_file("l.lines", text);
    struct inputs in = LIST({"l.lines", NULL, path, 0});
    run("stet: 1\nout:\n  - { use: write.toy, to: '-' }\n", &in, 2);
    ck_assert_uint_eq(summary.ok, 1);
    ck_assert_uint_eq(summary.quarantined, 1);
    ck_assert_ptr_nonnull(strstr(results, "cannot read on"));
    free((char *)(uintptr_t)path);
    free(text);
}
END_TEST

/* ---- stops
 * ------------------------------------------------------------------------------ */

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
    const TTest *const tests[] = {threads_make_no_difference,
                                  results_come_in_input_order,
                                  nothing_to_do_is_no_error,
                                  collection_is_sorted_and_stable,
                                  collection_may_have_enough,
                                  collection_to_standard_output_streams,
                                  large_collection_spills,
                                  quarantine_keeps_bytes_and_reason,
                                  taken_name_is_set_aside_or_suffixed,
                                  unchanged_article_is_left_out_but_for_collections,
                                  files_are_read_by_the_library,
                                  too_large_file_is_refused_before_it_is_read,
                                  stream_gives_article_after_article,
                                  streams_in_memory_and_pipes_keep_their_order,
                                  single_article_comes_through_a_pipe,
                                  named_pipe_is_read,
                                  line_that_is_too_long_ends_the_stream,
                                  stop_ends_the_run_at_its_article,
                                  cancel_finishes_what_is_in_hand,
                                  full_disk_ends_the_run,
                                  refused_output_fails_its_article,
                                  failing_list_of_inputs_ends_the_run,
                                  outputs_without_a_sink_are_counted};
    Suite *suite = suite_create("pipeline_many");
    TCase *tc = tcase_create("many");
    tcase_set_timeout(tc, 60);
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
