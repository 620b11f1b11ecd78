/* SPDX-License-Identifier: MIT */
/* `stet check`: every mistake of a pipeline, or of a data file that steps read, before
 * it meets an article. */
#include <stdlib.h>

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

/* ---- data files ---------------------------------------------------------------- */

/* A data file is checked by the step that reads it, in a pipeline made for it. It is
 * known by two keys that stand at the start of a line. */
static const struct data_file {
    const char *key, *and_key, *step, *option, *more;
} data_files[] = {
    {"notices", "notices", "notice.stamp", "catalogue: [%s]", NULL},
    {"rules", "language", "furniture.detect", "rules: [%s]", "check_rules: true"},
    {"policy", "policy", "attribution.check", "policy: %s", NULL},
    {"networks", "networks", "share.links", "data: %s", NULL},
    {"labels", "labels", "share.links", "data: %s", NULL},
    {"parameters", "parameters", "links.clean", "tracking: [%s]", NULL},
    {"shorteners", "shorteners", "links.lint", "hosts: [%s]", NULL},
    {"redirectors", "redirectors", "links.lint", "hosts: [%s]", NULL},
    {"resolvers", "resolvers", "links.lint", "hosts: [%s]", NULL},
    {"dead", "dead", "links.lint", "hosts: [%s]", NULL}};

enum { HEAD_MAX = 1 << 20 };

static int has_key(const char *text, const char *key)
{
    size_t n = strlen(key);
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, n) == 0 && line[n] == ':')
            return 1;
    }
    return 0;
}

/* The first bytes of a file as text; NULL when it cannot be read. */
static char *read_head(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(HEAD_MAX + 1) : NULL;
    size_t n = text ? fread(text, 1, HEAD_MAX, file) : 0;
    if (text)
        text[n] = '\0';
    if (file)
        fclose(file);
    return text;
}

static const struct data_file *find_data_file(const char *path)
{
    char *text = read_head(path);
    const struct data_file *found = NULL;
    for (size_t i = 0; text && !found && i < sizeof data_files / sizeof *data_files;
         i++)
        if (!has_key(text, "stet") && has_key(text, data_files[i].key) &&
            has_key(text, data_files[i].and_key))
            found = &data_files[i];
    free(text);
    return found;
}

/* The pipeline of one step that reads the file, which lies in *ret_base. */
static stet_code make_pipeline(const struct data_file *kind, const char *path,
                               stet_out *out, char **ret_base)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path, *at = strchr(kind->option, '%');
    *ret_base =
        slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    if (!*ret_base)
        return STET_E_NOMEM;
    stet_puts(out, "stet: 1\npipelines:\n  main:\n    steps:\n      - use: ");
    stet_puts(out, kind->step);
    stet_puts(out, "\n        with:\n          ");
    stet_put(out, kind->option, (size_t)(at - kind->option));
    stet_kit_table()->put_json_str(out, stet_cstr(name));
    stet_puts(out, at + 2);
    stet_puts(out, "\n          ");
    stet_puts(out, kind->more ? kind->more : "");
    stet_putc(out, '\n');
    return out->failed ? out->failed : STET_OK;
}

static stet_code load_data_file(stet_context *ctx, const struct data_file *kind,
                                const char *path, stet_pipeline **ret_pipeline,
                                stet_problems *problems, stet_error *err)
{
    stet_out *out = NULL;
    char *base = NULL;
    stet_code code = stet_buffer_new(1u << 20, &out);
    if (code == STET_OK)
        code = make_pipeline(kind, path, out, &base);
    const stet_load_options options = {.size = sizeof options, .base = base};
    if (code == STET_OK)
        code = stet_pipeline_load_memory(ctx, stet_strn(out->data, out->len), path,
                                         &options, ret_pipeline, problems, err);
    free(base);
    stet_buffer_free(out);
    return code;
}

/* ---- one file ------------------------------------------------------------------ */

static int check_file(stet_context *ctx, const struct args *args, const char *spec)
{
    stet_pipeline *pipeline = NULL;
    stet_problems *problems = NULL;
    int json = args_has(args, "json");
    if (stet_problems_new(&problems) != STET_OK)
        return EXIT_TRY_AGAIN;
    stet_error err = {.code = STET_OK};
    const struct data_file *kind = find_data_file(spec);
    stet_code code = kind ? load_data_file(ctx, kind, spec, &pipeline, problems, &err)
                          : session_load(ctx, args, spec, args_has(args, "no-env"),
                                         &pipeline, problems, &err);
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
    .summary = "find every mistake in a pipeline or data file",
    .usage = "[OPTIONS] PIPELINE[:NAME]|DATA...",
    .text = "Reads the pipeline with all it includes, checks options, templates, "
            "expressions and the\n"
            "flow between steps, builds every step, and reports every mistake with its "
            "place. It\n"
            "says OK only when nothing is wrong.\n\n"
            "A catalogue of notices, a file of furniture rules, a policy or a list of "
            "networks is\n"
            "checked by the step that reads it.\n\n"
            "Exit status: 0 runnable, 78 not.",
    .rows = rows,
    .min_rest = 1,
    .max_rest = -1,
    .run = run_check};
