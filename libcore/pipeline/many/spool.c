/* SPDX-License-Identifier: MIT */
/*
 * Pieces in order: sorted in memory, beyond a bound written to an unlinked temporary
 * file as sorted runs, merged at the end. Memory does not grow with their number.
 */
#include "pipeline/many/collection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"

enum { MEMORY_MAX = 3 << 20, BLOCK_BYTES = 32 << 10 };

/* Before each record of a run. */
struct record_head {
    uint64_t index;
    uint64_t key_len, bytes_len;
};

void stet__spool_init(struct spool *s)
{
    memset(s, 0, sizeof *s);
    s->fd = -1;
    stet__buffer_init(&s->data, SIZE_MAX / 4);
}

void stet__spool_done(struct spool *s)
{
    if (s->fd >= 0)
        close(s->fd);
    stet__buffer_done(&s->data);
    stet__free(s->records);
    stet__free(s->runs);
}

/* Descending by key; equal keys as they came. */
static int order_of(stet_str a, uint64_t a_index, stet_str b, uint64_t b_index)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(b.p, a.p, n) : 0;
    if (order == 0 && a.n != b.n)
        order = a.n < b.n ? 1 : -1;
    if (order == 0)
        order = a_index < b_index ? -1 : a_index > b_index;
    return order;
}

static int by_key(const void *left, const void *right, void *data)
{
    const struct spool_record *a = left, *b = right;
    const char *p = data;
    return order_of(stet_strn(p + a->key, a->key_len), a->index,
                    stet_strn(p + b->key, b->key_len), b->index);
}

static void sort_records(struct spool *s)
{
    if (s->count)
        qsort_r(s->records, s->count, sizeof *s->records, by_key, s->data.data);
}

/* ---- the file ------------------------------------------------------------ */

static int open_temporary(void)
{
    char name[] = "/tmp/stet-XXXXXX";
    int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    return fd;
}

static stet_code write_block(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return STET_E_IO;
        p += done;
        n -= (size_t)done;
    }
    return STET_OK;
}

static stet_code flush_block(struct spool *s, stet_out *block, size_t beyond)
{
    if (block->failed)
        return block->failed;
    if (block->len <= beyond)
        return STET_OK;
    stet_code code = write_block(s->fd, block->data, block->len);
    s->size += block->len;
    block->len = 0;
    return code;
}

static stet_code write_records(struct spool *s, stet_out *block)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < s->count && code == STET_OK; i++) {
        const struct spool_record *r = &s->records[i];
        struct record_head head = {r->index, r->key_len, r->bytes_len};
        stet_put(block, (const char *)&head, sizeof head);
        stet_put(block, s->data.data + r->key, r->key_len);
        stet_put(block, s->data.data + r->bytes, r->bytes_len);
        code = flush_block(s, block, BLOCK_BYTES);
    }
    return code == STET_OK ? flush_block(s, block, 0) : code;
}

/* What is in memory becomes a run of the file. */
static stet_code spill(struct spool *s)
{
    stet_out block;
    if (s->fd < 0 && (s->fd = open_temporary()) < 0)
        return STET_E_IO;
    stet_code code =
        stet__array_reserve(&s->runs, &s->run_cap, s->run_count + 1, sizeof *s->runs);
    if (code != STET_OK)
        return code;
    sort_records(s);
    struct spool_run run = {.from = s->size};
    stet__buffer_init(&block, SIZE_MAX / 4);
    code = write_records(s, &block);
    stet__buffer_done(&block);
    run.to = s->size;
    s->runs[s->run_count++] = run;
    s->count = 0;
    s->data.len = 0;
    return code;
}

stet_code stet__spool_add(struct spool *s, stet_str key, stet_str bytes)
{
    stet_code code =
        stet__array_reserve(&s->records, &s->cap, s->count + 1, sizeof *s->records);
    if (code != STET_OK)
        return code;
    struct spool_record record = {.index = s->index,
                                  .key = s->data.len,
                                  .key_len = key.n,
                                  .bytes = s->data.len + key.n,
                                  .bytes_len = bytes.n};
    stet_put_str(&s->data, key);
    stet_put_str(&s->data, bytes);
    if (s->data.failed)
        return s->data.failed;
    s->records[s->count++] = record;
    s->index++;
    return s->data.len > MEMORY_MAX ? spill(s) : STET_OK;
}

