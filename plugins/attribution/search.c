/* SPDX-License-Identifier: MIT */
/*
 * The pass over the text: sixteen bytes at a time, two comparisons for each needle. Or
 * thirty-two, and four look-ups for all of them: processors that can are asked for of
 * the C library, which has looked when the process began.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <immintrin.h>
#include <sys/platform/x86.h>
#define HAS_WIDE_LOOKUPS 1
#endif
#endif

#include "search.h"

enum { SETS = 8, SIGN_SETS = 4 };

static void add_halves(struct attribution_needles *n, uint8_t first, uint8_t second,
                       size_t set)
{
    uint8_t bit = (uint8_t)(1u << set % SETS);
    for (size_t i = 0; i < 32; i += 16) {
        n->halves[0][i + (first & 15)] |= bit;
        n->halves[1][i + (first >> 4)] |= bit;
        n->halves[2][i + (second & 15)] |= bit;
        n->halves[3][i + (second >> 4)] |= bit;
    }
}

/* A pair once, each of its bytes sixteen times, with bit 5 set as the text will have
 * it. */
static void spread_pair(struct attribution_needles *n, const char *pair)
{
    uint8_t first = (uint8_t)pair[0] | 0x20, second = (uint8_t)pair[1] | 0x20;
    for (size_t i = 0; i < n->pair_count; i++)
        if (n->pairs[i][0] == first && n->pairs[i][16] == second)
            return;
    add_halves(n, first, second, n->pair_count + (n->signs ? SIGN_SETS : 0));
    memset(n->pairs[n->pair_count], first, 16);
    memset(n->pairs[n->pair_count++] + 16, second, 16);
}

static uint16_t pair_of(char first, char second)
{
    return (uint16_t)((unsigned char)first << 8 | (unsigned char)second);
}

/* Its rarest pair begins at `pair`. */
static void set_needle(struct attribution_needle *item, stet_str text, uint16_t pair)
{
    *item = (struct attribution_needle){
        .text = text, .pair = pair, .bytes = pair_of(text.p[pair], text.p[pair + 1])};
}

struct constant_needle {
    const char *text;
    uint16_t pair;
};

static void start(struct attribution_needles *n, const struct constant_needle *needles,
                  size_t count)
{
    n->count = count;
    n->pair_count = 0;
    n->wide = 0;
    memset(n->halves, 0, sizeof n->halves);
#ifdef HAS_WIDE_LOOKUPS
    n->wide = x86_cpu_active(x86_cpu_AVX2) != 0;
#endif
    for (size_t i = 0; i < count; i++)
        set_needle(&n->items[i], stet_cstr(needles[i].text), needles[i].pair);
}

void stet__attribution_start(struct attribution_needles *n)
{
    /* pairs: the sign, "(c", "yr", and "rv" or "rb" */
    static const struct constant_needle signs[ATTRIBUTION_SIGNS] = {
        {"\xc2\xa9", 0},
        {"(c) 2", 0},
        {"copyright", 3},
        {"all rights reserved", 15},
        {"alle rechte vorbehalten", 14},
        {"tous droits r\xc3\xa9serv\xc3\xa9s", 17},
        {"todos los derechos reservados", 23},
    };
    start(n, signs, ATTRIBUTION_SIGNS);
    n->items[2].stated = 1;
    n->signs = 1;
    add_halves(n, 0xc2 | 0x20, 0xa9 | 0x20, 0);
    add_halves(n, '(' | 0x20, 'c', 1);
    add_halves(n, 'y', 'r', 2);
    add_halves(n, 'r', 'v', 3);
    add_halves(n, 'r', 'b', 3);
}

void stet__attribution_start_phrases(struct attribution_needles *n)
{
    /* pairs: "bl", "pp", "zu" */
    static const struct constant_needle phrases[] = {
        {"originally published", 13},   {"first published", 8},
        {"originally appeared", 12},    {"first appeared", 7},
        {"republished with", 4},        {"zuerst erschienen", 0},
        {"erschien zuerst", 9},         {"publi\xc3\xa9 \xc3\xa0 l'origine", 2},
        {"publicado originalmente", 2},
    };
    start(n, phrases, sizeof phrases / sizeof *phrases);
    n->signs = 0;
    for (size_t i = 0; i < n->count; i++)
        spread_pair(n, phrases[i].text + phrases[i].pair);
}

/* How rare a byte is in running text, roughly: the higher the rarer. */
static int rarity(unsigned char c)
{
    static const char common[] = " etaoinsrhldcumfpgwyb";
    const char *at = c ? strchr(common, c) : NULL;
    return at ? (int)(at - common) : 40;
}

