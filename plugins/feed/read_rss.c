/* SPDX-License-Identifier: MIT */
/* An item of RSS, with the modules that newsrooms use. */
#include "reader.h"

typedef const struct markup *element;

static stet_str text(struct claims *c, element m)
{
    return stet__markup_text(c->a, m);
}

static stet_str child(struct claims *c, element m, const char *name)
{
    element at = stet__markup_in(m, SPACE_NONE, name);
    if (!at)
        at = stet__markup_in(m, SPACE_RSS1, name);
    return text(c, at);
}

/* Text that HTML was escaped into, as plain text. */
static stet_str plain(struct claims *c, stet_str s)
{
    if (!memchr(s.p, '<', s.n) && !memchr(s.p, '&', s.n))
        return s;
    const struct markup *root = stet__markup_html(c->a, s, UINT32_MAX);
    return root ? text(c, root) : s;
}

/* "ada@herald.example (Ada Fenwick)" names her in brackets. */
static void read_author(struct claims *c, stet_node *all, stet_str s)
{
    const char *open = memchr(s.p, '(', s.n), *at = memchr(s.p, '@', s.n);
    stet_str email = stet_cstr("");
    if (at && open && s.p[s.n - 1] == ')') {
        email = stet_strn(s.p, (size_t)(open - s.p));
        s = stet_strn(open + 1, s.n - email.n - 2);
    } else if (at) {
        return; /* an address is no name */
    }
    stet_node n = stet__claim_party(c, STET_AUTHORS, all, s, "person");
    stet__claim_attr(c, n, STET_ATTR_EMAIL, email);
}

static void read_people(struct claims *c, element item)
{
    stet_node authors = 0, others = 0;
    for (element m = stet__markup_in(item, SPACE_DC, "creator"); m;
         m = stet__markup_next(m))
        if (m->space == SPACE_DC)
            stet__claim_party(c, STET_AUTHORS, &authors, text(c, m), "person");
    if (!authors)
        read_author(c, &authors, child(c, item, "author"));
    for (element m = stet__markup_in(item, SPACE_DC, "contributor"); m;
         m = stet__markup_next(m))
        if (m->space == SPACE_DC)
            stet__claim_party(c, STET_CONTRIBUTORS, &others, text(c, m), "person");
}

static void read_categories(struct claims *c, element item)
{
    stet_node all = 0;
    for (element m = stet__markup_child(item, "category"); m;
         m = stet__markup_next(m)) {
        stet_str domain = stet__markup_attr(m, "domain"),
                 axis = stet__feed_axis(c, domain);
        int is_uri = memmem(axis.p, axis.n, "://", 3) != NULL;
        stet_node n =
            stet__claim_subject(c, &all, plain(c, text(c, m)),
                                is_uri || !axis.n ? stet_cstr("topic") : axis);
        if (is_uri)
            stet__claim_attr(c, n, STET_ATTR_SCHEME, axis);
    }
    for (element m = stet__markup_in(item, SPACE_DC, "subject"); m;
         m = stet__markup_next(m))
        if (m->space == SPACE_DC)
            stet__claim_subject(c, &all, text(c, m), stet_cstr("topic"));
}

static void read_source(struct claims *c, element item)
{
    element m = stet__markup_in(item, SPACE_NONE, "source");
    if (!m)
        return;
    stet_node n = stet__claim_part(c, stet__claim_open(c, STET_ORIGIN), STET_PARTY);
    stet__claim_attr(c, n, STET_ATTR_NAME, text(c, m));
    stet__claim_attr(c, n, STET_ATTR_URL, stet__markup_attr(m, "url"));
}

static void read_medium(struct claims *c, element m, stet_node *all)
{
    stet_str type = stet__markup_attr(m, "type"),
             medium = stet__markup_attr(m, "medium");
    stet_str src = stet__markup_attr(m, "url");
    element credit = stet__markup_in(m, SPACE_MEDIA, "credit");
    element about = stet__markup_in(m, SPACE_MEDIA, "description");
    if (!src.n || !(stet_str_is(medium, "image") || (!medium.n && !type.n) ||
                    (type.n > 6 && memcmp(type.p, "image/", 6) == 0)))
        return;
    *all = *all ? *all : stet__claim_open(c, STET_IMAGES);
    stet_node n = stet__claim_part(c, *all, STET_MEDIA_PART);
    stet__claim_attr(c, n, STET_ATTR_SRC, src);
    stet__claim_attr(c, n, STET_ATTR_MEDIA, stet_cstr("image"));
    stet__claim_attr(c, n, STET_ATTR_ALT, text(c, about));
    stet__claim_attr(c, n, STET_ATTR_CREDIT, text(c, credit));
    stet__claim_attr(c, n, STET_ATTR_HOLDER,
                     text(c, stet__markup_in(m, SPACE_MEDIA, "copyright")));
    stet__claim_int(c, n, STET_ATTR_WIDTH, stet__markup_attr(m, "width"));
    stet__claim_int(c, n, STET_ATTR_HEIGHT, stet__markup_attr(m, "height"));
}

