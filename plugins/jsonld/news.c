/* SPDX-License-Identifier: MIT */
/*
 * schema.org NewsArticle. One function for each group of properties; objects and lists
 * are opened by hand, commas come from the object at hand.
 */
#include "news.h"

#include "object.h"

/* ---- parties ---------------------------------------------------------------- */
static void put_party(struct json *j, stet_node party, const char *fallback)
{
    stet_str type = attr(j, party, STET_ATTR_TYPE);
    int known = type.n != 0, person = stet_str_is(type, "person");
    put_type(j, !known ? fallback : person ? "Person" : "Organization");
    put_member(j, "name", name_of(j, party));
    put_member(j, "givenName", attr(j, party, STET_ATTR_GIVEN));
    put_member(j, "familyName", attr(j, party, STET_ATTR_FAMILY));
    put_url(j, "url", attr(j, party, STET_ATTR_URL));
    put_member(j, "description", attr(j, party, STET_ATTR_BIO));
    stet_str house = attr(j, party, STET_ATTR_AFFILIATION);
    if (house.n) {
        put_key(j, "affiliation");
        put_type(j, "Organization");
        put_member(j, "name", house);
        put_end(j, '}');
    }
    put_end(j, '}');
}

/* All parties of a field; a list even for one, so that readers need one case only. */
static void put_parties(struct json *j, const char *key, stet_kind field,
                        const char *fallback)
{
    stet_node statement = stet_field(j->a, field);
    stet_node party = find_part(j, statement, 0, STET_PARTY);
    if (!party)
        return;
    put_key(j, key);
    stet_putc(j->out, '[');
    j->filled = 0;
    for (; party; party = find_part(j, statement, party, STET_PARTY)) {
        put_comma(j);
        put_party(j, party, fallback);
    }
    put_end(j, ']');
}

/* The publisher, with the policies that say how it works. */
static void put_publisher(struct json *j)
{
    stet_node statement = stet_field(j->a, STET_PUBLISHER);
    stet_node party = find_part(j, statement, 0, STET_PARTY);
    if (!party)
        party = statement;
    if (!name_of(j, party).n)
        return;
    put_key(j, "publisher");
    put_type(j, "Organization");
    put_member(j, "name", name_of(j, party));
    put_url(j, "url", attr(j, party, STET_ATTR_URL));
    stet__jsonld_put_policies(j);
    put_end(j, '}');
}

/* The byline as it stands, when nobody took it apart. */
static void put_authors(struct json *j)
{
    stet_str byline = stet_field_text(j->a, STET_BYLINE);
    if (find_part(j, stet_field(j->a, STET_AUTHORS), 0, STET_PARTY) || !byline.n) {
        put_parties(j, "author", STET_AUTHORS, "Person");
        return;
    }
    put_key(j, "author");
    stet_putc(j->out, '[');
    put_type(j, "Person");
    put_member(j, "name", byline);
    put_end(j, '}');
    put_end(j, ']');
}

