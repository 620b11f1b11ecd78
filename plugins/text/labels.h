/* SPDX-License-Identifier: MIT */
/* The labels of footnotes, among which links are numbered. */
#ifndef STET_TEXT_LABELS_H
#define STET_TEXT_LABELS_H

#include <stet/plugin.h>

#include "fill.h"

/* The greatest label that is a number, 0: none is. */
size_t stet__text_last_number(const stet_item *items, size_t count);
/* `[label] ` as a string; 0 when it is too long for the mark of a line. */
int stet__text_note_marker(const stet_item *item, char *ret_marker, size_t size);
void stet__text_put_number(struct fill *f, size_t n);

#endif
