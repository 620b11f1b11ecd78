/* SPDX-License-Identifier: MIT */
/*
 * Rules of furniture: words.c cuts text into folded words, phrases.c reads phrases, rules.c the
 * data files, index.c lays out what is looked up at run time, match.c finds phrases in words.
 */
#ifndef STET_FURNITURE_RULES_H
#define STET_FURNITURE_RULES_H

#include <string.h>

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
    uint32_t term; /* its number in the plan; 0: no rule knows it */
    uint16_t sentence, line;
    uint8_t flags;
};

enum { WORDS_MAX = 640, HITS_MAX = 128, NAMES_MAX = 8 };

/* Words of a text, at most `max`; answers how many. Case, marks and accents do not count. */
size_t stet__furniture_words(const stet_kit *kit, stet_str text, struct word *words,
                             size_t max);

struct plan;
enum { ANY_TONGUE = 255 };
/* Gives each word its number in the plan. */
void stet__furniture_know(const struct plan *plan, struct word *words, size_t count);
/* The language that most words belong to, as its bit; when they are too few to be clear,
 * also that of the text around them; all bits when that is not clear. */
uint8_t stet__furniture_vote(const struct plan *plan, const struct word *words,
                             size_t count, uint8_t around);

/* ---- phrases ------------------------------------------------------------------------- */

enum phrase_use { USE_SAY, USE_START, USE_LABEL, USE_HINT, USE_NOT, USE_CUE, USE_LINK };

enum element_type {
    ELEMENT_WORDS,
    ELEMENT_GAP,
    ELEMENT_VALUE,
    ELEMENT_NUMBER,
    ELEMENT_AUTHOR,
    ELEMENT_NAME,
    ELEMENT_AND /* parts of a sentence, in any order */
};

/* Terms that stand for more than one word. */
enum { TERM_UNKNOWN, TERM_NUMBER, TERM_AUTHOR, TERM_FIRST };

struct element {
    uint64_t mask; /* of the terms it may begin with */
    uint8_t type, optional;
    uint8_t set;           /* a named set is all of it: its number + 1 */
    uint16_t max;          /* words, at most */
    uint32_t first, count; /* alternatives   */
};
struct alternative {
    uint32_t first, count; /* terms */
};
struct phrase {
    uint64_t mask;               /* of the terms it may begin with; all: any word */
    uint32_t rule, first, count; /* elements */
    uint8_t use, anchored;
    uint8_t aside; /* of its rule */
    uint8_t parts; /* it has several, in any order */
    uint8_t literal; /* words that it names itself  */
    uint8_t place; /* where it may begin: 0 anywhere, 1 a sentence, 2 a line */
};
/* A phrase is looked for where its rarest word stands, in texts that also hold a word of
 * another of its elements. */
struct key {
    uint32_t phrase;
    uint32_t other; /* the number of that element + 1; 0: there is none */
    uint32_t before, after; /* bits of the words that may stand beside it */
    uint8_t reach; /* how many words before that word it may begin */
    uint8_t place; /* where it may begin: see struct phrase */
    uint8_t use;    /* of the phrase */
    uint8_t tongues; /* of texts that it is looked for in */
};
struct term {
    uint64_t hash;
    uint32_t first, count; /* keys */
    uint8_t common;        /* many texts hold it                                   */
    uint8_t speech;        /* it makes a sentence a report: said, notes; mask of languages */
    uint8_t address;       /* it speaks to the reader, or of the house: you, our    */
    uint8_t formal;        /* the same only with a capital within a sentence: `Sie` */
    uint8_t begins;        /* a phrase that may stand within the text, on its line */
    uint16_t frequent;     /* how often it stands in ten thousand words of text    */
    uint64_t spoken;       /* a byte for each language: 1 where it is one of the commonest */
    uint64_t sets;         /* mask of the first named sets with a member that begins so */
};
/* Right behind the word stands a certain one, or any; or any and elsewhere a certain one. */
enum { BEGINS_PAIR = 1, BEGINS_ANY = 2, BEGINS_WITH = 4 };

struct address {
    stet_str text;
    uint32_t phrase;
    uint32_t next; /* + 1: another one that begins with four bytes of the same bit */
};

