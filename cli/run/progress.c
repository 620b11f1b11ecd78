/* SPDX-License-Identifier: MIT */
/* Draws the progress of a run: share, rate, time left. */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL
enum { BAR_WIDTH = 24 };

int64_t progress_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

void progress_begin(struct progress *progress, uint64_t total, int off)
{
    const char *term = getenv("TERM");
    int dumb = term && strcmp(term, "dumb") == 0;
    *progress = (struct progress){.total = total,
                                  .begun = progress_nanoseconds(),
                                  .off = off || dumb || !isatty(STDERR_FILENO)};
}

static void put_time_left(double seconds)
{
    if (seconds >= 3600)
        fprintf(stderr, ", %.0f h %.0f min left", seconds / 3600,
                (double)((long)seconds % 3600 / 60));
    else if (seconds >= 60)
        fprintf(stderr, ", %ld min %ld s left", (long)seconds / 60, (long)seconds % 60);
    else
        fprintf(stderr, ", %.0f s left", seconds);
}

void progress_show(struct progress *progress, uint64_t done)
{
    int64_t spent = progress_nanoseconds() - progress->begun;
    if (progress->off || spent < SECOND || done == 0)
        return;
    double rate = (double)done * SECOND / (double)spent;
    char bar[BAR_WIDTH + 1] = "";
    fputs("\r\033[K", stderr);
    if (progress->total) {
        size_t full = (size_t)(done * BAR_WIDTH / progress->total);
        full = full > BAR_WIDTH ? BAR_WIDTH : full;
        memset(bar, '#', full);
        memset(bar + full, '.', BAR_WIDTH - full);
        fprintf(stderr, "[%s] %llu/%llu", bar, (unsigned long long)done,
                (unsigned long long)progress->total);
    } else
        fprintf(stderr, "%llu articles", (unsigned long long)done);
    fprintf(stderr, ", %.0f a second", rate);
    if (progress->total > done)
        put_time_left((double)(progress->total - done) / rate);
    fflush(stderr);
    progress->shown = 1;
}

void progress_clear(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = 0;
}
