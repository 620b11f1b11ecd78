/* SPDX-License-Identifier: MIT */
/*
 * write.ninjs - the article as IPTC ninjs, the JSON of news agencies.
 *
 *   out:
 *     - use: write.ninjs
 *       to: "out/{{ slug }}.json"
 *       with:
 *         version: "3.1"           # or "2.1", "1.5"
 *         notices: apart           # bodies of their own with role notice:<kind>;
 *                                  # inside: marked asides of the main body
 *         zones: [body, tail]
 *         url: "https://example.org/{{ slug }}"   # default: canonical, url
 *         zone: "+00:00"           # of dates that name none
 *         on_missing: warn         # or skip, fail
 *
 * ninjs demands instants: a day is written as its midnight in `zone`, and reported. The
 * schema is closed: what it has no member for is left out, and reported.
 */
#include "ninjs.h"
#include "reader.h"

struct ninjs_config {
    int32_t version, notices, on_missing;
    stet_list zones;
    stet_str zone;
    const stet_template *url;
};

struct ninjs_plan {
    const struct ninjs_config *config;
    uint32_t zones;
    int16_t zone;
};

enum { NOTICES_APART = 1, NOTICES_INSIDE };

static const stet_enum versions[] = {{"3.1", NINJS_3_1, NULL},
                                     {"2.1", NINJS_2_1, NULL},
                                     {"1.5", NINJS_1_5, NULL},
                                     {NULL, 0, NULL}};

static const stet_enum notice_modes[] = {
    {"apart", NOTICES_APART, "bodies of their own, with the kind as role"},
    {"inside", NOTICES_INSIDE, "marked asides in the main body"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct ninjs_config, version, versions, .def = "\"3.1\"",
                .help = "Which ninjs is written."),
    STET_CHOICE(struct ninjs_config, notices, notice_modes, .def = "apart",
                .help = "Where notices that readers see are written."),
    STET_ZONES(struct ninjs_config, zones, .def = "[body, tail]",
               .help = "Zones of the main body; what stet stamped is there always."),
    STET_TEMPLATE(struct ninjs_config, url,
                  .help = "Address of the article; the canonical one when left out.",
                  .example = "\"https://example.org/{{ slug }}\""),
    FACTS_ON_MISSING(struct ninjs_config),
    FACTS_ZONE(struct ninjs_config),
    STET_OPTION_END};

/* clang-format off */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_NOTICE, STET_RENDERS, NULL},
    {0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
    {0, STET_FAMILY_PART, STET_RENDERS, NULL},
    {STET_HTML, 0, STET_DROPS, NULL},
    {STET_HTML_INLINE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE, 0, STET_DROPS, NULL},
    {STET_SHORTCODE_INLINE, 0, STET_DROPS, NULL},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_EMBED, 0, STET_DEGRADES, "a link"},
    {STET_MATH, 0, STET_DEGRADES, "its TeX as code"},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_EXTRA_PART, 0, STET_DROPS, NULL},
    {STET_STAMP_PART, 0, STET_DROPS, NULL},
    {STET_SITE, 0, STET_DROPS, NULL},
    {STET_COPYRIGHT_YEAR, 0, STET_DROPS, NULL},
    {STET_DIRECTION, 0, STET_DROPS, NULL},
    {STET_REPUBLISHED, 0, STET_DEGRADES, "the date of the version"},
    {STET_TDM, 0, STET_DEGRADES, "a line of the usage terms"},
    {STET_CORRECTIONS, 0, STET_DEGRADES, "its text"},
    {STET_IMAGE_CREDITS, 0, STET_DEGRADES, "a note to editors"},
    {STET_PRINT_EDITION, 0, STET_DEGRADES, "a note to editors"},
    {STET_ACCESS, 0, STET_DROPS, NULL},
    {STET_SENTENCES, 0, STET_DROPS, NULL},
    {STET_PARAGRAPHS, 0, STET_DROPS, NULL},
    {STET_READING_TIME, 0, STET_DROPS, NULL},
    {STET_COMMENTS, 0, STET_DROPS, NULL},
    {STET_EXTRA, 0, STET_DROPS, NULL},
    {STET_STAMPS, 0, STET_DROPS, NULL},
    {0, 0, 0, NULL}};
