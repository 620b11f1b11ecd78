/* SPDX-License-Identifier: MIT */
/*
 * Run md4c and keep its events in an array, each with the bytes of the source it came
 * from. md4c tells no positions, but the text it hands out points into what it was
 * given.
 */
#include <md4c.h>
#include <stdlib.h>

#include "read.h"

enum {
    COLUMNS_MAX = 128,
    EVENTS_PER_BYTE = 4, /* text gives fewer than 3; padded table rows give more */
    EVENTS_FLOOR = 4096,
    TARGET_FLOOR = 64 * 1024,
    BLANKS_MAX = 64 /* looked back for the start of a link target */
};

struct collector {
    struct reading *r;
    struct scratch *s;
    uint32_t last; /* end of the last text seen */
    size_t depth;  /* of blocks and spans       */
    size_t open[2 * DEPTH_MAX + 8];
    size_t event_max, target_bytes, target_max;
};

int stet__markdown_refuse(struct reading *r, stet_code code, uint32_t off,
                          const char *why)
{
    if (!r->why) {
        r->why = why;
        r->why_off = off;
        r->code = code;
    }
    return 1;
}

stet_code stet__markdown_room(void **array, size_t *cap, size_t count, size_t size)
{
    if (count < *cap)
        return STET_OK;
    size_t more = *cap ? *cap * 2 : 256;
    void *p = more > SIZE_MAX / 2 / size ? NULL : realloc(*array, more * size);
    if (!p)
        return STET_E_NOMEM;
    *array = p;
    *cap = more;
    return STET_OK;
}

stet_code stet__markdown_append(struct buffer *b, const char *p, size_t n)
{
    if (n > b->cap - b->n) {
        size_t cap = b->cap ? b->cap : 1024;
        while (cap - b->n < n)
            cap *= 2;
        char *grown = realloc(b->p, cap);
        if (!grown)
            return STET_E_NOMEM;
        b->p = grown;
        b->cap = cap;
    }
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    return STET_OK;
}

static int out_of_memory(struct collector *c)
{
    return stet__markdown_refuse(c->r, STET_E_NOMEM, c->last, "not enough memory");
}

static struct event *add(struct collector *c, int what, int type)
{
    struct scratch *s = c->s;
    if (c->r->why)
        return NULL;
    if (s->event_count == c->event_max) {
        stet__markdown_refuse(c->r, STET_E_LIMIT, c->last,
                              "a table with far more cells than text");
        return NULL;
    }
    if (stet__markdown_room((void **)&s->events, &s->event_cap, s->event_count,
                            sizeof *s->events) != STET_OK) {
        out_of_memory(c);
        return NULL;
    }
    struct event *e = &s->events[s->event_count++];
    *e = (struct event){(uint8_t)what, (uint8_t)type, 0, NOWHERE, 0, 0, NOWHERE, 0};
    return e;
}

static struct event *enter(struct collector *c, int what, int type)
{
    if (c->depth == DEPTH_MAX + 2) {
        stet__markdown_refuse(c->r, STET_E_LIMIT, c->last,
                              "blocks and inlines nested more than 64 deep");
        return NULL;
    }
    struct event *e = add(c, what, type);
    if (e)
        c->open[c->depth++] = c->s->event_count - 1;
    return e;
}

static void cover(struct event *e, uint32_t lo, uint32_t hi)
{
    if (e->lo > lo)
        e->lo = lo;
    if (e->hi < hi)
        e->hi = hi;
}

static void seen(struct collector *c, uint32_t lo, uint32_t hi)
{
    if (c->depth)
        cover(&c->s->events[c->open[c->depth - 1]], lo, hi);
    c->last = hi;
}

/* Close the innermost block or span; what it covered belongs to its parent too. */
static int close_top(struct collector *c)
{
    struct event ended = c->s->events[c->open[--c->depth]];
    if (c->depth && ended.lo != NOWHERE)
        cover(&c->s->events[c->open[c->depth - 1]], ended.lo, ended.hi);
    int what = ended.what == EVENT_SPAN ? EVENT_SPAN_END : EVENT_LEAVE;
    return !add(c, what, ended.type);
}

/* md4c 0.4.8 can end a span that it did not begin, and the other way round (for
 * instance
 * `_[a](b)c_ _d_`): what was not begun is not ended, what is open ends with its block.
 */
static int leave(struct collector *c, int begun, int type)
{
    size_t i = c->depth;
    while (i && begun == EVENT_SPAN &&
           c->s->events[c->open[i - 1]].what == EVENT_SPAN &&
           c->s->events[c->open[i - 1]].type != type)
        i--;
    while (i && begun == EVENT_ENTER && c->s->events[c->open[i - 1]].what == EVENT_SPAN)
        i--;
    if (!i || c->s->events[c->open[i - 1]].what != begun)
        return 0;
    while (c->depth >= i)
        if (close_top(c))
            return 1;
    return 0;
}

