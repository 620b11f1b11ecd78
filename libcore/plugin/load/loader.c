/* SPDX-License-Identifier: MIT */
/*
 * From a path to a registered plugin. The steps of one file: trusted? note good? id
 * free? Then dlopen() of the same path, the descriptor, and that it agrees with the
 * note.
 */
#include "plugin/load/loader.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "plugin/load/note.h"
#include "plugin/load/search.h"
#include "plugin/path/trust.h"

enum { FILES_MAX = 4096 /* of one folder */ };

/* ---- one file ----------------------------------------------------------------- */

/* The path in front of the bare reason, for whoever asked for this file. */
static stet_code blame(stet_error *err, stet_code code, const char *path,
                       const stet_error *reason)
{
    if (err) {
        *err = *reason;
        stet__error(err, code, "%s %s", path, reason->message);
        if (reason->hint[0])
            stet__error_hint(err, "%s", reason->hint);
    }
    return code;
}

/* Keep it as refused, with reason and hint in one sentence. */
static stet_code refuse(stet_context *ctx, const char *path, const struct note *note,
                        stet_code code, const stet_error *reason, stet_error *err)
{
    char why[sizeof reason->message + sizeof reason->hint + 4];
    struct plugin_origin origin = {
        .file = path,
        .id = note->id,
        .version = note->version,
        .abi_major = note->abi_major,
        .abi_minor_min = note->abi_minor_min,
        .abi_minor_built = note->abi_minor_built,
    };
    snprintf(why, sizeof why, "%s%s%s", reason->message, reason->hint[0] ? ": " : "",
             reason->hint);
    if (stet__registry_refuse(&ctx->registry, &origin, why) != STET_OK)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    return blame(err, code, path, reason);
}

/* The note of a file that may be trusted, and brings in nothing that may not. */
static stet_code inspect(const stet_context *ctx, int folder_fd, const char *name,
                         const char *path, struct note *ret_note, stet_error *reason)
{
    struct elf_window window = {.n = 0};
    struct elf_input input = {.fd = -1, .window = &window};
    stet_code code = stet__trust_file(folder_fd, name, ctx->limits.plugin_bytes,
                                      &input.fd, &input.size, reason);
    if (code != STET_OK)
        return code;
    code = stet__note_read(&input, ret_note, reason);
    if (code == STET_OK)
        code = stet__search_judge(&input, path, reason);
    close(input.fd);
    return code;
}

static stet_code check_id_is_free(const stet_context *ctx, const struct note *note,
                                  stet_error *reason)
{
    const struct plugin_entry *first =
        stet__registry_plugin(&ctx->registry, stet_cstr(note->id));
    if (!first)
        return STET_OK;
    return stet__error(reason, STET_E_EXISTS, "is hidden by %s %s found earlier%s%s",
                       first->id, first->version, first->file[0] ? " in " : "",
                       first->file);
}

/* Run the loader of the system on a file that passed everything else. */
static stet_code open_code(const char *path, const struct note *note,
                           const stet_plugin **ret_plugin, stet_error *reason)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) {
        const char *text = dlerror();
        size_t n = strlen(path);
        if (text && strncmp(text, path, n) == 0 && text[n] == ':')
            text += n + 1;
        return stet__error(reason, STET_E_PLUGIN, "cannot be loaded:%s%s",
                           text && *text == ' ' ? "" : " ",
                           text ? text : "no reason given");
    }
    const stet_plugin *plugin = dlsym(handle, "stet_plugin_v1");
    if (!plugin)
        return stet__error(reason, STET_E_PLUGIN, "does not export stet_plugin_v1");
    if (plugin->size < offsetof(stet_plugin, steps) + sizeof plugin->steps ||
        plugin->abi_major != note->abi_major ||
        plugin->abi_minor_min != note->abi_minor_min || !plugin->id ||
        !plugin->version || strcmp(plugin->id, note->id) != 0 ||
        strcmp(plugin->version, note->version) != 0)
        return stet__error(reason, STET_E_PLUGIN,
                           "says one thing in its note and another in its descriptor");
    *ret_plugin = plugin;
    return STET_OK;
}

/* Everything for one file of a trusted folder; `path` is its resolved name. */
static stet_code load_from(stet_context *ctx, int folder_fd, const char *name,
                           const char *path, stet_error *err)
{
    struct note note = {.id = ""};
    stet_error reason = {.code = STET_OK};
    const stet_plugin *plugin = NULL;
    stet_code code = inspect(ctx, folder_fd, name, path, &note, &reason);
    if (code == STET_OK)
        code = check_id_is_free(ctx, &note, &reason);
    if (code == STET_OK)
        code = open_code(path, &note, &plugin, &reason);
    if (code != STET_OK)
        return refuse(ctx, path, &note, code, &reason, err);
    struct plugin_origin origin = {
        .file = path,
        .id = note.id,
        .version = note.version,
        .abi_major = note.abi_major,
        .abi_minor_min = note.abi_minor_min,
        .abi_minor_built = note.abi_minor_built,
    };
    code = stet__registry_add(&ctx->registry, &ctx->vocabulary, &ctx->limits, &origin,
                              plugin, &reason);
    return code == STET_OK ? STET_OK : blame(err, code, path, &reason);
}

/* ---- folders ------------------------------------------------------------------ */

/* A program with more rights than its user loads nothing. */
static stet_code check_rights(stet_error *err)
{
    if (getauxval(AT_SECURE))
        return stet__error(err, STET_E_DENIED,
                           "a set-user-id program loads no plugins");
    return STET_OK;
}

