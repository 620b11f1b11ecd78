/* SPDX-License-Identifier: MIT */
/*
 * Licences: the table of licences.yaml, how an identifier, a name or an address is
 * read, and which duties a licence asks for.
 */
#include "policy.h"

struct file_licence {
    stet_str id, title, path, uri;
    int32_t status;
    stet_list requires, permits, prohibits, names, at;
};
struct file_elements {
    stet_list by, nc, nd, sa;
};
struct file_licences {
    stet_str dated;
    stet_list versions, ports, port_names, regions, licences;
    struct file_elements elements;
};

/* Also behind the public struct: the words. */
struct table {
    struct licences pub; /* first */
    struct file_elements elements;
    const struct file_licence *rows;
};

static const stet_enum statuses[] = {{"open", LICENCE_OPEN, NULL},
                                     {"public-domain", LICENCE_PUBLIC, NULL},
                                     {"reserved", LICENCE_RESERVED, NULL},
                                     {"unknown", LICENCE_UNKNOWN, NULL},
                                     {NULL, 0, NULL}};
static const stet_enum requirements[] = {{"attribution", REQUIRES_ATTRIBUTION, NULL},
                                         {"notice", REQUIRES_NOTICE, NULL},
                                         {"link", REQUIRES_LINK, NULL},
                                         {"indicate-changes", REQUIRES_CHANGES, NULL},
                                         {"share-alike", REQUIRES_SHARE_ALIKE, NULL},
                                         {"source", REQUIRES_SOURCE, NULL},
                                         {"licence-link", REQUIRES_LICENCE, NULL},
                                         {NULL, 0, NULL}};
static const stet_enum permissions[] = {{"reproduction", PERMITS_REPRODUCTION, NULL},
                                        {"distribution", PERMITS_DISTRIBUTION, NULL},
                                        {"derivatives", PERMITS_DERIVATIVES, NULL},
                                        {"commercial", PERMITS_COMMERCIAL, NULL},
                                        {NULL, 0, NULL}};
static const stet_option licence_options[] = {
    STET_STRING(struct file_licence, id, .flags = STET_OPT_REQUIRED,
                .help = "Identifier."),
    STET_STRING(struct file_licence, title, .help = "Its name."),
    STET_STRING(struct file_licence, path, .help = "Its part of the address."),
    STET_STRING(struct file_licence, uri, .help = "Its address."),
    STET_CHOICE(struct file_licence, status, statuses, .help = "What it does."),
    STET_LIST_OF(struct file_licence, requires, STET_TYPE_ENUM, .values = requirements,
                 .help = "What is owed."),
    STET_LIST_OF(struct file_licence, permits, STET_TYPE_ENUM, .values = permissions,
                 .help = "What is allowed."),
    STET_LIST_OF(struct file_licence, prohibits, STET_TYPE_ENUM, .values = permissions,
                 .help = "What is forbidden."),
    STET_LIST_OF(struct file_licence, names, STET_TYPE_STRING,
                 .help = "Words that name it."),
    STET_LIST_OF(struct file_licence, at, STET_TYPE_STRING,
                 .help = "How its addresses begin."),
    STET_OPTION_END};
static const stet_option port_options[] = {
    STET_STRING(struct port_name, port, .flags = STET_OPT_REQUIRED,
                .help = "Its code."),
    STET_LIST_OF(struct port_name, names, STET_TYPE_STRING, .help = "Its names."),
    STET_OPTION_END};
static const stet_option element_options[] = {
    STET_LIST_OF(struct file_elements, by, STET_TYPE_STRING, .help = "Attribution."),
    STET_LIST_OF(struct file_elements, nc, STET_TYPE_STRING, .help = "Noncommercial."),
    STET_LIST_OF(struct file_elements, nd, STET_TYPE_STRING, .help = "No derivatives."),
    STET_LIST_OF(struct file_elements, sa, STET_TYPE_STRING, .help = "Share alike."),
    STET_OPTION_END};
