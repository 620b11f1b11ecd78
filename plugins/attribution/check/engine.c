/* SPDX-License-Identifier: MIT */
/*
 * Goes over the duties of a grant. A duty that binds only in one medium, or only in
 * posts, is looked at there.
 */
#include "check.h"

static const duty_fn duties[VERBS] = {
    [CREDIT_AUTHOR] = stet__duty_credit_author,
    [CREDIT_SOURCE] = stet__duty_credit_source,
    [CREDIT_COPYRIGHT] = stet__duty_credit_copyright,
    [CREDIT_PARTNER] = stet__duty_credit_partner,
    [CREDIT_IMAGE] = stet__duty_credit_image,
    [STATEMENT] = stet__duty_statement,
    [LINK] = stet__duty_link,
    [KEEP_LINKS] = stet__duty_keep_links,
    [KEEP_TAGLINE] = stet__duty_keep_text,
    [KEEP_BIO] = stet__duty_keep_text,
    [KEEP_NOTICE] = stet__duty_keep_text,
    [KEEP_PIXEL] = stet__duty_keep_pixel,
    [LOGO] = stet__duty_logo,
    [NO_EDIT] = stet__duty_no_edit,
    [WHOLE_TEXT] = stet__duty_whole_text,
    [NO_DERIVATIVES] = stet__duty_no_derivatives,
    [SHARE_ALIKE] = stet__duty_share_alike,
    [INDICATE_CHANGES] = stet__duty_indicate_changes,
    [NONCOMMERCIAL] = stet__duty_fact,
    [NO_ADS_INSIDE] = stet__duty_fact,
    [NO_PAYWALL] = stet__duty_fact,
    [NO_SEPARATE_SALE] = stet__duty_fact,
    [NOT_SYSTEMATIC] = stet__duty_fact,
    [NOTIFY] = stet__duty_fact,
    [EXCLUDE_IMAGES] = stet__duty_exclude_images,
    [MENTION] = stet__duty_mention,
    [NOINDEX] = stet__duty_noindex,
    [CANONICAL_TO_ORIGINAL] = stet__duty_canonical,
    [DELAY] = stet__duty_delay,
    [TAKEDOWN_ON_REQUEST] = stet__duty_takedown,
    [GEOGRAPHIC] = stet__duty_geographic,
    [UNTIL] = stet__duty_until,
};

const char *stet__check_status(int status)
{
    static const char *const names[] = {"satisfied", "violated", "unverifiable",
                                        "not-applicable"};
    return names[status];
}

/* ---- rows ---------------------------------------------------------------------- */
struct row *stet__check_add(struct check *c, int32_t verb, int32_t at)
{
    if (c->count == c->cap) { /* the caller still needs a row to write to */
        c->failed = 1;
        c->count--;
    }
    struct row *r = &c->rows[c->count++];
    *r = (struct row){.verb = verb,
                      .at = at,
                      .status = UNVERIFIABLE,
                      .why = stet_cstr(""),
                      .todo = stet_cstr(""),
                      .key = stet_cstr(""),
                      .evidence = stet_cstr("")};
    return r;
}

