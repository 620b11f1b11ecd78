/* SPDX-License-Identifier: MIT */
/*
 * What stands in no block of the article, as HTML behind its text: notices with a text
 * of their own, and credit lines.
 */
#include "facts.h"

static void put_line(struct facts *f, stet_out *out, const char *open, stet_str text,
                     const char *close)
{
    stet_puts(out, open);
    f->kit->escape(out, STET_ESCAPE_HTML, text.p, text.n);
    stet_puts(out, close);
}

void stet__facts_put_loose_notices(struct facts *f, stet_out *out)
{
    stet_node root = stet_root(f->a, STET_FAMILY_NOTICE);
    for (stet_node n = stet_first(f->a, root); n; n = stet_next(f->a, n)) {
        stet_kind kind = stet_kind_of(f->a, n);
        stet_str text = stet_text(f->a, n);
        if (stet_first(f->a, n) || !text.n ||
            stet__facts_notice_place(kind) == NOTICE_TO_EDITORS)
            continue;
        put_line(f, out, "<aside class=\"stet-notice\" data-kind=\"",
                 stet_cstr(stet_kind_name(f->a, kind)), "\">\n");
        put_line(f, out, "<p>", text, "</p>\n</aside>\n");
    }
}

void stet__facts_put_loose_credits(struct facts *f, stet_out *out)
{
    stet_node fields = stet_root(f->a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(f->a, fields, 0, STET_IMAGE_CREDITS); s;
         s = stet_find(f->a, fields, s, STET_IMAGE_CREDITS))
        put_line(f, out, "<p class=\"stet-credit\">", stet_text(f->a, s), "</p>\n");
}