/* Resolve a folder, see that it is allowed, and open it. */
static stet_code open_folder(stet_context *ctx, const char *folder,
                             char resolved[PATH_MAX], int *ret_fd, stet_error *err)
{
    stet_code code = check_rights(err);
    if (code != STET_OK)
        return code;
    if (!realpath(folder, resolved)) {
        code = errno == ENOENT || errno == ENOTDIR ? STET_E_NOTFOUND : STET_E_IO;
        return stet__error(err, code, "cannot open the folder '%s': %s", folder,
                           strerrordesc_np(errno));
    }
    if (ctx->allowed_plugins.count &&
        !stet__folders_hold(&ctx->allowed_plugins, resolved)) {
        stet__error(err, STET_E_DENIED,
                    "the folder '%s' is none that plugins may be loaded from", folder);
        stet__error_hint(err, "allowed are %s%s and folders below",
                         ctx->allowed_plugins.paths[0],
                         ctx->allowed_plugins.count > 1 ? ", others" : "");
        return STET_E_DENIED;
    }
    return stet__trust_folder(resolved, ret_fd, err);
}

stet_code stet__load_file(stet_context *ctx, const char *path, stet_error *err)
{
    char folder[PATH_MAX], resolved[PATH_MAX];
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t n = slash ? (size_t)(slash - path) : 0;
    int fd = -1;
    if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        n >= sizeof folder)
        return stet__error(err, STET_E_MISUSE, "'%s' is no path of a plugin file",
                           path);
    memcpy(folder, n ? path : slash ? "/" : ".", n ? n : 1);
    folder[n ? n : 1] = '\0';
    stet_error reason = {.code = STET_OK};
    stet_code code = open_folder(ctx, folder, resolved, &fd, &reason);
    if (code != STET_OK) {
        struct note unread = {.id = ""};
        stet_code kept = refuse(ctx, path, &unread, code, &reason, NULL);
        if (err)
            *err = reason;
        return kept == code ? code
                            : stet__error(err, STET_E_NOMEM, "not enough memory");
    }
    n = strlen(resolved);
    if (n + 1 + strlen(name) >= sizeof resolved) {
        close(fd);
        return stet__error(err, STET_E_IO, "the path '%s' is too long", path);
    }
    snprintf(resolved + n, sizeof resolved - n, "%s%s", n == 1 ? "" : "/", name);
    code = load_from(ctx, fd, name, resolved, err);
    close(fd);
    return code;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A library that plugins share may lie beside them; it is `lib*.so` by custom. */
static int is_plugin_name(const char *name)
{
    size_t n = strlen(name);
    return n > 3 && name[0] != '.' && strncmp(name, "lib", 3) != 0 &&
           strcmp(name + n - 3, ".so") == 0;
}

struct names {
    char **items;
    size_t count, cap;
};

static void names_done(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        stet__free(names->items[i]);
    stet__free(names->items);
}

/* The names of the *.so files, sorted. Takes the descriptor. */
static stet_code list_folder(int fd, const char *folder, struct names *names,
                             stet_error *err)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return stet__error(err, STET_E_IO, "cannot read the folder '%s': %s", folder,
                           strerrordesc_np(errno));
    }
    stet_code code = STET_OK;
    for (const struct dirent *item; code == STET_OK && (item = readdir(dir)) != NULL;) {
        if (!is_plugin_name(item->d_name))
            continue;
        size_t n = strlen(item->d_name) + 1;
        char *copy = stet__alloc(n);
        if (names->count == FILES_MAX)
            code = stet__error(err, STET_E_LIMIT,
                               "the folder '%s' has more than %d plugins", folder,
                               FILES_MAX);
        else if (!copy ||
                 stet__array_reserve(&names->items, &names->cap, names->count + 1,
                                     sizeof *names->items) != STET_OK)
            code = stet__error(err, STET_E_NOMEM, "not enough memory");
        if (code != STET_OK) {
            stet__free(copy);
            break;
        }
        memcpy(copy, item->d_name, n);
        names->items[names->count++] = copy;
    }
    closedir(dir);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_name);
    return code;
}

static int is_loaded(const stet_context *ctx, const char *resolved)
{
    for (size_t i = 0; i < ctx->loaded_folders.count; i++)
        if (strcmp(ctx->loaded_folders.paths[i], resolved) == 0)
            return 1;
    return 0;
}

stet_code stet__load_folder(stet_context *ctx, const char *folder, stet_error *err)
{
    char resolved[PATH_MAX];
    struct names names = {NULL, 0, 0};
    int fd = -1;
    stet_code code = open_folder(ctx, folder, resolved, &fd, err);
    if (code != STET_OK)
        return code;
    if (is_loaded(ctx, resolved)) {
        close(fd);
        return STET_OK;
    }
    int list_fd = dup(fd);
    if (list_fd < 0)
        code = stet__error(err, STET_E_IO, "cannot read the folder '%s'", folder);
    else
        code = list_folder(list_fd, folder, &names, err);
    for (size_t i = 0; code == STET_OK && i < names.count; i++) {
        char path[PATH_MAX];
        int n = snprintf(path, sizeof path, "%s/%s", resolved, names.items[i]);
        if (n > 0 && (size_t)n < sizeof path &&
            load_from(ctx, fd, names.items[i], path, NULL) == STET_E_NOMEM)
            code = stet__error(err, STET_E_NOMEM, "not enough memory");
    }
    names_done(&names);
    close(fd);
    return code == STET_OK ? stet__folders_add(&ctx->loaded_folders, resolved, err)
                           : code;
}
