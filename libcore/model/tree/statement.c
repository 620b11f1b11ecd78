/* SPDX-License-Identifier: MIT */
/*
 * Statements: fields as claims with a source and a confidence, and which one is chosen.
 */
#include "model/tree/tree.h"

/* ---- which one is chosen ---------------------------------------------------- */
static int64_t confidence_of(const struct node *node)
{
    const stet_value *value = stet__attr_get(node, STET_ATTR_CONFIDENCE);

    return value ? value->number : 0;
}

/* The surest of each kind, and of equally sure ones the first. */
static void choose(struct article *a)
{
    memset(a->chosen, 0, sizeof a->chosen);
    for (uint32_t i = a->nodes[a->fields].first; i; i = a->nodes[i].next) {
        const struct node *node = &a->nodes[i];
        uint32_t *chosen = &a->chosen[node->kind];
        if (!*chosen || confidence_of(node) > confidence_of(&a->nodes[*chosen]))
            *chosen = i;
    }
    a->chosen_state = a->field_state;
}

stet_node stet__article_field(const stet_article *pub, stet_kind field)
{
    struct article *a = stet__article((stet_article *)(uintptr_t)pub);

    if (!stet__tree_usable(a) || field >= STET_KIND_MAX)
        return 0;
    if (a->chosen_state != a->field_state)
        choose(a);
    return stet__node_handle(a, a->chosen[field]);
}

/* ---- making one ------------------------------------------------------------- */
struct claim {
    int64_t confidence;
    stet_str source, lang, rule;
    stet_span span;
};

/* Members that the caller's stet_claim does not have yet are as if empty. */
#define CLAIM_HAS(c, member)                                                           \
    ((c) && (c)->size >= offsetof(stet_claim, member) + sizeof((c)->member))

static stet_str given(stet_str s)
{
    return stet_strn(s.p, s.n);
}

static int read_claim(const struct article *a, const stet_claim *c, struct claim *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->source = CLAIM_HAS(c, source) ? given(c->source) : stet_cstr("");
    ret->lang = CLAIM_HAS(c, lang) ? given(c->lang) : stet_cstr("");
    ret->rule = CLAIM_HAS(c, rule) ? given(c->rule) : stet_cstr("");
    ret->confidence = CLAIM_HAS(c, confidence) ? c->confidence : STET_SET;
    if (CLAIM_HAS(c, span))
        ret->span = c->span;
    if (!ret->source.n)
        ret->source = a->authors[a->step];
    return ret->confidence >= STET_INFERRED && ret->confidence <= STET_SET &&
           stet__text_valid(ret->source) && stet__text_valid(ret->lang) &&
           stet__text_valid(ret->rule) && ret->span.off <= UINT32_MAX - ret->span.len;
}

static int has_text(const struct node *node, stet_attr attr, stet_str text)
{
    const stet_value *value = stet__attr_get(node, attr);

    return value ? stet_str_eq(value->text, text) : !text.n;
}

/* Says the statement the same, from the same source, with no parts yet? */
static int equal(const struct node *node, stet_str text, const struct claim *claim)
{
    return node->text_len == text.n && !node->first &&
           memcmp(node->text, text.n ? text.p : "", text.n) == 0 &&
           confidence_of(node) == claim->confidence &&
           has_text(node, STET_ATTR_SOURCE, claim->source) &&
           has_text(node, STET_ATTR_LANG, claim->lang);
}

static stet_code put_text(struct article *a, uint32_t i, stet_attr attr, stet_str text)
{
    stet_value value = {attr, ATTR_TEXT, 0, text, 0};

    return text.n ? stet__attr_put(a, i, attr, &value) : STET_OK;
}

static stet_code put_claim(struct article *a, uint32_t i, const struct claim *claim)
{
    stet_value sure = {STET_ATTR_CONFIDENCE, ATTR_INT, 0, {"", 0}, claim->confidence};

    stet_code code = put_text(a, i, STET_ATTR_SOURCE, claim->source);
    if (code == STET_OK)
        code = stet__attr_put(a, i, STET_ATTR_CONFIDENCE, &sure);
    if (code == STET_OK)
        code = put_text(a, i, STET_ATTR_LANG, claim->lang);
    if (code == STET_OK)
        code = put_text(a, i, STET_ATTR_RULE, claim->rule);
    return code;
}

/* A node that says `text` and carries the claim; gone again when something fails. */
static uint32_t make(struct article *a, uint32_t parent, stet_kind kind, stet_str text,
                     const struct claim *claim)
{
    uint32_t i = 0;

    stet_code code = stet__tree_new(a, parent, 0, kind, claim->span, &i);
    if (code == STET_OK && text.n)
        code = stet__text_set(a, i, text, &claim->span);
    if (code == STET_OK)
        code = put_claim(a, i, claim);
    if (code == STET_OK)
        return i;
    if (code != STET_E_RANGE)
        stet__tree_failed(a, code);
    return 0;
}

stet_node stet__article_state(stet_article *pub, stet_kind field, stet_str text,
                              const stet_claim *claim)
{
    struct article *a = stet__article(pub);
    struct claim c;

    if (!stet__tree_usable(a) || (!text.p && text.n) || !stet__text_valid(text) ||
        !read_claim(a, claim, &c) || stet__tree_family(a, field) != STET_FAMILY_FIELD)
        return 0;
    for (uint32_t i = a->nodes[a->fields].first; i; i = a->nodes[i].next)
        if (a->nodes[i].kind == field && equal(&a->nodes[i], text, &c))
            return stet__node_handle(a, i);
    return stet__node_handle(a, make(a, a->fields, field, text, &c));
}

stet_node stet__article_notice_new(stet_article *pub, stet_kind kind, int zone,
                                   const stet_claim *claim)
{
    struct article *a = stet__article(pub);
    struct claim c;

    if (!stet__tree_usable(a) || zone < STET_ZONE_NONE || zone > STET_ZONE_TAIL ||
        !read_claim(a, claim, &c) || stet__tree_family(a, kind) != STET_FAMILY_NOTICE)
        return 0;
    uint32_t i = make(a, a->notices, kind, stet_cstr(""), &c);
    stet_code code = i && zone ? stet__tree_set_zone(a, i, zone) : STET_OK;
    if (code != STET_OK)
        stet__tree_failed(a, code);
    return code == STET_OK ? stet__node_handle(a, i) : 0;
}
