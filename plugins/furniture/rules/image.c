/* SPDX-License-Identifier: MIT */
/*
 * A plan out of the image that was made with the plugin. Nearly all of it stays where
 * it is: it is shared by all processes, and only what is looked at comes into memory.
 */
#include "image.h"

#include <stddef.h>

#ifdef STET_FURNITURE_IMAGE
extern const struct image stet__furniture_image; /* made while building */
static const struct image *const shipped = &stet__furniture_image;
#else
static const struct image *const shipped = NULL;
#endif

#define PART(of, n, room)                                                              \
    {                                                                                  \
        offsetof(struct plan, of), offsetof(struct plan, n),                           \
            offsetof(struct maker, room), sizeof *((struct plan *)0)->of               \
    }
const struct image_part stet__furniture_parts[IMAGE_PARTS] = {
    PART(rules, rule_count, rule_cap),
    PART(addresses, address_count, address_cap),
    PART(phrases, phrase_count, phrase_cap),
    PART(elements, element_count, element_cap),
    PART(alternatives, alternative_count, alternative_cap),
    PART(terms_of, use_count, use_cap),
    PART(firsts, alternative_count, other_cap),
    PART(terms, term_count, term_cap),
    PART(keys, key_count, other_cap),
    PART(slots, slot_count, other_cap),
    PART(pairs, pair_count, other_cap),
    PART(lexicon.words, lexicon.slots, other_cap),
    PART(lexicon.weights, lexicon.count, other_cap)};

void stet__furniture_rule_texts(struct rule *rule, stet_str *ret_texts[RULE_TEXTS])
{
    ret_texts[0] = &rule->id;
    ret_texts[1] = &rule->lang;
    ret_texts[2] = &rule->role;
}

/* ---- is it still what the files say?
 * ------------------------------------------------------------------ */

enum { LANES = 4, LANE = 8 };

static uint64_t mix(uint64_t lane, uint64_t bytes)
{
    lane = (lane ^ bytes) * 0x9e3779b97f4a7c15u;
    return lane ^ lane >> 29;
}

/* Four lanes at once, for no lane has to wait for another. */
static uint64_t digest_of(uint64_t digest, stet_str s)
{
    uint64_t lanes[LANES] = {digest, 1, 2, 3}, bytes[LANES];
    size_t i = 0;
    for (; s.n - i >= sizeof bytes; i += sizeof bytes) {
        memcpy(bytes, s.p + i, sizeof bytes);
        for (size_t k = 0; k < LANES; k++)
            lanes[k] = mix(lanes[k], bytes[k]);
    }
    memset(bytes, 0, sizeof bytes);
    memcpy(bytes, s.p + i, s.n - i);
    for (size_t k = 0; k < LANES; k++)
        lanes[0] = mix(lanes[0], mix(lanes[k], bytes[k]));
    return mix(lanes[0], s.n);
}

stet_code stet__furniture_digest(stet_build *b, uint64_t *ret_digest)
{
    uint64_t digest = mix(sizeof(struct plan), sizeof(struct image));
    for (size_t i = 0; i < IMAGE_PARTS; i++)
        digest = mix(digest, stet__furniture_parts[i].each);
    for (size_t i = 0; stet__furniture_files[i][0]; i++) {
        stet_str path = stet_build_data_file(b, stet__furniture_files[i][1]), bytes;
        stet_code code = stet_build_file(b, path, &bytes);
        if (code != STET_OK)
            return code;
        digest = digest_of(digest, bytes);
    }
    *ret_digest = digest;
    return STET_OK;
}

/* ---- the plan
 * ----------------------------------------------------------------------- */

/* Where an offset of the image points to. Plans are written to while they are made
 * only, and this one is made. */
static void *place_of(const void *offset)
{
    return (void *)((uintptr_t)shipped + (uintptr_t)offset);
}

static void place_text(stet_str *text)
{
    text->p = place_of(text->p);
}

/* An array with texts in it is copied, for its texts have another place each time. */
static void *copy_part(stet_build *b, const void *items, size_t count, size_t each)
{
    void *copy = stet_build_alloc(b, (count + 1) * each);
    if (copy)
        memcpy(copy, items, count * each);
    return copy;
}

static stet_code place_texts(stet_build *b, struct plan *plan)
{
    plan->rules = copy_part(b, plan->rules, plan->rule_count, sizeof *plan->rules);
    plan->addresses =
        copy_part(b, plan->addresses, plan->address_count, sizeof *plan->addresses);
    if (!plan->rules || !plan->addresses)
        return STET_E_NOMEM;
    for (uint32_t i = 0; i < plan->rule_count; i++) {
        stet_str *texts[RULE_TEXTS];
        stet__furniture_rule_texts(&plan->rules[i], texts);
        for (size_t k = 0; k < RULE_TEXTS; k++)
            place_text(texts[k]);
    }
    for (uint32_t i = 0; i < plan->address_count; i++)
        place_text(&plan->addresses[i].text);
    return STET_OK;
}

stet_code stet__furniture_shipped(stet_build *b, const struct config *c,
                                  struct plan **ret_plan)
{
    uint64_t digest = 0;
    if (!shipped || c->check_rules || c->languages.n)
        return STET_SKIP;
    stet_code code = stet__furniture_digest(b, &digest);
    if (code != STET_OK)
        return code;
    if (digest != shipped->digest)
        return STET_SKIP;
    struct plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    *plan = shipped->plan;
    plan->config = c;
    for (size_t i = 0; i < IMAGE_PARTS; i++) {
        void **part = (void **)((char *)plan + stet__furniture_parts[i].at);
        *part = place_of(*part);
    }
    *ret_plan = plan;
    return place_texts(b, plan);
}

/* ---- more rules behind them
 * ----------------------------------------------------------------- */

/* As if it had not been laid out. */
static void forget_layout(struct plan *plan)
{
    for (uint32_t i = 0; i < plan->term_count; i++)
        plan->terms[i].first = plan->terms[i].count = 0;
    for (uint32_t i = 0; i < plan->phrase_count; i++) {
        struct phrase *p = &plan->phrases[i];
        p->mask = 0;
        p->literal = p->place = 0;
    }
    memset(plan->address_of, 0, sizeof plan->address_of);
    plan->keyless_count = 0;
}

stet_code stet__furniture_unfold(struct maker *m)
{
    struct plan *plan = m->plan;
    for (size_t i = 0; i < IMAGE_PARTS; i++) {
        const struct image_part *part = &stet__furniture_parts[i];
        void **items = (void **)((char *)plan + part->at);
        uint32_t count;
        memcpy(&count, (char *)plan + part->count, sizeof count);
        if (!(*items = copy_part(m->b, *items, count, part->each)))
            return STET_E_NOMEM;
        memcpy((char *)m + part->cap, &count, sizeof count);
    }
    for (size_t i = 0; i < TONGUES_MAX && shipped->tongues[i][0]; i++)
        m->tongues[i] = stet_cstr(shipped->tongues[i]);
    m->sets_read = shipped->sets_read;
    forget_layout(plan);
    return STET_OK;
}
