/* SPDX-License-Identifier: MIT */
/*
 * plugin/grammar.h - every key of a pipeline file: where it stands, what it holds, help.
 *
 * One const table. The parser of pipelines checks keys and values with it, the JSON Schema
 * and the reference page are made from it, so they cannot disagree.
 */
#ifndef STET_PLUGIN_GRAMMAR_H
#define STET_PLUGIN_GRAMMAR_H

#include <stet/option.h>

#include "plugin/path/path.h"

/* The kinds of map in a pipeline file. */
enum grammar_place {
    PLACE_NONE = 0,
    PLACE_FILE,       /* the file itself                                    */
    PLACE_PLUGINS,    /* plugins:                                           */
    PLACE_PIPELINE,   /* one of pipelines:                                  */
    PLACE_INPUT,      /* in: (or the word auto)                             */
    PLACE_STEP,       /* one of steps:                                      */
    PLACE_ARM,        /* one of choose:                                     */
    PLACE_RETRY,      /* retry:                                             */
    PLACE_OUTPUT,     /* one of out:                                        */
    PLACE_QUARANTINE, /* quarantine:                                        */
    PLACE_VERDICT,    /* verdict:                                           */
    PLACE_INCLUDE,    /* one of include:, when it is a map                  */
    PLACE_COUNT
};

enum grammar_type {
    GRAMMAR_TEXT = 1, /* a scalar                                           */
    GRAMMAR_NAME,     /* [a-z][a-z0-9_]*                                    */
    GRAMMAR_BOOL,
    GRAMMAR_INT,      /* between min and max                                */
    GRAMMAR_NUMBER,   /* between min and max                                */
    GRAMMAR_DURATION, /* 250ms                                              */
    GRAMMAR_ENUM,     /* one of `values`                                    */
    GRAMMAR_EXPR,     /* compiled by the parser                             */
    GRAMMAR_TEMPLATE, /* compiled by the parser                             */
    GRAMMAR_STEP,     /* the name of a step of a plugin                     */
    GRAMMAR_OPTIONS,  /* the options of the step named by `use`             */
    GRAMMAR_ANY,
    GRAMMAR_NULL,     /* nothing: `else:`                                   */
    GRAMMAR_MAP,      /* a map of place `place`                             */
    GRAMMAR_LIST,     /* a list of maps of `place`, of scalars of type `item`, or both */
    GRAMMAR_NAMED     /* a map from names to maps of `place` or to `item`   */
};

enum {
    GRAMMAR_REQUIRED = 1u,
    GRAMMAR_RESERVED = 2u, /* "not in this release"                         */
    GRAMMAR_WORK = 4u,     /* exactly one of these must stand in the map    */
    GRAMMAR_WORD = 8u      /* MAP, LIST: a scalar may stand in its place    */
};

struct grammar_key {
    const char *name;
    uint8_t type, item, flags;
    uint8_t place;
    double min, max; /* both 0: any */
    const stet_enum *values;
    const char *def, *example; /* in YAML spelling, or NULL */
    const char *help;
};

/* The keys of a place, in the order they are written; ends with a NULL name. */
const struct grammar_key *stet__grammar_keys(int place);
/* NULL: no such key. */
const struct grammar_key *stet__grammar_find(int place, stet_str name);
/* What a map of that place is called in messages: "a step". */
const char *stet__grammar_place_name(int place);

/*
 * Check one map (not what its MAP, LIST, NAMED and OPTIONS values hold): that it is a map, each key
 * is known, none is missing or reserved, exactly one WORK key, and that scalars have their
 * type. Every mistake is added. STET_OK or STET_E_CONFIG.
 */
stet_code stet__grammar_check(int place, const stet_data *map, const struct source_file *files,
                              stet_problems *problems);
/* The value of an enum in a checked map, or `absent`. */
int32_t stet__grammar_enum(const struct grammar_key *key, const stet_data *value, int32_t absent);

/* Values of the enums above. */
enum { ON_ERROR_FAIL = 0, ON_ERROR_SKIP, ON_ERROR_QUARANTINE, ON_ERROR_STOP };
enum { ON_COLLISION_FAIL = 0, ON_COLLISION_SUFFIX, ON_COLLISION_NUMBER };
enum { FAIL_ON_LABEL = 1, FAIL_ON_REVIEW, FAIL_ON_REJECT, FAIL_ON_NEVER };

#endif
