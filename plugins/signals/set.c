/* SPDX-License-Identifier: MIT */
/*
 * signals.set - states what machines that read the article may do with it.
 *
 *   - use: signals.set
 *     with:
 *       mining: auto                    # or reserved, allowed, unstated
 *       policy: https://example.org/tdm-policy.json
 *       train: auto                     # AIPREF: yes, no, unstated
 *       ai_use: unstated
 *       search: yes
 *       robots: "noarchive, max-snippet:50"
 *       rsl: https://example.org/license.xml
 *
 * auto keeps what the article states; else a prohibition among its notices reserves
 * mining, and CC0 or the public domain allows it; nothing is made up for other
 * licences. `train: auto` follows mining. The signals are kept in `tdm` and in `extra`.
 */
#include "signals.h"

enum mining { MINING_AUTO = 1, MINING_RESERVED, MINING_ALLOWED, MINING_UNSTATED };
enum wish { WISH_AUTO = 1, WISH_YES, WISH_NO, WISH_UNSTATED };

struct config {
    int32_t mining, train, ai_use, search;
    stet_str policy, robots, rsl;
};

static const stet_enum minings[] = {
    {"auto", MINING_AUTO, "as the article states it, or as its rights have it"},
    {"reserved", MINING_RESERVED, "text and data mining is reserved"},
    {"allowed", MINING_ALLOWED, "text and data mining is allowed"},
    {"unstated", MINING_UNSTATED, "say nothing"},
    {NULL, 0, NULL}};

static const stet_enum trains[] = {{"auto", WISH_AUTO, "no where mining is reserved"},
                                   {"yes", WISH_YES, "may be done"},
                                   {"no", WISH_NO, "should not be done"},
                                   {"unstated", WISH_UNSTATED, "say nothing"},
                                   {NULL, 0, NULL}};

static const stet_enum wishes[] = {{"yes", WISH_YES, "may be done"},
                                   {"no", WISH_NO, "should not be done"},
                                   {"unstated", WISH_UNSTATED, "say nothing"},
                                   {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct config, mining, minings, .def = "auto",
                .help = "Reservation of text and data mining (TDMRep)."),
    STET_URL_OPTION(struct config, policy, .help = "Where the terms of mining stand.",
                    .example = "https://example.org/tdm-policy.json"),
    STET_CHOICE(struct config, train, trains, .def = "auto",
                .help = "AIPREF: training of models (train-ai)."),
    STET_CHOICE(struct config, ai_use, wishes, .def = "unstated",
                .help = "AIPREF: other use by models (ai-use)."),
    STET_CHOICE(struct config, search, wishes, .def = "unstated",
                .help = "AIPREF: search (search)."),
    STET_STRING(struct config, robots, .pattern = "[a-z0-9:, -]*", .max = 200,
                .help = "What robots may do, as in the robots meta element.",
                .example = "\"noarchive, max-snippet:50\""),
    STET_URL_OPTION(struct config, rsl, .help = "Where the RSL licence stands.",
                    .example = "https://example.org/license.xml"),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .id = "contradiction",
     .category = "rights",
     .severity = STET_MEDIUM,
     .effect = STET_LABEL,
     .summary = "A signal forbids what the article's licence allows, or the reverse.",
     .help = "Machines read the signal, people the licence: let both say the same."},
    {.size = sizeof(stet_rule)}};

static int is_web(const stet_kit *kit, stet_str url)
{
    return !url.n || kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct config *plan = stet_build_alloc(b, sizeof *plan);
    stet_code code = STET_OK;
    if (!plan)
        return STET_E_NOMEM;
    *plan = *c;
    if (!is_web(stet_build_kit(b), c->policy))
        code = stet_problem(b, "policy", -1, NULL, "begins with http:// or https://");
    if (!is_web(stet_build_kit(b), c->rsl))
        code = stet_problem(b, "rsl", -1, NULL, "begins with http:// or https://");
    if (c->policy.n && c->mining == MINING_UNSTATED)
        code = stet_problem(b, "policy", -1, "set mining, or leave it out",
                            "a policy without a word on mining");
    *ret_plan = plan;
    return code;
}

/* ---- what the rights say ---------------------------------------------------- */
static int begins(stet_str s, const char *head)
{
    size_t n = strlen(head);
    return s.n >= n && memcmp(s.p, head, n) == 0;
}

static int is_public(stet_str licence)
{
    return begins(licence, "CC0") || begins(licence, "PDM") ||
           begins(licence, "CC-PDM") || begins(licence, "public-domain") ||
           memmem(licence.p, licence.n, "creativecommons.org/publicdomain/", 33) !=
               NULL;
}

static int forbids(stet_article *a)
{
    stet_node notices = stet_root(a, STET_FAMILY_NOTICE);
    return stet_find(a, notices, 0, STET_PROHIBITION) != 0;
}

/* The statement of this step, or 0. */
static stet_node own_statement(stet_article *a)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = stet_find(a, fields, 0, STET_TDM);
    while (n && !stet_str_is(stet_attr_str(a, n, STET_ATTR_SOURCE), "signals.set"))
        n = stet_find(a, fields, n, STET_TDM);
    return n;
}

