/* SPDX-License-Identifier: MIT */
/*
 * fields.set - states what the house knows of its articles and they do not say.
 *
 *   - use: fields.set
 *     with:
 *       set:     { canonical: "https://herald.example/{{ slug }}" }
 *       default: { language: en, publisher: Example Herald }
 *
 * What `set` states is chosen before all that the article says; other statements stay
 * beside it. What `default` states counts only where nothing else is stated, also by a
 * later step. A template that gives no text states nothing. A value that is none of its
 * field (a date, an address, a language) is a finding, and is not stated.
 */
#include <stet/plugin.h>

enum { FIELDS_MAX = 64 };
enum form { FORM_TEXT, FORM_PARTY, FORM_DATE, FORM_ADDRESS, FORM_LANGUAGE };

static const struct field {
    const char *name;
    int32_t kind;
    enum form form;
} fields[] = {
    {"id", STET_ID, FORM_TEXT},
    {"url", STET_URL, FORM_ADDRESS},
    {"canonical", STET_CANONICAL, FORM_ADDRESS},
    {"genre", STET_GENRE, FORM_TEXT},
    {"headline", STET_HEADLINE, FORM_TEXT},
    {"kicker", STET_KICKER, FORM_TEXT},
    {"standfirst", STET_STANDFIRST, FORM_TEXT},
    {"excerpt", STET_EXCERPT, FORM_TEXT},
    {"byline", STET_BYLINE, FORM_TEXT},
    {"authors", STET_AUTHORS, FORM_PARTY},
    {"publisher", STET_PUBLISHER, FORM_PARTY},
    {"site", STET_SITE, FORM_TEXT},
    {"agency", STET_AGENCY, FORM_PARTY},
    {"created", STET_CREATED, FORM_DATE},
    {"published", STET_PUBLISHED, FORM_DATE},
    {"republished", STET_REPUBLISHED, FORM_DATE},
    {"updated", STET_UPDATED, FORM_DATE},
    {"embargo", STET_EMBARGO, FORM_DATE},
    {"expires", STET_EXPIRES, FORM_DATE},
    {"dateline", STET_DATELINE, FORM_TEXT},
    {"language", STET_LANGUAGE, FORM_LANGUAGE},
    {"copyright_holder", STET_COPYRIGHT_HOLDER, FORM_PARTY},
    {"copyright_notice", STET_COPYRIGHT_NOTICE, FORM_TEXT},
    {"licence", STET_LICENCE, FORM_TEXT},
    {"usage_terms", STET_USAGE_TERMS, FORM_TEXT},
    {"sponsor", STET_SPONSOR, FORM_PARTY},
    {"status", STET_STATUS, FORM_TEXT},
};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

static const char *const forms[] = {
    [FORM_TEXT] = "text",
    [FORM_PARTY] = "a name",
    [FORM_DATE] = "a date (2025-05-06, 2025-05-06T18:30+02:00)",
    [FORM_ADDRESS] = "an address that begins with http:// or https://",
    [FORM_LANGUAGE] = "a language (en, de-AT)",
};

struct config {
    stet_list set, defaults;
};

struct row {
    const struct field *field;
    const stet_template *text;
    int32_t confidence;
};

struct plan {
    struct row rows[FIELDS_MAX];
    size_t count;
};

static const stet_option options[] = {
    STET_MAP_OF(struct config, set, STET_TYPE_TEMPLATE, .max = FIELDS_MAX / 2,
                .help = "Fields with their value, whatever the article says.",
                .example = "{ canonical: \"https://herald.example/{{ slug }}\" }"),
    {.size = sizeof(stet_option),
     .type = STET_TYPE_MAP,
     .name = "default",
     .offset = offsetof(struct config, defaults),
     .item_type = STET_TYPE_TEMPLATE,
     .max = FIELDS_MAX / 2,
     .help = "Fields with their value where nobody else states one.",
     .example = "{ language: en, publisher: Example Herald }"},
    STET_OPTION_END};

static const stet_rule rules[] = {
    {.size = sizeof(stet_rule),
     .id = "value-refused",
     .category = "fields",
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .summary = "What a template gives is no value of its field.",
     .help =
         "Look at what the template is made of: a field that the article lacks gives "
         "no text; `default` in the template gives another."},
    {.size = sizeof(stet_rule)}};

/* ---- at load ---------------------------------------------------------------- */
static const struct field *find_field(stet_str name)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (stet_str_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

static stet_code unknown_field(stet_build *b, const char *option, int64_t at,
                               stet_str name)
{
    const char *names[FIELD_COUNT + 1] = {NULL};
    for (size_t i = 0; i < FIELD_COUNT; i++)
        names[i] = fields[i].name;
    const char *like = stet_build_suggest(b, name, names);
    return stet_problem(b, option, at, NULL, "'%.*s' is no field that can be set%s%s%s",
                        (int)name.n, name.p, like ? " (did you mean '" : "",
                        like ? like : "", like ? "'?)" : "");
}

static stet_code add_rows(stet_build *b, struct plan *p, const stet_list *map,
                          const char *option, int32_t confidence)
{
    const stet_pair *pairs = map->items;
    stet_code code = STET_OK;
    for (size_t i = 0; i < map->n && p->count < FIELDS_MAX; i++) {
        const struct field *f = find_field(pairs[i].key);
        if (!f) {
            code = unknown_field(b, option, (int64_t)i, pairs[i].key);
            continue;
        }
        for (size_t k = 0; k < p->count; k++)
            if (p->rows[k].field == f)
                code = stet_problem(b, option, (int64_t)i, "leave one of them out",
                                    "%s stands in `set` already", f->name);
        p->rows[p->count++] =
            (struct row){f, *(const stet_template *const *)pairs[i].value, confidence};
    }
    return code;
}

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct config *c = config;
    struct plan *p = stet_build_alloc(b, sizeof *p);
    if (!p)
        return STET_E_NOMEM;
    *ret_plan = p;
    if (!c->set.n && !c->defaults.n)
        return stet_problem(b, "set", -1, "name a field in `set` or `default`",
                            "nothing is to be stated");
    stet_code code = add_rows(b, p, &c->set, "set", STET_SET);
    stet_code other = add_rows(b, p, &c->defaults, "default", STET_INFERRED);
    return code != STET_OK ? code : other;
}

