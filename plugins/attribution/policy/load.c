/* SPDX-License-Identifier: MIT */
/*
 * Reads a policy file. The tables below are its grammar; what they cannot say (a text
 * or a list of texts, which parameter a duty takes) is checked behind them. Every
 * mistake is told at its place.
 */
#include "policy.h"

struct file_policy {
    stet_str id, source, contact;
    int32_t scope, status;
    const stet_data *holder, *licence, *license, *grants, *otherwise, *third_party,
        *evidence, *prohibitions, *contradictions, *contacts, *title, *name, *dated,
        *notes, *valid_from, *valid_until, *url, *language;
};
static const stet_option policy_options[] = {
    STET_STRING(struct file_policy, id, .help = "Name of the policy."),
    STET_ANY(struct file_policy, holder, .help = "Whose rights these are."),
    STET_ANY(struct file_policy, licence,
             .help = "Identifier or address of a licence."),
    STET_ANY(struct file_policy, license, .help = "The same."),
    STET_CHOICE(struct file_policy, scope, stet__policy_scopes,
                .help = "What it covers."),
    STET_CHOICE(struct file_policy, status, stet__policy_states,
                .help = "What sort of statement it was read from."),
    STET_ANY(struct file_policy, grants, .help = "What is allowed, to whom, and how."),
    STET_ANY(struct file_policy, otherwise, .help = "What holds for other uses."),
    STET_ANY(struct file_policy, third_party, .help = "What belongs to others."),
    STET_ANY(struct file_policy, prohibitions, .help = "What is forbidden in words."),
    STET_ANY(struct file_policy, contradictions, .help = "Statements that disagree."),
    STET_ANY(struct file_policy, contacts, .help = "Addresses by purpose."),
    STET_STRING(struct file_policy, contact, .help = "Whom to ask."),
    STET_STRING(struct file_policy, source, .help = "Where the conditions stand."),
    STET_ANY(struct file_policy, url, .help = "The same."),
    STET_ANY(struct file_policy, title, .help = "A title for persons."),
    STET_ANY(struct file_policy, name, .help = "The same."),
    STET_ANY(struct file_policy, dated, .help = "When the conditions were read."),
    STET_ANY(struct file_policy, notes, .help = "Remarks."),
    STET_ANY(struct file_policy, language, .help = "Language of the policy."),
    STET_ANY(struct file_policy, valid_from, .help = "When it begins to hold."),
    STET_ANY(struct file_policy, valid_until, .help = "When it ceases to hold."),
    STET_ANY(struct file_policy, evidence, .help = "The words it was read from."),
    STET_OPTION_END};

struct file_holder {
    const stet_data *name, *aliases, *hosts, *url, *country, *email;
};
static const stet_option holder_options[] = {
    STET_ANY(struct file_holder, name, .help = "Name of the holder."),
    STET_ANY(struct file_holder, aliases, .help = "Other names that count."),
    STET_ANY(struct file_holder, hosts, .help = "Its hosts, each in full."),
    STET_ANY(struct file_holder, url, .help = "Its home page."),
    STET_ANY(struct file_holder, email, .help = "Its address."),
    STET_ANY(struct file_holder, country, .help = "Its country."),
    STET_OPTION_END};

struct file_grant {
    int32_t action;
    int64_t max_words;
    const stet_data *audience, *duties, *evidence, *max_words_given;
};
static const stet_option grant_options[] = {
    STET_CHOICE(struct file_grant, action, stet__policy_action_values,
                .flags = STET_OPT_REQUIRED, .help = "What is allowed."),
    STET_INT(struct file_grant, max_words, 1, 1000000, .help = "Longest excerpt."),
    STET_ANY(struct file_grant, audience, .help = "To whom."),
    STET_ANY(struct file_grant, duties, .help = "What is owed."),
    STET_ANY(struct file_grant, evidence, .help = "The words it was read from."),
    STET_OPTION_END};

