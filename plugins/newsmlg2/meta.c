/* SPDX-License-Identifier: MIT */
/*
 * Rights and metadata of a news item, in the order that the schema fixes.
 */
#include "item.h"

static stet_str field(struct item *i, stet_kind kind)
{
    return stet_field_text(i->f.a, kind);
}

static stet_str attr(struct item *i, stet_node node, stet_attr key)
{
    return stet_attr_str(i->f.a, node, key);
}

static void put_uri(struct item *i, stet_node part)
{
    stet__g2_put(i, " uri=\"", stet__facts_web(&i->f, attr(i, part, STET_ATTR_URL)),
                 "\"");
}

/* `<creator uri=".."><name>..</name><note>..</note></creator>`; `open` is the start tag
 * without its `>`, so that it may name a role. */
static void put_party_in(struct item *i, const char *open, const char *element,
                         stet_node party)
{
    stet_str name = stet__facts_name(&i->f, party);
    if (!name.n)
        return;
    stet_puts(i->out, open);
    put_uri(i, party);
    if (attr(i, party, STET_ATTR_TYPE).n)
        stet_puts(i->out, stet__facts_is_house(&i->f, party)
                              ? " type=\"cpnat:organisation\""
                              : " type=\"cpnat:person\"");
    stet_puts(i->out, ">");
    stet__g2_put(i, "<name>", name, "</name>");
    stet__g2_put(i, "<note>", attr(i, party, STET_ATTR_ROLE), "</note>");
    stet_puts(i->out, "</");
    stet_puts(i->out, element);
    stet_puts(i->out, ">\n");
}

static void put_parties(struct item *i, const char *open, const char *element,
                        stet_kind kind)
{
    stet_article *a = i->f.a;
    for (stet_node p = stet_first(a, stet_field(a, kind)); p; p = stet_next(a, p))
        put_party_in(i, open, element, p);
}

/* ---- rights ----------------------------------------------------------------- */
static int contains(stet_str text, const char *part)
{
    return memmem(text.p, text.n, part, strlen(part)) != NULL;
}

/* What a Creative Commons deed says, as an ODRL policy in JSON-LD. */
static void put_policy(struct item *i, stet_str licence)
{
    stet_out json = stet_out_in_article(i->f.a, 512, 65536);
    int is_deed = contains(licence, "creativecommons.org/licenses/");
    if (!licence.n || !is_deed)
        return;
    stet_puts(&json, "{\"@context\":\"http://www.w3.org/ns/odrl.jsonld\","
                     "\"@type\":\"Set\",\"uid\":");
    i->f.kit->put_json_str(&json, licence);
    stet_puts(&json, ",\"permission\":[{\"target\":");
    i->f.kit->put_json_str(&json, i->guid);
    stet_puts(&json, ",\"action\":[\"reproduce\",\"distribute\"]");
    if (contains(licence, "/by"))
        stet_puts(&json, ",\"duty\":[{\"action\":\"attribute\"}]");
    stet_puts(&json, "}]");
    if (contains(licence, "-nc") || contains(licence, "-nd")) {
        stet_puts(&json, ",\"prohibition\":[{\"target\":");
        i->f.kit->put_json_str(&json, i->guid);
        stet_puts(&json, ",\"action\":[");
        stet_puts(&json, contains(licence, "-nc") ? "\"commercialize\"" : "");
        stet_puts(&json,
                  contains(licence, "-nc") && contains(licence, "-nd") ? "," : "");
        stet_puts(&json, contains(licence, "-nd") ? "\"derive\"" : "");
        stet_puts(&json, "]}]");
    }
    stet_putc(&json, '}');
    stet__g2_put(i,
                 "<rightsExpressionData langid=\"http://www.w3.org/ns/odrl/2/\" "
                 "enctype=\"application/ld+json\">",
                 stet__facts_take(&i->f, &json), "</rightsExpressionData>\n");
}

static void put_data_mining(struct item *i)
{
    static const char prohibited[] = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED";
    static const char allowed[] = "http://ns.useplus.org/ldf/vocab/DMI-ALLOWED";
    stet_str tdm = field(i, STET_TDM), uri = tdm;
    if (stet_str_is(tdm, "reserved") || stet_str_is(tdm, "1"))
        uri = stet_cstr(prohibited);
    else if (stet_str_is(tdm, "allowed") || stet_str_is(tdm, "0"))
        uri = stet_cstr(allowed);
    if (stet__facts_is_uri(uri))
        stet__g2_put(i, "<dataMining uri=\"", uri, "\"/>\n");
    else
        stet__g2_put(i, "<dataMining><name>", tdm, "</name></dataMining>\n");
}

