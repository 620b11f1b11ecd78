/* SPDX-License-Identifier: MIT */
/*
 * attribution/detect/detect.h - what an article itself says about its rights, as a policy.
 *
 * words.c reads the phrases of a language and finds them in a sentence; sentences.c cuts the
 * blocks where such things are said; grants.c and claims.c make grants, prohibitions
 * and the rest of sentences; holder.c finds whose rights they are; hidden.c looks for text that shows
 * something else than it says; step.c is the step rights.detect.
 */
#ifndef STET_ATTRIBUTION_DETECT_H
#define STET_ATTRIBUTION_DETECT_H

#include "../facts/address.h"
#include "../policy/policy.h"

/* What a phrase says: the keys of the files rights-en.yaml and so on. */
enum said {
    SAID_PERMIT, SAID_INVITE, SAID_PROHIBIT, SAID_ASK, SAID_RECEIVED, SAID_PROVIDED, SAID_MUST,
    SAID_REPUBLISH, SAID_EXCERPT, SAID_TRANSLATE, SAID_ADAPT, SAID_PRINT, SAID_COMMERCIAL,
    SAID_TRAIN, SAID_DATA_MINE, SAID_NONCOMMERCIAL, SAID_NONPROFIT, SAID_COMMUNITY, SAID_NEWS,
    SAID_BUSINESS, SAID_AUTHOR, SAID_SOURCE, SAID_COPYRIGHT, SAID_LINK, SAID_NO_EDIT,
    SAID_WHOLE, SAID_NOTIFY, SAID_NO_SALE, SAID_NO_ADS, SAID_NO_PAYWALL, SAID_NO_IMAGES,
    SAID_BIO, SAID_TAGLINE, SAID_CANONICAL, SAID_NOINDEX, SAID_LOGO, SAID_PIXEL,
    SAID_IMAGE_CREDIT, SAID_PARTNER, SAID_KEEP_LINKS, SAID_NOT_SYSTEMATIC, SAID_MENTION,
    SAID_SHARE_ALIKE, SAID_TAKEDOWN, SAID_TO_ARTICLE, SAID_TO_HOME, SAID_VISIBLE, SAID_FOLLOW,
    SAID_AT_TOP, SAID_AT_END, SAID_BYLINE, SAID_BUT_HEADLINE, SAID_BUT_STYLE, SAID_BUT_TIME,
    SAID_BUT_SHORTEN, SAID_FAIR_USE, SAID_RESERVED, SAID_LICENCE, SAID_IMAGE, SAID_SITE,
    SAID_SELF, SAID_THIRD, SAID_CONTACT, SAID_PRESS, SAID_CORRECTIONS, SAID_TIPS,
    SAID_LICENSING, SAIDS
};

struct phrase {
    stet_str first, second; /* second: behind words between; "" none */
    uint64_t head, mask;    /* its first eight bytes */
    uint32_t next;          /* index + 1 of the next of the same beginning */
    uint8_t said, stem, second_stem;
};
enum { SLOTS = 1024 };
struct detector {
    const struct licences *licences;
    struct phrase *phrases;
    size_t count;
    uint32_t slots[SLOTS];   /* index + 1 */
    uint64_t triggers[2][64]; /* bits for words that speak of rights: by 4 letters, by 6 */
};

/* Where each thing is first and last said in a sentence; NOT_SAID: it is not. */
enum { NOT_SAID = UINT16_MAX };
struct sayings {
    uint16_t first[SAIDS], last[SAIDS];
};

enum { SENTENCE_MAX = 4000 };
struct sentence {
    stet_node block;
    size_t from, to; /* of the raw content */
    stet_str raw, words;
    struct sayings said;
    int zone, last_of_block, whole; /* whole: it is all of its block */
    int speaks;                     /* its block speaks of the article */
    size_t number; /* of its block among those that were cut */
};
struct sentences {
    struct sentence *items;
    size_t count, cap;
};

static inline int stet__said(const struct sentence *s, int what)
{
    return s->said.first[what] != NOT_SAID;
}

stet_code stet__detector_load(stet_build *b, const struct licences *licences,
                              const struct detector **ret);
/* May the text speak of rights? A quick look at the beginnings of its words. */
int stet__detector_triggers(const struct detector *d, stet_str raw);
/* Find all phrases in the words of a sentence. */
void stet__detector_find(const struct detector *d, stet_str words, struct sayings *ret);

struct reading_article {
    const struct detector *d;
    const struct pool *pool;
    stet_article *a;
    struct sentences sentences;
    struct policy *policy;
    size_t grant_cap, remark_cap, followers;
    size_t last_sentence; /* that a grant was made of, + 1 */
    int failed, licence_said, grant_conditional;
    stet_node licence_block;
};

/* The sentences of head, tail and the borders of the body. 0: no memory. */
int stet__sentences_cut(struct reading_article *r);
void stet__claims_read(struct reading_article *r);
/* Actions that are named before this offset of the words, as 1 << enum action. */
uint32_t stet__claims_actions(const struct sentence *s, uint32_t before);
/* A grant without conditions; NULL: there is one for this action. */
struct grant *stet__grant_new(struct reading_article *r, int action,
                              const struct sentence *s);
/* The grants that a sentence makes, with audience and conditions. */
void stet__grant_add(struct reading_article *r, const struct sentence *s, size_t number);
/* Does it go on with conditions of the grant before it? They are added. */
int stet__grant_goes_on(struct reading_article *r, const struct sentence *s, size_t number);
void stet__holder_find(struct reading_article *r);
void stet__hidden_find(struct reading_article *r);
struct remark *stet__remark_add(struct reading_article *r, int kind, const struct sentence *s);

/* The policy that the article states; NULL: no memory. */
struct policy *stet__detect_policy(const struct detector *d, const struct pool *pool);

#endif
