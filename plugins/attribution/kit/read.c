/* SPDX-License-Identifier: MIT */
/*
 * Reads the fragment of an address as a policy. It comes from a page: what it says is
 * bounded, unknown members are passed over, and a policy for hosts that the address
 * does not lead to counts for nothing.
 */
#include "kit.h"

#include "../facts/address.h"

enum { FRAGMENT_MAX = 16000, GRANTS_MAX = 8, TEXTS_MAX = 16, REMARKS_MAX = 16 };

static const char mark[] = "#republish:v=1";

struct reader {
    const struct pool *pool;
    const struct licences *licences;
    struct policy *p;
    struct grant *grant;
    struct duty *duty;
    int failed;
};

int stet__kit_is_in(stet_str url)
{
    return memmem(url.p, url.n, mark, sizeof mark - 1) != NULL;
}

/* ---- values -------------------------------------------------------------------- */
static int hex(char c)
{
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

static stet_str decode(struct reader *r, stet_str s)
{
    char *to = stet__pool_alloc(r->pool, s.n + 1);
    size_t n = 0;
    r->failed |= !to;
    for (size_t i = 0; to && i < s.n; i++) {
        int high = i + 2 < s.n && s.p[i] == '%' ? hex(s.p[i + 1]) : -1,
            low = high >= 0 ? hex(s.p[i + 2]) : -1;
        to[n++] = low >= 0 ? (char)(high * 16 + low) : s.p[i];
        i += low >= 0 ? 2 : 0;
    }
    stet_str text = to ? stet_strn(to, n) : stet_cstr("");
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ')
            return stet_cstr("");
    return r->pool->kit->utf8_valid(text.p, text.n, NULL) ? text : stet_cstr("");
}

static int32_t word(const stet_enum *words, stet_str value, int32_t otherwise)
{
    for (const stet_enum *e = words; e->name; e++)
        if (stet_str_is(value, e->name))
            return e->value;
    return otherwise;
}

static int64_t number(stet_str value)
{
    int64_t n = 0;
    for (size_t i = 0; i < value.n && i < 9; i++)
        n = value.p[i] >= '0' && value.p[i] <= '9' ? n * 10 + (value.p[i] - '0') : 0;
    return n;
}

static void add_text(struct reader *r, struct texts *t, stet_str value)
{
    if (!t->items)
        t->items = stet__pool_array(r->pool, TEXTS_MAX, sizeof *t->items);
    r->failed |= !t->items;
    if (t->items && t->n < TEXTS_MAX && value.n)
        t->items[t->n++] = value;
}

/* ---- members ------------------------------------------------------------------- */
enum member { M_TEXT, M_TEXTS, M_WORD, M_BITS, M_NUMBER };
struct member_of_duty {
    const char *key;
    enum member type;
    size_t at;
    const stet_enum *words;
};

static void read_duty(struct reader *r, stet_str key, stet_str value)
{
#define AT(member) offsetof(struct duty, member)
    const struct member_of_duty all[] = {
        {"where", M_WORD, AT(where), stet__policy_where},
        {"match", M_WORD, AT(match), stet__policy_match},
        {"to", M_WORD, AT(to), stet__policy_to},
        {"with", M_BITS, AT(with), stet__policy_with},
        {"except", M_BITS, AT(except), stet__policy_except},
        {"unless", M_BITS, AT(unless), stet__policy_unless},
        {"media", M_BITS, AT(media), stet__policy_media},
        {"on", M_BITS, AT(on), stet__policy_on},
        {"linked", M_NUMBER, AT(linked), NULL},
        {"visible", M_NUMBER, AT(visible), NULL},
        {"follow", M_NUMBER, AT(follow), NULL},
        {"template", M_TEXT, AT(template), NULL},
        {"src", M_TEXT, AT(src), NULL},
        {"handle", M_TEXT, AT(handle), NULL},
        {"kind", M_TEXT, AT(kind), NULL},
        {"rel", M_TEXT, AT(rel), NULL},
        {"name", M_TEXTS, AT(names), NULL},
        {"territory", M_TEXTS, AT(territories), NULL}};
#undef AT
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *to = (char *)r->duty + all[i].at;
        if (!stet_str_is(key, all[i].key))
            continue;
        if (all[i].type == M_TEXT)
            *(stet_str *)(void *)to = value;
        else if (all[i].type == M_TEXTS)
            add_text(r, (struct texts *)(void *)to, value);
        else if (all[i].type == M_WORD)
            *(int32_t *)(void *)to = word(all[i].words, value, 0);
        else if (all[i].type == M_BITS)
            *(uint32_t *)(void *)to |= (uint32_t)word(all[i].words, value, 0);
        else
            *(int32_t *)(void *)to = number(value) != 0;
    }
    if (stet_str_is(key, "hours"))
        r->duty->hours = number(value);
    if (stet_str_is(key, "date"))
        r->failed |=
            r->pool->kit->date_parse(value, stet_cstr("en"), &r->duty->date) != STET_OK;
}

