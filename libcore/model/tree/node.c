/* SPDX-License-Identifier: MIT */
/*
 * Nodes come, go and move: the node array, the links between its slots, and the checks
 * that every change passes.
 */
#include "model/tree/tree.h"

/* ---- checks ----------------------------------------------------------------- */
static int declared(const struct article *a, stet_kind kind)
{
    return (a->writes->bits[kind / 64] >> (kind % 64) & 1) != 0;
}

/* Inlines and parts belong to what they stand in: whoever may write the paragraph, or
 * the statement, may write those. */
int stet__tree_may_write_kind(const struct article *a, stet_kind kind, uint32_t parent)
{
    if (!a->writes || declared(a, kind))
        return 1;
    int family = stet__tree_family(a, kind);
    while (family == STET_FAMILY_INLINE || family == STET_FAMILY_PART) {
        kind = a->nodes[parent].kind;
        family = stet__tree_family(a, kind);
        parent = a->nodes[parent].parent;
        if (declared(a, kind))
            return 1;
    }
    return 0;
}

int stet__tree_may_write(const struct article *a, uint32_t i)
{
    return !a->writes ||
           stet__tree_may_write_kind(a, a->nodes[i].kind, a->nodes[i].parent);
}

stet_code stet__tree_no_room(const struct article *a, size_t wanted)
{
    return wanted > a->memory_max || a->arena.used > a->memory_max - wanted
               ? STET_E_LIMIT
               : STET_E_NOMEM;
}

static inline int fits(const struct article *a, uint32_t parent, stet_kind kind)
{
    return stet__vocabulary_allows(a->vocabulary, a->nodes[parent].kind, kind);
}

/* ---- links ------------------------------------------------------------------ */
void stet__tree_unlink(struct article *a, uint32_t i)
{
    struct node *nodes = a->nodes, *node = &nodes[i], *up = &nodes[node->parent];

    if (node->prev)
        nodes[node->prev].next = node->next;
    else
        up->first = node->next;
    if (node->next)
        nodes[node->next].prev = node->prev;
    else
        up->last = node->prev;
    node->prev = node->next = 0;
}

unsigned stet__tree_set_alive(struct article *a, uint32_t i, int alive)
{
    unsigned seen = 0;

    for (uint32_t k = i; k; k = stet__node_after(a, i, k)) {
        struct node *node = &a->nodes[k];
        seen |= node->flags;
        node->flags = (uint8_t)(alive ? node->flags | NODE_ALIVE
                                      : node->flags & ~(unsigned)NODE_ALIVE);
        if (alive && node->kind == STET_RANGE)
            stet__range_flag(a, k);
    }
    return seen;
}

void stet__tree_set_depths(struct article *a, uint32_t i)
{
    struct node *nodes = a->nodes;

    if (nodes[i].depth == nodes[nodes[i].parent].depth + 1)
        return;
    for (uint32_t k = i; k; k = stet__node_after(a, i, k))
        nodes[k].depth = (uint16_t)(nodes[nodes[k].parent].depth + 1);
}

/* How many levels stand below i. */
static unsigned height(const struct article *a, uint32_t i)
{
    unsigned deepest = a->nodes[i].depth;

    for (uint32_t k = i; k; k = stet__node_after(a, i, k))
        if (a->nodes[k].depth > deepest)
            deepest = a->nodes[k].depth;
    return deepest - a->nodes[i].depth;
}

