/* SPDX-License-Identifier: MIT */
/*
 * Quotes, figures and media with their captions and credits.
 */
#include "element.h"

static void put_size(struct body *w, const stet_item *item)
{
    int64_t width = stet__html_attr_number(item, STET_ATTR_WIDTH, 0);
    int64_t height = stet__html_attr_number(item, STET_ATTR_HEIGHT, 0);
    if (width > 0) {
        stet_puts(w->out, " width=\"");
        stet_put_int(w->out, width);
        stet_putc(w->out, '"');
    }
    if (height > 0) {
        stet_puts(w->out, " height=\"");
        stet_put_int(w->out, height);
        stet_putc(w->out, '"');
    }
}

/* ---- captions --------------------------------------------------------------- */
static int is_caption(const struct body *w, size_t at, unsigned depth)
{
    return at < w->count && w->items[at].depth == depth &&
           (w->items[at].kind == STET_CAPTION || w->items[at].kind == STET_CREDIT);
}

/* HTML allows one figcaption, first or last. Captions and credits that end the figure
 * share it; without such those that begin it do. Answers the first of them, 0: none. */
static uint32_t find_captions(const struct body *w, const stet_item *figure, size_t at)
{
    uint32_t begin = 0;
    for (size_t i = at + 1; i < figure->skip; i = w->items[i].skip) {
        int is = is_caption(w, i, figure->depth + 1u);
        if (!is)
            begin = 0;
        else if (!begin)
            begin = (uint32_t)i;
    }
    if (!begin && is_caption(w, at + 1, figure->depth + 1u))
        begin = (uint32_t)(at + 1);
    return begin;
}

size_t stet__html_write_figure(struct body *w, const stet_item *item, size_t at)
{
    uint32_t captions = find_captions(w, item, at);
    stet_puts(w->out, "<figure");
    stet__html_put_language(w, item);
    stet_puts(w->out, ">\n");
    size_t next = keep_open_tag(w, "</figure>\n", at);
    w->open[w->depth - 1].captions = captions;
    return next;
}

/* The figure whose figcaption the item at `at` belongs to, opened when it is the first.
 */
static struct open_element *enter_figcaption(struct body *w, size_t at)
{
    struct open_element *figure = w->depth ? &w->open[w->depth - 1] : NULL;
    if (!figure || figure->kind != STET_FIGURE || !figure->captions)
        return NULL;
    if (at == figure->captions) {
        stet_puts(w->out, "<figcaption>");
        figure->section = SECTION_HEAD;
    }
    return figure->section == SECTION_HEAD ? figure : NULL;
}

static int leaves_figcaption(struct body *w, struct open_element *figure,
                             const stet_item *item)
{
    if (!figure || is_caption(w, item->skip, item->depth))
        return 0;
    figure->section = SECTION_NONE;
    return 1;
}

size_t stet__html_write_caption(struct body *w, const stet_item *item, size_t at)
{
    struct open_element *figure = enter_figcaption(w, at);
    if (figure)
        return leaves_figcaption(w, figure, item)
                   ? keep_open_tag(w, "</figcaption>\n", at)
                   : keep_open_tag(w, "\n", at);
    switch (w->depth ? w->open[w->depth - 1].kind : STET_KIND_NONE) {
    case STET_TABLE:
        stet_puts(w->out, "<caption>");
        return keep_open_tag(w, "</caption>\n", at);
    case STET_DETAILS:
        stet_puts(w->out, "<summary>");
        return keep_open_tag(w, "</summary>\n", at);
    default:
        stet_puts(w->out, "<div class=\"stet-title\">");
        return keep_open_tag(w, "</div>\n", at);
    }
}

/* Who is quoted stands below the quotation, not in it. */
static size_t write_quoted(struct body *w, size_t at)
{
    struct open_element *quote = &w->open[w->depth - 1];
    stet_puts(w->out, "</blockquote>\n<figcaption>");
    quote->close = (struct tag)TAG("</figure>\n");
    return keep_open_tag(w, "</figcaption>\n", at);
}

size_t stet__html_write_credit(struct body *w, const stet_item *item, size_t at)
{
    if (w->depth && w->open[w->depth - 1].kind == STET_QUOTE &&
        w->open[w->depth - 1].captions == at)
        return write_quoted(w, at);
    struct open_element *figure = enter_figcaption(w, at);
    stet_puts(w->out, "<p class=\"stet-credit\"");
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    return leaves_figcaption(w, figure, item)
               ? keep_open_tag(w, "</p>\n</figcaption>\n", at)
               : keep_open_tag(w, "</p>\n", at);
}

/* ---- quotes ----------------------------------------------------------------- */
/* The credit that ends the quote; 0: none. */
static uint32_t find_credit(const struct body *w, const stet_item *quote, size_t at)
{
    size_t last = 0;
    for (size_t i = at + 1; i < quote->skip; i = w->items[i].skip)
        last = i;
    return last && w->items[last].kind == STET_CREDIT ? (uint32_t)last : 0;
}

