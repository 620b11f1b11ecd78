/* SPDX-License-Identifier: MIT */
/* The journal: one entry for a change, undo, effects, authors, replay and diff. */
#include "model_fixture.h"

static struct fixture f;

static void setup(void)
{
    fixture_init(&f, 3, "The source of the article.\n");
}

static void teardown(void)
{
    stet__fail_alloc(0, 0);
    fixture_done(&f);
}

static void enter(const char *id)
{
    ck_assert_int_eq(stet__article_enter_step(&f.a, stet_cstr(id), NULL, NULL, 0, NULL),
                     STET_OK);
}

/* A tree with some of everything, the same for each article that it is made in. */
static stet_code fill(struct article *a)
{
    stet_article *pub = &a->pub;
    stet_node body = stet__article_root(pub, STET_FAMILY_BLOCK);
    for (int i = 0; i < 6; i++) {
        stet_node p =
            stet__article_node_new(pub, body, 0, i % 3 ? STET_PARAGRAPH : STET_QUOTE,
                                   (stet_span){(uint32_t)i, 2});
        if (!(i % 3))
            p = stet__article_node_new(pub, p, 0, STET_PARAGRAPH, NOWHERE);
        stet_code code = stet__article_text_append(pub, p, "The source ", 11, 0, 11);
        if (code == STET_OK)
            code = stet__article_text_append(pub, p, "and m\xc3\xb6re", 9, 0, 0);
        stet_node link = stet__article_node_new(pub, p, 0, STET_LINK, NOWHERE);
        if (code == STET_OK && link)
            code = stet__article_text_append(pub, link, "link", 4, 5, 4);
        if (code == STET_OK && link)
            code = stet__article_set_attr(pub, link, STET_ATTR_HREF,
                                          TEXT_OF("https://x.example"));
        if (code != STET_OK || !link)
            return code == STET_OK ? a->failed : code;
    }
    stet_claim claim = {
        .size = sizeof claim, .confidence = STET_ASSERTED, .source = TEXT_OF("meta")};
    stet__article_state(pub, STET_HEADLINE, TEXT_OF("Head"), &claim);
    stet__article_state(pub, STET_BYLINE, TEXT_OF("By"), &claim);
    stet_node notice =
        stet__article_notice_new(pub, STET_CORRECTION, STET_ZONE_TAIL, &claim);
    stet_node block = stet__article_last(pub, body);
    stet__article_range_add(pub, notice, block, 4, 10);
    stet__article_range_add(pub, notice, stet__article_first(pub, body), 0, SIZE_MAX);
    return a->failed;
}

/* ---- entries ---------------------------------------------------------------- */
START_TEST(reading_is_one_entry)
{
    stet__article_begin_read(&f.a);
    ck_assert_int_eq(fill(&f.a), STET_OK);
    stet__article_end_read(&f.a);
    ck_assert_uint_eq(f.a.journal_count, 1);
    ck_assert_int_eq(f.a.journal[0].op, JOURNAL_READ);
    ck_assert_uint_eq(f.a.journal[0].node, 5);
    ck_assert_uint_eq(f.a.journal[0].count, f.a.node_count - 5);
    assert_sound(&f.a);
}
END_TEST

START_TEST(reading_may_say_what_the_body_is)
{
    struct article_mark mark = stet__article_mark(&f.a);
    char *before = dump(&f.a), *after;
    enter("reader");
    stet__article_begin_read(&f.a);
    ck_assert_int_eq(stet__article_set_attr(f.pub, body_of(&f), STET_ATTR_MEDIA,
                                            TEXT_OF("text/plain")),
                     STET_OK);
    paragraph(&f, "p");
    stet__article_end_read(&f.a);
    ck_assert_uint_eq(f.a.journal_count, 1);
    assert_text(stet__article_attr_str(f.pub, body_of(&f), STET_ATTR_MEDIA),
                "text/plain");
    stet__article_undo(&f.a, mark, 1);
    after = dump(&f.a);
    ck_assert_str_eq(before, after);
    assert_sound(&f.a);
    free(before);
    free(after);
}
END_TEST

