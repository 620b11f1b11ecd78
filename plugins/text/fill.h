/* SPDX-License-Identifier: MIT */
/*
 * text/fill.h - fills lines with words up to a display width, with prefixes for what
 * stands around the text (quotes, lists).
 *
 * Words may come in several pieces. Control characters are dropped: the text goes to
 * terminals.
 */
#ifndef STET_TEXT_FILL_H
#define STET_TEXT_FILL_H

#include <stet/plugin.h>

enum { FILL_LEVELS = 64, FILL_PREFIX = 16 };

/* One prefix: `first` on the first line written below it, blanks or itself on the next.
 */
struct fill_level {
    char text[FILL_PREFIX];
    uint8_t len, repeat; /* repeat: on each line, as "> " */
    uint8_t used;
};

struct fill {
    const stet_kit *kit;
    stet_out *out;
    stet_out word;   /* the word at hand                            */
    size_t width;    /* columns; 0: lines are not broken            */
    size_t column;   /* of the line at hand                         */
    uint8_t in_line; /* its prefixes are written                    */
    uint8_t space;   /* a space is due before the next word         */
    uint8_t apart;   /* an empty line is due before the next        */
    uint8_t any;     /* a line was written                          */
    struct fill_level levels[FILL_LEVELS];
    size_t level_count;
};

/* Text where every run of spaces is one and lines are filled. */
void stet__fill_put(struct fill *f, stet_str text);
/* A space, where words stand around it. */
void stet__fill_put_gap(struct fill *f);
/* Text and a space behind it. */
void stet__fill_put_words(struct fill *f, stet_str text);
/* Text as it stands: its line ends are line ends, its spaces stay. */
void stet__fill_put_verbatim(struct fill *f, stet_str text);
/* End the line at hand, if there is one. */
void stet__fill_end_line(struct fill *f);
/* An empty line before what comes next. */
void stet__fill_set_apart(struct fill *f);
/* A prefix for the lines that follow; levels beyond FILL_LEVELS have none. */
void stet__fill_enter(struct fill *f, const char *text, int repeat);
void stet__fill_leave(struct fill *f);

#endif
