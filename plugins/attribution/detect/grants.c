/* SPDX-License-Identifier: MIT */
/*
 * Permissions in words: for which actions, to whom, and under which conditions, in the
 * order in which they are said.
 */
#include "detect.h"

enum { DUTIES_MAX = 24 };

/* ---- conditions ---------------------------------------------------------------- */
struct condition {
    int said, verb;
};
static const struct condition conditions[] = {{SAID_AUTHOR, CREDIT_AUTHOR},
                                              {SAID_SOURCE, CREDIT_SOURCE},
                                              {SAID_COPYRIGHT, CREDIT_COPYRIGHT},
                                              {SAID_LINK, LINK},
                                              {SAID_NO_EDIT, NO_EDIT},
                                              {SAID_WHOLE, WHOLE_TEXT},
                                              {SAID_NOTIFY, NOTIFY},
                                              {SAID_NO_SALE, NO_SEPARATE_SALE},
                                              {SAID_NO_ADS, NO_ADS_INSIDE},
                                              {SAID_NO_PAYWALL, NO_PAYWALL},
                                              {SAID_NO_IMAGES, EXCLUDE_IMAGES},
                                              {SAID_BIO, KEEP_BIO},
                                              {SAID_TAGLINE, KEEP_TAGLINE},
                                              {SAID_CANONICAL, CANONICAL_TO_ORIGINAL},
                                              {SAID_NOINDEX, NOINDEX},
                                              {SAID_LOGO, LOGO},
                                              {SAID_PIXEL, KEEP_PIXEL},
                                              {SAID_IMAGE_CREDIT, CREDIT_IMAGE},
                                              {SAID_PARTNER, CREDIT_PARTNER},
                                              {SAID_KEEP_LINKS, KEEP_LINKS},
                                              {SAID_NOT_SYSTEMATIC, NOT_SYSTEMATIC},
                                              {SAID_SHARE_ALIKE, SHARE_ALIKE},
                                              {SAID_TAKEDOWN, TAKEDOWN_ON_REQUEST}};

static void shape_duty(const struct sentence *s, uint32_t from, struct duty *d)
{
    int credit = d->verb == CREDIT_AUTHOR || d->verb == CREDIT_SOURCE;
    if (credit && s->said.last[SAID_AT_TOP] != NOT_SAID)
        d->where = WHERE_TOP;
    else if (credit && s->said.last[SAID_AT_END] != NOT_SAID)
        d->where = WHERE_END;
    else if (d->verb == CREDIT_AUTHOR && s->said.last[SAID_BYLINE] != NOT_SAID)
        d->where = WHERE_BYLINE;
    if (d->verb == CREDIT_AUTHOR)
        d->match = MATCH_FULL;
    if (d->verb == CREDIT_SOURCE || d->verb == CREDIT_COPYRIGHT)
        d->match = MATCH_HOLDER;
    if (d->verb == LINK) {
        uint32_t article = s->said.last[SAID_TO_ARTICLE],
                 home = s->said.last[SAID_TO_HOME];
        int to_article = article != NOT_SAID && article >= from,
            to_home = home != NOT_SAID && home >= from;
        d->to = to_article ? TO_ARTICLE : to_home ? TO_HOME : TO_EITHER;
        d->visible = 1;
        d->follow = stet__said(s, SAID_FOLLOW);
    }
    if (d->verb == NO_EDIT)
        d->except = (stet__said(s, SAID_BUT_HEADLINE) ? EXCEPT_HEADLINE : 0) |
                    (stet__said(s, SAID_BUT_STYLE) ? EXCEPT_STYLE : 0) |
                    (stet__said(s, SAID_BUT_TIME) ? EXCEPT_TIME_PLACE : 0);
}

static struct duty *find_duty(struct grant *g, int verb)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->duties[i].verb == verb)
            return &g->duties[i];
    return NULL;
}

/* A sentence between quotation marks behind a colon or "the following": it must stand
 * there. */
static stet_str quoted_in(stet_str raw)
{
    static const char *const pairs[][2] = {{"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\xe2\x80\x9e", "\xe2\x80\x9c"},
                                           {"\xc2\xab", "\xc2\xbb"},
                                           {"\"", "\""}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = strlen(pairs[i][0]);
        const char *from = memmem(raw.p, raw.n, pairs[i][0], open);
        if (!from)
            continue;
        size_t at = (size_t)(from - raw.p) + open;
        const char *to =
            memmem(raw.p + at, raw.n - at, pairs[i][1], strlen(pairs[i][1]));
        stet_str inner =
            to ? stet_strn(from + open, (size_t)(to - from) - open) : stet_cstr("");
        if (stet__text_words(inner) >= 3)
            return stet__text_trim(inner);
    }
    return stet_cstr("");
}

