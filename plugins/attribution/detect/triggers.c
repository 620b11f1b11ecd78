/* SPDX-License-Identifier: MIT */
/*
 * May a text speak of rights at all? Words are looked at by their beginnings: where 64
 * bytes have them is told by masks, four letters of each look into a set, and only what
 * is found there is read letter by letter.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "detect.h"

enum { WINDOW = 64, STEP = 56 };

/* ---- the sets ------------------------------------------------------------------ */
static int is_trigger(int said, int stem_of_use)
{
    return said == SAID_REPUBLISH || said == SAID_LICENCE || said == SAID_RESERVED ||
           said == SAID_FAIR_USE || said == SAID_INVITE || said == SAID_EXCERPT ||
           said == SAID_TRANSLATE || said == SAID_NONCOMMERCIAL ||
           said == SAID_DATA_MINE || said == SAID_TRAIN || said == SAID_FREE ||
           (said == SAID_USE && stem_of_use);
}

static uint32_t spread(uint64_t key)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c15u >> 52);
}

static int may_have(const struct detector *d, uint64_t start)
{
    uint32_t bit = spread(start);
    return d->starts[bit >> 6] >> (bit & 63) & 1;
}

/* Six letters leave room for a bit that tells them from four. */
static uint32_t find_slot(const struct detector *d, uint64_t key)
{
    uint32_t slot = spread(key) % TRIGGERS;
    while (d->triggers[slot] && d->triggers[slot] != key)
        slot = (slot + 1) % TRIGGERS;
    return slot;
}

static int has_trigger(const struct detector *d, int six, uint64_t letters)
{
    return d->triggers[find_slot(d, letters << 1 | (uint64_t)six)] != 0;
}

static void add_trigger(struct detector *d, int six, uint64_t letters)
{
    uint32_t slot = find_slot(d, letters << 1 | (uint64_t)six);
    if (d->triggers[slot] || d->trigger_count == TRIGGERS / 2)
        return;
    d->triggers[slot] = letters << 1 | (uint64_t)six;
    d->trigger_count++;
}

static stet_str longest_word(stet_str phrase, stet_str best)
{
    for (size_t at = 0; at < phrase.n;) {
        size_t end = at;
        while (end < phrase.n && phrase.p[end] != ' ')
            end++;
        if (end - at > best.n)
            best = stet_strn(phrase.p + at, end - at);
        at = end + 1;
    }
    return best;
}

/* The longest word of a phrase tells most. Words of use are too many to be a sign but
 * for those whose beginning is long. */
void stet__detector_trigger(struct detector *d, int said, stet_str first,
                            stet_str second)
{
    stet_str word = longest_word(second, longest_word(first, stet_cstr("")));
    if (!is_trigger(said, word.n > 4 && !memchr(first.p, ' ', first.n)))
        return;
    uint64_t key = 0;
    int six = word.n >= 6;
    for (size_t i = 0; i < (six ? 6u : 4u) && i < word.n; i++) {
        key = key << 8 | (unsigned char)word.p[i];
        if (i == 3 || (i == 1 && word.n < 4))
            d->starts[spread(key) >> 6] |= (uint64_t)1 << (spread(key) & 63);
    }
    add_trigger(d, six, key);
}

/* ---- a word -------------------------------------------------------------------- */
/* The next letter of a word in small without its mark, or 0 at its end. */
static unsigned char next_letter(stet_str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];
    if (c >= 'a' && c <= 'z') {
        ++*at;
        return c;
    }
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        ++*at;
        return c | 0x20;
    }
    if (c < 0x80 || c == 0xc2 || c == 0xe2)
        return 0;
    if (c == 0xc3) {
        char plain = stet__pool_plain_letter(s.p + *at);
        *at += 2;
        return plain == '?' || plain == ' ' ? 0xff : (unsigned char)plain;
    }
    ++*at;
    return c; /* of another script */
}

static int word_triggers(const struct detector *d, stet_str raw, size_t at)
{
    uint64_t four = 0, six = 0;
    size_t n = 0;
    unsigned char c;
    for (; n < 6 && at < raw.n && (c = next_letter(raw, &at)) != 0; n++) {
        four = n < 4 ? four << 8 | c : four;
        six = six << 8 | c;
    }
    return n > 1 && (has_trigger(d, 0, four) || (n == 6 && has_trigger(d, 1, six)));
}

/* ---- 64 bytes ------------------------------------------------------------------ */
struct masks {
    uint64_t letters, high, c2, e2, rare, mail,
        bracket; /* rare: may begin what is unseen */
};

