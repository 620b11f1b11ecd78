/* SPDX-License-Identifier: MIT */
/*
 * Option tables as a plugin brings them: copied by their stride, and checked once, so
 * that binding can rely on every row.
 */
#include "plugin/option/inner.h"

#include <stdarg.h>
#include <stdio.h>

enum { OPTIONS_MAX = 256, VALUES_MAX = 512, STRIDE_MAX = 4096 };

#define ROW_LEAST (offsetof(stet_option, replaced_by) + sizeof(const char *))

static const struct {
    const char *name;
    size_t size;
} types[] = {
    [STET_TYPE_BOOL] = {"true or false", sizeof(uint8_t)},
    [STET_TYPE_INT] = {"whole number", sizeof(int64_t)},
    [STET_TYPE_NUMBER] = {"number", sizeof(double)},
    [STET_TYPE_STRING] = {"text", sizeof(stet_str)},
    [STET_TYPE_ENUM] = {"word", sizeof(int32_t)},
    [STET_TYPE_SIZE] = {"size", sizeof(int64_t)},
    [STET_TYPE_DURATION] = {"duration", sizeof(int64_t)},
    [STET_TYPE_PATH] = {"path", sizeof(stet_str)},
    [STET_TYPE_URL] = {"URL", sizeof(stet_str)},
    [STET_TYPE_LANG] = {"language", sizeof(stet_str)},
    [STET_TYPE_DATE] = {"date", sizeof(stet_date)},
    [STET_TYPE_TEMPLATE] = {"template", sizeof(const stet_template *)},
    [STET_TYPE_REGEX] = {"regular expression", sizeof(stet_str)},
    [STET_TYPE_EXPR] = {"expression", sizeof(const stet_expr *)},
    [STET_TYPE_KIND] = {"kind", sizeof(stet_str)},
    [STET_TYPE_DATA] = {"any value", sizeof(const stet_data *)},
    [STET_TYPE_LIST] = {"list", sizeof(stet_list)},
    [STET_TYPE_MAP] = {"map", sizeof(stet_list)},
    [STET_TYPE_OBJECT] = {"map of options", 0},
};

size_t stet__option_type_size(uint32_t type)
{
    return type < sizeof types / sizeof *types ? types[type].size : 0;
}

const char *stet__option_type_name(const stet_option *option)
{
    static const char *const lists[] = {
        [STET_TYPE_BOOL] = "list of true or false",
        [STET_TYPE_INT] = "list of whole numbers",
        [STET_TYPE_NUMBER] = "list of numbers",
        [STET_TYPE_STRING] = "list of text",
        [STET_TYPE_ENUM] = "list of words",
        [STET_TYPE_SIZE] = "list of sizes",
        [STET_TYPE_DURATION] = "list of durations",
        [STET_TYPE_PATH] = "list of paths",
        [STET_TYPE_URL] = "list of URLs",
        [STET_TYPE_LANG] = "list of languages",
        [STET_TYPE_DATE] = "list of dates",
        [STET_TYPE_TEMPLATE] = "list of templates",
        [STET_TYPE_REGEX] = "list of regular expressions",
        [STET_TYPE_EXPR] = "list of expressions",
        [STET_TYPE_KIND] = "list of kinds",
        [STET_TYPE_DATA] = "list",
        [STET_TYPE_OBJECT] = "list of maps",
    };
    if (option->type == STET_TYPE_LIST &&
        option->item_type < sizeof lists / sizeof *lists && lists[option->item_type])
        return lists[option->item_type];
    return option->type && option->type < sizeof types / sizeof *types
               ? types[option->type].name
               : "";
}

/* ---- values in YAML spelling
 * ---------------------------------------------------------- */

