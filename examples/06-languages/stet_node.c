/* SPDX-License-Identifier: MIT */
/*
 * stet in Node, through Node-API: open(pipeline, plugins, data) makes a pipeline with a
 * runner of its own, run(pipeline, bytes, name) answers the JSON of stet_ffi_run().
 *
 * What the garbage collector takes is released by close_pipeline(). A worker thread
 * opens its own; nothing is shared.
 */
#include <stdio.h>
#include <stdlib.h>

#include <node_api.h>
#include <stet/stet.h>

enum { PATH_SIZE = 4096, TEXT_SIZE = 8192 };

struct opened {
    stet_context *context;
    stet_pipeline *pipeline;
    stet_runner *runner;
};

static void close_pipeline(napi_env env, void *data, void *hint)
{
    struct opened *o = data;
    (void)env;
    (void)hint;
    stet_runner_free(o->runner);
    stet_pipeline_free(o->pipeline);
    stet_context_free(o->context);
    free(o);
}

/* The text of argument `i`, or NULL when it is none or too long. */
static const char *path_of(napi_env env, napi_value value, char buffer[PATH_SIZE])
{
    size_t n = 0;
    if (napi_get_value_string_utf8(env, value, NULL, 0, &n) != napi_ok ||
        n >= PATH_SIZE)
        return NULL;
    napi_get_value_string_utf8(env, value, buffer, PATH_SIZE, &n);
    return buffer;
}

static napi_value throw_error(napi_env env, const stet_error *err)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "%s%s%s%s%s", err->where, err->where[0] ? ": " : "",
             err->message, err->hint[0] ? ": " : "", err->hint);
    napi_throw_error(env, NULL, text);
    return NULL;
}

/* Every mistake of the pipeline, a line each. */
static napi_value throw_problems(napi_env env, const stet_problems *problems)
{
    char text[TEXT_SIZE];
    size_t at = 0;
    stet_problem_info p = {.size = sizeof p};
    for (size_t i = 0; at < sizeof text && stet_problems_get(problems, i, &p); i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s:%u:%u: %s",
                               i ? "\n" : "", p.file, p.line, p.column, p.message);
    napi_throw_error(env, NULL, text);
    return NULL;
}

static stet_code open_context(struct opened *o, const char *plugins, const char *data,
                              stet_error *err)
{
    stet_code code = stet_context_new(&o->context, err);
    if (code == STET_OK && data)
        code = stet_context_add_data_folder(o->context, data, err);
    /* NULL is the folder that stet was installed with */
    return code ? code : stet_context_load_plugins(o->context, plugins, err);
}

static napi_value open_pipeline(napi_env env, napi_callback_info info)
{
    char path[PATH_SIZE] = "", plugins[PATH_SIZE], data[PATH_SIZE];
    napi_value args[3], value = NULL;
    size_t count = 3;
    stet_error err = {.code = STET_OK};
    stet_problems *problems = NULL;
    struct opened *o = calloc(1, sizeof *o);
    napi_get_cb_info(env, info, &count, args, NULL, NULL);
    if (!o || stet_problems_new(&problems) ||
        napi_create_external(env, o, close_pipeline, NULL, &value) != napi_ok) {
        free(o);
        stet_problems_free(problems);
        napi_throw_error(env, NULL, "no memory");
        return NULL;
    }
    path_of(env, args[0], path);
    if (open_context(o, path_of(env, args[1], plugins), path_of(env, args[2], data),
                     &err) ||
        stet_pipeline_load_file(o->context, path, NULL, &o->pipeline, problems, &err) ||
        stet_runner_new(o->pipeline, NULL, &o->runner, &err))
        value = stet_problems_count(problems) && !o->pipeline
                    ? throw_problems(env, problems)
                    : throw_error(env, &err);
    stet_problems_free(problems);
    return value;
}

static napi_value run(napi_env env, napi_callback_info info)
{
    char name[PATH_SIZE];
    napi_value args[3], value = NULL;
    size_t count = 3, n = 0, length = 0;
    void *opened = NULL, *bytes = NULL;
    char *json = NULL;
    stet_error err = {.code = STET_OK};
    napi_get_cb_info(env, info, &count, args, NULL, NULL);
    if (napi_get_value_external(env, args[0], &opened) != napi_ok ||
        napi_get_buffer_info(env, args[1], &bytes, &n) != napi_ok) {
        napi_throw_type_error(env, NULL, "run(pipeline, buffer, name)");
        return NULL;
    }
    if (stet_ffi_run(((struct opened *)opened)->runner, bytes, n,
                     path_of(env, args[2], name), &json, &length, &err))
        return throw_error(env, &err);
    napi_create_string_utf8(env, json, length, &value);
    stet_ffi_free(json);
    return value;
}

static napi_value init(napi_env env, napi_value exports)
{
    napi_value function;
    napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_pipeline, NULL, &function);
    napi_set_named_property(env, exports, "open", function);
    napi_create_function(env, "run", NAPI_AUTO_LENGTH, run, NULL, &function);
    napi_set_named_property(env, exports, "run", function);
    return exports;
}

NAPI_MODULE(NODE_GYP_MODULE_NAME, init)
