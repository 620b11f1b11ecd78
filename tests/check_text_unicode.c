/* SPDX-License-Identifier: MIT */
/* Unicode: UTF-8, case fold with its map, graphemes, cuts, columns, slugs. */
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

static const char *folded(const char *text, int marks)
{
    stet__buffer_reset(&out, 1u << 20);
    stet__fold(&out, stet_cstr(text), marks);
    return stet__buffer_str(&out).p;
}

static const char *slugged(const char *text, size_t max)
{
    stet__buffer_reset(&out, 1u << 20);
    stet__slug(&out, stet_cstr(text), max);
    return stet__buffer_str(&out).p;
}

/* ---- UTF-8 ------------------------------------------------------------------ */

static const struct {
    const char *text;
    size_t n, bad; /* bad SIZE_MAX: valid */
} utf8_rows[] = {
    {"", 0, SIZE_MAX},
    {"plain", 5, SIZE_MAX},
    {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9, SIZE_MAX},
    {"\xef\xbf\xbf\xf4\x8f\xbf\xbf", 7, SIZE_MAX},
    {"\0a", 2, SIZE_MAX},
    {"abc\x80", 4, 3},
    {"\xc0\xaf", 2, 0},
    {"\xc1\xbf", 2, 0},
    {"\xe0\x9f\xbf", 3, 0},
    {"\xed\xa0\x80", 3, 0},
    {"\xf0\x8f\xbf\xbf", 4, 0},
    {"\xf4\x90\x80\x80", 4, 0},
    {"\xf5\x80\x80\x80", 4, 0},
    {"ok\xc3", 3, 2},
    {"ok\xe2\x82", 4, 2},
    {"ok\xf0\x9f\x98", 5, 2},
    {"\xe2\x28\xa1", 3, 0},
    {"sixteen bytes ok\xff", 17, 16},
    {"fifteen bytes .\xffsixteen more bytes", 35, 15},
};

START_TEST(utf8_valid_finds_first_bad_byte)
{
    size_t bad = SIZE_MAX;
    int valid = stet__utf8_valid(utf8_rows[_i].text, utf8_rows[_i].n, &bad);
    ck_assert_int_eq(valid, utf8_rows[_i].bad == SIZE_MAX);
    if (!valid)
        ck_assert_uint_eq(bad, utf8_rows[_i].bad);
    ck_assert_int_eq(stet__utf8_valid(utf8_rows[_i].text, utf8_rows[_i].n, NULL),
                     valid);
}
END_TEST

