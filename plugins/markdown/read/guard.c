/* SPDX-License-Identifier: MIT */
/*
 * Refuse what md4c 0.4.8 needs more than linear time for, before it sees it: containers
 * nested without end (each blank line walks all of them), a `]` in a paragraph of very
 * many lines (each looks its line up from the first), `www.` runs when bare addresses
 * are links. Reference definitions and short table rows blow up the output: events.c
 * counts them.
 */
#include "read.h"

enum { WWW_MAX = 2000, SMALL = 16 * 1024 };
#define LINK_WORK_MAX 64000000u /* lines of a paragraph times brackets in it */

struct nesting {
    uint32_t column[DEPTH_MAX];
    size_t depth;
};

static size_t marker_length(const char *p, const char *end)
{
    const char *q = p;
    if (*p == '>')
        return 1;
    while (q < end && q - p < 9 && *q >= '0' && *q <= '9')
        q++;
    if (q == end)
        return 0;
    if (q > p ? *q != '.' && *q != ')' : *q != '-' && *q != '+' && *q != '*')
        return 0;
    q++;
    return q == end || *q == ' ' || *q == '\t' || *q == '\n' || *q == '\r'
               ? (size_t)(q - p)
               : 0;
}

/* Nothing but one mark and blanks: a thematic break, however long. */
static int is_break(const char *p, const char *end)
{
    char mark = *p;
    if (mark != '-' && mark != '*')
        return 0;
    while (p < end && (*p == mark || *p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    return p == end;
}

/* A line that begins with a letter opens nothing and ends all that is open. */
static int starts_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How deep the containers opened by this line and those above it can stand. 0: too
 * deep. */
static int follow_line(struct nesting *open, const char *line, const char *end)
{
    const char *p = line;
    size_t n;
    uint32_t column = 0;
    for (;;) {
        while (p < end && (*p == ' ' || *p == '\t')) {
            column = *p == '\t' ? (column + 4) & ~3u : column + 1;
            p++;
        }
        if (p == end || *p == '\r')
            return 1; /* blank: closes nothing that lists hold open */
        while (open->depth && open->column[open->depth - 1] >= column)
            open->depth--;
        n = marker_length(p, end);
        if (!n)
            return 1;
        if (open->depth == DEPTH_MAX)
            return is_break(p, end);
        open->column[open->depth++] = column;
        p += n;
        column += (uint32_t)n;
    }
}

/* Does a line with this start always begin a block of its own? */
static int starts_block(const char *p, const char *end)
{
    const char *q = p;
    while (q < end && q - p < 4 && *q == ' ')
        q++;
    if (q == end || *q == '\r' || *q == '#' || *q == '>')
        return 1;
    return q - p < 4 && (*q == '-' || *q == '+' || *q == '*') && q + 1 < end &&
           q[1] == ' ';
}

static uint64_t count_byte(const char *p, const char *end, char byte)
{
    uint64_t n = 0;
    while (p < end && (p = memchr(p, byte, (size_t)(end - p))) != NULL) {
        n++;
        p++;
    }
    return n;
}

static uint64_t count_www(const char *p, const char *end)
{
    uint64_t n = 0;
    for (; end - p >= 4; p++)
        n += *p == 'w' && memcmp(p, "www.", 4) == 0;
    return n;
}

static stet_code refuse(struct reading *r, const char *at, const char *why)
{
    stet__markdown_refuse(r, STET_E_LIMIT, (uint32_t)(at - r->text), why);
    return STET_E_LIMIT;
}

stet_code stet__markdown_guard(struct reading *r)
{
    const char *end = r->text + r->size, *next;
    struct nesting open = {{0}, 0};
    uint64_t lines = 0, brackets = 0, www = 0;
    int large = r->size > SMALL, has_cr = memchr(r->text, '\r', r->size) != NULL;
    for (const char *line = r->text; line < end; line = next) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        next = stop ? stop + 1 : end;
        stop = stop ? stop : end;
        const char *cr = has_cr ? memchr(line, '\r', (size_t)(stop - line)) : NULL;
        if (cr && cr + 1 < stop) /* one alone ends a line, too */
            next = (stop = cr) + 1;
        if (starts_plain(*line))
            open.depth = 0;
        else if (!follow_line(&open, line, stop))
            return refuse(r, line, "blocks nested more than 64 deep");
        if (!large && !r->autolinks)
            continue;
        if (starts_block(line, stop))
            lines = brackets = www = 0;
        lines++;
        brackets += count_byte(line, stop, ']');
        if (lines * brackets > LINK_WORK_MAX)
            return refuse(r, line, "too many brackets in a paragraph of so many lines");
        www += r->autolinks ? count_www(line, stop) : 0;
        if (www > WWW_MAX)
            return refuse(r, line, "more than 2000 bare addresses in a paragraph");
    }
    return STET_OK;
}
