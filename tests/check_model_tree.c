/* SPDX-License-Identifier: MIT */
/* Nodes, text, attributes, statements, notices and ranges of an article. */
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

/* ---- handles ---------------------------------------------------------------- */
START_TEST(handle_of_other_article_is_stale)
{
    struct fixture g;
    fixture_init(&g, 8, "");
    stet_node other = paragraph(&g, "theirs");
    paragraph(&f, "ours");
    ck_assert_int_eq(stet__article_kind(f.pub, other), STET_KIND_NONE);
    assert_text(stet__article_text(f.pub, other), "");
    assert_text(stet__article_content(f.pub, other), "");
    ck_assert(stet__article_parent(f.pub, other) == 0);
    ck_assert(stet__article_node_new(f.pub, other, 0, STET_TEXT, NOWHERE) == 0);
    ck_assert_int_eq(stet__article_set_text(f.pub, other, TEXT_OF("x")), STET_E_STALE);
    ck_assert_int_eq(stet__article_text_append(f.pub, other, "x", 1, 0, 0),
                     STET_E_STALE);
    ck_assert_int_eq(stet__article_set_int(f.pub, other, STET_ATTR_LEVEL, 1),
                     STET_E_STALE);
    ck_assert_int_eq(stet__article_remove(f.pub, other), STET_E_STALE);
    ck_assert_int_eq(stet__article_move(f.pub, other, body_of(&f), 0), STET_E_STALE);
    ck_assert_int_eq(stet__article_set_zone(f.pub, other, STET_ZONE_HEAD),
                     STET_E_STALE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, other, STET_HEADING), STET_E_STALE);
    assert_text(stet__article_content(g.pub, other), "theirs");
    fixture_done(&g);
}
END_TEST

START_TEST(handle_of_earlier_article_is_stale)
{
    stet_node n = paragraph(&f, "gone");
    ck_assert_int_eq(stet__article_reset(&f.a, 9, stet_cstr(""), stet_cstr("")),
                     STET_OK);
    paragraph(&f, "here");
    ck_assert_int_eq(stet__article_kind(f.pub, n), STET_KIND_NONE);
    ck_assert_int_eq(stet__article_remove(f.pub, n), STET_E_STALE);
}
END_TEST

START_TEST(handle_of_removed_node_is_stale_with_all_below)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH), next = paragraph(&f, "next");
    ck_assert_int_eq(stet__article_remove(f.pub, quote), STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, quote), STET_E_STALE);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "x", 1, 0, 0), STET_E_STALE);
    ck_assert(stet__article_first(f.pub, body_of(&f)) == next);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), p, STET_QUOTE, NOWHERE) == 0);
    assert_sound(&f.a);
}
END_TEST

START_TEST(handles_made_up_answer_nothing)
{
    const stet_node bad[] = {0,
                             1,
                             UINT64_MAX,
                             (stet_node)7 << 32,
                             (stet_node)7 << 32 | 999,
                             (stet_node)7 << 32 | UINT32_MAX};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t count = 5;
        ck_assert_int_eq(stet__article_kind(f.pub, bad[i]), STET_KIND_NONE);
        ck_assert(stet__article_first(f.pub, bad[i]) == 0);
        ck_assert(stet__article_find(f.pub, bad[i], 0, STET_TEXT) == 0);
        ck_assert_ptr_null(stet__article_walk(f.pub, bad[i], &count));
        ck_assert_uint_eq(count, 0);
        ck_assert_int_eq(stet__article_attr_int(f.pub, bad[i], STET_ATTR_LEVEL, -3),
                         -3);
        ck_assert_int_eq(stet__article_clear_attr(f.pub, bad[i], STET_ATTR_LEVEL),
                         STET_E_STALE);
        assert_text(stet__article_author(f.pub, bad[i]), "");
    }
}
END_TEST

