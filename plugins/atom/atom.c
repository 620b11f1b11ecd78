/* SPDX-License-Identifier: MIT */
/*
 * write.atom - many articles as one Atom feed (RFC 4287), the last changed first.
 *
 *   out:
 *     - use: write.atom
 *       to: feed.atom
 *       with:
 *         title: Example Herald
 *         link: https://example.org/
 *         self: https://example.org/feed.atom
 *         limit: 50
 *         content: full            # or summary
 *         zone: "+01:00"           # of dates that name none
 *
 * The feed is as old as its newest entry, so that a feed without news is the same
 * bytes. An article without any date is no entry: Atom requires `updated`.
 */
#include "entry.h"

static void put_text(struct entry *e, stet_str text)
{
    e->f.kit->escape(e->out, STET_ESCAPE_XML, text.p, text.n);
}

static void put_element(struct entry *e, const char *open, stet_str text,
                        const char *close)
{
    if (!text.n)
        return;
    stet_puts(e->out, open);
    put_text(e, stet__facts_line(&e->f, text));
    stet_puts(e->out, close);
}

static void put_date(struct entry *e, const char *open, const stet_date *date,
                     const char *close)
{
    stet_puts(e->out, open);
    e->f.kit->date_format(e->out, date, STET_DATE_RFC3339);
    stet_puts(e->out, close);
}

/* ---- people ----------------------------------------------------------------- */
static int is_email(stet_str s)
{
    const char *at = memchr(s.p, '@', s.n);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || strchr("<>\"'&,;", s.p[i]))
            return 0;
    return at && at != s.p && at + 1 < s.p + s.n;
}

static void put_person(struct entry *e, const char *open, stet_str name,
                       stet_node party, const char *close)
{
    stet_str email = stet_attr_str(e->f.a, party, STET_ATTR_EMAIL);
    if (!name.n)
        return;
    stet_puts(e->out, open);
    put_element(e, "<name>", name, "</name>");
    put_element(e, "<uri>",
                stet__facts_web(&e->f, stet_attr_str(e->f.a, party, STET_ATTR_URL)),
                "</uri>");
    if (is_email(email))
        put_element(e, "<email>", email, "</email>");
    stet_puts(e->out, close);
}

static int put_parties(struct entry *e, stet_kind field, const char *open,
                       const char *close)
{
    stet_article *a = e->f.a;
    stet_node parties = stet_field(a, field);
    int any = 0;
    for (stet_node n = stet_first(a, parties); n; n = stet_next(a, n)) {
        stet_str name = stet__facts_name(&e->f, n);
        put_person(e, open, name, n, close);
        any |= name.n != 0;
    }
    return any;
}

static void put_people(struct entry *e)
{
    int known = stet__feed_author_is_known(e);
    if (!known && !put_parties(e, STET_AUTHORS, "<author>", "</author>\n"))
        put_person(e, "<author>", stet_field_text(e->f.a, STET_BYLINE), 0,
                   "</author>\n");
    put_parties(e, STET_CONTRIBUTORS, "<contributor>", "</contributor>\n");
    put_parties(e, STET_TRANSLATORS, "<contributor>", "</contributor>\n");
}

/* ---- categories, source, rights --------------------------------------------- */
static void put_category(struct entry *e, stet_node concept)
{
    stet_article *a = e->f.a;
    stet_str name = stet__facts_name(&e->f, concept);
    stet_str scheme = stet_attr_str(a, concept, STET_ATTR_SCHEME);
    stet_str axis = stet_attr_str(a, concept, STET_ATTR_AXIS);
    stet_str code = stet_attr_str(a, concept, STET_ATTR_CODE);
    if (!name.n)
        return;
    put_element(e, "<category term=\"", code.n ? code : name, "\"");
    if (stet__facts_is_uri(scheme)) {
        put_element(e, " scheme=\"", scheme, "\"");
    } else if (axis.n) {
        stet_puts(e->out, " scheme=\"urn:x-stet:axis:");
        e->f.kit->escape(e->out, STET_ESCAPE_URL, axis.p, axis.n);
        stet_putc(e->out, '"');
    }
    put_element(e, " label=\"", name, "\"/>\n");
}

static void put_categories(struct entry *e)
{
    stet_article *a = e->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(a, s); c; c = stet_next(a, c))
            put_category(e, c);
}

