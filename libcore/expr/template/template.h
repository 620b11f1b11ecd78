/* SPDX-License-Identifier: MIT */
/*
 * template/template.h - a compiled template: pieces of text and values, each with filters.
 */
#ifndef STET_EXPR_TEMPLATE_H
#define STET_EXPR_TEMPLATE_H

#include "expr/language.h"

enum filter_id {
    FILTER_DEFAULT = 1,
    FILTER_JOIN,
    FILTER_FIRST,
    FILTER_LAST,
    FILTER_LIMIT,
    FILTER_COUNT,
    FILTER_TRUNCATE,
    FILTER_DATE,
    FILTER_UPPER,
    FILTER_LOWER,
    FILTER_CAPITALIZE,
    FILTER_TRIM,
    FILTER_REPLACE,
    FILTER_SLUG,
    FILTER_ESCAPE,
    FILTER_PLURAL
};

enum { FILTER_ARGUMENTS = 2 };
struct filter {
    uint8_t id;
    uint8_t given;                /* arguments                                  */
    uint8_t mode;                 /* ESCAPE: enum stet_escape; DATE: a style or 0 */
    uint32_t item;                /* DEFAULT                                    */
    double number;                /* LIMIT, TRUNCATE, SLUG                      */
    stet_str text[FILTER_ARGUMENTS]; /* the others                              */
    const struct filter *next;
};

struct piece {
    stet_str text;  /* literal, or the value as it is written */
    uint32_t value; /* 0: literal                             */
    const struct filter *filters;
};

struct stet_template {
    const struct piece *pieces;
    size_t count;
    const struct term *terms;
    size_t term_count;
    size_t max;      /* bytes of the result */
    size_t estimate; /* a likely size       */
    int varies;
};

/* filters.c, compiling: the name of a filter is at hand. *type is that of the value so far;
 * `value` is its term when no filter has changed it, else 0. NULL when the syntax is lost or
 * there is no memory. */
struct filter *stet__filter_parse(struct compiler *c, uint32_t value, uint8_t *type);

/* apply.c, running */
struct value stet__filter_apply(struct eval *e, const struct filter *f, const struct value *v, size_t max);
/* Append a value as text; a list joined by `separator`. */
void stet__value_put(struct eval *e, stet_out *out, const struct value *v, stet_str separator);
/* An empty buffer in the article's arena. */
stet_out stet__eval_out(struct eval *e, size_t cap, size_t max);
/* Its text, NUL-terminated; a failure goes to e->failed. */
stet_str stet__eval_text(struct eval *e, stet_out *out);

/* date_format.c: what the date does not say is left out, with the text behind it */
void stet__date_put(stet_out *out, const stet_date *date, stet_str pattern, stet_str lang);
/* The first unknown directive: its offset, or -1. */
long stet__date_pattern_check(stet_str pattern);

#endif
