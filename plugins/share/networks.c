/* SPDX-License-Identifier: MIT */
/*
 * Reading the data file: each template is taken apart once, when the pipeline is built.
 */
#include "share.h"

static const struct {
    const char *name;
    int32_t value;
} values[] = {{"{title}", SHARE_TITLE},
              {"{text}", SHARE_TEXT},
              {"{url}", SHARE_URL},
              {"{via}", SHARE_VIA}};

/* The value whose name begins here; its length in *ret_len. */
static int32_t value_at(stet_str s, size_t at, size_t *ret_len)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t n = strlen(values[i].name);
        if (s.n - at >= n && memcmp(s.p + at, values[i].name, n) == 0) {
            *ret_len = n;
            return values[i].value;
        }
    }
    return SHARE_LITERAL;
}

static int add_segment(struct share_network *n, int32_t value, stet_str literal)
{
    if (value == SHARE_LITERAL && !literal.n)
        return 1;
    if (n->count == SHARE_SEGMENTS)
        return 0;
    n->segments[n->count++] = (struct share_segment){value, literal};
    return 1;
}

static stet_code read_template(stet_build *b, const stet_data *at,
                               struct share_network *n)
{
    stet_str s = stet_data_text(at);
    size_t from = 0;
    int fits = 1;
    for (size_t i = 0; i < s.n;) {
        size_t len = 0;
        int32_t value = s.p[i] == '{' ? value_at(s, i, &len) : SHARE_LITERAL;
        if (s.p[i] == '{' && !len)
            return stet_problem_at(b, at, "write {title}, {text}, {url} or {via}",
                                   "unknown value in '%.*s'", (int)s.n, s.p);
        if (!len) {
            i++;
            continue;
        }
        fits &= add_segment(n, SHARE_LITERAL, stet_strn(s.p + from, i - from));
        fits &= add_segment(n, value, stet_cstr(""));
        from = i += len;
    }
    fits &= add_segment(n, SHARE_LITERAL, stet_strn(s.p + from, s.n - from));
    return fits ? STET_OK
                : stet_problem_at(b, at, NULL, "more than %d parts", SHARE_SEGMENTS);
}

/* A template leads to a web page or opens a letter: no other scheme. */
static stet_code check_scheme(stet_build *b, const stet_data *at)
{
    stet_str s = stet_data_text(at);
    int good = (s.n > 8 && memcmp(s.p, "https://", 8) == 0) ||
               (s.n > 7 && memcmp(s.p, "mailto:", 7) == 0);
    return good ? STET_OK
                : stet_problem_at(b, at, NULL,
                                  "'template' begins with https:// or mailto:");
}

static stet_code read_number(stet_build *b, const stet_data *at, int64_t *ret)
{
    stet_str s = stet_data_text(at);
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || s.n > 6)
            return stet_problem_at(b, at, NULL, "wanted a whole number");
        n = n * 10 + (s.p[i] - '0');
    }
    *ret = n;
    return STET_OK;
}

static stet_code read_counts(stet_build *b, const stet_data *row,
                             struct share_network *n)
{
    const stet_data *max = stet_data_get(row, "max"), *url = stet_data_get(row, "url");
    stet_str counts = stet_data_text(url);
    stet_code code = max ? read_number(b, max, &n->max) : STET_OK;
    n->url = -1;
    if (code != STET_OK || !url || stet_str_is(counts, "full"))
        return code;
    n->url = 0;
    return stet_str_is(counts, "none") ? STET_OK : read_number(b, url, &n->url);
}

static stet_code read_network(stet_build *b, const stet_data *row, stet_str via,
                              struct share_network *n)
{
    const stet_data *template = stet_data_get(row, "template");
    const stet_data *with_via = stet_data_get(row, "via");
    n->id = stet_data_get_text(row, "id");
    n->name = stet_data_get_text(row, "name");
    if (!template || !n->id.n || !n->name.n)
        return stet_problem_at(b, row, NULL, "a network needs id, name and template");
    stet_code code = check_scheme(b, template);
    if (code == STET_OK)
        code = read_template(b, template, n);
    if (code == STET_OK && via.n && with_via)
        code = read_template(b, with_via, n);
    return code == STET_OK ? read_counts(b, row, n) : code;
}

