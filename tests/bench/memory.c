/* SPDX-License-Identifier: MIT */
/* One article in memory: the main pipeline against md4c's own Markdown to HTML. */
#include <stdlib.h>
#include <string.h>

#include <md4c-html.h>
#include <stet/stet.h>

#include "bench.h"

struct job {
    const char *text;
    size_t n;
    stet_runner *runner;
    uint64_t bytes;
};

static void count_bytes(const MD_CHAR *p, MD_SIZE n, void *self)
{
    struct job *job = self;
    (void)p;
    job->bytes += n;
}

/* The floor: the same text, CommonMark with tables, to nowhere. */
static void floor_html(void *self)
{
    struct job *job = self;
    md_html(job->text, (MD_SIZE)job->n, count_bytes, job,
            MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, 0);
}

static void run_stet(void *self)
{
    struct job *job = self;
    const stet_result *r = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code = stet_run_bytes(job->runner, stet_strn(job->text, job->n),
                                    stet_cstr("bench.md"), &r, &err);
    if (code != STET_OK || stet_result_status(r) != STET_STATUS_OK) {
        fprintf(stderr, "bench: %s %s\n", err.message,
                r ? stet_result_reason(r).p : stet_code_text(code));
        exit(1);
    }
}

static stet_pipeline *load(stet_context *ctx, const char *texts, const char *file,
                           const char *name)
{
    char path[4096];
    stet_load_options options = {.size = sizeof options, .name = name};
    stet_pipeline *pipeline = NULL;
    stet_problems *problems = NULL;
    stet_problem_info p = {.size = sizeof p};
    stet_error err = {.code = STET_OK};
    snprintf(path, sizeof path, "%s/%s", texts, file);
    if (stet_problems_new(&problems) != STET_OK)
        exit(1);
    if (stet_pipeline_load_file(ctx, path, &options, &pipeline, problems, &err) !=
        STET_OK) {
        for (size_t i = 0; stet_problems_get(problems, i, &p); i++)
            fprintf(stderr, "%s:%u:%u: %s\n", p.file, p.line, p.column, p.message);
        fprintf(stderr, "bench: %s\n", err.message);
        exit(1);
    }
    stet_problems_free(problems);
    return pipeline;
}

static stet_runner *new_runner(stet_pipeline *pipeline)
{
    stet_runner *runner = NULL;
    stet_run_options options = {.size = sizeof options, .now = 1762000000};
    if (stet_runner_new(pipeline, &options, &runner, NULL) != STET_OK)
        exit(1);
    return runner;
}

static stet_context *new_context(const struct bench *b)
{
    stet_context *ctx = NULL;
    stet_error err = {.code = STET_OK};
    if (stet_context_new(&ctx, &err) != STET_OK ||
        stet_context_add_data_folder(ctx, b->data, &err) != STET_OK ||
        stet_context_load_plugins(ctx, b->plugins, &err) != STET_OK) {
        fprintf(stderr, "bench: %s\n", err.message);
        exit(1);
    }
    return ctx;
}

/* Floor and stet turn by turn, so that both see the same machine. */
static void compare(struct bench *b, const char *name, struct job *job, double goal)
{
    double floor = 0, value = 0;
    for (int i = 0; i < 10; i++) {
        double f = bench_least(floor_html, job, 5, 40),
               v = bench_least(run_stet, job, 5, 40);
        floor = i == 0 || f < floor ? f : floor;
        value = i == 0 || v < value ? v : value;
    }
    bench_row(b, name, value, "us", floor, value / floor, goal);
}

static void main_pipeline(struct bench *b, stet_context *ctx, const char *text,
                          double goal)
{
    struct job job = {0};
    stet_pipeline *pipeline = load(ctx, b->texts, "main.yaml", NULL);
    char name[64];
    char *bytes = bench_read(b->texts, text, &job.n);
    job.text = bytes;
    job.runner = new_runner(pipeline);
    snprintf(name, sizeof name, "main job in memory, %s", text);
    compare(b, name, &job, goal);
    stet_runner_free(job.runner);
    stet_pipeline_free(pipeline);
    free(bytes);
}

/* The least time of one pipeline of a file. */
static double time_of(struct bench *b, stet_context *ctx, const char *file,
                      const char *name, struct job *job)
{
    stet_pipeline *pipeline = load(ctx, b->texts, file, name);
    job->runner = new_runner(pipeline);
    double value = bench_least(run_stet, job, 20, job->n > 100000 ? 2 : 40);
    stet_runner_free(job->runner);
    stet_pipeline_free(pipeline);
    return value;
}

