/* SPDX-License-Identifier: MIT */
/* The value tree from YAML and JSON: what is read, what is refused and where. */
#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data/data.h"

struct reading {
    struct arena arena;
    struct limits limits;
    const stet_data *data;
    stet_problems *problems;
    stet_error err;
    stet_code code;
};

static void begin(struct reading *r)
{
    memset(r, 0, sizeof *r);
    stet__arena_init(&r->arena, 0);
    stet__limits_default(&r->limits);
    ck_assert_int_eq(stet_problems_new(&r->problems), STET_OK);
}

static void end(struct reading *r)
{
    stet_problems_free(r->problems);
    stet__arena_done(&r->arena);
}

static void read_text(struct reading *r, stet_str text, int json, int aliases)
{
    struct data_source source = {.file = "t", .text = text, .aliases = aliases};
    begin(r);
    r->code = (json ? stet__data_json : stet__data_yaml)(
        &r->arena, &r->limits, &source, &r->data, r->problems, &r->err);
}

/* The tree as JSON, which shows keys, order and types. */
static void expect_tree(const char *text, int json, int aliases, const char *want)
{
    struct reading r;
    stet_out out;
    read_text(&r, stet_cstr(text), json, aliases);
    ck_assert_msg(r.code == STET_OK, "%s: %s", text, r.err.message);
    stet__buffer_init(&out, 1 << 20);
    stet__data_put_json(&out, r.data);
    ck_assert_str_eq(stet__buffer_str(&out).p, want);
    stet__buffer_done(&out);
    end(&r);
}

static void expect_refused(const char *text, size_t n, int json, int aliases,
                           uint32_t line, uint32_t column, const char *part)
{
    struct reading r;
    stet_problem_info p = {.size = sizeof p};
    read_text(&r, stet_strn(text, n), json, aliases);
    ck_assert_msg(r.code != STET_OK, "accepted: %s", text);
    ck_assert_msg(strstr(r.err.message, part), "%s: said '%s', wanted '%s'", text,
                  r.err.message, part);
    ck_assert_msg(r.err.line == line && r.err.column == column,
                  "%s: at %u:%u, wanted %u:%u", text, r.err.line, r.err.column, line,
                  column);
    ck_assert(stet_problems_get(r.problems, 0, &p));
    ck_assert_str_eq(p.message, r.err.message);
    end(&r);
}

/* ---- YAML ----------------------------------------------------------------------- */

static const struct {
    const char *text, *want;
    int aliases;
} yaml_good[] = {
    {"country: NO\nversion: 1.10\non: yes\n",
     "{\"country\":\"NO\",\"version\":\"1.10\",\"on\":\"yes\"}", 0},
    {"a: ~\nb:\nc: null\nd: ''\ne: 'null'\n",
     "{\"a\":null,\"b\":null,\"c\":null,\"d\":\"\",\"e\":\"null\"}", 0},
    {"- 1\n- [2, {a: 3}]\n-\n  - 4\n", "[\"1\",[\"2\",{\"a\":\"3\"}],[\"4\"]]", 0},
    {"\xef\xbb\xbf# bom\na: |\n  x\n  y\n", "{\"a\":\"x\\ny\\n\"}", 0},
    {"a: &x {b: 1}\nc: *x\n", "{\"a\":{\"b\":\"1\"},\"c\":{\"b\":\"1\"}}", 1},
    {"a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n",
     "{\"a\":{\"b\":\"1\",\"c\":\"2\"},\"d\":{\"c\":\"3\",\"b\":\"1\"}}", 1},
    {"a: &x {b: 1}\ne: &y {b: 2, f: 3}\nd:\n  <<: [*x, *y]\n",
     "{\"a\":{\"b\":\"1\"},\"e\":{\"b\":\"2\",\"f\":\"3\"},\"d\":{\"b\":\"1\",\"f\":"
     "\"3\"}}",
     1},
    {"---\na: 1\n...\n", "{\"a\":\"1\"}", 0},
    {"a: \"100%\"\n", "{\"a\":\"100%\"}", 0},
};

START_TEST(yaml_reads)
{
    expect_tree(yaml_good[_i].text, 0, yaml_good[_i].aliases, yaml_good[_i].want);
}
END_TEST

