/* SPDX-License-Identifier: MIT */
/*
 * Finding the structure of an article on its tree, whatever format it came from.
 *
 * rules.c turns the data file into phrases that are found by the hash of their first word;
 * survey.c looks at each top-level block once; lines/ takes the short lines above the text
 * apart; head/ goes over them; zones.c decides where the body begins and ends; claims.c states
 * what was found.
 */
#ifndef STET_STRUCTURE_H
#define STET_STRUCTURE_H

#include <stet/plugin.h>

/* ---- rules --------------------------------------------------------------------------- */

enum group {
    GROUP_NONE = 0,
    GROUP_BYLINE,
    GROUP_TRANSLATOR,
    GROUP_PHOTOGRAPHER,
    GROUP_EDITOR,
    GROUP_JOIN,
    GROUP_AFFILIATION,
    GROUP_PARTICLE,
    GROUP_HOUSE,
    GROUP_PUBLISHED,
    GROUP_UPDATED,
    GROUP_PUBLISHER,
    GROUP_SUMMARY,
    GROUP_SERIES,
    GROUP_AXIS,
    GROUP_NOT_A_LABEL,
    GROUP_END_MARK,
    GROUP_STARTS,
    GROUP_SAYS,
    GROUP_HINTS,
    GROUP_BIOGRAPHY,
    GROUP_DESK,
    GROUP_ABOUT,
    GROUP_COMMON,
    GROUP_TITLE,
    GROUP_AGENCY,
    GROUP_EMBARGO,
    GROUP_GENRE,
    GROUP_ILLUSTRATOR,
    GROUP_ROLE,
    GROUP_SMALL
};
#define GROUP_BIT(g) (1u << (g))

struct phrase {
    uint32_t next;  /* index + 1 of the next phrase with the same slot */
    uint32_t words; /* index of the first of its hashes                */
    uint16_t count;
    uint16_t group;
    stet_str axis; /* GROUP_AXIS: the axis; GROUP_SMALL: the language */
};

struct config {
    uint8_t headline, byline, dates, taxonomy, standfirst, separators, zones;
    stet_str rules;
};

enum { BIT_WORDS = 128 };
struct plan {
    const struct config *config;
    uint64_t starts[BIT_WORDS]; /* GROUP_STARTS, GROUP_ABOUT: their first two words, */
    uint64_t says[BIT_WORDS];   /* GROUP_SAYS, GROUP_HINTS: their first              */
    /* The latter are looked for in all of a block, so it is asked first whether it has the
     * telling word of any of them (the longest that is not GROUP_COMMON): few texts do. */
    uint64_t telling[BIT_WORDS];
    uint32_t lengths[1024]; /* of those, by their first two letters: bit n, n bytes */
    uint32_t shortest;      /* of them */
    struct phrase *phrases;
    uint64_t *words;
    uint32_t *slots; /* index + 1 of the first phrase */
    uint32_t slot_mask;
    size_t phrase_count;
};

/* A word of a text: its hash, and where it stands. */
struct word {
    uint64_t hash;
    uint32_t from, to;
};

/* Words of a text, at most `max`; answers how many. Case does not count. */
size_t stet__structure_words(stet_str text, struct word *words, size_t max);
/* Is the word in the set? Two bits of one word tell; now and then they do of others. */
static inline int stet__structure_has(const uint64_t set[BIT_WORDS], uint64_t hash)
{
    uint64_t bits = (uint64_t)1 << hash % 64 | (uint64_t)1 << (hash >> 6) % 64;
    return (set[(hash >> 12) % BIT_WORDS] & bits) == bits;
}
/* The first two words of count as one hash, or the only one. */
static inline uint64_t stet__structure_pair(const struct word *words, size_t count)
{
    return count > 1 ? words[0].hash * 31 + words[1].hash : words[0].hash;
}
/* May a phrase of GROUP_SAYS or GROUP_HINTS stand in a text that this one is a part of? */
int stet__structure_may_say(const struct plan *plan, stet_str text);
/* The longest phrase of one of the groups that begins at words[0]; NULL: none. */
const struct phrase *stet__structure_match(const struct plan *plan, unsigned groups,
                                           const struct word *words, size_t count);
/* The phrase that all of the words make up. */
const struct phrase *stet__structure_match_all(const struct plan *plan, unsigned groups,
                                               const struct word *words, size_t count);
stet_code stet__structure_compile(stet_build *b, const void *config, void **ret_plan);

/* ---- the survey of the blocks ---------------------------------------------------------- */

enum block_class {
    CLASS_PROSE = 0,  /* running text, or anything not known     */
    CLASS_SHORT,      /* a few words of no known meaning         */
    CLASS_META,       /* lines that state fields                 */
    CLASS_HEADLINE,
    CLASS_HEADING,
    CLASS_FURNITURE,  /* said so by its wording                  */
    CLASS_WEAK,       /* looks like furniture: links and no more */
    CLASS_SEPARATOR,
    CLASS_IMAGE,      /* pictures, embeds, shortcodes            */
    CLASS_STANDFIRST,
    CLASS_STAMP       /* put in by stet: not looked at           */
};

struct block {
    stet_node node;
    size_t item, end; /* of the walk */
    stet_kind kind;
    uint8_t class;
    uint8_t image, italic, bold, linked, dinkus;
    uint8_t asked;  /* wording was looked at                 */
    uint8_t unsure; /* a line of the head if its neighbour is */
    uint32_t bytes; /* of text */
    uint32_t words; /* about: bytes / 6 */
};

