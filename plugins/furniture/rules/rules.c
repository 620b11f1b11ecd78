/* SPDX-License-Identifier: MIT */
/*
 * The data files of rules: one map with `sets`, `common` and `rules`. Each mistake is
 * told at its place, with what was meant where that can be guessed.
 */
#include "rules.h"

/* In the order of enum take. */
static const char *const take_names[] = {
    "none",          "origin",    "image_credits", "contributors", "translators",
    "copyright",     "licence",   "corrections",   "updated",      "embargo",
    "print_edition", "biography", "sponsor",       "series",       NULL};

static const char *const members[] = {
    "id",     "kind",       "about",   "zones", "say",   "start", "label",
    "hint",   "not",        "links",   "cue",   "field", "role",  "wide",
    "yields", "carries_on", "several", "hit",   "miss",  NULL};

static const char *suggest(const struct maker *m, stet_str name,
                           const char *const *names)
{
    const char *near = stet_build_suggest(m->b, name, names);
    return near ? near : NULL;
}

static int is_one_of(stet_str text, const char *const *names)
{
    while (*names && !stet_str_is(text, *names))
        names++;
    return *names != NULL;
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

/* ---- texts: a list of scalars, or one text a line in a block
 * -------------------------------------- */

struct texts stet__furniture_texts(const stet_data *d)
{
    struct texts t = {.item = NULL, .at = 0};
    t.block = d && d->type != STET_DATA_LIST ? d->text : stet_cstr("");
    if (d && d->type == STET_DATA_LIST)
        t.item = d->first;
    else if (d)
        t.line = *d;
    t.many = memchr(t.block.p, '\n', t.block.n) != NULL;
    if (t.many) { /* they begin below the key */
        t.line.line = t.line.key_line;
        t.line.column = t.line.key_column + 2;
    }
    return t;
}

const stet_data *stet__furniture_next_text(struct texts *t)
{
    const stet_data *item = t->item;
    if (item) {
        t->item = item->next;
        return item;
    }
    while (t->at < t->block.n) {
        const char *from = t->block.p + t->at;
        const char *end = memchr(from, '\n', t->block.n - t->at);
        size_t n = end ? (size_t)(end - from) : t->block.n - t->at;
        t->at += n + 1;
        t->line.line += t->many;
        t->line.text = stet_strn(from, n);
        t->line.len = (uint32_t)n;
        if (n)
            return &t->line;
    }
    return NULL;
}

/* ---- one rule
 * ------------------------------------------------------------------------ */

static stet_code read_zones(struct maker *m, const stet_data *d, struct rule *rule)
{
    static const char *const names[] = {"", "head", "body", "tail"};
    rule->zones = 0;
    for (const stet_data *z = d->first; z; z = z->next) {
        int found = 0;
        for (int i = 1; i < 4; i++)
            if (stet_str_is(z->text, names[i])) {
                rule->zones |= (uint8_t)(1 << i);
                found = 1;
            }
        if (!found)
            return stet_problem_at(m->b, z, "head, body or tail", "no such zone");
    }
    return STET_OK;
}

static stet_code read_phrases(struct maker *m, const stet_data *list, uint32_t rule,
                              int use)
{
    struct texts texts = stet__furniture_texts(list);
    stet_code code = STET_OK;
    if (list->type == STET_DATA_MAP)
        return stet_problem_at(m->b, list, "a list, or one phrase a line behind `|`",
                               "phrases are wanted");
    for (const stet_data *d; (d = stet__furniture_next_text(&texts)) != NULL;) {
        stet_code one = is_scalar(d)
                            ? stet__furniture_add_phrase(m, d, rule, use)
                            : stet_problem_at(m->b, d, NULL, "a phrase is a text");
        code = code == STET_OK ? one : code;
    }
    return code;
}

static int use_of(stet_str key)
{
    static const char *const names[] = {"say", "start", "label", "hint", "not", "cue"};
    for (int i = 0; i < 6; i++)
        if (stet_str_is(key, names[i]))
            return i;
    return -1;
}

static stet_code read_field(struct maker *m, const stet_data *d, struct rule *rule)
{
    for (size_t i = 0; take_names[i]; i++)
        if (stet_str_is(d->text, take_names[i])) {
            rule->field = (uint8_t)i;
            return STET_OK;
        }
    return stet_problem_at(m->b, d, suggest(m, d->text, take_names),
                           "no field that a rule can fill");
}

static stet_code read_flag(struct maker *m, const stet_data *d, uint8_t *ret)
{
    *ret = stet_str_is(d->text, "true");
    return *ret || stet_str_is(d->text, "false")
               ? STET_OK
               : stet_problem_at(m->b, d, NULL, "true or false is wanted");
}

static stet_code read_over(struct maker *m, const stet_data *list, struct rule *rule)
{
    struct texts texts = stet__furniture_texts(list);
    for (const stet_data *d; (d = stet__furniture_next_text(&texts)) != NULL;) {
        stet_kind kind = stet_build_kind(m->b, stet_data_text(d));
        if (kind < STET_NOTICE_OTHER || kind >= STET_NOTICE_OTHER + 128)
            return stet_problem_at(m->b, d, NULL, "no such kind of notice");
        rule->over[(kind - STET_NOTICE_OTHER) / 64] |=
            (uint64_t)1 << ((kind - STET_NOTICE_OTHER) % 64);
    }
    return STET_OK;
}

/* Parts of addresses: a link that holds one says the kind. */
static stet_code read_links(struct maker *m, const stet_data *list, uint32_t rule)
{
    struct texts texts = stet__furniture_texts(list);
    struct plan *plan = m->plan;
    for (const stet_data *d; (d = stet__furniture_next_text(&texts)) != NULL;) {
        if (stet_data_text(d).n < 4)
            return stet_problem_at(m->b, d, NULL,
                                   "four bytes of an address are wanted at least");
        if (!stet__furniture_room(m, &plan->addresses, &m->address_cap,
                                  plan->address_count + 1, sizeof *plan->addresses) ||
            !stet__furniture_new_phrase(m))
            return stet_problem_at(m->b, d, NULL, "more links than there is room for");
        plan->phrases[plan->phrase_count - 1] = (struct phrase){
            .rule = rule, .first = plan->element_count, .use = USE_LINK};
        plan->addresses[plan->address_count++] =
            (struct address){stet_data_text(d), plan->phrase_count - 1, 0};
    }
    return STET_OK;
}

static stet_code read_member(struct maker *m, const stet_data *d, struct rule *rule)
{
    uint32_t number = (uint32_t)(rule - m->plan->rules);
    int use = use_of(d->key);
    if (use >= 0)
        return read_phrases(m, d, number, use);
    if (stet_str_is(d->key, "zones"))
        return read_zones(m, d, rule);
    if (stet_str_is(d->key, "field"))
        return read_field(m, d, rule);
    if (stet_str_is(d->key, "over"))
        return read_over(m, d, rule);
    if (stet_str_is(d->key, "links"))
        return read_links(m, d, number);
    if (stet_str_is(d->key, "several"))
        return read_flag(m, d, &rule->several);
    if (stet_str_is(d->key, "wide"))
        return read_flag(m, d, &rule->wide);
    if (stet_str_is(d->key, "yields"))
        return read_flag(m, d, &rule->yields);
    if (stet_str_is(d->key, "carries_on"))
        return read_flag(m, d, &rule->carries_on);
    if (stet_str_is(d->key, "role"))
        rule->role = d->text;
    else if (stet_str_is(d->key, "hit"))
        rule->hit = d;
    else if (stet_str_is(d->key, "miss"))
        rule->miss = d;
    else if (!stet_str_is(d->key, "id") && !stet_str_is(d->key, "kind") &&
             !stet_str_is(d->key, "about"))
        return stet_problem_at(m->b, d, suggest(m, d->key, members),
                               "no such part of a rule");
    return STET_OK;
}

static int may_stand_aside(stet_kind kind)
{
    return kind == STET_PROVENANCE || kind == STET_PERMISSION ||
           kind == STET_NOTICE_LICENCE || kind == STET_TRANSLATION_CREDIT;
}

static stet_code add_guess(struct maker *m, struct rule *rule)
{
    struct plan *plan = m->plan;
    struct phrase *p = stet__furniture_new_phrase(m);
    if (!p)
        return STET_E_LIMIT;
    rule->guess = plan->phrase_count - 1;
    *p = (struct phrase){.rule = (uint32_t)(rule - plan->rules),
                         .first = plan->element_count,
                         .use = USE_CUE};
    return STET_OK;
}

static stet_code read_rule(struct maker *m, const stet_data *d, stet_str lang)
{
    if (d->type != STET_DATA_MAP)
        return stet_problem_at(m->b, d, NULL, "a rule is a map");
    struct plan *plan = m->plan;
    if (!stet__furniture_room(m, &plan->rules, &m->rule_cap, plan->rule_count + 1,
                              sizeof *plan->rules))
        return STET_E_NOMEM;
    struct rule *rule = &plan->rules[plan->rule_count++];
    const stet_data *kind = stet_data_get(d, "kind");
    rule->id = stet_data_get_text(d, "id");
    rule->lang = lang;
    rule->file = m->file;
    rule->tongue = m->tongue;
    rule->role = stet_cstr("");
    rule->zones = 1 << STET_ZONE_HEAD | 1 << STET_ZONE_TAIL;
    rule->kind = kind ? stet_build_kind(m->b, stet_data_text(kind)) : 0;
    if (!rule->id.n)
        return stet_problem_at(m->b, d, NULL, "a rule without an id");
    if (!rule->kind)
        return stet_problem_at(m->b, kind ? kind : d, NULL, "no such kind of notice");
    rule->aside = (uint8_t)may_stand_aside(rule->kind);
    stet_code code = STET_OK;
    for (const stet_data *c = d->first; c; c = c->next) {
        stet_code one = read_member(m, c, rule);
        code = code == STET_OK ? one : code;
    }
    return code == STET_OK ? add_guess(m, rule) : code;
}

/* ---- files
 * ----------------------------------------------------------------------------- */

static int wants(const struct config *c, stet_str lang)
{
    const stet_str *names = c->languages.items;
    for (size_t i = 0; i < c->languages.n; i++)
        if (stet_str_eq(names[i], lang))
            return 1;
    return !c->languages.n;
}

/* Words with a property: see struct term. */
static const char *const word_lists[] = {"common", "speech", "address"};

static void mark_word(struct term *term, size_t list, int big, uint8_t tongue)
{
    uint8_t *const masks[] = {&term->common, &term->speech, &term->address};
    *(list == 2 && big ? &term->formal : masks[list]) |= tongue;
}

/* The bit of a language; those beyond the seventh share the last one. */
static uint8_t tongue_of(struct maker *m, stet_str lang)
{
    size_t i = 0;
    while (i < 7 && m->tongues[i].p && !stet_str_eq(m->tongues[i], lang))
        i++;
    m->tongues[i] = lang;
    return (uint8_t)(1 << i);
}

static stet_code read_words(struct maker *m, const stet_data *list, size_t number)
{
    struct texts texts = stet__furniture_texts(list);
    for (const stet_data *d; (d = stet__furniture_next_text(&texts)) != NULL;) {
        struct word words[64];
        size_t n =
            stet__furniture_words(stet_build_kit(m->b), stet_data_text(d), words, 64);
        for (size_t i = 0; i < n; i++) {
            uint32_t term = stet__furniture_add_term(m, words[i].hash);
            if (!term)
                return stet_problem_at(m->b, d, NULL,
                                       "more words than there is room for");
            mark_word(&m->plan->terms[term], number, words[i].flags & WORD_BIG,
                      m->tongue);
        }
    }
    return STET_OK;
}

static uint64_t spoken_in(uint8_t tongue)
{
    return (uint64_t)1 << 8 * __builtin_ctz(tongue);
}

/* The words that text in any of the languages holds most: of ten thousand words the one
 * at rank n is some thousand by n. */
static stet_code read_frequent(struct maker *m, const stet_data *root)
{
    enum { FIRST = 1000, LEAST = 3 };
    const stet_data *languages = root ? stet_data_get(root, "frequent") : NULL;
    for (const stet_data *d = languages ? languages->first : NULL; d; d = d->next) {
        struct word words[64];
        uint32_t rank = 1;
        uint64_t spoken = spoken_in(tongue_of(m, d->key));
        struct texts texts = stet__furniture_texts(d);
        for (const stet_data *line; (line = stet__furniture_next_text(&texts));) {
            size_t n = stet__furniture_words(stet_build_kit(m->b), stet_data_text(line),
                                             words, 64);
            for (size_t i = 0; i < n; i++, rank++) {
                uint32_t number = stet__furniture_add_term(m, words[i].hash);
                struct term *term = &m->plan->terms[number];
                uint32_t often = FIRST / rank > LEAST ? FIRST / rank : LEAST;
                term->spoken |= spoken;
                if (term->frequent < often)
                    term->frequent = (uint16_t)often;
            }
        }
    }
    return STET_OK;
}

static stet_code read_file(struct maker *m, const stet_data *root)
{
    const stet_data *rules = stet_data_get(root, "rules");
    stet_str lang = stet_data_get_text(root, "language");
    static const char *const parts[] = {"revised", "language", "about",
                                        "sets",    "common",   "speech",
                                        "address", "rules",    NULL};
    if (!rules || rules->type != STET_DATA_LIST)
        return stet_problem_at(m->b, root, "sets, language, revised and rules",
                               "no list of rules");
    stet_code code = STET_OK;
    m->tongue = tongue_of(m, lang);
    for (size_t i = 0; i < 3 && code == STET_OK; i++)
        code = read_words(m, stet_data_get(root, word_lists[i]), i);
    for (const stet_data *d = root->first; d; d = d->next)
        if (!is_one_of(d->key, parts))
            code = stet_problem_at(m->b, d, suggest(m, d->key, parts),
                                   "no such part of a file of rules");
    m->sets = stet_data_get(root, "sets");
    for (const stet_data *d = rules->first; d; d = d->next) {
        stet_code one = read_rule(m, d, lang);
        code = code == STET_OK ? one : code;
    }
    return code;
}

/* ---- room: what is read grows, the former place stays behind in the arena
 * ------------------------------------------------------------------------- */

enum { MOST = 8000000, ROOM_FIRST = 256 };

int stet__furniture_room(struct maker *m, void *items, uint32_t *cap, size_t need,
                         size_t each)
{
    size_t grown = *cap ? *cap : ROOM_FIRST;
    if (need <= *cap)
        return 1;
    while (grown < need)
        grown *= 2;
    void **at = items,
         *more = grown > MOST ? NULL : stet_build_alloc(m->b, grown * each);
    if (!more)
        return 0;
    if (*cap)
        memcpy(more, *at, *cap * each);
    *at = more;
    *cap = (uint32_t)grown;
    return 1;
}

/* ---- all
 * -----------------------------------------------------------------------------------
 */

enum { FILES_MAX = 64 };

const char *const stet__furniture_files[LANGUAGES + 3][2] = {
    {"en", "en.yaml"},  {"de", "de.yaml"},    {"fr", "fr.yaml"}, {"es", "es.yaml"},
    {"", "words.yaml"}, {"", "weights.yaml"}, {NULL, NULL}};

static void learn_particles(const struct maker *m)
{
    stet_str list =
        stet_cstr("de la van von der del du di da dos el al le bin zu ter af y");
    struct word words[PARTICLES];
    size_t n = stet__furniture_words(stet_build_kit(m->b), list, words, PARTICLES);
    for (size_t i = 0; i < n; i++)
        m->plan->particles[i] = words[i].hash;
}

/* The files that come with it in the languages that are wanted, from `first` on, and
 * those of the user. */
static stet_code open_files(stet_build *b, const struct config *c, size_t first,
                            const stet_data **files, size_t *ret_count)
{
    const char *const(*shipped)[2] = stet__furniture_files;
    const stet_str *own = c->rules.items;
    size_t count = 0;
    for (size_t i = first; i < LANGUAGES + c->rules.n && count < FILES_MAX; i++) {
        if (i < LANGUAGES && !wants(c, stet_cstr(shipped[i][0])))
            continue;
        stet_str path =
            i < LANGUAGES ? stet_build_data_file(b, shipped[i][1]) : own[i - LANGUAGES];
        if (!(files[count++] = stet_build_load(b, path, 0)))
            return STET_E_CONFIG;
    }
    *ret_count = count;
    return STET_OK;
}

/* An empty plan with the words that text holds most, and what words speak of. */
static stet_code begin_plan(struct maker *m, const struct config *c)
{
    stet_str path = stet_build_data_file(m->b, stet__furniture_files[LANGUAGES][1]);
    const stet_data *frequent = stet_build_load(m->b, path, 0);
    if (!frequent)
        return STET_E_CONFIG;
    if (!(m->plan = stet_build_alloc(m->b, sizeof *m->plan)))
        return STET_E_NOMEM;
    m->plan->config = c;
    learn_particles(m);
    stet_code code = stet__furniture_first_terms(m);
    if (code == STET_OK)
        code = read_frequent(m, frequent);
    path = stet_build_data_file(m->b, stet__furniture_files[LANGUAGES + 1][1]);
    return code == STET_OK ? stet__furniture_read_weights(m->b, path, m->plan) : code;
}

stet_code stet__furniture_read(struct maker *m, const struct config *c)
{
    const stet_data *files[FILES_MAX];
    size_t count = 0, first = 0;
    stet_code code = stet__furniture_shipped(m->b, c, &m->plan);
    if (code == STET_OK && !c->rules.n)
        return STET_OK;
    if (code == STET_OK) {
        first = LANGUAGES;
        code = stet__furniture_unfold(m);
    } else if (code == STET_SKIP) {
        code = STET_OK;
    }
    if (code == STET_OK)
        code = open_files(m->b, c, first, files, &count);
    if (code == STET_OK && !first)
        code = begin_plan(m, c);
    if (code != STET_OK)
        return code;
    for (size_t i = 0; i < count; i++) {
        m->file = (uint8_t)(first + i);
        stet_code one = read_file(m, files[i]);
        code = code == STET_OK ? one : code;
    }
    return code == STET_OK ? stet__furniture_index(m) : code;
}
