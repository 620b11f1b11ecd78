/* SPDX-License-Identifier: MIT */
/*
 * newsmlg2/reader.h - the parts of a NewsML-G2 item, read into an article.
 */
#ifndef STET_NEWSMLG2_READER_H
#define STET_NEWSMLG2_READER_H

#include "../markup/claims.h"
#include "../markup/markup.h"

/* All but dates, which the payload may know more exactly. */
void stet__g2_read_meta(struct claims *c, const struct markup *item);
/* What the payload may know better or hold as well: terms, series, pictures, notes. */
void stet__g2_read_rest(struct claims *c, const struct markup *item);
void stet__g2_read_dates(struct claims *c, const struct markup *item);

extern const stet_step stet__g2_read_step;

#endif
