/* SPDX-License-Identifier: MIT */
/* Colour and safe printing. The choice of colour is set once, before any thread starts.
 */
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_choice;

int terminal_set_color(const char *when)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++)
        if (strcmp(when, names[i]) == 0) {
            color_choice = i;
            return 1;
        }
    return 0;
}

int terminal_has_color(FILE *to)
{
    if (color_choice != COLOR_AUTO)
        return color_choice == COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no && *no) && !(term && strcmp(term, "dumb") == 0) && isatty(fileno(to));
}

/* What a terminal acts on, or what reorders or hides text around it. */
static int is_dangerous(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) ||
           c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
           (c >= 0xe0000 && c <= 0xe007f);
}

void terminal_put(FILE *to, stet_str text)
{
    const stet_kit *kit = stet_kit_table();
    for (size_t i = 0; i < text.n;) {
        uint32_t c;
        size_t n = kit->decode(text.p + i, text.n - i, &c);
        if (n == 0)
            break;
        if (is_dangerous(c))
            fprintf(to, "\\u%04x", (unsigned)c);
        else
            fwrite(text.p + i, 1, n, to);
        i += n;
    }
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
