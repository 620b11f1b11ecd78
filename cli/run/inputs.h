/* SPDX-License-Identifier: MIT */
/*
 * cli/run/inputs.h - the inputs of a run: files, folders (recursive, sorted by bytes), `-`.
 *
 * The list of names is made before the run, so that the number is known and the order does
 * not depend on the file system. Names that begin with a dot are left out of folders.
 */
#ifndef STET_CLI_INPUTS_H
#define STET_CLI_INPUTS_H

#include <stet/stet.h>

struct inputs {
    char **names;
    size_t count, cap, at;
    uint64_t skipped;            /* left out by resume */
    int (*skip)(void *self, stet_str name); /* may be NULL */
    void *skip_self;
    stet_out *shown; /* a name while it is asked for */
};

/* 0 or an exit status, with the reason on stderr. */
int inputs_collect(struct inputs *inputs, char **arguments, int count);
void inputs_done(struct inputs *inputs);
/* A stet_next_fn. */
stet_code inputs_next(void *self, stet_input *ret_input);

#endif
