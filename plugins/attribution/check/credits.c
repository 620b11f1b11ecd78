/* SPDX-License-Identifier: MIT */
/* The duties to credit somebody by name. */
#include "check.h"

/* What was met while looking for a name. */
struct met {
    size_t block;             /* where it stands as it should; SIZE_MAX: nowhere */
    int statement;            /* in the byline that the document states         */
    size_t elsewhere, spoken; /* in the wrong place; only spoken of              */
    size_t pictured;          /* as the maker of an image                        */
    size_t unlinked;          /* as it should, but for the link                  */
    const struct duty *duty;  /* whose link the name must have; NULL: none       */
};

static const struct met nowhere = {SIZE_MAX, 0,        SIZE_MAX, SIZE_MAX,
                                   SIZE_MAX, SIZE_MAX, NULL};

/* Does the word end at `at`, or is one of those that may stand before a name? */
static int may_precede(stet_str text, size_t at)
{
    static const char *const words[] = {"by", "von", "par", "por",  "and",   "und",
                                        "et", "y",   "de",  "text", "autor", "autorin"};
    while (at && text.p[at - 1] == ' ')
        at--;
    if (!at || strchr(":;|/(&*-", text.p[at - 1]))
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (at >= n && memcmp(text.p + at - n, words[i], n) == 0 &&
            (at == n || text.p[at - n - 1] == ' '))
            return 1;
    }
    return 0;
}

/* A family name first: what follows is no more of a name. */
static int may_follow(stet_str text, size_t at)
{
    static const char *const words[] = {" and ", " und ", " et ", " y "};
    if (at == text.n || strchr(".;|/()&,*:-", text.p[at]))
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stet__text_begins(stet__text_from(text, at), words[i]))
            return 1;
    return at + 1 < text.n && text.p[at] == ' ' && strchr("|/(&-", text.p[at + 1]);
}

static size_t find_name(struct check *c, stet_str text, stet_str name, int reversed)
{
    size_t at = 0;
    for (; (at = stet__text_find(c->pool->kit, text, name, at)) != SIZE_MAX; at++)
        if (at && text.p[at - 1] == '@')
            continue; /* an address of mail names nobody */
        else if (!reversed || (may_precede(text, at) && may_follow(text, at + name.n)))
            return at;
    return SIZE_MAX;
}

/* Bylines that stand in front matter are shown by the site. */
static int is_in_statement(struct check *c, stet_str name)
{
    const struct doc *d = c->doc;
    if (stet__text_find(c->pool->kit, stet__pool_normal(c->pool, d->byline), name, 0) !=
        SIZE_MAX)
        return 1;
    for (size_t i = 0; i < d->authors.n; i++)
        if (stet__text_find(c->pool->kit,
                            stet__pool_normal(c->pool, d->authors.items[i]), name,
                            0) != SIZE_MAX)
            return 1;
    return 0;
}

/* It stands there; where a link is owed, another place may have it. */
static void meet(struct check *c, struct met *m, size_t block, stet_str name)
{
    const struct doc_link *link = NULL;
    int right = !m->duty ||
                stet__check_linked(c, block, name, m->duty->to, &link) == TARGET_RIGHT;
    if (right)
        m->block = block;
    else if (m->unlinked == SIZE_MAX)
        m->unlinked = block;
}

static void look_for_name(struct check *c, stet_str name, int reversed, int32_t where,
                          struct met *m)
{
    const struct doc *d = c->doc;
    for (size_t i = 0; i < d->block_count && m->block == SIZE_MAX; i++) {
        if (find_name(c, c->said[i], name, reversed) == SIZE_MAX)
            continue;
        if (stet__check_is_pictured(c, i, name)) {
            m->pictured = m->pictured == SIZE_MAX ? i : m->pictured;
            continue;
        }
        int credit =
            d->blocks[i].zone == STET_ZONE_NONE || stet__check_is_credit(c, i, name);
        if (where == WHERE_BYLINE || where == WHERE_TOP || where == WHERE_END) {
            if (stet__check_stands(c, i, where, stet__text_words(name)))
                meet(c, m, i, name);
            else if (m->elsewhere == SIZE_MAX && credit)
                m->elsewhere = i;
        } else if (credit) {
            meet(c, m, i, name);
        }
        if (m->spoken == SIZE_MAX)
            m->spoken = i;
    }
    if (m->block == SIZE_MAX)
        m->block = m->unlinked;
    if (m->block == SIZE_MAX &&
        (where == WHERE_BYLINE || where == WHERE_ANY || where == WHERE_TOP))
        m->statement = is_in_statement(c, name);
}

