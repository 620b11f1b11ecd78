/* SPDX-License-Identifier: MIT */
/* cli/commands.h - every command of `stet`, and the table of all. */
#ifndef STET_CLI_COMMANDS_H
#define STET_CLI_COMMANDS_H

#include "args.h"

extern const struct command run_command, check_command, read_command, trace_command, explain_command,
    plugins_list_command, plugins_inspect_command, plugins_new_command, schema_command,
    limits_command, help_command, version_command, completion_command, reference_command, rights_command, formats_command;

/* NULL-terminated, in the order of `stet help`. */
extern const struct command *const all_commands[];

#endif
