/* SPDX-License-Identifier: MIT */
/*
 * Binding a map of options to a config struct: each type, each mistake at its place,
 * defaults, and the sanity of tables.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "plugin/options.h"

static struct arena arena;
static struct limits limits;
static struct vocabulary vocabulary;
static stet_problems *problems;
static struct expr_scope scope;
static struct source_file file;
static stet_error err;

static void setup(void)
{
    stet__arena_init(&arena, 0);
    stet__limits_default(&limits);
    ck_assert_int_eq(stet__vocabulary_init(&vocabulary), STET_OK);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    scope = (struct expr_scope){.vocabulary = &vocabulary, .limits = &limits};
}

static void teardown(void)
{
    stet_problems_free(problems);
    stet__vocabulary_done(&vocabulary);
    stet__arena_done(&arena);
}

/* ---- one config with all types
 * ------------------------------------------------------- */

struct place {
    stet_str name;
    int64_t weight;
};

struct config {
    uint8_t once;
    int64_t words;
    double ratio;
    stet_str slug;
    int32_t where;
    int64_t room;
    int64_t wait;
    stet_str file;
    stet_str contact;
    stet_str lang;
    stet_date since;
    const stet_template *text;
    stet_str expression;
    const stet_expr *only;
    stet_str notice;
    const stet_data *extra;
    stet_list networks;
    stet_list kinds;
    stet_list labels;
    stet_list places;
    struct place home;
    stet_str token;
    uint8_t old;
};

static const stet_enum wheres[] = {
    {"end", 3, "behind the last block"},
    {"before_bio", 7, "before the author"},
    {NULL, 0, NULL},
};

static const stet_option place_rows[] = {
    STET_STRING(struct place, name, .flags = STET_OPT_REQUIRED, .help = "n",
                .example = "Rome"),
    STET_INT(struct place, weight, 0, 10, .def = "4", .help = "w"),
    STET_OPTION_END,
};

static const stet_option rows[] = {
    STET_BOOL(struct config, once, .def = "true", .help = "h"),
    STET_INT(struct config, words, 1, 500, .def = "120", .help = "h"),
    STET_NUMBER(struct config, ratio, 0, 1, .def = "0.5", .help = "h"),
    STET_STRING(struct config, slug, .pattern = "[a-z0-9-]+", .max = 8, .help = "h"),
    STET_CHOICE(struct config, where, wheres, .def = "end", .help = "h"),
    STET_SIZE(struct config, room, 0, 1 << 20, .def = "4KiB", .help = "h"),
    STET_DURATION(struct config, wait, 0, 60e9, .def = "250ms", .help = "h"),
    STET_PATH(struct config, file, .help = "h"),
    STET_URL_OPTION(struct config, contact, .help = "h"),
    STET_LANG(struct config, lang, .def = "en", .help = "h"),
    STET_DATE(struct config, since, .help = "h"),
    STET_TEMPLATE(struct config, text, .help = "h"),
    STET_REGEX(struct config, expression, .help = "h"),
    STET_EXPR(struct config, only, .help = "h"),
    STET_KIND_NAME(struct config, notice, .help = "h"),
    STET_ANY(struct config, extra, .help = "h"),
    STET_LIST_OF(struct config, networks, STET_TYPE_STRING, .max = 3,
                 .def = "[mail, x]", .help = "h"),
    STET_LIST_OF(struct config, kinds, STET_TYPE_ENUM, .values = wheres, .help = "h"),
    STET_MAP_OF(struct config, labels, STET_TYPE_INT, .help = "h"),
    STET_LIST_OF(struct config, places, STET_TYPE_OBJECT,
                 .item_size = sizeof(struct place), .fields = place_rows, .help = "h"),
    STET_OBJECT(struct config, home, place_rows, .help = "h"),
    STET_STRING(struct config, token, .flags = STET_OPT_SECRET, .pattern = "[0-9]+",
                .help = "h"),
    STET_BOOL(struct config, old, .flags = STET_OPT_DEPRECATED, .replaced_by = "once",
              .help = "h"),
    STET_OPTION_END,
};

