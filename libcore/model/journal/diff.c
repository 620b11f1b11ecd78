/* SPDX-License-Identifier: MIT */
/*
 * What a part of the journal amounts to, for people: a line for each node that came,
 * went, or is not as it was before.
 */
#include "model/tree/tree.h"

/* Entries of one node, linked in order: next[k] is the entry after k, 0 the end.
 * Numbers are those of the entry and one. */
struct chains {
    const struct article *a;
    size_t first, last;
    uint32_t *head, *tail, *next;
};

static stet_code link_chains(struct chains *c)
{
    size_t nodes = c->a->node_count, entries = c->last - c->first;

    c->head = stet__calloc(2 * nodes + entries + 1, sizeof *c->head);
    if (!c->head)
        return STET_E_NOMEM;
    c->tail = c->head + nodes;
    c->next = c->tail + nodes;
    for (size_t k = 0; k < entries; k++) {
        uint32_t node = c->a->journal[c->first + k].node, number = (uint32_t)k + 1;
        if (c->a->journal[c->first + k].op == JOURNAL_READ)
            continue;
        if (c->tail[node])
            c->next[c->tail[node] - 1] = number;
        else
            c->head[node] = number;
        c->tail[node] = number;
    }
    return STET_OK;
}

static const struct journal_entry *entry_at(const struct chains *c, uint32_t number)
{
    return &c->a->journal[c->first + number - 1];
}

/* The first or, with `last`, the last entry of an op (and attribute) about a node. */
static const struct journal_entry *entry_of(const struct chains *c, uint32_t node,
                                            int op, stet_attr attr, int last)
{
    const struct journal_entry *found = NULL;

    for (uint32_t k = c->head[node]; k && (last || !found); k = c->next[k - 1]) {
        const struct journal_entry *e = entry_at(c, k);
        if (e->op == op && e->attr == attr)
            found = e;
    }
    return found;
}

/* ---- putting ---------------------------------------------------------------- */
static void put_quoted(stet_out *out, stet_str text)
{
    static const char hex[] = "0123456789abcdef";

    stet_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\') {
            stet_putc(out, '\\');
            stet_putc(out, (char)c);
        } else if (c == '\n') {
            stet_puts(out, "\\n");
        } else if (c < 0x20 || c == 0x7f) {
            stet_puts(out, "\\x");
            stet_putc(out, hex[c >> 4]);
            stet_putc(out, hex[c & 15]);
        } else {
            stet_putc(out, (char)c);
        }
    }
    stet_putc(out, '"');
}

static void put_kind(const struct chains *c, stet_out *out, const char *sign,
                     stet_kind kind)
{
    const struct kind_info *info = stet__vocabulary_kind_info(c->a->vocabulary, kind);

    stet_puts(out, sign);
    stet_puts(out, info ? info->name : "?");
}

/* The content of a node, also of one that is gone. */
static void put_content(const struct chains *c, stet_out *out, uint32_t node)
{
    size_t len = stet__content_write(c->a, node, NULL);
    char *text = len ? stet__alloc(len) : NULL;

    if (len && !text) {
        out->failed = out->failed ? out->failed : STET_E_NOMEM;
        return;
    }
    if (!len)
        return;
    stet__content_write(c->a, node, text);
    stet_putc(out, ' ');
    put_quoted(out, stet_strn(text, len));
    stet__free(text);
}

static void put_value(stet_out *out, int there, const stet_value *value)
{
    if (!there)
        stet_puts(out, "none");
    else if (value->type == ATTR_TEXT)
        put_quoted(out, value->text);
    else if (value->type == ATTR_INT)
        stet_put_int(out, value->number);
    else
        stet_puts(out, "a node");
}

static int same_value(const struct journal_entry *first,
                      const struct journal_entry *last)
{
    const stet_value *x = &first->old_value, *y = &last->new_value;

    if (!first->had_attr || !last->has_attr)
        return first->had_attr == last->has_attr;
    return x->type == y->type && x->number == y->number &&
           stet_str_eq(x->text, y->text);
}

/* ---- one node --------------------------------------------------------------- */
static void put_text_change(const struct chains *c, stet_out *out, uint32_t node)
{
    const struct journal_entry *first = entry_of(c, node, JOURNAL_TEXT, 0, 0);
    const struct journal_entry *last = entry_of(c, node, JOURNAL_TEXT, 0, 1);

    if (!first || stet_str_eq(first->old_text, last->new_text))
        return;
    put_kind(c, out, "~ ", c->a->nodes[node].kind);
    stet_putc(out, ' ');
    put_quoted(out, first->old_text);
    stet_puts(out, " -> ");
    put_quoted(out, last->new_text);
    stet_putc(out, '\n');
}

