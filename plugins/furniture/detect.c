/* SPDX-License-Identifier: MIT */
/* Over the article: which blocks are looked at, how hard, and what a label speaks for.
 */
#include "furniture.h"

enum { INLINE_BYTES = 700, PLAIN_BYTES = 110, CARRY_MAX = 12, CAPTION_BYTES = 220 };

static const struct rule *rule_of(const struct detector *d, const struct hit *hit)
{
    return stet__furniture_rule(d->plan, hit);
}

/* ---- looking
 * ----------------------------------------------------------------------------- */

/* What the first look at a unit found stays with it. */
static void save_look(struct detector *d, struct unit *u)
{
    struct verdict *v = stet__furniture_verdict(d);
    size_t words = v->word_count * sizeof *u->words,
           hits = v->hit_count * sizeof *u->hits;
    u->words = stet_alloc(d->a, words + 1);
    u->hits = stet_alloc(d->a, hits + 1);
    if (!u->words || !u->hits) {
        stet__furniture_keep(d, STET_E_NOMEM);
        return;
    }
    memcpy(u->words, v->words, words);
    memcpy(u->hits, v->hits, hits);
    u->word_count = v->word_count;
    u->hit_count = v->hit_count;
    u->tongue = v->tongue;
    u->looked = 1;
}

/* Does it begin with the whole name of an author of the article, as a life does? */
static int begins_with_author(const struct detector *d, const struct verdict *v)
{
    enum { LIFE_WORDS = 3 };
    for (size_t i = 0; i < d->names.count; i++) {
        const struct name *name = &d->names.names[i];
        size_t k = 0;
        while (k < name->count && k < v->word_count &&
               v->words[k].hash == name->hashes[k])
            k++;
        if (k > 1 && k == name->count && v->word_count >= k + LIFE_WORDS &&
            !(v->words[k - 1].flags & WORD_COLON))
            return 1;
    }
    return 0;
}

/* What no phrase says of a block beside the text: the life of its author. */
static size_t tell_life(struct detector *d, const struct unit *u, int look)
{
    enum { LIFE_MAX = 90 };
    struct verdict *v = stet__furniture_verdict(d);
    if ((look != LOOK_BORDER && (look != LOOK_EDGE || u->zone != STET_ZONE_TAIL)) ||
        u->kind != STET_PARAGRAPH || v->word_count > LIFE_MAX ||
        v->hit_count >= HITS_MAX || !begins_with_author(d, v))
        return 0;
    uint32_t phrase = stet__furniture_stand_in(d->plan, STET_AUTHOR_BIO, v->tongue);
    if (!phrase)
        return 0;
    v->hits[v->hit_count++] = (struct hit){
        .phrase = phrase - 1, .to = (uint32_t)v->word_count, .accepted = 1};
    return 1;
}

static size_t judge(struct detector *d, const struct unit *u, int look)
{
    struct verdict *v = stet__furniture_verdict(d);
    size_t n = stet__furniture_judge(d->plan, u, look, v);
    return n ? n : tell_life(d, u, look);
}

size_t stet__furniture_ask(struct detector *d, struct unit *u, int look)
{
    struct verdict *v = stet__furniture_verdict(d);
    stet__furniture_open(d, u);
    if (u->looked) {
        v->words = u->words;
        v->word_count = u->word_count;
        v->hit_count = u->hit_count;
        v->tongue = u->tongue;
        memcpy(v->hits, u->hits, u->hit_count * sizeof *u->hits);
        return judge(d, u, look);
    }
    v->hit_count = v->word_count = 0;
    if (!stet__furniture_may_say(d->plan, d->kit, &d->names, u, look, d->scratch)) {
        v->hit_count = v->word_count = 0;
        return 0;
    }
    stet__furniture_look(d->plan, d->kit, &d->names, u, d->scratch);
    save_look(d, u);
    return judge(d, u, look);
}

const struct hit *stet__furniture_carrying(const struct detector *d)
{
    const struct verdict *v = stet__furniture_verdict(d);
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && rule_of(d, &v->hits[i])->carries_on &&
            stet__furniture_is_label_only(v, &v->hits[i]))
            return &v->hits[i];
    return NULL;
}

int stet__furniture_is_text(const struct unit *u)
{
    return u->kind == STET_PARAGRAPH || u->kind == STET_HEADING ||
           u->kind == STET_LIST || u->kind == STET_BOX || u->kind == STET_DETAILS ||
           u->kind == STET_PREFORMATTED;
}

/* ---- the article
 * ----------------------------------------------------------------------------- */

