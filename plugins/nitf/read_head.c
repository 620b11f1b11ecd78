/* SPDX-License-Identifier: MIT */
/* What the head of a NITF document and the head of its body state. */
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

/* ---- head ------------------------------------------------------------------- */
static void read_alt_id(struct claims *c, stet_str value, stet_node *ids)
{
    if (!*ids)
        *ids = stet__claim_open(c, STET_ALT_IDS);
    stet_node n = stet__claim_part(c, *ids, STET_EXTRA_PART);
    stet__claim_attr(c, n, STET_ATTR_NAME, value);
}

static void read_metas(struct claims *c, element head)
{
    stet_node ids = 0, made = 0;
    for (element m = stet__markup_child(head, "meta"); m; m = stet__markup_next(m)) {
        stet_str name = attr(m, "name"), content = stet__claim_trim(attr(m, "content"));
        if (!content.n)
            continue;
        if (stet_str_is(name, "kicker"))
            stet__claim_text(c, STET_KICKER, content);
        else if (stet_str_is(name, "digital-source-type"))
            stet__claim_text(c, STET_DIGITAL_SOURCE, content);
        else if (stet_str_is(name, "sponsor"))
            stet__claim_party(c, STET_SPONSOR, &(stet_node){0}, content,
                              "organisation");
        else if (stet_str_is(name, "date.issue"))
            stet__claim_date(c, STET_PUBLISHED, content);
        else if (stet_str_is(name, "date.release"))
            stet__claim_date(c, STET_EMBARGO, content);
        else if (stet_str_is(name, "date.expire"))
            stet__claim_date(c, STET_EXPIRES, content);
        else if (stet_str_is(name, "alt-id"))
            read_alt_id(c, content, &ids);
        else if (stet_str_is(name, "translation-of") && !made) {
            made = stet__claim_open(c, STET_TRANSLATION_OF);
            stet__claim_attr(c, stet__claim_part(c, made, STET_REF), STET_ATTR_URL,
                             content);
        } else if (name.n) {
            stet__claim_extra(c, name.p, content);
        }
    }
}

static void read_series(struct claims *c, element m)
{
    stet_str name = attr(m, "series.name");
    if (!name.n)
        return;
    stet_node n = stet__claim_part(c, stet__claim_open(c, STET_SERIES), STET_CONCEPT);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_int(c, n, STET_ATTR_PART, attr(m, "series.part"));
    stet__claim_int(c, n, STET_ATTR_OF, attr(m, "series.totalpart"));
}

/* What is not for publication stays so: only kinds that no writer shows become notices.
 */
static void read_message(struct claims *c, element m)
{
    stet_str type = attr(m, "msg-type"), info = attr(m, "info");
    stet_kind kind = stet__claim_kind(c->a, type);
    if (stet_str_is(type, "print edition"))
        stet__claim_text(c, STET_PRINT_EDITION, info);
    else if (kind == STET_NOTICE_EMBARGO || kind == STET_CONTACT_MEDIA ||
             kind == STET_TRACKING)
        stet__claim_notice(c, kind, info);
    else
        stet__claim_extra(c, "ed_note", info);
}

static void read_rights(struct claims *c, element docdata)
{
    element copyright = stet__markup_child(docdata, "doc.copyright");
    stet__claim_party(c, STET_COPYRIGHT_HOLDER, &(stet_node){0},
                      attr(copyright, "holder"), "organisation");
    stet__claim_text(c, STET_COPYRIGHT_YEAR, attr(copyright, "year"));
    for (element m = stet__markup_child(docdata, "doc.rights"); m;
         m = stet__markup_next(m)) {
        stet_str type = attr(m, "type"), limits = attr(m, "limitations");
        if (stet_str_is(type, "licence"))
            stet__claim_text(c, STET_LICENCE, limits);
        else if (stet_str_is(type, "text and data mining"))
            stet__claim_text(c, STET_TDM, limits);
        else
            stet__claim_text(c, STET_USAGE_TERMS, limits);
    }
}

