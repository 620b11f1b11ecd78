/* SPDX-License-Identifier: MIT */
/*
 * Pages, feeds and exchange formats of one run hold the same blocks: each is written
 * once. A block that depends on an option in which the writers differ is written
 * afresh.
 */
#include <stet/memo.h>

#include "element.h"

/* Options by their values, to be compared with those of another writer. */
struct options {
    uint64_t prefix, rel, base;
    int32_t shift;
    uint8_t one_title, notices, media, close_gaps;
};

struct kept_block {
    uint32_t item, off, len; /* its index in the walk, its bytes */
    uint8_t uses, had_title, has_title, pad;
};

struct kept {
    const stet_memo *memo;
    struct options options;
    /* what another writer has made */
    stet_str html;
    const char *blocks;
    size_t block_count, next; /* next: the one to look at           */
    unsigned differs;         /* HTML_USES_... in which it differs  */
    /* what this one makes: options, blocks */
    char *made;
    size_t made_count, from, fresh;
};

enum { KEY_HTML = 1, KEY_INDEX = 2 };

static struct options options_of(const struct body *w)
{
    const struct html_style *s = w->style;
    return (struct options){.prefix = w->kit->hash(s->id_prefix.p, s->id_prefix.n),
                            .rel = w->kit->hash(s->rel.p, s->rel.n),
                            .base = w->kit->hash(s->base.p, s->base.n),
                            .shift = s->heading_shift,
                            .one_title = s->one_title != 0,
                            .close_gaps = s->close_gaps,
                            .notices =
                                (uint8_t)(s->drop_notices << 1 | s->plain_notices),
                            .media = (uint8_t)(s->amp << 1 | s->book)};
}

static unsigned compare(const struct options *a, const struct options *b)
{
    return HTML_USES_ORDER | (a->prefix != b->prefix ? HTML_USES_PREFIX : 0) |
           (a->rel != b->rel ? HTML_USES_REL : 0) |
           (a->base != b->base ? HTML_USES_BASE : 0) |
           /* with closed gaps a heading depends on those before it */
           (a->shift != b->shift || a->close_gaps || b->close_gaps ? HTML_USES_SHIFT
                                                                   : 0) |
           (a->one_title != b->one_title ? HTML_USES_TITLE : 0) |
           (a->notices != b->notices ? HTML_USES_NOTICES : 0) |
           (a->media != b->media ? HTML_USES_MEDIA : 0);
}

static uint64_t key_of(const struct body *w, const struct kept *k)
{
    return w->kit->hash(&k->options, sizeof k->options);
}

/* What was kept by a writer of the same options, else by the first. */
static void find(struct body *w, struct kept *k)
{
    struct options theirs;
    uint64_t key = key_of(w, k);
    stet_str index = k->memo->get(w->a, key + KEY_INDEX);
    if (!index.n) {
        key = 0;
        index = k->memo->get(w->a, key + KEY_INDEX);
    }
    k->html = k->memo->get(w->a, key + KEY_HTML);
    if (index.n < sizeof theirs || !k->html.n)
        return;
    memcpy(&theirs, index.p, sizeof theirs);
    k->differs = compare(&k->options, &theirs);
    k->blocks = index.p + sizeof theirs;
    k->block_count = (index.n - sizeof theirs) / sizeof(struct kept_block);
}

static size_t count_blocks(const struct body *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->count; i = w->items[i].skip)
        n++;
    return n;
}

void stet__html_kept_open(struct body *w)
{
    const stet_memo *memo = stet_memo_of(w->a);
    struct kept *k = memo ? stet_alloc(w->a, sizeof *k) : NULL;
    if (!k)
        return;
    *k = (struct kept){.memo = memo, .options = options_of(w), .from = w->out->len};
    k->made = stet_alloc(w->a, sizeof k->options +
                                   count_blocks(w) * sizeof(struct kept_block));
    if (!k->made)
        return;
    memcpy(k->made, &k->options, sizeof k->options);
    w->kept = k;
    find(w, k);
}

static void add(struct kept *k, const struct kept_block *b)
{
    memcpy(k->made + sizeof k->options + k->made_count++ * sizeof *b, b, sizeof *b);
}

int stet__html_kept_take(struct body *w, size_t at)
{
    struct kept *k = w->kept;
    struct kept_block b = {.item = 0};
    size_t from = w->out->len;
    if (!k)
        return 0;
    for (; k->next < k->block_count; k->next++) {
        memcpy(&b, k->blocks + k->next * sizeof b, sizeof b);
        if (b.item >= at)
            break;
    }
    if (k->next == k->block_count || b.item != at || (b.uses & k->differs) ||
        ((b.uses & HTML_USES_TITLE) && b.had_title != w->has_title))
        return 0;
    stet_put(w->out, k->html.p + b.off, b.len);
    if (b.uses & HTML_USES_TITLE)
        w->has_title = b.has_title;
    b.off = (uint32_t)(from - k->from);
    add(k, &b);
    return 1;
}

void stet__html_kept_add(struct body *w, size_t at, size_t from, int had_title)
{
    struct kept *k = w->kept;
    if (!k)
        return;
    struct kept_block b = {.item = (uint32_t)at,
                           .off = (uint32_t)(from - k->from),
                           .len = (uint32_t)(w->out->len - from),
                           .uses = (uint8_t)w->uses,
                           .had_title = (uint8_t)had_title,
                           .has_title = (uint8_t)w->has_title};
    k->fresh += b.len;
    add(k, &b);
}

/* Kept for all by the first; by another, that shared little, for those of its options.
 */
void stet__html_kept_close(struct body *w)
{
    struct kept *k = w->kept;
    stet_out *out = w->out;
    if (!k || out->failed || out->len == k->from || out->len - k->from > UINT32_MAX ||
        (k->block_count && k->fresh <= (out->len - k->from) / 4))
        return;
    uint64_t key = k->block_count ? key_of(w, k) : 0;
    size_t n = sizeof k->options + k->made_count * sizeof(struct kept_block);
    k->memo->put(w->a, key + KEY_HTML,
                 stet_strn(out->data + k->from, out->len - k->from));
    k->memo->put(w->a, key + KEY_INDEX, stet_strn(k->made, n));
}
