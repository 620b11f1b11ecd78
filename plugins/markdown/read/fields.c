/* SPDX-License-Identifier: MIT */
/*
 * Front matter to statements. What cannot be read as the field it names, and every key
 * that names none, is kept as an `extra` value, so that nothing is lost.
 */
#include "read.h"

struct matter {
    stet_article *a;
    const stet_data *root;
    const stet_data *at;      /* the entry being read       */
    const stet_data *record;  /* what stands under `stet:`  */
    int in_list;              /* commas do not part the words of a list */
    const stet_data *address; /* of the licence */
    stet_node extra;          /* the statement that keeps the rest */
    stet_claim claim;
    stet_code code;
};

static void check(struct matter *m, stet_code code)
{
    if (code != STET_OK && m->code == STET_OK)
        m->code = code;
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

static stet_span span_of(const stet_data *d)
{
    return (stet_span){d->off, d->len};
}

static stet_node make_statement(struct matter *m, stet_kind field, stet_str value)
{
    m->claim.span = span_of(m->at);
    stet_node n = stet_state(m->a, field, value, &m->claim);
    if (!n)
        check(m, STET_E_LIMIT);
    return n;
}

static stet_node make_part(struct matter *m, stet_node parent, stet_kind kind,
                           const stet_data *d)
{
    stet_node n = parent ? stet_node_new(m->a, parent, 0, kind, span_of(d)) : 0;
    if (!n)
        check(m, STET_E_LIMIT);
    return n;
}

static int is_number(stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    return s.n > 0 && s.n < 16;
}

static void put(struct matter *m, stet_node n, stet_attr k, stet_str value)
{
    if (!n || !value.n)
        return;
    stet_code code = stet_set_attr(m->a, n, k, value);
    if (code == STET_E_RANGE && is_number(value)) {
        int64_t number = 0;
        for (size_t i = 0; i < value.n; i++)
            number = number * 10 + (value.p[i] - '0');
        code = stet_set_int(m->a, n, k, number);
    }
    check(m, code);
}

/* Text with its character references decoded; blanks at the ends cut. */
static stet_str as_text(stet_article *a, stet_str s)
{
    while (s.n && memchr(" \t\r\n", *s.p, 4)) {
        s.p++;
        s.n--;
    }
    while (s.n && memchr(" \t\r\n", s.p[s.n - 1], 4))
        s.n--;
    if (!memchr(s.p, '&', s.n))
        return s;
    stet_out out = stet_out_in_article(a, s.n, s.n * 2 + 8);
    for (size_t i = 0; i < s.n; i++) {
        char text[8];
        const char *stop = s.p[i] == '&' ? memchr(s.p + i, ';', s.n - i) : NULL;
        size_t n = stop ? (size_t)(stop - (s.p + i)) + 1 : 0;
        size_t made = n && n < 40 ? stet__markdown_entity(s.p + i, n, text) : 0;
        if (made) {
            stet_put(&out, text, made);
            i += n - 1;
        } else {
            stet_putc(&out, s.p[i]);
        }
    }
    return stet_out_text(&out);
}

static stet_str decoded(struct matter *m, stet_str s)
{
    stet_str text = as_text(m->a, s);
    if (s.n && !text.p)
        check(m, STET_E_NOMEM);
    return text;
}

/* ---- what has no field ------------------------------------------------------------
 */

static void put_scalar(stet_article *a, stet_out *out, const stet_data *d)
{
    if (d->type == STET_DATA_NULL)
        stet_puts(out, "null");
    else
        stet_kit_of(a)->put_json_str(out, d->text);
}

/* A list or map as JSON; the reader bounds its depth. */
static stet_str as_json(struct matter *m, const stet_data *d)
{
    const stet_data *open[DEPTH_MAX + 2];
    size_t depth = 0;
    stet_out out = stet_out_in_article(m->a, d->len + 64, MATTER_MAX * 8);
    for (const stet_data *at = d;;) {
        if (depth && open[depth - 1]->type == STET_DATA_MAP) {
            stet_kit_of(m->a)->put_json_str(&out, at->key);
            stet_putc(&out, ':');
        }
        if (is_scalar(at)) {
            put_scalar(m->a, &out, at);
        } else {
            stet_putc(&out, at->type == STET_DATA_MAP ? '{' : '[');
            if (at->first && depth <= DEPTH_MAX) {
                open[depth++] = at;
                at = at->first;
                continue;
            }
            stet_putc(&out, at->type == STET_DATA_MAP ? '}' : ']');
        }
        while (depth && !at->next) {
            at = open[--depth];
            stet_putc(&out, at->type == STET_DATA_MAP ? '}' : ']');
        }
        if (!depth)
            break;
        stet_putc(&out, ',');
        at = at->next;
    }
    check(m, stet_out_status(&out));
    return stet_out_text(&out);
}

static void put_extra(struct matter *m, stet_node parent, const stet_data *d)
{
    stet_node n = make_part(m, parent, STET_EXTRA_PART, d);
    put(m, n, STET_ATTR_KEY, d->key);
    if (is_scalar(d)) {
        put(m, n, STET_ATTR_VALUE, d->text);
    } else {
        put(m, n, STET_ATTR_VALUE, as_json(m, d));
        put(m, n, STET_ATTR_TYPE, stet_cstr("json"));
    }
}

static void keep_extra(struct matter *m, const stet_data *d)
{
    if (!m->extra)
        m->extra = make_statement(m, STET_EXTRA, stet_cstr(""));
    put_extra(m, m->extra, d);
}

/* ---- forms of values --------------------------------------------------------------
 */

/* The date of a text cut at its precision, or "". */
static stet_str date_of(stet_article *a, stet_str text)
{
    stet_date date;
    const stet_kit *kit = stet_kit_of(a);
    if (kit->date_parse(text, stet_cstr(""), &date) != STET_OK)
        return stet_cstr("");
    stet_out out = stet_out_in_article(a, 40, 80);
    kit->date_format(&out, &date, STET_DATE_ISO);
    return stet_out_text(&out);
}

/* `date` says when it was made where another key says when it is published. */
static stet_kind date_field(struct matter *m, const struct matter_key *k)
{
    if (k->field != STET_PUBLISHED || strcmp(k->name, "date") != 0)
        return k->field;
    for (const stet_data *d = m->root->first; d; d = d->next) {
        const struct matter_key *other = stet__markdown_key(d->key);
        if (other && other != k && other->field == STET_PUBLISHED &&
            date_of(m->a, stet_data_text(d)).n)
            return STET_CREATED;
    }
    return STET_PUBLISHED;
}

static void read_date(struct matter *m, const struct matter_key *k)
{
    stet_str text = stet_data_text(m->at), date = date_of(m->a, text);
    if (!date.n) {
        keep_extra(m, m->at);
        return;
    }
    stet_node n = make_statement(m, date_field(m, k), date);
    if (!stet_str_eq(date, text))
        put(m, n, STET_ATTR_RAW, text);
}

struct subkey {
    const char *name;
    stet_attr attr;
};

/* The entries of a map to attributes; those of no meaning are kept below the part. */
static void put_entries(struct matter *m, stet_node n, const stet_data *map,
                        const struct subkey *keys)
{
    for (const stet_data *d = map->first; d; d = d->next) {
        const struct subkey *k = keys;
        while (k->name && !stet_str_is(d->key, k->name))
            k++;
        int counts =
            k->name && (k->attr == STET_ATTR_PART || k->attr == STET_ATTR_OF ||
                        k->attr == STET_ATTR_WIDTH || k->attr == STET_ATTR_HEIGHT);
        if (k->name && is_scalar(d) && !stet_attr_str(m->a, n, k->attr).n &&
            (!counts || is_number(d->text)))
            put(m, n, k->attr, decoded(m, d->text));
        else if (d->type != STET_DATA_NULL)
            put_extra(m, n, d);
    }
}

static const struct subkey party_keys[] = {{"name", STET_ATTR_NAME},
                                           {"title", STET_ATTR_NAME},
                                           {"url", STET_ATTR_URL},
                                           {"link", STET_ATTR_URL},
                                           {"website", STET_ATTR_URL},
                                           {"email", STET_ATTR_EMAIL},
                                           {"given", STET_ATTR_GIVEN},
                                           {"family", STET_ATTR_FAMILY},
                                           {"type", STET_ATTR_TYPE},
                                           {"bio", STET_ATTR_BIO},
                                           {"role", STET_ATTR_ROLE},
                                           {"affiliation", STET_ATTR_AFFILIATION},
                                           {NULL, 0}};
static const struct subkey media_keys[] = {{"src", STET_ATTR_SRC},
                                           {"url", STET_ATTR_SRC},
                                           {"image", STET_ATTR_SRC},
                                           {"path", STET_ATTR_SRC},
                                           {"alt", STET_ATTR_ALT},
                                           {"caption", STET_ATTR_TITLE},
                                           {"title", STET_ATTR_TITLE},
                                           {"credit", STET_ATTR_CREDIT},
                                           {"holder", STET_ATTR_HOLDER},
                                           {"licence", STET_ATTR_LICENCE},
                                           {"license", STET_ATTR_LICENCE},
                                           {"media", STET_ATTR_MEDIA},
                                           {"width", STET_ATTR_WIDTH},
                                           {"height", STET_ATTR_HEIGHT},
                                           {NULL, 0}};
static const struct subkey ref_keys[] = {{"name", STET_ATTR_NAME},
                                         {"title", STET_ATTR_TITLE},
                                         {"url", STET_ATTR_URL},
                                         {"date", STET_ATTR_DATE},
                                         {NULL, 0}};
static const struct subkey concept_keys[] = {
    {"name", STET_ATTR_NAME},     {"url", STET_ATTR_URL},
    {"axis", STET_ATTR_AXIS},     {"code", STET_ATTR_CODE},
    {"scheme", STET_ATTR_SCHEME}, {"part", STET_ATTR_PART},
    {"of", STET_ATTR_OF},         {NULL, 0}};

/* How the parts of a field are made: kind, attribute of a plain word, keys of a map. */
struct part_form {
    stet_kind kind;
    stet_attr word;
    const struct subkey *keys;
    stet_attr mark; /* gets the `axis` of the key */
    int commas;     /* a text is a list with commas */
};

static const struct part_form *form_of(int form)
{
    static const struct part_form forms[] = {
        [KEY_PARTIES] = {STET_PARTY, STET_ATTR_NAME, party_keys, STET_ATTR_ROLE, 0},
        [KEY_CONCEPTS] = {STET_CONCEPT, STET_ATTR_NAME, concept_keys, STET_ATTR_AXIS,
                          1},
        [KEY_MEDIA] = {STET_MEDIA_PART, STET_ATTR_SRC, media_keys, 0, 0},
        [KEY_IDS] = {STET_REF, STET_ATTR_URL, ref_keys, STET_ATTR_ROLE, 0},
        [KEY_SERIES] = {STET_CONCEPT, STET_ATTR_NAME, concept_keys, 0, 0},
        [KEY_ORIGIN] = {STET_REF, STET_ATTR_NAME, ref_keys, 0, 0}};
    return &forms[form];
}

static void put_word(struct matter *m, stet_node n, const struct matter_key *k,
                     const struct part_form *form, stet_str word)
{
    stet_attr attr = form->word;
    if (k->form == KEY_ORIGIN &&
        stet_kit_of(m->a)->url_class(word, NULL, 0, NULL) == STET_URL_HTTP)
        attr = STET_ATTR_URL;
    put(m, n, attr, word);
    if (form->mark && k->axis)
        put(m, n, form->mark, stet_cstr(k->axis));
}

static void read_words(struct matter *m, stet_node statement,
                       const struct matter_key *k, const stet_data *d)
{
    const struct part_form *form = form_of(k->form);
    stet_str rest = decoded(m, d->text);
    while (rest.n) {
        const char *comma =
            form->commas && !m->in_list ? memchr(rest.p, ',', rest.n) : NULL;
        size_t n = comma ? (size_t)(comma - rest.p) : rest.n;
        stet_str word = decoded(m, stet_strn(rest.p, n));
        if (word.n)
            put_word(m, make_part(m, statement, form->kind, d), k, form, word);
        n += comma != NULL;
        rest = stet_strn(rest.p + n, rest.n - n);
    }
}

static void read_part(struct matter *m, stet_node statement, const struct matter_key *k,
                      const stet_data *d)
{
    const struct part_form *form = form_of(k->form);
    if (is_scalar(d)) {
        read_words(m, statement, k, d);
    } else if (d->type == STET_DATA_MAP) {
        stet_node n = make_part(m, statement, form->kind, d);
        if (n)
            put_entries(m, n, d, form->keys);
        if (form->mark && k->axis && !stet_attr_str(m->a, n, form->mark).n)
            put(m, n, form->mark, stet_cstr(k->axis));
    } else {
        put_extra(m, statement, d);
    }
}

static void read_parts(struct matter *m, const struct matter_key *k)
{
    const stet_data *d = m->at;
    if (d->type == STET_DATA_NULL || (d->type == STET_DATA_LIST && !d->count) ||
        (is_scalar(d) && !d->text.n)) {
        keep_extra(m, d);
        return;
    }
    stet_node statement = make_statement(m, k->field, stet_cstr(""));
    if (!statement)
        return;
    if (d->type != STET_DATA_LIST) {
        read_part(m, statement, k, d);
        return;
    }
    m->in_list = 1;
    for (d = d->first; d; d = d->next)
        read_part(m, statement, k, d);
    m->in_list = 0;
}

/* `en_GB`, `en-gb.UTF-8` as a tag of language. */
static stet_str as_tag(stet_article *a, stet_str text)
{
    const char *dot = memchr(text.p, '.', text.n);
    stet_out out = stet_out_in_article(a, text.n, text.n);
    text.n = dot ? (size_t)(dot - text.p) : text.n;
    for (size_t i = 0; i < text.n; i++)
        stet_putc(&out, text.p[i] == '_' ? '-' : text.p[i]);
    return stet_out_text(&out);
}

stet_str stet__markdown_value(stet_article *a, const struct matter_key *k,
                              stet_str text)
{
    if (k->form == KEY_DATE)
        return date_of(a, text);
    text = as_text(a, text);
    return k->form == KEY_LANGUAGE && text.n ? as_tag(a, text) : text;
}

static void read_text(struct matter *m, const struct matter_key *k)
{
    stet_str text = stet__markdown_value(m->a, k, m->at->text);
    if (!text.p)
        check(m, STET_E_NOMEM);
    stet_node n = make_statement(m, k->field, text);
    if (k->axis)
        put(m, n, STET_ATTR_ROLE, stet_cstr(k->axis));
}

static void read_entry(struct matter *m, const stet_data *d)
{
    const struct matter_key *k = stet__markdown_key(d->key);
    m->at = d;
    if (!k) {
        keep_extra(m, d);
        return;
    }
    switch (k->form) {
    case KEY_TEXT:
    case KEY_LANGUAGE:
        if (is_scalar(d) && d->text.n)
            read_text(m, k);
        else
            keep_extra(m, d);
        return;
    case KEY_DATE:
        read_date(m, k);
        return;
    case KEY_DRAFT:
        if (stet_str_is(stet_data_text(d), "true"))
            make_statement(m, STET_STATUS, stet_cstr("draft"));
        else
            keep_extra(m, d);
        return;
    case KEY_URL:
        m->address = d;
        return;
    case KEY_STET:
        m->record = d;
        return;
    default:
        read_parts(m, k);
    }
}

/* Maps below which Zola and Hugo keep what they have no key for. Hugo's may be any
 * site's own: it is left whole unless a key of meaning stands in it. */
int stet__markdown_is_key_map(const stet_data *d)
{
    if (d->type != STET_DATA_MAP)
        return 0;
    if (stet_str_is(d->key, "taxonomies") || stet_str_is(d->key, "extra"))
        return 1;
    if (!stet_str_is(d->key, "params"))
        return 0;
    for (d = d->first; d; d = d->next)
        if (stet__markdown_key(d->key))
            return 1;
    return 0;
}

static void read_map(struct matter *m, const stet_data *map)
{
    for (const stet_data *d = map->first; d && m->code == STET_OK; d = d->next)
        read_entry(m, d);
}

/* The licence may stand behind its address. */
static void put_address(struct matter *m)
{
    stet_node n = m->address ? stet_field(m->a, STET_LICENCE) : 0;
    stet_str text = stet_data_text(m->address);
    m->at = m->address;
    if (n && stet_kit_of(m->a)->url_class(text, NULL, 0, NULL) == STET_URL_HTTP)
        put(m, n, STET_ATTR_URL, text);
    else if (m->address)
        keep_extra(m, m->address);
}

static stet_code fail(stet_article *a, uint32_t line, uint32_t column, const char *why)
{
    char text[640];
    int n = snprintf(text, sizeof text, "line %u, column %u: front matter: %s", line,
                     column, why);
    return stet_why(a, STET_FAILED,
                    stet_strn(text, n < 0                   ? 0
                                    : n >= (int)sizeof text ? sizeof text - 1
                                                            : (size_t)n));
}

stet_code stet__markdown_fields(stet_article *a, const struct markdown_parts *parts,
                                const stet_data **ret_record)
{
    stet_str source = stet_source_text(a);
    stet_error err = {.code = STET_OK};
    if (parts->kind == MATTER_TOML)
        stet_log(a, STET_LOG_WARNING,
                 stet_cstr("front matter in TOML is kept as it stands, but not read"));
    if (parts->kind != MATTER_YAML)
        return STET_OK;
    /* part of the source: lines and offsets are those of the source */
    stet_str text = stet_strn(source.p + parts->open, parts->matter_end - parts->open);
    const stet_data *root = stet_parse(a, text, 0, &err);
    if (!root && err.code == STET_E_NOMEM)
        return STET_E_NOMEM;
    if (!root)
        return err.code == STET_OK ? STET_OK
                                   : fail(a, err.line, err.column, err.message);
    if (root->type == STET_DATA_NULL)
        return STET_OK;
    if (root->type != STET_DATA_MAP)
        return fail(a, root->line, root->column, "not a list of keys with values");
    struct matter m = {.a = a, .root = root, .at = root};
    m.claim.size = sizeof m.claim;
    m.claim.confidence = STET_ASSERTED;
    m.claim.source = stet_cstr("front_matter");
    for (const stet_data *d = root->first; d && m.code == STET_OK; d = d->next)
        if (stet__markdown_is_key_map(d))
            read_map(&m, d);
        else
            read_entry(&m, d);
    put_address(&m);
    *ret_record = m.record;
    return m.code;
}
