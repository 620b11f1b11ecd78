/* SPDX-License-Identifier: MIT */
/*
 * Where a mistake stands: from bytes of an expression back through the YAML scalar to a
 * line and a column of the file.
 */
#include "expr/language.h"

#include <stdarg.h>
#include <stdio.h>

void *stet__compile_alloc(struct compiler *c, size_t n)
{
    void *p = stet__arena_alloc(c->arena, n ? n : 1);
    if (!p)
        c->nomem = c->broken = 1;
    return p;
}

void stet__compile_begin(struct compiler *c, struct arena *arena,
                         const struct expr_scope *scope, stet_str text,
                         const stet_data *at, stet_problems *problems)
{
    memset(c, 0, sizeof *c);
    c->arena = arena;
    c->scope = scope;
    c->at = at;
    c->problems = problems;
    c->given = text.p;
    c->text = stet__arena_copy(arena, text);
    if (!c->text.p) {
        c->text = stet_cstr("");
        c->nomem = c->broken = 1;
    }
}

stet_code stet__compile_status(const struct compiler *c)
{
    if (c->nomem)
        return STET_E_NOMEM;
    return c->errors || c->broken ? STET_E_CONFIG : STET_OK;
}

static size_t count_characters(const char *p, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)p[i] & 0xc0) != 0x80;
    return count;
}

/* ---- back to the bytes of the file ------------------------------------------ */

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the escape at raw, in a quoted scalar; 0 when there is none. */
static size_t escape_length(const char *raw, size_t n, char quote)
{
    if (n < 2)
        return 0;
    if (quote == '\'')
        return raw[0] == '\'' && raw[1] == '\'' ? 2 : 0;
    if (quote != '"' || raw[0] != '\\')
        return 0;
    size_t length = raw[1] == 'x' ? 4 : raw[1] == 'u' ? 6 : raw[1] == 'U' ? 10 : 2;
    return length <= n ? length : 0;
}

/* Where the content begins: behind the quote, or below the line of | or >. */
static size_t content_start(const char *raw, size_t n)
{
    if (n && (raw[0] == '"' || raw[0] == '\''))
        return 1;
    if (n && (raw[0] == '|' || raw[0] == '>')) {
        const char *end = memchr(raw, '\n', n);
        return end ? (size_t)(end - raw) + 1 : n;
    }
    return 0;
}

/* Byte `want` of the decoded text as a byte of the raw scalar. SIZE_MAX when the two do
 * not run side by side: a ${} was filled in before it. */
static size_t find_raw(stet_str raw, stet_str decoded, size_t want)
{
    size_t r = content_start(raw.p, raw.n), d = 0, skip;
    char quote = raw.n ? raw.p[0] : 0;
    while (d < want && r < raw.n) {
        if ((skip = escape_length(raw.p + r, raw.n - r, quote)) != 0) {
            r += skip;
            for (d++; d < decoded.n && ((unsigned char)decoded.p[d] & 0xc0) == 0x80;)
                d++;
        } else if (raw.p[r] == decoded.p[d]) {
            r++;
            d++;
        } else if (is_blank(raw.p[r])) {
            r++; /* an indent, or a line end before one: their last blank is the space
                  */
        } else {
            return SIZE_MAX;
        }
    }
    while (r < raw.n && is_blank(raw.p[r]) && want < decoded.n &&
           !is_blank(decoded.p[want]))
        r++;
    return r < raw.n && d == want ? r : SIZE_MAX;
}

/* Line, column and excerpt of byte `off` of the file. */
static void place_byte(struct problem_place *place, stet_str file, const stet_data *at,
                       size_t off)
{
    size_t line_start = off, end = off;
    place->line = at->line;
    for (size_t i = at->off; i < off; i++)
        place->line += file.p[i] == '\n';
    while (line_start > 0 && file.p[line_start - 1] != '\n')
        line_start--;
    while (end < file.n && file.p[end] != '\n' && file.p[end] != '\r')
        end++;
    place->column =
        (uint32_t)count_characters(file.p + line_start, off - line_start) + 1;
    place->excerpt = stet_strn(file.p + line_start, end - line_start);
}

/* Without the file: exact in scalars of one line that decode to themselves. */
static void place_alone(struct problem_place *place, const stet_data *at, size_t off,
                        size_t len)
{
    size_t quotes = at->type == STET_DATA_STRING ? 2 : 0;
    int same = at->len == at->text.n + quotes && !memchr(at->text.p, '\n', at->text.n);
    place->line = at->line;
    place->column = at->column;
    if (!same) {
        place->length = 1;
        return;
    }
    place->column += (uint32_t)(quotes / 2 + count_characters(at->text.p, off));
    place->length = (uint32_t)count_characters(at->text.p + off, len);
}

static void find_place(const struct compiler *c, size_t from, size_t len,
                       struct problem_place *place)
{
    const stet_data *at = c->at;
    uintptr_t text = (uintptr_t)at->text.p, given = (uintptr_t)c->given;
    place->file = at->file ? at->file : "";
    place->line = at->line;
    place->column = at->column;
    place->length = 1;
    if (given < text || given - text > at->text.n ||
        c->text.n > at->text.n - (given - text))
        return; /* the text comes from elsewhere */
    size_t off = (size_t)(given - text) + from;
    stet_str file =
        c->scope->source ? c->scope->source(c->scope->source_self, at) : stet_cstr("");
    if (at->off > file.n || at->len > file.n - at->off || file.n == 0) {
        place_alone(place, at, off, len);
        return;
    }
    size_t raw = find_raw(stet_strn(file.p + at->off, at->len), at->text, off);
    place_byte(place, file, at, at->off + (raw == SIZE_MAX ? 0 : raw));
    if (raw != SIZE_MAX)
        place->length = (uint32_t)count_characters(at->text.p + off, len);
}

void stet__compile_say(struct compiler *c, size_t from, size_t len, const char *hint,
                       const char *format, ...)
{
    char message[512];
    struct problem_place place = {.file = "", .excerpt = {"", 0}};
    va_list args;
    c->errors = 1;
    if (c->quiet)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t bad, n = strlen(message);
    if (!stet__utf8_valid(message, n, &bad))
        message[bad] = '\0'; /* cut within a character */
    if (from > c->text.n)
        from = c->text.n;
    if (len > c->text.n - from)
        len = c->text.n - from;
    if (c->at)
        find_place(c, from, len, &place);
    if (!place.length)
        place.length = 1;
    stet__problems_add(c->problems, &place, 0, message, hint);
}

const char *stet__compile_suggest(struct compiler *c, stet_str wrong,
                                  const char *const *names, const char *otherwise)
{
    const char *best = stet__suggest(wrong, names);
    if (!best)
        return otherwise;
    stet_str text = stet__arena_printf(c->arena, "did you mean '%s'?", best);
    return text.p ? text.p : otherwise;
}