/* What each part costs: pipelines with one step or one writer behind the reader. */
static void parts(struct bench *b, stet_context *ctx)
{
    static const char *const names[] = {"read",  "structure",   "terms", "stamp",
                                        "share", "attribution", "html",  "jsonld",
                                        "rss",   "markdown",    "text",  "json"};
    struct job job = {0};
    char *bytes = bench_read(b->texts, "prose.md", &job.n), row[64];
    double read = 0;
    job.text = bytes;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        double floor = bench_least(floor_html, &job, 10, 40);
        double value = time_of(b, ctx, "parts.yaml", names[i], &job);
        if (i == 0)
            read = value;
        snprintf(row, sizeof row, i ? "  %s, beyond reading" : "  %s", names[i]);
        bench_row(b, row, i ? value - read : value, "us", floor,
                  (i ? value - read : value) / floor, 0);
    }
    free(bytes);
}

/* Long text: the same paragraphs again and again. Freed by the caller. */
static char *long_text(struct bench *b, size_t size)
{
    size_t n;
    char *prose = bench_read(b->texts, "prose.md", &n), *text = malloc(size);
    for (size_t at = 0; at < size; at++)
        text[at] = prose[at < n ? at : 300 + (at - n) % (n - 600)];
    free(prose);
    return text;
}

/* Finding furniture and rights, over the whole main job; and its cost per byte. */
static void furniture(struct bench *b, stet_context *ctx)
{
    static const size_t sizes[] = {8192, 65536, 1048576};
    char row[64];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct job job = {.n = sizes[i]};
        char *text = long_text(b, sizes[i]);
        job.text = text;
        double before = time_of(b, ctx, "parts.yaml", "structure", &job);
        double value = time_of(b, ctx, "parts.yaml", "furniture", &job) - before;
        if (i == 0) {
            double whole = time_of(b, ctx, "main.yaml", "main", &job);
            bench_row(b, "furniture and rights, over the main job", value, "us", whole,
                      value / whole, 0.15);
        }
        snprintf(row, sizeof row, "  per byte at %zu bytes", sizes[i]);
        bench_row(b, row, value * 1000 / (double)sizes[i], "ns/byte", 0, 0, 0);
        free(text);
    }
}

/* Cost per byte from 1 KB to 1 MB: the same paragraphs again and again. */
static void growth(struct bench *b, stet_context *ctx)
{
    static const size_t sizes[] = {1024, 8192, 65536, 1048576};
    stet_pipeline *pipeline = load(ctx, b->texts, "main.yaml", NULL);
    char row[64];
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct job job = {.n = sizes[i]};
        char *text = long_text(b, sizes[i]);
        job.text = text;
        job.runner = new_runner(pipeline);
        double floor = bench_least(floor_html, &job, 5, sizes[i] > 100000 ? 2 : 40);
        double value = bench_least(run_stet, &job, 5, sizes[i] > 100000 ? 2 : 40);
        double each = value * 1000 / (double)sizes[i];
        snprintf(row, sizeof row, "cost per byte at %zu bytes", sizes[i]);
        bench_row(b, row, each, "ns/byte", floor * 1000 / (double)sizes[i],
                  value / floor, 0);
        stet_runner_free(job.runner);
        free(text);
    }
    stet_pipeline_free(pipeline);
}

/* Of the text that each format writes. */
double bench_prose_floor(const char *text, size_t n, int rounds, int calls)
{
    struct job job = {.text = text, .n = n};
    return bench_least(floor_html, &job, rounds, calls);
}

double bench_markdown_floor(struct bench *b)
{
    static const char *const texts[] = {"prose.md", "links.md"};
    double sum = 0;
    for (size_t i = 0; i < 2; i++) {
        struct job job = {0};
        char *bytes = bench_read(b->texts, texts[i], &job.n);
        job.text = bytes;
        sum += bench_least(floor_html, &job, 20, 40);
        free(bytes);
    }
    return sum / 2;
}

void bench_memory(struct bench *b)
{
    stet_context *ctx = new_context(b);
    main_pipeline(b, ctx, "prose.md", 2.0);
    main_pipeline(b, ctx, "links.md", 2.0);
    parts(b, ctx);
    furniture(b, ctx);
    bench_formats(b, ctx);
    growth(b, ctx);
    stet_context_free(ctx);
}
