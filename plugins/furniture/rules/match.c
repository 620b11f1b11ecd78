/* SPDX-License-Identifier: MIT */
/*
 * Phrases in words. Each phrase is tried only where its rarest word stands, so text
 * that says nothing of furniture costs a look into a small table per word. The steps
 * that a text may cost are bounded, whatever it says.
 */
#include "rules.h"

enum { STEPS_PHRASE = 3000, STEPS_WORD = 600 };

struct matcher {
    const struct plan *plan;
    const struct names *names;
    const struct word *words;
    size_t count, start;
    struct hit *hit;
    int32_t steps, left; /* of the phrase, of the whole text */
};

uint32_t stet__furniture_term(const struct plan *plan, uint64_t hash)
{
    if (!(plan->filter[hash >> 17 & (FILTER - 1)] >> (hash >> 58) & 1))
        return TERM_UNKNOWN;
    for (uint32_t at = (uint32_t)(hash >> 24) & plan->slot_mask; plan->slots[at];
         at = (at + 1) & plan->slot_mask)
        if (plan->terms[plan->slots[at]].hash == hash)
            return plan->slots[at];
    return TERM_UNKNOWN;
}

static int has_pair(const struct plan *plan, const struct word *first,
                    const struct word *second, int apart)
{
    struct pair pair = stet__furniture_pair(first->hash, second->hash, apart);
    return (plan->pairs[pair.number] & pair.bits) == pair.bits;
}

int stet__furniture_begins(const struct plan *plan, const stet_kit *kit, stet_str text)
{
    struct word words[START_WORDS];
    size_t n = stet__furniture_words(kit, text, words, 2);
    const struct term *t =
        n ? &plan->terms[stet__furniture_term(plan, words[0].hash)] : plan->terms;
    if (t->address || t->begins & BEGINS_ANY) /* `This article was`, `You may` */
        return 1;
    if (t->begins & BEGINS_PAIR && n > 1 && has_pair(plan, &words[0], &words[1], 0))
        return 1;
    if (!(t->begins & BEGINS_WITH))
        return 0;
    n = stet__furniture_words(kit, text, words, START_WORDS);
    for (size_t i = 1; i < n && !words[i].sentence; i++)
        if (has_pair(plan, &words[0], &words[i], 1))
            return 1;
    return 0;
}

/* Each once, in the order of the rules. */
static size_t insert(uint32_t *ret, size_t n, size_t max, uint32_t number)
{
    size_t at = n;
    while (at && ret[at - 1] > number)
        at--;
    if (n == max || (at && ret[at - 1] == number))
        return n;
    memmove(ret + at + 1, ret + at, (n - at) * sizeof *ret);
    ret[at] = number;
    return n + 1;
}

size_t stet__furniture_leads(const struct plan *plan, stet_str url, uint32_t *ret,
                             size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i + 4 <= url.n; i++)
        for (uint32_t k = plan->address_of[stet__furniture_quad(url.p + i)]; k;
             k = plan->addresses[k - 1].next) {
            stet_str part = plan->addresses[k - 1].text;
            if (part.n <= url.n - i && memcmp(url.p + i, part.p, part.n) == 0)
                n = insert(ret, n, max, k - 1);
        }
    return n;
}

/* ---- elements
 * --------------------------------------------------------------------------- */

static int leaves(const struct matcher *m, size_t w)
{
    return w >= m->count || (w > m->start && m->words[w].flags & WORD_SENTENCE);
}

static uint64_t bit_of(uint32_t term)
{
    return (uint64_t)1 << (term & 63);
}

/* What the word may begin, as the masks of elements and phrases have it. */
static uint64_t bits_of(const struct word *word)
{
    return bit_of(word->term) | (word->flags & WORD_NUMBER ? bit_of(TERM_NUMBER) : 0);
}

/* Does the element certainly not begin at word w? */
static int is_not_at(const struct matcher *m, const struct element *e, size_t w)
{
    return !e->optional && (w >= m->count || !(e->mask & bits_of(&m->words[w])));
}

