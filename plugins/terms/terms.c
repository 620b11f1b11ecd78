/* SPDX-License-Identifier: MIT */
/*
 * terms - finds words and phrases from lists in the folded text of the article.
 *
 *   - use: terms
 *     with:
 *       lists: [lists/house.txt, lists/slurs.yaml]
 *       terms:
 *         - { term: "fake news", category: style, severity: low, effect: label,
 *             suggestion: "say what is false", exceptions: ["the fake news law"] }
 *       words: [darn, heck]
 *       exceptions: [heck of a]
 *       category: house        # of terms that name none; so severity, effect, part
 *       part: word             # or prefix, anywhere
 *       zones: [head, body, tail]
 *       fields: [headline, standfirst]
 *       max_findings: 100
 *
 * Each occurrence is a finding terms/term with its place, the words as they stand, and
 * the suggestion. A hit that lies within an exception does not count.
 */
#include <stdlib.h>

#include "terms.h"

struct inline_term {
    stet_str term, category, suggestion, policy;
    int32_t severity, effect, part; /* number + 1; 0: as the step says */
    stet_list exceptions;
};

struct terms_config {
    stet_list lists, terms, words, exceptions, zones, fields;
    stet_str category, policy;
    int32_t severity, effect, part;
    int64_t max_findings;
};

struct terms_plan {
    const struct terms_config *config;
    struct dictionary dictionary;
    uint32_t zones;
    stet_kind *fields;
    size_t field_count;
};

struct terms_scratch {
    struct term_hits hits;
};

enum { HITS_MAX = 65536 };

/* ---- options ---------------------------------------------------------------- */
static const stet_enum severities[] = {
    {"info", STET_INFO + 1, NULL},         {"low", STET_LOW + 1, NULL},
    {"medium", STET_MEDIUM + 1, NULL},     {"high", STET_HIGH + 1, NULL},
    {"critical", STET_CRITICAL + 1, NULL}, {NULL, 0, NULL}};

static const stet_enum effects[] = {
    {"observe", STET_OBSERVE + 1, "told, nothing more"},
    {"label", STET_LABEL + 1, "the article is labelled"},
    {"review", STET_REVIEW + 1, "a person looks at it"},
    {"reject", STET_REJECT + 1, "the article is refused"},
    {NULL, 0, NULL}};

static const stet_enum parts[] = {{"word", PART_WORD, "whole words"},
                                  {"prefix", PART_PREFIX, "the beginning of words"},
                                  {"anywhere", PART_ANYWHERE, "within words too"},
                                  {NULL, 0, NULL}};

static const stet_option term_fields[] = {
    STET_STRING(struct inline_term, term, .flags = STET_OPT_REQUIRED, .min = 1,
                .max = 1000, .help = "The word or phrase."),
    STET_STRING(struct inline_term, category, .help = "Category of its findings."),
    STET_CHOICE(struct inline_term, severity, severities, .help = "How grave it is."),
    STET_CHOICE(struct inline_term, effect, effects, .help = "What a finding does."),
    STET_CHOICE(struct inline_term, part, parts, .help = "What counts as found."),
    STET_STRING(struct inline_term, suggestion, .help = "What to write instead."),
    STET_STRING(struct inline_term, policy, .help = "Clause that it falls under."),
    STET_LIST_OF(struct inline_term, exceptions, STET_TYPE_STRING,
                 .help = "Phrases within which it does not count."),
    STET_OPTION_END};

static const stet_option options[] = {
    STET_LIST_OF(struct terms_config, lists, STET_TYPE_PATH,
                 .help = "Files of terms: YAML, or one term a line.",
                 .example = "[lists/house.txt]"),
    STET_LIST_OF(
        struct terms_config, terms, STET_TYPE_OBJECT, .fields = term_fields,
        .item_size = sizeof(struct inline_term), .help = "Terms with what they are.",
        .example = "[{ term: \"fake news\", suggestion: \"say what is false\" }]"),
    STET_LIST_OF(struct terms_config, words, STET_TYPE_STRING,
                 .help = "Terms that are as the step says.", .example = "[darn, heck]"),
    STET_LIST_OF(struct terms_config, exceptions, STET_TYPE_STRING,
                 .help = "Phrases within which nothing counts."),
    STET_STRING(struct terms_config, category, .def = "terms",
                .help = "Category of terms that name none."),
    STET_STRING(struct terms_config, policy, .help = "Policy of terms that name none."),
    STET_CHOICE(struct terms_config, severity, severities, .def = "medium",
                .help = "Severity of terms that name none."),
    STET_CHOICE(struct terms_config, effect, effects, .def = "review",
                .help = "Effect of terms that name none."),
    STET_CHOICE(struct terms_config, part, parts, .def = "word",
                .help = "What counts as found, for terms that do not say."),
    STET_ZONES(struct terms_config, zones, .def = "[head, body, tail]",
               .help = "Which zones are looked through."),
    STET_LIST_OF(struct terms_config, fields, STET_TYPE_STRING,
                 .def = "[headline, standfirst]",
                 .help = "Fields that are looked through besides the blocks."),
    STET_INT(struct terms_config, max_findings, 1, 10000, .def = "100",
             .help = "Findings of one article; more are counted, not listed."),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .id = "term",
     .category = "terms",
     .summary = "A listed word or phrase stands in the article.",
     .help = "The finding carries category, severity and effect of the list."},
    {.size = sizeof(stet_rule),
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .id = "more",
     .category = "terms",
     .summary = "There are more occurrences than max_findings."},
    {.size = sizeof(stet_rule)}};

