/* SPDX-License-Identifier: MIT */
/*
 * The conditions of a permission, in the order in which they are said: verbs with what
 * they act on, sentences that must stand there, times and numbers.
 */
#include "detect.h"

/* ---- conditions ---------------------------------------------------------------- */
/* plain: it says by itself what is owed; others are only named, and owed where the
 * sentence says so. */
struct condition {
    int said, verb, plain;
};
static const struct condition conditions[] = {
    {SAID_AUTHOR, CREDIT_AUTHOR, 0},
    {SAID_SOURCE, CREDIT_SOURCE, 0},
    {SAID_COPYRIGHT, CREDIT_COPYRIGHT, 0},
    {SAID_LINK, LINK, 0},
    {SAID_NO_EDIT, NO_EDIT, 1},
    {SAID_WHOLE, WHOLE_TEXT, 1},
    {SAID_NOTIFY, NOTIFY, 0},
    {SAID_NO_SALE, NO_SEPARATE_SALE, 1},
    {SAID_NO_ADS, NO_ADS_INSIDE, 1},
    {SAID_NO_PAYWALL, NO_PAYWALL, 1},
    {SAID_NO_IMAGES, EXCLUDE_IMAGES, 1},
    {SAID_BIO, KEEP_BIO, 0},
    {SAID_TAGLINE, KEEP_TAGLINE, 0},
    {SAID_CANONICAL, CANONICAL_TO_ORIGINAL, 0},
    {SAID_NOINDEX, NOINDEX, 0},
    {SAID_LOGO, LOGO, 0},
    {SAID_PIXEL, KEEP_PIXEL, 0},
    {SAID_IMAGE_CREDIT, CREDIT_IMAGE, 0},
    {SAID_PARTNER, CREDIT_PARTNER, 0},
    {SAID_KEEP_LINKS, KEEP_LINKS, 1},
    {SAID_NOT_SYSTEMATIC, NOT_SYSTEMATIC, 1},
    {SAID_SHARE_ALIKE, SHARE_ALIKE, 0},
    {SAID_TAKEDOWN, TAKEDOWN_ON_REQUEST, 0},
    {SAID_MENTION, MENTION, 1},
    {SAID_NOTICE, KEEP_NOTICE, 0}};
enum { CONDITIONS = sizeof conditions / sizeof *conditions };

uint32_t stet__conditions_plain(const struct sentence *s)
{
    uint32_t at = NOT_SAID;
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].plain && s->said.first[conditions[i].said] < at)
            at = s->said.first[conditions[i].said];
    return at;
}

uint32_t stet__conditions_any(const struct sentence *s)
{
    uint32_t at = s->said.first[SAID_CREDIT];
    for (size_t i = 0; i < CONDITIONS; i++)
        if (s->said.first[conditions[i].said] < at)
            at = s->said.first[conditions[i].said];
    return at;
}

/* Where something is said at `from` or behind. */
static uint32_t said_behind(const struct sentence *s, int said, uint32_t from)
{
    uint32_t first = s->said.first[said], last = s->said.last[said];
    return first != NOT_SAID && first >= from ? first
           : last != NOT_SAID && last >= from ? last
                                              : NOT_SAID;
}

/* What stands between the next quotation marks at `from`; ret_end is behind them. */
stet_str stet__conditions_quote(stet_str raw, size_t from, size_t *ret_end)
{
    static const char *const pairs[][2] = {{"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\xe2\x80\x9e", "\xe2\x80\x9c"},
                                           {"\xc2\xab", "\xc2\xbb"},
                                           {"\"", "\""}};
    stet_str found = stet_cstr("");
    size_t first = SIZE_MAX;
    if (from >= raw.n)
        return found;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
        const char *p = memmem(raw.p + from, raw.n - from, pairs[i][0], open);
        size_t at = p ? (size_t)(p - raw.p) + open : raw.n;
        const char *end = memmem(raw.p + at, raw.n - at, pairs[i][1], close);
        if (!p || !end || at - open >= first)
            continue;
        first = at - open;
        found = stet_strn(raw.p + at, (size_t)(end - raw.p) - at);
        *ret_end = (size_t)(end - raw.p) + close;
    }
    return found;
}

