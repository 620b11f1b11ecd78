/* SPDX-License-Identifier: MIT */
/*
 * What is looked up at run time: the words that rules know, and under each the phrases
 * of which it is the rarest word.
 */
#include "rules.h"

/* How often a word stands in ten thousand, more or less. */
enum {
    COST_COMMON = 4,
    COST_TERM = 2,
    COST_NUMBER = 150,
    COST_AUTHOR = 3,
    COST_LOOK = 8
};

/* Slots for twice as many terms as there will be room for. */
static int make_slots(struct maker *m)
{
    struct plan *plan = m->plan;
    uint32_t count = 2;
    while (count < m->term_cap * 2)
        count *= 2;
    uint32_t *slots = stet_build_alloc(m->b, count * sizeof *slots);
    if (!slots)
        return 0;
    plan->slots = slots;
    plan->slot_mask = count - 1;
    plan->slot_count = count;
    for (uint32_t i = TERM_FIRST; i < plan->term_count; i++) {
        uint32_t at = (uint32_t)(plan->terms[i].hash >> 24) & plan->slot_mask;
        while (slots[at])
            at = (at + 1) & plan->slot_mask;
        slots[at] = i;
    }
    return 1;
}

static int has_term_room(struct maker *m)
{
    struct plan *plan = m->plan;
    uint32_t before = m->term_cap;
    return stet__furniture_room(m, &plan->terms, &m->term_cap, plan->term_count + 1,
                                sizeof *plan->terms) &&
           (m->term_cap == before || make_slots(m));
}

stet_code stet__furniture_first_terms(struct maker *m)
{
    struct plan *plan = m->plan;
    plan->term_count = TERM_FIRST;
    plan->pair_count = 1 << PAIR_BITS;
    plan->pairs = stet_build_alloc(m->b, plan->pair_count * sizeof *plan->pairs);
    return plan->pairs && has_term_room(m) ? STET_OK : STET_E_NOMEM;
}

uint32_t stet__furniture_add_term(struct maker *m, uint64_t hash)
{
    struct plan *plan = m->plan;
    uint32_t at = (uint32_t)(hash >> 24) & plan->slot_mask;
    for (; plan->slots[at]; at = (at + 1) & plan->slot_mask)
        if (plan->terms[plan->slots[at]].hash == hash)
            return plan->slots[at];
    if (plan->term_count >= m->term_cap) {
        if (!has_term_room(m))
            return 0;
        for (at = (uint32_t)(hash >> 24) & plan->slot_mask; plan->slots[at];)
            at = (at + 1) & plan->slot_mask;
    }
    plan->terms[plan->term_count].hash = hash;
    plan->filter[hash >> 17 & (FILTER - 1)] |= (uint64_t)1 << (hash >> 58);
    return plan->slots[at] = plan->term_count++;
}

/* ---- its rarest word
 * ----------------------------------------------------------------- */

static uint32_t cost_of_term(const struct plan *plan, uint32_t term)
{
    return term == TERM_NUMBER          ? COST_NUMBER
           : plan->terms[term].frequent ? plan->terms[term].frequent
           : plan->terms[term].common   ? COST_COMMON
                                        : COST_TERM;
}

/* The rarest word of an alternative. */
static uint32_t rarest(const struct plan *plan, const struct alternative *alt)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < alt->count; i++)
        if (cost_of_term(plan, plan->terms_of[alt->first + i]) <
            cost_of_term(plan, plan->terms_of[alt->first + best]))
            best = i;
    return best;
}

/* What looking for phrases costs is counted once, for words, alternatives, elements. */
struct index {
    struct plan *plan;
    uint16_t *rare;  /* for each alternative the number of its rarest word */
    uint32_t *costs; /* of elements */
    struct choice {
        uint32_t key, other;
    } * choices; /* for each phrase */
};

static uint32_t cost_of(const struct index *x, const struct element *e)
{
    const struct plan *plan = x->plan;
    uint32_t cost = 0;
    if (e->optional)
        return UINT32_MAX;
    if (e->type == ELEMENT_AUTHOR)
        return COST_AUTHOR;
    if (e->type == ELEMENT_NUMBER)
        return COST_NUMBER;
    if (e->type != ELEMENT_WORDS)
        return UINT32_MAX;
    for (uint32_t i = 0; i < e->count; i++) {
        const struct alternative *alt = &plan->alternatives[e->first + i];
        cost += cost_of_term(plan, plan->terms_of[alt->first + x->rare[e->first + i]]);
    }
    return cost;
}

