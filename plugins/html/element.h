/* SPDX-License-Identifier: MIT */
/*
 * html/element.h - the state of one body being written, and its elements one at a time.
 */
#ifndef STET_HTML_ELEMENT_H
#define STET_HTML_ELEMENT_H

#include "body.h"

enum { DEPTH_MAX = 128 };

/* A tag with its length, so that nothing is measured per node. */
struct tag {
    const char *p;
    size_t n;
};
#define TAG(literal)                                                                   \
    {                                                                                  \
        literal, sizeof(literal) - 1                                                   \
    }

/* An element that is open: its end tag, and for tables which section is open. */
struct open_element {
    struct tag close;
    stet_kind kind;
    uint8_t section;
};

enum { SECTION_NONE = 0, SECTION_HEAD, SECTION_BODY };

struct covered;
struct body {
    stet_article *a;
    const stet_kit *kit;
    const struct html_style *style;
    stet_out *out;
    const stet_item *items;
    size_t count;
    struct open_element open[DEPTH_MAX];
    size_t depth;     /* elements that are open                    */
    stet_node notice; /* around the top block at hand, 0: none     */
    const struct covered *covered;
    size_t covered_count;
};

/* Write the item at `at`, or its start when it has children; answers the index of the next
 * item to look at. All that stands deeper than the item is closed before. */
size_t stet__html_write_item(struct body *w, const stet_item *item, size_t at);

#endif