size_t stet__html_write_quote(struct body *w, const stet_item *item, size_t at)
{
    uint32_t credit = find_credit(w, item, at);
    stet_puts(w->out,
              credit ? "<figure class=\"stet-quote\">\n<blockquote" : "<blockquote");
    if (stet_str_is(stet__html_attr_text(item, STET_ATTR_TYPE), "pull"))
        stet_puts(w->out, " class=\"stet-pull\"");
    stet_str cite = stet__html_attr_text(item, STET_ATTR_CITE);
    if (cite.n)
        stet__html_put_link(w, " cite=\"", cite, HTML_MEDIA_CLASSES);
    stet__html_put_language(w, item);
    stet_puts(w->out, ">\n");
    size_t next = keep_open_tag(w, "</blockquote>\n", at);
    w->open[w->depth - 1].captions = credit;
    return next;
}

/* ---- media ------------------------------------------------------------------ */
int stet__html_is_in_link(const struct body *w)
{
    for (size_t i = 0; i < w->depth; i++)
        if (w->open[i].kind == STET_LINK)
            return 1;
    return 0;
}

/* A picture that cannot be shown here: its alternative text leads to it. */
static void put_image_link(struct body *w, const stet_item *item, stet_str alt)
{
    stet_str src = stet__html_attr_text(item, STET_ATTR_SRC);
    int link = !stet__html_is_in_link(w) &&
               stet__html_put_link(w, "<a class=\"stet-media\" href=\"", src,
                                   HTML_MEDIA_CLASSES);
    if (link)
        stet_putc(w->out, '>');
    stet__html_put_text(w, alt.n || !link ? alt : src);
    if (link)
        stet_puts(w->out, "</a>");
}

static void put_image(struct body *w, const stet_item *item, stet_str alt)
{
    w->uses |= HTML_USES_MEDIA;
    if (w->style->book) {
        put_image_link(w, item, alt);
        return;
    }
    if (!stet__html_put_link(w, "<img src=\"",
                             stet__html_attr_text(item, STET_ATTR_SRC),
                             HTML_MEDIA_CLASSES)) {
        stet__html_put_text(w, alt);
        return;
    }
    stet__html_put_attr(w->a, w->out, "alt", alt);
    stet__html_put_item_attr(w, item, STET_ATTR_TITLE, "title");
    put_size(w, item);
    stet_putc(w->out, '>');
}

/* The text below an image is its alternative: it is no content of its own. */
size_t stet__html_write_image(struct body *w, const stet_item *item, size_t at)
{
    stet_str alt = stet__html_attr_text(item, STET_ATTR_ALT);
    if (!alt.n && item->skip > at + 1)
        alt = stet_content(w->a, item->node);
    put_image(w, item, alt);
    return item->skip;
}

static int begins_with(stet_str s, const char *literal)
{
    size_t n = strlen(literal);
    return s.n >= n && memcmp(s.p, literal, n) == 0;
}

/* Sound and moving pictures need a script of their own in AMP: a link leads to them. */
static void put_media_link(struct body *w, const stet_item *item, stet_str src)
{
    stet_str alt = stet__html_attr_text(item, STET_ATTR_ALT);
    if (!stet__html_put_link(w, "<p class=\"stet-embed\"><a href=\"", src,
                             HTML_MEDIA_CLASSES))
        return;
    stet_putc(w->out, '>');
    stet__html_put_text(w, alt.n ? alt : src);
    stet_puts(w->out, "</a></p>\n");
}

size_t stet__html_write_media(struct body *w, const stet_item *item, size_t at)
{
    stet_str media = stet__html_attr_text(item, STET_ATTR_MEDIA),
             src = stet__html_attr_text(item, STET_ATTR_SRC);
    int video = begins_with(media, "video");
    w->uses |= HTML_USES_MEDIA;
    if ((w->style->amp || w->style->book) && (video || begins_with(media, "audio"))) {
        put_media_link(w, item, src);
    } else if (video || begins_with(media, "audio")) {
        if (stet__html_put_link(
                w, video ? "<video controls src=\"" : "<audio controls src=\"", src,
                HTML_MEDIA_CLASSES)) {
            if (video)
                put_size(w, item);
            stet_putc(w->out, '>');
            stet__html_put_text(w, stet__html_attr_text(item, STET_ATTR_ALT));
            stet_puts(w->out, video ? "</video>\n" : "</audio>\n");
        }
    } else {
        put_image(w, item, stet__html_attr_text(item, STET_ATTR_ALT));
        stet_putc(w->out, '\n');
    }
    return keep_open_tag(w, "", at);
}

/* What another service shows becomes a link to it: no foreign frame, no foreign script.
 */
size_t stet__html_write_embed(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str url = stet__html_attr_text(item, STET_ATTR_HREF),
             name = stet__html_attr_text(item, STET_ATTR_TITLE);
    if (!url.n)
        url = stet__html_attr_text(item, STET_ATTR_SRC);
    if (!name.n)
        name = stet__html_attr_text(item, STET_ATTR_PROVIDER);
    if (!stet__html_put_link(w, "<p class=\"stet-embed\"><a href=\"", url,
                             HTML_MEDIA_CLASSES))
        return item->skip;
    stet_putc(w->out, '>');
    stet__html_put_text(w, name.n ? name : url);
    stet_puts(w->out, "</a></p>\n");
    return item->skip;
}