static size_t match_terms(const struct matcher *m, const uint32_t *terms, size_t n,
                          size_t w)
{
    for (size_t i = 0; i < n; i++)
        if (leaves(m, w + i) ||
            !(m->words[w + i].term == terms[i] ||
              (terms[i] == TERM_NUMBER && m->words[w + i].flags & WORD_NUMBER)))
            return 0;
    return n;
}

static size_t match_hashes(const struct matcher *m, const uint64_t *hashes, size_t n,
                           size_t w)
{
    for (size_t i = 0; i < n; i++)
        if (leaves(m, w + i) || m->words[w + i].hash != hashes[i])
            return 0;
    return n;
}

/* The full name, its last word, or its first. */
static size_t match_author(const struct matcher *m, size_t w)
{
    for (size_t i = 0; i < m->names->count; i++) {
        const struct name *name = &m->names->names[i];
        if (match_hashes(m, name->hashes, name->count, w))
            return name->count;
        if (name->count > 1 && (match_hashes(m, &name->hashes[name->count - 1], 1, w) ||
                                match_hashes(m, &name->hashes[0], 1, w)))
            return 1;
    }
    return 0;
}

static int is_particle(const struct plan *plan, const struct word *word)
{
    for (size_t i = 0; i < PARTICLES; i++)
        if (plan->particles[i] == word->hash)
            return 1;
    return 0;
}

/* Words with capitals, two at least. */
static size_t match_name(const struct matcher *m, size_t w)
{
    size_t n = 0, big = 0;
    while (n < 6 && !leaves(m, w + n)) {
        const struct word *word = &m->words[w + n];
        if (n && (word->flags & WORD_APART || word[-1].flags & WORD_COLON))
            break;
        int is_big = (word->flags & WORD_BIG) != 0;
        if (!is_big && (n == 0 || !is_particle(m->plan, word)))
            break;
        if (is_big)
            big = n + 1;
        n++;
    }
    return big >= 2 ? big : 0;
}

static int match_rest(struct matcher *m, const struct element *e, uint32_t left,
                      size_t w);

static int match_gap(struct matcher *m, const struct element *e, uint32_t left,
                     size_t w)
{
    int value = e->type == ELEMENT_VALUE;
    if (value && left == 1) { /* as far as the name goes */
        if (leaves(m, w))
            return 0;
        m->hit->captured = 1;
        m->hit->take_from = (uint32_t)w;
        m->hit->take_to = 0;
        m->hit->to = (uint32_t)w;
        return 1;
    }
    for (size_t n = value ? 1 : 0; n <= e->max; n++) {
        if (n && leaves(m, w + n - 1))
            return 0;
        if ((left > 1 && is_not_at(m, e + 1, w + n)) ||
            !match_rest(m, e + 1, left - 1, w + n))
            continue;
        if (value) {
            m->hit->captured = 1;
            m->hit->take_from = (uint32_t)w;
            m->hit->take_to = (uint32_t)(w + n);
        }
        return 1;
    }
    return 0;
}

/* Does a member of the named set begin with the word? */
static int is_in_set(const struct plan *plan, const struct element *e,
                     const struct word *word)
{
    uint64_t sets = plan->terms[word->term].sets;
    if (word->flags & WORD_NUMBER)
        sets |= plan->terms[TERM_NUMBER].sets;
    return sets >> (e->set - 1) & 1;
}

static int match_choice(struct matcher *m, const struct element *e, uint32_t left,
                        size_t w)
{
    const struct word *word = &m->words[w];
    if (leaves(m, w) || !(e->mask & bits_of(word)) ||
        (e->set && !is_in_set(m->plan, e, word)))
        return e->optional && match_rest(m, e + 1, left - 1, w);
    for (uint32_t i = 0; i < e->count; i++) {
        const struct alternative *alt = &m->plan->alternatives[e->first + i];
        size_t n = match_terms(m, &m->plan->terms_of[alt->first], alt->count, w);
        if (n && match_rest(m, e + 1, left - 1, w + n))
            return 1;
    }
    return e->optional && match_rest(m, e + 1, left - 1, w);
}

