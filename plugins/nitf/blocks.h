/* SPDX-License-Identifier: MIT */
/*
 * nitf/blocks.h - the state of one body.content being written, and its elements.
 *
 * NITF says for each element what may stand in it. An open element knows it as a mode:
 * where only blocks may stand, running text gets a paragraph; where only text may, the
 * elements around it are left out.
 */
#ifndef STET_NITF_BLOCKS_H
#define STET_NITF_BLOCKS_H

#include "nitf.h"

enum { NITF_DEPTH_MAX = 128 };
enum nitf_mode { MODE_BLOCKS = 0, MODE_MIXED, MODE_INLINE, MODE_TEXT };

struct nitf_open {
    const char *close;
    uint16_t depth; /* of the item that opened it */
    stet_kind kind;
    uint8_t mode, section;
    uint8_t is_run; /* a paragraph around running text, which has no item of its own */
};

struct nitf_body {
    struct nitf *n;
    const stet_item *items;
    size_t count;
    struct nitf_open open[NITF_DEPTH_MAX + 8]; /* a frame, its piece, a run */
    size_t depth;
    stet_node notice; /* around the top block at hand */
    const struct nitf_covered *covered;
    size_t covered_count;
};

struct nitf_medium {
    stet_str src, alt, type, credit, holder;
    int64_t width, height;
    int is_featured; /* of the article, not of its text */
};

/* Close all elements of items as deep as `depth` or deeper. */
void stet__nitf_close_to(struct nitf_body *w, unsigned depth);
/* Write the item at `at`, or its start when it has children; answers the next index. */
size_t stet__nitf_write_item(struct nitf_body *w, const stet_item *item, size_t at);
int stet__nitf_is_source(struct nitf *n, stet_str src);
const char *stet__nitf_media_type(stet_str type);
void stet__nitf_put_reference(struct nitf *n, const struct nitf_medium *m);
/* A medium that stands alone; its text when its address may not be followed. */
void stet__nitf_put_medium(struct nitf *n, const struct nitf_medium *m);

#endif
