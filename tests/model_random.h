/* SPDX-License-Identifier: MIT */
/* Random articles, the same ones in every run: every kind and attribute comes up. */
#ifndef TESTS_MODEL_RANDOM_H
#define TESTS_MODEL_RANDOM_H

#include "model_fixture.h"

static inline uint32_t random_below(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % n;
}

static inline stet_str random_text(uint64_t *seed)
{
    static const char *const texts[] = {
        "plain words", "\xc3\xa9t\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d",
        "a\nb\tc",     "\"\\/\b\f",
        "x",           "\xe2\x80\xa8 \xf0\x9f\x98\x80",
        "0",           "-17",
        "0012",        "9007199254740993",
        "</script>"};
    return stet_cstr(texts[random_below(seed, sizeof texts / sizeof *texts)]);
}

static inline void random_attr(struct fixture *f, stet_node n, uint64_t *seed)
{
    stet_attr attr = (stet_attr)(1 + random_below(seed, STET_ATTR_OF));
    const struct attr_info *info = stet__vocabulary_attr_info(&f->vocabulary, attr);
    if (attr == STET_ATTR_BLOCK || attr == STET_ATTR_FROM || attr == STET_ATTR_TO)
        return; /* random_range() */
    if (attr == STET_ATTR_CONFIDENCE)
        ck_assert_int_eq(stet__article_set_int(f->pub, n, attr, random_below(seed, 7)),
                         STET_OK);
    else if (info->type == ATTR_INT)
        ck_assert_int_eq(
            stet__article_set_int(f->pub, n, attr,
                                  (int64_t)(random_below(seed, 4000000) - 9) *
                                      (random_below(seed, 2) ? 1 : INT32_MAX)),
            STET_OK);
    else
        ck_assert_int_eq(stet__article_set_attr(f->pub, n, attr, random_text(seed)),
                         STET_OK);
}

static inline void random_content(struct fixture *f, stet_node n, uint64_t *seed)
{
    stet_kind kind = stet__article_kind(f->pub, n);
    uint32_t off = random_below(seed, 1000000);
    stet_str text = random_text(seed), more = random_text(seed);
    if (stet__tree_own_text(&f->a, kind) && random_below(seed, 4)) {
        uint32_t len = random_below(seed, 3) ? (uint32_t)text.n : random_below(seed, 3);
        ck_assert_int_eq(stet__article_text_append(f->pub, n, text.p, text.n, off, len),
                         STET_OK);
        if (random_below(seed, 2))
            ck_assert_int_eq(
                stet__article_text_append(f->pub, n, more.p, more.n,
                                          off + 40 * random_below(seed, 2),
                                          random_below(seed, 2) * (uint32_t)more.n),
                STET_OK);
        if (!random_below(seed, 5))
            ck_assert_int_eq(stet__article_set_text(f->pub, n, random_text(seed)),
                             STET_OK);
    }
    for (uint32_t k = random_below(seed, 3); k; k--)
        random_attr(f, n, seed);
}

static inline void random_range(struct fixture *f, uint64_t *seed)
{
    uint32_t at = 1 + random_below(seed, (uint32_t)f->a.node_count - 1);
    stet_node notice =
        stet__article_last(f->pub, stet__article_root(f->pub, STET_FAMILY_NOTICE));
    stet_node block = stet__node_handle(&f->a, at);
    size_t n = stet__article_content(f->pub, block).n;
    size_t from = random_below(seed, (uint32_t)n + 1);
    if (notice)
        stet__article_range_add(f->pub, notice, block, from,
                                random_below(seed, 2) ? SIZE_MAX
                                                      : from + (n - from) / 2);
}

/* A kind that may stand in the parent; 0 when none was met. */
static inline stet_kind random_kind(struct fixture *f, stet_kind parent, uint64_t *seed)
{
    for (int tries = 0; tries < 60; tries++) {
        uint32_t first = random_below(seed, 3) ? STET_PARAGRAPH : STET_PARTY;
        uint32_t count = first == STET_PARTY ? STET_REPUBLISHED_FROM - STET_PARTY : 70;
        stet_kind kind = (stet_kind)(first + random_below(seed, count + 1));
        if (stet__vocabulary_allows(&f->vocabulary, parent, kind))
            return kind;
    }
    return STET_KIND_NONE;
}

/* Mostly the newest node, so that the tree grows deep as well. */
static inline stet_node random_parent(struct fixture *f, uint64_t *seed)
{
    uint32_t count = (uint32_t)f->a.node_count - 1;
    if (random_below(seed, 3) == 0)
        return stet__article_root(f->pub, (int)(1 + random_below(seed, 4)));
    if (random_below(seed, 2))
        return stet__node_handle(&f->a,
                                 count - random_below(seed, count < 4 ? count : 4));
    return stet__node_handle(&f->a, 1 + random_below(seed, count));
}

static inline void random_step(struct fixture *f, uint64_t *seed)
{
    stet_span span = {random_below(seed, 9000), random_below(seed, 3) * 7};
    stet_node parent = random_parent(f, seed);
    stet_kind kind = random_kind(f, stet__article_kind(f->pub, parent), seed);
    stet_node n = stet__article_node_new(f->pub, parent, 0, kind, span);
    if (n)
        random_content(f, n, seed);
    if (n && random_below(seed, 4) == 0)
        ck_assert_int_eq(
            stet__article_set_zone(f->pub, n, (int)(1 + random_below(seed, 3))),
            STET_OK);
    if (random_below(seed, 4) == 0)
        random_range(f, seed);
    if (random_below(seed, 15) == 0)
        (void)!stet__article_remove(
            f->pub, stet__node_handle(
                        &f->a, 5 + random_below(seed, (uint32_t)f->a.node_count)));
    f->a.failed = STET_OK;
}

static inline void random_article(struct fixture *f, uint64_t seed, int steps)
{
    static const char *const ids[] = {"read", "structure", "stamp", "read"};
    for (int k = 0; k < steps; k++) {
        if (k % 20 == 0)
            ck_assert_int_eq(
                stet__article_enter_step(&f->a, stet_cstr(ids[random_below(&seed, 4)]),
                                         NULL, NULL, 0, NULL),
                STET_OK);
        random_step(f, &seed);
    }
    if (random_below(&seed, 4) == 0)
        random_attr(f, body_of(f), &seed);
    assert_sound(&f->a);
}

#endif
