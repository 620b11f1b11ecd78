/* SPDX-License-Identifier: MIT */
/*
 * write.newsmlg2 - the article as a NewsML-G2 2.35 newsItem.
 *
 *   out:
 *     - use: write.newsmlg2
 *       to: "out/{{ slug }}.xml"
 *       with:
 *         content: nitf                # or xhtml
 *         provider: Example Herald     # when the article names no publisher
 *         zones: [body, tail]
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         zone: "+00:00"               # of dates that name none
 *         on_missing: warn             # or skip, fail
 *
 * The standard requires a provider and the date of this version: an article without
 * them is never written. The payload is a whole NITF or XHTML document of its own.
 */
#include "../nitf/nitf.h"
#include "item.h"

struct g2_config {
    int32_t content, on_missing;
    stet_list zones;
    stet_str zone, provider;
    const stet_template *url;
};

struct g2_plan {
    const struct g2_config *config;
    uint32_t zones;
    int16_t zone;
};

enum { CONTENT_NITF = 1, CONTENT_XHTML };

static const stet_enum contents[] = {{"nitf", CONTENT_NITF, "NITF 3.6"},
                                     {"xhtml", CONTENT_XHTML, "an XHTML page"},
                                     {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct g2_config, content, contents, .def = "nitf",
                .help = "What the text is written as, inside the item."),
    STET_STRING(struct g2_config, provider, .max = 500,
                .help = "Who provides the item, when the article names no publisher.",
                .example = "Example Herald"),
    STET_ZONES(struct g2_config, zones, .def = "[body, tail]",
               .help = "Zones that are written; what stet stamped is there always."),
    STET_TEMPLATE(struct g2_config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct g2_config),
    FACTS_ZONE(struct g2_config),
    STET_OPTION_END};

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
    {STET_IMAGE, 0, STET_DEGRADES, "a link, in NITF"},
    {STET_CODE, 0, STET_DEGRADES, "preformatted text"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as text"},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_EXTRA_PART, 0, STET_DROPS, NULL},
    {STET_STAMP_PART, 0, STET_DROPS, NULL},
    {STET_DIRECTION, 0, STET_DROPS, NULL},
    {STET_SITE, 0, STET_RENDERS, "a meta element of the NITF inside"},
    {STET_COPYRIGHT_YEAR, 0, STET_RENDERS, "doc.copyright of the NITF inside"},
    {STET_CHARACTERS, 0, STET_DROPS, NULL},
    {STET_KICKER, 0, STET_DEGRADES, "a headline with a role"},
    {STET_REPUBLISHED, 0, STET_DEGRADES, "the date of the version"},
    {STET_CORRECTIONS, 0, STET_DEGRADES, "a note to editors and a signal"},
    {STET_PRINT_EDITION, 0, STET_DEGRADES, "a note to editors"},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a credit line"},
    {STET_TRANSLATIONS, 0, STET_DROPS, NULL},
    {STET_SPONSOR, 0, STET_DEGRADES, "a note to editors"},
    {STET_ACCESS, 0, STET_DROPS, NULL},
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
    const struct g2_config *c = config;
    struct g2_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->zones = stet_zone_bits(c->zones);
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

/* ---- what the standard requires --------------------------------------------- */
static stet_code find_url(struct item *i, const stet_template *given)
{
    stet_str url;
    if (!given) {
        i->url = stet__facts_url(&i->f);
        return STET_OK;
    }
    stet_code code = stet_expand(i->f.a, given, &url);
    if (code == STET_OK)
        i->url = stet__facts_web(&i->f, url);
    return code;
}

static int find_version(struct item *i, stet_date *ret_date)
{
    static const stet_kind fields[] = {STET_UPDATED, STET_REPUBLISHED, STET_PUBLISHED,
                                       STET_CREATED};
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
        if (stet__facts_instant(&i->f, fields[k], "versionCreated", ret_date))
            return 1;
    return 0;
}

static const struct facts_need
    provider_need = {.field = STET_PUBLISHER,
                     .rule = "itemMeta must name the provider, and no option does"},
    version_need = {.name = "updated, published or created",
                    .rule = "versionCreated is required"},
    guid_need = {.name = "id, canonical or url",
                 .rule = "guid is required",
                 .instead = "a digest of its name is written"},
    wanted_needs[] = {{.field = STET_HEADLINE,
                       .rule = "contentMeta holds it as headline",
                       .instead = "headline is not written"},
                      {.field = STET_LANGUAGE,
                       .rule = "contentMeta holds it as language",
                       .instead = "language is not written"},
                      {0}};

static stet_code read_item(struct item *i, const struct g2_config *c,
                           stet_date *ret_version)
{
    stet_node publisher;
    stet_code code = find_url(i, c->url);
    if (code != STET_OK)
        return code;
    code = stet__facts_require(&i->f, wanted_needs);
    publisher = stet__facts_party(&i->f, STET_PUBLISHER);
    i->provider = stet__facts_name(&i->f, publisher);
    if (!i->provider.n)
        i->provider = c->provider;
    if (!i->provider.n)
        code = stet__facts_lack_too(&i->f, code, &provider_need);
    if (!find_version(i, ret_version))
        code = stet__facts_lack_too(&i->f, code, &version_need);
    i->guid = stet__facts_identity(&i->f);
    if (!i->guid.n)
        i->guid = i->url;
    if (!i->guid.n) {
        code = stet__facts_lack_too(&i->f, code, &guid_need);
        i->guid = stet__facts_digest(&i->f);
    }
    return code;
}

/* ---- the item --------------------------------------------------------------- */
void stet__g2_put_text(struct item *i, stet_str text)
{
    i->f.kit->escape(i->out, STET_ESCAPE_XML, text.p, text.n);
}

void stet__g2_put_lines(struct item *i, const char *open, stet_str text,
                        const char *close)
{
    if (!text.n)
        return;
    stet_puts(i->out, open);
    stet__g2_put_text(i, text);
    stet_puts(i->out, close);
}

void stet__g2_put(struct item *i, const char *open, stet_str text, const char *close)
{
    stet__g2_put_lines(i, open, stet__facts_line(&i->f, text), close);
}

static void put_start(struct item *i)
{
    int64_t version = stet__facts_number(&i->f, STET_VERSION);
    stet_puts(i->out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" "
              "standard=\"NewsML-G2\" standardversion=\"2.35\" conformance=\"power\"");
    stet__g2_put(i, " guid=\"", i->guid, "\"");
    if (version > 0) {
        stet_puts(i->out, " version=\"");
        stet_put_int(i->out, version);
        stet_putc(i->out, '"');
    }
    stet__g2_put(i, " xml:lang=\"",
                 stet__facts_language_tag(stet_field_text(i->f.a, STET_LANGUAGE)),
                 "\"");
    stet_puts(i->out, ">\n<catalogRef href=\"http://www.iptc.org/std/catalog/"
                      "catalog.IPTC-G2-Standards_40.xml\"/>\n");
}

static stet_code put_xhtml(struct item *i)
{
    struct html_style style = {.id_prefix = stet_cstr("stet-"),
                               .rel = stet_cstr(""),
                               .base = i->url,
                               .keep_stamps = 1};
    stet_out html = stet__facts_html_buffer(&i->f, i->out->max);
    stet__html_write_body(i->f.a, &style, i->zones, &html);
    stet__facts_put_loose_notices(&i->f, &html);
    stet_puts(i->out, "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head><title>");
    stet__g2_put_text(i,
                      stet__facts_line(&i->f, stet_field_text(i->f.a, STET_HEADLINE)));
    stet_puts(i->out, "</title></head>\n<body>\n");
    stet__facts_put_xhtml(i->out, stet__facts_take(&i->f, &html));
    stet_puts(i->out, "</body>\n</html>\n");
    return html.failed;
}

static stet_code put_content(struct item *i)
{
    struct nitf n = {.f = i->f,
                     .out = i->out,
                     .zones = i->zones,
                     .url = i->url,
                     .id = i->guid,
                     .house = i->provider};
    int64_t words = stet__facts_number(&i->f, STET_WORDS);
    stet_puts(i->out, i->is_xhtml ? "<contentSet>\n<inlineXML contenttype=\""
                                    "application/xhtml+xml\""
                                  : "<contentSet>\n<inlineXML contenttype=\""
                                    "application/nitf+xml\"");
    if (words > 0) {
        stet_puts(i->out, " wordcount=\"");
        stet_put_int(i->out, words);
        stet_putc(i->out, '"');
    }
    stet_puts(i->out, ">\n");
    stet_code code = i->is_xhtml ? put_xhtml(i) : stet__nitf_write(&n);
    stet_puts(i->out, "\n</inlineXML>\n</contentSet>\n");
    return code;
}

static stet_code write_item(const void *plan, void *scratch, stet_article *a,
                            stet_out *out)
{
    const struct g2_plan *p = plan;
    const struct g2_config *c = p->config;
    struct item i = {.f = {a, stet_kit_of(a), "NewsML-G2", c->on_missing, p->zone},
                     .out = out,
                     .zones = p->zones,
                     .is_xhtml = c->content == CONTENT_XHTML};
    stet_date version;
    (void)scratch;
    stet_code code = read_item(&i, c, &version);
    if (code != STET_OK)
        return code;
    put_start(&i);
    stet__g2_put_rights(&i);
    stet__g2_put_item_meta(&i, &version);
    stet__g2_put_content_meta(&i);
    stet__g2_put_derived_from(&i);
    code = put_content(&i);
    stet_puts(out, "</newsItem>\n");
    return code == STET_OK ? stet__facts_status(&i.f, out) : code;
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/vnd.iptc.g2.newsitem+xml",
    .extension = ".xml",
    .renders = renders,
    .write = write_item,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct g2_config),
    .name = "write.newsmlg2",
    .summary = "Write the article as a NewsML-G2 2.35 news item.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step,
#if defined(STET_READS_XML)
                                         &stet__g2_read_step,
#endif
                                         NULL};

STET_PLUGIN(newsmlg2, "0.1.0", 0, .summary = "NewsML-G2.", .license = "MIT",
            .steps = steps);
