/* SPDX-License-Identifier: MIT */
/*
 * ninjs/ninjs.h - one ninjs object being written, and its groups of members.
 */
#ifndef STET_NINJS_NINJS_H
#define STET_NINJS_NINJS_H

#include "../html/body.h"
#include "object.h"

enum { NINJS_1_5 = 15, NINJS_2_1 = 21, NINJS_3_1 = 31 };

struct ninjs {
    struct facts f;
    struct json j;
    int version;
    uint8_t apart; /* notices stand in bodies of their own */
    uint32_t zones;
    stet_str url;
};

/* Open a member: `key` as 3.1 spells it; 2.1 and 1.5 write it in lower case. */
void stet__ninjs_key(struct ninjs *n, const char *key);
void stet__ninjs_text(struct ninjs *n, const char *key, stet_str value);

/* Headlines, descriptions and bodies with the notices that readers see. */
stet_code stet__ninjs_put_texts(struct ninjs *n);
/* People, organisations, sources, places, subjects, genres. */
void stet__ninjs_put_concepts(struct ninjs *n);
/* Pictures and other versions of the article. */
void stet__ninjs_put_associations(struct ninjs *n);

#endif
