/* SPDX-License-Identifier: MIT */
/*
 * base/table.h - a hash table from text to a pointer, keyed (SipHash-1-3 with 16 random
 * bytes per table) so that crafted keys cannot flood it. Keys are borrowed.
 */
#ifndef STET_BASE_TABLE_H
#define STET_BASE_TABLE_H

#include <stet/types.h>

struct table_slot {
    stet_str key;
    uint64_t hash;
    void *value;
};
struct table {
    struct table_slot *slots;
    size_t cap, count;
    uint64_t key[2];
};

void stet__table_init(struct table *table);
void stet__table_done(struct table *table);
void *stet__table_get(const struct table *table, stet_str key); /* NULL: absent */
/* STET_E_EXISTS leaves the first value in place. */
stet_code stet__table_add(struct table *table, stet_str key, void *value);
uint64_t stet__siphash(const void *p, size_t n, const uint64_t key[2]);

#endif
