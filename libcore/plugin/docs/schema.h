/* SPDX-License-Identifier: MIT */
/*
 * plugin/docs/schema.h - shared by the two files that make the JSON Schema.
 *
 * ${name} may stand for any value, so whatever is not plain text allows for it first.
 */
#ifndef STET_PLUGIN_SCHEMA_H
#define STET_PLUGIN_SCHEMA_H

#include "plugin/context.h"
#include "plugin/docs/json.h"
#include "plugin/options.h"

struct schema {
    struct json json;
    const stet_context *ctx;
    struct arena arena; /* examples, read from their YAML */
};

/* What YAML readers of editors make of plain text. */
#define TEXT_TYPES "[\"string\", \"number\", \"boolean\"]"

/* Members of an open object: a map of these options. `fragments`: `from` may bring some. */
void stet__schema_options(struct schema *s, const stet_option *table, int fragments);
/* Members of an open object: one value of `type`. `limits`: min, max and pattern of the row
 * are about this value and not about a list of it. */
void stet__schema_scalar(struct json *j, const stet_option *row, uint32_t type, int limits);
/* A default or example as a value, or NULL. */
const stet_data *stet__schema_yaml(struct schema *s, const char *yaml);
/* 1: some option of the table must be given. */
int stet__schema_requires(const stet_option *table);

#endif
