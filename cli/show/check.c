/* SPDX-License-Identifier: MIT */
/* `stet check`: every mistake of a pipeline, before it meets an article. */
#include "../commands.h"
#include "../session.h"
#include "../terminal.h"

static void put_problem_json(stet_out *out, const stet_problem_info *p)
{
    const stet_kit *kit = stet_kit_table();
    stet_puts(out, "{\"file\":");
    kit->put_json_str(out, stet_cstr(p->file));
    stet_puts(out, ",\"line\":");
    stet_put_int(out, p->line);
    stet_puts(out, ",\"column\":");
    stet_put_int(out, p->column);
    stet_puts(out, ",\"length\":");
    stet_put_int(out, p->length);
    stet_puts(out, p->warning ? ",\"level\":\"warning\",\"message\":"
                              : ",\"level\":\"error\",\"message\":");
    kit->put_json_str(out, stet_cstr(p->message));
    stet_puts(out, ",\"hint\":");
    kit->put_json_str(out, stet_cstr(p->hint));
    stet_puts(out, "}\n");
}

static int print_json(const stet_problems *problems)
{
    stet_out *out = NULL;
    stet_problem_info p = {.size = sizeof p};
    if (stet_buffer_new(64u << 20, &out) != STET_OK)
        return EXIT_TRY_AGAIN;
    for (size_t i = 0; stet_problems_get(problems, i, &p); i++)
        put_problem_json(out, &p);
    fwrite(out->data ? out->data : "", 1, out->len, stdout);
    stet_buffer_free(out);
    return 0;
}

static void print_plan(const stet_pipeline *pipeline)
{
    stet_out *out = NULL;
    if (stet_buffer_new(64u << 20, &out) == STET_OK &&
        stet_pipeline_describe(pipeline, out) == STET_OK)
        terminal_put(stdout, stet_strn(out->data, out->len));
    stet_buffer_free(out);
}

static int count_warnings(const stet_problems *problems)
{
    stet_problem_info p = {.size = sizeof p};
    int warnings = 0;
    for (size_t i = 0; stet_problems_get(problems, i, &p); i++)
        warnings += p.warning != 0;
    return warnings;
}

static void print_outcome(const char *file, const stet_problems *problems,
                          size_t errors)
{
    int warnings = count_warnings(problems);
    if (errors)
        fprintf(stderr, "%s: %zu error%s, %d warning%s. Not runnable.\n", file, errors,
                errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
    else if (warnings)
        fprintf(stderr, "%s: runnable, with %d warning%s.\n", file, warnings,
                warnings == 1 ? "" : "s");
    else
        printf("%s: OK\n", file);
}

static int check_file(stet_context *ctx, const struct args *args, const char *spec)
{
    stet_pipeline *pipeline = NULL;
    stet_problems *problems = NULL;
    int json = args_has(args, "json");
    if (stet_problems_new(&problems) != STET_OK)
        return EXIT_TRY_AGAIN;
    stet_error err = {.code = STET_OK};
    stet_code code = session_load(ctx, args, spec, args_has(args, "no-env"), &pipeline,
                                  problems, &err);
    size_t errors = 0;
    if (json)
        print_json(problems);
    else
        errors = session_print_problems(stderr, problems);
    if (!json && (code == STET_OK || errors))
        print_outcome(spec, problems, errors);
    else if (code != STET_OK && stet_problems_count(problems) == 0) {
        err.code = code;
        session_print_error(&err);
    }
    if (code == STET_OK && args_has(args, "plan"))
        print_plan(pipeline);
    stet_problems_free(problems);
    stet_pipeline_free(pipeline);
    return session_status(code);
}

static int run_check(const struct args *args)
{
    stet_context *ctx = NULL;
    int status = session_open(args, &ctx), worst = status;
    for (int i = 0; !status && i < args->rest_count; i++) {
        int one = check_file(ctx, args, args->rest[i]);
        worst = one > worst ? one : worst;
    }
    stet_context_free(ctx);
    return terminal_flush() || worst ? worst : EXIT_IO;
}

static const struct arg_row rows[] = {
    {"plan", 0, NULL, "print what the pipeline expands to"},
    {"json", 0, NULL, "one JSON line per problem on standard output"},
    {"no-env", 0, NULL, "take ${env:} and ${file:} as given; check all else"},
    {"set", 0, "NAME=VALUE", "set a variable of the pipeline (repeatable)"},
    ARGS_PLUGINS,
    ARGS_END};

const struct command check_command = {
    .name = "check",
    .summary = "find every mistake in a pipeline",
    .usage = "[OPTIONS] PIPELINE[:NAME]...",
    .text = "Reads the pipeline with all it includes, checks options, templates, "
            "expressions and the\n"
            "flow between steps, builds every step, and reports every mistake with its "
            "place. It\n"
            "says OK only when nothing is wrong.\n\n"
            "Exit status: 0 runnable, 78 not.",
    .rows = rows,
    .min_rest = 1,
    .max_rest = -1,
    .run = run_check};
