/* SPDX-License-Identifier: MIT */
/*
 * signals/signals.h - what an article tells machines that read it, and where it is kept:
 * the field `tdm` with its policy, and parts of `extra` by their keys.
 */
#ifndef STET_SIGNALS_H
#define STET_SIGNALS_H

#include <stet/plugin.h>

#define SIGNALS_ROBOTS "robots"              /* noarchive, max-snippet:50 */
#define SIGNALS_USAGE "content_usage"        /* train-ai=n, search=y      */
#define SIGNALS_LICENCE_FILE "rsl"           /* address of an RSL file    */

extern const stet_step stet__signals_set, stet__signals_write;

/* The part of `extra` with that key, or 0. */
stet_node stet__signals_part(stet_article *a, const char *key);
/* Its value, "" when there is none. */
stet_str stet__signals_value(stet_article *a, const char *key);
/* What the field `tdm` says: 1 reserved, 0 allowed, -1 nothing. */
int stet__signals_reserved(stet_article *a);

#endif
