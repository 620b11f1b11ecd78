/* SPDX-License-Identifier: MIT */
/* The duties about what lies outside the article: facts, the page, dates, places,
 * posts. */
#include "check.h"

#include "../page/page.h"

#include "../facts/known.h"

/* ---- facts --------------------------------------------------------------------- */
struct fact_row {
    int32_t verb;
    int wanted; /* the fact that fulfils it */
    const char *key, *good, *bad;
};
static const struct fact_row facts[] = {
    {NONCOMMERCIAL, FACT_NONE, "use.commercial", "the use is not commercial",
     "the use is commercial"},
    {NO_ADS_INSIDE, FACT_NONE, "facts.ads_inside", "no advertising stands inside",
     "advertising stands inside"},
    {NO_PAYWALL, FACT_NONE, "facts.paywall", "there is no paywall",
     "it stands behind a paywall"},
    {NO_SEPARATE_SALE, FACT_NONE, "facts.sold_separately", "it is not sold by itself",
     "it is sold by itself"},
    {NOT_SYSTEMATIC, FACT_NONE, "facts.systematic", "it is not done systematically",
     "it is done systematically"},
    {NOTIFY, FACT_TRUE, "facts.notified", "the holder was told",
     "the holder was not told"}};

static int fact_of(struct check *c, int32_t verb)
{
    const struct context *x = c->context;
    switch (verb) {
    case NONCOMMERCIAL:
        return x->use_commercial != FACT_UNKNOWN ? x->use_commercial
                                                 : x->site_commercial;
    case NO_ADS_INSIDE:
        return x->ads_inside;
    case NO_PAYWALL:
        return x->paywall;
    case NO_SEPARATE_SALE:
        return x->sold_separately;
    case NOT_SYSTEMATIC:
        return x->systematic;
    default:
        return x->notified == FACT_GIVEN ? FACT_TRUE : x->notified;
    }
}

/* The article itself may show the contrary, never that it was not done. */
static int shows_contrary(struct check *c, int32_t verb, struct row *r)
{
    const struct doc *d = c->doc;
    uint32_t says = verb == NO_ADS_INSIDE ? SAYS_ADVERT
                    : verb == NO_PAYWALL  ? SAYS_PAYWALL
                                          : 0;
    for (size_t i = 0; says && i < d->block_count; i++)
        if ((d->blocks[i].says & says) ||
            (verb == NO_ADS_INSIDE && d->blocks[i].kind == STET_SLOT &&
             i > d->first_body && i < d->last_body)) {
            stet__row_show(c, r, i, stet_cstr(""));
            return 1;
        }
    return verb == NO_PAYWALL && (stet__text_same(d->access, stet_cstr("paid")) ||
                                  stet__text_same(d->access, stet_cstr("metered")));
}

void stet__duty_fact(struct check *c, const struct duty *d, struct row *r)
{
    const struct fact_row *f = facts;
    while (f->verb != d->verb)
        f++;
    int fact = fact_of(c, d->verb);
    if (fact != FACT_UNKNOWN && fact == f->wanted) {
        stet__row_say(c, r, SATISFIED, "%s, as the context declares (%s)", f->good,
                      f->key);
    } else if (fact != FACT_UNKNOWN) {
        stet__row_say(c, r, VIOLATED, "%s, as the context declares (%s)", f->bad,
                      f->key);
        stet__row_todo(c, r, d->verb == NOTIFY ? "tell the holder" : "ask the holder");
    } else if (shows_contrary(c, d->verb, r)) {
        stet__row_say(c, r, VIOLATED, "%s, as the article shows", f->bad);
    } else {
        stet__row_lacks(c, r, f->key,
                        "the article cannot show it, and the context does "
                        "not declare it");
    }
}

/* ---- posts --------------------------------------------------------------------- */
static int is_handle_char(const stet_kit *kit, stet_str s, size_t at)
{
    uint32_t code;
    if (at >= s.n)
        return 0;
    kit->decode(s.p + at, s.n - at, &code);
    return kit->is_word(code) || code == '-';
}

