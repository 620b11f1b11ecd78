/* SPDX-License-Identifier: MIT */
/*
 * attribution/page/page.h - what HTML shows that stands in no tree: raw elements, and what a
 * page that was read tells robots, and counts.
 */
#ifndef STET_ATTRIBUTION_PAGE_H
#define STET_ATTRIBUTION_PAGE_H

#include "../facts/doc.h"

/* Links and images in raw HTML. */
void stet__page_scan(struct doc *doc, const struct doc_size *max, stet_str html,
                     size_t block, stet_node node);
/* Elements of the source that a page does not show. */
enum { HIDDEN_MAX = 64 };
struct hidden_ranges {
    struct {
        size_t from, to;
    } items[HIDDEN_MAX];
    size_t count;
};
void stet__page_hidden(stet_str source, struct hidden_ranges *ret);
int stet__page_is_hidden(const struct hidden_ranges *ranges, stet_span span);
/* What the meta elements `robots` of a page say; answers how many there are. */
size_t stet__page_robots(const stet_article *a, stet_str *ret, size_t max);
/* The address of a counting pixel that the page had, by number; "": there is none. */
stet_str stet__page_pixel(const stet_article *a, size_t number, stet_node *ret_node);

#endif
