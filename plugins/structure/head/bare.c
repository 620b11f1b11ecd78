/* SPDX-License-Identifier: MIT */
/* Lines that are nothing but names, of people, places and houses. */
#include "../lines/lines.h"
#include "head.h"

enum { STORY_BLOCKS = 8, PLACE_BYTES = 40 };

/* `VALDEMORA`, `San Roque` below who wrote it: one word, or what can be a town only. */
static int is_place_line(const struct head *h, const struct line *line)
{
    struct reader r = {.s = h->s, .line = line};
    stet_str t = stet__structure_trim(line->text);
    return t.n > 2 && t.n < PLACE_BYTES &&
           (!memchr(t.p, ' ', t.n) || stet__line_is_town(t)) &&
           stet__line_is_name(&r, t, 4, 0) && !stet__line_has_house_word(&r, t) &&
           !stet__line_is_agency(&r, t, 1) && !stet__line_is_role(&r, t) &&
           !stet__line_is_desk(h->s, t) && !stet__line_is_genre(&r, t);
}

/* A line among others that is nothing but names: of people, of the house. */
void stet__head_take_bare_line(struct head *h, const struct block *b,
                               const struct line *line)
{
    struct found *f = h->found;
    if ((!f->author_count || f->byline_block == b) &&
        stet__structure_people(h->s, line, &h->reading)) {
        h->reading.byline = stet__structure_trim(line->text);
        stet__head_take_reading(h, &h->reading, b);
    } else if (f->author_count && f->byline_block == b && !f->place.n &&
               is_place_line(h, line)) {
        f->place = stet__structure_trim(line->text);
    } else if (!f->publisher.n &&
               stet__structure_is_publisher(h->s, line, &h->reading)) {
        stet__head_take_publisher(f, &h->reading);
    } else if (!f->author_count &&
               stet__structure_is_person(h->s, line, &f->authors[0])) {
        f->author_count = 1;
        f->byline = stet__structure_trim(line->text);
        f->byline_block = b;
    }
}

/* Is what stands below the name a role: a few words, no sentence? */
static int is_role_line(const struct line *line)
{
    stet_str t = stet__structure_trim(line->text);
    return t.n > 3 && t.n < 120 && !memchr(".!?:", t.p[t.n - 1], 4);
}

/* A name with a role on the line below it: no running text. */
int stet__head_is_person_block(struct survey *s, const struct block *b)
{
    struct line lines[3];
    struct part part;
    return b->words < META_WORDS / 2 && stet__structure_lines(s, b, lines, 3) == 2 &&
           is_role_line(&lines[1]) && stet__structure_is_person(s, &lines[0], &part);
}

int stet__head_is_linked_name(struct survey *s, const struct block *b)
{
    struct line lines[2];
    struct part part;
    return stet__structure_lines(s, b, lines, 2) == 1 && lines[0].link_count == 1 &&
           stet__structure_is_person(s, &lines[0], &part);
}

