/* SPDX-License-Identifier: MIT */
/*
 * The data files of rules: one map with `sets` and `rules`. Each mistake is told at its
 * place; with `check_rules` the texts under `hit` and `miss` of each rule are tried.
 */
#include "furniture.h"

static const struct {
    const char *name;
    int take;
} takes[] = {{"origin", TAKE_ORIGIN},
             {"image_credits", TAKE_IMAGE_CREDIT},
             {"contributors", TAKE_CONTRIBUTORS},
             {"translators", TAKE_TRANSLATORS},
             {"copyright", TAKE_COPYRIGHT},
             {"licence", TAKE_LICENCE},
             {"corrections", TAKE_CORRECTION},
             {"updated", TAKE_UPDATED},
             {"embargo", TAKE_EMBARGO},
             {"print_edition", TAKE_PRINT},
             {"biography", TAKE_BIOGRAPHY},
             {"sponsor", TAKE_SPONSOR},
             {"series", TAKE_SERIES}};

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
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
    if (list->type != STET_DATA_LIST)
        return stet_problem_at(m->b, list, NULL, "a list of phrases is wanted");
    for (const stet_data *d = list->first; d; d = d->next) {
        stet_code code = is_scalar(d)
                             ? stet__furniture_add_phrase(m, d, rule, use)
                             : stet_problem_at(m->b, d, NULL, "a phrase is a text");
        if (code != STET_OK)
            return code;
    }
    return STET_OK;
}

static int use_of(stet_str key)
{
    static const char *const names[] = {"say", "start", "label", "hint", "not"};
    for (int i = 0; i < 5; i++)
        if (stet_str_is(key, names[i]))
            return i;
    return -1;
}

static stet_code read_field(struct maker *m, const stet_data *d, struct rule *rule)
{
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++)
        if (stet_str_is(d->text, takes[i].name)) {
            rule->field = (uint8_t)takes[i].take;
            return STET_OK;
        }
    return stet_problem_at(m->b, d, NULL, "no field that a rule can fill");
}

static stet_code read_flag(struct maker *m, const stet_data *d, uint8_t *ret)
{
    *ret = stet_str_is(d->text, "true");
    return *ret || stet_str_is(d->text, "false")
               ? STET_OK
               : stet_problem_at(m->b, d, NULL, "true or false is wanted");
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
        return stet_problem_at(
            m->b, d,
            "id, kind, about, zones, say, start, label, hint, not, field, "
            "role, wide, yields, carries_on, hit, miss",
            "no such part of a rule");
    return STET_OK;
}

