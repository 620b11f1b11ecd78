/* SPDX-License-Identifier: MIT */
/* Footnotes of Markdown: what is one, how far it reaches, where its bytes stand, and
 * that what is written reads back. */
#include "reader_fixture.h"

#define READ "{ use: read.markdown }"
#define WRITE "{ use: write.markdown, to: '-' }"
#define AFRESH "{ use: write.markdown, to: '-', with: { afresh: true } }"
#define DEF "\n\n[^1]: n\n"
#define NOTE " footnote label=1(paragraph(text'n'))"
#define REF "footnote_ref label=1"

static const struct {
    const char *text, *tree;
} trees[] = {
    /* marks */
    {"a[^1] b" DEF, "paragraph(text'a' " REF " text' b')" NOTE},
    {"a[^1][^1]\n[^1]" DEF,
     "paragraph(text'a' " REF " " REF " soft_break " REF ")" NOTE},
    {"**a.**[^1] *\"b\"*[^1]" DEF, "paragraph(strong(text'a.') " REF " text' ' "
                                   "emphasis(text'\"b\"') " REF ")" NOTE},
    {"a\nb[^1]\nc\nd" DEF, "paragraph(text'a\nb' " REF " soft_break text'c\nd')" NOTE},
    {"a%\nb" DEF, "paragraph(text'a%\nb')" NOTE},
    {"a![^1]" DEF, "paragraph(text'a!' " REF ")" NOTE},
    {"[^1](/u) [^1](see it) [^1] (x)" DEF,
     "paragraph(link href=/u(text'^1') text' ' " REF " text'(see it) ' " REF
     " text' (x)')" NOTE},
    {"[a [^1]](/u)" DEF, "paragraph(link href=/u(text'a ' " REF "))" NOTE},
    {"`[^1]` <b [^1]> \\[^1]" DEF,
     "paragraph(code_span'[^1]' text' <b ' " REF " text'> [^1]')" NOTE},
    {"![a [^1]](i[^1].png) <ux:[^1]>" DEF,
     "paragraph(image src=i[^1].png alt=a [^1] text' ' link href=ux:[^1] "
     "autolink=1(text'ux:' " REF "))" NOTE},
    {"    [^1]" DEF, "code'[^1]\n'" NOTE},
    {"```[^1]\n[^1]\n```" DEF, "code info=[^1] fence=```'[^1]\n'" NOTE},
    {"# a[^1]" DEF, "heading level=1(text'a' " REF ")" NOTE},
    {"|a[^1]|\n|---|" DEF, "table(row head=1(cell head=1(text'a' " REF ")))" NOTE},
    {"{{< a [^1] >}}" DEF, "shortcode'{{< a [^1] >}}'" NOTE},
    /* labels */
    {"[^A-b] [^a-B]\n\n[^a-b]: n\n",
     "paragraph(footnote_ref label=a-b text' ' footnote_ref label=a-b) footnote "
     "label=a-b(paragraph(text'n'))"},
    {"[^a b] [^] [^[a]] [^1\n] [^x]" DEF, "paragraph(text'[^a b] [^] [^[a]] [^1\n"
                                          "] [^x]')" NOTE},
    {"[^1] [^2]\n", "paragraph(text'[^1] [^2]')"},
    {"[^\xc3\xa9]\n\n[^\xc3\xa9]: n\n",
     "paragraph(footnote_ref label=\xc3\xa9) footnote "
     "label=\xc3\xa9(paragraph(text'n'))"},
    {"[^1]" DEF "[^1]: m\n",
     "paragraph(" REF ")" NOTE " footnote label=1(paragraph(text'm'))"},
    /* definitions */
    {"[^1]: word\n", "footnote label=1(paragraph(text'word'))"},
    {"[^1]:\n", "footnote label=1"},
    {"[^1]:\n    n\n", "footnote label=1(paragraph(text'n'))"},
    {"[^1]:n", "footnote label=1(paragraph(text'n'))"},
    {"   [^1]:      n\n", "footnote label=1(paragraph(text'n'))"},
    {"    [^1]: n\n", "code'[^1]: n\n'"},
    {"[^1] : n\n", "paragraph(text'[^1] : n')"},
    {"a\n[^1]: n\n[^2]: m\n", "paragraph(text'a') footnote label=1(paragraph(text'n')) "
                              "footnote label=2(paragraph(text'm'))"},
    {"[^1]: n\nlazy\n\nb\n",
     "footnote label=1(paragraph(text'n' soft_break text'lazy')) paragraph(text'b')"},
    {"[^1]: n\n# h\n", "footnote label=1(paragraph(text'n')) heading level=1(text'h')"},
    {"[^1]: n\n***\n", "footnote label=1(paragraph(text'n')) separator marker=***"},
    {"[^1]: n\n> q\n[^2]: m\n> p\n",
     "footnote label=1(paragraph(text'n')) quote(paragraph(text'q')) footnote "
     "label=2(paragraph(text'm')) quote(paragraph(text'p'))"},
    {"- a\n\n[^1]: n\n\n- b\n",
     "list tight=1 marker=-(item(text'a')) footnote label=1(paragraph(text'n')) list "
     "tight=1 marker=-(item(text'b'))"},
    {"[^1]: n\n\n    m\n\n\n    - a\n      b\n\n        > q\n\nx\n",
     "footnote label=1(paragraph(text'n') paragraph(text'm') list "
     "marker=-(item(paragraph(text'a' soft_break text'b') quote(paragraph(text'q'))))) "
     "paragraph(text'x')"},
    {"[^1]: - a\n    - b\n", "footnote label=1(list tight=1 marker=-(item(text'a') "
                             "item(text'b')))"},
    {"[^long-label]: ```c\n    a\n\n    # b\n    ```\n    c\n",
     "footnote label=long-label(code info=c fence=```'a\n\n# b\n' paragraph(text'c'))"},
    {"[^1]: ```\n    a\n\nb\n",
     "footnote label=1(code fence=```'a\n') paragraph(text'b')"},
    {"[^1]: n\n\n\t\ta\n\n        b\n\n\tc\n",
     "footnote label=1(paragraph(text'n') code'a\n\nb\n' paragraph(text'c'))"},
    {"[^1]: [a] [^2]\n\n[a]: /u\n\n[^2]: m\n",
     "footnote label=1(paragraph(link href=/u(text'a') text' ' footnote_ref label=2)) "
     "footnote label=2(paragraph(text'm'))"},
    {"[^1]: {{< a\n b >}} c\n",
     "footnote label=1(paragraph(shortcode_inline'{{< a\n b >}}' "
     "text' c'))"},
    {"[^1]: n\r\n\r\n    m\r\nx\r\n", "footnote label=1(paragraph(text'n') "
                                      "paragraph(text'm' soft_break text'x'))"},
    /* what is none */
    {"```\n[^1]: n\n```\n", "code fence=```'[^1]: n\n'"},
    {"<div>\n[^1]: n\n</div>\n", "html'<div>\n[^1]: n\n</div>\n'"},
    {"<!--\n\n[^1]: n\n-->\n", "html'<!--\n\n[^1]: n\n-->\n'"},
    {"- a\n\n  [^1]: n\n", "list marker=-(item(paragraph(text'a') "
                           "paragraph(text'[^1]: n')))"},
    {"- [^1]: /u\n", "list tight=1 marker=-(item(text'[^1]: /u'))"},
    {"> [^1]: /u\n", "quote(paragraph(text'[^1]: /u'))"},
    {"- a\n[^1]: n\n", "list tight=1 marker=-(item(text'a')) footnote "
                       "label=1(paragraph(text'n'))"},
    {"[a]:\n[^1]: n\n", "paragraph(text'[a]:') footnote label=1(paragraph(text'n'))"},
    {"[a](\n[^1]: n)\n", "paragraph(text'[a](') footnote label=1(paragraph(text'n)'))"},
    {"\\[^1]: n\n", "paragraph(text'[^1]: n')"}};

