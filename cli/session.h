/* SPDX-License-Identifier: MIT */
/*
 * cli/session.h - a context set up from arguments and environment, pipelines loaded with
 * their problems printed. The only place that reads the environment.
 */
#ifndef STET_CLI_SESSION_H
#define STET_CLI_SESSION_H

#include <stet/stet.h>

#include "args.h"

/* A context with limits, folders and plugins of the arguments; 0 or an exit status. */
int session_open(const struct args *args, stet_context **ret_context);
/* Load `spec`, FILE or FILE:NAME, with the --set of the arguments. */
stet_code session_load(stet_context *ctx, const struct args *args, const char *spec,
                       int no_environment, stet_pipeline **ret_pipeline,
                       stet_problems *problems, stet_error *err);
/* The same, printing every problem. 0 or an exit status. */
int session_pipeline(stet_context *ctx, const struct args *args, const char *spec,
                     int no_environment, stet_pipeline **ret_pipeline);
/* The built-in pipeline "read". 0 or an exit status. */
int session_reading(stet_context *ctx, stet_pipeline **ret_pipeline);
/* Print the problems with excerpts; answers the number of errors. */
size_t session_print_problems(FILE *to, const stet_problems *problems);
void session_print_error(const stet_error *err);
/* The exit status that a code amounts to. */
int session_status(stet_code code);

#endif
