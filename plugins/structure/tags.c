/* SPDX-License-Identifier: MIT */
/* What a text is about, said behind it: `Tags: ferries, tides`, or links to pages of
 * tags. */
#include "lines/lines.h"

enum { TAIL_BLOCKS = 16, TAGS_WORDS = 48, TAG_BYTES = 60 };

/* Does the address lead to a page of what has that tag? */
static int is_tag_page(stet_str url)
{
    static const char *const parts[] = {
        "/tag/",       "/tags/",      "/topic/",    "/topics/",     "/thema/",
        "/themen/",    "/theme/",     "/themes/",   "/schlagwort/", "/stichwort/",
        "/etiqueta/",  "/etiquetas/", "/tema/",     "/temas/",      "/mot-cle/",
        "/mots-cles/", "/sujet/",     "/category/", "/categories/", "/kategorie/",
        "/categorie/", "/categoria/", "/keyword/",  "/keywords/",   "/label/"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (memmem(url.p, url.n, parts[i], strlen(parts[i])))
            return 1;
    return 0;
}

/* What of the line is no link, but for marks: a label at most. */
static int is_label_before(const struct line *line)
{
    size_t at = line->link_count ? line->links[0].from : 0, last = 0;
    struct word words[4];
    for (size_t i = 0; i < line->link_count; i++) {
        const struct link *l = &line->links[i];
        stet_str gap =
            stet_strn(line->text.p + last, l->from > last ? l->from - last : 0);
        if (last && stet__structure_words(gap, words, 4))
            return 0;
        last = l->to;
    }
    stet_str label = stet_strn(line->text.p, at),
             rest = stet_strn(line->text.p + last, line->text.n - last);
    return last && stet__structure_words(label, words, 4) < 4 &&
           !stet__structure_words(rest, words, 4);
}

static int all_lead_to_tags(const struct line *line)
{
    for (size_t i = 0; i < line->link_count; i++)
        if (!is_tag_page(line->links[i].url))
            return 0;
    return line->link_count > 0;
}

/* `[ferries](/tag/ferries) [tides](/tag/tides)`, in one line or as a list. */
static size_t read_links(struct survey *s, const struct block *b, struct part *parts,
                         size_t max)
{
    struct line lines[LINES_MAX];
    size_t n, count = 0;
    if (b->words > TAGS_WORDS || (b->kind != STET_PARAGRAPH && b->kind != STET_LIST))
        return 0;
    n = stet__structure_lines(s, b, lines, LINES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct reader r = {.s = s, .line = &lines[i]};
        if (!all_lead_to_tags(&lines[i]) || !is_label_before(&lines[i]))
            return 0;
        for (size_t k = 0; k < lines[i].link_count && count < max; k++) {
            const struct link *l = &lines[i].links[k];
            stet_str name = stet__line_cut(lines[i].text, l->from, l->to);
            while (name.n && *name.p == '#')
                name = stet_strn(name.p + 1, name.n - 1);
            if (!name.n || name.n > TAG_BYTES)
                continue;
            parts[count] = stet__line_make_party(&r, name);
            parts[count].kind = STET_CONCEPT;
            parts[count].name = name;
            parts[count++].axis = stet_cstr("tag");
        }
    }
    return count;
}

/* A labelled line; labels that no list knows count above the text only. */
static size_t read_label(struct survey *s, const struct block *b, struct reading *r)
{
    struct line lines[2];
    if (b->kind != STET_PARAGRAPH || b->words > TAGS_WORDS ||
        stet__structure_lines(s, b, lines, 2) != 1 ||
        !memchr(lines[0].text.p, ':', lines[0].text.n) ||
        !stet__structure_read_line(s, &lines[0], r) || !r->sure || r->series ||
        r->guessed || r->author_count || r->published.n)
        return 0;
    return r->concept_count;
}

void stet__structure_tail_concepts(struct survey *s, struct found *found)
{
    struct reading r;
    size_t i = s->count > TAIL_BLOCKS ? s->count - TAIL_BLOCKS : 0;
    for (i = i > s->body ? i : s->body; i < s->count && !found->concept_count; i++) {
        const struct block *b = &s->blocks[i];
        size_t n = read_label(s, b, &r);
        if (n)
            memcpy(found->concepts, r.concepts, n * sizeof *r.concepts);
        else
            n = read_links(s, b, found->concepts, PARTS_MAX);
        found->concept_count = n;
        if (n)
            found->concept_block = b;
    }
}
