/* SPDX-License-Identifier: MIT */
/*
 * Read an article from canonical JSON. What points at blocks is set when all of them
 * are there, and checked against what they hold.
 */
#include <stdio.h>

#include "model/json/reader.h"

enum { AUTHORS_MAX = 1024 };

/* ---- fields ----------------------------------------------------------------- */
static stet_code read_field(struct reader *r, const stet_data *list, stet_kind kind)
{
    struct record rec;
    uint32_t i;
    stet_code code = stet__json_want(r, list, STET_DATA_LIST);
    for (const stet_data *d = list->first; d && !code; d = d->next) {
        code = stet__json_record(r, d, &rec);
        if (!code)
            code = stet__json_node(r, &rec, r->a->fields, kind, &i);
        if (!code && rec.at[MEMBER_CONTENT])
            code = stet__json_content(r, rec.at[MEMBER_CONTENT], i);
    }
    return code;
}

static stet_code read_fields(struct reader *r, const stet_data *fields)
{
    stet_code code = stet__json_want(r, fields, STET_DATA_MAP);
    for (const stet_data *d = fields->first; d && !code; d = d->next) {
        stet_kind kind = stet__vocabulary_kind(r->a->vocabulary, d->key);
        if (stet__tree_family(r->a, kind) == STET_FAMILY_FIELD)
            code = read_field(r, d, kind);
        else
            code = stet__json_fail_name(r, d, d->key, "the field", NULL);
    }
    return code;
}

/* ---- what points at blocks -------------------------------------------------- */
/* Nodes were made in document order, so the blocks' indices ascend. */
static uint32_t *list_blocks(struct reader *r, size_t *ret_count)
{
    struct article *a = r->a;
    uint32_t *blocks = stet__arena_alloc(&a->arena, a->node_count * sizeof *blocks);
    size_t n = 0;
    for (uint32_t i = a->body + 1; blocks && i < r->body_end; i++)
        if (stet__tree_family(a, a->nodes[i].kind) == STET_FAMILY_BLOCK)
            blocks[n++] = i;
    *ret_count = n;
    return blocks;
}

static int is_in_content(stet_str text, int64_t at)
{
    return at >= 0 && (uint64_t)at <= text.n &&
           ((size_t)at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80);
}

/* from and to of a range, now that its block is known. */
static stet_code check_range(struct reader *r, const struct fixup *fixup,
                             uint32_t block)
{
    stet_article *pub = &r->a->pub;
    stet_node range = stet__node_handle(r->a, fixup->node);
    stet_str text = stet__article_content(pub, stet__node_handle(r->a, block));
    int64_t from = stet__article_attr_int(pub, range, STET_ATTR_FROM, 0);
    int64_t to = stet__article_attr_int(pub, range, STET_ATTR_TO, (int64_t)text.n);
    if (is_in_content(text, from) && is_in_content(text, to) && from <= to)
        return STET_OK;
    return stet__json_fail(
        r, fixup->at, "the range %lld to %lld does not lie in the text of block %.*s",
        (long long)from, (long long)to, (int)fixup->at->text.n, fixup->at->text.p);
}

static stet_code fix_block(struct reader *r, const struct fixup *fixup,
                           const uint32_t *blocks, size_t count)
{
    struct article *a = r->a;
    uint16_t author = a->nodes[fixup->node].author;
    int64_t number;
    if (!count)
        return stet__json_fail(r, fixup->at, "there is no block");
    stet_code code = stet__json_int(r, fixup->at, 0, (int64_t)count - 1, &number);
    if (!code)
        code = stet__json_fail_tree(
            r, fixup->at,
            stet__article_set_node(&a->pub, stet__node_handle(a, fixup->node),
                                   STET_ATTR_BLOCK,
                                   stet__node_handle(a, blocks[number])),
            "this block cannot be pointed at");
    if (!code && a->nodes[fixup->node].kind == STET_RANGE)
        code = check_range(r, fixup, blocks[number]);
    a->nodes[fixup->node].author = author;
    return code;
}

