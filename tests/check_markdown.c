/* SPDX-License-Identifier: MIT */
/* read.markdown and write.markdown: the tree and its positions, what is refused, and
 * bytes that stay as they stood. */
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

/* ---- writing: what was not changed stays
 * ---------------------------------------------- */

static const char *const untouched[] = {
    "a\r\n\r\n*b*  \r\nc\r\n",
    "\xef\xbb\xbf# a\n",
    "---\n# comment\ntitle:   'A'   # b\n...\n\nx\n",
    "[x]: /u\n\n  *  a [x]\n  *  b\n\n\n\n1) c\n\n",
    "a\nb  ",
    "",
    "\n\n\n",
    "\\*\\*\\*\n\n* * *\n\n&copy; __a__\n\n{{< x >}}\n<p>\n",
    "- a\n\n  > b\n  > c\n\n- d\n+ e\n"};

START_TEST(untouched_source_stays_byte_for_byte)
{
    struct fixture f;
    load(&f, READ, "", WRITE);
    run_well(&f, stet_cstr(untouched[_i]));
    ck_text(output(&f, 0), untouched[_i]);
    unload(&f);
}
END_TEST

/* Block number `n` of the body. */
static stet_node block(stet_article *a, int n)
{
    stet_node b = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    while (n--)
        b = stet_next(a, b);
    return b;
}

static stet_code change_word(stet_article *a)
{
    stet_node text = stet_first(a, block(a, 1));
    return stet_set_text(a, text, stet_cstr("new"));
}

static stet_code emphasise(stet_article *a)
{
    stet_node n = stet_node_new(a, block(a, 1), 0, STET_STRONG, (stet_span){0, 0});
    return stet_text_append(a, n, "x*y", 3, 0, 0);
}

static stet_code add_block(stet_article *a)
{
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    stet_node n =
        stet_node_new(a, body, block(a, 1), STET_PARAGRAPH, (stet_span){0, 0});
    return stet_text_append(a, n, "# new", 5, 0, 0);
}

static stet_code remove_block(stet_article *a)
{
    return stet_remove(a, block(a, 1));
}

static const struct {
    stet_code (*edit)(stet_article *);
    const char *before, *after;
} edits[] = {{change_word, "[r]: /u\n\n*  a*\n\nold\n\n[a][r]  \n",
              "[r]: /u\n\n*  a*\n\nnew\n\n[a][r]  \n"},
             {emphasise, "__a__\n\nb [c][r]\n\n[r]: /u\n",
              "__a__\n\nb [c](/u)**x\\*y**\n\n[r]: /u\n"},
             {add_block, "__a__\n\n__b__\n", "__a__\n\n\\# new\n\n__b__\n"},
             {remove_block, "__a__\n\nb\n\n__c__\n", "__a__\n\n__c__\n"}};

START_TEST(changes_touch_their_block_only)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = edits[_i].edit;
    run_well(&f, stet_cstr(edits[_i].before));
    ck_text(output(&f, 0), edits[_i].after);
    unload(&f);
}
END_TEST

/* ---- writing afresh
 * -------------------------------------------------------------------- */

static const char *const afresh[] = {
    "# a \\#\n\n## b *c*\n",
    "a*b*c **d *e*** *f **g***\n",
    "- a\n  - b\n\n    c\n- d\n\n\n1. e\n2. f\n",
    "- a\n\n* b\n",
    "1) a\n2) b\n\n<!-- x -->\n\n5. c\n",
    "> a\n>\n> > b\n>\n> - c\n>   d\n",
    "```c\na\n\n```\n\n~~~\n```\n~~~\n",
    "- ```\n  a\n\n  b\n  ```\n\n- > c\n",
    "> ```\n> a\n>\n> b\n> ```\n",
    "|a|b\\|c|\n|:-|-:|\n|*d*|`e`|\n",
    "a\\\nb\nc\n",
    "[a](<b c> \"d \\\" e\") ![f](g) <http://h.example/>\n",
    "[a]({{< ref \"b\" >}}) {{% c %}}\n\n{{< d >}}\n",
    "`` a`b `` ` `` ` `c`\n",
    "<div>\n\na <b>c</b>\n\n</div>\n",
    "- [ ] a\n- [x] b\n",
    "- ***\n- ___\n\n***\n",
    "~~a~~ a_b_c _d_ \\_e\\_\n",
    "1\\. a\n\n\\- b\n\n\\+ c\n\n\\# d\n\n\\> e\n\n\\=\n",
    "-\n- a\n\n>\n",
    "!\\[a](b) ![c](d) e![f](g)\n",
    "a\n*b*\n===\n\n> c\\\n> d\n> ---\n",
    "a&nbsp;b &amp;amp; &copy; &#32;c\n",
    "a\nb <\nc\n\n> a\n> b\n\n- a\n  b\n",
    "&#10;a&#10;\n\na&#10;&#10;b\n\n*c&#10;*\n"};