struct link {
    uint32_t from, to;
    stet_str url; /* "" when it leads nowhere */
};
enum { LINKS_MAX = 24, LINES_MAX = 12, WORDS_MAX = 160, LINE_BYTES_MAX = 400 };

/* One line of a block: its text and the links in it. */
struct line {
    stet_str text;
    struct link links[LINKS_MAX];
    size_t link_count;
};

struct found;
struct survey {
    stet_article *a;
    const struct plan *plan;
    const stet_kit *kit;
    const stet_item *items;
    size_t item_count;
    struct block *blocks;
    size_t count;
    stet_code code;
    /* what the head said */
    stet_str headline;   /* as chosen so far, also from front matter */
    stet_str author;     /* of the first author, for the biography   */
    uint64_t author_hash; /* of its first word */
    stet_str publisher;  /* the same, for notes about the house      */
    stet_str lang;       /* once it was asked for                    */
    int has_meta, has_matter, has_intro;
    int loose; /* the text holds its own head: furniture is to be expected */
    size_t body, tail;   /* first block of the body, first behind it */
};

void stet__structure_check(struct survey *s, stet_code code);
stet_code stet__structure_survey(struct survey *s);
/* The language of the article, as stated or by its small words; "" when neither tells. */
stet_str stet__structure_language(struct survey *s);
void stet__structure_set_author(struct survey *s, stet_str name);
/* The text of a block in one string, or its lines. */
size_t stet__structure_lines(struct survey *s, const struct block *b, struct line *lines,
                             size_t max);
int stet__structure_is_numbered_line(const struct survey *s, const struct block *b);
/* Is the block furniture by its wording? CLASS_FURNITURE, CLASS_WEAK or CLASS_PROSE. */
int stet__structure_furniture(struct survey *s, const struct block *b);
stet_str stet__structure_trim(stet_str text);

/* ---- lines above the text --------------------------------------------------------------- */

enum { PARTS_MAX = 24, AGENCIES_MAX = 4 };
struct part {
    stet_kind kind;
    stet_str name, url, role, axis, label, affiliation;
};
/* What one line says. */
struct reading {
    size_t author_count, other_count, concept_count, agency_count;
    stet_str byline, publisher, publisher_url, intro, place, genre;
    stet_str published, published_raw, updated, updated_raw;
    int series;  /* the concepts are a series */
    int guessed; /* no list knows their label */
    int institution; /* the publisher begins with what it is: `Ministry of the Sea` */
    int sure;   /* 0: only if its neighbours are such lines too */
    struct part authors[PARTS_MAX], others[PARTS_MAX], concepts[PARTS_MAX];
    struct part agencies[AGENCIES_MAX];
};
/* `Rural affairs correspondent`: what somebody is. */
int stet__structure_is_role(struct survey *s, stet_str text);
/* Is the line nothing but the name of a person? */
int stet__structure_is_person(struct survey *s, const struct line *line, struct part *ret);
/* Is it nothing but names, with what they are between them? Answers how many authors. */
size_t stet__structure_people(struct survey *s, const struct line *line, struct reading *ret);
/* Is it nothing but the name of a house, perhaps with a wire? */
int stet__structure_is_publisher(struct survey *s, const struct line *line,
                                 struct reading *ret);
/* `The Beacon`, `Le Matin`: houses have an article, people none. */
int stet__structure_has_article(stet_str name);
/* 1 when the line says something of that sort. */
int stet__structure_read_line(struct survey *s, const struct line *line, struct reading *ret);

/* Tags of a line that is nothing but links to their pages, with a label at most. */
size_t stet__structure_tags(struct survey *s, const struct line *line, struct part *parts,
                            size_t max);

/* What all of them said. */
struct found {
    size_t author_count, other_count, concept_count, agency_count;
    stet_str byline, publisher, publisher_url, published, published_raw, updated, updated_raw;
    stet_str place, genre;
    const struct block *byline_block, *others_block, *date_block, *concept_block;
    struct part series;
    struct part authors[PARTS_MAX], others[PARTS_MAX], concepts[2 * PARTS_MAX];
    struct part agencies[AGENCIES_MAX];
};

/* ---- deciding and stating ---------------------------------------------------------------- */

/* Turn marks such as `***` into separators. */
void stet__structure_separators(struct survey *s);
/* Behind the lines of the head: furniture, and what a separator parts off. */
size_t stet__structure_skip_furniture(struct survey *s, size_t from);
/* Read the lines above the text; sets `body`. */
void stet__structure_head(struct survey *s, struct found *found);
/* Taxonomy lines behind the text, links to tags, and who wrote when, if the head told not. */
void stet__structure_tail_concepts(struct survey *s, struct found *found);
/* Find where the furniture behind the text begins; sets `tail`. */
void stet__structure_tail(struct survey *s);
/* Class of a block, its wording looked at. */
int stet__structure_class(struct survey *s, struct block *b);
void stet__structure_set_zones(struct survey *s);

void stet__structure_state(struct survey *s, stet_kind field, stet_str value, stet_str raw,
                           const char *source, int confidence, const struct block *from);
void stet__structure_state_parts(struct survey *s, stet_kind field, const struct part *parts,
                                 size_t count, const char *source, const struct block *from);
void stet__structure_state_found(struct survey *s, const struct found *found);
/* `BERLIN, 9 March (dpa) -` before the first words of the body. */
void stet__structure_dateline(struct survey *s);
/* Letters: the day in the first paragraph, the name below the last. */
int stet__structure_take_day(struct survey *s, struct found *f, const struct block *b);
void stet__structure_letter(struct survey *s, struct found *found);

#endif
