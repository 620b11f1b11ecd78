/* SPDX-License-Identifier: MIT */
/*
 * republish.kit - the block that a publisher offers for copying.
 *
 *   - use: republish.kit
 *     with: { policy: policy.yaml }
 *
 * Puts a heading, the conditions in words, whom to ask, and a credit line with the
 * address of the original at the end of the article, in its language; the address
 * carries the conditions for machines, and rights.detect reads them there. Without
 * `policy` and `publisher` the conditions are those that the article states.
 */
#include "kit.h"

#include "notice/stamp.h"
#include "../detect/detect.h"
#include "../facts/address.h"
#include "../judge.h"

struct config {
    stet_str policy, publisher, words, url;
    int64_t level;
};
struct plan {
    const struct config *config;
    const struct judge *judge;
    struct kit_wordings words;
};

static const stet_option options[] = {
    STET_PATH(struct config, policy,
              .help = "A policy file; default: what the article states."),
    STET_STRING(struct config, publisher, .pattern = "[a-z0-9-]+",
                .help = "Conditions that come with stet, by the publisher's name."),
    STET_PATH(struct config, words,
              .help = "A file like kit-en.yaml with words of the house."),
    STET_STRING(struct config, url,
                .help = "Address of the original; default: canonical, else url."),
    STET_INT(struct config, level, 1, 6, .def = "3", .help = "Level of the heading."),
    STET_OPTION_END};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct plan *plan = stet_build_alloc(b, sizeof *plan);
    struct judge_config *j = stet_build_alloc(b, sizeof *j);
    if (!plan || !j)
        return STET_E_NOMEM;
    plan->config = c;
    j->policy = c->policy;
    j->publisher = c->publisher;
    j->as_stated = !c->policy.n && !c->publisher.n;
    j->context = j->original = j->into = stet_cstr("");
    stet_code code = stet__judge_load(b, j, &plan->judge);
    stet_code words = stet__kit_wordings(b, c->words, &plan->words);
    *ret_plan = plan;
    return code == STET_OK ? words : code;
}

/* ---- what it says -------------------------------------------------------------- */
enum { LINES = 160 };
enum line_kind { LINE_TITLE, LINE_TEXT, LINE_ITEM };
struct line {
    enum line_kind kind;
    stet_str text, place, name,
        href; /* place: "{holder}" of the text, which becomes a link */
};
struct block_text {
    struct line lines[LINES];
    size_t count;
};

static void add(struct block_text *t, struct line line)
{
    if (line.text.n && t->count < LINES)
        t->lines[t->count++] = line;
}

static void add_grants(struct block_text *t, const struct kit_values *v)
{
    for (size_t i = 0; i < v->policy->count; i++) {
        const struct grant *g = &v->policy->grants[i];
        add(t, (struct line){.kind = LINE_TEXT, .text = stet__kit_grant(v, g)});
        for (size_t k = 0; k < g->count; k++)
            add(t, (struct line){.kind = LINE_ITEM,
                                 .text = stet__kit_duty(v, &g->duties[k])});
    }
}

static stet_str contact_of(const struct policy *p)
{
    for (size_t i = 0; i < p->remark_count; i++)
        if (p->remarks[i].kind == REMARK_CONTACT &&
            stet_str_is(p->remarks[i].name, "licensing"))
            return p->remarks[i].value;
    return p->otherwise.contact;
}

static void word_all(const struct kit_values *v, stet_str url, struct block_text *t)
{
    const struct policy *p = v->policy;
    const struct kit_wording *w = v->words;
    stet_str contact = contact_of(p);
    add(t, (struct line){.kind = LINE_TITLE, .text = w->title});
    if (p->licence)
        add(t, (struct line){.kind = LINE_TEXT,
                             .text = w->licensed,
                             .place = stet_cstr("{licence}"),
                             .name = p->licence->title.n ? p->licence->title
                                                         : p->licence->id,
                             .href = p->licence->uri});
    add_grants(t, v);
    if (contact.n)
        add(t, (struct line){.kind = LINE_TEXT,
                             .text = w->contact,
                             .place = stet_cstr("{contact}"),
                             .name = contact,
                             .href = memchr(contact.p, '@', contact.n)
                                         ? stet__pool_say(v->pool, "mailto:%.*s",
                                                          TEXT_ARGS(contact))
                                         : contact});
    add(t, (struct line){.kind = LINE_TEXT,
                         .text = w->credit,
                         .place = stet_cstr("{holder}"),
                         .name = p->name,
                         .href = url});
}

