/* SPDX-License-Identifier: MIT */
/* The vocabulary table, nesting, added names, and effects. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/article.h"

static struct vocabulary v;

static void setup(void)
{
    ck_assert_int_eq(stet__vocabulary_init(&v), STET_OK);
}

static void teardown(void)
{
    stet__vocabulary_done(&v);
}

/* ---- the table and the header ----------------------------------------------- */
static char header[32768];

static void read_header(void)
{
    FILE *file = fopen(SRCDIR "/include/stet/vocabulary.h", "r");
    ck_assert_ptr_nonnull(file);
    header[fread(header, 1, sizeof header - 1, file)] = '\0';
    fclose(file);
}

/* STET_PLACE_PART is part.place, STET_NOTICE_SERIES is notice.series: the same but for
 * dots and the order of `part`. */
static void normal_form(const char *name, char *to, size_t size)
{
    size_t n = strlen(name);
    if (strncmp(name, "part.", 5) == 0)
        snprintf(to, size, "%s_part", name + 5);
    else if (n + 1 < size)
        memcpy(to, name, n + 1);
    for (char *p = to; *p; p++)
        if (*p == '.')
            *p = '_';
}

static void check_enumerator(const char *enumerator, unsigned number, int is_attr)
{
    char name[80] = "", want[80] = "";
    const struct kind_info *kind = stet__vocabulary_kind_info(&v, (stet_kind)number);
    const struct attr_info *attr = stet__vocabulary_attr_info(&v, (stet_attr)number);
    const char *skip = is_attr ? "STET_ATTR_" : "STET_";
    const char *bare = enumerator + strlen(skip);
    ck_assert_msg(is_attr ? attr != NULL : kind != NULL, "%s has no row", enumerator);
    normal_form(is_attr ? attr->name : kind->name, name, sizeof name);
    if (!is_attr && strncmp(bare, "KIND_", 5) == 0)
        bare += 5;
    for (size_t i = 0; bare[i] && i < sizeof want - 1; i++)
        want[i] = (char)(bare[i] >= 'A' && bare[i] <= 'Z' ? bare[i] + 32 : bare[i]);
    ck_assert_str_eq(name, want);
}

/* Walk an enum of the header: names in order, numbers as C counts them. */
static unsigned check_enum(const char *opening, int is_attr)
{
    const char *p = strstr(header, opening);
    unsigned number = 0, rows = 0;
    ck_assert_ptr_nonnull(p);
    for (p += strlen(opening); *p && *p != '}'; p++) {
        char name[80];
        int used = 0;
        if (p[0] == '/' && p[1] == '*')
            p = strstr(p, "*/") + 1;
        if (sscanf(p, "%79[A-Z_]%n", name, &used) != 1)
            continue;
        p += used;
        if (strncmp(p, " = ", 3) == 0)
            number = (unsigned)strtoul(p + 3, NULL, 10);
        if (!strstr(name, "_NONE") && !strstr(name, "_MAX") &&
            strcmp(name, "STET_KIND_X") && strcmp(name, "STET_ATTR_X")) {
            check_enumerator(name, number, is_attr);
            rows++;
        }
        p += strcspn(p, ",}");
        number++;
        if (*p == '}')
            break;
    }
    return rows;
}

START_TEST(every_enumerator_has_a_row_of_its_name)
{
    unsigned kinds = 0, attrs = 0;
    read_header();
    for (unsigned i = 0; i < STET_KIND_X; i++)
        kinds += v.kinds[i].name != NULL;
    for (unsigned i = 0; i < STET_ATTR_X; i++)
        attrs += v.attrs[i].name != NULL;
    ck_assert_uint_eq(check_enum("enum stet_kinds {", 0), kinds);
    ck_assert_uint_eq(check_enum("enum stet_attrs {", 1), attrs);
    ck_assert_uint_gt(kinds, 170);
    ck_assert_uint_gt(attrs, 55);
}
END_TEST