/* ---- compile ---------------------------------------------------------------- */
static struct term_class step_class(const struct terms_config *c)
{
    return (struct term_class){.category = c->category,
                               .suggestion = {"", 0},
                               .policy = c->policy,
                               .severity = c->severity - 1,
                               .effect = c->effect - 1,
                               .part = c->part};
}

static stet_code add(struct term_lists *l, stet_str text,
                     const struct term_class *class, uint32_t flags, const char *option,
                     int64_t index)
{
    int64_t number = stet__terms_add_class(l->dictionary, class);
    if (number < 0)
        return STET_E_NOMEM;
    stet_code code = stet__terms_add(l->dictionary, stet_build_kit(l->build), text,
                                     (uint32_t)number, flags);
    return code == STET_E_RANGE
               ? stet_problem(l->build, option, index, NULL,
                              "wanted a word or phrase of at most 1000 bytes")
               : code;
}

static stet_code add_inline(struct term_lists *l, const struct inline_term *t,
                            int64_t index)
{
    struct term_class class = l->defaults;
    if (t->category.n)
        class.category = t->category;
    if (t->policy.n)
        class.policy = t->policy;
    class.suggestion = t->suggestion;
    if (t->severity)
        class.severity = t->severity - 1;
    if (t->effect)
        class.effect = t->effect - 1;
    if (t->part)
        class.part = t->part;
    stet_code code = add(l, t->term, &class, 0, "terms", index);
    class.part = PART_WORD;
    for (size_t i = 0; i < t->exceptions.n && code == STET_OK; i++)
        code = add(l, ((const stet_str *)t->exceptions.items)[i], &class,
                   TERM_EXCEPTION, "terms", index);
    return code;
}

static stet_code add_strings(struct term_lists *l, const stet_list *list,
                             const struct term_class *class, uint32_t flags,
                             const char *option)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < list->n && code == STET_OK; i++)
        code = add(l, ((const stet_str *)list->items)[i], class, flags, option,
                   (int64_t)i);
    return code;
}

static stet_code add_all(struct term_lists *l, const struct terms_config *c)
{
    struct term_class whole = l->defaults;
    stet_code worst = STET_OK;
    whole.part = PART_WORD;
    for (size_t i = 0; i < c->lists.n; i++) {
        stet_code code =
            stet__terms_read_list(l, ((const stet_str *)c->lists.items)[i], (int64_t)i);
        worst = code == STET_OK ? worst : code;
    }
    for (size_t i = 0; i < c->terms.n; i++) {
        stet_code code =
            add_inline(l, (const struct inline_term *)c->terms.items + i, (int64_t)i);
        worst = code == STET_OK ? worst : code;
    }
    stet_code words = add_strings(l, &c->words, &l->defaults, 0, "words");
    stet_code except =
        add_strings(l, &c->exceptions, &whole, TERM_EXCEPTION, "exceptions");
    return worst != STET_OK ? worst : words != STET_OK ? words : except;
}