/* clang-format on */

static stet_code compile(stet_build *b, const void *config, void **ret_plan)
{
    const struct ninjs_config *c = config;
    struct ninjs_plan *plan = stet_build_alloc(b, sizeof *plan);
    if (!plan)
        return STET_E_NOMEM;
    plan->config = c;
    plan->zones = stet_zone_bits(c->zones);
    stet_code code = stet__facts_zone(b, c->zone, &plan->zone);
    if (code == STET_OK)
        *ret_plan = plan;
    return code;
}

/* ---- members ---------------------------------------------------------------- */
void stet__ninjs_key(struct ninjs *n, const char *key)
{
    char lower[40];
    size_t at = 0;
    if (n->version == NINJS_3_1) {
        json_key(&n->j, key);
        return;
    }
    for (; key[at] && at < sizeof lower - 1; at++)
        lower[at] = key[at] >= 'A' && key[at] <= 'Z' ? (char)(key[at] | 32) : key[at];
    lower[at] = '\0';
    json_key(&n->j, lower);
}

void stet__ninjs_text(struct ninjs *n, const char *key, stet_str value)
{
    if (!value.n)
        return;
    stet__ninjs_key(n, key);
    json_string(&n->j, value);
}

static int put_instant(struct ninjs *n, const char *key, stet_kind field)
{
    stet_date date;
    if (!stet__facts_instant(&n->f, field, key, &date))
        return 0;
    stet__ninjs_key(n, key);
    stet_putc(n->j.out, '"');
    n->f.kit->date_format(n->j.out, &date, STET_DATE_RFC3339);
    stet_putc(n->j.out, '"');
    return 1;
}

static void put_dates(struct ninjs *n)
{
    put_instant(n, "firstCreated", STET_PUBLISHED);
    if (!put_instant(n, "versionCreated", STET_UPDATED) &&
        !put_instant(n, "versionCreated", STET_REPUBLISHED))
        put_instant(n, "versionCreated", STET_PUBLISHED);
    put_instant(n, "contentCreated", STET_CREATED);
    put_instant(n, n->version == NINJS_3_1 ? "embargoedUntil" : "embargoed",
                STET_EMBARGO);
    put_instant(n, "expires", STET_EXPIRES);
}

static void put_status(struct ninjs *n)
{
    stet_str status = stet_field_text(n->f.a, STET_STATUS);
    if (stet_str_is(status, "usable"))
        stet__ninjs_text(n, "pubStatus", status);
    else if (stet_str_is(status, "withheld") || stet_str_is(status, "draft"))
        stet__ninjs_text(n, "pubStatus", stet_cstr("withheld"));
    else if (stet_str_is(status, "withdrawn") || stet_str_is(status, "canceled"))
        stet__ninjs_text(n, "pubStatus", stet_cstr("canceled"));
}

/* ---- rights ----------------------------------------------------------------- */
static void add_line(stet_out *to, const char *label, stet_str text)
{
    if (!text.n)
        return;
    if (to->len)
        stet_putc(to, '\n');
    stet_puts(to, label);
    stet_put_str(to, text);
}

