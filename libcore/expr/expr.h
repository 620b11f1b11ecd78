/* SPDX-License-Identifier: MIT */
/*
 * expr/expr.h - templates ({{ }} with filters) and the typed expressions of `when`.
 *
 * Both are compiled once at load into const programs in the pipeline's arena, with every
 * mistake reported at its position; then run per article without allocation but for
 * results in the article's arena. A compiled program is used by any number of threads.
 *
 * Expressions
 *
 *   expr = and { "or" and } ;   and = not { "and" not } ;   not = { "not" } cmp ;
 *   cmp  = item [ ( "==" "!=" "<" "<=" ">" ">=" "in" "not in" ) item ] ;
 *   item = text | number | duration | size | date | true | false | null
 *        | list | path | call | "(" expr ")" ;
 *   list = "[" [ item { "," item } ] "]" ;
 *   path = name { "." name | "[" number "]" | "[" text "]" } ;
 *   call = name "(" [ expr { "," expr } ] ")" ;
 *
 *   text      "so" or 'so', with \" \' \\ \n \t
 *   number    3  -2  1.5;  duration 250ms 2s 5m 1h 7d 2w (a number of seconds);
 *             size 512B 4KiB 2MB (a number of bytes)
 *   date      2025-03  2025-03-14  2025-03-14T09:30+01:00; a text or a year will do where
 *             the other side is a date
 *
 *   headline                a field: its chosen statement
 *   origin.url              an attribute of the statement, or of its first part
 *   authors[0].name         an attribute of one part
 *   subjects["topic"]       the parts on an axis, with a role, a key or a scheme
 *   x.<plugin>.<field>      a field of a plugin
 *   vars.<name>.<name>      a variable of the pipeline, put in at load
 *   steps.<id>.status       "ok", "skip", "failed" or "not_run"; .changed is true or false;
 *                           .changes, .findings.total, .findings.<severity> and
 *                           .findings.errors (high and critical) are numbers
 *   findings.total, ...     the same of all steps so far
 *   name                    the name of the source: a file, a URL
 *   stem                    the file's name without folders and extension
 *   id                      identity: canonical URL, else own id, else a hash of the name
 *   now                     the time of the run
 *   it                      in any(): the element at hand
 *
 *   has(path)               is there a value, and not an empty one?
 *   count("kind")           statements, blocks, inlines or notices of a kind; count("x.*") of all
 *                           kinds that begin so
 *   words(text)             number of words
 *   lower(text)
 *   starts_with(a, b)  ends_with(a, b)  contains(a, b)
 *   any(list, condition)    does it hold for one element `it`?
 *   domain(url)             its host in lower case, without "www."
 *   days_since(date)        whole days from it to now; below 0 when it lies ahead
 *   notice("kind")          the text of the first notice of that kind
 *
 * Types are checked at load. A condition is true or false, or a number (0 is false). Numbers
 * and dates have an order; text does not. Dates compare at the precision of the less precise
 * one: 2025-03-14 == 2025-03. Lists take `in`, any() and an index; a party, concept or
 * reference compares by its name, a field of them by that of the first. `language in ["de"]`
 * holds for de-AT. A missing value is null: null equals only null, `!=` is the negation of
 * `==`, every other comparison with null is false.
 *
 * Templates
 *
 *   Text with {{ item | filter | filter: argument, argument }}. {{ "{{" }} writes two braces.
 *   A missing value is nothing; a list is joined by ", ".
 *
 *   default: item           when there is no value, or an empty one
 *   join: ", " [, " and "]   first   last   limit: 3   count                       of lists
 *   truncate: 60 [, "…"]    at most so many characters as a reader counts them, the mark
 *                           included, cut behind a word
 *   date: "iso" | "rfc822" | "rfc3339" | pattern [, language]
 *                           pattern of %Y %y %m %B %b %d %e %A %a %H %I %M %S %p %z %%; what
 *                           the date does not say is left out, with the text behind it
 *   upper   lower   capitalize   trim   replace: "a", "b"   slug [: most bytes]
 *   escape: html | url | json | xml | script | filename
 *   plural: "word", "words" the word that fits a number
 */
#ifndef STET_EXPR_EXPR_H
#define STET_EXPR_EXPR_H

#include "base/data/data.h"
#include "model/article.h"

/* What names mean where the text stands. */
struct expr_scope {
    const struct vocabulary *vocabulary;
    const stet_data *vars;         /* map or NULL */
    const char *const *step_ids;   /* ids of earlier steps, NULL-terminated; index = step_state; "": none */
    size_t step_count;
    const struct limits *limits;
    /* The text of the file that a value stands in, or "" (may be NULL): exact positions in
     * quoted and block scalars, and excerpts. */
    stet_str (*source)(const void *self, const stet_data *at);
    const void *source_self;
};

/* Where the text stands, for problems: `at` is the YAML scalar; `text` may be a part of it.
 * STET_OK, STET_E_CONFIG when a problem was added, STET_E_NOMEM. The text is copied. */
stet_code stet__expr_compile(struct arena *arena, const struct expr_scope *scope, stet_str text,
                             const stet_data *at, stet_problems *problems, const stet_expr **ret_expr);
stet_code stet__template_compile(struct arena *arena, const struct expr_scope *scope, stet_str text,
                                 const stet_data *at, stet_problems *problems, const stet_template **ret_template);
/* True or false; a missing value is null, null compares false. STET_OK or STET_E_NOMEM. */
stet_code stet__expr_test(stet_article *a, const stet_expr *expr, int *ret_true);
/* The text, in the article's arena. STET_OK, STET_E_NOMEM, STET_E_LIMIT. */
stet_code stet__template_expand(stet_article *a, const stet_template *t, stet_str *ret_text);
/* The same; *ret_empty is the first value that came to nothing, as it is written, or "". */
stet_code stet__template_expand_noting(stet_article *a, const stet_template *t, stet_str *ret_text,
                                       stet_str *ret_empty);
/* Kinds that it reads, for the flow check: added to the set. */
void stet__expr_reads(const stet_expr *expr, struct kind_set *set);
void stet__template_reads(const stet_template *t, struct kind_set *set);
/* Does the text name a value that differs between articles? For the check of `to:`. */
int stet__template_varies(const stet_template *t);

#endif
