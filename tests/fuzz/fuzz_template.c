/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a template. What is refused was reported at a place; what is taken
 * expands within its limit, twice the same, and to UTF-8 when it was UTF-8.
 */
#include "base/text/unicode.h"
#include "fuzz_expr_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expand(struct subject *s, const stet_template *t, int valid)
{
    stet_str first, second, empty;
    stet_code code = stet__template_expand_noting(&s->a.pub, t, &first, &empty);
    if (code == STET_E_LIMIT || code == STET_E_NOMEM)
        return;
    if (code != STET_OK || first.n > s->limits.template_output ||
        first.p[first.n] != '\0')
        abort();
    if (valid && !stet__utf8_valid(first.p, first.n, NULL))
        abort();
    if (stet__template_expand(&s->a.pub, t, &second) == STET_OK &&
        !stet_str_eq(first, second))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct subject *s = subject_new();
    stet_str text = stet_strn((const char *)data + 1, size - 1);
    stet_data at = subject_scalar(s, &text, data[0]);
    const stet_template *t = NULL;
    struct kind_set set = {{0}};
    stet_code code =
        stet__template_compile(&s->arena, &s->scope, text, &at, s->problems, &t);
    subject_verdict(s, code);
    stet__template_reads(t, &set);
    if (t && stet__template_varies(t) != stet__template_varies(t))
        abort();
    if (code == STET_OK)
        expand(s, t, stet__utf8_valid(text.p, text.n, NULL));
    if (stet__article_check(&s->a))
        abort();
    subject_free(s);
    return 0;
}
