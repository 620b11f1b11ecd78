/* SPDX-License-Identifier: MIT */
/*
 * A text of a catalogue, taken apart when the pipeline is built.
 *
 *   text: "First published by [{{ origin.name }}]({{ origin.url }}), **with thanks**."
 *
 * A blank line divides paragraphs, [words](address) is a link, *words* and **words**
 * are emphasis, a backslash takes a sign as it is. ${name} is filled in here, {{ }}
 * when an article comes: what they stand for is text, whatever it looks like.
 */
#include "notice.h"

/* A paragraph being taken apart. */
struct reading {
    stet_build *b;
    const stet_data *at;
    const struct values *values;
    struct piece *pieces;
    size_t count, len;
    char *text;       /* of the piece at hand          */
    const char *from; /* where it begins in the source */
    uint8_t emphasis, strong;
    stet_code code;
};

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the `{{ }}` or `${ }` that begins at i, 0 when none does. */
static size_t value_length(stet_str s, size_t i)
{
    if (s.n - i < 4 || s.p[i + 1] != '{' || (s.p[i] != '{' && s.p[i] != '$'))
        return 0;
    int close = s.p[i] == '{' ? 2 : 1;
    char quote = 0;
    for (size_t k = i + 2; k < s.n; k++) {
        if (quote)
            quote = s.p[k] == quote ? 0 : quote;
        else if (close == 2 && (s.p[k] == '"' || s.p[k] == '\''))
            quote = s.p[k];
        else if (s.p[k] == '}' && (close == 1 || (k + 1 < s.n && s.p[k + 1] == '}')))
            return k + (size_t)close - i;
    }
    return 0;
}

/* ---- ${names} ------------------------------------------------------------------ */

static const stet_pair *find_value(const stet_list *map, stet_str name, size_t *ret_at)
{
    const stet_pair *pairs = map ? map->items : NULL;
    for (size_t i = 0; map && i < map->n; i++)
        if (stet_str_eq(pairs[i].key, name)) {
            *ret_at = i;
            return &pairs[i];
        }
    return NULL;
}

/* What a name stands for; 0 and a problem when there is no such. */
static int value_of(stet_build *b, stet_str name, const stet_data *at,
                    const struct values *v, char digits[24], stet_str *ret)
{
    size_t i = 0;
    const stet_pair *pair = find_value(v->given, name, &i);
    if (pair && v->used)
        v->used[i / 64] |= 1ull << i % 64;
    if (!pair)
        pair = find_value(v->preset, name, &i);
    if (pair) {
        *ret = *(const stet_str *)pair->value;
        return 1;
    }
    if (stet_str_is(name, "n")) {
        snprintf(digits, 24, "%d", (int)v->number);
        *ret = stet_cstr(digits);
        return 1;
    }
    stet_problem_at(b, at, "set it under values:", "no value is called '%.*s'",
                    (int)name.n, name.p);
    return 0;
}

/* Copy with names filled in; NULL `to`: count only. A value may name `${n}`. */
static size_t substitute(stet_build *b, stet_str text, const stet_data *at,
                         const struct values *v, char *to, int *ret_bad)
{
    size_t len = 0;
    char digits[24], inner[24];
    for (size_t i = 0; i < text.n;) {
        size_t n = text.p[i] == '$' ? value_length(text, i) : 0;
        stet_str value = stet_strn(text.p + i, 1);
        if (n && !value_of(b, stet_strn(text.p + i + 2, n - 3), at, v, digits, &value))
            *ret_bad = 1;
        i += n ? n : 1;
        for (size_t k = 0; k < value.n; k++) {
            int number = n && value.n - k >= 4 && memcmp(value.p + k, "${n}", 4) == 0;
            size_t m = number
                           ? (size_t)snprintf(inner, sizeof inner, "%d", (int)v->number)
                           : 1;
            if (to)
                memcpy(to + len, number ? inner : value.p + k, m);
            len += m;
            k += number ? 3 : 0;
        }
    }
    return len;
}

