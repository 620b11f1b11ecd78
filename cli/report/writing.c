/* SPDX-License-Identifier: MIT */
/* The few forms that all parts of a report write their text in. */
#include "section.h"

void section_put(stet_out *out, const char *open, stet_str text, const char *close)
{
    if (!text.n)
        return;
    stet_puts(out, open);
    put_text(out, text);
    stet_puts(out, close);
}

void section_put_count(stet_out *out, const char *class_name, uint64_t n,
                       const char *one, const char *many)
{
    if (!n)
        return;
    stet_puts(out, " <span class=\"");
    stet_puts(out, class_name);
    stet_puts(out, "\"><b>");
    stet_put_int(out, (int64_t)n);
    stet_puts(out, "</b> ");
    stet_puts(out, n == 1 ? one : many);
    stet_puts(out, "</span>");
}

void section_put_short(stet_out *out, stet_str text, size_t graphemes)
{
    size_t n =
        text.n > graphemes ? stet_kit_table()->cut_at_word(text, graphemes) : text.n;
    put_text(out, stet_strn(text.p, n));
    stet_puts(out, n < text.n ? "\xe2\x80\xa6" : "");
}

void section_put_name(stet_out *out, const char *name)
{
    for (; *name; name++) {
        if (*name == '.')
            stet_puts(out, " \xc2\xb7 ");
        else
            put_text(out, stet_strn(*name == '_' ? " " : name, 1));
    }
}
