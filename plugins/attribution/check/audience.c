/* SPDX-License-Identifier: MIT */
/* Which grant a use falls under, and whether its audience is this one. */
#include "check.h"

static int worse(int a, int b)
{
    static const int rank[] = {0, 3, 2, 1};
    return rank[a] >= rank[b] ? a : b;
}

static stet_str list_words(struct check *c, const stet_enum *words, uint32_t bits)
{
    stet_out out = stet__pool_out(c->pool, 64, 1024);
    for (const stet_enum *w = words; w->name; w++)
        if (bits & (uint32_t)w->value) {
            if (out.len)
                stet_puts(&out, " or ");
            stet_puts(&out, w->name);
        }
    return stet_out_text(&out);
}

/* What an audience is for and the use is not, or what is not known of it. */
struct fit {
    int status;
    stet_str why;
    const char *key; /* of the context, that is lacking */
};

static int judge_site(struct check *c, const struct audience *a, struct fit *ret)
{
    const struct context *x = c->context;
    stet_str wanted = list_words(c, stet__policy_sites, a->sites);
    if (!a->sites)
        return SATISFIED;
    if (x->kind_fact == FACT_UNKNOWN) {
        ret->key = "site.kind";
        ret->why = stet__pool_say(c->pool,
                                  "for %.*s sites; the context does not say what "
                                  "this one is (site.kind)",
                                  TEXT_ARGS(wanted));
        return UNVERIFIABLE;
    }
    for (const stet_enum *w = stet__policy_sites; w->name; w++)
        if ((a->sites & (uint32_t)w->value) && stet_str_is(x->site_kind, w->name))
            return SATISFIED;
    ret->why = stet__pool_say(
        c->pool, "for %.*s sites, and this one is %.*s", TEXT_ARGS(wanted),
        TEXT_ARGS(x->site_kind.n ? x->site_kind : stet_cstr("none")));
    return VIOLATED;
}

static int judge_commercial(struct check *c, const struct audience *a, struct fit *ret)
{
    const struct context *x = c->context;
    if (a->commercial < 0)
        return SATISFIED;
    int site = x->site_commercial, use = x->use_commercial;
    if (site == FACT_UNKNOWN && use == FACT_UNKNOWN) {
        ret->key = "site.commercial";
        ret->why = stet_cstr("the context does not say whether the site is commercial "
                             "(site.commercial)");
        return UNVERIFIABLE;
    }
    int commercial = site == FACT_TRUE || use == FACT_TRUE;
    if (commercial == a->commercial)
        return SATISFIED;
    ret->why =
        stet_cstr(a->commercial ? "for commercial use only"
                                : "for non-commercial sites, and this is commercial");
    return VIOLATED;
}

static int judge_media(struct check *c, const struct audience *a, struct fit *ret)
{
    stet_str wanted = list_words(c, stet__policy_media, a->media);
    if (!a->media || (c->context->medium & a->media))
        return SATISFIED;
    if (!c->context->medium) {
        ret->key = "use.medium";
        ret->why = stet__pool_say(c->pool,
                                  "for %.*s; the context does not name the medium "
                                  "(use.medium)",
                                  TEXT_ARGS(wanted));
        return UNVERIFIABLE;
    }
    ret->why = stet__pool_say(c->pool, "for %.*s only", TEXT_ARGS(wanted));
    return VIOLATED;
}

static struct fit judge_audience(struct check *c, const struct audience *a)
{
    struct fit all = {SATISFIED, stet_cstr(""), NULL}, part[3] = {all, all, all};
    stet_out out = stet__pool_out(c->pool, 128, 2048);
    part[0].status = judge_site(c, a, &part[0]);
    part[1].status = judge_commercial(c, a, &part[1]);
    part[2].status = judge_media(c, a, &part[2]);
    for (size_t i = 0; i < 3; i++)
        all.status = worse(all.status, part[i].status);
    for (size_t i = 0; i < 3; i++)
        if (part[i].status == all.status && part[i].why.n) {
            if (out.len)
                stet_puts(&out, "; ");
            stet_put_str(&out, part[i].why);
            all.key = all.key ? all.key : part[i].key;
        }
    all.why = stet_out_text(&out);
    return all;
}

/* ---- the grant ----------------------------------------------------------------- */
static void say_contact(struct check *c, struct row *r)
{
    stet_str contact = c->policy->otherwise.contact;
    if (contact.n)
        stet__row_todo(c, r, "ask %.*s", TEXT_ARGS(contact));
    else
        stet__row_todo(c, r, "ask the holder of the rights");
}

