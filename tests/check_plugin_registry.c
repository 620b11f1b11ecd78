/* SPDX-License-Identifier: MIT */
/*
 * Registering plugins that are linked in: which descriptors are refused, strides of
 * other headers, what steps provide, shadowing, and requirements on versions.
 */
#include <check.h>
#include <stdlib.h>

#include "plugin/context.h"

static stet_context *ctx;
static stet_error err;

static void setup(void)
{
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
}

static void teardown(void)
{
    stet_context_free(ctx);
}

/* ---- a plugin to be spoilt
 * --------------------------------------------------------------- */

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    (void)a;
    return STET_OK;
}

static int bid(stet_str head, stet_str name)
{
    (void)head;
    (void)name;
    return 10;
}

static stet_code read_one(const void *plan, void *scratch, stet_article *a)
{
    return process(plan, scratch, a);
}

static stet_code write_one(const void *plan, void *scratch, stet_article *a,
                           stet_out *out)
{
    (void)out;
    return process(plan, scratch, a);
}

struct config {
    uint8_t on;
};
static const stet_option options[] = {
    STET_BOOL(struct config, on, .def = "true", .help = "On."),
    STET_OPTION_END,
};
static const stet_rule rules[] = {
    {sizeof(stet_rule), STET_LOW, STET_LABEL, "too-long", "style", "Too long.",
     "Cut it."},
    {.size = sizeof(stet_rule)},
};
static const stet_provides provides[] = {
    {sizeof(stet_provides), STET_VALUE_INT, 0, "score", "A number."},
    {sizeof(stet_provides), 0, STET_FAMILY_NOTICE, "nag", "A notice."},
    {.size = sizeof(stet_provides)},
};
static const char *const reads[] = {"body", "headline", NULL};
static const char *const writes[] = {"x.sample.score", "x.sample.nag", NULL};

static stet_step step, second;
static stet_reader reader;
static stet_writer writer;
static const stet_step *steps[3];
static stet_plugin plugin;

static void fresh(void)
{
    memset(&second, 0, sizeof second);
    step = (stet_step){
        .size = sizeof step,
        .kind = STET_STEP_CHECK,
        .config_size = sizeof(struct config),
        .name = "sample.check",
        .summary = "Checks.",
        .options = options,
        .rules = rules,
        .reads = reads,
        .writes = writes,
        .provides = provides,
        .process = process,
    };
    reader = (stet_reader){.size = sizeof reader, .bid = bid, .read = read_one};
    writer = (stet_writer){.size = sizeof writer,
                           .media = "text/plain",
                           .extension = ".txt",
                           .write = write_one};
    steps[0] = &step;
    steps[1] = steps[2] = NULL;
    plugin = (stet_plugin){
        .size = sizeof plugin,
        .abi_major = STET_ABI_MAJOR,
        .option_size = sizeof(stet_option),
        .step_size = sizeof(stet_step),
        .rule_size = sizeof(stet_rule),
        .provides_size = sizeof(stet_provides),
        .id = "sample",
        .version = "1.2.0",
        .summary = "Sample",
        .steps = steps,
    };
}

/* ---- good
 * ------------------------------------------------------------------------------------
 */

START_TEST(plugin_is_copied_and_found)
{
    const stet_plugin *found = NULL;
    fresh();
    stet_code code = stet_context_add_plugin(ctx, &plugin, &err);
    ck_assert_msg(code == STET_OK, "%s", err.message);
    const stet_step *copy = stet_context_step(ctx, "sample.check", &found);
    ck_assert_ptr_nonnull(copy);
    ck_assert_ptr_ne(copy, &step);
    ck_assert_ptr_ne(found, &plugin);
    ck_assert_str_eq(found->id, "sample");
    ck_assert_ptr_eq(found->steps[0], copy);
    ck_assert_str_eq(copy->options[0].name, "on");
    ck_assert_ptr_null(copy->options[1].name);
    ck_assert_str_eq(copy->rules[0].id, "too-long");
    ck_assert_ptr_null(copy->rules[1].id);
    ck_assert_ptr_null(stet_context_step(ctx, "sample", NULL));
    ck_assert_ptr_null(stet_context_step(ctx, NULL, NULL));
}
END_TEST

