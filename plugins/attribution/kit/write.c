/* SPDX-License-Identifier: MIT */
/* A policy as the fragment of an address. */
#include "kit.h"

struct writer {
    stet_out *out;
    const stet_kit *kit;
};

static void put(struct writer *w, const char *key, stet_str value)
{
    if (!value.n)
        return;
    stet_putc(w->out, '&');
    stet_puts(w->out, key);
    stet_putc(w->out, '=');
    w->kit->escape(w->out, STET_ESCAPE_URL, value.p, value.n);
}

static void put_word(struct writer *w, const char *key, const stet_enum *words,
                     int32_t value)
{
    if (value)
        put(w, key, stet_cstr(stet__policy_word(words, value)));
}

/* One member for each bit; shift: the bit is 1 << value. */
static void put_bits(struct writer *w, const char *key, const stet_enum *words,
                     uint32_t bits, int shift)
{
    for (const stet_enum *e = words; e->name; e++)
        if (bits & (shift ? 1u << e->value : (uint32_t)e->value))
            put(w, key, stet_cstr(e->name));
}

static void put_texts(struct writer *w, const char *key, const struct texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        put(w, key, t->items[i]);
}

static void put_number(struct writer *w, const char *key, int64_t n)
{
    if (!n)
        return;
    stet_putc(w->out, '&');
    stet_puts(w->out, key);
    stet_putc(w->out, '=');
    stet_put_int(w->out, n);
}

static void put_date(struct writer *w, const stet_date *date)
{
    char room[40];
    stet_out text = {
        .size = sizeof text, .data = room, .cap = sizeof room - 1, .max = 39};
    if (!date->precision)
        return;
    w->kit->date_format(&text, date, STET_DATE_ISO);
    put(w, "date", stet_out_text(&text));
}

static void put_duty(struct writer *w, const struct duty *d)
{
    put(w, "do", stet_cstr(stet__policy_verb(d->verb)));
    put_word(w, "where", stet__policy_where, d->where);
    put_word(w, "match", stet__policy_match, d->match);
    put_word(w, "to", stet__policy_to, d->to);
    put_bits(w, "with", stet__policy_with, d->with, 0);
    put_number(w, "linked", d->linked);
    put_number(w, "visible", d->visible);
    put_number(w, "follow", d->follow);
    put_bits(w, "media", stet__policy_media, d->media, 0);
    put_bits(w, "on", stet__policy_on, d->on, 0);
    put(w, "template", d->template);
    put(w, "src", d->src);
    put(w, "handle", d->handle);
    put(w, "kind", d->kind);
    put(w, "rel", d->rel);
    put_texts(w, "name", &d->names);
    put_texts(w, "territory", &d->territories);
    put_bits(w, "except", stet__policy_except, d->except, 0);
    put_bits(w, "unless", stet__policy_unless, d->unless, 0);
    put_number(w, "hours", d->hours);
    put_date(w, &d->date);
}

static void put_grant(struct writer *w, const struct grant *g)
{
    put(w, "grant", stet_cstr(g->any_action ? "any" : stet__policy_action(g->action)));
    put_number(w, "max-words", g->max_words);
    put_bits(w, "site", stet__policy_sites, g->audience.sites, 0);
    if (g->audience.commercial >= 0)
        put(w, "commercial", stet_cstr(g->audience.commercial ? "yes" : "no"));
    put_bits(w, "medium", stet__policy_media, g->audience.media, 0);
    for (size_t i = 0; i < g->count; i++)
        put_duty(w, &g->duties[i]);
}

static void put_remarks(struct writer *w, const struct policy *p)
{
    for (size_t i = 0; i < p->remark_count; i++) {
        const struct remark *m = &p->remarks[i];
        if (m->kind == REMARK_CONTACT) {
            put(w, "contact", m->value);
            put(w, "purpose", m->name);
        } else if (m->kind == REMARK_PROHIBITION && m->scope == SCOPE_ARTICLE) {
            put_bits(w, "forbid", stet__policy_action_values, m->actions, 1);
        }
    }
}

void stet__kit_write(stet_out *out, const stet_kit *kit, const struct policy *p)
{
    struct writer w = {out, kit};
    stet_puts(out, "#republish:v=1");
    put(&w, "id", p->id);
    put(&w, "status", stet_cstr(stet__policy_word(stet__policy_states, p->state)));
    put(&w, "scope", stet_cstr(stet__policy_word(stet__policy_scopes, p->scope)));
    put(&w, "holder", p->name);
    put_texts(&w, "alias", &p->aliases);
    put_texts(&w, "host", &p->hosts);
    if (p->licence)
        put(&w, "licence", p->licence->id);
    put_bits(&w, "otherwise", stet__policy_action_values, p->otherwise.actions, 1);
    put_word(&w, "verdict", stet__policy_verdicts, p->otherwise.verdict);
    put(&w, "ask", p->otherwise.contact);
    put_remarks(&w, p);
    for (size_t i = 0; i < p->count; i++)
        put_grant(&w, &p->grants[i]);
}
