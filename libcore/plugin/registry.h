/* SPDX-License-Identifier: MIT */
/*
 * plugin/registry.h - the plugins of a context and their steps.
 *
 * Tables of a plugin are copied once, by the strides it states, into structs of this
 * build, so that a plugin made with older headers reads as a new one and nobody else
 * needs the strides. The first plugin of an id wins; the others stay listed with the
 * reason. Filled during set-up, const afterwards. Entries never move.
 */
#ifndef STET_PLUGIN_REGISTRY_H
#define STET_PLUGIN_REGISTRY_H

#include <stet/context.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/article.h"

struct plugin_entry;

/* One row of an option table with what registration worked out. */
struct step_entry {
    const struct plugin_entry *plugin;
    const stet_step *step; /* a copy: its option, rule and provides tables are copies too */
    size_t option_count;
    const stet_data *const *defaults; /* by option: `def` as a value, or NULL */
    struct kind_set reads, writes;
};

struct plugin_entry {
    const stet_plugin *plugin; /* a copy; NULL when it cannot be used */
    const char *file;          /* "" when linked in */
    const char *id, *version;  /* "" when unreadable */
    uint16_t abi_major, abi_minor_min, abi_minor_built;
    const char *why; /* NULL, or why it is refused or shadowed */
    struct step_entry *steps;
    size_t step_count;
};

struct registry {
    struct plugin_entry **plugins;
    size_t count, cap;
    struct table by_id;    /* usable plugins */
    struct table by_step;  /* step name to struct step_entry */
    const char **step_names; /* sorted, NULL-terminated: suggestions, schema */
    size_t step_count, step_cap;
    struct arena arena;
};

/* What is known of a plugin before it is registered. */
struct plugin_origin {
    const char *file; /* copied; "" when linked in */
    const char *id, *version;
    uint16_t abi_major, abi_minor_min, abi_minor_built;
};

stet_code stet__registry_init(struct registry *r);
void stet__registry_done(struct registry *r);
/* Keep a plugin that cannot be used, with the reason (copied). */
stet_code stet__registry_refuse(struct registry *r, const struct plugin_origin *origin, const char *why);
/* Check a descriptor and all its tables, copy them, number what its steps provide. On
 * STET_E_PLUGIN it is kept as refused, err (may be NULL) says why. */
stet_code stet__registry_add(struct registry *r, struct vocabulary *v, const struct limits *limits,
                             const struct plugin_origin *origin, const stet_plugin *plugin, stet_error *err);
/* NULL: none. */
const struct step_entry *stet__registry_step(const struct registry *r, stet_str name);
const struct plugin_entry *stet__registry_plugin(const struct registry *r, stet_str id);
/* Step names (NULL-terminated, sorted), for suggestions and listings; never NULL. */
const char *const *stet__registry_step_names(const struct registry *r);

/* For each kind the row that says what the writer makes of it, or NULL: STET_KIND_MAX of them. */
void stet__registry_renders(const struct vocabulary *v, const stet_writer *writer, const stet_render **by_kind);

/* Does `version` ("1.2.0") meet a requirement such as ">=1.2 <2", "1.4", "!=1.3.1"? 1 yes, 0 no,
 * -1: the requirement cannot be read. Missing numbers count as 0; a bare version means
 * "this one, or a later one of the same first number". */
int stet__version_satisfies(stet_str version, stet_str requirement);

#endif
