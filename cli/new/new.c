/* SPDX-License-Identifier: MIT */
/* `stet plugins new`: writes a complete plugin, with its test, outside stet's tree. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stet/stet.h>

#include "../commands.h"
#include "../terminal.h"
#include "templates.h"

enum { NAME_MAX_LENGTH = 40, STEP_SIZE = NAME_MAX_LENGTH + 16 };

/* The kinds of steps that can be begun with, each a folder of template/. */
static const struct beginning {
    const char *kind, *before, *after; /* the step's name, around the plugin's */
    const char *does;
} beginnings[] = {
    {"check", "", ".check", "warns when a headline is longer than the house allows"},
    {"transform", "", ".kicker", "gives a kicker to articles that have none"},
    {"read", "read.", "", "reads files of a format of its own"},
    {"write", "write.", "", "writes articles in a format of its own"}};
enum { BEGINNINGS = sizeof beginnings / sizeof *beginnings };

/* What stands between at signs in a template, and what it becomes. */
struct fill {
    const char *mark, *text;
};
enum { FILLS = 4 };

static int is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n > 0 && n <= NAME_MAX_LENGTH && name[n] == '\0' && name[0] >= 'a';
}

/* The fill whose mark comes first in the text, NULL when none is left. */
static const struct fill *next_fill(const char *text, const struct fill fills[FILLS],
                                    const char **ret_at)
{
    const struct fill *first = NULL;
    for (size_t i = 0; i < FILLS; i++) {
        const char *at = strstr(text, fills[i].mark);
        if (at && (!first || at < *ret_at)) {
            first = &fills[i];
            *ret_at = at;
        }
    }
    return first;
}

static void put_filled(FILE *to, const char *text, const struct fill fills[FILLS])
{
    const struct fill *f;
    for (const char *at = text; (f = next_fill(text, fills, &at)) != NULL;) {
        fwrite(text, 1, (size_t)(at - text), to);
        fputs(f->text, to);
        text = at + strlen(f->mark);
    }
    fputs(text, to);
}

static int fail_file(const char *folder, const char *file)
{
    fprintf(stderr, "stet plugins new: cannot write %s/%s: %s\n", folder, file,
            strerror(errno));
    return EXIT_IO;
}

static int write_file(int dir, const char *folder, const struct template *t,
                      const struct fill fills[FILLS])
{
    char file[128];
    snprintf(file, sizeof file, "%s%s%s", t->before, t->named ? fills[0].text : "",
             t->after);
    int fd = openat(dir, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    if (!to) {
        int status = fail_file(folder, file);
        if (fd >= 0)
            close(fd);
        return status;
    }
    put_filled(to, t->text, fills);
    int bad = ferror(to);
    return fclose(to) != 0 || bad ? fail_file(folder, file) : 0;
}

/* All files for a kind of step, in a new folder. */
static int write_files(const char *folder, const char *kind,
                       const struct fill fills[FILLS])
{
    if (mkdir(folder, 0777) < 0) {
        fprintf(stderr, "stet plugins new: cannot make the folder %s: %s\n", folder,
                strerror(errno));
        return errno == EEXIST ? EXIT_USAGE : EXIT_IO;
    }
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int status = dir < 0 ? fail_file(folder, ".") : 0;
    for (const struct template *t = templates; !status && t->text; t++)
        if (!*t->kind || strcmp(t->kind, kind) == 0)
            status = write_file(dir, folder, t, fills);
    if (dir >= 0)
        close(dir);
    return status;
}

/* NULL after saying that there is no such kind. */
static const struct beginning *choose(const char *kind)
{
    const char *names[BEGINNINGS + 1] = {NULL};
    for (size_t i = 0; i < BEGINNINGS; i++) {
        names[i] = beginnings[i].kind;
        if (strcmp(kind, names[i]) == 0)
            return &beginnings[i];
    }
    const char *near = stet_suggest(stet_cstr(kind), names);
    fprintf(
        stderr,
        "stet plugins new: no kind '%s'%s%s%s; there are check, transform, read and "
        "write\n",
        kind, near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
    return NULL;
}

static int run_new(const struct args *args)
{
    const char *name = args->rest[0], *folder = args_value(args, "folder", name);
    const struct beginning *b = choose(args_value(args, "kind", "check"));
    char step[STEP_SIZE], article[STEP_SIZE];
    if (!b)
        return EXIT_USAGE;
    if (!is_name(name)) {
        fprintf(
            stderr,
            "stet plugins new: '%s' is no plugin id: lower-case letters, digits and "
            "_ (no -), a letter first, at most %d\n",
            name, NAME_MAX_LENGTH);
        return EXIT_USAGE;
    }
    snprintf(step, sizeof step, "%s%s%s", b->before, name, b->after);
    snprintf(article, sizeof article, "article.%s",
             strcmp(b->kind, "read") == 0 ? name : "md");
    const struct fill fills[FILLS] = {{"@NAME@", name},
                                      {"@STEP@", step},
                                      {"@DOES@", b->does},
                                      {"@ARTICLE@", article}};
    int status = write_files(folder, b->kind, fills);
    const char *quote = strpbrk(folder, " \t&;()$*?'\\") ? "\"" : "";
    if (!status)
        printf("%s: a plugin with the step %s. Next: cd %s%s%s && make test\n", folder,
               step, quote, folder, quote);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row rows[] = {
    {"kind", 0, "KIND", "check, transform, read or write (default check)"},
    {"folder", 0, "DIR", "where to write it (default: a new folder NAME)"},
    ARGS_END};

const struct command plugins_new_command = {
    .name = "plugins new",
    .summary = "write a new plugin with its test",
    .usage = "[OPTIONS] NAME",
    .text = "Writes source, Makefile, README, a pipeline, an article and a test with a "
            "mock host table:\n"
            "a step that checks or changes articles, a reader, or an export format.\n"
            "`make test` in it needs a compiler and pkg-config, and nothing of stet's "
            "source.",
    .rows = rows,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_new};
