/* SPDX-License-Identifier: MIT */
/*
 * Find the lines that each block covers. md4c tells none, so they follow from what it
 * does tell: blocks come in order, the text of each lies between two known bytes, and
 * what it has besides (fences, underlines, delimiter rows) can only stand where its
 * kind has it.
 */
#include <md4c.h>

#include "read.h"

struct lines {
    const char *text;
    uint32_t size;
    uint32_t at; /* start of the first line that no block has taken */
    int has_cr;  /* a carriage return ends a line, alone too */
    struct known_line *known;
};

/* The stretch without a line end that was looked at last: it is asked for again. */
struct known_line {
    uint32_t from, end;
};

/* What a block stands in at the top level: its lines begin with blanks or >. */
enum { OUTER_NONE, OUTER_QUOTE, OUTER_LIST };

struct container {
    uint32_t event;
    uint32_t hi;     /* end of text directly in it: an item of a tight list */
    uint32_t quotes; /* it and those around it: their > may stand on blank lines */
};

static uint32_t line_end(const struct lines *l, uint32_t at)
{
    if (at >= l->known->from && at <= l->known->end)
        return l->known->end;
    const char *stop = memchr(l->text + at, '\n', l->size - at);
    uint32_t end = stop ? (uint32_t)(stop - l->text) : l->size;
    const char *cr = l->has_cr ? memchr(l->text + at, '\r', end - at) : NULL;
    *l->known = (struct known_line){at, cr ? (uint32_t)(cr - l->text) : end};
    return l->known->end;
}

static uint32_t line_after(const struct lines *l, uint32_t at)
{
    uint32_t end = line_end(l, at);
    if (end + 1 < l->size && l->text[end] == '\r' && l->text[end + 1] == '\n')
        end++;
    return end < l->size ? end + 1 : l->size;
}

static int is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* First byte of a line that is no blank (and, within quotes, no mark of them). */
static uint32_t skip_blanks(const struct lines *l, uint32_t at, int quoted)
{
    while (at < l->size && (l->text[at] == ' ' || l->text[at] == '\t' ||
                            (quoted && l->text[at] == '>')))
        at++;
    return at;
}

static int is_blank(const struct lines *l, uint32_t at, int quoted)
{
    at = skip_blanks(l, at, quoted);
    return at == l->size || is_line_end(l->text[at]);
}

/* Marks of quotes at the start of a line; none behind `indent` columns or more. */
static uint32_t count_quotes(const struct lines *l, uint32_t at, uint32_t indent)
{
    uint32_t n = 0, column = 0;
    for (; at < l->size && memchr(" \t>", l->text[at], 3); at++) {
        n += l->text[at] == '>' && (n || column < indent);
        column += l->text[at] == '\t' ? 4 : 1;
    }
    return n;
}

/* ---- definitions of references: lines that md4c takes without an event ---------- */

/* Offset behind the colon of `[label]:`, or 0. */
static uint32_t definition_colon(const struct lines *l, uint32_t at, int quoted)
{
    uint32_t end = line_end(l, at);
    at = skip_blanks(l, at, quoted);
    if (at >= end || l->text[at] != '[')
        return 0;
    for (at++; at + 1 < end && l->text[at] != ']'; at++)
        at += l->text[at] == '\\';
    return at + 1 < end && l->text[at] == ']' && l->text[at + 1] == ':' ? at + 2 : 0;
}

/* The line behind a definition; `lo`: where the text of the next block begins. */
static uint32_t skip_definition(const struct lines *l, uint32_t at, uint32_t colon,
                                uint32_t lo, int quoted)
{
    int have_url = !is_blank(l, colon, 0);
    uint32_t next = line_after(l, at);
    if (!have_url && next < l->size && !is_blank(l, next, quoted) &&
        !(lo != NOWHERE && line_end(l, next) > lo))
        next = line_after(l, next);
    uint32_t title = skip_blanks(l, next, quoted);
    if (title >= l->size || !memchr("\"'(", l->text[title], 3))
        return next;
    char close = l->text[title] == '(' ? ')' : l->text[title];
    for (uint32_t line = next; line < l->size && !is_blank(l, line, quoted);) {
        uint32_t end = line_end(l, line), last = end;
        if (lo != NOWHERE && end > lo)
            return next;
        while (last > line && memchr(" \t", l->text[last - 1], 2))
            last--;
        line = line_after(l, line);
        if (last > title + 1 && l->text[last - 1] == close)
            return line;
    }
    return next;
}

/* ---- where a block begins and ends --------------------------------------------- */

/* The line that a block begins on: the next that is neither blank nor a definition. An
 * empty quote is a blank line but for one more mark than the quotes around it have. */
