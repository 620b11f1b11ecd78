/* SPDX-License-Identifier: MIT */
/*
 * Filling lines. A word is kept until it ends, for only then is its width known.
 */
#include "fill.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static void put_prefix(struct fill *f, struct fill_level *l)
{
    static const char blanks[FILL_PREFIX + 1] = "                ";
    stet_put(f->out, l->repeat || !l->used ? l->text : blanks, l->len);
    f->column += l->len;
    l->used = 1;
}

static void begin_line(struct fill *f)
{
    if (f->in_line)
        return;
    if (f->apart && f->any) {
        for (size_t i = 0; i < f->level_count;
             i++) /* a quote goes on over empty lines */
            if (f->levels[i].repeat && f->levels[i].used)
                stet_putc(f->out, f->levels[i].text[0]);
        stet_putc(f->out, '\n');
    }
    f->apart = 0;
    f->column = 0;
    for (size_t i = 0; i < f->level_count; i++)
        put_prefix(f, &f->levels[i]);
    f->in_line = 1;
    f->any = 1;
    f->space = 0;
}

static void end_written_line(struct fill *f)
{
    if (f->in_line)
        stet_putc(f->out, '\n');
    f->in_line = 0;
    f->space = 0;
}

/* A word wider than the line is cut between graphemes: scripts without spaces need it.
 */
static void put_wide_word(struct fill *f, stet_str word)
{
    while (word.n) {
        size_t count;
        size_t n = f->kit->graphemes(word, 1, &count);
        size_t columns = f->kit->columns(stet_strn(word.p, n));
        if (!n)
            return;
        if (f->in_line && f->column + columns > f->width)
            end_written_line(f);
        begin_line(f);
        stet_put(f->out, word.p, n);
        f->column += columns;
        word = stet_strn(word.p + n, word.n - n);
    }
}

static size_t columns_of(struct fill *f, stet_str s)
{
    unsigned char all = 0;
    for (size_t i = 0; i < s.n; i++)
        all |= (unsigned char)s.p[i];
    return all < 0x80 ? s.n : f->kit->columns(s);
}

/* Does it hold a wide character, so that it may be cut although a new line would do? */
static int is_wide(stet_str s, size_t columns)
{
    return columns != s.n && s.n >= 3 && (unsigned char)s.p[0] >= 0xe1;
}

/* A whole word that is `columns` wide, on the line at hand or on the next. */
static void put_word(struct fill *f, stet_str word, size_t columns)
{
    int fits = !f->width || f->column + f->space + columns <= f->width;
    if (f->in_line && f->space && !fits && !is_wide(word, columns))
        end_written_line(f);
    int space = f->in_line && f->space;
    begin_line(f);
    if (space && (fits || f->column < f->width)) {
        stet_putc(f->out, ' ');
        f->column++;
    }
    f->space = 0;
    if (f->width && f->column + columns > f->width && is_wide(word, columns)) {
        put_wide_word(f, word);
        return;
    }
    stet_put_str(f->out, word);
    f->column += columns;
}

static void end_word(struct fill *f)
{
    stet_str word = stet_strn(f->word.data, f->word.len);
    f->word.len = 0;
    if (word.n)
        put_word(f, word, columns_of(f, word));
}

/* Bytes of a control character at p that are dropped: C0 but line end and tab, DEL, C1.
 */
static size_t control_length(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
        return 1;
    return c == 0xc2 && n > 1 && (unsigned char)p[1] < 0xa0 ? 2 : 0;
}