/* The element to look for, from 0, or the next best one, which is short to look
 * through; `count` when there is none. */
static uint32_t key_of(const struct index *x, const struct phrase *p, uint32_t but)
{
    uint32_t best = p->count, least = UINT32_MAX;
    for (uint32_t i = 0; i < p->count; i++) {
        const struct element *e = &x->plan->elements[p->first + i];
        uint32_t cost = x->costs[p->first + i];
        if (but < p->count && cost < UINT32_MAX && !e->set)
            cost += COST_LOOK * e->count;
        if (cost < least && i != but) {
            least = cost;
            best = i;
        }
    }
    return best;
}

/* Its other element that says most by being in a text. */
static uint32_t other_of(const struct index *x, const struct phrase *p, uint32_t key)
{
    const struct plan *plan = x->plan;
    uint32_t at = key_of(x, p, key);
    if (at == p->count || plan->elements[p->first + at].type == ELEMENT_AUTHOR)
        return 0;
    return plan->elements[p->first + at].type == ELEMENT_WORDS ? p->first + at + 1 : 0;
}

/* ---- how a phrase begins
 * ------------------------------------------------------------- */

static uint64_t mask_of(const struct plan *plan, const struct element *e)
{
    uint64_t mask = 0;
    if (e->type == ELEMENT_NUMBER)
        return (uint64_t)1 << TERM_NUMBER;
    if (e->type != ELEMENT_WORDS)
        return UINT64_MAX;
    for (uint32_t i = 0; i < e->count; i++)
        mask |= (uint64_t)1 << (plan->terms_of[plan->alternatives[e->first + i].first] &
                                63);
    return mask;
}

static void mark_pair(struct plan *plan, uint32_t first, uint32_t second, int apart)
{
    struct pair pair =
        stet__furniture_pair(plan->terms[first].hash, plan->terms[second].hash, apart);
    plan->terms[first].begins |= apart ? BEGINS_WITH : BEGINS_PAIR;
    plan->pairs[pair.number] |= pair.bits;
}

/* The rarest words of what stands elsewhere in a phrase that begins with element i: one
 * of them the text must hold too. */
static void mark_others(const struct index *x, const struct phrase *p, uint32_t i,
                        uint32_t first)
{
    struct plan *plan = x->plan;
    uint32_t at = key_of(x, p, i);
    const struct element *e = &plan->elements[p->first + at];
    if (at == p->count || e->type != ELEMENT_WORDS) {
        plan->terms[first].begins |= BEGINS_ANY;
        return;
    }
    for (uint32_t k = e->first; k < e->first + e->count; k++) {
        uint32_t term = plan->terms_of[plan->alternatives[k].first + x->rare[k]];
        mark_pair(plan, first, term, 1);
        if (term == TERM_NUMBER)
            plan->terms[first].begins |= BEGINS_ANY;
    }
}

/* Whatever may stand right behind the first word, which element `begin` has. */
static void mark_seconds(const struct index *x, const struct phrase *p, uint32_t begin,
                         uint32_t first)
{
    struct plan *plan = x->plan;
    for (uint32_t i = begin + 1; i < p->count; i++) {
        const struct element *e = &plan->elements[p->first + i];
        if (e->type != ELEMENT_WORDS)
            break;
        for (uint32_t k = 0; k < e->count; k++) {
            uint32_t second = plan->terms_of[plan->alternatives[e->first + k].first];
            mark_pair(plan, first, second, 0);
            if (second == TERM_NUMBER)
                plan->terms[first].begins |= BEGINS_ANY;
        }
        if (!e->optional)
            return;
    }
    mark_others(x, p, begin, first);
}

/* The words that a phrase may begin with on a line within the text, and the second
 * ones. */
static void mark_beginning(const struct index *x, const struct phrase *p, uint32_t i)
{
    struct plan *plan = x->plan;
    const struct element *e = &plan->elements[p->first + i];
    const struct rule *rule = &plan->rules[p->rule];
    int within = rule->aside || rule->zones >> STET_ZONE_BODY & 1;
    if (!within || p->use == USE_NOT || p->use == USE_HINT || p->use == USE_CUE ||
        e->type != ELEMENT_WORDS)
        return;
    for (uint32_t k = 0; k < e->count; k++) {
        const struct alternative *alt = &plan->alternatives[e->first + k];
        uint32_t first = plan->terms_of[alt->first];
        if (alt->count > 1)
            mark_pair(plan, first, plan->terms_of[alt->first + 1], 0);
        else
            mark_seconds(x, p, i, first);
    }
}

