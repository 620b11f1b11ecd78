/* SPDX-License-Identifier: MIT */
/*
 * JSON Schema (draft-07) of pipeline files, for editors: from the table of keys and the
 * option tables of the plugins loaded. The form is the one that language servers
 * complete best: `use` is an enum, and for each step an if/then says what `with` holds.
 *
 * ${name} may stand for any value, so whatever is not plain text allows for it first.
 */
#include <stdio.h>

#include "plugin/context.h"
#include "plugin/docs/json.h"
#include "plugin/grammar.h"
#include "plugin/options.h"

struct schema {
    struct json json;
    const stet_context *ctx;
    struct arena arena; /* examples, read from their YAML */
};

#define SIZE_PATTERN "^[0-9]+(\\\\.[0-9]{1,9})?(B|kB|KB|KiB|MB|MiB|GB|GiB)?$"
#define DURATION_PATTERN "^([0-9]+(\\\\.[0-9]{1,9})?(ns|us|ms|s|m|h|d)|0+)$"
#define LANG_PATTERN "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
#define DATE_PATTERN                                                                   \
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?.*)?)?)?$"
#define NAME_PATTERN "^[a-z][a-z0-9_]*$"
/* What YAML readers of editors make of plain text. */
#define TEXT_TYPES "[\"string\", \"number\", \"boolean\"]"

/* ---- one value by its option -------------------------------------------------------
 */

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

