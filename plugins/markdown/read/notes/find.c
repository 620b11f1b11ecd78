/* SPDX-License-Identifier: MIT */
/*
 * Footnotes, which md4c does not know: `[^label]` and, at the start of a line,
 * `[^label]: text`. As GitHub has it a definition can stand beside any block and ends a
 * paragraph; as Pandoc has it, only at the top level. Whether a line is text at all,
 * and not code or HTML, md4c itself says, in a first run over the text. A mark without
 * a definition stays text.
 */
#include <md4c.h>
#include <stdlib.h>

#include "../read.h"

enum { LABEL_MAX = 255 };

/* ---- marks ----------------------------------------------------------------------- */

/* Bytes of `[^label]` at p; 0: it is none. A label has no blanks and no brackets. */
static size_t mark_length(const char *p, const char *end)
{
    const char *q = p + 2;
    while (q < end && q - p <= LABEL_MAX + 2 && (unsigned char)*q > ' ' && *q != '[' &&
           *q != ']' && *q != '\x7f' && *q != FILLER)
        q++;
    return q > p + 2 && q < end && *q == ']' ? (size_t)(q - p) + 1 : 0;
}

static int is_escaped(const char *text, const char *p)
{
    const char *q = p;
    while (q > text && q[-1] == '\\')
        q--;
    return (p - q) & 1;
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    return p;
}

/* `[^1](address)` is a link, `[^1](see above)` is not. */
static int has_target(const char *p, const char *end)
{
    int open = 0;
    if (p == end || *p != '(')
        return 0;
    if (end - p > 2048)
        end = p + 2048;
    p = skip_space(p + 1, end);
    if (p < end && *p == '<')
        return memchr(p, '>', (size_t)(end - p)) != NULL;
    for (; p < end && (unsigned char)*p > ' '; p++) {
        open += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (open < 0)
            return 1;
    }
    p = skip_space(p, end);
    return p < end && memchr(")\"'(", *p, 4) != NULL;
}

static uint32_t line_start(const char *text, uint32_t at, uint32_t from)
{
    while (at > from && text[at - 1] != '\n' && text[at - 1] != '\r')
        at--;
    return at;
}

/* Where a line could be taken for a definition of a link: marks of containers before it
 * at most, a colon behind it. */
static void see_claim(const struct reading *r, struct note *n)
{
    const char *text = r->text;
    uint32_t at = n->line, blanks = 0, end = n->off + n->len;
    if (end == r->size || text[end] != ':')
        return;
    while (at < n->off && memchr(" \t>0123456789.)*+-", text[at], 18)) {
        blanks += text[at] == ' ';
        at++;
    }
    if (at < n->off)
        return;
    n->role = NOTE_CLAIM;
    n->top = blanks == n->off - n->line && blanks < 4;
}

static stet_code add_note(struct reading *r, struct note n)
{
    struct scratch *s = r->s;
    stet_code code = stet__markdown_room((void **)&s->notes, &s->note_cap,
                                         s->note_count, sizeof *s->notes);
    if (code == STET_OK)
        s->notes[s->note_count++] = n;
    return code;
}

/* `[^` from p on: carets are the rarer ones. */
static const char *next_mark(const char *p, const char *end)
{
    for (const char *q = p; q < end && (q = memchr(q, '^', (size_t)(end - q))); q++)
        if (q > p && q[-1] == '[')
            return q - 1;
    return NULL;
}

/* All marks; *ret_claims counts those that could define something. */
static stet_code find_marks(struct reading *r, size_t *ret_claims)
{
    const char *text = r->text, *end = text + r->size, *p = text;
    uint32_t line = 0; /* no line before it begins behind the last mark */
    *ret_claims = 0;
    while ((p = next_mark(p, end)) != NULL) {
        size_t len = mark_length(p, end);
        struct note n = {.off = (uint32_t)(p - text), .len = (uint32_t)len};
        if (!len || is_escaped(text, p) || has_target(p + len, end)) {
            p += 2;
            continue;
        }
        n.line = line = line_start(text, n.off, line);
        n.role = NOTE_REFERENCE;
        see_claim(r, &n);
        *ret_claims += n.role == NOTE_CLAIM;
        stet_code code = add_note(r, n);
        if (code != STET_OK)
            return code;
        p += len;
    }
    return STET_OK;
}

/* ---- which of them define: md4c's word ------------------------------------------- */

struct judge {
    struct reading *r;
    size_t at;         /* the first note that is not judged */
    size_t containers; /* quotes and items that are open    */
    int leaf;          /* type of the leaf that is open, -1: none */
};

/* Text of a list or quote is nested unless its line is only carried on by it: then it
 * begins at the margin. */
static void judge_note(struct judge *j, int is_text)
{
    struct note *n = &j->r->s->notes[j->at++];
    if (n->top && is_text && (!j->containers || n->line == n->off))
        n->role = NOTE_DEFINITION;
}

/* Marks before this byte that md4c said nothing of: they are a part of what has no
 * text, such as the address of a link, which the definition cuts short. */
static void judge_silent(struct judge *j, uint32_t before)
{
    while (j->at < j->r->s->note_count && j->r->s->notes[j->at].off < before)
        judge_note(j, j->r->s->notes[j->at].line == j->r->s->notes[j->at].off);
}

static int is_container(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI;
}