static int is_gap(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Bytes at p that are neither gaps nor may be control characters; *ret_all: all their
 * bits. */
static size_t plain_length(const char *p, size_t n, unsigned char *ret_all)
{
    size_t at = 0;
    unsigned char all = 0, c;
    for (; at < n; at++, all |= c) {
        c = (unsigned char)p[at];
        if (c <= ' ' || c == 0x7f || (c == 0xc2 && control_length(p + at, n - at)))
            break;
    }
    *ret_all = all;
    return at;
}

/* ---- many words at once ------------------------------------------------------ */

static int is_simple_gap(char c)
{
    return c == ' ' || c == '\n';
}

#if defined(__SSE2__)
static __m128i load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static __m128i simple_gaps(__m128i v)
{
    return _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
}

/* Which of 16 bytes are not simple; *after_gap: the byte before them is a gap. */
static unsigned odd_of_16(const char *p, unsigned *after_gap)
{
    __m128i v = load(p), spaces = simple_gaps(v);
    /* one more than DEL and than all that is no ASCII is no positive number */
    __m128i good =
        _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8(1)), _mm_set1_epi8(' '));
    unsigned gaps = (unsigned)_mm_movemask_epi8(spaces);
    unsigned twice = gaps & (gaps << 1 | *after_gap);
    *after_gap = gaps >> 15;
    return ((unsigned)_mm_movemask_epi8(_mm_or_si128(good, spaces)) ^ 0xffff) | twice;
}
#endif

/* Bytes at p that are printable ASCII with single spaces or line ends between words. */
static size_t simple_length(const char *p, size_t n)
{
    size_t at = 0;
#if defined(__SSE2__)
    unsigned odd = 0, after_gap = 0;
    for (; n - at >= 16 && !odd; at += 16)
        odd = odd_of_16(p + at, &after_gap);
    if (!odd && at && at < n) { /* once more over bytes that are known to be simple */
        after_gap = 0;
        odd = odd_of_16(p + n - 16, &after_gap);
        at = n;
    }
    if (at)
        return odd ? at - 16 + (size_t)__builtin_ctz(odd) : at;
#endif
    for (; at < n; at++) {
        int gap = is_simple_gap(p[at]);
        if ((p[at] < ' ' && !gap) || p[at] == 0x7f ||
            (gap && at && is_simple_gap(p[at - 1])))
            break;
    }
    return at;
}

/* The last byte of the simple text [p, p + n) that is a gap, or n. */
static size_t last_gap(const char *p, size_t n)
{
    size_t at = n;
#if defined(__SSE2__)
    for (; at >= 16; at -= 16) {
        unsigned gaps = (unsigned)_mm_movemask_epi8(simple_gaps(load(p + at - 16)));
        if (gaps)
            return at - 1 - ((size_t)__builtin_clz(gaps) - 16);
    }
#endif
    for (; at; at--)
        if (is_simple_gap(p[at - 1]))
            return at - 1;
    return n;
}

#if defined(__SSE2__)
static void copy_16(char *to, const char *p)
{
    __m128i v = load(p), line_ends = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
    v = _mm_xor_si128(v, _mm_and_si128(line_ends, _mm_set1_epi8('\n' ^ ' ')));
    _mm_storeu_si128((__m128i *)(void *)to, v);
}
#endif

/* Simple text becomes a part of one line. */
static void copy_simple(char *to, const char *p, size_t n)
{
    size_t at = 0;
#if defined(__SSE2__)
    for (; n - at >= 16; at += 16)
        copy_16(to + at, p + at);
    if (at && at < n) {
        copy_16(to + n - 16, p + n - 16);
        return;
    }
#endif
    for (; at < n; at++)
        to[at] = p[at] == '\n' ? ' ' : p[at];
}

enum { LOOK = 2048 };

/* Write whole words of simple text, line by line; answers the bytes that are done with.
 * `whole`: the last word ends with the text.
 * What is left is a word that may go on in the next text, or one wider than a line. */