static int64_t number_before(stet_str words, const char *unit)
{
    const char *at = memmem(words.p, words.n, unit, strlen(unit));
    size_t end = at ? (size_t)(at - words.p) : 0, from = end;
    int64_t n = 0;
    while (from && words.p[from - 1] >= '0' && words.p[from - 1] <= '9')
        from--;
    for (size_t i = from; i < end && i < from + 6; i++)
        n = n * 10 + (words.p[i] - '0');
    return n;
}

/* "24 hours after", "48 Stunden nach", "7 days". */
static int64_t hours_in(stet_str words)
{
    static const struct {
        const char *unit;
        int hours;
    } units[] = {{" hours after", 1},  {" hours have", 1},    {" stunden nach", 1},
                 {" heures apres", 1}, {" horas despues", 1}, {" days after", 24},
                 {" days have", 24},   {" tage nach", 24},    {" jours apres", 24},
                 {" dias despues", 24}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (number_before(words, units[i].unit))
            return number_before(words, units[i].unit) * units[i].hours;
    return 0;
}

static struct duty *add_duty(struct reading_article *r, struct grant *g, int verb,
                             const struct sentence *s)
{
    struct duty *d = find_duty(g, verb);
    if (d || g->count == DUTIES_MAX)
        return NULL;
    if (!g->duties) {
        g->duties = stet__pool_array(r->pool, DUTIES_MAX, sizeof *g->duties);
        if (!g->duties) {
            r->failed = 1;
            return NULL;
        }
    }
    d = &g->duties[g->count++];
    *d = (struct duty){.verb = verb,
                       .template = stet_cstr(""),
                       .src = stet_cstr(""),
                       .handle = stet_cstr(""),
                       .kind = stet_cstr(""),
                       .rel = stet_cstr(""),
                       .evidence = s->raw};
    return d;
}

/* Conditions said in [from, ..) of the sentence, in the order they are said. */
static void add_conditions(struct reading_article *r, struct grant *g,
                           const struct sentence *s, uint32_t from)
{
    for (uint32_t after = from;;) {
        const struct condition *next = NULL;
        uint32_t at = NOT_SAID;
        for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
            uint32_t first = s->said.first[conditions[i].said],
                     last = s->said.last[conditions[i].said];
            uint32_t here = first != NOT_SAID && first >= after ? first
                            : last != NOT_SAID && last >= after ? last
                                                                : NOT_SAID;
            if (here < at && !find_duty(g, conditions[i].verb)) {
                at = here;
                next = &conditions[i];
            }
        }
        if (!next)
            break;
        struct duty *d = add_duty(r, g, next->verb, s);
        if (!d)
            break;
        shape_duty(s, from, d);
        after = from;
    }
    int64_t hours = hours_in(s->words);
    struct duty *delay = hours ? add_duty(r, g, DELAY, s) : NULL;
    if (delay)
        delay->hours = hours;
    stet_str quoted = quoted_in(s->raw);
    struct duty *statement = quoted.n ? add_duty(r, g, STATEMENT, s) : NULL;
    if (statement) {
        statement->template = quoted;
        statement->where = stet__said(s, SAID_AT_TOP)   ? WHERE_TOP
                           : stet__said(s, SAID_AT_END) ? WHERE_END
                                                        : WHERE_ANY;
    }
}

/* ---- grants -------------------------------------------------------------------- */
struct grant *stet__grant_new(struct reading_article *r, int action,
                              const struct sentence *s)
{
    struct policy *p = r->policy;
    for (size_t i = 0; i < p->count; i++)
        if (p->grants[i].action == action && !p->grants[i].any_action)
            return NULL; /* the first is the one that says more */
    if (p->count == r->grant_cap) {
        size_t cap = r->grant_cap ? r->grant_cap * 2 : 8;
        struct grant *more = stet__pool_array(r->pool, cap, sizeof *more);
        if (!more) {
            r->failed = 1;
            return NULL;
        }
        if (p->count)
            memcpy(more, p->grants, p->count * sizeof *more);
        p->grants = more;
        r->grant_cap = cap;
    }
    struct grant *g = &p->grants[p->count++];
    *g = (struct grant){.action = action, .audience = {0, 0, -1}, .evidence = s->raw};
    return g;
}

