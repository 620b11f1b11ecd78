/* SPDX-License-Identifier: MIT */
/*
 * The half of the vocabulary that says whose the article is and what others may do with
 * it; corrections; subjects by axis; policies.
 */
#include "object.h"

/* ---- licence ---------------------------------------------------------------- */
/* "CC-BY-NC-4.0" as the address of its deed. */
static stet_str deed_address(struct json *j, stet_str id)
{
    stet_out to = stet_out_in_article(j->a, 96, 256);
    if (stet_str_is(id, "CC0-1.0"))
        return stet_cstr("https://creativecommons.org/publicdomain/zero/1.0/");
    if (id.n < 8 || id.n > 24 || memcmp(id.p, "CC-BY", 5) != 0)
        return stet_cstr("");
    size_t version = id.n;
    while (version > 3 && id.p[version - 1] != '-')
        version--;
    stet_puts(&to, "https://creativecommons.org/licenses/");
    for (size_t i = 3; i + 1 < version; i++)
        stet_putc(&to,
                  id.p[i] >= 'A' && id.p[i] <= 'Z' ? (char)(id.p[i] + 32) : id.p[i]);
    stet_putc(&to, '/');
    stet_put(&to, id.p + version, id.n - version);
    stet_putc(&to, '/');
    return stet_out_text(&to);
}

/* The address, or what the licence is called. */
static void put_licence(struct json *j)
{
    stet_node licence = stet_field(j->a, STET_LICENCE);
    stet_str text = stet_text(j->a, licence), url = attr(j, licence, STET_ATTR_URL);
    if (!is_web(j, url))
        url = is_web(j, text) ? text : deed_address(j, text);
    if (is_web(j, url) || !text.n) {
        put_url(j, "license", url);
        return;
    }
    put_key(j, "license");
    put_type(j, "CreativeWork");
    put_member(j, "name", text);
    put_end(j, '}');
}

/* ---- notices ---------------------------------------------------------------- */
static stet_str notice_text(struct json *j, stet_node notice)
{
    stet_out text = stet_out_in_article(j->a, 128, 1 << 20);
    for (stet_node r = stet_first(j->a, notice); r; r = stet_next(j->a, r)) {
        stet_str said = stet_content(j->a, stet_attr_node(j->a, r, STET_ATTR_BLOCK));
        int64_t from = stet_attr_int(j->a, r, STET_ATTR_FROM, 0);
        int64_t to = stet_attr_int(j->a, r, STET_ATTR_TO, INT64_MAX);
        if (stet_kind_of(j->a, r) != STET_RANGE || from < 0 || (uint64_t)from > said.n)
            continue;
        to = to < from || (uint64_t)to > said.n ? (int64_t)said.n : to;
        stet_puts(&text, text.len && said.n ? " " : "");
        stet_put(&text, said.p + from, (size_t)(to - from));
    }
    stet_str all = stet_out_text(&text);
    return all.n ? all : stet_text(j->a, notice);
}

static int is_one_of(stet_kind kind, const stet_kind *kinds)
{
    while (*kinds && *kinds != kind)
        kinds++;
    return *kinds != 0;
}

static const stet_kind rights_kinds[] = {
    STET_NOTICE_COPYRIGHT,  STET_PROHIBITION,       STET_PERMISSION,
    STET_REPOST_INVITATION, STET_NOTICE_LICENCE,    STET_FAIR_USE,
    STET_LICENSED_EDITION,  STET_CONTACT_LICENSING, 0};
static const stet_kind correction_kinds[] = {STET_CORRECTION, STET_CLARIFICATION,
                                             STET_RETRACTION, 0};

/* What others may do: the terms, then what the notices add to them. */
static void put_usage(struct json *j)
{
    stet_str terms = stet_field_text(j->a, STET_USAGE_TERMS);
    stet_str tdm = stet_field_text(j->a, STET_TDM);
    stet_node root = stet_root(j->a, STET_FAMILY_NOTICE);
    stet_out text = stet_out_in_article(j->a, 256, 1 << 20);
    stet_put_str(&text, terms);
    for (stet_node n = stet_first(j->a, root); n; n = stet_next(j->a, n)) {
        stet_str said = is_one_of(stet_kind_of(j->a, n), rights_kinds)
                            ? notice_text(j, n)
                            : stet_cstr("");
        if (!said.n || (text.len && memmem(text.data, text.len, said.p, said.n)))
            continue;
        stet_puts(&text, text.len ? "\n" : "");
        stet_put_str(&text, said);
    }
    if (tdm.n) {
        stet_puts(&text,
                  text.len ? "\nText and data mining: " : "Text and data mining: ");
        stet_put_str(&text, tdm);
    }
    if (!text.len)
        return;
    put_key(j, "usageInfo");
    put_type(j, "CreativeWork");
    put_member(j, "text", stet_out_text(&text));
    put_end(j, '}');
}