static const stet_data *find_row(const stet_data *rows, stet_str id)
{
    const stet_data *d = rows ? rows->first : NULL;
    while (d && !stet_str_eq(stet_data_get_text(d, "id"), id))
        d = d->next;
    return d;
}

static stet_code read_networks(stet_build *b, const stet_data *root,
                               const stet_list *names, stet_str via,
                               struct share_data *d)
{
    const stet_data *rows = stet_data_get(root, "networks");
    stet_code worst = STET_OK;
    d->networks = stet_build_alloc(b, (names->n + 1) * sizeof *d->networks);
    if (!d->networks)
        return STET_E_NOMEM;
    for (size_t i = 0; i < names->n; i++) {
        stet_str name = ((const stet_str *)names->items)[i];
        const stet_data *row = find_row(rows, name);
        stet_code code =
            row ? read_network(b, row, via, &d->networks[d->count++])
                : stet_problem(b, "networks", (int64_t)i, "the data file lists them",
                               "there is no network '%.*s'", (int)name.n, name.p);
        worst = code == STET_OK ? worst : code;
    }
    return worst;
}

static stet_code read_labels(stet_build *b, const stet_data *root, struct share_data *d)
{
    const stet_data *map = stet_data_get(root, "labels");
    size_t count = map ? map->count : 0;
    d->labels = stet_build_alloc(b, (count + 1) * sizeof *d->labels);
    if (!d->labels)
        return STET_E_NOMEM;
    for (const stet_data *row = map ? map->first : NULL; row; row = row->next)
        d->labels[d->label_count++] = (struct share_labels){
            .language = row->key,
            .heading = stet_data_get_text(row, "heading"),
            .label = stet_data_get_text(row, "label"),
            .email = stet_data_get_text(row, "email"),
        };
    return STET_OK;
}

static stet_code read_tracking(stet_build *b, const stet_data *root,
                               struct share_data *d)
{
    const stet_data *list = stet_data_get(root, "tracking");
    size_t count = list ? list->count : 0;
    d->tracking = stet_build_alloc(b, (count + 1) * sizeof *d->tracking);
    if (!d->tracking)
        return STET_E_NOMEM;
    for (const stet_data *row = list ? list->first : NULL; row; row = row->next)
        if (stet_data_text(row).n)
            d->tracking[d->tracking_count++] = stet_data_text(row);
    return STET_OK;
}

stet_code stet__share_read(stet_build *b, stet_str path, const stet_list *names,
                           stet_str via, struct share_data *ret_data)
{
    const stet_data *root = stet_build_load(b, path, 0);
    if (!root)
        return STET_E_CONFIG;
    stet_code code = read_networks(b, root, names, via, ret_data);
    if (code == STET_OK)
        code = read_labels(b, root, ret_data);
    return code == STET_OK ? read_tracking(b, root, ret_data) : code;
}

/* ---- languages -------------------------------------------------------------- */
static const struct share_labels *find_labels(const struct share_data *d,
                                              stet_str language)
{
    for (size_t i = 0; i < d->label_count; i++)
        if (stet_str_eq(d->labels[i].language, language))
            return &d->labels[i];
    return NULL;
}

const struct share_labels *stet__share_labels(const struct share_data *d,
                                              stet_str language)
{
    static const struct share_labels none = {
        {"en", 2}, {"Share", 5}, {"Share: {network}", 16}, {"Share: E-mail", 13}};
    const char *dash = memchr(language.p, '-', language.n);
    const struct share_labels *found = find_labels(d, language);
    if (!found && dash)
        found = find_labels(d, stet_strn(language.p, (size_t)(dash - language.p)));
    if (!found)
        found = find_labels(d, stet_cstr("en"));
    return found ? found : &none;
}
