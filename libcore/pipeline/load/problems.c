/* SPDX-License-Identifier: MIT */
/*
 * Mistakes of a pipeline: placed, with a suggestion, each said once however often the
 * pipeline that holds it is called.
 */
#include "pipeline/load/load.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

enum { EXCERPT_MAX = 400 };

void *stet__load_alloc(struct loader *load, size_t n)
{
    void *p = stet__arena_alloc(load->arena, n);
    if (!p)
        load->failed = STET_E_NOMEM;
    return p;
}

stet_str stet__load_text(struct loader *load, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text)
        n = n < 0 ? 0 : (int)sizeof text - 1;
    stet_str copy = stet__arena_copy(load->arena, stet_strn(text, (size_t)n));
    if (copy.p)
        return copy;
    load->failed = STET_E_NOMEM;
    return stet_cstr("");
}

void stet__load_problem(struct loader *load, const stet_data *at, int part,
                        const char *hint, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    stet__problem_at(load->problems, load->files, at, part, 0, text, hint);
}

/* Where `name` stands in a ${} of the scalar, as it is written. */
static const char *find_filled(stet_str raw, stet_str name)
{
    const char *p = raw.p, *end = raw.p + raw.n;
    while (p && (p = memmem(p, (size_t)(end - p), "${", 2)) != NULL) {
        const char *close = memchr(p, '}', (size_t)(end - p));
        const char *at = memmem(p, (size_t)((close ? close : end) - p), name.p, name.n);
        if (at)
            return at;
        p += 2;
    }
    return NULL;
}

void stet__load_problem_filled(struct loader *load, const stet_data *at, stet_str name,
                               const char *hint, const char *format, ...)
{
    char text[512];
    va_list args;
    stet_data place = *at;
    const struct source_file *file = stet__source_of(load->files, at);
    const char *found = NULL, *line;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (file && at->off <= file->text.n && at->len <= file->text.n - at->off && name.n)
        found = find_filled(stet_strn(file->text.p + at->off, at->len), name);
    if (found) {
        for (const char *p = file->text.p + at->off; p < found; p++)
            place.line += *p == '\n';
        for (line = found; line > file->text.p && line[-1] != '\n';)
            line--;
        place.column = (uint32_t)stet__characters(line, (size_t)(found - line)) + 1;
        place.off = (uint32_t)(found - file->text.p);
        place.len = (uint32_t)name.n;
    }
    stet__problem_at(load->problems, load->files, &place, PLACE_VALUE, 0, text, hint);
}

void stet__load_warning(struct loader *load, const stet_data *at, const char *hint,
                        const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    stet__problem_at(load->problems, load->files, at, PLACE_KEY, 1, text, hint);
}

const char *stet__load_suggest(struct loader *load, stet_str wrong,
                               const char *const *names, const char *otherwise)
{
    const char *best = names ? stet__suggest(wrong, names) : NULL;
    return best ? stet__load_text(load, "did you mean '%s'?", best).p : otherwise;
}

const char *stet__load_suggest_variable(struct loader *load, const stet_data *vars,
                                        stet_str name, const char *otherwise)
{
    stet_str rest = name;
    for (const char *dot; (dot = memchr(rest.p, '.', rest.n)) != NULL;) {
        const stet_data *inner =
            stet__load_at(vars, stet_strn(rest.p, (size_t)(dot - rest.p)));
        if (!inner || inner->type != STET_DATA_MAP)
            break;
        vars = inner;
        rest = stet_strn(dot + 1, rest.n - (size_t)(dot + 1 - rest.p));
    }
    const char *best = stet__suggest(rest, stet__load_names(load, vars));
    return best ? stet__load_text(load, "did you mean '%.*s%s'?",
                                  (int)(rest.p - name.p), name.p, best)
                      .p
                : otherwise;
}

const char *const *stet__load_names(struct loader *load, const stet_data *map)
{
    size_t n = map ? map->count : 0;
    const char **names = stet__load_alloc(load, (n + 1) * sizeof *names);
    const stet_data *child = map ? map->first : NULL;
    for (size_t i = 0; names && child; child = child->next)
        names[i++] = child->key.p;
    return names;
}