/* "By Jane Doe, Harbour Dispatch" between quotation marks is a form of byline. */
static int is_byline(stet_str quote)
{
    static const char *const words[] = {"By ", "by ", "Von ", "Par ", "Por "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (stet__text_begins(quote, words[i]))
            return 1;
    return 0;
}

/* A sentence that must stand there, between quotation marks. */
static stet_str statement_in(const struct sentence *s)
{
    size_t at = 0;
    stet_str quote;
    while (stet__said(s, SAID_LINE) && at < s->raw.n &&
           (quote = stet__conditions_quote(s->raw, at, &at)).n)
        if (stet__text_words(quote) >= 3 && !is_byline(quote))
            return stet__text_trim(quote);
    return stet_cstr("");
}

/* A credit is the source's when the source is named, or somebody by a name, or nobody.
 */
static uint32_t source_behind(struct reading_article *r, const struct sentence *s,
                              uint32_t from)
{
    static const int others[] = {SAID_AUTHOR, SAID_IMAGE_CREDIT, SAID_PARTNER,
                                 SAID_COPYRIGHT};
    uint32_t source = said_behind(s, SAID_SOURCE, from),
             credit = said_behind(s, SAID_CREDIT, from);
    if (source != NOT_SAID || credit == NOT_SAID)
        return source;
    if (statement_in(s).n) /* it is the line that credits */
        return NOT_SAID;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (said_behind(s, others[i], from) != NOT_SAID)
            return stet__holder_is_named(r, s, from) ? credit + 1 : NOT_SAID;
    return credit;
}

static int byline_has_publisher(stet_str raw)
{
    size_t at = 0;
    stet_str quote;
    while (at < raw.n && (quote = stet__conditions_quote(raw, at, &at)).n)
        if (is_byline(quote) && memchr(quote.p, ',', quote.n))
            return 1;
    return 0;
}

/* "Our homepage or the article", and not "the original on our site". */
static int has_or(const struct sentence *s, uint32_t a, uint32_t b)
{
    static const char *const words[] = {" or ", " oder ", " ou ", " o "};
    uint32_t from = a < b ? a : b, to = a < b ? b : a;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(s->words.p + from, to - from, words[i], strlen(words[i])))
            return 1;
    return 0;
}

/* Edits that are allowed all the same. */
static uint32_t exceptions_in(const struct sentence *s)
{
    return (stet__said(s, SAID_BUT_HEADLINE) ? EXCEPT_HEADLINE : 0) |
           (stet__said(s, SAID_BUT_STYLE) ? EXCEPT_STYLE : 0) |
           (stet__said(s, SAID_BUT_TIME) ? EXCEPT_TIME_PLACE : 0) |
           (stet__said(s, SAID_BUT_SHORTEN) ? EXCEPT_SHORTEN : 0);
}

/* Images that may be used all the same. */
uint32_t stet__conditions_unless(const struct sentence *s)
{
    return (stet__said(s, SAID_UNLESS_OWN) ? UNLESS_OWN : 0) |
           (stet__said(s, SAID_UNLESS_MARKED) ? UNLESS_MARKED : 0);
}

/* "@name", which is no part of an address of mail. */
static stet_str handle_in(stet_str raw)
{
    for (size_t at = 0; at + 1 < raw.n; at++) {
        size_t end = at + 1;
        if (raw.p[at] != '@' || (at && (unsigned char)raw.p[at - 1] > ' ' &&
                                 !strchr("(\"'", raw.p[at - 1])))
            continue;
        while (end < raw.n && ((raw.p[end] | 0x20) >= 'a'
                                   ? (raw.p[end] | 0x20) <= 'z'
                                   : strchr("0123456789_.-", raw.p[end]) != NULL))
            end++;
        while (end > at && strchr(".-", raw.p[end - 1]))
            end--;
        if (end > at + 2)
            return stet_strn(raw.p + at, end - at);
    }
    return stet_cstr("");
}

