/* SPDX-License-Identifier: MIT */
/*
 * Addresses that changed: their bytes are found where they stand between the texts
 * around the link, or in a definition apart, and nothing else of the block is written
 * anew.
 */
#include "model/journal/edits.h"

#include <stdlib.h>

enum {
    LATE_TRIES = 128,  /* looks at the whole source, for definitions */
    WINDOW_NODES = 256 /* looked at around a link                    */
};

/* A search for the bytes of an address. */
struct search {
    stet_str source, was, now; /* as they stand in the source, & perhaps as &amp; */
    uint32_t off;              /* where it was found */
    size_t found;
};

/* In no format is something in it the end of an address or the begin of markup. */
static int is_plain_address(stet_str s)
{
    int depth = 0;

    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7f ||
            strchr("<>[]\"'`*\\^{|};", s.p[i]))
            return 0;
        depth += s.p[i] == '(' ? 1 : s.p[i] == ')' ? -1 : 0;
        if (depth < 0)
            return 0;
    }
    return s.n > 0 && depth == 0;
}

static int ends_address(stet_str s, size_t at, int before)
{
    if (before ? at == 0 : at == s.n)
        return 1;
    char c = s.p[before ? at - 1 : at];
    return strchr(before ? "(<\"'= \t\n" : ")>\"' \t\r\n", c) != NULL;
}

/* Count where it stands in [from, to), but for what lies in `out`. */
static void look(struct search *s, uint32_t from, uint32_t to, stet_span out)
{
    while (from < to) {
        const char *p = memmem(s->source.p + from, to - from, s->was.p, s->was.n);
        if (!p)
            return;
        uint32_t off = (uint32_t)(p - s->source.p);
        from = off + 1;
        if (!ends_address(s->source, off, 1) ||
            !ends_address(s->source, off + s->was.n, 0) ||
            (off >= out.off && off < out.off + out.len))
            continue;
        s->off = off;
        s->found++;
    }
}

/* Every & as &amp;, in the arena. */
static stet_str escape(struct article *a, stet_str s)
{
    size_t more = 0, n = 0;

    for (size_t i = 0; i < s.n; i++)
        more += s.p[i] == '&' ? 4 : 0;
    char *p = stet__arena_bytes(&a->arena, s.n + more + 1);
    for (size_t i = 0; p && i < s.n; i++) {
        p[n++] = s.p[i];
        if (s.p[i] == '&') {
            memcpy(p + n, "amp;", 4);
            n += 4;
        }
    }
    return stet_strn(p, p ? n : 0);
}

/* ---- between the texts ------------------------------------------------------ */
/* Segments of a text as it was read. */
static const struct segment *segments_of(const struct touched *t, uint32_t i,
                                         uint32_t *ret_count)
{
    const struct node *node = &t->a->nodes[i];
    const struct journal_entry *e =
        t->first_text[i] ? &t->a->journal[t->first_text[i] - 1] : NULL;

    if (e && e->op == JOURNAL_TEXT) {
        *ret_count = e->old_segment_count;
        return e->old_segments;
    }
    *ret_count = node->segment_count;
    return node->segments;
}

/* Source bytes of a text node from its first to its last piece; len 0: from nowhere. */
stet_span stet__edits_source_of(const struct touched *t, uint32_t i)
{
    uint32_t count;
    const struct segment *s = segments_of(t, i, &count);
    stet_span span = {0, 0};

    for (uint32_t k = 0; t->a->nodes[i].kind == STET_TEXT && k < count; k++) {
        if (!s[k].src_len)
            continue;
        if (!span.len)
            span.off = s[k].src_off;
        span.len = s[k].src_off + s[k].src_len - span.off;
    }
    return span;
}

/* What lies between the texts before and behind a link, and the text within it. */
struct window {
    uint32_t from, to;
    stet_span within;
    uint32_t only_text; /* the one child, a text */
};

