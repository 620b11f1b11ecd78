/* SPDX-License-Identifier: MIT */
/*
 * What stands below the text: who helped, where it comes from, what it is about, whose
 * it is; and every notice and correction that no block says, in a marked aside.
 */
#include "page.h"

enum { AROUND = 1u << STET_ZONE_HEAD | 1u << STET_ZONE_TAIL };

/* Something stands below the text: its element is opened by the first that does. */
struct footer {
    struct page *p;
    int open;
};

static void begin(struct footer *f)
{
    if (!f->open)
        stet_puts(f->p->out, "<footer>\n");
    f->open = 1;
}

static void put_line(struct footer *f, const char *open, stet_str text)
{
    if (stet__page_says(f->p, AROUND, text))
        return;
    begin(f);
    stet_puts(f->p->out, open);
    stet__page_put_text(f->p, text);
    stet_puts(f->p->out, "</p>\n");
}

/* A line that leads somewhere, or its text alone when the address is none. */
static void put_link(struct footer *f, const char *open, const char *link, stet_str url,
                     stet_str text)
{
    struct page *p = f->p;
    if (stet__page_says(p, AROUND, text))
        return;
    begin(f);
    stet_puts(p->out, open);
    int class =
        stet__html_put_url(p->f.a, &p->style, p->out, link, url, HTML_MEDIA_CLASSES);
    stet_puts(p->out, class ? ">" : "");
    stet__page_put_text(p, text);
    stet_puts(p->out, class ? "</a></p>\n" : "</p>\n");
}

/* ---- people and houses ------------------------------------------------------ */
static void put_party(struct footer *f, stet_node party)
{
    struct page *p = f->p;
    stet_str name = stet__facts_name(&p->f, party);
    stet_str role = stet_attr_str(p->f.a, party, STET_ATTR_ROLE);
    if (stet__page_says(p, AROUND, name))
        return;
    begin(f);
    stet_puts(p->out, "<p class=\"stet-contributor\"");
    if (role.n)
        stet__html_put_attr(p->f.a, p->out, "data-role", role);
    stet_putc(p->out, '>');
    stet__page_put_text(p, name);
    if (role.n) {
        stet_puts(p->out, " (");
        stet__page_put_text(p, role);
        stet_putc(p->out, ')');
    }
    stet_puts(p->out, "</p>\n");
}

static void put_parties(struct footer *f, stet_kind field)
{
    stet_node n = stet_first(f->p->f.a, stet_field(f->p->f.a, field));
    for (; n; n = stet_next(f->p->f.a, n))
        if (stet_kind_of(f->p->f.a, n) == STET_PARTY)
            put_party(f, n);
}

static void put_origin(struct footer *f)
{
    struct facts *x = &f->p->f;
    stet_node party = stet__facts_party(x, STET_ORIGIN);
    stet_str url = stet__facts_part_attr(x, STET_ORIGIN, STET_ATTR_URL);
    stet_str title = stet__facts_part_attr(x, STET_ORIGIN, STET_ATTR_TITLE);
    stet_str name = party ? stet__facts_name(x, party) : title;
    put_link(f, "<p class=\"stet-origin\">", "<a href=\"", url, name.n ? name : url);
}

static void put_licence(struct footer *f)
{
    stet_str text = stet_field_text(f->p->f.a, STET_LICENCE);
    put_link(f, "<p class=\"stet-licence\">", "<a rel=\"license\" href=\"",
             stet__facts_licence(&f->p->f), text);
}

/* ---- subjects --------------------------------------------------------------- */
static void put_subjects(struct footer *f)
{
    struct page *p = f->p;
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    int any = 0;
    for (stet_node s = stet_find(p->f.a, fields, 0, STET_SUBJECTS); s;
         s = stet_find(p->f.a, fields, s, STET_SUBJECTS))
        for (stet_node n = stet_first(p->f.a, s); n; n = stet_next(p->f.a, n)) {
            stet_str name = stet__facts_name(&p->f, n);
            if (stet__page_says(p, AROUND, name))
                continue;
            begin(f);
            stet_puts(p->out, any++ ? "<li" : "<ul class=\"stet-subjects\">\n<li");
            stet__html_put_attr(p->f.a, p->out, "data-axis",
                                stet_attr_str(p->f.a, n, STET_ATTR_AXIS));
            stet_putc(p->out, '>');
            stet__page_put_text(p, name);
            stet_puts(p->out, "</li>\n");
        }
    stet_puts(p->out, any ? "</ul>\n" : "");
}

