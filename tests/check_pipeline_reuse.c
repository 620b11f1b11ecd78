/* SPDX-License-Identifier: MIT */
/*
 * A file of several pipelines: a step that stands in more than one with equal options
 * is compiled once, and given back once.
 */
#define STET_BUILTIN
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <stet/plugin.h>
#include <stet/stet.h>

/* ---- a plugin that counts ------------------------------------------------------- */

static int compiled, destroyed;

struct config {
    stet_list words;
    uint8_t id, var, warn;
};

static const stet_option options[] = {
    STET_LIST_OF(struct config, words, STET_TYPE_STRING, .help = "Words."),
    STET_BOOL(struct config, id, .def = "false", .help = "Ask for the id."),
    STET_BOOL(struct config, var, .def = "false", .help = "Ask for a variable."),
    STET_BOOL(struct config, warn, .def = "false", .help = "Say something."),
    STET_OPTION_END};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    if (c->id && !stet_build_step_id(b).n)
        return STET_E_CONFIG;
    if (c->var)
        (void)stet_build_var(b, "x");
    if (c->warn)
        b->ops->problem(b, "warn", -1, 1, stet_cstr("so it is"), stet_cstr(""));
    compiled++;
    *ret_plan = malloc(1);
    return *ret_plan ? STET_OK : STET_E_NOMEM;
}

static void destroy(void *plan)
{
    destroyed++;
    free(plan);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    (void)scratch;
    (void)a;
    return plan ? STET_OK : STET_FAILED;
}

static const char *const nothing[] = {NULL};
static const stet_step step = {.size = sizeof(stet_step),
                               .kind = STET_STEP_CHECK,
                               .config_size = sizeof(struct config),
                               .name = "count.it",
                               .summary = "Count.",
                               .options = options,
                               .reads = nothing,
                               .writes = nothing,
                               .compile = compile,
                               .destroy = destroy,
                               .process = process};

struct template_config {
    const stet_template *text;
};
static const stet_option template_options[] = {
    STET_TEMPLATE(struct template_config, text, .help = "A text."), STET_OPTION_END};
static const stet_step template_step = {.size = sizeof(stet_step),
                                        .kind = STET_STEP_CHECK,
                                        .config_size = sizeof(struct template_config),
                                        .name = "count.text",
                                        .summary = "Count.",
                                        .options = template_options,
                                        .reads = nothing,
                                        .writes = nothing,
                                        .compile = compile,
                                        .destroy = destroy,
                                        .process = process};
static const stet_step *const steps[] = {&step, &template_step, NULL};
STET_PLUGIN(count, "1.0.0", 0, .summary = "Counts", .license = "MIT", .homepage = "",
            .steps = steps);

/* ---- how often --------------------------------------------------------------------
 */

static const struct {
    const char *one, *two; /* the step in two pipelines */
    int wanted;
} rows[] = {
    {"use: count.it, with: { words: [a, b] }", "use: count.it, with: { words: [a, b] }",
     1},
    {"use: count.it", "use: count.it", 1},
    {"use: count.it, with: { words: [a, b] }", "use: count.it, with: { words: [a, c] }",
     2},
    {"use: count.it, with: { words: [a, b] }", "use: count.it, with: { words: [a] }",
     2},
    {"use: count.it, with: { words: [a] }", "use: count.it, with: { words: [a, b] }",
     2},
    {"use: count.it, with: { words: [ab] }", "use: count.it, with: { words: [a, b] }",
     2},
    {"use: count.it", "use: count.it, with: { words: [a] }", 2},
    {"use: count.it, with: { words: [a] }", "use: count.it", 2},
    {"use: count.it, with: { var: true }", "use: count.it, with: { id: true }", 2},
    {"use: count.it, with: { id: true }", "use: count.it, with: { id: true }", 2},
    {"use: count.it, with: { var: true }", "use: count.it, with: { var: true }", 2},
    {"use: count.it, with: { warn: true }", "use: count.it, with: { warn: true }", 2},
    {"use: count.text, with: { text: a }", "use: count.text, with: { text: a }", 2},
};

static stet_code load(stet_context *ctx, const char *one, const char *two,
                      stet_pipeline **ret)
{
    char yaml[1000];
    snprintf(yaml, sizeof yaml,
             "stet: 1\npipelines:\n  main:\n    steps: [ { %s } ]\n"
             "  two:\n    steps: [ { %s }, { %s } ]\n",
             one, two, two);
    compiled = destroyed = 0;
    return stet_pipeline_load_memory(ctx, stet_cstr(yaml), "t.yaml", NULL, ret, NULL,
                                     NULL);
}

static stet_context *new_context(void)
{
    stet_context *ctx = NULL;
    ck_assert_int_eq(stet_context_new(&ctx, NULL), STET_OK);
    ck_assert_int_eq(stet_context_add_plugin(ctx, &stet_plugin_v1_count, NULL),
                     STET_OK);
    return ctx;
}

START_TEST(equal_steps_are_compiled_once)
{
    stet_context *ctx = new_context();
    stet_pipeline *p = NULL;
    ck_assert_int_eq(load(ctx, rows[_i].one, rows[_i].two, &p), STET_OK);
    int wanted = rows[_i].wanted == 1 ? 1 : 3; /* `two` has it twice */
    ck_assert_msg(compiled == wanted, "%s | %s: %d times", rows[_i].one, rows[_i].two,
                  compiled);
    ck_assert_int_eq(destroyed, compiled - 1);
    stet_pipeline_free(p);
    ck_assert_int_eq(destroyed, compiled);
    stet_context_free(ctx);
}
END_TEST

START_TEST(pipeline_with_mistakes_gives_all_back)
{
    stet_context *ctx = new_context();
    stet_pipeline *p = NULL;
    ck_assert_int_eq(
        load(ctx, "use: count.it }, { use: count.its", "use: count.it", &p),
        STET_E_CONFIG);
    ck_assert_ptr_null(p);
    ck_assert_int_eq(compiled, 1);
    ck_assert_int_eq(destroyed, 1);
    stet_context_free(ctx);
}
END_TEST

START_TEST(two_in_one_pipeline_run)
{
    stet_context *ctx = new_context();
    stet_pipeline *p = NULL;
    ck_assert_int_eq(load(ctx, "use: count.it }, { use: count.it", "use: count.it", &p),
                     STET_OK);
    ck_assert_int_eq(compiled, 1);
    ck_assert_uint_eq(stet_pipeline_steps(p), 3); /* with the reading */
    stet_pipeline_free(p);
    ck_assert_int_eq(destroyed, 1);
    stet_context_free(ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pipeline_reuse");
    TCase *tcase = tcase_create("reuse");
    tcase_add_loop_test(tcase, equal_steps_are_compiled_once, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, pipeline_with_mistakes_gives_all_back);
    tcase_add_test(tcase, two_in_one_pipeline_run);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
