/* SPDX-License-Identifier: MIT */
/*
 * feed/reader.h - one item of a feed read into an article: XML by elements, JSON by members.
 */
#ifndef STET_FEED_READER_H
#define STET_FEED_READER_H

#include "../markup/claims.h"
#include "../markup/markup.h"

stet_code stet__feed_read_rss(struct claims *c, const struct markup *root);
stet_code stet__feed_read_atom(struct claims *c, const struct markup *feed);
stet_code stet__feed_read_json(struct claims *c, const stet_data *root);

/* The longest text there is: HTML, or plain text when it holds no element. */
stet_code stet__feed_build(struct claims *c, stet_str text, int is_html, const char *where);
/* "urn:x-stet:axis:theme" to "theme"; any other name as it stands. */
stet_str stet__feed_axis(struct claims *c, stet_str scheme);

extern const stet_step stet__feed_read_step;

#endif
