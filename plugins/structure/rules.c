/* SPDX-License-Identifier: MIT */
/*
 * The data file as phrases: runs of hashed words, found by the first of them. Compared
 * by hash alone; two different words of 64 equal bits are not to be expected.
 */
#include "structure.h"

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

static int is_plain_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes of one word character at p, 0 when a mark or blank stands there. */
static size_t letter_length(const unsigned char *p, size_t n)
{
    if (*p < 0x80)
        return is_plain_letter(*p);
    return mark_length(p, n) ? 0 : 1;
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

size_t stet__structure_words(stet_str text, struct word *words, size_t max)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t count = 0, i = 0;
    while (i < text.n && count < max) {
        size_t n = letter_length(p + i, text.n - i);
        if (!n) {
            size_t mark = p[i] < 0x80 ? 1 : mark_length(p + i, text.n - i);
            i += mark ? mark : 1;
            continue;
        }
        uint64_t hash = 14695981039346656037u;
        size_t from = i;
        unsigned char before = 0;
        for (; i < text.n && letter_length(p + i, text.n - i); i++) {
            hash = (hash ^ folded(before, p[i])) * 1099511628211u;
            before = p[i];
        }
        words[count++] = (struct word){hash, (uint32_t)from, (uint32_t)i};
    }
    return count;
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
            add_list(m, l, group, axis);
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
