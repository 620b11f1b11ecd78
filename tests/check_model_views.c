/* SPDX-License-Identifier: MIT */
/* Views: what is in them, when they are built anew, and the way back to the source. */
#include "base/text/unicode.h"
#include "model/views/pieces.h"
#include "model/views/views.h"
#include "model_fixture.h"

static struct fixture f;

#define E_ACUTE "\xc3\xa9"
static const char source[] =
    "# Title here\n\nOne *two* three.\nnext &amp; line\n\nCAF\xc3\x89 Stra\xc3\x9f"
    "e\xe2\x80\x94"
    "END.\n\n- item a\n- item b\n";

static void setup(void)
{
    fixture_init(&f, 5, source);
}

static void teardown(void)
{
    fixture_done(&f);
}

static uint32_t offset_of(const char *part)
{
    const char *p = strstr(source, part);
    ck_assert_ptr_nonnull(p);
    return (uint32_t)(p - source);
}

/* A node of which [part] stands in the source. */
static stet_node block(stet_node parent, stet_kind kind, const char *part)
{
    stet_span span = {offset_of(part), (uint32_t)strlen(part)};
    stet_node n = stet__article_node_new(f.pub, parent, 0, kind, span);
    ck_assert(n != 0);
    return n;
}

static void append(stet_node n, const char *part)
{
    ck_assert_int_eq(stet__article_text_append(f.pub, n, part, strlen(part),
                                               offset_of(part), (uint32_t)strlen(part)),
                     STET_OK);
}

struct tree {
    stet_node title, one, emphasis, three, soft, next, cafe, list, items[2];
};

static struct tree build(void)
{
    struct tree t;
    stet_node body = body_of(&f);
    t.title = block(body, STET_HEADING, "# Title here");
    append(t.title, "Title here");
    ck_assert_int_eq(stet__article_set_zone(f.pub, t.title, STET_ZONE_HEAD), STET_OK);
    t.one = block(body, STET_PARAGRAPH, "One *two* three.\nnext &amp; line");
    append(t.one, "One ");
    t.emphasis = block(t.one, STET_EMPHASIS, "*two*");
    append(t.emphasis, "two");
    t.three = block(t.one, STET_TEXT, " three.");
    append(t.three, " three.");
    t.soft = stet__article_node_new(f.pub, t.one, 0, STET_SOFT_BREAK,
                                    (stet_span){offset_of("\nnext"), 1});
    t.next = new_node(&f, t.one, STET_TEXT);
    append(t.next, "next ");
    ck_assert_int_eq(
        stet__article_text_append(f.pub, t.next, "&", 1, offset_of("&amp;"), 5),
        STET_OK);
    append(t.next, " line");
    t.cafe = block(body, STET_PARAGRAPH,
                   "CAF\xc3\x89 Stra\xc3\x9f"
                   "e\xe2\x80\x94"
                   "END.");
    append(t.cafe, "CAF\xc3\x89 Stra\xc3\x9f"
                   "e\xe2\x80\x94"
                   "END.");
    t.list = block(body, STET_LIST, "- item a\n- item b");
    t.items[0] = block(t.list, STET_ITEM, "- item a");
    append(t.items[0], "item a");
    t.items[1] = block(t.list, STET_ITEM, "- item b");
    append(t.items[1], "item b");
    return t;
}

static const stet_view *view(int layer, uint32_t zones)
{
    const stet_view *v = stet__article_view(f.pub, layer, zones);
    ck_assert_ptr_nonnull(v);
    ck_assert_int_eq(f.a.failed, STET_OK);
    ck_assert_int_eq(v->text.p[v->text.n], '\0');
    return v;
}

/* The source bytes behind the first `part` of the view. */
static stet_range find(const stet_view *v, const char *part)
{
    stet_range r = {0};
    const char *p = strstr(v->text.p, part);
    ck_assert_msg(p != NULL, "\"%s\" is not in the view", part);
    ck_assert_int_eq(
        stet__article_locate(f.pub, v, (size_t)(p - v->text.p), strlen(part), &r),
        STET_OK);
    return r;
}

static void assert_source(stet_range r, const char *want)
{
    assert_text(stet_strn(source + r.source.off, r.source.len), want);
}