static stet_code find_fields(stet_build *b, const struct terms_config *c,
                             struct terms_plan *plan)
{
    plan->fields = stet_build_alloc(b, (c->fields.n + 1) * sizeof *plan->fields);
    if (!plan->fields)
        return STET_E_NOMEM;
    for (size_t i = 0; i < c->fields.n; i++) {
        stet_str name = ((const stet_str *)c->fields.items)[i];
        stet_kind kind = stet_build_kind(b, name);
        if (!kind)
            return stet_problem(b, "fields", (int64_t)i, NULL, "'%.*s' is no field",
                                (int)name.n, name.p);
        plan->fields[plan->field_count++] = kind;
    }
    return STET_OK;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct terms_config *c = config;
    struct terms_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->zones = stet_zone_bits(c->zones);
    stet__terms_init(&plan->dictionary);
    struct term_lists lists = {
        .build = b, .dictionary = &plan->dictionary, .defaults = step_class(c)};
    stet_code code = add_all(&lists, c);
    if (code == STET_OK)
        code = find_fields(b, c, plan);
    if (code == STET_OK && !plan->dictionary.term_count)
        code = stet_problem(b, "lists", -1, "give lists, terms or words",
                            "there is no term to look for");
    if (code == STET_OK)
        code = stet__terms_build(&plan->dictionary, stet_build_kit(b));
    if (code != STET_OK) {
        stet__terms_done(&plan->dictionary);
        return code;
    }
    *ret_plan = plan;
    return STET_OK;
}

static void destroy(void *plan)
{
    if (plan)
        stet__terms_done(&((struct terms_plan *)plan)->dictionary);
}

static stet_code open_scratch(const void *plan, void **ret_scratch)
{
    struct terms_scratch *s = calloc(1, sizeof *s);
    (void)plan;
    if (!s)
        return STET_E_NOMEM;
    s->hits.max = HITS_MAX;
    *ret_scratch = s;
    return STET_OK;
}

static void close_scratch(void *scratch)
{
    struct terms_scratch *s = scratch;
    if (s)
        free(s->hits.items);
    free(s);
}

/* ---- hits ------------------------------------------------------------------- */
static int compare_hits(const void *x, const void *y)
{
    const struct term_hit *p = x, *q = y;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    if (p->to != q->to)
        return p->to > q->to ? -1 : 1;
    return p->term < q->term ? -1 : p->term > q->term;
}

/* Sort the hits, and drop the exceptions with all that lies within them. */
static void keep_counting(const struct dictionary *d, struct term_hits *hits)
{
    size_t kept = 0;
    uint32_t covered = 0, place = UINT32_MAX; /* an exception reaches this far */
    qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
    for (size_t i = 0; i < hits->count; i++) {
        struct term_hit h = hits->items[i];
        /* an exception of the same place may come behind the hit */
        for (size_t k = i;
             h.from != place && k < hits->count && hits->items[k].from == h.from; k++)
            if ((d->terms[hits->items[k].term].flags & TERM_EXCEPTION) &&
                hits->items[k].to > covered)
                covered = hits->items[k].to;
        place = h.from;
        if (!(d->terms[h.term].flags & TERM_EXCEPTION) && h.to > covered)
            hits->items[kept++] = h;
    }
    hits->count = kept;
}

static stet_code scan(const struct terms_plan *plan, struct terms_scratch *s,
                      const stet_kit *kit, stet_str text)
{
    s->hits.count = 0;
    stet_code code = stet__terms_scan(&plan->dictionary, kit, text, &s->hits);
    if (code == STET_E_LIMIT)
        code = STET_OK; /* more than anybody reads */
    if (code == STET_OK && s->hits.count)
        keep_counting(&plan->dictionary, &s->hits);
    return code;
}

/* ---- findings --------------------------------------------------------------- */
struct place {
    stet_node node;
    size_t from, to;
    stet_str evidence;
};

static stet_code report(stet_article *a, const struct terms_plan *plan, uint32_t term,
                        const struct place *place)
{
    const struct term_class *class =
        &plan->dictionary.classes[plan->dictionary.terms[term].class];
    stet_out message = stet_out_in_article(a, 128, 8192);
    stet_puts(&message, "\"");
    stet_put_str(&message, place->evidence);
    stet_puts(&message, "\" is listed");
    if (class->category.n) {
        stet_puts(&message, " as ");
        stet_put_str(&message, class->category);
    }
    stet_finding f = {.size = sizeof f,
                      .severity = class->severity,
                      .effect = class->effect,
                      .confidence = 1,
                      .rule = "term",
                      .node = place->node,
                      .from = place->from,
                      .to = place->to,
                      .message = stet_out_text(&message),
                      .suggestion = class->suggestion,
                      .evidence = place->evidence,
                      .category = class->category,
                      .policy = class->policy,
                      .status = stet_cstr("")};
    return stet_finding_add(a, &f);
}

static stet_code report_block_hit(stet_article *a, const struct terms_plan *plan,
                                  const stet_view *view, const struct term_hit *hit)
{
    stet_range range;
    stet_code code = stet_view_locate(a, view, hit->from, hit->to - hit->from, &range);
    if (code != STET_OK)
        return code;
    stet_str content = stet_content(a, range.block);
    struct place place = {.node = range.block, .from = range.from, .to = range.to};
    if (range.to <= content.n && range.from < range.to)
        place.evidence = stet_strn(content.p + range.from, range.to - range.from);
    else
        place.evidence = stet_strn(view->text.p + hit->from, hit->to - hit->from);
    return report(a, plan, hit->term, &place);
}

