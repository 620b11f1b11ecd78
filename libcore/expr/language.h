/* SPDX-License-Identifier: MIT */
/*
 * expr/language.h - what the compiler of expressions and templates and their evaluation
 * share: tokens, terms, values.
 *
 * A program is an array of terms; children are linked by index, index 0 is none. Its depth is
 * bounded by limits->expr_depth, so walking it may recurse. A term that was wrong has
 * TYPE_WRONG, which agrees with everything: one mistake is reported once.
 */
#ifndef STET_EXPR_LANGUAGE_H
#define STET_EXPR_LANGUAGE_H

#include "base/error.h"
#include "base/text/kit.h"
#include "expr/expr.h"

/* ---- values ----------------------------------------------------------------- */
enum value_type {
    TYPE_WRONG = 0,
    TYPE_NULL,
    TYPE_BOOL,   /* number 0 or 1                                              */
    TYPE_NUMBER,
    TYPE_TEXT,
    TYPE_LANG,   /* text that `in` matches by prefix                           */
    TYPE_DATE,
    TYPE_PART,   /* a node: a party, a concept; compares by its name           */
    TYPE_PARTS,  /* a list of those; as a scalar: the first                    */
    TYPE_LIST,   /* a list of texts                                            */
    TYPE_PLAIN,  /* a variable that YAML left undecided: the other side decides */
    TYPE_ANY     /* known at run time only: text or a number                   */
};
enum value_unit { UNIT_NONE = 0, UNIT_SECONDS, UNIT_BYTES };

struct term;
struct path;

struct value {
    uint8_t type;
    double number;
    stet_str text;
    stet_date date;
    stet_node node;          /* PART                                            */
    const struct path *path; /* PARTS, LIST of a field                          */
    const struct term *list; /* LIST written down                               */
    size_t limit;            /* PARTS, LIST: at most so many                    */
};

/* ---- paths ------------------------------------------------------------------ */
enum path_root {
    PATH_FIELD = 1,
    PATH_STEP,
    PATH_FINDINGS,
    PATH_NAME,
    PATH_STEM,
    PATH_IDENTITY,
    PATH_NOW,
    PATH_IT
};
enum state_item { /* of a step, or of all findings */
    STATE_STATUS = 1,
    STATE_CHANGED,
    STATE_CHANGES,
    STATE_FINDINGS,
    STATE_ERRORS,
    STATE_SEVERITY /* + enum stet_severity */
};
struct path {
    uint8_t root, type, unit;
    uint8_t collects;    /* FIELD: statements add up                           */
    uint8_t item;        /* STEP, FINDINGS                                     */
    uint8_t value_type;  /* FIELD: enum stet_value_type                        */
    stet_kind kind;
    stet_attr attr;      /* 0: the value itself                                */
    int32_t index;       /* -1: none                                           */
    stet_str key;        /* "": none                                           */
    uint32_t step;
};

/* ---- terms ------------------------------------------------------------------ */
enum term_op {
    OP_CONST = 1,
    OP_PATH,
    OP_LIST,
    OP_AND,
    OP_OR,
    OP_NOT,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_NOT_IN,
    OP_CALL
};
enum function_id {
    FN_HAS = 1,
    FN_COUNT,
    FN_WORDS,
    FN_LOWER,
    FN_STARTS_WITH,
    FN_ENDS_WITH,
    FN_CONTAINS,
    FN_ANY,
    FN_DOMAIN,
    FN_DAYS_SINCE,
    FN_NOTICE
};
struct term {
    uint8_t op, type, unit;
    uint8_t function;       /* CALL: enum function_id                            */
    uint8_t written;        /* CONST: stands in the text, not put in by a variable   */
    uint32_t first, next;   /* children; within the array of the program         */
    uint32_t from, len;     /* where it stands in the text                       */
    double number;          /* CONST: number, bool                               */
    stet_str text;          /* CONST: text; CALL: nothing                        */
    stet_date date;         /* CONST                                             */
    const struct path *path;
    const struct kind_set *kinds; /* count, notice                               */
};

/* ---- tokens ----------------------------------------------------------------- */
enum token_kind {
    TOKEN_END = 0,
    TOKEN_NAME,
    TOKEN_TEXT,
    TOKEN_NUMBER,
    TOKEN_DATE,
    TOKEN_SIGN,  /* one of ( ) [ ] , . | :                                     */
    TOKEN_RELATION, /* op: OP_EQ to OP_GE                                      */
    TOKEN_CLOSE, /* }}                                                         */
    TOKEN_BAD    /* was reported                                               */
};
struct token {
    uint8_t kind, op, unit;
    uint8_t said;  /* read as what was meant; that it is written otherwise was reported */
    char sign;
    uint32_t from, len;
    double number;
    stet_str text; /* NAME, TEXT (decoded) */
    stet_date date;
};

