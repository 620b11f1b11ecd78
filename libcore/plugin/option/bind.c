/* SPDX-License-Identifier: MIT */
/*
 * A map of options to a config struct: which rows are given, which are missing, unknown
 * or deprecated; lists, maps and objects. Nesting is that of the tables, which
 * registration has bounded, never that of the YAML.
 */
#include "plugin/option/inner.h"

#include <stdarg.h>
#include <stdio.h>

enum { NAMES_MAX = 64 };

/* ---- the path in front of messages -------------------------------------------- */

STET_PRINTF(2, 3) static size_t path_push(struct binder *b, const char *format, ...)
{
    size_t before = b->path.len, room = sizeof b->path.text - before;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(b->path.text + before, room, format, args);
    va_end(args);
    if (n > 0)
        b->path.len = before + ((size_t)n < room ? (size_t)n : room - 1);
    return before;
}

static void path_pop(struct binder *b, size_t before)
{
    b->path.len = before;
    b->path.text[before] = '\0';
}

int stet__binder_quoted(stet_str text)
{
    size_t n = text.n < 80 ? text.n : 80;
    while (n < text.n && n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n--;
    return (int)n;
}

static void add_problem(struct binder *b, const stet_data *at, int part, int warning,
                        const char *hint, const char *format, va_list args)
{
    char text[700];
    size_t n = (size_t)snprintf(text, sizeof text, "%s: ", b->path.text);
    vsnprintf(text + n, sizeof text - n, format, args);
    stet__problem_at(b->binding->problems, b->secret ? NULL : b->binding->files, at,
                     part, warning, text, hint);
    if (!warning)
        b->found = 1;
}

void stet__binder_complain(struct binder *b, const stet_data *at, const char *hint,
                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem(b, at, PLACE_VALUE, 0, hint, format, args);
    va_end(args);
}

STET_PRINTF(5, 6)
static void complain_key(struct binder *b, const stet_data *at, int warning,
                         const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_problem(b, at, PLACE_KEY, warning, hint, format, args);
    va_end(args);
}

/* ---- rows
 * ------------------------------------------------------------------------------ */

size_t stet__options_count(const stet_option *table)
{
    size_t n = 0;
    while (table && table[n].name)
        n++;
    return n;
}

const stet_option *stet__options_find(const stet_option *table, stet_str name)
{
    for (; table && table->name; table++)
        if (stet_str_is(name, table->name))
            return table;
    return NULL;
}

static void unknown_option(struct binder *b, const stet_option *table,
                           const stet_data *value)
{
    const char *names[NAMES_MAX + 1];
    char hint[300] = "it has no options";
    size_t n = 0, at = 0;
    for (const stet_option *row = table; row->name && n < NAMES_MAX; row++)
        if (!(row->flags & (STET_OPT_HIDDEN | STET_OPT_DEPRECATED)))
            names[n++] = row->name;
    names[n] = NULL;
    const char *near = stet__suggest(value->key, names);
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    for (size_t i = 0; !near && i < n && at < sizeof hint; i++)
        at += (size_t)snprintf(hint + at, sizeof hint - at, "%s%s",
                               i ? ", " : "options are: ", names[i]);
    complain_key(b, value, 0, hint, "unknown option '%.*s'",
                 stet__binder_quoted(value->key), value->key.p);
}

static void deprecated_option(struct binder *b, const stet_option *row,
                              const stet_data *value)
{
    char hint[200] = "leave it out";
    if (row->replaced_by)
        snprintf(hint, sizeof hint, "write %s", row->replaced_by);
    complain_key(b, value, 1, hint, "is deprecated");
}

static void bind_rows(struct binder *b, const stet_option *table, const stet_data *map,
                      const stet_data *at, const stet_data *const *defaults,
                      char *config);

/* Nothing was given: the default, else what the member holds without one. */
static void bind_absent(struct binder *b, const stet_option *row,
                        const stet_data *preset, const stet_data *map,
                        const stet_data *at, void *member)
{
    stet_error err = {.code = STET_OK};
    stet__binder_clear(row->type, member);
    if (!preset && row->def) {
        stet_code code = stet__option_parse(
            b->binding->arena, b->binding->scope->limits, row->def, &preset, &err);
        if (code == STET_E_NOMEM)
            b->nomem = 1;
    }
    if (preset)
        stet__binder_value(b, row, preset, member);
    else if (row->type == STET_TYPE_OBJECT)
        bind_rows(b, row->fields, NULL, NULL, NULL, member);
    else if ((row->flags & STET_OPT_REQUIRED) && at) {
        char hint[300] = "";
        if (row->example)
            snprintf(hint, sizeof hint, "add %s: %s", row->name, row->example);
        stet__binder_complain(b, map ? map : at, hint, "is required");
    }
}

/* All rows of a table. `at` NULL: the object itself was left out, so nothing is
 * missing. */
static void bind_rows(struct binder *b, const stet_option *table, const stet_data *map,
                      const stet_data *at, const stet_data *const *defaults,
                      char *config)
{
    for (const stet_data *value = map ? map->first : NULL; value; value = value->next)
        if (!stet__options_find(table, value->key))
            unknown_option(b, table, value);
    for (const stet_option *row = table; row->name; row++) {
        const stet_data *value = stet_data_get(map, row->name);
        size_t before = path_push(b, ".%s", row->name);
        int secret = b->secret;
        b->secret = secret || (row->flags & STET_OPT_SECRET);
        if (value && (row->flags & STET_OPT_DEPRECATED))
            deprecated_option(b, row, value);
        if (value)
            stet__binder_value(b, row, value, config + row->offset);
        else
            bind_absent(b, row, defaults ? defaults[row - table] : NULL, map, at,
                        config + row->offset);
        b->secret = secret;
        path_pop(b, before);
    }
}

/* ---- values
 * ------------------------------------------------------------------------------ */

static const char *shape_name(const stet_data *value)
{
    switch (value->type) {
    case STET_DATA_NULL:
        return "empty";
    case STET_DATA_LIST:
        return "a list";
    case STET_DATA_MAP:
        return "a map";
    default:
        return "a single value";
    }
}

/* 1 when the value has the shape; else it is reported. */
static int has_shape(struct binder *b, const stet_data *value, int type)
{
    int scalar = value->type != STET_DATA_NULL && value->type != STET_DATA_LIST &&
                 value->type != STET_DATA_MAP;
    if (type == STET_DATA_PLAIN ? scalar : value->type == type)
        return 1;
    const char *hint = type == STET_DATA_LIST
                           ? "write [a, b], or lines beginning with '- '"
                       : type == STET_DATA_MAP ? "write 'name: value' lines, indented"
                                               : "";
    if (value->type == STET_DATA_NULL)
        hint = "give a value, or leave the option out";
    stet__binder_complain(b, value, hint, "is %s; wanted is %s", shape_name(value),
                          type == STET_DATA_LIST  ? "a list"
                          : type == STET_DATA_MAP ? "a map"
                                                  : "a single value");
    return 0;
}

static void bind_item(struct binder *b, const stet_option *row, const stet_data *item,
                      void *member)
{
    if (row->item_type == STET_TYPE_OBJECT) {
        if (has_shape(b, item, STET_DATA_MAP))
            bind_rows(b, row->fields, item, item, NULL, member);
    } else if (row->item_type == STET_TYPE_DATA) {
        memcpy(member, &item, sizeof item);
    } else {
        stet__binder_clear(row->item_type, member);
        if (has_shape(b, item, STET_DATA_PLAIN))
            stet__binder_scalar(b, row, row->item_type, item, member);
    }
}

static void check_count(struct binder *b, const stet_option *row,
                        const stet_data *value)
{
    if ((row->min != 0 || row->max != 0) &&
        ((double)value->count < row->min || (double)value->count > row->max))
        stet__binder_complain(b, value, "", "has %u items; wanted are %.0f to %.0f",
                              value->count, row->min, row->max);
}

/* LIST and MAP: items one after another; a map has pairs that point at them. */
static void bind_many(struct binder *b, const stet_option *row, const stet_data *value,
                      stet_list *member)
{
    int map = row->type == STET_TYPE_MAP;
    size_t each = row->item_type == STET_TYPE_OBJECT
                      ? row->item_size
                      : stet__option_type_size(row->item_type);
    size_t n = value->count, at = 0;
    check_count(b, row, value);
    if (n == 0)
        return;
    char *items =
        n <= SIZE_MAX / each ? stet__arena_alloc(b->binding->arena, n * each) : NULL;
    stet_pair *pairs =
        map ? stet__arena_alloc(b->binding->arena, n * sizeof *pairs) : NULL;
    if (!items || (map && !pairs)) {
        b->nomem = 1;
        return;
    }
    for (const stet_data *item = value->first; item && at < n;
         item = item->next, at++) {
        size_t before =
            map ? path_push(b, ".%.*s", stet__binder_quoted(item->key), item->key.p)
                : path_push(b, "[%zu]", at);
        /* number limits of the row are those of the count, so items have none */
        stet_option of_item = *row;
        of_item.min = of_item.max = 0;
        bind_item(b, &of_item, item, items + at * each);
        if (map) {
            pairs[at].key = item->key;
            pairs[at].value = items + at * each;
        }
        path_pop(b, before);
    }
    member->items = map ? (const void *)pairs : items;
    member->n = at;
}

void stet__binder_value(struct binder *b, const stet_option *row,
                        const stet_data *value, void *member)
{
    stet__binder_clear(row->type, member);
    switch (row->type) {
    case STET_TYPE_DATA:
        memcpy(member, &value, sizeof value);
        break;
    case STET_TYPE_LIST:
        if (has_shape(b, value, STET_DATA_LIST))
            bind_many(b, row, value, member);
        break;
    case STET_TYPE_MAP:
        if (has_shape(b, value, STET_DATA_MAP))
            bind_many(b, row, value, member);
        break;
    case STET_TYPE_OBJECT:
        if (has_shape(b, value, STET_DATA_MAP))
            bind_rows(b, row->fields, value, value, NULL, member);
        break;
    default:
        if (has_shape(b, value, STET_DATA_PLAIN))
            stet__binder_scalar(b, row, row->type, value, member);
    }
}

stet_code stet__options_bind(const struct option_binding *binding,
                             const stet_option *table, const stet_data *with,
                             void *config)
{
    static const stet_data nowhere = {.size = sizeof nowhere};
    struct binder b = {.binding = binding};
    path_push(&b, "%s", binding->prefix ? binding->prefix : "");
    if (with && with->type == STET_DATA_NULL)
        with = NULL;
    if (with && !has_shape(&b, with, STET_DATA_MAP))
        return STET_E_CONFIG;
    bind_rows(&b, table, with, binding->at ? binding->at : &nowhere, binding->defaults,
              config);
    return b.nomem ? STET_E_NOMEM : b.found ? STET_E_CONFIG : STET_OK;
}
