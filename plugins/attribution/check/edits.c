/* SPDX-License-Identifier: MIT */
/* The duties about changes: none, only some, the whole text, under the same licence. */
#include "check.h"

static int has_other_language(struct check *c)
{
    stet_str a = c->context->language, b = c->doc->language;
    if (!a.n && c->original)
        a = c->original->language;
    size_t n = 0;
    while (n < a.n && a.p[n] != '-' && a.p[n] != '_')
        n++;
    a.n = n;
    for (n = 0; n < b.n && b.p[n] != '-' && b.p[n] != '_';)
        n++;
    b.n = n;
    return a.n && b.n && !stet__text_same(a, b);
}

static int is_derived_use(struct check *c)
{
    return c->context->action == TRANSLATE || c->context->action == ADAPT ||
           has_other_language(c);
}

static int needs_original(struct check *c, struct row *r)
{
    if (stet__check_compare(c))
        return 0;
    stet__row_lacks(c, r, c->original ? NULL : "original.text", "%s",
                    c->original ? "the original has no text to compare with"
                                : "the text of the original is not given");
    return 1;
}

static size_t permille(const struct comparison *m)
{
    size_t all = m->words_original + m->words_article;
    size_t same = 2 * m->words_same;
    return all ? (same < all ? same * 1000 / all : 1000) : 1000;
}

static int is_allowed(uint32_t except, const struct change *g)
{
    if (g->headline)
        return (except & EXCEPT_HEADLINE) ||
               (g->kind == CHANGE_STYLE && (except & EXCEPT_STYLE));
    return (g->kind == CHANGE_STYLE && (except & EXCEPT_STYLE)) ||
           (g->kind == CHANGE_TIME_PLACE && (except & EXCEPT_TIME_PLACE));
}

static const char *kind_name(const struct change *g)
{
    static const char *const names[] = {"",         "style",  "time or place",
                                        "left out", "put in", "reworded"};
    return g->headline ? "headline" : names[g->kind];
}

/* The changes, for persons: "block 3 reworded: x -> y". */
static stet_str list_changes(struct check *c, const struct comparison *m)
{
    stet_out out = stet__pool_out(c->pool, 256, 4096);
    for (size_t i = 0; i < m->kept && i < 5; i++) {
        const struct change *g = &m->changes[i];
        if (i)
            stet_puts(&out, "; ");
        if (g->original != SIZE_MAX) {
            stet_puts(&out, "block ");
            stet_put_int(&out, (int64_t)g->original + 1);
            stet_puts(&out, " ");
        }
        stet_puts(&out, kind_name(g));
        stet_puts(&out, ": ");
        stet_put(&out, g->before.p, c->pool->kit->cut_at_word(g->before, 40));
        stet_puts(&out, " -> ");
        stet_put(&out, g->after.p, c->pool->kit->cut_at_word(g->after, 40));
    }
    return stet_out_text(&out);
}

static void show_change(struct check *c, struct row *r, const struct change *g)
{
    if (g->block != SIZE_MAX)
        stet__row_show(c, r, g->block, g->after);
    else
        r->evidence = g->before;
}

struct sorted {
    size_t allowed, forbidden, shortened;
    const struct change *first; /* forbidden, else shortened */
};

static struct sorted sort_changes(const struct comparison *m, uint32_t except)
{
    struct sorted s = {0, 0, 0, NULL};
    /* only the first changes are kept: the others are judged by their number */
    for (int kind = CHANGE_STYLE; kind < CHANGE_KINDS; kind++) {
        struct change any = {.kind = kind};
        if (m->counts[kind] > m->kept && !is_allowed(except, &any))
            s.forbidden += kind != CHANGE_SHORTER || !(except & EXCEPT_SHORTEN);
    }
    for (size_t i = 0; i < m->kept; i++) {
        const struct change *g = &m->changes[i];
        int shorter = g->kind == CHANGE_SHORTER && !g->headline;
        if (is_allowed(except, g)) {
            s.allowed++;
        } else if (shorter && (except & EXCEPT_SHORTEN)) {
            s.shortened++;
            s.first = s.first ? s.first : g;
        } else {
            s.first = s.forbidden++ ? s.first : g;
        }
    }
    return s;
}

static void say_changes(struct check *c, struct row *r, int status, const char *what,
                        const struct comparison *m)
{
    size_t ratio = permille(m);
    stet_str list = list_changes(c, m);
    stet__row_say(c, r, status, "%s; %zu.%zu %% of the words are the same%s%.*s", what,
                  ratio / 10, ratio % 10, list.n ? ": " : "", TEXT_ARGS(list));
}

