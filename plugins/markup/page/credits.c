/* SPDX-License-Identifier: MIT */
/*
 * Who made a picture, where an element within its figure says so by its name: classes
 * like `credit`, `c-figure__attribution`, `foto-firma`, or schema.org's properties.
 */
#include <string.h>

#include "page.h"

enum { ABOVE_MAX = 5 };

static const char *const parts[] = {
    "credit",    "credits",     "attribution", "photographer", "photocredit",
    "copyright", "imagecredit", "rights",      "kredit",       "bildnachweis",
    "quelle",    "bildquelle",  "fotograf",    "urheber",      "firma",
    "credito",   "creditos",    "autor",       "fuente",       "auteur",
    "agence",    "author",      "agency",      "byline",       "source"};

static const char *const properties[] = {"creditText", "copyrightHolder", "creator",
                                         "author", "copyrightNotice"};

static int is_one(stet_str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (stet_str_is(word, list[i]))
            return 1;
    return 0;
}

/* `photoCredit`, `imgCredits`: the word ends so. */
static int ends_in_credit(stet_str word)
{
    static const char *const ends[] = {"credit", "credits", "Credit", "Credits"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (word.n >= n && memcmp(word.p + word.n - n, ends[i], n) == 0)
            return 1;
    }
    return 0;
}

static int has_credit_part(stet_str class)
{
    stet_str part;
    for (size_t at = 0; stet__markup_next_part(class, &at, &part);)
        if (is_one(part, parts, sizeof parts / sizeof *parts) || ends_in_credit(part))
            return 1;
    return 0;
}

static int is_in_figure(const struct markup *m)
{
    const struct markup *above = m->parent;
    for (int i = 0; above && i < ABOVE_MAX; i++, above = above->parent)
        if (above->tag == TAG_FIGCAPTION || above->tag == TAG_FIGURE)
            return 1;
    return 0;
}

int stet__page_is_credit(const struct markup *m)
{
    switch (m->tag) {
    case TAG_SPAN:
    case TAG_SMALL:
    case TAG_CITE:
    case TAG_EM:
    case TAG_I:
    case TAG_DIV:
    case TAG_P:
        return is_in_figure(m) && (has_credit_part(stet__markup_attr(m, "class")) ||
                                   is_one(stet__markup_attr(m, "itemprop"), properties,
                                          sizeof properties / sizeof *properties));
    default:
        return 0;
    }
}

static int is_last(const struct markup *m)
{
    const struct markup *next = m->next;
    while (next && !next->name.n) {
        for (size_t i = 0; i < next->text.n; i++)
            if (!memchr(" \t\r\n", next->text.p[i], 4))
                return 0;
        next = next->next;
    }
    return !next;
}

/* The space between a caption and the credit behind it belongs to neither. */
static void trim_end(struct build *b, stet_node caption)
{
    stet_node n = caption;
    while (stet_last(b->a, n))
        n = stet_last(b->a, n);
    stet_str text =
        stet_kind_of(b->a, n) == STET_TEXT ? stet_text(b->a, n) : stet_cstr("");
    size_t to = text.n;
    while (to && memchr(" \t\r\n", text.p[to - 1], 4))
        to--;
    if (to && to < text.n)
        build_check(b, stet_set_text(b->a, n, stet_strn(text.p, to)));
}

void stet__page_trim_caption(struct build *b, const struct markup *m, stet_node credit)
{
    if (is_last(m))
        trim_end(b, stet_prev(b->a, credit));
}

/* In running text, where no block can begin: its words are taken out as they are. */
void stet__page_enter_figure_credit(struct build *b, const struct markup *m,
                                    stet_node none)
{
    stet_str text = stet__markup_text(b->a, m);
    stet_node figure = build_base(b)->node;
    stet_span span = {m->off, m->len};
    (void)none;
    while (figure && stet_kind_of(b->a, figure) != STET_FIGURE)
        figure = stet_parent(b->a, figure);
    if (!figure || !text.n)
        return;
    if (is_last(m))
        trim_end(b, build_base(b)->node);
    stet_node n = stet_node_new(b->a, figure, 0, STET_CREDIT, span);
    if (!n)
        build_check(b, STET_E_LIMIT);
    else
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
}
