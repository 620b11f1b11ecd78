/* SPDX-License-Identifier: MIT */
/*
 * The head of an article: headline, kicker, standfirst, and the lines between them that
 * name authors, house, date and subjects. Lines are looked for until three paragraphs
 * of running text have passed; only what stands before the second of them counts.
 */
#include "head.h"

enum { SENTENCE_WORDS = 7, BELOW_WORDS = 12 };

static int64_t level_of(const struct survey *s, const struct block *b)
{
    return stet_attr_int(s->a, b->node, STET_ATTR_LEVEL, 1);
}

/* ---- going through the blocks
 * -------------------------------------------------------------- */

static void take_block(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    if (h->read == b)
        stet__head_take_line(h, b);
    else
        stet__head_read_block(h, b, 1);
    b->class = CLASS_META;
    h->last = i + 1;
    h->sure++;
    h->s->has_meta = h->s->loose = 1;
}

/* `### Health` right above a heading of the first level. */
static int is_above_headline(const struct head *h, size_t i)
{
    const struct survey *s = h->s;
    return i == 0 && s->count > 1 && level_of(s, &s->blocks[0]) > 1 &&
           s->blocks[1].class == CLASS_HEADING && level_of(s, &s->blocks[1]) == 1 &&
           s->blocks[0].words <= SENTENCE_WORDS;
}

/* One paragraph that is set off stands above the heading of the first level. */
static int is_below_note(const struct head *h, size_t i)
{
    const struct block *b = i ? &h->s->blocks[i - 1] : NULL;
    return b && i <= 3 && h->prose == 1 &&
           (i == 1 || b->italic || b->bold || b->words <= META_WORDS / 2) &&
           !h->s->has_matter && level_of(h->s, &h->s->blocks[i]) == 1;
}

static void pass_heading(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    if (is_above_headline(h, i)) {
        b->class = CLASS_SHORT; /* a kicker */
        return;
    }
    if (h->headline == SIZE_MAX && (!h->prose || is_below_note(h, i)) &&
        (level_of(h->s, b) == 1 || i == 0) &&
        !(h->s->has_matter && level_of(h->s, b) > 1)) {
        h->prose = 0;
        b->class = CLASS_HEADLINE;
        h->headline = i;
        h->last = i + 1;
        h->s->loose = 1;
        return;
    }
    if (h->headline != SIZE_MAX && i - h->headline <= 4 && level_of(h->s, b) > 2 &&
        b->words <= 5 && stet__head_is_linked_name(h->s, b)) {
        b->class = CLASS_SHORT; /* `<h4><a href="/author/x">Ann Lee</a></h4>` */
        b->kind = STET_PARAGRAPH;
        return;
    }
    if (h->prose < 2 && stet__head_read_block(h, b, 0) == 1) {
        take_block(h, i);
    } else if (i != h->last || !h->last) {
        h->prose = 2; /* a heading of the text */
    }
}

/* Below the headline a short sentence is text, too. */
static int ends_sentence(struct survey *s, const struct block *b)
{
    struct line lines[2];
    if (b->words < SENTENCE_WORDS || stet__structure_lines(s, b, lines, 2) != 1)
        return 0;
    stet_str t = stet__structure_trim(lines[0].text);
    return memchr(".!?", t.p[t.n - 1], 3) != NULL && !memchr(t.p, ':', t.n);
}

/* A line below the headline that no full stop ends, such as one of names and places. */
static int is_unended(const struct head *h, const struct block *b)
{
    struct line lines[2];
    if (h->headline == SIZE_MAX || b->kind != STET_PARAGRAPH ||
        b->words > META_WORDS / 2 || stet__structure_lines(h->s, b, lines, 2) != 1)
        return 0;
    stet_str t = stet__structure_trim(lines[0].text);
    uint32_t code = 0;
    return h->s->kit->decode(t.p, t.n, &code) && !memchr(".!?:;\")", t.p[t.n - 1], 7) &&
           (unsigned char)t.p[t.n - 1] < 0x80;
}

