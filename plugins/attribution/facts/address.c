/* SPDX-License-Identifier: MIT */
/* Addresses taken apart and compared. */
#include "address.h"

#include "known.h"

static stet_str without_www(stet_str host)
{
    if (host.n > 4 && stet__text_same(stet_strn(host.p, 4), stet_cstr("www.")))
        host = stet__text_from(host, 4);
    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    return host;
}

struct address stet__address_of(const stet_kit *kit, stet_str url)
{
    struct address a = {0, 0, stet_cstr(""), stet_cstr(""), stet_cstr("")};
    url = stet__text_trim(url);
    int class = kit->url_class(url, NULL, 0, NULL);
    stet_str host = kit->url_host(url);
    a.web = host.n && (class == STET_URL_HTTP || stet__text_begins(url, "//"));
    a.doubtful = !a.web && (class == STET_URL_EMPTY || class == STET_URL_FRAGMENT ||
                            class == STET_URL_RELATIVE);
    if (!a.web)
        return a;
    size_t at = (size_t)(host.p - url.p) + host.n, end;
    if (at < url.n && url.p[at] == ':') { /* only the usual port is the same place */
        size_t port = at + 1;
        while (port < url.n && url.p[port] >= '0' && url.p[port] <= '9')
            port++;
        stet_str number = stet_strn(url.p + at + 1, port - at - 1);
        if (!stet_str_is(number, "443") && !stet_str_is(number, "80") && number.n)
            host.n = port - (size_t)(host.p - url.p);
        at = port;
    }
    a.host = without_www(host);
    for (end = at; end < url.n && url.p[end] != '?' && url.p[end] != '#';)
        end++;
    a.path = stet_strn(url.p + at, end - at);
    while (a.path.n && a.path.p[a.path.n - 1] == '/')
        a.path.n--;
    if (end < url.n && url.p[end] == '?') {
        at = ++end;
        while (end < url.n && url.p[end] != '#')
            end++;
        a.query = stet_strn(url.p + at, end - at);
    }
    return a;
}

int stet__address_host_is(stet_str host, stet_str name)
{
    return stet__text_same(without_www(host), without_www(name));
}

/* ---- paths --------------------------------------------------------------------- */
static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The next byte with %xx taken as what it stands for. */
static int next_byte(stet_str s, size_t *at)
{
    if (s.p[*at] == '%' && *at + 2 < s.n && hex(s.p[*at + 1]) >= 0 &&
        hex(s.p[*at + 2]) >= 0) {
        int c = hex(s.p[*at + 1]) * 16 + hex(s.p[*at + 2]);
        *at += 3;
        return c;
    }
    return (unsigned char)s.p[(*at)++];
}

static int same_encoded(stet_str a, stet_str b)
{
    size_t i = 0, j = 0;
    while (i < a.n && j < b.n)
        if (next_byte(a, &i) != next_byte(b, &j))
            return 0;
    return i == a.n && j == b.n;
}

int stet__address_same_path(stet_str a, stet_str b)
{
    return same_encoded(a, b);
}

/* ---- queries ------------------------------------------------------------------- */
static stet_str next_param(stet_str query, size_t *at)
{
    size_t from = *at, to = from;
    while (to < query.n && query.p[to] != '&' && query.p[to] != ';')
        to++;
    *at = to + 1;
    return stet_strn(query.p + from, to - from);
}

static int has_param(stet_str query, stet_str param)
{
    for (size_t at = 0; at < query.n;)
        if (same_encoded(next_param(query, &at), param))
            return 1;
    return 0;
}

/* All that `wanted` asks for stands in `query`, but for what tracks. */
static int holds_query(const struct pool *pool, stet_str host, stet_str query,
                       stet_str wanted)
{
    for (size_t at = 0; at < wanted.n;) {
        stet_str param = next_param(wanted, &at);
        if (!stet__known_tracks(pool->known, param, host) && !has_param(query, param))
            return 0;
    }
    return 1;
}

int stet__address_same_page(const struct pool *pool, struct address is,
                            struct address wanted)
{
    return is.web && wanted.web && stet__text_same(is.host, wanted.host) &&
           same_encoded(is.path, wanted.path) &&
           holds_query(pool, wanted.host, is.query, wanted.query);
}

int stet__address_same_target(const struct pool *pool, struct address a,
                              struct address b)
{
    return stet__address_same_page(pool, a, b) &&
           holds_query(pool, a.host, b.query, a.query);
}

static stet_str without_scheme(stet_str url)
{
    const char *at = memmem(url.p, url.n, "//", 2);
    return at && at - url.p <= 6 ? stet__text_from(url, (size_t)(at - url.p) + 2) : url;
}

int stet__address_has_prefix(stet_str src, stet_str prefix)
{
    src = without_scheme(src);
    prefix = without_scheme(prefix);
    if (!prefix.n || src.n < prefix.n)
        return 0;
    const char *slash = memchr(prefix.p, '/', prefix.n);
    size_t host = slash ? (size_t)(slash - prefix.p) : prefix.n;
    if (!stet__text_same(stet_strn(src.p, host), stet_strn(prefix.p, host)) ||
        (slash && memcmp(src.p + host, prefix.p + host, prefix.n - host) != 0))
        return 0;
    return slash || src.n == host || strchr("/?#:", src.p[host]) != NULL;
}