static stet_code fix_blocks(struct reader *r)
{
    size_t count;
    stet_code code = STET_OK;
    if (!r->fixups)
        return STET_OK;
    uint32_t *blocks = list_blocks(r, &count);
    if (!blocks)
        return stet__json_no_room(r, r->fixups->at, r->a->node_count * sizeof *blocks);
    for (const struct fixup *f = r->fixups; f && !code; f = f->next)
        code = fix_block(r, f, blocks, count);
    return code;
}

/* ---- the article ------------------------------------------------------------ */
static stet_code find_author(struct article *a, stet_str id, uint16_t *ret)
{
    size_t k = 0;
    while (k < a->author_count && !stet_str_eq(a->authors[k], id))
        k++;
    if (k > UINT16_MAX)
        return STET_E_LIMIT;
    if (k == a->author_count) {
        stet_code code =
            stet__array_reserve(&a->authors, &a->author_cap, k + 1, sizeof *a->authors);
        if (code)
            return code;
        stet_str copy = stet__arena_copy(&a->arena, id);
        if (!copy.p)
            return stet__tree_no_room(a, id.n);
        a->authors[a->author_count++] = copy;
    }
    *ret = (uint16_t)k;
    return STET_OK;
}

static stet_code read_authors(struct reader *r, const stet_data *list)
{
    stet_code code = stet__json_want(r, list, STET_DATA_LIST);
    if (code)
        return code;
    if (list->count > AUTHORS_MAX)
        return stet__json_fail_tree(r, list, STET_E_LIMIT, "too many authors");
    r->authors =
        stet__arena_alloc(&r->a->arena, (list->count + 1) * sizeof *r->authors);
    if (!r->authors)
        return stet__json_no_room(r, list, (list->count + 1) * sizeof *r->authors);
    for (const stet_data *d = list->first; d && !code; d = d->next) {
        stet_str id;
        code = stet__json_text(r, d, &id);
        if (!code)
            code = stet__json_fail_tree(
                r, d, find_author(r->a, id, &r->authors[++r->author_count]),
                "this author cannot be kept");
    }
    return code;
}

static stet_code read_name(struct reader *r, const stet_data *d)
{
    stet_str name;
    stet_code code = stet__json_text(r, d, &name);
    if (code)
        return code;
    stet_str copy = stet__arena_copy(&r->a->arena, name);
    if (!copy.p)
        return stet__json_no_room(r, d, name.n);
    r->a->name = copy;
    return STET_OK;
}

static stet_code read_roots(struct reader *r, const stet_data *roots)
{
    struct record rec;
    stet_code code = stet__json_want(r, roots, STET_DATA_MAP);
    for (const stet_data *d = roots->first; d && !code; d = d->next) {
        stet_kind kind = stet__vocabulary_kind(r->a->vocabulary, d->key);
        uint32_t i = kind == STET_KIND_FIELDS    ? r->a->fields
                     : kind == STET_KIND_BODY    ? r->a->body
                     : kind == STET_KIND_NOTICES ? r->a->notices
                                                 : 0;
        if (!i)
            return stet__json_fail_name(r, d, d->key, "the root", NULL);
        code = stet__json_record(r, d, &rec);
        for (int k = 0; k < MEMBERS && !code; k++)
            if (rec.at[k] && k != MEMBER_ATTRS)
                code = stet__json_fail(r, rec.at[k], "a root has no member '%s'",
                                       stet__json_member_names[k]);
        if (!code && rec.at[MEMBER_ATTRS])
            code = stet__json_attrs(r, rec.at[MEMBER_ATTRS], i);
    }
    return code;
}

enum top {
    TOP_STET,
    TOP_NAME,
    TOP_AUTHORS,
    TOP_FIELDS,
    TOP_BODY,
    TOP_NOTICES,
    TOP_ROOTS,
    TOPS
};