START_TEST(decode_reverses_encode)
{
    for (uint32_t code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
        char bytes[4];
        uint32_t got;
        size_t n = stet__encode(code, bytes);
        ck_assert_uint_eq(stet__decode(bytes, n, &got), n);
        ck_assert_uint_eq(got, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
    }
}
END_TEST

START_TEST(decode_of_bad_bytes_goes_on_by_one)
{
    uint32_t code = 0;
    ck_assert_uint_eq(stet__decode("\xff", 1, &code), 1);
    ck_assert_uint_eq(code, 0xfffd);
    ck_assert_uint_eq(stet__decode("\xe2\x82", 2, &code), 1);
    ck_assert_uint_eq(code, 0xfffd);
}
END_TEST

START_TEST(properties_know_scripts)
{
    const uint32_t words[] = {'a',   'Z',   '7',    '_',   0xe9,
                              0x416, 0x5d0, 0x4e2d, 0x301, 0x0939};
    const uint32_t others[] = {' ', '-', '.', 0x2019, 0x20ac, 0x2014, 0x1f600, 0xb2};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(stet__is_word(words[i]), "%x", words[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!stet__is_word(others[i]), "%x", others[i]);
    ck_assert(stet__is_upper('A') && stet__is_upper(0xc9) && stet__is_upper(0x1c5));
    ck_assert(!stet__is_upper('a') && !stet__is_upper(0xe9) && !stet__is_upper('1'));
    ck_assert_uint_eq(stet__to_upper(0xe9), 0xc9);
    ck_assert_uint_eq(stet__to_lower(0x0416), 0x0436);
    ck_assert_uint_eq(stet__to_upper(0x4e2d), 0x4e2d);
    ck_assert_uint_eq(stet__to_lower('Z'), 'z');
}
END_TEST

/* ---- fold ------------------------------------------------------------------- */

static const struct {
    const char *text, *with, *without;
} fold_rows[] = {
    {"", "", ""},
    {"Hello WORLD 123 [@`{", "hello world 123 [@`{", "hello world 123 [@`{"},
    {"STRASSE Straße ẞ", "strasse strasse ss", "strasse strasse ss"},
    {"ÉLAN élan", "élan élan", "elan elan"},
    {"e\xcc\x81", "é", "e"},                         /* composed             */
    {"E\xcc\xa3\xcc\x82", "\xe1\xbb\x87", "e"},      /* Ệ                    */
    {"e\xcc\x82\xcc\xa3", "\xe1\xbb\x87", "e"},      /* marks put in order   */
    {"a\xcc\x85\xcc\x81", "a\xcc\x85\xcc\x81", "a"}, /* a mark stands between */
    {"a\xc2\xad"
     "b",
     "ab", "ab"},                        /* soft hyphen          */
    {"e\xe2\x80\x8b\xcc\x81", "é", "e"}, /* zero width between   */
    {"ﬁn Ⅷ ㎏ ½",
     "fin viii kg 1\xe2\x81\x84"
     "2",
     "fin viii kg 1\xe2\x81\x84"
     "2"},
    {"ＦＵＬＬ", "full", "full"},
    {"ΣΑΣ σας", "σασ σασ", "σασ σασ"},
    {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한", "한"},
    {"が\xe3\x81\x8b\xe3\x82\x99", "がが", "がが"}, /* voicing is no accent */
    {"año", "año", "ano"},
    {"İ", "i\xcc\x87", "i"},
    {"“Quotes” — dash…", "“quotes” — dash...", "“quotes” — dash..."},
    {"\xd7\xa9\xd6\xb8\xd7\x9c", "\xd7\xa9\xd6\xb8\xd7\x9c", "\xd7\xa9\xd7\x9c"},
};

START_TEST(fold_is_nfkc_casefold)
{
    ck_assert_str_eq(folded(fold_rows[_i].text, 1), fold_rows[_i].with);
    ck_assert_str_eq(folded(fold_rows[_i].text, 0), fold_rows[_i].without);
}
END_TEST

START_TEST(fold_of_bad_bytes_ends)
{
    ck_assert_str_eq(folded("A\xff\xc3", 1), "a\xef\xbf\xbd\xef\xbf\xbd");
}
END_TEST

START_TEST(fold_of_a_long_row_of_marks_is_bounded)
{
    char text[2001] = "e";
    for (size_t i = 1; i + 1 < 2000; i += 2)
        memcpy(text + i, "\xcc\x81", 3);
    ck_assert_uint_eq(strlen(folded(text, 1)), 1998); /* one composed, none lost */
    ck_assert_uint_eq(strlen(folded(text, 0)), 1);
}
END_TEST

/* Chunks and ASCII stretches one after another are the fold, and cover every byte once.
 */
START_TEST(fold_chunks_cover_the_text)
{
    static const char text[] =
        "Caf\xc3\xa9 cafe\xcc\x81 A long ASCII Stretch of MANY bytes \xc2\xad. "
        "\xef\xac\x81n e\xcc\x81";
    char to[STET_FOLD_MAX + sizeof text];
    size_t at = 0, n = sizeof text - 1, made;
    stet_out whole;
    stet__buffer_init(&whole, 4096);
    while (at < n) {
        size_t ascii = stet__fold_ascii(text + at, n - at, to);
        ck_assert_uint_le(ascii, n - at);
        for (size_t i = 0; i < ascii; i++)
            ck_assert((unsigned char)text[at + i] < 0x80);
        stet_put(&whole, to, ascii);
        at += ascii;
        if (at == n)
            break;
        size_t step = stet__fold_chunk(text + at, n - at, 1, to, &made);
        ck_assert(step >= 1 && step <= n - at && made <= STET_FOLD_MAX);
        stet_put(&whole, to, made);
        at += step;
    }
    ck_assert_str_eq(stet__buffer_str(&whole).p, folded(text, 1));
    stet__buffer_done(&whole);
}
END_TEST

START_TEST(fold_chunk_takes_marks_with_their_letter)
{
    char to[STET_FOLD_MAX];
    size_t made;
    ck_assert_uint_eq(stet__fold_ascii("ae\xcc\x81", 4, to), 1);
    ck_assert_uint_eq(stet__fold_chunk("e\xcc\x81x", 4, 1, to, &made), 3);
    ck_assert_uint_eq(made, 2);
}
END_TEST

/* ---- graphemes -------------------------------------------------------------- */

static size_t count_graphemes(const char *text)
{
    size_t count;
    ck_assert_uint_eq(stet__graphemes(stet_cstr(text), SIZE_MAX, &count), strlen(text));
    return count;
}

START_TEST(graphemes_are_what_a_reader_counts)
{
    ck_assert_uint_eq(count_graphemes(""), 0);
    ck_assert_uint_eq(count_graphemes("abc"), 3);
    ck_assert_uint_eq(count_graphemes("e\xcc\x81"), 1);
    ck_assert_uint_eq(count_graphemes("\r\n"), 1);
    ck_assert_uint_eq(count_graphemes("👨‍👩‍👧‍👦"), 1);
    ck_assert_uint_eq(count_graphemes("🇩🇪🇫🇷"), 2);
    ck_assert_uint_eq(count_graphemes("한국"), 2);
    size_t count;
    ck_assert_uint_eq(stet__graphemes(stet_cstr("aéx"), 2, &count), 3);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(stet__graphemes(stet_cstr("abc"), 0, NULL), 0);
}
END_TEST

/* One line of GraphemeBreakTest.txt: ÷ 0020 × 0308 ÷ */
static void check_break_line(const char *line)
{
    char text[512];
    size_t n = 0, ends[64], count = 0, at = 0;
    for (const char *p = line; *p && *p != '#';) {
        if (strncmp(p, "\xc3\xb7", 2) == 0) {
            if (n)
                ends[count++] = n;
            p += 2;
        } else if (strncmp(p, "\xc3\x97", 2) == 0) {
            p += 2;
        } else if (*p == ' ' || *p == '\t' || *p == '\n') {
            p++;
        } else {
            char *end;
            n += stet__encode((uint32_t)strtoul(p, &end, 16), text + n);
            ck_assert(end > p);
            p = end;
        }
    }
    for (size_t i = 0; i < count; i++) {
        at += stet__grapheme(text + at, n - at);
        ck_assert_msg(at == ends[i], "%s: at %zu, wanted %zu", line, at, ends[i]);
    }
}

START_TEST(graphemes_pass_the_unicode_test)
{
    char line[1024];
    FILE *file = fopen("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt", "r");
    if (!file)
        return; /* the package unicode-data is not installed */
    size_t lines = 0;
    while (fgets(line, sizeof line, file)) {
        check_break_line(line);
        lines++;
    }
    fclose(file);
    ck_assert_uint_gt(lines, 500);
}
END_TEST

static const struct {
    const char *text;
    size_t max;
    const char *want;
} cut_rows[] = {
    {"", 5, ""},
    {"short", 5, "short"},
    {"one two three", 13, "one two three"},
    {"one two three", 9, "one two"},
    {"one two three", 7, "one two"},
    {"one two three", 6, "one"},
    {"one, two", 6, "one"},
    {"one — two", 6, "one"},
    {"unbreakable", 4, "unbr"},
    {"  lead", 4, "  le"},
    {"one two", 0, ""},
    {"e\xcc\x81t\xc3\xa9 fini", 5, "e\xcc\x81t\xc3\xa9"},
    {"日本語の文章", 3, "日本語"},
};

START_TEST(cut_ends_behind_a_word)
{
    stet_str s = stet_cstr(cut_rows[_i].text);
    size_t n = stet__cut_at_word(s, cut_rows[_i].max);
    ck_assert_uint_eq(n, strlen(cut_rows[_i].want));
    ck_assert_int_eq(memcmp(s.p, cut_rows[_i].want, n), 0);
}
END_TEST

START_TEST(columns_count_wide_as_two)
{
    ck_assert_uint_eq(stet__columns(stet_cstr("abc")), 3);
    ck_assert_uint_eq(stet__columns(stet_cstr("日本")), 4);
    ck_assert_uint_eq(stet__columns(stet_cstr("e\xcc\x81")), 1);
    ck_assert_uint_eq(stet__columns(stet_cstr("👨‍👩‍👧")), 2);
    ck_assert_uint_eq(stet__columns(stet_cstr("🇩🇪")), 2);
    ck_assert_uint_eq(stet__columns(stet_cstr("a\tb\x1b")), 2);
    ck_assert_uint_eq(stet__columns(stet_cstr("❤\xef\xb8\x8f")), 2);
    ck_assert_uint_eq(stet__columns(stet_cstr("")), 0);
}
END_TEST

/* ---- slug ------------------------------------------------------------------- */

static const struct {
    const char *text;
    size_t max;
    const char *want;
} slug_rows[] = {
    {"", 0, ""},
    {"Hello, World!", 0, "hello-world"},
    {"  --a--  b ", 0, "a-b"},
    {"Straße & Œuvre: Ærø, Łódź", 0, "strasse-oeuvre-aero-lodz"},
    {"Don’t panic, it's fine", 0, "dont-panic-its-fine"},
    {"Привет, мир", 0, "privet-mir"},
    {"Ελλάδα", 0, "ellada"},
    {"日本", 0, ""},
    {"../../etc/passwd", 0, "etc-passwd"},
    {"100 % sure", 0, "100-sure"},
    {"one two three", 7, "one-two"},
    {"one two three", 9, "one-two"},
    {"one two three", 8, "one-two"},
    {"one two three", 13, "one-two-three"},
    {"unbreakable", 4, "unbr"},
    {"ÉLAN", 0, "elan"},
};

START_TEST(slug_is_ascii_words)
{
    ck_assert_str_eq(slugged(slug_rows[_i].text, slug_rows[_i].max),
                     slug_rows[_i].want);
}
END_TEST

START_TEST(slug_appends)
{
    stet_puts(&out, "x/");
    stet__slug(&out, stet_cstr(" Élan "), 0);
    ck_assert_str_eq(stet__buffer_str(&out).p, "x/elan");
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

int main(void)
{
    Suite *suite = suite_create("text_unicode");
    TCase *tcase = tcase_create("all");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, utf8_valid_finds_first_bad_byte, 0, COUNT(utf8_rows));
    tcase_add_test(tcase, decode_reverses_encode);
    tcase_add_test(tcase, decode_of_bad_bytes_goes_on_by_one);
    tcase_add_test(tcase, properties_know_scripts);
    tcase_add_loop_test(tcase, fold_is_nfkc_casefold, 0, COUNT(fold_rows));
    tcase_add_test(tcase, fold_of_bad_bytes_ends);
    tcase_add_test(tcase, fold_of_a_long_row_of_marks_is_bounded);
    tcase_add_test(tcase, fold_chunks_cover_the_text);
    tcase_add_test(tcase, fold_chunk_takes_marks_with_their_letter);
    tcase_add_test(tcase, graphemes_are_what_a_reader_counts);
    tcase_add_test(tcase, graphemes_pass_the_unicode_test);
    tcase_add_loop_test(tcase, cut_ends_behind_a_word, 0, COUNT(cut_rows));
    tcase_add_test(tcase, columns_count_wide_as_two);
    tcase_add_loop_test(tcase, slug_is_ascii_words, 0, COUNT(slug_rows));
    tcase_add_test(tcase, slug_appends);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
