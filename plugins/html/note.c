/* SPDX-License-Identifier: MIT */
/*
 * Footnotes with a way there and back, and the parts of a text that are notices.
 */
#include "element.h"

/* ---- labels that were seen -------------------------------------------------- */
static size_t find_slot(const struct labels *l, uint64_t hash)
{
    size_t i = (size_t)hash & (l->cap - 1);
    while (l->slots[i] && l->slots[i] != hash)
        i = (i + 1) & (l->cap - 1);
    return i;
}

static int grow_labels(stet_article *a, struct labels *l)
{
    struct labels grown = {.cap = l->cap ? l->cap * 2 : 64};
    grown.slots = stet_alloc(a, grown.cap * sizeof *grown.slots);
    if (!grown.slots)
        return 0;
    memset(grown.slots, 0, grown.cap * sizeof *grown.slots);
    for (size_t i = 0; i < l->cap; i++)
        if (l->slots[i])
            grown.slots[find_slot(&grown, l->slots[i])] = l->slots[i];
    grown.count = l->count;
    *l = grown;
    return 1;
}

static uint64_t hash_label(struct body *w, stet_str label)
{
    w->uses |= HTML_USES_ORDER;
    uint64_t hash = w->kit->hash(label.p, label.n);
    return hash ? hash : 1;
}

/* 1: it is the first of its label, and may carry the id. */
static int is_first(struct body *w, struct labels *l, stet_str label)
{
    uint64_t hash = hash_label(w, label);
    if (l->count * 2 >= l->cap && !grow_labels(w->a, l))
        return 0;
    size_t i = find_slot(l, hash);
    if (l->slots[i])
        return 0;
    l->slots[i] = hash;
    l->count++;
    return 1;
}

static int was_seen(struct body *w, const struct labels *l, stet_str label)
{
    return l->cap && l->slots[find_slot(l, hash_label(w, label))] != 0;
}

/* ---- ids -------------------------------------------------------------------- */
/* A label as part of an id: ASCII letters, digits, - and _; other bytes as hex. */
static void put_id_part(struct body *w, stet_str label)
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < label.n; i++) {
        unsigned char c = (unsigned char)label.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= '0' && c <= '9') || c == '-' || c == '_') {
            stet_putc(w->out, (char)c);
        } else {
            stet_putc(w->out, '.');
            stet_putc(w->out, hex[c >> 4]);
            stet_putc(w->out, hex[c & 15]);
        }
    }
}

static void put_note_id(struct body *w, const char *open, const char *what,
                        stet_str label)
{
    stet_puts(w->out, open);
    w->uses |= HTML_USES_PREFIX;
    stet__html_put_text(w, w->style->id_prefix);
    stet_puts(w->out, what);
    put_id_part(w, label);
    stet_putc(w->out, '"');
}

/* ---- footnotes -------------------------------------------------------------- */
size_t stet__html_write_footnote(struct body *w, const stet_item *item, size_t at)
{
    stet_str label = stet__html_attr_text(item, STET_ATTR_LABEL);
    int back = was_seen(w, &w->references, label);
    stet_puts(w->out, "<aside class=\"stet-footnote\" role=\"doc-footnote\"");
    if (is_first(w, &w->notes, label))
        put_note_id(w, " id=\"", "fn-", label);
    stet__html_put_language(w, item);
    stet_puts(w->out, "><sup>");
    if (back) {
        put_note_id(w, "<a href=\"#", "fnref-", label);
        stet_puts(w->out, " role=\"doc-backlink\">");
    }
    stet__html_put_text(w, label);
    stet_puts(w->out, back ? "</a></sup> " : "</sup> ");
    return keep_open_tag(w, "</aside>\n", at);
}

/* Is there a footnote of this label? They are looked for when the first one is asked.
 */
static int has_footnote(struct body *w, stet_str label)
{
    if (!w->looked) {
        w->looked = 1;
        for (size_t i = 0; i < w->count; i++)
            if (w->items[i].kind == STET_FOOTNOTE)
                is_first(w, &w->known,
                         stet__html_attr_text(&w->items[i], STET_ATTR_LABEL));
    }
    return was_seen(w, &w->known, label);
}

