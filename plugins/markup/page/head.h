/* SPDX-License-Identifier: MIT */
/*
 * markup/page/head.h - what a page says of its article: head.c goes by its meta
 * elements, graph.c by JSON-LD, signs.c by elements and addresses that tell, people.c
 * tells who wrote it, title.c the headline from the name of the site. What stands first
 * counts; nothing is stated twice.
 */
#ifndef STET_MARKUP_HEAD_H
#define STET_MARKUP_HEAD_H

#include "../claims.h"
#include "../tags.h"

enum { HEADINGS_MAX = 12, AUTHORS_MAX = 8 };

/* Who wrote it, as one of the places of a page has it. */
struct crew {
    stet_str names[AUTHORS_MAX];
    size_t count;
    stet_span span;
    const char *source; /* NULL: that of the claims      */
    int confidence;     /* 0: asserted                  */
};
enum { CREW_GRAPH, CREW_META, CREW_DOM, CREWS }; /* the first that has a name counts */

struct meta_row;
struct page {
    struct claims *c;
    const struct markup *root;
    stet_str title;   /* of the title element                    */
    stet_str social;  /* the same for those who share            */
    stet_str site;    /* the name of the house, where it is said */
    stet_str house;   /* of the publisher                        */
    stet_str address; /* canonical or og:url                     */
    stet_str published, updated;
    const struct meta_row *person_row; /* the sort of meta element with names */
    struct crew crews[CREWS];
    stet_str headings[HEADINGS_MAX]; /* of the first level, and what is marked so */
    size_t heading_count;
};

/* Fields from the head, and for a whole page from all that tells. */
void stet__head_read(struct claims *c, const struct markup *root);

/* The headline among title, social title and headings. */
stet_str stet__head_title(struct page *p);
/* JSON-LD of the page fills what is open. */
void stet__head_graph(struct page *p);
/* Elements marked as date, licence, heading; a day in the address. */
void stet__head_signs(struct page *p);
/* The authors; of a `whole` page also from elements marked so. */
void stet__head_people(struct page *p, int whole);
void stet__head_standfirst(struct page *p);
/* `By Ann Lee and Bo Ek` as names; what cannot be one is left out. */
void stet__head_add_authors(struct crew *crew, stet_str text);
/* One of the list in a class attribute; when not `whole`, as the beginning of a word.
 */
int stet__head_one_of(stet_str names, const char *const *list, size_t n, int whole);
/* Comments, lists of other articles and the like. */
int stet__head_is_aside(const struct markup *m);
/* Next in document order; not below m when `over`. */
const struct markup *stet__head_next(const struct markup *m, const struct markup *root,
                                     int over);
/* Case does not count. */
int stet__head_begins(stet_str s, const char *literal);
int stet__head_same(stet_str a, stet_str b);

#endif