static int is_met(const struct met *m)
{
    return m->block != SIZE_MAX || m->statement;
}

static void look_for(struct check *c, stet_str name, int32_t where, struct met *m)
{
    look_for_name(c, name, 0, where, m);
}

/* "Oyelaran, Maren": how lists name persons. */
static void look_for_person(struct check *c, stet_str name, int32_t where,
                            struct met *m)
{
    look_for(c, name, where, m);
    for (size_t i = 1; i + 1 < name.n && !is_met(m); i++) {
        if (name.p[i] != ' ')
            continue;
        stet_str given = stet_strn(name.p, i), family = stet__text_from(name, i + 1);
        stet_out out = stet__pool_out(c->pool, name.n + 2, name.n + 64);
        stet_put_str(&out, family);
        stet_puts(&out, ", ");
        stet_put_str(&out, given);
        if (!out.failed)
            look_for_name(c, stet_out_text(&out), 1, where, m);
    }
}

static void show_met(struct check *c, struct row *r, const struct met *m, stet_str name)
{
    if (m->block != SIZE_MAX) {
        stet__row_show(c, r, m->block, name);
    } else if (m->statement) {
        r->node = c->doc->byline_node;
        r->evidence = c->doc->byline.n    ? c->doc->byline
                      : c->doc->authors.n ? c->doc->authors.items[0]
                                          : name;
    }
}

static void say_not_met(struct check *c, struct row *r, const struct met *m,
                        stet_str name, int32_t where)
{
    if (m->elsewhere != SIZE_MAX) {
        stet__row_say(c, r, VIOLATED, "%.*s is named, but not %s", TEXT_ARGS(name),
                      stet__check_where(where));
        stet__row_show(c, r, m->elsewhere, name);
    } else if (m->spoken != SIZE_MAX) {
        stet__row_say(c, r, VIOLATED, "%.*s is only spoken of, not credited",
                      TEXT_ARGS(name));
        stet__row_show(c, r, m->spoken, name);
    } else if (m->pictured != SIZE_MAX) {
        stet__row_say(c, r, VIOLATED, "%.*s is credited for an image, not for the text",
                      TEXT_ARGS(name));
        stet__row_show(c, r, m->pictured, name);
    } else {
        stet__row_say(c, r, VIOLATED, "%.*s is not named", TEXT_ARGS(name));
    }
}

/* A link inside the credit, when it is asked for. */
static void demand_link(struct check *c, const struct duty *d, struct row *r,
                        const struct met *m, stet_str name)
{
    const struct doc_link *link = NULL;
    if (!d->linked || r->status != SATISFIED)
        return;
    int target =
        m->block == SIZE_MAX ? -1 : stet__check_linked(c, m->block, name, d->to, &link);
    if (target == TARGET_RIGHT)
        return;
    if (target == TARGET_DOUBTFUL)
        stet__row_say(c, r, UNVERIFIABLE,
                      "%.*s is named, but its link does not tell where it leads",
                      TEXT_ARGS(name));
    else
        stet__row_say(c, r, VIOLATED, "%.*s is named, but not linked%s",
                      TEXT_ARGS(name), target < 0 ? "" : " to the holder");
    if (link)
        stet__row_show_link(c, r, link);
    stet__row_todo(c, r, "link the name to the holder's page");
}

/* ---- source -------------------------------------------------------------------- */
/* The names that count: the duty's own, else the holder's, without aliases for `full`.
 */
