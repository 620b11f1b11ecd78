/* SPDX-License-Identifier: MIT */
/*
 * Walks: a subtree as one const array in document order, for writers.
 *
 * An array that was used by an earlier step only is written over by a later walk; one
 * that this step has seen stays as it is.
 */
#include "model/tree/tree.h"

/* Deepest nesting that node.c lets stand, and a little. */
#define STACK 1008

static size_t count_below(const struct article *a, uint32_t root)
{
    size_t count = 0;

    for (uint32_t i = a->nodes[root].first; i; i = stet__node_after(a, root, i))
        count++;
    return count;
}

static inline void fill_item(const struct article *a, stet_item *item, uint32_t i,
                             uint32_t depth, uint8_t zone)
{
    const struct node *node = &a->nodes[i];

    item->node = (stet_node)a->generation << 32 | i;
    item->kind = node->kind;
    item->depth = (uint16_t)depth;
    item->zone = node->zone ? node->zone : zone;
    item->flags = 0;
    item->attr_count = node->attr_count;
    item->text.p = node->text;
    item->text.n = node->text_len;
    item->attrs = node->attrs;
    item->span = node->span;
    item->pad = 0;
}

/* `open` holds, for each level, the item that is not closed yet; `zone` is that of what
 * the level stands in. */
static size_t fill(const struct article *a, uint32_t root, stet_item *items)
{
    const struct node *nodes = a->nodes;
    uint32_t open[STACK], depth = 0, k = 0, i = nodes[root].first;
    uint8_t outer = (uint8_t)stet__article_zone(&a->pub, stet__node_handle(a, root));
    uint8_t zone = outer;

    while (i) {
        const struct node *node = &nodes[i];
        stet_item *item = &items[k];
        fill_item(a, item, i, depth, zone);
        open[depth] = k++;
        if (node->first) {
            i = node->first;
            zone = item->zone;
            depth++;
            continue;
        }
        item->skip = k;
        if (node->next) {
            i = node->next;
            continue;
        }
        while (!nodes[i].next && depth) {
            i = nodes[i].parent;
            items[open[--depth]].skip = k;
        }
        zone = depth ? items[open[depth - 1]].zone : outer;
        i = nodes[i].next;
    }
    return k;
}

/* The slot for a new walk: one whose array may be written over and is large enough,
 * else the longest unused. */
static struct walk_cache *choose(struct article *a, size_t count)
{
    struct walk_cache *best = NULL, *oldest = &a->walks[0];

    for (int k = 0; k < WALK_CACHES; k++) {
        struct walk_cache *w = &a->walks[k];
        if (w->epoch < oldest->epoch || (!w->items && oldest->items))
            oldest = w;
        if (w->items && w->cap >= count && w->epoch < a->epoch &&
            (!best || w->epoch < best->epoch))
            best = w;
    }
    if (best)
        return best;
    oldest->items = NULL;
    oldest->cap = 0;
    return oldest;
}

static struct walk_cache *make(struct article *a, uint32_t root, uint64_t state)
{
    size_t count = root == a->body ? a->node_count : count_below(a, root);
    struct walk_cache *w = choose(a, count);

    if (!w->items) {
        size_t cap = count + count / 8 + 1;
        w->items = stet__tree_take(a, cap * sizeof *w->items);
        if (!w->items) {
            stet__tree_failed(a, stet__tree_no_room(a, cap * sizeof *w->items));
            return NULL;
        }
        w->cap = cap;
    }
    w->count = fill(a, root, w->items);
    w->root = root;
    w->state = state;
    return w;
}

const stet_item *stet__article_walk(stet_article *pub, stet_node n, size_t *ret_count)
{
    struct article *a = stet__article(pub);
    uint32_t root = stet__tree_usable(a) ? stet__node_index(a, n) : 0;
    struct walk_cache *w = NULL;

    if (ret_count)
        *ret_count = 0;
    if (!root)
        return NULL;
    uint64_t state = root == a->body ? a->body_state : a->state;
    for (int k = 0; k < WALK_CACHES && !w; k++)
        if (a->walks[k].items && a->walks[k].root == root && a->walks[k].state == state)
            w = &a->walks[k];
    if (!w)
        w = make(a, root, state);
    if (!w)
        return NULL;
    w->epoch = a->epoch;
    if (ret_count)
        *ret_count = w->count;
    return w->items;
}
