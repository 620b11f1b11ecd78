/* SPDX-License-Identifier: MIT */
/*
 * markup/page/head.h - what a page says of its article: head.c goes by its meta
 * elements, graph.c by JSON-LD, signs.c by elements and addresses that tell, title.c
 * tells the headline from the name of the site. What stands first counts; nothing is
 * stated twice.
 */
#ifndef STET_MARKUP_HEAD_H
#define STET_MARKUP_HEAD_H

#include "../claims.h"
#include "../tags.h"

enum { HEADINGS_MAX = 12, AUTHORS_MAX = 8 };

struct meta_row;
struct page {
    struct claims *c;
    const struct markup *root;
    stet_str title;   /* of the title element                    */
    stet_str social;  /* the same for those who share            */
    stet_str site;    /* the name of the house, where it is said */
    stet_str address; /* canonical or og:url                     */
    stet_str published, updated;
    const struct markup *person; /* the meta element that names who wrote it */
    const struct meta_row *person_row;
    stet_str authors[AUTHORS_MAX];
    size_t author_count;
    stet_str headings[HEADINGS_MAX]; /* of the first level, and what is marked so */
    size_t heading_count;
};

/* Fields from the head, and for a whole page from all that tells. */
void stet__head_read(struct claims *c, const struct markup *root);

/* The headline among title, social title and headings. */
stet_str stet__head_title(struct page *p);
/* JSON-LD of the page fills what is open. */
void stet__head_graph(struct page *p);
/* Elements marked as author, date, licence; a day in the address. */
void stet__head_signs(struct page *p);
void stet__head_standfirst(struct page *p);
/* `By Ann Lee and Bo Ek` as names; what cannot be one is left out. */
void stet__head_add_authors(struct page *p, stet_str text);
/* Case does not count. */
int stet__head_begins(stet_str s, const char *literal);
int stet__head_same(stet_str a, stet_str b);

#endif
