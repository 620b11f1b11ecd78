/* SPDX-License-Identifier: MIT */
/* cli/report/sheet.h - page.css as a string; sheet.c is made from it when stet is built. */
#ifndef STET_CLI_REPORT_SHEET_H
#define STET_CLI_REPORT_SHEET_H

extern const char report_sheet[];

#endif