static stet_str say(struct check *c, const char *format, va_list args)
{
    char text[700];
    int n = vsnprintf(text, sizeof text, format, args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    while (len && !c->pool->kit->utf8_valid(text, len, NULL))
        len--;
    return stet__pool_copy(c->pool, stet_strn(text, len));
}

void stet__row_say(struct check *c, struct row *r, int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    r->status = status;
    r->key = stet_cstr("");
    r->why = say(c, format, args);
    va_end(args);
}

void stet__row_lacks(struct check *c, struct row *r, const char *key,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    r->status = UNVERIFIABLE;
    r->key = stet_cstr(key ? key : "");
    r->why = say(c, format, args);
    va_end(args);
    if (key)
        r->why = stet__pool_say(c->pool, "%.*s (%s)", TEXT_ARGS(r->why), key);
}

void stet__row_todo(struct check *c, struct row *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    r->todo = say(c, format, args);
    va_end(args);
}

static stet_str cut(struct check *c, stet_str s)
{
    return s.n <= 200 ? s : stet_strn(s.p, c->pool->kit->cut_at_word(s, 160));
}

/* The words of a part one after another, whatever stands between them: raw text has
 * other quotes and white space. */
void stet__row_show(struct check *c, struct row *r, size_t block, stet_str part)
{
    if (block >= c->doc->block_count)
        return;
    const struct doc_block *b = &c->doc->blocks[block];
    size_t at = stet__text_find_raw(b->raw, part);
    r->node = b->node;
    r->from = r->to = 0;
    r->evidence = cut(c, b->raw);
    if (part.n && at != SIZE_MAX) {
        r->from = at;
        r->to = at + part.n;
        r->evidence = cut(c, stet_strn(b->raw.p + at, part.n));
    }
}

void stet__row_show_link(struct check *c, struct row *r, const struct doc_link *link)
{
    r->node = link->node;
    r->from = r->to = 0;
    r->evidence = cut(c, link->href);
    if (!link->node)
        return;
    if (link->to) {
        r->node = c->doc->blocks[link->block].node;
        r->from = link->from;
        r->to = link->to;
    }
}

/* ---- where it binds ------------------------------------------------------------ */
static int is_of_text(int32_t verb)
{
    return verb == CREDIT_AUTHOR || verb == CREDIT_SOURCE || verb == CREDIT_COPYRIGHT ||
           verb == CREDIT_PARTNER || verb == STATEMENT || verb == LINK;
}

/* One post after another; the worst of them is the answer. */
static void check_posts(struct check *c, const struct duty *d, struct row *r)
{
    static const int rank[] = {0, 3, 2, 1}; /* satisfied, violated, unverifiable, n/a */
    const struct doc *article = c->doc;
    const stet_str *said = c->said;
    struct row worst = *r;
    int first = 1;
    for (size_t i = 0; i < c->context->posts.n; i++) {
        struct row one = *r;
        c->doc = c->context->posts.items[i];
        c->said = c->doc ? stet__check_said(c, 0) : said;
        if (!c->said)
            c->failed = 1;
        else if (c->doc)
            duties[d->verb](c, d, &one);
        else
            stet__row_say(c, &one, UNVERIFIABLE, "the text of post %zu is not given",
                          i + 1);
        if (c->doc && one.status == VIOLATED)
            one.evidence = cut(c, c->doc->blocks[0].raw);
        one.node = 0;
        if (first || rank[one.status] > rank[worst.status])
            worst = one;
        first = 0;
    }
    c->doc = article;
    c->said = said;
    *r = worst;
}

static void check_social(struct check *c, const struct duty *d, struct row *r)
{
    if (c->context->posts.fact == FACT_NONE)
        stet__row_say(c, r, NOT_APPLICABLE, "it binds posts, and there are none");
    else if (c->context->posts.fact == FACT_UNKNOWN)
        stet__row_lacks(c, r, "use.posts",
                        "it binds posts, and the context does not list them");
    else if (is_of_text(d->verb))
        check_posts(c, d, r);
    else
        duties[d->verb](c, d, r);
}

static void check_duty(struct check *c, const struct duty *d, int32_t at)
{
    struct row *r = stet__check_add(c, d->verb, at);
    uint32_t medium = c->context->medium;
    if (!d->verb || !duties[d->verb])
        return;
    if (d->media && medium && !(d->media & medium)) {
        stet__row_say(c, r, NOT_APPLICABLE, "it does not bind in this medium (%s)",
                      stet__policy_word(stet__policy_media, (int32_t)medium));
        return;
    }
    if (d->on & ON_SOCIAL)
        check_social(c, d, r);
    else
        duties[d->verb](c, d, r);
    if (d->media && !medium && r->status == VIOLATED) {
        stet_str why = r->why;
        stet__row_say(c, r, UNVERIFIABLE,
                      "it binds in one medium only, and the context does not say which "
                      "this is (use.medium); otherwise: %.*s",
                      TEXT_ARGS(why));
        r->key = stet_cstr("use.medium");
    }
}

/* ---- the whole ----------------------------------------------------------------- */
const struct comparison *stet__check_compare(struct check *c)
{
    if (!c->compared && c->original) {
        c->compared = 1;
        c->comparison =
            stet__compare(c->pool, c->original, c->doc, stet__check_is_aside, c);
        c->failed |= !c->comparison;
    }
    return c->comparison && c->comparison->words_original ? c->comparison : NULL;
}

static int add_names(struct check *c)
{
    const struct policy *p = c->policy;
    c->names.items =
        stet__pool_array(c->pool, p->aliases.n + 1, sizeof *c->names.items);
    if (!c->names.items)
        return 0;
    if (p->name.n)
        c->names.items[c->names.n++] = stet__pool_normal(c->pool, p->name);
    for (size_t i = 0; i < p->aliases.n; i++)
        c->names.items[c->names.n++] = stet__pool_normal(c->pool, p->aliases.items[i]);
    return 1;
}

/* What is lacking can be declared. */
static void tell_what_to_declare(struct check *c, struct row *r)
{
    if (r->status != UNVERIFIABLE || r->todo.n || !r->key.n)
        return;
    if (stet_str_is(r->key, "original.text"))
        stet__row_todo(c, r, "give the original article");
    else
        stet__row_todo(c, r, "declare %.*s in the context", TEXT_ARGS(r->key));
}

struct check *stet__check_run(const struct pool *pool, const struct check_facts *facts,
                              const struct doc *doc)
{
    struct check *c = stet__pool_alloc(pool, sizeof *c);
    size_t most = 0;
    for (size_t i = 0; i < facts->policy->count; i++)
        if (facts->policy->grants[i].count > most)
            most = facts->policy->grants[i].count;
    if (!c || !doc || doc->failed)
        return NULL;
    *c = (struct check){.pool = pool,
                        .policy = facts->policy,
                        .context = facts->context,
                        .original = facts->original,
                        .licences = facts->licences,
                        .doc = doc,
                        .as_page = facts->as_page,
                        .cap = most + 8};
    c->rows = stet__pool_array(pool, c->cap, sizeof *c->rows);
    c->said = stet__check_said(c, facts->as_stated);
    if (!c->rows || !c->said || !add_names(c))
        return NULL;
    stet__check_choose(c);
    for (size_t i = 0; c->grant && i < c->grant->count; i++)
        check_duty(c, &c->grant->duties[i], (int32_t)i);
    for (size_t i = 0; i < c->count; i++)
        tell_what_to_declare(c, &c->rows[i]);
    return c->failed ? NULL : c;
}
