/* SPDX-License-Identifier: MIT */
/*
 * epub/epub.h - an article on its way into a book.
 *
 * In any thread an article becomes a piece: its chapter, deflated, and the texts that the
 * package says of it. In one thread pieces are put into the archive as they come and their
 * texts are noted; the package, made of the notes, stands last.
 */
#ifndef STET_EPUB_H
#define STET_EPUB_H

#include "../html/body.h"
#include "../ninjs/facts.h"
#include "zip.h"

struct epub_config {
    stet_str title, identifier, language, publisher, rights, zone;
    const stet_template *url;
    stet_list zones;
    int32_t on_missing;
};

struct epub_plan {
    const struct epub_config *config;
    const stet_kit *kit;
    uint32_t zones;
    int16_t zone;
};

/* What the package is told of an article, in this order behind a struct epub_piece. */
enum epub_text {
    EPUB_TITLE, /* plain                                                   */
    EPUB_LANGUAGE,
    EPUB_IDENTITY, /* a URI                                                   */
    EPUB_MODIFIED, /* 2025-03-14T09:30:00Z                                    */
    EPUB_PEOPLE,   /* lines: a MARC code, a tab, a name                       */
    EPUB_ABOUT,    /* lines: elements of the package, escaped                 */
    EPUB_TDM,      /* "0" or "1", then the address of a policy; or ""         */
    EPUB_TEXTS
};

struct epub_piece {
    struct zip_packed chapter;
    uint32_t texts[EPUB_TEXTS]; /* their lengths */
    uint32_t chapter_len;       /* of what stands behind the texts; in notes: 0 */
    uint64_t offset;            /* of the chapter in the archive                */
};

/* One article being written. */
struct chapter {
    struct facts f;
    const struct epub_plan *plan;
    stet_out *out;
    stet_str url, language;
    struct html_style style;
};

/* The chapter as XHTML, into c->out. */
void stet__epub_put_chapter(struct chapter *c);
/* Some block of these zones holds the text; "" is held by all. */
int stet__epub_says(struct chapter *c, uint32_t zones, stet_str text);

/* The texts of the article, in its arena. */
stet_code stet__epub_tell(struct chapter *c, stet_str texts[EPUB_TEXTS]);

/* The rest of the archive behind `chapters` pieces: pages of the book, its package, the
 * directory. `notes` holds what was noted of each piece. */
stet_code stet__epub_put_package(const struct epub_plan *plan, const stet_joining *file,
                                 stet_out *out);

/* Bytes of the first entry, which says what the archive is. */
void stet__epub_put_mimetype(stet_out *out, stet_out *directory);

#endif
