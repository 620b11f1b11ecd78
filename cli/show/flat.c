/* SPDX-License-Identifier: MIT */
/* The simple record of an article: chosen values, one JSON line. */
#include "record.h"

static void put_name(stet_out *out, const char *name, int first)
{
    stet_puts(out, first ? "\"" : ",\"");
    stet_puts(out, name);
    stet_puts(out, "\":");
}

static void put_or_null(stet_out *out, stet_str value)
{
    if (value.n)
        stet_kit_table()->put_json_str(out, value);
    else
        stet_puts(out, "null");
}

/* The first text that a statement or part has: its name, its value, its own text. */
static stet_str name_of(stet_article *a, stet_node n)
{
    static const stet_attr order[] = {STET_ATTR_NAME, STET_ATTR_VALUE, STET_ATTR_TITLE,
                                      STET_ATTR_CREDIT, STET_ATTR_URL};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        stet_str s = stet_attr_str(a, n, order[i]);
        if (s.n)
            return s;
    }
    return stet_text(a, n);
}

/* A statement as one text: its own, or that of its first part. */
static stet_str one_text(stet_article *a, stet_kind field)
{
    stet_node n = stet_field(a, field);
    stet_str text = stet_text(a, n);
    stet_node part = stet_first(a, n);
    return text.n || !part ? text : name_of(a, part);
}

static void put_text(stet_out *out, stet_article *a, const char *name, stet_kind field)
{
    put_name(out, name, 0);
    put_or_null(out, one_text(a, field));
}

/* All names of a field: of its chosen statement, or of all when they add up. */
static void put_list(stet_out *out, stet_article *a, const char *name, stet_kind field,
                     int collects)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = collects ? stet_find(a, fields, 0, field) : stet_field(a, field);
    int count = 0;
    put_name(out, name, 0);
    stet_putc(out, '[');
    for (; n; n = collects ? stet_find(a, fields, n, field) : 0) {
        stet_node part = stet_first(a, n);
        stet_str own = part ? stet_cstr("") : stet_text(a, n);
        for (; part || own.n; part = part ? stet_next(a, part) : 0) {
            if (count++)
                stet_putc(out, ',');
            put_or_null(out, part ? name_of(a, part) : own);
            own.n = 0;
            if (!part)
                break;
        }
    }
    stet_putc(out, ']');
}

/* ---- axes: an object of lists ------------------------------------------------- */

enum { AXES_MAX = 64 };
struct axes {
    stet_str names[AXES_MAX];
    size_t count;
};

static void note_axis(struct axes *axes, stet_str name)
{
    for (size_t i = 0; i < axes->count; i++)
        if (stet_str_eq(axes->names[i], name))
            return;
    if (axes->count < AXES_MAX)
        axes->names[axes->count++] = name;
}

static stet_node next_concept(stet_article *a, stet_node *statement, stet_node part)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    part = part ? stet_next(a, part) : 0;
    while (!part) {
        *statement = stet_find(a, fields, *statement, STET_SUBJECTS);
        if (!*statement)
            return 0;
        part = stet_first(a, *statement);
    }
    return part;
}

static void put_axis(stet_out *out, stet_article *a, stet_str axis)
{
    stet_node statement = 0, part = 0;
    int count = 0;
    stet_kit_table()->put_json_str(out, axis);
    stet_puts(out, ":[");
    while ((part = next_concept(a, &statement, part)))
        if (stet_str_eq(stet_attr_str(a, part, STET_ATTR_AXIS), axis)) {
            if (count++)
                stet_putc(out, ',');
            put_or_null(out, name_of(a, part));
        }
    stet_putc(out, ']');
}

static void put_axes(stet_out *out, stet_article *a)
{
    struct axes axes = {.count = 0};
    stet_node statement = 0, part = 0;
    while ((part = next_concept(a, &statement, part)))
        note_axis(&axes, stet_attr_str(a, part, STET_ATTR_AXIS));
    put_name(out, "axes", 0);
    stet_putc(out, '{');
    for (size_t i = 0; i < axes.count; i++) {
        if (i)
            stet_putc(out, ',');
        put_axis(out, a, axes.names[i]);
    }
    stet_putc(out, '}');
}

/* ---- the rest ------------------------------------------------------------------ */

