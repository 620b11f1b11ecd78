/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the article share: an article with default limits, ways to build a
 * tree, and a dump of everything in it as text, so that two articles can be compared.
 */
#ifndef TESTS_MODEL_FIXTURE_H
#define TESTS_MODEL_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/tree/tree.h"

#define NOWHERE ((stet_span){0, 0})
#define TEXT_OF(literal) ((stet_str){literal, sizeof(literal) - 1})

struct fixture {
    struct limits limits;
    struct vocabulary vocabulary;
    struct article a;
    stet_article *pub;
};

static inline void fixture_init(struct fixture *f, uint32_t generation, const char *source)
{
    stet__limits_default(&f->limits);
    ck_assert_int_eq(stet__vocabulary_init(&f->vocabulary), STET_OK);
    ck_assert_int_eq(stet__article_init(&f->a, NULL, &f->limits, &f->vocabulary), STET_OK);
    ck_assert_int_eq(
        stet__article_reset(&f->a, generation, stet_cstr(source), stet_cstr("test")), STET_OK);
    f->pub = &f->a.pub;
}

static inline void fixture_done(struct fixture *f)
{
    stet__article_done(&f->a);
    stet__vocabulary_done(&f->vocabulary);
}

static inline stet_node body_of(struct fixture *f)
{
    return stet__article_root(f->pub, STET_FAMILY_BLOCK);
}

static inline stet_node new_node(struct fixture *f, stet_node parent, stet_kind kind)
{
    stet_node n = stet__article_node_new(f->pub, parent, 0, kind, NOWHERE);
    ck_assert(n != 0);
    return n;
}

/* A paragraph at the end of the body, with text from nowhere. */
static inline stet_node paragraph(struct fixture *f, const char *text)
{
    stet_node n = new_node(f, body_of(f), STET_PARAGRAPH);
    ck_assert_int_eq(stet__article_text_append(f->pub, n, text, strlen(text), 0, 0), STET_OK);
    return n;
}

static inline void assert_sound(const struct article *a)
{
    const char *wrong = stet__article_check(a);
    ck_assert_msg(!wrong, "%s", wrong ? wrong : "");
}

static inline void assert_text(stet_str got, const char *want)
{
    ck_assert_msg(got.p && strlen(want) == got.n && memcmp(got.p, want, got.n) == 0,
                  "got \"%.*s\", wanted \"%s\"", (int)got.n, got.p ? got.p : "", want);
}

static inline void dump_node(const struct article *a, uint32_t i, stet_out *out)
{
    const struct node *n = &a->nodes[i];
    stet_str author = a->authors[n->author];

    stet__buffer_printf(out, "%u^%u %u z%u d%u %u+%u by %.*s \"%.*s\"", i, n->parent, n->kind,
                        n->zone, n->depth, n->span.off, n->span.len, (int)author.n, author.p,
                        (int)n->text_len, n->text);
    for (uint32_t k = 0; k < n->segment_count; k++)
        stet__buffer_printf(out, " [%u+%u<%u+%u]", n->segments[k].text_off,
                            n->segments[k].text_len, n->segments[k].src_off,
                            n->segments[k].src_len);
    for (uint32_t k = 0; k < n->attr_count; k++) {
        const stet_value *v = &n->attrs[k];
        long long number = v->type == ATTR_NODE ? (uint32_t)v->number : v->number;
        stet__buffer_printf(out, " %u=%.*s/%lld", v->attr, (int)v->text.n, v->text.p, number);
    }
    stet__buffer_printf(out, "\n");
}

/* Everything that is there, in document order. Freed by the caller. */
static inline char *dump(const struct article *a)
{
    stet_out out;
    stet__buffer_init(&out, 64u << 20);
    for (uint32_t i = a->root; i; i = stet__node_after(a, a->root, i))
        dump_node(a, i, &out);
    char *copy = strdup(stet__buffer_str(&out).p);
    stet__buffer_done(&out);
    ck_assert_ptr_nonnull(copy);
    return copy;
}

#endif
