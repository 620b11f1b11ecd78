/* SPDX-License-Identifier: MIT */
/*
 * Nodes of canonical JSON: members, text and its map to the source, attributes,
 * children. Everything is checked: names against the vocabulary, nesting against its
 * rules.
 */
#include "model/json/reader.h"

enum { STACK_MAX = 1008 }; /* deeper than any tree may be */

const char *const stet__json_member_names[] = {
    "kind", "zone",  "text", "value",    "source", "confidence", "block", "from",
    "to",   "attrs", "span", "segments", "by",     "content",    NULL};

/* ---- members ---------------------------------------------------------------- */
static int find_member(stet_str key)
{
    for (int k = 0; k < MEMBERS; k++)
        if (stet_str_is(key, stet__json_member_names[k]))
            return k;
    return -1;
}

stet_code stet__json_record(struct reader *r, const stet_data *d, struct record *rec)
{
    memset(rec, 0, sizeof *rec);
    rec->data = d;
    stet_code code = stet__json_want(r, d, STET_DATA_MAP);
    if (code)
        return code;
    for (const stet_data *m = d->first; m; m = m->next) {
        int k = find_member(m->key);
        if (k < 0)
            return stet__json_fail_name(r, m, m->key, "the member",
                                        stet__json_member_names);
        rec->at[k] = m;
    }
    return STET_OK;
}

/* Members that a node of this family may not have. */
static stet_code check_members(struct reader *r, const struct record *rec,
                               const struct kind_info *info, stet_kind kind)
{
    int claims =
        info->family == STET_FAMILY_FIELD || info->family == STET_FAMILY_NOTICE;
    for (int k = 0; k < MEMBERS; k++) {
        int fits = 1;
        if (!rec->at[k])
            continue;
        if (k == MEMBER_VALUE || k == MEMBER_TEXT || k == MEMBER_KIND)
            fits = (k == MEMBER_VALUE) == (info->family == STET_FAMILY_FIELD);
        else if (k == MEMBER_SOURCE || k == MEMBER_CONFIDENCE)
            fits = claims;
        else if (k == MEMBER_BLOCK || k == MEMBER_FROM || k == MEMBER_TO)
            fits = kind == STET_RANGE;
        if (!fits)
            return stet__json_fail(r, rec->at[k], "'%s' has no member '%s'", info->name,
                                   stet__json_member_names[k]);
    }
    return STET_OK;
}

static stet_code read_kind(struct reader *r, const struct record *rec, stet_kind *ret)
{
    const stet_data *d = rec->at[MEMBER_KIND];
    if (!d)
        return stet__json_fail(r, rec->data, "this node has no 'kind'");
    if (d->type != STET_DATA_STRING)
        return stet__json_fail(r, d, "text in quotes is wanted here");
    *ret = stet__vocabulary_kind(r->a->vocabulary, d->text);
    if (*ret)
        return STET_OK;
    stet__json_fail_name(r, d, d->text, "the kind", NULL);
    if (d->text.n > 2 && memcmp(d->text.p, "x.", 2) == 0)
        stet__error_hint(r->err, "load the plugin that adds it");
    return STET_E_SYNTAX;
}

/* ---- text ------------------------------------------------------------------- */
static int is_border(const struct node *node, size_t at)
{
    return at == node->text_len || ((unsigned char)node->text[at] & 0xc0) != 0x80;
}

static stet_code read_segment(struct reader *r, const stet_data *d,
                              const struct node *node, uint32_t at, struct segment *ret)
{
    int64_t n, off = 0, len = 0;
    if (d->type != STET_DATA_LIST || (d->count != 1 && d->count != 3))
        return stet__json_fail(
            r, d, "a segment is [bytes of text] or [bytes of text, offset, length]");
    stet_code code = stet__json_int(r, d->first, 1, UINT32_MAX, &n);
    if (!code && d->count == 3)
        code = stet__json_int(r, d->first->next, 0, UINT32_MAX, &off);
    if (!code && d->count == 3)
        code = stet__json_int(r, d->first->next->next, 1, UINT32_MAX - off, &len);
    if (code)
        return code;
    if (n > node->text_len - at || !is_border(node, at + (size_t)n))
        return stet__json_fail(
            r, d, "the segment ends outside the text or within a character");
    *ret = (struct segment){at, (uint32_t)n, (uint32_t)off, (uint32_t)len};
    return STET_OK;
}

