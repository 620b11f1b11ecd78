/* SPDX-License-Identifier: MIT */
/*
 * plugin/load/search.h - where would the system's loader look for what a plugin needs?
 *
 * A trusted file can still bring in code from elsewhere: by a search path of its own
 * (DT_RPATH, DT_RUNPATH) or by a needed library that is named by its path. Both are
 * held to the rule for plugins: a folder that only root or the user can change. A folder
 * that does not exist is judged by the nearest one that does, for whoever may write there
 * could make it.
 */
#ifndef STET_PLUGIN_SEARCH_H
#define STET_PLUGIN_SEARCH_H

#include "plugin/load/elf.h"

/* `path` is that of the file, resolved. STET_E_DENIED; the message is the bare reason. */
stet_code stet__search_judge(const struct elf_input *input, const char *path, stet_error *err);

#endif
