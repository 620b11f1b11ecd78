/* SPDX-License-Identifier: MIT */
/*
 * furniture - finds what stands around the text of an article and types it as notices.
 *
 *   - use: furniture.detect
 *     with:
 *       rules: [house-rules.yaml]   # besides those that come with it
 *       check_rules: true           # try the texts under hit and miss
 *   - use: furniture.drop
 *     with: { kinds: [newsletter, share_cta, disclaimer.*], zones: [tail] }
 *   - use: furniture.keep
 *     with: { kinds: [author_bio, correction] }
 *
 * What a notice says about the article is stated beside what others say: origin,
 * licence, copyright, credits, corrections, contributors, translators, embargo.
 */
#include <stdlib.h>

#include "furniture.h"

static const stet_option options[] = {
    STET_LIST_OF(struct config, rules, STET_TYPE_PATH, .example = "[house-rules.yaml]",
                 .help = "Files of rules, used besides those that come with it."),
    STET_LIST_OF(struct config, languages, STET_TYPE_STRING, .example = "[en, de]",
                 .help = "Languages whose rules are used; none: all."),
    STET_BOOL(struct config, check_rules, .def = "false",
              .help = "Try the texts under hit and miss of each rule."),
    STET_BOOL(struct config, fields, .def = "true",
              .help = "State what notices say: origin, credits, licence and others."),
    STET_BOOL(struct config, zones, .def = "true",
              .help = "Move furniture at the border of the body to head or tail."),
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .id = "statements-disagree",
     .category = "metadata",
     .severity = STET_LOW,
     .effect = STET_OBSERVE,
     .summary = "Two statements of a field say different things.",
     .help = "All are kept; `stet explain` says which one was chosen, and why."},
    {.size = sizeof(stet_rule)}};

static stet_code open_scratch(const void *plan, void **ret_scratch)
{
    (void)plan;
    struct scratch *s = calloc(1, sizeof *s);
    if (!s)
        return STET_E_NOMEM;
    *ret_scratch = s;
    return STET_OK;
}

static const char *const reads[] = {"body", "fields", "notices", NULL};
static const char *const writes[] = {"body",           "notices",
                                     "authors",        "origin",
                                     "image_credits",  "contributors",
                                     "translators",    "copyright_holder",
                                     "copyright_year", "copyright_notice",
                                     "licence",        "corrections",
                                     "updated",        "embargo",
                                     "print_edition",  "sponsor",
                                     "series",         "agency",
                                     "standfirst",     "kicker",
                                     "published",      NULL};

static const stet_step detect = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE | STET_CAP_FILES,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "furniture.detect",
    .summary = "Find what stands around the text and type it as notices.",
    .doc = "Rules are data: `<language>.yaml`, with their tests inside. A notice names "
           "its kind, zone, language, links, the rule that found it, and the block or "
           "the part "
           "of a block that says it.",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .compile = stet__furniture_load,
    .open = open_scratch,
    .close = free,
    .process = stet__furniture_detect};

static const stet_step *const steps[] = {&detect, &stet__furniture_drop,
                                         &stet__furniture_keep_step, NULL};

STET_PLUGIN(furniture, "0.1.0", 0, .summary = "What stands around an article, typed.",
            .license = "MIT", .steps = steps);
