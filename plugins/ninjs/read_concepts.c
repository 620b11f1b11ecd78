/* SPDX-License-Identifier: MIT */
/* People, organisations, sources, places, subjects and associated objects. */
#include "reader.h"

static stet_str member(const stet_data *map, const char *name)
{
    return stet__ninjs_get_text(map, name);
}

static stet_str role_of(const stet_data *d)
{
    stet_str rel = member(d, "rel");
    return rel.n ? rel : member(d, "role");
}

/* ---- parties ---------------------------------------------------------------- */
struct people {
    stet_node authors, contributors, translators;
};

static void read_person(struct claims *c, const stet_data *d, struct people *all,
                        const char *type)
{
    stet_str role = role_of(d), name = member(d, "name");
    int is_author = !role.n || stet_str_is(role, "author");
    int is_translator = stet_str_is(role, "translator");
    stet_node *list = is_author       ? &all->authors
                      : is_translator ? &all->translators
                                      : &all->contributors;
    stet_node n = stet__claim_party(c,
                                    is_author       ? STET_AUTHORS
                                    : is_translator ? STET_TRANSLATORS
                                                    : STET_CONTRIBUTORS,
                                    list, name.n ? name : member(d, "literal"), type);
    stet__claim_attr(c, n, STET_ATTR_URL, member(d, "uri"));
    if (!is_author && !is_translator && !stet_str_is(role, "contributor"))
        stet__claim_attr(c, n, STET_ATTR_ROLE, role);
}

static void read_house(struct claims *c, const stet_data *d, stet_kind field)
{
    stet_node none = 0;
    stet_str uri = member(d, "uri");
    stet_node n = stet__claim_party(c, field, &none, member(d, "name"),
                                    field == STET_ORIGIN ? "" : "organisation");
    stet__claim_attr(c, n, STET_ATTR_URL, uri);
}

static void read_parties(struct claims *c, const stet_data *root)
{
    struct people all = {0, 0, 0};
    for (const stet_data *d = stet__ninjs_list(root, "people", "person"); d;
         d = d->next)
        read_person(c, d, &all, "person");
    for (const stet_data *d = stet__ninjs_list(root, "organisations", "organisation");
         d; d = d->next) {
        stet_str role = role_of(d);
        if (stet_str_is(role, "publisher"))
            read_house(c, d, STET_PUBLISHER);
        else if (stet_str_is(role, "sponsor"))
            read_house(c, d, STET_SPONSOR);
        else if (stet_str_is(role, "author") || stet_str_is(role, "contributor") ||
                 stet_str_is(role, "translator"))
            read_person(c, d, &all, "organisation");
    }
    for (const stet_data *d = stet__ninjs_list(root, "infoSources", "infosource"); d;
         d = d->next) {
        int is_origin = stet_str_is(role_of(d), "origin");
        if (!stet_field(c->a, is_origin ? STET_ORIGIN : STET_AGENCY))
            read_house(c, d, is_origin ? STET_ORIGIN : STET_AGENCY);
    }
}

/* ---- subjects --------------------------------------------------------------- */
/* A code is the end of its URI: what stands before it is the scheme. */
static void read_code(struct claims *c, stet_node n, stet_str uri, stet_str code)
{
    int is_end =
        code.n && uri.n > code.n && memcmp(uri.p + uri.n - code.n, code.p, code.n) == 0;
    if (is_end)
        stet__claim_attr(c, n, STET_ATTR_SCHEME, stet_strn(uri.p, uri.n - code.n));
    else
        stet__claim_attr(c, n, STET_ATTR_URL, uri);
    stet__claim_attr(c, n, STET_ATTR_CODE, code);
}

static void read_series(struct claims *c, const stet_data *d)
{
    stet_str name = member(d, "name");
    if (!name.n || stet_field(c->a, STET_SERIES))
        return;
    stet_node n = stet__claim_part(c, stet__claim_open(c, STET_SERIES), STET_CONCEPT);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_URL, member(d, "uri"));
}

static void read_subject(struct claims *c, const stet_data *d, stet_node *all,
                         const char *fallback)
{
    stet_str axis = member(d, "rel"), code = member(d, "literal"),
             name = member(d, "name");
    if (stet_str_is(axis, "series")) {
        read_series(c, d);
        return;
    }
    stet_node n = stet__claim_subject(c, all, name.n ? name : code,
                                      axis.n ? axis : stet_cstr(fallback));
    if (!code.n)
        code = member(d, "code");
    read_code(c, n, member(d, "uri"), code);
    stet__claim_attr(c, n, STET_ATTR_SCHEME, member(d, "scheme"));
}

static void read_subjects(struct claims *c, const stet_data *root)
{
    stet_node all = 0;
    for (const stet_data *d = stet__ninjs_list(root, "places", "place"); d; d = d->next)
        read_subject(c, d, &all, "place");
    for (const stet_data *d = stet__ninjs_list(root, "subjects", "subject"); d;
         d = d->next)
        read_subject(c, d, &all, "subject");
    stet__claim_text(c, STET_GENRE,
                     member(stet__ninjs_list(root, "genres", "genre"), "name"));
}

