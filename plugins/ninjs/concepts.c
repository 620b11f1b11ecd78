/* SPDX-License-Identifier: MIT */
/*
 * Parties, sources, places, subjects and associated objects of a ninjs object. 1.5
 * names its lists in the singular and knows a concept by scheme and code, later ones by
 * a URI.
 */
#include "ninjs.h"

/* A list that opens with its first item. */
struct list {
    struct ninjs *n;
    const char *key, *key_1_5;
    int is_open;
};

static void open_item(struct list *l)
{
    struct ninjs *n = l->n;
    if (!l->is_open) {
        stet__ninjs_key(n, n->version == NINJS_1_5 ? l->key_1_5 : l->key);
        json_open(&n->j, '[');
        l->is_open = 1;
    }
    json_item(&n->j);
    json_open(&n->j, '{');
}

static void end_list(struct list *l)
{
    if (l->is_open)
        json_close(&l->n->j, ']');
}

/* ---- parties ---------------------------------------------------------------- */
static void put_party(struct list *l, stet_node party, const char *rel_key,
                      const char *rel)
{
    struct ninjs *n = l->n;
    stet_str name = stet__facts_name(&n->f, party);
    stet_str role = stet_attr_str(n->f.a, party, STET_ATTR_ROLE);
    stet_str url = stet__facts_web(&n->f, stet_attr_str(n->f.a, party, STET_ATTR_URL));
    if (!name.n)
        return;
    open_item(l);
    json_text(&n->j, "name", name);
    json_text(&n->j, n->version == NINJS_1_5 ? "rel" : rel_key,
              role.n ? role : stet_cstr(rel));
    if (n->version != NINJS_1_5)
        json_text(&n->j, "uri", url);
    json_close(&n->j, '}');
}

static void put_parties(struct list *l, stet_kind field, const char *rel, int houses)
{
    stet_article *a = l->n->f.a;
    stet_node statement = stet_field(a, field);
    for (stet_node p = stet_first(a, statement); p; p = stet_next(a, p))
        if (stet_kind_of(a, p) == STET_PARTY &&
            stet__facts_is_house(&l->n->f, p) == houses)
            put_party(l, p, "rel", rel);
}

static void put_people(struct ninjs *n)
{
    struct list people = {n, "people", "person", 0};
    put_parties(&people, STET_AUTHORS, "author", 0);
    put_parties(&people, STET_CONTRIBUTORS, "contributor", 0);
    put_parties(&people, STET_TRANSLATORS, "translator", 0);
    end_list(&people);
}

static void put_one(struct list *l, stet_kind field, const char *rel_key,
                    const char *rel)
{
    stet_node party = stet__facts_party(&l->n->f, field);
    if (party)
        put_party(l, party, rel_key, rel);
}

static void put_organisations(struct ninjs *n)
{
    struct list houses = {n, "organisations", "organisation", 0};
    put_one(&houses, STET_PUBLISHER, "rel", "publisher");
    put_one(&houses, STET_SPONSOR, "rel", "sponsor");
    put_parties(&houses, STET_AUTHORS, "author", 1);
    put_parties(&houses, STET_CONTRIBUTORS, "contributor", 1);
    put_parties(&houses, STET_TRANSLATORS, "translator", 1);
    end_list(&houses);
}

/* The origin may be known by its address alone. */
static void put_sources(struct ninjs *n)
{
    struct list sources = {n, "infoSources", "infosource", 0};
    stet_str url = stet__facts_web(
        &n->f, stet__facts_part_attr(&n->f, STET_ORIGIN, STET_ATTR_URL));
    stet_node origin = stet__facts_party(&n->f, STET_ORIGIN);
    if (origin || url.n) {
        stet_str name = stet__facts_name(&n->f, origin);
        open_item(&sources);
        json_text(&n->j, "name", name.n ? name : n->f.kit->url_host(url));
        json_text(&n->j, n->version == NINJS_1_5 ? "rel" : "role", stet_cstr("origin"));
        if (n->version != NINJS_1_5)
            json_text(&n->j, "uri", url);
        json_close(&n->j, '}');
    }
    put_one(&sources, STET_AGENCY, "role", "agency");
    end_list(&sources);
}

/* ---- subjects --------------------------------------------------------------- */
static int is_place(struct ninjs *n, stet_node part)
{
    stet_str axis = stet_attr_str(n->f.a, part, STET_ATTR_AXIS);
    return stet_kind_of(n->f.a, part) == STET_PLACE_PART ||
           stet_str_is(axis, "region") || stet_str_is(axis, "place") ||
           stet_str_is(axis, "country");
}

