/* SPDX-License-Identifier: MIT */
/*
 * One scalar of a value tree to one member of a config struct. The option's type
 * decides what the text means; YAML's guesses play no part.
 */
#include "plugin/option/inner.h"

#include <stdio.h>

enum { NAMES_MAX = 64 };

/* ---- checks of text ----------------------------------------------------------- */

static int is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* BCP 47 in shape: 2 to 8 letters, then subtags of 1 to 8 letters and digits. */
static int is_language(stet_str s)
{
    size_t at = 0, n = 0;
    for (int first = 1;; first = 0) {
        for (n = 0; at + n < s.n && is_alnum(s.p[at + n]); n++)
            if (first && s.p[at + n] >= '0' && s.p[at + n] <= '9')
                return 0;
        if (n < (first ? 2u : 1u) || n > 8)
            return 0;
        at += n;
        if (at == s.n)
            return 1;
        if (s.p[at++] != '-')
            return 0;
    }
}

/* 2025, 2025-03, 2025-03-14, and that with T09:30, T09:30:00 and a zone. */
static int is_iso_date(stet_str s)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    size_t n = 0;
    for (; n < s.n && n < sizeof shape - 1; n++) {
        int digit = s.p[n] >= '0' && s.p[n] <= '9';
        if (shape[n] == 'd' ? !digit : s.p[n] != shape[n])
            break;
    }
    if (n == 4 || n == 7 || n == 10)
        return n == s.n;
    return n == 16 || n == 19;
}