static stet_code read_rule(struct maker *m, const stet_data *d, stet_str lang)
{
    if (d->type != STET_DATA_MAP)
        return stet_problem_at(m->b, d, NULL, "a rule is a map");
    struct rule *rule = &m->plan->rules[m->plan->rule_count++];
    const stet_data *kind = stet_data_get(d, "kind");
    rule->id = stet_data_get_text(d, "id");
    rule->lang = lang;
    rule->role = stet_cstr("");
    rule->zones = 1 << STET_ZONE_HEAD | 1 << STET_ZONE_TAIL;
    rule->kind = kind ? stet_build_kind(m->b, stet_data_text(kind)) : 0;
    if (!rule->id.n)
        return stet_problem_at(m->b, d, NULL, "a rule without an id");
    if (!rule->kind)
        return stet_problem_at(m->b, kind ? kind : d, NULL, "no such kind of notice");
    stet_code code = STET_OK;
    for (const stet_data *c = d->first; c; c = c->next) {
        stet_code one = read_member(m, c, rule);
        code = code == STET_OK ? one : code;
    }
    return code;
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

static stet_code read_file(struct maker *m, const stet_data *root)
{
    const stet_data *rules = stet_data_get(root, "rules");
    stet_str lang = stet_data_get_text(root, "language");
    if (!rules || rules->type != STET_DATA_LIST)
        return stet_problem_at(m->b, root, "sets, language, revised and rules",
                               "no list of rules");
    stet_code code = STET_OK;
    m->sets = stet_data_get(root, "sets");
    for (const stet_data *d = rules->first; d; d = d->next) {
        stet_code one = read_rule(m, d, lang);
        code = code == STET_OK ? one : code;
    }
    return code;
}

struct sizes {
    size_t rules, phrases, bytes, sets;
};

/* How much a file will need at most. */
static void measure(const stet_data *root, struct sizes *s)
{
    const stet_data *sets = stet_data_get(root, "sets");
    const stet_data *rules = stet_data_get(root, "rules");
    size_t largest = 0, used = 0;
    for (const stet_data *d = sets ? sets->first : NULL; d; d = d->next)
        largest = d->count > largest ? d->count : largest;
    for (const stet_data *r = rules ? rules->first : NULL; r; r = r->next) {
        s->rules++;
        for (const stet_data *c = r->type == STET_DATA_MAP ? r->first : NULL; c;
             c = c->next)
            for (const stet_data *p =
                     use_of(c->key) >= 0 && c->type == STET_DATA_LIST ? c->first : NULL;
                 p; p = p->next) {
                s->phrases++;
                s->bytes += p->text.n;
                for (size_t i = 0; i < p->text.n; i++)
                    used += p->text.p[i] == '{';
            }
    }
    s->sets += used * largest;
}

static stet_code make_room(struct maker *m, const struct sizes *s)
{
    struct plan *plan = m->plan;
    uint32_t slots = 1024;
    size_t words = s->bytes / 2 + s->phrases + 3 * s->sets + 16;
    if (s->rules > 20000 || s->phrases > 200000 || words > 4000000)
        return STET_E_LIMIT;
    while (slots < s->phrases * 8)
        slots *= 2;
    m->phrase_cap = (uint32_t)s->phrases;
    m->element_cap = m->alternative_cap = m->hash_cap = m->entry_cap = (uint32_t)words;
    plan->rules = stet_build_alloc(m->b, (s->rules + 1) * sizeof *plan->rules);
    plan->phrases = stet_build_alloc(m->b, (s->phrases + 1) * sizeof *plan->phrases);
    plan->elements = stet_build_alloc(m->b, words * sizeof *plan->elements);
    plan->alternatives = stet_build_alloc(m->b, words * sizeof *plan->alternatives);
    plan->hashes = stet_build_alloc(m->b, words * sizeof *plan->hashes);
    plan->entries = stet_build_alloc(m->b, words * sizeof *plan->entries);
    plan->slots = stet_build_alloc(m->b, slots * sizeof *plan->slots);
    plan->slot_mask = slots - 1;
    return plan->rules && plan->phrases && plan->elements && plan->alternatives &&
                   plan->hashes && plan->entries && plan->slots
               ? STET_OK
               : STET_E_NOMEM;
}

/* ---- the tests within the rules
 * ---------------------------------------------------------- */

static int says(const struct maker *m, const struct rule *rule, stet_str text,
                struct scratch *s)
{
    static const struct names nobody = {.count = 0};
    struct unit unit = {
        .text = text, .zone = STET_ZONE_TAIL, .bytes = (uint32_t)text.n};
    s->verdict.words = s->words;
    stet__furniture_judge(m->plan, stet_build_kit(m->b), &nobody, &unit, LOOK_EDGE,
                          &s->verdict);
    for (size_t i = 0; i < s->verdict.hit_count; i++) {
        const struct hit *hit = &s->verdict.hits[i];
        uint32_t number = m->plan->phrases[hit->phrase - 1].rule;
        if (hit->accepted && m->plan->rules[number].kind == rule->kind)
            return 1;
    }
    return 0;
}

static stet_code try_texts(const struct maker *m, const struct rule *rule,
                           const stet_data *list, int wanted, struct scratch *s)
{
    stet_code code = STET_OK;
    for (const stet_data *d = list ? list->first : NULL; d; d = d->next)
        if (says(m, rule, stet_data_text(d), s) != wanted)
            code = stet_problem_at(m->b, d, NULL, "the rule %.*s %s", (int)rule->id.n,
                                   rule->id.p,
                                   wanted ? "does not find this" : "finds this");
    return code;
}

static stet_code try_rules(const struct maker *m)
{
    stet_code code = STET_OK;
    struct scratch *s = stet_build_alloc(m->b, sizeof *s);
    if (!s)
        return STET_E_NOMEM;
    for (uint32_t i = 0; i < m->plan->rule_count; i++) {
        const struct rule *rule = &m->plan->rules[i];
        stet_code hits = try_texts(m, rule, rule->hit, 1, s);
        stet_code misses = try_texts(m, rule, rule->miss, 0, s);
        code = code != STET_OK ? code : hits != STET_OK ? hits : misses;
    }
    return code;
}

/* ---- all
 * -----------------------------------------------------------------------------------
 */

enum { FILES_MAX = 64 };

/* One chain of entries, moved to where it lies in one piece; answers its new head. */
static uint32_t lay_chain(const struct plan *plan, struct entry *to, uint32_t *at,
                          uint32_t head)
{
    uint32_t first = *at + 1;
    if (!head)
        return 0;
    for (; head; head = plan->entries[head - 1].next)
        to[(*at)++] = plan->entries[head - 1];
    for (uint32_t i = first; i < *at; i++)
        to[i - 1].next = i + 1;
    return first;
}

/* Chains in one piece are read twice as fast. */
static stet_code lay_entries(struct maker *m)
{
    struct plan *plan = m->plan;
    uint32_t at = 0;
    struct entry *to = stet_build_alloc(m->b, (plan->entry_count + 1) * sizeof *to);
    if (!to)
        return STET_E_NOMEM;
    for (uint32_t i = 0; i <= plan->slot_mask; i++)
        plan->slots[i] = lay_chain(plan, to, &at, plan->slots[i]);
    plan->special = lay_chain(plan, to, &at, plan->special);
    plan->entries = to;
    return STET_OK;
}

static void learn_particles(const struct maker *m)
{
    stet_str list =
        stet_cstr("de la van von der del du di da dos el al le bin zu ter af y");
    struct word words[PARTICLES];
    size_t n = stet__furniture_words(stet_build_kit(m->b), list, words, PARTICLES);
    for (size_t i = 0; i < n; i++)
        m->plan->particles[i] = words[i].hash;
}

stet_code stet__furniture_load(stet_build *b, const void *config, void **ret_plan)
{
    static const char *const shipped[][2] = {
        {"en", "en.yaml"}, {"de", "de.yaml"}, {"fr", "fr.yaml"}, {"es", "es.yaml"}};
    const struct config *c = config;
    const stet_data *files[FILES_MAX];
    size_t count = 0;
    struct maker m = {.b = b};
    struct sizes sizes = {0, 0, 0, 0};
    stet_code code = STET_OK;
    m.plan = stet_build_alloc(b, sizeof *m.plan);
    if (!m.plan)
        return STET_E_NOMEM;
    m.plan->config = c;
    learn_particles(&m);
    const stet_str *own = c->rules.items;
    for (size_t i = 0; i < 4 + c->rules.n && count < FILES_MAX; i++) {
        if (i < 4 && !wants(c, stet_cstr(shipped[i][0])))
            continue;
        stet_str path = i < 4 ? stet_build_data_file(b, shipped[i][1]) : own[i - 4];
        if (!(files[count] = stet_build_load(b, path, 0)))
            return STET_E_CONFIG;
        measure(files[count++], &sizes);
    }
    if ((code = make_room(&m, &sizes)) != STET_OK)
        return code;
    for (size_t i = 0; i < count; i++) {
        stet_code one = read_file(&m, files[i]);
        code = code == STET_OK ? one : code;
    }
    if (code == STET_OK)
        code = lay_entries(&m);
    if (code == STET_OK && c->check_rules)
        code = try_rules(&m);
    if (code == STET_OK)
        *ret_plan = m.plan;
    return code;
}
