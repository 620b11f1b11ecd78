/* SPDX-License-Identifier: MIT */
/*
 * Front matter of a Markdown source: what steps decided goes into it by the smallest
 * change. A key that says it otherwise gets its value changed where it stands, any
 * other is added behind the last. What was found in the text is found there again, and
 * stays out.
 */
#include <stdlib.h>

#include "write.h"

struct patch {
    stet_article *a;
    stet_str source;
    const stet_data *root; /* NULL: no front matter, or none that is read */
    size_t base;           /* of what was parsed, in the source */
    struct front *front;
    stet_out added, names;
    struct matter m; /* for values */
    stet_code code;
};

/* ---- what is decided ----------------------------------------------------------------
 */

static int ends_with(stet_str s, const char *end)
{
    size_t n = strlen(end);
    return s.n > n && memcmp(s.p + s.n - n, end, n) == 0;
}

int stet__markdown_is_decided(stet_article *a, stet_node n)
{
    stet_str source = stet_attr_str(a, n, STET_ATTR_SOURCE);
    return stet_attr_int(a, n, STET_ATTR_CONFIDENCE, 0) >= STET_ASSERTED &&
           !stet_str_is(source, "front_matter") && !ends_with(source, "_text") &&
           !(source.n > 7 && memcmp(source.p, "notice.", 7) == 0);
}

/* A statement of the front matter whose text is not what stands there, at first sight:
 * quotes, references and dates are looked at by who has it parsed. */
static int looks_changed(const struct patch *p, stet_node n)
{
    stet_str text = stet_text(p->a, n);
    stet_span span = stet_span_of(p->a, n);
    if (!stet_str_is(stet_attr_str(p->a, n, STET_ATTR_SOURCE), "front_matter") ||
        !text.n || !span.len || span.off + (size_t)span.len > p->source.n)
        return 0;
    const char *at = p->source.p + span.off;
    size_t quotes = *at == '"' || *at == '\'';
    return span.len < text.n + 2 * quotes || memcmp(at + quotes, text.p, text.n) != 0;
}

/* Is there anything to look for? Most articles answer no, and are not parsed again. */
static int has_news(const struct patch *p)
{
    size_t count;
    const stet_item *items =
        stet_walk(p->a, stet_root(p->a, STET_FAMILY_FIELD), &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind == STET_STAMPS)
            continue;
        if (items[i].depth == 0 && (stet__markdown_is_decided(p->a, items[i].node) ||
                                    looks_changed(p, items[i].node)))
            return 1;
        if (items[i].kind == STET_EXTRA_PART) {
            stet_str value = stet_attr_str(p->a, items[i].node, STET_ATTR_VALUE);
            stet_span span = items[i].span;
            if (!span.len || span.off + (size_t)span.len > p->source.n ||
                span.len < value.n ||
                memcmp(p->source.p + span.off, value.p, value.n) != 0)
                return 1;
        }
    }
    return 0;
}

/* ---- where the source says it -------------------------------------------------------
 */

static int says(const stet_data *d, const struct matter_key *k)
{
    const struct matter_key *other = stet__markdown_key(d->key);
    if (!other || other->field != k->field || other->form == KEY_URL)
        return 0;
    if (k->form == KEY_DRAFT)
        return strcmp(other->name, k->name) == 0;
    return (k->form != KEY_CONCEPTS && k->field != STET_ALT_HEADLINE) ||
           strcmp(other->axis, k->axis) == 0;
}

/* The first entry that `matches`, at the top or in a map of keys. */
static const stet_data *find_entry(const struct patch *p, stet_str key,
                                   const struct matter_key *k)
{
    const stet_data *d = p->root ? p->root->first : NULL, *up = NULL;
    while (d || up) {
        if (!d) {
            d = up->next;
            up = NULL;
            continue;
        }
        if (k ? says(d, k) : stet_str_eq(d->key, key))
            return d;
        if (!up && stet__markdown_is_key_map(d)) {
            up = d;
            d = d->first;
        } else {
            d = d->next;
        }
    }
    return NULL;
}

static int is_scalar(const stet_data *d)
{
    return d->type != STET_DATA_LIST && d->type != STET_DATA_MAP;
}

/* ---- changes
 * -------------------------------------------------------------------------- */

static void fail(struct patch *p, stet_code code)
{
    if (code != STET_OK && p->code == STET_OK)
        p->code = code;
}

static void begin(struct patch *p, stet_out *out)
{
    *out = stet_out_in_article(p->a, 64, MATTER_MAX * 2);
    p->m.out = out;
}

/* Put a value in the place of another. One that runs over lines keeps its last line
 * end; where none stood, it needs a blank. */
