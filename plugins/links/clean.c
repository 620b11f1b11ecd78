/* SPDX-License-Identifier: MIT */
/*
 * links.clean - takes out of addresses what follows readers.
 *
 *   - use: links.clean
 *     with:
 *       tracking: [house-tracking.yaml]  # besides the list that ships with it
 *       keep: [ocid]                     # parameters that stay
 *       images: true                     # addresses of pictures too
 *       fields: true                     # canonical, url, and the origin's address
 *       dead: unlink                     # links to closed services become text
 *
 * All other bytes of an address stay as they are, in their order. Each link that
 * changes is reported; as edits of the source only the bytes of the address change.
 */
#include "links.h"

enum dead { DEAD_KEEP = 1, DEAD_UNLINK };

struct config {
    stet_list tracking, keep, hosts;
    int32_t dead;
    uint8_t images, fields, report;
};

struct plan {
    const struct config *config;
    struct tracking tracking;
    struct host_book book;
};

static const stet_enum dead_values[] = {
    {"keep", DEAD_KEEP, "leave links to closed services alone"},
    {"unlink", DEAD_UNLINK, "turn links to closed services into their text"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_LIST_OF(struct config, tracking, STET_TYPE_PATH,
                 .help = "Files of tracking parameters, besides those that ship.",
                 .example = "[house-tracking.yaml]"),
    STET_LIST_OF(struct config, keep, STET_TYPE_STRING,
                 .help = "Names of parameters that stay.", .example = "[ocid]"),
    STET_LIST_OF(struct config, hosts, STET_TYPE_PATH,
                 .help = "Files of hosts, besides those that ship."),
    STET_CHOICE(struct config, dead, dead_values, .def = "keep",
                .help = "What becomes of links to closed services."),
    STET_BOOL(struct config, images, .def = "false",
              .help = "Clean the addresses of pictures and media too."),
    STET_BOOL(struct config, fields, .def = "false",
              .help = "Clean the canonical address, the url and the origin's too."),
    STET_BOOL(struct config, report, .def = "true",
              .help = "A finding for each address that changes."),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .id = "tracking-removed",
     .category = "links",
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .summary = "Tracking parameters were taken out of an address.",
     .help = "The evidence is the address as it was."},
    {.size = sizeof(stet_rule),
     .id = "dead-unlinked",
     .category = "links",
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .summary = "A link to a closed service became its text.",
     .help = "The evidence is the address that was linked."},
    {.size = sizeof(stet_rule)}};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    stet_code tracking =
        stet__tracking_read(b, &c->tracking, &c->keep, &plan->tracking);
    stet_code hosts = stet__hosts_read(b, &c->hosts, &plan->book);
    *ret_plan = plan;
    return tracking != STET_OK ? tracking : hosts;
}

/* ---- the work --------------------------------------------------------------- */
struct work {
    const struct plan *plan;
    stet_article *a;
    stet_str own; /* address of the article */
    size_t changed;
};

static stet_code report(struct work *w, stet_node n, const char *rule, stet_str was,
                        stet_str names)
{
    if (!w->plan->config->report)
        return STET_OK;
    stet_out out = stet_out_in_article(w->a, names.n + 48, names.n + 64);
    stet_put_str(&out, names);
    stet_puts(&out, names.n ? " taken out of the address" : "unlinked");
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = rule,
                      .node = n,
                      .message = stet_out_text(&out),
                      .evidence = was,
                      .suggestion = stet_cstr(""),
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    return stet_finding_add(w->a, &f);
}

/* The address without its parameters; `url` itself when nothing is to be done. */
static stet_str cleaned(struct work *w, stet_str url, stet_str *ret_names)
{
    if (!memchr(url.p, '?', url.n))
        return url;
    int class = stet_kit_of(w->a)->url_class(url, NULL, 0, NULL);
    if (class != STET_URL_HTTP && class != STET_URL_RELATIVE)
        return url;
    int own = stet__tracking_same_page(url, w->own);
    return stet__tracking_clean(w->a, &w->plan->tracking, url, own, ret_names);
}

/* An automatic link shows its address: the text goes with it. */
static stet_code change_text(struct work *w, stet_node link, stet_str was, stet_str now)
{
    stet_node text = stet_first(w->a, link);
    if (!text || stet_next(w->a, text) || stet_kind_of(w->a, text) != STET_TEXT ||
        !stet_str_eq(stet_text(w->a, text), was))
        return STET_OK;
    return stet_set_text(w->a, text, now);
}

