/* SPDX-License-Identifier: MIT */
/*
 * Code within a line: as many backticks around it as it needs, and blanks where it
 * begins or ends with one.
 */
#include "write.h"

void stet__markdown_put_code(struct writer *w, stet_str s)
{
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < s.n; i++) {
        run = s.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    size_t blanks = 0;
    while (blanks < s.n && s.p[blanks] == ' ')
        blanks++;
    if (!s.n)
        return;
    int pad = blanks < s.n && (s.p[0] == '`' || s.p[s.n - 1] == '`' ||
                               (s.p[0] == ' ' && s.p[s.n - 1] == ' '));
    for (size_t i = 0; i <= longest; i++)
        stet_putc(w->out, '`');
    if (pad)
        stet_putc(w->out, ' ');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '|' && w->mode == MODE_CELL)
            stet_putc(w->out, '\\');
        stet_putc(w->out, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
    }
    if (pad)
        stet_putc(w->out, ' ');
    for (size_t i = 0; i <= longest; i++)
        stet_putc(w->out, '`');
}
