/* SPDX-License-Identifier: MIT */
/*
 * Building the dictionary: terms are folded into one pool, each gets the word it is
 * found by, and three tables lead from such words to terms.
 */
#include <stdlib.h>

#include "terms.h"

enum { TERM_MAX = 1000 };

void stet__terms_init(struct dictionary *d)
{
    memset(d, 0, sizeof *d);
}

static void free_table(struct term_table *t)
{
    free(t->slots);
    free(t->filter);
}

void stet__terms_done(struct dictionary *d)
{
    if (!d)
        return;
    free(d->terms);
    free(d->classes);
    free(d->pool);
    free_table(&d->words);
    free_table(&d->prefixes);
    free_table(&d->inner);
    memset(d, 0, sizeof *d);
}

/* Room for `more` items behind count; the array is left as it was without memory. */
static int reserve(void **items, size_t *cap, size_t need, size_t each)
{
    if (need <= *cap)
        return 1;
    size_t want = *cap ? *cap * 2 : 256;
    if (want < need)
        want = need;
    void *grown = want <= SIZE_MAX / each ? realloc(*items, want * each) : NULL;
    if (!grown)
        return 0;
    *items = grown;
    *cap = want;
    return 1;
}

static int same_class(const struct term_class *x, const struct term_class *y)
{
    return stet_str_eq(x->category, y->category) &&
           stet_str_eq(x->suggestion, y->suggestion) &&
           stet_str_eq(x->policy, y->policy) && x->severity == y->severity &&
           x->effect == y->effect && x->part == y->part;
}

int64_t stet__terms_add_class(struct dictionary *d, const struct term_class *class)
{
    void *items = d->classes;
    if (d->class_count && same_class(&d->classes[d->class_count - 1], class))
        return (int64_t)d->class_count - 1;
    if (!reserve(&items, &d->class_cap, d->class_count + 1, sizeof *d->classes))
        return -1;
    d->classes = items;
    d->classes[d->class_count] = *class;
    return (int64_t)d->class_count++;
}

/* ---- adding a term ---------------------------------------------------------- */
static stet_code refuse_growth(stet_out *out, size_t more)
{
    (void)more;
    return out->failed = STET_E_RANGE;
}

/* ASCII is folded by hand: it is most of every list. *ret_spaces: not all blanks in it
 * are single spaces. */
static int fold_ascii(stet_str s, char *to, int *ret_spaces)
{
    unsigned char high = 0, before = 0;
    unsigned odd = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        high |= c;
        odd |= (c < ' ') | ((c == ' ') & (before == ' '));
        to[i] = (char)(c + ((unsigned char)(c - 'A') < 26 ? 32 : 0));
        before = c;
    }
    *ret_spaces = odd != 0;
    return high < 0x80;
}

static stet_code fold_term(const stet_kit *kit, stet_str s, char *to, size_t *ret_len,
                           int *ret_spaces)
{
    *ret_len = s.n;
    if (fold_ascii(s, to, ret_spaces))
        return STET_OK;
    *ret_spaces = 1;
    stet_out out = {.size = sizeof out,
                    .data = to,
                    .cap = 4 * TERM_MAX,
                    .max = 4 * TERM_MAX,
                    .grow = refuse_growth};
    kit->fold(&out, s, 1);
    *ret_len = out.len;
    return out.failed;
}

static stet_str trim(stet_str s)
{
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

/* Runs of spaces as one. */
static size_t join_spaces(char *p, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        char c = (unsigned char)p[i] <= ' ' ? ' ' : p[i];
        if (c != ' ' || !to || p[to - 1] != ' ')
            p[to++] = c;
    }
    return to;
}

