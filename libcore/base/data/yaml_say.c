/* SPDX-License-Identifier: MIT */
/*
 * Positions and mistakes of a YAML text, and what is refused before libyaml sees it.
 */
#include "base/data/yaml.h"

#include "base/text/unicode.h"

/* ---- positions ------------------------------------------------------------------ */

/* How many bytes of ASCII stand at p, in steps of eight; at most n. */
static size_t plain_ahead(const char *p, const char *end, size_t n)
{
    size_t i = 0;
    for (uint64_t eight; n - i >= 8 && (size_t)(end - p) - i >= 8; i += 8) {
        memcpy(&eight, p + i, 8);
        if (eight & 0x8080808080808080u)
            break;
    }
    return i;
}

/* The cursor walks to the byte from where it was last. */
const char *stet__yaml_byte(struct yaml *y, size_t index)
{
    const char *p = y->cursor;
    size_t i = y->cursor_index;
    while (i < index && p < y->end) {
        size_t plain = plain_ahead(p, y->end, index - i);
        p += plain;
        i += plain;
        if (i == index || p == y->end)
            break;
        p++;
        while (p < y->end && ((unsigned char)*p & 0xc0) == 0x80)
            p++;
        i++;
    }
    while (i > index && p > y->begin) {
        p--;
        while (p > y->begin && ((unsigned char)*p & 0xc0) == 0x80)
            p--;
        i--;
    }
    y->cursor = p;
    y->cursor_index = i;
    return p;
}

uint32_t stet__yaml_line(const struct yaml *y, const yaml_mark_t *mark)
{
    return (uint32_t)mark->line + (y->source->first_line ? y->source->first_line : 1);
}

static stet_code report(struct yaml *y, const struct problem_place *place,
                        stet_code code, const char *message, const char *hint)
{
    if (code == STET_E_SYNTAX && ++y->mistakes > STET_MISTAKES_MAX) {
        message = "too many mistakes to list them all";
        hint = "";
        y->fatal = 1;
    }
    stet__problems_add(y->problems, place, 0, message, hint);
    if (y->failed != STET_OK && (code == STET_E_SYNTAX || y->failed != STET_E_SYNTAX))
        return code;
    y->failed = code;
    stet__error(y->err, code, "%s", message);
    stet__error_at(y->err, place->file, place->line, place->column);
    stet__error_hint(y->err, "%s", hint);
    return code;
}

static stet_str excerpt(const struct yaml *y, const char *at)
{
    size_t mark = (size_t)(y->begin - y->source->text.p); /* of byte order */
    return stet__excerpt(stet_strn(y->begin, y->source->text.n - mark),
                         (size_t)(at - y->begin));
}

stet_code stet__yaml_mistake(struct yaml *y, const yaml_mark_t *mark, size_t length,
                             const char *message, const char *hint)
{
    struct problem_place place = {y->source->file, stet__yaml_line(y, mark),
                                  (uint32_t)mark->column + 1, (uint32_t)length,
                                  excerpt(y, stet__yaml_byte(y, mark->index))};
    return report(y, &place, STET_E_SYNTAX, message, hint);
}

stet_code stet__yaml_say(struct yaml *y, const stet_data *at, stet_code code,
                         const char *message, const char *hint)
{
    struct problem_place place = {
        y->source->file, at->line, at->column, at->len,
        excerpt(y, y->source->text.p + (at->off - y->source->first_off))};
    return report(y, &place, code, message, hint);
}

stet_code stet__yaml_twice(struct yaml *y, const stet_data *entry,
                           const stet_data *first)
{
    char message[160], hint[80];
    struct problem_place place = {
        y->source->file, entry->key_line, entry->key_column,
        (uint32_t)stet__characters(entry->key.p, entry->key.n), excerpt(y, y->key_at)};
    stet__data_twice(entry, first, message, sizeof message, hint, sizeof hint);
    return report(y, &place, STET_E_SYNTAX, message, hint);
}