#define TEXT_ALL                                                                       \
    "Title here\n\nOne two three. next & line\n\nCAF\xc3\x89 Stra\xc3\x9f"             \
    "e\xe2\x80\x94"                                                                    \
    "END.\n\nitem a\nitem b"

/* ---- text ------------------------------------------------------------------- */
START_TEST(text_view_is_the_content_of_the_blocks)
{
    build();
    assert_text(view(STET_LAYER_TEXT, STET_ZONES_ALL)->text, TEXT_ALL);
    assert_text(view(STET_LAYER_TEXT, 1u << STET_ZONE_HEAD)->text, "Title here");
    ck_assert(strncmp(view(STET_LAYER_TEXT, 1u << STET_ZONE_BODY)->text.p, "One", 3) ==
              0);
    assert_text(view(STET_LAYER_TEXT, 1u << STET_ZONE_TAIL)->text, "");
    assert_text(view(STET_LAYER_TEXT, 0)->text, "");
}
END_TEST

START_TEST(text_view_leaves_out_stamps_and_raw_markup)
{
    struct tree t = build();
    stet_node html = new_node(&f, body_of(&f), STET_HTML);
    ck_assert_int_eq(stet__article_set_text(f.pub, html, TEXT_OF("<hr>")), STET_OK);
    f.a.step = 1; /* what no step but the source marks so is text, see below */
    stet_node stamp = paragraph(&f, "stamped"), last = paragraph(&f, "last");
    ck_assert_int_eq(
        stet__article_set_attr(f.pub, stamp, STET_ATTR_STAMP, TEXT_OF("d1")), STET_OK);
    stet_node within = new_node(&f, t.items[1], STET_STRONG);
    ck_assert_int_eq(stet__article_text_append(f.pub, within, " [S]", 4, 0, 0),
                     STET_OK);
    ck_assert_int_eq(
        stet__article_set_attr(f.pub, within, STET_ATTR_STAMP, TEXT_OF("d2")), STET_OK);
    stet_node after = new_node(&f, t.items[1], STET_TEXT);
    ck_assert_int_eq(stet__article_text_append(f.pub, after, " c", 2, 0, 0), STET_OK);
    const stet_view *v = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    assert_text(v->text, TEXT_ALL " c\n\nlast");
    stet_range r = find(v, " c");
    ck_assert(r.block == t.items[1] && r.node == after);
    assert_text(stet__article_content(f.pub, t.items[1]), "item b [S] c");
    ck_assert_uint_eq(r.from, 10);
    ck_assert_uint_eq(r.to, 12);
    ck_assert(find(v, "last").block == last);
}
END_TEST

/* Whoever sends an article can write that a block is stet's own. */
START_TEST(stamp_that_the_source_claims_is_text)
{
    build();
    stet_node claimed = paragraph(&f, "claimed");
    ck_assert_int_eq(
        stet__article_set_attr(f.pub, claimed, STET_ATTR_STAMP, TEXT_OF("d1")),
        STET_OK);
    assert_text(view(STET_LAYER_TEXT, STET_ZONES_ALL)->text, TEXT_ALL "\n\nclaimed");
}
END_TEST

START_TEST(text_view_leads_back_to_node_and_source)
{
    struct tree t = build();
    const stet_view *v = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    stet_range r = find(v, "two");
    assert_source(r, "two");
    ck_assert(r.block == t.one);
    ck_assert_uint_eq(r.from, 4);
    ck_assert_uint_eq(r.to, 7);
    r = find(v, "wo thr");
    assert_source(r, "wo* thr");
    ck_assert_uint_eq(r.from, 5);
    ck_assert_uint_eq(r.to, 11);
    r = find(v, "&");
    assert_source(r, "&amp;");
    ck_assert(r.node == t.next);
    assert_source(find(v, "xt & l"), "xt &amp; l");
    r = find(v, "three. next");
    assert_source(r, "three.\nnext");
    ck_assert(r.node == t.three);
    assert_source(find(v, ". "), ".\n");
    r = find(v, "b");
    ck_assert(r.block == t.items[1]);
    ck_assert_uint_eq(r.from, 5);
    r = find(v, "Title here");
    ck_assert(r.block == t.title);
    assert_source(r, "Title here");
}
END_TEST

