/* SPDX-License-Identifier: MIT */
/*
 * Options of the feeds, and what an entry says: address, identity, dates, summary,
 * text.
 */
#include "entry.h"

static const stet_enum contents[] = {{"full", CONTENT_FULL, "summary and whole text"},
                                     {"summary", CONTENT_SUMMARY, "the summary alone"},
                                     {NULL, 0, NULL}};

const stet_option stet__feed_options[] = {
    STET_STRING(struct feed_config, title, .flags = STET_OPT_REQUIRED, .min = 1,
                .max = 500, .help = "Title of the feed.", .example = "Example Herald"),
    STET_URL_OPTION(struct feed_config, link, .flags = STET_OPT_REQUIRED,
                    .help = "Page that the feed belongs to.",
                    .example = "https://example.org/"),
    STET_URL_OPTION(struct feed_config, self,
                    .help = "Address of the feed itself; it is its identity, too."),
    STET_STRING(struct feed_config, description, .help = "What the feed is about."),
    STET_STRING(struct feed_config, author,
                .help = "Author of entries that name none; the title when left out."),
    STET_LANG(struct feed_config, language, .help = "Language of the feed."),
    STET_STRING(struct feed_config, rights, .help = "Copyright line of the feed."),
    STET_INT(struct feed_config, limit, 1, 100000, .def = "50",
             .help = "Entries at most, the newest."),
    STET_CHOICE(struct feed_config, content, contents, .def = "full",
                .help = "How much of an article an entry holds."),
    STET_ZONES(struct feed_config, zones, .def = "[body, tail]",
               .help = "Zones of the whole text; what stet stamped is there always."),
    STET_TEMPLATE(struct feed_config, url,
                  .help = "Address of an entry; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct feed_config),
    FACTS_ZONE(struct feed_config),
    STET_OPTION_END};

/* clang-format off */
const stet_render stet__feed_renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DEGRADES, "a marked part of the text"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_ID, 0, STET_RENDERS, NULL},
    {STET_URL, 0, STET_RENDERS, NULL},
    {STET_CANONICAL, 0, STET_RENDERS, NULL},
    {STET_HEADLINE, 0, STET_RENDERS, NULL},
    {STET_STANDFIRST, 0, STET_RENDERS, NULL},
    {STET_EXCERPT, 0, STET_RENDERS, NULL},
    {STET_BYLINE, 0, STET_RENDERS, NULL},
    {STET_AUTHORS, 0, STET_RENDERS, NULL},
    {STET_CONTRIBUTORS, 0, STET_RENDERS, NULL},
    {STET_TRANSLATORS, 0, STET_RENDERS, NULL},
    {STET_ORIGIN, 0, STET_RENDERS, NULL},
    {STET_PUBLISHED, 0, STET_RENDERS, NULL},
    {STET_UPDATED, 0, STET_RENDERS, NULL},
    {STET_LANGUAGE, 0, STET_RENDERS, NULL},
    {STET_SUBJECTS, 0, STET_RENDERS, NULL},
    {STET_IMAGES, 0, STET_RENDERS, NULL},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a line below the text"},
    {STET_COPYRIGHT_NOTICE, 0, STET_RENDERS, NULL},
    {STET_USAGE_TERMS, 0, STET_RENDERS, NULL},
    {STET_LICENCE, 0, STET_RENDERS, NULL},
    {STET_COMMENTS, 0, STET_RENDERS, NULL},
    {STET_TRANSLATIONS, 0, STET_RENDERS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

stet_code stet__feed_compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct feed_config *c = config;
    struct feed_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->kit = stet_build_kit(b);
    plan->zones = stet_zone_bits(c->zones);
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

/* ---- an entry --------------------------------------------------------------- */
static stet_code find_url(struct entry *e)
{
    stet_str url;
    if (!e->plan->config->url) {
        e->url = stet__facts_url(&e->f);
        return STET_OK;
    }
    stet_code code = stet_expand(e->f.a, e->plan->config->url, &url);
    if (code == STET_OK)
        e->url = stet__facts_web(&e->f, url);
    return code;
}

static void find_dates(struct entry *e)
{
    if (!stet__facts_instant(&e->f, STET_PUBLISHED, "published", &e->published))
        e->published.precision = 0;
    if (!stet__facts_instant(&e->f, STET_UPDATED, "updated", &e->updated))
        e->updated = e->published;
}

static stet_str first_paragraph(struct entry *e)
{
    stet_article *a = e->f.a;
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    while (n && !(stet_kind_of(a, n) == STET_PARAGRAPH &&
                  stet_zone_of(a, n) == STET_ZONE_BODY))
        n = stet_next(a, n);
    return stet_content(a, n);
}

/* An excerpt, a standfirst, or the beginning of the text, cut at a word. */
static stet_str make_summary(struct entry *e)
{
    stet_str text = stet_field_text(e->f.a, STET_EXCERPT);
    if (!text.n)
        text = stet_field_text(e->f.a, STET_STANDFIRST);
    if (!text.n)
        text = first_paragraph(e);
    size_t cut = text.n <= 500 ? text.n : e->f.kit->cut_at_word(text, 500);
    if (cut >= text.n)
        return text;
    stet_out shorter = stet_out_in_article(e->f.a, cut + 8, cut + 8);
    stet_put(&shorter, text.p, cut);
    stet_puts(&shorter, "\xe2\x80\xa6");
    return stet__facts_take(&e->f, &shorter);
}

stet_code stet__feed_read(struct entry *e, const void *plan, stet_article *a,
                          const char *format, stet_out *out)
{
    static const struct facts_need identity = {.name = "id, canonical or url",
                                               .rule = "id is required",
                                               .instead =
                                                   "a digest of its name is written"};
    const struct feed_plan *p = plan;
    memset(e, 0, sizeof *e);
    e->f.a = a;
    e->f.kit = stet_kit_of(a);
    e->f.format = format;
    e->f.on_missing = p->config->on_missing;
    e->f.zone = p->zone;
    e->plan = p;
    e->out = out;
    e->headline = stet_field_text(a, STET_HEADLINE);
    e->summary = make_summary(e);
    find_dates(e);
    stet_code code = find_url(e);
    if (code != STET_OK)
        return code;
    e->id = stet__facts_identity(&e->f);
    if (!e->id.n)
        e->id = e->url;
    if (!e->id.n) {
        code = stet__facts_lack(&e->f, &identity);
        e->id = stet__facts_digest(&e->f);
    }
    return code;
}

/* Does the feed name this author, and the entry no other? Then it need not say so. */
int stet__feed_author_is_known(struct entry *e)
{
    const struct feed_config *c = e->plan->config;
    stet_article *a = e->f.a;
    stet_node n = stet_first(a, stet_field(a, STET_AUTHORS));
    stet_str name = n ? stet__facts_name(&e->f, n) : stet_field_text(a, STET_BYLINE);
    if (stet_next(a, n) || stet_attr_str(a, n, STET_ATTR_URL).n ||
        stet_attr_str(a, n, STET_ATTR_EMAIL).n)
        return 0;
    return stet_str_eq(name, c->author.n ? c->author : c->title);
}

stet_code stet__feed_html(struct entry *e, stet_str *ret_html)
{
    struct html_style style = {.id_prefix = stet_cstr(""),
                               .rel = stet_cstr(""),
                               .base = e->url,
                               .keep_stamps = 1};
    stet_out raw = stet__facts_html_buffer(&e->f, e->out->max);
    stet__html_write_body(e->f.a, &style, e->plan->zones, &raw);
    stet__facts_put_loose_notices(&e->f, &raw);
    stet__facts_put_loose_credits(&e->f, &raw);
    *ret_html = stet__facts_take(&e->f, &raw);
    return e->f.failed;
}

/* Seconds since 1970 as twenty digits that sort as text. */
stet_code stet__feed_key(struct entry *e, const stet_date *date, stet_str *ret_key)
{
    char *key = stet_alloc(e->f.a, 21);
    if (!key)
        return STET_E_NOMEM;
    uint64_t rest = date->precision
                        ? (uint64_t)e->f.kit->date_seconds(date) + (UINT64_C(1) << 62)
                        : 0;
    for (size_t at = 20; at-- > 0; rest /= 10)
        key[at] = (char)('0' + rest % 10);
    *ret_key = stet_strn(key, 20);
    return STET_OK;
}
