/* SPDX-License-Identifier: MIT */
/*
 * The calls of the language: names, arguments, types.
 */
#include "expr/language.h"

/* Arguments, a letter each:
 *   v  a path or a call, whatever its type     s  text
 *   k  the name of a kind, written down        n  the name of a kind of notice
 *   l  a list                                  c  a condition about `it`
 *   d  a date                                                                     */
struct function {
    const char *name, *arguments, *usage;
    uint8_t id, type;
};
static const struct function functions[] = {
    {"has", "v", "has(path)", FN_HAS, TYPE_BOOL},
    {"count", "k", "count(\"kind\")", FN_COUNT, TYPE_NUMBER},
    {"words", "s", "words(text)", FN_WORDS, TYPE_NUMBER},
    {"lower", "s", "lower(text)", FN_LOWER, TYPE_TEXT},
    {"starts_with", "ss", "starts_with(text, start)", FN_STARTS_WITH, TYPE_BOOL},
    {"ends_with", "ss", "ends_with(text, end)", FN_ENDS_WITH, TYPE_BOOL},
    {"contains", "ss", "contains(text, part)", FN_CONTAINS, TYPE_BOOL},
    {"any", "lc", "any(list, condition)", FN_ANY, TYPE_BOOL},
    {"domain", "s", "domain(url)", FN_DOMAIN, TYPE_TEXT},
    {"days_since", "d", "days_since(date)", FN_DAYS_SINCE, TYPE_NUMBER},
    {"notice", "n", "notice(\"kind\")", FN_NOTICE, TYPE_TEXT},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static const char *const function_names[] = {
    "has",      "count", "words",  "lower",      "starts_with", "ends_with",
    "contains", "any",   "domain", "days_since", "notice",      NULL};

const char *const *stet__functions_names(void)
{
    return function_names;
}

static const struct function *find_function(stet_str name)
{
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (stet_str_is(name, functions[i].name))
            return &functions[i];
    return NULL;
}

int stet__functions_know(stet_str name)
{
    return find_function(name) != NULL;
}

/* ---- kinds ------------------------------------------------------------------ */

static void add_kind(struct kind_set *set, size_t kind)
{
    set->bits[kind / 64] |= UINT64_C(1) << kind % 64;
}

/* "disclaimer.*" means every kind that begins with "disclaimer.". */
static int name_matches(stet_str wanted, const char *name)
{
    size_t n = strlen(name);
    if (wanted.n >= 2 && memcmp(wanted.p + wanted.n - 2, ".*", 2) == 0)
        return n >= wanted.n && memcmp(name, wanted.p, wanted.n - 1) == 0;
    return n == wanted.n && memcmp(name, wanted.p, n) == 0;
}

const struct kind_set *stet__functions_kinds(struct compiler *c, uint32_t i, int family)
{
    const struct term *t = &c->terms[i];
    const char *names[STET_KIND_MAX + 1];
    size_t count = 0, found = 0;
    if (t->type == TYPE_WRONG)
        return NULL;
    if (t->op != OP_CONST || (t->type != TYPE_TEXT && t->type != TYPE_PLAIN)) {
        stet__compile_say(c, t->from, t->len, NULL,
                          "write the kind as text: \"quote\"");
        return NULL;
    }
    struct kind_set *set = stet__compile_alloc(c, sizeof *set);
    for (size_t kind = 1; set && kind < STET_KIND_MAX; kind++) {
        const struct kind_info *info =
            stet__vocabulary_kind_info(c->scope->vocabulary, (stet_kind)kind);
        if (!info || !info->name || info->family == STET_FAMILY_NONE ||
            (family && info->family != family))
            continue;
        names[count++] = info->name;
        if (name_matches(t->text, info->name)) {
            add_kind(set, kind);
            found++;
        }
    }
    names[count] = NULL;
    if (!found && set)
        stet__compile_say(c, t->from, t->len,
                          stet__compile_suggest(c, t->text, names, NULL),
                          "no kind of %s is called '%.*s'", family ? "notice" : "node",
                          (int)(t->text.n < 100 ? t->text.n : 100), t->text.p);
    return found ? set : NULL;
}

/* ---- arguments -------------------------------------------------------------- */

static void say_argument(struct compiler *c, uint32_t i, const struct function *f,
                         const char *wanted)
{
    const struct term *t = &c->terms[i];
    stet_str text = stet__check_quote(c, i);
    stet__compile_say(c, t->from, t->len, f->usage, "'%.*s' is %s; %s() takes %s",
                      (int)text.n, text.p, stet__type_name(t->type), f->name, wanted);
}

/* Something that may have a value or not: a path, a call, what a variable put in. */
static int is_reference(const struct term *t)
{
    return t->op == OP_PATH || t->op == OP_CALL || t->op == OP_LIST ||
           (t->op == OP_CONST && !t->written);
}

static void check_argument(struct compiler *c, uint32_t call, uint32_t i,
                           const struct function *f, char wanted)
{
    uint8_t type = c->terms[i].type;
    if (type == TYPE_WRONG)
        return;
    if (wanted == 's')
        stet__check_decide(c, i, TYPE_TEXT);
    if (wanted == 'd')
        stet__check_decide(c, i, TYPE_DATE);
    type = c->terms[i].type;
    int open = type == TYPE_ANY || type == TYPE_NULL;
    if (wanted == 's' && !open && !stet__is_textual(type))
        say_argument(c, i, f, "text");
    else if (wanted == 'd' && !open && type != TYPE_DATE)
        say_argument(c, i, f, "a date");
    else if (wanted == 'l' && type != TYPE_LIST && type != TYPE_PARTS)
        say_argument(c, i, f, "a list");
    else if (wanted == 'c')
        stet__check_condition(c, i);
    else if (wanted == 'v' && !is_reference(&c->terms[i]))
        say_argument(c, i, f, "a path");
    else if (wanted == 'k' || wanted == 'n')
        c->terms[call].kinds =
            stet__functions_kinds(c, i, wanted == 'n' ? STET_FAMILY_NOTICE : 0);
}

/* The type of `it` for elements of a list. */
static uint8_t element_type(const struct compiler *c, uint32_t list)
{
    const struct term *t = &c->terms[list];
    if (t->type == TYPE_PARTS)
        return TYPE_PART;
    if (t->op != OP_LIST || !t->first)
        return t->type == TYPE_LIST ? TYPE_TEXT : TYPE_ANY;
    uint8_t type =
        c->terms[t->first].type == TYPE_PLAIN ? TYPE_ANY : c->terms[t->first].type;
    for (uint32_t i = t->first; i; i = c->terms[i].next)
        if (c->terms[i].type != type)
            return TYPE_ANY;
    return type;
}

static uint32_t parse_argument(struct compiler *c, const struct function *f,
                               char wanted, uint32_t first)
{
    uint8_t was_lenient = c->lenient, was_it = c->it_type;
    uint32_t i;
    if (wanted == 'c')
        c->it_type = element_type(c, first);
    c->lenient = f->id == FN_HAS;
    i = stet__parse_expr(c);
    c->lenient = was_lenient;
    c->it_type = was_it;
    return i;
}

static uint32_t say_arity(struct compiler *c, uint32_t call, const struct function *f,
                          size_t given)
{
    const struct term *t = &c->terms[call];
    size_t wanted = strlen(f->arguments);
    uint32_t end = c->token.from + c->token.len;
    stet__compile_say(c, t->from, end > t->from ? end - t->from : 1, f->usage,
                      "%s() takes %zu argument%s, not %zu", f->name, wanted,
                      wanted == 1 ? "" : "s", given);
    c->terms[call].type = TYPE_WRONG;
    return call;
}

/* Read on over what belongs to a call that is not known. */
static uint32_t skip_call(struct compiler *c, struct token name)
{
    uint32_t i = stet__parse_new(c, OP_CONST, name.from, name.len);
    stet__compile_say(c, name.from, name.len,
                      stet__compile_suggest(c, name.text, function_names, NULL),
                      "no call is named '%.*s'", (int)name.len, name.text.p);
    while (i && !(c->token.kind == TOKEN_SIGN && c->token.sign == ')')) {
        if (!stet__parse_expr(c))
            return 0;
        if (c->token.kind == TOKEN_SIGN && c->token.sign == ',')
            stet__lex_next(c);
        else
            break;
    }
    return i;
}

uint32_t stet__functions_call(struct compiler *c, struct token name)
{
    const struct function *f = find_function(name.text);
    if (!f)
        return skip_call(c, name);
    size_t wanted = strlen(f->arguments), given = 0;
    uint32_t call = stet__parse_new(c, OP_CALL, name.from, name.len), last = 0,
             first = 0;
    if (!call)
        return 0;
    c->terms[call].function = f->id;
    if (f->id == FN_ANY && c->it_type)
        stet__compile_say(c, name.from, name.len, NULL, "any() cannot stand in any()");
    while (!(c->token.kind == TOKEN_SIGN && c->token.sign == ')')) {
        char kind = given < wanted ? f->arguments[given] : 'v';
        uint32_t i = parse_argument(c, f, kind, first);
        if (!i)
            return 0;
        if (given++ < wanted)
            check_argument(c, call, i, f, kind);
        if (last)
            c->terms[last].next = i;
        else
            c->terms[call].first = first = i;
        last = i;
        if (!(c->token.kind == TOKEN_SIGN && c->token.sign == ','))
            break;
        stet__lex_next(c);
    }
    if (!(c->token.kind == TOKEN_SIGN && c->token.sign == ')'))
        return call; /* the caller says what is missing */
    c->terms[call].type = f->type;
    return given == wanted ? call : say_arity(c, call, f, given);
}

void stet__terms_reads(const struct term *terms, size_t count, struct kind_set *set)
{
    for (size_t i = 1; i <= count; i++) {
        if (terms[i].op == OP_PATH && terms[i].path->root == PATH_FIELD)
            add_kind(set, terms[i].path->kind);
        for (size_t k = 0; terms[i].kinds && k < KIND_WORDS; k++)
            set->bits[k] |= terms[i].kinds->bits[k];
    }
}
