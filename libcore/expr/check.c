/* SPDX-License-Identifier: MIT */
/*
 * Which types agree. Constants whose type is open (variables, texts beside a date) take
 * that of the other side.
 */
#include "expr/language.h"

const char *stet__type_name(uint8_t type)
{
    static const char *const names[] = {[TYPE_WRONG] = "wrong",
                                        [TYPE_NULL] = "null",
                                        [TYPE_BOOL] = "true or false",
                                        [TYPE_NUMBER] = "a number",
                                        [TYPE_TEXT] = "text",
                                        [TYPE_LANG] = "a language",
                                        [TYPE_DATE] = "a date",
                                        [TYPE_PART] = "a part with a name",
                                        [TYPE_PARTS] = "a list of parts",
                                        [TYPE_LIST] = "a list",
                                        [TYPE_PLAIN] = "text",
                                        [TYPE_ANY] = "text or a number"};
    return names[type];
}

stet_str stet__check_quote(const struct compiler *c, uint32_t i)
{
    const struct term *t = &c->terms[i];
    return stet_strn(c->text.p + t->from, t->len < 60 ? t->len : 60);
}

int stet__is_textual(uint8_t type)
{
    return type == TYPE_TEXT || type == TYPE_LANG || type == TYPE_PART ||
           type == TYPE_PARTS || type == TYPE_PLAIN || type == TYPE_ANY ||
           type == TYPE_WRONG;
}

static int is_open(uint8_t type)
{
    return type == TYPE_WRONG || type == TYPE_ANY;
}

static void decide_date(struct term *t)
{
    if (stet__date_parse(t->text, stet_cstr(""), &t->date) == STET_OK)
        t->type = TYPE_DATE;
}

static void decide_year(struct term *t)
{
    if (t->unit || t->number < 1000 || t->number > 9999 || t->number != (int)t->number)
        return;
    t->type = TYPE_DATE;
    t->date = (stet_date){
        .year = (int16_t)t->number, .precision = STET_YEAR, .zone = STET_ZONE_UNKNOWN};
}

void stet__check_decide(struct compiler *c, uint32_t i, uint8_t type)
{
    struct term *t = &c->terms[i];
    if (t->op != OP_CONST)
        return;
    if (type == TYPE_DATE && (t->type == TYPE_TEXT || t->type == TYPE_PLAIN))
        decide_date(t);
    else if (type == TYPE_DATE && t->type == TYPE_NUMBER)
        decide_year(t);
    if (t->type != TYPE_PLAIN || is_open(type))
        return;
    t->type = TYPE_TEXT;
    if (type == TYPE_NUMBER && stet__lex_number(t->text, &t->number, &t->unit))
        t->type = TYPE_NUMBER;
    if (type == TYPE_BOOL && stet__lex_number(t->text, &t->number, &t->unit))
        t->type = TYPE_NUMBER;
    if (type == TYPE_BOOL &&
        (stet_str_is(t->text, "true") || stet_str_is(t->text, "false"))) {
        t->number = stet_str_is(t->text, "true");
        t->type = TYPE_BOOL;
    }
}

static void say_no_condition(struct compiler *c, uint32_t i)
{
    const struct term *t = &c->terms[i];
    stet_str text = stet__check_quote(c, i), hint = {NULL, 0};
    if (t->op == OP_PATH)
        hint = stet__arena_printf(c->arena, "write has(%.*s), or compare it",
                                  (int)text.n, text.p);
    stet__compile_say(c, t->from, t->len, hint.p, "'%.*s' is %s, not a condition",
                      (int)text.n, text.p, stet__type_name(t->type));
}

void stet__check_condition(struct compiler *c, uint32_t i)
{
    if (!i)
        return;
    stet__check_decide(c, i, TYPE_BOOL);
    uint8_t type = c->terms[i].type;
    if (type != TYPE_BOOL && type != TYPE_NUMBER && type != TYPE_NULL && !is_open(type))
        say_no_condition(c, i);
}

/* ---- relations -------------------------------------------------------------- */

static void say_mismatch(struct compiler *c, uint32_t left, uint32_t right)
{
    const struct term *l = &c->terms[left], *r = &c->terms[right];
    stet_str a = stet__check_quote(c, left), b = stet__check_quote(c, right);
    stet__compile_say(c, l->from, r->from + r->len - l->from, NULL,
                      "'%.*s' is %s; %.*s is %s", (int)a.n, a.p,
                      stet__type_name(l->type), (int)b.n, b.p,
                      stet__type_name(r->type));
}

static int same_class(uint8_t a, uint8_t b)
{
    return a == b || (stet__is_textual(a) && stet__is_textual(b));
}

/* 2s goes with a time only; a time goes with a bare number too, its seconds. */
static int units_agree(const struct term *a, const struct term *b)
{
    if (a->unit == b->unit)
        return 1;
    return (!a->unit && a->op == OP_CONST) || (!b->unit && b->op == OP_CONST);
}