START_TEST(provided_kinds_are_numbered_and_may_be_written)
{
    fresh();
    ck_assert_int_eq(stet_context_add_plugin(ctx, &plugin, &err), STET_OK);
    stet_kind score =
        stet__vocabulary_kind(&ctx->vocabulary, stet_cstr("x.sample.score"));
    stet_kind nag = stet__vocabulary_kind(&ctx->vocabulary, stet_cstr("x.sample.nag"));
    ck_assert_uint_ge(score, STET_KIND_X);
    ck_assert_uint_ge(nag, STET_KIND_X);
    ck_assert_int_eq(stet__vocabulary_kind_info(&ctx->vocabulary, score)->family,
                     STET_FAMILY_FIELD);
    ck_assert_int_eq(stet__vocabulary_kind_info(&ctx->vocabulary, score)->value_type,
                     STET_VALUE_INT);
    ck_assert_int_eq(stet__vocabulary_kind_info(&ctx->vocabulary, nag)->family,
                     STET_FAMILY_NOTICE);
    const struct step_entry *entry =
        stet__registry_step(&ctx->registry, stet_cstr("sample.check"));
    ck_assert_uint_eq(entry->writes.bits[score / 64] >> (score % 64) & 1, 1);
    ck_assert_uint_eq(
        entry->writes.bits[STET_HEADLINE / 64] >> (STET_HEADLINE % 64) & 1, 0);
    ck_assert_uint_eq(entry->reads.bits[STET_HEADLINE / 64] >> (STET_HEADLINE % 64) & 1,
                      1);
    ck_assert_uint_eq(
        entry->reads.bits[STET_PARAGRAPH / 64] >> (STET_PARAGRAPH % 64) & 1, 1);
}
END_TEST

START_TEST(tables_of_other_headers_are_read_by_their_strides)
{
    /* a plugin built with headers that have grown */
    struct big_rule {
        stet_rule rule;
        const char *more;
    } big_rules[3] = {{rules[0], "new"},
                      {rules[0], "new"},
                      {{.size = sizeof(struct big_rule)}, NULL}};
    struct big_step {
        stet_step step;
        void *more[4];
    } big = {.more = {&big, &big, &big, &big}};
    fresh();
    big_rules[0].rule.size = big_rules[1].rule.size = sizeof *big_rules;
    big_rules[1].rule.id = "other";
    big.step = step;
    big.step.size = sizeof big;
    big.step.rules = &big_rules[0].rule;
    steps[0] = &big.step;
    plugin.step_size = sizeof big;
    plugin.rule_size = sizeof *big_rules;
    plugin.abi_minor_built = 9;
    ck_assert_msg(stet_context_add_plugin(ctx, &plugin, &err) == STET_OK, "%s",
                  err.message);
    const stet_step *copy = stet_context_step(ctx, "sample.check", NULL);
    ck_assert_uint_eq(copy->size, sizeof(stet_step));
    ck_assert_str_eq(copy->rules[1].id, "other");
    ck_assert_uint_eq(copy->rules[1].size, sizeof(stet_rule));
}
END_TEST

START_TEST(members_that_an_older_plugin_lacks_are_zero)
{
    /* a reader table that ends before `render` */
    fresh();
    step.kind = STET_STEP_READ;
    step.reader = &reader;
    reader.size = offsetof(stet_reader, read) + sizeof reader.read;
    memset((char *)&reader + reader.size, 0xff, sizeof reader - reader.size);
    ck_assert_msg(stet_context_add_plugin(ctx, &plugin, &err) == STET_OK, "%s",
                  err.message);
    const stet_step *copy = stet_context_step(ctx, "sample.check", NULL);
    ck_assert_ptr_ne(copy->reader, &reader);
    ck_assert_msg(copy->reader->render == NULL, "it was read past its end");
    ck_assert_uint_eq(copy->reader->size, sizeof(stet_reader));
}
END_TEST

START_TEST(step_without_options_has_an_empty_table)
{
    fresh();
    step.options = NULL;
    step.config_size = 0;
    ck_assert_int_eq(stet_context_add_plugin(ctx, &plugin, &err), STET_OK);
    ck_assert_ptr_null(stet_context_step(ctx, "sample.check", NULL)->options->name);
}
END_TEST