/* Does a block say the same as the field? Then its hits were found there. */
static int stands_in_blocks(stet_article *a, uint32_t zones, stet_str text)
{
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n))
        if ((zones >> stet_zone_of(a, n) & 1) && stet_str_eq(stet_content(a, n), text))
            return 1;
    return 0;
}

static int is_ascii(stet_str s)
{
    unsigned char all = 0;
    for (size_t i = 0; i < s.n; i++)
        all |= (unsigned char)s.p[i];
    return all < 0x80;
}

static stet_code report_field_hit(stet_article *a, const struct terms_plan *plan,
                                  stet_node field, stet_str folded,
                                  const struct term_hit *hit)
{
    stet_str text = stet_text(a, field);
    struct place place = {.node = field};
    if (is_ascii(text)) { /* then folding moves nothing */
        place.from = hit->from;
        place.to = hit->to;
        place.evidence = stet_strn(text.p + hit->from, hit->to - hit->from);
    } else {
        place.evidence = stet_strn(folded.p + hit->from, hit->to - hit->from);
    }
    return report(a, plan, hit->term, &place);
}

/* ---- process ---------------------------------------------------------------- */
struct looking {
    stet_article *a;
    const struct terms_plan *plan;
    struct terms_scratch *scratch;
    int64_t found; /* so far, listed or not */
};

static int is_listed(struct looking *l)
{
    return ++l->found <= l->plan->config->max_findings;
}

static stet_code look_at_blocks(struct looking *l)
{
    const stet_view *view = stet_view_get(l->a, STET_LAYER_FOLD, l->plan->zones);
    if (!view)
        return STET_FAILED;
    stet_code code = scan(l->plan, l->scratch, stet_kit_of(l->a), view->text);
    for (size_t i = 0; i < l->scratch->hits.count && code == STET_OK; i++)
        if (is_listed(l))
            code = report_block_hit(l->a, l->plan, view, &l->scratch->hits.items[i]);
    return code;
}

static stet_code look_at_field(struct looking *l, stet_kind kind)
{
    stet_node field = stet_field(l->a, kind);
    stet_str text = stet_text(l->a, field);
    if (!text.n)
        return STET_OK;
    stet_out out = stet_out_in_article(l->a, text.n + 64, 20 * text.n + 64);
    stet_kit_of(l->a)->fold(&out, text, 1);
    stet_putc(&out, '\0'); /* the scanner reads one byte beyond */
    if (out.failed)
        return out.failed;
    stet_str folded = stet_strn(out.data, out.len - 1);
    stet_code code = scan(l->plan, l->scratch, stet_kit_of(l->a), folded);
    if (!l->scratch->hits.count || stands_in_blocks(l->a, l->plan->zones, text))
        return code;
    for (size_t i = 0; i < l->scratch->hits.count && code == STET_OK; i++)
        if (is_listed(l))
            code = report_field_hit(l->a, l->plan, field, folded,
                                    &l->scratch->hits.items[i]);
    return code;
}

static stet_code report_more(struct looking *l)
{
    int64_t more = l->found - l->plan->config->max_findings;
    if (more <= 0)
        return STET_OK;
    stet_out message = stet_out_in_article(l->a, 64, 256);
    stet_put_int(&message, more);
    stet_puts(&message, " more occurrences are not listed");
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = "more",
                      .message = stet_out_text(&message),
                      .suggestion = stet_cstr(""),
                      .evidence = stet_cstr(""),
                      .category = stet_cstr(""),
                      .policy = stet_cstr(""),
                      .status = stet_cstr("")};
    return stet_finding_add(l->a, &f);
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    struct looking l = {.a = a, .plan = plan, .scratch = scratch};
    stet_code code = look_at_blocks(&l);
    for (size_t i = 0; i < l.plan->field_count && code == STET_OK; i++)
        code = look_at_field(&l, l.plan->fields[i]);
    return code == STET_OK ? report_more(&l) : code;
}

static const char *const reads[] = {"body", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_CHECK,
    .config_size = sizeof(struct terms_config),
    .name = "terms",
    .summary = "Find listed words and phrases in the text.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .compile = compile,
    .destroy = destroy,
    .open = open_scratch,
    .close = close_scratch,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(terms, "0.1.0", 0, .summary = "Words and phrases from lists.",
            .license = "MIT", .steps = steps);