/* Its address, else its code in a scheme that is one. */
static stet_str uri_of(struct ninjs *n, stet_node part)
{
    stet_str uri = stet__facts_web(&n->f, stet_attr_str(n->f.a, part, STET_ATTR_URL));
    stet_str scheme = stet_attr_str(n->f.a, part, STET_ATTR_SCHEME);
    stet_str code = stet_attr_str(n->f.a, part, STET_ATTR_CODE);
    if (uri.n || !code.n || !stet__facts_is_uri(scheme))
        return uri;
    stet_out to = stet_out_in_article(n->f.a, scheme.n + code.n, 8192);
    stet_put_str(&to, scheme);
    stet_put_str(&to, code);
    uri = stet__facts_take(&n->f, &to);
    return stet__facts_is_uri(uri) ? uri : stet_cstr("");
}

static void put_concept(struct list *l, stet_node part, const char *rel)
{
    struct ninjs *n = l->n;
    stet_article *a = n->f.a;
    stet_str name = stet__facts_name(&n->f, part);
    stet_str axis = stet_attr_str(a, part, STET_ATTR_AXIS);
    stet_str scheme = stet_attr_str(a, part, STET_ATTR_SCHEME);
    if (!name.n)
        return;
    open_item(l);
    json_text(&n->j, "name", name);
    json_text(&n->j, "rel", axis.n ? axis : stet_cstr(rel));
    if (n->version == NINJS_1_5) {
        if (stet__facts_is_uri(scheme))
            json_text(&n->j, "scheme", scheme);
        json_text(&n->j, "code", stet_attr_str(a, part, STET_ATTR_CODE));
    } else {
        json_text(&n->j, "uri", uri_of(n, part));
        json_text(&n->j, "literal", stet_attr_str(a, part, STET_ATTR_CODE));
    }
    json_close(&n->j, '}');
}

static void put_subjects_of(struct list *l, int places)
{
    stet_article *a = l->n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            if (is_place(l->n, p) == places)
                put_concept(l, p, places ? "place" : "subject");
}

static void put_genre(struct ninjs *n)
{
    struct list genres = {n, "genres", "genre", 0};
    stet_str genre = stet_field_text(n->f.a, STET_GENRE);
    if (!genre.n)
        return;
    open_item(&genres);
    json_text(&n->j, "name", genre);
    json_close(&n->j, '}');
    end_list(&genres);
}

static stet_str make_by(struct ninjs *n)
{
    stet_str by = stet_field_text(n->f.a, STET_BYLINE);
    stet_out names = stet_out_in_article(n->f.a, 128, n->j.out->max);
    stet_node authors = stet_field(n->f.a, STET_AUTHORS);
    for (stet_node p = stet_first(n->f.a, authors); p && !by.n;
         p = stet_next(n->f.a, p)) {
        stet_puts(&names, names.len ? ", " : "");
        stet_put_str(&names, stet__facts_name(&n->f, p));
    }
    return by.n ? by : stet__facts_take(&n->f, &names);
}

void stet__ninjs_put_concepts(struct ninjs *n)
{
    struct list places = {n, "places", "place", 0};
    struct list subjects = {n, "subjects", "subject", 0};
    stet_node series = stet__facts_party(&n->f, STET_SERIES);
    json_text(&n->j, n->version == NINJS_1_5 ? "byline" : "by", make_by(n));
    put_people(n);
    put_organisations(n);
    put_sources(n);
    put_genre(n);
    put_subjects_of(&places, 1);
    end_list(&places);
    put_subjects_of(&subjects, 0);
    if (series)
        put_concept(&subjects, series, "series");
    end_list(&subjects);
}

/* ---- associations ----------------------------------------------------------- */
struct associations {
    struct ninjs *n;
    size_t count;
};

/* In 1.5 the key is the name; later there is a list, and the name is a member. */
static void open_association(struct associations *s, const char *name, stet_str uri,
                             const char *type)
{
    struct ninjs *n = s->n;
    stet_out key = stet_out_in_article(n->f.a, 32, 64);
    if (!s->count++) {
        json_key(&n->j, "associations");
        json_open(&n->j, n->version == NINJS_1_5 ? '{' : '[');
    }
    stet_puts(&key, name);
    stet_putc(&key, '_');
    stet_put_int(&key, (int64_t)s->count);
    if (n->version == NINJS_1_5) {
        json_item(&n->j);
        json_string(&n->j, stet__facts_take(&n->f, &key));
        stet_putc(n->j.out, ':');
    } else {
        json_item(&n->j);
    }
    json_open(&n->j, '{');
    if (n->version != NINJS_1_5)
        json_text(&n->j, "name", stet__facts_take(&n->f, &key));
    if (n->version == NINJS_3_1)
        json_text(&n->j, "rel", stet_cstr(name));
    json_text(&n->j, "uri", uri);
    json_text(&n->j, "type", stet_cstr(type));
}

