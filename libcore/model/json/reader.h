/* SPDX-License-Identifier: MIT */
/*
 * model/json/reader.h - what the files that read canonical JSON share: the state of a
 * reading, typed values with their mistakes placed, and nodes.
 */
#ifndef STET_MODEL_JSON_READER_H
#define STET_MODEL_JSON_READER_H

#include "base/data/data.h"
#include "model/json/json.h"
#include "model/tree/tree.h"

/* Members of a node. */
enum member {
    MEMBER_KIND,
    MEMBER_ZONE,
    MEMBER_TEXT,
    MEMBER_VALUE,
    MEMBER_SOURCE,
    MEMBER_CONFIDENCE,
    MEMBER_BLOCK,
    MEMBER_FROM,
    MEMBER_TO,
    MEMBER_ATTRS,
    MEMBER_SPAN,
    MEMBER_SEGMENTS,
    MEMBER_BY,
    MEMBER_CONTENT,
    MEMBERS
};

/* A node as it stands in the JSON. */
struct record {
    const stet_data *data;
    const stet_data *at[MEMBERS];
};

struct fixup {
    const stet_data *at;
    uint32_t node;
    struct fixup *next;
};

struct reader {
    struct article *a;
    stet_error *err;
    uint16_t *authors; /* numbers of the JSON to authors of the article; [0] is "" */
    size_t author_count;
    struct fixup *fixups;
    uint32_t body_end; /* nodes of the body end before this index */
};

/* ---- mistakes: each answers the code to return ------------------------------ */
STET_PRINTF(3, 4)
stet_code stet__json_fail(struct reader *r, const stet_data *at, const char *format,
                          ...);
/* A name that is not known, with what it may have meant (names may be NULL). */
stet_code stet__json_fail_name(struct reader *r, const stet_data *at, stet_str name,
                               const char *what, const char *const *names);
/* A failure of the tree, which knows no positions; STET_OK stays. */
stet_code stet__json_fail_tree(struct reader *r, const stet_data *at, stet_code code,
                               const char *what);
stet_code stet__json_no_room(struct reader *r, const stet_data *at, size_t bytes);

/* ---- values ----------------------------------------------------------------- */
stet_code stet__json_int(struct reader *r, const stet_data *d, int64_t min, int64_t max,
                         int64_t *ret);
stet_code stet__json_text(struct reader *r, const stet_data *d, stet_str *ret);
/* A list or a map? */
stet_code stet__json_want(struct reader *r, const stet_data *d, int type);
/* A word of a NULL-terminated list: its number, from 1. */
stet_code stet__json_word(struct reader *r, const stet_data *d,
                          const char *const *names, int *ret);
stet_code stet__json_span(struct reader *r, const stet_data *d, stet_span *ret);

/* ---- nodes ------------------------------------------------------------------ */
extern const char
    *const stet__json_member_names[]; /* by enum member, NULL-terminated */
stet_code stet__json_record(struct reader *r, const stet_data *d, struct record *rec);
/* A node at the end of parent, without its content. */
stet_code stet__json_node(struct reader *r, const struct record *rec, uint32_t parent,
                          stet_kind kind, uint32_t *ret_index);
/* The list of nodes below parent, with all below them. */
stet_code stet__json_content(struct reader *r, const stet_data *list, uint32_t parent);
stet_code stet__json_attrs(struct reader *r, const stet_data *attrs, uint32_t i);

#endif
