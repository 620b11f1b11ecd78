/* SPDX-License-Identifier: MIT */
/* article.normalise: headings, quotations, quotation marks; what is left alone. */
#include "step_fixture.h"

#define TWICE                                                                          \
    "      - { use: article.normalise, id: one%s }\n"                                  \
    "      - { use: article.normalise, id: two%s }\n"

/* Blocks as text: "*" in front makes a paragraph that is all bold, "#" half of one. */
struct texts {
    const char *lang, *blocks[6];
};

static stet_code fill(void *self, stet_article *a)
{
    const struct texts *t = self;
    state(a, STET_HEADLINE, "A headline");
    state(a, STET_LANGUAGE, t->lang ? t->lang : "en");
    for (size_t i = 0; i < 6 && t->blocks[i]; i++) {
        const char *text = t->blocks[i];
        stet_node block = new_block(a, STET_PARAGRAPH, STET_ZONE_BODY);
        if (*text == '*' || *text == '#')
            put(a, new_child(a, block, STET_STRONG), text + 1);
        if (*text != '*')
            put(a, block, *text == '#' ? " and more" : text);
    }
    return STET_OK;
}

static void run_with(struct fixture *f, const struct texts *t, const char *with)
{
    char steps[512];
    snprintf(steps, sizeof steps, TWICE, with, with);
    load(f, steps, "");
    run_well(f, fill, (void *)(uintptr_t)t);
    ck_assert_uint_eq(step_info(f, "two").changes, 0);
}

/* The kinds of the blocks, a letter each. */
static const char *kinds_of(stet_article *a)
{
    static char kinds[32];
    size_t n = 0;
    stet_node b = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; b && n < sizeof kinds - 1; b = stet_next(a, b)) {
        stet_kind kind = stet_kind_of(a, b);
        kinds[n++] = kind == STET_HEADING ? 'h' : kind == STET_QUOTE ? 'q' : 'p';
    }
    kinds[n] = '\0';
    return kinds;
}

/* ---- headings --------------------------------------------------------------- */

static const struct {
    struct texts t;
    const char *kinds;
} heading_rows[] = {
    {{"en", {"*What is next?", "Text."}}, "hp"},
    {{"en", {"Text.", "*The Quay", "Text.", "*The Bar", "More."}}, "phphp"},
    {{"en", {"*A sentence.", "Text."}}, "pp"},
    {{"en", {"*A label:", "Text."}}, "pp"},
    {{"en", {"#Half", "Text."}}, "pp"},
    {{"en", {"Text.", "*At the end"}}, "pp"},
    {{"en", {"*One", "*Two", "Text."}}, "php"},
    {{"en",
      {"*A line that goes on and on, as no heading would, over more than the hundred "
       "and "
       "twenty bytes that a heading may have here",
       "Text."}},
     "pp"}};

START_TEST(bold_paragraphs_become_headings)
{
    struct fixture f;
    run_with(&f, &heading_rows[_i].t, "");
    ck_assert_str_eq(kinds_of(f.a), heading_rows[_i].kinds);
    size_t wanted = 0;
    for (const char *k = heading_rows[_i].kinds; *k; k++)
        wanted += *k == 'h';
    ck_assert_uint_eq(count_findings(&f, "normalise/heading"), wanted);
    unload(&f);
}
END_TEST

START_TEST(heading_has_its_level_and_no_bold)
{
    static const struct texts t = {"en", {"*The Quay", "Text."}};
    struct fixture f;
    run_with(&f, &t, ", with: { heading_level: 3 }");
    stet_node h = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_assert_int_eq(stet_attr_int(f.a, h, STET_ATTR_LEVEL, 0), 3);
    ck_assert_uint_eq(stet_kind_of(f.a, stet_first(f.a, h)), STET_TEXT);
    ck_text(stet_content(f.a, h), "The Quay");
    ck_text(finding(&f, "normalise/heading", 0).evidence, "The Quay");
    unload(&f);
}
END_TEST

START_TEST(each_part_can_be_switched_off)
{
    static const struct texts t = {"en", {"*The Quay", "\"One.", "Two,\" she said."}};
    struct fixture f;
    run_with(&f, &t, ", with: { headings: false, quotations: false }");
    ck_assert_str_eq(kinds_of(f.a), "ppp");
    ck_text(stet_content(f.a, stet_last(f.a, stet_root(f.a, STET_FAMILY_BLOCK))),
            "Two,\" she said.");
    unload(&f);
}
END_TEST

/* ---- quotations ------------------------------------------------------------- */

static const struct {
    struct texts t;
    const char *kinds;
} quotation_rows[] = {
    {{"en", {"Text.", "\"One.", "Two,\" she said.", "Text."}}, "pqp"},
    {{"en", {"\"One.", "\"Two.\""}}, "q"},
    {{"en", {"\"One.", "Two.", "Three.\""}}, "q"},
    {{"en", {"\"One 'in' it.", "The \"second\" part.\""}}, "q"},
    {{"en", {"\xe2\x80\x9cOne.", "\xe2\x80\x9cTwo.\xe2\x80\x9d", "Text."}}, "qp"},
    {{"de",
      {"\xe2\x80\x9e"
       "Eins.",
       "Zwei\xe2\x80\x9c, sagte sie."}},
     "q"},
    {{"fr", {"\xc2\xab Un.", "\xc2\xab Deux.", "\xc2\xab Trois. \xc2\xbb"}}, "q"},
    {{"en", {"\"One.\"", "\"Two.\""}}, "pp"},
    {{"en", {"\"One,\" she said. \"And", "Two."}}, "pp"},
    {{"en", {"He said \"one.", "Two.\""}}, "pp"},
    {{"en", {"\"One.", "*Bold", "Two."}}, "php"},
    {{"en", {"\"One.", "Two.", "Three.", "Four.", "Five.", "Six."}}, "pppppp"},
    {{"en", {"\"One.", "Two.\" And \"three.\" And.\""}}, "pp"}};

