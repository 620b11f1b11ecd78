/* SPDX-License-Identifier: MIT */
/*
 * The public functions that make a pipeline: read the files, settle the variables,
 * check every pipeline in them, keep the one that was asked for.
 */
#include "pipeline/load/load.h"

#include <stdio.h>

#include "base/error.h"

/* ---- plugins: ------------------------------------------------------------ */

/* A plugin of nearly that name, or the one with the step of that name. */
static const char *suggest_plugin(struct loader *load, stet_str wanted)
{
    const struct registry *registry = &load->ctx->registry;
    const struct step_entry *step = stet__registry_step(registry, wanted);
    const char **names = stet__load_alloc(load, (registry->count + 1) * sizeof *names);
    if (step)
        return stet__load_text(load, "it is a step of the plugin '%s'",
                               step->plugin->id)
            .p;
    for (size_t i = 0; names && i < registry->count; i++)
        names[i] = registry->plugins[i]->id;
    return stet__load_suggest(load, wanted, names,
                              "install it, or name its folder to the host");
}

static void require_one(struct loader *load, const stet_data *wanted)
{
    const struct registry *registry = &load->ctx->registry;
    const struct plugin_entry *plugin = stet__registry_plugin(registry, wanted->key);
    stet_str range = stet_data_text(wanted);
    int ok = plugin ? stet__version_satisfies(stet_cstr(plugin->version), range)
                    : stet__version_satisfies(stet_cstr("1"), range);
    if (ok < 0 || range.n == 0) {
        stet__load_problem(load, wanted, PLACE_VALUE, "write '>=1.2 <2', or a version",
                           "require: '%.*s' is not a range of versions", (int)range.n,
                           range.p);
        return;
    }
    if (plugin && ok)
        return;
    load->missing = STET_E_PLUGIN;
    if (plugin)
        stet__load_problem(load, wanted, PLACE_VALUE, "install another version of it",
                           "the plugin '%s' is loaded in version %s; wanted is %.*s",
                           plugin->id, plugin->version, (int)range.n, range.p);
    else
        stet__load_problem(load, wanted, PLACE_KEY, suggest_plugin(load, wanted->key),
                           "the plugin '%.*s' is not loaded", (int)wanted->key.n,
                           wanted->key.p);
}

/* A pipeline loads no code: its folders must be those that the host has loaded. */
static void check_folder(struct loader *load, const struct load_file *file,
                         const stet_data *item)
{
    stet_str folder = stet_data_text(item);
    struct folders found = {.count = 0};
    if (folder.n == 0 || item->text.p == load->placeholder.p)
        return;
    stet_str path = stet__path_join(load->arena, file->source.folder, folder);
    if (!path.p || stet__folders_add(&found, path.p, NULL) != STET_OK ||
        !stet__folders_hold(&load->ctx->loaded_folders, found.paths[0]))
        stet__load_problem(load, item, PLACE_VALUE, "name it to the host: --plugin-dir",
                           "'%.*s' is no folder that plugins were loaded from",
                           (int)folder.n, folder.p);
    stet__folders_done(&found);
}

static void check_plugins(struct loader *load, const struct load_file *file)
{
    const stet_data *plugins = stet_data_get(file->root, "plugins");
    if (!plugins || plugins->type != STET_DATA_MAP)
        return;
    plugins = stet__load_fill(load, load->settled, plugins);
    if (!plugins || stet__load_check(load, PLACE_PLUGINS, plugins))
        return;
    const stet_data *path = stet_data_get(plugins, "path");
    const stet_data *require = stet_data_get(plugins, "require");
    for (const stet_data *item = path ? path->first : NULL; item; item = item->next)
        check_folder(load, file, item);
    for (const stet_data *item = require ? require->first : NULL; item;
         item = item->next)
        require_one(load, item);
}

static void digest_plugins(struct loader *load)
{
    const struct registry *r = &load->ctx->registry;
    for (size_t i = 0; i < r->count; i++) {
        if (!r->plugins[i]->why)
            stet__load_digest(load, stet__load_text(load, "%s %s", r->plugins[i]->id,
                                                    r->plugins[i]->version));
    }
}

/* ---- which pipeline ------------------------------------------------------ */

static const stet_data *find_named(const struct loader *load, const char *name)
{
    const stet_data *pipeline = load->pipelines->first;
    while (pipeline && !stet_str_is(pipeline->key, name))
        pipeline = pipeline->next;
    return pipeline;
}

/* The only one of the first file. */
static const stet_data *find_only(const struct loader *load, const char *file)
{
    const stet_data *only = NULL;
    for (const stet_data *p = load->pipelines->first; p; p = p->next) {
        if (strcmp(p->file, file) != 0)
            continue;
        if (only)
            return NULL;
        only = p;
    }
    return only;
}

