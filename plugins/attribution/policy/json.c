/* SPDX-License-Identifier: MIT */
/* A policy as JSON, in the form of the policy file, and as ODRL in JSON-LD. */
#include "policy.h"

struct json {
    stet_out *out;
    const stet_kit *kit;
};

static void put_key(struct json *j, const char *key, int *first)
{
    if (!*first)
        stet_putc(j->out, ',');
    *first = 0;
    stet_putc(j->out, '"');
    stet_puts(j->out, key);
    stet_puts(j->out, "\":");
}

static void put_text(struct json *j, const char *key, stet_str value, int *first)
{
    if (!value.n)
        return;
    put_key(j, key, first);
    j->kit->put_json_str(j->out, value);
}

static void put_word(struct json *j, const char *key, const char *value, int *first)
{
    if (*value)
        put_text(j, key, stet_cstr(value), first);
}

static void put_texts(struct json *j, const char *key, const struct texts *t,
                      int *first)
{
    if (!t->n)
        return;
    put_key(j, key, first);
    for (size_t i = 0; i < t->n; i++) {
        stet_putc(j->out, i ? ',' : '[');
        j->kit->put_json_str(j->out, t->items[i]);
    }
    stet_putc(j->out, ']');
}

/* Bits as a list of words; shift: the bit is 1 << value. */
static void put_words(struct json *j, const char *key, const stet_enum *words,
                      uint32_t bits, int shift, int *first)
{
    int inner = 1;
    if (!bits)
        return;
    put_key(j, key, first);
    stet_putc(j->out, '[');
    for (const stet_enum *w = words; w->name; w++)
        if (bits & (shift ? 1u << w->value : (uint32_t)w->value)) {
            if (!inner)
                stet_putc(j->out, ',');
            inner = 0;
            j->kit->put_json_str(j->out, stet_cstr(w->name));
        }
    stet_putc(j->out, ']');
}

static void put_truth(struct json *j, const char *key, int *first)
{
    put_key(j, key, first);
    stet_puts(j->out, "true");
}

/* ---- duties and grants --------------------------------------------------------- */
static void put_date(struct json *j, const stet_date *date, int *first)
{
    if (!date->precision)
        return;
    put_key(j, "date", first);
    stet_putc(j->out, '"');
    j->kit->date_format(j->out, date, STET_DATE_ISO);
    stet_putc(j->out, '"');
}

static void put_duty(struct json *j, const struct duty *d)
{
    int first = 1;
    stet_putc(j->out, '{');
    put_word(j, "do", stet__policy_verb(d->verb), &first);
    if (d->where || d->verb == CREDIT_SOURCE)
        put_word(j, "where", stet__policy_word(stet__policy_where, d->where), &first);
    if (d->match)
        put_word(j, "match", stet__policy_word(stet__policy_match, d->match), &first);
    if (d->to)
        put_word(j, "to", stet__policy_word(stet__policy_to, d->to), &first);
    put_words(j, "with", stet__policy_with, d->with, 0, &first);
    if (d->linked)
        put_truth(j, "linked", &first);
    if (d->visible)
        put_truth(j, "visible", &first);
    if (d->follow) {
        put_truth(j, "follow", &first);
    } else if (d->verb == LINK && d->to != TO_LICENCE) {
        put_word(j, "follow", "any", &first);
    }
    put_words(j, "media", stet__policy_media, d->media, 0, &first);
    put_words(j, "on", stet__policy_on, d->on, 0, &first);
    put_text(j, "template", d->template, &first);
    put_text(j, "src", d->src, &first);
    put_text(j, "handle", d->handle, &first);
    put_text(j, "kind", d->kind, &first);
    put_text(j, "rel", d->rel, &first);
    put_texts(j, "name", &d->names, &first);
    put_texts(j, "territory", &d->territories, &first);
    put_words(j, "except", stet__policy_except, d->except, 0, &first);
    put_words(j, "unless", stet__policy_unless, d->unless, 0, &first);
    if (d->hours) {
        put_key(j, "hours", &first);
        stet_put_int(j->out, d->hours);
    }
    put_date(j, &d->date, &first);
    put_text(j, "evidence", d->evidence, &first);
    stet_putc(j->out, '}');
}

static void put_audience(struct json *j, const struct audience *a, int *first)
{
    int inner = 1;
    if (!a->sites && !a->media && a->commercial < 0)
        return;
    put_key(j, "audience", first);
    stet_putc(j->out, '{');
    if (a->sites && !(a->sites & (a->sites - 1)))
        put_word(j, "site", stet__policy_word(stet__policy_sites, (int32_t)a->sites),
                 &inner);
    else
        put_words(j, "site", stet__policy_sites, a->sites, 0, &inner);
    if (a->commercial >= 0) {
        put_key(j, "commercial", &inner);
        stet_puts(j->out, a->commercial ? "true" : "false");
    }
    put_words(j, "media", stet__policy_media, a->media, 0, &inner);
    stet_putc(j->out, '}');
}

