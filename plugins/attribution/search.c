/* SPDX-License-Identifier: MIT */
/*
 * The pass over the text: sixteen bytes at a time, two comparisons for each needle.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "search.h"

void stet__attribution_start(struct attribution_needles *n)
{
    /* pairs: "yr", "(c", "rv", "rb", "rv", "rv", and the sign */
    static const struct {
        const char *text;
        uint16_t pair;
    } signs[ATTRIBUTION_SIGNS] = {
        {"\xc2\xa9", 0},
        {"(c) 2", 0},
        {"copyright", 3},
        {"all rights reserved", 15},
        {"alle rechte vorbehalten", 14},
        {"tous droits r\xc3\xa9serv\xc3\xa9s", 17},
        {"todos los derechos reservados", 23},
    };
    n->count = ATTRIBUTION_SIGNS;
    for (size_t i = 0; i < ATTRIBUTION_SIGNS; i++) {
        n->items[i].text = stet_cstr(signs[i].text);
        n->items[i].pair = signs[i].pair;
    }
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
    if (name.n < 2 || name.n > 1000 || n->count == ATTRIBUTION_NEEDLES)
        return 0;
    struct attribution_needle *item = &n->items[n->count++];
    item->text = name;
    for (size_t i = 0; i + 1 < name.n; i++) {
        int rare =
            rarity((unsigned char)name.p[i]) + rarity((unsigned char)name.p[i + 1]);
        if (rare > best) {
            best = rare;
            item->pair = (uint16_t)i;
        }
    }
    return 1;
}

static int is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Whole words, as far as ASCII letters tell; a needle that ends in a digit is the
 * beginning of a number. */
static int stands_at(stet_str text, size_t at, stet_str part)
{
    size_t end = at + part.n;
    char first = part.p[0], last = part.p[part.n - 1];
    if (text.n - at < part.n || memcmp(text.p + at, part.p, part.n) != 0)
        return 0;
    if (at && is_letter(first) && is_letter(text.p[at - 1]))
        return 0;
    return end == text.n || !is_letter(last) || last <= '9' || !is_letter(text.p[end]);
}

size_t stet__attribution_find(stet_str text, stet_str part)
{
    size_t at = 0;
    while (part.n && at < text.n) {
        const char *p = memmem(text.p + at, text.n - at, part.p, part.n);
        if (!p)
            return SIZE_MAX;
        at = (size_t)(p - text.p);
        if (stands_at(text, at, part))
            return at;
        at++;
    }
    return SIZE_MAX;
}

/* Any needle whose pair stands at `at`. */
static int check_pair(const struct attribution_needles *n, stet_str text, size_t at,
                      struct attribution_hit *ret)
{
    for (size_t i = 0; i < n->count; i++) {
        const struct attribution_needle *item = &n->items[i];
        if (at < item->pair || text.p[at] != item->text.p[item->pair] ||
            !stands_at(text, at - item->pair, item->text))
            continue;
        *ret = (struct attribution_hit){at, i};
        return 1;
    }
    return 0;
}

#ifdef __SSE2__
/* The pairs of all needles, each once, spread over vectors. */
struct pairs {
    __m128i first[ATTRIBUTION_NEEDLES], second[ATTRIBUTION_NEEDLES];
    size_t count;
};

static int has_pair(const struct attribution_needles *n, size_t upto, const char *pair)
{
    for (size_t i = 0; i < upto; i++)
        if (memcmp(n->items[i].text.p + n->items[i].pair, pair, 2) == 0)
            return 1;
    return 0;
}

static void spread_pairs(const struct attribution_needles *n, struct pairs *ret)
{
    ret->count = 0;
    for (size_t i = 0; i < n->count; i++) {
        const char *pair = n->items[i].text.p + n->items[i].pair;
        if (has_pair(n, i, pair))
            continue;
        ret->first[ret->count] = _mm_set1_epi8(pair[0]);
        ret->second[ret->count++] = _mm_set1_epi8(pair[1]);
    }
}

/* A bit for each of 16 bytes where some pair stands. */
static unsigned find_pairs(const struct pairs *pairs, const char *p)
{
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
    __m128i any = _mm_setzero_si128();
    for (size_t i = 0; i < pairs->count; i++)
        any =
            _mm_or_si128(any, _mm_and_si128(_mm_cmpeq_epi8(first, pairs->first[i]),
                                            _mm_cmpeq_epi8(second, pairs->second[i])));
    return (unsigned)_mm_movemask_epi8(any);
}
#endif

int stet__attribution_scan(const struct attribution_needles *n, stet_str text,
                           size_t from, struct attribution_hit *ret_hit)
{
    size_t at = from;
#ifdef __SSE2__
    struct pairs pairs;
    spread_pairs(n, &pairs);
    for (; at + 17 <= text.n; at += 16)
        for (unsigned rest = find_pairs(&pairs, text.p + at); rest; rest &= rest - 1)
            if (check_pair(n, text, at + (size_t)__builtin_ctz(rest), ret_hit))
                return 1;
#endif
    for (; at + 1 < text.n; at++)
        if (check_pair(n, text, at, ret_hit))
            return 1;
    return 0;
}