/* ---- an article ------------------------------------------------------------- */
static stet_str trimmed(stet_str s)
{
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

/* Two or three letters, then parts of up to eight letters or digits: BCP 47 in its
 * outline. */
static int is_language(stet_str s)
{
    size_t part = 0, length = 0;
    for (size_t i = 0; i <= s.n; i++) {
        int c = i < s.n ? s.p[i] | 0x20 : '-';
        if (i < s.n && s.p[i] != '-') {
            if (!((c >= 'a' && c <= 'z') || (part && s.p[i] >= '0' && s.p[i] <= '9')))
                return 0;
            length++;
            continue;
        }
        if (length < (part ? 1u : 2u) || length > (part ? 8u : 3u))
            return 0;
        part++;
        length = 0;
    }
    return 1;
}

static int is_value(stet_article *a, enum form form, stet_str value)
{
    const stet_kit *kit = stet_kit_of(a);
    stet_date date;
    switch (form) {
    case FORM_DATE:
        return kit->date_parse(value, stet_cstr(""), &date) == STET_OK;
    case FORM_ADDRESS:
        return kit->url_class(value, NULL, 0, NULL) == STET_URL_HTTP;
    case FORM_LANGUAGE:
        return is_language(value);
    default:
        return 1;
    }
}

static stet_code refuse(stet_article *a, const struct row *r, stet_str value)
{
    stet_out out = stet_out_in_article(a, 128, 4096);
    stet_puts(&out, r->field->name);
    stet_puts(&out, ": '");
    stet_put(&out, value.p, value.n < 200 ? value.n : 200);
    stet_puts(&out, "' is not ");
    stet_puts(&out, forms[r->field->form]);
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = -1,
                      .confidence = 1,
                      .rule = "value-refused",
                      .message = stet_out_text(&out)};
    return stet_finding_add(a, &f);
}

static stet_code put_party(stet_article *a, stet_node statement, stet_str name)
{
    stet_node party = stet_find(a, statement, 0, STET_PARTY);
    if (!party)
        party = stet_node_new(a, statement, 0, STET_PARTY, (stet_span){0, 0});
    return party ? stet_set_attr(a, party, STET_ATTR_NAME, name) : STET_FAILED;
}

/* The statement that this step made before, when it says the same. */
static int is_stated(stet_article *a, const struct row *r, stet_str value)
{
    stet_node root = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = stet_find(a, root, 0, r->field->kind);
    for (; n; n = stet_find(a, root, n, r->field->kind)) {
        stet_str said = r->field->form == FORM_PARTY
                            ? stet_attr_str(a, stet_first(a, n), STET_ATTR_NAME)
                            : stet_text(a, n);
        if (stet_attr_int(a, n, STET_ATTR_CONFIDENCE, 0) == r->confidence &&
            stet_str_eq(said, value))
            return 1;
    }
    return 0;
}

static stet_code state_row(stet_article *a, const struct row *r)
{
    stet_str value;
    stet_code code = stet_expand(a, r->text, &value);
    if (code != STET_OK)
        return code;
    value = trimmed(value);
    if (!value.n || is_stated(a, r, value))
        return STET_OK;
    if (!is_value(a, r->field->form, value))
        return refuse(a, r, value);
    stet_claim claim = {.size = sizeof claim,
                        .confidence = r->confidence,
                        .source = stet_cstr("pipeline"),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    int party = r->field->form == FORM_PARTY;
    stet_node n = stet_state(a, r->field->kind, party ? stet_cstr("") : value, &claim);
    if (!n)
        return STET_FAILED;
    return party ? put_party(a, n, value) : STET_OK;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const struct plan *p = plan;
    (void)scratch;
    for (size_t i = 0; i < p->count; i++) {
        const struct row *r = &p->rows[i];
        if (r->confidence != STET_SET && stet_field(a, r->field->kind))
            continue;
        stet_code code = state_row(a, r);
        if (code != STET_OK)
            return code;
    }
    return STET_OK;
}

static const char *const reads[] = {"fields", NULL};
static const char *const writes[] = {"fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct config),
    .name = "fields.set",
    .summary = "State fields that the house knows: canonical, language, publisher ...",
    .options = options,
    .rules = rules,
    .reads = reads,
    .writes = writes,
    .compile = compile,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(fields, "0.1.0", 0, .summary = "Fields stated by the pipeline.",
            .license = "MIT", .steps = steps);