static int on_block(MD_BLOCKTYPE type, void *detail, void *self)
{
    struct judge *j = self;
    (void)detail;
    if (is_container(type))
        j->containers++;
    else if (type != MD_BLOCK_UL && type != MD_BLOCK_OL)
        j->leaf = (int)type;
    return 0;
}

static int on_block_end(MD_BLOCKTYPE type, void *detail, void *self)
{
    struct judge *j = self;
    (void)detail;
    if (is_container(type))
        j->containers--;
    j->leaf = -1;
    return 0;
}

static int on_span(MD_SPANTYPE type, void *detail, void *self)
{
    (void)type;
    (void)detail;
    (void)self;
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self)
{
    struct judge *j = self;
    struct scratch *s = j->r->s;
    uintptr_t at = (uintptr_t)text, from = (uintptr_t)j->r->text;
    (void)type;
    if (at < from || at >= from + j->r->size || j->at == s->note_count)
        return 0;
    judge_silent(j, (uint32_t)(at - from));
    while (j->at < s->note_count && s->notes[j->at].off < at - from + size)
        judge_note(j, j->leaf != MD_BLOCK_CODE && j->leaf != MD_BLOCK_HTML);
    return 0;
}

/* A copy of the text in which definitions are words: else md4c took them for
 * definitions of links, of which it says nothing. */
static stet_code hide_claims(struct reading *r)
{
    struct scratch *s = r->s;
    if (r->text != s->masked.p) {
        s->masked.n = 0;
        stet_code code = stet__markdown_append(&s->masked, r->body, r->size);
        if (code != STET_OK)
            return code;
        r->text = s->masked.p;
    }
    for (size_t i = 0; i < s->note_count; i++) {
        const struct note *n = &s->notes[i];
        if (n->role == NOTE_CLAIM) {
            memset(s->masked.p + n->off, FILLER, n->len);
            s->masked.p[n->off] = s->masked.p[n->off + n->len - 1] = NOTE_EDGE;
        }
    }
    return STET_OK;
}

static stet_code judge_all(struct reading *r)
{
    struct judge j = {.r = r, .leaf = -1};
    MD_PARSER parser = {0,       MD_FLAG_TABLES, on_block, on_block_end, on_span,
                        on_span, on_text,        NULL,     NULL};
    stet_code code = hide_claims(r);
    if (code != STET_OK)
        return code;
    if (md_parse(r->text, r->size, &parser, &j) != 0) {
        stet__markdown_refuse(r, STET_E_NOMEM, 0, "not enough memory");
        return STET_E_NOMEM;
    }
    j.containers = 0;
    judge_silent(&j, UINT32_MAX);
    return STET_OK;
}

/* ---- labels ---------------------------------------------------------------------- */

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : (unsigned char)c;
}

/* Labels without regard to the case of A to Z. */
static int compare_text(const struct label *a, const struct label *b)
{
    uint32_t n = a->n < b->n ? a->n : b->n;
    for (uint32_t i = 0; i < n; i++)
        if (lower(a->p[i]) != lower(b->p[i]))
            return lower(a->p[i]) < lower(b->p[i]) ? -1 : 1;
    return a->n < b->n ? -1 : a->n > b->n;
}

static int compare_labels(const void *x, const void *y)
{
    const struct label *a = x, *b = y;
    int order = compare_text(a, b);
    return order ? order : a->note < b->note ? -1 : a->note > b->note;
}

static struct label label_of(const struct reading *r, size_t note)
{
    const struct note *n = &r->s->notes[note];
    return (struct label){r->body + n->off + 2, n->len - 3, (uint32_t)note};
}

static stet_code sort_labels(struct reading *r)
{
    struct scratch *s = r->s;
    s->label_count = 0;
    for (size_t i = 0; i < s->note_count; i++) {
        if (s->notes[i].role != NOTE_DEFINITION)
            continue;
        if (stet__markdown_room((void **)&s->labels, &s->label_cap, s->label_count,
                                sizeof *s->labels) != STET_OK)
            return STET_E_NOMEM;
        s->labels[s->label_count++] = label_of(r, i);
    }
    if (s->label_count)
        qsort(s->labels, s->label_count, sizeof *s->labels, compare_labels);
    return STET_OK;
}

/* The first definition of a label + 1, 0: none. */
static uint32_t find_definition(const struct scratch *s, struct label wanted)
{
    size_t low = 0, high = s->label_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_text(&s->labels[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->label_count && compare_text(&s->labels[low], &wanted) == 0
               ? s->labels[low].note + 1
               : 0;
}

static void resolve(struct reading *r)
{
    struct scratch *s = r->s;
    for (size_t i = 0; i < s->note_count; i++) {
        struct note *n = &s->notes[i];
        n->definition = find_definition(s, label_of(r, i));
        if (!n->definition && n->role == NOTE_REFERENCE)
            n->role = NOTE_TEXT;
    }
}

stet_code stet__markdown_notes(struct reading *r)
{
    size_t claims;
    r->s->note_count = r->s->piece_count = 0;
    stet_code code = find_marks(r, &claims);
    if (code != STET_OK || !claims)
        return code;
    code = judge_all(r);
    if (code == STET_OK)
        code = sort_labels(r);
    if (code != STET_OK)
        return code;
    resolve(r);
    stet__markdown_note_regions(r);
    return stet__markdown_note_layout(r);
}
