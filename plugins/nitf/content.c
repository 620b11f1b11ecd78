/* SPDX-License-Identifier: MIT */
/*
 * body.content of a NITF document: one walk over the blocks of the zones, with the
 * notes that notices become around the blocks that they cover.
 */
#include <stdlib.h>
#include <string.h>

#include "blocks.h"

/* ---- notices ---------------------------------------------------------------- */
static int compare_covered(const void *x, const void *y)
{
    const struct nitf_covered *p = x, *q = y;
    return p->block < q->block ? -1 : p->block > q->block;
}

static int covers_block(stet_article *a, stet_node range, stet_node block)
{
    int64_t to = stet_attr_int(a, range, STET_ATTR_TO, INT64_MAX);
    if (stet_attr_int(a, range, STET_ATTR_FROM, 0) > 0)
        return 0;
    return to == INT64_MAX || (uint64_t)to >= stet_content(a, block).n;
}

static int is_written(struct nitf *n, stet_node block)
{
    stet_article *a = n->f.a;
    if (stet_parent(a, block) != stet_root(a, STET_FAMILY_BLOCK))
        return 0;
    return (n->zones >> stet_zone_of(a, block) & 1) ||
           stet_attr_str(a, block, STET_ATTR_STAMP).n != 0;
}

int stet__nitf_stands_in_content(struct nitf *n, stet_node notice)
{
    stet_article *a = n->f.a;
    int any = 0;
    for (stet_node p = stet_first(a, notice); p; p = stet_next(a, p)) {
        stet_node block = stet_attr_node(a, p, STET_ATTR_BLOCK);
        if (stet_kind_of(a, p) != STET_RANGE || !block)
            continue;
        if (!is_written(n, block) || !covers_block(a, p, block))
            return 0;
        any = 1;
    }
    return any;
}

static size_t count_ranges(stet_article *a, stet_node root)
{
    size_t count = 0;
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p))
        for (stet_node r = stet_first(a, p); r; r = stet_next(a, r))
            count += stet_kind_of(a, r) == STET_RANGE;
    return count;
}

size_t stet__nitf_covered(struct nitf *n, struct nitf_covered **ret_list)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    size_t count = count_ranges(a, root), at = 0;
    struct nitf_covered *list = count ? stet_alloc(a, count * sizeof *list) : NULL;
    *ret_list = list;
    if (count && !list)
        n->f.failed = STET_E_NOMEM;
    if (!list)
        return 0;
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        if (!stet__nitf_stands_in_content(n, p))
            continue;
        for (stet_node r = stet_first(a, p); r; r = stet_next(a, r)) {
            stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
            if (stet_kind_of(a, r) == STET_RANGE && block)
                list[at++] = (struct nitf_covered){block, p};
        }
    }
    qsort(list, at, sizeof *list, compare_covered);
    return at;
}

static stet_node find_notice(const struct nitf_body *w, stet_node block)
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

static const char *note_class(stet_kind kind)
{
    switch (kind) {
    case STET_NOTICE_COPYRIGHT:
        return "cpyrt";
    case STET_CORRECTION:
    case STET_CLARIFICATION:
    case STET_UPDATE:
    case STET_RETRACTION:
    case STET_EDITORS_NOTE:
        return "editorsnote";
    default:
        return "undef";
    }
}

/* Two more words of the class: by them the step that stamped knows its own text again.
 */
static void put_stamp(struct nitf *n, stet_node notice)
{
    stet_str id = stet_attr_str(n->f.a, notice, STET_ATTR_STAMP);
    stet_str hash = stet_attr_str(n->f.a, notice, STET_ATTR_HASH);
    if (!id.n || !hash.n || memchr(id.p, ' ', id.n))
        return;
    stet_puts(n->out, " stamp-");
    stet__nitf_put_text(n, id);
    stet_puts(n->out, " hash-");
    stet__nitf_put_text(n, hash);
}

