/* SPDX-License-Identifier: MIT */
/*
 * stet/out.h - the growing buffer that writers append to.
 *
 * Failure is sticky: after the first failed put (memory, limit) all later ones do
 * nothing, so a writer puts freely and answers stet_out_status() once at its end.
 * A buffer belongs to one thread. It never grows beyond `max`.
 */
#ifndef STET_OUT_H
#define STET_OUT_H

#include <stet/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stet_out {
    uint32_t size;   /* sizeof(stet_out) of the host                     */
    stet_code failed;
    char *data;
    size_t len, cap, max;
    stet_code (*grow)(struct stet_out *out, size_t more); /* makes room or sets failed */
    void *owner;
} stet_out;

/* Room for `n` more bytes at the result, or NULL after a failure. Then add to out->len. */
static inline char *stet_out_room(stet_out *out, size_t n)
{
    if (out->failed)
        return NULL;
    if (out->cap - out->len < n && out->grow(out, n) != STET_OK)
        return NULL;
    return out->data + out->len;
}

static inline void stet_put(stet_out *out, const char *p, size_t n)
{
    char *to = n ? stet_out_room(out, n) : NULL;
    if (to) {
        memcpy(to, p, n);
        out->len += n;
    }
}

static inline void stet_put_str(stet_out *out, stet_str s)
{
    stet_put(out, s.p, s.n);
}

/* A literal: its length is known to the compiler. */
static inline void stet_puts(stet_out *out, const char *literal)
{
    stet_put(out, literal, strlen(literal));
}

static inline void stet_putc(stet_out *out, char c)
{
    char *to = stet_out_room(out, 1);
    if (to) {
        *to = c;
        out->len++;
    }
}

/* A decimal number. */
static inline void stet_put_int(stet_out *out, int64_t value)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        *--p = '-';
    stet_put(out, p, (size_t)(digits + sizeof digits - p));
}

static inline stet_code stet_out_status(const stet_out *out)
{
    return out->failed;
}

#ifdef __cplusplus
}
#endif
#endif
