/* SPDX-License-Identifier: MIT */
/* What a text is about, said behind it: `Tags: ferries, tides`, or links to pages of
 * tags. */
#include "../lines/lines.h"

enum {
    TAIL_BLOCKS = 16,
    TAGS_WORDS = 48,
    TAG_BYTES = 60,
    TAIL_LINE_WORDS = 26,
    LABEL_LINES = 4,
    SIGN_BYTES = 600,
    SIGN_MAX = 32
};

/* Does the address lead to a page of what has that tag? */
static int is_tag_page(stet_str url)
{
    static const char *const parts[] = {
        "/tag/",       "/tags/",      "/topic/",       "/topics/",     "/thema/",
        "/themen/",    "/theme/",     "/themes/",      "/schlagwort/", "/stichwort/",
        "/etiqueta/",  "/etiquetas/", "/tema/",        "/temas/",      "/mot-cle/",
        "/mots-cles/", "/sujet/",     "/category/",    "/categories/", "/kategorie/",
        "/categorie/", "/categoria/", "/keyword/",     "/keywords/",   "/label/",
        "/mots/",      "/mot/",       "/schlagworte/", "/stichworte/", "/palabras/"};
    const char *p = url.p, *end = url.p + url.n;
    while ((p = memchr(p, '/', (size_t)(end - p)))) {
        size_t room = (size_t)(end - p);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (room > 1 && p[1] == parts[i][1] && room > strlen(parts[i]) &&
                !memcmp(p, parts[i], strlen(parts[i])))
                return 1;
        p++;
    }
    return 0;
}

/* Most links lead elsewhere: asked before the text is put together. */
static int has_tag_link(const struct survey *s, const struct block *b)
{
    for (size_t i = b->item; i < b->end; i++) {
        const stet_item *item = &s->items[i];
        for (size_t k = 0; item->kind == STET_LINK && k < item->attr_count; k++)
            if (item->attrs[k].attr == STET_ATTR_HREF && item->attrs[k].type == 1)
                return is_tag_page(item->attrs[k].text);
    }
    return 0;
}

/* What of the line is no link, but for marks: a label at most. */
static int is_label_before(const struct line *line)
{
    size_t at = line->link_count ? line->links[0].from : 0, last = 0;
    struct word words[8];
    for (size_t i = 0; i < line->link_count; i++) {
        const struct link *l = &line->links[i];
        stet_str gap =
            stet_strn(line->text.p + last, l->from > last ? l->from - last : 0);
        if (last && stet__structure_words(gap, words, 1))
            return 0;
        last = l->to;
    }
    stet_str label = stet_strn(line->text.p, at),
             rest = stet_strn(line->text.p + last, line->text.n - last);
    return last && stet__structure_words(label, words, 8) < 8 &&
           !stet__structure_words(rest, words, 1);
}

static int all_lead_to_tags(const struct line *line)
{
    for (size_t i = 0; i < line->link_count; i++)
        if (!is_tag_page(line->links[i].url))
            return 0;
    return line->link_count > 0;
}

/* `[ferries](/tag/ferries) [tides](/tag/tides)`. */
size_t stet__structure_tags(struct survey *s, const struct line *line,
                            struct part *parts, size_t max)
{
    struct reader r = {.s = s, .line = line};
    size_t count = 0;
    if (!all_lead_to_tags(line) || !is_label_before(line))
        return 0;
    for (size_t k = 0; k < line->link_count && count < max; k++) {
        const struct link *l = &line->links[k];
        stet_str name = stet__line_cut(line->text, l->from, l->to);
        while (name.n && *name.p == '#')
            name = stet_strn(name.p + 1, name.n - 1);
        if (!name.n || name.n > TAG_BYTES)
            continue;
        parts[count] = stet__line_make_party(&r, name);
        parts[count].kind = STET_CONCEPT;
        parts[count].name = name;
        parts[count++].axis = stet_cstr("tag");
    }
    return count;
}

