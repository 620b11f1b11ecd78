/* SPDX-License-Identifier: MIT */
/*
 * The table of pipeline keys and the check of one map against it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/data/data.h"
#include "plugin/grammar.h"

static struct arena arena;
static struct limits limits;
static stet_problems *problems;
static stet_error err;

static void setup(void)
{
    stet__arena_init(&arena, 0);
    stet__limits_default(&limits);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
}

static void teardown(void)
{
    stet_problems_free(problems);
    stet__arena_done(&arena);
}

static stet_code check_map(int place, const char *yaml)
{
    const stet_data *data = NULL;
    const struct data_source source = {.file = "p.yaml", .text = stet_cstr(yaml)};
    struct source_file file = {
        .name = "p.yaml", .folder = "/", .text = stet_cstr(yaml)};
    stet_problems_free(problems);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    ck_assert_int_eq(stet__data_yaml(&arena, &limits, &source, &data, NULL, &err),
                     STET_OK);
    return stet__grammar_check(place, data, &file, problems);
}

static void assert_good(int place, const char *yaml)
{
    stet_problem_info info = {.message = ""};
    stet_code code = check_map(place, yaml);
    stet_problems_get(problems, 0, &info);
    ck_assert_msg(code == STET_OK && stet_problems_count(problems) == 0, "%s: %s", yaml,
                  info.message);
}

/* Exactly one mistake, there. */
static void assert_bad(int place, const char *yaml, uint32_t line, uint32_t column,
                       const char *message, const char *hint)
{
    stet_problem_info info = {.size = sizeof info};
    ck_assert_msg(check_map(place, yaml) == STET_E_CONFIG, "accepted: %s", yaml);
    ck_assert_int_eq(stet_problems_get(problems, 0, &info), 1);
    ck_assert_msg(stet_problems_count(problems) == 1, "%s: %s, and more", yaml,
                  info.message);
    ck_assert_msg(strstr(info.message, message) != NULL, "'%s' lacks '%s'",
                  info.message, message);
    ck_assert_msg(strstr(info.hint ? info.hint : "", hint) != NULL, "'%s' lacks '%s'",
                  info.hint, hint);
    ck_assert_msg(info.line == line && info.column == column, "%s: at %u:%u", yaml,
                  info.line, info.column);
}

START_TEST(good_maps_pass)
{
    assert_good(PLACE_FILE, "stet: 1\nvars: { a: 1 }\npipelines: { main: {} }\n");
    assert_good(PLACE_FILE, "stet: 1\ninclude: one.yaml\n");
    assert_good(PLACE_PIPELINE, "in: auto\nsteps: []\nfail_on: never\n");
    assert_good(PLACE_PIPELINE,
                "in: { use: read.markdown }\nquarantine: held\nout: []\n");
    assert_good(PLACE_STEP,
                "use: disclaimer.stamp\nwith: { text: x }\nwhen: words > 3\n"
                "on_error: skip\nenabled: false\nid: a_1\nretry: { times: 2 }\n");
    assert_good(PLACE_STEP, "use: slug\nwith:\n");
    assert_good(PLACE_STEP, "run: normalise\nvars: { a: 1 }\n");
    assert_good(PLACE_STEP, "choose: []\n");
    assert_good(PLACE_ARM, "else:\nsteps: []\n");
    assert_good(PLACE_ARM, "when: words > 1\nsteps: []\n");
    assert_good(PLACE_RETRY, "times: 2\ndelay: 250ms\n");
    assert_good(PLACE_VERDICT, "label: 1.5\nreject: 0\ncaps: { profanity: review }\n");
    assert_good(PLACE_OUTPUT,
                "use: write.html\nto: '{{ slug }}.html'\non_collision: suffix\n");
}
END_TEST

