/* SPDX-License-Identifier: MIT */
/*
 * terms/terms.h - a dictionary of words and phrases, and its scanner.
 *
 * Texts and terms are folded (NFKC case fold) before they meet. A dictionary is built
 * in one thread, const afterwards and shared; it owns heap memory (stet__terms_done).
 */
#ifndef STET_TERMS_H
#define STET_TERMS_H

#include <stet/plugin.h>

enum { PART_WORD = 1, PART_PREFIX, PART_ANYWHERE };

/* What the terms of one list, or of one part of it, have in common. */
struct term_class {
    stet_str category, suggestion, policy;
    int32_t severity, effect, part;
};

enum {
    TERM_EXCEPTION = 1u,  /* a hit within it does not count           */
    TERM_LEFT_FREE = 2u,  /* may begin within a word                  */
    TERM_RIGHT_FREE = 4u, /* may end within a word                    */
};

struct term {
    uint32_t text, len;        /* folded, in the pool                          */
    uint16_t key_off, key_len; /* the word it is found by                      */
    uint32_t class;
    uint32_t next; /* of the same key, index + 1; 0: the last      */
    uint32_t flags;
};

/* Terms by a key: open addressing, the low half of the hash and the first term + 1. */
struct term_slot {
    uint32_t tag, first;
};
struct term_table {
    struct term_slot *slots;
    size_t mask, count;
    uint64_t *filter; /* two bits for each key, in one word */
    uint32_t filter_shift;
    uint32_t lengths[256]; /* by first byte: bit n, a key of n bytes; 31: or more */
    uint32_t shortest;     /* key, in bytes; 0: none                              */
};

struct dictionary {
    struct term *terms;
    size_t term_count, term_cap;
    struct term_class *classes;
    size_t class_count, class_cap;
    char *pool;
    size_t pool_len, pool_cap;
    struct term_table words;    /* by a whole word                              */
    struct term_table prefixes; /* by the first bytes, up to 8, of a word       */
    uint32_t prefix_lengths;    /* bit n: a prefix key of n bytes exists        */
    struct term_table inner;    /* by the first two bytes, anywhere             */
    uint8_t inner_pairs[65536 / 8];
};

/* Where a term was found, in bytes of the folded text. */
struct term_hit {
    uint32_t from, to, term;
};
struct term_hits {
    struct term_hit *items;
    size_t count, cap, max;
};

void stet__terms_init(struct dictionary *d);
void stet__terms_done(struct dictionary *d);
/* A class, copied but for its text: its index, the last one when it is equal; -1
 * without memory. */
int64_t stet__terms_add_class(struct dictionary *d, const struct term_class *class);
/* Fold and add one term. STET_E_RANGE: empty, or longer than 1,000 bytes. */
stet_code stet__terms_add(struct dictionary *d, const stet_kit *kit, stet_str text,
                          uint32_t class, uint32_t flags);
/* Make the tables once all terms are added. */
stet_code stet__terms_build(struct dictionary *d, const stet_kit *kit);
/* Append every occurrence in a folded text, exceptions too, up to hits->max. */
stet_code stet__terms_scan(const struct dictionary *d, const stet_kit *kit,
                           stet_str text, struct term_hits *hits);

/* Reading lists (lists.c). defaults: of terms that say nothing else. */
struct term_lists {
    stet_build *build;
    struct dictionary *dictionary;
    struct term_class defaults;
};
/* A file of `lists:`: YAML when its name says so, else one term a line. Problems are
 * reported under the option's item `index`. */
stet_code stet__terms_read_list(struct term_lists *l, stet_str path, int64_t index);
/* Names of severities, effects and parts, and their numbers; -1: no such name. */
int32_t stet__terms_severity(stet_str name);
int32_t stet__terms_effect(stet_str name);
int32_t stet__terms_part(stet_str name);

/* The first 8 bytes of a word and its length, mixed: what the filter is asked with.
 * `room`: bytes that may be read at p. */
static inline uint64_t stet__terms_key(const char *p, size_t n, size_t room)
{
    uint64_t first = 0;
    if (room >= 8) {
        memcpy(&first, p, 8);
        first &= ~(uint64_t)0 >> (n < 8 ? 64 - 8 * n : 0);
    } else {
        memcpy(&first, p, n < room ? n : room);
    }
    return (first ^ n * UINT64_C(0xff51afd7ed558ccd)) * UINT64_C(0x9e3779b97f4a7c15);
}

/* The key with the last 8 bytes of the word: what the table is asked with. */
static inline uint64_t stet__terms_hash(uint64_t key, const char *p, size_t n)
{
    uint64_t last = 0;
    if (n > 8)
        memcpy(&last, p + n - 8, 8);
    key ^= key >> 32 ^ last;
    return key * UINT64_C(0xbf58476d1ce4e5b9);
}

/* What a word is asked before anything of it is hashed. */
static inline int stet__terms_has_length(const struct term_table *t, char first, size_t n)
{
    return t->lengths[(unsigned char)first] >> (n < 31 ? n : 31) & 1;
}

/* Two bits of one word of the filter. */
static inline uint64_t stet__terms_bits(uint64_t key)
{
    return (uint64_t)1 << (key >> 20 & 63) | (uint64_t)1 << (key >> 26 & 63);
}

/* Most words of a text end here. */
static inline int stet__terms_maybe(const struct term_table *t, uint64_t key)
{
    uint64_t bits = stet__terms_bits(key);
    return (t->filter[key >> t->filter_shift] & bits) == bits;
}

/* The first term of that hash, index + 1, or 0. */
static inline uint32_t stet__terms_find(const struct term_table *t, uint64_t hash)
{
    size_t at = (size_t)(hash >> 32) & t->mask;
    for (; t->slots[at].first; at = (at + 1) & t->mask)
        if (t->slots[at].tag == (uint32_t)hash)
            return t->slots[at].first;
    return 0;
}

/* Scripts that put no spaces between words: a term in them is found anywhere. */
static inline int stet__terms_unspaced(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x0e01 && c <= 0x0eff) ||
           (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

#endif
