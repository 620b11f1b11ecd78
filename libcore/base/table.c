/* SPDX-License-Identifier: MIT */
/* The keyed hash table, and SipHash-1-3 behind it. */
#include "base/table.h"

#include <sys/random.h>

#include "base/memory.h"

static inline uint64_t rotate(uint64_t x, int n)
{
    return x << n | x >> (64 - n);
}

struct sip {
    uint64_t a, b, c, d;
};

static inline void sip_round(struct sip *v)
{
    v->a += v->b;
    v->b = rotate(v->b, 13) ^ v->a;
    v->a = rotate(v->a, 32);
    v->c += v->d;
    v->d = rotate(v->d, 16) ^ v->c;
    v->a += v->d;
    v->d = rotate(v->d, 21) ^ v->a;
    v->c += v->b;
    v->b = rotate(v->b, 17) ^ v->c;
    v->c = rotate(v->c, 32);
}

static inline uint64_t load64(const unsigned char *p, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x |= (uint64_t)p[i] << (8 * i);
    return x;
}

uint64_t stet__siphash(const void *p, size_t n, const uint64_t key[2])
{
    const unsigned char *at = p;
    struct sip v = {0x736f6d6570736575u ^ key[0], 0x646f72616e646f6du ^ key[1],
                    0x6c7967656e657261u ^ key[0], 0x7465646279746573u ^ key[1]};
    for (size_t left = n; left >= 8; left -= 8, at += 8) {
        uint64_t m;
        memcpy(&m, at, sizeof m);
        v.d ^= m;
        sip_round(&v);
        v.a ^= m;
    }
    uint64_t last = (uint64_t)n << 56 | load64(at, n & 7);
    v.d ^= last;
    sip_round(&v);
    v.a ^= last;
    v.c ^= 0xff;
    sip_round(&v);
    sip_round(&v);
    sip_round(&v);
    return v.a ^ v.b ^ v.c ^ v.d;
}

void stet__table_init(struct table *table)
{
    *table = (struct table){0};
    if (getrandom(table->key, sizeof table->key, 0) != sizeof table->key) {
        /* a kernel without it: addresses are what is left to vary by */
        table->key[0] = (uint64_t)(uintptr_t)table * 0x9e3779b97f4a7c15u;
        table->key[1] = (uint64_t)(uintptr_t)&table->key ^ 0xd1b54a32d192ed03u;
    }
}

void stet__table_done(struct table *table)
{
    stet__free(table->slots);
    table->slots = NULL;
    table->cap = table->count = 0;
}

/* The slot that holds the key, or the empty one where it belongs. cap is a power of 2.
 */
static struct table_slot *find_slot(struct table_slot *slots, size_t cap, stet_str key,
                                    uint64_t hash)
{
    size_t i = (size_t)hash & (cap - 1);
    while (slots[i].value && !(slots[i].hash == hash && stet_str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *stet__table_get(const struct table *table, stet_str key)
{
    if (!table->cap)
        return NULL;
    uint64_t hash = stet__siphash(key.p, key.n, table->key);
    return find_slot(table->slots, table->cap, key, hash)->value;
}

static stet_code grow(struct table *table)
{
    size_t cap = table->cap ? table->cap * 2 : 16;
    struct table_slot *slots = cap ? stet__calloc(cap, sizeof *slots) : NULL;
    if (!slots)
        return STET_E_NOMEM;
    for (size_t i = 0; i < table->cap; i++) {
        const struct table_slot *old = &table->slots[i];
        if (old->value)
            *find_slot(slots, cap, old->key, old->hash) = *old;
    }
    stet__free(table->slots);
    table->slots = slots;
    table->cap = cap;
    return STET_OK;
}

stet_code stet__table_add(struct table *table, stet_str key, void *value)
{
    if (!value)
        return STET_E_MISUSE;
    if (table->count >= table->cap / 4 * 3 && grow(table) != STET_OK)
        return STET_E_NOMEM;
    uint64_t hash = stet__siphash(key.p, key.n, table->key);
    struct table_slot *slot = find_slot(table->slots, table->cap, key, hash);
    if (slot->value)
        return STET_E_EXISTS;
    *slot = (struct table_slot){key, hash, value};
    table->count++;
    return STET_OK;
}