static void pass_text(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    int sure = h->prose < 2 ? stet__head_read_block(h, b, 0) : -1;
    if (sure == 1) {
        take_block(h, i);
        return;
    }
    b->unsure = sure == 0;
    if (stet__head_is_marked(h, i)) {
        b->class = CLASS_STANDFIRST;
        h->last = i + 1;
        return;
    }
    int class = stet__structure_class(h->s, b);
    h->prose += (class == CLASS_PROSE && !stet__head_is_person_block(h->s, b) &&
                 !is_unended(h, b)) ||
                (class == CLASS_SHORT && h->headline < i && ends_sentence(h->s, b));
}

static void pass_blocks(struct head *h)
{
    size_t limit = h->s->count < HEAD_BLOCKS ? h->s->count : HEAD_BLOCKS;
    for (size_t i = 0; i < limit && h->prose < 2; i++) {
        switch (h->s->blocks[i].class) {
        case CLASS_HEADING:
            pass_heading(h, i);
            break;
        case CLASS_SHORT:
        case CLASS_PROSE:
            pass_text(h, i);
            break;
        default:
            break;
        }
    }
}

/* Where the fields came with the article, one line that looks like a date or a label is
 * more likely a part of the text (a memorandum, a programme). */
static void drop_lone_line(struct head *h)
{
    struct survey *s = h->s;
    if (!s->has_matter || !s->has_meta || h->sure > 1 || h->found->author_count)
        return;
    memset(h->found, 0, offsetof(struct found, authors));
    for (size_t i = 0; i < h->last; i++)
        if (s->blocks[i].class == CLASS_META)
            s->blocks[i].class = CLASS_PROSE;
    s->has_meta = 0;
    s->loose = h->headline != SIZE_MAX;
    h->last = h->headline == SIZE_MAX ? 0 : h->headline + 1;
}

/* Lines that count only beside a sure one. */
static void take_neighbours(struct head *h)
{
    struct survey *s = h->s;
    h->read = NULL;
    for (size_t i = 0; i < s->count && i <= h->last; i++) { /* the block behind, too */
        struct block *b = &s->blocks[i];
        if (!stet__head_is_meta(s, i + 1) && !(i && stet__head_is_meta(s, i - 1)) &&
            !(b->unsure && i && s->blocks[i - 1].class == CLASS_HEADLINE &&
              b->words <= BELOW_WORDS))
            continue;
        if (b->class != CLASS_SHORT && b->class != CLASS_PROSE &&
            b->class != CLASS_WEAK)
            continue;
        if (b->unsure)
            stet__head_read_block(h, b, 1);
        else if (!stet__head_take_name(h, i))
            continue;
        b->unsure = 0;
        b->class = CLASS_META;
        h->last = i + 1 > h->last ? i + 1 : h->last;
    }
}

void stet__structure_head(struct survey *s, struct found *found)
{
    struct head h;
    memset(&h, 0, offsetof(struct head, reading));
    h.s = s;
    h.found = found;
    h.headline = SIZE_MAX;
    pass_blocks(&h);
    drop_lone_line(&h);
    take_neighbours(&h);
    take_neighbours(&h); /* and theirs */
    stet__head_take_bare(&h);
    stet__head_take_house(&h);
    if (found->author_count)
        stet__structure_set_author(s, found->authors[0].name);
    if (found->publisher.n)
        s->publisher = found->publisher;
    for (size_t i = h.last; i < s->count; i++)
        s->blocks[i].asked = 0; /* the names are known now */
    stet__head_find_bold(&h);
    stet__head_state_headline(&h);
    stet__head_take_genre(&h);
    stet__head_take_below(&h);
    stet__head_prefer_place(&h);
    stet__head_prefer_person(&h);
    s->body = h.last;
    if (!s->has_meta && h.headline == SIZE_MAX && s->has_matter)
        return; /* a clean article: the fields came with it */
    if (s->has_meta || h.headline != SIZE_MAX)
        s->body = stet__structure_skip_furniture(s, h.last);
    int deck = h.marked || stet__head_find_deck(&h) || stet__head_find_between(&h);
    if (!deck && !stet__head_find_fenced(&h) && !(s->has_intro && !s->has_meta))
        s->body = stet__head_find_standfirst(&h, s->body);
}