stet_str stet__notice_substitute(stet_build *b, stet_str text, const stet_data *at,
                                 const struct values *values)
{
    int bad = 0;
    if (!values || !memchr(text.p, '$', text.n))
        return text;
    size_t n = substitute(b, text, at, values, NULL, &bad);
    char *copy = bad ? NULL : stet_build_alloc(b, n + 1);
    if (!copy)
        return (stet_str){NULL, 0};
    substitute(b, text, at, values, copy, &bad);
    return stet_strn(copy, n);
}

stet_code stet__notice_phrase(stet_build *b, stet_str text, const stet_data *at,
                              const struct values *values, struct phrase *ret_phrase)
{
    stet_str whole = stet__notice_substitute(b, text, at, values);
    if (!whole.p)
        return STET_E_CONFIG;
    *ret_phrase = (struct phrase){.literal = whole};
    if (!memmem(whole.p, whole.n, "{{", 2))
        return STET_OK;
    ret_phrase->template = stet_build_template(b, whole, at);
    return ret_phrase->template ? STET_OK : STET_E_CONFIG;
}

/* ---- pieces -------------------------------------------------------------------- */

static void fail(struct reading *r, stet_code code)
{
    if (r->code == STET_OK)
        r->code = code;
}

static void say(struct reading *r, const char *hint, const char *message)
{
    fail(r, stet_problem_at(r->b, r->at, hint, "%s", message));
}

static struct piece *add_piece(struct reading *r, stet_str text)
{
    if (r->count == PIECES_MAX) {
        say(r, "divide the paragraph", "a paragraph has too many links and emphases");
        return NULL;
    }
    struct piece *p = &r->pieces[r->count++];
    p->emphasis = r->emphasis;
    p->strong = r->strong;
    fail(r, stet__notice_phrase(r->b, text, r->at, r->values, &p->text));
    return p;
}

/* The text so far becomes a piece. */
static void flush(struct reading *r)
{
    if (!r->len)
        return;
    char *copy = stet_build_alloc(r->b, r->len + 1);
    if (!memcmp(r->from, r->text, r->len)) { /* as it stands: mistakes have a place */
        add_piece(r, stet_strn(r->from, r->len));
    } else if (copy) {
        memcpy(copy, r->text, r->len);
        add_piece(r, stet_strn(copy, r->len));
    } else {
        fail(r, STET_E_NOMEM);
    }
    r->len = 0;
}

/* Where the sign stands that ends what begins behind `i`; values are passed over. */
static size_t find_end(stet_str s, size_t i, char sign)
{
    while (i < s.n && s.p[i] != sign) {
        size_t n = value_length(s, i);
        i += n ? n : s.p[i] == '\\' ? 2 : 1;
    }
    return i < s.n ? i : 0;
}

/* `[words](address)` at i: its length, 0 when it is none. */
static size_t read_link(struct reading *r, stet_str s, size_t i)
{
    size_t close = find_end(s, i + 1, ']');
    if (!close || close + 1 >= s.n || s.p[close + 1] != '(' || close == i + 1)
        return 0;
    size_t end = find_end(s, close + 2, ')');
    if (!end)
        return 0;
    flush(r);
    struct piece *p = add_piece(r, stet_strn(s.p + i + 1, close - i - 1));
    if (p) {
        p->link = 1;
        fail(r, stet__notice_phrase(r->b, stet_strn(s.p + close + 2, end - close - 2),
                                    r->at, r->values, &p->href));
    }
    return end + 1 - i;
}

/* Signs that mean something; 0: it is text. */
static size_t read_sign(struct reading *r, stet_str s, size_t i)
{
    if (s.p[i] == '[')
        return read_link(r, s, i);
    if (s.p[i] == '*') {
        int two = i + 1 < s.n && s.p[i + 1] == '*';
        flush(r);
        if (two)
            r->strong = !r->strong;
        else
            r->emphasis = !r->emphasis;
        return two ? 2 : 1;
    }
    if (s.p[i] == '\\' && i + 1 < s.n && memchr("*[]()\\", s.p[i + 1], 6)) {
        r->text[r->len++] = s.p[i + 1];
        return 2;
    }
    return 0;
}

