/* SPDX-License-Identifier: MIT */
/* The table behind stet__markdown_entity(): see entities.py. */
#ifndef STET_MARKDOWN_ENTITY_TABLE_H
#define STET_MARKDOWN_ENTITY_TABLE_H

#include <stdint.h>

enum { ENTITY_COUNT = 2125, ENTITY_GROUP = 16, ENTITY_GROUPS = 133 };

extern const char stet__markdown_entity_text[];
extern const uint16_t stet__markdown_entity_offsets[ENTITY_GROUPS];

#endif
