/* SPDX-License-Identifier: MIT */
/* `stet read`: any input to canonical JSON, or to the simple record of --flat. */
#include <string.h>
#include <unistd.h>

#include "../commands.h"
#include "../run/inputs.h"
#include "../session.h"
#include "../terminal.h"
#include "record.h"

struct reading {
    stet_out *out;
    int flat, failed, io_failed;
};

static void print_article(struct reading *reading, const stet_result *r)
{
    stet_article *a = stet_result_article(r);
    stet_out *out = reading->out;
    out->len = 0;
    out->failed = STET_OK;
    if (reading->flat)
        record_flat(out, a, stet_result_id(r));
    else if (stet_write_json(a, out) != STET_OK)
        out->failed = out->failed ? out->failed : STET_E_LIMIT;
    stet_putc(out, '\n');
    if (out->failed) {
        fprintf(stderr, "stet: cannot write the article: %s\n",
                stet_code_text(out->failed));
        reading->failed++;
    } else if (fwrite(out->data, 1, out->len, stdout) != out->len)
        reading->io_failed = 1;
}

static void on_result(void *self, stet_str input, const stet_result *r)
{
    struct reading *reading = self;
    if (stet_result_status(r) == STET_STATUS_OK && stet_result_article(r)) {
        print_article(reading, r);
        return;
    }
    reading->failed++;
    terminal_put_name(stderr, input);
    fputs(": ", stderr);
    terminal_put(stderr, stet_result_reason(r));
    fputc('\n', stderr);
}

static int read_all(const struct args *args, stet_pipeline *pipeline,
                    struct inputs *inputs)
{
    struct reading reading = {.flat = args_has(args, "flat")};
    stet_many_options options = {
        .size = sizeof options, .threads = 1, .self = &reading, .result = on_result};
    stet_summary summary = {.size = sizeof summary};
    stet_error err = {.code = STET_OK};
    options.run = (stet_run_options){.size = sizeof options.run,
                                     .no_outputs = 1,
                                     .bare = (uint32_t)args_has(args, "bare")};
    if (stet_buffer_new(1u << 30, &reading.out) != STET_OK)
        return EXIT_TRY_AGAIN;
    stet_code code =
        stet_run_many(pipeline, inputs_next, inputs, &options, &summary, &err);
    stet_buffer_free(reading.out);
    if (code != STET_OK) {
        err.code = code;
        session_print_error(&err);
        return session_status(code);
    }
    if (reading.io_failed)
        return EXIT_IO;
    if (!reading.failed && !summary.unread_inputs)
        return EXIT_CLEAN;
    return summary.articles > (uint64_t)reading.failed ? EXIT_SOME_FAILED
                                                       : EXIT_BAD_INPUT;
}

static int run_read(const struct args *args)
{
    struct inputs inputs = {0};
    stet_context *ctx = NULL;
    stet_pipeline *pipeline = NULL;
    int status = session_open(args, &ctx);
    if (!status)
        status = session_reading(ctx, &pipeline);
    if (!status)
        status = inputs_collect(&inputs, args->rest, args->rest_count);
    if (!status)
        status = read_all(args, pipeline, &inputs);
    if (!terminal_flush() && status == EXIT_CLEAN)
        status = EXIT_IO;
    inputs_done(&inputs);
    stet_pipeline_free(pipeline);
    stet_context_free(ctx);
    return status;
}

static const struct arg_row rows[] = {
    {"flat", 0, NULL, "the simple record: chosen values, absent ones null or empty"},
    {"bare", 0, NULL, "only what the format says; no look at the article's structure"},
    ARGS_PLUGINS,
    ARGS_END};

const struct command read_command = {
    .name = "read",
    .summary = "read articles and print them as JSON",
    .usage = "[OPTIONS] INPUT...",
    .text = "Reads each INPUT with the reader that bids highest, finds headline, "
            "byline, dates, taxonomy\n"
            "and zones, and prints one line of canonical JSON per article.\n\n"
            "  stet read article.md | jq .fields.headline\n"
            "  stet read --flat content/ > articles.jsonl",
    .rows = rows,
    .min_rest = 1,
    .max_rest = -1,
    .run = run_read};