START_TEST(reading_of_nothing_is_no_entry)
{
    stet__article_begin_read(&f.a);
    stet__article_end_read(&f.a);
    stet__article_end_read(&f.a);
    ck_assert_uint_eq(f.a.journal_count, 0);
}
END_TEST

START_TEST(reading_is_undone_with_what_it_did_to_older_nodes)
{
    stet_node old = paragraph(&f, "old");
    struct article_mark mark = stet__article_mark(&f.a);
    char *before = dump(&f.a), *after;
    stet__article_begin_read(&f.a);
    ck_assert_int_eq(fill(&f.a), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, old, TEXT_OF("new")), STET_OK);
    ck_assert_int_eq(
        stet__article_move(f.pub, old, stet__article_last(f.pub, body_of(&f)), 0),
        STET_E_RANGE);
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    ck_assert_int_eq(stet__article_move(f.pub, old, quote, 0), STET_OK);
    stet__article_undo(&f.a, mark, 1); /* while reading */
    after = dump(&f.a);
    ck_assert_str_eq(before, after);
    ck_assert_int_eq(f.a.reading, 0);
    assert_sound(&f.a);
    free(before);
    free(after);
}
END_TEST

START_TEST(equal_values_make_no_entry)
{
    stet_node p = paragraph(&f, "text"), text = stet__article_first(f.pub, p);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("de")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_int(f.pub, p, STET_ATTR_LEVEL, 2), STET_OK);
    ck_assert_int_eq(stet__article_set_node(f.pub, p, STET_ATTR_BLOCK, p), STET_OK);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_HEAD), STET_OK);
    size_t entries = f.a.journal_count;
    uint64_t state = f.a.state;
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("text")), STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("de")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_int(f.pub, p, STET_ATTR_LEVEL, 2), STET_OK);
    ck_assert_int_eq(stet__article_set_node(f.pub, p, STET_ATTR_BLOCK, p), STET_OK);
    ck_assert_int_eq(stet__article_clear_attr(f.pub, p, STET_ATTR_HREF), STET_OK);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_HEAD), STET_OK);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_PARAGRAPH), STET_OK);
    ck_assert_uint_eq(f.a.journal_count, entries);
    ck_assert_uint_eq(f.a.state, state);
}
END_TEST

START_TEST(each_change_is_one_entry)
{
    stet_node p = paragraph(&f, "text"), q = paragraph(&f, "q"),
              text = stet__article_first(f.pub, p);
    static const int ops[] = {JOURNAL_TEXT, JOURNAL_ATTR,   JOURNAL_ZONE, JOURNAL_KIND,
                              JOURNAL_MOVE, JOURNAL_REMOVE, JOURNAL_NEW};
    struct article_mark mark = stet__article_mark(&f.a);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("other")), STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("de")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_HEAD), STET_OK);
    ck_assert_int_eq(stet__article_set_kind(f.pub, p, STET_HEADING), STET_OK);
    ck_assert_int_eq(stet__article_move(f.pub, p, body_of(&f), 0), STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, q), STET_OK);
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("h"), NULL) != 0);
    ck_assert_uint_eq(f.a.journal_count - mark.journal, 7);
    for (size_t i = 0; i < 7; i++)
        ck_assert_int_eq(f.a.journal[mark.journal + i].op, ops[i]);
}
END_TEST

START_TEST(entries_are_not_joined_across_a_mark)
{
    stet_node code = new_node(&f, body_of(&f), STET_CODE);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "a", 1, 0, 0), STET_OK);
    struct article_mark first = stet__article_mark(&f.a);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "b", 1, 0, 0), STET_OK);
    struct article_mark second = stet__article_mark(&f.a);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "c", 1, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "d", 1, 0, 0), STET_OK);
    ck_assert_uint_eq(f.a.journal_count, 3);
    assert_text(stet__article_text(f.pub, code), "abcd");
    stet__article_undo(&f.a, second, 0);
    assert_text(stet__article_text(f.pub, code), "ab");
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "e", 1, 0, 0), STET_OK);
    assert_text(stet__article_text(f.pub, code), "abe");
    stet__article_undo(&f.a, first, 0);
    assert_text(stet__article_text(f.pub, code), "a");
    ck_assert_int_eq(stet__article_text(f.pub, code).p[1], '\0');
    assert_sound(&f.a);
}
END_TEST