/* "@name" as a whole: not within a longer handle, nor an address of mail. */
static int mentions(struct check *c, stet_str text, stet_str handle)
{
    while (handle.n && handle.p[0] == '@')
        handle = stet__text_from(handle, 1);
    stet_str wanted =
        stet__pool_normal(c->pool, stet__pool_say(c->pool, "@%.*s", TEXT_ARGS(handle)));
    for (size_t at = 0; wanted.n > 1 && at < text.n; at++) {
        const char *p = memmem(text.p + at, text.n - at, wanted.p, wanted.n);
        if (!p)
            return 0;
        at = (size_t)(p - text.p);
        size_t end = at + wanted.n;
        int longer = is_handle_char(c->pool->kit, text, end) ||
                     (end + 1 < text.n && (text.p[end] == '.' || text.p[end] == '@') &&
                      is_handle_char(c->pool->kit, text, end + 1));
        if (!longer && (at == 0 || !is_handle_char(c->pool->kit, text, at - 1)))
            return 1;
    }
    return 0;
}

static void check_posts(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    size_t untold = 0;
    for (size_t i = 0; i < x->posts.n; i++) {
        const struct doc *post = x->posts.items[i];
        untold += !post;
        if (!post || mentions(c, post->blocks[0].normal, d->handle))
            continue;
        stet__row_say(c, r, VIOLATED, "a post does not mention %.*s",
                      TEXT_ARGS(d->handle));
        r->evidence = post->blocks[0].raw;
        stet__row_todo(c, r, "mention %.*s in it", TEXT_ARGS(d->handle));
        return;
    }
    if (untold) {
        stet__row_say(c, r, UNVERIFIABLE, "the text of %zu posts is not given", untold);
        return;
    }
    stet__row_say(c, r, SATISFIED, "every post mentions %.*s", TEXT_ARGS(d->handle));
    r->evidence = x->posts.items[0]->blocks[0].raw;
}

void stet__duty_mention(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    for (size_t i = 0; !d->on && i < c->doc->block_count; i++)
        if (mentions(c, c->doc->blocks[i].normal, d->handle)) {
            stet__row_say(c, r, SATISFIED, "the article mentions %.*s",
                          TEXT_ARGS(d->handle));
            stet__row_show(c, r, i, d->handle);
            return;
        }
    if (x->posts.fact == FACT_NONE)
        stet__row_say(c, r, NOT_APPLICABLE, "there are no posts");
    else if (x->posts.fact == FACT_UNKNOWN)
        stet__row_lacks(c, r, "use.posts", "the context does not list the posts");
    else
        check_posts(c, d, r);
}

/* ---- the page ------------------------------------------------------------------ */
static int is_no_page(struct check *c, struct row *r)
{
    if (c->context->medium != MEDIA_PRINT && c->context->medium != MEDIA_NEWSLETTER)
        return 0;
    stet__row_say(c, r, NOT_APPLICABLE, "there is no page on the web");
    return 1;
}

/* "noindex" among the rules for all robots; "googlebot: noindex" is for one of them. */
int stet__check_forbids_index(stet_str robots)
{
    int for_one = 0;
    for (size_t at = 0; at < robots.n;) {
        size_t end = at;
        while (end < robots.n && robots.p[end] != ',' && robots.p[end] != ' ' &&
               robots.p[end] != ';' && robots.p[end] != ':')
            end++;
        stet_str one = stet_strn(robots.p + at, end - at);
        if (stet__text_begins(one, "max-") || stet__text_begins(one, "unavailable"))
            ; /* a rule with a value */
        else if (end < robots.n && robots.p[end] == ':')
            for_one = !stet__text_same(one, stet_cstr("robots")) &&
                      !stet__text_same(one, stet_cstr("x-robots-tag"));
        else if (!for_one && (stet__text_same(one, stet_cstr("noindex")) ||
                              stet__text_same(one, stet_cstr("none"))))
            return 1;
        at = end + 1;
    }
    return 0;
}