static void put_grant(struct json *j, const struct grant *g)
{
    int first = 1;
    stet_putc(j->out, '{');
    put_word(j, "action", stet__policy_action(g->action), &first);
    if (g->max_words) {
        put_key(j, "max_words", &first);
        stet_put_int(j->out, g->max_words);
    }
    put_audience(j, &g->audience, &first);
    put_key(j, "duties", &first);
    stet_putc(j->out, '[');
    for (size_t i = 0; i < g->count; i++) {
        if (i)
            stet_putc(j->out, ',');
        put_duty(j, &g->duties[i]);
    }
    stet_putc(j->out, ']');
    put_text(j, "evidence", g->evidence, &first);
    stet_putc(j->out, '}');
}

/* ---- remarks ------------------------------------------------------------------- */
static void put_remark(struct json *j, const struct remark *m)
{
    int first = 1;
    stet_putc(j->out, '{');
    switch (m->kind) {
    case REMARK_PROHIBITION:
        put_words(j, "actions", stet__policy_action_values, m->actions, 1, &first);
        put_text(j, "unless", m->value, &first);
        put_word(j, "scope", stet__policy_word(stet__policy_scopes, m->scope), &first);
        break;
    case REMARK_CONTRADICTION:
        put_text(j, "what", m->name, &first);
        put_text(j, "wins", m->value, &first);
        break;
    case REMARK_THIRD_PARTY:
        put_text(j, "notice", m->name, &first);
        put_text(j, "origin", m->value, &first);
        break;
    case REMARK_CONTACT:
        put_text(j, "purpose", m->name, &first);
        put_text(j, "address", m->value, &first);
        break;
    case REMARK_LICENCE:
        put_text(j, "licence", m->name, &first);
        put_text(j, "url", m->value, &first);
        put_word(j, "scope", stet__policy_word(stet__policy_scopes, m->scope), &first);
        break;
    default:
        put_text(j, "what", m->name, &first);
        put_text(j, "host", m->value, &first);
    }
    put_text(j, "evidence", m->evidence, &first);
    stet_putc(j->out, '}');
}

static void put_remarks(struct json *j, const char *key, const struct policy *p,
                        int kind, int *first)
{
    int any = 0;
    for (size_t i = 0; i < p->remark_count; i++)
        if (p->remarks[i].kind == kind) {
            if (!any)
                put_key(j, key, first);
            stet_putc(j->out, any ? ',' : '[');
            any = 1;
            put_remark(j, &p->remarks[i]);
        }
    if (any)
        stet_putc(j->out, ']');
}

static void put_holder(struct json *j, const struct policy *p, int *first)
{
    int inner = 1;
    if (!p->name.n && !p->aliases.n && !p->hosts.n)
        return;
    put_key(j, "holder", first);
    stet_putc(j->out, '{');
    put_text(j, "name", p->name, &inner);
    put_texts(j, "aliases", &p->aliases, &inner);
    put_texts(j, "hosts", &p->hosts, &inner);
    stet_putc(j->out, '}');
}

static void put_otherwise(struct json *j, const struct policy *p, int *first)
{
    int inner = 1;
    if (!p->otherwise.verdict)
        return;
    put_key(j, "otherwise", first);
    stet_putc(j->out, '{');
    put_words(j, "actions", stet__policy_action_values, p->otherwise.actions, 1,
              &inner);
    put_word(j, "verdict",
             stet__policy_word(stet__policy_verdicts, p->otherwise.verdict), &inner);
    put_text(j, "contact", p->otherwise.contact, &inner);
    stet_putc(j->out, '}');
}

void stet__policy_json(stet_out *out, const stet_kit *kit, const struct policy *p)
{
    struct json j = {out, kit};
    int first = 1;
    stet_puts(out, "{\"policy\":{");
    put_text(&j, "id", p->id, &first);
    put_word(&j, "status", stet__policy_word(stet__policy_states, p->state), &first);
    put_word(&j, "scope", stet__policy_word(stet__policy_scopes, p->scope), &first);
    put_holder(&j, p, &first);
    put_key(&j, "licence", &first);
    if (p->licence)
        kit->put_json_str(out, p->licence->id);
    else
        stet_puts(out, "null");
    put_key(&j, "grants", &first);
    stet_putc(out, '[');
    for (size_t i = 0; i < p->count; i++) {
        if (i)
            stet_putc(out, ',');
        put_grant(&j, &p->grants[i]);
    }
    stet_putc(out, ']');
    put_otherwise(&j, p, &first);
    put_remarks(&j, "prohibitions", p, REMARK_PROHIBITION, &first);
    put_remarks(&j, "third_party", p, REMARK_THIRD_PARTY, &first);
    put_remarks(&j, "contradictions", p, REMARK_CONTRADICTION, &first);
    put_remarks(&j, "contacts", p, REMARK_CONTACT, &first);
    put_remarks(&j, "licences", p, REMARK_LICENCE, &first);
    put_remarks(&j, "reserved", p, REMARK_RESERVED, &first);
    put_remarks(&j, "invitations", p, REMARK_INVITATION, &first);
    put_remarks(&j, "hidden", p, REMARK_HIDDEN, &first);
    put_remarks(&j, "lookalikes", p, REMARK_LOOKALIKE, &first);
    stet_puts(out, "}}");
}
