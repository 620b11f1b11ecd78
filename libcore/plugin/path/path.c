/* SPDX-License-Identifier: MIT */
/*
 * Which files may be read, where relative paths start, and what a message shows of the
 * file that a value came from.
 */
#include "plugin/path/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/context.h"

/* Longest line of a file that a message shows. */
enum { EXCERPT_MAX = 400 };

/* ---- places ------------------------------------------------------------------- */

const struct source_file *stet__source_of(const struct source_file *files,
                                          const stet_data *at)
{
    if (!at || !at->file)
        return NULL;
    for (; files; files = files->next)
        if (files->name == at->file || strcmp(files->name, at->file) == 0)
            return files;
    return NULL;
}

stet_str stet__source_text(const void *files, const stet_data *at)
{
    const struct source_file *file = stet__source_of(files, at);
    return file ? file->text : stet_cstr("");
}

static size_t count_characters(const char *p, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)p[i] & 0xc0) != 0x80;
    return count;
}

/* Line number `line` of the text, without its end. */
static stet_str line_of(stet_str text, uint32_t line)
{
    const char *p = text.p, *end = text.p + text.n;
    for (; line > 1 && p; line--) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p ? p + 1 : NULL;
    }
    if (!p || line == 0)
        return stet_cstr("");
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    size_t n = (size_t)((stop ? stop : end) - p);
    if (n && p[n - 1] == '\r')
        n--;
    if (n > EXCERPT_MAX)
        for (n = EXCERPT_MAX; n && ((unsigned char)p[n] & 0xc0) == 0x80; n--)
            ;
    return stet_strn(p, n);
}

/* What the caret underlines of a value: a scalar up to the end of its line. */
static uint32_t value_length(const stet_data *at, stet_str text)
{
    if (at->type == STET_DATA_LIST || at->type == STET_DATA_MAP || at->len == 0)
        return 1;
    if (at->len > text.n || at->off > text.n - at->len)
        return (uint32_t)count_characters(at->text.p, at->text.n);
    const char *p = text.p + at->off, *stop = memchr(p, '\n', at->len);
    return (uint32_t)count_characters(p, stop ? (size_t)(stop - p) : at->len);
}

void stet__problem_at(stet_problems *problems, const struct source_file *files,
                      const stet_data *at, int part, int warning, const char *message,
                      const char *hint)
{
    struct problem_place place = {.file = ""};
    const struct source_file *file = stet__source_of(files, at);
    stet_str text = file ? file->text : stet_cstr("");
    if (at && part == PLACE_KEY && at->key_line) {
        place.file = at->file;
        place.line = at->key_line;
        place.column = at->key_column;
        place.length = (uint32_t)count_characters(at->key.p, at->key.n);
    } else if (at) {
        place.file = at->file;
        place.line = at->line;
        place.column = at->column;
        place.length = value_length(at, text);
    }
    if (!place.file)
        place.file = "";
    place.excerpt = line_of(text, place.line);
    if (place.length == 0)
        place.length = 1;
    stet__problems_add(problems, &place, warning, message, hint);
}

/* ---- folders ------------------------------------------------------------------ */

void stet__folders_done(struct folders *folders)
{
    for (size_t i = 0; i < folders->count; i++)
        stet__free(folders->paths[i]);
    stet__free(folders->paths);
    memset(folders, 0, sizeof *folders);
}

static stet_code folder_error(stet_error *err, const char *folder, int number)
{
    stet_code code =
        number == ENOENT || number == ENOTDIR ? STET_E_NOTFOUND : STET_E_IO;
    return stet__error(err, code, "cannot open the folder '%s': %s", folder,
                       strerrordesc_np(number));
}

stet_code stet__folders_add(struct folders *folders, const char *folder,
                            stet_error *err)
{
    char path[PATH_MAX];
    struct stat st;
    if (!folder)
        return stet__error(err, STET_E_MISUSE, "no folder was given");
    if (!realpath(folder, path) || stat(path, &st) != 0)
        return folder_error(err, folder, errno);
    if (!S_ISDIR(st.st_mode))
        return folder_error(err, folder, ENOTDIR);
    for (size_t i = 0; i < folders->count; i++)
        if (strcmp(folders->paths[i], path) == 0)
            return STET_OK;
    size_t n = strlen(path) + 1;
    char *copy = stet__alloc(n);
    if (!copy || stet__array_reserve(&folders->paths, &folders->cap, folders->count + 1,
                                     sizeof *folders->paths) != STET_OK) {
        stet__free(copy);
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    }
    memcpy(copy, path, n);
    folders->paths[folders->count++] = copy;
    return STET_OK;
}

