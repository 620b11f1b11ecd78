/* SPDX-License-Identifier: MIT */
/*
 * What words speak of when no phrase says it: each word has its weight for the kinds of
 * furniture that it stands in more often than elsewhere, and for text. The weights were
 * counted in labelled articles: weights.yaml.
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

static void add_weights(const struct lexicon *x, uint64_t hash, int32_t *score)
{
    for (uint32_t i = stet__furniture_lexeme(x, hash)->first; i;
         i = x->weights[i - 1].next)
        score[x->weights[i - 1].kind] += x->weights[i - 1].weight;
}

/* Words of which the filter has no bit were not seen before. */
static int is_again(const struct word *words, size_t i, uint64_t seen[4])
{
    unsigned bit = words[i].hash >> 56;
    if (!(seen[bit >> 6] >> (bit & 63) & 1)) {
        seen[bit >> 6] |= (uint64_t)1 << (bit & 63);
        return 0;
    }
    for (size_t k = 0; k < i; k++)
        if (words[k].hash == words[i].hash)
            return 1;
    return 0;
}

/* Each word once, and the marks. */
static void add_all(const struct lexicon *x, stet_str text, const struct word *words,
                    size_t count, int32_t *score)
{
    static const char marks[] = "?!@";
    uint64_t seen[4] = {0};
    int numbers = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].flags & WORD_NUMBER)
            numbers = 1;
        else if (!is_again(words, i, seen))
            add_weights(x, words[i].hash, score);
    }
    if (numbers)
        add_weights(x, MARK_NUMBER, score);
    for (size_t i = 0; i < 3; i++)
        if (memchr(text.p, marks[i], text.n))
            add_weights(x, MARK_QUESTION + i, score);
}

struct opinion stet__furniture_weigh(const struct plan *plan, stet_str text,
                                     const struct word *words, size_t count)
{
    const struct lexicon *x = &plan->lexicon;
    int32_t score[KINDS] = {0};
    struct opinion o = {0, 0, 0};
    int next = -1, best = -1;
    add_all(x, text, words, count, score);
    for (int k = 0; k < KINDS; k++) {
        score[k] -= x->rare[k];
        if (!x->known[k])
            continue;
        if (best < 0 || score[k] > score[best]) {
            next = best;
            best = k;
        } else if (next < 0 || score[k] > score[next]) {
            next = k;
        }
    }
    if (best <= 0 || next < 0)
        return o;
    o.kind = (stet_kind)(STET_NOTICE_OTHER + best);
    o.over_text = score[best] - score[0];
    o.over_next = score[best] - score[next];
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