/* 0 when the next text is too far away to look for it at each of many links. */
static int find_window(const struct touched *t, uint32_t block, uint32_t link,
                       uint32_t seen, struct window *ret_window)
{
    const struct article *a = t->a;
    stet_span span = a->nodes[block].span, here;
    struct window w = {
        seen > span.off ? seen : span.off, span.off + span.len, {0, 0}, 0};
    uint32_t last = link, first = a->nodes[link].first;
    size_t steps = 0;

    for (uint32_t i = first; i; i = stet__node_after(a, link, i), last = i ? i : last) {
        here = stet__edits_source_of(t, i);
        if (++steps > WINDOW_NODES)
            return 0;
        if (!here.len)
            continue;
        if (!w.within.len)
            w.within.off = here.off;
        w.within.len = here.off + here.len - w.within.off;
    }
    if (first && last == link)
        last = first;
    for (uint32_t i = stet__node_after(a, block, last); i;
         i = stet__node_after(a, block, i)) {
        here = stet__edits_source_of(t, i);
        if (++steps > WINDOW_NODES)
            return 0;
        if (!here.len)
            continue;
        w.to = here.off;
        break;
    }
    if (first && !a->nodes[first].next && a->nodes[first].kind == STET_TEXT)
        w.only_text = first;
    *ret_window = w;
    return w.from <= w.to && w.to <= a->source.n;
}

/* The text of the link was its address, and is again? */
static int text_goes_along(const struct touched *t, const struct journal_entry *e,
                           uint32_t text)
{
    const struct journal_entry *said =
        text && t->first_text[text] ? &t->a->journal[t->first_text[text] - 1] : NULL;
    const stet_value *now = stet__attr_get(&t->a->nodes[e->node], e->attr);

    return said && said->op == JOURNAL_TEXT && now &&
           stet_str_eq(said->old_text, e->old_value.text) &&
           stet_str_eq(stet_strn(t->a->nodes[text].text, t->a->nodes[text].text_len),
                       now->text);
}

/* The text is the address, spelled as it stands in the source. */
static stet_code change_text(const struct search *s, stet_span within,
                             struct edit_list *list)
{
    if (within.len != s->was.n ||
        memcmp(s->source.p + within.off, s->was.p, s->was.n) != 0)
        return STET_SKIP;
    return stet__edits_replace(list, within.off, within.off + within.len, s->now);
}

static stet_code change_here(const struct touched *t, const struct journal_entry *e,
                             const struct window *w, struct search *s,
                             struct edit_list *list, uint32_t *ret_text)
{
    int along = text_goes_along(t, e, w->only_text);
    stet_code code = STET_OK;

    if (along)
        *ret_text = w->only_text;
    if (!s->found) /* an automatic link: text and address are the same bytes */
        return along ? change_text(s, w->within, list) : STET_SKIP;
    if (along && w->within.off < s->off)
        code = change_text(s, w->within, list);
    if (code == STET_OK)
        code = stet__edits_replace(list, s->off, s->off + (uint32_t)s->was.n, s->now);
    if (code == STET_OK && along && w->within.off > s->off)
        code = change_text(s, w->within, list);
    return code;
}

/* ---- definitions ------------------------------------------------------------ */
/* A link that still has the old address may be the definition's too. */
static int is_used(const struct article *a, stet_attr attr, stet_str was)
{
    for (uint32_t i = 1; i < a->node_count; i++) {
        const stet_value *v =
            a->nodes[i].flags & NODE_ALIVE ? stet__attr_get(&a->nodes[i], attr) : NULL;
        if (v && stet_str_eq(v->text, was))
            return 1;
    }
    return 0;
}

/* Behind `]:` at the begin of its line? */
static int is_definition(stet_str s, size_t off)
{
    while (off && (s.p[off - 1] == ' ' || s.p[off - 1] == '\t' || s.p[off - 1] == '<'))
        off--;
    if (off < 2 || s.p[off - 1] != ':' || s.p[off - 2] != ']')
        return 0;
    size_t line = off;
    while (line && s.p[line - 1] != '\n')
        line--;
    while (line < off && s.p[line] == ' ')
        line++;
    return s.p[line] == '[';
}

/* The edit of `late` that lies in these bytes, or NULL. */
static const stet_edit *edit_within(const struct edit_list *late, uint32_t off,
                                    size_t len)
{
    for (size_t i = 0; i < late->count; i++)
        if (late->items[i].off >= off && late->items[i].off < off + len)
            return &late->items[i];
    return NULL;
}

