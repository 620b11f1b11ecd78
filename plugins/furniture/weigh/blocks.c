/* SPDX-License-Identifier: MIT */
/*
 * Blocks and sentences that no rule knows: what their words speak of. A guess is a hit
 * of a phrase without words, so its notice is inferred. How clearly words must speak,
 * in sixteenths of a natural logarithm, was chosen where labelled texts that stand
 * nowhere near furniture are taken for it three times in a hundred, and by the seen
 * half of the corpus.
 */
#include "../furniture.h"

enum {
    GUESS_WORDS = 90,
    HEAD_WORDS = 40,
    SURE_WORDS = 10,
    PART_WORDS = 4,
    TAIL_BAR = 12, /* over text, by where the block stands */
    HEAD_BAR = 20,
    BORDER_BAR = 28,
    BLOCK_NEXT = 8, /* over the next kind */
    BORDER_NEXT = 12,
    PART_BAR = 32, /* the same for a sentence beside others that rules know */
    PART_NEXT = 24,
    RIVAL_BAR = 40, /* and for one of which a rule says another kind */
    RIVAL_NEXT = 32,
    SPOKEN_BAR = 40, /* words of saying do not count against it: `Tell us ...` */
    TEXT_BAR = 48    /* over furniture: a rule is wrong */
};

/* Does somebody say something in words [from, to), of whatever? */
static int is_spoken(const struct plan *plan, const struct verdict *v, size_t from,
                     size_t to)
{
    for (; from < to; from++)
        if (plan->terms[v->words[from].term].speech ||
            v->words[from].flags & WORD_QUOTED)
            return 1;
    return 0;
}

static int is_quoted(const struct verdict *v)
{
    for (size_t i = 0; i < v->word_count; i++)
        if (v->words[i].flags & WORD_QUOTED)
            return 1;
    return 0;
}

static struct opinion weigh(const struct plan *plan, const struct unit *u,
                            const struct verdict *v, size_t from, size_t to)
{
    size_t a = from ? v->words[from].from : 0;
    size_t b = to < v->word_count ? v->words[to].from : u->text.n;
    unsigned looks = stet__furniture_looks(u);
    if (from || to < v->word_count)
        looks &= ~(unsigned)(LOOKS_LABELLED | LOOKS_BRACKETED);
    return stet__furniture_weigh(plan, stet_strn(u->text.p + a, b - a), looks, a,
                                 v->words + from, to - from);
}

/* How clearly a block must speak of furniture, by where it stands; 0: it cannot. */
static int bar_of(const struct unit *u, const struct verdict *v, int look)
{
    if (u->kind == STET_HEADING || u->kind == STET_FIGURE || v->hit_count >= HITS_MAX)
        return 0;
    if (look == LOOK_BORDER)
        return BORDER_BAR;
    if (look != LOOK_EDGE || u->zone == STET_ZONE_BODY)
        return 0;
    if (u->zone == STET_ZONE_TAIL)
        return TAIL_BAR;
    return v->word_count <= HEAD_WORDS ? HEAD_BAR : 0;
}

/* A row of links has rules of its own, and so has the credit at the end of a caption;
 * a label with a link above the text names a topic. */
static int may_be(const struct unit *u, const struct verdict *v, stet_kind kind)
{
    if (u->linked && (kind == STET_RELATED || u->link_count > 1))
        return 0;
    if (u->link_count && kind == STET_READ_MORE && u->zone == STET_ZONE_HEAD)
        return 0;
    return kind != STET_IMAGE_CREDIT || !v->words[v->word_count - 1].sentence;
}

static size_t end_of_sentence(const struct verdict *v, size_t from)
{
    size_t to = from + 1;
    while (to < v->word_count && v->words[to].sentence == v->words[from].sentence)
        to++;
    return to;
}

static size_t add(const struct plan *plan, struct verdict *v, stet_kind kind,
                  size_t from, size_t to)
{
    uint32_t phrase = stet__furniture_stand_in(plan, kind, v->tongue);
    if (!phrase || v->hit_count >= HITS_MAX)
        return 0;
    v->hits[v->hit_count++] = (struct hit){.phrase = phrase - 1,
                                           .from = (uint32_t)from,
                                           .to = (uint32_t)to,
                                           .accepted = 1};
    return 1;
}

/* ---- sentences
 * ----------------------------------------------------------------------------- */

static int says_kind(const struct plan *plan, const struct verdict *v, stet_kind kind)
{
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted &&
            stet__furniture_rule(plan, &v->hits[i])->kind == kind)
            return 1;
    return 0;
}

