/* SPDX-License-Identifier: MIT */
/* Reads how much words speak for each kind: weights.yaml. */
#include "rules.h"

/* A word, or a mark that counts as one. */
static uint64_t hash_of_token(const stet_kit *kit, stet_str token)
{
    static const char marks[] = "#?!@";
    const char *mark = token.n == 1 ? memchr(marks, *token.p, 4) : NULL;
    struct word word;
    if (mark)
        return (uint64_t)(mark - marks) + MARK_NUMBER;
    return stet__furniture_words(kit, token, &word, 1) ? word.hash : 0;
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

static unsigned read_small(stet_str token)
{
    unsigned n = 0;
    for (size_t i = 0; i < token.n && i < 3; i++)
        n = token.p[i] >= '0' && token.p[i] <= '9'
                ? n * 10 + (unsigned)(token.p[i] - '0')
                : UINT8_MAX;
    return n < UINT8_MAX ? n : UINT8_MAX;
}

/* A number speaks for the words behind it. */
static void read_weights(struct lexicon *x, const stet_kit *kit, stet_str text,
                         size_t kind)
{
    unsigned weight = 0;
    for (stet_str token; (token = next_token(&text)).n;) {
        if (*token.p >= '0' && *token.p <= '9') {
            weight = read_small(token);
            continue;
        }
        uint64_t hash = hash_of_token(kit, token);
        struct lexeme *word = hash ? stet__furniture_lexeme(x, hash) : NULL;
        if (!word || x->count >= x->cap)
            continue;
        word->hash = hash;
        x->weights[x->count] =
            (struct weight){word->first, (uint8_t)kind, (uint8_t)weight};
        word->first = ++x->count;
    }
}

/* Number 0 is text. */
static size_t number_of(stet_build *b, stet_str name)
{
    stet_kind kind =
        stet_str_is(name, "text") ? STET_NOTICE_OTHER : stet_build_kind(b, name);
    return kind >= STET_NOTICE_OTHER && kind < STET_NOTICE_OTHER + KINDS
               ? (size_t)(kind - STET_NOTICE_OTHER)
               : KINDS;
}

static unsigned rarity(const stet_data *rare, stet_str kind)
{
    for (const stet_data *d = rare ? rare->first : NULL; d; d = d->next)
        if (stet_str_eq(d->key, kind))
            return read_small(stet_data_text(d));
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

static stet_code make_room(stet_build *b, struct lexicon *x, size_t tokens)
{
    uint32_t slots = 64;
    if (tokens > 1000000)
        return STET_E_LIMIT;
    while (slots < tokens)
        slots *= 2;
    x->slots = slots;
    x->cap = (uint32_t)tokens;
    x->words = stet_build_alloc(b, x->slots * sizeof *x->words);
    x->weights = stet_build_alloc(b, (tokens + 1) * sizeof *x->weights);
    return x->words && x->weights ? STET_OK : STET_E_NOMEM;
}

stet_code stet__furniture_read_weights(stet_build *b, stet_str path, struct plan *plan)
{
    const stet_data *root = stet_build_load(b, path, 0);
    const stet_data *rare = root ? stet_data_get(root, "rare") : NULL;
    const stet_data *kinds = root ? stet_data_get(root, "words") : NULL;
    struct lexicon *x = &plan->lexicon;
    if (!root)
        return STET_E_CONFIG;
    stet_code code = make_room(b, x, count_tokens(kinds));
    for (const stet_data *d = kinds ? kinds->first : NULL; d && code == STET_OK;
         d = d->next) {
        size_t kind = number_of(b, d->key);
        if (kind == KINDS)
            return stet_problem_at(b, d, NULL, "no such kind of notice");
        x->rare[kind] = (uint8_t)rarity(rare, d->key);
        x->known[kind] = 1;
        read_weights(x, stet_build_kit(b), stet_data_text(d), kind);
    }
    return code;
}
