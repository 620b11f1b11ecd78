/* SPDX-License-Identifier: MIT */
/*
 * The head of a page: for search engines, for networks that show a card, for libraries,
 * for robots. The article's values, escaped; none is made up.
 */
#include "page.h"

static stet_str field(struct page *p, stet_kind kind)
{
    return stet_field_text(p->f.a, kind);
}

static stet_str attr(struct page *p, stet_node n, stet_attr k)
{
    return stet_attr_str(p->f.a, n, k);
}

void stet__page_put_meta(struct page *p, const char *open, stet_str value)
{
    if (!value.n)
        return;
    stet_puts(p->out, open);
    stet__page_put_text(p, value);
    stet_puts(p->out, "\">\n");
}

void stet__page_put_link(struct page *p, const char *open, stet_str url)
{
    unsigned classes = 1u << STET_URL_HTTP;
    if (p->style.base.n)
        classes |= 1u << STET_URL_RELATIVE;
    if (url.n && stet__html_put_url(p->f.a, &p->style, p->out, open, url, classes))
        stet_puts(p->out, ">\n");
}

static void put_number(struct page *p, const char *open, int64_t value)
{
    if (value <= 0)
        return;
    stet_puts(p->out, open);
    stet_put_int(p->out, value);
    stet_puts(p->out, "\">\n");
}

/* ---- language --------------------------------------------------------------- */
static int is_right_to_left(stet_str language)
{
    static const char *const tags[] = {"ar", "he", "fa", "ur",  "yi",  "ps",
                                       "sd", "dv", "ug", "ckb", "nqo", NULL};
    size_t n = 0;
    while (n < language.n && language.p[n] != '-')
        n++;
    for (size_t i = 0; tags[i]; i++)
        if (stet_str_is(stet_strn(language.p, n), tags[i]))
            return 1;
    return 0;
}

stet_str stet__page_direction(struct page *p)
{
    stet_str direction = field(p, STET_DIRECTION);
    int rtl =
        direction.n ? stet_str_is(direction, "rtl") : is_right_to_left(p->language);
    return stet_cstr(rtl ? "rtl" : "ltr");
}

void stet__page_put_language(struct page *p)
{
    if (p->language.n)
        stet__html_put_attr(p->f.a, p->out, "lang", p->language);
    stet__html_put_attr(p->f.a, p->out, "dir", stet__page_direction(p));
}

/* "en-GB" as "en_GB"; a language without a country is no locale. */
static void put_locale(struct page *p)
{
    stet_str l = p->language;
    if (l.n != 5 || l.p[2] != '-' || l.p[3] < 'A' || l.p[3] > 'Z' || l.p[4] < 'A' ||
        l.p[4] > 'Z')
        return;
    const char locale[5] = {l.p[0], l.p[1], '_', l.p[3], l.p[4]};
    stet__page_put_meta(p, "<meta property=\"og:locale\" content=\"",
                        stet_strn(locale, 5));
}

/* ---- parts of statements ---------------------------------------------------- */
/* Calls `put` for each part of a kind, of the chosen statement or of all when they add
 * up. */
static void each_part(struct page *p, stet_kind kind, int all, stet_kind part_kind,
                      void (*put)(struct page *p, stet_node part))
{
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    stet_node s = all ? stet_find(p->f.a, fields, 0, kind) : stet_field(p->f.a, kind);
    while (s) {
        for (stet_node n = stet_first(p->f.a, s); n; n = stet_next(p->f.a, n))
            if (stet_kind_of(p->f.a, n) == part_kind)
                put(p, n);
        s = all ? stet_find(p->f.a, fields, s, kind) : 0;
    }
}

static void put_author(struct page *p, stet_node party)
{
    stet__page_put_meta(p, "<meta name=\"author\" content=\"",
                        stet__facts_name(&p->f, party));
}

static int is_section(struct page *p, stet_node concept)
{
    stet_str axis = attr(p, concept, STET_ATTR_AXIS);
    return stet_str_is(axis, "section") || stet_str_is(axis, "category");
}

static stet_str description(struct page *p)
{
    stet_str excerpt = field(p, STET_EXCERPT);
    return excerpt.n ? excerpt : field(p, STET_STANDFIRST);
}

/* ---- robots, mining --------------------------------------------------------- */
struct dates {
    stet_str created, published, updated, expires;
};

static int is_withheld(struct page *p)
{
    stet_str status = field(p, STET_STATUS);
    return stet_str_is(status, "draft") || stet_str_is(status, "withheld") ||
           stet_str_is(status, "withdrawn");
}

