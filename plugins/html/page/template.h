/* SPDX-License-Identifier: MIT */
/*
 * html/page/template.h - a page of the user's own, with slots.
 *
 * `{{ body }}` and the other parts are HTML that the writer makes; any other slot is an
 * expression of the pipeline's language, and its value is text. Where a slot stands is
 * found out by a tokenizer when the pipeline is loaded: text and quoted values are escaped,
 * addresses are classified first, and a slot in a place that no escaping makes safe (a
 * script, a style, a handler, an unquoted value, a comment) is a mistake of the template.
 * So no value of an article becomes markup, whatever the template is.
 */
#ifndef STET_HTML_TEMPLATE_H
#define STET_HTML_TEMPLATE_H

#include "page.h"

enum { PART_HEAD = 1, PART_HEADER, PART_BODY, PART_FOOTER, PART_ARTICLE };

struct page_template;

/* Read and check the template at `path`; mistakes are problems of option `template`. */
stet_code stet__template_read(stet_build *b, stet_str path,
                              const struct page_template **ret_template);
/* Append the page; `put_part` writes each part where its slot stands. */
stet_code stet__template_write(const struct page_template *t, struct page *p,
                               stet_code (*put_part)(struct page *p, int part,
                                                     const void *self),
                               const void *self);

/* ---- markup.c: where in HTML a byte stands ---------------------------------- */
enum markup_place {
    PLACE_TEXT = 1,   /* between tags                                       */
    PLACE_TITLE,      /* within title or textarea: text, but no tags        */
    PLACE_VALUE,      /* within a quoted value of an attribute that is text */
    PLACE_URL,        /* at the beginning of one that is an address         */
    PLACE_URL_PART,   /* within one, behind a literal beginning             */
    PLACE_FORBIDDEN   /* anywhere else                                      */
};

struct markup {
    int state;
    size_t tag;       /* offset of the tag's name at hand              */
    size_t tag_len;
    size_t name, name_len; /* of the attribute at hand                 */
    size_t value;     /* offset of the value at hand                   */
    int raw;          /* which element has taken the text: its number  */
};

/* Follow the literal bytes [from, to) of a page. */
void stet__markup_follow(struct markup *m, stet_str page, size_t from, size_t to);
/* What a slot at `at` may be; *ret_why says why it may not, when FORBIDDEN. */
int stet__markup_place(const struct markup *m, stet_str page, size_t at,
                       const char **ret_why);

#endif
