/* SPDX-License-Identifier: MIT */
/*
 * What stands above the text: kicker, headline, standfirst, byline, dates, picture.
 * Each only where no block of the head says it.
 */
#include "page.h"

/* Lines are short: memmem() would spend more on its table than on looking. */
static int contains(stet_str text, stet_str part)
{
    if (!part.n || part.n > text.n)
        return 0;
    if (text.n > 256)
        return memmem(text.p, text.n, part.p, part.n) != NULL;
    const char *p = text.p, *last = text.p + text.n - part.n;
    while (p <= last && (p = memchr(p, part.p[0], (size_t)(last - p) + 1)) != NULL) {
        if (memcmp(p, part.p, part.n) == 0)
            return 1;
        p++;
    }
    return 0;
}

/* Head and tail are short: their texts are kept, for much is looked for in them. */
static void find_around(struct page *p)
{
    size_t count, n = 0, most = 0;
    const stet_item *items =
        stet_walk(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count; i = items[i].skip)
        most += items[i].zone != STET_ZONE_BODY;
    p->around = stet_alloc(p->f.a, (most + 1) * sizeof *p->around);
    if (!p->around)
        return;
    for (size_t i = 0; i < count; i = items[i].skip)
        if (items[i].zone != STET_ZONE_BODY)
            p->around[n++] = (struct around){stet_content(p->f.a, items[i].node),
                                             1u << items[i].zone};
    p->around_count = n;
}

static int body_says(struct page *p, stet_str text)
{
    stet_node n = stet_first(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(p->f.a, n))
        if (stet_zone_of(p->f.a, n) == STET_ZONE_BODY &&
            contains(stet_content(p->f.a, n), text))
            return 1;
    return 0;
}

int stet__page_says(struct page *p, uint32_t zones, stet_str text)
{
    if (!text.n)
        return 1;
    zones &= p->plan->zones;
    if (!p->around)
        find_around(p);
    for (size_t i = 0; i < p->around_count; i++)
        if ((zones & p->around[i].zone) && contains(p->around[i].text, text))
            return 1;
    return (zones >> STET_ZONE_BODY & 1) && body_says(p, text);
}

static int stands_in_head(struct page *p, stet_str text)
{
    return stet__page_says(p, 1u << STET_ZONE_HEAD, text);
}

/* A standfirst may be the first block of the text as well. */
static int opens_body(struct page *p, stet_str text)
{
    stet_node n = stet_first(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK));
    while (n && stet_zone_of(p->f.a, n) == STET_ZONE_HEAD)
        n = stet_next(p->f.a, n);
    return n && stet_str_eq(stet_content(p->f.a, n), text);
}

/* ---- the picture ------------------------------------------------------------ */
stet_str stet__page_source(struct page *p, stet_node media)
{
    stet_str src = stet_attr_str(p->f.a, media, STET_ATTR_SRC);
    return src.n ? src : stet_attr_str(p->f.a, media, STET_ATTR_URL);
}

static void put_size(struct page *p, const char *open, stet_node media, stet_attr k)
{
    int64_t n = stet_attr_int(p->f.a, media, k, 0);
    if (n <= 0)
        return;
    stet_puts(p->out, open);
    stet_put_int(p->out, n);
    stet_putc(p->out, '"');
}

static void put_picture(struct page *p)
{
    stet_str credit = stet_attr_str(p->f.a, p->picture, STET_ATTR_CREDIT);
    size_t before = p->out->len;
    if (!stet__html_put_url(p->f.a, &p->style, p->out,
                            "<figure class=\"stet-picture\">\n<img src=\"",
                            stet__page_source(p, p->picture), HTML_MEDIA_CLASSES))
        return;
    if (p->out->len == before)
        return;
    stet__html_put_attr(p->f.a, p->out, "alt",
                        stet_attr_str(p->f.a, p->picture, STET_ATTR_ALT));
    put_size(p, " width=\"", p->picture, STET_ATTR_WIDTH);
    put_size(p, " height=\"", p->picture, STET_ATTR_HEIGHT);
    stet_puts(p->out, ">\n");
    if (credit.n) {
        stet_puts(p->out, "<figcaption><p class=\"stet-credit\">");
        stet__page_put_text(p, credit);
        stet_puts(p->out, "</p></figcaption>\n");
    }
    stet_puts(p->out, "</figure>\n");
}

/* ---- lines ------------------------------------------------------------------ */
static void put_line(struct page *p, const char *open, stet_str text, const char *close)
{
    stet_puts(p->out, open);
    stet__page_put_text(p, text);
    stet_puts(p->out, close);
}

/* The byline as it is printed, else the names of the authors. */
static stet_str byline(struct page *p)
{
    stet_str line = stet_field_text(p->f.a, STET_BYLINE);
    stet_node n = stet_first(p->f.a, stet_field(p->f.a, STET_AUTHORS));
    if (line.n || !n)
        return line;
    stet_out out = stet_out_in_article(p->f.a, 128, 65536);
    for (; n; n = stet_next(p->f.a, n)) {
        stet_puts(&out, out.len ? ", " : "");
        stet_put_str(&out, stet__facts_name(&p->f, n));
    }
    return stet__facts_take(&p->f, &out);
}