static int is_claimed(const struct verdict *v, uint16_t sentence)
{
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && v->words[v->hits[i].from].sentence == sentence)
            return 1;
    return 0;
}

/* Where to follow an author is a part of their life. */
static int is_part_of_life(const struct plan *plan, const struct verdict *v,
                           stet_kind kind)
{
    return kind == STET_FOLLOW_CTA && says_kind(plan, v, STET_AUTHOR_BIO);
}

/* The kind that a sentence of it says and that nothing else has said; 0: none. */
static stet_kind kind_of_sentence(const struct plan *plan, const struct unit *u,
                                  const struct verdict *v, size_t from, size_t to,
                                  const struct opinion *whole)
{
    int rival = is_claimed(v, v->words[from].sentence);
    if (to - from < PART_WORDS || is_spoken(plan, v, from, to))
        return 0;
    struct opinion o =
        to - from == v->word_count ? *whole : weigh(plan, u, v, from, to);
    return o.kind && o.over_text >= (rival ? RIVAL_BAR : PART_BAR) &&
                   o.over_next >= (rival ? RIVAL_NEXT : PART_NEXT) &&
                   !says_kind(plan, v, o.kind) && !is_part_of_life(plan, v, o.kind)
               ? o.kind
               : 0;
}

static size_t guess_sentences(const struct plan *plan, const struct unit *u,
                              struct verdict *v, const struct opinion *whole)
{
    size_t n = 0;
    for (size_t from = 0, to; from < v->word_count; from = to) {
        to = end_of_sentence(v, from);
        stet_kind kind = kind_of_sentence(plan, u, v, from, to, whole);
        if (kind)
            n += add(plan, v, kind, from, to);
    }
    return n;
}

size_t stet__furniture_guess_rest(const struct plan *plan, const struct unit *u,
                                  struct verdict *v, int look)
{
    if (look != LOOK_EDGE || u->linked || !bar_of(u, v, look))
        return 0;
    struct opinion whole = weigh(plan, u, v, 0, v->word_count);
    return whole.kind && whole.over_text >= 0 ? guess_sentences(plan, u, v, &whole) : 0;
}

/* ---- blocks
 * ----------------------------------------------------------------------------- */

size_t stet__furniture_guess(const struct plan *plan, const struct unit *u,
                             struct verdict *v, int look)
{
    int bar = bar_of(u, v, look);
    if (!bar || v->word_count > GUESS_WORDS || is_quoted(v))
        return 0;
    if (bar < SPOKEN_BAR && is_spoken(plan, v, 0, v->word_count))
        bar = SPOKEN_BAR;
    struct opinion o = weigh(plan, u, v, 0, v->word_count);
    if (!o.kind || o.over_text < bar ||
        o.over_next < (look == LOOK_EDGE ? BLOCK_NEXT : BORDER_NEXT) ||
        !may_be(u, v, o.kind))
        return 0;
    size_t first = end_of_sentence(v, 0), n = add(plan, v, o.kind, 0, first);
    return n && look == LOOK_EDGE && !u->linked && first < v->word_count
               ? n + guess_sentences(plan, u, v, &o)
               : n;
}

/* ---- what rules said
 * ----------------------------------------------------------------------------- */

static int is_guess(const struct plan *plan, const struct hit *hit)
{
    const struct phrase *p = stet__furniture_phrase(plan, hit);
    return p->use == USE_CUE && !p->count;
}

int stet__furniture_is_guessed(const struct plan *plan, const struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && !is_guess(plan, &v->hits[i]))
            return 0;
    return 1;
}

/* Lives are of all sorts, what is legal has formulas, and a date tells nothing. */
static int is_beyond_doubt(const struct plan *plan, const struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++) {
        stet_kind kind = stet__furniture_rule(plan, &v->hits[i])->kind;
        if (v->hits[i].accepted &&
            (kind == STET_AUTHOR_BIO || kind == STET_PROVENANCE ||
             kind == STET_UPDATE ||
             (kind >= STET_DISCLAIMER_OPINION && kind <= STET_DISCLOSURE_AI)))
            return 1;
    }
    return 0;
}

int stet__furniture_is_clearly_text(const struct plan *plan, const struct unit *u,
                                    const struct verdict *v, int look)
{
    if (u->kind == STET_HEADING || u->kind == STET_FIGURE || u->apart || u->linked ||
        v->word_count < SURE_WORDS || look > LOOK_BORDER ||
        (look == LOOK_EDGE && u->zone == STET_ZONE_BODY))
        return 0;
    return !is_beyond_doubt(plan, v) &&
           weigh(plan, u, v, 0, v->word_count).over_text < -TEXT_BAR;
}
