/* SPDX-License-Identifier: MIT */
/*
 * Findings: what a step says, checked against what it declared, placed in the source
 * and copied.
 */
#include "base/text/unicode.h"
#include "model/tree/tree.h"
#include "model/verdict.h"
#include "model/views/pieces.h"

/* Members that were in the first release: an older struct is not one of ours. */
#define FINDING_SIZE (offsetof(stet_finding, status) + sizeof(stet_str))

/* Rules are few and lie side by side: a comparison of pointers finds most of them. */
static const stet_rule *find_rule(const struct article *a, const char *id)
{
    const char *at = (const char *)a->rules;
    for (int pass = 0; pass < 2 && at; pass++) {
        const stet_rule *rule = (const stet_rule *)(const void *)at;
        for (const char *p = at; rule->id; rule = (const stet_rule *)(const void *)p) {
            if (pass ? strcmp(rule->id, id) == 0 : rule->id == id)
                return rule;
            p += a->rule_size;
        }
    }
    return NULL;
}

/* A duty that is met, or does not apply, stands in nobody's way. */
static int is_met(stet_str status)
{
    return stet_str_is(status, "satisfied") || stet_str_is(status, "not_applicable");
}

static int is_status(stet_str status)
{
    return !status.n || is_met(status) || stet_str_is(status, "violated") ||
           stet_str_is(status, "unverifiable");
}

static int is_text(stet_str s)
{
    size_t bad;
    return !s.n || (s.p && stet__utf8_valid(s.p, s.n, &bad));
}

static stet_code check(const struct article *a, const stet_finding *f,
                       const stet_rule **ret_rule)
{
    if (!stet__tree_usable(a) || !f || f->size < FINDING_SIZE || !f->rule)
        return STET_E_MISUSE;
    if (!is_text(f->message) || !is_text(f->suggestion) || !is_text(f->evidence) ||
        !is_text(f->category) || !is_text(f->policy) || !is_text(f->status))
        return STET_E_UTF8;
    if (f->severity < -1 || f->severity > STET_CRITICAL || f->effect < -1 ||
        f->effect > STET_REJECT || !(f->score >= 0 && f->score <= STET_SCORE_MAX) ||
        !(f->confidence >= 0 && f->confidence <= 1) || !is_status(f->status))
        return STET_E_RANGE;
    if (f->node && !stet__node_index(a, f->node))
        return STET_E_STALE;
    *ret_rule = find_rule(a, f->rule);
    return *ret_rule ? STET_OK : STET_E_UNDECLARED;
}

static stet_code place(const struct article *a, const stet_finding *f,
                       struct finding *kept)
{
    uint32_t i = stet__node_index(a, f->node);
    kept->node = f->node;
    kept->from = f->from;
    kept->to = f->to;
    if (i && (f->from || f->to))
        return stet__content_source(a, i, f->from, f->to, &kept->source);
    if (f->from || f->to)
        return STET_E_RANGE;
    if (i)
        kept->source = a->nodes[i].span;
    return STET_OK;
}

static stet_code copy(struct article *a, stet_str from, stet_str *ret_copy)
{
    *ret_copy = stet_cstr("");
    if (!from.n)
        return STET_OK;
    stet_str s = stet__arena_copy(&a->arena, from);
    if (!s.p)
        return stet__tree_no_room(a, from.n);
    *ret_copy = s;
    return STET_OK;
}

static stet_code copy_text(struct article *a, const stet_finding *f,
                           struct finding *kept)
{
    stet_str category = f->category.n ? f->category : stet_cstr(kept->rule->category);
    stet_code code = copy(a, f->message, &kept->message);
    if (!code)
        code = copy(a, f->suggestion, &kept->suggestion);
    if (!code)
        code = copy(a, f->evidence, &kept->evidence);
    if (!code)
        code = copy(a, f->policy, &kept->policy);
    if (!code)
        code = copy(a, f->status, &kept->status);
    if (!code && f->category.n)
        return copy(a, category, &kept->category);
    kept->category = category; /* the rule's own lives as long as its plugin */
    return code;
}

static void judge(const stet_finding *f, struct finding *kept)
{
    int met = is_met(f->status);
    kept->severity = met ? STET_INFO : kept->rule->severity;
    kept->effect = met ? STET_OBSERVE : kept->rule->effect;
    if (f->severity >= 0)
        kept->severity = f->severity;
    if (f->effect >= 0)
        kept->effect = f->effect;
    kept->score = f->score;
    kept->confidence = f->confidence;
}

stet_code stet__article_finding(stet_article *pub, const stet_finding *f)
{
    struct article *a = stet__article(pub);
    struct finding kept = {0};
    stet_code code = check(a, f, &kept.rule);
    if (code)
        return code;
    if (a->finding_count >= a->limits->findings)
        return STET_E_LIMIT;
    kept.plugin = a->plugin ? a->plugin : "";
    kept.step = a->step;
    judge(f, &kept);
    code = place(a, f, &kept);
    if (!code)
        code = copy_text(a, f, &kept);
    if (!code)
        code = stet__array_reserve(&a->findings, &a->finding_cap, a->finding_count + 1,
                                   sizeof *a->findings);
    if (code)
        return code;
    a->findings[a->finding_count++] = kept;
    return STET_OK;
}
