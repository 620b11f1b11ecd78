/* SPDX-License-Identifier: MIT */
/*
 * HTML inside other formats: what stands in no block of the article, behind its text
 * (notices with a text of their own, credit lines), and all of it without what HTML or
 * XML forbids.
 */
#include "facts.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static void put_line(struct facts *f, stet_out *out, const char *open, stet_str text,
                     const char *close)
{
    stet_puts(out, open);
    f->kit->escape(out, STET_ESCAPE_HTML, text.p, text.n);
    stet_puts(out, close);
}

void stet__facts_put_loose_notices(struct facts *f, stet_out *out)
{
    stet_node root = stet_root(f->a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_first(f->a, root); n; n = stet_next(f->a, n)) {
        stet_kind kind = stet_kind_of(f->a, n);
        stet_str text = stet_text(f->a, n);
        if (stet_first(f->a, n) || !text.n ||
            stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
            continue;
        put_line(f, out, "<aside class=\"stet-notice\" data-kind=\"",
                 stet_cstr(stet_kind_name(f->a, kind)), "\" data-zone=\"tail\">\n");
        put_line(f, out, "<p>", text, "</p>\n</aside>\n");
    }
}

void stet__facts_put_loose_credits(struct facts *f, stet_out *out)
{
    stet_node fields = stet_root(f->a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(f->a, fields, 0, STET_IMAGE_CREDITS); s;
         s = stet_find(f->a, fields, s, STET_IMAGE_CREDITS))
        put_line(f, out, "<p class=\"stet-credit\">", stet_text(f->a, s), "</p>\n");
}

/* Room for the text as HTML, so that it seldom grows. */
stet_out stet__facts_html_buffer(struct facts *f, size_t max)
{
    size_t n = stet_source_text(f->a).n;
    return stet_out_in_article(f->a, n < max / 2 ? n + n / 4 + 1024 : 16384, max);
}

/* ---- HTML inside other formats ---------------------------------------------- */
/* Bytes of a character that HTML or XML forbids at p, or 0. */
static size_t forbidden_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c == 0x7f)
        return 1;
    if (c == 0xc2 && n > 1)
        return (unsigned char)p[1] < 0xa0 ? 2 : 0;
    if (c == 0xef && n > 2 && (unsigned char)p[1] == 0xbf)
        return (unsigned char)p[2] >= 0xbe ? 3 : 0;
    if (c == 0xef && n > 2 && (unsigned char)p[1] == 0xb7)
        return (unsigned char)p[2] >= 0x90 && (unsigned char)p[2] <= 0xaf ? 3 : 0;
    if (c >= 0xf0 && n > 3) /* the last two of each plane */
        return ((unsigned char)p[1] & 0x0f) == 0x0f && (unsigned char)p[2] == 0xbf &&
                       (unsigned char)p[3] >= 0xbe
                   ? 4
                   : 0;
    return 0;
}

static int is_void(const char *p, size_t n)
{
    static const char *const names[] = {"<br", "<hr", "<img"};
    for (size_t i = 0; i < 3; i++) {
        size_t len = strlen(names[i]);
        if (n > len && memcmp(p, names[i], len) == 0 &&
            (p[len] == '>' || p[len] == ' '))
            return 1;
    }
    return 0;
}

/* Bytes that may begin a forbidden character. */
#define R4(x) x, x, x, x
#define R16(x) R4(x), R4(x), R4(x), R4(x)
static const uint8_t suspects[256] = {
    R4(1),  R4(1),  1,      0,      0,      1,     1,     0,      1,
    1,      R16(1),                                   /* controls, not \t \n \r */
    R16(0), R16(0), R16(0), R16(0), R16(0),           /* to 0x6f                */
    R4(0),  R4(0),  R4(0),  0,      0,      0,     1, /* 0x7f                   */
    R16(0), R16(0), R16(0), R16(0),                   /* what follows a lead    */
    0,      0,      1,      0,      R4(0),  R4(0), R4(0), R16(0),  /* 0xc2  */
    R4(0),  R4(0),  R4(0),  0,      0,      0,     1,     R16(1)}; /* 0xef, four bytes
                                                                    */

