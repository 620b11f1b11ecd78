/* SPDX-License-Identifier: MIT */
/* Lists the inputs of a run and hands them out one after another. */
#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../args.h"
#include "../terminal.h"

enum { FOLDER_DEPTH_MAX = 64 };

static int add(struct inputs *in, char *name)
{
    if (name && in->count == in->cap) {
        size_t cap = in->cap ? in->cap * 2 : 64;
        char **grown = realloc(in->names, cap * sizeof *grown);
        if (grown) {
            in->names = grown;
            in->cap = cap;
        }
    }
    if (!name || in->count == in->cap) {
        free(name);
        fputs("stet: not enough memory for the list of inputs\n", stderr);
        return EXIT_TRY_AGAIN;
    }
    in->names[in->count++] = name;
    return 0;
}

static int fail_input(const char *name)
{
    int why = errno;
    fputs("stet: ", stderr);
    terminal_put_name(stderr, stet_cstr(name));
    fprintf(stderr, ": %s\n", strerror(why));
    return why == ENOENT || why == ENOTDIR ? EXIT_NO_INPUT : EXIT_IO;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Where a walk stands: folders still to be read, deepest last. */
struct walk {
    char **folders;
    size_t count, cap;
};

static char *join(const char *folder, const char *name)
{
    size_t n = strlen(folder), len = strlen(name);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    char *path = malloc(n + len + 2);
    if (!path)
        return NULL;
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + 1, name, len + 1);
    return path;
}

static int push_folder(struct walk *walk, char *path)
{
    if (walk->count == walk->cap) {
        size_t cap = walk->cap ? walk->cap * 2 : 16;
        char **grown = realloc(walk->folders, cap * sizeof *grown);
        if (!grown) {
            free(path);
            return EXIT_TRY_AGAIN;
        }
        walk->folders = grown;
        walk->cap = cap;
    }
    walk->folders[walk->count++] = path;
    return 0;
}

/* Files go to the list, folders to the walk; symbolic links to folders are not
 * followed. Most file systems tell the type with the name. */
static int add_entry(struct inputs *in, struct walk *walk, const char *folder,
                     const struct dirent *entry)
{
    struct stat st = {.st_mode = DTTOIF(entry->d_type)}, target;
    char *path = join(folder, entry->d_name);
    if (!path)
        return EXIT_TRY_AGAIN;
    if (entry->d_type == DT_UNKNOWN && lstat(path, &st) < 0) {
        int status = fail_input(path);
        free(path);
        return status;
    }
    if (S_ISDIR(st.st_mode))
        return push_folder(walk, path);
    if (S_ISREG(st.st_mode) ||
        (S_ISLNK(st.st_mode) && stat(path, &target) == 0 && S_ISREG(target.st_mode)))
        return add(in, path);
    free(path);
    return 0;
}

static int read_folder(struct inputs *in, struct walk *walk, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return fail_input(folder);
    int status = 0;
    const struct dirent *entry;
    while (!status && (entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            status = add_entry(in, walk, folder, entry);
    closedir(dir);
    return status;
}

static int add_folder(struct inputs *in, const char *top)
{
    struct walk walk = {0};
    size_t first = in->count;
    char *folder = strdup(top);
    int status = folder ? push_folder(&walk, folder) : EXIT_TRY_AGAIN;
    while (!status && walk.count) {
        folder = walk.folders[--walk.count];
        size_t depth = 0;
        for (const char *p = folder + strlen(top); *p; p++)
            depth += *p == '/';
        if (depth > FOLDER_DEPTH_MAX)
            fprintf(stderr, "stet: %s: more than %d folders deep, left out\n", folder,
                    FOLDER_DEPTH_MAX);
        else
            status = read_folder(in, &walk, folder);
        free(folder);
    }
    while (walk.count)
        free(walk.folders[--walk.count]);
    free(walk.folders);
    if (in->count > first)
        qsort(in->names + first, in->count - first, sizeof *in->names, by_bytes);
    return status;
}

static int add_argument(struct inputs *in, const char *argument)
{
    struct stat st;
    if (strcmp(argument, "-") == 0)
        return add(in, strdup("-"));
    if (stat(argument, &st) < 0)
        return fail_input(argument);
    if (S_ISDIR(st.st_mode))
        return add_folder(in, argument);
    return add(in, strdup(argument));
}

int inputs_collect(struct inputs *inputs, char **arguments, int count)
{
    int status = 0;
    for (int i = 0; i < count && !status; i++)
        status = add_argument(inputs, arguments[i]);
    if (!status && inputs->count == 0) {
        fputs("stet: the folders given hold no files\n", stderr);
        status = EXIT_NO_INPUT;
    }
    return status;
}

void inputs_done(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->names[i]);
    free(inputs->names);
    stet_buffer_free(inputs->shown);
    inputs->shown = NULL;
    inputs->names = NULL;
    inputs->count = inputs->cap = 0;
}

/* The name as stet shows it. "": no memory, which the library says of the path. */
static stet_str shown(struct inputs *in, const char *name)
{
    if (!in->shown && stet_buffer_new(1 << 16, &in->shown) != STET_OK)
        return stet_cstr("");
    in->shown->len = 0;
    stet_kit_table()->put_name(in->shown, stet_cstr(name));
    return stet_strn(in->shown->data, in->shown->failed ? 0 : in->shown->len);
}

stet_code inputs_next(void *self, stet_input *ret_input)
{
    struct inputs *in = self;
    while (in->at < in->count && in->skip &&
           in->skip(in->skip_self, shown(in, in->names[in->at]))) {
        in->at++;
        in->skipped++;
    }
    if (in->at >= in->count)
        return STET_DONE;
    const char *name = in->names[in->at++];
    int standard = strcmp(name, "-") == 0;
    *ret_input = (stet_input){.size = sizeof *ret_input,
                              .name = stet_cstr(name),
                              .path = standard ? NULL : name,
                              .fd = standard ? STDIN_FILENO : -1};
    return STET_OK;
}
