/* SPDX-License-Identifier: MIT */
/*
 * Typed values of canonical JSON, and what is said of wrong ones.
 */
#include <stdarg.h>
#include <stdio.h>

#include "model/json/reader.h"

/* ---- mistakes --------------------------------------------------------------- */
stet_code stet__json_fail(struct reader *r, const stet_data *at, const char *format,
                          ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    stet__error(r->err, STET_E_SYNTAX, "%s", text);
    stet__error_at(r->err, at->file, at->line, at->column);
    return STET_E_SYNTAX;
}

/* At the key of a member, with what it may have meant. */
stet_code stet__json_fail_name(struct reader *r, const stet_data *at, stet_str name,
                               const char *what, const char *const *names)
{
    const char *near = names ? stet__suggest(name, names) : NULL;
    stet__json_fail(r, at, "%s '%.*s' is not known", what,
                    (int)(name.n > 80 ? 80 : name.n), name.p);
    if (at->key_line && name.p == at->key.p)
        stet__error_at(r->err, at->file, at->key_line, at->key_column);
    if (near)
        stet__error_hint(r->err, "did you mean '%s'?", near);
    return STET_E_SYNTAX;
}

/* Failures of the tree, which knows no positions. */
stet_code stet__json_fail_tree(struct reader *r, const stet_data *at, stet_code code,
                               const char *what)
{
    if (!code || code == STET_E_SYNTAX)
        return code;
    stet__error(r->err, code, "%s", what);
    stet__error_at(r->err, at->file, at->line, at->column);
    return code == STET_E_RANGE || code == STET_E_UTF8 ? STET_E_SYNTAX : code;
}

stet_code stet__json_no_room(struct reader *r, const stet_data *at, size_t bytes)
{
    return stet__json_fail_tree(r, at, stet__tree_no_room(r->a, bytes),
                                "not enough memory for this article");
}

/* ---- values ----------------------------------------------------------------- */
stet_code stet__json_int(struct reader *r, const stet_data *d, int64_t min, int64_t max,
                         int64_t *ret)
{
    if (d->type != STET_DATA_NUMBER || !stet__json_is_int(d->text.p, d->text.n) ||
        !stet__data_int(d, ret))
        return stet__json_fail(r, d, "an integer is wanted here");
    if (*ret < min || *ret > max)
        return stet__json_fail(r, d, "%lld is out of range", (long long)*ret);
    return STET_OK;
}

stet_code stet__json_text(struct reader *r, const stet_data *d, stet_str *ret)
{
    if (d->type != STET_DATA_STRING)
        return stet__json_fail(r, d, "text in quotes is wanted here");
    *ret = d->text;
    return STET_OK;
}

stet_code stet__json_want(struct reader *r, const stet_data *d, int type)
{
    if (d->type == type)
        return STET_OK;
    return stet__json_fail(r, d, "%s is wanted here",
                           type == STET_DATA_MAP ? "an object" : "a list");
}

/* A word of a small enumeration: its number. */
stet_code stet__json_word(struct reader *r, const stet_data *d,
                          const char *const *names, int *ret)
{
    for (int k = 0; d->type == STET_DATA_STRING && names[k]; k++)
        if (stet_str_is(d->text, names[k])) {
            *ret = k + 1;
            return STET_OK;
        }
    if (d->type != STET_DATA_STRING)
        return stet__json_fail(r, d, "text in quotes is wanted here");
    return stet__json_fail_name(r, d, d->text, "the word", names);
}

stet_code stet__json_span(struct reader *r, const stet_data *d, stet_span *ret)
{
    int64_t off, len;
    if (d->type != STET_DATA_LIST || d->count != 2)
        return stet__json_fail(r, d, "a span is a list of offset and length");
    stet_code code = stet__json_int(r, d->first, 0, UINT32_MAX, &off);
    if (!code)
        code = stet__json_int(r, d->first->next, 0, UINT32_MAX - off, &len);
    if (!code)
        *ret = (stet_span){(uint32_t)off, (uint32_t)len};
    return code;
}