START_TEST(footnotes_are_read)
{
    struct fixture f;
    load(&f, READ, "", WRITE);
    run_well(&f, stet_cstr(trees[_i].text));
    ck_text(show_body(&f), trees[_i].tree);
    ck_text(output(&f, 0), trees[_i].text);
    unload(&f);
}
END_TEST

/* Written anew and read again, the tree stays, and so do the bytes of a third time. */
START_TEST(footnotes_written_afresh_read_the_same)
{
    struct fixture f;
    load(&f, READ, "", AFRESH);
    run_well(&f, stet_cstr(trees[_i].text));
    char *text = copy_of(output(&f, 0));
    run_well(&f, stet_cstr(text));
    char *tree = copy_of(show_body(&f));
    ck_text(output(&f, 0), text);
    for (const char *p = trees[_i].tree; (p = strstr(p, "footnote")) != NULL; p++)
        ck_assert_msg(strstr(tree, "footnote") != NULL, "%s\nnow %s", text, tree);
    free(tree);
    free(text);
    unload(&f);
}
END_TEST

/* ---- positions ------------------------------------------------------------------ */

static const struct {
    const char *text, *blocks;
} extents[] = {
    {"a\n\n[^1]: n\n    m\n\n\nb\n", "a|[^1]: n\n    m|b"},
    {"  [^1]: n\nlazy\n# h\n", "  [^1]: n\nlazy|# h"},
    {"[^1]: n\n\n    m\n\n[^2]:\n", "[^1]: n\n\n    m|[^2]:"},
    {"---\nx: 1\n---\na\n[^1]: n\r\n\r\n\tm\r\n", "a|[^1]: n\r\n\r\n\tm"},
    {"[^1]: ```\n    a\n\n\n    ```\n\n\tb", "[^1]: ```\n    a\n\n\n    ```\n\n\tb"},
    {"> q\n\n[^1]: a\n> p\n\n- x\n\n[^2]: b", "> q|[^1]: a|> p|- x|[^2]: b"}};

