/* SPDX-License-Identifier: MIT */
/* Templates: values, filters, dates, every mistake at its place, limits. */
#include "check_expr_fixture.h"

static stet_code compile(const char *text, const stet_template **ret_template)
{
    stet_data at = scalar(text);
    return stet__template_compile(&arena, &scope, at.text, &at, problems, ret_template);
}

static const stet_template *compiled(const char *text)
{
    const stet_template *t = NULL;
    if (compile(text, &t) != STET_OK)
        assert_problems(text, "");
    ck_assert_ptr_nonnull(t);
    return t;
}

/* ---- values and filters ----------------------------------------------------- */

#define HEADLINE                                                                       \
    "\xc3\x89lan vital & the Stra\xc3\x9f"                                             \
    "e, what now?"

static const struct {
    const char *text, *want;
} good_rows[] = {
    {"", ""},
    {"plain", "plain"},
    {"{ not } a {value}} %}", "{ not } a {value}} %}"},
    {"{{ headline }}", HEADLINE},
    {"{{headline}}", HEADLINE},
    {"a {{ slug }} b {{ words }} c", "a elan-vital b 320 c"},
    {"{{ slug }}{{ slug }}", "elan-vitalelan-vital"},
    {"{{ \"{{\" }} and {{ '}}' }}", "{{ and }}"},
    {"{{ \"a\\\"b\\n\" }}", "a\"b\n"},
    {"{{ byline }}", ""},
    {"<{{ byline }}>", "<>"},
    {"{{ 3 }} {{ 1.5 }} {{ -2 }} {{ 2m }} {{ 1KiB }} {{ 0.125 }}",
     "3 1.5 -2 120 1024 0.125"},
    {"{{ published }} {{ updated }} {{ created }}",
     "2025-03-14 2025-03-15T09:30:00+01:00 2025-02"},
    {"{{ language }}/{{ genre }}", "de-AT/opinion"},
    {"{{ has(headline) }} {{ has(byline) }}", "true false"},
    {"{{ count(\"paragraph\") }}", "2"},
    {"{{ notice(\"disclaimer.*\") }}", "Views are those of the author."},
    {"{{ name }} {{ now }}", "test 2025-03-16T00:00:00Z"},
    {"{{ steps.rights.status }} {{ steps.rights.findings.total }}", "ok 3"},

    /* parts and lists */
    {"{{ authors }}", "Ann Lee, Bo Ek, Cy Fox"},
    {"{{ authors | join: ' / ' }}", "Ann Lee / Bo Ek / Cy Fox"},
    {"{{ authors | join }}", "Ann Lee, Bo Ek, Cy Fox"},
    {"{{ authors | join: '' }}", "Ann LeeBo EkCy Fox"},
    {"{{ authors | first }}|{{ authors | last }}|{{ authors | count }}",
     "Ann Lee|Cy Fox|3"},
    {"{{ authors | limit: 2 | join: ' and ' }}", "Ann Lee and Bo Ek"},
    {"{{ authors | limit: 9 | count }} {{ authors | limit: 1 | count }}", "3 1"},
    {"{{ authors[1] }} {{ authors[1].role }} {{ authors[7] }}", "Bo Ek editor "},
    {"{{ contributors }}|{{ contributors | first }}|{{ contributors | count }}", "||0"},
    {"{{ subjects }}", "Europe, Trade, Oil"},
    {"{{ subjects[\"topic\"] }}", "Trade"},
    {"{{ image_credits | join: '; ' }}", "Photo: Ann; Photo: Bo"},
    {"{{ publisher }} {{ origin }} {{ origin.url }}",
     "Example Herald Tidewater Review https://www.Tidewater.example/a"},
    {"{{ domain(origin.url) }}", "tidewater.example"},
    {"{{ [1, \"b\"] | join: '+' }}", "1+b"},

    /* variables */
    {"{{ vars.site.name }} {{ vars.min }} {{ vars.tags }} {{ vars.on }}",
     "Example Herald 300 Trade, Oil true"},
    {"{{ vars.tags | last | upper }}", "OIL"},
    {"{{ vars.day | date: '%B' , 'en' }}", "January"},
    {"{{ vars.min | plural: 'a', 'b' }}", "b"},

    /* default */
    {"{{ byline | default: 'the author' }}", "the author"},
    {"{{ byline | default: \"the author\" | upper }}", "THE AUTHOR"},
    {"{{ slug | default: 'none' }}", "elan-vital"},
    {"{{ byline | default: authors }}", "Ann Lee, Bo Ek, Cy Fox"},
    {"{{ byline | default: kicker | default: slug }}", "elan-vital"},
    {"{{ contributors | default: authors | first }}", "Ann Lee"},
    {"{{ vars.empty | default: 'x' }}", "x"},
    {"{{ embargo | default: published }}", "2025-03-14"},

    /* text */
    {"{{ headline | upper }}", "\xc3\x89LAN VITAL & THE STRASSE, WHAT NOW?"},
    {"{{ headline | lower }}", "\xc3\xa9lan vital & the stra\xc3\x9f"
                               "e, what now?"},
    {"{{ '\xc3\xa9t\xc3\xa9 fini' | capitalize }}", "\xc3\x89t\xc3\xa9 fini"},
    {"{{ '' | capitalize }}{{ '' | upper }}", ""},
    {"[{{ '  a b\n ' | trim }}]", "[a b]"},
    {"{{ 'a-b-c' | replace: '-', ' -> ' }}", "a -> b -> c"},
    {"{{ 'aaa' | replace: 'aa', 'b' }}", "ba"},
    {"{{ 'abc' | replace: 'x', 'y' }}", "abc"},
    {"{{ 'abc' | replace: 'b', '' }}", "ac"},
    {"{{ headline | truncate: 100 }}", HEADLINE},
    {"{{ headline | truncate: 12 }}", "\xc3\x89lan vital\xe2\x80\xa6"},
    {"{{ headline | truncate: 14, '...' }}", "\xc3\x89lan vital..."},
    {"{{ headline | truncate: 14, '' }}", "\xc3\x89lan vital &"},
    {"{{ 'abc' | truncate: 3 }}{{ 'abcd' | truncate: 3 }}", "abcab\xe2\x80\xa6"},
    {"{{ 'abcd' | truncate: 2, '....' }}", "...."},
    {"{{ headline | slug }}", "elan-vital-the-strasse-what-now"},
    {"{{ headline | slug: 12 }}", "elan-vital"},
    {"{{ authors | slug }}", "ann-lee-bo-ek-cy-fox"},
    {"{{ words | plural: 'word', 'words' }} {{ 1 | plural: 'word', 'words' }}",
     "words word"},

    /* escape */
    {"{{ headline | escape: html }}", "\xc3\x89lan vital &amp; the Stra\xc3\x9f"
                                      "e, what now?"},
    {"{{ 'a b&c' | escape: url }} {{ 'a b&c' | escape: 'url' }}",
     "a%20b%26c a%20b%26c"},
    {"{{ '\"<' | escape: json }} {{ '\"<' | escape: xml }} {{ '\"<' | escape: script "
     "}}",
     "\\\"< &quot;&lt; \\\"\\u003c"},
    {"{{ '../x' | escape: filename }}", "_.-x"},
    {"{{ headline | truncate: 12 | escape: url }}", "%C3%89lan%20vital%E2%80%A6"},

    /* dates */
    {"{{ published | date: '%d %B %Y' }}",
     "14 M\xc3\xa4rz 2025"}, /* the article is German */
    {"{{ published | date: '%d %B %Y', 'en' }}", "14 March 2025"},
    {"{{ published | date: '%A, %e. %b %y', 'fr' }}", "vendredi, 14. mars 25"},
    {"{{ created | date: '%d %B %Y', 'en' }}", "February 2025"},
    {"{{ created | date: '%B %d, %Y', 'en' }}", "February 2025"},
    {"{{ created | date: '%Y-%m-%d' }}", "2025-02"},
    {"{{ published | date: '%d.%m.%Y, %H:%M Uhr' }}", "14.03.2025"},
    {"{{ published | date: '%H:%M, %d.%m.%Y' }}", "14.03.2025"},
    {"{{ updated | date: '%H:%M:%S %z' }}", "09:30:00 +0100"},
    {"{{ updated | date: '%I:%M %p' }} {{ now | date: '%I %p' }}", "09:30 AM 12 AM"},
    {"{{ 2025-03-14T21:05 | date: '%e.%m. %I:%M %p (%z)' }}", "14.03. 09:05 PM"},
    {"{{ 2025-03-04 | date: '%e/%d' }}", "4/04"},
    {"{{ published | date: '100 %% in %Y' }}", "100 % in 2025"},
    {"{{ published | date: iso }} {{ published | date: rfc3339 }}",
     "2025-03-14 2025-03-14T00:00:00Z"},
    {"{{ updated | date: rfc822 }}", "Sat, 15 Mar 2025 09:30:00 +0100"},
    {"{{ embargo | date: '%Y' }}", ""},
    {"{{ '14 March 2025' | date: iso }}", "2025-03-14"},
};

