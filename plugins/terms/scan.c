/* SPDX-License-Identifier: MIT */
/*
 * The scanner: 64 bytes at a time, a bit for each byte that belongs to a word; each
 * word is hashed from its first and last 8 bytes and must pass a bit filter before any
 * table is touched. Only what passes is compared.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdlib.h>

#include "terms.h"

struct scan {
    const struct dictionary *d;
    const stet_kit *kit;
    stet_str text;
    struct term_hits *hits;
    stet_code code;
};

/* ---- bytes ------------------------------------------------------------------ */
#ifdef __SSE2__
static void classify(const char *p, uint64_t *ret_word, uint64_t *ret_high)
{
    uint64_t word = 0, high = 0;
    for (int i = 0; i < 64; i += 16) {
        __m128i c = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('a' - 1)),
                                       _mm_cmplt_epi8(c, _mm_set1_epi8('z' + 1)));
        __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('0' - 1)),
                                      _mm_cmplt_epi8(c, _mm_set1_epi8('9' + 1)));
        __m128i line = _mm_cmpeq_epi8(c, _mm_set1_epi8('_'));
        uint64_t ascii = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(line, _mm_or_si128(letter, digit)));
        uint64_t beyond = (unsigned)_mm_movemask_epi8(c);
        word |= (ascii | beyond) << i;
        high |= beyond << i;
    }
    *ret_word = word;
    *ret_high = high;
}
#else
static void classify(const char *p, uint64_t *ret_word, uint64_t *ret_high)
{
    *ret_word = *ret_high = 0;
    for (int i = 0; i < 64; i++) {
        unsigned char c = (unsigned char)p[i];
        uint64_t bit = (uint64_t)1 << i;
        *ret_high |= c >= 0x80 ? bit : 0;
        *ret_word |=
            c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'
                ? bit
                : 0;
    }
}
#endif

static int is_ascii_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* ---- comparing -------------------------------------------------------------- */
/* Does a word character stand before `at`? */
static int word_before(const struct scan *s, size_t at)
{
    uint32_t code;
    if (!at)
        return 0;
    size_t from = at - 1;
    while (from && at - from < 4 && ((unsigned char)s->text.p[from] & 0xc0) == 0x80)
        from--;
    s->kit->decode(s->text.p + from, at - from, &code);
    return s->kit->is_word(code) && !stet__terms_unspaced(code);
}

static int word_at(const struct scan *s, size_t at)
{
    uint32_t code;
    if (at >= s->text.n)
        return 0;
    s->kit->decode(s->text.p + at, s->text.n - at, &code);
    return s->kit->is_word(code) && !stet__terms_unspaced(code);
}

