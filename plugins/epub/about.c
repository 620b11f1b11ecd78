/* SPDX-License-Identifier: MIT */
/*
 * What the package says of an article: Dublin Core, people with their MARC relator
 * codes, rights, and whether text and data mining is reserved (TDMRep).
 */
#include "epub.h"

/* ---- lines ------------------------------------------------------------------ */
/* The package may hold no empty element. */
static int is_blank(stet_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] > ' ' && text.p[i] != 0x7f)
            return 0;
    return 1;
}

static void put_element(struct chapter *c, stet_out *out, const char *open,
                        stet_str text, const char *close)
{
    if (is_blank(text))
        return;
    stet_puts(out, open);
    for (size_t from = 0, at = 0; at <= text.n; at++) /* a line stays a line */
        if (at == text.n || text.p[at] == '\n' || text.p[at] == '\r') {
            c->f.kit->escape(out, STET_ESCAPE_XML, text.p + from, at - from);
            if (at < text.n)
                stet_putc(out, ' ');
            from = at + 1;
        }
    stet_puts(out, close);
}

static const char *marc_code(stet_str role, const char *otherwise)
{
    static const struct {
        const char *role, *code;
    } codes[] = {
        {"author", "aut"},       {"editor", "edt"},      {"translator", "trl"},
        {"photographer", "pht"}, {"illustrator", "ill"}, {"artist", "art"},
        {"contributor", "ctb"},  {"reporter", "rpt"},    {"interviewer", "ivr"},
        {"interviewee", "ive"},  {"narrator", "nrt"},    {"producer", "pro"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (stet_str_is(role, codes[i].role))
            return codes[i].code;
    return otherwise;
}

static void put_person(struct chapter *c, stet_out *out, stet_node party,
                       const char *otherwise)
{
    stet_str name = stet__facts_name(&c->f, party);
    if (is_blank(name))
        return;
    stet_puts(out, marc_code(stet_attr_str(c->f.a, party, STET_ATTR_ROLE), otherwise));
    put_element(c, out, "\t", name, "\n");
}

/* The parties of a field, or the statement itself. */
static void put_people(struct chapter *c, stet_out *out, stet_kind field,
                       const char *code)
{
    stet_node statement = stet_field(c->f.a, field);
    stet_node n = stet_first(c->f.a, statement);
    if (!n)
        put_person(c, out, statement, code);
    for (; n; n = stet_next(c->f.a, n))
        put_person(c, out, n, code);
}

/* ---- elements --------------------------------------------------------------- */
static void put_subjects(struct chapter *c, stet_out *out)
{
    stet_node root = stet_root(c->f.a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(c->f.a, root, 0, STET_SUBJECTS); s;
         s = stet_find(c->f.a, root, s, STET_SUBJECTS))
        for (stet_node p = stet_first(c->f.a, s); p; p = stet_next(c->f.a, p))
            put_element(c, out, "<dc:subject>", stet__facts_name(&c->f, p),
                        "</dc:subject>\n");
}

static void put_rights(struct chapter *c, stet_out *out)
{
    stet_article *a = c->f.a;
    stet_str terms = stet__facts_notices(&c->f, NOTICE_TO_RIGHTS,
                                         stet_field_text(a, STET_USAGE_TERMS));
    put_element(c, out, "<dc:rights>", stet_field_text(a, STET_COPYRIGHT_NOTICE),
                "</dc:rights>\n");
    put_element(c, out, "<dc:rights>", terms, "</dc:rights>\n");
    put_element(
        c, out, "<meta property=\"dcterms:rightsHolder\">",
        stet__facts_name(&c->f, stet__facts_party(&c->f, STET_COPYRIGHT_HOLDER)),
        "</meta>\n");
    put_element(c, out, "<meta property=\"dcterms:dateCopyrighted\">",
                stet_field_text(a, STET_COPYRIGHT_YEAR), "</meta>\n");
    put_element(c, out, "<meta property=\"dcterms:license\">",
                stet__facts_licence(&c->f), "</meta>\n");
}

static void put_date(struct chapter *c, stet_out *out, const char *open,
                     stet_kind field, const char *close)
{
    stet_date date;
    if (!stet__facts_date(&c->f, field, &date))
        return;
    stet__facts_place_in_zone(&c->f, "dc:date", &date);
    stet_puts(out, open);
    c->f.kit->date_format(
        out, &date, date.precision < STET_MINUTE ? STET_DATE_ISO : STET_DATE_RFC3339);
    stet_puts(out, close);
}

static stet_str about(struct chapter *c)
{
    stet_article *a = c->f.a;
    stet_out out = stet_out_in_article(a, 1024, 1 << 20);
    stet_str excerpt = stet_field_text(a, STET_EXCERPT);
    stet_str origin = stet__facts_web(
        &c->f, stet__facts_part_attr(&c->f, STET_ORIGIN, STET_ATTR_URL));
    put_date(c, &out, "<dc:date>", STET_PUBLISHED, "</dc:date>\n");
    put_element(c, &out, "<dc:publisher>",
                stet__facts_name(&c->f, stet__facts_party(&c->f, STET_PUBLISHER)),
                "</dc:publisher>\n");
    put_element(c, &out, "<dc:description>",
                excerpt.n ? excerpt : stet_field_text(a, STET_STANDFIRST),
                "</dc:description>\n");
    put_element(c, &out, "<dc:type>", stet_field_text(a, STET_GENRE), "</dc:type>\n");
    put_subjects(c, &out);
    put_rights(c, &out);
    put_element(c, &out, "<dc:source>", origin.n ? origin : c->url, "</dc:source>\n");
    put_date(c, &out, "<meta property=\"dcterms:created\">", STET_CREATED, "</meta>\n");
    put_date(c, &out, "<meta property=\"dcterms:issued\">", STET_PUBLISHED,
             "</meta>\n");
    return stet__facts_take(&c->f, &out);
}

static stet_str people(struct chapter *c)
{
    stet_out out = stet_out_in_article(c->f.a, 256, 1 << 20);
    if (stet_field(c->f.a, STET_AUTHORS))
        put_people(c, &out, STET_AUTHORS, "aut");
    else
        put_people(c, &out, STET_BYLINE, "aut");
    put_people(c, &out, STET_CONTRIBUTORS, "ctb");
    put_people(c, &out, STET_TRANSLATORS, "trl");
    return stet__facts_take(&c->f, &out);
}

/* When the article was changed last, in UTC; of one without a date nothing is known but
 * that it was written into a book now. */
static stet_str modified(struct chapter *c)
{
    static const stet_kind fields[] = {STET_UPDATED, STET_REPUBLISHED, STET_PUBLISHED,
                                       STET_CREATED};
    stet_out out = stet_out_in_article(c->f.a, 32, 32);
    stet_date date, utc;
    int64_t seconds = stet_now(c->f.a);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (stet__facts_instant(&c->f, fields[i], "dcterms:modified", &date)) {
            seconds = c->f.kit->date_seconds(&date);
            break;
        }
    c->f.kit->date_from_seconds(seconds, &utc);
    utc.precision = STET_SECOND;
    utc.zone = 0;
    c->f.kit->date_format(&out, &utc, STET_DATE_RFC3339);
    return stet__facts_take(&c->f, &out);
}

/* "1 https://..." when mining is reserved, by the address of a policy too. */
static stet_str mining(struct chapter *c)
{
    stet_str tdm = stet_field_text(c->f.a, STET_TDM);
    stet_str policy = stet__facts_web(&c->f, tdm);
    stet_out out = stet_out_in_article(c->f.a, 64, 65536);
    if (!tdm.n)
        return stet_cstr("");
    if (!policy.n)
        policy = stet__facts_web(&c->f,
                                 stet__facts_part_attr(&c->f, STET_TDM, STET_ATTR_URL));
    int allowed = stet_str_is(tdm, "0") || stet_str_is(tdm, "allowed");
    stet_putc(&out, allowed ? '0' : '1');
    put_element(c, &out, "", policy, "");
    return stet__facts_take(&c->f, &out);
}

/* ---- all -------------------------------------------------------------------- */
static const struct facts_need title_need = {.field = STET_HEADLINE,
                                             .rule = "dc:title is required"},
                               language_need = {.field = STET_LANGUAGE,
                                                .rule = "dc:language is required",
                                                .instead =
                                                    "und, undetermined, is written"},
                               identity_need = {.name = "id, canonical or url",
                                                .rule = "dc:identifier is required",
                                                .instead =
                                                    "a digest of its name is written"},
                               wanted_needs[] = {{.field = STET_PUBLISHED,
                                                  .rule = "dc:date dates the book",
                                                  .instead = "it is not written"},
                                                 {0}};

static stet_code find_language(struct chapter *c, stet_code before)
{
    c->language = stet__facts_language_tag(stet_field_text(c->f.a, STET_LANGUAGE));
    if (!c->language.n)
        c->language = c->plan->config->language;
    if (c->language.n)
        return before;
    c->language = stet_cstr("und");
    return stet__facts_lack_too(&c->f, before, &language_need);
}

static stet_code find_identity(struct chapter *c, stet_code before,
                               stet_str *ret_identity)
{
    *ret_identity = stet__facts_identity(&c->f);
    if (!ret_identity->n)
        *ret_identity = c->url;
    if (ret_identity->n)
        return before;
    *ret_identity = stet__facts_digest(&c->f);
    return stet__facts_lack_too(&c->f, before, &identity_need);
}

stet_code stet__epub_tell(struct chapter *c, stet_str texts[EPUB_TEXTS])
{
    texts[EPUB_TITLE] = stet_field_text(c->f.a, STET_HEADLINE);
    stet_code code = STET_OK;
    if (is_blank(texts[EPUB_TITLE]))
        code = stet__facts_lack(&c->f, &title_need);
    code = find_language(c, code);
    code = find_identity(c, code, &texts[EPUB_IDENTITY]);
    if (code == STET_OK)
        code = stet__facts_require(&c->f, wanted_needs);
    texts[EPUB_LANGUAGE] = c->language;
    texts[EPUB_MODIFIED] = modified(c);
    texts[EPUB_PEOPLE] = people(c);
    texts[EPUB_ABOUT] = about(c);
    texts[EPUB_TDM] = mining(c);
    return code == STET_OK ? c->f.failed : code;
}
