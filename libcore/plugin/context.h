/* SPDX-License-Identifier: MIT */
/*
 * plugin/context.h - the context behind stet_context: limits, vocabulary, plugins, folders.
 *
 * Set up in one thread, const afterwards but for the counter of generations, which is
 * atomic. Reference-counted: the caller's stet_context_free() gives up one reference,
 * every pipeline holds one of its own.
 */
#ifndef STET_PLUGIN_CONTEXT_H
#define STET_PLUGIN_CONTEXT_H

#include <stet/context.h>

#include "base/limits.h"
#include "model/vocabulary.h"
#include "plugin/path/path.h"
#include "plugin/registry.h"

struct env_value {
    char *name, *value;
};

struct stet_context {
    uint32_t references; /* atomic */
    uint32_t generation; /* atomic: of the last article that was reset */
    struct limits limits;
    struct vocabulary vocabulary;
    struct registry registry;
    struct folders allowed_files, data_folders, allowed_plugins, loaded_folders;
    struct env_value *env;
    size_t env_count, env_cap;
    stet_log_fn log;
    void *log_self;
    uint32_t log_levels; /* a bit for each stet_log_level */
};

/* [any thread] One more owner. Answers its argument. stet_context_free() gives it up. */
stet_context *stet__context_ref(stet_context *ctx);
/* [any thread] A number for stet__article_reset() that no other article of this context has. */
uint32_t stet__context_generation(stet_context *ctx);
/* [any thread] The value of ${env:name}; .p is NULL when it was not set. */
stet_str stet__context_env(const stet_context *ctx, stet_str name);
/* [any thread] Names that have a value, for suggestions: into `names` of `cap`, NULL-ended. */
void stet__context_env_names(const stet_context *ctx, const char **names, size_t cap);

#endif
