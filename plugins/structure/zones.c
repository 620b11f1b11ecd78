/* SPDX-License-Identifier: MIT */
/*
 * Where the body begins and ends. The lines that state fields are sure; between them
 * and the text, and behind it, stands furniture, known by its wording or by a separator
 * that parts it from the text. In doubt a block belongs to the body.
 */
#include "structure.h"

enum {
    FENCED_BLOCKS = 16 /* between the lines of the head and the separator behind them */
};

int stet__structure_class(struct survey *s, struct block *b)
{
    if (b->asked || (b->class != CLASS_PROSE && b->class != CLASS_SHORT &&
                     b->class != CLASS_HEADING))
        return b->class;
    b->asked = 1;
    int class = stet__structure_furniture(s, b);
    if (class == CLASS_FURNITURE || (class == CLASS_WEAK && b->class != CLASS_HEADING))
        b->class = (uint8_t) class;
    return b->class;
}

/* What stands in [from, to). */
struct tally {
    size_t furniture, weak, other;
    uint32_t other_words, longest;
};

static struct tally count(struct survey *s, size_t from, size_t to)
{
    struct tally t = {0, 0, 0, 0, 0};
    for (size_t i = from; i < to; i++) {
        struct block *b = &s->blocks[i];
        int class = stet__structure_class(s, b);
        if (class == CLASS_FURNITURE)
            t.furniture++;
        else if (class == CLASS_WEAK)
            t.weak++;
        if (class != CLASS_PROSE && class != CLASS_SHORT && class != CLASS_HEADING &&
            class != CLASS_STANDFIRST)
            continue;
        t.other++;
        t.other_words += b->words;
        t.longest = b->words > t.longest ? b->words : t.longest;
    }
    return t;
}

/* Does anything but furniture stand in [from, to)? */
static int has_text(struct survey *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        int class = stet__structure_class(s, &s->blocks[i]);
        if (class == CLASS_PROSE || class == CLASS_SHORT || class == CLASS_HEADING ||
            class == CLASS_STANDFIRST)
            return 1;
    }
    return 0;
}

static size_t find_class(const struct survey *s, size_t from, size_t to, int class)
{
    while (from < to && s->blocks[from].class != class)
        from++;
    return from;
}

/* ---- the head
 * --------------------------------------------------------------------------- */

static int is_set_off(const struct block *b)
{
    return b->kind == STET_PARAGRAPH && (b->italic || b->bold) && b->words >= 6;
}

static size_t next_text(const struct survey *s, size_t i)
{
    while (i < s->count &&
           (s->blocks[i].class == CLASS_IMAGE || s->blocks[i].class == CLASS_STAMP))
        i++;
    return i;
}

/* Is furniture parted off behind the last separator, too? */
static int has_parted_tail(struct survey *s, size_t from)
{
    size_t i = s->count;
    while (i > from && s->blocks[i - 1].class != CLASS_SEPARATOR)
        i--;
    if (i <= from)
        return 0;
    struct tally t = count(s, i, s->count);
    return t.furniture >= 1 && t.furniture + t.weak >= t.other;
}

/* Does the separator at `at` part the head from the text? */
static int parts_head(struct survey *s, size_t from, size_t at)
{
    struct tally t = count(s, from, at);
    uint32_t rest = 0;
    size_t next = next_text(s, at + 1);
    if (!t.other)
        return 1;
    for (size_t i = at + 1; i < s->count; i++)
        rest += s->blocks[i].words;
    if (t.other_words * 5 > rest * 2 || t.longest > 90)
        return 0;
    if (t.furniture && t.furniture + t.weak >= t.other)
        return 1;
    if (next < s->count && is_set_off(&s->blocks[next]) && t.other <= 6)
        return 1;
    return t.other <= 4 && has_parted_tail(s, at + 1);
}

size_t stet__structure_skip_furniture(struct survey *s, size_t from)
{
    size_t i = from, h = from, separator;
    for (; i < s->count; i++) {
        int class = stet__structure_class(s, &s->blocks[i]);
        if (class == CLASS_FURNITURE)
            h = i + 1;
        else if (class != CLASS_WEAK && class != CLASS_IMAGE &&
                 class != CLASS_SEPARATOR && class != CLASS_STAMP)
            break;
    }
    size_t limit = from + FENCED_BLOCKS < s->count ? from + FENCED_BLOCKS : s->count;
    limit = find_class(s, from, limit, CLASS_HEADING);
    separator = find_class(s, from, limit, CLASS_SEPARATOR);
    if (separator < limit && separator + 1 < s->count && parts_head(s, from, separator))
        h = separator + 1 > h ? separator + 1 : h;
    return h;
}

/* ---- the tail
 * ----------------------------------------------------------------------------- */

