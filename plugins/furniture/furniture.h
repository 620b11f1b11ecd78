/* SPDX-License-Identifier: MIT */
/*
 * Furniture of an article: what stands around the text, found on its tree.
 *
 * words.c cuts text into folded words; phrases.c compiles and matches phrases; rules.c reads the
 * data files; units.c takes the blocks of an article apart; judge.c decides which kinds a block
 * says and where; detect.c goes over the article; fields.c and names.c state what it means.
 */
#ifndef STET_FURNITURE_H
#define STET_FURNITURE_H

#include <stet/plugin.h>

/* ---- words --------------------------------------------------------------------------- */

enum {
    WORD_SENTENCE = 1, /* begins a sentence                   */
    WORD_LINE = 2,     /* begins a line                       */
    WORD_BIG = 4,      /* begins with a capital               */
    WORD_NUMBER = 8,   /* begins with a digit                 */
    WORD_QUOTED = 16,  /* stands within quotation marks       */
    WORD_APART = 32,   /* a comma, bracket or dash before it  */
    WORD_COLON = 64,   /* a colon behind it                   */
    WORD_DASH = 128    /* a dash behind it, or a bracket      */
};

struct word {
    uint64_t hash;
    uint32_t from, to;
    uint16_t sentence, line;
    uint8_t flags;
};

enum { WORDS_MAX = 640, HITS_MAX = 128, LINKS_MAX = 48, NAMES_MAX = 8, MARKS_MAX = 8 };

/* Words of a text, at most `max`; answers how many. Case, marks and accents do not count. */
size_t stet__furniture_words(const stet_kit *kit, stet_str text, struct word *words,
                             size_t max);

/* ---- phrases ------------------------------------------------------------------------- */

enum phrase_use { USE_SAY, USE_START, USE_LABEL, USE_HINT, USE_NOT };

struct element {
    uint8_t type, optional;
    uint16_t max;             /* of a gap                          */
    uint32_t first, count;    /* alternatives                      */
};
struct alternative {
    uint32_t first, count; /* hashes */
};
struct phrase {
    uint32_t rule, first, count; /* elements */
    uint8_t use, anchored;
};
struct entry {
    uint64_t second;       /* bits of the words that may come second; all: any  */
    uint64_t hash;         /* of the first word                                  */
    uint32_t phrase, next; /* both index + 1                                     */
    uint8_t at;            /* 1: where a sentence begins, 2: where a line begins */
};

struct rule {
    stet_str id, lang, role;
    stet_kind kind;
    uint8_t zones;  /* mask of 1 << zone; body only where listed */
    uint8_t field;  /* enum take                                 */
    uint8_t wide;   /* its label speaks for the whole line       */
    uint8_t yields; /* to any other kind of the same sentence    */
    uint8_t carries_on; /* a label alone: over the blocks behind it */
    const stet_data *hit, *miss;
};

enum take {
    TAKE_NOTHING,
    TAKE_ORIGIN,
    TAKE_IMAGE_CREDIT,
    TAKE_CONTRIBUTORS,
    TAKE_TRANSLATORS,
    TAKE_COPYRIGHT,
    TAKE_LICENCE,
    TAKE_CORRECTION,
    TAKE_UPDATED,
    TAKE_EMBARGO,
    TAKE_PRINT,
    TAKE_BIOGRAPHY,
    TAKE_SPONSOR,
    TAKE_SERIES
};

struct config {
    stet_list rules, languages;
    uint8_t check_rules, fields, zones;
};

enum { PARTICLES = 18 };

struct plan {
    const struct config *config;
    uint64_t particles[PARTICLES]; /* small words within names */
    uint64_t first[512];           /* a bit for each word that begins a phrase */
    struct rule *rules;
    struct phrase *phrases;
    struct element *elements;
    struct alternative *alternatives;
    uint64_t *hashes;
    struct entry *entries;
    uint32_t *slots;
    uint32_t slot_mask, special; /* phrases that begin with a name or a gap */
    uint32_t rule_count, phrase_count, element_count, alternative_count, hash_count,
        entry_count;
};

struct name {
    uint64_t hashes[8];
    size_t count;
};
/* Names that phrases may ask for: the authors of the article. */
struct names {
    struct name names[NAMES_MAX];
    size_t count;
};

struct hit {
    uint32_t phrase, from, to; /* words [from, to)             */
    uint32_t take_from, take_to; /* captured words; take_to 0: as far as the name goes */
    uint8_t captured, dropped, accepted;
};

