/* SPDX-License-Identifier: MIT */
/*
 * write.jsonld - the article as schema.org NewsArticle in JSON-LD.
 *
 *   out:
 *     - use: write.jsonld
 *       to: "out/{{ slug }}.jsonld"
 *       with:
 *         url: "https://example.org/news/{{ slug }}"   # default: canonical, then url
 *         zone: "+01:00"                               # of times that name none
 *         on_missing: warn                             # or skip, fail
 *
 * Only what the article states is written: a date keeps its precision, but for a time
 * whose zone nobody knows, of which the day stands; an address that is no web address
 * is left out. The bytes may be put into a script element as they are.
 */
#include "../ninjs/facts.h"
#include "news.h"
#include "reader.h"

struct jsonld_config {
    const stet_template *url;
    stet_str zone;
    int32_t on_missing;
};

struct jsonld_plan {
    const struct jsonld_config *config;
    int16_t zone;
};

static const stet_option options[] = {
    STET_TEMPLATE(struct jsonld_config, url,
                  .help = "Address of the article, in place of its canonical one.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ZONE_OF_TIMES(struct jsonld_config), FACTS_ON_MISSING(struct jsonld_config),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {0, STET_FAMILY_BLOCK, STET_DEGRADES, "the count of its words"},
    {0, STET_FAMILY_INLINE, STET_DEGRADES, "the count of its words"},
    {0, STET_FAMILY_NOTICE, STET_DROPS, NULL},
    {STET_NOTICE_COPYRIGHT, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_PROHIBITION, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_PERMISSION, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_REPOST_INVITATION, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_NOTICE_LICENCE, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_FAIR_USE, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_LICENSED_EDITION, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_CONTACT_LICENSING, 0, STET_DEGRADES, "a text of usageInfo"},
    {STET_CORRECTION, 0, STET_RENDERS, NULL},
    {STET_CLARIFICATION, 0, STET_RENDERS, NULL},
    {STET_RETRACTION, 0, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_BYLINE, 0, STET_DEGRADES, "an author"},
    {STET_KICKER, 0, STET_DROPS, NULL},
    {STET_SLUG, 0, STET_DROPS, NULL},
    {STET_SITE, 0, STET_DROPS, NULL},
    {STET_ALT_IDS, 0, STET_DROPS, NULL},
    {STET_REPUBLISHED, 0, STET_DROPS, NULL},
    {STET_EMBARGO, 0, STET_DROPS, NULL},
    {STET_DIRECTION, 0, STET_DROPS, NULL},
    {STET_IMAGE_CREDITS, 0, STET_DROPS, NULL},
    {STET_TDM, 0, STET_DEGRADES, "a line of usageInfo"},
    {STET_TRUST, 0, STET_DEGRADES, "policies of the publisher"},
    {STET_CHARACTERS, 0, STET_DROPS, NULL},
    {STET_SENTENCES, 0, STET_DROPS, NULL},
    {STET_PARAGRAPHS, 0, STET_DROPS, NULL},
    {STET_PRINT_EDITION, 0, STET_DROPS, NULL},
    {STET_EXTRA, 0, STET_DROPS, NULL},
    {STET_STAMPS, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile_jsonld(stet_build *b, const void *config, void **ret_plan)
{
    const struct jsonld_config *c = config;
    struct jsonld_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    *plan = (struct jsonld_plan){.config = c, .zone = STET_ZONE_UNKNOWN};
    *ret_plan = plan;
    return stet__facts_zone(b, c->zone, &plan->zone);
}

static stet_code write_jsonld(const void *plan, void *scratch, stet_article *a,
                              stet_out *out)
{
    /* no property is required; what a search engine lists an article by is asked for */
    static const struct facts_need wanted[] = {
        {.field = STET_HEADLINE,
         .rule = "headline is what an Article is listed by",
         .instead = "headline is not written"},
        {.field = STET_PUBLISHED,
         .rule = "datePublished dates an Article",
         .instead = "datePublished is not written"},
        {0}};
    const struct jsonld_plan *p = plan;
    struct facts f = {.a = a,
                      .kit = stet_kit_of(a),
                      .format = "JSON-LD",
                      .on_missing = p->config->on_missing,
                      .zone = p->zone};
    stet_str url = stet_cstr("");
    (void)scratch;
    stet_code code = stet__facts_require(&f, wanted);
    if (code == STET_OK && p->config->url)
        code = stet_expand(a, p->config->url, &url);
    if (code != STET_OK)
        return code;
    stet__jsonld_write_article(&f, url, out);
    stet_putc(out, '\n');
    return stet__facts_status(&f, out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/ld+json",
    .extension = ".jsonld",
    .renders = renders,
    .write = write_jsonld,
};

static const char *const reads[] = {"fields", "body", "notices", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct jsonld_config),
    .name = "write.jsonld",
    .summary = "Write the article as schema.org NewsArticle in JSON-LD.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile_jsonld,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, &stet__jsonld_read_step, NULL};

STET_PLUGIN(jsonld, "0.1.0", 0, .summary = "schema.org NewsArticle.", .license = "MIT",
            .steps = steps);
