/* SPDX-License-Identifier: MIT */
/* People, subjects, other works, images and rights of a NewsArticle. */
#include "reader.h"

#define EACH(ld, d, object, key)                                                       \
    for (const stet_data *d = stet__ld_each(ld, object, key, NULL); d;                 \
         d = stet__ld_each(ld, object, key, d))

static stet_str member(const stet_data *d, const char *key)
{
    return stet_data_get_text(d, key);
}

/* Itself, or what it refers to. */
static const stet_data *object_of(struct ld *ld, const stet_data *d)
{
    for (const stet_data *g = ld->graph;
         g && d->type == STET_DATA_MAP && d->count == 1 && ld_may_look(ld); g = g->next)
        if (g->count > 1 && stet_str_eq(member(g, "@id"), member(d, "@id")))
            return g;
    return d;
}

static stet_str name_of(struct ld *ld, const stet_data *d)
{
    return d->type == STET_DATA_MAP ? stet__ld_text(ld, d, "name") : stet_data_text(d);
}

/* ---- people ----------------------------------------------------------------- */
static void read_party(struct ld *ld, stet_kind field, stet_node *all,
                       const stet_data *d, const char *fallback, const char *role)
{
    d = object_of(ld, d);
    const char *type =
        stet__ld_is(d, "Person") ? "person"
        : stet__ld_is(d, "Organization") || stet__ld_is(d, "NewsMediaOrganization")
            ? "organisation"
            : fallback;
    stet_node n = stet__claim_party(&ld->c, field, all, name_of(ld, d), type);
    stet__claim_attr(&ld->c, n, STET_ATTR_GIVEN, member(d, "givenName"));
    stet__claim_attr(&ld->c, n, STET_ATTR_FAMILY, member(d, "familyName"));
    stet__claim_attr(&ld->c, n, STET_ATTR_URL, stet__ld_text(ld, d, "url"));
    stet__claim_attr(&ld->c, n, STET_ATTR_BIO, member(d, "description"));
    stet__claim_attr(&ld->c, n, STET_ATTR_AFFILIATION,
                     stet__ld_text(ld, d, "affiliation"));
    stet__claim_attr(&ld->c, n, STET_ATTR_ROLE, stet_cstr(role));
}

static void read_policies(struct ld *ld, const stet_data *publisher)
{
    static const char *const known[] = {
        "correctionsPolicy",    "ethicsPolicy",           "diversityPolicy",
        "ownershipFundingInfo", "unnamedSourcesPolicy",   "actionableFeedbackPolicy",
        "publishingPrinciples", "diversityStaffingReport"};
    stet_node all = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        stet_str url = stet__ld_url(ld, stet_data_get(publisher, known[i]));
        stet_out role = stet_out_in_article(ld->c.a, 64, 128);
        if (!url.n)
            continue;
        stet_puts(&role, "https://schema.org/");
        stet_puts(&role, known[i]);
        all = all ? all : stet__claim_open(&ld->c, STET_TRUST);
        stet_node n = stet__claim_part(&ld->c, all, STET_REF);
        stet__claim_attr(&ld->c, n, STET_ATTR_URL, url);
        stet__claim_attr(&ld->c, n, STET_ATTR_ROLE, stet_out_text(&role));
    }
}

void stet__ld_read_people(struct ld *ld, const stet_data *article)
{
    static const struct {
        const char *key;
        stet_kind field;
        const char *type, *role;
    } rows[] = {
        {"author", STET_AUTHORS, "person", ""},
        {"creator", STET_AUTHORS, "person", ""},
        {"contributor", STET_CONTRIBUTORS, "person", ""},
        {"editor", STET_CONTRIBUTORS, "person", "editor"},
        {"translator", STET_TRANSLATORS, "person", ""},
        {"publisher", STET_PUBLISHER, "organisation", ""},
        {"sponsor", STET_SPONSOR, "organisation", ""},
        {"copyrightHolder", STET_COPYRIGHT_HOLDER, "organisation", ""},
    };
    stet_node all = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!i || rows[i].field != rows[i - 1].field)
            all = 0;
        else if (rows[i].field == STET_AUTHORS && all)
            continue; /* `creator` says the same once more */
        EACH(ld, d, article, rows[i].key)
        read_party(ld, rows[i].field, &all, d, rows[i].type, rows[i].role);
    }
    const stet_data *publisher = stet__ld_get(ld, article, "publisher");
    if (publisher && publisher->type == STET_DATA_MAP)
        read_policies(ld, publisher);
}