struct file_audience {
    const stet_data *site, *commercial, *media;
};
static const stet_option audience_options[] = {
    STET_ANY(struct file_audience, site, .help = "community, news, business."),
    STET_ANY(struct file_audience, commercial, .help = "true or false."),
    STET_ANY(struct file_audience, media, .help = "web, print, newsletter."),
    STET_OPTION_END};

struct file_otherwise {
    const stet_data *actions;
    int32_t verdict;
    const stet_data *contact, *evidence;
};
static const stet_option otherwise_options[] = {
    STET_ANY(struct file_otherwise, actions, .help = "Uses that this is about."),
    STET_CHOICE(struct file_otherwise, verdict, stet__policy_verdicts,
                .help = "ask or refuse."),
    STET_ANY(struct file_otherwise, contact, .help = "Whom to ask."),
    STET_ANY(struct file_otherwise, evidence, .help = "The words it was read from."),
    STET_OPTION_END};

struct file_duty {
    int32_t verb, where, match, to;
    int64_t hours;
    stet_str template, text, src, handle, kind;
    stet_date date;
    const stet_data *with, *linked, *visible, *follow, *media, *on, *name, *territory,
        *except, *unless, *rel, *evidence;
};
static const stet_option duty_options[] = {
    {.size = sizeof(stet_option),
     .type = STET_TYPE_ENUM,
     .name = "do",
     .offset = offsetof(struct file_duty, verb),
     .values = stet__policy_verb_values,
     .flags = STET_OPT_REQUIRED,
     .help = "What must be done."},
    STET_CHOICE(struct file_duty, where, stet__policy_where,
                .help = "Where it stands."),
    STET_CHOICE(struct file_duty, match, stet__policy_match,
                .help = "Which name counts."),
    STET_CHOICE(struct file_duty, to, stet__policy_to, .help = "Where a link leads."),
    STET_INT(struct file_duty, hours, 0, 1000000, .help = "How long."),
    STET_STRING(struct file_duty, template, .help = "The sentence, with {fields}."),
    STET_STRING(struct file_duty, text, .help = "The same."),
    STET_STRING(struct file_duty, src, .help = "How the address begins."),
    STET_STRING(struct file_duty, handle, .help = "Whom to mention."),
    STET_STRING(struct file_duty, kind, .help = "Kind of notice."),
    STET_DATE(struct file_duty, date, .help = "Last day."),
    STET_ANY(struct file_duty, with, .help = "affiliation, publisher."),
    STET_ANY(struct file_duty, linked, .help = "A link inside the sentence."),
    STET_ANY(struct file_duty, visible, .help = "A reader can see it."),
    STET_ANY(struct file_duty, follow, .help = "true: no nofollow."),
    STET_ANY(struct file_duty, media, .help = "It binds only there."),
    STET_ANY(struct file_duty, on, .help = "It binds only there."),
    STET_ANY(struct file_duty, name, .help = "Name of a partner, or names."),
    STET_ANY(struct file_duty, territory, .help = "Countries or regions."),
    STET_ANY(struct file_duty, except, .help = "Edits that are allowed."),
    STET_ANY(struct file_duty, unless, .help = "Images that may stay."),
    STET_ANY(struct file_duty, rel, .help = "Relation that the link states."),
    STET_ANY(struct file_duty, evidence, .help = "The words it was read from."),
    STET_OPTION_END};

/* ---- small values -------------------------------------------------------------- */
struct reading {
    stet_build *b;
    struct pool pool;
    stet_code code;
};

