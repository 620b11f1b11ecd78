/* SPDX-License-Identifier: MIT */
/*
 * Phrases: compiled once, found by the hash of their first word.
 *
 *   this {article} was (originally|first) published on @
 *
 * A word stands for itself; (a|b c) for one of several, {set} for one of a named set, a
 * `?` behind either makes it optional; `*` is a gap of up to 4 words, `**` of up to 14,
 * `@` the words of a value, `%n` a number, `%author` an author of the article, `%name`
 * words with capitals. `^` in front: only at the beginning of a sentence. No phrase
 * leaves its sentence.
 */
#include "furniture.h"

enum element_type {
    ELEMENT_WORDS,
    ELEMENT_GAP,
    ELEMENT_VALUE,
    ELEMENT_NUMBER,
    ELEMENT_AUTHOR,
    ELEMENT_NAME
};
enum { ELEMENTS_MAX = 20 };
static const uint64_t NUMBER_HASH =
    1; /* stands for any word that begins with a digit */

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

static stet_code add_alternative(struct maker *m, stet_str text)
{
    struct plan *plan = m->plan;
    struct word words[8];
    size_t n = stet__furniture_words(stet_build_kit(m->b), text, words, 8);
    if (!n)
        return STET_E_SYNTAX;
    if (is_number(text))
        words[0].hash = NUMBER_HASH;
    if (plan->hash_count + n > m->hash_cap ||
        plan->alternative_count >= m->alternative_cap)
        return STET_E_LIMIT;
    plan->alternatives[plan->alternative_count++] =
        (struct alternative){plan->hash_count, (uint32_t)n};
    for (size_t i = 0; i < n; i++)
        plan->hashes[plan->hash_count++] = words[i].hash;
    return STET_OK;
}

static struct element *add_element(struct maker *m, int type, size_t max)
{
    struct plan *plan = m->plan;
    if (plan->element_count >= m->element_cap)
        return NULL;
    struct element *e = &plan->elements[plan->element_count++];
    e->type = (uint8_t)type;
    e->max = (uint16_t)max;
    e->first = plan->alternative_count;
    return e;
}

/* All members of a named set. */
static stet_code add_members(struct maker *m, struct element *e, stet_str name)
{
    const stet_data *set = m->sets ? m->sets->first : NULL;
    while (set && !stet_str_eq(set->key, name))
        set = set->next;
    if (!set || set->type != STET_DATA_LIST || !set->first)
        return STET_E_NOTFOUND;
    stet_code code = STET_OK;
    for (const stet_data *d = set->first; d && code == STET_OK; d = d->next) {
        code = add_alternative(m, d->text);
        e->count++;
    }
    return code;
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
            code = add_members(m, e, stet_strn(one.p + 1, one.n - 2));
            continue;
        }
        code = memchr(one.p, '(', one.n) ? STET_E_SYNTAX : add_alternative(m, one);
        e->count++;
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
        code = read_element(m, s, &at);
        if (code == STET_OK && at < s.n && s.p[at] == '?') {
            m->plan->elements[m->plan->element_count - 1].optional = 1;
            at++;
        }
    }
    return code;
}

/* ---- the index
 * -------------------------------------------------------------------------- */

/* Where a phrase may begin: anywhere, 1: a sentence, 2: a line. */
static uint8_t place_of(const struct phrase *p)
{
    return p->use == USE_START || p->use == USE_LABEL ? 2 : p->anchored ? 1 : 0;
}

static stet_code add_entry(struct maker *m, uint32_t *slot, uint64_t hash,
                           uint64_t second, uint32_t phrase)
{
    struct plan *plan = m->plan;
    for (uint32_t at = *slot; at; at = plan->entries[at - 1].next)
        if (plan->entries[at - 1].phrase == phrase &&
            plan->entries[at - 1].hash == hash) {
            plan->entries[at - 1].second |= second;
            return STET_OK;
        }
    if (plan->entry_count >= m->entry_cap)
        return STET_E_LIMIT;
    plan->entries[plan->entry_count] = (struct entry){
        second, hash, phrase, *slot, place_of(&plan->phrases[phrase - 1])};
    *slot = ++plan->entry_count;
    plan->first[hash >> 17 & 511] |= (uint64_t)1 << (hash >> 58);
    return STET_OK;
}

