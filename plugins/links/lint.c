/* SPDX-License-Identifier: MIT */
/*
 * links.lint - finds links that are dead, hide something, or lead elsewhere than they
 * say.
 *
 *   - use: links.lint
 *     with:
 *       severity: { plain-http: low, shortener: "off" }
 *       effect: { text-host: reject }
 *       allow: [wapo.st]             # hosts that are never reported
 *       hosts: [house-hosts.yaml]    # besides the lists that ship with it
 *       images: true                 # addresses of pictures too
 */
#include "links.h"

struct config {
    stet_list severity, effect, allow, hosts, tracking;
    uint8_t images, fields;
};

enum rule {
    RULE_DEAD = 0,
    RULE_SHARE,
    RULE_EMPTY,
    RULE_BAD,
    RULE_SHORTENER,
    RULE_REDIRECT,
    RULE_HTTP,
    RULE_TRACKING,
    RULE_TEXT,
    RULE_USERINFO,
    RULE_LOOKALIKE,
    RULES
};

enum { SEVERITY_OFF = -2 };

struct plan {
    const struct config *config;
    struct host_book book;
    struct tracking tracking;
    int32_t severity[RULES], effect[RULES]; /* -1: as the rule says */
};

static const stet_enum severities[] = {{"off", SEVERITY_OFF, "do not report it"},
                                       {"info", STET_INFO, "worth knowing"},
                                       {"low", STET_LOW, "a blemish"},
                                       {"medium", STET_MEDIUM, "should be mended"},
                                       {"high", STET_HIGH, "must be looked at"},
                                       {"critical", STET_CRITICAL, "must not go out"},
                                       {NULL, 0, NULL}};

