/* SPDX-License-Identifier: MIT */
/*
 * Character sets: by the byte order mark, then by what the document says of itself.
 * UTF-8, UTF-16, ISO-8859-1 and -15 and Windows-1252 are read here, the others of the
 * WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels) by
 * iconv. All else is refused. In HTML a byte that is of no character becomes U+FFFD, as
 * in browsers; a page that names no character set and is no UTF-8 is Windows-1252.
 */
#include <errno.h>
#include <iconv.h>
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
    CHARSET_UNKNOWN,
    CHARSET_ICONV /* and above: the row of `others` */
};

#define REPLACEMENT "\xef\xbf\xbd"

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

/* Labels of the standard, and what iconv calls the character set. */
static const struct {
    const char *label, *name;
} others[] = {
    {"gbk", "GB18030"},
    {"gb2312", "GB18030"},
    {"gb18030", "GB18030"},
    {"x-gbk", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"euc-jp", "EUC-JP"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"windows-949", "CP949"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"macintosh", "MACINTOSH"},
    {"iso-8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-11", "CP874"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-16", "ISO-8859-16"},
    {"tis-620", "CP874"},
    {"windows-874", "CP874"},
    {"windows-1250", "CP1250"},
    {"cp1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"cp1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
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

static int is_label(stet_str name, const char *label)
{
    size_t at = 0;
    while (at < name.n && label[at] && lower(name.p[at]) == label[at])
        at++;
    return at == name.n && !label[at];
}

static int find_charset(stet_str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_label(name, names[i].name))
            return names[i].charset;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_label(name, others[i].label))
            return CHARSET_ICONV + (int)i;
    return CHARSET_UNKNOWN;
}

/* The word behind `key` and an equals sign, with or without quotes; "" when it is cut
 * off. */
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
    return off < head.n ? stet_strn(head.p + from, off - from) : stet_cstr("");
}

/* `<?xml ... encoding="..."?>`, `<meta charset=...>`: the name, "" when there is none.
 */
static stet_str declared_name(stet_str bytes, int is_html)
{
    stet_str head = stet_strn(bytes.p, bytes.n < 1024 ? bytes.n : 1024);
    if (is_html)
        return word_behind(head, "charset");
    while (head.n && memchr(" \t\r\n", *head.p, 4))
        head = stet_strn(head.p + 1, head.n - 1);
    const char *end = head.n > 5 && memcmp(head.p, "<?xml", 5) == 0
                          ? memmem(head.p, head.n, "?>", 2)
                          : NULL;
    return end ? word_behind(stet_strn(head.p, (size_t)(end - head.p)), "encoding")
               : stet_cstr("");
}

/* ---- UTF-8 with mistakes ---------------------------------------------------- */

/* Bytes of the character at `at`, 0 when there is none. */
static size_t character(stet_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at], low = 0x80, high = 0xbf;
    size_t n = c < 0x80   ? 1
               : c < 0xc2 ? 0
               : c < 0xe0 ? 2
               : c < 0xf0 ? 3
               : c < 0xf5 ? 4
                          : 0;
    if (n < 2)
        return n;
    low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : low;
    high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : high;
    for (size_t i = 1; i < n; i++) {
        unsigned char next = at + i < s.n ? (unsigned char)s.p[at + i] : 0;
        if (next < (i == 1 ? low : 0x80) || next > (i == 1 ? high : 0xbf))
            return 0;
    }
    return n;
}

/* Where the first byte stands that is of no character; the length when all are. */
static size_t first_wrong(stet_str s)
{
    size_t at = 0;
    while (at < s.n) {
        uint64_t eight;
        if (s.n - at >= 8 &&
            (memcpy(&eight, s.p + at, 8), (eight & 0x8080808080808080ull) == 0)) {
            at += 8;
            continue;
        }
        size_t n = character(s, at);
        if (!n)
            return at;
        at += n;
    }
    return at;
}

static char *from_mistaken(char *to, stet_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t n = character(s, at);
        memcpy(to, n ? s.p + at : REPLACEMENT, n ? n : 3);
        to += n ? n : 3;
        at += n ? n : 1;
    }
    return to;
}

/* ---- others ----------------------------------------------------------------- */

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

/* A page may name a set that nobody knows, or a wrong one behind a byte order mark:
 * with characters beyond ASCII that are sound UTF-8 it is that. */
static int is_sound(stet_str text)
{
    size_t at = 0;
    while (at < text.n && (unsigned char)text.p[at] < 0x80)
        at++;
    return at < text.n && first_wrong(text) == text.n;
}