START_TEST(steps_do_not_share_entries)
{
    enter("one");
    stet_node code = new_node(&f, body_of(&f), STET_CODE);
    enter("two");
    ck_assert_int_eq(stet__article_text_append(f.pub, code, "a", 1, 0, 0), STET_OK);
    ck_assert_uint_eq(f.a.journal_count, 2);
    ck_assert_uint_ne(f.a.journal[0].step, f.a.journal[1].step);
}
END_TEST

/* ---- undo ------------------------------------------------------------------- */
START_TEST(undo_gives_handles_text_and_state_back)
{
    ck_assert_int_eq(fill(&f.a), STET_OK);
    stet_node first = stet__article_first(f.pub, body_of(&f));
    stet_str text = stet__article_content(f.pub, first);
    size_t count;
    struct article_mark mark = stet__article_mark(&f.a);
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    uint64_t state = f.a.state;
    ck_assert_int_eq(stet__article_remove(f.pub, first), STET_OK);
    ck_assert_int_eq(stet__article_kind(f.pub, first), STET_KIND_NONE);
    ck_assert_ptr_ne(stet__article_walk(f.pub, body_of(&f), &count), items);
    stet__article_undo(&f.a, mark, 0);
    ck_assert_int_eq(stet__article_kind(f.pub, first), STET_QUOTE);
    ck_assert_ptr_eq(stet__article_content(f.pub, first).p, text.p);
    ck_assert_uint_eq(f.a.state, state);
    ck_assert_ptr_eq(stet__article_walk(f.pub, body_of(&f), &count), items);
}
END_TEST

START_TEST(undo_leaves_slots_of_undone_nodes_unused)
{
    struct article_mark mark = stet__article_mark(&f.a);
    stet_node p = paragraph(&f, "p");
    stet__article_undo(&f.a, mark, 0);
    stet_node q = paragraph(&f, "q");
    ck_assert(p != q);
    ck_assert_int_eq(stet__article_kind(f.pub, p), STET_KIND_NONE);
    assert_text(stet__article_content(f.pub, p), "");
    assert_sound(&f.a);
}
END_TEST

START_TEST(undo_takes_findings_along_when_asked)
{
    f.a.finding_count = 0;
    struct article_mark mark = stet__article_mark(&f.a);
    ck_assert_int_eq(
        stet__array_reserve(&f.a.findings, &f.a.finding_cap, 4, sizeof *f.a.findings),
        STET_OK);
    f.a.finding_count = 2;
    stet__article_undo(&f.a, mark, 0);
    ck_assert_uint_eq(f.a.finding_count, 2);
    stet__article_undo(&f.a, mark, 1);
    ck_assert_uint_eq(f.a.finding_count, 0);
}
END_TEST

START_TEST(chosen_statement_follows_undo)
{
    stet_claim derived = {.size = sizeof derived, .confidence = STET_DERIVED};
    stet_node a = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("a"), &derived);
    struct article_mark mark = stet__article_mark(&f.a);
    stet_node b = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("b"), NULL);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == b);
    stet__article_undo(&f.a, mark, 0);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == a);
    stet_node c = stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("c"), NULL);
    ck_assert(stet__article_field(f.pub, STET_HEADLINE) == c);
}
END_TEST

/* ---- effects and authors ---------------------------------------------------- */
static void declare(struct kind_set *set, const stet_kind *kinds)
{
    memset(set, 0, sizeof *set);
    for (; *kinds; kinds++)
        set->bits[*kinds / 64] |= (uint64_t)1 << *kinds % 64;
    ck_assert_int_eq(stet__article_enter_step(&f.a, TEXT_OF("s"), NULL, NULL, 0, set),
                     STET_OK);
}

