/* SPDX-License-Identifier: MIT */
/* cli/run/progress.h - a bar on a terminal when a run takes more than a second. */
#ifndef STET_CLI_PROGRESS_H
#define STET_CLI_PROGRESS_H

#include <stdint.h>

struct progress {
    uint64_t total; /* 0: unknown */
    int64_t begun;  /* monotonic nanoseconds */
    int shown, off;
};

void progress_begin(struct progress *progress, uint64_t total, int off);
void progress_show(struct progress *progress, uint64_t done);
/* Wipe the bar, so that other lines can be printed. */
void progress_clear(struct progress *progress);
int64_t progress_nanoseconds(void);

#endif