/* What the metas say of the dates: a time whose zone is unknown is no point in time. */
static void find_dates(struct page *p, struct dates *ret)
{
    struct facts *f = &p->f;
    ret->created = stet__facts_date_text(f, "created", field(p, STET_CREATED));
    ret->published = stet__facts_date_text(f, "published", field(p, STET_PUBLISHED));
    ret->updated = stet__facts_date_text(f, "updated", field(p, STET_UPDATED));
    ret->expires = stet__facts_date_text(f, "expires", field(p, STET_EXPIRES));
}

static void put_directive(struct page *p, const char **open, stet_str directive,
                          stet_str value)
{
    if (!directive.n)
        return;
    stet_puts(p->out, *open);
    stet__page_put_text(p, directive);
    stet__page_put_text(p, value);
    *open = ", ";
}

/* What the article says beside what a page knows: a part of `extra` by its key. */
static stet_str extra_of(struct page *p, const char *key)
{
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(p->f.a, fields, 0, STET_EXTRA); s;
         s = stet_find(p->f.a, fields, s, STET_EXTRA))
        for (stet_node part = stet_first(p->f.a, s); part;
             part = stet_next(p->f.a, part))
            if (stet_str_is(attr(p, part, STET_ATTR_KEY), key))
                return attr(p, part, STET_ATTR_VALUE);
    return stet_cstr("");
}

/* The RSL licence that signals.set states. */
static void put_licence_file(struct page *p)
{
    stet_str rsl = extra_of(p, "rsl");
    if (p->f.kit->url_class(rsl, NULL, 0, NULL) == STET_URL_HTTP)
        stet__page_put_meta(
            p, "<link rel=\"license\" type=\"application/rsl+xml\" href=\"", rsl);
}

static void put_robots(struct page *p, stet_str expires)
{
    static const char start[] = "<meta name=\"robots\" content=\"";
    const char *open = start;
    if (is_withheld(p))
        put_directive(p, &open, stet_cstr("noindex"), stet_cstr(""));
    put_directive(p, &open, p->plan->config->robots, stet_cstr(""));
    if (!stet_str_eq(p->plan->config->robots, extra_of(p, "robots")))
        put_directive(p, &open, extra_of(p, "robots"), stet_cstr(""));
    if (expires.n)
        put_directive(p, &open, stet_cstr("unavailable_after: "), expires);
    if (open != start)
        stet_puts(p->out, "\">\n");
}

/* TDMRep knows yes, no and the address of a policy. */
static void put_mining(struct page *p)
{
    stet_str tdm = field(p, STET_TDM), policy = stet__facts_web(&p->f, tdm);
    if (!policy.n)
        policy = stet__facts_web(&p->f,
                                 attr(p, stet_field(p->f.a, STET_TDM), STET_ATTR_URL));
    if (!tdm.n)
        return;
    int allowed = stet_str_is(tdm, "allowed") || stet_str_is(tdm, "0");
    stet_puts(p->out, "<meta name=\"tdm-reservation\" content=\"");
    stet_puts(p->out, allowed ? "0\">\n" : "1\">\n");
    stet__page_put_meta(p, "<meta name=\"tdm-policy\" content=\"", policy);
}

/* ---- Open Graph ------------------------------------------------------------- */
static void put_image(struct page *p, stet_node media)
{
    stet_str src = stet__page_source(p, media), alt = attr(p, media, STET_ATTR_ALT);
    size_t before = p->out->len;
    stet__page_put_link(p, "<meta property=\"og:image\" content=\"", src);
    if (p->out->len == before)
        return;
    stet__page_put_meta(p, "<meta property=\"og:image:alt\" content=\"", alt);
    put_number(p, "<meta property=\"og:image:width\" content=\"",
               stet_attr_int(p->f.a, media, STET_ATTR_WIDTH, 0));
    put_number(p, "<meta property=\"og:image:height\" content=\"",
               stet_attr_int(p->f.a, media, STET_ATTR_HEIGHT, 0));
}

/* The vocabulary wants the address of a profile; where there is none, the name serves.
 */
static void put_graph_author(struct page *p, stet_node party)
{
    stet_str url = attr(p, party, STET_ATTR_URL);
    if (p->f.kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP)
        stet__page_put_link(p, "<meta property=\"article:author\" content=\"", url);
    else
        stet__page_put_meta(p, "<meta property=\"article:author\" content=\"",
                            stet__facts_name(&p->f, party));
}