/* Offset of a pointer of md4c in the text, or NOWHERE. */
static uint32_t offset_of(const struct collector *c, const char *p)
{
    uintptr_t at = (uintptr_t)p, from = (uintptr_t)c->r->text;
    return at >= from && at < from + c->r->size ? (uint32_t)(at - from) : NOWHERE;
}

/* ---- strings of links, images, code blocks ------------------------------------ */

/* The bytes behind a run of filler: of the holes that follow `from`. */
static stet_code append_holes(struct collector *c, const char **p, const char *end,
                              uint32_t from)
{
    struct scratch *s = c->s;
    size_t i = 0, high = s->hole_count;
    while (i < high) { /* first hole that ends behind `from` */
        size_t middle = (i + high) / 2;
        if (s->holes[middle].off + s->holes[middle].len <= from)
            i = middle + 1;
        else
            high = middle;
    }
    while (*p < end && **p == FILLER && i < s->hole_count) {
        const struct hole *h = &s->holes[i++];
        size_t edge = h->kind == HOLE_NOTE; /* its first byte is taken */
        s->pool.n -= edge && s->pool.n && s->pool.p[s->pool.n - 1] == NOTE_EDGE;
        stet_code code =
            h->kind != HOLE_INVALID
                ? stet__markdown_append(&s->pool, c->r->body + h->off, h->len)
                : stet__markdown_append(&s->pool, "\xef\xbf\xbd", 3);
        if (code != STET_OK)
            return code;
        size_t rest = (size_t)(end - *p);
        *p += rest < h->len - edge ? rest : h->len - edge;
    }
    while (*p < end && **p == FILLER) /* a run without a hole left: cannot be */
        ++*p;
    return STET_OK;
}

static stet_code append_text(struct collector *c, const char *p, size_t n)
{
    const char *end = p + n;
    stet_code code = STET_OK;
    while (p < end && code == STET_OK) {
        const char *hole =
            c->s->hole_count ? memchr(p, FILLER, (size_t)(end - p)) : NULL;
        const char *stop = hole ? hole : end;
        uint32_t at = offset_of(c, p);
        code = stet__markdown_append(&c->s->pool, p, (size_t)(stop - p));
        p = stop;
        if (hole && code == STET_OK)
            code = append_holes(c, &p, end,
                                at == NOWHERE ? c->last : at + (uint32_t)(hole - stop));
    }
    return code;
}

/* Put an attribute, decoded, into the pool. */
static stet_code add_string(struct collector *c, const MD_ATTRIBUTE *a,
                            uint32_t *ret_off, uint32_t *ret_len)
{
    size_t start = c->s->pool.n;
    stet_code code = STET_OK;
    for (size_t i = 0; a->size && code == STET_OK && a->substr_offsets[i] < a->size;
         i++) {
        const char *p = a->text + a->substr_offsets[i];
        size_t n = a->substr_offsets[i + 1] - a->substr_offsets[i];
        char text[8];
        size_t decoded = a->substr_types[i] == MD_TEXT_ENTITY
                             ? stet__markdown_entity(p, n, text)
                             : 0;
        code = decoded ? stet__markdown_append(&c->s->pool, text, decoded)
                       : append_text(c, p, n);
    }
    *ret_off = (uint32_t)start;
    *ret_len = (uint32_t)(c->s->pool.n - start);
    return code;
}

/* Does this string of a link stand in the link itself, not in a definition? */
static int is_inline(const struct collector *c, uint32_t off)
{
    uint32_t first = off > BLANKS_MAX ? off - BLANKS_MAX : 0;
    while (off > first && memchr(" \t\r\n<", c->r->text[off - 1], 5))
        off--;
    return off > 1 && c->r->text[off - 1] == '(' && c->r->text[off - 2] == ']';
}

static int add_target(struct collector *c, struct event *e, const MD_ATTRIBUTE *url,
                      const MD_ATTRIBUTE *title)
{
    struct scratch *s = c->s;
    struct target t = {0, 0, 0, 0, 0, 0};
    c->target_bytes += url->size + title->size;
    if (c->target_bytes > c->target_max)
        return stet__markdown_refuse(c->r, STET_E_LIMIT, c->last,
                                     "references that expand to more than the article");
    if (stet__markdown_room((void **)&s->targets, &s->target_cap, s->target_count,
                            sizeof *s->targets) != STET_OK ||
        add_string(c, url, &t.url, &t.url_len) != STET_OK ||
        add_string(c, title, &t.title, &t.title_len) != STET_OK)
        return out_of_memory(c);
    t.has_title = title->text != NULL;
    s->targets[s->target_count++] = t;
    e->extra = (uint32_t)s->target_count;
    return 0;
}

