/* SPDX-License-Identifier: MIT */
/*
 * From data files to a plan; with `check_rules` the texts under `hit` and `miss` of
 * each rule are tried.
 */
#include "furniture.h"

static int says(const struct plan *plan, const stet_kit *kit, const struct rule *rule,
                stet_str text, struct scratch *s)
{
    static const struct names nobody = {.count = 0};
    struct unit unit = {
        .text = text, .zone = STET_ZONE_TAIL, .apart = 1, .bytes = (uint32_t)text.n};
    struct verdict *v = &s->verdict;
    s->cut = NULL;
    stet__furniture_look(plan, kit, &nobody, &unit, s);
    stet__furniture_judge(plan, &unit, LOOK_EDGE, v);
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *hit = &v->hits[i];
        if (hit->accepted && stet__furniture_phrase(plan, hit)->use != USE_CUE &&
            stet__furniture_rule(plan, hit)->kind == rule->kind)
            return 1; /* cues speak for blocks that are furniture anyhow */
    }
    return 0;
}

static stet_code try_texts(stet_build *b, const struct plan *plan,
                           const struct rule *rule, int wanted, struct scratch *s)
{
    struct texts texts = stet__furniture_texts(wanted ? rule->hit : rule->miss);
    stet_code code = STET_OK;
    for (const stet_data *d; (d = stet__furniture_next_text(&texts)) != NULL;)
        if (says(plan, stet_build_kit(b), rule, stet_data_text(d), s) != wanted)
            code = stet_problem_at(b, d, NULL, "the rule %.*s %s", (int)rule->id.n,
                                   rule->id.p,
                                   wanted ? "does not find this" : "finds this");
    return code;
}

static stet_code try_rules(stet_build *b, const struct plan *plan)
{
    stet_code code = STET_OK;
    struct scratch *s = stet_build_alloc(b, sizeof *s);
    if (!s)
        return STET_E_NOMEM;
    for (uint32_t i = 0; i < plan->rule_count; i++) {
        stet_code hits = try_texts(b, plan, &plan->rules[i], 1, s);
        stet_code misses = try_texts(b, plan, &plan->rules[i], 0, s);
        code = code != STET_OK ? code : hits != STET_OK ? hits : misses;
    }
    return code;
}

stet_code stet__furniture_load(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct maker m = {.b = b};
    stet_code code = stet__furniture_read(&m, c);
    if (code == STET_OK && c->check_rules)
        code = try_rules(b, m.plan);
    if (code == STET_OK)
        *ret_plan = m.plan;
    return code;
}
