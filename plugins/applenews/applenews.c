/* SPDX-License-Identifier: MIT */
/*
 * write.applenews - the article as an article.json of Apple News Format.
 *
 *   out:
 *     - use: write.applenews
 *       to: "{{ slug }}/article.json"
 *       with:
 *         language: en             # of articles that name none
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         zone: "+01:00"           # of dates that name none
 *         on_missing: warn         # or skip, fail
 *
 * Pictures are named by their web address, nothing is fetched or bundled. Text is HTML
 * of the elements that Apple names, written afresh from the tree.
 */
#include "news.h"

static const stet_option options[] = {
    STET_LANG(struct news_config, language,
              .help = "Language of articles that name none."),
    STET_TEMPLATE(struct news_config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct news_config), FACTS_ZONE(struct news_config),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, "body"},
    {0, STET_FAMILY_INLINE, STET_RENDERS, "HTML of a text"},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, "aside, named stet-notice-<kind>-<n>"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DEGRADES, "its name"},
    {STET_HEADING, 0, STET_RENDERS, "heading1 to heading6"},
    {STET_QUOTE, 0, STET_RENDERS, "quote, pullquote"},
    {STET_SEPARATOR, 0, STET_RENDERS, "divider"},
    {STET_TABLE, 0, STET_RENDERS, "htmltable"},
    {STET_ROW, 0, STET_RENDERS, "htmltable"},
    {STET_CELL, 0, STET_RENDERS, "htmltable"},
    {STET_MEDIA, 0, STET_RENDERS, "photo, video, audio; a link inside of other blocks"},
    {STET_CAPTION, 0, STET_RENDERS, "caption"},
    {STET_CREDIT, 0, STET_RENDERS, "photographer; footer of a quote"},
    {STET_FIGURE, 0, STET_DEGRADES, "its parts, one after another"},
    {STET_FOOTNOTE, 0, STET_DEGRADES, "a part of the text with its number"},
    {STET_FOOTNOTE_REF, 0, STET_DEGRADES, "its number, raised"},
    {STET_DEFINITIONS, 0, STET_DEGRADES, "terms in bold with paragraphs"},
    {STET_TERM, 0, STET_DEGRADES, "a paragraph in bold"},
    {STET_DEFINITION, 0, STET_DEGRADES, "a paragraph"},
    {STET_BOX, 0, STET_RENDERS, "aside"},
    {STET_DETAILS, 0, STET_DEGRADES, "its blocks, unfolded"},
    {STET_QUESTION, 0, STET_DEGRADES, "a paragraph in bold"},
    {STET_ANSWER, 0, STET_DEGRADES, "a paragraph"},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_IMAGE, 0, STET_DEGRADES, "a link"},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_UNDERLINE, 0, STET_DEGRADES, "emphasis"},
    {STET_QUOTATION, 0, STET_DEGRADES, "its text in quotation marks"},
    {STET_TIME, 0, STET_DEGRADES, "its text"},
    {STET_CITATION, 0, STET_DEGRADES, "emphasis"},
    {STET_SPAN, 0, STET_DEGRADES, "its text"},
    {STET_ABBREVIATION, 0, STET_DEGRADES, "its text"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_ID, 0, STET_DEGRADES, "identifier: a digest, where Apple allows no such name"},
    {STET_URL, 0, STET_RENDERS, "metadata.canonicalURL, where no canonical address is"},
    {STET_CANONICAL, 0, STET_RENDERS, "metadata.canonicalURL"},
    {STET_HEADLINE, 0, STET_RENDERS, "title, component title"},
    {STET_KICKER, 0, STET_DEGRADES, "a heading above the title"},
    {STET_STANDFIRST, 0, STET_RENDERS, "intro"},
    {STET_EXCERPT, 0, STET_RENDERS, "metadata.excerpt"},
    {STET_BYLINE, 0, STET_RENDERS, "byline"},
    {STET_AUTHORS, 0, STET_RENDERS, "metadata.authors"},
    {STET_ORIGIN, 0, STET_DEGRADES, "metadata.contentGenerationType syndicated"},
    {STET_AGENCY, 0, STET_DEGRADES, "metadata.contentGenerationType syndicated"},
    {STET_CREATED, 0, STET_RENDERS, "metadata.dateCreated"},
    {STET_PUBLISHED, 0, STET_RENDERS, "metadata.datePublished"},
    {STET_UPDATED, 0, STET_RENDERS, "metadata.dateModified"},
    {STET_LANGUAGE, 0, STET_RENDERS, "language"},
    {STET_SUBJECTS, 0, STET_DEGRADES, "metadata.keywords without their axes"},
    {STET_IMAGES, 0, STET_RENDERS, "photo above the text, metadata.thumbnailURL"},
    {STET_MEDIA_PART, 0, STET_DEGRADES, "its address, description and credit"},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a paragraph below the text"},
    {STET_COPYRIGHT_NOTICE, 0, STET_DEGRADES, "a paragraph below the text"},
    {STET_LICENCE, 0, STET_DEGRADES, "a paragraph below the text"},
    {STET_USAGE_TERMS, 0, STET_DEGRADES, "a paragraph below the text"},
    {STET_CORRECTIONS, 0, STET_DEGRADES, "a paragraph below the text"},
    {STET_DIGITAL_SOURCE, 0, STET_DEGRADES, "metadata.contentGenerationType AI"},
    {STET_RANGE, 0, STET_RENDERS, "the components of an aside"},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_EXTRA_PART, 0, STET_DROPS, NULL},
    {STET_STAMP_PART, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct news_config *c = config;
    struct news_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

static stet_code find_url(struct news *n)
{
    stet_str url;
    if (!n->plan->config->url) {
        n->url = stet__facts_url(&n->f);
        return STET_OK;
    }
    stet_code code = stet_expand(n->f.a, n->plan->config->url, &url);
    if (code == STET_OK)
        n->url = stet__facts_web(&n->f, url);
    return code;
}

static stet_code write_news(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    const struct news_plan *p = plan;
    struct news n = {
        .f = {a, stet_kit_of(a), "Apple News Format", p->config->on_missing, p->zone},
        .plan = p,
        .j = {.out = out, .kit = stet_kit_of(a)}};
    (void)scratch;
    stet_code code = find_url(&n);
    if (code != STET_OK)
        return code;
    n.style = (struct html_style){.id_prefix = stet_cstr(""), .base = n.url, .book = 1};
    n.text = stet_out_in_article(a, 4096, out->max);
    code = stet__news_put_document(&n);
    if (code != STET_OK)
        return code;
    stet__news_put_components(&n);
    stet__news_put_styles(&n);
    stet__html_tell_nowhere(a, &n.nowhere);
    json_close(&n.j, '}');
    stet_putc(out, '\n');
    return n.text.failed ? n.text.failed : stet__facts_status(&n.f, out);
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/json",
    .extension = ".json",
    .renders = renders,
    .write = write_news,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct news_config),
    .name = "write.applenews",
    .summary = "Write the article as an article.json of Apple News Format.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(applenews, "0.1.0", 0, .summary = "Apple News Format.", .license = "MIT",
            .steps = steps);
