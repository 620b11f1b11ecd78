/* SPDX-License-Identifier: MIT */
/*
 * base/data/keys.h - the keys of a map that is being read, to find one that stands twice.
 *
 * A short map is searched; a long one gets a keyed table, so that the cost of reading stays
 * linear whatever the keys are.
 */
#ifndef STET_BASE_DATA_KEYS_H
#define STET_BASE_DATA_KEYS_H

#include <stet/data.h>

#include "base/table.h"

/*
 * Remember `entry`, which is not linked into the map yet. STET_E_EXISTS: *ret_first is the
 * entry that has its key. *keys is NULL at first and dropped with the map. STET_E_NOMEM.
 */
stet_code stet__keys_add(struct table **keys, const stet_data *map, stet_data *entry,
                         const stet_data **ret_first);
void stet__keys_drop(struct table **keys);
/* What is said of an entry whose key `first` has already, and where that stands. */
void stet__data_twice(const stet_data *entry, const stet_data *first, char *message,
                      size_t message_size, char *hint, size_t hint_size);

#endif
