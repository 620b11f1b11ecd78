/* SPDX-License-Identifier: MIT */
/*
 * Make the changes of one article's journal on another that was like it.
 */
#include "model/tree/tree.h"

/* A handle of `from` as one of `to`. */
static stet_value translated(const struct article *to, const stet_value *value)
{
    stet_value copy = *value;

    if (copy.type == ATTR_NODE)
        copy.number = (int64_t)stet__node_handle(to, (uint32_t)value->number);
    return copy;
}

/* Slots whose nodes were undone stay empty, so that indices agree. */
static stet_code pad(struct article *to, uint32_t index)
{
    stet_code code = STET_OK;
    uint32_t i;

    while (code == STET_OK && to->node_count < index) {
        code = stet__tree_add(to, 0, 0, STET_KIND_NONE, (stet_span){0, 0}, &i);
        if (code == STET_OK)
            to->nodes[i].flags = 0;
    }
    return code == STET_OK && to->node_count != index ? STET_E_RANGE : code;
}

static stet_code copy_segments(struct article *to, uint32_t i,
                               const struct segment *list, uint32_t count)
{
    struct node *node = &to->nodes[i];
    struct segment *copy = NULL;

    if (count) {
        copy = stet__arena_alloc(&to->arena, count * sizeof *copy);
        if (!copy)
            return stet__tree_no_room(to, count * sizeof *copy);
        memcpy(copy, list, count * sizeof *copy);
    }
    node->segments = copy;
    node->segment_count = node->segment_cap = count;
    return STET_OK;
}

static stet_code replay_text(struct article *to, const struct journal_entry *e)
{
    stet_code code = stet__text_set(to, e->node, e->new_text, NULL);

    return code == STET_OK
               ? copy_segments(to, e->node, e->new_segments, e->new_segment_count)
               : code;
}

static stet_code replay_new(const struct article *from, struct article *to,
                            const struct journal_entry *e)
{
    uint32_t i;
    stet_code code = pad(to, e->node);

    if (code == STET_OK)
        code = stet__tree_new(to, e->new_parent, e->new_next, e->new_kind,
                              from->nodes[e->node].span, &i);
    if (code == STET_OK)
        code = replay_text(to, e);
    for (uint32_t k = 0; k < e->new_attr_count && code == STET_OK; k++) {
        stet_value value = translated(to, &e->new_attrs[k]);
        code = stet__attr_put(to, i, value.attr, &value);
    }
    return code == STET_OK && e->new_zone ? stet__tree_set_zone(to, i, e->new_zone)
                                          : code;
}

static stet_code replay_kind(struct article *to, const struct journal_entry *e)
{
    return stet__article_set_kind(&to->pub, stet__node_handle(to, e->node),
                                  e->new_kind);
}

static stet_code replay_move(struct article *to, const struct journal_entry *e)
{
    return stet__article_move(&to->pub, stet__node_handle(to, e->node),
                              stet__node_handle(to, e->new_parent),
                              stet__node_handle(to, e->new_next));
}

static stet_code replay_attr(struct article *to, const struct journal_entry *e)
{
    stet_value value = translated(to, &e->new_value);

    return stet__attr_put(to, e->node, e->attr, e->has_attr ? &value : NULL);
}

static stet_code replay_entry(const struct article *from, struct article *to,
                              const struct journal_entry *e)
{
    int alive = e->node < to->node_count && (to->nodes[e->node].flags & NODE_ALIVE);

    switch (e->op) {
    case JOURNAL_READ:
        return e->node + e->count <= to->node_count ? STET_OK : STET_E_RANGE;
    case JOURNAL_NEW:
        return replay_new(from, to, e);
    case JOURNAL_REMOVE: /* a range may have gone with its block already */
        return alive ? stet__tree_remove(to, e->node) : STET_OK;
    default:
        break;
    }
    if (!alive)
        return STET_E_RANGE;
    switch (e->op) {
    case JOURNAL_MOVE:
        return replay_move(to, e);
    case JOURNAL_TEXT:
        return replay_text(to, e);
    case JOURNAL_ATTR:
        return replay_attr(to, e);
    case JOURNAL_ZONE:
        return stet__tree_set_zone(to, e->node, e->new_zone);
    case JOURNAL_KIND:
        return replay_kind(to, e);
    default:
        return STET_E_RANGE;
    }
}

stet_code stet__journal_replay(const struct article *from, size_t first,
                               struct article *to)
{
    stet_code code = STET_OK;

    if (!from || !stet__tree_usable(to) || first > from->journal_count)
        return STET_E_MISUSE;
    uint16_t step = to->step;
    for (size_t k = first; k < from->journal_count && code == STET_OK; k++) {
        const struct journal_entry *e = &from->journal[k];
        code = stet__article_author_index(to, from->authors[e->step], &to->step);
        if (code == STET_OK)
            code = replay_entry(from, to, e);
    }
    to->step = step;
    return code;
}