static void put_origin(stet_out *out, stet_article *a)
{
    stet_node n = stet_field(a, STET_ORIGIN), part = stet_first(a, n);
    stet_node from = part ? part : n;
    stet_str name = stet_attr_str(a, from, STET_ATTR_NAME);
    put_name(out, "origin", 0);
    if (!n) {
        stet_puts(out, "null");
        return;
    }
    stet_puts(out, "{\"name\":");
    put_or_null(out, name.n ? name : stet_text(a, n));
    stet_puts(out, ",\"url\":");
    put_or_null(out, stet_attr_str(a, from, STET_ATTR_URL));
    stet_putc(out, '}');
}

static const char *precision_of(stet_str date)
{
    static const struct {
        size_t length;
        const char *name;
    } forms[] = {
        {4, "year"}, {7, "month"}, {10, "day"}, {16, "minute"}, {19, "second"}};
    const char *time = memchr(date.p, 'T', date.n);
    size_t n = date.n;
    if (time) { /* without the zone */
        size_t i = (size_t)(time - date.p);
        while (i < date.n && date.p[i] != 'Z' && date.p[i] != '+' && date.p[i] != '-')
            i++;
        n = i;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (n <= forms[i].length)
            return forms[i].name;
    return "second";
}

static void put_notice(stet_out *out, stet_article *a, stet_node notice)
{
    static const char *const zones[] = {"", "head", "body", "tail"};
    int zone = stet_zone_of(a, notice), count = 0;
    stet_puts(out, "{\"kind\":");
    stet_kit_table()->put_json_str(
        out, stet_cstr(stet_kind_name(a, stet_kind_of(a, notice))));
    stet_puts(out, ",\"zone\":");
    put_or_null(out, stet_cstr(zones[zone & 3]));
    stet_puts(out, ",\"text\":\"");
    for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
        if (stet_kind_of(a, r) != STET_RANGE)
            continue;
        stet_str text = record_range(a, r);
        if (count++)
            stet_puts(out, "\\n");
        if (text.n)
            stet_kit_table()->escape(out, STET_ESCAPE_JSON, text.p, text.n);
    }
    stet_puts(out, "\"}");
}

static void put_notices(stet_out *out, stet_article *a)
{
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    put_name(out, "notices", 0);
    stet_putc(out, '[');
    for (int first = 1; notice; notice = stet_next(a, notice), first = 0) {
        if (!first)
            stet_putc(out, ',');
        put_notice(out, a, notice);
    }
    stet_putc(out, ']');
}

static int64_t count_paragraphs(stet_article *a)
{
    size_t n;
    int64_t count = 0;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &n);
    for (size_t i = 0; i < n; i++)
        count += items[i].kind == STET_PARAGRAPH && items[i].zone == STET_ZONE_BODY;
    return count;
}

static void put_people(stet_out *out, stet_article *a)
{
    put_text(out, a, "byline", STET_BYLINE);
    put_list(out, a, "authors", STET_AUTHORS, 0);
    put_list(out, a, "contributors", STET_CONTRIBUTORS, 0);
    put_list(out, a, "translators", STET_TRANSLATORS, 0);
    put_text(out, a, "publisher", STET_PUBLISHER);
    put_text(out, a, "site", STET_SITE);
}

static void put_dates(stet_out *out, stet_article *a)
{
    stet_str published = one_text(a, STET_PUBLISHED);
    put_text(out, a, "published", STET_PUBLISHED);
    put_name(out, "published_precision", 0);
    put_or_null(out, stet_cstr(published.n ? precision_of(published) : ""));
    put_text(out, a, "updated", STET_UPDATED);
    put_text(out, a, "dateline", STET_DATELINE);
}

void record_flat(stet_out *out, stet_article *a, stet_str id)
{
    const stet_view *view = stet_view_get(a, STET_LAYER_TEXT, 1u << STET_ZONE_BODY);
    stet_putc(out, '{');
    put_name(out, "id", 1);
    put_or_null(out, id);
    put_text(out, a, "headline", STET_HEADLINE);
    put_text(out, a, "standfirst", STET_STANDFIRST);
    put_people(out, a);
    put_dates(out, a);
    put_text(out, a, "language", STET_LANGUAGE);
    put_text(out, a, "direction", STET_DIRECTION);
    put_text(out, a, "excerpt", STET_EXCERPT);
    put_text(out, a, "licence", STET_LICENCE);
    put_text(out, a, "series", STET_SERIES);
    put_axes(out, a);
    put_origin(out, a);
    put_list(out, a, "image_credits", STET_IMAGE_CREDITS, 1);
    put_name(out, "paragraphs", 0);
    stet_put_int(out, count_paragraphs(a));
    put_notices(out, a);
    put_name(out, "text", 0);
    stet_kit_table()->put_json_str(out, view ? view->text : stet_cstr(""));
    stet_putc(out, '}');
}
