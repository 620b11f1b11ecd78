/* SPDX-License-Identifier: MIT */
/*
 * applenews/news.h - an article on its way into Apple News Format: a list of components,
 * whose texts are HTML of the few elements that Apple names.
 *
 * Text gathers in a run; a run becomes a component when another begins. What has a
 * component of its own (picture, table, heading) gets it where no element of a run is
 * open; deeper it becomes text.
 */
#ifndef STET_APPLENEWS_H
#define STET_APPLENEWS_H

#include "../html/body.h"
#include "../ninjs/object.h"

enum { NEWS_DEPTH = 128 };

struct news_config {
    stet_str language, zone;
    const stet_template *url;
    int32_t on_missing;
};

struct news_plan {
    const struct news_config *config;
    int16_t zone;
};

/* An element of the text that is open, or what must be done when a node ends. */
enum news_ending { NEWS_NOTHING = 0, NEWS_TAG, NEWS_RUN, NEWS_CELL };
struct news_open {
    const char *close; /* NEWS_TAG */
    stet_kind kind;
    uint8_t ending;
};

struct news_covered {
    stet_node block, notice;
};

struct news {
    struct facts f;
    const struct news_plan *plan;
    struct json j; /* the document */
    stet_str url, language;
    struct html_style style;
    const stet_item *items;
    size_t count;
    struct html_nowhere nowhere;
    /* the run at hand */
    stet_out text;
    const char *role; /* NULL: none                                    */
    int said;         /* it holds more than elements                   */
    size_t tags;      /* elements of it that are open                  */
    struct news_open open[NEWS_DEPTH];
    size_t depth;
    /* the aside around components: a notice, or a box by its place     */
    uint64_t aside, aside_open;
    const struct news_covered *covered;
    size_t covered_count, aside_count;
    int in_body; /* the first block of the text was seen                */
    stet_str picture; /* address of the picture above the text           */
};

/* metadata.c */
stet_code stet__news_put_document(struct news *n); /* all above the components */
void stet__news_put_styles(struct news *n);

/* component.c */
void stet__news_put_components(struct news *n);
void stet__news_begin_run(struct news *n, const char *role);
void stet__news_end_run(struct news *n);
/* A component with a text of its own; plain. */
void stet__news_put_plain(struct news *n, const char *role, stet_str text);
/* A picture, sound or moving picture; 0: its address is of no use. */
int stet__news_put_media(struct news *n, const char *role, stet_str url, stet_str alt);

/* element.c: the item at `at`, or its start; answers the next to look at. */
size_t stet__news_put_item(struct news *n, size_t at);
void stet__news_close_to(struct news *n, size_t depth);
void stet__news_put_text(struct news *n, stet_str text);
/* The address made absolute; "" when it cannot be or may not be followed. */
stet_str stet__news_absolute(struct news *n, stet_str url);

static inline stet_str stet__news_attr(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

static inline int64_t stet__news_number(const stet_item *item, stet_attr attr,
                                        int64_t absent)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 2)
            return item->attrs[i].number;
    return absent;
}

#endif
