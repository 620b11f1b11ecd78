/* SPDX-License-Identifier: MIT */
/* stet/stet.h - everything an embedder needs. A plugin includes <stet/plugin.h> only. */
#ifndef STET_STET_H
#define STET_STET_H
#include <stet/context.h>
#include <stet/pipeline.h>
#endif
