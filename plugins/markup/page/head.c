/* SPDX-License-Identifier: MIT */
/* The head of a page: meta elements, links, the title. */
#include "head.h"

enum meta_form { META_TEXT = 1, META_DATE, META_PERSON, META_TITLE };

static const struct meta_row {
    const char *name;
    stet_kind field;
    uint8_t form;
} metas[] = {
    {"og:title", STET_HEADLINE, META_TITLE},
    {"twitter:title", STET_HEADLINE, META_TITLE},
    {"dc.title", STET_HEADLINE, META_TITLE},
    {"parsely-title", STET_HEADLINE, META_TITLE},
    {"og:description", STET_EXCERPT, META_TEXT},
    {"description", STET_EXCERPT, META_TEXT},
    {"twitter:description", STET_EXCERPT, META_TEXT},
    {"dc.description", STET_EXCERPT, META_TEXT},
    {"og:site_name", STET_SITE, META_TEXT},
    {"application-name", STET_SITE, META_TEXT},
    {"og:url", STET_URL, META_TEXT},
    {"article:published_time", STET_PUBLISHED, META_DATE},
    {"og:article:published_time", STET_PUBLISHED, META_DATE},
    {"og:published_time", STET_PUBLISHED, META_DATE},
    {"article:published", STET_PUBLISHED, META_DATE},
    {"datepublished", STET_PUBLISHED, META_DATE},
    {"date_published", STET_PUBLISHED, META_DATE},
    {"publication_date", STET_PUBLISHED, META_DATE},
    {"publish-date", STET_PUBLISHED, META_DATE},
    {"publishdate", STET_PUBLISHED, META_DATE},
    {"pubdate", STET_PUBLISHED, META_DATE},
    {"parsely-pub-date", STET_PUBLISHED, META_DATE},
    {"sailthru.date", STET_PUBLISHED, META_DATE},
    {"dc.date.issued", STET_PUBLISHED, META_DATE},
    {"dcterms.issued", STET_PUBLISHED, META_DATE},
    {"dcterms.created", STET_PUBLISHED, META_DATE},
    {"dc.date.created", STET_PUBLISHED, META_DATE},
    {"dcterms.date", STET_PUBLISHED, META_DATE},
    {"dc.date", STET_PUBLISHED, META_DATE},
    {"cxenseparse:recs:publishtime", STET_PUBLISHED, META_DATE},
    {"date", STET_PUBLISHED, META_DATE},
    {"article:modified_time", STET_UPDATED, META_DATE},
    {"og:updated_time", STET_UPDATED, META_DATE},
    {"last-modified", STET_UPDATED, META_DATE},
    {"datemodified", STET_UPDATED, META_DATE},
    {"author", STET_AUTHORS, META_PERSON},
    {"parsely-author", STET_AUTHORS, META_PERSON},
    {"sailthru.author", STET_AUTHORS, META_PERSON},
    {"dc.creator", STET_AUTHORS, META_PERSON},
    {"dcterms.creator", STET_AUTHORS, META_PERSON},
    {"article:author", STET_AUTHORS, META_PERSON},
    {"article:author_name", STET_AUTHORS, META_PERSON},
    {"byl", STET_AUTHORS, META_PERSON},
    {"copyright", STET_COPYRIGHT_NOTICE, META_TEXT},
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

int stet__head_begins(stet_str s, const char *literal)
{
    size_t i = 0;
    for (; literal[i]; i++)
        if (i >= s.n || small(s.p[i]) != literal[i])
            return 0;
    return 1;
}

int stet__head_same(stet_str a, stet_str b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && small(a.p[i]) == small(b.p[i]))
        i++;
    return a.n == b.n && i == a.n;
}

static const struct meta_row *find_row(stet_str name)
{
    for (size_t i = 0; name.n && i < sizeof metas / sizeof *metas; i++)
        if (name.n == strlen(metas[i].name) && stet__head_begins(name, metas[i].name))
            return &metas[i];
    return NULL;
}

static void take_once(stet_str *to, stet_str value)
{
    if (!to->n)
        *to = value;
}

static void read_row(struct page *p, const struct meta_row *row, stet_str value)
{
    struct claims *c = p->c;
    struct crew *crew = &p->crews[CREW_META];
    switch (row->form) {
    case META_TITLE:
        take_once(&p->social, value);
        break;
    case META_DATE:
        if (!stet_field(c->a, row->field))
            stet__claim_date(c, row->field, value);
        break;
    case META_PERSON:
        if (crew->count && p->person_row != row)
            break; /* one name each, all of one sort */
        if (!crew->count)
            crew->span = c->claim.span;
        p->person_row = row;
        stet__head_add_authors(crew, value);
        break;
    default:
        if (row->field == STET_SITE)
            take_once(&p->site, value);
        if (row->field == STET_URL)
            take_once(&p->address, value);
        if (row->field != STET_SITE || !stet_field(c->a, row->field))
            stet__claim_text(c, row->field, value);
    }
}

static void read_meta(struct page *p, const struct markup *m)
{
    static const char *const names[] = {"property", "name", "itemprop"};
    stet_str value = stet__claim_trim(stet__markup_attr(m, "content"));
    for (size_t i = 0; value.n && i < sizeof names / sizeof *names; i++) {
        const struct meta_row *row = find_row(stet__markup_attr(m, names[i]));
        if (!row)
            continue;
        p->c->claim.span = (stet_span){m->off, m->len};
        read_row(p, row, value);
        return;
    }
}

static void state_headline(struct page *p)
{
    stet_str headline = stet__head_title(p);
    if (!p->social.n)
        p->c->claim.confidence = STET_DERIVED;
    p->c->claim.span = (stet_span){0, 0};
    stet__claim_text(p->c, STET_HEADLINE, headline);
    p->c->claim.confidence = STET_ASSERTED;
}

void stet__head_read(struct claims *c, const struct markup *root)
{
    struct page p = {.c = c, .root = root};
    int whole = 0;
    for (const struct markup *m = root; (m = stet__markup_walk(m, root)) != NULL;) {
        c->claim.span = (stet_span){m->off, m->len};
        if (m->tag == TAG_META) {
            read_meta(&p, m);
        } else if (m->tag == TAG_LINK &&
                   stet_str_is(stet__markup_attr(m, "rel"), "canonical")) {
            take_once(&p.address, stet__markup_attr(m, "href"));
            stet__claim_text(c, STET_CANONICAL, stet__markup_attr(m, "href"));
        } else if (m->tag == TAG_HTML) {
            stet__claim_text(c, STET_LANGUAGE, stet__markup_attr(m, "lang"));
            stet__claim_text(c, STET_DIRECTION, stet__markup_attr(m, "dir"));
        } else if (m->tag == TAG_TITLE && !p.title.n) {
            p.title = stet__markup_text(c->a, m);
            whole = 1;
        } else if (m->tag == TAG_BODY) {
            break;
        }
    }
    if (whole) {
        stet__head_graph(&p);
        stet__head_signs(&p);
    }
    stet__head_people(&p, whole);
    stet__head_standfirst(&p);
    if (whole || p.social.n)
        state_headline(&p);
}