static stet_code read_segments(struct reader *r, const stet_data *list,
                               struct node *node)
{
    uint32_t at = 0, k = 0;
    stet_code code = stet__json_want(r, list, STET_DATA_LIST);
    if (code)
        return code;
    node->segments = NULL;
    node->segment_count = node->segment_cap = 0;
    if (!list->count)
        return STET_OK;
    struct segment *segments =
        stet__arena_alloc(&r->a->arena, (size_t)list->count * sizeof *segments);
    if (!segments)
        return stet__json_no_room(r, list, (size_t)list->count * sizeof *segments);
    for (const stet_data *d = list->first; d && !code; d = d->next) {
        code = read_segment(r, d, node, at, &segments[k]);
        if (!code)
            at += segments[k++].text_len;
    }
    if (!code && at != node->text_len)
        return stet__json_fail(r, list, "the segments cover %u of %u bytes of text", at,
                               node->text_len);
    if (code)
        return code;
    node->segments = segments;
    node->segment_count = node->segment_cap = k;
    return STET_OK;
}

static stet_code put_text(struct reader *r, const struct record *rec, uint32_t i)
{
    struct node *node = &r->a->nodes[i];
    const struct kind_info *info = &r->a->vocabulary->kinds[node->kind];
    int is_field = info->family == STET_FAMILY_FIELD;
    const stet_data *d = rec->at[is_field ? MEMBER_VALUE : MEMBER_TEXT];
    const stet_data *segments = rec->at[MEMBER_SEGMENTS];
    stet_str text = stet_strn("", 0);
    int64_t number;
    stet_code code = STET_OK;
    if (d && is_field && info->value_type == STET_VALUE_INT &&
        d->type == STET_DATA_NUMBER) {
        code = stet__json_int(r, d, INT64_MIN, INT64_MAX, &number);
        text = d->text;
    } else if (d) {
        code = stet__json_text(r, d, &text);
    }
    if (!code && text.n && !stet__tree_own_text(r->a, node->kind))
        return stet__json_fail(r, d, "'%s' holds no text itself", info->name);
    if (!code && text.n) {
        stet_span span = node->span;
        code = stet__text_set(r->a, i, text, &span);
        code = stet__json_fail_tree(r, d, code, "this text cannot be kept");
    }
    if (!code && segments)
        code = read_segments(r, segments, &r->a->nodes[i]);
    return code;
}

/* ---- attributes ------------------------------------------------------------- */
static stet_code add_fixup(struct reader *r, const stet_data *d, uint32_t i)
{
    struct fixup *fixup = stet__arena_alloc(&r->a->arena, sizeof *fixup);
    if (!fixup)
        return stet__json_no_room(r, d, sizeof *fixup);
    *fixup = (struct fixup){d, i, r->fixups};
    r->fixups = fixup;
    return STET_OK;
}

static stet_code put_attr(struct reader *r, const stet_data *d, uint32_t i,
                          stet_attr attr)
{
    const struct attr_info *info = &r->a->vocabulary->attrs[attr];
    stet_node n = stet__node_handle(r->a, i);
    int is_number = d->type == STET_DATA_NUMBER;
    int64_t number;
    stet_code code;
    if (info->type == ATTR_NODE)
        return add_fixup(r, d, i);
    if (info->type == ATTR_INT || (info->type == ATTR_ANY && is_number)) {
        code = stet__json_int(r, d, INT64_MIN, INT64_MAX, &number);
        if (!code)
            code = stet__article_set_int(&r->a->pub, n, attr, number);
    } else {
        stet_str text;
        code = stet__json_text(r, d, &text);
        if (!code)
            code = stet__article_set_attr(&r->a->pub, n, attr, text);
    }
    return stet__json_fail_tree(r, d, code, "this attribute cannot be kept");
}

stet_code stet__json_attrs(struct reader *r, const stet_data *attrs, uint32_t i)
{
    stet_code code = stet__json_want(r, attrs, STET_DATA_MAP);
    for (const stet_data *d = attrs->first; d && !code; d = d->next) {
        stet_attr attr = stet__vocabulary_attr(r->a->vocabulary, d->key);
        code = attr ? put_attr(r, d, i, attr)
                    : stet__json_fail_name(r, d, d->key, "the attribute", NULL);
    }
    return code;
}

