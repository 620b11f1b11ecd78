/* SPDX-License-Identifier: MIT */
/* Attributes, statements with their claims, notices and the ranges that they cover. */
#include "model_fixture.h"

static struct fixture f;

static void setup(void)
{
    fixture_init(&f, 7, "First line\nsecond \xc3\xa9t\xc3\xa9 line\n\nlast");
}

static void teardown(void)
{
    fixture_done(&f);
}

/* ---- attributes ------------------------------------------------------------- */
START_TEST(attributes_stay_in_order)
{
    stet_node link = new_node(&f, paragraph(&f, "x"), STET_LINK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_REL, TEXT_OF("r")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_HREF, TEXT_OF("h")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_TITLE, TEXT_OF("t")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_HREF, TEXT_OF("H")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_int(f.pub, link, STET_ATTR_AUTOLINK, 1),
                     STET_OK);
    assert_sound(&f.a);
    assert_text(stet__article_attr_str(f.pub, link, STET_ATTR_HREF), "H");
    assert_text(stet__article_attr_str(f.pub, link, STET_ATTR_REL), "r");
    ck_assert_int_eq(stet__article_attr_int(f.pub, link, STET_ATTR_AUTOLINK, 0), 1);
    ck_assert_int_eq(stet__article_clear_attr(f.pub, link, STET_ATTR_TITLE), STET_OK);
    ck_assert_int_eq(stet__article_clear_attr(f.pub, link, STET_ATTR_ALIGN), STET_OK);
    assert_text(stet__article_attr_str(f.pub, link, STET_ATTR_TITLE), "");
    ck_assert_uint_eq(f.a.nodes[(uint32_t)link].attr_count, 3);
    assert_sound(&f.a);
}
END_TEST

START_TEST(attribute_of_wrong_type_is_refused)
{
    stet_node link = new_node(&f, paragraph(&f, "x"), STET_LINK);
    ck_assert_int_eq(stet__article_set_int(f.pub, link, STET_ATTR_HREF, 1),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_LEVEL, TEXT_OF("1")),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_node(f.pub, link, STET_ATTR_HREF, link),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_node(f.pub, link, STET_ATTR_BLOCK, 5),
                     STET_E_STALE);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, STET_ATTR_MAX, TEXT_OF("1")),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, 0, TEXT_OF("1")),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_attr(f.pub, link, 60000, TEXT_OF("1")),
                     STET_E_RANGE);
    ck_assert_uint_eq(f.a.nodes[(uint32_t)link].attr_count, 0);
}
END_TEST

START_TEST(attribute_node_that_is_gone_is_none)
{
    stet_node p = paragraph(&f, "x"), q = paragraph(&f, "y");
    ck_assert_int_eq(stet__article_set_node(f.pub, p, STET_ATTR_BLOCK, q), STET_OK);
    ck_assert(stet__article_attr_node(f.pub, p, STET_ATTR_BLOCK) == q);
    ck_assert_int_eq(stet__article_remove(f.pub, q), STET_OK);
    ck_assert(stet__article_attr_node(f.pub, p, STET_ATTR_BLOCK) == 0);
}
END_TEST

/* ---- statements ------------------------------------------------------------- */
static stet_claim claim(int confidence, const char *source)
{
    return (stet_claim){.size = sizeof(stet_claim),
                        .confidence = confidence,
                        .source = stet_cstr(source)};
}

START_TEST(surest_statement_is_chosen)
{
    stet_claim inferred = claim(STET_INFERRED, "typography"),
               asserted = claim(STET_ASSERTED, "json_ld");
    stet_claim derived = claim(STET_DERIVED, "byline_text"),
               set = claim(STET_SET, "config");
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == 0);
    stet_node a = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("a"), &inferred);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == a);
    stet_node b = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("b"), &asserted);
    stet_node c = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("c"), &derived);
    stet_node d = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("d"), &asserted);
    ck_assert(a && b && c && d);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == b);
    stet_node e = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("e"), &set);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == e);
    ck_assert_int_eq(stet__article_remove(f.pub, e), STET_OK);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == b);
    ck_assert_int_eq(stet__article_set_int(f.pub, d, STET_ATTR_CONFIDENCE, STET_SET),
                     STET_OK);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == d);
    ck_assert(stet__article_field(f.pub, STET_KIND_MAX) == 0);
    assert_sound(&f.a);
}
END_TEST

