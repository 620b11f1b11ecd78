/* SPDX-License-Identifier: MIT */
/* Make the nodes of an article from md4c's events, holes put back. */
#include <md4c.h>

#include "read.h"

enum { LEAVES_MAX = 64 };

struct tree {
    struct reading *r;
    stet_article *a;
    struct scratch *s;
    size_t hole;      /* first hole that is not behind us */
    int in_head, alt; /* alt: depth of images that are open */
    stet_node html;   /* HTML within a line that the last event was part of */
    size_t depth;
    stet_node open[2 * DEPTH_MAX];
    stet_code code;
    /* lines of text and breaks of the innermost node that are not made yet */
    stet_leaf leaves[LEAVES_MAX];
    size_t leaf_count;
};

static void check(struct tree *t, stet_code code)
{
    if (code != STET_OK && t->code == STET_OK)
        t->code = code;
}

static stet_span span_at(const struct tree *t, uint32_t off, uint32_t len)
{
    return t->r->laid ? stet__markdown_span(t->r, off, len)
                      : (stet_span){off + t->r->base, len};
}

static stet_node add_node(struct tree *t, stet_kind kind, uint32_t off, uint32_t len)
{
    stet_node parent =
        t->depth ? t->open[t->depth - 1] : stet_root(t->a, STET_FAMILY_BLOCK);
    stet_node n =
        stet_node_new(t->a, parent, 0, kind,
                      off == NOWHERE ? (stet_span){0, 0} : span_at(t, off, len));
    if (!n)
        check(t, STET_E_LIMIT);
    return n;
}

/* Make the leaves that were put off; done before anything else is made. */
static void make_leaves(struct tree *t)
{
    if (t->leaf_count)
        check(t, stet_leaves_append(t->a, t->open[t->depth - 1], t->leaves,
                                    t->leaf_count));
    t->leaf_count = 0;
}

static void push(struct tree *t, stet_node n)
{
    if (t->depth == sizeof t->open / sizeof t->open[0])
        check(t, STET_E_LIMIT);
    else
        t->open[t->depth++] = n;
}

static void set_str(struct tree *t, stet_node n, stet_attr k, const char *p, size_t len)
{
    check(t, stet_set_attr(t->a, n, k, stet_strn(p, len)));
}

static void set_int(struct tree *t, stet_node n, stet_attr k, int64_t value)
{
    check(t, stet_set_int(t->a, n, k, value));
}

/* ---- text ------------------------------------------------------------------------ */

/* Of alternative text, lines of the source are one. */
static void put_alt(struct tree *t, const char *p, size_t n, int in_source)
{
    struct buffer *alt = &t->s->alt;
    size_t from = alt->n;
    check(t, stet__markdown_append(alt, p, n));
    for (size_t i = from; in_source && i < alt->n; i++)
        if (alt->p[i] == '\n')
            alt->p[i] = ' ';
}

/* Text into the innermost node, or into the alternative text of an open image. */
static void put_text(struct tree *t, const char *p, size_t n, uint32_t off,
                     uint32_t len)
{
    if (t->alt)
        put_alt(t, p, n, len == n);
    else if (t->depth)
        check(t, stet_text_append(t->a, t->open[t->depth - 1], p, n,
                                  len ? span_at(t, off, len).off : 0, len));
}

/* The mark of a footnote, by the label that its definition has. */
static void put_reference(struct tree *t, const struct hole *h)
{
    const struct note *note = &t->s->notes[h->note];
    const struct note *meant = &t->s->notes[note->definition - 1];
    stet_node n = add_node(t, STET_FOOTNOTE_REF, h->off, h->len);
    if (n)
        set_str(t, n, STET_ATTR_LABEL, t->r->source + t->r->base + meant->off + 2,
                meant->len - 3);
}

