/* SPDX-License-Identifier: MIT */
/*
 * ninjs/reader.h - one ninjs object read into an article.
 */
#ifndef STET_NINJS_READER_H
#define STET_NINJS_READER_H

#include "../markup/claims.h"
#include "../markup/markup.h"

/* A member by its name, whatever the case of either. */
const stet_data *stet__ninjs_get(const stet_data *map, const char *name);
stet_str stet__ninjs_get_text(const stet_data *map, const char *name);
/* The first item of a list, or member of an object; `old` is its name in 1.x or NULL. */
const stet_data *stet__ninjs_list(const stet_data *map, const char *name, const char *old);

void stet__ninjs_read_concepts(struct claims *c, const stet_data *root);
stet_code stet__ninjs_read_texts(struct claims *c, const stet_data *root);

extern const stet_step stet__ninjs_read_step;

#endif
