/* SPDX-License-Identifier: MIT */
/*
 * Addresses for HTML: classified, cleaned, completed with a base, escaped.
 */
#include "body.h"

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

/* Escaped, and percent-encoded where an address needs it. */
static void put_address(const stet_kit *kit, stet_out *out, const char *p, size_t n)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t from = 0, hashes = 0;
    for (size_t at = 0; at < n; at++) {
        if (!is_special((unsigned char)p[at]) || !is_foreign(p + at, n - at, &hashes))
            continue;
        kit->escape(out, STET_ESCAPE_HTML, p + from, at - from);
        stet_putc(out, '%');
        stet_putc(out, hex[(unsigned char)p[at] >> 4]);
        stet_putc(out, hex[p[at] & 15]);
        from = at + 1;
    }
    kit->escape(out, STET_ESCAPE_HTML, p + from, n - from);
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

int stet__html_put_url(stet_article *a, const struct html_style *style, stet_out *out,
                       const char *open, stet_str url, unsigned classes)
{
    const stet_kit *kit = stet_kit_of(a);
    char clean[ADDRESS_MAX];
    size_t len = 0;
    int class = kit->url_class(url, clean, sizeof clean, &len);
    if (!(classes >> class & 1) || !len || url.n > sizeof clean)
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