/* ---- notices that no block says --------------------------------------------- */
static void put_aside(struct footer *f, const char *kind, stet_str lang, stet_str date,
                      stet_str text)
{
    struct page *p = f->p;
    begin(f);
    stet_puts(p->out, "<aside class=\"stet-notice\"");
    stet__html_put_attr(p->f.a, p->out, "data-kind", stet_cstr(kind));
    if (lang.n)
        stet__html_put_attr(p->f.a, p->out, "lang", lang);
    stet_puts(p->out, " data-zone=\"tail\">\n<p>");
    if (date.n) {
        stet_puts(p->out, "<time");
        stet__html_put_attr(p->f.a, p->out, "datetime", date);
        stet_putc(p->out, '>');
        stet__page_put_text(p, date);
        stet_puts(p->out, "</time> ");
    }
    stet__page_put_text(p, text);
    stet_puts(p->out, "</p>\n</aside>\n");
}

static int has_range(struct page *p, stet_node notice)
{
    for (stet_node n = stet_first(p->f.a, notice); n; n = stet_next(p->f.a, n))
        if (stet_kind_of(p->f.a, n) == STET_RANGE)
            return 1;
    return 0;
}

static void put_notices(struct footer *f)
{
    struct page *p = f->p;
    stet_node n = stet_first(p->f.a, stet_root(p->f.a, STET_FAMILY_NOTICE));
    if (p->plan->config->notices == NOTICES_DROP)
        return;
    for (; n; n = stet_next(p->f.a, n)) {
        stet_str text = stet_text(p->f.a, n);
        if (text.n && !has_range(p, n))
            put_aside(f, stet_kind_name(p->f.a, stet_kind_of(p->f.a, n)),
                      stet_attr_str(p->f.a, n, STET_ATTR_LANG), stet_cstr(""), text);
    }
}

static const char *correction_kind(stet_str type)
{
    static const char *const kinds[] = {"correction", "clarification", "update",
                                        "retraction", NULL};
    for (size_t i = 0; kinds[i]; i++)
        if (stet_str_is(type, kinds[i]))
            return kinds[i];
    return "correction";
}

/* A correction may be a statement alone; readers see it all the same. */
static void put_corrections(struct footer *f)
{
    struct page *p = f->p;
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(p->f.a, fields, 0, STET_CORRECTIONS); s;
         s = stet_find(p->f.a, fields, s, STET_CORRECTIONS))
        for (stet_node n = stet_first(p->f.a, s); n; n = stet_next(p->f.a, n)) {
            stet_str text = stet__facts_name(&p->f, n);
            if (!stet__page_says(p, STET_ZONES_ALL, text))
                put_aside(f, correction_kind(stet_attr_str(p->f.a, n, STET_ATTR_TYPE)),
                          stet_attr_str(p->f.a, n, STET_ATTR_LANG),
                          stet_attr_str(p->f.a, n, STET_ATTR_DATE), text);
        }
}

void stet__page_put_footer(struct page *p)
{
    struct footer f = {.p = p};
    put_corrections(&f);
    put_notices(&f);
    put_parties(&f, STET_CONTRIBUTORS);
    put_parties(&f, STET_TRANSLATORS);
    put_parties(&f, STET_AGENCY);
    put_parties(&f, STET_SPONSOR);
    put_origin(&f);
    put_line(&f, "<p class=\"stet-copyright\">",
             stet_field_text(p->f.a, STET_COPYRIGHT_NOTICE));
    put_licence(&f);
    put_line(&f, "<p class=\"stet-terms\">", stet_field_text(p->f.a, STET_USAGE_TERMS));
    put_subjects(&f);
    stet_puts(p->out, f.open ? "</footer>\n" : "");
}
