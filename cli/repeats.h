/* SPDX-License-Identifier: MIT */
/* cli/repeats.h - the same warning of a step, article after article, told once and counted. */
#ifndef STET_CLI_REPEATS_H
#define STET_CLI_REPEATS_H

#include <stet/stet.h>

enum { REPEATS_SHOWN = 1, REPEATS_KEPT = 64, REPEATS_TEXT = 200 };

struct repeat {
    uint64_t count;
    size_t step_size, size;
    char text[REPEATS_TEXT]; /* the step, then the message */
};

struct repeats {
    size_t count;
    struct repeat kept[REPEATS_KEPT];
};

/* Nonzero: this one should be shown. Warnings that do not fit are shown always. */
int repeats_is_news(struct repeats *repeats, stet_str step, stet_str message);
/* On stderr, one line for each that was held back. */
void repeats_print(const struct repeats *repeats);

#endif
