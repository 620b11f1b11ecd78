/* SPDX-License-Identifier: MIT */
/*
 * attribution/pictures.h - credits of images: whoever is named there is credited for an image,
 * not for the text.
 */
#ifndef STET_ATTRIBUTION_PICTURES_H
#define STET_ATTRIBUTION_PICTURES_H

#include <stet/plugin.h>

/* Is what stands at `at` the maker of an image, as far as the words before it tell? "Photo: Ana
 * Ruiz / Harbour Dispatch", but not "text and photos: Harbour Dispatch". */
int stet__pictures_credit(stet_str text, size_t at);
/* Does the text name an image, or a text? */
int stet__pictures_named(stet_str text);
int stet__pictures_text_named(stet_str text);

#endif
