/* SPDX-License-Identifier: MIT */
/* Names that are taken, and the name that an output gets instead. */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BY_ID = 1, BY_NUMBER, NUMBER_MAX = 1000000 };

/* ---- the set ------------------------------------------------------------------- */

static size_t find_slot(const struct name_set *set, uint64_t hash)
{
    size_t i = (size_t)hash & (set->cap - 1);
    while (set->slots[i] && set->slots[i] != hash)
        i = (i + 1) & (set->cap - 1);
    return i;
}

static int grow_set(struct name_set *set)
{
    struct name_set grown = {.cap = set->cap ? set->cap * 2 : 1024};
    grown.slots = calloc(grown.cap, sizeof *grown.slots);
    if (!grown.slots)
        return -1;
    for (size_t i = 0; i < set->cap; i++)
        if (set->slots[i])
            grown.slots[find_slot(&grown, set->slots[i])] = set->slots[i];
    free(set->slots);
    set->slots = grown.slots;
    set->cap = grown.cap;
    return 0;
}

int name_set_has(const struct name_set *set, uint64_t hash)
{
    hash = hash ? hash : 1;
    return set->cap && set->slots[find_slot(set, hash)] == hash;
}

int name_set_add(struct name_set *set, uint64_t hash)
{
    hash = hash ? hash : 1;
    if (set->count * 2 >= set->cap && grow_set(set) < 0)
        return -1;
    size_t i = find_slot(set, hash);
    if (set->slots[i] == hash)
        return 0;
    set->slots[i] = hash;
    set->count++;
    return 1;
}

void name_set_done(struct name_set *set)
{
    free(set->slots);
    *set = (struct name_set){0};
}

/* ---- names --------------------------------------------------------------------- */

static int is_lower(stet_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x80 || (name.p[i] >= 'A' && name.p[i] <= 'Z'))
            return 0;
    return 1;
}

/* The hash of the name as a file system may fold it; 0: no memory. */
static uint64_t hash_name(stet_str name)
{
    const stet_kit *kit = stet_kit_table();
    stet_out *folded = NULL;
    if (is_lower(name))
        return kit->hash(name.p, name.n) | 1;
    if (stet_buffer_new(1 << 16, &folded) != STET_OK)
        return 0;
    kit->fold(folded, name, 1);
    uint64_t hash = folded->failed ? 0 : kit->hash(folded->data, folded->len) | 1;
    stet_buffer_free(folded);
    return hash;
}

static int add_name(struct name_set *set, stet_str name)
{
    uint64_t hash = hash_name(name);
    return hash ? name_set_add(set, hash) : -1;
}

/* Where the extension of the last component begins. */
static size_t find_dot(stet_str name)
{
    for (size_t i = name.n; i-- > 0 && name.p[i] != '/';)
        if (name.p[i] == '.' && i > 0 && name.p[i - 1] != '/')
            return i;
    return name.n;
}

static char *insert(stet_str name, const char *what)
{
    char *out = NULL;
    size_t dot = find_dot(name);
    if (asprintf(&out, "%.*s-%s%.*s", (int)dot, name.p, what, (int)(name.n - dot),
                 name.p + dot) < 0)
        return NULL;
    return out;
}

/* `-` and six hex digits of the id's hash. */
static int claim_by_id(struct name_set *set, const stet_pending *p, char **ret_name)
{
    char digits[8];
    uint8_t digest[32];
    stet_kit_table()->sha256(p->id.p, p->id.n, digest);
    snprintf(digits, sizeof digits, "%02x%02x%02x", digest[0], digest[1], digest[2]);
    *ret_name = insert(p->name, digits);
    return *ret_name ? add_name(set, stet_cstr(*ret_name)) : -1;
}

/* `-2`, `-3`, ...: the first that is free. */
static int claim_by_number(struct name_set *set, const stet_pending *p, char **ret_name)
{
    char digits[16];
    for (int number = 2; number < NUMBER_MAX; number++) {
        snprintf(digits, sizeof digits, "%d", number);
        *ret_name = insert(p->name, digits);
        int status = *ret_name ? add_name(set, stet_cstr(*ret_name)) : -1;
        if (status)
            return status;
        free(*ret_name);
        *ret_name = NULL;
    }
    return 0;
}

int names_claim(struct name_set *set, const stet_pending *pending, char **ret_name)
{
    char *name = NULL;
    int status = add_name(set, pending->name), other = 0;
    if (status == 1)
        name = strndup(pending->name.p, pending->name.n);
    else if (status == 0 && pending->suffix) {
        other = 1;
        status = pending->suffix == BY_NUMBER ? claim_by_number(set, pending, &name)
                                              : claim_by_id(set, pending, &name);
    }
    if (status == 1 && name) {
        *ret_name = name;
        return other ? NAME_OTHER : NAME_OWN;
    }
    free(name);
    return status == 1 ? -1 : status;
}