START_TEST(undeclared_changes_are_refused)
{
    stet_node p = paragraph(&f, "p"), h = new_node(&f, body_of(&f), STET_HEADING);
    stet_node text = stet__article_first(f.pub, p);
    struct kind_set set;
    static const stet_kind only[] = {STET_HEADING, STET_HEADLINE, 0};
    size_t entries = f.a.journal_count;
    declare(&set, only);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("x")),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "x", 1, 0, 0),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("x")),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_set_int(f.pub, p, STET_ATTR_LEVEL, 1),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_set_node(f.pub, p, STET_ATTR_BLOCK, p),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_clear_attr(f.pub, p, STET_ATTR_LANG),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_HEAD),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_set_kind(f.pub, h, STET_PARAGRAPH),
                     STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_move(f.pub, p, body_of(&f), 0), STET_E_UNDECLARED);
    ck_assert_int_eq(stet__article_remove(f.pub, p), STET_E_UNDECLARED);
    ck_assert_uint_eq(f.a.journal_count, entries);
    ck_assert(stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, NOWHERE) ==
              0);
    ck_assert_int_eq(f.a.failed, STET_E_UNDECLARED);
    f.a.failed = STET_OK;
    ck_assert(stet__article_state(f.pub, STET_BYLINE, TEXT_OF("x"), NULL) == 0);
    ck_assert_int_eq(f.a.failed, STET_E_UNDECLARED);
    ck_assert(stet__article_notice_new(f.pub, STET_CORRECTION, 0, NULL) == 0);
    ck_assert_uint_eq(f.a.journal_count, entries);
}
END_TEST

START_TEST(declared_kinds_bring_their_inlines_and_parts)
{
    stet_node h = new_node(&f, body_of(&f), STET_HEADING);
    struct kind_set set;
    static const stet_kind only[] = {STET_HEADING, STET_AUTHORS, STET_CORRECTION, 0};
    declare(&set, only);
    ck_assert_int_eq(stet__article_text_append(f.pub, h, "x", 1, 0, 0), STET_OK);
    stet_node strong = new_node(&f, h, STET_STRONG);
    ck_assert_int_eq(stet__article_text_append(f.pub, strong, "y", 1, 0, 0), STET_OK);
    stet_node authors = stet__article_state(f.pub, STET_AUTHORS, TEXT_OF(""), NULL);
    stet_node party = new_node(&f, authors, STET_PARTY);
    ck_assert_int_eq(stet__article_set_attr(f.pub, party, STET_ATTR_NAME, TEXT_OF("A")),
                     STET_OK);
    stet_node notice =
        stet__article_notice_new(f.pub, STET_CORRECTION, STET_ZONE_TAIL, NULL);
    ck_assert(stet__article_range_add(f.pub, notice, h, 0, 1) != 0);
    ck_assert_int_eq(f.a.failed, STET_OK);
    assert_sound(&f.a);
}
END_TEST

START_TEST(author_is_the_last_that_changed_it)
{
    enter("reader");
    stet_node p = paragraph(&f, "p"), q = paragraph(&f, "q");
    struct article_mark mark = stet__article_mark(&f.a);
    enter("stamp");
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_TAIL), STET_OK);
    stet_node r = paragraph(&f, "r");
    assert_text(stet__article_author(f.pub, p), "stamp");
    assert_text(stet__article_author(f.pub, q), "reader");
    assert_text(stet__article_author(f.pub, r), "stamp");
    enter("reader");
    ck_assert_uint_eq(f.a.author_count, 3);
    stet__article_undo(&f.a, mark, 0);
    assert_text(stet__article_author(f.pub, p), "reader");
    assert_text(stet__article_author(f.pub, body_of(&f)), "reader");
    assert_text(
        stet__article_author(f.pub, stet__article_root(f.pub, STET_FAMILY_FIELD)), "");
}
END_TEST