/* 1 reserved, 0 allowed, -1 unstated. */
static int decide(stet_article *a, const struct config *c)
{
    stet_node stated = stet_field(a, STET_TDM);
    if (c->mining != MINING_AUTO)
        return c->mining == MINING_RESERVED ? 1 : c->mining == MINING_ALLOWED ? 0 : -1;
    if (stated && stated != own_statement(a))
        return stet__signals_reserved(a);
    stet_str front = stet__signals_value(a, "tdm"); /* a key of front matter */
    if (front.n)
        return !stet_str_is(front, "allowed") && !stet_str_is(front, "0");
    if (forbids(a))
        return 1;
    return is_public(stet_field_text(a, STET_LICENCE)) ? 0 : -1;
}

/* ---- keeping it ------------------------------------------------------------- */
static stet_claim claim_of(void)
{
    return (stet_claim){.size = sizeof(stet_claim),
                        .confidence = STET_SET,
                        .source = stet_cstr("signals.set"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
}

static stet_code state_mining(stet_article *a, const struct config *c, int reserved)
{
    stet_str value = stet_cstr(reserved ? "reserved" : "allowed");
    stet_node n = own_statement(a), chosen = stet_field(a, STET_TDM);
    stet_claim claim = claim_of();
    stet_code code = STET_OK;
    if (!n && chosen && stet_str_eq(stet_text(a, chosen), value))
        n = chosen; /* the article says so itself */
    if (!n)
        n = stet_state(a, STET_TDM, value, &claim);
    else if (!stet_str_eq(stet_text(a, n), value))
        code = stet_set_text(a, n, value);
    if (!n)
        return STET_FAILED;
    if (code == STET_OK && c->policy.n)
        code = stet_set_attr(a, n, STET_ATTR_URL, c->policy);
    return code;
}

static stet_code keep_value(stet_article *a, const char *key, stet_str value)
{
    stet_node part = stet__signals_part(a, key);
    stet_claim claim = claim_of();
    if (!value.n || stet_str_eq(stet__signals_value(a, key), value))
        return STET_OK;
    if (!part) {
        stet_node extra = stet_find(a, stet_root(a, STET_FAMILY_FIELD), 0, STET_EXTRA);
        if (!extra)
            extra = stet_state(a, STET_EXTRA, stet_cstr(""), &claim);
        part = extra ? stet_node_new(a, extra, 0, STET_EXTRA_PART, stet_no_span()) : 0;
    }
    if (!part)
        return STET_FAILED;
    stet_code code = stet_set_attr(a, part, STET_ATTR_KEY, stet_cstr(key));
    return code == STET_OK ? stet_set_attr(a, part, STET_ATTR_VALUE, value) : code;
}

static void put_wish(stet_out *out, const char *label, int32_t wish)
{
    if (wish != WISH_YES && wish != WISH_NO)
        return;
    stet_puts(out, out->len ? ", " : "");
    stet_puts(out, label);
    stet_puts(out, wish == WISH_YES ? "=y" : "=n");
}

/* A dictionary of structured fields, as the header Content-Usage has it. */
static stet_str usage_of(stet_article *a, const struct config *c, int reserved)
{
    int32_t train = c->train;
    stet_out out = stet_out_in_article(a, 64, 256);
    if (train == WISH_AUTO)
        train = reserved < 0 ? WISH_UNSTATED : reserved ? WISH_NO : WISH_YES;
    put_wish(&out, "train-ai", train);
    put_wish(&out, "ai-use", c->ai_use);
    put_wish(&out, "search", c->search);
    return stet_out_text(&out);
}

static stet_code check(stet_article *a, int reserved)
{
    stet_str licence = stet_field_text(a, STET_LICENCE);
    const char *message = NULL;
    if (reserved == 1 && is_public(licence))
        message = "mining is reserved, and the licence reserves nothing";
    if (reserved == 0 && forbids(a))
        message = "mining is allowed, and a notice of the article forbids its use";
    if (!message)
        return STET_OK;
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = "contradiction",
                      .node = stet_field(a, reserved ? STET_LICENCE : STET_TDM),
                      .message = stet_cstr(message),
                      .suggestion = stet_cstr("let licence, notices and signal agree"),
                      .evidence = licence,
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    return stet_finding_add(a, &f);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct config *c = plan;
    (void)scratch;
    int reserved = decide(a, c);
    stet_code code = reserved < 0 ? STET_OK : state_mining(a, c, reserved);
    if (code == STET_OK)
        code = keep_value(a, SIGNALS_USAGE, usage_of(a, c, reserved));
    if (code == STET_OK)
        code = keep_value(a, SIGNALS_ROBOTS, c->robots);
    if (code == STET_OK)
        code = keep_value(a, SIGNALS_LICENCE_FILE, c->rsl);
    return code == STET_OK ? check(a, reserved) : code;
}

static const char *const reads[] = {"tdm", "licence", "extra", "notices", NULL};
static const char *const writes[] = {"tdm", "extra", NULL};

const stet_step stet__signals_set = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "signals.set",
    .summary = "State what machines that read may do with the article.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};
