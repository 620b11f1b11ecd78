/* SPDX-License-Identifier: MIT */
/*
 * write.oembed - what a site answers when another asks how to show the article.
 *
 *   out:
 *     - use: write.oembed
 *       to: "oembed/{{ slug }}.json"
 *       with:
 *         type: rich                   # or link: no HTML, a title and a picture alone
 *         width: 600
 *         height: 240
 *
 * The HTML of a rich answer is a quotation with a link: no frame, no script.
 */
#include "../html/siblings.h"

struct oembed_config {
    int32_t type, on_missing;
    int64_t width, height, cache_age;
    const stet_template *url;
};

enum { TYPE_RICH = 1, TYPE_LINK };

static const stet_enum types[] = {
    {"rich", TYPE_RICH, "a card: headline, introduction, house, link"},
    {"link", TYPE_LINK, "metadata alone"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct oembed_config, type, types, .def = "rich",
                .help = "What kind of answer."),
    STET_INT(struct oembed_config, width, 200, 4000, .def = "600",
             .help = "Width of the card in pixels."),
    STET_INT(struct oembed_config, height, 50, 4000, .def = "240",
             .help = "Height of the card in pixels."),
    STET_INT(struct oembed_config, cache_age, 0, 31536000, .def = "86400",
             .help = "Seconds that the answer may be kept; 0 says nothing."),
    STET_TEMPLATE(struct oembed_config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct oembed_config),
    STET_OPTION_END};

/* One answer being written. */
struct answer {
    struct facts f;
    const struct oembed_config *config;
    stet_out *out;
    stet_str url, title;
};

/* ---- JSON ------------------------------------------------------------------- */
static void put_text(struct answer *w, const char *name, stet_str value)
{
    if (!value.n)
        return;
    stet_puts(w->out, ",\"");
    stet_puts(w->out, name);
    stet_puts(w->out, "\":");
    w->f.kit->put_json_str(w->out, value);
}

static void put_number(struct answer *w, const char *name, int64_t value)
{
    stet_puts(w->out, ",\"");
    stet_puts(w->out, name);
    stet_puts(w->out, "\":");
    stet_put_int(w->out, value);
}

/* ---- the card --------------------------------------------------------------- */
static void put_part(struct answer *w, stet_out *card, const char *open, stet_str text,
                     const char *close)
{
    if (!text.n)
        return;
    stet_puts(card, open);
    w->f.kit->escape(card, STET_ESCAPE_XML, text.p, text.n);
    stet_puts(card, close);
}

static stet_str house(struct answer *w)
{
    stet_str site = stet_field_text(w->f.a, STET_SITE);
    stet_node party = site.n ? 0 : stet__facts_party(&w->f, STET_PUBLISHER);
    return party ? stet__facts_name(&w->f, party) : site;
}

static stet_str make_card(struct answer *w)
{
    stet_out card = stet_out_in_article(w->f.a, 512, 1 << 20);
    stet_str lang = stet__facts_language_tag(stet_field_text(w->f.a, STET_LANGUAGE));
    stet_str excerpt = stet_field_text(w->f.a, STET_EXCERPT);
    if (!excerpt.n)
        excerpt = stet_field_text(w->f.a, STET_STANDFIRST);
    stet_puts(&card, "<blockquote class=\"stet-card\"");
    put_part(w, &card, " cite=\"", w->url, "\"");
    put_part(w, &card, " lang=\"", lang, "\"");
    stet_puts(&card, "><p>");
    put_part(w, &card, "<a href=\"", w->url, "\">");
    put_part(w, &card, "<strong>", w->title, "</strong>");
    stet_puts(&card, w->url.n ? "</a></p>" : "</p>");
    put_part(w, &card, "<p>", excerpt, "</p>");
    put_part(w, &card, "<p>", stet_field_text(w->f.a, STET_BYLINE), "</p>");
    put_part(w, &card, "<p>", house(w), "</p>");
    put_part(w, &card, "<p><small>", stet_field_text(w->f.a, STET_COPYRIGHT_NOTICE),
             "</small></p>");
    stet_puts(&card, "</blockquote>");
    return stet__facts_take(&w->f, &card);
}

/* ---- the picture ------------------------------------------------------------ */
/* The standard wants its size too: a picture of unknown size is left out. */
static void put_thumbnail(struct answer *w)
{
    stet_node fields = stet_root(w->f.a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(w->f.a, fields, 0, STET_IMAGES); s;
         s = stet_find(w->f.a, fields, s, STET_IMAGES))
        for (stet_node n = stet_first(w->f.a, s); n; n = stet_next(w->f.a, n)) {
            stet_str src = stet_attr_str(w->f.a, n, STET_ATTR_SRC);
            int64_t width = stet_attr_int(w->f.a, n, STET_ATTR_WIDTH, 0);
            int64_t height = stet_attr_int(w->f.a, n, STET_ATTR_HEIGHT, 0);
            src = stet__facts_web(
                &w->f, src.n ? src : stet_attr_str(w->f.a, n, STET_ATTR_URL));
            if (stet_kind_of(w->f.a, n) != STET_MEDIA_PART || !src.n || width <= 0 ||
                height <= 0)
                continue;
            put_text(w, "thumbnail_url", src);
            put_number(w, "thumbnail_width", width);
            put_number(w, "thumbnail_height", height);
            return;
        }
}

