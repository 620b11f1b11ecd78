/* SPDX-License-Identifier: MIT */
/* read.markdown: the tree and its positions, front matter, what is refused. */
#include "reader_fixture.h"

#define READ "{ use: read.markdown }"
#define WRITE "{ use: write.markdown, to: '-' }"
#define AFRESH "{ use: write.markdown, to: '-', with: { afresh: true } }"
#define S(literal) ((stet_str){literal, sizeof(literal) - 1})

/* ---- the tree ------------------------------------------------------------------ */

static const struct {
    const char *text, *tree;
} trees[] = {
    {"# A *b*\n\nc `d`\n",
     "heading level=1(text'A ' emphasis(text'b')) paragraph(text'c ' code_span'd')"},
    {"a  \nb\nc\n", "paragraph(text'a' line_break text'b\nc')"},
    {"a *b\nc*\nd\n", "paragraph(text'a ' emphasis(text'b\nc') soft_break text'd')"},
    {"a\n  b\r\nc \nd\n",
     "paragraph(text'a' soft_break text'b' soft_break text'c' soft_break text'd')"},
    {"> a\n> b\nc\n", "quote(paragraph(text'a' soft_break text'b\nc'))"},
    {"a\n{{< b >}}\nc {{< d >}} e\nf\n",
     "paragraph(text'a' soft_break shortcode_inline'{{< b >}}' soft_break text'c ' "
     "shortcode_inline'{{< d >}}' text' e\nf')"},
    {"![a\nb&#10;c](d)\n", "paragraph(image src=d alt=a b\nc)"},
    {"[a](/u \"t\") ![x *y*](i.png)\n",
     "paragraph(link href=/u title=t(text'a') text' ' image src=i.png alt=x y)"},
    {"<http://e.example/> <a@e.example>\n",
     "paragraph(link href=http://e.example/ autolink=1(text'http://e.example/') text' "
     "' "
     "link href=mailto:a@e.example autolink=1(text'a@e.example'))"},
    {"- a\n- [x] b\n",
     "list tight=1 marker=-(item(text'a') item task=1 checked=1(text'b'))"},
    {"3) a\n\n4) b\n", "list ordered=1 start=3 marker=)(item(paragraph(text'a')) "
                       "item(paragraph(text'b')))"},
    {"> a\n\n***\n", "quote(paragraph(text'a')) separator marker=***"},
    {"```c x\na\n\nb\n```\n", "code info=c x fence=```'a\n\nb\n'"},
    {"    a\n\tb\n", "code'a\nb\n'"},
    {"| a | b |\n|:--|--:|\n| c | |\n",
     "table(row head=1(cell head=1 align=left(text'a') cell head=1 "
     "align=right(text'b')) "
     "row(cell align=left(text'c') cell align=right))"},
    {"~~a~~ **b**\n", "paragraph(strike(text'a') text' ' strong(text'b'))"},
    {"<div>\n*a*\n</div>\n", "html'<div>\n*a*\n</div>\n'"},
    {"a <b\nc='d'>e</b>\n",
     "paragraph(text'a ' html_inline'<b\nc='d'>' text'e' html_inline'</b>')"},
    {"&amp;&#8217;&nosuch;&NotEqualTilde;\n", "paragraph(text'&\xe2\x80\x99&nosuch;"
                                              "\xe2\x89\x82\xcc\xb8')"},
    {"[a]: /u 'x&amp;y'\n[a] [b]\n",
     "paragraph(link href=/u title=x&y(text'a') text' [b]')"},
    {"www.e.example\n", "paragraph(text'www.e.example')"},
    /* md4c 0.4.8 ends an emphasis here that it did not begin */
    {"_[a](/b)c_ _d_\n", NULL}};

START_TEST(tree_is_that_of_the_text)
{
    struct fixture f;
    load(&f, READ, "", "");
    run_well(&f, stet_cstr(trees[_i].text));
    if (trees[_i].tree)
        ck_text(show_body(&f), trees[_i].tree);
    unload(&f);
}
END_TEST

START_TEST(bare_addresses_become_links_when_wanted)
{
    struct fixture f;
    load(&f, "{ use: read.markdown, with: { autolinks: true } }", "", "");
    run_well(&f, S("see www.e.example now\n"));
    ck_contains(show_body(&f), "link href=http://www.e.example");
    unload(&f);
}
END_TEST

/* ---- shortcodes ----------------------------------------------------------------- */

