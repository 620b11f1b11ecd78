/* SPDX-License-Identifier: MIT */
/*
 * The documents that are made from the tables: JSON Schema of pipelines, page of a
 * step.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/data/data.h"
#include "plugin/context.h"
#include "plugin/grammar.h"

static struct arena arena;
static stet_context *ctx;
static stet_out out;
static stet_error err;

struct place {
    stet_str name;
    int64_t weight;
};
struct config {
    uint8_t once;
    int64_t words;
    stet_str slug;
    int32_t where;
    int64_t room;
    int64_t wait;
    const stet_template *text;
    stet_list networks;
    stet_list places;
    stet_list labels;
    uint8_t old;
    uint8_t hidden;
};

static const stet_enum wheres[] = {
    {"end", 0, "behind the last block"},
    {"start", 1, "before | the first"},
    {NULL, 0, NULL},
};
static const stet_option place_rows[] = {
    STET_STRING(struct place, name, .flags = STET_OPT_REQUIRED, .help = "Name.",
                .example = "Rome"),
    STET_INT(struct place, weight, 0, 10, .def = "4", .help = "Weight."),
    STET_OPTION_END,
};
static const stet_option options[] = {
    STET_BOOL(struct config, once, .def = "true", .help = "Once."),
    STET_INT(struct config, words, 1, 500, .def = "120", .help = "Words.",
             .example = "80"),
    STET_STRING(struct config, slug, .pattern = "[a-z./]+.", .help = "Slug."),
    STET_CHOICE(struct config, where, wheres, .def = "end", .help = "Where."),
    STET_SIZE(struct config, room, 0, 1 << 20, .def = "4KiB", .help = "Room."),
    STET_DURATION(struct config, wait, 0, 60e9, .def = "250ms", .help = "Wait."),
    STET_TEMPLATE(struct config, text, .flags = STET_OPT_REQUIRED, .help = "Text.",
                  .example = "\"By {{ byline }}\""),
    STET_LIST_OF(struct config, networks, STET_TYPE_STRING, .min = 1, .max = 3,
                 .def = "[mail, x]", .help = "Networks."),
    STET_LIST_OF(struct config, places, STET_TYPE_OBJECT,
                 .item_size = sizeof(struct place), .fields = place_rows,
                 .help = "Places.", .example = "[{ name: Rome, weight: 2 }]"),
    STET_MAP_OF(struct config, labels, STET_TYPE_BOOL, .help = "Labels.",
                .example = "{ a: true }"),
    STET_BOOL(struct config, old, .flags = STET_OPT_DEPRECATED, .replaced_by = "once",
              .help = "Old.", .since = "1.1"),
    STET_BOOL(struct config, hidden, .flags = STET_OPT_HIDDEN, .help = "Hidden."),
    STET_OPTION_END,
};
static const stet_rule rules[] = {
    {sizeof(stet_rule), STET_LOW, STET_LABEL, "too-long", "style", "Too long.",
     "Cut it."},
    {.size = sizeof(stet_rule)},
};
static const stet_provides provides[] = {
    {sizeof(stet_provides), STET_VALUE_INT, 0, "score", "A number."},
    {.size = sizeof(stet_provides)},
};

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    (void)a;
    return STET_OK;
}

static stet_code write_one(const void *plan, void *scratch, stet_article *a,
                           stet_out *to)
{
    (void)to;
    return process(plan, scratch, a);
}

static const stet_writer writer = {.size = sizeof writer,
                                   .media = "text/plain",
                                   .extension = ".txt",
                                   .write = write_one};
static const char *const reads[] = {"body", "byline", NULL};
static const stet_step check = {
    .size = sizeof check,
    .kind = STET_STEP_CHECK,
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .config_size = sizeof(struct config),
    .name = "sample.check",
    .summary = "Checks.",
    .doc = "It checks a lot.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .provides = provides,
    .process = process,
};
static const stet_step write = {
    .size = sizeof write,
    .kind = STET_STEP_WRITE,
    .name = "write.sample",
    .summary = "Writes.",
    .writer = &writer,
};
static const stet_step *const steps[] = {&check, &write, NULL};
STET_PLUGIN(sample, "1.0.0", 0, .steps = steps);

static void setup(void)
{
    stet__arena_init(&arena, 0);
    stet__buffer_init(&out, 1 << 20);
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    ck_assert_msg(stet_context_add_plugin(ctx, &stet_plugin_v1, &err) == STET_OK, "%s",
                  err.message);
}

static void teardown(void)
{
    stet_context_free(ctx);
    stet__buffer_done(&out);
    stet__arena_done(&arena);
}

/* ---- the schema
 * -------------------------------------------------------------------------- */

