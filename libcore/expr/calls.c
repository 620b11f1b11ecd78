/* SPDX-License-Identifier: MIT */
/*
 * What the calls of the language do.
 */
#include "expr/language.h"

#include <time.h>

static struct value truth(int yes)
{
    return (struct value){.type = TYPE_BOOL, .number = yes != 0, .text = {"", 0}};
}

static struct value null_value(void)
{
    return (struct value){.type = TYPE_NULL, .text = {"", 0}};
}

int64_t stet__eval_now(const struct eval *e)
{
    return e->a->run ? e->a->run->now : (int64_t)time(NULL);
}

/* Words are apart by white space and hold a letter or digit. */
static double count_words(stet_str s)
{
    double count = 0;
    int counted = 0;
    uint32_t code;
    for (size_t at = 0; at < s.n;) {
        at += stet__decode(s.p + at, s.n - at, &code);
        if (code <= ' ' || code == 0xa0 || code == 0x3000 || code == 0x2028)
            counted = 0;
        else if (!counted && stet__is_word(code))
            count += counted = 1;
    }
    return count;
}

stet_str stet__text_lower(struct eval *e, stet_str text)
{
    size_t n = 0, cap = text.n;
    uint32_t code;
    for (size_t at = 0; at < text.n;) { /* a few lower-case letters are longer */
        char to[4];
        at += stet__decode(text.p + at, text.n - at, &code);
        n += stet__encode(stet__to_lower(code), to);
    }
    cap = n > cap ? n : cap;
    char *made = stet__arena_bytes(&e->a->arena, cap + 4);
    if (!made) {
        e->failed = STET_E_NOMEM;
        return stet_cstr("");
    }
    n = 0;
    for (size_t at = 0; at < text.n;) {
        at += stet__decode(text.p + at, text.n - at, &code);
        n += stet__encode(stet__to_lower(code), made + n);
    }
    made[n] = '\0';
    return stet_strn(made, n);
}

static struct value domain_of(struct eval *e, stet_str url)
{
    stet_str host = stet__url_host(url);
    if (!host.n)
        return null_value();
    host = stet__text_lower(e, host);
    if (host.n > 4 && memcmp(host.p, "www.", 4) == 0)
        host = stet_strn(host.p + 4, host.n - 4);
    return stet__value_of_text(host);
}

static int64_t floor_days(int64_t seconds)
{
    int64_t days = seconds / 86400;
    return days - (seconds % 86400 < 0);
}

/* A day without a time counts in days of the calendar. */
static struct value days_since(const struct eval *e, const struct value *v)
{
    int64_t now = stet__eval_now(e);
    if (v->type != TYPE_DATE)
        return null_value();
    int64_t then = stet__date_seconds(&v->date);
    if (v->date.precision < STET_MINUTE)
        return stet__value_of_number((double)(floor_days(now) - floor_days(then)));
    return stet__value_of_number((double)floor_days(now - then));
}

static int in_set(const struct kind_set *set, size_t kind)
{
    return kind < STET_KIND_MAX && (set->bits[kind / 64] >> kind % 64 & 1);
}

static struct value count_kinds(const struct eval *e, const struct kind_set *set)
{
    double count = 0;
    for (uint32_t i = e->a->root; i; i = stet__node_after(e->a, e->a->root, i))
        count += in_set(set, e->a->nodes[i].kind);
    return stet__value_of_number(count);
}

/* The text of a notice: its own, or that of the first block that says it. */
static stet_str notice_text(struct eval *e, stet_node notice)
{
    stet_str text = stet__article_text(e->pub, notice);
    stet_node range = stet__article_first(e->pub, notice);
    while (range && stet__article_kind(e->pub, range) != STET_RANGE)
        range = stet__article_next(e->pub, range);
    if (text.n || !range)
        return text;
    text = stet__article_content(
        e->pub, stet__article_attr_node(e->pub, range, STET_ATTR_BLOCK));
    int64_t from = stet__article_attr_int(e->pub, range, STET_ATTR_FROM, 0);
    int64_t to = stet__article_attr_int(e->pub, range, STET_ATTR_TO, INT64_MAX);
    if (to < 0 || to > (int64_t)text.n)
        to = (int64_t)text.n;
    if (from < 0 || from > to)
        return stet_cstr("");
    return stet_strn(text.p + from, (size_t)(to - from));
}

static struct value first_notice(struct eval *e, const struct kind_set *set)
{
    stet_node n =
        stet__article_first(e->pub, stet__article_root(e->pub, STET_FAMILY_NOTICE));
    while (n && !in_set(set, stet__article_kind(e->pub, n)))
        n = stet__article_next(e->pub, n);
    return n ? stet__value_of_text(notice_text(e, n)) : null_value();
}

static struct value any_of(struct eval *e, const struct term *t)
{
    struct value list = stet__eval(e, t->first), outer = e->it;
    uint32_t condition = e->terms[t->first].next;
    struct cursor at = {0};
    int found = 0;
    while (!found && stet__value_next(e, &list, &at, &e->it)) {
        struct value v = stet__eval(e, condition);
        found = stet__eval_truth(&v);
    }
    e->it = outer;
    return truth(found);
}

static int holds_part(stet_str text, stet_str part)
{
    return part.n == 0 || (text.n && memmem(text.p, text.n, part.p, part.n) != NULL);
}

static struct value compare_texts(struct eval *e, const struct term *t, stet_str a)
{
    struct value v = stet__eval(e, e->terms[t->first].next);
    stet_str b = stet__value_text(e, &v);
    if (v.type == TYPE_NULL)
        return truth(0);
    if (t->function == FN_CONTAINS)
        return truth(holds_part(a, b));
    if (b.n > a.n)
        return truth(0);
    const char *from = t->function == FN_STARTS_WITH ? a.p : a.p + (a.n - b.n);
    return truth(b.n == 0 || memcmp(from, b.p, b.n) == 0);
}

static struct value call_on_text(struct eval *e, const struct term *t,
                                 const struct value *v)
{
    stet_str text = stet__value_text(e, v);
    switch (t->function) {
    case FN_WORDS:
        return stet__value_of_number(count_words(text));
    case FN_LOWER:
        return v->type == TYPE_NULL ? *v
                                    : stet__value_of_text(stet__text_lower(e, text));
    case FN_DOMAIN:
        return domain_of(e, text);
    default:
        return v->type == TYPE_NULL ? truth(0) : compare_texts(e, t, text);
    }
}

struct value stet__eval_call(struct eval *e, const struct term *t)
{
    struct value v;
    switch (t->function) {
    case FN_COUNT:
        return count_kinds(e, t->kinds);
    case FN_NOTICE:
        return first_notice(e, t->kinds);
    case FN_ANY:
        return any_of(e, t);
    default:
        break;
    }
    v = stet__eval(e, t->first);
    switch (t->function) {
    case FN_HAS:
        return truth(!stet__value_is_empty(e, &v));
    case FN_DAYS_SINCE:
        return days_since(e, &v);
    default:
        return call_on_text(e, t, &v);
    }
}
