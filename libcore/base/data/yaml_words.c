/* SPDX-License-Identifier: MIT */
/*
 * libyaml's errors in words that help. Its problems are about tokens; what a person
 * wants to know is which line is indented wrongly, or which quote was never closed.
 */
#include <stdio.h>

#include "base/data/yaml.h"

struct wording {
    const char *theirs; /* begins their problem, or their context */
    int opening;        /* it is about where the construct began  */
    const char *ours, *hint;
};

/* By their context: what was being read. */
static const struct wording contexts[] = {
    {"while scanning an alias", 1, "'*' begins an alias, and no name follows",
     "quote text that begins with '*'"},
    {"while scanning an anchor", 1, "'&' begins an anchor, and no name follows",
     "quote text that begins with '&'"},
    {"while scanning a tag", 1, "tags (!) are not allowed",
     "quote text that begins with '!'"},
    {"while parsing a tag", 1, "tags (!) are not allowed",
     "quote text that begins with '!'"},
    {"while scanning a directive", 1, "directives (%) are not allowed",
     "leave the line out"},
};

/* By their problem: what was found. */
static const struct wording problems[] = {
    {"could not find expected ':'", 1, "a ':' is missing: this is no key with a value",
     "write key: value"},
    {"found unexpected end of stream", 1, "a quoted text is not closed",
     "inside 'quotes' a ' is written twice"},
    {"found unexpected document indicator", 1, "a quoted text is not closed",
     "inside 'quotes' a ' is written twice"},
    {"block sequence entries are not allowed", 0, "a list cannot begin here",
     "put '- ' on a line of its own, below the key"},
    {"mapping keys are not allowed", 0, "a '?' that begins no key here",
     "quote the text"},
    {"found a tab character", 0, "a tab where YAML wants spaces", "indent with spaces"},
    {"found unknown escape character", 0, "an escape that YAML does not have",
     "use 'single quotes', or double the backslash"},
    {"did not find expected hexdecimal number", 0,
     "\\x needs two hexadecimal digits, \\u four, \\U eight",
     "use 'single quotes', or double the backslash"},
    {"found invalid Unicode character escape code", 0,
     "an escape that is no character of Unicode", ""},
    {"did not find expected comment or line break", 0,
     "text behind the '|' or '>' that begins a block",
     "the text of a block begins on the next line"},
    {"found an indentation indicator equal to 0", 0,
     "a block cannot be indented by 0 spaces", "leave the 0 out"},
};

static const struct wording *find(const struct wording *rows, size_t count,
                                  const char *theirs)
{
    for (size_t i = 0; theirs && i < count; i++)
        if (strncmp(theirs, rows[i].theirs, strlen(rows[i].theirs)) == 0)
            return &rows[i];
    return NULL;
}

static int begins(const char *problem, const char *with)
{
    return problem && strncmp(problem, with, strlen(with)) == 0;
}

/* What stands before the mark on its line. */
static stet_str before(struct yaml *y, const yaml_mark_t *mark)
{
    const char *at = stet__yaml_byte(y, mark->index), *from = at;
    while (from > y->begin && from[-1] != '\n')
        from--;
    return stet_strn(from, (size_t)(at - from));
}

static int is_blank(stet_str s)
{
    size_t i = 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    return i == s.n;
}

static int holds_colon(stet_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if (s.p[i] == ':' && (s.p[i + 1] == ' ' || s.p[i + 1] == '\t'))
            return 1;
    return 0;
}

/* A tab among the spaces that a line begins with confuses most of their messages. */
static int say_tab(struct yaml *y, const yaml_mark_t *mark)
{
    stet_str line = before(y, mark);
    yaml_mark_t at = *mark;
    size_t i = 0;
    while (i < line.n && line.p[i] == ' ')
        i++;
    const char *p = line.p + i;
    if (p == y->end || *p != '\t')
        return 0;
    at.index -= mark->column - i;
    at.column = i;
    stet__yaml_fatal(y, &at, STET_E_SYNTAX, "a tab where YAML wants spaces",
                     "indent with spaces");
    return 1;
}

static void say_colon(struct yaml *y, const yaml_mark_t *mark)
{
    if (holds_colon(before(y, mark)))
        stet__yaml_fatal(y, mark, STET_E_SYNTAX, "a second ':' in one value",
                         "quote text that holds ': ', or ends with ':'");
    else
        stet__yaml_fatal(y, mark, STET_E_SYNTAX, "a ':' where no key can stand",
                         "is this line or the one before indented wrongly, or a ':' "
                         "missing there?");
}

