/* SPDX-License-Identifier: MIT */
/*
 * What kind of address a URL is, after the clean-up that browsers do (WHATWG URL): an
 * allow-list, because `java\nscript:` is one scheme too many for a list of bad ones.
 */
#include "base/text/kit.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static int is_trimmed(char c)
{
    return (unsigned char)c <= 0x20;
}

static int is_removed(char c)
{
    return c == '\t' || c == '\n' || c == '\r';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static stet_str trim(stet_str s)
{
    while (s.n && is_trimmed(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && is_trimmed(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* Walks over the bytes of a trimmed URL that stay. */
struct cursor {
    const char *p, *end;
};

/* The byte that stands next, or -1 at the end. */
static int peek(struct cursor *c)
{
    while (c->p < c->end && is_removed(*c->p))
        c->p++;
    return c->p < c->end ? (unsigned char)*c->p : -1;
}

static int take(struct cursor *c, char byte)
{
    if (peek(c) != (unsigned char)byte)
        return 0;
    c->p++;
    return 1;
}

/* Reads "http" of "http:" and steps over the colon: its length, 0 when there is no
 * scheme. A longer name than fits is none of ours and is cut. */
static size_t read_scheme(struct cursor *c, char to[16])
{
    struct cursor at = *c;
    size_t n = 0;
    for (int b; (b = peek(&at)) >= 0; at.p++) {
        char low = lower((char)b);
        int letter = low >= 'a' && low <= 'z';
        if (b == ':' && n > 0) {
            at.p++;
            *c = at;
            to[n < 15 ? n : 15] = 0;
            return n;
        }
        if (!letter &&
            !(n > 0 && ((b >= '0' && b <= '9') || b == '+' || b == '-' || b == '.')))
            return 0;
        if (n < 15)
            to[n] = low;
        n++;
    }
    return 0;
}

static int is_host_byte(int b)
{
    /* controls, space, DEL and the signs # / < > ? @ [ \\ ] ^ | percent " ` { } */
    static const uint64_t barred[2] = {UINT64_C(0xd000802dffffffff),
                                       UINT64_C(0xb800000178000001)};
    return b > 0x7f || (b >= 0 && !(barred[b >> 6] >> (b & 63) & 1));
}

/* Ends an authority? */
static int ends_authority(int b)
{
    return b < 0 || b == '/' || b == '?' || b == '#' || b == '\\';
}

static int port_is_valid(struct cursor *c)
{
    unsigned port = 0;
    for (int b; !ends_authority(b = peek(c)); c->p++) {
        if (b < '0' || b > '9')
            return 0;
        port = port * 10 + (unsigned)(b - '0');
        if (port > 65535)
            return 0;
    }
    return 1;
}

/* Step over `user:password@`, when there is one. */
static void skip_userinfo(struct cursor *c)
{
    struct cursor at = *c, behind = *c;
    for (int b; !ends_authority(b = peek(&at)); at.p++)
        if (b == '@') {
            behind = at;
            behind.p++;
        }
    *c = behind;
}

/* The cursor stands behind "//": find the host. 0 when there is none or it is
 * malformed. */
static int read_host(struct cursor *c, const char **ret_from, const char **ret_to)
{
    skip_userinfo(c);
    int b = peek(c);
    *ret_from = c->p;
    if (b == '[') {
        c->p++;
        while ((b = peek(c)) == ':' || b == '.' || (b >= '0' && b <= '9') ||
               (lower((char)b) >= 'a' && lower((char)b) <= 'f'))
            c->p++;
        if (!take(c, ']') || c->p - *ret_from < 4)
            return 0;
    } else {
        while ((b = peek(c)) >= 0 && b != ':' && is_host_byte(b))
            c->p++;
    }
    *ret_to = c->p;
    if (*ret_to == *ret_from)
        return 0;
    if (take(c, ':'))
        return port_is_valid(c);
    b = peek(c);
    return ends_authority(b) && b != '\\';
}

/* No control character is left in what follows. */
static int rest_is_clean(struct cursor c)
{
    for (int b; (b = peek(&c)) >= 0; c.p++)
        if (b < 0x20 || b == 0x7f)
            return 0;
    return 1;
}

static int class_of_fragment(struct cursor c)
{
    for (int b; (b = peek(&c)) >= 0; c.p++)
        if (b != '#' && b != '!' && b != '/')
            return STET_URL_FRAGMENT;
    return STET_URL_EMPTY;
}

/* Opens a letter, a call or a message: nothing of them runs in a page. */
static int is_message(const char *scheme)
{
    return strcmp(scheme, "mailto") == 0 || strcmp(scheme, "tel") == 0 ||
           strcmp(scheme, "sms") == 0 || strcmp(scheme, "viber") == 0;
}

/* clean: nothing in it is cleaned up or barred. */
static int class_of(struct cursor c, int clean)
{
    char scheme[16];
    const char *from, *to;
    if (peek(&c) < 0)
        return STET_URL_EMPTY;
    if (!clean && !rest_is_clean(c))
        return STET_URL_BAD;
    if (peek(&c) == '#')
        return class_of_fragment(c);
    if (!read_scheme(&c, scheme)) {
        struct cursor at = c;
        if (take(&at, '\\'))
            return STET_URL_BAD;
        if (take(&at, '/') && (take(&at, '/') || take(&at, '\\')))
            return read_host(&at, &from, &to) ? STET_URL_RELATIVE : STET_URL_BAD;
        return STET_URL_RELATIVE;
    }
    if (is_message(scheme))
        return peek(&c) >= 0 ? STET_URL_MAIL : STET_URL_BAD;
    if (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0)
        return STET_URL_BAD;
    if (!take(&c, '/') || !take(&c, '/') || !read_host(&c, &from, &to))
        return STET_URL_BAD;
    return STET_URL_HTTP;
}

/* Copy what stays. 0 when it does not fit. */
static int copy_clean(stet_str s, char *clean, size_t cap, size_t *ret_len)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (is_removed(s.p[i]))
            continue;
        if (n == cap)
            return 0;
        clean[n++] = s.p[i];
    }
    *ret_len = n;
    return 1;
}

/* ---- most addresses ---------------------------------------------------------- */

/* Nothing in it that the clean-up would take away, nor a space. */
static int is_clean(stet_str s)
{
    size_t i = 0;
#if defined(__SSE2__)
    for (; i + 16 <= s.n; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
        __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(' ')), v);
        __m128i bad = _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));
        if (_mm_movemask_epi8(bad))
            return 0;
    }
