/* SPDX-License-Identifier: MIT */
/*
 * The head of an article: headline, kicker, standfirst, and the lines between them that
 * name authors, house, date and subjects. Lines are looked for until three paragraphs
 * of running text have passed; only what stands before the second of them counts.
 */
#include "structure.h"

enum {
    ROLES_MAX = 6,
    HEAD_BLOCKS = 40,
    META_WORDS = 48,
    KICKER_WORDS = 6,
    KICKER_REACH = 2
};

struct head {
    struct survey *s;
    struct found *found;
    size_t headline; /* SIZE_MAX: none in the body */
    size_t last;     /* behind the last sure line  */
    size_t prose;    /* paragraphs of text passed  */
    size_t sure;     /* lines that said something  */
    /* what the one line of a block said that was looked at last, or NULL */
    const struct block *read;
    struct reading reading;
};

static int64_t level_of(const struct survey *s, const struct block *b)
{
    return stet_attr_int(s->a, b->node, STET_ATTR_LEVEL, 1);
}

/* ---- taking what a line says
 * ------------------------------------------------------------ */

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

static void take_publisher(struct found *f, const struct reading *r)
{
    if (!f->publisher.n)
        f->publisher_url = r->publisher_url;
    take_once(&f->publisher, r->publisher);
    take_parts(f->agencies, &f->agency_count, AGENCIES_MAX, r->agencies,
               r->agency_count);
}

static void take_reading(struct head *h, const struct reading *r, const struct block *b)
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
    take_publisher(f, r);
    take_once(&f->place, r->place);
    if (!f->published.n)
        f->published_raw = r->published_raw;
    take_once(&f->published, r->published);
    if (!f->updated.n)
        f->updated_raw = r->updated_raw;
    take_once(&f->updated, r->updated);
}

static void take_line(struct head *h, const struct block *b)
{
    const struct reading *r = &h->reading;
    take_reading(h, r, b);
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

/* A line among others that is nothing but names: of people, of the house. */
static void take_bare_line(struct head *h, const struct block *b,
                           const struct line *line)
{
    struct found *f = h->found;
    if (!f->author_count && stet__structure_people(h->s, line, &h->reading)) {
        h->reading.byline = stet__structure_trim(line->text);
        take_reading(h, &h->reading, b);
    } else if (!f->publisher.n &&
               stet__structure_is_publisher(h->s, line, &h->reading)) {
        take_publisher(f, &h->reading);
    } else if (!f->author_count &&
               stet__structure_is_person(h->s, line, &f->authors[0])) {
        f->author_count = 1;
        f->byline = stet__structure_trim(line->text);
        f->byline_block = b;
    }
}

/* The lines of the block say something: 1 sure, 0 only beside another; -1 they do not.
 */
static int read_block(struct head *h, struct block *b, int take)
{
    struct line lines[LINES_MAX];
    int sure = 0;
    size_t mute = 0;
    h->read = NULL;
    if (b->words > META_WORDS ||
        (b->kind != STET_PARAGRAPH && b->kind != STET_HEADING &&
         !stet__structure_is_numbered_line(h->s, b)))
        return -1;
    size_t n = stet__structure_lines(h->s, b, lines, LINES_MAX);
    if (!n || n == LINES_MAX)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (!stet__structure_read_line(h->s, &lines[i], &h->reading)) {
            if (++mute * 2 > n || !is_harmless(lines[i].text))
                return -1;
            if (take)
                take_bare_line(h, b, &lines[i]);
            continue;
        }
        sure |= h->reading.sure;
        if (take)
            take_line(h, b);
    }
    h->read = n == 1 ? b : NULL;
    return mute && !sure ? -1 : sure;
}

/* ---- going through the blocks
 * -------------------------------------------------------------- */

static void take_block(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    if (h->read == b)
        take_line(h, b);
    else
        read_block(h, b, 1);
    b->class = CLASS_META;
    h->last = i + 1;
    h->sure++;
    h->s->has_meta = h->s->loose = 1;
}

static void pass_heading(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    if (h->headline == SIZE_MAX && !h->prose && (level_of(h->s, b) == 1 || i == 0) &&
        !(h->s->has_matter && level_of(h->s, b) > 1)) {
        b->class = CLASS_HEADLINE;
        h->headline = i;
        h->last = i + 1;
        h->s->loose = 1;
        return;
    }
    if (h->prose < 2 && read_block(h, b, 0) == 1) {
        take_block(h, i);
    } else if (i != h->last || !h->last) {
        h->prose = 2; /* a heading of the text */
    }
}

