/* SPDX-License-Identifier: MIT */
/*
 * The journal: one entry for every change, and undo.
 *
 * A node is made with several calls (node_new, text, attributes); until something else
 * happens they are one change and one entry.
 */
#include "model/tree/tree.h"

/* ---- entries ---------------------------------------------------------------- */
stet_code stet__journal_reserve(struct article *a)
{
    size_t need = a->journal_count + 1;

    if (need <= a->journal_cap)
        return STET_OK;
    if (need > a->memory_max / sizeof *a->journal)
        return STET_E_LIMIT;
    return stet__array_reserve(&a->journal, &a->journal_cap, need < 64 ? 64 : need,
                               sizeof *a->journal);
}

struct journal_entry *stet__journal_add(struct article *a, int op, uint32_t i)
{
    struct journal_entry *e = &a->journal[a->journal_count++];

    memset(e, 0, sizeof *e);
    e->op = (uint8_t)op;
    e->step = a->step;
    e->node = i;
    if (op == JOURNAL_READ)
        return e;
    if (op == JOURNAL_NEW)
        e->new_text = stet_cstr("");
    e->old_author = a->nodes[i].author;
    a->nodes[i].author = a->step;
    return e;
}

struct journal_entry *stet__journal_newest(struct article *a, uint32_t i, unsigned ops)
{
    struct journal_entry *e;

    if (a->journal_count <= a->mark_journal)
        return NULL;
    e = &a->journal[a->journal_count - 1];
    return e->node == i && e->step == a->step && (ops >> e->op & 1) ? e : NULL;
}

void stet__journal_text(struct article *a, uint32_t i, const struct node *old)
{
    const struct node *node = &a->nodes[i];
    struct journal_entry *e =
        stet__journal_newest(a, i, 1u << JOURNAL_NEW | 1u << JOURNAL_TEXT);

    if (!e) {
        e = stet__journal_add(a, JOURNAL_TEXT, i);
        e->old_text = stet_strn(old->text, old->text_len);
        e->old_segments = old->segments;
        e->old_segment_count = old->segment_count;
    }
    e->new_text = stet_strn(node->text, node->text_len);
    e->new_segments = node->segments;
    e->new_segment_count = node->segment_count;
}

void stet__journal_attr(struct article *a, uint32_t i, stet_attr attr,
                        const stet_value *old_value, struct attr_list old)
{
    const struct node *node = &a->nodes[i];
    struct journal_entry *e = stet__journal_newest(a, i, 1u << JOURNAL_NEW);

    if (e) {
        e->new_attrs = node->attrs;
        e->new_attr_count = node->attr_count;
        return;
    }
    const stet_value *new_value = stet__attr_get(node, attr);
    e = stet__journal_add(a, JOURNAL_ATTR, i);
    e->attr = attr;
    e->had_attr = old_value != NULL;
    e->has_attr = new_value != NULL;
    if (old_value)
        e->old_value = *old_value;
    if (new_value)
        e->new_value = *new_value;
    e->old_attrs = old.items;
    e->old_attr_count = old.count;
}

/* ---- undo ------------------------------------------------------------------- */
static void undo_read(struct article *a, const struct journal_entry *e)
{
    uint32_t end = e->node + e->count;

    for (uint32_t i = e->node; i < end && i < a->node_count; i++) {
        struct node *node = &a->nodes[i];
        if ((node->flags & NODE_ALIVE) && node->parent < e->node)
            stet__tree_unlink(a, i);
        node->flags = (uint8_t)(node->flags & ~(unsigned)NODE_ALIVE);
    }
    struct node *body = &a->nodes[a->body];
    body->attrs = e->old_attrs;
    body->attr_count = body->attr_cap = (uint16_t)e->old_attr_count;
    body->author = e->old_author;
}

static void undo_text(struct node *node, const struct journal_entry *e)
{
    node->text = e->old_text.p;
    node->text_len = (uint32_t)e->old_text.n;
    node->text_cap = 0;
    node->segments = e->old_segments;
    node->segment_count = node->segment_cap = e->old_segment_count;
}

static void undo_entry(struct article *a, const struct journal_entry *e)
{
    struct node *node = &a->nodes[e->node];

    switch (e->op) {
    case JOURNAL_READ:
        undo_read(a, e);
        return;
    case JOURNAL_NEW:
        stet__tree_unlink(a, e->node);
        stet__tree_set_alive(a, e->node, 0);
        break;
    case JOURNAL_REMOVE:
        stet__tree_link(a, e->node, e->old_parent, e->old_next);
        stet__tree_set_alive(a, e->node, 1);
        break;
    case JOURNAL_MOVE:
        stet__tree_unlink(a, e->node);
        stet__tree_link(a, e->node, e->old_parent, e->old_next);
        stet__tree_set_depths(a, e->node);
        break;
    case JOURNAL_TEXT:
        undo_text(node, e);
        break;
    case JOURNAL_ATTR:
        node->attrs = e->old_attrs;
        node->attr_count = node->attr_cap = (uint16_t)e->old_attr_count;
        stet__attr_flags(a, e->node);
        break;
    case JOURNAL_ZONE:
        node->zone = e->old_zone;
        break;
    case JOURNAL_KIND:
        node->kind = e->old_kind;
        break;
    default:
        break;
    }
    node->author = e->old_author;
}

struct article_mark stet__article_mark(struct article *a)
{
    a->mark_nodes = a->node_count;
    a->mark_journal = a->journal_count;
    return (struct article_mark){a->journal_count, a->finding_count, a->state,
                                 a->body_state, a->field_state};
}

void stet__article_undo(struct article *a, struct article_mark mark, int findings)
{
    stet__article_end_read(a);
    if (mark.journal < a->journal_count) {
        while (a->journal_count > mark.journal)
            undo_entry(a, &a->journal[--a->journal_count]);
        a->state = mark.state;
        a->body_state = mark.body_state;
        a->field_state = mark.field_state;
    }
    a->failed = STET_OK;
    a->mark_nodes = a->node_count;
    a->mark_journal = a->journal_count;
    if (findings && mark.findings < a->finding_count)
        a->finding_count = mark.findings;
}
