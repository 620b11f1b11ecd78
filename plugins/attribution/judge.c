/* SPDX-License-Identifier: MIT */
/* attribution.check with a policy: from a file, of a publisher, or as the article
 * states it. */
#include "judge.h"

#include "check/check.h"
#include "detect/detect.h"
#include "fix/fix.h"

struct judge {
    const struct judge_config *config;
    const struct licences *licences;
    const struct detector *detector; /* when the article itself states the policy */
    struct policy policy;
    struct context context;
    const struct doc *original;
    const struct licence *into;
};

int stet__judge_is_asked(const struct judge_config *c)
{
    return c->policy.n || c->publisher.n || c->as_stated;
}

/* ---- files --------------------------------------------------------------------- */
static stet_str folder_of(stet_str path)
{
    size_t n = path.n;
    while (n && path.p[n - 1] != '/')
        n--;
    return stet_strn(path.p, n);
}

/* A name of the context is relative to its file. */
static stet_str join(const struct pool *pool, stet_str folder, stet_str name)
{
    if (!folder.n || (name.n && name.p[0] == '/'))
        return name;
    stet_out out = stet__pool_out(pool, folder.n + name.n + 1, 8192);
    stet_put_str(&out, folder);
    stet_put_str(&out, name);
    stet_putc(&out, '\0');
    return stet_strn(out.failed ? "" : out.data, out.failed ? 0 : out.len - 1);
}

/* Whose conditions come with stet. */
static const char *const publishers[] = {"albany-proper",
                                         "floodlight",
                                         "harbour-dispatch",
                                         "inn-on-the-ground",
                                         "montana-free-press",
                                         "nd-news-cooperative",
                                         "newswell",
                                         "propublica",
                                         "public-good-news",
                                         "the-conversation",
                                         NULL};

static stet_code say_unknown(stet_build *b, stet_str name)
{
    char hint[120] = "see the files policy-*.yaml that come with the plugin";
    const char *near = stet_build_suggest(b, name, publishers);
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    return stet_problem(b, "publisher", -1, hint,
                        "no conditions of '%.*s' come with stet", TEXT_ARGS(name));
}

static int is_publisher(stet_str name)
{
    for (const char *const *p = publishers; *p; p++)
        if (stet_str_is(name, *p))
            return 1;
    return 0;
}

static stet_code load_policy(stet_build *b, const struct judge_config *c,
                             struct judge *j)
{
    stet_str path = c->policy;
    char name[128];
    if (c->publisher.n) {
        snprintf(name, sizeof name, "policy-%.*s.yaml",
                 (int)(c->publisher.n < 80 ? c->publisher.n : 80), c->publisher.p);
        if (!is_publisher(c->publisher))
            return say_unknown(b, c->publisher);
        path = stet_build_data_file(b, name);
    }
    if (!path.n)
        return STET_OK;
    int json = path.n > 5 && memcmp(path.p + path.n - 5, ".json", 5) == 0;
    const stet_data *data = stet_build_load(b, path, json);
    return data ? stet__policy_read(b, j->licences, data, &j->policy) : STET_E_CONFIG;
}

static stet_code load_context(stet_build *b, const struct judge_config *c,
                              struct judge *j, stet_str *ret_original)
{
    const struct pool pool = {.kit = stet_build_kit(b), .build = b};
    const stet_data *data = c->facts;
    int json =
        c->context.n > 5 && memcmp(c->context.p + c->context.n - 5, ".json", 5) == 0;
    if (c->context.n && !(data = stet_build_load(b, c->context, json)))
        return STET_E_CONFIG;
    if (!data)
        data = stet_build_var(b, "context");
    stet_code code = stet__context_read(b, data, &j->context);
    stet_str text = j->context.text_file;
    *ret_original = c->original;
    if (!c->original.n && text.n) {
        stet_str file = c->context.n ? c->context : stet_cstr(data->file);
        *ret_original = join(&pool, folder_of(file), text);
    }
    return code;
}

static stet_code load_original(stet_build *b, struct judge *j, stet_str path)
{
    struct pool *pool = stet_build_alloc(b, sizeof *pool);
    if (!pool)
        return STET_E_NOMEM;
    *pool = (struct pool){.kit = stet_build_kit(b), .build = b};
    const stet_data *data = stet_build_article(b, path);
    if (!data)
        return STET_E_CONFIG;
    j->original = stet__doc_of_data(pool, data);
    return j->original && !j->original->failed ? STET_OK : STET_E_NOMEM;
}

