/* SPDX-License-Identifier: MIT */
/*
 * rights.detect - what an article says of its rights, as a policy.
 *
 *   - use: rights.detect
 *     with: { form: odrl }          # default: policy
 *
 * States the field `x.attribution.policy`: the policy as JSON, in the form of a policy
 * file. An article that says nothing of rights gets no statement. What contradicts, and
 * text that shows something else than it says, are findings.
 */
#include "detect.h"

#include "../kit/kit.h"

struct config {
    int32_t form;
    stet_str policy;
};
enum { FORM_POLICY, FORM_ODRL };

struct detect_plan {
    const struct detector *detector;
    const struct policy *given; /* NULL: what the article says */
    stet_kind field;
    int32_t form;
};

static const stet_enum forms[] = {{"policy", FORM_POLICY, "as a policy file"},
                                  {"odrl", FORM_ODRL, "as ODRL in JSON-LD"},
                                  {NULL, 0, NULL}};
static const stet_option options[] = {
    STET_CHOICE(struct config, form, forms, .def = "policy",
                .help = "How the policy is written."),
    STET_PATH(struct config, policy,
              .help = "A policy file that holds in place of what the article says."),
    STET_OPTION_END};

#define RULE(ident, sev, eff, text)                                                    \
    {                                                                                  \
        .size = sizeof(stet_rule), .severity = (sev), .effect = (eff), .id = (ident),  \
        .category = "rights", .summary = (text)                                        \
    }
static const stet_rule rules[] = {
    RULE("rights-contradiction", STET_LOW, STET_OBSERVE,
         "Statements about rights disagree; the specific one wins."),
    RULE("rights-hidden", STET_HIGH, STET_REVIEW,
         "A sentence about rights holds characters that nobody sees."),
    RULE(
        "rights-lookalike", STET_HIGH, STET_REVIEW,
        "A link beside a sentence about rights leads to a host that imitates another."),
    {.size = sizeof(stet_rule)}};

static const stet_provides provides[] = {
    {.size = sizeof(stet_provides),
     .type = STET_VALUE_TEXT,
     .name = "policy",
     .help =
         "What the article says of its rights, as JSON in the form of a policy file."},
    {.size = sizeof(stet_provides)}};

static stet_code load_given(stet_build *b, const struct licences *licences,
                            const struct config *c, struct detect_plan *plan)
{
    struct policy *given = stet_build_alloc(b, sizeof *given);
    int json =
        c->policy.n > 5 && memcmp(c->policy.p + c->policy.n - 5, ".json", 5) == 0;
    const stet_data *data = given ? stet_build_load(b, c->policy, json) : NULL;
    if (!data)
        return given ? STET_E_CONFIG : STET_E_NOMEM;
    plan->given = given;
    return stet__policy_read(b, licences, data, given);
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct detect_plan *plan = stet_build_alloc(b, sizeof *plan);
    const struct licences *licences = NULL;
    if (!plan)
        return STET_E_NOMEM;
    stet_code code = stet__licences_load(b, &licences);
    if (code == STET_OK && c->policy.n)
        code = load_given(b, licences, c, plan);
    else if (code == STET_OK)
        code = stet__detector_load(b, licences, &plan->detector);
    plan->field = stet_build_kind(b, stet_cstr("x.attribution.policy"));
    plan->form = c->form;
    *ret_plan = plan;
    return code;
}

/* ---- the block for copying ----------------------------------------------------- */
static struct policy *kit_of_block(struct reading_article *r, stet_node block)
{
    size_t count;
    const stet_item *items = stet_walk(r->a, block, &count);
    for (size_t i = 0; i < count; i++) {
        stet_str href = items[i].kind == STET_LINK
                            ? stet_attr_str(r->a, items[i].node, STET_ATTR_HREF)
                            : stet_cstr("");
        struct policy *p = stet__kit_is_in(href)
                               ? stet__kit_read(r->pool, r->d->licences, href)
                               : NULL;
        if (p)
            return p;
    }
    return NULL;
}

static const char *disagrees(const struct policy *words, const struct policy *kit)
{
    if (words->licence &&
        (!kit->licence || !stet_str_eq(words->licence->id, kit->licence->id)))
        return "another licence in words than for machines";
    if (words->state == STATE_RESERVED && kit->count)
        return "rights are reserved in words and granted for machines";
    return NULL;
}

