/* SPDX-License-Identifier: MIT */
/* read.json, write.json, write.jsonl: how a source falls into articles, and the same
 * bytes both ways. */
#include "reader_fixture.h"

#define S(literal) ((stet_str){literal, sizeof(literal) - 1})

static const stet_reader *reader(void)
{
    return stet_plugin_v1_json.steps[0]->reader;
}

/* ---- a source in memory -------------------------------------------------------- */

struct memory_source {
    stet_source source;
    const char *at, *end;
    size_t calls;
};

static stet_code memory_all(stet_source *source, stet_str *ret_text)
{
    struct memory_source *m = source->self;
    *ret_text = stet_strn(m->at, (size_t)(m->end - m->at));
    m->at = m->end;
    return STET_OK;
}

static stet_code memory_line(stet_source *source, stet_str *ret_text)
{
    struct memory_source *m = source->self;
    if (m->at == m->end)
        return STET_DONE;
    const char *stop = memchr(m->at, '\n', (size_t)(m->end - m->at));
    *ret_text = stet_strn(m->at, (size_t)((stop ? stop : m->end) - m->at));
    m->at = stop ? stop + 1 : m->end;
    m->calls++;
    return STET_OK;
}

static void source_init(struct memory_source *m, const char *name, const char *text)
{
    *m = (struct memory_source){.at = text, .end = text + strlen(text)};
    m->source = (stet_source){.size = sizeof m->source,
                              .name = stet_cstr(name),
                              .self = m,
                              .all = memory_all,
                              .line = memory_line};
}

/* ---- where articles begin and end ------------------------------------------------ */

/* Pieces as `line:name:bytes`, apart by |; line ends shown as $. */
static const struct {
    const char *name, *text, *pieces;
} sources[] = {{"a.json", "{\"a\":\n1}\n", "1::{\"a\":$1}$"},
               {"a.json", "", "1::"},
               {"a.jsonl", "{\"a\":1}\n{\"b\":2}\n", "1:1:{\"a\":1}|2:2:{\"b\":2}"},
               {"a.jsonl", "{\"a\":1}\n\n  \n{\"b\":2}", "1:1:{\"a\":1}|4:4:{\"b\":2}"},
               {"-", "{\n\"a\": [\n1]\n}\n{\"b\":\"}\"}\n",
                "1:1:{$\"a\": [$1]$}$|5:5:{\"b\":\"}\"}"},
               {"-", "{\"a\":\"\\\"{\"}\n{}\n", "1:1:{\"a\":\"\\\"{\"}|2:2:{}"},
               {"-", "\xef\xbb\xbf{}\n{}\n", "1:1:{}|2:2:{}"},
               {"-", "{\"a\":\n", "1:1:{\"a\":$"},
               /* a line that was cut off does not take the next article with it */
               {"-", "{\"stet\":1,[\n{\"stet\":1}\n{ \"stet\":2}\n",
                "1:1:{\"stet\":1,[$|2:2:{\"stet\":1}|3:3:{ \"stet\":2}"},
               {"-", "{\"a\": [\n{\"b\":1}\n]}\n", "1:1:{\"a\": [${\"b\":1}$]}$"},
               {"-", "not json\n{}\n", "1:1:not json|2:2:{}"},
               {"-", "\n\n", ""}};

START_TEST(source_falls_into_articles)
{
    struct memory_source m;
    char got[512];
    size_t at = 0;
    void *state = NULL;
    stet_piece piece = {.size = sizeof piece};
    got[0] = '\0';
    source_init(&m, sources[_i].name, sources[_i].text);
    ck_assert_int_eq(reader()->open(NULL, &m.source, &state), STET_OK);
    while (reader()->next(state, &piece) == STET_OK)
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%u:%.*s:%.*s",
                               at ? "|" : "", piece.line, (int)piece.name.n,
                               piece.name.p, (int)piece.bytes.n, piece.bytes.p);
    for (char *p = got; *p; p++)
        if (*p == '\n')
            *p = '$';
    ck_assert_str_eq(got, sources[_i].pieces);
    ck_assert_int_eq(reader()->next(state, &piece), STET_DONE);
    reader()->close(state);
}
END_TEST

