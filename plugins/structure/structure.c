/* SPDX-License-Identifier: MIT */
/*
 * article.structure: find headline, byline, publisher and date, taxonomy lines,
 * standfirst, separators and zones, on the tree, whatever format it came from.
 *
 *   steps:
 *     - use: article.structure
 *       with: { standfirst: false }    # each part can be switched off
 *
 * Wording comes from rules.yaml, in English, German, French and Spanish.
 */
#include "structure.h"

static const stet_option options[] = {
    STET_BOOL(struct config, headline, .def = "true",
              .help = "Find the headline, and the kicker above it."),
    STET_BOOL(struct config, byline, .def = "true",
              .help = "Find the lines that name authors, translators, photographers."),
    STET_BOOL(struct config, dates, .def = "true",
              .help = "Find the publisher and the dates in the lines above the text."),
    STET_BOOL(struct config, taxonomy, .def = "true",
              .help = "Read lines such as `Region: Europe` as subjects or a series."),
    STET_BOOL(struct config, standfirst, .def = "true", .help = "Find the standfirst."),
    STET_BOOL(struct config, separators, .def = "true",
              .help = "Make separators of paragraphs such as `* * *`."),
    STET_BOOL(struct config, zones, .def = "true",
              .help = "Say of each block whether it stands in head, body or tail."),
    STET_PATH(struct config, rules,
              .help = "Rules to use in place of those that come with it.",
              .example = "house-rules.yaml"),
    STET_OPTION_END};

/* An article that stet has written before says itself what is what. */
static int is_settled(stet_article *a)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(a, fields, n, STET_STAMPS)))
        if (stet_str_is(stet_attr_str(a, n, STET_ATTR_SOURCE), "front_matter"))
            return 1;
    return 0;
}

/* Did the carrier of the article state it, not its text? */
static int is_carried(const struct survey *s, stet_kind field)
{
    stet_node fields = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(s->a, fields, n, field)))
        if (stet_attr_int(s->a, n, STET_ATTR_CONFIDENCE, 0) >= STET_ASSERTED)
            return 1;
    return 0;
}

/* The name that another than this step has stated: a second run must see what the first
 * saw. */
static stet_str first_name(const struct survey *s, stet_kind field)
{
    stet_node fields = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(s->a, fields, n, field))) {
        stet_str source = stet_attr_str(s->a, n, STET_ATTR_SOURCE);
        stet_node party = stet_first(s->a, n);
        if (party && !stet_str_is(source, "byline_text") &&
            !stet_str_is(source, "dateline_text"))
            return stet_attr_str(s->a, party, STET_ATTR_NAME);
    }
    return stet_cstr("");
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    struct survey s = {.a = a, .plan = plan, .kit = stet_kit_of(a)};
    struct found found;
    (void)scratch;
    stet_code code = stet__structure_survey(&s);
    if (code != STET_OK)
        return code;
    if (is_settled(a)) {
        if (s.plan->config->separators)
            stet__structure_separators(&s);
        return s.code;
    }
    memset(&found, 0, offsetof(struct found, authors)); /* the lists by their counts */
    s.has_matter = is_carried(&s, STET_HEADLINE);
    s.has_intro = is_carried(&s, STET_STANDFIRST) || is_carried(&s, STET_EXCERPT);
    stet__structure_set_author(&s, first_name(&s, STET_AUTHORS));
    s.publisher = first_name(&s, STET_PUBLISHER);
    stet__structure_head(&s, &found);
    if (!s.has_matter)
        stet__structure_tail_concepts(&s, &found);
    stet__structure_tail(&s);
    stet__structure_letter(&s, &found);
    stet__structure_state_found(&s, &found);
    if (!found.place.n)
        stet__structure_dateline(&s);
    if (s.plan->config->zones)
        stet__structure_set_zones(&s);
    if (s.plan->config->separators)
        stet__structure_separators(&s);
    return s.code;
}

static const char *const reads[] = {"body", "fields", NULL};
static const char *const writes[] = {
    "body",        "headline",  "kicker", "byline",    "authors", "contributors",
    "translators", "publisher", "agency", "published", "updated", "dateline",
    "standfirst",  "subjects",  "series", NULL};

static const stet_step step = {
    .size = sizeof step,
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "article.structure",
    .summary =
        "Find headline, byline, dates, taxonomy, standfirst, separators and zones.",
    .doc = "What the text says of itself is stated beside what its carrier said. Front "
           "matter "
           "with the key `stet` switches the guessing off.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .compile = stet__structure_compile,
    .process = process};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(structure, "0.1.0", 0,
            .summary = "The structure of an article, found on its tree.",
            .license = "MIT", .steps = steps);
