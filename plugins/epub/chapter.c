/* SPDX-License-Identifier: MIT */
/*
 * The page of an article: what stands above the text where no block says it, the text,
 * and below it the rights and notices that stand in no block.
 */
#include "epub.h"

static void put_text(struct chapter *c, stet_str text)
{
    c->f.kit->escape(c->out, STET_ESCAPE_XML, text.p, text.n);
}

static void put_line(struct chapter *c, const char *open, stet_str text,
                     const char *close)
{
    if (!text.n)
        return;
    stet_puts(c->out, open);
    put_text(c, text);
    stet_puts(c->out, close);
}

static int contains(stet_str text, stet_str part)
{
    return part.n && memmem(text.p, text.n, part.p, part.n) != NULL;
}

int stet__epub_says(struct chapter *c, uint32_t zones, stet_str text)
{
    stet_article *a = c->f.a;
    if (!text.n)
        return 1;
    zones &= c->plan->zones;
    stet_node n = zones ? stet_first(a, stet_root(a, STET_FAMILY_BLOCK)) : 0;
    for (; n; n = stet_next(a, n))
        if ((zones >> stet_zone_of(a, n) & 1) && contains(stet_content(a, n), text))
            return 1;
    return 0;
}

static int stands_in_head(struct chapter *c, stet_str text)
{
    return stet__epub_says(c, 1u << STET_ZONE_HEAD, text);
}

/* ---- above the text --------------------------------------------------------- */
static stet_str byline(struct chapter *c)
{
    stet_article *a = c->f.a;
    stet_str line = stet_field_text(a, STET_BYLINE);
    stet_node n = stet_first(a, stet_field(a, STET_AUTHORS));
    if (line.n || !n)
        return line;
    stet_out names = stet_out_in_article(a, 128, 65536);
    for (; n; n = stet_next(a, n)) {
        stet_puts(&names, names.len ? ", " : "");
        stet_put_str(&names, stet__facts_name(&c->f, n));
    }
    return stet__facts_take(&c->f, &names);
}

static void put_date(struct chapter *c, stet_str date)
{
    stet_str raw =
        stet_attr_str(c->f.a, stet_field(c->f.a, STET_PUBLISHED), STET_ATTR_RAW);
    if (stands_in_head(c, date) || (raw.n && stands_in_head(c, raw)))
        return;
    put_line(c, "<p class=\"stet-date\"><time datetime=\"", date, "\">");
    put_line(c, "", date, "</time></p>\n");
}

static void put_header(struct chapter *c)
{
    stet_article *a = c->f.a;
    stet_str kicker = stet_field_text(a, STET_KICKER);
    stet_str headline = stet_field_text(a, STET_HEADLINE);
    stet_str standfirst = stet_field_text(a, STET_STANDFIRST), line = byline(c);
    uint32_t text = 1u << STET_ZONE_HEAD | 1u << STET_ZONE_BODY;
    size_t before = c->out->len;
    stet_puts(c->out, "<header>\n");
    size_t begun = c->out->len;
    if (!stands_in_head(c, kicker))
        put_line(c, "<p class=\"stet-kicker\">", kicker, "</p>\n");
    if (!stands_in_head(c, headline))
        put_line(c, "<h1>", headline, "</h1>\n");
    if (!stet__epub_says(c, text, standfirst))
        put_line(c, "<p class=\"stet-standfirst\">", standfirst, "</p>\n");
    if (!stands_in_head(c, line))
        put_line(c, "<p class=\"stet-byline\">", line, "</p>\n");
    put_date(c, stet_field_text(a, STET_PUBLISHED));
    if (c->out->len == begun)
        c->out->len = before;
    else
        stet_puts(c->out, "</header>\n");
}

/* ---- below the text --------------------------------------------------------- */
static void put_fact(struct chapter *c, stet_str text)
{
    if (!stet__epub_says(c, STET_ZONES_ALL, text))
        put_line(c, "<p>", text, "</p>\n");
}

static void put_all(struct chapter *c, stet_kind field)
{
    stet_article *a = c->f.a;
    stet_node root = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, root, 0, field); s;
         s = stet_find(a, root, s, field)) {
        put_fact(c, stet_text(a, s));
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            put_fact(c, stet__facts_name(&c->f, p));
    }
}