START_TEST(lines_are_read_one_at_a_time)
{
    struct memory_source m;
    void *state = NULL;
    stet_piece piece = {.size = sizeof piece};
    source_init(&m, "a.jsonl", "{}\n{}\n{}\n");
    ck_assert_int_eq(reader()->open(NULL, &m.source, &state), STET_OK);
    ck_assert_int_eq(reader()->next(state, &piece), STET_OK);
    ck_assert_uint_eq(m.calls, 1);
    reader()->close(state);
    reader()->close(NULL);
}
END_TEST

static stet_code failing_line(stet_source *source, stet_str *ret_text)
{
    (void)source;
    (void)ret_text;
    return STET_E_IO;
}

START_TEST(failing_source_is_answered)
{
    struct memory_source m;
    void *state = NULL;
    stet_piece piece = {.size = sizeof piece};
    source_init(&m, "-", "{}\n");
    m.source.line = failing_line;
    ck_assert_int_eq(reader()->open(NULL, &m.source, &state), STET_OK);
    ck_assert_int_eq(reader()->next(state, &piece), STET_E_IO);
    reader()->close(state);
}
END_TEST

START_TEST(bid_is_by_first_byte_and_name)
{
    int (*bid)(stet_str, stet_str) = reader()->bid;
    ck_assert_int_gt(bid(S("{"), S("a.json")), bid(S("{"), S("a.txt")));
    ck_assert_int_gt(bid(S(" \n{"), S("A.JSONL")), 90);
    ck_assert_int_gt(bid(S("{"), S("")), 0);
    ck_assert_int_eq(bid(S("# a"), S("a.json")), 0);
    ck_assert_int_eq(bid(S("[{}]"), S("a.json")), 0);
    ck_assert_int_eq(bid(S(""), S("a.json")), 0);
}
END_TEST

/* ---- both ways ---------------------------------------------------------------------
 */

START_TEST(what_is_written_reads_back_to_the_same_bytes)
{
    struct fixture f;
    size_t size;
    char *text = load_file("cases/structure/german/in.md", &size);
    load(&f, "{ use: read.markdown }", "{ use: article.structure }",
         "{ use: write.json, to: '-' }");
    run_well(&f, stet_strn(text, size));
    char *once = copy_of(output(&f, 0));
    ck_assert_ptr_eq(strchr(once, '\n'), once + strlen(once) - 1);
    unload(&f);
    load(&f, "{ use: read.json }", "", "{ use: write.json, to: '-' }");
    run_well(&f, stet_cstr(once));
    ck_text(output(&f, 0), once);
    free(once);
    free(text);
    unload(&f);
}
END_TEST

static const char *const broken[] = {
    "", "{", "[]", "{\"stet\":1,}", "null", "{\"stet\":1,\"stet\":1}", "{\"stet\":99}"};

START_TEST(what_is_no_article_fails)
{
    struct fixture f;
    load(&f, "{ use: read.json }", "", "");
    run_bytes(&f, stet_cstr(broken[_i]));
    ck_assert_int_ne(stet_result_status(f.result), STET_STATUS_OK);
    ck_assert_uint_gt(stet_result_reason(f.result).n, 0);
    unload(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *t = tcase_create("json");
    tcase_add_loop_test(t, source_falls_into_articles, 0,
                        sizeof sources / sizeof *sources);
    tcase_add_test(t, lines_are_read_one_at_a_time);
    tcase_add_test(t, failing_source_is_answered);
    tcase_add_test(t, bid_is_by_first_byte_and_name);
    tcase_add_test(t, what_is_written_reads_back_to_the_same_bytes);
    tcase_add_loop_test(t, what_is_no_article_fails, 0, sizeof broken / sizeof *broken);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
