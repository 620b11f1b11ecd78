/* SPDX-License-Identifier: MIT */
/*
 * Reading in four passes: mask what md4c must not see (mask.c), refuse what would take it
 * long (guard.c), collect its events (events.c), find out which lines each block covers
 * (extents.c), and make nodes (tree.c). All memory is the runner's scratch, kept from
 * article to article; it never grows beyond a small multiple of the text.
 */
#ifndef STET_MARKDOWN_READ_H
#define STET_MARKDOWN_READ_H

#include "../markdown.h"

#define NOWHERE UINT32_MAX

/* Bytes that md4c sees as FILLER: shortcodes, bytes that are not UTF-8, NUL. */
#define FILLER '\xff'
enum hole_kind { HOLE_SHORTCODE = 1, HOLE_INVALID };
struct hole {
    uint32_t off, len; /* within the body */
    uint32_t kind;
};

enum event_what { EVENT_ENTER, EVENT_LEAVE, EVENT_SPAN, EVENT_SPAN_END, EVENT_TEXT };
struct event {
    uint8_t what, type; /* type: the number of md4c                                */
    uint16_t value;     /* level, alignment, fence, tight, task: see events.c      */
    uint32_t off, len;  /* TEXT: its bytes, off NOWHERE: len spaces or a line end;
                           ENTER, SPAN: the bytes it covers                        */
    uint32_t extra;     /* list start, table rows, index of a target + 1           */
    uint32_t lo, hi;    /* ENTER, SPAN: first byte of text seen in it, end of last */
};

/* Strings of a link, an image or a code block: offsets into `pool`. */
struct target {
    uint32_t url, url_len, title, title_len;
    uint8_t has_title, autolink;
};

struct buffer {
    char *p;
    size_t n, cap;
};

struct scratch {
    struct event *events;
    size_t event_count, event_cap;
    struct target *targets;
    size_t target_count, target_cap;
    struct hole *holes;
    size_t hole_count, hole_cap;
    struct buffer masked, pool, alt;
};

/* The document being read. */
struct reading {
    stet_article *article;
    struct scratch *s;
    const char *source; /* the article's bytes                               */
    const char *body;   /* body as it stands                                 */
    const char *text;   /* body as md4c sees it: the same length             */
    uint32_t size;      /* of the body                                       */
    uint32_t base;      /* offset of the body in the source                  */
    int autolinks;
    /* why it is refused, and where */
    const char *why;
    uint32_t why_off;
    stet_code code;
};

/* Remember the first reason; answers 1 for md4c's callbacks. */
int stet__markdown_refuse(struct reading *r, stet_code code, uint32_t off, const char *why);

/* Room for one more in an array of the scratch. STET_OK or STET_E_NOMEM. */
stet_code stet__markdown_room(void **array, size_t *cap, size_t count, size_t size);
stet_code stet__markdown_append(struct buffer *b, const char *p, size_t n);

/* Find the holes; r->text becomes the body, or a copy with the holes filled. */
stet_code stet__markdown_mask(struct reading *r, int replace_invalid, int shortcodes);
stet_code stet__markdown_guard(struct reading *r);
stet_code stet__markdown_collect(struct reading *r);
void stet__markdown_extents(struct reading *r);
stet_code stet__markdown_build(struct reading *r);

/* State what the front matter says; *ret_record is the value of its key `stet`, if any. */
stet_code stet__markdown_fields(stet_article *a, const struct markdown_parts *parts,
                                const stet_data **ret_record);
/* Give the article back what stet wrote under that key: fields, zones and stamps. */
stet_code stet__markdown_restore(stet_article *a, const stet_data *record);

#endif
