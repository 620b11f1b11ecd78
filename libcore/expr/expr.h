/* SPDX-License-Identifier: MIT */
/*
 * expr/expr.h - templates ({{ }} with filters) and the typed expressions of `when`.
 *
 * Both are compiled once at load into const programs in the pipeline's arena, with every
 * mistake reported at its position; then run per article without allocation but for
 * results in the article's arena.
 */
#ifndef STET_EXPR_EXPR_H
#define STET_EXPR_EXPR_H

#include "base/data.h"
#include "model/article.h"

/* What names mean where the text stands. */
struct expr_scope {
    const struct vocabulary *vocabulary;
    const stet_data *vars;         /* map or NULL */
    const char *const *step_ids;   /* ids of earlier steps, NULL-terminated; index = step_state */
    size_t step_count;
    const struct limits *limits;
};

/* Where the text stands, for problems: `at` is the YAML scalar; `text` may be a part of it. */
stet_code stet__expr_compile(struct arena *arena, const struct expr_scope *scope, stet_str text,
                             const stet_data *at, stet_problems *problems, const stet_expr **ret_expr);
stet_code stet__template_compile(struct arena *arena, const struct expr_scope *scope, stet_str text,
                                 const stet_data *at, stet_problems *problems, const stet_template **ret_template);
/* True or false; a missing value is null, null compares false. */
stet_code stet__expr_test(stet_article *a, const stet_expr *expr, int *ret_true);
/* The text, in the article's arena. */
stet_code stet__template_expand(stet_article *a, const stet_template *t, stet_str *ret_text);
/* Kinds that it reads, for the flow check. */
void stet__expr_reads(const stet_expr *expr, struct kind_set *set);
void stet__template_reads(const stet_template *t, struct kind_set *set);
/* Does the text name a value that differs between articles? For the check of `to:`. */
int stet__template_varies(const stet_template *t);

#endif
