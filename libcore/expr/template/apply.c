/* SPDX-License-Identifier: MIT */
/*
 * The filters of templates at work.
 */
#include "expr/template/template.h"

/* ---- buffers in the arena --------------------------------------------------- */

static stet_code grow(stet_out *out, size_t more)
{
    size_t cap = out->cap * 2;
    if (more > out->max - out->len)
        return out->failed = STET_E_LIMIT;
    if (cap < out->len + more)
        cap = out->len + more;
    if (cap > out->max)
        cap = out->max;
    char *p = stet__arena_bytes(out->owner, cap + 1);
    if (!p)
        return out->failed = STET_E_NOMEM;
    if (out->len)
        memcpy(p, out->data, out->len);
    out->data = p;
    out->cap = cap;
    return STET_OK;
}

stet_out stet__eval_out(struct eval *e, size_t cap, size_t max)
{
    stet_out out = {
        .size = sizeof out, .max = max, .grow = grow, .owner = &e->a->arena};
    cap = cap < max ? cap : max;
    if (cap && (out.data = stet__arena_bytes(&e->a->arena, cap + 1)) != NULL)
        out.cap = cap;
    return out;
}

stet_str stet__eval_text(struct eval *e, stet_out *out)
{
    if (out->failed) {
        e->failed = e->failed ? e->failed : out->failed;
        return stet_cstr("");
    }
    if (!out->data)
        return stet_cstr("");
    out->data[out->len] = '\0'; /* there is one byte more than cap */
    return stet_strn(out->data, out->len);
}

/* ---- values as text --------------------------------------------------------- */

static void put_number(stet_out *out, double number)
{
    if (number < 0) {
        stet_putc(out, '-');
        number = -number;
    }
    if (number >= 9e15) {
        stet_puts(out, "9000000000000000"); /* beyond what a count can be */
        return;
    }
    int64_t whole = (int64_t)number;
    int64_t rest = (int64_t)((number - (double)whole) * 1e6 + 0.5);
    whole += rest / 1000000;
    rest %= 1000000;
    stet_put_int(out, whole);
    if (!rest)
        return;
    stet_putc(out, '.');
    for (int64_t unit = 100000; rest && unit; rest %= unit, unit /= 10)
        stet_putc(out, (char)('0' + rest / unit));
}

static void put_list(struct eval *e, stet_out *out, const struct value *list,
                     stet_str separator)
{
    struct cursor at = {0};
    struct value v;
    for (size_t n = 0; stet__value_next(e, list, &at, &v); n++) {
        if (n)
            stet_put_str(out, separator);
        stet__value_put(e, out, &v, separator);
    }
}

void stet__value_put(struct eval *e, stet_out *out, const struct value *v,
                     stet_str separator)
{
    switch (v->type) {
    case TYPE_NUMBER:
        put_number(out, v->number);
        break;
    case TYPE_BOOL:
        stet_puts(out, v->number != 0 ? "true" : "false");
        break;
    case TYPE_DATE:
        stet__date_format(out, &v->date, STET_DATE_ISO);
        break;
    case TYPE_PARTS:
    case TYPE_LIST:
        if (v->path || v->list)
            put_list(e, out, v, separator);
        break;
    case TYPE_NULL:
    case TYPE_WRONG:
        break;
    default:
        stet_put_str(out, stet__value_text(e, v));
    }
}

static stet_str text_of(struct eval *e, const struct value *v, stet_str separator,
                        size_t max)
{
    if (v->type == TYPE_TEXT || v->type == TYPE_LANG || v->type == TYPE_PART)
        return stet__value_text(e, v);
    stet_out out = stet__eval_out(e, 64, max);
    stet__value_put(e, &out, v, separator);
    return stet__eval_text(e, &out);
}

/* Elements with a separator, before the last one another: `a, b and c`. */
static stet_str join_of(struct eval *e, const struct value *v, const struct filter *f,
                        size_t max)
{
    stet_str separator = f->given ? f->text[0] : stet_cstr(", ");
    struct cursor at = {0};
    struct value each, next;
    if (f->given < 2 || (v->type != TYPE_PARTS && v->type != TYPE_LIST) ||
        (!v->path && !v->list))
        return text_of(e, v, separator, max);
    stet_out out = stet__eval_out(e, 64, max);
    int more = stet__value_next(e, v, &at, &each);
    for (size_t n = 0; more; n++, each = next) {
        more = stet__value_next(e, v, &at, &next);
        if (n)
            stet_put_str(&out, more ? separator : f->text[1]);
        stet__value_put(e, &out, &each, separator);
    }
    return stet__eval_text(e, &out);
}

/* ---- text ------------------------------------------------------------------- */

static void put_upper(stet_out *out, uint32_t code)
{
    char to[4];
    if (code == 0xdf)
        stet_puts(out, "SS");
    else
        stet_put(out, to, stet__encode(stet__to_upper(code), to));
}

static void put_raised(stet_out *out, stet_str s, size_t most)
{
    size_t at = 0;
    uint32_t code;
    for (size_t n = 0; at < s.n && n < most; n++) {
        at += stet__decode(s.p + at, s.n - at, &code);
        put_upper(out, code);
    }
    stet_put(out, s.p + at, s.n - at);
}

