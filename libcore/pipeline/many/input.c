/* SPDX-License-Identifier: MIT */
/*
 * Inputs: regular files, pipes and descriptors, memory. Sizes are known before anything
 * is read whole; a format that holds many articles is read as a stream, however large.
 */
#include "pipeline/many/many.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Larger files are read as streams: they may hold many articles. */
enum { HEAD_BYTES = 4096, WHOLE_BYTES = 1 << 20 };

void stet__input_refuse(struct slot *slot, int fate, int unread, const char *format,
                        ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(slot->err.message, sizeof slot->err.message, format, args);
    va_end(args);
    slot->refused = fate;
    slot->unread = unread;
}

static int holds_many(const struct plan_reader *reader)
{
    return reader && reader->entry->step->reader->open != NULL;
}

static stet_str name_of(struct slot *slot)
{
    return stet__buffer_str(&slot->name);
}

static void no_memory(struct slot *slot)
{
    stet__input_refuse(slot, FATE_FAILED, 0, "not enough memory");
}

/* ---- streams ------------------------------------------------------------- */

/* Hand the source to the reader. */
static struct stream *open_stream(struct slot *slot, struct stream *stream)
{
    const struct plan_reader *reader = stream->reader;
    stet_code code = reader->entry->step->reader->open(
        reader->plan, &stream->source.pub, &stream->state);
    if (code == STET_OK)
        return stream;
    stream->state = NULL;
    stet__stream_close(stream);
    stet__input_refuse(slot, FATE_QUARANTINED, 0, "%s cannot begin: %s",
                       reader->entry->step->name, stet_code_text(code));
    stet__stream_free(stream);
    return NULL;
}

static struct stream *begin_stream(struct many *m, struct slot *slot)
{
    struct stream *stream = stet__stream_new(m);
    if (!stream) {
        no_memory(slot);
        return NULL;
    }
    stet__buffer_reset(&stream->name, stream->name.max);
    stet_put_str(&stream->name, name_of(slot));
    return stream;
}

/* The bytes that were read change hands. */
static struct stream *stream_of_bytes(struct many *m, struct slot *slot)
{
    struct stream *stream = begin_stream(m, slot);
    if (!stream)
        return NULL;
    stet_out bytes = slot->job.source;
    slot->job.source = stream->source.buffer;
    slot->job.source.max = bytes.max;
    stet__source_memory(&stream->source, stet__buffer_str(&stream->name),
                        (stet_str){NULL, 0});
    bytes.max = slot->job.source.max;
    stream->source.buffer = bytes;
    stet__buffer_reset(&slot->job.source, slot->job.source.max);
    stream->reader = slot->reader;
    return open_stream(slot, stream);
}

static struct stream *give_up(struct stream *stream)
{
    stet__stream_close(stream);
    stet__stream_free(stream);
    return NULL;
}

const char *stet__input_trouble(const struct slot *slot, stet_code code,
                                char text[TROUBLE_TEXT])
{
    char limit[LIMIT_TEXT];
    if (code != STET_E_LIMIT)
        return code == STET_E_NOMEM ? "not enough memory" : "it cannot be read";
    snprintf(text, TROUBLE_TEXT, "it is larger than an article may be: %s",
             stet__limits_say(&slot->job.plan->ctx->limits, "article", limit));
    return text;
}

/* A pipe, or a file that is larger than an article: the first bytes decide. */
static struct stream *read_stream(struct many *m, struct slot *slot, int fd, int owned)
{
    stet_str text;
    char why[TROUBLE_TEXT];
    struct stream *stream = begin_stream(m, slot);
    if (!stream) {
        if (owned)
            close(fd);
        return NULL;
    }
    stream->fd = owned ? fd : -1;
    stet__source_stream(&stream->source, stet__buffer_str(&stream->name), fd, owned);
    stet_code code = stet__source_peek(&stream->source, HEAD_BYTES, &text);
    if (code == STET_OK) {
        stream->reader = stet__reader_choose(m->plan, text, name_of(slot));
        if (holds_many(stream->reader))
            return open_stream(slot, stream);
        slot->reader = stream->reader;
        stream->reader = NULL;
        code = stet__source_all(&stream->source, &text);
    }
    if (code == STET_OK) {
        stet_put_str(&slot->job.source, text);
        code = slot->job.source.failed;
        slot->bytes_in = text.n;
    }
    if (code != STET_OK)
        stet__input_refuse(slot, FATE_QUARANTINED, code == STET_E_IO, "%s",
                           stet__input_trouble(slot, code, why));
    return give_up(stream);
}

