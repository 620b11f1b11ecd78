/* SPDX-License-Identifier: MIT */
/*
 * Phrases: words that stand one after another. They are found by the first letters of
 * their first word, so that a sentence is gone through once.
 */
#include "detect.h"

static const char *const keys[SAIDS] = {"permit",
                                        "invite",
                                        "prohibit",
                                        "ask",
                                        "received",
                                        "provided",
                                        "must",
                                        "republish",
                                        "excerpt",
                                        "translate",
                                        "adapt",
                                        "print",
                                        "commercial",
                                        "train",
                                        "data_mine",
                                        "noncommercial",
                                        "nonprofit",
                                        "community",
                                        "news",
                                        "business",
                                        "d_author",
                                        "d_source",
                                        "d_copyright",
                                        "d_link",
                                        "d_no_edit",
                                        "d_whole",
                                        "d_notify",
                                        "d_no_sale",
                                        "d_no_ads",
                                        "d_no_paywall",
                                        "d_images",
                                        "d_bio",
                                        "d_tagline",
                                        "d_canonical",
                                        "d_noindex",
                                        "d_logo",
                                        "d_pixel",
                                        "d_image_credit",
                                        "d_partner",
                                        "d_keep_links",
                                        "d_not_systematic",
                                        "d_mention",
                                        "d_share_alike",
                                        "d_takedown",
                                        "to_article",
                                        "to_home",
                                        "visible",
                                        "follow",
                                        "at_top",
                                        "at_end",
                                        "byline_place",
                                        "but_headline",
                                        "but_style",
                                        "but_time",
                                        "but_shorten",
                                        "fair_use",
                                        "reserved",
                                        "licence",
                                        "image",
                                        "site",
                                        "self",
                                        "third",
                                        "contact",
                                        "press",
                                        "corrections",
                                        "tips",
                                        "licensing"};

static const char *const files[] = {"rights-en.yaml", "rights-de.yaml",
                                    "rights-fr.yaml", "rights-es.yaml"};

/* ---- reading ------------------------------------------------------------------- */
static stet_str cut_stem(stet_str s, uint8_t *ret_stem)
{
    *ret_stem = s.n && s.p[s.n - 1] == '*';
    return *ret_stem ? stet_strn(s.p, s.n - 1) : s;
}

static int find_key(stet_str name)
{
    for (int i = 0; i < SAIDS; i++)
        if (stet_str_is(name, keys[i]))
            return i;
    return -1;
}

/* The first four letters of a word, of which a phrase has at least so many when it
 * stands for endings too. */
static uint32_t key_of(const char *p, size_t n)
{
    uint32_t key = 0;
    for (size_t i = 0; i < 4 && i < n && p[i] != ' '; i++)
        key = key << 8 | (unsigned char)p[i];
    return key;
}

static uint32_t slot_of(uint32_t key)
{
    return (key * 2654435761u) >> 22;
}

/* Does a sentence that says this have to be looked at? Others only go on from one. */
static int triggers(int said)
{
    return said == SAID_REPUBLISH || said == SAID_LICENCE || said == SAID_RESERVED ||
           said == SAID_FAIR_USE || said == SAID_INVITE;
}

static uint32_t trigger_bit(uint64_t key)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c15u >> 52);
}

static int has_trigger(const struct detector *d, int six, uint64_t key)
{
    uint32_t bit = trigger_bit(key);
    return d->triggers[six][bit >> 6] >> (bit & 63) & 1;
}

/* The longest word of a phrase tells most: by its beginning texts are looked through.
 */
