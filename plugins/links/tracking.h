/* SPDX-License-Identifier: MIT */
/*
 * links/tracking.h - parameters that follow readers, read from data files, and addresses
 * without them. What stays of an address stays byte for byte.
 */
#ifndef STET_LINKS_TRACKING_H
#define STET_LINKS_TRACKING_H

#include <stet/plugin.h>

struct tracking_row {
    stet_str name, by;
    stet_list hosts;
    uint8_t own;
    /* made of it */
    uint8_t open; /* the name ends with a star, which is cut off */
};

struct tracking {
    struct tracking_row *rows;
    size_t count;
    uint64_t begins[4]; /* lower-case first bytes of names */
};

/* Read links/tracking.yaml, and `files` (paths) on top. Names in `keep` (may be NULL) are
 * left alone. */
stet_code stet__tracking_read(stet_build *b, const stet_list *files,
                              const stet_list *keep, struct tracking *ret_tracking);
/* The address without such parameters: `url` itself when it has none. own: the address of
 * the article itself. *ret_names (may be NULL) gets the names that went, ", " between. */
stet_str stet__tracking_clean(stet_article *a, const struct tracking *t, stet_str url,
                              int own, stet_str *ret_names);
/* 1 when the parameter of an address, `name=value`, is one of these, on any page. */
int stet__tracking_is(const struct tracking *t, stet_str parameter, stet_str host);
/* 1 when both are one page: the same but for query and fragment. */
int stet__tracking_same_page(stet_str a, stet_str b);
/* 1 when the host is `name` or lies below it. */
int stet__tracking_below(stet_str host, stet_str name);
/* 1 when a name stands before the host: `https://good.example@evil.example`. */
int stet__tracking_userinfo(stet_str url);

#endif