static stet_code bind_table(const stet_option *table, const char *yaml, void *config)
{
    const stet_data *with = NULL;
    const struct data_source source = {.file = "p.yaml", .text = stet_cstr(yaml)};
    ck_assert_int_eq(stet__data_yaml(&arena, &limits, &source, &with, NULL, &err),
                     STET_OK);
    file = (struct source_file){
        .name = "p.yaml", .folder = "/srv/pipelines", .text = stet_cstr(yaml)};
    const struct option_binding binding = {
        .arena = &arena,
        .scope = &scope,
        .files = &file,
        .problems = problems,
        .prefix = "test.step",
        .at = with,
    };
    return stet__options_bind(&binding, table, with, config);
}

static struct config bind_good(const char *yaml)
{
    struct config config;
    memset(&config, 0, sizeof config);
    stet_code code = bind_table(rows, yaml, &config);
    stet_problem_info info = {.message = ""};
    stet_problems_get(problems, 0, &info);
    ck_assert_msg(code == STET_OK, "%s: %s", yaml, info.message);
    return config;
}

static void assert_problem(size_t i, uint32_t line, uint32_t column,
                           const char *message, const char *hint)
{
    stet_problem_info info = {.size = sizeof info};
    ck_assert_msg(stet_problems_get(problems, i, &info), "there is no problem %zu", i);
    ck_assert_msg(strstr(info.message, message) != NULL, "'%s' lacks '%s'",
                  info.message, message);
    ck_assert_msg(strstr(info.hint ? info.hint : "", hint) != NULL, "'%s' lacks '%s'",
                  info.hint, hint);
    ck_assert_uint_eq(info.line, line);
    ck_assert_uint_eq(info.column, column);
}

/* One value that is refused, with this message and hint, at the value. */
static void assert_bad(const char *option, const char *value, const char *message,
                       const char *hint)
{
    char yaml[400];
    struct config config;
    stet_problems_free(problems);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    memset(&config, 0, sizeof config);
    snprintf(yaml, sizeof yaml, "%s: %s\n", option, value);
    ck_assert_msg(bind_table(rows, yaml, &config) == STET_E_CONFIG, "accepted: %s",
                  yaml);
    ck_assert_uint_eq(stet_problems_count(problems), 1);
    assert_problem(0, 1, (uint32_t)strlen(option) + 3, message, hint);
}

/* ---- values
 * ----------------------------------------------------------------------------- */

START_TEST(defaults_fill_what_is_left_out)
{
    struct config c = bind_good("slug: a\n");
    ck_assert_uint_eq(c.once, 1);
    ck_assert_int_eq(c.words, 120);
    ck_assert_double_eq(c.ratio, 0.5);
    ck_assert_int_eq(c.where, 3);
    ck_assert_int_eq(c.room, 4096);
    ck_assert_int_eq(c.wait, 250000000);
    ck_assert_str_eq(c.lang.p, "en");
    ck_assert_ptr_nonnull(c.contact.p); /* absent text is "", never NULL */
    ck_assert_uint_eq(c.contact.n, 0);
    ck_assert_uint_eq(c.networks.n, 2);
    ck_assert_str_eq(((const stet_str *)c.networks.items)[1].p, "x");
    ck_assert_int_eq(c.home.weight, 4);
    ck_assert_ptr_nonnull(c.home.name.p);
    ck_assert_ptr_null(c.text);
    ck_assert_uint_eq(c.places.n, 0);
}
END_TEST

START_TEST(no_map_at_all_gives_defaults)
{
    struct config c;
    const struct option_binding binding = {
        .arena = &arena, .scope = &scope, .problems = problems, .prefix = "x"};
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(stet__options_bind(&binding, rows, NULL, &c), STET_OK);
    ck_assert_int_eq(c.words, 120);
}
END_TEST