#define BYTES(s) s, sizeof s - 1
static const struct {
    const char *text;
    size_t n;
    int aliases;
    uint32_t line, column;
    const char *part;
} yaml_bad[] = {
    {BYTES("a: 1\nb: 2\na: 3\n"), 0, 3, 1, "twice"},
    {BYTES("\xc3\xa9: {\xc3\xa9\xc3\xa9: 1, b: 2, b: 3}\n"), 0, 1, 18, "twice"},
    {BYTES("a: !!str b\n"), 0, 1, 4, "tags"},
    {BYTES("a: !x [b]\n"), 0, 1, 4, "tags"},
    {BYTES("a: 1\n---\nb: 2\n"), 0, 2, 1, "second document"},
    {BYTES("a: &x 1\n"), 0, 1, 4, "anchor"},
    {BYTES("a: *x\n"), 1, 1, 4, "no anchor"},
    {BYTES("a: &a [*a]\n"), 1, 1, 8, "hold itself"},
    {BYTES("a: {<<: 1}\n"), 1, 1, 9, "merges maps"},
    {BYTES("a: {<<: [1]}\n"), 1, 1, 10, "merges maps"},
    {BYTES("%TAG ! tag:x:\n---\na: 1\n"), 0, 1, 1, "directives"},
    {BYTES("# c\n\n%YAML 1.1\n"), 0, 3, 1, "directives"},
    {BYTES("a: b\0c\n"), 0, 1, 5, "NUL"},
    {BYTES("a: \"b\\0c\"\n"), 0, 1, 4, "NUL"},
    {BYTES("a: caf\xe9\n"), 0, 1, 7, "UTF-8"},
    {BYTES("\xff\xfe"
           "a\0:\0"),
     0, 1, 1, "UTF-8"},
    {BYTES("a:\n\t- b\n"), 0, 2, 1, "tab"},
    {BYTES("a: b: c\n"), 0, 1, 5, "second ':'"},
    {BYTES("a: [1, 2\nb: 3\n"), 0, 2, 2, "wanted"},
    {BYTES("a:\n  - b\n c: d\n"), 0, 3, 2, "key"},
    {BYTES("a: 'x\nb: 1\n"), 0, 1, 4, "not closed"},
    {BYTES("a: @x\n"), 0, 1, 4, "no plain text can begin with '@'"},
    {BYTES("a: [1\n"), 0, 1, 4, "'[' is not closed"},
    {BYTES("a:\n  b: 1\n\tc: 2\n"), 0, 3, 1, "tab"},
    {BYTES("a: 1\nkey value\nb: 2\n"), 0, 2, 1, "':' is missing"},
    {BYTES("a: 'it's'\n"), 0, 1, 8, "behind the end of a value"},
    {BYTES("a: *bold* x\n"), 0, 1, 4, "begins an alias"},
    {BYTES("a: \xc3\xa9\x07\n"), 0, 1, 5, "U+0007"},
    {BYTES("a: - b\n"), 0, 1, 4, "list cannot begin"},
    {BYTES("a: |x\n  b\n"), 0, 1, 5, "behind the '|'"},
    {BYTES("a: \"c:\\dir\"\n"), 0, 1, 7, "escape"},
    {BYTES("a: {{ x }}\n"), 0, 1, 5, "key must be"},
    {BYTES("*a : b\n"), 1, 1, 1, "cannot be a key"},
    {BYTES("? [a]\n: b\n"), 0, 1, 3, "key"},
    {BYTES("?\n: b\n"), 0, 1, 2, "key is missing"},
    {BYTES("&x a: 1\n"), 1, 1, 1, "before a key"},
    {BYTES("a: 1\n...\nb\n"), 0, 3, 1, "behind the end"},
    {BYTES("a: 1\n...\n...\n# c\n --- b\n"), 0, 5, 2, "behind the end"},
    {BYTES("a: 1\n...\n---\n...\n"), 0, 3, 1, "second document"},
    {BYTES("a: 1\n...\n%TAG !a! b\n---\nc\n"), 0, 3, 1, "directives"},
    {BYTES("a: 1\n%TAG !a! b\n---\nc\n"), 0, 2, 1, "directives"},
    {BYTES("a\nb: c\n"), 0, 2, 2, "no key can stand"},
};

