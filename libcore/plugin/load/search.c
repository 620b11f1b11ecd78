/* SPDX-License-Identifier: MIT */
/*
 * The folders that a plugin names to the system's loader, each judged like a folder of
 * plugins.
 */
#include "plugin/load/search.h"

#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "plugin/path/trust.h"

enum { NEEDED_MAX = 256 };

static stet_code deny(stet_error *err, const char *entry, const char *why)
{
    stet__error(err, STET_E_DENIED, "looks for libraries in '%s', %s", entry, why);
    stet__error_hint(err,
                     "link it without -rpath, or with folders that only root or you "
                     "can change");
    return STET_E_DENIED;
}

/* The nearest folder that exists, resolved. 0 when there is none. */
static int nearest_folder(const char *path, char resolved[PATH_MAX])
{
    char at[PATH_MAX];
    snprintf(at, sizeof at, "%s", path);
    while (!realpath(at, resolved)) {
        char *slash = strrchr(at, '/');
        if ((errno != ENOENT && errno != ENOTDIR) || !slash)
            return 0;
        slash[slash == at] = '\0'; /* "/x" becomes "/" */
    }
    return 1;
}

static stet_code judge_folder(const char *entry, const char *path, stet_error *err)
{
    char resolved[PATH_MAX];
    stet_error reason = {.code = STET_OK};
    int fd = -1;
    if (!nearest_folder(path, resolved))
        return deny(err, entry, "which cannot be looked at");
    if (stet__trust_folder(resolved, &fd, &reason) != STET_OK)
        return deny(err, entry, reason.message);
    close(fd);
    return STET_OK;
}

/* One entry of a search path: absolute, or below the plugin's own folder. */
static stet_code judge_entry(const char *entry, const char *folder, stet_error *err)
{
    static const char *const own[] = {"$ORIGIN", "${ORIGIN}"};
    char path[PATH_MAX];
    const char *rest = entry;
    int n;
    for (size_t i = 0; i < 2 && rest == entry; i++)
        if (strncmp(entry, own[i], strlen(own[i])) == 0)
            rest = entry + strlen(own[i]);
    if (rest == entry && *entry != '/')
        return deny(err, entry, "which depends on where the program stands");
    if (strchr(rest, '$'))
        return deny(err, entry, "which only the loader can spell out");
    n = snprintf(path, sizeof path, "%s%s", rest == entry ? "" : folder, rest);
    if (n < 0 || (size_t)n >= sizeof path)
        return deny(err, entry, "which is too long");
    return judge_folder(entry, path, err);
}

/* Entries lie between colons; an empty one is the folder that the program stands in. */
static stet_code judge_path(char *entries, const char *folder, stet_error *err)
{
    stet_code code = STET_OK;
    for (char *at = entries; code == STET_OK && at;) {
        char *end = strchr(at, ':');
        if (end)
            *end++ = '\0';
        code = judge_entry(at, folder, err);
        at = end;
    }
    return code;
}

/* A library that is named by its path is judged by its folder. */
static stet_code judge_needed(char *name, const char *folder, stet_error *err)
{
    char *slash = strrchr(name, '/');
    if (!slash)
        return STET_OK; /* the loader looks in its own folders */
    slash[slash == name] = '\0';
    return judge_entry(name, folder, err);
}

static stet_code judge_paths(const struct elf_file *file, const char *folder,
                             stet_error *err)
{
    static const uint64_t tags[] = {DT_RPATH, DT_RUNPATH};
    char text[PATH_MAX];
    stet_code code = STET_OK;
    for (size_t i = 0; code == STET_OK && i < 2; i++) {
        int found = stet__elf_text(file, tags[i], 0, text, sizeof text);
        if (found < 0)
            return deny(err, "...", "a path that cannot be read");
        if (found)
            code = judge_path(text, folder, err);
    }
    return code;
}

static stet_code judge_libraries(const struct elf_file *file, const char *folder,
                                 stet_error *err)
{
    char name[PATH_MAX];
    for (size_t i = 0; i < NEEDED_MAX; i++) {
        int found = stet__elf_text(file, DT_NEEDED, i, name, sizeof name);
        if (found < 0)
            return deny(err, "...", "a name that cannot be read");
        if (!found)
            return STET_OK;
        stet_code code = judge_needed(name, folder, err);
        if (code != STET_OK)
            return code;
    }
    return deny(err, "...", "which are too many");
}

stet_code stet__search_judge(const struct elf_input *input, const char *path,
                             stet_error *err)
{
    struct elf_file file;
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 0, path);
    stet_code code = stet__elf_open(input, &file, err);
    if (code == STET_OK)
        code = judge_paths(&file, folder, err);
    return code == STET_OK ? judge_libraries(&file, folder, err) : code;
}
