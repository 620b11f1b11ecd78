/* SPDX-License-Identifier: MIT */
/*
 * Which kinds a block says. A phrase under `say` is enough; hints need a second one or
 * the looks of furniture. Within the body only labelled or short blocks count, and
 * nothing that is quoted.
 */
#include "furniture.h"

enum {
    INLINE_WORDS = 70, /* a note within the text is short           */
    BORDER_WORDS = 130,
    SHORT_WORDS = 14,
    BESIDE_MAX = 13, /* words beside the phrase in a sentence      */
    LEGAL_MAX = 20,
    ASIDE_WORDS = 36,
    CUE_WORDS = 60,
    OPENING_WORDS = 12,
    SCATTER_WORDS = 45,
    SCATTER_SPAN = 16
};

static const struct phrase *phrase_of(const struct plan *plan, const struct hit *hit)
{
    return stet__furniture_phrase(plan, hit);
}

static const struct rule *rule_of(const struct plan *plan, const struct hit *hit)
{
    return stet__furniture_rule(plan, hit);
}

/* Is it all of a link, or all that stands between two marks, as in a row of links? */
static int is_alone(const struct unit *u, const struct verdict *v,
                    const struct hit *hit)
{
    const struct word *first = &v->words[hit->from], *last = &v->words[hit->to - 1];
    if (first->flags & WORD_SENTENCE &&
        (hit->to == v->word_count || v->words[hit->to].flags & WORD_SENTENCE))
        return 1;
    for (size_t i = 0; i < u->link_count; i++)
        if (u->links[i].from + 2 >= first->from && u->links[i].from <= first->from &&
            u->links[i].to >= last->to && u->links[i].to <= last->to + 2)
            return 1;
    return 0;
}

/* A label stands alone, or a colon, a dash or the end of bold type is behind it. */
static int is_labelled(const struct unit *u, const struct verdict *v,
                       const struct hit *hit)
{
    const struct word *last = &v->words[hit->to - 1];
    int ends_line = hit->to == v->word_count || v->words[hit->to].flags & WORD_LINE;
    if (last->flags & (WORD_COLON | WORD_DASH) || ends_line)
        return 1;
    return hit->from == 0 && u->label >= last->to && u->label <= last->to + 2;
}

int stet__furniture_is_label_only(const struct verdict *v, const struct hit *hit)
{
    return hit->from == 0 && hit->to == v->word_count;
}

static int is_short(const struct verdict *v)
{
    return v->word_count <= SHORT_WORDS;
}

int stet__furniture_looks_so(const struct unit *u, const struct verdict *v)
{
    return u->italic || u->bold || u->linked || u->bracketed || is_short(v);
}

/* Another hint of the same kind, elsewhere in the block. */
static int has_company(const struct plan *plan, const struct verdict *v, size_t at)
{
    const struct hit *hit = &v->hits[at];
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *other = &v->hits[i];
        int use = phrase_of(plan, other)->use;
        if (i == at || use == USE_NOT || use == USE_CUE ||
            rule_of(plan, other)->kind != rule_of(plan, hit)->kind)
            continue;
        if (other->from >= hit->to || other->to <= hit->from)
            return 1;
    }
    return 0;
}

/* A phrase under `not` in the same sentence. */
static int is_vetoed(const struct plan *plan, const struct verdict *v,
                     const struct hit *hit)
{
    for (size_t i = 0; v->has_nots && i < v->hit_count; i++)
        if (phrase_of(plan, &v->hits[i])->use == USE_NOT &&
            phrase_of(plan, &v->hits[i])->rule == phrase_of(plan, hit)->rule &&
            v->words[v->hits[i].from].sentence == v->words[hit->from].sentence)
            return 1;
    return 0;
}

static int is_border(int look)
{
    return look == LOOK_BORDER || look == LOOK_TOP;
}

/* Within the text a line of its own may say whence the article comes and who may have
 * it: from its first words on. */