static void say_units(struct compiler *c, uint32_t left, uint32_t right)
{
    static const char *const names[] = {"a bare number", "a time", "a size"};
    const struct term *l = &c->terms[left], *r = &c->terms[right];
    stet_str a = stet__check_quote(c, left), b = stet__check_quote(c, right);
    stet__compile_say(c, l->from, r->from + r->len - l->from, NULL,
                      "'%.*s' is %s; %.*s is %s", (int)a.n, a.p, names[l->unit],
                      (int)b.n, b.p, names[r->unit]);
}

/* A status that is never given is a misspelt one. */
static void check_status(struct compiler *c, uint32_t path, uint32_t constant)
{
    static const char *const names[] = {"ok", "skip", "failed", "not_run", NULL};
    const struct term *p = &c->terms[path], *t = &c->terms[constant];
    if (p->op != OP_PATH || p->path->root != PATH_STEP ||
        p->path->item != STATE_STATUS || t->op != OP_CONST || t->type != TYPE_TEXT)
        return;
    for (size_t i = 0; names[i]; i++)
        if (stet_str_is(t->text, names[i]))
            return;
    stet__compile_say(
        c, t->from, t->len, stet__compile_suggest(c, t->text, names, NULL),
        "'%.*s' is not one of: ok skip failed not_run", (int)t->text.n, t->text.p);
}

static void decide_both(struct compiler *c, uint32_t left, uint32_t right)
{
    uint8_t l = c->terms[left].type, r = c->terms[right].type;
    stet__check_decide(c, left, r == TYPE_PLAIN ? TYPE_TEXT : r);
    stet__check_decide(c, right, l == TYPE_PLAIN ? TYPE_TEXT : l);
}

static int is_list(const struct compiler *c, uint32_t i)
{
    return c->terms[i].type == TYPE_LIST;
}

void stet__check_relation(struct compiler *c, uint8_t op, uint32_t left, uint32_t right)
{
    decide_both(c, left, right);
    const struct term *l = &c->terms[left], *r = &c->terms[right];
    int ordered = op != OP_EQ && op != OP_NE;
    if (is_open(l->type) || is_open(r->type))
        return;
    if (l->type == TYPE_NULL || r->type == TYPE_NULL) {
        if (ordered)
            stet__compile_say(c, l->from, r->from + r->len - l->from, "write has(...)",
                              "nothing is less or greater than null");
        return;
    }
    if (is_list(c, left) || is_list(c, right)) {
        uint32_t list = is_list(c, left) ? left : right;
        stet__compile_say(c, c->terms[list].from, c->terms[list].len,
                          "use 'in', any() or an index",
                          "a list cannot be compared as a whole");
    } else if (!same_class(l->type, r->type)) {
        say_mismatch(c, left, right);
    } else if (ordered && l->type != TYPE_NUMBER && l->type != TYPE_DATE) {
        stet__compile_say(c, l->from, r->from + r->len - l->from, NULL,
                          "%s has no order; only numbers and dates have one",
                          stet__type_name(l->type));
    } else if (l->type == TYPE_NUMBER && !units_agree(l, r)) {
        say_units(c, left, right);
    }
    check_status(c, left, right);
    check_status(c, right, left);
}

/* Each element of a written list as if it were compared with the left side. */
static void check_elements(struct compiler *c, uint32_t left, uint32_t right)
{
    for (uint32_t i = c->terms[right].first; i; i = c->terms[i].next) {
        decide_both(c, left, i);
        uint8_t l = c->terms[left].type, r = c->terms[i].type;
        if (!is_open(l) && !is_open(r) && l != TYPE_NULL && r != TYPE_NULL &&
            !same_class(l, r))
            say_mismatch(c, left, i);
        check_status(c, left, i);
    }
}

void stet__check_membership(struct compiler *c, uint32_t left, uint32_t right)
{
    const struct term *l = &c->terms[left], *r = &c->terms[right];
    if (is_open(l->type) || is_open(r->type))
        return;
    if (l->type == TYPE_LIST) {
        stet_str text = stet__check_quote(c, left);
        stet__compile_say(c, l->from, l->len, "write any(list, it in [...])",
                          "'%.*s' is a list; 'in' asks about one value", (int)text.n,
                          text.p);
    } else if (r->op == OP_LIST) {
        check_elements(c, left, right);
    } else if (r->type == TYPE_PARTS || r->type == TYPE_LIST) {
        stet__check_decide(c, left, TYPE_TEXT);
        if (!stet__is_textual(l->type))
            say_mismatch(c, left, right);
    } else {
        stet_str text = stet__check_quote(c, right);
        stet__compile_say(
            c, r->from, r->len,
            stet__is_textual(r->type) ? "write contains(text, part), or [ ... ]" : NULL,
            "'%.*s' is %s, not a list", (int)text.n, text.p, stet__type_name(r->type));
    }
}
