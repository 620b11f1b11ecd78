/* SPDX-License-Identifier: MIT */
/*
 * write.amp - the article as an AMP page.
 *
 *   out:
 *     - use: write.amp
 *       to: "amp/{{ slug }}.html"
 *       with: { url: "https://example.org/{{ slug }}" }   # canonical: the page itself
 *
 * The page of write.html with AMP's head around it. Sound and moving pictures become
 * links, for each of them would need a component with a script of its own.
 */
#include "../html/page/page.h"

struct amp_config {
    struct page_config page;
};

static const stet_option options[] = {PAGE_ROWS, STET_OPTION_END};

/* Both are prescribed to the letter. */
static const char boilerplate[] =
    "<style amp-boilerplate>body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 "
    "normal "
    "both;-moz-animation:-amp-start 8s steps(1,end) 0s 1 normal "
    "both;-ms-animation:-amp-start 8s steps(1,end) 0s 1 normal "
    "both;animation:-amp-start "
    "8s steps(1,end) 0s 1 normal both}@-webkit-keyframes "
    "-amp-start{from{visibility:hidden}to{visibility:visible}}@-moz-keyframes "
    "-amp-start{from{visibility:hidden}to{visibility:visible}}@-ms-keyframes "
    "-amp-start{from{visibility:hidden}to{visibility:visible}}@-o-keyframes "
    "-amp-start{from{visibility:hidden}to{visibility:visible}}@keyframes "
    "-amp-start{from{visibility:hidden}to{visibility:visible}}</style><noscript><style "
    "amp-boilerplate>body{-webkit-animation:none;-moz-animation:none;-ms-animation:"
    "none;"
    "animation:none}</style></noscript>\n"
    "<script async src=\"https://cdn.ampproject.org/v0.js\"></script>\n";

static stet_code compile_amp(stet_build *b, const void *config, void **ret_plan)
{
    const struct amp_config *c = config;
    struct page_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    stet_code code = stet__page_compile(b, &c->page, plan);
    plan->style.amp = 1;
    *ret_plan = plan;
    return code;
}

static stet_code write_amp(const void *plan, void *scratch, stet_article *a,
                           stet_out *out)
{
    static const struct facts_need address = {.name = "canonical or url",
                                              .rule = "link rel=canonical is required"};
    struct page p;
    (void)scratch;
    stet_code code = stet__page_begin(&p, plan, a, "AMP", out);
    if ((code >= 0 || code == STET_FAILED) && !stet__facts_web(&p.f, p.url).n)
        code = stet__facts_lack_too(&p.f, code, &address);
    if (code != STET_OK)
        return code;
    stet_puts(out, "<!doctype html>\n<html amp");
    stet__page_put_language(&p);
    stet_puts(out, ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                   "content=\"width=device-width\">\n");
    stet__page_put_head(&p);
    stet_puts(out, "<style amp-custom>\n");
    stet__page_put_sheet(&p);
    stet_puts(out, "</style>\n");
    stet_puts(out, boilerplate);
    stet_puts(out, "</head>\n<body>\n");
    stet__page_put_article(&p);
    stet_puts(out, "</body>\n</html>\n");
    stet__page_clean(&p);
    return stet__facts_status(&p.f, out);
}

static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, NULL},
    {0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_MEDIA, 0, STET_DEGRADES, "a link, when it is sound or a moving picture"},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EXTRA, 0, STET_DROPS, NULL},
    {STET_ALT_IDS, 0, STET_DROPS, NULL},
    {STET_SLUG, 0, STET_DROPS, NULL},
    {STET_REPUBLISHED, 0, STET_DROPS, NULL},
    {STET_EMBARGO, 0, STET_DROPS, NULL},
    {STET_IMAGE_CREDITS, 0, STET_DROPS, NULL},
    {STET_TRUST, 0, STET_DROPS, NULL},
    {STET_CHARACTERS, 0, STET_DROPS, NULL},
    {STET_SENTENCES, 0, STET_DROPS, NULL},
    {STET_PARAGRAPHS, 0, STET_DROPS, NULL},
    {STET_PRINT_EDITION, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "text/html; charset=utf-8",
    .extension = ".amp.html",
    .renders = renders,
    .write = write_amp,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct amp_config),
    .name = "write.amp",
    .summary = "Write the article as an AMP page.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile_amp,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(amp, "0.1.0", 0, .summary = "AMP pages.", .license = "MIT", .steps = steps);