static int is_aside(const struct plan *plan, const struct unit *u,
                    const struct verdict *v, const struct hit *hit)
{
    int set_off = u->italic || u->bracketed;
    size_t reach = set_off ? BESIDE_MAX : ASIDE_REACH;
    size_t most = set_off ? INLINE_WORDS : ASIDE_WORDS;
    if (!rule_of(plan, hit)->aside || v->word_count > most)
        return 0;
    for (size_t i = 0; i < v->hit_count && v->hits[i].from <= reach; i++)
        if (phrase_of(plan, &v->hits[i])->aside && !v->words[v->hits[i].from].sentence)
            return 1;
    return 0;
}

static int stands_here(const struct plan *plan, const struct unit *u,
                       const struct verdict *v, const struct hit *hit, int look)
{
    const struct rule *rule = rule_of(plan, hit);
    if (look == LOOK_INLINE && is_aside(plan, u, v, hit))
        return 1;
    if (look == LOOK_LAST)
        return rule->zones >> STET_ZONE_BODY & 1 || rule->kind == STET_PROVENANCE ||
               rule->kind == STET_CONTRIBUTING || rule->kind == STET_DISCLAIMER_OPINION;
    if (look == LOOK_EDGE)
        return rule->zones >>
                       (u->zone == STET_ZONE_HEAD ? STET_ZONE_HEAD : STET_ZONE_TAIL) &
                   1 ||
               rule->zones >> STET_ZONE_BODY & 1;
    if (is_border(look))
        return 1;
    return rule->zones >> STET_ZONE_BODY & 1;
}

/* `Trigger warning: ...`: a phrase that begins a line, with a colon behind it. */
static int heads_line(const struct verdict *v, const struct hit *hit)
{
    return v->words[hit->from].flags & WORD_LINE &&
           v->words[hit->to - 1].flags & WORD_COLON;
}

/* What houses say in long sentences, and what is told of in passing in shorter ones. */
static int is_legal(const struct rule *rule)
{
    return (rule->kind >= STET_DISCLAIMER_OPINION &&
            rule->kind <= STET_DISCLOSURE_AI) ||
           rule->kind == STET_PROHIBITION || rule->kind == STET_PERMISSION ||
           rule->kind == STET_NOTICE_LICENCE || rule->kind == STET_PROVENANCE;
}

static int is_mailed(const struct rule *rule, const struct unit *u)
{
    return rule->kind >= STET_CONTACT_MEDIA && rule->kind <= STET_CONTACT_TIPS &&
           memchr(u->text.p, '@', u->text.n) != NULL;
}

/* Words about it, not it: `..., says the sign`; or a long sentence within or beside the
 * text that speaks neither to the reader nor of the house. */
static int is_about(const struct plan *plan, const struct unit *u,
                    const struct verdict *v, const struct hit *hit)
{
    if (u->italic || u->bracketed || u->linked || u->label || heads_line(v, hit))
        return 0;
    const struct rule *rule = rule_of(plan, hit);
    int may_say = rule->field == TAKE_CORRECTION, tongues = v->tongue | rule->tongue;
    int roll = rule->kind == STET_CONTRIBUTING; /* as long as it has names */
    uint16_t sentence = v->words[hit->from].sentence;
    size_t i = hit->from, count = 0, address = is_mailed(rule, u);
    while (i > 0 && v->words[i - 1].sentence == sentence)
        i--;
    for (; i < v->word_count && v->words[i].sentence == sentence; i++) {
        const struct term *t = &plan->terms[v->words[i].term];
        int name = (v->words[i].flags & (WORD_BIG | WORD_SENTENCE)) == WORD_BIG;
        if (t->speech & tongues && !may_say && !name)
            return 1;
        count += !(v->words[i].flags & WORD_NUMBER) && !(roll && name);
        address |= (size_t)stet__furniture_is_address(plan, &v->words[i], ANY_TONGUE);
    }
    if (is_legal(rule) && v->words[hit->from].flags & WORD_SENTENCE)
        count = count > LEGAL_MAX ? count - LEGAL_MAX : 0;
    return count > (size_t)BESIDE_MAX + phrase_of(plan, hit)->literal && !address &&
           !u->link_count && !u->apart;
}

