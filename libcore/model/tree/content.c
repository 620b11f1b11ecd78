/* SPDX-License-Identifier: MIT */
/*
 * Content: all text below a node, as one string. It is what offsets of ranges and
 * findings count in.
 */
#include "model/tree/tree.h"

/* A pass over the subtree: it writes as long as there is room and always counts. */
struct pass {
    char *to;
    size_t len, room;
    int apart; /* a newline is due before the next text */
};

static void put(struct pass *pass, const char *p, size_t n)
{
    if (!n)
        return;
    if (pass->apart && pass->len) {
        if (pass->len < pass->room)
            pass->to[pass->len] = '\n';
        pass->len++;
    }
    pass->apart = 0;
    if (pass->len < pass->room && n <= pass->room - pass->len)
        memcpy(pass->to + pass->len, p, n);
    pass->len += n;
}

static int is_block(const struct article *a, uint32_t i)
{
    return stet__tree_family(a, a->nodes[i].kind) == STET_FAMILY_BLOCK;
}

/* The next node in document order, without what is below i when `over`. Leaving a block
 * sets the next text apart. */
static uint32_t step(const struct article *a, struct pass *pass, uint32_t root,
                     uint32_t i, int over)
{
    const struct node *nodes = a->nodes;

    if (!over && nodes[i].first)
        return nodes[i].first;
    for (;;) {
        if (i == root)
            return 0;
        pass->apart |= is_block(a, i);
        if (nodes[i].next)
            return nodes[i].next;
        i = nodes[i].parent;
    }
}

/* Up to the node `stop`, or all of it. */
static void gather(const struct article *a, struct pass *pass, uint32_t root,
                   uint32_t stop)
{
    for (uint32_t i = root; i && i != stop;) {
        const struct node *node = &a->nodes[i];
        int over = 0;
        pass->apart |= (i != root) & is_block(a, i);
        switch (stet__content_part(a, node->kind)) {
        case CONTENT_NOTHING:
            over = 1;
            if (i == root)
                put(pass, node->text, node->text_len);
            break;
        case CONTENT_TEXT:
            over = 1;
            put(pass, node->text, node->text_len);
            break;
        case CONTENT_SPACE:
            put(pass, " ", 1);
            break;
        case CONTENT_NEWLINE:
            put(pass, "\n", 1);
            break;
        case CONTENT_CHILDREN:
            break;
        }
        i = step(a, pass, root, i, over);
    }
}

size_t stet__content_write(const struct article *a, uint32_t i, char *to)
{
    struct pass pass = {to, 0, to ? SIZE_MAX : 0, 0};

    gather(a, &pass, i, 0);
    return pass.len;
}

size_t stet__content_offset(const struct article *a, uint32_t root, uint32_t i)
{
    struct pass pass = {NULL, 0, 0, 0};

    gather(a, &pass, root, i);
    return pass.len;
}

/* Written to what is left of the arena's block; where that is too little, its length is
 * known and it is written again. .p is NULL when there is no room. */
static stet_str build(struct article *a, uint32_t root)
{
    size_t left = (size_t)(a->arena.end - a->arena.at);
    struct pass pass = {a->arena.at, 0, left, 0};

    gather(a, &pass, root, 0);
    if (!pass.len)
        return stet_cstr("");
    char *p = stet__tree_take(a, pass.len + 1);
    if (!p) {
        stet__tree_failed(a, stet__tree_no_room(a, pass.len));
        return (stet_str){NULL, 0};
    }
    if (p != pass.to || pass.len > left)
        stet__content_write(a, root, p);
    p[pass.len] = '\0';
    return stet_strn(p, pass.len);
}

/* Text that stands in one node needs no building: 1 and the text. */
static int in_one(const struct article *a, uint32_t i, stet_str *ret_text)
{
    const struct node *node = &a->nodes[i];

    enum content_part part = stet__content_part(a, node->kind);

    if (part == CONTENT_TEXT || part == CONTENT_NOTHING || !node->first) {
        *ret_text = stet_strn(node->text, node->text_len);
        return part != CONTENT_SPACE && part != CONTENT_NEWLINE;
    }
    const struct node *only = &a->nodes[node->first];
    if (node->first != node->last || only->kind != STET_TEXT)
        return 0;
    *ret_text = stet_strn(only->text, only->text_len);
    return 1;
}

stet_str stet__article_content(stet_article *pub, stet_node n)
{
    struct article *a = stet__article(pub);
    uint32_t i = stet__tree_usable(a) ? stet__node_index(a, n) : 0;
    stet_str text;

    if (!i)
        return stet_cstr("");
    if (in_one(a, i, &text))
        return text;
    int family = stet__tree_family(a, a->nodes[i].kind);
    uint64_t state =
        family == STET_FAMILY_BLOCK || i == a->body ? a->body_state : a->state;
    struct content_cache *slot = &a->contents[i & (CONTENT_CACHES - 1)];
    if (slot->node == i && slot->state == state)
        return slot->text;
    text = build(a, i);
    if (!text.p)
        return stet_cstr("");
    *slot = (struct content_cache){state, text, i};
    return text;
}
