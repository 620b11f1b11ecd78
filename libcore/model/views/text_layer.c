/* SPDX-License-Identifier: MIT */
/*
 * The two layers that stand on the tree: `raw`, the source bytes of the blocks, and
 * `text`, their content. Blocks stand apart by an empty line.
 */
#include "model/tree/tree.h"
#include "model/views/pieces.h"
#include "model/views/views.h"

/* ---- text: building --------------------------------------------------------- */
/* Room for the text of all blocks and for the pieces it comes in: an inline gives one,
 * a block may give one and set what stands before and behind it apart. All nodes are
 * counted so: it is less work than to tell those of the body from others. */
static stet_code make_room(struct article *a, struct view *view)
{
    size_t bytes = 0, runs = 3 * a->node_count;
    for (size_t i = 1; i < a->node_count; i++)
        bytes += a->nodes[i].text_len;
    stet_code code = stet__view_reserve(a, view, bytes + runs);
    if (code)
        return code;
    view->runs = stet__tree_take(a, runs * sizeof *view->runs);
    view->cap = view->runs ? runs : 0;
    return view->runs ? STET_OK : stet__tree_no_room(a, runs * sizeof *view->runs);
}

/* A block being put into the view. */
struct text_build {
    const struct article *a;
    struct view *view;
    size_t off; /* of its content                               */
    int apart;  /* a block began or ended since the last piece  */
};

static inline void add_run(struct view *view, uint32_t node, const char *p, size_t n)
{
    view->runs[view->count++] = (struct view_run){(uint32_t)view->len, node, 0};
    memcpy(view->text + view->len, p, n);
    view->len += n;
}

/* Before the first piece of a block, or of one within it. */
static __attribute__((noinline)) void set_apart(struct text_build *t)
{
    if (t->apart && t->off) {
        add_run(t->view, 0, "\n", 1);
        t->off++;
    }
    t->apart = 0;
    if (!t->off && t->view->len)
        add_run(t->view, 0, "\n\n", 2);
}

static inline void add_piece(struct text_build *t, uint32_t node, const char *p,
                             size_t n)
{
    if (t->apart || !t->off)
        set_apart(t);
    add_run(t->view, node, p, n);
    t->off += n;
}

static inline void add_text(struct text_build *t, uint32_t i)
{
    struct view *view = t->view;
    size_t n = t->a->nodes[i].text_len;
    if (!n)
        return;
    if (t->apart || !t->off)
        set_apart(t);
    view->runs[view->count++] = (struct view_run){(uint32_t)view->len, i, 0};
    stet__content_copy(t->a, i, view->text + view->len);
    view->len += n;
    t->off += n;
}

/* What the node itself gives; 1 when its children come next. */
static int add_node(struct text_build *t, uint32_t i)
{
    const struct node *node = &t->a->nodes[i];
    switch (stet__view_omits(node) ? CONTENT_NOTHING
                                   : stet__content_part(t->a, node->kind)) {
    case CONTENT_TEXT:
        add_text(t, i);
        return 0;
    case CONTENT_SPACE:
        add_piece(t, i, " ", 1);
        return 0;
    case CONTENT_NEWLINE:
        add_piece(t, i, "\n", 1);
        return 0;
    case CONTENT_CHILDREN:
        return node->first != 0;
    default:
        return 0;
    }
}

static void put_block(const struct article *a, struct view *view, uint32_t block)
{
    const struct kind_info *kinds = a->vocabulary->kinds;
    const struct node *nodes = a->nodes;
    struct text_build t = {a, view, 0, 0};
    uint32_t i = block;
    for (;;) {
        t.apart |= i != block && kinds[nodes[i].kind].family == STET_FAMILY_BLOCK;
        if (add_node(&t, i)) {
            i = nodes[i].first;
            continue;
        }
        while (i != block) {
            t.apart |= kinds[nodes[i].kind].family == STET_FAMILY_BLOCK;
            if (nodes[i].next)
                break;
            i = nodes[i].parent;
        }
        if (i == block)
            return;
        i = nodes[i].next;
    }
}

stet_code stet__view_build_text(struct article *a, struct view *view)
{
    stet_code code = make_room(a, view);
    for (uint32_t b = a->nodes[a->body].first; b && !code; b = a->nodes[b].next)
        if (stet__view_takes(a, view, b) &&
            stet__content_part(a, a->nodes[b].kind) != CONTENT_NOTHING)
            put_block(a, view, b);
    return code;
}

/* ---- text: locating --------------------------------------------------------- */
/* A place in the tree: byte `at` of a node's piece, and where that is in the view. */
struct spot {
    uint32_t node, at;
    size_t off;
};

static size_t end_of_run(const struct view *view, size_t k)
{
    return k + 1 < view->count ? view->runs[k + 1].off : view->pub.text.n;
}

static struct spot spot_of(const struct view *view, size_t k, size_t off)
{
    uint32_t at = view->runs[k].at + (uint32_t)(off - view->runs[k].off);
    return (struct spot){view->runs[k].node, at, off};
}

/* Between blocks: a start moves to the block behind, an end to the one before. */
static struct spot start_spot(const struct view *view, size_t off)
{
    size_t k = stet__view_run_at(view, off);
    if (view->runs[k].node || k + 1 == view->count)
        return spot_of(view, k, off);
    return spot_of(view, k + 1, view->runs[k + 1].off);
}

