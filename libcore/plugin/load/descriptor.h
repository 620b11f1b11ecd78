/* SPDX-License-Identifier: MIT */
/*
 * plugin/load/descriptor.h - check what a plugin says of itself and copy its tables.
 */
#ifndef STET_PLUGIN_DESCRIPTOR_H
#define STET_PLUGIN_DESCRIPTOR_H

#include "plugin/registry.h"

/*
 * Fill plugin, steps and step_count of the entry from a descriptor, tables copied by their
 * strides into the arena, and number in `v` what its steps provide. STET_E_PLUGIN with the bare
 * reason, STET_E_NOMEM.
 */
stet_code stet__descriptor_copy(struct arena *arena, struct vocabulary *v, const struct limits *limits, const stet_plugin *plugin,
                                struct plugin_entry *entry, stet_error *err);

#endif
