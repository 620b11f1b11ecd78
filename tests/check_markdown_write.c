/* SPDX-License-Identifier: MIT */
/* write.markdown: what was not changed stays byte for byte, the rest reads back. */
#include "reader_fixture.h"

#define READ "{ use: read.markdown }"
#define WRITE "{ use: write.markdown, to: '-' }"
#define AFRESH "{ use: write.markdown, to: '-', with: { afresh: true } }"
#define S(literal) ((stet_str){literal, sizeof(literal) - 1})

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
    Suite *suite = suite_create("markdown_write");
    TCase *t = tcase_create("read");
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