/* `Ann Lee, senior fellow, and Bo Ek`: below the headline they wrote it. */
static int take_names(struct head *h, const struct block *b)
{
    struct line lines[3];
    size_t n = b->kind == STET_PARAGRAPH && b->words <= META_WORDS / 2
                   ? stet__structure_lines(h->s, b, lines, 3)
                   : 0;
    if (!n || n > 2 || (n == 2 && !is_role_line(&lines[1])) ||
        !stet__structure_people(h->s, &lines[0], &h->reading) ||
        (n == 2 && h->reading.author_count < 2))
        return 0;
    h->reading.byline = stet__structure_trim(lines[0].text);
    stet__head_take_reading(h, &h->reading, b);
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

/* Cut what stands behind the name; 1: it made the pictures. */
static int cut_role(stet_str *name)
{
    const char *comma = memchr(name->p, ',', name->n),
               *open = memchr(name->p, '(', name->n);
    int pictures =
        open &&
        (open[1] == 'F' || open[1] == 'f' || open[1] == 'P' || open[1] == 'p') &&
        name->p[name->n - 1] == ')' && (open[2] | 32) != 'r';
    if (open)
        name->n = (size_t)(open - name->p);
    if (comma && (size_t)(comma - name->p) < name->n)
        name->n = (size_t)(comma - name->p);
    *name = stet__structure_trim(*name);
    return pictures;
}

/* A list of names with what they are: `- Ann Lee, lecturer, University of Bath`. */
static int take_author_list(struct head *h, const struct block *b)
{
    struct line lines[LINES_MAX];
    struct found *f = h->found;
    size_t n, count = 0;
    if ((b->kind != STET_LIST && b->kind != STET_PARAGRAPH) ||
        b->words > 3 * META_WORDS)
        return 0;
    n = stet__structure_lines(h->s, b, lines, LINES_MAX);
    if (n < 1 + (b->kind == STET_PARAGRAPH) || n > ROLES_MAX)
        return 0;
    for (size_t i = 0; i < n; i++) {
        struct line first = lines[i];
        int pictures = cut_role(&first.text);
        struct part person;
        if (count && stet__structure_has_article(first.text))
            continue; /* `La Corriente Mundo`: what they wrote for */
        if (!is_role_line(&lines[i]) ||
            (i && b->kind == STET_PARAGRAPH &&
             memchr(lines[i].text.p, ',', lines[i].text.n) &&
             !memchr(lines[0].text.p, ',', lines[0].text.n)))
            return 0; /* a name and a role, not two names */
        if (!stet__structure_is_person(h->s, &first, &person)) {
            if (!count || i + 1 < n || memchr(first.text.p, ' ', first.text.n))
                return 0;
            f->place = first.text; /* the last line: where it was written */
        } else if (pictures) {
            person.role = stet_cstr("photographer");
            f->others[f->other_count++] = person;
            f->others_block = b;
        } else {
            f->authors[count++] = person;
        }
    }
    if (!count)
        return 0;
    f->author_count = count;
    f->byline = stet__structure_trim(lines[0].text);
    f->byline_block = b;
    return 1;
}

/* A bare name below the headline is who wrote it; that of a house, who published it. */
int stet__head_take_name(struct head *h, size_t i)
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
    if (near && !f->author_count && (take_names(h, b) || take_author_list(h, b)))
        return 1;
    if (b->kind != STET_PARAGRAPH || b->words > META_WORDS / 2)
        return 0;
    size_t n = stet__structure_lines(s, b, lines, 3);
    int linked = near && n == 1 && stet__head_is_meta(s, i + 1) &&
                 stet__head_is_linked_name(s, b);
    if (!n || (n == 1 && b->class != CLASS_SHORT && !linked))
        return 0;
    if ((below || linked || (n == 2 && near)) && take_person(h, b, lines, n))
        return 1;
    if ((n > 1 && !(n == 2 && i < h->headline && is_role_line(&lines[1]))) ||
        f->publisher.n || !stet__structure_is_publisher(s, &lines[0], &h->reading))
        return 0;
    stet__head_take_publisher(f, &h->reading);
    f->date_block = f->date_block ? f->date_block : b;
    return 1;
}

/* `Übersichtsarbeit - Heft 11/2022, S. 34`: what it is, and in which number. */
static int is_issue_line(struct survey *s, const struct block *b)
{
    struct line lines[2];
    struct reader r = {.s = s, .line = lines};
    return b->kind == STET_PARAGRAPH && b->words < META_WORDS / 2 &&
           stet__structure_lines(s, b, lines, 2) == 1 &&
           stet__line_is_genre(&r, lines[0].text);
}

/* The block behind the headline, when no line of the head has named anybody. */
void stet__head_take_below(struct head *h)
{
    struct survey *s = h->s;
    size_t i = h->headline == SIZE_MAX ? 0 : h->headline + 1;
    while (i && i < h->headline + 3 && !h->found->author_count &&
           s->blocks[i].class != CLASS_META && i + 2 < s->count &&
           is_issue_line(s, &s->blocks[i]))
        i++;
    if (h->headline == SIZE_MAX || i + 1 >= s->count || h->found->author_count ||
        (s->blocks[i].class != CLASS_SHORT && s->blocks[i].class != CLASS_PROSE) ||
        !take_names(h, &s->blocks[i]))
        return;
    s->blocks[i].class = CLASS_META;
    h->last = i + 1 > h->last ? i + 1 : h->last;
    s->has_meta = 1;
}

enum { BARE_REACH = 5, BARE_WORDS = 9, BIO_BLOCKS = 12 };

/* Does a note behind the text begin with the name: `Ann Lee is a baker`? */
static int has_note(struct survey *s, stet_str name)
{
    size_t from = s->count > BIO_BLOCKS ? s->count - BIO_BLOCKS : 0;
    struct line lines[2];
    for (size_t i = from; i < s->count; i++)
        if (s->blocks[i].kind == STET_PARAGRAPH && s->blocks[i].bytes > name.n + 8 &&
            s->blocks[i].words < 4 * META_WORDS &&
            stet__structure_lines(s, &s->blocks[i], lines, 2) &&
            lines[0].text.n > name.n && !memcmp(lines[0].text.p, name.p, name.n))
            return 1;
    return 0;
}

/* Below the headline, and the deck, a line that is a name and no more; when the text
 * has no other line of that sort, or a note behind it says who that is. */
