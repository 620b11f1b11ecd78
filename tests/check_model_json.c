/* SPDX-License-Identifier: MIT */
/* Canonical JSON: what is written, that it is read back to the same, and what is
 * refused. */
#include "base/text/kit.h"
#include "model/json/json.h"
#include "model_random.h"

static struct fixture f, g;
static stet_out out, again;

static void setup(void)
{
    fixture_init(&f, 3, "source text");
    fixture_init(&g, 4, "another");
    stet__buffer_init(&out, 64u << 20);
    stet__buffer_init(&again, 64u << 20);
}

static void teardown(void)
{
    stet__buffer_done(&out);
    stet__buffer_done(&again);
    fixture_done(&f);
    fixture_done(&g);
}

static stet_str write_article(struct fixture *from, stet_out *to)
{
    stet__buffer_reset(to, 64u << 20);
    ck_assert_int_eq(stet__article_write_json(from->pub, to), STET_OK);
    return stet__buffer_str(to);
}

static void assert_read(struct fixture *to, stet_str json)
{
    stet_error err = {0};
    ck_assert_msg(stet__json_read(&to->a, json, &err) == STET_OK, "%u:%u: %s\n%s",
                  err.line, err.column, err.message, json.p);
    assert_sound(&to->a);
}

/* ---- writing ---------------------------------------------------------------- */
START_TEST(empty_article_is_written)
{
    assert_text(
        write_article(&f, &out),
        "{\"stet\":1,\"name\":\"test\",\"fields\":{},\"body\":[],\"notices\":[],"
        "\"authors\":[]}");
}
END_TEST

static void fill(void)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("front_matter"),
                        .span = {3, 5}};
    ck_assert_int_eq(
        stet__article_enter_step(&f.a, stet_cstr("read"), NULL, NULL, 0, NULL),
        STET_OK);
    ck_assert(
        stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("Hi \"you\""), &claim) != 0);
    ck_assert(stet__article_state(f.pub, STET_WORDS, TEXT_OF("120"), NULL) != 0);
    claim.confidence = STET_INFERRED;
    ck_assert(stet__article_state(f.pub, STET_HEADLINE, TEXT_OF("Other"), &claim) != 0);
    stet_node authors = stet__article_state(f.pub, STET_AUTHORS, TEXT_OF(""), NULL);
    stet_node party = new_node(&f, authors, STET_PARTY);
    ck_assert_int_eq(
        stet__article_set_attr(f.pub, party, STET_ATTR_NAME, TEXT_OF("Jo")), STET_OK);
    stet_span span = {0, 11};
    stet_node p = stet__article_node_new(f.pub, body_of(&f), 0, STET_PARAGRAPH, span);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "source", 6, 0, 6), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "&", 1, 6, 5), STET_OK);
    ck_assert_int_eq(stet__article_text_append(f.pub, p, "!", 1, 0, 0), STET_OK);
    ck_assert_int_eq(
        stet__article_enter_step(&f.a, stet_cstr("stamp"), NULL, NULL, 0, NULL),
        STET_OK);
    stet_node em = new_node(&f, p, STET_EMPHASIS);
    ck_assert_int_eq(stet__article_text_append(f.pub, em, "end", 3, 0, 0), STET_OK);
    ck_assert_int_eq(stet__article_set_zone(f.pub, p, STET_ZONE_TAIL), STET_OK);
    stet_node notice =
        stet__article_notice_new(f.pub, STET_SHARE_CTA, STET_ZONE_TAIL, NULL);
    ck_assert(stet__article_range_add(f.pub, notice, p, 2, 6) != 0);
    ck_assert(stet__article_range_add(f.pub, notice, p, 0, SIZE_MAX) != 0);
}