/* ---- files --------------------------------------------------------------- */

/* All of a regular file; it may grow meanwhile, up to the limit. */
static stet_code read_file(int fd, size_t size, stet_out *bytes)
{
    for (;;) {
        size_t want = bytes->len < size ? size - bytes->len : 1;
        char *room =
            stet_out_room(bytes, want + 1); /* one more finds the end at once */
        if (!room)
            return bytes->failed;
        ssize_t n = read(fd, room, want + 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return STET_E_IO;
        if (n == 0)
            return STET_OK;
        bytes->len += (size_t)n;
        if ((size_t)n <= want && bytes->len >= size)
            return STET_OK;
    }
}

static struct stream *settle_bytes(struct many *m, struct slot *slot)
{
    slot->reader = stet__reader_choose(m->plan, stet__buffer_str(&slot->job.source),
                                       name_of(slot));
    return holds_many(slot->reader) ? stream_of_bytes(m, slot) : NULL;
}

/* A named pipe that nobody has opened yet reads as empty: wait for its writer. */
static void await_writer(const struct many *m, int fd)
{
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    while (!stet__many_is_cancelled(m) && poll(&poller, 1, 100) <= 0)
        ;
}

static struct stream *open_file(struct many *m, struct slot *slot)
{
    struct stat st;
    stet_out *bytes = &slot->job.source;
    int fd = open(slot->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) < 0) {
        stet__input_refuse(slot, FATE_FAILED, 1, "cannot open it: %s",
                           strerrordesc_np(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    if (!S_ISREG(st.st_mode)) {
        if (S_ISFIFO(st.st_mode))
            await_writer(m, fd);
        if (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode))
            return read_stream(m, slot, fd, 1);
        stet__input_refuse(slot, FATE_FAILED, 1, "it is %s",
                           S_ISDIR(st.st_mode) ? "a folder" : "not a file");
        close(fd);
        return NULL;
    }
    if (st.st_size > WHOLE_BYTES ||
        (uint64_t)st.st_size > m->plan->ctx->limits.article_bytes)
        return read_stream(m, slot, fd, 1);
    char why[TROUBLE_TEXT];
    stet_code code = read_file(fd, (size_t)st.st_size, bytes);
    close(fd);
    slot->bytes_in = bytes->len;
    if (code == STET_OK)
        return settle_bytes(m, slot);
    stet__input_refuse(slot, FATE_QUARANTINED, code == STET_E_IO, "%s",
                       stet__input_trouble(slot, code, why));
    return NULL;
}

struct stream *stet__input_open(struct many *m, struct slot *slot)
{
    if (slot->name.failed || slot->path.failed) {
        stet__input_refuse(slot, FATE_FAILED, 1, "its name is too long");
        return NULL;
    }
    if (slot->job.source.failed) {
        char why[TROUBLE_TEXT];
        stet__input_refuse(slot, FATE_QUARANTINED, 0, "%s",
                           stet__input_trouble(slot, slot->job.source.failed, why));
        return NULL;
    }
    if (slot->ready)
        return settle_bytes(m, slot);
    if (slot->path.len)
        return open_file(m, slot);
    if (slot->fd >= 0)
        return read_stream(m, slot, slot->fd, 0);
    stet__input_refuse(slot, FATE_FAILED, 1,
                       "the input has neither bytes, path nor descriptor");
    return NULL;
}