/* In a block map or list: what comes is neither inside it nor beside it. */
static void say_indent(struct yaml *y, const yaml_parser_t *parser, const char *what,
                       const char *ours)
{
    const yaml_mark_t *mark = &parser->problem_mark, *began = &parser->context_mark;
    char hint[96];
    if (!is_blank(before(y, mark))) {
        stet__yaml_fatal(y, mark, STET_E_SYNTAX, "text behind the end of a value",
                         "inside 'quotes' a ' is written twice, inside \"quotes\" a \" "
                         "is \\\"");
        return;
    }
    snprintf(hint, sizeof hint, "%s since line %u stand in column %u", what,
             (unsigned)stet__yaml_line(y, began), (unsigned)began->column + 1);
    stet__yaml_fatal(y, mark, STET_E_SYNTAX, ours, hint);
}

static void say_flow(struct yaml *y, const yaml_parser_t *parser, char open, char close)
{
    const yaml_mark_t *began = &parser->context_mark;
    char message[64], hint[96];
    if (stet__yaml_byte(y, parser->problem_mark.index) == y->end) {
        snprintf(message, sizeof message, "a '%c' is not closed", open);
        snprintf(hint, sizeof hint, "write '%c' where it ends", close);
        stet__yaml_fatal(y, began, STET_E_SYNTAX, message, hint);
        return;
    }
    snprintf(message, sizeof message, "',' or '%c' is wanted here", close);
    snprintf(hint, sizeof hint, "the '%c' of line %u, column %u is not closed", open,
             (unsigned)stet__yaml_line(y, began), (unsigned)began->column + 1);
    stet__yaml_fatal(y, &parser->problem_mark, STET_E_SYNTAX, message, hint);
}

static void say_first_character(struct yaml *y, const yaml_mark_t *mark)
{
    const char *at = stet__yaml_byte(y, mark->index);
    char message[64];
    if (at == y->end || *at == '\n' || *at == '\r')
        snprintf(message, sizeof message, "a value is wanted here");
    else
        snprintf(message, sizeof message, "no plain text can begin with '%c'", *at);
    stet__yaml_fatal(y, mark, STET_E_SYNTAX, message, "quote the text");
}

static void say_reader(struct yaml *y, const yaml_parser_t *parser)
{
    size_t left = (size_t)(y->end - y->begin);
    size_t off = parser->problem_offset < left ? parser->problem_offset : left;
    char message[64];
    snprintf(message, sizeof message, "a control character (U+%04X)",
             (unsigned)parser->problem_value);
    stet__yaml_refuse(y, y->begin + off, STET_E_SYNTAX, message,
                      "leave it out, or write it as an escape in \"quotes\"");
}

/* Those whose words depend on the text around. */
static int say_by_text(struct yaml *y, const yaml_parser_t *parser)
{
    const char *problem = parser->problem;
    if (begins(problem, "mapping values are not allowed"))
        say_colon(y, &parser->problem_mark);
    else if (begins(problem, "did not find expected key"))
        say_indent(y, parser, "the keys of the map", "a key of a map is wanted here");
    else if (begins(problem, "did not find expected '-'"))
        say_indent(y, parser, "the items of the list",
                   "an item ('- ') of a list is wanted here");
    else if (begins(problem, "did not find expected ',' or ']'"))
        say_flow(y, parser, '[', ']');
    else if (begins(problem, "did not find expected ',' or '}'"))
        say_flow(y, parser, '{', '}');
    else if (begins(problem, "did not find expected node content") ||
             begins(problem, "found character that cannot start"))
        say_first_character(y, &parser->problem_mark);
    else
        return 0;
    return 1;
}

void stet__yaml_parser_error(struct yaml *y, const yaml_parser_t *parser)
{
    const struct wording *w =
        find(contexts, sizeof contexts / sizeof *contexts, parser->context);
    if (!w)
        w = find(problems, sizeof problems / sizeof *problems, parser->problem);
    if (parser->error == YAML_MEMORY_ERROR)
        stet__yaml_memory(y, &parser->problem_mark);
    else if (parser->error == YAML_READER_ERROR)
        say_reader(y, parser);
    else if (w)
        stet__yaml_fatal(y, w->opening ? &parser->context_mark : &parser->problem_mark,
                         STET_E_SYNTAX, w->ours, w->hint);
    else if (!say_tab(y, &parser->problem_mark) && !say_by_text(y, parser))
        stet__yaml_fatal(y, &parser->problem_mark, STET_E_SYNTAX,
                         parser->problem ? parser->problem : "malformed YAML", "");
}
