/* SPDX-License-Identifier: MIT */
/* `stet formats`: what each writer makes of each kind, from the writers' own tables. */
#include <stdlib.h>
#include <string.h>

#include "../commands.h"
#include "../session.h"
#include "../terminal.h"

enum { FORMATS_MAX = 64, REMARKS_MAX = 512, NAME_WIDTH = 34 };

struct format {
    const stet_step *step;
    const stet_render *by_kind[STET_KIND_MAX];
};

struct matrix {
    const stet_context *ctx;
    struct format *formats;
    size_t count;
    const char *remarks[REMARKS_MAX]; /* what kinds become, numbered in order of use */
    size_t remark_count;
};

static const char *const family_names[] = {"roots",   "fields",  "blocks",
                                           "inlines", "notices", "parts"};

/* ---- which formats -------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const struct format *p = a, *q = b;
    return strcmp(p->step->name, q->step->name);
}

static const char *short_name(const stet_step *step)
{
    return strncmp(step->name, "write.", 6) == 0 ? step->name + 6 : step->name;
}

static int is_wanted(const struct args *args, const stet_step *step)
{
    for (int i = 0; i < args->rest_count; i++)
        if (strcmp(args->rest[i], step->name) == 0 ||
            strcmp(args->rest[i], short_name(step)) == 0)
            return 1;
    return args->rest_count == 0;
}

static void find_formats(struct matrix *m, const struct args *args)
{
    stet_plugin_info p = {.size = sizeof p};
    for (size_t i = 0; stet_context_plugin(m->ctx, i, &p); i++)
        for (size_t k = 0; !p.why && p.plugin->steps[k] && m->count < FORMATS_MAX;
             k++) {
            const stet_step *step = p.plugin->steps[k];
            if (step->kind != STET_STEP_WRITE || !is_wanted(args, step))
                continue;
            struct format *f = &m->formats[m->count++];
            f->step = step;
            stet_context_renders(m->ctx, step, f->by_kind);
        }
    qsort(m->formats, m->count, sizeof *m->formats, by_name);
}

static int say_unknown(const struct matrix *m, const struct args *args)
{
    int status = 0;
    for (int i = 0; i < args->rest_count; i++) {
        size_t k = 0;
        while (k < m->count && strcmp(args->rest[i], m->formats[k].step->name) != 0 &&
               strcmp(args->rest[i], short_name(m->formats[k].step)) != 0)
            k++;
        if (k < m->count)
            continue;
        fputs("stet formats: no format '", stderr);
        terminal_put(stderr, stet_cstr(args->rest[i]));
        fputs("'; stet formats names all\n", stderr);
        status = EXIT_USAGE;
    }
    return status;
}

/* ---- JSON ----------------------------------------------------------------------- */

static const char *what_name(const stet_render *r)
{
    static const char *const names[] = {"undeclared", "renders", "degrades", "drops"};
    return names[r && r->what > 0 && r->what < 4 ? r->what : 0];
}

static void put_member(stet_out *out, const char *name, const char *text)
{
    stet_puts(out, name);
    stet_kit_table()->put_json_str(out, stet_cstr(text));
}

static void put_formats_json(stet_out *out, const struct matrix *m)
{
    stet_puts(out, "{\"formats\":[");
    for (size_t i = 0; i < m->count; i++) {
        const stet_step *step = m->formats[i].step;
        put_member(out, i ? ",\n{\"step\":" : "\n{\"step\":", step->name);
        put_member(out, ",\"summary\":", step->summary ? step->summary : "");
        put_member(out, ",\"media\":", step->writer->media ? step->writer->media : "");
        put_member(out, ",\"extension\":",
                   step->writer->extension ? step->writer->extension : "");
        stet_puts(out, step->writer->write ? ",\"each\":true" : ",\"each\":false");
        stet_puts(out, step->writer->piece ? ",\"collection\":true}"
                                           : ",\"collection\":false}");
    }
    stet_puts(out, "],\n\"kinds\":[");
}

static void put_cell_json(stet_out *out, const struct format *f, stet_kind kind)
{
    const stet_render *r = f->by_kind[kind];
    stet_kit_table()->put_json_str(out, stet_cstr(f->step->name));
    put_member(out, ":{\"what\":", what_name(r));
    if (r && r->into)
        put_member(out, ",\"into\":", r->into);
    stet_putc(out, '}');
}

static void put_kind_json(stet_out *out, const struct matrix *m, stet_kind kind,
                          const stet_kind_info *info)
{
    put_member(out, "\n{\"name\":", info->name);
    put_member(out, ",\"family\":", family_names[info->family]);
    put_member(out, ",\"help\":", info->help ? info->help : "");
    stet_puts(out, ",\"cells\":{");
    for (size_t i = 0; i < m->count; i++) {
        if (i)
            stet_putc(out, ',');
        put_cell_json(out, &m->formats[i], kind);
    }
    stet_puts(out, "}}");
}

