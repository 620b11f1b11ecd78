/* SPDX-License-Identifier: MIT */
/*
 * newsmlg2/item.h - one NewsML-G2 newsItem being written, and its parts in their order.
 */
#ifndef STET_NEWSMLG2_ITEM_H
#define STET_NEWSMLG2_ITEM_H

#include "../html/body.h"
#include "../ninjs/facts.h"

struct item {
    struct facts f;
    stet_out *out;
    stet_str url, guid, provider;
    uint32_t zones;
    int is_xhtml;
};

void stet__g2_put_rights(struct item *i);
void stet__g2_put_item_meta(struct item *i, const stet_date *version);
void stet__g2_put_content_meta(struct item *i);
void stet__g2_put_derived_from(struct item *i);

void stet__g2_put_text(struct item *i, stet_str text);
/* open, the text, close; nothing for "". */
void stet__g2_put_lines(struct item *i, const char *open, stet_str text,
                        const char *close);
/* The same as one line. */
void stet__g2_put(struct item *i, const char *open, stet_str text, const char *close);

extern const stet_step stet__g2_read_step;

#endif