void stet__duty_no_edit(struct check *c, const struct duty *d, struct row *r)
{
    if (is_derived_use(c)) {
        stet__row_say(c, r, VIOLATED, "the article is translated or adapted");
        return;
    }
    if (needs_original(c, r))
        return;
    const struct comparison *m = c->comparison;
    struct sorted s = sort_changes(m, d->except);
    if (s.forbidden) {
        say_changes(c, r, VIOLATED, "the text was changed", m);
        stet__row_todo(c, r, "restore the words of the original");
    } else if (s.shortened) {
        say_changes(c, r, UNVERIFIABLE,
                    "the text was shortened, which needs an approval that "
                    "nobody has declared",
                    m);
        stet__row_todo(c, r, "ask for the approval");
    } else {
        say_changes(c, r, SATISFIED,
                    s.allowed ? "only allowed changes" : "nothing was changed", m);
    }
    if (s.first)
        show_change(c, r, s.first);
}

/* ---- whole text ---------------------------------------------------------------- */
enum { FEW_WORDS = 4 };

void stet__duty_whole_text(struct check *c, const struct duty *d, struct row *r)
{
    const struct change *first = NULL;
    if (c->context->action == EXCERPT && !(c->original && c->doc->block_count)) {
        stet__row_say(c, r, VIOLATED, "an excerpt is not the whole text");
        return;
    }
    if (needs_original(c, r))
        return;
    const struct comparison *m = c->comparison;
    size_t lost = 0;
    for (size_t i = 0; i < m->kept; i++) {
        const struct change *g = &m->changes[i];
        if (g->headline || g->kind == CHANGE_STYLE || g->kind == CHANGE_TIME_PLACE)
            continue;
        if (!g->whole_blocks && g->lost < FEW_WORDS)
            continue;
        lost += g->lost;
        first = first ? first : g;
    }
    if (!first) {
        say_changes(c, r, SATISFIED, "the whole text is there", m);
        return;
    }
    if (d->except & EXCEPT_SHORTEN)
        stet__row_say(c, r, UNVERIFIABLE,
                      "%zu words are gone, which needs an approval that "
                      "nobody has declared",
                      lost);
    else
        stet__row_say(c, r, VIOLATED,
                      "%zu of %zu words of the original are gone, in block "
                      "%zu first",
                      lost, m->words_original, first->original + 1);
    r->evidence = first->before;
    stet__row_todo(c, r, "put back: %.*s", TEXT_ARGS(first->before));
}

/* ---- derivatives --------------------------------------------------------------- */
/* Parts may be left out, and the slips of a typist corrected: neither makes another
 * work. */
static const struct change *find_derivation(const struct comparison *m, uint32_t except)
{
    for (size_t i = 0; i < m->kept; i++) {
        const struct change *g = &m->changes[i];
        if (!g->headline && !g->whole_blocks && g->kind != CHANGE_STYLE &&
            !is_allowed(except, g))
            return g;
    }
    return NULL;
}

void stet__duty_no_derivatives(struct check *c, const struct duty *d, struct row *r)
{
    if (is_derived_use(c)) {
        stet__row_say(c, r, VIOLATED, "the article is translated or adapted");
        stet__row_todo(c, r, "use the original, or ask for permission");
        return;
    }
    if (needs_original(c, r))
        return;
    const struct change *g = find_derivation(c->comparison, d->except);
    if (!g) {
        say_changes(c, r, SATISFIED, "it is the work itself", c->comparison);
        return;
    }
    say_changes(c, r, VIOLATED, "the text was changed", c->comparison);
    show_change(c, r, g);
    stet__row_todo(c, r, "restore the words of the original");
}

/* 1 changed, 0 not, -1 nobody knows. */
static int is_changed(struct check *c)
{
    if (is_derived_use(c))
        return 1;
    if (!stet__check_compare(c))
        return -1;
    return find_derivation(c->comparison, 0) != NULL;
}

/* The licence that the article is under, from what it says: a link, a field, a notice.
 */
