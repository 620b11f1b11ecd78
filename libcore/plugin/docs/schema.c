/* SPDX-License-Identifier: MIT */
/*
 * JSON Schema (draft-07) of pipeline files, for editors: from the table of keys and the
 * option tables of the plugins loaded. The form is the one that language servers
 * complete best: `use` is an enum, and for each step an if/then says what `with` holds.
 */
#include "plugin/docs/schema.h"

#include <stdio.h>

#include "model/json/json.h"
#include "plugin/grammar.h"

#define NAME_PATTERN "^[a-z][a-z0-9_]*$"

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
        stet__schema_scalar(&s->json, &row, as[type], 1);
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
    if (key->def && (value = stet__schema_yaml(s, key->def)) != NULL)
        stet__docs_value(j, "default", &as_option, type, value);
    if (key->example && (value = stet__schema_yaml(s, key->example)) != NULL) {
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
            stet__schema_requires(entry->step->options) ? ", \"required\": [\"with\"]"
                                                        : "");
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
        stet__schema_options(s, entry->step->options, 1);
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

stet_code stet_schema_article(const stet_context *ctx, stet_out *out)
{
    if (!ctx || !out)
        return STET_E_MISUSE;
    return stet__schema_article(&ctx->vocabulary, out);
}
