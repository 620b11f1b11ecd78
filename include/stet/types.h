/* SPDX-License-Identifier: MIT */
/*
 * stet/types.h - the few types that every other header speaks in.
 *
 * All text is valid UTF-8, counted, and also NUL-terminated. Nothing is freed across
 * the plugin boundary: what stet returns is borrowed, what it is given is copied.
 * Enumerations only gain values; structs only grow at their end.
 */
#ifndef STET_TYPES_H
#define STET_TYPES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define STET_EXPORT __attribute__((visibility("default")))
#define STET_CHECKED __attribute__((warn_unused_result))
#define STET_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define STET_EXPORT
#define STET_CHECKED
#define STET_PRINTF(f, a)
#endif
#define STET_API STET_EXPORT

/* How an accessor of <stet/article.h> and <stet/out.h> is emitted; libstet defines it
 * otherwise once, to export the same functions to foreign function interfaces. */
#ifndef STET_INLINE
#define STET_INLINE static inline
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Counted text. `p` is never NULL in what stet returns: absent text is "" with n 0. */
typedef struct stet_str {
    const char *p;
    size_t n;
} stet_str;

/* A node of an article: generation in the high half, index in the low. 0: no node. */
typedef uint64_t stet_node;

/* Bytes of the source document. len 0: nothing in the source stands for this. */
typedef struct stet_span {
    uint32_t off, len;
} stet_span;

/* A position for a person: both count from 1, columns in characters. 0: unknown. */
typedef struct stet_place {
    uint32_t line, column;
} stet_place;

/* What a call or a step answers. */
typedef int32_t stet_code;
enum {
    STET_OK = 0,
    STET_SKIP = 1,      /* a step: nothing here for me; say why with stet_why()      */
    STET_DONE = 2,      /* a reader: no further article                              */
    STET_SPLIT = 3,     /* a writer: the piece begins another file                */
    STET_RETRY = -10,   /* a step: passing trouble, `retry` may call again           */
    STET_FAILED = -20,  /* a step: this article failed, the step is still good       */
    STET_FATAL = -30,   /* a step: unusable from now on                              */
    STET_E_NOMEM = -100,
    STET_E_MISUSE = -101,     /* NULL, foreign or wrong-thread object                */
    STET_E_STALE = -102,      /* a node that is gone, or of another article          */
    STET_E_RANGE = -103,      /* an offset, index or kind out of range               */
    STET_E_UTF8 = -104,
    STET_E_UNDECLARED = -105, /* a write that the step did not declare               */
    STET_E_NOTFOUND = -106,
    STET_E_DENIED = -107,     /* outside what the host allows                        */
    STET_E_DEADLINE = -108,
    STET_E_CANCELLED = -109,
    STET_E_LIMIT = -110,      /* one of `stet limits`                                */
    STET_E_SYNTAX = -111,     /* malformed input                                     */
    STET_E_CONFIG = -112,     /* a pipeline with mistakes                            */
    STET_E_PLUGIN = -113,     /* a plugin that cannot be used                        */
    STET_E_IO = -114,
    STET_E_EXISTS = -115      /* a name that is taken                                */
};

/*
 * What went wrong, on the caller's stack. Untouched on success; NULL is accepted
 * wherever one is taken. Text that does not fit is cut at a character.
 */
typedef struct stet_error {
    stet_code code;
    uint32_t line, column;  /* from 1; 0: unknown                          */
    char where[256];        /* file or article                             */
    char step[96];          /* step id, "" outside a step                  */
    char message[512];      /* what was found and what was wanted          */
    char hint[256];         /* what to do, may be ""                       */
} stet_error;

/* [any thread] A literal or NUL-terminated string as counted text. */
static inline stet_str stet_cstr(const char *text)
{
    stet_str s;
    s.p = text ? text : "";
    s.n = strlen(s.p);
    return s;
}

/* [any thread] The first `n` bytes at `p`. */
static inline stet_str stet_strn(const char *p, size_t n)
{
    stet_str s;
    s.p = p ? p : "";
    s.n = p ? n : 0;
    return s;
}

/* [any thread] Equal bytes. */
static inline int stet_str_eq(stet_str a, stet_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* [any thread] Equal to a literal. */
static inline int stet_str_is(stet_str a, const char *literal)
{
    size_t n = strlen(literal);
    return a.n == n && memcmp(a.p, literal, n) == 0;
}

#ifdef __cplusplus
}
#endif
#endif