START_TEST(no_article_is_misuse)
{
    size_t count;
    ck_assert_int_eq(stet__article_set_text(NULL, 1, TEXT_OF("x")), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_text_append(NULL, 1, "x", 1, 0, 0), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_set_node(NULL, 1, STET_ATTR_BLOCK, 1),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_set_attr(NULL, 1, STET_ATTR_HREF, TEXT_OF("x")),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_move(NULL, 1, 1, 1), STET_E_MISUSE);
    ck_assert(stet__article_node_new(NULL, 1, 0, STET_TEXT, NOWHERE) == 0);
    ck_assert(stet__article_root(NULL, STET_FAMILY_BLOCK) == 0);
    ck_assert(stet__article_state(NULL, STET_HEADLINE, TEXT_OF("x"), NULL) == 0);
    ck_assert(stet__article_field(NULL, STET_HEADLINE) == 0);
    ck_assert_ptr_null(stet__article_walk(NULL, 1, &count));
    assert_text(stet__article_content(NULL, 1), "");
    assert_text(stet__article_source(NULL), "");
    ck_assert_int_eq(stet__article_enter_step(NULL, TEXT_OF("x"), NULL, NULL, 0, NULL),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_init(NULL, NULL, NULL, NULL), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_reset(NULL, 1, TEXT_OF(""), TEXT_OF("")),
                     STET_E_MISUSE);
    stet__article_done(NULL);
}
END_TEST

#ifndef NDEBUG
static void *change_elsewhere(void *self)
{
    stet_code *code = self;
    *code = stet__article_set_text(f.pub, stet__article_first(f.pub, body_of(&f)),
                                   TEXT_OF("x"));
    return NULL;
}

START_TEST(other_thread_is_misuse)
{
    pthread_t thread;
    stet_code code = STET_OK;
    stet_node n = paragraph(&f, "mine");
    ck_assert_int_eq(pthread_create(&thread, NULL, change_elsewhere, &code), 0);
    pthread_join(thread, NULL);
    ck_assert_int_eq(code, STET_E_MISUSE);
    assert_text(stet__article_content(f.pub, n), "mine");
}
END_TEST
#endif

/* ---- nodes ------------------------------------------------------------------ */
START_TEST(node_new_puts_before_a_sibling)
{
    stet_node b = paragraph(&f, "b");
    stet_node a =
        stet__article_node_new(f.pub, body_of(&f), b, STET_PARAGRAPH, NOWHERE);
    stet_node c = paragraph(&f, "c");
    ck_assert(stet__article_first(f.pub, body_of(&f)) == a);
    ck_assert(stet__article_next(f.pub, a) == b);
    ck_assert(stet__article_prev(f.pub, c) == b);
    ck_assert(stet__article_last(f.pub, body_of(&f)) == c);
    ck_assert(stet__article_parent(f.pub, a) == body_of(&f));
    assert_sound(&f.a);
}
END_TEST

START_TEST(node_new_refuses_what_does_not_fit)
{
    stet_node p = paragraph(&f, "p"), list = new_node(&f, body_of(&f), STET_LIST);
    stet_node text = stet__article_first(f.pub, p);
    size_t count = f.a.node_count;
    ck_assert(stet__article_node_new(f.pub, p, 0, STET_PARAGRAPH, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_TEXT, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_HEADLINE, NOWHERE) ==
              0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_ITEM, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, list, 0, STET_PARAGRAPH, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, text, 0, STET_TEXT, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_KIND_BODY, NOWHERE) ==
              0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_KIND_MAX, NOWHERE) ==
              0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, 60000, NOWHERE) == 0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), text, STET_QUOTE, NOWHERE) ==
              0);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_QUOTE,
                                     (stet_span){UINT32_MAX, 2}) == 0);
    ck_assert_uint_eq(f.a.node_count, count);
    ck_assert_int_eq(f.a.failed, STET_OK);
}
END_TEST

START_TEST(depth_is_limited_and_moves_keep_it)
{
    stet_node n = body_of(&f), deep = 0;
    for (uint64_t i = 0; i < f.limits.depth; i++)
        n = new_node(&f, n, STET_QUOTE);
    ck_assert(stet__article_node_new(f.pub, n, 0, STET_QUOTE, NOWHERE) == 0);
    ck_assert_int_eq(f.a.failed, STET_E_LIMIT);
    f.a.failed = STET_OK;
    deep = stet__article_parent(f.pub, n);
    stet_node pair = new_node(&f, body_of(&f), STET_QUOTE);
    new_node(&f, pair, STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_move(f.pub, pair, deep, 0), STET_E_LIMIT);
    ck_assert_int_eq(
        stet__article_move(f.pub, pair, stet__article_parent(f.pub, deep), 0), STET_OK);
    assert_sound(&f.a);
}
END_TEST

