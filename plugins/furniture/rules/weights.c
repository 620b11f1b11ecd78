/* SPDX-License-Identifier: MIT */
/* Reads how much tokens speak for each kind: weights.yaml. */
#include "rules.h"

/* ---- tokens
 * ----------------------------------------------------------------------------- */

enum { STEM = 5 };

uint64_t stet__furniture_neighbours(uint64_t first, uint64_t second)
{
    uint64_t hash = (first * 0x9e3779b97f4a7c15u ^ second) * 0xff51afd7ed558ccdu;
    return hash ^ hash >> 31;
}

/* Five letters in lower case; shorter words stand for themselves. */
uint64_t stet__furniture_stem(stet_str word)
{
    uint64_t hash = 14695981039346656037u;
    size_t i = 0;
    for (int letters = 0; letters < STEM; letters++) {
        if (i >= word.n)
            return 0;
        unsigned char first = (unsigned char)word.p[i++];
        int upper = first >= 'A' && first <= 'Z';
        hash = (hash ^ (upper ? first | 32u : first)) * 1099511628211u;
        for (; i < word.n && ((unsigned char)word.p[i] & 0xc0) == 0x80; i++) {
            unsigned char next = (unsigned char)word.p[i];
            if (first == 0xc3 && next <= 0x9e)
                next |= 32;
            hash = (hash ^ next) * 1099511628211u;
        }
    }
    return i < word.n ? hash ^ hash >> 32 : 0;
}

/* `*length3`: how a block looks. */
static uint64_t hash_of_look(stet_str token)
{
    static const struct {
        const char *name;
        uint8_t mark, more;
    } looks[] = {{"*link", MARK_LINK, 1},     {"*bold", MARK_BOLD, 1},
                 {"*italic", MARK_ITALIC, 1}, {"*bracket", MARK_BRACKET, 1},
                 {"*label", MARK_LABEL, 1},   {"*quote", MARK_QUOTE, 1},
                 {"*open", MARK_OPEN, 1},     {"*big", MARK_BIG, 4},
                 {"*length", MARK_LENGTH, 6}};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        size_t n = strlen(looks[i].name);
        if (token.n < n || memcmp(token.p, looks[i].name, n) != 0)
            continue;
        if (looks[i].more == 1 && token.n == n)
            return looks[i].mark;
        unsigned digit = token.n == n + 1 ? (unsigned)token.p[n] - '0' : UINT8_MAX;
        if (digit < looks[i].more)
            return looks[i].mark + digit;
    }
    return 0;
}

/* A word, or a mark that counts as one. */
static uint64_t hash_of_word(const stet_kit *kit, stet_str token)
{
    static const char marks[] = "#?!@^$";
    const char *mark = token.n == 1 ? memchr(marks, *token.p, 6) : NULL;
    struct word word;
    if (mark)
        return (uint64_t)(mark - marks) + MARK_NUMBER;
    return stet__furniture_words(kit, token, &word, 1) ? word.hash : 0;
}

static uint64_t hash_of_token(const stet_kit *kit, stet_str token)
{
    const char *bar = memchr(token.p, '_', token.n);
    if (*token.p == '*')
        return hash_of_look(token);
    if (bar) {
        size_t n = (size_t)(bar - token.p);
        uint64_t first = hash_of_word(kit, stet_strn(token.p, n));
        uint64_t second = hash_of_word(kit, stet_strn(bar + 1, token.n - n - 1));
        return first && second ? stet__furniture_neighbours(first, second) : 0;
    }
    return token.p[token.n - 1] == '~' ? stet__furniture_stem(token)
                                       : hash_of_word(kit, token);
}

static stet_str next_token(stet_str *rest)
{
    while (rest->n && memchr(" \n", *rest->p, 2))
        *rest = stet_strn(rest->p + 1, rest->n - 1);
    size_t n = 0;
    while (n < rest->n && !memchr(" \n", rest->p[n], 2))
        n++;
    stet_str token = stet_strn(rest->p, n);
    *rest = stet_strn(rest->p + n, rest->n - n);
    return token;
}

static int32_t read_number(stet_str token)
{
    int32_t n = 0, minus = token.n && *token.p == '-';
    for (size_t i = (size_t)minus; i < token.n && i < 6; i++)
        if (token.p[i] >= '0' && token.p[i] <= '9')
            n = n * 10 + (token.p[i] - '0');
    return minus ? -n : n;
}

static int is_number(stet_str token)
{
    return (*token.p >= '0' && *token.p <= '9') || (*token.p == '-' && token.n > 1);
}

