/* SPDX-License-Identifier: MIT */
/*
 * A page from its options to its parts: the plan, what is found before the first byte,
 * and the article in its order.
 */
#include "page.h"

const stet_enum stet__page_notices[] = {
    {"mark", NOTICES_MARK, "an aside with the kind around each notice"},
    {"plain", NOTICES_PLAIN, "as blocks like others"},
    {"drop", NOTICES_DROP, "left out"},
    {NULL, 0, NULL}};

stet_code stet__page_compile(stet_build *b, const struct page_config *c,
                             struct page_plan *ret_plan)
{
    struct page_plan plan = {
        .config = c,
        .zone = STET_ZONE_UNKNOWN,
        .style = {.id_prefix = c->id_prefix,
                  .rel = c->rel,
                  .base = c->base,
                  .heading_shift = (int32_t)c->heading_shift,
                  .drop_notices = c->notices == NOTICES_DROP,
                  .plain_notices = c->notices == NOTICES_PLAIN},
        .published = stet_build_template(
            b, stet_cstr("{{ published | date: \"%e %B %Y, %H:%M\" }}"), NULL),
        .updated = stet_build_template(
            b, stet_cstr("{{ updated | date: \"%e %B %Y, %H:%M\" }}"), NULL)};
    plan.zones = stet_zone_bits(c->zones);
    if (!plan.published || !plan.updated)
        return STET_E_NOMEM;
    stet_code code = stet__facts_zone(b, c->zone, &plan.zone);
    *ret_plan = plan;
    return code;
}

static stet_code find_url(struct page *p)
{
    const stet_template *given = p->plan->config->url;
    if (given)
        return stet_expand(p->f.a, given, &p->url);
    p->url = stet_field_text(p->f.a, STET_CANONICAL);
    if (!p->url.n)
        p->url = stet_field_text(p->f.a, STET_URL);
    return STET_OK;
}

static int is_picture(struct page *p, stet_node media)
{
    stet_str src = stet__page_source(p, media);
    int class = p->f.kit->url_class(src, NULL, 0, NULL);
    return class == STET_URL_HTTP || (class == STET_URL_RELATIVE && p->style.base.n);
}

/* The first image that a statement names, and that a page can show. */
static stet_node find_stated(struct page *p)
{
    stet_node fields = stet_root(p->f.a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(p->f.a, fields, 0, STET_IMAGES); s;
         s = stet_find(p->f.a, fields, s, STET_IMAGES))
        for (stet_node n = stet_first(p->f.a, s); n; n = stet_next(p->f.a, n))
            if (stet_kind_of(p->f.a, n) == STET_MEDIA_PART && is_picture(p, n))
                return n;
    return 0;
}

static int is_image(const stet_item *item)
{
    if (item->kind != STET_MEDIA && item->kind != STET_IMAGE)
        return 0;
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == STET_ATTR_MEDIA)
            return item->attrs[i].text.n >= 5 &&
                   memcmp(item->attrs[i].text.p, "image", 5) == 0;
    return 1;
}

/* The picture, and whether a block shows it; without a statement the first of the text.
 */
static void find_picture(struct page *p)
{
    size_t count;
    stet_node stated = find_stated(p);
    stet_str src = stated ? stet__page_source(p, stated) : stet_cstr("");
    const stet_item *items =
        stet_walk(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK), &count);
    p->picture = stated;
    for (size_t i = 0; i < count && !p->shows_picture; i++) {
        if (!is_image(&items[i]) || !is_picture(p, items[i].node))
            continue;
        if (!stated)
            p->picture = items[i].node;
        p->shows_picture =
            !stated || stet_str_eq(src, stet__page_source(p, items[i].node));
    }
}

/* A text whose headings begin below level 2 would leave a gap under that of the page,
 * as does one that is two levels below the last. */
static void close_gaps(struct page *p)
{
    size_t count;
    int64_t least = 7, first = 0, last = 6;
    const stet_item *items =
        stet_walk(p->f.a, stet_root(p->f.a, STET_FAMILY_BLOCK), &count);
    for (size_t i = 0; i < count; i++)
        if (items[i].kind == STET_HEADING) {
            int64_t level = stet_attr_int(p->f.a, items[i].node, STET_ATTR_LEVEL, 2);
            level = level < 1 ? 1 : level > 6 ? 6 : level;
            least = level < least ? level : least;
            p->style.close_gaps |= level > last + 1;
            first = first ? first : level;
            last = level;
        }
    p->style.close_gaps |= first > 2 && first > least;
    if (least > 2 && least < 7 && !p->style.heading_shift)
        p->style.heading_shift = (int32_t)(2 - least);
}

stet_code stet__page_begin(struct page *p, const struct page_plan *plan,
                           stet_article *a, const char *format, stet_out *out)
{
    static const struct facts_need required[] = {
        {.field = STET_HEADLINE,
         .rule = "a title that says something is required",
         .instead = "the name of the source is written"},
        {.field = STET_LANGUAGE,
         .rule = "lang of html says it",
         .instead = "lang is not written"},
        {0}};
    *p = (struct page){.f = {.a = a,
                             .kit = stet_kit_of(a),
                             .format = format,
                             .on_missing = plan->config->on_missing,
                             .zone = plan->zone},
                       .plan = plan,
                       .out = out,
                       .clean = out->len,
                       .style = plan->style};
    p->style.one_title = HTML_TITLE_FIRST;
    p->headline = stet_field_text(a, STET_HEADLINE);
    p->language = stet__facts_language_tag(stet_field_text(a, STET_LANGUAGE));
    stet_code code = stet__facts_require(&p->f, required);
    if (code != STET_OK || (code = find_url(p)) != STET_OK)
        return code;
    find_picture(p);
    close_gaps(p);
    return STET_OK;
}

/* ---- what is appended ------------------------------------------------------- */
void stet__page_clean(struct page *p)
{
    stet__facts_clean(p->out, p->clean);
    p->clean = p->out->len;
}

void stet__page_put_sheet(struct page *p)
{
    stet__page_clean(p);
    stet_put(p->out, stet__page_sheet, stet__page_sheet_length);
    p->clean = p->out->len;
}

void stet__page_put_body(struct page *p)
{
    stet__page_clean(p);
    stet__html_write_body(p->f.a, &p->style, p->plan->zones, p->out);
    p->clean = p->out->len;
}

void stet__page_put_article(struct page *p)
{
    stet_puts(p->out, "<article>\n");
    if (p->plan->config->header)
        stet__page_put_header(p);
    stet__page_put_body(p);
    if (p->plan->config->footer)
        stet__page_put_footer(p);
    stet_puts(p->out, "</article>\n");
}