START_TEST(range_over_blocks_ends_with_the_first)
{
    struct tree t = build();
    const stet_view *v = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    stet_range r = find(v, "here\n\nOne");
    ck_assert(r.block == t.title);
    ck_assert_uint_eq(r.from, 6);
    ck_assert_uint_eq(r.to, 10);
    assert_source(r, "here\n\nOne");
    r = find(v, "\n\nOne");
    ck_assert(r.block == t.one);
    ck_assert_uint_eq(r.from, 0);
    ck_assert_uint_eq(r.to, 3);
    assert_source(r, "One");
    r = find(v, "here\n\n");
    ck_assert_uint_eq(r.to, 10);
    assert_source(r, "here");
    r = find(v, "\n\n");
    ck_assert_uint_eq(r.from, r.to);
    ck_assert_uint_eq(r.source.len, 0);
    r = find(v, "a\nitem");
    ck_assert(r.block == t.items[0]);
    ck_assert_uint_eq(r.to, 6);
}
END_TEST

START_TEST(text_from_nowhere_has_no_source)
{
    stet_node p = paragraph(&f, "made up");
    stet_range r = find(view(STET_LAYER_TEXT, STET_ZONES_ALL), "up");
    ck_assert(r.block == p);
    ck_assert_uint_eq(r.from, 5);
    ck_assert_uint_eq(r.source.len, 0);
}
END_TEST

START_TEST(locate_refuses_what_is_not_in_the_view)
{
    build();
    stet_range r = {.from = 77};
    const stet_view *v = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    const stet_view copy = *v;
    ck_assert_int_eq(stet__article_locate(f.pub, v, v->text.n, 1, &r), STET_E_RANGE);
    ck_assert_int_eq(stet__article_locate(f.pub, v, v->text.n + 1, 0, &r),
                     STET_E_RANGE);
    ck_assert_int_eq(stet__article_locate(f.pub, v, 1, SIZE_MAX, &r), STET_E_RANGE);
    ck_assert_int_eq(stet__article_locate(f.pub, &copy, 0, 1, &r), STET_E_STALE);
    ck_assert_int_eq(stet__article_locate(f.pub, NULL, 0, 1, &r), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_locate(NULL, v, 0, 1, &r), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_locate(f.pub, v, 0, 1, NULL), STET_E_MISUSE);
    const stet_view *empty = view(STET_LAYER_TEXT, 1u << STET_ZONE_TAIL);
    ck_assert_int_eq(stet__article_locate(f.pub, empty, 0, 0, &r), STET_E_RANGE);
    ck_assert_uint_eq(r.from, 77);
    ck_assert_int_eq(stet__article_locate(f.pub, v, v->text.n, 0, &r), STET_OK);
    ck_assert_uint_eq(r.from, 6);
}
END_TEST

/* Every byte range of a view lies in its block, and text copied verbatim is found
 * again. */
START_TEST(every_range_leads_back)
{
    build();
    const stet_view *v = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    for (size_t off = 0; off <= v->text.n; off++)
        for (size_t len = 0; len <= v->text.n - off; len++) {
            stet_range r;
            ck_assert_int_eq(stet__article_locate(f.pub, v, off, len, &r), STET_OK);
            stet_str content = stet__article_content(f.pub, r.block);
            ck_assert_uint_le(r.from, r.to);
            ck_assert_uint_le(r.to, content.n);
            ck_assert_uint_le(r.source.off + r.source.len, sizeof source - 1);
            if (r.to - r.from == len && len)
                ck_assert(memcmp(content.p + r.from, v->text.p + off, len) == 0);
            if (r.source.len == len && r.to - r.from == len && len &&
                !memchr(source + r.source.off, '\n', len))
                ck_assert(memcmp(source + r.source.off, v->text.p + off, len) == 0);
        }
}
END_TEST

