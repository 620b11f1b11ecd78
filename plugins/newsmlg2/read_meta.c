/* SPDX-License-Identifier: MIT */
/* What rightsInfo, itemMeta and contentMeta of a NewsML-G2 item state. */
#include "reader.h"

typedef const struct markup *element;

static stet_str attr(element m, const char *name)
{
    return stet__markup_attr(m, name);
}

static stet_str text(struct claims *c, element m)
{
    return stet__markup_text(c->a, m);
}

static stet_str name_of(struct claims *c, element m)
{
    return text(c, stet__markup_child(m, "name"));
}

/* "urn:x-stet:notice:contact.media" behind "urn:x-stet:notice:"; "" when it is another.
 */
static stet_str behind(stet_str uri, const char *prefix)
{
    size_t n = strlen(prefix);
    return uri.n > n && memcmp(uri.p, prefix, n) == 0 ? stet_strn(uri.p + n, uri.n - n)
                                                      : stet_cstr("");
}

static void read_party(struct claims *c, stet_kind field, stet_node *all, element m,
                       const char *fallback)
{
    stet_str type = attr(m, "type"), name = name_of(c, m);
    const char *sort = stet_str_is(type, "cpnat:organisation") ? "organisation"
                       : stet_str_is(type, "cpnat:person")     ? "person"
                                                               : fallback;
    if (!name.n)
        name = attr(m, "literal");
    stet_node n = stet__claim_party(c, field, all, name, sort);
    stet__claim_attr(c, n, STET_ATTR_URL, attr(m, "uri"));
    stet__claim_attr(c, n, STET_ATTR_ROLE, text(c, stet__markup_child(m, "note")));
}

static void read_one(struct claims *c, stet_kind field, element m, const char *fallback)
{
    stet_node all = 0;
    if (m)
        read_party(c, field, &all, m, fallback);
}

/* ---- rights ----------------------------------------------------------------- */
static void read_data_mining(struct claims *c, element m)
{
    static const char prefix[] = "http://ns.useplus.org/ldf/vocab/DMI-";
    stet_str uri = attr(m, "uri"), term = behind(uri, prefix);
    if (stet_str_is(term, "PROHIBITED"))
        stet__claim_text(c, STET_TDM, stet_cstr("reserved"));
    else if (stet_str_is(term, "ALLOWED"))
        stet__claim_text(c, STET_TDM, stet_cstr("allowed"));
    else
        stet__claim_text(c, STET_TDM, uri.n ? uri : name_of(c, m));
}

static void read_rights(struct claims *c, element item)
{
    element rights = stet__markup_child(item, "rightsInfo");
    read_one(c, STET_COPYRIGHT_HOLDER, stet__markup_child(rights, "copyrightHolder"),
             "");
    stet__claim_text(c, STET_COPYRIGHT_NOTICE,
                     text(c, stet__markup_child(rights, "copyrightNotice")));
    stet__claim_text(c, STET_LICENCE, attr(stet__markup_child(rights, "link"), "href"));
    read_data_mining(c, stet__markup_child(rights, "dataMining"));
}

/* ---- itemMeta --------------------------------------------------------------- */
static void read_status(struct claims *c, element meta)
{
    stet_str code = attr(stet__markup_child(meta, "pubStatus"), "qcode");
    stet_str status = behind(code, "stat:");
    stet__claim_text(c, STET_STATUS,
                     stet_str_is(status, "canceled") ? stet_cstr("withdrawn") : status);
}

static void read_correction(struct claims *c, stet_str said, stet_node *all)
{
    if (!*all)
        *all = stet__claim_open(c, STET_CORRECTIONS);
    stet_node n = stet__claim_part(c, *all, STET_CORRECTION_PART);
    if (n && stet_set_text(c->a, n, said) != STET_OK && !c->code)
        c->code = STET_E_LIMIT;
}