void stet__g2_put_rights(struct item *i)
{
    stet_node holder = stet__facts_party(&i->f, STET_COPYRIGHT_HOLDER);
    stet_str notice = field(i, STET_COPYRIGHT_NOTICE);
    stet_str terms =
        stet__facts_notices(&i->f, NOTICE_TO_RIGHTS, field(i, STET_USAGE_TERMS));
    stet_str licence = stet__facts_licence(&i->f);
    if (!holder && !notice.n && !terms.n && !licence.n && !field(i, STET_TDM).n)
        return;
    stet_puts(i->out, "<rightsInfo>\n");
    put_party_in(i, "<copyrightHolder", "copyrightHolder", holder);
    stet__g2_put(i, "<copyrightNotice>", notice, "</copyrightNotice>\n");
    stet__g2_put_lines(i, "<usageTerms>", terms, "</usageTerms>\n");
    if (!licence.n)
        stet__g2_put(i, "<usageTerms>", field(i, STET_LICENCE), "</usageTerms>\n");
    stet__g2_put(i, "<link href=\"", licence, "\"/>\n");
    put_policy(i, licence);
    put_data_mining(i);
    stet_puts(i->out, "</rightsInfo>\n");
}

/* ---- itemMeta --------------------------------------------------------------- */
static void put_date(struct item *i, const char *open, const stet_date *date,
                     const char *close)
{
    stet_puts(i->out, open);
    i->f.kit->date_format(i->out, date, STET_DATE_RFC3339);
    stet_puts(i->out, close);
}

static void put_instant(struct item *i, const char *name, const char *open,
                        stet_kind kind, const char *close)
{
    stet_date date;
    if (stet__facts_instant(&i->f, kind, name, &date))
        put_date(i, open, &date, close);
}

/* Where the schema lets a date be cut: only a time must have seconds and a zone. */
static void put_truncated(struct item *i, const char *name, const char *open,
                          stet_kind kind, const char *close)
{
    stet_date date;
    if (!stet__facts_date(&i->f, kind, &date))
        return;
    if (date.precision >= STET_MINUTE) {
        put_instant(i, name, open, kind, close);
        return;
    }
    stet_puts(i->out, open);
    i->f.kit->date_format(i->out, &date, STET_DATE_ISO);
    stet_puts(i->out, close);
}

static void put_status(struct item *i)
{
    stet_str status = field(i, STET_STATUS);
    if (stet_str_is(status, "usable"))
        stet_puts(i->out, "<pubStatus qcode=\"stat:usable\"/>\n");
    else if (stet_str_is(status, "withheld") || stet_str_is(status, "draft"))
        stet_puts(i->out, "<pubStatus qcode=\"stat:withheld\"/>\n");
    else if (stet_str_is(status, "withdrawn") || stet_str_is(status, "canceled"))
        stet_puts(i->out, "<pubStatus qcode=\"stat:canceled\"/>\n");
}

/* A note says what it is, so that a reader finds it again. */
static void put_note(struct item *i, const char *what, const char *kind, stet_str text)
{
    if (!text.n)
        return;
    stet_puts(i->out, "<edNote roleuri=\"urn:x-stet:");
    stet_puts(i->out, what);
    stet_puts(i->out, kind);
    stet__g2_put_lines(i, "\">", text, "</edNote>\n");
}

/* Notices to editors. */
static void put_notices(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        stet_kind kind = stet_kind_of(a, p);
        if (stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
            put_note(i, "notice:", stet_kind_name(a, kind),
                     stet__facts_notice_text(&i->f, p));
    }
}

