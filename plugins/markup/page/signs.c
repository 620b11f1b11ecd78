/* SPDX-License-Identifier: MIT */
/*
 * Elements whose names tell what they hold: when it was published, under which licence.
 * They fill what the head of the page leaves open, as derived from its elements.
 */
#include "head.h"

enum { DATE_BYTES = 160, DATE_WORDS = 32, ELEMENT_BYTES = 4000, HEADING_BYTES = 240 };

static const char *const date_classes[] = {
    "published",     "entry-date",     "post-date",   "article-date",
    "posted-on",     "date",           "pubdate",     "publish-date",
    "article__date", "date-header",    "datum",       "timestamp",
    "dateline",      "post__date",     "entry-meta",  "meta-date",
    "article-time",  "time",           "fecha",       "date-published",
    "post-time",     "published-date", "byline-date", "post-meta",
    "submitted",     "article-meta",   "meta",        "publication-date"};
static const char *const aside[] = {"comment", "sidebar", "related", "widget",
                                    "footer",  "teaser",  "popular", "nav",
                                    "share",   "recent"};

int stet__head_one_of(stet_str names, const char *const *list, size_t n, int whole)
{
    for (size_t from = 0, at = 0; at <= names.n; at++) {
        if (at < names.n && names.p[at] != ' ' && names.p[at] != '\n')
            continue;
        stet_str word = stet_strn(names.p + from, at - from);
        from = at + 1;
        for (size_t i = 0; word.n && i < n; i++) {
            size_t len = strlen(list[i]);
            if (stet__head_begins(word, list[i]) && (!whole || word.n == len))
                return 1;
        }
    }
    return 0;
}

const struct markup *stet__head_next(const struct markup *m, const struct markup *root,
                                     int over)
{
    if (!over)
        return stet__markup_walk(m, root);
    while (m && m != root && !m->next)
        m = m->parent;
    m = m && m != root ? m->next : NULL;
    return m && !m->name.n ? stet__head_next(m, root, 0) : m;
}

int stet__head_is_aside(const struct markup *m)
{
    return m->tag == TAG_FOOTER || m->tag == TAG_NAV ||
           stet__head_one_of(stet__markup_attr(m, "class"), aside,
                             sizeof aside / sizeof *aside, 0) ||
           stet__head_one_of(stet__markup_attr(m, "id"), aside,
                             sizeof aside / sizeof *aside, 0);
}

/* ---- days --------------------------------------------------------------------- */

static int is_date(struct page *p, stet_str t)
{
    stet_date date;
    return t.n >= 8 &&
           p->c->kit->date_parse(t, stet_field_text(p->c->a, STET_LANGUAGE), &date) ==
               STET_OK &&
           date.precision >= STET_DAY && date.year > 1990 && date.year < 2100;
}

/* The longest run of words that is a day. */
static stet_str date_in(struct page *p, stet_str t)
{
    uint32_t from[DATE_WORDS], to[DATE_WORDS];
    size_t n = 0;
    for (size_t i = 0; i < t.n && n < DATE_WORDS;) {
        while (i < t.n && t.p[i] == ' ')
            i++;
        from[n] = (uint32_t)i;
        while (i < t.n && t.p[i] != ' ')
            i++;
        to[n] = (uint32_t)i;
        n += to[n] > from[n];
    }
    for (size_t i = 0; i < n; i++)
        for (size_t len = n - i < 6 ? n - i : 6; len > 0; len--) {
            stet_str run = stet_strn(t.p + from[i], to[i + len - 1] - from[i]);
            while (run.n && memchr(",;|.)", run.p[run.n - 1], 5))
                run.n--;
            if (is_date(p, run))
                return run;
        }
    return stet_cstr("");
}

static stet_str day_of(struct page *p, const struct markup *m)
{
    static const char *const attrs[] = {"datetime", "content", "title"};
    for (size_t i = 0; i < 3; i++) {
        stet_str value = stet__claim_trim(stet__markup_attr(m, attrs[i]));
        if (is_date(p, value))
            return value;
    }
    stet_str text = stet__markup_text(p->c->a, m);
    return text.n <= DATE_BYTES ? date_in(p, text) : stet_cstr("");
}

