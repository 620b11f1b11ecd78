/* SPDX-License-Identifier: MIT */
/*
 * markup/markup.h - elements of HTML and XML as a tree, and the way from there to the
 * blocks of an article; for every reader that meets either.
 *
 * Two parsers make the tree: a strict one of HTML fragments and pages, and expat for XML.
 * Neither follows anything outside the text. Nothing recurses on its depth, which is
 * bounded. Trees live in the article's arena; texts point into the source where they can.
 */
#ifndef STET_MARKUP_MARKUP_H
#define STET_MARKUP_MARKUP_H

#include <stet/plugin.h>

enum {
    MARKUP_DEPTH_MAX = 200,       /* open elements                                    */
    MARKUP_ATTRIBUTES_MAX = 64,   /* of one element; those beyond are not looked at   */
    MARKUP_ELEMENTS_MAX = 1000000 /* of one document                                  */
};

struct markup_attr {
    stet_str name, value;
    struct markup_attr *next;
};

/* An element, or a text when its name is "". */
struct markup {
    stet_str name, text;
    uint32_t off, len; /* bytes of the source: the whole element, the text        */
    uint8_t tag;       /* enum html_tag in HTML and XHTML                         */
    uint8_t space;     /* enum markup_space in XML                                */
    uint8_t has_block; /* a block stands somewhere below                          */
    uint8_t exact;     /* text: its bytes are those of the source                 */
    struct markup_attr *attrs;
    struct markup *parent, *first, *last, *next;
};

/* Namespaces that are told apart; all others are SPACE_OTHER. */
enum markup_space {
    SPACE_NONE = 0, SPACE_OTHER, SPACE_XML, SPACE_XHTML, SPACE_NITF, SPACE_G2, SPACE_ATOM,
    SPACE_RSS1, SPACE_RDF, SPACE_DC, SPACE_DCTERMS, SPACE_CONTENT, SPACE_MEDIA, SPACE_CC
};

/* Why a document is refused, and where; `why` is NULL while it is not. */
struct markup_error {
    const char *why;
    size_t off;
    stet_code code;
};

/* ---- looking at a tree ------------------------------------------------------ */
/* The first child element of that name, any namespace; NULL: none, also for NULL. */
const struct markup *stet__markup_child(const struct markup *m, const char *name);
/* The next sibling of the same name, any namespace. */
const struct markup *stet__markup_next(const struct markup *m);
/* The child of that name in that namespace. */
const struct markup *stet__markup_in(const struct markup *m, int space,
                                     const char *name);
/* "" when there is none, also for NULL. */
stet_str stet__markup_attr(const struct markup *m, const char *name);
int stet__markup_is(const struct markup *m, const char *name);
/* All text below, white space folded and cut at the ends; in the article's arena. */
stet_str stet__markup_text(stet_article *a, const struct markup *m);
/* The same as it stands: for text that is itself markup. */
stet_str stet__markup_raw(stet_article *a, const struct markup *m);
/* Is `word` one of the words of a class attribute? */
int stet__markup_has_class(const struct markup *m, const char *word);
/* What follows the prefix in the first word of the class that has it, or "". */
stet_str stet__markup_class_behind(const struct markup *m, const char *prefix);
/* The last part of each word of a class, `credit` of `c-figure__credit`, one a call from
 * *at = 0 on; it may be "". 0: there are no more. */
int stet__markup_next_part(stet_str class, size_t *at, stet_str *ret_part);
/* The next element of the tree in document order below `root`, or NULL. */
const struct markup *stet__markup_walk(const struct markup *m,
                                       const struct markup *root);

/* ---- making a tree ---------------------------------------------------------- */
/* A new node at the end of `parent` (NULL: a root); NULL when memory ends. */
struct markup *stet__markup_new(stet_article *a, struct markup *parent, stet_str name);
/* Mark all elements around a block. */
void stet__markup_mark_block(struct markup *block);

/* HTML, a fragment or a page: whatever it is, it becomes a tree. `base` is the offset of
 * text.p in the source, UINT32_MAX when it is not part of the source. NULL: no memory. */
struct markup *stet__markup_html(stet_article *a, stet_str text, uint32_t base);

/* XML in UTF-8. NULL with *err set: not well-formed, a DOCTYPE, too deep, too large. */
struct markup *stet__markup_xml(stet_article *a, stet_str text,
                                struct markup_error *err);

/* Say where and why an article is refused: answers STET_FAILED, or the code. */
stet_code stet__markup_refuse(stet_article *a, const struct markup_error *err);

/* ---- from a tree to blocks -------------------------------------------------- */
struct markup_rules;
extern const struct markup_rules stet__markup_html_rules;

struct markup_into {
    const struct markup_rules *rules;
    stet_str base;       /* for messages: where the text stands, "content:encoded"    */
    uint8_t zone;        /* of the blocks; 0: body                                    */
    uint8_t drops_empty; /* inline elements that hold nothing, as pages have them      */
};

/* Append what stands below `root` to the body. What no element of the vocabulary is made
 * of is reported once for each name. */
stet_code stet__markup_build(stet_article *a, const struct markup *root,
                             const struct markup_into *into);
/* Text that is HTML, from a piece of the source or from elsewhere. */
stet_code stet__markup_build_html(stet_article *a, stet_str html,
                                  const struct markup_into *into);

/* The notice kind of that name, or notice.other. */
stet_kind stet__markup_notice_kind(const stet_article *a, stet_str name);

/* Does a text in UTF-8 name a character set that could not be decoded? */
int stet__markup_is_undecoded(stet_str text, int is_html);
/* The first bytes of a source as a bid looks at them: those of UTF-16 without their other
 * half, in `to`. */
stet_str stet__markup_head(stet_str head, char to[2048]);
/* The local name of the root element in the first bytes of a document, "" when it begins
 * otherwise or its root is not in sight. */
stet_str stet__markup_root_name(stet_str head);

/* ---- bytes that are not UTF-8 ----------------------------------------------- */
/* The text in UTF-8, by byte order mark and declaration (XML) or `meta` (HTML): *ret_text
 * points into `bytes`, or to memory that the caller frees, *ret_own. *ret_why, with
 * STET_E_SYNTAX, says what cannot be read. */
stet_code stet__markup_decode(stet_str bytes, int is_html, stet_str *ret_text,
                              char **ret_own, const char **ret_why);

#endif
