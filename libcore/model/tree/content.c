/* SPDX-License-Identifier: MIT */
/*
 * Content: all text below a node, as one string. It is what offsets of ranges and
 * findings count in.
 */
#include "model/tree/tree.h"

enum content_part stet__content_part(const struct article *a, stet_kind kind)
{
    switch (kind) {
    case STET_SOFT_BREAK:
        return CONTENT_SPACE;
    case STET_LINE_BREAK:
        return CONTENT_NEWLINE;
    case STET_HTML:
    case STET_HTML_INLINE:
    case STET_SHORTCODE:
    case STET_SHORTCODE_INLINE:
    case STET_IMAGE:
    case STET_FOOTNOTE_REF:
        return CONTENT_NOTHING;
    default:
        return stet__tree_own_text(a, kind) ? CONTENT_TEXT : CONTENT_CHILDREN;
    }
}

/* A pass over the subtree, twice: `to` NULL counts, else writes. */
struct pass {
    char *to;
    size_t len;
    int apart; /* a newline is due before the next text */
};

static void put(struct pass *pass, const char *p, size_t n)
{
    if (!n)
        return;
    if (pass->apart && pass->len) {
        if (pass->to)
            pass->to[pass->len] = '\n';
        pass->len++;
    }
    pass->apart = 0;
    if (pass->to)
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
        if (is_block(a, i))
            pass->apart = 1;
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
        if (i != root && is_block(a, i))
            pass->apart = 1;
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
    struct pass pass = {to, 0, 0};

    gather(a, &pass, i, 0);
    return pass.len;
}

size_t stet__content_offset(const struct article *a, uint32_t root, uint32_t i)
{
    struct pass pass = {NULL, 0, 0};

    gather(a, &pass, root, i);
    return pass.len;
}

/* .p is NULL when there is no room. */
static stet_str build(struct article *a, uint32_t root)
{
    size_t len = stet__content_write(a, root, NULL);

    if (!len)
        return stet_cstr("");
    char *p = stet__arena_bytes(&a->arena, len + 1);
    if (!p) {
        stet__tree_failed(a, stet__tree_no_room(a, len));
        return (stet_str){NULL, 0};
    }
    stet__content_write(a, root, p);
    p[len] = '\0';
    return stet_strn(p, len);
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