int stet__attribution_add(struct attribution_needles *n, stet_str name)
{
    int best = -1;
    uint16_t pair = 0;
    if (name.n < 2 || name.n > 1000 || n->count == ATTRIBUTION_NEEDLES)
        return 0;
    for (size_t i = 0; i + 1 < name.n; i++) {
        int rare =
            rarity((unsigned char)name.p[i]) + rarity((unsigned char)name.p[i + 1]);
        if (rare > best) {
            best = rare;
            pair = (uint16_t)i;
        }
    }
    set_needle(&n->items[n->count++], name, pair);
    spread_pair(n, name.p + pair);
    return 1;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int is_letter(char c)
{
    c = lower(c);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* The part is folded, the text may be so. */
static int equal_fold(const char *text, const char *part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] != part[i] && lower(text[i]) != part[i])
            return 0;
    return 1;
}

/* Whole words, as far as ASCII letters tell; a needle that ends in a digit is the
 * beginning of a number. */
static int stands_at(stet_str text, size_t at, stet_str part)
{
    size_t end = at + part.n;
    char first = part.p[0], last = part.p[part.n - 1];
    if (text.n - at < part.n || !equal_fold(text.p + at, part.p, part.n))
        return 0;
    if (at && is_letter(first) && is_letter(text.p[at - 1]))
        return 0;
    return end == text.n || !is_letter(last) || last <= '9' || !is_letter(text.p[end]);
}

#ifdef __SSE2__
/* Where the first two bytes of the part stand, up to case: a bit for each of 16. */
static unsigned find_begins(const char *p, const char *part)
{
    __m128i fold = _mm_set1_epi8(0x20);
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
    first = _mm_cmpeq_epi8(_mm_or_si128(first, fold),
                           _mm_set1_epi8((char)(part[0] | 0x20)));
    second = _mm_cmpeq_epi8(_mm_or_si128(second, fold),
                            _mm_set1_epi8((char)(part[1] | 0x20)));
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(first, second));
}
#endif

size_t stet__attribution_find(stet_str text, stet_str part)
{
    size_t at = 0;
    if (!part.n)
        return SIZE_MAX;
#ifdef __SSE2__
    for (; part.n > 1 && text.n - at >= 17; at += 16)
        for (unsigned rest = find_begins(text.p + at, part.p); rest; rest &= rest - 1) {
            size_t begin = at + (size_t)__builtin_ctz(rest);
            if (stands_at(text, begin, part))
                return begin;
        }
#endif
    for (; at + part.n <= text.n; at++)
        if ((text.p[at] == part.p[0] || lower(text.p[at]) == part.p[0]) &&
            stands_at(text, at, part))
            return at;
    return SIZE_MAX;
}

/* The word alone may stand in "copyright law": a statement goes on with the sign, a
 * year, `by` or a colon. */
static int is_statement(stet_str text, size_t at)
{
    static const char *const next[] = {"\xc2\xa9", "(c)", "by ", "1", "2", ":"};
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == ','))
        at++;
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        size_t n = strlen(next[i]);
        if (text.n - at >= n && equal_fold(text.p + at, next[i], n))
            return 1;
    }
    return 0;
}

/* Any needle whose pair stands at `at`. */
static int check_pair(const struct attribution_needles *n, stet_str text, size_t at,
                      struct attribution_hit *ret)
{
    if (at + 1 >= text.n)
        return 0;
    uint16_t here = pair_of(lower(text.p[at]), lower(text.p[at + 1]));
    for (size_t i = 0; i < n->count; i++) {
        const struct attribution_needle *item = &n->items[i];
        if (item->bytes != here || at < item->pair ||
            !stands_at(text, at - item->pair, item->text))
            continue;
        if (item->stated && !is_statement(text, at - item->pair + item->text.n))
            continue;
        *ret = (struct attribution_hit){at, i};
        return 1;
    }
    return 0;
}

#ifdef __SSE2__
/* The five pairs of the signs, which are always looked for. */
static inline __m128i find_signs(__m128i first, __m128i second)
{
#define BYTE(c) _mm_set1_epi8((char)((c) | 0x20))
    __m128i sign = _mm_and_si128(_mm_cmpeq_epi8(first, BYTE(0xc2)),
                                 _mm_cmpeq_epi8(second, BYTE(0xa9)));
    __m128i bracket = _mm_and_si128(_mm_cmpeq_epi8(first, BYTE('(')),
                                    _mm_cmpeq_epi8(second, BYTE('c')));
    __m128i word = _mm_and_si128(_mm_cmpeq_epi8(first, BYTE('y')),
                                 _mm_cmpeq_epi8(second, BYTE('r')));
    __m128i rights = _mm_and_si128(_mm_cmpeq_epi8(first, BYTE('r')),
                                   _mm_or_si128(_mm_cmpeq_epi8(second, BYTE('v')),
                                                _mm_cmpeq_epi8(second, BYTE('b'))));
#undef BYTE
    return _mm_or_si128(_mm_or_si128(sign, bracket), _mm_or_si128(word, rights));
}