START_TEST(article_is_written_as_documented)
{
    fill();
    assert_text(
        write_article(&f, &out),
        "{\"stet\":1,\"name\":\"test\",\"fields\":{\"headline\":["
        "{\"value\":\"Hi "
        "\\\"you\\\"\",\"source\":\"front_matter\",\"confidence\":\"asserted\","
        "\"span\":[3,5],\"by\":1},"
        "{\"value\":\"Other\",\"source\":\"front_matter\",\"confidence\":\"inferred\","
        "\"span\":[3,5],\"by\":1}],"
        "\"words\":[{\"value\":120,\"source\":\"read\",\"confidence\":\"set\",\"by\":1}"
        "],"
        "\"authors\":[{\"source\":\"read\",\"confidence\":\"set\",\"by\":1,\"content\":"
        "["
        "{\"kind\":\"party\",\"attrs\":{\"name\":\"Jo\"}}]}]},"
        "\"body\":[{\"kind\":\"paragraph\",\"zone\":\"tail\",\"span\":[0,11],\"by\":2,"
        "\"content\":[{\"kind\":\"text\",\"text\":\"source&!\",\"span\":[0,11],"
        "\"segments\":[[6,0,6],[1,6,5],[1]],\"by\":1},"
        "{\"kind\":\"emphasis\",\"content\":[{\"kind\":\"text\",\"text\":\"end\"}]}]}],"
        "\"notices\":[{\"kind\":\"share_cta\",\"zone\":\"tail\",\"source\":\"stamp\","
        "\"confidence\":\"set\",\"by\":2,\"content\":["
        "{\"kind\":\"range\",\"block\":0,\"from\":2,\"to\":6},"
        "{\"kind\":\"range\",\"block\":0}]}],\"authors\":[\"read\",\"stamp\"]}");
}
END_TEST

START_TEST(writing_changes_nothing)
{
    fill();
    uint64_t state = f.a.state;
    size_t entries = f.a.journal_count;
    write_article(&f, &out);
    ck_assert_uint_eq(f.a.state, state);
    ck_assert_uint_eq(f.a.journal_count, entries);
    assert_text(write_article(&f, &again), stet__buffer_str(&out).p);
}
END_TEST

START_TEST(writing_beyond_the_buffer_fails)
{
    fill();
    stet__buffer_reset(&out, 200);
    ck_assert_int_eq(stet__article_write_json(f.pub, &out), STET_E_LIMIT);
    ck_assert_int_eq(stet__article_write_json(f.pub, NULL), STET_E_MISUSE);
    ck_assert_int_eq(stet__article_write_json(NULL, &out), STET_E_MISUSE);
}
END_TEST

/* ---- there and back --------------------------------------------------------- */
/* All that a node holds but the numbers of nodes; blocks by their order. */
static void describe(struct fixture *x, stet_out *to)
{
    const struct article *a = &x->a;
    static const stet_kind order[] = {STET_KIND_BODY, STET_KIND_NOTICES};
    for (size_t r = 0; r < 2; r++) {
        uint32_t root = order[r] == STET_KIND_BODY ? a->body : a->notices;
        for (uint32_t i = a->nodes[root].first; i; i = stet__node_after(a, root, i)) {
            const struct node *n = &a->nodes[i];
            stet_node handle = stet__node_handle(a, i);
            stet_str author = stet__article_author(x->pub, handle);
            stet__buffer_printf(to, "%u d%u z%d %u+%u by %.*s \"%.*s\"", n->kind,
                                n->depth, stet__article_zone(x->pub, handle),
                                n->span.off, n->span.len, (int)author.n, author.p,
                                (int)n->text_len, n->text);
            for (uint32_t k = 0; k < n->segment_count; k++)
                stet__buffer_printf(to, " [%u<%u+%u]", n->segments[k].text_len,
                                    n->segments[k].src_len ? n->segments[k].src_off : 0,
                                    n->segments[k].src_len);
            for (uint32_t k = 0; k < n->attr_count; k++)
                if (n->attrs[k].type != ATTR_NODE)
                    stet__buffer_printf(to, " %u=%.*s/%lld", n->attrs[k].attr,
                                        (int)n->attrs[k].text.n, n->attrs[k].text.p,
                                        (long long)n->attrs[k].number);
            stet__buffer_printf(to, "\n");
        }
    }
}