START_TEST(pieces_are_the_content)
{
    struct tree t = build();
    stet_node quote = new_node(&f, body_of(&f), STET_QUOTE);
    stet_node code = new_node(&f, quote, STET_CODE),
              empty = new_node(&f, quote, STET_LIST);
    ck_assert_int_eq(stet__article_set_text(f.pub, code, TEXT_OF("x = 1\n")), STET_OK);
    stet_node item = new_node(&f, empty, STET_ITEM),
              inner = new_node(&f, item, STET_TABLE);
    ck_assert_int_eq(stet__article_text_append(f.pub, item, "after", 5, 0, 0), STET_OK);
    new_node(&f, new_node(&f, inner, STET_ROW), STET_CELL);
    new_node(&f, t.one, STET_LINE_BREAK);
    append(t.one, "item");
    for (uint32_t i = 1; i < f.a.node_count; i++) {
        char text[512];
        size_t n = 0;
        struct pieces pieces;
        struct piece piece;
        stet__view_start(&pieces, &f.a, i);
        while (stet__view_next(&pieces, &piece)) {
            ck_assert_uint_eq(piece.off, n);
            memcpy(text + n, piece.text.p, piece.text.n);
            n += piece.text.n;
        }
        text[n] = '\0';
        assert_text(stet__article_content(f.pub, stet__node_handle(&f.a, i)), text);
    }
}
END_TEST

/* ---- fold ------------------------------------------------------------------- */
START_TEST(fold_view_leads_back_to_the_source)
{
    struct tree t = build();
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    assert_text(v->text, "title here\n\none two three. next & line\n\ncaf" E_ACUTE
                         " strasse\xe2\x80\x94"
                         "end.\n\nitem a\nitem b");
    assert_source(find(v, "title"), "Title");
    assert_source(find(v, "caf" E_ACUTE), "CAF\xc3\x89");
    assert_source(find(v, "strasse"), "Stra\xc3\x9f"
                                      "e");
    assert_source(find(v, E_ACUTE), "\xc3\x89");
    assert_source(find(v, "end"), "END");
    assert_source(find(v, "&"), "&amp;");
    stet_range r = find(v, "end");
    ck_assert(r.block == t.cafe);
    assert_text(
        stet_strn(stet__article_content(f.pub, t.cafe).p + r.from, r.to - r.from),
        "END");
}
END_TEST

/* Half of the two letters that one character folds to is that character. */
START_TEST(fold_of_a_part_of_a_unit_is_the_unit)
{
    build();
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    const char *p = strstr(v->text.p, "ss");
    stet_range r;
    for (int k = 0; k < 2; k++) {
        ck_assert_int_eq(
            stet__article_locate(f.pub, v, (size_t)(p + k - v->text.p), 1, &r),
            STET_OK);
        assert_source(r, "\xc3\x9f");
    }
    ck_assert_int_eq(stet__article_locate(f.pub, v, (size_t)(p + 1 - v->text.p), 2, &r),
                     STET_OK);
    assert_source(r, "\xc3\x9f"
                     "e");
}
END_TEST

/* Characters that fold to more bytes or fewer, and what stands behind them. */
START_TEST(fold_of_another_length_maps_to_its_characters)
{
    /* a long ligature, a composed e, a full-width A, a soft hyphen */
    static const char text[] =
        "1 \xef\xb7\xba 2 e\xcc\x81 3 \xef\xbc\xa1 4 x\xc2\xady 5";
    static const struct {
        const char *folded, *content;
    } pairs[] = {{"1", "1"},
                 {"2", "2"},
                 {E_ACUTE, "e\xcc\x81"},
                 {"3", "3"},
                 {" a ", " \xef\xbc\xa1 "},
                 {"4", "4"},
                 {"xy", "x\xc2\xady"},
                 {"5", "5"},
                 {" 2 " E_ACUTE, " 2 e\xcc\x81"}};
    stet_node p = paragraph(&f, text);
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        stet_range r = find(v, pairs[k].folded);
        assert_text(
            stet_strn(stet__article_content(f.pub, p).p + r.from, r.to - r.from),
            pairs[k].content);
    }
    size_t unit = (size_t)(strstr(v->text.p, " 2") - v->text.p) - 2;
    for (size_t off = 2; off <= unit; off++)
        for (size_t len = 1; off + len <= unit + 2; len++) {
            stet_range r;
            ck_assert_int_eq(stet__article_locate(f.pub, v, off, len, &r), STET_OK);
            ck_assert_uint_eq(r.from, 2);
            ck_assert_uint_eq(r.to, 5);
        }
}
END_TEST

