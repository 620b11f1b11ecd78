/* SPDX-License-Identifier: MIT */
/*
 * stet/context.h - where an embedder begins: limits, allowed folders, plugins.
 *
 * A context holds no thread and no global state. It is used from any thread once its
 * folders and plugins are set. Nothing is loaded from anywhere that was not allowed here.
 */
#ifndef STET_CONTEXT_H
#define STET_CONTEXT_H

#include <stet/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stet_context stet_context;
typedef struct stet_problems stet_problems;

/* Every limit has a name (`stet limits` prints them), a default and a help sentence. */
typedef struct stet_limit {
    uint32_t size;
    const char *name, *unit, *help;
    uint64_t value, fallback;
} stet_limit;

/* Called from any thread; text is borrowed for the call. article may be "". */
typedef void (*stet_log_fn)(void *self, int level, stet_str article, stet_str step, stet_str message);

/* [any thread] A context with default limits and no plugins. *ret_context is owned by the
 * caller (stet_context_free). STET_OK or STET_E_NOMEM. */
STET_API STET_CHECKED stet_code stet_context_new(stet_context **ret_context, stet_error *err);
/* [any thread] Release; pipelines keep what they need. NULL is accepted. */
STET_API void stet_context_free(stet_context *ctx);
/* [setup] Where steps, readers and the core say things. NULL: nowhere. */
STET_API void stet_context_set_log(stet_context *ctx, stet_log_fn fn, void *self);
/* [setup] The levels that are wanted, 1 << STET_LOG_WARNING and so on; all without this call.
 * What nobody wants is not put into words: losses cost time for every output that has some. */
STET_API void stet_context_set_log_levels(stet_context *ctx, uint32_t levels);
/* [setup] Change a limit by name. STET_E_NOTFOUND, STET_E_RANGE. */
STET_API STET_CHECKED stet_code stet_context_set_limit(stet_context *ctx, const char *name, uint64_t value, stet_error *err);
/* [any thread] The i-th limit, or 0 beyond the last. */
STET_API int stet_context_limit(const stet_context *ctx, size_t i, stet_limit *ret_limit);

/* [setup] Find the plugins of a folder (not recursive; `*.so`, but not `lib*.so`, which are
 * libraries that plugins share) and load those that can be used; the others are kept with the reason. NULL: the folder stet was installed with.
 * STET_E_IO when it cannot be read, STET_E_DENIED when it cannot be trusted. */
STET_API STET_CHECKED stet_code stet_context_load_plugins(stet_context *ctx, const char *folder, stet_error *err);
/* [setup] The same for one file. STET_E_PLUGIN, STET_E_DENIED (path or mode), STET_E_EXISTS (its
 * id is taken); err says why it was refused. */
STET_API STET_CHECKED stet_code stet_context_load_plugin(stet_context *ctx, const char *path, stet_error *err);
/* [setup] Register a plugin that is linked into the program. */
STET_API STET_CHECKED stet_code stet_context_add_plugin(stet_context *ctx, const stet_plugin *plugin, stet_error *err);
/* [setup] From now on plugins are loaded from this folder, others named so, and folders below
 * them only. Without this call the two above may name any folder that can be trusted. */
STET_API STET_CHECKED stet_code stet_context_allow_plugins(stet_context *ctx, const char *folder, stet_error *err);
/* [setup] Where data files of plugins are looked for before the installed folder. */
STET_API STET_CHECKED stet_code stet_context_add_data_folder(stet_context *ctx, const char *folder, stet_error *err);
/* [setup] Files that pipelines and steps may read lie below these. None: the folder of the
 * pipeline file, and data folders. */
STET_API STET_CHECKED stet_code stet_context_allow_files(stet_context *ctx, const char *folder, stet_error *err);
/* [setup] A value for ${env:NAME}. The library itself never reads the environment. */
STET_API STET_CHECKED stet_code stet_context_set_env(stet_context *ctx, const char *name, const char *value, stet_error *err);

/* A plugin file that was seen. plugin is NULL when it cannot be used; then why says it. */
typedef struct stet_plugin_info {
    uint32_t size;
    const stet_plugin *plugin;
    const char *file; /* "" when linked in */
    const char *id, *version; /* from the note, "" when unreadable */
    uint16_t abi_major, abi_minor_min;
    const char *why; /* refused or shadowed: the reason, else NULL */
} stet_plugin_info;

/* [any thread] The i-th plugin seen, or 0 beyond the last. Borrowed until the context is freed. */
STET_API int stet_context_plugin(const stet_context *ctx, size_t i, stet_plugin_info *ret_info);
/* [any thread] A step by its name, or NULL; *ret_plugin (may be NULL) is its plugin. */
STET_API const stet_step *stet_context_step(const stet_context *ctx, const char *name, const stet_plugin **ret_plugin);

/* ---- formats ---------------------------------------------------------------- */
/* A kind of the vocabulary, those of plugins too. */
typedef struct stet_kind_info {
    uint32_t size;
    int32_t family; /* enum stet_family; NONE: a root */
    const char *name, *help;
} stet_kind_info;

/* [any thread] What is known of a kind; 0 when there is no such. */
STET_API int stet_context_kind(const stet_context *ctx, stet_kind kind, stet_kind_info *ret_info);
/* [any thread] What a writer says of each kind, into an array of STET_KIND_MAX: the row of
 * the kind or of its family, NULL where nothing is said. 0: no writer, or no table. */
STET_API int stet_context_renders(const stet_context *ctx, const stet_step *step, const stet_render **ret_by_kind);

/* ---- problems: every mistake of a pipeline ---------------------------------- */
typedef struct stet_problem_info {
    uint32_t size;
    int32_t warning; /* 0: an error */
    const char *file;
    uint32_t line, column, length; /* length: what the caret underlines */
    const char *message, *hint, *excerpt;
} stet_problem_info;

STET_API STET_CHECKED stet_code stet_problems_new(stet_problems **ret_problems);
STET_API void stet_problems_free(stet_problems *problems);
STET_API size_t stet_problems_count(const stet_problems *problems);
/* The i-th, in order of file and position; 0 beyond the last. Borrowed until freed. */
STET_API int stet_problems_get(const stet_problems *problems, size_t i, stet_problem_info *ret_info);

/* ---- generated documents ---------------------------------------------------- */
/* [any thread] JSON Schema (draft-07) of pipelines with the plugins loaded, or of the
 * canonical article; the step reference in Markdown. `out` from stet_buffer_new(). */
STET_API STET_CHECKED stet_code stet_schema_pipeline(const stet_context *ctx, stet_out *out);
STET_API STET_CHECKED stet_code stet_schema_article(const stet_context *ctx, stet_out *out);
STET_API STET_CHECKED stet_code stet_reference_step(const stet_context *ctx, const char *step, stet_out *out);

/* [any thread] A growing buffer of at most `max` bytes, owned by the caller (stet_buffer_free). */
STET_API STET_CHECKED stet_code stet_buffer_new(size_t max, stet_out **ret_out);
STET_API void stet_buffer_free(stet_out *out);

/* [any thread] "0.1.0" */
STET_API const char *stet_version(void);
/* [any thread] The text services, as plugins see them. */
STET_API const stet_kit *stet_kit_table(void);
/* [any thread] The best of `names` (NULL-terminated) for a misspelt word, or NULL. */
STET_API const char *stet_suggest(stet_str wrong, const char *const *names);
/* [any thread] A sentence for a code: "not enough memory". */
STET_API const char *stet_code_text(stet_code code);

#ifdef __cplusplus
}
#endif
#endif
