/* SPDX-License-Identifier: MIT */
/*
 * base/error.h - filling a stet_error, and the list of problems.
 */
#ifndef STET_BASE_ERROR_H
#define STET_BASE_ERROR_H

#include <stet/context.h>

/* Fill *err (may be NULL) and answer `code`. Text is cut at a character. */
STET_PRINTF(3, 4) stet_code stet__error(stet_error *err, stet_code code, const char *format, ...);
/* Add to an error that is set: where it is, and what to do. NULL err is accepted. */
void stet__error_at(stet_error *err, const char *where, uint32_t line, uint32_t column);
STET_PRINTF(2, 3) void stet__error_hint(stet_error *err, const char *format, ...);

struct problem_place {
    const char *file;
    uint32_t line, column, length; /* length: characters, cut at the end of the line */
    stet_str excerpt;              /* the line of the file, or "" */
};
/* Add a problem; everything is copied. Memory trouble is remembered and makes
 * stet__problems_errors() at least 1. problems may be NULL. */
void stet__problems_add(stet_problems *problems, const struct problem_place *place, int warning,
                        const char *message, const char *hint);
size_t stet__problems_errors(const stet_problems *problems);
/* The line that holds the byte, without its break, borrowed from `text`; "" when it is too
 * long to be shown to anybody. */
stet_str stet__excerpt(stet_str text, size_t off);

/* Characters of UTF-8, as columns are counted. */
size_t stet__characters(const char *p, size_t n);

enum { STET_MISTAKES_MAX = 100 }; /* a file with more is given up */

/* The best of `names` (NULL-terminated) within a third of the length by edit distance
 * (transpositions count once), or NULL. */
const char *stet__suggest(stet_str wrong, const char *const *names);

#endif