START_TEST(author_of_a_block_is_who_changed_what_is_in_it)
{
    enter("reader");
    stet__article_begin_read(&f.a);
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node p = new_node(&f, quote, STET_PARAGRAPH),
              q = new_node(&f, quote, STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("p")), STET_OK);
    assert_text(stet__article_author(f.pub, quote), "reader");
    stet__article_end_read(&f.a);
    assert_text(stet__article_author(f.pub, p), "reader");
    struct article_mark mark = stet__article_mark(&f.a);
    enter("typo");
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("P")), STET_OK);
    assert_text(stet__article_author(f.pub, p), "typo");
    assert_text(stet__article_author(f.pub, quote), "typo");
    assert_text(stet__article_author(f.pub, q), "reader");
    enter("cut");
    ck_assert_int_eq(stet__article_remove(f.pub, q), STET_OK);
    assert_text(stet__article_author(f.pub, quote), "cut");
    assert_text(stet__article_author(f.pub, p), "typo");
    stet__article_undo(&f.a, mark, 0);
    assert_text(stet__article_author(f.pub, quote), "reader");
    assert_text(stet__article_author(f.pub, p), "reader");
}
END_TEST

/* ---- random changes --------------------------------------------------------- */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Any node, also one that is gone. */
static stet_node any_node(struct article *a, uint64_t *seed)
{
    return (stet_node)a->generation << 32 | next_random(seed) % (a->node_count + 1);
}

static const char *const samples[] = {"",
                                      "a",
                                      "The source",
                                      "of the \xc3\xa4rticle",
                                      "more and more text",
                                      "The source and m\xc3\xa9re",
                                      "and",
                                      "\xc3\xb6"};

static stet_str any_text(uint64_t *seed)
{
    return stet_cstr(samples[next_random(seed) % 8]);
}

static stet_kind any_kind(uint64_t *seed)
{
    static const stet_kind kinds[] = {
        STET_PARAGRAPH, STET_QUOTE,      STET_HEADING,    STET_LIST,
        STET_ITEM,      STET_TEXT,       STET_LINK,       STET_STRONG,
        STET_CODE,      STET_SOFT_BREAK, STET_LINE_BREAK, STET_HTML_INLINE,
        STET_HEADLINE,  STET_PARTY,      STET_CORRECTION, STET_BYLINE};
    return kinds[next_random(seed) % 16];
}

/* One call with arbitrary arguments; most are refused, which must do no harm. */
static void change(struct article *a, uint64_t *seed)
{
    stet_article *pub = &a->pub;
    stet_node n = any_node(a, seed), other = any_node(a, seed);
    uint32_t x = next_random(seed);
    stet_str text = any_text(seed);
    stet_code code = STET_OK;
    switch (next_random(seed) % 15) {
    case 0:
    case 1:
        stet__article_node_new(pub, n, x % 2 ? other : 0, any_kind(seed),
                               (stet_span){x % 20, x % 3});
        break;
    case 2:
    case 3:
        code = stet__article_text_append(pub, n, text.p, text.n, x % 9,
                                         x % 2 ? (uint32_t)text.n : 0);
        break;
    case 4:
    case 5:
        code = stet__article_set_text(pub, n, text);
        break;
    case 6:
        code = stet__article_set_attr(pub, n, x % 2 ? STET_ATTR_HREF : STET_ATTR_STAMP,
                                      text);
        break;
    case 7:
        code = stet__article_set_int(pub, n, x % 2 ? STET_ATTR_LEVEL : STET_ATTR_START,
                                     x % 5);
        break;
    case 8:
        code =
            stet__article_clear_attr(pub, n, x % 2 ? STET_ATTR_STAMP : STET_ATTR_HREF);
        break;
    case 9:
        code = stet__article_set_zone(pub, n, (int)(x % 5));
        break;
    case 10:
        code = stet__article_set_kind(pub, n, any_kind(seed));
        break;
    case 11:
    case 12:
        code = stet__article_move(pub, n, stet__article_parent(pub, other),
                                  x % 3 ? other : 0);
        break;
    case 13:
        code = x % 4 ? STET_OK : stet__article_remove(pub, n);
        break;
    default:
        if (x % 3)
            stet__article_range_add(
                pub,
                stet__article_first(pub, stet__article_root(pub, STET_FAMILY_NOTICE)),
                n, x % 7, x % 5 ? x % 7 + x % 11 : SIZE_MAX);
        else
            stet__article_state(pub, x % 2 ? STET_HEADLINE : STET_BYLINE, text, NULL);
        break;
    }
    ck_assert_msg(code != STET_E_MISUSE && code != STET_E_NOMEM && code != STET_E_LIMIT,
                  "%d", code);
    a->failed = STET_OK;
}

