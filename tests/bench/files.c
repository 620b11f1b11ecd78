/* SPDX-License-Identifier: MIT */
/* Whole runs of the command: with files, with threads, with many articles. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"

enum { FEW = 1000, MANY = 10000, TURNS = 4 };

/* A folder of copies of the bench texts, each with a headline of its own. */
static void make_inputs(struct bench *b, const char *folder, int count)
{
    size_t n[2];
    char *texts[2] = {bench_read(b->texts, "prose.md", &n[0]),
                      bench_read(b->texts, "links.md", &n[1])};
    char path[8192], *article = malloc((n[0] > n[1] ? n[0] : n[1]) + 64);
    mkdir(folder, 0777);
    for (int i = 0; i < count; i++) {
        const char *text = texts[i & 1], *rest = strchr(text, '\n');
        int head = snprintf(article, 64, "# Bridge number %d", i);
        size_t tail = n[i & 1] - (size_t)(rest - text);
        memcpy(article + head, rest, tail);
        snprintf(path, sizeof path, "%s/%06d.md", folder, i);
        bench_write(path, article, (size_t)head + tail);
    }
    free(article);
    free(texts[0]);
    free(texts[1]);
}

static int run(struct bench *b, const char *pipeline, const char *inputs,
               const char *out, const char *jobs, struct bench_child *ret)
{
    char yaml[4096], spec[4128];
    const char *colon = strchr(pipeline, ':');
    snprintf(yaml, sizeof yaml, "%s/%.*s", b->texts,
             colon ? (int)(colon - pipeline) : (int)strlen(pipeline), pipeline);
    snprintf(spec, sizeof spec, "%s%s", yaml, colon ? colon : "");
    const char *argv[] = {b->stet, "run", "-q", spec, inputs,
                          "-o",    out,   "-j", jobs, NULL};
    if (bench_spawn(argv, ret) < 0 || (ret->status != 0 && ret->status != 1)) {
        fprintf(stderr, "bench: stet run %s ended with %d\n", spec, ret->status);
        return -1;
    }
    return 0;
}

/* The floor with files: read each input, write two files of the same sizes as stet
 * wrote, in the same way, and one file for the feed. */
static double floor_files(struct bench *b, const char *inputs, const char *made,
                          const char *out, int count)
{
    char path[8192];
    mkdir(out, 0777);
    double begun = bench_now();
    size_t n, total = 0;
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%06d.md", i);
        free(bench_read(inputs, path, &n));
        total += n;
        for (int k = 0; k < 2; k++) {
            static char body[65536];
            snprintf(path, sizeof path, "%s/bridge-number-%d.%s", made, i,
                     k ? "jsonld" : "html");
            struct stat st;
            size_t size = stat(path, &st) == 0 ? (size_t)st.st_size : n;
            snprintf(path, sizeof path, "%s/bridge-number-%d.%s", out, i,
                     k ? "jsonld" : "html");
            bench_write(path, body, size < sizeof body ? size : sizeof body);
        }
    }
    (void)b;
    return total ? (bench_now() - begun) / count : 0;
}

/* Both turn by turn, each time into a new folder: a file system that has just deleted
 * files, or replaces them, takes longer to make one, and that would fall on either. */
static void with_files(struct bench *b, const char *inputs)
{
    char made[4096], into[4096], raw[4096];
    struct bench_child child;
    double best = 0, floor = 0;
    snprintf(made, sizeof made, "%s/made", b->scratch);
    if (run(b, "main.yaml:files", inputs, made, "1", &child) < 0)
        return;
    for (int i = 0; i < TURNS; i++) {
        snprintf(raw, sizeof raw, "%s/raw-%d", b->scratch, i);
        snprintf(into, sizeof into, "%s/made-%d", b->scratch, i);
        double f = floor_files(b, inputs, made, raw, FEW);
        if (run(b, "main.yaml:files", inputs, into, "1", &child) < 0)
            return;
        floor = i == 0 || f < floor ? f : floor;
        best = i == 0 || child.wall < best ? child.wall : best;
    }
    double value = best / FEW, allowed = 1.5 * floor + 2.0 * bench_markdown_floor(b);
    bench_row(b, "main job with files, one thread", value, "us", floor, value / floor,
              0);
    bench_row(b, "  against 1.5 x files + 2.0 x md4c", value, "us", allowed,
              value / allowed, 1.0);
}

static void with_threads(struct bench *b, const char *inputs)
{
    struct bench_child one, two;
    double least1 = 0, least2 = 0, best = 0;
    for (int i = 0; i < 3; i++) {
        if (run(b, "main.yaml:lines", inputs, b->scratch, "1", &one) < 0 ||
            run(b, "main.yaml:lines", inputs, b->scratch, "2", &two) < 0)
            return;
        least1 = i == 0 || one.wall < least1 ? one.wall : least1;
        least2 = i == 0 || two.wall < least2 ? two.wall : least2;
        best = one.wall / two.wall > best ? one.wall / two.wall : best;
    }
    bench_row(b, "10,000 articles to JSON Lines, -j2 over -j1", least1 / least2,
              "times", 0, 0, 1.8);
    bench_row(b, "  cost per article, -j1", least1 / MANY, "us", 0, 0, 0);
}

static void peak_memory(struct bench *b, const char *few, const char *many)
{
    struct bench_child small, large;
    if (run(b, "main.yaml:lines", few, b->scratch, "2", &small) < 0 ||
        run(b, "main.yaml:lines", many, b->scratch, "2", &large) < 0)
        return;
    bench_row(b, "peak memory, 10,000 articles", (double)large.peak_kib, "KiB",
              (double)small.peak_kib, (double)large.peak_kib / (double)small.peak_kib,
              0);
    bench_row(b, "cost per article, 10,000 over 1,000", large.wall / MANY, "us",
              small.wall / FEW, large.wall / MANY / (small.wall / FEW), 0);
}

void bench_files(struct bench *b)
{
    char few[4096], many[4096];
    snprintf(few, sizeof few, "%s/few", b->scratch);
    snprintf(many, sizeof many, "%s/many", b->scratch);
    make_inputs(b, few, FEW);
    make_inputs(b, many, MANY);
    with_files(b, few);
    with_threads(b, many);
    peak_memory(b, few, many);
}
