/* SPDX-License-Identifier: MIT */
/*
 * stet/data.h - a value tree read from YAML or strict JSON, with source positions.
 *
 * One reader for everything that is configuration: pipelines, front matter, rule files,
 * policies, network lists. The tree is const and public: walk it with `first`/`next`.
 * A YAML plain scalar has no type of its own (`NO` is the text NO); whoever reads it
 * says what it must be. It lives as long as what it was read into (a plan, an article).
 */
#ifndef STET_DATA_H
#define STET_DATA_H

#include <stet/types.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stet_data_type {
    STET_DATA_NULL = 0, /* JSON null, YAML empty, ~ or null                       */
    STET_DATA_BOOL,     /* JSON only: text is true or false                       */
    STET_DATA_NUMBER,   /* JSON only: text as written                             */
    STET_DATA_STRING,   /* quoted or block text: text is the decoded value        */
    STET_DATA_PLAIN,    /* a YAML plain scalar: text as written, type undecided   */
    STET_DATA_LIST,
    STET_DATA_MAP
};

typedef struct stet_data {
    uint32_t size;             /* sizeof(stet_data) of the host                       */
    int32_t type;              /* enum stet_data_type                                 */
    const char *file;          /* name for messages                                   */
    uint32_t line, column;     /* of the value, from 1                                */
    uint32_t off, len;         /* bytes of the value in the file                      */
    uint32_t key_line, key_column;
    stet_str key;              /* in a map: the key; else ""                          */
    stet_str text;             /* scalars                                             */
    const struct stet_data *first; /* list, map: first child in file order            */
    const struct stet_data *next;  /* next sibling                                    */
    uint32_t count;            /* list, map: number of children                       */
} stet_data;

/* [any thread] The value under `key` of a map, or NULL (also when `map` is NULL). */
static inline const stet_data *stet_data_get(const stet_data *map, const char *key)
{
    const stet_data *d = map && map->type == STET_DATA_MAP ? map->first : NULL;
    while (d && !stet_str_is(d->key, key))
        d = d->next;
    return d;
}

/* [any thread] The text of a scalar, or "" for NULL, lists and maps. */
static inline stet_str stet_data_text(const stet_data *d)
{
    return d && d->type != STET_DATA_LIST && d->type != STET_DATA_MAP ? d->text
                                                                     : stet_cstr("");
}

/* [any thread] The text of the scalar under `key`, or "". */
static inline stet_str stet_data_get_text(const stet_data *map, const char *key)
{
    return stet_data_text(stet_data_get(map, key));
}

#ifdef __cplusplus
}
#endif
#endif