/* The tree with a soft break between texts as the line end of one text that it is. */
static char *tree_of(struct fixture *f)
{
    static const char soft[] = "' soft_break text'";
    char *tree = copy_of(show_body(f)), *at = tree;
    while ((at = strstr(at, soft)) != NULL) {
        const char *rest = at + sizeof soft - 1;
        *at++ = '\n';
        memmove(at, rest, strlen(rest) + 1);
    }
    return tree;
}

START_TEST(text_written_afresh_reads_the_same)
{
    struct fixture f;
    load(&f, READ, "", AFRESH);
    run_well(&f, stet_cstr(afresh[_i]));
    char *tree = tree_of(&f), *text = copy_of(output(&f, 0));
    run_well(&f, stet_cstr(text));
    char *again = tree_of(&f);
    ck_assert_msg(strcmp(again, tree) == 0, "%s\nwas %s\nnow %s", text, tree, again);
    free(again);
    free(tree);
    free(text);
    unload(&f);
}
END_TEST

/* Any text in a paragraph, an emphasis, a heading, a cell, a title and a label reads
 * back. */
static const char *const nasty[] = {"*",
                                    "**a**",
                                    "_a_",
                                    "a_b",
                                    "# a",
                                    "#",
                                    "- a",
                                    "-",
                                    "--",
                                    "---",
                                    "+ a",
                                    "+++",
                                    "1. a",
                                    "1)",
                                    "> a",
                                    "```",
                                    "~~~",
                                    "`a`",
                                    "[a](b)",
                                    "![a](b)",
                                    "[a]: b",
                                    "<b>",
                                    "<",
                                    "a < b",
                                    "&amp;",
                                    "&",
                                    "&a;",
                                    "\\",
                                    "\\*",
                                    "a\\",
                                    "|",
                                    "|---|",
                                    ":--",
                                    "=",
                                    "===",
                                    " a",
                                    "a ",
                                    "  a",
                                    "\ta",
                                    "!",
                                    "!a",
                                    "{{< a >}}",
                                    "{% a %}",
                                    "{{% b %}}",
                                    "a\nb",
                                    "a  \nb",
                                    "http://e.example",
                                    "\xc2\xa0"
                                    "a",
                                    "a\xc2\xa0",
                                    "\"a\"",
                                    "(a)",
                                    "a) b",
                                    "1",
                                    "12345678901. a",
                                    "[ ] a",
                                    "a*",
                                    "*a",
                                    "\xe2\x80\x94 a",
                                    ":",
                                    "a|b",
                                    "\r",
                                    "~a~",
                                    "<!-- a -->",
                                    "www.e.example",
                                    "a@e.example",
                                    "    a",
                                    "[^1]",
                                    "[^1]: a",
                                    "[^note]: word"};

static stet_node put_node(stet_article *a, stet_node parent, stet_kind kind,
                          const char *text)
{
    stet_node n = stet_node_new(a, parent, 0, kind, (stet_span){0, 0});
    if (text)
        ck_assert_int_eq(stet_text_append(a, n, text, strlen(text), 0, 0), STET_OK);
    return n;
}

static const char *nasty_text;

