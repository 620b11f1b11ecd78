/* SPDX-License-Identifier: MIT */
/*
 * stet/option.h - option tables: one table drives parsing, defaults, checking, the JSON
 * Schema for editors, the reference page, `stet plugins inspect` and completion.
 *
 * A table is an array ended by STET_OPTION_END. Each row says where in the step's config
 * struct the value goes; the macros check the type of that member at compile time.
 */
#ifndef STET_OPTION_H
#define STET_OPTION_H

#include <stet/host.h>

#ifdef __cplusplus
extern "C" {
#endif

/*              what the YAML holds              what the member is     */
enum stet_option_type {
    STET_TYPE_BOOL = 1, /* true, false            uint8_t                */
    STET_TYPE_INT,      /* 12                     int64_t                */
    STET_TYPE_NUMBER,   /* 0.5                    double                 */
    STET_TYPE_STRING,   /* text                   stet_str               */
    STET_TYPE_ENUM,     /* one of `values`        int32_t                */
    STET_TYPE_SIZE,     /* 4KiB                   int64_t, bytes         */
    STET_TYPE_DURATION, /* 250ms, 2s, 3m, 1h, 7d  int64_t, nanoseconds   */
    STET_TYPE_PATH,     /* relative to the file   stet_str, absolute     */
    STET_TYPE_URL,      /* http, https, mailto    stet_str               */
    STET_TYPE_LANG,     /* BCP 47                 stet_str               */
    STET_TYPE_DATE,     /* ISO 8601               stet_date              */
    STET_TYPE_TEMPLATE, /* text with {{ }}        const stet_template *  */
    STET_TYPE_REGEX,    /* checked by the plugin  stet_str               */
    STET_TYPE_EXPR,     /* as in `when`           const stet_expr *      */
    STET_TYPE_KIND,     /* a name of the vocabulary, or family.*  stet_str */
    STET_TYPE_DATA,     /* any value              const stet_data *      */
    STET_TYPE_LIST,     /* [..] of item_type      stet_list              */
    STET_TYPE_MAP,      /* {..} of item_type      stet_list of stet_pair */
    STET_TYPE_OBJECT    /* {..} with `fields`     the struct itself      */
};

enum {
    STET_OPT_REQUIRED = 1u << 0,
    STET_OPT_SECRET = 1u << 1, /* never shown */
    STET_OPT_DEPRECATED = 1u << 2,
    STET_OPT_HIDDEN = 1u << 3
};

typedef struct stet_enum {
    const char *name;
    int32_t value;
    const char *help;
} stet_enum; /* a table ends with { NULL, 0, NULL } */

/* n items of the member type of item_type, one after another; for objects item_size apart. */
typedef struct stet_list {
    const void *items;
    size_t n;
} stet_list;

/* One entry of a MAP, in file order: the value stands behind `value` as a list item would. */
typedef struct stet_pair {
    stet_str key;
    const void *value;
} stet_pair;

typedef struct stet_option {
    uint32_t size; /* sizeof(stet_option) of the plugin */
    uint16_t type, flags;
    uint32_t offset;    /* into the config struct              */
    uint32_t item_type; /* LIST, MAP                           */
    uint32_t item_size; /* LIST, MAP of objects: struct size   */
    uint32_t pad;
    const char *name;    /* [a-z][a-z0-9_]*                     */
    const char *help;    /* one sentence                        */
    const char *def;     /* default, in YAML spelling; or NULL  */
    const char *example; /* in YAML spelling                    */
    const char *pattern; /* STRING: a set such as "[a-z0-9-]+" that the whole value matches:
                            literals, classes and + * ? only    */
    double min, max;     /* numbers, sizes, durations (ns), lengths; both 0: any */
    const stet_enum *values;
    const struct stet_option *fields; /* OBJECT, or items that are objects */
    const char *since;
    const char *replaced_by; /* DEPRECATED: what to write instead */
} stet_option;

#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define STET_TYPED_(c, f, t) (0 * sizeof(char[_Generic(&((c *)0)->f, t *: 1, default: -1)]))
#else
#define STET_TYPED_(c, f, t) 0
#endif
#define STET_AT_(c, f, t) (uint32_t)(offsetof(c, f) + STET_TYPED_(c, f, t))
#define STET_ROW_(c, f, ty, ct, ...) \
    { .size = sizeof(stet_option), .type = (ty), .name = #f, .offset = STET_AT_(c, f, ct), __VA_ARGS__ }

/* One row per option: config struct, member, then designated initialisers. */
#define STET_BOOL(c, f, ...) STET_ROW_(c, f, STET_TYPE_BOOL, uint8_t, __VA_ARGS__)
#define STET_INT(c, f, lo, hi, ...) STET_ROW_(c, f, STET_TYPE_INT, int64_t, .min = (lo), .max = (hi), __VA_ARGS__)
#define STET_NUMBER(c, f, lo, hi, ...) STET_ROW_(c, f, STET_TYPE_NUMBER, double, .min = (lo), .max = (hi), __VA_ARGS__)
#define STET_STRING(c, f, ...) STET_ROW_(c, f, STET_TYPE_STRING, stet_str, __VA_ARGS__)
#define STET_CHOICE(c, f, table, ...) STET_ROW_(c, f, STET_TYPE_ENUM, int32_t, .values = (table), __VA_ARGS__)
#define STET_SIZE(c, f, lo, hi, ...) STET_ROW_(c, f, STET_TYPE_SIZE, int64_t, .min = (lo), .max = (hi), __VA_ARGS__)
#define STET_DURATION(c, f, lo, hi, ...) STET_ROW_(c, f, STET_TYPE_DURATION, int64_t, .min = (lo), .max = (hi), __VA_ARGS__)
#define STET_PATH(c, f, ...) STET_ROW_(c, f, STET_TYPE_PATH, stet_str, __VA_ARGS__)
#define STET_URL_OPTION(c, f, ...) STET_ROW_(c, f, STET_TYPE_URL, stet_str, __VA_ARGS__)
#define STET_LANG(c, f, ...) STET_ROW_(c, f, STET_TYPE_LANG, stet_str, __VA_ARGS__)
#define STET_DATE(c, f, ...) STET_ROW_(c, f, STET_TYPE_DATE, stet_date, __VA_ARGS__)
#define STET_TEMPLATE(c, f, ...) STET_ROW_(c, f, STET_TYPE_TEMPLATE, const stet_template *, __VA_ARGS__)
#define STET_REGEX(c, f, ...) STET_ROW_(c, f, STET_TYPE_REGEX, stet_str, __VA_ARGS__)
#define STET_EXPR(c, f, ...) STET_ROW_(c, f, STET_TYPE_EXPR, const stet_expr *, __VA_ARGS__)
#define STET_KIND_NAME(c, f, ...) STET_ROW_(c, f, STET_TYPE_KIND, stet_str, __VA_ARGS__)
#define STET_ANY(c, f, ...) STET_ROW_(c, f, STET_TYPE_DATA, const stet_data *, __VA_ARGS__)
#define STET_LIST_OF(c, f, item, ...) STET_ROW_(c, f, STET_TYPE_LIST, stet_list, .item_type = (item), __VA_ARGS__)
#define STET_MAP_OF(c, f, item, ...) STET_ROW_(c, f, STET_TYPE_MAP, stet_list, .item_type = (item), __VA_ARGS__)
#define STET_OBJECT(c, f, rows, ...) \
    { .size = sizeof(stet_option), .type = STET_TYPE_OBJECT, .name = #f, .offset = offsetof(c, f), .fields = (rows), __VA_ARGS__ }
#define STET_OPTION_END { .size = sizeof(stet_option) }

/* A list of zones, `[body, tail]`; .def says which when it is left out. */
#define STET_ZONES(c, f, ...) STET_LIST_OF(c, f, STET_TYPE_ENUM, .values = stet_zone_names, __VA_ARGS__)
static const stet_enum stet_zone_names[] = {{"head", STET_ZONE_HEAD, "above the text"},
                                            {"body", STET_ZONE_BODY, "the text"},
                                            {"tail", STET_ZONE_TAIL, "below the text"},
                                            {NULL, 0, NULL}};

/* Such a list as one number: bit 1u << STET_ZONE_BODY is set when it names the body. */
static inline uint32_t stet_zone_bits(stet_list zones)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < zones.n; i++)
        bits |= 1u << ((const int32_t *)zones.items)[i];
    return bits;
}

#ifdef __cplusplus
}
#endif
#endif
