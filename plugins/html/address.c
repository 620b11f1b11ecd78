/* SPDX-License-Identifier: MIT */
/*
 * Addresses for HTML: classified, cleaned, completed with a base, escaped.
 */
#include "body.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { ADDRESS_MAX = 8192 };

/* Bytes of base up to its path: "https://host". */
static size_t origin_length(stet_str base)
{
    const char *colon = memchr(base.p, ':', base.n);
    size_t at = colon ? (size_t)(colon - base.p) + 3 : base.n;
    while (at < base.n && base.p[at] != '/' && base.p[at] != '?' && base.p[at] != '#')
        at++;
    return at < base.n ? at : base.n;
}

/* Bytes of base up to and with the last slash of its path, 0 when it has no path. */
static size_t folder_length(stet_str base, size_t origin)
{
    size_t last = 0;
    for (size_t at = origin; at < base.n && base.p[at] != '?' && base.p[at] != '#';
         at++)
        if (base.p[at] == '/')
            last = at + 1;
    return last;
}

/* What stands before a relative address. Dot segments are left to the browser. */
static stet_str missing_part(stet_str base, stet_str url)
{
    size_t origin = origin_length(base), folder = folder_length(base, origin);
    if (url.n > 1 && url.p[0] == '/' && url.p[1] == '/') {
        const char *colon = memchr(base.p, ':', base.n);
        return stet_strn(base.p, colon ? (size_t)(colon - base.p) + 1 : 0);
    }
    return stet_strn(base.p, folder && url.p[0] != '/' ? folder : origin);
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* May the byte need a second look? A bit for each of: controls, space, DEL, quotes,
 * brackets of markup, percent, hash. */
static int is_special(unsigned char c)
{
    static const uint64_t bits[2] = {UINT64_C(0x5000002dffffffff),
                                     UINT64_C(0xb800000150000000)};
    return c < 0x80 && (bits[c >> 6] >> (c & 63) & 1);
}

/* What no address may hold as it is: spaces, quotes, brackets of markup, a lone %, a
 * second hash. */
static int is_foreign(const char *p, size_t n, size_t *hashes)
{
    if (p[0] == '#')
        return (*hashes)++ > 0;
    return p[0] != '%' || n < 3 || !is_hex(p[1]) || !is_hex(p[2]);
}

#if defined(__SSE2__)
/* Which of 16 bytes are special; also ~, which comes with the braces. */
static unsigned special_of_16(const char *p)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i bit1 = _mm_or_si128(v, _mm_set1_epi8(1));
    __m128i bit2 = _mm_or_si128(v, _mm_set1_epi8(2));
    __m128i hit = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(' ')), v);
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bit1, _mm_set1_epi8('#'))); /* " # */
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('%')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bit2, _mm_set1_epi8('>'))); /* < > */
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bit2, _mm_set1_epi8('^'))); /* \ ^ */
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('`')));
    hit = _mm_or_si128(hit, _mm_cmpgt_epi8(v, _mm_set1_epi8('z'))); /* { | } */
    return (unsigned)_mm_movemask_epi8(hit);
}
#endif

/* An address on its way: what stands before `from` is written. */
struct address {
    const stet_kit *kit;
    stet_out *out;
    const char *p;
    size_t n, from, hashes;
};

/* The byte may be special: encoded, when it is and needs it. */
static inline void look_at(struct address *a, size_t at)
{
    static const char hex[] = "0123456789ABCDEF";
    unsigned char c = (unsigned char)a->p[at];
    if (!is_special(c) || !is_foreign(a->p + at, a->n - at, &a->hashes))
        return;
    a->kit->escape(a->out, STET_ESCAPE_HTML, a->p + a->from, at - a->from);
    stet_putc(a->out, '%');
    stet_putc(a->out, hex[c >> 4]);
    stet_putc(a->out, hex[c & 15]);
    a->from = at + 1;
}

/* Escaped, and percent-encoded where an address needs it. */
static void put_address(const stet_kit *kit, stet_out *out, const char *p, size_t n)
{
    struct address a = {kit, out, p, n, 0, 0};
    size_t at = 0;
#if defined(__SSE2__)
    for (; n - at >= 16; at += 16)
        for (unsigned hits = special_of_16(p + at); hits; hits &= hits - 1)
            look_at(&a, at + (size_t)__builtin_ctz(hits));
#endif
    for (; at < n; at++)
        look_at(&a, at);
    kit->escape(out, STET_ESCAPE_HTML, p + a.from, n - a.from);
}

static void put_relative(stet_article *a, stet_out *out, stet_str base, stet_str url)
{
    const stet_kit *kit = stet_kit_of(a);
    stet_str part = missing_part(base, url);
    kit->escape(out, STET_ESCAPE_HTML, part.p, part.n);
    if (part.n && part.p[part.n - 1] != '/' && url.p[0] != '/')
        stet_putc(out, '/');
    put_address(kit, out, url.p, url.n);
}

int stet__html_is_fragment(stet_article *a, stet_str url, struct html_nowhere *nowhere)
{
    if (!url.n || (url.p[0] != '#' && (unsigned char)url.p[0] > ' ') ||
        stet_kit_of(a)->url_class(url, NULL, 0, NULL) != STET_URL_FRAGMENT)
        return 0;
    if (nowhere && !nowhere->count++)
        nowhere->first = url;
    return 1;
}

void stet__html_tell_nowhere(stet_article *a, const struct html_nowhere *nowhere)
{
    enum { SHOWN = 80 };
    if (!nowhere->count)
        return;
    stet_out text = stet_out_in_article(a, 128, 512);
    stet_put_int(&text, (int64_t)nowhere->count);
    stet_puts(&text, nowhere->count == 1 ? " link leads" : " links lead");
    stet_puts(&text, " to no place of the text, the words stay: ");
    stet_put(&text, nowhere->first.p,
             nowhere->first.n < SHOWN ? nowhere->first.n : SHOWN);
    stet_log(a, STET_LOG_LOSS, stet_out_text(&text));
}

int stet__html_put_url(stet_article *a, const struct html_style *style, stet_out *out,
                       const char *open, stet_str url, unsigned classes)
{
    unsigned uses = 0;
    return stet__html_put_address(a, style, out, open, url, classes, &uses);
}

int stet__html_put_address(stet_article *a, const struct html_style *style,
                           stet_out *out, const char *open, stet_str url,
                           unsigned classes, unsigned *uses)
{
    const stet_kit *kit = stet_kit_of(a);
    char clean[ADDRESS_MAX];
    size_t len = 0;
    int class = kit->url_class(url, clean, sizeof clean, &len);
    if (!(classes >> class & 1) || !len || url.n > sizeof clean)
        return 0;
    if (class == STET_URL_FRAGMENT)
        *uses |= HTML_USES_MEDIA | HTML_USES_PREFIX;
    if (class == STET_URL_RELATIVE)
        *uses |= HTML_USES_MEDIA | HTML_USES_BASE;
    if (style->book &&
        (class == STET_URL_FRAGMENT || (class == STET_URL_RELATIVE && !style->base.n)))
        return 0;
    stet_puts(out, open);
    if (class == STET_URL_FRAGMENT) {
        stet_putc(out, '#');
        kit->escape(out, STET_ESCAPE_HTML, style->id_prefix.p, style->id_prefix.n);
        kit->escape(out, STET_ESCAPE_HTML, clean + 1, len - 1);
    } else if (class == STET_URL_RELATIVE && style->base.n) {
        put_relative(a, out, style->base, stet_strn(clean, len));
    } else {
        put_address(kit, out, clean, len);
    }
    stet_putc(out, '"');
    return class;
}
