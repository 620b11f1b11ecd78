/* SPDX-License-Identifier: MIT */
/*
 * Furniture of an article: what stands around the text, found on its tree.
 *
 * rules/ reads the data files and finds phrases; units.c takes the blocks of an article apart;
 * look.c finds the phrases of a block; judge.c decides which kinds it says, weigh/ what its words
 * speak of when no phrase does; borders.c where the
 * text begins and ends; notes.c notes what was found and where it is said; detect.c goes over the
 * article; fields/ states what it means.
 */
#ifndef STET_FURNITURE_H
#define STET_FURNITURE_H

#include "../structure/markup.h"
#include "rules/rules.h"

enum { LINKS_MAX = 48, MARKS_MAX = 8 };

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
    uint8_t raw; /* a block within a piece of raw HTML */
    uint8_t pictures; /* it holds some */
    uint8_t apart; /* a separator or heading between it and the text */
    uint32_t item, end;
    uint32_t bytes;
    stet_str text; /* its content, when it was asked for */
    uint8_t italic, bold, linked, bracketed;
    uint32_t label; /* bytes of a bold beginning           */
    struct link *links; /* these two in the article's arena */
    size_t link_count;
    struct mark *set_off; /* emphasised parts */
    size_t set_off_count;
    struct word *words; /* these two too, when it was looked at as a whole */
    struct hit *hits;
    size_t word_count, hit_count;
    uint8_t looked, tongue;
    uint8_t lines; /* short ones, by its breaks in the source */
    uint8_t weighed;
    int32_t leaning; /* how much more its words speak of furniture than of text */
};

/* What is known of a unit. */
struct verdict {
    struct word *words;
    size_t word_count;
    struct hit hits[HITS_MAX];
    size_t hit_count;
    uint8_t tongue; /* its language; all: it is not clear */
    int has_nots; /* phrases under `not` are among them */
};

/* How hard to look. */
enum look {
    LOOK_EDGE,   /* zone head or tail: all kinds           */
    LOOK_TOP,    /* first blocks of the body               */
    LOOK_BORDER, /* last blocks of the body                */
    LOOK_LAST,   /* the last paragraph that stays text     */
    LOOK_INLINE  /* within the body: only kinds for there  */
};

struct scratch {
    struct word words[WORDS_MAX];
    const struct unit *cut; /* whose first words they are */
    size_t cut_count, cut_max;
    uint8_t tongue; /* of the article; all, or none: it is not clear */
    struct verdict verdict;
};

static inline const struct phrase *stet__furniture_phrase(const struct plan *plan,
                                                          const struct hit *hit)
{
    return &plan->phrases[hit->phrase];
}

static inline const struct rule *stet__furniture_rule(const struct plan *plan,
                                                      const struct hit *hit)
{
    return &plan->rules[plan->phrases[hit->phrase].rule];
}

/* The first words of a unit, at most `max`, in s->words; answers how many. */
size_t stet__furniture_cut(const struct plan *plan, const stet_kit *kit,
                           const struct unit *unit, size_t max, struct scratch *s);
/* The language of a unit, as its bit; all bits when it is not clear. */
uint8_t stet__furniture_tongue(const struct plan *plan, const stet_kit *kit,
                               const struct unit *unit, struct scratch *s);

/* All words and phrases of the unit's text into the scratch's verdict. */
void stet__furniture_look(const struct plan *plan, const stet_kit *kit,
                          const struct names *names, const struct unit *unit,
                          struct scratch *s);

/* Can the unit say anything, as far as its first words go? */
int stet__furniture_may_say(const struct plan *plan, const stet_kit *kit,
                            const struct names *names, const struct unit *unit, int look,
                            struct scratch *s);

/* What the unit says: hits that count are marked accepted. Answers how many. */
size_t stet__furniture_judge(const struct plan *plan, const struct unit *unit, int look,
                             struct verdict *v);

/* How it looks, as bits for weighing it. */
static inline unsigned stet__furniture_looks(const struct unit *u)
{
    return (u->link_count ? LOOKS_LINKED : 0u) | (u->bold ? LOOKS_BOLD : 0u) |
           (u->italic ? LOOKS_ITALIC : 0u) | (u->bracketed ? LOOKS_BRACKETED : 0u) |
           (u->label ? LOOKS_LABELLED : 0u);
}

/* What the words of a block speak of when no rule knows it: the hits that were added. */
size_t stet__furniture_guess(const struct plan *plan, const struct unit *unit,
                             struct verdict *v, int look);