static stet_code load_into(stet_build *b, const struct judge_config *c, struct judge *j)
{
    const struct pool pool = {.kit = stet_build_kit(b), .build = b};
    if (!c->into.n)
        return STET_OK;
    j->into = stet__licence_find(&pool, j->licences, c->into);
    return j->into ? STET_OK
                   : stet_problem(b, "into", -1, "such as CC-BY-SA-4.0 or CC0-1.0",
                                  "'%.*s' is no licence that is known here",
                                  TEXT_ARGS(c->into));
}

stet_code stet__judge_load(stet_build *b, const struct judge_config *c,
                           const struct judge **ret)
{
    struct judge *j = stet_build_alloc(b, sizeof *j);
    stet_str original = stet_cstr("");
    if (!j)
        return STET_E_NOMEM;
    j->config = c;
    stet_code code = stet__licences_load(b, &j->licences);
    if (code != STET_OK)
        return code;
    code = load_policy(b, c, j);
    stet_code context = load_context(b, c, j, &original); /* all mistakes are told */
    code = code == STET_OK ? context : code;
    context = load_into(b, c, j);
    code = code == STET_OK ? context : code;
    if (code == STET_OK && original.n)
        code = load_original(b, j, original);
    if (code == STET_OK && c->as_stated)
        code = stet__detector_load(b, j->licences, &j->detector);
    if (code == STET_OK)
        *ret = j;
    return code;
}

/* ---- algebra ------------------------------------------------------------------- */
static void add_into(const struct judge *j, struct check *c)
{
    const struct policy *p = c->policy;
    struct row *r = stet__check_add(c, ROW_INTO, -1);
    stet_out owed = stet__pool_out(c->pool, 64, 1024);
    if (!p->licence) {
        stet__row_say(c, r, UNVERIFIABLE,
                      "the source is under no licence that is known: its "
                      "own conditions say what its parts may go into");
        return;
    }
    struct joined join = stet__licence_join(p->licence, j->into);
    static const int status[] = {UNVERIFIABLE, VIOLATED, SATISFIED};
    for (int32_t v = 1; v < VERBS && v < 32; v++)
        if (join.owed & (1u << v)) {
            stet_puts(&owed, owed.len ? ", " : "");
            stet_puts(&owed, stet__policy_verb(v));
        }
    if (join.changes)
        stet_puts(&owed, owed.len ? ", indicate-changes" : "indicate-changes");
    stet__row_say(c, r, status[join.allowed + 1], "%.*s into %.*s: %s",
                  TEXT_ARGS(p->licence->id), TEXT_ARGS(j->into->id), join.why);
    if (owed.len && !owed.failed)
        stet__row_todo(c, r, "owed: %.*s", (int)owed.len, owed.data);
}

struct policy *stet__judge_policy(const struct judge *j, const struct pool *pool)
{
    struct policy *p = j->detector ? stet__detect_policy(j->detector, pool)
                                   : stet__pool_alloc(pool, sizeof *p);
    if (p && !j->detector)
        *p = j->policy;
    return p;
}

/* ---- what the article says of its original --------------------------------------- */
static int links_to(const struct pool *pool, const struct doc *doc, struct address at)
{
    for (size_t i = 0; i < doc->link_count; i++) {
        struct address a = stet__address_of(pool->kit, doc->links[i].href);
        if (a.web && stet__address_same_page(pool, at, a))
            return 1;
    }
    return 0;
}

/* The address of the original, where two statements of the article agree on it, its
 * canonical address and its origin or a link, and it is a page of the holder. */
static stet_str agreed_address(const struct pool *pool, const struct policy *p,
                               const struct doc *doc)
{
    enum { PAGE = 2 }; /* a slash and a name */
    stet_str canonical = doc->canonical;
    stet_article *a = pool->article;
    struct address at = stet__address_of(pool->kit, canonical);
    int own = 0;
    for (size_t i = 0; at.web && i < p->hosts.n; i++)
        own |= stet__address_host_is(at.host, p->hosts.items[i]);
    stet_node n = own ? stet_first(a, stet_field(a, STET_ORIGIN)) : 0;
    if (own && at.path.n >= PAGE && links_to(pool, doc, at))
        return canonical;
    for (; n; n = stet_next(a, n)) {
        struct address origin =
            stet__address_of(pool->kit, stet_attr_str(a, n, STET_ATTR_URL));
        if (origin.web && stet__address_same_page(pool, at, origin))
            return canonical;
    }
    return stet_cstr("");
}