START_TEST(names_of_steps_are_sorted)
{
    fresh();
    second = step;
    second.name = "a.check";
    steps[1] = &second;
    ck_assert_int_eq(stet_context_add_plugin(ctx, &plugin, &err), STET_OK);
    const char *const *names = stet__registry_step_names(&ctx->registry);
    ck_assert_str_eq(names[0], "a.check");
    ck_assert_str_eq(names[1], "sample.check");
    ck_assert_ptr_null(names[2]);
}
END_TEST

/* ---- refused
 * --------------------------------------------------------------------------------------
 */

static void assert_refused(const char *reason)
{
    stet_plugin_info info = {.size = sizeof info};
    size_t before = ctx->registry.count;
    stet_code code = stet_context_add_plugin(ctx, &plugin, &err);
    ck_assert_msg(code == STET_E_PLUGIN || code == STET_E_EXISTS,
                  "accepted, wanted '%s'", reason);
    ck_assert_msg(strstr(err.message, reason) != NULL, "'%s' lacks '%s'", err.message,
                  reason);
    ck_assert_int_eq(stet_context_plugin(ctx, before, &info), 1);
    ck_assert_ptr_null(info.plugin);
    ck_assert_ptr_nonnull(strstr(info.why, reason));
}

static stet_code open_none(const void *plan, void **ret_scratch)
{
    (void)plan;
    (void)ret_scratch;
    return STET_OK;
}

START_TEST(bad_descriptors_are_refused)
{
    static const stet_rule bad_rules[] = {
        {sizeof(stet_rule), STET_LOW, 9, "x", NULL, "s", "h"},
        {.size = sizeof(stet_rule)}};
    static const stet_rule twin_rules[] = {
        {sizeof(stet_rule), 0, 0, "x", NULL, "s", "h"},
        {sizeof(stet_rule), 0, 0, "x", NULL, "s", "h"},
        {.size = sizeof(stet_rule)}};
    static const stet_provides bad_provides[] = {
        {sizeof(stet_provides), STET_VALUE_INT, 0, "Bad Name", "h"},
        {.size = sizeof(stet_provides)}};
    static const char *const unknown[] = {"hedline", NULL};
#define BAD(change, reason) (fresh(), change, assert_refused(reason))
    BAD(plugin.size = 8, "descriptor of 8 bytes");
    BAD(plugin.abi_major = 2, "needs plugin ABI 2.0");
    BAD(plugin.abi_minor_min = 3, "needs plugin ABI 1.3");
    BAD(plugin.id = NULL, "has the id");
    BAD(plugin.id = "Bad-Id", "has the id 'Bad-Id'");
    BAD(plugin.version = "new", "has the version 'new'");
    BAD(plugin.version = NULL, "has the version");
    BAD(plugin.steps = NULL, "has no step");
    BAD(steps[0] = NULL, "has no step");
    BAD(step.size = 16, "step of 16 bytes");
    BAD(step.name = NULL, "step with the name ''");
    BAD(step.name = "a..b", "step with the name 'a..b'");
    BAD(step.name = "a.", "step with the name 'a.'");
    BAD(step.summary = NULL, "step sample.check has no summary");
    BAD(step.kind = 0, "unknown kind");
    BAD(step.process = NULL, "has no process()");
    BAD(step.open = open_none, "open() without close()");
    BAD(step.kind = STET_STEP_READ, "a reader without a table");
    BAD((step.kind = STET_STEP_READ, step.reader = &reader, reader.bid = NULL),
        "does not bid");
    BAD((step.kind = STET_STEP_READ, step.reader = &reader,
         reader.close = (void (*)(void *))free),
        "some of open, next and close");
    BAD(step.kind = STET_STEP_WRITE, "a writer without a table");
    BAD((step.kind = STET_STEP_WRITE, step.writer = &writer, writer.write = NULL),
        "write or piece");
    BAD((step.kind = STET_STEP_WRITE, step.writer = &writer, writer.media = NULL),
        "media type");
    BAD(step.rules = bad_rules, "unknown severity or effect");
    BAD(step.rules = twin_rules, "two rules 'x'");
    BAD(plugin.rule_size = 4, "rows of 4 bytes");
    BAD(plugin.option_size = 4, "rows of 4 bytes");
    BAD(step.provides = bad_provides, "provides 'Bad Name'");
    BAD(step.config_size = 0, "lies outside its config struct");
    BAD(step.reads = unknown, "hedline");
    BAD((second = step, steps[1] = &second), "stands twice");
#undef BAD
    ck_assert_ptr_null(stet_context_step(ctx, "sample.check", NULL));
}
END_TEST