/* Does it speak to the reader, or lead somewhere? */
static int is_addressed(const struct plan *plan, const struct unit *u,
                        const struct verdict *v)
{
    if (u->link_count || memchr(u->text.p, '@', u->text.n))
        return 1;
    for (size_t i = 0; i < v->word_count; i++)
        if (stet__furniture_is_address(plan, &v->words[i], ANY_TONGUE))
            return 1;
    return 0;
}

/* Does a bar, a point or a bullet stand in [from, to)? */
static int has_mark(stet_str t, size_t from, size_t to)
{
    for (; from < to; from++)
        if (t.p[from] == '|' || !memcmp(t.p + from, "\xc2\xb7", 2) ||
            (from + 3 <= to && !memcmp(t.p + from, "\xe2\x80\xa2", 3)))
            return 1;
    return 0;
}

/* `By Ann Lee | Updated 3 May 2024`: marks stand between the parts of a row. */
static int is_in_row(const struct unit *u, const struct verdict *v,
                     const struct hit *hit)
{
    const struct word *word = &v->words[hit->from];
    return hit->from && has_mark(u->text, word[-1].to, word->from);
}

/* `By Ann Lee, 3 May 2024. Updated 4 May`: it begins a sentence, or stands behind a
 * dash. */
static int is_dated(const struct plan *plan, const struct unit *u,
                    const struct verdict *v, const struct hit *hit, int look)
{
    int begins = v->words[hit->from].flags & WORD_SENTENCE ||
                 (hit->from && v->words[hit->from - 1].flags & WORD_DASH);
    return look == LOOK_EDGE && u->zone == STET_ZONE_HEAD && begins &&
           rule_of(plan, hit)->kind == STET_UPDATE && stet__furniture_has_year(v);
}

/* The first sentences of the text, plain: what they mention is their subject. */
static int is_opening(const struct plan *plan, const struct unit *u,
                      const struct verdict *v, const struct hit *hit, int look)
{
    if (look != LOOK_TOP && (look != LOOK_EDGE || u->zone != STET_ZONE_HEAD))
        return 0;
    if (is_in_row(u, v, hit) || is_dated(plan, u, v, hit, look))
        return 0;
    uint16_t line = v->words[hit->from].line;
    size_t count = 0;
    for (size_t i = 0; i < v->word_count; i++)
        count += v->words[i].line == line && !(v->words[i].flags & WORD_NUMBER);
    return count > OPENING_WORDS && !u->apart && !u->bracketed && !u->label &&
           !is_addressed(plan, u, v);
}

/* `He has been asked to start a paper`: a life of nobody, beside the text. */
static int is_nameless(const struct unit *u, const struct verdict *v,
                       const struct rule *rule)
{
    if (rule->kind != STET_AUTHOR_BIO || u->apart || u->italic || u->bold || u->label)
        return 0;
    for (size_t i = 1; i < v->word_count; i++)
        if (v->words[i].flags & WORD_BIG && !(v->words[i].flags & WORD_SENTENCE))
            return 0;
    return 1;
}

/* Parts in any order say less: in plain text they must stand close, in a short block.
 */
static int is_scattered(const struct unit *u, const struct verdict *v,
                        const struct phrase *p, const struct hit *hit)
{
    if (!p->parts || u->apart || u->italic || u->bold || u->bracketed || u->linked ||
        u->label)
        return 0;
    return v->word_count > SCATTER_WORDS || hit->to - hit->from > SCATTER_SPAN;
}

int stet__furniture_has_year(const struct verdict *v)
{
    for (size_t i = 0; i < v->word_count; i++)
        if (v->words[i].flags & WORD_NUMBER && v->words[i].to - v->words[i].from >= 4)
            return 1;
    return 0;
}