static void read_subjects(struct claims *c, element docdata)
{
    stet_node all = 0;
    element list = stet__markup_child(docdata, "key-list");
    for (element m = stet__markup_child(list, "keyword"); m; m = stet__markup_next(m))
        stet__claim_subject(c, &all, attr(m, "key"), stet_cstr("keyword"));
    list = stet__markup_child(docdata, "identified-content");
    for (element m = list ? list->first : NULL; m; m = m->next) {
        int is_place = stet__markup_is(m, "location");
        int is_class = stet__markup_is(m, "classifier");
        stet_str axis = attr(m, is_class ? "type" : "class"), name = text(c, m);
        if (!m->name.n)
            continue;
        if (!axis.n)
            axis = is_place   ? stet_cstr("place")
                   : is_class ? stet_cstr("topic")
                              : m->name;
        stet_node n =
            stet__claim_subject(c, &all, name.n ? name : attr(m, "value"), axis);
        stet__claim_attr(c, n, STET_ATTR_SCHEME, attr(m, "idsrc"));
        stet__claim_attr(c, n, STET_ATTR_CODE, attr(m, "value"));
    }
}

static void read_corrections(struct claims *c, element docdata)
{
    stet_node all = 0;
    for (element m = stet__markup_child(docdata, "correction"); m;
         m = stet__markup_next(m)) {
        stet_str info = stet__claim_trim(attr(m, "info"));
        if (!info.n)
            continue;
        if (!all)
            all = stet__claim_open(c, STET_CORRECTIONS);
        stet_node n = stet__claim_part(c, all, STET_CORRECTION_PART);
        if (n && stet_set_text(c->a, n, info) != STET_OK && !c->code)
            c->code = STET_E_LIMIT;
    }
}

static void read_docdata(struct claims *c, element docdata)
{
    stet_str id = attr(stet__markup_child(docdata, "doc-id"), "id-string");
    element key = stet__markup_child(docdata, "du-key");
    stet_str status = attr(docdata, "management-status");
    stet__claim_text(c, STET_STATUS,
                     stet_str_is(status, "canceled") ? stet_cstr("withdrawn") : status);
    read_corrections(c, docdata);
    stet__claim_text(c, STET_ID, id);
    stet__claim_date(c, STET_PUBLISHED,
                     attr(stet__markup_child(docdata, "date.issue"), "norm"));
    stet__claim_date(c, STET_EMBARGO,
                     attr(stet__markup_child(docdata, "date.release"), "norm"));
    stet__claim_date(c, STET_EXPIRES,
                     attr(stet__markup_child(docdata, "date.expire"), "norm"));
    read_series(c, stet__markup_child(docdata, "series"));
    for (element m = stet__markup_child(docdata, "ed-msg"); m; m = stet__markup_next(m))
        read_message(c, m);
    stet__claim_text(c, STET_SLUG, attr(key, "key"));
    stet__claim_text(c, STET_VERSION, attr(key, "version"));
    read_rights(c, docdata);
    read_subjects(c, docdata);
}

static void read_pubdata(struct claims *c, element head)
{
    element m = stet__markup_child(head, "pubdata");
    stet_str issued = attr(
        stet__markup_child(stet__markup_child(head, "docdata"), "date.issue"), "norm");
    stet_str date = attr(m, "date.publication"), unit = attr(m, "unit-of-measure");
    stet__claim_text(c, STET_SITE, attr(m, "name"));
    stet__claim_text(c, STET_CANONICAL, attr(m, "ex-ref"));
    if (!stet_str_eq(date, issued))
        stet__claim_date(c, issued.n ? STET_REPUBLISHED : STET_PUBLISHED, date);
    if (stet_str_is(unit, "word"))
        stet__claim_text(c, STET_WORDS, attr(m, "item-length"));
}

/* ---- people ----------------------------------------------------------------- */
/* Bylines name few: what stands behind the first 100 elements is not looked at. */
static int is_house(struct claims *c, element nitf, stet_str name)
{
    element head = stet__markup_child(stet__markup_child(nitf, "body"), "body.head");
    int looks = 0;
    for (element by = stet__markup_child(head, "byline"); by;
         by = stet__markup_next(by))
        for (element m = by; (m = stet__markup_walk(m, by)) != NULL;) {
            if (++looks > 100)
                return 0;
            if (stet__markup_is(m, "org") && stet_str_eq(text(c, m), name))
                return 1;
        }
    return 0;
}