static void put_notes(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    put_notices(i);
    for (stet_node s = stet_field(a, STET_EXTRA), p = stet_first(a, s); p;
         p = stet_next(a, p))
        if (stet_str_is(attr(i, p, STET_ATTR_KEY), "ed_note"))
            stet__g2_put(i, "<edNote>", attr(i, p, STET_ATTR_VALUE), "</edNote>\n");
    put_note(i, "field:", "print_edition", field(i, STET_PRINT_EDITION));
    put_note(i, "field:", "sponsor",
             stet__facts_name(&i->f, stet__facts_party(&i->f, STET_SPONSOR)));
    for (stet_node s = stet_find(a, fields, 0, STET_CORRECTIONS); s;
         s = stet_find(a, fields, s, STET_CORRECTIONS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            put_note(i, "field:", "corrections", stet__facts_name(&i->f, p));
}

/* An embargo that a notice names and no date ends: the element stands empty. */
static void put_embargo(struct item *i)
{
    stet_node root = stet_root(i->f.a, STET_FAMILY_NOTICE);
    if (field(i, STET_EMBARGO).n)
        put_instant(i, "embargoed", "<embargoed>", STET_EMBARGO, "</embargoed>\n");
    else if (stet_find(i->f.a, root, 0, STET_NOTICE_EMBARGO))
        stet_puts(i->out, "<embargoed/>\n");
}

static void put_member_of(struct item *i)
{
    stet_node series = stet__facts_party(&i->f, STET_SERIES);
    if (!series)
        return;
    stet_puts(i->out, "<memberOf");
    put_uri(i, series);
    stet__g2_put(i, "><name>", stet__facts_name(&i->f, series), "</name></memberOf>\n");
}

static void put_signals(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    if (stet_field(a, STET_CORRECTIONS) || stet_find(a, root, 0, STET_CORRECTION))
        stet_puts(i->out, "<signal qcode=\"sig:correction\"/>\n");
    else if (stet_find(a, root, 0, STET_UPDATE))
        stet_puts(i->out, "<signal qcode=\"sig:update\"/>\n");
}

static void put_link(struct item *i, const char *rel, stet_str href, stet_str title)
{
    if (!href.n)
        return;
    stet_puts(i->out, "<link reluri=\"urn:x-stet:rel:");
    stet_puts(i->out, rel);
    stet__g2_put(i, "\" href=\"", href, "\"");
    stet__g2_put(i, " title=\"", title, "\"");
    stet_puts(i->out, "/>\n");
}

static void put_links(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet__g2_put(i, "<link contenttype=\"text/html\" href=\"", i->url, "\"/>\n");
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGES); s;
         s = stet_find(a, fields, s, STET_IMAGES))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str src = attr(i, p, STET_ATTR_SRC);
            put_link(i, "image",
                     stet__facts_web(&i->f, src.n ? src : attr(i, p, STET_ATTR_URL)),
                     attr(i, p, STET_ATTR_ALT));
        }
    for (stet_node s = stet_find(a, fields, 0, STET_TRUST); s;
         s = stet_find(a, fields, s, STET_TRUST))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            put_link(i, "trust", stet__facts_web(&i->f, attr(i, p, STET_ATTR_URL)),
                     stet__facts_name(&i->f, p));
}

void stet__g2_put_item_meta(struct item *i, const stet_date *version)
{
    stet_node publisher = stet__facts_party(&i->f, STET_PUBLISHER);
    stet_puts(i->out, "<itemMeta>\n<itemClass qcode=\"ninat:text\"/>\n");
    if (publisher)
        put_party_in(i, "<provider", "provider", publisher);
    else
        stet__g2_put(i, "<provider type=\"cpnat:organisation\"><name>", i->provider,
                     "</name></provider>\n");
    put_date(i, "<versionCreated>", version, "</versionCreated>\n");
    put_instant(i, "firstCreated", "<firstCreated>", STET_PUBLISHED,
                "</firstCreated>\n");
    put_embargo(i);
    put_status(i);
    stet__g2_put(i, "<title>", field(i, STET_HEADLINE), "</title>\n");
    put_notes(i);
    put_member_of(i);
    put_signals(i);
    put_instant(i, "expires", "<expires>", STET_EXPIRES, "</expires>\n");
    put_links(i);
    stet_puts(i->out, "</itemMeta>\n");
}

/* ---- contentMeta ------------------------------------------------------------ */
/* Other axes of places have an address of their own, as all axes have. */
static int is_region(struct item *i, stet_node part)
{
    stet_str axis = attr(i, part, STET_ATTR_AXIS);
    return stet_str_is(axis, "region") ||
           (!axis.n && stet_kind_of(i->f.a, part) == STET_PLACE_PART);
}

static int is_topic_code(struct item *i, stet_node part)
{
    stet_str code = attr(i, part, STET_ATTR_CODE);
    for (size_t k = 0; k < code.n; k++)
        if (code.p[k] < '0' || code.p[k] > '9')
            return 0;
    return code.n == 8 && contains(attr(i, part, STET_ATTR_SCHEME), "mediatopic");
}

static void put_subject(struct item *i, stet_node part)
{
    stet_str name = stet__facts_name(&i->f, part);
    stet_str axis = attr(i, part, STET_ATTR_AXIS);
    if (!name.n)
        return;
    if ((!axis.n && !is_region(i, part)) || stet_str_is(axis, "keyword") ||
        stet_str_is(axis, "tag")) {
        stet__g2_put(i, "<keyword>", name, "</keyword>\n");
        return;
    }
    stet_puts(i->out, "<subject");
    if (is_topic_code(i, part))
        stet__g2_put(i, " qcode=\"medtop:", attr(i, part, STET_ATTR_CODE), "\"");
    else
        put_uri(i, part);
    if (is_region(i, part)) {
        stet_puts(i->out, " type=\"cpnat:geoArea\"");
    } else {
        stet_puts(i->out, " typeuri=\"urn:x-stet:axis:");
        i->f.kit->escape(i->out, STET_ESCAPE_URL, axis.p, axis.n);
        stet_putc(i->out, '"');
    }
    stet__g2_put(i, "><name>", name, "</name></subject>\n");
}