/* `© Ann Lee / The Post`, with no year, in front of the text or at a picture: who made
 * the picture. */
static int is_credit(const struct unit *u, const struct verdict *v,
                     const struct rule *rule)
{
    if (rule->kind != STET_NOTICE_COPYRIGHT || v->word_count > SHORT_WORDS ||
        (u->zone == STET_ZONE_TAIL && !u->pictures) ||
        !memmem(u->text.p, u->text.n, "\xc2\xa9", 2))
        return 0;
    return !stet__furniture_has_year(v);
}

static int is_all_quoted(const struct verdict *v)
{
    return v->words[v->word_count - 1].flags & v->words[0].flags & WORD_QUOTED;
}

static int stands(const struct plan *plan, const struct unit *u,
                  const struct verdict *v, size_t at, int look)
{
    const struct hit *hit = &v->hits[at];
    const struct rule *rule = rule_of(plan, hit);
    int use = phrase_of(plan, hit)->use;
    if (use == USE_NOT || use == USE_CUE || !stands_here(plan, u, v, hit, look) ||
        is_vetoed(plan, v, hit))
        return 0;
    if (v->words[hit->from].flags & WORD_QUOTED && !is_all_quoted(v))
        return 0;
    if (use == USE_LINK && rule->several && !has_company(plan, v, at))
        return 0;
    if (is_scattered(u, v, phrase_of(plan, hit), hit) || is_nameless(u, v, rule) ||
        is_credit(u, v, rule))
        return 0;
    if (look != LOOK_EDGE) {
        if (use == USE_HINT)
            return 0;
        if (look == LOOK_LAST && !(v->words[hit->from].flags & WORD_SENTENCE) &&
            !(rule->kind == STET_PROVENANCE && hit->from > 1 &&
              (v->words[hit->from - 1].flags | v->words[hit->from - 2].flags) &
                  WORD_SENTENCE))
            return 0;
        if (look == LOOK_INLINE && use == USE_SAY && !stet__furniture_looks_so(u, v) &&
            !(v->words[hit->from].flags & WORD_LINE) && !is_aside(plan, u, v, hit))
            return 0;
    }
    if (use == USE_LABEL && !(v->words[hit->from].flags & WORD_LINE) &&
        (look != LOOK_EDGE ||
         !(v->words[hit->to - 1].flags & WORD_COLON || is_alone(u, v, hit))))
        return 0;
    if (use == USE_LABEL && hit->to == v->word_count && u->zone == STET_ZONE_HEAD &&
        (rule->field == TAKE_CONTRIBUTORS || rule->field == TAKE_IMAGE_CREDIT))
        return 0; /* `Reportage`: a kicker */
    if (use == USE_LABEL)
        return is_labelled(u, v, hit) || (look == LOOK_EDGE && is_alone(u, v, hit));
    if (use != USE_HINT)
        return 1;
    return has_company(plan, v, at) ||
           (stet__furniture_looks_so(u, v) && v->word_count <= 40);
}

/* What takes longest to see comes last. */
static int counts(const struct plan *plan, const struct unit *u,
                  const struct verdict *v, size_t at, int look)
{
    const struct hit *hit = &v->hits[at];
    return stands(plan, u, v, at, look) && !is_about(plan, u, v, hit) &&
           !is_opening(plan, u, v, hit, look);
}

/* ---- which of them stand
 * ------------------------------------------------------------------ */

/* A rule that yields does so to any other kind of the same sentence, or line for a
 * label. */
static void yield(const struct plan *plan, struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++) {
        struct hit *hit = &v->hits[i];
        const struct rule *rule = rule_of(plan, hit);
        if (!hit->accepted || !rule->yields)
            continue;
        for (size_t k = 0; k < v->hit_count && hit->accepted; k++) {
            const struct hit *other = &v->hits[k];
            if (!other->accepted || rule_of(plan, other)->kind == rule->kind ||
                rule_of(plan, other)->yields)
                continue;
            if (v->words[other->from].sentence == v->words[hit->from].sentence)
                hit->accepted = 0;
        }
    }
}

