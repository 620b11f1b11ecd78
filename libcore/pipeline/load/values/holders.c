/* SPDX-License-Identifier: MIT */
/*
 * Checking without an environment: ${env:NAME} and ${file:path} without a default leave
 * a placeholder. Where a whole value is one, it takes a form that its type accepts, so
 * that everything else is still checked.
 */
#include "pipeline/load/load.h"

#include "plugin/options.h"

enum { NESTING_MAX = 8 };

static int is_holder(const struct loader *load, const stet_data *value)
{
    return (value->type == STET_DATA_PLAIN || value->type == STET_DATA_STRING) &&
           value->text.p == load->placeholder.p;
}

static const char *const by_type[] = {
    [STET_TYPE_BOOL] = "true", [STET_TYPE_INT] = "1",
    [STET_TYPE_NUMBER] = "1",  [STET_TYPE_STRING] = "placeholder",
    [STET_TYPE_SIZE] = "1KiB", [STET_TYPE_DURATION] = "1s",
    [STET_TYPE_PATH] = "",     [STET_TYPE_URL] = "https://example.org/",
    [STET_TYPE_LANG] = "en",   [STET_TYPE_DATE] = "2000-01-01",
    [STET_TYPE_TEMPLATE] = "", [STET_TYPE_REGEX] = "x",
    [STET_TYPE_EXPR] = "true", [STET_TYPE_KIND] = "paragraph",
    [STET_TYPE_DATA] = "",
};

/* The default or the example as a value, without its quotes. */
static stet_str bare(const char *spelling)
{
    stet_str s = stet_cstr(spelling);
    if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
        s = stet_strn(s.p + 1, s.n - 2);
    return s;
}

static void set_text(struct loader *load, const stet_data *value, stet_str text)
{
    stet_str copy = stet__arena_copy(load->arena, text);
    if (copy.p)
        ((stet_data *)(uintptr_t)value)->text =
            copy; /* a copy of ours: fill.c made it */
    else
        load->failed = STET_E_NOMEM;
}

static void place_one(struct loader *load, const stet_option *option, uint32_t type,
                      const stet_data *value)
{
    if (!is_holder(load, value) || type >= sizeof by_type / sizeof *by_type)
        return;
    if (type == STET_TYPE_ENUM && option->values)
        set_text(load, value, stet_cstr(option->values[0].name));
    else if (type == option->type && option->def && option->def[0])
        set_text(load, value, bare(option->def));
    else if (type == option->type && option->example)
        set_text(load, value, bare(option->example));
    else if (by_type[type] && by_type[type][0])
        set_text(load, value, stet_cstr(by_type[type]));
}

static void place_map(struct loader *load, const stet_option *options,
                      const stet_data *with, int nesting);

static void place_value(struct loader *load, const stet_option *option,
                        const stet_data *value, int nesting)
{
    if (option->type == STET_TYPE_OBJECT) {
        place_map(load, option->fields, value, nesting + 1);
        return;
    }
    if (option->type != STET_TYPE_LIST && option->type != STET_TYPE_MAP) {
        place_one(load, option, option->type, value);
        return;
    }
    for (const stet_data *item = value->first; item; item = item->next)
        if (option->item_type == STET_TYPE_OBJECT)
            place_map(load, option->fields, item, nesting + 1);
        else
            place_one(load, option, option->item_type, item);
}

static void place_map(struct loader *load, const stet_option *options,
                      const stet_data *with, int nesting)
{
    if (!options || !with || with->type != STET_DATA_MAP || nesting > NESTING_MAX)
        return;
    for (const stet_data *value = with->first; value; value = value->next) {
        const stet_option *option = stet__options_find(options, value->key);
        if (option)
            place_value(load, option, value, nesting);
    }
}

void stet__load_place_holders(struct loader *load, const stet_option *options,
                              const stet_data *with)
{
    place_map(load, options, with, 0);
}

static stet_str key_holder(const struct grammar_key *key)
{
    switch (key->type) {
    case GRAMMAR_BOOL:
        return stet_cstr("true");
    case GRAMMAR_INT:
    case GRAMMAR_NUMBER:
        return stet_cstr("1");
    case GRAMMAR_DURATION:
        return stet_cstr("1s");
    case GRAMMAR_ENUM:
        return stet_cstr(key->values[0].name);
    case GRAMMAR_EXPR:
        return stet_cstr("true");
    default:
        return stet_cstr("");
    }
}

static void place_keys(struct loader *load, int place, const stet_data *map)
{
    if (!map || map->type != STET_DATA_MAP)
        return;
    for (const stet_data *value = map->first; value; value = value->next) {
        const struct grammar_key *key = stet__grammar_find(place, value->key);
        stet_str text = key && is_holder(load, value) ? key_holder(key) : stet_cstr("");
        if (text.n)
            set_text(load, value, text);
    }
}

stet_code stet__load_check(struct loader *load, int place, const stet_data *map)
{
    place_keys(load, place, map);
    return stet__grammar_check(place, map, load->files, load->problems);
}
