/* SPDX-License-Identifier: MIT */
/*
 * JSON Schema (draft-07) of canonical JSON, one definition for each kind of the body,
 * generated from the vocabulary: an editor can complete it, a partner can check with
 * it.
 */
#include "base/text/kit.h"
#include "model/json/json.h"

struct schema {
    const struct vocabulary *v;
    stet_out *out;
    char mark; /* '{' or '[' before the first of a group, then ',' */
};

static const char opening[] =
    "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
    "\"title\":\"stet article\","
    "\"description\":\"An article as stet keeps it: fields as statements, body blocks, "
    "typed notices.\","
    "\"type\":\"object\",\"required\":[\"stet\"],\"additionalProperties\":false,"
    "\"properties\":{"
    "\"stet\":{\"description\":\"Version of the format.\",\"const\":1},"
    "\"name\":{\"description\":\"Name of the source.\",\"type\":\"string\"},"
    "\"authors\":{\"description\":\"Steps that `by` counts, from "
    "1.\",\"type\":\"array\","
    "\"items\":{\"type\":\"string\"}},"
    "\"body\":{\"description\":\"The blocks, in order.\",\"type\":\"array\","
    "\"items\":{\"allOf\":[{\"$ref\":\"#/definitions/node\"},{\"properties\":"
    "{\"kind\":{\"$ref\":\"#/definitions/blocks\"}}}]}},"
    "\"notices\":{\"description\":\"Furniture around the text.\",\"type\":\"array\","
    "\"items\":{\"$ref\":\"#/definitions/notice\"}},"
    "\"roots\":{\"description\":\"Attributes of fields, body and notices themselves.\","
    "\"type\":\"object\",\"propertyNames\":{\"enum\":[\"fields\",\"body\",\"notices\"]}"
    ","
    "\"additionalProperties\":{\"type\":\"object\",\"additionalProperties\":false,"
    "\"properties\":{\"attrs\":{\"$ref\":\"#/definitions/attrs\"}}}},";

static const char shared[] =
    "\"offset\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":4294967295},"
    "\"source_span\":{\"description\":\"Offset and length in the "
    "source.\",\"type\":\"array\","
    "\"items\":{\"$ref\":\"#/definitions/offset\"},\"minItems\":2,\"maxItems\":2},"
    "\"segments\":{\"description\":\"Bytes of text, and offset and length in the "
    "source "
    "unless from nowhere, one after another.\",\"type\":\"array\",\"items\":{\"type\":"
    "\"array\",\"items\":{\"$ref\":\"#/definitions/offset\"},\"minItems\":1,"
    "\"maxItems\":3}},"
    "\"by\":{\"description\":\"The step that last changed it, from 1; 0: none.\","
    "\"type\":\"integer\",\"minimum\":0},"
    "\"zone\":{\"enum\":[\"head\",\"body\",\"tail\"]},"
    "\"confidence\":{\"enum\":[\"inferred\",\"derived\",\"asserted\",\"set\"]},"
    "\"parts\":{\"type\":\"array\",\"items\":{\"if\":{\"properties\":{\"kind\":{"
    "\"const\":\"range\"}}},\"then\":{\"$ref\":\"#/definitions/range\"},"
    "\"else\":{\"$ref\":\"#/definitions/part\"}}}";

/* Members that every node may have; those of text; those of claims. */
static const char node_members[] = "\"zone\":{\"$ref\":\"#/definitions/zone\"},"
                                   "\"attrs\":{\"$ref\":\"#/definitions/attrs\"},"
                                   "\"span\":{\"$ref\":\"#/definitions/source_span\"},"
                                   "\"by\":{\"$ref\":\"#/definitions/by\"}";
static const char text_members[] = ",\"text\":{\"type\":\"string\"},"
                                   "\"segments\":{\"$ref\":\"#/definitions/segments\"}";
static const char claim_members[] =
    ",\"source\":{\"description\":\"Who claims it.\",\"type\":\"string\"},"
    "\"confidence\":{\"$ref\":\"#/definitions/confidence\"}";
static const char part_members[] = ",\"content\":{\"$ref\":\"#/definitions/parts\"}";
static const char range_members[] =
    ",\"block\":{\"description\":\"Number of the block, in order of the document, from "
    "0.\",\"type\":\"integer\",\"minimum\":0},"
    "\"from\":{\"description\":\"First byte within the text of the block.\","
    "\"type\":\"integer\",\"minimum\":0},"
    "\"to\":{\"description\":\"The byte behind the range; absent: the end.\","
    "\"type\":\"integer\",\"minimum\":0}";

#define put(s, literal) stet_put((s)->out, literal, sizeof literal - 1)