static const stet_enum effects[] = {
    {"observe", STET_OBSERVE, "no effect on the verdict"},
    {"label", STET_LABEL, "the article is labelled"},
    {"review", STET_REVIEW, "a person looks at it"},
    {"reject", STET_REJECT, "the article is refused"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_MAP_OF(struct config, severity, STET_TYPE_ENUM, .values = severities,
                .help = "Severity by rule; off: not reported.",
                .example = "{ plain-http: low, shortener: \"off\" }"),
    STET_MAP_OF(struct config, effect, STET_TYPE_ENUM, .values = effects,
                .help = "Effect on the verdict by rule.",
                .example = "{ text-host: reject }"),
    STET_LIST_OF(struct config, allow, STET_TYPE_STRING,
                 .help = "Hosts that are never reported.", .example = "[wapo.st]"),
    STET_LIST_OF(struct config, hosts, STET_TYPE_PATH,
                 .help = "Files of hosts, besides those that ship."),
    STET_LIST_OF(struct config, tracking, STET_TYPE_PATH,
                 .help = "Files of tracking parameters, besides those that ship."),
    STET_BOOL(struct config, images, .def = "false",
              .help = "Look at the addresses of pictures and media too."),
    STET_BOOL(struct config, fields, .def = "true",
              .help = "Look at the canonical address and the url too."),
    STET_OPTION_END};

#define RULE(name, level, what, text, why)                                             \
    {                                                                                  \
        .size = sizeof(stet_rule), .id = name, .category = "links", .severity = level, \
        .effect = what, .summary = text, .help = why                                   \
    }

static const stet_rule rules[] = {
    [RULE_DEAD] = RULE("dead-link", STET_LOW, STET_OBSERVE,
                       "A link leads to a service that has closed.",
                       "Take the link out, or link an archived copy."),
    [RULE_SHARE] = RULE("old-share", STET_LOW, STET_OBSERVE,
                        "A share link has a form that does not work, or was replaced.",
                        "Use the form of today, or share.links."),
    [RULE_EMPTY] = RULE("empty-target", STET_MEDIUM, STET_LABEL,
                        "A link leads nowhere.", "Give it an address or take it out."),
    [RULE_BAD] =
        RULE("bad-address", STET_HIGH, STET_REVIEW,
             "An address is malformed or has a scheme that no reader may follow.",
             "Writers leave such addresses out."),
    [RULE_SHORTENER] = RULE("shortener", STET_LOW, STET_OBSERVE,
                            "A shortened address hides where a link leads.",
                            "Link the address behind it: a shortener that closes takes "
                            "the link with it."),
    [RULE_REDIRECT] = RULE("redirect", STET_LOW, STET_OBSERVE,
                           "A link leads through a service that notes who follows it.",
                           "Link the address behind it."),
    [RULE_HTTP] =
        RULE("plain-http", STET_INFO, STET_OBSERVE, "An address begins with http://.",
             "It can be read and changed on its way: use https:// where the "
             "host has it."),
    [RULE_TRACKING] = RULE("tracking", STET_INFO, STET_OBSERVE,
                           "An address has parameters that follow readers.",
                           "links.clean takes them out."),
    [RULE_TEXT] = RULE("text-host", STET_HIGH, STET_REVIEW,
                       "The text of a link names another host than its address.",
                       "Readers are led elsewhere than they are told."),
    [RULE_USERINFO] = RULE("userinfo", STET_HIGH, STET_REVIEW,
                           "A name stands before the host of an address.",
                           "It looks like a host and is none; or it is a password."),
    [RULE_LOOKALIKE] = RULE("lookalike", STET_HIGH, STET_REVIEW,
                            "A host is written with letters that look like others.",
                            "It reads like a host that it is not."),
    [RULES] = {.size = sizeof(stet_rule)}};

/* ---- the plan --------------------------------------------------------------- */
static stet_code read_map(stet_build *b, const char *option, const stet_list *map,
                          int32_t *to)
{
    const char *names[RULES + 1] = {NULL};
    const stet_pair *pairs = map->items;
    stet_code code = STET_OK;
    for (int i = 0; i < RULES; i++) {
        names[i] = rules[i].id;
        to[i] = -1;
    }
    for (size_t k = 0; k < map->n; k++) {
        int i = 0;
        while (i < RULES && !stet_str_is(pairs[k].key, names[i]))
            i++;
        if (i < RULES) {
            to[i] = *(const int32_t *)pairs[k].value;
            continue;
        }
        char hint[256];
        size_t at = 0;
        const char *near = stet_build_suggest(b, pairs[k].key, names);
        if (near)
            snprintf(hint, sizeof hint, "did you mean '%s'?", near);
        for (int n = 0; !near && n < RULES && at < sizeof hint; n++)
            at += (size_t)snprintf(hint + at, sizeof hint - at, "%s%s",
                                   n ? ", " : "rules are ", names[n]);
        code = stet_problem(b, option, (int64_t)k, hint, "there is no rule '%.*s'",
                            (int)pairs[k].key.n, pairs[k].key.p);
    }
    return code;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    stet_code severity = read_map(b, "severity", &c->severity, plan->severity);
    stet_code effect = read_map(b, "effect", &c->effect, plan->effect);
    stet_code hosts = stet__hosts_read(b, &c->hosts, &plan->book);
    stet_code tracking = stet__tracking_read(b, &c->tracking, NULL, &plan->tracking);
    *ret_plan = plan;
    return severity != STET_OK ? severity
           : effect != STET_OK ? effect
           : hosts != STET_OK  ? hosts
                               : tracking;
}

/* ---- findings --------------------------------------------------------------- */
/* One address and where it stands. */
struct target {
    const struct plan *plan;
    stet_article *a;
    const stet_kit *kit;
    stet_node node;
    stet_str url; /* as it stands */
    stet_str host, own_host;
    int class;
    stet_code code; /* of the first call that failed */
};

static int is_on(const struct target *t, enum rule rule)
{
    return t->plan->severity[rule] != SEVERITY_OFF;
}

static void report(struct target *t, enum rule rule, int severity, int effect,
                   stet_str message, stet_str suggestion)
{
    int32_t set = t->plan->severity[rule], effect_set = t->plan->effect[rule];
    stet_finding f = {.size = sizeof f,
                      .severity = set != -1 ? set : severity,
                      .effect = effect_set != -1 ? effect_set : effect,
                      .confidence = 1,
                      .rule = rules[rule].id,
                      .node = t->node,
                      .message = message,
                      .evidence = t->url,
                      .suggestion = suggestion,
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    stet_code code = is_on(t, rule) ? stet_finding_add(t->a, &f) : STET_OK;
    t->code = t->code == STET_OK ? code : t->code;
}

/* Texts one after another, in the article's arena. */
static stet_str join(struct target *t, const stet_str *parts, size_t count)
{
    size_t n = 1;
    for (size_t i = 0; i < count; i++)
        n += parts[i].n;
    stet_out out = stet_out_in_article(t->a, n, n);
    for (size_t i = 0; i < count; i++)
        stet_put_str(&out, parts[i]);
    return stet_out_text(&out);
}
#define JOIN(t, ...)                                                                   \
    join(t, (const stet_str[]){__VA_ARGS__},                                           \
         sizeof((const stet_str[]){__VA_ARGS__}) / sizeof(stet_str))
#define S(text) stet_cstr(text)

static void report_as_is(struct target *t, enum rule rule, stet_str message,
                         stet_str suggestion)
{
    report(t, rule, -1, -1, message, suggestion);
}

/* ---- what an address says --------------------------------------------------- */
static stet_str name_of(const struct host_row *row)
{
    return row->name.n ? row->name : row->host;
}

static void look_up_dead(struct target *t)
{
    const struct host_row *row =
        stet__hosts_find(&t->plan->book, HOSTS_DEAD, t->host, t->url);
    char year[16];
    if (!row)
        return;
    snprintf(year, sizeof year, " in %d", (int)row->since);
    report_as_is(t, RULE_DEAD,
                 JOIN(t, name_of(row), S(" closed"), S(row->since ? year : ""),
                      S(": the page is gone")),
                 S("take the link out, or link an archived copy"));
}

static void look_up_share(struct target *t)
{
    const struct host_row *row =
        stet__hosts_find(&t->plan->book, HOSTS_SHARE, t->host, t->url);
    if (!row)
        return;
    report_as_is(t, RULE_SHARE,
                 JOIN(t, S("this form of "), name_of(row),
                      S(row->gone ? "'s share links does not work any more"
                                  : "'s share links was replaced")),
                 row->use.n ? JOIN(t, S("write "), row->use) : S("take the link out"));
}

/* 1 when the address only passes readers on: then its host says nothing. */
static int look_up_passing(struct target *t)
{
    const struct host_row *row =
        stet__hosts_find(&t->plan->book, HOSTS_SHORTENER, t->host, t->url);
    if (row)
        report_as_is(t, RULE_SHORTENER,
                     JOIN(t, row->host, S(" hides where the link leads")),
                     S("link the address behind it"));
    const struct host_row *other =
        stet__hosts_find(&t->plan->book, HOSTS_REDIRECTOR, t->host, t->url);
    if (other)
        report_as_is(t, RULE_REDIRECT,
                     JOIN(t, name_of(other), S(" notes who follows the link")),
                     S("link the address behind it"));
    return row || other;
}

/* Hosts that only this network or machine knows have no https. */
static int is_local(stet_str host)
{
    return !memchr(host.p, '.', host.n) || stet__tracking_below(host, S("local")) ||
           stet__tracking_below(host, S("onion")) ||
           stet__tracking_below(host, S("test")) ||
           (host.p[host.n - 1] >= '0' && host.p[host.n - 1] <= '9');
}

static void check_scheme(struct target *t)
{
    const char *colon = memchr(t->url.p, ':', t->url.n);
    size_t at = colon ? (size_t)(colon - t->url.p) : 0;
    if (at < 4 || (t->url.p[at - 1] | 0x20) != 'p' || is_local(t->host))
        return;
    report_as_is(t, RULE_HTTP, S("http:// can be read and changed on its way"),
                 JOIN(t, S("try https"), stet_strn(t->url.p + at, t->url.n - at)));
}

static void check_tracking(struct target *t, int own)
{
    stet_str names, clean;
    if (!memchr(t->url.p, '?', t->url.n))
        return;
    clean = stet__tracking_clean(t->a, &t->plan->tracking, t->url, own, &names);
    if (clean.p != t->url.p)
        report_as_is(t, RULE_TRACKING, JOIN(t, S("it follows readers: "), names),
                     JOIN(t, S("write "), clean));
}

/* ---- tricks ----------------------------------------------------------------- */
static void check_userinfo(struct target *t)
{
    if (stet__tracking_userinfo(t->url))
        report_as_is(t, RULE_USERINFO,
                     JOIN(t,
                          S("what stands before the @ is no host: the link leads to "),
                          t->host),
                     JOIN(t, S("write https://"), t->host, S("/...")));
}

static void check_look(struct target *t)
{
    static const char *const why[] = {"", "has signs that are not seen",
                                      "mixes letters of two scripts",
                                      "is written in letters of another script"};
    struct host_look look;
    int plain = 1;
    for (size_t i = 0; i < t->host.n && plain; i++)
        plain = (unsigned char)t->host.p[i] < 0x80 &&
                !((t->host.p[i] | 0x20) == 'x' && t->host.n - i > 4 &&
                  memcmp(t->host.p + i + 2, "--", 2) == 0);
    if (plain)
        return;
    stet__names_look(t->kit, t->host, &look);
    if (look.trick)
        report_as_is(t, RULE_LOOKALIKE,
                     JOIN(t, S("the host "), S(why[look.trick]), S(": it reads like '"),
                          stet_strn(look.ascii, look.n), S("' and is '"), t->host,
                          S("'")),
                     S("see that this is the host that was meant"));
}

static void report_text(struct target *t, stet_str says, stet_str leads, int sure)
{
    report(t, RULE_TEXT, sure ? -1 : STET_LOW, sure ? -1 : STET_OBSERVE,
           JOIN(t, S("the text names '"), says, S("', the address leads to '"), leads,
                S("'")),
           S("let text and address say the same"));
}

/* Does the address hold the name, in any case? */
static int holds(stet_str url, stet_str name)
{
    for (size_t i = 0; i + name.n <= url.n; i++) {
        size_t k = 0;
        while (k < name.n && (url.p[i + k] | 0x20) == (name.p[k] | 0x20))
            k++;
        if (k == name.n)
            return 1;
    }
    return 0;
}

/* An encyclopedia or an archive that writes about what the text names? */
static int is_about(const struct target *t, stet_str name)
{
    return t->host.n &&
           stet__hosts_find(&t->plan->book, HOSTS_ABOUT, t->host, t->url) &&
           holds(t->url, name);
}

static void check_mailbox(struct target *t, stet_str mailbox)
{
    const char *at = memchr(mailbox.p, '@', mailbox.n);
    stet_str domain = stet_strn(at + 1, mailbox.n - (size_t)(at + 1 - mailbox.p));
    if (t->class == STET_URL_HTTP) {
        if (!stet__names_related(t->kit, domain, t->host) && !is_about(t, mailbox))
            report_text(t, mailbox, t->host, 0);
        return;
    }
    if (t->class != STET_URL_MAIL)
        return;
    const char *colon = memchr(t->url.p, ':', t->url.n);
    const char *mark = memchr(t->url.p, '?', t->url.n);
    size_t from = colon ? (size_t)(colon - t->url.p) + 1 : 0;
    size_t to = mark ? (size_t)(mark - t->url.p) : t->url.n;
    stet_str box = stet_strn(t->url.p + from, to > from ? to - from : 0);
    if (memchr(box.p, '@', box.n) && !memchr(box.p, '%', box.n) &&
        !(box.n == mailbox.n && stet__tracking_below(box, mailbox)))
        report_text(t, mailbox, box, 1);
}

static void check_text(struct target *t)
{
    stet_str text = stet_content(t->a, t->node);
    struct named named = stet__names_in_text(&t->plan->book, t->kit, text);
    stet_str leads = t->host.n ? t->host : t->own_host;
    if (named.mailbox.n) {
        check_mailbox(t, named.mailbox);
        return;
    }
    if (!named.host.n || !leads.n || t->class == STET_URL_MAIL ||
        stet__names_related(t->kit, named.host, leads))
        return;
    if (is_about(t, named.host))
        return;
    if (!named.sure && (!t->host.n || stet__names_related(t->kit, leads, t->own_host)))
        return; /* the house's own page on what happens to be called so */
    report_text(t, named.host, leads, named.sure);
}

/* ---- the article ------------------------------------------------------------ */
static int is_allowed(const struct target *t)
{
    const stet_str *hosts = t->plan->config->allow.items;
    for (size_t i = 0; i < t->plan->config->allow.n; i++)
        if (stet__tracking_below(t->host, hosts[i]))
            return 1;
    return 0;
}

/* What an address says by itself. 1 when its host is the one that it leads to. */
static int check_address(struct target *t, int own)
{
    if (t->class == STET_URL_EMPTY) {
        report_as_is(t, RULE_EMPTY,
                     t->url.n ? JOIN(t, S("'"), t->url, S("' leads nowhere"))
                              : S("there is no address"),
                     S("give it an address, or take the link out"));
        return 0;
    }
    if (t->class == STET_URL_BAD) {
        report_as_is(t, RULE_BAD,
                     S("no reader may follow this address, and writers leave it out"),
                     S("write an address with http, https, mailto or tel"));
        return 0;
    }
    if (t->class != STET_URL_HTTP) {
        if (t->class == STET_URL_RELATIVE)
            check_tracking(t, 0);
        return t->class != STET_URL_FRAGMENT;
    }
    if (is_allowed(t))
        return 0;
    look_up_dead(t);
    look_up_share(t);
    int passing = look_up_passing(t);
    check_scheme(t);
    check_tracking(t, own);
    check_userinfo(t);
    check_look(t);
    return !passing;
}

/* The address of the article, and its host. */
struct own {
    stet_str url, host;
};

static struct target aim(const struct plan *plan, stet_article *a, stet_str own_host,
                         stet_node node, stet_str url)
{
    const stet_kit *kit = stet_kit_of(a);
    struct target t = {.plan = plan, .a = a, .kit = kit, .node = node, .url = url};
    t.class = kit->url_class(url, NULL, 0, NULL);
    t.host = t.class == STET_URL_HTTP || t.class == STET_URL_RELATIVE
                 ? kit->url_host(url)
                 : stet_cstr("");
    t.own_host = own_host;
    return t;
}

static stet_code check_link(const struct plan *plan, stet_article *a,
                            const struct own *own, const stet_item *item,
                            stet_attr attr)
{
    struct target t =
        aim(plan, a, own->host, item->node, stet_attr_str(a, item->node, attr));
    if (attr == STET_ATTR_SRC && t.class == STET_URL_EMPTY)
        return STET_OK; /* a picture that is still to come */
    if (check_address(&t, stet__tracking_same_page(t.url, own->url)) &&
        attr == STET_ATTR_HREF)
        check_text(&t);
    return t.code;
}

static stet_code check_field(const struct plan *plan, stet_article *a, stet_kind field)
{
    stet_node n = stet_field(a, field);
    struct target t = aim(plan, a, stet_cstr(""), n, stet_text(a, n));
    if (n && t.class == STET_URL_HTTP)
        check_address(&t, 1);
    return t.code;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct plan *p = plan;
    size_t count;
    stet_code code = STET_OK;
    (void)scratch;
    struct own own = {.url = stet_field_text(a, STET_CANONICAL)};
    if (!own.url.n)
        own.url = stet_field_text(a, STET_URL);
    own.host = stet_kit_of(a)->url_host(own.url);
    if (p->config->fields) {
        code = check_field(p, a, STET_CANONICAL);
        if (code == STET_OK)
            code = check_field(p, a, STET_URL);
    }
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        if (items[i].kind == STET_LINK)
            code = check_link(p, a, &own, &items[i], STET_ATTR_HREF);
        else if (p->config->images &&
                 (items[i].kind == STET_IMAGE || items[i].kind == STET_MEDIA))
            code = check_link(p, a, &own, &items[i], STET_ATTR_SRC);
        if ((i & 4095) == 4095 && code == STET_OK)
            code = stet_alive(a);
    }
    return code;
}

static const char *const reads[] = {"body", "canonical", "url", NULL};
static const char *const writes[] = {NULL};

const stet_step stet__links_lint = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct config),
    .name = "links.lint",
    .summary = "Find links that are dead, hide something or lead elsewhere.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};