START_TEST(footnotes_cover_their_lines)
{
    assert_extents(extents[_i].text, extents[_i].blocks);
}
END_TEST

/* Every text stands in the source where its span says, also behind indentation; so does
 * every mark, and no node leaves its parent. */
START_TEST(nodes_in_footnotes_know_where_they_stand)
{
    struct fixture f;
    size_t count, texts = 0;
    load(&f, READ, "", "");
    run_well(&f, stet_cstr(trees[_i].text));
    stet_str source = stet_source_text(f.a);
    const stet_item *items = stet_walk(f.a, stet_root(f.a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count; i++) {
        const stet_item *item = &items[i];
        const char *p = source.p + item->span.off;
        ck_assert_uint_le(item->span.off + (size_t)item->span.len, source.n);
        for (size_t k = i + 1; k < item->skip; k++)
            ck_assert_msg(!items[k].span.len ||
                              (items[k].span.off >= item->span.off &&
                               items[k].span.off + items[k].span.len <=
                                   item->span.off + item->span.len),
                          "%s: item %zu leaves item %zu", trees[_i].text, k, i);
        if (item->kind == STET_FOOTNOTE_REF)
            ck_assert_msg(p[0] == '[' && p[item->span.len - 1] == ']', "%s",
                          trees[_i].text);
        if (item->kind != STET_TEXT || item->span.len != item->text.n)
            continue;
        texts++;
        ck_assert_msg(memcmp(p, item->text.p, item->text.n) == 0, "'%.*s' is not at %u",
                      (int)item->text.n, item->text.p, item->span.off);
    }
    ck_assert(texts > 0 || !strstr(trees[_i].tree, "text'"));
    unload(&f);
}
END_TEST

START_TEST(refusal_names_the_place_in_the_source)
{
    struct fixture f;
    char text[512] = "a[^1]\n\n[^1]: n\n\n    m\n\n";
    for (int i = 0; i < 70; i++)
        strncat(text, "- ", 3);
    strncat(text, "x\n", 3);
    load(&f, READ, "", "");
    run_bytes(&f, stet_cstr(text));
    ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
    ck_contains(stet_result_reason(f.result), "line 7, column 1:");
    unload(&f);
}
END_TEST

/* ---- changes ----------------------------------------------------------------------
 */

static const char *word, *other;

static stet_code change_text(stet_article *a)
{
    size_t count;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].kind == STET_TEXT && stet_str_is(items[i].text, word))
            return stet_set_text(a, items[i].node, stet_cstr(other));
    return STET_SKIP;
}

static stet_code add_to_note(stet_article *a)
{
    stet_node note = stet_find(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_FOOTNOTE);
    stet_node n = stet_node_new(a, note, 0, STET_PARAGRAPH, (stet_span){0, 0});
    return stet_text_append(a, n, "[^1]: new", 9, 0, 0);
}

static stet_code remove_note(stet_article *a)
{
    return stet_remove(a,
                       stet_find(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_FOOTNOTE));
}

static const struct {
    stet_code (*edit)(stet_article *);
    const char *word, *other, *before, *after;
} edits[] = {
    {change_text, "m", "new", "__a__[^1]\n\n[^1]:  n\n\n    m\n\n__b__\n",
     "__a__[^1]\n\n[^1]: n\n\n    new\n\n__b__\n"},
    {change_text, "a ", "new ", "a [^N] b\n\n[^n]: n\n\n    __m__\n",
     "new [^n] b\n\n[^n]: n\n\n    __m__\n"},
    {add_to_note, "", "", "a[^1]\n\n[^1]: n\n\n__b__\n",
     "a[^1]\n\n[^1]: n\n\n    \\[^1\\]: new\n\n__b__\n"},
    {remove_note, "", "", "__a__\n\n[^1]: n\n\n    m\n\n__b__\n", "__a__\n\n__b__\n"}};

START_TEST(changes_leave_other_bytes)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", WRITE);
    edit_article = edits[_i].edit;
    word = edits[_i].word;
    other = edits[_i].other;
    run_well(&f, stet_cstr(edits[_i].before));
    edit_article = NULL;
    ck_text(output(&f, 0), edits[_i].after);
    unload(&f);
}
END_TEST

