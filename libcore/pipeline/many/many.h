/* SPDX-License-Identifier: MIT */
/*
 * pipeline/many/many.h - a pipeline over many inputs with worker threads.
 *
 * Every input that is claimed gets a place in one list, in input order. A worker runs its
 * article and marks the place done; whoever finds the first place done commits from there
 * on, so that commits come in input order whatever the number of threads. An input that
 * turns out to hold many articles becomes a stream: its place stays, and each piece that is
 * taken from it gets a place before. Pieces of the first stream go before new inputs: so
 * the first place always moves on, and at most 4 articles per thread are in flight.
 *
 * Locks: `claim` around the caller's next() and a stream's next(); `order` around the list
 * and the free slots; claim may be held when order is taken, not the other way round.
 * `report` keeps the caller's callbacks apart.
 *
 *   many.c   threads, the public call      claim.c       what a worker does next
 *   input.c  files, pipes, memory          work.c        one article in a worker
 *   order.c  places, slots, who commits    commit.c      one article in its turn
 *   collection.c, spool.c  outputs of many articles      quarantine.c  set aside
 */
#ifndef STET_PIPELINE_MANY_H
#define STET_PIPELINE_MANY_H

#include <pthread.h>

#include "base/buffer.h"
#include "pipeline/many/collection.h"
#include "pipeline/run/runner.h"
#include "pipeline/run/source.h"

struct place {
    struct place *next, *prev;
    struct slot *slot; /* NULL: the end of a stream */
    int done;
};

/* An article in flight. */
struct slot {
    struct place place;
    struct slot *next_free;
    struct job job;
    void **handles; /* by output: open in the sink, or NULL */
    stet_out name;  /* of the article, for messages */
    stet_out path;  /* of the input, NUL-terminated; empty: none */
    int fd;         /* of the input, -1: none */
    const struct plan_reader *reader; /* chosen already: a piece */
    int ready;      /* job.source holds the bytes */
    int empty;      /* the place came to nothing  */
    int unread;     /* the input could not be opened or read */
    int refused;    /* enum fate of an article that is not begun; err says why */
    stet_code trouble; /* of the sink: ends the run */
    stet_error err;
    uint64_t bytes_in;
};

/* An input of many articles. */
struct stream {
    struct place place;
    struct stream *next; /* active: in input order; or spare */
    uint64_t ticket;
    struct byte_source source;
    const struct plan_reader *reader;
    void *state;
    int fd; /* to close; -1: none */
    stet_out name;
    uint64_t count;
};

struct many {
    stet_pipeline *plan;
    const stet_many_options *options;
    const stet_sink *sink; /* may be NULL */
    stet_run_options run;  /* with `now` settled */
    stet_next_fn next;
    void *next_self;

    pthread_mutex_t claim;
    pthread_cond_t claimable; /* with claim */
    int32_t inputs_done;      /* atomic, set with claim held */
    int32_t opening;          /* atomic: inputs that may yet become streams */
    uint64_t tickets;
    struct stream *active;

    pthread_mutex_t order;
    pthread_cond_t slot_free, workers_gone;
    struct place list; /* sentinel */
    struct slot *slots, *free;
    struct stream *spare;
    size_t slot_count, workers;
    int committing;

    pthread_mutex_t report;
    int32_t stopping; /* atomic: claim nothing more, commit nothing more */
    int32_t broken;   /* collections must not be finished */
    stet_summary summary;
    stet_code code;
    stet_error err;
    struct collection *collections; /* by output */
    uint64_t committed;             /* atomic */
};

struct worker {
    struct many *many;
    struct stet_runner runner;
    pthread_t thread;
    uint64_t ticket; /* of the input in hand */
    int began, opening;
};

int stet__many_is_stopped(const struct many *m);
int stet__many_is_cancelled(const struct many *m);
/* The run ends with this code. */
void stet__many_break(struct many *m, stet_code code, const stet_error *err);

/* ---- order.c ------------------------------------------------------------- */
struct slot *stet__slot_take(struct many *m);  /* waits; NULL: the run is stopped */
void stet__slot_give(struct many *m, struct slot *slot);
void stet__place_append(struct many *m, struct place *place);
void stet__place_before(struct many *m, struct place *place, struct place *next);
void stet__place_after(struct many *m, struct place *place, struct place *before);
/* Mark it done, and commit what has its turn. */
void stet__place_done(struct many *m, struct place *place);

/* ---- claim.c ------------------------------------------------------------- */
/* Something to do for the slot: 1, its place is in the list; 0: no more. */
int stet__claim(struct worker *w, struct slot *slot);
/* The input in hand is one article, or a stream has been made of it. */
void stet__claim_settled(struct worker *w);
/* The slot's input holds many articles: its place becomes the first one's. */
void stet__claim_stream(struct worker *w, struct slot *slot, struct stream *stream);
/* Take the next piece into the slot: STET_OK, STET_DONE. `claim` is held. */
stet_code stet__stream_next(struct many *m, struct stream *stream, struct slot *slot);
struct stream *stet__stream_new(struct many *m);
/* Close what it reads from; it goes to the spare ones when its place has been passed. */
void stet__stream_close(struct stream *stream);
void stet__stream_free(struct stream *stream);

/* ---- input.c ------------------------------------------------------------- */
/* Bring the input's bytes into job.source and choose the reader, or answer a stream. */
struct stream *stet__input_open(struct many *m, struct slot *slot);
/* Why its bytes cannot be had, into text where a limit has to be told. */
enum { TROUBLE_TEXT = 224 };
const char *stet__input_trouble(const struct slot *slot, stet_code code,
                                char text[TROUBLE_TEXT]);
/* The slot's article ends before it begins. */
STET_PRINTF(4, 5)
void stet__input_refuse(struct slot *slot, int fate, int unread, const char *format, ...);

/* ---- work.c -------------------------------------------------------------- */
void *stet__work(void *worker);

/* ---- commit.c ------------------------------------------------------------ */
void stet__commit(struct many *m, struct slot *slot);
void stet__commit_end(struct many *m);
void stet__abort_handles(struct many *m, struct slot *slot);

/* ---- quarantine.c -------------------------------------------------------- */
stet_code stet__quarantine(struct many *m, struct slot *slot, stet_error *err);

#endif