stet_code stet__terms_add(struct dictionary *d, const stet_kit *kit, stet_str text,
                          uint32_t class, uint32_t flags)
{
    char folded[4 * TERM_MAX];
    size_t len;
    int spaces;
    text = trim(text);
    if (!text.n || text.n > TERM_MAX)
        return STET_E_RANGE;
    stet_code code = fold_term(kit, text, folded, &len, &spaces);
    if (code != STET_OK)
        return code;
    if (spaces)
        len = join_spaces(folded, len);
    void *terms = d->terms, *pool = d->pool;
    if (!len || d->pool_len + len + 8 > UINT32_MAX || d->term_count >= UINT32_MAX - 1)
        return STET_E_RANGE;
    if (!reserve(&terms, &d->term_cap, d->term_count + 1, sizeof *d->terms))
        return STET_E_NOMEM;
    d->terms = terms;
    if (!reserve(&pool, &d->pool_cap, d->pool_len + len + 8, 1))
        return STET_E_NOMEM;
    d->pool = pool;
    memcpy(d->pool + d->pool_len, folded, len);
    memset(d->pool + d->pool_len + len, 0, 8); /* hashes read 8 bytes */
    d->terms[d->term_count++] = (struct term){.text = (uint32_t)d->pool_len,
                                              .len = (uint32_t)len,
                                              .class = class,
                                              .flags = flags};
    d->pool_len += len + 1;
    return STET_OK;
}

/* ---- the word a term is found by -------------------------------------------- */
/* What a look over the characters of a term finds. */
struct shape {
    size_t words, last_word;     /* number; where the last one begins  */
    size_t key_off, key_len;     /* the longest word                   */
    size_t other_off, other_len; /* the longest but for the last       */
    int first_is_word, last_is_word, first_unspaced, last_unspaced, unspaced;
};

static void end_word(struct shape *s, size_t from, size_t to)
{
    if (s->words++ && s->key_len > s->other_len) {
        s->other_len = s->key_len;
        s->other_off = s->key_off;
    }
    s->last_word = from;
    if (to - from > s->key_len) {
        s->key_len = to - from;
        s->key_off = from;
    }
}

static int is_ascii_word(uint32_t c)
{
    /* 0-9, _, a-z */
    static const uint64_t bits[2] = {UINT64_C(0x03ff000000000000),
                                     UINT64_C(0x07fffffe80000000)};
    return bits[c >> 6 & 1] >> (c & 63) & 1;
}

static struct shape look_at(const stet_kit *kit, const char *p, size_t n)
{
    struct shape s = {0};
    size_t word = 0;
    int inside = 0;
    for (size_t at = 0, len; at < n; at += len) {
        uint32_t code = (unsigned char)p[at];
        len = code < 0x80 ? 1 : kit->decode(p + at, n - at, &code);
        int is_word = code < 0x80 ? is_ascii_word(code) : kit->is_word(code);
        s.last_unspaced = code >= 0x80 && stet__terms_unspaced(code);
        s.unspaced |= s.last_unspaced;
        s.last_is_word = is_word;
        if (!at) {
            s.first_is_word = is_word;
            s.first_unspaced = s.last_unspaced;
        }
        if (is_word && !inside)
            word = at;
        if (!is_word && inside)
            end_word(&s, word, at);
        inside = is_word;
    }
    if (inside)
        end_word(&s, word, n);
    return s;
}

/* ---- the tables ------------------------------------------------------------- */
static stet_code init_table(struct term_table *t, size_t terms)
{
    size_t slots = 16, words = 2;
    while (slots < 2 * terms)
        slots *= 2;
    t->filter_shift = 63;
    for (; words * 64 < 8 * terms; words *= 2) /* 8 to 16 bits for each term */
        t->filter_shift--;
    t->slots = calloc(slots, sizeof *t->slots);
    t->filter = calloc(words, sizeof *t->filter);
    t->mask = slots - 1;
    return t->slots && t->filter ? STET_OK : STET_E_NOMEM;
}

/* `key`: the n bytes the term is found by; they stand in the pool, 8 bytes may be read.
 */