static void read_history(struct claims *c, element nitf, element head)
{
    stet_node lists[3] = {0, 0, 0};
    static const stet_kind fields[3] = {STET_AUTHORS, STET_CONTRIBUTORS,
                                        STET_TRANSLATORS};
    static const char *const fallback[3] = {"", "contributor", "translator"};
    for (element m = stet__markup_child(head, "revision-history"); m;
         m = stet__markup_next(m)) {
        stet_str name = attr(m, "name"), role = attr(m, "comment");
        size_t which = stet_str_is(attr(m, "function"), "writer-author") ? 0
                       : stet_str_is(role, "translator")                 ? 2
                                                                         : 1;
        if (!name.n) {
            if (stet_str_is(role, "updated"))
                stet__claim_date(c, STET_UPDATED, attr(m, "norm"));
            continue;
        }
        stet_node n =
            stet__claim_party(c, fields[which], &lists[which], name,
                              is_house(c, nitf, name) ? "organisation" : "person");
        if (!stet_str_is(role, fallback[which]))
            stet__claim_attr(c, n, STET_ATTR_ROLE, role);
    }
}

/* Names of the bylines, for documents without a revision history. */
static void read_byline_names(struct claims *c, element head)
{
    stet_node authors = 0;
    if (stet_field(c->a, STET_AUTHORS))
        return;
    for (element by = stet__markup_child(head, "byline"); by;
         by = stet__markup_next(by))
        for (element m = by; (m = stet__markup_walk(m, by)) != NULL;)
            if (stet__markup_is(m, "person"))
                stet__claim_party(c, STET_AUTHORS, &authors, text(c, m), "person");
            else if (stet__markup_is(m, "org") && stet__markup_is(m->parent, "byttl"))
                stet__claim_party(c, STET_AUTHORS, &authors, text(c, m),
                                  "organisation");
}

/* A byline that says more than one name is kept as it is printed. */
static void read_byline(struct claims *c, element head)
{
    element by = stet__markup_child(head, "byline");
    stet_str line = text(c, by), name = text(c, stet__markup_child(by, "person"));
    if (!name.n)
        name = text(c, stet__markup_child(by, "byttl"));
    if (!stet_str_eq(line, name))
        stet__claim_text(c, STET_BYLINE, line);
}

void stet__nitf_read_head(struct claims *c, const struct markup *nitf)
{
    element head = stet__markup_child(nitf, "head");
    element object = stet__markup_child(head, "tobject");
    stet__claim_text(c, STET_LANGUAGE,
                     attr(stet__markup_child(nitf, "body"), "xml:lang").n
                         ? attr(stet__markup_child(nitf, "body"), "xml:lang")
                         : attr(nitf, "xml:lang"));
    read_metas(c, head);
    stet__claim_text(
        c, STET_GENRE,
        attr(stet__markup_child(object, "tobject.property"), "tobject.property.type"));
    read_docdata(c, stet__markup_child(head, "docdata"));
    read_pubdata(c, head);
    read_history(c, nitf, head);
}

/* ---- the head of the body --------------------------------------------------- */
static void read_origin(struct claims *c, element note)
{
    element a = NULL;
    for (element m = note; !a && (m = stet__markup_walk(m, note)) != NULL;)
        a = stet__markup_is(m, "a") ? m : NULL;
    stet_str url = attr(a, "href"), name = text(c, a ? a : note);
    if (!url.n && !name.n)
        return;
    stet_node statement = stet__claim_open(c, STET_ORIGIN);
    stet_node n = stet__claim_part(c, statement, STET_PARTY);
    if (!stet_str_eq(name, url))
        stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_URL, url);
}

/* Paragraphs as lines. */
static stet_str lines_of(struct claims *c, element note)
{
    element content = stet__markup_child(note, "body.content");
    stet_out out = stet_out_in_article(c->a, 256, 1 << 20);
    for (element m = content ? content->first : NULL; m; m = m->next) {
        stet_str line = m->name.n ? text(c, m) : stet_cstr("");
        if (!line.n)
            continue;
        stet_puts(&out, out.len ? "\n" : "");
        stet_put_str(&out, line);
    }
    if (out.failed && !c->code)
        c->code = out.failed;
    return stet_out_text(&out);
}