static void fail(struct reading *r, stet_code code)
{
    if (code != STET_OK && (r->code == STET_OK || code == STET_E_NOMEM))
        r->code = code;
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

static int bind(struct reading *r, const char *name, const stet_option *table,
                const stet_data *map, void *ret, size_t size)
{
    stet_code code =
        map->type == STET_DATA_MAP
            ? stet_build_bind(r->b, name, table, map, ret, size)
            : stet_problem_at(r->b, map, NULL, "%s: a map of keys is wanted", name);
    if (code != STET_OK)
        fail(r, code);
    return code == STET_OK;
}

/* A text, or a list of them. */
static struct texts read_texts(struct reading *r, const stet_data *d)
{
    struct texts t = {NULL, 0};
    if (!d || d->type == STET_DATA_NULL)
        return t;
    if (d->type == STET_DATA_MAP) {
        fail(r, stet_problem_at(r->b, d, NULL, "a text or a list of texts is wanted"));
        return t;
    }
    t.items = stet__pool_array(&r->pool, is_scalar(d) ? 1 : d->count, sizeof *t.items);
    if (!t.items)
        fail(r, STET_E_NOMEM);
    else if (is_scalar(d))
        t.items[t.n++] = stet__text_trim(d->text);
    for (const stet_data *i = t.items && !is_scalar(d) ? d->first : NULL; i;
         i = i->next)
        if (is_scalar(i) && stet__text_trim(i->text).n)
            t.items[t.n++] = stet__text_trim(i->text);
        else
            fail(r, stet_problem_at(r->b, i, NULL, "a text is wanted"));
    return t;
}

static int32_t find_word(struct reading *r, const stet_enum *words, const stet_data *d)
{
    const char *names[40];
    size_t n = 0;
    char hint[80];
    for (const stet_enum *w = words; w->name; w++) {
        if (stet_str_is(d->text, w->name))
            return w->value;
        if (n < 39)
            names[n++] = w->name;
    }
    names[n] = NULL;
    const char *near = stet_build_suggest(r->b, d->text, names);
    snprintf(hint, sizeof hint, near ? "did you mean '%s'?" : "such as '%s'",
             near ? near : names[0]);
    fail(r, stet_problem_at(r->b, d, hint, "'%.*s' is not known here",
                            TEXT_ARGS(d->text)));
    return 0;
}

/* A word, or a list of words, as bits. */
static uint32_t read_words(struct reading *r, const stet_enum *words,
                           const stet_data *d, int shift)
{
    uint32_t bits = 0;
    const stet_data *i = d && d->type == STET_DATA_LIST ? d->first : d;
    if (!d || d->type == STET_DATA_NULL ||
        (is_scalar(d) && stet_str_is(d->text, "none")))
        return 0;
    if (d->type == STET_DATA_MAP) {
        fail(r, stet_problem_at(r->b, d, NULL, "a word or a list of words is wanted"));
        return 0;
    }
    for (; i; i = d->type == STET_DATA_LIST ? i->next : NULL) {
        if (!is_scalar(i)) {
            fail(r, stet_problem_at(r->b, i, NULL, "a word is wanted"));
            continue;
        }
        int32_t value = find_word(r, words, i);
        bits |= shift ? value ? 1u << value : 0 : (uint32_t)value;
    }
    return bits;
}

/* true 1, false and `any` 0; absent -1. */
static int32_t read_truth(struct reading *r, const stet_data *d, int any)
{
    if (!d || d->type == STET_DATA_NULL)
        return -1;
    if (is_scalar(d) && stet_str_is(d->text, "true"))
        return 1;
    if (is_scalar(d) &&
        (stet_str_is(d->text, "false") || (any && stet_str_is(d->text, "any"))))
        return 0;
    fail(r, stet_problem_at(r->b, d, NULL,
                            any ? "true, false or any is wanted"
                                : "true or false is wanted"));
    return -1;
}

/* ---- duties -------------------------------------------------------------------- */
static const struct {
    const char *key;
    uint32_t param;
} params[] = {{"where", P_WHERE},
              {"match", P_MATCH},
              {"with", P_WITH},
              {"linked", P_LINKED},
              {"visible", P_VISIBLE},
              {"follow", P_FOLLOW},
              {"to", P_TO},
              {"media", P_MEDIA},
              {"on", P_ON},
              {"src", P_SRC},
              {"handle", P_HANDLE},
              {"name", P_NAME},
              {"hours", P_HOURS},
              {"date", P_DATE},
              {"territory", P_TERRITORY},
              {"kind", P_KIND},
              {"except", P_EXCEPT},
              {"unless", P_UNLESS},
              {"template", P_TEMPLATE},
              {"text", P_TEMPLATE},
              {"rel", P_REL}};

/* What a duty needs must be there; what it does not look at is told, and no mistake. */
static void check_params(struct reading *r, const stet_data *map, int32_t verb)
{
    uint32_t given = 0, takes = stet__policy_takes(verb),
             needs = stet__policy_needs(verb);
    for (size_t i = 0; i < sizeof params / sizeof *params; i++) {
        const stet_data *d = stet_data_get(map, params[i].key);
        if (!d)
            continue;
        given |= d->type == STET_DATA_NULL ? 0 : params[i].param;
        if (!(takes & params[i].param)) {
            stet_str text = stet__pool_say(&r->pool, "%s does not look at '%s'",
                                           stet__policy_verb(verb), params[i].key);
            r->b->ops->problem_at(r->b, d, 1, text, stet_cstr(""));
        }
    }
    for (size_t i = 0; i < sizeof params / sizeof *params; i++)
        if (needs & params[i].param & ~given) {
            fail(r, stet_problem_at(r->b, map, NULL, "%s needs '%s'",
                                    stet__policy_verb(verb), params[i].key));
            return;
        }
}

/* What is given must say something. */
static void check_values(struct reading *r, const stet_data *map, const struct duty *d)
{
    const stet_data *template = stet_data_get(map, "template"),
                    *handle = stet_data_get(map, "handle"),
                    *kind = stet_data_get(map, "kind"),
                    *src = stet_data_get(map, "src");
    if (!template)
        template = stet_data_get(map, "text");
    if (template && d->verb == STATEMENT)
        fail(r, stet__policy_check_template(r->b, d->template, template));
    if (handle && !d->handle.n)
        fail(r, stet_problem_at(r->b, handle, "such as @name", "a name is wanted"));
    if (kind)
        fail(r, stet__policy_check_kind(r->b, d->kind, kind));
    if (src && !memmem(d->src.p, d->src.n, "://", 3))
        fail(r, stet_problem_at(r->b, src, "such as https://example.org/pixel/",
                                "'%.*s' is no address", TEXT_ARGS(d->src)));
}

static void check_territories(struct reading *r, const struct duty *d,
                              const stet_data *at)
{
    for (size_t i = 0; i < d->territories.n; i++) {
        stet_str t = d->territories.items[i];
        int good = t.n == 2 || (t.n >= 4 && t.n <= 6 && t.p[2] == '-');
        for (size_t j = 0; j < t.n; j++) {
            char c = t.p[j];
            good = good && ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                            (c >= '0' && c <= '9') || c == '-');
        }
        if (!good)
            fail(r, stet_problem_at(r->b, at, "such as US or US-MT",
                                    "'%.*s' is no country or region", TEXT_ARGS(t)));
    }
}