/* Depth is bounded by the elements of a phrase, whatever the text is. */
static int match_rest(struct matcher *m, const struct element *e, uint32_t left,
                      size_t w)
{
    size_t n = 0;
    if (!left) {
        m->hit->to = (uint32_t)w;
        return 1;
    }
    if (--m->steps < 0)
        return 0;
    switch (e->type) {
    case ELEMENT_WORDS:
        return match_choice(m, e, left, w);
    case ELEMENT_GAP:
    case ELEMENT_VALUE:
        return match_gap(m, e, left, w);
    case ELEMENT_NUMBER:
        n = !leaves(m, w) && m->words[w].flags & WORD_NUMBER;
        break;
    case ELEMENT_AUTHOR:
        n = match_author(m, w);
        break;
    default:
        n = match_name(m, w);
        break;
    }
    if (n && match_rest(m, e + 1, left - 1, w + n))
        return 1;
    return e->optional && match_rest(m, e + 1, left - 1, w);
}

/* ---- phrases
 * ---------------------------------------------------------------------------- */

/* Where the word stands: 0 within a sentence, 1 where one begins, 2 where a line
 * begins. */
static int place_at(const struct word *words, size_t w)
{
    if (words[w].flags & WORD_LINE)
        return 2;
    return words[w].flags & WORD_SENTENCE || (w && words[w - 1].flags & WORD_COLON);
}

static int match_phrase(struct matcher *m, uint32_t number, size_t start)
{
    const struct phrase *p = &m->plan->phrases[number];
    m->start = start;
    m->steps = STEPS_PHRASE < m->left ? STEPS_PHRASE : m->left;
    int32_t before = m->steps;
    *m->hit = (struct hit){.phrase = number, .from = (uint32_t)start};
    int found = match_rest(m, &m->plan->elements[p->first], p->count, start);
    m->left -= before - m->steps;
    return found;
}

struct finder {
    struct matcher m;
    struct hit *hits;
    size_t n, max;
    size_t sentence,
        colon;     /* where the open sentence begins, the word behind a colon */
    uint32_t uses; /* mask of those that are looked for */
    uint8_t tongues;
    int lines_only;
    uint32_t before, after; /* bits of the words beside the one at hand */
    uint64_t sets;          /* mask of named sets of which the sentence has a word */
    uint64_t present[PRESENT / 64]; /* a bit for each of its terms, by number */
};

static void set_present(struct finder *f, uint32_t term)
{
    f->present[term / 64 % (PRESENT / 64)] |= bit_of(term);
    f->sets |= f->m.plan->terms[term].sets;
}

/* What stands in the sentence that begins at word w. */
static void note_sentence(struct finder *f, size_t w)
{
    const struct word *words = f->m.words;
    uint16_t sentence = words[w].sentence;
    memset(f->present, 0, sizeof f->present);
    f->sets = 0;
    for (; w < f->m.count && words[w].sentence == sentence; w++) {
        set_present(f, words[w].term);
        if (words[w].flags & WORD_NUMBER)
            set_present(f, TERM_NUMBER);
    }
}

/* Does the sentence hold a word of the other element that the phrase asks for? */
static int has_other(const struct finder *f, const struct key *key)
{
    const struct plan *plan = f->m.plan;
    if (!key->other)
        return 1;
    const struct element *e = &plan->elements[key->other - 1];
    if (e->set)
        return f->sets >> (e->set - 1) & 1;
    const uint16_t *term = plan->firsts + e->first, *end = term + e->count;
    while (term < end && !(f->present[*term / 64] & bit_of(*term)))
        term++;
    return term < end;
}

static int is_new(const struct finder *f, const struct hit *hit)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->hits[i].phrase == hit->phrase && f->hits[i].from == hit->from)
            return 0;
    return 1;
}

enum { PARTS_MAX = 4 };

/* Where the parts of a phrase were found. */
struct extents {
    size_t from[PARTS_MAX], to[PARTS_MAX];
    size_t count;
};

static int is_apart(const struct extents *x, size_t from, size_t to)
{
    for (size_t i = 0; i < x->count; i++)
        if (from < x->to[i] && to > x->from[i])
            return 0;
    return 1;
}

