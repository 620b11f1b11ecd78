/* SPDX-License-Identifier: MIT */
/*
 * article.normalise - what is written by hand gets the form that it means.
 *
 *   - use: article.normalise
 *     with:
 *       headings: true           # bold paragraphs that are headings
 *       heading_level: 2
 *       quotations: true         # a quotation over several paragraphs is one
 *       quote_marks: keep        # typographic, straight
 */
#include "normalise.h"

static const stet_enum marks[] = {
    {"keep", MARKS_KEEP, "as they are"},
    {"typographic", MARKS_TYPOGRAPHIC, "those of the article's language"},
    {"straight", MARKS_STRAIGHT, "those of a typewriter"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_BOOL(struct normalise_config, headings, .def = "true",
              .help = "Make headings of short bold paragraphs."),
    STET_INT(struct normalise_config, heading_level, 1, 6, .def = "2",
             .help = "Level of the headings that are made."),
    STET_BOOL(struct normalise_config, quotations, .def = "true",
              .help = "Make one quotation of paragraphs that open one and close it."),
    STET_CHOICE(struct normalise_config, quote_marks, marks, .def = "keep",
                .help =
                    "Form of quotation marks and apostrophes; typographic is that of "
                    "the article's language.",
                .example = "typographic"),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .id = "heading",
     .category = "style",
     .summary = "A bold paragraph was made a heading.",
     .help = "Write it as a heading, or set headings: false."},
    {.size = sizeof(stet_rule),
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .id = "quotation",
     .category = "style",
     .summary = "Paragraphs of one quotation were put together.",
     .help = "Mark it as a quotation, or set quotations: false."},
    {.size = sizeof(stet_rule),
     .severity = STET_INFO,
     .effect = STET_OBSERVE,
     .id = "marks",
     .category = "style",
     .summary = "Quotation marks were given another form.",
     .help = "Set quote_marks: keep to leave them."},
    {.size = sizeof(stet_rule)}};

stet_code stet__normalise_report(stet_article *a, const char *rule, stet_node block,
                                 const char *message, stet_str evidence)
{
    return stet_finding_add(a, &(stet_finding){.size = sizeof(stet_finding),
                                               .severity = -1,
                                               .effect = -1,
                                               .rule = rule,
                                               .node = block,
                                               .message = stet_cstr(message),
                                               .evidence = evidence});
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct normalise_config *c = plan;
    stet_code code = STET_OK;
    (void)scratch;
    if (c->headings)
        code = stet__normalise_headings(c, a);
    if (code == STET_OK && c->quotations)
        code = stet__normalise_quotations(a);
    if (code == STET_OK && c->quote_marks != MARKS_KEEP)
        code = stet__normalise_marks(c->quote_marks, a);
    return code;
}

static const char *const reads[] = {"body", "language", NULL};
static const char *const writes[] = {"body", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct normalise_config),
    .name = "article.normalise",
    .summary = "Give bold headings, long quotations and quotation marks their form.",
    .doc = "Each change is a finding. Separators are made by `article.structure`.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .process = process};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(normalise, "0.1.0", 0,
            .summary = "Forms of headings, quotations and quotation marks",
            .license = "MIT", .homepage = "", .steps = steps);
