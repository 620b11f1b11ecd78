/* SPDX-License-Identifier: MIT */
/*
 * Bytes that writers made of the article as it is. A few entries, the oldest is
 * replaced; they are keyed by the state of the article, so that nothing has to be
 * cleared. And the room that writers use one after another.
 */
#include "model/article.h"

#include <stet/memo.h>

/* More is taken from the article's arena, which has a limit. */
enum { ROOM_MAX = 1 << 20 };

stet_str stet__article_memo_get(stet_article *pub, uint64_t key)
{
    const struct article *a = (const struct article *)(const void *)pub;
    for (size_t i = 0; a->memos && i < MEMOS; i++)
        if (a->memos[i].key == key && a->memos[i].state == a->state)
            return a->memos[i].bytes;
    return stet_strn(NULL, 0);
}

void stet__article_memo_put(stet_article *pub, uint64_t key, stet_str bytes)
{
    struct article *a = (struct article *)(void *)pub;
    if (!a->memos) {
        a->memos = stet__arena_alloc(&a->arena, MEMOS * sizeof *a->memos);
        if (!a->memos)
            return;
        memset(a->memos, 0, MEMOS * sizeof *a->memos);
        a->memo_next = 0;
    }
    stet_str copy = stet__arena_copy(&a->arena, bytes);
    if (!copy.p)
        return;
    a->memos[a->memo_next] =
        (struct memo){.key = key, .state = a->state, .bytes = copy};
    a->memo_next = (a->memo_next + 1) % MEMOS;
}

/* Whoever asks twice gets it once. */
char *stet__article_memo_room(stet_article *pub, size_t n)
{
    struct article *a = (struct article *)(void *)pub;
    if (n > ROOM_MAX || a->room_epoch == a->epoch)
        return NULL;
    if (n > a->room_cap) {
        char *grown = stet__alloc(n);
        if (!grown)
            return NULL;
        stet__free(a->room);
        a->room = grown;
        a->room_cap = n;
    }
    a->room_epoch = a->epoch;
    return a->room;
}