static int tells_date(const struct markup *m, int how)
{
    switch (how) {
    case 0:
        return stet_str_is(stet__markup_attr(m, "itemprop"), "datePublished") ||
               stet__markup_attr(m, "pubdate").n > 0;
    case 1:
        return m->tag == TAG_TIME;
    default:
        return stet__head_one_of(stet__markup_attr(m, "class"), date_classes,
                                 sizeof date_classes / sizeof *date_classes, 1) ||
               stet__head_one_of(stet__markup_attr(m, "id"), date_classes,
                                 sizeof date_classes / sizeof *date_classes, 1);
    }
}

static void find_day(struct page *p)
{
    for (int how = 0; how < 3 && !p->published.n; how++)
        for (const struct markup *m = p->root, *next; m && !p->published.n; m = next) {
            int over = stet__head_is_aside(m);
            next = stet__head_next(m, p->root, over);
            if (over || m->len > ELEMENT_BYTES || !tells_date(m, how))
                continue;
            p->published = day_of(p, m);
            p->c->claim.span = (stet_span){m->off, m->len};
        }
}

static int digits(stet_str s, size_t at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at + i >= s.n || s.p[at + i] < '0' || s.p[at + i] > '9')
            return 0;
    return 1;
}

/* `/2019/04/03/`, `/2019-04-03-`. */
static stet_str day_in_address(struct page *p)
{
    stet_str s = p->address;
    for (size_t i = 0; i + 11 <= s.n; i++) {
        if (s.p[i] != '/' || !digits(s, i + 1, 4) ||
            (s.p[i + 1] != '1' && s.p[i + 1] != '2') ||
            (s.p[i + 5] != '/' && s.p[i + 5] != '-') || !digits(s, i + 6, 2) ||
            s.p[i + 8] != s.p[i + 5] || !digits(s, i + 9, 2))
            continue;
        stet_out out = stet_out_in_article(p->c->a, 16, 16);
        stet_put(&out, s.p + i + 1, 4);
        stet_putc(&out, '-');
        stet_put(&out, s.p + i + 6, 2);
        stet_putc(&out, '-');
        stet_put(&out, s.p + i + 9, 2);
        return is_date(p, stet_out_text(&out)) ? stet_out_text(&out) : stet_cstr("");
    }
    return stet_cstr("");
}

static void state_day(struct page *p)
{
    stet_date date;
    stet_out iso = stet_out_in_article(p->c->a, 40, 80);
    if (stet_field(p->c->a, STET_PUBLISHED))
        return;
    find_day(p);
    if (!p->published.n) {
        p->published = day_in_address(p);
        p->c->claim.confidence = STET_INFERRED;
    }
    if (p->published.n &&
        p->c->kit->date_parse(p->published, stet_field_text(p->c->a, STET_LANGUAGE),
                              &date) == STET_OK) {
        p->c->kit->date_format(&iso, &date, STET_DATE_ISO);
        stet__claim_text(p->c, STET_PUBLISHED, stet_out_text(&iso));
    }
}

/* ---- licence, headings -------------------------------------------------------- */

/* `.../licenses/by-nc/4.0/` as `CC BY-NC 4.0`. */
static stet_str licence_of(struct page *p, stet_str url)
{
    static const char key[] = "creativecommons.org/";
    const char *at = memmem(url.p, url.n, key, sizeof key - 1);
    stet_out out = stet_out_in_article(p->c->a, 40, 64);
    if (!at)
        return stet_cstr("");
    stet_str rest =
        stet_strn(at + sizeof key - 1, (size_t)(url.p + url.n - at) - sizeof key + 1);
    if (stet__head_begins(rest, "publicdomain/zero"))
        return stet_cstr("CC0 1.0");
    if (!stet__head_begins(rest, "licenses/by"))
        return stet_cstr("");
    stet_puts(&out, "CC ");
    size_t i = 9;
    for (; i < rest.n && i < 24 && (rest.p[i] == '-' || (rest.p[i] | 32) >= 'a'); i++)
        stet_putc(&out, (rest.p[i] | 32) >= 'a' ? (char)(rest.p[i] & ~32) : rest.p[i]);
    if (i + 3 < rest.n && rest.p[i] == '/' && digits(rest, i + 1, 1) &&
        rest.p[i + 2] == '.') {
        stet_putc(&out, ' ');
        stet_put(&out, rest.p + i + 1, 3);
    }
    return stet_out_text(&out);
}

