/* SPDX-License-Identifier: MIT */
/* `stet schema`, `stet reference` and `stet limits`: documents made from the tables. */
#include <stdlib.h>
#include <string.h>

#include "../commands.h"
#include "../session.h"
#include "../terminal.h"

static int print_document(stet_out *out, stet_code code)
{
    stet_error err = {.code = code};
    if (code == STET_OK)
        fwrite(out->data ? out->data : "", 1, out->len, stdout);
    else
        session_print_error(&err);
    return session_status(code);
}

static int run_schema(const struct args *args)
{
    const char *what = args->rest_count ? args->rest[0] : "pipeline";
    int article = strcmp(what, "article") == 0;
    if (!article && strcmp(what, "pipeline") != 0) {
        fprintf(stderr, "stet schema: '%s' is neither pipeline nor article\n", what);
        return EXIT_USAGE;
    }
    stet_context *ctx = NULL;
    stet_out *out = NULL;
    int status = session_open(args, &ctx);
    if (!status && stet_buffer_new(64u << 20, &out) != STET_OK)
        status = EXIT_TRY_AGAIN;
    if (!status)
        status = print_document(out, article ? stet_schema_article(ctx, out)
                                             : stet_schema_pipeline(ctx, out));
    stet_buffer_free(out);
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row schema_rows[] = {ARGS_PLUGINS, ARGS_END};

const struct command schema_command = {
    .name = "schema",
    .summary = "print the JSON Schema of pipelines, or of the article",
    .usage = "[OPTIONS] [pipeline|article]",
    .text = "The schema of pipelines (draft-07) holds every option of every plugin "
            "that is loaded, with its\n"
            "help. For an editor: save it and write, as first line of the pipeline,\n"
            "  # yaml-language-server: $schema=./pipeline.schema.json",
    .rows = schema_rows,
    .max_rest = 1,
    .run = run_schema};

/* ---- reference ------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int run_reference(const struct args *args)
{
    stet_context *ctx = NULL;
    stet_out *out = NULL;
    const char *names[512];
    size_t n = 0;
    stet_plugin_info p = {.size = sizeof p};
    int status = session_open(args, &ctx);
    if (!status && stet_buffer_new(64u << 20, &out) != STET_OK)
        status = EXIT_TRY_AGAIN;
    for (size_t i = 0; !status && stet_context_plugin(ctx, i, &p); i++)
        for (size_t k = 0; !p.why && p.plugin->steps[k] && n < 512; k++)
            names[n++] = p.plugin->steps[k]->name;
    qsort(names, n, sizeof *names, by_name);
    stet_code code = STET_OK;
    for (size_t i = 0; !status && code == STET_OK && i < n; i++)
        code = stet_reference_step(ctx, names[i], out);
    if (!status)
        status = print_document(out, code);
    stet_buffer_free(out);
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

const struct command reference_command = {
    .name = "reference",
    .summary = "print the reference of all steps in Markdown",
    .usage = "[OPTIONS]",
    .text = "Made from the option tables of the plugins that are loaded; docs/steps.md "
            "is this.",
    .rows = schema_rows,
    .run = run_reference};

/* ---- limits --------------------------------------------------------------------- */

static int run_limits(const struct args *args)
{
    stet_context *ctx = NULL;
    stet_limit limit = {.size = sizeof limit};
    int status = session_open(args, &ctx);
    for (size_t i = 0; !status && stet_context_limit(ctx, i, &limit); i++)
        printf("%-18s %12llu %-9s %s%s\n", limit.name, (unsigned long long)limit.value,
               limit.unit, limit.help,
               limit.value != limit.fallback ? " (changed)" : "");
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

const struct command limits_command = {
    .name = "limits",
    .summary = "print every limit",
    .usage = "[OPTIONS]",
    .text = "What stet refuses to go beyond, whatever it is given. Change one with "
            "--limit NAME=VALUE.",
    .rows = schema_rows,
    .run = run_limits};
