/* SPDX-License-Identifier: MIT */
/*
 * share/share.h - the table of networks, read once, and the addresses made from it.
 */
#ifndef STET_SHARE_H
#define STET_SHARE_H

#include <stet/plugin.h>

enum { SHARE_SEGMENTS = 16, SHARE_LINKS = 64 };

/* What stands in a template. */
enum share_value { SHARE_LITERAL = 0, SHARE_TITLE, SHARE_TEXT, SHARE_URL, SHARE_VIA };
struct share_segment {
    int32_t value;
    stet_str literal;
};

struct share_network {
    stet_str id, name;
    struct share_segment segments[SHARE_SEGMENTS];
    size_t count;
    int64_t max; /* graphemes of what the reader posts; 0: any */
    int64_t url; /* what the address counts of them; -1: its length */
};

struct share_labels {
    stet_str language, heading, label, email;
};

struct share_data {
    struct share_network *networks; /* in the order they are asked for */
    size_t count;
    struct share_labels *labels;
    size_t label_count;
    stet_str *tracking;
    size_t tracking_count;
};

/* Read the networks `names` and all labels from a data file into the plan. */
stet_code stet__share_read(stet_build *b, stet_str path, const stet_list *names,
                           stet_str via, struct share_data *ret_data);
/* The labels of a language, or of its first subtag, or English. */
const struct share_labels *stet__share_labels(const struct share_data *d,
                                              stet_str language);
/* The address without its tracking parameters. */
stet_str stet__share_clean_url(stet_article *a, const struct share_data *d,
                               stet_str url);

/* The values that go into the templates, not yet encoded. */
struct share_values {
    stet_str title, text, url, via;
};
/* Append the address of a network for these values. */
void stet__share_put_address(stet_article *a, const struct share_network *n,
                             const struct share_values *v, stet_out *out);

#endif