START_TEST(very_deep_tree_is_walked_and_removed)
{
    f.limits.depth = UINT64_MAX;
    stet_node n = body_of(&f);
    size_t depth = 0, count;
    for (stet_node q;
         (q = stet__article_node_new(f.pub, n, 0, STET_QUOTE, NOWHERE)) != 0; depth++)
        n = q;
    ck_assert_uint_ge(depth, 900);
    f.a.failed = STET_OK;
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    ck_assert_uint_eq(count, depth);
    ck_assert_uint_eq(items[count - 1].depth, depth - 1);
    ck_assert_uint_eq(items[0].skip, count);
    assert_text(stet__article_content(f.pub, body_of(&f)), "");
    struct article_mark mark = stet__article_mark(&f.a);
    ck_assert_int_eq(
        stet__article_remove(f.pub, stet__article_first(f.pub, body_of(&f))), STET_OK);
    assert_sound(&f.a);
    stet__article_undo(&f.a, mark, 1);
    assert_sound(&f.a);
    ck_assert_int_eq(stet__article_kind(f.pub, n), STET_QUOTE);
}
END_TEST

START_TEST(number_of_nodes_is_limited)
{
    f.limits.nodes = 1000;
    size_t made = 4;
    while (stet__article_node_new(f.pub, body_of(&f), 0, STET_SEPARATOR, NOWHERE))
        made++;
    ck_assert_uint_eq(made, 1000);
    ck_assert_int_eq(f.a.failed, STET_E_LIMIT);
    assert_sound(&f.a);
}
END_TEST

START_TEST(wide_tree_keeps_links)
{
    stet_node last = 0;
    size_t count;
    for (int i = 0; i < 20000; i++)
        last = new_node(&f, body_of(&f), STET_SEPARATOR);
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    ck_assert_uint_eq(count, 20000);
    ck_assert(items[19999].node == last);
    ck_assert_uint_eq(items[123].skip, 124);
    assert_sound(&f.a);
}
END_TEST

START_TEST(roots_stay_where_they_are)
{
    stet_node article = stet__article_root(f.pub, STET_FAMILY_NONE);
    stet_node fields = stet__article_root(f.pub, STET_FAMILY_FIELD);
    ck_assert_int_eq(stet__article_remove(f.pub, body_of(&f)), STET_E_RANGE);
    ck_assert_int_eq(stet__article_remove(f.pub, article), STET_E_RANGE);
    ck_assert_int_eq(stet__article_move(f.pub, fields, body_of(&f), 0), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, fields, STET_QUOTE), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_zone(f.pub, body_of(&f), STET_ZONE_TAIL),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_text(f.pub, body_of(&f), TEXT_OF("x")),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_text_append(f.pub, body_of(&f), "x", 1, 0, 0),
                     STET_E_RANGE);
    assert_sound(&f.a);
}
END_TEST

START_TEST(move_refuses_circles_and_wrong_places)
{
    stet_node outer = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node inner = new_node(&f, outer, STET_QUOTE), p = paragraph(&f, "p");
    ck_assert_int_eq(stet__article_move(f.pub, outer, inner, 0), STET_E_RANGE);
    ck_assert_int_eq(stet__article_move(f.pub, outer, outer, 0), STET_E_RANGE);
    ck_assert_int_eq(stet__article_move(f.pub, outer, p, 0), STET_E_RANGE);
    ck_assert_int_eq(stet__article_move(f.pub, p, outer, p), STET_E_RANGE);
    ck_assert_int_eq(stet__article_move(f.pub, p, inner, 0), STET_OK);
    ck_assert(stet__article_parent(f.pub, p) == inner);
    ck_assert_int_eq(stet__article_move(f.pub, p, body_of(&f), outer), STET_OK);
    ck_assert(stet__article_first(f.pub, body_of(&f)) == p);
    assert_sound(&f.a);
}
END_TEST

START_TEST(move_to_the_same_place_changes_nothing)
{
    stet_node a = paragraph(&f, "a"), b = paragraph(&f, "b");
    size_t entries = f.a.journal_count;
    ck_assert_int_eq(stet__article_move(f.pub, a, body_of(&f), b), STET_OK);
    ck_assert_int_eq(stet__article_move(f.pub, a, body_of(&f), a), STET_OK);
    ck_assert_int_eq(stet__article_move(f.pub, b, body_of(&f), 0), STET_OK);
    ck_assert_uint_eq(f.a.journal_count, entries);
}
END_TEST

