/* SPDX-License-Identifier: MIT */
/*
 * Notices: where in the block each kind is said, and the links and addresses it names.
 */
#include "furniture.h"

static const struct rule *rule_of(const struct detector *d, const struct hit *hit)
{
    return stet__furniture_rule(d->plan, hit);
}

/* ---- what is there already
 * --------------------------------------------------------------- */

struct known {
    stet_node *blocks;
    stet_kind *kinds;
    size_t mask;
};

static size_t known_slot(const struct known *k, stet_node block, stet_kind kind)
{
    size_t at = (size_t)((block * 2654435761u) ^ ((uint64_t)kind * 40503u)) & k->mask;
    while (k->blocks[at] && (k->blocks[at] != block || k->kinds[at] != kind))
        at = (at + 1) & k->mask;
    return at;
}

static size_t count_ranges(stet_article *a)
{
    size_t n = 0;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = stet_first(a, x); r; r = stet_next(a, r))
            n++;
    return n;
}

const struct known *stet__furniture_learn(stet_article *a)
{
    size_t slots = 16, n = count_ranges(a);
    struct known *k = n ? stet_alloc(a, sizeof *k) : NULL;
    if (!k)
        return NULL;
    while (slots < n * 2 + 2)
        slots *= 2;
    k->blocks = stet_alloc(a, slots * sizeof *k->blocks);
    k->kinds = stet_alloc(a, slots * sizeof *k->kinds);
    if (!k->blocks || !k->kinds)
        return NULL;
    memset(k->blocks, 0, slots * sizeof *k->blocks);
    k->mask = slots - 1;
    for (stet_node x = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); x;
         x = stet_next(a, x))
        for (stet_node r = stet_first(a, x); r; r = stet_next(a, r)) {
            stet_node block = stet_attr_node(a, r, STET_ATTR_BLOCK);
            if (!block)
                continue;
            size_t at = known_slot(k, block, stet_kind_of(a, x));
            k->blocks[at] = block;
            k->kinds[at] = stet_kind_of(a, x);
        }
    return k;
}

int stet__furniture_is_known(const struct known *k, stet_node block, stet_kind kind)
{
    return k && k->blocks[known_slot(k, block, kind)] != 0;
}

/* ---- where in the block it is said
 * ----------------------------------------------------------- */

struct sentences {
    uint8_t claimed[WORDS_MAX];
    uint32_t first[WORDS_MAX + 1]; /* word that begins it */
    size_t count;
};

static void find_sentences(const struct verdict *v, struct sentences *s)
{
    memset(s->claimed, 0, sizeof s->claimed);
    s->count = 0;
    for (size_t w = 0; w < v->word_count; w++)
        if (w == 0 || v->words[w].sentence != v->words[w - 1].sentence)
            s->first[s->count++] = (uint32_t)w;
    s->first[s->count] = (uint32_t)v->word_count;
    for (size_t i = 0; i < v->hit_count; i++)
        if (v->hits[i].accepted)
            s->claimed[v->words[v->hits[i].from].sentence] = 1;
}

static size_t sentence_from(const struct unit *u, const struct verdict *v,
                            const struct sentences *s, size_t k)
{
    if (k == 0)
        return 0;
    if (k >= s->count)
        return u->text.n;
    size_t at = v->words[s->first[k]].from;
    size_t least = v->words[s->first[k] - 1].to;
    while (at > least && !memchr(" \n", u->text.p[at - 1], 2))
        at--;
    return at;
}

static uint16_t line_of(const struct verdict *v, const struct sentences *s, size_t k)
{
    return v->words[s->first[k]].line;
}

/* Sentences [*from, *to) that go with a hit in sentence k; `back`: also those before
 * it; `on`: also those on other lines behind it. */
static void spread(const struct verdict *v, const struct sentences *s, size_t k,
                   int wide, int back, int on, size_t *from, size_t *to)
{
    uint16_t line = line_of(v, s, k);
    *from = k;
    while (back && *from > 0 && !s->claimed[*from - 1] &&
           line_of(v, s, *from - 1) == line)
        (*from)--;
    if (*from > 0 && line_of(v, s, *from - 1) == line)
        *from = k;
    *to = k + 1;
    while (*to < s->count && (wide || !s->claimed[*to]) &&
           (line_of(v, s, *to) == line || on))
        (*to)++;
}