static void read_pieces(struct reading *r, stet_str s, int markup)
{
    for (size_t i = 0; i < s.n && r->code == STET_OK;) {
        size_t n = value_length(s, i);
        r->from = r->len ? r->from : s.p + i;
        if (!n && markup && (n = read_sign(r, s, i)) != 0) {
            i += n;
            continue;
        }
        if (!n && is_space(s.p[i])) {
            while (i < s.n && is_space(s.p[i]))
                i++;
            if (i < s.n)
                r->text[r->len++] = ' ';
            continue;
        }
        n = n ? n : 1;
        memcpy(r->text + r->len, s.p + i, n);
        r->len += n;
        i += n;
    }
    flush(r);
    if (r->strong || r->emphasis)
        say(r, "write \\* for the sign itself", "an emphasis is not closed");
}

static stet_code read_paragraph(stet_build *b, stet_str text, const stet_data *at,
                                const struct values *values, int markup,
                                struct paragraph *ret)
{
    struct piece pieces[PIECES_MAX];
    struct reading r = {.b = b, .at = at, .values = values, .pieces = pieces};
    memset(pieces, 0, sizeof pieces);
    r.text = stet_build_alloc(b, text.n + 1);
    if (!r.text)
        return STET_E_NOMEM;
    read_pieces(&r, text, markup);
    struct piece *copy = stet_build_alloc(b, r.count * sizeof *copy);
    if (!copy)
        return STET_E_NOMEM;
    memcpy(copy, pieces, r.count * sizeof *copy);
    *ret = (struct paragraph){copy, r.count};
    return r.code;
}

/* ---- paragraphs ---------------------------------------------------------------- */

/* Where the paragraph at `at` ends: a line end, spaces, a line end; or the text's end.
 */
static size_t paragraph_end(stet_str t, size_t at)
{
    while (at < t.n) {
        size_t n = value_length(t, at);
        if (n || t.p[at] != '\n') {
            at += n ? n : 1;
            continue;
        }
        size_t next = at + 1;
        while (next < t.n && t.p[next] != '\n' && is_space(t.p[next]))
            next++;
        if (next < t.n && t.p[next] == '\n')
            return at;
        at++;
    }
    return t.n;
}

/* The next paragraph at *at, without the spaces around it; "" at the end. */
static stet_str next_paragraph(stet_str text, size_t *at)
{
    while (*at < text.n && is_space(text.p[*at]))
        ++*at;
    size_t from = *at, end = paragraph_end(text, from);
    *at = end;
    while (end > from && is_space(text.p[end - 1]))
        end--;
    return stet_strn(text.p + from, end - from);
}

stet_code stet__notice_wording(stet_build *b, stet_str text, const stet_data *at,
                               const struct values *values, int markup,
                               struct wording *ret_wording)
{
    struct paragraph paragraphs[STAMP_BLOCKS];
    size_t count = 0, from = 0;
    stet_code code = STET_OK;
    for (stet_str p = next_paragraph(text, &from); p.n;
         p = next_paragraph(text, &from)) {
        if (count == STAMP_BLOCKS)
            return stet_problem_at(b, at, NULL, "more than %d paragraphs",
                                   STAMP_BLOCKS);
        stet_code one = read_paragraph(b, p, at, values, markup, &paragraphs[count++]);
        code = code == STET_OK ? one : code;
    }
    if (!count)
        return stet_problem_at(b, at, NULL, "the text is empty");
    struct paragraph *copy = stet_build_alloc(b, count * sizeof *copy);
    if (!copy)
        return STET_E_NOMEM;
    memcpy(copy, paragraphs, count * sizeof *copy);
    ret_wording->paragraphs = copy;
    ret_wording->count = count;
    return code;
}
