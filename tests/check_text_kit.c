/* SPDX-License-Identifier: MIT */
/* Escaping, URLs, dates, and the table that offers them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/text/kit.h"

static stet_out out;

static void setup(void)
{
    stet__buffer_init(&out, 1u << 20);
}

static void teardown(void)
{
    stet__buffer_done(&out);
}

static const char *escaped(int mode, const char *text, size_t n)
{
    stet__buffer_reset(&out, 1u << 20);
    stet__escape(&out, mode, text, n);
    ck_assert_int_eq(out.failed, STET_OK);
    return stet__buffer_str(&out).p;
}

/* ---- escaping --------------------------------------------------------------- */

static const struct {
    int mode;
    const char *text, *want;
} escape_rows[] = {
    {STET_ESCAPE_HTML, "", ""},
    {STET_ESCAPE_HTML, "a & <b> \"c\" 'd'",
     "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39;"},
    {STET_ESCAPE_HTML, "tab\there\xc3\xa9", "tab\there\xc3\xa9"},
    {STET_ESCAPE_HTML, "</script><!--", "&lt;/script&gt;&lt;!--"},
    {STET_ESCAPE_HTML, "\x01 stays", "\x01 stays"},
    {STET_ESCAPE_XML,
     "a\x01\x0b\x1f"
     "b\tc\nd",
     "ab\tc\nd"},
    {STET_ESCAPE_XML, "x\xef\xbf\xbey\xef\xbf\xbfz\xef\xbf\xbd", "xyz\xef\xbf\xbd"},
    {STET_ESCAPE_XML, "\r\n", "&#13;\n"},
    {STET_ESCAPE_XML, "<a b='&'>", "&lt;a b=&#39;&amp;&#39;&gt;"},
    {STET_ESCAPE_JSON, "a\"b\\c/", "a\\\"b\\\\c/"},
    {STET_ESCAPE_JSON, "\b\t\n\x0b\f\r\x1f\x7f", "\\b\\t\\n\\u000b\\f\\r\\u001f\x7f"},
    {STET_ESCAPE_JSON, "\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\x9c<",
     "\\u2028\\u2029\xe2\x80\x9c<"},
    {STET_ESCAPE_SCRIPT, "</script>&\"", "\\u003c/script\\u003e\\u0026\\\""},
    {STET_ESCAPE_URL, "a b/c?d=e&f~-._\xc3\xa9", "a%20b%2Fc%3Fd%3De%26f~-._%C3%A9"},
    {STET_ESCAPE_URL, "AZaz09%+@", "AZaz09%25%2B%40"},
    {STET_ESCAPE_FILENAME, "plain name.html", "plain name.html"},
    {STET_ESCAPE_FILENAME, "../../etc/passwd", "_.-..-etc-passwd"},
    {STET_ESCAPE_FILENAME, "/abs", "_abs"},
    {STET_ESCAPE_FILENAME, "..", "_."},
    {STET_ESCAPE_FILENAME, ".", "_"},
    {STET_ESCAPE_FILENAME, ".htaccess", "_htaccess"},
    {STET_ESCAPE_FILENAME, "-rf", "_rf"},
    {STET_ESCAPE_FILENAME, "a\\b:c*d?e\"f<g>h|i\nj", "a-b-c-d-e-f-g-h-i-j"},
    {STET_ESCAPE_FILENAME, "x\xe2\x80\xaegnp.exe", "x-gnp.exe"},
    {STET_ESCAPE_FILENAME, "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
};

START_TEST(escape_is_right_for_its_place)
{
    const char *text = escape_rows[_i].text;
    ck_assert_str_eq(escaped(escape_rows[_i].mode, text, strlen(text)),
                     escape_rows[_i].want);
}
END_TEST

/* The fast path and the slow one agree wherever a special byte stands. */
START_TEST(escape_finds_every_position)
{
    static const char specials[] = "&<>\"'\\\x01\r\x7f";
    for (int mode = STET_ESCAPE_HTML; mode <= STET_ESCAPE_SCRIPT; mode++)
        for (size_t s = 0; s < sizeof specials; s++)
            for (size_t at = 0; at < 40; at++) {
                char text[41], alone[16], want[64];
                memset(text, 'x', 40);
                text[at] = specials[s];
                strcpy(alone, escaped(mode, text + at, 1));
                snprintf(want, sizeof want, "%.*s%s%.*s", (int)at, text, alone,
                         (int)(39 - at), text + at + 1);
                ck_assert_str_eq(escaped(mode, text, 40), want);
            }
}
END_TEST

START_TEST(escape_finds_line_separators_everywhere)
{
    for (size_t at = 0; at + 3 <= 40; at++) {
        char text[41], want[64];
        memset(text, 'x', 40);
        memcpy(text + at, "\xe2\x80\xa9", 3);
        snprintf(want, sizeof want, "%.*s\\u2029%.*s", (int)at, text, (int)(37 - at),
                 text + at + 3);
        ck_assert_str_eq(escaped(STET_ESCAPE_JSON, text, 40), want);
    }
}
END_TEST

START_TEST(escape_of_nul_is_harmless)
{
    ck_assert_str_eq(escaped(STET_ESCAPE_HTML, "a\0b", 3), "a\xef\xbf\xbd"
                                                           "b");
    ck_assert_str_eq(escaped(STET_ESCAPE_XML, "a\0b", 3), "ab");
    ck_assert_str_eq(escaped(STET_ESCAPE_JSON, "a\0b", 3), "a\\u0000b");
    ck_assert_str_eq(escaped(STET_ESCAPE_URL, "a\0b", 3), "a%00b");
    ck_assert_str_eq(escaped(STET_ESCAPE_FILENAME, "a\0b", 3), "a-b");
}
END_TEST

START_TEST(escape_cuts_a_file_name_at_a_character)
{
    char text[601];
    for (size_t i = 0; i < 600; i += 3)
        memcpy(text + i, "\xe6\x97\xa5", 3);
    const char *name = escaped(STET_ESCAPE_FILENAME, text, 600);
    ck_assert_uint_eq(strlen(name), 198);
    ck_assert(stet__utf8_valid(name, 198, NULL));
}
END_TEST

START_TEST(escape_stops_at_the_maximum)
{
    char text[100];
    memset(text, '&', sizeof text);
    stet__buffer_reset(&out, 64);
    stet__escape(&out, STET_ESCAPE_HTML, text, sizeof text);
    ck_assert_int_eq(out.failed, STET_E_LIMIT);
    ck_assert_uint_le(out.len, 64);
}
END_TEST

START_TEST(json_string_has_quotes)
{
    stet__put_json_str(&out, stet_cstr("a\"b"));
    stet__put_json_str(&out, stet_cstr(""));
    ck_assert_str_eq(stet__buffer_str(&out).p, "\"a\\\"b\"\"\"");
}
END_TEST

/* ---- URLs ------------------------------------------------------------------- */

static const struct {
    const char *url;
    int class;
    const char *clean, *host;
} url_rows[] = {
    {"", STET_URL_EMPTY, "", ""},
    {" \t\n", STET_URL_EMPTY, "", ""},
    {"#", STET_URL_EMPTY, "#", ""},
    {"#!", STET_URL_EMPTY, "#!", ""},
    {" # ", STET_URL_EMPTY, "#", ""},
    {"#top", STET_URL_FRAGMENT, "#top", ""},
    {"/a/b?c#d", STET_URL_RELATIVE, "/a/b?c#d", ""},
    {"a/b:c", STET_URL_RELATIVE, "a/b:c", ""},
    {"?q", STET_URL_RELATIVE, "?q", ""},
    {"1:2", STET_URL_RELATIVE, "1:2", ""},
    {"//cdn.example.org/x", STET_URL_RELATIVE, "//cdn.example.org/x",
     "cdn.example.org"},
    {"http://example.org", STET_URL_HTTP, "http://example.org", "example.org"},
    {"HTTPS://User:pw@Example.org:8080/x", STET_URL_HTTP,
     "HTTPS://User:pw@Example.org:8080/x", "Example.org"},
    {"\x01 http://example.org/a b \x1f", STET_URL_HTTP, "http://example.org/a b",
     "example.org"},
    {"ht\ntp://example.org/\ta", STET_URL_HTTP, "http://example.org/a", "example.org"},
    {"http://[2001:db8::1]:80/", STET_URL_HTTP, "http://[2001:db8::1]:80/",
     "[2001:db8::1]"},
    {"http://m\xc3\xbcnchen.de/", STET_URL_HTTP, "http://m\xc3\xbcnchen.de/",
     "m\xc3\xbcnchen.de"},
    {"http://a@b@example.org/", STET_URL_HTTP, "http://a@b@example.org/",
     "example.org"},
    {"mailto:a@example.org", STET_URL_MAIL, "mailto:a@example.org", ""},
    {"tel:+1-2", STET_URL_MAIL, "tel:+1-2", ""},
    {"sms:?&body=a", STET_URL_MAIL, "sms:?&body=a", ""},
    {"viber://forward?text=a", STET_URL_MAIL, "viber://forward?text=a", "forward"},
    {"mailto:", STET_URL_BAD, "mailto:", ""},
    {"javascript:alert(1)", STET_URL_BAD, "javascript:alert(1)", ""},
    {" java\nscr\tipt:alert(1)", STET_URL_BAD, "javascript:alert(1)", ""},
    {"JaVaScRiPt:x", STET_URL_BAD, "JaVaScRiPt:x", ""},
    {"data:text/html,<b>", STET_URL_BAD, "data:text/html,<b>", ""},
    {"vbscript:x", STET_URL_BAD, "vbscript:x", ""},
    {"file:///etc/passwd", STET_URL_BAD, "file:///etc/passwd", ""},
    {"http:", STET_URL_BAD, "http:", ""},
    {"http:example.org", STET_URL_BAD, "http:example.org", ""},
    {"http://", STET_URL_BAD, "http://", ""},
    {"http:///x", STET_URL_BAD, "http:///x", ""},
    {"http://?x", STET_URL_BAD, "http://?x", ""},
    {"http://user@/x", STET_URL_BAD, "http://user@/x", ""},
    {"http://a b/", STET_URL_BAD, "http://a b/", ""},
    {"http://a%41/", STET_URL_BAD, "http://a%41/", ""},
    {"http://a:99999/", STET_URL_BAD, "http://a:99999/", ""},
    {"http://a:8x/", STET_URL_BAD, "http://a:8x/", ""},
    {"http://[::1/", STET_URL_BAD, "http://[::1/", ""},
    {"https:\\\\example.org", STET_URL_BAD, "https:\\\\example.org", ""},
    {"\\\\example.org", STET_URL_BAD, "\\\\example.org", ""},
    {"//", STET_URL_BAD, "//", ""},
    {"http://example.org/\x01x", STET_URL_BAD, "http://example.org/\x01x",
     "example.org"},
    {"averyveryverylongscheme:x", STET_URL_BAD, "averyveryverylongscheme:x", ""},
    {"httphttphttphttphttp://x/", STET_URL_BAD, "httphttphttphttphttp://x/", "x"},
};

START_TEST(url_class_is_an_allow_list)
{
    char clean[64];
    size_t n = 99;
    stet_str url = stet_cstr(url_rows[_i].url);
    ck_assert_int_eq(stet__url_class(url, clean, sizeof clean, &n), url_rows[_i].class);
    ck_assert_int_eq(stet__url_class(url, NULL, 0, NULL), url_rows[_i].class);
    ck_assert_uint_eq(n, strlen(url_rows[_i].clean));
    ck_assert_int_eq(memcmp(clean, url_rows[_i].clean, n), 0);
    stet_str host = stet__url_host(url);
    ck_assert_msg(stet_str_is(host, url_rows[_i].host), "host %.*s", (int)host.n,
                  host.p);
}
END_TEST

START_TEST(url_that_does_not_fit_is_bad)
{
    char clean[8];
    size_t n = 99;
    ck_assert_int_eq(
        stet__url_class(stet_cstr("http://example.org"), clean, sizeof clean, &n),
        STET_URL_BAD);
    ck_assert_uint_le(n, sizeof clean);
}
END_TEST

/* ---- dates ------------------------------------------------------------------ */

static const struct {
    const char *text, *lang, *want; /* want NULL: no date */
} date_rows[] = {
    {"2025", "", "2025"},
    {"2025-03", "", "2025-03"},
    {"2025-03-14", "", "2025-03-14"},
    {"2025-3-4", "", "2025-03-04"},
    {"2025/03/14", "", "2025-03-14"},
    {"20250314", "", "2025-03-14"},
    {" 2025-03-14\n", "", "2025-03-14"},
    {"2025-03-14T09:30", "", "2025-03-14T09:30"},
    {"2025-03-14T09:30Z", "", "2025-03-14T09:30Z"},
    {"2025-03-14T09:30:00", "", "2025-03-14T09:30:00"},
    {"2025-03-14T09:30:00.123+01:00", "", "2025-03-14T09:30:00+01:00"},
    {"2025-03-14t09:30:00z", "", "2025-03-14T09:30:00Z"},
    {"20250314T093000Z", "", "2025-03-14T09:30:00Z"},
    {"2025-03-14 09:30", "", "2025-03-14T09:30"},
    {"2014-05-05 9:00:00 -0400", "", "2014-05-05T09:00:00-04:00"},
    {"2025-03-14 09:30:00 UTC", "", "2025-03-14T09:30:00Z"},
    {"2025-03-14T09:30:00-05", "", "2025-03-14T09:30:00-05:00"},
    {"1990-12-31T23:59:60Z", "", "1990-12-31T23:59:60Z"},
    {"Fri, 14 Mar 2025 09:30:00 +0000", "", "2025-03-14T09:30:00Z"},
    {"Sun, 06 Nov 94 08:49:37 GMT", "", "1994-11-06T08:49:37Z"},
    {"06 Nov 49 08:49 EST", "", "2049-11-06T08:49-05:00"},
    {"Friday, 14-Mar-25 09:30:00 GMT", "", "2025-03-14T09:30:00Z"},
    {"Fri Mar 14 09:30:00 2025", "", "2025-03-14T09:30:00"},
    {"Thu, 14 Mar 2025 9:30:00 -0400 (EDT)", "", "2025-03-14T09:30:00-04:00"},
    {"March 14, 2025", "", "2025-03-14"},
    {"March 14th, 2025", "", "2025-03-14"},
    {"Mar. 4, 2025 at 9:30 p.m. EST", "", "2025-03-04T21:30-05:00"},
    {"March 4, 2025, 12:05 AM", "", "2025-03-04T00:05"},
    {"March 4, 2025 12:05 pm", "", "2025-03-04T12:05"},
    {"14 March 2025", "en", "2025-03-14"},
    {"March 2025", "", "2025-03"},
    {"Sept 3 2020", "", "2020-09-03"},
    {"14. M\xc3\xa4rz 2025", "", "2025-03-14"},
    {"14. M\xc3\x84RZ 2025", "de", "2025-03-14"},
    {"14.03.2025", "", "2025-03-14"},
    {"Freitag, 14. M\xc3\xa4rz 2025, 9:30 Uhr", "de", "2025-03-14T09:30"},
    {"1. J\xc3\xa4nner 2025", "de", "2025-01-01"},
    {"14 mars 2025", "", "2025-03-14"},
    {"1er ao\xc3\xbbt 2025", "fr", "2025-08-01"},
    {"mar. 11 mars 2025", "fr", "2025-03-11"},
    {"vendredi 14 mars 2025 \xc3\xa0 9h30", "fr", "2025-03-14T09:30"},
    {"14 de marzo de 2025", "", "2025-03-14"},
    {"s\xc3\xa1"
     "bado 15 de marzo de 2025",
     "es", "2025-03-15"},
    {"3 d\xc3\xa9"
     "c. 2024",
     "fr", "2024-12-03"},
    {"14 Mar 2025", "fr", "2025-03-14"},
    {"11/10/2021", "es", "2021-10-11"},
    {"4-8-2022", "es", "2022-08-04"},
    {"08\xc2\xb7"
     "06\xc2\xb7"
     "2023",
     "", "2023-06-08"},
    {"13/10/2021", "en", "2021-10-13"},
    {"10/13/2021", "", "2021-10-13"},
    {"04/04/2021", "", "2021-04-04"},
    {"12/01/2023 \xc3\xa0 11h40", "fr", "2023-01-12T11:40"},
    {"11 f\xc3\xa9vrier 2025 \xc3\xa0 10 h 00", "fr", "2025-02-11T10:00"},
    {"May 27, 2021 10.08am BST", "en", "2021-05-27T10:08"},
    {"3. Mai 2024, 9.30 Uhr", "de", "2024-05-03T09:30"},
    {"3:14 PM ET, October 4, 2023", "en", "2023-10-04T15:14"},
    {"14 June 2025", "fr", "2025-06-14"},
    {"2024-02-29", "", "2024-02-29"},
    {"2000-02-29", "", "2000-02-29"},
    {"0001-01-01", "", "0001-01-01"},
    {"9999-12-31", "", "9999-12-31"},

    {"", "", NULL},
    {"   ", "", NULL},
    {"tomorrow", "", NULL},
    {"2025-02-29", "", NULL},
    {"1900-02-29", "", NULL},
    {"2025-04-31", "", NULL},
    {"31 avril 2025", "", NULL},
    {"2025-13-01", "", NULL},
    {"2025-00-01", "", NULL},
    {"2025-01-00", "", NULL},
    {"0000-01-01", "", NULL},
    {"12025-01-01", "", NULL},
    {"2025-03-14T24:00", "", NULL},
    {"2025-03-14T09:60", "", NULL},
    {"2025-03-14T09:30:61", "", NULL},
    {"2025-03-14T09:30:60", "", NULL},
    {"2025-03-14T09", "", NULL},
    {"2025-03-14T09:3", "", NULL},
    {"2025-03-14T09:30+25:00", "", NULL},
    {"2025-03-14T09:30+01:75", "", NULL},
    {"2025-03-14junk", "", NULL},
    {"2025-03-14 junk", "", NULL},
    {"2025-03-14T09:30 XYZ", "", NULL},
    {"2025-03T09:30", "", NULL},
    {"03/04/2025", "", NULL},
    {"03/04/2025", "en", NULL},
    {"13/13/2025", "es", NULL},
    {"11/10/2021/2", "es", NULL},
    {"14 March 2025 9.75pm", "en", NULL},
    {"March 5", "", NULL},
    {"5 2025", "", NULL},
    {"Marchand 5, 2025", "", NULL},
    {"March April 5, 2025", "", NULL},
    {"14 March 2025 2024", "", NULL},
    {"14 March 2025 13:30 pm", "", NULL},
    {"9:30", "", NULL},
    {"32.03.2025", "", NULL},
    {"14 juin 2025", "en", NULL},
    {"12", "", NULL},
    {"the 14 of", "", NULL},
};

START_TEST(date_parse_keeps_precision)
{
    stet_date date;
    memset(&date, 0x5a, sizeof date);
    stet_date before = date;
    stet_code code = stet__date_parse(stet_cstr(date_rows[_i].text),
                                      stet_cstr(date_rows[_i].lang), &date);
    if (!date_rows[_i].want) {
        ck_assert_int_eq(code, STET_E_SYNTAX);
        ck_assert_int_eq(memcmp(&before, &date, sizeof date), 0);
        return;
    }
    ck_assert_int_eq(code, STET_OK);
    stet__date_format(&out, &date, STET_DATE_ISO);
    ck_assert_str_eq(stet__buffer_str(&out).p, date_rows[_i].want);
    stet_date again;
    ck_assert_int_eq(stet__date_parse(stet__buffer_str(&out), stet_cstr(""), &again),
                     STET_OK);
    ck_assert_int_eq(again.precision, date.precision);
    ck_assert_int_eq(again.zone, date.zone);
}
END_TEST

START_TEST(date_parse_refuses_long_text)
{
    char text[300];
    memset(text, ' ', sizeof text);
    memcpy(text, "14", 2);
    memcpy(text + 280, "March 2025", 10);
    stet_date date;
    ck_assert_int_eq(stet__date_parse(stet_strn(text, 290), stet_cstr(""), &date),
                     STET_E_SYNTAX);
}
END_TEST

static const char *formatted(const char *text, int style)
{
    stet_date date;
    ck_assert_int_eq(stet__date_parse(stet_cstr(text), stet_cstr(""), &date), STET_OK);
    stet__buffer_reset(&out, 1024);
    stet__date_format(&out, &date, style);
    return stet__buffer_str(&out).p;
}

START_TEST(date_format_has_three_styles)
{
    ck_assert_str_eq(formatted("2025-03", STET_DATE_RFC3339), "2025-03-01T00:00:00Z");
    ck_assert_str_eq(formatted("2025-03-14T09:30+05:30", STET_DATE_RFC3339),
                     "2025-03-14T09:30:00+05:30");
    ck_assert_str_eq(formatted("2025-03-14", STET_DATE_RFC822),
                     "Fri, 14 Mar 2025 00:00:00 +0000");
    ck_assert_str_eq(formatted("2025-03-14T09:30:05-04:00", STET_DATE_RFC822),
                     "Fri, 14 Mar 2025 09:30:05 -0400");
    ck_assert_str_eq(formatted("1970-01-01", STET_DATE_RFC822),
                     "Thu, 01 Jan 1970 00:00:00 +0000");
}
END_TEST

static int64_t seconds_of(const char *text)
{
    stet_date date;
    ck_assert_int_eq(stet__date_parse(stet_cstr(text), stet_cstr(""), &date), STET_OK);
    return stet__date_seconds(&date);
}

START_TEST(date_seconds_match_the_calendar)
{
    ck_assert_int_eq(seconds_of("1970-01-01"), 0);
    ck_assert_int_eq(seconds_of("2001-09-09T01:46:40Z"), 1000000000);
    ck_assert_int_eq(seconds_of("2001-09-09T03:46:40+02:00"), 1000000000);
    ck_assert_int_eq(seconds_of("1969-12-31T23:59:59Z"), -1);
    ck_assert_int_eq(seconds_of("0001-01-01"), -62135596800);
    ck_assert_int_eq(seconds_of("9999-12-31T23:59:59Z"), 253402300799);
    ck_assert_int_eq(seconds_of("2025"), seconds_of("2025-01-01"));
}
END_TEST

START_TEST(date_from_seconds_reverses)
{
    for (int64_t s = -62135596800; s < 253402300800; s += 86400 * 41 + 12347) {
        stet_date date;
        stet__date_from_seconds(s, &date);
        ck_assert_int_eq(stet__date_seconds(&date), s);
        ck_assert(date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                  date.day <= 31);
    }
    stet_date date;
    stet__date_from_seconds(INT64_MAX, &date);
    ck_assert_int_eq(date.year, 9999);
    stet__date_from_seconds(INT64_MIN, &date);
    ck_assert_int_eq(date.year, 1);
}
END_TEST

START_TEST(month_names_follow_the_language)
{
    ck_assert_str_eq(stet__month_name(stet_cstr("de-AT"), 3, 0), "M\xc3\xa4rz");
    ck_assert_str_eq(stet__month_name(stet_cstr("fr"), 8, 0), "ao\xc3\xbbt");
    ck_assert_str_eq(stet__month_name(stet_cstr("es"), 1, 1), "ene");
    ck_assert_str_eq(stet__month_name(stet_cstr("it"), 12, 0), "December");
    ck_assert_str_eq(stet__month_name(stet_cstr("den"), 12, 0), "December");
    ck_assert_str_eq(stet__weekday_name(stet_cstr("de"), 6, 0), "Samstag");
}
END_TEST

/* ---- the table -------------------------------------------------------------- */

START_TEST(kit_offers_everything)
{
    const stet_kit *kit = stet__kit();
    ck_assert_uint_eq(kit->size, sizeof *kit);
    const void *const *entry = (const void *const *)(const void *)&kit->escape;
    const void *const *end = (const void *const *)(const void *)(kit + 1);
    for (; entry < end; entry++)
        ck_assert_ptr_nonnull(*entry);
    uint8_t digest[32];
    kit->sha256("abc", 3, digest);
    ck_assert_int_eq(digest[0], 0xba);
    ck_assert_int_eq(digest[31], 0xad);
}
END_TEST

START_TEST(kit_hash_is_steady_and_spreads)
{
    ck_assert(stet__hash("abc", 3) == stet__hash("abc", 3));
    ck_assert(stet__hash("abc", 3) != stet__hash("abd", 3));
    ck_assert(stet__hash("", 0) != stet__hash("\0", 1));
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

int main(void)
{
    Suite *suite = suite_create("text_kit");
    TCase *tcase = tcase_create("all");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, escape_is_right_for_its_place, 0, COUNT(escape_rows));
    tcase_add_test(tcase, escape_finds_every_position);
    tcase_add_test(tcase, escape_finds_line_separators_everywhere);
    tcase_add_test(tcase, escape_of_nul_is_harmless);
    tcase_add_test(tcase, escape_cuts_a_file_name_at_a_character);
    tcase_add_test(tcase, escape_stops_at_the_maximum);
    tcase_add_test(tcase, json_string_has_quotes);
    tcase_add_loop_test(tcase, url_class_is_an_allow_list, 0, COUNT(url_rows));
    tcase_add_test(tcase, url_that_does_not_fit_is_bad);
    tcase_add_loop_test(tcase, date_parse_keeps_precision, 0, COUNT(date_rows));
    tcase_add_test(tcase, date_parse_refuses_long_text);
    tcase_add_test(tcase, date_format_has_three_styles);
    tcase_add_test(tcase, date_seconds_match_the_calendar);
    tcase_add_test(tcase, date_from_seconds_reverses);
    tcase_add_test(tcase, month_names_follow_the_language);
    tcase_add_test(tcase, kit_offers_everything);
    tcase_add_test(tcase, kit_hash_is_steady_and_spreads);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
