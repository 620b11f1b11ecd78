/* SPDX-License-Identifier: MIT */
/*
 * Phrases: compiled once, found by the hash of their first word.
 *
 *   this {article} was (originally|first) published on @
 *
 * A word stands for itself; (a|b c) for one of several, {set} for one of a named set, a
 * `?` behind either makes it optional; `*` is a gap of up to 4 words, `**` of up to 14,
 * `@` the words of a value, `%n` a number, `%author` an author of the article, `%name`
 * words with capitals. `&` parts what stands in one sentence in any order. `^` in
 * front: only at the beginning of a sentence. No phrase leaves its sentence.
 */
#include "rules.h"

enum { ELEMENTS_MAX = 20, PHRASES_MOST = 200000 };

/* ---- reading
 * ---------------------------------------------------------------------------- */

/* `%n` within a choice. */
static int is_number(stet_str text)
{
    while (text.n && *text.p == ' ') {
        text.p++;
        text.n--;
    }
    return text.n >= 2 && memcmp(text.p, "%n", 2) == 0;
}

/* An element is as long as its longest alternative. */
static void widen(struct maker *m, size_t words)
{
    struct element *e = &m->plan->elements[m->plan->element_count - 1];
    if (e->max < words)
        e->max = (uint16_t)words;
}

static stet_code add_alternative(struct maker *m, stet_str text)
{
    struct plan *plan = m->plan;
    struct word words[8];
    size_t n = stet__furniture_words(stet_build_kit(m->b), text, words, 8);
    if (!n)
        return STET_E_SYNTAX;
    if (!stet__furniture_room(m, &plan->terms_of, &m->use_cap, plan->use_count + n,
                              sizeof *plan->terms_of) ||
        !stet__furniture_room(m, &plan->alternatives, &m->alternative_cap,
                              plan->alternative_count + 1, sizeof *plan->alternatives))
        return STET_E_LIMIT;
    plan->alternatives[plan->alternative_count++] =
        (struct alternative){plan->use_count, (uint32_t)n};
    for (size_t i = 0; i < n; i++) {
        uint32_t term = i == 0 && is_number(text)
                            ? (uint32_t)TERM_NUMBER
                            : stet__furniture_add_term(m, words[i].hash);
        if (!term)
            return STET_E_LIMIT;
        plan->terms_of[plan->use_count++] = term;
    }
    widen(m, n);
    return STET_OK;
}

static struct element *add_element(struct maker *m, int type, size_t max)
{
    struct plan *plan = m->plan;
    if (!stet__furniture_room(m, &plan->elements, &m->element_cap,
                              plan->element_count + 1, sizeof *plan->elements))
        return NULL;
    struct element *e = &plan->elements[plan->element_count++];
    e->type = (uint8_t)type;
    e->max = (uint16_t)max;
    e->first = plan->alternative_count;
    return e;
}

/* Members that were read before: their alternatives once more. */
static stet_code copy_members(struct maker *m, struct element *e,
                              const struct known_set *known, int alone)
{
    struct plan *plan = m->plan;
    if (alone) { /* nothing but the set: the same ones */
        e->first = known->first;
        e->count = known->count;
        e->set = known->number;
        widen(m, known->words);
        return STET_OK;
    }
    if (!stet__furniture_room(m, &plan->alternatives, &m->alternative_cap,
                              plan->alternative_count + known->count,
                              sizeof *plan->alternatives))
        return STET_E_LIMIT;
    memcpy(&plan->alternatives[plan->alternative_count],
           &plan->alternatives[known->first],
           known->count * sizeof *plan->alternatives);
    plan->alternative_count += known->count;
    e->set = e->count ? 0 : known->number;
    e->count += known->count;
    widen(m, known->words);
    return STET_OK;
}

/* A set that was read gets a number, which its words know. */
static void number_set(struct maker *m, struct known_set *known)
{
    const struct plan *plan = m->plan;
    if (m->sets_read >= 64)
        return;
    for (uint32_t i = 0; i < known->count; i++) {
        const struct alternative *alt = &plan->alternatives[known->first + i];
        plan->terms[plan->terms_of[alt->first]].sets |= (uint64_t)1 << m->sets_read;
    }
    known->number = ++m->sets_read;
}

/* All members of a named set; `alone`: the element is nothing else. */
static stet_code add_members(struct maker *m, struct element *e, stet_str name,
                             int alone)
{
    const stet_data *set = m->sets ? m->sets->first : NULL;
    size_t number = 0;
    for (; set && !stet_str_eq(set->key, name); set = set->next)
        number++;
    if (!set || set->type != STET_DATA_LIST || !set->first)
        return STET_E_NOTFOUND;
    struct known_set none = {.of = NULL};
    struct known_set *known = number < KNOWN_SETS ? &m->known_sets[number] : &none;
    if (known->of == set)
        return copy_members(m, e, known, alone);
    *known = (struct known_set){set, m->plan->alternative_count, set->count, 4, 0};
    int first = !e->count;
    stet_code code = STET_OK;
    for (const stet_data *d = set->first; d && code == STET_OK; d = d->next) {
        code = add_alternative(m, d->text);
        e->count++;
    }
    if (code == STET_OK)
        number_set(m, known);
    e->set = first ? known->number : 0;
    return code;
}