START_TEST(every_type_is_bound)
{
    struct config c = bind_good("once: false\n"
                                "words: 500\n"
                                "ratio: 1\n"
                                "slug: 'a-b-9'\n"
                                "where: before_bio\n"
                                "room: 1MiB\n"
                                "wait: 1.5s\n"
                                "file: ../terms/a.yaml\n"
                                "contact: mailto:rights@example.org\n"
                                "lang: pt-BR\n"
                                "since: 2025-03-14\n"
                                "text: 'Views of {{ byline }}'\n"
                                "expression: '[a-z'\n"
                                "only: words > 3\n"
                                "notice: disclaimer.*\n"
                                "extra: { a: [1, 2] }\n"
                                "networks: []\n"
                                "kinds: [end, before_bio]\n"
                                "labels: { b: 2, a: 1 }\n"
                                "places:\n"
                                "  - { name: Rome }\n"
                                "  - { name: Oslo, weight: 10 }\n"
                                "home: { name: Bonn }\n"
                                "token: '1234'\n");
    ck_assert_uint_eq(c.once, 0);
    ck_assert_int_eq(c.words, 500);
    ck_assert_double_eq(c.ratio, 1.0);
    ck_assert_str_eq(c.slug.p, "a-b-9");
    ck_assert_int_eq(c.where, 7);
    ck_assert_int_eq(c.room, 1 << 20);
    ck_assert_int_eq(c.wait, 1500000000);
    ck_assert_str_eq(c.file.p, "/srv/terms/a.yaml");
    ck_assert_str_eq(c.contact.p, "mailto:rights@example.org");
    ck_assert_str_eq(c.lang.p, "pt-BR");
    ck_assert_int_eq(c.since.year, 2025);
    ck_assert_int_eq(c.since.day, 14);
    ck_assert_int_eq(c.since.precision, STET_DAY);
    ck_assert_ptr_nonnull(c.text);
    ck_assert_str_eq(c.expression.p, "[a-z");
    ck_assert_ptr_nonnull(c.only);
    ck_assert_str_eq(c.notice.p, "disclaimer.*");
    ck_assert_uint_eq(c.extra->count, 1);
    ck_assert_uint_eq(c.networks.n, 0);
    ck_assert_uint_eq(c.kinds.n, 2);
    ck_assert_int_eq(((const int32_t *)c.kinds.items)[1], 7);
    ck_assert_uint_eq(c.labels.n, 2);
    const stet_pair *pairs = c.labels.items;
    ck_assert_str_eq(pairs[0].key.p, "b");
    ck_assert_int_eq(*(const int64_t *)pairs[0].value, 2);
    ck_assert_int_eq(*(const int64_t *)pairs[1].value, 1);
    const struct place *places = c.places.items;
    ck_assert_uint_eq(c.places.n, 2);
    ck_assert_str_eq(places[0].name.p, "Rome");
    ck_assert_int_eq(places[0].weight, 4);
    ck_assert_int_eq(places[1].weight, 10);
    ck_assert_str_eq(c.home.name.p, "Bonn");
    ck_assert_str_eq(c.token.p, "1234");
}
END_TEST

START_TEST(yaml_does_not_decide_types)
{
    struct config c = bind_good("slug: no\nnetworks: [NO, 1.10, true]\n");
    ck_assert_str_eq(c.slug.p, "no");
    ck_assert_str_eq(((const stet_str *)c.networks.items)[0].p, "NO");
    ck_assert_str_eq(((const stet_str *)c.networks.items)[1].p, "1.10");
}
END_TEST

START_TEST(wrong_values_say_what_is_wanted)
{
    assert_bad("once", "yes", "test.step.once: 'yes' is neither true nor false",
               "write true or false");
    assert_bad("words", "many", "'many' is not a whole number", "digits");
    assert_bad("words", "0", "'0' is not between 1 and 500", "");
    assert_bad("words", "501", "'501' is not between 1 and 500", "");
    assert_bad("words", "99999999999999999999", "is too large a number", "");
    assert_bad("ratio", "1.5", "is not between 0 and 1", "");
    assert_bad("ratio", "nan", "is not a number", "");
    assert_bad("slug", "Ab", "does not match [a-z0-9-]+", "");
    assert_bad("slug", "abcdefghi", "has 9 characters; wanted are 0 to 8", "");
    assert_bad("where", "befor_bio", "'befor_bio' is not one of: end, before_bio",
               "did you mean 'before_bio'?");
    assert_bad("room", "4 KiB", "is not a size", "4KiB");
    assert_bad("room", "2MiB", "is not between 0 and 1MiB", "");
    assert_bad("wait", "250", "is not a duration", "250ms");
    assert_bad("wait", "2m", "is not between 0s and 1m", "");
    assert_bad("file", "''", "is not the name of a file", "");
    assert_bad("contact", "javascript:alert(1)", "is not a URL", "https://");
    assert_bad("contact", "example", "is not a URL", "in full");
    assert_bad("lang", "english language", "is not a language", "pt-BR");
    assert_bad("lang", "e", "is not a language", "");
    assert_bad("since", "14 March 2025", "is not a date", "2025-03-14");
    assert_bad("since", "2025-13-01", "is not a date", "");
    assert_bad("notice", "disclaimr.*", "is no kind of the vocabulary", "");
    assert_bad("networks", "mail", "is a single value; wanted is a list", "- ");
    assert_bad("networks", "[a, b, c, d]", "has 4 items; wanted are 0 to 3", "");
    assert_bad("slug", "[a]", "is a list; wanted is a single value", "");
    assert_bad("labels", "[a]", "is a list; wanted is a map", "name: value");
    assert_bad("home", "Rome", "is a single value; wanted is a map", "");
}
END_TEST

