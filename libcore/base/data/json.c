/* SPDX-License-Identifier: MIT */
/*
 * Strict JSON (RFC 8259) to the value tree: one pass, no recursion, positions, limits.
 * Refused: duplicate keys, lone surrogates, \u0000, control characters in strings, text
 * behind the value.
 */
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/data/data.h"
#include "base/data/keys.h"
#include "base/text/unicode.h"

struct frame {
    struct frame *outer;
    stet_data *container, *last;
    struct table *keys; /* NULL while the map is small */
};

struct json {
    struct arena *arena;
    const struct limits *limits;
    const struct data_source *source;
    const char *begin, *at, *end;
    const char *line_begin, *column_at; /* where `column` was counted to */
    uint32_t line, column;
    struct frame *top, *spare;
    stet_data *root;
    stet_str key; /* waiting for its value */
    const char *key_at;
    uint32_t key_line, key_column;
    uint64_t depth, nodes;
    unsigned mistakes;
    stet_code failed; /* of the first mistake; memory and limits win over it */
    stet_problems *problems;
    stet_error *err;
};

/* ---- positions and messages ----------------------------------------------------- */

/* Column of `to`, which mostly lies behind the last place asked for on this line. */
static uint32_t column_of(struct json *j, const char *to)
{
    if (to < j->column_at) {
        j->column_at = j->line_begin;
        j->column = 1;
    }
    j->column += (uint32_t)stet__characters(j->column_at, (size_t)(to - j->column_at));
    j->column_at = to;
    return j->column;
}

static void report(struct json *j, const struct problem_place *place, stet_code code,
                   const char *message, const char *hint)
{
    stet__problems_add(j->problems, place, 0, message, hint);
    if (j->failed != STET_OK && (code == STET_E_SYNTAX || j->failed != STET_E_SYNTAX))
        return;
    j->failed = code;
    stet__error(j->err, code, "%s", message);
    stet__error_at(j->err, place->file, place->line, place->column);
    stet__error_hint(j->err, "%s", hint);
}

static stet_code fail_at(struct json *j, const char *at, stet_code code,
                         const char *message, const char *hint)
{
    struct problem_place place = {
        j->source->file, j->line, column_of(j, at), 1,
        stet__excerpt(j->source->text, (size_t)(at - j->begin))};
    report(j, &place, code, message, hint);
    return code;
}

static stet_code fail(struct json *j, const char *message, const char *hint)
{
    return fail_at(j, j->at, STET_E_SYNTAX, message, hint);
}

static stet_code fail_memory(struct json *j)
{
    return fail_at(j, j->at, STET_E_NOMEM, "not enough memory for this JSON text", "");
}

/* A mistake that leaves a tree standing: the entry is left out, and reading goes on. */
static stet_code say_twice(struct json *j, const stet_data *d, const stet_data *first)
{
    char message[160], hint[80];
    struct problem_place place = {
        j->source->file, d->key_line, d->key_column,
        (uint32_t)stet__characters(d->key.p, d->key.n),
        stet__excerpt(j->source->text, (size_t)(j->key_at - j->begin))};
    if (++j->mistakes > STET_MISTAKES_MAX)
        return fail(j, "too many mistakes to list them all", "");
    stet__data_twice(d, first, message, sizeof message, hint, sizeof hint);
    report(j, &place, STET_E_SYNTAX, message, hint);
    return STET_OK;
}

static void skip_space(struct json *j)
{
    for (; j->at < j->end; j->at++) {
        if (*j->at == '\n') {
            j->line++;
            j->line_begin = j->column_at = j->at + 1;
            j->column = 1;
        } else if (*j->at != ' ' && *j->at != '\t' && *j->at != '\r')
            return;
    }
}

/* ---- strings -------------------------------------------------------------------- */

/* The first byte that ends a string or needs care: quote, backslash, control. */
static const char *scan_plain(const char *p, const char *end)
{
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(0x1f);
    for (; end - p >= 16; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, space), v);
        __m128i hit = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)), control);
        int mask = _mm_movemask_epi8(hit);
        if (mask)
            return p + __builtin_ctz((unsigned)mask);
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p > 0x1f)
        p++;
    return p;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hex digits at p, or -1. */
