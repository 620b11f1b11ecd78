/* SPDX-License-Identifier: MIT */
/*
 * pipeline/run/source.h - bytes for readers of many articles: a text in memory, or a
 * descriptor that is read as a stream. One thread at a time. A line, and the whole, are at
 * most as long as an article may be.
 */
#ifndef STET_PIPELINE_SOURCE_H
#define STET_PIPELINE_SOURCE_H

#include <stet/plugin.h>

#include "base/limits.h"

struct byte_source {
    stet_source pub;
    int fd;          /* -1: all of it is in the buffer, or in text */
    int never_blocks; /* it was opened so */
    int at_end;      /* nothing more to read                       */
    stet_str text;   /* memory, when the buffer is not used        */
    stet_out buffer; /* bytes read                                 */
    size_t at;       /* those before were given out                */
    size_t max;
    uint64_t total;  /* bytes read */
    const int32_t *cancel; /* not 0: a stream ends here; may be NULL */
};

void stet__source_init(struct byte_source *s, const struct limits *limits);
void stet__source_done(struct byte_source *s);
/* Begin over `text`, borrowed as long as the source is used. */
void stet__source_memory(struct byte_source *s, stet_str name, stet_str text);
/* Begin over a descriptor, which stays the caller's. */
void stet__source_stream(struct byte_source *s, stet_str name, int fd, int never_blocks);
/* At least `want` bytes into the buffer, or all there are; *ret_head is what is there. */
stet_code stet__source_peek(struct byte_source *s, size_t want, stet_str *ret_head);
/* All that is left: STET_E_LIMIT, STET_E_IO, STET_E_NOMEM. */
stet_code stet__source_all(struct byte_source *s, stet_str *ret_text);

#endif
