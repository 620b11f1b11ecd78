/* SPDX-License-Identifier: MIT */
/*
 * notice.check - does the article say what it must say, and in time?
 *
 *   - use: notice.check
 *     with:
 *       require: [disclosure.ai]       # kinds that must be there
 *       affiliate_hosts: [shop.example]
 *
 * A notice of a link that earns a commission must stand before the first such link. A
 * notice that was stamped for a time must be gone when the time is over.
 */
#include "notice.h"

struct check_config {
    stet_list require, affiliate_hosts;
    uint8_t affiliate;
};

enum { LOOK_MAX = 32 }; /* notices of a kind, ranges of a notice that are looked at */

struct check_plan {
    const stet_kind *require;
    size_t count;
    const struct affiliate *affiliate; /* NULL: not looked at */
};

static const stet_option options[] = {
    STET_LIST_OF(struct check_config, require, STET_TYPE_KIND,
                 .help = "Kinds of notices that the article must have.",
                 .example = "[disclosure.ai]"),
    STET_BOOL(struct check_config, affiliate, .def = "true",
              .help = "Look for links that earn a commission."),
    STET_LIST_OF(struct check_config, affiliate_hosts, STET_TYPE_STRING,
                 .example = "[shop.example]",
                 .help = "Hosts of such links, besides those of affiliate.yaml."),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .id = "missing",
     .category = "notice",
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .summary = "A notice that must be there is not.",
     .help = "Stamp it with notice.stamp, or write it."},
    {.size = sizeof(stet_rule),
     .id = "affiliate-missing",
     .category = "notice",
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .summary = "A link earns a commission and the article does not say so.",
     .help = "Stamp the notice `affiliate`, or write one."},
    {.size = sizeof(stet_rule),
     .id = "affiliate-late",
     .category = "notice",
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .summary = "Readers meet a link that earns a commission before they are told.",
     .help = "Move the notice before the first such link: placement before_body."},
    {.size = sizeof(stet_rule),
     .id = "expired",
     .category = "notice",
     .severity = STET_LOW,
     .effect = STET_LABEL,
     .summary = "A notice stands behind the day until which it holds.",
     .help = "Run the step again that stamped it."},
    {.size = sizeof(stet_rule)}};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct check_config *c = config;
    const stet_str *names = c->require.items;
    struct check_plan *plan = stet_build_alloc(b, sizeof *plan);
    stet_kind *kinds = stet_build_alloc(b, c->require.n * sizeof *kinds);
    stet_code code = STET_OK;
    if (!plan || !kinds)
        return STET_E_NOMEM;
    for (size_t i = 0; i < c->require.n; i++) {
        kinds[i] = stet_build_kind(b, names[i]);
        if (kinds[i] < STET_NOTICE_OTHER || kinds[i] >= STET_KIND_X)
            code = stet_problem(b, "require", (int64_t)i, "disclosure.ai, correction",
                                "'%.*s' is no kind of notice", (int)names[i].n,
                                names[i].p);
    }
    plan->require = kinds;
    plan->count = c->require.n;
    if (c->affiliate &&
        !(plan->affiliate = stet__notice_affiliate(b, &c->affiliate_hosts)))
        return STET_E_CONFIG;
    *ret_plan = plan;
    return code;
}

static stet_code find_fault(stet_article *a, const char *rule, stet_node node,
                            const char *message, const char *what)
{
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = rule,
                      .node = node};
    stet_out out = stet_out_in_article(a, 160, 4096);
    stet_puts(&out, message);
    stet_puts(&out, what);
    f.message = stet_out_text(&out);
    return stet_finding_add(a, &f);
}

static stet_node find_kind(stet_article *a, stet_kind kind)
{
    return stet_find(a, stet_root(a, STET_FAMILY_NOTICE), 0, kind);
}

static stet_code check_required(stet_article *a, const struct check_plan *p)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < p->count && code == STET_OK; i++)
        if (!find_kind(a, p->require[i]))
            code = find_fault(a, "missing", 0, "there is no notice of the kind ",
                              stet_kind_name(a, p->require[i]));
    return code;
}

/* Does a range of the notice begin before the link does? */
static int stands_before(stet_article *a, stet_node notice, stet_node block,
                         stet_node *ret_said)
{
    stet_node r = stet_first(a, notice);
    for (int i = 0; r && i < LOOK_MAX; i++, r = stet_next(a, r)) {
        stet_node said = stet_kind_of(a, r) == STET_RANGE
                             ? stet_attr_node(a, r, STET_ATTR_BLOCK)
                             : 0;
        if (!said)
            continue;
        *ret_said = *ret_said ? *ret_said : said;
        if (said == block && stet_attr_int(a, r, STET_ATTR_FROM, 0) == 0)
            return 1;
        for (stet_node n = said; n && n != block; n = stet_next(a, n))
            if (stet_next(a, n) == block)
                return 1;
    }
    return 0;
}

static stet_code check_affiliate(stet_article *a, const struct check_plan *p)
{
    stet_node block = 0, said = 0;
    stet_node link =
        p->affiliate ? stet__notice_affiliate_link(a, p->affiliate, &block) : 0;
    if (!link)
        return STET_OK;
    stet_node notice = find_kind(a, STET_DISCLOSURE_AFFILIATE);
    if (!notice)
        return find_fault(a, "affiliate-missing", link,
                          "the link earns a commission, and no notice says so", "");
    for (int i = 0; notice && i < LOOK_MAX;
         i++, notice = stet_find(a, stet_root(a, STET_FAMILY_NOTICE), notice,
                                 STET_DISCLOSURE_AFFILIATE))
        if (stands_before(a, notice, block, &said))
            return STET_OK;
    return find_fault(a, "affiliate-late", said ? said : link,
                      "the notice stands behind the first link that earns a commission",
                      "");
}

static stet_code check_validity(stet_article *a)
{
    stet_code code = STET_OK;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; n && code == STET_OK; n = stet_next(a, n)) {
        stet_str until = stet_attr_str(a, n, STET_ATTR_VALID_UNTIL);
        stet_date date;
        if (!until.n ||
            stet_kit_of(a)->date_parse(until, stet_cstr(""), &date) != STET_OK ||
            stet_now(a) < stet__notice_ends(stet_kit_of(a), &date))
            continue;
        stet_node range = stet_find(a, n, 0, STET_RANGE);
        code = find_fault(a, "expired", stet_attr_node(a, range, STET_ATTR_BLOCK),
                          "its time is over: ", stet_kind_name(a, stet_kind_of(a, n)));
    }
    return code;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct check_plan *p = plan;
    (void)scratch;
    stet_code code = check_required(a, p);
    if (code == STET_OK)
        code = check_affiliate(a, p);
    return code == STET_OK ? check_validity(a) : code;
}

static const char *const reads[] = {"body", "notices", NULL};

const stet_step stet__notice_check_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct check_config),
    .name = "notice.check",
    .summary = "Check that notices are there, in time and in place.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .compile = compile,
    .process = process};