static void put_hole(struct tree *t, const struct hole *h, int as_text)
{
    const char *p = t->r->body + h->off;
    if (h->kind == HOLE_INVALID) {
        put_text(t, "\xef\xbf\xbd", 3, h->off, h->len);
    } else if (as_text || t->alt ||
               (h->kind == HOLE_NOTE && !t->s->notes[h->note].definition) ||
               stet_kind_of(t->a, t->open[t->depth - 1]) == STET_SHORTCODE) {
        put_text(t, p, h->len, h->off, h->len);
    } else if (h->kind == HOLE_NOTE) {
        put_reference(t, h);
    } else {
        stet_span span = span_at(t, h->off, h->len);
        stet_node n = add_node(t, STET_SHORTCODE_INLINE, h->off, h->len);
        if (n)
            check(t, stet_text_append(t->a, n, p, h->len, span.off, span.len));
    }
}

/* Bytes of the body that may hold holes. In code and HTML shortcodes are plain text. */
static void put_bytes(struct tree *t, uint32_t off, uint32_t len, int as_text)
{
    const struct scratch *s = t->s;
    uint32_t end = off + len;
    while (t->hole < s->hole_count && s->holes[t->hole].off < off)
        t->hole++;
    while (t->hole < s->hole_count && s->holes[t->hole].off < end) {
        const struct hole *h = &s->holes[t->hole++];
        if (h->off > off)
            put_text(t, t->r->body + off, h->off - off, off, h->off - off);
        put_hole(t, h, as_text);
        off = h->off + h->len;
    }
    if (off < end)
        put_text(t, t->r->body + off, end - off, off, end - off);
}

static void put_entity(struct tree *t, const struct event *e)
{
    char text[8];
    size_t n = stet__markdown_entity(t->r->body + e->off, e->len, text);
    if (n)
        put_text(t, text, n, e->off, e->len);
    else
        put_bytes(t, e->off, e->len, 1);
}

static void put_made(struct tree *t, const struct event *e)
{
    static const char spaces[] = "                                ";
    char made = (char)e->value;
    if (made == ' ' && e->len < sizeof spaces)
        put_text(t, spaces, e->len, 0, 0);
    else if (e->len == 1)
        put_text(t, &made, 1, 0, 0);
}

static void put_break(struct tree *t, const struct event *e)
{
    if (t->alt)
        put_text(t, " ", 1, 0, 0);
    else
        add_node(t, e->type == MD_TEXT_BR ? STET_LINE_BREAK : STET_SOFT_BREAK, e->off,
                 1);
}

static int ends_tag(stet_str s)
{
    return s.n && s.p[s.n - 1] == '>';
}

/* HTML within a line is a node of its own, over line ends too; a block of HTML takes it
 * as its text. */
static void put_html(struct tree *t, const struct event *e)
{
    int made = e->off == NOWHERE;
    if (t->alt ||
        (t->depth && stet_kind_of(t->a, t->open[t->depth - 1]) == STET_HTML)) {
        if (made)
            put_made(t, e);
        else
            put_bytes(t, e->off, e->len, 1);
        return;
    }
    if (!t->html || (!made && ends_tag(stet_text(t->a, t->html))))
        t->html = add_node(t, STET_HTML_INLINE, e->off, made ? 0 : e->len);
    if (!t->html)
        return;
    push(t, t->html);
    if (made)
        put_made(t, e);
    else
        put_bytes(t, e->off, e->len, 1);
    t->depth--;
}

static int is_in_cell(struct tree *t)
{
    for (size_t i = t->depth; i-- > 0;)
        if (stet_kind_of(t->a, t->open[i]) == STET_CELL)
            return 1;
    return 0;
}

/* Code, where only tables know an escape: a bar of a cell is `\|`. */
static void put_code(struct tree *t, const struct event *e)
{
    const char *p = t->r->body + e->off;
    uint32_t from = 0, at = 0;
    if (memchr(p, '|', e->len) && is_in_cell(t))
        for (; at + 1 < e->len; at++)
            if (p[at] == '\\' && p[at + 1] == '|') {
                if (at > from)
                    put_bytes(t, e->off + from, at - from, 1);
                from = at + 1;
            }
    put_bytes(t, e->off + from, e->len - from, 1);
}

