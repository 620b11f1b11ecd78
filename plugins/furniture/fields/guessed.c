/* SPDX-License-Identifier: MIT */
/*
 * Fields of a notice that no phrase led to, only what its words speak of: no place in
 * it is known where the value begins. Names are runs of words with capitals that no
 * rule knows; a credit is what stands apart at the end.
 */
#include <strings.h>

#include "fields.h"

enum { NAME_LEAST = 2, NAME_MOST = 4, CREDIT_MAX = 60 };

/* By what it speaks of, whatever the rule that stands in for it. */
int stet__furniture_take_of(stet_kind kind)
{
    return kind == STET_IMAGE_CREDIT           ? TAKE_IMAGE_CREDIT
           : kind == STET_CONTRIBUTING         ? TAKE_CONTRIBUTORS
           : kind == STET_TRANSLATION_CREDIT   ? TAKE_TRANSLATORS
           : kind == STET_PROVENANCE           ? TAKE_ORIGIN
           : kind == STET_UPDATE               ? TAKE_UPDATED
           : kind == STET_CORRECTION           ? TAKE_CORRECTION
           : kind == STET_CLARIFICATION        ? TAKE_CORRECTION
           : kind == STET_RETRACTION           ? TAKE_CORRECTION
           : kind == STET_NOTICE_EMBARGO       ? TAKE_EMBARGO
           : kind == STET_NOTICE_PRINT_EDITION ? TAKE_PRINT
           : kind == STET_NOTICE_SERIES        ? TAKE_SERIES
           : kind == STET_NOTICE_LICENCE       ? TAKE_LICENCE
           : kind == STET_NOTICE_COPYRIGHT     ? TAKE_COPYRIGHT
           : kind == STET_DISCLOSURE_SPONSORED ? TAKE_SPONSOR
                                               : TAKE_NOTHING;
}

static int is_one_of(stet_str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (w.n == strlen(list[i]) && !strncasecmp(w.p, list[i], w.n))
            return 1;
    return 0;
}

/* ---- names
 * ---------------------------------------------------------------------------- */

