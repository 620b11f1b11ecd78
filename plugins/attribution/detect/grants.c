/* SPDX-License-Identifier: MIT */
/*
 * Permissions in words: for which actions, to whom, and under which conditions, in the
 * order in which they are said.
 */
#include "detect.h"

/* ---- grants -------------------------------------------------------------------- */
struct grant *stet__grant_new(struct reading_article *r, int action,
                              const struct sentence *s)
{
    struct policy *p = r->policy;
    for (size_t i = 0; i < p->count; i++)
        if (p->grants[i].action == action)
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
    if (stet__said(s, SAID_EDUCATION))
        a->sites |= SITE_EDUCATION;
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

/* Conditions of a permission stand behind "provided that"; what is plain may stand
 * anywhere. */
static void read_conditions(struct reading_article *r, struct grant *g,
                            const struct sentence *s, uint32_t begin)
{
    uint32_t plain = stet__conditions_plain(s);
    if (stet__said(s, SAID_SOFT) && !stet__said(s, SAID_MUST))
        return;
    if (begin == NOT_SAID && stet__said(s, SAID_MUST)) /* a verb may stand at the end */
        begin = smaller(s->said.first[SAID_MUST], s->said.first[SAID_PERMIT]);
    if (begin != NOT_SAID && stet__said(s, SAID_MUST) && !stet__said(s, SAID_PERMIT))
        begin = smaller(begin, s->said.first[SAID_MUST]);
    if (begin != NOT_SAID && plain < begin) /* "unchanged, with a link" */
        begin = plain;
    if (begin == NOT_SAID && plain == NOT_SAID && !stet__said(s, SAID_AFTER) &&
        !stet__said(s, SAID_UNTIL))
        return;
    stet__conditions_add(r, g, s, begin);
}

/* "Publish an excerpt of 100 words" is no republication of the whole. */
static int publishes_excerpt(const struct sentence *s)
{
    enum { NEAR = 24 };
    uint32_t verb = s->said.first[SAID_REPUBLISH], part = s->said.first[SAID_EXCERPT];
    return part != NOT_SAID && verb != NOT_SAID && part > verb &&
           (part - verb < NEAR || stet__numbers_words(s));
}

/* "Reprints, also of parts". */
static int names_parts_too(stet_str words)
{
    static const char *const forms[] = {"auch auszugsweise", "auch in auszugen",
                                        "oder auszugsweise", "meme par extraits",
                                        "en tout ou en extraits"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (memmem(words.p, words.n, forms[i], strlen(forms[i])))
            return 1;
    return 0;
}

static uint32_t granted_actions(const struct sentence *s, uint32_t begin)
{
    uint32_t actions = stet__claims_actions(s, NOT_SAID) & ~(1u << COMMERCIAL),
             asked = stet__claims_actions(s, begin);
    if (begin != NOT_SAID && begin > s->said.first[SAID_PERMIT] &&
        (asked & ~(1u << COMMERCIAL)))
        actions = asked & ~(1u << COMMERCIAL); /* conditions name actions, too */
    if (!actions)
        actions = 1u << REPUBLISH;
    if (stet__said(s, SAID_NO_EDIT))
        actions &= ~(1u << ADAPT); /* "without modifying it" */
    if (stet__numbers_words(s) && !stet__said(s, SAID_WHOLE))
        actions = (actions & ~(1u << REPUBLISH)) | 1u << EXCERPT;
    if (names_parts_too(s->words))
        actions &= ~(1u << EXCERPT);
    if (publishes_excerpt(s))
        actions &= ~(1u << REPUBLISH);
    if (actions & (1u << PRINT) && actions & (1u << REPUBLISH))
        actions &= ~(1u << PRINT); /* named as a form of it */
    if (actions & (1u << TRANSLATE | 1u << EXCERPT) && !stet__said(s, SAID_REPUBLISH))
        actions &= ~(1u << REPUBLISH);
    return actions;
}

/* Conditions that stand before the permission. */
static void wait_for_grant(struct reading_article *r, size_t number)
{
    if (r->waiting_count < sizeof r->waiting / sizeof *r->waiting)
        r->waiting[r->waiting_count++] = number;
}

void stet__grant_add(struct reading_article *r, const struct sentence *s, size_t number)
{
    uint32_t begin = condition_begin(s), actions = granted_actions(s, begin);
    size_t n = 0;
    if (!actions && !r->policy->count) { /* "the headline may be rewritten" */
        wait_for_grant(r, number);
        return;
    }
    for (int a = REPUBLISH; a <= DATA_MINE && n < 4; a++)
        if (actions & (1u << a) && stet__grant_new(r, a, s))
            n++;
    /* grants may have moved when the list grew */
    for (size_t i = 0; i < n; i++) {
        struct grant *g = &r->policy->grants[r->policy->count - n + i];
        if (g->action == EXCERPT)
            g->max_words = stet__numbers_words(s);
        read_audience(s, &g->audience);
        stet__conditions_territory(r, g, s);
        read_conditions(r, g, s, begin);
        r->grant_conditional |=
            g->count > 0 || g->audience.commercial >= 0 || g->audience.sites;
    }
    if (n)
        r->first_grant = r->policy->count - n;
    for (size_t w = 0; n && w < r->waiting_count; w++) {
        const struct sentence *before = &r->sentences.items[r->waiting[w]];
        if (!stet__said(before, SAID_REPUBLISH) && before->number != s->number)
            continue; /* it may be about something else */
        for (size_t i = r->first_grant; i < r->policy->count; i++)
            stet__conditions_add(r, &r->policy->grants[i], before,
                                 stet__conditions_any(before));
    }
    r->waiting_count = 0;
    for (size_t i = r->first_grant; !n && i < r->policy->count; i++) {
        struct grant *g = &r->policy->grants[i]; /* it is granted already */
        if (!g->audience.sites && g->audience.commercial < 0)
            read_audience(s, &g->audience);
        read_conditions(r, g, s, begin);
    }
    r->last_sentence = number + 1;
}

void stet__grants_leave_images(struct reading_article *r, const struct sentence *s)
{
    struct duty d = {.verb = EXCLUDE_IMAGES,
                     .unless = stet__conditions_unless(s),
                     .evidence = s->raw};
    d.template = d.src = d.handle = d.kind = d.rel = stet_cstr("");
    for (size_t i = r->first_grant; r->last_sentence && i < r->policy->count; i++)
        stet__conditions_owe(r, &r->policy->grants[i], &d);
}

/* A sentence behind a licence adds to what the licence asks. */
static int begin_with_licence(struct reading_article *r, size_t number)
{
    if (!r->licence_sentence || r->policy->count || !r->policy->licence ||
        number > r->licence_sentence + 5)
        return 0;
    if (stet__licence_expand(r->pool, r->policy->licence, r->policy) != STET_OK) {
        r->failed = 1;
        return 0;
    }
    r->last_sentence = r->licence_sentence;
    return r->policy->count != 0;
}

/* "Republishing this piece? Run it in full ..." */
static int begin_with_offer(struct reading_article *r, const struct sentence *s,
                            size_t number)
{
    enum { NEAR = 3 };
    if (!r->offer || number > r->offer - 1 + NEAR || stet__said(s, SAID_ASK) ||
        stet__said(s, SAID_ONLY_ASK))
        return 0;
    const struct sentence *asked = &r->sentences.items[r->offer - 1];
    if (s->number > asked->number + 1 || !stet__grant_new(r, REPUBLISH, asked))
        return 0;
    r->first_grant = r->policy->count - 1;
    r->last_sentence = r->offer;
    return 1;
}

int stet__grant_goes_on(struct reading_article *r, const struct sentence *s,
                        size_t number)
{
    int soft = stet__said(s, SAID_SOFT) && !stet__said(s, SAID_MUST);
    int owed = stet__said(s, SAID_MUST) || stet__said(s, SAID_PROVIDED) ||
               s->continues || stet__conditions_plain(s) != NOT_SAID;
    if (!owed || soft || !stet__conditions_state(s))
        return 0;
    if (!r->last_sentence && !begin_with_licence(r, number) &&
        !begin_with_offer(r, s, number)) {
        if (stet__said(s, SAID_MUST) &&
            (stet__said(s, SAID_REPUBLISH) || stet__said(s, SAID_SELF) ||
             stet__said(s, SAID_CREDIT)))
            wait_for_grant(r, number);
        return 0;
    }
    const struct sentence *before = &r->sentences.items[r->last_sentence - 1];
    if (!r->policy->count || number > r->last_sentence + 5 ||
        s->number > before->number + 6)
        return 0;
    uint32_t from = smaller(s->said.first[SAID_MUST], s->said.first[SAID_PROVIDED]);
    for (size_t i = r->first_grant; i < r->policy->count; i++) {
        struct grant *g = &r->policy->grants[i];
        stet__conditions_add(r, g, s, smaller(from, stet__conditions_any(s)));
        r->grant_conditional |= g->count > 0;
    }
    r->last_sentence = number + 1;
    return 1;
}