START_TEST(name_leads_to_number_and_back)
{
    for (unsigned i = 0; i < STET_KIND_X; i++)
        if (v.kinds[i].name) {
            ck_assert_uint_eq(stet__vocabulary_kind(&v, stet_cstr(v.kinds[i].name)), i);
            ck_assert_uint_eq(v.kinds[i].name_len, strlen(v.kinds[i].name));
        }
    for (unsigned i = 0; i < STET_ATTR_X; i++)
        if (v.attrs[i].name) {
            ck_assert_uint_eq(stet__vocabulary_attr(&v, stet_cstr(v.attrs[i].name)), i);
            ck_assert_uint_eq(v.attrs[i].name_len, strlen(v.attrs[i].name));
        }
    ck_assert_uint_eq(stet__vocabulary_kind(&v, stet_cstr("paragraf")), 0);
    ck_assert_uint_eq(stet__vocabulary_kind(&v, stet_strn("paragraphs", 9)),
                      STET_PARAGRAPH);
    ck_assert_uint_eq(stet__vocabulary_attr(&v, stet_cstr("")), 0);
    ck_assert_ptr_null(stet__vocabulary_kind_info(&v, 63));
    ck_assert_ptr_null(stet__vocabulary_kind_info(&v, STET_KIND_MAX));
    ck_assert_ptr_null(stet__vocabulary_attr_info(&v, UINT16_MAX));
}
END_TEST

START_TEST(every_row_has_family_help_and_type)
{
    for (unsigned i = STET_PARAGRAPH; i < STET_KIND_X; i++) {
        const struct kind_info *k = &v.kinds[i];
        if (!k->name)
            continue;
        int want = i < 64    ? STET_FAMILY_BLOCK
                   : i < 96  ? STET_FAMILY_INLINE
                   : i < 128 ? STET_FAMILY_PART
                   : i < 256 ? STET_FAMILY_FIELD
                             : STET_FAMILY_NOTICE;
        size_t n = strlen(k->help);
        ck_assert_int_eq(k->family, want);
        ck_assert_msg(n > 7 && k->help[n - 1] == '.', "%s: help is no sentence",
                      k->name);
        ck_assert_int_eq(k->value_type != STET_VALUE_NONE, want == STET_FAMILY_FIELD);
    }
    for (unsigned i = 1; i < STET_ATTR_X; i++)
        if (v.attrs[i].name) {
            ck_assert_int_ge(v.attrs[i].type, ATTR_TEXT);
            ck_assert_int_le(v.attrs[i].type, ATTR_NODE);
            ck_assert_int_ne(v.attrs[i].families, 0);
        }
}
END_TEST

START_TEST(fields_have_the_types_that_when_needs)
{
    ck_assert_int_eq(v.kinds[STET_PUBLISHED].value_type, STET_VALUE_DATE);
    ck_assert_int_eq(v.kinds[STET_WORDS].value_type, STET_VALUE_INT);
    ck_assert_int_eq(v.kinds[STET_LANGUAGE].value_type, STET_VALUE_LANG);
    ck_assert_int_eq(v.kinds[STET_CANONICAL].value_type, STET_VALUE_URI);
    ck_assert_int_eq(v.kinds[STET_AUTHORS].value_type, STET_VALUE_PARTS);
    ck_assert(v.kinds[STET_SUBJECTS].flags & KIND_COLLECTS);
    ck_assert(v.kinds[STET_CORRECTIONS].flags & KIND_COLLECTS);
    ck_assert(v.kinds[STET_STAMPS].flags & KIND_COLLECTS);
    ck_assert(!(v.kinds[STET_AUTHORS].flags & KIND_COLLECTS));
    ck_assert(!(v.kinds[STET_HEADLINE].flags & KIND_COLLECTS));
}
END_TEST

/* ---- nesting ---------------------------------------------------------------- */
static int may_stand(stet_kind parent, stet_kind child)
{
    return stet__vocabulary_allows(&v, parent, child);
}