static stet_code fill_nasty(stet_article *a)
{
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    put_node(a, body, STET_PARAGRAPH, nasty_text);
    stet_node n = put_node(a, body, STET_PARAGRAPH, "x");
    put_node(a, n, STET_EMPHASIS, nasty_text);
    put_node(a, n, STET_TEXT, "y");
    stet_node link = put_node(a, n, STET_LINK, "l");
    stet_set_attr(a, link, STET_ATTR_HREF, stet_cstr("/u"));
    stet_set_attr(a, link, STET_ATTR_TITLE, stet_cstr(nasty_text));
    n = put_node(a, body, STET_HEADING, nasty_text);
    stet_set_int(a, n, STET_ATTR_LEVEL, 2);
    n = put_node(a, body, STET_PARAGRAPH, NULL);
    link = put_node(a, n, STET_LINK, nasty_text);
    stet_set_attr(a, link, STET_ATTR_HREF, stet_cstr(nasty_text));
    link = put_node(a, n, STET_IMAGE, NULL);
    stet_set_attr(a, link, STET_ATTR_SRC, stet_cstr("i"));
    stet_set_attr(a, link, STET_ATTR_ALT, stet_cstr(nasty_text));
    n = put_node(a, body, STET_LIST, NULL);
    stet_set_int(a, n, STET_ATTR_TIGHT, 1);
    put_node(a, put_node(a, n, STET_ITEM, NULL), STET_TEXT, nasty_text);
    stet_node table = put_node(a, body, STET_TABLE, NULL);
    stet_node row = put_node(a, table, STET_ROW, NULL);
    stet_set_int(a, row, STET_ATTR_HEAD, 1);
    put_node(a, put_node(a, row, STET_CELL, NULL), STET_TEXT, nasty_text);
    return STET_OK;
}

/* The text of all text nodes with what holds them; blanks at the ends of a heading, an
 * alt text or a cell are no part of Markdown. A soft break is a line end of the texts.
 */
static char *texts_of(stet_article *a)
{
    size_t count, at = 0;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    char *all = malloc(65536);
    for (size_t i = 0; i < count; i++) {
        if (i && i + 1 < count && items[i].kind == STET_SOFT_BREAK &&
            items[i - 1].kind == STET_TEXT && items[i + 1].kind == STET_TEXT) {
            i++;
            at -= strlen("|||]");
            at += (size_t)snprintf(all + at, 65536 - at, "\n%.*s|||]",
                                   (int)items[i].text.n, items[i].text.p);
            continue;
        }
        stet_str href = stet_attr_str(a, items[i].node, STET_ATTR_HREF);
        stet_str alt = stet_attr_str(a, items[i].node, STET_ATTR_ALT);
        stet_str title = stet_attr_str(a, items[i].node, STET_ATTR_TITLE);
        at += (size_t)snprintf(all + at, 65536 - at, "%s[%.*s|%.*s|%.*s|%.*s]",
                               stet_kind_name(a, items[i].kind), (int)items[i].text.n,
                               items[i].text.p, (int)href.n, href.p, (int)alt.n, alt.p,
                               (int)title.n, title.p);
    }
    return all;
}

START_TEST(any_text_reads_back_as_it_was)
{
    struct fixture f;
    nasty_text = nasty[_i];
    load(&f, READ, "{ use: test.edit }", AFRESH);
    edit_article = fill_nasty;
    run_well(&f, S(""));
    char *was = texts_of(f.a), *text = copy_of(output(&f, 0));
    edit_article = NULL;
    run_well(&f, stet_cstr(text));
    char *now = texts_of(f.a);
    ck_assert_msg(strcmp(was, now) == 0, "%s\nwas %s\nnow %s", text, was, now);
    free(was);
    free(now);
    free(text);
    unload(&f);
}
END_TEST

static stet_code fill_fields(stet_article *a)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    claim.source = stet_cstr("json_ld");
    stet_state(a, STET_HEADLINE, stet_cstr("Yes: \"no\""), &claim);
    stet_state(a, STET_PUBLISHED, stet_cstr("2025-03"), &claim);
    stet_node n = stet_state(a, STET_AUTHORS, stet_cstr(""), &claim);
    put_node(a, n, STET_PARTY, NULL);
    stet_set_attr(a, stet_first(a, n), STET_ATTR_NAME, stet_cstr("true"));
    n = stet_state(a, STET_SUBJECTS, stet_cstr(""), &claim);
    stet_node part = put_node(a, n, STET_CONCEPT, NULL);
    stet_set_attr(a, part, STET_ATTR_NAME, stet_cstr("Sea, North"));
    stet_set_attr(a, part, STET_ATTR_AXIS, stet_cstr("region"));
    put_node(a, stet_root(a, STET_FAMILY_BLOCK), STET_PARAGRAPH, "b");
    return STET_OK;
}

