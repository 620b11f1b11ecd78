/* SPDX-License-Identifier: MIT */
/*
 * model/vocabulary.h - names and rules behind the numbers of <stet/vocabulary.h>, and the
 * kinds and attributes that plugins add under x.<plugin>.
 *
 * Filled while plugins load, const afterwards.
 */
#ifndef STET_MODEL_VOCABULARY_H
#define STET_MODEL_VOCABULARY_H

#include <stet/host.h>

#include "base/memory.h"
#include "base/table.h"

enum {
    KIND_COLLECTS = 1u,  /* field: statements add up instead of competing            */
    KIND_INLINES = 2u,   /* block: holds inlines                                     */
    KIND_BLOCKS = 4u,    /* block: holds blocks                                      */
    KIND_OWN_TEXT = 8u,  /* holds text itself, not through children                  */
    KIND_PARTS = 16u,    /* holds parts                                              */
    KIND_PIECE = 32u     /* block: stands only under the kinds of `under`            */
};

enum { ATTR_ANY = 0, ATTR_TEXT, ATTR_INT, ATTR_NODE }; /* ATTR_ANY: text or integer, of plugins */

/* What a kind gives to the content of a node above it. */
enum content_part {
    CONTENT_NOTHING = 0, /* raw markup, images: nothing that is read   */
    CONTENT_CHILDREN,    /* its children's                             */
    CONTENT_TEXT,        /* its own text                               */
    CONTENT_SPACE,       /* a soft break                               */
    CONTENT_NEWLINE      /* a line break                               */
};

struct kind_info {
    const char *name; /* "share_cta", "disclaimer.liability" */
    uint8_t family, value_type; /* value_type: enum stet_value_type, fields only */
    uint16_t flags;
    stet_kind under[4]; /* KIND_PIECE: where it may stand, 0-terminated when shorter */
    const char *help;
    uint8_t name_len;
    /* from the above, so that no change of a tree asks twice */
    uint8_t accepts;  /* mask of (1 << family): what stands under it, pieces aside */
    uint8_t own_text; /* holds text itself                                         */
    uint8_t content;  /* enum content_part                                         */
};

struct attr_info {
    const char *name;
    uint8_t type;     /* as in stet_value: 1 text, 2 integer, 3 node; 0: 1 or 2 */
    uint8_t families; /* mask of (1 << family) of the kinds that it is meant for */
    const char *help;
    uint8_t name_len;
};

struct vocabulary {
    struct kind_info kinds[STET_KIND_MAX];
    struct attr_info attrs[STET_ATTR_MAX];
    size_t kind_count, attr_count; /* of the x. part */
    struct table kind_names, attr_names;
    struct arena arena;
};

stet_code stet__vocabulary_init(struct vocabulary *v);
void stet__vocabulary_done(struct vocabulary *v);
/* 0: no such name. */
stet_kind stet__vocabulary_kind(const struct vocabulary *v, stet_str name);
stet_attr stet__vocabulary_attr(const struct vocabulary *v, stet_str name);
const struct kind_info *stet__vocabulary_kind_info(const struct vocabulary *v, stet_kind kind); /* NULL: none */
const struct attr_info *stet__vocabulary_attr_info(const struct vocabulary *v, stet_attr attr);
int stet__vocabulary_allows_piece(const struct kind_info *piece, stet_kind parent);
/* May a node of kind `child` stand directly under one of kind `parent`? The roots are kinds too. */
static inline int stet__vocabulary_allows(const struct vocabulary *v, stet_kind parent, stet_kind child)
{
    if (parent >= STET_KIND_MAX || child >= STET_KIND_MAX)
        return 0;
    const struct kind_info *info = &v->kinds[child];
    return info->flags & KIND_PIECE ? stet__vocabulary_allows_piece(info, parent)
                                    : v->kinds[parent].accepts >> info->family & 1;
}
/* Add x.<plugin>.<name>; the same again answers the same number. */
stet_code stet__vocabulary_add_kind(struct vocabulary *v, const char *plugin, const char *name, int family,
                                    int value_type, const char *help, stet_kind *ret_kind);
stet_code stet__vocabulary_add_attr(struct vocabulary *v, const char *plugin, const char *name, const char *help,
                                    stet_attr *ret_attr);

/* "body", "fields", "notices", "disclaimer.*", "x.foo.*", "headline", ... to a set. "body" is
 * blocks and inlines. Inlines and parts need no name: who may write a block, a statement or a
 * notice may write what it holds. An unknown name is STET_E_NOTFOUND with a suggestion. */
struct kind_set;
stet_code stet__effects_compile(const struct vocabulary *v, const char *const *names, struct kind_set *ret_set,
                                stet_error *err);

#endif
