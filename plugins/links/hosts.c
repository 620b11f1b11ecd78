/* SPDX-License-Identifier: MIT */
/*
 * The lists of hosts, read once and kept sorted, so that an address is looked up by the
 * names its host ends with.
 */
#include <stdlib.h>

#include "links.h"

struct sheet {
    stet_date revised;
    stet_list lists[HOST_LISTS], endings;
};

static const stet_option row_options[] = {
    STET_STRING(struct host_row, host, .flags = STET_OPT_REQUIRED,
                .pattern = "[a-z0-9.-]+", .max = 253, .help = "Name of the host."),
    STET_STRING(struct host_row, path, .help = "Begin of path and query."),
    STET_STRING(struct host_row, name, .help = "Name of the service."),
    STET_STRING(struct host_row, use, .help = "What stands in its place today."),
    STET_INT(struct host_row, since, 1990, 2100, .help = "Year in which it closed."),
    STET_BOOL(struct host_row, gone, .def = "false",
              .help = "It does not work any more."),
    STET_OPTION_END};

#define ROWS(list, label, text)                                                        \
    {                                                                                  \
        .size = sizeof(stet_option), .type = STET_TYPE_LIST, .name = label,            \
        .offset = offsetof(struct sheet, lists) + (list) * sizeof(stet_list),          \
        .item_type = STET_TYPE_OBJECT, .item_size = sizeof(struct host_row),           \
        .fields = row_options, .help = text                                            \
    }

static const stet_option sheet_options[] = {
    STET_DATE(struct sheet, revised, .help = "Day on which the file was gone through."),
    ROWS(HOSTS_DEAD, "dead", "Services that have closed."),
    ROWS(HOSTS_SHARE, "share", "Old forms of share links."),
    ROWS(HOSTS_SHORTENER, "shorteners", "Hosts that hide where a link leads."),
    ROWS(HOSTS_REDIRECTOR, "redirectors", "Hosts that note who follows a link."),
    ROWS(HOSTS_RESOLVER, "resolvers", "Hosts that lead on, as they are meant to."),
    ROWS(HOSTS_ABOUT, "about", "Hosts whose pages are about other hosts."),
    STET_LIST_OF(struct sheet, endings, STET_TYPE_STRING,
                 .help = "Last labels of hosts in running text."),
    STET_OPTION_END};

/* ---- reading ---------------------------------------------------------------- */
static int compare(stet_str a, stet_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* By host; of one host the longest path first. */
static int compare_rows(const void *a, const void *b)
{
    const struct host_row *x = a, *y = b;
    int order = compare(x->host, y->host);
    return order ? order : (x->path.n < y->path.n) - (x->path.n > y->path.n);
}

static stet_code join_list(stet_build *b, const struct sheet *sheets, size_t count,
                           int list, struct host_book *book)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += sheets[i].lists[list].n;
    struct host_row *rows = stet_build_alloc(b, (most + 1) * sizeof *rows);
    if (!rows)
        return STET_E_NOMEM;
    book->rows[list] = rows;
    for (size_t i = 0; i < count; i++) {
        const stet_list *from = &sheets[i].lists[list];
        if (from->n)
            memcpy(rows + book->counts[list], from->items, from->n * sizeof *rows);
        book->counts[list] += from->n;
    }
    qsort(rows, book->counts[list], sizeof *rows, compare_rows);
    return STET_OK;
}

static stet_code join(stet_build *b, const struct sheet *sheets, size_t count,
                      struct host_book *book)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += sheets[i].endings.n;
    book->endings = stet_build_alloc(b, (most + 1) * sizeof *book->endings);
    if (!book->endings)
        return STET_E_NOMEM;
    for (size_t i = 0; i < count; i++) {
        const stet_str *items = sheets[i].endings.items;
        for (size_t k = 0; k < sheets[i].endings.n; k++)
            book->endings[book->ending_count++] = items[k];
    }
    for (int list = 0; list < HOST_LISTS; list++)
        if (join_list(b, sheets, count, list, book) != STET_OK)
            return STET_E_NOMEM;
    return STET_OK;
}

stet_code stet__hosts_read(stet_build *b, const stet_list *files,
                           struct host_book *ret_book)
{
    const stet_str *paths = files->items;
    size_t count = files->n + 1;
    struct sheet *sheets = stet_build_alloc(b, count * sizeof *sheets);
    stet_code worst = STET_OK;
    if (!sheets)
        return STET_E_NOMEM;
    for (size_t i = 0; i < count; i++) {
        stet_str path = i ? paths[i - 1] : stet_build_data_file(b, "links/hosts.yaml");
        const stet_data *root = stet_build_load(b, path, 0);
        stet_code code = root ? stet_build_bind(b, "hosts", sheet_options, root,
                                                &sheets[i], sizeof *sheets)
                              : STET_E_CONFIG;
        worst = worst == STET_OK ? code : worst;
    }
    return worst == STET_OK ? join(b, sheets, count, ret_book) : worst;
}

/* ---- looking up ------------------------------------------------------------- */
/* The first row of that host, or NULL. */
static const struct host_row *first_of(const struct host_book *book, int list,
                                       stet_str host)
{
    const struct host_row *rows = book->rows[list];
    size_t low = 0, high = book->counts[list];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(rows[middle].host, host) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < book->counts[list] && stet_str_eq(rows[low].host, host) ? &rows[low]
                                                                         : NULL;
}

/* Path, query and fragment of a web address. */
static stet_str rest_of(stet_str url)
{
    const char *slashes = memmem(url.p, url.n, "//", 2);
    size_t at = slashes ? (size_t)(slashes - url.p) + 2 : 0;
    while (at < url.n && !strchr("/?#", url.p[at]))
        at++;
    return stet_strn(url.p + at, url.n - at);
}

/* A path without a question mark ends where a part of the path does. */
static int begins_path(stet_str rest, stet_str path)
{
    if (rest.n < path.n || (path.n && memcmp(rest.p, path.p, path.n) != 0))
        return 0;
    return rest.n == path.n || memchr(path.p, '?', path.n) ||
           strchr("/?#.", rest.p[path.n]);
}

const struct host_row *stet__hosts_find(const struct host_book *book, int list,
                                        stet_str host, stet_str url)
{
    char low[HOST_MAX];
    const struct host_row *end = book->rows[list] + book->counts[list];
    if (!host.n || host.n >= sizeof low)
        return NULL;
    for (size_t i = 0; i < host.n; i++)
        low[i] =
            host.p[i] >= 'A' && host.p[i] <= 'Z' ? (char)(host.p[i] | 0x20) : host.p[i];
    stet_str rest = rest_of(url);
    for (size_t at = 0; at < host.n; at++) {
        if (at && low[at - 1] != '.')
            continue;
        stet_str name = stet_strn(low + at, host.n - at);
        for (const struct host_row *r = first_of(book, list, name);
             r && r < end && stet_str_eq(r->host, name); r++)
            if (!r->path.n || begins_path(rest, r->path))
                return r;
    }
    return NULL;
}