START_TEST(empty_value_is_a_mistake)
{
    struct config c;
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows, "slug:\n", &c), STET_E_CONFIG);
    stet_problem_info info = {.size = sizeof info};
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_ptr_nonnull(strstr(info.message, "is empty"));
    ck_assert_ptr_nonnull(strstr(info.hint, "leave the option out"));
}
END_TEST

START_TEST(every_mistake_is_reported_in_place)
{
    struct config c;
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows,
                                "words: x\n"
                                "slg: a\n"
                                "networks: [a, [b], c]\n"
                                "places:\n"
                                "  - { weight: 11 }\n"
                                "  - { name: Rome, wieght: 1 }\n"
                                "labels: { a: one }\n"
                                "wait: 9h\n",
                                &c),
                     STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 8);
    assert_problem(0, 1, 8, "test.step.words: 'x' is not", "");
    assert_problem(1, 2, 1, "test.step: unknown option 'slg'", "did you mean 'slug'?");
    assert_problem(2, 3, 15, "test.step.networks[1]: is a list", "");
    assert_problem(3, 5, 5, "test.step.places[0].name: is required", "add name: Rome");
    assert_problem(4, 5, 15, "test.step.places[0].weight: '11' is not between 0 and 10",
                   "");
    assert_problem(5, 6, 19, "test.step.places[1]: unknown option 'wieght'",
                   "did you mean 'weight'?");
    assert_problem(6, 7, 14, "test.step.labels.a: 'one'", "");
    assert_problem(7, 8, 7, "test.step.wait", "");
}
END_TEST

START_TEST(unknown_option_without_a_near_one_lists_all)
{
    struct place c;
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(place_rows, "name: a\nzzzzzzzz: 1\n", &c),
                     STET_E_CONFIG);
    assert_problem(0, 2, 1, "unknown option 'zzzzzzzz'", "options are: name, weight");
}
END_TEST

START_TEST(required_is_placed_at_the_map)
{
    struct place c;
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(place_rows, "weight: 1\n", &c), STET_E_CONFIG);
    assert_problem(0, 1, 1, "test.step.name: is required", "add name: Rome");
}
END_TEST

START_TEST(absent_object_misses_nothing)
{
    struct config c = bind_good("slug: a\n");
    ck_assert_uint_eq(stet_problems_count(problems), 0);
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows, "home: {}\n", &c), STET_E_CONFIG);
    assert_problem(0, 1, 7, "test.step.home.name: is required", "");
}
END_TEST

START_TEST(deprecated_is_a_warning)
{
    struct config c = bind_good("old: true\n");
    stet_problem_info info = {.size = sizeof info};
    ck_assert_uint_eq(c.old, 1);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_int_eq(info.warning, 1);
    ck_assert_str_eq(info.hint, "write once");
    ck_assert_str_eq(info.excerpt, "old: true");
    ck_assert_uint_eq(info.length, 3);
}
END_TEST

START_TEST(secret_is_never_shown)
{
    struct config c;
    stet_problem_info info = {.size = sizeof info};
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows, "token: hunter2\n", &c), STET_E_CONFIG);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_ptr_null(strstr(info.message, "hunter2"));
    ck_assert_msg(!info.excerpt || !strstr(info.excerpt, "hunter2"), "%s",
                  info.excerpt);
    ck_assert_uint_eq(info.line, 1);
}
END_TEST

START_TEST(templates_and_expressions_are_compiled_here)
{
    struct config c;
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows, "text: '{{ byline'\n", &c), STET_E_CONFIG);
    ck_assert_uint_ge(stet_problems_count(problems), 1);
}
END_TEST

