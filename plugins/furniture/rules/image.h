/* SPDX-License-Identifier: MIT */
/*
 * The rules that come with stet, read when it is built: a plan as it lies in memory, with
 * offsets instead of pointers. The plugin carries it; it holds as long as the data files
 * are those that it was made of.
 */
#ifndef STET_FURNITURE_IMAGE_H
#define STET_FURNITURE_IMAGE_H

#include "rules.h"

struct image {
    uint64_t digest; /* of the data files, and of how a plan is laid out */
    uint64_t size;
    struct plan plan;
    char tongues[TONGUES_MAX][8]; /* languages in the order of their bits */
    uint8_t sets_read;
};

/* An array of the plan. */
struct image_part {
    size_t at;    /* offset of its pointer in struct plan     */
    size_t count; /* offset of how many items it has there    */
    size_t cap;   /* offset of the room for it in struct maker */
    size_t each;
};
enum { IMAGE_PARTS = 13, IMAGE_RULES = 0, IMAGE_ADDRESSES = 1, IMAGE_ALIGN = 64 };
extern const struct image_part stet__furniture_parts[IMAGE_PARTS];

/* The texts of a rule: id, language, role. */
enum { RULE_TEXTS = 3 };
void stet__furniture_rule_texts(struct rule *rule, stet_str *ret_texts[RULE_TEXTS]);

/* The digest of the data files as they are now. */
stet_code stet__furniture_digest(stet_build *b, uint64_t *ret_digest);

#endif
