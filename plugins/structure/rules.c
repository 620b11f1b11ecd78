/* SPDX-License-Identifier: MIT */
/*
 * The data file as phrases: runs of hashed words, found by the first of them. Compared
 * by hash alone; two different words of 64 equal bits are not to be expected.
 */
#include "structure.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ---- words
 * ---------------------------------------------------------------------------- */

/* Is a character of two or three bytes at p a mark, not a letter? Its length then. */
static size_t mark_length(const unsigned char *p, size_t n)
{
    if (n >= 2 && p[0] == 0xc2)
        return p[1] == 0xa9 || p[1] == 0xaa || p[1] == 0xb5 || p[1] == 0xba ? 0 : 2;
    if (n >= 2 && p[0] == 0xc3 && (p[1] == 0x97 || p[1] == 0xb7))
        return 2;
    if (n >= 3 && p[0] == 0xe2 && p[1] >= 0x80 && p[1] <= 0xad)
        return 3;
    return n >= 3 && p[0] == 0xe3 && p[1] == 0x80 ? 3 : 0;
}

/* Which of the up to 64 bytes at p are parts of words. `*skip`: how many of them belong
 * to a mark that began before; then, how many behind them do. */
static uint64_t letters_beyond_ascii(const unsigned char *p, size_t n, size_t rest,
                                     uint64_t letters, size_t *skip)
{
    size_t i = 0;
    while (i < n) {
        if (*skip) {
            letters &= ~((uint64_t)1 << i++);
            --*skip;
        } else if (p[i] < 0x80) {
            i++;
        } else {
            *skip = mark_length(p + i, rest - i);
            if (!*skip)
                letters |= (uint64_t)1 << i++;
        }
    }
    return letters;
}

#if defined(__SSE2__)
/* The letters and digits of ASCII among 16 bytes, and what lies beyond. */
static uint64_t letters_of_16(const unsigned char *p, uint64_t *ret_beyond)
{
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i low = _mm_or_si128(v, _mm_set1_epi8(0x20));
    __m128i alpha = _mm_and_si128(_mm_cmpgt_epi8(low, _mm_set1_epi8('a' - 1)),
                                  _mm_cmplt_epi8(low, _mm_set1_epi8('z' + 1)));
    __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)),
                                  _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
    *ret_beyond = (unsigned)_mm_movemask_epi8(v);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(alpha, digit));
}
#else
static int is_plain_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
#endif

static uint64_t letters_at(const unsigned char *p, size_t rest, size_t *skip)
{
    uint64_t letters = 0, beyond = 0;
    size_t n = rest < 64 ? rest : 64, i = 0;
#if defined(__SSE2__)
    for (; i + 16 <= n; i += 16) {
        uint64_t high;
        letters |= letters_of_16(p + i, &high) << i;
        beyond |= high;
    }
    if (i < n) {
        unsigned char last[16] = {0};
        uint64_t high, more;
        if (i) { /* the last 16 bytes again, cheaper than a copy of a few */
            more = letters_of_16(p + n - 16, &high) >> (16 - (n - i));
            high >>= 16 - (n - i);
        } else {
            memcpy(last, p, n);
            more = letters_of_16(last, &high);
        }
        letters |= more << i;
        beyond |= high;
    }
#else
    for (; i < n; i++) {
        letters |= (uint64_t)is_plain_letter(p[i]) << i;
        beyond |= p[i] >= 0x80;
    }
#endif
    return beyond || *skip ? letters_beyond_ascii(p, n, rest, letters, skip) : letters;
}

/* Lower case of ASCII and of the letters that end in 0xc3 xx. */
static unsigned char folded(unsigned char before, unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97)
        return c + 32;
    return c;
}

static inline uint64_t mix(uint64_t hash, uint64_t group)
{
    hash = (hash ^ group) * 0xd6e8feb86659fd93u;
    return hash ^ hash >> 32;
}