#endif
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
            return 0;
    return 1;
}

/* How many letters, digits, dots and hyphens stand at p. */
static size_t host_run(const char *p, size_t n)
{
    size_t i = 0;
#if defined(__SSE2__)
    for (; i + 16 <= n; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i low = _mm_or_si128(v, _mm_set1_epi8(0x20));
        __m128i alpha = _mm_and_si128(_mm_cmpgt_epi8(low, _mm_set1_epi8('a' - 1)),
                                      _mm_cmplt_epi8(low, _mm_set1_epi8('z' + 1)));
        __m128i other = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('-' - 1)),
                                      _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
        __m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('/')); /* the one of - to 9 */
        __m128i good = _mm_or_si128(alpha, _mm_andnot_si128(slash, other));
        int bad = _mm_movemask_epi8(good) ^ 0xffff;
        if (bad)
            return i + (size_t)__builtin_ctz((unsigned)bad);
    }
#endif
    for (; i < n; i++) {
        char low = lower(p[i]);
        if (!(low >= 'a' && low <= 'z') && !(low >= '0' && low <= '9') && low != '-' &&
            low != '.')
            break;
    }
    return i;
}

/* The host of `https://host` or `https://host/...` in letters, digits, dots and
 * hyphens, nothing to clean up in the whole: its bytes. Empty: look closer. */
static stet_str plain_host(stet_str s)
{
    stet_str nothing = {"", 0};
    size_t from, to;
    if (s.n > 8 && memcmp(s.p, "https://", 8) == 0)
        from = 8;
    else if (s.n > 7 && memcmp(s.p, "http://", 7) == 0)
        from = 7;
    else
        return nothing;
    to = from + host_run(s.p + from, s.n - from);
    if (to == from || (to < s.n && s.p[to] != '/' && s.p[to] != '?' && s.p[to] != '#'))
        return nothing;
    return is_clean(s) ? stet_strn(s.p + from, to - from) : nothing;
}

int stet__url_class(stet_str url, char *clean, size_t cap, size_t *ret_len)
{
    if (plain_host(url).n) {
        int fits = !clean || url.n <= cap;
        if (clean && fits)
            memcpy(clean, url.p, url.n);
        if (ret_len)
            *ret_len = clean && fits ? url.n : 0;
        return fits ? STET_URL_HTTP : STET_URL_BAD;
    }
    stet_str s = trim(url);
    struct cursor c = {s.p, s.p + s.n};
    int class = class_of(c, is_clean(s));
    size_t n = 0;
    if (clean && !copy_clean(s, clean, cap, &n))
        class = STET_URL_BAD; /* a URL that was cut is another URL */
    if (ret_len)
        *ret_len = n;
    return class;
}

stet_str stet__url_host(stet_str url)
{
    stet_str plain = plain_host(url);
    if (plain.n)
        return plain;
    stet_str s = trim(url);
    struct cursor c = {s.p, s.p + s.n};
    char scheme[16];
    const char *from, *to;
    read_scheme(&c, scheme);
    if (!take(&c, '/') || !take(&c, '/') || !read_host(&c, &from, &to))
        return stet_strn("", 0);
    for (const char *p = from; p < to; p++)
        if (is_removed(*p))
            return stet_strn("", 0); /* a host with a hole cannot be pointed at */
    return stet_strn(from, (size_t)(to - from));
}

/* As in a URL: every name is told from every other, and can be read. */
void stet__put_name(stet_out *out, stet_str s)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t bad;
    while (!stet__utf8_valid(s.p, s.n, &bad)) {
        unsigned char c = (unsigned char)s.p[bad];
        const char code[3] = {'%', digits[c >> 4], digits[c & 15]};
        stet_put(out, s.p, bad);
        stet_put(out, code, sizeof code);
        s = stet_strn(s.p + bad + 1, s.n - bad - 1);
    }
    stet_put_str(out, s);
}
