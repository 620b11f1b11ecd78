/* SPDX-License-Identifier: MIT */
/*
 * attribution/search.h - looks for names and for signs of a copyright in one pass over
 * a folded text. Each needle is met by a pair of its bytes that is rare; only where a
 * pair stands is anything compared.
 */
#ifndef STET_ATTRIBUTION_SEARCH_H
#define STET_ATTRIBUTION_SEARCH_H

#include <stet/plugin.h>

/* Needles below ATTRIBUTION_SIGNS are signs of a copyright; names follow. */
enum { ATTRIBUTION_SIGNS = 7, ATTRIBUTION_NEEDLES = 24 };

struct attribution_needle {
    stet_str text;
    uint16_t pair;   /* where in it the pair begins            */
    uint16_t bytes;  /* the pair                               */
    uint16_t stated; /* counts only where a statement goes on  */
};
struct attribution_needles {
    struct attribution_needle items[ATTRIBUTION_NEEDLES];
    size_t count;
    uint8_t pairs[ATTRIBUTION_NEEDLES][32]; /* each once */
    size_t pair_count;
    int signs; /* the needles begin with the signs: their pairs are built in */
    /* For processors that look up 32 bytes at once: which of eight sets of pairs have the
     * low and the high half of a first, of a second byte. Each table stands twice. */
    uint8_t halves[4][32];
    int wide;
};
struct attribution_hit {
    size_t at, needle;
};

/* The signs of a copyright: the sign itself, "(c) 2", the word, all rights reserved. */
void stet__attribution_start(struct attribution_needles *n);
/* Phrases that tell of an earlier publication, in place of the signs. */
void stet__attribution_start_phrases(struct attribution_needles *n);
/* Add a folded name; 0 when there is no room or it is shorter than two bytes. */
int stet__attribution_add(struct attribution_needles *n, stet_str name);
/* The next needle that stands in the text as whole words at `from` or behind. */
int stet__attribution_scan(const struct attribution_needles *n, stet_str text,
                           size_t from, struct attribution_hit *ret_hit);
/* Where the part stands as whole words; SIZE_MAX: nowhere. */
size_t stet__attribution_find(stet_str text, stet_str part);

#endif
