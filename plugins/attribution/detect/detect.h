/* SPDX-License-Identifier: MIT */
/*
 * attribution/detect/detect.h - what an article itself says about its rights, as a policy.
 *
 * phrases.c reads the phrases of the languages, words.c finds them in a sentence, triggers.c
 * tells what need not be looked at; sentences.c cuts the blocks where such things are said;
 * claims.c, grants.c, conditions.c and numbers.c make licences, prohibitions, grants and duties
 * of sentences; holder.c finds whose rights they are; hidden.c looks for text that shows something
 * else than it says; step.c is the step rights.detect.
 */
#ifndef STET_ATTRIBUTION_DETECT_H
#define STET_ATTRIBUTION_DETECT_H

#include "../facts/address.h"
#include "../policy/policy.h"

/* What a phrase says: the keys of the files rights-en.yaml and so on. */
enum said {
    SAID_PERMIT, SAID_MODAL, SAID_FREE, SAID_INVITE, SAID_PROHIBIT, SAID_ASK, SAID_ONLY_ASK, SAID_RECEIVED,
    SAID_PROVIDED, SAID_MUST, SAID_WISH, SAID_SOFT, SAID_NOT, SAID_REPUBLISH, SAID_USE, SAID_EXCERPT,
    SAID_TRANSLATE, SAID_ADAPT, SAID_PRINT, SAID_COMMERCIAL, SAID_TRAIN, SAID_DATA_MINE,
    SAID_NONCOMMERCIAL, SAID_NONPROFIT, SAID_COMMUNITY, SAID_NEWS, SAID_BUSINESS,
    SAID_EDUCATION,
    SAID_CREDIT, SAID_AUTHOR, SAID_SOURCE, SAID_COPYRIGHT, SAID_LINE, SAID_LINK,
    SAID_NO_EDIT, SAID_WHOLE, SAID_NOTIFY, SAID_NO_SALE, SAID_NO_ADS, SAID_NO_PAYWALL,
    SAID_NO_IMAGES, SAID_BIO, SAID_TAGLINE, SAID_CANONICAL, SAID_NOINDEX, SAID_LOGO,
    SAID_PIXEL, SAID_IMAGE_CREDIT, SAID_PARTNER, SAID_KEEP_LINKS, SAID_NOT_SYSTEMATIC,
    SAID_MENTION, SAID_SHARE_ALIKE, SAID_TAKEDOWN, SAID_AFTER, SAID_UNTIL,
    SAID_AFFILIATION, SAID_SYNDICATE, SAID_TERRITORY, SAID_UNLESS_OWN,
    SAID_UNLESS_MARKED, SAID_TO_ARTICLE, SAID_TO_HOME,
    SAID_VISIBLE, SAID_FOLLOW, SAID_AT_TOP, SAID_AT_END, SAID_BYLINE, SAID_BUT_HEADLINE,
    SAID_BUT_STYLE, SAID_BUT_TIME, SAID_BUT_SHORTEN, SAID_FAIR_USE, SAID_RESERVED,
    SAID_LICENCE, SAID_IMAGE, SAID_SITE, SAID_SELF, SAID_THIRD, SAID_CONTACT, SAID_PRESS,
    SAID_CORRECTIONS, SAID_TIPS, SAID_LICENSING, SAID_REPORT, SAID_ELSEWHERE, SAID_NOTICE, SAIDS
};
enum { LANGUAGES = 4 };

