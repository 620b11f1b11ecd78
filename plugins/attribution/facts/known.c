/* SPDX-License-Identifier: MIT */
/* Hosts and parameters that are known by name; nothing is fetched. */
#include "known.h"

#include "links/links.h"

struct known {
    struct host_book hosts;
    struct tracking tracking;
};

stet_code stet__known_load(stet_build *b, const stet_list *hosts,
                           const stet_list *tracking, const struct known **ret)
{
    struct known *k = stet_build_alloc(b, sizeof *k);
    if (!k)
        return STET_E_NOMEM;
    stet_code code = stet__hosts_read(b, hosts, &k->hosts),
              also = stet__tracking_read(b, tracking, NULL, &k->tracking);
    *ret = k;
    return code == STET_OK ? also : code;
}

int stet__known_redirects(const struct known *k, stet_str host, stet_str url)
{
    static const int lists[] = {HOSTS_SHORTENER, HOSTS_REDIRECTOR, HOSTS_RESOLVER};
    for (size_t i = 0; k && i < sizeof lists / sizeof *lists; i++)
        if (stet__hosts_find(&k->hosts, lists[i], host, url))
            return 1;
    return 0;
}

int stet__known_tracks(const struct known *k, stet_str parameter, stet_str host)
{
    return !parameter.n || (k && stet__tracking_is(&k->tracking, parameter, host));
}