/* The bytes of a typographic sign that counts as the ASCII one, or 0. */
static size_t same_sign(stet_str text, size_t at, char sign)
{
    static const struct {
        char sign;
        char bytes[4];
    } signs[] = {{'\'', "\xe2\x80\x99"},
                 {'\'', "\xe2\x80\x98"},
                 {'-', "\xe2\x80\x90"},
                 {'-', "\xe2\x80\x91"},
                 {'-', "\xe2\x80\x93"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (sign == signs[i].sign && at + 3 <= text.n &&
            memcmp(text.p + at, signs[i].bytes, 3) == 0)
            return 3;
    return 0;
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Compare the term's bytes [from, len) with the text at `at`; a space of the term is
 * any run of spaces within a block. Where the text ends, or SIZE_MAX. */
static size_t match_forward(stet_str text, size_t at, stet_str term, size_t from)
{
    while (from < term.n) {
        if (term.p[from] == ' ') {
            size_t start = at;
            while (at < text.n && is_space(text.p[at]) && at - start < 16)
                if (text.p[at++] == '\n' && at < text.n && text.p[at] == '\n')
                    return SIZE_MAX; /* the next block */
            if (at == start)
                return SIZE_MAX;
        } else if (at < text.n && text.p[at] == term.p[from]) {
            at++;
        } else {
            size_t n = same_sign(text, at, term.p[from]);
            if (!n)
                return SIZE_MAX;
            at += n;
        }
        from++;
    }
    return at;
}

/* The same towards the front: the term's bytes [0, upto) end at `at`. */
static size_t match_backward(stet_str text, size_t at, stet_str term, size_t upto)
{
    while (upto > 0) {
        char want = term.p[--upto];
        if (want == ' ') {
            size_t start = at;
            while (at && is_space(text.p[at - 1]) && start - at < 16)
                if (text.p[--at] == '\n' && at && text.p[at - 1] == '\n')
                    return SIZE_MAX;
            if (at == start)
                return SIZE_MAX;
        } else if (at && text.p[at - 1] == want) {
            at--;
        } else if (at >= 3 && same_sign(text, at - 3, want)) {
            at -= 3;
        } else {
            return SIZE_MAX;
        }
    }
    return at;
}

static void add_hit(struct scan *s, size_t from, size_t to, uint32_t term)
{
    struct term_hits *h = s->hits;
    if (h->count == h->cap) {
        size_t cap = h->cap ? h->cap * 2 : 64;
        struct term_hit *grown =
            h->count < h->max ? realloc(h->items, cap * sizeof *grown) : NULL;
        if (!grown) {
            s->code = h->count < h->max ? STET_E_NOMEM : STET_E_LIMIT;
            return;
        }
        h->items = grown;
        h->cap = cap;
    }
    h->items[h->count++] = (struct term_hit){(uint32_t)from, (uint32_t)to, term};
}

/* All terms of a chain whose key stands at `at`. */
static void verify(struct scan *s, uint32_t first, size_t at)
{
    for (uint32_t i = first; i && s->code == STET_OK; i = s->d->terms[i - 1].next) {
        const struct term *t = &s->d->terms[i - 1];
        stet_str term = stet_strn(s->d->pool + t->text, t->len);
        size_t to = match_forward(s->text, at, term, t->key_off);
        if (to == SIZE_MAX)
            continue;
        size_t from = match_backward(s->text, at, term, t->key_off);
        if (from == SIZE_MAX ||
            (!(t->flags & TERM_LEFT_FREE) && word_before(s, from)) ||
            (!(t->flags & TERM_RIGHT_FREE) && word_at(s, to)))
            continue;
        add_hit(s, from, to, i - 1);
    }
}

/* ---- words ------------------------------------------------------------------ */
static __attribute__((noinline)) void look_up_prefixes(struct scan *s, size_t at,
                                                       size_t len)
{
    const char *p = s->text.p + at;
    for (uint32_t rest = s->d->prefix_lengths; rest; rest &= rest - 1) {
        size_t n = (size_t)__builtin_ctz(rest);
        if (n > len)
            break;
        uint64_t key = stet__terms_key(p, n, s->text.n - at);
        if (stet__terms_maybe(&s->d->prefixes, key))
            verify(s, stet__terms_find(&s->d->prefixes, stet__terms_hash(key, p, n)),
                   at);
    }
}

/* Out of line, so that the way of most words stays short. */
static __attribute__((noinline)) void compare(struct scan *s, size_t at, size_t len,
                                              uint64_t key)
{
    uint64_t hash = stet__terms_hash(key, s->text.p + at, len);
    verify(s, stet__terms_find(&s->d->words, hash), at);
}

static inline void look_up(struct scan *s, size_t at, size_t len)
{
    const char *p = s->text.p + at;
    if (stet__terms_has_length(&s->d->words, *p, len)) {
        uint64_t key = stet__terms_key(p, len, s->text.n - at);
        if (__builtin_expect(stet__terms_maybe(&s->d->words, key), 0))
            compare(s, at, len, key);
    }
    if (__builtin_expect(s->d->prefix_lengths != 0, 0))
        look_up_prefixes(s, at, len);
}

/* A run with bytes beyond ASCII: quotes and dashes divide it, letters do not. */
static __attribute__((noinline)) void look_up_run(struct scan *s, size_t from,
                                                  size_t to)
{
    size_t word = from;
    int inside = 0;
    for (size_t at = from, len; at < to; at += len) {
        uint32_t code = (unsigned char)s->text.p[at];
        len = code < 0x80 ? 1 : s->kit->decode(s->text.p + at, to - at, &code);
        int is_word = code < 0x80 || s->kit->is_word(code);
        if (is_word && !inside)
            word = at;
        if (!is_word && inside)
            look_up(s, word, at - word);
        inside = is_word;
    }
    if (inside)
        look_up(s, word, to - word);
}

/* Where a run ends that goes on over the border of a block; *mixed: it has bytes beyond
 * ASCII. */
static size_t run_end(stet_str text, size_t at, int *mixed)
{
    unsigned char c;
    for (; at < text.n; at++) {
        c = (unsigned char)text.p[at];
        if (c < 0x80 && !is_ascii_word(c))
            break;
        *mixed |= c >= 0x80;
    }
    return at;
}

/* A run [from, to) that has, or may have, bytes beyond ASCII at the bits of `high`, or
 * goes on behind its block. */
static __attribute__((noinline)) void look_up_odd(struct scan *s, size_t from,
                                                  size_t to, uint64_t high, int goes_on)
{
    size_t n = to - from;
    int mixed = (high & (n < 64 ? ((uint64_t)1 << n) - 1 : ~(uint64_t)0)) != 0;
    if (goes_on)
        to = run_end(s->text, to, &mixed);
    if (mixed)
        look_up_run(s, from, to);
    else
        look_up(s, from, to - from);
}

/* The bytes that at least n word bytes begin at; those near the end may be. */
static inline uint64_t long_runs(uint64_t word, uint32_t n)
{
    for (uint32_t have = 1; have < n && have < 64;) {
        uint32_t more = n - have < have ? n - have : have;
        word &= word >> more | ~(~(uint64_t)0 >> more);
        have += more;
    }
    return word;
}

/* The words that begin at the bits of `starts`, in a block of ASCII. */
static inline void look_up_block(struct scan *s, size_t base, const char *p,
                                 uint64_t word, uint64_t starts)
{
    const struct term_table *words = &s->d->words;
    int always = s->d->prefix_lengths != 0;
    if (!always)
        starts &= words->shortest ? long_runs(word, words->shortest) : 0;
    for (; starts; starts &= starts - 1) {
        unsigned i = (unsigned)__builtin_ctzll(starts);
        unsigned n = (unsigned)__builtin_ctzll(~(word >> i));
        if (i + n >= 64)
            look_up_odd(s, base + i, base + i + n, 0, 1);
        else if (stet__terms_has_length(words, p[i], n) | always)
            look_up(s, base + i, n);
    }
}

/* A word at the end of a block of ASCII may go on: it is left to the next block, which
 * begins with it. Answers the bytes that remain. */
static inline unsigned leave_last(uint64_t *word)
{
    if (!(*word >> 63))
        return 64;
    unsigned n = 64 - (unsigned)__builtin_clzll(~*word);
    *word &= ((uint64_t)1 << n) - 1;
    return n;
}

static void scan_words(struct scan *s)
{
    uint64_t before = 0;
    char last[64];
    for (size_t base = 0, next; base < s->text.n && s->code == STET_OK; base = next) {
        const char *p = s->text.p + base;
        uint64_t word, high;
        if (s->text.n - base < 64) {
            memset(last, ' ', sizeof last);
            p = memcpy(last, p, s->text.n - base);
        }
        classify(p, &word, &high);
        if (!high && ~word) {
            next = base + (s->text.n - base > 64 ? leave_last(&word) : 64);
            look_up_block(s, base, p, word, word & ~(word << 1 | before));
            before = 0;
            continue;
        }
        next = base + 64;
        uint64_t starts = word & ~(word << 1 | before);
        before = word >> 63;
        for (; starts; starts &= starts - 1) {
            unsigned i = (unsigned)__builtin_ctzll(starts);
            uint64_t gap = ~(word >> i);
            unsigned n = gap ? (unsigned)__builtin_ctzll(gap) : 64;
            look_up_odd(s, base + i, base + i + n, high >> i, i + n >= 64);
        }
    }
}

/* ---- anywhere --------------------------------------------------------------- */
static void scan_inner(struct scan *s)
{
    const uint8_t *pairs = s->d->inner_pairs;
    for (size_t at = 0; at < s->text.n && s->code == STET_OK; at++) {
        /* the text ends with a NUL: the pair of its last byte is there */
        unsigned pair = (unsigned)(unsigned char)s->text.p[at] << 8 |
                        (unsigned char)s->text.p[at + 1];
        if (!(pairs[pair >> 3] >> (pair & 7) & 1))
            continue;
        for (size_t n = 1; n <= 2; n++) {
            const char *p = s->text.p + at;
            uint64_t key = stet__terms_key(p, n, 2);
            if (n <= s->text.n - at && stet__terms_maybe(&s->d->inner, key))
                verify(s, stet__terms_find(&s->d->inner, stet__terms_hash(key, p, n)),
                       at);
        }
    }
}

stet_code stet__terms_scan(const struct dictionary *d, const stet_kit *kit,
                           stet_str text, struct term_hits *hits)
{
    struct scan s = {.d = d, .kit = kit, .text = text, .hits = hits};
    if (text.n >= UINT32_MAX)
        return STET_E_LIMIT;
    if (d->words.count || d->prefixes.count)
        scan_words(&s);
    if (d->inner.count)
        scan_inner(&s);
    return s.code;
}
