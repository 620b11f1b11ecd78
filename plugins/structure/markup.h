/* SPDX-License-Identifier: MIT */
/*
 * Raw HTML among the blocks, as blocks. The tree stays as it is: steps that look at text see the
 * items of the blocks that the markup says. Used by article.structure and furniture.detect.
 */
#ifndef STET_STRUCTURE_MARKUP_H
#define STET_STRUCTURE_MARKUP_H

#include <stet/plugin.h>

/* The items of a walk over the body; each top-level node of raw HTML is replaced by the blocks
 * and inlines in it. They have the handle of that node; the span of a block or text holds bytes
 * of the node's text. Without raw HTML the same items are answered; NULL: no memory. */
const stet_item *stet__markup_open(stet_article *a, const stet_item *items, size_t count,
                                   size_t *ret_count);

#endif
