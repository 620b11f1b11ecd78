/* SPDX-License-Identifier: MIT */
/* The growing buffer behind stet_out. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include <stet/context.h>

#include "base/memory.h"

enum { BUFFER_FIRST = 4096 };

static stet_code grow(stet_out *out, size_t more)
{
    size_t need, cap;
    if (out->failed)
        return out->failed;
    if (__builtin_add_overflow(out->len, more, &need) || need > out->max)
        return out->failed = STET_E_LIMIT;
    cap = out->cap > BUFFER_FIRST ? out->cap : BUFFER_FIRST;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    if (cap > out->max)
        cap = out->max;
    /* one more for the NUL of stet__buffer_str() */
    char *p = cap == SIZE_MAX ? NULL : stet__realloc(out->data, cap + 1);
    if (!p)
        return out->failed = STET_E_NOMEM;
    out->data = p;
    out->cap = cap;
    return STET_OK;
}

void stet__buffer_init(stet_out *out, size_t max)
{
    *out = (stet_out){.size = sizeof *out, .max = max, .grow = grow};
}

void stet__buffer_done(stet_out *out)
{
    stet__free(out->data);
    stet__buffer_init(out, out->max);
}

void stet__buffer_reset(stet_out *out, size_t max)
{
    out->len = 0;
    out->max = max;
    out->failed = STET_OK;
    if (out->cap > max) /* what was larger before must not hold more than now */
        out->cap = max;
}

stet_str stet__buffer_str(stet_out *out)
{
    if (out->failed || !out->data)
        return stet_cstr("");
    out->data[out->len] = '\0';
    return stet_strn(out->data, out->len);
}

void stet__buffer_printf(stet_out *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = n < 0 ? NULL : stet_out_room(out, (size_t)n);
    if (!to)
        return;
    va_start(args, format);
    vsnprintf(to, (size_t)n + 1, format, args);
    va_end(args);
    out->len += (size_t)n;
}

stet_code stet_buffer_new(size_t max, stet_out **ret_out)
{
    stet_out *out = ret_out ? stet__alloc(sizeof *out) : NULL;
    if (!out)
        return ret_out ? STET_E_NOMEM : STET_E_MISUSE;
    stet__buffer_init(out, max);
    *ret_out = out;
    return STET_OK;
}

void stet_buffer_free(stet_out *out)
{
    if (!out)
        return;
    stet__buffer_done(out);
    stet__free(out);
}
