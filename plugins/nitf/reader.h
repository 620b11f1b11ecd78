/* SPDX-License-Identifier: MIT */
/*
 * nitf/reader.h - a nitf element read into an article, for every reader that meets one.
 */
#ifndef STET_NITF_READER_H
#define STET_NITF_READER_H

#include "../markup/claims.h"
#include "../markup/markup.h"

/* State what `head` and `body.head` say, then make the blocks of `body.content`. */
stet_code stet__nitf_read(struct claims *c, const struct markup *nitf);

/* Statements of the head, and of the head of the body. */
void stet__nitf_read_head(struct claims *c, const struct markup *nitf);
void stet__nitf_read_body_head(struct claims *c, const struct markup *nitf);

/* Of a note: the kind of notice that it is, and the zone that stet gave it, or 0. */
stet_kind stet__nitf_note_kind(stet_article *a, const struct markup *note);
int stet__nitf_note_zone(const struct markup *note);

extern const struct markup_rules stet__nitf_rules;
extern const stet_step stet__nitf_read_step;

#endif