static stet_str trim(stet_str s)
{
    while (s.n && (unsigned char)s.p[0] <= ' ') {
        s.p++;
        s.n--;
    }
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

static void put_replaced(stet_out *out, stet_str s, stet_str from, stet_str to)
{
    const char *hit;
    while (s.n && from.n && (hit = memmem(s.p, s.n, from.p, from.n)) != NULL) {
        stet_put(out, s.p, (size_t)(hit - s.p));
        stet_put_str(out, to);
        s.n -= (size_t)(hit - s.p) + from.n;
        s.p = hit + from.n;
    }
    stet_put_str(out, s);
}

/* The mark counts among the characters. */
static void put_truncated(stet_out *out, stet_str s, size_t most, stet_str mark)
{
    size_t of_mark, of_text;
    if (stet__graphemes(s, most, &of_text) == s.n) {
        stet_put_str(out, s);
        return;
    }
    stet__graphemes(mark, most, &of_mark);
    stet_put(out, s.p, most > of_mark ? stet__cut_at_word(s, most - of_mark) : 0);
    stet_put_str(out, mark);
}

/* ---- filters ---------------------------------------------------------------- */

static struct value last_of(struct eval *e, const struct value *list)
{
    struct cursor at = {0};
    struct value v = {.type = TYPE_NULL, .text = {"", 0}}, each;
    while (stet__value_next(e, list, &at, &each))
        v = each;
    return v;
}

static struct value first_of(struct eval *e, const struct value *list)
{
    struct cursor at = {0};
    struct value v = {.type = TYPE_NULL, .text = {"", 0}};
    stet__value_next(e, list, &at, &v);
    return v;
}

static double count_of(struct eval *e, const struct value *list)
{
    struct cursor at = {0};
    struct value each;
    double n = 0;
    while (stet__value_next(e, list, &at, &each))
        n++;
    return n;
}

static void put_date(struct eval *e, stet_out *out, const struct filter *f,
                     const struct value *v)
{
    stet_str lang = f->given > 1 ? f->text[1] : stet_cstr("");
    if (v->type != TYPE_DATE)
        return;
    if (f->mode) {
        stet__date_format(out, &v->date, f->mode);
        return;
    }
    if (!lang.n)
        lang = stet__article_text(e->pub, stet__article_field(e->pub, STET_LANGUAGE));
    stet__date_put(out, &v->date, f->text[0], lang);
}

static void put_filtered(stet_out *out, const struct filter *f, stet_str s)
{
    switch (f->id) {
    case FILTER_TRUNCATE:
        put_truncated(out, s, (size_t)f->number,
                      f->given > 1 ? f->text[1] : stet_cstr("\xe2\x80\xa6"));
        break;
    case FILTER_UPPER:
        put_raised(out, s, SIZE_MAX);
        break;
    case FILTER_CAPITALIZE:
        put_raised(out, s, 1);
        break;
    case FILTER_REPLACE:
        put_replaced(out, s, f->text[0], f->text[1]);
        break;
    case FILTER_SLUG:
        stet__slug(out, s, f->given ? (size_t)f->number : 0);
        break;
    case FILTER_ESCAPE:
        stet__escape(out, f->mode, s.p, s.n);
        break;
    default:
        stet_put_str(out, s);
    }
}

static struct value apply_to_text(struct eval *e, const struct filter *f,
                                  const struct value *v, size_t max)
{
    stet_str s = text_of(e, v, stet_cstr(", "), max);
    if (f->id == FILTER_LOWER)
        return stet__value_of_text(stet__text_lower(e, s));
    if (f->id == FILTER_TRIM)
        return stet__value_of_text(trim(s));
    stet_out out = stet__eval_out(e, s.n + 16, max);
    put_filtered(&out, f, s);
    return stet__value_of_text(stet__eval_text(e, &out));
}

struct value stet__filter_apply(struct eval *e, const struct filter *f,
                                const struct value *v, size_t max)
{
    struct value limited = *v;
    stet_out out;
    switch (f->id) {
    case FILTER_DEFAULT:
        return stet__value_is_empty(e, v) ? stet__eval(e, f->item) : *v;
    case FILTER_JOIN:
        return stet__value_of_text(join_of(e, v, f, max));
    case FILTER_FIRST:
        return first_of(e, v);
    case FILTER_LAST:
        return last_of(e, v);
    case FILTER_LIMIT:
        limited.limit = (size_t)f->number < v->limit ? (size_t)f->number : v->limit;
        return limited;
    case FILTER_COUNT:
        return stet__value_of_number(count_of(e, v));
    case FILTER_PLURAL:
        return v->type == TYPE_NUMBER ? stet__value_of_text(f->text[v->number != 1])
                                      : *v;
    case FILTER_DATE:
        out = stet__eval_out(e, 40, max);
        put_date(e, &out, f, v);
        return stet__value_of_text(stet__eval_text(e, &out));
    default:
        return apply_to_text(e, f, v, max);
    }
}
