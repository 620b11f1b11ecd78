/* SPDX-License-Identifier: MIT */
/* Images, sound, moving pictures, what other services show, and their credits. */
#include "page.h"

static stet_str attr(const struct markup *m, const char *name)
{
    return stet__markup_attr(m, name);
}

static void put_size(struct build *b, const struct markup *m, stet_node n)
{
    int64_t width = stet__build_number(attr(m, "width"), 0);
    int64_t height = stet__build_number(attr(m, "height"), 0);
    if (width > 0)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_WIDTH, width));
    if (height > 0)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEIGHT, height));
}

static stet_str image_source(const struct markup *m)
{
    stet_str src = attr(m, "src"), lazy = attr(m, "data-src");
    int is_data = src.n > 5 && memcmp(src.p, "data:", 5) == 0;
    return lazy.n && (!src.n || is_data) ? lazy : src;
}

static int is_pixel(const struct markup *m)
{
    int64_t width = stet__build_number(attr(m, "width"), 100);
    int64_t height = stet__build_number(attr(m, "height"), 100);
    return width <= 1 && height <= 1;
}

/* It is not shown, and would count readers wherever the article goes: a notice tells
 * its address. */
static void note_pixel(struct build *b, const struct markup *m, stet_str src)
{
    static const stet_span nowhere = {0, 0};
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr("html"),
                        .rule = stet_cstr("pixel"),
                        .span = {m->off, m->len}};
    stet__build_say(b, m, "a counting pixel, left out");
    if (build_top(b)->notice || b->kit->url_class(src, NULL, 0, NULL) != STET_URL_HTTP)
        return;
    int zone = b->into->zone ? b->into->zone : STET_ZONE_BODY;
    stet_node notice = stet_notice_new(b->a, STET_TRACKING, zone, &claim);
    stet_node ref = notice ? stet_node_new(b->a, notice, 0, STET_REF, nowhere) : 0;
    if (ref)
        stet__build_url(b, m, ref, STET_ATTR_URL, src, 0);
    else
        build_check(b, STET_E_LIMIT);
}

void stet__page_enter_image(struct build *b, const struct markup *m, stet_node none)
{
    stet_str src = image_source(m);
    int as_block = !stet__build_in_line(b) && build_base(b)->mode == MODE_BLOCKS;
    (void)none;
    if (is_pixel(m)) {
        note_pixel(b, m, src);
        return;
    }
    if (b->kit->url_class(src, NULL, 0, NULL) <= STET_URL_FRAGMENT) {
        struct markup alt = *m;
        alt.text = attr(m, "alt");
        alt.exact = 0;
        stet__build_say(b, m, "an image without an address that may be used");
        stet__flow_text(b, &alt);
        return;
    }
    stet_node n = as_block ? stet__build_block(b, m, STET_MEDIA)
                           : stet__build_inline(b, m, STET_IMAGE);
    if (!n)
        return;
    stet__build_url(b, m, n, STET_ATTR_SRC, src, 0);
    stet__build_attr(b, n, STET_ATTR_ALT, attr(m, "alt"));
    stet__build_attr(b, n, STET_ATTR_TITLE, attr(m, "title"));
    put_size(b, m, n);
    if (as_block)
        stet__build_attr(b, n, STET_ATTR_MEDIA, stet_cstr("image"));
    b->last_media = as_block ? n : 0;
}

void stet__page_enter_sound(struct build *b, const struct markup *m, stet_node none)
{
    stet_str src = attr(m, "src");
    (void)none;
    if (!src.n)
        src = attr(stet__markup_child(m, "source"), "src");
    stet_node n = stet__build_block(b, m, STET_MEDIA);
    if (!n || !stet__build_url(b, m, n, STET_ATTR_SRC, src, 0)) {
        if (n)
            build_check(b, stet_remove(b->a, n));
        stet__build_say(b, m, "no place or no address for it, left out");
        return;
    }
    stet__build_attr(b, n, STET_ATTR_MEDIA,
                     stet_cstr(m->tag == TAG_VIDEO ? "video" : "audio"));
    stet__build_attr(b, n, STET_ATTR_ALT, stet__markup_text(b->a, m));
    put_size(b, m, n);
    b->last_media = n;
}

static void make_embed(struct build *b, const struct markup *m, stet_str url,
                       stet_str title)
{
    stet_node n = stet__build_block(b, m, STET_EMBED);
    if (!n || !stet__build_url(b, m, n, STET_ATTR_HREF, url, 0)) {
        if (n)
            build_check(b, stet_remove(b->a, n));
        stet__build_say(b, m, "no place or no address for it, left out");
        return;
    }
    if (!stet_str_eq(title, url))
        stet__build_attr(b, n, STET_ATTR_TITLE, title);
}

void stet__page_enter_frame(struct build *b, const struct markup *m, stet_node none)
{
    stet_str src = attr(m, m->tag == TAG_OBJECT ? "data" : "src");
    (void)none;
    make_embed(b, m, src, attr(m, "title"));
}

void stet__page_enter_embed(struct build *b, const struct markup *m, stet_node none)
{
    const struct markup *a = stet__markup_child(m, "a");
    (void)none;
    make_embed(b, m, attr(a, "href"), stet__markup_text(b->a, a));
}

/* A credit behind a medium is its own; elsewhere the article's. */
void stet__page_enter_credit(struct build *b, const struct markup *m, stet_node none)
{
    stet_str text = stet__markup_text(b->a, m);
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("html"),
                        .span = {m->off, m->len}};
    stet_span span = {m->off, m->len};
    (void)none;
    if (!text.n)
        return;
    if (!b->last_media) {
        if (!stet_state(b->a, STET_IMAGE_CREDITS, text, &claim))
            build_check(b, STET_E_LIMIT);
        return;
    }
    stet_node n = stet_node_new(b->a, b->last_media, 0, STET_CREDIT, span);
    if (!n)
        build_check(b, STET_E_LIMIT);
    else
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
}
