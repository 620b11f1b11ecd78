/* SPDX-License-Identifier: MIT */
/*
 * Grapheme clusters by the rules of UAX 29 (Unicode 15), and what is counted in them:
 * display columns and cuts at a word.
 */
#include "base/text/unicode.h"
#include "base/text/unicode_tables.h"

/* One character with what the rules ask about it. */
struct mark {
    size_t bytes;
    uint32_t code;
    uint8_t class, picture;
};

static struct mark read_mark(const char *p, size_t n)
{
    struct mark m;
    m.bytes = stet__decode(p, n, &m.code);
    const struct unicode_record *record = stet__unicode_record(m.code);
    m.class = record->grapheme;
    m.picture = (record->flags & UNICODE_PICTURE) != 0;
    return m;
}

static int is_control(uint8_t class)
{
    return class == BREAK_CR || class == BREAK_LF || class == BREAK_CONTROL;
}

/* GB6 to GB8: syllables of Hangul stay whole. */
static int hangul_holds(uint8_t a, uint8_t b)
{
    if (a == BREAK_L)
        return b == BREAK_L || b == BREAK_V || b == BREAK_LV || b == BREAK_LVT;
    if (a == BREAK_LV || a == BREAK_V)
        return b == BREAK_V || b == BREAK_T;
    return (a == BREAK_LVT || a == BREAK_T) && b == BREAK_T;
}

/* No boundary between the characters a and b? `flags` counts the regional indicators up
 * to a; `emoji` says that a picture and then only extenders stand before a. */
static int holds(const struct mark *a, const struct mark *b, size_t regionals,
                 int emoji)
{
    if (a->class == BREAK_CR && b->class == BREAK_LF)
        return 1;
    if (is_control(a->class) || is_control(b->class))
        return 0;
    if (b->class == BREAK_EXTEND || b->class == BREAK_ZWJ ||
        b->class == BREAK_SPACING || a->class == BREAK_PREPEND)
        return 1;
    if (emoji && a->class == BREAK_ZWJ && b->picture)
        return 1;
    if (a->class == BREAK_REGIONAL && b->class == BREAK_REGIONAL)
        return regionals % 2 == 1;
    return hangul_holds(a->class, b->class);
}

size_t stet__grapheme(const char *p, size_t n)
{
    if ((unsigned char)p[0] < 0x80 && (n == 1 || (unsigned char)p[1] < 0x80))
        return p[0] == '\r' && n > 1 && p[1] == '\n' ? 2 : 1;
    struct mark a = read_mark(p, n);
    size_t at = a.bytes, regionals = a.class == BREAK_REGIONAL;
    int emoji = a.picture;
    while (at < n) {
        struct mark b = read_mark(p + at, n - at);
        if (!holds(&a, &b, regionals, emoji))
            break;
        at += b.bytes;
        regionals = b.class == BREAK_REGIONAL ? regionals + 1 : 0;
        if (b.class != BREAK_EXTEND && b.class != BREAK_ZWJ)
            emoji = b.picture;
        a = b;
    }
    return at;
}

size_t stet__graphemes(stet_str s, size_t max, size_t *ret_count)
{
    size_t at = 0, count = 0;
    for (; at < s.n && count < max; count++)
        at += stet__grapheme(s.p + at, s.n - at);
    if (ret_count)
        *ret_count = count;
    return at;
}

/* Width of one cluster: its widest character; a picture asked for by U+FE0F is wide. */
static size_t cluster_columns(const char *p, size_t n)
{
    size_t width = 0, regionals = 0;
    int picture = 0;
    for (size_t at = 0; at < n;) {
        uint32_t code;
        at += stet__decode(p + at, n - at, &code);
        const struct unicode_record *record = stet__unicode_record(code);
        size_t own = record->flags & UNICODE_ZERO   ? 0
                     : record->flags & UNICODE_WIDE ? 2
                                                    : 1;
        regionals += record->grapheme == BREAK_REGIONAL;
        picture |= record->flags & UNICODE_PICTURE;
        if (own > width)
            width = own;
        if ((code == 0xfe0f && picture) || regionals == 2)
            width = 2;
    }
    return width;
}

size_t stet__columns(stet_str s)
{
    size_t columns = 0, step;
    for (size_t at = 0; at < s.n; at += step) {
        unsigned char c = (unsigned char)s.p[at];
        step = stet__grapheme(s.p + at, s.n - at);
        columns += step == 1 ? c >= 0x20 && c < 0x7f : cluster_columns(s.p + at, step);
    }
    return columns;
}

static int is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
           code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
           code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
           code == 0x3000;
}

/* May a line of text end behind the cluster [from, at)? Behind a word before a space,
 * and behind each wide character: their scripts put no spaces between words. */
static int word_ends(stet_str s, size_t from, size_t at)
{
    uint32_t before, behind = ' ';
    stet__decode(s.p + from, at - from, &before);
    if (at < s.n)
        stet__decode(s.p + at, s.n - at, &behind);
    if (is_space(before))
        return 0;
    return is_space(behind) || (stet__unicode_record(before)->flags & UNICODE_WIDE);
}

/* Leave out what does not end a shortened text well: spaces, commas, dashes, openers.
 */
static size_t trim_end(stet_str s, size_t at)
{
    while (at > 0) {
        size_t start = at - 1;
        uint32_t code;
        while (start > 0 && ((unsigned char)s.p[start] & 0xc0) == 0x80)
            start--;
        stet__decode(s.p + start, at - start, &code);
        int trailing = is_space(code) || code == ',' || code == ';' || code == ':' ||
                       code == '-' || code == '(' || code == '[' || code == 0x2013 ||
                       code == 0x2014 || code == 0x201e || code == 0x3001;
        if (!trailing)
            break;
        at = start;
    }
    return at;
}

size_t stet__cut_at_word(stet_str s, size_t max)
{
    size_t at = 0, count = 0, good = 0;
    while (at < s.n && count < max) {
        size_t from = at;
        at += stet__grapheme(s.p + at, s.n - at);
        count++;
        if (word_ends(s, from, at))
            good = at;
    }
    if (at >= s.n)
        return s.n;
    size_t cut = trim_end(s, good);
    return cut ? cut : at;
}
