/* SPDX-License-Identifier: MIT */
/*
 * Who wrote it: what JSON-LD says of persons comes first, meta elements next, elements
 * whose names tell last. The house is nobody's author where its own page says so.
 */
#include "head.h"

enum { NAME_BYTES = 120, ELEMENT_BYTES = 4000, HOUSE_BYTES = 4 };

static const char *const author_classes[] = {"author-name",
                                             "author__name",
                                             "author_name",
                                             "authorname",
                                             "byline-name",
                                             "byline__name",
                                             "byline-author",
                                             "entry-author",
                                             "post-author",
                                             "article-author",
                                             "author-link",
                                             "article__author",
                                             "author",
                                             "c-byline__author",
                                             "byline__author",
                                             "byline",
                                             "article-byline",
                                             "post-byline",
                                             "entry-byline",
                                             "autor",
                                             "auteur",
                                             "writer",
                                             "contributor",
                                             "post-meta-author",
                                             "meta-author",
                                             "td-post-author-name",
                                             "article-author-name",
                                             "autoren",
                                             "byl"};
/* ---- names -------------------------------------------------------------------- */

static stet_str without_label(stet_str t)
{
    static const char *const labels[] = {"by ",
                                         "von ",
                                         "par ",
                                         "por ",
                                         "posted by ",
                                         "written by ",
                                         "author:",
                                         "authors:",
                                         "autor:",
                                         "autorin:",
                                         "text:",
                                         "published by ",
                                         "from ",
                                         "von: ",
                                         "by: ",
                                         "geschrieben von ",
                                         "verfasst von ",
                                         "ein beitrag von ",
                                         "publié par ",
                                         "escrito por ",
                                         "auteur :",
                                         "redaktion:",
                                         "view all posts by ",
                                         "alle beiträge von ",
                                         "a cura di ",
                                         "di "};
    for (int again = 1; again;) {
        again = 0;
        for (size_t i = 0; i < sizeof labels / sizeof *labels && !again; i++)
            if (stet__head_begins(t, labels[i])) {
                size_t n = strlen(labels[i]);
                t = stet__claim_trim(stet_strn(t.p + n, t.n - n));
                again = 1;
            }
    }
    return t;
}

/* Where the names end: a bar, a bracket, a date, what follows a dash. */
static stet_str cut_names(stet_str t)
{
    static const char *const ends[] = {" | ",
                                       " - ",
                                       " \xe2\x80\x93 ",
                                       " \xe2\x80\x94 ",
                                       " \xe2\x80\xa2 ",
                                       " \xc2\xb7 ",
                                       " on ",
                                       " am ",
                                       " (",
                                       " in ",
                                       " @",
                                       "\n",
                                       " \xc2\xbb",
                                       " le "};
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] >= '0' && t.p[i] <= '9' && (!i || t.p[i - 1] == ' '))
            return stet__claim_trim(stet_strn(t.p, i));
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (t.n - i > strlen(ends[k]) && !memcmp(t.p + i, ends[k], strlen(ends[k])))
                return stet__claim_trim(stet_strn(t.p, i));
    }
    return t;
}

/* `admin`, `example.org`: an account, a host. */
static int is_account(stet_str t, size_t blanks)
{
    static const char *const list[] = {"admin", "administrator", "super user",
                                       "user",  "webmaster",     "editor",
                                       "root",  "unknown"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n == strlen(list[i]) && stet__head_begins(t, list[i]))
            return 1;
    const char *dot = memchr(t.p, '.', t.n);
    return !blanks && dot && t.p + t.n - dot <= 5;
}

static int is_name(stet_str t)
{
    size_t blanks = 0;
    for (size_t i = 0; i < t.n; i++)
        blanks += t.p[i] == ' ';
    return t.n >= 2 && t.n <= 60 && blanks <= 5 && !memchr(t.p, '@', t.n) &&
           !memmem(t.p, t.n, "://", 3) && !memmem(t.p, t.n, "www.", 4) &&
           !memchr(".!?:,", t.p[t.n - 1], 5) && !is_account(t, blanks) &&
           !memchr(t.p, '{', t.n) && !memchr(t.p, '<', t.n);
}

static void add_author(struct crew *crew, stet_str name)
{
    name = without_label(stet__claim_trim(name));
    if (!is_name(name) || crew->count == AUTHORS_MAX)
        return;
    for (size_t i = 0; i < crew->count; i++)
        if (stet__head_same(crew->names[i], name))
            return;
    crew->names[crew->count++] = name;
}

void stet__head_add_authors(struct crew *crew, stet_str text)
{
    static const char *const joins[] = {" and ", " und ", " et ", " y ", " & ",
                                        ", ",    "; ",    " / ",  ",",   ";"};
    text = without_label(stet__claim_trim(text));
    size_t from = 0;
    for (size_t i = 0; i <= text.n; i++) {
        size_t n = i == text.n;
        for (size_t k = 0; !n && k < sizeof joins / sizeof *joins; k++)
            if (text.n - i > strlen(joins[k]) &&
                !memcmp(text.p + i, joins[k], strlen(joins[k])))
                n = strlen(joins[k]);
        if (!n)
            continue;
        add_author(crew, stet_strn(text.p + from, i - from));
        from = i + n;
        i = from ? from - 1 : 0;
    }
}

static stet_str text_of(struct page *p, const struct markup *m)
{
    stet_str content = stet__markup_attr(m, "content");
    return content.n ? stet__claim_trim(content) : stet__markup_text(p->c->a, m);
}