static void read_audience(const struct sentence *s, struct audience *a)
{
    if (stet__said(s, SAID_NONPROFIT) || stet__said(s, SAID_COMMUNITY))
        a->sites |= SITE_COMMUNITY;
    if (stet__said(s, SAID_NEWS))
        a->sites |= SITE_NEWS;
    if (stet__said(s, SAID_BUSINESS))
        a->sites |= SITE_BUSINESS;
    if (stet__said(s, SAID_NONCOMMERCIAL) || stet__said(s, SAID_NONPROFIT))
        a->commercial = 0;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Where the conditions of a permission begin: behind "provided that" and the like, when
 * it stands behind the permission; in "with a link, you may" before it. */
static uint32_t condition_begin(const struct sentence *s)
{
    uint32_t first = s->said.first[SAID_PROVIDED], last = s->said.last[SAID_PROVIDED],
             permit = s->said.first[SAID_PERMIT];
    if (first == NOT_SAID)
        return NOT_SAID;
    return first >= permit || last < permit ? first : smaller(last, first);
}

void stet__grant_add(struct reading_article *r, const struct sentence *s, size_t number)
{
    uint32_t begin = condition_begin(s);
    uint32_t actions = stet__claims_actions(s, NOT_SAID) & ~(1u << COMMERCIAL);
    struct grant *made[4] = {NULL, NULL, NULL, NULL};
    size_t n = 0;
    if (!actions)
        actions = 1u << REPUBLISH;
    if (actions & (1u << PRINT) && actions & (1u << REPUBLISH) && begin == NOT_SAID)
        actions &= ~(1u << PRINT); /* named as a form of it */
    for (int a = REPUBLISH; a <= DATA_MINE && n < 4; a++)
        if ((actions & (1u << a)) && (made[n] = stet__grant_new(r, a, s)) != NULL)
            n++;
    /* grants may have moved when the list grew */
    for (size_t i = 0; i < n; i++) {
        struct grant *g = &r->policy->grants[r->policy->count - n + i];
        read_audience(s, &g->audience);
        for (size_t e = 0; begin != NOT_SAID && e < 2;
             e++) { /* "unchanged, with a link" */
            uint32_t early = s->said.first[e ? SAID_WHOLE : SAID_NO_EDIT];
            begin = smaller(begin, early);
        }
        if (begin != NOT_SAID || stet__said(s, SAID_MUST))
            add_conditions(r, g, s,
                           begin != NOT_SAID ? begin : s->said.first[SAID_MUST]);
        else if (stet__said(s, SAID_NO_EDIT) || stet__said(s, SAID_WHOLE))
            add_conditions(
                r, g, s,
                smaller(s->said.first[SAID_NO_EDIT], s->said.first[SAID_WHOLE]));
        r->grant_conditional |=
            g->count > 0 || g->audience.commercial >= 0 || g->audience.sites;
    }
    r->last_sentence = number + 1;
}

/* A sentence that goes on with the conditions of the grant before it. */
int stet__grant_goes_on(struct reading_article *r, const struct sentence *s,
                        size_t number)
{
    if (!r->last_sentence || !r->policy->count || number > r->last_sentence + 5)
        return 0;
    const struct sentence *before = &r->sentences.items[r->last_sentence - 1];
    int near = s->number <= before->number + 6;
    int owed = stet__said(s, SAID_MUST) || stet__said(s, SAID_PROVIDED);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (near && (owed || conditions[i].said == SAID_NO_IMAGES) &&
            (stet__said(s, conditions[i].said) || quoted_in(s->raw).n)) {
            struct grant *g = &r->policy->grants[r->policy->count - 1];
            uint32_t from =
                smaller(s->said.first[SAID_MUST], s->said.first[SAID_PROVIDED]);
            for (size_t c = 0; c < sizeof conditions / sizeof *conditions; c++)
                from = smaller(from, s->said.first[conditions[c].said]);
            add_conditions(r, g, s, from);
            r->grant_conditional |= g->count > 0;
            r->last_sentence = number + 1;
            return 1;
        }
    return 0;
}
