/* SPDX-License-Identifier: MIT */
/*
 * Writing Markdown afresh: blocks.c lays blocks out in lines with the prefixes of their
 * containers, inlines.c writes text so that it reads back as text, matter.c writes front
 * matter by the names of flavour.c, record.c its key `stet`. Where the source is Markdown itself, step.c only patches it.
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
    int runs;       /* it is running text: its line ends are of the source */
    int notes;      /* the article has footnotes: text must not look like a mark */
    size_t note_end; /* out->len behind the last mark of a footnote */
};

/* The first byte of the text [start, end) from p on that may mean something in Markdown. */
const char *stet__markdown_plain_end(const char *start, const char *p, const char *end);
/* Is p the start of what would be read as a character reference? */
int stet__markdown_is_reference(const char *p, const char *end);
void stet__markdown_newline(struct writer *w);
/* Prefix, or the blank behind a mark, when due. */
void stet__markdown_begin(struct writer *w);

/* The sibling blocks [from, to) of the items. */
stet_code stet__markdown_blocks(struct writer *w, size_t from, size_t to);
/* How many blocks the top block at `at` becomes. */
size_t stet__markdown_count_blocks(const stet_item *items, size_t at);
/* Inlines [from, to); blocks among them (in a cell) are set apart by a blank. */
void stet__markdown_inlines(struct writer *w, size_t from, size_t to, int mode);
/* Code within a line. */
void stet__markdown_put_code(struct writer *w, stet_str s);
/* `[^label]` of a footnote or its mark. */
void stet__markdown_put_mark(struct writer *w, const stet_item *item);
/* `![alt](src "title")` of a media block. */
void stet__markdown_image(struct writer *w, const stet_item *item);

/* ---- front matter ---- */

/* What a site generator calls a key, and the map that it stands in. */
struct flavour_place {
    const char *name;
    const char *group; /* NULL: at the top                                       */
    int words;         /* its list may hold words alone; others go to the rest    */
};
struct flavour_row {
    const char *key; /* its name in keys.c */
    struct flavour_place place;
};
struct flavour {
    const struct flavour_row *rows; /* ends with a NULL key */
    const char *lists, *rest;       /* maps below the top; rest: of all that has no row */
};
enum markdown_flavour {
    FLAVOUR_PLAIN = 1, FLAVOUR_HUGO, FLAVOUR_JEKYLL, FLAVOUR_ELEVENTY, FLAVOUR_PELICAN,
    FLAVOUR_ZOLA, FLAVOUR_END
};
extern const stet_enum stet__markdown_flavour_names[];
const struct flavour *stet__markdown_flavour(int32_t flavour);
struct flavour_place stet__markdown_place(const struct flavour *flavour,
                                          const struct matter_key *key);

/* Front matter being written. */
struct matter {
    stet_article *a;
    const stet_kit *kit;
    stet_out *out;
    const struct flavour *flavour;
    const char *group; /* the map at hand, NULL: the top */
    const struct matter_key *key; /* at hand */
    int opened;        /* its key is written             */
    int afresh;        /* not of a Markdown source       */
    int settled;       /* nothing in it is to be guessed again */
    uint64_t stated[STET_KIND_MAX / 64]; /* fields that have a statement, a bit each */
};

/* A value, quoted where YAML wants it. */
void stet__markdown_put_value(struct matter *m, stet_str s);
/* The first key of a field, or of an axis of it. */
int stet__markdown_is_first_key(const struct matter_key *k);
/* The lines of a field under this name; nothing where it is not stated. */
void stet__markdown_put_field(struct matter *m, const struct matter_key *k,
                              const char *name);
/* Its value alone, on one line. */
void stet__markdown_put_flow(struct matter *m, const struct matter_key *k);

/* A change to the bytes of front matter. */
struct front_edit {
    uint32_t off, del;
    stet_str text;
};
struct front {
    struct front_edit *edits; /* by their place */
    size_t count, cap;
    stet_str added; /* lines for keys that it does not have */
    stet_str names; /* of them, for a message */
};
/* What steps decided and the front matter of the source does not say. */
stet_code stet__markdown_front(stet_article *a, const struct markdown_parts *parts,
                               struct front *ret_front);
/* Decided by a step or by configuration: not read, and not to be guessed again. */
int stet__markdown_is_decided(stet_article *a, stet_node statement);
/* Does a key other than `stet` hold this statement? */
int stet__markdown_has_key(stet_article *a, const stet_item *statement);
/* The key `stet`; 0 and nothing where it has nothing to say. */
int stet__markdown_put_record(struct matter *m);
/* Front matter of an article that is written afresh; nothing when there is none. */
stet_code stet__markdown_matter(stet_article *a, const struct flavour *flavour,
                                stet_out *out);
/* What stands before the body of a Markdown source, with stet's own key brought up to
 * date. STET_SKIP: it can stay as it is. */
stet_code stet__markdown_head(stet_article *a, const struct markdown_parts *parts,
                              stet_out *out);

#endif
