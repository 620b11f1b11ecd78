/* SPDX-License-Identifier: MIT */
/* JSON-LD of a page: the first article in it. */
#include "head.h"

enum { GRAPH_NODES = 64, SCRIPTS_MAX = 8 };

static int is_article(const stet_data *d)
{
    static const char *const ends[] = {"Article", "Posting", "Report",   "NewsArticle",
                                       "Review",  "Recipe",  "Recording"};
    const stet_data *type = stet_data_get(d, "@type");
    if (type && type->type == STET_DATA_LIST)
        type = type->first;
    stet_str t = stet_data_text(type);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (t.n >= n && !memcmp(t.p + t.n - n, ends[i], n))
            return 1;
    }
    return 0;
}

/* Lists, @graph and mainEntity are looked into, breadth first. */
static const stet_data *find_article(const stet_data *root)
{
    const stet_data *open[GRAPH_NODES];
    size_t count = 0, at = 0;
    if (root)
        open[count++] = root;
    for (; at < count; at++) {
        const stet_data *d = open[at];
        if (d->type == STET_DATA_MAP && is_article(d))
            return d;
        const stet_data *list =
            d->type == STET_DATA_LIST ? d : stet_data_get(d, "@graph");
        const stet_data *main = stet_data_get(d, "mainEntity");
        if (main && count < GRAPH_NODES)
            open[count++] = main;
        for (const stet_data *i = list ? list->first : NULL; i && count < GRAPH_NODES;
             i = i->next)
            open[count++] = i;
    }
    return NULL;
}

/* What has that @id, among the same nodes. */
static const stet_data *find_id(const stet_data *root, stet_str id)
{
    const stet_data *list =
        root->type == STET_DATA_LIST ? root : stet_data_get(root, "@graph");
    size_t count = 0;
    for (const stet_data *d = list ? list->first : NULL; d && count++ < GRAPH_NODES;
         d = d->next)
        if (stet_str_eq(stet_data_get_text(d, "@id"), id))
            return d;
    return NULL;
}

static void read_author(struct page *p, const stet_data *root, const stet_data *d)
{
    stet_str id = stet_data_get_text(d, "@id");
    if (d->type == STET_DATA_MAP && !stet_data_get(d, "name") && id.n)
        d = find_id(root, id);
    const stet_data *name =
        d && d->type == STET_DATA_MAP ? stet_data_get(d, "name") : d;
    if (name && name->type == STET_DATA_LIST)
        name = name->first;
    stet__head_add_authors(&p->crews[CREW_GRAPH],
                           stet__claim_trim(stet_data_text(name)));
}

static void read_authors(struct page *p, const stet_data *root, const stet_data *d)
{
    if (d && d->type != STET_DATA_LIST)
        read_author(p, root, d);
    else if (d)
        for (const stet_data *one = d->first; one; one = one->next)
            read_author(p, root, one);
}

static void state_date(struct page *p, const stet_data *d, const char *key,
                       stet_kind field)
{
    stet_str text = stet_data_get_text(d, key);
    if (text.n && !stet_field(p->c->a, field))
        stet__claim_date(p->c, field, text);
}

static void read_article(struct page *p, const stet_data *root, const stet_data *d)
{
    struct claims *c = p->c;
    stet_node at = 0;
    if (!p->social.n)
        p->social = stet__claim_trim(stet_data_get_text(d, "headline"));
    state_date(p, d, "datePublished", STET_PUBLISHED);
    state_date(p, d, "dateModified", STET_UPDATED);
    stet_str house = stet_data_get_text(stet_data_get(d, "publisher"), "name");
    p->house = house;
    if (!p->site.n)
        p->site = house;
    if (house.n && !stet_field(c->a, STET_PUBLISHER))
        stet__claim_party(c, STET_PUBLISHER, &at, house, "org");
    if (!stet_field(c->a, STET_EXCERPT))
        stet__claim_text(c, STET_EXCERPT, stet_data_get_text(d, "description"));
    p->crews[CREW_GRAPH].span = c->claim.span;
    p->crews[CREW_GRAPH].source = "json_ld";
    read_authors(p, root, stet_data_get(d, "author"));
}

void stet__head_graph(struct page *p)
{
    struct claims *c = p->c;
    stet_str source = c->claim.source;
    size_t scripts = 0;
    for (const struct markup *m = p->root;
         (m = stet__markup_walk(m, p->root)) != NULL;) {
        if (m->tag != TAG_SCRIPT ||
            !stet_str_is(stet__markup_attr(m, "type"), "application/ld+json") ||
            scripts++ >= SCRIPTS_MAX)
            continue;
        stet_error err = {.code = STET_OK};
        const stet_data *root =
            stet_parse(c->a, stet__claim_trim(stet__markup_raw(c->a, m)), 1, &err);
        const stet_data *d = find_article(root);
        if (!d)
            continue;
        c->claim.span = (stet_span){m->off, m->len};
        c->claim.source = stet_cstr("json_ld");
        read_article(p, root, d);
        c->claim.source = source;
        return;
    }
}