static const stet_data *choose_pipeline(struct loader *load, const char *file)
{
    const char *name = load->options->name;
    const stet_data *chosen = name ? find_named(load, name) : find_named(load, "main");
    struct problem_place place = {file, 1, 1, 1, {"", 0}};
    if (!chosen && !name)
        chosen = find_only(load, file);
    if (chosen)
        return chosen;
    if (!name && stet__problems_errors(load->problems))
        return NULL; /* whatever is wrong may be why */
    char text[200];
    const char *hint = "";
    if (name) {
        hint = stet__load_suggest(load, stet_cstr(name),
                                  stet__load_names(load, load->pipelines), "");
        snprintf(text, sizeof text, "no pipeline '%.80s' in the file", name);
    } else if (load->pipelines->first) {
        hint = "name one: FILE:NAME";
        snprintf(text, sizeof text, "several pipelines, and none is called 'main'");
    } else {
        hint = "write 'steps:' and 'out:', or 'pipelines:'";
        snprintf(text, sizeof text, "the file has no pipeline");
    }
    stet__problems_add(load->problems, &place, 0, text, hint);
    return NULL;
}

/* ---- every pipeline is checked ------------------------------------------- */

static int is_in(const stet_data *const *list, size_t count, const stet_data *p)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == p)
            return 1;
    return 0;
}

/* Some `run:` names it. Keys are looked at wherever they stand: a hit too many only
 * means that it is checked through its caller. */
static void mark_called(void *self, stet_data *scalar)
{
    struct loader *load = self;
    if (!stet_str_is(scalar->key, "run"))
        return;
    for (const stet_data *p = load->pipelines->first; p; p = p->next)
        if (stet_str_eq(p->key, scalar->text) &&
            !is_in(load->called, load->called_count, p))
            load->called[load->called_count++] = p;
}

static void check_others(struct loader *load, const stet_data *chosen)
{
    for (int pass = 0; pass < 2; pass++) {
        for (const stet_data *p = load->pipelines->first; p && !load->failed;
             p = p->next) {
            int own = stet_data_get(p, "out") != NULL ||
                      !is_in(load->called, load->called_count, p);
            if (p == chosen ||
                (pass == 0 ? !own : is_in(load->seen, load->seen_count, p)))
                continue;
            if (pass == 1 && own)
                continue; /* the first pass had it */
            stet_pipeline_free(stet__load_plan(load, p));
        }
    }
}

static stet_pipeline *build_all(struct loader *load, const char *file)
{
    size_t n = load->pipelines->count + 1;
    load->seen = stet__load_alloc(load, n * sizeof *load->seen);
    load->called = stet__load_alloc(load, n * sizeof *load->called);
    if (!load->seen || !load->called)
        return NULL;
    stet__load_copy(load, load->pipelines, mark_called, load);
    const stet_data *chosen = choose_pipeline(load, file);
    load->choosing = 1;
    stet_pipeline *plan = chosen ? stet__load_plan(load, chosen) : NULL;
    load->choosing = 0;
    if (!plan)
        load->compiled = NULL;
    check_others(load, chosen);
    return plan;
}

/* ---- load ---------------------------------------------------------------- */

static void load_all(struct loader *load, stet_pipeline **ret_plan)
{
    const struct load_file *first = NULL;
    for (const struct source_file *f = load->files; f; f = f->next) {
        first = (const struct load_file *)(const void *)f; /* the last of the list */
        if (!first->root)
            return; /* nothing can be said below a file that cannot be read */
    }
    if (!first || first->root->type != STET_DATA_MAP)
        return;
    stet__load_vars(load);
    if (load->failed)
        return;
    for (const struct source_file *f = load->files; f; f = f->next)
        check_plugins(load, (const struct load_file *)(const void *)f);
    digest_plugins(load);
    *ret_plan = build_all(load, first->source.name);
}

static stet_code begin(struct loader *load, struct arena *arena, stet_context *ctx,
                       const stet_load_options *options)
{
    stet__arena_init(arena, 0);
    *load = (struct loader){
        .ctx = ctx, .limits = &ctx->limits, .options = options, .arena = arena};
    stet_code code = stet_problems_new(&load->problems);
    load->placeholder = stet__load_text(load, "placeholder");
    return code != STET_OK ? code : load->failed;
}

