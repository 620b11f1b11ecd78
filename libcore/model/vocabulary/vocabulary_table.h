/* SPDX-License-Identifier: MIT */
/*
 * model/vocabulary/vocabulary_table.h - the built-in rows, indexed by kind and attribute.
 * Rows without a name are gaps in the numbering.
 */
#ifndef STET_MODEL_VOCABULARY_TABLE_H
#define STET_MODEL_VOCABULARY_TABLE_H

#include "model/vocabulary.h"

extern const struct kind_info stet__vocabulary_kinds[STET_KIND_X];
extern const struct attr_info stet__vocabulary_attrs[STET_ATTR_X];

#endif
