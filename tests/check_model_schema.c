/* SPDX-License-Identifier: MIT */
/*
 * The JSON Schema of an article, checked with a validator of the part of draft-07 that
 * it uses: every article written passes, and what the reader refuses does not.
 */
#include "base/data/data.h"
#include "model/json/json.h"
#include "model_random.h"

static struct fixture f;
static stet_out schema_text, out;
static struct arena arena;
static const stet_data *schema;

static const stet_data *parse(stet_str text)
{
    struct limits limits = f.limits;
    struct data_source source = {.file = "test", .text = text};
    const stet_data *root = NULL;
    stet_error err = {0};
    limits.data_depth = 400;
    ck_assert_msg(stet__data_json(&arena, &limits, &source, &root, NULL, &err) ==
                      STET_OK,
                  "%u:%u: %s", err.line, err.column, err.message);
    return root;
}

static void make_schema(void)
{
    stet__buffer_reset(&schema_text, 1 << 20);
    ck_assert_int_eq(stet__schema_article(&f.vocabulary, &schema_text), STET_OK);
    schema = parse(stet__buffer_str(&schema_text));
}

static void setup(void)
{
    fixture_init(&f, 3, "");
    stet__arena_init(&arena, 0);
    stet__buffer_init(&schema_text, 1 << 20);
    stet__buffer_init(&out, 64u << 20);
    make_schema();
}

static void teardown(void)
{
    stet__buffer_done(&schema_text);
    stet__buffer_done(&out);
    stet__arena_done(&arena);
    fixture_done(&f);
}

/* ---- a small validator ------------------------------------------------------ */
static int is_valid(const stet_data *s, const stet_data *d);

static const stet_data *definition(stet_str ref)
{
    static const char prefix[] = "#/definitions/";
    size_t n = sizeof prefix - 1;
    ck_assert(ref.n > n && memcmp(ref.p, prefix, n) == 0);
    for (const stet_data *m = stet_data_get(schema, "definitions")->first; m;
         m = m->next)
        if (stet_str_eq(m->key, stet_strn(ref.p + n, ref.n - n)))
            return m;
    ck_abort_msg("no definition %.*s", (int)ref.n, ref.p);
}

static int is_type(stet_str type, const stet_data *d)
{
    if (stet_str_is(type, "integer"))
        return d->type == STET_DATA_NUMBER && stet__json_is_int(d->text.p, d->text.n);
    return (stet_str_is(type, "string") && d->type == STET_DATA_STRING) ||
           (stet_str_is(type, "array") && d->type == STET_DATA_LIST) ||
           (stet_str_is(type, "object") && d->type == STET_DATA_MAP);
}

static int has_type(const stet_data *type, const stet_data *d)
{
    if (type->type != STET_DATA_LIST)
        return is_type(type->text, d);
    for (const stet_data *t = type->first; t; t = t->next)
        if (is_type(t->text, d))
            return 1;
    return 0;
}

static int among(const stet_data *list, stet_str text)
{
    for (const stet_data *e = list->first; e; e = e->next)
        if (stet_str_eq(e->text, text))
            return 1;
    return 0;
}

static int count_valid(const stet_data *list, const stet_data *d)
{
    int valid = 0;
    for (const stet_data *e = list->first; e; e = e->next)
        valid += is_valid(e, d);
    return valid;
}

static int members_valid(const stet_data *s, const stet_data *d)
{
    const stet_data *properties = stet_data_get(s, "properties");
    const stet_data *more = stet_data_get(s, "additionalProperties");
    const stet_data *names = stet_data_get(s, "propertyNames");
    for (const stet_data *m = d->first; m; m = m->next) {
        const stet_data *p = properties ? properties->first : NULL;
        while (p && !stet_str_eq(p->key, m->key))
            p = p->next;
        if (names && !among(stet_data_get(names, "enum"), m->key))
            return 0;
        if (p ? !is_valid(p, m)
              : more && (more->type == STET_DATA_BOOL || !is_valid(more, m)))
            return 0;
    }
    const stet_data *required = stet_data_get(s, "required");
    for (const stet_data *r = required ? required->first : NULL; r; r = r->next) {
        const stet_data *m = d->first;
        while (m && !stet_str_eq(m->key, r->text))
            m = m->next;
        if (!m)
            return 0;
    }
    return 1;
}

static int items_valid(const stet_data *s, const stet_data *d)
{
    const stet_data *items = stet_data_get(s, "items");
    int64_t bound;
    if (stet_data_get(s, "minItems") &&
        stet__data_int(stet_data_get(s, "minItems"), &bound) && d->count < bound)
        return 0;
    if (stet_data_get(s, "maxItems") &&
        stet__data_int(stet_data_get(s, "maxItems"), &bound) && d->count > bound)
        return 0;
    for (const stet_data *e = d->first; e && items; e = e->next)
        if (!is_valid(items, e))
            return 0;
    return 1;
}

