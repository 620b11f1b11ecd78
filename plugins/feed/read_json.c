/* SPDX-License-Identifier: MIT */
/* An item of JSON Feed, with the extension that write.jsonfeed makes. */
#include "reader.h"

static stet_str member(const stet_data *map, const char *name)
{
    return stet_data_get_text(map, name);
}

static const stet_data *list(const stet_data *map, const char *name)
{
    const stet_data *d = stet_data_get(map, name);
    return d && d->type == STET_DATA_LIST ? d->first : NULL;
}

static void read_people(struct claims *c, const stet_data *from, const char *key,
                        stet_kind field)
{
    stet_node all = 0;
    for (const stet_data *d = list(from, key); d; d = d->next) {
        stet_node n = stet__claim_party(c, field, &all, member(d, "name"), "person");
        stet__claim_attr(c, n, STET_ATTR_URL, member(d, "url"));
    }
}

static void read_authors(struct claims *c, const stet_data *item, const stet_data *root)
{
    stet_node all = 0;
    if (list(item, "authors"))
        read_people(c, item, "authors", STET_AUTHORS);
    else if (stet_data_get(item, "author")) /* version 1.0 */
        stet__claim_party(c, STET_AUTHORS, &all,
                          member(stet_data_get(item, "author"), "name"), "person");
    else
        read_people(c, root, "authors", STET_AUTHORS);
}

static void read_extension(struct claims *c, const stet_data *item)
{
    const stet_data *own = stet_data_get(item, "_stet");
    stet__claim_text(c, STET_COPYRIGHT_NOTICE, member(own, "copyright_notice"));
    stet__claim_text(c, STET_USAGE_TERMS, member(own, "usage_terms"));
    stet__claim_text(c, STET_LICENCE, member(own, "licence"));
    stet__claim_text(c, STET_COMMENTS, member(own, "comments"));
    read_people(c, own, "contributors", STET_CONTRIBUTORS);
    read_people(c, own, "translators", STET_TRANSLATORS);
    stet_str name = member(own, "origin"), url = member(item, "external_url");
    if (!name.n && !url.n)
        return;
    stet_node n = stet__claim_part(c, stet__claim_open(c, STET_ORIGIN), STET_PARTY);
    stet__claim_attr(c, n, STET_ATTR_NAME, name);
    stet__claim_attr(c, n, STET_ATTR_URL, url);
}

static void read_subjects(struct claims *c, const stet_data *item)
{
    const stet_data *own = list(stet_data_get(item, "_stet"), "subjects");
    stet_node all = 0;
    for (const stet_data *d = own; d; d = d->next) {
        stet_node n =
            stet__claim_subject(c, &all, member(d, "name"), member(d, "axis"));
        stet__claim_attr(c, n, STET_ATTR_CODE, member(d, "code"));
        stet__claim_attr(c, n, STET_ATTR_SCHEME, member(d, "scheme"));
    }
    for (const stet_data *d = own ? NULL : list(item, "tags"); d; d = d->next)
        stet__claim_subject(c, &all, stet_data_text(d), stet_cstr("topic"));
}

static void read_translations(struct claims *c, const stet_data *item)
{
    stet_node all = 0;
    for (const stet_data *d = list(stet_data_get(item, "_stet"), "translations"); d;
         d = d->next) {
        all = all ? all : stet__claim_open(c, STET_TRANSLATIONS);
        stet_node n = stet__claim_part(c, all, STET_REF);
        stet__claim_attr(c, n, STET_ATTR_URL, member(d, "url"));
        stet__claim_attr(c, n, STET_ATTR_TITLE, member(d, "title"));
        stet__claim_attr(c, n, STET_ATTR_LANG, member(d, "language"));
    }
}

static void read_image(struct claims *c, const stet_data *item)
{
    stet_str src = member(item, "image");
    if (!src.n)
        return;
    stet_node n =
        stet__claim_part(c, stet__claim_open(c, STET_IMAGES), STET_MEDIA_PART);
    stet__claim_attr(c, n, STET_ATTR_SRC, src);
    stet__claim_attr(c, n, STET_ATTR_MEDIA, stet_cstr("image"));
}

stet_code stet__feed_read_json(struct claims *c, const stet_data *root)
{
    const stet_data *item = list(root, "items");
    struct markup_error err = {"a feed without items", 0, STET_E_SYNTAX};
    if (!item)
        return stet__markup_refuse(c->a, &err);
    stet_str html = member(item, "content_html"), lang = member(item, "language");
    stet_str published = member(item, "date_published"),
             changed = member(item, "date_modified");
    stet__claim_text(c, STET_ID, member(item, "id"));
    stet__claim_text(c, STET_CANONICAL, member(item, "url"));
    stet__claim_text(c, STET_HEADLINE, member(item, "title"));
    stet__claim_text(c, STET_EXCERPT, member(item, "summary"));
    stet__claim_text(c, STET_LANGUAGE, lang.n ? lang : member(root, "language"));
    stet__claim_text(c, STET_SITE, member(root, "title"));
    stet__claim_date(c, STET_PUBLISHED, published);
    if (!stet_str_eq(published, changed))
        stet__claim_date(c, STET_UPDATED, changed);
    read_authors(c, item, root);
    read_subjects(c, item);
    read_translations(c, item);
    read_extension(c, item);
    read_image(c, item);
    if (c->code)
        return c->code;
    return html.n
               ? stet__feed_build(c, html, 1, "content_html")
               : stet__feed_build(c, member(item, "content_text"), 0, "content_text");
}