/* The same for sentences of which no rule says a kind, of a block of furniture. */
size_t stet__furniture_guess_rest(const struct plan *plan, const struct unit *unit,
                                  struct verdict *v, int look);

/* Do the words of a block with nothing between it and the text speak so much of a text that
 * what a rule says must be wrong? */
int stet__furniture_is_clearly_text(const struct plan *plan, const struct unit *unit,
                                    const struct verdict *v, int look);
/* Does nothing but the weight of words speak for what counts? */
int stet__furniture_is_guessed(const struct plan *plan, const struct verdict *v);

/* Is it set off, or short? */
int stet__furniture_looks_so(const struct unit *unit, const struct verdict *v);

/* Does it begin as text, and say something of furniture later? */
int stet__furniture_is_mixed(const struct unit *unit, const struct verdict *v);

/* Does its first sentence say a kind? */
int stet__furniture_begins_so(const struct verdict *v);

int stet__furniture_has_year(const struct verdict *v);

/* Is the whole block a label of that hit, with nothing behind it? */
int stet__furniture_is_label_only(const struct verdict *v, const struct hit *hit);

/* ---- the article -------------------------------------------------------------------------- */

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
size_t stet__furniture_raw_offset(const struct detector *d, const struct unit *unit, size_t at,
                                  int is_end);
stet_code stet__furniture_load(stet_build *b, const void *config, void **ret_plan);
stet_code stet__furniture_detect(const void *plan, void *scratch, stet_article *a);

static inline struct verdict *stet__furniture_verdict(const struct detector *d)
{
    return &d->scratch->verdict;
}
/* Which kinds does the unit say? Answers how many hits count; they are in the verdict. */
size_t stet__furniture_ask(struct detector *d, struct unit *unit, int look);
/* A label that is the whole block and speaks for what follows. */
const struct hit *stet__furniture_carrying(const struct detector *d);
/* Is it a block that can be furniture? */
int stet__furniture_is_text(const struct unit *unit);
/* Where head and tail meet the body; blocks of furniture there are moved. */
void stet__furniture_borders(struct detector *d);
/* Note what the verdict says of the unit, but kinds that are known of it. */
struct known;
const struct known *stet__furniture_learn(stet_article *a);
int stet__furniture_is_known(const struct known *known, stet_node block, stet_kind kind);
/* The kind of a hit: that of its rule, or by how many texts it leads to. */
stet_kind stet__furniture_kind(struct detector *d, struct unit *unit,
                               const struct hit *hit);
void stet__furniture_note(struct detector *d, struct unit *unit, const struct known *known);
/* The whole unit, or bytes [from, to) of its text, go with a notice too. */
void stet__furniture_add(struct detector *d, stet_node notice, const struct unit *unit);
void stet__furniture_add_part(struct detector *d, stet_node notice, const struct unit *unit,
                              size_t from, size_t to);
/* Pictures that count readers; captions that name who made the picture. */
void stet__furniture_counters(struct detector *d, struct unit *unit, const struct known *known);
int stet__furniture_is_signed(const struct detector *d, const struct unit *u);
int stet__furniture_may_caption(const struct detector *d, const struct unit *u);
void stet__furniture_credits(struct detector *d, struct unit *unit, const struct known *known);

/* A row or list of titles that lead to texts; has it a title of its own, or a separator
 * above it? */
int stet__furniture_is_titles(struct detector *d, struct unit *u);
int stet__furniture_is_titled(struct detector *d, struct unit *u);
/* A row of titles behind the text, when no rule knows what it is. */
void stet__furniture_titles(struct detector *d, struct unit *u, const struct known *known);

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
/* What stands in the first quotation marks; "" when nothing does. */
stet_str stet__furniture_quoted(stet_str s);
void stet__furniture_people(struct detector *d, const struct said *said, stet_kind field);
/* The first date in [from, to) of the text, ISO 8601; "" when there is none. */
stet_str stet__furniture_date(struct detector *d, stet_str text, stet_str lang, int years,
                              stet_str *ret_raw);
/* `CC BY-NC-ND 4.0` and its address, from words and links; 0: none. */
int stet__furniture_licence(struct detector *d, const struct said *said, stet_str *ret_id,
                            stet_str *ret_url);

/* ---- dropping and keeping ------------------------------------------------------------------ */
extern const stet_step stet__furniture_drop, stet__furniture_keep_step;

#endif
