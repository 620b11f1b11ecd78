/* SPDX-License-Identifier: MIT */
/*
 * What the tests of expressions and templates share: an article with a little of
 * everything, and compiling a text that stands in a YAML scalar.
 */
#ifndef TESTS_CHECK_EXPR_FIXTURE_H
#define TESTS_CHECK_EXPR_FIXTURE_H

#include "expr/expr.h"
#include "model_fixture.h"

#define LENGTH(rows) (int)(sizeof(rows) / sizeof *(rows))

static struct fixture f;
static struct arena arena;
static stet_problems *problems;
static const stet_data *vars;
static struct expr_scope scope;
static struct run_state run;

static const char *const step_ids[] = {"", "rights", "late_one", NULL};
static const struct step_state step_states[] = {
    {.code = STET_OK},
    {.code = STET_OK, .changes = 2, .findings = 3, .by_severity = {1, 0, 1, 1, 0}},
    {.code = STET_SKIP},
};
static const char vars_yaml[] = "site: { name: Example Herald, url: 'https://example.org' }\n"
                                "min: 300\n"
                                "day: 2025-01-01\n"
                                "\"on\": true\n"
                                "off: \"false\"\n"
                                "tags: [ Trade, Oil ]\n"
                                "empty: \"\"\n"
                                "wait: 2m\n";

static inline stet_node state(stet_kind field, const char *value)
{
    const stet_claim claim = {
        .size = sizeof claim, .confidence = STET_ASSERTED, .source = stet_cstr("test")};
    stet_node n = stet__article_state(f.pub, field, stet_cstr(value), &claim);
    ck_assert(n != 0);
    return n;
}

static inline void set_attr(stet_node n, stet_attr attr, const char *value)
{
    ck_assert_int_eq(stet__article_set_attr(f.pub, n, attr, stet_cstr(value)), STET_OK);
}

/* A part with a name and one more attribute. */
static inline void add_part(stet_node under, stet_kind kind, const char *name, stet_attr attr,
                            const char *value)
{
    stet_node n = new_node(&f, under, kind);
    set_attr(n, STET_ATTR_NAME, name);
    if (attr)
        set_attr(n, attr, value);
}

static inline void build_fields(void)
{
    stet_node n;
    state(STET_HEADLINE, "\xc3\x89lan vital & the Stra\xc3\x9f"
                         "e, what now?");
    state(STET_LANGUAGE, "de-AT");
    state(STET_WORDS, "320");
    state(STET_READING_TIME, "90");
    state(STET_SLUG, "elan-vital");
    state(STET_GENRE, "opinion");
    state(STET_PUBLISHED, "2025-03-14");
    state(STET_UPDATED, "2025-03-15T09:30:00+01:00");
    state(STET_CREATED, "2025-02");
    state(STET_IMAGE_CREDITS, "Photo: Ann");
    state(STET_IMAGE_CREDITS, "Photo: Bo");
    n = state(STET_AUTHORS, "");
    add_part(n, STET_PARTY, "Ann Lee", STET_ATTR_EMAIL, "ann@example.org");
    add_part(n, STET_PARTY, "Bo Ek", STET_ATTR_ROLE, "editor");
    add_part(n, STET_PARTY, "Cy Fox", 0, "");
    n = state(STET_SUBJECTS, "");
    add_part(n, STET_CONCEPT, "Europe", STET_ATTR_AXIS, "region");
    add_part(n, STET_CONCEPT, "Trade", STET_ATTR_AXIS, "topic");
    n = state(STET_SUBJECTS, "Oil");
    n = state(STET_ORIGIN, "");
    add_part(n, STET_REF, "Tidewater Review", STET_ATTR_URL, "https://www.Tidewater.example/a");
    n = state(STET_PUBLISHER, "Example Herald");
}

static inline void build_body(void)
{
    const stet_claim claim = {.size = sizeof claim, .confidence = STET_INFERRED};
    stet_node block = paragraph(&f, "One two three.");
    paragraph(&f, "Views are those of the author. More.");
    stet_node notice = stet__article_notice_new(f.pub, STET_DISCLAIMER_OPINION, 0, &claim);
    ck_assert(notice != 0);
    block = stet__article_next(f.pub, block);
    ck_assert(stet__article_range_add(f.pub, notice, block, 0, 30) != 0);
}

static inline void setup(void)
{
    stet_error err;
    fixture_init(&f, 7, "source");
    stet__arena_init(&arena, 0);
    ck_assert_int_eq(stet_problems_new(&problems), STET_OK);
    const struct data_source source = {.file = "vars.yaml", .text = stet_cstr(vars_yaml)};
    ck_assert_int_eq(stet__data_yaml(&arena, &f.limits, &source, &vars, problems, &err), STET_OK);
    scope = (struct expr_scope){.vocabulary = &f.vocabulary,
                                .vars = vars,
                                .step_ids = step_ids,
                                .step_count = 3,
                                .limits = &f.limits};
    build_fields();
    build_body();
    run = (struct run_state){.now = 1742083200, /* 2025-03-16 */
                             .steps = step_states,
                             .step_count = 3};
    f.a.run = &run;
}

static inline void teardown(void)
{
    stet_problems_free(problems);
    stet__arena_done(&arena);
    fixture_done(&f);
}

/* The text as a plain scalar of t.yaml, line 3, column 11. */
static inline stet_data scalar(const char *text)
{
    stet_data d = {.size = sizeof d, .type = STET_DATA_PLAIN, .file = "t.yaml", .line = 3,
                   .column = 11, .text = stet_cstr(text)};
    d.len = (uint32_t)d.text.n;
    return d;
}

/* All problems, a line each: "column+length message (hint)". Freed by the caller. */
static inline char *all_problems(void)
{
    stet_problem_info info = {.size = sizeof info};
    stet_out out;
    stet__buffer_init(&out, 1u << 20);
    for (size_t i = 0; stet_problems_get(problems, i, &info); i++) {
        stet__buffer_printf(&out, "%s%u+%u %s", i ? "\n" : "", info.column, info.length,
                            info.message);
        if (info.hint && info.hint[0])
            stet__buffer_printf(&out, " (%s)", info.hint);
    }
    char *copy = strdup(stet__buffer_str(&out).p);
    stet__buffer_done(&out);
    ck_assert_ptr_nonnull(copy);
    return copy;
}

static inline void assert_problems(const char *text, const char *want)
{
    char *got = all_problems();
    ck_assert_msg(strcmp(got, want) == 0, "%s\n  got:    %s\n  wanted: %s", text, got, want);
    free(got);
}

#endif