/* All phrases in the words, or those that begin a line; answers how many hits. */
size_t stet__furniture_match(const struct plan *plan, const struct names *names,
                             const struct word *words, size_t count, int lines_only,
                             struct hit *hits, size_t max);

/* Is there a phrase that begins a line with this word? */
int stet__furniture_knows(const struct plan *plan, uint64_t hash);

stet_code stet__furniture_load(stet_build *b, const void *config, void **ret_plan);

/* A phrase is being read. */
struct maker {
    stet_build *b;
    struct plan *plan;
    const stet_data *sets;
    uint32_t phrase_cap, element_cap, alternative_cap, hash_cap, entry_cap;
};
stet_code stet__furniture_add_phrase(struct maker *m, const stet_data *at, uint32_t rule,
                                     int use);

/* ---- units: blocks to look at ----------------------------------------------------------- */

struct link {
    uint32_t from, to; /* of the content */
    stet_str url;
};
struct mark {
    uint32_t from, to;
};

struct unit {
    stet_node block;
    stet_kind kind;
    uint8_t zone, stamped;
    uint32_t item, end;
    uint32_t bytes;
    stet_str text; /* its content, when it was asked for */
    uint8_t italic, bold, linked, bracketed;
    uint32_t label; /* bytes of a bold beginning           */
    struct link *links; /* these two in the article's arena */
    size_t link_count;
    struct mark *set_off; /* emphasised parts */
    size_t set_off_count;
};

/* What is known of a unit. */
struct verdict {
    struct word *words;
    size_t word_count;
    struct hit hits[HITS_MAX];
    size_t hit_count;
};

/* How hard to look. */
enum look {
    LOOK_EDGE,   /* zone head or tail: all kinds           */
    LOOK_BORDER, /* first or last blocks of the body       */
    LOOK_LAST,   /* the last paragraph that stays text     */
    LOOK_INLINE  /* within the body: only kinds for there  */
};

/* Find what the unit says; hits that count are marked accepted. Answers how many. */
size_t stet__furniture_judge(const struct plan *plan, const stet_kit *kit,
                             const struct names *names, const struct unit *unit, int look,
                             struct verdict *v);

/* Does it begin as text, and say something of furniture later? */
int stet__furniture_is_mixed(const struct unit *unit, const struct verdict *v);

/* Is the whole block a label of that hit, with nothing behind it? */
int stet__furniture_is_label_only(const struct verdict *v, const struct hit *hit);

/* ---- the article -------------------------------------------------------------------------- */

struct scratch {
    struct word words[WORDS_MAX];
    struct verdict verdict;
};

struct detector {
    stet_article *a;
    const struct plan *plan;
    const stet_kit *kit;
    struct scratch *scratch;
    struct names names;
    const stet_item *items;
    size_t item_count;
    struct unit *units;
    size_t count;
    size_t last; /* number + 1 of the last unit of the body */
    stet_code code;
};

void stet__furniture_keep(struct detector *d, stet_code code);
void stet__furniture_units(struct detector *d);
/* Content, links and type of a unit, in the article's arena. */
void stet__furniture_open(struct detector *d, struct unit *unit);
stet_code stet__furniture_detect(const void *plan, void *scratch, stet_article *a);

/* ---- what it means ------------------------------------------------------------------------ */

struct said {
    const struct unit *unit;
    const struct verdict *verdict;
    const struct hit *hit;
    const struct rule *rule;
    stet_node notice;
    size_t from, to; /* bytes of the sentence */
};
void stet__furniture_state(struct detector *d, const struct said *said);
/* Statements of one field that say different things are reported. */
void stet__furniture_compare(struct detector *d);

struct value {
    stet_str name, url;
};
/* The name that begins at a word: of a house, a person, a picture desk. */
struct value stet__furniture_name(const stet_kit *kit, const struct said *said);
stet_str stet__furniture_trim(stet_str s);
/* The first date in [from, to) of the text, ISO 8601; "" when there is none. */
stet_str stet__furniture_date(struct detector *d, stet_str text, stet_str lang, int years,
                              stet_str *ret_raw);
/* `CC BY-NC-ND 4.0` and its address, from words and links; 0: none. */
int stet__furniture_licence(struct detector *d, const struct said *said, stet_str *ret_id,
                            stet_str *ret_url);

/* ---- dropping and keeping ------------------------------------------------------------------ */
extern const stet_step stet__furniture_drop, stet__furniture_keep_step;

#endif
