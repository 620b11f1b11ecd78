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
stet_code stet__range_watch(struct article *a, uint32_t i,
                            struct range_watch **ret_watch)
{
    struct range_watch *all = NULL;

    for (; i; i = a->nodes[i].parent) {
        if (!(a->nodes[i].flags & NODE_RANGED))
            continue;
        struct range_watch *w = stet__arena_alloc(&a->arena, sizeof *w);
        if (!w)
            return stet__tree_no_room(a, sizeof *w);
        w->block = i;
        w->before = stet__article_content(&a->pub, stet__node_handle(a, i));
        w->next = all;
        all = w;
    }
    *ret_watch = all;
    return a->failed ? a->failed : STET_OK;
}

/* [at, at + del) of the content became `ins` bytes. */
struct splice {
    size_t at, del, ins;
};

static struct splice compare(stet_str before, stet_str after)
{
    size_t max = before.n < after.n ? before.n : after.n, head = 0, tail = 0;

    while (head < max && before.p[head] == after.p[head])
        head++;
    while (tail < max - head &&
           before.p[before.n - 1 - tail] == after.p[after.n - 1 - tail])
        tail++;
    return (struct splice){head, before.n - head - tail, after.n - head - tail};
}

/* What is put in at a border of the range stays outside; what replaces a part of it is
 * in. */
static size_t move_from(size_t from, const struct splice *s)
{
    if (from >= s->at + s->del)
        return from - s->del + s->ins;
    return from > s->at ? s->at : from;
}

static size_t move_to(size_t to, const struct splice *s)
{
    if (to <= s->at)
        return to;
    return to >= s->at + s->del ? to - s->del + s->ins : s->at + s->ins;
}

static stet_code put_offset(struct article *a, uint32_t i, stet_attr attr,
                            size_t offset)
{
    stet_value value = {attr, ATTR_INT, 0, {"", 0}, (int64_t)offset};

    return stet__attr_put(a, i, attr, &value);
}

static stet_code follow(struct article *a, uint32_t i, const struct splice *s,
                        size_t end)
{
    const stet_value *low = stet__attr_get(&a->nodes[i], STET_ATTR_FROM);
    const stet_value *high = stet__attr_get(&a->nodes[i], STET_ATTR_TO);
    size_t from = low ? (size_t)low->number : 0;
    size_t to = high ? (size_t)high->number : end - s->ins + s->del;
    size_t new_from = low ? move_from(from, s) : 0;
    size_t new_to = high ? move_to(to, s) : end;
    stet_code code = STET_OK;

    if (from < to && new_from >= new_to)
        return stet__tree_remove(a, i);
    if (low)
        code = put_offset(a, i, STET_ATTR_FROM, new_from);
    if (high && code == STET_OK)
        code = put_offset(a, i, STET_ATTR_TO, new_to);
    return code;
}

stet_code stet__range_follow(struct article *a, const struct range_watch *watch)
{
    stet_code code = STET_OK;

    for (; watch && code == STET_OK; watch = watch->next) {
        stet_str after =
            stet__article_content(&a->pub, stet__node_handle(a, watch->block));
        struct splice s = compare(watch->before, after);
        uint32_t next = next_range(a, 0);
        if (a->failed)
            return a->failed;
        if (!s.del && !s.ins)
            continue;
        while (next && code == STET_OK) {
            uint32_t i = next;
            next = next_range(a, i);
            if (target_of(a, &a->nodes[i]) == watch->block && is_partial(&a->nodes[i]))
                code = follow(a, i, &s, after.n);
        }
    }
    return code;
}

stet_code stet__range_sweep(struct article *a)
{
    stet_code code = STET_OK;

    for (uint32_t i, next = next_range(a, 0); (i = next) != 0 && code == STET_OK;) {
        next = next_range(a, i);
        if (stet__attr_get(&a->nodes[i], STET_ATTR_BLOCK) &&
            !target_of(a, &a->nodes[i]))
            code = stet__tree_remove(a, i);
    }
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
