/* SPDX-License-Identifier: MIT */
/*
 * cli/args.h - commands and their options as tables: parsing, --help and completion come
 * from the same rows.
 */
#ifndef STET_CLI_ARGS_H
#define STET_CLI_ARGS_H

#include <stddef.h>
#include <stdio.h>

/* Exit statuses, as in DESIGN and stet(1). */
enum {
    EXIT_CLEAN = 0,
    EXIT_VERDICT = 1,
    EXIT_USAGE = 2,
    EXIT_SOME_FAILED = 4,
    EXIT_BAD_INPUT = 65,
    EXIT_NO_INPUT = 66,
    EXIT_BUG = 70,
    EXIT_IO = 74,
    EXIT_TRY_AGAIN = 75,
    EXIT_BAD_PIPELINE = 78,
    EXIT_INTERRUPTED = 130
};

struct arg_row {
    const char *name;  /* "output", without dashes; NULL ends a table    */
    char letter;       /* 0: none                                        */
    const char *value; /* name of the value for help, NULL: a flag       */
    const char *help;
};

struct args;
struct command {
    const char *name;    /* "run", "plugins list" */
    const char *summary; /* a line of `stet help` */
    const char *usage;   /* "PIPELINE INPUT..."   */
    const char *text;    /* what --help says below the usage */
    const struct arg_row *rows;
    int min_rest, max_rest; /* -1: any number */
    int (*run)(const struct args *args);
};

struct arg_given {
    const char *name, *value;
};
struct args {
    const struct command *command;
    struct arg_given *given;
    size_t given_count;
    char **rest;
    int rest_count;
};

/* Parse what follows the command's name. 0, or an exit status after saying why on stderr;
 * -1 after --help was answered. */
int args_parse(const struct command *command, int argc, char **argv, struct args *ret_args);
void args_done(struct args *args);
int args_has(const struct args *args, const char *name);
/* The last value given, or `fallback`. */
const char *args_value(const struct args *args, const char *name, const char *fallback);
/* The i-th value of an option that may be repeated, or NULL. */
const char *args_each(const struct args *args, const char *name, size_t i);
/* A whole number within bounds; otherwise says so and answers 0. */
int args_number(const struct args *args, const char *name, long long min, long long max, long long *ret);
void args_help(FILE *to, const struct command *command);

/* Options that every command that loads plugins takes. */
#define ARGS_PLUGINS                                                                     \
    { "plugin-dir", 0, "DIR", "also load the plugins of this folder (repeatable)" },     \
    { "data-dir", 0, "DIR", "look here first for data files of plugins (repeatable)" },  \
    { "limit", 0, "NAME=VALUE", "change a limit; see `stet limits` (repeatable)" },      \
    { "color", 0, "WHEN", "auto, always or never (default auto)" }
#define ARGS_END { NULL, 0, NULL, NULL }

#endif
