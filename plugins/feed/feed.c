/* SPDX-License-Identifier: MIT */
/*
 * write.rss - many articles as one RSS 2.0 feed, the newest first.
 *
 *   out:
 *     - use: write.rss
 *       to: feed.xml
 *       with:
 *         title: Example Herald
 *         link: https://example.org/
 *         description: News from the coast     # default: the title
 *         self: https://example.org/feed.xml   # where the feed stands
 *         language: en
 *         limit: 50
 *         content: full                        # or summary
 *         url: "https://example.org/{{ slug }}"  # of an item; default: canonical, url
 *         zone: "+01:00"                       # of dates that name none
 *
 * The text of an article is HTML written afresh from its tree, escaped, not CDATA. Each
 * author is a dc:creator. A date without an hour is given as midnight and reported.
 */
#include <stdlib.h>

#include "item.h"
#include "reader.h"

static const stet_enum contents[] = {{"full", CONTENT_FULL, "summary and whole text"},
                                     {"summary", CONTENT_SUMMARY, "the summary alone"},
                                     {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_STRING(struct feed_config, title, .flags = STET_OPT_REQUIRED, .min = 1,
                .max = 500, .help = "Title of the feed.", .example = "Example Herald"),
    STET_URL_OPTION(struct feed_config, link, .flags = STET_OPT_REQUIRED,
                    .help = "Page that the feed belongs to.",
                    .example = "https://example.org/"),
    STET_STRING(struct feed_config, description,
                .help = "What the feed is about; the title when left out."),
    STET_URL_OPTION(struct feed_config, self, .help = "Address of the feed itself."),
    STET_LANG(struct feed_config, language, .help = "Language of the feed."),
    STET_STRING(struct feed_config, copyright, .help = "Copyright line of the feed."),
    STET_INT(struct feed_config, limit, 1, 100000, .def = "50",
             .help = "Items at most, the newest."),
    STET_CHOICE(struct feed_config, content, contents, .def = "full",
                .help = "How much of an article an item holds."),
    STET_ZONES(struct feed_config, zones, .def = "[body, tail]",
               .help = "Zones of the whole text; what stet stamped is there always."),
    STET_TEMPLATE(struct feed_config, url,
                  .help = "Address of an item; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ZONE(struct feed_config),
    FACTS_ON_MISSING(struct feed_config),
    STET_OPTION_END};

/* What differs from HTML: fields that an item has no place for. */
/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DEGRADES, "a marked part of the text"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_ID, 0, STET_RENDERS, NULL},
    {STET_URL, 0, STET_RENDERS, NULL},
    {STET_CANONICAL, 0, STET_RENDERS, NULL},
    {STET_HEADLINE, 0, STET_RENDERS, NULL},
    {STET_STANDFIRST, 0, STET_RENDERS, NULL},
    {STET_EXCERPT, 0, STET_RENDERS, NULL},
    {STET_BYLINE, 0, STET_RENDERS, NULL},
    {STET_AUTHORS, 0, STET_RENDERS, NULL},
    {STET_ORIGIN, 0, STET_RENDERS, NULL},
    {STET_PUBLISHED, 0, STET_RENDERS, NULL},
    {STET_SUBJECTS, 0, STET_RENDERS, NULL},
    {STET_COPYRIGHT_NOTICE, 0, STET_RENDERS, NULL},
    {STET_USAGE_TERMS, 0, STET_DEGRADES, "a line of dc:rights"},
    {STET_LICENCE, 0, STET_RENDERS, NULL},
    {STET_CONTRIBUTORS, 0, STET_RENDERS, NULL},
    {STET_TRANSLATORS, 0, STET_DEGRADES, "contributors"},
    {STET_UPDATED, 0, STET_RENDERS, NULL},
    {STET_LANGUAGE, 0, STET_RENDERS, NULL},
    {STET_IMAGES, 0, STET_RENDERS, NULL},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a line below the text"},
    {STET_COMMENTS, 0, STET_RENDERS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct feed_config *c = config;
    struct feed_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->kit = stet_build_kit(b);
    plan->style.keep_stamps = 1;
    plan->style.id_prefix = stet_cstr("");
    plan->style.rel = stet_cstr("");
    plan->style.base = stet_cstr("");
    plan->zones = stet_zone_bits(c->zones);
    *ret_plan = plan;
    return stet__facts_zone(b, c->zone, &plan->zone);
}

/* ---- the buffer of a thread ------------------------------------------------- */
static stet_code grow_heap(stet_out *out, size_t more)
{
    size_t need = out->len + more, cap = out->cap ? out->cap * 2 : 16384;
    if (need < more || need > out->max)
        return out->failed = STET_E_LIMIT;
    if (cap < need)
        cap = need;
    char *grown = realloc(out->data, cap);
    if (!grown)
        return out->failed = STET_E_NOMEM;
    out->data = grown;
    out->cap = cap;
    return STET_OK;
}

static stet_code open_scratch(const void *plan, void **ret_scratch)
{
    struct feed_scratch *s = calloc(1, sizeof *s);
    (void)plan;
    if (!s)
        return STET_E_NOMEM;
    s->html.size = sizeof s->html;
    s->html.grow = grow_heap;
    *ret_scratch = s;
    return STET_OK;
}

static void close_scratch(void *scratch)
{
    struct feed_scratch *s = scratch;
    if (s)
        free(s->html.data);
    free(s);
}

/* ---- an item ---------------------------------------------------------------- */
static int is_web(struct item *i, stet_str url)
{
    return url.n && i->kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP;
}

static stet_code find_url(struct item *i)
{
    stet_str url = stet_field_text(i->a, STET_CANONICAL);
    const stet_template *given = i->plan->config->url;
    if (!url.n)
        url = stet_field_text(i->a, STET_URL);
    stet_code code = given ? stet_expand(i->a, given, &url) : STET_OK;
    if (code == STET_OK)
        i->url = stet__facts_web(&i->f, url);
    return code;
}

/* Identity: the address, else the article's own id, else a digest of its source's name.
 */
static void put_guid(struct item *i)
{
    static const char hex[] = "0123456789abcdef";
    stet_str id = stet_field_text(i->a, STET_ID), name = stet_source_name(i->a);
    uint8_t digest[32];
    if (i->url.n) {
        put_element(i, "<guid isPermaLink=\"true\">", i->url, "</guid>\n");
        return;
    }
    stet_puts(i->out, "<guid isPermaLink=\"false\">");
    if (id.n) {
        put_text(i, id);
    } else {
        i->kit->sha256(name.p, name.n, digest);
        stet_puts(i->out, "urn:sha256:");
        for (size_t k = 0; k < sizeof digest; k++) {
            stet_putc(i->out, hex[digest[k] >> 4]);
            stet_putc(i->out, hex[digest[k] & 15]);
        }
    }
    stet_puts(i->out, "</guid>\n");
}

static void put_date(struct item *i, const stet_date *date)
{
    stet_puts(i->out, "<pubDate>");
    i->kit->date_format(i->out, date, STET_DATE_RFC822);
    stet_puts(i->out, "</pubDate>\n");
}

static void put_creators(struct item *i)
{
    stet_node authors = stet_field(i->a, STET_AUTHORS), n = stet_first(i->a, authors);
    if (!n)
        put_element(i, "<dc:creator>", stet_field_text(i->a, STET_BYLINE),
                    "</dc:creator>\n");
    for (; n; n = stet_next(i->a, n))
        put_element(i, "<dc:creator>", name_of(i, n), "</dc:creator>\n");
}

static void put_categories(struct item *i)
{
    stet_node fields = stet_root(i->a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(i->a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(i->a, fields, s, STET_SUBJECTS))
        for (stet_node c = stet_first(i->a, s); c; c = stet_next(i->a, c)) {
            stet_str name = name_of(i, c),
                     axis = stet_attr_str(i->a, c, STET_ATTR_AXIS);
            if (!name.n)
                continue;
            stet_puts(i->out, "<category");
            if (axis.n)
                put_element(i, " domain=\"", axis, "\"");
            put_element(i, ">", name, "</category>\n");
        }
}

/* `source` must name an address: without one the origin is not written. */
static void put_source(struct item *i)
{
    stet_node origin = stet_field(i->a, STET_ORIGIN);
    stet_str url = stet_attr_str(i->a, origin, STET_ATTR_URL),
             name = name_of(i, origin);
    for (stet_node n = stet_first(i->a, origin); n; n = stet_next(i->a, n)) {
        if (!url.n)
            url = stet_attr_str(i->a, n, STET_ATTR_URL);
        if (!name.n)
            name = name_of(i, n);
    }
    if (!is_web(i, url))
        return;
    put_element(i, "<source url=\"", url, "\">");
    put_text(i, name.n ? name : i->kit->url_host(url));
    stet_puts(i->out, "</source>\n");
}

static stet_str first_paragraph(struct item *i)
{
    stet_node n = stet_first(i->a, stet_root(i->a, STET_FAMILY_BLOCK));
    while (n && !(stet_kind_of(i->a, n) == STET_PARAGRAPH &&
                  stet_zone_of(i->a, n) == STET_ZONE_BODY))
        n = stet_next(i->a, n);
    return stet_content(i->a, n);
}

static stet_str description(struct item *i)
{
    stet_str text = stet_field_text(i->a, STET_EXCERPT);
    if (!text.n)
        text = stet_field_text(i->a, STET_STANDFIRST);
    return text.n ? text : first_paragraph(i);
}

/* An item may have one of the two only. */
static stet_code lack_title(struct item *i)
{
    struct facts_need title = {.field = STET_HEADLINE,
                               .rule = "title or description is required"};
    if (description(i).n)
        title.instead = "title is not written";
    return stet__facts_lack(&i->f, &title);
}

/* A description is HTML: what would be a tag or a reference in it is escaped for that,
 * too. A lone & reads the same either way, and is left for those who take it for text.
 */
static stet_str as_html(struct item *i, stet_str text)
{
    if (!memchr(text.p, '<', text.n) && !memchr(text.p, '&', text.n))
        return text;
    stet_out to = stet_out_in_article(i->a, text.n + 64, text.n * 5 + 64);
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at], next = at + 1 < text.n ? text.p[at + 1] : ' ';
        if (c == '<')
            stet_puts(&to, "&lt;");
        else if (c == '&' && (next == '#' || (next >= 'a' && next <= 'z') ||
                              (next >= 'A' && next <= 'Z')))
            stet_puts(&to, "&amp;");
        else
            stet_putc(&to, c);
    }
    return stet__facts_take(&i->f, &to);
}

