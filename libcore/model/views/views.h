/* SPDX-License-Identifier: MIT */
/*
 * model/views/views.h - how a layer of a view is built and mapped back.
 *
 * A layer is a row of the table in views.c. It stands on another layer (`base`) or on
 * the tree. Runs say where the view deviates from a straight copy of what it stands on.
 */
#ifndef STET_MODEL_VIEWS_VIEWS_H
#define STET_MODEL_VIEWS_VIEWS_H

#include "model/article.h"

/* From `off` on the view continues `at` of the node's text (text), of the source (raw)
 * or of the base view (fold). */
struct view_run {
    uint32_t off, node, at;
};

/* What stet stamped is no text of the article. A stamp that only the source claims counts
 * as text: whoever wrote it must not be able to hide words from the steps that moderate. */
static inline int stet__view_omits(const struct node *node)
{
    return (node->flags & NODE_STAMP) && node->author != 0;
}

struct view {
    stet_view pub; /* first: the public part */
    uint32_t zones;
    uint64_t state;
    const struct view *base;
    struct view_run *runs; /* ascending by off; the first has off 0 */
    size_t count, cap;
    char *text; /* while it is built: room for `room` bytes and a NUL */
    size_t len, room;
};

struct view_layer {
    int32_t base; /* enum stet_layer, or -1: the tree */
    stet_code (*build)(struct article *a, struct view *view);
    stet_code (*locate)(struct article *a, const struct view *view, size_t off,
                        size_t len, stet_range *ret);
};

stet_code stet__view_build_raw(struct article *a, struct view *view);
stet_code stet__view_build_text(struct article *a, struct view *view);
stet_code stet__view_build_fold(struct article *a, struct view *view);
stet_code stet__view_locate_raw(struct article *a, const struct view *view, size_t off,
                                size_t len, stet_range *ret);
stet_code stet__view_locate_text(struct article *a, const struct view *view, size_t off,
                                 size_t len, stet_range *ret);
stet_code stet__view_locate_fold(struct article *a, const struct view *view, size_t off,
                                 size_t len, stet_range *ret);

/* Room for `more` bytes of text at view->text + view->len. */
stet_code stet__view_reserve(struct article *a, struct view *view, size_t more);
/* A run that begins at the end of the text. */
stet_code stet__view_run(struct article *a, struct view *view, uint32_t node,
                         uint32_t at);
/* The index of the run that holds byte `off`. */
size_t stet__view_run_at(const struct view *view, size_t off);
/* Is a top-level block part of the view? */
int stet__view_takes(const struct article *a, const struct view *view, uint32_t block);

#endif