START_TEST(template_expands)
{
    stet_str text;
    const stet_template *t = compiled(good_rows[_i].text);
    ck_assert_int_eq(stet__template_expand(f.pub, t, &text), STET_OK);
    ck_assert_msg(stet_str_is(text, good_rows[_i].want), "%s: got '%.*s', wanted '%s'",
                  good_rows[_i].text, (int)text.n, text.p, good_rows[_i].want);
    ck_assert_int_eq(text.p[text.n], 0);
}
END_TEST

/* ---- mistakes --------------------------------------------------------------- */

static const struct {
    const char *text, *want;
} bad_rows[] = {
    {"{{ headlin }}", "14+7 no field is called 'headlin' (did you mean 'headline'?)"},
    {"a {{ vars.nope }}", "16+9 no variable 'vars.nope' (set it under vars:)"},
    {"{{ slug | uper }}", "21+4 no filter is called 'uper' (did you mean 'upper'?)"},
    {"{{ slug | upcase }}", "21+6 no filter is called 'upcase' (it is called 'upper')"},
    {"{{ slug | nonsense: 1, 2 }}", "21+8 no filter is called 'nonsense'"},
    {"{{ headline | join }}", "25+4 'join' takes a list, not text"},
    {"{{ comments | count }}", "25+5 'count' takes a list, not text"},
    {"{{ headline | date: iso }}", "25+4 'date' takes a date, not text"},
    {"{{ authors | date: iso }}", "24+4 'date' takes a date, not a list of parts"},
    {"{{ headline | plural: 'a', 'b' }}", "25+6 'plural' takes a number, not text"},
    {"{{ authors | join | first }}", "31+5 'first' takes a list, not text"},
    {"{{ authors | count | join }}", "32+4 'join' takes a list, not a number"},
    {"{{ slug | truncate }}", "21+8 'truncate' has too few arguments (truncate: 60)"},
    {"{{ slug | upper: 3 }}", "21+5 'upper' has too many arguments (upper)"},
    {"{{ slug | replace: 'a' }}",
     "21+7 'replace' has too few arguments (replace: \"a\", \"b\")"},
    {"{{ slug | replace: '', 'b' }}", "21+16 'replace' cannot look for nothing"},
    {"{{ slug | truncate: 0 }}",
     "31+1 'truncate' takes a whole number from 1, not '0' (truncate: 60)"},
    {"{{ slug | truncate: 1.5 }}",
     "31+3 'truncate' takes a whole number from 1, not '1.5' (truncate: 60)"},
    {"{{ slug | truncate: 2s }}",
     "31+2 'truncate' takes a whole number from 1, not '2s' (truncate: 60)"},
    {"{{ slug | truncate: '5' }}",
     "31+3 'truncate' takes a whole number from 1, not ''5'' (truncate: 60)"},
    {"{{ slug | truncate: words }}",
     "31+5 'truncate' takes a whole number from 1, not 'words' (truncate: 60)"},
    {"{{ authors | join: 3 }}",
     "30+1 'join' takes a text that is written down, not '3' (join: \", \")"},
    {"{{ slug | escape: rtf }}",
     "21+11 'rtf' is not one of: html xml json script url filename"},
    {"{{ slug | escape: htm }}", "21+11 'htm' is not one of: html xml json script url "
                                 "filename (did you mean 'html'?)"},
    {"{{ slug | escape }}", "21+6 'escape' has too few arguments (escape: html)"},
    {"{{ published | date: '%Q' }}",
     "26+10 '%Q' is no part of a date (known are %Y %y %m %B %b %d "
     "%e %A %a %H %I %M %S %p %z %%)"},
    {"{{ published | date: '%Y%' }}",
     "26+11 '%' is no part of a date (known are %Y %y %m %B %b %d "
     "%e %A %a %H %I %M %S %p %z %%)"},
    {"{{ published | date: 'long' }}",
     "26+12 'long' is no form of a date (write iso, rfc3339, "
     "rfc822 or a pattern with %Y, %m ...)"},
    {"{{ }}",
     "11+4 there is nothing between the braces (name a field: {{ headline }})"},
    {"{{ slug",
     "11+2 the {{ that begins here has no }} (a literal {{ is written {{ \"{{\" }})"},
    {"a {{ slug } b", "21+1 '}' is not known here"},
    {"a {{",
     "13+2 the {{ that begins here has no }} (a literal {{ is written {{ \"{{\" }})"},
    {"{{ slug | }}", "21+2 the name of a filter is missing behind '|'"},
    {"{{ slug slug }}", "19+4 found 'slug' where '|' or '}}' was expected"},
    {"{{ words > 3 }}",
     "20+1 found '>' where '|' or '}}' was expected (conditions stand in "
     "`when`, not in text)"},
    {"{{ 'open }} x", "14+1 the text that begins here has no closing '"},
    {"{% if x %}{{ if }}", "24+2 no field is called 'if' (did you mean 'id'?)"},
    {"{{ hsa(slug) }}", "14+3 no call is named 'hsa' (did you mean 'has'?)"},
    {"{{ slug || upper }}", "19+2 '||' is not known here (write 'or')"},

    /* all of them, not only the first */
    {"{{ headlin }} {{ slug | uper }} {{ authors | date: iso }} {{ }}",
     "14+7 no field is called 'headlin' (did you mean 'headline'?)\n"
     "35+4 no filter is called 'uper' (did you mean 'upper'?)\n"
     "56+4 'date' takes a date, not a list of parts\n"
     "69+4 there is nothing between the braces (name a field: {{ headline }})"},
    {"{{ slug | uper | truncate: 0 | join: 3 }}",
     "21+4 no filter is called 'uper' (did you mean 'upper'?)\n"
     "38+1 'truncate' takes a whole number from 1, not '0' (truncate: 60)\n"
     "42+4 'join' takes a list, not text\n"
     "48+1 'join' takes a text that is written down, not '3' (join: \", \")"},
    {"{{ ( }} {{ wrods }}", "16+2 found '}}' where a value was expected\n"
                            "22+5 no field is called 'wrods' (did you mean 'words'?)"},
    {"{{ origin. | uper }} {{ slug slug | truncate: x | | lowr }}",
     "22+1 a name is missing behind the dot\n"
     "24+4 no filter is called 'uper' (did you mean 'upper'?)\n"
     "40+4 found 'slug' where '|' or '}}' was expected\n"
     "57+1 'x' is no field (write x.<plugin>.<field>)\n"
     "61+1 the name of a filter is missing behind '|'\n"
     "63+4 no filter is called 'lowr' (did you mean 'lower'?)"},
    {"{{ authors | join ', ' | frist }}",
     "29+4 found '', '' where '|' or '}}' was expected (arguments follow a colon: "
     "join: \", \")\n"
     "36+5 no filter is called 'frist' (did you mean 'first'?)"},
    {"{{ slug | truncate 60 }}",
     "30+2 found '60' where '|' or '}}' was expected (arguments follow a colon: "
     "truncate: 60)"},
    {"{{ slug | truncate(60) }}",
     "29+1 found '(' where '|' or '}}' was expected (arguments follow a colon: "
     "truncate: 60)"},
    {"{{ words(headline | upper }} {{ slg }}",
     "29+1 found '|' where ',' or ')' was expected\n"
     "43+3 no field is called 'slg' (did you mean 'slug'?)"},
};

