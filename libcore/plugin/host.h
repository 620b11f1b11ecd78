/* SPDX-License-Identifier: MIT */
/*
 * plugin/host.h - the one const host table, behind every article and every build.
 */
#ifndef STET_PLUGIN_HOST_H
#define STET_PLUGIN_HOST_H

#include <stet/host.h>

const stet_host *stet__host(void);
/* The value under a dotted path of a map of variables, or NULL. */
const stet_data *stet__host_var(const stet_data *vars, const char *path);

#endif