static const stet_option file_options[] = {
    STET_STRING(struct file_licences, dated, .help = "When it was looked at."),
    STET_LIST_OF(struct file_licences, versions, STET_TYPE_STRING, .help = "Versions."),
    STET_LIST_OF(struct file_licences, ports, STET_TYPE_STRING, .help = "Ports."),
    STET_LIST_OF(struct file_licences, port_names, STET_TYPE_OBJECT,
                 .item_size = sizeof(struct port_name), .fields = port_options,
                 .help = "Ports in words."),
    STET_LIST_OF(struct file_licences, regions, STET_TYPE_OBJECT,
                 .item_size = sizeof(struct port_name), .fields = port_options,
                 .help = "Other territories in words."),
    STET_LIST_OF(struct file_licences, licences, STET_TYPE_OBJECT,
                 .item_size = sizeof(struct file_licence), .fields = licence_options,
                 .help = "The licences."),
    STET_OBJECT(struct file_licences, elements, element_options, .help = "Words."),
    STET_OPTION_END};

static uint32_t bits_of(const stet_list *list)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < list->n; i++)
        bits |= (uint32_t)((const int32_t *)list->items)[i];
    return bits;
}

static struct texts texts_of(const stet_list *list)
{
    return (struct texts){(stet_str *)(uintptr_t)list->items, list->n};
}

stet_code stet__licences_load(stet_build *b, const struct licences **ret)
{
    struct pool pool = {.kit = stet_build_kit(b), .build = b};
    struct file_licences f = {0};
    const stet_data *data =
        stet_build_load(b, stet_build_data_file(b, "licences.yaml"), 0);
    struct table *t = stet_build_alloc(b, sizeof *t);
    if (!data)
        return STET_E_CONFIG;
    stet_code code = stet_build_bind(b, "licences", file_options, data, &f, sizeof f);
    struct licence *items = stet__pool_array(&pool, f.licences.n, sizeof *items);
    if (code != STET_OK || !t || !items)
        return code != STET_OK ? code : STET_E_NOMEM;
    t->elements = f.elements;
    t->rows = f.licences.items;
    t->pub = (struct licences){items,
                               f.licences.n,
                               texts_of(&f.versions),
                               texts_of(&f.ports),
                               f.port_names,
                               f.regions,
                               f.dated};
    for (size_t i = 0; i < f.licences.n; i++) {
        const struct file_licence *row = &t->rows[i];
        uint32_t permits = bits_of(&row->permits), prohibits = bits_of(&row->prohibits);
        items[i] = (struct licence){.id = row->id,
                                    .family = row->id,
                                    .version = stet_cstr(""),
                                    .port = stet_cstr(""),
                                    .uri = row->uri,
                                    .title = row->title,
                                    .status = row->status,
                                    .requires = bits_of(&row->requires),
                                    .permits = permits,
                                    .noncommercial = (prohibits & PERMITS_COMMERCIAL) &&
                                                     (permits & PERMITS_DISTRIBUTION)};
    }
    *ret = &t->pub;
    return STET_OK;
}

/* ---- reading ------------------------------------------------------------------- */
enum element { EL_BY = 1, EL_NC = 2, EL_ND = 4, EL_SA = 8 };

static int has_words(stet_str text, stet_str words)
{
    for (size_t at = 0; words.n && words.n <= text.n - at; at++) {
        const char *p = memmem(text.p + at, text.n - at, words.p, words.n);
        if (!p)
            return 0;
        at = (size_t)(p - text.p);
        size_t end = at + words.n;
        if ((at == 0 || text.p[at - 1] == ' ') && (end == text.n || text.p[end] == ' '))
            return 1;
    }
    return 0;
}

static int has_any(stet_str text, const stet_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (has_words(text, ((const stet_str *)list->items)[i]))
            return 1;
    return 0;
}

static int find_text(const struct texts *list, stet_str text, stet_str *ret)
{
    for (size_t i = 0; i < list->n; i++)
        if (stet__text_same(list->items[i], text)) {
            *ret = list->items[i];
            return 1;
        }
    return 0;
}