/* A figure, or the short line below a picture. */
static int is_below_picture(const struct detector *d, const struct unit *u)
{
    return u->kind == STET_FIGURE ||
           (u->zone == STET_ZONE_BODY && u > d->units && u[-1].pictures &&
            u->kind == STET_PARAGRAPH && u->bytes < CAPTION_BYTES);
}

static int look_of(const struct detector *d, const struct unit *u)
{
    if (u->zone != STET_ZONE_BODY || is_below_picture(d, u))
        return LOOK_EDGE;
    return d->last && u == &d->units[d->last - 1] ? LOOK_LAST : LOOK_INLINE;
}

/* Does a block of the body begin with a word that a note begins with, or set off? */
static int may_begin_note(const struct detector *d, const struct unit *u)
{
    size_t i = u->item + 1;
    if (u->bytes <= PLAIN_BYTES || u->kind != STET_PARAGRAPH || i >= u->end)
        return 1;
    if (d->items[i].kind != STET_TEXT)
        return d->items[i].kind == STET_EMPHASIS || d->items[i].kind == STET_STRONG;
    stet_str text = d->items[i].text;
    return *text.p == '(' || *text.p == '[' ||
           stet__furniture_begins(d->plan, d->kit, text);
}

/* In the text only what is short, and begins as a note does. */
static int is_worth_it(const struct detector *d, const struct unit *u)
{
    if (d->last && u == &d->units[d->last - 1])
        return !u->stamped && u->bytes > 0;
    if (u->stamped || !u->bytes)
        return 0;
    if (u->kind == STET_FIGURE || u->kind == STET_QUOTE)
        return u->kind == STET_FIGURE && u->bytes < INLINE_BYTES;
    return stet__furniture_is_text(u) &&
           (u->zone != STET_ZONE_BODY ||
            (u->bytes < INLINE_BYTES && may_begin_note(d, u)));
}

/* Of a figure only its credit, of a heading only what is a label. */
static void narrow(struct detector *d, const struct unit *u)
{
    struct verdict *v = stet__furniture_verdict(d);
    for (size_t i = 0; i < v->hit_count; i++) {
        struct hit *hit = &v->hits[i];
        if (is_below_picture(d, u) && rule_of(d, hit)->kind != STET_IMAGE_CREDIT &&
            (u->kind == STET_FIGURE || !(rule_of(d, hit)->zones >> STET_ZONE_BODY & 1)))
            hit->accepted = 0;
        if (u->kind == STET_HEADING && !stet__furniture_is_label_only(v, hit) &&
            !(u->zone == STET_ZONE_TAIL && v->word_count <= 10))
            hit->accepted = 0;
    }
}

/* Is it a block that a label in front may speak for? */
static int can_follow(struct detector *d, struct unit *u, int zone)
{
    if (u->zone != zone || u->stamped || !u->bytes || u->kind == STET_HEADING ||
        !stet__furniture_is_text(u))
        return 0;
    stet__furniture_open(d, u);
    return zone != STET_ZONE_BODY || u->kind == STET_LIST || u->linked;
}

/* Is the block below it noted as the kind that it says? */
static int is_known_as(struct detector *d, const struct known *known, struct unit *u,
                       const struct unit *below)
{
    const struct verdict *v = stet__furniture_verdict(d);
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted &&
            stet__furniture_is_known(known, below->block,
                                     stet__furniture_kind(d, u, &v->hits[i])))
            return 1;
    return 0;
}

/* A title in bold that is all of a notice speaks for the block below it that says
 * nothing by a rule. */
static size_t follow(struct detector *d, size_t at, stet_node before,
                     const struct known *known)
{
    enum { TITLE_BYTES = 80, BELOW_BYTES = 700 };
    struct unit *u = &d->units[at], *next = u + 1;
    stet_node notice = stet_last(d->a, stet_root(d->a, STET_FAMILY_NOTICE));
    if (u->zone != STET_ZONE_TAIL || at + 1 >= d->count || u->bytes > TITLE_BYTES ||
        (u->kind != STET_HEADING && !u->bold) || !can_follow(d, next, u->zone) ||
        next->bold || next->label || next->bytes > BELOW_BYTES)
        return at + 1;
    if (notice == before) /* all was noted before */
        return at + 1u + (size_t)is_known_as(d, known, u, next);
    if (stet__furniture_ask(d, next, look_of(d, next)) &&
        !stet__furniture_is_guessed(d->plan, stet__furniture_verdict(d)))
        return at + 1;
    stet__furniture_add(d, notice, next);
    return at + 2;
}