static const stet_data *schema(void)
{
    const stet_data *data = NULL;
    ck_assert_int_eq(stet_schema_pipeline(ctx, &out), STET_OK);
    const struct data_source source = {.file = "schema",
                                       .text = stet__buffer_str(&out)};
    stet_code code = stet__data_json(&arena, &ctx->limits, &source, &data, NULL, &err);
    ck_assert_msg(code == STET_OK, "%u:%u: %s", err.line, err.column, err.message);
    return data;
}

/* The value behind keys apart by '>'; a number picks an item. */
static const stet_data *at(const stet_data *data, const char *path)
{
    while (data && *path) {
        size_t n = strcspn(path, ">");
        const stet_data *child = data->first;
        if (data->type == STET_DATA_LIST)
            for (int i = *path - '0'; i > 0 && child; i--)
                child = child->next;
        else
            while (child && !stet_str_eq(child->key, stet_strn(path, n)))
                child = child->next;
        data = child;
        path += n + (path[n] == '>');
    }
    return data;
}

static void assert_text(const stet_data *data, const char *path, const char *wanted)
{
    const stet_data *found = at(data, path);
    ck_assert_msg(found != NULL, "%s is missing", path);
    ck_assert_msg(stet_str_is(stet_data_text(found), wanted), "%s is '%s'", path,
                  stet_data_text(found).p);
}

static int lists(const stet_data *list, const char *word)
{
    const stet_data *item = list ? list->first : NULL;
    while (item && !stet_str_is(item->text, word))
        item = item->next;
    return item != NULL;
}

START_TEST(schema_holds_every_key)
{
    const stet_data *s = schema();
    assert_text(s, "$schema", "http://json-schema.org/draft-07/schema#");
    for (const struct grammar_key *k = stet__grammar_keys(PLACE_FILE); k->name; k++) {
        char path[100];
        snprintf(path, sizeof path, "properties>%s", k->name);
        ck_assert_msg((at(s, path) != NULL) == !(k->flags & GRAMMAR_RESERVED), "%s",
                      path);
    }
    assert_text(s, "required>0", "stet");
    /* `stet: 1` is a number to an editor */
    ck_assert_int_eq(at(s, "properties>stet>else>enum>0")->type, STET_DATA_STRING);
    ck_assert_int_eq(at(s, "properties>stet>else>enum>1")->type, STET_DATA_NUMBER);
    assert_text(s, "additionalProperties", "false");
    assert_text(s, "properties>pipelines>additionalProperties>$ref",
                "#/definitions/pipeline");
    assert_text(s, "definitions>pipeline>properties>steps>items>$ref",
                "#/definitions/step");
    ck_assert_ptr_null(at(s, "definitions>step>properties>isolate"));
    ck_assert_uint_eq(at(s, "definitions>step>oneOf")->count, 3);
}
END_TEST