/* Where it was first published: a link that readers can follow, and its name. */
static void put_origin(struct entry *e)
{
    stet_str url = stet__facts_web(
        &e->f, stet__facts_part_attr(&e->f, STET_ORIGIN, STET_ATTR_URL));
    stet_str name = stet__facts_name(&e->f, stet__facts_party(&e->f, STET_ORIGIN));
    if (!url.n && !name.n)
        return;
    if (url.n) {
        put_element(e, "<link rel=\"via\" href=\"", url, "\"");
        put_element(e, " title=\"", name, "\"");
        stet_puts(e->out, "/>\n");
    }
    stet_puts(e->out, "<source>");
    put_element(e, "<id>", url, "</id>");
    put_element(e, "<title>", name.n ? name : e->f.kit->url_host(url), "</title>");
    stet_puts(e->out, "</source>\n");
}

static void put_images(struct entry *e)
{
    stet_article *a = e->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGES); s;
         s = stet_find(a, fields, s, STET_IMAGES))
        for (stet_node m = stet_first(a, s); m; m = stet_next(a, m)) {
            stet_str src = stet_attr_str(a, m, STET_ATTR_SRC);
            src = stet__facts_web(&e->f,
                                  src.n ? src : stet_attr_str(a, m, STET_ATTR_URL));
            if (!src.n)
                continue;
            put_element(e, "<link rel=\"enclosure\" href=\"", src, "\"");
            put_element(e, " title=\"", stet_attr_str(a, m, STET_ATTR_ALT), "\"");
            stet_puts(e->out, "/>\n");
        }
}

/* Where readers discuss it, and its other languages. */
static void put_relations(struct entry *e)
{
    stet_article *a = e->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    put_element(e, "<link rel=\"replies\" type=\"text/html\" href=\"",
                stet__facts_web(&e->f, stet_field_text(a, STET_COMMENTS)), "\"/>\n");
    for (stet_node s = stet_find(a, fields, 0, STET_TRANSLATIONS); s;
         s = stet_find(a, fields, s, STET_TRANSLATIONS))
        for (stet_node r = stet_first(a, s); r; r = stet_next(a, r)) {
            stet_str url = stet__facts_web(&e->f, stet_attr_str(a, r, STET_ATTR_URL));
            stet_str lang =
                stet__facts_language_tag(stet_attr_str(a, r, STET_ATTR_LANG));
            if (!url.n || !lang.n)
                continue;
            put_element(e, "<link rel=\"alternate\" hreflang=\"", lang, "\"");
            put_element(e, " title=\"", stet_attr_str(a, r, STET_ATTR_TITLE), "\"");
            put_element(e, " href=\"", url, "\"/>\n");
        }
}

static void put_rights(struct entry *e)
{
    stet_str notice = stet_field_text(e->f.a, STET_COPYRIGHT_NOTICE);
    stet_str terms = stet_field_text(e->f.a, STET_USAGE_TERMS);
    put_element(e, "<link rel=\"license\" href=\"", stet__facts_licence(&e->f),
                "\"/>\n");
    if ((!notice.n && !terms.n) ||
        (!terms.n && stet_str_eq(notice, e->plan->config->rights)))
        return; /* those of the feed hold for its entries */
    stet_puts(e->out, "<rights>");
    put_text(e, notice);
    stet_puts(e->out, notice.n && terms.n ? "\n" : "");
    put_text(e, terms);
    stet_puts(e->out, "</rights>\n");
}