static void change(struct patch *p, const stet_data *d, stet_str text)
{
    struct front *f = p->front;
    size_t off = p->base + d->off, end = off + d->len;
    while (end > off && memchr(" \t\r\n", p->source.p[end - 1], 4))
        end--;
    if (f->count == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 16;
        struct front_edit *grown = stet_alloc(p->a, cap * sizeof *grown);
        if (!grown) {
            fail(p, STET_E_NOMEM);
            return;
        }
        if (f->count)
            memcpy(grown, f->edits, f->count * sizeof *grown);
        f->edits = grown;
        f->cap = cap;
    }
    if (end == off) { /* `key:` and nothing */
        stet_out out = stet_out_in_article(p->a, text.n + 1, text.n + 1);
        stet_putc(&out, ' ');
        stet_put_str(&out, text);
        text = stet_out_text(&out);
    }
    f->edits[f->count++] =
        (struct front_edit){(uint32_t)off, (uint32_t)(end - off), text};
}

static void name_it(struct patch *p, stet_str name)
{
    stet_puts(&p->names, p->names.len ? ", " : "");
    stet_put_str(&p->names, name);
}

/* ---- fields
 * ----------------------------------------------------------------------------- */

/* Does a step say something of this key that is not in the front matter? */
static int is_news(const struct patch *p, const struct matter_key *k)
{
    stet_node n = stet_field(p->a, k->field), fields, part;
    if (k->form != KEY_CONCEPTS && k->form != KEY_MEDIA && k->form != KEY_IDS)
        return n && (stet__markdown_is_decided(p->a, n) || looks_changed(p, n));
    fields = stet_root(p->a, STET_FAMILY_FIELD);
    for (n = 0; (n = stet_find(p->a, fields, n, k->field));)
        for (part = stet__markdown_is_decided(p->a, n) ? stet_first(p->a, n) : 0; part;
             part = stet_next(p->a, part))
            if (k->form != KEY_CONCEPTS ||
                stet_str_is(stet_attr_str(p->a, part, STET_ATTR_AXIS), k->axis))
                return 1;
    return 0;
}

/* Names and addresses of the parts of an entry, as far as one word or `name:` says
 * them. */
static int says_part(struct patch *p, const struct matter_key *k, const stet_data *d,
                     stet_node part)
{
    stet_str name = stet_attr_str(p->a, part, STET_ATTR_NAME);
    if (!name.n)
        name = stet_attr_str(p->a, part, STET_ATTR_SRC);
    if (!name.n)
        name = stet_attr_str(p->a, part, STET_ATTR_URL);
    const stet_data *one = d->type == STET_DATA_LIST ? d->first : d;
    for (; one; one = d->type == STET_DATA_LIST ? one->next : NULL) {
        for (const stet_data *in = is_scalar(one) ? one : one->first; in;
             in = is_scalar(one) ? NULL : in->next)
            if (is_scalar(in) &&
                stet_str_eq(stet__markdown_value(p->a, k, in->text), name))
                return 1;
    }
    return 0;
}

/* Does the entry say all that is decided already? */
static int says_all(struct patch *p, const struct matter_key *k, const stet_data *d)
{
    stet_node n = stet_field(p->a, k->field),
              fields = stet_root(p->a, STET_FAMILY_FIELD);
    stet_str text = stet_text(p->a, n);
    if (k->form == KEY_DRAFT && strcmp(k->name, "draft") == 0)
        return stet_str_is(d->text, "true");
    if (text.n && is_scalar(d))
        return stet_str_eq(stet__markdown_value(p->a, k, d->text), text);
    for (n = 0; (n = stet_find(p->a, fields, n, k->field));) {
        if (!stet__markdown_is_decided(p->a, n))
            continue;
        for (stet_node part = stet_first(p->a, n); part; part = stet_next(p->a, part))
            if ((k->form != KEY_CONCEPTS ||
                 stet_str_is(stet_attr_str(p->a, part, STET_ATTR_AXIS), k->axis)) &&
                !says_part(p, k, d, part))
                return 0;
    }
    return 1;
}

static int is_draft(const struct patch *p)
{
    return stet_str_is(stet_field_text(p->a, STET_STATUS), "draft");
}

static void add_field(struct patch *p, const struct matter_key *k)
{
    size_t from = p->added.len;
    p->m.out = &p->added;
    stet__markdown_put_field(&p->m, k, k->name);
    if (p->added.len > from)
        name_it(p, stet_cstr(k->name));
}