static void put_subject(struct page *p, stet_node concept)
{
    stet__page_put_meta(p,
                        is_section(p, concept)
                            ? "<meta property=\"article:section\" content=\""
                            : "<meta property=\"article:tag\" content=\"",
                        stet__facts_name(&p->f, concept));
}

static void put_images(struct page *p)
{
    size_t before = p->out->len;
    each_part(p, STET_IMAGES, 1, STET_MEDIA_PART, put_image);
    if (p->out->len == before && p->picture)
        put_image(p, p->picture);
}

/* Open Graph wants a day, or a time of it. */
static void put_graph_date(struct page *p, const char *open, stet_str date)
{
    enum { DAY_LENGTH = 10 };
    if (date.n && date.n < DAY_LENGTH)
        stet__facts_warn(&p->f, "Open Graph takes no date without its day", "og");
    else
        stet__page_put_meta(p, open, date);
}

static void put_open_graph(struct page *p, const struct dates *dates)
{
    stet__page_put_meta(p, "<meta property=\"og:title\" content=\"", p->headline);
    stet__page_put_meta(p, "<meta property=\"og:description\" content=\"",
                        description(p));
    stet__page_put_link(p, "<meta property=\"og:url\" content=\"", p->url);
    stet__page_put_meta(p, "<meta property=\"og:site_name\" content=\"",
                        field(p, STET_SITE));
    put_locale(p);
    put_images(p);
    put_graph_date(p, "<meta property=\"article:published_time\" content=\"",
                   dates->published);
    put_graph_date(p, "<meta property=\"article:modified_time\" content=\"",
                   dates->updated);
    put_graph_date(p, "<meta property=\"article:expiration_time\" content=\"",
                   dates->expires);
    each_part(p, STET_AUTHORS, 0, STET_PARTY, put_graph_author);
    each_part(p, STET_SUBJECTS, 1, STET_CONCEPT, put_subject);
    stet__page_put_meta(p, "<meta property=\"article:content_tier\" content=\"",
                        field(p, STET_ACCESS));
    stet_puts(p->out, "<meta property=\"og:type\" content=\"article\">\n");
}

/* ---- cards ------------------------------------------------------------------ */
/* An account of the first author on one of two networks; "" when none is known. */
static stet_str find_handle(struct page *p, const char *network, const char *other)
{
    stet_node party = stet_first(p->f.a, stet_field(p->f.a, STET_AUTHORS));
    for (; party; party = stet_next(p->f.a, party))
        for (stet_node h = stet_first(p->f.a, party); h; h = stet_next(p->f.a, h)) {
            stet_str name = attr(p, h, STET_ATTR_NETWORK);
            if (stet_kind_of(p->f.a, h) == STET_HANDLE &&
                (stet_str_is(name, network) || stet_str_is(name, other)))
                return stet__facts_name(&p->f, h);
        }
    return stet_cstr("");
}

/* A handle as the networks write it: @ before it, no space in it. */
static void put_handle(struct page *p, const char *open, stet_str handle)
{
    if (!handle.n || memchr(handle.p, ' ', handle.n))
        return;
    stet_puts(p->out, open);
    stet_puts(p->out, handle.p[0] == '@' ? "" : "@");
    stet__page_put_text(p, handle);
    stet_puts(p->out, "\">\n");
}

static stet_str social_headline(struct page *p)
{
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    stet_node n = stet_find(p->f.a, fields, 0, STET_ALT_HEADLINE);
    while (n && !stet_str_is(attr(p, n, STET_ATTR_ROLE), "social"))
        n = stet_find(p->f.a, fields, n, STET_ALT_HEADLINE);
    return stet_text(p->f.a, n);
}

static void put_cards(struct page *p)
{
    stet_puts(p->out, p->picture
                          ? "<meta name=\"twitter:card\" "
                            "content=\"summary_large_image\">\n"
                          : "<meta name=\"twitter:card\" content=\"summary\">\n");
    stet__page_put_meta(p, "<meta name=\"twitter:title\" content=\"",
                        social_headline(p));
    stet__page_put_meta(p, "<meta name=\"twitter:site\" content=\"",
                        p->plan->config->twitter_site);
    put_handle(p, "<meta name=\"twitter:creator\" content=\"",
               find_handle(p, "x", "twitter"));
    put_handle(p, "<meta name=\"fediverse:creator\" content=\"",
               find_handle(p, "mastodon", "fediverse"));
}

/* ---- Dublin Core ------------------------------------------------------------ */
static void put_core_creator(struct page *p, stet_node party)
{
    stet__page_put_meta(p, "<meta name=\"dcterms.creator\" content=\"",
                        stet__facts_name(&p->f, party));
}

