/* SPDX-License-Identifier: MIT */
/*
 * plugin/options.h - from a value tree to a config struct, by an option table.
 *
 * The table decides every type; the YAML only holds text. Each mistake is reported at its
 * position and none hides another. Lists, maps, text and compiled templates live in the
 * arena of the binding.
 */
#ifndef STET_PLUGIN_OPTIONS_H
#define STET_PLUGIN_OPTIONS_H

#include <stet/option.h>

#include "base/data/data.h"
#include "expr/expr.h"
#include "plugin/path/path.h"

/* Nesting of OBJECT rows that a table may have. */
#define OPTION_DEPTH_MAX 8

struct option_binding {
    struct arena *arena;
    const struct expr_scope *scope;  /* for templates, expressions and kinds      */
    const struct source_file *files; /* where relative paths start, for excerpts  */
    stet_problems *problems;
    const char *prefix;              /* said before each message: the step's name */
    const stet_data *at;             /* where "is missing" is placed              */
    const stet_data *const *defaults; /* by row, parsed; NULL: parse them here    */
};

/* Rows before STET_OPTION_END, and the row of that name or NULL. */
size_t stet__options_count(const stet_option *table);
const stet_option *stet__options_find(const stet_option *table, stet_str name);
/* "text", "list of path", "size": the type as a person reads it. */
const char *stet__option_type_name(const stet_option *option);
/* Bytes and alignment of the member that a type writes; 0: no such type. */
size_t stet__option_type_size(uint32_t type);

/*
 * Fill `config` (zeroed, as large as the table says) from `with` (a map, or NULL: all
 * defaults). STET_OK, STET_E_CONFIG when a problem was added, STET_E_NOMEM.
 */
stet_code stet__options_bind(const struct option_binding *binding, const stet_option *table,
                             const stet_data *with, void *config);

/*
 * Copy a table by its stride into rows of this build, and check it: names, types, help,
 * offsets within config_size, enum values, that default and example are valid. err says
 * what is wrong with it. *ret_defaults has one value or NULL for each row.
 */
stet_code stet__options_copy(struct arena *arena, const struct expr_scope *scope, const stet_option *table,
                             size_t stride, size_t config_size, const stet_option **ret_table,
                             const stet_data *const **ret_defaults, stet_error *err);

/* 1 when the whole of `text` matches: literals, [classes], \-escapes and + * ? only. */
int stet__pattern_matches(const char *pattern, stet_str text);
/* 1 when the pattern itself is well formed. */
int stet__pattern_valid(const char *pattern);
/* "250ms", "1.5s", "7d" to nanoseconds; "4KiB", "2MB" to bytes. 1 when it is one. */
int stet__option_duration(stet_str text, int64_t *ret_ns);
int stet__option_size(stet_str text, int64_t *ret_bytes);

#endif
