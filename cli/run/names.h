/* SPDX-License-Identifier: MIT */
/*
 * cli/run/names.h - which output names a run has taken: eight bytes a name.
 *
 * Names that a file system may take for one (case, Unicode form) are one here.
 */
#ifndef STET_CLI_NAMES_H
#define STET_CLI_NAMES_H

#include <stet/stet.h>

struct name_set { /* 64-bit hashes */
    uint64_t *slots;
    size_t cap, count;
};

int name_set_add(struct name_set *set, uint64_t hash); /* 1 new, 0 known, -1 no memory */
int name_set_has(const struct name_set *set, uint64_t hash);
void name_set_done(struct name_set *set);

/* Claim the name of an output, or by its `suffix` another: *ret_name is allocated. 0: it is
 * taken. -1: no memory. */
enum { NAME_OWN = 1, NAME_OTHER };
int names_claim(struct name_set *set, const stet_pending *pending, char **ret_name);

#endif