static int is_particle(stet_str w)
{
    static const char *const list[] = {"de", "la",  "del", "van", "von", "der", "den",
                                       "du", "di",  "da",  "dos", "bin", "al",  "ter",
                                       "zu", "los", "las", "y",   "e",   "le"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* A word behind which a place or a house stands, or a thing with an article. */
static int leads_away(stet_str w)
{
    static const char *const list[] = {
        "in",  "at",  "from", "aus", "im",  "bei", "\xc3\xa0", "en", "desde", "the",
        "der", "das", "dem",  "des", "le",  "la",  "les",      "el", "los",   "las",
        "del", "of",  "for",  "zur", "zum", "au",  "aux",      "du", "on"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* Does a capital there say nothing, or does a rule know the word? */
static int is_known(const struct said *said, size_t w)
{
    return said->verdict->words[w].term != TERM_UNKNOWN;
}

/* The end of the run of words with capitals that begins at word w. */
static size_t run_end(const struct said *said, size_t w)
{
    const struct verdict *v = said->verdict;
    size_t end = w;
    for (size_t i = w; i < v->word_count && v->words[i].from < said->to; i++) {
        const struct word *x = &v->words[i];
        if (i > w && (x->flags & (WORD_SENTENCE | WORD_LINE | WORD_APART) ||
                      v->words[i - 1].flags & WORD_COLON))
            break;
        if (x->flags & WORD_NUMBER)
            break;
        if (x->flags & WORD_BIG)
            end = i + 1;
        else if (!is_particle(stet__furniture_word_text(said, i)))
            break;
    }
    return end;
}

/* Words [*from, *to) that are a name, from word *from on; 0: there is none. */
static int next_name(const struct said *said, size_t *from, size_t *to)
{
    const struct verdict *v = said->verdict;
    for (size_t w = *from; w < v->word_count && v->words[w].from < said->to; w++) {
        if (v->words[w].from < said->from || !(v->words[w].flags & WORD_BIG))
            continue;
        size_t end = run_end(said, w), start = w;
        while (end - start > NAME_LEAST && is_known(said, start))
            start++; /* `Recherche Ann Lee` */
        while (start < end && !(v->words[start].flags & WORD_BIG))
            start++;
        int away = start && start == w && !(v->words[start].flags & WORD_SENTENCE) &&
                   leads_away(stet__furniture_word_text(said, start - 1));
        if (end < start + NAME_LEAST || end > start + NAME_MOST || away ||
            is_known(said, start) || is_known(said, end - 1)) {
            w = end > w ? end - 1 : w;
            continue;
        }
        *from = start;
        *to = end;
        return 1;
    }
    return 0;
}

static stet_str words_text(const struct said *said, size_t from, size_t to)
{
    const struct word *words = said->verdict->words;
    return stet__furniture_trim(stet_strn(said->unit->text.p + words[from].from,
                                          words[to - 1].to - words[from].from));
}

/* The statement that other sentences made, and whether it holds the name already. */
static stet_node known_people(struct detector *d, stet_kind field, stet_str name,
                              int *ret_listed)
{
    stet_node n = 0, root = stet_root(d->a, STET_FAMILY_FIELD), mine = 0;
    *ret_listed = 0;
    while ((n = stet_find(d->a, root, n, field))) {
        if (stet_str_is(stet_attr_str(d->a, n, STET_ATTR_SOURCE), "furniture_text"))
            mine = n;
        for (stet_node p = stet_first(d->a, n); p; p = stet_next(d->a, p))
            *ret_listed |= stet_str_eq(stet_attr_str(d->a, p, STET_ATTR_NAME), name);
    }
    return mine;
}

void stet__furniture_guess_people(struct detector *d, const struct said *said,
                                  stet_kind field)
{
    for (size_t from = 0, to = 0; next_name(said, &from, &to); from = to) {
        stet_str name = words_text(said, from, to);
        stet_claim claim = stet__furniture_claim(d, said);
        int listed;
        stet_node statement = known_people(d, field, name, &listed);
        claim.confidence = STET_INFERRED;
        if (listed || stet__furniture_is_author(d, name))
            continue;
        if (!statement)
            statement = stet_state(d->a, field, stet_cstr(""), &claim);
        if (!statement)
            return;
        stet_node part =
            stet_node_new(d->a, statement, 0, STET_PARTY, (stet_span){0, 0});
        stet__furniture_put(d, part, STET_ATTR_NAME, name);
    }
}

/* ---- what stands apart at the end
 * ----------------------------------------------------- */

/* Behind the last of the marks; "" when it does not stand there, or too much does. */
static stet_str behind_last(stet_str t, const char *mark)
{
    size_t n = strlen(mark);
    for (size_t i = t.n > n ? t.n - n : 0; i > 0; i--)
        if (!memcmp(t.p + i, mark, n)) {
            stet_str rest = stet__furniture_trim(stet_strn(t.p + i + n, t.n - i - n));
            return rest.n <= CREDIT_MAX ? rest : stet_cstr("");
        }
    return stet_cstr("");
}

/* Few words and the first with a capital. */
static int looks_named(stet_str t)
{
    return t.n > 3 && !(*t.p >= 'a' && *t.p <= 'z') && !(*t.p >= '0' && *t.p <= '9') &&
           !memmem(t.p, t.n, ". ", 2);
}

static stet_str credit_of(const struct said *said)
{
    static const char *const marks[] = {"\xc2\xa9", ": ", "(", " / ", " | ", ". "};
    stet_str t = stet__furniture_said_text(said);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        stet_str rest = behind_last(t, marks[i]);
        if (looks_named(rest))
            return rest;
    }
    size_t from = 0, to = 0, last = 0, end = 0;
    for (; next_name(said, &from, &to); from = to) {
        last = from;
        end = to;
    }
    return end ? words_text(said, last, end) : stet_cstr("");
}

void stet__furniture_guess_credit(struct detector *d, const struct said *said)
{
    stet_str credit = credit_of(said);
    stet_claim claim = stet__furniture_claim(d, said);
    claim.confidence = STET_INFERRED;
    if (credit.n)
        (void)stet_state(d->a, STET_IMAGE_CREDITS, credit, &claim);
}

/* Who paid: a house with capitals behind `by`, `von`, `par`, `mit` and the like. */
void stet__furniture_guess_sponsor(struct detector *d, const struct said *said)
{
    static const char *const list[] = {"by",  "von",  "par", "por", "with",
                                       "mit", "avec", "con", "for", "f\xc3\xbcr"};
    const struct verdict *v = said->verdict;
    for (size_t i = 0; i + 1 < v->word_count && v->words[i + 1].from < said->to; i++) {
        size_t w = i + 1;
        if (v->words[i].from < said->from ||
            !is_one_of(stet__furniture_word_text(said, i), list,
                       sizeof list / sizeof *list))
            continue;
        while (w + 1 < v->word_count && w < i + 3 && !(v->words[w].flags & WORD_BIG) &&
               leads_away(stet__furniture_word_text(said, w)))
            w++;
        size_t end = v->words[w].flags & WORD_BIG ? run_end(said, w) : w;
        if (end == w)
            continue;
        stet__furniture_sponsor(d, said, words_text(said, w, end));
        return;
    }
}
