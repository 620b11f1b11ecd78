/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets of expressions and templates share: a small article, a scope with
 * variables and steps, and the scalar in which the text stands.
 */
#ifndef TESTS_FUZZ_EXPR_ARTICLE_H
#define TESTS_FUZZ_EXPR_ARTICLE_H

#include <stdint.h>
#include <stdlib.h>

#include "expr/expr.h"

struct subject {
    struct limits limits;
    struct article a;
    struct arena arena;
    stet_problems *problems;
    struct step_state steps[2];
    struct run_state run;
    struct expr_scope scope;
    stet_str file;
};

static stet_node subject_state(struct subject *s, stet_kind field, const char *value)
{
    const stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    stet_node n = stet__article_state(&s->a.pub, field, stet_cstr(value), &claim);
    if (!n)
        abort();
    return n;
}

static void subject_part(struct subject *s, stet_node under, stet_kind kind, const char *name)
{
    const stet_span nowhere = {0, 0};
    stet_node n = stet__article_node_new(&s->a.pub, under, 0, kind, nowhere);
    if (stet__article_set_attr(&s->a.pub, n, STET_ATTR_NAME, stet_cstr(name)) != STET_OK)
        abort();
}

static void subject_fill(struct subject *s)
{
    const stet_span nowhere = {0, 0};
    subject_state(s, STET_HEADLINE, "\xc3\x89lan vital & the Stra\xc3\x9f"
                                    "e, what now?");
    subject_state(s, STET_LANGUAGE, "de-AT");
    subject_state(s, STET_WORDS, "320");
    subject_state(s, STET_SLUG, "elan-vital");
    subject_state(s, STET_PUBLISHED, "2025-03-14");
    subject_state(s, STET_UPDATED, "2025-03-15T09:30:00+01:00");
    subject_state(s, STET_EXPIRES, "no date");
    subject_state(s, STET_IMAGE_CREDITS, "Photo: Ann");
    subject_state(s, STET_URL, "https://www.example.org/a?b=c");
    stet_node n = subject_state(s, STET_AUTHORS, "");
    subject_part(s, n, STET_PARTY, "Ann Lee");
    subject_part(s, n, STET_PARTY, "Bo Ek");
    n = stet__article_node_new(&s->a.pub, stet__article_root(&s->a.pub, STET_FAMILY_BLOCK), 0,
                               STET_PARAGRAPH, nowhere);
    if (stet__article_text_append(&s->a.pub, n, "One two.", 8, 0, 0) != STET_OK)
        abort();
}

static stet_str subject_source(const void *self, const stet_data *at)
{
    (void)at;
    return ((const struct subject *)self)->file;
}

/* One for all inputs: it takes longer to make than anything else here. */
static const struct vocabulary *subject_vocabulary(void)
{
    static struct vocabulary vocabulary;
    static int made;
    if (!made && stet__vocabulary_init(&vocabulary) != STET_OK)
        abort();
    made = 1;
    return &vocabulary;
}

static struct subject *subject_new(void)
{
    static const char *const ids[] = {"", "rights", NULL};
    static const char vars[] = "site: { name: X, list: [ a, 1, true ] }\nmin: 300\nday: 2025-01\n";
    const struct data_source source = {.file = "v", .text = stet_cstr(vars)};
    struct subject *s = calloc(1, sizeof *s);
    const stet_data *data;
    stet_error err;
    if (!s)
        abort();
    stet__limits_default(&s->limits);
    s->limits.template_output = 1 << 16;
    stet__arena_init(&s->arena, 64u << 20);
    if (stet__article_init(&s->a, NULL, &s->limits, subject_vocabulary()) ||
        stet__article_reset(&s->a, 1, stet_cstr("source"), stet_cstr("in/a.md")) ||
        stet_problems_new(&s->problems) ||
        stet__data_yaml(&s->arena, &s->limits, &source, &data, NULL, &err))
        abort();
    s->scope = (struct expr_scope){.vocabulary = subject_vocabulary(), .vars = data, .step_ids = ids,
                                   .step_count = 2, .limits = &s->limits,
                                   .source = subject_source, .source_self = s};
    s->run = (struct run_state){.now = 1742083200, .steps = s->steps, .step_count = 2};
    s->a.run = &s->run;
    subject_fill(s);
    return s;
}

static void subject_free(struct subject *s)
{
    stet_problems_free(s->problems);
    stet__arena_done(&s->arena);
    stet__article_done(&s->a);
    free(s);
}

/* The first byte says how the text stands in its file: alone, quoted, or behind other
 * bytes, so that the way back to a line and a column is tried too. */
static stet_data subject_scalar(struct subject *s, stet_str *text, int how)
{
    stet_data at = {.size = sizeof at, .type = STET_DATA_PLAIN, .file = "f", .line = 1, .column = 1};
    s->file = how & 1 ? *text : stet_cstr("");
    at.type = how & 2 ? STET_DATA_STRING : STET_DATA_PLAIN;
    at.off = how & 4 && text->n ? 1 : 0;
    at.len = (uint32_t)(text->n - at.off);
    at.text = *text;
    if (how & 8 && text->n > 2)
        *text = stet_strn(text->p + 2, text->n - 2);
    return at;
}

/* Refused means reported, inside the text; taken means not a word. */
static void subject_verdict(struct subject *s, stet_code code)
{
    stet_problem_info info = {.size = sizeof info};
    size_t count = stet_problems_count(s->problems);
    if (code == STET_E_NOMEM)
        return;
    if ((code == STET_OK) != (count == 0) || (code != STET_OK && code != STET_E_CONFIG))
        abort();
    for (size_t i = 0; stet_problems_get(s->problems, i, &info); i++)
        if (!info.line || !info.column || !info.length || !info.message[0])
            abort();
}

#endif
