/* SPDX-License-Identifier: MIT */
/* Sets up a context for one command, and says what is wrong with a pipeline. */
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal.h"

extern char **environ;

int session_status(stet_code code)
{
    switch (code) {
    case STET_OK:
        return EXIT_CLEAN;
    case STET_E_CONFIG:
    case STET_E_PLUGIN:
        return EXIT_BAD_PIPELINE;
    case STET_E_NOTFOUND:
        return EXIT_NO_INPUT;
    case STET_E_SYNTAX:
    case STET_E_UTF8:
    case STET_E_LIMIT:
        return EXIT_BAD_INPUT;
    case STET_E_IO:
    case STET_E_DENIED:
    case STET_E_EXISTS:
        return EXIT_IO;
    case STET_E_NOMEM:
    case STET_RETRY:
        return EXIT_TRY_AGAIN;
    case STET_E_CANCELLED:
        return EXIT_INTERRUPTED;
    default:
        return EXIT_BUG;
    }
}

void session_print_error(const stet_error *err)
{
    fputs("stet: ", stderr);
    if (err->where[0]) {
        terminal_put(stderr, stet_cstr(err->where));
        if (err->line)
            fprintf(stderr, ":%u:%u", err->line, err->column);
        fputs(": ", stderr);
    }
    terminal_put(stderr,
                 stet_cstr(err->message[0] ? err->message : stet_code_text(err->code)));
    fputc('\n', stderr);
    if (err->hint[0]) {
        fputs("  ", stderr);
        terminal_put(stderr, stet_cstr(err->hint));
        fputc('\n', stderr);
    }
}

static int set_limit(stet_context *ctx, const char *pair, stet_error *err)
{
    const char *equals = strchr(pair, '=');
    char name[64], *end = NULL;
    errno = 0;
    unsigned long long value = equals ? strtoull(equals + 1, &end, 10) : 0;
    if (!equals || equals == pair || (size_t)(equals - pair) >= sizeof name || errno ||
        end == equals + 1 || *end || equals[1] == '-') {
        fprintf(stderr,
                "stet: --limit %s: write NAME=NUMBER, for example article=1000000\n",
                pair);
        return EXIT_USAGE;
    }
    memcpy(name, pair, (size_t)(equals - pair));
    name[equals - pair] = '\0';
    if (stet_context_set_limit(ctx, name, value, err) == STET_OK)
        return 0;
    session_print_error(err);
    return EXIT_USAGE;
}

static int set_limits(stet_context *ctx, const struct args *args, stet_error *err)
{
    const char *pair;
    int status = 0;
    for (size_t i = 0; !status && (pair = args_each(args, "limit", i)); i++)
        status = set_limit(ctx, pair, err);
    return status;
}

/* Call `add` for each folder of a list with colons, as in PATH. */
static stet_code each_folder(stet_context *ctx, const char *list, stet_error *err,
                             stet_code (*add)(stet_context *, const char *,
                                              stet_error *))
{
    stet_code code = STET_OK;
    while (list && *list && code == STET_OK) {
        size_t n = strcspn(list, ":");
        char *folder = n ? strndup(list, n) : NULL;
        if (n && !folder)
            return STET_E_NOMEM;
        if (n)
            code = add(ctx, folder, err);
        free(folder);
        list += n + (list[n] == ':');
    }
    return code;
}

static stet_code set_folders(stet_context *ctx, const struct args *args,
                             stet_error *err)
{
    const char *folder;
    stet_code code = STET_OK;
    for (size_t i = 0; code == STET_OK && (folder = args_each(args, "data-dir", i));
         i++)
        code = stet_context_add_data_folder(ctx, folder, err);
    if (code == STET_OK)
        code = each_folder(ctx, secure_getenv("STET_DATA_PATH"), err,
                           stet_context_add_data_folder);
    for (size_t i = 0; code == STET_OK && (folder = args_each(args, "plugin-dir", i));
         i++)
        code = stet_context_load_plugins(ctx, folder, err);
    if (code == STET_OK)
        code = each_folder(ctx, secure_getenv("STET_PLUGIN_PATH"), err,
                           stet_context_load_plugins);
    return code;
}

static stet_code set_environment(stet_context *ctx, stet_error *err)
{
    stet_code code = STET_OK;
    for (char **e = environ; e && *e && code == STET_OK; e++) {
        char *equals = strchr(*e, '=');
        char *name = equals ? strndup(*e, (size_t)(equals - *e)) : NULL;
        if (name && stet_kit_table()->utf8_valid(*e, strlen(*e), NULL))
            code = stet_context_set_env(ctx, name, equals + 1, err);
        free(name);
    }
    return code;
}

/* The folder stet was installed with may be absent when all plugins come from
 * elsewhere. */
static stet_code load_installed(stet_context *ctx, const struct args *args,
                                stet_error *err)
{
    int elsewhere = args_has(args, "plugin-dir") || secure_getenv("STET_PLUGIN_PATH");
    stet_code code = stet_context_load_plugins(ctx, NULL, err);
    return elsewhere && (code == STET_E_IO || code == STET_E_NOTFOUND) ? STET_OK : code;
}

