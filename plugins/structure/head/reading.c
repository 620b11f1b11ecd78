/* SPDX-License-Identifier: MIT */
/* What the lines of a block say, taken into what was found. */
#include "../lines/lines.h"
#include "head.h"

static void take_parts(struct part *to, size_t *count, size_t max,
                       const struct part *from, size_t n)
{
    for (size_t i = 0; i < n && *count < max; i++)
        to[(*count)++] = from[i];
}

static void take_once(stet_str *to, stet_str value)
{
    if (!to->n)
        *to = value;
}

void stet__head_take_publisher(struct found *f, const struct reading *r)
{
    if (!f->publisher.n)
        f->publisher_url = r->publisher_url;
    take_once(&f->publisher, r->publisher);
    take_parts(f->agencies, &f->agency_count, AGENCIES_MAX, r->agencies,
               r->agency_count);
}

void stet__head_take_reading(struct head *h, const struct reading *r,
                             const struct block *b)
{
    struct found *f = h->found;
    if (r->author_count && !f->author_count) {
        f->byline = r->byline;
        f->byline_block = b;
    }
    take_parts(f->authors, &f->author_count, PARTS_MAX, r->authors, r->author_count);
    if (r->other_count && !f->others_block)
        f->others_block = b;
    take_parts(f->others, &f->other_count, PARTS_MAX, r->others, r->other_count);
    if (r->series && r->concept_count) {
        if (!f->series.name.n) {
            f->series = r->concepts[0];
            f->series.axis = stet_cstr("");
        }
    } else {
        take_parts(f->concepts, &f->concept_count, 2 * PARTS_MAX, r->concepts,
                   r->concept_count);
    }
    if (r->concept_count && !f->concept_block)
        f->concept_block = b;
    if ((r->published.n || r->publisher.n) && !f->date_block)
        f->date_block = b;
    stet__head_take_publisher(f, r);
    take_once(&f->place, r->place);
    if (h->headline == SIZE_MAX || b < &h->s->blocks[h->headline])
        take_once(&f->genre, r->genre);
    if (!f->published.n)
        f->published_raw = r->published_raw;
    take_once(&f->published, r->published);
    if (!f->updated.n)
        f->updated_raw = r->updated_raw;
    take_once(&f->updated, r->updated);
}

void stet__head_take_line(struct head *h, const struct block *b)
{
    const struct reading *r = &h->reading;
    stet__head_take_reading(h, r, b);
    if (r->intro.n)
        stet__structure_state(h->s, STET_STANDFIRST, r->intro, r->intro,
                              "standfirst_text", STET_DERIVED, b);
}

/* A line that says nothing may stand among lines that do: a few words, no sentence. */
static int is_harmless(stet_str text)
{
    struct word words[14];
    text = stet__structure_trim(text);
    return text.n && text.n < 90 && !memchr(".!?", text.p[text.n - 1], 3) &&
           stet__structure_words(text, words, 14) < 14;
}

/* Links to pages of categories among the lines of the head. */
static int take_tag_line(struct head *h, const struct block *b, const struct line *line)
{
    struct found *f = h->found;
    size_t room = 2 * PARTS_MAX - f->concept_count;
    size_t n = stet__structure_tags(h->s, line, f->concepts + f->concept_count, room);
    if (n && !f->concept_block)
        f->concept_block = b;
    f->concept_count += n;
    return n != 0;
}

/* `Authors` above a list of them. */
static int is_label(const struct survey *s, stet_str text)
{
    struct word words[3];
    size_t n = stet__structure_words(text, words, 3);
    return n && n < 3 && text.n < 20 &&
           stet__structure_match_all(s->plan, GROUP_BIT(GROUP_BYLINE), words, n);
}

static int holds_picture(const struct survey *s, const struct block *b)
{
    for (size_t i = b->item; i < b->end; i++)
        if (s->items[i].kind == STET_IMAGE)
            return 1;
    return 0;
}

/* The lines of the block say something: 1 sure, 0 only beside another; -1 they do not.
 */
int stet__head_read_block(struct head *h, struct block *b, int take)
{
    struct line lines[LINES_MAX];
    int sure = 0;
    size_t mute = 0;
    h->read = NULL;
    int list = (b->kind == STET_LIST || b->kind == STET_DEFINITIONS) && h->prose < 2 &&
               b->words <= META_WORDS / 2 && !stet__structure_is_numbered_line(h->s, b);
    if (b->words > META_WORDS ||
        (b->kind != STET_PARAGRAPH && b->kind != STET_HEADING && !list &&
         !stet__structure_is_numbered_line(h->s, b)))
        return -1;
    size_t n = stet__structure_lines(h->s, b, lines, LINES_MAX);
    if (!n || n == LINES_MAX)
        return -1;
    if (n == 1 && is_label(h->s, lines[0].text))
        return 0;
    for (size_t i = 0; i < n; i++) {
        struct word word;
        if (!stet__structure_words(lines[i].text, &word, 1) ||
            (n > 1 && stet__line_is_issue(stet__structure_trim(lines[i].text))))
            continue; /* a bar between two lines, `Lesezeit: 4 Min.` */
        if (!stet__structure_read_line(h->s, &lines[i], &h->reading)) {
            if (take && take_tag_line(h, b, &lines[i]))
                continue;
            mute += !stet__structure_is_role(h->s, lines[i].text);
            if (list || mute * 2 > n || !is_harmless(lines[i].text))
                return -1;
            if (take)
                stet__head_take_bare_line(h, b, &lines[i]);
            continue;
        }
        if (holds_picture(h->s, b) && !h->reading.author_count &&
            !h->reading.published.n && !h->reading.updated.n)
            return -1; /* a caption: `Empty: the basin. Photo: Ann Lee` */
        if (list && !h->reading.author_count && !h->reading.other_count &&
            !h->reading.published.n && !h->reading.updated.n && !h->reading.publisher.n)
            return -1;
        sure |= h->reading.sure;
        if (take)
            stet__head_take_line(h, b);
    }
    h->read = n == 1 ? b : NULL;
    return mute && !sure ? -1 : sure;
}
