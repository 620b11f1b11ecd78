/* SPDX-License-Identifier: MIT */
/* `stet plugins list` and `stet plugins inspect`. */
#include <string.h>

#include "../commands.h"
#include "../session.h"
#include "../terminal.h"
#include "record.h"

/* ---- list ---------------------------------------------------------------------- */

static void print_usable(const stet_plugin_info *p)
{
    printf("%-13s %-8s %u.%-3u ", p->id, p->version, p->abi_major, p->abi_minor_min);
    for (size_t i = 0; p->plugin->steps[i]; i++)
        printf("%s%s", i ? " " : "", p->plugin->steps[i]->name);
    printf("\n%28s%s\n", "", p->file);
}

static void print_refused(const stet_plugin_info *p)
{
    fputs("  ", stdout);
    terminal_put(stdout, stet_cstr(*p->id ? p->id : "?"));
    printf(" %s\n    ", p->version);
    terminal_put(stdout, stet_cstr(p->file));
    fputs("\n    ", stdout);
    terminal_put(stdout, stet_cstr(p->why ? p->why : ""));
    fputc('\n', stdout);
}

static void put_plugin_json(stet_out *out, const stet_plugin_info *p)
{
    const stet_kit *kit = stet_kit_table();
    stet_puts(out, "{\"id\":");
    kit->put_json_str(out, stet_cstr(p->id));
    stet_puts(out, ",\"version\":");
    kit->put_json_str(out, stet_cstr(p->version));
    stet_puts(out, ",\"file\":");
    kit->put_json_str(out, stet_cstr(p->file));
    stet_puts(out,
              p->why ? ",\"usable\":false,\"why\":" : ",\"usable\":true,\"steps\":[");
    if (p->why)
        kit->put_json_str(out, stet_cstr(p->why));
    for (size_t i = 0; !p->why && p->plugin->steps[i]; i++) {
        if (i)
            stet_putc(out, ',');
        kit->put_json_str(out, stet_cstr(p->plugin->steps[i]->name));
    }
    stet_puts(out, p->why ? "}\n" : "]}\n");
}

static int list_json(const stet_context *ctx)
{
    stet_plugin_info p = {.size = sizeof p};
    stet_out *out = NULL;
    if (stet_buffer_new(16u << 20, &out) != STET_OK)
        return EXIT_TRY_AGAIN;
    for (size_t i = 0; stet_context_plugin(ctx, i, &p); i++)
        put_plugin_json(out, &p);
    fwrite(out->data ? out->data : "", 1, out->len, stdout);
    stet_buffer_free(out);
    return 0;
}

static void list_text(const stet_context *ctx)
{
    stet_plugin_info p = {.size = sizeof p};
    size_t refused = 0;
    printf("%-13s %-8s %-5s %s\n", "ID", "VERSION", "ABI", "STEPS");
    for (size_t i = 0; stet_context_plugin(ctx, i, &p); i++) {
        refused += p.why != NULL;
        if (!p.why)
            print_usable(&p);
    }
    if (refused)
        puts("not usable:");
    for (size_t i = 0; refused && stet_context_plugin(ctx, i, &p); i++)
        if (p.why)
            print_refused(&p);
}