START_TEST(steps_stand_only_where_they_may)
{
    const stet_data *s = schema();
    const stet_data *in_step = at(s, "definitions>step>properties>use>enum");
    const stet_data *in_output = at(s, "definitions>output>properties>use>enum");
    ck_assert_int_eq(lists(in_step, "sample.check"), 1);
    ck_assert_int_eq(lists(in_step, "write.sample"), 0);
    ck_assert_int_eq(lists(in_output, "write.sample"), 1);
    ck_assert_int_eq(lists(in_output, "sample.check"), 0);
    assert_text(s, "definitions>step>properties>use>markdownEnumDescriptions>0",
                "Checks.");
    assert_text(s, "definitions>step>allOf>0>if>properties>use>const", "sample.check");
    assert_text(s, "definitions>step>allOf>0>then>properties>with>$ref",
                "#/definitions/options.sample.check");
    assert_text(s, "definitions>step>allOf>0>then>required>0", "with");
    ck_assert_ptr_null(at(s, "definitions>output>allOf>0>then>required"));
}
END_TEST

START_TEST(options_carry_all_the_table_knows)
{
    const stet_data *o = at(schema(), "definitions>options.sample.check");
    ck_assert_ptr_nonnull(o);
    assert_text(o, "additionalProperties", "false");
    assert_text(o, "properties>once>default", "true");
    ck_assert_int_eq(at(o, "properties>once>default")->type, STET_DATA_BOOL);
    assert_text(o, "properties>words>else>minimum", "1");
    assert_text(o, "properties>words>else>maximum", "500");
    ck_assert_int_eq(at(o, "properties>words>default")->type, STET_DATA_NUMBER);
    assert_text(o, "properties>words>examples>0", "80");
    assert_text(o, "properties>slug>else>pattern", "^[a-z./]+\\.$");
    assert_text(o, "properties>where>else>enum>1", "start");
    assert_text(o, "properties>where>else>markdownEnumDescriptions>0",
                "behind the last block");
    assert_text(o, "properties>room>default", "4KiB");
    assert_text(o, "properties>text>markdownDescription", "Text.");
    assert_text(o, "properties>networks>else>minItems", "1");
    assert_text(o, "properties>networks>default>1", "x");
    assert_text(o, "properties>places>else>items>required>0", "name");
    ck_assert_int_eq(at(o, "properties>places>examples>0>0>weight")->type,
                     STET_DATA_NUMBER);
    ck_assert_int_eq(at(o, "properties>labels>examples>0>a")->type, STET_DATA_BOOL);
    assert_text(o, "properties>old>deprecationMessage", "deprecated: write once");
    assert_text(o, "properties>old>x-stet-since", "1.1");
    ck_assert_ptr_null(at(o, "properties>hidden"));
    assert_text(o, "patternProperties>^hidden$", "true");
    /* what a fragment may bring is not demanded */
    assert_text(o, "else>required>0", "text");
    ck_assert_ptr_null(at(o, "required"));
    /* a ${variable} may stand for any value */
    assert_text(o, "properties>words>if>$ref", "#/definitions/variable");
}
END_TEST

START_TEST(schema_without_plugins_is_whole)
{
    stet_context *bare = NULL;
    const stet_data *data = NULL;
    ck_assert_int_eq(stet_context_new(&bare, &err), STET_OK);
    ck_assert_int_eq(stet_schema_pipeline(bare, &out), STET_OK);
    const struct data_source source = {.file = "schema",
                                       .text = stet__buffer_str(&out)};
    ck_assert_int_eq(stet__data_json(&arena, &bare->limits, &source, &data, NULL, &err),
                     STET_OK);
    stet_context_free(bare);
}
END_TEST

START_TEST(full_buffer_is_an_error)
{
    stet__buffer_reset(&out, 1000);
    ck_assert_int_eq(stet_schema_pipeline(ctx, &out), STET_E_LIMIT);
    ck_assert_int_eq(stet_schema_pipeline(NULL, &out), STET_E_MISUSE);
    ck_assert_int_eq(stet_schema_pipeline(ctx, NULL), STET_E_MISUSE);
}
END_TEST