/* Changes with marks within marks; each undo must give back what was at its mark. */
static void change_and_undo(uint64_t *seed, int level)
{
    struct article_mark mark = stet__article_mark(&f.a);
    char *before = dump(&f.a), *after;
    size_t count;
    stet__article_walk(f.pub, body_of(&f), &count);
    for (int i = 0; i < 25; i++) {
        change(&f.a, seed);
        if (!(next_random(seed) % 8))
            stet__article_content(f.pub, any_node(&f.a, seed));
    }
    assert_sound(&f.a);
    if (level < 3)
        for (int i = 0; i < 2; i++)
            change_and_undo(seed, level + 1);
    stet__article_undo(&f.a, mark, 1);
    assert_sound(&f.a);
    after = dump(&f.a);
    ck_assert_str_eq(before, after);
    ck_assert_uint_eq(f.a.state, mark.state);
    const stet_item *items = stet__article_walk(f.pub, body_of(&f), &count);
    for (size_t i = 0; i < count; i++) {
        const struct node *node = &f.a.nodes[(uint32_t)items[i].node];
        ck_assert(items[i].kind == node->kind &&
                  items[i].attr_count == node->attr_count);
        ck_assert(stet_str_eq(items[i].text, stet_strn(node->text, node->text_len)));
        for (size_t k = 0; k < items[i].attr_count; k++)
            ck_assert(stet_str_eq(items[i].attrs[k].text, node->attrs[k].text));
    }
    free(before);
    free(after);
}

START_TEST(random_changes_are_undone)
{
    uint64_t seed = 1000u + (unsigned)_i;
    ck_assert_int_eq(fill(&f.a), STET_OK);
    for (int i = 0; i < 4; i++)
        change_and_undo(&seed, 0);
}
END_TEST

START_TEST(random_changes_are_replayed)
{
    uint64_t seed = 77u + (unsigned)_i;
    struct fixture g;
    fixture_init(&g, 4, "The source of the article.\n");
    enter("reader");
    ck_assert_int_eq(
        stet__article_enter_step(&g.a, TEXT_OF("reader"), NULL, NULL, 0, NULL),
        STET_OK);
    ck_assert_int_eq(fill(&f.a), STET_OK);
    ck_assert_int_eq(fill(&g.a), STET_OK);
    struct article_mark mark = stet__article_mark(&f.a);
    enter("changer");
    for (int i = 0; i < 60; i++) {
        if (i % 20 == 10) { /* undone slots leave holes in the numbers */
            struct article_mark inner = stet__article_mark(&f.a);
            paragraph(&f, "undone");
            stet__article_undo(&f.a, inner, 0);
        }
        change(&f.a, &seed);
    }
    ck_assert_int_eq(stet__journal_replay(&f.a, mark.journal, &g.a), STET_OK);
    assert_sound(&g.a);
    char *want = dump(&f.a), *got = dump(&g.a);
    ck_assert_str_eq(want, got);
    free(want);
    free(got);
    fixture_done(&g);
}
END_TEST

START_TEST(replay_on_another_article_is_refused)
{
    struct fixture g;
    fixture_init(&g, 4, "");
    ck_assert_int_eq(fill(&f.a), STET_OK);
    size_t first = f.a.journal_count;
    ck_assert_int_eq(stet__article_set_text(
                         f.pub, stet__article_first(f.pub, body_of(&f)), TEXT_OF("")),
                     STET_E_RANGE);
    ck_assert_int_eq(
        stet__article_remove(f.pub, stet__article_first(f.pub, body_of(&f))), STET_OK);
    paragraph(&f, "x");
    paragraph(&g, "x");
    ck_assert_int_eq(stet__journal_replay(&f.a, first, &g.a), STET_OK);
    ck_assert_int_eq(stet__article_set_text(
                         f.pub, stet__article_first(f.pub, body_of(&f)), TEXT_OF("t")),
                     STET_OK);
    ck_assert_int_eq(stet__journal_replay(&f.a, f.a.journal_count + 1, &g.a),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__journal_replay(&f.a, first, &g.a), STET_E_RANGE);
    ck_assert_int_eq(stet__journal_replay(NULL, 0, &g.a), STET_E_MISUSE);
    assert_sound(&g.a);
    fixture_done(&g);
}
END_TEST

