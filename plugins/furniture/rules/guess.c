/* SPDX-License-Identifier: MIT */
/*
 * What words speak of when no phrase says it: each word, pair of neighbours and look of
 * a block has a weight for kinds of furniture, for text and for fields. The weights
 * were learned from labelled passages: weights.yaml.
 */
#include "rules.h"

enum { TONGUE_WORDS = 200, TONGUES = 8 };

/* A language has a byte of the count; it is clear when it leads by so many words. */
static uint8_t clearest(uint64_t counts, int lead)
{
    int best = 0, next = 0, at = 0;
    for (int i = 0; i < TONGUES; i++) {
        int n = counts >> (8 * i) & 255;
        if (n > best) {
            next = best;
            best = n;
            at = i;
        } else if (n > next) {
            next = n;
        }
    }
    return best - next >= lead ? (uint8_t)(1 << at) : ANY_TONGUE;
}

void stet__furniture_know(const struct plan *plan, struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        words[i].term = stet__furniture_term(plan, words[i].hash);
}

uint8_t stet__furniture_vote(const struct plan *plan, const struct word *words,
                             size_t count, uint8_t around)
{
    enum { CLEAR = 3 };
    uint64_t counts = 0;
    for (size_t i = 0; i < count && i < TONGUE_WORDS; i++)
        counts += plan->terms[words[i].term].spoken;
    uint8_t clear = clearest(counts, CLEAR), likely = clearest(counts, 1);
    if (clear != ANY_TONGUE || around == ANY_TONGUE || !around)
        return clear;
    return likely == ANY_TONGUE ? around : likely | around;
}

/* ---- what words speak of
 * ----------------------------------------------------------------------------- */

enum { FEW_WORDS = 8, MANY_WORDS = 20 };

struct scale {
    const struct lexicon *x;
    int32_t score[KINDS_MAX];
};

static void put(struct scale *s, uint64_t hash)
{
    const struct lexeme *l = stet__furniture_lexeme(s->x, hash);
    const struct weight *w = s->x->weights + l->first;
    for (uint32_t i = 0; i < l->count; i++)
        s->score[w[i].kind] += w[i].weight;
}

/* Words, neighbours and beginnings. */
static void put_words(struct scale *s, const char *text, const struct word *words,
                      size_t count)
{
    uint64_t before = MARK_BEGIN;
    int numbers = 0;
    for (size_t i = 0; i < count; i++) {
        const struct word *w = &words[i];
        int number = w->flags & WORD_NUMBER;
        uint64_t hash = number ? MARK_NUMBER : w->hash;
        uint64_t stem =
            number ? 0
                   : stet__furniture_stem(stet_strn(text + w->from, w->to - w->from));
        numbers |= number;
        put(s, stet__furniture_neighbours(before, hash));
        if (!number)
            put(s, hash);
        if (stem)
            put(s, stem);
        before = hash;
    }
    put(s, stet__furniture_neighbours(before, MARK_END));
    if (numbers)
        put(s, MARK_NUMBER);
}

/* How many words within sentences have capitals. */
static unsigned capitals(const struct word *words, size_t count)
{
    unsigned big = 0, all = 1;
    for (size_t i = 1; i < count; i++) {
        if (words[i].flags & WORD_SENTENCE || words[i - 1].flags & WORD_COLON)
            continue;
        all++;
        big += (words[i].flags & WORD_BIG) != 0;
    }
    unsigned share = 10 * big / all;
    return share < 3 ? share : 3;
}

static unsigned length_class(size_t count)
{
    static const unsigned char lengths[] = {4, 9, 19, 34, 60};
    unsigned n = 0;
    for (size_t i = 0; i < sizeof lengths; i++)
        n += count > lengths[i];
    return n;
}

/* Does it end without a stop? */
static int is_open(stet_str t, size_t off, const struct word *words, size_t count)
{
    size_t from = words[count - 1].to - off;
    for (; from < t.n; from++)
        if (memchr(".!?", t.p[from], 3) ||
            (from + 3 <= t.n && !memcmp(t.p + from, "\xe2\x80\xa6", 3)))
            return 0;
    return 1;
}

static void put_marks(struct scale *s, stet_str text, size_t off, unsigned looks,
                      const struct word *words, size_t count)
{
    static const char marks[] = "?!@";
    int quoted = 0;
    for (size_t i = 0; i < count; i++) {
        quoted |= words[i].flags & WORD_QUOTED;
        if (i < 5 && words[i].flags & WORD_COLON)
            looks |= LOOKS_LABELLED;
    }
    for (size_t i = 0; i < 3; i++)
        if (memchr(text.p, marks[i], text.n))
            put(s, MARK_QUESTION + i);
    for (unsigned i = 0; i < 5; i++)
        if (looks >> i & 1)
            put(s, MARK_LINK + i);
    if (quoted)
        put(s, MARK_QUOTE);
    if (is_open(text, off, words, count))
        put(s, MARK_OPEN);
    put(s, MARK_BIG + capitals(words, count));
    put(s, MARK_LENGTH + length_class(count));
}

static int32_t root(int32_t n)
{
    int32_t r = 0;
    for (int32_t bit = 1 << 14; bit; bit >>= 1)
        if ((r | bit) * (r | bit) <= n)
            r |= bit;
    return r;
}

/* Longer texts hold more that speaks for something. */
static void level(struct scale *s, size_t count)
{
    int32_t n = count < FEW_WORDS ? FEW_WORDS : (int32_t)count;
    int32_t share = root(MANY_WORDS * 65536 / n);
    for (uint32_t k = 0; k < s->x->kinds; k++)
        s->score[k] = s->score[k] * share / 256 + s->x->bias[k];
}

struct opinion stet__furniture_weigh(const struct plan *plan, stet_str text,
                                     unsigned looks, size_t off,
                                     const struct word *words, size_t count)
{
    struct scale s = {.x = &plan->lexicon};
    struct opinion o = {0, 0, 0};
    int32_t plain = INT32_MIN / 2, best = plain, next = plain;
    if (!s.x->kinds || !count)
        return o;
    put_words(&s, text.p - off, words, count);
    put_marks(&s, text, off, looks, words, count);
    level(&s, count);
    for (uint32_t k = 0; k < s.x->kinds; k++) {
        int32_t score = s.score[k];
        uint8_t kind = s.x->kind_of[k];
        if (kind == 0 || kind == FIELD_KIND) {
            plain = score > plain ? score : plain;
        } else if (score > best) {
            next = best;
            best = score;
            o.kind = (stet_kind)(STET_NOTICE_OTHER + kind);
        } else if (score > next) {
            next = score;
        }
    }
    o.over_text = best - plain;
    o.over_next = best - next;
    return o;
}

uint32_t stet__furniture_stand_in(const struct plan *plan, stet_kind kind,
                                  uint8_t tongue)
{
    const struct rule *any = NULL;
    for (uint32_t i = 0; i < plan->rule_count; i++) {
        const struct rule *rule = &plan->rules[i];
        if (rule->kind != kind || !rule->guess)
            continue;
        if (rule->tongue & tongue && tongue != ANY_TONGUE)
            return rule->guess + 1;
        any = any ? any : rule;
    }
    return any ? any->guess + 1 : 0;
}
