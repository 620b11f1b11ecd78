/* SPDX-License-Identifier: MIT */
/*
 * From tokens to terms, by descent. Depth is counted wherever it can grow. Types are
 * checked as terms are made; a mistake of types goes on, a mistake of syntax costs the
 * operand that it stands in: the next `and`, `or` or closing bracket is read as usual.
 */
#include "expr/language.h"

uint32_t stet__parse_new(struct compiler *c, uint8_t op, uint32_t from, uint32_t len)
{
    if (c->count + 1 >= c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 16;
        struct term *terms = stet__compile_alloc(c, cap * sizeof *terms);
        if (!terms)
            return 0;
        if (c->count)
            memcpy(terms, c->terms, (c->count + 1) * sizeof *terms);
        c->terms = terms;
        c->cap = cap;
    }
    struct term *t = &c->terms[++c->count];
    memset(t, 0, sizeof *t);
    t->op = op;
    t->from = from;
    t->len = len;
    t->text = stet_cstr("");
    return (uint32_t)c->count;
}

void stet__parse_adopt(struct compiler *c, uint32_t parent, uint32_t child)
{
    struct term *p = &c->terms[parent];
    uint32_t *link = &p->first;
    if (!parent || !child)
        return;
    while (*link)
        link = &c->terms[*link].next;
    *link = child;
    if (c->terms[child].from < p->from) {
        p->len += p->from - c->terms[child].from;
        p->from = c->terms[child].from;
    }
    uint32_t end = c->terms[child].from + c->terms[child].len;
    if (end > p->from + p->len)
        p->len = end - p->from;
}

static int is_sign(const struct compiler *c, char sign)
{
    return c->token.kind == TOKEN_SIGN && c->token.sign == sign;
}

static int is_word(const struct compiler *c, const char *word)
{
    return c->token.kind == TOKEN_NAME && stet_str_is(c->token.text, word);
}

/* ---- where the syntax is lost ----------------------------------------------- */

int stet__parse_lose(struct compiler *c)
{
    int say = !c->broken && !c->lost && !c->token.said && c->token.kind != TOKEN_BAD;
    c->broken = c->lost = 1;
    return say;
}

static uint32_t lose(struct compiler *c, const char *wanted)
{
    const struct token *t = &c->token;
    if (!stet__parse_lose(c))
        return 0;
    if (t->kind == TOKEN_END)
        stet__compile_say(c, c->text.n ? c->text.n - 1 : 0, 1, NULL,
                          "%s is missing at the end", wanted);
    else
        stet__compile_say(
            c, t->from, t->len, NULL, "found '%.*s' where %s was expected",
            (int)(t->len < 80 ? t->len : 80), c->text.p + t->from, wanted);
    return 0;
}

/* Go on to a token that ends an operand, over `open` brackets and those that open on
 * the way. 0 when there is none. */
static int skip_to_end(struct compiler *c, size_t open)
{
    for (; c->token.kind != TOKEN_END; stet__lex_next(c)) {
        int closes = is_sign(c, ')') || is_sign(c, ']');
        if (c->token.kind == TOKEN_CLOSE || is_sign(c, '|'))
            return 1;
        if (!open &&
            (closes || is_sign(c, ',') || is_word(c, "and") || is_word(c, "or")))
            return 1;
        if (is_sign(c, '(') || is_sign(c, '['))
            open++;
        else if (closes)
            open--;
    }
    return 0;
}

uint32_t stet__parse_recover(struct compiler *c, size_t depth, uint32_t from)
{
    const struct token token = c->token;
    const size_t pos = c->pos;
    size_t open = c->depth > depth && !c->unclosed ? c->depth - depth : 0;
    c->quiet = 1;
    if (!skip_to_end(c, open) && open) { /* not closed: take the next operand then */
        c->unclosed = 1;
        c->token = token;
        c->pos = pos;
        skip_to_end(c, 0);
    }
    c->quiet = 0;
    c->depth = depth;
    c->broken = c->nomem;
    uint32_t i = c->nomem ? 0 : stet__parse_new(c, OP_CONST, from, 1);
    if (i)
        c->terms[i].type = TYPE_WRONG;
    return i;
}

static int enter(struct compiler *c)
{
    size_t most = c->scope->limits ? (size_t)c->scope->limits->expr_depth : 64;
    if (c->depth >= most) {
        if (stet__parse_lose(c))
            stet__compile_say(c, c->token.from, c->token.len, "divide it",
                              "nested deeper than %zu levels", most);
        c->pos = c->text.n; /* what follows is deeper still */
        stet__lex_next(c);
        return 0;
    }
    c->depth++;
    return 1;
}

/* ---- items ------------------------------------------------------------------ */

