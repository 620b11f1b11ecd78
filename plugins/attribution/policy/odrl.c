/* SPDX-License-Identifier: MIT */
/*
 * A policy as an ODRL offer in JSON-LD: duties as attribute, inform, nextPolicy;
 * conditions as constraints on purpose, media, place, date; what may not be done as
 * prohibitions. What ODRL has no word for keeps its own, under the name space of stet.
 */
#include "policy.h"

struct odrl {
    stet_out *out;
    const stet_kit *kit;
};

static const char *const actions[ACTIONS] = {
    "use",   "distribute", "extract",    "translate",     "derive",       "distribute",
    "print", "index",      "stet:train", "stet:dataMine", "commercialize"};

/* The action of a duty; NULL: it is a constraint or a prohibition. */
static const char *action_of(int32_t verb)
{
    switch (verb) {
    case CREDIT_AUTHOR:
    case CREDIT_SOURCE:
    case CREDIT_COPYRIGHT:
    case CREDIT_PARTNER:
    case CREDIT_IMAGE:
    case STATEMENT:
    case LINK:
    case LOGO:
        return "attribute";
    case NOTIFY:
        return "inform";
    case SHARE_ALIKE:
        return "nextPolicy";
    case KEEP_PIXEL:
        return "acceptTracking";
    case TAKEDOWN_ON_REQUEST:
        return "delete";
    case NO_EDIT:
    case NO_DERIVATIVES:
    case NONCOMMERCIAL:
    case NO_SEPARATE_SALE:
    case GEOGRAPHIC:
    case UNTIL:
    case DELAY:
        return NULL;
    default:
        return "stet:fulfil";
    }
}

static void put_member(struct odrl *o, const char *key, stet_str value)
{
    stet_putc(o->out, '"');
    stet_puts(o->out, key);
    stet_puts(o->out, "\":");
    o->kit->put_json_str(o->out, value);
}

static void put_constraint(struct odrl *o, int *first, const char *left,
                           const char *operator, stet_str right)
{
    stet_puts(o->out, *first ? "\"constraint\":[{" : ",{");
    *first = 0;
    put_member(o, "leftOperand", stet_cstr(left));
    stet_putc(o->out, ',');
    put_member(o, "operator", stet_cstr(operator));
    stet_putc(o->out, ',');
    put_member(o, "rightOperand", right);
    stet_putc(o->out, '}');
}

static void put_words(struct odrl *o, int *first, const char *left,
                      const stet_enum *words, uint32_t bits)
{
    for (const stet_enum *w = words; w->name; w++)
        if (bits & (uint32_t)w->value)
            put_constraint(o, first, left, "eq", stet_cstr(w->name));
}

static void put_period(struct odrl *o, int *first, int64_t hours)
{
    char text[40];
    int n = snprintf(text, sizeof text, "PT%lldH", (long long)hours);
    put_constraint(o, first, "delayPeriod", "gteq",
                   stet_strn(text, n > 0 ? (size_t)n : 0));
}

static void put_until(struct odrl *o, int *first, const stet_date *date)
{
    stet_puts(o->out, *first ? "\"constraint\":[{" : ",{");
    *first = 0;
    stet_puts(o->out, "\"leftOperand\":\"dateTime\",\"operator\":\"lteq\","
                      "\"rightOperand\":\"");
    o->kit->date_format(o->out, date, STET_DATE_ISO);
    stet_puts(o->out, "\"}");
}

static void put_constraints(struct odrl *o, const struct grant *g)
{
    int first = 1;
    put_words(o, &first, "industry", stet__policy_sites, g->audience.sites);
    put_words(o, &first, "media", stet__policy_media, g->audience.media);
    if (g->audience.commercial == 0)
        put_constraint(o, &first, "purpose", "neq", stet_cstr("commercial"));
    for (size_t i = 0; i < g->count; i++) {
        const struct duty *d = &g->duties[i];
        if (d->verb == NONCOMMERCIAL && g->audience.commercial != 0)
            put_constraint(o, &first, "purpose", "neq", stet_cstr("commercial"));
        for (size_t t = 0; d->verb == GEOGRAPHIC && t < d->territories.n; t++)
            put_constraint(o, &first, "spatial", "eq", d->territories.items[t]);
        if (d->verb == UNTIL && d->date.precision)
            put_until(o, &first, &d->date);
        if (d->verb == DELAY)
            put_period(o, &first, d->hours);
    }
    if (!first)
        stet_puts(o->out, "],");
}