struct phrase {
    stet_str first, second; /* second: behind words between; "" none */
    uint64_t head, mask;    /* its first eight bytes */
    uint32_t next;          /* index + 1 of the next of the same beginning */
    uint8_t said, language, begins, stem, second_stem; /* begins: the sentence */
};
enum { SLOT_BITS = 13, SLOTS = 1 << SLOT_BITS, TRIGGERS = 1024 };
struct detector {
    const struct licences *licences;
    struct phrase *phrases;
    size_t count;
    uint32_t slots[SLOTS];    /* index + 1 */
    /* beginnings of words that speak of rights: a set of all by 4 letters; a table of short
     * words by 4, of longer ones by 6 */
    uint64_t starts[64], triggers[TRIGGERS];
    size_t trigger_count;
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
    int reports;                    /* its block tells what somebody said */
    int continues;                  /* behind a semicolon, or an item of a list */
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
/* The list of phrases that begin as this one does. */
uint32_t stet__detector_slot(const struct phrase *p);
void stet__detector_trigger(struct detector *d, int said, stet_str first, stet_str second);
/* May the text speak of rights? A quick look at the beginnings of its words. */
int stet__detector_triggers(const struct detector *d, stet_str raw);
/* Find all phrases in the words of a sentence. In: the language that is likely; out: the one
 * that the sentence is in. */
void stet__detector_find(const struct detector *d, stet_str words, int *language,
                         struct sayings *ret);

struct block {
    stet_node node;
    stet_kind kind;
    int16_t zone;
};

struct reading_article {
    const struct detector *d;
    const struct pool *pool;
    stet_article *a;
    struct block *blocks; /* of the article */
    size_t block_count;
    struct sentences sentences;
    struct policy *policy;
    size_t grant_cap, remark_cap, followers;
    size_t waiting[4], waiting_count; /* sentences that tell conditions before the permission */
    size_t first_grant; /* of those that the last permission made */
    size_t offer; /* a question who wants to republish it, + 1 */
    /* sentences that a grant and a licence were made of, + 1 */
    size_t last_sentence, licence_sentence;
    int failed, grant_conditional, language;
    int in_section;          /* below a heading that offers the article */
    stet_node trigger_block; /* the last that speaks of rights */
};

/* The sentences of head, tail and the borders of the body. 0: no memory. */
int stet__sentences_cut(struct reading_article *r);
/* Does it permit or forbid copies and ask for something? At the end it speaks of the article. */
int stet__sentences_ask(const struct sentence *s);
void stet__claims_read(struct reading_article *r);
/* Actions that are named before this offset of the words, as 1 << enum action. */
uint32_t stet__claims_actions(const struct sentence *s, uint32_t before);
/* A grant without conditions; NULL: there is one for this action. */
struct grant *stet__grant_new(struct reading_article *r, int action,
                              const struct sentence *s);
/* The grants that a sentence makes, with audience and conditions. */
void stet__grant_add(struct reading_article *r, const struct sentence *s, size_t number);
/* What was granted last is granted without images. */
void stet__grants_leave_images(struct reading_article *r, const struct sentence *s);
/* Does it go on with conditions of the grant or licence before it? They are added. */
int stet__grant_goes_on(struct reading_article *r, const struct sentence *s, size_t number);

/* Where the first condition is named, and the first that needs no more words; NOT_SAID: none. */
uint32_t stet__conditions_any(const struct sentence *s);
uint32_t stet__conditions_plain(const struct sentence *s);
/* Does the sentence state a condition, a line that must stand there, or a time? */
int stet__conditions_state(const struct sentence *s);
/* Add to the duties of the grant what is said at `from` and behind. */
void stet__conditions_add(struct reading_article *r, struct grant *g,
                          const struct sentence *s, uint32_t from);
/* What stands between the next quotation marks at `from`; ret_end is behind them. */
stet_str stet__conditions_quote(stet_str raw, size_t from, size_t *ret_end);
uint32_t stet__conditions_unless(const struct sentence *s); /* bits of images */
/* The territory that the permission is for. */
void stet__conditions_territory(struct reading_article *r, struct grant *g,
                                const struct sentence *s);
/* Add one duty, when the grant has none of its verb. */
void stet__conditions_owe(struct reading_article *r, struct grant *g, const struct duty *duty);
/* How many words may be quoted, how many hours to wait; 0: it does not say. */
int64_t stet__numbers_words(const struct sentence *s);
int64_t stet__numbers_hours(const struct sentence *s);
/* The day until which it may be used; 0: it does not say. */
int stet__numbers_until(const struct sentence *s, stet_date *ret);
/* Is the publisher named at `from` or behind, or somebody by a proper name? */
int stet__holder_is_named(struct reading_article *r, const struct sentence *s, uint32_t from);
void stet__holder_find(struct reading_article *r);
void stet__hidden_find(struct reading_article *r);
/* What is wrong with the character there that nobody sees; NULL: nothing. */
const char *stet__hidden_at(stet_str s, size_t i);
struct remark *stet__remark_add(struct reading_article *r, int kind, const struct sentence *s);

/* The policy that the article states; NULL: no memory. */
struct policy *stet__detect_policy(const struct detector *d, const struct pool *pool);

extern const stet_step stet__rights_detect;

#endif