/* Is what stands below the name a role: a few words, no sentence? */
static int is_role_line(const struct line *line)
{
    stet_str t = stet__structure_trim(line->text);
    return t.n > 3 && t.n < 120 && !memchr(".!?:", t.p[t.n - 1], 4);
}

/* A name with a role on the line below it: no running text. */
static int is_person_block(struct survey *s, const struct block *b)
{
    struct line lines[3];
    struct part part;
    return b->words < META_WORDS / 2 && stet__structure_lines(s, b, lines, 3) == 2 &&
           is_role_line(&lines[1]) && stet__structure_is_person(s, &lines[0], &part);
}

static void pass_text(struct head *h, size_t i)
{
    struct block *b = &h->s->blocks[i];
    int sure = h->prose < 2 ? read_block(h, b, 0) : -1;
    if (sure == 1) {
        take_block(h, i);
        return;
    }
    b->unsure = sure == 0;
    int class = stet__structure_class(h->s, b);
    h->prose += class == CLASS_PROSE && !is_person_block(h->s, b);
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

static int is_meta(const struct survey *s, size_t i)
{
    return i < s->count && s->blocks[i].class == CLASS_META;
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

/* `Ann Lee, senior fellow, and Bo Ek`: below the headline they wrote it. */
static int take_names(struct head *h, const struct block *b)
{
    struct line lines[2];
    if (b->kind != STET_PARAGRAPH || b->words > META_WORDS / 2 ||
        stet__structure_lines(h->s, b, lines, 2) != 1 ||
        !stet__structure_people(h->s, &lines[0], &h->reading))
        return 0;
    h->reading.byline = stet__structure_trim(lines[0].text);
    take_reading(h, &h->reading, b);
    return 1;
}

/* A bare name, perhaps with a role on the line below it. */
static int take_person(struct head *h, const struct block *b, const struct line *lines,
                       size_t n)
{
    struct found *f = h->found;
    if (n > 2 || f->author_count >= PARTS_MAX || (f->author_count && n < 2) ||
        (n == 2 && !is_role_line(&lines[1])) ||
        !stet__structure_is_person(h->s, &lines[0], &f->authors[f->author_count]))
        return 0;
    if (!f->author_count++) {
        f->byline = stet__structure_trim(lines[0].text);
        f->byline_block = b;
    }
    return 1;
}

/* A bare name below the headline is who wrote it; that of a house, who published it. */
static int take_name(struct head *h, size_t i)
{
    struct survey *s = h->s;
    struct block *b = &s->blocks[i];
    struct found *f = h->found;
    struct line lines[3];
    int near =
        h->headline != SIZE_MAX && i > h->headline && i - h->headline <= ROLES_MAX;
    int below = i ? s->blocks[i - 1].class == CLASS_HEADLINE ||
                        s->blocks[i - 1].class == CLASS_META ||
                        s->blocks[i - 1].class == CLASS_STANDFIRST
                  : s->has_matter;
    if (near && !f->author_count && take_names(h, b))
        return 1;
    if (b->kind != STET_PARAGRAPH || b->words > META_WORDS / 2)
        return 0;
    size_t n = stet__structure_lines(s, b, lines, 3);
    if (!n || (n == 1 && b->class != CLASS_SHORT))
        return 0;
    if ((below || (n == 2 && near)) && take_person(h, b, lines, n))
        return 1;
    if (n > 1 || f->publisher.n ||
        !stet__structure_is_publisher(s, &lines[0], &h->reading))
        return 0;
    take_publisher(f, &h->reading);
    f->date_block = f->date_block ? f->date_block : b;
    return 1;
}

/* Lines that count only beside a sure one. */
static void take_neighbours(struct head *h)
{
    struct survey *s = h->s;
    h->read = NULL;
    for (size_t i = 0; i < s->count && i <= h->last; i++) {
        struct block *b = &s->blocks[i];
        if (!is_meta(s, i + 1) && !(i && is_meta(s, i - 1)))
            continue;
        if (b->class != CLASS_SHORT && b->class != CLASS_PROSE &&
            b->class != CLASS_WEAK)
            continue;
        if (b->unsure)
            read_block(h, b, 1);
        else if (!take_name(h, i))
            continue;
        b->unsure = 0;
        b->class = CLASS_META;
        h->last = i + 1 > h->last ? i + 1 : h->last;
    }
}

/* ---- headline, kicker, standfirst
 * ------------------------------------------------------------ */

/* Of a block in raw HTML the text in it. */
static stet_str content(struct survey *s, const struct block *b)
{
    if (stet_kind_of(s->a, b->node) != STET_HTML)
        return stet__structure_trim(stet_content(s->a, b->node));
    stet_out out = stet_out_in_article(s->a, b->bytes + 64, 1 << 20);
    for (size_t i = b->item; i < b->end; i++)
        stet_put_str(&out, s->items[i].text);
    stet__structure_check(s, stet_out_status(&out));
    return stet__structure_trim(stet_out_text(&out));
}

/* Without a heading: a first paragraph all in bold above the lines of the head. */
static void find_bold_headline(struct head *h)
{
    struct survey *s = h->s;
    if (h->headline != SIZE_MAX || s->has_matter || !s->has_meta || !s->count)
        return;
    struct block *b = &s->blocks[0];
    stet_str text = content(s, b);
    if (b->class == CLASS_META || b->kind != STET_PARAGRAPH || b->words > 30 ||
        !text.n || (!b->bold && (text.p[text.n - 1] == '.' || !is_meta(s, 1))))
        return;
    b->class = CLASS_HEADLINE;
    h->headline = 0;
}

static void state_headline(struct head *h)
{
    struct survey *s = h->s;
    if (h->headline == SIZE_MAX || !s->plan->config->headline)
        return;
    struct block *b = &s->blocks[h->headline];
    stet__structure_state(s, STET_HEADLINE, content(s, b), stet_cstr(""),
                          "headline_text",
                          b->kind == STET_HEADING ? STET_DERIVED : STET_INFERRED, b);
    struct block *first = &s->blocks[0];
    if (h->headline >= 1 && h->headline <= KICKER_REACH &&
        first->class == CLASS_SHORT && first->words <= KICKER_WORDS &&
        first->kind == STET_PARAGRAPH) {
        stet__structure_state(s, STET_KICKER, content(s, first), stet_cstr(""),
                              "headline_text", STET_INFERRED, first);
        first->class = CLASS_META;
    }
}

/* What an earlier run has found to be a notice is no standfirst. */
static int is_noticed(const struct survey *s, stet_node block)
{
    stet_node n = stet_first(s->a, stet_root(s->a, STET_FAMILY_NOTICE));
    for (; n; n = stet_next(s->a, n))
        for (stet_node r = stet_first(s->a, n); r; r = stet_next(s->a, r))
            if (stet_kind_of(s->a, r) == STET_RANGE &&
                stet_attr_node(s->a, r, STET_ATTR_BLOCK) == block)
                return 1;
    return 0;
}

static void state_standfirst(struct head *h, struct block *b)
{
    struct survey *s = h->s;
    if (is_noticed(s, b->node))
        return;
    if (stet__structure_take_day(s, h->found, b))
        return; /* a letter begins */
    b->class = CLASS_STANDFIRST;
    if (s->plan->config->standfirst)
        stet__structure_state(s, STET_STANDFIRST, content(s, b), stet_cstr(""),
                              "standfirst_text", STET_INFERRED, b);
}

/* A paragraph or lesser heading between headline and the lines of the head. */
static int find_deck(struct head *h)
{
    struct survey *s = h->s;
    if (h->headline == SIZE_MAX || h->headline + 1 >= h->last)
        return 0;
    struct block *b = &s->blocks[h->headline + 1];
    if (b->kind != STET_PARAGRAPH && b->kind != STET_HEADING)
        return 0;
    if ((b->class == CLASS_PROSE || b->class == CLASS_HEADING ||
         b->class == CLASS_SHORT) &&
        b->words >= 5) {
        state_standfirst(h, b);
        return 1;
    }
    return 0;
}

static size_t next_text(const struct survey *s, size_t i)
{
    while (i < s->count &&
           (s->blocks[i].class == CLASS_IMAGE || s->blocks[i].class == CLASS_STAMP))
        i++;
    return i;
}

/* The last paragraph above the separator that ends the head, when it is set off. */
static int find_fenced_standfirst(struct head *h)
{
    struct survey *s = h->s;
    if (s->body < h->last + 2 || s->blocks[s->body - 1].class != CLASS_SEPARATOR)
        return 0;
    struct block *b = &s->blocks[s->body - 2];
    int class = stet__structure_class(s, b);
    if (b->kind != STET_PARAGRAPH || b->words < 6 || b->words > 160 ||
        class == CLASS_FURNITURE || class == CLASS_META || (!b->italic && !b->bold))
        return 0;
    state_standfirst(h, b);
    return 1;
}

/* The first paragraph, when it is set off: italic, bold, or between two separators. */
static size_t find_standfirst(struct head *h, size_t from)
{
    struct survey *s = h->s;
    size_t i = next_text(s, from);
    if (i + 1 >= s->count)
        return from;
    struct block *b = &s->blocks[i];
    if (b->kind != STET_PARAGRAPH || b->words < 6 || b->words > 160)
        return from;
    int parted = s->has_meta && i && s->blocks[i - 1].class == CLASS_SEPARATOR &&
                 s->blocks[i + 1].class == CLASS_SEPARATOR && i + 2 < s->count;
    if (!b->italic && !b->bold && !parted)
        return from;
    state_standfirst(h, b);
    return s->blocks[i + 1].class == CLASS_SEPARATOR && i + 2 < s->count ? i + 2
                                                                         : i + 1;
}

/* The block behind the headline, when no line of the head has named anybody. */
static void take_names_below(struct head *h)
{
    struct survey *s = h->s;
    size_t i = h->headline == SIZE_MAX ? 0 : h->headline + 1;
    if (h->headline == SIZE_MAX || i + 1 >= s->count || h->found->author_count ||
        (s->blocks[i].class != CLASS_SHORT && s->blocks[i].class != CLASS_PROSE) ||
        !take_names(h, &s->blocks[i]))
        return;
    s->blocks[i].class = CLASS_META;
    h->last = i + 1 > h->last ? i + 1 : h->last;
    s->has_meta = 1;
}

/* `Le Matin`, `The Beacon`: houses have an article, people none. */
int stet__structure_has_article(stet_str name)
{
    static const char *const list[] = {"the ", "le ",  "la ", "les ", "l'",  "der ",
                                       "die ", "das ", "el ", "los ", "las "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        size_t n = strlen(list[i]), k = 0;
        while (k < n && k < name.n && (name.p[k] | 32) == (list[i][k] | 32))
            k++;
        if (k == n)
            return 1;
    }
    return 0;
}

enum { STORY_BLOCKS = 8 };

/* Does the text that follows speak of it? */
static int is_spoken_of(const struct head *h, stet_str name)
{
    struct survey *s = h->s;
    size_t end = h->last + STORY_BLOCKS < s->count ? h->last + STORY_BLOCKS : s->count;
    for (size_t b = h->last; b < end; b++)
        for (size_t i = s->blocks[b].item; i < s->blocks[b].end; i++)
            if (s->items[i].kind == STET_TEXT &&
                stet__structure_class(s, &s->blocks[b]) == CLASS_PROSE &&
                memmem(s->items[i].text.p, s->items[i].text.n, name.p, name.n))
                return 1;
    return 0;
}

/* `Cabo Lierna - 7 May 2023`: what stands beside the date is where the story plays. */
static void prefer_place(struct head *h)
{
    struct found *f = h->found;
    struct line line = {.text = f->publisher};
    struct part person;
    if (f->place.n || !f->publisher.n || f->publisher_url.n || !f->published.n ||
        !stet__structure_is_person(h->s, &line, &person) ||
        stet__structure_has_article(f->publisher) || !is_spoken_of(h, f->publisher))
        return;
    f->place = f->publisher;
    f->publisher = stet_cstr("");
}

/* `Lucien Abara, 7 July 2023`: a name beside a date that is no house's, when nobody
 * else is named. */
static void prefer_person(struct head *h)
{
    struct found *f = h->found;
    struct line line = {.text = f->publisher};
    if (f->author_count || !f->publisher.n ||
        stet__structure_has_article(f->publisher) ||
        !stet__structure_is_person(h->s, &line, &f->authors[0]) ||
        f->authors[0].name.n > 32)
        return;
    f->author_count = 1;
    f->byline = f->publisher;
    f->byline_block = f->date_block;
    f->publisher = stet_cstr("");
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
    if (found->author_count)
        stet__structure_set_author(s, found->authors[0].name);
    if (found->publisher.n)
        s->publisher = found->publisher;
    for (size_t i = h.last; i < s->count; i++)
        s->blocks[i].asked = 0; /* the names are known now */
    find_bold_headline(&h);
    state_headline(&h);
    take_names_below(&h);
    prefer_place(&h);
    prefer_person(&h);
    s->body = h.last;
    if (!s->has_meta && h.headline == SIZE_MAX && s->has_matter)
        return; /* a clean article: the fields came with it */
    if (s->has_meta || h.headline != SIZE_MAX)
        s->body = stet__structure_skip_furniture(s, h.last);
    int deck = find_deck(&h);
    if (!deck && !find_fenced_standfirst(&h) && !(s->has_intro && !s->has_meta))
        s->body = find_standfirst(&h, s->body);
}