/* Does the edit make `now` of what stands at `off`? */
static int makes(const stet_edit *edit, uint32_t off, stet_str was, stet_str now)
{
    size_t head = edit->off - off;

    if (head + edit->del > was.n || was.n - edit->del + edit->insert.n != now.n)
        return 0;
    return memcmp(now.p, was.p, head) == 0 &&
           memcmp(now.p + head, edit->insert.p, edit->insert.n) == 0 &&
           memcmp(now.p + head + edit->insert.n, was.p + head + edit->del,
                  was.n - head - edit->del) == 0;
}

static stet_code change_at(const struct touched *t, const struct journal_entry *e,
                           const struct search *s, uint32_t off, struct edit_list *late)
{
    const stet_edit *edit = edit_within(late, off, s->was.n);

    if (edit) /* another link with the same definition */
        return makes(edit, off, s->was, s->now) ? STET_OK : STET_SKIP;
    if (is_used(t->a, e->attr, e->old_value.text))
        return STET_SKIP;
    return stet__edits_replace(late, off, off + (uint32_t)s->was.n, s->now);
}

/* Every definition of the former address. */
static stet_code change_definitions(const struct touched *t,
                                    const struct journal_entry *e,
                                    const struct search *s, struct edit_list *late)
{
    stet_code code = STET_OK;
    size_t seen = 0, from = 0;

    if (late->tried++ >= LATE_TRIES)
        return STET_SKIP;
    while (code == STET_OK && from < s->source.n) {
        const char *p =
            memmem(s->source.p + from, s->source.n - from, s->was.p, s->was.n);
        if (!p)
            break;
        size_t off = (size_t)(p - s->source.p);
        from = off + s->was.n;
        if (!ends_address(s->source, off, 1) || !ends_address(s->source, from, 0) ||
            !is_definition(s->source, off))
            continue;
        seen++;
        code = change_at(t, e, s, (uint32_t)off, late);
    }
    return seen ? code : STET_SKIP;
}

/* ---- one address ------------------------------------------------------------ */
stet_code stet__edits_of_address(const struct touched *t, const struct journal_entry *e,
                                 struct edits_place place, struct edit_list *list,
                                 struct edit_list *late, uint32_t *ret_text)
{
    const stet_value *value = stet__attr_get(&t->a->nodes[e->node], e->attr);
    struct search s = {.source = t->a->source, .was = e->old_value.text};
    struct window w;

    if (!value || !find_window(t, place.block, e->node, place.seen, &w))
        return STET_SKIP;
    s.now = value->text;
    if (stet_str_eq(s.was, s.now))
        return STET_OK;
    if (!is_plain_address(s.was) || !is_plain_address(s.now))
        return STET_SKIP;
    look(&s, w.from, w.to, w.within);
    if (!s.found && memchr(s.was.p, '&', s.was.n)) {
        struct search escaped = {
            .source = s.source, .was = escape(t->a, s.was), .now = escape(t->a, s.now)};
        if (!escaped.was.p || !escaped.now.p)
            return stet__tree_no_room(t->a, s.was.n);
        look(&escaped, w.from, w.to, w.within);
        if (escaped.found)
            s = escaped;
    }
    if (s.found > 1)
        return STET_SKIP;
    stet_code code = change_here(t, e, &w, &s, list, ret_text);
    return code == STET_SKIP && !s.found ? change_definitions(t, e, &s, late) : code;
}

static int by_offset(const void *x, const void *y)
{
    const stet_edit *a = x, *b = y;

    return (a->off > b->off) - (a->off < b->off);
}

stet_code stet__edits_merge(struct edit_list *list, struct edit_list *late)
{
    size_t count = list->count + late->count;

    if (!late->count)
        return STET_OK;
    stet_edit *all = stet__arena_alloc(&list->a->arena, count * sizeof *all);
    if (!all)
        return stet__tree_no_room(list->a, count * sizeof *all);
    if (list->count)
        memcpy(all, list->items, list->count * sizeof *all);
    memcpy(all + list->count, late->items, late->count * sizeof *all);
    qsort(all, count, sizeof *all, by_offset);
    for (size_t i = 1; i < count; i++)
        if (all[i].off < all[i - 1].off + all[i - 1].del)
            return STET_E_RANGE;
    list->items = all;
    list->count = list->cap = count;
    return STET_OK;
}