static void put_description(struct item *i)
{
    stet_str text = description(i);
    size_t cut = text.n <= 500 ? text.n : i->kit->cut_at_word(text, 500);
    if (!text.n)
        return;
    stet_puts(i->out, "<description>");
    put_text(i, as_html(i, stet_strn(text.p, cut)));
    stet_puts(i->out,
              cut < text.n ? "\xe2\x80\xa6</description>\n" : "</description>\n");
}

/* HTML for a reader far from our pages: addresses are completed with the item's own. */
static stet_code put_content(struct item *i)
{
    struct html_style style = i->plan->style;
    style.base = i->url;
    i->html->len = 0;
    i->html->failed = STET_OK;
    i->html->max = i->out->max;
    stet__html_write_body(i->a, &style, i->plan->zones, i->html);
    stet__facts_put_loose_notices(&i->f, i->html);
    stet__facts_put_loose_credits(&i->f, i->html);
    if (i->html->failed)
        return i->html->failed;
    put_element(i, "<content:encoded>", stet_strn(i->html->data, i->html->len),
                "</content:encoded>\n");
    return STET_OK;
}

/* Seconds since 1970 as twenty digits that sort as text. */
static stet_code make_key(struct item *i, const stet_date *date, stet_str *ret_key)
{
    char *key = stet_alloc(i->a, 21);
    if (!key)
        return STET_E_NOMEM;
    uint64_t rest =
        date ? (uint64_t)i->kit->date_seconds(date) + (UINT64_C(1) << 62) : 0;
    for (size_t at = 20; at-- > 0; rest /= 10)
        key[at] = (char)('0' + rest % 10);
    *ret_key = stet_strn(key, 20);
    return STET_OK;
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a,
                             stet_out *out, stet_str *ret_key)
{
    struct feed_scratch *s = scratch;
    struct item i = {
        .a = a, .plan = plan, .kit = stet_kit_of(a), .out = out, .html = &s->html};
    stet_date date;
    i.f = (struct facts){a,      i.kit, "RSS", i.plan->config->on_missing, i.plan->zone,
                         STET_OK};
    stet_code code = find_url(&i);
    if (code == STET_OK && !stet_field_text(a, STET_HEADLINE).n)
        code = lack_title(&i);
    if (code != STET_OK)
        return code;
    int dated = stet__facts_instant(&i.f, STET_PUBLISHED, "pubDate", &date);
    stet_puts(out, "<item>\n");
    put_element(&i, "<title>",
                stet__facts_line(&i.f, stet_field_text(a, STET_HEADLINE)),
                "</title>\n");
    put_element(&i, "<link>", i.url, "</link>\n");
    put_guid(&i);
    if (dated)
        put_date(&i, &date);
    stet__rss_put_updated(&i);
    put_creators(&i);
    stet__rss_put_contributors(&i);
    put_element(&i, "<dc:language>",
                stet__facts_language_tag(stet_field_text(a, STET_LANGUAGE)),
                "</dc:language>\n");
    put_categories(&i);
    put_source(&i);
    stet__rss_put_rights(&i);
    stet__rss_put_media(&i);
    stet_str comments = stet_field_text(a, STET_COMMENTS);
    if (is_web(&i, comments))
        put_element(&i, "<comments>", comments, "</comments>\n");
    put_description(&i);
    if (i.plan->config->content == CONTENT_FULL)
        code = put_content(&i);
    stet_puts(out, "</item>\n");
    if (code == STET_OK)
        code = make_key(&i, dated ? &date : NULL, ret_key);
    return code == STET_OK ? stet_out_status(out) : code;
}