START_TEST(kinds_stand_where_they_belong)
{
    ck_assert(may_stand(STET_KIND_BODY, STET_PARAGRAPH));
    ck_assert(may_stand(STET_PARAGRAPH, STET_TEXT));
    ck_assert(may_stand(STET_EMPHASIS, STET_LINK));
    ck_assert(may_stand(STET_LIST, STET_ITEM));
    ck_assert(may_stand(STET_ITEM, STET_LIST));
    ck_assert(may_stand(STET_ITEM, STET_TEXT));
    ck_assert(may_stand(STET_QUOTE, STET_QUOTE));
    ck_assert(may_stand(STET_FIGURE, STET_CAPTION));
    ck_assert(may_stand(STET_FIGURE, STET_MEDIA));
    ck_assert(may_stand(STET_ROW, STET_CELL));
    ck_assert(may_stand(STET_KIND_FIELDS, STET_HEADLINE));
    ck_assert(may_stand(STET_AUTHORS, STET_PARTY));
    ck_assert(may_stand(STET_PARTY, STET_HANDLE));
    ck_assert(may_stand(STET_KIND_NOTICES, STET_CORRECTION));
    ck_assert(may_stand(STET_CORRECTION, STET_RANGE));
}
END_TEST

START_TEST(kinds_stand_nowhere_else)
{
    ck_assert(!may_stand(STET_KIND_BODY, STET_TEXT));
    ck_assert(!may_stand(STET_KIND_BODY, STET_ITEM));
    ck_assert(!may_stand(STET_KIND_BODY, STET_HEADLINE));
    ck_assert(!may_stand(STET_KIND_BODY, STET_CORRECTION));
    ck_assert(!may_stand(STET_KIND_FIELDS, STET_PARAGRAPH));
    ck_assert(!may_stand(STET_KIND_FIELDS, STET_PARTY));
    ck_assert(!may_stand(STET_KIND_NOTICES, STET_HEADLINE));
    ck_assert(!may_stand(STET_PARAGRAPH, STET_PARAGRAPH));
    ck_assert(!may_stand(STET_PARAGRAPH, STET_PARTY));
    ck_assert(!may_stand(STET_LIST, STET_PARAGRAPH));
    ck_assert(!may_stand(STET_TABLE, STET_CELL));
    ck_assert(!may_stand(STET_QUOTE, STET_ITEM));
    ck_assert(!may_stand(STET_TEXT, STET_TEXT));
    ck_assert(!may_stand(STET_CODE, STET_TEXT));
    ck_assert(!may_stand(STET_RANGE, STET_PARTY));
    ck_assert(!may_stand(STET_HEADLINE, STET_TEXT));
    ck_assert(!may_stand(STET_KIND_ARTICLE, STET_KIND_BODY));
    ck_assert(!may_stand(STET_KIND_NONE, STET_PARAGRAPH));
    ck_assert(!may_stand(STET_KIND_BODY, 63));
    ck_assert(!may_stand(STET_KIND_BODY, UINT16_MAX));
    ck_assert(!may_stand(UINT16_MAX, STET_PARAGRAPH));
}
END_TEST

/* ---- names of plugins ------------------------------------------------------- */
START_TEST(added_kind_is_found_and_nests)
{
    stet_kind field, block, again;
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_TEXT, "Tone.", &field),
                     STET_OK);
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "box", STET_FAMILY_BLOCK,
                                               STET_VALUE_NONE, "A box.", &block),
                     STET_OK);
    ck_assert_uint_eq(field, STET_KIND_X);
    ck_assert_uint_eq(block, STET_KIND_X + 1);
    ck_assert_uint_eq(stet__vocabulary_kind(&v, stet_cstr("x.acme.tone")), field);
    ck_assert_str_eq(v.kinds[field].name, "x.acme.tone");
    ck_assert_uint_eq(v.kinds[field].name_len, 11);
    ck_assert(may_stand(STET_KIND_FIELDS, field));
    ck_assert(may_stand(STET_KIND_BODY, block));
    ck_assert(may_stand(block, STET_TEXT));
    ck_assert(!may_stand(STET_KIND_FIELDS, block));
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_TEXT, "Again.", &again),
                     STET_OK);
    ck_assert_uint_eq(again, field);
}
END_TEST