START_TEST(zone_is_that_of_the_block_above)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH);
    size_t count;
    ck_assert_int_eq(stet__article_zone(f.pub, p), STET_ZONE_BODY);
    ck_assert_int_eq(stet__article_set_zone(f.pub, quote, STET_ZONE_TAIL), STET_OK);
    ck_assert_int_eq(stet__article_zone(f.pub, p), STET_ZONE_TAIL);
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    ck_assert_uint_eq(items[1].zone, STET_ZONE_TAIL);
    items = stet__article_walk(f.pub, quote, &count);
    ck_assert_uint_eq(items[0].zone, STET_ZONE_TAIL);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, 0), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, 4), STET_E_RANGE);
    ck_assert_int_eq(
        stet__article_zone(f.pub, stet__article_root(f.pub, STET_FAMILY_FIELD)),
        STET_ZONE_NONE);
}
END_TEST

START_TEST(kind_changes_within_what_fits)
{
    stet_node p = paragraph(&f, "words");
    stet_node sure = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("h"), NULL);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_HEADING), STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, p), STET_HEADING);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_LIST), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_CODE), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_HEADLINE), STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, 999), STET_E_RANGE);
    ck_assert_int_eq(
        stet__article_set_kind(f.pub, stet__article_first(f.pub, p), STET_EMPHASIS),
        STET_E_RANGE);
    ck_assert_int_eq(stet__article_set_kind(f.pub, sure, STET_ALT_HEADLINE), STET_OK);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == 0);
    ck_assert(stet__article_field(f.pub, STET_ALT_HEADLINE) == sure);
    assert_sound(&f.a);
}
END_TEST

/* ---- content and walks ------------------------------------------------------ */
START_TEST(content_joins_blocks_and_breaks)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH),
              q = new_node(&f, quote, STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "a", 1, 0, 0), STET_OK);
    new_node(&f, p, STET_SOFT_BREAK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "b", 1, 0, 0), STET_OK);
    new_node(&f, p, STET_LINE_BREAK);
    stet_node html = new_node(&f, p, STET_HTML_INLINE);
    ck_assert_int_eq(stet__article_text_append(f.pub, html, "<i>", 3, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "c", 1, 0, 0), STET_OK);
    new_node(&f, body_of(&f), STET_SEPARATOR);
    ck_assert_int_eq(stet__article_text_append(f.pub, q, "d", 1, 0, 0), STET_OK);
    paragraph(&f, "e");
    assert_text(stet__article_content(f.pub, p), "a b\nc");
    assert_text(stet__article_content(f.pub, quote), "a b\nc\nd");
    assert_text(stet__article_content(f.pub, body_of(&f)), "a b\nc\nd\ne");
    assert_text(stet__article_content(f.pub, html), "<i>");
    ck_assert_ptr_eq(stet__article_content(f.pub, quote).p,
                     stet__article_content(f.pub, quote).p);
}
END_TEST

/* It is as long as the texts, whatever becomes of their bytes. */
START_TEST(content_has_spaces_for_line_ends_of_running_text)
{
    stet_node p = paragraph(&f, "a\nb\n"),
              verse = new_node(&f, body_of(&f), STET_PREFORMATTED);
    stet_node code = new_node(&f, body_of(&f), STET_CODE);
    assert_text(stet__article_content(f.pub, p), "a b ");
    assert_text(stet__article_content(f.pub, stet__article_first(f.pub, p)), "a b ");
    assert_text(stet__article_text(f.pub, stet__article_first(f.pub, p)), "a\nb\n");
    stet_node em = new_node(&f, p, STET_EMPHASIS);
    ck_assert_int_eq(stet__article_text_append(f.pub, em, "c\nd", 3, 0, 0), STET_OK);
    assert_text(stet__article_content(f.pub, p), "a b c d");
    em = new_node(&f, verse, STET_EMPHASIS);
    ck_assert_int_eq(stet__article_text_append(f.pub, em, "e\nf", 3, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "g\nh", 3, 0, 0), STET_OK);
    assert_text(stet__article_content(f.pub, verse), "e\nf");
    assert_text(stet__article_content(f.pub, em), "e\nf");
    assert_text(stet__article_content(f.pub, code), "g\nh");
    assert_text(stet__article_content(f.pub, body_of(&f)), "a b c d\ne\nf\ng\nh");
    assert_text(stet__article_view(f.pub, STET_LAYER_TEXT, STET_ZONES_ALL)->text,
                "a b c d\n\ne\nf\n\ng\nh");
}
END_TEST

