/* SPDX-License-Identifier: MIT */
/*
 * The part of the schema that comes from option tables.
 */
#include "plugin/docs/schema.h"

#include <stdio.h>

#define SIZE_PATTERN "^[0-9]+(\\\\.[0-9]{1,9})?(B|kB|KB|KiB|MB|MiB|GB|GiB)?$"
#define DURATION_PATTERN "^([0-9]+(\\\\.[0-9]{1,9})?(ns|us|ms|s|m|h|d)|0+)$"
#define LANG_PATTERN "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
#define DATE_PATTERN                                                                   \
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?.*)?)?)?$"

/* ---- one value by its option -------------------------------------------------- */

/* stet's small patterns in the spelling of JavaScript, for the whole value. */
static void put_pattern(struct json *j, const char *pattern)
{
    char text[600];
    size_t n = 0;
    int inside = 0;
    text[n++] = '^';
    for (const char *p = pattern; *p && n + 4 < sizeof text; p++) {
        if (inside ? *p == '[' : *p == '.' || *p == '/')
            text[n++] = '\\';
        text[n++] = *p;
        if (*p == '\\' && p[1])
            text[n++] = *++p;
        else if (*p == '[')
            inside = 1;
        else if (*p == ']')
            inside = 0;
    }
    text[n++] = '$';
    stet__docs_text(j, "pattern", stet_strn(text, n));
}

/* A word that editors read as a number or as true: both forms are listed. */
static int reads_otherwise(const char *word)
{
    return word[strspn(word, "0123456789")] == '\0' || strcmp(word, "true") == 0 ||
           strcmp(word, "false") == 0;
}

static void put_enum(struct json *j, const stet_enum *values)
{
    stet__docs_open(j, "enum", '[');
    for (const stet_enum *e = values; e->name; e++) {
        stet__docs_word(j, NULL, e->name);
        if (reads_otherwise(e->name))
            stet__docs_raw(j, NULL, e->name);
    }
    stet__docs_close(j, ']');
    stet__docs_open(j, "markdownEnumDescriptions", '[');
    for (const stet_enum *e = values; e->name; e++)
        for (int i = 0; i <= reads_otherwise(e->name); i++)
            stet__docs_word(j, NULL, e->help ? e->help : "");
    stet__docs_close(j, ']');
}

static int has_range(const stet_option *row)
{
    return row->min != 0 || row->max != 0;
}

/* The rules of a scalar type, as members of an open object. `limits`: the row's min,
 * max and pattern are about this value and not about a list of it. */
static void put_scalar_rules(struct json *j, const stet_option *row, uint32_t type,
                             int limits)
{
    int range = limits && has_range(row);
    switch (type) {
    case STET_TYPE_BOOL:
        stet__docs_word(j, "type", "boolean");
        break;
    case STET_TYPE_INT:
    case STET_TYPE_NUMBER:
        stet__docs_word(j, "type", type == STET_TYPE_INT ? "integer" : "number");
        if (range) {
            stet__docs_number(j, "minimum", row->min);
            stet__docs_number(j, "maximum", row->max);
        }
        break;
    case STET_TYPE_ENUM:
        put_enum(j, row->values);
        break;
    case STET_TYPE_SIZE:
        stet__docs_raw(j, "type", "[\"integer\", \"string\"]");
        stet__docs_raw(j, "pattern", "\"" SIZE_PATTERN "\"");
        if (range) {
            stet__docs_number(j, "minimum", row->min);
            stet__docs_number(j, "maximum", row->max);
        }
        break;
    case STET_TYPE_DURATION:
        stet__docs_raw(j, "type", "[\"integer\", \"string\"]");
        stet__docs_raw(j, "pattern", "\"" DURATION_PATTERN "\"");
        stet__docs_raw(j, "maximum", "0");
        break;
    case STET_TYPE_LANG:
        stet__docs_word(j, "type", "string");
        stet__docs_raw(j, "pattern", "\"" LANG_PATTERN "\"");
        break;
    case STET_TYPE_DATE:
        stet__docs_raw(j, "type", "[\"string\", \"integer\"]");
        stet__docs_raw(j, "pattern", "\"" DATE_PATTERN "\"");
        break;
    case STET_TYPE_DATA:
        break;
    default:
        stet__docs_raw(j, "type", TEXT_TYPES);
        if (row->pattern && type == STET_TYPE_STRING)
            put_pattern(j, row->pattern);
        if (range && type == STET_TYPE_STRING) {
            stet__docs_number(j, "minLength", row->min);
            stet__docs_number(j, "maxLength", row->max);
        }
    }
}

static int is_free(const stet_option *row, uint32_t type)
{
    return type == STET_TYPE_DATA || type == STET_TYPE_TEMPLATE ||
           type == STET_TYPE_EXPR || type == STET_TYPE_PATH || type == STET_TYPE_URL ||
           type == STET_TYPE_REGEX || type == STET_TYPE_KIND ||
           (type == STET_TYPE_STRING && !row->pattern && !has_range(row));
}

/* The same, behind "unless it is a ${variable}" where text alone would not do. */
void stet__schema_scalar(struct json *j, const stet_option *row, uint32_t type,
                         int limits)
{
    if (is_free(row, type)) {
        put_scalar_rules(j, row, type, limits);
        return;
    }
    stet__docs_raw(j, "if", "{\"$ref\": \"#/definitions/variable\"}");
    stet__docs_raw(j, "then", "true");
    stet__docs_open(j, "else", '{');
    put_scalar_rules(j, row, type, limits);
    stet__docs_close(j, '}');
}

