/* SPDX-License-Identifier: MIT */
/*
 * attribution/facts/address.h - addresses taken apart and compared. Nothing is fetched.
 */
#ifndef STET_ATTRIBUTION_ADDRESS_H
#define STET_ATTRIBUTION_ADDRESS_H

#include "pool.h"

struct address {
    int web;                     /* http, https or //host                   */
    int doubtful;                /* empty, fragment, relative               */
    stet_str host, path, query;  /* host without www., path without / at its end */
};

struct address stet__address_of(const stet_kit *kit, stet_str url);
/* The same host, letter for letter but for case and a leading www. */
int stet__address_host_is(stet_str host, stet_str name);
/* The same page: host and path; what the wanted one asks for in its query is there, but for
 * parameters that only track. */
int stet__address_same_page(const struct pool *pool, struct address is, struct address wanted);
/* The same path, however it is encoded. */
int stet__address_same_path(stet_str a, stet_str b);
/* The same target of a link that must be kept: the whole query but for what tracks. */
int stet__address_same_target(const struct pool *pool, struct address a, struct address b);
/* `src` begins with this prefix, and not in the middle of a host. */
int stet__address_has_prefix(stet_str src, stet_str prefix);

#endif