/* ---- groups of properties --------------------------------------------------- */
static const char *type_of_genre(stet_str genre)
{
    static const struct {
        const char *genre, *type;
    } types[] = {
        {"opinion", "OpinionNewsArticle"},      {"analysis", "AnalysisNewsArticle"},
        {"review", "ReviewNewsArticle"},        {"background", "BackgroundNewsArticle"},
        {"ask", "AskPublicNewsArticle"},        {"reportage", "ReportageNewsArticle"},
        {"advert", "AdvertiserContentArticle"}, {"satire", "SatiricalArticle"},
        {"liveblog", "LiveBlogPosting"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (stet_str_is(genre, types[i].genre))
            return types[i].type;
    return "NewsArticle";
}

static void put_field(struct json *j, const char *key, stet_kind field)
{
    put_member(j, key, stet_field_text(j->a, field));
}

/* Cut at its precision: a day stays a day. */
static void put_date(struct json *j, const char *key, stet_kind field)
{
    stet_str text = stet_field_text(j->a, field);
    stet_date date;
    if (!text.n || j->kit->date_parse(text, stet_cstr(""), &date) != STET_OK)
        return;
    stet__facts_place_in_zone(j->f, key, &date);
    if (date.precision < STET_DAY) {
        stet_log(j->a, STET_LOG_LOSS,
                 stet_cstr("schema.org takes no date without its day: it is left out"));
        return;
    }
    put_key(j, key);
    stet_putc(j->out, '"');
    j->kit->date_format(j->out, &date, STET_DATE_ISO);
    stet_putc(j->out, '"');
}

static void put_address(struct json *j, stet_str url)
{
    url = web(j, url);
    if (!url.n)
        return;
    put_member(j, "url", url);
    put_key(j, "mainEntityOfPage");
    put_type(j, "WebPage");
    put_member(j, "@id", url);
    put_end(j, '}');
}

static void put_text_fields(struct json *j)
{
    stet_str standfirst = stet_field_text(j->a, STET_STANDFIRST);
    stet_str excerpt = stet_field_text(j->a, STET_EXCERPT);
    put_field(j, "headline", STET_HEADLINE);
    put_field(j, "alternativeHeadline", STET_ALT_HEADLINE);
    put_member(j, "description", excerpt.n ? excerpt : standfirst);
    if (excerpt.n)
        put_member(j, "abstract", standfirst);
    put_field(j, "inLanguage", STET_LANGUAGE);
    put_field(j, "dateline", STET_DATELINE);
    put_field(j, "version", STET_VERSION);
    put_field(j, "creativeWorkStatus", STET_STATUS);
}

static void put_dates(struct json *j)
{
    put_date(j, "datePublished", STET_PUBLISHED);
    put_date(j, "dateModified", STET_UPDATED);
    put_date(j, "dateCreated", STET_CREATED);
    put_date(j, "expires", STET_EXPIRES);
}

/* Names of the concepts whose axis is, or is not, one of a section. */
static void put_concepts(struct json *j, const char *key, int sections)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(j->a, fields, s, STET_SUBJECTS))
        for (stet_node c = find_part(j, s, 0, STET_CONCEPT); c;
             c = find_part(j, s, c, STET_CONCEPT)) {
            stet_str axis = attr(j, c, STET_ATTR_AXIS), name = name_of(j, c);
            int section = stet_str_is(axis, "section") || stet_str_is(axis, "category");
            if (section != sections || !name.n)
                continue;
            if (!any++) {
                put_key(j, key);
                stet_putc(j->out, '[');
                j->filled = 0;
            }
            put_comma(j);
            put_string(j, name);
        }
    if (any)
        put_end(j, ']');
}

static void put_series(struct json *j)
{
    stet_node series = stet_field(j->a, STET_SERIES), part = stet_first(j->a, series);
    stet_str name = name_of(j, part ? part : series);
    if (!name.n)
        return;
    put_key(j, "isPartOf");
    put_type(j, "CreativeWorkSeries");
    put_member(j, "name", name);
    put_url(j, "url", attr(j, part ? part : series, STET_ATTR_URL));
    put_end(j, '}');
}

/* Another work by address, title and house: what this one was taken or translated from.
 */
static void put_work(struct json *j, const char *key, stet_kind field)
{
    stet_node statement = stet_field(j->a, field);
    stet_str url = attr(j, statement, STET_ATTR_URL), house = stet_cstr("");
    stet_str title = attr(j, statement, STET_ATTR_TITLE);
    house = attr(j, statement, STET_ATTR_NAME);
    for (stet_node n = stet_first(j->a, statement); n; n = stet_next(j->a, n)) {
        if (!url.n)
            url = attr(j, n, STET_ATTR_URL);
        if (!title.n)
            title = attr(j, n, STET_ATTR_TITLE);
        if (!house.n)
            house = name_of(j, n);
    }
    if (!is_web(j, url) && !house.n && !title.n)
        return;
    put_key(j, key);
    put_type(j, "CreativeWork");
    put_url(j, "url", url);
    put_member(j, "name", title);
    if (house.n) {
        put_key(j, "publisher");
        put_type(j, "Organization");
        put_member(j, "name", house);
        put_end(j, '}');
    }
    put_end(j, '}');
}