static stet_code clean_attr(struct work *w, stet_node n, stet_attr attr)
{
    stet_str was = stet_attr_str(w->a, n, attr), names;
    stet_str now = cleaned(w, was, &names);
    if (now.p == was.p)
        return STET_OK;
    w->changed++;
    stet_code code = stet_set_attr(w->a, n, attr, now);
    if (code == STET_OK && attr == STET_ATTR_HREF)
        code = change_text(w, n, was, now);
    return code == STET_OK ? report(w, n, "tracking-removed", was, names) : code;
}

/* The children of a link take its place. */
static stet_code unlink_node(struct work *w, stet_node link)
{
    stet_str was = stet_attr_str(w->a, link, STET_ATTR_HREF);
    stet_node parent = stet_parent(w->a, link);
    stet_code code = report(w, parent, "dead-unlinked", was, stet_cstr(""));
    for (stet_node n = stet_first(w->a, link), next; n && code == STET_OK; n = next) {
        next = stet_next(w->a, n);
        code = stet_move(w->a, n, parent, link);
    }
    w->changed++;
    return code == STET_OK ? stet_remove(w->a, link) : code;
}

static int is_dead(struct work *w, stet_str url)
{
    stet_str host = stet_kit_of(w->a)->url_host(url);
    if (!host.n)
        return 0;
    const struct host_row *share =
        stet__hosts_find(&w->plan->book, HOSTS_SHARE, host, url);
    return (share && share->gone) ||
           stet__hosts_find(&w->plan->book, HOSTS_DEAD, host, url) != NULL;
}

static stet_code clean_link(struct work *w, stet_node link)
{
    if (w->plan->config->dead == DEAD_UNLINK &&
        is_dead(w, stet_attr_str(w->a, link, STET_ATTR_HREF)))
        return unlink_node(w, link);
    return clean_attr(w, link, STET_ATTR_HREF);
}

static stet_code clean_body(struct work *w)
{
    size_t count;
    const stet_item *items =
        stet_walk(w->a, stet_root(w->a, STET_FAMILY_BLOCK), &count);
    stet_code code = STET_OK;
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        if (items[i].kind == STET_LINK)
            code = clean_link(w, items[i].node);
        else if (w->plan->config->images &&
                 (items[i].kind == STET_IMAGE || items[i].kind == STET_MEDIA))
            code = clean_attr(w, items[i].node, STET_ATTR_SRC);
        if ((i & 4095) == 4095 && stet_alive(w->a) != STET_OK)
            return stet_alive(w->a);
    }
    return code;
}

/* A statement whose text is an address, or a part that has one. */
static stet_code clean_statement(struct work *w, stet_node statement)
{
    stet_str was = stet_text(w->a, statement), names;
    if (!statement)
        return STET_OK;
    stet_str now = stet__tracking_clean(w->a, &w->plan->tracking, was, 1, &names);
    if (now.p == was.p)
        return STET_OK;
    w->changed++;
    stet_code code = stet_set_text(w->a, statement, now);
    return code == STET_OK ? report(w, statement, "tracking-removed", was, names)
                           : code;
}

static stet_code clean_fields(struct work *w)
{
    stet_code code = clean_statement(w, stet_field(w->a, STET_CANONICAL));
    if (code == STET_OK)
        code = clean_statement(w, stet_field(w->a, STET_URL));
    stet_node origin = stet_field(w->a, STET_ORIGIN);
    for (stet_node p = stet_first(w->a, origin); p && code == STET_OK;
         p = stet_next(w->a, p))
        if (stet_attr_str(w->a, p, STET_ATTR_URL).n)
            code = clean_attr(w, p, STET_ATTR_URL);
    return code;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    struct work w = {.plan = plan, .a = a};
    (void)scratch;
    w.own = stet_field_text(a, STET_CANONICAL);
    if (!w.own.n)
        w.own = stet_field_text(a, STET_URL);
    stet_code code = clean_body(&w);
    if (code == STET_OK && w.plan->config->fields)
        code = clean_fields(&w);
    if (code == STET_OK && !w.changed)
        return stet_why(a, STET_SKIP, stet_cstr("no address has such parameters"));
    return code;
}

static const char *const reads[] = {"body", "canonical", "url", "origin", NULL};
static const char *const writes[] = {"body", "canonical", "url", "origin", NULL};

const stet_step stet__links_clean = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "links.clean",
    .summary = "Take tracking parameters out of the addresses of links.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};
