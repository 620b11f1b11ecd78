/* SPDX-License-Identifier: MIT */
/*
 * model/verdict.h - the verdict on an article, computed from its findings, with an
 * explanation that a person can follow line by line.
 *
 *   by effect  the highest effect of a finding, no higher than its category's cap
 *   by score   the sum of the scores, category by category. A category gives at most
 *              category_cap, and no more than what reaches its cap; then the thresholds
 *   verdict    the higher of the two, and of what the pipeline demands (a failed check)
 *
 * Scores count in hundredths, so that the sums shown are the sums compared.
 */
#ifndef STET_MODEL_VERDICT_H
#define STET_MODEL_VERDICT_H

#include "model/article.h"

#define STET_SCORE_MAX 1000000.0 /* of a finding, a threshold, a cap */

/* The worst that findings of a category can do. */
struct verdict_cap {
    stet_str category;
    int32_t worst; /* enum stet_verdict */
};

struct verdict_policy {
    double label, review, reject; /* thresholds of the sum; 0: never by score   */
    double category_cap;          /* the most one category gives; 0: no maximum */
    const struct verdict_cap *caps;
    size_t cap_count;
};

/* label 2, review 4, reject 9, category_cap 8: one category alone does not reject by
 * score. */
extern const struct verdict_policy stet__verdict_default;

/* A verdict that holds whatever the findings say: "step rights failed". */
struct verdict_demand {
    int32_t verdict;
    stet_str why;
};

struct verdict {
    int32_t verdict, by_effect, by_score, demanded; /* enum stet_verdict */
    double score;                                   /* the sum, capped   */
    stet_str
        explanation; /* lives in the article's arena; lines end with \n but the last */
};

/* "allow", "label", "review", "reject" */
const char *stet__verdict_name(int verdict);

/* policy NULL: the default. STET_E_NOMEM and STET_E_LIMIT leave *ret_verdict as it was:
 * then the article has no verdict, which must not be taken for allow. */
stet_code stet__verdict_compute(struct article *a, const struct verdict_policy *policy,
                                const struct verdict_demand *demands,
                                size_t demand_count, struct verdict *ret_verdict);
/* The same without its explanation, which is most of the work. */
stet_code stet__verdict_decide(struct article *a, const struct verdict_policy *policy,
                               const struct verdict_demand *demands,
                               size_t demand_count, struct verdict *ret_verdict);

#endif