static void put_attr_changes(const struct chains *c, stet_out *out, uint32_t node)
{
    for (uint32_t k = c->head[node]; k; k = c->next[k - 1]) {
        const struct journal_entry *e = entry_at(c, k), *last;
        if (e->op != JOURNAL_ATTR || entry_of(c, node, JOURNAL_ATTR, e->attr, 0) != e)
            continue;
        last = entry_of(c, node, JOURNAL_ATTR, e->attr, 1);
        if (same_value(e, last))
            continue;
        put_kind(c, out, "~ ", c->a->nodes[node].kind);
        stet_putc(out, '.');
        stet_puts(out, c->a->vocabulary->attrs[e->attr].name);
        stet_putc(out, ' ');
        put_value(out, e->had_attr, &e->old_value);
        stet_puts(out, " -> ");
        put_value(out, last->has_attr, &last->new_value);
        stet_putc(out, '\n');
    }
}

static void put_place_changes(const struct chains *c, stet_out *out, uint32_t node)
{
    static const char *const zones[] = {"none", "head", "body", "tail"};
    const struct journal_entry *first = entry_of(c, node, JOURNAL_ZONE, 0, 0);
    const struct journal_entry *last = entry_of(c, node, JOURNAL_ZONE, 0, 1);

    if (first && first->old_zone != last->new_zone) {
        put_kind(c, out, "= ", c->a->nodes[node].kind);
        stet_puts(out, " zone ");
        stet_puts(out, zones[last->new_zone & 3]);
        put_content(c, out, node);
        stet_putc(out, '\n');
    }
    first = entry_of(c, node, JOURNAL_KIND, 0, 0);
    last = entry_of(c, node, JOURNAL_KIND, 0, 1);
    if (first && first->old_kind != last->new_kind) {
        put_kind(c, out, "~ ", first->old_kind);
        put_kind(c, out, " -> ", last->new_kind);
        put_content(c, out, node);
        stet_putc(out, '\n');
    }
    if (entry_of(c, node, JOURNAL_MOVE, 0, 0)) {
        put_kind(c, out, "> ", c->a->nodes[node].kind);
        put_content(c, out, node);
        stet_puts(out, " (moved)\n");
    }
}

static int is_new(const struct chains *c, uint32_t node)
{
    return node && entry_of(c, node, JOURNAL_NEW, 0, 0) != NULL;
}

/* Came, went, both, or changed. What is below a node that came is part of its line. */
static void put_node(const struct chains *c, stet_out *out, uint32_t node)
{
    const struct node *n = &c->a->nodes[node];
    int gone = entry_of(c, node, JOURNAL_REMOVE, 0, 1) != NULL;
    int family = stet__tree_family(c->a, n->kind);

    if (is_new(c, node)) {
        if (gone || (is_new(c, n->parent) &&
                     (family == STET_FAMILY_INLINE || !(n->flags & NODE_ALIVE))))
            return;
        put_kind(c, out, "+ ", n->kind);
        put_content(c, out, node);
        stet_putc(out, '\n');
    } else if (gone) {
        put_kind(c, out, "- ", n->kind);
        put_content(c, out, node);
        stet_putc(out, '\n');
    } else {
        put_text_change(c, out, node);
        put_attr_changes(c, out, node);
        put_place_changes(c, out, node);
    }
}

static void put_read(stet_out *out, const struct journal_entry *e)
{
    stet_puts(out, "+ ");
    stet_put_int(out, (int64_t)e->count);
    stet_puts(out, e->count == 1 ? " node read\n" : " nodes read\n");
}

void stet__journal_diff(const struct article *a, size_t first, size_t last,
                        stet_out *out)
{
    struct chains c = {a, first, last, NULL, NULL, NULL};

    if (!a || last > a->journal_count || first >= last)
        return;
    if (link_chains(&c) != STET_OK) {
        out->failed = out->failed ? out->failed : STET_E_NOMEM;
        return;
    }
    for (size_t k = 0; k < last - first; k++) {
        const struct journal_entry *e = &a->journal[first + k];
        if (e->op == JOURNAL_READ)
            put_read(out, e);
        else if (c.head[e->node] == k + 1)
            put_node(&c, out, e->node);
    }
    stet__free(c.head);
}