START_TEST(article_is_read_back_to_the_same)
{
    stet_out x, y;
    fill();
    assert_read(&g, write_article(&f, &out));
    assert_text(write_article(&g, &again), stet__buffer_str(&out).p);
    stet__buffer_init(&x, 1 << 20);
    stet__buffer_init(&y, 1 << 20);
    describe(&f, &x);
    describe(&g, &y);
    assert_text(stet__buffer_str(&y), stet__buffer_str(&x).p);
    stet__buffer_done(&x);
    stet__buffer_done(&y);
    assert_text(g.a.source, "");
    stet_node headline = stet__article_field(g.pub, STET_HEADLINE);
    assert_text(stet__article_text(g.pub, headline), "Hi \"you\"");
    assert_text(stet__article_author(g.pub, headline), "read");
    ck_assert_uint_eq(g.a.journal_count, 1);
    ck_assert_int_eq(g.a.journal[0].op, JOURNAL_READ);
}
END_TEST

START_TEST(random_articles_are_read_back_to_the_same)
{
    for (uint32_t seed = 1; seed < 300; seed++) {
        stet_out x, y;
        ck_assert_int_eq(
            stet__article_reset(&f.a, 2 * seed + 10, stet_cstr(""), stet_cstr("r.md")),
            STET_OK);
        ck_assert_int_eq(
            stet__article_reset(&g.a, 2 * seed + 11, stet_cstr(""), stet_cstr("")),
            STET_OK);
        random_article(&f, seed, 20 + (int)seed);
        assert_read(&g, write_article(&f, &out));
        assert_text(write_article(&g, &again), stet__buffer_str(&out).p);
        stet__buffer_init(&x, 1 << 20);
        stet__buffer_init(&y, 1 << 20);
        describe(&f, &x);
        describe(&g, &y);
        assert_text(stet__buffer_str(&y), stet__buffer_str(&x).p);
        stet__buffer_done(&x);
        stet__buffer_done(&y);
    }
}
END_TEST

START_TEST(kinds_of_plugins_are_read_back)
{
    stet_kind kinds[2];
    stet_attr attrs[2];
    struct vocabulary *both[2] = {&f.vocabulary, &g.vocabulary};
    for (int k = 0; k < 2; k++) {
        ck_assert_int_eq(stet__vocabulary_add_kind(both[k], "acme", "tone",
                                                   STET_FAMILY_FIELD, STET_VALUE_INT,
                                                   "Tone.", &kinds[k]),
                         STET_OK);
        ck_assert_int_eq(
            stet__vocabulary_add_attr(both[k], "acme", "deg", "Degree.", &attrs[k]),
            STET_OK);
    }
    stet_node n = stet__article_state(f.pub, kinds[0], TEXT_OF("5"), NULL);
    ck_assert_int_eq(stet__article_set_int(f.pub, n, attrs[0], -4), STET_OK);
    stet_node m = stet__article_state(f.pub, kinds[0], TEXT_OF("x5"), NULL);
    ck_assert_int_eq(stet__article_set_attr(f.pub, m, attrs[0], TEXT_OF("-4")),
                     STET_OK);
    assert_read(&g, write_article(&f, &out));
    assert_text(write_article(&g, &again), stet__buffer_str(&out).p);
    ck_assert_ptr_nonnull(strstr(again.data, "\"x.acme.tone\":[{\"value\":5,"));
    ck_assert_ptr_nonnull(strstr(again.data, "\"x.acme.deg\":\"-4\""));
}
END_TEST