int stet__markup_is_undecoded(stet_str text, int is_html)
{
    stet_str name = declared_name(text, is_html);
    return name.n && find_charset(name) == CHARSET_UNKNOWN &&
           !(is_html && is_sound(text));
}

/* Markup in UTF-16 without a mark: every other of its first bytes is NUL. */
static int bare_utf16(stet_str bytes)
{
    const char *p = bytes.p;
    if (bytes.n < 4)
        return -1;
    if (p[0] == '<' && !p[1] && p[2] && !p[3])
        return CHARSET_UTF16LE;
    return !p[0] && p[1] == '<' && !p[2] && p[3] ? CHARSET_UTF16BE : -1;
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
    } else {
        charset = bare_utf16(*bytes);
    }
    *bytes = stet_strn(bytes->p + skip, bytes->n - skip);
    return charset;
}

/* Through iconv, to at most three bytes for each. NULL: a byte of no character, in XML.
 */
static char *from_iconv(char *to, stet_str bytes, const char *name, int is_html)
{
    iconv_t cd = iconv_open("UTF-8", name);
    char *from = (char *)(uintptr_t)bytes.p, *end = to + bytes.n * 3;
    size_t left = bytes.n;
    if (cd == (iconv_t)-1)
        return NULL;
    while (left) {
        size_t room = (size_t)(end - to);
        if (iconv(cd, &from, &left, &to, &room) != (size_t)-1)
            break;
        if (!is_html || errno == E2BIG || end - to < 3) {
            iconv_close(cd);
            return NULL;
        }
        memcpy(to, REPLACEMENT, 3);
        to += 3;
        from++;
        left--;
    }
    iconv_close(cd);
    return to;
}

static int charset_of(stet_str bytes, int is_html)
{
    stet_str name = declared_name(bytes, is_html);
    if (name.n) {
        int charset = find_charset(name);
        return charset == CHARSET_UNKNOWN && is_html && is_sound(bytes) ? CHARSET_UTF8
                                                                        : charset;
    }
    return is_html && first_wrong(bytes) < bytes.n ? CHARSET_WINDOWS : CHARSET_UTF8;
}

static char *convert(char *to, stet_str bytes, int charset, int is_html)
{
    if (charset >= CHARSET_ICONV)
        return from_iconv(to, bytes, others[charset - CHARSET_ICONV].name, is_html);
    if (charset == CHARSET_UTF8)
        return from_mistaken(to, bytes);
    return charset >= CHARSET_UTF16LE ? from_utf16(to, bytes, charset)
                                      : from_bytes(to, bytes, charset);
}

stet_code stet__markup_decode(stet_str bytes, int is_html, stet_str *ret_text,
                              char **ret_own, const char **ret_why)
{
    int charset = by_mark(&bytes);
    *ret_own = NULL;
    if (charset < 0)
        charset = charset_of(bytes, is_html);
    if (charset == CHARSET_UNKNOWN) {
        *ret_why = "a character set that is not read: convert it to UTF-8";
        return STET_E_SYNTAX;
    }
    if (charset == CHARSET_UTF8 && (!is_html || first_wrong(bytes) == bytes.n)) {
        *ret_text = bytes; /* XML with mistakes is refused where it is parsed */
        return STET_OK;
    }
    char *own = malloc(bytes.n * 3 + 1);
    if (!own)
        return STET_E_NOMEM;
    char *end = convert(own, bytes, charset, is_html);
    if (!end) {
        free(own);
        *ret_why = "bytes that are not of the character set it names";
        return STET_E_SYNTAX;
    }
    *end = '\0';
    *ret_own = own;
    *ret_text = stet_strn(own, (size_t)(end - own));
    return STET_OK;
}

/* From where it begins as markup or JSON does; "" for text in which their marks stand.
 */
static stet_str find_format(stet_str head)
{
    size_t i = head.n >= 3 && memcmp(head.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < head.n && memchr(" \t\r\n", head.p[i], 4))
        i++;
    return i < head.n && memchr("<{[", head.p[i], 3) != NULL
               ? stet_strn(head.p + i, head.n - i)
               : stet_cstr("");
}

stet_str stet__markup_head(stet_str head, char to[2048])
{
    size_t n = 0;
    int charset = by_mark(&head);
    if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE) {
        for (size_t i = charset == CHARSET_UTF16BE; i < head.n && n < 2048; i += 2)
            to[n++] = head.p[i];
        head = stet_strn(to, n);
    }
    return find_format(head);
}