static const struct licence *by_id(const struct licences *all, stet_str id)
{
    for (size_t i = 0; i < all->count; i++)
        if (stet__text_same(all->items[i].id, id))
            return &all->items[i];
    return NULL;
}

/* Whose name stands at `from`. */
static stet_str named_at(const stet_list *list, stet_str text, size_t from)
{
    const struct port_name *ports = list->items;
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < ports[i].names.n; j++) {
            stet_str name = ((const stet_str *)ports[i].names.items)[j];
            if (text.n - from >= name.n && memcmp(text.p + from, name.p, name.n) == 0 &&
                (from + name.n == text.n || text.p[from + name.n] == ' '))
                return ports[i].port;
        }
    return stet_cstr("");
}

stet_str stet__licences_territory(const struct licences *all, stet_str words, size_t at)
{
    stet_str code = named_at(&all->port_names, words, at);
    if (stet_str_is(code, "uk"))
        return stet_cstr("GB");
    return code.n ? code : named_at(&all->regions, words, at);
}

/* "3.0 DE" as it is written: small, two letters are a word like any other. */
static int is_in_capitals(stet_str raw, stet_str version, stet_str port)
{
    const char *at = memmem(raw.p, raw.n, version.p, version.n);
    size_t from = at ? (size_t)(at - raw.p) + version.n : raw.n;
    while (from < raw.n && strchr(" /-", raw.p[from]))
        from++;
    for (size_t i = 0; i < port.n; i++)
        if (from + i >= raw.n || raw.p[from + i] != port.p[i] - 32)
            return 0;
    return 1;
}

/* The word behind the version, when it names a port. */
static stet_str port_behind(const struct licences *all, stet_str text, stet_str version,
                            stet_str raw)
{
    stet_str port = stet_cstr("");
    const char *at = memmem(text.p, text.n, version.p, version.n);
    size_t from = at ? (size_t)(at - text.p) + version.n : text.n, to;
    while (from < text.n && (text.p[from] == ' ' || text.p[from] == '/'))
        from++;
    stet_str named = named_at(&all->port_names, text, from);
    if (named.n)
        return named;
    for (to = from; to < text.n && text.p[to] != ' ' && text.p[to] != '/';)
        to++;
    if (!find_text(&all->ports, stet_strn(text.p + from, to - from), &port))
        return stet_cstr("");
    /* `in`, `no`, `by` and `at` are words of sentences too: only at the end */
    return port.n == 2 && to < text.n && text.p[to] == ' ' &&
                   !is_in_capitals(raw, version, port)
               ? stet_cstr("")
               : port;
}

static stet_str version_in(const struct licences *all, stet_str text)
{
    for (size_t i = 0; i < all->versions.n; i++)
        if (has_words(text, all->versions.items[i]))
            return all->versions.items[i];
    return stet_cstr("");
}

/* A licence of a family with version and port. */
static const struct licence *make(const struct pool *pool, const struct licence *family,
                                  stet_str path, stet_str version, stet_str port)
{
    struct licence *l = stet__pool_alloc(pool, sizeof *l);
    if (!l)
        return NULL;
    *l = *family;
    l->version = version;
    l->port = stet_str_is(version, "4.0") ? stet_cstr("") : port;
    if (!version.n)
        return l;
    l->id =
        stet__pool_say(pool, "%.*s-%.*s%s%.*s", TEXT_ARGS(family->id),
                       TEXT_ARGS(version), l->port.n ? "-" : "", TEXT_ARGS(l->port));
    char *id = (char *)(uintptr_t)l->id.p; /* ports are written in capitals */
    for (size_t i = family->id.n; i < l->id.n; i++)
        if (id[i] >= 'a' && id[i] <= 'z')
            id[i] = (char)(id[i] - 32);
    l->uri = stet__pool_say(
        pool, "https://creativecommons.org/licenses/%.*s/%.*s/%.*s%s", TEXT_ARGS(path),
        TEXT_ARGS(version), TEXT_ARGS(l->port), l->port.n ? "/" : "");
    l->title = stet__pool_say(pool, "%.*s %.*s%s%.*s", TEXT_ARGS(family->title),
                              TEXT_ARGS(version),
                              stet_str_is(version, "4.0") ? " International"
                              : l->port.n                 ? " "
                                                          : "",
                              TEXT_ARGS(l->port));
    return l;
}

