/* SPDX-License-Identifier: MIT */
/*
 * The filters of templates as they are compiled: names, arguments, types.
 */
#include "expr/template/template.h"

/* What a filter takes, and gives. */
enum { TAKES_TEXT = 1, TAKES_LIST, TAKES_DATE, TAKES_NUMBER, TAKES_ANY };
/* Arguments, a letter each: s text, n number, i an item; in capitals: may be left out.
 */
struct filter_row {
    const char *name, *arguments, *usage;
    uint8_t id, takes, gives; /* gives 0: what it took */
};
static const struct filter_row rows[] = {
    {"default", "i", "default: \"text\"", FILTER_DEFAULT, TAKES_ANY, 0},
    {"join", "SS", "join: \", \"", FILTER_JOIN, TAKES_LIST, TYPE_TEXT},
    {"first", "", "first", FILTER_FIRST, TAKES_LIST, TYPE_TEXT},
    {"last", "", "last", FILTER_LAST, TAKES_LIST, TYPE_TEXT},
    {"limit", "n", "limit: 3", FILTER_LIMIT, TAKES_LIST, 0},
    {"count", "", "count", FILTER_COUNT, TAKES_LIST, TYPE_NUMBER},
    {"truncate", "nS", "truncate: 60", FILTER_TRUNCATE, TAKES_TEXT, TYPE_TEXT},
    {"date", "sS", "date: \"%d %B %Y\"", FILTER_DATE, TAKES_DATE, TYPE_TEXT},
    {"upper", "", "upper", FILTER_UPPER, TAKES_TEXT, TYPE_TEXT},
    {"lower", "", "lower", FILTER_LOWER, TAKES_TEXT, TYPE_TEXT},
    {"capitalize", "", "capitalize", FILTER_CAPITALIZE, TAKES_TEXT, TYPE_TEXT},
    {"trim", "", "trim", FILTER_TRIM, TAKES_TEXT, TYPE_TEXT},
    {"replace", "ss", "replace: \"a\", \"b\"", FILTER_REPLACE, TAKES_TEXT, TYPE_TEXT},
    {"slug", "N", "slug", FILTER_SLUG, TAKES_TEXT, TYPE_TEXT},
    {"escape", "s", "escape: html", FILTER_ESCAPE, TAKES_TEXT, TYPE_TEXT},
    {"plural", "ss", "plural: \"word\", \"words\"", FILTER_PLURAL, TAKES_NUMBER,
     TYPE_TEXT},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const char *const names[] = {
    "default",  "join", "first",  "last",   "limit",      "count",
    "truncate", "date", "upper",  "lower",  "capitalize", "trim",
    "replace",  "slug", "escape", "plural", NULL};

/* Filters of other languages, and what they are called here. */
static const struct {
    const char *name, *instead;
} others[] = {{"upcase", "upper"},
              {"uppercase", "upper"},
              {"downcase", "lower"},
              {"lowercase", "lower"},
              {"strip", "trim"},
              {"size", "count"},
              {"length", "count"},
              {"date_format", "date"},
              {"slugify", "slug"},
              {"urlize", "slug"},
              {"truncatewords", "truncate"},
              {"e", "escape"},
              {"title", "capitalize"},
              {"pluralize", "plural"}};

static const struct filter_row *find_row(stet_str name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (stet_str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

static void say_unknown(struct compiler *c, const struct token *t)
{
    const char *hint = NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (stet_str_is(t->text, others[i].name)) {
            stet_str text =
                stet__arena_printf(c->arena, "it is called '%s'", others[i].instead);
            hint = text.p;
        }
    if (!hint)
        hint = stet__compile_suggest(c, t->text, names, NULL);
    stet__compile_say(c, t->from, t->len, hint, "no filter is called '%.*s'",
                      (int)t->len, t->text.p);
}

/* ---- what filters take ------------------------------------------------------ */

static int takes(const struct filter_row *row, uint8_t type)
{
    if (type == TYPE_WRONG || type == TYPE_ANY || type == TYPE_NULL)
        return 1;
    switch (row->takes) {
    case TAKES_LIST:
        return type == TYPE_LIST || type == TYPE_PARTS;
    case TAKES_DATE:
        return type == TYPE_DATE;
    case TAKES_NUMBER:
        return type == TYPE_NUMBER;
    default:
        return 1;
    }
}

static uint8_t type_behind(const struct compiler *c, const struct filter_row *row,
                           const struct filter *f, uint8_t type)
{
    if (row->gives)
        return row->gives;
    if (row->id != FILTER_DEFAULT || !f->item)
        return type;
    return c->terms[f->item].type == type ? type : TYPE_TEXT;
}

/* ---- arguments -------------------------------------------------------------- */

static int is_sign(const struct compiler *c, char sign)
{
    return c->token.kind == TOKEN_SIGN && c->token.sign == sign;
}

static void say_argument(struct compiler *c, uint32_t i, const struct filter_row *row,
                         const char *wanted)
{
    const struct term *t = &c->terms[i];
    stet_str text = stet__check_quote(c, i);
    stet__compile_say(c, t->from, t->len, row->usage, "'%s' takes %s, not '%.*s'",
                      row->name, wanted, (int)text.n, text.p);
}

static void set_text(struct compiler *c, const struct filter_row *row, struct filter *f,
                     uint32_t i)
{
    stet__check_decide(c, i, TYPE_TEXT);
    const struct term *t = &c->terms[i];
    if (t->type == TYPE_WRONG)
        return;
    if (t->op != OP_CONST || t->type != TYPE_TEXT)
        say_argument(c, i, row, "a text that is written down");
    else
        f->text[f->given] = t->text;
}

static void set_number(struct compiler *c, const struct filter_row *row,
                       struct filter *f, uint32_t i)
{
    stet__check_decide(c, i, TYPE_NUMBER);
    const struct term *t = &c->terms[i];
    if (t->type == TYPE_WRONG)
        return;
    if (t->op != OP_CONST || t->type != TYPE_NUMBER || t->unit || t->number < 1 ||
        t->number > 1e6 || t->number != (double)(int)t->number)
        say_argument(c, i, row, "a whole number from 1");
    else
        f->number = t->number;
}

/* `escape: html` and `date: iso` may stand without quotes. */
static uint32_t parse_argument(struct compiler *c, const struct filter_row *row,
                               char letter)
{
    const struct token t = c->token;
    if (letter != 's' || t.kind != TOKEN_NAME ||
        (row->id != FILTER_ESCAPE && row->id != FILTER_DATE))
        return stet__parse_item(c);
    uint32_t i = stet__parse_new(c, OP_CONST, t.from, t.len);
    if (i) {
        c->terms[i].type = TYPE_TEXT;
        c->terms[i].text = t.text;
    }
    stet__lex_next(c);
    return i;
}

static void set_argument(struct compiler *c, const struct filter_row *row,
                         struct filter *f, uint32_t i)
{
    switch (row->arguments[f->given]) {
    case 'I': /* of a filter that is not known */
        break;
    case 'i':
        if (c->terms[i].type == TYPE_PLAIN)
            c->terms[i].type = TYPE_TEXT;
        f->item = i;
        break;
    case 'n':
    case 'N':
        set_number(c, row, f, i);
        break;
    default:
        set_text(c, row, f, i);
    }
}

/* An argument stands right behind the name of a filter: 60, or "(" as of a call. */
static int lacks_colon(struct compiler *c, const struct filter_row *row)
{
    const struct token *t = &c->token;
    int value = t->kind == TOKEN_TEXT || t->kind == TOKEN_NUMBER ||
                t->kind == TOKEN_DATE || t->kind == TOKEN_NAME || is_sign(c, '(');
    if (!value || !row->arguments[0] || !row->id)
        return 0;
    stet_str hint =
        stet__arena_printf(c->arena, "arguments follow a colon: %s", row->usage);
    if (stet__parse_lose(c))
        stet__compile_say(c, t->from, t->len, hint.p,
                          "found '%.*s' where '|' or '}}' was expected",
                          (int)(t->len < 80 ? t->len : 80), c->text.p + t->from);
    return 1;
}

static int parse_arguments(struct compiler *c, const struct filter_row *row,
                           struct filter *f)
{
    size_t most = strlen(row->arguments), given = 0;
    const struct token name = c->token;
    stet__lex_next(c);
    if (lacks_colon(c, row))
        return 0;
    if (is_sign(c, ':')) {
        do {
            stet__lex_next(c);
            uint32_t i =
                parse_argument(c, row, given < most ? row->arguments[given] : 'i');
            if (!i)
                return 0;
            if (given < most)
                set_argument(c, row, f, i);
            given++;
            f->given = (uint8_t)(given < most ? given : most);
        } while (is_sign(c, ','));
    }
    int missing = given < most && row->arguments[given] >= 'a';
    if (given > most || missing)
        stet__compile_say(c, name.from, name.len, row->usage,
                          "'%s' has too %s arguments", row->name,
                          missing ? "few" : "many");
    return 1;
}

/* ---- meanings of texts ------------------------------------------------------ */

static void check_escape(struct compiler *c, const struct token *t, struct filter *f)
{
    static const char *const modes[] = {"html", "xml",      "json", "script",
                                        "url",  "filename", NULL};
    for (uint8_t i = 0; modes[i]; i++)
        if (stet_str_is(f->text[0], modes[i])) {
            f->mode = (uint8_t)(STET_ESCAPE_HTML + i);
            return;
        }
    stet__compile_say(c, t->from, t->len,
                      stet__compile_suggest(c, f->text[0], modes, NULL),
                      "'%.*s' is not one of: html xml json script url filename",
                      (int)(f->text[0].n < 40 ? f->text[0].n : 40), f->text[0].p);
}

static void check_date(struct compiler *c, const struct token *t, struct filter *f)
{
    static const char *const styles[] = {"iso", "rfc3339", "rfc822", NULL};
    stet_str text = f->text[0];
    for (uint8_t i = 0; styles[i]; i++)
        if (stet_str_is(text, styles[i])) {
            f->mode = (uint8_t)(STET_DATE_ISO + i);
            return;
        }
    long bad = stet__date_pattern_check(text);
    int n = (int)(text.n < 40 ? text.n : 40);
    if (bad >= 0)
        stet__compile_say(c, t->from, t->len,
                          "known are %Y %y %m %B %b %d %e %A %a %H %I %M %S %p %z %%",
                          "'%.*s' is no part of a date", bad + 1 < (long)text.n ? 2 : 1,
                          text.p + bad);
    else if (!memchr(text.p, '%', text.n))
        stet__compile_say(c, t->from, t->len,
                          "write iso, rfc3339, rfc822 or a pattern with %Y, %m ...",
                          "'%.*s' is no form of a date", n, text.p);
}

/* The texts stand where the arguments stood; `t` covers them. */
static void check_meaning(struct compiler *c, const struct token *t, struct filter *f)
{
    if (f->id == FILTER_ESCAPE && f->given && f->text[0].p)
        check_escape(c, t, f);
    else if (f->id == FILTER_DATE && f->given && f->text[0].p)
        check_date(c, t, f);
    else if (f->id == FILTER_REPLACE && f->given == 2 && f->text[0].p && !f->text[0].n)
        stet__compile_say(c, t->from, t->len, NULL,
                          "'replace' cannot look for nothing");
}

/* A variable or a text may be a date or a number, when the filter wants one. */
static void decide_value(struct compiler *c, const struct filter_row *row,
                         uint32_t value, uint8_t *type)
{
    if (!row || !value)
        return;
    if (row->takes == TAKES_DATE)
        stet__check_decide(c, value, TYPE_DATE);
    else if (row->takes == TAKES_NUMBER)
        stet__check_decide(c, value, TYPE_NUMBER);
    *type = c->terms[value].type;
}

struct filter *stet__filter_parse(struct compiler *c, uint32_t value, uint8_t *type)
{
    const struct token name = c->token;
    if (name.kind != TOKEN_NAME) {
        if (stet__parse_lose(c))
            stet__compile_say(c, name.from, name.len ? name.len : 1, NULL,
                              "the name of a filter is missing behind '|'");
        return NULL;
    }
    const struct filter_row unknown = {"", "IIIIIIII", "", 0, TAKES_ANY, TYPE_WRONG};
    const struct filter_row *row = find_row(name.text);
    struct filter *f = stet__compile_alloc(c, sizeof *f);
    if (!f)
        return NULL;
    decide_value(c, row, value, type);
    if (!row)
        say_unknown(c, &name);
    else if (!takes(row, *type))
        stet__compile_say(c, name.from, name.len, NULL, "'%s' takes %s, not %s",
                          row->name,
                          row->takes == TAKES_LIST   ? "a list"
                          : row->takes == TAKES_DATE ? "a date"
                                                     : "a number",
                          stet__type_name(*type));
    if (!row)
        row = &unknown;
    f->id = row->id;
    if (!parse_arguments(c, row, f))
        return NULL;
    struct token all = name;
    all.len = c->token.from > name.from ? c->token.from - name.from : name.len;
    while (all.len > 1 && c->text.p[all.from + all.len - 1] == ' ')
        all.len--;
    if (c->errors == 0 || row != &unknown)
        check_meaning(c, &all, f);
    *type = row == &unknown ? TYPE_WRONG : type_behind(c, row, f, *type);
    return f;
}
