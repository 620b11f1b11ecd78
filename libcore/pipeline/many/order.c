/* SPDX-License-Identifier: MIT */
/*
 * Places in input order, free slots, and who commits.
 */
#include "pipeline/many/many.h"

static void link_before(struct place *place, struct place *next)
{
    place->next = next;
    place->prev = next->prev;
    next->prev->next = place;
    next->prev = place;
}

static void unlink_place(struct place *place)
{
    place->prev->next = place->next;
    place->next->prev = place->prev;
    place->next = place->prev = NULL;
}

/* The slot that was used last comes first: its memory is still in the cache. */
struct slot *stet__slot_take(struct many *m)
{
    pthread_mutex_lock(&m->order);
    while (!m->free && !stet__many_is_stopped(m))
        pthread_cond_wait(&m->slot_free, &m->order);
    struct slot *slot = stet__many_is_stopped(m) ? NULL : m->free;
    if (slot)
        m->free = slot->next_free;
    pthread_mutex_unlock(&m->order);
    return slot;
}

static void push_free(struct many *m, struct slot *slot)
{
    slot->next_free = m->free;
    m->free = slot;
    pthread_cond_signal(&m->slot_free);
}

void stet__slot_give(struct many *m, struct slot *slot)
{
    pthread_mutex_lock(&m->order);
    push_free(m, slot);
    pthread_mutex_unlock(&m->order);
}

void stet__place_before(struct many *m, struct place *place, struct place *next)
{
    pthread_mutex_lock(&m->order);
    place->done = 0;
    link_before(place, next);
    pthread_mutex_unlock(&m->order);
}

void stet__place_append(struct many *m, struct place *place)
{
    stet__place_before(m, place, &m->list);
}

void stet__place_after(struct many *m, struct place *place, struct place *before)
{
    pthread_mutex_lock(&m->order);
    place->done = 0;
    link_before(place, before->next);
    pthread_mutex_unlock(&m->order);
}

/* One thread at a time commits; the others leave their places to it. */
void stet__place_done(struct many *m, struct place *place)
{
    pthread_mutex_lock(&m->order);
    place->done = 1;
    if (m->committing) {
        pthread_mutex_unlock(&m->order);
        return;
    }
    m->committing = 1;
    while (m->list.next != &m->list && m->list.next->done) {
        struct place *first = m->list.next;
        struct slot *slot = first->slot;
        unlink_place(first);
        if (!slot) {
            struct stream *stream = (struct stream *)(void *)first;
            stream->next = m->spare;
            m->spare = stream;
            continue;
        }
        pthread_mutex_unlock(&m->order);
        stet__commit(m, slot);
        pthread_mutex_lock(&m->order);
        push_free(m, slot);
    }
    m->committing = 0;
    pthread_mutex_unlock(&m->order);
}
