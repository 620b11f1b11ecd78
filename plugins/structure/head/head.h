/* SPDX-License-Identifier: MIT */
/*
 * The head of an article while it is read: head.c goes over its blocks, reading.c takes what their
 * lines say, bare.c lines that are nothing but names, intro.c headline, kicker and standfirst.
 */
#ifndef STET_STRUCTURE_HEAD_H
#define STET_STRUCTURE_HEAD_H

#include "../structure.h"

enum {
    ROLES_MAX = 6,
    HEAD_BLOCKS = 40,
    META_WORDS = 48,
    KICKER_WORDS = 6,
    KICKER_REACH = 2
};

struct head {
    struct survey *s;
    struct found *found;
    size_t headline; /* SIZE_MAX: none in the body */
    size_t last;     /* behind the last sure line  */
    size_t prose;    /* paragraphs of text passed  */
    size_t sure;     /* lines that said something  */
    int marked;      /* the carrier said which paragraph is the standfirst */
    /* what the one line of a block said that was looked at last, or NULL */
    const struct block *read;
    struct reading reading;
};

static inline int stet__head_is_meta(const struct survey *s, size_t i)
{
    return i < s->count && s->blocks[i].class == CLASS_META;
}

/* ---- taking what lines say -------------------------------------------------------------- */

void stet__head_take_reading(struct head *h, const struct reading *r, const struct block *b);
void stet__head_take_line(struct head *h, const struct block *b);
void stet__head_take_publisher(struct found *f, const struct reading *r);
/* The lines of the block say something: 1 sure, 0 only beside another; -1 they do not. */
int stet__head_read_block(struct head *h, struct block *b, int take);

/* ---- nothing but names ------------------------------------------------------------------- */

void stet__head_take_bare_line(struct head *h, const struct block *b, const struct line *line);
/* A name with a role on the line below it: no running text. */
int stet__head_is_person_block(struct survey *s, const struct block *b);
/* Nothing but the name of a person, and a link. */
int stet__head_is_linked_name(struct survey *s, const struct block *b);
/* A bare name below the headline is who wrote it; that of a house, who published it. */
int stet__head_take_name(struct head *h, size_t i);
/* The block behind the headline, when no line of the head has named anybody. */
void stet__head_take_below(struct head *h);
/* The name of a house above the headline. */
void stet__head_take_house(struct head *h);
/* A bare name further below. */
void stet__head_take_bare(struct head *h);
/* A name beside a date may be a place or a person. */
void stet__head_prefer_place(struct head *h);
void stet__head_prefer_person(struct head *h);

/* ---- headline, kicker, standfirst --------------------------------------------------------- */

void stet__head_find_bold(struct head *h);
void stet__head_state_headline(struct head *h);
void stet__head_take_genre(struct head *h);
int stet__head_find_deck(struct head *h);
/* The paragraph that the carrier marked so. */
int stet__head_is_marked(struct head *h, size_t i);
int stet__head_find_between(struct head *h);
int stet__head_find_fenced(struct head *h);
size_t stet__head_find_standfirst(struct head *h, size_t from);

#endif
