/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 in and out, and the properties of single characters.
 */
#include "base/text/unicode.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/text/unicode_tables.h"

static int continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Bytes of the valid character at p (n > 0), or 0. The table of Unicode 3.9. */
static size_t valid_length(const char *p, size_t n)
{
    unsigned char lead = (unsigned char)p[0];
    unsigned char second = n > 1 ? (unsigned char)p[1] : 0;
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || n < 2 || !continues(p[1]))
        return 0;
    if (lead < 0xe0)
        return 2;
    if (lead < 0xf0) {
        int bad = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0);
        return !bad && n >= 3 && continues(p[2]) ? 3 : 0;
    }
    if (lead > 0xf4 || (lead == 0xf0 && second < 0x90) ||
        (lead == 0xf4 && second >= 0x90))
        return 0;
    return n >= 4 && continues(p[2]) && continues(p[3]) ? 4 : 0;
}

size_t stet__decode(const char *p, size_t n, uint32_t *ret_code)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t length = valid_length(p, n);
    switch (length) {
    case 1:
        *ret_code = u[0];
        return 1;
    case 2:
        *ret_code = (uint32_t)(u[0] & 0x1f) << 6 | (u[1] & 0x3f);
        return 2;
    case 3:
        *ret_code = (uint32_t)(u[0] & 0x0f) << 12 | (uint32_t)(u[1] & 0x3f) << 6 |
                    (u[2] & 0x3f);
        return 3;
    case 4:
        *ret_code = (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3f) << 12 |
                    (uint32_t)(u[2] & 0x3f) << 6 | (u[3] & 0x3f);
        return 4;
    default:
        *ret_code = 0xfffd;
        return 1;
    }
}

size_t stet__encode(uint32_t code, char to[4])
{
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xe0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3f));
        to[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3f));
    to[2] = (char)(0x80 | (code >> 6 & 0x3f));
    to[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* The first byte at or behind `at` that is not ASCII, or n. */
static size_t skip_ascii(const char *p, size_t n, size_t at)
{
#if defined(__SSE2__)
    for (; n - at >= 64; at += 64) {
        const __m128i *v = (const __m128i *)(const void *)(p + at);
        __m128i one = _mm_or_si128(_mm_loadu_si128(v), _mm_loadu_si128(v + 1));
        __m128i two = _mm_or_si128(_mm_loadu_si128(v + 2), _mm_loadu_si128(v + 3));
        if (_mm_movemask_epi8(_mm_or_si128(one, two)))
            break;
    }
    while (n - at >= 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int high = _mm_movemask_epi8(v);
        if (high)
            return at + (size_t)__builtin_ctz((unsigned)high);
        at += 16;
    }
#endif
    while (at < n && (unsigned char)p[at] < 0x80)
        at++;
    return at;
}

int stet__utf8_valid(const char *p, size_t n, size_t *ret_bad_offset)
{
    size_t at = 0;
    while ((at = skip_ascii(p, n, at)) < n) {
        do {
            size_t length = valid_length(p + at, n - at);
            if (!length) {
                if (ret_bad_offset)
                    *ret_bad_offset = at;
                return 0;
            }
            at += length;
        } while (at < n && (unsigned char)p[at] >= 0x80);
    }
    return 1;
}

/* No zero and no high bit among eight bytes. */
static int is_plain_8(uint64_t x)
{
    return !((x | (x - 0x0101010101010101u)) & 0x8080808080808080u);
}

static uint64_t load_4(const char *p)
{
    uint32_t four;
    memcpy(&four, p, sizeof four);
    return four;
}

static uint64_t load_8(const char *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof eight);
    return eight;
}

#if defined(__SSE2__)
/* Signed: 0x80 and above are below zero. */
static inline __m128i plain_of_16(const char *p)
{
    return _mm_cmpgt_epi8(_mm_loadu_si128((const __m128i *)(const void *)p),
                          _mm_setzero_si128());
}
#endif

/* The ends of a short text overlap where its length asks for it. */
size_t stet__plain_length(const char *p, size_t n)
{
    size_t at = 0;
#if defined(__SSE2__)
    if (n >= 16) {
        for (; at + 64 <= n; at += 64) {
            __m128i one = _mm_and_si128(plain_of_16(p + at), plain_of_16(p + at + 16));
            __m128i two =
                _mm_and_si128(plain_of_16(p + at + 32), plain_of_16(p + at + 48));
            if (_mm_movemask_epi8(_mm_and_si128(one, two)) != 0xffff)
                return at;
        }
        __m128i plain = plain_of_16(p + n - 16);
        for (size_t i = at; i + 16 <= n; i += 16)
            plain = _mm_and_si128(plain, plain_of_16(p + i));
        return _mm_movemask_epi8(plain) == 0xffff ? n : at;
    }
#endif
    for (; n >= 8 && at + 8 <= n; at += 8)
        if (!is_plain_8(load_8(p + at)))
            return at;
    if (n >= 8)
        return is_plain_8(load_8(p + n - 8)) ? n : at;
    if (n >= 4)
        return is_plain_8(load_4(p) << 32 | load_4(p + n - 4)) ? n : 0;
    while (at < n && (signed char)p[at] > 0)
        at++;
    return at;
}

int stet__is_word(uint32_t code)
{
    return (stet__unicode_record(code)->flags & UNICODE_WORD) != 0;
}

int stet__is_upper(uint32_t code)
{
    return (stet__unicode_record(code)->flags & UNICODE_UPPER) != 0;
}

static const struct unicode_case *find_case(uint32_t code)
{
    size_t low = 0, high = stet__unicode_case_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stet__unicode_cases[middle].code == code)
            return &stet__unicode_cases[middle];
        if (stet__unicode_cases[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

uint32_t stet__to_upper(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z' ? code - 0x20 : code;
    const struct unicode_case *c = find_case(code);
    return c && c->upper ? c->upper : code;
}

uint32_t stet__to_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
    const struct unicode_case *c = find_case(code);
    return c && c->lower ? c->lower : code;
}