/* In one line or as a list, perhaps among other items. */
static size_t read_links(struct survey *s, const struct block *b, struct part *parts,
                         size_t max)
{
    struct line lines[LINES_MAX];
    size_t n, count = 0, tagged = 0;
    if (b->words > TAGS_WORDS ||
        (b->kind != STET_PARAGRAPH && b->kind != STET_LIST &&
         b->kind != STET_HEADING) ||
        !has_tag_link(s, b))
        return 0;
    n = stet__structure_lines(s, b, lines, LINES_MAX);
    for (size_t i = 0; i < n; i++) {
        size_t more = stet__structure_tags(s, &lines[i], parts + count, max - count);
        count += more;
        tagged += more > 1 ? n : more;
    }
    return tagged * 2 >= n ? count : 0; /* one page of many is no tag */
}

static int has_colon(const struct survey *s, const struct block *b)
{
    for (size_t i = b->item; i < b->end; i++)
        if (s->items[i].kind == STET_TEXT &&
            memchr(s->items[i].text.p, ':', s->items[i].text.n))
            return 1;
    return 0;
}

/* Labelled lines; labels that no list knows count above the text only. */
static size_t read_labels(struct survey *s, const struct block *b, struct part *parts,
                          size_t max)
{
    struct line lines[LABEL_LINES + 1];
    struct reading r;
    size_t n, count = 0;
    if (b->kind != STET_PARAGRAPH || b->words > TAGS_WORDS || !has_colon(s, b))
        return 0;
    n = stet__structure_lines(s, b, lines, LABEL_LINES + 1);
    for (size_t i = 0; i < n; i++) {
        if (n > LABEL_LINES || !memchr(lines[i].text.p, ':', lines[i].text.n) ||
            !stet__structure_read_line(s, &lines[i], &r) || !r.sure || r.series ||
            r.guessed || r.author_count || r.published.n)
            return 0;
        for (size_t k = 0; k < r.concept_count && count < max; k++)
            parts[count++] = r.concepts[k];
    }
    return count;
}

/* Those that the head has not named. */
static void add_new(struct found *f, const struct part *parts, size_t n,
                    const struct block *b)
{
    size_t known = f->concept_count;
    for (size_t i = 0; i < n && f->concept_count < 2 * PARTS_MAX; i++) {
        size_t k = 0;
        while (k < known && !stet_str_eq(f->concepts[k].name, parts[i].name))
            k++;
        if (k == known)
            f->concepts[f->concept_count++] = parts[i];
    }
    if (!f->concept_block)
        f->concept_block = b;
}

/* `(Ann Lee, 15.4.2024)`: who wrote it, and when. */
static int take_bracketed(struct survey *s, struct found *f, const struct block *b,
                          const struct line *line, struct reading *r)
{
    stet_str t = stet__structure_trim(line->text);
    if (f->author_count || t.n < 12 || *t.p != '(' || t.p[t.n - 1] != ')' ||
        !stet__line_holds_digit(t) || !stet__structure_read_line(s, line, r) ||
        r->published.n < 10 || !r->publisher.n || r->author_count)
        return 0;
    struct line name = {.text = r->publisher};
    if (!stet__structure_is_person(s, &name, &f->authors[0]))
        return 0;
    f->author_count = 1;
    f->byline = r->publisher;
    f->byline_block = b;
    if (!f->published.n) {
        f->published = r->published;
        f->published_raw = r->published_raw;
        f->date_block = b;
    }
    return 1;
}

/* `Text: Ann Lee`, `Published on 3 March 2025` below a text whose head does not say it.
 */
static int take_tail_line(struct survey *s, struct found *f, const struct block *b,
                          struct reading *r)
{
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_PUBLISHED);
    struct line lines[2];
    struct word words[6];
    if ((f->author_count && f->published.n) || b->kind != STET_PARAGRAPH ||
        b->words > TAIL_LINE_WORDS || stet__structure_lines(s, b, lines, 2) != 1)
        return 0;
    if (take_bracketed(s, f, b, &lines[0], r))
        return 1;
    size_t n = stet__structure_words(lines[0].text, words, 6);
    const struct phrase *p = stet__structure_match(s->plan, groups, words, n);
    if (!p || *lines[0].text.p == '(' ||
        (p->group == GROUP_PUBLISHED && words[0].to - words[0].from < 5) ||
        !stet__structure_read_line(s, &lines[0], r) || !r->sure || r->other_count ||
        r->concept_count ||
        (p->group == GROUP_PUBLISHED && !memchr(lines[0].text.p, ':', lines[0].text.n)))
        return 0;
    if (!f->author_count && r->author_count) {
        memcpy(f->authors, r->authors, r->author_count * sizeof *r->authors);
        f->author_count = r->author_count;
        f->byline = r->byline;
        f->byline_block = b;
    }
    if (!f->published.n && r->published.n) {
        f->published = r->published;
        f->published_raw = r->published_raw;
        f->date_block = b;
    }
    if (!f->updated.n && r->updated.n) {
        f->updated = r->updated;
        f->updated_raw = r->updated_raw;
    }
    return 1;
}

