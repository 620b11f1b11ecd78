/* SPDX-License-Identifier: MIT */
/*
 * The reference page of a step, in Markdown, from its tables.
 */
#include <stdio.h>

#include "base/buffer.h"
#include "plugin/context.h"
#include "plugin/options.h"
#include "plugin/option/inner.h"

static const char *const kind_names[] = {"", "read", "transform", "check", "write"};
static const char *const severity_names[] = {"info", "low", "medium", "high",
                                             "critical"};
static const char *const effect_names[] = {"observe", "label", "review", "reject"};

/* Text in a cell of a table: no bar, no line end. */
static void put_cell(stet_out *out, const char *text)
{
    for (const char *p = text ? text : ""; *p; p++) {
        if (*p == '|')
            stet_putc(out, '\\');
        stet_putc(out, *p == '\n' ? ' ' : *p);
    }
}

static void put_code(stet_out *out, const char *text)
{
    stet_putc(out, '`');
    put_cell(out, text);
    stet_putc(out, '`');
}

static void put_names(stet_out *out, const char *label, const char *const *names)
{
    stet__buffer_printf(out, "- **%s:** ", label);
    if (!names || !names[0])
        stet_puts(out, "nothing");
    for (size_t i = 0; names && names[i]; i++)
        stet__buffer_printf(out, "%s`%s`", i ? ", " : "", names[i]);
    stet_putc(out, '\n');
}

static void put_caps(stet_out *out, const stet_step *step)
{
    static const struct {
        uint32_t cap;
        const char *text;
    } caps[] = {
        {STET_CAP_IDEMPOTENT, "a second run changes nothing"},
        {STET_CAP_PURE, "depends on article, options and time of the run only"},
        {STET_CAP_NETWORK, "uses the network"},
        {STET_CAP_FILES, "reads files when the pipeline is loaded"},
    };
    int n = 0;
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++)
        if (step->caps & caps[i].cap)
            stet__buffer_printf(out, "%s%s", n++ ? "; " : "- **It** ", caps[i].text);
    if (n)
        stet_putc(out, '\n');
}

/* ---- options ------------------------------------------------------------------ */

static void put_range(stet_out *out, const stet_option *row)
{
    char low[40], high[40];
    int many = row->type == STET_TYPE_LIST || row->type == STET_TYPE_MAP;
    int text = row->type == STET_TYPE_STRING;
    if (row->min == 0 && row->max == 0)
        return;
    uint32_t type = many || text ? STET_TYPE_INT : row->type;
    stet__buffer_printf(out, ", %s to %s%s",
                        stet__option_number(type, row->min, low, sizeof low),
                        stet__option_number(type, row->max, high, sizeof high),
                        many   ? " items"
                        : text ? " characters"
                               : "");
}

static void put_flags(stet_out *out, const stet_option *row)
{
    if (row->flags & STET_OPT_REQUIRED)
        stet_puts(out, " **Required.**");
    if (row->flags & STET_OPT_SECRET)
        stet_puts(out, " Never shown.");
    if (row->flags & STET_OPT_DEPRECATED)
        stet__buffer_printf(out, " **Deprecated**%s%s.",
                            row->replaced_by ? ": write " : "",
                            row->replaced_by ? row->replaced_by : "");
    if (row->since)
        stet__buffer_printf(out, " Since %s.", row->since);
}

static void put_values(stet_out *out, const stet_enum *values)
{
    stet_puts(out, " One of:");
    for (const stet_enum *e = values; e->name; e++) {
        stet_puts(out, e == values ? " " : "; ");
        put_code(out, e->name);
        if (e->help && *e->help) {
            stet_puts(out, " (");
            put_cell(out, e->help);
            stet_puts(out, ")");
        }
    }
    stet_putc(out, '.');
}

static void put_option(stet_out *out, const char *prefix, const stet_option *row)
{
    char name[160];
    snprintf(name, sizeof name, "%s%s", prefix, row->name);
    stet_puts(out, "| ");
    put_code(out, name);
    stet__buffer_printf(out, " | %s", stet__option_type_name(row));
    put_range(out, row);
    stet_puts(out, " | ");
    if (row->def)
        put_code(out, *row->def ? row->def : "\"\"");
    stet_puts(out, " | ");
    put_cell(out, row->help);
    put_flags(out, row);
    if (row->values)
        put_values(out, row->values);
    if (row->pattern) {
        stet_puts(out, " Matches ");
        put_code(out, row->pattern);
        stet_putc(out, '.');
    }
    if (row->example) {
        stet_puts(out, " For example ");
        put_code(out, row->example);
        stet_putc(out, '.');
    }
    stet_puts(out, " |\n");
}