struct rule {
    stet_str id, lang, role;
    stet_kind kind;
    uint8_t zones;      /* mask of 1 << zone; body only where listed */
    uint8_t field;      /* enum take                                 */
    uint8_t wide;       /* its label speaks for the whole line       */
    uint8_t yields;     /* to any other kind of the same sentence    */
    uint8_t carries_on; /* a label alone: over the blocks behind it  */
    uint64_t over[2];   /* kinds of notices that it speaks over, from STET_NOTICE_OTHER on */
    uint8_t aside;      /* it may also be a line of its own within the text */
    uint8_t file;       /* the number of its file */
    uint8_t tongue;     /* bit of its language    */
    uint32_t guess;     /* a phrase of no words, for what its words alone say */
    uint8_t several;    /* one link of its kind is not enough        */
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

enum { PARTICLES = 18, FILTER = 1024, PAIR_BITS = 14, ADDRESS_BITS = 1024, PRESENT = 2048 };

/* How much a token of a text speaks for each kind of furniture, for text, which is number 0, or
 * for a field, which is the last. */
enum { KINDS = 128, FIELD_KIND = KINDS - 1, KINDS_MAX = 80 };
struct weight {
    int8_t weight;
    uint8_t kind; /* its place among those that are known */
};
struct lexeme {
    uint64_t hash;
    uint32_t first, count; /* of its weights */
};
struct lexicon {
    struct lexeme *words; /* by hash */
    struct weight *weights;
    uint32_t slots, count, kinds;
    uint8_t kind_of[KINDS_MAX];
    int16_t bias[KINDS_MAX];
};

struct plan {
    const struct config *config;
    struct lexicon lexicon;
    uint64_t particles[PARTICLES]; /* small words within names       */
    uint64_t filter[FILTER];       /* a bit for each word of a phrase */
    uint64_t *pairs; /* what lines within the text may begin with: two bits a pair of words */
    uint32_t pair_count;
    struct rule *rules;
    struct phrase *phrases;
    struct element *elements;
    struct alternative *alternatives;
    uint32_t *terms_of; /* terms of alternatives */
    uint16_t *firsts;   /* the first term of each, modulo PRESENT */
    struct term *terms;
    struct key *keys;
    uint32_t key_count;
    uint32_t *slots; /* terms by hash */
    uint32_t slot_mask, slot_count;
    struct address *addresses; /* parts of links that say a kind */
    uint32_t address_count;
    uint32_t address_of[ADDRESS_BITS]; /* + 1: the first that begins with such bytes */
    uint32_t keyless_first, keyless_count; /* keys of phrases with no word of their own */
    uint32_t rule_count, phrase_count, element_count, alternative_count, use_count,
        term_count;
};

/* The number of a word; TERM_UNKNOWN when no rule knows it. */
uint32_t stet__furniture_term(const struct plan *plan, uint64_t hash);

/* Two words, next to each other or apart: which of the plan's pairs, and its two bits there. */
struct pair {
    uint64_t number, bits;
};
static inline struct pair stet__furniture_pair(uint64_t first, uint64_t second, int apart)
{
    uint64_t hash = (first * 31 + second + (uint64_t)apart) * 0x9e3779b97f4a7c15u;
    return (struct pair){hash >> (64 - PAIR_BITS),
                         (uint64_t)1 << (hash >> 20 & 63) | (uint64_t)1 << (hash >> 30 & 63)};
}
/* Bits for what may stand beside a word: one for all that is beyond the sentence or any
 * word, one for a term. */
#define BIT_ANY 0x80000000u
static inline uint32_t stet__furniture_bit(uint32_t term)
{
    return (uint32_t)1 << term % 31;
}
/* The bit of four bytes of an address. */
static inline uint32_t stet__furniture_quad(const char *p)
{
    uint32_t four;
    memcpy(&four, p, 4);
    return four * 2654435761u >> 22;
}
/* Does the word speak to the reader, in one of the languages of the mask? */
static inline int stet__furniture_is_address(const struct plan *plan,
                                             const struct word *word, int tongues)
{
    const struct term *t = &plan->terms[word->term];
    return (t->address & tongues) != 0 ||
           (t->formal & tongues &&
            (word->flags & (WORD_BIG | WORD_SENTENCE)) == WORD_BIG);
}
enum { LEADS_MAX = 32 };
/* The parts of addresses that say a kind and that the address holds, by number; answers how
 * many, at most `max`. */
size_t stet__furniture_leads(const struct plan *plan, stet_str url, uint32_t *ret,
                             size_t max);
enum { START_WORDS = 24 };
/* May its first words begin a line that a rule speaks of, within the text? */
int stet__furniture_begins(const struct plan *plan, const stet_kit *kit, stet_str text);

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
    uint32_t phrase, from, to;   /* words [from, to)             */
    uint32_t take_from, take_to; /* captured words; take_to 0: as far as the name goes */
    uint8_t captured, accepted;
};

/* What is looked for: phrases of all uses, or those that say a kind by themselves,
 * anywhere or where a line begins. */
enum { ASIDE_REACH = 4 }; /* `This article was originally` */
enum match_for { MATCH_ALL, MATCH_SAYING, MATCH_LINES };

/* Phrases in words that are known, of rules of the languages; answers how many hits. */
size_t stet__furniture_match(const struct plan *plan, const struct names *names,
                             const struct word *words, size_t count, uint8_t tongues,
                             enum match_for what,
                             struct hit *hits, size_t max);

