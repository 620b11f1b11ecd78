/* SPDX-License-Identifier: MIT */
/*
 * tests/bench/bench.h - rows of name, value, unit, floor and ratio; clocks; processes.
 *
 * Every figure stands beside a floor that was run in the same minutes on the same machine:
 * machines are noisy, ratios are not. Nothing here is asserted; it is read by a person.
 */
#ifndef STET_BENCH_H
#define STET_BENCH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct bench {
    const char *stet;    /* the command         */
    const char *plugins; /* folder of plugins   */
    const char *data;    /* folder of data      */
    const char *texts;   /* prose.md, links.md  */
    const char *scratch; /* a folder to write in */
    FILE *json;
    int rows;
};

/* Print one row and keep it for bench.json. floor 0: none; goal 0: none. */
void bench_row(struct bench *b, const char *name, double value, const char *unit,
               double floor, double ratio, double goal);
double bench_now(void); /* microseconds, monotonic */
/* The least time of one call, over `rounds` rounds of `calls` calls each. */
double bench_least(void (*call)(void *), void *self, int rounds, int calls);

struct bench_child {
    double wall, cpu;   /* microseconds */
    long peak_kib;
    uint64_t bytes;     /* read from its standard output */
    int status;
};
/* Run a program with its output on a pipe that is read and thrown away. */
int bench_spawn(const char *const argv[], struct bench_child *ret_child);

char *bench_read(const char *folder, const char *name, size_t *ret_n);
int bench_write(const char *path, const char *p, size_t n);

/* md4c's own Markdown to HTML of the inputs of the rows with files, in microseconds: half of them
 * are made from prose.md, half from links.md. */
double bench_markdown_floor(struct bench *b);
double bench_prose_floor(const char *text, size_t n, int rounds, int calls);
struct stet_context;
void bench_formats(struct bench *b, struct stet_context *ctx); /* each format alone */
void bench_memory(struct bench *b);  /* one article in memory */
void bench_files(struct bench *b);   /* with files, threads, growth */
void bench_start(struct bench *b);   /* start-up */

#endif