START_TEST(fold_of_every_range_keeps_whole_characters)
{
    /* ignorables, marks, ligatures, wide forms, Hangul, sigma, a long run of marks */
    static const char *const texts[] = {"a\xc2\xad"
                                        "b\xe2\x80\x8b"
                                        "c",
                                        "e\xcc\x81x\xcc\xa3\xcc\x81y",
                                        "o\xef\xac\x83"
                                        "ce",
                                        "\xef\xbc\xa1\xef\xbc\xa2",
                                        "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8",
                                        "\xce\xa3\xcf\x82",
                                        "\xef\xb7\xba",
                                        "\xc2\xad",
                                        "\xe2\x80\x8b\xe2\x80\x8b"
                                        "z",
                                        "\xc3\x80 \xd0\x96\xd0\x96",
                                        "x\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc"
                                        "\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        paragraph(&f, texts[i]);
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    stet_out out;
    stet__buffer_init(&out, 1 << 20);
    stet__fold(&out, view(STET_LAYER_TEXT, STET_ZONES_ALL)->text, 1);
    assert_text(v->text, stet__buffer_str(&out).p);
    stet__buffer_done(&out);
    for (size_t off = 0; off < v->text.n; off++)
        for (size_t len = 1; len <= v->text.n - off && len < 40; len++) {
            stet_range r;
            ck_assert_int_eq(stet__article_locate(f.pub, v, off, len, &r), STET_OK);
            stet_str content = stet__article_content(f.pub, r.block);
            ck_assert_uint_le(r.to, content.n);
            ck_assert(r.from == content.n || (content.p[r.from] & 0xc0) != 0x80);
            ck_assert(r.to == content.n || (content.p[r.to] & 0xc0) != 0x80);
        }
}
END_TEST

START_TEST(fold_of_ascii_is_one_run)
{
    char text[4096];
    memset(text, 'A', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    paragraph(&f, text);
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    ck_assert_uint_eq(v->text.n, sizeof text - 1);
    ck_assert_int_eq(v->text.p[4000], 'a');
    ck_assert_uint_eq(((const struct view *)(const void *)v)->count, 1);
}
END_TEST

/* ---- raw -------------------------------------------------------------------- */
START_TEST(raw_view_is_the_source_of_the_blocks)
{
    struct tree t = build();
    paragraph(&f, "from nowhere");
    const stet_view *v = view(STET_LAYER_RAW, STET_ZONES_ALL);
    assert_text(v->text,
                "# Title here\n\nOne *two* three.\nnext &amp; line\n\nCAF\xc3\x89 "
                "Stra\xc3\x9f"
                "e\xe2\x80\x94"
                "END.\n\n- item a\n- item b");
    stet_range r = find(v, "*two* th");
    assert_source(r, "*two* th");
    ck_assert(r.block == t.one);
    ck_assert_uint_eq(r.from, 4);
    ck_assert_uint_eq(r.to, 10);
    r = find(v, "mp; l");
    assert_source(r, "mp; l");
    ck_assert(r.node == t.next);
    assert_text(
        stet_strn(stet__article_content(f.pub, t.one).p + r.from, r.to - r.from),
        "& l");
    r = find(v, "em b");
    ck_assert(r.block == t.items[1]);
    ck_assert_uint_eq(r.from, 2);
    r = find(v, "# ");
    ck_assert(r.block == t.title);
    ck_assert_uint_eq(r.to, 0);
}
END_TEST

START_TEST(raw_view_never_leaves_the_source)
{
    stet_span beyond = {(uint32_t)sizeof source - 5, 100}, far = {4000000000u, 5};
    stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, beyond);
    stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, far);
    assert_text(view(STET_LAYER_RAW, STET_ZONES_ALL)->text, "");
}
END_TEST