START_TEST(mistakes_are_reported_in_place)
{
    const stet_template *t = NULL;
    stet_code code = compile(bad_rows[_i].text, &t);
    assert_problems(bad_rows[_i].text, bad_rows[_i].want);
    ck_assert_int_eq(code, STET_E_CONFIG);
    ck_assert_ptr_null(t);
}
END_TEST

/* ---- what it tells about itself --------------------------------------------- */

static const struct {
    const char *text;
    int varies;
} varies_rows[] = {
    {"{{ slug }}.html", 1},
    {"{{ id }}", 1},
    {"{{ headline | slug }}", 1},
    {"{{ lower(headline) }}", 1},
    {"{{ url | escape: filename }}", 1},
    {"{{ canonical }}", 1},
    {"{{ name }}", 1},
    {"{{ language }}/{{ slug | truncate: 40 }}", 1},
    {"{{ alt_ids[0].value }}", 1},
    {"fixed", 0},
    {"", 0},
    {"{{ language }}", 0},
    {"{{ vars.site.name }}", 0},
    {"{{ published }}", 0},
    {"{{ published | date: '%Y' }}", 0},
    {"{{ authors }}", 0},
    {"{{ words }}", 0},
    {"{{ 'slug' }}", 0},
    {"{{ now }}", 0},
    {"{{ headline.source }}", 0},
    {"{{ alt_headline | count }}", 0},
    {"{{ byline | default: slug }}", 0},
};

