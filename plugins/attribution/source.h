/* SPDX-License-Identifier: MIT */
/*
 * attribution/source.h - whom an article must credit, and which links lead there.
 */
#ifndef STET_ATTRIBUTION_SOURCE_H
#define STET_ATTRIBUTION_SOURCE_H

#include "search.h"

struct source_config {
    stet_str name, url;
    stet_list aliases, hosts;
};

struct attribution_config {
    stet_list require;
    struct source_config source;
    stet_str holder;
    int32_t link_to, on_missing, on_unverifiable;
    stet_str policy, publisher, context, original, into;
    const stet_data *facts;
    uint8_t as_stated, as_page;
    stet_list hosts, tracking; /* files of what is known by name */
};

enum { LINK_ARTICLE = 1, LINK_HOME, LINK_EITHER };

enum { NAMES_MAX = 16, HOSTS_MAX = 16 };

struct known;
struct wanted {
    const struct known *known; /* hosts that lead elsewhere */
    stet_str names[NAMES_MAX]; /* folded */
    stet_str hosts[HOSTS_MAX], url, shown;
    stet_node
        block; /* that says where the article comes from, when nothing else does */
    size_t name_count, host_count;
    struct attribution_needles needles;
};

/* Names, hosts and address of the source: configured, else of the field `origin`, else
 * the name in the block that says where the article was first published. */
void stet__attribution_find_wanted(stet_article *a, const struct attribution_config *c,
                                   struct wanted *ret);
/* The text as it stands in the fold view, in the article's arena. */
stet_str stet__attribution_fold(stet_article *a, stet_str s);

/* Does a link lead to the source as `link_to` asks? Doubtful: it cannot be told. */
enum target { TARGET_OTHER = 0, TARGET_DOUBTFUL, TARGET_RIGHT };
enum target stet__attribution_judge(const stet_kit *kit, const struct wanted *w,
                                    int32_t link_to, stet_str href);

#endif