/* ---- subjects --------------------------------------------------------------- */
static const stet_data *find_named(struct ld *ld, const stet_data *article,
                                   const char *key, stet_str name)
{
    EACH(ld, d, article, key)
    {
        if (!ld_may_look(ld))
            return NULL;
        if (stet_str_eq(name_of(ld, d), name))
            return d;
    }
    return NULL;
}

/* A keyword that `about` or `contentLocation` says more of is what they say. */
static void read_subject(struct ld *ld, const stet_data *article, stet_node *all,
                         stet_str name)
{
    const stet_data *term = find_named(ld, article, "about", name);
    const stet_data *set = stet__ld_get(ld, term, "inDefinedTermSet");
    int is_place = find_named(ld, article, "contentLocation", name) != NULL;
    stet_str axis = member(set, "name");
    if (!axis.n)
        axis = stet_cstr(is_place ? "region" : term ? "topic" : "keyword");
    stet_node n = stet__claim_subject(&ld->c, all, name, axis);
    stet__claim_attr(&ld->c, n, STET_ATTR_CODE, member(term, "termCode"));
    stet__claim_attr(&ld->c, n, STET_ATTR_URL, member(term, "url"));
    stet__claim_attr(&ld->c, n, STET_ATTR_SCHEME, stet__ld_url(ld, set));
}

/* A list, or words apart by commas. */
static void read_keywords(struct ld *ld, const stet_data *article, stet_node *all)
{
    const stet_data *value = stet_data_get(article, "keywords");
    stet_str s = stet_data_text(value);
    if (value && value->type == STET_DATA_LIST) {
        EACH(ld, d, article, "keywords")
        read_subject(ld, article, all, name_of(ld, d));
        return;
    }
    while (s.n) {
        const char *comma = memchr(s.p, ',', s.n);
        size_t n = comma ? (size_t)(comma - s.p) : s.n;
        read_subject(ld, article, all, stet__claim_trim(stet_strn(s.p, n)));
        s = stet_strn(s.p + n + (comma != NULL), s.n - n - (comma != NULL));
    }
}

static int is_said(struct ld *ld, stet_str name)
{
    stet_node n = stet_first(ld->c.a, stet_field(ld->c.a, STET_SUBJECTS));
    while (n && ld_may_look(ld) &&
           !stet_str_eq(stet_attr_str(ld->c.a, n, STET_ATTR_NAME), name))
        n = stet_next(ld->c.a, n);
    return n != 0;
}

static void read_subjects(struct ld *ld, const stet_data *article)
{
    static const char *const keys[] = {"about", "contentLocation"};
    stet_node all = 0;
    read_keywords(ld, article, &all);
    for (size_t i = 0; i < 2; i++)
        EACH(ld, d, article, keys[i])
    if (!is_said(ld, name_of(ld, d)))
        read_subject(ld, article, &all, name_of(ld, d));
    EACH(ld, d, article, "articleSection")
    stet__claim_subject(&ld->c, &all, name_of(ld, d), stet_cstr("section"));
}

/* ---- other works ------------------------------------------------------------ */
static void read_series(struct ld *ld, const stet_data *article)
{
    EACH(ld, d, article, "isPartOf")
    if (stet__ld_is(d, "CreativeWorkSeries") && !stet_field(ld->c.a, STET_SERIES)) {
        stet_node n = stet__claim_part(&ld->c, stet__claim_open(&ld->c, STET_SERIES),
                                       STET_CONCEPT);
        stet__claim_attr(&ld->c, n, STET_ATTR_NAME, name_of(ld, d));
        stet__claim_attr(&ld->c, n, STET_ATTR_URL, member(d, "url"));
    }
}

static void read_origin(struct ld *ld, const stet_data *article)
{
    const stet_data *work = stet__ld_get(ld, article, "isBasedOn");
    stet_str url = stet__ld_url(ld, work), house = stet__ld_text(ld, work, "publisher");
    if (!url.n && !house.n)
        return;
    stet_node n =
        stet__claim_part(&ld->c, stet__claim_open(&ld->c, STET_ORIGIN), STET_PARTY);
    stet__claim_attr(&ld->c, n, STET_ATTR_NAME, house);
    stet__claim_attr(&ld->c, n, STET_ATTR_URL, url);
    stet__claim_attr(&ld->c, n, STET_ATTR_TITLE, member(work, "name"));
}

