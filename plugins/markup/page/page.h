/* SPDX-License-Identifier: MIT */
/*
 * markup/page/page.h - what the media of a page become; each does everything itself.
 */
#ifndef STET_MARKUP_PAGE_H
#define STET_MARKUP_PAGE_H

#include "../build.h"

void stet__page_enter_image(struct build *b, const struct markup *m, stet_node none);
void stet__page_enter_sound(struct build *b, const struct markup *m, stet_node none);
void stet__page_enter_frame(struct build *b, const struct markup *m, stet_node none);
void stet__page_enter_embed(struct build *b, const struct markup *m, stet_node none);
void stet__page_enter_credit(struct build *b, const struct markup *m, stet_node none);

/* An element within a figure whose class or property says that it names who made the
 * picture. */
int stet__page_is_credit(const struct markup *m);
void stet__page_trim_caption(struct build *b, const struct markup *m, stet_node credit);
void stet__page_enter_figure_credit(struct build *b, const struct markup *m,
                                    stet_node none);

#endif
