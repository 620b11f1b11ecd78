/* SPDX-License-Identifier: MIT */
/*
 * From the text of an expression to tokens.
 */
#include "expr/language.h"

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char peek(const struct compiler *c, size_t ahead)
{
    return c->pos + ahead < c->text.n ? c->text.p[c->pos + ahead] : 0;
}

/* ---- numbers ---------------------------------------------------------------- */

static const struct {
    const char *name;
    double factor;
    uint8_t unit;
} units[] = {
    {"", 1, UNIT_NONE},           {"ms", 0.001, UNIT_SECONDS},
    {"s", 1, UNIT_SECONDS},       {"m", 60, UNIT_SECONDS},
    {"h", 3600, UNIT_SECONDS},    {"d", 86400, UNIT_SECONDS},
    {"w", 604800, UNIT_SECONDS},  {"B", 1, UNIT_BYTES},
    {"kB", 1e3, UNIT_BYTES},      {"MB", 1e6, UNIT_BYTES},
    {"GB", 1e9, UNIT_BYTES},      {"KiB", 1024, UNIT_BYTES},
    {"MiB", 1048576, UNIT_BYTES}, {"GiB", 1073741824, UNIT_BYTES},
};

/* The unit of that name: its row, or -1. */
static int find_unit(stet_str name)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (stet_str_is(name, units[i].name))
            return (int)i;
    return -1;
}

/* Bytes of -12.5 at p, 0 when there is no number. */
static size_t number_length(const char *p, size_t n)
{
    size_t at = n && p[0] == '-', digits = at;
    while (at < n && is_digit(p[at]))
        at++;
    if (at == digits)
        return 0;
    if (at + 1 < n && p[at] == '.' && is_digit(p[at + 1]))
        for (at++; at < n && is_digit(p[at]); at++)
            ;
    return at;
}

/* Without a locale, and without surprise for what is written in expressions. */
static double read_number(const char *p, size_t n)
{
    double value = 0, scale = 1;
    int behind = 0;
    for (size_t i = p[0] == '-'; i < n; i++) {
        if (p[i] == '.') {
            behind = 1;
            continue;
        }
        value = value * 10 + (p[i] - '0');
        scale = behind ? scale * 10 : scale;
    }
    return (p[0] == '-' ? -value : value) / scale;
}

int stet__lex_number(stet_str text, double *ret_number, uint8_t *ret_unit)
{
    size_t n = number_length(text.p, text.n);
    int unit = n ? find_unit(stet_strn(text.p + n, text.n - n)) : -1;
    if (unit < 0 || n > 40)
        return 0;
    *ret_number = read_number(text.p, n) * units[unit].factor;
    *ret_unit = units[unit].unit;
    return 1;
}

static int looks_like_date(const struct compiler *c)
{
    for (size_t i = 0; i < 4; i++)
        if (!is_digit(peek(c, i)))
            return 0;
    return peek(c, 4) == '-' && is_digit(peek(c, 5));
}

static void lex_date(struct compiler *c, struct token *t)
{
    size_t n = 0;
    for (char at; (at = peek(c, n)) != 0; n++)
        if (!is_digit(at) && !strchr("-:.+TZtz", at))
            break;
    t->kind = TOKEN_DATE;
    t->len = (uint32_t)n;
    if (stet__date_parse(stet_strn(c->text.p + c->pos, n), stet_cstr(""), &t->date) ==
        STET_OK)
        return;
    t->kind = TOKEN_BAD;
    stet__compile_say(c, c->pos, n,
                      "write a date as 2025-03-14, a time as 2025-03-14T09:30Z",
                      "'%.*s' is no date", (int)n, c->text.p + c->pos);
}

static void lex_number(struct compiler *c, struct token *t)
{
    size_t n = number_length(c->text.p + c->pos, c->text.n - c->pos);
    while (is_letter(peek(c, n)) || is_digit(peek(c, n)))
        n++;
    stet_str text = stet_strn(c->text.p + c->pos, n);
    t->kind = TOKEN_NUMBER;
    t->len = (uint32_t)n;
    if (stet__lex_number(text, &t->number, &t->unit))
        return;
    t->kind = TOKEN_BAD;
    stet__compile_say(c, c->pos, n,
                      "units of time are ms s m h d w, of size B kB MB GB KiB MiB GiB",
                      "'%.*s' is no number", (int)(n < 100 ? n : 100), text.p);
}

/* ---- text ------------------------------------------------------------------- */

static char unescape(char c)
{
    return c == 'n'                             ? '\n'
           : c == 't'                           ? '\t'
           : c == '"' || c == '\'' || c == '\\' ? c
                                                : 0;
}

static void lex_text(struct compiler *c, struct token *t)
{
    char quote = peek(c, 0);
    size_t n = 1, made = 0;
    while (c->pos + n < c->text.n && peek(c, n) != quote)
        n += peek(c, n) == '\\' ? 2 : 1;
    if (c->pos + n >= c->text.n) {
        t->kind = TOKEN_BAD;
        t->len = (uint32_t)(c->text.n - c->pos);
        c->broken = c->lost = 1;
        stet__compile_say(c, c->pos, 1, NULL,
                          "the text that begins here has no closing %c", quote);
        return;
    }
    t->kind = TOKEN_TEXT;
    t->len = (uint32_t)n + 1;
    char *to = stet__compile_alloc(c, n);
    for (size_t i = 1; to && i < n; i++) {
        char at = peek(c, i);
        if (at == '\\' && !unescape(peek(c, i + 1)))
            stet__compile_say(c, c->pos + i, 2, "known are \\\" \\' \\\\ \\n \\t",
                              "an unknown escape");
        else if (at == '\\')
            at = unescape(peek(c, ++i));
        to[made++] = at;
    }
    t->text = stet_strn(to ? to : "", made);
}

