/* SPDX-License-Identifier: MIT */
/*
 * Every file of tests/cases/pipelines has mistakes. Its .expect lists them, a line
 * each: "line:column a distinctive part of the message". All of them are found, and
 * nothing else.
 */
#include "pipeline_fixture.h"

#include <dirent.h>

#define CASES SRCDIR "/tests/cases/pipelines"

enum { CASES_MAX = 400, MISTAKES_MAX = 16 };

static char *names[CASES_MAX];
static size_t name_count;

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_cases(void)
{
    DIR *dir = opendir(CASES);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        size_t n = strlen(entry->d_name);
        if (n > 5 && strcmp(entry->d_name + n - 5, ".yaml") == 0 &&
            name_count < CASES_MAX)
            names[name_count++] = strndup(entry->d_name, n - 5);
    }
    if (dir)
        closedir(dir);
    qsort(names, name_count, sizeof *names, by_name);
}

struct mistake {
    unsigned line, column;
    char text[200];
    int found;
};

static size_t read_expected(const char *name, struct mistake *list)
{
    char path[512], line[256];
    size_t n = 0;
    snprintf(path, sizeof path, CASES "/%s.expect", name);
    FILE *f = fopen(path, "r");
    ck_assert_msg(f != NULL, "no %s.expect", name);
    while (fgets(line, sizeof line, f) && n < MISTAKES_MAX) {
        int at = 0;
        line[strcspn(line, "\n")] = '\0';
        ck_assert_msg(sscanf(line, "%u:%u %n", &list[n].line, &list[n].column, &at) ==
                          2,
                      "%s.expect: %s", name, line);
        snprintf(list[n].text, sizeof list[n].text, "%s", line + at);
        list[n++].found = 0;
    }
    fclose(f);
    return n;
}

static void put_problem(char *all, size_t cap, const stet_problem_info *info)
{
    size_t n = strlen(all);
    snprintf(all + n, cap - n, "\n  %u:%u %s: %s (%s)", info->line, info->column,
             info->warning ? "warning" : "error", info->message, info->hint);
}

static void check_case(stet_context *ctx, const char *name)
{
    struct mistake list[MISTAKES_MAX];
    char path[512], all[4000] = "";
    size_t expected = read_expected(name, list), errors = 0;
    stet_problems *problems = NULL;
    stet_pipeline *p = NULL;
    stet_problem_info info = {.size = sizeof info};
    stet_error err = {.code = 0};
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    snprintf(path, sizeof path, CASES "/%s.yaml", name);
    stet_code code = stet_pipeline_load_file(ctx, path, NULL, &p, problems, &err);
    for (size_t i = 0; stet_problems_get(problems, i, &info); i++) {
        put_problem(all, sizeof all, &info);
        errors += !info.warning;
        for (size_t k = 0; k < expected; k++)
            if (!info.warning && !list[k].found && info.line == list[k].line &&
                info.column == list[k].column && strstr(info.message, list[k].text)) {
                list[k].found = 1;
                break;
            }
        ck_assert_msg(info.length > 0, "%s: a caret of no length", name);
    }
    ck_assert_msg(code != STET_OK && p == NULL, "%s: it loads", name);
    ck_assert_msg(err.code != STET_OK && err.message[0], "%s: no error", name);
    for (size_t k = 0; k < expected; k++)
        ck_assert_msg(list[k].found, "%s: not found: %u:%u %s; found:%s", name,
                      list[k].line, list[k].column, list[k].text, all);
    ck_assert_msg(errors == expected, "%s: %zu mistakes, not %zu:%s", name, errors,
                  expected, all);
    stet_problems_free(problems);
}

START_TEST(broken_file_is_refused)
{
    stet_context *ctx = new_context();
    check_case(ctx, names[_i]);
    stet_context_free(ctx);
}
END_TEST

START_TEST(cases_are_many)
{
    size_t fives = 0;
    for (size_t i = 0; i < name_count; i++)
        fives += strncmp(names[i], "five-", 5) == 0;
    ck_assert_uint_ge(name_count, 90);
    ck_assert_uint_ge(fives, 10);
}
END_TEST

/* 120 KB of "[a,": an error with a position, not a crash. */
START_TEST(nested_flood_is_refused)
{
    static const char *const units[] = {"[a,", "[", "{", "{a: ", "- ", "? "};
    stet_context *ctx = new_context();
    char *text = malloc(200 << 10);
    ck_assert_ptr_nonnull(text);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]), n = 0;
        while (n + unit < 120u << 10) {
            memcpy(text + n, units[u], unit);
            n += unit;
        }
        stet_pipeline *p = NULL;
        stet_error err = {.code = 0};
        stet_code code = stet_pipeline_load_memory(ctx, stet_strn(text, n), "flood",
                                                   NULL, &p, NULL, &err);
        ck_assert_int_eq(code, STET_E_CONFIG);
        ck_assert_uint_eq(err.line, 1);
    }
    free(text);
    stet_context_free(ctx);
}
END_TEST

START_TEST(steps_beyond_the_limit_are_refused)
{
    stet_context *ctx = new_context();
    /* 4 x 4 x 4 x 4 x 4 = 1024 */
    const char *yaml =
        "stet: 1\npipelines:\n  main: { steps: [ { run: a }, { run: a }, { run: a }, { "
        "run: a } ] }\n"
        "  a: { steps: [ { run: b }, { run: b }, { run: b }, { run: b } ] }\n"
        "  b: { steps: [ { run: c }, { run: c }, { run: c }, { run: c } ] }\n"
        "  c: { steps: [ { run: d }, { run: d }, { run: d }, { run: d } ] }\n"
        "  d: { steps: [ { use: toy.flag }, { use: toy.flag }, { use: toy.flag }, { "
        "use: toy.flag } ] }\n";
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "x", NULL, &p, NULL, &err),
        STET_E_CONFIG);
    ck_assert_ptr_nonnull(strstr(err.message, "more than 1000 steps"));
    stet_context_free(ctx);
}
END_TEST

START_TEST(pipeline_larger_than_the_limit_is_refused)
{
    stet_context *ctx = new_context();
    size_t n = 300 << 10;
    char *text = malloc(n);
    stet_pipeline *p = NULL;
    ck_assert_ptr_nonnull(text);
    memset(text, '#', n);
    ck_assert_int_eq(
        stet_pipeline_load_memory(ctx, stet_strn(text, n), "x", NULL, &p, NULL, NULL),
        STET_E_LIMIT);
    free(text);
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pipeline_broken");
    TCase *cases = tcase_create("broken");
    find_cases();
    tcase_add_loop_test(cases, broken_file_is_refused, 0, (int)name_count);
    tcase_add_test(cases, cases_are_many);
    tcase_add_test(cases, nested_flood_is_refused);
    tcase_add_test(cases, steps_beyond_the_limit_are_refused);
    tcase_add_test(cases, pipeline_larger_than_the_limit_is_refused);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    for (size_t i = 0; i < name_count; i++)
        free(names[i]);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
