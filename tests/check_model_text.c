/* SPDX-License-Identifier: MIT */
/* The text of nodes: appending, splitting, spans, limits. */
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

/* ---- text ------------------------------------------------------------------- */
START_TEST(append_extends_the_last_text_child)
{
    stet_node p = paragraph(&f, "one");
    ck_assert_int_eq(stet__article_text_append(f.pub, p, " two", 4, 0, 0), STET_OK);
    stet_node strong = new_node(&f, p, STET_STRONG);
    ck_assert_int_eq(stet__article_text_append(f.pub, strong, " three", 6, 0, 0),
                     STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, " four", 5, 0, 0), STET_OK);
    assert_text(stet__article_text(f.pub, stet__article_first(f.pub, p)), "one two");
    assert_text(stet__article_text(f.pub, stet__article_last(f.pub, p)), " four");
    assert_text(stet__article_content(f.pub, p), "one two three four");
    assert_sound(&f.a);
}
END_TEST

START_TEST(append_joins_pieces_that_continue)
{
    stet_node p = new_node(&f, body_of(&f), STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "First", 5, 0, 5), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, " line", 5, 5, 5), STET_OK);
    const struct node *n = &f.a.nodes[(uint32_t)stet__article_first(f.pub, p)];
    ck_assert_uint_eq(n->segment_count, 1);
    ck_assert_uint_eq(n->segments[0].src_len, 10);
    ck_assert_uint_eq(n->span.len, 10);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "&", 1, 10, 5), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "<", 1, 15, 4), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "xyz", 3, 19, 3), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "abc", 3, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "def", 3, 0, 0), STET_OK);
    n = &f.a.nodes[(uint32_t)stet__article_first(f.pub, p)];
    ck_assert_uint_eq(n->segment_count, 5);
    ck_assert_uint_eq(n->segments[1].src_len, 5);
    ck_assert_uint_eq(n->segments[4].text_len, 6);
    assert_sound(&f.a);
}
END_TEST

/* Lines as a reader finds them: the same tree as by a call for each. */
#define LEAVES_SOURCE "one\ntwo \xc3\xa9\nthree"
static const stet_leaf some_leaves[] = {
    {{0, 3}, STET_TEXT, 0}, {{3, 1}, STET_SOFT_BREAK, 0},  {{4, 4}, STET_TEXT, 0},
    {{8, 2}, STET_TEXT, 0}, {{10, 1}, STET_LINE_BREAK, 0}, {{11, 5}, STET_TEXT, 0},
};
enum { SOME_LEAVES = sizeof some_leaves / sizeof some_leaves[0] };

static stet_node read_leaves(struct fixture *x, size_t at_once)
{
    fixture_init(x, 3, LEAVES_SOURCE);
    stet__article_begin_read(&x->a);
    stet_node p = new_node(x, body_of(x), STET_PARAGRAPH);
    for (size_t i = 0; i < SOME_LEAVES; i += at_once) {
        size_t n = SOME_LEAVES - i < at_once ? SOME_LEAVES - i : at_once;
        ck_assert_int_eq(stet__article_leaves_append(x->pub, p, some_leaves + i, n),
                         STET_OK);
    }
    assert_sound(&x->a);
    return p;
}

START_TEST(leaves_at_once_are_those_one_by_one)
{
    struct fixture one, many;
    stet_node p = read_leaves(&one, 1);
    assert_text(stet__article_content(one.pub, p), "one two \xc3\xa9\nthree");
    char *want = dump(&one.a);
    for (size_t at_once = 2; at_once <= SOME_LEAVES; at_once++) {
        read_leaves(&many, at_once);
        char *got = dump(&many.a);
        ck_assert_str_eq(got, want);
        free(got);
        fixture_done(&many);
    }
    free(want);
    fixture_done(&one);
}
END_TEST