static struct texts names_for(struct check *c, const struct duty *d)
{
    struct texts t = c->names;
    if (d->names.n) {
        t.n = 0;
        t.items = stet__pool_array(c->pool, d->names.n, sizeof *t.items);
        for (size_t i = 0; t.items && i < d->names.n; i++)
            t.items[t.n++] = stet__pool_normal(c->pool, d->names.items[i]);
    } else if (d->match == MATCH_FULL && t.n > 1 && c->policy->name.n) {
        t.n = 1;
    }
    return t;
}

static stet_str shown_name(struct check *c, const struct duty *d)
{
    return d->names.n          ? d->names.items[0]
           : c->policy->name.n ? c->policy->name
           : c->names.n        ? c->policy->aliases.items[0]
                               : stet_cstr("the source");
}

void stet__duty_credit_source(struct check *c, const struct duty *d, struct row *r)
{
    struct texts names = names_for(c, d);
    struct met m = nowhere;
    stet_str shown = shown_name(c, d);
    if (!names.n) {
        stet__row_say(c, r, UNVERIFIABLE, "the policy does not name the holder");
        return;
    }
    m.duty = d->linked ? d : NULL;
    for (size_t i = 0; i < names.n && !is_met(&m); i++) {
        look_for(c, names.items[i], d->where, &m);
        if (is_met(&m)) {
            stet__row_say(c, r, SATISFIED, "the source is named");
            show_met(c, r, &m, names.items[i]);
            demand_link(c, d, r, &m, names.items[i]);
            return;
        }
    }
    say_not_met(c, r, &m, shown, d->where);
    stet__row_todo(c, r, "name %.*s %s", TEXT_ARGS(shown), stet__check_where(d->where));
}

/* ---- authors ------------------------------------------------------------------- */
struct authors {
    const struct person *items;
    size_t n;
};

/* Named by the duty, declared by the context, stated by the original. */
static int find_authors(struct check *c, const struct duty *d, struct authors *ret)
{
    const struct context *x = c->context;
    struct person *made;
    size_t n = d->names.n ? d->names.n : c->original ? c->original->authors.n : 0;
    const stet_str *names = d->names.n    ? d->names.items
                            : c->original ? c->original->authors.items
                                          : NULL;
    if (!d->names.n && x->authors.fact != FACT_UNKNOWN) {
        *ret = (struct authors){x->authors.items, x->authors.n};
        return 1;
    }
    if (!n || !(made = stet__pool_array(c->pool, n, sizeof *made)))
        return 0;
    for (size_t i = 0; i < n; i++)
        made[i] = (struct person){.name = names[i], .affiliation = stet_cstr("")};
    *ret = (struct authors){made, n};
    return 1;
}

/* The text that names an author: its block, or what the document states. */
static stet_str text_beside(struct check *c, const struct met *m)
{
    return m->block != SIZE_MAX ? c->doc->blocks[m->block].normal
                                : stet__pool_normal(c->pool, c->doc->byline);
}

/* What must stand in the same byline. Answers a status; *ret_why says what is missing.
 */
static int check_beside(struct check *c, const struct duty *d, const struct person *p,
                        const struct met *m, stet_str *ret_why)
{
    stet_str text = text_beside(c, m);
    if (d->with & WITH_PUBLISHER) {
        int found = 0;
        for (size_t i = 0; i < c->names.n; i++)
            found |=
                stet__text_find(c->pool->kit, text, c->names.items[i], 0) != SIZE_MAX;
        *ret_why = stet_cstr("the publisher is not named beside the author");
        if (!found)
            return c->names.n ? VIOLATED : UNVERIFIABLE;
    }
    if (!(d->with & WITH_AFFILIATION) || (p->affiliation_known && !p->affiliation.n))
        return SATISFIED;
    *ret_why = stet__pool_say(c->pool, "the affiliation of %.*s is not known",
                              TEXT_ARGS(p->name));
    if (!p->affiliation_known)
        return UNVERIFIABLE;
    *ret_why =
        stet__pool_say(c->pool, "the affiliation of %.*s (%.*s) is not named beside it",
                       TEXT_ARGS(p->name), TEXT_ARGS(p->affiliation));
    return stet__text_find(c->pool->kit, text,
                           stet__pool_normal(c->pool, p->affiliation), 0) != SIZE_MAX
               ? SATISFIED
               : VIOLATED;
}