static void find_beginning(const struct index *x, struct phrase *p)
{
    const struct plan *plan = x->plan;
    for (uint32_t i = 0; i < p->count; i++)
        p->literal += plan->elements[p->first + i].type == ELEMENT_WORDS;
    if (p->parts) {
        p->mask = UINT64_MAX;
        return;
    }
    p->aside = plan->rules[p->rule].aside;
    p->place = p->use == USE_START ? 2 : p->anchored ? 1 : 0;
    for (uint32_t i = 0; i < p->count; i++) {
        const struct element *e = &plan->elements[p->first + i];
        p->mask |= e->mask;
        mark_beginning(x, p, i);
        if (e->type != ELEMENT_WORDS && p->place < 2)
            p->place = e->type == ELEMENT_AUTHOR || e->type == ELEMENT_NUMBER ? 1 : 2;
        if (!e->optional)
            break;
    }
}

/* ---- keys under their terms
 * ---------------------------------------------------------- */

static void put_key(struct plan *plan, uint32_t term, struct key key)
{
    struct term *t = &plan->terms[term];
    plan->keys[t->first + t->count++] = key;
}

/* The first or last words of an element. */
static uint32_t bits_of(const struct plan *plan, const struct element *e, int last)
{
    uint32_t bits = 0;
    if (e->type == ELEMENT_NUMBER)
        return stet__furniture_bit(TERM_NUMBER);
    for (uint32_t i = 0; i < e->count; i++) {
        const struct alternative *alt = &plan->alternatives[e->first + i];
        bits |= stet__furniture_bit(
            plan->terms_of[alt->first + (last ? alt->count - 1 : 0)]);
    }
    return bits;
}

/* What may stand beside element `at` of a phrase: `step` 1: behind it, -1: before. */
static uint32_t beside(const struct plan *plan, const struct phrase *p, uint32_t at,
                       int step)
{
    uint32_t bits = 0;
    for (uint32_t i = at + (uint32_t)step; i < p->count; i += (uint32_t)step) {
        const struct element *e = &plan->elements[p->first + i];
        if (e->type != ELEMENT_WORDS && e->type != ELEMENT_NUMBER)
            break;
        bits |= bits_of(plan, e, step < 0);
        if (!e->optional)
            return bits;
    }
    return BIT_ANY;
}

static uint8_t within_reach(uint32_t words)
{
    return words < UINT8_MAX ? (uint8_t)words : UINT8_MAX;
}

/* The word that a key of an element lies under. */
static uint32_t term_of_type(const struct element *e)
{
    return e->type == ELEMENT_AUTHOR ? TERM_AUTHOR : TERM_NUMBER;
}

/* Which element a phrase is looked for by, and how many keys that makes. */
static void choose_key(struct index *x, uint32_t number)
{
    struct plan *plan = x->plan;
    const struct phrase *p = &plan->phrases[number];
    uint32_t at = key_of(x, p, p->count);
    const struct element *e = &plan->elements[p->first + at];
    x->choices[number] = (struct choice){at, 0};
    if (at == p->count) {
        plan->keyless_count += p->use != USE_LINK && p->count;
        return;
    }
    x->choices[number].other = other_of(x, p, at);
    if (e->type != ELEMENT_WORDS)
        plan->terms[term_of_type(e)].count++;
    else
        for (uint32_t i = e->first; i < e->first + e->count; i++)
            plan->terms[plan->terms_of[plan->alternatives[i].first + x->rare[i]]]
                .count++;
}