static void shape_duty(const struct sentence *s, uint32_t from, struct duty *d)
{
    int credit = d->verb == CREDIT_AUTHOR || d->verb == CREDIT_SOURCE;
    if (d->verb == CREDIT_AUTHOR && s->said.last[SAID_BYLINE] != NOT_SAID)
        d->where = WHERE_BYLINE;
    else if (credit && s->said.last[SAID_AT_TOP] != NOT_SAID)
        d->where = WHERE_TOP;
    else if (credit && s->said.last[SAID_AT_END] != NOT_SAID)
        d->where = WHERE_END;
    if (d->verb == CREDIT_AUTHOR) {
        d->match = MATCH_FULL;
        d->with = byline_has_publisher(s->raw) ? WITH_PUBLISHER : 0;
        if (said_behind(s, SAID_AFFILIATION, from) != NOT_SAID)
            d->with |= WITH_AFFILIATION;
    }
    if (d->verb == CREDIT_SOURCE || d->verb == CREDIT_COPYRIGHT)
        d->match = MATCH_HOLDER;
    if (d->verb == LINK) {
        uint32_t article = s->said.last[SAID_TO_ARTICLE],
                 home = s->said.last[SAID_TO_HOME];
        if (!stet__said(s, SAID_PERMIT)) /* "the original article is linked" */
            from = 0;
        int to_article = article != NOT_SAID && article >= from,
            to_home = home != NOT_SAID && home >= from;
        uint32_t link = s->said.first[SAID_LINK]; /* what stands behind it outranks */
        if (link != NOT_SAID && to_article && to_home &&
            (article < link) != (home < link)) {
            to_article = article > link;
            to_home = !to_article;
        }
        int both = to_article && to_home && has_or(s, article, home);
        d->to = both         ? TO_EITHER
                : to_article ? TO_ARTICLE
                : to_home    ? TO_HOME
                             : TO_EITHER;
        d->visible = 1;
        d->follow = stet__said(s, SAID_FOLLOW);
    }
    if (d->verb == NO_EDIT)
        d->except = exceptions_in(s);
    if (d->verb == EXCLUDE_IMAGES)
        d->unless = stet__conditions_unless(s);
    if (d->verb == KEEP_NOTICE)
        d->kind = stet_cstr("copyright");
    if (d->verb == MENTION) {
        d->handle = handle_in(s->raw);
        d->on = ON_SOCIAL;
    }
}

static struct duty *find_duty(struct grant *g, int verb)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->duties[i].verb == verb)
            return &g->duties[i];
    return NULL;
}

/* Is it owed already? What a licence asks for does not say where else a link must lead.
 */
static int is_owed(struct grant *g, int verb)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->duties[i].verb == verb && (verb != LINK || g->duties[i].evidence.n))
            return 1;
    return 0;
}

/* A link that the licence asks for, too, is one. */
static void join_links(struct grant *g)
{
    struct duty *last = &g->duties[g->count - 1];
    for (size_t i = 0; i + 1 < g->count; i++) {
        struct duty *d = &g->duties[i];
        if (d->verb != LINK || d->to == TO_LICENCE ||
            (d->to != last->to && last->to != TO_EITHER))
            continue;
        d->evidence = last->evidence;
        d->visible = last->visible;
        g->count--;
        return;
    }
}

static struct duty *room_for_duty(struct reading_article *r, struct grant *g)
{
    if (!g->duties)
        g->duties = stet__pool_array(r->pool, DUTIES_MAX, sizeof *g->duties);
    r->failed |= !g->duties;
    return g->duties && g->count < DUTIES_MAX ? &g->duties[g->count++] : NULL;
}

void stet__conditions_owe(struct reading_article *r, struct grant *g,
                          const struct duty *duty)
{
    struct duty *d = find_duty(g, duty->verb) ? NULL : room_for_duty(r, g);
    if (d)
        *d = *duty;
}

static struct duty *add_duty(struct reading_article *r, struct grant *g, int verb,
                             const struct sentence *s)
{
    struct duty *d = is_owed(g, verb) ? NULL : room_for_duty(r, g);
    if (!d)
        return NULL;
    *d = (struct duty){.verb = verb,
                       .template = stet_cstr(""),
                       .src = stet_cstr(""),
                       .handle = stet_cstr(""),
                       .kind = stet_cstr(""),
                       .rel = stet_cstr(""),
                       .evidence = s->raw};
    return d;
}

/* Links of the text that are to be kept are none to the original. */
static uint32_t link_behind(const struct sentence *s, uint32_t from)
{
    int once = s->said.first[SAID_LINK] == s->said.last[SAID_LINK] &&
               s->said.first[SAID_KEEP_LINKS] <= s->said.first[SAID_LINK];
    uint32_t canonical = s->said.first[SAID_CANONICAL];
    if (canonical != NOT_SAID && canonical < s->said.first[SAID_LINK] &&
        s->said.first[SAID_LINK] == s->said.last[SAID_LINK])
        return NOT_SAID; /* "set the canonical address to our URL" */
    int target = stet__said(s, SAID_TO_ARTICLE) || stet__said(s, SAID_TO_HOME);
    if (stet__said(s, SAID_KEEP_LINKS) && (once || !target))
        return NOT_SAID;
    return said_behind(s, SAID_LINK, from);
}