/* Rows of a table and, indented by their path, of the objects in it. */
static void put_table(stet_out *out, const char *prefix, const stet_option *table)
{
    for (const stet_option *row = table; row->name; row++) {
        char below[160];
        if (row->flags & STET_OPT_HIDDEN)
            continue;
        put_option(out, prefix, row);
        if (!row->fields)
            continue;
        snprintf(below, sizeof below, "%s%s%s.", prefix, row->name,
                 row->type == STET_TYPE_LIST  ? "[]"
                 : row->type == STET_TYPE_MAP ? ".*"
                                              : "");
        put_table(out, below, row->fields);
    }
}

static void put_options(stet_out *out, const stet_step *step)
{
    if (!step->options || !step->options->name) {
        stet_puts(out, "\nIt has no options.\n");
        return;
    }
    stet_puts(out,
              "\n## Options\n\n| option | value | default | |\n|---|---|---|---|\n");
    put_table(out, "", step->options);
}

/* ---- the rest
 * ------------------------------------------------------------------------- */

static void put_rules(stet_out *out, const stet_step *step, const char *plugin)
{
    if (!step->rules || !step->rules->id)
        return;
    stet_puts(out,
              "\n## Findings\n\n| rule | severity | effect | |\n|---|---|---|---|\n");
    for (const stet_rule *r = step->rules; r->id; r++) {
        stet__buffer_printf(out, "| `%s/%s` | %s | %s | ", plugin, r->id,
                            severity_names[r->severity], effect_names[r->effect]);
        put_cell(out, r->summary);
        if (r->help && *r->help) {
            stet_putc(out, ' ');
            put_cell(out, r->help);
        }
        stet_puts(out, " |\n");
    }
}

static void put_provides(stet_out *out, const stet_step *step, const char *plugin)
{
    if (!step->provides || !step->provides->name)
        return;
    stet_puts(out, "\n## Provides\n\n| name | |\n|---|---|\n");
    for (const stet_provides *p = step->provides; p->name; p++) {
        stet__buffer_printf(out, "| `x.%s.%s` | ", plugin, p->name);
        put_cell(out, p->help);
        stet_puts(out, " |\n");
    }
}

static void put_example(stet_out *out, const stet_step *step)
{
    int any = 0;
    stet_puts(out, "\n## Example\n\n```yaml\n");
    stet__buffer_printf(out, "- use: %s\n", step->name);
    for (const stet_option *row = step->options; row && row->name; row++) {
        int shown = row->example &&
                    !(row->flags & (STET_OPT_DEPRECATED | STET_OPT_HIDDEN)) &&
                    !strchr(row->example, '\n');
        if (!shown)
            continue;
        if (!any++)
            stet_puts(out, "  with:\n");
        stet__buffer_printf(out, "    %s: %s\n", row->name, row->example);
    }
    stet_puts(out, "```\n");
}

stet_code stet_reference_step(const stet_context *ctx, const char *step_name,
                              stet_out *out)
{
    const stet_plugin *plugin;
    if (!ctx || !step_name || !out)
        return STET_E_MISUSE;
    const stet_step *step = stet_context_step(ctx, step_name, &plugin);
    if (!step)
        return STET_E_NOTFOUND;
    stet__buffer_printf(out, "# %s\n\n%s\n\n", step->name, step->summary);
    if (step->doc)
        stet__buffer_printf(out, "%s\n\n", step->doc);
    stet__buffer_printf(out, "- **Plugin:** %s %s, a %s step\n", plugin->id,
                        plugin->version, kind_names[step->kind]);
    if (step->kind == STET_STEP_WRITE)
        stet__buffer_printf(out, "- **Format:** %s, `%s`\n", step->writer->media,
                            step->writer->extension);
    put_names(out, "Reads", step->reads);
    put_names(out, "Writes", step->writes);
    put_caps(out, step);
    put_options(out, step);
    put_rules(out, step, plugin->id);
    put_provides(out, step, plugin->id);
    put_example(out, step);
    return stet_out_status(out);
}
