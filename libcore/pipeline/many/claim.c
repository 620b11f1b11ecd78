/* SPDX-License-Identifier: MIT */
/*
 * What a worker does next: a piece of the first stream, else the next input.
 */
#include "base/text/kit.h"
#include "pipeline/many/many.h"

#include <stdio.h>
#include <unistd.h>

/* ---- streams ------------------------------------------------------------- */

struct stream *stet__stream_new(struct many *m)
{
    pthread_mutex_lock(&m->order);
    struct stream *stream = m->spare;
    if (stream)
        m->spare = stream->next;
    pthread_mutex_unlock(&m->order);
    if (!stream) {
        stream = stet__calloc(1, sizeof *stream);
        if (!stream)
            return NULL;
        stet__source_init(&stream->source, &m->plan->ctx->limits);
        stet__buffer_init(&stream->name, 1 << 16);
    }
    stream->source.cancel = m->options->run.cancel;
    stream->reader = NULL;
    stream->state = NULL;
    stream->fd = -1;
    stream->count = 0;
    stream->next = NULL;
    stream->place = (struct place){.slot = NULL};
    return stream;
}

void stet__stream_free(struct stream *stream)
{
    stet__source_done(&stream->source);
    stet__buffer_done(&stream->name);
    stet__free(stream);
}

void stet__stream_close(struct stream *stream)
{
    const stet_reader *reader =
        stream->reader ? stream->reader->entry->step->reader : NULL;
    if (stream->state && reader && reader->close)
        reader->close(stream->state);
    stream->state = NULL;
    if (stream->fd >= 0)
        close(stream->fd);
    stream->fd = -1;
}

/* "feed.jsonl:17", "feed.xml#an-id"; a source of one article has its own name. */
static void name_piece(struct stream *stream, const stet_piece *piece,
                       struct slot *slot)
{
    char line[16];
    stet_out *name = &slot->name;
    stet__buffer_reset(name, name->max);
    stet_put_str(name, stet__buffer_str(&stream->name));
    if (!piece->name.n && piece->line <= 1 && stream->count == 1)
        return;
    snprintf(line, sizeof line, "%u", piece->line);
    int by_line = piece->line && (!piece->name.n || stet_str_is(piece->name, line));
    stet_putc(name, by_line ? ':' : '#');
    if (by_line)
        stet_puts(name, line);
    else if (piece->name.n)
        stet_put_str(name, piece->name);
    else
        stet_put_int(name, (int64_t)stream->count);
}

static void fill_slot(struct stream *stream, const stet_piece *piece, struct slot *slot)
{
    struct job *job = &slot->job;
    char text[TROUBLE_TEXT];
    stream->count++;
    name_piece(stream, piece, slot);
    stet__buffer_reset(&job->source, job->source.max);
    stet_put_str(&job->source, piece->bytes);
    slot->reader = stream->reader;
    slot->ready = 1;
    if (job->source.failed)
        stet__input_refuse(slot, FATE_QUARANTINED, 0, "%s",
                           stet__input_trouble(slot, job->source.failed, text));
}

/* What cannot be taken further fails as one article, and ends the stream. */
stet_code stet__stream_next(struct many *m, struct stream *stream, struct slot *slot)
{
    const stet_reader *reader = stream->reader->entry->step->reader;
    stet_piece piece = {.size = sizeof piece, .bytes = {"", 0}, .name = {"", 0}};
    char text[TROUBLE_TEXT];
    if (stet__many_is_cancelled(m) || stet__many_is_stopped(m) || !stream->state)
        return STET_DONE;
    stet_code code = reader->next(stream->state, &piece);
    if (code == STET_DONE)
        return code;
    slot->bytes_in = piece.bytes.n;
    if (code == STET_OK) {
        fill_slot(stream, &piece, slot);
        return STET_OK;
    }
    stet__stream_close(stream);
    piece.bytes = stet_cstr("");
    fill_slot(stream, &piece, slot);
    stet__input_refuse(slot, FATE_QUARANTINED, 0, "%s cannot read on: %s",
                       stream->reader->entry->step->name,
                       code == STET_E_LIMIT ? stet__input_trouble(slot, code, text)
                                            : stet_code_text(code));
    return STET_OK;
}

/* Active streams stand in input order. */
static void add_active(struct many *m, struct stream *stream)
{
    struct stream **link = &m->active;
    while (*link && (*link)->ticket < stream->ticket)
        link = &(*link)->next;
    stream->next = *link;
    *link = stream;
}

