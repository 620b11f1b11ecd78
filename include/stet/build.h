/* SPDX-License-Identifier: MIT */
/*
 * stet/build.h - what a step may call while its pipeline is built.
 *
 * [build] all of it: one thread, only inside compile(). Memory and data trees live as
 * long as the pipeline. Problems are placed in the YAML by naming the option.
 */
#ifndef STET_BUILD_H
#define STET_BUILD_H

#include <stdarg.h>
#include <stdio.h>
#include <stet/host.h>
#include <stet/option.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stet_build stet_build;

/* The build table; the object's first member. Call through the inlines below. */
typedef struct stet_build_ops {
    uint32_t size;
    const stet_host *host;
    void *(*alloc)(stet_build *, size_t n);
    void (*problem)(stet_build *, const char *option, int64_t index, int warning, stet_str message, stet_str hint);
    void (*problem_at)(stet_build *, const stet_data *at, int warning, stet_str message, stet_str hint);
    const stet_data *(*load)(stet_build *, stet_str path, int json);
    stet_code (*file)(stet_build *, stet_str path, stet_str *ret_bytes);
    stet_str (*data_file)(stet_build *, const char *name);
    const stet_data *(*option_data)(stet_build *, const char *option);
    const stet_template *(*template_new)(stet_build *, stet_str text, const stet_data *at);
    const stet_expr *(*expr_new)(stet_build *, stet_str text, const stet_data *at);
    int (*kind_find)(stet_build *, stet_str name);
    int (*attr_find)(stet_build *, stet_str name);
    const stet_data *(*var)(stet_build *, const char *path);
    stet_str (*step_id)(stet_build *);
    stet_code (*bind)(stet_build *, const char *name, const stet_option *table, const stet_data *map, void *ret, size_t size);
    const char *(*suggest)(stet_str name, const char *const *names);
    const stet_data *(*article)(stet_build *, stet_str path);
} stet_build_ops;

struct stet_build {
    const stet_build_ops *ops;
};

static inline const stet_kit *stet_build_kit(stet_build *b) { return b->ops->host->kit; }
/* Zeroed memory of the plan, aligned for any type; NULL when there is none. */
static inline void *stet_build_alloc(stet_build *b, size_t n) { return b->ops->alloc(b, n); }
/* Read a YAML (json 0) or JSON file; a problem is reported and NULL answered when it
 * cannot be read. `path` as an option of type path gives it, or from stet_build_data_file(). */
static inline const stet_data *stet_build_load(stet_build *b, stet_str path, int json) { return b->ops->load(b, path, json); }
/* The bytes of a file; a problem is reported on failure. */
static inline stet_code stet_build_file(stet_build *b, stet_str path, stet_str *ret_bytes) { return b->ops->file(b, path, ret_bytes); }
/* Path of a data file that ships with the plugin: <pkgdatadir>/<plugin>/<name>. A name with
 * one slash, "links/tracking.yaml", is a file of another plugin. */
static inline stet_str stet_build_data_file(stet_build *b, const char *name) { return b->ops->data_file(b, name); }
/* The YAML value given for an option, for positions; NULL when it was left out. */
static inline const stet_data *stet_build_option(stet_build *b, const char *option) { return b->ops->option_data(b, option); }
/* Compile a template or expression found in a data file; problems placed at `at`. */
static inline const stet_template *stet_build_template(stet_build *b, stet_str text, const stet_data *at) { return b->ops->template_new(b, text, at); }
static inline const stet_expr *stet_build_expr(stet_build *b, stet_str text, const stet_data *at) { return b->ops->expr_new(b, text, at); }
/* The number of a kind or attribute by its name, also x.<plugin>.<name>; 0: none. */
static inline stet_kind stet_build_kind(stet_build *b, stet_str name) { return (stet_kind)b->ops->kind_find(b, name); }
static inline stet_attr stet_build_attr(stet_build *b, stet_str name) { return (stet_attr)b->ops->attr_find(b, name); }
/* A variable of the pipeline by dotted path; NULL when unset. */
static inline const stet_data *stet_build_var(stet_build *b, const char *path) { return b->ops->var(b, path); }
static inline stet_str stet_build_step_id(stet_build *b) { return b->ops->step_id(b); }
/* Fill a zeroed struct of `size` bytes from a map of a data file by an option table, as the
 * options of a step are: types, ranges, unknown keys, with suggestions, every mistake at its
 * place. `name` stands before each message. STET_OK, STET_E_CONFIG or STET_E_NOMEM. */
static inline stet_code stet_build_bind(stet_build *b, const char *name, const stet_option *table, const stet_data *map, void *ret, size_t size) { return b->ops->bind(b, name, table, map, ret, size); }
/* The name nearest to one that is not among `names` (NULL-terminated), or NULL. */
static inline const char *stet_build_suggest(stet_build *b, stet_str name, const char *const *names) { return b->ops->suggest(name, names); }

/* The article in a file, as `stet read` gives it: canonical JSON as a data tree. A problem is
 * reported and NULL answered when it cannot be read. */
static inline const stet_data *stet_build_article(stet_build *b, stet_str path) { return b->ops->article(b, path); }

/* Report a mistake in an option (index: item of a list, -1: the whole value). Answers
 * STET_E_CONFIG, so that `return stet_problem(b, "networks", i, hint, "...", ...)` reads well. */
STET_PRINTF(5, 6)
static inline stet_code stet_problem(stet_build *b, const char *option, int64_t index, const char *hint, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n > (int)sizeof text - 1)
        n = (int)sizeof text - 1;
    b->ops->problem(b, option, index, 0, stet_strn(text, n < 0 ? 0 : (size_t)n), stet_cstr(hint));
    return STET_E_CONFIG;
}

/* The same at a value of a data file or of the YAML. */
STET_PRINTF(4, 5)
static inline stet_code stet_problem_at(stet_build *b, const stet_data *at, const char *hint, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n > (int)sizeof text - 1)
        n = (int)sizeof text - 1;
    b->ops->problem_at(b, at, 0, stet_strn(text, n < 0 ? 0 : (size_t)n), stet_cstr(hint));
    return STET_E_CONFIG;
}

#ifdef __cplusplus
}
#endif
#endif
