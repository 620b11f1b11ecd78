/* SPDX-License-Identifier: MIT */
/*
 * Writing Markdown afresh: blocks.c lays blocks out in lines with the prefixes of their
 * containers, inlines.c writes text so that it reads back as text, matter.c writes front
 * matter. Where the source is Markdown itself, step.c only patches it.
 */
#ifndef STET_MARKDOWN_WRITE_H
#define STET_MARKDOWN_WRITE_H

#include "../markdown.h"

enum text_mode { MODE_PARAGRAPH, MODE_HEADING, MODE_CELL, MODE_VERSE };

enum { PREFIX_MAX = 2048 };

/* What may not stand next as it is: marks of blocks and blanks, or blanks alone. */
enum { LINE_MARKS = 1, LINE_BLANKS = 2 };

struct writer {
    stet_article *a;
    const stet_kit *kit;
    stet_out *out;
    const stet_item *items;
    size_t start; /* out->len where this text began: nothing before it is looked at */
    /* lines */
    char prefix[PREFIX_MAX]; /* of the open containers */
    size_t prefix_len;
    int bol;        /* at the start of a line, prefix not written yet   */
    int gap;        /* a blank is due behind the mark of a container    */
    /* text */
    int mode;
    int line_start; /* what is written next begins a line: LINE_...     */
    int guard;      /* a letter here would spoil the delimiter before it */
};

void stet__markdown_newline(struct writer *w);
/* Prefix, or the blank behind a mark, when due. */
void stet__markdown_begin(struct writer *w);

/* The sibling blocks [from, to) of the items. */
stet_code stet__markdown_blocks(struct writer *w, size_t from, size_t to);
/* Inlines [from, to); blocks among them (in a cell) are set apart by a blank. */
void stet__markdown_inlines(struct writer *w, size_t from, size_t to, int mode);
/* `![alt](src "title")` of a media block. */
void stet__markdown_image(struct writer *w, const stet_item *item);

/* Front matter of an article that was not read from Markdown; nothing when there is none. */
stet_code stet__markdown_matter(stet_article *a, stet_out *out);
/* What stands before the body of a Markdown source, with stet's own key brought up to
 * date. STET_SKIP: it can stay as it is. */
stet_code stet__markdown_head(stet_article *a, const struct markdown_parts *parts,
                              stet_out *out);

#endif