/* ---- diff ------------------------------------------------------------------- */
static void assert_diff(size_t first, const char *want)
{
    stet_out out;
    stet__buffer_init(&out, 1 << 20);
    stet__journal_diff(&f.a, first, f.a.journal_count, &out);
    ck_assert_str_eq(stet__buffer_str(&out).p, want);
    stet__buffer_done(&out);
}

START_TEST(diff_says_what_changes_amount_to)
{
    stet_node p = paragraph(&f, "old \"words\""), q = paragraph(&f, "gone"),
              r = paragraph(&f, "last");
    size_t first = stet__article_mark(&f.a).journal;
    stet_node text = stet__article_first(f.pub, p);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("between")), STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("en")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("new\nwords")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_attr(f.pub, p, STET_ATTR_LANG, TEXT_OF("de")),
                     STET_OK);
    ck_assert_int_eq(stet__article_remove(f.pub, q), STET_OK);
    paragraph(&f, "came");
    ck_assert_int_eq(stet__article_remove(f.pub, paragraph(&f, "came and went")),
                     STET_OK);
    ck_assert_int_eq(stet__article_set_zone(f.pub, r, STET_ZONE_TAIL), STET_OK);
    ck_assert_int_eq(stet__article_set_kind(f.pub, r, STET_HEADING), STET_OK);
    ck_assert_int_eq(stet__article_move(f.pub, r, body_of(&f), p), STET_OK);
    assert_diff(first, "~ text \"old \\\"words\\\"\" -> \"new\\nwords\"\n"
                       "~ paragraph.lang none -> \"de\"\n"
                       "- paragraph \"gone\"\n"
                       "+ paragraph \"came\"\n"
                       "= heading zone tail \"last\"\n"
                       "~ paragraph -> heading \"last\"\n"
                       "> heading \"last\" (moved)\n");
}
END_TEST

START_TEST(diff_of_changes_taken_back_is_empty)
{
    stet_node p = paragraph(&f, "same"), text = stet__article_first(f.pub, p);
    size_t first = stet__article_mark(&f.a).journal;
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("other")), STET_OK);
    ck_assert_int_eq(stet__article_set_int(f.pub, p, STET_ATTR_LEVEL, 2), STET_OK);
    ck_assert_int_eq(stet__article_set_text(f.pub, text, TEXT_OF("same")), STET_OK);
    ck_assert_int_eq(stet__article_clear_attr(f.pub, p, STET_ATTR_LEVEL), STET_OK);
    ck_assert_uint_gt(f.a.journal_count, first);
    assert_diff(first, "");
}
END_TEST

START_TEST(diff_counts_what_was_read)
{
    stet__article_begin_read(&f.a);
    stet_node p = paragraph(&f, "read");
    stet__article_end_read(&f.a);
    ck_assert_int_eq(stet__article_set_text(f.pub, p, TEXT_OF("changed")), STET_OK);
    assert_diff(0, "+ 2 nodes read\n~ text \"read\" -> \"changed\"\n");
}
END_TEST