START_TEST(content_follows_changes)
{
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH),
              q = new_node(&f, quote, STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("a")), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, q, TEXT_OF("b")), STET_OK);
    assert_text(stet__article_content(f.pub, quote), "a\nb");
    ck_assert_int_eq(stet__article_set_text(f.pub, q, TEXT_OF("c")), STET_OK);
    assert_text(stet__article_content(f.pub, quote), "a\nc");
    ck_assert_int_eq(stet__article_move(f.pub, q, quote, p), STET_OK);
    assert_text(stet__article_content(f.pub, quote), "c\na");
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("h"), NULL) != 0);
    ck_assert_int_eq(stet__article_remove(f.pub, p), STET_OK);
    assert_text(stet__article_content(f.pub, quote), "c");
}
END_TEST

START_TEST(walk_gives_document_order_with_skips)
{
    stet_node list = new_node(&f, body_of(&f), STET_LIST),
              one = new_node(&f, list, STET_ITEM);
    stet_node two = new_node(&f, list, STET_ITEM), after = paragraph(&f, "after");
    ck_assert_int_eq(stet__article_text_append(f.pub, one, "1", 1, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, two, "2", 1, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_set_int(f.pub, list, STET_ATTR_START, 3), STET_OK);
    static const uint32_t skips[] = {5, 3, 3, 5, 5, 7, 7};
    static const uint16_t depths[] = {0, 1, 2, 1, 2, 0, 1};
    size_t count;
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    ck_assert_uint_eq(count, 7);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(items[i].skip, skips[i]);
        ck_assert_uint_eq(items[i].depth, depths[i]);
    }
    ck_assert(items[0].node == list && items[3].node == two && items[5].node == after);
    ck_assert_uint_eq(items[0].attr_count, 1);
    ck_assert_int_eq(items[0].attrs[0].number, 3);
    assert_text(items[6].text, "after");
    items = stet__article_walk(f.pub, one, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(items[0].skip, 1);
    ck_assert_uint_eq(items[0].depth, 0);
    ck_assert_ptr_nonnull(stet__article_walk(f.pub, items[0].node, &count));
    ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(walk_is_built_once_per_state)
{
    stet_node p = paragraph(&f, "x");
    size_t count;
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    ck_assert_ptr_eq(items, stet__article_walk(f.pub, body_of(&f), &count));
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("h"), NULL) != 0);
    ck_assert_ptr_eq(items, stet__article_walk(f.pub, body_of(&f), &count));
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("y")), STET_OK);
    const stet_item *later = stet__article_walk(f.pub, body_of(&f), &count);
    assert_text(later[1].text, "y");
    assert_text(items[1].text, "x");
    ck_assert_ptr_ne(items, later);
}
END_TEST

START_TEST(walks_of_earlier_steps_are_reused)
{
    stet_node p = paragraph(&f, "x");
    size_t count, used = 0;
    for (int i = 0; i < 200; i++) {
        char text[16];
        int n = snprintf(text, sizeof text, "%d", i);
        ck_assert_int_eq(
            stet__article_enter_step(&f.a, TEXT_OF("s"), NULL, NULL, 0, NULL), STET_OK);
        ck_assert_int_eq(stet__article_set_text(f.pub, p, stet_strn(text, (size_t)n)),
                         STET_OK);
        assert_text(stet__article_walk(f.pub, body_of(&f), &count)[1].text, text);
        if (i == 20)
            used = f.a.arena.used;
    }
    ck_assert_uint_le(f.a.arena.used - used, 180 * 64);
}
END_TEST

START_TEST(find_goes_over_siblings)
{
    stet_node a = paragraph(&f, "a"), h = new_node(&f, body_of(&f), STET_HEADING),
              b = paragraph(&f, "b");
    ck_assert(stet__article_find(f.pub, body_of(&f), 0, STET_PARAGRAPH) == a);
    ck_assert(stet__article_find(f.pub, body_of(&f), a, STET_PARAGRAPH) == b);
    ck_assert(stet__article_find(f.pub, body_of(&f), b, STET_PARAGRAPH) == 0);
    ck_assert(stet__article_find(f.pub, body_of(&f), 0, STET_HEADING) == h);
    ck_assert(stet__article_find(f.pub, a, b, STET_HEADING) == 0);
    ck_assert(stet__article_find(f.pub, body_of(&f), 0, STET_TEXT) == 0);
}
END_TEST