static inline int find_only_signs(const char *p)
{
    __m128i fold = _mm_set1_epi8(0x20);
    __m128i first =
        _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)p), fold);
    __m128i second =
        _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)(p + 1)), fold);
    return _mm_movemask_epi8(find_signs(first, second));
}

/* A bit for each of 16 bytes where some pair stands, or signs that are like it but for
 * bit 5, which is the case of letters. */
static inline unsigned find_pairs(const struct attribution_needles *n, const char *p)
{
    __m128i fold = _mm_set1_epi8(0x20);
    __m128i first =
        _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)p), fold);
    __m128i second =
        _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)(p + 1)), fold);
    __m128i any = n->signs ? find_signs(first, second) : _mm_setzero_si128();
    const __m128i *pairs = (const __m128i *)(const void *)n->pairs;
    for (size_t i = 0; i < n->pair_count; i++)
        any = _mm_or_si128(
            any,
            _mm_and_si128(_mm_cmpeq_epi8(first, _mm_loadu_si128(pairs + 2 * i)),
                          _mm_cmpeq_epi8(second, _mm_loadu_si128(pairs + 2 * i + 1))));
    return (unsigned)_mm_movemask_epi8(any);
}
#endif

#ifdef __SSE2__
/* The last bytes of the text are looked at in a copy: nothing beyond them is read. */
static unsigned find_last_pairs(const struct attribution_needles *n, stet_str text,
                                size_t at)
{
    char last[32] = {0};
    memcpy(last, text.p + at, text.n - at);
    return find_pairs(n, last);
}
#endif

#ifdef HAS_WIDE_LOOKUPS
/* Of each of 32 bytes, which sets may have it first, or second. */
__attribute__((target("avx2"), always_inline)) static inline __m256i
sets_of(const __m256i halves[2], __m256i v)
{
    __m256i low = _mm256_set1_epi8(15);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(v, 4), low);
    return _mm256_and_si256(_mm256_shuffle_epi8(halves[0], _mm256_and_si256(v, low)),
                            _mm256_shuffle_epi8(halves[1], high));
}

static __attribute__((noinline)) int check_bits(const struct attribution_needles *n,
                                                stet_str text, size_t at, uint32_t bits,
                                                struct attribution_hit *ret_hit)
{
    for (; bits; bits &= bits - 1)
        if (check_pair(n, text, at + (size_t)__builtin_ctz(bits), ret_hit))
            return 1;
    return 0;
}

/* A text of at least 33 bytes: the last are looked at with some of those before. */
__attribute__((target("avx2"))) static int
scan_wide(const struct attribution_needles *n, stet_str text, size_t from,
          struct attribution_hit *ret_hit)
{
    const __m256i zero = _mm256_setzero_si256(), fold = _mm256_set1_epi8(0x20);
    __m256i halves[4];
    size_t last = text.n - 33;
    memcpy(halves, n->halves, sizeof halves);
    for (size_t at = from, begin; at + 1 < text.n; at += 32) {
        begin = at < last ? at : last;
        const __m256i *p = (const __m256i *)(const void *)(text.p + begin);
        const __m256i *q = (const __m256i *)(const void *)(text.p + begin + 1);
        __m256i first = _mm256_or_si256(_mm256_loadu_si256(p), fold);
        __m256i second = _mm256_or_si256(_mm256_loadu_si256(q), fold);
        __m256i sets =
            _mm256_and_si256(sets_of(halves, first), sets_of(halves + 2, second));
        sets = _mm256_cmpeq_epi8(sets, zero);
        uint32_t bits = ~(uint32_t)_mm256_movemask_epi8(sets);
        if (bits &&
            check_bits(n, text, begin, bits & ~(uint32_t)0 << (at - begin), ret_hit))
            return 1;
    }
    return 0;
}
#endif

int stet__attribution_scan(const struct attribution_needles *n, stet_str text,
                           size_t from, struct attribution_hit *ret_hit)
{
#ifdef HAS_WIDE_LOOKUPS
    if (n->wide && text.n >= 33)
        return scan_wide(n, text, from, ret_hit);
#endif
#ifdef __SSE2__
    size_t at = from;
    if (n->signs && !n->pair_count) /* the common case, without a name to look for */
        while (at + 17 <= text.n && !find_only_signs(text.p + at))
            at += 16;
    for (; at + 1 < text.n; at += 16) {
        unsigned rest = at + 17 <= text.n ? find_pairs(n, text.p + at)
                                          : find_last_pairs(n, text, at);
        for (; rest; rest &= rest - 1)
            if (check_pair(n, text, at + (size_t)__builtin_ctz(rest), ret_hit))
                return 1;
    }
#else
    for (size_t at = from; at + 1 < text.n; at++)
        if (check_pair(n, text, at, ret_hit))
            return 1;
#endif
    return 0;
}
