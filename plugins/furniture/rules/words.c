/* SPDX-License-Identifier: MIT */
/*
 * Text as folded words: case, accents, ligatures and joiners do not count. A word knows
 * whether it begins a sentence or a line, and which marks stand around it.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "rules.h"

struct cutter {
    const stet_kit *kit;
    stet_str text;
    struct word *words;
    size_t count, max;
    uint16_t sentence, line;
    uint8_t pending; /* flags for the next word */
    uint8_t stop;    /* 1: a full stop, 2: a sure end */
    int quoted;
};

/* Base letters of U+00C0 to U+00DF; U+00E0 to U+00FF are the same in lower case. */
static const char *const latin[32] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss"};

/* Letters and digits of ASCII in lower case; 0: no part of a word. */
static const unsigned char folded[256] = {
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 0,   0,   0,   0,   0,   0,
    0,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0,   0,   0,   0,   0,
    0,   'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0};

/* ---- the hash of a word: eight of its folded bytes at a time
 * ------------------------------------------------------------- */

#define HASH_START 14695981039346656037u

struct hasher {
    uint64_t hash, lane;
    unsigned filled; /* bits of the lane */
};

static uint64_t mix(uint64_t hash, uint64_t lane)
{
    hash = (hash ^ lane) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

static void feed(struct hasher *h, unsigned char byte)
{
    h->lane |= (uint64_t)byte << h->filled;
    h->filled += 8;
    if (h->filled < 64)
        return;
    h->hash = mix(h->hash, h->lane);
    h->lane = h->filled = 0;
}

static void feed_all(struct hasher *h, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        feed(h, (unsigned char)p[i]);
}

static uint64_t hash_of(const struct hasher *h)
{
    return h->filled ? mix(h->hash, h->lane) : h->hash;
}

/* Marks that combine, soft hyphens, joiners: as if they were not there. */
static int is_ignored(uint32_t code)
{
    return (code >= 0x300 && code < 0x370) || code == 0xad ||
           (code >= 0x200b && code <= 0x200f) || code == 0x2060 || code == 0xfeff ||
           (code >= 0xfe00 && code <= 0xfe0f);
}

static int is_letter(const stet_kit *kit, uint32_t code)
{
    if (code < 0xc0)
        return code == 0xaa || code == 0xba || code == 0xb5;
    if (code == 0xd7 || code == 0xf7 || (code >= 0x2010 && code < 0x2070))
        return 0;
    return kit->is_word(code);
}

/* One character that is not ASCII into the hash. */
static void feed_code(struct hasher *h, uint32_t code, const char *p, size_t n)
{
    if (code >= 0xc0 && code < 0xff) {
        const char *base = latin[(code - 0xc0) & 31];
        feed_all(h, base, strlen(base));
    } else if (code == 0x152 || code == 0x153) {
        feed_all(h, "oe", 2);
    } else if (code >= 0xff21 && code <= 0xff3a) {
        feed(h, (unsigned char)(code - 0xff21 + 'a'));
    } else if (code >= 0xff41 && code <= 0xff5a) {
        feed(h, (unsigned char)(code - 0xff41 + 'a'));
    } else if (code == 0xfb01) {
        feed_all(h, "fi", 2);
    } else if (code == 0xfb02) {
        feed_all(h, "fl", 2);
    } else {
        feed_all(h, p, n);
    }
}

/* ---- marks between words
 * ------------------------------------------------------------- */

/* Up to eight letters of ASCII in one number, as packed below. */
#define LETTERS(a, b, c, d, e, f)                                                      \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 |  \
     (uint64_t)(e) << 32 | (uint64_t)(f) << 40)

/* A full stop behind these ends no sentence. */
static int is_abbreviation(const struct cutter *c)
{
    if (!c->count)
        return 1;
    const struct word *w = &c->words[c->count - 1];
    size_t n = w->to - w->from;
    uint64_t letters = 0;
    if (w->flags & WORD_NUMBER) /* `13. Mai`, but `CC BY 4.0. You may` */
        return n < 3 && folded[(unsigned char)c->text.p[w->to - 1]] <= '9' &&
               !(w->from && memchr(".,", c->text.p[w->from - 1], 2));
    if (n == 1 || n > 6)
        return n == 1;
    for (size_t i = 0; i < n; i++)
        letters |= (uint64_t)((unsigned char)c->text.p[w->from + i] | 32) << (8 * i);
    switch (letters) {
    case LETTERS('m', 'r', 0, 0, 0, 0):
    case LETTERS('m', 'r', 's', 0, 0, 0):
    case LETTERS('m', 's', 0, 0, 0, 0):
    case LETTERS('d', 'r', 0, 0, 0, 0):
    case LETTERS('p', 'r', 'o', 'f', 0, 0):
    case LETTERS('s', 't', 0, 0, 0, 0):
    case LETTERS('n', 'o', 'v', 0, 0, 0):
    case LETTERS('j', 'a', 'n', 0, 0, 0):
    case LETTERS('f', 'e', 'b', 0, 0, 0):
    case LETTERS('m', 'a', 'r', 0, 0, 0):
    case LETTERS('a', 'p', 'r', 0, 0, 0):
    case LETTERS('j', 'u', 'n', 0, 0, 0):
    case LETTERS('j', 'u', 'l', 0, 0, 0):
    case LETTERS('a', 'u', 'g', 0, 0, 0):
    case LETTERS('s', 'e', 'p', 0, 0, 0):
    case LETTERS('s', 'e', 'p', 't', 0, 0):
    case LETTERS('o', 'c', 't', 0, 0, 0):
    case LETTERS('d', 'e', 'c', 0, 0, 0):
    case LETTERS('i', 'n', 'c', 0, 0, 0):
    case LETTERS('l', 't', 'd', 0, 0, 0):
    case LETTERS('n', 'o', 0, 0, 0, 0):
    case LETTERS('v', 'o', 'l', 0, 0, 0):
    case LETTERS('p', 'p', 0, 0, 0, 0):
    case LETTERS('b', 'z', 'w', 0, 0, 0):
    case LETTERS('c', 'a', 0, 0, 0, 0):
    case LETTERS('n', 'r', 0, 0, 0, 0):
    case LETTERS('s', 't', 'r', 0, 0, 0):
    case LETTERS('v', 'g', 'l', 0, 0, 0):
    case LETTERS('m', 'm', 'e', 0, 0, 0):
    case LETTERS('m', 'l', 'l', 'e', 0, 0):
    case LETTERS('s', 'r', 0, 0, 0, 0):
    case LETTERS('s', 'r', 'a', 0, 0, 0):
    case LETTERS('a', 'r', 't', 0, 0, 0):
    case LETTERS('a', 'p', 'p', 'r', 'o', 'x'):
    case LETTERS('e', 'd', 0, 0, 0, 0):
    case LETTERS('h', 'r', 's', 'g', 0, 0):
    case LETTERS('o', 'k', 't', 0, 0, 0):
    case LETTERS('d', 'e', 'z', 0, 0, 0):
    case LETTERS('c', 'f', 0, 0, 0, 0):
    case LETTERS('t', 'e', 'l', 0, 0, 0):
    case LETTERS('f', 'a', 'x', 0, 0, 0):
    case LETTERS('a', 'n', 'm', 0, 0, 0):
    case LETTERS('a', 'b', 's', 0, 0, 0):
    case LETTERS('a', 'b', 'b', 0, 0, 0):
    case LETTERS('f', 'i', 'g', 0, 0, 0):
    case LETTERS('t', 'a', 'f', 0, 0, 0):
    case LETTERS('g', 'e', 'b', 0, 0, 0):
    case LETTERS('j', 'g', 0, 0, 0, 0):
    case LETTERS('b', 'd', 0, 0, 0, 0):
    case LETTERS('p', 'h', 'i', 'l', 0, 0):
    case LETTERS('d', 'i', 'p', 'l', 0, 0):
    case LETTERS('i', 'n', 'g', 0, 0, 0):
    case LETTERS('g', 'g', 'f', 0, 0, 0):
    case LETTERS('e', 'v', 't', 'l', 0, 0):
    case LETTERS('z', 'z', 'g', 'l', 0, 0):
    case LETTERS('i', 'n', 'k', 'l', 0, 0):
    case LETTERS('m', 'i', 'o', 0, 0, 0):
    case LETTERS('m', 'r', 'd', 0, 0, 0):
        return 1;
    default:
        return 0;
    }
}

static void tell_last(struct cutter *c, uint8_t flag)
{
    if (c->count && !(c->pending & (WORD_LINE | WORD_SENTENCE)))
        c->words[c->count - 1].flags |= flag;
}

static int ends_here(const struct cutter *c, size_t at)
{
    while (at < c->text.n && memchr(")\"'*_", c->text.p[at], 5))
        at++;
    return at >= c->text.n || c->text.p[at] == ' ' || c->text.p[at] == '\n' ||
           (unsigned char)c->text.p[at] >= 0x80;
}

/* Letters of ASCII or beyond from `at`. */
static size_t letters_from(stet_str t, size_t at)
{
    const unsigned char *p = (const unsigned char *)t.p;
    size_t i = at;
    while (i < t.n && (folded[p[i]] > '9' || p[i] >= 0xc3))
        i += p[i] < 0xe0 ? 1 + (p[i] >= 0xc3) : t.n;
    return i <= t.n ? i - at : 0;
}

/* `Autor*innen`, `Leser:in`, `Kolleg/-innen`: how many bytes the ending has, from its
 * mark on. */
static size_t gendered_ending(const struct cutter *c, size_t at)
{
    stet_str t = c->text;
    char mark = t.p[at];
    if (!(mark == '*' || mark == ':' || mark == '_' || mark == '/') || !c->count ||
        c->words[c->count - 1].to != at)
        return 0;
    size_t i = at + 1;
    i += t.p[at] == '/' && i < t.n && t.p[i] == '-';
    size_t n = t.n - i > 1 && !memcmp(t.p + i, "in", 2) ? letters_from(t, i) : 0;
    return n == 2 || (n == 5 && !memcmp(t.p + i, "innen", 5)) ? i + n - at : 0;
}

enum { LABEL_WORDS = 4 };

/* `Image | Ann Lee`: the only bar of its line, behind few words. */
static int is_label_bar(const struct cutter *c, size_t at)
{
    size_t words = 1, i = c->count;
    const char *end = memchr(c->text.p + at, '\n', c->text.n - at);
    size_t n = (end ? (size_t)(end - c->text.p) : c->text.n) - at - 1;
    if (!i || c->pending & WORD_LINE || memchr(c->text.p + at + 1, '|', n))
        return 0;
    for (i--; i > 0 && !(c->words[i].flags & (WORD_LINE | WORD_SENTENCE)); i--)
        words++;
    return words <= LABEL_WORDS && c->words[i].flags & WORD_LINE;
}

__attribute__((noinline)) static void read_mark(struct cutter *c, char mark, size_t at)
{
    switch (mark) {
    case '\n':
        c->pending |= WORD_LINE | WORD_SENTENCE;
        c->quoted = 0;
        c->stop = 2;
        break;
    case '.':
        if (ends_here(c, at + 1) && !is_abbreviation(c) && !c->stop)
            c->stop = 1;
        break;
    case '!':
    case '?':
        if (ends_here(c, at + 1))
            c->stop = 2;
        break;
    case '|':
        if (is_label_bar(c, at))
            tell_last(c, WORD_DASH);
        c->stop = 2;
        break;
    case ':':
        tell_last(c, WORD_COLON);
        break;
    case '"':
        c->quoted = !c->quoted;
        break;
    case '(':
    case '[':
    case ']':
    case ')':
    case ',':
    case ';':
        if (mark == ')' || mark == ']')
            tell_last(c, WORD_DASH);
        c->pending |= WORD_APART;
        break;
    case '-':
        if (at && c->text.p[at - 1] == ' ') {
            tell_last(c, WORD_DASH);
            c->pending |= WORD_APART;
        }
        break;
    default:
        break;
    }
}

/* Dashes, quotation marks, bullets. */
static void read_wide_mark(struct cutter *c, uint32_t code)
{
    if (code == 0x2013 || code == 0x2014) {
        tell_last(c, WORD_DASH);
        c->pending |= WORD_APART;
    } else if (code == 0x201c || code == 0x201d || code == 0x201e || code == 0xab ||
               code == 0xbb) {
        c->quoted = !c->quoted;
    } else if (code == 0x2022 || code == 0xb7 || code == 0x25cf || code == 0x25b6) {
        c->stop = 2;
    }
}

/* ---- words
 * ----------------------------------------------------------------------------- */

static void begin_word(struct cutter *c, struct word *w, uint32_t first)
{
    int small = first >= 'a' && first <= 'z';
    uint8_t flags = c->pending;
    if (c->stop == 2 || (c->stop == 1 && !small))
        flags |= WORD_SENTENCE;
    if (flags & WORD_SENTENCE && c->count)
        c->sentence++;
    if (flags & WORD_LINE && c->count)
        c->line++;
    if (first >= '0' && first <= '9')
        flags |= WORD_NUMBER;
    if ((first >= 'A' && first <= 'Z') || (first >= 0x80 && c->kit->is_upper(first)))
        flags |= WORD_BIG;
    if (c->quoted)
        flags |= WORD_QUOTED;
    w->flags = flags;
    w->sentence = c->sentence;
    w->line = c->line;
    c->pending = 0;
    c->stop = 0;
}

#ifdef __SSE2__
enum { AHEAD = 16 };

/* How many letters and digits of ASCII begin sixteen bytes; their hash, when they are
 * fewer. */
static unsigned hash_ahead(const char *p, uint64_t *ret_hash)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i letter =
        _mm_cmplt_epi8(_mm_add_epi8(lower, _mm_set1_epi8((char)(0x80 - 'a'))),
                       _mm_set1_epi8(-128 + 26));
    const __m128i digit =
        _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - '0'))),
                       _mm_set1_epi8(-128 + 10));
    unsigned none = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(letter, digit));
    unsigned n = (unsigned)__builtin_ctz(none);
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(lower);
    if (n == 0 || n >= AHEAD)
        return n;
    if (n <= 8) {
        *ret_hash = mix(HASH_START, low & UINT64_MAX >> (64 - 8 * n));
        return n;
    }
    uint64_t high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(lower, lower));
    *ret_hash = mix(mix(HASH_START, low), high & UINT64_MAX >> (128 - 8 * n));
    return n;
}