/* Elements [first, first + n) anywhere in words [from, to), apart from parts before. */
static int match_part(struct finder *f, uint32_t first, uint32_t n, size_t from,
                      size_t to, struct extents *x)
{
    const struct element *e = &f->m.plan->elements[first];
    for (size_t s = from; s < to && f->m.left > 0; s++) {
        if (is_not_at(&f->m, e, s))
            continue;
        f->m.start = s;
        f->m.steps = STEPS_PHRASE < f->m.left ? STEPS_PHRASE : f->m.left;
        int32_t before = f->m.steps;
        int found = match_rest(&f->m, e, n, s);
        f->m.left -= before - f->m.steps + 1;
        if (!found || !is_apart(x, s, f->m.hit->to))
            continue;
        x->from[x->count] = s;
        x->to[x->count++] = f->m.hit->to;
        return 1;
    }
    return 0;
}

/* All parts in the sentence of word w. */
static void try_parts(struct finder *f, const struct key *key, size_t w)
{
    const struct phrase *p = &f->m.plan->phrases[key->phrase];
    const struct word *words = f->m.words;
    size_t from = w, to = w + 1;
    struct extents x = {.count = 0};
    while (from > 0 && words[from - 1].sentence == words[w].sentence)
        from--;
    while (to < f->m.count && words[to].sentence == words[w].sentence)
        to++;
    struct hit *hit = f->m.hit = &f->hits[f->n];
    *hit = (struct hit){.phrase = key->phrase};
    for (uint32_t i = 0, end; i < p->count; i = end + 1) {
        for (end = i;
             end < p->count && f->m.plan->elements[p->first + end].type != ELEMENT_AND;)
            end++;
        if (end == i || x.count == PARTS_MAX ||
            !match_part(f, p->first + i, end - i, from, to, &x))
            return;
    }
    hit->from = (uint32_t)x.from[0];
    hit->to = (uint32_t)x.to[0];
    for (size_t i = 1; i < x.count; i++) {
        hit->from = x.from[i] < hit->from ? (uint32_t)x.from[i] : hit->from;
        hit->to = x.to[i] > hit->to ? (uint32_t)x.to[i] : hit->to;
    }
    f->n += (size_t)is_new(f, hit);
}

/* Does the phrase begin at word s? */
static int try_at(struct finder *f, const struct key *key, size_t s)
{
    const struct phrase *p = &f->m.plan->phrases[key->phrase];
    if (!(p->mask & bits_of(&f->m.words[s])))
        return 0;
    f->m.hit = &f->hits[f->n];
    if (!match_phrase(&f->m, key->phrase, s))
        return 0;
    f->n += (size_t)is_new(f, f->m.hit);
    return 1;
}

/* A phrase that has word w: where does it begin? One that has its place begins where
 * the sentence does, or behind a colon in it. */
static void try_key(struct finder *f, const struct key *key, size_t w)
{
    const struct phrase *p = &f->m.plan->phrases[key->phrase];
    int place = f->lines_only && !p->aside ? 2 : p->place;
    if (f->lines_only && p->aside && w > (size_t)key->reach + ASIDE_REACH)
        return;
    size_t s = w > key->reach ? w - key->reach : 0;
    if (place) {
        if (f->sentence >= s && place_at(f->m.words, f->sentence) >= place &&
            try_at(f, key, f->sentence))
            return;
        if (place == 1 && f->colon > f->sentence && f->colon >= s && f->colon <= w)
            try_at(f, key, f->colon);
        return;
    }
    for (s = s < f->sentence ? f->sentence : s;
         s <= w && f->n < f->max && f->m.left > 0; s++)
        if (try_at(f, key, s))
            return;
}

/* Is the place where the phrase would have to begin too far in front of word w? */
static int is_too_far(const struct finder *f, const struct key *key, size_t w)
{
    size_t from = f->colon > f->sentence && f->colon <= w ? f->colon : f->sentence;
    if (f->lines_only)
        return w - f->sentence > (size_t)key->reach + ASIDE_REACH;
    return key->place && w - from > key->reach;
}