/* ---- merging ------------------------------------------------------------- */

/* The next record of one run. */
struct cursor {
    uint64_t at, to;
    stet_out buffer;
    size_t used; /* of the buffer, up to the next record */
    struct record_head head;
    int there;
};

/* At least n bytes of the run behind `used`. */
static stet_code fill_cursor(const struct spool *s, struct cursor *c, uint64_t n)
{
    if (n > SIZE_MAX / 4)
        return STET_E_LIMIT;
    while (c->buffer.len - c->used < n && c->at < c->to) {
        if (c->used) {
            memmove(c->buffer.data, c->buffer.data + c->used, c->buffer.len - c->used);
            c->buffer.len -= c->used;
            c->used = 0;
        }
        size_t want =
            c->to - c->at < BLOCK_BYTES ? (size_t)(c->to - c->at) : BLOCK_BYTES;
        char *room = stet_out_room(&c->buffer, want);
        if (!room)
            return c->buffer.failed;
        ssize_t got = pread(s->fd, room, want, (off_t)c->at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return STET_E_IO;
        c->buffer.len += (size_t)got;
        c->at += (uint64_t)got;
    }
    return STET_OK;
}

static stet_code next_record(const struct spool *s, struct cursor *c)
{
    if (c->there)
        c->used += sizeof c->head + c->head.key_len + c->head.bytes_len;
    c->there = 0;
    stet_code code = fill_cursor(s, c, sizeof c->head);
    if (code != STET_OK || c->buffer.len - c->used < sizeof c->head)
        return code;
    memcpy(&c->head, c->buffer.data + c->used, sizeof c->head);
    uint64_t whole = sizeof c->head + c->head.key_len + c->head.bytes_len;
    code = fill_cursor(s, c, whole);
    if (code == STET_OK && c->buffer.len - c->used < whole)
        code = STET_E_IO;
    c->there = code == STET_OK;
    return code;
}

static stet_str cursor_key(const struct cursor *c)
{
    return stet_strn(c->buffer.data + c->used + sizeof c->head, c->head.key_len);
}

static struct cursor *first_cursor(struct cursor *cursors, size_t n)
{
    struct cursor *first = NULL;
    for (size_t i = 0; i < n; i++)
        if (cursors[i].there &&
            (!first || order_of(cursor_key(&cursors[i]), cursors[i].head.index,
                                cursor_key(first), first->head.index) < 0))
            first = &cursors[i];
    return first;
}

static stet_code merge_runs(struct spool *s, struct cursor *cursors,
                            stet__spool_visit visit, void *self)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < s->run_count && code == STET_OK; i++) {
        stet__buffer_init(&cursors[i].buffer, SIZE_MAX / 4);
        cursors[i].at = s->runs[i].from;
        cursors[i].to = s->runs[i].to;
        code = next_record(s, &cursors[i]);
    }
    struct cursor *c;
    for (uint64_t i = 0; code == STET_OK && (c = first_cursor(cursors, s->run_count));
         i++) {
        stet_str key = cursor_key(c);
        code = visit(self, i, stet_strn(key.p + key.n, c->head.bytes_len));
        if (code == STET_OK)
            code = next_record(s, c);
    }
    return code;
}

static stet_code visit_memory(struct spool *s, stet__spool_visit visit, void *self)
{
    stet_code code = STET_OK;
    sort_records(s);
    for (size_t i = 0; i < s->count && code == STET_OK; i++)
        code = visit(
            self, i,
            stet_strn(s->data.data + s->records[i].bytes, s->records[i].bytes_len));
    return code;
}

stet_code stet__spool_merge(struct spool *s, stet__spool_visit visit, void *self)
{
    stet_code code = STET_OK;
    if (s->run_count == 0) {
        code = visit_memory(s, visit, self);
        return code == STET_DONE ? STET_OK : code;
    }
    if (s->count)
        code = spill(s);
    struct cursor *cursors =
        code == STET_OK ? stet__calloc(s->run_count, sizeof *cursors) : NULL;
    if (code == STET_OK && !cursors)
        code = STET_E_NOMEM;
    if (code == STET_OK)
        code = merge_runs(s, cursors, visit, self);
    for (size_t i = 0; cursors && i < s->run_count; i++)
        stet__buffer_done(&cursors[i].buffer);
    stet__free(cursors);
    return code == STET_DONE ? STET_OK : code;
}
