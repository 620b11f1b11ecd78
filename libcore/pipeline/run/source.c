/* SPDX-License-Identifier: MIT */
/*
 * Bytes for readers of many articles. The buffer keeps its memory from source to
 * source.
 */
#include "pipeline/run/source.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/buffer.h"

enum { BLOCK = 64 << 10 };

static stet_str rest_of(const struct byte_source *s)
{
    if (s->text.p)
        return stet_strn(s->text.p + s->at, s->text.n - s->at);
    return stet_strn(s->buffer.len ? s->buffer.data + s->at : "",
                     s->buffer.len - s->at);
}

/* What was given out makes room, once it is more than half. */
static void close_up(struct byte_source *s)
{
    if (s->at == 0 || s->at < s->buffer.len / 2)
        return;
    memmove(s->buffer.data, s->buffer.data + s->at, s->buffer.len - s->at);
    s->buffer.len -= s->at;
    s->at = 0;
}

static int is_cancelled(const struct byte_source *s)
{
    return s->cancel && __atomic_load_n(s->cancel, __ATOMIC_RELAXED);
}

/* A pipe may be silent for long: look up now and then. */
static void wait_for_bytes(const struct byte_source *s)
{
    struct pollfd ready = {.fd = s->fd, .events = POLLIN};
    poll(&ready, 1, 100);
}

/* 0 at the end. A descriptor of the caller's blocks, so poll() comes first; one of ours
 * does not, for poll() never tells the end of a named pipe that nobody writes to. */
static ssize_t read_some(struct byte_source *s, char *to, size_t n)
{
    struct pollfd ready = {.fd = s->fd, .events = POLLIN};
    while (!is_cancelled(s)) {
        if (!s->never_blocks && s->cancel && poll(&ready, 1, 100) == 0)
            continue;
        ssize_t got = read(s->fd, to, n);
        if (got >= 0 || (errno != EINTR && errno != EAGAIN))
            return got;
        if (errno == EAGAIN)
            wait_for_bytes(s);
    }
    return 0;
}

static stet_code read_block(struct byte_source *s)
{
    close_up(s);
    char *room = stet_out_room(&s->buffer, BLOCK);
    if (!room)
        return s->buffer.failed;
    ssize_t n = read_some(s, room, BLOCK);
    if (n < 0)
        return STET_E_IO;
    s->at_end = n == 0;
    s->buffer.len += (size_t)n;
    s->total += (uint64_t)n;
    return STET_OK;
}

stet_code stet__source_peek(struct byte_source *s, size_t want, stet_str *ret_head)
{
    stet_code code = STET_OK;
    while (code == STET_OK && !s->at_end && rest_of(s).n < want)
        code = read_block(s);
    if (code == STET_OK)
        *ret_head = rest_of(s);
    return code;
}

stet_code stet__source_all(struct byte_source *s, stet_str *ret_text)
{
    stet_code code = stet__source_peek(s, s->max + 1, ret_text);
    if (code == STET_OK && ret_text->n > s->max)
        code = STET_E_LIMIT;
    if (code == STET_OK)
        s->at += ret_text->n;
    return code;
}

static stet_code source_all(stet_source *pub, stet_str *ret_text)
{
    return stet__source_all(pub->self, ret_text);
}

static stet_code source_line(stet_source *pub, stet_str *ret_text)
{
    struct byte_source *s = pub->self;
    size_t seen = 0;
    for (;;) {
        stet_str rest = rest_of(s);
        const char *end =
            rest.n > seen ? memchr(rest.p + seen, '\n', rest.n - seen) : NULL;
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        if (n > s->max)
            return STET_E_LIMIT;
        if (end || s->at_end) {
            if (rest.n == 0)
                return STET_DONE;
            s->at += n + (end != NULL);
            *ret_text = stet_strn(rest.p, n && rest.p[n - 1] == '\r' ? n - 1 : n);
            return STET_OK;
        }
        seen = rest.n;
        stet_code code = read_block(s);
        if (code != STET_OK)
            return code;
    }
}

void stet__source_init(struct byte_source *s, const struct limits *limits)
{
    memset(s, 0, sizeof *s);
    s->max = (size_t)limits->article_bytes;
    stet__buffer_init(&s->buffer,
                      SIZE_MAX / 2 - 1 < s->max ? s->max : 2 * s->max + 4 * BLOCK);
    s->pub.size = sizeof s->pub;
    s->pub.self = s;
    s->pub.all = source_all;
    s->pub.line = source_line;
    s->fd = -1;
}

void stet__source_done(struct byte_source *s)
{
    stet__buffer_done(&s->buffer);
}

static void begin(struct byte_source *s, stet_str name)
{
    stet__buffer_reset(&s->buffer, s->buffer.max);
    s->pub.name = name;
    s->at = 0;
    s->total = 0;
}

void stet__source_memory(struct byte_source *s, stet_str name, stet_str text)
{
    begin(s, name);
    s->fd = -1;
    s->text = text;
    s->at_end = 1;
}

void stet__source_stream(struct byte_source *s, stet_str name, int fd, int never_blocks)
{
    begin(s, name);
    s->never_blocks = never_blocks;
    s->fd = fd;
    s->text = (stet_str){NULL, 0};
    s->at_end = 0;
}
