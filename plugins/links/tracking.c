/* SPDX-License-Identifier: MIT */
/*
 * Reading the lists of parameters, and cutting them out of addresses. Names are
 * compared as servers read them: percent-decoded, in any case.
 */
#include "tracking.h"

struct sheet {
    stet_date revised;
    stet_list parameters;
};

static const stet_option row_options[] = {
    STET_STRING(struct tracking_row, name, .flags = STET_OPT_REQUIRED,
                .pattern = "[A-Za-z0-9_.-]+\\*?", .max = 64,
                .help = "Name of the parameter; a star stands for any ending."),
    STET_STRING(struct tracking_row, by, .help = "Who puts it there."),
    STET_LIST_OF(struct tracking_row, hosts, STET_TYPE_STRING,
                 .help = "Only on these hosts."),
    STET_BOOL(struct tracking_row, own, .def = "false",
              .help = "Only on the article's own address."),
    STET_OPTION_END};

static const stet_option sheet_options[] = {
    STET_DATE(struct sheet, revised, .help = "Day on which the file was gone through."),
    STET_LIST_OF(struct sheet, parameters, STET_TYPE_OBJECT, .fields = row_options,
                 .item_size = sizeof(struct tracking_row), .flags = STET_OPT_REQUIRED,
                 .help = "Parameters."),
    STET_OPTION_END};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int same(stet_str a, stet_str b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && lower(a.p[i]) == lower(b.p[i]))
        i++;
    return i == a.n && i == b.n;
}

/* ---- reading ---------------------------------------------------------------- */
static int is_kept(const stet_list *keep, stet_str name)
{
    const stet_str *names = keep ? keep->items : NULL;
    for (size_t i = 0; keep && i < keep->n; i++)
        if (same(names[i], name))
            return 1;
    return 0;
}

static void add_rows(struct tracking *t, const struct sheet *sheet,
                     const stet_list *keep)
{
    const struct tracking_row *rows = sheet->parameters.items;
    for (size_t i = 0; i < sheet->parameters.n; i++) {
        if (is_kept(keep, rows[i].name))
            continue;
        struct tracking_row *row = &t->rows[t->count++];
        *row = rows[i];
        if (row->name.p[row->name.n - 1] == '*') {
            row->open = 1;
            row->name.n--;
        }
        unsigned char first = (unsigned char)lower(row->name.p[0]);
        t->begins[first >> 6] |= UINT64_C(1) << (first & 63);
    }
}

stet_code stet__tracking_read(stet_build *b, const stet_list *files,
                              const stet_list *keep, struct tracking *ret_tracking)
{
    const stet_str *paths = files->items;
    size_t count = files->n + 1, most = 0;
    struct sheet *sheets = stet_build_alloc(b, count * sizeof *sheets);
    stet_code worst = STET_OK;
    if (!sheets)
        return STET_E_NOMEM;
    for (size_t i = 0; i < count; i++) {
        stet_str path =
            i ? paths[i - 1] : stet_build_data_file(b, "links/tracking.yaml");
        const stet_data *root = stet_build_load(b, path, 0);
        stet_code code = root ? stet_build_bind(b, "tracking", sheet_options, root,
                                                &sheets[i], sizeof *sheets)
                              : STET_E_CONFIG;
        worst = worst == STET_OK ? code : worst;
        most += code == STET_OK ? sheets[i].parameters.n : 0;
    }
    if (worst != STET_OK)
        return worst;
    memset(ret_tracking, 0, sizeof *ret_tracking);
    ret_tracking->rows = stet_build_alloc(b, (most + 1) * sizeof *ret_tracking->rows);
    if (!ret_tracking->rows)
        return STET_E_NOMEM;
    for (size_t i = 0; i < count; i++)
        add_rows(ret_tracking, &sheets[i], keep);
    return STET_OK;
}

/* ---- matching --------------------------------------------------------------- */
int stet__tracking_below(stet_str host, stet_str name)
{
    if (host.n < name.n || !name.n)
        return 0;
    stet_str end = stet_strn(host.p + host.n - name.n, name.n);
    return same(end, name) && (host.n == name.n || host.p[host.n - name.n - 1] == '.');
}

/* Bytes before query and fragment. */
static size_t page_length(stet_str url)
{
    size_t n = 0;
    while (n < url.n && url.p[n] != '?' && url.p[n] != '#')
        n++;
    return n;
}

int stet__tracking_same_page(stet_str a, stet_str b)
{
    size_t n = page_length(a);
    return n && n == page_length(b) && memcmp(a.p, b.p, n) == 0;
}

