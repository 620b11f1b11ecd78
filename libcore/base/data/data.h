/* SPDX-License-Identifier: MIT */
/*
 * base/data/data.h - read YAML (libyaml events, own limits) or strict JSON into a value tree.
 *
 * Not recursive. The tree and all its text live in the arena. Messages carry file, line,
 * column. YAML: no tags, one document, no duplicate keys, no NUL, UTF-8 only; aliases and
 * merge keys only where `aliases` says so. JSON: RFC 8259, no duplicate keys, no lone
 * surrogates, nothing behind the value.
 */
#ifndef STET_BASE_DATA_H
#define STET_BASE_DATA_H

#include <stet/data.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"

struct data_source {
    const char *file;     /* borrowed: must live as long as the tree    */
    stet_str text;
    uint32_t first_line;  /* line number of the first byte; 0 means 1   */
    uint32_t first_off;   /* added to every off                         */
    int aliases;          /* pipelines: anchors, aliases and << allowed */
    size_t max_bytes;     /* 0: no maximum of its own                   */
};

/*
 * Mistakes that leave a tree standing (duplicate key, tag, anchor where none may be) are all
 * reported, up to STET_MISTAKES_MAX; the first that does not ends it. On failure err has the
 * first of them, but a lack of memory and a limit win over mistakes of the text.
 *
 * *ret_data is NULL for an empty document. On failure it is untouched, unless the tree stands
 * and there are problems to report to: then it is what was read, so that a checker can go on
 * and find the other mistakes. A key that stands twice is in it once, with its first value.
 *
 * An alias shares the children of its value and has the value's place (line, off, len); the
 * place of its key says where it is used.
 */
stet_code stet__data_yaml(struct arena *arena, const struct limits *limits, const struct data_source *source,
                          const stet_data **ret_data, stet_problems *problems, stet_error *err);
stet_code stet__data_json(struct arena *arena, const struct limits *limits, const struct data_source *source,
                          const stet_data **ret_data, stet_problems *problems, stet_error *err);
/* Canonical JSON of a tree: keys in file order, plain scalars as strings. */
void stet__data_put_json(stet_out *out, const stet_data *data);

/* Typed readings of a scalar: 1 when the text is one. */
int stet__data_bool(const stet_data *d, int *ret);
int stet__data_int(const stet_data *d, int64_t *ret);
int stet__data_number(const stet_data *d, double *ret); /* no locale, no inf, no nan */

#endif