/* A policy for machines in the address of a block for copying takes the place of the
 * words; NULL: there is none. Where the words disagree, a contradiction is noted. */
static struct policy *read_kit(struct reading_article *r)
{
    struct policy *kit = NULL, *words = r->policy;
    stet_node looked = 0;
    size_t at = 0;
    for (; at < r->sentences.count && !kit; at++) {
        stet_node block = r->sentences.items[at].block;
        kit = block == looked ? NULL : kit_of_block(r, block);
        looked = block;
    }
    if (!kit)
        return NULL;
    const char *what = disagrees(words, kit);
    r->policy = kit;
    r->remark_cap = kit->remark_count; /* more go into a list of their own */
    struct remark *m =
        what ? stet__remark_add(r, REMARK_CONTRADICTION, &r->sentences.items[at - 1])
             : NULL;
    if (m)
        m->name = stet_cstr(what);
    return kit;
}

struct policy *stet__detect_policy(const struct detector *d, const struct pool *pool)
{
    struct policy *p = stet__pool_alloc(pool, sizeof *p);
    if (!p)
        return NULL;
    struct reading_article r = {.d = d, .pool = pool, .a = pool->article, .policy = p};
    p->name = p->licence_url = p->otherwise.contact = stet_cstr("");
    p->id = stet_cstr("as-stated");
    if (!stet__sentences_cut(&r))
        return NULL;
    stet__claims_read(&r);
    static const char *const tags[LANGUAGES] = {"en", "de", "fr", "es"};
    p->language = r.sentences.count ? tags[r.language] : NULL;
    struct policy *kit = read_kit(&r);
    if (!kit && (p->count || p->licence || p->remark_count))
        stet__holder_find(&r);
    stet__hidden_find(&r);
    return r.failed ? NULL : r.policy;
}

static stet_code report(stet_article *a, const struct remark *m)
{
    const char *rule = m->kind == REMARK_CONTRADICTION ? "rights-contradiction"
                       : m->kind == REMARK_HIDDEN      ? "rights-hidden"
                       : m->kind == REMARK_LOOKALIKE   ? "rights-lookalike"
                                                       : NULL;
    if (!rule)
        return STET_OK;
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = rule,
                      .node = m->node,
                      .from = m->from,
                      .to = m->to,
                      .message = m->name,
                      .suggestion = stet_cstr(""),
                      .evidence = m->value.n ? m->value : m->evidence,
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    return stet_finding_add(a, &f);
}

static int says_anything(const struct policy *p)
{
    return p->count || p->licence || p->remark_count || p->otherwise.verdict;
}

static stet_code state(const struct detect_plan *plan, stet_article *a,
                       const struct pool *pool, const struct policy *p)
{
    stet_out out = stet__pool_out(pool, 1024, 1u << 22);
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr("rights_text"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    if (plan->form == FORM_ODRL)
        stet__policy_odrl(&out, pool->kit, p);
    else
        stet__policy_json(&out, pool->kit, p);
    if (out.failed)
        return out.failed;
    return stet_state(a, plan->field, stet_out_text(&out), &claim) ? STET_OK
                                                                   : STET_E_NOMEM;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct detect_plan *p = plan;
    const struct pool pool = {.kit = stet_kit_of(a), .article = a};
    (void)scratch;
    const struct policy *policy =
        p->given ? p->given : stet__detect_policy(p->detector, &pool);
    if (!policy)
        return STET_E_NOMEM;
    stet_code code = STET_OK;
    for (size_t i = 0; i < policy->remark_count && code == STET_OK; i++)
        code = report(a, &policy->remarks[i]);
    if (code == STET_OK && says_anything(policy))
        code = state(p, a, &pool, policy);
    return code;
}

static const char *const reads[] = {
    "body", "notices",   "publisher", "origin",           "licence",
    "site", "canonical", "url",       "copyright_holder", NULL};
static const char *const writes[] = {"x.attribution.policy", NULL};

const stet_step stet__rights_detect = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "rights.detect",
    .summary = "Read what an article grants and asks, as a policy.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .provides = provides,
    .compile = compile,
    .process = process,
};
