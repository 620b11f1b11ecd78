/* SPDX-License-Identifier: MIT */
/*
 * cli/run/files.h - the sink that writes files below one folder, and "-" to stdout.
 *
 * An output is written to a temporary name in the folder and renamed at commit, so that a
 * reader never sees half a file. Names cannot leave the folder: they are opened beneath it
 * without following links. One run at a time holds the folder's lock.
 */
#ifndef STET_CLI_FILES_H
#define STET_CLI_FILES_H

#include <pthread.h>

#include <stet/stet.h>

#include "names.h"

struct files {
    stet_sink sink; /* first member; self points here */
    const char *folder;
    int dir, lock;
    int dry;        /* write nothing */
    struct name_set claimed;
    uint64_t written;
    pthread_mutex_t mutex; /* the counter of temporary names */
    uint64_t serial;
    long process; /* its number, in temporary names */
    /* A warning about an output: article, step, text. May be NULL. */
    void (*say)(void *self, stet_str article, stet_str step, stet_str text);
    void *say_self;
};

void files_init(struct files *files, const char *folder, int dry);
/* Make and open the folder and take its lock; done by the first output otherwise. 0, or an
 * exit status after saying why. */
int files_take_folder(struct files *files);
/* Release the lock and remove temporary names that were left. */
void files_done(struct files *files);

#endif
