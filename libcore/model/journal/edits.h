/* SPDX-License-Identifier: MIT */
/*
 * journal/edits.h - what stands between the journal and the edits of the source: which
 * blocks came from where in the source, and what became of each.
 */
#ifndef STET_MODEL_EDITS_H
#define STET_MODEL_EDITS_H

#include "model/tree/tree.h"

enum {
    TOUCHED = 1u,  /* it, or something below it, changed                        */
    BEYOND = 2u,   /* and not only the text of text nodes                       */
    SOURCED = 4u,  /* stood directly in the body when the source was read       */
    KEPT = 8u,     /* and stands there still, in the same order                 */
    NEWBORN = 16u, /* made by a step                                            */
    PLACED = 32u,  /* its first place is known: it was moved or removed         */
    MOVED = 64u
};

struct source_block {
    uint32_t node;
    uint32_t off, end; /* without line ends at its end */
};

struct touched {
    struct article *a;
    uint8_t *marks;       /* by index of a node */
    uint32_t *first_text; /* by index: number of its first entry of a text or an address
                             and one, or 0 */
    struct source_block *blocks; /* SOURCED ones by position in the source */
    size_t block_count;
    int fields; /* a statement changed */
};

/* Read the journal. STET_E_NOMEM, STET_E_LIMIT. */
stet_code stet__edits_touch(struct article *a, struct touched *ret_touched);

/* Edits as they are found: in ascending order of offsets, joined where they meet. */
struct edit_list {
    struct article *a;
    stet_edit *items;
    size_t count, cap;
    size_t tried; /* looks at the whole source */
};
stet_code stet__edits_add(struct edit_list *list, uint32_t off, uint32_t del, stet_str insert);
/* The difference between the source bytes [off, end) and `text`, in whole characters. */
stet_code stet__edits_replace(struct edit_list *list, uint32_t off, uint32_t end, stet_str text);

/* Change the source where the text nodes of a block stand. STET_SKIP: the block has to be
 * rendered, for markup could come of it. */
stet_code stet__edits_of_text(const struct touched *t, uint32_t block, struct edit_list *list,
                              struct edit_list *late);

/* The same for one address, entry `e`, of a link or picture in the block. The text of an
 * automatic link goes with it: *ret_text is that node, or 0. Where the address stands in a
 * definition apart, `late` gets the edit. */
struct edits_place {
    uint32_t block;
    uint32_t seen; /* where the source of the text before the link ends */
};
stet_code stet__edits_of_address(const struct touched *t, const struct journal_entry *e,
                                 struct edits_place place, struct edit_list *list,
                                 struct edit_list *late, uint32_t *ret_text);
/* Source bytes of a text node, as it was read; len 0: from nowhere. */
stet_span stet__edits_source_of(const struct touched *t, uint32_t i);
/* Put the late edits, in any order, where they belong. STET_E_RANGE: two overlap. */
stet_code stet__edits_merge(struct edit_list *list, struct edit_list *late);

#endif
