/* SPDX-License-Identifier: MIT */
/*
 * The text that md4c reads when there are footnotes: the body with each definition as a
 * quote. Its lines get `  > ` for the four columns they are indented by, which keeps
 * tabs in their columns. `pieces` remember where the bytes came from.
 */
#include "../read.h"

struct layout {
    struct reading *r;
    struct scratch *s;
    const char *body, *text; /* as they were        */
    size_t hole, note;       /* first not moved yet */
    stet_code code;
};

static void append(struct layout *l, const char *body, const char *text, size_t n)
{
    if (l->code == STET_OK)
        l->code = stet__markdown_append(&l->s->laid, body, n);
    if (l->code == STET_OK)
        l->code = stet__markdown_append(&l->s->laid_masked, text, n);
}

static void put(struct layout *l, const char *text)
{
    append(l, text, text, strlen(text));
}

static void add_hole(struct layout *l, struct hole h)
{
    struct scratch *s = l->s;
    if (l->code == STET_OK)
        l->code = stet__markdown_room((void **)&s->moved, &s->moved_cap, s->moved_count,
                                      sizeof *s->moved);
    if (l->code == STET_OK)
        s->moved[s->moved_count++] = h;
}

/* A mark becomes a hole, or text again. */
static void put_note(struct layout *l, size_t at, uint32_t to)
{
    const struct note *n = &l->s->notes[at];
    char *masked = l->s->laid_masked.p + to;
    if (n->role == NOTE_TEXT) {
        memcpy(masked, l->body + n->off, n->len);
        return;
    }
    memset(masked, FILLER, n->len);
    masked[0] = masked[n->len - 1] = NOTE_EDGE;
    add_hole(l, (struct hole){to, n->len, HOLE_NOTE, (uint32_t)at});
}

/* Holes and marks before `from` are dropped, those before `to` move along. */
static void move_holes(struct layout *l, uint32_t from, uint32_t to, uint32_t at)
{
    struct scratch *s = l->s;
    while (l->code == STET_OK) {
        const struct hole *h = l->hole < s->hole_count ? &s->holes[l->hole] : NULL;
        const struct note *n = l->note < s->note_count ? &s->notes[l->note] : NULL;
        uint32_t off = h ? h->off : NOWHERE;
        if (n && n->off < off) {
            if (n->off >= to)
                return;
            if (n->off >= from)
                put_note(l, l->note, n->off - from + at);
            l->note++;
        } else if (h && off < to) {
            if (off >= from)
                add_hole(l, (struct hole){off - from + at, h->len, h->kind, h->note});
            l->hole++;
        } else {
            return;
        }
    }
}

/* The bytes [from, to) of the body. */
static void copy(struct layout *l, uint32_t from, uint32_t to)
{
    struct scratch *s = l->s;
    uint32_t at = (uint32_t)s->laid.n;
    if (from >= to || l->code != STET_OK)
        return;
    append(l, l->body + from, l->text + from, to - from);
    if (l->code == STET_OK)
        l->code = stet__markdown_room((void **)&s->pieces, &s->piece_cap,
                                      s->piece_count, sizeof *s->pieces);
    if (l->code != STET_OK)
        return;
    s->pieces[s->piece_count++] = (struct piece){at, from, to - from};
    move_holes(l, from, to, at);
}

/* Behind the line that begins at `at`; *ret_stop: its end without the line end. */
static uint32_t line_after(const struct layout *l, uint32_t at, uint32_t *ret_stop)
{
    uint32_t size = l->r->size, stop = at;
    while (stop < size && l->text[stop] != '\n' && l->text[stop] != '\r')
        stop++;
    *ret_stop = stop;
    if (stop + 1 < size && l->text[stop] == '\r' && l->text[stop + 1] == '\n')
        return stop + 2;
    return stop < size ? stop + 1 : size;
}

