/* SPDX-License-Identifier: MIT */
/*
 * cli/show/record.h - results and articles as one JSON line, for scripts.
 */
#ifndef STET_CLI_RECORD_H
#define STET_CLI_RECORD_H

#include <stet/stet.h>

/* {"input", "id", "status", "verdict", "reason", "findings": [], "outputs": []} */
void record_result(stet_out *out, stet_str input, const stet_result *r);
/* The chosen values of an article, as `stet read --flat` prints them. */
void record_flat(stet_out *out, stet_article *article, stet_str id);

/* The words that a range of a notice covers; borrowed from the article. */
stet_str record_range(stet_article *article, stet_node range);

const char *record_status(int status);
const char *record_verdict(int verdict);
const char *record_effect(int effect);
const char *record_severity(int severity);

#endif
