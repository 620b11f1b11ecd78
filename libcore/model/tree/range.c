/* SPDX-License-Identifier: MIT */
/*
 * Ranges: parts of a notice that point at a block, or at bytes [from, to) of its
 * content. They follow edits of that content and go when the block goes.
 */
#include "model/tree/tree.h"

static uint32_t target_of(const struct article *a, const struct node *range)
{
    const stet_value *value = stet__attr_get(range, STET_ATTR_BLOCK);

    return value ? stet__node_index(a, (stet_node)value->number) : 0;
}

static int is_partial(const struct node *range)
{
    return stet__attr_get(range, STET_ATTR_FROM) || stet__attr_get(range, STET_ATTR_TO);
}

void stet__range_flag(struct article *a, uint32_t range)
{
    const struct node *node = &a->nodes[range];
    uint32_t i = target_of(a, node);

    if (!i)
        return;
    a->nodes[i].flags |= NODE_NOTICED;
    if (is_partial(node)) {
        a->nodes[i].flags |= NODE_RANGED;
        a->ranged = 1;
    }
}

/* The first range, or the one after `i`, of all notices. */
static uint32_t next_range(const struct article *a, uint32_t i)
{
    const struct node *nodes = a->nodes;
    uint32_t notice = i ? nodes[i].parent : nodes[a->notices].first;

    i = i ? nodes[i].next : notice ? nodes[notice].first : 0;
    for (;;) {
        while (i && nodes[i].kind != STET_RANGE)
            i = nodes[i].next;
        if (i || !notice)
            return i;
        notice = nodes[notice].next;
        i = notice ? nodes[notice].first : 0;
    }
}

/* ---- following edits -------------------------------------------------------- */
static stet_str content_of(struct article *a, uint32_t i)
{
    return stet__article_content(&a->pub, stet__node_handle(a, i));
}

static int is_watched(const struct range_watch *list, uint32_t i)
{
    while (list && list->block != i)
        list = list->next;
    return list != NULL;
}

stet_code stet__range_watch(struct article *a, uint32_t up, uint32_t i,
                            struct range_watch **list)
{
    for (; up; up = a->nodes[up].parent) {
        if (!(a->nodes[up].flags & NODE_RANGED) || is_watched(*list, up))
            continue;
        struct range_watch *w = stet__arena_alloc(&a->arena, sizeof *w);
        if (!w)
            return stet__tree_no_room(a, sizeof *w);
        w->block = up;
        w->before = content_of(a, up);
        w->at = i ? stet__content_offset(a, up, i) : w->before.n;
        w->next = *list;
        *list = w;
    }
    return a->failed;
}

stet_code stet__range_between(struct article *a, struct range_watch *list)
{
    for (; list; list = list->next) {
        list->between = content_of(a, list->block);
        list->moves = 1;
    }
    return a->failed;
}

/* [at, at + del) of the content became `ins` bytes. */
struct splice {
    size_t at, del, ins;
};

static int continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Where the same bytes stand before and behind what came or went, it may have happened
 * in several places; the one nearest to `at` is where it did. */
static struct splice slide(struct splice s, stet_str text, size_t at)
{
    size_t n = s.del ? s.del : s.ins, low = s.at, high = s.at;

    if (s.del && s.ins)
        return s;
    while (low > at && text.p[low - 1] == text.p[low + n - 1])
        low--;
    while (low < s.at && continues(text.p[low]))
        low++;
    while (high < at && high + n < text.n && text.p[high] == text.p[high + n])
        high++;
    while (high > s.at && continues(text.p[high]))
        high--;
    s.at = low < s.at ? low : high;
    return s;
}

static struct splice compare(stet_str before, stet_str after, size_t at)
{
    size_t head, tail;

    stet__text_ends(before, after, &head, &tail);
    struct splice s = {head, before.n - head - tail, after.n - head - tail};
    return s.del || s.ins ? slide(s, s.del ? before : after, at) : s;
}

struct extent {
    size_t from, to;
};

/* What is put in at a border of the range stays outside; what replaces a part of it is
 * in. */
static struct extent shift(struct extent e, const struct splice *s)
{
    struct extent moved = e;

    if (e.from >= s->at + s->del)
        moved.from = e.from - s->del + s->ins;
    else if (e.from > s->at)
        moved.from = s->at;
    if (e.to >= s->at + s->del && e.to > s->at)
        moved.to = e.to - s->del + s->ins;
    else if (e.to > s->at)
        moved.to = s->at + s->ins;
    return moved;
}

/* The change of one content: one splice, or the two of a move. */
struct change {
    struct splice first, second;
};

static struct extent follow_change(struct extent e, const struct change *c)
{
    size_t n = c->first.del;

    if (n && n == c->second.ins && e.from >= c->first.at && e.to <= c->first.at + n)
        return (struct extent){e.from - c->first.at + c->second.at,
                               e.to - c->first.at + c->second.at};
    return shift(shift(e, &c->first), &c->second);
}

static stet_code put_offset(struct article *a, uint32_t i, stet_attr attr,
                            size_t offset)
{
    stet_value value = {attr, ATTR_INT, 0, {"", 0}, (int64_t)offset};

    return stet__attr_put(a, i, attr, &value);
}