static void put_duty(struct odrl *o, const struct duty *d, int first)
{
    int none = 1;
    stet_puts(o->out, first ? "{" : ",{");
    put_member(o, "action", stet_cstr(action_of(d->verb)));
    stet_putc(o->out, ',');
    put_member(o, "stet:duty", stet_cstr(stet__policy_verb(d->verb)));
    if (d->media) {
        stet_putc(o->out, ',');
        put_words(o, &none, "media", stet__policy_media, d->media);
        stet_putc(o->out, ']');
    }
    stet_putc(o->out, '}');
}

static void put_permission(struct odrl *o, const struct policy *p,
                           const struct grant *g)
{
    size_t n = 0;
    stet_putc(o->out, '{');
    put_member(o, "target", stet_cstr("stet:article"));
    stet_putc(o->out, ',');
    put_member(o, "assigner", p->name.n ? p->name : stet_cstr("stet:unknown"));
    stet_putc(o->out, ',');
    put_constraints(o, g);
    put_member(o, "action", stet_cstr(actions[g->action]));
    for (size_t i = 0; i < g->count; i++) {
        if (!action_of(g->duties[i].verb))
            continue;
        if (!n)
            stet_puts(o->out, ",\"duty\":[");
        put_duty(o, &g->duties[i], n++ == 0);
    }
    stet_puts(o->out, n ? "]}" : "}");
}

static const char *forbidden_by(int32_t verb)
{
    return verb == NO_EDIT            ? "modify"
           : verb == NO_DERIVATIVES   ? "derive"
           : verb == NO_SEPARATE_SALE ? "sell"
           : verb == NONCOMMERCIAL    ? "commercialize"
                                      : NULL;
}

static void put_prohibition(struct odrl *o, const char *action, size_t *n)
{
    stet_puts(o->out, (*n)++ ? ",{" : ",\"prohibition\":[{");
    put_member(o, "target", stet_cstr("stet:article"));
    stet_putc(o->out, ',');
    put_member(o, "action", stet_cstr(action));
    stet_putc(o->out, '}');
}

static void put_prohibitions(struct odrl *o, const struct policy *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++)
        for (size_t j = 0; j < p->grants[i].count; j++)
            if (forbidden_by(p->grants[i].duties[j].verb))
                put_prohibition(o, forbidden_by(p->grants[i].duties[j].verb), &n);
    for (size_t i = 0; i < p->remark_count; i++)
        for (int a = REPUBLISH; a < ACTIONS; a++)
            if (p->remarks[i].kind == REMARK_PROHIBITION &&
                (p->remarks[i].actions & (1u << a)))
                put_prohibition(o, actions[a], &n);
    if (n)
        stet_putc(o->out, ']');
}

void stet__policy_odrl(stet_out *out, const stet_kit *kit, const struct policy *p)
{
    struct odrl o = {out, kit};
    stet_puts(out, "{\"@context\":[\"http://www.w3.org/ns/odrl.jsonld\",{\"stet\":"
                   "\"urn:stet:rights:\"}],");
    put_member(&o, "@type", stet_cstr(p->count ? "Offer" : "Set"));
    stet_puts(out, ",\"uid\":\"urn:stet:policy:");
    kit->escape(out, STET_ESCAPE_URL, p->id.p, p->id.n);
    stet_putc(out, '"');
    if (p->licence && p->licence->uri.n) {
        stet_putc(out, ',');
        put_member(&o, "inheritFrom", p->licence->uri);
    }
    if (p->count)
        stet_puts(out, ",\"permission\":[");
    for (size_t i = 0; i < p->count; i++) {
        if (i)
            stet_putc(out, ',');
        put_permission(&o, p, &p->grants[i]);
    }
    if (p->count)
        stet_putc(out, ']');
    put_prohibitions(&o, p);
    stet_putc(out, '}');
}
