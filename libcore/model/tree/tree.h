/* SPDX-License-Identifier: MIT */
/*
 * tree/tree.h - what the files that change the tree share: the checks before a change,
 * the journal's side of it, links, and ranges that follow edits.
 *
 * The order of every change: find the node, check the effect, answer when equal, reserve
 * room in the journal, make everything that can fail, change, add the entry, touch.
 */
#ifndef STET_MODEL_TREE_H
#define STET_MODEL_TREE_H

#include "base/text/unicode.h"
#include "model/article.h"

#ifndef NDEBUG
#include <pthread.h>
#endif

/* ---- checks ----------------------------------------------------------------- */
/* An article, and in debug builds the caller's thread its owner. */
static inline int stet__tree_usable(const struct article *a)
{
    if (!a)
        return 0;
#ifndef NDEBUG
    if (a->thread != (uintptr_t)pthread_self())
        return 0;
#endif
    return 1;
}

static inline int stet__tree_family(const struct article *a, stet_kind kind)
{
    return kind < STET_KIND_MAX ? a->vocabulary->kinds[kind].family : STET_FAMILY_NONE;
}

/* May the running step change node i (of which it may become `kind`)? */
int stet__tree_may_write(const struct article *a, uint32_t i);
int stet__tree_may_write_kind(const struct article *a, stet_kind kind, uint32_t parent);

/* Usable, alive and declared: STET_OK and the index. */
static inline stet_code stet__tree_open(const struct article *a, stet_node n,
                                        uint32_t *ret_index)
{
    if (!stet__tree_usable(a))
        return STET_E_MISUSE;
    uint32_t i = stet__node_index(a, n);
    if (!i)
        return STET_E_STALE;
    if (a->writes && !stet__tree_may_write(a, i))
        return STET_E_UNDECLARED;
    *ret_index = i;
    return STET_OK;
}

/* A failure inside a call that answers no code: remember the first. */
static inline void stet__tree_failed(struct article *a, stet_code code)
{
    if (!a->failed)
        a->failed = code;
}

/* What the arena gives for n bytes. */
static inline size_t stet__tree_rounded(size_t n)
{
    return (n + 15) & ~(size_t)15;
}

/* Arena memory that is not cleared, because it is written over at once. */
static inline void *stet__tree_take(struct article *a, size_t n)
{
    struct arena *arena = &a->arena;
    size_t need = (n + 15) & ~(size_t)15;

    if (need < n || (size_t)(arena->end - arena->at) < need)
        return stet__arena_bytes(arena, n);
    void *p = arena->at;
    arena->at += need;
    arena->used += need;
    return p;
}

/* NOMEM or LIMIT, whichever the arena ran into. */
stet_code stet__tree_no_room(const struct article *a, size_t wanted);

/* The number of a step's id among the authors; a new one is added. */
stet_code stet__article_author_index(struct article *a, stet_str id, uint16_t *ret_index);

/* ---- journal ---------------------------------------------------------------- */
/* Is the node younger than the last mark, so that no undo brings back what it held? */
static inline int stet__tree_fresh(const struct article *a, uint32_t i)
{
    return i >= a->mark_nodes;
}

/* Nodes of the tree that is being read, and the body that they hang on, get no entries: one
 * stands for all. */
static inline int stet__tree_journalled(const struct article *a, uint32_t i)
{
    return !a->reading || (i < a->read_start && i != a->body);
}

/* The attributes that a node had. */
struct attr_list {
    stet_value *items;
    uint32_t count;
};

/* Room for one more entry. */
stet_code stet__journal_reserve(struct article *a);
/* The entry of a change to node i, after a reserve; the step becomes its author. */
struct journal_entry *stet__journal_add(struct article *a, int op, uint32_t i);
/* The last entry, when it is of one of these ops (a mask), about node i, by this step and
 * behind the last mark: a further change of the same thing is folded into it. */
struct journal_entry *stet__journal_newest(struct article *a, uint32_t i, unsigned ops);
/* After a change of text or attributes: fold it into the entry of the node's creation, or
 * of the same text, else add one. */
void stet__journal_text(struct article *a, uint32_t i, const struct node *old);
void stet__journal_attr(struct article *a, uint32_t i, stet_attr attr, const stet_value *old_value,
                        struct attr_list old);

/* The content changed. */
static inline void stet__tree_touch(struct article *a, uint32_t i)
{
    int family = stet__tree_family(a, a->nodes[i].kind);

    a->state = ++a->state_last;
    if (family == STET_FAMILY_BLOCK || family == STET_FAMILY_INLINE || i == a->body)
        a->body_state = a->state;
    else
        a->field_state = a->state;
}

/* The author that node i is blamed on: of the last change of it or of something in it. */
uint16_t stet__article_blame(struct article *a, uint32_t i);

