/* SPDX-License-Identifier: MIT */
/*
 * base/text/unicode_tables.h - the tables written by scripts/unicode-tables.py, in two
 * stages of 128 characters, and how to look into them.
 */
#ifndef STET_BASE_TEXT_UNICODE_TABLES_H
#define STET_BASE_TEXT_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

enum unicode_flag {
    UNICODE_WORD = 1,    /* letter, mark, digit, connector                       */
    UNICODE_UPPER = 2,
    UNICODE_WIDE = 4,    /* two columns                                          */
    UNICODE_ZERO = 8,    /* no column of its own                                 */
    UNICODE_JOINS = 16,  /* its fold may change what stands before it            */
    UNICODE_MARKED = 32, /* its fold holds marks that `marks` 0 drops            */
    UNICODE_DROPS = 64,  /* is such a mark                                       */
    UNICODE_PICTURE = 128 /* Extended_Pictographic                               */
};

enum unicode_break { /* Grapheme_Cluster_Break */
    BREAK_OTHER = 0, BREAK_CR, BREAK_LF, BREAK_CONTROL, BREAK_EXTEND, BREAK_ZWJ,
    BREAK_REGIONAL, BREAK_PREPEND, BREAK_SPACING, BREAK_L, BREAK_V, BREAK_T, BREAK_LV,
    BREAK_LVT
};

struct unicode_record {
    uint8_t combining, grapheme, flags;
};
/* A character and the two that it is composed of. */
struct unicode_pair {
    uint32_t composed, first, second;
};

/* A character beyond ASCII with its one-character cases; 0: none. */
struct unicode_case {
    uint32_t code, upper, lower;
};

extern const uint16_t stet__unicode_first[];
extern const uint8_t stet__unicode_second[];
extern const struct unicode_record stet__unicode_records[];
extern const uint16_t stet__fold_first[];
extern const uint16_t stet__fold_second[];
extern const uint8_t stet__fold_pool[]; /* length, then UTF-8; at 0: unchanged */
extern const struct unicode_pair stet__unicode_pairs[]; /* by `composed` */
extern const uint16_t stet__unicode_by_parts[];         /* the same by first, second */
extern const size_t stet__unicode_pair_count;
extern const struct unicode_case stet__unicode_cases[];
extern const size_t stet__unicode_case_count;

static inline const struct unicode_record *stet__unicode_record(uint32_t code)
{
    uint32_t block = code < 0x110000 ? stet__unicode_first[code >> 7] : 0;
    return &stet__unicode_records[stet__unicode_second[block << 7 | (code & 127)]];
}

/* NULL: folds to itself. */
static inline const uint8_t *stet__unicode_fold(uint32_t code)
{
    uint32_t block = code < 0x110000 ? stet__fold_first[code >> 7] : 0;
    uint16_t at = stet__fold_second[block << 7 | (code & 127)];
    return at ? stet__fold_pool + at : NULL;
}

#endif