void stet__load_digest(struct loader *load, stet_str bytes)
{
    struct plan_source *source = stet__load_alloc(load, sizeof *source);
    if (!source || !bytes.p) {
        load->failed = STET_E_NOMEM;
        return;
    }
    *source = (struct plan_source){load->sources, bytes};
    load->sources = source;
}

void stet__load_digest_file(void *load, stet_str bytes)
{
    stet__load_digest(load, bytes);
}

static int same_problem(const stet_problem_info *a, const stet_problem_info *b)
{
    return a->line == b->line && a->column == b->column &&
           strcmp(a->file, b->file) == 0 && strcmp(a->message, b->message) == 0;
}

/* Repetitions stand at one place, so they are neighbours or nearly so. */
static int is_repeated(const stet_problems *problems, size_t i,
                       const stet_problem_info *info)
{
    stet_problem_info earlier = {.size = sizeof earlier};
    while (i-- > 0 && stet_problems_get(problems, i, &earlier)) {
        if (same_problem(&earlier, info))
            return 1;
        if (earlier.line != info->line)
            return 0;
    }
    return 0;
}

/* Layers below do not know the files: their problems come without the line. */
static stet_str excerpt_of(const struct loader *load, const stet_problem_info *info)
{
    const stet_data at = {.file = info->file};
    const struct source_file *file = stet__source_of(load->files, &at);
    if (info->excerpt[0] || !file || !info->line)
        return stet_cstr(info->excerpt);
    const char *p = file->text.p, *end = p + file->text.n, *stop;
    for (uint32_t line = info->line; line > 1 && p; line--) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p ? p + 1 : NULL;
    }
    if (!p)
        return stet_cstr("");
    stop = memchr(p, '\n', (size_t)(end - p));
    size_t n = (size_t)((stop ? stop : end) - p);
    n -= n && p[n - 1] == '\r';
    return n > EXCERPT_MAX ? stet_cstr("") : stet_strn(p, n);
}

/* The message, in which the text of files has been blackened. */
static const char *blacken(struct loader *load, const char *message)
{
    for (const struct load_secret *s = load->secrets; s; s = s->next) {
        const char *at = s->text.n ? strstr(message, s->text.p) : NULL;
        for (int n = 0; at && n < 8; at = strstr(message, s->text.p), n++)
            message = stet__load_text(load, "%.*s***%s", (int)(at - message), message,
                                      at + s->text.n)
                          .p;
    }
    return message;
}

static void fill_error(stet_error *err, const stet_problem_info *first, size_t errors)
{
    if (errors > 1)
        stet__error(err, STET_E_CONFIG, "%s (and %zu more)", first->message,
                    errors - 1);
    else
        stet__error(err, STET_E_CONFIG, "%s", first->message);
    stet__error_at(err, first->file, first->line, first->column);
    stet__error_hint(err, "%s", first->hint ? first->hint : "");
}

stet_code stet__load_report(struct loader *load, stet_problems *problems,
                            stet_error *err)
{
    stet_problem_info info = {.size = sizeof info}, first = {.size = sizeof first};
    size_t errors = 0;
    for (size_t i = 0; stet_problems_get(load->problems, i, &info); i++) {
        if (is_repeated(load->problems, i, &info))
            continue;
        struct problem_place place = {info.file, info.line, info.column, info.length,
                                      excerpt_of(load, &info)};
        info.message = blacken(load, info.message);
        stet__problems_add(problems, &place, info.warning, info.message, info.hint);
        if (!info.warning && errors++ == 0)
            first = info;
    }
    if (errors)
        fill_error(err, &first, errors);
    else if (stet__problems_errors(load->problems))
        return stet__error(err, STET_E_NOMEM, "not enough memory to load the pipeline");
    if (errors && err && load->missing)
        err->code = load->missing;
    return !errors ? STET_OK : load->missing ? load->missing : STET_E_CONFIG;
}
