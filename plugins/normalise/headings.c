/* SPDX-License-Identifier: MIT */
/* Bold paragraphs that are headings. */
#include "normalise.h"

enum { HEADING_BYTES = 120 };

/* The one strong child that is all of a paragraph, or 0. */
static stet_node only_strong(stet_article *a, stet_node block)
{
    stet_node n = stet_first(a, block);
    return n && !stet_next(a, n) && stet_kind_of(a, n) == STET_STRONG ? n : 0;
}

/* Short, and not closed as a sentence or a label is. */
static int is_title(stet_str text)
{
    if (!text.n || text.n > HEADING_BYTES || memchr(text.p, '\n', text.n))
        return 0;
    unsigned char last = (unsigned char)text.p[text.n - 1];
    return !strchr(".,:;\"')", last) &&
           !(text.n > 2 && memcmp(text.p + text.n - 3, "\xe2\x80\x9d", 3) == 0);
}

static stet_code make_heading(const struct normalise_config *c, stet_article *a,
                              stet_node block, stet_node strong)
{
    stet_str text = stet_content(a, block);
    stet_code code = stet_set_kind(a, block, STET_HEADING);
    if (code == STET_OK)
        code = stet_set_int(a, block, STET_ATTR_LEVEL, c->heading_level);
    for (stet_node child; code == STET_OK && (child = stet_first(a, strong)) != 0;)
        code = stet_move(a, child, block, strong);
    if (code == STET_OK)
        code = stet_remove(a, strong);
    return code == STET_OK
               ? stet__normalise_report(a, "heading", block,
                                        "a bold paragraph is a heading", text)
               : code;
}

stet_code stet__normalise_headings(const struct normalise_config *c, stet_article *a)
{
    stet_code code = STET_OK;
    stet_node next, block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; block && code == STET_OK; block = next) {
        stet_node strong = is_body_paragraph(a, block) ? only_strong(a, block) : 0;
        next = stet_next(a, block);
        if (strong && is_body_paragraph(a, next) && !only_strong(a, next) &&
            is_title(stet_content(a, block)))
            code = make_heading(c, a, block, strong);
    }
    return code;
}