/* A rule may speak over kinds that the same sentence could mean: `over`. */
static void speak_over(const struct plan *plan, struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *hit = &v->hits[i];
        const struct rule *rule = rule_of(plan, hit);
        if (!hit->accepted || !(rule->over[0] | rule->over[1]))
            continue;
        for (size_t k = 0; k < v->hit_count; k++) {
            struct hit *other = &v->hits[k];
            unsigned bit = (unsigned)rule_of(plan, other)->kind - STET_NOTICE_OTHER;
            if (k != i && other->accepted && bit < 128 &&
                rule->over[bit / 64] >> (bit % 64) & 1 &&
                v->words[other->from].sentence == v->words[hit->from].sentence)
                other->accepted = 0;
        }
    }
}

/* Of two that say the same the label, which may speak for what is behind it, then the
 * one that knows what somebody did, then the first. */
static int is_vaguer(const struct plan *plan, const struct hit *hit,
                     const struct hit *other, int later)
{
    int label = phrase_of(plan, hit)->use == USE_LABEL;
    if (label != (phrase_of(plan, other)->use == USE_LABEL))
        return !label;
    stet_str mine = rule_of(plan, hit)->role, its = rule_of(plan, other)->role;
    int vague = !mine.n || stet_str_is(mine, "contributor");
    int clear = its.n && !stet_str_is(its, "contributor");
    return vague == clear ? vague : later && vague == !clear;
}

/* Of hits of one kind in the same words, the longest says it. */
static void drop_shorter(const struct plan *plan, struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++)
        for (size_t k = 0; k < v->hit_count; k++) {
            struct hit *hit = &v->hits[i];
            const struct hit *other = &v->hits[k];
            if (i == k || !hit->accepted || !other->accepted ||
                rule_of(plan, hit)->kind != rule_of(plan, other)->kind)
                continue;
            size_t mine = hit->to - hit->from, its = other->to - other->from;
            if (hit->from >= other->from && hit->to <= other->to &&
                hit->captured <= other->captured &&
                (mine < its || is_vaguer(plan, hit, other, i > k)))
                hit->accepted = 0;
        }
}

static size_t sentences_said(const struct verdict *v)
{
    size_t n = 0;
    uint16_t last = UINT16_MAX;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && v->words[v->hits[i].from].sentence != last) {
            last = v->words[v->hits[i].from].sentence;
            n++;
        }
    return n;
}

/* `Liked this letter? Send it on.`: a short block that comes to it at its end. */
static int ends_so(const struct unit *u, const struct verdict *v)
{
    uint16_t last = v->words[v->word_count - 1].sentence;
    if (v->word_count > ASIDE_WORDS || last > 1 ||
        !(u->link_count || memchr(u->text.p, '?', u->text.n) ||
          memchr(u->text.p, '@', u->text.n)))
        return 0;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted && v->words[v->hits[i].from].sentence == last)
            return 1;
    return 0;
}

/* At the border of the body a block is furniture only when it begins so and most of it
 * is. */
static int is_mostly_furniture(const struct unit *u, const struct verdict *v)
{
    size_t sentences = v->word_count ? v->words[v->word_count - 1].sentence + 1u : 0;
    if (v->word_count > BORDER_WORDS && !u->italic)
        return sentences_said(v) * 2 > sentences;
    if (u->italic || u->bracketed || u->label)
        return sentences_said(v) > 0;
    return (stet__furniture_begins_so(v) && sentences_said(v) * 3 >= sentences) ||
           ends_so(u, v);
}

/* ---- cues: words that tell what a block is about, when no phrase says it
 * ------------------------- */

