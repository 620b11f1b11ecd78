/* SPDX-License-Identifier: MIT */
/*
 * What stands around the components: identity, language, metadata, layout, styles.
 */
#include "news.h"

enum { IDENTIFIER_MAX = 64, KEYWORDS_MAX = 50, YEAR_MIN = 1970 };

/* ---- identity -------------------------------------------------------------------- */
static int is_identifier(stet_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return 0;
    }
    return s.n > 0 && s.n <= IDENTIFIER_MAX;
}

/* The id where it is one for Apple, else a digest of what stands for the article. */
static stet_str identifier(struct news *n)
{
    stet_str id = stet_field_text(n->f.a, STET_ID);
    if (is_identifier(id))
        return id;
    id = stet__facts_identity(&n->f);
    if (!id.n)
        id = n->url.n ? n->url : stet_source_name(n->f.a);
    static const char hex[] = "0123456789abcdef";
    stet_out text = stet_out_in_article(n->f.a, IDENTIFIER_MAX, IDENTIFIER_MAX);
    uint8_t digest[32];
    n->f.kit->sha256(id.p, id.n, digest);
    for (size_t i = 0; i < 16; i++) {
        stet_putc(&text, hex[digest[i] >> 4]);
        stet_putc(&text, hex[digest[i] & 15]);
    }
    return stet__facts_take(&n->f, &text);
}

/* ---- metadata -------------------------------------------------------------------- */
static void put_strings(struct news *n, const char *key, stet_node statement,
                        size_t max)
{
    stet_article *a = n->f.a;
    size_t count = 0;
    for (stet_node p = stet_first(a, statement); p && count < max;
         p = stet_next(a, p)) {
        stet_str name = stet__facts_name(&n->f, p);
        if (!name.n)
            continue;
        if (count++ == 0) {
            json_key(&n->j, key);
            json_open(&n->j, '[');
        }
        json_item(&n->j);
        json_string(&n->j, name);
    }
    if (count)
        json_close(&n->j, ']');
}

/* Concepts of all axes: the format has one list. */
static void put_keywords(struct news *n)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_FIELD);
    size_t count = 0, left = 0;
    for (stet_node s = stet_find(a, root, 0, STET_SUBJECTS); s;
         s = stet_find(a, root, s, STET_SUBJECTS))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p)) {
            stet_str name = stet__facts_name(&n->f, p);
            if (!name.n)
                continue;
            if (count == KEYWORDS_MAX) {
                left++;
                continue;
            }
            if (count++ == 0) {
                json_key(&n->j, "keywords");
                json_open(&n->j, '[');
            }
            json_item(&n->j);
            json_string(&n->j, name);
        }
    if (count)
        json_close(&n->j, ']');
    if (left)
        stet__facts_warn(&n->f, "only the first 50 are written, more are refused",
                         "keywords");
}

static void put_date(struct news *n, const char *key, stet_kind field)
{
    stet_date date;
    if (!stet__facts_instant(&n->f, field, key, &date))
        return;
    if (date.year < YEAR_MIN)
        stet__facts_warn(&n->f, "dates before 1970 are refused, it is left out", key);
    else
        json_instant(&n->j, key, &date);
}

static int has_notice(struct news *n, stet_kind kind)
{
    return stet_find(n->f.a, stet_root(n->f.a, STET_FAMILY_NOTICE), 0, kind) != 0;
}

/* Made by a machine, or first published elsewhere; Apple shows both to readers. */
static void put_generation(struct news *n)
{
    stet_article *a = n->f.a;
    stet_str source = stet_field_text(a, STET_DIGITAL_SOURCE);
    size_t slash = source.n;
    while (slash && source.p[slash - 1] != '/')
        slash--;
    source = stet_strn(source.p + slash, source.n - slash);
    if (stet_str_is(source, "trainedAlgorithmicMedia") ||
        stet_str_is(source, "compositeWithTrainedAlgorithmicMedia"))
        json_text(&n->j, "contentGenerationType", stet_cstr("AI"));
    else if (stet_field(a, STET_ORIGIN) || stet_field(a, STET_AGENCY) ||
             has_notice(n, STET_REPUBLISHED_FROM))
        json_text(&n->j, "contentGenerationType", stet_cstr("syndicated"));
}

