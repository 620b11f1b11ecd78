/* SPDX-License-Identifier: MIT */
/* The `stet` command: finds the command that was meant and runs it. */
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

#include <stet/stet.h>

#include "commands.h"
#include "terminal.h"

const struct command *const all_commands[] = {&run_command,
                                              &check_command,
                                              &read_command,
                                              &trace_command,
                                              &explain_command,
                                              &rights_command,
                                              &plugins_list_command,
                                              &plugins_inspect_command,
                                              &plugins_new_command,
                                              &schema_command,
                                              &reference_command,
                                              &formats_command,
                                              &limits_command,
                                              &completion_command,
                                              &help_command,
                                              &version_command,
                                              NULL};

/* How many words of argv name this command: 0 when they name another. */
static int match(const struct command *c, int argc, char **argv)
{
    const char *name = c->name;
    int words = 0;
    while (*name) {
        size_t n = strcspn(name, " ");
        if (words >= argc || strlen(argv[words]) != n ||
            memcmp(argv[words], name, n) != 0)
            return 0;
        words++;
        name += n + (name[n] == ' ');
    }
    return words;
}

static const struct command *find_command(int argc, char **argv, int *ret_words)
{
    for (const struct command *const *c = all_commands; *c; c++)
        if ((*ret_words = match(*c, argc, argv)))
            return *c;
    return NULL;
}

static void print_overview(FILE *to)
{
    fputs("stet: articles in, a YAML pipeline of plugins, articles out\n\n"
          "usage: stet COMMAND [OPTIONS] [ARGUMENTS]\n\n",
          to);
    for (const struct command *const *c = all_commands; *c; c++)
        fprintf(to, "  %-16s %s\n", (*c)->name, (*c)->summary);
    fputs("\nstet COMMAND --help tells more; stet help COMMAND does the same.\n", to);
}

/* The commands that begin with this word, `plugins`: how many were printed. */
static int print_group(FILE *to, const char *word)
{
    size_t n = strlen(word);
    int count = 0;
    for (const struct command *const *c = all_commands; *c; c++)
        if (strncmp((*c)->name, word, n) == 0 && (*c)->name[n] == ' ')
            fprintf(to, "%s  stet %-16s %s\n", count++ ? "" : "say which:\n",
                    (*c)->name, (*c)->summary);
    return count;
}

static int is_group(const char *word)
{
    size_t n = strlen(word);
    for (const struct command *const *c = all_commands; *c; c++)
        if (strncmp((*c)->name, word, n) == 0 && (*c)->name[n] == ' ')
            return 1;
    return 0;
}

/* `who` says it: "stet", "stet help". The name has two words behind that of a group. */
static int say_unknown(const char *who, int argc, char **argv)
{
    const char *names[32], *word = argv[0];
    char both[128];
    size_t n = 0;
    if (argc == 1 && print_group(stderr, word))
        return EXIT_USAGE;
    if (argc > 1 && is_group(word)) {
        snprintf(both, sizeof both, "%s %s", word, argv[1]);
        word = both;
    }
    for (const struct command *const *c = all_commands; *c && n < 31; c++)
        names[n++] = (*c)->name;
    names[n] = NULL;
    const char *near = stet_suggest(stet_cstr(word), names);
    fprintf(stderr, "%s: no command '%s'", who, word);
    if (near)
        fprintf(stderr, " (did you mean '%s'?)", near);
    else if (word[0] == '-')
        fputs(" (options stand behind the command)", stderr);
    fputs("; see stet help\n", stderr);
    return EXIT_USAGE;
}

static int run_help(const struct args *args)
{
    int words;
    if (args->rest_count == 0) {
        print_overview(stdout);
        return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
    }
    const struct command *c = find_command(args->rest_count, args->rest, &words);
    if (!c && args->rest_count == 1 && print_group(stdout, args->rest[0]))
        return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
    if (!c)
        return say_unknown("stet help", args->rest_count, args->rest);
    args_help(stdout, c);
    return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
}

const struct command help_command = {
    .name = "help",
    .summary = "explain a command",
    .usage = "[COMMAND]",
    .text = "Prints all commands, or one with its options.",
    .max_rest = -1,
    .run = run_help};

static int run_version(const struct args *args)
{
    (void)args;
    printf("stet %s (plugin ABI %d.%d)\n", stet_version(), STET_ABI_MAJOR,
           STET_ABI_MINOR);
    return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
}

const struct command version_command = {.name = "version",
                                        .summary = "print the version",
                                        .usage = "",
                                        .text =
                                            "Prints the release and the plugin ABI.",
                                        .run = run_version};

/* Files that are opened later must not land on the numbers of the standard streams. One
 * that was closed is opened the wrong way round, so that using it is an error. */
static int open_standard_streams(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
            return 0;
    return 1;
}

int main(int argc, char **argv)
{
    struct args args;
    int words;
    if (!open_standard_streams())
        return EXIT_IO;
    terminal_begin();
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        return run_version(NULL);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_overview(stdout);
        return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
    }
    const struct command *c = find_command(argc - 1, argv + 1, &words);
    if (!c && argc > 2 && strcmp(argv[2], "--help") == 0 &&
        print_group(stdout, argv[1]))
        return terminal_flush() ? EXIT_CLEAN : EXIT_IO;
    if (!c)
        return say_unknown("stet", argc - 1, argv + 1);
    int status = args_parse(c, argc - 1 - words, argv + 1 + words, &args);
    if (status)
        return status < 0 ? (terminal_flush() ? EXIT_CLEAN : EXIT_IO) : status;
    status = c->run(&args);
    args_done(&args);
    return status;
}
