/* SPDX-License-Identifier: MIT */
/*
 * cli/run/state.h - what a run has done, kept in the output folder as `.stet-state`, for
 * --resume (go on where an interrupted run stopped) and --unchanged skip (leave out what
 * has not changed since the last run).
 *
 * The first line names the pipeline by its digest. Each further line is an input that was
 * committed: its key, and the digest of its bytes when --unchanged asked for it.
 */
#ifndef STET_CLI_STATE_H
#define STET_CLI_STATE_H

#include <pthread.h>

#include <stet/stet.h>

#include "files.h"

#define STATE_FLIGHT 4096

struct state {
    FILE *file;
    struct name_set done;      /* resume: hashes of names                 */
    struct name_set unchanged; /* hashes of name and digest, last run     */
    int with_digests;
    struct { uint64_t name; uint8_t digest[32]; } flight[STATE_FLIGHT];
    pthread_mutex_t mutex;
};

/* Read the old state and begin the new. 0, or an exit status after saying why. */
int state_open(struct state *state, int dir, const stet_pipeline *pipeline, int resume,
               int unchanged);
void state_done(struct state *state);
/* Was this input committed by the run that is resumed? */
int state_is_done(void *self, stet_str name);
/* For stet_sink.unchanged. */
int state_is_unchanged(void *self, stet_str name, const uint8_t digest[32]);
/* An article was committed, or found unchanged. In input order. */
void state_add(struct state *state, stet_str name);

#endif