START_TEST(each_mistake_is_named_in_place)
{
    assert_bad(PLACE_FILE, "stet: 2\n", 1, 7, "stet: '2' is not one of its values",
               "write one of: 1");
    assert_bad(PLACE_FILE, "vars: {}\n", 1, 1, "a pipeline file lacks the key 'stet'",
               "Version");
    assert_bad(PLACE_FILE, "stet: 1\npipeline: {}\n", 2, 1,
               "unknown key 'pipeline' in a pipeline file",
               "did you mean 'pipelines'?");
    assert_bad(PLACE_FILE, "stet: 1\ntests: []\n", 2, 1, "tests is not in this release",
               "");
    assert_bad(PLACE_FILE, "stet: 1\npipelines: []\n", 2, 12, "pipelines must be a map",
               "name: value");
    assert_bad(PLACE_STEP, "use: a\nwen: words > 1\n", 2, 1,
               "unknown key 'wen' in a step", "did you mean 'when'?");
    assert_bad(PLACE_STEP, "use: a\nzzzzzzzzzz: 1\n", 2, 1, "unknown key",
               "known are: use, run");
    assert_bad(PLACE_STEP, "use: a\nrun: b\n", 2, 1, "a step has both 'use' and 'run'",
               "two");
    assert_bad(PLACE_STEP, "id: a\n", 1, 1, "a step needs one of: use, run, choose",
               "");
    assert_bad(PLACE_STEP, "use: a\nisolate: true\n", 2, 1,
               "isolate is not in this release", "");
    assert_bad(PLACE_STEP, "use: a\nenabled: yes\n", 2, 10,
               "'yes' is neither true nor false", "write true or false");
    assert_bad(PLACE_STEP, "use: a\non_error: skipp\n", 2, 11,
               "'skipp' is not one of its values", "did you mean 'skip'?");
    assert_bad(PLACE_STEP, "use: a\nid: A-b\n", 2, 5, "'A-b' is not a name",
               "small letters");
    assert_bad(PLACE_STEP, "use: [a]\n", 1, 6, "use is a list; it takes a single value",
               "");
    assert_bad(PLACE_STEP, "use: a\nwith: [x]\n", 2, 7, "with must be a map", "");
    assert_bad(PLACE_STEP, "use: a\nignore: x\n", 2, 9, "ignore must be a list", "");
    assert_bad(PLACE_ARM, "steps: []\n", 1, 1, "needs one of: when, else", "");
    assert_bad(PLACE_ARM, "else: x\nsteps: []\n", 1, 7, "else takes no value",
               "steps:");
    assert_bad(PLACE_ARM, "else:\n", 1, 1, "a branch of choose lacks the key 'steps'",
               "");
    assert_bad(PLACE_RETRY, "times: 101\n", 1, 8, "101 is not between 1 and 100", "");
    assert_bad(PLACE_RETRY, "times: two\n", 1, 8, "'two' is not a whole number",
               "digits");
    assert_bad(PLACE_RETRY, "times: 2\ndelay: 2\n", 2, 8, "'2' is not a duration",
               "250ms");
    assert_bad(PLACE_VERDICT, "label: -1\n", 1, 8, "-1 is not between 0 and", "");
    assert_bad(PLACE_OUTPUT, "use: write.html\n", 1, 1, "an output lacks the key 'to'",
               "");
    assert_bad(PLACE_PIPELINE, "- a\n", 1, 1, "a pipeline must be a map", "");
    assert_bad(PLACE_STEP, "toy.append\n", 1, 1, "a step must be a map",
               "write 'use: toy.append'");
}
END_TEST

START_TEST(five_mistakes_are_five_problems)
{
    ck_assert_int_eq(check_map(PLACE_STEP,
                               "uze: a\nrun: b\nid: X\nenabled: on\non_error: no\n"
                               "retry: 3\n"),
                     STET_E_CONFIG);
    ck_assert_uint_eq(stet_problems_count(problems), 5);
}
END_TEST

START_TEST(table_is_complete_and_consistent)
{
    for (int place = PLACE_NONE + 1; place < PLACE_COUNT; place++) {
        const struct grammar_key *keys = stet__grammar_keys(place);
        ck_assert_ptr_nonnull(keys);
        ck_assert_uint_gt(strlen(stet__grammar_place_name(place)), 0);
        for (const struct grammar_key *k = keys; k->name; k++) {
            size_t n = strlen(k->help);
            ck_assert_msg(n > 5 && k->help[n - 1] == '.', "%s: help is a sentence",
                          k->name);
            ck_assert_ptr_eq(stet__grammar_find(place, stet_cstr(k->name)), k);
            if (k->type == GRAMMAR_ENUM)
                ck_assert_ptr_nonnull(k->values);
            if (k->type == GRAMMAR_MAP)
                ck_assert_int_ne(k->place, PLACE_NONE);
            if (k->type == GRAMMAR_LIST || k->type == GRAMMAR_NAMED)
                ck_assert_msg(k->place || k->item, "%s holds nothing", k->name);
        }
    }
    ck_assert_ptr_null(stet__grammar_keys(PLACE_NONE));
    ck_assert_ptr_null(stet__grammar_keys(PLACE_COUNT));
    ck_assert_ptr_null(stet__grammar_find(PLACE_STEP, stet_cstr("usee")));
    ck_assert_int_eq(stet__grammar_check(PLACE_NONE, NULL, NULL, problems),
                     STET_E_MISUSE);
    ck_assert_int_eq(stet__grammar_check(PLACE_STEP, NULL, NULL, problems),
                     STET_E_CONFIG);
}
END_TEST

START_TEST(enums_are_numbers)
{
    const stet_data *data = NULL;
    const struct data_source source = {.file = "p",
                                       .text = stet_cstr("a: quarantine\nb: x\n")};
    const struct grammar_key *key =
        stet__grammar_find(PLACE_STEP, stet_cstr("on_error"));
    ck_assert_int_eq(stet__data_yaml(&arena, &limits, &source, &data, NULL, &err),
                     STET_OK);
    ck_assert_int_eq(stet__grammar_enum(key, stet_data_get(data, "a"), -1),
                     ON_ERROR_QUARANTINE);
    ck_assert_int_eq(stet__grammar_enum(key, stet_data_get(data, "b"), -1), -1);
    ck_assert_int_eq(stet__grammar_enum(key, NULL, 7), 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_grammar");
    TCase *t = tcase_create("grammar");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, good_maps_pass);
    tcase_add_test(t, each_mistake_is_named_in_place);
    tcase_add_test(t, five_mistakes_are_five_problems);
    tcase_add_test(t, table_is_complete_and_consistent);
    tcase_add_test(t, enums_are_numbers);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