/* ---- new -------------------------------------------------------------------- */
static inline __attribute__((always_inline)) stet_code
add_node(struct article *a, uint32_t parent, uint32_t before, stet_kind kind,
         stet_span span, uint32_t *ret_index)
{
    size_t count = a->node_count;

    if (count > a->limits->nodes || count >= UINT32_MAX)
        return STET_E_LIMIT;
    if (count == a->node_cap) {
        stet_code code =
            stet__array_reserve(&a->nodes, &a->node_cap, count + 1, sizeof *a->nodes);
        if (code != STET_OK)
            return code;
    }
    uint32_t i = (uint32_t)count;
    struct node *node = &a->nodes[i];
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->flags = NODE_ALIVE;
    node->author = a->step;
    node->text = "";
    node->span = span;
    if (parent) {
        node->depth = (uint16_t)(a->nodes[parent].depth + 1);
        stet__tree_link(a, i, parent, before);
    }
    a->node_count = count + 1;
    *ret_index = i;
    return STET_OK;
}

stet_code stet__tree_add(struct article *a, uint32_t parent, uint32_t before,
                         stet_kind kind, stet_span span, uint32_t *ret_index)
{
    return add_node(a, parent, before, kind, span, ret_index);
}

/* May a node of that kind come under `parent`? */
static inline __attribute__((always_inline)) stet_code
check_new(const struct article *a, uint32_t parent, stet_kind kind, stet_span span)
{
    if (!fits(a, parent, kind) || span.off > UINT32_MAX - span.len)
        return STET_E_RANGE;
    if (a->writes && !stet__tree_may_write_kind(a, kind, parent))
        return STET_E_UNDECLARED;
    return stet__tree_too_deep(a, a->nodes[parent].depth + 1u) ? STET_E_LIMIT : STET_OK;
}

/* With its entry in the journal, and ranges that follow. */
static stet_code add_journalled(struct article *a, uint32_t parent, uint32_t before,
                                stet_kind kind, stet_span span, uint32_t *ret_index)
{
    struct range_watch *watch = NULL;
    stet_code code = STET_OK;
    uint32_t i = 0;
    int journalled = !a->reading;

    if (journalled)
        code = stet__journal_reserve(a);
    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, parent, 0, &watch);
    if (code == STET_OK)
        code = add_node(a, parent, before, kind, span, &i);
    if (code != STET_OK)
        return code;
    if (journalled) {
        struct journal_entry *e = stet__journal_add(a, JOURNAL_NEW, i);
        e->new_kind = kind;
        e->new_parent = parent;
        e->new_next = before;
    }
    stet__tree_touch(a, i);
    *ret_index = i;
    return watch ? stet__range_follow(a, watch, i) : STET_OK;
}

/* While a tree is read nothing is journalled: what is left is little and in line. */
static inline __attribute__((always_inline)) stet_code
new_node(struct article *a, uint32_t parent, uint32_t before, stet_kind kind,
         stet_span span, uint32_t *ret_index)
{
    stet_code code = check_new(a, parent, kind, span);

    if (code != STET_OK)
        return code;
    if (!a->reading || a->ranged)
        return add_journalled(a, parent, before, kind, span, ret_index);
    code = add_node(a, parent, before, kind, span, ret_index);
    if (code == STET_OK)
        stet__tree_touch(a, *ret_index);
    return code;
}

stet_code stet__tree_new(struct article *a, uint32_t parent, uint32_t before,
                         stet_kind kind, stet_span span, uint32_t *ret_index)
{
    return new_node(a, parent, before, kind, span, ret_index);
}

stet_code stet__tree_new_text(struct article *a, uint32_t parent, stet_str text,
                              stet_span span)
{
    uint32_t i, segments = span.len != 0;
    size_t cap = stet__tree_rounded(text.n + 1),
           more = segments * stet__tree_rounded(sizeof(struct segment));

    if (text.n >= UINT32_MAX - 32)
        return STET_E_LIMIT;
    if (!span.len)
        span.off = 0;
    stet_code code = new_node(a, parent, 0, STET_TEXT, span, &i);
    if (code != STET_OK)
        return code;
    char *p = stet__tree_take(a, more + cap);
    if (!p)
        return stet__tree_no_room(a, more + cap);
    struct node *node = &a->nodes[i];
    if (segments) {
        node->segments = (struct segment *)(void *)p;
        node->segments[0] = (struct segment){0, (uint32_t)text.n, span.off, span.len};
        node->segment_count = node->segment_cap = 1;
    }
    memcpy(p + more, text.p, text.n);
    p[more + text.n] = '\0';
    node->text = p + more;
    node->text_len = (uint32_t)text.n;
    node->text_cap = (uint32_t)cap;
    return STET_OK;
}

