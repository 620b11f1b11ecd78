/* SPDX-License-Identifier: MIT */
/* An entry of Atom, with what the feed around it says. */
#include "reader.h"

typedef const struct markup *element;

static stet_str attr(element m, const char *name)
{
    return stet__markup_attr(m, name);
}

static int is_type(element m, const char *type)
{
    return stet_str_is(attr(m, "type"), type);
}

/* The XHTML below the div of a text construct. */
static element division(element m)
{
    element div = stet__markup_child(m, "div");
    return div ? div : m;
}

/* A text construct as plain text. */
static stet_str construct(struct claims *c, element m)
{
    if (!is_type(m, "html"))
        return stet__markup_text(c->a, m);
    const struct markup *root =
        stet__markup_html(c->a, stet__markup_raw(c->a, m), UINT32_MAX);
    return root ? stet__markup_text(c->a, root) : stet_cstr("");
}

static stet_str said(struct claims *c, element entry, element feed, const char *name)
{
    element m = stet__markup_child(entry, name);
    return construct(c, m ? m : stet__markup_child(feed, name));
}

static void read_people(struct claims *c, element entry, element feed)
{
    static const struct {
        const char *name;
        stet_kind field;
    } rows[] = {{"author", STET_AUTHORS}, {"contributor", STET_CONTRIBUTORS}};
    for (size_t i = 0; i < 2; i++) {
        stet_node all = 0;
        element m = stet__markup_child(entry, rows[i].name);
        if (!m && i == 0)
            m = stet__markup_child(stet__markup_child(entry, "source"), "author");
        if (!m && i == 0)
            m = stet__markup_child(feed, "author");
        for (; m; m = stet__markup_next(m)) {
            stet_str name = stet__markup_text(c->a, stet__markup_child(m, "name"));
            stet_node n = stet__claim_party(c, rows[i].field, &all, name, "person");
            stet__claim_attr(c, n, STET_ATTR_URL,
                             stet__markup_text(c->a, stet__markup_child(m, "uri")));
            stet__claim_attr(c, n, STET_ATTR_EMAIL,
                             stet__markup_text(c->a, stet__markup_child(m, "email")));
        }
    }
}

static void read_categories(struct claims *c, element entry)
{
    stet_node all = 0;
    for (element m = stet__markup_child(entry, "category"); m;
         m = stet__markup_next(m)) {
        stet_str term = attr(m, "term"), label = attr(m, "label"),
                 scheme = attr(m, "scheme");
        stet_str axis = stet__feed_axis(c, scheme);
        int is_scheme = stet_str_eq(axis, scheme) && scheme.n;
        stet_node n =
            stet__claim_subject(c, &all, label.n ? label : term,
                                is_scheme || !axis.n ? stet_cstr("topic") : axis);
        if (!stet_str_eq(term, label) && label.n)
            stet__claim_attr(c, n, STET_ATTR_CODE, term);
        if (is_scheme)
            stet__claim_attr(c, n, STET_ATTR_SCHEME, scheme);
    }
}

static void read_image(struct claims *c, element m, stet_node *images)
{
    stet_str type = attr(m, "type");
    if (type.n && !(type.n > 6 && memcmp(type.p, "image/", 6) == 0))
        return;
    *images = *images ? *images : stet__claim_open(c, STET_IMAGES);
    stet_node n = stet__claim_part(c, *images, STET_MEDIA_PART);
    stet__claim_attr(c, n, STET_ATTR_SRC, attr(m, "href"));
    stet__claim_attr(c, n, STET_ATTR_MEDIA, stet_cstr("image"));
    stet__claim_attr(c, n, STET_ATTR_ALT, attr(m, "title"));
}

static void read_links(struct claims *c, element entry)
{
    stet_node images = 0, translations = 0;
    for (element m = stet__markup_child(entry, "link"); m; m = stet__markup_next(m)) {
        stet_str rel = attr(m, "rel"), href = attr(m, "href"),
                 lang = attr(m, "hreflang");
        if ((!rel.n || stet_str_is(rel, "alternate")) && !lang.n)
            stet__claim_text(c, STET_CANONICAL, href);
        else if (stet_str_is(rel, "license"))
            stet__claim_text(c, STET_LICENCE, href);
        else if (stet_str_is(rel, "replies"))
            stet__claim_text(c, STET_COMMENTS, href);
        else if (stet_str_is(rel, "enclosure") && href.n)
            read_image(c, m, &images);
        else if (stet_str_is(rel, "alternate")) {
            translations =
                translations ? translations : stet__claim_open(c, STET_TRANSLATIONS);
            stet_node n = stet__claim_part(c, translations, STET_REF);
            stet__claim_attr(c, n, STET_ATTR_URL, href);
            stet__claim_attr(c, n, STET_ATTR_LANG, lang);
            stet__claim_attr(c, n, STET_ATTR_TITLE, attr(m, "title"));
        }
    }
}