static int check_author(struct check *c, const struct duty *d, const struct person *p,
                        struct row *r)
{
    struct met m = nowhere;
    stet_str name = stet__pool_normal(c->pool, p->name), why = stet_cstr("");
    look_for_person(c, name, d->where, &m);
    if (!is_met(&m)) {
        say_not_met(c, r, &m, p->name, d->where);
        stet__row_todo(c, r, "name %.*s %s", TEXT_ARGS(p->name),
                       stet__check_where(d->where));
        return VIOLATED;
    }
    int status = check_beside(c, d, p, &m, &why);
    show_met(c, r, &m, name);
    if (status == SATISFIED) {
        stet__row_say(c, r, SATISFIED, "named");
        demand_link(c, d, r, &m, name);
        return r->status;
    }
    stet__row_say(c, r, status, "%.*s", TEXT_ARGS(why));
    if (status == VIOLATED)
        stet__row_todo(c, r, "add it to the byline");
    return status;
}

/* What the byline of a copy says proves nothing, and helps whoever looks it up. */
static void lack_authors(struct check *c, struct row *r)
{
    const struct doc *d = c->doc;
    if (!d->authors.n) {
        stet__row_lacks(c, r, "original.authors",
                        "who wrote the original is not known");
        return;
    }
    stet__row_lacks(c, r, "original.authors",
                    "the article names %.*s%s; who wrote the original is not known",
                    TEXT_ARGS(d->authors.items[0]),
                    d->authors.n > 1 ? " and others" : "");
    r->evidence = d->byline.n ? d->byline : d->authors.items[0];
}

void stet__duty_credit_author(struct check *c, const struct duty *d, struct row *r)
{
    static const int rank[] = {0, 3, 2, 1};
    struct authors authors = {NULL, 0};
    if (!find_authors(c, d, &authors)) {
        lack_authors(c, r);
        return;
    }
    if (!authors.n) {
        stet__row_say(c, r, NOT_APPLICABLE, "the original names no author");
        return;
    }
    int worst = SATISFIED;
    struct row first = *r, bad = *r;
    for (size_t i = 0; i < authors.n; i++) {
        struct row one = *r;
        int status = check_author(c, d, &authors.items[i], &one);
        if (i == 0)
            first = one;
        if (rank[status] > rank[worst]) {
            worst = status;
            bad = one;
        }
    }
    *r = worst == SATISFIED ? first : bad;
    if (worst == SATISFIED)
        stet__row_say(c, r, SATISFIED,
                      authors.n == 1 ? "the author is named" : "all authors are named");
}

/* ---- partners ------------------------------------------------------------------ */
void stet__duty_credit_partner(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    const stet_str *names = d->names.n ? d->names.items : x->partners.items;
    size_t n = d->names.n ? d->names.n : x->partners.n;
    if (!d->names.n && x->partners.fact == FACT_UNKNOWN) {
        stet__row_lacks(c, r, "original.partners",
                        "the partners of the original are not known");
        return;
    }
    if (!n) {
        stet__row_say(c, r, NOT_APPLICABLE, "the original has no partner");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct met m = nowhere;
        stet_str name = stet__pool_normal(c->pool, names[i]);
        look_for(c, name, d->where, &m);
        if (!is_met(&m)) {
            say_not_met(c, r, &m, names[i], d->where);
            stet__row_todo(c, r, "name %.*s %s", TEXT_ARGS(names[i]),
                           stet__check_where(d->where));
            return;
        }
        stet__row_say(c, r, SATISFIED,
                      n == 1 ? "the partner is named" : "all partners are named");
        show_met(c, r, &m, name);
        demand_link(c, d, r, &m, name);
        if (r->status != SATISFIED)
            return;
    }
}
