/* SPDX-License-Identifier: MIT */
/* plugins/normalise - what the parts of article.normalise share. */
#ifndef STET_NORMALISE_H
#define STET_NORMALISE_H

#include <stet/plugin.h>

enum quote_marks { MARKS_KEEP, MARKS_TYPOGRAPHIC, MARKS_STRAIGHT };

struct normalise_config {
    uint8_t headings, quotations;
    int64_t heading_level;
    int32_t quote_marks;
};

/* A paragraph that stands directly in the body of the article, in its zone body. */
static inline int is_body_paragraph(stet_article *a, stet_node block)
{
    return block && stet_kind_of(a, block) == STET_PARAGRAPH &&
           stet_zone_of(a, block) == STET_ZONE_BODY &&
           !stet_attr_str(a, block, STET_ATTR_STAMP).n;
}

/* A finding about a block: what was changed. */
stet_code stet__normalise_report(stet_article *a, const char *rule, stet_node block,
                                 const char *message, stet_str evidence);

stet_code stet__normalise_headings(const struct normalise_config *c, stet_article *a);
stet_code stet__normalise_quotations(stet_article *a);
stet_code stet__normalise_marks(int marks, stet_article *a);

#endif
