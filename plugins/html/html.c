/* SPDX-License-Identifier: MIT */
/*
 * write.html - the article as a page, or as a fragment to put into one.
 *
 *   out:
 *     - use: write.html
 *       to: "out/{{ slug }}.html"
 *       with:
 *         document: page               # or fragment: the blocks alone
 *         zones: [head, body, tail]
 *         notices: mark                # <aside class="stet-notice" data-kind="...">;
 *                                      # plain: no element around them; drop: left out
 *         url: "https://example.org/{{ slug }}"   # canonical; default: the article's
 * own stylesheet: https://example.org/news.css json_ld: true                #
 * schema.org data in the head, the only script
 *
 * The page is written afresh from the tree: raw HTML and shortcodes of the source are
 * dropped, an address of a scheme that is not allowed loses its link and keeps its
 * text.
 */
#include "../jsonld/news.h"
#include "body.h"

struct html_config {
    int32_t document, notices;
    uint8_t header, open_graph, json_ld;
    stet_list zones;
    stet_str id_prefix, rel, base, stylesheet;
    int64_t heading_shift;
    const stet_template *url;
};

enum { DOCUMENT_PAGE = 1, DOCUMENT_FRAGMENT };
enum { NOTICES_MARK = 1, NOTICES_PLAIN, NOTICES_DROP };

struct html_plan {
    const struct html_config *config;
    struct html_style style;
    uint32_t zones;
};

/* One page being written. */
struct page {
    stet_article *a;
    const stet_kit *kit;
    const struct html_plan *plan;
    stet_out *out;
    stet_str url, headline;
};

static const stet_enum documents[] = {
    {"page", DOCUMENT_PAGE, "a whole document with head and body"},
    {"fragment", DOCUMENT_FRAGMENT, "the blocks alone"},
    {NULL, 0, NULL}};

static const stet_enum notice_modes[] = {
    {"mark", NOTICES_MARK, "an aside with the kind around each notice"},
    {"plain", NOTICES_PLAIN, "as blocks like others"},
    {"drop", NOTICES_DROP, "left out"},
    {NULL, 0, NULL}};

static const stet_enum zone_names[] = {
    {"head", STET_ZONE_HEAD, "what stands above the text"},
    {"body", STET_ZONE_BODY, "the text"},
    {"tail", STET_ZONE_TAIL, "what stands below the text"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct html_config, document, documents, .def = "page",
                .help = "A whole page or the blocks alone."),
    STET_LIST_OF(struct html_config, zones, STET_TYPE_ENUM, .values = zone_names,
                 .def = "[head, body, tail]", .help = "Which zones are written."),
    STET_CHOICE(struct html_config, notices, notice_modes, .def = "mark",
                .help = "How blocks that are notices are written."),
    STET_BOOL(struct html_config, header, .def = "true",
              .help = "Headline, standfirst, byline and date above the text of a page, "
                      "where its blocks do not say them."),
    STET_TEMPLATE(struct html_config, url,
                  .help = "Canonical address, in place of the article's own.",
                  .example = "\"https://example.org/{{ slug }}\""),
    STET_URL_OPTION(struct html_config, base,
                    .help = "Relative addresses are completed with it."),
    STET_URL_OPTION(struct html_config, stylesheet, .help = "Style sheet of a page."),
    STET_STRING(struct html_config, rel, .pattern = "[a-z ]*",
                .help = "rel of links to other sites that have none.",
                .example = "nofollow noopener"),
    STET_STRING(struct html_config, id_prefix, .def = "stet-",
                .pattern = "[a-zA-Z][a-zA-Z0-9_-]*", .help = "Stands before every id."),
    STET_INT(struct html_config, heading_shift, 0, 5, .def = "0",
             .help = "Added to the level of headings."),
    STET_BOOL(struct html_config, open_graph, .def = "true",
              .help = "Open Graph properties in the head of a page."),
    STET_BOOL(struct html_config, json_ld, .def = "false",
              .help = "schema.org data in the head of a page."),
    STET_OPTION_END};

static stet_code compile_html(stet_build *b, const void *config, void **ret_plan)
{
    const struct html_config *c = config;
    struct html_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->style.id_prefix = c->id_prefix;
    plan->style.rel = c->rel;
    plan->style.base = c->base;
    plan->style.heading_shift = (int32_t)c->heading_shift;
    plan->style.drop_notices = c->notices == NOTICES_DROP;
    plan->style.plain_notices = c->notices == NOTICES_PLAIN;
    for (size_t i = 0; i < c->zones.n; i++)
        plan->zones |= 1u << ((const int32_t *)c->zones.items)[i];
    *ret_plan = plan;
    return STET_OK;
}