static void on_text(struct tree *t, const struct event *e)
{
    switch (e->type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        put_break(t, e);
        return;
    case MD_TEXT_ENTITY:
        put_entity(t, e);
        return;
    case MD_TEXT_HTML:
        put_html(t, e);
        return;
    default:
        if (e->off == NOWHERE)
            put_made(t, e);
        else if (e->type == MD_TEXT_CODE)
            put_code(t, e);
        else
            put_bytes(t, e->off, e->len, 0);
    }
}

/* Has the text no hole? */
static int is_plain(struct tree *t, const struct event *e)
{
    const struct scratch *s = t->s;
    while (t->hole < s->hole_count && s->holes[t->hole].off < e->off)
        t->hole++;
    return t->hole == s->hole_count || s->holes[t->hole].off >= e->off + e->len;
}

/* Put a line of text or a break off, to make many at once; 0: it is neither. */
static int put_off(struct tree *t, const struct event *e)
{
    if (e->what != EVENT_TEXT || t->alt || !t->depth || e->off == NOWHERE)
        return 0;
    int is_text = e->type == MD_TEXT_NORMAL;
    if (is_text ? !is_plain(t, e) : e->type != MD_TEXT_SOFTBR && e->type != MD_TEXT_BR)
        return 0;
    if (t->leaf_count == LEAVES_MAX)
        make_leaves(t);
    stet_kind kind = is_text                 ? STET_TEXT
                     : e->type == MD_TEXT_BR ? STET_LINE_BREAK
                                             : STET_SOFT_BREAK;
    t->leaves[t->leaf_count++] =
        (stet_leaf){span_at(t, e->off, is_text ? e->len : 1), kind, 0};
    return 1;
}

/* ---- inlines --------------------------------------------------------------------- */

/* A string of the pool, which does not exist before its first byte. */
static void set_pooled(struct tree *t, stet_node n, stet_attr k, uint32_t off,
                       uint32_t len)
{
    set_str(t, n, k, len ? t->s->pool.p + off : "", len);
}

static void set_target(struct tree *t, stet_node n, const struct event *e,
                       stet_attr url)
{
    const struct target *target = &t->s->targets[e->extra - 1];
    set_pooled(t, n, url, target->url, target->url_len);
    if (target->has_title)
        set_pooled(t, n, STET_ATTR_TITLE, target->title, target->title_len);
}

/* md4c does not tell `<address>` from `[text](address)`; before the text of the first
 * stands `<`, which could not be skipped anywhere else. */
static int is_autolink(const struct tree *t, const struct event *e)
{
    return e->lo != NOWHERE && e->lo > 0 && t->r->text[e->lo - 1] == '<' &&
           e->hi < t->r->size && t->r->text[e->hi] == '>';
}

static void enter_span(struct tree *t, const struct event *e)
{
    static const stet_kind kinds[] = {
        [MD_SPAN_EM] = STET_EMPHASIS,    [MD_SPAN_STRONG] = STET_STRONG,
        [MD_SPAN_A] = STET_LINK,         [MD_SPAN_IMG] = STET_IMAGE,
        [MD_SPAN_CODE] = STET_CODE_SPAN, [MD_SPAN_DEL] = STET_STRIKE};
    if (t->alt) {
        t->alt += e->type == MD_SPAN_IMG;
        return;
    }
    if (e->type >= sizeof kinds / sizeof kinds[0] || !kinds[e->type]) {
        check(t, STET_E_RANGE);
        return;
    }
    stet_node n = add_node(t, kinds[e->type], e->off, e->len);
    push(t, n);
    if (!n)
        return;
    if (e->type == MD_SPAN_A) {
        set_target(t, n, e, STET_ATTR_HREF);
        if (is_autolink(t, e))
            set_int(t, n, STET_ATTR_AUTOLINK, 1);
    } else if (e->type == MD_SPAN_IMG) {
        set_target(t, n, e, STET_ATTR_SRC);
        t->alt = 1;
        t->s->alt.n = 0;
    }
}

static void leave_span(struct tree *t, const struct event *e)
{
    if (t->alt) {
        t->alt -= e->type == MD_SPAN_IMG;
        if (t->alt)
            return;
        set_str(t, t->open[t->depth - 1], STET_ATTR_ALT, t->s->alt.p, t->s->alt.n);
    }
    t->depth--;
}