static const struct {
    const char *text, *tree;
} shortcodes[] = {
    {"{{< img src=\"a.png\" >}}\n", "shortcode'{{< img src=\"a.png\" >}}'"},
    {"a {{% b *c* %}} d\n",
     "paragraph(text'a ' shortcode_inline'{{% b *c* %}}' text' d')"},
    {"{% include x.html %}\n", "shortcode'{% include x.html %}'"},
    {"[a]({{< ref \"b c.md\" >}} \"t\")\n",
     "paragraph(link href={{< ref \"b c.md\" >}} title=t(text'a'))"},
    {"[a]({{< ref \"b\" >}}?x&amp;y)\n",
     "paragraph(link href={{< ref \"b\" >}}?x&y(text'a'))"},
    {"{{< a >}}{{< b >}}\n",
     "paragraph(shortcode_inline'{{< a >}}' shortcode_inline'{{< b >}}')"},
    {"{{< a \">}}\" >}}\n", "shortcode'{{< a \">}}\" >}}'"},
    {"{{< a\n  b=1 >}} c\n", "paragraph(shortcode_inline'{{< a\n  b=1 >}}' text' c')"},
    {"`{{< a >}}`\n", "paragraph(code_span'{{< a >}}')"},
    {"    {{< a >}}\n", "code'{{< a >}}\n'"},
    {"{{< never closed\n", "paragraph(text'{{< never closed')"},
    {"![{{< a >}}](b)\n", "paragraph(image src=b alt={{< a >}})"}};

START_TEST(shortcodes_stay_as_they_stand)
{
    struct fixture f;
    load(&f, READ, "", WRITE);
    run_well(&f, stet_cstr(shortcodes[_i].text));
    ck_text(show_body(&f), shortcodes[_i].tree);
    ck_text(output(&f, 0), shortcodes[_i].text);
    unload(&f);
}
END_TEST

START_TEST(shortcodes_are_text_when_switched_off)
{
    struct fixture f;
    load(&f, "{ use: read.markdown, with: { shortcodes: false } }", "", "");
    run_well(&f, S("{% *a* %}\n"));
    ck_contains(show_body(&f), "emphasis(text'a')");
    unload(&f);
}
END_TEST

/* ---- positions ------------------------------------------------------------------- */

/* Top-level blocks by the bytes they must cover, apart by |. */
static const struct {
    const char *text, *blocks;
} extents[] = {
    {"# a\nb\n\n\nc\n", "# a|b|c"},
    {"a\n===\nb\n---\n", "a\n===|b\n---"},
    {"  # a #  \n", "  # a #  "},
    {"#\n\n##\n", "#|##"},
    {"a\n***\nb\n", "a|***|b"},
    {"```\n```\na\n", "```\n```|a"},
    {"~~~ x\n\n\n~~~\n\na\n", "~~~ x\n\n\n~~~|a"},
    {"```\na\n", "```\na"},
    {"    a\n\n    b\n\nc\n", "    a\n\n    b|c"},
    {"- a\n  - b\n\n  c\n- \nd\n", "- a\n  - b\n\n  c\n- |d"},
    {"- a\n  * b\n", "- a\n  * b"},
    {"- a\nlazy\n\nb\n", "- a\nlazy|b"},
    {"-\n\na\n", "-|a"},
    {"> a\n>\n\nb\n", "> a\n>|b"},
    {">\n\n> a\nb\n", ">|> a\nb"},
    {"> a\n> >\n\n> >\n\nb\n", "> a\n> >|> >|b"},
    {"|a|b|\n|-|-|\n|c|\n||\nd\n", "|a|b|\n|-|-|\n|c|\n||\nd"},
    {"| |\n|---|\n| |\n\nx\n", "| |\n|---|\n| ||x"},
    {"![](a.png)\n\nb\n", "![](a.png)|b"},
    {"[![](a.png)](u)\ntext\n![](b.png)\n", "[![](a.png)](u)\ntext\n![](b.png)"},
    {"![](a&amp;b)\n\nc\n", "![](a&amp;b)|c"},
    {"``\na\n``\nb\n", "``\na\n``\nb"},
    {"b ``\na\n``\n\n`c\n`\n", "b ``\na\n``|`c\n`"},
    {"[x]: /u\n  'a\n  b'\n[x] a\n", "[x] a"},
    {"a\n\n[x]: /u\n\n[x]:\n/v\n\nb\n", "a|b"},
    {"[x]: /u\n\"Said\" is text\n", "\"Said\" is text"},
    {"<div>\n\na\n\n</div>\n", "<div>|a|</div>"},
    {"<!-- a\n\nb -->\nc\n", "<!-- a\n\nb -->|c"},
    {"- - a\n- b\n", "- - a\n- b"},
    {"a\\\n\nb\n", "a\\|b"},
    {"[a](b\n\"t\")\n\nc\n", "[a](b\n\"t\")|c"},
    {"a\r\nb\r\n\r\nc\r\n", "a\r\nb|c"},
    {"a\rb\r\rc\r- d\r", "a\rb|c|- d"}};