static void put_mark(struct schema *s)
{
    stet_putc(s->out, s->mark);
    s->mark = ',';
}

static void put_str(struct schema *s, const char *text)
{
    stet__put_json_str(s->out, stet_cstr(text));
}

static void put_help(struct schema *s, const char *help)
{
    put(s, "\"description\":");
    put_str(s, help);
    put(s, ",");
}

/* "name":{"type":"object","additionalProperties":false, ... "properties":{ */
static void open_object(struct schema *s, const char *name, const char *help,
                        const char *required)
{
    put_mark(s);
    put_str(s, name);
    put(s, ":{");
    if (help)
        put_help(s, help);
    if (required) {
        put(s, "\"required\":[");
        put_str(s, required);
        put(s, "],");
    }
    put(s, "\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
}

static void put_ref(struct schema *s, const char *name)
{
    put_mark(s);
    put(s, "{\"$ref\":\"#/definitions/");
    stet_puts(s->out, name);
    put(s, "\"}");
}

static void put_const(struct schema *s, const char *name)
{
    put_mark(s);
    put(s, "{\"const\":");
    put_str(s, name);
    put(s, "}");
}

/* ---- fields and attributes -------------------------------------------------- */
static void put_fields(struct schema *s)
{
    put(s, "\"fields\":{\"description\":\"Statements about the article, by field.\","
           "\"type\":\"object\",\"additionalProperties\":false,\"properties\":");
    s->mark = '{';
    for (size_t i = 0; i < STET_KIND_MAX; i++) {
        const struct kind_info *info = &s->v->kinds[i];
        if (!info->name || info->family != STET_FAMILY_FIELD)
            continue;
        put_mark(s);
        put_str(s, info->name);
        put(s, ":{");
        put_help(s, info->help);
        put(s, "\"type\":\"array\",\"items\":");
        s->mark = ' ';
        put_ref(s,
                info->value_type == STET_VALUE_INT ? "number_statement" : "statement");
        put(s, "}");
    }
    put(s, "}}");
}

static void put_attrs(struct schema *s)
{
    open_object(s, "attrs", "Attributes of a node.", NULL);
    s->mark = ' ';
    for (size_t i = 0; i < STET_ATTR_MAX; i++) {
        const struct attr_info *info = &s->v->attrs[i];
        if (!info->name)
            continue;
        put_mark(s);
        put_str(s, info->name);
        put(s, ":{");
        put_help(s, info->help);
        if (info->type == ATTR_TEXT)
            put(s, "\"type\":\"string\"}");
        else if (info->type == ATTR_ANY)
            put(s, "\"type\":[\"string\",\"integer\"]}");
        else if (info->type == ATTR_NODE)
            put(s, "\"type\":\"integer\",\"minimum\":0}");
        else
            put(s, "\"type\":\"integer\"}");
    }
    put(s, "}}");
    s->mark = ',';
}

static void put_statement(struct schema *s, const char *name, const char *value_type)
{
    open_object(s, name, "What someone claims a field to be.", NULL);
    put(s, "\"value\":{\"type\":");
    stet_puts(s->out, value_type);
    put(s, "},\"segments\":{\"$ref\":\"#/definitions/segments\"},");
    put(s, node_members);
    put(s, claim_members);
    put(s, part_members);
    put(s, "}}");
}

/* ---- kinds ------------------------------------------------------------------ */
/* Kinds of a family that are told apart by nothing but their names. */
static void put_kind_enum(struct schema *s, int family, stet_kind except)
{
    put(s, "\"kind\":{\"oneOf\":");
    s->mark = '[';
    for (size_t i = 0; i < STET_KIND_MAX; i++) {
        const struct kind_info *info = &s->v->kinds[i];
        if (!info->name || info->family != family || i == except)
            continue;
        put_mark(s);
        put(s, "{\"const\":");
        put_str(s, info->name);
        put(s, ",");
        put_help(s, info->help);
        s->out->len -= !s->out->failed; /* the comma behind the help */
        put(s, "}");
    }
    put(s, "]}");
    s->mark = ',';
}

static void put_flat_kinds(struct schema *s, const char *name, int family,
                           const char *help)
{
    open_object(s, name, help, "kind");
    put_kind_enum(s, family, STET_RANGE);
    put(s, ",");
    put(s, node_members);
    put(s, text_members);
    put(s, part_members);
    if (family == STET_FAMILY_NOTICE)
        put(s, claim_members);
    put(s, "}}");
}

static void put_range(struct schema *s)
{
    const struct kind_info *info = &s->v->kinds[STET_RANGE];
    open_object(s, info->name, info->help, "kind");
    put(s, "\"kind\":{\"const\":\"range\"},");
    put(s, node_members);
    put(s, text_members);
    put(s, range_members);
    put(s, "}}");
}

static int is_under(const struct kind_info *piece, size_t kind)
{
    for (size_t k = 0; k < 4 && piece->under[k]; k++)
        if (piece->under[k] == kind)
            return 1;
    return 0;
}

/* What may stand in the kind, as ,"content":{...}; nothing when nothing may. Only the
 * kinds are told apart here: a choice between whole nodes would try them all at every
 * level. */
static void put_content(struct schema *s, size_t kind)
{
    const struct kind_info *info = &s->v->kinds[kind];
    int opened = 0;
    s->mark = '[';
    for (size_t i = 0; i < STET_KIND_MAX + 2; i++) {
        const char *name = NULL;
        if (i == STET_KIND_MAX)
            name = info->flags & KIND_INLINES ? "inlines" : NULL;
        else if (i == STET_KIND_MAX + 1)
            name = info->flags & KIND_BLOCKS ? "blocks" : NULL;
        else if (s->v->kinds[i].flags & KIND_PIECE && is_under(&s->v->kinds[i], kind))
            name = s->v->kinds[i].name;
        if (!name)
            continue;
        if (!opened++)
            put(s, ",\"content\":{\"type\":\"array\",\"items\":{\"allOf\":[{\"$ref\":"
                   "\"#/definitions/node\"},{\"properties\":{\"kind\":{\"anyOf\":");
        if (i >= STET_KIND_MAX)
            put_ref(s, name);
        else
            put_const(s, name);
    }
    if (opened)
        put(s, "]}}}]}}");
    s->mark = ',';
}

static void put_body_kind(struct schema *s, size_t kind)
{
    const struct kind_info *info = &s->v->kinds[kind];
    open_object(s, info->name, info->help, "kind");
    put(s, "\"kind\":");
    s->mark = ' ';
    put_const(s, info->name);
    put(s, ",");
    put(s, node_members);
    if (info->flags & KIND_OWN_TEXT)
        put(s, text_members);
    put_content(s, kind);
    put(s, "}}");
}

/* The names of the kinds of a family that stand anywhere. */
static void put_names(struct schema *s, const char *name, int family)
{
    put_mark(s);
    put_str(s, name);
    put(s, ":{\"enum\":");
    s->mark = '[';
    for (size_t i = 0; i < STET_KIND_MAX; i++) {
        const struct kind_info *info = &s->v->kinds[i];
        if (!info->name || info->family != family || (info->flags & KIND_PIECE))
            continue;
        put_mark(s);
        put_str(s, info->name);
    }
    put(s, "]}");
    s->mark = ',';
}

static int is_of_body(const struct kind_info *info)
{
    return info->name &&
           (info->family == STET_FAMILY_BLOCK || info->family == STET_FAMILY_INLINE);
}

/* A node of the body: its kind says which definition holds. */
static void put_node(struct schema *s)
{
    put(s, ",\"node\":{\"type\":\"object\",\"required\":[\"kind\"],\"allOf\":");
    s->mark = '[';
    for (size_t i = 0; i < STET_KIND_MAX; i++) {
        if (!is_of_body(&s->v->kinds[i]))
            continue;
        put_mark(s);
        put(s, "{\"if\":{\"properties\":{\"kind\":");
        s->mark = ' ';
        put_const(s, s->v->kinds[i].name);
        put(s, "}},\"then\":");
        s->mark = ' ';
        put_ref(s, s->v->kinds[i].name);
        put(s, "}");
        s->mark = ',';
    }
    put(s, "]}");
}

stet_code stet__schema_article(const struct vocabulary *v, stet_out *out)
{
    struct schema s = {.v = v, .out = out};
    put(&s, opening);
    put_fields(&s);
    put(&s, "},\"definitions\":{");
    put(&s, shared);
    s.mark = ',';
    put_attrs(&s);
    put_statement(&s, "statement", "\"string\"");
    put_statement(&s, "number_statement", "[\"integer\",\"string\"]");
    put_flat_kinds(&s, "notice", STET_FAMILY_NOTICE, "Furniture of one kind.");
    put_flat_kinds(&s, "part", STET_FAMILY_PART,
                   "A value inside a statement or notice.");
    put_range(&s);
    put_names(&s, "blocks", STET_FAMILY_BLOCK);
    put_names(&s, "inlines", STET_FAMILY_INLINE);
    put_node(&s);
    for (size_t i = 0; i < STET_KIND_MAX; i++)
        if (is_of_body(&v->kinds[i]))
            put_body_kind(&s, i);
    put(&s, "}}\n");
    return stet_out_status(out);
}
