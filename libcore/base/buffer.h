/* SPDX-License-Identifier: MIT */
/*
 * base/buffer.h - the implementation behind stet_out: heap memory, a maximum, sticky failure.
 * The content is always NUL-terminated behind `len` after stet__buffer_str().
 */
#ifndef STET_BASE_BUFFER_H
#define STET_BASE_BUFFER_H

#include <stet/out.h>

void stet__buffer_init(stet_out *out, size_t max);
void stet__buffer_done(stet_out *out);
/* Forget the content and the failure, keep the memory. */
void stet__buffer_reset(stet_out *out, size_t max);
/* The content, NUL-terminated, borrowed until the next change; "" after a failure. */
stet_str stet__buffer_str(stet_out *out);
STET_PRINTF(2, 3) void stet__buffer_printf(stet_out *out, const char *format, ...);

#endif