#define HASH_START 0x9e3779b97f4a7c15u
#define EACH_BYTE 0x0101010101010101u
#define FIRST_IS_LOW (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

/* Any word, eight folded bytes at a time. */
static __attribute__((noinline)) uint64_t hash_any(const unsigned char *p, size_t n)
{
    uint64_t hash = HASH_START, group;
    unsigned char bytes[8], before = 0;
    for (size_t i = 0; i < n; i += 8) {
        memset(bytes, 0, sizeof bytes);
        for (size_t k = 0; k < 8 && i + k < n; k++) {
            bytes[k] = folded(before, p[i + k]);
            before = p[i + k];
        }
        memcpy(&group, bytes, 8);
        hash = mix(hash, group);
    }
    return hash;
}

/* The last n bytes of eight: letters to lower case (digits have that bit already),
 * zeros behind them. *beyond gets what is not ASCII. */
static inline uint64_t fold_last(uint64_t eight, size_t n, uint64_t *beyond)
{
    *beyond |= (eight & EACH_BYTE << 7) >> (64 - 8 * n);
    return (eight | EACH_BYTE << 5) >> (64 - 8 * n);
}

static inline uint64_t load_8(const unsigned char *p)
{
    uint64_t eight;
    memcpy(&eight, p, 8);
    return eight;
}

/* hash_any() of [from, to) in a text of `size` bytes, at once for a short word of
 * ASCII. */
static inline uint64_t hash_word(const unsigned char *p, size_t from, size_t to,
                                 size_t size)
{
    uint64_t beyond = 0, hash = HASH_START, last;
    size_t n = to - from, rest = n;
    if (!FIRST_IS_LOW || n > 16 || size < 8)
        return hash_any(p + from, n);
    if (n > 8) {
        hash = mix(hash, fold_last(load_8(p + from), 8, &beyond));
        rest = n - 8;
    }
    if (to >= 8)
        last = load_8(p + to - 8);
    else
        last = load_8(p) << (64 - 8 * to);
    hash = mix(hash, fold_last(last, rest, &beyond));
    return beyond ? hash_any(p + from, n) : hash;
}

/* A word that fills the window at `at` and goes on: where it ends. */
static size_t end_of_long(const unsigned char *p, size_t n, size_t at)
{
    size_t skip = 0;
    uint64_t letters;
    while ((letters = letters_at(p + at, n - at, &skip)) == ~(uint64_t)0)
        at += 64;
    return at + (size_t)__builtin_ctzll(~letters);
}

/* The windows of 64 bytes begin between words: with the one that the last was too short
 * for. */
size_t stet__structure_words(stet_str text, struct word *words, size_t max)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t count = 0, base = 0, next, skip = 0, n = text.n;
    for (; base < n && count < max; base = next) {
        uint64_t letters = letters_at(p + base, n - base, &skip);
        uint64_t starts = letters & ~(letters << 1);
        next = base + 64;
        for (; starts && count < max; starts &= starts - 1) {
            unsigned i = (unsigned)__builtin_ctzll(starts);
            uint64_t gap = ~(letters >> i);
            size_t from = base + i, to = from + (gap ? __builtin_ctzll(gap) : 64);
            if (to >= base + 64) {
                if (i) { /* it may go on: look again from its begin */
                    next = from;
                    skip = 0;
                    break;
                }
                to = next = end_of_long(p, n, from);
                skip = 0;
            }
            words[count++] =
                (struct word){hash_word(p, from, to, n), (uint32_t)from, (uint32_t)to};
        }
    }
    return count;
}

/* The bytes that at least n letters begin at; those near the end may be. */
static inline uint64_t long_runs(uint64_t letters, uint32_t n)
{
    for (uint32_t have = 1; have < n && have < 64;) {
        uint32_t more = n - have < have ? n - have : have;
        letters &= letters >> more | ~(~(uint64_t)0 >> more);
        have += more;
    }
    return letters;
}