/* ---- labels and texts from elsewhere ------------------------------------------------
 */

static const char *const labels[] = {"1",        "a b", "[x]", "",    "a\\",
                                     "\xc3\xa9", "^a",  "\"<", "*a*", "\n"};
static const char *label;

static stet_code make_note(stet_article *a)
{
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    stet_node p = stet_node_new(a, body, 0, STET_PARAGRAPH, (stet_span){0, 0});
    stet_node ref = stet_node_new(a, p, 0, STET_FOOTNOTE_REF, (stet_span){0, 0});
    stet_node text = stet_node_new(a, p, 0, STET_TEXT, (stet_span){0, 0});
    stet_node note = stet_node_new(a, body, 0, STET_FOOTNOTE, (stet_span){0, 0});
    stet_node said = stet_node_new(a, note, 0, STET_PARAGRAPH, (stet_span){0, 0});
    stet_set_attr(a, ref, STET_ATTR_LABEL, stet_cstr(label));
    stet_set_attr(a, note, STET_ATTR_LABEL, stet_cstr(label));
    stet_text_append(a, text, ": (x) [^1] [^1]: y", 18, 0, 0);
    return stet_text_append(a, said, "[^1]: z", 7, 0, 0);
}

START_TEST(any_label_reads_back_as_a_footnote)
{
    struct fixture f;
    load(&f, READ, "{ use: test.edit }", AFRESH);
    edit_article = make_note;
    label = labels[_i];
    run_well(&f, stet_cstr(""));
    edit_article = NULL;
    char *text = copy_of(output(&f, 0));
    run_well(&f, stet_cstr(text));
    size_t count;
    const stet_item *items = stet_walk(f.a, stet_root(f.a, STET_FAMILY_BLOCK), &count);
    ck_assert_msg(count == 6, "%s", text);
    ck_assert_int_eq(items[1].kind, STET_FOOTNOTE_REF);
    ck_text(items[2].text, ": (x) [^1] [^1]: y");
    ck_assert_int_eq(items[3].kind, STET_FOOTNOTE);
    ck_text(items[5].text, "[^1]: z");
    free(text);
    unload(&f);
}
END_TEST

/* ---- hostile ------------------------------------------------------------------------
 */

static const struct {
    const char *part, *after;
    size_t times;
} hostile[] = {{"[^1]: a\n", "", 30000},
               {"[^", "1]: a\n", 60000},
               {"[^1]", "\n\n[^1]: a\n", 40000},
               {"[^1]:\n", "", 40000},
               {"\n", "[^1]: a\n\n\n    b\n", 90000},
               {"[^1]: a\n\n\n\n\n\n\n\n", "    b\n", 9000},
               {"a\\", "[^1]\n[^1]: b\n", 90000},
               {"[^1](", "\n[^1]: b\n", 40000},
               {"- [^1]: a\n", "[^1]: b\n", 2000},
               {"[^1]: ```\n\n", "", 9000},
               {"[^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "]: b\n", 9000}};

START_TEST(hostile_footnotes_take_their_time_in_lines)
{
    struct fixture f;
    size_t n = strlen(hostile[_i].part), at = 0;
    char *text = malloc(n * hostile[_i].times + 64);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < hostile[_i].times; i++, at += n)
        memcpy(text + at, hostile[_i].part, n);
    memcpy(text + at, hostile[_i].after, strlen(hostile[_i].after) + 1);
    load(&f, READ, "", WRITE);
    run_bytes(&f, stet_cstr(text));
    if (stet_result_status(f.result) == STET_STATUS_OK)
        ck_text(output(&f, 0), text);
    else
        ck_contains(stet_result_reason(f.result), "line ");
    free(text);
    unload(&f);
}
END_TEST

#define LOOP(test, table)                                                              \
    tcase_add_loop_test(t, test, 0, (int)(sizeof table / sizeof *table))

int main(void)
{
    Suite *s = suite_create("markdown_notes");
    TCase *t = tcase_create("footnotes");
    suite_add_tcase(s, t);
    tcase_set_timeout(t, 120);
    LOOP(footnotes_are_read, trees);
    LOOP(footnotes_written_afresh_read_the_same, trees);
    LOOP(footnotes_cover_their_lines, extents);
    LOOP(nodes_in_footnotes_know_where_they_stand, trees);
    tcase_add_test(t, refusal_names_the_place_in_the_source);
    LOOP(changes_leave_other_bytes, edits);
    LOOP(any_label_reads_back_as_a_footnote, labels);
    LOOP(hostile_footnotes_take_their_time_in_lines, hostile);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
