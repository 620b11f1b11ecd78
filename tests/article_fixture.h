/* SPDX-License-Identifier: MIT */
/*
 * What the tests of steps that change articles share: what a run gave, and short ways
 * to build an article. step_fixture.h and notice_fixture.h make the pipelines.
 */
#ifndef TESTS_ARTICLE_FIXTURE_H
#define TESTS_ARTICLE_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

#define NOWHERE ((stet_span){0, 0})

struct fixture {
    stet_context *ctx;
    stet_pipeline *pipeline;
    stet_runner *runner;
    const stet_result *result;
    stet_article *a; /* of the result */
    char *yaml;
    char problems[8192];
};

/* ---- results ------------------------------------------------------------------- */
static inline stet_step_info step_info(struct fixture *f, const char *id)
{
    stet_step_info info = {.size = sizeof info};
    for (size_t i = 0; stet_result_step(f->result, i, &info); i++)
        if (stet_str_is(info.id, id))
            return info;
    ck_abort_msg("no step %s", id);
    return info;
}

static inline stet_str output(struct fixture *f, size_t i)
{
    stet_output_info info = {.size = sizeof info};
    ck_assert(stet_result_output(f->result, i, &info));
    return info.bytes;
}

static inline int contains(stet_str s, const char *part)
{
    return memmem(s.p, s.n, part, strlen(part)) != NULL;
}

#define ck_contains(s, part)                                                           \
    ck_assert_msg(contains((s), (part)), "no '%s' in:\n%.*s", (part), (int)(s).n, (s).p)
#define ck_lacks(s, part)                                                              \
    ck_assert_msg(!contains((s), (part)), "'%s' in:\n%.*s", (part), (int)(s).n, (s).p)
#define ck_text(s, literal)                                                            \
    ck_assert_msg(stet_str_is((s), (literal)), "'%.*s' is not '%s'", (int)(s).n,       \
                  (s).p, (literal))

static inline size_t count_of(stet_str s, const char *part)
{
    size_t count = 0, n = strlen(part);
    for (size_t at = 0; at + n <= s.n; at++)
        count += memcmp(s.p + at, part, n) == 0;
    return count;
}

static inline size_t count_findings(struct fixture *f, const char *rule)
{
    stet_finding_info info = {.size = sizeof info};
    size_t count = 0;
    for (size_t i = 0; stet_result_finding(f->result, i, &info); i++)
        count += stet_str_is(info.rule, rule);
    return count;
}

/* The contents of all top blocks, each with the first letter of its zone. */
static inline stet_str outline(stet_article *a)
{
    stet_out out = stet_out_in_article(a, 1024, 1 << 20);
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n)) {
        stet_putc(&out, "-hbt"[stet_zone_of(a, n)]);
        stet_putc(&out, ' ');
        stet_put_str(&out, stet_content(a, n));
        stet_putc(&out, '|');
    }
    return stet_out_text(&out);
}

/* ---- articles --------------------------------------------------------------- */
static inline stet_node new_block(stet_article *a, stet_kind kind, int zone)
{
    stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, kind, NOWHERE);
    ck_assert(n != 0);
    if (zone != stet_zone_of(a, n))
        ck_assert_int_eq(stet_set_zone(a, n, zone), STET_OK);
    return n;
}

static inline void put(stet_article *a, stet_node n, const char *text)
{
    ck_assert_int_eq(stet_text_append(a, n, text, strlen(text), 0, 0), STET_OK);
}

static inline stet_node paragraph(stet_article *a, int zone, const char *text)
{
    stet_node n = new_block(a, STET_PARAGRAPH, zone);
    put(a, n, text);
    return n;
}

static inline stet_node put_link(stet_article *a, stet_node parent, const char *href,
                                 const char *text)
{
    stet_node n = stet_node_new(a, parent, 0, STET_LINK, NOWHERE);
    ck_assert_int_eq(stet_set_attr(a, n, STET_ATTR_HREF, stet_cstr(href)), STET_OK);
    put(a, n, text);
    return n;
}

static inline stet_node state(stet_article *a, stet_kind field, const char *value)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("front_matter"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    stet_node n = stet_state(a, field, stet_cstr(value), &claim);
    ck_assert(n != 0);
    return n;
}

static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
