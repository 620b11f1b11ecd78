/* SPDX-License-Identifier: MIT */
/*
 * html/body.h - the blocks of an article as HTML, for every writer that needs them.
 *
 * The tree is written afresh from an allow-list: each kind has its own element, every text
 * and every attribute value is escaped, every address is classified first. Raw HTML and
 * shortcodes are left out with their text. A link to a place of the page is one only when
 * the place is there. Nesting beyond 128 levels keeps its text and
 * loses its elements.
 */
#ifndef STET_HTML_BODY_H
#define STET_HTML_BODY_H

#include <stet/plugin.h>

/* How to write. Zero is a good start, but for `zones`. */
struct html_style {
    stet_str id_prefix;    /* before every id and fragment                            */
    stet_str rel;          /* rel of links to other hosts; "": as the article has it  */
    stet_str base;         /* relative addresses are completed with it; "": kept      */
    int32_t heading_shift; /* added to the level of headings                          */
    uint8_t drop_notices;  /* blocks that are notices are left out                    */
    uint8_t plain_notices; /* notices are written without an element around them      */
    uint8_t keep_stamps;   /* blocks that stet stamped are written in any zone        */
    uint8_t one_title;     /* at most one heading of level 1, others begin at 2       */
    uint8_t close_gaps;    /* no heading is more than one level below the last            */
    uint8_t amp;           /* for AMP: sound and moving pictures become links         */
    uint8_t book;          /* for EPUB: all media become links, and no address leads to a
                              place beside the page                                   */
};

enum { HTML_TITLE_FIRST = 1, HTML_TITLE_STANDS }; /* one_title: the page has it already */

/* Append the blocks of `zones`, a mask of (1 << zone), in document order, without what HTML
 * forbids. */
void stet__html_write_body(stet_article *a, const struct html_style *style, uint32_t zones,
                           stet_out *out);

/* Append ` name="value"`, the value escaped. */
void stet__html_put_attr(stet_article *a, stet_out *out, const char *name, stet_str value);

/* Classes of addresses, masks of (1 << class): what a link and what a medium may have. */
#define HTML_LINK_CLASSES                                                              \
    (1u << STET_URL_FRAGMENT | 1u << STET_URL_RELATIVE | 1u << STET_URL_HTTP |         \
     1u << STET_URL_MAIL)
#define HTML_MEDIA_CLASSES (1u << STET_URL_RELATIVE | 1u << STET_URL_HTTP)

/* Append `open`, the address cleaned, completed and escaped, and a quote: open is
 * ` href="` or longer. Answers the class, or 0 and appends nothing when the address is
 * of no class in the mask. */
int stet__html_put_url(stet_article *a, const struct html_style *style, stet_out *out,
                       const char *open, stet_str url, unsigned classes);

/* Links to places of the text that are not there: how many, and where the first led. */
struct html_nowhere {
    size_t count;
    stet_str first;
};
/* 1: the address is a fragment of the page itself; counted when `nowhere` is given. */
int stet__html_is_fragment(stet_article *a, stet_str url, struct html_nowhere *nowhere);
/* Say it: one message, none when there was none. */
void stet__html_tell_nowhere(stet_article *a, const struct html_nowhere *nowhere);

/* Which options what was written depends on, added to *uses. */
enum {
    HTML_USES_PREFIX = 1,
    HTML_USES_REL = 2,
    HTML_USES_BASE = 4,
    HTML_USES_SHIFT = 8,
    HTML_USES_TITLE = 16,   /* one_title, and whether one was written before */
    HTML_USES_NOTICES = 32, /* drop_notices, plain_notices                   */
    HTML_USES_MEDIA = 64,   /* amp, book                                     */
    HTML_USES_ORDER = 128   /* what was written before                       */
};
int stet__html_put_address(stet_article *a, const struct html_style *style,
                           stet_out *out, const char *open, stet_str url,
                           unsigned classes, unsigned *uses);

/* What becomes of each kind; ends with a row of zeros. */
extern const stet_render stet__html_renders[];

#endif
