/* SPDX-License-Identifier: MIT */
/*
 * cli/report/report.h - `stet run --report FILE`: one page of HTML that shows each article
 * with its fields, notices and findings, the verdict, what each step changed, and the files
 * written.
 *
 * Articles are appended to a temporary file as they come, so that memory does not grow with
 * their number; the page is put together at the end and renamed into place. It has no
 * script and asks for nothing from anywhere, and its content security policy says so.
 */
#ifndef STET_CLI_REPORT_H
#define STET_CLI_REPORT_H

#include <stet/stet.h>

struct report;

/* Begin. `folder` is where outputs go, for links; "" when nothing is written; `name` is the
 * pipeline as it was named. 0, or an exit status after saying why; *ret_report is to be
 * closed. */
int report_open(const char *path, const char *folder, const char *name,
                const stet_pipeline *pipeline, struct report **ret_report);
/* [any thread] A warning or loss of an article that is still on its way. */
void report_log(struct report *report, int level, stet_str article, stet_str step,
                stet_str message);
/* One article, in input order, one thread at a time. */
void report_add(struct report *report, stet_str input, const stet_result *r);
/* Write the page; free all. 0, or an exit status after saying why. NULL is accepted. */
int report_close(struct report *report, int64_t now, int keep);

#endif