START_TEST(equal_statement_is_answered_as_it_stands)
{
    stet_claim one = claim(STET_ASSERTED, "json_ld"),
               other = claim(STET_ASSERTED, "meta");
    stet_node a = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("a"), &one);
    size_t entries = f.a.journal_count;
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("a"), &one) == a);
    ck_assert_uint_eq(f.a.journal_count, entries);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("a"), &other) != a);
    ck_assert(stet__article_state(f.pub, STET_ALT_HEADLINE, TEXT_OF("a"), &one) != a);
    ck_assert_uint_eq(f.a.journal_count, entries + 2);
    stet_node tags = stet__article_state(f.pub, STET_SUBJECTS, TEXT_OF(""), &one);
    ck_assert(stet__article_state(f.pub, STET_SUBJECTS, TEXT_OF(""), &one) == tags);
    new_node(&f, tags, STET_CONCEPT);
    ck_assert(stet__article_state(f.pub, STET_SUBJECTS, TEXT_OF(""), &one) != tags);
}
END_TEST

START_TEST(statement_carries_its_claim)
{
    stet_claim c = claim(STET_DERIVED, "");
    c.lang = stet_cstr("de");
    c.rule = stet_cstr("byline/von");
    c.span = (stet_span){0, 5};
    ck_assert_int_eq(
        stet__article_enter_step(&f.a, TEXT_OF("find"), NULL, NULL, 0, NULL), STET_OK);
    stet_node n = stet__article_state(f.pub, STET_BYLINE, TEXT_OF("Von X"), &c);
    assert_text(stet__article_attr_str(f.pub, n, STET_ATTR_SOURCE), "find");
    assert_text(stet__article_attr_str(f.pub, n, STET_ATTR_LANG), "de");
    assert_text(stet__article_attr_str(f.pub, n, STET_ATTR_RULE), "byline/von");
    ck_assert_int_eq(stet__article_attr_int(f.pub, n, STET_ATTR_CONFIDENCE, 0),
                     STET_DERIVED);
    ck_assert_uint_eq(stet__article_span(f.pub, n).len, 5);
    ck_assert_uint_eq(f.a.nodes[(uint32_t)n].segment_count, 1);
    assert_text(stet__article_author(f.pub, n), "find");
    ck_assert_uint_eq(f.a.journal_count, 1);
}
END_TEST

START_TEST(bad_claims_are_refused)
{
    stet_claim c = claim(0, "x"), d = claim(5, "x"), e = claim(STET_SET, "\xff");
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("x"), &c) == 0);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("x"), &d) == 0);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("x"), &e) == 0);
    ck_assert(stet__article_state(f.pub, STET_PARAGRAPH, TEXT_OF("x"), NULL) == 0);
    ck_assert(stet__article_state(f.pub, STET_KIND_MAX, TEXT_OF("x"), NULL) == 0);
    ck_assert(stet__article_notice_new(f.pub, STET_HEADLINE, 0, NULL) == 0);
    ck_assert(stet__article_notice_new(f.pub, STET_CORRECTION, 9, NULL) == 0);
    ck_assert_uint_eq(f.a.node_count, 5);
    c = (stet_claim){.size = offsetof(stet_claim, source),
                     .confidence = STET_ASSERTED,
                     .source = {(const char *)16, 99}};
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("x"), &c) != 0);
}
END_TEST

/* ---- notices and ranges ----------------------------------------------------- */
struct ranged {
    stet_node block, text, notice, range;
};

static struct ranged with_range(size_t from, size_t to)
{
    struct ranged r;
    r.block = paragraph(&f, "0123456789");
    r.text = stet__article_first(f.pub, r.block);
    r.notice = stet__article_notice_new(f.pub, STET_CORRECTION, STET_ZONE_TAIL, NULL);
    r.range = stet__article_range_add(f.pub, r.notice, r.block, from, to);
    ck_assert(r.notice && r.range);
    return r;
}

static void assert_range(struct ranged r, int64_t from, int64_t to)
{
    ck_assert_int_eq(stet__article_attr_int(f.pub, r.range, STET_ATTR_FROM, 0), from);
    ck_assert_int_eq(stet__article_attr_int(f.pub, r.range, STET_ATTR_TO, -1), to);
    assert_sound(&f.a);
}