static stet_code follow(struct article *a, uint32_t i, const struct change *c,
                        size_t old_end, size_t end)
{
    const stet_value *low = stet__attr_get(&a->nodes[i], STET_ATTR_FROM);
    const stet_value *high = stet__attr_get(&a->nodes[i], STET_ATTR_TO);
    struct extent old = {low ? (size_t)low->number : 0,
                         high ? (size_t)high->number : old_end};
    struct extent now = follow_change(old, c);
    stet_code code = STET_OK;

    if (!high)
        now.to = end;
    if (old.from < old.to && now.from >= now.to)
        return stet__tree_remove(a, i);
    if (old.from == old.to && high) /* a point stays one, before what is put in there */
        now.from = now.to = now.from < now.to ? now.from : now.to;
    if (low)
        code = put_offset(a, i, STET_ATTR_FROM, now.from);
    if (high && code == STET_OK)
        code = put_offset(a, i, STET_ATTR_TO, now.to);
    return code;
}

static stet_code follow_all(struct article *a, const struct range_watch *w,
                            uint32_t child)
{
    stet_str after = content_of(a, w->block);
    size_t at = child ? stet__content_offset(a, w->block, child) : w->at;
    struct change c = {{0, 0, 0}, {0, 0, 0}};
    stet_code code = a->failed;

    if (w->moves) {
        c.first = compare(w->before, w->between, w->at);
        c.second = compare(w->between, after, at);
    } else {
        c.first = compare(w->before, after, at);
    }
    if (!c.first.del && !c.first.ins && !c.second.del && !c.second.ins)
        return code;
    for (uint32_t i, next = next_range(a, 0); (i = next) != 0 && code == STET_OK;) {
        next = next_range(a, i);
        if (target_of(a, &a->nodes[i]) == w->block && is_partial(&a->nodes[i]))
            code = follow(a, i, &c, w->before.n, after.n);
    }
    return code;
}

stet_code stet__range_follow(struct article *a, const struct range_watch *list,
                             uint32_t i)
{
    stet_code code = STET_OK;

    for (; list && code == STET_OK; list = list->next)
        code = follow_all(a, list, i);
    return code;
}

/* Blocks that no range points at any more forget that one did: a flag is only ever set
 * elsewhere, and what is removed with it costs a sweep. */
static void flag_anew(struct article *a)
{
    for (size_t i = 1; i < a->node_count; i++)
        if (a->nodes[i].flags & NODE_ALIVE)
            a->nodes[i].flags &= (uint8_t) ~(unsigned)NODE_NOTICED;
    for (uint32_t i = next_range(a, 0); i; i = next_range(a, i))
        stet__range_flag(a, i);
    a->swept += a->node_count;
}

stet_code stet__range_sweep(struct article *a)
{
    stet_code code = STET_OK;
    size_t removed = 0;

    for (uint32_t i, next = next_range(a, 0); (i = next) != 0 && code == STET_OK;) {
        next = next_range(a, i);
        a->swept++;
        if (stet__attr_get(&a->nodes[i], STET_ATTR_BLOCK) &&
            !target_of(a, &a->nodes[i])) {
            code = stet__tree_remove(a, i);
            removed++;
        }
    }
    if (!removed && code == STET_OK)
        flag_anew(a);
    return code;
}

/* ---- making one ------------------------------------------------------------- */
static int is_border(stet_str text, size_t at)
{
    return at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static stet_code add(struct article *a, uint32_t notice, uint32_t block, size_t from,
                     size_t to, uint32_t *ret_index)
{
    stet_value at = {
        STET_ATTR_BLOCK, ATTR_NODE, 0, {"", 0}, (int64_t)stet__node_handle(a, block)};
    static const stet_span nowhere = {0, 0};

    stet_code code = stet__tree_new(a, notice, 0, STET_RANGE, nowhere, ret_index);
    if (code == STET_OK)
        code = stet__attr_put(a, *ret_index, STET_ATTR_BLOCK, &at);
    if (code == STET_OK && from)
        code = put_offset(a, *ret_index, STET_ATTR_FROM, from);
    if (code == STET_OK && to != SIZE_MAX)
        code = put_offset(a, *ret_index, STET_ATTR_TO, to);
    return code;
}

stet_node stet__article_range_add(stet_article *pub, stet_node notice, stet_node block,
                                  size_t from, size_t to)
{
    struct article *a = stet__article(pub);
    uint32_t up, at, i = 0;

    if (!stet__tree_usable(a))
        return 0;
    up = stet__node_index(a, notice);
    at = stet__node_index(a, block);
    if (!up || !at || stet__tree_family(a, a->nodes[up].kind) != STET_FAMILY_NOTICE ||
        stet__tree_family(a, a->nodes[at].kind) != STET_FAMILY_BLOCK)
        return 0;
    if (from || to != SIZE_MAX) {
        stet_str text = stet__article_content(pub, block);
        if (from > text.n || (to != SIZE_MAX && (to < from || to > text.n)) ||
            !is_border(text, from) || (to != SIZE_MAX && !is_border(text, to)))
            return 0;
        if (!from && to == text.n)
            to = SIZE_MAX;
    }
    stet_code code = add(a, up, at, from, to, &i);
    if (code == STET_OK)
        return stet__node_handle(a, i);
    stet__tree_failed(a, code);
    return 0;
}