/* The first word of its class is the kind, another the zone, when stet wrote it. */
stet_kind stet__nitf_note_kind(stet_article *a, element note)
{
    stet_str word = attr(note, "class"), class = attr(note, "noteclass");
    const char *end = memchr(word.p, ' ', word.n);
    stet_kind kind =
        stet__claim_kind(a, end ? stet_strn(word.p, (size_t)(end - word.p)) : word);
    if (kind)
        return kind;
    return stet_str_is(class, "cpyrt")         ? STET_NOTICE_COPYRIGHT
           : stet_str_is(class, "editorsnote") ? STET_EDITORS_NOTE
                                               : STET_NOTICE_OTHER;
}

int stet__nitf_note_zone(element note)
{
    return stet__markup_has_class(note, "zone-head")   ? STET_ZONE_HEAD
           : stet__markup_has_class(note, "zone-body") ? STET_ZONE_BODY
           : stet__markup_has_class(note, "zone-tail") ? STET_ZONE_TAIL
                                                       : 0;
}

static void read_note(struct claims *c, element note, stet_str said)
{
    stet_kind kind = stet__nitf_note_kind(c->a, note);
    int zone =
        stet__nitf_note_zone(note); /* where stet wrote it each is one of its own */
    stet_node n = zone ? stet__claim_another_notice(c, kind, said)
                       : stet__claim_notice(c, kind, said);
    stet_code code = n && zone ? stet_set_zone(c->a, n, zone) : STET_OK;
    if (code != STET_OK && !c->code)
        c->code = code;
}

static void read_notes(struct claims *c, element head)
{
    for (element m = stet__markup_child(head, "note"); m; m = stet__markup_next(m)) {
        stet_str class = attr(m, "class"), said = lines_of(c, m);
        if (stet_str_is(attr(m, "type"), "npa")) /* no public access */
            stet__claim_extra(c, "ed_note", said);
        else if (stet_str_is(class, "origin"))
            read_origin(c, m);
        else if (stet_str_is(class, "image_credit") && stet_str_is(attr(m, "id"), ""))
            stet__claim_text(c, STET_IMAGE_CREDITS, said);
        else
            read_note(c, m, said);
    }
}

static void read_distributor(struct claims *c, element head)
{
    element distributor = stet__markup_child(head, "distributor");
    int any = 0;
    for (element m = stet__markup_child(distributor, "org"); m;
         m = stet__markup_next(m)) {
        int is_agency = stet_str_is(attr(m, "class"), "agency");
        stet_node none = 0;
        stet_node n = stet__claim_party(c, is_agency ? STET_AGENCY : STET_PUBLISHER,
                                        &none, text(c, m), "organisation");
        if (stet_str_is(attr(m, "idsrc"), "url"))
            stet__claim_attr(c, n, STET_ATTR_URL, attr(m, "value"));
        any = 1;
    }
    if (!any)
        stet__claim_party(c, STET_PUBLISHER, &(stet_node){0}, text(c, distributor),
                          "organisation");
}

void stet__nitf_read_body_head(struct claims *c, const struct markup *nitf)
{
    element head = stet__markup_child(stet__markup_child(nitf, "body"), "body.head");
    element hedline = stet__markup_child(head, "hedline");
    stet_str title = text(c, stet__markup_child(hedline, "hl1"));
    if (!title.n)
        title = text(c, stet__markup_child(stet__markup_child(nitf, "head"), "title"));
    stet__claim_text(c, STET_HEADLINE, title);
    for (element m = stet__markup_child(hedline, "hl2"); m; m = stet__markup_next(m))
        stet__claim_attr(c, stet__claim_text(c, STET_ALT_HEADLINE, text(c, m)),
                         STET_ATTR_ROLE, attr(m, "class"));
    read_notes(c, head);
    stet__claim_text(c, STET_COPYRIGHT_NOTICE,
                     text(c, stet__markup_child(head, "rights")));
    read_byline(c, head);
    read_byline_names(c, head);
    read_distributor(c, head);
    stet__claim_text(c, STET_DATELINE, text(c, stet__markup_child(head, "dateline")));
    for (element m = stet__markup_child(head, "abstract"); m; m = stet__markup_next(m))
        stet__claim_text(c,
                         stet_str_is(attr(m, "class"), "summary") ? STET_EXCERPT
                                                                  : STET_STANDFIRST,
                         text(c, m));
}
