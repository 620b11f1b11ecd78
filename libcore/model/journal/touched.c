/* SPDX-License-Identifier: MIT */
/*
 * From the journal: which blocks of the source were changed, moved or removed.
 */
#include <stdlib.h>

#include "model/journal/edits.h"

/* The ancestor that stands directly under a root; also of nodes that were removed. */
static uint32_t top_of(const struct article *a, uint32_t i)
{
    while (i && a->nodes[i].depth > 2 && a->nodes[i].parent)
        i = a->nodes[i].parent;
    return i;
}

static void touch(struct touched *t, uint32_t i, unsigned marks)
{
    uint32_t top = top_of(t->a, i);

    t->marks[top] |= (uint8_t)marks;
    if (t->a->nodes[top].parent == t->a->fields || top == t->a->fields)
        t->fields = 1;
}

/* What stet keeps in a block for its own use is not in the source. */
static int is_inward(stet_attr attr)
{
    return attr == STET_ATTR_STAMP || attr == STET_ATTR_HASH ||
           attr == STET_ATTR_PLACEMENT || attr == STET_ATTR_SOURCE ||
           attr == STET_ATTR_CONFIDENCE || attr == STET_ATTR_RULE;
}

/* Another address of a link or picture: its bytes can be changed where they stand. */
static int is_address(const struct article *a, const struct journal_entry *e)
{
    return (e->attr == STET_ATTR_HREF || e->attr == STET_ATTR_SRC) && e->had_attr &&
           e->has_attr &&
           stet__tree_family(a, a->nodes[e->node].kind) == STET_FAMILY_INLINE;
}

/* Where a node stood before it was moved or removed for the first time. */
static void place(struct touched *t, const struct journal_entry *e)
{
    uint8_t *marks = &t->marks[e->node];

    if (!(*marks & (PLACED | NEWBORN)) && e->old_parent == t->a->body)
        *marks |= SOURCED;
    *marks |= PLACED;
    touch(t, e->old_parent, TOUCHED | BEYOND);
}

static void read_entry(struct touched *t, uint32_t k)
{
    const struct journal_entry *e = &t->a->journal[k];
    const struct node *node = &t->a->nodes[e->node];
    unsigned deep = node->kind == STET_TEXT && node->segment_count ? 0 : BEYOND;

    switch (e->op) {
    case JOURNAL_NEW:
        t->marks[e->node] |= NEWBORN;
        touch(t, e->node, TOUCHED | BEYOND);
        break;
    case JOURNAL_REMOVE:
        place(t, e);
        break;
    case JOURNAL_MOVE:
        place(t, e);
        t->marks[e->node] |= MOVED;
        touch(t, e->new_parent, TOUCHED | BEYOND);
        break;
    case JOURNAL_TEXT:
        if (!t->first_text[e->node])
            t->first_text[e->node] = k + 1;
        touch(t, e->node, TOUCHED | (e->old_segment_count ? deep : BEYOND));
        break;
    case JOURNAL_ATTR:
        if (is_inward(e->attr))
            break;
        deep = is_address(t->a, e) ? 0 : BEYOND;
        if (!deep && !t->first_text[e->node])
            t->first_text[e->node] = k + 1;
        touch(t, e->node, TOUCHED | deep);
        break;
    case JOURNAL_KIND:
        touch(t, e->node, TOUCHED | BEYOND);
        break;
    default: /* zones are no part of any format */
        break;
    }
}

static int by_offset(const void *x, const void *y)
{
    const struct source_block *b = x, *c = y;

    if (b->off != c->off)
        return b->off < c->off ? -1 : 1;
    return b->node < c->node ? -1 : b->node > c->node;
}

static uint32_t trimmed_end(const struct article *a, uint32_t off, uint32_t end)
{
    while (end > off && (a->source.p[end - 1] == '\n' || a->source.p[end - 1] == '\r'))
        end--;
    return end;
}

static int has_place(const struct article *a, uint32_t i)
{
    stet_span span = a->nodes[i].span;

    return span.len && span.off <= a->source.n && span.len <= a->source.n - span.off;
}

/* Blocks whose spans overlap an earlier one have no bytes of their own to change. */
static void drop_overlaps(struct touched *t)
{
    size_t kept = 0;

    for (size_t k = 0; k < t->block_count; k++) {
        if (kept && t->blocks[k].off < t->blocks[kept - 1].end) {
            t->marks[t->blocks[k].node] &= (uint8_t)~SOURCED;
            continue;
        }
        t->blocks[kept++] = t->blocks[k];
    }
    t->block_count = kept;
}

static stet_code list_blocks(struct touched *t)
{
    const struct article *a = t->a;
    size_t count = 0;

    for (uint32_t i = a->nodes[a->body].first; i; i = a->nodes[i].next)
        if (!(t->marks[i] & (PLACED | NEWBORN)))
            t->marks[i] |= SOURCED;
    for (uint32_t i = 1; i < a->node_count; i++)
        count += (t->marks[i] & SOURCED) != 0;
    t->blocks = stet__arena_alloc(&t->a->arena, (count + 1) * sizeof *t->blocks);
    if (!t->blocks)
        return stet__tree_no_room(a, count * sizeof *t->blocks);
    for (uint32_t i = 1; i < a->node_count; i++) {
        if (!(t->marks[i] & SOURCED))
            continue;
        if (!has_place(a, i)) {
            t->marks[i] &= (uint8_t)~SOURCED;
            continue;
        }
        stet_span span = a->nodes[i].span;
        t->blocks[t->block_count++] = (struct source_block){
            i, span.off, trimmed_end(a, span.off, span.off + span.len)};
    }
    qsort(t->blocks, t->block_count, sizeof *t->blocks, by_offset);
    drop_overlaps(t);
    return STET_OK;
}

/* Blocks that stand in the order of the source, moved ones only where they fit back. */
static void find_kept(struct touched *t)
{
    const struct article *a = t->a;
    uint32_t limit = UINT32_MAX, off = 0;

    for (uint32_t i = a->nodes[a->body].last; i; i = a->nodes[i].prev) {
        if (!(t->marks[i] & SOURCED) || (t->marks[i] & MOVED))
            continue;
        if (a->nodes[i].span.off < limit) {
            t->marks[i] |= KEPT;
            limit = a->nodes[i].span.off;
        }
    }
    for (uint32_t i = a->nodes[a->body].first; i; i = a->nodes[i].next) {
        if (t->marks[i] & KEPT) {
            off = a->nodes[i].span.off + 1;
            continue;
        }
        if (!(t->marks[i] & SOURCED) || a->nodes[i].span.off < off)
            continue;
        uint32_t next = a->nodes[i].next;
        while (next && !(t->marks[next] & KEPT))
            next = a->nodes[next].next;
        if (!next || a->nodes[i].span.off < a->nodes[next].span.off) {
            t->marks[i] |= KEPT;
            off = a->nodes[i].span.off + 1;
        }
    }
}

stet_code stet__edits_touch(struct article *a, struct touched *ret_touched)
{
    struct touched t = {a, NULL, NULL, NULL, 0, 0};

    t.marks = stet__arena_alloc(&a->arena, a->node_count);
    t.first_text = stet__arena_alloc(&a->arena, a->node_count * sizeof *t.first_text);
    if (!t.marks || !t.first_text)
        return stet__tree_no_room(a, a->node_count * sizeof *t.first_text);
    for (size_t k = 0; k < a->journal_count; k++)
        read_entry(&t, (uint32_t)k);
    stet_code code = list_blocks(&t);
    if (code != STET_OK)
        return code;
    find_kept(&t);
    *ret_touched = t;
    return STET_OK;
}