static const struct licence *stated_licence(struct check *c, struct row *r)
{
    const struct licence *l;
    const struct doc *d = c->doc;
    for (size_t i = 0; i < d->link_count; i++)
        if (stet__address_of(c->pool->kit, d->links[i].href).web &&
            (l = stet__licence_find(c->pool, c->licences, d->links[i].href)) != NULL) {
            stet__row_show_link(c, r, &d->links[i]);
            return l;
        }
    for (size_t i = 0; i < d->block_count; i++) {
        const struct doc_block *b = &d->blocks[i];
        int speaks = memmem(b->normal.p, b->normal.n, "creative commons", 16) ||
                     memmem(b->normal.p, b->normal.n, "cc by", 5) ||
                     memmem(b->normal.p, b->normal.n, "cc-by", 5) ||
                     memmem(b->normal.p, b->normal.n, "cc0", 3);
        if (speaks && b->words <= 80 &&
            (l = stet__licence_find(c->pool, c->licences, b->raw)) != NULL) {
            stet__row_show(c, r, i, stet_cstr(""));
            return l;
        }
    }
    if ((l = stet__licence_find(c->pool, c->licences, d->licence_url)) == NULL)
        l = stet__licence_find(c->pool, c->licences, d->licence);
    if (l)
        r->evidence = d->licence.n ? d->licence : d->licence_url;
    return l;
}

void stet__duty_share_alike(struct check *c, const struct duty *d, struct row *r)
{
    int changed = is_changed(c);
    (void)d;
    if (changed == 0) {
        stet__row_say(c, r, NOT_APPLICABLE, "nothing was changed");
        return;
    }
    const struct licence *from = c->policy->licence, *is = stated_licence(c, r);
    if (!from && changed == 1) {
        stet__row_say(c, r, UNVERIFIABLE,
                      "the policy names no licence to compare with");
        return;
    }
    if (from && is) {
        struct joined j = stet__licence_join(from, is);
        int same = stet_str_eq(from->family, is->family) && j.allowed == 1;
        if (same || changed == 1)
            stet__row_say(c, r, same ? SATISFIED : VIOLATED,
                          same ? "it is under the same licence (%.*s)"
                               : "it was changed and is under another licence (%.*s)",
                          TEXT_ARGS(is->id));
        if (!same && changed == 1)
            stet__row_todo(c, r, "put it under %.*s", TEXT_ARGS(from->id));
        if (same || changed == 1)
            return;
    } else if (changed == 1) {
        stet__row_say(c, r, VIOLATED, "it was changed and names no licence");
        stet__row_todo(c, r, "put it under %.*s", TEXT_ARGS(from->id));
        return;
    }
    stet__row_lacks(c, r, "original.text",
                    "whether it was changed is not known: the text of the "
                    "original is not given");
}

/* ---- telling of changes -------------------------------------------------------- */
void stet__duty_indicate_changes(struct check *c, const struct duty *d, struct row *r)
{
    static const char *const words[] = {"this article has been edited",
                                        "has been edited",
                                        "was edited",
                                        "edited for",
                                        "has been adapted",
                                        "adapted from",
                                        "adapted by",
                                        "translated from",
                                        "translated by",
                                        "translation by",
                                        "shortened",
                                        "abridged",
                                        "changes were made",
                                        "with changes",
                                        "has been modified",
                                        "modified from",
                                        "condensed",
                                        "gekurzt",
                                        "bearbeitet",
                                        "ubersetzt",
                                        "geandert",
                                        "modifie",
                                        "adapte",
                                        "traduit",
                                        "abrege",
                                        "modificado",
                                        "adaptado",
                                        "traducido",
                                        "abreviado",
                                        "editado"};
    int changed = is_changed(c);
    if (changed == 0) {
        stet__row_say(c, r, NOT_APPLICABLE, "nothing was changed");
        return;
    }
    for (size_t i = 0; i < c->doc->block_count; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            const struct doc_block *b = &c->doc->blocks[i];
            if (!memmem(b->normal.p, b->normal.n, words[w], strlen(words[w])) ||
                (b->zone == STET_ZONE_BODY && b->words > 40) ||
                !stet__check_stands(c, i, d->where, 6))
                continue;
            stet__row_say(c, r, SATISFIED, "it says that it was changed");
            stet__row_show(c, r, i, stet_cstr(""));
            return;
        }
    if (changed < 0) {
        stet__row_lacks(c, r, "original.text",
                        "whether it was changed is not known: the text of "
                        "the original is not given");
        return;
    }
    stet__row_say(c, r, VIOLATED, "it was changed and does not say so");
    stet__row_todo(c, r, "say what was changed");
}