static void put_rendition(struct ninjs *n, stet_node image, stet_str src)
{
    int64_t width = stet_attr_int(n->f.a, image, STET_ATTR_WIDTH, 0);
    int64_t height = stet_attr_int(n->f.a, image, STET_ATTR_HEIGHT, 0);
    json_key(&n->j, "renditions");
    json_open(&n->j, n->version == NINJS_1_5 ? '{' : '[');
    if (n->version == NINJS_1_5)
        json_key(&n->j, "main");
    else
        json_item(&n->j);
    json_open(&n->j, '{');
    if (n->version != NINJS_1_5)
        json_text(&n->j, "name", stet_cstr("main"));
    json_text(&n->j, "href", src);
    if (width > 0)
        json_number(&n->j, "width", width);
    if (height > 0)
        json_number(&n->j, "height", height);
    json_close(&n->j, '}');
    json_close(&n->j, n->version == NINJS_1_5 ? '}' : ']');
}

static void put_picture(struct associations *s, stet_node image)
{
    struct ninjs *n = s->n;
    stet_article *a = n->f.a;
    stet_str src = stet_attr_str(a, image, STET_ATTR_SRC);
    stet_str alt = stet_attr_str(a, image, STET_ATTR_ALT);
    src = stet__facts_web(&n->f, src.n ? src : stet_attr_str(a, image, STET_ATTR_URL));
    if (!src.n)
        return;
    open_association(s, "picture", src, "picture");
    if (alt.n && n->version == NINJS_1_5) {
        json_text(&n->j, "description_caption", alt);
    } else if (alt.n) {
        json_key(&n->j, "descriptions");
        json_open(&n->j, '[');
        json_item(&n->j);
        json_open(&n->j, '{');
        json_text(&n->j, "role", stet_cstr("caption"));
        json_text(&n->j, "value", alt);
        json_close(&n->j, '}');
        json_close(&n->j, ']');
    }
    json_text(&n->j, n->version == NINJS_1_5 ? "byline" : "by",
              stet_attr_str(a, image, STET_ATTR_CREDIT));
    stet__ninjs_text(n, "copyrightHolder", stet_attr_str(a, image, STET_ATTR_HOLDER));
    stet__ninjs_text(n, "usageTerms", stet_attr_str(a, image, STET_ATTR_LICENCE));
    put_rendition(n, image, src);
    json_close(&n->j, '}');
}

static void put_pictures(struct associations *s)
{
    stet_article *a = s->n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node i = stet_find(a, fields, 0, STET_IMAGES); i;
         i = stet_find(a, fields, i, STET_IMAGES))
        for (stet_node p = stet_first(a, i); p; p = stet_next(a, p))
            put_picture(s, p);
}

static void put_version(struct associations *s, const char *name, stet_node ref)
{
    struct ninjs *n = s->n;
    stet_article *a = n->f.a;
    stet_str url = stet__facts_web(&n->f, stet_attr_str(a, ref, STET_ATTR_URL));
    stet_str title = stet_attr_str(a, ref, STET_ATTR_TITLE);
    if (!url.n)
        return;
    open_association(s, name, url, "text");
    json_text(&n->j, "title", title.n ? title : stet__facts_name(&n->f, ref));
    json_text(&n->j, "language", stet_attr_str(a, ref, STET_ATTR_LANG));
    json_close(&n->j, '}');
}

static void put_versions(struct associations *s, const char *name, stet_kind field)
{
    stet_article *a = s->n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node i = stet_find(a, fields, 0, field); i;
         i = stet_find(a, fields, i, field)) {
        put_version(s, name, i);
        for (stet_node p = stet_first(a, i); p; p = stet_next(a, p))
            put_version(s, name, p);
    }
}

void stet__ninjs_put_associations(struct ninjs *n)
{
    struct associations s = {n, 0};
    put_pictures(&s);
    put_versions(&s, "translation", STET_TRANSLATIONS);
    put_versions(&s, "original", STET_TRANSLATION_OF);
    if (s.count)
        json_close(&n->j, n->version == NINJS_1_5 ? '}' : ']');
}