int session_open(const struct args *args, stet_context **ret_context)
{
    if (!terminal_set_color(args_value(args, "color", "auto"))) {
        fputs("stet: --color takes auto, always or never\n", stderr);
        return EXIT_USAGE;
    }
    stet_context *ctx = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code = stet_context_new(&ctx, &err);
    int status = 0;
    if (code == STET_OK)
        status = set_limits(ctx, args, &err);
    if (code == STET_OK && !status)
        code = set_folders(ctx, args, &err);
    if (code == STET_OK && !status)
        code = load_installed(ctx, args, &err);
    if (code == STET_OK && !status)
        code = set_environment(ctx, &err);
    if (code == STET_OK && !status) {
        *ret_context = ctx;
        return 0;
    }
    if (!status) {
        err.code = code;
        session_print_error(&err);
        status = session_status(code);
    }
    stet_context_free(ctx);
    return status;
}

static void print_caret(FILE *to, const stet_problem_info *p)
{
    const stet_kit *kit = stet_kit_table();
    stet_str line = stet_cstr(p->excerpt);
    fprintf(to, "%5u | ", p->line);
    terminal_put(to, line);
    fputs("\n      | ", to);
    size_t at = 0;
    for (uint32_t column = 1; column < p->column && at < line.n; column++) {
        uint32_t c;
        size_t n = kit->decode(line.p + at, line.n - at, &c);
        fputs(c == '\t'                                      ? "\t"
              : kit->columns(stet_strn(line.p + at, n)) == 2 ? "  "
                                                             : " ",
              to);
        at += n ? n : 1;
    }
    if (terminal_has_color(to))
        fputs("\033[1;32m", to);
    fputc('^', to);
    for (uint32_t i = 1; i < p->length && i < 120; i++)
        fputc('~', to);
    fputs(terminal_has_color(to) ? "\033[0m\n" : "\n", to);
}

size_t session_print_problems(FILE *to, const stet_problems *problems)
{
    stet_problem_info p = {.size = sizeof p};
    size_t errors = 0;
    for (size_t i = 0; stet_problems_get(problems, i, &p); i++) {
        errors += !p.warning;
        terminal_put(to, stet_cstr(p.file));
        if (p.line)
            fprintf(to, ":%u:%u", p.line, p.column);
        fputs(": ", to);
        if (p.warning)
            terminal_paint(to, PAINT_YELLOW, stet_cstr("warning"));
        else
            terminal_paint(to, PAINT_RED, stet_cstr("error"));
        fputs(": ", to);
        terminal_put(to, stet_cstr(p.message));
        if (p.hint && *p.hint) {
            fputs(" (", to);
            terminal_put(to, stet_cstr(p.hint));
            fputc(')', to);
        }
        fputc('\n', to);
        if (p.excerpt && *p.excerpt)
            print_caret(to, &p);
    }
    return errors;
}

/* FILE:NAME, unless a file of that whole name exists. */
static char *split_spec(const char *spec, const char **ret_name)
{
    const char *colon = strrchr(spec, ':');
    *ret_name = NULL;
    if (!colon || colon == spec || access(spec, F_OK) == 0 || strchr(colon, '/'))
        return strdup(spec);
    *ret_name = colon + 1;
    return strndup(spec, (size_t)(colon - spec));
}

/* A last NULL ends the list; NULL when there is no memory. */
static const char **collect_set(const struct args *args)
{
    size_t n = 0;
    while (args_each(args, "set", n))
        n++;
    const char **set = calloc(n + 1, sizeof *set);
    for (size_t i = 0; set && i < n; i++)
        set[i] = args_each(args, "set", i);
    return set;
}

stet_code session_load(stet_context *ctx, const struct args *args, const char *spec,
                       int no_environment, stet_pipeline **ret_pipeline,
                       stet_problems *problems, stet_error *err)
{
    stet_load_options options = {.size = sizeof options,
                                 .no_environment = no_environment != 0};
    char *path = split_spec(spec, &options.name);
    options.set = collect_set(args);
    stet_code code = path && options.set ? STET_OK : STET_E_NOMEM;
    if (code == STET_OK)
        code =
            stet_pipeline_load_file(ctx, path, &options, ret_pipeline, problems, err);
    free(path);
    free((void *)options.set);
    return code;
}

int session_pipeline(stet_context *ctx, const struct args *args, const char *spec,
                     int no_environment, stet_pipeline **ret_pipeline)
{
    stet_problems *problems = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code = stet_problems_new(&problems);
    if (code == STET_OK)
        code =
            session_load(ctx, args, spec, no_environment, ret_pipeline, problems, &err);
    size_t errors = session_print_problems(stderr, problems);
    if (code != STET_OK && errors == 0) {
        err.code = code;
        session_print_error(&err);
    }
    stet_problems_free(problems);
    return session_status(code);
}

int session_reading(stet_context *ctx, stet_pipeline **ret_pipeline)
{
    stet_error err = {.code = STET_OK};
    stet_code code = stet_pipeline_load_builtin(ctx, "read", ret_pipeline, &err);
    if (code != STET_OK) {
        err.code = code;
        session_print_error(&err);
    }
    return session_status(code);
}
