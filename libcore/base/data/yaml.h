/* SPDX-License-Identifier: MIT */
/*
 * base/data/yaml.h - the state of reading one YAML text; shared by the reader and its
 * messages, seen by nobody else.
 */
#ifndef STET_BASE_DATA_YAML_H
#define STET_BASE_DATA_YAML_H

#include <yaml.h>

#include "base/data/data.h"
#include "base/data/keys.h"

struct yaml_anchor {
    const stet_data *node;
    uint64_t expanded; /* values that an alias of it stands for */
    uint64_t height;   /* levels below and with it              */
    int open;          /* its container is not closed yet       */
};

struct yaml_frame {
    struct yaml_frame *outer;
    stet_data *container, *last;
    struct table *keys; /* NULL while the map is small */
    struct yaml_anchor *anchor;
    uint64_t expanded, height; /* of what is in it, aliases written out */
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
    const char *key_at;
    uint32_t key_line, key_column;
    int have_key, fatal;
    int holes; /* an alias stands for nothing: the tree is not looked at */
    uint64_t depth, nodes, aliased;
    struct table anchors;
    unsigned mistakes;
    stet_code failed; /* of the first mistake; memory and limits win over it */
    stet_problems *problems;
    stet_error *err;
};

/* ---- yaml_say.c ---- */
/* The byte of a character by its number; libyaml counts characters. */
const char *stet__yaml_byte(struct yaml *y, size_t index);
uint32_t stet__yaml_line(const struct yaml *y, const yaml_mark_t *mark);
/* A mistake that leaves the tree standing. */
stet_code stet__yaml_mistake(struct yaml *y, const yaml_mark_t *mark, size_t length,
                             const char *message, const char *hint);
stet_code stet__yaml_say(struct yaml *y, const stet_data *at, stet_code code,
                         const char *message, const char *hint);
stet_code stet__yaml_twice(struct yaml *y, const stet_data *entry,
                           const stet_data *first);
/* What ends the reading. Answers `code`. */
stet_code stet__yaml_fatal(struct yaml *y, const yaml_mark_t *mark, stet_code code,
                           const char *message, const char *hint);
stet_code stet__yaml_memory(struct yaml *y, const yaml_mark_t *mark);
/* libyaml gave up: its error in other words (yaml_words.c). */
void stet__yaml_parser_error(struct yaml *y, const yaml_parser_t *parser);
stet_code stet__yaml_refuse(struct yaml *y, const char *at, stet_code code,
                            const char *message, const char *hint);
/* Size, UTF-8, NUL, directives: before libyaml sees the text. */
stet_code stet__yaml_check_text(struct yaml *y);
/* What stands behind the end of the document: libyaml is not asked, since a thousand
 * directives there would cost it a million steps. */
void stet__yaml_check_rest(struct yaml *y, const char *from);

#endif