#ifdef __SSE2__
static void classify(const char *p, struct masks *ret)
{
    struct masks m = {0};
    for (size_t i = 0; i < WINDOW; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));
        __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                       _mm_cmpgt_epi8(_mm_set1_epi8('z' + 1), small));
        __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)),
                                      _mm_cmpgt_epi8(_mm_set1_epi8('9' + 1), v));
        __m128i mail = _mm_cmpeq_epi8(v, _mm_set1_epi8('@'));
        __m128i bracket = _mm_cmpeq_epi8(v, _mm_set1_epi8('('));
#define BITS(x) ((uint64_t)(uint32_t)_mm_movemask_epi8(x) << i)
        uint64_t high = BITS(v);
        m.letters |= BITS(_mm_or_si128(letter, digit));
        m.mail |= BITS(mail);
        m.bracket |= BITS(bracket);
        m.high |= high;
        if (high) {
            m.c2 |= BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xc2)));
            m.e2 |= BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xe2)));
            m.rare |= BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xd8))) |
                      BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xe1))) |
                      BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xef))) |
                      BITS(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xf3)));
        }
#undef BITS
    }
    *ret = m;
}
#else
static void classify(const char *p, struct masks *ret)
{
    struct masks m = {0};
    for (size_t i = 0; i < WINDOW; i++) {
        unsigned char c = (unsigned char)p[i], small = c | 0x20;
        uint64_t bit = (uint64_t)1 << i;
        m.letters |= (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') ? bit : 0;
        m.high |= c >= 0x80 ? bit : 0;
        m.c2 |= c == 0xc2 ? bit : 0;
        m.e2 |= c == 0xe2 ? bit : 0;
        m.rare |= c == 0xd8 || c == 0xe1 || c == 0xef || c == 0xf3 ? bit : 0;
        m.mail |= c == '@' ? bit : 0;
        m.bracket |= c == '(' ? bit : 0;
    }
    *ret = m;
}
#endif

/* "(c)", the sign of a copyright, and what hides: it may stand within a word. */
static int has_sign(const struct masks *m, stet_str raw, size_t at)
{
    for (uint64_t rest = m->e2 | m->rare; rest; rest &= rest - 1) {
        size_t i = at + (size_t)__builtin_ctzll(rest);
        if (i < raw.n && stet__hidden_at(raw, i))
            return 1;
    }
    for (uint64_t rest = m->c2; rest; rest &= rest - 1) {
        size_t i = at + (size_t)__builtin_ctzll(rest);
        if (i + 1 < raw.n && (unsigned char)raw.p[i + 1] == 0xa9)
            return 1;
    }
    for (uint64_t rest = m->bracket; rest; rest &= rest - 1) {
        size_t i = at + (size_t)__builtin_ctzll(rest);
        if (i + 2 < raw.n && (raw.p[i + 1] | 0x20) == 'c' && raw.p[i + 2] == ')')
            return 1;
    }
    return m->mail != 0;
}

static int window_triggers(const struct detector *d, stet_str raw, size_t at,
                           const char *p, uint64_t *before)
{
    struct masks m;
    classify(p, &m);
    if ((m.c2 | m.e2 | m.rare | m.mail | m.bracket) && has_sign(&m, raw, at))
        return 1;
    uint64_t signs = m.c2 | m.c2 << 1 | m.e2 | m.e2 << 1 | m.e2 << 2,
             word = (m.letters | m.high) & ~signs,
             starts = word & ~(word << 1 | *before),
             whole = m.letters & m.letters >> 1 & m.letters >> 2 & m.letters >> 3;
    *before = word >> (STEP - 1) & 1;
    for (uint64_t rest = starts & (((uint64_t)1 << STEP) - 1); rest; rest &= rest - 1) {
        unsigned i = (unsigned)__builtin_ctzll(rest);
        uint32_t four;
        memcpy(&four, p + i, 4);
        four = __builtin_bswap32(four | 0x20202020u);
        if (!(whole >> i & 1)) /* a short word, or one with letters beyond ASCII */
            four = m.high >> i & 15 ? 0 : four >> 16;
        if ((!four || may_have(d, four)) && word_triggers(d, raw, at + i))
            return 1;
    }
    return 0;
}

int stet__detector_triggers(const struct detector *d, stet_str raw)
{
    uint64_t before = 0;
    for (size_t at = 0; at < raw.n; at += STEP) {
        char last[WINDOW] = {0};
        const char *p = raw.p + at;
        if (raw.n - at < WINDOW) {
            memcpy(last, p, raw.n - at);
            p = last;
        }
        if (window_triggers(d, raw, at, p, &before))
            return 1;
    }
    return 0;
}