START_TEST(leaves_that_do_not_fit_answer_why)
{
    static const stet_leaf beyond = {{14, 3}, STET_TEXT, 0};
    static const stet_leaf wraps = {{4, UINT32_MAX}, STET_TEXT, 0};
    static const stet_leaf half = {{8, 1}, STET_TEXT, 0};
    static const stet_leaf block = {{0, 3}, STET_PARAGRAPH, 0};
    struct fixture x;
    stet_node p = read_leaves(&x, SOME_LEAVES);
    size_t count = x.a.node_count;
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, &beyond, 1), STET_E_RANGE);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, &wraps, 1), STET_E_RANGE);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, &half, 1), STET_E_UTF8);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, &block, 1), STET_E_RANGE);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, NULL, 1), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, 7, some_leaves, 1),
                     STET_E_STALE);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, NULL, 0), STET_OK);
    ck_assert_uint_eq(x.a.node_count, count);
    assert_sound(&x.a);
    fixture_done(&x);
}
END_TEST

START_TEST(leaves_beyond_the_limit_are_left_out)
{
    struct fixture x;
    fixture_init(&x, 3, LEAVES_SOURCE);
    x.limits.nodes = 7; /* the four that are always there, the paragraph, two leaves */
    stet__article_begin_read(&x.a);
    stet_node p = new_node(&x, body_of(&x), STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_leaves_append(x.pub, p, some_leaves, SOME_LEAVES),
                     STET_E_LIMIT);
    assert_text(stet__article_content(x.pub, p), "one ");
    assert_sound(&x.a);
    fixture_done(&x);
}
END_TEST

START_TEST(append_after_text_from_nowhere_keeps_a_piece_for_it)
{
    stet_node p = paragraph(&f, "new ");
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "First", 5, 0, 5), STET_OK);
    const struct node *n = &f.a.nodes[(uint32_t)stet__article_first(f.pub, p)];
    ck_assert_uint_eq(n->segment_count, 2);
    ck_assert_uint_eq(n->segments[0].src_len, 0);
    ck_assert_uint_eq(n->segments[1].text_off, 4);
    assert_sound(&f.a);
}
END_TEST

START_TEST(append_of_bad_text_changes_nothing)
{
    stet_node p = paragraph(&f, "good");
    uint64_t state = f.a.state;
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "\xff", 1, 0, 0), STET_E_UTF8);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "\xc3", 1, 0, 0), STET_E_UTF8);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "\xed\xa0\x80", 3, 0, 0),
                     STET_E_UTF8);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, NULL, 3, 0, 0), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "x", 1, UINT32_MAX, 2),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "", 0, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("\xc0\x80")),
                     STET_E_UTF8);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("a\0b")), STET_E_UTF8);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, (stet_str){NULL, 2}),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("\x80")),
                     STET_E_UTF8);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("\xfe"), NULL) == 0);
    ck_assert_uint_eq(f.a.state, state);
    assert_text(stet__article_content(f.pub, p), "good");
}
END_TEST

START_TEST(append_of_many_small_pieces_is_amortised)
{
    stet_node p = new_node(&f, body_of(&f), STET_PARAGRAPH),
              q = new_node(&f, body_of(&f), STET_PARAGRAPH);
    for (int i = 0; i < 20000; i++) {
        ck_assert_int_eq(stet__article_text_append(f.pub, p, "ab", 2, 0, 0), STET_OK);
        ck_assert_int_eq(stet__article_text_append(f.pub, q, "c", 1, 0, 0), STET_OK);
    }
    ck_assert_uint_eq(stet__article_content(f.pub, p).n, 40000);
    ck_assert_uint_lt(f.a.arena.used, 16 * 60000);
    assert_sound(&f.a);
}
END_TEST

START_TEST(append_needs_a_place_for_text)
{
    stet_node list = new_node(&f, body_of(&f), STET_LIST);
    ck_assert_int_eq(stet__article_text_append(f.pub, list, "x", 1, 0, 0),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_text(f.pub, list, TEXT_OF("x")), STET_E_RANGE);
    stet_node code = new_node(&f, body_of(&f), STET_CODE);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "x", 1, 0, 0), STET_OK);
    assert_text(stet__article_text(f.pub, code), "x");
    ck_assert(stet__article_first(f.pub, code) == 0);
}
END_TEST