/* ---- blocks ---------------------------------------------------------------------- */

static void set_list(struct tree *t, stet_node n, const struct event *e)
{
    char marker = (char)(e->value & 0xff);
    if (e->type == MD_BLOCK_OL) {
        set_int(t, n, STET_ATTR_ORDERED, 1);
        set_int(t, n, STET_ATTR_START, e->extra);
    }
    if (e->value & 0x100)
        set_int(t, n, STET_ATTR_TIGHT, 1);
    set_str(t, n, STET_ATTR_MARKER, &marker, 1);
}

static void set_code(struct tree *t, stet_node n, const struct event *e)
{
    const char *p = t->r->text + e->off;
    size_t len = 0;
    while (len < e->len && p[len] == (char)e->value)
        len++;
    if (e->value)
        set_str(t, n, STET_ATTR_FENCE, p, len ? len : 0);
    if (e->extra)
        set_pooled(t, n, STET_ATTR_INFO, t->s->targets[e->extra - 1].url,
                   t->s->targets[e->extra - 1].url_len);
}

/* A rule: its mark as it stood, blanks around it left out. */
static void set_rule(struct tree *t, stet_node n, const struct event *e)
{
    const char *p = t->r->text + e->off, *end = p + e->len;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '>'))
        p++;
    while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    set_str(t, n, STET_ATTR_MARKER, p, (size_t)(end - p));
}

static void set_cell(struct tree *t, stet_node n, const struct event *e)
{
    static const char *const names[] = {NULL, "left", "center", "right"};
    if (t->in_head)
        set_int(t, n, STET_ATTR_HEAD, 1);
    if (e->value && e->value < 4)
        set_str(t, n, STET_ATTR_ALIGN, names[e->value], strlen(names[e->value]));
}

static void set_block(struct tree *t, stet_node n, const struct event *e)
{
    switch (e->type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        set_list(t, n, e);
        break;
    case MD_BLOCK_LI:
        if (e->value)
            set_int(t, n, STET_ATTR_TASK, 1);
        if (e->value == 2)
            set_int(t, n, STET_ATTR_CHECKED, 1);
        break;
    case MD_BLOCK_H:
        set_int(t, n, STET_ATTR_LEVEL, e->value);
        break;
    case MD_BLOCK_CODE:
        set_code(t, n, e);
        break;
    case MD_BLOCK_HR:
        set_rule(t, n, e);
        break;
    case MD_BLOCK_TR:
        if (t->in_head)
            set_int(t, n, STET_ATTR_HEAD, 1);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        set_cell(t, n, e);
        break;
    default:
        break;
    }
}

/* The shortcode that is all of a paragraph, or NULL. */
static const struct hole *lone_shortcode(struct tree *t, const struct event *e)
{
    const struct scratch *s = t->s;
    if (!s->hole_count || e->type != MD_BLOCK_P || e[1].what != EVENT_TEXT ||
        e[2].what != EVENT_LEAVE || e[1].off == NOWHERE)
        return NULL;
    while (t->hole < s->hole_count && s->holes[t->hole].off < e[1].off)
        t->hole++;
    const struct hole *h = t->hole < s->hole_count ? &s->holes[t->hole] : NULL;
    return h && h->kind == HOLE_SHORTCODE && h->off == e[1].off && h->len == e[1].len
               ? h
               : NULL;
}

/* The footnote that a heading was put in for, or NULL. */
static const struct note *note_of_heading(struct tree *t, const struct event *e)
{
    const struct scratch *s = t->s;
    if (e->what != EVENT_ENTER || e->type != MD_BLOCK_H || e->lo == NOWHERE)
        return NULL;
    while (t->hole < s->hole_count && s->holes[t->hole].off < e->lo)
        t->hole++;
    const struct hole *h = t->hole < s->hole_count ? &s->holes[t->hole] : NULL;
    return h && h->kind == HOLE_DEFINITION && h->off == e->lo ? &s->notes[h->note]
                                                              : NULL;
}