static void put_rights(struct ninjs *n)
{
    stet_article *a = n->f.a;
    stet_node holder = stet__facts_party(&n->f, STET_COPYRIGHT_HOLDER);
    stet_str licence = stet__facts_licence(&n->f);
    stet_out terms = stet_out_in_article(a, 256, n->j.out->max);
    stet__ninjs_text(n, "copyrightHolder", stet__facts_name(&n->f, holder));
    stet__ninjs_text(n, "copyrightNotice", stet_field_text(a, STET_COPYRIGHT_NOTICE));
    add_line(&terms, "", stet_field_text(a, STET_USAGE_TERMS));
    if (!licence.n)
        add_line(&terms, "", stet_field_text(a, STET_LICENCE));
    stet_str said =
        stet__facts_notices(&n->f, NOTICE_TO_RIGHTS, stet__facts_take(&n->f, &terms));
    terms = stet_out_in_article(a, said.n + 64, n->j.out->max);
    add_line(&terms, "", said);
    add_line(&terms, "Text and data mining: ", stet_field_text(a, STET_TDM));
    stet__ninjs_text(n, "usageTerms", stet__facts_take(&n->f, &terms));
    if (!licence.n)
        return;
    stet__ninjs_key(n, "rightsInfo");
    json_open(&n->j, '{');
    stet__ninjs_text(n, "linkedRights", licence);
    json_close(&n->j, '}');
}

/* A line that says which kind it is, so that a reader finds it again. */
static void add_notice(struct ninjs *n, stet_out *to, stet_node notice)
{
    stet_str said = stet__facts_notice_text(&n->f, notice);
    if (!said.n)
        return;
    add_line(to, stet_kind_name(n->f.a, stet_kind_of(n->f.a, notice)), stet_cstr(": "));
    for (size_t i = 0; i < said.n; i++) /* one line */
        stet_putc(to, said.p[i] == '\n' ? ' ' : said.p[i]);
}

/* What only editors read; also what another file said to them. */
static void put_editors_note(struct ninjs *n)
{
    stet_article *a = n->f.a;
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_out note = stet_out_in_article(a, 256, n->j.out->max);
    for (stet_node p = stet_first(a, stet_root(a, STET_FAMILY_NOTICE)); p;
         p = stet_next(a, p))
        if (stet__facts_notice_place(stet_kind_of(a, p)) == NOTICE_TO_EDITORS)
            add_notice(n, &note, p);
    add_line(&note, "Print edition: ", stet_field_text(a, STET_PRINT_EDITION));
    for (stet_node s = stet_find(a, fields, 0, STET_IMAGE_CREDITS); s;
         s = stet_find(a, fields, s, STET_IMAGE_CREDITS))
        add_line(&note, "Image credit: ", stet_text(a, s));
    for (stet_node s = stet_find(a, fields, 0, STET_EXTRA); s;
         s = stet_find(a, fields, s, STET_EXTRA))
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            if (stet_str_is(stet_attr_str(a, p, STET_ATTR_KEY), "ed_note"))
                add_line(&note, "", stet_attr_str(a, p, STET_ATTR_VALUE));
    stet__ninjs_text(n, "edNote", stet__facts_take(&n->f, &note));
}

/* ---- the rest --------------------------------------------------------------- */
static void put_standard(struct ninjs *n)
{
    static const struct {
        int version;
        const char *name, *schema;
    } known[] = {
        {NINJS_1_5, "1.5", "http://www.iptc.org/std/ninjs/ninjs-schema_1.5.json#"},
        {NINJS_2_1, "2.1", "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"},
        {NINJS_3_1, "3.1", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}};
    size_t i = n->version == NINJS_3_1 ? 2 : n->version == NINJS_2_1;
    json_key(&n->j, n->version == NINJS_1_5 ? "$standard" : "standard");
    json_open(&n->j, '{');
    json_text(&n->j, "name", stet_cstr("ninjs"));
    json_text(&n->j, "version", stet_cstr(known[i].name));
    json_text(&n->j, "schema", stet_cstr(known[i].schema));
    json_close(&n->j, '}');
}

