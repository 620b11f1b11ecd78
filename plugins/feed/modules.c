/* SPDX-License-Identifier: MIT */
/* What an item says by the modules of RSS: rights, media, contributors, changes. */
#include "item.h"

/* The notice on its first line, terms behind it. */
void stet__rss_put_rights(struct item *i)
{
    stet_str notice = stet_field_text(i->a, STET_COPYRIGHT_NOTICE);
    stet_str terms = stet_field_text(i->a, STET_USAGE_TERMS);
    if (notice.n || terms.n) {
        stet_puts(i->out, "<dc:rights>");
        put_text(i, notice);
        stet_puts(i->out, terms.n ? "\n" : "");
        put_text(i, terms);
        stet_puts(i->out, "</dc:rights>\n");
    }
    put_element(i, "<creativeCommons:license>", stet__facts_licence(&i->f),
                "</creativeCommons:license>\n");
}

static void put_size(struct item *i, const char *open, int64_t size)
{
    if (size <= 0)
        return;
    stet_puts(i->out, open);
    stet_put_int(i->out, size);
    stet_putc(i->out, '"');
}

static void put_medium(struct item *i, stet_node m)
{
    stet_str src = stet_attr_str(i->a, m, STET_ATTR_SRC);
    src = stet__facts_web(&i->f, src.n ? src : stet_attr_str(i->a, m, STET_ATTR_URL));
    if (!src.n)
        return;
    put_element(i, "<media:content medium=\"image\" url=\"", src, "\"");
    put_size(i, " width=\"", stet_attr_int(i->a, m, STET_ATTR_WIDTH, 0));
    put_size(i, " height=\"", stet_attr_int(i->a, m, STET_ATTR_HEIGHT, 0));
    stet_puts(i->out, ">");
    put_element(i, "<media:description>", stet_attr_str(i->a, m, STET_ATTR_ALT),
                "</media:description>");
    put_element(i, "<media:credit>", stet_attr_str(i->a, m, STET_ATTR_CREDIT),
                "</media:credit>");
    put_element(i, "<media:copyright>", stet_attr_str(i->a, m, STET_ATTR_HOLDER),
                "</media:copyright>");
    stet_puts(i->out, "</media:content>\n");
}

void stet__rss_put_media(struct item *i)
{
    stet_node fields = stet_root(i->a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(i->a, fields, 0, STET_IMAGES); s;
         s = stet_find(i->a, fields, s, STET_IMAGES))
        for (stet_node m = stet_first(i->a, s); m; m = stet_next(i->a, m))
            put_medium(i, m);
}

static void put_contributors(struct item *i, stet_kind field)
{
    for (stet_node n = stet_first(i->a, stet_field(i->a, field)); n;
         n = stet_next(i->a, n))
        put_element(i, "<dc:contributor>", name_of(i, n), "</dc:contributor>\n");
}

/* W3C-DTF lets a date stand at its precision. */
void stet__rss_put_updated(struct item *i)
{
    stet_date date;
    stet_str text = stet_field_text(i->a, STET_UPDATED);
    if (!text.n || i->kit->date_parse(text, stet_cstr(""), &date) != STET_OK)
        return;
    stet_puts(i->out, "<dcterms:modified>");
    if (date.precision >= STET_MINUTE && date.zone == STET_ZONE_UNKNOWN)
        date.zone = i->plan->zone;
    i->kit->date_format(i->out, &date,
                        date.precision >= STET_MINUTE ? STET_DATE_RFC3339
                                                      : STET_DATE_ISO);
    stet_puts(i->out, "</dcterms:modified>\n");
}

void stet__rss_put_contributors(struct item *i)
{
    put_contributors(i, STET_CONTRIBUTORS);
    put_contributors(i, STET_TRANSLATORS);
}
