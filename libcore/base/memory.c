/* SPDX-License-Identifier: MIT */
/* The allocation hook with its fault points, and the arena. */
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef STET_FAULTS
/* Test build only: which allocation fails, and how many were counted. */
static unsigned long fault_nth, fault_count;
static int fault_sticky;

unsigned long stet__fail_alloc(unsigned long nth, int sticky)
{
    unsigned long counted = __atomic_exchange_n(&fault_count, 0, __ATOMIC_RELAXED);
    fault_nth = nth;
    fault_sticky = sticky;
    return counted;
}

static int must_fail(void)
{
    unsigned long at = __atomic_add_fetch(&fault_count, 1, __ATOMIC_RELAXED);
    return fault_nth && (at == fault_nth || (fault_sticky && at > fault_nth));
}
#else
static inline int must_fail(void)
{
    return 0;
}
#endif

void *stet__alloc(size_t n)
{
    return must_fail() ? NULL : malloc(n ? n : 1);
}

void *stet__calloc(size_t count, size_t each)
{
    return must_fail() ? NULL : calloc(count ? count : 1, each ? each : 1);
}

void *stet__realloc(void *p, size_t n)
{
    return must_fail() ? NULL : realloc(p, n ? n : 1);
}

void stet__free(void *p)
{
    free(p);
}

stet_code stet__array_reserve(void *items_ptr, size_t *cap, size_t need, size_t each)
{
    void **items = items_ptr;
    size_t grown = *cap ? *cap : 16, bytes;
    if (need <= *cap)
        return STET_OK;
    while (grown < need) {
        if (grown > SIZE_MAX / 2)
            return STET_E_NOMEM;
        grown *= 2;
    }
    if (__builtin_mul_overflow(grown, each, &bytes))
        return STET_E_NOMEM;
    void *p = stet__realloc(*items, bytes);
    if (!p)
        return STET_E_NOMEM;
    *items = p;
    *cap = grown;
    return STET_OK;
}

/* ---- arena ---------------------------------------------------------------------- */

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes behind the header */
};

enum { BLOCK_FIRST = 16 << 10, BLOCK_MAX = 1 << 20 };
#define BLOCK_HEAD ((sizeof(struct arena_block) + 15) & ~(size_t)15)

static char *block_bytes(struct arena_block *block)
{
    return (char *)block + BLOCK_HEAD;
}

void stet__arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

void stet__arena_done(struct arena *arena)
{
    struct arena_block *block = arena->first;
    while (block) {
        struct arena_block *next = block->next;
        stet__free(block);
        block = next;
    }
    stet__arena_init(arena, arena->limit);
}

static void enter_block(struct arena *arena, struct arena_block *block)
{
    size_t left = arena->limit ? arena->limit - arena->used : SIZE_MAX;
    arena->current = block;
    arena->at = block ? block_bytes(block) : NULL;
    arena->end = block ? arena->at + (block->size < left ? block->size : left) : NULL;
}

void stet__arena_reset(struct arena *arena, size_t limit)
{
    arena->used = 0;
    arena->limit = limit;
    enter_block(arena, arena->first);
}

/* Make the current block one with room for n: a kept one, or a new one behind it. */
static int next_block(struct arena *arena, size_t n)
{
    struct arena_block *current = arena->current;
    struct arena_block *kept = current ? current->next : arena->first;
    if (kept && kept->size >= n) {
        enter_block(arena, kept);
        return 1;
    }
    size_t size = current ? current->size * 2 : BLOCK_FIRST;
    size = size > BLOCK_MAX ? BLOCK_MAX : size;
    size = size < n ? n : size;
    struct arena_block *block =
        size > SIZE_MAX - BLOCK_HEAD ? NULL : stet__alloc(BLOCK_HEAD + size);
    if (!block)
        return 0;
    *block = (struct arena_block){.next = kept, .size = size};
    if (current)
        current->next = block;
    else
        arena->first = block;
    enter_block(arena, block);
    return 1;
}

/* Room for n bytes at arena->at, within the limit. */
static int make_room(struct arena *arena, size_t n)
{
    if (arena->limit && (n > arena->limit || arena->used > arena->limit - n))
        return 0;
    return (size_t)(arena->end - arena->at) >= n || next_block(arena, n);
}

void *stet__arena_alloc_slow(struct arena *arena, size_t n)
{
    size_t need;
    if (__builtin_add_overflow(n ? n : 1, (size_t)15, &need))
        return NULL;
    need &= ~(size_t)15;
    if (!make_room(arena, need))
        return NULL;
    void *p = arena->at;
    arena->at += need;
    arena->used += need;
    return memset(p, 0, need);
}

char *stet__arena_bytes(struct arena *arena, size_t n)
{
    size_t need;
    if (__builtin_add_overflow(n ? n : 1, (size_t)15, &need))
        return NULL;
    need &= ~(size_t)15; /* keeps what follows aligned */
    if (!make_room(arena, need))
        return NULL;
    char *p = arena->at;
    arena->at += need;
    arena->used += need;
    return p;
}

stet_str stet__arena_copy(struct arena *arena, stet_str s)
{
    char *p = s.n == SIZE_MAX ? NULL : stet__arena_bytes(arena, s.n + 1);
    if (!p)
        return (stet_str){NULL, 0};
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (stet_str){p, s.n};
}

stet_str stet__arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = n < 0 ? NULL : stet__arena_bytes(arena, (size_t)n + 1);
    if (!p)
        return (stet_str){NULL, 0};
    va_start(args, format);
    vsnprintf(p, (size_t)n + 1, format, args);
    va_end(args);
    return (stet_str){p, (size_t)n};
}