static void put_keys(const struct index *x, uint32_t number)
{
    struct plan *plan = x->plan;
    const struct phrase *p = &plan->phrases[number];
    uint32_t at = x->choices[number].key, reach = 0;
    const struct rule *rule = &plan->rules[p->rule];
    struct key key = {.phrase = number,
                      .other = x->choices[number].other,
                      .tongues = rule->kind == STET_NOTICE_COPYRIGHT ||
                                         p->use == USE_CUE || p->use == USE_HINT
                                     ? ANY_TONGUE
                                     : rule->tongue,
                      .use = p->use,
                      .place = p->place,
                      .before = BIT_ANY,
                      .after = BIT_ANY};
    if (p->use == USE_LINK || !p->count)
        return;
    for (uint32_t i = 0; i < at; i++)
        reach += plan->elements[p->first + i].max;
    if (at == p->count) {
        plan->keys[plan->keyless_first + plan->keyless_count++] = key;
        return;
    }
    const struct element *e = &plan->elements[p->first + at];
    if (e->type != ELEMENT_WORDS) {
        key.before = beside(plan, p, at, -1);
        key.after = beside(plan, p, at, 1);
    }
    if (e->type != ELEMENT_WORDS) {
        key.reach = within_reach(reach + (e->type == ELEMENT_AUTHOR ? e->max : 0u));
        put_key(plan, term_of_type(e), key);
        return;
    }
    for (uint32_t i = 0; i < e->count; i++) {
        const struct alternative *alt = &plan->alternatives[e->first + i];
        uint32_t k = x->rare[e->first + i];
        const uint32_t *terms = &plan->terms_of[alt->first];
        key.reach = within_reach(reach + k);
        key.before = k ? stet__furniture_bit(terms[k - 1]) : beside(plan, p, at, -1);
        key.after = k + 1 < alt->count ? stet__furniture_bit(terms[k + 1])
                                       : beside(plan, p, at, 1);
        put_key(plan, plan->terms_of[alt->first + k], key);
    }
}

static void find_firsts(struct index *x)
{
    struct plan *plan = x->plan;
    for (uint32_t i = 0; i < plan->alternative_count; i++) {
        plan->firsts[i] =
            (uint16_t)(plan->terms_of[plan->alternatives[i].first] & (PRESENT - 1));
        x->rare[i] = (uint16_t)rarest(plan, &plan->alternatives[i]);
    }
    for (uint32_t i = 0; i < plan->element_count; i++) {
        plan->elements[i].mask = mask_of(plan, &plan->elements[i]);
        x->costs[i] = cost_of(x, &plan->elements[i]);
    }
}

/* Addresses under the bit of their first four bytes, the first one first. */
static void find_addresses(struct plan *plan)
{
    for (uint32_t i = plan->address_count; i > 0; i--) {
        struct address *a = &plan->addresses[i - 1];
        uint32_t *head = &plan->address_of[stet__furniture_quad(a->text.p)];
        a->next = *head;
        *head = i;
    }
}

static stet_code make_room(struct maker *m, struct index *x)
{
    struct plan *plan = x->plan;
    uint32_t alternatives = plan->alternative_count + 1;
    plan->firsts = stet_build_alloc(m->b, alternatives * sizeof *plan->firsts);
    x->rare = stet_build_alloc(m->b, alternatives * sizeof *x->rare);
    x->costs = stet_build_alloc(m->b, (plan->element_count + 1) * sizeof *x->costs);
    x->choices = stet_build_alloc(m->b, (plan->phrase_count + 1) * sizeof *x->choices);
    return plan->firsts && x->rare && x->costs && x->choices ? STET_OK : STET_E_NOMEM;
}

/* Counted first, then laid out in one piece. */
stet_code stet__furniture_index(struct maker *m)
{
    struct plan *plan = m->plan;
    struct index x = {.plan = plan};
    uint32_t total = 0;
    if (make_room(m, &x) != STET_OK)
        return STET_E_NOMEM;
    find_firsts(&x);
    find_addresses(plan);
    for (uint32_t i = 0; i < plan->phrase_count; i++) {
        find_beginning(&x, &plan->phrases[i]);
        choose_key(&x, i);
    }
    for (uint32_t i = 0; i < plan->term_count; i++) {
        plan->terms[i].first = total;
        total += plan->terms[i].count;
        plan->terms[i].count = 0;
    }
    plan->keyless_first = total;
    total += plan->keyless_count;
    plan->keyless_count = 0;
    plan->key_count = total;
    if (!(plan->keys = stet_build_alloc(m->b, (total + 1) * sizeof *plan->keys)))
        return STET_E_NOMEM;
    for (uint32_t i = 0; i < plan->phrase_count; i++)
        put_keys(&x, i);
    return STET_OK;
}