/* Blocks behind a label that say nothing else; answers the next one to look at. */
static size_t carry(struct detector *d, size_t at, const struct known *known)
{
    const struct hit *label = stet__furniture_carrying(d);
    struct unit *u = &d->units[at];
    if (!label)
        return at + 1;
    stet_kind kind = stet__furniture_kind(d, u, label);
    if (stet__furniture_is_known(known, u->block, kind)) {
        for (at++; at < d->count &&
                   stet__furniture_is_known(known, d->units[at].block, kind);)
            at++;
        return at;
    }
    stet_node notice = stet_last(d->a, stet_root(d->a, STET_FAMILY_NOTICE));
    size_t i = at + 1;
    for (; i < d->count && i <= at + CARRY_MAX; i++) {
        struct unit *next = &d->units[i];
        if (!can_follow(d, next, u->zone) || stet_kind_of(d->a, notice) != kind)
            break;
        size_t says = stet__furniture_ask(d, next, look_of(d, next));
        if (says && !(next->kind == STET_LIST))
            break;
        stet__furniture_add(d, notice, next);
    }
    return i;
}

static void find_notices(struct detector *d)
{
    const struct known *known = stet__furniture_learn(d->a);
    for (size_t i = 0, next; i < d->count && d->code == STET_OK; i = next) {
        struct unit *u = &d->units[i];
        next = i + 1;
        int credited =
            u->pictures || (i && u[-1].pictures) || stet__furniture_is_signed(d, u);
        if (credited) {
            stet__furniture_counters(d, u, known);
            stet__furniture_credits(d, u, known);
        }
        if (!is_worth_it(d, u) || (u->kind == STET_HEADING && i == 0)) {
            if (!credited && stet__furniture_may_caption(d, u))
                stet__furniture_credits(d, u, known);
            continue;
        }
        if ((i & 255) == 0)
            stet__furniture_keep(d, stet_alive(d->a));
        if (!stet__furniture_ask(d, u, look_of(d, u))) {
            stet__furniture_titles(d, u, known);
            if (!credited && stet__furniture_may_caption(d, u))
                stet__furniture_credits(d, u, known);
            continue;
        }
        narrow(d, u);
        int carries = stet__furniture_carrying(d) != NULL;
        stet_node before = stet_last(d->a, stet_root(d->a, STET_FAMILY_NOTICE));
        stet__furniture_note(d, u, known);
        next = carries ? carry(d, i, known) : follow(d, i, before, known);
    }
}

static void learn_names(struct detector *d)
{
    stet_node fields = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, fields, n, STET_AUTHORS)))
        for (stet_node p = stet_first(d->a, n); p; p = stet_next(d->a, p)) {
            struct word words[8];
            struct name *name = &d->names.names[d->names.count];
            stet_str text = stet_attr_str(d->a, p, STET_ATTR_NAME);
            if (d->names.count >= NAMES_MAX)
                return;
            name->count = stet__furniture_words(d->kit, text, words, 8);
            for (size_t i = 0; i < name->count; i++)
                name->hashes[i] = words[i].hash;
            d->names.count += name->count > 0;
        }
}

/* The language of the first paragraph that is long enough to tell. */
static void learn_tongue(struct detector *d)
{
    enum { TELLING_BYTES = 90, TRIES = 4 };
    d->scratch->tongue = ANY_TONGUE;
    for (size_t i = 0, tries = 0; i < d->count && tries < TRIES; i++) {
        struct unit *u = &d->units[i];
        if (u->kind != STET_PARAGRAPH || u->bytes < TELLING_BYTES || u->stamped)
            continue;
        stet__furniture_open(d, u);
        d->scratch->tongue = stet__furniture_tongue(d->plan, d->kit, u, d->scratch);
        if (d->scratch->tongue != ANY_TONGUE)
            return;
        tries++;
    }
}

stet_code stet__furniture_detect(const void *plan, void *scratch, stet_article *a)
{
    struct detector d = {
        .a = a, .plan = plan, .kit = stet_kit_of(a), .scratch = scratch};
    d.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &d.item_count);
    if (!d.item_count)
        return stet_why(a, STET_SKIP, stet_cstr("the article has no blocks"));
    d.items = stet__markup_open(a, d.items, d.item_count, &d.item_count);
    if (!d.items)
        return STET_E_NOMEM;
    stet__furniture_units(&d);
    if (d.code != STET_OK)
        return d.code;
    d.scratch->cut = NULL; /* units of the article before it may have stood here */
    learn_names(&d);
    learn_tongue(&d);
    stet__furniture_borders(&d);
    find_notices(&d);
    if (d.code == STET_OK && d.plan->config->fields)
        stet__furniture_compare(&d);
    return d.code;
}