START_TEST(added_kind_of_another_type_is_refused)
{
    stet_kind kind = 77;
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_TEXT, "", &kind),
                     STET_OK);
    stet_kind first = kind;
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_INT, "", &kind),
                     STET_E_EXISTS);
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_BLOCK,
                                               STET_VALUE_NONE, "", &kind),
                     STET_E_EXISTS);
    ck_assert_uint_eq(kind, first);
}
END_TEST

START_TEST(added_name_outside_the_grammar_is_refused)
{
    static const char *const bad[] = {
        "",
        "A",
        "1a",
        "a.b",
        "a-b",
        "a b",
        "\xc3\xa9",
        "_a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaa"};
    stet_kind kind;
    stet_attr attr;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", bad[i],
                                                   STET_FAMILY_BLOCK, STET_VALUE_NONE,
                                                   "", &kind),
                         STET_E_RANGE);
        ck_assert_int_eq(stet__vocabulary_add_attr(&v, bad[i], "a", "", &attr),
                         STET_E_RANGE);
    }
    ck_assert_int_eq(
        stet__vocabulary_add_kind(&v, NULL, "a", STET_FAMILY_BLOCK, 0, "", &kind),
        STET_E_RANGE);
    ck_assert_int_eq(
        stet__vocabulary_add_kind(&v, "a", "a", STET_FAMILY_NONE, 0, "", &kind),
        STET_E_RANGE);
    ck_assert_int_eq(
        stet__vocabulary_add_kind(&v, "a", "a", STET_FAMILY_FIELD, 99, "", &kind),
        STET_E_RANGE);
}
END_TEST

START_TEST(added_kinds_end_at_the_limit)
{
    stet_kind kind;
    stet_attr attr;
    char name[16];
    for (int i = 0; i < STET_KIND_MAX - STET_KIND_X; i++) {
        snprintf(name, sizeof name, "k%d", i);
        ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", name, STET_FAMILY_BLOCK,
                                                   0, "", &kind),
                         STET_OK);
    }
    ck_assert_uint_eq(kind, STET_KIND_MAX - 1);
    ck_assert_int_eq(
        stet__vocabulary_add_kind(&v, "acme", "more", STET_FAMILY_BLOCK, 0, "", &kind),
        STET_E_LIMIT);
    for (int i = 0; i < STET_ATTR_MAX - STET_ATTR_X; i++) {
        snprintf(name, sizeof name, "a%d", i);
        ck_assert_int_eq(stet__vocabulary_add_attr(&v, "acme", name, "", &attr),
                         STET_OK);
    }
    ck_assert_int_eq(stet__vocabulary_add_attr(&v, "acme", "more", "", &attr),
                     STET_E_LIMIT);
    ck_assert_uint_eq(stet__vocabulary_attr(&v, stet_cstr("x.acme.a3")),
                      STET_ATTR_X + 3);
}
END_TEST

#ifdef STET_FAULTS
START_TEST(every_failing_allocation_is_reported)
{
    for (unsigned long nth = 1;; nth++) {
        struct vocabulary w;
        stet_kind kind;
        stet__fail_alloc(nth, 0);
        stet_code code = stet__vocabulary_init(&w);
        if (!code) {
            code = stet__vocabulary_add_kind(&w, "a", "b", STET_FAMILY_BLOCK, 0, "c",
                                             &kind);
            ck_assert_uint_eq(stet__vocabulary_kind(&w, stet_cstr("x.a.b")),
                              code ? 0 : kind);
            stet__vocabulary_done(&w);
        }
        unsigned long counted = stet__fail_alloc(0, 0);
        ck_assert_int_eq(code, counted >= nth ? STET_E_NOMEM : STET_OK);
        if (counted < nth)
            break;
    }
}
END_TEST
#endif

/* ---- effects ---------------------------------------------------------------- */
static int has(const struct kind_set *set, unsigned kind)
{
    return set->bits[kind / 64] >> (kind % 64) & 1;
}