/* The end of an inline link: behind its closing parenthesis when it is found at once.
 */
static uint32_t link_end(const struct collector *c, uint32_t at)
{
    const char *text = c->r->text;
    uint32_t i = at;
    while (i < c->r->size && i - at < 8 && memchr(" \t\r\n>\"'", text[i], 7))
        i++;
    return i < c->r->size && text[i] == ')' ? i + 1 : at;
}

static int enter_target(struct collector *c, struct event *e, const MD_ATTRIBUTE *url,
                        const MD_ATTRIBUTE *title)
{
    uint32_t at = offset_of(c, url->text), title_at = offset_of(c, title->text);
    if (at != NOWHERE && is_inline(c, at)) { /* kept until the span ends */
        e->off = at;
        e->len = title_at != NOWHERE && title_at > at ? title_at + title->size - at
                                                      : url->size;
    }
    return add_target(c, e, url, title);
}

/* A link or image ends: with a target of its own it reaches behind it. */
static void leave_target(struct collector *c)
{
    struct event *e = &c->s->events[c->open[c->depth - 1]];
    const char *text = c->r->text;
    uint32_t at = e->off;
    if (at == NOWHERE && c->last > 0 && c->last < c->r->size) {
        /* built by md4c, as entities or escapes stand in it: look right behind the text
         */
        uint32_t i = c->last;
        while (i + 1 < c->r->size && i - c->last < 16 && memchr("*_~`!]", text[i], 6))
            i++;
        if (i > c->last && text[i - 1] == ']' && text[i] == '(') {
            cover(e, c->last, i + 1);
            c->last = i + 1;
        }
    } else if (at != NOWHERE && at + e->len >= c->last) {
        uint32_t end = link_end(c, at + e->len);
        cover(e, at, end);
        c->last = end;
    }
    e->off = NOWHERE;
    e->len = 0;
}

/* Code within a line ends with its backticks, on a later line at times. One without
 * text of its own is found by those that open it. */
static void leave_code(struct collector *c)
{
    const char *text = c->r->text;
    uint32_t size = c->r->size, at = c->last;
    struct event *e = &c->s->events[c->open[c->depth - 1]];
    if (e->lo == NOWHERE)
        while (at < size && text[at] == '`')
            at++;
    uint32_t blanks = at;
    while (at < size && at - blanks < BLANKS_MAX && memchr(" \t\r\n>", text[at], 5))
        at++;
    if (at == size || text[at] != '`')
        return;
    while (at < size && text[at] == '`')
        at++;
    cover(e, c->last, at);
    c->last = at;
}

/* ---- md4c's callbacks ---------------------------------------------------------- */

static int enter_code(struct collector *c, struct event *e,
                      const MD_BLOCK_CODE_DETAIL *d)
{
    static const MD_ATTRIBUTE none;
    e->value = (uint8_t)d->fence_char;
    uint32_t at = offset_of(c, d->info.text);
    if (d->fence_char && d->info.size && at != NOWHERE)
        cover(e, at, at + d->info.size);
    return d->fence_char && d->info.size ? add_target(c, e, &d->info, &none) : 0;
}