/* ---- the channel ------------------------------------------------------------ */
static void put_channel_text(const struct feed_plan *p, stet_out *out, const char *open,
                             stet_str text, const char *close)
{
    if (!text.n)
        return;
    stet_puts(out, open);
    p->kit->escape(out, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(out, close);
}

static stet_code begin_feed(const void *plan, int64_t now, stet_out *out)
{
    const struct feed_plan *p = plan;
    const struct feed_config *c = p->config;
    (void)now; /* a feed without news is the same bytes */
    stet_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
                   "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                   "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                   "xmlns:media=\"http://search.yahoo.com/mrss/\" "
                   "xmlns:creativeCommons="
                   "\"http://backend.userland.com/creativeCommonsRssModule\">\n"
                   "<channel>\n");
    put_channel_text(p, out, "<title>", c->title, "</title>\n");
    put_channel_text(p, out, "<link>", c->link, "</link>\n");
    put_channel_text(p, out, "<description>",
                     c->description.n ? c->description : c->title, "</description>\n");
    put_channel_text(p, out, "<language>", c->language, "</language>\n");
    put_channel_text(p, out, "<copyright>", c->copyright, "</copyright>\n");
    put_channel_text(p, out,
                     "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"",
                     c->self, "\"/>\n");
    return stet_out_status(out);
}

static stet_code join_feed(const void *plan, uint64_t index, stet_str piece,
                           stet_out *out)
{
    const struct feed_plan *p = plan;
    if (index >= (uint64_t)p->config->limit)
        return STET_DONE;
    stet_put_str(out, piece);
    return stet_out_status(out);
}

static stet_code end_feed(const void *plan, stet_out *out)
{
    (void)plan;
    stet_puts(out, "</channel>\n</rss>\n");
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .sorted = 1,
    .media = "application/rss+xml",
    .extension = ".xml",
    .renders = renders,
    .piece = write_piece,
    .begin = begin_feed,
    .join = join_feed,
    .end = end_feed,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct feed_config),
    .name = "write.rss",
    .summary = "Write many articles as one RSS 2.0 feed.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .open = open_scratch,
    .close = close_scratch,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step,
#if defined(STET_READS_XML)
                                         &stet__feed_read_step,
#endif
                                         NULL};

STET_PLUGIN(feed, "0.1.0", 0, .summary = "Feeds.", .license = "MIT", .steps = steps);
