/* SPDX-License-Identifier: MIT */
/* Errors as values, problems as lists, and the word that was meant. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/memory.h"

/* Cut at `cap - 1` bytes, and then back to the end of a character. */
static void put_text(char *to, size_t cap, const char *format, va_list args)
{
    int n = vsnprintf(to, cap, format, args);
    if (n < 0) {
        to[0] = '\0';
        return;
    }
    if ((size_t)n < cap)
        return;
    size_t end = cap - 1;
    while (end > 0 && ((unsigned char)to[end - 1] & 0xc0) == 0x80)
        end--;
    /* end stands behind a lead byte or an ASCII one: drop a lead without its tail */
    if (end > 0 && (unsigned char)to[end - 1] >= 0xc0)
        end--;
    else
        end = cap - 1;
    to[end] = '\0';
}

stet_code stet__error(stet_error *err, stet_code code, const char *format, ...)
{
    if (!err)
        return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    va_list args;
    va_start(args, format);
    put_text(err->message, sizeof err->message, format, args);
    va_end(args);
    return code;
}

STET_PRINTF(3, 4)
static void put_line(char *to, size_t cap, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_text(to, cap, format, args);
    va_end(args);
}

void stet__error_at(stet_error *err, const char *where, uint32_t line, uint32_t column)
{
    if (!err)
        return;
    put_line(err->where, sizeof err->where, "%s", where ? where : "");
    err->line = line;
    err->column = column;
}

void stet__error_hint(stet_error *err, const char *format, ...)
{
    if (!err)
        return;
    va_list args;
    va_start(args, format);
    put_text(err->hint, sizeof err->hint, format, args);
    va_end(args);
}

const char *stet_code_text(stet_code code)
{
    static const struct {
        stet_code code;
        const char *text;
    } texts[] = {
        {STET_OK, "done"},
        {STET_SKIP, "nothing to do"},
        {STET_DONE, "no more"},
        {STET_SPLIT, "another file"},
        {STET_RETRY, "passing trouble, try again"},
        {STET_FAILED, "the article failed"},
        {STET_FATAL, "the step is unusable"},
        {STET_E_NOMEM, "not enough memory"},
        {STET_E_MISUSE, "a call with a wrong or missing object"},
        {STET_E_STALE, "a node that is gone or of another article"},
        {STET_E_RANGE, "out of range"},
        {STET_E_UTF8, "text that is not UTF-8"},
        {STET_E_UNDECLARED, "a write or finding that the step did not declare"},
        {STET_E_NOTFOUND, "not found"},
        {STET_E_DENIED, "outside what is allowed"},
        {STET_E_DEADLINE, "the time for the article is over"},
        {STET_E_CANCELLED, "cancelled"},
        {STET_E_LIMIT, "beyond a limit, see stet limits"},
        {STET_E_SYNTAX, "malformed input"},
        {STET_E_CONFIG, "the pipeline has mistakes"},
        {STET_E_PLUGIN, "a plugin that cannot be used"},
        {STET_E_IO, "input or output failed"},
        {STET_E_EXISTS, "the name is taken"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].code == code)
            return texts[i].text;
    return "unknown code";
}

/* ---- problems ------------------------------------------------------------------- */

struct problem {
    stet_problem_info info;
    size_t file_order; /* files in the order in which they were first named */
    size_t order;
};

struct stet_problems {
    struct problem *items;
    size_t count, cap, errors;
    struct arena text;
    int sorted, lost;
};

stet_code stet_problems_new(stet_problems **ret_problems)
{
    if (!ret_problems)
        return STET_E_MISUSE;
    stet_problems *p = stet__calloc(1, sizeof *p);
    if (!p)
        return STET_E_NOMEM;
    stet__arena_init(&p->text, 0);
    p->sorted = 1;
    *ret_problems = p;
    return STET_OK;
}

void stet_problems_free(stet_problems *problems)
{
    if (!problems)
        return;
    stet__free(problems->items);
    stet__arena_done(&problems->text);
    stet__free(problems);
}

size_t stet_problems_count(const stet_problems *problems)
{
    return problems ? problems->count : 0;
}

size_t stet__problems_errors(const stet_problems *problems)
{
    return problems ? problems->errors + (problems->lost != 0) : 0;
}

static size_t file_order(const stet_problems *problems, const char *file)
{
    for (size_t i = 0; i < problems->count; i++)
        if (strcmp(problems->items[i].info.file, file) == 0)
            return problems->items[i].file_order;
    return problems->count;
}

static const char *copy(stet_problems *problems, stet_str s)
{
    stet_str c = stet__arena_copy(&problems->text, s);
    problems->lost |= c.p == NULL;
    return c.p ? c.p : "";
}

/* What the caret underlines does not go on behind the line that is shown. */
static uint32_t underlined(const struct problem_place *place)
{
    stet_str shown = place->excerpt;
    size_t line = shown.n ? stet__characters(shown.p, shown.n) : 0;
    size_t left = place->column <= line ? line - place->column + 1 : 1;
    if (place->length == 0 || line == 0)
        return place->length;
    return place->length < left ? place->length : (uint32_t)left;
}