static void put_licence(struct chapter *c)
{
    stet_str url = stet__facts_licence(&c->f);
    stet_str name = stet_text(c->f.a, stet_field(c->f.a, STET_LICENCE));
    if (!url.n)
        put_fact(c, name);
    else if (!stet__epub_says(c, STET_ZONES_ALL, name.n ? name : url)) {
        put_line(c, "<p><a rel=\"license\" href=\"", url, "\">");
        put_line(c, "", name.n ? name : url, "</a></p>\n");
    }
}

static int has_range(stet_article *a, stet_node notice)
{
    for (stet_node p = stet_first(a, notice); p; p = stet_next(a, p))
        if (stet_kind_of(a, p) == STET_RANGE)
            return 1;
    return 0;
}

/* Notices that no block says, marked as those are that blocks say. */
static void put_notices(struct chapter *c)
{
    stet_article *a = c->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_first(a, root); n; n = stet_next(a, n)) {
        stet_str text = stet_text(a, n);
        if (has_range(a, n) || stet__epub_says(c, STET_ZONES_ALL, text))
            continue;
        put_line(c, "<aside class=\"stet-notice\" data-kind=\"",
                 stet_cstr(stet_kind_name(a, stet_kind_of(a, n))), "\">\n<p>");
        put_line(c, "", text, "</p>\n</aside>\n");
    }
}

static void put_footer(struct chapter *c)
{
    size_t before = c->out->len;
    stet_puts(c->out, "<footer>\n");
    size_t begun = c->out->len;
    put_all(c, STET_CORRECTIONS);
    put_all(c, STET_IMAGE_CREDITS);
    put_fact(c, stet_field_text(c->f.a, STET_COPYRIGHT_NOTICE));
    put_licence(c);
    put_fact(c, stet_field_text(c->f.a, STET_USAGE_TERMS));
    put_notices(c);
    if (c->out->len == begun)
        c->out->len = before;
    else
        stet_puts(c->out, "</footer>\n");
}

/* ---- the page --------------------------------------------------------------- */
static int is_right_to_left(struct chapter *c)
{
    static const char *const tags[] = {"ar", "he", "fa", "ur",  "yi",  "ps",
                                       "sd", "dv", "ug", "ckb", "nqo", NULL};
    stet_str direction = stet_field_text(c->f.a, STET_DIRECTION);
    size_t n = 0;
    if (direction.n)
        return stet_str_is(direction, "rtl");
    while (n < c->language.n && c->language.p[n] != '-')
        n++;
    for (size_t i = 0; tags[i]; i++)
        if (stet_str_is(stet_strn(c->language.p, n), tags[i]))
            return 1;
    return 0;
}

static void put_body(struct chapter *c)
{
    stet_str headline = stet_field_text(c->f.a, STET_HEADLINE);
    stet_out html = stet__facts_html_buffer(&c->f, c->out->max);
    c->style.one_title =
        stands_in_head(c, headline) ? HTML_TITLE_FIRST : HTML_TITLE_STANDS;
    c->style.close_gaps = 1;
    stet__html_write_body(c->f.a, &c->style, c->plan->zones, &html);
    stet__facts_put_xhtml(c->out, stet__facts_take(&c->f, &html));
}

void stet__epub_put_chapter(struct chapter *c)
{
    stet_puts(c->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                      "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                      "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    put_line(c, " lang=\"", c->language, "\"");
    put_line(c, " xml:lang=\"", c->language, "\"");
    stet_puts(c->out, is_right_to_left(c) ? " dir=\"rtl\">\n" : ">\n");
    put_line(c, "<head>\n<title>", stet_field_text(c->f.a, STET_HEADLINE),
             "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
             "href=\"style.css\"/>\n</head>\n<body>\n<section "
             "epub:type=\"chapter\" role=\"doc-chapter\">\n");
    put_header(c);
    put_body(c);
    put_footer(c);
    stet_puts(c->out, "</section>\n</body>\n</html>\n");
}