/* Below `node`: the next in document order. */
static stet_node walk(struct json *j, stet_node n, stet_node node)
{
    stet_node next = stet_first(j->a, n);
    for (; !next && n != node; n = stet_parent(j->a, n))
        next = stet_next(j->a, n);
    return next;
}

/* Where a notice about permission leads: the first web address in it. */
static stet_str find_licence_page(struct json *j)
{
    static const stet_kind kinds[] = {STET_CONTACT_LICENSING, STET_PERMISSION, 0};
    stet_node root = stet_root(j->a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_first(j->a, root); n; n = stet_next(j->a, n)) {
        if (!is_one_of(stet_kind_of(j->a, n), kinds))
            continue;
        for (stet_node r = stet_first(j->a, n); r; r = stet_next(j->a, r)) {
            stet_node block = stet_attr_node(j->a, r, STET_ATTR_BLOCK);
            for (stet_node at = block ? walk(j, block, block) : 0; at;
                 at = walk(j, at, block))
                if (stet_kind_of(j->a, at) == STET_LINK &&
                    is_web(j, attr(j, at, STET_ATTR_HREF)))
                    return attr(j, at, STET_ATTR_HREF);
        }
    }
    return stet_cstr("");
}

/* ---- corrections ------------------------------------------------------------ */
static void put_correction(struct json *j, stet_str text, stet_str date)
{
    put_type(j, "CorrectionComment");
    put_member(j, "text", text);
    put_member(j, "dateCreated", stet__facts_date_text(j->f, "dateCreated", date));
    put_end(j, '}');
}

/* Those that are stated, and those that stand in the text and are not. */
static void put_corrections(struct json *j)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    stet_node root = stet_root(j->a, STET_FAMILY_NOTICE);
    int any = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_CORRECTIONS); s;
         s = stet_find(j->a, fields, s, STET_CORRECTIONS))
        for (stet_node c = find_part(j, s, 0, STET_CORRECTION_PART); c;
             c = find_part(j, s, c, STET_CORRECTION_PART)) {
            put_item(j, "correction", &any);
            put_correction(j, stet__facts_name(j->f, c), attr(j, c, STET_ATTR_DATE));
        }
    int stated = any;
    for (stet_node n = stet_first(j->a, root); n && !stated; n = stet_next(j->a, n))
        if (is_one_of(stet_kind_of(j->a, n), correction_kinds)) {
            put_item(j, "correction", &any);
            put_correction(j, notice_text(j, n), stet_cstr(""));
        }
    if (any)
        put_end(j, ']');
}

/* ---- how it was made -------------------------------------------------------- */
/* The word of IPTC's list, at the end of its address, and that of schema.org. */
static void put_source_type(struct json *j)
{
    static const char *const rows[][2] = {
        {"trainedAlgorithmicMedia", "TrainedAlgorithmicMedia"},
        {"compositeWithTrainedAlgorithmicMedia",
         "CompositeWithTrainedAlgorithmicMedia"},
        {"algorithmicMedia", "AlgorithmicMedia"},
        {"algorithmicallyEnhanced", "AlgorithmicallyEnhanced"},
        {"compositeCapture", "CompositeCapture"},
        {"compositeSynthetic", "CompositeSynthetic"},
        {"composite", "Composite"},
        {"computationalCapture", "MultiFrameComputationalCapture"},
        {"dataDrivenMedia", "DataDrivenMedia"},
        {"digitalArt", "DigitalArt"},
        {"digitalCreation", "DigitalArt"},
        {"digitalCapture", "DigitalCapture"},
        {"minorHumanEdits", "MinorHumanEdits"},
        {"humanEdits", "MinorHumanEdits"},
        {"negativeFilm", "NegativeFilm"},
        {"positiveFilm", "PositiveFilm"},
        {"print", "Print"},
        {"screenCapture", "ScreenCapture"},
        {"virtualRecording", "VirtualRecording"},
    };
    static const char own[] = "https://schema.org/";
    stet_str source = stet_field_text(j->a, STET_DIGITAL_SOURCE);
    size_t at = source.n;
    if (source.n > sizeof own && memcmp(source.p, own, sizeof own - 1) == 0) {
        put_url(j, "digitalSourceType", source);
        return;
    }
    while (at && source.p[at - 1] != '/')
        at--;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (stet_str_is(stet_strn(source.p + at, source.n - at), rows[i][0])) {
            put_key(j, "digitalSourceType");
            stet_puts(j->out, "\"https://schema.org/");
            stet_puts(j->out, rows[i][1]);
            stet_puts(j->out, "DigitalSource\"");
        }
}

/* ---- relations -------------------------------------------------------------- */
static int is_place(stet_str axis)
{
    return stet_str_is(axis, "region") || stet_str_is(axis, "place") ||
           stet_str_is(axis, "country");
}

static int is_keyword(stet_str axis)
{
    return !axis.n || stet_str_is(axis, "keyword") || stet_str_is(axis, "tag") ||
           stet_str_is(axis, "section") || stet_str_is(axis, "category");
}