START_TEST(quotation_over_paragraphs_is_one)
{
    struct fixture f;
    run_with(&f, &quotation_rows[_i].t, "");
    ck_assert_msg(strcmp(kinds_of(f.a), quotation_rows[_i].kinds) == 0,
                  "%s: %s, wanted %s", quotation_rows[_i].t.blocks[0], kinds_of(f.a),
                  quotation_rows[_i].kinds);
    ck_assert_uint_eq(count_findings(&f, "normalise/quotation"),
                      strchr(quotation_rows[_i].kinds, 'q') != NULL);
    unload(&f);
}
END_TEST

START_TEST(quotation_keeps_its_paragraphs)
{
    static const struct texts t = {"en", {"\"One.", "Two,\" she said.", "Text."}};
    struct fixture f;
    run_with(&f, &t, "");
    stet_node quote = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_assert_int_eq(stet_zone_of(f.a, quote), STET_ZONE_BODY);
    ck_text(stet_content(f.a, quote), "\"One.\nTwo,\" she said.");
    ck_assert_uint_eq(stet_kind_of(f.a, stet_first(f.a, quote)), STET_PARAGRAPH);
    unload(&f);
}
END_TEST

/* ---- quotation marks -------------------------------------------------------- */

static const struct {
    const char *lang, *straight, *typographic;
} mark_rows[] = {
    {"en", "He said \"it's 'so'\" (\"yes\").",
     "He said \xe2\x80\x9cit\xe2\x80\x99s \xe2\x80\x98so\xe2\x80\x99\xe2\x80\x9d "
     "(\xe2\x80\x9cyes\xe2\x80\x9d)."},
    {"en-GB", "\"'Now' then\"",
     "\xe2\x80\x9c\xe2\x80\x98Now\xe2\x80\x99 then\xe2\x80\x9d"},
    {"de", "Er sagt \"ja\".", "Er sagt \xe2\x80\x9eja\xe2\x80\x9c."},
    {"fr", "L'eau dit \"oui\".",
     "L\xe2\x80\x99"
     "eau dit \xc2\xab\xc2\xa0oui\xc2\xa0\xc2\xbb."},
    {"es", "Dice \"no\".", "Dice \xc2\xabno\xc2\xbb."},
    {"en", "No marks here.", "No marks here."}};

START_TEST(marks_are_those_of_the_language)
{
    const struct texts t = {mark_rows[_i].lang, {mark_rows[_i].straight}};
    struct fixture f;
    run_with(&f, &t, ", with: { quote_marks: typographic }");
    stet_node p = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_text(stet_content(f.a, p), mark_rows[_i].typographic);
    ck_assert_uint_eq(count_findings(&f, "normalise/marks"),
                      strcmp(mark_rows[_i].straight, mark_rows[_i].typographic) != 0);
    unload(&f);
}
END_TEST

START_TEST(marks_become_straight_again)
{
    const struct texts t = {mark_rows[_i].lang, {mark_rows[_i].typographic}};
    struct fixture f;
    run_with(&f, &t, ", with: { quote_marks: straight }");
    stet_node p = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_text(stet_content(f.a, p), mark_rows[_i].straight);
    unload(&f);
}
END_TEST

static stet_code fill_code(void *self, stet_article *a)
{
    (void)self;
    stet_node p = paragraph(a, STET_ZONE_BODY, "Write ");
    put(a, new_child(a, p, STET_CODE_SPAN), "\"x\"");
    put(a, new_child(a, p, STET_EMPHASIS), "\"so\"");
    put(a, new_block(a, STET_CODE, STET_ZONE_BODY), "puts(\"a\");");
    return STET_OK;
}

START_TEST(code_keeps_its_marks)
{
    struct fixture f;
    load(&f, "      - { use: article.normalise, with: { quote_marks: typographic } }\n",
         "");
    run_well(&f, fill_code, NULL);
    stet_node p = stet_first(f.a, stet_root(f.a, STET_FAMILY_BLOCK));
    ck_text(stet_content(f.a, p), "Write \"x\"\xe2\x80\x9dso\xe2\x80\x9d");
    ck_text(stet_content(f.a, stet_next(f.a, p)), "puts(\"a\");");
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("normalise");
    TCase *t = tcase_create("normalise");
    tcase_add_loop_test(t, bold_paragraphs_become_headings, 0,
                        sizeof heading_rows / sizeof *heading_rows);
    tcase_add_test(t, heading_has_its_level_and_no_bold);
    tcase_add_test(t, each_part_can_be_switched_off);
    tcase_add_loop_test(t, quotation_over_paragraphs_is_one, 0,
                        sizeof quotation_rows / sizeof *quotation_rows);
    tcase_add_test(t, quotation_keeps_its_paragraphs);
    tcase_add_loop_test(t, marks_are_those_of_the_language, 0,
                        sizeof mark_rows / sizeof *mark_rows);
    tcase_add_loop_test(t, marks_become_straight_again, 0,
                        sizeof mark_rows / sizeof *mark_rows);
    tcase_add_test(t, code_keeps_its_marks);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