void stet__claim_stream(struct worker *w, struct slot *slot, struct stream *stream)
{
    struct many *m = w->many;
    stream->ticket = w->ticket;
    stet__place_after(m, &stream->place, &slot->place);
    pthread_mutex_lock(&m->claim);
    stet_code code = stet__stream_next(m, stream, slot);
    if (code == STET_OK)
        add_active(m, stream);
    else
        stet__stream_close(stream);
    slot->empty = code != STET_OK;
    pthread_cond_broadcast(&m->claimable);
    pthread_mutex_unlock(&m->claim);
    if (code != STET_OK)
        stet__place_done(m, &stream->place);
}

/* ---- the next thing to do ------------------------------------------------ */

static void fill_input(struct slot *slot, const stet_input *input)
{
    stet_str path = input->path ? stet_cstr(input->path) : stet_cstr("");
    stet_str name = input->name.n ? input->name : path;
    stet__buffer_reset(&slot->path, slot->path.max);
    stet_put_str(&slot->path, path);
    stet__buffer_str(&slot->path);
    slot->fd = input->path || input->bytes.p ? -1 : input->fd;
    stet__buffer_reset(&slot->job.source, slot->job.source.max);
    stet__buffer_reset(&slot->name, slot->name.max);
    stet__put_name(&slot->name, name);
    if (!input->bytes.p)
        return;
    slot->ready = 1;
    slot->bytes_in = input->bytes.n;
    stet_put_str(&slot->job.source, input->bytes);
}

/* 1: the slot has one; 0: there are no more. */
static int next_input(struct worker *w, struct slot *slot)
{
    struct many *m = w->many;
    stet_input input = {.size = sizeof input, .fd = -1};
    if (m->inputs_done)
        return 0;
    stet_code code =
        stet__many_is_cancelled(m) ? STET_DONE : m->next(m->next_self, &input);
    if (code != STET_OK) {
        if (code < 0) {
            stet_error err = {.code = code};
            stet__many_break(m, code, &err);
        }
        __atomic_store_n(&m->inputs_done, 1, __ATOMIC_SEQ_CST);
        pthread_cond_broadcast(&m->claimable);
        return 0;
    }
    fill_input(slot, &input);
    w->ticket = ++m->tickets;
    w->opening = 1;
    __atomic_add_fetch(&m->opening, 1, __ATOMIC_SEQ_CST);
    stet__place_append(m, &slot->place);
    return 1;
}

/* 1: the slot has a piece of the first stream; 0: no stream is left. */
static int next_piece(struct many *m, struct slot *slot)
{
    while (m->active) {
        struct stream *stream = m->active;
        if (stet__stream_next(m, stream, slot) == STET_OK) {
            stet__place_before(m, &slot->place, &stream->place);
            return 1;
        }
        m->active = stream->next;
        stet__stream_close(stream);
        pthread_mutex_unlock(&m->claim); /* a commit may take long */
        stet__place_done(m, &stream->place);
        pthread_mutex_lock(&m->claim);
    }
    return 0;
}

static void clear_slot(struct slot *slot)
{
    slot->reader = NULL;
    slot->ready = slot->empty = slot->unread = 0;
    slot->trouble = STET_OK;
    slot->fd = -1;
    slot->bytes_in = 0;
    slot->refused = FATE_ON;
}

int stet__claim(struct worker *w, struct slot *slot)
{
    struct many *m = w->many;
    int found = 0;
    clear_slot(slot);
    pthread_mutex_lock(&m->claim);
    for (;;) {
        if (stet__many_is_stopped(m))
            break;
        found = next_piece(m, slot) || next_input(w, slot);
        if (found)
            break;
        if (m->active)
            continue;
        if (__atomic_load_n(&m->opening, __ATOMIC_SEQ_CST) == 0)
            break;
        pthread_cond_wait(&m->claimable, &m->claim);
    }
    pthread_mutex_unlock(&m->claim);
    return found;
}

void stet__claim_settled(struct worker *w)
{
    struct many *m = w->many;
    if (!w->opening)
        return;
    w->opening = 0;
    if (__atomic_sub_fetch(&m->opening, 1, __ATOMIC_SEQ_CST) > 0 ||
        !__atomic_load_n(&m->inputs_done, __ATOMIC_SEQ_CST))
        return;
    pthread_mutex_lock(&m->claim);
    pthread_cond_broadcast(&m->claimable);
    pthread_mutex_unlock(&m->claim);
}
