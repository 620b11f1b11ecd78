/* SPDX-License-Identifier: MIT */
/*
 * The check of one map of a pipeline file against the table of keys.
 */
#include "plugin/grammar.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/data/data.h"
#include "plugin/options.h"

enum { MESSAGE_MAX = 400, NAMES_MAX = 64 };

struct check {
    int place;
    const struct source_file *files;
    stet_problems *problems;
    int found;           /* a problem was added */
    int unknown;         /* a key was not known */
    const char *near[8]; /* what such keys were meant to be */
    size_t near_count;
};

STET_PRINTF(5, 6)
static void complain(struct check *c, const stet_data *at, int part, const char *hint,
                     const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    stet__problem_at(c->problems, c->files, at, part, 0, message, hint);
    c->found = 1;
}

/* The part of a text that a message quotes. */
static int quoted(stet_str text)
{
    size_t n = text.n < 80 ? text.n : 80;
    while (n < text.n && n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n--;
    return (int)n;
}

static void list_keys(int place, const char *const *names, char *hint, size_t size)
{
    const char *before = stet__grammar_find(place, stet_cstr("with"))
                             ? "options of the step stand under 'with'; known are: "
                             : "known are: ";
    for (size_t i = 0, at = 0; names[i] && at < size; i++)
        at +=
            (size_t)snprintf(hint + at, size - at, "%s%s", i ? ", " : before, names[i]);
}

static void unknown_key(struct check *c, const stet_data *value)
{
    const char *names[NAMES_MAX + 1];
    char hint[MESSAGE_MAX] = "";
    size_t n = 0;
    for (const struct grammar_key *k = stet__grammar_keys(c->place);
         k->name && n < NAMES_MAX; k++)
        if (!(k->flags & GRAMMAR_RESERVED))
            names[n++] = k->name;
    names[n] = NULL;
    const char *near = stet__suggest(value->key, names);
    c->unknown = 1;
    if (near && c->near_count < sizeof c->near / sizeof *c->near)
        c->near[c->near_count++] = near;
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    else
        list_keys(c->place, names, hint, sizeof hint);
    complain(c, value, PLACE_KEY, hint, "unknown key '%.*s' in %s", quoted(value->key),
             value->key.p, stet__grammar_place_name(c->place));
}

static int is_scalar(const stet_data *value)
{
    return value->type != STET_DATA_LIST && value->type != STET_DATA_MAP &&
           value->type != STET_DATA_NULL;
}

static void check_enum(struct check *c, const struct grammar_key *key,
                       const stet_data *value)
{
    const char *names[NAMES_MAX + 1];
    char hint[MESSAGE_MAX] = "";
    size_t n = 0, at = 0;
    for (const stet_enum *row = key->values; row->name && n < NAMES_MAX; row++) {
        if (stet_str_is(value->text, row->name))
            return;
        names[n++] = row->name;
    }
    names[n] = NULL;
    const char *near = stet__suggest(value->text, names);
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    for (size_t i = 0; !near && i < n && at < sizeof hint; i++)
        at += (size_t)snprintf(hint + at, sizeof hint - at, "%s%s",
                               i ? ", " : "write one of: ", names[i]);
    complain(c, value, PLACE_VALUE, hint, "%s: '%.*s' is not one of its values",
             key->name, quoted(value->text), value->text.p);
}

static int is_name(stet_str s)
{
    if (s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z')
        return 0;
    for (size_t i = 1; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              s.p[i] == '_'))
            return 0;
    return 1;
}

static void check_number(struct check *c, const struct grammar_key *key,
                         const stet_data *value)
{
    double number;
    int64_t whole;
    int ok = key->type == GRAMMAR_INT ? stet__data_int(value, &whole)
                                      : stet__data_number(value, &number);
    if (!ok) {
        complain(c, value, PLACE_VALUE,
                 key->type == GRAMMAR_INT ? "write digits only" : "",
                 "%s: '%.*s' is not a %snumber", key->name, quoted(value->text),
                 value->text.p, key->type == GRAMMAR_INT ? "whole " : "");
        return;
    }
    if (key->type == GRAMMAR_INT)
        number = (double)whole;
    if ((key->min != 0 || key->max != 0) && (number < key->min || number > key->max))
        complain(c, value, PLACE_VALUE, "", "%s: %.*s is not between %g and %g",
                 key->name, quoted(value->text), value->text.p, key->min, key->max);
}

static void check_scalar(struct check *c, const struct grammar_key *key,
                         const stet_data *value)
{
    int64_t ns;
    int flag;
    if (!is_scalar(value)) {
        complain(c, value, PLACE_VALUE, "", "%s is %s; it takes a single value",
                 key->name,
                 value->type == STET_DATA_NULL   ? "empty"
                 : value->type == STET_DATA_LIST ? "a list"
                                                 : "a map");
        return;
    }
    switch (key->type) {
    case GRAMMAR_BOOL:
        if (!stet__data_bool(value, &flag))
            complain(c, value, PLACE_VALUE, "write true or false",
                     "%s: '%.*s' is neither true nor false", key->name,
                     quoted(value->text), value->text.p);
        break;
    case GRAMMAR_INT:
    case GRAMMAR_NUMBER:
        check_number(c, key, value);
        break;
    case GRAMMAR_DURATION:
        if (!stet__option_duration(value->text, &ns))
            complain(c, value, PLACE_VALUE,
                     "write a number and a unit: 250ms, 2s, 3m, 1h",
                     "%s: '%.*s' is not a duration", key->name, quoted(value->text),
                     value->text.p);
        break;
    case GRAMMAR_ENUM:
        check_enum(c, key, value);
        break;
    case GRAMMAR_NAME:
        if (!is_name(value->text))
            complain(c, value, PLACE_VALUE,
                     "a name has small letters, digits and _ only",
                     "%s: '%.*s' is not a name", key->name, quoted(value->text),
                     value->text.p);
        break;
    default:
        break;
    }
}

/* A key whose value is a list or a map. */
static void check_shape(struct check *c, const struct grammar_key *key,
                        const stet_data *value)
{
    int list = key->type == GRAMMAR_LIST;
    if (value->type == (list ? STET_DATA_LIST : STET_DATA_MAP))
        return;
    if ((key->flags & GRAMMAR_WORD) && is_scalar(value))
        return;
    if (value->type == STET_DATA_NULL && key->type == GRAMMAR_OPTIONS)
        return;
    complain(c, value, PLACE_VALUE,
             list ? "begin each item with '- '" : "write 'name: value' lines, indented",
             "%s must be a %s", key->name, list ? "list" : "map");
}

static void check_value(struct check *c, const struct grammar_key *key,
                        const stet_data *value)
{
    if (key->flags & GRAMMAR_RESERVED) {
        complain(c, value, PLACE_KEY, "", "%s is not in this release", key->name);
        return;
    }
    switch (key->type) {
    case GRAMMAR_ANY:
        break;
    case GRAMMAR_NULL:
        if (value->type != STET_DATA_NULL)
            complain(c, value, PLACE_VALUE, "its steps go under `steps:` beside it",
                     "%s takes no value", key->name);
        break;
    case GRAMMAR_MAP:
    case GRAMMAR_LIST:
    case GRAMMAR_NAMED:
    case GRAMMAR_OPTIONS:
        check_shape(c, key, value);
        break;
    default:
        check_scalar(c, key, value);
    }
}

/* A key that is there, but misspelt, was reported. */
static int is_misspelt(const struct check *c, const char *name)
{
    for (size_t i = 0; i < c->near_count; i++)
        if (strcmp(c->near[i], name) == 0)
            return 1;
    return 0;
}

/* What the map as a whole lacks or has too much of. */
static void check_presence(struct check *c, const stet_data *map)
{
    const struct stet_data *first_work = NULL;
    char works[MESSAGE_MAX] = "";
    size_t at = 0;
    for (const struct grammar_key *k = stet__grammar_keys(c->place); k->name; k++) {
        const stet_data *value = stet_data_get(map, k->name);
        if ((k->flags & GRAMMAR_REQUIRED) && !value && !is_misspelt(c, k->name))
            complain(c, map, PLACE_VALUE, k->help, "%s lacks the key '%s'",
                     stet__grammar_place_name(c->place), k->name);
        if (!(k->flags & GRAMMAR_WORK))
            continue;
        if (at < sizeof works)
            at += (size_t)snprintf(works + at, sizeof works - at, "%s%s",
                                   at ? ", " : "", k->name);
        if (value && first_work)
            complain(c, value, PLACE_KEY, "make it two", "%s has both '%.*s' and '%s'",
                     stet__grammar_place_name(c->place), (int)first_work->key.n,
                     first_work->key.p, k->name);
        else if (value)
            first_work = value;
    }
    if (at && !first_work && !c->unknown)
        complain(c, map, PLACE_VALUE, "", "%s needs one of: %s",
                 stet__grammar_place_name(c->place), works);
}

/* A word where a map is wanted: in a list of steps it is the step's name. */
static void complain_no_map(struct check *c, const stet_data *at)
{
    char hint[MESSAGE_MAX];
    snprintf(hint, sizeof hint, "write 'key: value' lines");
    if (at && (at->type == STET_DATA_PLAIN || at->type == STET_DATA_STRING) &&
        (c->place == PLACE_STEP || c->place == PLACE_OUTPUT))
        snprintf(hint, sizeof hint, "write 'use: %.*s'", quoted(at->text), at->text.p);
    complain(c, at, PLACE_VALUE, hint, "%s must be a map",
             stet__grammar_place_name(c->place));
}

stet_code stet__grammar_check(int place, const stet_data *map,
                              const struct source_file *files, stet_problems *problems)
{
    struct check c = {.place = place, .files = files, .problems = problems};
    if (!stet__grammar_keys(place))
        return STET_E_MISUSE;
    if (!map || map->type != STET_DATA_MAP) {
        complain_no_map(&c, map);
        return STET_E_CONFIG;
    }
    for (const stet_data *value = map->first; value; value = value->next) {
        const struct grammar_key *key = stet__grammar_find(place, value->key);
        if (key)
            check_value(&c, key, value);
        else
            unknown_key(&c, value);
    }
    check_presence(&c, map);
    return c.found ? STET_E_CONFIG : STET_OK;
}