static void add_trigger(struct detector *d, stet_str phrase)
{
    size_t best = 0, length = 0;
    for (size_t at = 0; at < phrase.n;) {
        size_t end = at;
        while (end < phrase.n && phrase.p[end] != ' ')
            end++;
        if (end - at > length) {
            best = at;
            length = end - at;
        }
        at = end + 1;
    }
    uint64_t key = 0;
    int six = length >= 6;
    for (size_t i = 0; i < (six ? 6u : 4u) && i < length; i++)
        key = key << 8 | (unsigned char)phrase.p[best + i];
    uint32_t bit = trigger_bit(key);
    d->triggers[six][bit >> 6] |= (uint64_t)1 << (bit & 63);
}

static stet_code add_phrase(stet_build *b, struct detector *d, const struct pool *pool,
                            const stet_data *at, int said)
{
    struct phrase *p = &d->phrases[d->count];
    stet_str text = stet__text_trim(at->text);
    const char *gap = memmem(text.p, text.n, " .. ", 4);
    stet_str first = gap ? stet_strn(text.p, (size_t)(gap - text.p)) : text;
    if (first.n && first.p[first.n - 1] == '*' && !memchr(first.p, ' ', first.n) &&
        first.n < 5)
        return stet_problem_at(b, at, NULL, "at least four letters before the star");
    if (!first.n || at->type == STET_DATA_LIST || at->type == STET_DATA_MAP)
        return stet_problem_at(b, at, NULL, "a phrase is a text");
    p->said = (uint8_t)said;
    first = cut_stem(first, &p->stem);
    p->first = stet__pool_words(pool, first);
    p->second = stet_cstr("");
    memcpy(&p->head, p->first.p, p->first.n < 8 ? p->first.n : 8);
    memset(&p->mask, 0xff, p->first.n < 8 ? p->first.n : 8);
    if (gap) {
        size_t from = (size_t)(gap - text.p) + 4;
        p->second = stet__pool_words(
            pool, cut_stem(stet_strn(text.p + from, text.n - from), &p->second_stem));
    }
    uint32_t key = key_of(p->first.p, p->first.n);
    uint32_t *slot = &d->slots[slot_of(key)];
    if (triggers(said))
        add_trigger(d, p->first);
    p->next = *slot;
    *slot = (uint32_t)++d->count;
    return STET_OK;
}

static void warn_key(stet_build *b, const stet_data *at)
{
    const char *names[SAIDS + 1];
    char hint[80] = "";
    memcpy(names, keys, sizeof keys);
    names[SAIDS] = NULL;
    const char *near = stet_build_suggest(b, at->key, names);
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    stet_problem_at(b, at, hint, "phrases of '%.*s' are not known", TEXT_ARGS(at->key));
}

static stet_code add_file(stet_build *b, struct detector *d, const struct pool *pool,
                          const stet_data *data)
{
    stet_code code = STET_OK;
    for (const stet_data *list = data->first; list; list = list->next) {
        int said = find_key(list->key);
        if (stet_str_is(list->key, "language"))
            continue;
        if (said < 0 || list->type != STET_DATA_LIST) {
            warn_key(b, list);
            code = STET_E_CONFIG;
            continue;
        }
        for (const stet_data *i = list->first; i; i = i->next)
            if (add_phrase(b, d, pool, i, said) != STET_OK)
                code = STET_E_CONFIG;
    }
    return code;
}

static size_t count_phrases(const stet_data *data)
{
    size_t n = 0;
    for (const stet_data *list = data->first; list; list = list->next)
        n += list->count;
    return n;
}

stet_code stet__detector_load(stet_build *b, const struct licences *licences,
                              const struct detector **ret)
{
    const struct pool pool = {.kit = stet_build_kit(b), .build = b};
    const stet_data *data[sizeof files / sizeof *files];
    struct detector *d = stet_build_alloc(b, sizeof *d);
    size_t n = 0;
    if (!d)
        return STET_E_NOMEM;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        data[i] = stet_build_load(b, stet_build_data_file(b, files[i]), 0);
        if (!data[i] || data[i]->type != STET_DATA_MAP)
            return STET_E_CONFIG;
        n += count_phrases(data[i]);
    }
    d->licences = licences;
    d->phrases = stet__pool_array(&pool, n, sizeof *d->phrases);
    if (!d->phrases)
        return STET_E_NOMEM;
    stet_code code = STET_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (add_file(b, d, &pool, data[i]) != STET_OK)
            code = STET_E_CONFIG;
    *ret = d;
    return code;
}

