/* SPDX-License-Identifier: MIT */
/*
 * Write an article as canonical JSON, in one pass over the tree.
 */
#include "base/text/kit.h"
#include "model/json/json.h"
#include "model/tree/tree.h"

struct writer {
    struct article *a;
    stet_out *out;
    uint16_t *by;      /* author to its number in the JSON, 0: not used yet */
    uint16_t *authors; /* in order of their numbers                         */
    uint16_t author_count;
    uint32_t *blocks; /* node to its number among the blocks, from 1; made on demand */
    stet_code failed;
    char mark; /* '{' before the first member of an object, then ',' */
};

const char *stet__json_zone(int zone)
{
    static const char *const names[] = {NULL, "head", "body", "tail"};
    return zone >= 0 && zone <= STET_ZONE_TAIL ? names[zone] : NULL;
}

const char *stet__json_confidence(int64_t confidence)
{
    static const char *const names[] = {NULL, "inferred", "derived", "asserted", "set"};
    return confidence >= 0 && confidence <= STET_SET ? names[confidence] : NULL;
}

/* ---- members ---------------------------------------------------------------- */
/* `,"key":`; the length of a literal is known to the compiler. */
#define put_key(w, key) put_mark(w, "\"" key "\":", sizeof key + 2)

static inline void put_mark(struct writer *w, const char *text, size_t n)
{
    char *to = stet_out_room(w->out, n + 1);
    if (to) {
        to[0] = w->mark;
        memcpy(to + 1, text, n);
        w->out->len += n + 1;
    }
    w->mark = ',';
}

/* A name of the vocabulary: nothing in it needs an escape. */
static void put_name(struct writer *w, const char *name, size_t n)
{
    char *to = stet_out_room(w->out, n + 2);
    if (to) {
        to[0] = '"';
        memcpy(to + 1, name, n);
        to[n + 1] = '"';
        w->out->len += n + 2;
    }
}

static size_t put_digits(char *to, uint32_t value)
{
    char digits[10];
    size_t n = 0, k = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n)
        to[k++] = digits[--n];
    return k;
}

static void put_span(struct writer *w, stet_span span)
{
    static const char key[] = "\"span\":[";
    if (!span.len && !span.off)
        return;
    char *to = stet_out_room(w->out, sizeof key + 24);
    if (!to)
        return;
    size_t n = sizeof key - 1;
    memcpy(to + 1, key, n++);
    to[0] = w->mark;
    n += put_digits(to + n, span.off);
    to[n++] = ',';
    n += put_digits(to + n, span.len);
    to[n++] = ']';
    w->out->len += n;
    w->mark = ',';
}

/* Did the whole text come from the whole span, as one piece? */
static int is_plain(const struct node *node)
{
    const struct segment *s = node->segments;
    if (!node->text_len || !node->span.len)
        return !node->segment_count;
    return node->segment_count == 1 && s->text_len == node->text_len &&
           s->src_off == node->span.off && s->src_len == node->span.len;
}

static void put_segments(struct writer *w, const struct node *node)
{
    if (is_plain(node))
        return;
    put_key(w, "segments");
    for (uint32_t k = 0; k < node->segment_count; k++) {
        const struct segment *s = &node->segments[k];
        stet_puts(w->out, k ? ",[" : "[[");
        stet_put_int(w->out, s->text_len);
        if (s->src_len) {
            stet_putc(w->out, ',');
            stet_put_int(w->out, s->src_off);
            stet_putc(w->out, ',');
            stet_put_int(w->out, s->src_len);
        }
        stet_putc(w->out, ']');
    }
    stet_puts(w->out, node->segment_count ? "]" : "[]");
}

static void put_author(struct writer *w, const struct node *node)
{
    uint32_t i = (uint32_t)(node - w->a->nodes);
    uint16_t outer = node->depth > 2 ? stet__article_blame(w->a, node->parent) : 0;
    uint16_t author = stet__article_blame(w->a, i);
    if (author == outer)
        return;
    if (author && !w->by[author]) {
        w->authors[w->author_count++] = author;
        w->by[author] = w->author_count;
    }
    put_key(w, "by");
    stet_put_int(w->out, author ? w->by[author] : 0);
}

static void put_zone(struct writer *w, const struct node *node)
{
    const struct node *up = &w->a->nodes[node->parent];
    int zone = node->zone;
    if (node->depth > 2) {
        while (!up->zone && up->depth > 1)
            up = &w->a->nodes[up->parent];
        if (zone == up->zone)
            return;
    } else if (!zone) {
        zone = up->zone;
    }
    if (zone) {
        put_key(w, "zone");
        stet_putc(w->out, '"');
        stet_puts(w->out, stet__json_zone(zone));
        stet_putc(w->out, '"');
    }
}