START_TEST(json_by_hand_needs_little)
{
    ck_assert_int_eq(
        stet__article_enter_step(&g.a, stet_cstr("import"), NULL, NULL, 0, NULL),
        STET_OK);
    assert_read(
        &g,
        stet_cstr(" { \"body\" : [ {\"content\":[{\"text\":\"Hi\",\"kind\":\"text\"}],"
                  "\"kind\":\"paragraph\"} ],\r\n\t\"stet\" : 1 } "));
    stet_node p = stet__article_first(g.pub, body_of(&g));
    assert_text(stet__article_content(g.pub, p), "Hi");
    ck_assert_int_eq(stet__article_zone(g.pub, p), STET_ZONE_BODY);
    assert_text(stet__article_author(g.pub, p), "import");
    assert_text(g.a.name, "test");
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */
#define BODY(inner) "{\"stet\":1,\"body\":[" inner "]}"
#define P(inner) BODY("{\"kind\":\"paragraph\",\"content\":[" inner "]}")
#define FIELD(inner) "{\"stet\":1,\"fields\":{" inner "}}"
#define NOTICE(inner)                                                                  \
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"content\":[{\"kind\":\"text\","   \
    "\"text\":\"\xc3\xa9x\"}]}],\"notices\":[{\"kind\":\"share_cta\",\"content\":"     \
    "[" inner "]}]}"

static const struct {
    const char *json, *message;
    uint32_t line, column;
} wrong[] = {
    {"", "", 0, 0},
    {"[]", "an object is wanted", 1, 1},
    {"1", "an object is wanted", 1, 1},
    {"{}", "no member 'stet'", 1, 1},
    {"{\"stet\":1", "", 0, 0},
    {"{\"stet\":2}", "version 2", 1, 9},
    {"{\"stet\":\"1\"}", "an integer", 1, 9},
    {"{\"stet\":1.0}", "an integer", 1, 9},
    {"{\"stet\":0}", "out of range", 1, 9},
    {"{\"stet\":1,\n \"boddy\":[]}", "the member 'boddy' is not known", 2, 2},
    {"{\"stet\":1,\"stet\":1}", "", 0, 0},
    {"{\"stet\":1,\"name\":7}", "text in quotes", 1, 18},
    {"{\"stet\":1,\"body\":{}}", "a list is wanted", 1, 18},
    {"{\"stet\":1,\"fields\":[]}", "an object is wanted", 1, 20},
    {"{\"stet\":1,\"authors\":{}}", "a list is wanted", 1, 21},
    {"{\"stet\":1,\"authors\":[1]}", "text in quotes", 1, 22},
    {"{\"stet\":1,\"roots\":{\"article\":{}}}", "the root 'article'", 1, 20},
    {"{\"stet\":1,\"roots\":{\"body\":{\"zone\":\"head\"}}}",
     "a root has no member 'zone'", 0, 0},
    {BODY("7"), "an object is wanted", 1, 19},
    {BODY("{}"), "no 'kind'", 1, 19},
    {BODY("{\"kind\":5}"), "text in quotes", 1, 27},
    {BODY("{\"kind\":\"paragraf\"}"), "the kind 'paragraf' is not known", 1, 27},
    {BODY("{\"kind\":\"x.acme.box\"}"), "the kind 'x.acme.box'", 0, 0},
    {BODY("{\"kind\":\"text\",\"text\":\"a\"}"), "'text' may not stand in 'body'", 1,
     19},
    {BODY("{\"kind\":\"item\"}"), "'item' may not stand in 'body'", 0, 0},
    {BODY("{\"kind\":\"body\"}"), "'body' may not stand in 'body'", 0, 0},
    {BODY("{\"kind\":\"headline\"}"), "", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"text\":\"a\"}"),
     "'paragraph' holds no text itself", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"value\":\"a\"}"),
     "'paragraph' has no member 'value'", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"source\":\"a\"}"), "has no member 'source'", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"from\":1}"), "has no member 'from'", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"contents\":[]}"), "the member 'contents'", 1, 39},
    {BODY("{\"kind\":\"paragraph\",\"content\":{}}"), "a list is wanted", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"zone\":\"middle\"}"), "the word 'middle'", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"zone\":2}"), "text in quotes", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[1]}"), "offset and length", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[1,2,3]}"), "offset and length", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[-1,2]}"), "-1 is out of range", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[4294967295,1]}"), "1 is out of range", 0,
     0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[0,4294967296]}"), "out of range", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"span\":[0.5,1]}"), "an integer", 0, 0},
    {BODY("{\"kind\":\"paragraph\",\"by\":1}"), "'by' needs the list", 0, 0},
    {"{\"stet\":1,\"authors\":[\"a\"],\"body\":[{\"kind\":\"code\",\"by\":2}]}",
     "2 is out of range", 0, 0},
    {BODY("{\"kind\":\"heading\",\"attrs\":[]}"), "an object is wanted", 0, 0},
    {BODY("{\"kind\":\"heading\",\"attrs\":{\"level\":\"2\"}}"), "an integer", 0, 0},
    {BODY("{\"kind\":\"heading\",\"attrs\":{\"level\":99999999999999999999}}"),
     "an integer", 0, 0},
    {BODY("{\"kind\":\"heading\",\"attrs\":{\"lang\":2}}"), "text in quotes", 0, 0},
    {BODY("{\"kind\":\"heading\",\"attrs\":{\"lvl\":2}}"), "the attribute 'lvl'", 1,
     46},
    {BODY("{\"kind\":\"heading\",\"attrs\":{\"block\":9}}"), "9 is out of range", 0, 0},
    {P("{\"kind\":\"text\",\"text\":7}"), "text in quotes", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"\\u0000\"}"), "", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"\\ud800\"}"), "", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"a\",\"content\":[{\"kind\":\"text\"}]}"),
     "'text' may not stand in 'text'", 0, 0},
    {P("{\"kind\":\"paragraph\"}"), "'paragraph' may not stand in 'paragraph'", 0, 0},
    {P("{\"kind\":\"party\"}"), "'party' may not stand", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[[1,0,1]]}"),
     "cover 1 of 2 bytes", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[[3,0,1]]}"),
     "outside the text", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[[2,0]]}"), "a segment is", 0,
     0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[[0],[2]]}"),
     "0 is out of range", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[2]}"), "a segment is", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":{}}"), "a list", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"ab\",\"segments\":[[2,4294967295,1]]}"),
     "out of range", 0, 0},
    {P("{\"kind\":\"text\",\"text\":\"\xc3\xa9\",\"segments\":[[1],[1]]}"),
     "within a character", 0, 0},
    {P("{\"kind\":\"text\",\"segments\":[[1]]}"), "outside the text", 0, 0},
    {FIELD("\"headlin\":[]"), "the field 'headlin'", 1, 21},
    {FIELD("\"paragraph\":[]"), "the field 'paragraph'", 0, 0},
    {FIELD("\"headline\":{}"), "a list", 0, 0},
    {FIELD("\"headline\":[\"a\"]"), "an object", 0, 0},
    {FIELD("\"headline\":[{\"value\":5}]"), "text in quotes", 0, 0},
    {FIELD("\"headline\":[{\"text\":\"a\"}]"), "'headline' has no member 'text'", 0, 0},
    {FIELD("\"headline\":[{\"kind\":\"headline\"}]"), "has no member 'kind'", 0, 0},
    {FIELD("\"headline\":[{\"confidence\":\"sure\"}]"), "the word 'sure'", 0, 0},
    {FIELD("\"headline\":[{\"confidence\":3}]"), "text in quotes", 0, 0},
    {FIELD("\"words\":[{\"value\":1.5}]"), "an integer", 0, 0},
    {FIELD("\"words\":[{\"value\":1e3}]"), "an integer", 0, 0},
    {FIELD("\"authors\":[{\"content\":[{\"kind\":\"text\"}]}]"),
     "may not stand in 'authors'", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":1}"), "1 is out of range", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":-1}"), "-1 is out of range", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":\"0\"}"), "an integer", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":0,\"from\":4}"), "the range 4 to 3", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":0,\"from\":1}"), "the range 1 to 3", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":0,\"to\":1}"), "the range 0 to 1", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":0,\"from\":-2}"), "the range -2", 0, 0},
    {NOTICE("{\"kind\":\"range\",\"block\":0,\"from\":3,\"to\":2}"), "the range 3 to 2",
     0, 0},
    {NOTICE("{\"kind\":\"share_cta\"}"), "may not stand in 'share_cta'", 0, 0},
    {"{\"stet\":1,\"notices\":[{\"kind\":\"share_cta\",\"content\":[{\"kind\":"
     "\"range\","
     "\"block\":0}]}]}",
     "there is no block", 0, 0},
};

