/* SPDX-License-Identifier: MIT */
/*
 * Characters that HTML forbids: controls, DEL, what is no character. They are rare, so
 * a page is looked over once when it is written.
 */
#include "page.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Bytes of the forbidden character at p, or 0. */
static size_t forbidden(const unsigned char *p, size_t n)
{
    if (p[0] == 0x7f || (p[0] < 0x20 && p[0] != '\n' && p[0] != '\t' && p[0] != '\r'))
        return 1;
    if (p[0] == 0xc2 && n > 1 && p[1] < 0xa0)
        return 2;
    if (p[0] == 0xef && n > 2 &&
        ((p[1] == 0xb7 && p[2] >= 0x90 && p[2] <= 0xaf) ||
         (p[1] == 0xbf && p[2] >= 0xbe)))
        return 3;
    if (p[0] >= 0xf0 && n > 3 && (p[1] & 0x0f) == 0x0f && p[2] == 0xbf && p[3] >= 0xbe)
        return 4;
    return 0;
}

#if defined(__SSE2__)
static __m128i load(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Controls but the line feed. */
static __m128i controls(__m128i v)
{
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    return _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), low);
}

/* Bytes above 0x7e have the sign bit, or are DEL. */
static __m128i odd(__m128i v)
{
    __m128i del = _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f));
    return _mm_or_si128(_mm_or_si128(v, del), controls(v));
}

/* Most text is plain: 64 bytes at a time are passed over. */
static size_t skip_plain(const unsigned char *p, size_t at, size_t n)
{
    for (; n - at >= 64; at += 64) {
        __m128i a = _mm_or_si128(odd(load(p + at)), odd(load(p + at + 16)));
        __m128i b = _mm_or_si128(odd(load(p + at + 32)), odd(load(p + at + 48)));
        if (_mm_movemask_epi8(_mm_or_si128(a, b)))
            break;
    }
    return at;
}
#endif

/* The next byte that may begin one, or n. */
static size_t next_suspect(const unsigned char *p, size_t at, size_t n)
{
#if defined(__SSE2__)
    for (at = skip_plain(p, at, n); n - at >= 16; at += 16) {
        __m128i v = load(p + at);
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)), controls(v));
        hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xc2)));
        hit = _mm_or_si128(
            hit, _mm_cmpeq_epi8(_mm_max_epu8(v, _mm_set1_epi8((char)0xef)), v));
        unsigned mask = (unsigned)_mm_movemask_epi8(hit);
        if (mask)
            return at + (size_t)__builtin_ctz(mask);
        if ((at & 63) == 0)
            at = skip_plain(p, at + 16, n) - 16;
    }
#endif
    while (at < n && p[at] != 0x7f && p[at] != 0xc2 && p[at] < 0xef &&
           (p[at] >= 0x20 || p[at] == '\n'))
        at++;
    return at;
}

void stet__page_drop_forbidden(stet_out *out, size_t from)
{
    unsigned char *p = (unsigned char *)out->data;
    size_t kept = from, copied = from;
    if (out->failed || out->len == from)
        return;
    for (size_t at = from; (at = next_suspect(p, at, out->len)) < out->len;) {
        size_t n = forbidden(p + at, out->len - at);
        if (n) {
            memmove(p + kept, p + copied, at - copied);
            kept += at - copied;
            copied = at + n;
        }
        at += n ? n : 1;
    }
    if (copied == kept)
        return;
    memmove(p + kept, p + copied, out->len - copied);
    out->len = kept + out->len - copied;
}

void stet__page_clean(struct page *p)
{
    stet__page_drop_forbidden(p->out, p->clean);
    p->clean = p->out->len;
}

void stet__page_put_sheet(struct page *p)
{
    stet__page_clean(p);
    stet_put(p->out, stet__page_sheet, stet__page_sheet_length);
    p->clean = p->out->len;
}