/* Behind a separator nothing but furniture, or hardly anything else. */
static int is_parted_off(struct survey *s, size_t from, size_t to)
{
    struct tally t = count(s, from, to);
    if (!t.other && !t.furniture && !t.weak) /* the end mark itself */
        return from == to || find_class(s, from, to, CLASS_STAMP) < to;
    if (t.longest > 150 || find_class(s, from, to, CLASS_HEADING) < to)
        return t.furniture > 0 && !t.other;
    return t.furniture > 0 && t.furniture + t.weak >= t.other;
}

static int weight(const struct survey *s, const struct block *b)
{
    int sure = s->loose;
    switch (b->class) {
    case CLASS_FURNITURE:
        return 4;
    case CLASS_WEAK:
        return sure ? 2 : 0;
    case CLASS_HEADING:
        return -9;
    case CLASS_SHORT:
        return -2;
    case CLASS_PROSE:
        return b->words >= 25 || !sure ? -7 : -3;
    default:
        return 0;
    }
}

/* From the end back, while there is more furniture than text. */
static size_t furniture_start(struct survey *s, size_t from, size_t to)
{
    int score = 0, best = 0;
    size_t start = to;
    for (size_t i = to; i > from && score > -9; i--) {
        struct block *b = &s->blocks[i - 1];
        int class = stet__structure_class(s, b);
        score += weight(s, b);
        if (score > best && (class == CLASS_FURNITURE || class == CLASS_WEAK)) {
            best = score;
            start = i - 1;
        }
    }
    return start;
}

void stet__structure_tail(struct survey *s)
{
    size_t end = s->count;
    for (size_t i = end; i > s->body + 1; i--) {
        if (s->blocks[i - 1].class != CLASS_SEPARATOR)
            continue;
        if (!is_parted_off(s, i, end))
            break;
        end = i - 1;
    }
    end = furniture_start(s, s->body + 1 < end ? s->body + 1 : end, end);
    while (end > s->body && end < s->count &&
           s->blocks[end - 1].class == CLASS_SEPARATOR)
        end--;
    if (!has_text(s, s->body, end)) { /* better too much of a body than none */
        s->body = 0;
        end = s->count;
    }
    s->tail = end;
}

/* ---- setting
 * -------------------------------------------------------------------------------- */

static int zone_at(const struct survey *s, size_t i)
{
    return i < s->body ? STET_ZONE_HEAD : i < s->tail ? STET_ZONE_BODY : STET_ZONE_TAIL;
}

/* Do zones stand already? Who looked for furniture since knows more of the borders. */
static int is_settled(const struct survey *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->blocks[i].class != CLASS_STAMP &&
            stet_zone_of(s->a, s->blocks[i].node) != STET_ZONE_BODY)
            return 1;
    stet_node n = stet_first(s->a, stet_root(s->a, STET_FAMILY_NOTICE));
    while (n &&
           !stet_str_is(stet_attr_str(s->a, n, STET_ATTR_SOURCE), "furniture_text"))
        n = stet_next(s->a, n);
    return n != 0;
}

/* Blocks of one piece of raw HTML stand in one zone: the body, when one of them does.
 * All stand in it before. */
void stet__structure_set_zones(struct survey *s)
{
    if (is_settled(s))
        return;
    for (size_t i = 0, next; i < s->count; i = next) {
        int zone = zone_at(s, i), stamp = s->blocks[i].class == CLASS_STAMP;
        for (next = i + 1; next < s->count && s->blocks[next].node == s->blocks[i].node;
             next++)
            zone = zone_at(s, next) == zone ? zone : STET_ZONE_BODY;
        if (!stamp && zone != STET_ZONE_BODY)
            stet__structure_check(s, stet_set_zone(s->a, s->blocks[i].node, zone));
    }
}

/* The marks of a paragraph, or of a heading that has no text. */
static stet_str marks_of(struct survey *s, const struct block *b)
{
    struct line line[2];
    if (b->kind == STET_HEADING) {
        int64_t level = stet_attr_int(s->a, b->node, STET_ATTR_LEVEL, 1);
        return stet_strn("######", level < 1 ? 1 : level > 6 ? 6 : (size_t)level);
    }
    return stet__structure_lines(s, b, line, 2) ? stet__structure_trim(line[0].text)
                                                : stet_cstr("");
}

/* A paragraph of marks becomes a separator that remembers them. */
void stet__structure_separators(struct survey *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct block *b = &s->blocks[i];
        if (b->class != CLASS_SEPARATOR || b->kind == STET_SEPARATOR ||
            stet_kind_of(s->a, b->node) == STET_HTML)
            continue;
        stet_str marks = marks_of(s, b);
        for (stet_node n = stet_first(s->a, b->node), next; n; n = next) {
            next = stet_next(s->a, n);
            stet__structure_check(s, stet_remove(s->a, n));
        }
        if (b->kind == STET_HEADING)
            stet__structure_check(s, stet_clear_attr(s->a, b->node, STET_ATTR_LEVEL));
        stet__structure_check(s, stet_set_kind(s->a, b->node, STET_SEPARATOR));
        stet__structure_check(s, stet_set_attr(s->a, b->node, STET_ATTR_MARKER, marks));
        b->kind = STET_SEPARATOR;
    }
}
