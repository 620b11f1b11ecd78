/* SPDX-License-Identifier: MIT */
/*
 * base/memory.h - the one allocation hook, and the arena.
 *
 * Every allocation of the core goes through stet__alloc() and its siblings, so that a
 * test build (-DSTET_FAULTS) can fail the Nth. The arena hands out zero-filled, 16-byte
 * aligned memory that lives until reset or done; reset keeps the blocks for the next
 * article. An arena belongs to one thread and never exceeds its limit.
 */
#ifndef STET_BASE_MEMORY_H
#define STET_BASE_MEMORY_H

#include <stet/types.h>

void *stet__alloc(size_t n);
void *stet__calloc(size_t count, size_t each); /* overflow-checked */
void *stet__realloc(void *p, size_t n);        /* p stays valid on failure */
void stet__free(void *p);                      /* NULL is accepted */
/* Grow an array geometrically: *items, *cap of `each`-byte items to hold `need`. */
stet_code stet__array_reserve(void *items_ptr, size_t *cap, size_t need, size_t each);

#ifdef STET_FAULTS
/* Test build: fail the nth allocation from now (1: the next), once or from then on.
 * 0 switches it off. Answers how many were counted since the last call. */
unsigned long stet__fail_alloc(unsigned long nth, int sticky);
#endif

struct arena_block;
struct arena {
    struct arena_block *first, *current;
    char *at, *end;
    size_t used, limit; /* bytes handed out; limit 0: none */
};

void stet__arena_init(struct arena *arena, size_t limit);
void stet__arena_done(struct arena *arena);
void stet__arena_reset(struct arena *arena, size_t limit); /* keeps blocks, forgets content */
void *stet__arena_alloc_slow(struct arena *arena, size_t n);

/* n bytes, aligned to 16, zero-filled; NULL at the limit or without memory. */
static inline void *stet__arena_alloc(struct arena *arena, size_t n)
{
    size_t need = ((n ? n : 1) + 15) & ~(size_t)15;
    if (need < n || (size_t)(arena->end - arena->at) < need)
        return stet__arena_alloc_slow(arena, n);
    void *p = arena->at;
    arena->at += need;
    arena->used += need;
    return memset(p, 0, need);
}
/* Bytes without zero-fill and without alignment, for text. */
char *stet__arena_bytes(struct arena *arena, size_t n);
/* A NUL-terminated copy; .p is NULL when there is no memory. */
stet_str stet__arena_copy(struct arena *arena, stet_str s);
STET_PRINTF(2, 3) stet_str stet__arena_printf(struct arena *arena, const char *format, ...);

#endif
