/* SPDX-License-Identifier: MIT */
/*
 * The body of the original beside the article. Blocks that are equal hold the two
 * together; between them words are compared, so that a paragraph that was only divided
 * is no change.
 */
#include <stdlib.h>

#include "compare.h"

struct side {
    const struct doc *doc;
    size_t *blocks; /* numbers in the document        */
    uint64_t *hashes;
    struct token *tokens;
    size_t *first; /* token of each block; one more at the end */
    size_t count, token_count;
};

struct work {
    const struct pool *pool;
    struct side original, article;
    compare_aside_fn aside;
    const void *self;
    struct comparison *result;
    size_t cells; /* of the tables of differences, all together */
    int failed;
};

/* ---- text in one form, case and punctuation kept ------------------------------- */
static size_t skip_unseen(const unsigned char *p, size_t n)
{
    if (n >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x8b && p[2] <= 0x8f)
        return 3;
    if (n >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
        return 3;
    return n >= 2 && p[0] == 0xc2 && p[1] == 0xad ? 2 : 0;
}

static stet_str typed_plainly(const struct pool *pool, stet_str s)
{
    char *to = stet__pool_array(pool, s.n + 1, 1);
    size_t len = 0;
    for (size_t i = 0; to && i < s.n;) {
        const unsigned char *p = (const unsigned char *)s.p + i;
        size_t left = s.n - i, skip = skip_unseen(p, left);
        if (skip) {
            i += skip;
        } else if (left >= 2 && p[0] == 0xc2 &&
                   (p[1] == 0xa0 || p[1] == 0xab || p[1] == 0xbb)) {
            to[len++] = p[1] == 0xa0 ? ' ' : '"';
            i += 2;
        } else if (left >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x90 &&
                   p[2] <= 0xaf) {
            unsigned char c = p[2];
            if (c == 0xa6) { /* three points */
                memcpy(to + len, "...", 3);
                len += 3;
            } else {
                to[len++] = c <= 0x95 ? '-' : c <= 0x9b ? '\'' : c <= 0x9f ? '"' : ' ';
            }
            i += 3;
        } else {
            to[len++] = (char)*p;
            i++;
        }
    }
    return to ? stet_strn(to, len) : stet_cstr("");
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t count_words(stet_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !is_space(s.p[i]) && (i == 0 || is_space(s.p[i - 1]));
    return n;
}

/* A dash with spaces around it is no word. */
static int is_dash(stet_str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] != '-')
            return 0;
    return 1;
}

static void cut_words(struct work *w, struct side *s, stet_str text, size_t block)
{
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && !is_space(text.p[i]))
            i++;
        stet_str word = stet_strn(text.p + from, i - from);
        if (word.n && !is_dash(word))
            s->tokens[s->token_count++] =
                (struct token){word, w->pool->kit->hash(word.p, word.n), block};
        while (i < text.n && is_space(text.p[i]))
            i++;
    }
}

/* ---- sides --------------------------------------------------------------------- */
static int is_text(const struct doc_block *b, int all)
{
    return (all || b->zone == STET_ZONE_BODY) && b->words && !b->image_only &&
           b->kind != STET_SEPARATOR && b->kind != STET_HTML;
}

static int prepare(struct work *w, struct side *s, const struct doc *doc, int all)
{
    stet_str *texts = stet__pool_array(w->pool, doc->block_count, sizeof *texts);
    size_t words = 0;
    s->doc = doc;
    s->blocks = stet__pool_array(w->pool, doc->block_count, sizeof *s->blocks);
    s->hashes = stet__pool_array(w->pool, doc->block_count, sizeof *s->hashes);
    s->first = stet__pool_array(w->pool, doc->block_count + 1, sizeof *s->first);
    if (!texts || !s->blocks || !s->hashes || !s->first)
        return 0;
    for (size_t i = 0; i < doc->block_count; i++)
        if (is_text(&doc->blocks[i], all)) {
            texts[s->count] = typed_plainly(w->pool, doc->blocks[i].raw);
            words += count_words(texts[s->count]);
            s->blocks[s->count++] = i;
        }
    s->tokens = stet__pool_array(w->pool, words, sizeof *s->tokens);
    if (!s->tokens)
        return 0;
    for (size_t i = 0; i < s->count; i++) {
        s->first[i] = s->token_count;
        cut_words(w, s, texts[i], i);
        uint64_t hash = 1469598103934665603u;
        for (size_t t = s->first[i]; t < s->token_count; t++)
            hash = (hash ^ s->tokens[t].hash) * 1099511628211u;
        s->hashes[i] = hash;
    }
    s->first[s->count] = s->token_count;
    return 1;
}

/* ---- changes ------------------------------------------------------------------- */
static stet_str show(const struct pool *pool, const struct token *t, size_t n)
{
    stet_out out = stet__pool_out(pool, 64, 4096);
    for (size_t i = 0; i < n && out.len < 120; i++) {
        if (i)
            stet_putc(&out, ' ');
        stet_put(&out, t[i].text.p, t[i].text.n < 200 ? t[i].text.n : 200);
    }
    if (out.len >= 120 && !out.failed)
        stet_puts(&out, " ...");
    return stet_out_text(&out);
}

