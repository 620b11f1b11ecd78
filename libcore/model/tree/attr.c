/* SPDX-License-Identifier: MIT */
/*
 * Attributes of nodes: small arrays in ascending order of the attribute's number,
 * copied before they change when an undo may bring them back.
 */
#include "model/tree/tree.h"

const stet_value *stet__attr_get(const struct node *node, stet_attr attr)
{
    for (uint32_t k = 0; k < node->attr_count; k++)
        if (node->attrs[k].attr == attr)
            return &node->attrs[k];
    return NULL;
}

/* ---- reading ---------------------------------------------------------------- */
static const stet_value *find(const stet_article *pub, stet_node n, stet_attr attr,
                              int type)
{
    const struct article *a = stet__article_const(pub);
    uint32_t i = a ? stet__node_index(a, n) : 0;
    const stet_value *value = i ? stet__attr_get(&a->nodes[i], attr) : NULL;

    return value && value->type == type ? value : NULL;
}

stet_str stet__article_attr_str(const stet_article *pub, stet_node n, stet_attr attr)
{
    const stet_value *value = find(pub, n, attr, ATTR_TEXT);

    return value ? value->text : stet_cstr("");
}

int64_t stet__article_attr_int(const stet_article *pub, stet_node n, stet_attr attr,
                               int64_t absent)
{
    const stet_value *value = find(pub, n, attr, ATTR_INT);

    return value ? value->number : absent;
}

stet_node stet__article_attr_node(const stet_article *pub, stet_node n, stet_attr attr)
{
    const stet_value *value = find(pub, n, attr, ATTR_NODE);
    stet_node other = value ? (stet_node)value->number : 0;

    return value && stet__node_index(stet__article_const(pub), other) ? other : 0;
}

/* ---- changing --------------------------------------------------------------- */
void stet__attr_flags(struct article *a, uint32_t i)
{
    struct node *node = &a->nodes[i];

    if (stet__attr_get(node, STET_ATTR_STAMP))
        node->flags |= NODE_STAMP;
    else
        node->flags = (uint8_t)(node->flags & ~(unsigned)NODE_STAMP);
    if (node->kind == STET_RANGE)
        stet__range_flag(a, i);
}

static int same_value(const stet_value *x, const stet_value *y)
{
    return x->type == y->type && (x->type == ATTR_TEXT ? stet_str_eq(x->text, y->text)
                                                       : x->number == y->number);
}

/* An array for `count` values that may be written: the node's own, or a copy of it. */
static stet_value *writable(struct article *a, uint32_t i, uint32_t count)
{
    struct node *node = &a->nodes[i];
    uint32_t cap = node->attr_cap;

    if (stet__tree_fresh(a, i) && count <= cap)
        return node->attrs;
    cap = count <= 2 ? 2 : count + 2;
    stet_value *values = stet__tree_take(a, cap * sizeof *values);
    if (values) {
        if (node->attr_count)
            memcpy(values, node->attrs, node->attr_count * sizeof *values);
        node->attrs = values;
        node->attr_cap = (uint16_t)cap;
    }
    return values;
}

static stet_code store(struct article *a, uint32_t i, uint32_t at, int had,
                       const stet_value *value)
{
    struct node *node = &a->nodes[i];
    uint32_t count = node->attr_count + (value && !had);
    stet_value *values = writable(a, i, count), copy;

    if (!values)
        return stet__tree_no_room(a, (count + 2) * sizeof *values);
    if (value) {
        copy = *value;
        if (copy.type == ATTR_TEXT) {
            char *p = stet__tree_take(a, value->text.n + 1);
            if (!p)
                return stet__tree_no_room(a, value->text.n);
            memcpy(p, value->text.n ? value->text.p : "", value->text.n);
            p[value->text.n] = '\0';
            copy.text = stet_strn(p, value->text.n);
        }
        if (!had && at < node->attr_count)
            memmove(values + at + 1, values + at,
                    (node->attr_count - at) * sizeof *values);
        values[at] = copy;
        node->attr_count = (uint16_t)count;
    } else {
        memmove(values + at, values + at + 1,
                (node->attr_count - at - 1) * sizeof *values);
        node->attr_count--;
    }
    return STET_OK;
}

stet_code stet__attr_put(struct article *a, uint32_t i, stet_attr attr,
                         const stet_value *value)
{
    struct node *node = &a->nodes[i];
    struct attr_list old = {node->attrs, node->attr_count};
    stet_value old_value;
    uint32_t at = 0;
    stet_code code = STET_OK;

    while (at < node->attr_count && node->attrs[at].attr < attr)
        at++;
    int had = at < node->attr_count && node->attrs[at].attr == attr;
    if (had)
        old_value = node->attrs[at];
    if (had == !!value && (!value || same_value(&old_value, value)))
        return STET_OK;
    int journalled = stet__tree_journalled(a, i);
    if (journalled)
        code = stet__journal_reserve(a);
    if (code == STET_OK)
        code = store(a, i, at, had, value);
    if (code != STET_OK)
        return code;
    if (journalled)
        stet__journal_attr(a, i, attr, had ? &old_value : NULL, old);
    else
        node->author = a->step;
    if (attr == STET_ATTR_STAMP || node->kind == STET_RANGE)
        stet__attr_flags(a, i);
    stet__tree_touch(a, i);
    return STET_OK;
}

static int type_fits(const struct article *a, const stet_value *value)
{
    const struct attr_info *info =
        stet__vocabulary_attr_info(a->vocabulary, value->attr);

    if (!info)
        return 0;
    return info->type == ATTR_ANY ? value->type != ATTR_NODE
                                  : info->type == value->type;
}

static stet_code put(stet_article *pub, stet_node n, stet_value value)
{
    struct article *a = stet__article(pub);
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    if (code != STET_OK)
        return code;
    if (i == a->root || !type_fits(a, &value))
        return STET_E_RANGE;
    return stet__attr_put(a, i, value.attr, &value);
}

stet_code stet__article_set_attr(stet_article *pub, stet_node n, stet_attr attr,
                                 stet_str text)
{
    if (!text.p && text.n)
        return STET_E_MISUSE;
    if (!stet__text_valid(text))
        return STET_E_UTF8;
    return put(pub, n, (stet_value){attr, ATTR_TEXT, 0, stet_strn(text.p, text.n), 0});
}

stet_code stet__article_set_int(stet_article *pub, stet_node n, stet_attr attr,
                                int64_t number)
{
    return put(pub, n, (stet_value){attr, ATTR_INT, 0, stet_cstr(""), number});
}

stet_code stet__article_set_node(stet_article *pub, stet_node n, stet_attr attr,
                                 stet_node value)
{
    struct article *a = stet__article(pub);

    if (!stet__tree_usable(a))
        return STET_E_MISUSE;
    uint32_t target = stet__node_index(a, value);
    if (!target)
        return STET_E_STALE;
    if (stet__tree_family(a, a->nodes[target].kind) != STET_FAMILY_BLOCK)
        return STET_E_RANGE;
    return put(pub, n, (stet_value){attr, ATTR_NODE, 0, stet_cstr(""), (int64_t)value});
}

stet_code stet__article_clear_attr(stet_article *pub, stet_node n, stet_attr attr)
{
    struct article *a = stet__article(pub);
    uint32_t i;

    stet_code code = stet__tree_open(a, n, &i);
    return code == STET_OK ? stet__attr_put(a, i, attr, NULL) : code;
}
