/* SPDX-License-Identifier: MIT */
/* Elements: made, found, and their text. */
#include "markup.h"

#include <stdio.h>

enum { TEXT_MAX = 64 << 20 };

struct markup *stet__markup_new(stet_article *a, struct markup *parent, stet_str name)
{
    struct markup *m = stet_alloc(a, sizeof *m);
    if (!m)
        return NULL;
    memset(m, 0, sizeof *m);
    m->name = name;
    m->text = stet_cstr("");
    m->parent = parent;
    if (parent && parent->last)
        parent->last->next = m;
    else if (parent)
        parent->first = m;
    if (parent)
        parent->last = m;
    return m;
}

void stet__markup_mark_block(struct markup *block)
{
    for (struct markup *m = block->parent; m && !m->has_block; m = m->parent)
        m->has_block = 1;
}

int stet__markup_is(const struct markup *m, const char *name)
{
    return m && m->name.n && stet_str_is(m->name, name);
}

static const struct markup *find(const struct markup *m, const char *name)
{
    while (m && !stet__markup_is(m, name))
        m = m->next;
    return m;
}

const struct markup *stet__markup_child(const struct markup *m, const char *name)
{
    return m ? find(m->first, name) : NULL;
}

const struct markup *stet__markup_next(const struct markup *m)
{
    const struct markup *n = m ? m->next : NULL;
    while (n && !stet_str_eq(n->name, m->name))
        n = n->next;
    return n;
}

const struct markup *stet__markup_in(const struct markup *m, int space,
                                     const char *name)
{
    const struct markup *n = stet__markup_child(m, name);
    while (n && n->space != space)
        n = find(n->next, name);
    return n;
}

stet_str stet__markup_attr(const struct markup *m, const char *name)
{
    for (const struct markup_attr *at = m ? m->attrs : NULL; at; at = at->next)
        if (stet_str_is(at->name, name))
            return at->value;
    return stet_cstr("");
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The next word of a class from *at on; "": there is none. */
static stet_str next_word(stet_str class, size_t *at)
{
    while (*at < class.n && is_space(class.p[*at]))
        (*at)++;
    size_t from = *at;
    while (*at < class.n && !is_space(class.p[*at]))
        (*at)++;
    return stet_strn(class.p + from, *at - from);
}

int stet__markup_has_class(const struct markup *m, const char *word)
{
    stet_str class = stet__markup_attr(m, "class"), is;
    for (size_t at = 0; (is = next_word(class, &at)).n;)
        if (stet_str_is(is, word))
            return 1;
    return 0;
}

stet_str stet__markup_class_behind(const struct markup *m, const char *prefix)
{
    stet_str class = stet__markup_attr(m, "class"), is;
    size_t n = strlen(prefix);
    for (size_t at = 0; (is = next_word(class, &at)).n;)
        if (is.n > n && memcmp(is.p, prefix, n) == 0)
            return stet_strn(is.p + n, is.n - n);
    return stet_cstr("");
}

int stet__markup_next_part(stet_str class, size_t *at, stet_str *ret_part)
{
    while (*at < class.n && is_space(class.p[*at]))
        (*at)++;
    if (*at >= class.n)
        return 0;
    size_t from = *at;
    for (; *at < class.n && !is_space(class.p[*at]); (*at)++)
        if (class.p[*at] == '_' || class.p[*at] == '-')
            from = *at + 1;
    *ret_part = stet_strn(class.p + from, *at - from);
    return 1;
}

/* Text nodes come too; NULL behind the last below `root`. */
static const struct markup *step(const struct markup *m, const struct markup *root)
{
    if (m->first)
        return m->first;
    while (m != root && !m->next)
        m = m->parent;
    return m == root ? NULL : m->next;
}

const struct markup *stet__markup_walk(const struct markup *m,
                                       const struct markup *root)
{
    do
        m = step(m, root);
    while (m && !m->name.n);
    return m;
}

static const struct markup *only_text(const struct markup *m)
{
    return m && m->first && m->first == m->last && !m->first->name.n ? m->first : NULL;
}

stet_str stet__markup_raw(stet_article *a, const struct markup *m)
{
    const struct markup *only = only_text(m);
    if (!m || !m->first || only)
        return only ? only->text : stet_cstr("");
    stet_out out = stet_out_in_article(a, m->len + 1, TEXT_MAX);
    for (const struct markup *n = step(m, m); n; n = step(n, m))
        stet_put_str(&out, n->text);
    return stet_out_text(&out);
}

stet_str stet__markup_text(stet_article *a, const struct markup *m)
{
    stet_str raw = stet__markup_raw(a, m);
    size_t from = 0, end = raw.n;
    int folds = 0;
    while (from < end && is_space(raw.p[from]))
        from++;
    while (end > from && is_space(raw.p[end - 1]))
        end--;
    raw = stet_strn(raw.p + from, end - from);
    for (size_t i = 0; i < raw.n && !folds; i++)
        folds = is_space(raw.p[i]) && raw.p[i] != ' ';
    if (!folds)
        return raw;
    stet_out out = stet_out_in_article(a, raw.n + 1, raw.n + 1);
    for (size_t i = 0; i < raw.n; i++) {
        size_t run = i;
        int line = 0;
        for (; run < raw.n && is_space(raw.p[run]); run++)
            line |= raw.p[run] != ' ';
        if (line) {
            stet_putc(&out, ' ');
            i = run - 1;
        } else {
            stet_putc(&out, raw.p[i]);
        }
    }
    return stet_out_text(&out);
}

stet_code stet__markup_refuse(stet_article *a, const struct markup_error *err)
{
    char text[320];
    stet_place place = stet_place_of(a, (uint32_t)err->off);
    if (err->code == STET_E_NOMEM || !err->why)
        return STET_E_NOMEM;
    if (!place.line) /* nothing to stand in */
        place.line = place.column = 1;
    int n = snprintf(text, sizeof text, "line %u, column %u: %s", place.line,
                     place.column, err->why);
    n = n >= (int)sizeof text ? (int)sizeof text - 1 : n;
    return stet_why(a, STET_FAILED, stet_strn(text, n < 0 ? 0 : (size_t)n));
}