/* ---- compiling -------------------------------------------------------------- */
struct compiler {
    struct arena *arena;
    const struct expr_scope *scope;
    const stet_data *at;
    stet_problems *problems;
    stet_str text;       /* a copy in the arena                                */
    const char *given;   /* the text as it was given, within at->text          */
    size_t pos;          /* of the lexer                                       */
    struct token token;  /* the one at hand                                    */
    struct term *terms;  /* [0] is unused                                      */
    size_t count, cap;
    size_t depth;
    uint8_t it_type;     /* in any(): type of `it`; 0 outside                  */
    uint8_t lenient;     /* in has(): an unset variable is no mistake          */
    uint8_t errors, nomem, broken; /* broken: the syntax is lost                */
    uint8_t lost;    /* since it was, nothing has been understood: nothing is said */
    uint8_t quiet;   /* what is skipped is not looked at */
    uint8_t unclosed; /* no bracket that is open here is closed                  */
};

struct stet_expr {
    const struct term *terms;
    size_t count;
    uint32_t root;
};

/* report.c */
void stet__compile_begin(struct compiler *c, struct arena *arena, const struct expr_scope *scope,
                         stet_str text, const stet_data *at, stet_problems *problems);
stet_code stet__compile_status(const struct compiler *c);
/* A mistake at bytes [from, from + len) of the text. hint may be NULL. */
STET_PRINTF(5, 6)
void stet__compile_say(struct compiler *c, size_t from, size_t len, const char *hint, const char *format,
                       ...);
/* "did you mean 'x'?", in the arena, or `otherwise`. */
const char *stet__compile_suggest(struct compiler *c, stet_str wrong, const char *const *names,
                                  const char *otherwise);
void *stet__compile_alloc(struct compiler *c, size_t n); /* NULL sets nomem */

/* lexer.c */
void stet__lex_next(struct compiler *c); /* to c->token */
/* A number with or without a unit. 1 when the whole text is one. */
int stet__lex_number(stet_str text, double *ret_number, uint8_t *ret_unit);

/* parse.c: the index of a term, 0 when the syntax is lost */
uint32_t stet__parse_expr(struct compiler *c);
uint32_t stet__parse_item(struct compiler *c);
uint32_t stet__parse_new(struct compiler *c, uint8_t op, uint32_t from, uint32_t len);
void stet__parse_adopt(struct compiler *c, uint32_t parent, uint32_t child);
/* The syntax is lost at the token at hand. Is that to be said? Not when it follows from what
 * was said before. */
int stet__parse_lose(struct compiler *c);
/* Find it again: go on to the next token that ends what was begun when the depth was `depth`,
 * and answer a term that agrees with everything. 0 without memory. */
uint32_t stet__parse_recover(struct compiler *c, size_t depth, uint32_t from);

/* names.c: the path at hand; the token stands behind it. A constant, a path, or TYPE_WRONG. */
uint32_t stet__names_path(struct compiler *c);

/* check.c: what types agree; mistakes are reported */
const char *stet__type_name(uint8_t type);
stet_str stet__check_quote(const struct compiler *c, uint32_t i);
void stet__check_condition(struct compiler *c, uint32_t i);
void stet__check_relation(struct compiler *c, uint8_t op, uint32_t left, uint32_t right);
void stet__check_membership(struct compiler *c, uint32_t left, uint32_t right);
/* Make an undecided constant what `type` asks for, if it can be that. */
void stet__check_decide(struct compiler *c, uint32_t i, uint8_t type);
int stet__is_textual(uint8_t type);

/* functions.c: the name and "(" are read, up to ")" */
int stet__functions_know(stet_str name);
uint32_t stet__functions_call(struct compiler *c, struct token name);
const char *const *stet__functions_names(void);
void stet__terms_reads(const struct term *terms, size_t count, struct kind_set *set);
/* A kind named by text to a set: "quote", "disclaimer.*"; 0 when it was reported. */
const struct kind_set *stet__functions_kinds(struct compiler *c, uint32_t i, int family);

/* ---- evaluation ------------------------------------------------------------- */
struct eval {
    struct article *a;
    stet_article *pub;
    const struct term *terms;
    struct value it;
    stet_code failed;
};

/* eval.c */
struct value stet__eval(struct eval *e, uint32_t i);
int stet__eval_truth(const struct value *v);

/* value.c */
struct value stet__value_of_path(struct eval *e, const struct path *p);
struct value stet__value_of_text(stet_str text);
struct value stet__value_of_number(double number);
/* The text of a scalar: of a part its name; *v of a list: of its first. */
stet_str stet__value_text(struct eval *e, const struct value *v);
int stet__value_is_empty(struct eval *e, const struct value *v);
int stet__value_equals(struct eval *e, const struct value *a, const struct value *b);
/* -1, 0, 1; 2 when the two have no order or one is null. */
int stet__value_order(const struct value *a, const struct value *b);
/* The elements of a list one after another. */
struct cursor {
    stet_node statement, part;
    uint32_t term;
    size_t count;
    uint8_t started;
};
int stet__value_next(struct eval *e, const struct value *list, struct cursor *at, struct value *ret_value);
/* Does the language of `tag` fall under `range`? de-AT under de. */
int stet__value_lang_matches(stet_str tag, stet_str range);

/* calls.c */
struct value stet__eval_call(struct eval *e, const struct term *t);
stet_str stet__text_lower(struct eval *e, stet_str text);
int64_t stet__eval_now(const struct eval *e);

#endif