static stet_code find_top(struct reader *r, const stet_data *root, const stet_data **at)
{
    static const char *const names[] = {"stet", "name",    "authors", "fields",
                                        "body", "notices", "roots",   NULL};
    int64_t version;
    stet_code code = stet__json_want(r, root, STET_DATA_MAP);
    if (code)
        return code;
    for (const stet_data *d = root->first; d; d = d->next) {
        int k = 0;
        while (k < TOPS && !stet_str_is(d->key, names[k]))
            k++;
        if (k == TOPS)
            return stet__json_fail_name(r, d, d->key, "the member", names);
        at[k] = d;
    }
    if (!at[TOP_STET])
        return stet__json_fail(r, root,
                               "no canonical article: it has no member 'stet'");
    code = stet__json_int(r, at[TOP_STET], 1, INT32_MAX, &version);
    if (!code && version != 1)
        code = stet__json_fail(r, at[TOP_STET],
                               "version %lld of the format is not known, 1 is",
                               (long long)version);
    return code;
}

static stet_code read_article(struct reader *r, const stet_data *root)
{
    const stet_data *at[TOPS] = {NULL};
    stet_code code = find_top(r, root, at);
    if (!code && at[TOP_NAME])
        code = read_name(r, at[TOP_NAME]);
    if (!code && at[TOP_AUTHORS])
        code = read_authors(r, at[TOP_AUTHORS]);
    if (!code && at[TOP_BODY])
        code = stet__json_content(r, at[TOP_BODY], r->a->body);
    r->body_end = (uint32_t)r->a->node_count;
    if (!code && at[TOP_FIELDS])
        code = read_fields(r, at[TOP_FIELDS]);
    if (!code && at[TOP_NOTICES])
        code = stet__json_content(r, at[TOP_NOTICES], r->a->notices);
    if (!code && at[TOP_ROOTS])
        code = read_roots(r, at[TOP_ROOTS]);
    return code ? code : fix_blocks(r);
}

/* Limits of the JSON text: each level of the tree is two of the JSON. */
static struct limits limits_of_text(const struct article *a)
{
    struct limits limits = *a->limits;
    limits.data_depth = 2 * limits.depth + 16;
    if (limits.data_nodes < limits.nodes * 16)
        limits.data_nodes = limits.nodes * 16;
    return limits;
}

static int is_empty(const struct article *a)
{
    return !a->nodes[a->fields].first && !a->nodes[a->body].first &&
           !a->nodes[a->notices].first;
}

stet_code stet__json_read(struct article *a, stet_str json, stet_error *err)
{
    struct reader r = {.a = a, .err = err};
    struct limits limits = limits_of_text(a);
    struct data_source source = {.file = a->name.n ? a->name.p : "article",
                                 .text = json};
    struct article_mark mark = {0};
    stet_str name = a->name;
    const stet_data *root = NULL;
    int own = !a->reading;
    if (!is_empty(a))
        return stet__error(err, STET_E_MISUSE, "the article is not empty");
    stet_code code = stet__data_json(&a->arena, &limits, &source, &root, NULL, err);
    if (!code && !root)
        code = stet__error(err, STET_E_SYNTAX, "there is nothing in this text");
    if (code)
        return code;
    if (own) {
        mark = stet__article_mark(a);
        stet__article_begin_read(a);
    }
    code = read_article(&r, root);
    if (own) {
        stet__article_end_read(a);
        if (code)
            stet__article_undo(a, mark, 0);
    }
    if (code) {
        a->name = name;
        return code;
    }
    a->source = stet_cstr("");
    a->lines = NULL;
    a->line_count = 0;
    return STET_OK;
}

stet_code stet__article_read_json(stet_article *pub, stet_str json)
{
    struct article *a = stet__article(pub);
    stet_error err = {0};
    char why[sizeof err.message + sizeof err.hint + 64];
    if (!stet__tree_usable(a) || (!json.p && json.n) || !a->body)
        return STET_E_MISUSE;
    stet_code code = stet__json_read(a, json, &err);
    if (!code || !pub->host || !pub->host->why || !err.message[0])
        return code;
    int n = snprintf(why, sizeof why, "line %u, column %u: %s%s%s", err.line,
                     err.column, err.message, err.hint[0] ? "; " : "", err.hint);
    return pub->host->why(pub, code, stet_strn(why, n > 0 ? (size_t)n : 0));
}