static void enter_footnote(struct tree *t, const struct note *note)
{
    const char *body = t->r->source + t->r->base;
    uint32_t end = note->end;
    while (end > note->off && (body[end - 1] == '\n' || body[end - 1] == '\r'))
        end--;
    stet_node parent =
        t->depth ? t->open[t->depth - 1] : stet_root(t->a, STET_FAMILY_BLOCK);
    stet_node n = stet_node_new(t->a, parent, 0, STET_FOOTNOTE,
                                (stet_span){note->line + t->r->base, end - note->line});
    push(t, n);
    if (n)
        set_str(t, n, STET_ATTR_LABEL, body + note->off + 2, note->len - 3);
    else
        check(t, STET_E_LIMIT);
}

/* How many events belong to headings that were put in: one before each quote that is a
 * footnote, and one that the quote begins with. */
static size_t enter_notes(struct tree *t, const struct event *e)
{
    const struct note *note = NULL;
    if (note_of_heading(t, e))
        return 3;
    if (e->type == MD_BLOCK_QUOTE)
        note = note_of_heading(t, e + 1);
    if (!note)
        return 0;
    enter_footnote(t, note);
    return 4;
}

static void enter_block(struct tree *t, const struct event *e)
{
    static const stet_kind kinds[] = {
        [MD_BLOCK_QUOTE] = STET_QUOTE,  [MD_BLOCK_UL] = STET_LIST,
        [MD_BLOCK_OL] = STET_LIST,      [MD_BLOCK_LI] = STET_ITEM,
        [MD_BLOCK_HR] = STET_SEPARATOR, [MD_BLOCK_H] = STET_HEADING,
        [MD_BLOCK_CODE] = STET_CODE,    [MD_BLOCK_HTML] = STET_HTML,
        [MD_BLOCK_P] = STET_PARAGRAPH,  [MD_BLOCK_TABLE] = STET_TABLE,
        [MD_BLOCK_TR] = STET_ROW,       [MD_BLOCK_TH] = STET_CELL,
        [MD_BLOCK_TD] = STET_CELL};
    if (e->type == MD_BLOCK_THEAD || e->type == MD_BLOCK_TBODY)
        t->in_head = e->type == MD_BLOCK_THEAD;
    if (e->type >= sizeof kinds / sizeof kinds[0] || !kinds[e->type])
        return;
    const struct hole *h = lone_shortcode(t, e);
    stet_node n = add_node(t, h ? STET_SHORTCODE : kinds[e->type], e->off, e->len);
    push(t, n);
    if (n && !h)
        set_block(t, n, e);
}

static void leave_block(struct tree *t, const struct event *e)
{
    if (e->type != MD_BLOCK_DOC && e->type != MD_BLOCK_THEAD &&
        e->type != MD_BLOCK_TBODY)
        t->depth--;
}

stet_code stet__markdown_build(struct reading *r)
{
    struct tree t;
    memset(&t, 0, offsetof(struct tree, leaves));
    t.r = r;
    t.a = r->article;
    t.s = r->s;
    t.leaf_count = 0;
    const struct scratch *s = r->s;
    for (size_t i = 0; i < s->event_count && t.code == STET_OK; i++) {
        const struct event *e = &s->events[i];
        if (e->what != EVENT_TEXT || e->type != MD_TEXT_HTML)
            t.html = 0;
        if (put_off(&t, e))
            continue;
        make_leaves(&t);
        size_t taken;
        switch (e->what) {
        case EVENT_ENTER:
            taken = r->laid ? enter_notes(&t, e) : 0;
            if (taken)
                i += taken - 1;
            else
                enter_block(&t, e);
            break;
        case EVENT_LEAVE:
            leave_block(&t, e);
            break;
        case EVENT_SPAN:
            enter_span(&t, e);
            break;
        case EVENT_SPAN_END:
            leave_span(&t, e);
            break;
        default:
            on_text(&t, e);
        }
        if (t.code != STET_OK)
            stet__markdown_refuse(r, t.code, e->off == NOWHERE ? 0 : e->off,
                                  "more nodes or levels than an article may have");
    }
    return t.code;
}