void stet__problems_add(stet_problems *problems, const struct problem_place *place,
                        int warning, const char *message, const char *hint)
{
    static const struct problem_place nowhere = {.file = ""};
    if (!problems)
        return;
    if (!place)
        place = &nowhere;
    if (stet__array_reserve(&problems->items, &problems->cap, problems->count + 1,
                            sizeof *problems->items) != STET_OK) {
        problems->lost = 1;
        return;
    }
    struct problem p = {.order = problems->count};
    const char *file = place->file ? place->file : "";
    p.file_order = file_order(problems, file);
    p.info = (stet_problem_info){.size = sizeof p.info,
                                 .warning = warning != 0,
                                 .file = copy(problems, stet_cstr(file)),
                                 .line = place->line,
                                 .column = place->column,
                                 .length = underlined(place),
                                 .message = copy(problems, stet_cstr(message)),
                                 .hint = copy(problems, stet_cstr(hint)),
                                 .excerpt = copy(problems, place->excerpt)};
    problems->items[problems->count++] = p;
    problems->errors += !warning;
    problems->sorted = 0;
}

static int by_place(const void *left, const void *right)
{
    const struct problem *a = left, *b = right;
    if (a->file_order != b->file_order)
        return a->file_order < b->file_order ? -1 : 1;
    if (a->info.line != b->info.line)
        return a->info.line < b->info.line ? -1 : 1;
    if (a->info.column != b->info.column)
        return a->info.column < b->info.column ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

int stet_problems_get(const stet_problems *problems, size_t i,
                      stet_problem_info *ret_info)
{
    if (!problems || !ret_info || i >= problems->count)
        return 0;
    if (!problems->sorted) {
        /* the order is no part of what the list says */
        stet_problems *list = (stet_problems *)(uintptr_t)problems;
        qsort(list->items, list->count, sizeof *list->items, by_place);
        list->sorted = 1;
    }
    *ret_info = problems->items[i].info;
    return 1;
}

size_t stet__characters(const char *p, size_t n)
{
    const char *end = p + n;
    size_t count = 0;
#if defined(__SSE2__)
    const __m128i first = _mm_set1_epi8(-64); /* bytes below continue a character */
    for (; end - p >= 16; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        int mask = _mm_movemask_epi8(_mm_cmplt_epi8(v, first));
        count += 16 - (size_t)__builtin_popcount((unsigned)mask);
    }
#endif
    for (; p < end; p++)
        count += ((unsigned char)*p & 0xc0) != 0x80;
    return count;
}

enum { EXCERPT_MAX = 400 };

stet_str stet__excerpt(stet_str text, size_t off)
{
    size_t from = off < text.n ? off : text.n, to = from;
    while (from > 0 && text.p[from - 1] != '\n' && to - from <= EXCERPT_MAX)
        from--;
    while (to < text.n && text.p[to] != '\n' && to - from <= EXCERPT_MAX)
        to++;
    if (to - from > EXCERPT_MAX)
        return stet_cstr("");
    if (to > from && text.p[to - 1] == '\r')
        to--;
    return stet_strn(text.p + from, to - from);
}

/* ---- suggestions ---------------------------------------------------------------- */

enum { SUGGEST_MAX = 64 };

/* Damerau-Levenshtein with adjacent transpositions; both at most SUGGEST_MAX long. */
static size_t distance(const char *a, size_t an, const char *b, size_t bn)
{
    size_t rows[3][SUGGEST_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= bn; j++)
        last[j] = j;
    for (size_t i = 1; i <= an; i++) {
        now[0] = i;
        for (size_t j = 1; j <= bn; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[bn];
}

/* Is the text the begin of the name, or one of its words? "lang" of "language",
 * "structure" of "article.structure". */
static int is_part(stet_str wrong, const char *name)
{
    size_t n = strlen(name);
    if (wrong.n >= n)
        return 0;
    if (memcmp(name, wrong.p, wrong.n) == 0)
        return 1;
    for (size_t i = 1; i + wrong.n <= n; i++)
        if (strchr("._-/", name[i - 1]) && memcmp(name + i, wrong.p, wrong.n) == 0 &&
            (i + wrong.n == n || strchr("._-/", name[i + wrong.n])))
            return 1;
    return 0;
}

/* The only name that the text is a part of. */
static const char *find_whole(stet_str wrong, const char *const *names)
{
    const char *found = NULL;
    for (; wrong.n > 2 && *names; names++) {
        if (!is_part(wrong, *names))
            continue;
        if (found)
            return NULL;
        found = *names;
    }
    return found;
}

const char *stet__suggest(stet_str wrong, const char *const *names)
{
    const char *best = NULL;
    const char *const *all = names;
    size_t least = SIZE_MAX;
    if (wrong.n == 0 || wrong.n > SUGGEST_MAX || !names)
        return NULL;
    for (; *names; names++) {
        size_t n = strlen(*names);
        if (n > SUGGEST_MAX)
            continue;
        size_t d = distance(wrong.p, wrong.n, *names, n);
        size_t allowed = (wrong.n > n ? wrong.n : n) / 3;
        if (d <= (allowed ? allowed : 1) && d < least && d < n) {
            least = d;
            best = *names;
        }
    }
    return best ? best : find_whole(wrong, all);
}

const char *stet_suggest(stet_str wrong, const char *const *names)
{
    return stet__suggest(wrong, names);
}