/* `Photos:`, `Photo credit:`, `CRÉDIT PHOTO :`: the credit of a picture. */
static int is_of_picture(const struct reader *r, const struct word *words, size_t n)
{
    unsigned others = GROUP_BIT(GROUP_ROLE) | GROUP_BIT(GROUP_EDITOR);
    size_t known = 0;
    for (size_t i = 0; i < n && n < 4; i++) {
        if (stet__structure_match_all(r->s->plan, others, &words[i], 1))
            return 0; /* `Photo editor:` */
        known += stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_PHOTOGRAPHER),
                                           &words[i], 1) != NULL;
    }
    return known || stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_PHOTOGRAPHER),
                                              words, n);
}

/* One piece `Data: Bo Ek` of a roll of names; 0: it is none. */
static int read_role(struct reader *r, stet_str piece)
{
    struct word words[5];
    struct reading *ret = r->ret;
    const char *colon = memchr(piece.p, ':', piece.n);
    if (!colon || !stet__line_starts_big(r, piece))
        return 0;
    size_t at = (size_t)(colon - piece.p), first = ret->other_count;
    stet_str label = stet__line_cut(piece, 0, at),
             names = stet__line_without_stop(stet__line_cut(piece, at + 1, piece.n));
    while (names.n && names.p[names.n - 1] == ')' && !memchr(names.p, '(', names.n))
        names = stet__line_without_stop(stet_strn(names.p, names.n - 1));
    size_t n = stet__structure_words(label, words, 5);
    if (is_of_picture(r, words, n))
        return 1;
    int author = n && stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE),
                                                words, n) != NULL;
    if (!n || n > 3 || stet__structure_words(names, words, 5) < 2 ||
        memchr(names.p, '@', names.n))
        return 0;
    if (author)
        return stet__line_read_names(r, names, ret->authors, &ret->author_count) > 0;
    if (!stet__line_read_names(r, names, ret->others, &ret->other_count) ||
        ret->other_count == first)
        return 0;
    for (size_t i = first; i < ret->other_count; i++)
        ret->others[i].role = label;
    return 1;
}

static int is_author(const struct found *f, stet_str name)
{
    for (size_t i = 0; i < f->author_count; i++)
        if (stet_str_eq(f->authors[i].name, name))
            return 1;
    return 0;
}

/* `Text: Ann Lee. Data: Bo Ek. Maps: Cy Day.`: nothing but labels and names. */
static int take_roll(struct survey *s, struct found *f, const struct block *b,
                     struct reading *ret)
{
    struct line lines[2];
    struct reader r = {.s = s, .line = lines, .ret = ret};
    size_t from = 0, pieces = 0;
    if (b->kind != STET_PARAGRAPH || b->words > TAGS_WORDS || !has_colon(s, b) ||
        stet__structure_lines(s, b, lines, 2) != 1)
        return 0;
    stet_str t = stet__structure_trim(lines[0].text);
    memset(ret, 0, offsetof(struct reading, authors));
    for (size_t i = 0; i <= t.n; i++) {
        int dash = i && i + 1 < t.n && (t.p[i] == '-' || t.p[i] == '/') &&
                   t.p[i - 1] == ' ' && t.p[i + 1] == ' ';
        if (i < t.n && !dash &&
            !(strchr(".;|", t.p[i]) && i + 1 < t.n && t.p[i + 1] == ' ') &&
            i + 1 != t.n)
            continue;
        stet_str piece = stet__line_cut(t, from, i < t.n && i + 1 < t.n ? i : t.n);
        from = i + 1;
        if (piece.n > 1 && !read_role(&r, piece))
            return 0;
        pieces += piece.n > 1;
        if (i + 1 >= t.n)
            break;
    }
    if (pieces < 2 || !ret->other_count)
        return 0;
    for (size_t i = 0; i < ret->other_count && f->other_count < PARTS_MAX; i++)
        if (!is_author(f, ret->others[i].name))
            f->others[f->other_count++] = ret->others[i];
    f->others_block = f->others_block ? f->others_block : b;
    if (!f->author_count && ret->author_count) {
        memcpy(f->authors, ret->authors, ret->author_count * sizeof *ret->authors);
        f->author_count = ret->author_count;
        f->byline = ret->authors[0].name;
        f->byline_block = b;
    }
    return 1;
}