static stet_code put_members(struct reader *r, const struct record *rec, uint32_t i)
{
    static const struct {
        int member;
        stet_attr attr;
    } apart[] = {{MEMBER_SOURCE, STET_ATTR_SOURCE},
                 {MEMBER_BLOCK, STET_ATTR_BLOCK},
                 {MEMBER_FROM, STET_ATTR_FROM},
                 {MEMBER_TO, STET_ATTR_TO}};
    static const char *const sure[] = {"inferred", "derived", "asserted", "set", NULL};
    stet_code code = STET_OK;
    int word;
    for (size_t k = 0; k < sizeof apart / sizeof *apart && !code; k++)
        if (rec->at[apart[k].member])
            code = put_attr(r, rec->at[apart[k].member], i, apart[k].attr);
    const stet_data *d = rec->at[MEMBER_CONFIDENCE];
    if (d && !code)
        code = stet__json_word(r, d, sure, &word);
    if (d && !code)
        code = stet__json_fail_tree(r, d,
                                    stet__article_set_int(&r->a->pub,
                                                          stet__node_handle(r->a, i),
                                                          STET_ATTR_CONFIDENCE, word),
                                    "this confidence cannot be kept");
    if (!code && rec->at[MEMBER_ATTRS])
        code = stet__json_attrs(r, rec->at[MEMBER_ATTRS], i);
    return code;
}

/* ---- nodes ------------------------------------------------------------------ */
static stet_code put_zone(struct reader *r, const struct record *rec, uint32_t i)
{
    static const char *const zones[] = {"head", "body", "tail", NULL};
    const stet_data *d = rec->at[MEMBER_ZONE];
    int zone;
    if (!d)
        return STET_OK;
    stet_code code = stet__json_word(r, d, zones, &zone);
    if (!code)
        code = stet__article_set_zone(&r->a->pub, stet__node_handle(r->a, i), zone);
    return stet__json_fail_tree(r, d, code, "this zone cannot be kept");
}

/* Last of all, since every change makes its step the author. */
static stet_code put_author(struct reader *r, const struct record *rec, uint32_t i)
{
    struct node *nodes = r->a->nodes;
    const stet_data *d = rec->at[MEMBER_BY];
    int64_t by;
    if (!r->authors)
        return d ? stet__json_fail(r, d, "'by' needs the list 'authors'") : STET_OK;
    nodes[i].author = nodes[i].depth > 2 ? nodes[nodes[i].parent].author : 0;
    if (!d)
        return STET_OK;
    stet_code code = stet__json_int(r, d, 0, (int64_t)r->author_count, &by);
    if (!code)
        nodes[i].author = r->authors[by];
    return code;
}

stet_code stet__json_node(struct reader *r, const struct record *rec, uint32_t parent,
                          stet_kind kind, uint32_t *ret_index)
{
    const struct kind_info *info = &r->a->vocabulary->kinds[kind];
    stet_span span = {0, 0};
    stet_code code = check_members(r, rec, info, kind);
    if (!code && rec->at[MEMBER_SPAN])
        code = stet__json_span(r, rec->at[MEMBER_SPAN], &span);
    if (code)
        return code;
    if (!stet__vocabulary_allows(r->a->vocabulary, r->a->nodes[parent].kind, kind))
        return stet__json_fail(r, rec->data, "'%s' may not stand in '%s'", info->name,
                               r->a->vocabulary->kinds[r->a->nodes[parent].kind].name);
    code = stet__tree_new(r->a, parent, 0, kind, span, ret_index);
    code = stet__json_fail_tree(r, rec->data, code, "this node cannot be made");
    if (!code)
        code = put_text(r, rec, *ret_index);
    if (!code)
        code = put_members(r, rec, *ret_index);
    if (!code)
        code = put_zone(r, rec, *ret_index);
    if (!code)
        code = put_author(r, rec, *ret_index);
    return code;
}

struct level {
    const stet_data *next;
    uint32_t parent;
};

/* The list of nodes below `parent`, with all below them. */
stet_code stet__json_content(struct reader *r, const stet_data *list, uint32_t parent)
{
    struct level stack[STACK_MAX];
    size_t depth = 0;
    struct record rec;
    stet_code code = stet__json_want(r, list, STET_DATA_LIST);
    if (code)
        return code;
    stack[depth++] = (struct level){list->first, parent};
    while (depth && !code) {
        struct level *top = &stack[depth - 1];
        const stet_data *d = top->next;
        uint32_t i;
        stet_kind kind = STET_KIND_NONE;
        if (!d) {
            depth--;
            continue;
        }
        top->next = d->next;
        code = stet__json_record(r, d, &rec);
        if (!code)
            code = read_kind(r, &rec, &kind);
        if (!code)
            code = stet__json_node(r, &rec, top->parent, kind, &i);
        if (code || !rec.at[MEMBER_CONTENT])
            continue;
        code = stet__json_want(r, rec.at[MEMBER_CONTENT], STET_DATA_LIST);
        if (!code && depth == STACK_MAX)
            code = stet__json_fail_tree(r, d, STET_E_LIMIT, "nested too deep");
        if (!code)
            stack[depth++] = (struct level){rec.at[MEMBER_CONTENT]->first, i};
    }
    return code;
}