static void add_to_table(struct dictionary *d, struct term_table *t, size_t index,
                         const char *key, size_t n)
{
    uint64_t mixed = stet__terms_key(key, n, 8), hash = stet__terms_hash(mixed, key, n);
    size_t at = (size_t)(hash >> 32) & t->mask;
    t->filter[mixed >> t->filter_shift] |= stet__terms_bits(mixed);
    if (!t->shortest || n < t->shortest)
        t->shortest = (uint32_t)n;
    t->lengths[(unsigned char)*key] |= (uint32_t)1 << (n < 31 ? n : 31);
    while (t->slots[at].first && t->slots[at].tag != (uint32_t)hash)
        at = (at + 1) & t->mask;
    d->terms[index].next = t->slots[at].first;
    t->slots[at].tag = (uint32_t)hash;
    t->slots[at].first = (uint32_t)index + 1;
    t->count++;
}

/* Found anywhere: by its first two bytes. A term of one byte stands under every pair.
 */
static void add_inner(struct dictionary *d, size_t index)
{
    struct term *term = &d->terms[index];
    const unsigned char *p = (const unsigned char *)d->pool + term->text;
    unsigned second = term->len > 1 ? p[1] : 0, count = term->len > 1 ? 1 : 256;
    for (unsigned i = 0; i < count; i++) {
        unsigned pair = (unsigned)p[0] << 8 | ((second + i) & 255);
        d->inner_pairs[pair >> 3] |= (uint8_t)(1u << (pair & 7));
    }
    term->key_off = 0;
    term->key_len = (uint16_t)(term->len > 1 ? 2 : 1);
    add_to_table(d, &d->inner, index, (const char *)p, term->key_len);
}

static void add_prefix(struct dictionary *d, size_t index, const struct shape *s)
{
    struct term *term = &d->terms[index];
    const char *key = d->pool + term->text + s->key_off;
    size_t n = s->key_len < 8 ? s->key_len : 8;
    term->key_off = (uint16_t)s->key_off;
    term->key_len = (uint16_t)n;
    d->prefix_lengths |= 1u << n;
    add_to_table(d, &d->prefixes, index, key, n);
}

static void add_word(struct dictionary *d, size_t index, size_t off, size_t len)
{
    struct term *term = &d->terms[index];
    term->key_off = (uint16_t)off;
    term->key_len = (uint16_t)len;
    add_to_table(d, &d->words, index, d->pool + term->text + off, len);
}

/* Which table: 0 words, 1 prefixes, 2 anywhere; sets the flags that the class asks for.
 */
static int place_term(const struct dictionary *d, struct term *term,
                      const struct shape *s)
{
    int part = d->classes[term->class].part;
    if (part == PART_ANYWHERE)
        term->flags |= TERM_LEFT_FREE | TERM_RIGHT_FREE;
    if (!s->first_is_word || s->first_unspaced)
        term->flags |= TERM_LEFT_FREE;
    if (!s->last_is_word || s->last_unspaced || part == PART_PREFIX)
        term->flags |= TERM_RIGHT_FREE;
    if (part == PART_ANYWHERE || s->unspaced || !s->words)
        return 2;
    return part == PART_PREFIX && s->last_is_word && s->words == 1;
}

static void add_to_index(struct dictionary *d, const stet_kit *kit, size_t index)
{
    struct term *term = &d->terms[index];
    struct shape s = look_at(kit, d->pool + term->text, term->len);
    switch (place_term(d, term, &s)) {
    case 2:
        add_inner(d, index);
        break;
    case 1:
        add_prefix(d, index, &s);
        break;
    default: /* the last word of a prefix term may be cut: it is no key */
        if (d->classes[term->class].part == PART_PREFIX && s.key_off == s.last_word &&
            s.last_is_word)
            add_word(d, index, s.other_off, s.other_len);
        else
            add_word(d, index, s.key_off, s.key_len);
    }
}

stet_code stet__terms_build(struct dictionary *d, const stet_kit *kit)
{
    if (init_table(&d->words, d->term_count) != STET_OK ||
        init_table(&d->prefixes, d->term_count) != STET_OK ||
        init_table(&d->inner, d->term_count) != STET_OK)
        return STET_E_NOMEM;
    for (size_t i = d->term_count;
         i-- > 0;) /* chains then run in the order of the list */
        add_to_index(d, kit, i);
    return STET_OK;
}