/* ---- signs ------------------------------------------------------------------ */

/* `instead`: not of this language, and what to write; it is read as if that stood
 * there. */
static const struct {
    char sign[3];
    uint8_t op; /* 0: a word, or nothing that could be meant */
    const char *word, *instead;
} relations[] = {
    {"==", OP_EQ, "", NULL},
    {"!=", OP_NE, "", NULL},
    {"<=", OP_LE, "", NULL},
    {">=", OP_GE, "", NULL},
    {"=~", 0, "",
     "there are no regular expressions here; use contains(), starts_with()"},
    {"!~", 0, "", "there are no regular expressions here; use not contains()"},
    {"&&", 0, "and", "write 'and'"},
    {"||", 0, "or", "write 'or'"},
    {"<>", OP_NE, "", "write '!='"},
    {"=>", OP_GE, "", "write '>='"},
    {"=<", OP_LE, "", "write '<='"},
    {"<", OP_LT, "", NULL},
    {">", OP_GT, "", NULL},
    {"=", OP_EQ, "", "write '=='"},
    {"!", 0, "not", "write 'not'"},
};

static int lex_relation(struct compiler *c, struct token *t)
{
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        size_t n = strlen(relations[i].sign);
        if (peek(c, 0) != relations[i].sign[0] ||
            (n == 2 && peek(c, 1) != relations[i].sign[1]))
            continue;
        t->len = (uint32_t)n;
        t->op = relations[i].op;
        t->text = stet_cstr(relations[i].word);
        t->kind = t->op ? TOKEN_RELATION : t->text.n ? TOKEN_NAME : TOKEN_BAD;
        t->said = relations[i].instead != NULL;
        if (t->said)
            stet__compile_say(c, c->pos, n, relations[i].instead,
                              "'%s' is not known here", relations[i].sign);
        if (t->kind == TOKEN_BAD)
            c->broken = c->lost = 1;
        return 1;
    }
    return 0;
}

static int is_curly(uint32_t code)
{
    return code == 0x201c || code == 0x201d || code == 0x201e || code == 0x2018 ||
           code == 0x2019 || code == 0xab || code == 0xbb;
}

/* A text in the quotes of a word processor, up to the next of them. 0: there is none.
 */
static size_t curly_length(const struct compiler *c)
{
    uint32_t code;
    size_t at = c->pos + stet__decode(c->text.p + c->pos, c->text.n - c->pos, &code);
    while (at < c->text.n) {
        at += stet__decode(c->text.p + at, c->text.n - at, &code);
        if (is_curly(code))
            return at - c->pos;
    }
    return 0;
}

/* Nothing of this language begins here. */
static void lex_unknown(struct compiler *c, struct token *t)
{
    uint32_t code;
    t->kind = TOKEN_BAD;
    t->len = (uint32_t)stet__decode(c->text.p + c->pos, c->text.n - c->pos, &code);
    size_t curly = is_curly(code) ? curly_length(c) : 0;
    if (!curly) {
        while (t->len < 40 && peek(c, t->len) == c->text.p[c->pos])
            t->len++;
        c->broken = c->lost = 1;
    }
    stet__compile_say(c, c->pos, t->len,
                      is_curly(code) ? "write straight quotes"
                      : code == '{'  ? "write it without braces"
                      : code < 128 && strchr("+-*/%", (int)code)
                          ? "there is no arithmetic here"
                          : NULL,
                      "'%.*s' is not known here", (int)t->len, c->text.p + c->pos);
    t->len = curly ? (uint32_t)curly : t->len;
}

static void lex_sign(struct compiler *c, struct token *t)
{
    t->len = 1;
    if (peek(c, 0) == '}' && peek(c, 1) == '}') {
        t->kind = TOKEN_CLOSE;
        t->len = 2;
    } else if (peek(c, 0) && strchr("()[],.|:", peek(c, 0))) {
        t->kind = TOKEN_SIGN;
        t->sign = peek(c, 0);
    } else {
        lex_unknown(c, t);
    }
}

static void lex_name(struct compiler *c, struct token *t)
{
    size_t n = 1;
    while (is_letter(peek(c, n)) || is_digit(peek(c, n)) ||
           (peek(c, n) == '-' && is_letter(peek(c, n + 1))))
        n++;
    t->kind = TOKEN_NAME;
    t->len = (uint32_t)n;
    t->text = stet_strn(c->text.p + c->pos, n);
}

void stet__lex_next(struct compiler *c)
{
    struct token *t = &c->token;
    memset(t, 0, sizeof *t);
    while (c->pos < c->text.n && strchr(" \t\r\n", peek(c, 0)) && peek(c, 0))
        c->pos++;
    t->from = (uint32_t)c->pos;
    t->text = stet_cstr("");
    if (c->pos >= c->text.n)
        return;
    char at = peek(c, 0);
    if (is_letter(at))
        lex_name(c, t);
    else if (looks_like_date(c))
        lex_date(c, t);
    else if (is_digit(at) || (at == '-' && is_digit(peek(c, 1))))
        lex_number(c, t);
    else if (at == '"' || at == '\'')
        lex_text(c, t);
    else if ((at == '|' && peek(c, 1) != '|') || !lex_relation(c, t))
        lex_sign(c, t);
    c->pos += t->len;
}
