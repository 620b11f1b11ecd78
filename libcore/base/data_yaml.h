/* SPDX-License-Identifier: MIT */
/*
 * base/data_yaml.h - the state of reading one YAML text; shared by the reader and the
 * merging of maps, seen by nobody else.
 */
#ifndef STET_BASE_DATA_YAML_H
#define STET_BASE_DATA_YAML_H

#include <stdio.h>
#include <yaml.h>

#include "base/data.h"
#include "base/table.h"

enum { YAML_LINEAR_KEYS = 16 }; /* maps up to this size need no table of keys */

struct yaml_anchor {
    const stet_data *node;
    uint64_t expanded; /* values that an alias of it stands for */
    int open;          /* its container is not closed yet       */
};

struct yaml_frame {
    struct yaml_frame *outer;
    stet_data *container, *last;
    struct table *keys; /* NULL while the map is small */
    struct yaml_anchor *anchor;
    uint64_t expanded;
};

struct yaml {
    struct arena *arena;
    const struct limits *limits;
    const struct data_source *source;
    const char *begin, *end;
    const char *cursor; /* byte of the character number cursor_index */
    size_t cursor_index;
    struct yaml_frame *top, *spare;
    stet_data *root;
    stet_str key; /* waiting for its value */
    uint32_t key_line, key_column;
    int have_key, fatal;
    uint64_t depth, nodes, aliased;
    int documents;
    struct table anchors;
    stet_code failed; /* of the first problem */
    stet_problems *problems;
    stet_error *err;
};

/* Report a mistake at a value of the tree that is being built. */
stet_code stet__yaml_say(struct yaml *y, const stet_data *at, stet_code code,
                         const char *message, const char *hint);
/* Replace the `<<` of a map that is complete by the entries it stands for. An error is a
 * lack of memory or a limit; mistakes are reported and leave the map as it is. */
stet_code stet__yaml_merge(struct yaml *y, struct yaml_frame *frame);

#endif
