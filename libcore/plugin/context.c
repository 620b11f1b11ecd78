/* SPDX-License-Identifier: MIT */
/*
 * The context: what an embedder sets up before it loads a pipeline.
 */
#include "plugin/context.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/text/kit.h"
#include "plugin/load/loader.h"

/* ---- life cycle --------------------------------------------------------------- */

stet_code stet_context_new(stet_context **ret_context, stet_error *err)
{
    if (!ret_context)
        return stet__error(err, STET_E_MISUSE, "no place for the context");
    stet_context *ctx = stet__calloc(1, sizeof *ctx);
    if (!ctx)
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    stet__limits_default(&ctx->limits);
    ctx->references = 1;
    /* Articles of two contexts should not have equal generations: start anywhere. */
    ctx->log_levels = UINT32_MAX;
    ctx->generation = (uint32_t)stet_kit_table()->hash(&ctx, sizeof ctx);
    stet_code code = stet__vocabulary_init(&ctx->vocabulary);
    if (code == STET_OK)
        code = stet__registry_init(&ctx->registry);
    if (code != STET_OK) {
        stet_context_free(ctx);
        return stet__error(err, code, "%s", stet_code_text(code));
    }
    *ret_context = ctx;
    return STET_OK;
}

stet_context *stet__context_ref(stet_context *ctx)
{
    __atomic_add_fetch(&ctx->references, 1, __ATOMIC_RELAXED);
    return ctx;
}