/* ---- blocks -------------------------------------------------------------------- */
static stet_code put_line(stet_article *a, stet_node block, const struct line *l)
{
    const char *place =
        l->place.n ? memmem(l->text.p, l->text.n, l->place.p, l->place.n) : NULL;
    size_t before = place ? (size_t)(place - l->text.p) : l->text.n;
    stet_code code = stet_text_append(a, block, l->text.p, before, 0, 0);
    if (!place || code != STET_OK)
        return code;
    stet_node link = stet_node_new(a, block, 0, STET_LINK, stet_no_span());
    code = link ? stet_set_attr(a, link, STET_ATTR_HREF, l->href) : STET_FAILED;
    if (code == STET_OK)
        code = stet_text_append(a, link, l->name.p, l->name.n, 0, 0);
    stet_str rest = stet__text_from(l->text, before + l->place.n);
    return code == STET_OK ? stet_text_append(a, block, rest.p, rest.n, 0, 0) : code;
}

static stet_node new_block(stet_article *a, const struct plan *p,
                           const struct stamp *stamp, const struct stamp_point *point,
                           enum line_kind kind)
{
    static const stet_kind kinds[] = {STET_HEADING, STET_PARAGRAPH, STET_LIST};
    stet_node n = stet__stamp_block(a, stamp, point, kinds[kind]);
    if (n && kind == LINE_TITLE &&
        stet_set_int(a, n, STET_ATTR_LEVEL, p->config->level) != STET_OK)
        return 0;
    if (n && kind == LINE_ITEM && stet_set_int(a, n, STET_ATTR_TIGHT, 1) != STET_OK)
        return 0;
    return n;
}

static stet_code put_blocks(stet_article *a, const struct plan *p,
                            const struct stamp *stamp, const struct block_text *t,
                            const stet_node *own, size_t own_count)
{
    struct stamp_point point = stet__stamp_point(a, stamp, own_count ? own[0] : 0);
    stet_node blocks[STAMP_BLOCKS], list = 0;
    size_t count = 0;
    stet_code code = STET_OK;
    for (size_t i = 0; i < t->count && code == STET_OK && count < STAMP_BLOCKS; i++) {
        const struct line *l = &t->lines[i];
        stet_node at = l->kind == LINE_ITEM && list
                           ? list
                           : new_block(a, p, stamp, &point, l->kind);
        if (at && at != list)
            blocks[count++] = at;
        list = l->kind == LINE_ITEM ? at : 0;
        if (at && l->kind == LINE_ITEM)
            at = stet_node_new(a, list, 0, STET_ITEM, stet_no_span());
        code = at ? put_line(a, at, l) : STET_FAILED;
    }
    for (size_t i = 0; i < own_count && code == STET_OK; i++)
        code = stet_remove(a, own[i]);
    return code == STET_OK ? stet__stamp_record(a, stamp, blocks, count) : code;
}

/* ---- the step ------------------------------------------------------------------ */
static void hash_lines(stet_article *a, const struct plan *p, struct stamp *stamp,
                       const struct block_text *t)
{
    stet_out all = stet_out_in_article(a, 2048, 1 << 18);
    stet_put_int(&all, p->config->level);
    for (size_t i = 0; i < t->count; i++) {
        const stet_str parts[] = {t->lines[i].text, t->lines[i].name, t->lines[i].href};
        for (size_t k = 0; k < 3; k++) {
            stet_putc(&all, '\n');
            stet_put_str(&all, parts[k]);
        }
    }
    stet__stamp_hash(a, stamp, stet_out_text(&all));
}

