/* SPDX-License-Identifier: MIT */
/* Colour and safe printing. The choice of colour is set once, before any thread starts.
 */
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int colored_out, colored_err;

void terminal_begin(void)
{
    static char
        lines[8192]; /* a line on stderr is one write, whoever else writes there */
    setvbuf(stderr, lines, _IOLBF, sizeof lines);
    terminal_set_color("auto");
}

int terminal_set_color(const char *when)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    int wanted = !(no && *no) && !(term && strcmp(term, "dumb") == 0);
    if (strcmp(when, "always") == 0)
        colored_out = colored_err = 1;
    else if (strcmp(when, "never") == 0)
        colored_out = colored_err = 0;
    else if (strcmp(when, "auto") == 0) {
        colored_out = wanted && isatty(STDOUT_FILENO);
        colored_err = wanted && isatty(STDERR_FILENO);
    } else
        return 0;
    return 1;
}

int terminal_has_color(FILE *to)
{
    return to == stdout ? colored_out : to == stderr && colored_err;
}

/* What a terminal acts on, or what reorders or hides text around it. */
static int is_dangerous(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) ||
           c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
           (c >= 0xe0000 && c <= 0xe007f);
}

static void put_safe(FILE *to, stet_str text, int one_line)
{
    const stet_kit *kit = stet_kit_table();
    size_t from = 0, at = 0, n;
    uint32_t c;
    for (; at < text.n && (n = kit->decode(text.p + at, text.n - at, &c)) != 0;
         at += n) {
        if (!is_dangerous(c) && !(one_line && (c == '\n' || c == '\t')))
            continue;
        fwrite(text.p + from, 1, at - from, to);
        fprintf(to, "\\u%04x", (unsigned)c);
        from = at + n;
    }
    fwrite(text.p + from, 1, at - from, to);
}

void terminal_put(FILE *to, stet_str text)
{
    put_safe(to, text, 0);
}

void terminal_put_name(FILE *to, stet_str name)
{
    put_safe(to, name, 1);
}

void terminal_paint(FILE *to, enum paint paint, stet_str text)
{
    static const char *const codes[PAINT_COUNT] = {
        "", "\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[33m", "\033[34m"};
    int color = paint != PAINT_NONE && terminal_has_color(to);
    if (color)
        fputs(codes[paint], to);
    terminal_put(to, text);
    if (color)
        fputs("\033[0m", to);
}

int terminal_flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 1;
    fprintf(stderr, "stet: cannot write to standard output: %s\n", strerror(errno));
    return 0;
}
