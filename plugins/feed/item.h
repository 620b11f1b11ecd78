/* SPDX-License-Identifier: MIT */
/*
 * feed/item.h - one item of an RSS feed being written.
 */
#ifndef STET_FEED_ITEM_H
#define STET_FEED_ITEM_H

#include "../html/body.h"
#include "../ninjs/facts.h"

struct feed_config {
    stet_str title, link, description, self, language, copyright, zone;
    stet_list zones;
    int64_t limit;
    int32_t content, on_missing;
    const stet_template *url;
};

enum { CONTENT_FULL = 1, CONTENT_SUMMARY };

struct feed_plan {
    const struct feed_config *config;
    const stet_kit *kit;
    struct html_style style;
    uint32_t zones;
    int16_t zone; /* minutes east of UTC */
};

struct feed_scratch {
    stet_out html;
};

/* One item being written. */
struct item {
    stet_article *a;
    const struct feed_plan *plan;
    const stet_kit *kit;
    stet_out *out, *html;
    stet_str url;
    struct facts f;
};

static inline void put_text(struct item *i, stet_str text)
{
    i->kit->escape(i->out, STET_ESCAPE_XML, text.p, text.n);
}

static inline void put_element(struct item *i, const char *open, stet_str text,
                        const char *close)
{
    if (!text.n)
        return;
    stet_puts(i->out, open);
    put_text(i, text);
    stet_puts(i->out, close);
}

static inline stet_str name_of(struct item *i, stet_node party)
{
    stet_str name = stet_attr_str(i->a, party, STET_ATTR_NAME);
    return name.n ? name : stet_text(i->a, party);
}

void stet__rss_put_rights(struct item *i);
void stet__rss_put_media(struct item *i);
void stet__rss_put_contributors(struct item *i);
void stet__rss_put_updated(struct item *i);

#endif