/* ---- finding ------------------------------------------------------------------- */
static int stands_at(stet_str words, size_t at, stet_str part, int stem)
{
    size_t end = at + part.n;
    return words.n - at >= part.n && memcmp(words.p + at, part.p, part.n) == 0 &&
           (stem || end == words.n || words.p[end] == ' ');
}

static size_t find_later(stet_str words, size_t from, stet_str part, int stem)
{
    while (from < words.n) {
        if (stands_at(words, from, part, stem))
            return from;
        while (from < words.n && words.p[from] != ' ')
            from++;
        from++;
    }
    return SIZE_MAX;
}

static void look_at(const struct detector *d, stet_str words, size_t at,
                    struct sayings *said)
{
    uint64_t eight;
    memcpy(&eight, words.p + at, 8); /* words have room behind them */
    for (uint32_t i = d->slots[slot_of(key_of(words.p + at, words.n - at))]; i;
         i = d->phrases[i - 1].next) {
        const struct phrase *p = &d->phrases[i - 1];
        if ((eight & p->mask) != p->head || !stands_at(words, at, p->first, p->stem))
            continue;
        if (p->second.n && find_later(words, at + p->first.n + 1, p->second,
                                      p->second_stem) == SIZE_MAX)
            continue;
        if (said->first[p->said] == NOT_SAID)
            said->first[p->said] = (uint16_t)at;
        said->last[p->said] = (uint16_t)at;
    }
}

void stet__detector_find(const struct detector *d, stet_str words, struct sayings *ret)
{
    memset(ret, 0xff, sizeof *ret);
    for (size_t at = 0; at < words.n; at++) {
        look_at(d, words, at, ret);
        const char *space = memchr(words.p + at, ' ', words.n - at);
        if (!space)
            return;
        at = (size_t)(space - words.p);
    }
}

/* ---- is there anything to look at?
 * -------------------------------------------------------- */
/* The next letter of a word in small without its mark, or 0 at its end. */
static unsigned char next_letter(stet_str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];
    if (c >= 'a' && c <= 'z') {
        ++*at;
        return c;
    }
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        ++*at;
        return c | 0x20;
    }
    if (c < 0x80)
        return 0;
    if (c == 0xc3) {
        char plain = stet__pool_plain_letter(s.p + *at);
        *at += 2;
        return plain == '?' || plain == ' ' ? 0xff : (unsigned char)plain;
    }
    if (c == 0xe2 && (unsigned char)s.p[*at + 1] == 0x80)
        return 0;
    ++*at;
    return c; /* of another script, or a sign */
}

int stet__detector_triggers(const struct detector *d, stet_str raw)
{
    for (size_t i = 0; i < raw.n;) {
        uint64_t four = 0, six = 0;
        size_t n = 0;
        unsigned char c, first = 0;
        for (; i < raw.n && (c = next_letter(raw, &i)) != 0; n++) {
            first = n ? first : c;
            four = n < 4 ? four << 8 | c : four;
            six = n < 6 ? six << 8 | c : six;
        }
        if (n > 1 && (has_trigger(d, 0, four) || (n >= 6 && has_trigger(d, 1, six))))
            return 1;
        if (first == 0xc2) /* the sign of a copyright, most likely */
            return 1;
        if (i >= raw.n)
            return 0;
        if (raw.p[i] == '@' ||
            (raw.p[i] == '(' && i + 2 < raw.n && raw.p[i + 2] == ')'))
            return 1;
        i += (unsigned char)raw.p[i] == 0xe2 ? 3 : 1;
    }
    return 0;
}
