/* SPDX-License-Identifier: MIT */
/*
 * What words speak of when no phrase says it: each word that rules name speaks for the
 * kinds whose phrases hold it, the more the fewer they are.
 */
#include "rules.h"

enum {
    KINDS = 128,
    SHARE = 12, /* what a word is worth that one kind alone has */
    SHARED_MAX = 4,
    LEAST = 18,
    AHEAD = 15 /* tenths of the next best */
};

struct tally {
    uint16_t kinds[KINDS], files[8];
};

enum { TONGUE_WORDS = 200, TONGUES = 8, CLEAR = 3 };

/* A language has a byte of the count; it is clear when it leads by some words. */
static uint8_t clearest(uint64_t counts)
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
    return best - next >= CLEAR ? (uint8_t)(1 << at) : ANY_TONGUE;
}

uint8_t stet__furniture_know(const struct plan *plan, struct word *words, size_t count)
{
    uint64_t counts = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t term = words[i].term = stet__furniture_term(plan, words[i].hash);
        if (term && i < TONGUE_WORDS)
            counts += plan->terms[term].spoken;
    }
    return clearest(counts);
}

static int is_again(const struct word *words, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (words[k].term == words[i].term)
            return 1;
    return 0;
}

static void count_term(struct tally *t, const struct term *term)
{
    int shared =
        __builtin_popcountll(term->kinds[0]) + __builtin_popcountll(term->kinds[1]);
    if (!shared || shared > SHARED_MAX || term->common)
        return;
    for (int half = 0; half < 2; half++)
        for (uint64_t left = term->kinds[half]; left; left &= left - 1)
            t->kinds[half * 64 + __builtin_ctzll(left)] += (uint16_t)(SHARE / shared);
    for (int i = 0; i < 8; i++)
        t->files[i] += term->files >> i & 1;
}

static const struct rule *find_rule(const struct plan *plan, stet_kind kind, int file)
{
    const struct rule *any = NULL;
    for (uint32_t i = 0; i < plan->rule_count; i++)
        if (plan->rules[i].kind == kind && plan->rules[i].guess) {
            if (plan->rules[i].file == file)
                return &plan->rules[i];
            any = any ? any : &plan->rules[i];
        }
    return any;
}

uint32_t stet__furniture_guess(const struct plan *plan, struct word *words,
                               size_t count)
{
    struct tally t = {{0}, {0}};
    int best = 0, next = -1, file = 0;
    for (size_t i = 0; i < count; i++) {
        const struct term *term = &plan->terms[words[i].term];
        if (term->speech || words[i].flags & WORD_QUOTED)
            return 0; /* somebody says something, of whatever */
        if (words[i].term && !is_again(words, i))
            count_term(&t, term);
    }
    for (int k = 1; k < KINDS; k++) {
        if (t.kinds[k] > t.kinds[best]) {
            next = best;
            best = k;
        } else if (next < 0 || t.kinds[k] > t.kinds[next]) {
            next = k;
        }
    }
    for (int k = 1; k < 8; k++)
        file = t.files[k] > t.files[file] ? k : file;
    if (t.kinds[best] < LEAST || t.kinds[best] * 10 < t.kinds[next] * AHEAD)
        return 0;
    const struct rule *rule =
        find_rule(plan, (stet_kind)(STET_NOTICE_OTHER + best), file);
    return rule ? rule->guess + 1 : 0;
}
