/* SPDX-License-Identifier: MIT */
/*
 * attribution/compare/compare.h - the text of an article beside its original: how much is
 * the same, and what was changed, word by word.
 */
#ifndef STET_ATTRIBUTION_COMPARE_H
#define STET_ATTRIBUTION_COMPARE_H

#include "../facts/doc.h"

enum change_kind { CHANGE_STYLE = 1, CHANGE_TIME_PLACE, CHANGE_SHORTER, CHANGE_INSERTED,
                   CHANGE_REWORDED, CHANGE_KINDS };

struct change {
    int kind, headline;
    int whole_blocks; /* only whole blocks were left out */
    size_t lost;      /* words that are gone              */
    size_t block;     /* of the article; SIZE_MAX: none   */
    size_t original;  /* block of the original, from 0 among those of its body */
    stet_str before, after;
};

enum { CHANGES_KEPT = 64 };
struct comparison {
    size_t words_original, words_article, words_same;
    struct change changes[CHANGES_KEPT]; /* the first ones */
    size_t kept, counts[CHANGE_KINDS];
    size_t whole_blocks_lost;
};

/* A block of the article that stands where the original has none, and is no text of it:
 * a credit line, a note. */
typedef int (*compare_aside_fn)(const void *self, const struct doc *doc, size_t block);

/* NULL: no memory. */
const struct comparison *stet__compare(const struct pool *pool, const struct doc *original,
                                       const struct doc *article, compare_aside_fn aside,
                                       const void *self);

/* ---- words: what is only style, what tells of time and place -------------------------- */
struct token {
    stet_str text;
    uint64_t hash;
    size_t block;
};
/* The same words in another house style. */
int stet__style_same(const struct pool *pool, const struct token *a, size_t n,
                     const struct token *b, size_t m);
/* Only words of time or of place differ. */
int stet__style_is_time_place(const struct pool *pool, const struct token *a, size_t n,
                              const struct token *b, size_t m);

/* ---- the longest common run ------------------------------------------------------------ */
struct hunk {
    size_t a_from, a_to, b_from, b_to;
};
/* Where two sequences differ; NULL: no memory. *cells is what tables may still take: what
 * would need more counts as replaced. */
struct hunk *stet__diff(const struct pool *pool, const struct token *a, size_t n,
                        const struct token *b, size_t m, size_t *cells,
                        size_t *ret_count);

#endif
