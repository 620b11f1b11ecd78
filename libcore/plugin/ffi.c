/* SPDX-License-Identifier: MIT */
/*
 * The accessors of <stet/article.h> once more as real symbols, for foreign function
 * interfaces. Here the same text is emitted as exported functions; stet-ffi.h declares
 * them for parsers that read no macros.
 */
#include <stet/types.h>

/* They have no prototype but themselves. */
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

#undef STET_INLINE
#define STET_INLINE STET_API
#include <stet/article.h>