/* As people read it, the stored form for machines. */
static void put_date(struct page *p, const char *open, stet_str date,
                     const stet_template *as_read)
{
    stet_str text = date;
    if (as_read && stet_expand(p->f.a, as_read, &text) != STET_OK)
        text = date;
    stet_puts(p->out, open);
    stet__html_put_attr(p->f.a, p->out, "datetime", date);
    if (stet_str_is(stet__page_direction(p), "rtl")) /* its months may be in English */
        stet_puts(p->out, " dir=\"auto\"");
    stet_putc(p->out, '>');
    stet__page_put_text(p, text.n ? text : date);
    stet_puts(p->out, "</time>");
}

/* Does the statement come from a block of the head, or is its raw text in one? */
static int is_from_head(struct page *p, stet_node statement)
{
    stet_str raw = stet_attr_str(p->f.a, statement, STET_ATTR_RAW);
    stet_span span = stet_span_of(p->f.a, statement);
    if (raw.n && stands_in_head(p, raw))
        return 1;
    stet_node n =
        span.len ? stet_first(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK)) : 0;
    for (; n && stet_zone_of(p->f.a, n) == STET_ZONE_HEAD; n = stet_next(p->f.a, n)) {
        stet_span block = stet_span_of(p->f.a, n);
        if (span.off >= block.off && span.off + span.len <= block.off + block.len)
            return 1;
    }
    return 0;
}

/* "14 March 2025" has no ISO form in it: a head that has a date line of its own is told
 * by the statements that were made from it. */
static int date_stands(struct page *p, stet_str date)
{
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    if (!(p->plan->zones >> STET_ZONE_HEAD & 1))
        return 0;
    if (stands_in_head(p, date))
        return 1;
    for (stet_node n = stet_find(p->f.a, fields, 0, STET_PUBLISHED); n;
         n = stet_find(p->f.a, fields, n, STET_PUBLISHED))
        if (stet_str_eq(stet_text(p->f.a, n), date) && is_from_head(p, n))
            return 1;
    return 0;
}

static void put_dates(struct page *p, stet_str published, stet_str updated)
{
    stet_puts(p->out, "<p class=\"stet-date\">");
    if (published.n)
        put_date(p, "<time", published, p->plan->published);
    if (updated.n)
        put_date(p,
                 published.n ? " <time class=\"stet-updated\""
                             : "<time class=\"stet-updated\"",
                 updated, p->plan->updated);
    stet_puts(p->out, "</p>\n");
}

/* ---- the header ------------------------------------------------------------- */
/* What of it no block says; "" where one does. */
struct header {
    stet_str kicker, title, intro, names, published, updated;
    int picture;
};

static stet_str unless(int stands, stet_str text)
{
    return stands ? stet_cstr("") : text;
}

static struct header find_header(struct page *p)
{
    stet_str kicker = stet_field_text(p->f.a, STET_KICKER);
    stet_str standfirst = stet_field_text(p->f.a, STET_STANDFIRST);
    stet_str published = stet_field_text(p->f.a, STET_PUBLISHED);
    stet_str updated = stet_field_text(p->f.a, STET_UPDATED);
    stet_str line = byline(p);
    return (struct header){
        .kicker = unless(stands_in_head(p, kicker), kicker),
        .title = unless(stands_in_head(p, p->headline), p->headline),
        .intro = unless(stands_in_head(p, standfirst) || opens_body(p, standfirst),
                        standfirst),
        .names = unless(stands_in_head(p, line), line),
        .published = unless(!published.n || date_stands(p, published), published),
        .updated = unless(stet_str_eq(updated, published), updated),
        .picture = p->picture && !p->shows_picture,
    };
}

void stet__page_put_header(struct page *p)
{
    struct header h = find_header(p);
    if (!(h.kicker.n || h.title.n || h.intro.n || h.names.n || h.published.n ||
          h.updated.n || h.picture))
        return;
    stet_puts(p->out, "<header>\n");
    if (h.kicker.n)
        put_line(p, "<p class=\"stet-kicker\">", h.kicker, "</p>\n");
    if (h.title.n) {
        put_line(p, "<h1>", h.title, "</h1>\n");
        p->style.one_title = HTML_TITLE_STANDS;
    }
    if (h.intro.n)
        put_line(p, "<p class=\"stet-standfirst\">", h.intro, "</p>\n");
    if (h.names.n)
        put_line(p, "<p class=\"stet-byline\">", h.names, "</p>\n");
    if (h.published.n || h.updated.n)
        put_dates(p, h.published, h.updated);
    if (h.picture)
        put_picture(p);
    stet_puts(p->out, "</header>\n");
}
