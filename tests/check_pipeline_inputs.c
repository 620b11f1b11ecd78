/* SPDX-License-Identifier: MIT */
/* Running many: files, pipes, memory, and formats that hold many articles. */
#include "pipeline_many_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

/* ---- inputs -------------------------------------------------------------- */

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
    ck_assert_ptr_nonnull(strstr(
        results,
        "big.toy quarantined it is larger than an article may be: limit article ("));
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

/* Files of one article among files of many, whoever takes which. */
START_TEST(streams_and_files_keep_their_order)
{
    static struct list_input list[120];
    static char names[120][24], texts[120][600];
    char *expected = NULL;
    for (size_t i = 0; i < 120; i++) {
        size_t pieces = i % 3 ? 0 : i % 23;
        char *at = texts[i];
        snprintf(names[i], sizeof names[i], "i%zu.%s", i, i % 3 ? "toy" : "lines");
        at += i % 3 ? sprintf(at, "headline: %zu\n", i) : 0;
        for (size_t k = 0; k < pieces; k++)
            at += sprintf(at, "s|%zu-%zu|text\n", i, k);
        list[i] = (struct list_input){names[i], texts[i], NULL, 0};
    }
    for (uint32_t threads = 1; threads < 12; threads += 2) {
        struct inputs in = {.list = list, .count = 120};
        results[0] = '\0';
        run("stet: 1\nout:\n  - { use: write.toy, to: '-' }\n", &in, threads);
        if (expected)
            ck_assert_str_eq(results, expected);
        else
            expected = strdup(results);
    }
    ck_assert_ptr_nonnull(
        strstr(expected,
               "i2.toy ok\ni3.lines:1 ok\ni3.lines:2 ok\ni3.lines:3 ok\ni4.toy ok\n"));
    free(expected);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {files_are_read_by_the_library,
                                  too_large_file_is_refused_before_it_is_read,
                                  stream_gives_article_after_article,
                                  streams_in_memory_and_pipes_keep_their_order,
                                  single_article_comes_through_a_pipe,
                                  named_pipe_is_read,
                                  line_that_is_too_long_ends_the_stream,
                                  streams_and_files_keep_their_order};
    return run_suite("pipeline_inputs", tests, sizeof tests / sizeof *tests);
}
