/* SPDX-License-Identifier: MIT */
/*
 * Values of an article: from a settled path to a value, elements of lists, comparison.
 */
#include "expr/language.h"

struct value stet__value_of_text(stet_str text)
{
    return (struct value){.type = TYPE_TEXT, .text = text};
}

struct value stet__value_of_number(double number)
{
    return (struct value){.type = TYPE_NUMBER, .number = number, .text = {"", 0}};
}

static struct value null_value(void)
{
    return (struct value){.type = TYPE_NULL, .text = {"", 0}};
}

/* Text of the article as what its field says it is; null when it is not that. */
static struct value typed_text(uint8_t type, stet_str text)
{
    struct value v = {.type = type, .text = text};
    uint8_t unit;
    if (!text.n)
        return null_value();
    if (type == TYPE_NUMBER && (!stet__lex_number(text, &v.number, &unit) || unit))
        return null_value();
    if (type == TYPE_DATE && stet__date_parse(text, stet_cstr(""), &v.date) != STET_OK)
        return null_value();
    if (type == TYPE_ANY)
        v.type = TYPE_TEXT;
    return v;
}

static struct value attr_value(struct eval *e, stet_node n, const struct path *p)
{
    if (p->type != TYPE_NUMBER) {
        struct value v =
            typed_text(p->type, stet__article_attr_str(e->pub, n, p->attr));
        if (v.type != TYPE_NULL || p->type != TYPE_ANY)
            return v;
    }
    int64_t number = stet__article_attr_int(e->pub, n, p->attr, INT64_MIN);
    return number == INT64_MIN ? null_value() : stet__value_of_number((double)number);
}

/* ---- elements --------------------------------------------------------------- */

static int is_part(struct eval *e, stet_node n)
{
    stet_kind kind = stet__article_kind(e->pub, n);
    return kind != STET_RANGE && kind < STET_KIND_MAX &&
           e->a->vocabulary->kinds[kind].family == STET_FAMILY_PART;
}

static stet_node next_part(struct eval *e, stet_node statement, stet_node after)
{
    stet_node n = after ? stet__article_next(e->pub, after)
                        : stet__article_first(e->pub, statement);
    while (n && !is_part(e, n))
        n = stet__article_next(e->pub, n);
    return n;
}

static int has_key(struct eval *e, stet_node n, stet_str key)
{
    static const stet_attr attrs[] = {STET_ATTR_AXIS, STET_ATTR_ROLE,
                                      STET_ATTR_KEY,  STET_ATTR_SCHEME,
                                      STET_ATTR_TYPE, STET_ATTR_NETWORK};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
        if (stet_str_eq(stet__article_attr_str(e->pub, n, attrs[i]), key))
            return 1;
    return 0;
}

static stet_node next_statement(struct eval *e, const struct path *p, stet_node after)
{
    if (!p->collects)
        return after ? 0 : stet__article_field(e->pub, p->kind);
    return stet__article_find(e->pub, stet__article_root(e->pub, STET_FAMILY_FIELD),
                              after, p->kind);
}

/* The next element of a field: a part, or a statement that has none. 0 at the end. */
static stet_node next_node(struct eval *e, const struct path *p, struct cursor *at)
{
    for (;;) {
        if (!at->statement) {
            if (at->started)
                return 0;
            at->started = 1;
            at->statement = next_statement(e, p, 0);
            if (!at->statement)
                return 0;
        }
        stet_node n = p->value_type == STET_VALUE_PARTS
                          ? next_part(e, at->statement, at->part)
                          : 0;
        if (n) {
            at->part = n;
            if (!p->key.n || has_key(e, n, p->key))
                return n;
            continue;
        }
        int bare = !at->part;
        n = at->statement;
        at->statement = next_statement(e, p, n);
        at->part = 0;
        if (bare && !p->key.n && stet__article_text(e->pub, n).n)
            return n;
    }
}

/* What a part is called. */
static stet_str part_text(struct eval *e, stet_node n)
{
    static const stet_attr attrs[] = {STET_ATTR_NAME,  STET_ATTR_TITLE, STET_ATTR_VALUE,
                                      STET_ATTR_LABEL, STET_ATTR_CODE,  STET_ATTR_URL,
                                      STET_ATTR_HREF,  STET_ATTR_SRC};
    stet_str text = stet__article_text(e->pub, n);
    for (size_t i = 0; !text.n && i < sizeof attrs / sizeof *attrs; i++)
        text = stet__article_attr_str(e->pub, n, attrs[i]);
    return text;
}

static struct value element_value(const struct path *p, struct eval *e, stet_node n)
{
    if (p->value_type == STET_VALUE_PARTS)
        return (struct value){.type = TYPE_PART, .node = n, .text = {"", 0}};
    return typed_text(TYPE_TEXT, stet__article_text(e->pub, n));
}