/* The country or region that is named near "based in". */
static stet_str territory_in(struct reading_article *r, const struct sentence *s)
{
    enum { NEAR = 40 };
    if (!stet__said(s, SAID_TERRITORY))
        return stet_cstr("");
    size_t first = s->said.first[SAID_TERRITORY],
           from = first > NEAR ? first - NEAR : 0,
           last = s->said.last[SAID_TERRITORY] + NEAR;
    for (size_t at = from; at < s->words.n && at <= last; at++) {
        stet_str code = at == 0 || s->words.p[at - 1] == ' '
                            ? stet__licences_territory(r->d->licences, s->words, at)
                            : stet_cstr("");
        if (code.n)
            return code;
    }
    return stet_cstr("");
}

/* Codes are written in capitals. */
static stet_str capitals(const struct pool *pool, stet_str code)
{
    stet_str copy = stet__pool_copy(pool, code);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n; i++)
        if (p[i] >= 'a' && p[i] <= 'z')
            p[i] = (char)(p[i] - 32);
    return copy;
}

void stet__conditions_territory(struct reading_article *r, struct grant *g,
                                const struct sentence *s)
{
    stet_str code = territory_in(r, s);
    struct duty *d = code.n ? add_duty(r, g, GEOGRAPHIC, s) : NULL;
    stet_str *items = d ? stet__pool_array(r->pool, 1, sizeof *items) : NULL;
    if (!items)
        return;
    items[0] = capitals(r->pool, code);
    d->territories = (struct texts){items, 1};
}

static void add_numbers(struct reading_article *r, struct grant *g,
                        const struct sentence *s)
{
    stet_date date;
    int64_t hours = stet__numbers_hours(s);
    struct duty *delay = hours ? add_duty(r, g, DELAY, s) : NULL;
    if (delay)
        delay->hours = hours;
    struct duty *until =
        stet__numbers_until(s, &date) ? add_duty(r, g, UNTIL, s) : NULL;
    if (until)
        until->date = date;
}

/* Does it leave the choice between a canonical address and no index? */
static int is_either(const struct sentence *s)
{
    uint32_t canonical = s->said.first[SAID_CANONICAL],
             noindex = s->said.first[SAID_NOINDEX];
    return canonical != NOT_SAID && noindex != NOT_SAID &&
           has_or(s, canonical, noindex);
}

void stet__conditions_add(struct reading_article *r, struct grant *g,
                          const struct sentence *s, uint32_t from)
{
    for (;;) {
        const struct condition *next = NULL;
        uint32_t at = NOT_SAID;
        for (size_t i = 0; i < CONDITIONS; i++) {
            const struct condition *c = &conditions[i];
            uint32_t here = c->verb == CREDIT_SOURCE ? source_behind(r, s, from)
                            : c->verb == LINK        ? link_behind(s, from)
                            : c->verb == MENTION && !handle_in(s->raw).n
                                ? NOT_SAID
                                : said_behind(s, c->said, c->plain ? 0 : from);
            if (c->verb == NOINDEX && is_either(s))
                continue; /* "a canonical address or noindex" asks for one */
            if (c->verb == WHOLE_TEXT && g->action == EXCERPT)
                continue; /* the full text is where readers are sent */
            if (here < at && !is_owed(g, c->verb)) {
                at = here;
                next = c;
            }
        }
        struct duty *d = next ? add_duty(r, g, next->verb, s) : NULL;
        if (!d)
            break;
        shape_duty(s, from, d);
        if (d->verb == LINK)
            join_links(g);
    }
    add_numbers(r, g, s);
    struct duty *unedited = find_duty(g, NO_EDIT);
    if (unedited)
        unedited->except |= exceptions_in(s);
    stet_str quoted = statement_in(s);
    struct duty *statement = quoted.n ? add_duty(r, g, STATEMENT, s) : NULL;
    if (statement) {
        statement->template = quoted;
        statement->where = stet__said(s, SAID_AT_TOP)   ? WHERE_TOP
                           : stet__said(s, SAID_AT_END) ? WHERE_END
                                                        : WHERE_ANY;
    }
}

int stet__conditions_state(const struct sentence *s)
{
    stet_date date;
    return stet__conditions_any(s) != NOT_SAID || statement_in(s).n ||
           stet__numbers_hours(s) || stet__numbers_until(s, &date) || exceptions_in(s);
}
