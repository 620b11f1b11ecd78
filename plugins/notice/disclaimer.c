/* SPDX-License-Identifier: MIT */
/*
 * disclaimer.stamp - notice.stamp for one plain text, under its former name.
 *
 *   - use: disclaimer.stamp
 *     when: genre == "opinion"
 *     with:
 *       text: |
 *         The views are those of {{ byline }}, not of ${site.name}.
 *
 *         First published at {{ origin.url }}.
 *       kind: disclaimer.opinion      # any kind of notice
 *       placement: end                # start, after_headline, before_body, after_body
 * ... id: opinion                   # default: the kind language: en style: plain # or
 * emphasis, strong if_kind_present: stamp        # or skip: another notice of that kind
 * is enough
 *
 * A blank line of the text divides paragraphs; web addresses become links.
 */
#include "notice.h"

struct disclaimer_config {
    const stet_template *text;
    stet_str id, kind, language;
    int64_t paragraph;
    int32_t placement, style, if_kind_present;
    uint8_t autolink;
};

static const stet_enum present[] = {
    {"stamp", PRESENT_STAMP, "stamp all the same"},
    {"skip", PRESENT_SKIP, "leave the article as it is"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_TEMPLATE(struct disclaimer_config, text, .flags = STET_OPT_REQUIRED,
                  .help = "The text; a blank line divides paragraphs.",
                  .example = "\"Views are those of {{ byline }}.\""),
    STET_KIND_NAME(struct disclaimer_config, kind, .def = "disclaimer.opinion",
                   .help = "The kind of notice that the text is."),
    STET_CHOICE(struct disclaimer_config, placement, stet__stamp_placements,
                .def = "end", .help = "Where the text goes."),
    STET_INT(struct disclaimer_config, paragraph, 1, 10000, .example = "3",
             .help = "Behind which paragraph after_paragraph is."),
    STET_STRING(struct disclaimer_config, id, .pattern = "[a-z][a-z0-9_.-]*", .max = 64,
                .help = "Tells this stamp from others of the article; the kind when "
                        "left out."),
    STET_LANG(struct disclaimer_config, language, .help = "Language of the text.",
              .example = "en"),
    STET_CHOICE(struct disclaimer_config, style, stet__notice_styles, .def = "plain",
                .help = "How the text is set."),
    STET_BOOL(struct disclaimer_config, autolink, .def = "true",
              .help = "Web addresses in the text become links."),
    STET_CHOICE(struct disclaimer_config, if_kind_present, present, .def = "stamp",
                .help = "What to do when the article has another notice of that kind."),
    STET_OPTION_END};

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct disclaimer_config *c = config;
    const struct notice_settings settings = {.id = c->id,
                                             .paragraph = c->paragraph,
                                             .placement = c->placement,
                                             .style = c->style,
                                             .if_present = c->if_kind_present};
    struct notice_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->source = "disclaimer.stamp";
    plan->autolink = c->autolink;
    *ret_plan = plan;
    return stet__notice_plain(b, &settings, plan, c->kind, c->language, 0);
}

static const char *const reads[] = {"body", "notices", "stamps", "language", NULL};
static const char *const writes[] = {"body", "notices", "stamps", NULL};

const stet_step stet__disclaimer_stamp_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct disclaimer_config),
    .name = "disclaimer.stamp",
    .summary = "Put a text of the house into the article, once.",
    .doc = "The former name of notice.stamp, for one plain text.",
    .options = options,
    .rules = stet__notice_rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = stet__notice_process};
