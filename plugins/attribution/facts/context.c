/* SPDX-License-Identifier: MIT */
/* Reads a context file. */
#include "context.h"

#include "../policy/policy.h"

struct reading {
    stet_build *b;
    const struct pool *pool;
    stet_code code;
};

static void fail(struct reading *r, stet_code code)
{
    if (r->code == STET_OK || code == STET_E_NOMEM)
        r->code = code;
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

static int is_none(const stet_data *d)
{
    return d->type == STET_DATA_NULL ||
           ((d->type == STET_DATA_LIST || d->type == STET_DATA_MAP) && !d->count) ||
           ((d->type == STET_DATA_PLAIN || d->type == STET_DATA_BOOL) &&
            stet_str_is(d->text, "false"));
}

static int fact_of(const stet_data *d)
{
    if (!d)
        return FACT_UNKNOWN;
    if (is_none(d))
        return FACT_NONE;
    return is_scalar(d) && stet_str_is(d->text, "true") ? FACT_TRUE : FACT_GIVEN;
}

static void warn_unknown(struct reading *r, const stet_data *map,
                         const char *const *keys)
{
    for (const stet_data *d = map && map->type == STET_DATA_MAP ? map->first : NULL; d;
         d = d->next) {
        const char *const *k = keys;
        while (*k && !stet_str_is(d->key, *k))
            k++;
        if (*k)
            continue;
        const char *near = stet_build_suggest(r->b, d->key, keys);
        stet_str hint =
            near ? stet__pool_say(r->pool, "did you mean '%s'?", near) : stet_cstr("");
        r->b->ops->problem_at(
            r->b, d, 1,
            stet__pool_say(r->pool, "a context has no key '%.*s'", TEXT_ARGS(d->key)),
            hint);
    }
}

/* A section: a map, or nothing. */
static const stet_data *section(struct reading *r, const stet_data *data,
                                const char *name, const char *const *keys)
{
    const stet_data *d = stet_data_get(data, name);
    if (!d || d->type == STET_DATA_NULL)
        return NULL;
    if (d->type != STET_DATA_MAP) {
        fail(r, stet_problem_at(r->b, d, NULL, "a map is wanted below '%s'", name));
        return NULL;
    }
    warn_unknown(r, d, keys);
    return d;
}

/* ---- values -------------------------------------------------------------------- */
static stet_str text_of(struct reading *r, const stet_data *map, const char *key,
                        int *ret)
{
    const stet_data *d = stet_data_get(map, key);
    int fact = fact_of(d);
    if (d && fact != FACT_NONE && (!is_scalar(d) || fact == FACT_TRUE)) {
        fail(r, stet_problem_at(r->b, d, NULL, "'%s' is a text", key));
        fact = FACT_UNKNOWN;
    }
    if (ret)
        *ret = fact;
    return fact == FACT_GIVEN ? stet__text_trim(d->text) : stet_cstr("");
}

static int truth_of(struct reading *r, const stet_data *map, const char *key)
{
    const stet_data *d = stet_data_get(map, key);
    int fact = fact_of(d);
    if (fact == FACT_GIVEN) {
        fail(r, stet_problem_at(r->b, d, NULL, "'%s' is true or false", key));
        fact = FACT_UNKNOWN;
    }
    return fact;
}

static const int64_t units[] = {0, 366 * 86400LL, 31 * 86400LL, 86400, 60, 1};

int stet__context_moment(const stet_kit *kit, stet_str text, struct moment *ret)
{
    stet_date date, last;
    if (kit->date_parse(text, stet_cstr(""), &date) != STET_OK)
        return 0;
    last = date;
    ret->from = kit->date_seconds(&date);
    ret->to = ret->from + units[date.precision] - 1;
    if (date.precision == STET_MONTH || date.precision == STET_YEAR) {
        last.month =
            date.precision == STET_YEAR || date.month == 12 ? 1 : date.month + 1;
        last.year = (int16_t)(last.month == 1 ? date.year + 1 : date.year);
        last.day = 1;
        last.precision = STET_DAY;
        ret->to = kit->date_seconds(&last) - 1;
    }
    ret->zoned = date.zone != STET_ZONE_UNKNOWN;
    ret->fact = FACT_GIVEN;
    ret->text = text;
    return 1;
}

static struct moment moment_of(struct reading *r, const stet_data *map, const char *key)
{
    struct moment m = {.text = stet_cstr("")};
    const stet_data *d = stet_data_get(map, key);
    m.fact = fact_of(d);
    if (m.fact != FACT_GIVEN)
        return m;
    if (!is_scalar(d) || !stet__context_moment(r->pool->kit, d->text, &m)) {
        fail(r, stet_problem_at(r->b, d, "such as 2026-03-14 or 2026-03-14T09:30Z",
                                "'%.*s' is no date", TEXT_ARGS(stet_data_text(d))));
        m.fact = FACT_UNKNOWN;
    }
    return m;
}

/* ---- lists --------------------------------------------------------------------- */
/* The first item; a scalar or a map is a list of one. *ret_count items follow. */
static const stet_data *items_of(const stet_data *d, size_t *ret_count)
{
    int list = d && d->type == STET_DATA_LIST;
    *ret_count = !d || is_none(d) ? 0 : list ? d->count : 1;
    return !*ret_count ? NULL : list ? d->first : d;
}

static const stet_data *next_of(const stet_data *list, const stet_data *item)
{
    return list->type == STET_DATA_LIST ? item->next : NULL;
}

/* Texts; in a map the first of the keys that is there. */
static void read_texts(struct reading *r, const stet_data *d, const char *key,
                       stet_str **ret_items, size_t *ret_n, int *ret_fact)
{
    size_t count;
    const stet_data *i = items_of(d, &count);
    *ret_fact = fact_of(d);
    *ret_items = stet__pool_array(r->pool, count, sizeof **ret_items);
    if (!*ret_items)
        fail(r, STET_E_NOMEM);
    for (; i && *ret_items; i = next_of(d, i)) {
        stet_str s = is_scalar(i) ? i->text : stet_data_get_text(i, key);
        if (stet__text_trim(s).n)
            (*ret_items)[(*ret_n)++] = stet__text_trim(s);
        else
            fail(r, stet_problem_at(r->b, i, NULL, "a text is wanted"));
    }
}

static void read_authors(struct reading *r, const stet_data *d, struct context *c)
{
    size_t count;
    const stet_data *i = items_of(d, &count);
    c->authors.fact = fact_of(d);
    c->authors.items = stet__pool_array(r->pool, count, sizeof *c->authors.items);
    if (!c->authors.items)
        fail(r, STET_E_NOMEM);
    for (; i && c->authors.items; i = next_of(d, i)) {
        struct person *p = &c->authors.items[c->authors.n++];
        const stet_data *affiliation =
            is_scalar(i) ? NULL : stet_data_get(i, "affiliation");
        if (!affiliation && !is_scalar(i))
            affiliation = stet_data_get(i, "institution");
        p->name =
            stet__text_trim(is_scalar(i) ? i->text : stet_data_get_text(i, "name"));
        p->affiliation = stet__text_trim(stet_data_text(affiliation));
        p->affiliation_known = affiliation != NULL;
        if (affiliation && is_none(affiliation))
            p->affiliation = stet_cstr("");
        if (!p->name.n)
            fail(r, stet_problem_at(r->b, i, NULL, "the name of an author is wanted"));
    }
}

static void read_original_images(struct reading *r, const stet_data *d,
                                 struct context *c)
{
    size_t count;
    const stet_data *i = items_of(d, &count);
    c->original_images.fact = fact_of(d);
    c->original_images.items =
        stet__pool_array(r->pool, count, sizeof *c->original_images.items);
    if (!c->original_images.items)
        fail(r, STET_E_NOMEM);
    for (; i && c->original_images.items; i = next_of(d, i)) {
        struct original_image *o = &c->original_images.items[c->original_images.n++];
        const stet_data *map = is_scalar(i) ? NULL : i;
        o->src = map ? text_of(r, map, "src", NULL) : stet__text_trim(i->text);
        o->credit = text_of(r, map, "credit", &o->credit_fact);
        o->own = truth_of(r, map, "own");
        o->reusable = truth_of(r, map, "reusable");
    }
}

static void read_used_images(struct reading *r, const stet_data *d, struct context *c)
{
    size_t count;
    const stet_data *i = items_of(d, &count);
    c->used_images.fact = fact_of(d);
    c->used_images.items =
        stet__pool_array(r->pool, count, sizeof *c->used_images.items);
    if (!c->used_images.items)
        fail(r, STET_E_NOMEM);
    for (; i && c->used_images.items; i = next_of(d, i)) {
        struct used_image *u = &c->used_images.items[c->used_images.n++];
        const stet_data *map = is_scalar(i) ? NULL : i;
        u->src = map ? text_of(r, map, "src", NULL) : stet__text_trim(i->text);
        u->copy_of = text_of(r, map, "copy_of", &u->copy_fact);
    }
}

static void read_posts(struct reading *r, const stet_data *d, struct context *c)
{
    size_t count;
    const stet_data *i = items_of(d, &count);
    c->posts.fact = fact_of(d);
    c->posts.items = stet__pool_array(r->pool, count, sizeof *c->posts.items);
    if (!c->posts.items)
        fail(r, STET_E_NOMEM);
    for (; i && c->posts.items; i = next_of(d, i)) {
        const stet_data *text = is_scalar(i) ? i : stet_data_get(i, "text");
        struct doc *post = text && is_scalar(text) && text->type != STET_DATA_NULL
                               ? stet__doc_of_text(r->pool, text->text)
                               : NULL;
        c->posts.items[c->posts.n++] = post; /* NULL: its text is not known */
    }
}

/* ---- sections ------------------------------------------------------------------ */
static void read_original(struct reading *r, const stet_data *data, struct context *c)
{
    static const char *const keys[] = {"url",      "published", "authors", "partners",
                                       "language", "text",      "images",  "headline",
                                       "title",    NULL};
    const stet_data *d = section(r, data, "original", keys);
    c->original_url = text_of(r, d, "url", &c->original_url_fact);
    c->original_published = moment_of(r, d, "published");
    c->language = text_of(r, d, "language", &c->language_fact);
    c->text_file = text_of(r, d, "text", NULL);
    read_authors(r, stet_data_get(d, "authors"), c);
    read_texts(r, stet_data_get(d, "partners"), "name", &c->partners.items,
               &c->partners.n, &c->partners.fact);
    read_original_images(r, stet_data_get(d, "images"), c);
}

static void read_use(struct reading *r, const stet_data *data, struct context *c)
{
    static const char *const keys[] = {"action",    "medium", "url",
                                       "published", "online", "commercial",
                                       "posts",     "images", NULL};
    const stet_data *d = section(r, data, "use", keys);
    stet_str action = text_of(r, d, "action", NULL),
             medium = text_of(r, d, "medium", NULL);
    c->action = stet__policy_find_action(action);
    if (action.n && !c->action)
        fail(r, stet_problem_at(r->b, stet_data_get(d, "action"),
                                "such as republish, excerpt, translate, print",
                                "'%.*s' is no use that is known", TEXT_ARGS(action)));
    for (const stet_enum *m = stet__policy_media; m->name; m++)
        if (stet_str_is(medium, m->name))
            c->medium = (uint32_t)m->value;
    if (medium.n && !c->medium)
        fail(r, stet_problem_at(
                    r->b, stet_data_get(d, "medium"), "web, print or newsletter",
                    "'%.*s' is no medium that is known", TEXT_ARGS(medium)));
    c->use_url = text_of(r, d, "url", NULL);
    c->use_published = moment_of(r, d, "published");
    c->use_commercial = truth_of(r, d, "commercial");
    c->online = truth_of(r, d, "online");
    read_posts(r, stet_data_get(d, "posts"), c);
    read_used_images(r, stet_data_get(d, "images"), c);
}

static void read_place(struct reading *r, const stet_data *data, struct context *c)
{
    static const char *const site_keys[] = {"name", "kind", "commercial", "territory",
                                            NULL};
    static const char *const page_keys[] = {"robots", "canonical", "pixels", NULL};
    const stet_data *site = section(r, data, "site", site_keys),
                    *page = section(r, data, "page", page_keys);
    c->site_kind = text_of(r, site, "kind", &c->kind_fact);
    c->site_commercial = truth_of(r, site, "commercial");
    c->territory = text_of(r, site, "territory", &c->territory_fact);
    c->canonical = text_of(r, page, "canonical", &c->canonical_fact);
    read_texts(r, stet_data_get(page, "robots"), "content", &c->robots.items,
               &c->robots.n, &c->robots.fact);
    read_texts(r, stet_data_get(page, "pixels"), "src", &c->pixels.items, &c->pixels.n,
               &c->pixels.fact);
}

static void read_facts(struct reading *r, const stet_data *data, struct context *c)
{
    static const char *const keys[] = {"systematic", "notified",   "sold_separately",
                                       "paywall",    "ads_inside", "takedown_requested",
                                       NULL};
    const stet_data *d = section(r, data, "facts", keys);
    c->systematic = truth_of(r, d, "systematic");
    c->sold_separately = truth_of(r, d, "sold_separately");
    c->paywall = truth_of(r, d, "paywall");
    c->ads_inside = truth_of(r, d, "ads_inside");
    c->notified = fact_of(stet_data_get(d, "notified")); /* or when, or whom */
    c->takedown = fact_of(stet_data_get(d, "takedown_requested"));
    c->requested.text = stet_cstr("");
    if (c->takedown == FACT_GIVEN)
        c->requested = moment_of(r, d, "takedown_requested");
}

stet_code stet__context_read(stet_build *b, const stet_data *data, struct context *ret)
{
    static const char *const keys[] = {"checked", "original", "use",     "site",
                                       "page",    "facts",    "context", NULL};
    struct pool *pool = stet_build_alloc(b, sizeof *pool); /* buffers point at it */
    if (!pool)
        return STET_E_NOMEM;
    *pool = (struct pool){.kit = stet_build_kit(b), .build = b};
    struct reading r = {.b = b, .pool = pool, .code = STET_OK};
    memset(ret, 0, sizeof *ret);
    const stet_data *inner = stet_data_get(data, "context");
    if (inner && inner->type == STET_DATA_MAP)
        data = inner;
    if (data && data->type != STET_DATA_MAP && data->type != STET_DATA_NULL)
        return stet_problem_at(b, data, NULL, "a context is a map");
    warn_unknown(&r, data, keys);
    ret->checked = moment_of(&r, data, "checked");
    read_original(&r, data, ret);
    read_use(&r, data, ret);
    read_place(&r, data, ret);
    read_facts(&r, data, ret);
    return r.code;
}