static uint64_t bit_of(uint64_t hash)
{
    return hash == NUMBER_HASH ? UINT64_MAX : (uint64_t)1 << (hash >> 58);
}

/* What may stand behind the first word of an alternative of element i. */
static uint64_t second_words(const struct plan *plan, const struct phrase *p,
                             uint32_t i, const struct alternative *alt)
{
    uint64_t bits = 0;
    if (alt->count > 1)
        return bit_of(plan->hashes[alt->first + 1]);
    const struct element *e = &plan->elements[p->first + i + 1];
    if (i + 1 >= p->count || e->type != ELEMENT_WORDS || e->optional)
        return UINT64_MAX;
    for (uint32_t k = 0; k < e->count; k++)
        bits |= bit_of(plan->hashes[plan->alternatives[e->first + k].first]);
    return bits;
}

static uint32_t slot_of(const struct plan *plan, uint64_t hash)
{
    return (uint32_t)(hash >> 24) & plan->slot_mask;
}

/* Under each word that it can begin with. */
static stet_code index_phrase(struct maker *m, uint32_t number)
{
    struct plan *plan = m->plan;
    const struct phrase *p = &plan->phrases[number - 1];
    stet_code code = STET_OK;
    for (uint32_t i = 0; i < p->count && code == STET_OK; i++) {
        const struct element *e = &plan->elements[p->first + i];
        if (e->type != ELEMENT_WORDS) {
            stet_code added = add_entry(m, &plan->special, 0, UINT64_MAX, number);
            /* names that are not known, and gaps, are dear: only where a line begins */
            if (added == STET_OK && e->type != ELEMENT_AUTHOR)
                plan->entries[plan->special - 1].at = 2;
            return added;
        }
        for (uint32_t k = 0; k < e->count && code == STET_OK; k++) {
            const struct alternative *alt = &plan->alternatives[e->first + k];
            uint64_t hash = plan->hashes[alt->first];
            int number_first = hash == NUMBER_HASH;
            code = add_entry(
                m, number_first ? &plan->special : &plan->slots[slot_of(plan, hash)],
                number_first ? 0 : hash, second_words(plan, p, i, alt), number);
        }
        if (!e->optional)
            break;
    }
    return code;
}

stet_code stet__furniture_add_phrase(struct maker *m, const stet_data *at,
                                     uint32_t rule, int use)
{
    struct plan *plan = m->plan;
    stet_str text = stet_data_text(at);
    if (plan->phrase_count >= m->phrase_cap)
        return stet_problem_at(m->b, at, NULL, "more phrases than there is room for");
    struct phrase *p = &plan->phrases[plan->phrase_count++];
    *p = (struct phrase){rule, plan->element_count, 0, (uint8_t)use, 0};
    if (text.n && *text.p == '^') {
        p->anchored = 1;
        text = stet_strn(text.p + 1, text.n - 1);
    }
    stet_code code = read_elements(m, text);
    p->count = plan->element_count - p->first;
    if (code == STET_OK && (!p->count || p->count > ELEMENTS_MAX))
        code = STET_E_SYNTAX;
    if (code == STET_OK)
        code = index_phrase(m, plan->phrase_count);
    if (code == STET_OK)
        return code;
    return stet_problem_at(m->b, at,
                           "words, (a|b), {set}, *, **, @, %n, %author, %name",
                           code == STET_E_NOTFOUND ? "no set of that name"
                           : code == STET_E_LIMIT  ? "the phrase is too long"
                                                   : "not a phrase");
}

/* ---- matching
 * --------------------------------------------------------------------------- */

struct matcher {
    const struct plan *plan;
    const struct names *names;
    const struct word *words;
    size_t count, start;
    struct hit *hit;
};

static int leaves(const struct matcher *m, size_t w)
{
    return w >= m->count || (w > m->start && m->words[w].flags & WORD_SENTENCE);
}

static size_t match_words(const struct matcher *m, const uint64_t *hashes, size_t n,
                          size_t w)
{
    for (size_t i = 0; i < n; i++)
        if (leaves(m, w + i) ||
            !(m->words[w + i].hash == hashes[i] ||
              (hashes[i] == NUMBER_HASH && m->words[w + i].flags & WORD_NUMBER)))
            return 0;
    return n;
}