/* ---- attributes ------------------------------------------------------------- */
static uint32_t block_number(struct writer *w, const stet_value *value)
{
    struct article *a = w->a;
    uint32_t target = stet__node_index(a, (stet_node)value->number), count = 0;
    if (!w->blocks) {
        w->blocks = stet__arena_alloc(&a->arena, a->node_count * sizeof *w->blocks);
        if (!w->blocks) {
            w->failed = stet__tree_no_room(a, a->node_count * sizeof *w->blocks);
            return 0;
        }
        for (uint32_t i = a->body; i; i = stet__node_after(a, a->body, i))
            if (stet__tree_family(a, a->nodes[i].kind) == STET_FAMILY_BLOCK)
                w->blocks[i] = ++count;
    }
    return w->blocks[target];
}

/* The value, or nothing when it points at a block that is gone. */
static int put_value(struct writer *w, const stet_value *value, const char *name,
                     size_t n)
{
    uint32_t block = value->type == ATTR_NODE ? block_number(w, value) : 0;
    if (value->type == ATTR_NODE && !block)
        return 0;
    stet_putc(w->out, w->mark);
    w->mark = ',';
    put_name(w, name, n);
    stet_putc(w->out, ':');
    if (value->type == ATTR_NODE)
        stet_put_int(w->out, block - 1);
    else if (value->type == ATTR_INT)
        stet_put_int(w->out, value->number);
    else
        stet__put_json_str(w->out, value->text);
    return 1;
}

/* Attributes that are members of their own, not of `attrs`: who claims it, and what a
 * range says. */
static int stands_apart(int family, stet_kind kind, const stet_value *value)
{
    if (family == STET_FAMILY_FIELD || family == STET_FAMILY_NOTICE)
        return value->attr == STET_ATTR_SOURCE ||
               (value->attr == STET_ATTR_CONFIDENCE && value->number > 0 &&
                stet__json_confidence(value->number));
    return kind == STET_RANGE && value->attr >= STET_ATTR_BLOCK &&
           value->attr <= STET_ATTR_TO;
}

static void put_apart(struct writer *w, const struct node *node)
{
    for (uint32_t k = 0; k < node->attr_count; k++) {
        const stet_value *value = &node->attrs[k];
        const struct attr_info *info = &w->a->vocabulary->attrs[value->attr];
        if (!stands_apart(stet__tree_family(w->a, node->kind), node->kind, value))
            continue;
        if (value->attr == STET_ATTR_CONFIDENCE) {
            put_key(w, "confidence");
            stet_putc(w->out, '"');
            stet_puts(w->out, stet__json_confidence(value->number));
            stet_putc(w->out, '"');
        } else {
            put_value(w, value, info->name, info->name_len);
        }
    }
}

static void put_attrs(struct writer *w, const struct node *node)
{
    int family = stet__tree_family(w->a, node->kind), opened = 0;
    for (uint32_t k = 0; k < node->attr_count; k++) {
        const stet_value *value = &node->attrs[k];
        const struct attr_info *info = &w->a->vocabulary->attrs[value->attr];
        if (stands_apart(family, node->kind, value))
            continue;
        if (!opened++) {
            put_key(w, "attrs");
            w->mark = '{';
        }
        put_value(w, value, info->name, info->name_len);
    }
    if (opened)
        stet_puts(w->out, w->mark == '{' ? "{}" : "}");
    w->mark = ',';
}

/* ---- nodes ------------------------------------------------------------------ */
int stet__json_is_int(const char *p, size_t n)
{
    size_t sign = n && p[0] == '-';
    if (n == sign || n - sign > 18 || (p[sign] == '0' && n > 1))
        return 0;
    for (size_t i = sign; i < n; i++)
        if (p[i] < '0' || p[i] > '9')
            return 0;
    return 1;
}

static void put_text(struct writer *w, const struct node *node,
                     const struct kind_info *info)
{
    stet_str text = stet_strn(node->text, node->text_len);
    if (!text.n)
        return;
    if (info->family != STET_FAMILY_FIELD) {
        put_key(w, "text");
        stet__put_json_str(w->out, text);
        return;
    }
    put_key(w, "value");
    if (info->value_type == STET_VALUE_INT && stet__json_is_int(text.p, text.n))
        stet_put_str(w->out, text);
    else
        stet__put_json_str(w->out, text);
}

/* All of a node but its children and the closing brace. */
static void open_node(struct writer *w, const struct node *node)
{
    const struct kind_info *info = &w->a->vocabulary->kinds[node->kind];
    w->mark = '{';
    if (info->family != STET_FAMILY_FIELD) {
        put_key(w, "kind");
        put_name(w, info->name, info->name_len);
    }
    if (node->depth == 2 || node->zone)
        put_zone(w, node);
    put_text(w, node, info);
    if (node->attr_count) {
        put_apart(w, node);
        put_attrs(w, node);
    }
    put_span(w, node->span);
    put_segments(w, node);
    put_author(w, node);
    if (w->mark == '{')
        stet_putc(w->out, '{');
}

