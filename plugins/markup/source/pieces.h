/* SPDX-License-Identifier: MIT */
/*
 * markup/source/pieces.h - one source taken apart into the articles it holds: the items of a
 * feed, the items of a news message, the objects of a JSON list.
 *
 * A piece is a small document of its own: what stands around the items (title, language,
 * rights of the feed) and one item. What cannot be taken apart is given whole, so that
 * read() refuses it with a position in the file.
 */
#ifndef STET_MARKUP_PIECES_H
#define STET_MARKUP_PIECES_H

#include "../markup.h"

enum { PIECES_CONTEXT_MAX = 8192, PIECES_CONTEXT_PART = 2048, PIECES_MAX = 1000000 };

struct pieces_span {
    uint32_t off, len, line;
};

struct pieces {
    stet_str text;                /* in UTF-8                                 */
    char *own;                    /* what text lies in, when it was decoded   */
    char *bytes;                  /* the piece at hand                        */
    size_t len, cap;
    char *head, *tail;            /* what stands before and behind each item  */
    size_t head_len, tail_len;
    struct pieces_span *items;
    size_t count, item_cap, next;
    int whole;                    /* one document, or one that is refused     */
    char name[16];
};

/* For the open, next and close of a reader. The source as one piece, in UTF-8. */
stet_code stet__pieces_open_whole(stet_source *source, int is_html, void **ret_state);
/* Names of the elements that are articles, "item", ended by NULL. */
stet_code stet__pieces_open_xml(stet_source *source, const char *const *items,
                                void **ret_state);
/* Objects of the list under `key` ("" in `keys`: the list that is the document). */
stet_code stet__pieces_open_list(stet_source *source, const char *const *keys,
                                 void **ret_state);
/* The first of both that the source begins like. */
stet_code stet__pieces_open_either(stet_source *source, const char *const *items,
                                   const char *const *keys, void **ret_state);
stet_code stet__pieces_next(void *state, stet_piece *ret_piece);
void stet__pieces_close(void *state);

/* What the kinds of source share. */
stet_code stet__pieces_open(stet_source *source, int is_html, struct pieces **ret_pieces);
stet_code stet__pieces_scan_list(struct pieces *p, const char *const *keys);
stet_code stet__pieces_add(struct pieces *p, size_t off, size_t len);
stet_code stet__pieces_append(char **to, size_t *len, const char *p, size_t n);

#endif