/* A label alone on its line speaks for those below it; behind the text so does what
 * stands in front of short lines. */
static int goes_on(const struct detector *d, const struct unit *u,
                   const struct verdict *v, const struct sentences *s,
                   const struct hit *hit)
{
    size_t next = v->words[hit->from].sentence + 1u;
    if (next >= s->count)
        return 0;
    return (u->lines && u->zone == STET_ZONE_TAIL) ||
           (stet__furniture_phrase(d->plan, hit)->use == USE_LABEL &&
            line_of(v, s, next) != v->words[hit->from].line);
}

static size_t trim_end(stet_str text, size_t to)
{
    while (to && memchr(" \n", text.p[to - 1], 2))
        to--;
    return to;
}

/* ---- noting it
 * --------------------------------------------------------------------------------- */

static void add_range(struct detector *d, stet_node notice, const struct unit *u,
                      size_t from, size_t to)
{
    int whole = from == 0 && to >= u->text.n;
    if (whole)
        to = SIZE_MAX;
    if (u->raw && whole) { /* the element, when it is not all of the raw block */
        const stet_span span = d->items[u->item].span;
        from = span.off;
        to = from + span.len;
    } else if (u->raw) {
        from = stet__furniture_raw_offset(d, u, from, 0);
        to = stet__furniture_raw_offset(d, u, to, 1);
    }
    if (notice && !stet_range_add(d->a, notice, u->block, from, to))
        stet__furniture_keep(d, STET_FAILED);
}

enum { EMAIL_REACH = 4 };

static int is_address(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("._-+", c));
}

/* The first address in the text from byte `from` on. */
static stet_str next_email(const struct unit *u, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (u->text.p[i] != '@')
            continue;
        size_t a = i, b = i + 1;
        while (a > from && is_address((unsigned char)u->text.p[a - 1]))
            a--;
        while (b < to && is_address((unsigned char)u->text.p[b]))
            b++;
        while (b > i && u->text.p[b - 1] == '.')
            b--;
        if (a < i && b > i + 1 && memchr(u->text.p + i, '.', b - i))
            return stet_strn(u->text.p + a, b - a);
    }
    return stet_cstr("");
}

/* `Press: a@x - Errors: b@x`, `a@x for the press, b@x for errors`: of several addresses
 * the one beside the phrase, behind it where both are as near. */
static stet_str nearest_email(const struct unit *u, size_t from, size_t to,
                              const struct mark *phrase)
{
    stet_str best = next_email(u, from, to), next = best;
    size_t least = SIZE_MAX;
    while (next.n) {
        size_t a = (size_t)(next.p - u->text.p), b = a + next.n, far = 0;
        if (a >= phrase->to)
            far = a - phrase->to;
        else if (b <= phrase->from)
            far = phrase->from - b;
        if (a >= phrase->from && (far <= least || far < EMAIL_REACH)) {
            return next;
        }
        if (far < least) {
            least = far;
            best = next;
        }
        next = next_email(u, b, to);
    }
    return best;
}

static stet_str find_email(const struct unit *u, size_t from, size_t to,
                           const struct mark *phrase)
{
    stet_str named =
        phrase ? nearest_email(u, from, to, phrase) : next_email(u, from, to);
    if (named.n)
        return named;
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        if (l->from >= from && l->to <= to && l->url.n > 7 &&
            !memcmp(l->url.p, "mailto:", 7))
            return stet_strn(l->url.p + 7, l->url.n - 7);
    }
    return stet_cstr("");
}

/* The addresses and links that a notice names. */
static void note_links(struct detector *d, stet_node notice, const struct unit *u,
                       size_t from, size_t to, const struct mark *phrase)
{
    static const stet_span nowhere = {0, 0};
    stet_str email = find_email(u, from, to, phrase);
    if (email.n && !stet_attr_str(d->a, notice, STET_ATTR_EMAIL).n)
        stet__furniture_keep(d, stet_set_attr(d->a, notice, STET_ATTR_EMAIL, email));
    for (size_t i = 0; i < u->link_count; i++) {
        const struct link *l = &u->links[i];
        if (l->from < from || l->to > to || l->to <= l->from ||
            d->kit->url_class(l->url, NULL, 0, NULL) != STET_URL_HTTP)
            continue;
        stet_node ref = stet_node_new(d->a, notice, 0, STET_REF, nowhere);
        if (!ref)
            return;
        stet__furniture_keep(d, stet_set_attr(d->a, ref, STET_ATTR_URL, l->url));
        stet__furniture_keep(
            d, stet_set_attr(d->a, ref, STET_ATTR_NAME,
                             stet_strn(u->text.p + l->from, l->to - l->from)));
    }
}