static size_t count_characters(stet_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* ---- messages ----------------------------------------------------------------- */

/* "'x' is not ..." or, for a secret, "the value is not ...". */
static void complain_value(struct binder *b, const stet_data *value, const char *hint,
                           const char *what)
{
    if (b->secret)
        stet__binder_complain(b, value, hint, "the value %s", what);
    else
        stet__binder_complain(b, value, hint, "'%.*s' %s",
                              stet__binder_quoted(value->text), value->text.p, what);
}

static void check_range(struct binder *b, const stet_option *row, uint32_t type,
                        const stet_data *value, double number)
{
    char low[40], high[40], what[120];
    if ((row->min == 0 && row->max == 0) || (number >= row->min && number <= row->max))
        return;
    snprintf(what, sizeof what, "is not between %s and %s",
             stet__option_number(type, row->min, low, sizeof low),
             stet__option_number(type, row->max, high, sizeof high));
    complain_value(b, value, "", what);
}

/* ---- types
 * ---------------------------------------------------------------------------- */

static int is_digits(stet_str text)
{
    size_t i = text.n && text.p[0] == '-';
    while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    return i > 1 && i == text.n;
}

static void bind_number(struct binder *b, const stet_option *row, uint32_t type,
                        const stet_data *value, void *member)
{
    int64_t whole = 0;
    double number = 0;
    int ok;
    const char *what, *hint;
    switch (type) {
    case STET_TYPE_INT:
        ok = stet__data_int(value, &whole);
        what = "is not a whole number";
        hint = "write digits only";
        break;
    case STET_TYPE_SIZE:
        ok = stet__option_size(value->text, &whole);
        what = "is not a size";
        hint = "write 4096, 4KiB, 2MiB or 1GiB";
        break;
    case STET_TYPE_DURATION:
        ok = stet__option_duration(value->text, &whole);
        what = "is not a duration";
        hint = "write a number and a unit: 250ms, 2s, 3m, 1h, 7d";
        break;
    default:
        ok = stet__data_number(value, &number);
        what = "is not a number";
        hint = "write 2 or 0.5";
    }
    if (!ok && type == STET_TYPE_INT && is_digits(value->text)) {
        what = "is too large a number";
        hint = "";
    }
    if (!ok) {
        complain_value(b, value, hint, what);
    } else if (type == STET_TYPE_NUMBER) {
        check_range(b, row, type, value, number);
        memcpy(member, &number, sizeof number);
    } else {
        check_range(b, row, type, value, (double)whole);
        memcpy(member, &whole, sizeof whole);
    }
}

static void bind_bool(struct binder *b, const stet_data *value, void *member)
{
    int flag;
    if (!stet__data_bool(value, &flag))
        complain_value(b, value, "write true or false", "is neither true nor false");
    else
        *(uint8_t *)member = (uint8_t)flag;
}

static void bind_enum(struct binder *b, const stet_option *row, const stet_data *value,
                      void *member)
{
    const char *names[NAMES_MAX + 1];
    char what[300] = "is not one of: ", hint[120] = "";
    size_t n = 0, at = strlen(what);
    for (const stet_enum *e = row->values; e->name; e++) {
        if (stet_str_is(value->text, e->name)) {
            memcpy(member, &e->value, sizeof e->value);
            return;
        }
        if (at < sizeof what)
            at += (size_t)snprintf(what + at, sizeof what - at, "%s%s", n ? ", " : "",
                                   e->name);
        if (n < NAMES_MAX)
            names[n++] = e->name;
    }
    names[n] = NULL;
    const char *near = stet__suggest(value->text, names);
    if (near)
        snprintf(hint, sizeof hint, "did you mean '%s'?", near);
    complain_value(b, value, hint, what);
}

static void check_text(struct binder *b, const stet_option *row, const stet_data *value)
{
    size_t n = count_characters(value->text);
    char what[160];
    if ((row->min != 0 || row->max != 0) &&
        ((double)n < row->min || (double)n > row->max)) {
        snprintf(what, sizeof what, "has %zu characters; wanted are %.0f to %.0f", n,
                 row->min, row->max);
        complain_value(b, value, "", what);
    } else if (row->pattern && !stet__pattern_matches(row->pattern, value->text)) {
        snprintf(what, sizeof what, "does not match %.120s", row->pattern);
        complain_value(b, value, row->example ? row->example : "", what);
    }
}

static void check_url(struct binder *b, const stet_data *value)
{
    int class = stet_kit_table()->url_class(value->text, NULL, 0, NULL);
    if (class != STET_URL_HTTP && class != STET_URL_MAIL)
        complain_value(
            b, value,
            "write it in full: https://example.org/page, mailto:desk@example.org",
            "is not a URL");
}

static void check_kind(struct binder *b, const stet_data *value)
{
    const char *names[2] = {value->text.p, NULL};
    struct kind_set set;
    stet_error err = {.code = STET_OK};
    memset(&set, 0, sizeof set);
    if (stet__effects_compile(b->binding->scope->vocabulary, names, &set, &err) !=
        STET_OK)
        complain_value(b, value, err.hint, "is no kind of the vocabulary");
}

static void bind_date(struct binder *b, const stet_data *value, void *member)
{
    stet_date date;
    if (is_iso_date(value->text) &&
        stet_kit_table()->date_parse(value->text, stet_cstr("en"), &date) == STET_OK)
        memcpy(member, &date, sizeof date);
    else
        complain_value(b, value, "write 2025-03-14 or 2025-03-14T09:30:00+01:00",
                       "is not a date");
}

static void bind_path(struct binder *b, const stet_data *value, stet_str *member)
{
    const struct source_file *file = stet__source_of(b->binding->files, value);
    if (value->text.n == 0 || memchr(value->text.p, '\0', value->text.n)) {
        complain_value(b, value, "", "is not the name of a file");
        return;
    }
    stet_str path =
        stet__path_join(b->binding->arena, file ? file->folder : NULL, value->text);
    if (path.p)
        *member = path;
    else
        b->nomem = 1;
}

static void bind_compiled(struct binder *b, uint32_t type, const stet_data *value,
                          void *member)
{
    const struct option_binding *o = b->binding;
    const stet_template *template = NULL;
    const stet_expr *expr = NULL;
    stet_code code = type == STET_TYPE_TEMPLATE
                         ? stet__template_compile(o->arena, o->scope, value->text,
                                                  value, o->problems, &template)
                         : stet__expr_compile(o->arena, o->scope, value->text, value,
                                              o->problems, &expr);
    if (code == STET_E_NOMEM)
        b->nomem = 1;
    else if (code != STET_OK)
        b->found = 1;
    else if (type == STET_TYPE_TEMPLATE)
        memcpy(member, &template, sizeof template);
    else
        memcpy(member, &expr, sizeof expr);
}

static void bind_text(struct binder *b, const stet_option *row, uint32_t type,
                      const stet_data *value, stet_str *member)
{
    *member = value->text;
    switch (type) {
    case STET_TYPE_STRING:
        check_text(b, row, value);
        break;
    case STET_TYPE_URL:
        check_url(b, value);
        break;
    case STET_TYPE_LANG:
        if (!is_language(value->text))
            complain_value(b, value, "write a BCP 47 tag: en, pt-BR",
                           "is not a language");
        break;
    case STET_TYPE_KIND:
        check_kind(b, value);
        break;
    case STET_TYPE_PATH:
        bind_path(b, value, member);
        break;
    default:
        break;
    }
}

void stet__binder_scalar(struct binder *b, const stet_option *row, uint32_t type,
                         const stet_data *value, void *member)
{
    switch (type) {
    case STET_TYPE_BOOL:
        bind_bool(b, value, member);
        break;
    case STET_TYPE_INT:
    case STET_TYPE_NUMBER:
    case STET_TYPE_SIZE:
    case STET_TYPE_DURATION:
        bind_number(b, row, type, value, member);
        break;
    case STET_TYPE_ENUM:
        bind_enum(b, row, value, member);
        break;
    case STET_TYPE_DATE:
        bind_date(b, value, member);
        break;
    case STET_TYPE_TEMPLATE:
    case STET_TYPE_EXPR:
        bind_compiled(b, type, value, member);
        break;
    default:
        bind_text(b, row, type, value, member);
    }
}

void stet__binder_clear(uint32_t type, void *member)
{
    switch (type) {
    case STET_TYPE_STRING:
    case STET_TYPE_PATH:
    case STET_TYPE_URL:
    case STET_TYPE_LANG:
    case STET_TYPE_REGEX:
    case STET_TYPE_KIND:
        *(stet_str *)member = stet_cstr("");
        break;
    default:
        break;
    }
}
