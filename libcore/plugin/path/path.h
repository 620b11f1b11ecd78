/* SPDX-License-Identifier: MIT */
/*
 * plugin/path/path.h - which files may be read, and where relative paths start.
 */
#ifndef STET_PLUGIN_PATH_H
#define STET_PLUGIN_PATH_H

#include <stet/data.h>

#include "base/error.h"
#include "base/memory.h"

/* A file that values were read from: for excerpts and as the start of relative paths. */
struct source_file {
    const struct source_file *next;
    const char *name;   /* equals stet_data.file */
    const char *folder; /* absolute              */
    stet_str text;      /* "" when not kept      */
};

/* The file a value was read from, or NULL. */
const struct source_file *stet__source_of(const struct source_file *files, const stet_data *at);

/* The text of that file, or "": what a struct expr_scope asks for. `files` is the list. */
stet_str stet__source_text(const void *files, const stet_data *at);

enum place_part { PLACE_VALUE = 0, PLACE_KEY };
/* Add a problem at a value or at its key, with the line of its file when it is kept. `at` may
 * be NULL. */
void stet__problem_at(stet_problems *problems, const struct source_file *files, const stet_data *at, int part,
                      int warning, const char *message, const char *hint);

struct folders {
    char **paths; /* absolute, no symbolic link, no slash at the end */
    size_t count, cap;
};
void stet__folders_done(struct folders *folders);
/* Resolve and keep. STET_E_NOTFOUND, STET_E_IO, STET_E_NOMEM. */
stet_code stet__folders_add(struct folders *folders, const char *folder, stet_error *err);
/* 1: `path` (absolute, resolved) is one of them or lies below one. */
int stet__folders_hold(const struct folders *folders, const char *path);

/* `path` as it stands when absolute, else below `folder`; . and .. are worked out by name. The text
 * lives in the arena; .p is NULL when there is no memory. */
stet_str stet__path_join(struct arena *arena, const char *folder, stet_str path);
/* The absolute folder of a file path (against the working directory). */
stet_str stet__path_folder(struct arena *arena, const char *file);

struct stet_context;
/*
 * Read a file that a pipeline or a step names: a regular file below an allowed folder, a data
 * folder, or - when no folder was allowed - below `base` (absolute; may be NULL). At most `max`
 * bytes. The bytes live in the arena. STET_E_DENIED, STET_E_NOTFOUND, STET_E_LIMIT, STET_E_IO.
 */
stet_code stet__context_read_file(const struct stet_context *ctx, struct arena *arena, const char *base,
                                  stet_str path, uint64_t max, stet_str *ret_bytes, stet_error *err);
/* The path of a data file of a plugin, or "plugin/name" of another: data folders, then the
 * installed one. "": no name of a file; .p NULL: no memory. */
stet_str stet__context_data_file(const struct stet_context *ctx, struct arena *arena, const char *plugin,
                                 const char *name);

#endif
