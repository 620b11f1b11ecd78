/* SPDX-License-Identifier: MIT */
/*
 * model/views/pieces.h - the content of a node piece by piece, each with where it comes
 * from. The pieces put together are as long as stet_content() of the node.
 */
#ifndef STET_MODEL_VIEWS_PIECES_H
#define STET_MODEL_VIEWS_PIECES_H

#include "model/article.h"

struct piece {
    uint32_t node; /* 0: the line end between two blocks */
    uint32_t off;  /* within the content                 */
    stet_str text; /* as the node has it: a line end may be a space of the content */
};

struct pieces {
    const struct article *a;
    uint32_t root, at, entered;
    uint32_t off;
    uint8_t apart; /* a block began or ended since the last piece */
};

void stet__view_start(struct pieces *p, const struct article *a, uint32_t root);
/* 0 at the end. */
int stet__view_next(struct pieces *p, struct piece *ret_piece);

/* The bytes that [from, to) of a node's own text were read from; len 0: from nowhere.
 */
stet_span stet__node_source(const struct article *a, uint32_t node, uint32_t from,
                            uint32_t to);
/* Two spans and what lies between them; one from nowhere does not count. */
stet_span stet__span_join(stet_span first, stet_span last);
/* The same for [from, to) of its content. to = SIZE_MAX: to the end. STET_E_RANGE. */
stet_code stet__content_source(const struct article *a, uint32_t node, size_t from,
                               size_t to, stet_span *ret_source);

#endif