static void read_link(struct page *p, const struct markup *m)
{
    if (stet_field(p->c->a, STET_LICENCE))
        return;
    stet_str url = stet__markup_attr(m, "href"), id = licence_of(p, url);
    p->c->claim.span = (stet_span){m->off, m->len};
    stet__claim_attr(p->c, stet__claim_text(p->c, STET_LICENCE, id), STET_ATTR_URL,
                     url);
}

static void read_heading(struct page *p, const struct markup *m)
{
    static const char *const classes[] = {"entry-title",    "post-title",
                                          "headline",       "article-title",
                                          "article__title", "page-title"};
    int marked = m->tag >= TAG_H1 && m->tag <= TAG_H3 &&
                 (stet__head_one_of(stet__markup_attr(m, "class"), classes,
                                    sizeof classes / sizeof *classes, 1) ||
                  stet_str_is(stet__markup_attr(m, "itemprop"), "headline"));
    if (p->heading_count == HEADINGS_MAX || m->len > ELEMENT_BYTES ||
        (m->tag != TAG_H1 && m->tag != TAG_H2 && !marked))
        return;
    stet_str text = stet__markup_text(p->c->a, m);
    if (text.n > 2 && text.n <= HEADING_BYTES)
        p->headings[p->heading_count++] = text;
}

void stet__head_signs(struct page *p)
{
    struct claims *c = p->c;
    stet_str source = c->claim.source;
    c->claim.source = stet_cstr("dom");
    c->claim.confidence = STET_DERIVED;
    for (const struct markup *m = p->root;
         (m = stet__markup_walk(m, p->root)) != NULL;) {
        if (m->tag == TAG_A || m->tag == TAG_LINK)
            read_link(p, m);
        else if (m->tag >= TAG_H1 && m->tag <= TAG_H3)
            read_heading(p, m);
    }
    state_day(p);
    c->claim.source = source;
    c->claim.confidence = STET_ASSERTED;
}

/* A paragraph whose class says that it is the standfirst. */
void stet__head_standfirst(struct page *p)
{
    static const char *const classes[] = {"standfirst",
                                          "chapo",
                                          "chapeau",
                                          "chap\xc3\xb4",
                                          "vorspann",
                                          "entradilla",
                                          "bajada",
                                          "copete",
                                          "teaser",
                                          "lead",
                                          "deck",
                                          "dek",
                                          "intro",
                                          "lede",
                                          "subtitle",
                                          "sub-title",
                                          "unterzeile",
                                          "article-lead",
                                          "summary",
                                          "untertitel",
                                          "sumario",
                                          "subheadline",
                                          "article__standfirst"};
    struct claims *c = p->c;
    stet_str source = c->claim.source;
    for (const struct markup *m = p->root, *next; m; m = next) {
        int over = stet__head_is_aside(m) && m->tag != TAG_P;
        next = stet__head_next(m, p->root, over);
        if (over || (m->tag != TAG_P && m->tag != TAG_H2 && m->tag != TAG_H3) ||
            m->len > ELEMENT_BYTES ||
            !stet__head_one_of(stet__markup_attr(m, "class"), classes,
                               sizeof classes / sizeof *classes, 1))
            continue;
        stet_str text = stet__markup_text(c->a, m);
        if (text.n < 20 || text.n > 600 ||
            (!memchr(".?!\"", text.p[text.n - 1], 4) &&
             (unsigned char)text.p[text.n - 1] < 0x80))
            continue;
        c->claim.span = (stet_span){m->off, m->len};
        c->claim.source = stet_cstr("dom");
        c->claim.confidence = STET_DERIVED;
        stet__claim_text(c, STET_STANDFIRST, text);
        c->claim.source = source;
        c->claim.confidence = STET_ASSERTED;
        return;
    }
}