/* ---- the head --------------------------------------------------------------- */
static void put_text(struct page *p, stet_str text)
{
    p->kit->escape(p->out, STET_ESCAPE_HTML, text.p, text.n);
}

static void put_meta(struct page *p, const char *open, stet_str value)
{
    if (!value.n)
        return;
    stet_puts(p->out, open);
    put_text(p, value);
    stet_puts(p->out, "\">\n");
}

static void put_link(struct page *p, const char *open, stet_str url)
{
    if (url.n && stet__html_put_url(p->a, &p->plan->style, p->out, open, url,
                                    1u << STET_URL_HTTP))
        stet_puts(p->out, ">\n");
}

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

static void put_root(struct page *p)
{
    stet_str language = stet_field_text(p->a, STET_LANGUAGE);
    stet_str direction = stet_field_text(p->a, STET_DIRECTION);
    int rtl = direction.n ? stet_str_is(direction, "rtl") : is_right_to_left(language);
    stet_puts(p->out, "<!DOCTYPE html>\n<html");
    if (language.n)
        stet__html_put_attr(p->a, p->out, "lang", language);
    stet_puts(p->out, rtl ? " dir=\"rtl\">\n" : " dir=\"ltr\">\n");
}

static stet_str description(struct page *p)
{
    stet_str excerpt = stet_field_text(p->a, STET_EXCERPT);
    return excerpt.n ? excerpt : stet_field_text(p->a, STET_STANDFIRST);
}

static stet_str party_name(struct page *p, stet_node party)
{
    stet_str name = stet_attr_str(p->a, party, STET_ATTR_NAME);
    return name.n ? name : stet_text(p->a, party);
}

static void put_authors(struct page *p)
{
    stet_node authors = stet_field(p->a, STET_AUTHORS);
    for (stet_node n = stet_first(p->a, authors); n; n = stet_next(p->a, n))
        put_meta(p, "<meta name=\"author\" content=\"", party_name(p, n));
}

static void put_open_graph(struct page *p)
{
    put_meta(p, "<meta property=\"og:title\" content=\"", p->headline);
    put_meta(p, "<meta property=\"og:description\" content=\"", description(p));
    put_link(p, "<meta property=\"og:url\" content=\"", p->url);
    put_meta(p, "<meta property=\"og:site_name\" content=\"",
             stet_field_text(p->a, STET_SITE));
    stet_node media = stet_first(p->a, stet_field(p->a, STET_IMAGES));
    stet_str src = stet_attr_str(p->a, media, STET_ATTR_SRC);
    put_link(p, "<meta property=\"og:image\" content=\"",
             src.n ? src : stet_attr_str(p->a, media, STET_ATTR_URL));
    put_meta(p, "<meta property=\"article:published_time\" content=\"",
             stet_field_text(p->a, STET_PUBLISHED));
    put_meta(p, "<meta property=\"article:modified_time\" content=\"",
             stet_field_text(p->a, STET_UPDATED));
    stet_puts(p->out, "<meta property=\"og:type\" content=\"article\">\n");
}

static void put_head(struct page *p)
{
    const struct html_config *c = p->plan->config;
    stet_node licence = stet_field(p->a, STET_LICENCE);
    stet_str url = stet_attr_str(p->a, licence, STET_ATTR_URL);
    stet_puts(p->out, "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\">\n<title>");
    put_text(p, p->headline.n ? p->headline : stet_source_name(p->a));
    stet_puts(p->out, "</title>\n");
    put_link(p, "<link rel=\"canonical\" href=\"", p->url);
    put_meta(p, "<meta name=\"description\" content=\"", description(p));
    put_authors(p);
    put_link(p, "<link rel=\"license\" href=\"",
             url.n ? url : stet_text(p->a, licence));
    if (c->open_graph)
        put_open_graph(p);
    put_link(p, "<link rel=\"stylesheet\" href=\"", c->stylesheet);
    if (c->json_ld) {
        stet_puts(p->out, "<script type=\"application/ld+json\">");
        stet__jsonld_write_article(p->a, p->url, p->out);
        stet_puts(p->out, "</script>\n");
    }
    stet_puts(p->out, "</head>\n");
}

/* ---- the header of the article ---------------------------------------------- */
static int contains(stet_str text, stet_str part)
{
    return part.n && memmem(text.p, text.n, part.p, part.n) != NULL;
}

/* Does a block of the head say it already? Then the page does not say it twice. */
static int stands_in_head(struct page *p, stet_str text)
{
    if (!text.n)
        return 1;
    if (!(p->plan->zones >> STET_ZONE_HEAD & 1))
        return 0;
    stet_node n = stet_first(p->a, stet_root(p->a, STET_FAMILY_BLOCK));
    for (; n && stet_zone_of(p->a, n) == STET_ZONE_HEAD; n = stet_next(p->a, n))
        if (contains(stet_content(p->a, n), text))
            return 1;
    return 0;
}