START_TEST(mistake_is_refused_with_its_place)
{
    stet_error err = {0};
    stet_code code = stet__json_read(&g.a, stet_cstr(wrong[_i].json), &err);
    ck_assert_msg(code == STET_E_SYNTAX, "%d for %s", code, wrong[_i].json);
    ck_assert_msg(strstr(err.message, wrong[_i].message) != NULL, "\"%s\" for %s",
                  err.message, wrong[_i].json);
    if (wrong[_i].line)
        ck_assert_msg(err.line == wrong[_i].line && err.column == wrong[_i].column,
                      "%u:%u for %s", err.line, err.column, wrong[_i].json);
    assert_sound(&g.a);
    assert_text(g.a.source, "another");
    assert_text(g.a.name, "test");
    assert_text(
        write_article(&g, &out),
        "{\"stet\":1,\"name\":\"test\",\"fields\":{},\"body\":[],\"notices\":[],"
        "\"authors\":[]}");
    assert_read(&g, stet_cstr("{\"stet\":1,\"body\":[{\"kind\":\"slot\"}]}"));
}
END_TEST

START_TEST(mistake_in_a_name_has_a_hint)
{
    stet_error err = {0};
    ck_assert_int_eq(
        stet__json_read(&g.a, stet_cstr("{\"stet\":1,\"notice\":[]}"), &err),
        STET_E_SYNTAX);
    ck_assert_ptr_nonnull(strstr(err.hint, "'notices'"));
    ck_assert_int_eq(
        stet__json_read(&g.a, stet_cstr(BODY("{\"kind\":\"x.acme.box\"}")), &err),
        STET_E_SYNTAX);
    ck_assert_ptr_nonnull(strstr(err.hint, "plugin"));
}
END_TEST