static void take_duty(struct reading *r, const struct file_duty *f, struct duty *d)
{
    d->verb = f->verb;
    d->where = f->where;
    d->match = f->match;
    d->to = f->to;
    d->hours = f->hours;
    d->date = f->date;
    d->template = f->template.n ? f->template : f->text;
    d->src = stet__text_trim(f->src);
    d->handle = stet__text_trim(f->handle);
    d->kind = f->kind;
    d->with = read_words(r, stet__policy_with, f->with, 0);
    d->except = read_words(r, stet__policy_except, f->except, 0);
    d->unless = read_words(r, stet__policy_unless, f->unless, 0);
    d->media = read_words(r, stet__policy_media, f->media, 0);
    d->on = read_words(r, stet__policy_on, f->on, 0);
    d->linked = read_truth(r, f->linked, 0) == 1;
    d->visible = read_truth(r, f->visible, 1) == 1;
    d->follow = read_truth(r, f->follow, 1) == 1;
    d->names = read_texts(r, f->name);
    d->territories = read_texts(r, f->territory);
    struct texts rel = read_texts(r, f->rel);
    d->rel = rel.n ? rel.items[0] : stet_cstr("");
    d->evidence = stet_cstr("");
    check_territories(r, d, f->territory);
}

static void read_duty(struct reading *r, const stet_data *at, struct duty *ret)
{
    struct file_duty f = {0};
    if (is_scalar(at)) { /* only its name */
        ret->verb = find_word(r, stet__policy_verb_values, at);
        if (ret->verb && stet__policy_needs(ret->verb))
            check_params(r, at, ret->verb);
        return;
    }
    int whole = bind(r, "duty", duty_options, at, &f, sizeof f);
    if (!whole &&
        at->type == STET_DATA_MAP) /* every mistake is told, not only the first */
        f = (struct file_duty){.with = stet_data_get(at, "with"),
                               .linked = stet_data_get(at, "linked"),
                               .visible = stet_data_get(at, "visible"),
                               .follow = stet_data_get(at, "follow"),
                               .media = stet_data_get(at, "media"),
                               .on = stet_data_get(at, "on"),
                               .name = stet_data_get(at, "name"),
                               .territory = stet_data_get(at, "territory"),
                               .except = stet_data_get(at, "except"),
                               .unless = stet_data_get(at, "unless"),
                               .rel = stet_data_get(at, "rel")};
    if (whole)
        check_params(r, at, f.verb);
    take_duty(r, &f, ret);
    if (whole)
        check_values(r, at, ret);
}