static stet_node new_notice(struct detector *d, struct unit *u, const struct hit *hit)
{
    const struct rule *rule = rule_of(d, hit);
    int use = stet__furniture_phrase(d->plan, hit)->use;
    int hint = use == USE_HINT || use == USE_CUE;
    stet_claim claim = {.size = sizeof claim,
                        .confidence = hint ? STET_INFERRED : STET_DERIVED,
                        .source = stet_cstr("furniture_text"),
                        .lang = rule->lang,
                        .rule = rule->id,
                        .span = stet_span_of(d->a, u->block)};
    return stet_notice_new(d->a, stet__furniture_kind(d, u, hit), u->zone, &claim);
}

/* All of one kind in the unit: one notice with a range for each part. */
static void note_kind(struct detector *d, struct unit *u, const struct sentences *s,
                      size_t first)
{
    const struct verdict *v = stet__furniture_verdict(d);
    stet_kind kind = stet__furniture_kind(d, u, &v->hits[first]);
    stet_node notice = new_notice(d, u, &v->hits[first]);
    size_t from = 0, to = 0;
    struct mark phrase = {0, 0};
    for (size_t i = first; i < v->hit_count && notice; i++) {
        const struct hit *hit = &v->hits[i];
        if (!hit->accepted || stet__furniture_kind(d, u, hit) != kind)
            continue;
        size_t a, b;
        spread(v, s, v->words[hit->from].sentence, rule_of(d, hit)->wide,
               u->zone != STET_ZONE_BODY, goes_on(d, u, v, s, hit), &a, &b);
        struct said said = {.unit = u,
                            .verdict = v,
                            .hit = hit,
                            .rule = rule_of(d, hit),
                            .notice = notice};
        said.from = sentence_from(u, v, s, a);
        said.to = trim_end(u->text, sentence_from(u, v, s, b));
        if (to && said.from > to + 2) {
            add_range(d, notice, u, from, to);
            note_links(d, notice, u, from, to, &phrase);
            to = 0;
        }
        if (!to)
            phrase = (struct mark){v->words[hit->from].from,
                                   v->words[hit->to ? hit->to - 1 : 0].to};
        from = to ? from : said.from;
        to = said.to > to ? said.to : to;
        if (d->plan->config->fields)
            stet__furniture_state(d, &said);
    }
    if (!notice)
        d->code = STET_FAILED;
    add_range(d, notice, u, from, to);
    note_links(d, notice, u, from, to, &phrase);
}

static int is_first_of_kind(struct detector *d, struct unit *u, size_t i)
{
    const struct verdict *v = stet__furniture_verdict(d);
    stet_kind kind = stet__furniture_kind(d, u, &v->hits[i]);
    for (size_t k = 0; k < i; k++)
        if (v->hits[k].accepted && stet__furniture_kind(d, u, &v->hits[k]) == kind)
            return 0;
    return 1;
}

void stet__furniture_note(struct detector *d, struct unit *u, const struct known *known)
{
    struct sentences s;
    struct verdict *v = stet__furniture_verdict(d);
    find_sentences(v, &s);
    for (size_t i = 0; i < v->hit_count && d->code == STET_OK; i++)
        if (v->hits[i].accepted && is_first_of_kind(d, u, i) &&
            !stet__furniture_is_known(known, u->block,
                                      stet__furniture_kind(d, u, &v->hits[i])))
            note_kind(d, u, &s, i);
}

void stet__furniture_add(struct detector *d, stet_node notice, const struct unit *u)
{
    add_range(d, notice, u, 0, SIZE_MAX);
    note_links(d, notice, u, 0, u->text.n, NULL);
}

void stet__furniture_add_part(struct detector *d, stet_node notice,
                              const struct unit *u, size_t from, size_t to)
{
    add_range(d, notice, u, from, to);
}