/* A note of no known kind is for editors: kept, and not shown. */
static void read_notes(struct claims *c, element meta)
{
    stet_node corrections = 0;
    for (element m = stet__markup_child(meta, "edNote"); m; m = stet__markup_next(m)) {
        stet_str role = attr(m, "roleuri"), said = text(c, m);
        stet_str field = behind(role, "urn:x-stet:field:");
        stet_kind kind = stet__claim_kind(c->a, behind(role, "urn:x-stet:notice:"));
        stet_node none = 0;
        if (stet_str_is(field, "print_edition"))
            stet__claim_text(c, STET_PRINT_EDITION, said);
        else if (stet_str_is(field, "sponsor"))
            stet__claim_party(c, STET_SPONSOR, &none, said, "organisation");
        else if (stet_str_is(field, "corrections"))
            read_correction(c, said, &corrections);
        else if (kind)
            stet__claim_notice(c, kind, stet__markup_raw(c->a, m));
        else
            stet__claim_extra(c, "ed_note", said);
    }
}

/* The payload may know which part it is; the address stands here. */
static void read_series(struct claims *c, element m)
{
    stet_str name = name_of(c, m);
    stet_node n = stet_first(c->a, stet_field(c->a, STET_SERIES));
    if (!name.n)
        return;
    if (!n || !stet_str_eq(stet_attr_str(c->a, n, STET_ATTR_NAME), name)) {
        n = stet__claim_part(c, stet__claim_open(c, STET_SERIES), STET_CONCEPT);
        stet__claim_attr(c, n, STET_ATTR_NAME, name);
    }
    stet__claim_attr(c, n, STET_ATTR_URL, attr(m, "uri"));
}

/* Terms hold the notices about rights too; the payload has them apart. */
static void read_terms(struct claims *c, element rights)
{
    element terms = stet__markup_child(rights, "usageTerms");
    stet__claim_terms(c, stet__markup_raw(c->a, terms));
    if (!stet_field(c->a, STET_LICENCE))
        stet__claim_text(c, STET_LICENCE, text(c, stet__markup_next(terms)));
}

static void read_links(struct claims *c, element meta)
{
    stet_node images = 0, trust = 0;
    for (element m = stet__markup_child(meta, "link"); m; m = stet__markup_next(m)) {
        stet_str rel = behind(attr(m, "reluri"), "urn:x-stet:rel:"),
                 href = attr(m, "href");
        if (stet_str_is(rel, "image") && href.n) {
            images = images ? images : stet__claim_open(c, STET_IMAGES);
            stet_node n = stet__claim_part(c, images, STET_MEDIA_PART);
            stet__claim_attr(c, n, STET_ATTR_SRC, href);
            stet__claim_attr(c, n, STET_ATTR_MEDIA, stet_cstr("image"));
            stet__claim_attr(c, n, STET_ATTR_ALT, attr(m, "title"));
        } else if (stet_str_is(rel, "trust") && href.n) {
            trust = trust ? trust : stet__claim_open(c, STET_TRUST);
            stet_node n = stet__claim_part(c, trust, STET_REF);
            stet__claim_attr(c, n, STET_ATTR_URL, href);
            stet__claim_attr(c, n, STET_ATTR_NAME, attr(m, "title"));
        } else if (stet_str_is(attr(m, "contenttype"), "text/html")) {
            stet__claim_text(c, STET_CANONICAL, href);
        }
    }
}

static void read_item_meta(struct claims *c, element meta)
{
    read_one(c, STET_PUBLISHER, stet__markup_child(meta, "provider"), "");
    read_status(c, meta);
}

/* ---- contentMeta ------------------------------------------------------------ */
static void read_subjects(struct claims *c, element meta)
{
    stet_node all = 0;
    for (element m = meta ? meta->first : NULL; m; m = m->next) {
        stet_str code = behind(attr(m, "qcode"), "medtop:");
        stet_str axis = behind(attr(m, "typeuri"), "urn:x-stet:axis:");
        if (stet__markup_is(m, "keyword"))
            stet__claim_subject(c, &all, text(c, m), stet_cstr("keyword"));
        if (!stet__markup_is(m, "subject"))
            continue;
        if (!axis.n)
            axis = stet_cstr(stet_str_is(attr(m, "type"), "cpnat:geoArea") ? "region"
                                                                           : "topic");
        stet_node n =
            stet__claim_subject(c, &all, name_of(c, m), stet__claim_decoded(c, axis));
        stet__claim_attr(c, n, STET_ATTR_URL, attr(m, "uri"));
        if (!n || !code.n)
            continue;
        stet__claim_attr(c, n, STET_ATTR_CODE, code);
        stet__claim_attr(c, n, STET_ATTR_SCHEME,
                         stet_cstr("http://cv.iptc.org/newscodes/mediatopic/"));
    }
}