/* What front matter says of robots. */
stet_str stet__check_robots(struct check *c, stet_node *ret_part)
{
    stet_article *a = c->pool->article;
    stet_node extra = stet_find(a, stet_root(a, STET_FAMILY_FIELD), 0, STET_EXTRA);
    for (; extra;
         extra = stet_find(a, stet_root(a, STET_FAMILY_FIELD), extra, STET_EXTRA))
        for (stet_node p = stet_first(a, extra); p; p = stet_next(a, p))
            if (stet_str_is(stet_attr_str(a, p, STET_ATTR_KEY), "robots")) {
                *ret_part = p;
                return stet_attr_str(a, p, STET_ATTR_VALUE).n
                           ? stet_attr_str(a, p, STET_ATTR_VALUE)
                           : stet_text(a, p);
            }
    *ret_part = 0;
    return stet_cstr("");
}

/* The head of the page that was read. */
static int page_forbids_index(struct check *c, stet_str *ret)
{
    stet_str robots[8];
    size_t n = c->as_page ? stet__page_robots(c->pool->article, robots, 8) : 0;
    for (size_t i = 0; i < n; i++)
        if (stet__check_forbids_index(robots[i])) {
            *ret = robots[i];
            return 1;
        }
    return 0;
}

void stet__duty_noindex(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    stet_node part;
    stet_str stated = stet__check_robots(c, &part);
    (void)d;
    if (is_no_page(c, r))
        return;
    for (size_t i = 0; i < x->robots.n; i++)
        if (stet__check_forbids_index(x->robots.items[i])) {
            stet__row_say(c, r, SATISFIED, "the page is kept from indexes");
            r->evidence = x->robots.items[i];
            return;
        }
    if (x->robots.fact != FACT_UNKNOWN) {
        stet__row_say(c, r, VIOLATED, "the page does not say noindex");
        r->evidence = x->robots.n ? x->robots.items[0] : stet_cstr("");
        stet__row_todo(c, r, "add <meta name=\"robots\" content=\"noindex\">");
    } else if (stated.n && stet__check_forbids_index(stated)) {
        stet__row_say(c, r, SATISFIED, "the document asks to be kept from indexes");
        r->evidence = stated;
    } else if (page_forbids_index(c, &stated)) {
        stet__row_say(c, r, SATISFIED, "the page that was read is kept from indexes");
        r->evidence = stated;
    } else {
        stet__row_lacks(c, r, "page.robots", "what the page tells robots is not known");
        stet__row_todo(c, r, "add noindex, and declare page.robots");
    }
}

/* Is this canonical address that of the original? A status. */
static int judge_canonical(struct check *c, stet_str url)
{
    struct address a = stet__address_of(c->pool->kit, url),
                   original = stet__address_of(c->pool->kit, c->context->original_url);
    if (original.web && stet__address_same_page(c->pool, a, original))
        return SATISFIED;
    if (a.doubtful || (a.web && stet__known_redirects(c->pool->known, a.host, url)))
        return UNVERIFIABLE;
    if (original.web)
        return VIOLATED;
    for (size_t i = 0; i < c->policy->hosts.n; i++)
        if (stet__address_host_is(a.host, c->policy->hosts.items[i]))
            return UNVERIFIABLE;
    return c->policy->hosts.n ? VIOLATED : UNVERIFIABLE;
}

void stet__duty_canonical(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    int page = x->canonical_fact == FACT_GIVEN;
    stet_str url = page ? x->canonical : c->doc->canonical;
    (void)d;
    if (is_no_page(c, r))
        return;
    if (x->original_url_fact == FACT_NONE) {
        stet__row_say(c, r, NOT_APPLICABLE, "the original has no address");
        return;
    }
    if (x->canonical_fact == FACT_NONE) {
        stet__row_say(c, r, VIOLATED, "the page names no canonical address");
    } else if (!url.n) {
        stet__row_lacks(c, r, "page.canonical",
                        "which canonical address the page names is not known");
    } else {
        int status = judge_canonical(c, url);
        stet__row_say(c, r, status,
                      status == SATISFIED ? "the canonical address is the original's"
                      : status == VIOLATED
                          ? "the canonical address is not the original's"
                          : "whether the canonical address is the "
                            "original's cannot be told");
        r->evidence = url;
    }
    if (r->status != SATISFIED && x->original_url.n)
        stet__row_todo(c, r, "name %.*s as canonical", TEXT_ARGS(x->original_url));
}