START_TEST(excerpt_and_caret_point_at_the_value)
{
    struct config c;
    stet_problem_info info = {.size = sizeof info};
    memset(&c, 0, sizeof c);
    ck_assert_int_eq(bind_table(rows, "slug: a\nwhere: \"b\xc3\xb6se\" # x\n", &c),
                     STET_E_CONFIG);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_str_eq(info.excerpt, "where: \"b\xc3\xb6se\" # x");
    ck_assert_uint_eq(info.column, 8);
    ck_assert_uint_eq(info.length, 6);
}
END_TEST

START_TEST(failing_allocations_are_answered)
{
    static const char yaml[] = "places: [{ name: Rome }, { name: Oslo }]\n"
                               "labels: { a: 1 }\nfile: x\ntext: '{{ byline }}'\n"
                               "networks: [a, b]\nonly: words > 1\n";
    const struct data_source source = {.file = "p.yaml", .text = stet_cstr(yaml)};
    const stet_data *with = NULL;
    ck_assert_int_eq(stet__data_yaml(&arena, &limits, &source, &with, NULL, &err),
                     STET_OK);
    for (unsigned long nth = 1; nth < 1000; nth++) {
        struct arena small;
        struct config c;
        memset(&c, 0, sizeof c);
        stet__arena_init(&small, 0);
        const struct option_binding binding = {.arena = &small,
                                               .scope = &scope,
                                               .problems = problems,
                                               .prefix = "x",
                                               .at = with};
        stet__fail_alloc(nth, 1);
        stet_code code = stet__options_bind(&binding, rows, with, &c);
        unsigned long counted = stet__fail_alloc(0, 0);
        stet__arena_done(&small);
        ck_assert_msg(code == STET_OK || code == STET_E_NOMEM || code == STET_E_CONFIG,
                      "%d", code);
        if (counted < nth) {
            ck_assert_int_eq(code, STET_OK);
            return;
        }
    }
    ck_abort_msg("it never ended");
}
END_TEST

/* ---- patterns and units
 * --------------------------------------------------------------------- */