static void try_keys(struct finder *f, uint32_t first, uint32_t count, size_t w)
{
    for (uint32_t i = first; i < first + count && f->n < f->max; i++) {
        const struct key *key = &f->m.plan->keys[i];
        if (!(key->tongues & f->tongues) || !(key->before & f->before) ||
            !(key->after & f->after) || !(f->uses >> key->use & 1) ||
            is_too_far(f, key, w) || !has_other(f, key))
            continue;
        if (!f->m.plan->phrases[key->phrase].parts)
            try_key(f, key, w);
        else if (!f->lines_only)
            try_parts(f, key, w);
    }
}

/* Bits of a word beside the one at hand, when it stands in the sentence. */
static uint32_t bits_at(const struct finder *f, size_t w, int is_there)
{
    if (!is_there)
        return BIT_ANY;
    const struct word *word = &f->m.words[w];
    return BIT_ANY | (word->term ? stet__furniture_bit(word->term) : 0) |
           (word->flags & WORD_NUMBER ? stet__furniture_bit(TERM_NUMBER) : 0);
}

static int is_author(const struct finder *f, size_t w)
{
    for (size_t i = 0; w < f->m.count && i < f->m.names->count; i++)
        for (size_t k = 0; k < f->m.names->names[i].count; k++)
            if (f->m.names->names[i].hashes[k] == f->m.words[w].hash)
                return 1;
    return 0;
}

/* A word of the name of an author: what stands beside the name may stand further off.
 */
static void try_author(struct finder *f, size_t w)
{
    const struct term *author = &f->m.plan->terms[TERM_AUTHOR];
    if (w && is_author(f, w - 1))
        f->before = UINT32_MAX;
    if (is_author(f, w + 1))
        f->after = UINT32_MAX;
    try_keys(f, author->first, author->count, w);
}

/* In the order of the text, then of the rules. */
static void sort_hits(struct hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct hit hit = hits[i];
        size_t k = i;
        for (; k && (hits[k - 1].from > hit.from ||
                     (hits[k - 1].from == hit.from && hits[k - 1].phrase > hit.phrase));
             k--)
            hits[k] = hits[k - 1];
        hits[k] = hit;
    }
}

size_t stet__furniture_match(const struct plan *plan, const struct names *names,
                             const struct word *words, size_t count, uint8_t tongues,
                             enum match_for what, struct hit *hits, size_t max)
{
    static const uint32_t saying = 1 << USE_SAY | 1 << USE_START | 1 << USE_LABEL;
    struct finder f = {.m = {.plan = plan, .names = names, .words = words},
                       .hits = hits,
                       .max = max,
                       .uses = what == MATCH_ALL ? UINT32_MAX : saying,
                       .tongues = tongues,
                       .lines_only = what == MATCH_LINES};
    const struct term *terms = plan->terms;
    f.m.count = count;
    f.m.left = (int32_t)(STEPS_WORD * (count + 8));
    for (size_t w = 0; w < count && f.n < max; w++) {
        const struct term *t = &terms[words[w].term];
        if (words[w].flags & WORD_SENTENCE || !w) {
            f.sentence = w;
            note_sentence(&f, w);
        }
        if (w && words[w - 1].flags & WORD_COLON)
            f.colon = w;
        int is_key = t->count || words[w].flags & (WORD_NUMBER | WORD_BIG | WORD_LINE);
        if (!is_key)
            continue;
        f.before = bits_at(&f, w - 1, !(words[w].flags & WORD_SENTENCE) && w);
        f.after =
            bits_at(&f, w + 1, w + 1 < count && !(words[w + 1].flags & WORD_SENTENCE));
        try_keys(&f, t->first, t->count, w);
        if (words[w].flags & WORD_NUMBER)
            try_keys(&f, terms[TERM_NUMBER].first, terms[TERM_NUMBER].count, w);
        if (words[w].flags & WORD_BIG && is_author(&f, w))
            try_author(&f, w);
        if (words[w].flags & WORD_LINE)
            try_keys(&f, plan->keyless_first, plan->keyless_count, w);
    }
    sort_hits(hits, f.n);
    return f.n;
}
