/* SPDX-License-Identifier: MIT */
/* `stet plugins new`: writes a complete plugin, with its test, outside stet's tree. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../commands.h"
#include "../terminal.h"
#include "templates.h"

#define MARK "@NAME@"
enum { NAME_MAX_LENGTH = 40 };

static int is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n > 0 && n <= NAME_MAX_LENGTH && name[n] == '\0' && name[0] >= 'a';
}

static void put_filled(FILE *to, const char *text, const char *name)
{
    const char *mark;
    while ((mark = strstr(text, MARK))) {
        fwrite(text, 1, (size_t)(mark - text), to);
        fputs(name, to);
        text = mark + strlen(MARK);
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
                      const char *name)
{
    char file[128];
    snprintf(file, sizeof file, "%s%s%s", t->before, t->named ? name : "", t->after);
    int fd = openat(dir, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    if (!to) {
        int status = fail_file(folder, file);
        if (fd >= 0)
            close(fd);
        return status;
    }
    put_filled(to, t->text, name);
    int bad = ferror(to);
    return fclose(to) != 0 || bad ? fail_file(folder, file) : 0;
}

static int run_new(const struct args *args)
{
    const char *name = args->rest[0], *folder = args_value(args, "folder", name);
    if (!is_name(name)) {
        fprintf(
            stderr,
            "stet plugins new: '%s' is no plugin id: lower-case letters, digits and "
            "_, a letter first, at most %d\n",
            name, NAME_MAX_LENGTH);
        return EXIT_USAGE;
    }
    if (mkdir(folder, 0777) < 0) {
        fprintf(stderr, "stet plugins new: cannot make the folder %s: %s\n", folder,
                strerror(errno));
        return errno == EEXIST ? EXIT_USAGE : EXIT_IO;
    }
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int status = dir < 0 ? fail_file(folder, ".") : 0;
    for (const struct template *t = templates; !status && t->text; t++)
        status = write_file(dir, folder, t, name);
    if (dir >= 0)
        close(dir);
    if (!status)
        printf("%s: a plugin with the step %s.check. Next: cd %s && make test\n",
               folder, name, folder);
    return terminal_flush() || status ? status : EXIT_IO;
}

static const struct arg_row rows[] = {
    {"folder", 0, "DIR", "where to write it (default: a new folder NAME)"}, ARGS_END};

const struct command plugins_new_command = {
    .name = "plugins new",
    .summary = "write a new plugin with its test",
    .usage = "[OPTIONS] NAME",
    .text = "Writes source, Makefile, README, a pipeline, an article and a test with a "
            "mock host table.\n"
            "`make test` in it needs a compiler and pkg-config, and nothing of stet's "
            "source.",
    .rows = rows,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_new};