/* ---- grants -------------------------------------------------------------------- */
static void read_audience(struct reading *r, const stet_data *at, struct audience *ret)
{
    struct file_audience f = {0};
    *ret = (struct audience){0, 0, -1};
    if (!at || at->type == STET_DATA_NULL ||
        (is_scalar(at) && stet_str_is(at->text, "any")))
        return;
    if (!bind(r, "audience", audience_options, at, &f, sizeof f))
        return;
    ret->sites = read_words(r, stet__policy_sites, f.site, 0);
    ret->media = read_words(r, stet__policy_media, f.media, 0);
    ret->commercial = read_truth(r, f.commercial, 0);
}

static void read_grant(struct reading *r, const stet_data *at, struct grant *ret)
{
    struct file_grant f = {0};
    ret->audience.commercial = -1;
    ret->evidence = stet_cstr("");
    bind(r, "grant", grant_options, at, &f, sizeof f);
    if (at->type != STET_DATA_MAP)
        return;
    ret->action = f.action;
    ret->max_words = f.max_words;
    /* the parts are looked at although the whole had a mistake: every one is told */
    read_audience(r, stet_data_get(at, "audience"), &ret->audience);
    const stet_data *duties = stet_data_get(at, "duties");
    if (!duties)
        return;
    if (duties->type != STET_DATA_LIST || duties->count > FILE_DUTIES_MAX) {
        fail(r,
             stet_problem_at(r->b, duties, "write [] where nothing is owed",
                             "a list of at most %d duties is wanted", FILE_DUTIES_MAX));
        return;
    }
    ret->duties = stet__pool_array(&r->pool, duties->count, sizeof *ret->duties);
    if (!ret->duties) {
        fail(r, STET_E_NOMEM);
        return;
    }
    for (const stet_data *d = duties->first; d; d = d->next) {
        read_duty(r, d, &ret->duties[ret->count]);
        stet__policy_check_duty(r->b, &r->pool, ret, ret->count++, d);
    }
}

static void read_grants(struct reading *r, const stet_data *list, struct policy *p)
{
    if (!list || list->type == STET_DATA_NULL)
        return;
    if (list->type != STET_DATA_LIST || list->count > FILE_GRANTS_MAX) {
        fail(r,
             stet_problem_at(r->b, list, NULL, "a list of at most %d grants is wanted",
                             FILE_GRANTS_MAX));
        return;
    }
    p->grants = stet__pool_array(&r->pool, list->count, sizeof *p->grants);
    if (!p->grants) {
        fail(r, STET_E_NOMEM);
        return;
    }
    for (const stet_data *d = list->first; d; d = d->next)
        read_grant(r, d, &p->grants[p->count++]);
}

