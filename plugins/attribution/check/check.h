/* SPDX-License-Identifier: MIT */
/*
 * attribution/check/check.h - an article against a policy: each duty gets one row with a
 * status. What is not seen and not declared is never satisfied.
 */
#ifndef STET_ATTRIBUTION_CHECK_H
#define STET_ATTRIBUTION_CHECK_H

#include "../compare/compare.h"
#include "../facts/address.h"
#include "../facts/context.h"
#include "../policy/policy.h"

enum duty_status { SATISFIED, VIOLATED, UNVERIFIABLE, NOT_APPLICABLE };
const char *stet__check_status(int status);

struct row {
    int32_t verb, at; /* at -1: no duty of the grant */
    int status;
    stet_str why, todo, evidence;
    stet_str key; /* of the context, that would settle it; "": none would */
    stet_node node;
    size_t from, to;
};

struct check {
    const struct pool *pool;
    const struct policy *policy;
    const struct grant *grant; /* NULL: none */
    const struct context *context;
    const struct doc *doc;      /* the article, or a post */
    const struct doc *original; /* NULL: not given */
    const struct licences *licences;
    const struct comparison *comparison; /* made when it is first asked for */
    int compared, as_page; /* as_page: the source is the page as it is published */
    struct texts names;    /* of the holder, normal: its name first, then aliases */
    const stet_str *said;  /* of each block, normal, without the words of the policy */
    struct row *rows;
    size_t count, cap;
    int failed;
};

struct check_facts {
    const struct policy *policy;
    const struct context *context;
    const struct doc *original;
    const struct licences *licences;
    int as_stated, as_page; /* as_stated: the article itself states the policy */
};
/* Check the article of the pool. NULL: no memory. Rows: audience first, then the duties of
 * the grant in order; what the policy says of the use itself before all. */
struct check *stet__check_run(const struct pool *pool, const struct check_facts *facts,
                              const struct doc *doc);

/* What the blocks say without the sentences that a policy was read from: "name the Post" does
 * not name it. NULL: no memory. */
const stet_str *stet__check_said(struct check *c, int as_stated);

/* ---- within ---------------------------------------------------------------------------- */
/* Set a status with its reason; answers nothing so that it can be the last word. */
STET_PRINTF(4, 5)
void stet__row_say(struct check *c, struct row *r, int status, const char *format, ...);
/* Unverifiable for want of a key of the context, which is told behind the reason; NULL: there
 * is no such key. */
STET_PRINTF(4, 5)
void stet__row_lacks(struct check *c, struct row *r, const char *key, const char *format, ...);
STET_PRINTF(3, 4)
void stet__row_todo(struct check *c, struct row *r, const char *format, ...);
/* The evidence: part of a block when it can be found there, else all of it. */
void stet__row_show(struct check *c, struct row *r, size_t block, stet_str part);
void stet__row_show_link(struct check *c, struct row *r, const struct doc_link *link);

/* Where a credit may stand. */
int stet__check_stands(struct check *c, size_t block, int32_t where, size_t words);
/* Blocks that credit rather than tell. */
int stet__check_is_credit(struct check *c, size_t block, stet_str name);
/* Is the name there only that of who made an image? */
int stet__check_is_pictured(struct check *c, size_t block, stet_str name);
int stet__check_is_aside(const void *check, const struct doc *doc, size_t block);
/* What the document states of robots, and the part that holds it; 0: none does. */
stet_str stet__check_robots(struct check *c, stet_node *ret_part);
int stet__check_forbids_index(stet_str robots);
const char *stet__check_where(int32_t where);

/* Compare with the original; NULL when it is not given or has no text. */
const struct comparison *stet__check_compare(struct check *c);

/* Does a link lead where it should? */
enum target { TARGET_OTHER, TARGET_DOUBTFUL, TARGET_RIGHT };
struct reason {
    const char *why, *key; /* of the context, that would settle it; NULL: none would */
};
int stet__check_target(struct check *c, stet_str href, int32_t to, struct reason *ret);
/* Some page of the holder. */
int stet__check_is_holders(struct check *c, stet_str href);
/* A link inside the words of a block: TARGET_, or -1: there is none. */
int stet__check_linked(struct check *c, size_t block, stet_str part, int32_t to,
                       const struct doc_link **ret_link);

typedef void (*duty_fn)(struct check *c, const struct duty *d, struct row *r);
void stet__duty_credit_author(struct check *, const struct duty *, struct row *);
void stet__duty_credit_source(struct check *, const struct duty *, struct row *);
void stet__duty_credit_copyright(struct check *, const struct duty *, struct row *);
void stet__duty_credit_partner(struct check *, const struct duty *, struct row *);
void stet__duty_credit_image(struct check *, const struct duty *, struct row *);
void stet__duty_statement(struct check *, const struct duty *, struct row *);
void stet__duty_link(struct check *, const struct duty *, struct row *);
void stet__duty_keep_links(struct check *, const struct duty *, struct row *);
void stet__duty_keep_text(struct check *, const struct duty *, struct row *);
void stet__duty_keep_pixel(struct check *, const struct duty *, struct row *);
void stet__duty_logo(struct check *, const struct duty *, struct row *);
void stet__duty_no_edit(struct check *, const struct duty *, struct row *);
void stet__duty_whole_text(struct check *, const struct duty *, struct row *);
void stet__duty_no_derivatives(struct check *, const struct duty *, struct row *);
void stet__duty_share_alike(struct check *, const struct duty *, struct row *);
void stet__duty_indicate_changes(struct check *, const struct duty *, struct row *);
void stet__duty_exclude_images(struct check *, const struct duty *, struct row *);
void stet__duty_fact(struct check *, const struct duty *, struct row *);
void stet__duty_mention(struct check *, const struct duty *, struct row *);
void stet__duty_noindex(struct check *, const struct duty *, struct row *);
void stet__duty_canonical(struct check *, const struct duty *, struct row *);
void stet__duty_delay(struct check *, const struct duty *, struct row *);
void stet__duty_until(struct check *, const struct duty *, struct row *);
void stet__duty_takedown(struct check *, const struct duty *, struct row *);
void stet__duty_geographic(struct check *, const struct duty *, struct row *);

/* The grant that this use falls under; rows about the use itself are added. */
void stet__check_choose(struct check *c);
struct row *stet__check_add(struct check *c, int32_t verb, int32_t at);

#endif