/* ---- places ----------------------------------------------------------------- */
START_TEST(place_counts_lines_and_characters)
{
    static const struct {
        uint32_t off, line, column;
    } rows[] = {{0, 1, 1},   {10, 1, 11}, {11, 2, 1}, {18, 2, 8}, {20, 2, 9},
                {28, 2, 16}, {29, 3, 1},  {30, 4, 1}, {34, 4, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_place place = stet__article_place(f.pub, rows[i].off);
        ck_assert_msg(place.line == rows[i].line && place.column == rows[i].column,
                      "%u: %u:%u", rows[i].off, place.line, place.column);
    }
    ck_assert_uint_eq(stet__article_place(f.pub, 35).line, 0);
    ck_assert_uint_eq(stet__article_place(f.pub, UINT32_MAX).line, 0);
    ck_assert_uint_eq(stet__article_place(NULL, 0).line, 0);
}
END_TEST

/* ---- memory ----------------------------------------------------------------- */
START_TEST(memory_is_limited_by_the_source)
{
    f.limits.memory_factor = 4;
    f.limits.memory_floor = 64 << 10;
    ck_assert_int_eq(stet__article_reset(&f.a, 11, TEXT_OF("source"), TEXT_OF("")),
                     STET_OK);
    stet_node p = paragraph(&f, "x");
    stet_code code = STET_OK;
    char block[1000];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 5000 && code == STET_OK; i++)
        code = stet__article_text_append(f.pub, p, block, sizeof block, 0, 0);
    ck_assert_int_eq(code, STET_E_LIMIT);
    assert_sound(&f.a);
}
END_TEST

START_TEST(article_larger_than_the_limit_is_refused)
{
    f.limits.article_bytes = 5;
    ck_assert_int_eq(stet__article_reset(&f.a, 11, TEXT_OF("123456"), TEXT_OF("")),
                     STET_E_LIMIT);
    ck_assert(body_of(&f) == 0);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("x"), NULL) == 0);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == 0);
    ck_assert_int_eq(stet__article_reset(&f.a, 12, TEXT_OF("12345"), TEXT_OF("")),
                     STET_OK);
    assert_sound(&f.a);
}
END_TEST

static Suite *tree_suite(void)
{
    Suite *s = suite_create("model_tree");
    TCase *t = tcase_create("tree");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, handle_of_other_article_is_stale);
    tcase_add_test(t, handle_of_earlier_article_is_stale);
    tcase_add_test(t, handle_of_removed_node_is_stale_with_all_below);
    tcase_add_test(t, handles_made_up_answer_nothing);
    tcase_add_test(t, no_article_is_misuse);
#ifndef NDEBUG
    tcase_add_test(t, other_thread_is_misuse);
#endif
    tcase_add_test(t, node_new_puts_before_a_sibling);
    tcase_add_test(t, node_new_refuses_what_does_not_fit);
    tcase_add_test(t, depth_is_limited_and_moves_keep_it);
    tcase_add_test(t, very_deep_tree_is_walked_and_removed);
    tcase_add_test(t, number_of_nodes_is_limited);
    tcase_add_test(t, wide_tree_keeps_links);
    tcase_add_test(t, roots_stay_where_they_are);
    tcase_add_test(t, move_refuses_circles_and_wrong_places);
    tcase_add_test(t, move_to_the_same_place_changes_nothing);
    tcase_add_test(t, zone_is_that_of_the_block_above);
    tcase_add_test(t, kind_changes_within_what_fits);
    tcase_add_test(t, content_joins_blocks_and_breaks);
    tcase_add_test(t, content_has_spaces_for_line_ends_of_running_text);
    tcase_add_test(t, content_follows_changes);
    tcase_add_test(t, walk_gives_document_order_with_skips);
    tcase_add_test(t, walk_is_built_once_per_state);
    tcase_add_test(t, walks_of_earlier_steps_are_reused);
    tcase_add_test(t, find_goes_over_siblings);
    tcase_add_test(t, place_counts_lines_and_characters);
    tcase_add_test(t, memory_is_limited_by_the_source);
    tcase_add_test(t, article_larger_than_the_limit_is_refused);
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
