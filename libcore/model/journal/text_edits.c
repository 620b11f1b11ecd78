/* SPDX-License-Identifier: MIT */
/*
 * The list of edits, and the shortest way to one: where only words of running text
 * changed, and no markup of any format can come of it, the source bytes of those words
 * are replaced and nothing is rendered.
 */
#include "model/journal/edits.h"

/* ---- the list --------------------------------------------------------------- */
static stet_code join(struct edit_list *list, stet_edit *last, uint32_t del,
                      stet_str insert)
{
    if (!insert.n) {
        last->del += del;
        return STET_OK;
    }
    size_t n = last->insert.n + insert.n;
    char *p = stet__arena_bytes(&list->a->arena, n + 1);
    if (!p)
        return stet__tree_no_room(list->a, n);
    memcpy(p, last->insert.p, last->insert.n);
    memcpy(p + last->insert.n, insert.p, insert.n);
    p[n] = '\0';
    last->insert = stet_strn(p, n);
    last->del += del;
    return STET_OK;
}

stet_code stet__edits_add(struct edit_list *list, uint32_t off, uint32_t del,
                          stet_str insert)
{
    stet_edit *last = list->count ? &list->items[list->count - 1] : NULL;

    if (!del && !insert.n)
        return STET_OK;
    if (last && off == last->off + last->del)
        return join(list, last, del, insert);
    if (list->count == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 8;
        stet_edit *items = stet__arena_alloc(&list->a->arena, cap * sizeof *items);
        if (!items)
            return stet__tree_no_room(list->a, cap * sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->cap = cap;
    }
    list->items[list->count++] = (stet_edit){off, del, insert};
    return STET_OK;
}

stet_code stet__edits_replace(struct edit_list *list, uint32_t off, uint32_t end,
                              stet_str text)
{
    stet_str old = stet_strn(list->a->source.p + off, end - off);
    size_t head, tail;

    stet__text_ends(old, text, &head, &tail);
    if (head == old.n && head == text.n)
        return STET_OK;
    return stet__edits_add(list, off + (uint32_t)head, (uint32_t)(old.n - head - tail),
                           stet_strn(text.p + head, text.n - head - tail));
}

/* ---- words ------------------------------------------------------------------ */
/* Letters, digits and what stands between words; in no format are these markup. */
static int is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == ' ' || c == ',' || (unsigned char)c >= 0x80;
}

static int all_plain(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_plain(p[i]) || (p[i] == ' ' && i && p[i - 1] == ' '))
            return 0;
    return 1;
}

/* Letters on both sides keep what is put in from meeting markup or the begin of a line.
 */
static int is_calm(const struct article *a, uint32_t off, uint32_t end)
{
    stet_str s = a->source;

    return off > 0 && end < s.n && is_plain(s.p[off - 1]) &&
           (is_plain(s.p[end]) || (s.p[end] == '.' && end + 1 < s.n)) &&
           !(s.p[off - 1] == ' ' && s.p[end] == ' ' && off == end);
}

/* The source bytes of [from, to) of a text, when one verbatim piece holds them. */
static int find_source(const struct journal_entry *e, size_t from, size_t to,
                       uint32_t *ret_off, uint32_t *ret_end)
{
    for (uint32_t k = 0; k < e->old_segment_count; k++) {
        const struct segment *s = &e->old_segments[k];
        if (from < s->text_off || to > (size_t)s->text_off + s->text_len)
            continue;
        if (!s->src_len || s->src_len != s->text_len)
            continue;
        *ret_off = s->src_off + (uint32_t)from - s->text_off;
        *ret_end = s->src_off + (uint32_t)to - s->text_off;
        return 1;
    }
    return 0;
}

/* One text node, from what it was when it was read. */
static stet_code change_words(const struct touched *t, const struct journal_entry *e,
                              struct edit_list *list)
{
    const struct node *node = &t->a->nodes[e->node];
    stet_str now = stet_strn(node->text, node->text_len);
    uint32_t off, end;
    size_t head, tail;

    if (stet_str_eq(e->old_text, now))
        return STET_OK;
    stet__text_ends(e->old_text, now, &head, &tail);
    const char *insert = now.p + head;
    size_t n = now.n - head - tail, del = e->old_text.n - head - tail;
    if (!find_source(e, head, e->old_text.n - tail, &off, &end) ||
        end > t->a->source.n ||
        memcmp(t->a->source.p + off, e->old_text.p + head, del) != 0)
        return STET_SKIP;
    if (!all_plain(insert, n) || !is_calm(t->a, off, end) ||
        (n && insert[0] == ' ' && t->a->source.p[off - 1] == ' ') ||
        (n && insert[n - 1] == ' ' && t->a->source.p[end] == ' ') ||
        (!n && !all_plain(e->old_text.p + head, del)))
        return STET_SKIP;
    return stet__edits_add(list, off, end - off, stet_strn(insert, n));
}

/* The change of one node; *skip is the text that goes with an address. */
static stet_code change_node(const struct touched *t, uint32_t i,
                             struct edits_place place, struct edit_list *list,
                             struct edit_list *late, uint32_t *skip)
{
    const struct journal_entry *e = &t->a->journal[t->first_text[i] - 1];

    if (e->op == JOURNAL_ATTR)
        return stet__edits_of_address(t, e, place, list, late, skip);
    return i == *skip ? STET_OK : change_words(t, e, list);
}

static stet_code change_nodes(const struct touched *t, uint32_t block,
                              struct edit_list *list, struct edit_list *late)
{
    struct edits_place place = {block, 0};
    uint32_t skip = 0, end = list->count ? list->items[list->count - 1].off : 0;
    stet_code code = STET_OK;

    for (uint32_t i = block; i && code == STET_OK;
         i = stet__node_after(t->a, block, i)) {
        size_t count = list->count;
        if (t->first_text[i])
            code = change_node(t, i, place, list, late, &skip);
        for (; code == STET_OK && count < list->count; count++) {
            if (list->items[count].off < end)
                code = STET_SKIP; /* not in the order of the source */
            end = list->items[count].off + list->items[count].del;
        }
        stet_span here = stet__edits_source_of(t, i);
        if (here.len)
            place.seen = here.off + here.len;
    }
    return code;
}

stet_code stet__edits_of_text(const struct touched *t, uint32_t block,
                              struct edit_list *list, struct edit_list *late)
{
    struct edit_list before = *list;
    size_t late_before = late->count;
    stet_edit last = {0, 0, {NULL, 0}};

    if (list->count)
        last = list->items[list->count - 1]; /* an addition may join it */
    stet_code code = change_nodes(t, block, list, late);
    if (code == STET_SKIP) {
        *list = before;
        late->count = late_before;
        if (before.count)
            list->items[before.count - 1] = last;
    }
    return code;
}