/* ---- dates --------------------------------------------------------------------- */
/* Two moments as far apart as they can be: a zone that only one names is anywhere. */
struct gap {
    int64_t least, most;
};

enum { ZONE_EAST = 14 * 3600, ZONE_WEST = 12 * 3600 };

static struct gap gap_between(const struct moment *from, const struct moment *to)
{
    struct gap g = {to->from - from->to, to->to - from->from};
    if (from->zoned != to->zoned) {
        const struct moment *open = from->zoned ? to : from;
        int64_t early = open == to ? ZONE_EAST : ZONE_WEST,
                late = open == to ? ZONE_WEST : ZONE_EAST;
        g.least -= early;
        g.most += late;
    }
    return g;
}

void stet__duty_delay(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    const struct moment *first = &x->original_published, *then = &x->use_published;
    int64_t wait = d->hours * 3600;
    int pending = 0;
    if (then->fact == FACT_UNKNOWN && x->online == FACT_TRUE) {
        then = &x->checked; /* it stood there at the latest then */
        pending = 1;
    }
    if (then->fact == FACT_NONE) {
        stet__row_say(c, r, NOT_APPLICABLE, "it is not published yet");
        return;
    }
    if (first->fact != FACT_GIVEN || then->fact != FACT_GIVEN) {
        int given = first->fact == FACT_GIVEN;
        stet__row_lacks(c, r, given ? "use.published" : "original.published",
                        "when %s was published is not known",
                        given ? "the article" : "the original");
        return;
    }
    struct gap g = gap_between(first, then);
    if (g.least >= wait && !pending)
        stet__row_say(c, r, SATISFIED,
                      "published at least %lld hours after the original",
                      (long long)d->hours);
    else if (g.most < wait)
        stet__row_say(c, r, VIOLATED,
                      "published less than %lld hours after the original",
                      (long long)d->hours);
    else
        stet__row_say(c, r, UNVERIFIABLE,
                      "the precision of the dates does not tell whether "
                      "%lld hours went by",
                      (long long)d->hours);
    r->evidence = stet__pool_say(c->pool, "%.*s, %.*s", TEXT_ARGS(first->text),
                                 TEXT_ARGS(then->text));
}

/* The end of a date as a moment: it holds through its last second. */
static struct moment moment_of(struct check *c, const stet_date *date)
{
    struct moment m = {.fact = FACT_UNKNOWN, .text = stet_cstr("")};
    stet_out out = stet__pool_out(c->pool, 40, 80);
    c->pool->kit->date_format(&out, date, STET_DATE_ISO);
    stet__context_moment(c->pool->kit, stet_out_text(&out), &m);
    return m;
}

void stet__duty_until(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    struct moment end = moment_of(c, &d->date), last = end;
    last.from = last.to; /* the last second that is allowed */
    r->evidence = end.text;
    if (x->use_published.fact == FACT_GIVEN &&
        gap_between(&last, &x->use_published).least > 0) {
        stet__row_say(c, r, VIOLATED, "published after the permission ended");
        return;
    }
    if (x->medium == MEDIA_PRINT && x->use_published.fact == FACT_GIVEN &&
        gap_between(&last, &x->use_published).most <= 0) {
        stet__row_say(c, r, SATISFIED, "printed before the permission ended");
        return;
    }
    if (x->checked.fact != FACT_GIVEN) {
        stet__row_lacks(c, r, "checked", "the moment of the check is not declared");
        return;
    }
    struct gap g = gap_between(&last, &x->checked);
    if (g.most <= 0) {
        stet__row_say(c, r, SATISFIED, "the permission still holds");
    } else if (x->online == FACT_NONE) {
        stet__row_say(c, r, SATISFIED, "it is no longer online");
    } else if (g.least <= 0) {
        stet__row_say(c, r, UNVERIFIABLE,
                      "the precision of the dates does not tell whether "
                      "the permission has ended");
    } else if (x->online == FACT_TRUE) {
        stet__row_say(c, r, VIOLATED,
                      "the permission has ended and it is still online");
        stet__row_todo(c, r, "take it down");
    } else {
        stet__row_lacks(c, r, "use.online",
                        "the permission has ended; whether it is still "
                        "online is not declared");
    }
}