START_TEST(range_points_at_a_block)
{
    struct ranged r = with_range(0, SIZE_MAX);
    assert_range(r, 0, -1);
    ck_assert(stet__article_attr_node(f.pub, r.range, STET_ATTR_BLOCK) == r.block);
    ck_assert_int_eq(stet__article_zone(f.pub, r.notice), STET_ZONE_TAIL);
    ck_assert_int_eq(stet__article_set_text(f.pub, r.block, TEXT_OF("other")), STET_OK);
    assert_range(r, 0, -1);
}
END_TEST

START_TEST(range_outside_the_block_is_refused)
{
    struct ranged r = with_range(2, 4);
    stet_node accent = paragraph(&f, "\xc3\xa9");
    ck_assert(stet__article_range_add(f.pub, r.notice, r.block, 11, SIZE_MAX) == 0);
    ck_assert(stet__article_range_add(f.pub, r.notice, r.block, 0, 11) == 0);
    ck_assert(stet__article_range_add(f.pub, r.notice, r.block, 5, 4) == 0);
    ck_assert(stet__article_range_add(f.pub, r.notice, accent, 1, 2) == 0);
    ck_assert(stet__article_range_add(f.pub, r.block, r.block, 0, 1) == 0);
    ck_assert(stet__article_range_add(f.pub, r.notice, r.notice, 0, SIZE_MAX) == 0);
    ck_assert(stet__article_range_add(f.pub, r.notice, 0, 0, SIZE_MAX) == 0);
}
END_TEST

/* Its first half may end as the second does: what came is the second all the same. */
START_TEST(range_leaves_out_text_appended_behind_it)
{
    struct ranged r = with_range(3, 10);
    ck_assert_int_eq(stet__article_text_append(f.pub, r.block, "ab89", 4, 0, 0),
                     STET_OK);
    assert_range(r, 3, 10);
}
END_TEST

START_TEST(range_follows_edits)
{
    static const struct {
        const char *text;
        int64_t from, to;
    } rows[] = {
        {"ab0123456789", 5, 8}, /* put in before                */
        {"56789", 0, 1},        /* taken away up to its middle  */
        {"012xx3456789", 5, 8}, /* put in at its begin: outside */
        {"012345--6789", 3, 6}, /* put in at its end: outside   */
        {"0123-456789", 3, 7},  /* put in within                */
        {"012345678", 3, 6},    /* taken away behind            */
        {"012abc6789", 3, 6},   /* all of it replaced           */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ranged r = with_range(3, 6);
        ck_assert_int_eq(stet__article_set_text(f.pub, r.text, stet_cstr(rows[i].text)),
                         STET_OK);
        ck_assert_msg(
            stet__article_attr_int(f.pub, r.range, STET_ATTR_FROM, 0) == rows[i].from &&
                stet__article_attr_int(f.pub, r.range, STET_ATTR_TO, 0) == rows[i].to,
            "%s", rows[i].text);
        assert_range(r, rows[i].from, rows[i].to);
    }
}
END_TEST

START_TEST(range_goes_when_its_text_goes)
{
    struct ranged r = with_range(3, 6);
    ck_assert_int_eq(stet__article_set_text(f.pub, r.text, TEXT_OF("0126789")),
                     STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, r.range), STET_KIND_NONE);
    ck_assert_int_eq(stet__article_kind(f.pub, r.notice), STET_CORRECTION);
    assert_sound(&f.a);
}
END_TEST

START_TEST(range_goes_with_its_block_and_comes_back)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    struct ranged r = with_range(3, 6), s = with_range(0, SIZE_MAX);
    ck_assert_int_eq(stet__article_move(f.pub, r.block, quote, 0), STET_OK);
    struct article_mark mark = stet__article_mark(&f.a);
    char *before = dump(&f.a), *after;
    ck_assert_int_eq(stet__article_remove(f.pub, quote), STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, s.block), STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, r.range), STET_KIND_NONE);
    ck_assert_int_eq(stet__article_kind(f.pub, s.range), STET_KIND_NONE);
    assert_sound(&f.a);
    stet__article_undo(&f.a, mark, 0);
    after = dump(&f.a);
    ck_assert_str_eq(before, after);
    assert_range(r, 3, 6);
    free(before);
    free(after);
}
END_TEST