static struct spot end_spot(const struct view *view, size_t off)
{
    size_t k = stet__view_run_at(view, off ? off - 1 : 0);
    if (view->runs[k].node || !k)
        return spot_of(view, k, off);
    return spot_of(view, k - 1, end_of_run(view, k - 1));
}

/* Nothing but the space between two blocks is an empty range. */
static struct spot end_after(const struct view *view, struct spot start, size_t off)
{
    struct spot end = end_spot(view, off);
    return end.off > start.off ? end : start;
}

static uint32_t block_of(const struct article *a, uint32_t i)
{
    while (stet__tree_family(a, a->nodes[i].kind) != STET_FAMILY_BLOCK &&
           a->nodes[i].parent)
        i = a->nodes[i].parent;
    return i;
}

/* Where both spots lie in the content of the block; an end outside is its end. */
static void measure(const struct article *a, uint32_t block, struct spot start,
                    struct spot end, stet_range *range)
{
    struct pieces pieces;
    struct piece piece;
    int ended = 0;
    stet__view_start(&pieces, a, block);
    while (!ended && stet__view_next(&pieces, &piece)) {
        if (piece.node == start.node)
            range->from = piece.off + start.at;
        if (piece.node == end.node) {
            range->to = piece.off + end.at;
            ended = 1;
        }
    }
    if (!ended)
        range->to = pieces.off;
    if (range->to < range->from)
        range->to = range->from;
}

static stet_span source_between(const struct article *a, struct spot start,
                                struct spot end)
{
    if (start.node == end.node)
        return stet__node_source(a, start.node, start.at, end.at);
    uint32_t rest = a->nodes[start.node].text_len;
    stet_span first = stet__node_source(a, start.node, start.at, rest);
    stet_span last = stet__node_source(a, end.node, 0, end.at);
    return stet__span_join(first, last);
}

stet_code stet__view_locate_text(struct article *a, const struct view *view, size_t off,
                                 size_t len, stet_range *ret)
{
    struct spot start = start_spot(view, off);
    struct spot end = end_after(view, start, off + len);
    uint32_t block = block_of(a, start.node);
    ret->block = stet__node_handle(a, block);
    ret->node = stet__node_handle(a, start.node);
    measure(a, block, start, end, ret);
    if (end.off > start.off)
        ret->source = source_between(a, start, end);
    return STET_OK;
}

/* ---- raw -------------------------------------------------------------------- */
static int in_source(const struct article *a, stet_span span)
{
    return span.len && span.off <= a->source.n && span.len <= a->source.n - span.off;
}

static stet_code put(struct article *a, struct view *view, uint32_t node, uint32_t at,
                     stet_str text)
{
    stet_code code = stet__view_reserve(a, view, text.n);
    if (!code)
        code = stet__view_run(a, view, node, at);
    if (code)
        return code;
    memcpy(view->text + view->len, text.p, text.n);
    view->len += text.n;
    return STET_OK;
}

stet_code stet__view_build_raw(struct article *a, struct view *view)
{
    stet_code code = STET_OK;
    for (uint32_t b = a->nodes[a->body].first; b && !code; b = a->nodes[b].next) {
        stet_span span = a->nodes[b].span;
        if (!stet__view_takes(a, view, b) || !in_source(a, span))
            continue;
        if (view->len)
            code = put(a, view, 0, 0, stet_strn("\n\n", 2));
        if (!code)
            code =
                put(a, view, b, span.off, stet_strn(a->source.p + span.off, span.len));
    }
    return code;
}

/* The block within `i` that the source byte lies in. */
static uint32_t narrow(const struct article *a, uint32_t i, uint32_t off)
{
    for (uint32_t child = a->nodes[i].first; child;) {
        const struct node *node = &a->nodes[child];
        if (stet__tree_family(a, node->kind) == STET_FAMILY_BLOCK &&
            off >= node->span.off && off - node->span.off < node->span.len) {
            i = child;
            child = node->first;
        } else {
            child = node->next;
        }
    }
    return i;
}

/* The part of the content that was read from these source bytes. */
static void measure_source(const struct article *a, uint32_t block, stet_span source,
                           stet_range *range)
{
    struct pieces pieces;
    struct piece piece;
    int found = 0;
    stet__view_start(&pieces, a, block);
    while (stet__view_next(&pieces, &piece)) {
        const struct node *node = &a->nodes[piece.node];
        for (uint32_t k = 0; piece.node && k < node->segment_count; k++) {
            const struct segment *s = &node->segments[k];
            if (!s->src_len || s->src_off >= source.off + source.len ||
                source.off >= s->src_off + s->src_len)
                continue;
            uint32_t from = 0, to = s->text_len;
            if (s->src_len == s->text_len) {
                uint32_t end = source.off + source.len - s->src_off;
                from = source.off > s->src_off ? source.off - s->src_off : 0;
                to = end < to ? end : to;
            }
            if (!found++) {
                range->from = piece.off + s->text_off + from;
                range->node = stet__node_handle(a, piece.node);
            }
            range->to = piece.off + s->text_off + to;
        }
    }
}

stet_code stet__view_locate_raw(struct article *a, const struct view *view, size_t off,
                                size_t len, stet_range *ret)
{
    struct spot start = start_spot(view, off);
    struct spot end = end_after(view, start, off + len);
    uint32_t block = narrow(a, start.node, start.at);
    ret->source.off = start.at;
    ret->source.len = end.at > start.at ? end.at - start.at : 0;
    ret->block = ret->node = stet__node_handle(a, block);
    if (ret->source.len)
        measure_source(a, block, ret->source, ret);
    return STET_OK;
}