/* ---- links ------------------------------------------------------------------ */
static inline void stet__tree_link(struct article *a, uint32_t i, uint32_t parent,
                                   uint32_t before)
{
    struct node *nodes = a->nodes, *node = &nodes[i], *up = &nodes[parent];
    uint32_t prev = before ? nodes[before].prev : up->last;

    node->parent = parent;
    node->next = before;
    node->prev = prev;
    if (prev)
        nodes[prev].next = i;
    else
        up->first = i;
    if (before)
        nodes[before].prev = i;
    else
        up->last = i;
}
void stet__tree_unlink(struct article *a, uint32_t i);
/* Set or clear ALIVE for i and all below it; answers the flags seen. */
unsigned stet__tree_set_alive(struct article *a, uint32_t i, int alive);
/* Depths of i and all below it from its parent's. */
void stet__tree_set_depths(struct article *a, uint32_t i);
/* The roots have depth 1; the limit counts the levels below them. Walks keep a stack of
 * TREE_DEPTH_MAX levels. */
#define TREE_DEPTH_MAX 1000u
static inline int stet__tree_too_deep(const struct article *a, unsigned depth)
{
    return depth - 1 > a->limits->depth || depth > TREE_DEPTH_MAX;
}
/* A linked node at the end of the array; 0: no memory or beyond a limit. */
stet_code stet__tree_add(struct article *a, uint32_t parent, uint32_t before, stet_kind kind,
                         stet_span span, uint32_t *ret_index);
/* node_new by index, with all checks. */
stet_code stet__tree_new(struct article *a, uint32_t parent, uint32_t before, stet_kind kind,
                         stet_span span, uint32_t *ret_index);
/* While a tree is read: a text child at the end, made at once with all that it holds. */
stet_code stet__tree_new_text(struct article *a, uint32_t parent, stet_str text, stet_span span);
stet_code stet__tree_remove(struct article *a, uint32_t i);
stet_code stet__tree_set_zone(struct article *a, uint32_t i, int zone);

/* ---- text and attributes ---------------------------------------------------- */
/* Does the kind hold text itself? */
static inline int stet__tree_own_text(const struct article *a, stet_kind kind)
{
    return a->vocabulary->kinds[kind].own_text;
}
/* Replace the text of a node that holds text itself. span NULL: the source map is kept for
 * what stays the same at both ends; else all of it was read from there. The text is valid. */
stet_code stet__text_set(struct article *a, uint32_t i, stet_str text, const stet_span *span);
/* How many bytes two texts share at their begin and end, in whole characters. */
void stet__text_ends(stet_str x, stet_str y, size_t *ret_head, size_t *ret_tail);
/* Valid UTF-8 without U+0000, which would end it for those who count on the NUL? */
static inline int stet__text_valid(stet_str text)
{
    if (!text.n || !text.p)
        return !text.n;
    size_t plain = stet__plain_length(text.p, text.n), rest = text.n - plain;
    return !rest || (!memchr(text.p + plain, '\0', rest) &&
                     stet__utf8_valid(text.p + plain, rest, NULL));
}
/* An attribute; value->text must be valid UTF-8 and is copied. NULL: clear it. */
stet_code stet__attr_put(struct article *a, uint32_t i, stet_attr attr, const stet_value *value);
const stet_value *stet__attr_get(const struct node *node, stet_attr attr);
/* The flags that hang on a node's attributes, after they changed. */
void stet__attr_flags(struct article *a, uint32_t i);

/* ---- content and ranges ----------------------------------------------------- */
static inline enum content_part stet__content_part(const struct article *a, stet_kind kind)
{
    return (enum content_part)a->vocabulary->kinds[kind].content;
}
/* The content of i, also of a node that was removed: its bytes, written to `to` when that
 * is not NULL. */
size_t stet__content_write(const struct article *a, uint32_t i, char *to);
/* The text of node i as its content has it: as many bytes. */
void stet__content_copy(const struct article *a, uint32_t i, char *to);
/* How much of the content of `root` stands before node i. */
size_t stet__content_offset(const struct article *a, uint32_t root, uint32_t i);

/* A ranged node above a change: its content before it, between the two halves of a move,
 * and where the changed node stood in it. */
struct range_watch {
    uint32_t block;
    size_t at;
    stet_str before, between;
    int moves;
    struct range_watch *next;
};
/* Add `up` and all above it, when ranged, to the list: node i below (0: none yet) is about
 * to change. */
stet_code stet__range_watch(struct article *a, uint32_t up, uint32_t i,
                            struct range_watch **list);
/* The node that moves is unlinked, and not linked again yet. */
stet_code stet__range_between(struct article *a, struct range_watch *list);
/* After the change: move the ranges. i: the node that changed, 0 when it is gone. */
stet_code stet__range_follow(struct article *a, const struct range_watch *list, uint32_t i);
/* After a removal of nodes that ranges had pointed at: remove those ranges. */
stet_code stet__range_sweep(struct article *a);
/* A range's attribute was set: flag the node that it points at. */
void stet__range_flag(struct article *a, uint32_t range);

#endif
