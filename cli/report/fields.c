/* SPDX-License-Identifier: MIT */
/* The fields of an article: what was chosen, who says it, and what else was stated. */
#include "section.h"

stet_str section_name_of(stet_article *a, stet_node n)
{
    static const stet_attr order[] = {STET_ATTR_NAME,  STET_ATTR_VALUE,
                                      STET_ATTR_TITLE, STET_ATTR_CREDIT,
                                      STET_ATTR_URL,   STET_ATTR_SRC};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        stet_str s = stet_attr_str(a, n, order[i]);
        if (s.n)
            return s;
    }
    return stet_text(a, n);
}

static const char *confidence_name(int64_t confidence)
{
    static const char *const names[] = {"unknown", "inferred", "derived", "asserted",
                                        "set"};
    return names[confidence > 0 && confidence < 5 ? confidence : 0];
}

/* What tells a part from others beside its name: its axis, its role, its network. */
static stet_str kind_of_part(stet_article *a, stet_node part)
{
    static const stet_attr order[] = {STET_ATTR_AXIS, STET_ATTR_ROLE, STET_ATTR_NETWORK,
                                      STET_ATTR_LANG};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        stet_str s = stet_attr_str(a, part, order[i]);
        if (s.n)
            return s;
    }
    return stet_cstr("");
}

void section_put_value(struct section *s, stet_node statement)
{
    stet_str text = stet_text(s->a, statement);
    stet_node part = stet_first(s->a, statement);
    int first = !text.n;
    section_put_short(s->out, text, 300);
    for (; part; part = stet_next(s->a, part)) {
        stet_puts(s->out, first ? "" : ", ");
        first = 0;
        section_put_short(s->out, section_name_of(s->a, part), 160);
        section_put(s->out, " <i>", kind_of_part(s->a, part), "</i>");
    }
    if (first)
        stet_puts(s->out, "<i>empty</i>");
}

static void put_claim(struct section *s, stet_node statement)
{
    const char *name =
        confidence_name(stet_attr_int(s->a, statement, STET_ATTR_CONFIDENCE, 0));
    stet_str source = stet_attr_str(s->a, statement, STET_ATTR_SOURCE);
    stet_puts(s->out, "<span class=\"claim c-");
    stet_puts(s->out, name);
    stet_puts(s->out, "\">");
    stet_puts(s->out, name);
    section_put(s->out, ", ", source.n ? source : stet_author_of(s->a, statement), "");
    stet_puts(s->out, "</span>");
}

/* The statements that were not chosen, where a field has one value. */
static void put_rivals(struct section *s, stet_kind field, stet_node chosen)
{
    stet_node fields = stet_root(s->a, STET_FAMILY_FIELD);
    for (stet_node n = stet_find(s->a, fields, 0, field); n;
         n = stet_find(s->a, fields, n, field)) {
        if (n == chosen)
            continue;
        stet_puts(s->out, "<div class=\"rival\">");
        section_put_value(s, n);
        stet_putc(s->out, ' ');
        put_claim(s, n);
        stet_puts(s->out, "</div>");
    }
}

static void put_field(struct section *s, stet_kind field, stet_node chosen)
{
    stet_puts(s->out, "<tr><th>");
    section_put_name(s->out, stet_kind_name(s->a, field));
    stet_puts(s->out, "</th><td>");
    section_put_value(s, chosen);
    stet_putc(s->out, ' ');
    put_claim(s, chosen);
    put_rivals(s, field, chosen);
    stet_puts(s->out, "</td></tr>\n");
}

static size_t put_fields(struct section *s, stet_kind from, stet_kind to)
{
    size_t n = 0;
    for (stet_kind k = from; k < to; k++) {
        stet_node chosen =
            stet_family_of(s->a, k) == STET_FAMILY_FIELD ? stet_field(s->a, k) : 0;
        if (!chosen || k == STET_STAMPS) /* the text shows what was stamped */
            continue;
        put_field(s, k, chosen);
        n++;
    }
    return n;
}

void section_fields(struct section *s)
{
    stet_puts(s->out, "<table class=\"fields\">\n");
    size_t n = put_fields(s, STET_ID, STET_NOTICE_OTHER);
    n += put_fields(s, STET_KIND_X, STET_KIND_MAX);
    stet_puts(s->out, "</table>\n");
    if (!n)
        stet_puts(s->out,
                  "<p class=\"none\">Nothing is known about the article.</p>\n");
}
