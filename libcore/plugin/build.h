/* SPDX-License-Identifier: MIT */
/*
 * plugin/build.h - make one step of a pipeline: bind its options, call its compile().
 */
#ifndef STET_PLUGIN_BUILD_H
#define STET_PLUGIN_BUILD_H

#include "expr/expr.h"
#include "plugin/context.h"
#include "plugin/options.h"

struct step_request {
    stet_context *ctx;
    const struct step_entry *entry;
    stet_str id;                     /* of the step in the pipeline               */
    const stet_data *with;           /* map or NULL; ${} is filled in already     */
    const stet_data *at;             /* the value of `use`, for what has no option */
    const struct expr_scope *scope;
    const struct source_file *files; /* the files of the pipeline                 */
    struct arena *arena;             /* of the pipeline: everything lives there   */
    stet_problems *problems;
    void (*read)(void *self, stet_str bytes); /* told of every file it reads; may be NULL */
    void *read_self;
    /* The article in these bytes as canonical JSON, in the arena. May be NULL. */
    stet_code (*article)(void *self, stet_str path, stet_str bytes, stet_str *ret_json, stet_error *err);
};

/*
 * On STET_OK *ret_config and *ret_plan are set (the plan is the config when the step has no
 * compile). STET_E_CONFIG when a problem was added, which is also done when compile() fails
 * without saying why. Give the plan back with stet__step_destroy() before the arena goes.
 * *ret_alike is 1 when the same step with equal options would get an equal plan anywhere in the
 * pipeline: compile() asked for no variable, template, expression or id, and said nothing.
 */
stet_code stet__step_compile(const struct step_request *request, const void **ret_config, void **ret_plan, int *ret_alike);
void stet__step_destroy(const struct step_entry *entry, void *plan);

#endif
