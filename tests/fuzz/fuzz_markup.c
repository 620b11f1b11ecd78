/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as what partners send: HTML, NITF, NewsML-G2, a feed, ninjs. What is read
 * can be written, and what was written as NITF is read again and written as the same
 * bytes.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/plugin.h>
#include <stet/stet.h>

extern const stet_plugin stet_plugin_v1_markup, stet_plugin_v1_nitf,
    stet_plugin_v1_newsmlg2, stet_plugin_v1_ninjs;
extern const stet_step stet__feed_read_step;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const stet_step *const steps[] = {&stet__feed_read_step, NULL};
STET_PLUGIN(partner, "0.1.0", 0, .summary = "Feeds, read.", .license = "MIT",
            .steps = steps);

static const char *const readers[] = {"read.html", "read.nitf", "read.newsmlg2",
                                      "read.feed", "read.ninjs"};
enum { READERS = sizeof readers / sizeof *readers, NITF = 1 };

static stet_runner *make_runner(stet_context *ctx, const char *reader)
{
    char text[400];
    stet_pipeline *pipeline;
    stet_runner *runner;
    snprintf(text, sizeof text,
             "stet: 1\npipelines:\n  main:\n    in: { use: %s }\n    steps: []\n"
             "    out:\n      - { use: write.nitf, to: 'a-{{ id }}' }\n",
             reader);
    if (stet_pipeline_load_memory(ctx, stet_cstr(text), "fuzz", NULL, &pipeline, NULL,
                                  NULL) != STET_OK ||
        stet_runner_new(pipeline, NULL, &runner, NULL) != STET_OK)
        abort();
    stet_pipeline_free(pipeline);
    return runner;
}

static void make_runners(stet_runner **runners)
{
    stet_context *ctx;
    if (stet_context_new(&ctx, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_markup, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_nitf, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_newsmlg2, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_ninjs, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_partner, NULL) != STET_OK)
        abort();
    for (size_t i = 0; i < READERS; i++)
        runners[i] = make_runner(ctx, readers[i]);
    stet_context_free(ctx);
}

/* The bytes of the only output in *ret, owned by the caller; 0: there is none. */
static int run(stet_runner *runner, stet_str text, char **ret, size_t *ret_len)
{
    const stet_result *r;
    stet_output_info written = {.size = sizeof written};
    if (stet_run_bytes(runner, text, stet_cstr("fuzz"), &r, NULL) != STET_OK ||
        stet_result_status(r) != STET_STATUS_OK || !stet_result_output(r, 0, &written))
        return 0;
    *ret = malloc(written.bytes.n + 1);
    if (!*ret)
        abort();
    memcpy(*ret, written.bytes.p, written.bytes.n);
    *ret_len = written.bytes.n;
    return 1;
}

/* Whatever an article was read from: its NITF is read, and its second NITF stays. */
static void check_stable(stet_runner *nitf, char *first, size_t n)
{
    char *second, *third;
    size_t second_n, third_n;
    if (!run(nitf, stet_strn(first, n), &second, &second_n))
        abort();
    if (!run(nitf, stet_strn(second, second_n), &third, &third_n))
        abort();
    if (second_n != third_n || memcmp(second, third, third_n) != 0)
        abort();
    free(second);
    free(third);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static stet_runner *runners[READERS];
    stet_str text = stet_strn((const char *)data, size);
    if (!runners[0])
        make_runners(runners);
    for (size_t i = 0; i < READERS; i++) {
        char *bytes;
        size_t n;
        if (!run(runners[i], text, &bytes, &n))
            continue;
        check_stable(runners[NITF], bytes, n);
        free(bytes);
    }
    return 0;
}