/* What plan->lengths is asked with: the first two letters, whatever their case, and a
 * bit for the length. */
static inline size_t first_two(const unsigned char *p, size_t n)
{
    return (p[0] & 31u) << 5 | (n > 1 ? p[1] & 31u : 0);
}

static inline uint32_t length_bit(size_t n)
{
    return 1u << (n < 31 ? n : 31);
}

/* Is one of the words that begin at `starts` the telling one of a phrase? */
static int has_telling(const struct plan *plan, stet_str text, size_t base,
                       uint64_t letters, uint64_t starts)
{
    const unsigned char *p = (const unsigned char *)text.p;
    for (; starts; starts &= starts - 1) {
        unsigned i = (unsigned)__builtin_ctzll(starts);
        unsigned n = (unsigned)__builtin_ctzll(~(letters >> i));
        size_t from = base + i;
        if ((plan->lengths[first_two(p + from, n)] & length_bit(n)) &&
            stet__structure_has(plan->telling, hash_word(p, from, from + n, text.n)))
            return 1;
    }
    return 0;
}

int stet__structure_may_say(const struct plan *plan, stet_str text)
{
    size_t next, skip = 0;
    for (size_t base = 0; base < text.n; base = next) {
        const unsigned char *p = (const unsigned char *)text.p + base;
        uint64_t letters = letters_at(p, text.n - base, &skip);
        next = base + 64;
        if (letters >> 63 && next < text.n) { /* the last word may go on: it is next */
            if (letters == ~(uint64_t)0)
                return 1; /* too long to be looked at here */
            unsigned last = 64 - (unsigned)__builtin_clzll(~letters);
            letters &= ((uint64_t)1 << last) - 1;
            next = base + last;
            skip = 0;
        }
        uint64_t starts = letters & ~(letters << 1);
        if (has_telling(plan, text, base, letters,
                        starts & long_runs(letters, plan->shortest)))
            return 1;
    }
    return 0;
}

/* ---- finding
 * ---------------------------------------------------------------------------- */

static const struct phrase *find(const struct plan *plan, unsigned groups,
                                 const struct word *words, size_t count, int whole)
{
    const struct phrase *best = NULL;
    if (!count)
        return NULL;
    uint32_t at = plan->slots[(uint32_t)(words[0].hash >> 20) & plan->slot_mask];
    for (; at; at = plan->phrases[at - 1].next) {
        const struct phrase *p = &plan->phrases[at - 1];
        if (!(groups & GROUP_BIT(p->group)) || p->count > count ||
            (whole && p->count != count) || (best && best->count >= p->count))
            continue;
        size_t i = 0;
        while (i < p->count && plan->words[p->words + i] == words[i].hash)
            i++;
        if (i == p->count)
            best = p;
    }
    return best;
}

const struct phrase *stet__structure_match(const struct plan *plan, unsigned groups,
                                           const struct word *words, size_t count)
{
    return find(plan, groups, words, count, 0);
}

const struct phrase *stet__structure_match_all(const struct plan *plan, unsigned groups,
                                               const struct word *words, size_t count)
{
    return find(plan, groups, words, count, 1);
}

/* ---- reading the data file
 * ----------------------------------------------------------------- */

enum { PHRASE_WORDS_MAX = 12 };

struct builder {
    stet_build *b;
    struct plan *plan;
    size_t phrase_cap, word_count, word_cap;
    stet_code code;
};

static void add_to(uint64_t set[BIT_WORDS], uint64_t hash)
{
    set[(hash >> 12) % BIT_WORDS] |= (uint64_t)1 << hash % 64 | (uint64_t)1
                                                                    << (hash >> 6) % 64;
}

/* The longest word that few texts have; of two the last. */
static const struct word *find_telling(const struct plan *plan,
                                       const struct word *words, size_t count)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < count; i++)
        if ((!best || words[i].to - words[i].from >= best->to - best->from) &&
            !stet__structure_match_all(plan, GROUP_BIT(GROUP_COMMON), &words[i], 1))
            best = &words[i];
    return best ? best : words;
}