static int has_action(const struct grant *g, int32_t action)
{
    return g->any_action || g->action == action ||
           (g->action == SYNDICATE && action == REPUBLISH) ||
           (g->action == ADAPT && (action == TRANSLATE || action == EXCERPT));
}

/* The best of the grants for an action by its audience; 0 action: any grant. */
static const struct grant *pick(struct check *c, int32_t action)
{
    static const int rank[] = {3, 1, 2, 3};
    const struct grant *best = NULL;
    int best_rank = 0;
    for (size_t i = 0; i < c->policy->count; i++) {
        const struct grant *g = &c->policy->grants[i];
        if (action && !has_action(g, action))
            continue;
        int rank_here = rank[judge_audience(c, &g->audience).status];
        if (rank_here > best_rank) {
            best = g;
            best_rank = rank_here;
        }
    }
    return best;
}

static void refuse(struct check *c, const char *what)
{
    struct row *r = stet__check_add(c, ROW_ACTION, -1);
    int ask = c->policy->otherwise.verdict == OTHERWISE_ASK;
    stet__row_say(c, r, ask ? UNVERIFIABLE : VIOLATED, "%s", what);
    say_contact(c, r);
}

/* A use that the policy speaks of apart: print, commercial. */
static void check_otherwise(struct check *c)
{
    const struct otherwise *o = &c->policy->otherwise;
    const struct context *x = c->context;
    int print = (o->actions & (1u << PRINT)) && x->medium == MEDIA_PRINT &&
                !(c->grant && c->grant->action == PRINT);
    int commercial =
        (o->actions & (1u << COMMERCIAL)) &&
        (x->site_commercial == FACT_TRUE || x->use_commercial == FACT_TRUE) &&
        !(c->grant && c->grant->audience.commercial >= 0);
    if (print)
        refuse(c, "the grant does not cover print");
    if (commercial)
        refuse(c, "the grant does not cover commercial use");
}

static void add_audience(struct check *c)
{
    const struct audience *a = &c->grant->audience;
    struct row *r;
    if (!a->sites && !a->media && a->commercial < 0)
        return;
    struct fit is = judge_audience(c, a);
    r = stet__check_add(c, ROW_AUDIENCE, -1);
    if (is.status == SATISFIED)
        stet__row_say(c, r, is.status, "this use is among those the grant is for");
    else
        stet__row_say(c, r, is.status, "%.*s", TEXT_ARGS(is.why));
    r->key = stet_cstr(is.key ? is.key : "");
    r->evidence = c->grant->evidence;
    if (is.status == VIOLATED)
        say_contact(c, r);
}

static void check_length(struct check *c)
{
    size_t words = 0;
    if (c->grant->action != EXCERPT || !c->grant->max_words)
        return;
    for (size_t i = 0; i < c->doc->block_count; i++)
        if (c->doc->blocks[i].zone == STET_ZONE_BODY &&
            !stet__check_is_aside(c, c->doc, i))
            words += c->doc->blocks[i].words;
    struct row *r = stet__check_add(c, ROW_MAX_WORDS, -1);
    int fits = words <= (size_t)c->grant->max_words;
    stet__row_say(c, r, fits ? SATISFIED : VIOLATED, "%zu words, at most %lld", words,
                  (long long)c->grant->max_words);
}

static void say_no_grant(struct check *c)
{
    const struct policy *p = c->policy;
    struct row *r = stet__check_add(c, ROW_POLICY, -1);
    if (p->state == STATE_RESERVED)
        stet__row_say(c, r, VIOLATED, "all rights are reserved: nothing is granted");
    else
        stet__row_say(c, r, UNVERIFIABLE,
                      "nothing says under which conditions the article "
                      "may be used");
    say_contact(c, r);
}

void stet__check_choose(struct check *c)
{
    int32_t action = c->context->action;
    if (!c->policy->count) {
        say_no_grant(c);
        return;
    }
    c->grant = pick(c, action ? action : REPUBLISH);
    if (!c->grant && action) {
        refuse(c, stet__pool_say(c->pool, "the policy does not grant this use (%s)",
                                 stet__policy_action(action))
                      .p);
        c->grant = pick(c, REPUBLISH);
    }
    if (!c->grant)
        c->grant = pick(c, ACTION_NONE);
    check_otherwise(c);
    add_audience(c);
    check_length(c);
}