START_TEST(blocks_cover_their_lines)
{
    assert_extents(extents[_i].text, extents[_i].blocks);
}
END_TEST

static void assert_text_verbatim(stet_article *a)
{
    stet_str source = stet_source_text(a);
    size_t count, checked = 0;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != STET_TEXT || items[i].span.len != items[i].text.n)
            continue;
        checked++;
        ck_assert_msg(
            memcmp(source.p + items[i].span.off, items[i].text.p, items[i].text.n) == 0,
            "'%.*s' does not stand at %u", (int)items[i].text.n, items[i].text.p,
            items[i].span.off);
    }
    ck_assert_uint_gt(checked, 0);
}

START_TEST(text_knows_where_it_stands)
{
    struct fixture f;
    size_t size;
    char *text = load_file("bench/links.md", &size);
    load(&f, READ, "", "");
    run_well(&f, stet_strn(text, size));
    assert_text_verbatim(f.a);
    run_well(&f, S("\xef\xbb\xbf---\ntitle: A\n---\nb *c* {{< d >}} e\n"));
    assert_text_verbatim(f.a);
    free(text);
    unload(&f);
}
END_TEST

/* ---- bytes that are not text ------------------------------------------------------
 */

START_TEST(bytes_that_are_not_utf8_fail_with_their_place)
{
    struct fixture f;
    load(&f, READ, "", "");
    run_bytes(&f, S("ab\nc\xff"
                    "d\n"));
    ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
    ck_contains(stet_result_reason(f.result), "line 2, column 2");
    unload(&f);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_replaced_when_wanted)
{
    struct fixture f;
    load(&f, "{ use: read.markdown, with: { invalid_utf8: replace } }", "", WRITE);
    run_well(&f, S("a\xff*b\xc3*[c](d\xfe)\n"));
    ck_text(show_body(&f),
            "paragraph(text'a\xef\xbf\xbd' emphasis(text'b\xef\xbf\xbd') "
            "link href=d\xef\xbf\xbd(text'c'))");
    ck_contains(output(&f, 0), "a\xef\xbf\xbd");
    unload(&f);
}
END_TEST

START_TEST(nul_becomes_the_replacement_character)
{
    struct fixture f;
    load(&f, READ, "", WRITE);
    run_well(&f, S("a\0b\n"));
    ck_text(show_body(&f), "paragraph(text'a\xef\xbf\xbd"
                           "b')");
    ck_text(output(&f, 0), "a\xef\xbf\xbd"
                           "b\n");
    unload(&f);
}
END_TEST

/* ---- front matter ------------------------------------------------------------------
 */

static const struct {
    const char *yaml, *fields;
} matters[] = {
    {"title: 'A &amp; B'", "headline source=front_matter confidence=3'A & B'"},
    {"date: 2013-09-06 15:42:06 -0400", "'2013-09-06T15:42:06-04:00'"},
    {"date: 2013-09-06", "published source=front_matter confidence=3'2013-09-06'"},
    {"date: 2013-09", "published source=front_matter confidence=3'2013-09'"},
    {"date: soon", "part.extra value=soon key=date"},
    {"date: 2020-01-01\npublishDate: 2020-02-02", "published source=front_matter "
                                                  "confidence=3'2020-02-02'"},
    {"date: 2020-01-01\npublishDate: 2020-02-02", "created source=front_matter "
                                                  "confidence=3'2020-01-01'"},
    {"authors: [a, {name: B, url: /b, x: 1}]",
     "(party name=a party name=B url=/b(part.extra value=1 key=x))"},
    {"author: Jane Roe",
     "authors source=front_matter confidence=3(party name=Jane Roe)"},
    {"tags: a, b", "(concept name=a axis=tag concept name=b axis=tag)"},
    {"topics:\n  - c d", "(concept name=c d axis=topic)"},
    {"tags: [{name: N, axis: people}]", "concept name=N axis=people"},
    {"Featured-Image: {src: a.png, alt: b}", "(part.media src=a.png alt=b)"},
    {"aliases: [/old]",
     "alt_ids source=front_matter confidence=3(ref url=/old role=alias)"},
    {"weight: 010", "(part.extra value=010 key=weight)"},
    {"params: {a: [1, {b: c}], d: ~}",
     "(part.extra type=json value={\"a\":[\"1\",{\"b\":\"c\"}],\"d\":null} "
     "key=params)"},
    {"lang: en_GB.UTF-8", "language source=front_matter confidence=3'en-GB'"},
    {"draft: true", "status source=front_matter confidence=3'draft'"},
    {"draft: false", "part.extra value=false key=draft"},
    {"source: https://e.example/a", "(ref url=https://e.example/a)"},
    {"source: The Review", "(ref name=The Review)"},
    {"country: NO", "part.extra value=NO key=country"}};

