/* SPDX-License-Identifier: MIT */
/*
 * The head of a NITF document, and the head of its body.
 */
#include "nitf.h"

void stet__nitf_put_text(struct nitf *n, stet_str text)
{
    n->f.kit->escape(n->out, STET_ESCAPE_XML, text.p, text.n);
}

void stet__nitf_put_attr(struct nitf *n, const char *name, stet_str value)
{
    if (!value.n)
        return;
    stet_putc(n->out, ' ');
    stet_puts(n->out, name);
    stet_puts(n->out, "=\"");
    stet__nitf_put_text(n, stet__facts_line(&n->f, value));
    stet_putc(n->out, '"');
}

static void put_element(struct nitf *n, const char *open, stet_str text,
                        const char *close)
{
    if (!text.n)
        return;
    stet_puts(n->out, open);
    stet__nitf_put_text(n, stet__facts_line(&n->f, text));
    stet_puts(n->out, close);
}

static stet_str field(struct nitf *n, stet_kind kind)
{
    return stet_field_text(n->f.a, kind);
}

static stet_str attr(struct nitf *n, stet_node node, stet_attr key)
{
    return stet_attr_str(n->f.a, node, key);
}

static stet_str name_of_field(struct nitf *n, stet_kind kind)
{
    return stet__facts_name(&n->f, stet__facts_party(&n->f, kind));
}

static stet_str house_of(struct nitf *n)
{
    stet_str name = name_of_field(n, STET_PUBLISHER);
    return name.n ? name : n->house;
}

/* ---- dates: ISO 8601 basic, cut at their precision --------------------------- */
static void put_digits(stet_out *out, int value, int width)
{
    char digits[4];
    for (int i = width; i-- > 0; value /= 10)
        digits[i] = (char)('0' + value % 10);
    stet_put(out, digits, (size_t)width);
}

static void put_zone(stet_out *out, int zone)
{
    if (zone == STET_ZONE_UNKNOWN)
        return;
    if (zone == 0) {
        stet_putc(out, 'Z');
        return;
    }
    stet_putc(out, zone < 0 ? '-' : '+');
    zone = zone < 0 ? -zone : zone;
    put_digits(out, zone / 60, 2);
    put_digits(out, zone % 60, 2);
}

static void put_norm(struct nitf *n, const stet_date *date)
{
    put_digits(n->out, date->year, 4);
    put_digits(n->out, date->month, 2);
    put_digits(n->out, date->day, 2);
    if (date->precision < STET_MINUTE)
        return;
    stet_putc(n->out, 'T');
    put_digits(n->out, date->hour, 2);
    put_digits(n->out, date->minute, 2);
    if (date->precision >= STET_SECOND)
        put_digits(n->out, date->second, 2);
    put_zone(n->out, date->zone);
}

static void put_date(struct nitf *n, const char *open, stet_kind kind,
                     const char *close)
{
    stet_date date;
    if (!stet__facts_date(&n->f, kind, &date) || date.precision < STET_DAY)
        return;
    stet_puts(n->out, open);
    put_norm(n, &date);
    stet_puts(n->out, close);
}

/* ---- docdata ---------------------------------------------------------------- */
static void put_meta(struct nitf *n, const char *name, stet_str content)
{
    if (!content.n)
        return;
    stet_puts(n->out, "<meta");
    stet__nitf_put_attr(n, "name", stet_cstr(name));
    stet__nitf_put_attr(n, "content", content);
    stet_puts(n->out, "/>\n");
}

/* A month or year is no `norm`, for which a day is the least. */
static void put_month(struct nitf *n, const char *name, stet_kind kind)
{
    stet_date date;
    if (stet__facts_date(&n->f, kind, &date) && date.precision < STET_DAY)
        put_meta(n, name, field(n, kind));
}

static stet_str status_of(struct nitf *n)
{
    stet_str status = field(n, STET_STATUS);
    if (stet_str_is(status, "withdrawn"))
        return stet_cstr("canceled");
    if (stet_str_is(status, "draft"))
        return stet_cstr("withheld");
    return status;
}

static int is_place(struct nitf *n, stet_node part)
{
    stet_str axis = attr(n, part, STET_ATTR_AXIS);
    return stet_kind_of(n->f.a, part) == STET_PLACE_PART ||
           stet_str_is(axis, "region") || stet_str_is(axis, "place") ||
           stet_str_is(axis, "country");
}