static void read_media(struct claims *c, element item)
{
    stet_node all = 0;
    for (element m = item->first; m; m = m->next) {
        if (m->space == SPACE_MEDIA && stet__markup_is(m, "content"))
            read_medium(c, m, &all);
        else if (m->space == SPACE_MEDIA && stet__markup_is(m, "group"))
            read_medium(c, stet__markup_in(m, SPACE_MEDIA, "content"), &all);
        else if (m->space == SPACE_NONE && stet__markup_is(m, "enclosure") && !all)
            read_medium(c, m, &all);
    }
}

static void read_identity(struct claims *c, element item)
{
    element guid = stet__markup_in(item, SPACE_NONE, "guid");
    stet_str id = text(c, guid), link = child(c, item, "link");
    if (!link.n && guid &&
        !stet_str_is(stet__markup_attr(guid, "isPermaLink"), "false"))
        link = id;
    if (!id.n)
        id = stet__markup_attr(item, "about"); /* rdf:about of RSS 1.0 */
    stet__claim_text(c, STET_ID, id);
    stet__claim_text(c, STET_CANONICAL, link);
    stet__claim_text(c, STET_COMMENTS, child(c, item, "comments"));
}

static void read_dates(struct claims *c, element item)
{
    stet_str date = child(c, item, "pubDate");
    stet__claim_date(c, STET_PUBLISHED,
                     date.n ? date : text(c, stet__markup_in(item, SPACE_DC, "date")));
    stet__claim_date(c, STET_UPDATED,
                     text(c, stet__markup_in(item, SPACE_DCTERMS, "modified")));
    stet__claim_date(c, STET_UPDATED,
                     text(c, stet__markup_in(item, SPACE_ATOM, "updated")));
}

static void read_rights(struct claims *c, element item, element channel)
{
    stet_str rights = stet__markup_raw(c->a, stet__markup_in(item, SPACE_DC, "rights"));
    stet_str language = text(c, stet__markup_in(item, SPACE_DC, "language"));
    if (!rights.n)
        rights = child(c, channel, "copyright");
    if (!rights.n)
        rights = text(c, stet__markup_in(channel, SPACE_DC, "rights"));
    const char *line = memchr(rights.p, '\n', rights.n);
    size_t first = line ? (size_t)(line - rights.p) : rights.n;
    stet__claim_text(c, STET_COPYRIGHT_NOTICE, stet_strn(rights.p, first));
    stet__claim_text(c, STET_USAGE_TERMS,
                     stet_strn(rights.p + first, rights.n - first));
    stet__claim_text(c, STET_LICENCE,
                     text(c, stet__markup_in(item, SPACE_CC, "license")));
    if (!language.n)
        language = child(c, channel, "language");
    if (!language.n)
        language = text(c, stet__markup_in(channel, SPACE_DC, "language"));
    stet__claim_text(c, STET_LANGUAGE, language);
    stet__claim_text(c, STET_SITE, plain(c, child(c, channel, "title")));
}

stet_code stet__feed_read_rss(struct claims *c, const struct markup *root)
{
    element channel = stet__markup_child(root, "channel");
    element item = stet__markup_child(channel, "item");
    if (!item)
        item = stet__markup_child(root, "item");
    element full = stet__markup_in(item, SPACE_CONTENT, "encoded");
    element about = stet__markup_in(item, SPACE_NONE, "description");
    if (!about)
        about = stet__markup_in(item, SPACE_RSS1, "description");
    read_identity(c, item);
    stet__claim_text(c, STET_HEADLINE, plain(c, child(c, item, "title")));
    if (full)
        stet__claim_text(c, STET_EXCERPT, plain(c, text(c, about)));
    read_dates(c, item);
    read_people(c, item);
    read_categories(c, item);
    read_source(c, item);
    read_rights(c, item, channel);
    read_media(c, item);
    if (c->code)
        return c->code;
    return stet__feed_build(c, stet__markup_raw(c->a, full ? full : about), 1,
                            full ? "content:encoded" : "description");
}
