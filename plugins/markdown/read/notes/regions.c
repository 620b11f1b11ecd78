/* SPDX-License-Identifier: MIT */
/*
 * How far the definition of a footnote reaches: lines indented by four columns, blank
 * lines between them, and lines that carry a paragraph on.
 */
#include "../read.h"

struct region {
    const char *end; /* of the text */
    char fence;      /* of code that is open, or 0 */
    size_t fence_len;
    int runs; /* the last line is running text: the next can carry it on */
};

static const char *line_stop(const char *p, const char *end)
{
    const char *lf = memchr(p, '\n', (size_t)(end - p));
    const char *stop = lf ? lf : end;
    const char *cr = memchr(p, '\r', (size_t)(stop - p));
    return cr ? cr : stop;
}

static const char *line_next(const char *stop, const char *end)
{
    if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
        return stop + 2;
    return stop < end ? stop + 1 : end;
}

static const char *skip_blanks(const char *p, const char *stop, unsigned *ret_columns)
{
    unsigned columns = 0;
    for (; p < stop && (*p == ' ' || *p == '\t'); p++)
        columns = *p == '\t' ? (columns + 4) & ~3u : columns + 1;
    *ret_columns = columns;
    return p;
}

static size_t run_of(const char *p, const char *stop)
{
    const char *q = p;
    while (q < stop && *q == *p)
        q++;
    return (size_t)(q - p);
}

static int is_blank_at(const char *p, const char *stop)
{
    return p >= stop || *p == ' ' || *p == '\t';
}

/* `***`, `- - -`, `___`, and the `===` that underlines a heading. */
static int is_rule(const char *p, const char *stop)
{
    size_t n = 0;
    char mark = *p;
    for (; p < stop; p++) {
        if (*p != mark && *p != ' ' && *p != '\t')
            return 0;
        n += *p == mark;
    }
    return mark == '=' || n >= 3;
}

static int is_fence(const char *p, const char *stop)
{
    size_t n = run_of(p, stop);
    return (*p == '~' || *p == '`') && n >= 3 &&
           (*p == '~' || !memchr(p + n, '`', (size_t)(stop - p) - n));
}

/* Does a block begin here that ends a paragraph? */
static int starts_block(const char *p, const char *stop)
{
    size_t n;
    switch (*p) {
    case '#':
        n = run_of(p, stop);
        return n <= 6 && is_blank_at(p + n, stop);
    case '>':
        return 1;
    case '<':
        return stop - p > 1 && (memchr("/!?", p[1], 3) || (p[1] | 32) >= 'a');
    case '-':
    case '*':
    case '+':
        return is_rule(p, stop) || (stop - p > 2 && is_blank_at(p + 1, stop));
    case '_':
    case '=':
        return is_rule(p, stop);
    case '1':
        return stop - p > 3 && (p[1] == '.' || p[1] == ')') && is_blank_at(p + 2, stop);
    default:
        return is_fence(p, stop);
    }
}

/* What a line of the definition leaves open. */
static void see_line(struct region *g, const char *p, const char *stop)
{
    unsigned columns;
    p = skip_blanks(p, stop, &columns);
    if (p == stop) {
        g->runs = 0;
    } else if (g->fence) {
        size_t n = run_of(p, stop);
        if (*p == g->fence && n >= g->fence_len && is_blank_at(p + n, stop))
            g->fence = 0;
        g->runs = 0;
    } else if (is_fence(p, stop)) {
        g->fence = *p;
        g->fence_len = run_of(p, stop);
        g->runs = 0;
    } else {
        int list = memchr("-*+1>", *p, 5) != NULL && !is_rule(p, stop);
        g->runs = (g->runs || columns < 4) && (list || !starts_block(p, stop));
    }
}

const char *stet__markdown_dedent(const char *p, const char *stop)
{
    unsigned columns = 0;
    while (p < stop && columns < 4 && (*p == ' ' || *p == '\t'))
        columns = *p++ == '\t' ? 4 : columns + 1;
    return p;
}

/* Behind the last line of a definition whose text begins at p; no later than `limit`.
 */
static const char *region_end(struct region *g, const char *p, const char *limit)
{
    const char *stop = line_stop(p, g->end), *end;
    int blank = 0;
    see_line(g, p, stop);
    end = p = line_next(stop, g->end);
    while (p < limit) {
        unsigned columns;
        stop = line_stop(p, g->end);
        const char *text = skip_blanks(p, stop, &columns);
        if (text == stop) {
            blank = 1;
            g->runs = 0;
        } else if (columns >= 4) {
            see_line(g, stet__markdown_dedent(p, stop), stop);
            blank = 0;
        } else if (blank || !g->runs || starts_block(text, stop)) {
            return end;
        }
        p = line_next(stop, g->end);
        if (!blank)
            end = p;
    }
    return end;
}

void stet__markdown_note_regions(struct reading *r)
{
    struct scratch *s = r->s;
    struct note *before = NULL;
    for (size_t i = s->note_count; i-- > 0;) {
        struct note *n = &s->notes[i];
        if (n->role != NOTE_DEFINITION)
            continue;
        struct region g = {.end = r->text + r->size};
        const char *limit = before ? r->text + before->line : g.end;
        const char *text = r->text + n->off + n->len + 1;
        n->end = (uint32_t)(region_end(&g, text, limit) - r->text);
        before = n;
    }
}
