/* SPDX-License-Identifier: MIT */
/*
 * stet/memo.h - what one writer made of an article, for the next that needs the same.
 *
 * Bytes are kept under a key for as long as the article stays as it is: eight outputs that
 * hold the same HTML write it once. The key says all that the bytes depend on beside the
 * article (kit->hash over the options); whoever shares the key shares the source. An
 * extension of the host: stet_memo_of() answers NULL where there is none. Beside it stands a
 * room that the writers of an article use one after another.
 */
#ifndef STET_MEMO_H
#define STET_MEMO_H

#include <stet/article.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STET_MEMO "stet.memo/1"

typedef struct stet_memo {
    uint32_t size;
    /* [run] What was kept under the key for the article as it is; "" with n 0: nothing. It
     * lives in the article's arena. */
    stet_str (*get)(stet_article *a, uint64_t key);
    /* [run] Keep a copy of the bytes. Without memory nothing is kept. */
    void (*put)(stet_article *a, uint64_t key, stet_str bytes);
    /* [run] n bytes, not cleared, for one text of the writer that is running: until it
     * returns; the next gets the same, still near the processor. NULL: none, or not now. */
    char *(*room)(stet_article *a, size_t n);
} stet_memo;

/* [run] The memo of the article's host, or NULL. */
static inline const stet_memo *stet_memo_of(const stet_article *a)
{
    return a && a->host->extension ? (const stet_memo *)a->host->extension(STET_MEMO)
                                   : NULL;
}

#ifdef __cplusplus
}
#endif
#endif