static size_t put_simple(struct fill *f, const char *p, size_t n, int whole)
{
    size_t at = 0, end = whole ? n : last_gap(p, n);
    if (end == n && !whole)
        return 0;
    while (at < end) {
        if (is_simple_gap(p[at])) {
            f->space = f->in_line;
            at++;
            continue;
        }
        begin_line(f);
        size_t gap = f->space, taken = f->column + gap;
        size_t room = !f->width ? SIZE_MAX : taken < f->width ? f->width - taken : 0;
        size_t len = end - at;
        if (len > room) {
            len = room ? last_gap(p + at, room + 1) : room + 1;
            if (len > room) { /* not even one word */
                if (!gap)
                    return at;
                end_written_line(f);
                continue;
            }
        }
        char *to = stet_out_room(f->out, len + gap);
        if (!to)
            return n;
        *to = ' ';
        copy_simple(to + gap, p + at, len);
        f->out->len += len + gap;
        f->column += len + gap;
        f->space = 0;
        at += len;
        if (at < end)
            end_written_line(f);
    }
    f->space = f->in_line; /* the one at `end` */
    return whole ? n : end + 1;
}

static void put_text(struct fill *f, stet_str text, int whole)
{
    for (size_t at = 0; at < text.n;) {
        unsigned char all;
        if (!f->word.len) {
            /* a bounded look: what is left begins with a word wider than a line */
            size_t rest = text.n - at;
            size_t simple = simple_length(text.p + at, rest < LOOK ? rest : LOOK);
            size_t end = at + simple;
            at += put_simple(f, text.p + at, simple, whole && end == text.n);
            if (end == text.n && at < end &&
                last_gap(text.p + at, end - at) == end - at) {
                stet_put(&f->word, text.p + at, end - at);
                return;
            }
        }
        if (at >= text.n)
            return;
        size_t n = plain_length(text.p + at, text.n - at, &all);
        stet_str word = stet_strn(text.p + at, n);
        at += n;
        if (at < text.n && is_gap(text.p[at]) && !f->word.len) {
            if (n) /* a whole word: it needs no copy */
                put_word(f, word, all < 0x80 ? n : f->kit->columns(word));
        } else {
            stet_put_str(&f->word, word);
        }
        if (at == text.n)
            return;
        if (is_gap(text.p[at])) {
            end_word(f);
            f->space = f->in_line;
            at++;
        } else {
            at += control_length(text.p + at, text.n - at);
        }
    }
}

void stet__fill_put(struct fill *f, stet_str text)
{
    put_text(f, text, 0);
}

void stet__fill_put_gap(struct fill *f)
{
    end_word(f);
    f->space = f->in_line;
}

void stet__fill_put_words(struct fill *f, stet_str text)
{
    put_text(f, text, 1);
    stet__fill_put_gap(f);
}

void stet__fill_put_verbatim(struct fill *f, stet_str text)
{
    end_word(f);
    for (size_t at = 0; at < text.n;) {
        size_t from = at, skip;
        while (at < text.n && text.p[at] != '\n' &&
               !control_length(text.p + at, text.n - at))
            at++;
        if (at > from || text.p[at] == '\n') {
            begin_line(f);
            stet_put(f->out, text.p + from, at - from);
            f->column += columns_of(f, stet_strn(text.p + from, at - from));
        }
        if (at == text.n)
            return;
        skip = text.p[at] == '\n' ? 1 : control_length(text.p + at, text.n - at);
        if (text.p[at] == '\n')
            end_written_line(f);
        at += skip;
    }
}

void stet__fill_end_line(struct fill *f)
{
    end_word(f);
    end_written_line(f);
}

void stet__fill_set_apart(struct fill *f)
{
    stet__fill_end_line(f);
    f->apart = 1;
}

void stet__fill_enter(struct fill *f, const char *text, int repeat)
{
    size_t n = strlen(text);
    stet__fill_end_line(f);
    if (f->level_count == FILL_LEVELS)
        return;
    struct fill_level *l = &f->levels[f->level_count++];
    l->len = (uint8_t)(n < FILL_PREFIX ? n : FILL_PREFIX);
    memcpy(l->text, text, l->len);
    l->repeat = (uint8_t)(repeat != 0);
    l->used = 0;
}

void stet__fill_leave(struct fill *f)
{
    stet__fill_end_line(f);
    if (f->level_count)
        f->level_count--;
}
