/* SPDX-License-Identifier: MIT */
/*
 * The blocks of an article as HTML: one walk, a stack of end tags, and an element
 * around the blocks that a notice covers.
 */
#include <stdlib.h>

#include "element.h"

/* A block that a notice covers from end to end. */
struct covered {
    stet_node block, notice;
};

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
    return p->block < q->block ? -1 : p->block > q->block;
}

/* Does the range take in all of its block? */
static int covers_block(stet_article *a, stet_node range, stet_node block)
{
    int64_t to = stet_attr_int(a, range, STET_ATTR_TO, INT64_MAX);
    if (stet_attr_int(a, range, STET_ATTR_FROM, 0) > 0)
        return 0;
    return to == INT64_MAX || (uint64_t)to >= stet_content(a, block).n;
}

static size_t count_ranges(stet_article *a, stet_node root)
{
    size_t n = 0;
    for (stet_node notice = stet_first(a, root); notice; notice = stet_next(a, notice))
        for (stet_node part = stet_first(a, notice); part; part = stet_next(a, part))
            n += stet_kind_of(a, part) == STET_RANGE;
    return n;
}

/* Which blocks are notices from end to end, sorted by block. */
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
            stet_node block = stet_attr_node(w->a, part, STET_ATTR_BLOCK);
            if (stet_kind_of(w->a, part) == STET_RANGE && block &&
                covers_block(w->a, part, block))
                list[at++] = (struct covered){block, notice};
        }
    qsort(list, at, sizeof *list, compare_covered);
    w->covered = list;
    w->covered_count = at;
}

static stet_node find_notice(const struct body *w, stet_node block)
{
    size_t low = 0, high = w->covered_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->covered[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->covered_count && w->covered[low].block == block
               ? w->covered[low].notice
               : 0;
}

/* Open and close the element of a notice; blocks of one notice that follow share it. */
static void enter_notice(struct body *w, stet_node notice)
{
    if (notice == w->notice)
        return;
    if (w->notice)
        stet_puts(w->out, "</aside>\n");
    w->notice = notice;
    if (!notice)
        return;
    stet_puts(w->out, "<aside class=\"stet-notice\"");
    stet__html_put_attr(w->a, w->out, "data-kind",
                        stet_cstr(stet_kind_name(w->a, stet_kind_of(w->a, notice))));
    stet_str lang = stet_attr_str(w->a, notice, STET_ATTR_LANG);
    if (lang.n)
        stet__html_put_attr(w->a, w->out, "lang", lang);
    stet_puts(w->out, ">\n");
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
    stet_node notice = w->covered_count ? find_notice(w, item->node) : 0;
    if (notice && w->style->drop_notices)
        return 0;
    enter_notice(w, w->style->plain_notices ? 0 : notice);
    return 1;
}

void stet__html_write_body(stet_article *a, const struct html_style *style,
                           uint32_t zones, stet_out *out)
{
    struct body w = {.a = a, .kit = stet_kit_of(a), .style = style, .out = out};
    collect_notices(&w);
    w.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &w.count);
    for (size_t at = 0; at < w.count;) {
        const stet_item *item = &w.items[at];
        if (w.depth > item->depth)
            close_to(&w, item->depth);
        if (item->depth == 0 && !enter_block(&w, item, zones))
            at = item->skip;
        else
            at = stet__html_write_item(&w, item, at);
    }
    close_to(&w, 0);
    enter_notice(&w, 0);
}