/* What was declared, and where nothing was the address that the article tells. */
static const struct context *context_of(const struct judge *j, const struct pool *pool,
                                        const struct policy *p, const struct doc *doc)
{
    stet_str url = j->context.original_url_fact == FACT_UNKNOWN
                       ? agreed_address(pool, p, doc)
                       : stet_cstr("");
    struct context *c = url.n ? stet__pool_alloc(pool, sizeof *c) : NULL;
    if (!url.n)
        return &j->context;
    if (c) {
        *c = j->context;
        c->original_url = url;
        c->original_url_fact = FACT_GIVEN;
    }
    return c;
}

/* ---- running ------------------------------------------------------------------- */
struct check *stet__judge_check(const struct judge *j, const struct pool *pool)
{
    struct check_facts facts = {.policy = &j->policy,
                                .context = &j->context,
                                .original = j->original,
                                .licences = j->licences,
                                .as_stated = j->detector != NULL,
                                .as_page = j->config->as_page};
    struct policy *stated = NULL;
    const struct doc *doc = stet__doc_of_article(pool);
    if (!doc || doc->failed)
        return NULL;
    if (j->detector) {
        if (!(stated = stet__detect_policy(j->detector, pool)))
            return NULL;
        facts.policy = stated;
        if (!(facts.context = context_of(j, pool, stated, doc)))
            return NULL;
    }
    struct check *c = stet__check_run(pool, &facts, doc);
    if (c && j->into)
        add_into(j, c);
    return c && !c->failed ? c : NULL;
}

static stet_code report(const struct judge *j, struct check *c, const struct row *r)
{
    static const int severities[] = {STET_INFO, STET_HIGH, STET_MEDIUM, STET_INFO};
    int effect = r->status == VIOLATED       ? j->config->on_missing - 1
                 : r->status == UNVERIFIABLE ? j->config->on_unverifiable - 1
                                             : STET_OBSERVE;
    stet_str policy =
        r->at >= 0 ? stet__pool_say(c->pool, "%.*s#%d", TEXT_ARGS(c->policy->id), r->at)
                   : c->policy->id;
    stet_finding f = {.size = sizeof f,
                      .severity = severities[r->status],
                      .effect = effect,
                      .confidence = 1,
                      .rule = stet__policy_verb(r->verb),
                      .node = r->node,
                      .from = r->from,
                      .to = r->to,
                      .message = r->why,
                      .suggestion = r->status == SATISFIED ? stet_cstr("") : r->todo,
                      .evidence = r->evidence,
                      .category = stet_cstr(""),
                      .policy = policy,
                      .status =
                          stet_cstr(r->status == NOT_APPLICABLE
                                        ? "not_applicable" /* as the core spells */
                                        : stet__check_status(r->status))};
    if (r->verb == ROW_INTO)
        f.suggestion = r->todo;
    return stet_finding_add(c->pool->article, &f);
}

stet_code stet__judge_run(const struct judge *j, stet_article *a)
{
    const struct pool pool = {
        .kit = stet_kit_of(a), .article = a, .known = j->config->known};
    struct check *c = stet__judge_check(j, &pool);
    if (!c)
        return STET_E_NOMEM;
    stet_code code = STET_OK;
    for (size_t i = 0; i < c->count && code == STET_OK; i++)
        code = report(j, c, &c->rows[i]);
    return code;
}

stet_code stet__judge_fix(const struct judge *j, stet_article *a)
{
    const struct pool pool = {
        .kit = stet_kit_of(a), .article = a, .known = j->config->known};
    stet_code code = STET_OK;
    for (int pass = FIX_GIVEN; pass <= FIX_WORDED && code == STET_OK; pass++) {
        struct check *c = stet__judge_check(j, &pool);
        code = c ? stet__fix_article(c, pass) : STET_E_NOMEM;
    }
    return code;
}