START_TEST(range_follows_nodes_that_come_and_go)
{
    struct ranged r = with_range(3, 6);
    stet_node first =
        stet__article_node_new(f.pub, r.block, r.text, STET_STRONG, NOWHERE);
    ck_assert_int_eq(stet__article_text_append(f.pub, first, "Note: ", 6, 0, 0),
                     STET_OK);
    assert_range(r, 9, 12);
    ck_assert_int_eq(stet__article_move(f.pub, first, r.block, 0), STET_OK);
    assert_range(r, 3, 6);
    ck_assert_int_eq(stet__article_move(f.pub, first, r.block, r.text), STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, first), STET_OK);
    assert_range(r, 3, 6);
    ck_assert_int_eq(stet__article_text_append(f.pub, r.block, "more", 4, 0, 0),
                     STET_OK);
    assert_range(r, 3, 6);
}
END_TEST

START_TEST(range_of_an_outer_block_follows_an_inner_one)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH),
              q = new_node(&f, quote, STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("one")), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, q, TEXT_OF("two")), STET_OK);
    struct ranged r = {.block = quote};
    r.notice = stet__article_notice_new(f.pub, STET_CORRECTION, 0, NULL);
    r.range = stet__article_range_add(f.pub, r.notice, quote, 4, 7);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("three")), STET_OK);
    assert_range(r, 6, 9);
    ck_assert_int_eq(stet__article_remove(f.pub, p), STET_OK);
    assert_range(r, 0, 3);
}
END_TEST

/* Half of very many go, notices first: no block that goes looks at all that stay. */
START_TEST(ranges_are_swept_in_linear_work)
{
    enum { MANY = 600 };
    static struct ranged all[MANY];
    for (int i = 0; i < MANY; i++)
        all[i] = with_range(0, SIZE_MAX);
    struct article_mark mark = stet__article_mark(&f.a);
    for (int i = 0; i < MANY; i += 2)
        ck_assert_int_eq(stet__article_remove(f.pub, all[i].notice), STET_OK);
    for (int i = 0; i < MANY; i += 2)
        ck_assert_int_eq(stet__article_remove(f.pub, all[i].block), STET_OK);
    ck_assert_uint_gt(f.a.swept, 0);
    ck_assert_uint_lt(f.a.swept, 3 * f.a.node_count);
    assert_sound(&f.a);
    ck_assert_int_eq(stet__article_remove(f.pub, all[1].block), STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, all[1].range), STET_KIND_NONE);
    stet__article_undo(&f.a, mark, 1);
    assert_sound(&f.a);
    for (int i = 0; i < MANY; i++)
        ck_assert(stet__article_attr_node(f.pub, all[i].range, STET_ATTR_BLOCK) ==
                  all[i].block);
    ck_assert_int_eq(stet__article_remove(f.pub, all[0].block), STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, all[0].range), STET_KIND_NONE);
}
END_TEST

static Suite *tree_suite(void)
{
    Suite *s = suite_create("model_statements");
    TCase *t = tcase_create("tree");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
#ifndef NDEBUG
#endif
    tcase_add_test(t, attributes_stay_in_order);
    tcase_add_test(t, attribute_of_wrong_type_is_refused);
    tcase_add_test(t, attribute_node_that_is_gone_is_none);
    tcase_add_test(t, surest_statement_is_chosen);
    tcase_add_test(t, equal_statement_is_answered_as_it_stands);
    tcase_add_test(t, statement_carries_its_claim);
    tcase_add_test(t, bad_claims_are_refused);
    tcase_add_test(t, range_points_at_a_block);
    tcase_add_test(t, range_outside_the_block_is_refused);
    tcase_add_test(t, range_follows_edits);
    tcase_add_test(t, range_leaves_out_text_appended_behind_it);
    tcase_add_test(t, range_goes_when_its_text_goes);
    tcase_add_test(t, range_goes_with_its_block_and_comes_back);
    tcase_add_test(t, range_follows_nodes_that_come_and_go);
    tcase_add_test(t, range_of_an_outer_block_follows_an_inner_one);
    tcase_add_test(t, ranges_are_swept_in_linear_work);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(tree_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
