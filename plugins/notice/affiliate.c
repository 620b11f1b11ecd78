/* SPDX-License-Identifier: MIT */
/*
 * Links that earn a commission: by `rel=sponsored`, by their host, or by a parameter
 * that shops use for nothing else. affiliate.yaml lists them.
 */
#include "notice.h"

struct affiliate_file {
    stet_list hosts, parameters;
    stet_date revised;
};

static const stet_option rows[] = {
    STET_DATE(struct affiliate_file, revised, .help = "When it was last looked at."),
    STET_LIST_OF(struct affiliate_file, hosts, STET_TYPE_STRING,
                 .help = "Hosts of networks; what stands below them counts too."),
    STET_LIST_OF(struct affiliate_file, parameters, STET_TYPE_STRING,
                 .help = "Host and parameter, `amazon.de tag`; `*` for any host."),
    STET_OPTION_END};

const struct affiliate *stet__notice_affiliate(stet_build *b, const stet_list *more)
{
    struct affiliate_file file;
    memset(&file, 0, sizeof file);
    const stet_data *root =
        stet_build_load(b, stet_build_data_file(b, "affiliate.yaml"), 0);
    if (!root ||
        stet_build_bind(b, "affiliate", rows, root, &file, sizeof file) != STET_OK)
        return NULL;
    struct affiliate *data = stet_build_alloc(b, sizeof *data);
    size_t extra = more ? more->n : 0;
    stet_str *hosts = stet_build_alloc(b, (file.hosts.n + extra) * sizeof *hosts);
    if (!data || !hosts)
        return NULL;
    for (size_t i = 0; i < extra; i++)
        hosts[data->host_count++] = ((const stet_str *)more->items)[i];
    for (size_t i = 0; i < file.hosts.n; i++)
        hosts[data->host_count++] = ((const stet_str *)file.hosts.items)[i];
    data->hosts = hosts;
    data->parameters = file.parameters.items;
    data->parameter_count = file.parameters.n;
    return data;
}

/* ---- one address --------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Is the host that one, or below it? */
static int is_below(stet_str host, stet_str domain)
{
    if (host.n < domain.n)
        return 0;
    size_t skip = host.n - domain.n;
    for (size_t i = 0; i < domain.n; i++)
        if (lower(host.p[skip + i]) != domain.p[i])
            return 0;
    return !skip || host.p[skip - 1] == '.';
}

/* Does the query have the parameter, with a value? */
static int has_parameter(stet_str url, stet_str name)
{
    const char *mark = memchr(url.p, '?', url.n), *end = url.p + url.n;
    while (mark && ++mark < end) {
        size_t left = (size_t)(end - mark);
        if (left > name.n + 1 && memcmp(mark, name.p, name.n) == 0 &&
            mark[name.n] == '=' && mark[name.n + 1] != '&')
            return 1;
        mark = memchr(mark, '&', left);
    }
    return 0;
}

static int has_word(stet_str list, const char *word)
{
    size_t n = strlen(word);
    for (size_t at = 0; at < list.n;) {
        size_t end = at;
        while (end < list.n && list.p[end] != ' ')
            end++;
        if (end - at == n && memcmp(list.p + at, word, n) == 0)
            return 1;
        at = end + 1;
    }
    return 0;
}

static int is_affiliate(const stet_kit *kit, const struct affiliate *data, stet_str url)
{
    stet_str host = kit->url_host(url);
    if (!host.n)
        return 0;
    for (size_t i = 0; i < data->host_count; i++)
        if (is_below(host, data->hosts[i]))
            return 1;
    if (!memchr(url.p, '?', url.n))
        return 0;
    for (size_t i = 0; i < data->parameter_count; i++) {
        stet_str row = data->parameters[i];
        const char *space = memchr(row.p, ' ', row.n);
        size_t n = space ? (size_t)(space - row.p) : 0;
        stet_str domain = stet_strn(row.p, n);
        if (n && (stet_str_is(domain, "*") || is_below(host, domain)) &&
            has_parameter(url, stet_strn(space + 1, row.n - n - 1)))
            return 1;
    }
    return 0;
}

static int is_earning(const stet_kit *kit, const struct affiliate *data,
                      const stet_item *item)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if ((item->attrs[i].attr == STET_ATTR_REL &&
             has_word(item->attrs[i].text, "sponsored")) ||
            (item->attrs[i].attr == STET_ATTR_HREF &&
             is_affiliate(kit, data, item->attrs[i].text)))
            return 1;
    return 0;
}

stet_node stet__notice_affiliate_link(stet_article *a, const struct affiliate *data,
                                      stet_node *ret_block)
{
    size_t count;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    stet_node block = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].depth == 0)
            block = items[i].node;
        if (items[i].kind != STET_LINK || !is_earning(stet_kit_of(a), data, &items[i]))
            continue;
        if (ret_block)
            *ret_block = block;
        return items[i].node;
    }
    return 0;
}