static int enter_list(struct event *e, const MD_BLOCK_OL_DETAIL *ol,
                      const MD_BLOCK_UL_DETAIL *ul)
{
    int tight = ol ? ol->is_tight : ul->is_tight;
    char mark = ol ? ol->mark_delimiter : ul->mark;
    e->value = (uint16_t)((tight ? 0x100 : 0) | (unsigned char)mark);
    e->extra = ol ? ol->start : 0;
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self)
{
    struct collector *c = self;
    struct event *e = enter(c, EVENT_ENTER, (int)type);
    if (!e)
        return 1;
    switch (type) {
    case MD_BLOCK_UL:
        return enter_list(e, NULL, detail);
    case MD_BLOCK_OL:
        return enter_list(e, detail, NULL);
    case MD_BLOCK_LI:
        if (((MD_BLOCK_LI_DETAIL *)detail)->is_task)
            e->value = ((MD_BLOCK_LI_DETAIL *)detail)->task_mark == ' ' ? 1 : 2;
        return 0;
    case MD_BLOCK_H:
        e->value = (uint16_t)((MD_BLOCK_H_DETAIL *)detail)->level;
        return 0;
    case MD_BLOCK_CODE:
        return enter_code(c, e, detail);
    case MD_BLOCK_TABLE:
        e->extra = ((MD_BLOCK_TABLE_DETAIL *)detail)->body_row_count;
        if (((MD_BLOCK_TABLE_DETAIL *)detail)->col_count > COLUMNS_MAX)
            return stet__markdown_refuse(c->r, STET_E_LIMIT, c->last,
                                         "a table of more than 128 columns");
        return 0;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        e->value = (uint16_t)((MD_BLOCK_TD_DETAIL *)detail)->align;
        return 0;
    default:
        return 0;
    }
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *self)
{
    (void)detail;
    return leave(self, EVENT_ENTER, (int)type);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self)
{
    struct collector *c = self;
    struct event *e = enter(c, EVENT_SPAN, (int)type);
    if (!e)
        return 1;
    if (type == MD_SPAN_A)
        return enter_target(c, e, &((MD_SPAN_A_DETAIL *)detail)->href,
                            &((MD_SPAN_A_DETAIL *)detail)->title);
    if (type == MD_SPAN_IMG)
        return enter_target(c, e, &((MD_SPAN_IMG_DETAIL *)detail)->src,
                            &((MD_SPAN_IMG_DETAIL *)detail)->title);
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *self)
{
    struct collector *c = self;
    (void)detail;
    const struct event *top = c->depth ? &c->s->events[c->open[c->depth - 1]] : NULL;
    if (top && top->what == EVENT_SPAN && top->type == type) {
        if (type == MD_SPAN_A || type == MD_SPAN_IMG)
            leave_target(c);
        else if (type == MD_SPAN_CODE)
            leave_code(c);
    }
    return leave(c, EVENT_SPAN, (int)type);
}

/* md4c cuts text where a mark might have been: what continues the event before joins
 * it. */
static int joins_last(struct collector *c, int type, uint32_t at, uint32_t size)
{
    struct event *last =
        c->s->event_count ? &c->s->events[c->s->event_count - 1] : NULL;
    if (!last || last->what != EVENT_TEXT || last->type != type ||
        last->off == NOWHERE || last->off + last->len != at ||
        (type != MD_TEXT_NORMAL && type != MD_TEXT_CODE))
        return 0;
    last->len += size;
    seen(c, at, at + size);
    return 1;
}

/* Lines of one paragraph that follow each other in the source become one text, unless
 * something else than text may come of a hole at their border. */
static int joins_line(struct collector *c, uint32_t at, uint32_t size)
{
    struct scratch *s = c->s;
    struct event *end = s->event_count > 1 ? &s->events[s->event_count - 1] : NULL;
    const char *text = c->r->text;
    if (!end || end->what != EVENT_TEXT || end->type != MD_TEXT_SOFTBR ||
        end->off + 1 != at || text[at - 1] != '\n' || text[at] == FILLER ||
        (text[at] == NOTE_EDGE && size > 1 && text[at + 1] == FILLER))
        return 0;
    struct event *line = end - 1;
    if (line->what != EVENT_TEXT || line->type != MD_TEXT_NORMAL ||
        line->off == NOWHERE || line->off + line->len + 1 != at ||
        text[at - 2] == FILLER || (text[at - 2] == NOTE_EDGE && text[at - 3] == FILLER))
        return 0;
    line->len += 1 + size;
    s->event_count--;
    seen(c, at, at + size);
    return 1;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self)
{
    struct collector *c = self;
    uint32_t at = size ? offset_of(c, text) : NOWHERE;
    if (at != NOWHERE && (joins_last(c, (int)type, at, size) ||
                          (type == MD_TEXT_NORMAL && joins_line(c, at, size))))
        return 0;
    struct event *e = add(c, EVENT_TEXT, (int)type);
    if (!e)
        return 1;
    e->len = size;
    e->value = size ? (unsigned char)text[0] : 0;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        e->off = c->last;
    } else if (at != NOWHERE) {
        e->off = at;
        seen(c, at, at + size);
    }
    return 0;
}

stet_code stet__markdown_collect(struct reading *r)
{
    struct collector c = {.r = r, .s = r->s};
    MD_PARSER parser = {
        0,           MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        enter_block, leave_block,
        enter_span,  leave_span,
        on_text,     NULL,
        NULL};
    if (r->autolinks)
        parser.flags |= MD_FLAG_PERMISSIVEAUTOLINKS;
    c.event_max = (size_t)r->size * EVENTS_PER_BYTE + EVENTS_FLOOR;
    c.target_max = (size_t)r->size + TARGET_FLOOR;
    r->s->event_count = r->s->target_count = 0;
    r->s->pool.n = 0;
    /* md4c can lose the answer of a callback on its way out */
    if (md_parse(r->text, r->size, &parser, &c) != 0 || r->why) {
        stet__markdown_refuse(r, STET_E_NOMEM, c.last, "not enough memory");
        return r->code;
    }
    return STET_OK;
}
