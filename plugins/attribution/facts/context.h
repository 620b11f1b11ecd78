/* SPDX-License-Identifier: MIT */
/*
 * attribution/facts/context.h - facts outside the document. An absent key is unknown; null,
 * false and [] say that there is none.
 */
#ifndef STET_ATTRIBUTION_CONTEXT_H
#define STET_ATTRIBUTION_CONTEXT_H

#include "doc.h"

enum fact { FACT_UNKNOWN, FACT_NONE, FACT_TRUE, FACT_GIVEN };

struct person {
    stet_str name, affiliation;
    int affiliation_known; /* 0: nobody says; affiliation "": known to have none */
};
struct original_image {
    stet_str src, credit;
    int credit_fact, own, reusable; /* enum fact */
};
struct used_image {
    stet_str src, copy_of;
    int copy_fact;
};

/* A list whose fact may be unknown or none. */
#define FACT_LIST(type)                                                                \
    struct {                                                                           \
        type *items;                                                                   \
        size_t n;                                                                      \
        int fact;                                                                      \
    }

/* First and last second that a date may mean; 0 when it names no zone. */
struct moment {
    int fact, zoned;
    int64_t from, to;
    stet_str text;
};

struct context {
    struct moment checked, original_published, use_published, requested;
    stet_str original_url, language, text_file, use_url, site_kind, territory, canonical;
    int original_url_fact, language_fact, kind_fact, territory_fact, canonical_fact;
    FACT_LIST(struct person) authors;
    FACT_LIST(stet_str) partners;
    FACT_LIST(struct original_image) original_images;
    FACT_LIST(struct used_image) used_images;
    FACT_LIST(struct doc *) posts;
    FACT_LIST(stet_str) robots;
    FACT_LIST(stet_str) pixels;
    int32_t action;  /* enum action; 0: unknown */
    uint32_t medium; /* MEDIA_ bit; 0: unknown  */
    /* enum fact */
    int use_commercial, site_commercial, online, systematic, notified, sold_separately,
        paywall, ads_inside, takedown;
};

/* Read a context; NULL data: everything is unknown. Mistakes are reported, unknown keys as
 * warnings. */
stet_code stet__context_read(stet_build *b, const stet_data *data, struct context *ret);
/* A moment of a text as it was given, precision kept. 0: it is no date. */
int stet__context_moment(const stet_kit *kit, stet_str text, struct moment *ret);

#endif