/* `c-intro__author`, `article_autor`: the last part of a word of the class. */
static int has_last_part(stet_str names)
{
    static const char *const parts[] = {"author", "authors", "autor",      "autoren",
                                        "auteur", "auteurs", "authorname", "byline"};
    stet_str part;
    for (size_t at = 0; stet__markup_next_part(names, &at, &part);)
        for (size_t i = 0; part.n && i < sizeof parts / sizeof *parts; i++)
            if (part.n == strlen(parts[i]) && stet__head_begins(part, parts[i]))
                return 1;
    return 0;
}

static int tells_author(const struct markup *m, int how)
{
    static const char *const rel[] = {"author"};
    switch (how) {
    case 0:
        return stet_str_is(stet__markup_attr(m, "itemprop"), "author") ||
               stet_str_is(stet__markup_attr(m, "itemprop"), "creator");
    case 1:
        return m->tag == TAG_A &&
               stet__head_one_of(stet__markup_attr(m, "rel"), rel, 1, 1);
    case 2:
        return stet__head_one_of(stet__markup_attr(m, "class"), author_classes,
                                 sizeof author_classes / sizeof *author_classes, 1);
    default:
        return has_last_part(stet__markup_attr(m, "class"));
    }
}

/* A part of it that is marked as the name. */
static const struct markup *name_within(const struct markup *m)
{
    for (const struct markup *n = m; (n = stet__markup_walk(n, m)) != NULL;)
        if (stet_str_is(stet__markup_attr(n, "itemprop"), "name") ||
            stet__markup_has_class(n, "fn") || stet__markup_has_class(n, "name"))
            return n;
    for (const struct markup *n = m; (n = stet__markup_walk(n, m)) != NULL;)
        if (n->tag == TAG_A && n->first)
            return n;
    return m;
}

/* ---- elements ----------------------------------------------------------------- */

static void find_authors(struct page *p)
{
    struct crew *crew = &p->crews[CREW_DOM];
    for (int how = 0; how < 4 && !crew->count; how++)
        for (const struct markup *m = p->root, *next; m && !crew->count; m = next) {
            int over = stet__head_is_aside(m);
            next = stet__head_next(m, p->root, over);
            if (over || m->len > ELEMENT_BYTES || !tells_author(m, how))
                continue;
            stet_str text = text_of(p, name_within(m));
            if (!text.n || text.n > NAME_BYTES)
                text = text_of(p, m);
            if (text.n <= NAME_BYTES)
                stet__head_add_authors(crew, cut_names(without_label(text)));
            crew->span = (stet_span){m->off, m->len};
        }
}

/* ---- the house ---------------------------------------------------------------- */

/* `whole` as words of the name, whatever their case. */
static int holds_words(stet_str name, stet_str whole)
{
    for (size_t i = 0; whole.n >= HOUSE_BYTES && i + whole.n <= name.n; i++)
        if ((!i || name.p[i - 1] == ' ') &&
            (i + whole.n == name.n || name.p[i + whole.n] == ' ') &&
            stet__head_same(stet_strn(name.p + i, whole.n), whole))
            return 1;
    return 0;
}

/* Firms and societies sign nothing. */
static int has_legal_form(stet_str name)
{
    static const char *const forms[] = {" gmbh", " ag",   " inc",  " inc.",
                                        " ltd",  " llc",  " e.v.", " s.a.",
                                        " sarl", " s.l.", " plc"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i]);
        if (name.n > n &&
            stet__head_begins(stet_strn(name.p + name.n - n, n), forms[i]))
            return 1;
    }
    return 0;
}

static int is_house(const struct page *p, stet_str name)
{
    const stet_str houses[] = {p->site, p->house};
    for (size_t i = 0; i < sizeof houses / sizeof *houses; i++)
        if (stet__head_same(name, houses[i]) || holds_words(name, houses[i]))
            return 1;
    return has_legal_form(name);
}

/* Behind a house stands its address. */
static void drop_house(const struct page *p, struct crew *crew)
{
    size_t kept = 0;
    if (crew->count && is_house(p, crew->names[0]))
        crew->count = 0;
    for (size_t i = 0; i < crew->count; i++)
        if (!is_house(p, crew->names[i]))
            crew->names[kept++] = crew->names[i];
    crew->count = kept;
}

/* ---- statements --------------------------------------------------------------- */

/* The names as a line, as nobody has printed one. */
static void state_byline(struct claims *c, const struct crew *crew)
{
    stet_out out = stet_out_in_article(c->a, 256, 1024);
    for (size_t i = 0; i < crew->count; i++) {
        stet_puts(&out, i ? ", " : "");
        stet_put_str(&out, crew->names[i]);
    }
    c->claim.confidence = STET_INFERRED;
    if (!stet_field(c->a, STET_BYLINE))
        stet__claim_text(c, STET_BYLINE, stet_out_text(&out));
}

static void state_crew(struct claims *c, const struct crew *crew)
{
    stet_node at = 0;
    stet_claim before = c->claim;
    c->claim.span = crew->span;
    if (crew->source)
        c->claim.source = stet_cstr(crew->source);
    c->claim.confidence = crew->confidence ? crew->confidence : STET_ASSERTED;
    for (size_t i = 0; i < crew->count; i++)
        stet__claim_party(c, STET_AUTHORS, &at, crew->names[i], "person");
    state_byline(c, crew);
    c->claim = before;
}

void stet__head_people(struct page *p, int whole)
{
    if (stet_field(p->c->a, STET_AUTHORS))
        return;
    p->crews[CREW_DOM].source = "dom";
    p->crews[CREW_DOM].confidence = STET_DERIVED;
    for (size_t i = 0; i < CREWS; i++) {
        struct crew *crew = &p->crews[i];
        if (i == CREW_DOM && whole)
            find_authors(p);
        drop_house(p, crew);
        if (crew->count) {
            state_crew(p->c, crew);
            return;
        }
    }
}