static int is_keyword(struct nitf *n, stet_node part)
{
    stet_str axis = attr(n, part, STET_ATTR_AXIS);
    return !axis.n || stet_str_is(axis, "keyword") || stet_str_is(axis, "tag");
}

/* Calls `put` for each concept of the subjects that `test` wants; how many there were.
 */
static size_t each_subject(struct nitf *n, int (*test)(struct nitf *, stet_node),
                           void (*put)(struct nitf *, stet_node))
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    size_t count = 0;
    for (stet_node s = stet_find(a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(a, s); c; c = stet_next(a, c)) {
            if (!stet__facts_name(&n->f, c).n || !test(n, c))
                continue;
            count++;
            if (put)
                put(n, c);
        }
    return count;
}

static int is_classifier(struct nitf *n, stet_node part)
{
    return !is_place(n, part) && !is_keyword(n, part);
}

static int is_identified(struct nitf *n, stet_node part)
{
    return !is_keyword(n, part);
}

static void put_keyword(struct nitf *n, stet_node part)
{
    stet_puts(n->out, "<keyword");
    stet__nitf_put_attr(n, "key", stet__facts_name(&n->f, part));
    stet_puts(n->out, "/>\n");
}

static void put_location(struct nitf *n, stet_node part)
{
    stet_puts(n->out, "<location");
    stet__nitf_put_attr(n, "class", attr(n, part, STET_ATTR_AXIS));
    stet_putc(n->out, '>');
    put_element(n, "", stet__facts_name(&n->f, part), "</location>\n");
}

static void put_classifier(struct nitf *n, stet_node part)
{
    stet_puts(n->out, "<classifier");
    stet__nitf_put_attr(n, "type", attr(n, part, STET_ATTR_AXIS));
    stet__nitf_put_attr(n, "idsrc", attr(n, part, STET_ATTR_SCHEME));
    stet__nitf_put_attr(n, "value", attr(n, part, STET_ATTR_CODE));
    stet_putc(n->out, '>');
    put_element(n, "", stet__facts_name(&n->f, part), "</classifier>\n");
}

static void put_subjects(struct nitf *n)
{
    if (each_subject(n, is_keyword, NULL)) {
        stet_puts(n->out, "<key-list>\n");
        each_subject(n, is_keyword, put_keyword);
        stet_puts(n->out, "</key-list>\n");
    }
    if (each_subject(n, is_identified, NULL)) {
        stet_puts(n->out, "<identified-content>\n");
        each_subject(n, is_place, put_location);
        each_subject(n, is_classifier, put_classifier);
        stet_puts(n->out, "</identified-content>\n");
    }
}

static void put_series(struct nitf *n)
{
    stet_node part = stet__facts_party(&n->f, STET_SERIES);
    int64_t number = stet_attr_int(n->f.a, part, STET_ATTR_PART, 0);
    int64_t of = stet_attr_int(n->f.a, part, STET_ATTR_OF, 0);
    stet_str name = stet__facts_name(&n->f, part);
    if (!name.n)
        return;
    stet_puts(n->out, "<series");
    stet__nitf_put_attr(n, "series.name", name);
    if (number > 0) {
        stet_puts(n->out, " series.part=\"");
        stet_put_int(n->out, number);
        stet_putc(n->out, '"');
    }
    if (of > 0) {
        stet_puts(n->out, " series.totalpart=\"");
        stet_put_int(n->out, of);
        stet_putc(n->out, '"');
    }
    stet_puts(n->out, "/>\n");
}

static void put_message(struct nitf *n, const char *type, stet_str info)
{
    if (!info.n)
        return;
    stet_puts(n->out, "<ed-msg");
    stet__nitf_put_attr(n, "msg-type", stet_cstr(type));
    stet__nitf_put_attr(n, "info", info);
    stet_puts(n->out, "/>\n");
}

/* Each notice to editors by its kind, so that a reader finds it again. */
static void put_messages(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        stet_kind kind = stet_kind_of(a, p);
        if (stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
            put_message(n, stet_kind_name(a, kind), stet__facts_notice_text(&n->f, p));
    }
    for (stet_node s = stet_field(a, STET_EXTRA), p = stet_first(a, s); p;
         p = stet_next(a, p))
        if (stet_str_is(attr(n, p, STET_ATTR_KEY), "ed_note"))
            put_message(n, "note", attr(n, p, STET_ATTR_VALUE));
}