/* Marks and looks that count as words; the ends of a text. */
enum mark_token {
    MARK_NUMBER = 1, MARK_QUESTION, MARK_CALL, MARK_ADDRESS, MARK_BEGIN, MARK_END,
    MARK_LINK, MARK_BOLD, MARK_ITALIC, MARK_BRACKET, MARK_LABEL, MARK_QUOTE, MARK_OPEN,
    MARK_BIG, /* and three more: how many words have capitals */
    MARK_LENGTH = MARK_BIG + 4,
    MARKS_END = MARK_LENGTH + 6
};
/* Bits for how a block looks. */
enum { LOOKS_LINKED = 1, LOOKS_BOLD = 2, LOOKS_ITALIC = 4, LOOKS_BRACKETED = 8, LOOKS_LABELLED = 16 };

/* The hash of two neighbours, and of how a longer word begins; 0: it is none. */
uint64_t stet__furniture_neighbours(uint64_t first, uint64_t second);
uint64_t stet__furniture_stem(stet_str word);
/* Where a word is or would be; its hash is 0 when it is not there. */
static inline struct lexeme *stet__furniture_lexeme(const struct lexicon *x, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 24) & (x->slots - 1);
    while (x->words[at].hash && x->words[at].hash != hash)
        at = (at + 1) & (x->slots - 1);
    return &x->words[at];
}

/* What a text speaks of most, and by how much more than of text or of any other kind, in
 * sixteenths of a natural logarithm. */
struct opinion {
    stet_kind kind; /* 0: text */
    int32_t over_text, over_next;
};
/* The words count from byte `off` before the text. */
struct opinion stet__furniture_weigh(const struct plan *plan, stet_str text, unsigned looks,
                                     size_t off, const struct word *words, size_t count);
/* The phrase of no words of a rule of that kind, of the language when there is one: its
 * number + 1; 0: no rule says the kind. */
uint32_t stet__furniture_stand_in(const struct plan *plan, stet_kind kind,
                                  uint8_t tongue);
stet_code stet__furniture_read_weights(stet_build *b, stet_str path, struct plan *plan);

/* ---- reading them -------------------------------------------------------------------- */

/* Texts under a key: the items of a list, or the lines of a block. */
struct texts {
    const stet_data *item; /* of a list */
    stet_data line;        /* of a block: the text that was answered last */
    stet_str block;
    size_t at;
    uint32_t many; /* several lines */
};
struct texts stet__furniture_texts(const stet_data *d);
const stet_data *stet__furniture_next_text(struct texts *t);

/* Where the alternatives of a named set lie, once they were read. */
struct known_set {
    const stet_data *of;
    uint32_t first, count, words;
    uint8_t number; /* of all sets + 1; 0: of too many */
};
enum { KNOWN_SETS = 16, TONGUES_MAX = 8 };

/* Phrases are being read. */
struct maker {
    struct known_set known_sets[KNOWN_SETS];
    stet_build *b;
    struct plan *plan;
    const stet_data *sets;
    uint8_t file; /* the number of the one at hand */
    uint8_t tongue; /* bit of its language */
    stet_str tongues[TONGUES_MAX]; /* languages so far */
    uint8_t sets_read;
    uint32_t rule_cap, phrase_cap, element_cap, alternative_cap, use_cap, term_cap,
        address_cap, other_cap;
};
/* Room for `need` items of the array at `items` (a pointer to it), which may move; 0: there
 * is none. What is new is zero. */
int stet__furniture_room(struct maker *m, void *items, uint32_t *cap, size_t need, size_t each);
/* A phrase behind the others; NULL: there are too many. */
struct phrase *stet__furniture_new_phrase(struct maker *m);
/* Room for words, with those that stand for others. */
stet_code stet__furniture_first_terms(struct maker *m);
stet_code stet__furniture_add_phrase(struct maker *m, const stet_data *at, uint32_t rule,
                                     int use);
/* The term of a word, made when it is new; 0: there is no room. */
uint32_t stet__furniture_add_term(struct maker *m, uint64_t hash);
/* Lay out what is looked up, when all phrases are read. */
stet_code stet__furniture_index(struct maker *m);
/* The data files that come with it: language and name; the last one is of all languages. */
enum { LANGUAGES = 4 };
extern const char *const stet__furniture_files[LANGUAGES + 3][2];
/* The plan that was made with stet; STET_SKIP: it is not what is wanted, or of other files. */
stet_code stet__furniture_shipped(stet_build *b, const struct config *config,
                                  struct plan **ret_plan);
/* The same plan, where more rules can be added before it is laid out. */
stet_code stet__furniture_unfold(struct maker *m);
/* All data files into m->plan. */
stet_code stet__furniture_read(struct maker *m, const struct config *config);

#endif
