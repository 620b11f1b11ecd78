/* SPDX-License-Identifier: MIT */
/*
 * The blocks of an article as HTML: one walk, a stack of end tags, and an element
 * around the blocks that a notice covers.
 */
#include <stdlib.h>

#include "../ninjs/facts.h"
#include "element.h"

static void close_to(struct body *w, size_t depth)
{
    while (w->depth > depth) {
        struct tag close = w->open[--w->depth].close;
        stet_put(w->out, close.p, close.n);
    }
}

/* ---- notices around top blocks ---------------------------------------------- */
static int compare_covered(const void *x, const void *y)
{
    const struct covered *p = x, *q = y;
    if (p->block != q->block)
        return p->block < q->block ? -1 : 1;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    return p->notice < q->notice ? -1 : p->notice > q->notice;
}

/* Which bytes of its block the range takes in; all of it is 0 and SIZE_MAX. */
static struct covered cover(stet_article *a, stet_node range, stet_node notice)
{
    struct covered c = {stet_attr_node(a, range, STET_ATTR_BLOCK), notice, 0, SIZE_MAX};
    int64_t from = stet_attr_int(a, range, STET_ATTR_FROM, 0);
    int64_t to = stet_attr_int(a, range, STET_ATTR_TO, INT64_MAX);
    if (from <= 0 && (to == INT64_MAX || (uint64_t)to >= stet_content(a, c.block).n))
        return c;
    c.from = from > 0 ? (size_t)from : 0;
    c.to = to > 0 ? (size_t)to : 0;
    return c;
}

static size_t count_ranges(stet_article *a, stet_node root)
{
    size_t n = 0;
    for (stet_node notice = stet_first(a, root); notice; notice = stet_next(a, notice))
        for (stet_node part = stet_first(a, notice); part; part = stet_next(a, part))
            n += stet_kind_of(a, part) == STET_RANGE;
    return n;
}

/* Which blocks are notices, whole or in part, sorted by block and place. */
static void collect_notices(struct body *w)
{
    stet_node root = stet_root(w->a, STET_FAMILY_NOTICE);
    size_t n = count_ranges(w->a, root), at = 0;
    struct covered *list = n ? stet_alloc(w->a, n * sizeof *list) : NULL;
    if (!list)
        return;
    for (stet_node notice = stet_first(w->a, root); notice;
         notice = stet_next(w->a, notice))
        for (stet_node part = stet_first(w->a, notice); part;
             part = stet_next(w->a, part)) {
            if (stet_kind_of(w->a, part) != STET_RANGE || at == n)
                continue;
            list[at] = cover(w->a, part, notice);
            at += list[at].block != 0;
        }
    qsort(list, at, sizeof *list, compare_covered);
    w->covered = list;
    w->covered_count = at;
}