START_TEST(front_matter_states_fields)
{
    struct fixture f;
    char text[512];
    load(&f, READ, "", WRITE);
    snprintf(text, sizeof text, "---\n%s\n---\n\nbody\n", matters[_i].yaml);
    run_well(&f, stet_cstr(text));
    ck_contains(show_fields(&f), matters[_i].fields);
    ck_text(output(&f, 0), text);
    unload(&f);
}
END_TEST

static const struct {
    const char *text, *reason;
} broken[] = {{"---\na: [b\n---\nc\n", "line 2, column 4: front matter:"},
              {"---\na: 1\na: 2\n---\n", "line 3, column 1: front matter:"},
              {"---\n- a\n---\n",
               "line 2, column 1: front matter: not a list of keys with values"},
              {"---\nwords\n---\n", "front matter: not a list of keys with values"},
              {"---\n%TAG ! x\n---\n", "line 2, column 1: front matter:"},
              {"---\na: &b c\n---\n", "line 2, column 4: front matter:"},
              {"\n\n---\n\ta: b\n---\n", "line 4"}};

START_TEST(front_matter_that_is_not_yaml_fails_with_its_place)
{
    struct fixture f;
    load(&f, READ, "", "");
    run_bytes(&f, stet_cstr(broken[_i].text));
    ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
    ck_contains(stet_result_reason(f.result), broken[_i].reason);
    unload(&f);
}
END_TEST

START_TEST(front_matter_beyond_its_limit_fails)
{
    struct fixture f;
    size_t n = 70000;
    char *text = malloc(n + 64);
    load(&f, READ, "", "");
    strncpy(text, "---\na: ", 8);
    memset(text + 7, 'x', n);
    memcpy(text + 7 + n, "\n---\n", 6);
    run_bytes(&f, stet_cstr(text));
    ck_contains(stet_result_reason(f.result), "front matter longer than 64 KiB");
    free(text);
    unload(&f);
}
END_TEST

/* What only looks like front matter is Markdown. */
static const char *const no_matter[] = {"---\n\na: b\n\n---\n", "---\na: b\n",
                                        "a\n---\nb: c\n---\n", "----\na: b\n----\n"};

START_TEST(rules_are_no_front_matter)
{
    struct fixture f;
    load(&f, READ, "", WRITE);
    run_well(&f, stet_cstr(no_matter[_i]));
    ck_text(show_fields(&f), "");
    ck_text(output(&f, 0), no_matter[_i]);
    unload(&f);
}
END_TEST

START_TEST(front_matter_in_toml_is_kept)
{
    struct fixture f;
    const char *text = "+++\ntitle = \"A\"\n+++\n\n# B\n";
    load(&f, READ, "", WRITE);
    run_well(&f, stet_cstr(text));
    ck_text(show_body(&f), "heading level=1(text'B')");
    ck_text(output(&f, 0), text);
    unload(&f);
}
END_TEST

/* ---- what is refused ---------------------------------------------------------------
 */

static char *repeat(const char *before, const char *part, size_t times,
                    const char *after)
{
    size_t n = strlen(part), head = strlen(before), at = head;
    char *text = malloc(head + n * times + strlen(after) + 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, before, head);
    for (size_t i = 0; i < times; i++, at += n)
        memcpy(text + at, part, n);
    memcpy(text + at, after, strlen(after) + 1);
    return text;
}

static const struct {
    const char *before, *part;
    size_t times;
    const char *after, *reason;
} hostile[] = {{"", "- ", 4000, "x\n", "nested more than 64 deep"},
               {"", "1. ", 4000, "x\n", "nested more than 64 deep"},
               {"", ">", 4000, "x\n", "nested more than 64 deep"},
               {"- x\r", "- ", 4000, "x\r", "nested more than 64 deep"},
               {"a\n\n", "](", 1, "", NULL},
               {"", "]([\n", 20000, "", "too many brackets"},
               {"", "[a](b)\n", 9000, "", "too many brackets"},
               {"[x]: /", "u", 9000, "\n", NULL},
               {"|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z|\n"
                "|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n",
                "|\n", 60000, "", NULL},
               {"", "[", 100000, "", NULL},
               {"", "*a **a ", 10000, "", NULL},
               {"", "{{< ", 20000, "", NULL},
               {"", "- - - -", 300, "\n", NULL}};