/* Sixteen bytes from p, in `room` when the text ends before. */
static const char *bytes_ahead(const char *p, const char *end, char *room)
{
    if (end - p >= AHEAD)
        return p;
    memset(room, 0, AHEAD);
    memcpy(room, p, (size_t)(end - p));
    return room;
}

static uint8_t flags_of(unsigned char first)
{
    return first > 'Z' ? 0 : first > '9' ? WORD_BIG : WORD_NUMBER;
}

/* Most words: letters of ASCII with a blank or a mark behind them, and those that stand
 * behind a blank after such. Answers where they end, or `at` for all else. */
static size_t read_plain(struct cutter *c, size_t at)
{
    const char *const text = c->text.p, *const end = text + c->text.n, *p = text + at;
    struct word *const first = &c->words[c->count], *const last = &c->words[c->max];
    struct word *w = first;
    char room[AHEAD];
    uint8_t quoted = 0;
    uint16_t sentence = 0, line = 0;
    for (; w < last && p < end; w++) {
        const char *ahead = bytes_ahead(p, end, room);
        unsigned n = hash_ahead(ahead, &w->hash);
        if (n == 0 || n >= AHEAD)
            break;
        unsigned char next = (unsigned char)ahead[n];
        if (next != ' ' && (next >= 0x80 || next == '@' || next == '('))
            break;
        if (w == first) {
            begin_word(c, w, (unsigned char)*p);
            sentence = c->sentence;
            line = c->line;
            quoted = c->quoted ? WORD_QUOTED : 0;
        } else {
            w->sentence = sentence;
            w->line = line;
            w->flags = flags_of((unsigned char)*p) | quoted;
        }
        w->term = 0;
        w->from = (uint32_t)(p - text);
        p += n;
        w->to = (uint32_t)(p - text);
        p += next == ' ';
    }
    c->count += (size_t)(w - first);
    return (size_t)(p - text);
}
#else
static size_t read_plain(struct cutter *c, size_t at)
{
    (void)c;
    return at;
}
#endif