/* Does its last text end with a bracket, or hold nothing but strokes? Asked first. */
static int may_sign(const struct survey *s, const struct block *b)
{
    for (size_t i = b->end; i > b->item; i--) {
        stet_str t = s->items[i - 1].text;
        if (s->items[i - 1].kind == STET_TEXT && t.n)
            return t.p[t.n - 1] == ')' || (t.n < SIGN_MAX && memchr(t.p, '/', t.n));
    }
    return 0;
}

static int begins_wire(const struct survey *s, stet_str t)
{
    struct word words[4];
    stet_str name =
        stet__line_cut(t, 0, (size_t)((const char *)memchr(t.p, '/', t.n) - t.p));
    return stet__structure_match_all(s->plan, GROUP_BIT(GROUP_AGENCY), words,
                                     stet__structure_words(name, words, 4)) != NULL;
}

/* `(dpa/mak)`, `(avec AFP)` at the end of a text: wires that are known. */
static int take_sign(struct survey *s, struct found *f, const struct block *b)
{
    struct line lines[2];
    struct word words[4];
    size_t from = 0, count = f->agency_count;
    if (f->agency_count || b->kind != STET_PARAGRAPH || b->bytes > SIGN_BYTES ||
        !may_sign(s, b) || stet__structure_lines(s, b, lines, 2) != 1)
        return 0;
    stet_str t = stet__structure_trim(lines[0].text);
    const char *open = memrchr(t.p, '(', t.n);
    if (open && t.p[t.n - 1] == ')')
        t = stet_strn(open + 1, (size_t)(t.p + t.n - open) - 2);
    else if (memchr(t.p, ' ', t.n) || !memchr(t.p, '/', t.n) || !begins_wire(s, t))
        return 0; /* `hv/ats` are people */
    for (size_t i = 0; i <= t.n && t.n <= SIGN_MAX; i++) {
        if (i < t.n && !memchr("/, ", t.p[i], 3))
            continue;
        stet_str name = stet__line_cut(t, from, i);
        from = i + 1;
        if (name.n > 1 && f->agency_count < AGENCIES_MAX &&
            stet__structure_match_all(s->plan, GROUP_BIT(GROUP_AGENCY), words,
                                      stet__structure_words(name, words, 4)))
            f->agencies[f->agency_count++] =
                (struct part){.kind = STET_PARTY, .name = name};
    }
    if (f->agency_count > count && !f->byline_block)
        f->byline_block = b;
    return f->agency_count > count && open == lines[0].text.p;
}

void stet__structure_tail_concepts(struct survey *s, struct found *found)
{
    struct reading r;
    size_t i = s->count > TAIL_BLOCKS ? s->count - TAIL_BLOCKS : 0, n = 0;
    for (i = i > s->body ? i : s->body; i < s->count; i++) {
        const struct block *b = &s->blocks[i];
        struct part tags[PARTS_MAX];
        size_t before = n;
        if (take_tail_line(s, found, b, &r) || take_roll(s, found, b, &r) ||
            take_sign(s, found, b))
            continue;
        n = read_labels(s, b, tags, PARTS_MAX);
        n = n ? n : read_links(s, b, tags, PARTS_MAX);
        if (n)
            add_new(found, tags, n, b);
        else if (before)
            return; /* they stand side by side */
    }
}