/* A word that YAML reads as itself. */
static int is_plain_word(const char *s)
{
    size_t n = strspn(
        s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-");
    return n > 0 && s[n] == '\0' && s[0] != '-' && strcmp(s, "null") != 0 &&
           strcmp(s, "Null") != 0 && strcmp(s, "NULL") != 0;
}

stet_code stet__option_parse(struct arena *arena, const struct limits *limits,
                             const char *yaml, const stet_data **ret_data,
                             stet_error *err)
{
    int type = *yaml == '\0'               ? STET_DATA_STRING
               : strcmp(yaml, "[]") == 0   ? STET_DATA_LIST
               : strcmp(yaml, "{}") == 0   ? STET_DATA_MAP
               : strcmp(yaml, "\"\"") == 0 ? STET_DATA_STRING
               : is_plain_word(yaml)       ? STET_DATA_PLAIN
                                           : -1;
    if (type < 0) {
        const struct data_source source = {.file = "", .text = stet_cstr(yaml)};
        return stet__data_yaml(arena, limits, &source, ret_data, NULL, err);
    }
    stet_data *data = stet__arena_alloc(arena, sizeof *data);
    if (!data)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    data->size = sizeof *data;
    data->type = type;
    data->file = "";
    data->key = stet_cstr("");
    data->text = stet_cstr(type == STET_DATA_PLAIN ? yaml : "");
    *ret_data = data;
    return STET_OK;
}

/* ---- one row
 * ---------------------------------------------------------------------------- */

struct table_check {
    struct arena *arena, *scratch;
    const struct expr_scope *scope;
    stet_problems *problems;
    const char *option; /* for reasons */
    stet_error *err;
};

STET_PRINTF(2, 3)
static stet_code refuse(const struct table_check *c, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return stet__error(c->err, STET_E_PLUGIN, "has an option '%.40s' that %s",
                       c->option, text);
}

static int is_option_name(const char *name)
{
    size_t n = 0;
    for (; name[n]; n++)
        if (!((name[n] >= 'a' && name[n] <= 'z') ||
              (n && ((name[n] >= '0' && name[n] <= '9') || name[n] == '_'))))
            return 0;
    return n > 0 && n < 64;
}

static stet_code check_values(const struct table_check *c, const stet_enum *values)
{
    size_t n = 0;
    if (!values)
        return refuse(c, "has no table of values");
    while (n <= VALUES_MAX && values[n].name)
        n++;
    return n == 0 || n > VALUES_MAX
               ? refuse(c, "has a table of values without %s", n ? "end" : "any")
               : STET_OK;
}

static stet_code check_member(const struct table_check *c, const stet_option *row,
                              size_t config_size)
{
    size_t size = stet__option_type_size(row->type);
    if (row->type == 0 || row->type > STET_TYPE_OBJECT)
        return refuse(c, "has the unknown type %u", row->type);
    size_t align = row->type == STET_TYPE_DATE ? sizeof(int16_t)
                   : size > 8                  ? 8
                   : size                      ? size
                                               : 1;
    if (row->offset > config_size || size > config_size - row->offset)
        return refuse(c, "lies outside its config struct");
    if (row->offset % align)
        return refuse(c, "lies at an odd place of its config struct");
    return STET_OK;
}

static stet_code check_row(const struct table_check *c, const stet_option *row,
                           size_t config_size)
{
    int many = row->type == STET_TYPE_LIST || row->type == STET_TYPE_MAP;
    uint32_t type = many ? row->item_type : row->type;
    stet_code code = check_member(c, row, config_size);
    if (code != STET_OK)
        return code;
    if (many && (type == 0 || type > STET_TYPE_OBJECT || type == STET_TYPE_LIST ||
                 type == STET_TYPE_MAP))
        return refuse(c, "holds items of type %u", type);
    if (type == STET_TYPE_ENUM && (code = check_values(c, row->values)) != STET_OK)
        return code;
    if (type == STET_TYPE_OBJECT && !row->fields)
        return refuse(c, "is a map of options without a table");
    if (many && type == STET_TYPE_OBJECT &&
        (row->item_size == 0 || row->item_size > 1u << 20))
        return refuse(c, "holds items of %u bytes", row->item_size);
    if (row->pattern &&
        (type != STET_TYPE_STRING || !stet__pattern_valid(row->pattern)))
        return refuse(c, "has a pattern that cannot be used");
    if (row->min > row->max)
        return refuse(c, "has a least value above its greatest");
    if (row->def && (row->flags & STET_OPT_REQUIRED))
        return refuse(c, "is required and has a default");
    if (row->def && row->type == STET_TYPE_OBJECT)
        return refuse(c, "is a map of options with a default of its own");
    return STET_OK;
}

/* Bind the default into a member that is thrown away. */
static stet_code check_default(const struct table_check *c, const stet_option *row,
                               const stet_data **ret_default)
{
    union {
        double number;
        stet_str text;
        stet_list list;
        stet_date date;
        const void *pointer;
    } member;
    struct option_binding binding = {
        .arena = c->scratch, .scope = c->scope, .problems = c->problems, .prefix = ""};
    struct binder b = {.binding = &binding};
    stet_error err = {.code = STET_OK};
    stet_code code =
        stet__option_parse(c->arena, c->scope->limits, row->def, ret_default, &err);
    if (code == STET_E_NOMEM)
        return stet__error(c->err, STET_E_NOMEM, "not enough memory");
    if (code != STET_OK || !*ret_default)
        return refuse(c, "has a default that is no YAML: %s", row->def);
    memset(&member, 0, sizeof member);
    stet__binder_value(&b, row, *ret_default, &member);
    if (b.nomem)
        return stet__error(c->err, STET_E_NOMEM, "not enough memory");
    if (b.found) {
        stet_problem_info info = {.size = sizeof info};
        int known = stet_problems_get(c->problems, 0, &info);
        return refuse(c, "has a default that is not valid: %s%s%s", row->def,
                      known ? "; " : "", known ? info.message : "");
    }
    return STET_OK;
}

/* ---- a table
 * -------------------------------------------------------------------------------- */

static stet_code count_rows(const struct table_check *c, const stet_option *table,
                            size_t stride, size_t *ret_count)
{
    size_t n = 0;
    if (stride < ROW_LEAST || stride > STRIDE_MAX || stride % sizeof(void *))
        return stet__error(c->err, STET_E_PLUGIN, "has options with rows of %zu bytes",
                           stride);
    for (; n <= OPTIONS_MAX; n++) {
        stet_option row;
        memcpy(&row, (const char *)table + n * stride, ROW_LEAST);
        if (!row.name)
            break;
    }
    if (n > OPTIONS_MAX)
        return stet__error(c->err, STET_E_PLUGIN, "has options without an end");
    *ret_count = n;
    return STET_OK;
}

static stet_code copy_table(struct table_check *c, const stet_option *table,
                            size_t stride, size_t config_size, int depth,
                            const stet_option **ret_table,
                            const stet_data *const **ret_defaults);

/* The rows of an object, or of the items of a list or map of objects. */
static stet_code copy_fields(struct table_check *c, stet_option *row, size_t stride,
                             size_t config_size, int depth)
{
    const stet_data *const *defaults;
    size_t size =
        row->type == STET_TYPE_OBJECT ? config_size - row->offset : row->item_size;
    int object = row->type == STET_TYPE_OBJECT ||
                 ((row->type == STET_TYPE_LIST || row->type == STET_TYPE_MAP) &&
                  row->item_type == STET_TYPE_OBJECT);
    if (!object)
        return STET_OK;
    if (depth == OPTION_DEPTH_MAX)
        return refuse(c, "nests deeper than %d", OPTION_DEPTH_MAX);
    return copy_table(c, row->fields, stride, size, depth + 1, &row->fields, &defaults);
}

static stet_code copy_table(struct table_check *c, const stet_option *table,
                            size_t stride, size_t config_size, int depth,
                            const stet_option **ret_table,
                            const stet_data *const **ret_defaults)
{
    size_t count = 0;
    stet_code code = count_rows(c, table, stride, &count);
    if (code != STET_OK)
        return code;
    stet_option *rows = stet__arena_alloc(c->arena, (count + 1) * sizeof *rows);
    const stet_data **defaults =
        stet__arena_alloc(c->arena, (count + 1) * sizeof *defaults);
    if (!rows || !defaults)
        return stet__error(c->err, STET_E_NOMEM, "not enough memory");
    for (size_t i = 0; i < count; i++) {
        stet_option *row = &rows[i];
        memcpy(row, (const char *)table + i * stride,
               stride < sizeof *row ? stride : sizeof *row);
        row->size = sizeof *row;
        c->option = row->name;
        if (!is_option_name(row->name))
            return refuse(c, "is no name: small letters, digits and _ only");
        if (depth == 0 && strcmp(row->name, "from") == 0)
            return refuse(c, "is reserved: `from` takes a fragment");
        for (size_t k = 0; k < i; k++)
            if (strcmp(rows[k].name, row->name) == 0)
                return refuse(c, "stands twice in its table");
        code = check_row(c, row, config_size);
        if (code == STET_OK && row->def)
            code = check_default(c, row, &defaults[i]);
        if (code == STET_OK)
            code = copy_fields(c, row, stride, config_size, depth);
        if (code != STET_OK)
            return code;
    }
    rows[count].size = sizeof *rows;
    *ret_table = rows;
    *ret_defaults = defaults;
    return STET_OK;
}

stet_code stet__options_copy(struct arena *arena, const struct expr_scope *scope,
                             const stet_option *table, size_t stride,
                             size_t config_size, const stet_option **ret_table,
                             const stet_data *const **ret_defaults, stet_error *err)
{
    struct arena scratch;
    struct table_check c = {
        .arena = arena, .scratch = &scratch, .scope = scope, .err = err};
    if (stet_problems_new(&c.problems) != STET_OK)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    stet__arena_init(&scratch, 0);
    stet_code code =
        copy_table(&c, table, stride, config_size, 0, ret_table, ret_defaults);
    stet__arena_done(&scratch);
    stet_problems_free(c.problems);
    return code;
}
