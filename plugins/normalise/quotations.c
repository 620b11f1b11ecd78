/* SPDX-License-Identifier: MIT */
/* A quotation that is opened in one paragraph and closed in a later one. */
#include "normalise.h"

enum { RUN_MAX = 6 /* paragraphs */ };

/* Marks that open, and those that close what they opened. */
static const struct pair {
    const char *open, *close;
} pairs[] = {{"\"", "\""},
             {"\xe2\x80\x9c", "\xe2\x80\x9d"},
             {"\xe2\x80\x9e", "\xe2\x80\x9c"},
             {"\xc2\xab", "\xc2\xbb"},
             {"\xc2\xbb", "\xc2\xab"}};

static int begins(stet_str s, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return at + n <= s.n && memcmp(s.p + at, mark, n) == 0;
}

static const struct pair *opening_of(stet_str text)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (begins(text, 0, pairs[i].open))
            return &pairs[i];
    return NULL;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Is the straight mark at `at` one that opens: at the beginning, or behind a space? */
static int opens_here(stet_str text, size_t at)
{
    return at == 0 || is_blank(text.p[at - 1]) || strchr("([-", text.p[at - 1]);
}

/* How deep in the quotation the text ends that begins `depth` deep; -1 when it closes
 * what was not opened. */
static int depth_behind(stet_str text, const struct pair *p, int depth)
{
    int straight = strcmp(p->open, p->close) == 0;
    for (size_t at = 0; at < text.n && depth >= 0; at++) {
        if (straight)
            depth += !begins(text, at, p->open) ? 0 : opens_here(text, at) ? 1 : -1;
        else
            depth += begins(text, at, p->open)    ? 1
                     : begins(text, at, p->close) ? -1
                                                  : 0;
    }
    return depth;
}

/* How many paragraphs from the block on are one quotation: 0 when it is none, or stands
 * in one paragraph. */
static size_t count_run(stet_article *a, stet_node block)
{
    stet_str text =
        is_body_paragraph(a, block) ? stet_content(a, block) : stet_cstr("");
    const struct pair *p = text.n ? opening_of(text) : NULL;
    if (!p || depth_behind(text, p, 0) != 1)
        return 0;
    for (size_t n = 2; n <= RUN_MAX; n++) {
        block = stet_next(a, block);
        if (!is_body_paragraph(a, block))
            return 0;
        text = stet_content(a, block);
        int again = begins(text, 0, p->open); /* opened again, as is the custom */
        int depth = depth_behind(text, p, again ? 0 : 1);
        if (depth == 0)
            return n;
        if (depth != 1)
            return 0;
    }
    return 0;
}

static stet_code gather(stet_article *a, stet_node block, size_t count)
{
    static const stet_span nowhere = {0, 0};
    stet_node quote =
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), block, STET_QUOTE, nowhere);
    stet_code code = quote ? stet_set_zone(a, quote, STET_ZONE_BODY) : STET_E_NOMEM;
    for (size_t i = 0; i < count && code == STET_OK; i++) {
        stet_node next = stet_next(a, block);
        code = stet_move(a, block, quote, 0);
        block = next;
    }
    return code == STET_OK
               ? stet__normalise_report(a, "quotation", quote,
                                        "paragraphs of one quotation belong together",
                                        stet_cstr(""))
               : code;
}

stet_code stet__normalise_quotations(stet_article *a)
{
    stet_code code = STET_OK;
    stet_node next, block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; block && code == STET_OK; block = next) {
        size_t count = count_run(a, block);
        next = block;
        for (size_t i = 0; i < (count ? count : 1); i++)
            next = stet_next(a, next);
        if (count)
            code = gather(a, block, count);
    }
    return code;
}