int stet__value_next(struct eval *e, const struct value *list, struct cursor *at,
                     struct value *ret_value)
{
    if (at->count >= list->limit)
        return 0;
    at->count++;
    if (list->list) {
        at->term = at->term ? e->terms[at->term].next : list->list->first;
        if (!at->term)
            return 0;
        *ret_value = stet__eval(e, at->term);
        return 1;
    }
    stet_node n = list->path ? next_node(e, list->path, at) : 0;
    if (n)
        *ret_value = element_value(list->path, e, n);
    return n != 0;
}

/* ---- paths ------------------------------------------------------------------ */

static struct value field_attr(struct eval *e, const struct path *p)
{
    struct cursor at = {0};
    struct value v = null_value();
    stet_node n;
    if (p->index < 0 && !p->key.n)
        v = attr_value(e, next_statement(e, p, 0), p);
    while (v.type == TYPE_NULL && (n = next_node(e, p, &at)) != 0) {
        int wanted = p->index < 0 || at.count == (size_t)p->index;
        at.count++;
        if (wanted)
            v = attr_value(e, n, p);
        if (wanted && p->index >= 0)
            break;
    }
    return v;
}

static struct value field_value(struct eval *e, const struct path *p)
{
    struct value v = {.type = p->type, .path = p, .limit = SIZE_MAX, .text = {"", 0}};
    struct cursor at = {0};
    stet_node n;
    if (p->attr)
        return field_attr(e, p);
    if (p->type == TYPE_PARTS || p->type == TYPE_LIST)
        return v;
    if (p->index < 0)
        return typed_text(
            p->type, stet__article_text(e->pub, stet__article_field(e->pub, p->kind)));
    for (int32_t i = 0; (n = next_node(e, p, &at)) != 0; i++)
        if (i == p->index)
            return element_value(p, e, n);
    return null_value();
}

static const char *status_name(int32_t code)
{
    if (code == STET_OK)
        return "ok";
    return code == STET_SKIP ? "skip" : code == STET_DONE ? "not_run" : "failed";
}

static struct value step_value(const struct path *p, const struct step_state *s)
{
    switch (p->item) {
    case STATE_STATUS:
        return stet__value_of_text(stet_cstr(status_name(s->code)));
    case STATE_CHANGED:
        return (struct value){
            .type = TYPE_BOOL, .number = s->changes > 0, .text = {"", 0}};
    case STATE_CHANGES:
        return stet__value_of_number(s->changes);
    case STATE_FINDINGS:
        return stet__value_of_number(s->findings);
    case STATE_ERRORS:
        return stet__value_of_number((double)s->by_severity[STET_HIGH] +
                                     s->by_severity[STET_CRITICAL]);
    default:
        return stet__value_of_number(s->by_severity[p->item - STATE_SEVERITY]);
    }
}

static struct value findings_value(const struct eval *e, const struct path *p)
{
    struct step_state all = {.code = STET_OK};
    for (size_t i = 0; i < e->a->finding_count; i++) {
        int32_t severity = e->a->findings[i].severity;
        all.findings++;
        if (severity >= STET_INFO && severity <= STET_CRITICAL)
            all.by_severity[severity]++;
    }
    return step_value(p, &all);
}

static struct value now_value(const struct eval *e)
{
    struct value v = {.type = TYPE_DATE, .text = {"", 0}};
    stet__date_from_seconds(stet__eval_now(e), &v.date);
    return v;
}

/* The file's name without folders and extension; what tells the articles of one file
 * apart follows behind a `-`: `in/feed.jsonl:3` is `feed-3`. */
static struct value stem_value(const struct eval *e)
{
    stet_str name = stet__article_name(e->pub);
    size_t from = name.n, dot, rest;
    while (from > 0 && name.p[from - 1] != '/')
        from--;
    for (dot = name.n; dot > from && name.p[dot - 1] != '.';)
        dot--;
    if (dot <= from + 1)
        return typed_text(TYPE_TEXT, stet_strn(name.p + from, name.n - from));
    for (rest = dot; rest < name.n && name.p[rest] != ':' && name.p[rest] != '#';)
        rest++;
    stet_str stem = stet_strn(name.p + from, dot - 1 - from);
    if (rest + 1 >= name.n)
        return typed_text(TYPE_TEXT, stem);
    struct article *a = stet__article(e->pub);
    stem = stet__arena_printf(&a->arena, "%.*s-%.*s", (int)stem.n, stem.p,
                              (int)(name.n - rest - 1), name.p + rest + 1);
    return typed_text(TYPE_TEXT, stem.p ? stem : stet_cstr(""));
}

