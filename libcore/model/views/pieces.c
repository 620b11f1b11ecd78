/* SPDX-License-Identifier: MIT */
/*
 * Walk the content of a node, and find the source bytes of a part of it.
 */
#include "model/views/pieces.h"

#include "model/tree/tree.h"

static int is_block(const struct article *a, uint32_t i)
{
    return stet__tree_family(a, a->nodes[i].kind) == STET_FAMILY_BLOCK;
}

static void leave(struct pieces *p, uint32_t i)
{
    const struct node *nodes = p->a->nodes;
    while (i != p->root) {
        p->apart |= is_block(p->a, i);
        if (nodes[i].next) {
            p->at = nodes[i].next;
            return;
        }
        i = nodes[i].parent;
    }
    p->at = 0;
}

void stet__view_start(struct pieces *p, const struct article *a, uint32_t root)
{
    *p = (struct pieces){.a = a, .root = root, .at = root};
}

/* What the node itself gives; *ret_enter: its children come next. */
static stet_str own_piece(const struct pieces *p, uint32_t i, int *ret_enter)
{
    const struct node *node = &p->a->nodes[i];
    *ret_enter = 0;
    switch (stet__content_part(p->a, node->kind)) {
    case CONTENT_TEXT:
        return stet_strn(node->text, node->text_len);
    case CONTENT_SPACE:
        return stet_strn(" ", 1);
    case CONTENT_NEWLINE:
        return stet_strn("\n", 1);
    case CONTENT_CHILDREN:
        *ret_enter = 1;
        break;
    case CONTENT_NOTHING:
        if (i == p->root) /* raw markup is the content of its own node */
            return stet_strn(node->text, node->text_len);
        break;
    }
    return stet_strn("", 0);
}

int stet__view_next(struct pieces *p, struct piece *ret_piece)
{
    while (p->at) {
        uint32_t i = p->at;
        int enter;
        stet_str text = own_piece(p, i, &enter);
        if (p->entered != i && i != p->root)
            p->apart |= is_block(p->a, i);
        p->entered = i;
        if (text.n && p->apart) {
            p->apart = 0;
            if (p->off) {
                *ret_piece = (struct piece){0, p->off++, stet_strn("\n", 1)};
                return 1;
            }
        }
        if (enter && p->a->nodes[i].first)
            p->at = p->a->nodes[i].first;
        else
            leave(p, i);
        if (text.n) {
            *ret_piece = (struct piece){i, p->off, text};
            p->off += (uint32_t)text.n;
            return 1;
        }
    }
    return 0;
}

/* ---- source bytes ----------------------------------------------------------- */
/* The segment that holds byte `at` of the text. */
static const struct segment *segment_at(const struct node *node, uint32_t at)
{
    uint32_t low = 0, high = node->segment_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (node->segments[middle].text_off <= at)
            low = middle;
        else
            high = middle;
    }
    return &node->segments[low];
}

static stet_span span_of_segment(const struct segment *s, uint32_t from, uint32_t to)
{
    stet_span span = {s->src_off, s->src_len};
    if (!s->src_len || s->src_len != s->text_len)
        return span;
    uint32_t head = from > s->text_off ? from - s->text_off : 0;
    uint32_t end = s->text_off + s->text_len;
    uint32_t tail = to < end ? end - to : 0;
    return (stet_span){span.off + head, span.len - head - tail};
}

stet_span stet__span_join(stet_span first, stet_span last)
{
    if (!first.len)
        return last;
    uint32_t end = last.off + last.len;
    if (last.len && last.off >= first.off && end > first.off + first.len)
        first.len = end - first.off;
    return first;
}

stet_span stet__node_source(const struct article *a, uint32_t i, uint32_t from,
                            uint32_t to)
{
    const struct node *node = &a->nodes[i];
    stet_span span = {0, 0};
    if (!node->text_len) /* a line end, a separator: all of it */
        return node->span;
    if (!node->segment_count || from >= to)
        return span;
    const struct segment *s = segment_at(node, from);
    const struct segment *last = segment_at(node, to - 1);
    for (; s <= last && !span.len; s++)
        span = span_of_segment(s, from, to);
    for (; last > s && !last->src_len; last--)
        continue;
    return last >= s ? stet__span_join(span, span_of_segment(last, from, to)) : span;
}

stet_code stet__content_source(const struct article *a, uint32_t node, size_t from,
                               size_t to, stet_span *ret_source)
{
    struct pieces pieces;
    struct piece piece;
    stet_span span = {0, 0};
    if (from > to)
        return STET_E_RANGE;
    stet__view_start(&pieces, a, node);
    while (stet__view_next(&pieces, &piece)) {
        size_t end = piece.off + piece.text.n;
        if (!piece.node || end <= from)
            continue;
        if (piece.off >= to)
            break;
        uint32_t head = from > piece.off ? (uint32_t)from - piece.off : 0;
        uint32_t tail = end > to ? (uint32_t)(end - to) : 0;
        span = stet__span_join(span, stet__node_source(a, piece.node, head,
                                                       (uint32_t)piece.text.n - tail));
    }
    if (from > pieces.off || (to > pieces.off && to != SIZE_MAX))
        return STET_E_RANGE;
    *ret_source = span;
    return STET_OK;
}