START_TEST(yaml_refuses)
{
    expect_refused(yaml_bad[_i].text, yaml_bad[_i].n, 0, yaml_bad[_i].aliases,
                   yaml_bad[_i].line, yaml_bad[_i].column, yaml_bad[_i].part);
}
END_TEST

START_TEST(yaml_reports_all_mistakes_and_keeps_the_tree)
{
    struct reading r;
    read_text(&r, stet_cstr("a: !!x 1\nb: 2\nb: 3\nc: *d\ne: &f 4\n"), 0, 0);
    ck_assert_int_eq(r.code, STET_E_SYNTAX);
    ck_assert_uint_eq(stet_problems_count(r.problems), 4);
    ck_assert_str_eq(stet_data_get_text(r.data, "e").p, "4");
    end(&r);
}
END_TEST

START_TEST(yaml_spans_are_bytes)
{
    static const char text[] =
        "\xef\xbb\xbfk\xc3\xa9y: \xf0\x9f\x98\x80 x\nlist: [ \"\xc3\xa9\", b ]\n";
    struct reading r;
    read_text(&r, stet_cstr(text), 0, 0);
    const stet_data *list = stet_data_get(r.data, "list");
    const stet_data *first = list->first;
    ck_assert_uint_eq(r.data->first->line, 1);
    ck_assert_uint_eq(r.data->first->column, 6);
    ck_assert(memcmp(text + r.data->first->off, "\xf0\x9f\x98\x80 x",
                     r.data->first->len) == 0);
    ck_assert(memcmp(text + first->off, "\"\xc3\xa9\"", first->len) == 0);
    ck_assert(memcmp(text + list->off, "[ \"\xc3\xa9\", b ]", list->len) == 0);
    ck_assert_uint_eq(first->next->column, 14);
    end(&r);
}
END_TEST

static stet_str repeat(const char *unit, size_t times)
{
    size_t n = strlen(unit);
    char *text = malloc(n * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * n, unit, n);
    text[n * times] = '\0';
    return stet_strn(text, n * times);
}

static void expect_limit(stet_str text, int json, int aliases)
{
    struct reading r;
    read_text(&r, text, json, aliases);
    ck_assert_msg(r.code == STET_E_LIMIT || r.code == STET_E_SYNTAX, "%d %s", r.code,
                  r.err.message);
    ck_assert_uint_le(stet_problems_count(r.problems), 2);
    end(&r);
}

START_TEST(nesting_is_limited)
{
    static const char *const units[] = {"[a,", "[", "{a: ", "{", "- ", "? "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        stet_str text = repeat(units[i], 40000);
        expect_limit(text, 0, 1);
        free((void *)(uintptr_t)text.p);
    }
    stet_str lists = repeat("[", 1000000), maps = repeat("{\"a\":", 100000);
    expect_limit(lists, 1, 0);
    expect_limit(maps, 1, 0);
    free((void *)(uintptr_t)lists.p);
    free((void *)(uintptr_t)maps.p);
}
END_TEST

