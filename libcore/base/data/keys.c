/* SPDX-License-Identifier: MIT */
/* Keys of a map: searched while they are few, then in a table. */
#include "base/data/keys.h"

#include <stdio.h>

#include "base/memory.h"

enum { SEARCHED_KEYS = 16 };

static const stet_data *search(const stet_data *map, stet_str key)
{
    const stet_data *d = map->first;
    while (d && !stet_str_eq(d->key, key))
        d = d->next;
    return d;
}

static struct table *table_of(const stet_data *map)
{
    struct table *table = stet__alloc(sizeof *table);
    if (!table)
        return NULL;
    stet__table_init(table);
    for (const stet_data *d = map->first; d; d = d->next)
        if (stet__table_add(table, d->key, (void *)(uintptr_t)d) == STET_E_NOMEM) {
            stet__keys_drop(&table);
            return NULL;
        }
    return table;
}

stet_code stet__keys_add(struct table **keys, const stet_data *map, stet_data *entry,
                         const stet_data **ret_first)
{
    const stet_data *first = NULL;
    if (map->count < SEARCHED_KEYS && !*keys) {
        first = search(map, entry->key);
    } else {
        if (!*keys && !(*keys = table_of(map)))
            return STET_E_NOMEM;
        stet_code code = stet__table_add(*keys, entry->key, entry);
        if (code != STET_E_EXISTS)
            return code;
        first = stet__table_get(*keys, entry->key);
    }
    if (!first)
        return STET_OK;
    *ret_first = first;
    return STET_E_EXISTS;
}

void stet__keys_drop(struct table **keys)
{
    if (!*keys)
        return;
    stet__table_done(*keys);
    stet__free(*keys);
    *keys = NULL;
}

enum { SHOWN_KEY = 80 };

void stet__data_twice(const stet_data *entry, const stet_data *first, char *message,
                      size_t message_size, char *hint, size_t hint_size)
{
    size_t n = entry->key.n > SHOWN_KEY ? SHOWN_KEY : entry->key.n;
    while (n < entry->key.n && ((unsigned char)entry->key.p[n] & 0xc0) == 0x80)
        n--;
    snprintf(message, message_size, "the key '%.*s' stands here twice", (int)n,
             entry->key.p);
    snprintf(hint, hint_size, "it stands at line %u, column %u already",
             (unsigned)first->key_line, (unsigned)first->key_column);
}