static int run_list(const struct args *args)
{
    stet_context *ctx = NULL;
    int status = session_open(args, &ctx);
    if (!status && args_has(args, "json"))
        status = list_json(ctx);
    else if (!status)
        list_text(ctx);
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row list_rows[] = {
    {"json", 0, NULL, "one JSON line per plugin"}, ARGS_PLUGINS, ARGS_END};

const struct command plugins_list_command = {
    .name = "plugins list",
    .summary = "list plugins, also those that were refused, with the reason",
    .usage = "[OPTIONS]",
    .text = "Looks in the --plugin-dir folders, in STET_PLUGIN_PATH and in the "
            "installed folder. The first\n"
            "of an id wins; the others are listed as shadowed.",
    .rows = list_rows,
    .run = run_list};

/* ---- inspect ------------------------------------------------------------------- */

static const char *type_name(int type)
{
    static const char *const names[] = {
        "?",        "true | false", "whole number", "number", "text",
        "choice",   "size",         "duration",     "path",   "url",
        "language", "date",         "template",     "regex",  "expression",
        "kind",     "any value",    "list",         "map",    "object"};
    return type > 0 && type < (int)(sizeof names / sizeof *names) ? names[type]
                                                                  : names[0];
}

static void print_bounds(const stet_option *o)
{
    if (o->type == STET_TYPE_LIST || o->type == STET_TYPE_MAP)
        printf(" of %s", type_name((int)o->item_type));
    if ((o->min != 0 || o->max != 0) &&
        (o->type == STET_TYPE_INT || o->type == STET_TYPE_NUMBER))
        printf(" %g..%g", o->min, o->max);
}

/* Nested objects are printed below, indented; tables nest at most a few levels deep. */
static void print_options(const stet_option *o, int indent)
{
    for (; o && o->name; o++) {
        if (o->flags & STET_OPT_HIDDEN)
            continue;
        printf("%*s%-12s %s", indent, "", o->name, type_name(o->type));
        print_bounds(o);
        if (o->flags & STET_OPT_REQUIRED)
            fputs("  required", stdout);
        if (o->def && !(o->flags & STET_OPT_SECRET))
            printf("  default %s", *o->def ? o->def : "\"\"");
        if (o->flags & STET_OPT_DEPRECATED)
            printf("  deprecated: use %s", o->replaced_by ? o->replaced_by : "nothing");
        printf("\n%*s%s\n", indent + 13, "", o->help ? o->help : "");
        for (const stet_enum *e = o->values; e && e->name; e++)
            printf("%*s%-12s %s\n", indent + 15, "", e->name, e->help ? e->help : "");
        if (o->example)
            printf("%*sfor example %s: %s\n", indent + 13, "", o->name, o->example);
        if (o->fields && indent < 24)
            print_options(o->fields, indent + 4);
    }
}

static void print_names(const char *title, const char *const *names)
{
    printf("  %-9s ", title);
    if (!names || !*names)
        fputs("nothing", stdout);
    for (; names && *names; names++)
        printf("%s ", *names);
    fputc('\n', stdout);
}

static void print_rules(const char *plugin, const stet_rule *rules)
{
    if (rules && rules->id)
        puts("findings");
    for (; rules && rules->id; rules++)
        printf("  %s/%s  %s, %s\n      %s\n", plugin, rules->id,
               record_severity(rules->severity), record_effect(rules->effect),
               rules->summary ? rules->summary : "");
}

static void print_step(const stet_step *s, const stet_plugin *p)
{
    static const char *const kinds[] = {"?", "read", "transform", "check", "write"};
    terminal_paint(stdout, PAINT_BOLD, stet_cstr(s->name));
    printf(" - %s\n  %-9s %s%s%s%s%s\n", s->summary, "kind",
           kinds[s->kind > 0 && s->kind < 5 ? s->kind : 0],
           s->caps & STET_CAP_IDEMPOTENT ? ", idempotent" : "",
           s->caps & STET_CAP_PURE ? ", pure" : "",
           s->caps & STET_CAP_NETWORK ? ", uses the network" : "",
           s->caps & STET_CAP_FILES ? ", reads files at load" : "");
    printf("  %-9s %s %s (%s)\n", "plugin", p->id, p->version,
           p->license ? p->license : "");
    print_names("reads", s->reads);
    print_names("writes", s->writes);
    if (s->options && s->options->name)
        puts("options");
    print_options(s->options, 2);
    print_rules(p->id, s->rules);
    if (s->doc)
        printf("\n%s\n", s->doc);
}

/* A step by its name, or all steps of a plugin by its id. Answers how many were
 * printed. */
static int inspect(const stet_context *ctx, const char *name)
{
    const stet_plugin *plugin = NULL;
    const stet_step *step = stet_context_step(ctx, name, &plugin);
    if (step) {
        print_step(step, plugin);
        return 1;
    }
    stet_plugin_info p = {.size = sizeof p};
    int printed = 0;
    for (size_t i = 0; stet_context_plugin(ctx, i, &p); i++)
        for (size_t k = 0; !p.why && strcmp(p.id, name) == 0 && p.plugin->steps[k];
             k++) {
            if (printed++)
                fputc('\n', stdout);
            print_step(p.plugin->steps[k], p.plugin);
        }
    return printed;
}

static void say_unknown_step(const stet_context *ctx, const char *name)
{
    const char *names[512];
    size_t n = 0;
    stet_plugin_info p = {.size = sizeof p};
    for (size_t i = 0; stet_context_plugin(ctx, i, &p); i++)
        for (size_t k = 0; !p.why && p.plugin->steps[k] && n < 511; k++)
            names[n++] = p.plugin->steps[k]->name;
    names[n] = NULL;
    const char *near = stet_suggest(stet_cstr(name), names);
    fprintf(stderr, "stet plugins inspect: no step or plugin '%s'", name);
    if (near)
        fprintf(stderr, " (did you mean '%s'?)", near);
    fputs("; see stet plugins list\n", stderr);
}

static int run_inspect(const struct args *args)
{
    stet_context *ctx = NULL;
    int status = session_open(args, &ctx);
    for (int i = 0; !status && i < args->rest_count; i++)
        if (!inspect(ctx, args->rest[i])) {
            say_unknown_step(ctx, args->rest[i]);
            status = EXIT_USAGE;
        }
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row inspect_rows[] = {ARGS_PLUGINS, ARGS_END};

const struct command plugins_inspect_command = {
    .name = "plugins inspect",
    .summary = "what a step does, reads, writes, and every option",
    .usage = "[OPTIONS] STEP|PLUGIN...",
    .text = "Prints the option table of a step with types, defaults and examples, the "
            "findings it can\n"
            "make, and what it reads and writes.",
    .rows = inspect_rows,
    .min_rest = 1,
    .max_rest = -1,
    .run = run_inspect};
