/* SPDX-License-Identifier: MIT */
/*
 * Many leaves in one call, for readers: most nodes of an article are lines of text and
 * the breaks between them. What is asked of each change is asked once for all of them,
 * and their texts lie in one piece of the arena.
 */
#include "model/tree/tree.h"

static int continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Does the text stand in the source, from character to character? */
static int in_source(const struct article *a, stet_span span)
{
    if (!span.len || span.off > a->source.n || span.len > a->source.n - span.off)
        return 0;
    const char *p = a->source.p + span.off, *end = p + span.len;
    return !continues(*p) && (end == a->source.p + a->source.n || !continues(*end));
}

/* Could each of them be made without a look at the others, in a tree that is read? */
static int takes_many(struct article *a, uint32_t up, size_t count)
{
    if (!a->reading || a->ranged || stet__tree_own_text(a, a->nodes[up].kind) ||
        !stet__vocabulary_allows(a->vocabulary, a->nodes[up].kind, STET_TEXT) ||
        stet__tree_too_deep(a, a->nodes[up].depth + 1u) || count > a->limits->nodes ||
        a->node_count > a->limits->nodes - count)
        return 0;
    if (!a->source_valid)
        a->source_valid = stet__text_valid(a->source) ? 1 : -1;
    return a->source_valid > 0;
}

/* How many of the leaves can be made at once. Text behind text continues it, so it is
 * not one of them. *ret_room: what their texts need. */
static size_t count_run(const struct article *a, uint32_t up, const stet_leaf *leaves,
                        size_t count, size_t *ret_room)
{
    uint32_t last = a->nodes[up].last;
    stet_kind before = last ? a->nodes[last].kind : 0;
    size_t n = 0, room = 0;
    for (; n < count; before = leaves[n++].kind) {
        stet_kind kind = leaves[n].kind;
        if (kind == STET_TEXT) {
            if (before == STET_TEXT || !in_source(a, leaves[n].span))
                break;
            room += sizeof(struct segment) + leaves[n].span.len + 1;
        } else if (stet__tree_family(a, kind) != STET_FAMILY_INLINE ||
                   leaves[n].span.off > UINT32_MAX - leaves[n].span.len) {
            break;
        }
    }
    *ret_room = room;
    return n;
}

static void fill_text(const struct article *a, struct node *node, stet_span span,
                      struct segment *segment, char *text)
{
    *segment = (struct segment){0, span.len, span.off, span.len};
    memcpy(text, a->source.p + span.off, span.len);
    text[span.len] = '\0';
    node->segments = segment;
    node->segment_count = node->segment_cap = 1;
    node->text = text;
    node->text_len = span.len;
    node->text_cap = span.len + 1;
}

/* Link n nodes at the end of the array, for which there is room, under `up`. */
static void add_run(struct article *a, uint32_t up, const stet_leaf *leaves, size_t n,
                    struct segment *segments, char *text)
{
    uint32_t first = (uint32_t)a->node_count, prev = a->nodes[up].last;
    for (uint32_t i = first; i < first + n; prev = i++) {
        const stet_leaf *leaf = &leaves[i - first];
        struct node *node = &a->nodes[i];
        *node = (struct node){.parent = up,
                              .prev = prev,
                              .next = i + 1,
                              .kind = leaf->kind,
                              .flags = NODE_ALIVE,
                              .author = a->step,
                              .depth = (uint16_t)(a->nodes[up].depth + 1),
                              .text = "",
                              .span = leaf->span};
        if (leaf->kind == STET_TEXT) {
            fill_text(a, node, leaf->span, segments++, text);
            text += leaf->span.len + 1;
        }
    }
    if (a->nodes[up].last)
        a->nodes[a->nodes[up].last].next = first;
    else
        a->nodes[up].first = first;
    a->nodes[up].last = prev;
    a->nodes[prev].next = 0;
    a->node_count += n;
    stet__tree_touch(a, first);
}

/* Make as many of the leaves as can be made at once; *ret_made: how many. */
static stet_code make_run(struct article *a, uint32_t up, const stet_leaf *leaves,
                          size_t count, size_t *ret_made)
{
    size_t room, texts = 0;
    size_t n = count_run(a, up, leaves, count, &room);
    *ret_made = 0;
    if (!n)
        return STET_OK;
    stet_code code = stet__array_reserve(&a->nodes, &a->node_cap, a->node_count + n,
                                         sizeof *a->nodes);
    char *p = code == STET_OK && room ? stet__tree_take(a, room) : NULL;
    if (code == STET_OK && room && !p)
        code = stet__tree_no_room(a, room);
    if (code != STET_OK)
        return code;
    for (size_t i = 0; i < n; i++)
        texts += leaves[i].kind == STET_TEXT;
    add_run(a, up, leaves, n, (struct segment *)(void *)p,
            p ? p + texts * sizeof(struct segment) : NULL);
    *ret_made = n;
    return STET_OK;
}

static stet_code make_one(stet_article *pub, stet_node n, const stet_leaf *leaf)
{
    struct article *a = stet__article(pub);
    stet_span span = leaf->span;
    if (leaf->kind == STET_TEXT) {
        if (span.off > a->source.n || span.len > a->source.n - span.off)
            return STET_E_RANGE;
        return stet__article_text_append(pub, n, a->source.p + span.off, span.len,
                                         span.off, span.len);
    }
    uint32_t i;
    return stet__tree_new(a, stet__node_index(a, n), 0, leaf->kind, span, &i);
}

stet_code stet__article_leaves_append(stet_article *pub, stet_node n,
                                      const stet_leaf *leaves, size_t count)
{
    struct article *a = stet__article(pub);
    uint32_t up;
    stet_code code = stet__tree_open(a, n, &up);
    if (code != STET_OK)
        return code;
    if (!leaves && count)
        return STET_E_MISUSE;
    for (size_t i = 0, made; i < count && code == STET_OK; i += made) {
        made = 0;
        if (takes_many(a, up, count - i))
            code = make_run(a, up, leaves + i, count - i, &made);
        if (code == STET_OK && !made) {
            code = make_one(pub, n, &leaves[i]);
            made = 1;
        }
    }
    return code;
}