static void read_sources(struct claims *c, element meta)
{
    for (element m = stet__markup_child(meta, "infoSource"); m;
         m = stet__markup_next(m)) {
        int is_origin = stet_str_is(attr(m, "roleuri"), "urn:x-stet:role:origin");
        if (!stet_field(c->a, is_origin ? STET_ORIGIN : STET_AGENCY))
            read_one(c, is_origin ? STET_ORIGIN : STET_AGENCY, m, "");
    }
}

static void read_people(struct claims *c, element meta)
{
    stet_node authors = 0, others = 0, translators = 0;
    for (element m = stet__markup_child(meta, "creator"); m; m = stet__markup_next(m))
        read_party(c, STET_AUTHORS, &authors, m, "");
    for (element m = stet__markup_child(meta, "contributor"); m;
         m = stet__markup_next(m))
        if (stet_str_is(attr(m, "roleuri"), "urn:x-stet:role:translator"))
            read_party(c, STET_TRANSLATORS, &translators, m, "");
        else
            read_party(c, STET_CONTRIBUTORS, &others, m, "");
}

static void read_headlines(struct claims *c, element meta)
{
    for (element m = stet__markup_child(meta, "headline"); m;
         m = stet__markup_next(m)) {
        stet_str role = behind(attr(m, "roleuri"), "urn:x-stet:headline:");
        if (stet_str_is(role, "kicker")) {
            stet__claim_text(c, STET_KICKER, text(c, m));
        } else if (role.n) {
            stet_node n = stet__claim_text(c, STET_ALT_HEADLINE, text(c, m));
            if (!stet_str_is(role, "alternative"))
                stet__claim_attr(c, n, STET_ATTR_ROLE, stet__claim_decoded(c, role));
        } else if (!stet_field(c->a, STET_HEADLINE)) {
            stet__claim_text(c, STET_HEADLINE, text(c, m));
        }
    }
}

static void read_alt_ids(struct claims *c, element meta)
{
    stet_node all = 0;
    for (element m = stet__markup_child(meta, "altId"); m; m = stet__markup_next(m)) {
        if (!text(c, m).n)
            continue;
        all = all ? all : stet__claim_open(c, STET_ALT_IDS);
        stet_node n = stet__claim_part(c, all, STET_EXTRA_PART);
        stet__claim_attr(c, n, STET_ATTR_NAME, text(c, m));
    }
}

static void read_content_meta(struct claims *c, element meta)
{
    element source = stet__markup_child(meta, "digitalSourceType");
    stet_str agency = stet_cstr("");
    stet__claim_text(c, STET_DIGITAL_SOURCE,
                     attr(source, "uri").n ? attr(source, "uri") : name_of(c, source));
    read_sources(c, meta);
    agency = stet_attr_str(c->a, stet_first(c->a, stet_field(c->a, STET_AGENCY)),
                           STET_ATTR_NAME);
    read_people(c, meta);
    read_alt_ids(c, meta);
    stet__claim_text(c, STET_LANGUAGE,
                     attr(stet__markup_child(meta, "language"), "tag"));
    stet__claim_text(c, STET_GENRE, name_of(c, stet__markup_child(meta, "genre")));
    read_subjects(c, meta);
    stet__claim_text(c, STET_SLUG, text(c, stet__markup_child(meta, "slugline")));
    read_headlines(c, meta);
    stet__claim_text(c, STET_DATELINE, text(c, stet__markup_child(meta, "dateline")));
    stet__claim_text(c, STET_BYLINE, text(c, stet__markup_child(meta, "by")));
    for (element m = stet__markup_child(meta, "creditline"); m;
         m = stet__markup_next(m))
        if (!stet_str_eq(text(c, m), agency)) /* that of the agency names it */
            stet__claim_text(c, STET_IMAGE_CREDITS, text(c, m));
    for (element m = stet__markup_child(meta, "description"); m;
         m = stet__markup_next(m))
        stet__claim_text(c,
                         stet_str_is(attr(m, "role"), "drol:summary") ? STET_EXCERPT
                                                                      : STET_STANDFIRST,
                         text(c, m));
}