/* ---- the cache -------------------------------------------------------------- */
START_TEST(view_is_built_once_per_state)
{
    build();
    const stet_view *text = view(STET_LAYER_TEXT, STET_ZONES_ALL);
    const stet_view *fold = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    ck_assert_ptr_eq(view(STET_LAYER_TEXT, UINT32_MAX), text);
    stet_claim claim = {.size = sizeof claim, .confidence = STET_SET};
    ck_assert(stet__article_state(f.pub, STET_WORDS, TEXT_OF("9"), &claim) != 0);
    ck_assert_ptr_eq(view(STET_LAYER_TEXT, STET_ZONES_ALL), text);
    ck_assert_ptr_eq(view(STET_LAYER_FOLD, STET_ZONES_ALL), fold);
}
END_TEST

START_TEST(view_of_a_changed_body_is_another)
{
    struct tree t = build();
    const stet_view *old = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    struct article_mark mark = stet__article_mark(&f.a);
    stet_range r;
    ck_assert_int_eq(stet__article_set_text(f.pub, t.title, TEXT_OF("Other")), STET_OK);
    ck_assert_int_eq(stet__article_locate(f.pub, old, 0, 1, &r), STET_E_STALE);
    const stet_view *v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    ck_assert(strncmp(v->text.p, "other\n\none", 10) == 0);
    ck_assert(strncmp(old->text.p, "title here", 10) ==
              0); /* text stays until the reset */
    ck_assert_int_eq(stet__article_locate(f.pub, v, 0, 1, &r), STET_OK);
    stet__article_undo(&f.a, mark, 1);
    v = view(STET_LAYER_FOLD, STET_ZONES_ALL);
    ck_assert(strncmp(v->text.p, "title here\n\none", 15) == 0);
    ck_assert_int_eq(stet__article_locate(f.pub, v, 0, 5, &r), STET_OK);
    assert_source(r, "Title");
}
END_TEST

START_TEST(view_of_the_next_article_is_its_own)
{
    build();
    view(STET_LAYER_FOLD, STET_ZONES_ALL);
    ck_assert_int_eq(stet__article_reset(&f.a, 6, stet_cstr(""), stet_cstr("")),
                     STET_OK);
    assert_text(view(STET_LAYER_FOLD, STET_ZONES_ALL)->text, "");
    paragraph(&f, "New");
    assert_text(view(STET_LAYER_FOLD, STET_ZONES_ALL)->text, "new");
}
END_TEST

START_TEST(unknown_layer_has_no_view)
{
    ck_assert_ptr_null(stet__article_view(f.pub, -1, STET_ZONES_ALL));
    ck_assert_ptr_null(stet__article_view(f.pub, 3, STET_ZONES_ALL));
    assert_text(stet__article_view(NULL, STET_LAYER_TEXT, STET_ZONES_ALL)->text, "");
}
END_TEST

#ifdef STET_FAULTS
START_TEST(view_without_memory_is_empty_and_remembered)
{
    int failures = 0;
    fixture_done(&f);
    for (unsigned long nth = 1; nth < 50; nth++) {
        setup();
        build();
        stet__arena_bytes(&f.a.arena,
                          (size_t)(f.a.arena.end - f.a.arena.at) & ~(size_t)15);
        stet__fail_alloc(nth, 1);
        const stet_view *v = stet__article_view(f.pub, STET_LAYER_FOLD, STET_ZONES_ALL);
        int failed = stet__fail_alloc(0, 0) >= nth;
        ck_assert_int_eq(f.a.failed, failed ? STET_E_NOMEM : STET_OK);
        ck_assert_int_eq(v->text.n == 0, failed);
        failures += failed;
        if (!failed)
            return;
        f.a.failed = STET_OK;
        ck_assert_uint_gt(view(STET_LAYER_FOLD, STET_ZONES_ALL)->text.n, 50);
        fixture_done(&f);
    }
    ck_assert_int_gt(failures, 0);
}
END_TEST
#endif

/* ---- memos ---------------------------------------------------------------- */

