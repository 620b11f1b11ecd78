/* SPDX-License-Identifier: MIT */
/*
 * Reading one node: links, kind, zone, text, span, author, and places in the source.
 */
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/error.h"
#include "model/tree/tree.h"

enum { PLACES_COUNTED = 4 };

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
/* How many line ends there are in n bytes. */
static size_t count_line_ends(const char *p, size_t n)
{
    size_t count = 0, i = 0;

#if defined(__SSE2__)
    while (n - i >= 16) {
        __m128i sums = _mm_setzero_si128(), end = _mm_set1_epi8('\n');
        for (int k = 0; k < 255 && n - i >= 16; k++, i += 16) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
            sums = _mm_sub_epi8(sums, _mm_cmpeq_epi8(v, end));
        }
        sums = _mm_sad_epu8(sums, _mm_setzero_si128());
        count += (size_t)(_mm_cvtsi128_si32(sums) +
                          _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
    }
#endif
    for (; i < n; i++)
        count += p[i] == '\n';
    return count;
}

static int find_lines(struct article *a)
{
    size_t count, k = 1;
    const char *p = a->source.p, *end = a->source.p + a->source.n;

    if (a->lines)
        return 1;
    count = count_line_ends(a->source.p, a->source.n) + 1;
    uint32_t *lines = stet__arena_alloc(&a->arena, count * sizeof *lines);
    if (!lines)
        return 0;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL)
        lines[k++] = (uint32_t)(++p - a->source.p);
    a->lines = lines;
    a->line_count = count;
    return 1;
}

/* The line that a byte stands in, from 0, and where that begins. A few times it is
 * counted; then an index of all lines is worth its while. */
static size_t line_of(struct article *a, uint32_t off, uint32_t *ret_start)
{
    size_t low = 0, high;

    if (!a->lines && (a->places_asked++ < PLACES_COUNTED || !find_lines(a))) {
        const char *end = memrchr(a->source.p, '\n', off);
        *ret_start = end ? (uint32_t)(end + 1 - a->source.p) : 0;
        return count_line_ends(a->source.p, *ret_start);
    }
    high = a->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (a->lines[middle] <= off)
            low = middle;
        else
            high = middle;
    }
    *ret_start = a->lines[low];
    return low;
}

stet_place stet__article_place(stet_article *pub, uint32_t off)
{
    struct article *a = stet__article(pub);
    stet_place place = {0, 0};
    uint32_t start;

    if (!stet__tree_usable(a) || off > a->source.n || !a->source.n)
        return place;
    place.line = (uint32_t)line_of(a, off, &start) + 1;
    place.column = (uint32_t)stet__characters(a->source.p + start, off - start) + 1;
    return place;
}