START_TEST(article_that_is_not_empty_is_left_alone)
{
    stet_error err = {0};
    paragraph(&g, "here");
    ck_assert_int_eq(stet__json_read(&g.a, stet_cstr("{\"stet\":1}"), &err),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_read_json(g.pub, stet_cstr("{\"stet\":1}")),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_read_json(NULL, stet_cstr("{\"stet\":1}")),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__article_read_json(f.pub, (stet_str){NULL, 4}),
                     STET_E_MISUSE);
    assert_text(g.a.source, "another");
}
END_TEST

/* Within a reading the article is the reader's: one entry, and no undo of our own. */
START_TEST(reading_within_a_reading_is_one_entry)
{
    stet__article_begin_read(&g.a);
    ck_assert_int_eq(
        stet__article_read_json(g.pub, stet_cstr(P("{\"kind\":\"soft_break\"}"))),
        STET_OK);
    ck_assert_int_eq(g.a.reading, 1);
    stet__article_end_read(&g.a);
    ck_assert_uint_eq(g.a.journal_count, 1);
    ck_assert_uint_eq(g.a.journal[0].count, 2);
}
END_TEST

static struct {
    stet_code code;
    char text[1024];
} told;

static stet_code hear(stet_article *a, stet_code code, stet_str why)
{
    ck_assert_ptr_nonnull(a);
    told.code = code;
    snprintf(told.text, sizeof told.text, "%.*s", (int)why.n, why.p);
    return code;
}

START_TEST(host_is_told_why)
{
    static const stet_host host = {.size = sizeof host, .why = hear};
    g.a.pub.host = &host;
    ck_assert_int_eq(
        stet__article_read_json(g.pub, stet_cstr("{\"stet\":1,\"boddy\":[]}")),
        STET_E_SYNTAX);
    ck_assert_int_eq(told.code, STET_E_SYNTAX);
    ck_assert_str_eq(
        told.text,
        "line 1, column 11: the member 'boddy' is not known; did you mean 'body'?");
}
END_TEST

/* ---- limits ----------------------------------------------------------------- */
static stet_code read_deep(unsigned depth)
{
    stet_error err = {0};
    stet__buffer_reset(&out, 1 << 20);
    stet_puts(&out, "{\"stet\":1,\"body\":[");
    for (unsigned k = 0; k < depth; k++)
        stet_puts(&out, "{\"kind\":\"quote\",\"content\":[");
    for (unsigned k = 0; k < depth; k++)
        stet_puts(&out, "]}");
    stet_puts(&out, "]}");
    ck_assert_int_eq(
        stet__article_reset(&g.a, 50 + depth, stet_cstr(""), stet_cstr("")), STET_OK);
    return stet__json_read(&g.a, stet__buffer_str(&out), &err);
}

START_TEST(depth_ends_at_the_limit)
{
    ck_assert_int_eq(read_deep(60), STET_OK);
    ck_assert_int_eq(read_deep((unsigned)g.limits.depth), STET_OK);
    ck_assert_int_eq(read_deep((unsigned)g.limits.depth + 1), STET_E_LIMIT);
    ck_assert_int_eq(read_deep(5000), STET_E_LIMIT);
    g.limits.depth = 100000; /* the tree has a maximum of its own */
    ck_assert_int_eq(read_deep(900), STET_OK);
    assert_sound(&g.a);
    ck_assert_int_eq(read_deep(1500), STET_E_LIMIT);
}
END_TEST

