/* SPDX-License-Identifier: MIT */
/*
 * Text into the flow of a block: line ends of the source become soft breaks, white
 * space at the ends of a block goes, spaces within a line stay as they are.
 */
#include "build.h"

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static int is_blank(stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_space(s.p[i]))
            return 0;
    return 1;
}

void stet__flow_begin(struct build *b)
{
    b->filled = b->pending = 0;
    b->drops_space = 1;
}

void stet__flow_end(struct build *b)
{
    stet__flow_begin(b);
}

static void put_pending(struct build *b, const struct markup *m, stet_node to)
{
    if (b->pending) {
        stet_span span = {m->off, 0};
        if (!stet_node_new(b->a, to, 0, STET_SOFT_BREAK, span))
            build_check(b, STET_E_NOMEM);
        b->content++;
    }
    b->pending = 0;
}

static void put_text(struct build *b, const struct markup *m, stet_str s)
{
    stet_node to = s.n ? stet__build_line(b, m) : 0;
    uint32_t off = m->off, len = m->len;
    if (!to)
        return;
    if (m->exact) {
        off = m->off + (uint32_t)(s.p - m->text.p);
        len = (uint32_t)s.n;
    }
    put_pending(b, m, to);
    build_check(b, stet_text_append(b->a, to, s.p, s.n, off, len));
    b->content += (uint32_t)s.n;
    b->filled |= !is_blank(s);
    b->drops_space = 0;
}

/* How far white space goes from `at`, and whether a line ends in it. */
static size_t space_end(stet_str s, size_t at, int *ret_line)
{
    *ret_line = 0;
    for (; at < s.n && is_space(s.p[at]); at++)
        *ret_line |= s.p[at] == '\n' || s.p[at] == '\r';
    return at;
}

void stet__flow_text(struct build *b, const struct markup *m)
{
    stet_str s = m->text;
    int line;
    if (build_base(b)->mode == MODE_PRE) {
        put_text(b, m, s);
        return;
    }
    if (is_blank(s) && !stet__build_in_line(b))
        return;
    for (size_t at = 0, from = 0; from < s.n;) {
        const char *next = memchr(s.p + at, '\n', s.n - at);
        size_t end = next ? (size_t)(next - s.p) : s.n, to;
        while (next && end > from && is_space(s.p[end - 1]))
            end--;
        at = from;
        if (b->pending || (b->drops_space && build_base(b)->mode != MODE_INLINE))
            at = space_end(stet_strn(s.p, end), at, &line);
        put_text(b, m, stet_strn(s.p + at, end - at));
        to = space_end(s, end, &line);
        if (!next)
            return;
        if (b->filled && !b->drops_space)
            b->pending = 1;
        at = from = to;
    }
}

void stet__flow_mark(struct build *b, const struct markup *m)
{
    stet_node to = stet__build_line(b, m);
    if (to)
        put_pending(b, m, to);
    b->filled = 1;
    b->drops_space = 0;
}

void stet__flow_break(struct build *b, const struct markup *m)
{
    b->pending = 0;
    if (!b->filled || !stet__build_inline(b, m, STET_LINE_BREAK))
        return;
    b->content++;
    b->drops_space = 1;
}
