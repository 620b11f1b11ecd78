/* SPDX-License-Identifier: MIT */
/*
 * attribution/facts/doc.h - what a document shows: its blocks, links and images, from the
 * article at hand, from the original (canonical JSON), or from the text of a post.
 */
#ifndef STET_ATTRIBUTION_DOC_H
#define STET_ATTRIBUTION_DOC_H

#include "pool.h"

enum {
    SAYS_BYLINE = 1, SAYS_BIO = 2, SAYS_CONTRIBUTING = 4, SAYS_ADVERT = 8, SAYS_PAYWALL = 16,
    SAYS_IMAGE_CREDIT = 32, SAYS_OTHER = 64
};

struct doc_block {
    stet_node node; /* 0: not of the article */
    stet_kind kind;
    int zone;
    stet_str raw, normal;
    uint32_t says; /* kinds of notices that cover it */
    size_t words;
    int image_only;
};
struct doc_link {
    stet_node node;
    size_t block;
    stet_str href, text, rel; /* text: what a reader can see of it */
    size_t from, to;          /* of the block's raw text; to 0: unknown */
};
struct doc_image {
    stet_node node;
    size_t block;
    stet_str src, alt, credit;
};
struct doc_notice {
    stet_kind kind;
    const char *name; /* of the vocabulary */
    stet_str raw, text; /* text: normal      */
    size_t block;
};

struct doc {
    const struct pool *pool;
    struct doc_block *blocks;
    struct doc_link *links;
    struct doc_image *images;
    struct doc_notice *notices;
    size_t block_count, link_count, image_count, notice_count;
    size_t first_body, last_body; /* SIZE_MAX: there is none */
    stet_str headline, byline, language, licence, licence_url, canonical, access;
    stet_node byline_node;
    struct { stet_str *items; size_t n; } authors;
    int failed; /* no memory */
};

/* The article as it stands. Lives in its arena. */
struct doc *stet__doc_of_article(const struct pool *pool);
/* From canonical JSON. */
struct doc *stet__doc_of_data(const struct pool *pool, const stet_data *article);
/* A post: one block, its addresses as links. */
struct doc *stet__doc_of_text(const struct pool *pool, stet_str text);
/* Notices of a kind by its name in any spelling: "fair-use", "disclaimer.opinion",
 * "copyright". */
int stet__doc_is_kind(stet_str wanted, const char *name);

struct doc_size {
    size_t blocks, links, images, notices;
};
/* Shared by the builders. */
struct doc *stet__doc_new(const struct pool *pool, const struct doc_size *size);
void stet__doc_settle(struct doc *doc);
/* When notices and authors are known: prose that stands behind a notice in the middle of an
 * article is its body. */
void stet__doc_restore(struct doc *doc);

#endif