START_TEST(nodes_and_authors_end_at_the_limit)
{
    stet_error err = {0};
    g.limits.nodes = 50;
    stet_puts(&out, "{\"stet\":1,\"body\":[{\"kind\":\"slot\"}");
    for (int k = 0; k < 60; k++)
        stet_puts(&out, ",{\"kind\":\"slot\"}");
    stet_puts(&out, "]}");
    ck_assert_int_eq(stet__json_read(&g.a, stet__buffer_str(&out), &err), STET_E_LIMIT);
    ck_assert_uint_ne(err.column, 0);
    stet__buffer_reset(&out, 1 << 20);
    stet_puts(&out, "{\"stet\":1,\"authors\":[\"\"");
    for (int k = 0; k < 2000; k++)
        stet__buffer_printf(&out, ",\"a%d\"", k);
    stet_puts(&out, "]}");
    ck_assert_int_eq(stet__json_read(&g.a, stet__buffer_str(&out), &err), STET_E_LIMIT);
}
END_TEST

#ifdef STET_FAULTS
START_TEST(every_failing_allocation_leaves_it_empty)
{
    int failures = 0;
    random_article(&f, 7, 400);
    stet_str json = write_article(&f, &out);
    for (unsigned long nth = 1; nth < 500; nth++) {
        fixture_done(&g);
        fixture_init(&g, (uint32_t)(100 + nth), "another");
        stet__fail_alloc(nth, 1);
        stet_code code = stet__json_read(&g.a, json, NULL);
        int failed = stet__fail_alloc(0, 0) >= nth;
        ck_assert_int_eq(code, failed ? STET_E_NOMEM : STET_OK);
        assert_sound(&g.a);
        ck_assert_int_eq(g.a.nodes[g.a.body].first == 0, failed);
        failures += failed;
        if (!failed)
            break;
    }
    ck_assert_int_gt(failures, 3);
}
END_TEST

START_TEST(every_failing_allocation_of_the_writer_is_told)
{
    stet_out small;
    fill();
    for (unsigned long nth = 1; nth < 100; nth++) {
        stet__arena_bytes(&f.a.arena,
                          (size_t)(f.a.arena.end - f.a.arena.at) & ~(size_t)15);
        stet__buffer_init(&small, 1 << 20);
        stet__fail_alloc(nth, 1);
        stet_code code = stet__article_write_json(f.pub, &small);
        int failed = stet__fail_alloc(0, 0) >= nth;
        stet__buffer_done(&small);
        ck_assert_int_eq(code, failed ? STET_E_NOMEM : STET_OK);
        if (!failed)
            return;
    }
    ck_abort();
}
END_TEST
#endif

static void add_reading_tests(TCase *t)
{
    tcase_add_loop_test(t, mistake_is_refused_with_its_place, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(t, mistake_in_a_name_has_a_hint);
    tcase_add_test(t, article_that_is_not_empty_is_left_alone);
    tcase_add_test(t, reading_within_a_reading_is_one_entry);
    tcase_add_test(t, host_is_told_why);
    tcase_add_test(t, depth_ends_at_the_limit);
    tcase_add_test(t, nodes_and_authors_end_at_the_limit);
#ifdef STET_FAULTS
    tcase_add_test(t, every_failing_allocation_leaves_it_empty);
    tcase_add_test(t, every_failing_allocation_of_the_writer_is_told);
#endif
}

int main(void)
{
    Suite *s = suite_create("model_json");
    TCase *t = tcase_create("json");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, empty_article_is_written);
    tcase_add_test(t, article_is_written_as_documented);
    tcase_add_test(t, writing_changes_nothing);
    tcase_add_test(t, writing_beyond_the_buffer_fails);
    tcase_add_test(t, article_is_read_back_to_the_same);
    tcase_add_test(t, random_articles_are_read_back_to_the_same);
    tcase_add_test(t, kinds_of_plugins_are_read_back);
    tcase_add_test(t, json_by_hand_needs_little);
    add_reading_tests(t);
    suite_add_tcase(s, t);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
