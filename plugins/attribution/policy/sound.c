/* SPDX-License-Identifier: MIT */
/*
 * What the grammar of a policy cannot say: texts that show something else than they
 * are, hosts that are none, and what contradicts or stands there twice.
 */
#include "../detect/detect.h"

static void warn(stet_build *b, const stet_data *at, const char *hint, stet_str text)
{
    b->ops->problem_at(b, at, 1, text, stet_cstr(hint));
}

/* ---- texts --------------------------------------------------------------------- */
static const char *unseen_in(stet_str s)
{
    const char *found = NULL;
    for (size_t i = 0; i < s.n && !found; i++)
        if ((unsigned char)s.p[i] >= 0xd8)
            found = stet__hidden_at(s, i);
    return found;
}

/* Where the walk comes back to; the depth of data is limited by who reads it. */
enum { DEPTH = 64 };

stet_code stet__policy_check_texts(stet_build *b, const stet_data *data)
{
    const stet_data *stack[DEPTH], *at = data;
    size_t depth = 0;
    stet_code code = STET_OK;
    while (at) {
        const char *what = at->first ? NULL : unseen_in(stet_data_text(at));
        if (what)
            code =
                stet_problem_at(b, at, "write it without", "this text holds %s", what);
        if (at->first && depth < DEPTH) {
            stack[depth++] = at;
            at = at->first;
            continue;
        }
        while (at && !at->next)
            at = depth && at != data ? stack[--depth] : NULL;
        at = at && at != data ? at->next : NULL;
    }
    return code;
}