static int lies_below(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    if (n == 1) /* "/" */
        return path[0] == '/';
    return strncmp(folder, path, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

int stet__folders_hold(const struct folders *folders, const char *path)
{
    for (size_t i = 0; i < folders->count; i++)
        if (lies_below(folders->paths[i], path))
            return 1;
    return 0;
}

/* ---- paths -------------------------------------------------------------------- */

/* Work out "", "." and ".." in place; `p` begins with a slash. Answers the length. */
static size_t normalise(char *p, size_t n)
{
    size_t to = 0;
    for (size_t at = 0; at < n;) {
        while (at < n && p[at] == '/')
            at++;
        size_t end = at;
        while (end < n && p[end] != '/')
            end++;
        size_t len = end - at;
        if (len == 2 && p[at] == '.' && p[at + 1] == '.') {
            while (to && p[--to] != '/')
                ;
        } else if (len && !(len == 1 && p[at] == '.')) {
            p[to++] = '/';
            memmove(p + to, p + at, len);
            to += len;
        }
        at = end;
    }
    if (to == 0)
        p[to++] = '/';
    p[to] = '\0';
    return to;
}

stet_str stet__path_join(struct arena *arena, const char *folder, stet_str path)
{
    stet_str joined;
    char here[PATH_MAX] = "/";
    if (path.n && path.p[0] == '/')
        joined = stet__arena_copy(arena, path);
    else if (folder && folder[0] == '/')
        joined = stet__arena_printf(arena, "%s/%.*s", folder, (int)path.n, path.p);
    else
        joined = stet__arena_printf(arena, "%s/%s/%.*s",
                                    getcwd(here, sizeof here) ? here : "/",
                                    folder ? folder : ".", (int)path.n, path.p);
    if (joined.p)
        joined.n = normalise((char *)joined.p, joined.n);
    return joined;
}

stet_str stet__path_folder(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    if (!slash)
        return stet__path_join(arena, NULL, stet_cstr("."));
    return stet__path_join(arena, NULL, stet_strn(file, (size_t)(slash - file) + 1));
}

/* ---- files that pipelines and steps name -------------------------------------- */

static int may_read(const struct stet_context *ctx, const char *base, const char *path)
{
    char folder[PATH_MAX];
    if (stet__folders_hold(&ctx->allowed_files, path) ||
        stet__folders_hold(&ctx->data_folders, path))
        return 1;
    if (realpath(STET_DATADIR, folder) && lies_below(folder, path))
        return 1;
    return ctx->allowed_files.count == 0 && base && realpath(base, folder) &&
           lies_below(folder, path);
}

static stet_code read_whole(int fd, struct arena *arena, const char *path, uint64_t max,
                            stet_str *ret_bytes, stet_error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return stet__error(err, STET_E_IO, "cannot read '%s': %s", path,
                           strerrordesc_np(errno));
    if (!S_ISREG(st.st_mode))
        return stet__error(err, STET_E_DENIED, "'%s' is not a regular file", path);
    if ((uint64_t)st.st_size > max)
        return stet__error(err, STET_E_LIMIT,
                           "'%s' has %lld bytes, at most %llu are read", path,
                           (long long)st.st_size, (unsigned long long)max);
    size_t size = (size_t)st.st_size, have = 0;
    char *bytes = stet__arena_bytes(arena, size + 1);
    if (!bytes)
        return stet__error(err, STET_E_NOMEM, "not enough memory for '%s'", path);
    while (have < size) {
        ssize_t n = read(fd, bytes + have, size - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return stet__error(err, STET_E_IO, "cannot read '%s': %s", path,
                               strerrordesc_np(errno));
        if (n == 0)
            break;
        have += (size_t)n;
    }
    bytes[have] = '\0';
    *ret_bytes = stet_strn(bytes, have);
    return STET_OK;
}

stet_code stet__context_read_file(const struct stet_context *ctx, struct arena *arena,
                                  const char *base, stet_str path, uint64_t max,
                                  stet_str *ret_bytes, stet_error *err)
{
    char resolved[PATH_MAX];
    if (path.n == 0 || memchr(path.p, '\0', path.n))
        return stet__error(err, STET_E_NOTFOUND, "the name of the file is %s",
                           path.n ? "broken by a NUL" : "empty");
    stet_str full = stet__path_join(arena, base, path);
    if (!full.p)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    if (!realpath(full.p, resolved)) {
        stet_code code =
            errno == ENOENT || errno == ENOTDIR ? STET_E_NOTFOUND : STET_E_IO;
        return stet__error(err, code, "cannot open '%s': %s", full.p,
                           strerrordesc_np(errno));
    }
    if (!may_read(ctx, base, resolved)) {
        stet__error(err, STET_E_DENIED,
                    "'%s' lies outside the folders that may be read", full.p);
        stet__error_hint(err, "move it beside the pipeline, or allow its folder");
        return STET_E_DENIED;
    }
    int fd = open(resolved, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return stet__error(err, STET_E_IO, "cannot open '%s': %s", full.p,
                           strerrordesc_np(errno));
    stet_code code = read_whole(fd, arena, full.p, max, ret_bytes, err);
    close(fd);
    return code;
}

static int is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* "rules.yaml", or "links/tracking.yaml" of another plugin: no part begins with a dot.
 */
static int is_data_name(const char *name)
{
    const char *slash = name ? strchr(name, '/') : NULL;
    if (!name || !*name || *name == '.' || *name == '/')
        return 0;
    return !slash || (slash[1] && slash[1] != '.' && !strchr(slash + 1, '/'));
}

static stet_str data_path(struct arena *arena, const char *folder, const char *plugin,
                          const char *name)
{
    if (strchr(name, '/'))
        return stet__arena_printf(arena, "%s/%s", folder, name);
    return stet__arena_printf(arena, "%s/%s/%s", folder, plugin, name);
}

stet_str stet__context_data_file(const struct stet_context *ctx, struct arena *arena,
                                 const char *plugin, const char *name)
{
    stet_str path = stet_cstr("");
    if (!is_data_name(name))
        return path;
    for (size_t i = 0; i < ctx->data_folders.count; i++) {
        path = data_path(arena, ctx->data_folders.paths[i], plugin, name);
        if (!path.p || is_file(path.p))
            return path;
    }
    return data_path(arena, STET_DATADIR, plugin, name);
}