static void put_subjects(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            put_subject(i, p);
}

static void put_sources(struct item *i)
{
    stet_node origin = stet__facts_party(&i->f, STET_ORIGIN);
    stet_node agency = stet__facts_party(&i->f, STET_AGENCY);
    if (origin)
        put_party_in(i, "<infoSource roleuri=\"urn:x-stet:role:origin\"", "infoSource",
                     origin);
    if (agency)
        put_party_in(i, "<infoSource roleuri=\"urn:x-stet:role:agency\"", "infoSource",
                     agency);
}

static void put_alt_ids(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_ALT_IDS); s;
         s = stet_find(a, fields, s, STET_ALT_IDS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str value = attr(i, p, STET_ATTR_VALUE);
            stet__g2_put(i, "<altId>", value.n ? value : stet__facts_name(&i->f, p),
                         "</altId>\n");
        }
}

static void put_alternative(struct item *i, stet_str role, stet_str text)
{
    if (!text.n)
        return;
    stet_puts(i->out, "<headline roleuri=\"urn:x-stet:headline:");
    if (!role.n)
        role = stet_cstr("alternative");
    i->f.kit->escape(i->out, STET_ESCAPE_URL, role.p, role.n);
    stet__g2_put(i, "\">", text, "</headline>\n");
}

static void put_headlines(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet__g2_put(i, "<headline>", field(i, STET_HEADLINE), "</headline>\n");
    stet__g2_put(i, "<headline roleuri=\"urn:x-stet:headline:kicker\">",
                 field(i, STET_KICKER), "</headline>\n");
    for (stet_node s = stet_find(a, fields, 0, STET_ALT_HEADLINE); s;
         s = stet_find(a, fields, s, STET_ALT_HEADLINE))
        put_alternative(i, attr(i, s, STET_ATTR_ROLE), stet_text(a, s));
}

static void put_credits(struct item *i)
{
    stet_article *a = i->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet__g2_put(i, "<creditline>",
                 stet__facts_name(&i->f, stet__facts_party(&i->f, STET_AGENCY)),
                 "</creditline>\n");
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGE_CREDITS); s;
         s = stet_find(a, fields, s, STET_IMAGE_CREDITS))
        stet__g2_put(i, "<creditline>", stet_text(a, s), "</creditline>\n");
}

void stet__g2_put_content_meta(struct item *i)
{
    stet_str source = field(i, STET_DIGITAL_SOURCE);
    stet_puts(i->out, "<contentMeta>\n");
    put_truncated(i, "contentCreated", "<contentCreated>",
                  field(i, STET_CREATED).n ? STET_CREATED : STET_PUBLISHED,
                  "</contentCreated>\n");
    put_truncated(i, "contentModified", "<contentModified>", STET_UPDATED,
                  "</contentModified>\n");
    if (stet__facts_is_uri(source))
        stet__g2_put(i, "<digitalSourceType uri=\"", source, "\"/>\n");
    else
        stet__g2_put(i, "<digitalSourceType><name>", source,
                     "</name></digitalSourceType>\n");
    put_sources(i);
    put_parties(i, "<creator", "creator", STET_AUTHORS);
    put_parties(i, "<contributor", "contributor", STET_CONTRIBUTORS);
    put_parties(i, "<contributor roleuri=\"urn:x-stet:role:translator\"", "contributor",
                STET_TRANSLATORS);
    put_alt_ids(i);
    stet__g2_put(i, "<language tag=\"",
                 stet__facts_language_tag(field(i, STET_LANGUAGE)), "\"/>\n");
    stet__g2_put(i, "<genre><name>", field(i, STET_GENRE), "</name></genre>\n");
    put_subjects(i);
    stet__g2_put(i, "<slugline>", field(i, STET_SLUG), "</slugline>\n");
    put_headlines(i);
    stet__g2_put(i, "<dateline>", field(i, STET_DATELINE), "</dateline>\n");
    stet__g2_put(i, "<by>", field(i, STET_BYLINE), "</by>\n");
    put_credits(i);
    stet__g2_put(i, "<description>", field(i, STET_STANDFIRST), "</description>\n");
    stet__g2_put(i, "<description role=\"drol:summary\">", field(i, STET_EXCERPT),
                 "</description>\n");
    stet_puts(i->out, "</contentMeta>\n");
}

/* The origin, whose address its infoSource has too, and the work it was translated
 * from. */
void stet__g2_put_derived_from(struct item *i)
{
    static const stet_kind kinds[] = {STET_ORIGIN, STET_TRANSLATION_OF};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        stet__g2_put(i, "<derivedFrom uri=\"",
                     stet__facts_web(
                         &i->f, stet__facts_part_attr(&i->f, kinds[k], STET_ATTR_URL)),
                     "\"/>\n");
}