static int classify(const struct pool *pool, const struct token *a, size_t n,
                    const struct token *b, size_t m)
{
    if (stet__style_same(pool, a, n, b, m))
        return CHANGE_STYLE;
    if (stet__style_is_time_place(pool, a, n, b, m))
        return CHANGE_TIME_PLACE;
    return !m ? CHANGE_SHORTER : !n ? CHANGE_INSERTED : CHANGE_REWORDED;
}

static void keep(struct comparison *r, struct change c)
{
    r->counts[c.kind]++;
    if (r->kept < CHANGES_KEPT)
        r->changes[r->kept++] = c;
}

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Does most of the block stand among these words? */
static int is_mostly_of(const struct side *s, size_t block, const uint64_t *words,
                        size_t n)
{
    size_t common = 0, all = s->first[block + 1] - s->first[block];
    for (size_t t = s->first[block]; t < s->first[block + 1]; t++)
        common +=
            bsearch(&s->tokens[t].hash, words, n, sizeof *words, by_number) != NULL;
    return all >= 8 && common * 10 >= all * 7;
}

/* The words of the article in a gap: of its body, without credit lines and notes, and
 * of other blocks that hold what the original says here. */
static struct token *gather(struct work *w, const struct token *a, size_t n, size_t j,
                            size_t j_end, size_t *ret_m)
{
    const struct side *s = &w->article;
    struct token *b =
        stet__pool_array(w->pool, s->first[j_end] - s->first[j], sizeof *b);
    uint64_t *words = stet__pool_array(w->pool, n, sizeof *words);
    if (!b || !words)
        return NULL;
    for (size_t i = 0; i < n; i++)
        words[i] = a[i].hash;
    qsort(words, n, sizeof *words, by_number);
    for (*ret_m = 0; j < j_end; j++) {
        size_t block = s->blocks[j], count = s->first[j + 1] - s->first[j];
        int body = s->doc->blocks[block].zone == STET_ZONE_BODY &&
                   !w->aside(w->self, s->doc, block);
        if (!body && !is_mostly_of(s, j, words, n))
            continue;
        memcpy(b + *ret_m, s->tokens + s->first[j], count * sizeof *b);
        *ret_m += count;
    }
    return b;
}

static int begins_block(const struct side *s, size_t token)
{
    return token == s->token_count || s->first[s->tokens[token].block] == token;
}

static void add_hunk(struct work *w, const struct token *a, const struct token *b,
                     struct hunk h)
{
    const struct side *o = &w->original;
    size_t n = h.a_to - h.a_from, m = h.b_to - h.b_from;
    int whole = n && begins_block(o, (size_t)(a - o->tokens) + h.a_from) &&
                begins_block(o, (size_t)(a - o->tokens) + h.a_to);
    int kind = classify(w->pool, a + h.a_from, n, b + h.b_from, m);
    struct change c = {.kind = kind,
                       .whole_blocks = whole && !m,
                       .lost = n > m ? n - m : 0,
                       .block = m ? w->article.blocks[b[h.b_from].block] : SIZE_MAX,
                       .original = n ? a[h.a_from].block : SIZE_MAX,
                       .before = show(w->pool, a + h.a_from, n),
                       .after = show(w->pool, b + h.b_from, m)};
    if (c.whole_blocks)
        w->result->whole_blocks_lost += a[h.a_to - 1].block - a[h.a_from].block + 1;
    keep(w->result, c);
}

/* Blocks [i, i_end) of the original stand against [j, j_end) of the article. */
static void compare_gap(struct work *w, size_t i, size_t i_end, size_t j, size_t j_end)
{
    const struct side *o = &w->original;
    const struct token *a = o->tokens + o->first[i];
    size_t n = o->first[i_end] - o->first[i], m = 0, count = 0;
    if (i == i_end && j == j_end)
        return;
    const struct token *b = gather(w, a, n, j, j_end, &m);
    struct hunk *hunks = b ? stet__diff(w->pool, a, n, b, m, &w->cells, &count) : NULL;
    if (!hunks) {
        w->failed = 1;
        return;
    }
    size_t differ = 0;
    for (size_t h = 0; h < count; h++) {
        differ += hunks[h].a_to - hunks[h].a_from;
        add_hunk(w, a, b, hunks[h]);
    }
    w->result->words_same += n - differ;
}

/* The words of one block of the original, sorted; NULL: no memory. */
static uint64_t *words_of(struct work *w, size_t block, size_t *ret_n)
{
    const struct side *o = &w->original;
    size_t n = o->first[block + 1] - o->first[block];
    uint64_t *words = stet__pool_array(w->pool, n, sizeof *words);
    for (size_t t = 0; words && t < n; t++)
        words[t] = o->tokens[o->first[block] + t].hash;
    if (words)
        qsort(words, n, sizeof *words, by_number);
    *ret_n = n;
    return words;
}