static uint32_t parse_constant(struct compiler *c, uint8_t type)
{
    const struct token t = c->token;
    uint32_t i = stet__parse_new(c, OP_CONST, t.from, t.len);
    if (!i)
        return 0;
    c->terms[i].type = type;
    c->terms[i].unit = t.unit;
    c->terms[i].number = type == TYPE_BOOL ? stet_str_is(t.text, "true") : t.number;
    c->terms[i].text = type == TYPE_TEXT ? t.text : stet_cstr("");
    c->terms[i].written = 1;
    c->terms[i].date = t.date;
    stet__lex_next(c);
    return i;
}

/* "[" is at hand. */
static uint32_t parse_list(struct compiler *c)
{
    uint32_t list = stet__parse_new(c, OP_LIST, c->token.from, c->token.len), last = 0;
    if (!list || !enter(c))
        return 0;
    stet__lex_next(c);
    while (!is_sign(c, ']')) {
        uint32_t item = stet__parse_item(c);
        if (!item)
            return 0;
        uint8_t type = c->terms[item].type;
        if (type == TYPE_LIST || type == TYPE_PARTS)
            stet__compile_say(c, c->terms[item].from, c->terms[item].len, NULL,
                              "a list cannot stand in a list");
        if (last)
            c->terms[last].next = item;
        else
            c->terms[list].first = item;
        last = item;
        if (is_sign(c, ','))
            stet__lex_next(c);
        else if (!is_sign(c, ']'))
            return lose(c, "',' or ']'");
    }
    c->terms[list].type = TYPE_LIST;
    c->terms[list].len = c->token.from + c->token.len - c->terms[list].from;
    c->depth--;
    stet__lex_next(c);
    return list;
}

static uint32_t parse_group(struct compiler *c)
{
    if (!enter(c))
        return 0;
    stet__lex_next(c);
    uint32_t i = stet__parse_expr(c);
    if (!i)
        return 0;
    if (!is_sign(c, ')'))
        return lose(c, "')'");
    c->depth--;
    stet__lex_next(c);
    return i;
}

static int begins_call(const struct compiler *c)
{
    size_t at = c->pos;
    while (at < c->text.n && c->text.p[at] == ' ')
        at++;
    return at < c->text.n && c->text.p[at] == '(';
}

static uint32_t parse_call(struct compiler *c)
{
    const struct token name = c->token;
    if (!enter(c))
        return 0;
    stet__lex_next(c); /* to "(" */
    stet__lex_next(c);
    uint32_t i = stet__functions_call(c, name);
    if (!i)
        return 0;
    if (!is_sign(c, ')'))
        return lose(c, "',' or ')'");
    c->terms[i].len = c->token.from + c->token.len - c->terms[i].from;
    c->depth--;
    stet__lex_next(c);
    return i;
}

static uint32_t parse_name(struct compiler *c)
{
    static const char *const words[] = {"and", "or", "not", "in", "is"};
    if (is_word(c, "true") || is_word(c, "false"))
        return parse_constant(c, TYPE_BOOL);
    if (is_word(c, "null"))
        return parse_constant(c, TYPE_NULL);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(c, words[i]))
            return lose(c, "a value");
    return begins_call(c) ? parse_call(c) : stet__names_path(c);
}

static uint32_t parse_any_item(struct compiler *c)
{
    switch (c->token.kind) {
    case TOKEN_TEXT:
        return parse_constant(c, TYPE_TEXT);
    case TOKEN_NUMBER:
        return parse_constant(c, TYPE_NUMBER);
    case TOKEN_DATE:
        return parse_constant(c, TYPE_DATE);
    case TOKEN_NAME:
        return parse_name(c);
    case TOKEN_BAD:
        if (!c->broken) { /* a bad date or number: the rest can still be read */
            uint32_t i = parse_constant(c, TYPE_WRONG);
            return i;
        }
        return 0;
    default:
        break;
    }
    if (is_sign(c, '['))
        return parse_list(c);
    if (is_sign(c, '('))
        return parse_group(c);
    return lose(c, "a value");
}

uint32_t stet__parse_item(struct compiler *c)
{
    uint32_t i = parse_any_item(c);
    if (i && !c->broken)
        c->lost = 0;
    return i;
}

/* ---- operators -------------------------------------------------------------- */

/* The relation at hand, with `in` and `not in`; 0: none. */
static uint8_t take_relation(struct compiler *c)
{
    uint8_t op = 0;
    if (c->token.kind == TOKEN_RELATION) {
        op = c->token.op;
    } else if (is_word(c, "in")) {
        op = OP_IN;
    } else if (is_word(c, "not")) {
        stet__lex_next(c);
        if (!is_word(c, "in")) {
            lose(c, "'in'");
            return 0;
        }
        op = OP_NOT_IN;
    }
    if (op)
        stet__lex_next(c);
    return op;
}

