/* SPDX-License-Identifier: MIT */
/*
 * pipeline/many/collection.h - one output made of many articles.
 *
 * Used by whoever commits, one thread at a time. Sorted: pieces are gathered, in memory and
 * beyond a bound in an unlinked temporary file, and merged at the end. Not sorted: joined
 * as they come. To "-" each article's part is committed with the article. A collection that
 * its writer splits is several files and an index, committed together.
 */
#ifndef STET_PIPELINE_COLLECTION_H
#define STET_PIPELINE_COLLECTION_H

#include "pipeline/plan.h"

/* Pieces with their keys, in the order in which they will be joined. */
struct spool_record {
    uint64_t index;
    size_t key, key_len, bytes, bytes_len; /* offsets into data */
};
struct spool_run {
    uint64_t from, to; /* bytes of the file */
};
struct spool {
    stet_out data; /* keys and pieces in memory */
    struct spool_record *records;
    size_t count, cap;
    struct spool_run *runs;
    size_t run_count, run_cap;
    int fd; /* -1: nothing was spilled */
    uint64_t size, index;
};

void stet__spool_init(struct spool *s);
void stet__spool_done(struct spool *s);
stet_code stet__spool_add(struct spool *s, stet_str key, stet_str bytes);
/* Visit all by descending key, equal ones in the order of their coming. The visitor may
 * answer STET_DONE: enough. */
typedef stet_code (*stet__spool_visit)(void *self, uint64_t i, stet_str bytes);
stet_code stet__spool_merge(struct spool *s, stet__spool_visit visit, void *self);

struct collection {
    const struct plan_output *out;
    const struct plan_step *row;
    const stet_writer *writer;
    int64_t now;
    int begun, enough;
    uint64_t count;  /* pieces joined */
    uint64_t bytes;  /* written       */
    uint64_t rest;   /* pieces that the writer wanted no more */
    stet_out text;   /* not yet given to the sink */
    void *handle;
    stet_joining file; /* at hand */
    stet_out notes;    /* of the writer, about the file */
    void **closed;     /* files before it, when the collection is split */
    size_t closed_count, closed_cap;
    int committed; /* they were given to the sink */
    struct spool spool;
};

struct stet_sink;
void stet__collection_init(struct collection *c, const stet_pipeline *plan, size_t output, int64_t now);
void stet__collection_done(struct collection *c, const struct stet_sink *sink);
/* To "-", not sorted, and joined without notes: its part of one article into c->text, committed by the caller; then
 * stet__collection_count(). */
int stet__collection_streams(const struct collection *c);
stet_code stet__collection_part(struct collection *c, stet_str bytes);
void stet__collection_count(struct collection *c);
/* All others: take a piece in. */
stet_code stet__collection_add(struct collection *c, const struct stet_sink *sink, stet_str key,
                               stet_str bytes, stet_error *err);
/* Join, end, commit. */
stet_code stet__collection_end(struct collection *c, const struct stet_sink *sink, stet_error *err);

#endif