/* The full name, or its last word. */
static size_t match_author(const struct matcher *m, size_t w)
{
    for (size_t i = 0; i < m->names->count; i++) {
        const struct name *name = &m->names->names[i];
        if (match_words(m, name->hashes, name->count, w))
            return name->count;
        if (name->count > 1 && match_words(m, &name->hashes[name->count - 1], 1, w))
            return 1;
        if (name->count > 1 && match_words(m, &name->hashes[0], 1, w))
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
        if (!match_rest(m, e + 1, left - 1, w + n))
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

/* Depth is bounded by ELEMENTS_MAX, whatever the text is. */
static int match_rest(struct matcher *m, const struct element *e, uint32_t left,
                      size_t w)
{
    size_t n = 0;
    if (!left) {
        m->hit->to = (uint32_t)w;
        return 1;
    }
    switch (e->type) {
    case ELEMENT_GAP:
    case ELEMENT_VALUE:
        return match_gap(m, e, left, w);
    case ELEMENT_NUMBER:
        n = !leaves(m, w) && m->words[w].flags & WORD_NUMBER;
        break;
    case ELEMENT_AUTHOR:
        n = match_author(m, w);
        break;
    case ELEMENT_NAME:
        n = match_name(m, w);
        break;
    default:
        for (uint32_t i = 0; i < e->count; i++) {
            const struct alternative *alt = &m->plan->alternatives[e->first + i];
            n = match_words(m, &m->plan->hashes[alt->first], alt->count, w);
            if (n && match_rest(m, e + 1, left - 1, w + n))
                return 1;
        }
        return e->optional && match_rest(m, e + 1, left - 1, w);
    }
    if (n && match_rest(m, e + 1, left - 1, w + n))
        return 1;
    return e->optional && match_rest(m, e + 1, left - 1, w);
}

static int match_phrase(struct matcher *m, uint32_t number)
{
    const struct phrase *p = &m->plan->phrases[number - 1];
    *m->hit = (struct hit){.phrase = number, .from = (uint32_t)m->start};
    return match_rest(m, &m->plan->elements[p->first], p->count, m->start);
}

/* Where the word stands: 0 within a sentence, 1 where one begins, 2 where a line
 * begins. */
static int place_at(const struct word *words, size_t w)
{
    if (words[w].flags & WORD_LINE)
        return 2;
    return words[w].flags & WORD_SENTENCE || (w && words[w - 1].flags & WORD_COLON);
}

static size_t match_chain(struct matcher *m, uint32_t at, uint64_t hash, int place,
                          struct hit *hits, size_t n, size_t max)
{
    const struct entry *entries = m->plan->entries;
    uint64_t second = m->start + 1 < m->count ? bit_of(m->words[m->start + 1].hash) : 0;
    for (; at && n < max; at = entries[at - 1].next) {
        const struct entry *entry = &entries[at - 1];
        if (entry->hash != hash || entry->at > place ||
            !(entry->second & second || entry->second == UINT64_MAX))
            continue;
        m->hit = &hits[n];
        n += match_phrase(m, entry->phrase) != 0;
    }
    return n;
}

size_t stet__furniture_match(const struct plan *plan, const struct names *names,
                             const struct word *words, size_t count, int lines_only,
                             struct hit *hits, size_t max)
{
    struct matcher m = {.plan = plan, .names = names, .words = words, .count = count};
    size_t n = 0;
    for (size_t w = 0; w < count && n < max; w++) {
        int place = place_at(words, w);
        if (lines_only && place < 2)
            continue;
        m.start = w;
        if (place)
            n = match_chain(&m, plan->special, 0, place, hits, n, max);
        uint64_t hash = words[w].hash;
        if (!(plan->first[hash >> 17 & 511] >> (hash >> 58) & 1))
            continue; /* one small table spares most looks into the large ones */
        n = match_chain(&m, plan->slots[slot_of(plan, hash)], hash, place, hits, n,
                        max);
    }
    return n;
}

int stet__furniture_knows(const struct plan *plan, uint64_t hash)
{
    uint32_t at = plan->slots[slot_of(plan, hash)];
    while (at && plan->entries[at - 1].hash != hash)
        at = plan->entries[at - 1].next;
    return at != 0;
}
