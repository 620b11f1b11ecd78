/* SPDX-License-Identifier: MIT */
/*
 * Reading one node: links, kind, zone, text, span, author, and places in the source.
 */
#include "model/tree/tree.h"

static const struct node no_node = {.text = ""};

/* The node, or one that has nothing when the handle is stale or foreign. */
static const struct node *node_at(const stet_article *pub, stet_node n)
{
    const struct article *a = stet__article_const(pub);
    uint32_t i = a ? stet__node_index(a, n) : 0;

    return i ? &a->nodes[i] : &no_node;
}

stet_str stet__article_source(const stet_article *pub)
{
    return pub ? stet__article_const(pub)->source : stet_cstr("");
}

stet_str stet__article_name(const stet_article *pub)
{
    return pub ? stet__article_const(pub)->name : stet_cstr("");
}

stet_node stet__article_root(const stet_article *pub, int family)
{
    const struct article *a = stet__article_const(pub);

    if (!a)
        return 0;
    switch (family) {
    case STET_FAMILY_NONE:
        return stet__node_handle(a, a->root);
    case STET_FAMILY_FIELD:
        return stet__node_handle(a, a->fields);
    case STET_FAMILY_BLOCK:
    case STET_FAMILY_INLINE:
        return stet__node_handle(a, a->body);
    case STET_FAMILY_NOTICE:
        return stet__node_handle(a, a->notices);
    default:
        return 0;
    }
}

stet_node stet__article_parent(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return node->parent ? stet__node_handle(stet__article_const(pub), node->parent) : 0;
}

stet_node stet__article_first(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return node->first ? stet__node_handle(stet__article_const(pub), node->first) : 0;
}

stet_node stet__article_last(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return node->last ? stet__node_handle(stet__article_const(pub), node->last) : 0;
}

stet_node stet__article_next(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return node->next ? stet__node_handle(stet__article_const(pub), node->next) : 0;
}

stet_node stet__article_prev(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return node->prev ? stet__node_handle(stet__article_const(pub), node->prev) : 0;
}

stet_kind stet__article_kind(const stet_article *pub, stet_node n)
{
    return node_at(pub, n)->kind;
}

int stet__article_zone(const stet_article *pub, stet_node n)
{
    const struct article *a = stet__article_const(pub);
    const struct node *node = node_at(pub, n);

    while (!node->zone && node->parent)
        node = &a->nodes[node->parent];
    return node->zone;
}

stet_str stet__article_text(const stet_article *pub, stet_node n)
{
    const struct node *node = node_at(pub, n);

    return stet_strn(node->text, node->text_len);
}

stet_span stet__article_span(const stet_article *pub, stet_node n)
{
    return node_at(pub, n)->span;
}

stet_node stet__article_find(const stet_article *pub, stet_node root, stet_node after,
                             stet_kind kind)
{
    const struct article *a = stet__article_const(pub);
    uint32_t up = a ? stet__node_index(a, root) : 0, i;

    if (!up)
        return 0;
    if (after) {
        i = stet__node_index(a, after);
        if (!i || a->nodes[i].parent != up)
            return 0;
        i = a->nodes[i].next;
    } else {
        i = a->nodes[up].first;
    }
    while (i && a->nodes[i].kind != kind)
        i = a->nodes[i].next;
    return stet__node_handle(a, i);
}

/* ---- places in the source --------------------------------------------------- */
static size_t count_lines(stet_str text)
{
    size_t count = 1;
    const char *p = text.p, *end = text.p + text.n;

    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        count++;
        p++;
    }
    return count;
}

static int find_lines(struct article *a)
{
    size_t count, k = 1;
    const char *p = a->source.p, *end = a->source.p + a->source.n;

    if (a->lines)
        return 1;
    count = count_lines(a->source);
    uint32_t *lines = stet__arena_alloc(&a->arena, count * sizeof *lines);
    if (!lines)
        return 0;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL)
        lines[k++] = (uint32_t)(++p - a->source.p);
    a->lines = lines;
    a->line_count = count;
    return 1;
}

stet_place stet__article_place(stet_article *pub, uint32_t off)
{
    struct article *a = stet__article(pub);
    stet_place place = {0, 0};
    size_t low = 0, high;

    if (!stet__tree_usable(a) || off > a->source.n || !a->source.n || !find_lines(a))
        return place;
    high = a->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (a->lines[middle] <= off)
            low = middle;
        else
            high = middle;
    }
    place.line = (uint32_t)low + 1;
    place.column = 1;
    for (uint32_t k = a->lines[low]; k < off; k++)
        place.column += ((unsigned char)a->source.p[k] & 0xc0) != 0x80;
    return place;
}
