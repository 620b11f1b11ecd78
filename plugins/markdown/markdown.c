/* SPDX-License-Identifier: MIT */
/*
 * Markdown in and out.
 *
 *   in: { use: read.markdown, with: { autolinks: true } }
 *   out: [ { use: write.markdown, to: "out/{{ slug }}.md" } ]
 *
 * This file: where a document's parts lie, and the plugin.
 */
#include "markdown.h"

/* Does the line [p, stop) consist of this mark and blanks? */
static int is_fence(const char *p, const char *stop, const char *mark)
{
    if (stop - p < 3 || memcmp(p, mark, 3) != 0)
        return 0;
    for (p += 3; p < stop; p++)
        if (*p != ' ' && *p != '\t' && *p != '\r')
            return 0;
    return 1;
}

static const char *line_stop(const char *p, const char *end)
{
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    return stop ? stop : end;
}

static int is_empty(const char *p, const char *stop)
{
    return p == stop || (*p == '\r' && p + 1 == stop);
}

/* The start of the line that closes front matter, or NULL. */
static const char *find_close(const char *p, const char *end, int kind)
{
    while (p < end) {
        const char *stop = line_stop(p, end);
        if (is_fence(p, stop, kind == MATTER_YAML ? "---" : "+++") ||
            (kind == MATTER_YAML && is_fence(p, stop, "...")))
            return p;
        p = stop + (stop < end);
    }
    return NULL;
}

/* A rule followed by a blank line is a rule, not front matter; so is one without a
 * close. */
stet_code stet__markdown_split(stet_str source, struct markdown_parts *ret_parts)
{
    const char *p = source.p, *end = p + source.n;
    struct markdown_parts parts = {.kind = MATTER_NONE};
    if (source.n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        parts.bom = 3;
    parts.body = parts.bom;
    p += parts.bom;
    for (const char *q = p; q < end && memchr(" \t\r\n", *q, 4); q++)
        if (*q == '\n')
            p = q + 1;
    const char *stop = line_stop(p, end), *first = stop + (stop < end);
    int kind = is_fence(p, stop, "---")   ? MATTER_YAML
               : is_fence(p, stop, "+++") ? MATTER_TOML
                                          : MATTER_NONE;
    const char *close = NULL;
    if (kind && first < end && !is_empty(first, line_stop(first, end)))
        close = find_close(first, end, kind);
    if (close) {
        parts.kind = kind;
        parts.open = (size_t)(p - source.p);
        parts.matter = (size_t)(first - source.p);
        parts.matter_end = (size_t)(close - source.p);
        stop = line_stop(close, end);
        parts.body = (size_t)(stop + (stop < end) - source.p);
        if (parts.matter_end - parts.matter > MATTER_MAX)
            return STET_E_LIMIT;
    }
    *ret_parts = parts;
    return STET_OK;
}

static int is_label(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-';
}

int stet__markdown_is_note(const char *p, const char *start, const char *end)
{
    const char *q = p;
    if (*p == ']')
        while (q > start && p - q < 64 && *q != '[')
            q--;
    if (end - q < 4 || q[0] != '[' || q[1] != '^' || !is_label(q[2]))
        return 0;
    const char *stop = q + 2;
    while (stop < end && stop - q < 64 && is_label(*stop))
        stop++;
    return stop < end && *stop == ']' && stop >= p &&
           (stop + 1 == end || stop[1] != ':'); /* it would be a definition */
}

static const stet_step *const steps[] = {&stet__markdown_read_step,
                                         &stet__markdown_write_step, NULL};

STET_PLUGIN(markdown, "0.1.0", 0,
            .summary = "Read and write Markdown with front matter and shortcodes.",
            .license = "MIT", .steps = steps);