/* Different cues of one kind. */
static size_t cues_of(const struct plan *plan, const struct verdict *v, stet_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *hit = &v->hits[i];
        size_t k = 0;
        if (phrase_of(plan, hit)->use != USE_CUE || rule_of(plan, hit)->kind != kind)
            continue;
        while (k < i && v->hits[k].phrase != hit->phrase)
            k++;
        n += k == i;
    }
    return n;
}

static int may_have_cues(const struct plan *plan, const struct unit *u,
                         const struct verdict *v, int look, size_t count)
{
    if (v->word_count > CUE_WORDS || u->kind == STET_HEADING || u->kind == STET_FIGURE)
        return 0;
    if (look == LOOK_EDGE)
        return u->italic || u->bracketed ||
               (u->apart && (u->zone == STET_ZONE_TAIL || is_addressed(plan, u, v))) ||
               (u->zone == STET_ZONE_TAIL && (is_short(v) || is_addressed(plan, u, v)));
    return is_border(look) && is_addressed(plan, u, v) &&
           v->word_count <= ASIDE_WORDS && v->words[v->word_count - 1].sentence < 2 &&
           (count > 1 || u->link_count || memchr(u->text.p, '@', u->text.n));
}

/* A block of furniture that no phrase knows: the kind that most cues speak for. */
static size_t read_cues(const struct plan *plan, const struct unit *u,
                        struct verdict *v, int look)
{
    size_t best = 0;
    const struct hit *chosen = NULL;
    for (size_t i = 0; i < v->hit_count; i++) {
        const struct hit *hit = &v->hits[i];
        if (phrase_of(plan, hit)->use != USE_CUE ||
            v->words[hit->from].flags & WORD_QUOTED || is_about(plan, u, v, hit) ||
            is_vetoed(plan, v, hit))
            continue;
        size_t n = cues_of(plan, v, rule_of(plan, hit)->kind);
        if (n > best) {
            best = n;
            chosen = hit;
        }
    }
    if (!chosen || !may_have_cues(plan, u, v, look, best))
        return 0;
    v->hits[chosen - v->hits].accepted = 1;
    return 1;
}

static void clear(struct verdict *v)
{
    for (size_t i = 0; i < v->hit_count; i++)
        v->hits[i].accepted = 0;
}

/* Within plain text only what begins a line counts. */
static void keep_lines(const struct plan *plan, const struct unit *u, struct verdict *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->words[v->hits[i].from].flags & WORD_LINE ||
            is_aside(plan, u, v, &v->hits[i]))
            v->hits[n++] = v->hits[i];
    v->hit_count = n;
}

size_t stet__furniture_judge(const struct plan *plan, const struct unit *u, int look,
                             struct verdict *v)
{
    size_t n = 0;
    if (!v->word_count ||
        (look == LOOK_INLINE && v->word_count > INLINE_WORDS && !u->label))
        v->hit_count = 0;
    if (!v->word_count)
        return 0; /* signs alone say nothing */
    if (look == LOOK_INLINE && !stet__furniture_looks_so(u, v))
        keep_lines(plan, u, v);
    v->has_nots = 0;
    for (size_t i = 0; i < v->hit_count; i++)
        v->has_nots |= phrase_of(plan, &v->hits[i])->use == USE_NOT;
    for (size_t i = 0; i < v->hit_count; i++)
        v->hits[i].accepted = (uint8_t)counts(plan, u, v, i, look);
    yield(plan, v);
    speak_over(plan, v);
    drop_shorter(plan, v);
    if (is_border(look) && !is_mostly_furniture(u, v))
        clear(v);
    for (size_t i = 0; i < v->hit_count; i++)
        n += v->hits[i].accepted;
    if (n && stet__furniture_is_clearly_text(plan, u, v, look)) {
        clear(v);
        return 0;
    }
    if (!n && look <= LOOK_BORDER)
        n = read_cues(plan, u, v, look);
    return n ? n + stet__furniture_guess_rest(plan, u, v, look)
             : stet__furniture_guess(plan, u, v, look);
}