/* ---- the file
 * ----------------------------------------------------------------------------- */

/* What the file says, one weight after the other. */
struct entry {
    struct lexeme *of;
    struct weight weight;
};
struct entries {
    struct entry *all;
    size_t count, cap;
};

/* A number speaks for the words behind it. */
static void read_weights(struct lexicon *x, const stet_kit *kit, stet_str text,
                         uint8_t kind, struct entries *entries)
{
    int32_t weight = 0;
    for (stet_str token; (token = next_token(&text)).n;) {
        if (is_number(token)) {
            weight = read_number(token);
            weight = weight > INT8_MAX   ? INT8_MAX
                     : weight < INT8_MIN ? INT8_MIN
                                         : weight;
            continue;
        }
        uint64_t hash = hash_of_token(kit, token);
        struct lexeme *word = hash ? stet__furniture_lexeme(x, hash) : NULL;
        if (!word || entries->count >= entries->cap)
            continue;
        word->hash = hash;
        word->count++;
        entries->all[entries->count++] = (struct entry){word, {(int8_t)weight, kind}};
    }
}

/* All weights of a token lie in a row. */
static void lay_out(struct lexicon *x, const struct entries *entries)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < x->slots; i++) {
        x->words[i].first = at;
        at += x->words[i].count;
        x->words[i].count = 0;
    }
    for (size_t i = 0; i < entries->count; i++) {
        struct lexeme *word = entries->all[i].of;
        x->weights[word->first + word->count++] = entries->all[i].weight;
    }
    x->count = at;
}

/* Number 0 is text, the last one a field. */
static size_t number_of(stet_build *b, stet_str name)
{
    if (stet_str_is(name, "field"))
        return FIELD_KIND;
    stet_kind kind =
        stet_str_is(name, "text") ? STET_NOTICE_OTHER : stet_build_kind(b, name);
    return kind >= STET_NOTICE_OTHER && kind < STET_NOTICE_OTHER + FIELD_KIND
               ? (size_t)(kind - STET_NOTICE_OTHER)
               : KINDS;
}

static int32_t bias_of(const stet_data *bias, stet_str kind)
{
    for (const stet_data *d = bias ? bias->first : NULL; d; d = d->next)
        if (stet_str_eq(d->key, kind))
            return read_number(stet_data_text(d));
    return 0;
}

static size_t count_tokens(const stet_data *kinds)
{
    size_t n = 0;
    for (const stet_data *d = kinds ? kinds->first : NULL; d; d = d->next) {
        stet_str text = stet_data_text(d);
        n++;
        for (size_t i = 0; i < text.n; i++)
            n += text.p[i] == ' ';
    }
    return n;
}

static stet_code make_room(stet_build *b, struct lexicon *x, struct entries *entries,
                           size_t tokens)
{
    uint32_t slots = 64;
    if (tokens > 1000000)
        return STET_E_LIMIT;
    while (slots < tokens)
        slots *= 2;
    x->slots = slots;
    entries->cap = tokens;
    x->words = stet_build_alloc(b, x->slots * sizeof *x->words);
    x->weights = stet_build_alloc(b, (tokens + 1) * sizeof *x->weights);
    entries->all = stet_build_alloc(b, (tokens + 1) * sizeof *entries->all);
    return x->words && x->weights && entries->all ? STET_OK : STET_E_NOMEM;
}

stet_code stet__furniture_read_weights(stet_build *b, stet_str path, struct plan *plan)
{
    const stet_data *root = stet_build_load(b, path, 0);
    const stet_data *bias = root ? stet_data_get(root, "bias") : NULL;
    const stet_data *kinds = root ? stet_data_get(root, "words") : NULL;
    struct lexicon *x = &plan->lexicon;
    struct entries entries = {NULL, 0, 0};
    if (!root)
        return STET_E_CONFIG;
    stet_code code = make_room(b, x, &entries, count_tokens(kinds));
    for (const stet_data *d = kinds ? kinds->first : NULL; d && code == STET_OK;
         d = d->next) {
        size_t kind = number_of(b, d->key);
        if (kind == KINDS || x->kinds >= KINDS_MAX)
            return stet_problem_at(b, d, NULL, "no such kind of notice");
        x->kind_of[x->kinds] = (uint8_t)kind;
        x->bias[x->kinds] = (int16_t)bias_of(bias, d->key);
        read_weights(x, stet_build_kit(b), stet_data_text(d), (uint8_t)x->kinds++,
                     &entries);
    }
    if (code == STET_OK)
        lay_out(x, &entries);
    return code;
}