static void put_core_contributor(struct page *p, stet_node party)
{
    stet__page_put_meta(p, "<meta name=\"dcterms.contributor\" content=\"",
                        stet__facts_name(&p->f, party));
}

static void put_core_subject(struct page *p, stet_node concept)
{
    stet__page_put_meta(p, "<meta name=\"dcterms.subject\" content=\"",
                        stet__facts_name(&p->f, concept));
}

static stet_str party_name(struct page *p, stet_kind kind)
{
    stet_node party = stet__facts_party(&p->f, kind);
    return party ? stet__facts_name(&p->f, party) : stet_cstr("");
}

static void put_dublin_core(struct page *p, const struct dates *dates)
{
    stet__page_put_meta(p, "<meta name=\"dcterms.title\" content=\"", p->headline);
    stet__page_put_meta(p, "<meta name=\"dcterms.identifier\" content=\"",
                        field(p, STET_ID));
    each_part(p, STET_AUTHORS, 0, STET_PARTY, put_core_creator);
    each_part(p, STET_CONTRIBUTORS, 0, STET_PARTY, put_core_contributor);
    each_part(p, STET_TRANSLATORS, 0, STET_PARTY, put_core_contributor);
    stet__page_put_meta(p, "<meta name=\"dcterms.publisher\" content=\"",
                        party_name(p, STET_PUBLISHER));
    stet__page_put_meta(p, "<meta name=\"dcterms.created\" content=\"", dates->created);
    stet__page_put_meta(p, "<meta name=\"dcterms.issued\" content=\"",
                        dates->published);
    stet__page_put_meta(p, "<meta name=\"dcterms.modified\" content=\"",
                        dates->updated);
    stet__page_put_meta(p, "<meta name=\"dcterms.language\" content=\"", p->language);
    each_part(p, STET_SUBJECTS, 1, STET_CONCEPT, put_core_subject);
    stet__page_put_meta(p, "<meta name=\"dcterms.source\" content=\"",
                        stet__facts_part_attr(&p->f, STET_ORIGIN, STET_ATTR_URL));
    stet__page_put_meta(p, "<meta name=\"dcterms.rights\" content=\"",
                        field(p, STET_COPYRIGHT_NOTICE));
    stet__page_put_meta(p, "<meta name=\"dcterms.rightsHolder\" content=\"",
                        party_name(p, STET_COPYRIGHT_HOLDER));
    stet__page_put_meta(p, "<meta name=\"dcterms.accessRights\" content=\"",
                        field(p, STET_USAGE_TERMS));
}

/* ---- links ------------------------------------------------------------------ */
static void put_translation(struct page *p, stet_node ref)
{
    stet_str lang = stet__facts_language_tag(attr(p, ref, STET_ATTR_LANG));
    stet_str url = stet__facts_web(&p->f, attr(p, ref, STET_ATTR_URL));
    if (!lang.n || !url.n)
        return;
    stet_puts(p->out, "<link rel=\"alternate\" hreflang=\"");
    stet__page_put_text(p, lang);
    stet__page_put_link(p, "\" href=\"", url);
}

void stet__page_put_head(struct page *p)
{
    const struct page_config *c = p->plan->config;
    struct dates dates;
    find_dates(p, &dates);
    stet_puts(p->out, "<title>");
    stet__page_put_text(p, p->headline.n ? p->headline : stet_source_name(p->f.a));
    stet_puts(p->out, "</title>\n");
    stet__page_put_link(p, "<link rel=\"canonical\" href=\"", p->url);
    stet__page_put_meta(p, "<meta name=\"description\" content=\"", description(p));
    each_part(p, STET_AUTHORS, 0, STET_PARTY, put_author);
    put_robots(p, dates.expires);
    put_mining(p);
    put_licence_file(p);
    stet__page_put_link(p, "<link rel=\"license\" href=\"", stet__facts_licence(&p->f));
    each_part(p, STET_TRANSLATIONS, 1, STET_REF, put_translation);
    if (c->open_graph)
        put_open_graph(p, &dates);
    if (c->twitter)
        put_cards(p);
    if (c->dublin_core)
        put_dublin_core(p, &dates);
    if (c->json_ld) {
        stet_puts(p->out, "<script type=\"application/ld+json\">");
        p->f.quiet = 1; /* the metas told it */
        stet__jsonld_write_article(&p->f, p->url, p->out);
        p->f.quiet = 0;
        stet_puts(p->out, "</script>\n");
    }
}
