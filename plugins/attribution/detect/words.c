/* SPDX-License-Identifier: MIT */
/*
 * Phrases in a sentence. They are found by the first letters of their first word, so
 * that a sentence is gone through once. A sentence is in one language: the one whose
 * phrases cover most of it. What is permitted behind a "not" is prohibited.
 */
#include "detect.h"

enum { HITS_MAX = 192 };

struct hit {
    uint16_t at, end, second; /* second: where the words behind the gap stand, or 0 */
    uint16_t reach;           /* the end of all its words */
    uint8_t said, language;
};
struct hits {
    struct hit items[HITS_MAX];
    size_t count;
    uint64_t starts[4]; /* a bit for the two bytes that each word begins with */
};

static uint32_t slot_of(uint64_t key)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c15u >> (64 - SLOT_BITS));
}

/* The first word, as far as four letters go. */
static uint32_t slot_of_word(const char *p, size_t n)
{
    uint32_t key, blank, end;
    memcpy(&key, p, 4); /* words have room behind them */
    blank = key ^ 0x20202020u;
    end = (blank - 0x01010101u) & ~blank & 0x80808080u;
    size_t letters = end ? (size_t)__builtin_ctz(end) / 8 : 4;
    letters = letters < n ? letters : n;
    return slot_of(letters < 4 ? key & ((1u << 8 * letters) - 1) : key);
}

uint32_t stet__detector_slot(const struct phrase *p)
{
    return p->first.n < sizeof p->head ? slot_of_word(p->first.p, p->first.n)
                                       : slot_of(p->head);
}

/* ---- finding ------------------------------------------------------------------- */
static int stands_at(stet_str words, size_t at, stet_str part, int stem)
{
    size_t end = at + part.n;
    return words.n - at >= part.n && memcmp(words.p + at, part.p, part.n) == 0 &&
           (stem || end == words.n || words.p[end] == ' ');
}

static uint8_t start_of(const char *p)
{
    return (uint8_t)((unsigned char)p[0] * 37 + (unsigned char)p[1]);
}

/* Does no word of the sentence begin as this part does? Words have room behind them. */
static int never_begins(const struct hits *hits, stet_str part)
{
    uint8_t start = start_of(part.p);
    return part.n > 1 && !(hits->starts[start / 64] >> (start % 64) & 1);
}

enum { GAP_MAX = 200 };

static size_t find_later(stet_str words, size_t from, stet_str part, int stem)
{
    size_t last = from + GAP_MAX < words.n ? from + GAP_MAX : words.n;
    while (from < last) {
        if (words.p[from] == part.p[0] && stands_at(words, from, part, stem))
            return from;
        const char *space = memchr(words.p + from, ' ', words.n - from);
        if (!space)
            break;
        from = (size_t)(space - words.p) + 1;
    }
    return SIZE_MAX;
}

static size_t word_end(stet_str words, size_t at)
{
    const char *space = at < words.n ? memchr(words.p + at, ' ', words.n - at) : NULL;
    return space ? (size_t)(space - words.p) : words.n;
}

/* The phrase at a word: it stands there, and so does what is behind its gap. */
static void look_for(const struct phrase *p, stet_str words, size_t at,
                     struct hits *hits)
{
    if ((p->begins && at) || !stands_at(words, at, p->first, p->stem) ||
        (p->second.n && never_begins(hits, p->second)))
        return;
    size_t end = word_end(words, at + p->first.n - 1);
    size_t second =
        p->second.n ? find_later(words, end + 1, p->second, p->second_stem) : 0;
    if (second == SIZE_MAX || hits->count == HITS_MAX)
        return;
    hits->items[hits->count++] = (struct hit){
        (uint16_t)at,
        (uint16_t)end,
        (uint16_t)second,
        (uint16_t)(second ? word_end(words, second + p->second.n - 1) : end),
        p->said,
        p->language};
}

/* Short phrases lie under their first word, others under their first eight bytes. */
static void look_at(const struct detector *d, stet_str words, size_t at,
                    struct hits *hits)
{
    uint64_t eight;
    memcpy(&eight, words.p + at, sizeof eight);
    const uint32_t slots[] = {slot_of_word(words.p + at, words.n - at), slot_of(eight)};
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = d->slots[slots[k]]; i; i = d->phrases[i - 1].next)
            if ((eight & d->phrases[i - 1].mask) == d->phrases[i - 1].head)
                look_for(&d->phrases[i - 1], words, at, hits);
}

/* ---- a language ---------------------------------------------------------------- */
static int language_of(const struct hits *hits, int likely)
{
    size_t weights[LANGUAGES] = {0};
    int best = likely;
    for (size_t i = 0; i < hits->count; i++)
        weights[hits->items[i].language] +=
            (size_t)(hits->items[i].end - hits->items[i].at);
    for (int i = 0; i < LANGUAGES; i++)
        if (weights[i] > weights[best])
            best = i;
    return best;
}

/* Where a "not" stands that turns the hit: just before it, or within its gap. */
static uint32_t not_at(const struct hits *hits, const struct hit *h)
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *no = &hits->items[i];
        if (no->said == SAID_NOT && no->language == h->language &&
            (no->end + 1 == h->at ||
             (h->second && no->at >= h->end && no->at < h->second)))
            return no->at;
    }
    return NOT_SAID;
}

