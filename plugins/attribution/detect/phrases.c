/* SPDX-License-Identifier: MIT */
/*
 * The files of phrases: words that stand one after another. `*` stands for the endings
 * of a word, ` .. ` for words between, `may|can` for one of several words, `^` before
 * the first for the beginning of the sentence; a phrase with choices is kept once for
 * each.
 */
#include "detect.h"

enum { WORDS_MAX = 16, CHOICES_MAX = 400 };

static const char *const keys[SAIDS] = {
    "permit",        "modal",         "free",
    "invite",        "prohibit",      "ask",
    "only_ask",      "received",      "provided",
    "must",          "wish",          "soft",
    "not",           "republish",     "use",
    "excerpt",       "translate",     "adapt",
    "print",         "commercial",    "train",
    "data_mine",     "noncommercial", "nonprofit",
    "community",     "news",          "business",
    "education",     "d_credit",      "d_author",
    "d_source",      "d_copyright",   "d_line",
    "d_link",        "d_no_edit",     "d_whole",
    "d_notify",      "d_no_sale",     "d_no_ads",
    "d_no_paywall",  "d_images",      "d_bio",
    "d_tagline",     "d_canonical",   "d_noindex",
    "d_logo",        "d_pixel",       "d_image_credit",
    "d_partner",     "d_keep_links",  "d_not_systematic",
    "d_mention",     "d_share_alike", "d_takedown",
    "d_after",       "d_until",       "affiliation",
    "syndicate",     "territory",     "unless_own",
    "unless_marked", "to_article",    "to_home",
    "visible",       "follow",        "at_top",
    "at_end",        "byline_place",  "but_headline",
    "but_style",     "but_time",      "but_shorten",
    "fair_use",      "reserved",      "licence",
    "image",         "site",          "self",
    "third",         "contact",       "press",
    "corrections",   "tips",          "licensing",
    "report",        "elsewhere",     "d_notice"};

static const char *const files[LANGUAGES] = {"rights-en.yaml", "rights-de.yaml",
                                             "rights-fr.yaml", "rights-es.yaml"};

/* ---- choices ------------------------------------------------------------------- */
struct choices {
    size_t count, product;
    stet_str words[WORDS_MAX];
    size_t bars[WORDS_MAX]; /* how many choices each has */
};