static void read_works(struct ld *ld, const stet_data *article, const char *key,
                       stet_kind field)
{
    stet_node all = 0;
    EACH(ld, d, article, key)
    {
        stet_str url = stet__ld_url(ld, d);
        if (!url.n)
            continue;
        all = all ? all : stet__claim_open(&ld->c, field);
        stet_node n = stet__claim_part(&ld->c, all, STET_REF);
        stet__claim_attr(&ld->c, n, STET_ATTR_URL, url);
        stet__claim_attr(&ld->c, n, STET_ATTR_TITLE, member(d, "name"));
        stet__claim_attr(&ld->c, n, STET_ATTR_LANG, member(d, "inLanguage"));
    }
}

static void read_images(struct ld *ld, const stet_data *article)
{
    stet_node all = 0;
    EACH(ld, value, article, "image")
    {
        const stet_data *d = object_of(ld, value);
        stet_str src = stet__ld_url(ld, d), alt = member(d, "description");
        if (!src.n)
            continue;
        all = all ? all : stet__claim_open(&ld->c, STET_IMAGES);
        stet_node n = stet__claim_part(&ld->c, all, STET_MEDIA_PART);
        stet__claim_attr(&ld->c, n, STET_ATTR_SRC, src);
        stet__claim_attr(&ld->c, n, STET_ATTR_MEDIA, stet_cstr("image"));
        stet__claim_attr(&ld->c, n, STET_ATTR_ALT, alt.n ? alt : member(d, "caption"));
        stet__claim_attr(&ld->c, n, STET_ATTR_CREDIT, member(d, "creditText"));
        stet__claim_attr(&ld->c, n, STET_ATTR_HOLDER, member(d, "copyrightNotice"));
        stet__claim_attr(&ld->c, n, STET_ATTR_LICENCE, member(d, "license"));
        stet__claim_int(&ld->c, n, STET_ATTR_WIDTH, member(d, "width"));
        stet__claim_int(&ld->c, n, STET_ATTR_HEIGHT, member(d, "height"));
    }
}

void stet__ld_read_relations(struct ld *ld, const stet_data *article)
{
    read_subjects(ld, article);
    read_series(ld, article);
    read_origin(ld, article);
    read_works(ld, article, "translationOfWork", STET_TRANSLATION_OF);
    read_works(ld, article, "workTranslation", STET_TRANSLATIONS);
    read_images(ld, article);
}

/* ---- rights ----------------------------------------------------------------- */
static void read_usage(struct ld *ld, const stet_data *usage)
{
    static const char label[] = "Text and data mining: ";
    stet_str text = member(usage, "text");
    size_t at = text.n, n = sizeof label - 1;
    if (!text.n)
        text = stet__ld_url(ld, usage);
    while (at && text.p[at - 1] != '\n')
        at--;
    if (text.n - at > n && memcmp(text.p + at, label, n) == 0) {
        stet__claim_text(&ld->c, STET_TDM, stet_strn(text.p + at + n, text.n - at - n));
        text.n = at;
    }
    stet__claim_text(&ld->c, STET_USAGE_TERMS, text);
}

static void read_corrections(struct ld *ld, const stet_data *article)
{
    stet_node all = 0;
    EACH(ld, d, article, "correction")
    {
        stet_str text =
            d->type == STET_DATA_MAP ? member(d, "text") : stet_data_text(d);
        stet_str date = member(d, "dateCreated");
        if (!text.n)
            continue;
        all = all ? all : stet__claim_open(&ld->c, STET_CORRECTIONS);
        stet_node n = stet__claim_part(&ld->c, all, STET_CORRECTION_PART);
        stet__claim_attr(&ld->c, n, STET_ATTR_DATE,
                         date.n ? date : member(d, "datePublished"));
        if (n && stet_set_text(ld->c.a, n, text) != STET_OK && !ld->c.code)
            ld->c.code = STET_E_LIMIT;
    }
}

void stet__ld_read_rights(struct ld *ld, const stet_data *article)
{
    const stet_data *licence = stet__ld_get(ld, article, "license");
    stet_str url = stet__ld_url(ld, licence);
    stet_node none = 0;
    stet__claim_text(&ld->c, STET_LICENCE, url.n ? url : member(licence, "name"));
    read_usage(ld, stet__ld_get(ld, article, "usageInfo"));
    stet__claim_text(&ld->c, STET_COPYRIGHT_YEAR,
                     stet__ld_text(ld, article, "copyrightYear"));
    stet__claim_text(&ld->c, STET_COPYRIGHT_NOTICE,
                     stet__ld_text(ld, article, "copyrightNotice"));
    stet__claim_party(&ld->c, STET_AGENCY, &none,
                      stet__ld_text(ld, article, "creditText"), "organisation");
    stet__claim_text(&ld->c, STET_DIGITAL_SOURCE,
                     stet__ld_url(ld, stet_data_get(article, "digitalSourceType")));
    read_corrections(ld, article);
}