START_TEST(aliases_cannot_explode)
{
    char text[2048];
    int n = snprintf(text, sizeof text, "a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++)
        n += snprintf(text + n, sizeof text - (size_t)n,
                      "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i,
                      i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    struct reading r;
    read_text(&r, stet_cstr(text), 0, 1);
    ck_assert_int_eq(r.code, STET_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(r.err.message, "alias"));
    end(&r);
}
END_TEST

/* Aliases of aliases nest deeper than the text does. */
START_TEST(aliases_cannot_nest_deeper_than_text_may)
{
    char text[4096];
    int n = snprintf(text, sizeof text, "- &a0 x\n");
    for (int i = 1; i < 60; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "- &a%d [*a%d]\n", i, i - 1);
    struct reading r;
    read_text(&r, stet_cstr(text), 0, 1);
    ck_assert_msg(r.code == STET_OK, "%s", r.err.message);
    end(&r);
    for (int i = 60; i < 70; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "- &a%d [*a%d]\n", i, i - 1);
    read_text(&r, stet_cstr(text), 0, 1);
    ck_assert_int_eq(r.code, STET_E_LIMIT);
    ck_assert_uint_eq(r.err.line, 65);
    end(&r);
}
END_TEST

/* The first entry of a key stays, others are named with both places and left out. */
START_TEST(entries_that_stand_twice_are_left_out)
{
    for (int json = 0; json < 2; json++) {
        struct reading r;
        stet_problem_info p = {.size = sizeof p};
        read_text(&r,
                  stet_cstr("{\"a\": 1,\n  \"b\": 2,\n\"b\":\n {\"x\": 3},\n"
                            "\"a\": [4], \"c\": 5}"),
                  json, 0);
        ck_assert_int_eq(r.code, STET_E_SYNTAX);
        ck_assert_uint_eq(stet_problems_count(r.problems), 2);
        ck_assert(stet_problems_get(r.problems, 0, &p));
        ck_assert_uint_eq(p.line, 3);
        ck_assert_uint_eq(p.column, 1);
        ck_assert_str_eq(p.excerpt, "\"b\":");
        ck_assert_ptr_nonnull(strstr(p.hint, "line 2, column 3"));
        ck_assert_uint_eq(r.data->count, 3);
        end(&r);
    }
}
END_TEST

START_TEST(mistakes_are_listed_up_to_a_maximum)
{
    for (int json = 0; json < 2; json++) {
        stet_str text = repeat("\"k\": 1,\n", 5000);
        char *whole = malloc(text.n + 16);
        int n = snprintf(whole, text.n + 16, "{%s\"z\": 1}", text.p);
        struct reading r;
        read_text(&r, stet_strn(whole, (size_t)n), json, 0);
        ck_assert_int_eq(r.code, STET_E_SYNTAX);
        ck_assert_uint_eq(stet_problems_count(r.problems), STET_MISTAKES_MAX + 1);
        end(&r);
        free(whole);
        free((void *)(uintptr_t)text.p);
    }
}
END_TEST

/* The code says limit also to a caller who asks for no error. */
START_TEST(limits_are_told_from_lack_of_memory)
{
    for (int json = 0; json < 2; json++) {
        struct reading r;
        struct data_source source = {.file = "t", .text = stet_cstr("[1, [2]]")};
        begin(&r);
        r.limits.data_nodes = 3;
        ck_assert_int_eq((json ? stet__data_json : stet__data_yaml)(
                             &r.arena, &r.limits, &source, &r.data, NULL, NULL),
                         STET_E_LIMIT);
        r.limits.data_nodes = 4;
        source.max_bytes = 7;
        ck_assert_int_eq((json ? stet__data_json : stet__data_yaml)(
                             &r.arena, &r.limits, &source, &r.data, NULL, NULL),
                         STET_E_LIMIT);
        source.max_bytes = 8;
        ck_assert_int_eq((json ? stet__data_json : stet__data_yaml)(
                             &r.arena, &r.limits, &source, &r.data, NULL, NULL),
                         STET_OK);
        end(&r);
    }
}
END_TEST

/* A mistake in an aliased value is shown where its text stands; the key says where it
 * is used. */
START_TEST(aliases_keep_the_place_of_their_value)
{
    struct reading r;
    read_text(&r, stet_cstr("a: &x  \xc3\xa9 {{b}}\nc: [*x]\nd: *x\n"), 0, 1);
    const stet_data *d = stet_data_get(r.data, "d");
    const stet_data *in_list = stet_data_get(r.data, "c")->first;
    ck_assert_uint_eq(d->line, 1);
    ck_assert_uint_eq(d->column, 8);
    ck_assert_uint_eq(d->off, 7);
    ck_assert_uint_eq(d->len, d->text.n);
    ck_assert_uint_eq(d->key_line, 3);
    ck_assert_uint_eq(in_list->column, 8);
    ck_assert_uint_eq(in_list->key.n, 0);
    ck_assert_ptr_null(in_list->next);
    end(&r);
}
END_TEST

/* Positions count from where the text stands in its article. */
START_TEST(front_matter_is_placed_in_its_article)
{
    struct reading r;
    struct data_source source = {.file = "t",
                                 .text = stet_cstr("a: 1\nb: !x 2\n"),
                                 .first_line = 2,
                                 .first_off = 4};
    begin(&r);
    r.code = stet__data_yaml(&r.arena, &r.limits, &source, &r.data, r.problems, &r.err);
    ck_assert_uint_eq(r.err.line, 3);
    ck_assert_uint_eq(r.data->first->line, 2);
    ck_assert_uint_eq(r.data->first->off, 7);
    ck_assert_uint_eq(r.data->first->len, 1);
    end(&r);
}
END_TEST

/* ---- JSON ----------------------------------------------------------------------- */

static const struct {
    const char *text, *want;
} json_good[] = {
    {"{\"a\":[1,-0.5e3,true,false,null],\"b\":{}}",
     "{\"a\":[1,-0.5e3,true,false,null],\"b\":{}}"},
    {" \"\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\n\" ",
     "\"\xc3\xa9\xf0\x9f\x98\x80\\\"\\\\/\\n\""},
    {"[[],[[]],{}]", "[[],[[]],{}]"},
    {"\xef\xbb\xbf[1]", "[1]"},
    {"0", "0"},
};

START_TEST(json_reads)
{
    expect_tree(json_good[_i].text, 1, 0, json_good[_i].want);
}
END_TEST

static const struct {
    const char *text;
    size_t n;
    uint32_t line, column;
    const char *part;
} json_bad[] = {
    {BYTES("{\"a\":1,\n \"a\":2}"), 2, 2, "twice"},
    {BYTES("[1,]"), 1, 4, "no JSON value"},
    {BYTES("[1 2]"), 1, 4, "','"},
    {BYTES("{\"a\" 1}"), 1, 6, "':'"},
    {BYTES("{a:1}"), 1, 2, "quotes"},
    {BYTES("01"), 1, 1, "no JSON value"},
    {BYTES("[1.]"), 1, 2, "no JSON value"},
    {BYTES("[-]"), 1, 2, "no JSON value"},
    {BYTES("1 2"), 1, 3, "behind"},
    {BYTES("\"a"), 1, 3, "not closed"},
    {BYTES("\"a\tb\""), 1, 3, "control"},
    {BYTES("\"\\ud800x\""), 1, 3, "surrogate"},
    {BYTES("\"\\udc00\""), 1, 3, "surrogate"},
    {BYTES("\"\\u0000\""), 1, 3, "u0000"},
    {BYTES("\"\\u12g4\""), 1, 3, "hexadecimal"},
    {BYTES("\"\\x\""), 1, 3, "escape"},
    {BYTES("\"caf\xe9\""), 1, 5, "UTF-8"},
    {BYTES("\n\n\"\xc3\xa9\" x"), 3, 5, "behind"},
    {BYTES("\xef\xbb\xbf[,]"), 1, 2, "no JSON value"},
    {BYTES("\xef\xbb\xbf[\n\xe9]"), 2, 1, "UTF-8"},
    {BYTES("tru"), 1, 1, "no JSON value"},
    {BYTES("NaN"), 1, 1, "no JSON value"},
    {BYTES("{\"a\":"), 1, 6, "ends"},
};

START_TEST(json_refuses)
{
    expect_refused(json_bad[_i].text, json_bad[_i].n, 1, 0, json_bad[_i].line,
                   json_bad[_i].column, json_bad[_i].part);
}
END_TEST

/* The table takes over where the linear search ends: duplicates on both sides are
 * found. */
START_TEST(duplicate_keys_are_found_in_large_maps)
{
    for (int json = 0; json < 2; json++)
        for (int twice = 0; twice < 40; twice += 13) {
            char text[2048];
            int n = snprintf(text, sizeof text, "{");
            for (int i = 0; i < 40; i++)
                n += snprintf(text + n, sizeof text - (size_t)n, "\"k%d\": 1,\n", i);
            snprintf(text + n, sizeof text - (size_t)n, "\"k%d\": 2}", twice);
            struct reading r;
            read_text(&r, stet_cstr(text), json, 0);
            ck_assert_int_eq(r.code, STET_E_SYNTAX);
            ck_assert_uint_eq(r.err.line, 41);
            snprintf(text, sizeof text, "line %d, column %d ", twice + 1, 1 + !twice);
            ck_assert_ptr_nonnull(strstr(r.err.hint, text));
            end(&r);
        }
}
END_TEST

START_TEST(scalars_are_typed_by_the_reader)
{
    struct reading r;
    int truth = -1;
    int64_t whole = -1;
    double number = -1;
    read_text(&r,
              stet_cstr("t: true\nq: 'true'\nn: -42\nbig: 9223372036854775808\n"
                        "min: -9223372036854775808\nd: 2.5e-3\nx: 0.07\nw: 1x\ndot: "
                        ".\nhuge: 1e999\n"),
              0, 0);
    ck_assert(stet__data_bool(stet_data_get(r.data, "t"), &truth) && truth == 1);
    ck_assert(!stet__data_bool(stet_data_get(r.data, "q"), &truth));
    ck_assert(stet__data_int(stet_data_get(r.data, "n"), &whole) && whole == -42);
    ck_assert(!stet__data_int(stet_data_get(r.data, "big"), &whole));
    ck_assert(stet__data_int(stet_data_get(r.data, "min"), &whole) &&
              whole == INT64_MIN);
    ck_assert(stet__data_number(stet_data_get(r.data, "d"), &number));
    ck_assert_double_eq_tol(number, 0.0025, 1e-12);
    ck_assert(stet__data_number(stet_data_get(r.data, "x"), &number));
    ck_assert(number == 0.07);
    ck_assert(!stet__data_int(stet_data_get(r.data, "w"), &whole));
    ck_assert(!stet__data_number(stet_data_get(r.data, "dot"), &number));
    ck_assert(!stet__data_number(stet_data_get(r.data, "huge"), &number));
    ck_assert(!stet__data_int(stet_data_get(r.data, "none"), &whole));
    end(&r);
}
END_TEST

/* Every allocation fails once: an error, no leak, no crash. */
START_TEST(every_allocation_may_fail)
{
    static const char *const texts[] = {
        "a: &x {b: 1, c: [1, 2]}\nd: {<<: *x, e: 'f'}\ng: [*x, *x]\n",
        "{\"a\":[1,2,{\"b\":\"\\u00e9\"}],\"c\":\"text\"}"};
    for (int json = 0; json < 2; json++)
        for (unsigned long nth = 1; nth < 60; nth++) {
            struct reading r;
            struct data_source source = {
                .file = "t", .text = stet_cstr(texts[json]), .aliases = 1};
            begin(&r);
            stet__fail_alloc(nth, 0);
            stet_code code = (json ? stet__data_json : stet__data_yaml)(
                &r.arena, &r.limits, &source, &r.data, NULL, &r.err);
            int reached = stet__fail_alloc(0, 0) >= nth;
            ck_assert_int_eq(code, reached ? STET_E_NOMEM : STET_OK);
            end(&r);
            if (!reached)
                break;
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base: data");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 30);
    tcase_add_loop_test(all, yaml_reads, 0, sizeof yaml_good / sizeof *yaml_good);
    tcase_add_loop_test(all, yaml_refuses, 0, sizeof yaml_bad / sizeof *yaml_bad);
    tcase_add_test(all, yaml_reports_all_mistakes_and_keeps_the_tree);
    tcase_add_test(all, yaml_spans_are_bytes);
    tcase_add_test(all, nesting_is_limited);
    tcase_add_test(all, aliases_cannot_explode);
    tcase_add_test(all, aliases_cannot_nest_deeper_than_text_may);
    tcase_add_test(all, entries_that_stand_twice_are_left_out);
    tcase_add_test(all, mistakes_are_listed_up_to_a_maximum);
    tcase_add_test(all, limits_are_told_from_lack_of_memory);
    tcase_add_test(all, aliases_keep_the_place_of_their_value);
    tcase_add_test(all, front_matter_is_placed_in_its_article);
    tcase_add_loop_test(all, json_reads, 0, sizeof json_good / sizeof *json_good);
    tcase_add_loop_test(all, json_refuses, 0, sizeof json_bad / sizeof *json_bad);
    tcase_add_test(all, duplicate_keys_are_found_in_large_maps);
    tcase_add_test(all, scalars_are_typed_by_the_reader);
    tcase_add_test(all, every_allocation_may_fail);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