static void put_metadata(struct news *n)
{
    stet_article *a = n->f.a;
    stet_str excerpt = stet_field_text(a, STET_EXCERPT);
    stet_node media = stet_first(a, stet_field(a, STET_IMAGES));
    stet_str src = stet_attr_str(a, media, STET_ATTR_SRC);
    json_key(&n->j, "metadata");
    json_open(&n->j, '{');
    put_strings(n, "authors", stet_field(a, STET_AUTHORS), SIZE_MAX);
    json_text(&n->j, "canonicalURL", n->url);
    put_generation(n);
    put_date(n, "dateCreated", STET_CREATED);
    put_date(n, "datePublished", STET_PUBLISHED);
    put_date(n, "dateModified", STET_UPDATED);
    json_text(&n->j, "excerpt",
              excerpt.n ? excerpt : stet_field_text(a, STET_STANDFIRST));
    put_keywords(n);
    json_text(
        &n->j, "thumbnailURL",
        stet__news_absolute(n, src.n ? src : stet_attr_str(a, media, STET_ATTR_URL)));
    json_text(&n->j, "generatorName", stet_cstr("stet"));
    json_close(&n->j, '}');
}

/* ---- the document ---------------------------------------------------------------- */
static const struct facts_need
    title_need = {.field = STET_HEADLINE, .rule = "title is required"},
    language_need = {.field = STET_LANGUAGE,
                     .rule = "language is required, and no option gives it"},
    address_need = {.name = "canonical or url",
                    .rule = "metadata.canonicalURL leads to the article",
                    .instead = "it is not written"},
    wanted_needs[] = {{.field = STET_PUBLISHED,
                       .rule = "metadata.datePublished dates the article",
                       .instead = "it is not written"},
                      {0}};

static stet_code read_article(struct news *n)
{
    n->language = stet__facts_language_tag(stet_field_text(n->f.a, STET_LANGUAGE));
    if (!n->language.n)
        n->language = n->plan->config->language;
    stet_code code = STET_OK;
    if (!stet_field_text(n->f.a, STET_HEADLINE).n)
        code = stet__facts_lack(&n->f, &title_need);
    if (!n->language.n)
        code = stet__facts_lack_too(&n->f, code, &language_need);
    if (code != STET_OK)
        return code;
    code = stet__facts_require(&n->f, wanted_needs);
    if (code == STET_OK && !n->url.n)
        code = stet__facts_lack(&n->f, &address_need);
    return code;
}

stet_code stet__news_put_document(struct news *n)
{
    stet_code code = read_article(n);
    if (code != STET_OK)
        return code;
    json_open(&n->j, '{');
    json_text(&n->j, "version", stet_cstr("1.26"));
    json_text(&n->j, "identifier", identifier(n));
    json_text(&n->j, "language", n->language);
    json_text(&n->j, "title", stet_field_text(n->f.a, STET_HEADLINE));
    json_key(&n->j, "layout");
    stet_puts(n->j.out, "{\"columns\":7,\"width\":1024,\"margin\":60,\"gutter\":20}");
    put_metadata(n);
    return STET_OK;
}

/* Plain, and legible in both of the reader's colour schemes. */
void stet__news_put_styles(struct news *n)
{
    static const char styles[] =
        "{\"default\":{\"fontName\":\"HelveticaNeue\",\"fontSize\":18,"
        "\"lineHeight\":26},"
        "\"default-title\":{\"fontName\":\"HelveticaNeue-Bold\",\"fontSize\":34,"
        "\"lineHeight\":40},"
        "\"default-intro\":{\"fontName\":\"HelveticaNeue-Medium\",\"fontSize\":20,"
        "\"lineHeight\":28},"
        "\"default-heading\":{\"fontName\":\"HelveticaNeue-Bold\",\"fontSize\":22,"
        "\"lineHeight\":28},"
        "\"default-byline\":{\"fontName\":\"HelveticaNeue\",\"fontSize\":15},"
        "\"default-caption\":{\"fontName\":\"HelveticaNeue\",\"fontSize\":14},"
        "\"default-quote\":{\"fontName\":\"HelveticaNeue-Italic\",\"fontSize\":20,"
        "\"lineHeight\":28}}";
    json_key(&n->j, "componentTextStyles");
    stet_puts(n->j.out, styles);
}