/* ---- hosts --------------------------------------------------------------------- */
static int is_plain(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Letters of two alphabets in one label look like a name that they are not. */
static int mixes_alphabets(const struct pool *pool, stet_str label)
{
    int latin = 0, other = 0;
    for (size_t at = 0; at < label.n;) {
        uint32_t c = 0;
        size_t n = pool->kit->decode(label.p + at, label.n - at, &c);
        latin |= (c | 32) >= 'a' && (c | 32) <= 'z';
        other |= c >= 0x370 && c < 0x530; /* Greek, Cyrillic */
        at += n ? n : 1;
    }
    return latin && other;
}

static int is_label(stet_str label)
{
    if (!label.n || label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
        return 0;
    for (size_t i = 0; i < label.n; i++)
        if (!is_plain(label.p[i]) && label.p[i] != '-' &&
            (unsigned char)label.p[i] < 0x80)
            return 0;
    return 1;
}

stet_code stet__policy_check_host(stet_build *b, const struct pool *pool, stet_str host,
                                  const stet_data *at)
{
    size_t labels = 0;
    for (size_t from = 0; from <= host.n; labels++) {
        const char *dot = memchr(host.p + from, '.', host.n - from);
        size_t end = dot ? (size_t)(dot - host.p) : host.n;
        stet_str label = stet_strn(host.p + from, end - from);
        if (!is_label(label))
            return stet_problem_at(b, at,
                                   "such as example.org, without https:// and path",
                                   "'%.*s' is no host", TEXT_ARGS(host));
        if (mixes_alphabets(pool, label))
            return stet_problem_at(b, at, "write it in one alphabet",
                                   "'%.*s' mixes letters that look alike",
                                   TEXT_ARGS(host));
        from = end + 1;
    }
    return labels > 1
               ? STET_OK
               : stet_problem_at(b, at,
                                 "such as example.org, without https:// and path",
                                 "'%.*s' is no host", TEXT_ARGS(host));
}

/* ---- values of duties ----------------------------------------------------------- */
/* Names of notices may leave out their family, and be spelled with hyphens. */
stet_code stet__policy_check_kind(stet_build *b, stet_str kind, const stet_data *at)
{
    static const char *const families[] = {"",         "disclaimer.", "disclosure.",
                                           "contact.", "legal.",      "notice."};
    char name[64];
    if (stet_str_is(kind, "license"))
        return STET_OK;
    for (size_t i = 0; i < sizeof families / sizeof *families && kind.n < 40; i++) {
        size_t n = strlen(families[i]);
        memcpy(name, families[i], n);
        for (size_t j = 0; j < kind.n; j++)
            name[n++] = kind.p[j] == '-' ? '_' : kind.p[j];
        if (stet_build_kind(b, stet_strn(name, n)))
            return STET_OK;
    }
    return stet_problem_at(b, at, "such as copyright, disclaimer.opinion or fair-use",
                           "'%.*s' is no kind of notice", TEXT_ARGS(kind));
}

stet_code stet__policy_check_template(stet_build *b, stet_str t, const stet_data *at)
{
    int open = 0;
    for (size_t i = 0; i < t.n; i++) {
        if ((t.p[i] == '{' && open) ||
            (t.p[i] == '}' && !open && i && t.p[i - 1] != '}'))
            break;
        open = t.p[i] == '{' ? 1 : t.p[i] == '}' ? 0 : open;
        if (i + 1 < t.n && t.p[i] == '{' && t.p[i + 1] == '{')
            i++;
        if (i + 1 == t.n && !open)
            return STET_OK;
    }
    return stet_problem_at(b, at, "such as {holder} or {original.url}",
                           t.n ? "a field of the sentence is not closed"
                               : "a sentence is wanted");
}

/* ---- duties -------------------------------------------------------------------- */
static int same_texts(const struct texts *a, const struct texts *b)
{
    for (size_t i = 0; i < a->n && a->n == b->n; i++)
        if (!stet_str_eq(a->items[i], b->items[i]))
            return 0;
    return a->n == b->n;
}

static int same_duty(const struct duty *a, const struct duty *b)
{
    return a->verb == b->verb && a->where == b->where && a->match == b->match &&
           a->to == b->to && a->media == b->media && a->on == b->on &&
           a->hours == b->hours && a->with == b->with && a->linked == b->linked &&
           a->except == b->except && a->unless == b->unless &&
           a->visible == b->visible && a->follow == b->follow &&
           stet_str_eq(a->template, b->template) && stet_str_eq(a->handle, b->handle) &&
           stet_str_eq(a->kind, b->kind) && stet_str_eq(a->src, b->src) &&
           same_texts(&a->names, &b->names) &&
           same_texts(&a->territories, &b->territories) &&
           memcmp(&a->date, &b->date, sizeof a->date) == 0;
}

/* What cannot be kept by whoever does what is granted. */
static const char *cannot_be(const struct grant *g, int32_t verb)
{
    int changes = g->action == ADAPT || g->action == TRANSLATE;
    if (changes && (verb == NO_DERIVATIVES || verb == NO_EDIT || verb == WHOLE_TEXT))
        return "who adapts or translates cannot keep it";
    if (g->action == EXCERPT && verb == WHOLE_TEXT)
        return "an excerpt is not the whole text";
    if (g->audience.commercial == 1 && verb == NONCOMMERCIAL)
        return "the grant is for commercial use";
    return NULL;
}

void stet__policy_check_duty(stet_build *b, const struct pool *pool,
                             const struct grant *g, size_t number, const stet_data *at)
{
    const struct duty *d = &g->duties[number];
    const char *why = d->verb ? cannot_be(g, d->verb) : NULL;
    if (why)
        warn(b, at, why,
             stet__pool_say(pool, "%s contradicts the grant",
                            stet__policy_verb(d->verb)));
    for (size_t i = 0; d->verb && i < number; i++)
        if (same_duty(&g->duties[i], d)) {
            warn(b, at, "",
                 stet__pool_say(pool, "%s stands here twice",
                                stet__policy_verb(d->verb)));
            return;
        }
}

/* ---- grants -------------------------------------------------------------------- */
void stet__policy_check_grants(stet_build *b, const struct policy *p,
                               const stet_data *list, const stet_data *otherwise)
{
    const stet_data *at = list ? list->first : NULL;
    for (size_t i = 0; i < p->count && at; i++, at = at->next) {
        const struct grant *g = &p->grants[i];
        int any =
            !g->audience.sites && !g->audience.media && g->audience.commercial < 0;
        if (any && p->otherwise.verdict == OTHERWISE_REFUSE && otherwise &&
            p->otherwise.actions & (1u << g->action))
            warn(b, otherwise, "", stet_cstr("it refuses what a grant allows to all"));
        for (size_t j = 0; j < i; j++) {
            const struct grant *o = &p->grants[j];
            if (o->action == g->action && o->audience.sites == g->audience.sites &&
                o->audience.media == g->audience.media &&
                o->audience.commercial == g->audience.commercial) {
                warn(b, at, "join the two",
                     stet_cstr("an earlier grant is for the same use: this one is "
                               "never taken"));
                break;
            }
        }
    }
}
