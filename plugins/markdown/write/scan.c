/* SPDX-License-Identifier: MIT */
/*
 * How far text needs no second look: the largest part of writing Markdown.
 */
#include "write.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* One of \ ` * _ [ ] < & | ~ { and line ends: a bit for each byte below 0x80. */
static int is_special(unsigned char c)
{
    static const uint64_t special[2] = {UINT64_C(0x1000044000002400),
                                        UINT64_C(0x58000001b8000000)};
    return c < 0x80 && (special[c >> 6] >> (c & 63) & 1);
}

#if defined(__SSE2__)
/* Which of 16 bytes may be special: controls, ^, } and DEL are taken with them. */
static inline unsigned special_of_16(const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    /* [ \ ] ^ _ and { | } ~ differ in one bit, and nothing stands behind them */
    __m128i high = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i hit = _mm_cmpgt_epi8(high, _mm_set1_epi8('z'));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('`')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('*')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('<')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('&')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v));
    return (unsigned)_mm_movemask_epi8(hit);
}
#endif

/* The last bytes of a text, by the 16 that end with it: from p on. */
#if defined(__SSE2__)
static const char *plain_end_of_last(const char *p, const char *end)
{
    const char *last = end - 16;
    unsigned hit = special_of_16(last) & ~0u << (p - last);
    for (; hit; hit &= hit - 1) {
        p = last + __builtin_ctz(hit);
        if (is_special((unsigned char)*p))
            return p;
    }
    return end;
}
#endif

const char *stet__markdown_plain_end(const char *start, const char *p, const char *end)
{
#if defined(__SSE2__)
    while (end - p >= 16) {
        unsigned hit = special_of_16(p);
        if (!hit) {
            p += 16;
            continue;
        }
        p += __builtin_ctz(hit);
        if (is_special((unsigned char)*p))
            return p;
        p++;
    }
    if (end - start >= 16)
        return plain_end_of_last(p, end);
#else
    (void)start;
#endif
    while (p < end && !is_special((unsigned char)*p))
        p++;
    return p;
}

int stet__markdown_is_reference(const char *p, const char *end)
{
    const char *q = p + 1;
    if (q < end && *q == '#')
        q++;
    while (q < end && q - p < 50 &&
           ((*q >= '0' && *q <= '9') || (*q >= 'a' && *q <= 'z') ||
            (*q >= 'A' && *q <= 'Z')))
        q++;
    return q > p + 1 && q < end && *q == ';';
}
