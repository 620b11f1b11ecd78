/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an expression of `when`. What is refused was reported at a place; what
 * is taken has a truth, twice the same, and its negation the other.
 */
#include "fuzz_expr_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int truth(struct subject *s, const stet_expr *expr)
{
    int yes = -1;
    if (stet__expr_test(&s->a.pub, expr, &yes) != STET_OK)
        return -1;
    if (yes != 0 && yes != 1)
        abort();
    return yes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct subject *s = subject_new();
    stet_str text = stet_strn((const char *)data + 1, size - 1);
    stet_data at = subject_scalar(s, &text, data[0]);
    const stet_expr *expr = NULL;
    struct kind_set set = {{0}};
    stet_code code =
        stet__expr_compile(&s->arena, &s->scope, text, &at, s->problems, &expr);
    subject_verdict(s, code);
    stet__expr_reads(expr, &set);
    if (code == STET_OK && truth(s, expr) != truth(s, expr))
        abort();
    if (stet__article_check(&s->a))
        abort();
    subject_free(s);
    return 0;
}