#if defined(__SSE2__)
/* 32 bytes of ASCII without controls but line ends. */
static inline int is_plain_text(const char *p)
{
    const __m128i space = _mm_set1_epi8(0x20), line = _mm_set1_epi8('\n'),
                  delete = _mm_set1_epi8(0x7f);
    const __m128i *from = (const __m128i *)(const void *)p;
    __m128i v = _mm_loadu_si128(from), w = _mm_loadu_si128(from + 1);
    /* signed: a byte of a longer character is below 0x20 */
    __m128i odd = _mm_andnot_si128(_mm_cmpeq_epi8(v, line), _mm_cmplt_epi8(v, space));
    __m128i more = _mm_andnot_si128(_mm_cmpeq_epi8(w, line), _mm_cmplt_epi8(w, space));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, delete));
    more = _mm_or_si128(more, _mm_cmpeq_epi8(w, delete));
    return !_mm_movemask_epi8(_mm_or_si128(odd, more));
}

/* Controls but line ends, 0x7f, 0xc2, and 0xef and above: those that may begin a
 * forbidden character, with tabs. */
static unsigned find_suspects(const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    __m128i high = _mm_cmpeq_epi8(_mm_max_epu8(v, _mm_set1_epi8((char)0xef)), v);
    __m128i one = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)),
                               _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xc2)));
    low = _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), low);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, high), one));
}
#endif

/* How many bytes need no second look, many at a time where the machine can. */
static size_t skip_plain(const char *p, size_t n)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t at = 0;
#if defined(__SSE2__)
    while (at + 32 <= n) {
        if (is_plain_text(p + at)) {
            at += 32;
            continue;
        }
        unsigned mask = find_suspects(p + at) | find_suspects(p + at + 16) << 16;
        if (!mask) {
            at += 32;
            continue;
        }
        at += (size_t)__builtin_ctz(mask);
        if (suspects[b[at]])
            return at;
        at++;
    }
#endif
    while (at < n && !suspects[b[at]])
        at++;
    return at;
}

/* Where the first forbidden character stands, or n. */
static size_t find_forbidden(const char *p, size_t n, size_t *ret_bytes)
{
    for (size_t at = skip_plain(p, n); at < n; at += skip_plain(p + at, n - at)) {
        *ret_bytes = forbidden_bytes(p + at, n - at);
        if (*ret_bytes)
            return at;
        at++;
    }
    return n;
}

static void put_clean(stet_out *out, const char *p, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t bad = 0, end = find_forbidden(p + at, n - at, &bad);
        stet_put(out, p + at, end);
        at += end + bad;
    }
}

stet_str stet__facts_clean_html(struct facts *f, stet_str html)
{
    size_t bad;
    if (find_forbidden(html.p, html.n, &bad) == html.n)
        return html;
    stet_out clean = stet_out_in_article(f->a, html.n, html.n + 1);
    put_clean(&clean, html.p, html.n);
    return stet__facts_take(f, &clean);
}

/* From `<` to behind `>`: attribute values hold no `>`, it is escaped in them. */
static size_t put_tag(stet_out *out, const char *p, size_t n)
{
    static const char flag[] = " controls ";
    const char *close = memchr(p, '>', n);
    size_t len = close ? (size_t)(close - p) : n;
    const char *at = memmem(p, len, flag, sizeof flag - 1);
    size_t head = at ? (size_t)(at - p) : len;
    put_clean(out, p, head);
    if (at) {
        stet_puts(out, " controls=\"controls\" ");
        head += sizeof flag - 1;
        put_clean(out, p + head, len - head);
    }
    stet_puts(out, is_void(p, n) ? "/>" : ">");
    return close ? len + 1 : len;
}

void stet__facts_put_html(stet_out *out, stet_str html, int xml)
{
    if (!xml) {
        put_clean(out, html.p, html.n);
        return;
    }
    for (size_t at = 0; at < html.n;) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        size_t n = open ? (size_t)(open - html.p) - at : html.n - at;
        put_clean(out, html.p + at, n);
        at += n;
        if (open)
            at += put_tag(out, open, html.n - at);
    }
}