void stet__nitf_open_note(struct nitf *n, stet_node notice)
{
    static const char *const zones[] = {"", " zone-head", " zone-body", " zone-tail"};
    stet_kind kind = stet_kind_of(n->f.a, notice);
    int zone = stet__facts_notice_zone(&n->f, notice);
    stet_puts(n->out, "<note");
    stet__nitf_put_attr(n, "noteclass", stet_cstr(note_class(kind)));
    stet_puts(n->out, " class=\"");
    stet_puts(n->out, stet_kind_name(n->f.a, kind));
    stet_puts(n->out, zones[zone & 3]);
    put_stamp(n, notice);
    stet_puts(n->out, "\"><body.content>\n");
}

void stet__nitf_close_note(struct nitf *n)
{
    stet_puts(n->out, "</body.content></note>\n");
}

static void enter_note(struct nitf_body *w, stet_node notice)
{
    if (notice == w->notice)
        return;
    if (w->notice)
        stet__nitf_close_note(w->n);
    w->notice = notice;
    if (notice)
        stet__nitf_open_note(w->n, notice);
}

/* ---- the walk --------------------------------------------------------------- */
static int is_stamp(const stet_item *item)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == STET_ATTR_STAMP)
            return 1;
    return 0;
}

/* A top block: is it wanted? What only editors read is a message in the head. */
static int enter_block(struct nitf_body *w, const stet_item *item)
{
    if (!(w->n->zones >> item->zone & 1) && !is_stamp(item))
        return 0;
    stet_node notice = w->covered_count ? find_notice(w, item->node) : 0;
    stet_kind kind = stet_kind_of(w->n->f.a, notice);
    if (notice && stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
        return 0;
    enter_note(w, notice);
    return 1;
}

static void put_pictures(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGES); s;
         s = stet_find(a, fields, s, STET_IMAGES))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str src = stet_attr_str(a, p, STET_ATTR_SRC);
            struct nitf_medium m = {.src = src.n ? src
                                                 : stet_attr_str(a, p, STET_ATTR_URL),
                                    .alt = stet_attr_str(a, p, STET_ATTR_ALT),
                                    .type = stet_attr_str(a, p, STET_ATTR_MEDIA),
                                    .credit = stet_attr_str(a, p, STET_ATTR_CREDIT),
                                    .holder = stet_attr_str(a, p, STET_ATTR_HOLDER),
                                    .width = stet_attr_int(a, p, STET_ATTR_WIDTH, 0),
                                    .height = stet_attr_int(a, p, STET_ATTR_HEIGHT, 0),
                                    .is_featured = 1};
            stet__nitf_put_medium(n, &m);
        }
}

stet_code stet__nitf_put_content(struct nitf *n)
{
    struct nitf_covered *covered;
    struct nitf_body w = {.n = n};
    w.covered_count = stet__nitf_covered(n, &covered);
    w.covered = covered;
    w.items = stet_walk(n->f.a, stet_root(n->f.a, STET_FAMILY_BLOCK), &w.count);
    stet_puts(n->out, "<body.content>\n");
    put_pictures(n);
    for (size_t at = 0; at < w.count;) {
        const stet_item *item = &w.items[at];
        const struct nitf_open *top = w.depth ? &w.open[w.depth - 1] : NULL;
        if (top && top->depth >= item->depth) {
            stet__nitf_close_to(&w, item->depth);
            top = w.depth ? &w.open[w.depth - 1] : NULL;
        }
        if (item->kind == STET_TEXT && top && top->mode != MODE_BLOCKS) {
            stet__nitf_put_text(n, item->text); /* half of all items */
            at++;
        } else if (item->depth == 0 && !enter_block(&w, item)) {
            at = item->skip;
        } else {
            at = stet__nitf_write_item(&w, item, at);
        }
    }
    stet__nitf_close_to(&w, 0);
    enter_note(&w, 0);
    stet_puts(n->out, "</body.content>\n");
    stet__html_tell_nowhere(n->f.a, &n->nowhere);
    return stet__facts_status(&n->f, n->out);
}