START_TEST(varies_when_articles_differ_in_it)
{
    ck_assert_msg(stet__template_varies(compiled(varies_rows[_i].text)) ==
                      varies_rows[_i].varies,
                  "%s", varies_rows[_i].text);
}
END_TEST

START_TEST(reads_names_every_kind)
{
    struct kind_set set = {{0}};
    stet__template_reads(
        compiled("{{ byline | default: slug }} {{ notice(\"paywall\") }}"), &set);
    const stet_kind wanted[] = {STET_BYLINE, STET_SLUG, STET_PAYWALL};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert(set.bits[wanted[i] / 64] >> wanted[i] % 64 & 1);
    ck_assert(!(set.bits[STET_HEADLINE / 64] >> STET_HEADLINE % 64 & 1));
    stet__template_reads(NULL, &set);
}
END_TEST

static const char *expanded(const char *text)
{
    stet_str got;
    ck_assert_int_eq(stet__template_expand(f.pub, compiled(text), &got), STET_OK);
    return got.p;
}

static void name_article(const char *name)
{
    f.a.name = stet_cstr(name);
}

START_TEST(stem_is_the_name_without_folders)
{
    static const char *const rows[][2] = {{"in/a.md", "a"},
                                          {"a.b.md", "a.b"},
                                          {"in/plain", "plain"},
                                          {"in/.hidden", ".hidden"},
                                          {"feed.jsonl:3", "feed-3"},
                                          {"in/feed.xml#2", "feed-2"},
                                          {"", ""},
                                          {"in/", ""},
                                          {"x.", "x"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        name_article(rows[i][0]);
        ck_assert_str_eq(expanded("{{ stem }}"), rows[i][1]);
        ck_assert_str_eq(expanded("{{ name }}"), rows[i][0]);
    }
    ck_assert_int_eq(stet__template_varies(compiled("{{ stem }}.html")), 1);
}
END_TEST

START_TEST(id_is_there_for_every_article)
{
    ck_assert_uint_eq(strlen(expanded("{{ id }}")), 64);
    state(STET_ID, "urn:1");
    ck_assert_str_eq(expanded("{{ id }}"), "urn:1");
    state(STET_CANONICAL, "https://example.org/1");
    ck_assert_str_eq(expanded("{{ id }}"), "https://example.org/1");
}
END_TEST

static void assert_empty(const char *text, const char *want)
{
    stet_str got, empty = {NULL, 0};
    ck_assert_int_eq(stet__template_expand_noting(f.pub, compiled(text), &got, &empty),
                     STET_OK);
    ck_assert_msg(stet_str_is(empty, want), "%s: %.*s", text, (int)empty.n, empty.p);
}

START_TEST(noting_names_the_first_empty_value)
{
    assert_empty("{{ byline }}", "{{ byline }}");
    assert_empty("{{ slug }} by {{ byline | upper }} {{ kicker }}",
                 "{{ byline | upper }}");
    assert_empty("{{ byline | default: slug }}", "");
    assert_empty("fixed", "");
    assert_empty("", "");
}
END_TEST

/* ---- limits and failures ---------------------------------------------------- */

START_TEST(output_is_limited)
{
    stet_str text = stet_cstr("untouched");
    f.limits.template_output = 30;
    const stet_template *fits = compiled("{{ slug }}{{ slug }}{{ slug }}");
    const stet_template *over = compiled("{{ slug }}{{ slug }}{{ slug }}x");
    const stet_template *filtered = compiled("{{ headline | escape: url }}");
    const stet_template *single = compiled("{{ headline }}");
    ck_assert_int_eq(stet__template_expand(f.pub, fits, &text), STET_OK);
    ck_assert_uint_eq(text.n, 30);
    ck_assert_int_eq(stet__template_expand(f.pub, over, &text), STET_E_LIMIT);
    ck_assert_int_eq(stet__template_expand(f.pub, filtered, &text), STET_E_LIMIT);
    ck_assert_int_eq(stet__template_expand(f.pub, single, &text), STET_E_LIMIT);
    ck_assert_uint_eq(text.n, 30); /* the last success */
}
END_TEST

START_TEST(replace_cannot_outgrow_the_limit)
{
    char text[8192] = "{{ 'aaaaaaaa'", long_text[257] = "";
    stet_str got;
    memset(long_text, 'a', sizeof long_text - 1); /* few steps, for slow builds */
    for (int i = 0; i < 20; i++) {
        strcat(text, " | replace: 'a', '");
        strcat(text, long_text);
        strcat(text, "'");
    }
    strcat(text, " }}");
    ck_assert_int_eq(stet__template_expand(f.pub, compiled(text), &got), STET_E_LIMIT);
}
END_TEST

START_TEST(full_arena_is_answered)
{
    stet_str text = stet_cstr("untouched");
    const stet_template *t =
        compiled("{{ headline | upper | escape: url }} {{ authors }}");
    size_t limit = f.a.arena.limit;
    f.a.arena.limit = f.a.arena.used;
    f.a.arena.end = f.a.arena.at;
    stet_code code = stet__template_expand(f.pub, t, &text);
    f.a.arena.limit = limit;
    ck_assert_int_ne(code, STET_OK);
    ck_assert(stet_str_is(text, "untouched"));
}
END_TEST

START_TEST(expanding_again_gives_the_same)
{
    const stet_template *t =
        compiled("{{ headline | truncate: 12 }} {{ authors | limit: 2 }}");
    stet_str first, second;
    ck_assert_int_eq(stet__template_expand(f.pub, t, &first), STET_OK);
    ck_assert_int_eq(stet__template_expand(f.pub, t, &second), STET_OK);
    ck_assert(stet_str_eq(first, second));
}
END_TEST

START_TEST(value_that_is_no_date_counts_as_missing)
{
    state(STET_EXPIRES, "whenever");
    stet_str text;
    ck_assert_int_eq(stet__template_expand(
                         f.pub, compiled("{{ expires | default: 'none' }}"), &text),
                     STET_OK);
    ck_assert(stet_str_is(text, "none"));
}
END_TEST

START_TEST(misuse_is_answered)
{
    stet_str text;
    ck_assert_int_eq(stet__template_expand(f.pub, NULL, &text), STET_E_MISUSE);
    ck_assert_int_eq(stet__template_varies(NULL), 0);
}
END_TEST

START_TEST(every_failed_allocation_is_answered)
{
    static const char text[] =
        "a {{ headline | truncate: 5, 'x\\ty' | escape: url }} b "
        "{{ authors | limit: 2 | join }} {{ vars.tags | first }}";
    for (unsigned long nth = 1; nth < 100; nth++) {
        struct arena small;
        const stet_template *t = NULL;
        stet__arena_init(&small, 0);
        stet_data at = scalar(text);
        stet__fail_alloc(nth, 1);
        stet_code code =
            stet__template_compile(&small, &scope, at.text, &at, problems, &t);
        stet__fail_alloc(0, 0);
        stet__arena_done(&small);
        if (code == STET_OK)
            return;
        ck_assert_int_eq(code, STET_E_NOMEM);
        ck_assert_ptr_null(t);
    }
    ck_abort_msg("it never came through");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expr_template");
    TCase *tcase = tcase_create("all");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, template_expands, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, mistakes_are_reported_in_place, 0, LENGTH(bad_rows));
    tcase_add_loop_test(tcase, varies_when_articles_differ_in_it, 0,
                        LENGTH(varies_rows));
    tcase_add_test(tcase, reads_names_every_kind);
    tcase_add_test(tcase, stem_is_the_name_without_folders);
    tcase_add_test(tcase, id_is_there_for_every_article);
    tcase_add_test(tcase, noting_names_the_first_empty_value);
    tcase_add_test(tcase, output_is_limited);
    tcase_add_test(tcase, replace_cannot_outgrow_the_limit);
    tcase_add_test(tcase, full_arena_is_answered);
    tcase_add_test(tcase, expanding_again_gives_the_same);
    tcase_add_test(tcase, value_that_is_no_date_counts_as_missing);
    tcase_add_test(tcase, misuse_is_answered);
    tcase_add_test(tcase, every_failed_allocation_is_answered);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