/* ---- failing allocations ---------------------------------------------------- */
static stet_code run_all(struct article *a)
{
    uint64_t seed = 5;
    stet_code code = stet__article_reset(a, 9, TEXT_OF("The source of the article.\n"),
                                         TEXT_OF("x"));
    if (code != STET_OK)
        return code;
    stet__article_begin_read(a);
    code = fill(a);
    stet__article_end_read(a);
    if (code == STET_OK)
        code = stet__article_enter_step(a, TEXT_OF("a step with a name"), NULL, NULL, 0,
                                        NULL);
    if (code != STET_OK)
        return code;
    struct article_mark mark = stet__article_mark(a);
    for (int i = 0; i < 300; i++) {
        stet_node n = any_node(a, &seed);
        stet_str text = any_text(&seed);
        stet_code one = STET_OK;
        size_t count;
        switch (i % 6) {
        case 0:
            one = stet__article_text_append(&a->pub, n, text.p, text.n, 0, 0);
            break;
        case 1:
            one = stet__article_set_text(&a->pub, n, text);
            break;
        case 2:
            one = stet__article_set_attr(&a->pub, n, STET_ATTR_LANG, text);
            break;
        case 3:
            stet__article_node_new(&a->pub, n, 0, any_kind(&seed), NOWHERE);
            break;
        case 4:
            stet__article_walk(&a->pub, n, &count);
            stet__article_content(&a->pub, n);
            break;
        default:
            stet__article_state(&a->pub, STET_HEADLINE, text, NULL);
            break;
        }
        if (one == STET_E_NOMEM)
            code = one;
    }
    if (a->failed)
        code = a->failed;
    const char *wrong = stet__article_check(a);
    if (code == STET_OK)
        ck_assert_msg(!wrong, "%s", wrong ? wrong : "");
    stet__article_undo(a, mark, 1);
    assert_sound(a);
    return code;
}

START_TEST(each_failing_allocation_is_survived)
{
    unsigned long most = 1;
    for (unsigned long n = 0; n <= most; n++) {
        struct article a;
        stet__fail_alloc(0, 0);
        stet__fail_alloc(n, 0);
        stet_code code = stet__article_init(&a, NULL, &f.limits, &f.vocabulary);
        if (code == STET_OK)
            code = run_all(&a);
        stet__article_done(&a);
        unsigned long counted = stet__fail_alloc(0, 0);
        if (!n)
            most = counted;
        ck_assert_msg(code == (n ? STET_E_NOMEM : STET_OK), "allocation %lu: %d", n,
                      code);
    }
    ck_assert_uint_gt(most, 5);
}
END_TEST

START_TEST(second_article_allocates_nothing)
{
    ck_assert_int_eq(run_all(&f.a), STET_OK);
    stet__fail_alloc(0, 0);
    ck_assert_int_eq(run_all(&f.a), STET_OK);
    ck_assert_uint_eq(stet__fail_alloc(0, 0), 0);
}
END_TEST

static Suite *journal_suite(void)
{
    Suite *s = suite_create("model_journal");
    TCase *t = tcase_create("journal");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, reading_is_one_entry);
    tcase_add_test(t, reading_may_say_what_the_body_is);
    tcase_add_test(t, reading_of_nothing_is_no_entry);
    tcase_add_test(t, reading_is_undone_with_what_it_did_to_older_nodes);
    tcase_add_test(t, equal_values_make_no_entry);
    tcase_add_test(t, each_change_is_one_entry);
    tcase_add_test(t, entries_are_not_joined_across_a_mark);
    tcase_add_test(t, steps_do_not_share_entries);
    tcase_add_test(t, undo_gives_handles_text_and_state_back);
    tcase_add_test(t, undo_leaves_slots_of_undone_nodes_unused);
    tcase_add_test(t, undo_takes_findings_along_when_asked);
    tcase_add_test(t, chosen_statement_follows_undo);
    tcase_add_test(t, undeclared_changes_are_refused);
    tcase_add_test(t, declared_kinds_bring_their_inlines_and_parts);
    tcase_add_test(t, author_is_the_last_that_changed_it);
    tcase_add_test(t, author_of_a_block_is_who_changed_what_is_in_it);
    tcase_add_loop_test(t, random_changes_are_undone, 0, 40);
    tcase_add_loop_test(t, random_changes_are_replayed, 0, 60);
    tcase_add_test(t, replay_on_another_article_is_refused);
    tcase_add_test(t, diff_says_what_changes_amount_to);
    tcase_add_test(t, diff_of_changes_taken_back_is_empty);
    tcase_add_test(t, diff_counts_what_was_read);
    tcase_add_test(t, each_failing_allocation_is_survived);
    tcase_add_test(t, second_article_allocates_nothing);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(journal_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