static int print_json(const struct matrix *m)
{
    stet_kind_info info = {.size = sizeof info};
    stet_out *out = NULL;
    int begun = 0;
    if (stet_buffer_new(64u << 20, &out) != STET_OK)
        return EXIT_TRY_AGAIN;
    put_formats_json(out, m);
    for (size_t kind = 1; kind < STET_KIND_MAX; kind++)
        if (stet_context_kind(m->ctx, (stet_kind)kind, &info) && info.family) {
            if (begun++)
                stet_putc(out, ',');
            put_kind_json(out, m, (stet_kind)kind, &info);
        }
    stet_puts(out, "]}\n");
    stet_code code = stet_out_status(out);
    if (code == STET_OK)
        fwrite(out->data, 1, out->len, stdout);
    stet_buffer_free(out);
    return session_status(code);
}

/* ---- text ----------------------------------------------------------------------- */

/* One format: a line per kind, with where it stands or what it becomes. */
static void print_kind(const struct matrix *m, stet_kind kind,
                       const stet_kind_info *info)
{
    const stet_render *r = m->formats[0].by_kind[kind];
    printf("  %-*s %-10s", NAME_WIDTH, info->name, what_name(r));
    if (r && r->into)
        printf(" %s%s", r->what == STET_DEGRADES ? "to " : "", r->into);
    else if (r && r->what == STET_DEGRADES)
        fputs(" to its text", stdout);
    putchar('\n');
}

static size_t number_of(struct matrix *m, const char *remark)
{
    size_t i = 0;
    remark = remark ? remark : "its text";
    while (i < m->remark_count && strcmp(m->remarks[i], remark) != 0)
        i++;
    if (i == m->remark_count && i < REMARKS_MAX)
        m->remarks[m->remark_count++] = remark;
    return i + 1;
}

static int width_of(const struct format *f)
{
    size_t n = strlen(short_name(f->step));
    return (int)(n < 4 ? 4 : n);
}

static void print_cells(struct matrix *m, stet_kind kind, const stet_kind_info *info)
{
    printf("  %-*s", NAME_WIDTH, info->name);
    for (size_t i = 0; i < m->count; i++) {
        const stet_render *r = m->formats[i].by_kind[kind];
        char cell[24] = "?";
        if (r && r->what == STET_DEGRADES)
            snprintf(cell, sizeof cell, "~%zu", number_of(m, r->into));
        else if (r)
            snprintf(cell, sizeof cell, "%s", r->what == STET_RENDERS ? "yes" : "-");
        printf(" %-*s", width_of(&m->formats[i]), cell);
    }
    putchar('\n');
}

static void print_head(const struct matrix *m, int family)
{
    printf("%s%-*s", family > 1 ? "\n" : "", NAME_WIDTH + 2, family_names[family]);
    for (size_t i = 0; m->count > 1 && i < m->count; i++)
        printf(" %-*s", width_of(&m->formats[i]), short_name(m->formats[i].step));
    putchar('\n');
}

static void print_text(struct matrix *m)
{
    stet_kind_info info = {.size = sizeof info};
    for (int family = STET_FAMILY_FIELD; family <= STET_FAMILY_PART; family++) {
        print_head(m, family);
        for (size_t kind = 1; kind < STET_KIND_MAX; kind++) {
            if (!stet_context_kind(m->ctx, (stet_kind)kind, &info) ||
                info.family != family)
                continue;
            if (m->count == 1)
                print_kind(m, (stet_kind)kind, &info);
            else
                print_cells(m, (stet_kind)kind, &info);
        }
    }
    if (m->count > 1)
        puts("\nyes: rendered   -: left out   ?: the writer does not say   ~: written "
             "as");
    for (size_t i = 0; i < m->remark_count; i++)
        printf("  ~%-3zu %s\n", i + 1, m->remarks[i]);
}

static int run_formats(const struct args *args)
{
    stet_context *ctx = NULL;
    struct matrix m = {.count = 0};
    int status = session_open(args, &ctx);
    m.ctx = ctx;
    m.formats = calloc(FORMATS_MAX, sizeof *m.formats);
    if (!status && !m.formats)
        status = EXIT_TRY_AGAIN;
    if (!status) {
        find_formats(&m, args);
        status = say_unknown(&m, args);
    }
    if (!status && args_has(args, "json"))
        status = print_json(&m);
    else if (!status && m.count)
        print_text(&m);
    free(m.formats);
    stet_context_free(ctx);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row rows[] = {
    {"json", 0, NULL, "the matrix as one JSON document"}, ARGS_PLUGINS, ARGS_END};

const struct command formats_command = {
    .name = "formats",
    .summary = "what each format makes of each field, block and notice",
    .usage = "[OPTIONS] [FORMAT...]",
    .text = "The matrix of formats by kinds: rendered, degraded to what, or left out. "
            "One FORMAT alone is\n"
            "told in full. A run tells the same of what an article holds: one message "
            "for each loss.",
    .rows = rows,
    .max_rest = FORMATS_MAX,
    .run = run_formats};
