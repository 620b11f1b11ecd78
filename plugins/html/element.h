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
    uint32_t captions; /* figures: the item that the figcaption begins with */
};

enum { SECTION_NONE = 0, SECTION_HEAD, SECTION_BODY };

/* A part of a block that a notice covers: all of it, or bytes of its content. */
struct covered {
    stet_node block, notice;
    size_t from, to; /* 0 and SIZE_MAX: all of it */
};

/* Labels of footnotes that were seen: hashes, open addressing, in the article's arena. */
struct labels {
    uint64_t *slots;
    size_t cap, count;
};

struct body {
    stet_article *a;
    const stet_kit *kit;
    const struct html_style *style;
    stet_out *out;
    const stet_item *items;
    size_t count;
    size_t depth;     /* elements that are open                    */
    stet_node notice; /* around the top block at hand, 0: none     */
    const struct covered *covered;
    size_t covered_count;
    const struct covered *marks; /* parts of the text of the block at hand */
    size_t mark_count;
    size_t offset; /* into the content of the block, while it has marks */
    struct labels notes, references, known;
    int looked; /* known holds the labels of all footnotes */
    int has_title;         /* a heading of level 1 was written                     */
    uint8_t levels[7];     /* as which level the open headings of a level stand    */
    size_t gaps;           /* headings that were raised                            */
    struct html_nowhere nowhere;
    unsigned uses; /* HTML_USES_... of the block at hand */
    struct kept *kept;
    struct open_element open[DEPTH_MAX];
};

/* Write the item at `at`, or its start when it has children; answers the index of the next
 * item to look at. All that stands deeper than the item is closed before. */
size_t stet__html_write_item(struct body *w, const stet_item *item, size_t at);

int stet__html_is_in_link(const struct body *w);
/* figure.c: a function for each kind, as the table of element.c wants it. */
size_t stet__html_write_figure(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_quote(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_caption(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_credit(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_image(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_media(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_embed(struct body *w, const stet_item *item, size_t at);

/* note.c: footnotes, and text that a notice covers in part. */
size_t stet__html_write_footnote(struct body *w, const stet_item *item, size_t at);
size_t stet__html_write_footnote_ref(struct body *w, const stet_item *item, size_t at);
/* Is the address a fragment of which the page has no element? It is counted then. */
int stet__html_leads_nowhere(struct body *w, stet_str url);
/* What was counted, as messages. */
void stet__html_tell_losses(struct body *w);
void stet__html_write_marked(struct body *w, stet_str text);

/* kept.c: blocks as another writer made them of the article as it is. */
void stet__html_kept_open(struct body *w);
/* 1: the top block at `at` is written. */
int stet__html_kept_take(struct body *w, size_t at);
/* The top block at `at` was written from out->data + from on. */
void stet__html_kept_add(struct body *w, size_t at, size_t from, int had_title);
/* All blocks were: keep them for the next. */
void stet__html_kept_close(struct body *w);

/* ---- what all of them use --------------------------------------------------- */
static inline const stet_value *stet__html_attr(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return &item->attrs[i];
    return NULL;
}

static inline stet_str stet__html_attr_text(const stet_item *item, stet_attr attr)
{
    const stet_value *v = stet__html_attr(item, attr);
    return v && v->type == 1 ? v->text : stet_cstr("");
}

static inline int64_t stet__html_attr_number(const stet_item *item, stet_attr attr,
                                             int64_t absent)
{
    const stet_value *v = stet__html_attr(item, attr);
    return v && v->type == 2 ? v->number : absent;
}

static inline void stet__html_put_text(struct body *w, stet_str text)
{
    w->kit->escape(w->out, STET_ESCAPE_HTML, text.p, text.n);
}

static inline int stet__html_put_link(struct body *w, const char *open, stet_str url,
                                      unsigned classes)
{
    return stet__html_put_address(w->a, w->style, w->out, open, url, classes, &w->uses);
}

static inline void stet__html_put_item_attr(struct body *w, const stet_item *item,
                                            stet_attr attr, const char *name)
{
    stet_str value = stet__html_attr_text(item, attr);
    if (value.n)
        stet__html_put_attr(w->a, w->out, name, value);
}

/* Formed like a language tag: letters, then parts of letters and digits, 8 at most. */
static inline int stet__html_is_language(stet_str s)
{
    size_t run = 0, part = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], low = (char)(c | 32);
        int digit = part && c >= '0' && c <= '9';
        if (c == '-' && run) {
            run = 0;
            part++;
        } else if (!((low >= 'a' && low <= 'z') || digit) || ++run > 8) {
            return 0;
        }
    }
    return run > 0;
}

/* lang and dir, which every element may carry. */
static inline void stet__html_put_language(struct body *w, const stet_item *item)
{
    if (!item->attr_count)
        return;
    if (stet__html_is_language(stet__html_attr_text(item, STET_ATTR_LANG)))
        stet__html_put_item_attr(w, item, STET_ATTR_LANG, "lang");
    stet_str dir = stet__html_attr_text(item, STET_ATTR_DIR);
    if (stet_str_is(dir, "rtl") || stet_str_is(dir, "ltr"))
        stet__html_put_attr(w->a, w->out, "dir", dir);
}

/* The element at hand has children: `close` comes behind them. Nothing is opened at
 * DEPTH_MAX: stet__html_write_item() sees to it. */
static inline size_t stet__html_keep_open(struct body *w, struct tag close, size_t at)
{
    struct open_element *e = &w->open[w->depth++];
    e->close = close;
    e->kind = w->items[at].kind;
    e->section = SECTION_NONE;
    return at + 1;
}
#define keep_open_tag(w, close, at)                                                    \
    stet__html_keep_open(w, (struct tag)TAG(close), at)

#endif