/* ---- an entry --------------------------------------------------------------- */
static stet_code put_entry(struct entry *e)
{
    stet_str html = stet_cstr(""),
             lang = stet__facts_language_tag(stet_field_text(e->f.a, STET_LANGUAGE));
    stet_code code = STET_OK;
    /* the date stands first: join_feed() reads that of the newest entry */
    put_date(e, "<updated>", &e->updated, "</updated>\n");
    stet_puts(e->out, "<entry");
    if (!stet_str_eq(lang, e->plan->config->language))
        put_element(e, " xml:lang=\"", lang, "\"");
    stet_puts(e->out, ">\n");
    put_element(e, "<id>", e->id, "</id>\n");
    put_date(e, "<updated>", &e->updated, "</updated>\n");
    stet_puts(e->out, "<title>");
    put_text(e, stet__facts_line(&e->f, e->headline));
    stet_puts(e->out, "</title>\n");
    if (e->published.precision)
        put_date(e, "<published>", &e->published, "</published>\n");
    put_element(e, "<link rel=\"alternate\" type=\"text/html\" href=\"", e->url,
                "\"/>\n");
    put_people(e);
    put_categories(e);
    put_origin(e);
    put_rights(e);
    put_relations(e);
    put_images(e);
    put_element(e, "<summary>", e->summary, "</summary>\n");
    if (e->plan->config->content == CONTENT_FULL || !e->url.n) {
        code = stet__feed_html(e, &html);
        stet_puts(e->out, "<content type=\"html\">");
        put_text(e, html);
        stet_puts(e->out, "</content>\n");
    }
    stet_puts(e->out, "</entry>\n");
    return code;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    static const struct facts_need titled = {.field = STET_HEADLINE,
                                             .rule = "atom:title is required",
                                             .instead = "it is written empty"},
                                   dated = {.name = "published or updated",
                                            .rule = "atom:updated is required"};
    struct entry e;
    (void)scratch;
    stet_code code = stet__feed_read(&e, plan, a, "Atom", out);
    if (!e.headline.n)
        code = stet__facts_lack_too(&e.f, code, &titled);
    if (!e.updated.precision)
        code = stet__facts_lack_too(&e.f, code, &dated);
    if (code != STET_OK)
        return code;
    code = put_entry(&e);
    if (code == STET_OK)
        code = stet__feed_key(&e, &e.updated, ret_key);
    return code == STET_OK ? stet__facts_status(&e.f, out) : code;
}

/* ---- the feed --------------------------------------------------------------- */
static void put_feed_text(const struct feed_plan *p, stet_out *out, const char *open,
                          stet_str text, const char *close)
{
    if (!text.n)
        return;
    stet_puts(out, open);
    p->kit->escape(out, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(out, close);
}

/* Its last line is the time of the run, for a feed that stays empty. */
static stet_code begin_feed(const void *plan, int64_t now, stet_out *out)
{
    const struct feed_plan *p = plan;
    const struct feed_config *c = p->config;
    stet_date date;
    stet_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    put_feed_text(p, out, " xml:lang=\"", c->language, "\"");
    stet_puts(out, ">\n");
    put_feed_text(p, out, "<id>", c->self.n ? c->self : c->link, "</id>\n");
    put_feed_text(p, out, "<title>", c->title, "</title>\n");
    put_feed_text(p, out, "<subtitle>", c->description, "</subtitle>\n");
    put_feed_text(p, out, "<author><name>", c->author.n ? c->author : c->title,
                  "</name></author>\n");
    put_feed_text(p, out, "<rights>", c->rights, "</rights>\n");
    put_feed_text(p, out, "<link rel=\"alternate\" type=\"text/html\" href=\"", c->link,
                  "\"/>\n");
    put_feed_text(p, out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"",
                  c->self, "\"/>\n");
    p->kit->date_from_seconds(now, &date);
    stet_puts(out, "<updated>");
    p->kit->date_format(out, &date, STET_DATE_RFC3339);
    stet_puts(out, "</updated>\n");
    return stet_out_status(out);
}

/* Bytes of the first line of text, its end included. */
static size_t first_line(stet_str text)
{
    const char *end = memchr(text.p, '\n', text.n);
    return end ? (size_t)(end - text.p) + 1 : text.n;
}

/* The newest entry comes first: its date takes the place of that of the run. */
static stet_code join_feed(const void *plan, uint64_t index, stet_str piece,
                           stet_out *out)
{
    static const char tag[] = "\n<updated>";
    const struct feed_plan *p = plan;
    size_t line = first_line(piece);
    if (index >= (uint64_t)p->config->limit)
        return STET_DONE;
    if (index == 0 && !out->failed) {
        const char *own = memmem(out->data, out->len, tag, sizeof tag - 1);
        if (own)
            out->len = (size_t)(own - out->data) + 1;
        stet_put(out, piece.p, line);
    }
    stet_put(out, piece.p + line, piece.n - line);
    return stet_out_status(out);
}

static stet_code end_feed(const void *plan, stet_out *out)
{
    (void)plan;
    stet_puts(out, "</feed>\n");
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .sorted = 1,
    .media = "application/atom+xml",
    .extension = ".atom",
    .renders = stet__feed_renders,
    .piece = write_piece,
    .begin = begin_feed,
    .join = join_feed,
    .end = end_feed,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step atom = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct feed_config),
    .name = "write.atom",
    .summary = "Write many articles as one Atom feed.",
    .options = stet__feed_options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = stet__feed_compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&atom, &stet__feed_json, NULL};

STET_PLUGIN(atom, "0.1.0", 0, .summary = "Atom and JSON Feed.", .license = "MIT",
            .steps = steps);