static int32_t hex4(const char *p, const char *end)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = p + i < end ? hex_digit(p[i]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* j->at stands on the `u` of \uXXXX; leaves it behind the escape. */
static stet_code read_unicode(struct json *j, char *to, size_t *ret_n)
{
    int32_t c = hex4(j->at + 1, j->end);
    if (c < 0)
        return fail(j, "\\u needs four hexadecimal digits", "");
    if (c == 0)
        return fail(j, "\\u0000 stands in a string",
                    "text of articles has no NUL; leave it out");
    if (c >= 0xdc00 && c <= 0xdfff)
        return fail(j, "a low surrogate without the high one before it", "");
    if (c >= 0xd800 && c <= 0xdbff) {
        int paired = j->end - j->at >= 11 && j->at[5] == '\\' && j->at[6] == 'u';
        int32_t low = paired ? hex4(j->at + 7, j->end) : -1;
        if (low < 0xdc00 || low > 0xdfff)
            return fail(j, "a high surrogate without the low one behind it", "");
        c = 0x10000 + ((c - 0xd800) * 1024) + (low - 0xdc00);
        j->at += 6;
    }
    j->at += 5;
    *ret_n = put_utf8(to, (uint32_t)c);
    return STET_OK;
}

static stet_code read_escape(struct json *j, char *to, size_t *ret_n)
{
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    j->at++;
    if (j->at < j->end && *j->at == 'u')
        return read_unicode(j, to, ret_n);
    const char *known = j->at < j->end && *j->at ? strchr(from, *j->at) : NULL;
    if (!known)
        return fail(j, "an escape that JSON does not have",
                    "write \\\\ for a backslash");
    *to = into[known - from];
    *ret_n = 1;
    j->at++;
    return STET_OK;
}

/* The end of a string that has escapes, so that its text can be given room at once. */
static const char *find_quote(const char *p, const char *end)
{
    while ((p = scan_plain(p, end)) < end && *p != '"')
        p += *p == '\\' ? 2 : 1;
    return p < end ? p : end;
}

/* Copy up to the next byte that is not plain; 1 when that is the closing quote. */
static int copy_plain(struct json *j, const char *plain, char **to)
{
    size_t n = (size_t)(plain - j->at);
    memcpy(*to, j->at, n);
    *to += n;
    j->at = plain;
    return plain < j->end && *plain == '"';
}

/* j->at stands on the opening quote. */
static stet_code read_string(struct json *j, stet_str *ret_text)
{
    const char *plain = scan_plain(++j->at, j->end), *stop = plain;
    if (plain < j->end && *plain != '"')
        stop = find_quote(plain, j->end);
    char *text = stet__arena_bytes(j->arena, (size_t)(stop - j->at) + 5), *to = text;
    if (!text)
        return fail_memory(j);
    while (!copy_plain(j, plain, &to)) {
        if (plain >= j->end)
            return fail(j, "a string is not closed", "");
        if (*plain != '\\')
            return fail(j, "a control character in a string",
                        "write it as \\n, \\t or \\u00XX");
        size_t got = 0;
        stet_code code = read_escape(j, to, &got);
        if (code != STET_OK)
            return code;
        to += got;
        plain = scan_plain(j->at, j->end);
    }
    j->at++;
    *to = '\0';
    *ret_text = (stet_str){text, (size_t)(to - text)};
    return STET_OK;
}

/* ---- tree ----------------------------------------------------------------------- */

static stet_code link_value(struct json *j, stet_data *d)
{
    struct frame *top = j->top;
    j->key = stet_cstr("");
    if (!top) {
        j->root = d;
        return STET_OK;
    }
    if (top->container->type == STET_DATA_MAP) {
        const stet_data *first;
        stet_code code = stet__keys_add(&top->keys, top->container, d, &first);
        if (code == STET_E_NOMEM)
            return fail_memory(j);
        if (code == STET_E_EXISTS)
            return say_twice(j, d, first);
    }
    if (top->last)
        top->last->next = d;
    else
        top->container->first = d;
    top->last = d;
    top->container->count++;
    return STET_OK;
}

/* NULL: j->failed says why. */
static stet_data *new_value(struct json *j, int type)
{
    stet_data *d = NULL;
    if (++j->nodes > j->limits->data_nodes)
        fail_at(j, j->at, STET_E_LIMIT, "more values than the limit data-nodes allows",
                "");
    else if (!(d = stet__arena_alloc(j->arena, sizeof *d)))
        fail_memory(j);
    if (!d)
        return NULL;
    d->size = sizeof *d;
    d->type = type;
    d->file = j->source->file;
    d->line = j->line;
    d->column = column_of(j, j->at);
    d->off = j->source->first_off + (uint32_t)(j->at - j->begin);
    d->key = j->key;
    if (j->top && j->top->container->type == STET_DATA_MAP) {
        d->key_line = j->key_line;
        d->key_column = j->key_column;
    }
    d->text = stet_cstr("");
    return link_value(j, d) == STET_OK ? d : NULL;
}

static stet_code open_container(struct json *j, int type)
{
    struct frame *frame = j->spare;
    if (j->depth >= j->limits->data_depth)
        return fail_at(j, j->at, STET_E_LIMIT,
                       "nested deeper than the limit data-depth allows", "");
    stet_data *d = new_value(j, type);
    if (!d)
        return j->failed;
    if (frame)
        j->spare = frame->outer;
    else if (!(frame = stet__arena_alloc(j->arena, sizeof *frame)))
        return fail_memory(j);
    *frame = (struct frame){.outer = j->top, .container = d};
    j->top = frame;
    j->depth++;
    j->at++;
    return STET_OK;
}

static void close_container(struct json *j)
{
    struct frame *frame = j->top;
    j->at++;
    frame->container->len =
        (uint32_t)(j->at - j->begin) + j->source->first_off - frame->container->off;
    stet__keys_drop(&frame->keys);
    j->top = frame->outer;
    frame->outer = j->spare;
    j->spare = frame;
    j->depth--;
}

static stet_code read_key(struct json *j)
{
    if (j->at >= j->end || *j->at != '"')
        return fail(j, "a name in quotes is wanted here",
                    "names of an object stand in \"quotes\"");
    j->key_at = j->at;
    j->key_line = j->line;
    j->key_column = column_of(j, j->at);
    stet_str key;
    stet_code code = read_string(j, &key);
    if (code != STET_OK)
        return code;
    skip_space(j);
    if (j->at >= j->end || *j->at != ':')
        return fail(j, "':' is wanted behind the name", "");
    j->at++;
    j->key = key;
    return STET_OK;
}

/* ---- scalars -------------------------------------------------------------------- */

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

/* The end of the number at p, or NULL when it is none. */
static const char *scan_number(const char *p, const char *end)
{
    p += p < end && *p == '-';
    const char *digits = p;
    p = skip_digits(p, end);
    if (p == digits || (p - digits > 1 && *digits == '0'))
        return NULL;
    if (p < end && *p == '.') {
        const char *fraction = ++p;
        p = skip_digits(p, end);
        if (p == fraction)
            return NULL;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < end && (*p == '+' || *p == '-');
        const char *power = p;
        p = skip_digits(p, end);
        if (p == power)
            return NULL;
    }
    return p;
}

static stet_code read_word(struct json *j, const char *word, int type)
{
    size_t n = strlen(word);
    if ((size_t)(j->end - j->at) < n || memcmp(j->at, word, n) != 0)
        return fail(j, "this is no JSON value", "text stands in \"quotes\"");
    stet_data *d = new_value(j, type);
    if (!d)
        return j->failed;
    d->len = (uint32_t)n;
    d->text = type == STET_DATA_NULL ? stet_cstr("") : stet_strn(word, n);
    j->at += n;
    return STET_OK;
}

static stet_code read_number(struct json *j)
{
    const char *stop = scan_number(j->at, j->end);
    if (!stop)
        return fail(j, "this is no JSON value",
                    "numbers are written like -12.5e3, text stands in \"quotes\"");
    stet_data *d = new_value(j, STET_DATA_NUMBER);
    if (!d)
        return j->failed;
    d->len = (uint32_t)(stop - j->at);
    d->text = stet__arena_copy(j->arena, stet_strn(j->at, d->len));
    if (!d->text.p)
        return fail_memory(j);
    j->at = stop;
    return STET_OK;
}

static stet_code read_text(struct json *j)
{
    stet_data *d = new_value(j, STET_DATA_STRING);
    const char *begin = j->at;
    if (!d)
        return j->failed;
    stet_code code = read_string(j, &d->text);
    d->len = (uint32_t)(j->at - begin);
    return code;
}

static stet_code read_value(struct json *j)
{
    if (j->at >= j->end)
        return fail(j, "a value is wanted, and the text ends", "");
    switch (*j->at) {
    case '{':
        return open_container(j, STET_DATA_MAP);
    case '[':
        return open_container(j, STET_DATA_LIST);
    case '"':
        return read_text(j);
    case 't':
        return read_word(j, "true", STET_DATA_BOOL);
    case 'f':
        return read_word(j, "false", STET_DATA_BOOL);
    case 'n':
        return read_word(j, "null", STET_DATA_NULL);
    default:
        return read_number(j);
    }
}

/* ---- the walk ------------------------------------------------------------------- */

/* Inside a container, behind a value or its opening: close it, or go on to a value. */
static stet_code next_in_container(struct json *j)
{
    int map = j->top->container->type == STET_DATA_MAP;
    skip_space(j);
    if (j->at < j->end && *j->at == (map ? '}' : ']')) {
        close_container(j);
        return STET_OK;
    }
    if (j->top->last) {
        if (j->at >= j->end || *j->at != ',')
            return fail(
                j, map ? "',' or '}' is wanted here" : "',' or ']' is wanted here", "");
        j->at++;
        skip_space(j);
    }
    stet_code code = map ? read_key(j) : STET_OK;
    skip_space(j);
    return code == STET_OK ? read_value(j) : code;
}

static stet_code read_document(struct json *j)
{
    skip_space(j);
    if (j->at == j->end)
        return STET_OK;
    stet_code code = read_value(j);
    while (code == STET_OK && j->top)
        code = next_in_container(j);
    if (code != STET_OK)
        return code;
    skip_space(j);
    return j->at == j->end ? STET_OK : fail(j, "text behind the end of the value", "");
}

static stet_code check_text(struct json *j)
{
    size_t bad, n = (size_t)(j->end - j->begin);
    if (n >= 3 && memcmp(j->at, "\xef\xbb\xbf", 3) == 0) /* a mark of byte order */
        j->line_begin = j->column_at = j->at += 3;
    if (n > UINT32_MAX - j->source->first_off ||
        (j->source->max_bytes && n > j->source->max_bytes))
        return fail_at(j, j->begin, STET_E_LIMIT,
                       "this JSON text is larger than the limit", "");
    if (stet__utf8_valid(j->begin, n, &bad))
        return STET_OK;
    while (j->at < j->begin + bad &&
           (j->at = memchr(j->at, '\n', (size_t)(j->begin + bad - j->at)))) {
        j->line++;
        j->line_begin = j->column_at = ++j->at;
    }
    return fail_at(j, j->begin + bad, STET_E_UTF8, "a byte that is not UTF-8",
                   "save it as UTF-8");
}

stet_code stet__data_json(struct arena *arena, const struct limits *limits,
                          const struct data_source *source, const stet_data **ret_data,
                          stet_problems *problems, stet_error *err)
{
    struct json j = {.arena = arena,
                     .limits = limits,
                     .source = source,
                     .begin = source->text.p,
                     .at = source->text.p,
                     .end = source->text.p + source->text.n,
                     .line_begin = source->text.p,
                     .column_at = source->text.p,
                     .line = source->first_line ? source->first_line : 1,
                     .column = 1,
                     .key = {"", 0},
                     .problems = problems,
                     .err = err};
    stet_code code = check_text(&j);
    if (code == STET_OK)
        code = read_document(&j);
    for (struct frame *f = j.top; f; f = f->outer)
        stet__keys_drop(&f->keys);
    if (code == STET_OK && (j.failed == STET_OK || problems))
        *ret_data = j.root;
    return j.failed;
}
