/* SPDX-License-Identifier: MIT */
/*
 * write.nitf - the article as NITF 3.6, the XML of news agencies.
 *
 *   out:
 *     - use: write.nitf
 *       to: "out/{{ slug }}.xml"
 *       with:
 *         zones: [body, tail]
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         on_missing: warn                        # or skip, fail
 *
 * Dates keep their precision: NITF takes ISO 8601 as it is. A notice is a note, where
 * it stands in the text or, when it has no block of its own, in the head of the body.
 */
#include "nitf.h"
#include "reader.h"

struct nitf_config {
    int32_t on_missing;
    stet_list zones;
    const stet_template *url;
};

struct nitf_plan {
    const struct nitf_config *config;
    uint32_t zones;
};

static const stet_option options[] = {
    STET_ZONES(struct nitf_config, zones, .def = "[body, tail]",
               .help = "Zones that are written; what stet stamped is there always."),
    STET_TEMPLATE(struct nitf_config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct nitf_config), STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, NULL},
    {0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_IMAGE, 0, STET_DEGRADES, "a link"},
    {STET_CODE, 0, STET_DEGRADES, "preformatted text"},
    {STET_CODE_SPAN, 0, STET_DEGRADES, "emphasis of class code"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as text"},
    {STET_ABBREVIATION, 0, STET_DEGRADES, "its text"},
    {STET_BOX, 0, STET_DEGRADES, "a block of class box"},
    {STET_DETAILS, 0, STET_DEGRADES, "a block of class details"},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_EXTRA_PART, 0, STET_DROPS, NULL},
    {STET_STAMP_PART, 0, STET_DROPS, NULL},
    {STET_DIRECTION, 0, STET_DROPS, NULL},
    {STET_CREATED, 0, STET_DROPS, NULL},
    {STET_TDM, 0, STET_DEGRADES, "a limitation of the rights"},
    {STET_DIGITAL_SOURCE, 0, STET_DEGRADES, "a meta element"},
    {STET_TRANSLATIONS, 0, STET_DROPS, NULL},
    {STET_TRANSLATION_OF, 0, STET_DEGRADES, "a meta element"},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a note"},
    {STET_SPONSOR, 0, STET_DEGRADES, "a meta element"},
    {STET_PRINT_EDITION, 0, STET_DEGRADES, "a message to editors"},
    {STET_ACCESS, 0, STET_DROPS, NULL},
    {STET_TRUST, 0, STET_DROPS, NULL},
    {STET_CHARACTERS, 0, STET_DROPS, NULL},
    {STET_SENTENCES, 0, STET_DROPS, NULL},
    {STET_PARAGRAPHS, 0, STET_DROPS, NULL},
    {STET_READING_TIME, 0, STET_DROPS, NULL},
    {STET_COMMENTS, 0, STET_DROPS, NULL},
    {STET_EXTRA, 0, STET_DROPS, NULL},
    {STET_STAMPS, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct nitf_config *c = config;
    struct nitf_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->zones = stet_zone_bits(c->zones);
    *ret_plan = plan;
    return STET_OK;
}

static stet_code find_url(struct nitf *n, const stet_template *given)
{
    stet_str url;
    if (!given) {
        n->url = stet__facts_url(&n->f);
        return STET_OK;
    }
    stet_code code = stet_expand(n->f.a, given, &url);
    if (code == STET_OK)
        n->url = stet__facts_web(&n->f, url);
    return code;
}

static stet_code write_nitf(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    static const struct facts_need wanted[] = {{.field = STET_HEADLINE,
                                                .rule = "hedline/hl1 holds it",
                                                .instead = "hedline is not written"},
                                               {.field = STET_PUBLISHED,
                                                .rule = "date.issue holds it",
                                                .instead = "date.issue is not written"},
                                               {.field = STET_LANGUAGE,
                                                .rule = "xml:lang of body holds it",
                                                .instead = "xml:lang is not written"},
                                               {0}};
    const struct nitf_plan *p = plan;
    struct nitf n = {.f = {a, stet_kit_of(a), "NITF", p->config->on_missing, 0},
                     .out = out,
                     .zones = p->zones};
    (void)scratch;
    stet_code code = find_url(&n, p->config->url);
    if (code == STET_OK)
        code = stet__facts_require(&n.f, wanted);
    if (code != STET_OK)
        return code;
    stet_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    code = stet__nitf_write(&n);
    stet_putc(out, '\n');
    return code == STET_OK ? stet__facts_status(&n.f, out) : code;
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/nitf+xml",
    .extension = ".xml",
    .renders = renders,
    .write = write_nitf,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct nitf_config),
    .name = "write.nitf",
    .summary = "Write the article as NITF 3.6.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step,
#if defined(STET_READS_XML)
                                         &stet__nitf_read_step,
#endif
                                         NULL};

STET_PLUGIN(nitf, "0.1.0", 0, .summary = "NITF 3.6.", .license = "MIT", .steps = steps);