START_TEST(schema_of_articles_knows_kinds_of_plugins)
{
    const stet_data *data = NULL;
    ck_assert_int_eq(stet_schema_article(ctx, &out), STET_OK);
    const struct data_source source = {.file = "schema",
                                       .text = stet__buffer_str(&out)};
    ck_assert_int_eq(stet__data_json(&arena, &ctx->limits, &source, &data, NULL, &err),
                     STET_OK);
    ck_assert_ptr_nonnull(strstr(source.text.p, "x.sample.score"));
    ck_assert_int_eq(stet_schema_article(NULL, &out), STET_E_MISUSE);
}
END_TEST

START_TEST(failing_allocations_are_answered)
{
    stet_out whole;
    stet__buffer_init(&whole, 1 << 20);
    ck_assert_int_eq(stet_schema_pipeline(ctx, &whole), STET_OK);
    for (unsigned long nth = 1;; nth++) {
        stet__buffer_done(&out);
        stet__buffer_init(&out, 1 << 20);
        stet__fail_alloc(nth, 0);
        stet_code code = stet_schema_pipeline(ctx, &out);
        unsigned long counted = stet__fail_alloc(0, 0);
        if (counted < nth) {
            ck_assert_int_eq(code, STET_OK);
            break;
        }
        ck_assert_msg(code == STET_E_NOMEM || out.len == whole.len,
                      "a part is missing");
    }
    stet__buffer_done(&whole);
}
END_TEST

/* ---- the page of a step
 * --------------------------------------------------------------------- */

static void assert_says(const char *text)
{
    ck_assert_msg(strstr(stet__buffer_str(&out).p, text) != NULL, "the page lacks: %s",
                  text);
}

START_TEST(page_of_a_step_says_all)
{
    ck_assert_int_eq(stet_reference_step(ctx, "sample.check", &out), STET_OK);
    assert_says("# sample.check\n\nChecks.\n\nIt checks a lot.\n");
    assert_says("sample 1.0.0, a check step");
    assert_says("- **Reads:** `body`, `byline`\n- **Writes:** nothing\n");
    assert_says("a second run changes nothing");
    assert_says(
        "| `words` | whole number, 1 to 500 | `120` | Words. For example `80`. |\n");
    assert_says("| `room` | size, 0 to 1MiB | `4KiB` |");
    assert_says("| `wait` | duration, 0s to 1m | `250ms` |");
    assert_says("`start` (before \\| the first)");
    assert_says("| `text` | template |  | Text. **Required.**");
    assert_says("| `networks` | list of text, 1 to 3 items |");
    assert_says("| `places[].weight` | whole number, 0 to 10 | `4` | Weight. |\n");
    assert_says("**Deprecated**: write once.");
    assert_says("| `sample/too-long` | low | label | Too long. Cut it. |\n");
    assert_says("| `x.sample.score` | A number. |\n");
    assert_says(
        "- use: sample.check\n  with:\n    words: 80\n    text: \"By {{ byline }}\"\n");
    ck_assert_ptr_null(strstr(stet__buffer_str(&out).p, "hidden"));
}
END_TEST

START_TEST(page_of_a_writer_names_its_format)
{
    ck_assert_int_eq(stet_reference_step(ctx, "write.sample", &out), STET_OK);
    assert_says("- **Format:** text/plain, `.txt`\n");
    assert_says("It has no options.");
    ck_assert_int_eq(stet_reference_step(ctx, "write.none", &out), STET_E_NOTFOUND);
    ck_assert_int_eq(stet_reference_step(ctx, NULL, &out), STET_E_MISUSE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plugin_docs");
    TCase *t = tcase_create("docs");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, schema_holds_every_key);
    tcase_add_test(t, steps_stand_only_where_they_may);
    tcase_add_test(t, options_carry_all_the_table_knows);
    tcase_add_test(t, schema_without_plugins_is_whole);
    tcase_add_test(t, full_buffer_is_an_error);
    tcase_add_test(t, schema_of_articles_knows_kinds_of_plugins);
    tcase_add_test(t, failing_allocations_are_answered);
    tcase_add_test(t, page_of_a_step_says_all);
    tcase_add_test(t, page_of_a_writer_names_its_format);
    suite_add_tcase(suite, t);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