static int stands_already(stet_article *a, const struct stamp *stamp,
                          const stet_node *own, size_t own_count)
{
    for (size_t i = 0; i < own_count; i++)
        if (!stet__stamp_matches(a, stamp, own[i]))
            return 0;
    return own_count && stet__stamp_is_recorded(a, stamp, own, own_count);
}

/* The policy with the name and the host that the article knows, where it has none. */
static void complete(stet_article *a, const struct pool *pool, stet_str url,
                     struct policy *p)
{
    struct address at = stet__address_of(pool->kit, url);
    stet_node publisher = stet_field(a, STET_PUBLISHER),
              party = stet_first(a, publisher);
    int listed = 0;
    if (!p->name.n)
        p->name =
            party ? stet_attr_str(a, party, STET_ATTR_NAME) : stet_text(a, publisher);
    if (!p->name.n)
        p->name = at.host;
    for (size_t i = 0; i < p->hosts.n; i++)
        listed |= stet__address_host_is(at.host, p->hosts.items[i]);
    stet_str *hosts = listed || !at.web
                          ? NULL
                          : stet__pool_array(pool, p->hosts.n + 1, sizeof *hosts);
    if (!hosts)
        return;
    if (p->hosts.n)
        memcpy(hosts, p->hosts.items, p->hosts.n * sizeof *hosts);
    hosts[p->hosts.n] = at.host;
    p->hosts = (struct texts){hosts, p->hosts.n + 1};
}

static stet_str original_address(stet_article *a, const struct config *c,
                                 const struct pool *pool, const struct policy *p)
{
    stet_str url = c->url.n ? c->url : stet_field_text(a, STET_CANONICAL);
    url = url.n ? url : stet_field_text(a, STET_URL);
    const char *mark = memchr(url.p, '#', url.n);
    url = mark ? stet_strn(url.p, (size_t)(mark - url.p)) : url;
    if (!stet__address_of(pool->kit, url).web)
        url = p->hosts.n
                  ? stet__pool_say(pool, "https://%.*s/", TEXT_ARGS(p->hosts.items[0]))
                  : stet_cstr("");
    return url;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct plan *p = plan;
    const struct pool pool = {.kit = stet_kit_of(a), .article = a};
    stet_node own[STAMP_BLOCKS];
    struct block_text t = {.count = 0};
    struct policy *policy = stet__judge_policy(p->judge, &pool);
    (void)scratch;
    if (!policy)
        return STET_E_NOMEM;
    if (!policy->count)
        return stet_why(a, STET_SKIP, stet_cstr("there is nothing that is granted"));
    stet_str url = original_address(a, p->config, &pool, policy);
    if (!url.n)
        return stet_why(a, STET_SKIP, stet_cstr("there is no address of the original"));
    complete(a, &pool, url, policy);
    stet_out link = stet_out_in_article(a, url.n + 512, 16000);
    stet_put_str(&link, url);
    stet__kit_write(&link, pool.kit, policy);
    if (link.failed)
        return link.failed;
    stet_str language = stet_field_text(a, STET_LANGUAGE);
    const struct kit_values v = {&pool, policy, stet__kit_wording(&p->words, language)};
    word_all(&v, stet_out_text(&link), &t);
    struct stamp stamp = {.id = stet_cstr("republish.kit"),
                          .lang = v.words->language,
                          .source = "republish.kit",
                          .kind = STET_PERMISSION,
                          .placement = STAMP_END};
    hash_lines(a, p, &stamp, &t);
    size_t own_count = stet__stamp_find(a, stamp.id, own);
    return stands_already(a, &stamp, own, own_count)
               ? STET_OK
               : put_blocks(a, p, &stamp, &t, own, own_count);
}

static const char *const reads[] = {"body",     "notices", "publisher",        "origin",
                                    "licence",  "site",    "canonical",        "url",
                                    "language", "stamps",  "copyright_holder", NULL};
static const char *const writes[] = {"body", "notices", "stamps", NULL};

const stet_step stet__republish_kit = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "republish.kit",
    .summary = "Add the block that a publisher offers for copying.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};
