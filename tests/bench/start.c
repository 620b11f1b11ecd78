/* SPDX-License-Identifier: MIT */
/* Start-up: `stet version`, and a pipeline with 10,000 terms loaded. */
#include "bench.h"

static double least_wall(const char *const argv[])
{
    struct bench_child child;
    double least = 0;
    for (int i = 0; i < 20; i++) {
        if (bench_spawn(argv, &child) < 0)
            return 0;
        least = i == 0 || child.wall < least ? child.wall : least;
    }
    return least;
}

void bench_start(struct bench *b)
{
    char yaml[4096];
    snprintf(yaml, sizeof yaml, "%s/main.yaml", b->texts);
    const char *nothing[] = {"./tests/bench/empty", 0};
    const char *version[] = {b->stet, "version", 0};
    const char *check[] = {b->stet, "check", yaml, 0};
    double floor = least_wall(nothing) / 1000;
    double begin = least_wall(version) / 1000, load = least_wall(check) / 1000;
    bench_row(b, "stet version", begin, "ms", floor, floor > 0 ? begin / floor : 0, 5);
    bench_row(b, "a pipeline with 10,000 terms loaded", load, "ms", floor,
              floor > 0 ? load / floor : 0, 15);
}