/* A phrase that may stand anywhere in a text. */
static void add_says(struct plan *plan, stet_str text, const struct word *words,
                     size_t count)
{
    const struct word *word = find_telling(plan, words, count);
    uint32_t n = word->to - word->from;
    plan->lengths[first_two((const unsigned char *)text.p + word->from, n)] |=
        length_bit(n);
    if (!plan->shortest || n < plan->shortest)
        plan->shortest = n;
    add_to(plan->telling, word->hash);
    add_to(plan->says, words[0].hash);
}

static void add_phrase(struct builder *m, const stet_data *d, int group, stet_str axis)
{
    struct word words[PHRASE_WORDS_MAX + 1];
    struct plan *plan = m->plan;
    size_t n = stet__structure_words(d->text, words, PHRASE_WORDS_MAX + 1);
    if (n == 0 || n > PHRASE_WORDS_MAX) {
        m->code = stet_problem_at(m->b, d, "write 1 to 12 words", "not a phrase");
        return;
    }
    if (plan->phrase_count == m->phrase_cap || m->word_count + n > m->word_cap) {
        m->code = stet_problem_at(m->b, d, NULL, "more phrases than there is room for");
        return;
    }
    struct phrase *p = &plan->phrases[plan->phrase_count++];
    uint32_t *slot = &plan->slots[(uint32_t)(words[0].hash >> 20) & plan->slot_mask];
    *p = (struct phrase){*slot, (uint32_t)m->word_count, (uint16_t)n, (uint16_t)group,
                         axis};
    *slot = (uint32_t)plan->phrase_count;
    for (size_t i = 0; i < n; i++)
        plan->words[m->word_count++] = words[i].hash;
    if (group == GROUP_SAYS || group == GROUP_HINTS)
        add_says(plan, d->text, words, n);
    if (group == GROUP_STARTS || group == GROUP_ABOUT)
        add_to(plan->starts, stet__structure_pair(words, n));
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

static void add_list(struct builder *m, const stet_data *list, int group, stet_str axis)
{
    for (const stet_data *d = list->first; d && m->code == STET_OK; d = d->next) {
        if (!is_scalar(d))
            m->code = stet_problem_at(m->b, d, NULL, "a phrase is a text");
        else
            add_phrase(m, d, group, axis);
    }
}

/* A list of phrases, or one for each language. */
static void add_group(struct builder *m, const stet_data *d, int group, stet_str axis)
{
    if (d->type == STET_DATA_LIST) {
        add_list(m, d, group, axis);
        return;
    }
    if (d->type != STET_DATA_MAP) {
        m->code = stet_problem_at(m->b, d, NULL, "not a list of phrases by language");
        return;
    }
    for (const stet_data *l = d->first; l && m->code == STET_OK; l = l->next) {
        if (l->type == STET_DATA_LIST)
            add_list(m, l, group, group == GROUP_SMALL ? l->key : axis);
        else
            m->code = stet_problem_at(m->b, l, NULL, "not a list of phrases");
    }
}

static const struct {
    const char *key;
    int group;
} groups[] = {{"byline", GROUP_BYLINE},
              {"translator", GROUP_TRANSLATOR},
              {"photographer", GROUP_PHOTOGRAPHER},
              {"editor", GROUP_EDITOR},
              {"join", GROUP_JOIN},
              {"affiliation", GROUP_AFFILIATION},
              {"particle", GROUP_PARTICLE},
              {"house", GROUP_HOUSE},
              {"published", GROUP_PUBLISHED},
              {"updated", GROUP_UPDATED},
              {"publisher", GROUP_PUBLISHER},
              {"summary", GROUP_SUMMARY},
              {"series", GROUP_SERIES},
              {"not_a_label", GROUP_NOT_A_LABEL},
              {"end_mark", GROUP_END_MARK},
              {"biography", GROUP_BIOGRAPHY},
              {"common", GROUP_COMMON},
              {"title", GROUP_TITLE},
              {"agency", GROUP_AGENCY},
              {"embargo", GROUP_EMBARGO},
              {"genre", GROUP_GENRE},
              {"illustrator", GROUP_ILLUSTRATOR},
              {"role", GROUP_ROLE},
              {"small_words", GROUP_SMALL},
              {"desk", GROUP_DESK},
              {"about", GROUP_ABOUT},
              {"starts", GROUP_STARTS},
              {"says", GROUP_SAYS},
              {"hints", GROUP_HINTS},
              {NULL, 0}};

static int group_of(stet_str key)
{
    for (size_t i = 0; groups[i].key; i++)
        if (stet_str_is(key, groups[i].key))
            return groups[i].group;
    return GROUP_NONE;
}

static void add_entry(struct builder *m, const stet_data *d)
{
    int group = group_of(d->key);
    if (stet_str_is(d->key, "revised"))
        return;
    if (stet_str_is(d->key, "axes") || stet_str_is(d->key, "furniture")) {
        int axes = stet_str_is(d->key, "axes");
        for (const stet_data *g = d->first; g && m->code == STET_OK; g = g->next) {
            group = axes ? GROUP_AXIS : group_of(g->key);
            if (group < GROUP_AXIS)
                m->code = stet_problem_at(m->b, g, "starts, says or hints",
                                          "no such part of furniture");
            else
                add_group(m, g, group, axes ? g->key : stet_cstr(""));
        }
        return;
    }
    if (group == GROUP_NONE)
        m->code = stet_problem_at(m->b, d, NULL, "no such part of the rules");
    else
        add_group(m, d, group, stet_cstr(""));
}

static size_t count_scalars(const stet_data *root)
{
    const stet_data *open[8], *d = root->first;
    size_t depth = 0, count = 0;
    while (d) {
        if (!is_scalar(d) && d->first && depth < 8) {
            open[depth++] = d;
            d = d->first;
            continue;
        }
        count += is_scalar(d) != 0;
        while (!d->next && depth)
            d = open[--depth];
        d = d->next;
    }
    return count;
}

static stet_code make_room(struct builder *m, size_t phrases)
{
    uint32_t slots = 256;
    while (slots < phrases * 2 && slots < 1u << 20)
        slots *= 2;
    m->phrase_cap = phrases;
    m->word_cap = phrases * 8;
    m->plan->phrases = stet_build_alloc(m->b, phrases * sizeof *m->plan->phrases + 1);
    m->plan->words = stet_build_alloc(m->b, m->word_cap * sizeof *m->plan->words + 1);
    m->plan->slots = stet_build_alloc(m->b, slots * sizeof *m->plan->slots);
    m->plan->slot_mask = slots - 1;
    return m->plan->phrases && m->plan->words && m->plan->slots ? STET_OK
                                                                : STET_E_NOMEM;
}

stet_code stet__structure_compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct builder m = {.b = b, .code = STET_OK};
    stet_str path = c->rules.n ? c->rules : stet_build_data_file(b, "rules.yaml");
    const stet_data *root = stet_build_load(b, path, 0);
    if (!root)
        return STET_E_CONFIG;
    if (root->type != STET_DATA_MAP)
        return stet_problem_at(b, root, NULL, "the rules are a map of lists");
    m.plan = stet_build_alloc(b, sizeof *m.plan);
    if (!m.plan || make_room(&m, count_scalars(root)) != STET_OK)
        return STET_E_NOMEM;
    m.plan->config = c;
    for (const stet_data *d = root->first; d && m.code == STET_OK; d = d->next)
        add_entry(&m, d);
    if (m.code == STET_OK)
        *ret_plan = m.plan;
    return m.code;
}