void stet__head_take_bare(struct head *h)
{
    struct survey *s = h->s;
    struct found *f = h->found;
    size_t i = h->headline + 1, end = i + BARE_REACH;
    if (h->headline == SIZE_MAX || f->author_count || s->has_matter)
        return;
    for (; i < s->count && i < end; i++) {
        struct block *b = &s->blocks[i];
        struct line lines[2];
        struct part person;
        if (b->kind != STET_PARAGRAPH || b->words > BARE_WORDS ||
            (b->class != CLASS_SHORT && b->class != CLASS_PROSE)) {
            if (b->class == CLASS_META || b->class == CLASS_IMAGE ||
                b->kind == STET_FIGURE || (i == h->headline + 1 && i + 1 < s->count))
                continue;
            return;
        }
        if (stet__structure_lines(s, b, lines, 2) != 1 ||
            !stet__structure_is_person(s, &lines[0], &person) ||
            stet__structure_has_article(person.name))
            continue;
        if (!f->published.n && !has_note(s, person.name))
            continue;
        f->authors[0] = person;
        f->author_count = 1;
        f->byline = stet__structure_trim(lines[0].text);
        f->byline_block = b;
        b->class = CLASS_META;
        s->has_meta = 1;
        h->last = i + 1 > h->last ? i + 1 : h->last;
        return;
    }
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

/* `COMMUNIQUÉ DE PRESSE`, `Embargo: ...`: a house speaks for itself. */
static int is_release(struct survey *s, stet_str t)
{
    unsigned groups = GROUP_BIT(GROUP_GENRE) | GROUP_BIT(GROUP_EMBARGO);
    struct word words[12];
    size_t n = stet__structure_words(t, words, 12);
    for (size_t i = 0; i < n; i++)
        if (stet__structure_match(s->plan, groups, words + i, n - i))
            return 1;
    return 0;
}

/* Above the headline the name of a house, such as `Agence nationale des seuils`. */
void stet__head_take_house(struct head *h)
{
    struct survey *s = h->s;
    size_t end = h->headline == SIZE_MAX || h->headline > ROLES_MAX ? 0 : h->headline;
    int release = 0;
    for (size_t i = 0; i < end && !h->found->publisher.n; i++) {
        struct block *b = &s->blocks[i];
        struct line lines[3];
        size_t n = b->kind == STET_PARAGRAPH && b->words <= META_WORDS / 2
                       ? stet__structure_lines(s, b, lines, 3)
                       : 0;
        if (!n || b->class == CLASS_META)
            continue;
        if (is_release(s, lines[0].text)) {
            release = 1;
        } else if (stet__structure_is_publisher(s, &lines[0], &h->reading) &&
                   (release || h->reading.institution)) {
            stet__head_take_publisher(h->found, &h->reading);
            h->found->date_block = h->found->date_block ? h->found->date_block : b;
            b->class = CLASS_META;
        }
    }
}

/* Does the text that follows speak of it? */
static int is_spoken_of(const struct head *h, stet_str name)
{
    struct survey *s = h->s;
    size_t end = h->last + STORY_BLOCKS < s->count ? h->last + STORY_BLOCKS : s->count;
    for (size_t b = h->last; b < end; b++)
        for (size_t i = s->blocks[b].item; i < s->blocks[b].end; i++)
            if (s->items[i].kind == STET_TEXT && s->items[i].text.n > name.n &&
                s->blocks[b].kind != STET_FIGURE &&
                memcmp(s->items[i].text.p, name.p, name.n) != 0 &&
                stet__structure_class(s, &s->blocks[b]) == CLASS_PROSE &&
                memmem(s->items[i].text.p, s->items[i].text.n, name.p, name.n))
                return 1;
    return 0;
}

/* `Cabo Lierna - 7 May 2023`: what stands beside the date is where the story plays. */
void stet__head_prefer_place(struct head *h)
{
    struct found *f = h->found;
    struct line line = {.text = f->publisher};
    struct part person;
    const char *behind = f->publisher.p + f->publisher.n;
    if (f->publisher.n && f->published_raw.p == behind + 1 && *behind == ' ' &&
        memchr(f->publisher.p, ' ', f->publisher.n))
        return; /* `Ann Lee 3 May 2025`: a person */
    int one = f->publisher.n && !memchr(f->publisher.p, ' ', f->publisher.n) &&
              !stet__structure_is_publisher(h->s, &line, &h->reading);
    if (f->place.n || !f->publisher.n || f->publisher_url.n || !f->published.n ||
        (!one && !stet__structure_is_person(h->s, &line, &person)) ||
        stet__structure_has_article(f->publisher) ||
        !(is_spoken_of(h, f->publisher) || (one && f->author_count)))
        return;
    f->place = f->publisher;
    f->publisher = stet_cstr("");
}

/* `Lucien Abara, 7 July 2023`: a name beside a date that is no house's, when nobody
 * else is named. */
void stet__head_prefer_person(struct head *h)
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