static const struct licence *from_elements(const struct pool *pool,
                                           const struct licences *all, unsigned el,
                                           stet_str version, stet_str port)
{
    static const struct {
        unsigned elements;
        const char *id;
    } families[] = {{EL_BY, "CC-BY"},
                    {EL_BY | EL_SA, "CC-BY-SA"},
                    {EL_BY | EL_NC, "CC-BY-NC"},
                    {EL_BY | EL_NC | EL_SA, "CC-BY-NC-SA"},
                    {EL_BY | EL_ND, "CC-BY-ND"},
                    {EL_BY | EL_NC | EL_ND, "CC-BY-NC-ND"}};
    const struct table *t = (const struct table *)(const void *)all;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (families[i].elements == el) {
            const struct licence *l = by_id(all, stet_cstr(families[i].id));
            return l ? make(pool, l, t->rows[l - all->items].path, version, port)
                     : NULL;
        }
    return NULL;
}

/* "by-nc-nd" of an address; 0 when anything else stands in it. */
static unsigned elements_of_path(stet_str path)
{
    unsigned el = 0;
    for (size_t at = 0; at < path.n;) {
        size_t end = at;
        while (end < path.n && path.p[end] != '-')
            end++;
        stet_str one = stet_strn(path.p + at, end - at);
        unsigned bit = stet_str_is(one, "by")   ? EL_BY
                       : stet_str_is(one, "nc") ? EL_NC
                       : stet_str_is(one, "nd") ? EL_ND
                       : stet_str_is(one, "sa") ? EL_SA
                                                : 0;
        if (!bit)
            return 0;
        el |= bit;
        at = end + 1;
    }
    return el;
}

static stet_str path_part(stet_str *rest)
{
    size_t n = 0;
    while (rest->n && rest->p[0] == '/')
        *rest = stet__text_from(*rest, 1);
    while (n < rest->n && rest->p[n] != '/' && rest->p[n] != '?' && rest->p[n] != '#')
        n++;
    stet_str part = stet_strn(rest->p, n);
    *rest = stet__text_from(*rest, n);
    return part;
}

static int is_host(stet_str host, const char *name)
{
    if (host.n > 4 && stet__text_same(stet_strn(host.p, 4), stet_cstr("www.")))
        host = stet__text_from(host, 4);
    return stet__text_same(host, stet_cstr(name));
}

/* The row of the file whose address the url begins with, the longest of them. */
static const struct licence *at_address(const struct licences *all, stet_str url,
                                        stet_str host)
{
    const struct table *t = (const struct table *)(const void *)all;
    const struct licence *found = NULL;
    size_t best = 0;
    if (host.n > 4 && stet__text_same(stet_strn(host.p, 4), stet_cstr("www.")))
        host = stet__text_from(host, 4);
    stet_str rest = stet__text_from(url, (size_t)(host.p - url.p));
    for (size_t i = 0; i < all->count; i++)
        for (size_t j = 0; j < t->rows[i].at.n; j++) {
            stet_str at = ((const stet_str *)t->rows[i].at.items)[j];
            if (at.n > best && rest.n >= at.n &&
                stet__text_same(stet_strn(rest.p, at.n), at) &&
                (rest.n == at.n || !memchr("0123456789", rest.p[at.n], 10))) {
                found = &all->items[i];
                best = at.n;
            }
        }
    return found;
}