void stet__duty_takedown(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    if (x->takedown == FACT_UNKNOWN) {
        stet__row_lacks(c, r, "facts.takedown_requested",
                        "whether it was asked for is not declared");
        return;
    }
    if (x->takedown == FACT_NONE) {
        stet__row_say(c, r, NOT_APPLICABLE, "nobody asked to take it down");
        return;
    }
    r->evidence = x->requested.text;
    if (x->online == FACT_NONE) {
        stet__row_say(c, r, SATISFIED, "it was asked for, and it is no longer online");
        return;
    }
    if (x->online == FACT_UNKNOWN) {
        stet__row_lacks(c, r, "use.online",
                        "it was asked for; whether it is still online is "
                        "not declared");
        return;
    }
    if (x->requested.fact == FACT_GIVEN && x->checked.fact == FACT_GIVEN) {
        struct gap g = gap_between(&x->requested, &x->checked);
        if (g.most < 0 || (d->hours && g.most <= d->hours * 3600)) {
            stet__row_say(c, r, g.most < 0 ? NOT_APPLICABLE : SATISFIED,
                          g.most < 0 ? "it was asked for after this check"
                                     : "it was asked for, and there is still time");
            return;
        }
        if (d->hours && g.least <= d->hours * 3600) {
            stet__row_say(c, r, UNVERIFIABLE,
                          "the precision of the dates does not tell "
                          "whether there is still time");
            return;
        }
    } else if (d->hours) {
        stet__row_say(c, r, UNVERIFIABLE,
                      "when it was asked for, and when this check is, "
                      "must be known to tell whether there is time left");
        return;
    }
    stet__row_say(c, r, VIOLATED, "it was asked for, and it is still online");
    stet__row_todo(c, r, "take it down");
}

/* ---- places -------------------------------------------------------------------- */
static const char europe[] =
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL "
    "PT RO SK SI ES SE ";

static stet_str country_of(stet_str territory)
{
    size_t n = 0;
    while (n < territory.n && territory.p[n] != '-')
        n++;
    return stet_strn(territory.p, n);
}

/* Does a site there lie within the territory? A status. */
static int judge_territory(stet_str wanted, stet_str is)
{
    stet_str country = country_of(is);
    if (stet__text_same(wanted, stet_cstr("world")) || stet__text_same(wanted, is) ||
        stet_str_is(wanted, "001"))
        return SATISFIED;
    if (stet__text_same(wanted, stet_cstr("EU")))
        return country.n == 2 &&
                       stet__text_find_raw(stet_cstr(europe), country) % 3 == 0 &&
                       stet__text_find_raw(stet_cstr(europe), country) != SIZE_MAX
                   ? SATISFIED
                   : VIOLATED;
    if (stet__text_same(wanted, country))
        return SATISFIED; /* a region of the country */
    if (stet__text_same(country_of(wanted), is))
        return UNVERIFIABLE; /* the whole country, where a region is allowed */
    return VIOLATED;
}

void stet__duty_geographic(struct check *c, const struct duty *d, struct row *r)
{
    const struct context *x = c->context;
    int best = VIOLATED;
    if (x->territory_fact != FACT_GIVEN) {
        if (x->territory_fact == FACT_NONE)
            stet__row_say(c, r, VIOLATED, "the site is bound to no territory");
        else
            stet__row_lacks(c, r, "site.territory",
                            "where the site is read is not declared");
        return;
    }
    for (size_t i = 0; i < d->territories.n && best != SATISFIED; i++) {
        int status = judge_territory(d->territories.items[i], x->territory);
        if (status == SATISFIED || status == UNVERIFIABLE)
            best = status;
    }
    stet__row_say(c, r, best,
                  best == SATISFIED ? "the site lies within the territory"
                  : best == VIOLATED
                      ? "the site lies outside the territory"
                      : "the site's territory is wider than the one allowed");
    r->evidence = x->territory;
}