START_TEST(second_of_an_id_is_hidden)
{
    fresh();
    ck_assert_int_eq(stet_context_add_plugin(ctx, &plugin, &err), STET_OK);
    plugin.version = "2.0.0";
    assert_refused("is hidden by sample 1.2.0 found earlier");
    ck_assert_ptr_nonnull(stet_context_step(ctx, "sample.check", NULL));
}
END_TEST

START_TEST(step_of_another_plugin_is_not_replaced)
{
    fresh();
    ck_assert_int_eq(stet_context_add_plugin(ctx, &plugin, &err), STET_OK);
    plugin.id = "other";
    step.writes = NULL;
    assert_refused("step sample.check is given by the plugin sample already");
}
END_TEST

START_TEST(failing_allocations_are_answered)
{
    fresh();
    for (unsigned long nth = 1; nth < 1000; nth++) {
        stet_context *other = NULL;
        ck_assert_int_eq(stet_context_new(&other, &err), STET_OK);
        stet__fail_alloc(nth, 1);
        stet_code code = stet_context_add_plugin(other, &plugin, &err);
        unsigned long counted = stet__fail_alloc(0, 0);
        int known = stet_context_step(other, "sample.check", NULL) != NULL;
        stet_context_free(other);
        ck_assert_int_eq(known, code == STET_OK);
        if (counted < nth) {
            ck_assert_int_eq(code, STET_OK);
            return;
        }
    }
    ck_abort_msg("it never ended");
}
END_TEST

/* ---- versions
 * ----------------------------------------------------------------------------------------
 */

START_TEST(requirements_are_met_or_not)
{
    static const struct {
        const char *version, *requirement;
        int result;
    } cases[] = {
        {"1.2.0", ">=1.2 <2", 1},
        {"2.0.0", ">=1.2 <2", 0},
        {"1.1.9", ">=1.2 <2", 0},
        {"1.10.0", ">=1.9", 1},
        {"1.2", "1.2.0", 1},
        {"1.3.0", "1.2", 1},
        {"2.0.0", "1.2", 0},
        {"1.2.0", "=1.2", 1},
        {"1.2.1", "==1.2", 0},
        {"1.2.1", "!=1.2.1", 0},
        {"1.2.1", ">1.2, <=1.2.1", 1},
        {"1.2.1-rc1", ">=1.2.1", 1},
        {"1.2.0", ">= 1.2", 1},
        {"1.2.0", "", -1},
        {"1.2.0", ">=", -1},
        {"1.2.0", "~1.2", -1},
        {"1.2.0", "1.2.x", -1},
        {"1.2.0", "1..2", -1},
        {"new", ">=1", -1},
        {"1.2.", ">=1", -1},
        {"1.2.3.4.5", ">=1", -1},
        {"99999999999", ">=1", -1},
        {"0.1.0", ">0", 1},
        {"0.1.0", ">=1", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(stet__version_satisfies(stet_cstr(cases[i].version),
                                              stet_cstr(cases[i].requirement)) ==
                          cases[i].result,
                      "%s against '%s'", cases[i].version, cases[i].requirement);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_registry");
    TCase *t = tcase_create("registry");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, plugin_is_copied_and_found);
    tcase_add_test(t, provided_kinds_are_numbered_and_may_be_written);
    tcase_add_test(t, tables_of_other_headers_are_read_by_their_strides);
    tcase_add_test(t, members_that_an_older_plugin_lacks_are_zero);
    tcase_add_test(t, step_without_options_has_an_empty_table);
    tcase_add_test(t, names_of_steps_are_sorted);
    tcase_add_test(t, bad_descriptors_are_refused);
    tcase_add_test(t, second_of_an_id_is_hidden);
    tcase_add_test(t, step_of_another_plugin_is_not_replaced);
    tcase_add_test(t, failing_allocations_are_answered);
    tcase_add_test(t, requirements_are_met_or_not);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