static void put_enum(struct json *j, const stet_enum *values)
{
    stet__docs_open(j, "enum", '[');
    for (const stet_enum *e = values; e->name; e++)
        stet__docs_word(j, NULL, e->name);
    stet__docs_close(j, ']');
    stet__docs_open(j, "markdownEnumDescriptions", '[');
    for (const stet_enum *e = values; e->name; e++)
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
static void put_scalar_schema(struct json *j, const stet_option *row, uint32_t type,
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

static void put_options(struct schema *s, const stet_option *table, int fragments);

/* What the items of a list, or the values of a map, are. */
static void put_item_schema(struct schema *s, const char *key, const stet_option *row)
{
    stet__docs_open(&s->json, key, '{');
    if (row->item_type == STET_TYPE_OBJECT)
        put_options(s, row->fields, 0);
    else
        put_scalar_schema(&s->json, row, row->item_type, 0);
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
        put_options(s, row->fields, 0);
        break;
    default:
        put_scalar_schema(j, row, row->type, 1);
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

static const stet_data *read_yaml(struct schema *s, const char *yaml)
{
    const stet_data *data = NULL;
    const struct data_source source = {.file = "", .text = stet_cstr(yaml)};
    if (stet__data_yaml(&s->arena, &s->ctx->limits, &source, &data, NULL, NULL) !=
        STET_OK)
        return NULL;
    return data;
}

static void put_option(struct schema *s, const stet_option *row)
{
    struct json *j = &s->json;
    const stet_data *value;
    stet__docs_open(j, row->name, '{');
    put_help(j, row);
    put_shape(s, row);
    if (row->def && *row->def && (value = read_yaml(s, row->def)) != NULL)
        stet__docs_value(j, "default", row, row->type, value);
    if (row->example && (value = read_yaml(s, row->example)) != NULL) {
        stet__docs_open(j, "examples", '[');
        stet__docs_value(j, NULL, row, row->type, value);
        stet__docs_close(j, ']');
    }
    stet__docs_close(j, '}');
}

static int has_required(const stet_option *table)
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
static void put_options(struct schema *s, const stet_option *table, int fragments)
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
    if (!has_required(table))
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

/* ---- keys
 * ---------------------------------------------------------------------------------- */

static const struct {
    int place;
    const char *name;
    uint32_t kinds; /* of the steps that may be used there: 1 << kind */
} places[] = {
    {PLACE_PLUGINS, "plugins", 0},
    {PLACE_INCLUDE, "include", 0},
    {PLACE_PIPELINE, "pipeline", 0},
    {PLACE_INPUT, "input", 1u << STET_STEP_READ},
    {PLACE_STEP, "step", 1u << STET_STEP_TRANSFORM | 1u << STET_STEP_CHECK},
    {PLACE_ARM, "branch", 0},
    {PLACE_RETRY, "retry", 0},
    {PLACE_OUTPUT, "output", 1u << STET_STEP_WRITE},
    {PLACE_QUARANTINE, "quarantine", 0},
    {PLACE_VERDICT, "verdict", 0},
};
enum { PLACES = sizeof places / sizeof *places };

static int place_index(int place)
{
    int i = 0;
    while (i < PLACES && places[i].place != place)
        i++;
    return i;
}

static void put_place_ref(struct json *j, const char *key, int place)
{
    char text[80];
    snprintf(text, sizeof text, "{\"$ref\": \"#/definitions/%s\"}",
             places[place_index(place)].name);
    stet__docs_raw(j, key, text);
}

static int may_use(const struct step_entry *entry, uint32_t kinds)
{
    return entry && (kinds >> entry->step->kind & 1);
}

/* The names of the steps that may stand in a place, with their summaries. */
static void put_steps(struct schema *s, uint32_t kinds)
{
    struct json *j = &s->json;
    const char *const *names = stet__registry_step_names(&s->ctx->registry);
    for (int pass = 0; pass < 2; pass++) {
        stet__docs_open(j, pass ? "markdownEnumDescriptions" : "enum", '[');
        for (const char *const *name = names; *name; name++) {
            const struct step_entry *entry =
                stet__registry_step(&s->ctx->registry, stet_cstr(*name));
            if (may_use(entry, kinds))
                stet__docs_word(j, NULL, pass ? entry->step->summary : *name);
        }
        stet__docs_close(j, ']');
    }
}

static void put_key_scalar(struct schema *s, const struct grammar_key *key, int type,
                           uint32_t kinds)
{
    const stet_option row = {.min = key->min, .max = key->max, .values = key->values};
    static const uint8_t as[] = {
        [GRAMMAR_TEXT] = STET_TYPE_STRING,
        [GRAMMAR_BOOL] = STET_TYPE_BOOL,
        [GRAMMAR_INT] = STET_TYPE_INT,
        [GRAMMAR_NUMBER] = STET_TYPE_NUMBER,
        [GRAMMAR_DURATION] = STET_TYPE_DURATION,
        [GRAMMAR_ENUM] = STET_TYPE_ENUM,
        [GRAMMAR_EXPR] = STET_TYPE_EXPR,
        [GRAMMAR_TEMPLATE] = STET_TYPE_TEMPLATE,
    };
    if (type == GRAMMAR_STEP)
        put_steps(s, kinds);
    else if (type == GRAMMAR_NAME)
        stet__docs_raw(&s->json, "pattern", "\"" NAME_PATTERN "\"");
    else if (type == GRAMMAR_NULL)
        stet__docs_word(&s->json, "type", "null");
    else if (type == GRAMMAR_EXPR)
        stet__docs_raw(&s->json, "type", TEXT_TYPES);
    else if (type && type < (int)sizeof as && as[type])
        put_scalar_schema(&s->json, &row, as[type], 1);
}

/* The members or items of a list or map of names: maps of a place, scalars, or either.
 */
static void put_key_items(struct schema *s, const struct grammar_key *key,
                          const char *name)
{
    struct json *j = &s->json;
    if (key->place && !key->item) {
        put_place_ref(j, name, key->place);
        return;
    }
    stet__docs_open(j, name, '{');
    if (key->place) {
        stet__docs_open(j, "anyOf", '[');
        stet__docs_raw(j, NULL, "{\"type\": \"string\"}");
        put_place_ref(j, NULL, key->place);
        stet__docs_close(j, ']');
    } else {
        put_key_scalar(s, key, key->item, 0);
    }
    stet__docs_close(j, '}');
}

static void put_key_shape(struct schema *s, const struct grammar_key *key,
                          uint32_t kinds)
{
    struct json *j = &s->json;
    int word = key->flags & GRAMMAR_WORD;
    switch (key->type) {
    case GRAMMAR_MAP:
        if (word) {
            stet__docs_open(j, "anyOf", '[');
            stet__docs_raw(j, NULL, "{\"type\": \"string\"}");
            put_place_ref(j, NULL, key->place);
            stet__docs_close(j, ']');
        } else {
            stet__docs_open(j, "allOf", '[');
            put_place_ref(j, NULL, key->place);
            stet__docs_close(j, ']');
        }
        break;
    case GRAMMAR_LIST:
        stet__docs_raw(j, "type", word ? "[\"array\", \"string\"]" : "\"array\"");
        put_key_items(s, key, "items");
        break;
    case GRAMMAR_NAMED:
        stet__docs_word(j, "type", "object");
        put_key_items(s, key, "additionalProperties");
        break;
    case GRAMMAR_OPTIONS:
        stet__docs_raw(j, "type", "[\"object\", \"null\"]");
        break;
    default:
        put_key_scalar(s, key, key->type, kinds);
    }
}

static void put_key(struct schema *s, const struct grammar_key *key, uint32_t kinds)
{
    struct json *j = &s->json;
    const stet_option as_option = {.item_type = STET_TYPE_STRING};
    const stet_data *value;
    stet__docs_open(j, key->name, '{');
    stet__docs_word(j, "description", key->help);
    stet__docs_word(j, "markdownDescription", key->help);
    put_key_shape(s, key, kinds);
    uint32_t type = key->type == GRAMMAR_BOOL     ? STET_TYPE_BOOL
                    : key->type == GRAMMAR_INT    ? STET_TYPE_INT
                    : key->type == GRAMMAR_NUMBER ? STET_TYPE_NUMBER
                    : key->type == GRAMMAR_LIST   ? STET_TYPE_LIST
                                                  : STET_TYPE_STRING;
    if (key->def && (value = read_yaml(s, key->def)) != NULL)
        stet__docs_value(j, "default", &as_option, type, value);
    if (key->example && (value = read_yaml(s, key->example)) != NULL) {
        stet__docs_open(j, "examples", '[');
        stet__docs_value(j, NULL, &as_option, type, value);
        stet__docs_close(j, ']');
    }
    stet__docs_close(j, '}');
}

/* Keys that must be there, and those of which exactly one must. */
static void put_presence(struct json *j, const struct grammar_key *keys)
{
    int works = 0;
    stet__docs_open(j, "required", '[');
    for (const struct grammar_key *k = keys; k->name; k++) {
        works += (k->flags & GRAMMAR_WORK) != 0;
        if (k->flags & GRAMMAR_REQUIRED)
            stet__docs_word(j, NULL, k->name);
    }
    stet__docs_close(j, ']');
    if (!works)
        return;
    stet__docs_open(j, "oneOf", '[');
    for (const struct grammar_key *k = keys; k->name; k++) {
        char text[80];
        snprintf(text, sizeof text, "{\"required\": [\"%s\"]}", k->name);
        if (k->flags & GRAMMAR_WORK)
            stet__docs_raw(j, NULL, text);
    }
    stet__docs_close(j, ']');
}

/* For each step that may stand here: what its `with` holds. */
static void put_uses(struct schema *s, uint32_t kinds)
{
    struct json *j = &s->json;
    const char *const *names = stet__registry_step_names(&s->ctx->registry);
    stet__docs_open(j, "allOf", '[');
    for (const char *const *name = names; *name; name++) {
        const struct step_entry *entry =
            stet__registry_step(&s->ctx->registry, stet_cstr(*name));
        char text[300];
        if (!may_use(entry, kinds))
            continue;
        stet__docs_open(j, NULL, '{');
        snprintf(
            text, sizeof text,
            "{\"properties\": {\"use\": {\"const\": \"%s\"}}, \"required\": [\"use\"]}",
            *name);
        stet__docs_raw(j, "if", text);
        snprintf(
            text, sizeof text,
            "{\"properties\": {\"with\": {\"$ref\": \"#/definitions/options.%s\"}}%s}",
            *name,
            has_required(entry->step->options) ? ", \"required\": [\"with\"]" : "");
        stet__docs_raw(j, "then", text);
        stet__docs_close(j, '}');
    }
    stet__docs_close(j, ']');
}

/* Members of an open object: a map of that place. */
static void put_place(struct schema *s, int place, uint32_t kinds)
{
    struct json *j = &s->json;
    const struct grammar_key *keys = stet__grammar_keys(place);
    stet__docs_word(j, "type", "object");
    stet__docs_raw(j, "additionalProperties", "false");
    stet__docs_open(j, "properties", '{');
    for (const struct grammar_key *k = keys; k->name; k++)
        if (!(k->flags & GRAMMAR_RESERVED))
            put_key(s, k, kinds);
    stet__docs_raw(j, "<<", "{}");
    stet__docs_close(j, '}');
    put_presence(j, keys);
    if (kinds)
        put_uses(s, kinds);
}

static void put_definitions(struct schema *s)
{
    struct json *j = &s->json;
    const char *const *names = stet__registry_step_names(&s->ctx->registry);
    stet__docs_open(j, "definitions", '{');
    stet__docs_raw(j, "variable",
                   "{\"type\": \"string\", \"pattern\": \"\\\\$\\\\{\"}");
    for (int i = 0; i < PLACES; i++) {
        stet__docs_open(j, places[i].name, '{');
        put_place(s, places[i].place, places[i].kinds);
        stet__docs_close(j, '}');
    }
    for (; *names; names++) {
        const struct step_entry *entry =
            stet__registry_step(&s->ctx->registry, stet_cstr(*names));
        char name[96];
        snprintf(name, sizeof name, "options.%s", *names);
        stet__docs_open(j, name, '{');
        stet__docs_word(j, "description", entry->step->summary);
        put_options(s, entry->step->options, 1);
        stet__docs_close(j, '}');
    }
    stet__docs_close(j, '}');
}

stet_code stet_schema_pipeline(const stet_context *ctx, stet_out *out)
{
    if (!ctx || !out)
        return STET_E_MISUSE;
    struct schema s = {.json = {.out = out}, .ctx = ctx};
    struct json *j = &s.json;
    stet__arena_init(&s.arena, 0);
    stet__docs_open(j, NULL, '{');
    stet__docs_word(j, "$schema", "http://json-schema.org/draft-07/schema#");
    stet__docs_word(j, "title", "stet pipeline");
    put_place(&s, PLACE_FILE, 0);
    put_definitions(&s);
    stet__docs_close(j, '}');
    stet_puts(out, "\n");
    stet__arena_done(&s.arena);
    return stet_out_status(out);
}