/* An element of its own for each: a reader need not take a sentence apart. */
static void put_limitation(struct nitf *n, stet_str owner, const char *type,
                           stet_str text)
{
    if (!text.n)
        return;
    stet_puts(n->out, "<doc.rights");
    stet__nitf_put_attr(n, "owner", owner);
    stet__nitf_put_attr(n, "type", stet_cstr(type));
    stet__nitf_put_attr(n, "limitations", text);
    stet_puts(n->out, "/>\n");
}

static void put_doc_rights(struct nitf *n)
{
    stet_str holder = name_of_field(n, STET_COPYRIGHT_HOLDER);
    stet_str year = field(n, STET_COPYRIGHT_YEAR), licence = stet__facts_licence(&n->f);
    if (holder.n || year.n) {
        stet_puts(n->out, "<doc.copyright");
        stet__nitf_put_attr(n, "year", year);
        stet__nitf_put_attr(n, "holder", holder);
        stet_puts(n->out, "/>\n");
    }
    put_limitation(n, holder, "", field(n, STET_USAGE_TERMS));
    put_limitation(n, holder, "licence", licence.n ? licence : field(n, STET_LICENCE));
    put_limitation(n, holder, "text and data mining", field(n, STET_TDM));
}

static void put_corrections(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_CORRECTIONS); s;
         s = stet_find(a, fields, s, STET_CORRECTIONS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str said = stet__facts_name(&n->f, p);
            if (!said.n)
                continue;
            stet_puts(n->out, "<correction");
            stet__nitf_put_attr(n, "info", said);
            stet_puts(n->out, "/>\n");
        }
}

static void put_docdata(struct nitf *n)
{
    stet_str id = stet__facts_identity(&n->f), slug = field(n, STET_SLUG);
    stet_puts(n->out, "<docdata");
    stet__nitf_put_attr(n, "management-status", status_of(n));
    stet_puts(n->out, ">\n");
    put_corrections(n);
    if (!id.n)
        id = n->url.n ? n->url : n->id;
    put_element(n, "<doc-id id-string=\"", id, "\"/>\n");
    put_date(n, "<date.issue norm=\"", STET_PUBLISHED, "\"/>\n");
    put_date(n, "<date.release norm=\"", STET_EMBARGO, "\"/>\n");
    put_date(n, "<date.expire norm=\"", STET_EXPIRES, "\"/>\n");
    put_series(n);
    put_messages(n);
    put_message(n, "print edition", field(n, STET_PRINT_EDITION));
    if (slug.n || field(n, STET_VERSION).n) {
        stet_puts(n->out, "<du-key");
        stet__nitf_put_attr(n, "version", field(n, STET_VERSION));
        stet__nitf_put_attr(n, "key", slug);
        stet_puts(n->out, "/>\n");
    }
    put_doc_rights(n);
    put_subjects(n);
    stet_puts(n->out, "</docdata>\n");
}

/* ---- the rest of the head --------------------------------------------------- */
static void put_pubdata(struct nitf *n)
{
    stet_str site = field(n, STET_SITE), words = field(n, STET_WORDS);
    stet_str name = site.n ? site : house_of(n);
    stet_date date;
    int dated = (stet__facts_date(&n->f, STET_REPUBLISHED, &date) ||
                 stet__facts_date(&n->f, STET_PUBLISHED, &date)) &&
                date.precision >= STET_DAY;
    if (!n->url.n && !name.n && !dated)
        return;
    stet_puts(n->out, "<pubdata type=\"web\"");
    if (words.n) {
        stet__nitf_put_attr(n, "item-length", words);
        stet__nitf_put_attr(n, "unit-of-measure", stet_cstr("word"));
    }
    if (dated) {
        stet_puts(n->out, " date.publication=\"");
        put_norm(n, &date);
        stet_putc(n->out, '"');
    }
    stet__nitf_put_attr(n, "name", name);
    stet__nitf_put_attr(n, "ex-ref", n->url);
    stet_puts(n->out, "/>\n");
}

