/* SPDX-License-Identifier: MIT */
/*
 * jsonld/reader.h - an object of schema.org read into an article.
 */
#ifndef STET_JSONLD_READER_H
#define STET_JSONLD_READER_H

#include "../markup/claims.h"
#include "../markup/markup.h"

struct ld {
    struct claims c;
    const stet_data *graph; /* the objects that references may mean, or NULL */
    uint32_t looks;         /* how often one was looked for: bounded             */
};

/* One more object is looked at for a name or an id; 0: that was enough. */
enum { LD_LOOKS_MAX = 1000000 };
static inline int ld_may_look(struct ld *ld)
{
    return ld->looks < LD_LOOKS_MAX && ++ld->looks;
}

/* The value of a member: the first of a list, a reference resolved; NULL: none. */
const stet_data *stet__ld_get(struct ld *ld, const stet_data *object, const char *key);
/* Its text, or the name of the object that it is. */
stet_str stet__ld_text(struct ld *ld, const stet_data *object, const char *key);
/* Text, or an address: the url or @id of an object. */
stet_str stet__ld_url(struct ld *ld, const stet_data *value);
/* Each value of a member, one or a list: start with NULL, ends with NULL. */
const stet_data *stet__ld_each(struct ld *ld, const stet_data *object, const char *key,
                               const stet_data *after);
/* Is the last word of one of its types `type`? */
int stet__ld_is(const stet_data *object, const char *type);

void stet__ld_read_people(struct ld *ld, const stet_data *article);
void stet__ld_read_rights(struct ld *ld, const stet_data *article);
void stet__ld_read_relations(struct ld *ld, const stet_data *article);

extern const stet_step stet__jsonld_read_step;

#endif
