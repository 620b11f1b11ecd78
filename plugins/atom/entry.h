/* SPDX-License-Identifier: MIT */
/*
 * atom/entry.h - what the feeds of this plugin share: their options, and one entry being
 * written.
 */
#ifndef STET_ATOM_ENTRY_H
#define STET_ATOM_ENTRY_H

#include "../html/body.h"
#include "../ninjs/facts.h"

struct feed_config {
    stet_str title, link, description, self, language, author, rights, zone;
    stet_list zones;
    int64_t limit;
    int32_t content, on_missing;
    const stet_template *url;
};

enum { CONTENT_FULL = 1, CONTENT_SUMMARY };

struct feed_plan {
    const struct feed_config *config;
    const stet_kit *kit;
    uint32_t zones;
    int16_t zone;
};

struct entry {
    struct facts f;
    const struct feed_plan *plan;
    stet_out *out;
    stet_str url, id, headline, summary;
    stet_date published, updated; /* precision 0: there is none */
};

extern const stet_option stet__feed_options[];
extern const stet_render stet__feed_renders[];

stet_code stet__feed_compile(stet_build *b, const void *config, void **ret_plan);

/* Read what an entry says; a code other than STET_OK is the writer's answer. */
stet_code stet__feed_read(struct entry *e, const void *plan, stet_article *a,
                          const char *format, stet_out *out);
/* The text as HTML, cleaned of what HTML forbids; in the article's arena. */
stet_code stet__feed_html(struct entry *e, stet_str *ret_html);
/* The only author is the one that the feed names for all its entries. */
int stet__feed_author_is_known(struct entry *e);
/* A key that sorts by the date, entries without one last. */
stet_code stet__feed_key(struct entry *e, const stet_date *date, stet_str *ret_key);

extern const stet_step stet__feed_json;

#endif
