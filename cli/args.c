/* SPDX-License-Identifier: MIT */
/* Reads the arguments of one command by its table, and prints its help. */
#include "args.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <stet/stet.h>

static const struct arg_row *find_long(const struct command *c, const char *name,
                                       size_t len)
{
    for (const struct arg_row *r = c->rows; r && r->name; r++)
        if (strlen(r->name) == len && memcmp(r->name, name, len) == 0)
            return r;
    return NULL;
}

static const struct arg_row *find_letter(const struct command *c, char letter)
{
    for (const struct arg_row *r = c->rows; r && r->name; r++)
        if (r->letter == letter)
            return r;
    return NULL;
}

static int say_unknown(const struct command *c, const char *word)
{
    const char *names[40];
    size_t n = 0;
    for (const struct arg_row *r = c->rows; r && r->name && n < 39; r++)
        names[n++] = r->name;
    names[n] = NULL;
    const char *near = stet_suggest(stet_cstr(word + strspn(word, "-")), names);
    fprintf(stderr, "stet %s: unknown option '%s'", c->name, word);
    if (near)
        fprintf(stderr, " (did you mean '--%s'?)", near);
    fprintf(stderr, "; see stet %s --help\n", c->name);
    return EXIT_USAGE;
}

static int add_given(struct args *a, const char *name, const char *value)
{
    struct arg_given *grown = realloc(a->given, (a->given_count + 1) * sizeof *grown);
    if (!grown) {
        fputs("stet: not enough memory\n", stderr);
        return EXIT_TRY_AGAIN;
    }
    a->given = grown;
    a->given[a->given_count++] = (struct arg_given){name, value};
    return 0;
}

/* One option with its value, which may be the next argument. */
static int take(struct args *a, const struct arg_row *row, const char *inline_value,
                int argc, char **argv, int *at)
{
    if (!row->value && inline_value) {
        fprintf(stderr, "stet %s: --%s takes no value\n", a->command->name, row->name);
        return EXIT_USAGE;
    }
    if (row->value && !inline_value) {
        if (*at + 1 >= argc) {
            fprintf(stderr, "stet %s: --%s needs a value: --%s %s\n", a->command->name,
                    row->name, row->name, row->value);
            return EXIT_USAGE;
        }
        inline_value = argv[++*at];
    }
    return add_given(a, row->name, row->value ? inline_value : "");
}

static int take_long(struct args *a, int argc, char **argv, int *at)
{
    const char *word = argv[*at] + 2, *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    const struct arg_row *row = find_long(a->command, word, len);
    if (!row)
        return say_unknown(a->command, argv[*at]);
    return take(a, row, equals ? equals + 1 : NULL, argc, argv, at);
}

static int take_letters(struct args *a, int argc, char **argv, int *at)
{
    const char *word = argv[*at] + 1;
    while (*word) {
        const struct arg_row *row = find_letter(a->command, *word++);
        if (!row)
            return say_unknown(a->command, argv[*at]);
        if (row->value)
            return take(a, row, *word ? word : NULL, argc, argv, at);
        int status = take(a, row, NULL, argc, argv, at);
        if (status)
            return status;
    }
    return 0;
}

/* The name of the argument that is missing: the word of the usage that stands there. */
static void print_missing(const struct args *a)
{
    const char *word = a->command->usage;
    if (strncmp(word, "[OPTIONS] ", 10) == 0)
        word += 10;
    for (int i = 0; i < a->rest_count && strchr(word, ' '); i++)
        word = strchr(word, ' ') + 1;
    fprintf(stderr, "stet %s: %.*s is missing\n", a->command->name,
            (int)strcspn(word, " [."), word);
}

static int check_rest(const struct args *a)
{
    const struct command *c = a->command;
    if (a->rest_count < c->min_rest)
        print_missing(a);
    else if (c->max_rest >= 0 && a->rest_count > c->max_rest)
        fprintf(stderr, "stet %s: '%s' is one argument too many\n", c->name,
                a->rest[c->max_rest]);
    else
        return 0;
    fprintf(stderr, "usage: stet %s%s%s\n", c->name, *c->usage ? " " : "", c->usage);
    return EXIT_USAGE;
}

int args_parse(const struct command *command, int argc, char **argv,
               struct args *ret_args)
{
    struct args a = {.command = command};
    a.rest = calloc((size_t)argc + 1, sizeof *a.rest);
    int status = a.rest ? 0 : EXIT_TRY_AGAIN, only_rest = 0;
    for (int i = 0; i < argc && !status; i++) {
        const char *word = argv[i];
        if (only_rest || word[0] != '-' || !word[1])
            a.rest[a.rest_count++] = argv[i];
        else if (strcmp(word, "--") == 0)
            only_rest = 1;
        else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            args_help(stdout, command);
            status = -1;
        } else
            status = word[1] == '-' ? take_long(&a, argc, argv, &i)
                                    : take_letters(&a, argc, argv, &i);
    }
    if (!status)
        status = check_rest(&a);
    if (status)
        args_done(&a);
    else
        *ret_args = a;
    return status;
}

void args_done(struct args *args)
{
    free(args->given);
    free(args->rest);
    args->given = NULL;
    args->rest = NULL;
}

int args_has(const struct args *args, const char *name)
{
    return args_each(args, name, 0) != NULL;
}

const char *args_value(const struct args *args, const char *name, const char *fallback)
{
    for (size_t i = args->given_count; i-- > 0;)
        if (strcmp(args->given[i].name, name) == 0)
            return args->given[i].value;
    return fallback;
}

const char *args_each(const struct args *args, const char *name, size_t i)
{
    for (size_t k = 0; k < args->given_count; k++)
        if (strcmp(args->given[k].name, name) == 0 && i-- == 0)
            return args->given[k].value;
    return NULL;
}

int args_number(const struct args *args, const char *name, long long min, long long max,
                long long *ret)
{
    const char *text = args_value(args, name, NULL);
    if (!text)
        return 1;
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end || value < min || value > max) {
        fprintf(stderr, "stet %s: --%s: '%s' is not a whole number from %lld to %lld\n",
                args->command->name, name, text, min, max);
        return 0;
    }
    *ret = value;
    return 1;
}

void args_help(FILE *to, const struct command *command)
{
    fprintf(to, "usage: stet %s%s%s\n\n%s\n", command->name, *command->usage ? " " : "",
            command->usage, command->text);
    if (!command->rows || !command->rows->name)
        return;
    fputs("\nOptions:\n", to);
    for (const struct arg_row *r = command->rows; r->name; r++) {
        char left[64];
        if (r->letter)
            snprintf(left, sizeof left, "-%c, --%s%s%s", r->letter, r->name,
                     r->value ? " " : "", r->value ? r->value : "");
        else
            snprintf(left, sizeof left, "    --%s%s%s", r->name, r->value ? " " : "",
                     r->value ? r->value : "");
        fprintf(to, "  %-28s %s\n", left, r->help);
    }
}
