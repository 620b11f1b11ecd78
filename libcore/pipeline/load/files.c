/* SPDX-License-Identifier: MIT */
/*
 * The files of a pipeline: the first one, what it includes, and what all of them bring:
 * vars, fragments and pipelines by name, no name twice.
 */
#include "pipeline/load/load.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* Keys that may stand in the file itself, or in `pipelines: { main: ... }`. */
static int is_pipeline_key(stet_str key)
{
    return stet__grammar_find(PLACE_PIPELINE, key) != NULL;
}

/* ---- reading ------------------------------------------------------------- */

static stet_code read_all(int fd, stet_str *bytes, size_t size, stet_error *err)
{
    char *p = (char *)(uintptr_t)bytes->p;
    while (bytes->n < size) {
        ssize_t n = read(fd, p + bytes->n, size - bytes->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return stet__error(err, STET_E_IO, "cannot read it: %s",
                               strerrordesc_np(errno));
        if (n == 0)
            break;
        bytes->n += (size_t)n;
    }
    return STET_OK;
}

/* The first file: the caller named it, so it may lie anywhere. */
static stet_code read_first(struct loader *load, const char *path, stet_str *ret_text,
                            stet_error *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return stet__error(err, errno == ENOENT ? STET_E_NOTFOUND : STET_E_IO,
                           "cannot open it: %s", strerrordesc_np(errno));
    stet_code code = STET_OK;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        code = stet__error(err, STET_E_IO, "it is not a regular file");
    else if ((uint64_t)st.st_size > load->limits->pipeline_bytes)
        code = stet__error(
            err, STET_E_LIMIT, "it has %lld bytes; a pipeline file has at most %llu",
            (long long)st.st_size, (unsigned long long)load->limits->pipeline_bytes);
    stet_str text = {NULL, 0};
    if (code == STET_OK) {
        text.p = stet__load_alloc(load, (size_t)st.st_size + 1);
        code = text.p ? read_all(fd, &text, (size_t)st.st_size, err) : STET_E_NOMEM;
    }
    close(fd);
    if (code == STET_OK)
        *ret_text = text;
    return code;
}

static struct load_file *add_file(struct loader *load, const char *name,
                                  const char *path, const char *folder, stet_str text)
{
    struct load_file *file = stet__load_alloc(load, sizeof *file);
    if (!file)
        return NULL;
    file->source.next = load->files;
    file->source.name = name;
    file->source.folder = folder;
    file->source.text = text;
    file->path = path;
    load->files = &file->source;
    stet__load_digest(load, text);
    return file;
}

static void parse(struct loader *load, struct load_file *file)
{
    struct data_source source = {.file = file->source.name,
                                 .text = file->source.text,
                                 .aliases = 1,
                                 .max_bytes = load->limits->pipeline_bytes};
    stet_error err = {.code = STET_OK};
    struct problem_place place = {file->source.name, 1, 1, 1, {"", 0}};
    stet_code code = stet__data_yaml(load->arena, load->limits, &source, &file->root,
                                     load->problems, &err);
    if (code == STET_E_NOMEM)
        load->failed = code;
    else if (code != STET_OK && stet__problems_errors(load->problems) == 0)
        stet__problems_add(load->problems, &place, 0, err.message, err.hint);
    else if (code == STET_OK && !file->root)
        stet__problems_add(load->problems, &place, 0, "the file is empty",
                           "begin with the line 'stet: 1'");
    /* mistakes that leave a tree (a key twice, a tag) do not hide those of its content
     */
}

/* ---- maps of all files --------------------------------------------------- */

static const struct load_file *file_of(const struct loader *load, const stet_data *at)
{
    const struct source_file *source = stet__source_of(load->files, at);
    return (const struct load_file *)(const void *)source;
}

/* `value` came in by an include of `file` that says override. */
static int may_replace(const struct loader *load, const struct load_file *file,
                       const stet_data *value)
{
    const struct load_file *from = file_of(load, value);
    while (from && from->parent && from->parent != file)
        from = from->parent;
    return from && from->parent == file && from->override;
}

static stet_data *find_child(const stet_data *map, stet_str name)
{
    const stet_data *child = map->first;
    while (child && !stet_str_eq(child->key, name))
        child = child->next;
    return (stet_data *)(uintptr_t)child;
}

stet_data *stet__load_map_add(struct loader *load, stet_data *map,
                              const stet_data *value)
{
    stet_data *there = find_child(map, value->key);
    if (there) {
        if (may_replace(load, file_of(load, value), there)) {
            const stet_data *next = there->next;
            *there = *value;
            there->next = next;
            return there;
        }
        stet__load_problem(
            load, value, PLACE_KEY,
            "give it another name, or include with { file: ..., override: true }",
            "'%.*s' is already defined in %s line %u", (int)value->key.n, value->key.p,
            there->file, there->key_line);
        return NULL;
    }
    stet_data *copy = stet__load_alloc(load, sizeof *copy), *last;
    if (!copy)
        return NULL;
    *copy = *value;
    copy->next = NULL;
    if (!map->first) {
        map->first = copy;
    } else {
        for (last = (stet_data *)(uintptr_t)map->first; last->next;
             last = (stet_data *)(uintptr_t)last->next)
            ;
        last->next = copy;
    }
    map->count++;
    return copy;
}

static void gather_map(struct loader *load, stet_data *map, const stet_data *named)
{
    if (named && named->type == STET_DATA_MAP)
        for (const stet_data *value = named->first; value; value = value->next)
            stet__load_map_add(load, map, value);
}

/* ---- the file itself ----------------------------------------------------- */

static stet_data *new_map(struct loader *load, const stet_data *like)
{
    stet_data *map = stet__load_alloc(load, sizeof *map);
    if (map && like)
        *map = *like;
    if (map) {
        map->size = sizeof *map;
        map->type = STET_DATA_MAP;
        map->first = map->next = NULL;
        map->count = 0;
    }
    return map;
}

/* A misspelt key belongs to whichever of the two it looks like. */
static int looks_like_pipeline_key(stet_str key)
{
    const char *names[32];
    size_t n = 0;
    const struct grammar_key *k = stet__grammar_keys(PLACE_FILE);
    for (; k->name && n < 31; k++)
        names[n++] = k->name;
    for (k = stet__grammar_keys(PLACE_PIPELINE); k->name && n < 31; k++)
        names[n++] = k->name;
    names[n] = NULL;
    const char *best = stet__suggest(key, names);
    return best && !stet__grammar_find(PLACE_FILE, stet_cstr(best));
}

/* Steps and outputs that stand in the file itself are the pipeline `main`. */
static void split_root(struct loader *load, struct load_file *file, stet_data **ret_own)
{
    stet_data *root = new_map(load, file->root), *own = new_map(load, file->root);
    *ret_own = NULL;
    if (!root || !own)
        return;
    for (const stet_data *value = file->root->first; value; value = value->next) {
        int known = stet__grammar_find(PLACE_FILE, value->key) != NULL;
        int mine = !known &&
                   (is_pipeline_key(value->key) || looks_like_pipeline_key(value->key));
        stet__load_map_add(load, mine ? own : root, value);
    }
    file->root = root;
    if (own->first) {
        own->key = stet_cstr("main");
        own->key_line = own->first->key_line;
        own->key_column = own->first->key_column;
        *ret_own = own;
    }
}

static void check_version(struct loader *load, const struct load_file *file)
{
    const stet_data *first = file->root->first;
    const stet_data *version = stet_data_get(file->root, "stet");
    if (version && first != version)
        stet__load_problem(load, version, PLACE_KEY, "move it to the first line",
                           "'stet' must be the first key");
}

static void gather(struct loader *load, struct load_file *file);

/* "dir/house.yaml" as seen from "dir/main.yaml"; for messages only. */
static const char *shown_name(struct loader *load, const struct load_file *from,
                              stet_str path)
{
    const char *slash = strrchr(from->source.name, '/');
    while (path.n > 2 && path.p[0] == '.' && path.p[1] == '/')
        path = stet_strn(path.p + 2, path.n - 2);
    if (!slash || path.p[0] == '/')
        return stet__load_text(load, "%.*s", (int)path.n, path.p).p;
    return stet__load_text(load, "%.*s/%.*s", (int)(slash - from->source.name),
                           from->source.name, (int)path.n, path.p)
        .p;
}

static int is_cycle(struct loader *load, const struct load_file *from,
                    const stet_data *at, const char *path)
{
    char chain[400] = "";
    const struct load_file *file = from;
    size_t depth = 0;
    while (file && strcmp(file->path, path) != 0) {
        file = file->parent;
        depth++;
    }
    if (!file) {
        if (depth < load->limits->include_depth)
            return 0;
        stet__load_problem(load, at, PLACE_VALUE, "",
                           "includes are more than %llu deep",
                           (unsigned long long)load->limits->include_depth);
        return 1;
    }
    for (const struct load_file *f = from; f; f = f == file ? NULL : f->parent) {
        stet_str link = stet__load_text(load, "%s -> %s", f->source.name, chain);
        size_t n = link.n < sizeof chain - 1 ? link.n : sizeof chain - 1;
        memcpy(chain, link.p, n);
        chain[n] = '\0';
    }
    stet__load_problem(load, at, PLACE_VALUE, "", "the files include one another: %s%s",
                       chain, file->source.name);
    return 1;
}

static struct load_file *find_file(const struct loader *load, const char *path)
{
    for (const struct source_file *f = load->files; f; f = f->next) {
        const struct load_file *file = (const struct load_file *)(const void *)f;
        if (strcmp(file->path, path) == 0)
            return (struct load_file *)(uintptr_t)file;
    }
    return NULL;
}

static void include_one(struct loader *load, const struct load_file *from,
                        const stet_data *at, int override)
{
    stet_str text = {NULL, 0};
    stet_error err = {.code = STET_OK};
    stet_str path = stet__path_join(load->arena, from->source.folder, at->text);
    if (!path.p) {
        load->failed = STET_E_NOMEM;
        return;
    }
    if (is_cycle(load, from, at, path.p) || find_file(load, path.p))
        return; /* what two files include is there once */
    stet_code code = stet__context_read_file(load->ctx, load->arena, load->base, path,
                                             load->limits->pipeline_bytes, &text, &err);
    if (code == STET_E_NOMEM)
        load->failed = code;
    if (code != STET_OK) {
        stet__load_problem(load, at, PLACE_VALUE, err.hint, "include '%.*s': %s",
                           (int)at->text.n, at->text.p, err.message);
        return;
    }
    struct load_file *file = add_file(load, shown_name(load, from, at->text), path.p,
                                      stet__path_folder(load->arena, path.p).p, text);
    if (!file)
        return;
    file->parent = from;
    file->override = override;
    parse(load, file);
    gather(load, file);
}

static void include_item(struct loader *load, const struct load_file *from,
                         const stet_data *item)
{
    int override = 0;
    const stet_data *at = item;
    if (item->type == STET_DATA_MAP) {
        if (stet__load_check(load, PLACE_INCLUDE, item) != STET_OK)
            return;
        at = stet_data_get(item, "file");
        const stet_data *flag = stet_data_get(item, "override");
        if (flag)
            stet__data_bool(flag, &override);
    } else if (item->type == STET_DATA_LIST || item->type == STET_DATA_NULL) {
        stet__load_problem(load, item, PLACE_VALUE, "write the name of a file",
                           "include takes files");
        return;
    }
    if (memmem(at->text.p, at->text.n, "${", 2))
        stet__load_problem(
            load, at, PLACE_VALUE, "write the path itself",
            "${} cannot stand in include: variables come from the files");
    else if (at->text.n == 0)
        stet__load_problem(load, at, PLACE_VALUE, "", "include names no file");
    else
        include_one(load, from, at, override);
}

static void gather_includes(struct loader *load, const struct load_file *file)
{
    const stet_data *list = stet_data_get(file->root, "include");
    if (!list)
        return;
    if (list->type == STET_DATA_LIST)
        for (const stet_data *item = list->first; item; item = item->next)
            include_item(load, file, item);
    else if (list->type != STET_DATA_MAP && list->type != STET_DATA_NULL)
        include_item(load, file, list);
}

/* Recursion is bounded by the limit of include-depth. */
static void gather(struct loader *load, struct load_file *file)
{
    stet_data *own = NULL;
    if (!file->root || load->failed)
        return;
    if (file->root->type == STET_DATA_MAP) {
        check_version(load, file);
        split_root(load, file, &own);
    }
    stet__load_check(load, PLACE_FILE, file->root);
    if (file->root->type != STET_DATA_MAP)
        return;
    gather_includes(load, file);
    gather_map(load, load->vars, stet_data_get(file->root, "vars"));
    gather_map(load, load->fragments, stet_data_get(file->root, "fragments"));
    if (own)
        stet__load_map_add(load, load->pipelines, own);
    gather_map(load, load->pipelines, stet_data_get(file->root, "pipelines"));
}

static stet_code begin_memory(struct loader *load, stet_str text, stet_str *ret_text,
                              stet_error *err)
{
    if (text.n > load->limits->pipeline_bytes)
        return stet__error(err, STET_E_LIMIT,
                           "it has %zu bytes; a pipeline file has at most %llu", text.n,
                           (unsigned long long)load->limits->pipeline_bytes);
    *ret_text = stet__arena_copy(load->arena, text);
    return ret_text->p ? STET_OK : STET_E_NOMEM;
}

stet_code stet__load_files(struct loader *load, const char *path, const char *name,
                           stet_str text, stet_error *err)
{
    stet_str bytes = {NULL, 0}, whole = {"", 0};
    stet_str shown = stet__load_text(load, "%s", path ? path : name);
    const char *base = load->options->base;
    load->vars = new_map(load, NULL);
    load->fragments = new_map(load, NULL);
    load->pipelines = new_map(load, NULL);
    stet_code code = path ? read_first(load, path, &bytes, err)
                          : begin_memory(load, text, &bytes, err);
    if (code != STET_OK) {
        stet__error_at(err, path ? path : name, 0, 0);
        return code;
    }
    stet_str from =
        path ? stet_cstr(path) : stet__load_text(load, "%s/x", base ? base : ".");
    stet_str folder = stet__path_folder(load->arena, from.p);
    if (path && folder.p) {
        const char *slash = strrchr(path, '/');
        whole =
            stet__path_join(load->arena, folder.p, stet_cstr(slash ? slash + 1 : path));
    }
    load->base = folder.p;
    struct load_file *file = folder.p && whole.p && !load->failed
                                 ? add_file(load, shown.p, whole.p, folder.p, bytes)
                                 : NULL;
    if (!file)
        return STET_E_NOMEM;
    parse(load, file);
    gather(load, file);
    return load->failed;
}