/* One character beyond ASCII at *at; answers 0 where the word ends. */
static int read_wide(struct cutter *c, size_t *at, struct hasher *h, uint32_t *first)
{
    uint32_t code = 0;
    size_t n = c->kit->decode(c->text.p + *at, c->text.n - *at, &code);
    if (!n)
        return 0;
    if (is_ignored(code)) {
        if (!*first)
            return 0;
    } else if (is_letter(c->kit, code)) {
        feed_code(h, code, c->text.p + *at, n);
        *first = *first ? *first : code;
    } else {
        return 0;
    }
    *at += n;
    return 1;
}

/* How many bytes of other endings stand behind a word: `auteur·rices`, `auteur(e)s`. */
static size_t endings(stet_str t, size_t at)
{
    size_t i = at, n, letters;
    for (;; i += n + letters) {
        const char *p = t.p + i;
        n = t.n - i > 2 && (!memcmp(p, "\xc2\xb7", 2)) ? 2
            : t.n - i > 3 &&
                    (!memcmp(p, "\xe2\x80\xa7", 3) || !memcmp(p, "\xe2\x80\xa2", 3))
                ? 3
                : 0;
        letters = n ? letters_from(t, i + n) : 0;
        if (!letters)
            break;
    }
    letters = i + 2 < t.n && t.p[i] == '(' ? letters_from(t, i + 1) : 0;
    if (letters && letters < 5 && i + 1 + letters < t.n && t.p[i + 1 + letters] == ')')
        i += letters + 2 + letters_from(t, i + letters + 2);
    return i - at;
}