/* ---- identifiers and trust -------------------------------------------------- */
static void read_alt_ids(struct claims *c, const stet_data *root)
{
    const stet_data *list = stet__ninjs_get(root, "altIds");
    stet_node all = 0;
    for (const stet_data *d = stet__ninjs_list(root, "altIds", NULL); d; d = d->next) {
        int in_list = list->type == STET_DATA_LIST;
        stet_str role = in_list ? member(d, "role") : d->key;
        stet_str value =
            stet__claim_trim(in_list ? member(d, "value") : stet_data_text(d));
        if (stet_str_is(role, "url")) {
            stet__claim_text(c, STET_CANONICAL, value);
        } else if (value.n) {
            all = all ? all : stet__claim_open(c, STET_ALT_IDS);
            stet_node n = stet__claim_part(c, all, STET_EXTRA_PART);
            stet__claim_attr(c, n, STET_ATTR_VALUE, value);
            if (in_list)
                stet__claim_attr(c, n, STET_ATTR_SCHEME, role);
        }
    }
}

static void read_trust(struct claims *c, const stet_data *root)
{
    stet_node all = 0;
    for (const stet_data *d =
             stet__ninjs_list(root, "trustIndicators", "trustindicator");
         d; d = d->next) {
        stet_str role = member(d, "role"), title = member(d, "title");
        if (!role.n)
            role = member(d, "scheme");
        all = all ? all : stet__claim_open(c, STET_TRUST);
        stet_node n = stet__claim_part(c, all, STET_REF);
        if (!stet_str_eq(title, role))
            stet__claim_attr(c, n, STET_ATTR_NAME, title);
        stet__claim_attr(c, n, STET_ATTR_ROLE, role);
        stet__claim_attr(c, n, STET_ATTR_URL, member(d, "href"));
    }
}

/* ---- associated objects ----------------------------------------------------- */
static void read_picture(struct claims *c, const stet_data *d, stet_node *all)
{
    const stet_data *rendition = stet__ninjs_list(d, "renditions", NULL);
    stet_str src = member(rendition, "href"), by = member(d, "by");
    stet_str alt = member(stet__ninjs_list(d, "descriptions", NULL), "value");
    if (!src.n)
        src = member(d, "uri");
    if (!src.n)
        return;
    *all = *all ? *all : stet__claim_open(c, STET_IMAGES);
    stet_node n = stet__claim_part(c, *all, STET_MEDIA_PART);
    stet__claim_attr(c, n, STET_ATTR_SRC, src);
    stet__claim_attr(c, n, STET_ATTR_MEDIA, stet_cstr("image"));
    stet__claim_attr(c, n, STET_ATTR_ALT,
                     alt.n ? alt : member(d, "description_caption"));
    stet__claim_attr(c, n, STET_ATTR_CREDIT, by.n ? by : member(d, "byline"));
    stet__claim_attr(c, n, STET_ATTR_HOLDER, member(d, "copyrightHolder"));
    stet__claim_attr(c, n, STET_ATTR_LICENCE, member(d, "usageTerms"));
    stet__claim_int(c, n, STET_ATTR_WIDTH, member(rendition, "width"));
    stet__claim_int(c, n, STET_ATTR_HEIGHT, member(rendition, "height"));
}

static void read_version(struct claims *c, const stet_data *d, stet_kind field,
                         stet_node *all)
{
    *all = *all ? *all : stet__claim_open(c, field);
    stet_node n = stet__claim_part(c, *all, STET_REF);
    stet__claim_attr(c, n, STET_ATTR_URL, member(d, "uri"));
    stet__claim_attr(c, n, STET_ATTR_TITLE, member(d, "title"));
    stet__claim_attr(c, n, STET_ATTR_LANG, member(d, "language"));
}

static int begins(stet_str s, const char *literal)
{
    size_t n = strlen(literal);
    return s.n >= n && memcmp(s.p, literal, n) == 0;
}

static void read_associations(struct claims *c, const stet_data *root)
{
    stet_node images = 0, translations = 0, originals = 0;
    for (const stet_data *d = stet__ninjs_list(root, "associations", NULL); d;
         d = d->next) {
        stet_str name = d->key.n ? d->key : member(d, "name");
        if (stet_str_is(member(d, "type"), "picture"))
            read_picture(c, d, &images);
        else if (begins(name, "translation_"))
            read_version(c, d, STET_TRANSLATIONS, &translations);
        else if (begins(name, "original_"))
            read_version(c, d, STET_TRANSLATION_OF, &originals);
    }
}

void stet__ninjs_read_concepts(struct claims *c, const stet_data *root)
{
    stet_str by = member(root, "by");
    stet__claim_text(c, STET_BYLINE, by.n ? by : member(root, "byline"));
    read_parties(c, root);
    read_subjects(c, root);
    read_alt_ids(c, root);
    read_trust(c, root);
    read_associations(c, root);
}