/* A standfirst may be the first block of the text as well. */
static int opens_body(struct page *p, stet_str text)
{
    stet_node n = stet_first(p->a, stet_root(p->a, STET_FAMILY_BLOCK));
    while (n && stet_zone_of(p->a, n) == STET_ZONE_HEAD)
        n = stet_next(p->a, n);
    return n && stet_str_eq(stet_content(p->a, n), text);
}

/* The byline as it is printed, else the names of the authors. */
static stet_str byline(struct page *p)
{
    stet_str line = stet_field_text(p->a, STET_BYLINE);
    stet_node n = stet_first(p->a, stet_field(p->a, STET_AUTHORS));
    if (line.n || !n)
        return line;
    stet_out out = stet_out_in_article(p->a, 128, 65536);
    for (; n; n = stet_next(p->a, n)) {
        stet_puts(&out, out.len ? ", " : "");
        stet_put_str(&out, party_name(p, n));
    }
    return stet_out_text(&out);
}

static void put_line(struct page *p, const char *open, stet_str text, const char *close)
{
    stet_puts(p->out, open);
    put_text(p, text);
    stet_puts(p->out, close);
}

static void put_date(struct page *p, stet_str date)
{
    stet_puts(p->out, "<p class=\"stet-date\"><time");
    stet__html_put_attr(p->a, p->out, "datetime", date);
    stet_putc(p->out, '>');
    put_text(p, date);
    stet_puts(p->out, "</time></p>\n");
}

/* The date as the head may print it: "14 March 2025" has no ISO form in it, so a head
 * that has a date line of its own is told by the raw text of the statement. */
static int date_stands(struct page *p, stet_str date)
{
    stet_str raw = stet_attr_str(p->a, stet_field(p->a, STET_PUBLISHED), STET_ATTR_RAW);
    return stands_in_head(p, date) || (raw.n && stands_in_head(p, raw));
}

static void put_header(struct page *p)
{
    stet_str standfirst = stet_field_text(p->a, STET_STANDFIRST);
    stet_str line = byline(p);
    stet_str date = stet_field_text(p->a, STET_PUBLISHED);
    int title = !stands_in_head(p, p->headline);
    int intro = !stands_in_head(p, standfirst) && !opens_body(p, standfirst);
    int names = !stands_in_head(p, line);
    int day = date.n && !date_stands(p, date);
    if (!(title || intro || names || day))
        return;
    stet_puts(p->out, "<header>\n");
    if (title)
        put_line(p, "<h1>", p->headline, "</h1>\n");
    if (intro)
        put_line(p, "<p class=\"stet-standfirst\">", standfirst, "</p>\n");
    if (names)
        put_line(p, "<p class=\"stet-byline\">", line, "</p>\n");
    if (day)
        put_date(p, date);
    stet_puts(p->out, "</header>\n");
}

static stet_code find_url(struct page *p)
{
    const stet_template *given = p->plan->config->url;
    if (given)
        return stet_expand(p->a, given, &p->url);
    p->url = stet_field_text(p->a, STET_CANONICAL);
    if (!p->url.n)
        p->url = stet_field_text(p->a, STET_URL);
    return STET_OK;
}

static stet_code write_html(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    const struct html_plan *h = plan;
    struct page p = {.a = a, .kit = stet_kit_of(a), .plan = h, .out = out};
    (void)scratch;
    if (h->config->document == DOCUMENT_FRAGMENT) {
        stet__html_write_body(a, &h->style, h->zones, out);
        return stet_out_status(out);
    }
    stet_code code = find_url(&p);
    if (code != STET_OK)
        return code;
    p.headline = stet_field_text(a, STET_HEADLINE);
    put_root(&p);
    put_head(&p);
    stet_puts(out, "<body>\n<article>\n");
    if (h->config->header)
        put_header(&p);
    stet__html_write_body(a, &h->style, h->zones, out);
    stet_puts(out, "</article>\n</body>\n</html>\n");
    return stet_out_status(out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "text/html; charset=utf-8",
    .extension = ".html",
    .renders = stet__html_renders,
    .write = write_html,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct html_config),
    .name = "write.html",
    .summary = "Write the article as an HTML page or fragment.",
    .options = options,
    .reads = reads,
    .compile = compile_html,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(html, "0.1.0", 0, .summary = "HTML, written afresh from the tree.",
            .license = "MIT", .steps = steps);