static const char *function_of(stet_str role, const char *fallback)
{
    static const char *const known[] = {"editor",       "producer",     "archivist",
                                        "videographer", "photographer", "statistician"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (stet_str_is(role, known[i]))
            return known[i];
    return fallback;
}

static void put_history(struct nitf *n, stet_kind kind, const char *function,
                        const char *comment)
{
    stet_article *a = n->f.a;
    for (stet_node p = stet_first(a, stet_field(a, kind)); p; p = stet_next(a, p)) {
        stet_str role = attr(n, p, STET_ATTR_ROLE);
        stet_puts(n->out, "<revision-history");
        stet__nitf_put_attr(n, "name", stet__facts_name(&n->f, p));
        stet__nitf_put_attr(n, "function", stet_cstr(function_of(role, function)));
        stet__nitf_put_attr(n, "comment", role.n ? role : stet_cstr(comment));
        stet_puts(n->out, "/>\n");
    }
}

static void put_update(struct nitf *n)
{
    stet_date date;
    if (!stet__facts_date(&n->f, STET_UPDATED, &date))
        return;
    stet_puts(n->out, "<revision-history function=\"editor\" norm=\"");
    put_norm(n, &date);
    stet_puts(n->out, "\" comment=\"updated\"/>\n");
}

void stet__nitf_put_head(struct nitf *n)
{
    stet_str genre = field(n, STET_GENRE);
    stet_puts(n->out, "<head>\n");
    put_element(n, "<title>", field(n, STET_HEADLINE), "</title>\n");
    put_month(n, "date.issue", STET_PUBLISHED);
    put_month(n, "date.release", STET_EMBARGO);
    put_month(n, "date.expire", STET_EXPIRES);
    put_meta(n, "kicker", field(n, STET_KICKER));
    put_meta(n, "digital-source-type", field(n, STET_DIGITAL_SOURCE));
    put_meta(n, "sponsor", name_of_field(n, STET_SPONSOR));
    put_meta(n, "translation-of",
             stet__facts_web(&n->f, stet__facts_part_attr(&n->f, STET_TRANSLATION_OF,
                                                          STET_ATTR_URL)));
    for (stet_node s = stet_field(n->f.a, STET_ALT_IDS), p = stet_first(n->f.a, s); p;
         p = stet_next(n->f.a, p))
        put_meta(n, "alt-id", stet__facts_name(&n->f, p));
    if (genre.n) {
        stet_puts(n->out, "<tobject><tobject.property");
        stet__nitf_put_attr(n, "tobject.property.type", genre);
        stet_puts(n->out, "/></tobject>\n");
    }
    put_docdata(n);
    put_pubdata(n);
    put_history(n, STET_AUTHORS, "writer-author", "");
    put_history(n, STET_CONTRIBUTORS, "other", "contributor");
    put_history(n, STET_TRANSLATORS, "other", "translator");
    put_update(n);
    stet_puts(n->out, "</head>\n");
}

/* ---- body.head -------------------------------------------------------------- */
static void put_hedline(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_str headline = field(n, STET_HEADLINE);
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    if (!headline.n)
        return;
    put_element(n, "<hedline>\n<hl1>", headline, "</hl1>\n");
    for (stet_node s = stet_find(a, fields, 0, STET_ALT_HEADLINE); s;
         s = stet_find(a, fields, s, STET_ALT_HEADLINE)) {
        stet_puts(n->out, "<hl2");
        stet__nitf_put_attr(n, "class", attr(n, s, STET_ATTR_ROLE));
        put_element(n, ">", stet_text(a, s), "</hl2>\n");
    }
    stet_puts(n->out, "</hedline>\n");
}

/* Lines of text as paragraphs. */
static void put_lines(struct nitf *n, stet_str text)
{
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t len = end ? (size_t)(end - text.p) - at : text.n - at;
        put_element(n, "<p>", stet_strn(text.p + at, len), "</p>\n");
        at += len + 1;
    }
}

static void put_notices(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        stet_str text = stet__facts_notice_text(&n->f, p);
        if (!text.n || stet__nitf_stands_in_content(n, p) ||
            stet__facts_notice_place(stet_kind_of(a, p)) == NOTICE_TO_EDITORS)
            continue;
        stet__nitf_open_note(n, p);
        put_lines(n, text);
        stet__nitf_close_note(n);
    }
}

static void put_origin(struct nitf *n)
{
    stet_str name = name_of_field(n, STET_ORIGIN);
    stet_str url = stet__facts_web(
        &n->f, stet__facts_part_attr(&n->f, STET_ORIGIN, STET_ATTR_URL));
    if (!name.n && !url.n)
        return;
    stet_puts(n->out, "<note noteclass=\"undef\" class=\"origin\"><body.content>\n<p>");
    if (url.n) {
        put_element(n, "<a href=\"", url, "\">");
        stet__nitf_put_text(n, name.n ? name : url);
        stet_puts(n->out, "</a>");
    } else {
        stet__nitf_put_text(n, name);
    }
    stet_puts(n->out, "</p>\n</body.content></note>\n");
}

static void put_credits(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGE_CREDITS); s;
         s = stet_find(a, fields, s, STET_IMAGE_CREDITS))
        put_element(
            n, "<note noteclass=\"undef\" class=\"image_credit\"><body.content>\n<p>",
            stet_text(a, s), "</p>\n</body.content></note>\n");
}

