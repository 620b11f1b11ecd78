/* SPDX-License-Identifier: MIT */
/*
 * cli/terminal.h - colour on a terminal only, and text that cannot drive it.
 */
#ifndef STET_CLI_TERMINAL_H
#define STET_CLI_TERMINAL_H

#include <stdio.h>

#include <stet/stet.h>

enum paint { PAINT_NONE, PAINT_BOLD, PAINT_DIM, PAINT_RED, PAINT_GREEN, PAINT_YELLOW, PAINT_BLUE, PAINT_COUNT };

/* Before anything is printed and any thread starts. */
void terminal_begin(void);
/* "auto", "always" or "never"; 0 when it is none of them. NO_COLOR is honoured by auto. */
int terminal_set_color(const char *when);
int terminal_has_color(FILE *to);
/* Print text from data: control, bidi and invisible characters come out as \uXXXX. */
void terminal_put(FILE *to, stet_str text);
/* The same in one colour. */
void terminal_paint(FILE *to, enum paint paint, stet_str text);
/* A name that stands before a message: line ends too, so that none looks like a message. */
void terminal_put_name(FILE *to, stet_str name);
/* 1 when everything written to stdout has arrived; otherwise says why on stderr. */
int terminal_flush(void);

#endif