static stet_code load_pipeline(stet_context *ctx, const char *path, const char *name,
                               stet_str text, const stet_load_options *options,
                               stet_pipeline **ret_pipeline, stet_problems *problems,
                               stet_error *err)
{
    stet_load_options all = {.size = sizeof all};
    struct loader load;
    struct arena arena;
    stet_pipeline *plan = NULL;
    if (options &&
        (options->size < sizeof options->size || options->size > 4 * sizeof all))
        return stet__error(err, STET_E_MISUSE,
                           "the size of the load options is not set");
    if (options)
        memcpy(&all, options, options->size < sizeof all ? options->size : sizeof all);
    stet_code code = begin(&load, &arena, ctx, &all);
    if (code == STET_OK)
        code = stet__load_files(&load, path, name, text, err);
    if (code == STET_OK)
        load_all(&load, &plan);
    if (code == STET_OK && load.failed)
        code = load.failed;
    if (code == STET_OK)
        code = stet__load_report(&load, problems, err);
    else if (code == STET_E_NOMEM)
        stet__error(err, code, "not enough memory to load the pipeline");
    stet_problems_free(load.problems);
    if (code == STET_OK && plan) {
        plan->arena = arena;
        plan->sources = load.sources;
        *ret_pipeline = plan;
        return STET_OK;
    }
    stet_pipeline_free(plan);
    stet__arena_done(&arena);
    return code == STET_OK ? STET_E_CONFIG : code;
}

stet_code stet_pipeline_load_file(stet_context *ctx, const char *path,
                                  const stet_load_options *options,
                                  stet_pipeline **ret_pipeline, stet_problems *problems,
                                  stet_error *err)
{
    if (!ctx || !path || !ret_pipeline)
        return stet__error(err, STET_E_MISUSE, "no context, path or result was given");
    return load_pipeline(ctx, path, NULL, stet_cstr(""), options, ret_pipeline,
                         problems, err);
}

stet_code stet_pipeline_load_memory(stet_context *ctx, stet_str yaml, const char *name,
                                    const stet_load_options *options,
                                    stet_pipeline **ret_pipeline,
                                    stet_problems *problems, stet_error *err)
{
    if (!ctx || !yaml.p || !ret_pipeline)
        return stet__error(err, STET_E_MISUSE, "no context, text or result was given");
    return load_pipeline(ctx, NULL, name ? name : "pipeline", yaml, options,
                         ret_pipeline, problems, err);
}

/* ---- what comes with stet ------------------------------------------------ */

stet_code stet_pipeline_load_builtin(stet_context *ctx, const char *name,
                                     stet_pipeline **ret_pipeline, stet_error *err)
{
    static const char *const steps[] = {"article.structure", "furniture.detect",
                                        "rights.detect"};
    char yaml[256];
    if (!ctx || !name || !ret_pipeline)
        return stet__error(err, STET_E_MISUSE, "no context, name or result was given");
    if (strcmp(name, "read") != 0)
        return stet__error(err, STET_E_NOTFOUND,
                           "no built-in pipeline '%.80s'; there is 'read'", name);
    int n = snprintf(yaml, sizeof yaml, "stet: 1\nfail_on: never\nsteps: [");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (stet_context_step(ctx, steps[i], NULL))
            n += snprintf(yaml + n, sizeof yaml - (size_t)n, "{ use: %s }, ", steps[i]);
    n += snprintf(yaml + n, sizeof yaml - (size_t)n, "]\n");
    return load_pipeline(ctx, NULL, "read", stet_strn(yaml, (size_t)n), NULL,
                         ret_pipeline, NULL, err);
}

/* The result as canonical JSON, copied to the arena of the pipeline that is being
 * loaded. */
static stet_code copy_article(struct loader *load, const stet_result *r,
                              stet_str *ret_json, stet_error *err)
{
    stet_out *out = NULL;
    stet_article *a = stet_result_article(r);
    if (stet_result_status(r) != STET_STATUS_OK || !a)
        return stet__error(
            err, STET_E_SYNTAX, "%.*s",
            (int)(stet_result_reason(r).n < 300 ? stet_result_reason(r).n : 300),
            stet_result_reason(r).p);
    stet_code code = stet_buffer_new(1u << 30, &out);
    if (code == STET_OK)
        code = stet_write_json(a, out);
    if (code == STET_OK) {
        *ret_json = stet__arena_copy(load->arena, stet_strn(out->data, out->len));
        code = ret_json->p ? STET_OK : STET_E_NOMEM;
    }
    stet_buffer_free(out);
    return code == STET_OK ? code
                           : stet__error(err, code, "the article cannot be written");
}

stet_code stet__load_article(void *self, stet_str path, stet_str bytes,
                             stet_str *ret_json, stet_error *err)
{
    struct loader *load = self;
    stet_pipeline *pipeline = NULL;
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    stet_run_options options = {.size = sizeof options, .no_outputs = 1};
    stet_code code = stet_pipeline_load_builtin(load->ctx, "read", &pipeline, err);
    if (code == STET_OK)
        code = stet_runner_new(pipeline, &options, &runner, err);
    if (code == STET_OK)
        code = stet_run_bytes(runner, bytes, path, &result, err);
    if (code == STET_OK)
        code = copy_article(load, result, ret_json, err);
    stet_runner_free(runner);
    stet_pipeline_free(pipeline);
    return code;
}