static void note(struct sayings *to, int said, uint32_t at)
{
    if (to->first[said] == NOT_SAID || at < to->first[said])
        to->first[said] = (uint16_t)at;
    if (to->last[said] == NOT_SAID || at > to->last[said])
        to->last[said] = (uint16_t)at;
}

/* A use that is named more closely, "commercial use", is no use of any kind; the author
 * of "author's note" is not to be credited for it. */
static int is_part_of(int said, int whole)
{
    if (said == SAID_REPUBLISH || said == SAID_USE)
        return whole == SAID_COMMERCIAL || whole == SAID_NONCOMMERCIAL ||
               whole == SAID_SYNDICATE;
    if (said == SAID_LINK)
        return whole == SAID_CANONICAL || whole == SAID_NOTIFY;
    if (said == SAID_NOT)
        return whole == SAID_FREE;
    return said == SAID_AUTHOR && (whole == SAID_BIO || whole == SAID_IMAGE_CREDIT);
}

static int is_inside_another(const struct hits *hits, const struct hit *h)
{
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *o = &hits->items[i];
        if (is_part_of(h->said, o->said) && o->language == h->language &&
            o->at <= h->at && h->end <= (o->said == SAID_NOTIFY ? o->reach : o->end))
            return 1;
    }
    return 0;
}

static int is_act(int said)
{
    return said == SAID_REPUBLISH || said == SAID_EXCERPT || said == SAID_TRANSLATE ||
           said == SAID_ADAPT || said == SAID_USE || said == SAID_SYNDICATE;
}

/* "May .. be reprinted": who may do something is permitted it; behind a "not" it is
 * forbidden. */
static void note_modals(const struct hits *hits, int language, struct sayings *ret)
{
    enum { NEAR = 120 };
    for (size_t i = 0; i < hits->count; i++) {
        const struct hit *may = &hits->items[i], *act = NULL;
        uint32_t no = NOT_SAID;
        if (may->said != SAID_MODAL || may->language != language)
            continue;
        for (size_t j = 0; j < hits->count; j++) {
            const struct hit *h = &hits->items[j];
            if (is_act(h->said) && h->language == language && h->at >= may->end &&
                h->at - may->end <= NEAR && (!act || h->at < act->at))
                act = h;
        }
        for (size_t j = 0; act && j < hits->count; j++) {
            const struct hit *h = &hits->items[j];
            if (h->said == SAID_NOT && h->language == language &&
                (h->end + 1 == may->at || (h->at >= may->end && h->at < act->at)) &&
                !is_inside_another(hits, h))
                no = h->at;
        }
        if (act)
            note(ret, no == NOT_SAID ? SAID_PERMIT : SAID_PROHIBIT,
                 no == NOT_SAID ? may->at : no);
    }
}

/* "But not the photographs", "images are not included": no words stand between that
 * speak of the text. */
static void note_images(const struct hits *hits, int language, struct sayings *ret)
{
    enum { NEAR = 40 };
    for (size_t i = 0; i < hits->count; i++)
        for (size_t j = 0; j < hits->count; j++) {
            const struct hit *image = &hits->items[i], *no = &hits->items[j];
            if (image->said != SAID_IMAGE || no->said != SAID_NOT ||
                image->language != language || no->language != language)
                continue;
            uint32_t between = image->at > no->end   ? image->at - no->end
                               : no->at > image->end ? no->at - image->end
                                                     : NOT_SAID;
            if (between <= NEAR && ret->first[SAID_NO_EDIT] == NOT_SAID)
                note(ret, SAID_NO_IMAGES, image->at < no->at ? image->at : no->at);
        }
}

void stet__detector_find(const struct detector *d, stet_str words, int *language,
                         struct sayings *ret)
{
    struct hits hits;
    hits.count = 0;
    memset(hits.starts, 0, sizeof hits.starts);
    memset(ret, 0xff, sizeof *ret);
    for (size_t at = 0; at < words.n; at = word_end(words, at) + 1) {
        uint8_t start = start_of(words.p + at);
        hits.starts[start / 64] |= (uint64_t)1 << start % 64;
    }
    for (size_t at = 0; at < words.n; at = word_end(words, at) + 1)
        look_at(d, words, at, &hits);
    *language = language_of(&hits, *language);
    for (size_t i = 0; i < hits.count; i++) {
        const struct hit *h = &hits.items[i];
        int turns = h->said == SAID_PERMIT || h->said == SAID_INVITE;
        int excepts = h->said >= SAID_BUT_HEADLINE && h->said <= SAID_BUT_SHORTEN;
        if (h->language != *language || is_inside_another(&hits, h))
            continue;
        uint32_t no = turns || excepts ? not_at(&hits, h) : NOT_SAID;
        if (no != NOT_SAID && excepts)
            continue; /* "do not change the headline" */
        if (no != NOT_SAID)
            note(ret, SAID_PROHIBIT, no);
        else
            note(ret, h->said, h->at);
    }
    note_modals(&hits, *language, ret);
    if (ret->first[SAID_IMAGE] != NOT_SAID)
        note_images(&hits, *language, ret);
}
