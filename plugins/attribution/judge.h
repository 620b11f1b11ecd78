/* SPDX-License-Identifier: MIT */
/*
 * attribution/judge.h - attribution.check with a policy: made ready once, run on articles.
 */
#ifndef STET_ATTRIBUTION_JUDGE_H
#define STET_ATTRIBUTION_JUDGE_H

#include <stet/plugin.h>

struct known;
struct judge_config {
    stet_str policy, publisher, context, original, into;
    const stet_data *facts;
    uint8_t as_stated, as_page;
    int32_t on_missing, on_unverifiable; /* effects + 1 */
    const struct known *known;           /* hosts and parameters; NULL: none */
};

struct judge;
struct check;
struct pool;
struct policy;

/* Is a policy asked for? */
int stet__judge_is_asked(const struct judge_config *c);
stet_code stet__judge_load(stet_build *b, const struct judge_config *c,
                           const struct judge **ret);
/* A copy of the policy, or what the article states; NULL: no memory. */
struct policy *stet__judge_policy(const struct judge *j, const struct pool *pool);
/* Check the article; NULL: no memory. */
struct check *stet__judge_check(const struct judge *j, const struct pool *pool);
/* Check and report each row as a finding. */
stet_code stet__judge_run(const struct judge *j, stet_article *a);
/* Check, and add what is missing. */
stet_code stet__judge_fix(const struct judge *j, stet_article *a);

#endif