START_TEST(patterns_match_whole_values)
{
    static const struct {
        const char *pattern, *text;
        int matches;
    } cases[] = {
        {"[a-z0-9-]+", "a-9", 1},
        {"[a-z0-9-]+", "", 0},
        {"[a-z0-9-]+", "A", 0},
        {"[a-z]*", "", 1},
        {"ab?c", "ac", 1},
        {"ab?c", "abc", 1},
        {"ab?c", "abbc", 0},
        {"a.b", "a.b", 1},
        {"a.b", "axb", 0},
        {"[^/]+", "a b", 1},
        {"[^/]+", "a/b", 0},
        {"\\[x\\]", "[x]", 1},
        {"[\\]]+", "]]", 1},
        {"[a-]+", "a-a", 1},
        {"a*a*a*a*b", "aaaaaaac", 0},
        {"[\xc3\xa4-\xc3\xbc]+", "\xc3\xb6", 1},
        {"[\xc3\xa4-\xc3\xbc]+", "o", 0},
        {"\xe2\x82\xac[0-9]+",
         "\xe2\x82\xac"
         "5",
         1},
        {"[0-9]+[.,]?[0-9]*", "12.5", 1},
        {"[0-9]+[.,]?[0-9]*", "12.5.", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(
            stet__pattern_matches(cases[i].pattern, stet_cstr(cases[i].text)) ==
                cases[i].matches,
            "%s on %s", cases[i].pattern, cases[i].text);
}
END_TEST

START_TEST(malformed_patterns_are_known)
{
    static const char *const bad[] = {"",    "[a",  "[]",   "+",  "a++", "(a)",
                                      "a|b", "a\\", "[a\\", "^a", "a$"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!stet__pattern_valid(bad[i]), "%s", bad[i]);
    ck_assert_int_eq(stet__pattern_valid("[a-z][a-z0-9_]*"), 1);
}
END_TEST

START_TEST(durations_and_sizes_are_exact)
{
    static const struct {
        const char *text;
        int64_t ns; /* -1: none */
    } durations[] = {
        {"250ms", 250000000},
        {"0", 0},
        {"0s", 0},
        {"1.5s", 1500000000},
        {"3m", 180000000000},
        {"7d", 604800000000000},
        {"0.000000001s", 1},
        {"106751d", 9223286400000000000},
        {"106752d", -1},
        {"5", -1},
        {"", -1},
        {"ms", -1},
        {"1.s", -1},
        {".5s", -1},
        {"-1s", -1},
        {"1 s", -1},
        {"1S", -1},
        {"1e3s", -1},
        {"1.1234567891s", -1},
        {"99999999999999999999ns", -1},
        {"2h", 7200000000000},
        {"3us", 3000},
        {"9223372036.854775807s", INT64_MAX},
        {"9223372036.854775808s", -1},
    };
    int64_t value;
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        int ok = stet__option_duration(stet_cstr(durations[i].text), &value);
        ck_assert_msg(ok == (durations[i].ns >= 0), "%s", durations[i].text);
        if (ok)
            ck_assert_int_eq(value, durations[i].ns);
    }
    ck_assert_int_eq(stet__option_size(stet_cstr("4KiB"), &value), 1);
    ck_assert_int_eq(value, 4096);
    ck_assert_int_eq(stet__option_size(stet_cstr("12"), &value), 1);
    ck_assert_int_eq(value, 12);
    ck_assert_int_eq(stet__option_size(stet_cstr("1.5MiB"), &value), 1);
    ck_assert_int_eq(value, 3 << 19);
    ck_assert_int_eq(stet__option_size(stet_cstr("2MB"), &value), 1);
    ck_assert_int_eq(value, 2000000);
    ck_assert_int_eq(stet__option_size(stet_cstr("9999999999GiB"), &value), 0);
    ck_assert_int_eq(stet__option_size(stet_cstr("4kib"), &value), 0);
}
END_TEST

/* ---- tables
 * --------------------------------------------------------------------------------------
 */

static stet_code copy_table(const stet_option *table, size_t stride, size_t config_size,
                            const stet_option **ret_table)
{
    const stet_data *const *defaults = NULL;
    return stet__options_copy(&arena, &scope, table, stride, config_size, ret_table,
                              &defaults, &err);
}

START_TEST(good_table_is_copied)
{
    const stet_option *copy = NULL;
    stet_code code = copy_table(rows, sizeof *rows, sizeof(struct config), &copy);
    ck_assert_msg(code == STET_OK, "%s", err.message);
    ck_assert_uint_eq(stet__options_count(copy), stet__options_count(rows));
    ck_assert_ptr_ne(copy, rows);
    ck_assert_ptr_nonnull(stet__options_find(copy, stet_cstr("wait")));
    ck_assert_ptr_null(stet__options_find(copy, stet_cstr("wat")));
}
END_TEST

START_TEST(wider_rows_of_a_newer_plugin_are_read)
{
    struct wide {
        stet_option row;
        const char *more[3];
    } table[3];
    const stet_option *copy = NULL;
    memset(table, 0, sizeof table);
    table[0].row = rows[0];
    table[1].row = rows[1];
    for (int i = 0; i < 3; i++) {
        table[i].row.size = sizeof *table;
        table[i].more[0] = "unknown here";
    }
    ck_assert_int_eq(
        copy_table(&table[0].row, sizeof *table, sizeof(struct config), &copy),
        STET_OK);
    ck_assert_uint_eq(stet__options_count(copy), 2);
    ck_assert_str_eq(copy[1].name, "words");
    ck_assert_uint_eq(copy[1].size, sizeof(stet_option));
}
END_TEST

/* A table of one row that is wrong in one way. */
static void assert_bad_row(stet_option row, const char *reason)
{
    const stet_option *copy = NULL;
    const stet_option table[] = {row, STET_OPTION_END};
    ck_assert_msg(copy_table(table, sizeof *table, sizeof(struct config), &copy) ==
                      STET_E_PLUGIN,
                  "accepted, wanted '%s'", reason);
    ck_assert_msg(strstr(err.message, reason) != NULL, "'%s' lacks '%s'", err.message,
                  reason);
}

START_TEST(bad_tables_are_refused)
{
    const stet_option good = rows[1];
    stet_option row;
#define BAD(change, reason) (row = good, change, assert_bad_row(row, reason))
    BAD(row.name = "Big", "is no name");
    BAD(row.name = "a-b", "is no name");
    BAD(row.name = "from", "is reserved");
    BAD(row.type = 0, "unknown type 0");
    BAD(row.type = 99, "unknown type 99");
    BAD(row.offset = sizeof(struct config), "lies outside its config struct");
    BAD(row.offset = sizeof(struct config) - 4, "lies outside its config struct");
    BAD(row.offset = 0xffffffffu, "lies outside its config struct");
    BAD(row.offset = 3, "odd place");
    BAD(row.def = "x", "has a default that is not valid: x");
    BAD(row.def = "501", "is not between 1 and 500");
    BAD(row.def = "[", "has a default that is no YAML");
    BAD(row.min = 600, "least value above its greatest");
    BAD(row.flags = STET_OPT_REQUIRED, "is required and has a default");
    BAD(row.pattern = "[a-z]", "has a pattern that cannot be used");
    BAD((row.type = STET_TYPE_ENUM, row.def = NULL), "has no table of values");
    BAD((row.type = STET_TYPE_LIST, row.item_type = STET_TYPE_LIST, row.def = NULL),
        "holds items of type");
    BAD((row.type = STET_TYPE_LIST, row.item_type = 0, row.def = NULL),
        "holds items of type");
    BAD((row.type = STET_TYPE_LIST, row.item_type = STET_TYPE_OBJECT, row.def = NULL),
        "without a table");
    BAD((row.type = STET_TYPE_OBJECT, row.def = NULL), "without a table");
    BAD((row.type = STET_TYPE_LIST, row.item_type = STET_TYPE_OBJECT, row.def = NULL,
         row.fields = place_rows),
        "holds items of 0 bytes");
#undef BAD
}
END_TEST

START_TEST(bad_table_shapes_are_refused)
{
    const stet_option *copy = NULL;
    const stet_option twice[] = {rows[1], rows[1], STET_OPTION_END};
    ck_assert_int_eq(copy_table(twice, sizeof *twice, sizeof(struct config), &copy),
                     STET_E_PLUGIN);
    ck_assert_ptr_nonnull(strstr(err.message, "stands twice"));
    ck_assert_int_eq(copy_table(rows, 16, sizeof(struct config), &copy), STET_E_PLUGIN);
    ck_assert_ptr_nonnull(strstr(err.message, "rows of 16 bytes"));
    /* a table that holds itself */
    stet_option loop[] = {
        {.size = sizeof(stet_option),
         .type = STET_TYPE_OBJECT,
         .name = "x",
         .fields = loop},
        STET_OPTION_END,
    };
    ck_assert_int_eq(copy_table(loop, sizeof *loop, sizeof(struct config), &copy),
                     STET_E_PLUGIN);
    ck_assert_ptr_nonnull(strstr(err.message, "nests deeper than"));
    stet_option endless[300];
    for (size_t i = 0; i < 300; i++)
        endless[i] = rows[0];
    ck_assert_int_eq(copy_table(endless, sizeof *endless, sizeof(struct config), &copy),
                     STET_E_PLUGIN);
    ck_assert_ptr_nonnull(strstr(err.message, "without an end"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_options");
    TCase *t = tcase_create("options");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, defaults_fill_what_is_left_out);
    tcase_add_test(t, no_map_at_all_gives_defaults);
    tcase_add_test(t, every_type_is_bound);
    tcase_add_test(t, yaml_does_not_decide_types);
    tcase_add_test(t, wrong_values_say_what_is_wanted);
    tcase_add_test(t, empty_value_is_a_mistake);
    tcase_add_test(t, every_mistake_is_reported_in_place);
    tcase_add_test(t, unknown_option_without_a_near_one_lists_all);
    tcase_add_test(t, required_is_placed_at_the_map);
    tcase_add_test(t, absent_object_misses_nothing);
    tcase_add_test(t, deprecated_is_a_warning);
    tcase_add_test(t, secret_is_never_shown);
    tcase_add_test(t, templates_and_expressions_are_compiled_here);
    tcase_add_test(t, excerpt_and_caret_point_at_the_value);
    tcase_add_test(t, failing_allocations_are_answered);
    tcase_add_test(t, patterns_match_whole_values);
    tcase_add_test(t, malformed_patterns_are_known);
    tcase_add_test(t, durations_and_sizes_are_exact);
    tcase_add_test(t, good_table_is_copied);
    tcase_add_test(t, wider_rows_of_a_newer_plugin_are_read);
    tcase_add_test(t, bad_tables_are_refused);
    tcase_add_test(t, bad_table_shapes_are_refused);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