void stet_context_free(stet_context *ctx)
{
    if (!ctx || __atomic_sub_fetch(&ctx->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    stet__registry_done(&ctx->registry);
    stet__vocabulary_done(&ctx->vocabulary);
    stet__folders_done(&ctx->allowed_files);
    stet__folders_done(&ctx->data_folders);
    stet__folders_done(&ctx->allowed_plugins);
    stet__folders_done(&ctx->loaded_folders);
    for (size_t i = 0; i < ctx->env_count; i++) {
        stet__free(ctx->env[i].name);
        stet__free(ctx->env[i].value);
    }
    stet__free(ctx->env);
    stet__free(ctx);
}

uint32_t stet__context_generation(stet_context *ctx)
{
    uint32_t generation;
    do
        generation = __atomic_add_fetch(&ctx->generation, 1, __ATOMIC_RELAXED);
    while (generation == 0); /* a handle with generation 0 is "no node" */
    return generation;
}

void stet_context_set_log(stet_context *ctx, stet_log_fn fn, void *self)
{
    if (!ctx)
        return;
    ctx->log = fn;
    ctx->log_self = self;
}

void stet_context_set_log_levels(stet_context *ctx, uint32_t levels)
{
    if (ctx)
        ctx->log_levels = levels;
}

/* ---- limits, folders, environment --------------------------------------------- */

static stet_code no_context(stet_error *err)
{
    return stet__error(err, STET_E_MISUSE, "no context was given");
}

stet_code stet_context_set_limit(stet_context *ctx, const char *name, uint64_t value,
                                 stet_error *err)
{
    if (!ctx || !name)
        return no_context(err);
    return stet__limits_set(&ctx->limits, name, value, err);
}

int stet_context_limit(const stet_context *ctx, size_t i, stet_limit *ret_limit)
{
    return ctx && ret_limit ? stet__limits_get(&ctx->limits, i, ret_limit) : 0;
}

stet_code stet_context_add_data_folder(stet_context *ctx, const char *folder,
                                       stet_error *err)
{
    return ctx ? stet__folders_add(&ctx->data_folders, folder, err) : no_context(err);
}

stet_code stet_context_allow_files(stet_context *ctx, const char *folder,
                                   stet_error *err)
{
    return ctx ? stet__folders_add(&ctx->allowed_files, folder, err) : no_context(err);
}

stet_code stet_context_allow_plugins(stet_context *ctx, const char *folder,
                                     stet_error *err)
{
    return ctx ? stet__folders_add(&ctx->allowed_plugins, folder, err)
               : no_context(err);
}

static char *copy_text(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = stet__alloc(n);
    return copy ? memcpy(copy, text, n) : NULL;
}

static struct env_value *find_env(const stet_context *ctx, stet_str name)
{
    for (size_t i = 0; i < ctx->env_count; i++)
        if (stet_str_is(name, ctx->env[i].name))
            return &ctx->env[i];
    return NULL;
}

stet_code stet_context_set_env(stet_context *ctx, const char *name, const char *value,
                               stet_error *err)
{
    if (!ctx || !name || !value)
        return no_context(err);
    if (!stet_kit_table()->utf8_valid(value, strlen(value), NULL))
        return stet__error(err, STET_E_UTF8, "the value of %s is not UTF-8", name);
    struct env_value *known = find_env(ctx, stet_cstr(name));
    char *name_copy = known ? NULL : copy_text(name), *value_copy = copy_text(value);
    if (!value_copy || (!known && !name_copy) ||
        (!known && stet__array_reserve(&ctx->env, &ctx->env_cap, ctx->env_count + 1,
                                       sizeof *ctx->env) != STET_OK)) {
        stet__free(name_copy);
        stet__free(value_copy);
        return stet__error(err, STET_E_NOMEM, "not enough memory");
    }
    if (known) {
        stet__free(known->value);
        known->value = value_copy;
    } else {
        ctx->env[ctx->env_count++] = (struct env_value){name_copy, value_copy};
    }
    return STET_OK;
}

stet_str stet__context_env(const stet_context *ctx, stet_str name)
{
    const struct env_value *found = find_env(ctx, name);
    stet_str value = {found ? found->value : NULL, found ? strlen(found->value) : 0};
    return value;
}

void stet__context_env_names(const stet_context *ctx, const char **names, size_t cap)
{
    size_t n = 0;
    for (; n < ctx->env_count && n + 1 < cap; n++)
        names[n] = ctx->env[n].name;
    if (cap)
        names[n] = NULL;
}

/* ---- plugins ------------------------------------------------------------------ */

stet_code stet_context_load_plugins(stet_context *ctx, const char *folder,
                                    stet_error *err)
{
    if (!ctx)
        return no_context(err);
    return stet__load_folder(ctx, folder ? folder : STET_PLUGINDIR, err);
}

stet_code stet_context_load_plugin(stet_context *ctx, const char *path, stet_error *err)
{
    if (!ctx || !path)
        return no_context(err);
    return stet__load_file(ctx, path, err);
}

stet_code stet_context_add_plugin(stet_context *ctx, const stet_plugin *plugin,
                                  stet_error *err)
{
    if (!ctx || !plugin)
        return no_context(err);
    struct plugin_origin origin = {
        .file = "",
        .id = plugin->id ? plugin->id : "",
        .version = plugin->version ? plugin->version : "",
        .abi_major = plugin->abi_major,
        .abi_minor_min = plugin->abi_minor_min,
        .abi_minor_built = plugin->abi_minor_built,
    };
    stet_error reason = {.code = STET_OK};
    stet_code code = stet__registry_add(&ctx->registry, &ctx->vocabulary, &ctx->limits,
                                        &origin, plugin, &reason);
    if (code == STET_OK)
        return STET_OK;
    return stet__error(err, code, "the plugin '%s' %s", origin.id, reason.message);
}

int stet_context_plugin(const stet_context *ctx, size_t i, stet_plugin_info *ret_info)
{
    if (!ctx || !ret_info || i >= ctx->registry.count)
        return 0;
    const struct plugin_entry *entry = ctx->registry.plugins[i];
    const stet_plugin_info info = {
        .size = sizeof info,
        .plugin = entry->plugin,
        .file = entry->file,
        .id = entry->id,
        .version = entry->version,
        .abi_major = entry->abi_major,
        .abi_minor_min = entry->abi_minor_min,
        .why = entry->why,
    };
    *ret_info = info;
    return 1;
}

const stet_step *stet_context_step(const stet_context *ctx, const char *name,
                                   const stet_plugin **ret_plugin)
{
    const struct step_entry *entry =
        ctx && name ? stet__registry_step(&ctx->registry, stet_cstr(name)) : NULL;
    if (!entry)
        return NULL;
    if (ret_plugin)
        *ret_plugin = entry->plugin->plugin;
    return entry->step;
}

const char *stet_version(void)
{
    return STET_RELEASE;
}

const stet_kit *stet_kit_table(void)
{
    return stet__kit();
}
