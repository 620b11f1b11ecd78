/* SPDX-License-Identifier: MIT */
/*
 * Running an expression. The depth of a program was bounded when it was compiled.
 */
#include "expr/language.h"

int stet__eval_truth(const struct value *v)
{
    return (v->type == TYPE_BOOL || v->type == TYPE_NUMBER) && v->number != 0;
}

static struct value truth(int yes)
{
    return (struct value){.type = TYPE_BOOL, .number = yes != 0, .text = {"", 0}};
}

static struct value constant(const struct term *t)
{
    return (struct value){.type = t->type == TYPE_PLAIN ? TYPE_TEXT : t->type,
                          .number = t->number,
                          .text = t->text,
                          .date = t->date};
}

/* AND: no child is false. OR: one is true. */
static struct value eval_row(struct eval *e, const struct term *t)
{
    int stop = t->op == OP_OR;
    for (uint32_t i = t->first; i; i = e->terms[i].next) {
        struct value v = stet__eval(e, i);
        if (stet__eval_truth(&v) == stop)
            return truth(stop);
    }
    return truth(!stop);
}

static int is_member(struct eval *e, const struct value *v, const struct value *list)
{
    struct cursor at = {0};
    struct value each;
    if (v->type == TYPE_NULL)
        return 0;
    while (stet__value_next(e, list, &at, &each)) {
        if (v->type == TYPE_LANG && stet__is_textual(each.type)) {
            if (stet__value_lang_matches(v->text, stet__value_text(e, &each)))
                return 1;
        } else if (stet__value_equals(e, v, &each)) {
            return 1;
        }
    }
    return 0;
}

static int relation_holds(uint8_t op, int order)
{
    switch (op) {
    case OP_LT:
        return order == -1;
    case OP_LE:
        return order == -1 || order == 0;
    case OP_GT:
        return order == 1;
    default:
        return order == 1 || order == 0;
    }
}

static struct value eval_pair(struct eval *e, const struct term *t)
{
    struct value left = stet__eval(e, t->first);
    struct value right = stet__eval(e, e->terms[t->first].next);
    switch (t->op) {
    case OP_EQ:
        return truth(stet__value_equals(e, &left, &right));
    case OP_NE:
        return truth(!stet__value_equals(e, &left, &right));
    case OP_IN:
        return truth(is_member(e, &left, &right));
    case OP_NOT_IN:
        return truth(!is_member(e, &left, &right));
    default:
        return truth(relation_holds(t->op, stet__value_order(&left, &right)));
    }
}

struct value stet__eval(struct eval *e, uint32_t i)
{
    const struct term *t = &e->terms[i];
    struct value v;
    switch (t->op) {
    case OP_CONST:
        return constant(t);
    case OP_PATH:
        return stet__value_of_path(e, t->path);
    case OP_LIST:
        return (struct value){
            .type = TYPE_LIST, .list = t, .limit = SIZE_MAX, .text = {"", 0}};
    case OP_AND:
    case OP_OR:
        return eval_row(e, t);
    case OP_NOT:
        v = stet__eval(e, t->first);
        return truth(!stet__eval_truth(&v));
    case OP_CALL:
        return stet__eval_call(e, t);
    default:
        return eval_pair(e, t);
    }
}

stet_code stet__expr_test(stet_article *a, const stet_expr *expr, int *ret_true)
{
    if (!a || !expr || !ret_true)
        return STET_E_MISUSE;
    struct eval e = {.a = stet__article(a), .pub = a, .terms = expr->terms};
    struct value v = stet__eval(&e, expr->root);
    if (e.failed == STET_OK)
        *ret_true = stet__eval_truth(&v);
    return e.failed;
}