/* Names are elements of their own: one of a choice of words would never be found. */
static int names_somebody(stet_str s)
{
    return memchr(s.p, '%', s.n) &&
           (memmem(s.p, s.n, "%author", 7) || memmem(s.p, s.n, "%name", 5));
}

/* `a|b c|{set}` */
static stet_code add_choice(struct maker *m, stet_str text)
{
    struct element *e = add_element(m, ELEMENT_WORDS, 0);
    stet_code code = e ? STET_OK : STET_E_LIMIT;
    for (size_t i = 0, from = 0; i <= text.n && code == STET_OK; i++) {
        if (i < text.n && text.p[i] != '|')
            continue;
        stet_str one = stet_strn(text.p + from, i - from);
        from = i + 1;
        if (one.n > 2 && *one.p == '{' && one.p[one.n - 1] == '}') {
            code = add_members(m, e, stet_strn(one.p + 1, one.n - 2), one.n == text.n);
            continue;
        }
        code = memchr(one.p, '(', one.n) ? STET_E_SYNTAX
               : names_somebody(one)     ? STET_E_RANGE
                                         : add_alternative(m, one);
        e->count++;
        e->set = 0;
    }
    return code;
}

static int is_at(stet_str s, size_t at, const char *literal)
{
    size_t n = strlen(literal);
    return at + n <= s.n && memcmp(s.p + at, literal, n) == 0;
}

/* One element of the phrase at *at. */
static stet_code read_element(struct maker *m, stet_str s, size_t *at)
{
    static const struct {
        const char *text;
        int type;
        size_t max;
    } marks[] = {{"**", ELEMENT_GAP, 14},    {"*", ELEMENT_GAP, 4},
                 {"@", ELEMENT_VALUE, 10},   {"%author", ELEMENT_AUTHOR, 8},
                 {"%name", ELEMENT_NAME, 6}, {"%n", ELEMENT_NUMBER, 1}};
    size_t i = *at, from = i;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (is_at(s, i, marks[k].text)) {
            *at = i + strlen(marks[k].text);
            return add_element(m, marks[k].type, marks[k].max) ? STET_OK : STET_E_LIMIT;
        }
    if (s.p[i] == '(' || s.p[i] == '{') {
        char end = s.p[i] == '(' ? ')' : '}';
        while (i < s.n && s.p[i] != end)
            i++;
        if (i == s.n)
            return STET_E_SYNTAX;
        *at = i + 1;
        return add_choice(m, end == ')' ? stet_strn(s.p + from + 1, i - from - 1)
                                        : stet_strn(s.p + from, i + 1 - from));
    }
    while (i < s.n && !memchr(" ?", s.p[i], 2))
        i++;
    *at = i;
    stet_str text = stet_strn(s.p + from, i - from);
    return add_choice(m, text);
}

static stet_code read_elements(struct maker *m, stet_str s)
{
    size_t at = 0;
    stet_code code = STET_OK;
    while (at < s.n && code == STET_OK) {
        if (s.p[at] == ' ') {
            at++;
            continue;
        }
        if (s.p[at] == '&') {
            code = add_element(m, ELEMENT_AND, 0) ? STET_OK : STET_E_LIMIT;
            at++;
            continue;
        }
        code = read_element(m, s, &at);
        if (code == STET_OK && at < s.n && s.p[at] == '?') {
            m->plan->elements[m->plan->element_count - 1].optional = 1;
            at++;
        }
    }
    return code;
}

struct phrase *stet__furniture_new_phrase(struct maker *m)
{
    struct plan *plan = m->plan;
    if (plan->phrase_count >= PHRASES_MOST ||
        !stet__furniture_room(m, &plan->phrases, &m->phrase_cap, plan->phrase_count + 1,
                              sizeof *plan->phrases))
        return NULL;
    return &plan->phrases[plan->phrase_count++];
}

stet_code stet__furniture_add_phrase(struct maker *m, const stet_data *at,
                                     uint32_t rule, int use)
{
    struct plan *plan = m->plan;
    stet_str text = stet_data_text(at);
    struct phrase *p = stet__furniture_new_phrase(m);
    if (!p)
        return stet_problem_at(m->b, at, NULL, "more phrases than there is room for");
    *p = (struct phrase){
        .rule = rule, .first = plan->element_count, .use = (uint8_t)use};
    if (text.n && *text.p == '^') {
        p->anchored = 1;
        text = stet_strn(text.p + 1, text.n - 1);
    }
    stet_code code = read_elements(m, text);
    p->count = plan->element_count - p->first;
    p->parts = memchr(text.p, '&', text.n) != NULL;
    if (code == STET_OK && (!p->count || p->count > ELEMENTS_MAX))
        code = STET_E_SYNTAX;
    if (code == STET_OK)
        return code;
    return stet_problem_at(
        m->b, at, "words, (a|b), {set}, *, **, @, &, %n, %author, %name",
        code == STET_E_NOTFOUND ? "no set of that name"
        : code == STET_E_LIMIT  ? "the phrase is too long"
        : code == STET_E_RANGE ? "%%author and %%name cannot be one of a choice: write "
                                 "a phrase with and one without"
                               : "not a phrase");
}