/* The first part of the block that is a notice; covered_count when none is. */
static size_t find_covered(const struct body *w, stet_node block)
{
    size_t low = 0, high = w->covered_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->covered[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The notice that is all of the block, or 0; parts of a line of text become marks. */
static stet_node find_notice(struct body *w, const stet_item *item)
{
    size_t at = find_covered(w, item->node), end = at;
    stet_node whole = 0;
    while (end < w->covered_count && w->covered[end].block == item->node) {
        const struct covered *c = &w->covered[end++];
        if (!whole && c->from == 0 && c->to == SIZE_MAX)
            whole = c->notice;
    }
    w->mark_count = 0;
    w->offset = 0;
    w->uses |= end > at ? HTML_USES_NOTICES : 0;
    if (!whole && !w->style->plain_notices && !w->style->drop_notices &&
        (item->kind == STET_PARAGRAPH || item->kind == STET_HEADING)) {
        w->marks = w->covered + at;
        w->mark_count = end - at;
    }
    return whole;
}

/* What tells a stamp again, so that it is not stamped twice when the page is read. */
static void put_stamp(struct body *w, stet_node notice)
{
    static const struct {
        const char *name;
        stet_attr attr;
    } rows[] = {{"data-stamp", STET_ATTR_STAMP},
                {"data-hash", STET_ATTR_HASH},
                {"data-placement", STET_ATTR_PLACEMENT},
                {"data-valid-from", STET_ATTR_VALID_FROM},
                {"data-valid-until", STET_ATTR_VALID_UNTIL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_str value = stet_attr_str(w->a, notice, rows[i].attr);
        if (value.n)
            stet__html_put_attr(w->a, w->out, rows[i].name, value);
    }
    stet_str source = stet_field_text(w->a, STET_DIGITAL_SOURCE);
    if (stet_kind_of(w->a, notice) == STET_DISCLOSURE_AI && source.n)
        stet__html_put_attr(w->a, w->out, "data-digital-source", source);
}

/* Kind and zone say where it comes back when the text is read. */
static void open_notice(struct body *w, stet_node notice, int zone)
{
    static const char *const zones[] = {"body", "head", "body", "tail"};
    size_t from = w->out->len;
    stet_puts(w->out, "<aside class=\"stet-notice\"");
    stet__html_put_attr(w->a, w->out, "data-kind",
                        stet_cstr(stet_kind_name(w->a, stet_kind_of(w->a, notice))));
    stet_str lang = stet_attr_str(w->a, notice, STET_ATTR_LANG);
    if (lang.n)
        stet__html_put_attr(w->a, w->out, "lang", lang);
    if (stet_attr_str(w->a, notice, STET_ATTR_STAMP).n) {
        put_stamp(w, notice);
        zone = stet_zone_of(w->a, notice);
    }
    stet__html_put_attr(w->a, w->out, "data-zone", stet_cstr(zones[zone & 3]));
    stet_puts(w->out, ">\n");
    stet__facts_clean(w->out, from);
}

/* Open and close the element of a notice; blocks of one notice that follow share it. */
static void enter_notice(struct body *w, stet_node notice, int zone)
{
    if (notice == w->notice)
        return;
    if (w->notice)
        stet_puts(w->out, "</aside>\n");
    w->notice = notice;
    if (notice)
        open_notice(w, notice, zone);
}

static int is_stamp(const stet_item *item)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == STET_ATTR_STAMP)
            return 1;
    return 0;
}

/* A top block: is it wanted, and which notice is it? */
static int enter_block(struct body *w, const stet_item *item, uint32_t zones)
{
    if (!(zones >> item->zone & 1) && !(w->style->keep_stamps && is_stamp(item)))
        return 0;
    stet_node notice = w->covered_count ? find_notice(w, item) : 0;
    if (notice && w->style->drop_notices)
        return 0;
    enter_notice(w, w->style->plain_notices ? 0 : notice, item->zone);
    return 1;
}

/* The block with all that stands in it. */
static void write_block(struct body *w, size_t at)
{
    size_t end = w->items[at].skip, from = w->out->len;
    int had_title = w->has_title;
    for (size_t i = at; i < end;) {
        const stet_item *item = &w->items[i];
        if (w->depth > item->depth)
            close_to(w, item->depth);
        i = stet__html_write_item(w, item, i);
    }
    close_to(w, 0);
    stet__facts_clean(w->out, from);
    stet__html_kept_add(w, at, from, had_title);
}

void stet__html_write_body(stet_article *a, const struct html_style *style,
                           uint32_t zones, stet_out *out)
{
    struct body w;
    memset(&w, 0, offsetof(struct body, open)); /* the stack fills itself */
    w.a = a;
    w.kit = stet_kit_of(a);
    w.style = style;
    w.out = out;
    w.has_title = style->one_title == HTML_TITLE_STANDS;
    collect_notices(&w);
    w.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &w.count);
    stet__html_kept_open(&w);
    for (size_t at = 0; at < w.count; at = w.items[at].skip) {
        w.uses = 0;
        if (enter_block(&w, &w.items[at], zones) && !stet__html_kept_take(&w, at))
            write_block(&w, at);
    }
    enter_notice(&w, 0, 0);
    stet__html_kept_close(&w);
    stet__html_tell_losses(&w);
}
