/* SPDX-License-Identifier: MIT */
/*
 * A sink that keeps everything in memory and looks after its rules: names are taken once,
 * handles are given back once, commits come one at a time. And inputs from a list.
 */
#ifndef STET_TEST_PIPELINE_SINK_H
#define STET_TEST_PIPELINE_SINK_H

#include "pipeline_fixture.h"

enum { SINK_MAX = 20000 };

struct kept {
    char *name, *bytes;
    size_t len;
};

struct sink {
    stet_sink pub;
    pthread_mutex_t mutex;
    struct kept files[SINK_MAX];
    size_t count;
    int open;       /* handles that are out        */
    int committing; /* must never be 2             */
    int commit_fails_after; /* -1: never; E_IO then */
    int open_fails;         /* stet_code, 0: no     */
    size_t commits;
    char unchanged[40];     /* this source name was done before */
};

struct sink_handle {
    char *bytes;
    size_t len;
};

static stet_code sink_open(void *self, stet_str name, void **ret_handle, stet_error *err)
{
    struct sink *s = self;
    (void)name;
    if (s->open_fails) {
        snprintf(err->message, sizeof err->message, "cannot open");
        return s->open_fails;
    }
    struct sink_handle *h = calloc(1, sizeof *h);
    if (!h)
        return STET_E_NOMEM;
    __atomic_add_fetch(&s->open, 1, __ATOMIC_SEQ_CST);
    *ret_handle = h;
    return STET_OK;
}

static stet_code sink_write(void *self, void *handle, const char *bytes, size_t n,
                            stet_error *err)
{
    struct sink_handle *h = handle;
    (void)self;
    (void)err;
    char *grown = realloc(h->bytes, h->len + n + 1);
    if (!grown)
        return STET_E_NOMEM;
    h->bytes = grown;
    if (n)
        memcpy(h->bytes + h->len, bytes, n);
    h->len += n;
    h->bytes[h->len] = '\0';
    return STET_OK;
}

static void sink_abort(void *self, void *handle)
{
    struct sink_handle *h = handle;
    __atomic_sub_fetch(&((struct sink *)self)->open, 1, __ATOMIC_SEQ_CST);
    free(h->bytes);
    free(h);
}

static struct kept *sink_find(struct sink *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->files[i].name, name) == 0)
            return &s->files[i];
    return NULL;
}

static void sink_keep(struct sink *s, const stet_pending *pending, const char *suffix)
{
    struct sink_handle *h = pending->handle;
    struct kept *file = &s->files[s->count++];
    file->name = malloc(pending->name.n + strlen(suffix) + 1);
    memcpy(file->name, pending->name.p, pending->name.n);
    strcpy(file->name + pending->name.n, suffix);
    file->bytes = h->bytes ? h->bytes : strdup("");
    file->len = h->len;
    free(h);
    __atomic_sub_fetch(&s->open, 1, __ATOMIC_SEQ_CST);
}

static stet_code sink_refuse(struct sink *s, stet_pending *pending, size_t n, stet_error *err,
                             stet_code code)
{
    for (size_t i = 0; i < n; i++)
        sink_abort(s, pending[i].handle);
    snprintf(err->message, sizeof err->message,
             code == STET_E_EXISTS ? "the name is taken" : "the disk is full");
    return code;
}

static stet_code sink_commit(void *self, stet_pending *pending, size_t n, stet_error *err)
{
    struct sink *s = self;
    stet_code code = STET_OK;
    if (__atomic_add_fetch(&s->committing, 1, __ATOMIC_SEQ_CST) != 1)
        abort();
    if (s->commit_fails_after >= 0 && s->commits++ >= (size_t)s->commit_fails_after)
        code = STET_E_IO;
    for (size_t i = 0; i < n && code == STET_OK; i++)
        if (!stet_str_is(pending[i].name, "-") && !pending[i].suffix &&
            sink_find(s, pending[i].name.p))
            code = STET_E_EXISTS;
    if (code != STET_OK)
        sink_refuse(s, pending, n, err, code);
    for (size_t i = 0; i < n && code == STET_OK; i++)
        sink_keep(s, &pending[i],
                  pending[i].suffix && sink_find(s, pending[i].name.p) ? "-2" : "");
    __atomic_sub_fetch(&s->committing, 1, __ATOMIC_SEQ_CST);
    return code;
}

static int sink_unchanged(void *self, stet_str name, const uint8_t digest[32])
{
    const struct sink *s = self;
    (void)digest;
    return stet_str_is(name, s->unchanged);
}

static inline struct sink *sink_new(void)
{
    struct sink *s = calloc(1, sizeof *s);
    ck_assert_ptr_nonnull(s);
    s->pub = (stet_sink){.size = sizeof s->pub,
                         .self = s,
                         .open = sink_open,
                         .write = sink_write,
                         .commit = sink_commit,
                         .abort = sink_abort,
                         .unchanged = sink_unchanged};
    s->commit_fails_after = -1;
    return s;
}

static inline void sink_free(struct sink *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->files[i].name);
        free(s->files[i].bytes);
    }
    free(s);
}

/* All of it as one text, in the order of the commits. */
static inline char *sink_text(const struct sink *s)
{
    size_t n = 1;
    for (size_t i = 0; i < s->count; i++)
        n += strlen(s->files[i].name) + s->files[i].len + 3;
    char *text = malloc(n), *p = text;
    for (size_t i = 0; i < s->count; i++) {
        p += sprintf(p, "%s=", s->files[i].name);
        memcpy(p, s->files[i].bytes, s->files[i].len);
        p += s->files[i].len;
        *p++ = '\n';
    }
    *p = '\0';
    return text;
}

/* ---- inputs -------------------------------------------------------------- */

struct list_input {
    const char *name, *bytes, *path;
    int fd; /* 0: none */
};

struct inputs {
    const struct list_input *list;
    size_t count, at;
    char name[40], bytes[4000]; /* made ones */
    size_t make;                /* this many articles "a<i>.toy", slug <i> */
    size_t pad;                 /* bytes of text in each */
};

static stet_code next_input(void *self, stet_input *ret_input)
{
    struct inputs *in = self;
    if (in->at >= in->count + in->make)
        return STET_DONE;
    size_t i = in->at++;
    if (i < in->count) {
        const struct list_input *item = &in->list[i];
        ret_input->name = stet_cstr(item->name);
        if (item->bytes)
            ret_input->bytes = stet_cstr(item->bytes);
        ret_input->path = item->path;
        ret_input->fd = item->fd ? item->fd : -1;
        return STET_OK;
    }
    i -= in->count;
    snprintf(in->name, sizeof in->name, "a%zu.toy", i);
    int n = snprintf(in->bytes, sizeof in->bytes, "slug: %zu\nheadline: H%zu\n\n", i, i % 7);
    size_t pad = in->pad + i % 50;
    memset(in->bytes + n, 'x', pad);
    in->bytes[(size_t)n + pad] = '\0';
    ret_input->name = stet_cstr(in->name);
    ret_input->bytes = stet_cstr(in->bytes);
    return STET_OK;
}

#endif
