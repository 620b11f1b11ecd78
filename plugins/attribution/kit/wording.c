/* SPDX-License-Identifier: MIT */
/*
 * Conditions in words. A sentence of the file is taken apart where its values go; a
 * value is text, whatever it looks like.
 */
#include "kit.h"

static const stet_option rows[] = {
    STET_STRING(struct kit_wording, language, .flags = STET_OPT_REQUIRED,
                .help = "Language of the words."),
    STET_STRING(struct kit_wording, title, .flags = STET_OPT_REQUIRED,
                .help = "Heading of the block."),
    STET_STRING(struct kit_wording, licensed, .flags = STET_OPT_REQUIRED,
                .help = "Sentence of a licence, with {licence}."),
    STET_STRING(struct kit_wording, credit, .flags = STET_OPT_REQUIRED,
                .help = "Sentence of the source, with {holder}."),
    STET_STRING(struct kit_wording, contact, .flags = STET_OPT_REQUIRED,
                .help = "Sentence of an address, with {contact}."),
    STET_ANY(struct kit_wording, grants,
             .help = "Sentences by action, with {audience}."),
    STET_ANY(struct kit_wording, audience, .help = "Names of audiences."),
    STET_ANY(struct kit_wording, duties, .help = "Sentences by duty."),
    STET_ANY(struct kit_wording, where, .help = "Names of places."),
    STET_ANY(struct kit_wording, to, .help = "Names of targets."),
    STET_ANY(struct kit_wording, except, .help = "Names of edits that are allowed."),
    STET_ANY(struct kit_wording, unless, .help = "Names of images that are allowed."),
    STET_OPTION_END};

/* ---- loading ------------------------------------------------------------------- */
static stet_code check_duties(stet_build *b, const stet_data *duties)
{
    stet_code code = STET_OK;
    const char *names[VERBS + 1];
    for (int32_t v = 1; v < VERBS; v++)
        names[v - 1] = stet__policy_verb(v);
    names[VERBS - 1] = NULL;
    for (const stet_data *d = duties ? duties->first : NULL; d; d = d->next) {
        int32_t verb = stet__policy_find_verb(d->key);
        char hint[80] = "";
        const char *near = stet_build_suggest(b, d->key, names);
        if (near)
            snprintf(hint, sizeof hint, "did you mean '%s'?", near);
        if (verb <= VERB_NONE || verb >= VERBS)
            code = stet_problem_at(b, d, hint, "there is no duty '%.*s'",
                                   TEXT_ARGS(d->key));
        else if (d->type == STET_DATA_LIST || d->type == STET_DATA_MAP)
            code = stet_problem_at(b, d, NULL, "a sentence is wanted");
    }
    return code;
}

static stet_code load(stet_build *b, stet_str path, struct kit_wordings *all)
{
    const stet_data *root = stet_build_load(b, path, 0);
    struct kit_wording *w = &all->items[all->count];
    if (!root || stet_build_bind(b, "kit", rows, root, w, sizeof *w) != STET_OK)
        return STET_E_CONFIG;
    all->count++;
    return check_duties(b, w->duties);
}

stet_code stet__kit_wordings(stet_build *b, stet_str own, struct kit_wordings *ret)
{
    static const char *const files[] = {"kit-en.yaml", "kit-de.yaml", "kit-fr.yaml",
                                        "kit-es.yaml"};
    stet_code code = own.n ? load(b, own, ret) : STET_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files && code == STET_OK; i++)
        code = load(b, stet_build_data_file(b, files[i]), ret);
    return code;
}

static int is_language(stet_str tag, stet_str language)
{
    return language.n && tag.n >= language.n &&
           stet__text_same(stet_strn(tag.p, language.n), language) &&
           (tag.n == language.n || tag.p[language.n] == '-');
}

const struct kit_wording *stet__kit_wording(const struct kit_wordings *all,
                                            stet_str language)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_language(language, all->items[i].language))
            return &all->items[i];
    return &all->items[0];
}

/* ---- values -------------------------------------------------------------------- */
static stet_str text_of(const stet_data *map, const char *key)
{
    for (const stet_data *d = map ? map->first : NULL; d; d = d->next)
        if (stet_str_is(d->key, key))
            return d->text;
    return stet_cstr("");
}

/* Names of the bits that are set, apart by commas. */
static stet_str names_of(const struct pool *pool, const stet_data *map,
                         const stet_enum *words, uint32_t bits)
{
    stet_out out = stet__pool_out(pool, 64, 2000);
    for (const stet_enum *w = words; w->name; w++)
        if (bits & (uint32_t)w->value) {
            stet_puts(&out, out.len ? ", " : "");
            stet_put_str(&out, text_of(map, w->name));
        }
    return stet_out_text(&out);
}

static stet_str joined(const struct pool *pool, const struct texts *t)
{
    stet_out out = stet__pool_out(pool, 64, 2000);
    for (size_t i = 0; i < t->n; i++) {
        stet_puts(&out, i ? ", " : "");
        stet_put_str(&out, t->items[i]);
    }
    return stet_out_text(&out);
}