stet_code stet__yaml_fatal(struct yaml *y, const yaml_mark_t *mark, stet_code code,
                           const char *message, const char *hint)
{
    struct problem_place place = {y->source->file, stet__yaml_line(y, mark),
                                  (uint32_t)mark->column + 1, 1,
                                  excerpt(y, stet__yaml_byte(y, mark->index))};
    y->fatal = 1;
    return report(y, &place, code, message, hint);
}

stet_code stet__yaml_memory(struct yaml *y, const yaml_mark_t *mark)
{
    return stet__yaml_fatal(y, mark, STET_E_NOMEM,
                            "not enough memory for this YAML text", "");
}

/* ---- before the parser ----------------------------------------------------------- */

static void mark_of(const struct yaml *y, const char *at, yaml_mark_t *ret_mark)
{
    *ret_mark = (yaml_mark_t){0, 0, 0};
    for (const char *p = y->begin; p < at; p++) {
        if (((unsigned char)*p & 0xc0) != 0x80) {
            ret_mark->index++;
            ret_mark->column++;
        }
        if (*p == '\n') {
            ret_mark->line++;
            ret_mark->column = 0;
        }
    }
}

stet_code stet__yaml_refuse(struct yaml *y, const char *at, stet_code code,
                            const char *message, const char *hint)
{
    yaml_mark_t mark;
    mark_of(y, at, &mark);
    return stet__yaml_fatal(y, &mark, code, message, hint);
}

/* %TAG directives are quadratic in libyaml, and no file of stet needs any directive. */
static const char *find_directive(const struct yaml *y)
{
    const char *p = y->begin;
    while (p < y->end && *p != '%') {
        const char *stop = memchr(p, '\n', (size_t)(y->end - p));
        stop = stop ? stop : y->end;
        while (p < stop && (*p == ' ' || *p == '\r'))
            p++;
        if (p < stop && *p != '#')
            return NULL;
        p = stop < y->end ? stop + 1 : y->end;
    }
    return p < y->end ? p : NULL;
}

stet_code stet__yaml_check_text(struct yaml *y)
{
    size_t n = (size_t)(y->end - y->begin), bad;
    if ((y->source->max_bytes && n > y->source->max_bytes) ||
        n > UINT32_MAX - y->source->first_off)
        return stet__yaml_refuse(y, y->begin, STET_E_LIMIT,
                                 "this YAML text is larger than the limit", "");
    if (!stet__utf8_valid(y->begin, n, &bad))
        return stet__yaml_refuse(y, y->begin + bad, STET_E_UTF8,
                                 "a byte that is not UTF-8", "save the file as UTF-8");
    const char *nul = memchr(y->begin, '\0', n);
    if (nul)
        return stet__yaml_refuse(y, nul, STET_E_SYNTAX, "a NUL byte",
                                 "is this a text file?");
    const char *directive = find_directive(y);
    if (directive)
        return stet__yaml_refuse(y, directive, STET_E_SYNTAX,
                                 "directives (%) are not allowed",
                                 "leave the line out");
    return STET_OK;
}

static int begins_with(const struct yaml *y, const char *p, const char *mark)
{
    size_t n = strlen(mark);
    return (size_t)(y->end - p) >= n && memcmp(p, mark, n) == 0 &&
           (p + n == y->end || strchr(" \t\r\n", p[n]));
}

void stet__yaml_check_rest(struct yaml *y, const char *from)
{
    const char *p = from;
    for (;;) {
        while (p < y->end && strchr(" \t\r\n", *p))
            p++;
        if (p < y->end && (*p == '#' || begins_with(y, p, "...")))
            p = memchr(p, '\n', (size_t)(y->end - p));
        else
            break;
        if (!p)
            return;
    }
    if (p == y->end)
        return;
    int first = p == y->begin || p[-1] == '\n';
    if (first && begins_with(y, p, "---"))
        stet__yaml_refuse(y, p, STET_E_SYNTAX, "a second document (---) in one file",
                          "one file holds one document");
    else if (first && *p == '%')
        stet__yaml_refuse(y, p, STET_E_SYNTAX, "directives (%) are not allowed",
                          "leave the line out");
    else
        stet__yaml_refuse(y, p, STET_E_SYNTAX, "text behind the end of the document",
                          "is this line indented like the others?");
}