START_TEST(hostile_text_is_refused_or_read)
{
    struct fixture f;
    char *text = repeat(hostile[_i].before, hostile[_i].part, hostile[_i].times,
                        hostile[_i].after);
    load(&f, READ, "", "");
    run_bytes(&f, stet_cstr(text));
    if (hostile[_i].reason) {
        ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
        ck_contains(stet_result_reason(f.result), hostile[_i].reason);
        ck_contains(stet_result_reason(f.result), "line ");
    }
    free(text);
    unload(&f);
}
END_TEST

START_TEST(references_that_blow_up_are_refused)
{
    struct fixture f;
    char *definition = repeat("[x]: /", "u", 9000, "\n\n");
    char *text = repeat(definition, "[x] ", 9000, "\n");
    load(&f, READ, "", "");
    run_bytes(&f, stet_cstr(text));
    ck_contains(stet_result_reason(f.result), "references that expand");
    run_well(&f, S("[x]: /u\n\n[x] [x] [x]\n"));
    free(definition);
    free(text);
    unload(&f);
}
END_TEST

START_TEST(tables_are_bounded)
{
    struct fixture f;
    char *head = repeat("|", "a|", 129, "\n|");
    char *rule = repeat("", "---|", 129, "\n");
    char *wide = repeat(head, rule, 1, "");
    load(&f, READ, "", "");
    run_bytes(&f, stet_cstr(wide));
    ck_contains(stet_result_reason(f.result), "more than 128 columns");
    char *head128 = repeat("|", "a|", 128, "\n|");
    char *rule128 = repeat("", "---|", 128, "\n");
    char *both = repeat(head128, rule128, 1, "");
    run_well(&f, stet_cstr(both));
    char *rows = repeat(both, "|x\n", 30000, "");
    run_bytes(&f, stet_cstr(rows));
    ck_contains(stet_result_reason(f.result), "far more cells than text");
    free(head);
    free(rule);
    free(wide);
    free(head128);
    free(rule128);
    free(both);
    free(rows);
    unload(&f);
}
END_TEST

/* 31 lists in each other are 62 levels, with the text 63; 33 are too many. */
START_TEST(nesting_is_bounded_at_64_levels)
{
    struct fixture f;
    char *fits = repeat("", "- ", 31, "x\n"), *deep = repeat("", "- ", 33, "x\n");
    load(&f, READ, "", "");
    run_well(&f, stet_cstr(fits));
    run_bytes(&f, stet_cstr(deep));
    ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
    ck_contains(stet_result_reason(f.result), "line 1, column ");
    free(fits);
    free(deep);
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("markdown");
    TCase *t = tcase_create("read");
    tcase_add_loop_test(t, tree_is_that_of_the_text, 0, sizeof trees / sizeof *trees);
    tcase_add_test(t, bare_addresses_become_links_when_wanted);
    tcase_add_loop_test(t, shortcodes_stay_as_they_stand, 0,
                        sizeof shortcodes / sizeof *shortcodes);
    tcase_add_test(t, shortcodes_are_text_when_switched_off);
    tcase_add_loop_test(t, blocks_cover_their_lines, 0,
                        sizeof extents / sizeof *extents);
    tcase_add_test(t, text_knows_where_it_stands);
    tcase_add_test(t, bytes_that_are_not_utf8_fail_with_their_place);
    tcase_add_test(t, bytes_that_are_not_utf8_are_replaced_when_wanted);
    tcase_add_test(t, nul_becomes_the_replacement_character);
    tcase_add_loop_test(t, front_matter_states_fields, 0,
                        sizeof matters / sizeof *matters);
    tcase_add_loop_test(t, front_matter_that_is_not_yaml_fails_with_its_place, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(t, front_matter_beyond_its_limit_fails);
    tcase_add_loop_test(t, rules_are_no_front_matter, 0,
                        sizeof no_matter / sizeof *no_matter);
    tcase_add_test(t, front_matter_in_toml_is_kept);
    tcase_add_loop_test(t, hostile_text_is_refused_or_read, 0,
                        sizeof hostile / sizeof *hostile);
    tcase_add_test(t, references_that_blow_up_are_refused);
    tcase_add_test(t, tables_are_bounded);
    tcase_add_test(t, nesting_is_bounded_at_64_levels);
    suite_add_tcase(suite, t);
    t = tcase_create("write");
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