static uint32_t parse_comparison(struct compiler *c)
{
    uint32_t left = stet__parse_item(c), right, i;
    uint8_t op = left ? take_relation(c) : 0;
    if (!left || c->broken || !op)
        return c->broken ? 0 : left;
    right = stet__parse_item(c);
    if (!right)
        return 0;
    if (c->token.kind == TOKEN_RELATION) {
        if (stet__parse_lose(c))
            stet__compile_say(c, c->token.from, c->token.len, "write 'a < b and b < c'",
                              "comparisons do not follow one another");
        return 0;
    }
    i = stet__parse_new(c, op, c->terms[left].from, 0);
    if (!i)
        return 0;
    stet__parse_adopt(c, i, left);
    stet__parse_adopt(c, i, right);
    c->terms[i].type = TYPE_BOOL;
    if (op == OP_IN || op == OP_NOT_IN)
        stet__check_membership(c, left, right);
    else
        stet__check_relation(c, op, left, right);
    return i;
}

/* Any number of `not` before a comparison: only whether they are odd counts. */
static uint32_t parse_not(struct compiler *c)
{
    int odd = 0, any = 0;
    uint32_t from = c->token.from;
    for (; is_word(c, "not"); stet__lex_next(c)) {
        odd = !odd;
        any = 1;
    }
    uint32_t inner = parse_comparison(c);
    if (!inner || !any)
        return inner;
    stet__check_condition(c, inner);
    uint32_t i = stet__parse_new(c, OP_NOT, from, 0);
    stet__parse_adopt(c, i, inner);
    if (i && !odd) { /* not not x: its truth */
        uint32_t twice = stet__parse_new(c, OP_NOT, from, 0);
        stet__parse_adopt(c, twice, i);
        c->terms[i].type = TYPE_BOOL;
        i = twice;
    }
    if (i)
        c->terms[i].type = TYPE_BOOL;
    return i;
}

/* What stands between `and` and `or`; when its syntax is lost, what follows is not. */
static uint32_t parse_operand(struct compiler *c)
{
    const size_t depth = c->depth;
    const uint32_t from = c->token.from;
    uint32_t i = parse_not(c);
    return i ? i : stet__parse_recover(c, depth, from);
}

/* A row of `of` apart by a word, as one term with many children. */
static uint32_t parse_row(struct compiler *c, uint8_t op, const char *word,
                          uint32_t (*of)(struct compiler *))
{
    uint32_t first = of(c), row, last;
    if (!first || !is_word(c, word))
        return first;
    row = stet__parse_new(c, op, c->terms[first].from, 0);
    if (!row)
        return 0;
    stet__check_condition(c, first);
    stet__parse_adopt(c, row, first);
    c->terms[row].type = TYPE_BOOL;
    for (last = first; is_word(c, word);) {
        stet__lex_next(c);
        uint32_t item = of(c);
        if (!item)
            return 0;
        stet__check_condition(c, item);
        c->terms[last].next = item;
        c->terms[row].len =
            c->terms[item].from + c->terms[item].len - c->terms[row].from;
        last = item;
    }
    return row;
}

static uint32_t parse_and(struct compiler *c)
{
    return parse_row(c, OP_AND, "and", parse_operand);
}

uint32_t stet__parse_expr(struct compiler *c)
{
    return parse_row(c, OP_OR, "or", parse_and);
}

/* Something stands behind what could have been all: say so, and read on behind it. */
static uint32_t parse_further(struct compiler *c)
{
    const uint32_t from = c->token.from;
    lose(c, "'and', 'or' or the end");
    if (!is_word(c, "and") && !is_word(c, "or"))
        stet__lex_next(c);
    uint32_t i = stet__parse_recover(c, 0, from);
    if (!i || !(is_word(c, "and") || is_word(c, "or")))
        return i;
    stet__lex_next(c);
    return stet__parse_expr(c);
}

stet_code stet__expr_compile(struct arena *arena, const struct expr_scope *scope,
                             stet_str text, const stet_data *at,
                             stet_problems *problems, const stet_expr **ret_expr)
{
    struct compiler c;
    stet__compile_begin(&c, arena, scope, text, at, problems);
    stet_expr *expr = stet__compile_alloc(&c, sizeof *expr);
    uint32_t root = 0;
    stet__lex_next(&c);
    if (c.token.kind == TOKEN_END && !c.nomem)
        stet__compile_say(&c, 0, 1, "write true, or leave it out",
                          "the condition is empty");
    else
        root = stet__parse_expr(&c);
    if (root)
        stet__check_condition(&c, root);
    while (root && c.token.kind != TOKEN_END)
        root = parse_further(&c);
    stet_code code = stet__compile_status(&c);
    if (code == STET_OK && root) {
        *expr = (stet_expr){c.terms, c.count, root};
        *ret_expr = expr;
    }
    return code;
}

void stet__expr_reads(const stet_expr *expr, struct kind_set *set)
{
    if (expr)
        stet__terms_reads(expr->terms, expr->count, set);
}