static uint32_t first_line(const struct lines *l, const struct event *e,
                           uint32_t quotes)
{
    int empty = e->type == MD_BLOCK_QUOTE && e->lo == NOWHERE;
    uint32_t at = l->at;
    if (!empty && e->lo != NOWHERE) { /* empty lines above the text, as mostly */
        while (at < e->lo && l->text[at] == '\n')
            at++;
        if (at == e->lo && at < l->size && !is_line_end(l->text[at]))
            return at;
    }
    while (at < l->size) {
        if (e->lo != NOWHERE && line_end(l, at) > e->lo)
            return at;
        if (empty && count_quotes(l, at, UINT32_MAX) > quotes)
            return at;
        if (is_blank(l, at, quotes > 0)) {
            at = line_after(l, at);
            continue;
        }
        uint32_t colon = definition_colon(l, at, quotes > 0);
        if (!colon)
            return at;
        at = skip_definition(l, at, colon, e->lo, quotes > 0);
    }
    return at;
}

/* Behind indentation and the marks of containers, but not beyond `lo`. */
static uint32_t skip_marks(const struct lines *l, uint32_t at, uint32_t lo)
{
    uint32_t end = line_end(l, at);
    if (lo < end)
        end = lo;
    for (;;) {
        at = skip_blanks(l, at, 1);
        uint32_t mark = at;
        while (mark < end && mark - at < 9 && l->text[mark] >= '0' &&
               l->text[mark] <= '9')
            mark++;
        if (mark >= end ||
            !memchr(mark > at ? ".)" : "-+*", l->text[mark], mark > at ? 2 : 3))
            return at < end ? at : end;
        if (mark + 1 >= l->size || !memchr(" \t\r\n", l->text[mark + 1], 4))
            return at < end ? at : end;
        if (mark + 1 >= end)
            return at;
        at = mark + 1;
    }
}

/* Is it a heading with number signs (not underlined)? */
static int is_atx(const struct lines *l, uint32_t at, uint32_t lo)
{
    at = skip_marks(l, at, lo);
    uint32_t n = at;
    while (n < l->size && n - at < 7 && l->text[n] == '#')
        n++;
    return n > at && n - at < 7 &&
           (n == l->size || memchr(" \t\r\n", l->text[n], 4) != NULL);
}

/* Does the line hold nothing but a run of one of `marks` (at least `least`)? */
static int is_run(const struct lines *l, uint32_t at, const char *marks, uint32_t least,
                  int quoted)
{
    at = skip_blanks(l, at, quoted);
    uint32_t n = at;
    if (at >= l->size || !strchr(marks, l->text[at]) || !l->text[at])
        return 0;
    while (n < l->size && l->text[n] == l->text[at])
        n++;
    return n - at >= least && is_blank(l, n, 0);
}

/* Last line of a fenced block: its closing fence, behind blank lines at most. */
static uint32_t fence_end(const struct lines *l, const struct event *e, uint32_t last,
                          int outer, int quoted)
{
    char fence[2] = {(char)e->value, 0};
    uint32_t at = line_after(l, last);
    while (at < l->size && is_blank(l, at, quoted) &&
           (!quoted || count_quotes(l, at, 4)))
        at = line_after(l, at);
    if (at >= l->size || (outer == OUTER_LIST && !memchr(" \t", l->text[at], 2)) ||
        (quoted && !count_quotes(l, at, 4)))
        return last;
    return is_run(l, at, fence, 3, quoted) ? at : last;
}

/* Start of the line that holds a byte. */
static uint32_t line_of(const struct lines *l, uint32_t from, uint32_t byte)
{
    const char *lf = memrchr(l->text + from, '\n', byte - from);
    uint32_t start = lf ? (uint32_t)(lf - l->text) + 1 : from;
    const char *cr = l->has_cr ? memrchr(l->text + start, '\r', byte - start) : NULL;
    return cr ? (uint32_t)(cr - l->text) + 1 : start;
}

/* Start of the last line of a leaf that begins on line `first`. */
static uint32_t last_line(const struct lines *l, const struct event *e, uint32_t first,
                          int outer, int quoted)
{
    uint32_t last = e->hi > first ? line_of(l, first, e->hi - 1) : first, next;
    switch (e->type) {
    case MD_BLOCK_H:
        next = line_after(l, last);
        if (!is_atx(l, first, e->lo) && next < l->size &&
            is_run(l, next, "=-", 1, quoted))
            return next;
        return last;
    case MD_BLOCK_CODE:
        return e->value ? fence_end(l, e, last, outer, quoted) : last;
    case MD_BLOCK_TABLE: /* head, delimiters, a line for each row */
        last = first;
        for (uint32_t i = 0; i <= e->extra && line_after(l, last) < l->size; i++)
            last = line_after(l, last);
        return last;
    default:
        return last;
    }
}