static void begin_duty(struct reader *r, stet_str value)
{
    int32_t verb = stet__policy_find_verb(value);
    struct grant *g = r->grant;
    r->duty = NULL;
    if (!g || verb <= VERB_NONE || verb >= VERBS || g->count == DUTIES_MAX) {
        r->failed = 1; /* a condition that is not understood must not be lost */
        return;
    }
    r->duty = &g->duties[g->count++];
    stet_str none = stet_cstr("");
    *r->duty = (struct duty){.verb = verb,
                             .template = none,
                             .src = none,
                             .handle = none,
                             .kind = none,
                             .rel = none,
                             .evidence = none};
}

static void begin_grant(struct reader *r, stet_str value)
{
    struct policy *p = r->p;
    int any = stet_str_is(value, "any");
    int32_t action = any ? REPUBLISH : stet__policy_find_action(value);
    if (!p->grants)
        p->grants = stet__pool_array(r->pool, GRANTS_MAX, sizeof *p->grants);
    r->duty = NULL;
    r->failed |= !p->grants || action <= ACTION_NONE || p->count == GRANTS_MAX;
    if (r->failed)
        return;
    r->grant = &p->grants[p->count++];
    *r->grant = (struct grant){.action = action,
                               .any_action = any,
                               .audience = {0, 0, -1},
                               .evidence = stet_cstr("")};
    r->grant->duties = stet__pool_array(r->pool, DUTIES_MAX, sizeof *r->grant->duties);
    r->failed |= !r->grant->duties;
}

static void read_grant(struct reader *r, stet_str key, stet_str value)
{
    struct grant *g = r->grant;
    if (stet_str_is(key, "max-words"))
        g->max_words = number(value);
    else if (stet_str_is(key, "site"))
        g->audience.sites |= (uint32_t)word(stet__policy_sites, value, 0);
    else if (stet_str_is(key, "commercial"))
        g->audience.commercial = stet_str_is(value, "yes");
    else if (stet_str_is(key, "medium"))
        g->audience.media |= (uint32_t)word(stet__policy_media, value, 0);
}

static struct remark *add_remark(struct reader *r, int kind)
{
    struct policy *p = r->p;
    if (!p->remarks)
        p->remarks = stet__pool_array(r->pool, REMARKS_MAX, sizeof *p->remarks);
    r->failed |= !p->remarks;
    if (r->failed || p->remark_count == REMARKS_MAX)
        return NULL;
    struct remark *m = &p->remarks[p->remark_count++];
    stet_str none = stet_cstr("");
    *m = (struct remark){.kind = kind, .name = none, .value = none, .evidence = none};
    return m;
}