size_t stet__html_write_footnote_ref(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str label = stet__html_attr_text(item, STET_ATTR_LABEL);
    if (!has_footnote(w, label) || stet__html_is_in_link(w)) {
        /* a link would lead nowhere, or stand in another */
        stet_puts(w->out, "<sup class=\"stet-noteref\">");
        stet__html_put_text(w, label);
        stet_puts(w->out, "</sup>");
        return item->skip;
    }
    put_note_id(w, "<sup><a href=\"#", "fn-", label);
    if (is_first(w, &w->references, label))
        put_note_id(w, " id=\"", "fnref-", label);
    stet_puts(w->out, " role=\"doc-noteref\">");
    stet__html_put_text(w, label);
    stet_puts(w->out, "</a></sup>");
    return item->skip;
}

/* ---- links within the page -------------------------------------------------- */
/* The elements of a page that have an id are its footnotes. */
static int is_footnote(struct body *w, stet_str fragment)
{
    static const char id[] = "fn-";
    stet_str prefix = w->style->id_prefix;
    if (prefix.n && fragment.n > prefix.n &&
        memcmp(fragment.p, prefix.p, prefix.n) == 0)
        fragment = stet_strn(fragment.p + prefix.n, fragment.n - prefix.n);
    return fragment.n > sizeof id - 1 && memcmp(fragment.p, id, sizeof id - 1) == 0 &&
           has_footnote(
               w, stet_strn(fragment.p + sizeof id - 1, fragment.n - (sizeof id - 1)));
}

int stet__html_leads_nowhere(struct body *w, stet_str url)
{
    if (!stet__html_is_fragment(w->a, url, NULL))
        return 0;
    w->uses |= HTML_USES_ORDER; /* told by every page */
    if (url.p[0] == '#' && is_footnote(w, stet_strn(url.p + 1, url.n - 1)))
        return 0;
    return stet__html_is_fragment(w->a, url, &w->nowhere);
}

void stet__html_tell_losses(struct body *w)
{
    stet__html_tell_nowhere(w->a, &w->nowhere);
    if (!w->gaps)
        return;
    stet_out text = stet_out_in_article(w->a, 128, 512);
    stet_put_int(&text, (int64_t)w->gaps);
    stet_puts(&text, w->gaps == 1
                         ? " heading skips a level and is written one below the last"
                         : " headings skip a level and are written one below the last");
    stet_log(w->a, STET_LOG_LOSS, stet_out_text(&text));
}

/* ---- notices within a line -------------------------------------------------- */
/* The first mark that does not end before this place; those that do are done with. */
static const struct covered *next_mark(struct body *w)
{
    while (w->mark_count &&
           (w->marks->to <= w->offset || w->marks->to <= w->marks->from)) {
        w->marks++;
        w->mark_count--;
    }
    return w->mark_count ? w->marks : NULL;
}

static void put_marked(struct body *w, const struct covered *mark, stet_str text)
{
    stet_kind kind = stet_kind_of(w->a, mark->notice);
    stet_puts(w->out, "<span class=\"stet-notice\"");
    stet__html_put_attr(w->a, w->out, "data-kind",
                        stet_cstr(stet_kind_name(w->a, kind)));
    stet_putc(w->out, '>');
    stet__html_put_text(w, text);
    stet_puts(w->out, "</span>");
}

/* Text in runs: what lies in a mark, what lies between. Marks that overlap: the first.
 */
void stet__html_write_marked(struct body *w, stet_str text)
{
    while (text.n) {
        const struct covered *mark = next_mark(w);
        int inside = mark && mark->from <= w->offset;
        size_t end = !mark ? SIZE_MAX : inside ? mark->to : mark->from;
        size_t n = end - w->offset < text.n ? end - w->offset : text.n;
        if (inside)
            put_marked(w, mark, stet_strn(text.p, n));
        else
            stet__html_put_text(w, stet_strn(text.p, n));
        w->offset += n;
        text = stet_strn(text.p + n, text.n - n);
    }
}