static size_t count_bars(stet_str word)
{
    size_t n = 1;
    const char *p = word.p, *end = p + word.n;
    for (; (p = memchr(p, '|', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

/* The words of a phrase; its product is 0 when there are too many. */
static void split(stet_str text, struct choices *c)
{
    c->count = 0;
    c->product = 1;
    for (size_t at = 0; at < text.n;) {
        const char *space = memchr(text.p + at, ' ', text.n - at);
        size_t end = space ? (size_t)(space - text.p) : text.n;
        if (end > at && c->count == WORDS_MAX)
            c->product = 0;
        if (end > at && c->product) {
            c->words[c->count] = stet_strn(text.p + at, end - at);
            c->bars[c->count] = count_bars(c->words[c->count]);
            c->product *= c->bars[c->count++];
        }
        if (!c->product || c->product > CHOICES_MAX) {
            c->product = 0;
            return;
        }
        at = end + 1;
    }
}

static stet_str nth_choice(stet_str word, size_t n)
{
    size_t at = 0, end;
    for (; n; n--) {
        while (word.p[at] != '|')
            at++;
        at++;
    }
    for (end = at; end < word.n && word.p[end] != '|';)
        end++;
    return stet_strn(word.p + at, end - at);
}

/* The phrase that `number` stands for. */
static stet_str choose(const struct pool *pool, const struct choices *c, size_t number)
{
    stet_out out = stet__pool_out(pool, 64, 4096);
    for (size_t i = 0; i < c->count; i++) {
        size_t bars = c->bars[i];
        if (i)
            stet_put(&out, " ", 1);
        stet_str word = bars > 1 ? nth_choice(c->words[i], number % bars) : c->words[i];
        stet_put(&out, word.p, word.n);
        number /= bars;
    }
    return out.failed ? stet_cstr("") : stet_out_text(&out);
}

/* ---- a phrase ------------------------------------------------------------------ */
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

/* ` .. ` from p on; full stops are rare. */
static const char *find_gap(const char *p, const char *end)
{
    for (; (p = memchr(p, '.', (size_t)(end - p))) != NULL; p++)
        if (end - p >= 3 && memcmp(p - 1, " .. ", 4) == 0)
            return p - 1;
    return NULL;
}

static stet_code add_phrase(const struct pool *pool, struct detector *d, stet_str text,
                            int said, int language)
{
    struct phrase *p = &d->phrases[d->count];
    p->begins = text.p[0] == '^';
    text = stet__text_from(text, p->begins);
    const char *gap = text.n ? find_gap(text.p + 1, text.p + text.n) : NULL;
    stet_str first = gap ? stet_strn(text.p, (size_t)(gap - text.p)) : text;
    p->said = (uint8_t)said;
    p->language = (uint8_t)language;
    p->first = stet__pool_words(pool, cut_stem(first, &p->stem));
    p->second = stet_cstr("");
    memcpy(&p->head, p->first.p, p->first.n < 8 ? p->first.n : 8);
    memset(&p->mask, 0xff, p->first.n < 8 ? p->first.n : 8);
    if (gap) {
        size_t from = (size_t)(gap - text.p) + 4;
        p->second = stet__pool_words(
            pool, cut_stem(stet_strn(text.p + from, text.n - from), &p->second_stem));
    }
    if (!p->first.n)
        return STET_E_NOMEM;
    stet__detector_trigger(d, said, p->first, p->second);
    uint32_t *slot = &d->slots[stet__detector_slot(p)];
    p->next = *slot;
    *slot = (uint32_t)++d->count;
    return STET_OK;
}

static int has_two_gaps(stet_str text)
{
    const char *end = text.p + text.n;
    const char *gap = text.n ? find_gap(text.p + 1, end) : NULL;
    return gap && find_gap(gap + 4, end);
}

static int has_inner_star(stet_str text)
{
    const char *p = text.p, *end = p + text.n;
    for (; (p = memchr(p, '*', (size_t)(end - p))) != NULL && p + 1 < end; p++)
        if (memcmp(p, "* .. ", end - p < 5 ? 2 : 5) != 0)
            return 1;
    return 0;
}

static stet_code add_phrases(stet_build *b, const struct pool *pool, struct detector *d,
                             const stet_data *at, int said, int language)
{
    if (at->type == STET_DATA_LIST || at->type == STET_DATA_MAP ||
        !stet__text_trim(at->text).n)
        return stet_problem_at(b, at, NULL, "a phrase is a text");
    struct choices c;
    split(at->text, &c);
    if (!c.product)
        return stet_problem_at(b, at, NULL, "at most 16 words and 400 choices");
    for (size_t i = 0; i < c.product; i++) {
        stet_str text = choose(pool, &c, i);
        if (text.n < 5 && text.n && text.p[text.n - 1] == '*')
            return stet_problem_at(b, at, NULL,
                                   "at least four letters before the star");
        if (has_two_gaps(text))
            return stet_problem_at(b, at, NULL,
                                   "words stand between two parts at most");
        if (has_inner_star(text))
            return stet_problem_at(b, at, NULL, "a star stands at the end of a phrase");
        stet_code code =
            text.n ? add_phrase(pool, d, text, said, language) : STET_E_NOMEM;
        if (code != STET_OK)
            return code;
    }
    return STET_OK;
}

/* ---- files --------------------------------------------------------------------- */
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
                          const stet_data *data, int language)
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
            if (add_phrases(b, pool, d, i, said, language) != STET_OK)
                code = STET_E_CONFIG;
    }
    return code;
}

static size_t count_phrases(const stet_data *data)
{
    struct choices c;
    size_t n = 0;
    for (const stet_data *list = data->first; list; list = list->next)
        for (const stet_data *i = list->first; i; i = i->next)
            if (i->type != STET_DATA_LIST && i->type != STET_DATA_MAP) {
                split(i->text, &c);
                n += c.product;
            }
    return n;
}

stet_code stet__detector_load(stet_build *b, const struct licences *licences,
                              const struct detector **ret)
{
    const struct pool pool = {.kit = stet_build_kit(b), .build = b};
    const stet_data *data[LANGUAGES];
    struct detector *d = stet_build_alloc(b, sizeof *d);
    size_t n = 0;
    if (!d)
        return STET_E_NOMEM;
    for (size_t i = 0; i < LANGUAGES; i++) {
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
    for (size_t i = 0; i < LANGUAGES; i++)
        if (add_file(b, d, &pool, data[i], (int)i) != STET_OK)
            code = STET_E_CONFIG;
    *ret = d;
    return code;
}