static void read_otherwise(struct reading *r, const stet_data *at, struct policy *p)
{
    struct file_otherwise f = {0};
    if (!at || at->type == STET_DATA_NULL)
        return;
    if (!bind(r, "otherwise", otherwise_options, at, &f, sizeof f))
        return;
    p->otherwise.actions = read_words(r, stet__policy_action_values, f.actions, 1);
    p->otherwise.verdict = f.verdict ? f.verdict : OTHERWISE_ASK;
    p->otherwise.contact = f.contact ? stet_data_text(f.contact) : stet_cstr("");
}

/* ---- the whole ----------------------------------------------------------------- */
static void check_hosts(struct reading *r, const stet_data *at)
{
    const stet_data *i = at && at->type == STET_DATA_LIST ? at->first : at;
    for (; i; i = at->type == STET_DATA_LIST ? i->next : NULL)
        if (is_scalar(i) && stet__text_trim(i->text).n)
            fail(r,
                 stet__policy_check_host(r->b, &r->pool, stet__text_trim(i->text), i));
}

static void read_holder(struct reading *r, const stet_data *at, struct policy *p)
{
    struct file_holder f = {0};
    if (!at || at->type == STET_DATA_NULL)
        return;
    if (is_scalar(at)) {
        p->name = stet__text_trim(at->text);
        return;
    }
    if (!bind(r, "holder", holder_options, at, &f, sizeof f))
        return;
    struct texts name = read_texts(r, f.name);
    p->name = name.n ? name.items[0] : stet_cstr("");
    p->aliases = read_texts(r, f.aliases);
    p->hosts = read_texts(r, f.hosts);
    check_hosts(r, f.hosts);
}

static void read_licence(struct reading *r, const struct licences *all,
                         const stet_data *d, struct policy *p)
{
    stet_str text = stet__text_trim(stet_data_text(d));
    if (!d || d->type == STET_DATA_NULL)
        return;
    p->licence_url = text;
    p->licence = text.n ? stet__licence_find(&r->pool, all, text) : NULL;
    if (!p->licence)
        fail(r, stet_problem_at(r->b, d,
                                "such as CC-BY-NC-ND-4.0, CC0-1.0, or the address of a "
                                "licence or a rights statement",
                                "'%.*s' is no licence that is known here",
                                TEXT_ARGS(text)));
}

stet_code stet__policy_read(stet_build *b, const struct licences *licences,
                            const stet_data *data, struct policy *ret)
{
    struct reading r = {
        .b = b, .pool = {.kit = stet_build_kit(b), .build = b}, .code = STET_OK};
    const stet_data *at = stet_data_get(data, "policy");
    struct file_policy f = {0};
    memset(ret, 0, sizeof *ret);
    ret->id = ret->name = ret->licence_url = ret->otherwise.contact = stet_cstr("");
    if (!at || at->type != STET_DATA_MAP)
        return stet_problem_at(b, at ? at : data, "begin with `policy:`",
                               "this is no policy: a map is wanted below `policy`");
    bind(&r, "policy", policy_options, at, &f, sizeof f);
    ret->id = stet_data_get_text(at, "id");
    ret->scope = f.scope;
    ret->state = f.status;
    read_holder(&r, stet_data_get(at, "holder"), ret);
    const stet_data *licence = stet_data_get(at, "licence");
    read_licence(&r, licences, licence ? licence : stet_data_get(at, "license"), ret);
    read_grants(&r, stet_data_get(at, "grants"), ret);
    read_otherwise(&r, stet_data_get(at, "otherwise"), ret);
    fail(&r, stet__policy_check_texts(b, at));
    const stet_data *others = stet_data_get(at, "third_party");
    if (others && others->type != STET_DATA_LIST)
        fail(&r, stet_problem_at(b, others, "such as [{notice: fair-use}]",
                                 "a list of what belongs to others is wanted"));
    if (r.code == STET_OK)
        stet__policy_check_grants(b, ret, stet_data_get(at, "grants"),
                                  stet_data_get(at, "otherwise"));
    if (ret->licence && r.code == STET_OK) {
        ret->state = STATE_LICENCE;
        if (!ret->count)
            r.code = stet__licence_expand(&r.pool, ret->licence, ret);
    }
    return r.code;
}