/* ---- the answer ------------------------------------------------------------- */
static stet_code begin(struct answer *w)
{
    static const struct facts_need required[] = {{.field = STET_HEADLINE,
                                                  .rule = "title names what is shown",
                                                  .instead = "title is not written"},
                                                 {0}};
    static const struct facts_need address = {.name = "canonical or url",
                                              .rule = "url leads to the article",
                                              .instead = "the answer has no link"};
    stet_str url = stet__facts_url(&w->f);
    stet_code code =
        w->config->url ? stet_expand(w->f.a, w->config->url, &url) : STET_OK;
    if (code != STET_OK)
        return code;
    w->url = stet__facts_web(&w->f, url);
    w->title = stet_field_text(w->f.a, STET_HEADLINE);
    code = stet__facts_require(&w->f, required);
    return w->url.n ? code : stet__facts_lack_too(&w->f, code, &address);
}

static void put_answer(struct answer *w)
{
    const struct oembed_config *c = w->config;
    stet_node author = stet_first(w->f.a, stet_field(w->f.a, STET_AUTHORS));
    stet_node publisher = stet__facts_party(&w->f, STET_PUBLISHER);
    stet_str byline = stet_field_text(w->f.a, STET_BYLINE);
    stet_puts(w->out, c->type == TYPE_RICH ? "{\"version\":\"1.0\",\"type\":\"rich\""
                                           : "{\"version\":\"1.0\",\"type\":\"link\"");
    put_text(w, "title", w->title);
    put_text(w, "author_name",
             author && !stet_next(w->f.a, author) ? stet__facts_name(&w->f, author)
                                                  : byline);
    put_text(w, "author_url",
             stet__facts_web(&w->f, stet_attr_str(w->f.a, author, STET_ATTR_URL)));
    put_text(w, "provider_name", house(w));
    put_text(w, "provider_url",
             stet__facts_web(&w->f, stet_attr_str(w->f.a, publisher, STET_ATTR_URL)));
    if (c->cache_age > 0)
        put_number(w, "cache_age", c->cache_age);
    put_thumbnail(w);
    if (c->type == TYPE_RICH) {
        put_text(w, "html", make_card(w));
        put_number(w, "width", c->width);
        put_number(w, "height", c->height);
    } else {
        put_text(w, "url", w->url);
    }
    stet_puts(w->out, "}\n");
}

static stet_code write_oembed(const void *plan, void *scratch, stet_article *a,
                              stet_out *out)
{
    const struct oembed_config *c = plan;
    struct answer w = {.f = {.a = a,
                             .kit = stet_kit_of(a),
                             .format = "oEmbed",
                             .on_missing = c->on_missing},
                       .config = c,
                       .out = out};
    (void)scratch;
    stet_code code = begin(&w);
    if (code != STET_OK)
        return code;
    put_answer(&w);
    return stet__facts_status(&w.f, out);
}

static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_DROPS, NULL},
    {0, STET_FAMILY_INLINE, STET_DROPS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DROPS, NULL},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DROPS, NULL},
    {STET_HEADLINE, 0, STET_RENDERS, NULL},
    {STET_STANDFIRST, 0, STET_RENDERS, NULL},
    {STET_EXCERPT, 0, STET_RENDERS, NULL},
    {STET_BYLINE, 0, STET_RENDERS, NULL},
    {STET_AUTHORS, 0, STET_DEGRADES, "the one author, or the byline"},
    {STET_PUBLISHER, 0, STET_RENDERS, NULL},
    {STET_SITE, 0, STET_RENDERS, NULL},
    {STET_URL, 0, STET_RENDERS, NULL},
    {STET_CANONICAL, 0, STET_RENDERS, NULL},
    {STET_LANGUAGE, 0, STET_RENDERS, NULL},
    {STET_COPYRIGHT_NOTICE, 0, STET_RENDERS, NULL},
    {STET_IMAGES, 0, STET_DEGRADES, "a thumbnail, when its size is known"},
    {STET_PARTY, 0, STET_RENDERS, NULL},
    {STET_MEDIA_PART, 0, STET_RENDERS, NULL},
    {0, 0, 0, NULL}};

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/json",
    .extension = ".json",
    .renders = renders,
    .write = write_oembed,
};

static const char *const reads[] = {"fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct oembed_config),
    .name = "write.oembed",
    .summary = "Write the oEmbed answer for the article.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(oembed, "0.1.0", 0, .summary = "oEmbed answers, rich and link.",
            .license = "MIT", .steps = steps);