/* The word at `at`; answers where it ends, or `at` when none begins there. */
__attribute__((noinline)) static size_t read_word(struct cutter *c, size_t at)
{
    const unsigned char *p = (const unsigned char *)c->text.p;
    struct hasher hash = {HASH_START, 0, 0};
    uint32_t first = p[at] < 0x80 ? p[at] : 0;
    size_t i = at, n = c->text.n;
    do {
        for (; i < n && folded[p[i]]; i++)
            feed(&hash, folded[p[i]]);
    } while (i < n && p[i] >= 0x80 && read_wide(c, &i, &hash, &first));
    if (i == at)
        return at;
    if (i < n && p[i] == '@') /* the name in front of an address is a word apart */
        feed(&hash, '@');
    if (i < n && (p[i] >= 0x80 || p[i] == '(') && !(i - at == 1 && p[i] == '('))
        i += endings(c->text, i);
    struct word *w = &c->words[c->count];
    begin_word(c, w, first);
    w->hash = hash_of(&hash);
    w->from = (uint32_t)at;
    w->to = (uint32_t)i;
    w->term = 0;
    c->count++;
    return i;
}

/* The copyright sign, or `(c)`, is a word of its own. */
__attribute__((noinline)) static size_t read_copyright(struct cutter *c, size_t at)
{
    const char *p = c->text.p + at;
    size_t left = c->text.n - at, n = 0;
    if (left >= 2 && memcmp(p, "\xc2\xa9", 2) == 0)
        n = 2;
    else if (left >= 3 && p[0] == '(' && (p[1] | 32) == 'c' && p[2] == ')')
        n = 3;
    if (!n)
        return at;
    struct word *w = &c->words[c->count];
    begin_word(c, w, 0xa9);
    w->hash = mix(HASH_START, 0xa9c2);
    w->term = 0;
    w->from = (uint32_t)at;
    w->to = (uint32_t)(at + n);
    c->count++;
    return at + n;
}

