/* SPDX-License-Identifier: MIT */
/* `make bench`: runs all measurements, prints the table, writes bench.json. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

double bench_least(void (*call)(void *), void *self, int rounds, int calls)
{
    double least = 0;
    for (int r = 0; r < rounds; r++) {
        double begun = bench_now();
        for (int i = 0; i < calls; i++)
            call(self);
        double one = (bench_now() - begun) / calls;
        if (r == 0 || one < least)
            least = one;
    }
    return least;
}

void bench_row(struct bench *b, const char *name, double value, const char *unit,
               double floor, double ratio, double goal)
{
    char floor_text[32] = "", ratio_text[32] = "", goal_text[48] = "";
    if (floor > 0)
        snprintf(floor_text, sizeof floor_text, "%.2f", floor);
    if (ratio > 0)
        snprintf(ratio_text, sizeof ratio_text, "%.2f", ratio);
    if (goal > 0)
        snprintf(goal_text, sizeof goal_text, "%.2f", goal);
    printf("%-46s %12.2f %-10s %10s %7s %7s\n", name, value, unit, floor_text,
           ratio_text, goal_text);
    fflush(stdout);
    fprintf(b->json, "%s\n  {\"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\"",
            b->rows++ ? "," : "", name, value, unit);
    fprintf(b->json, floor > 0 ? ", \"floor\": %.3f" : ", \"floor\": null", floor);
    fprintf(b->json, ratio > 0 ? ", \"ratio\": %.3f}" : ", \"ratio\": null}", ratio);
}

static void drain(int fd, uint64_t *ret_bytes)
{
    char chunk[65536];
    ssize_t n;
    while ((n = read(fd, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR))
        *ret_bytes += n > 0 ? (uint64_t)n : 0;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

int bench_spawn(const char *const argv[], struct bench_child *ret_child)
{
    int ends[2], status;
    pid_t pid;
    struct rusage usage;
    posix_spawn_file_actions_t actions;
    memset(ret_child, 0, sizeof *ret_child);
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    double begun = bench_now();
    int failed = posix_spawnp(&pid, argv[0], &actions, NULL,
                              (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (!failed)
        drain(ends[0], &ret_child->bytes);
    close(ends[0]);
    if (failed || wait4(pid, &status, 0, &usage) < 0)
        return -1;
    ret_child->wall = bench_now() - begun;
    ret_child->cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    ret_child->peak_kib = usage.ru_maxrss;
    ret_child->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return 0;
}

char *bench_read(const char *folder, const char *name, size_t *ret_n)
{
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s%s%s", folder, *name ? "/" : "", name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0) {
        fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
        exit(1);
    }
    char *text = malloc((size_t)st.st_size + 1);
    ssize_t n = text ? read(fd, text, (size_t)st.st_size) : -1;
    close(fd);
    if (n != st.st_size)
        exit(1);
    text[n] = '\0';
    *ret_n = (size_t)n;
    return text;
}

int bench_write(const char *path, const char *p, size_t n)
{
    char temporary[4096];
    snprintf(temporary, sizeof temporary, "%s.part", path);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return -1;
    int bad = write(fd, p, n) != (ssize_t)n;
    bad |= close(fd) < 0;
    return bad ? -1 : rename(temporary, path);
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fputs("usage: bench STET PLUGINS DATA TEXTS SCRATCH [JSON]\n", stderr);
        return 2;
    }
    struct bench b = {argv[1], argv[2], argv[3], argv[4], argv[5], NULL, 0};
    b.json = fopen(argc > 6 ? argv[6] : "bench.json", "w");
    if (!b.json) {
        fprintf(stderr, "bench: cannot write the results: %s\n", strerror(errno));
        return 1;
    }
    setenv("STET_PLUGIN_PATH", b.plugins, 1);
    setenv("STET_DATA_PATH", b.data, 1);
    mkdir(b.scratch, 0777);
    printf("%-46s %12s %-10s %10s %7s %7s\n", "name", "value", "unit", "floor", "ratio",
           "goal");
    fputs("[", b.json);
    /* first what runs in children: the peak of a child is at least that of this program
     * at its start */
    bench_start(&b);
    bench_files(&b);
    bench_memory(&b);
    fputs("\n]\n", b.json);
    return fclose(b.json) == 0 ? 0 : 1;
}