enum { LARGE_GAP = 250000, NEAR_BLOCKS = 6 };

/* A large gap is divided at blocks that are mostly the same, each looked for nearby. */
static void compare_large_gap(struct work *w, size_t i, size_t i_end, size_t j,
                              size_t j_end)
{
    const struct side *o = &w->original, *s = &w->article;
    size_t n = o->first[i_end] - o->first[i], m = s->first[j_end] - s->first[j];
    for (size_t k = i; m && n > LARGE_GAP / m && k < i_end && j < j_end; k++) {
        size_t count, found = j;
        uint64_t *words = words_of(w, k, &count);
        if (!words) {
            w->failed = 1;
            return;
        }
        while (found < j_end && found < j + NEAR_BLOCKS &&
               !is_mostly_of(s, found, words, count))
            found++;
        if (found == j_end || found == j + NEAR_BLOCKS)
            continue;
        compare_gap(w, i, k, j, found);
        compare_gap(w, k, k + 1, found, found + 1);
        i = k + 1;
        j = found + 1;
    }
    compare_gap(w, i, i_end, j, j_end);
}

/* ---- anchors ------------------------------------------------------------------- */
struct anchor {
    uint64_t hash;
    size_t block;
};

static int by_hash(const void *left, const void *right)
{
    const struct anchor *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->block < b->block ? -1 : a->block > b->block;
}

/* The first block of the article from `from` on with this hash. */
static size_t find_block(const struct anchor *anchors, size_t count, uint64_t hash,
                         size_t from)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct anchor *a = &anchors[middle];
        if (a->hash < hash || (a->hash == hash && a->block < from))
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && anchors[low].hash == hash ? anchors[low].block : SIZE_MAX;
}

static void compare_bodies(struct work *w)
{
    struct side *o = &w->original, *s = &w->article;
    struct anchor *anchors = stet__pool_array(w->pool, s->count, sizeof *anchors);
    size_t i = 0, j = 0; /* up to here all is compared */
    if (!anchors) {
        w->failed = 1;
        return;
    }
    for (size_t k = 0; k < s->count; k++)
        anchors[k] = (struct anchor){s->hashes[k], k};
    qsort(anchors, s->count, sizeof *anchors, by_hash);
    for (size_t k = 0; k < o->count; k++) {
        size_t found = find_block(anchors, s->count, o->hashes[k], j);
        size_t words = o->first[k + 1] - o->first[k];
        if (found == SIZE_MAX || (words < 4 && found > j + 2))
            continue; /* a short block far away is another one */
        compare_large_gap(w, i, k, j, found);
        w->result->words_same += words;
        i = k + 1;
        j = found + 1;
    }
    compare_large_gap(w, i, o->count, j, s->count);
}

static void compare_headlines(struct work *w)
{
    stet_str a = typed_plainly(w->pool, w->original.doc->headline),
             b = typed_plainly(w->pool, w->article.doc->headline);
    struct side x = {.tokens =
                         stet__pool_array(w->pool, count_words(a), sizeof *x.tokens)},
                y = {.tokens =
                         stet__pool_array(w->pool, count_words(b), sizeof *y.tokens)};
    if (!a.n || !b.n || !x.tokens || !y.tokens)
        return;
    cut_words(w, &x, a, 0);
    cut_words(w, &y, b, 0);
    int same = x.token_count == y.token_count;
    for (size_t i = 0; same && i < x.token_count; i++)
        same = x.tokens[i].hash == y.tokens[i].hash;
    if (same)
        return;
    int style =
        stet__style_same(w->pool, x.tokens, x.token_count, y.tokens, y.token_count);
    keep(w->result, (struct change){.kind = style ? CHANGE_STYLE : CHANGE_REWORDED,
                                    .headline = 1,
                                    .block = SIZE_MAX,
                                    .original = SIZE_MAX,
                                    .before = a,
                                    .after = b});
    w->result
        ->counts[style ? CHANGE_STYLE : CHANGE_REWORDED]--; /* told by `headline` */
}

const struct comparison *stet__compare(const struct pool *pool,
                                       const struct doc *original,
                                       const struct doc *article,
                                       compare_aside_fn aside, const void *self)
{
    struct work w = {.pool = pool, .aside = aside, .self = self, .cells = 24000000};
    w.result = stet__pool_alloc(pool, sizeof *w.result);
    if (!w.result || !prepare(&w, &w.original, original, 0) ||
        !prepare(&w, &w.article, article, 1))
        return NULL;
    compare_headlines(&w);
    compare_bodies(&w);
    w.result->words_original = w.original.token_count;
    for (size_t i = 0; i < w.article.token_count; i++)
        w.result->words_article +=
            article->blocks[w.article.blocks[w.article.tokens[i].block]].zone ==
            STET_ZONE_BODY;
    return w.failed ? NULL : w.result;
}