static void put_line(struct layout *l, uint32_t from, uint32_t stop, uint32_t next)
{
    put(l, from < stop ? "  > " : "  >");
    copy(l, from, next);
    if (next == stop) /* the last line of the body has no end */
        put(l, "\n");
}

static uint32_t skip_blanks(const struct layout *l, uint32_t at, uint32_t stop)
{
    while (at < stop && (l->text[at] == ' ' || l->text[at] == '\t'))
        at++;
    return at;
}

static void put_filler(struct layout *l, size_t index)
{
    uint32_t at = (uint32_t)l->s->laid.n;
    add_hole(l, (struct hole){at, 1, HOLE_DEFINITION, (uint32_t)index});
    put(l, "\xff\n");
}

/* A heading ends what is open, another tells the quote from those of the text. */
static void put_definition(struct layout *l, size_t index)
{
    const struct note *n = &l->s->notes[index];
    uint32_t stop, next = line_after(l, n->off, &stop);
    uint32_t from = skip_blanks(l, n->off + n->len + 1, stop);
    put(l, "\n# ");
    put_filler(l, index);
    put(l, "  > # ");
    put_filler(l, index);
    if (from < stop)
        put_line(l, from, stop, next);
    while (next < n->end) {
        from = next;
        next = line_after(l, from, &stop);
        if (skip_blanks(l, from, stop) == stop)
            from = stop;
        else
            from = (uint32_t)(stet__markdown_dedent(l->text + from, l->text + stop) -
                              l->text);
        put_line(l, from, stop, next);
    }
    put(l, "\n");
}

static void take_text(struct layout *l)
{
    struct scratch *s = l->s;
    struct hole *holes = s->holes;
    size_t cap = s->hole_cap;
    s->holes = s->moved;
    s->hole_cap = s->moved_cap;
    s->hole_count = s->moved_count;
    s->moved = holes;
    s->moved_cap = cap;
    l->r->body = s->laid.p;
    l->r->text = s->laid_masked.p;
    l->r->size = (uint32_t)s->laid.n;
    l->r->laid = 1;
}

stet_code stet__markdown_note_layout(struct reading *r)
{
    struct scratch *s = r->s;
    struct layout l = {.r = r, .s = s, .body = r->body, .text = r->text};
    uint32_t at = 0;
    s->laid.n = s->laid_masked.n = s->moved_count = 0;
    for (size_t i = 0; i < s->note_count && l.code == STET_OK; i++) {
        const struct note *n = &s->notes[i];
        if (n->role != NOTE_DEFINITION || n->line < at)
            continue;
        copy(&l, at, n->line);
        put_definition(&l, i);
        at = n->end;
    }
    copy(&l, at, r->size);
    if (l.code == STET_OK)
        take_text(&l);
    return l.code;
}

/* ---- the way back ---------------------------------------------------------------- */

/* The last piece that begins before `at`, or at it; 0 when none does. */
static size_t piece_before(const struct scratch *s, uint32_t at)
{
    size_t low = 0, high = s->piece_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (s->pieces[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

stet_span stet__markdown_span(const struct reading *r, uint32_t off, uint32_t len)
{
    const struct scratch *s = r->s;
    if (!r->laid)
        return (stet_span){off + r->base, len};
    if (!s->piece_count)
        return (stet_span){r->base, 0};
    size_t i = piece_before(s, off);
    const struct piece *p = &s->pieces[i];
    if (off >= p->at + p->len && i + 1 < s->piece_count)
        p++; /* in what was put between them */
    uint32_t in = off < p->at ? 0 : off - p->at;
    uint32_t from = p->from + (in < p->len ? in : p->len), to = from;
    if (len) {
        p = &s->pieces[piece_before(s, off + len - 1)];
        in = off + len < p->at ? 0 : off + len - p->at;
        to = p->from + (in < p->len ? in : p->len);
    }
    return (stet_span){from + r->base, to > from ? to - from : 0};
}