static void set_span(struct event *e, uint32_t off, uint32_t end)
{
    e->off = off;
    e->len = end > off ? end - off : 0;
}

static int is_container(int type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL ||
           type == MD_BLOCK_LI;
}

/* A line of a quote without text; four blanks before the mark would be code. */
static int is_empty_quote(const struct lines *l, uint32_t at)
{
    uint32_t mark = skip_blanks(l, at, 0);
    return mark < l->size && l->text[mark] == '>' && mark - at < 4 &&
           !memchr(l->text + at, '\t', mark - at) && is_blank(l, at, 1);
}

/* The end of an empty item or quote is its own line; of others, what was taken within.
 */
static void close_container(struct lines *l, struct event *e, uint32_t start,
                            int in_list)
{
    if (l->at <= start)
        l->at = line_after(l, start);
    if (e->type == MD_BLOCK_QUOTE && !in_list)
        while (l->at < l->size && is_empty_quote(l, l->at))
            l->at = line_after(l, l->at);
    uint32_t end = l->at; /* back over the line ends */
    while (end > e->off && is_line_end(l->text[end - 1]))
        end--;
    set_span(e, e->off, end);
}

/* Where a rule begins on its line: from the last mark back over marks and blanks. */
static uint32_t rule_start(const struct lines *l, uint32_t line)
{
    uint32_t at = line_end(l, line);
    while (at > line && memchr(" \t", l->text[at - 1], 2))
        at--;
    char mark = at > line ? l->text[at - 1] : ' ';
    while (at > line && (l->text[at - 1] == mark || l->text[at - 1] == ' ' ||
                         l->text[at - 1] == '\t'))
        at--;
    return skip_blanks(l, at, 0);
}

static void take_leaf(struct lines *l, struct event *e, int outer, uint32_t quotes)
{
    int quoted = quotes > 0;
    uint32_t first = first_line(l, e, quotes);
    uint32_t last = last_line(l, e, first, outer, quoted);
    uint32_t start = outer == OUTER_NONE      ? first
                     : e->type == MD_BLOCK_HR ? rule_start(l, first)
                                              : skip_marks(l, first, e->lo);
    set_span(e, start, line_end(l, last));
    l->at = line_after(l, last);
}

/* The lines of text that stands directly in a container are taken. */
static void take_text(struct lines *l, struct container *c)
{
    if (c->hi > l->at)
        l->at = line_after(l, c->hi - 1);
    c->hi = 0;
}

/* Rows and cells lie in the lines of their table. */
static void take_cells(struct lines *l, struct scratch *s, size_t table)
{
    uint32_t row = s->events[table].off;
    int head = 0;
    for (size_t i = table + 1; i < s->event_count; i++) {
        struct event *e = &s->events[i];
        if (e->what == EVENT_LEAVE && e->type == MD_BLOCK_TABLE)
            return;
        if (e->what == EVENT_LEAVE && e->type == MD_BLOCK_TR) {
            row = line_after(l, row);
            if (head)
                row = line_after(l, row);
        }
        if (e->what != EVENT_ENTER)
            continue;
        if (e->type == MD_BLOCK_THEAD || e->type == MD_BLOCK_TBODY)
            head = e->type == MD_BLOCK_THEAD;
        else if (e->type == MD_BLOCK_TR)
            set_span(e, row, row < l->size ? line_end(l, row) : row);
        else if (e->lo != NOWHERE)
            set_span(e, e->lo, e->hi);
        else
            set_span(e, row, row);
    }
}

static int is_leaf(int type)
{
    return type != MD_BLOCK_DOC && type < MD_BLOCK_THEAD && !is_container(type);
}

static void see_text(struct container *c, const struct event *e)
{
    uint32_t hi = e->what == EVENT_SPAN ? (e->lo == NOWHERE ? 0 : e->hi)
                  : e->off == NOWHERE   ? 0
                                        : e->off + e->len;
    if (hi > c->hi)
        c->hi = hi;
}

struct scan {
    struct lines l;
    struct scratch *s;
    struct container open[DEPTH_MAX + 4];
    size_t depth;
    int in_leaf;
};

static int outermost(const struct scan *scan)
{
    if (!scan->depth)
        return OUTER_NONE;
    return scan->s->events[scan->open[0].event].type == MD_BLOCK_QUOTE ? OUTER_QUOTE
                                                                       : OUTER_LIST;
}