START_TEST(fields_from_elsewhere_become_front_matter)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", AFRESH);
    edit_article = fill_fields;
    run_well(&f, S(""));
    char *text = copy_of(output(&f, 0));
    edit_article = NULL;
    run_well(&f, stet_cstr(text));
    stet_str fields = show_fields(&f);
    ck_contains(fields, "confidence=3'Yes: \"no\"'");
    ck_contains(fields, "published source=front_matter confidence=3'2025-03'");
    ck_contains(fields, "party name=true");
    ck_contains(fields, "concept name=Sea");
    ck_text(show_body(&f), "paragraph(text'b')");
    free(text);
    unload(&f);
}
END_TEST

/* ---- stamps
 * ------------------------------------------------------------------------------ */

static stet_code stamp(stet_article *a)
{
    stet_node body = stet_root(a, STET_FAMILY_BLOCK), n = stet_first(a, body);
    for (; n; n = stet_next(a, n))
        if (stet_str_is(stet_attr_str(a, n, STET_ATTR_STAMP), "house"))
            return STET_OK;
    n = put_node(a, body, STET_PARAGRAPH, "Stamped.");
    stet_set_attr(a, n, STET_ATTR_STAMP, stet_cstr("house"));
    stet_set_attr(a, n, STET_ATTR_HASH, stet_cstr("4be1"));
    return stet_set_zone(a, n, STET_ZONE_TAIL);
}

START_TEST(stamp_is_noted_and_changes_no_other_byte)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = stamp;
    run_well(&f, S("---\ntitle: A # x\n---\n__b__\n"));
    char *once = copy_of(output(&f, 0));
    ck_assert_ptr_nonnull(strstr(once,
                                 "---\ntitle: A # x\nstet:\n  stamps:\n"
                                 "    - {id: \"house\", hash: \"4be1\", text: \""));
    ck_assert_ptr_nonnull(
        strstr(once, "  zones: body 1, tail 1\n---\n__b__\n\nStamped.\n"));
    run_well(&f, stet_cstr(once));
    ck_text(output(&f, 0), once);
    ck_contains(show_body(&f), "paragraph stamp=house hash=4be1(text'Stamped.')");
    ck_assert_int_eq(stet_zone_of(f.a, block(f.a, 1)), STET_ZONE_TAIL);
    ck_contains(show_fields(&f), "stamps source=front_matter confidence=3(part.stamp "
                                 "stamp=house hash=4be1)");
    free(once);
    unload(&f);
}
END_TEST

START_TEST(stamp_makes_front_matter_where_there_is_none)
{
    struct fixture f;
    load(&f, READ, "{ use: article.structure }, { use: test.edit }", WRITE);
    edit_article = stamp;
    run_well(&f,
             S("# T\r\n\r\nBy Jane Roe\r\n\r\nAcross the river nobody had heard of the "
               "plan, and nobody was asked about it either.\r\n"));
    char *once = copy_of(output(&f, 0));
    ck_assert_ptr_nonnull(strstr(once, "---\r\nstet:\r\n"));
    ck_assert_ptr_nonnull(strstr(once, "field: byline, value: \"Jane Roe\""));
    ck_assert_ptr_nonnull(strstr(once, "---\r\n\r\n# T\r\n\r\nBy Jane"));
    run_well(&f, stet_cstr(once));
    ck_text(output(&f, 0), once);
    ck_text(stet_field_text(f.a, STET_BYLINE), "Jane Roe");
    ck_assert_int_eq(stet_zone_of(f.a, block(f.a, 1)), STET_ZONE_HEAD);
    free(once);
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
    tcase_add_loop_test(t, untouched_source_stays_byte_for_byte, 0,
                        sizeof untouched / sizeof *untouched);
    tcase_add_loop_test(t, changes_touch_their_block_only, 0,
                        sizeof edits / sizeof *edits);
    tcase_add_loop_test(t, text_written_afresh_reads_the_same, 0,
                        sizeof afresh / sizeof *afresh);
    tcase_add_loop_test(t, any_text_reads_back_as_it_was, 0,
                        sizeof nasty / sizeof *nasty);
    tcase_add_test(t, fields_from_elsewhere_become_front_matter);
    tcase_add_test(t, stamp_is_noted_and_changes_no_other_byte);
    tcase_add_test(t, stamp_makes_front_matter_where_there_is_none);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