static void put_image(struct json *j, stet_node image)
{
    put_type(j, "ImageObject");
    stet_str src = attr(j, image, STET_ATTR_SRC);
    put_url(j, "url", src.n ? src : attr(j, image, STET_ATTR_URL));
    put_member(j, "description", attr(j, image, STET_ATTR_ALT));
    put_member(j, "creditText", attr(j, image, STET_ATTR_CREDIT));
    put_url(j, "license", attr(j, image, STET_ATTR_LICENCE));
    put_member(j, "copyrightNotice", attr(j, image, STET_ATTR_HOLDER));
    int64_t width = stet_attr_int(j->a, image, STET_ATTR_WIDTH, 0);
    int64_t height = stet_attr_int(j->a, image, STET_ATTR_HEIGHT, 0);
    if (width > 0)
        put_number(j, "width", width);
    if (height > 0)
        put_number(j, "height", height);
    put_end(j, '}');
}

static int is_image(struct json *j, stet_node n)
{
    stet_str src = attr(j, n, STET_ATTR_SRC);
    return is_web(j, src.n ? src : attr(j, n, STET_ATTR_URL));
}

static void put_images(struct json *j)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_IMAGES); s;
         s = stet_find(j->a, fields, s, STET_IMAGES))
        for (stet_node m = find_part(j, s, 0, STET_MEDIA_PART); m;
             m = find_part(j, s, m, STET_MEDIA_PART)) {
            if (!is_image(j, m))
                continue;
            if (!any++) {
                put_key(j, "image");
                stet_putc(j->out, '[');
                j->filled = 0;
            }
            put_comma(j);
            put_image(j, m);
        }
    if (any)
        put_end(j, ']');
}

static void put_size(struct json *j)
{
    int64_t words = read_number(stet_field_text(j->a, STET_WORDS));
    int64_t seconds = read_number(stet_field_text(j->a, STET_READING_TIME));
    stet_str access = stet_field_text(j->a, STET_ACCESS);
    if (words > 0)
        put_number(j, "wordCount", words);
    if (seconds > 0) {
        put_key(j, "timeRequired");
        stet_puts(j->out, "\"PT");
        stet_put_int(j->out, (seconds + 59) / 60);
        stet_puts(j->out, "M\"");
    }
    if (access.n) {
        put_key(j, "isAccessibleForFree");
        stet_puts(j->out, stet_str_is(access, "free") ? "true" : "false");
    }
    put_url(j, "discussionUrl", stet_field_text(j->a, STET_COMMENTS));
}

void stet__jsonld_write_article(struct facts *f, stet_str url, stet_out *out)
{
    stet_article *a = f->a;
    struct json j = {.f = f, .a = a, .kit = f->kit, .out = out};
    if (!url.n)
        url = stet_field_text(a, STET_CANONICAL);
    if (!url.n)
        url = stet_field_text(a, STET_URL);
    stet_puts(out, "{\"@context\":\"https://schema.org\",\"@type\":\"");
    stet_puts(out, type_of_genre(stet_field_text(a, STET_GENRE)));
    stet_putc(out, '"');
    j.filled = 1;
    put_field(&j, "identifier", STET_ID);
    put_address(&j, url);
    put_text_fields(&j);
    put_authors(&j);
    put_parties(&j, "contributor", STET_CONTRIBUTORS, "Person");
    put_parties(&j, "translator", STET_TRANSLATORS, "Person");
    put_publisher(&j);
    put_parties(&j, "sponsor", STET_SPONSOR, "Organization");
    put_dates(&j);
    put_concepts(&j, "articleSection", 1);
    put_concepts(&j, "keywords", 0);
    put_series(&j);
    put_work(&j, "isBasedOn", STET_ORIGIN);
    put_work(&j, "translationOfWork", STET_TRANSLATION_OF);
    stet__jsonld_put_relations(&j);
    stet__jsonld_put_rights(&j);
    put_images(&j);
    put_size(&j);
    stet_putc(out, '}');
}