static void read_remark(struct reader *r, stet_str key, stet_str value)
{
    struct policy *p = r->p;
    struct remark *last = p->remark_count ? &p->remarks[p->remark_count - 1] : NULL;
    if (stet_str_is(key, "contact") && (last = add_remark(r, REMARK_CONTACT)) != NULL)
        last->value = value;
    else if (stet_str_is(key, "purpose") && last && last->kind == REMARK_CONTACT)
        last->name = value;
    else if (stet_str_is(key, "forbid")) {
        if (!last || last->kind != REMARK_PROHIBITION)
            last = add_remark(r, REMARK_PROHIBITION);
        if (last)
            last->actions |= 1u << stet__policy_find_action(value);
    }
}

static void read_policy(struct reader *r, stet_str key, stet_str value)
{
    struct policy *p = r->p;
    if (stet_str_is(key, "id"))
        p->id = value;
    else if (stet_str_is(key, "status"))
        p->state = word(stet__policy_states, value, STATE_UNKNOWN);
    else if (stet_str_is(key, "scope"))
        p->scope = word(stet__policy_scopes, value, SCOPE_ARTICLE);
    else if (stet_str_is(key, "holder"))
        p->name = value;
    else if (stet_str_is(key, "alias"))
        add_text(r, &p->aliases, value);
    else if (stet_str_is(key, "host"))
        add_text(r, &p->hosts, value);
    else if (stet_str_is(key, "licence"))
        r->failed |= !(p->licence = stet__licence_find(r->pool, r->licences, value));
    else if (stet_str_is(key, "otherwise"))
        p->otherwise.actions |= 1u << stet__policy_find_action(value);
    else if (stet_str_is(key, "verdict"))
        p->otherwise.verdict = word(stet__policy_verdicts, value, OTHERWISE_NONE);
    else if (stet_str_is(key, "ask"))
        p->otherwise.contact = value;
    else
        read_remark(r, key, value);
}

static void read_member(struct reader *r, stet_str member)
{
    const char *is = memchr(member.p, '=', member.n);
    if (!is)
        return;
    stet_str key = stet_strn(member.p, (size_t)(is - member.p)),
             value = decode(r, stet__text_from(member, key.n + 1));
    if (stet_str_is(key, "grant"))
        begin_grant(r, value);
    else if (stet_str_is(key, "do"))
        begin_duty(r, value);
    else if (r->duty)
        read_duty(r, key, value);
    else if (r->grant)
        read_grant(r, key, value);
    else
        read_policy(r, key, value);
}

/* ---- the whole ----------------------------------------------------------------- */
static int leads_to_holder(const struct reader *r, stet_str url)
{
    struct address a = stet__address_of(r->pool->kit, url);
    for (size_t i = 0; i < r->p->hosts.n; i++)
        if (a.web && stet__address_host_is(a.host, r->p->hosts.items[i]))
            return 1;
    return 0;
}

struct policy *stet__kit_read(const struct pool *pool, const struct licences *licences,
                              stet_str url)
{
    const char *at = memmem(url.p, url.n, mark, sizeof mark - 1);
    struct reader r = {.pool = pool, .licences = licences};
    if (!at || url.n > FRAGMENT_MAX)
        return NULL;
    r.p = stet__pool_alloc(pool, sizeof *r.p);
    if (!r.p)
        return NULL;
    r.p->id = r.p->name = r.p->licence_url = r.p->otherwise.contact = stet_cstr("");
    stet_str rest = stet__text_from(url, (size_t)(at - url.p) + sizeof mark - 1);
    while (rest.n && !r.failed) {
        const char *end = memchr(rest.p + 1, '&', rest.n - 1);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        read_member(&r, stet_strn(rest.p + 1, n - 1));
        rest = stet__text_from(rest, n);
    }
    if (r.p->licence)
        r.p->licence_url = r.p->licence->uri;
    return !r.failed && leads_to_holder(&r, stet_strn(url.p, (size_t)(at - url.p)))
               ? r.p
               : NULL;
}