/* The row of the file that the words name, by the longest name. */
static const struct licence *by_name(const struct licences *all, stet_str words)
{
    const struct table *t = (const struct table *)(const void *)all;
    const struct licence *found = NULL;
    size_t best = 0;
    for (size_t i = 0; i < all->count; i++)
        for (size_t j = 0; j < t->rows[i].names.n; j++) {
            stet_str name = ((const stet_str *)t->rows[i].names.items)[j];
            if (name.n > best && has_words(words, name)) {
                found = &all->items[i];
                best = name.n;
            }
        }
    return found;
}

static const struct licence *from_url(const struct pool *pool,
                                      const struct licences *all, stet_str url,
                                      stet_str host)
{
    stet_str rest = stet__text_from(url, (size_t)(host.p - url.p) + host.n);
    stet_str kind = path_part(&rest), path = path_part(&rest),
             version = path_part(&rest), port = path_part(&rest);
    if (is_host(host, "rightsstatements.org"))
        return stet_str_is(kind, "vocab") || stet_str_is(kind, "page") ||
                       stet_str_is(kind, "data")
                   ? by_id(all, path)
                   : NULL;
    /* a badge names its licence too: licensebuttons.net/l/by-nc/4.0/88x31.png */
    int badge = (is_host(host, "licensebuttons.net") ||
                 is_host(host, "i.creativecommons.org")) &&
                (stet_str_is(kind, "l") || stet_str_is(kind, "p"));
    if (!badge && !is_host(host, "creativecommons.org"))
        return at_address(all, url, host);
    if (stet_str_is(path, "zero"))
        return by_id(all, stet_cstr("CC0-1.0"));
    if (stet_str_is(path, "mark"))
        return by_id(all, stet_cstr("PDM-1.0"));
    if (!badge && !stet_str_is(kind, "licenses") && !stet_str_is(kind, "licences"))
        return NULL;
    stet_str known = stet_cstr(""), ported = stet_cstr("");
    if (version.n && !find_text(&all->versions, version, &known))
        return NULL;
    find_text(&all->ports, port, &ported);
    return from_elements(pool, all, elements_of_path(path), known, ported);
}

/* An identifier has no other words than its own. */
static int is_whole_id(const struct licences *all, stet_str words)
{
    static const char *const own[] = {"cc", "by", "nc", "nd", "sa", "international"};
    for (size_t at = 0; at < words.n;) {
        size_t end = at, known = 0;
        stet_str ignored;
        while (end < words.n && words.p[end] != ' ')
            end++;
        stet_str word = stet_strn(words.p + at, end - at);
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            known |= (size_t)stet_str_is(word, own[i]);
        if (!known && !find_text(&all->versions, word, &ignored) &&
            !find_text(&all->ports, word, &ignored))
            return 0;
        at = end + 1;
    }
    return 1;
}

/* "By" is an element in "CC BY" and "BY-NC", and a small word in "Creative Commons by
 * X". */