stet_node stet__article_node_new(stet_article *pub, stet_node parent, stet_node before,
                                 stet_kind kind, stet_span span)
{
    struct article *a = stet__article(pub);
    uint32_t up, sibling = 0, i = 0;

    if (!stet__tree_usable(a))
        return 0;
    up = stet__node_index(a, parent);
    if (before) {
        sibling = stet__node_index(a, before);
        if (!sibling || a->nodes[sibling].parent != up)
            return 0;
    }
    if (!up)
        return 0;
    stet_code code = new_node(a, up, sibling, kind, span, &i);
    if (code == STET_OK)
        return stet__node_handle(a, i);
    if (code != STET_E_RANGE)
        stet__tree_failed(a, code);
    return 0;
}

/* ---- remove and move -------------------------------------------------------- */
stet_code stet__tree_remove(struct article *a, uint32_t i)
{
    int journalled = stet__tree_journalled(a, i);
    struct range_watch *watch = NULL;
    stet_code code = STET_OK;

    if (journalled)
        code = stet__journal_reserve(a);
    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, a->nodes[i].parent, i, &watch);
    if (code != STET_OK)
        return code;
    if (journalled) {
        struct journal_entry *e = stet__journal_add(a, JOURNAL_REMOVE, i);
        e->old_kind = a->nodes[i].kind;
        e->old_parent = a->nodes[i].parent;
        e->old_next = a->nodes[i].next;
    }
    stet__tree_unlink(a, i);
    unsigned seen = stet__tree_set_alive(a, i, 0);
    stet__tree_touch(a, i);
    if (watch)
        code = stet__range_follow(a, watch, 0);
    if (code == STET_OK && (seen & NODE_NOTICED))
        code = stet__range_sweep(a);
    return code;
}

/* The four nodes that every article has stay as they are. */
static int is_root(const struct article *a, uint32_t i)
{
    return a->nodes[i].depth < 2;
}

stet_code stet__article_remove(stet_article *pub, stet_node n)
{
    struct article *a = stet__article(pub);
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    return is_root(a, i) ? STET_E_RANGE : stet__tree_remove(a, i);
}

/* Is `i` the node `above` or below it? */
static int is_within(const struct article *a, uint32_t i, uint32_t above)
{
    while (i && i != above)
        i = a->nodes[i].parent;
    return i != 0;
}

static stet_code move_check(const struct article *a, uint32_t i, uint32_t parent)
{
    if (is_root(a, i) || is_within(a, parent, i) || !fits(a, parent, a->nodes[i].kind))
        return STET_E_RANGE;
    if (!stet__tree_may_write_kind(a, a->nodes[i].kind, parent))
        return STET_E_UNDECLARED;
    unsigned depth = a->nodes[parent].depth + 1u;
    if (depth > a->nodes[i].depth && stet__tree_too_deep(a, depth + height(a, i)))
        return STET_E_LIMIT;
    return STET_OK;
}

static stet_code move(struct article *a, uint32_t i, uint32_t parent, uint32_t before)
{
    struct range_watch *watch = NULL;
    stet_code code = stet__journal_reserve(a);

    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, a->nodes[i].parent, i, &watch);
    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, parent, 0, &watch);
    if (code != STET_OK)
        return code;
    if (stet__tree_journalled(a, i)) {
        struct journal_entry *e = stet__journal_add(a, JOURNAL_MOVE, i);
        e->old_parent = a->nodes[i].parent;
        e->old_next = a->nodes[i].next;
        e->new_parent = parent;
        e->new_next = before;
    }
    stet__tree_unlink(a, i);
    stet__tree_touch(a, i);
    code = stet__range_between(a, watch);
    stet__tree_link(a, i, parent, before);
    stet__tree_set_depths(a, i);
    stet__tree_touch(a, i);
    return code == STET_OK && watch ? stet__range_follow(a, watch, i) : code;
}

