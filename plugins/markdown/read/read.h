/* SPDX-License-Identifier: MIT */
/*
 * Reading in passes: mask what md4c must not see (mask.c), lay footnotes out as what it
 * knows (notes/), refuse what would take it long (guard.c), collect its events
 * (events.c), find out which lines each block covers (extents.c), and make nodes
 * (tree.c). All memory is the runner's scratch, kept from article to article; it never
 * grows beyond a small multiple of the text.
 */
#ifndef STET_MARKDOWN_READ_H
#define STET_MARKDOWN_READ_H

#include "../markdown.h"

#define NOWHERE UINT32_MAX

/* Bytes that md4c sees as FILLER: shortcodes, bytes that are not UTF-8, NUL. The mark of
 * a footnote begins and ends with NOTE_EDGE, which is punctuation as a bracket is, so
 * that delimiters beside it mean what they would, and means nothing to md4c. */
#define FILLER '\xff'
#define NOTE_EDGE '%'
enum hole_kind { HOLE_SHORTCODE = 1, HOLE_INVALID, HOLE_NOTE, HOLE_DEFINITION };
struct hole {
    uint32_t off, len; /* within the body */
    uint32_t kind;
    uint32_t note; /* index, of HOLE_NOTE and HOLE_DEFINITION */
};

/* `[^label]` of the body. */
enum note_role { NOTE_TEXT, NOTE_REFERENCE, NOTE_CLAIM, NOTE_DEFINITION };
struct note {
    uint32_t off, len;   /* brackets and all                                    */
    uint32_t line;       /* start of its line                                   */
    uint32_t end;        /* NOTE_DEFINITION: behind its last line               */
    uint32_t definition; /* index of the note that defines its label + 1, or 0  */
    uint8_t role;
    uint8_t top; /* nothing but up to three blanks before it on its line */
};
/* Bytes of the text that md4c sees, and where they stand in the body. */
struct piece {
    uint32_t at, from, len;
};
struct label {
    const char *p;
    uint32_t n, note;
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
    struct note *notes;
    size_t note_count, note_cap;
    struct label *labels;
    size_t label_count, label_cap;
    struct piece *pieces;
    size_t piece_count, piece_cap;
    struct hole *moved; /* holes by their places in the text laid out */
    size_t moved_count, moved_cap;
    struct buffer masked, pool, alt, laid, laid_masked;
};

/* The document being read. */
struct reading {
    stet_article *article;
    struct scratch *s;
    const char *source; /* the article's bytes                               */
    const char *body;   /* body as it stands, or laid out by notes/          */
    const char *text;   /* body as md4c sees it: the same length             */
    uint32_t size;      /* of the body                                       */
    uint32_t base;      /* offset of the body in the source: see span below  */
    int autolinks;
    int laid; /* body and text are laid out anew: see pieces */
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
/* Find footnotes. Where there are some, r->body and r->text become a text in which each
 * definition is a quote; before it and in it stands a heading of one FILLER. */
stet_code stet__markdown_notes(struct reading *r);
/* notes/regions.c: how far each definition reaches; notes/layout.c: the text laid out. */
void stet__markdown_note_regions(struct reading *r);
stet_code stet__markdown_note_layout(struct reading *r);
/* Behind the four columns that lines of a definition are indented by. */
const char *stet__markdown_dedent(const char *p, const char *stop);
/* The bytes of the source that these bytes of the body came from. */
stet_span stet__markdown_span(const struct reading *r, uint32_t off, uint32_t len);
stet_code stet__markdown_collect(struct reading *r);
void stet__markdown_extents(struct reading *r);
stet_code stet__markdown_build(struct reading *r);

/* State what the front matter says; *ret_record is the value of its key `stet`, if any. */
stet_code stet__markdown_fields(stet_article *a, const struct markdown_parts *parts,
                                const stet_data **ret_record);
/* Give the article back what stet wrote under that key: fields, zones and stamps. */
stet_code stet__markdown_restore(stet_article *a, const stet_data *record);

#endif