static int names_by(const struct table *t, stet_str words, stet_str text)
{
    static const char *const forms[] = {"cc by",     "by nc",      "by sa",
                                        "by nd",     "licence by", "license by",
                                        "lizenz by", "licencia by"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (has_words(words, stet_cstr(forms[i])))
            return 1;
    for (size_t i = 0; i < t->elements.by.n; i++) {
        stet_str name = ((const stet_str *)t->elements.by.items)[i];
        if (!stet_str_is(name, "by") && has_words(words, name))
            return 1;
    }
    return memmem(text.p, text.n, " BY", 3) != NULL;
}

int stet__licence_may_be_at(stet_str url)
{
    return memmem(url.p, url.n, "creativecommons.org", 19) ||
           memmem(url.p, url.n, "licensebuttons.net", 18) ||
           memmem(url.p, url.n, "rightsstatements.org", 20) ||
           memmem(url.p, url.n, "nationalarchives.gov.uk", 23) ||
           memmem(url.p, url.n, "etalab.gouv.fr", 14) ||
           memmem(url.p, url.n, "govdata.de", 10);
}

const struct licence *stet__licence_find(const struct pool *pool,
                                         const struct licences *all, stet_str text)
{
    const struct table *t = (const struct table *)(const void *)all;
    const struct licence *l = by_id(all, text);
    stet_str host = pool->kit->url_host(text);
    if (l && !memchr(text.p, ' ', text.n) && !(l->requires & REQUIRES_ATTRIBUTION))
        return l;
    if (host.n)
        return from_url(pool, all, text, host);
    stet_str words = stet__pool_words(pool, text);
    if (has_words(words, stet_cstr("cc0")) || has_words(words, stet_cstr("cc zero")) ||
        has_words(words, stet_cstr("creative commons zero")))
        return by_id(all, stet_cstr("CC0-1.0"));
    if (has_words(words, stet_cstr("public domain mark")))
        return by_id(all, stet_cstr("PDM-1.0"));
    if (has_words(words, stet_cstr("all rights reserved")))
        return by_id(all, stet_cstr("all-rights-reserved"));
    if (!has_words(words, stet_cstr("cc")) &&
        !has_words(words, stet_cstr("creative commons")))
        return by_name(all, words);
    if (!memchr(text.p, ' ', text.n) && text.n < 40 && !is_whole_id(all, words))
        return NULL;
    unsigned el = (names_by(t, words, text) ? EL_BY : 0) |
                  (has_any(words, &t->elements.nc) ? EL_NC : 0) |
                  (has_any(words, &t->elements.nd) ? EL_ND : 0) |
                  (has_any(words, &t->elements.sa) ? EL_SA : 0);
    stet_str version = version_in(all, words);
    for (size_t i = 0; !version.n && i + 2 < words.n; i++)
        if (words.p[i + 1] == '.' && words.p[i] >= '0' && words.p[i] <= '9')
            return NULL; /* a version that does not exist */
    return from_elements(pool, all, el, version,
                         version.n ? port_behind(all, words, version, text)
                                   : stet_cstr(""));
}

/* ---- duties -------------------------------------------------------------------- */
stet_code stet__licence_expand(const struct pool *pool, const struct licence *l,
                               struct policy *p)
{
    if (l->status == LICENCE_RESERVED || l->status == LICENCE_UNKNOWN) {
        p->state = l->status == LICENCE_RESERVED ? STATE_RESERVED : STATE_UNKNOWN;
        return STET_OK;
    }
    struct grant *g = stet__pool_array(pool, 1, sizeof *g);
    struct duty *d = stet__pool_array(pool, DUTIES_MAX, sizeof *d);
    if (!g || !d)
        return STET_E_NOMEM;
    *g = (struct grant){.action = REPUBLISH,
                        .any_action = 1,
                        .audience = {0, 0, -1},
                        .duties = d,
                        .evidence = stet_cstr("")};
    if (l->requires & REQUIRES_ATTRIBUTION) {
        d[g->count].verb = CREDIT_AUTHOR;
        d[g->count++].match = MATCH_FULL;
    }
    if (l->requires & REQUIRES_SOURCE) {
        d[g->count].verb = CREDIT_SOURCE;
        d[g->count++].match = MATCH_HOLDER;
    }
    if (l->requires & REQUIRES_NOTICE) {
        d[g->count].verb = KEEP_NOTICE;
        d[g->count++].kind = stet_cstr("copyright");
    }
    if (l->requires & (REQUIRES_LINK | REQUIRES_LICENCE)) {
        d[g->count].verb = LINK;
        d[g->count++].to = TO_LICENCE;
    }
    if (l->requires & REQUIRES_LINK) {
        d[g->count].verb = LINK;
        d[g->count++].to = TO_ARTICLE;
    }
    if (l->requires & REQUIRES_CHANGES)
        d[g->count++].verb = INDICATE_CHANGES;
    if (l->noncommercial)
        d[g->count++].verb = NONCOMMERCIAL;
    if (!(l->permits & PERMITS_DERIVATIVES))
        d[g->count++].verb = NO_DERIVATIVES;
    if (l->requires & REQUIRES_SHARE_ALIKE)
        d[g->count++].verb = SHARE_ALIKE;
    p->grants = g;
    p->count = 1;
    p->state = STATE_LICENCE;
    return STET_OK;
}