static void enter_block(struct scan *scan, size_t i)
{
    struct event *e = &scan->s->events[i];
    struct container *up = scan->depth ? &scan->open[scan->depth - 1] : NULL;
    uint32_t quotes = up ? up->quotes : 0;
    if (up)
        take_text(&scan->l, up);
    if (is_leaf(e->type)) {
        take_leaf(&scan->l, e, outermost(scan), quotes);
        scan->in_leaf = 1;
        if (e->type == MD_BLOCK_TABLE)
            take_cells(&scan->l, scan->s, i);
        return;
    }
    uint32_t line = first_line(&scan->l, e, quotes);
    e->off = up ? skip_blanks(&scan->l, line, quotes > 0) : line;
    scan->l.at = line;
    struct container *c = &scan->open[scan->depth++];
    *c = (struct container){(uint32_t)i, 0, quotes + (e->type == MD_BLOCK_QUOTE)};
}

static void leave_block(struct scan *scan, const struct event *e)
{
    if (is_leaf(e->type)) {
        scan->in_leaf = 0;
        return;
    }
    struct container *c = &scan->open[--scan->depth];
    struct event *begun = &scan->s->events[c->event];
    take_text(&scan->l, c);
    uint32_t around = scan->depth ? scan->open[scan->depth - 1].quotes : 0;
    close_container(&scan->l, begun, begun->off, around < scan->depth);
}

/* The block ends before `to`, line ends left out. */
static void cut_block(const struct lines *l, struct event *e, uint32_t to)
{
    uint32_t end = e->off + e->len < to ? e->off + e->len : to;
    while (end > e->off && is_line_end(l->text[end - 1]))
        end--;
    set_span(e, e->off, end);
}

/* Where lines were taken wrongly the text decides: no block lies over another, and none
 * is without bytes of its own; one without text has the last line taken before it. */
static void settle(const struct lines *l, struct event *before, struct event *e)
{
    uint32_t end = before ? before->off + before->len : 0, start, stop;
    if (e->len && e->off >= end)
        return;
    if (e->lo != NOWHERE) {
        start = line_of(l, 0, e->lo);
        stop = line_end(l, e->hi ? e->hi - 1 : e->lo);
    } else {
        start = end ? line_of(l, before->off, end) : 0;
        stop = end;
    }
    if (before && start <= before->off)
        start = before->off + 1;
    if (start > l->size)
        start = l->size;
    set_span(e, start, stop);
    if (before)
        cut_block(l, before, start);
}

/* Lines between two blocks that are neither blank nor a definition belong to the one
 * before, whatever made md4c take them. */
static void fill_gap(const struct lines *l, struct event *before, uint32_t to,
                     uint32_t lo)
{
    if (to > l->size)
        to = l->size;
    uint32_t at = before->off + before->len;
    while (at < to && l->text[at] == '\n') /* empty lines and no more, as mostly */
        at++;
    if (at == to)
        return;
    at = before->off + before->len;
    at = at < to ? line_after(l, at) : to;
    for (uint32_t next; at < to; at = next) {
        uint32_t colon = definition_colon(l, at, 0);
        if (!is_blank(l, at, 0) && !colon)
            set_span(before, before->off, line_end(l, at));
        next = colon ? skip_definition(l, at, colon, lo, 0) : line_after(l, at);
        if (next <= at)
            return;
    }
}

static void settle_all(const struct lines *l, struct scratch *s)
{
    struct event *before = NULL;
    size_t depth = 0;
    for (size_t i = 0; i < s->event_count; i++) {
        struct event *e = &s->events[i];
        if (e->what > EVENT_LEAVE || e->type == MD_BLOCK_DOC)
            continue;
        if (e->what == EVENT_LEAVE) {
            depth--;
        } else if (!depth++) {
            settle(l, before, e);
            if (before)
                fill_gap(l, before, e->off, e->lo);
            before = e;
        }
    }
    if (before)
        fill_gap(l, before, l->size, NOWHERE);
}

void stet__markdown_extents(struct reading *r)
{
    struct known_line known = {1, 0}; /* none */
    struct scan scan = {.l = {.text = r->text, .size = r->size, .known = &known},
                        .s = r->s};
    scan.l.has_cr = memchr(r->text, '\r', r->size) != NULL;
    for (size_t i = 0; i < r->s->event_count; i++) {
        struct event *e = &r->s->events[i];
        if (e->what >= EVENT_SPAN && scan.depth && !scan.in_leaf)
            see_text(&scan.open[scan.depth - 1], e);
        if (e->what == EVENT_SPAN)
            set_span(e, e->lo, e->lo == NOWHERE ? 0 : e->hi);
        if (e->what > EVENT_LEAVE || !(is_leaf(e->type) || is_container(e->type)))
            continue;
        if (e->what == EVENT_ENTER)
            enter_block(&scan, i);
        else
            leave_block(&scan, e);
    }
    settle_all(&scan.l, r->s);
}