static void put_tree(struct writer *w, uint32_t root)
{
    const struct node *nodes = w->a->nodes;
    for (uint32_t i = root;;) {
        open_node(w, &nodes[i]);
        if (nodes[i].first) {
            put_key(w, "content");
            stet_putc(w->out, '[');
            i = nodes[i].first;
            continue;
        }
        stet_putc(w->out, '}');
        while (i != root && !nodes[i].next) {
            i = nodes[i].parent;
            stet_puts(w->out, "]}");
        }
        if (i == root)
            return;
        stet_putc(w->out, ',');
        i = nodes[i].next;
    }
}

static void put_list(struct writer *w, uint32_t root)
{
    const struct node *nodes = w->a->nodes;
    stet_putc(w->out, '[');
    for (uint32_t i = nodes[root].first; i; i = nodes[i].next) {
        put_tree(w, i);
        if (nodes[i].next)
            stet_putc(w->out, ',');
    }
    stet_putc(w->out, ']');
}

/* Statements of one field stand together, fields in the order of their first ones. */
static void put_fields(struct writer *w)
{
    const struct article *a = w->a;
    uint32_t last[STET_KIND_MAX] = {0};
    uint32_t *next = stet__arena_alloc(&w->a->arena, a->node_count * sizeof *next);
    if (!next) {
        w->failed = stet__tree_no_room(a, a->node_count * sizeof *next);
        return;
    }
    for (uint32_t i = a->nodes[a->fields].first; i; i = a->nodes[i].next) {
        stet_kind kind = a->nodes[i].kind;
        if (last[kind])
            next[last[kind]] = i;
        last[kind] = i;
    }
    char mark = '{';
    for (uint32_t i = a->nodes[a->fields].first; i; i = a->nodes[i].next) {
        const struct kind_info *info = &a->vocabulary->kinds[a->nodes[i].kind];
        if (!last[a->nodes[i].kind])
            continue;
        last[a->nodes[i].kind] = 0;
        stet_putc(w->out, mark);
        mark = ',';
        put_name(w, info->name, info->name_len);
        stet_puts(w->out, ":[");
        for (uint32_t k = i; k; k = next[k]) {
            put_tree(w, k);
            if (next[k])
                stet_putc(w->out, ',');
        }
        stet_putc(w->out, ']');
    }
    stet_puts(w->out, mark == '{' ? "{}" : "}");
}

/* ---- the article ------------------------------------------------------------ */
/* Attributes of the roots, which have no place of their own. */
static void put_roots(struct writer *w)
{
    const struct article *a = w->a;
    const uint32_t roots[] = {a->fields, a->body, a->notices};
    char mark = '{';
    for (int k = 0; k < 3; k++) {
        const struct node *node = &a->nodes[roots[k]];
        const struct kind_info *info = &a->vocabulary->kinds[node->kind];
        if (!node->attr_count)
            continue;
        if (mark == '{')
            stet_puts(w->out, ",\"roots\":");
        stet_putc(w->out, mark);
        mark = ',';
        put_name(w, info->name, info->name_len);
        stet_putc(w->out, ':');
        w->mark = '{';
        put_attrs(w, node);
        stet_putc(w->out, '}');
    }
    if (mark == ',')
        stet_putc(w->out, '}');
}

static void put_authors(struct writer *w)
{
    stet_puts(w->out, ",\"authors\":[");
    for (uint16_t k = 0; k < w->author_count; k++) {
        if (k)
            stet_putc(w->out, ',');
        stet__put_json_str(w->out, w->a->authors[w->authors[k]]);
    }
    stet_puts(w->out, "]}");
}

stet_code stet__json_write(struct article *a, stet_out *out)
{
    struct writer w = {.a = a, .out = out};
    size_t bytes = a->author_count * sizeof *w.by;
    w.by = stet__arena_alloc(&a->arena, bytes);
    w.authors = stet__arena_alloc(&a->arena, bytes);
    if (!w.by || !w.authors)
        return stet__tree_no_room(a, bytes);
    stet_puts(out, "{\"stet\":1");
    if (a->name.n) {
        stet_puts(out, ",\"name\":");
        stet__put_json_str(out, a->name);
    }
    stet_puts(out, ",\"fields\":");
    put_fields(&w);
    stet_puts(out, ",\"body\":");
    put_list(&w, a->body);
    stet_puts(out, ",\"notices\":");
    put_list(&w, a->notices);
    put_roots(&w);
    put_authors(&w);
    return w.failed ? w.failed : stet_out_status(out);
}

stet_code stet__article_write_json(stet_article *pub, stet_out *out)
{
    struct article *a = stet__article(pub);
    if (!stet__tree_usable(a) || !out || !a->body)
        return STET_E_MISUSE;
    return stet__json_write(a, out);
}