/* The address of a licence stands under a key of its own. */
static void put_licence_address(struct patch *p)
{
    stet_str url = stet_attr_str(p->a, stet_field(p->a, STET_LICENCE), STET_ATTR_URL);
    const stet_data *d = find_entry(p, stet_cstr("licence_url"), NULL);
    stet_out out;
    if (!d)
        d = find_entry(p, stet_cstr("license_url"), NULL);
    if (!url.n || (d && stet_str_eq(d->text, url)))
        return;
    begin(p, &out);
    stet__markdown_put_value(&p->m, url);
    if (d) {
        change(p, d, stet_out_text(&out));
        return;
    }
    stet_puts(&p->added, "licence_url: ");
    stet_put_str(&p->added, stet_out_text(&out));
    stet_putc(&p->added, '\n');
}

static void put_key(struct patch *p, const struct matter_key *k)
{
    stet_out out;
    if (k->form == KEY_STET || k->form == KEY_URL || !is_news(p, k))
        return;
    if (k->field == STET_STATUS && (strcmp(k->name, "draft") == 0) != is_draft(p))
        return;
    const stet_data *d = find_entry(p, stet_cstr(""), k);
    if (!d) {
        add_field(p, k);
        return;
    }
    if (!says_all(p, k, d)) {
        begin(p, &out);
        if (k->form == KEY_DRAFT)
            stet_puts(&out, "true");
        else
            stet__markdown_put_flow(&p->m, k);
        fail(p, stet_out_status(&out));
        change(p, d, stet_out_text(&out));
    }
    if (k->field == STET_LICENCE)
        put_licence_address(p);
}

/* ---- extra
 * ------------------------------------------------------------------------------ */

static void put_extra(struct patch *p, stet_node part)
{
    stet_str key = stet_attr_str(p->a, part, STET_ATTR_KEY);
    stet_str value = stet_attr_str(p->a, part, STET_ATTR_VALUE);
    int json = stet_str_is(stet_attr_str(p->a, part, STET_ATTR_TYPE), "json");
    int is_read = stet_span_of(p->a, part).len > 0;
    const stet_data *d = find_entry(p, key, NULL);
    stet_out out;
    if (!key.n || (d && is_read && (json || !is_scalar(d))) ||
        (d && is_scalar(d) && stet_str_eq(d->text, value)) ||
        (!d && (is_read || stet__markdown_key(key))))
        return;
    begin(p, &out);
    if (json)
        stet_put_str(&out, value);
    else
        stet__markdown_put_value(&p->m, value);
    if (d) {
        change(p, d, stet_out_text(&out));
        return;
    }
    p->m.out = &p->added;
    stet__markdown_put_value(&p->m, key);
    stet_puts(&p->added, ": ");
    stet_put_str(&p->added, stet_out_text(&out));
    stet_putc(&p->added, '\n');
    name_it(p, key);
}

static int by_place(const void *x, const void *y)
{
    const struct front_edit *a = x, *b = y;
    return a->off < b->off ? -1 : a->off > b->off;
}

stet_code stet__markdown_front(stet_article *a, const struct markdown_parts *parts,
                               struct front *ret_front)
{
    stet_error err = {.code = STET_OK};
    struct patch p = {.a = a, .source = stet_source_text(a), .front = ret_front};
    stet_node fields = stet_root(a, STET_FAMILY_FIELD), n = 0;
    *ret_front = (struct front){NULL, 0, 0, {"", 0}, {"", 0}};
    if (!has_news(&p))
        return STET_OK;
    p.added = stet_out_in_article(a, 256, MATTER_MAX * 2);
    p.names = stet_out_in_article(a, 64, MATTER_MAX);
    p.m = (struct matter){.a = a,
                          .kit = stet_kit_of(a),
                          .flavour = stet__markdown_flavour(FLAVOUR_PLAIN)};
    p.base = parts->open;
    if (parts->kind == MATTER_YAML)
        p.root = stet_parse(
            a, stet_strn(p.source.p + parts->open, parts->matter_end - parts->open), 0,
            &err);
    if (err.code == STET_E_NOMEM)
        return err.code;
    for (const struct matter_key *k = stet__markdown_keys; k->name; k++)
        if (stet__markdown_is_first_key(k) || k->field == STET_STATUS)
            put_key(&p, k);
    while ((n = stet_find(a, fields, n, STET_EXTRA)))
        for (stet_node part = stet_first(a, n); part; part = stet_next(a, part))
            put_extra(&p, part);
    if (ret_front->count)
        qsort(ret_front->edits, ret_front->count, sizeof *ret_front->edits, by_place);
    ret_front->added = stet_out_text(&p.added);
    ret_front->names = stet_out_text(&p.names);
    fail(&p, stet_out_status(&p.added));
    return p.code;
}