/* What is no ASCII, or begins no word; answers where it ends. */
static size_t read_other(struct cutter *c, size_t at)
{
    const unsigned char byte = (unsigned char)c->text.p[at];
    size_t to = byte == '(' || byte == 0xc2 ? read_copyright(c, at) : at;
    if (to == at && (byte >= 0x80 || folded[byte]))
        to = read_word(c, at);
    if (to > at)
        return to;
    size_t ending = gendered_ending(c, at);
    if (ending) {
        c->words[c->count - 1].to = (uint32_t)(at + ending);
        return at + ending;
    }
    if (byte < 0x80) {
        read_mark(c, c->text.p[at], at);
        return at + 1;
    }
    uint32_t code = 0;
    size_t n = c->kit->decode(c->text.p + at, c->text.n - at, &code);
    read_wide_mark(c, code);
    return at + (n ? n : 1);
}

size_t stet__furniture_words(const stet_kit *kit, stet_str text, struct word *words,
                             size_t max)
{
    struct cutter c = {.kit = kit, .text = text, .words = words, .max = max};
    c.pending = WORD_LINE | WORD_SENTENCE;
    size_t i = 0;
    while (i < text.n && c.count < max) {
        unsigned char byte = (unsigned char)text.p[i];
        size_t to = byte == ' ' ? i + 1 : folded[byte] ? read_plain(&c, i) : i;
        i = to > i ? to : read_other(&c, i);
    }
    return c.count;
}
