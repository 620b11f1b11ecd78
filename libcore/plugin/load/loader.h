/* SPDX-License-Identifier: MIT */
/*
 * plugin/load/loader.h - the only place that opens code: trust, note, dlopen, registry.
 *
 * A file is opened once, judged by its descriptor, its note read from there; only then
 * dlopen() sees its path, in folders that nobody else can change. Code is never unloaded.
 */
#ifndef STET_PLUGIN_LOADER_H
#define STET_PLUGIN_LOADER_H

#include "plugin/context.h"

/* Every *.so of the folder, sorted by name, not recursive. What cannot be used is kept in the
 * registry with the reason and is no error. STET_E_IO, STET_E_NOTFOUND, STET_E_DENIED, STET_E_NOMEM. */
stet_code stet__load_folder(stet_context *ctx, const char *folder, stet_error *err);
/* One file. STET_E_PLUGIN, STET_E_DENIED and the like when it is refused; it is kept as above. */
stet_code stet__load_file(stet_context *ctx, const char *path, stet_error *err);

#endif