static stet_str audience_of(const struct kit_values *v, const struct grant *g)
{
    const struct audience *a = &g->audience;
    const char *site = a->sites & SITE_COMMUNITY   ? "community"
                       : a->sites & SITE_NEWS      ? "news"
                       : a->sites & SITE_BUSINESS  ? "business"
                       : a->sites & SITE_EDUCATION ? "education"
                                                   : "";
    char key[48];
    snprintf(key, sizeof key, "%s%s%s", site, *site && !a->commercial ? "-" : "",
             a->commercial ? "" : "noncommercial");
    stet_str name = text_of(v->words->audience, *key && a->commercial != -1 ? key
                                                : *site                     ? site
                                                        : "anybody");
    return name.n ? name : text_of(v->words->audience, "anybody");
}

static stet_str date_text(const struct pool *pool, const stet_date *date)
{
    stet_out out = stet__pool_out(pool, 40, 40);
    if (date->precision)
        pool->kit->date_format(&out, date, STET_DATE_ISO);
    return stet_out_text(&out);
}

static stet_str value_of(const struct kit_values *v, const struct duty *d,
                         const struct grant *g, stet_str name)
{
    const struct kit_wording *w = v->words;
    if (stet_str_is(name, "holder"))
        return v->policy->name;
    if (g && stet_str_is(name, "audience"))
        return audience_of(v, g);
    if (g && stet_str_is(name, "words") && g->max_words)
        return stet__pool_say(v->pool, "%lld", (long long)g->max_words);
    if (!d)
        return stet_cstr("");
    if (stet_str_is(name, "where"))
        return text_of(w->where, stet__policy_word(stet__policy_where, d->where));
    if (stet_str_is(name, "to"))
        return text_of(w->to,
                       d->to ? stet__policy_word(stet__policy_to, d->to) : "either");
    if (stet_str_is(name, "except"))
        return names_of(v->pool, w->except, stet__policy_except, d->except);
    if (stet_str_is(name, "unless"))
        return names_of(v->pool, w->unless, stet__policy_unless, d->unless);
    if (stet_str_is(name, "hours") && d->hours)
        return stet__pool_say(v->pool, "%lld", (long long)d->hours);
    if (stet_str_is(name, "date"))
        return date_text(v->pool, &d->date);
    return stet_str_is(name, "template") ? d->template
           : stet_str_is(name, "handle")
               ? d->handle.n ? d->handle : joined(v->pool, &d->names)
           : stet_str_is(name, "kind")      ? d->kind
           : stet_str_is(name, "src")       ? d->src
           : stet_str_is(name, "territory") ? joined(v->pool, &d->territories)
                                            : stet_cstr("");
}

/* ---- sentences ----------------------------------------------------------------- */
/* The text with its values; *ret_whole: none was missing. */
static void fill(const struct kit_values *v, const struct duty *d,
                 const struct grant *g, stet_str text, stet_out *out, int *ret_whole)
{
    for (size_t at = 0; at < text.n; at++) {
        const char *end =
            text.p[at] == '{' ? memchr(text.p + at, '}', text.n - at) : NULL;
        if (!end) {
            stet_putc(out, text.p[at]);
            continue;
        }
        stet_str value = value_of(
            v, d, g, stet_strn(text.p + at + 1, (size_t)(end - text.p) - at - 1));
        stet_put_str(out, value);
        *ret_whole &= value.n != 0;
        at = (size_t)(end - text.p);
    }
}

static stet_str sentence(const struct kit_values *v, const struct duty *d,
                         const struct grant *g, stet_str text)
{
    stet_out out = stet__pool_out(v->pool, text.n + 64, 8000);
    for (size_t at = 0; at < text.n;) {
        const char *open = memchr(text.p + at, '[', text.n - at),
                   *close = open ? memchr(open, ']', text.n - (size_t)(open - text.p))
                                 : NULL;
        size_t plain = close ? (size_t)(open - text.p) : text.n, before;
        int whole = 1;
        fill(v, d, g, stet_strn(text.p + at, plain - at), &out, &whole);
        if (!close)
            break;
        whole = 1;
        before = out.len;
        fill(v, d, g, stet_strn(open + 1, (size_t)(close - open) - 1), &out, &whole);
        if (!whole)
            out.len = before;
        at = (size_t)(close - text.p) + 1;
    }
    return out.failed ? stet_cstr("") : stet_out_text(&out);
}

stet_str stet__kit_duty(const struct kit_values *v, const struct duty *d)
{
    return sentence(v, d, NULL, text_of(v->words->duties, stet__policy_verb(d->verb)));
}

stet_str stet__kit_grant(const struct kit_values *v, const struct grant *g)
{
    return sentence(v, NULL, g,
                    text_of(v->words->grants,
                            g->any_action ? "any" : stet__policy_action(g->action)));
}