START_TEST(memo_holds_for_the_article_as_it_is)
{
    struct tree t = build();
    struct article *a = (struct article *)(void *)f.pub;
    stet__article_memo_put(f.pub, 7, stet_cstr("made of it"));
    ck_assert(stet_str_is(stet__article_memo_get(f.pub, 7), "made of it"));
    ck_assert_uint_eq(stet__article_memo_get(f.pub, 8).n, 0);
    struct article_mark mark = stet__article_mark(a);
    ck_assert_int_eq(stet__article_set_zone(f.pub, t.one, STET_ZONE_TAIL), STET_OK);
    ck_assert_uint_eq(stet__article_memo_get(f.pub, 7).n, 0); /* it changed */
    stet__article_memo_put(f.pub, 7, stet_cstr("made of another"));
    stet__article_undo(a, mark, 0);
    ck_assert(stet_str_is(stet__article_memo_get(f.pub, 7), "made of it"));
}
END_TEST

START_TEST(memo_forgets_the_oldest)
{
    build();
    for (uint64_t key = 1; key <= MEMOS + 1; key++)
        stet__article_memo_put(f.pub, key, stet_cstr("x"));
    ck_assert_uint_eq(stet__article_memo_get(f.pub, 1).n, 0);
    ck_assert_uint_eq(stet__article_memo_get(f.pub, 2).n, 1);
    ck_assert_uint_eq(stet__article_memo_get(f.pub, MEMOS + 1).n, 1);
}
END_TEST

static void enter(const char *id)
{
    ck_assert_int_eq(stet__article_enter_step(&f.a, stet_cstr(id), NULL, NULL, 0, NULL),
                     STET_OK);
}

START_TEST(room_is_for_one_text_of_a_step)
{
    enter("first");
    char *room = stet__article_memo_room(f.pub, 100);
    ck_assert_ptr_nonnull(room);
    memset(room, 'x', 100);
    ck_assert_ptr_null(stet__article_memo_room(f.pub, 100)); /* somebody writes there */
    enter("second");
    ck_assert_ptr_eq(stet__article_memo_room(f.pub, 50), room);
    enter("third");
    room = stet__article_memo_room(f.pub, 5000);
    ck_assert_ptr_nonnull(room);
    memset(room, 'x', 5000);
    enter("fourth");
    ck_assert_ptr_null(stet__article_memo_room(f.pub, SIZE_MAX));
}
END_TEST

static void add_text_tests(TCase *t)
{
    tcase_add_test(t, text_view_is_the_content_of_the_blocks);
    tcase_add_test(t, text_view_leaves_out_stamps_and_raw_markup);
    tcase_add_test(t, stamp_that_the_source_claims_is_text);
    tcase_add_test(t, text_view_leads_back_to_node_and_source);
    tcase_add_test(t, range_over_blocks_ends_with_the_first);
    tcase_add_test(t, text_from_nowhere_has_no_source);
    tcase_add_test(t, locate_refuses_what_is_not_in_the_view);
    tcase_add_test(t, every_range_leads_back);
    tcase_add_test(t, pieces_are_the_content);
}

int main(void)
{
    Suite *s = suite_create("model_views");
    TCase *t = tcase_create("views");
    tcase_add_checked_fixture(t, setup, teardown);
    add_text_tests(t);
    tcase_add_test(t, fold_view_leads_back_to_the_source);
    tcase_add_test(t, fold_of_a_part_of_a_unit_is_the_unit);
    tcase_add_test(t, fold_of_another_length_maps_to_its_characters);
    tcase_add_test(t, fold_of_every_range_keeps_whole_characters);
    tcase_add_test(t, fold_of_ascii_is_one_run);
    tcase_add_test(t, raw_view_is_the_source_of_the_blocks);
    tcase_add_test(t, raw_view_never_leaves_the_source);
    tcase_add_test(t, view_is_built_once_per_state);
    tcase_add_test(t, view_of_a_changed_body_is_another);
    tcase_add_test(t, view_of_the_next_article_is_its_own);
    tcase_add_test(t, unknown_layer_has_no_view);
    tcase_add_test(t, memo_holds_for_the_article_as_it_is);
    tcase_add_test(t, memo_forgets_the_oldest);
    tcase_add_test(t, room_is_for_one_text_of_a_step);
#ifdef STET_FAULTS
    tcase_add_test(t, view_without_memory_is_empty_and_remembered);
#endif
    suite_add_tcase(s, t);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