/* A term of a set: the set is the axis, by the address of its scheme when there is one.
 */
static void put_term(struct json *j, stet_node c, stet_str axis)
{
    put_type(j, "DefinedTerm");
    put_member(j, "name", name_of(j, c));
    put_member(j, "termCode", attr(j, c, STET_ATTR_CODE));
    put_url(j, "url", attr(j, c, STET_ATTR_URL));
    put_key(j, "inDefinedTermSet");
    put_type(j, "DefinedTermSet");
    put_member(j, "name", axis);
    put_url(j, "url", attr(j, c, STET_ATTR_SCHEME));
    put_end(j, '}');
    put_end(j, '}');
}

static void put_subjects(struct json *j, const char *key, int places)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(j->a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(j->a, s); c; c = stet_next(j->a, c)) {
            stet_str axis = attr(j, c, STET_ATTR_AXIS);
            if (!name_of(j, c).n || is_keyword(axis) || is_place(axis) != places)
                continue;
            put_item(j, key, &any);
            if (!places) {
                put_term(j, c, axis);
                continue;
            }
            put_type(j, "Place");
            put_member(j, "name", name_of(j, c));
            put_end(j, '}');
        }
    if (any)
        put_end(j, ']');
}

static void put_translations(struct json *j)
{
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_TRANSLATIONS); s;
         s = stet_find(j->a, fields, s, STET_TRANSLATIONS))
        for (stet_node r = stet_first(j->a, s); r; r = stet_next(j->a, r)) {
            if (!is_web(j, attr(j, r, STET_ATTR_URL)))
                continue;
            put_item(j, "workTranslation", &any);
            put_type(j, "CreativeWork");
            put_url(j, "url", attr(j, r, STET_ATTR_URL));
            put_member(j, "name", attr(j, r, STET_ATTR_TITLE));
            put_member(j, "inLanguage", attr(j, r, STET_ATTR_LANG));
            put_end(j, '}');
        }
    if (any)
        put_end(j, ']');
}

void stet__jsonld_put_relations(struct json *j)
{
    put_subjects(j, "about", 0);
    put_subjects(j, "contentLocation", 1);
    put_translations(j);
}

/* A policy's role is its property: https://schema.org/correctionsPolicy. */
void stet__jsonld_put_policies(struct json *j)
{
    static const char *const known[] = {
        "correctionsPolicy",    "ethicsPolicy",           "diversityPolicy",
        "ownershipFundingInfo", "unnamedSourcesPolicy",   "actionableFeedbackPolicy",
        "publishingPrinciples", "diversityStaffingReport"};
    stet_node fields = stet_root(j->a, STET_FAMILY_FIELD);
    uint32_t seen = 0;
    for (stet_node s = stet_find(j->a, fields, 0, STET_TRUST); s;
         s = stet_find(j->a, fields, s, STET_TRUST))
        for (stet_node r = stet_first(j->a, s); r; r = stet_next(j->a, r)) {
            stet_str role = attr(j, r, STET_ATTR_ROLE), url = attr(j, r, STET_ATTR_URL);
            size_t at = role.n;
            while (at && role.p[at - 1] != '/')
                at--;
            for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (stet_str_is(stet_strn(role.p + at, role.n - at), known[i]) &&
                    !(seen >> i & 1) && is_web(j, url)) {
                    put_url(j, known[i], url);
                    seen |= 1u << i;
                }
        }
}

/* A party by its kind; a house when nothing says what it is. */
static void put_holder(struct json *j)
{
    stet_node statement = stet_field(j->a, STET_COPYRIGHT_HOLDER);
    stet_node party = find_part(j, statement, 0, STET_PARTY);
    if (!party)
        party = statement;
    if (!name_of(j, party).n)
        return;
    put_key(j, "copyrightHolder");
    put_type(j, stet_str_is(attr(j, party, STET_ATTR_TYPE), "person") ? "Person"
                                                                      : "Organization");
    put_member(j, "name", name_of(j, party));
    put_url(j, "url", attr(j, party, STET_ATTR_URL));
    put_end(j, '}');
}

void stet__jsonld_put_rights(struct json *j)
{
    int64_t year = read_number(stet_field_text(j->a, STET_COPYRIGHT_YEAR));
    stet_node agency = stet_field(j->a, STET_AGENCY);
    stet_node party = find_part(j, agency, 0, STET_PARTY);
    put_licence(j);
    put_usage(j);
    put_url(j, "acquireLicensePage", find_licence_page(j));
    put_holder(j);
    if (year > 0)
        put_number(j, "copyrightYear", year);
    put_member(j, "copyrightNotice", stet_field_text(j->a, STET_COPYRIGHT_NOTICE));
    put_member(j, "creditText", name_of(j, party ? party : agency));
    put_source_type(j);
    put_corrections(j);
}