static int hex(char c)
{
    char low = lower(c);
    if (c >= '0' && c <= '9')
        return c - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The byte that stands at *at, decoded, in lower case; steps over it. */
static char next_byte(stet_str s, size_t *at)
{
    char c = s.p[*at];
    if (c == '%' && s.n - *at > 2 && hex(s.p[*at + 1]) >= 0 && hex(s.p[*at + 2]) >= 0) {
        c = (char)(hex(s.p[*at + 1]) * 16 + hex(s.p[*at + 2]));
        *at += 2;
    }
    (*at)++;
    return lower(c);
}

static int names_row(const struct tracking_row *row, stet_str name)
{
    size_t at = 0;
    for (size_t i = 0; i < row->name.n; i++)
        if (at >= name.n || next_byte(name, &at) != lower(row->name.p[i]))
            return 0;
    return row->open || at >= name.n;
}

static int is_on_host(const struct tracking_row *row, stet_str host)
{
    const stet_str *hosts = row->hosts.items;
    for (size_t i = 0; i < row->hosts.n; i++)
        if (stet__tracking_below(host, hosts[i]))
            return 1;
    return row->hosts.n == 0;
}

static int is_tracking(const struct tracking *t, stet_str parameter, stet_str host,
                       int own, stet_str *ret_name)
{
    const char *equal = memchr(parameter.p, '=', parameter.n);
    stet_str name =
        stet_strn(parameter.p, equal ? (size_t)(equal - parameter.p) : parameter.n);
    size_t at = 0;
    if (name.n > 4 && memcmp(name.p, "amp;", 4) == 0)
        name = stet_strn(name.p + 4, name.n - 4); /* an & that was escaped twice */
    if (!name.n)
        return 0;
    unsigned char first = (unsigned char)next_byte(name, &at);
    if (!(t->begins[first >> 6] >> (first & 63) & 1))
        return 0;
    for (size_t i = 0; i < t->count; i++)
        if ((own || !t->rows[i].own) && names_row(&t->rows[i], name) &&
            is_on_host(&t->rows[i], host)) {
            *ret_name = name;
            return 1;
        }
    return 0;
}

int stet__tracking_is(const struct tracking *t, stet_str parameter, stet_str host)
{
    stet_str name;
    return is_tracking(t, parameter, host, 1, &name);
}

/* ---- cutting ---------------------------------------------------------------- */
struct cut {
    const struct tracking *t;
    stet_str host;
    int own;
    size_t removed, kept;
    stet_out query, names;
};

static void take_parameter(struct cut *c, stet_str parameter)
{
    stet_str name;
    if (is_tracking(c->t, parameter, c->host, c->own, &name)) {
        if (c->removed++)
            stet_puts(&c->names, ", ");
        stet_put_str(&c->names, name);
        return;
    }
    if (c->kept++)
        stet_putc(&c->query, '&');
    stet_put_str(&c->query, parameter);
}

static int has_tracking(const struct cut *c, stet_str query)
{
    stet_str name;
    for (size_t at = 0; at <= query.n;) {
        const char *end = memchr(query.p + at, '&', query.n - at);
        size_t n = end ? (size_t)(end - query.p) - at : query.n - at;
        if (is_tracking(c->t, stet_strn(query.p + at, n), c->host, c->own, &name))
            return 1;
        at += n + 1;
    }
    return 0;
}

stet_str stet__tracking_clean(stet_article *a, const struct tracking *t, stet_str url,
                              int own, stet_str *ret_names)
{
    const char *hash = memchr(url.p, '#', url.n);
    size_t end = hash ? (size_t)(hash - url.p) : url.n;
    const char *mark = memchr(url.p, '?', end);
    if (ret_names)
        *ret_names = stet_cstr("");
    if (!mark)
        return url;
    size_t path = (size_t)(mark - url.p);
    stet_str query = stet_strn(mark + 1, end - path - 1);
    struct cut c = {.t = t, .host = stet_kit_of(a)->url_host(url), .own = own};
    if (!has_tracking(&c, query))
        return url;
    c.query = stet_out_in_article(a, query.n, query.n);
    c.names = stet_out_in_article(a, 64, 3 * query.n + 16);
    for (size_t at = 0; at <= query.n;) {
        const char *amp = memchr(query.p + at, '&', query.n - at);
        size_t n = amp ? (size_t)(amp - query.p) - at : query.n - at;
        take_parameter(&c, stet_strn(query.p + at, n));
        at += n + 1;
    }
    stet_out out = stet_out_in_article(a, url.n, url.n);
    stet_put(&out, url.p, path);
    if (c.query.len)
        stet_putc(&out, '?');
    stet_put_str(&out, stet_out_text(&c.query));
    stet_put(&out, url.p + end, url.n - end);
    if (out.failed || c.query.failed || c.names.failed)
        return url;
    if (ret_names)
        *ret_names = stet_out_text(&c.names);
    return stet_out_text(&out);
}

int stet__tracking_userinfo(stet_str url)
{
    const char *colon = memchr(url.p, ':', url.n);
    size_t at = colon ? (size_t)(colon - url.p) + 1 : url.n;
    while (at < url.n && (url.p[at] == '/' || url.p[at] == '\\'))
        at++;
    for (; at < url.n && !strchr("/\\?#", url.p[at]); at++)
        if (url.p[at] == '@')
            return 1;
    return 0;
}