static void put_person(struct nitf *n, stet_str name, int is_house)
{
    stet_puts(n->out, is_house ? "<byttl><org>" : "<person>");
    stet__nitf_put_text(n, name);
    stet_puts(n->out, is_house ? "</org></byttl>" : "</person>");
}

/* The byline as it is printed, its names marked; names it does not hold follow. */
static void put_bylines(struct nitf *n)
{
    stet_article *a = n->f.a;
    stet_str text = field(n, STET_BYLINE);
    stet_node first = stet_first(a, stet_field(a, STET_AUTHORS));
    int has_line = text.n != 0;
    if (has_line)
        stet_puts(n->out, "<byline>");
    for (stet_node p = first; p && has_line; p = stet_next(a, p)) {
        stet_str name = stet__facts_name(&n->f, p);
        const char *at = name.n ? memmem(text.p, text.n, name.p, name.n) : NULL;
        if (!at)
            continue;
        size_t before = (size_t)(at - text.p);
        stet__nitf_put_text(n, stet_strn(text.p, before));
        put_person(n, name, stet__facts_is_house(&n->f, p));
        text = stet_strn(at + name.n, text.n - before - name.n);
    }
    if (has_line) {
        stet__nitf_put_text(n, text);
        stet_puts(n->out, "</byline>\n");
    }
    text = field(n, STET_BYLINE);
    for (stet_node p = first; p; p = stet_next(a, p)) {
        stet_str name = stet__facts_name(&n->f, p);
        if (!name.n || memmem(text.p, text.n, name.p, name.n))
            continue;
        stet_puts(n->out, "<byline>");
        put_person(n, name, stet__facts_is_house(&n->f, p));
        stet_puts(n->out, "</byline>\n");
    }
}

static void put_org(struct nitf *n, const char *class, stet_kind field, stet_str name)
{
    stet_str url =
        stet__facts_web(&n->f, attr(n, stet__facts_party(&n->f, field), STET_ATTR_URL));
    stet_puts(n->out, "<org");
    stet__nitf_put_attr(n, "class", stet_cstr(class));
    stet__nitf_put_attr(n, "idsrc", stet_cstr(url.n ? "url" : ""));
    stet__nitf_put_attr(n, "value", url);
    put_element(n, ">", name, "</org>");
}

static void put_distributor(struct nitf *n)
{
    stet_str agency = name_of_field(n, STET_AGENCY), house = house_of(n);
    if (!agency.n && !house.n)
        return;
    stet_puts(n->out, "<distributor>");
    if (agency.n)
        put_org(n, "agency", STET_AGENCY, agency);
    stet_puts(n->out, agency.n && house.n ? " " : "");
    if (house.n)
        put_org(n, "", STET_PUBLISHER, house);
    stet_puts(n->out, "</distributor>\n");
}

void stet__nitf_put_body_head(struct nitf *n)
{
    stet_str standfirst = field(n, STET_STANDFIRST), excerpt = field(n, STET_EXCERPT);
    stet_puts(n->out, "<body.head>\n");
    put_hedline(n);
    put_notices(n);
    put_origin(n);
    put_credits(n);
    put_element(n, "<rights>", field(n, STET_COPYRIGHT_NOTICE), "</rights>\n");
    put_bylines(n);
    put_distributor(n);
    put_element(n, "<dateline>", field(n, STET_DATELINE), "</dateline>\n");
    put_element(n, "<abstract>\n<p>", standfirst, "</p>\n</abstract>\n");
    put_element(n, "<abstract class=\"summary\">\n<p>", excerpt, "</p>\n</abstract>\n");
    stet_puts(n->out, "</body.head>\n");
}

stet_code stet__nitf_write(struct nitf *n)
{
    n->style.base = n->url;
    n->style.id_prefix = n->style.rel = stet_cstr("");
    stet_puts(n->out, "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" "
                      "version=\"-//IPTC//DTD NITF 3.6//EN\">\n");
    stet__nitf_put_head(n);
    stet_puts(n->out, "<body");
    stet__nitf_put_attr(n, "xml:lang",
                        stet__facts_language_tag(field(n, STET_LANGUAGE)));
    stet_puts(n->out, ">\n");
    stet__nitf_put_body_head(n);
    stet_code code = stet__nitf_put_content(n);
    stet_puts(n->out, "</body>\n</nitf>");
    return code;
}
