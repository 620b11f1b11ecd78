/* SPDX-License-Identifier: MIT */
/*
 * attribution/facts/known.h - what is known by name: hosts that lead elsewhere and parameters
 * that only follow readers, of the files of links.lint and links.clean and of the house.
 */
#ifndef STET_ATTRIBUTION_KNOWN_H
#define STET_ATTRIBUTION_KNOWN_H

#include <stet/plugin.h>

struct known;

/* links/hosts.yaml and links/tracking.yaml, and `hosts` and `tracking` (paths) on top. */
stet_code stet__known_load(stet_build *b, const stet_list *hosts, const stet_list *tracking,
                           const struct known **ret);
/* Is it an address of a shortener, a redirector or a resolver? NULL knows none. */
int stet__known_redirects(const struct known *k, stet_str host, stet_str url);
/* Does a parameter of the address only follow readers? */
int stet__known_tracks(const struct known *k, stet_str parameter, stet_str host);

#endif