START_TEST(effects_take_families_prefixes_and_names)
{
    static const char *const names[] = {"body", "disclaimer.*", "headline", "x.acme.*",
                                        NULL};
    stet_kind tone, other;
    struct kind_set set;
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_TEXT, "", &tone),
                     STET_OK);
    ck_assert_int_eq(stet__vocabulary_add_kind(&v, "acme2", "tone", STET_FAMILY_FIELD,
                                               STET_VALUE_TEXT, "", &other),
                     STET_OK);
    ck_assert_int_eq(stet__effects_compile(&v, names, &set, NULL), STET_OK);
    ck_assert(has(&set, STET_PARAGRAPH) && has(&set, STET_TEXT) &&
              has(&set, STET_ITEM));
    ck_assert(has(&set, STET_DISCLAIMER_LIABILITY) &&
              has(&set, STET_DISCLAIMER_COMMENTS));
    ck_assert(!has(&set, STET_DISCLOSURE_AI) && !has(&set, STET_NOTICE_OTHER));
    ck_assert(has(&set, STET_HEADLINE) && !has(&set, STET_ALT_HEADLINE));
    ck_assert(has(&set, tone) && !has(&set, other));
    ck_assert(!has(&set, STET_PARTY) && !has(&set, 0));
}
END_TEST

START_TEST(effects_of_fields_and_notices_are_apart)
{
    static const char *const fields[] = {"fields", NULL}, *const notices[] = {"notices",
                                                                              NULL};
    struct kind_set set;
    ck_assert_int_eq(stet__effects_compile(&v, fields, &set, NULL), STET_OK);
    ck_assert(has(&set, STET_STAMPS) && has(&set, STET_ID));
    ck_assert(!has(&set, STET_CORRECTION) && !has(&set, STET_PARAGRAPH));
    ck_assert_int_eq(stet__effects_compile(&v, notices, &set, NULL), STET_OK);
    ck_assert(has(&set, STET_CORRECTION) && has(&set, STET_NOTICE_COPYRIGHT));
    ck_assert(!has(&set, STET_STAMPS));
    ck_assert_int_eq(stet__effects_compile(&v, NULL, &set, NULL), STET_OK);
    for (unsigned i = 0; i < KIND_WORDS; i++)
        ck_assert_uint_eq(set.bits[i], 0);
}
END_TEST

START_TEST(effects_with_unknown_name_suggest_another)
{
    static const char *const wrong[][2] = {
        {"headlin", NULL}, {"disclamer.*", NULL}, {".*", NULL},      {"*", NULL},
        {"", NULL},        {"article", NULL},     {"x.none.*", NULL}};
    struct kind_set set = {{1}};
    stet_error err;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        memset(&err, 0, sizeof err);
        ck_assert_int_eq(stet__effects_compile(&v, wrong[i], &set, &err),
                         STET_E_NOTFOUND);
        ck_assert_ptr_nonnull(strstr(err.message, wrong[i][0]));
        ck_assert_uint_eq(set.bits[0], 1);
    }
    ck_assert_int_eq(stet__effects_compile(&v, wrong[0], &set, &err), STET_E_NOTFOUND);
    ck_assert_ptr_nonnull(strstr(err.hint, "'headline'"));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model_vocabulary");
    TCase *t = tcase_create("vocabulary");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, every_enumerator_has_a_row_of_its_name);
    tcase_add_test(t, name_leads_to_number_and_back);
    tcase_add_test(t, every_row_has_family_help_and_type);
    tcase_add_test(t, fields_have_the_types_that_when_needs);
    tcase_add_test(t, kinds_stand_where_they_belong);
    tcase_add_test(t, kinds_stand_nowhere_else);
    tcase_add_test(t, added_kind_is_found_and_nests);
    tcase_add_test(t, added_kind_of_another_type_is_refused);
    tcase_add_test(t, added_name_outside_the_grammar_is_refused);
    tcase_add_test(t, added_kinds_end_at_the_limit);
#ifdef STET_FAULTS
    tcase_add_test(t, every_failing_allocation_is_reported);
#endif
    tcase_add_test(t, effects_take_families_prefixes_and_names);
    tcase_add_test(t, effects_of_fields_and_notices_are_apart);
    tcase_add_test(t, effects_with_unknown_name_suggest_another);
    suite_add_tcase(s, t);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
