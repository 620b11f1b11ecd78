/* SPDX-License-Identifier: MIT */
/*
 * markup/tags.h - the elements of HTML that are told apart, and how they nest.
 */
#ifndef STET_MARKUP_TAGS_H
#define STET_MARKUP_TAGS_H

#include "markup.h"

enum html_tag {
    TAG_NONE = 0, TAG_A, TAG_ABBR, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_AUDIO, TAG_B,
    TAG_BASE, TAG_BDI, TAG_BDO, TAG_BIG, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON,
    TAG_CAPTION, TAG_CENTER, TAG_CITE, TAG_CODE, TAG_COL, TAG_COLGROUP, TAG_DD, TAG_DEL,
    TAG_DETAILS, TAG_DFN, TAG_DIV, TAG_DL, TAG_DT, TAG_EM, TAG_EMBED, TAG_FIELDSET,
    TAG_FIGCAPTION, TAG_FIGURE, TAG_FONT, TAG_FOOTER, TAG_FORM, TAG_H1, TAG_H2, TAG_H3,
    TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_I, TAG_IFRAME,
    TAG_IMG, TAG_INPUT, TAG_INS, TAG_KBD, TAG_LABEL, TAG_LI, TAG_LINK, TAG_MAIN, TAG_MARK,
    TAG_META, TAG_NAV, TAG_NOSCRIPT, TAG_OBJECT, TAG_OL, TAG_OPTION, TAG_P, TAG_PARAM,
    TAG_PICTURE, TAG_PRE, TAG_Q, TAG_S, TAG_SAMP, TAG_SCRIPT, TAG_SECTION, TAG_SELECT,
    TAG_SMALL, TAG_SOURCE, TAG_SPAN, TAG_STRIKE, TAG_STRONG, TAG_STYLE, TAG_SUB,
    TAG_SUMMARY, TAG_SUP, TAG_SVG, TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TEMPLATE,
    TAG_TEXTAREA, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TIME, TAG_TITLE, TAG_TR, TAG_TRACK,
    TAG_TT, TAG_U, TAG_UL, TAG_VAR, TAG_VIDEO, TAG_WBR, TAG_COUNT
};

enum {
    TAG_VOID = 1,  /* has no content                                    */
    TAG_RAW = 2,   /* its text is no markup                             */
    TAG_BLOCK = 4, /* ends a paragraph                                  */
    TAG_SCOPE = 8  /* what is outside is not closed from within         */
};

/* The number of a name in lower case, TAG_NONE: not told apart. */
int stet__markup_tag(stet_str name);
unsigned stet__markup_tag_flags(int tag);

/* A character reference at p, which begins with `&`: its bytes, *ret_len how many were put
 * into text (at least 8). 0: there is none. */
size_t stet__markup_entity(const char *p, size_t n, int in_attribute, char *text,
                           size_t *ret_len);

#endif
