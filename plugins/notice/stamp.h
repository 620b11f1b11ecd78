/* SPDX-License-Identifier: MIT */
/*
 * notice/stamp.h - blocks that stet put into an article and finds again.
 *
 * A stamp is one or more top blocks that carry its id and hash as attributes, a notice
 * over them, and a part of the field `stamps`. Attributes, notice and field survive in
 * canonical JSON; of Markdown the front matter key `stet` brings the attributes back,
 * and the notice is made again.
 */
#ifndef STET_NOTICE_STAMP_H
#define STET_NOTICE_STAMP_H

#include <stet/plugin.h>

enum stamp_placement {
    STAMP_START = 1,
    STAMP_AFTER_HEADLINE,
    STAMP_BEFORE_BODY,
    STAMP_AFTER_BODY,
    STAMP_BEFORE_BIO,
    STAMP_END,
    STAMP_AFTER_PARAGRAPH,
    STAMP_TAIL
};
extern const stet_enum stet__stamp_placements[];

enum { STAMP_BLOCKS = 32, STAMP_HASH = 16 };

struct stamp {
    stet_str id, lang;
    const char *source; /* the step, for claims */
    stet_kind kind;
    int32_t placement;
    int32_t paragraph;      /* AFTER_PARAGRAPH: of the text, from 1 */
    const stet_kind *order; /* TAIL: kinds in the order that they stand in; NULL: none */
    size_t order_count;
    stet_str valid_from, valid_until; /* of the notice; NULL or "": always */
    char hash[STAMP_HASH];
};

/* A point among the top blocks: before that block, 0 for the end, and the zone there.
 */
struct stamp_point {
    stet_node before;
    int zone;
};

/* 16 hex digits over the text and what else decides how the stamp looks. */
void stet__stamp_hash(stet_article *a, struct stamp *stamp, stet_str text);
/* The same while a pipeline is built, with the buffer and the kind's name at hand. */
void stet__stamp_digest(const stet_kit *kit, struct stamp *stamp, const char *kind,
                        stet_str text, stet_out *all);
/* The top blocks that carry the id, in order; their number, at most STAMP_BLOCKS. */
size_t stet__stamp_find(stet_article *a, stet_str id, stet_node *ret_blocks);
/* Does the block carry the hash? */
int stet__stamp_matches(stet_article *a, const struct stamp *stamp, stet_node block);
/* Where a new stamp goes: where the old one stands, when that is where it belongs. */
struct stamp_point stet__stamp_point(stet_article *a, const struct stamp *stamp,
                                     stet_node old);
/* A new top block of the stamp there. 0 on failure. */
stet_node stet__stamp_block(stet_article *a, const struct stamp *stamp,
                            const struct stamp_point *point, stet_kind kind);
/* Do notice and field say what they should? */
int stet__stamp_is_recorded(stet_article *a, const struct stamp *stamp,
                            const stet_node *blocks, size_t count);
/* See that the notice covers the blocks and the field lists the stamp. Makes no change
 * where all is as it should be. */
stet_code stet__stamp_record(stet_article *a, const struct stamp *stamp,
                             const stet_node *blocks, size_t count);
/* Take out blocks, notice and entry of the field. STET_SKIP: there is no such stamp. */
stet_code stet__stamp_remove(stet_article *a, stet_str id);

#endif