/* The work it was translated from: what it derives from, when that is not the origin.
 */
static void read_derived_from(struct claims *c, element item)
{
    stet_node origin = stet_first(c->a, stet_field(c->a, STET_ORIGIN));
    for (element m = stet__markup_child(item, "derivedFrom"); m;
         m = stet__markup_next(m)) {
        stet_str uri = attr(m, "uri");
        if (!uri.n || stet_str_eq(uri, stet_attr_str(c->a, origin, STET_ATTR_URL)))
            continue;
        if (stet_field(c->a, STET_TRANSLATION_OF))
            return;
        stet_node n =
            stet__claim_part(c, stet__claim_open(c, STET_TRANSLATION_OF), STET_REF);
        stet__claim_attr(c, n, STET_ATTR_URL, uri);
    }
}

void stet__g2_read_meta(struct claims *c, const struct markup *item)
{
    element meta = stet__markup_child(item, "contentMeta");
    stet__claim_text(c, STET_ID, attr(item, "guid"));
    stet__claim_text(c, STET_VERSION, attr(item, "version"));
    read_rights(c, item);
    read_item_meta(c, stet__markup_child(item, "itemMeta"));
    read_content_meta(c, meta);
    stet__claim_text(c, STET_LANGUAGE, attr(item, "xml:lang"));
    if (!stet_field(c->a, STET_HEADLINE))
        stet__claim_text(
            c, STET_HEADLINE,
            text(c, stet__markup_child(stet__markup_child(item, "itemMeta"), "title")));
    read_derived_from(c, item);
}

void stet__g2_read_rest(struct claims *c, const struct markup *item)
{
    element meta = stet__markup_child(item, "itemMeta");
    read_terms(c, stet__markup_child(item, "rightsInfo"));
    read_series(c, stet__markup_child(meta, "memberOf"));
    read_links(c, meta);
    read_notes(c, meta);
}

/* ---- dates ------------------------------------------------------------------ */
static stet_str date_text(struct claims *c, element meta, const char *name)
{
    return text(c, stet__markup_child(meta, name));
}

/* "2025-03-14" for "2025-03-14T00:00:00+00:00": a day that was written as an instant.
 */
static int is_day_of(stet_str day, stet_str instant)
{
    return day.n == 10 && instant.n > 19 && memcmp(day.p, instant.p, 10) == 0 &&
           memcmp(instant.p + 10, "T00:00:00", 9) == 0;
}

void stet__g2_read_dates(struct claims *c, const struct markup *item)
{
    element meta = stet__markup_child(item, "itemMeta");
    element content = stet__markup_child(item, "contentMeta");
    stet_str first = date_text(c, meta, "firstCreated");
    stet_str version = date_text(c, meta, "versionCreated");
    stet_str created = date_text(c, content, "contentCreated");
    stet_str modified = date_text(c, content, "contentModified");
    int is_published = is_day_of(created, first) || stet_str_eq(created, first) ||
                       stet_str_eq(created, stet_field_text(c->a, STET_PUBLISHED));
    stet__claim_date(c, STET_PUBLISHED, is_published && created.n ? created : first);
    if (!is_published)
        stet__claim_date(c, STET_CREATED, created);
    stet__claim_date(c, STET_UPDATED, modified);
    stet__claim_date(c, STET_EMBARGO, date_text(c, meta, "embargoed"));
    stet__claim_date(c, STET_EXPIRES, date_text(c, meta, "expires"));
    if (!modified.n && !stet_str_eq(version, first) && !stet_field(c->a, STET_UPDATED))
        stet__claim_date(c, first.n ? STET_REPUBLISHED : STET_PUBLISHED, version);
}