static element find_link(element entry, const char *rel)
{
    element m = stet__markup_child(entry, "link");
    while (m && !stet_str_is(attr(m, "rel"), rel))
        m = stet__markup_next(m);
    return m;
}

/* Where it was first published: the link that readers follow, or the source's own id.
 */
static void read_origin(struct claims *c, element entry)
{
    element via = find_link(entry, "via"), source = stet__markup_child(entry, "source");
    stet_str name = construct(c, stet__markup_child(source, "title")),
             url = attr(via, "href");
    if (!via && !source)
        return;
    if (!name.n)
        name = attr(via, "title");
    if (!url.n)
        url = attr(find_link(source, "alternate"), "href");
    if (!url.n && !name.n)
        return;
    stet_node n = stet__claim_part(c, stet__claim_open(c, STET_ORIGIN), STET_PARTY);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_URL, url);
}

/* Rights, one statement a line: the first is the notice, the rest are terms. */
static void read_rights(struct claims *c, element entry, element feed)
{
    element m = stet__markup_child(entry, "rights");
    stet_str all = is_type(m, "html") ? construct(c, m) : stet__markup_raw(c->a, m);
    const char *end = memchr(all.p, '\n', all.n);
    if (!m) {
        stet__claim_text(c, STET_COPYRIGHT_NOTICE,
                         construct(c, stet__markup_child(feed, "rights")));
        return;
    }
    size_t n = end ? (size_t)(end - all.p) : all.n;
    stet__claim_text(c, STET_COPYRIGHT_NOTICE, stet_strn(all.p, n));
    if (end)
        stet__claim_text(c, STET_USAGE_TERMS, stet_strn(end + 1, all.n - n - 1));
}

static void read_dates(struct claims *c, element entry)
{
    stet_str published =
        stet__markup_text(c->a, stet__markup_child(entry, "published"));
    stet_str updated = stet__markup_text(c->a, stet__markup_child(entry, "updated"));
    stet__claim_date(c, STET_PUBLISHED, published);
    if (!stet_str_eq(published, updated))
        stet__claim_date(c, STET_UPDATED, updated);
}

/* Pictures and other bytes in base64 are no text of the article. */
static int is_text(element content)
{
    stet_str type = attr(content, "type");
    return !memchr(type.p, '/', type.n) || (type.n > 5 && !memcmp(type.p, "text/", 5));
}

static stet_code read_content(struct claims *c, element entry)
{
    element content = stet__markup_child(entry, "content");
    element summary = stet__markup_child(entry, "summary");
    struct markup_into into = {.rules = &stet__markup_html_rules,
                               .base = stet_cstr("content")};
    if (content && attr(content, "src").n)
        stet_log(c->a, STET_LOG_LOSS,
                 stet_cstr("content that stands at another address is not fetched"));
    if (content && content->first && !is_text(content)) {
        stet_log(c->a, STET_LOG_LOSS, stet_cstr("content that is no text is left out"));
        content = NULL;
    }
    if (!content || !content->first)
        content = summary;
    else
        stet__claim_text(c, STET_EXCERPT, construct(c, summary));
    if (is_type(content, "xhtml"))
        return stet__markup_build(c->a, division(content), &into);
    return stet__feed_build(c, stet__markup_raw(c->a, content),
                            is_type(content, "html") || is_type(content, "text/html"),
                            "content");
}

stet_code stet__feed_read_atom(struct claims *c, const struct markup *feed)
{
    element entry = stet__markup_child(feed, "entry");
    stet_str lang = attr(entry, "xml:lang");
    stet__claim_text(c, STET_ID,
                     stet__markup_text(c->a, stet__markup_child(entry, "id")));
    stet__claim_text(c, STET_HEADLINE,
                     construct(c, stet__markup_child(entry, "title")));
    stet__claim_text(c, STET_LANGUAGE, lang.n ? lang : attr(feed, "xml:lang"));
    stet__claim_text(c, STET_SITE, said(c, NULL, feed, "title"));
    read_dates(c, entry);
    read_people(c, entry, feed);
    read_categories(c, entry);
    read_origin(c, entry);
    read_links(c, entry);
    read_rights(c, entry, feed);
    return c->code ? c->code : read_content(c, entry);
}
