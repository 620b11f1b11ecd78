/* SPDX-License-Identifier: MIT */
/*
 * Content: all text below a node, as one string. It is what offsets of ranges and
 * findings count in. A line end in running text is a space of it, be it a soft break or
 * a byte of a text; where lines stand as they are it stays.
 */
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "model/tree/tree.h"

/* A pass over the subtree: it writes as long as there is room and always counts. */
struct pass {
    char *to;
    size_t len, room;
    int apart; /* a newline is due before the next text */
};

static void set_apart(struct pass *pass)
{
    if (pass->apart && pass->len) {
        if (pass->len < pass->room)
            pass->to[pass->len] = '\n';
        pass->len++;
    }
    pass->apart = 0;
}

static void put(struct pass *pass, const char *p, size_t n)
{
    if (!n)
        return;
    set_apart(pass);
    if (pass->len < pass->room && n <= pass->room - pass->len)
        memcpy(pass->to + pass->len, p, n);
    pass->len += n;
}

/* Is a line end in the text of node i a space, as it is in running text? */
static int runs_on(const struct article *a, uint32_t i)
{
    if (a->nodes[i].kind != STET_TEXT)
        return 0;
    do
        i = a->nodes[i].parent;
    while (stet__tree_family(a, a->nodes[i].kind) == STET_FAMILY_INLINE);
    return a->nodes[i].kind != STET_PREFORMATTED;
}

#if defined(__SSE2__)
static void copy_running_16(char *to, const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i end = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
    v = _mm_xor_si128(v, _mm_and_si128(end, _mm_set1_epi8('\n' ^ ' ')));
    _mm_storeu_si128((__m128i *)(void *)to, v);
}
#endif

/* Copy a text with its line ends as spaces. */
static void copy_running(char *to, const char *p, size_t n)
{
#if defined(__SSE2__)
    if (n >= 16) {
        for (size_t at = 0; at < n - 16; at += 16)
            copy_running_16(to + at, p + at);
        copy_running_16(to + n - 16, p + n - 16);
        return;
    }
#endif
    memcpy(to, p, n);
    for (const char *end = to + n; (to = memchr(to, '\n', (size_t)(end - to))) != NULL;)
        *to++ = ' ';
}

void stet__content_copy(const struct article *a, uint32_t i, char *to)
{
    const struct node *node = &a->nodes[i];

    if (runs_on(a, i))
        copy_running(to, node->text, node->text_len);
    else
        memcpy(to, node->text, node->text_len);
}

static void put_text(const struct article *a, struct pass *pass, uint32_t i)
{
    size_t n = a->nodes[i].text_len;

    if (!n)
        return;
    set_apart(pass);
    if (pass->len < pass->room && n <= pass->room - pass->len)
        stet__content_copy(a, i, pass->to + pass->len);
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
            put_text(a, pass, i);
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

/* Text that stands in one node as it is needs no building: 1 and the text. */
static int in_one(const struct article *a, uint32_t i, stet_str *ret_text)
{
    const struct node *node = &a->nodes[i];
    enum content_part part = stet__content_part(a, node->kind);

    if (part == CONTENT_SPACE || part == CONTENT_NEWLINE)
        return 0;
    if (part == CONTENT_CHILDREN && node->first) {
        i = node->first;
        if (i != node->last || a->nodes[i].kind != STET_TEXT)
            return 0;
        node = &a->nodes[i];
    }
    *ret_text = stet_strn(node->text, node->text_len);
    return !memchr(node->text, '\n', node->text_len) || !runs_on(a, i);
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
