/* SPDX-License-Identifier: MIT */
/*
 * attribution/fix/fix.h - adds what a policy asks for and an article lacks.
 *
 * words.c has the sentences of four languages; fix.c the blocks; step.c the step.
 */
#ifndef STET_ATTRIBUTION_FIX_H
#define STET_ATTRIBUTION_FIX_H

#include "../check/check.h"

/* What one credit line must say. */
enum { SAY_AUTHORS = 1, SAY_SOURCE = 2, SAY_LINK_ARTICLE = 4, SAY_LINK_HOME = 8,
       SAY_PARTNERS = 16, SAY_COPYRIGHT = 32, SAY_LICENCE = 64, SAY_CHANGES = 128 };

struct fixer {
    struct check *c;
    stet_article *a;
    const struct fix_words *words;
    uint32_t top, end; /* what the two lines must say */
    int byline;        /* SAY_AUTHORS, SAY_SOURCE in the byline */
    int affiliations;
    struct texts authors, partners; /* whom the duties name; else those of the original */
    stet_str source;
    stet_code code;
};

struct fix_words {
    const char *lang, *by, *and, *published_by, *partners, *licence, *changed, *image;
};
const struct fix_words *stet__fix_words(stet_str lang);

/*
 * Change the article of the check so that its rows can be satisfied: first what the policy
 * gives word for word, bylines, sentences, notices; these may satisfy other duties too, so
 * the lines that stet words itself come after another check.
 */
enum fix_pass { FIX_GIVEN, FIX_WORDED };
stet_code stet__fix_article(struct check *c, int pass);

#endif
