/* SPDX-License-Identifier: MIT */
/*
 * markup/build.h - a body being made of elements: what a vocabulary (HTML, NITF) says of
 * each element, and what its functions may do.
 *
 * One walk with a stack of frames. A frame knows where children go and what may stand
 * there: where only blocks may, running text gets a paragraph; where only text may, the
 * elements of blocks are left out. An inline element with a block in it counts as none.
 */
#ifndef STET_MARKUP_BUILD_H
#define STET_MARKUP_BUILD_H

#include "tags.h"

struct build;
struct frame;

enum markup_what {
    WHAT_UNKNOWN = 0, /* its content stays; said once for each name             */
    WHAT_SKIP,        /* left out with all that is in it                        */
    WHAT_DROP,        /* the same, and said                                     */
    WHAT_GROUP,       /* no node, ends a paragraph                              */
    WHAT_THROUGH,     /* no node, part of the line                              */
    WHAT_BLOCK,       /* a block of `kind`                                      */
    WHAT_PIECE,       /* the same, only below `under`; elsewhere its content    */
    WHAT_INLINE,      /* an inline of `kind`                                    */
    WHAT_OWN          /* `enter` does everything; nothing below is looked at    */
};

/* What may stand in a node. */
enum markup_mode { MODE_BLOCKS = 0, MODE_MIXED, MODE_INLINE, MODE_PRE, MODE_FRAMED };

struct markup_rule {
    uint8_t what, mode;
    uint8_t lifts; /* a piece that stands beside the piece it is written in */
    stet_kind kind, under;
    /* Attributes of the node that was made for it (WHAT_OWN: 0). */
    void (*enter)(struct build *b, const struct markup *m, stet_node node);
    /* Called when its content is there. */
    void (*leave)(struct build *b, const struct markup *m, struct frame *f);
};

struct markup_rules {
    const char *name; /* as messages call the vocabulary: "HTML" */
    const struct markup_rule *(*find)(struct build *b, const struct markup *m);
};

struct frame {
    const struct markup *m;
    const struct markup_rule *rule;
    stet_node node;   /* where children go                                  */
    stet_node run;    /* MODE_BLOCKS: the paragraph around text at hand     */
    stet_node notice; /* blocks made in it belong to this notice            */
    uint32_t base;    /* the frame that made `node`                         */
    uint32_t from;    /* content of the block when it was opened            */
    uint8_t mode, is_head, is_group;
};

enum { BUILD_FRAMES = MARKUP_DEPTH_MAX + 8, BUILD_SAID = 24, BUILD_MARKS = 500 };

struct build {
    stet_article *a;
    const stet_kit *kit;
    const struct markup_into *into;
    const struct markup_rules *rules;
    struct frame frames[BUILD_FRAMES];
    size_t depth;
    stet_node block;           /* the last block of the body itself                */
    stet_node last_media;      /* the medium just made, for a credit behind it     */
    uint32_t content;          /* bytes of content of that block so far            */
    uint8_t filled;            /* the flow holds more than white space             */
    uint8_t drops_space;       /* white space at this place counts for nothing     */
    uint8_t pending;           /* a line end that waits for what follows           */
    uint8_t in_tail;           /* behind the last that is no notice                */
    const struct markup *last_plain;
    const struct markup *beyond; /* the element that an article has no room for    */
    uint32_t marks;            /* notices within lines so far                      */
    uint64_t said[BUILD_SAID];
    size_t said_count;
    stet_code code;
};

static inline struct frame *build_top(struct build *b)
{
    return &b->frames[b->depth - 1];
}
/* The frame that made the node where things go. */
static inline struct frame *build_base(struct build *b)
{
    return &b->frames[build_top(b)->base];
}
/* The zone of what stands at this place and says nothing else. */
static inline int build_zone(const struct build *b)
{
    return b->in_tail      ? STET_ZONE_TAIL
           : b->into->zone ? b->into->zone
                           : STET_ZONE_BODY;
}
static inline void build_check(struct build *b, stet_code code)
{
    if (code != STET_OK && !b->code)
        b->code = code;
}

/* Set an attribute unless the value is "". */
void stet__build_attr(struct build *b, stet_node n, stet_attr attr, stet_str value);
/* The same for an address that may be followed; answers whether it was set. */
int stet__build_url(struct build *b, const struct markup *m, stet_node n, stet_attr attr,
                    stet_str url, int is_link);
/* A number written in decimal, or `absent`. */
int64_t stet__build_number(stet_str s, int64_t absent);
/* Language and direction as HTML and XML give them. */
void stet__build_language(struct build *b, const struct markup *m, stet_node n);
/* For `leave` of an item: a sign of a check box before its text is one. */
void stet__build_task(struct build *b, const struct markup *m, struct frame *f);
/* Say once for each `what` that an element is not part of the article. */
void stet__build_say(struct build *b, const struct markup *m, const char *why);

/* A block or an inline at this place; 0 when it may not stand here or memory ends. */
stet_node stet__build_block(struct build *b, const struct markup *m, stet_kind kind);
stet_node stet__build_inline(struct build *b, const struct markup *m, stet_kind kind);
/* Is text already on the line, or may only text stand here? */
int stet__build_in_line(struct build *b);
/* The node where inline content goes, with its paragraph made when there is none. */
stet_node stet__build_line(struct build *b, const struct markup *m);

/* The flow of text in one block: begun with it, ended before what is no text. */
void stet__flow_begin(struct build *b);
void stet__flow_end(struct build *b);
void stet__flow_text(struct build *b, const struct markup *m);
/* Something that is no text stands on the line: an image, a break. */
void stet__flow_mark(struct build *b, const struct markup *m);
void stet__flow_break(struct build *b, const struct markup *m);

#endif
