/* SPDX-License-Identifier: MIT */
/*
 * Character sets: UTF-8, UTF-16, ISO-8859-1 and -15, Windows-1252, by what the document
 * says of itself. All others are refused by name.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../markup.h"

enum charset {
    CHARSET_UTF8,
    CHARSET_LATIN1,
    CHARSET_LATIN9,
    CHARSET_WINDOWS,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UNKNOWN
};

static const struct {
    const char *name;
    int charset;
} names[] = {
    {"utf-8", CHARSET_UTF8},         {"utf8", CHARSET_UTF8},
    {"us-ascii", CHARSET_UTF8},      {"ascii", CHARSET_UTF8},
    {"iso-8859-1", CHARSET_WINDOWS}, {"latin1", CHARSET_WINDOWS},
    {"iso-8859-15", CHARSET_LATIN9}, {"windows-1252", CHARSET_WINDOWS},
    {"cp1252", CHARSET_WINDOWS},     {"utf-16", CHARSET_UTF16BE},
    {"utf-16le", CHARSET_UTF16LE},   {"utf-16be", CHARSET_UTF16BE},
};

static const uint16_t windows[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static int find_charset(stet_str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = 0, n = strlen(names[i].name);
        while (at < n && at < name.n && lower(name.p[at]) == names[i].name[at])
            at++;
        if (at == n && at == name.n)
            return names[i].charset;
    }
    return CHARSET_UNKNOWN;
}

/* The word behind `key` and an equals sign, with or without quotes. */
static stet_str word_behind(stet_str head, const char *key)
{
    size_t n = strlen(key);
    const char *at = memmem(head.p, head.n, key, n);
    size_t off = at ? (size_t)(at - head.p) + n : head.n, from;
    while (off < head.n && memchr(" \t\r\n=\"'", head.p[off], 7))
        off++;
    from = off;
    while (off < head.n && !memchr(" \t\r\n\"'>;/?", head.p[off], 10))
        off++;
    return stet_strn(head.p + from, off - from);
}

/* `<?xml ... encoding="..."?>`, `<meta charset=...>`. */
static int declared(stet_str bytes, int is_html)
{
    stet_str head = stet_strn(bytes.p, bytes.n < 1024 ? bytes.n : 1024), name;
    if (is_html) {
        name = word_behind(head, "charset");
        return name.n ? find_charset(name) : CHARSET_UTF8;
    }
    const char *end = head.n > 5 && memcmp(head.p, "<?xml", 5) == 0
                          ? memmem(head.p, head.n, "?>", 2)
                          : NULL;
    if (!end)
        return CHARSET_UTF8;
    name = word_behind(stet_strn(head.p, (size_t)(end - head.p)), "encoding");
    return name.n ? find_charset(name) : CHARSET_UTF8;
}

int stet__markup_is_undecoded(stet_str text, int is_html)
{
    return declared(text, is_html) == CHARSET_UNKNOWN;
}

static char *put(char *to, uint32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        if (code < 0x10000) {
            *to++ = (char)(0xe0 | code >> 12);
        } else {
            *to++ = (char)(0xf0 | code >> 18);
            *to++ = (char)(0x80 | (code >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

static uint32_t latin9(unsigned char c)
{
    switch (c) {
    case 0xa4:
        return 0x20ac;
    case 0xa6:
        return 0x160;
    case 0xa8:
        return 0x161;
    case 0xb4:
        return 0x17d;
    case 0xb8:
        return 0x17e;
    case 0xbc:
        return 0x152;
    case 0xbd:
        return 0x153;
    case 0xbe:
        return 0x178;
    default:
        return c;
    }
}

static char *from_bytes(char *to, stet_str bytes, int charset)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.p[i];
        if (charset == CHARSET_WINDOWS && c >= 0x80 && c < 0xa0)
            to = put(to, windows[c & 31]);
        else
            to = put(to, charset == CHARSET_LATIN9 ? latin9(c) : c);
    }
    return to;
}

static uint32_t unit(const char *p, int charset)
{
    unsigned a = (unsigned char)p[0], b = (unsigned char)p[1];
    return charset == CHARSET_UTF16LE ? b << 8 | a : a << 8 | b;
}

static char *from_utf16(char *to, stet_str bytes, int charset)
{
    for (size_t i = 0; i + 1 < bytes.n; i += 2) {
        uint32_t code = unit(bytes.p + i, charset);
        if (code >= 0xd800 && code < 0xdc00 && i + 3 < bytes.n) {
            uint32_t low = unit(bytes.p + i + 2, charset);
            if (low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (code >= 0xd800 && code < 0xe000)
            code = 0xfffd;
        to = put(to, code);
    }
    return to;
}

static int by_mark(stet_str *bytes)
{
    const unsigned char *p = (const unsigned char *)bytes->p;
    size_t skip = 0;
    int charset = -1;
    if (bytes->n >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf) {
        charset = CHARSET_UTF8;
        skip = 3;
    } else if (bytes->n >= 2 && p[0] == 0xff && p[1] == 0xfe) {
        charset = CHARSET_UTF16LE;
        skip = 2;
    } else if (bytes->n >= 2 && p[0] == 0xfe && p[1] == 0xff) {
        charset = CHARSET_UTF16BE;
        skip = 2;
    }
    *bytes = stet_strn(bytes->p + skip, bytes->n - skip);
    return charset;
}

stet_code stet__markup_decode(stet_str bytes, int is_html, stet_str *ret_text,
                              char **ret_own, const char **ret_why)
{
    int charset = by_mark(&bytes);
    *ret_own = NULL;
    if (charset < 0)
        charset = declared(bytes, is_html);
    if (charset == CHARSET_UNKNOWN) {
        *ret_why = "a character set that is not read: convert it to UTF-8";
        return STET_E_SYNTAX;
    }
    if (charset == CHARSET_UTF8) {
        *ret_text = bytes;
        return STET_OK;
    }
    char *own = malloc(bytes.n * 3 + 1), *end;
    if (!own)
        return STET_E_NOMEM;
    end = charset >= CHARSET_UTF16LE ? from_utf16(own, bytes, charset)
                                     : from_bytes(own, bytes, charset);
    *end = '\0';
    *ret_own = own;
    *ret_text = stet_strn(own, (size_t)(end - own));
    return STET_OK;
}

/* Does it begin as markup or JSON does? Text in which their marks stand is neither. */
static int begins_format(stet_str head)
{
    size_t i = head.n >= 3 && memcmp(head.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < head.n && memchr(" \t\r\n", head.p[i], 4))
        i++;
    return i < head.n && memchr("<{[", head.p[i], 3) != NULL;
}

stet_str stet__markup_head(stet_str head, char to[2048])
{
    size_t n = 0;
    if (head.n >= 2 && ((head.p[0] == '\xff' && head.p[1] == '\xfe') ||
                        (head.p[0] == '\xfe' && head.p[1] == '\xff'))) {
        for (size_t i = head.p[0] == '\xff' ? 2 : 3; i < head.n && n < 2048; i += 2)
            to[n++] = head.p[i];
        head = stet_strn(to, n);
    }
    return begins_format(head) ? head : stet_cstr("");
}