static struct value identity_value(const struct eval *e)
{
    stet_str id = stet__article_identity(stet__article(e->pub));
    return typed_text(TYPE_TEXT, id.p ? id : stet_cstr(""));
}

struct value stet__value_of_path(struct eval *e, const struct path *p)
{
    static const struct step_state not_run = {.code = STET_DONE};
    const struct run_state *run = e->a->run;
    switch (p->root) {
    case PATH_FIELD:
        return field_value(e, p);
    case PATH_STEP:
        return step_value(p, run && p->step < run->step_count ? &run->steps[p->step]
                                                              : &not_run);
    case PATH_FINDINGS:
        return findings_value(e, p);
    case PATH_NAME:
        return typed_text(TYPE_TEXT, stet__article_name(e->pub));
    case PATH_STEM:
        return stem_value(e);
    case PATH_IDENTITY:
        return identity_value(e);
    case PATH_NOW:
        return now_value(e);
    default:
        return p->attr && e->it.type == TYPE_PART ? attr_value(e, e->it.node, p)
                                                  : e->it;
    }
}

/* ---- text and comparison ---------------------------------------------------- */

stet_str stet__value_text(struct eval *e, const struct value *v)
{
    struct cursor at = {0};
    struct value first;
    if (v->type == TYPE_PART)
        return part_text(e, v->node);
    if (v->type != TYPE_PARTS && v->type != TYPE_LIST)
        return v->text;
    if (!stet__value_next(e, v, &at, &first))
        return stet_cstr("");
    return first.type == TYPE_PART ? part_text(e, first.node) : first.text;
}

int stet__value_is_empty(struct eval *e, const struct value *v)
{
    struct cursor at = {0};
    struct value first;
    switch (v->type) {
    case TYPE_NULL:
    case TYPE_WRONG:
        return 1;
    case TYPE_PARTS:
    case TYPE_LIST:
        return !stet__value_next(e, v, &at, &first);
    case TYPE_TEXT:
    case TYPE_LANG:
    case TYPE_PART:
        return stet__value_text(e, v).n == 0;
    default:
        return 0;
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '_' ? '-' : c;
}

int stet__value_lang_matches(stet_str tag, stet_str range)
{
    if (!range.n || range.n > tag.n)
        return 0;
    for (size_t i = 0; i < range.n; i++)
        if (lower(tag.p[i]) != lower(range.p[i]))
            return 0;
    return tag.n == range.n || lower(tag.p[range.n]) == '-';
}

static int compare_numbers(double a, double b)
{
    return a < b ? -1 : a > b;
}

static int compare_dates(const stet_date *a, const stet_date *b)
{
    int precision = a->precision < b->precision ? a->precision : b->precision;
    if (precision >= STET_MINUTE && a->zone != STET_ZONE_UNKNOWN &&
        b->zone != STET_ZONE_UNKNOWN) {
        int64_t unit = precision == STET_MINUTE ? 60 : 1;
        int64_t x = stet__date_seconds(a), y = stet__date_seconds(b);
        x -= (x % unit + unit) % unit; /* cut, also before 1970 */
        y -= (y % unit + unit) % unit;
        return x < y ? -1 : x > y;
    }
    const int x[] = {a->year, a->month, a->day, a->hour * 60 + a->minute, a->second};
    const int y[] = {b->year, b->month, b->day, b->hour * 60 + b->minute, b->second};
    for (int i = 0; i < precision; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

int stet__value_order(const struct value *a, const struct value *b)
{
    if (a->type == TYPE_NUMBER && b->type == TYPE_NUMBER)
        return compare_numbers(a->number, b->number);
    if (a->type == TYPE_DATE && b->type == TYPE_DATE)
        return compare_dates(&a->date, &b->date);
    return 2;
}

static int is_null(struct eval *e, const struct value *v)
{
    return v->type == TYPE_NULL || v->type == TYPE_WRONG ||
           ((v->type == TYPE_PARTS || v->type == TYPE_LIST) &&
            stet__value_is_empty(e, v));
}

int stet__value_equals(struct eval *e, const struct value *a, const struct value *b)
{
    if (is_null(e, a) || is_null(e, b))
        return is_null(e, a) && is_null(e, b);
    if (a->type == TYPE_BOOL && b->type == TYPE_BOOL)
        return a->number == b->number;
    int order = stet__value_order(a, b);
    if (order != 2)
        return order == 0;
    if (!stet__is_textual(a->type) || !stet__is_textual(b->type))
        return 0;
    stet_str x = stet__value_text(e, a), y = stet__value_text(e, b);
    if (a->type == TYPE_LANG || b->type == TYPE_LANG)
        return x.n == y.n && stet__value_lang_matches(x, y);
    return stet_str_eq(x, y);
}
