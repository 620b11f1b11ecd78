/* SPDX-License-Identifier: MIT */
/*
 * stet/kit.h - pure text services that stet and its plugins share: escaping, URLs,
 * dates, Unicode, hashing. No state, no locale, no time zone of the machine.
 * Every function is [any thread]. The table is reached as host->kit.
 */
#ifndef STET_KIT_H
#define STET_KIT_H

#include <stet/out.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stet_escape {
    STET_ESCAPE_HTML = 1,  /* text and quoted attributes: & < > " '                    */
    STET_ESCAPE_XML,       /* the same, and drops what XML 1.0 forbids                 */
    STET_ESCAPE_JSON,      /* inside a JSON string; U+2028/9 too                       */
    STET_ESCAPE_SCRIPT,    /* JSON inside an HTML script element: also < > & as \u00xx */
    STET_ESCAPE_URL,       /* one component: all but A-Z a-z 0-9 - . _ ~               */
    STET_ESCAPE_FILENAME   /* one path component: no separator, control, ., .., at most
                              200 bytes                                               */
};

/*
 * A date as it was given: precision is kept, nothing is widened. `zone` is minutes east
 * of UTC; STET_ZONE_UNKNOWN when the text named none.
 */
enum stet_precision { STET_YEAR = 1, STET_MONTH, STET_DAY, STET_MINUTE, STET_SECOND };
#define STET_ZONE_UNKNOWN 32767
typedef struct stet_date {
    int16_t year; /* 1 to 9999 */
    uint8_t month, day, hour, minute, second, precision;
    int16_t zone;
} stet_date;

enum stet_date_style {
    STET_DATE_ISO = 1,  /* cut at its precision: the form stored in statements     */
    STET_DATE_RFC3339,  /* full instant; unknown parts are 0, unknown zone is Z     */
    STET_DATE_RFC822    /* Fri, 14 Mar 2025 09:30:00 +0000                          */
};

enum stet_url_class {
    STET_URL_BAD = 0,   /* a scheme outside the allow-list, or malformed            */
    STET_URL_EMPTY,     /* "", "#" and other bare fragments' empty forms            */
    STET_URL_FRAGMENT,  /* #name                                                    */
    STET_URL_RELATIVE,
    STET_URL_HTTP,      /* http or https with a host                                */
    STET_URL_MAIL       /* mailto:, tel:, sms:, viber:                              */
};

typedef struct stet_kit {
    uint32_t size;
    /* Append `s`, escaped for a place. */
    void (*escape)(stet_out *out, int mode, const char *p, size_t n);
    /* Classify after the WHATWG clean-up (C0 and space cut at the ends, tab and newline
     * removed); *ret_clean (may be NULL) gets at most `cap` bytes of the cleaned URL. */
    int (*url_class)(stet_str url, char *clean, size_t cap, size_t *ret_len);
    stet_str (*url_host)(stet_str url); /* "" when there is none; points into url */
    /* Read ISO 8601, RFC 822, Hugo/Jekyll and English forms; `month, day, year` too.
     * lang "" tries all month names known. STET_OK or STET_E_SYNTAX. */
    stet_code (*date_parse)(stet_str text, stet_str lang, stet_date *ret_date);
    void (*date_format)(stet_out *out, const stet_date *date, int style);
    int64_t (*date_seconds)(const stet_date *date); /* since 1970; unknown zone as UTC  */
    void (*date_from_seconds)(int64_t seconds, stet_date *ret_date); /* in UTC          */
    /* Length in bytes of the first `max` grapheme clusters of s (UAX 29). */
    size_t (*graphemes)(stet_str s, size_t max, size_t *ret_count);
    /* Bytes of s that make at most `max` graphemes when cut at the end of a word. */
    size_t (*cut_at_word)(stet_str s, size_t max);
    size_t (*columns)(stet_str s); /* display width, East Asian wide as 2 */
    /* Decode one character at p (n > 0): its bytes, *ret_code the code point. */
    size_t (*decode)(const char *p, size_t n, uint32_t *ret_code);
    int (*is_word)(uint32_t code); /* letter, mark, digit or connector */
    int (*is_upper)(uint32_t code);
    /* NFKC case fold (Unicode 15), ignorables dropped; `marks` 0 drops marks too. */
    void (*fold)(stet_out *out, stet_str s, int marks);
    /* ASCII words joined by '-', transliterated where Unicode decomposes. */
    void (*slug)(stet_out *out, stet_str s, size_t max);
    void (*sha256)(const void *p, size_t n, uint8_t ret_digest[32]);
    uint64_t (*hash)(const void *p, size_t n); /* keyed per process: tables only */
    int (*utf8_valid)(const char *p, size_t n, size_t *ret_bad_offset);
    /* Append s as a JSON string, quotes included. */
    void (*put_json_str)(stet_out *out, stet_str s);
    /* Append the name of a file: bytes that are not UTF-8 become %XX. */
    void (*put_name)(stet_out *out, stet_str s);
} stet_kit;

#ifdef __cplusplus
}
#endif
#endif
