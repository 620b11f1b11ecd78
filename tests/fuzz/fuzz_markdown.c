/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as Markdown. What is read finds its structure once and for all, is written
 * back byte for byte, and can be written anew.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

extern const stet_plugin stet_plugin_v1_markdown, stet_plugin_v1_structure;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char pipeline_text[] =
    "stet: 1\n"
    "pipelines:\n"
    "  main:\n"
    "    in: { use: read.markdown, with: { autolinks: true, invalid_utf8: replace } }\n"
    "    steps: [ { use: article.structure }, { use: article.structure, id: again } ]\n"
    "    out:\n"
    "      - { use: write.markdown, to: 'a-{{ id }}' }\n"
    "      - { use: write.markdown, to: 'b-{{ id }}', id: anew, with: { afresh: true } "
    "}\n";

static stet_runner *make_runner(void)
{
    stet_context *ctx;
    stet_pipeline *pipeline;
    stet_runner *runner;
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests"};
    if (stet_context_new(&ctx, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_markdown, NULL) != STET_OK ||
        stet_context_add_plugin(ctx, &stet_plugin_v1_structure, NULL) != STET_OK ||
        stet_context_add_data_folder(ctx, SRCDIR "/plugins", NULL) != STET_OK ||
        stet_pipeline_load_memory(ctx, stet_cstr(pipeline_text), "fuzz", NULL,
                                  &pipeline, NULL, NULL) != STET_OK ||
        stet_runner_new(pipeline, NULL, &runner, NULL) != STET_OK)
        abort();
    stet_pipeline_free(pipeline);
    stet_context_free(ctx);
    return runner;
}

/* Blocks stand in the order of the source and do not overlap. */
static void check_spans(stet_article *a)
{
    stet_str source = stet_source_text(a);
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    size_t at = 0;
    for (; n; n = stet_next(a, n)) {
        stet_span span = stet_span_of(a, n);
        if (span.off < at || span.off + (size_t)span.len > source.n)
            abort();
        at = span.off + (size_t)span.len;
    }
}

static void check_steps(const stet_result *r)
{
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(r, i, &info); i++)
        if (stet_str_is(info.id, "again") && info.changes)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static stet_runner *runner;
    const stet_result *r;
    stet_output_info written = {.size = sizeof written};
    stet_str text = stet_strn((const char *)data, size);
    size_t bad;
    if (!runner)
        runner = make_runner();
    if (stet_run_bytes(runner, text, stet_cstr("fuzz"), &r, NULL) != STET_OK ||
        stet_result_status(r) != STET_STATUS_OK)
        return 0;
    check_spans(stet_result_article(r));
    check_steps(r);
    size_t first = 0; /* what begins with { may be taken for one that came as JSON */
    while (first < text.n && memchr(" \t\r\n", text.p[first], 4))
        first++;
    if (first < text.n && (text.p[first] == '{' || text.p[first] == '\xef'))
        return 0;
    if (!stet_kit_table()->utf8_valid(text.p, text.n, &bad) ||
        memchr(text.p, 0, text.n))
        return 0;
    if (stet_result_output(r, 0, &written) && !stet_str_eq(written.bytes, text))
        abort();
    return 0;
}