stet_code stet__article_move(stet_article *pub, stet_node n, stet_node parent,
                             stet_node before)
{
    struct article *a = stet__article(pub);
    uint32_t i, up, sibling = 0;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    up = stet__node_index(a, parent);
    if (before)
        sibling = stet__node_index(a, before);
    if (!up || (before && !sibling))
        return STET_E_STALE;
    if (sibling && a->nodes[sibling].parent != up)
        return STET_E_RANGE;
    code = move_check(a, i, up);
    if (code != STET_OK)
        return code;
    if (sibling == i || (up == a->nodes[i].parent && sibling == a->nodes[i].next))
        return STET_OK;
    return move(a, i, up, sibling);
}

/* ---- zone and kind ---------------------------------------------------------- */
stet_code stet__tree_set_zone(struct article *a, uint32_t i, int zone)
{
    struct journal_entry *e = stet__journal_newest(a, i, 1u << JOURNAL_NEW);

    if (!e && stet__tree_journalled(a, i)) {
        stet_code code = stet__journal_reserve(a);
        if (code != STET_OK)
            return code;
        e = stet__journal_add(a, JOURNAL_ZONE, i);
        e->old_zone = a->nodes[i].zone;
    }
    if (e)
        e->new_zone = (uint8_t)zone;
    else
        a->nodes[i].author = a->step;
    a->nodes[i].zone = (uint8_t)zone;
    stet__tree_touch(a, i);
    return STET_OK;
}

stet_code stet__article_set_zone(stet_article *pub, stet_node n, int zone)
{
    struct article *a = stet__article(pub);
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    if (zone < STET_ZONE_HEAD || zone > STET_ZONE_TAIL || is_root(a, i))
        return STET_E_RANGE;
    return zone == stet__article_zone(pub, n) ? STET_OK
                                              : stet__tree_set_zone(a, i, zone);
}

/* May the node become of that kind where it stands, with what it holds? */
static int kind_fits(const struct article *a, uint32_t i, stet_kind kind)
{
    const struct node *node = &a->nodes[i];

    if (is_root(a, i) || !fits(a, node->parent, kind) ||
        stet__tree_family(a, kind) != stet__tree_family(a, node->kind) ||
        (node->text_len && !stet__tree_own_text(a, kind)))
        return 0;
    for (uint32_t k = node->first; k; k = a->nodes[k].next)
        if (!stet__vocabulary_allows(a->vocabulary, kind, a->nodes[k].kind))
            return 0;
    return 1;
}

stet_code stet__article_set_kind(stet_article *pub, stet_node n, stet_kind kind)
{
    struct article *a = stet__article(pub);
    struct range_watch *watch = NULL;
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    if (!kind_fits(a, i, kind))
        return STET_E_RANGE;
    if (kind == a->nodes[i].kind)
        return STET_OK;
    if (!stet__tree_may_write_kind(a, kind, a->nodes[i].parent))
        return STET_E_UNDECLARED;
    code = stet__journal_reserve(a);
    if (code == STET_OK && a->ranged)
        code = stet__range_watch(a, i, i, &watch);
    if (code != STET_OK)
        return code;
    if (stet__tree_journalled(a, i)) {
        struct journal_entry *e = stet__journal_add(a, JOURNAL_KIND, i);
        e->old_kind = a->nodes[i].kind;
        e->new_kind = kind;
    }
    a->nodes[i].kind = kind;
    stet__tree_touch(a, i);
    return watch ? stet__range_follow(a, watch, i) : STET_OK;
}
