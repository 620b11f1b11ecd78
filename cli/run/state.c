/* SPDX-License-Identifier: MIT */
/* The state file of an output folder. */
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../args.h"

#define STATE_NAME ".stet-state"
#define HEAD "stet-state 1 "

/* The same in every run, unlike the keyed hash of tables. */
static uint64_t hash_key(stet_str name, const uint8_t *digest)
{
    uint8_t sum[32];
    uint64_t hash;
    stet_kit_table()->sha256(name.p, name.n, sum);
    memcpy(&hash, sum, sizeof hash);
    for (int i = 0; digest && i < 8; i++)
        hash ^= (uint64_t)digest[i] << (8 * i);
    return hash;
}

static void put_hex(char *to, const uint8_t *p, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        to[2 * i] = digits[p[i] >> 4];
        to[2 * i + 1] = digits[p[i] & 15];
    }
}

static int read_hex(const char *hex, uint8_t *to, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned value;
        if (sscanf(hex + 2 * i, "%2x", &value) != 1)
            return 0;
        to[i] = (uint8_t)value;
    }
    return 1;
}

/* One line: 16 hex digits of the name's hash, then a blank and the digest, if any. */
static int read_line(struct state *s, const char *line, int resume, int unchanged)
{
    uint64_t name;
    uint8_t digest[32];
    if (!read_hex(line, (uint8_t *)&name, sizeof name))
        return 0;
    if (resume && name_set_add(&s->done, name) < 0)
        return -1;
    if (!unchanged || line[16] != ' ' || !read_hex(line + 17, digest, sizeof digest))
        return 0;
    uint64_t key = name;
    for (int i = 0; i < 8; i++)
        key ^= (uint64_t)digest[i] << (8 * i);
    return name_set_add(&s->unchanged, key) < 0 ? -1 : 0;
}

/* 1: read; 0: there is none, or it is of another pipeline; -1: no memory. */
static int read_state(struct state *s, FILE *old, const char *head, int resume,
                      int unchanged)
{
    char *line = NULL;
    size_t cap = 0;
    int status = getline(&line, &cap, old) > 0 && strcmp(line, head) == 0;
    while (status > 0 && getline(&line, &cap, old) > 16)
        if (read_line(s, line, resume, unchanged) < 0)
            status = -1;
    free(line);
    return status;
}

static int open_next(struct state *s, int dir, const char *head, int keep)
{
    int flags =
        O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (keep ? O_APPEND : O_TRUNC);
    int fd = openat(dir, STATE_NAME, flags, 0666);
    s->file = fd < 0 ? NULL : fdopen(fd, keep ? "a" : "w");
    if (!s->file) {
        fprintf(stderr, "stet: cannot write the state of the run: %s\n",
                strerror(errno));
        if (fd >= 0)
            close(fd);
        return EXIT_IO;
    }
    if (!keep)
        fputs(head, s->file);
    return 0;
}

int state_open(struct state *state, int dir, const stet_pipeline *pipeline, int resume,
               int unchanged)
{
    uint8_t digest[32];
    char head[96] = HEAD;
    *state = (struct state){.with_digests = unchanged};
    pthread_mutex_init(&state->mutex, NULL);
    stet_pipeline_digest(pipeline, digest);
    put_hex(head + strlen(HEAD), digest, sizeof digest);
    head[strlen(HEAD) + 64] = '\n';
    int fd = openat(dir, STATE_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), got = 0;
    FILE *old = fd < 0 ? NULL : fdopen(fd, "r");
    if (old && (resume || unchanged))
        got = read_state(state, old, head, resume, unchanged);
    if (old)
        fclose(old);
    if (got < 0) {
        fputs("stet: not enough memory for the state of the last run\n", stderr);
        return EXIT_TRY_AGAIN;
    }
    if (resume && !got)
        fprintf(stderr, "stet: nothing to resume: %s; all inputs are run\n",
                old ? "the pipeline has changed since" : "no run has been here");
    return open_next(state, dir, head, resume && got);
}

void state_done(struct state *state)
{
    if (state->file)
        fclose(state->file);
    name_set_done(&state->done);
    name_set_done(&state->unchanged);
    pthread_mutex_destroy(&state->mutex);
}

int state_is_done(void *self, stet_str name)
{
    const struct state *s = self;
    return s->done.count && name_set_has(&s->done, hash_key(name, NULL));
}

int state_is_unchanged(void *self, stet_str name, const uint8_t digest[32])
{
    struct state *s = self;
    uint64_t hash = hash_key(name, NULL);
    pthread_mutex_lock(&s->mutex);
    size_t slot = hash % STATE_FLIGHT;
    s->flight[slot].name = hash;
    memcpy(s->flight[slot].digest, digest, 32);
    pthread_mutex_unlock(&s->mutex);
    return name_set_has(&s->unchanged, hash_key(name, digest));
}

void state_add(struct state *state, stet_str name)
{
    if (!state->file)
        return;
    uint64_t hash = hash_key(name, NULL);
    char hex[96];
    put_hex(hex, (const uint8_t *)&hash, sizeof hash);
    size_t n = 16, slot = hash % STATE_FLIGHT;
    pthread_mutex_lock(&state->mutex);
    if (state->with_digests && state->flight[slot].name == hash) {
        hex[n++] = ' ';
        put_hex(hex + n, state->flight[slot].digest, 32);
        n += 64;
    }
    pthread_mutex_unlock(&state->mutex);
    hex[n++] = '\n';
    fwrite(hex, 1, n, state->file);
}
