/* SPDX-License-Identifier: MIT */
/*
 * stet/sink.h - where outputs go. The library has none of its own: an embedder keeps them
 * in memory or in its database, the command line writes files.
 *
 * open, write and abort come from the thread that wrote the output; commit comes in input
 * order, one thread at a time, with all outputs of one article together: all or none.
 *
 * STET_E_IO and STET_E_NOMEM end the run: the next article would fare no better. Any other
 * code concerns this article alone, which then fails.
 */
#ifndef STET_SINK_H
#define STET_SINK_H

#include <stet/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An output that has been written and waits for its commit. */
typedef struct stet_pending {
    uint32_t size;
    void *handle;    /* of open                                                   */
    stet_str name;   /* where it wants to go: relative, checked, or "-"           */
    stet_str id;     /* identity of the article, for on_collision: suffix         */
    stet_str step;   /* id of the output                                          */
    int32_t suffix;  /* on_collision: 0 fail, 1 suffix, 2 number                  */
} stet_pending;

typedef struct stet_sink {
    uint32_t size;
    void *self;
    stet_code (*open)(void *self, stet_str name, void **ret_handle, stet_error *err);
    stet_code (*write)(void *self, void *handle, const char *p, size_t n, stet_error *err);
    /* The handles are taken, also on failure. STET_E_EXISTS: a name is taken by another
     * article of this run; this one is set aside. */
    stet_code (*commit)(void *self, stet_pending *pending, size_t n, stet_error *err);
    void (*abort)(void *self, void *handle);
    /* May be NULL; in any thread. 1: these bytes (their SHA-256) under this source name were
     * done before. */
    int (*unchanged)(void *self, stet_str name, const uint8_t digest[32]);
} stet_sink;

#ifdef __cplusplus
}
#endif
#endif