START_TEST(set_text_keeps_the_map_of_both_ends)
{
    stet_node p = new_node(&f, body_of(&f), STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "First line", 10, 0, 10),
                     STET_OK);
    stet_node text = stet__article_first(f.pub, p);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("First new line")),
                     STET_OK);
    const struct node *n = &f.a.nodes[(uint32_t)text];
    ck_assert_uint_eq(n->segment_count, 3);
    ck_assert_uint_eq(n->segments[0].text_len, 6);
    ck_assert_uint_eq(n->segments[1].src_len, 0);
    ck_assert_uint_eq(n->segments[1].text_len, 4);
    ck_assert_uint_eq(n->segments[2].src_off, 6);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("First line")),
                     STET_OK);
    ck_assert_uint_eq(n->segment_count, 1);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("")), STET_OK);
    ck_assert_uint_eq(n->segment_count, 0);
    assert_sound(&f.a);
}
END_TEST

START_TEST(set_text_never_splits_a_piece_that_is_one_unit)
{
    stet_node p = new_node(&f, body_of(&f), STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "ab", 2, 0, 2), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "\xc2\xa0.", 3, 2, 6),
                     STET_OK);
    stet_node text = stet__article_first(f.pub, p);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("ab\xc2\xa0;")),
                     STET_OK);
    const struct node *n = &f.a.nodes[(uint32_t)text];
    ck_assert_uint_eq(n->segment_count, 2);
    ck_assert_uint_eq(n->segments[1].src_len, 0);
    assert_sound(&f.a);
}
END_TEST

START_TEST(set_text_of_a_container_leaves_one_text)
{
    stet_node p = paragraph(&f, "one ");
    stet_node link = new_node(&f, p, STET_LINK);
    ck_assert_int_eq(stet__article_text_append(f.pub, link, "two", 3, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("three")), STET_OK);
    assert_text(stet__article_content(f.pub, p), "three");
    ck_assert(stet__article_first(f.pub, p) == stet__article_last(f.pub, p));
    ck_assert_int_eq(stet__article_kind(f.pub, link), STET_KIND_NONE);
    size_t entries = f.a.journal_count;
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("three")), STET_OK);
    ck_assert_uint_eq(f.a.journal_count, entries);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("")), STET_OK);
    ck_assert(stet__article_first(f.pub, p) == 0);
    assert_sound(&f.a);
}
END_TEST

START_TEST(text_stays_valid_across_changes)
{
    stet_node p = paragraph(&f, "before"), text = stet__article_first(f.pub, p);
    stet_str old = stet__article_text(f.pub, text);
    stet__article_mark(&f.a);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("after")), STET_OK);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(stet__article_text_append(f.pub, text, "more", 4, 0, 0),
                         STET_OK);
    assert_text(old, "before");
    ck_assert_int_eq(old.p[old.n], '\0');
}
END_TEST

static Suite *tree_suite(void)
{
    Suite *s = suite_create("model_text");
    TCase *t = tcase_create("tree");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, leaves_at_once_are_those_one_by_one);
    tcase_add_test(t, leaves_that_do_not_fit_answer_why);
    tcase_add_test(t, leaves_beyond_the_limit_are_left_out);
#ifndef NDEBUG
#endif
    tcase_add_test(t, append_extends_the_last_text_child);
    tcase_add_test(t, append_joins_pieces_that_continue);
    tcase_add_test(t, append_after_text_from_nowhere_keeps_a_piece_for_it);
    tcase_add_test(t, append_of_bad_text_changes_nothing);
    tcase_add_test(t, append_of_many_small_pieces_is_amortised);
    tcase_add_test(t, append_needs_a_place_for_text);
    tcase_add_test(t, set_text_keeps_the_map_of_both_ends);
    tcase_add_test(t, set_text_never_splits_a_piece_that_is_one_unit);
    tcase_add_test(t, set_text_of_a_container_leaves_one_text);
    tcase_add_test(t, text_stays_valid_across_changes);
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
