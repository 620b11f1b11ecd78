/* SPDX-License-Identifier: MIT */
/*
 * The invariants of an article, for tests and fuzz targets.
 */
#include "base/text/unicode.h"
#include "model/tree/tree.h"

static const char *check_links(const struct article *a, uint32_t i)
{
    const struct node *nodes = a->nodes, *node = &nodes[i];

    if (!(node->flags & NODE_ALIVE))
        return "a node that was removed is still linked";
    if (node->prev ? nodes[node->prev].next != i : nodes[node->parent].first != i)
        return "a previous sibling does not point back";
    if (node->next ? nodes[node->next].prev != i : nodes[node->parent].last != i)
        return "a next sibling does not point back";
    if (!node->first != !node->last)
        return "one of first and last is missing";
    if (node->first && nodes[node->first].parent != i)
        return "a child has another parent";
    if (node->next && nodes[node->next].parent != node->parent)
        return "siblings have different parents";
    if (node->depth != nodes[node->parent].depth + 1)
        return "a depth is not its parent's and one";
    return NULL;
}

static const char *check_segments(const struct node *node)
{
    uint32_t at = 0;

    for (uint32_t k = 0; k < node->segment_count; k++) {
        const struct segment *s = &node->segments[k];
        if (!s->text_len || s->text_off != at)
            return "segments leave a gap or overlap";
        if (s->src_off > UINT32_MAX - s->src_len)
            return "a segment ends beyond any source";
        at += s->text_len;
    }
    return node->segment_count && at != node->text_len
               ? "segments do not cover the text"
               : NULL;
}

static const char *check_text(const struct article *a, const struct node *node)
{
    size_t bad;

    if (!node->text || node->text[node->text_len])
        return "text does not end with NUL";
    if (!stet__utf8_valid(node->text, node->text_len, &bad))
        return "text is not UTF-8";
    if (node->text_len && node->kind && !stet__tree_own_text(a, node->kind))
        return "a container has text of its own";
    return check_segments(node);
}

static const char *check_attrs(const struct node *node)
{
    size_t bad;

    if (node->attr_count > node->attr_cap)
        return "more attributes than room";
    for (uint32_t k = 0; k < node->attr_count; k++) {
        const stet_value *value = &node->attrs[k];
        if (k && value[-1].attr >= value->attr)
            return "attributes are not in order";
        if (value->type < ATTR_TEXT || value->type > ATTR_NODE)
            return "an attribute has no type";
        if (value->type == ATTR_TEXT &&
            (value->text.p[value->text.n] ||
             !stet__utf8_valid(value->text.p, value->text.n, &bad)))
            return "an attribute is not text";
    }
    return !stet__attr_get(node, STET_ATTR_STAMP) != !(node->flags & NODE_STAMP)
               ? "the flag of a stamp is wrong"
               : NULL;
}

static const char *check_range(const struct article *a, const struct node *node)
{
    const stet_value *block = stet__attr_get(node, STET_ATTR_BLOCK);
    const stet_value *from = stet__attr_get(node, STET_ATTR_FROM);
    const stet_value *to = stet__attr_get(node, STET_ATTR_TO);
    uint32_t i = block ? stet__node_index(a, (stet_node)block->number) : 0;

    if (!block)
        return NULL;
    if (!i)
        return "a range points at nothing";
    int64_t len = (int64_t)stet__content_write(a, i, NULL);
    int64_t low = from ? from->number : 0, high = to ? to->number : len;
    if (low < 0 || low > high || high > len)
        return "a range lies outside its block";
    return a->nodes[i].flags & NODE_NOTICED ? NULL : "a block does not know its ranges";
}

static const char *check_node(const struct article *a, uint32_t i)
{
    const struct node *node = &a->nodes[i];
    const char *wrong = i == a->root ? NULL : check_links(a, i);

    if (!wrong)
        wrong = check_text(a, node);
    if (!wrong)
        wrong = check_attrs(node);
    if (!wrong && node->kind == STET_RANGE)
        wrong = check_range(a, node);
    if (!wrong && node->author >= a->author_count)
        wrong = "a node has no author";
    if (!wrong && node->depth > 1 &&
        !stet__vocabulary_allows(a->vocabulary, a->nodes[node->parent].kind,
                                 node->kind))
        wrong = "a kind stands where it may not";
    return wrong;
}

const char *stet__article_check(const struct article *a)
{
    size_t linked = 0, alive = 0;
    const char *wrong = NULL;

    if (a->root != 1 || a->nodes[1].kind != STET_KIND_ARTICLE || a->nodes[1].parent)
        return "there is no root";
    for (uint32_t i = a->root; i && !wrong; i = stet__node_after(a, a->root, i)) {
        if (++linked > a->node_count)
            return "links run in a circle";
        wrong = check_node(a, i);
    }
    for (size_t i = 1; i < a->node_count; i++)
        alive += (a->nodes[i].flags & NODE_ALIVE) != 0;
    if (!wrong && alive != linked)
        wrong = "a living node is not linked";
    if (!wrong &&
        (a->journal_count > a->journal_cap || a->mark_journal > a->journal_count))
        wrong = "the journal's counts are wrong";
    return wrong;
}