/* What the items of a list, or the values of a map, are. */
static void put_item_schema(struct schema *s, const char *key, const stet_option *row)
{
    stet__docs_open(&s->json, key, '{');
    if (row->item_type == STET_TYPE_OBJECT)
        stet__schema_options(s, row->fields, 0);
    else
        stet__schema_scalar(&s->json, row, row->item_type, 0);
    stet__docs_close(&s->json, '}');
}

static void put_shape(struct schema *s, const stet_option *row)
{
    struct json *j = &s->json;
    int list = row->type == STET_TYPE_LIST;
    switch (row->type) {
    case STET_TYPE_LIST:
    case STET_TYPE_MAP:
        stet__docs_raw(j, "if", "{\"$ref\": \"#/definitions/variable\"}");
        stet__docs_raw(j, "then", "true");
        stet__docs_open(j, "else", '{');
        stet__docs_word(j, "type", list ? "array" : "object");
        put_item_schema(s, list ? "items" : "additionalProperties", row);
        if (has_range(row)) {
            stet__docs_number(j, list ? "minItems" : "minProperties", row->min);
            stet__docs_number(j, list ? "maxItems" : "maxProperties", row->max);
        }
        stet__docs_close(j, '}');
        break;
    case STET_TYPE_OBJECT:
        stet__schema_options(s, row->fields, 0);
        break;
    default:
        stet__schema_scalar(j, row, row->type, 1);
    }
}

/* ---- options
 * ---------------------------------------------------------------------------- */

static void put_help(struct json *j, const stet_option *row)
{
    char text[700];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", row->help ? row->help : "");
    if (row->pattern && n < sizeof text)
        n += (size_t)snprintf(text + n, sizeof text - n, "\n\nMatches `%s`.",
                              row->pattern);
    if (row->since && n < sizeof text)
        snprintf(text + n, sizeof text - n, "\n\nSince %s.", row->since);
    stet__docs_word(j, "description", row->help ? row->help : "");
    stet__docs_word(j, "markdownDescription", text);
    if (row->since)
        stet__docs_word(j, "x-stet-since", row->since);
    if (row->flags & STET_OPT_DEPRECATED) {
        snprintf(text, sizeof text, "deprecated: %s%s",
                 row->replaced_by ? "write " : "leave it out",
                 row->replaced_by ? row->replaced_by : "");
        stet__docs_word(j, "deprecationMessage", text);
    }
}

const stet_data *stet__schema_yaml(struct schema *s, const char *yaml)
{
    const stet_data *data = NULL;
    const struct data_source source = {.file = "", .text = stet_cstr(yaml)};
    stet_code code =
        stet__data_yaml(&s->arena, &s->ctx->limits, &source, &data, NULL, NULL);
    if (code == STET_E_NOMEM)
        s->json.out->failed = code;
    return code == STET_OK ? data : NULL;
}

static void put_option(struct schema *s, const stet_option *row)
{
    struct json *j = &s->json;
    const stet_data *value;
    stet__docs_open(j, row->name, '{');
    put_help(j, row);
    put_shape(s, row);
    if (row->def && *row->def && (value = stet__schema_yaml(s, row->def)) != NULL)
        stet__docs_value(j, "default", row, row->type, value);
    if (row->example && (value = stet__schema_yaml(s, row->example)) != NULL) {
        stet__docs_open(j, "examples", '[');
        stet__docs_value(j, NULL, row, row->type, value);
        stet__docs_close(j, ']');
    }
    stet__docs_close(j, '}');
}

int stet__schema_requires(const stet_option *table)
{
    for (; table->name; table++)
        if (table->flags & STET_OPT_REQUIRED)
            return 1;
    return 0;
}

static void put_required(struct json *j, const stet_option *table)
{
    stet__docs_open(j, "required", '[');
    for (; table->name; table++)
        if (table->flags & STET_OPT_REQUIRED)
            stet__docs_word(j, NULL, table->name);
    stet__docs_close(j, ']');
}

/* Members of an open object: a map of these options. `fragments`: `from` may bring
 * some. */
void stet__schema_options(struct schema *s, const stet_option *table, int fragments)
{
    struct json *j = &s->json;
    stet__docs_word(j, "type", "object");
    stet__docs_raw(j, "additionalProperties", "false");
    stet__docs_open(j, "properties", '{');
    for (const stet_option *row = table; row->name; row++)
        if (!(row->flags & STET_OPT_HIDDEN))
            put_option(s, row);
    if (fragments) {
        stet__docs_raw(j, "from",
                       "{\"type\": \"string\", \"description\": \"A fragment whose "
                       "options are taken; those beside it win.\"}");
        stet__docs_raw(j, "<<", "{}");
    }
    /* hidden ones are allowed, not offered */
    stet__docs_close(j, '}');
    int hidden = 0;
    for (const stet_option *row = table; row->name; row++)
        hidden |= row->flags & STET_OPT_HIDDEN;
    if (hidden) {
        stet__docs_open(j, "patternProperties", '{');
        for (const stet_option *row = table; row->name; row++) {
            char name[80];
            snprintf(name, sizeof name, "^%s$", row->name);
            if (row->flags & STET_OPT_HIDDEN)
                stet__docs_raw(j, name, "true");
        }
        stet__docs_close(j, '}');
    }
    if (!stet__schema_requires(table))
        return;
    if (fragments) {
        stet__docs_raw(
            j, "if",
            "{\"anyOf\": [{\"required\": [\"from\"]}, {\"required\": [\"<<\"]}]}");
        stet__docs_raw(j, "then", "true");
        stet__docs_open(j, "else", '{');
        put_required(j, table);
        stet__docs_close(j, '}');
    } else {
        put_required(j, table);
    }
}