static void put_source_type(struct ninjs *n)
{
    stet_str source = stet_field_text(n->f.a, STET_DIGITAL_SOURCE);
    if (!source.n)
        return;
    if (n->version != NINJS_3_1) {
        stet__facts_warn(&n->f, "this version has no member for it",
                         "digital source type");
        return;
    }
    json_key(&n->j, "digitalSourceType");
    json_open(&n->j, '{');
    json_text(&n->j, stet__facts_is_uri(source) ? "uri" : "literal", source);
    json_close(&n->j, '}');
}

static void put_alt_id(struct ninjs *n, const char *role, stet_str value)
{
    if (!value.n)
        return;
    if (n->version == NINJS_1_5) {
        json_text(&n->j, role, value);
        return;
    }
    json_item(&n->j);
    json_open(&n->j, '{');
    json_text(&n->j, "role", stet_cstr(role));
    json_text(&n->j, "value", value);
    json_close(&n->j, '}');
}

static stet_str alt_id_value(struct ninjs *n, stet_node part)
{
    stet_str value = stet_attr_str(n->f.a, part, STET_ATTR_VALUE);
    return value.n ? value : stet__facts_name(&n->f, part);
}

/* 1.5 has an object here: a scheme that is no key of ours becomes one with its number.
 */
static void put_alt_ids(struct ninjs *n)
{
    static const char *const numbered[] = {"id", "id_2", "id_3", "id_4", "id_5"};
    stet_node fields = stet_root(n->f.a, STET_FAMILY_FIELD);
    size_t count = 0;
    int list = n->version != NINJS_1_5;
    stet_node any = stet_find(n->f.a, fields, 0, STET_ALT_IDS);
    if (!any && !n->url.n)
        return;
    stet__ninjs_key(n, "altIds");
    json_open(&n->j, list ? '[' : '{');
    put_alt_id(n, "url", n->url);
    for (stet_node s = any; s; s = stet_find(n->f.a, fields, s, STET_ALT_IDS))
        for (stet_node p = stet_first(n->f.a, s); p; p = stet_next(n->f.a, p)) {
            stet_str scheme = stet_attr_str(n->f.a, p, STET_ATTR_SCHEME);
            if (list && scheme.n)
                put_alt_id(n, scheme.p, alt_id_value(n, p));
            else if (count < sizeof numbered / sizeof *numbered)
                put_alt_id(n, numbered[count++], alt_id_value(n, p));
        }
    json_close(&n->j, list ? ']' : '}');
}

static void put_trust_indicator(struct ninjs *n, stet_node part)
{
    stet_str role = stet_attr_str(n->f.a, part, STET_ATTR_ROLE);
    stet_str href = stet__facts_web(&n->f, stet_attr_str(n->f.a, part, STET_ATTR_URL));
    stet_str title = stet__facts_name(&n->f, part);
    if (!href.n && !title.n && !stet__facts_is_uri(role))
        return;
    json_item(&n->j);
    json_open(&n->j, '{');
    if (stet__facts_is_uri(role))
        json_text(&n->j, n->version == NINJS_1_5 ? "scheme" : "role", role);
    json_text(&n->j, "title", title.n ? title : role);
    json_text(&n->j, "href", href);
    json_close(&n->j, '}');
}

static void put_trust(struct ninjs *n)
{
    stet_node fields = stet_root(n->f.a, STET_FAMILY_FIELD);
    stet_node any = stet_find(n->f.a, fields, 0, STET_TRUST);
    if (!any)
        return;
    stet__ninjs_key(n, n->version == NINJS_1_5 ? "trustindicator" : "trustIndicators");
    json_open(&n->j, '[');
    for (stet_node s = any; s; s = stet_find(n->f.a, fields, s, STET_TRUST))
        for (stet_node p = stet_first(n->f.a, s); p; p = stet_next(n->f.a, p))
            put_trust_indicator(n, p);
    json_close(&n->j, ']');
}

