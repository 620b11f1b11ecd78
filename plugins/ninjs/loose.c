/* SPDX-License-Identifier: MIT */
/*
 * HTML inside other formats: what stands in no block of the article, behind its text
 * (notices with a text of their own, credit lines); leaving out what HTML or XML
 * forbids; HTML as XML.
 */
#include <stet/memo.h>

#include "facts.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ---- what HTML and XML forbid ----------------------------------------------- */
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

#if defined(__SSE2__)
static __m128i load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Controls but the line feed. */
static __m128i controls(__m128i v)
{
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    return _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), low);
}

/* Printable ASCII and line feeds: one more than DEL and than all that is no ASCII is no
 * positive number. */
static __m128i plain(__m128i v)
{
    __m128i shown =
        _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8(1)), _mm_set1_epi8(' '));
    return _mm_or_si128(shown, _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
}

/* Most text is plain: 64 bytes at a time are passed over. */
static size_t skip_plain(const char *p, size_t at, size_t n)
{
    for (; n - at >= 64; at += 64) {
        __m128i a = _mm_and_si128(plain(load(p + at)), plain(load(p + at + 16)));
        __m128i b = _mm_and_si128(plain(load(p + at + 32)), plain(load(p + at + 48)));
        if (_mm_movemask_epi8(_mm_and_si128(a, b)) != 0xffff)
            break;
    }
    return at;
}

/* Which of 16 bytes may begin a forbidden character: controls, 0x7f, 0xc2, and 0xef and
 * above. */
static unsigned suspects_of_16(const char *p)
{
    __m128i v = load(p);
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)), controls(v));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xc2)));
    hit = _mm_or_si128(hit,
                       _mm_cmpeq_epi8(_mm_max_epu8(v, _mm_set1_epi8((char)0xef)), v));
    return (unsigned)_mm_movemask_epi8(hit);
}
#endif

static int is_suspect(unsigned char c)
{
    return c == 0x7f || c == 0xc2 || c >= 0xef || (c < 0x20 && c != '\n');
}

/* The next byte of p, from `at` on, that may begin one, or n. */
static size_t next_suspect(const char *p, size_t at, size_t n)
{
#if defined(__SSE2__)
    unsigned mask;
    for (at = skip_plain(p, at, n); n - at >= 16; at += 16) {
        if ((mask = suspects_of_16(p + at)) != 0)
            return at + (size_t)__builtin_ctz(mask);
        if ((at & 63) == 0)
            at = skip_plain(p, at + 16, n) - 16;
    }
    if (at < n && n >= 16) { /* the last with some of those before */
        mask = suspects_of_16(p + n - 16) >> (16 - (n - at));
        return mask ? at + (size_t)__builtin_ctz(mask) : n;
    }
#endif
    while (at < n && !is_suspect((unsigned char)p[at]))
        at++;
    return at;
}

void stet__facts_clean(stet_out *out, size_t from)
{
    char *p = out->data;
    size_t kept = from, copied = from;
    if (out->failed || out->len == from)
        return;
    for (size_t at = from; (at = next_suspect(p, at, out->len)) < out->len;) {
        size_t n = forbidden_bytes(p + at, out->len - at);
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

/* ---- beside the blocks ------------------------------------------------------- */
static void put_line(struct facts *f, stet_out *out, const char *open, stet_str text,
                     const char *close)
{
    stet_puts(out, open);
    size_t from = out->len;
    f->kit->escape(out, STET_ESCAPE_HTML, text.p, text.n);
    stet__facts_clean(out, from);
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
    const stet_memo *memo = stet_memo_of(f->a);
    size_t n = stet_source_text(f->a).n, cap = n < max / 2 ? n + n / 4 + 1024 : 16384;
    char *room =
        memo && memo->size >= sizeof *memo && cap < max ? memo->room(f->a, cap) : NULL;
    stet_out out = stet_out_in_article(f->a, room ? 0 : cap, max);
    if (room) {
        out.data = room;
        out.cap = cap;
    }
    return out;
}

/* ---- XHTML ------------------------------------------------------------------ */
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

/* From `<` to behind `>`: attribute values hold no `>`, it is escaped in them. */
static size_t put_tag(stet_out *out, const char *p, size_t n)
{
    static const char flag[] = " controls ";
    const char *close = memchr(p, '>', n);
    size_t len = close ? (size_t)(close - p) : n;
    const char *at = memmem(p, len, flag, sizeof flag - 1);
    size_t head = at ? (size_t)(at - p) : len;
    stet_put(out, p, head);
    if (at) {
        stet_puts(out, " controls=\"controls\" ");
        head += sizeof flag - 1;
        stet_put(out, p + head, len - head);
    }
    stet_puts(out, is_void(p, n) ? "/>" : ">");
    return close ? len + 1 : len;
}

void stet__facts_put_xhtml(stet_out *out, stet_str html)
{
    for (size_t at = 0; at < html.n;) {
        const char *open = memchr(html.p + at, '<', html.n - at);
        size_t n = open ? (size_t)(open - html.p) - at : html.n - at;
        stet_put(out, html.p + at, n);
        at += n;
        if (open)
            at += put_tag(out, open, html.n - at);
    }
}