static int number_valid(const stet_data *s, const stet_data *d)
{
    const stet_data *min = stet_data_get(s, "minimum"),
                    *max = stet_data_get(s, "maximum");
    double value, bound;
    if (!stet__data_number(d, &value))
        return 0;
    return !(min && stet__data_number(min, &bound) && value < bound) &&
           !(max && stet__data_number(max, &bound) && value > bound);
}

static void check_keyword(const stet_data *k)
{
    static const char *const known[] = {
        "$schema",     "title",    "description",
        "type",        "required", "additionalProperties",
        "properties",  "const",    "enum",
        "items",       "anyOf",    "oneOf",
        "$ref",        "minimum",  "maximum",
        "minItems",    "maxItems", "propertyNames",
        "definitions", "allOf",    "if",
        "then",        "else"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (stet_str_is(k->key, known[i]))
            return;
    ck_abort_msg("keyword %.*s is not checked here", (int)k->key.n, k->key.p);
}

static int choice_valid(const stet_data *s, const stet_data *d)
{
    const stet_data *all = stet_data_get(s, "allOf"), *test = stet_data_get(s, "if");
    if (all && count_valid(all, d) != (int)all->count)
        return 0;
    if (!test)
        return 1;
    const stet_data *next = stet_data_get(s, is_valid(test, d) ? "then" : "else");
    return !next || is_valid(next, d);
}

static int is_valid(const stet_data *s, const stet_data *d)
{
    const stet_data *ref = stet_data_get(s, "$ref");
    for (const stet_data *k = s->first; k; k = k->next)
        check_keyword(k);
    if (ref)
        return is_valid(definition(ref->text), d);
    const stet_data *type = stet_data_get(s, "type"), *word = stet_data_get(s, "const");
    if ((type && !has_type(type, d)) || (word && !stet_str_eq(word->text, d->text)))
        return 0;
    if (stet_data_get(s, "enum") && !among(stet_data_get(s, "enum"), d->text))
        return 0;
    if (stet_data_get(s, "anyOf") && !count_valid(stet_data_get(s, "anyOf"), d))
        return 0;
    if (stet_data_get(s, "oneOf") && count_valid(stet_data_get(s, "oneOf"), d) != 1)
        return 0;
    if (!choice_valid(s, d))
        return 0;
    if (d->type == STET_DATA_MAP)
        return members_valid(s, d);
    if (d->type == STET_DATA_LIST)
        return items_valid(s, d);
    return d->type != STET_DATA_NUMBER || number_valid(s, d);
}

static int accepts(const char *json)
{
    return is_valid(schema, parse(stet_cstr(json)));
}

/* ---- tests ------------------------------------------------------------------ */
START_TEST(schema_defines_every_kind_of_the_body)
{
    const stet_data *fields =
        stet_data_get(stet_data_get(schema, "properties"), "fields");
    for (size_t i = STET_PARAGRAPH; i < STET_KIND_X; i++) {
        const struct kind_info *k = &f.vocabulary.kinds[i];
        if (!k->name)
            continue;
        const stet_data *list = stet_data_get(schema, "definitions");
        if (k->family == STET_FAMILY_FIELD)
            list = stet_data_get(fields, "properties");
        else if (k->family != STET_FAMILY_BLOCK && k->family != STET_FAMILY_INLINE)
            continue;
        const stet_data *row = stet_data_get(list, k->name);
        ck_assert_msg(row != NULL, "%s is not in the schema", k->name);
        assert_text(stet_data_get_text(row, "description"), k->help);
    }
    assert_text(stet_data_get_text(schema, "$schema"),
                "http://json-schema.org/draft-07/schema#");
}
END_TEST

START_TEST(random_articles_pass_the_schema)
{
    for (uint32_t seed = 1; seed < 150; seed++) {
        ck_assert_int_eq(
            stet__article_reset(&f.a, seed + 10, stet_cstr(""), stet_cstr("r")),
            STET_OK);
        random_article(&f, seed, 20 + (int)seed);
        stet__buffer_reset(&out, 64u << 20);
        ck_assert_int_eq(stet__article_write_json(f.pub, &out), STET_OK);
        ck_assert_msg(accepts(stet__buffer_str(&out).p), "seed %u: %s", seed, out.data);
    }
}
END_TEST

START_TEST(schema_accepts_what_is_right)
{
    ck_assert(accepts("{\"stet\":1}"));
    ck_assert(accepts(
        "{\"stet\":1,\"body\":[{\"kind\":\"list\",\"content\":[{\"kind\":\"item\","
        "\"content\":[{\"kind\":\"text\",\"text\":\"a\"}]}]}]}"));
    ck_assert(accepts("{\"stet\":1,\"fields\":{\"words\":[{\"value\":3}]}}"));
    ck_assert(
        accepts("{\"stet\":1,\"notices\":[{\"kind\":\"related\",\"content\":[{\"kind\":"
                "\"range\",\"block\":0,\"from\":0}]}]}"));
}
END_TEST

static const char *const wrong[] = {
    "[]",
    "{}",
    "{\"stet\":2}",
    "{\"stet\":1,\"boddy\":[]}",
    "{\"stet\":1,\"body\":{}}",
    "{\"stet\":1,\"body\":[{}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraf\"}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"text\"}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"item\"}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"list\",\"content\":[{\"kind\":\"paragraph\"}]}]"
    "}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"text\":\"a\"}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"zone\":\"middle\"}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"span\":[1]}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"span\":[-1,0]}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"paragraph\",\"span\":[4294967296,0]}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"heading\",\"attrs\":{\"level\":\"2\"}}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"heading\",\"attrs\":{\"lvl\":2}}]}",
    "{\"stet\":1,\"body\":[{\"kind\":\"slot\",\"content\":[]}]}",
    "{\"stet\":1,\"fields\":{\"headlin\":[]}}",
    "{\"stet\":1,\"fields\":{\"headline\":[{\"value\":5}]}}",
    "{\"stet\":1,\"fields\":{\"headline\":[{\"text\":\"a\"}]}}",
    "{\"stet\":1,\"fields\":{\"headline\":[{\"confidence\":\"sure\"}]}}",
    "{\"stet\":1,\"fields\":{\"words\":[{\"value\":1.5}]}}",
    "{\"stet\":1,\"fields\":{\"authors\":[{\"content\":[{\"kind\":\"text\"}]}]}}",
    "{\"stet\":1,\"notices\":[{\"kind\":\"headline\"}]}",
    "{\"stet\":1,\"notices\":[{\"kind\":\"related\",\"content\":[{\"kind\":\"range\","
    "\"block\":-1}]}]}",
    "{\"stet\":1,\"roots\":{\"article\":{}}}",
    "{\"stet\":1,\"roots\":{\"body\":{\"zone\":\"head\"}}}",
};

START_TEST(schema_and_reader_refuse_the_same)
{
    ck_assert_msg(!accepts(wrong[_i]), "%s", wrong[_i]);
    /* an empty list is no mistake to the reader */
    if (!strstr(wrong[_i], "\"content\":[]"))
        ck_assert_msg(stet__json_read(&f.a, stet_cstr(wrong[_i]), NULL) ==
                          STET_E_SYNTAX,
                      "%s", wrong[_i]);
}
END_TEST

START_TEST(kinds_of_plugins_are_in_the_schema)
{
    static const char box[] =
        "{\"stet\":1,\"body\":[{\"kind\":\"x.acme.box\",\"attrs\":"
        "{\"x.acme.deg\":4},\"content\":[{\"kind\":\"paragraph\"}]}],"
        "\"fields\":{\"x.acme.tone\":[{\"value\":\"warm\"}]}}";
    stet_kind kind;
    stet_attr attr;
    ck_assert(!accepts(box));
    ck_assert_int_eq(stet__vocabulary_add_kind(&f.vocabulary, "acme", "box",
                                               STET_FAMILY_BLOCK, STET_VALUE_NONE,
                                               "A \"box\".", &kind),
                     STET_OK);
    ck_assert_int_eq(stet__vocabulary_add_kind(&f.vocabulary, "acme", "tone",
                                               STET_FAMILY_FIELD, STET_VALUE_TEXT,
                                               "Tone.", &kind),
                     STET_OK);
    ck_assert_int_eq(
        stet__vocabulary_add_attr(&f.vocabulary, "acme", "deg", "Degree.", &attr),
        STET_OK);
    make_schema();
    ck_assert(accepts(box));
}
END_TEST

START_TEST(schema_beyond_the_buffer_fails)
{
    stet__buffer_reset(&out, 1000);
    ck_assert_int_eq(stet__schema_article(&f.vocabulary, &out), STET_E_LIMIT);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model_schema");
    TCase *t = tcase_create("schema");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, schema_defines_every_kind_of_the_body);
    tcase_add_test(t, random_articles_pass_the_schema);
    tcase_add_test(t, schema_accepts_what_is_right);
    tcase_add_loop_test(t, schema_and_reader_refuse_the_same, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(t, kinds_of_plugins_are_in_the_schema);
    tcase_add_test(t, schema_beyond_the_buffer_fails);
    suite_add_tcase(s, t);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