/* The identity that the one required member holds. */
static stet_code put_identity(struct ninjs *n)
{
    static const struct facts_need identity = {.name = "id, canonical or url",
                                               .rule = "uri is required",
                                               .instead =
                                                   "a digest of its name is written"};
    stet_str uri = stet__facts_identity(&n->f);
    stet_code code = STET_OK;
    if (!uri.n)
        uri = n->url;
    if (!uri.n) {
        code = stet__facts_lack(&n->f, &identity);
        uri = stet__facts_digest(&n->f);
    }
    json_text(&n->j, "uri", uri);
    return code;
}

static stet_code find_url(struct ninjs *n, const stet_template *given)
{
    stet_str url;
    if (!given) {
        n->url = stet__facts_url(&n->f);
        return STET_OK;
    }
    stet_code code = stet_expand(n->f.a, given, &url);
    if (code == STET_OK)
        n->url = stet__facts_web(&n->f, url);
    return code;
}

static stet_code put_object(struct ninjs *n)
{
    static const struct facts_need wanted[] = {
        {.field = STET_HEADLINE,
         .rule = "headlines holds it",
         .instead = "no headline is written"},
        {.field = STET_PUBLISHED,
         .rule = "firstCreated and versionCreated hold it",
         .instead = "neither is written"},
        {.field = STET_LANGUAGE,
         .rule = "language holds it",
         .instead = "no language is written"},
        {0}};
    stet_article *a = n->f.a;
    stet_code code = stet__facts_require(&n->f, wanted);
    if (code != STET_OK)
        return code;
    json_open(&n->j, '{');
    code = put_identity(n);
    if (code != STET_OK)
        return code;
    put_standard(n);
    json_text(&n->j, "type", stet_cstr("text"));
    stet__ninjs_text(n, "representationType",
                     stet_cstr(n->version == NINJS_1_5 ? "complete" : "full"));
    json_text(&n->j, "version", stet_field_text(a, STET_VERSION));
    json_text(&n->j, "language", stet_field_text(a, STET_LANGUAGE));
    put_dates(n);
    put_status(n);
    stet__ninjs_text(n, "slugline", stet_field_text(a, STET_SLUG));
    stet__ninjs_text(n, "located", stet_field_text(a, STET_DATELINE));
    code = stet__ninjs_put_texts(n);
    stet__ninjs_put_concepts(n);
    put_rights(n);
    put_editors_note(n);
    put_source_type(n);
    put_alt_ids(n);
    put_trust(n);
    stet__ninjs_put_associations(n);
    json_close(&n->j, '}');
    stet_putc(n->j.out, '\n');
    return code;
}

static stet_code write_ninjs(const void *plan, void *scratch, stet_article *a,
                             stet_out *out)
{
    const struct ninjs_plan *p = plan;
    const struct ninjs_config *c = p->config;
    const stet_kit *kit = stet_kit_of(a);
    struct ninjs n = {.f = {a, kit, "ninjs", c->on_missing, p->zone},
                      .j = {out, kit, 0},
                      .version = c->version,
                      .apart = c->notices == NOTICES_APART,
                      .zones = p->zones};
    (void)scratch;
    stet_code code = find_url(&n, c->url);
    if (code == STET_OK)
        code = put_object(&n);
    return code == STET_OK ? stet__facts_status(&n.f, out) : code;
}

static const stet_writer writer = {
    .size = sizeof(stet_writer),
    .media = "application/json",
    .extension = ".json",
    .renders = renders,
    .write = write_ninjs,
};

static const char *const reads[] = {"body", "notices", "fields", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct ninjs_config),
    .name = "write.ninjs",
    .summary = "Write the article as IPTC ninjs 3.1, 2.1 or 1.5.",
    .options = options,
    .rules = stet__facts_rules,
    .reads = reads,
    .compile = compile,
    .writer = &writer,
};

static const stet_step *const steps[] = {&step, &stet__ninjs_read_step, NULL};

STET_PLUGIN(ninjs, "0.1.0", 0, .summary = "IPTC ninjs.", .license = "MIT",
            .steps = steps);
