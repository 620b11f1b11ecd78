/* SPDX-License-Identifier: MIT */
/*
 * Each format by itself beyond what all of them need, against md4c's own Markdown to
 * HTML of the same 8 KB; a book against the deflate of the same text; eight formats at
 * once against the same eight one by one.
 */
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

#include "bench.h"

#ifdef BENCH_ZLIB
#include <zlib.h>
#endif

struct job {
    const char *text;
    size_t n;
    stet_runner *runner;
    char *room; /* for what is deflated */
    size_t room_len;
};

static void run_job(void *self)
{
    struct job *job = self;
    const stet_result *r = NULL;
    stet_error err = {.code = STET_OK};
    if (stet_run_bytes(job->runner, stet_strn(job->text, job->n), stet_cstr("bench.md"),
                       &r, &err) != STET_OK ||
        stet_result_status(r) != STET_STATUS_OK) {
        fprintf(stderr, "bench: %s %s\n", err.message,
                r ? stet_result_reason(r).p : "");
        exit(1);
    }
}

static void deflate_text(void *self)
{
#ifdef BENCH_ZLIB
    struct job *job = self;
    uLongf len = job->room_len;
    if (compress2((Bytef *)job->room, &len, (const Bytef *)job->text, (uLong)job->n,
                  6) != Z_OK)
        exit(1);
#else
    (void)self;
#endif
}

/* A runner of one pipeline of formats.yaml; NULL when it does not load: a plugin was
 * left out. */
static stet_runner *open_runner(struct bench *b, stet_context *ctx, const char *name)
{
    stet_load_options options = {.size = sizeof options, .name = name};
    stet_run_options run = {.size = sizeof run, .now = 1762000000};
    stet_pipeline *pipeline = NULL;
    stet_runner *runner = NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s/formats.yaml", b->texts);
    if (stet_pipeline_load_file(ctx, path, &options, &pipeline, NULL, NULL) != STET_OK)
        return NULL;
    if (stet_runner_new(pipeline, &run, &runner, NULL) != STET_OK)
        exit(1);
    stet_pipeline_free(pipeline); /* the runner holds it */
    return runner;
}

static void keep_least(double *least, double one)
{
    if (*least == 0 || one < *least)
        *least = one;
}

/* What the format costs beyond the steps, and the floor. Short turns of all three: on a
 * busy machine one alone would be slow, or fast, for its whole time. 0: it does not
 * load. */
static double beyond_steps(struct bench *b, stet_context *ctx, const struct job *text,
                           const char *name, double *ret_floor)
{
    enum { TURNS = 60, CALLS = 10 };
    struct job none = *text, job = *text;
    double base = 0, value = 0, floor = 0;
    none.runner = open_runner(b, ctx, "none");
    job.runner = open_runner(b, ctx, name);
    for (int i = 0; none.runner && job.runner && i < TURNS; i++) {
        keep_least(&base, bench_least(run_job, &none, 1, CALLS));
        keep_least(&value, bench_least(run_job, &job, 1, CALLS));
        keep_least(&floor, bench_prose_floor(job.text, job.n, 1, CALLS));
    }
    stet_runner_free(job.runner);
    stet_runner_free(none.runner);
    *ret_floor = floor;
    return value > base ? value - base : 0;
}

static void row(struct bench *b, const char *name, double value, double floor,
                double goal)
{
    char text[64];
    snprintf(text, sizeof text, "  write.%s, beyond the steps", name);
    bench_row(b, text, value, "us", floor, floor > 0 ? value / floor : 0, goal);
}

static void eight_at_once(struct bench *b, stet_context *ctx, const struct job *job,
                          double sum)
{
    double floor, value = beyond_steps(b, ctx, job, "eight", &floor);
    if (value > 0 && sum > 0)
        bench_row(b, "  eight formats at once, one by one as floor", value, "us", sum,
                  value / sum, 0.9);
}

void bench_formats(struct bench *b, stet_context *ctx)
{
    static const struct {
        const char *name;
        double goal;
        int of_eight;
    } formats[] = {{"html", 0.35, 1},  {"html-fragment", 0.35, 0}, {"amp", 0, 0},
                   {"oembed", 0, 0},   {"jsonld", 0.4, 1},         {"rss", 0.4, 1},
                   {"atom", 0.4, 1},   {"jsonfeed", 0.4, 1},       {"ninjs", 0.4, 1},
                   {"nitf", 0.4, 1},   {"newsmlg2", 0.4, 1},       {"markdown", 0.4, 0},
                   {"text", 0.4, 0},   {"applenews", 0.4, 0},      {"csv", 0.4, 0},
                   {"sitemap", 0.4, 0}};
    struct job job = {0};
    char *bytes = bench_read(b->texts, "prose.md", &job.n);
    double sum = 0, floor;
    job.text = bytes;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        double value = beyond_steps(b, ctx, &job, formats[i].name, &floor);
        if (value <= 0)
            continue;
        row(b, formats[i].name, value, floor, formats[i].goal);
        sum += formats[i].of_eight ? value : 0;
    }
    eight_at_once(b, ctx, &job, sum);
    job.room_len = job.n + job.n / 2 + 1024;
    job.room = malloc(job.room_len);
    double book = beyond_steps(b, ctx, &job, "epub", &floor);
    if (book > 0 && job.room)
        row(b, "epub", book, bench_least(deflate_text, &job, 20, 40), 10);
    free(job.room);
    free(bytes);
}
