/* SPDX-License-Identifier: MIT */
/*
 * Pictures, audio and video as NITF media.
 */
#include "blocks.h"

int stet__nitf_is_source(struct nitf *n, stet_str src)
{
    int class = src.n ? n->f.kit->url_class(src, NULL, 0, NULL) : 0;
    return src.n < 8192 && (HTML_MEDIA_CLASSES >> class & 1);
}

const char *stet__nitf_media_type(stet_str type)
{
    static const char *const known[] = {"audio", "video"};
    for (size_t i = 0; i < 2; i++)
        if (type.n >= 5 && memcmp(type.p, known[i], 5) == 0)
            return known[i];
    return "image";
}

static void put_number(struct nitf *n, const char *open, int64_t number)
{
    if (number <= 0)
        return;
    stet_puts(n->out, open);
    stet_put_int(n->out, number);
    stet_putc(n->out, '"');
}

void stet__nitf_put_reference(struct nitf *n, const struct nitf_medium *m)
{
    stet_puts(n->out, "<media-reference");
    stet__html_put_url(n->f.a, &n->style, n->out, " source=\"", m->src,
                       HTML_MEDIA_CLASSES);
    stet__nitf_put_attr(n, "source-credit", m->credit);
    stet__nitf_put_attr(n, "copyright", m->holder);
    stet__nitf_put_attr(n, "alternate-text", m->alt);
    put_number(n, " height=\"", m->height);
    put_number(n, " width=\"", m->width);
    stet_puts(n->out, "/>\n");
}

void stet__nitf_put_medium(struct nitf *n, const struct nitf_medium *m)
{
    struct nitf_medium bare = *m;
    if (!stet__nitf_is_source(n, m->src)) {
        if (!m->alt.n)
            return;
        stet_puts(n->out, "<p>");
        stet__nitf_put_text(n, m->alt);
        stet_puts(n->out, "</p>\n");
        return;
    }
    bare.credit = stet_cstr("");
    stet_puts(n->out, "<media");
    stet__nitf_put_attr(n, "class", stet_cstr(m->is_featured ? "featured" : ""));
    stet__nitf_put_attr(n, "media-type", stet_cstr(stet__nitf_media_type(m->type)));
    stet_puts(n->out, ">\n");
    stet__nitf_put_reference(n, &bare);
    if (m->credit.n) {
        stet_puts(n->out, "<media-producer>");
        stet__nitf_put_text(n, m->credit);
        stet_puts(n->out, "</media-producer>\n");
    }
    stet_puts(n->out, "</media>\n");
}
