/* SPDX-License-Identifier: MIT */
/*
 * write.html - the article as a page, or as a fragment to put into one.
 *
 *   out:
 *     - use: write.html
 *       to: "out/{{ slug }}.html"
 *       with:
 *         document: page               # or fragment: the blocks alone
 *         url: "https://example.org/{{ slug }}"   # canonical; default: the article's
 *         template: house.html         # a page of one's own with slots for the parts
 *
 * The page is written afresh from the tree: raw HTML and shortcodes of the source are
 * dropped, an address of a scheme that is not allowed loses its link and keeps its
 * text.
 */
#include "page/page.h"
#include "page/template.h"

struct html_config {
    struct page_config page;
    int32_t document, styles;
    stet_str stylesheet, template;
    const stet_template *amp, *oembed;
};

enum { DOCUMENT_PAGE = 1, DOCUMENT_FRAGMENT };
enum { STYLES_BUILT_IN = 1, STYLES_NONE };

struct html_plan {
    struct page_plan page;
    const struct html_config *config;
    const struct page_template *template;
};

static const stet_enum documents[] = {
    {"page", DOCUMENT_PAGE, "a whole document with head and body"},
    {"fragment", DOCUMENT_FRAGMENT, "the blocks alone"},
    {NULL, 0, NULL}};

static const stet_enum styles[] = {
    {"built_in", STYLES_BUILT_IN, "a small style sheet within the page"},
    {"none", STYLES_NONE, "none"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct html_config, document, documents, .def = "page",
                .help = "A whole page or the blocks alone."),
    PAGE_ROWS,
    STET_CHOICE(struct html_config, styles, styles, .def = "built_in",
                .help = "The style sheet that the page carries; none when `stylesheet` "
                        "is given."),
    STET_URL_OPTION(struct html_config, stylesheet,
                    .help = "Address of a style sheet."),
    STET_PATH(struct html_config, template,
              .help = "A page of HTML with slots for the parts; see the format's page.",
              .example = "house.html"),
    STET_TEMPLATE(struct html_config, amp, .help = "Address of the AMP page.",
                  .example = "\"https://example.org/amp/{{ slug }}\""),
    STET_TEMPLATE(struct html_config, oembed, .help = "Address of the oEmbed answer.",
                  .example = "\"https://example.org/oembed/{{ slug }}.json\""),
    STET_OPTION_END};

static stet_code compile_html(stet_build *b, const void *config, void **ret_plan)
{
    const struct html_config *c = config;
    struct html_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    *ret_plan = plan;
    stet_code code = stet__page_compile(b, &c->page, &plan->page);
    if (code != STET_OK || !c->template.n)
        return code;
    return stet__template_read(b, c->template, &plan->template);
}

/* ---- the head --------------------------------------------------------------- */
static stet_code put_relation(struct page *p, const char *open,
                              const stet_template *address)
{
    stet_str url = stet_cstr("");
    stet_code code = address ? stet_expand(p->f.a, address, &url) : STET_OK;
    if (code == STET_OK)
        stet__page_put_link(p, open, url);
    return code;
}

/* All that stands in the head, from the title to the style sheet. */
static stet_code put_head(struct page *p, const struct html_config *c)
{
    stet__page_put_head(p);
    stet_code code = put_relation(p, "<link rel=\"amphtml\" href=\"", c->amp);
    if (code == STET_OK)
        code = put_relation(p,
                            "<link rel=\"alternate\" "
                            "type=\"application/json+oembed\" href=\"",
                            c->oembed);
    if (c->stylesheet.n) {
        stet__page_put_link(p, "<link rel=\"stylesheet\" href=\"", c->stylesheet);
    } else if (c->styles == STYLES_BUILT_IN) {
        stet_puts(p->out, "<style>\n");
        stet__page_put_sheet(p);
        stet_puts(p->out, "</style>\n");
    }
    return code;
}

/* ---- the page --------------------------------------------------------------- */
static stet_code put_page(struct page *p, const struct html_config *c)
{
    stet_puts(p->out, "<!DOCTYPE html>\n<html");
    stet__page_put_language(p);
    stet_puts(p->out, ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\">\n");
    stet_code code = put_head(p, c);
    stet_puts(p->out, "</head>\n<body>\n");
    stet__page_put_article(p);
    stet_puts(p->out, "</body>\n</html>\n");
    return code;
}

/* A slot of the template that stands for a part of the page. */
static stet_code put_part(struct page *p, int part, const void *self)
{
    switch (part) {
    case PART_HEAD:
        return put_head(p, self);
    case PART_HEADER:
        stet__page_put_header(p);
        break;
    case PART_BODY:
        stet__page_put_body(p);
        break;
    case PART_FOOTER:
        stet__page_put_footer(p);
        break;
    default:
        stet__page_put_article(p);
    }
    return STET_OK;
}

static stet_code write_html(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    const struct html_plan *h = plan;
    struct page p;
    (void)scratch;
    if (h->config->document == DOCUMENT_FRAGMENT) {
        stet__html_write_body(a, &h->page.style, h->page.zones, out);
        if (h->page.config->notices == NOTICES_MARK) {
            struct facts f = {.a = a, .kit = stet_kit_of(a), .format = "HTML"};
            stet__facts_put_loose_notices(&f, out);
        }
        return stet_out_status(out);
    }
    stet_code code = stet__page_begin(&p, &h->page, a, "HTML", out);
    if (code == STET_OK)
        code = h->template ? stet__template_write(h->template, &p, put_part, h->config)
                           : put_page(&p, h->config);
    if (code != STET_OK)
        return code;
    stet__page_clean(&p);
    return stet__facts_status(&p.f, out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "text/html; charset=utf-8",
    .extension = ".html",
    .renders = stet__html_renders,
    .write = write_html,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct html_config),
    .name = "write.html",
    .summary = "Write the article as an HTML page or fragment.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile_html,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(html, "0.1.0", 0, .summary = "HTML, written afresh from the tree.",
            .license = "MIT", .steps = steps);
