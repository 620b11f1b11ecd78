/* SPDX-License-Identifier: MIT */
/* Headline, kicker and standfirst. */
#include "../lines/lines.h"
#include "head.h"

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
void stet__head_find_bold(struct head *h)
{
    struct survey *s = h->s;
    if (h->headline != SIZE_MAX || s->has_matter || !s->has_meta || !s->count)
        return;
    struct block *b = &s->blocks[0];
    stet_str text = content(s, b);
    if (b->class == CLASS_META || b->kind != STET_PARAGRAPH || b->words > 30 ||
        !text.n ||
        (!b->bold && (text.p[text.n - 1] == '.' || !stet__head_is_meta(s, 1))))
        return;
    b->class = CLASS_HEADLINE;
    h->headline = 0;
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

/* `World > Europe`: the way to the page. */
static int is_trail(stet_str t)
{
    const char *stroke = memmem(t.p, t.n, " / ", 3);
    if (stroke && memmem(stroke + 3, (size_t)(t.p + t.n - stroke) - 3, " / ", 3))
        return 1;
    return memmem(t.p, t.n, "\xe2\x80\xba", 3) || memmem(t.p, t.n, " > ", 3) ||
           memmem(t.p, t.n, "\xc2\xbb", 2);
}

/* `Sperrfrist: 3. Mai 2023`: when it may appear. */
static int is_gate(const struct survey *s, stet_str t)
{
    struct word words[10];
    size_t n = stet__structure_words(t, words, 10);
    for (size_t i = 0; i < n; i++)
        if (stet__structure_match(s->plan, GROUP_BIT(GROUP_EMBARGO), words + i, n - i))
            return 1;
    return 0;
}

/* `Les métiers invisibles (4/6)`: a series, and which part of it. */
static int take_numbered(struct head *h, stet_str t)
{
    stet_str name = stet__line_without_part(t);
    if (h->found->series.name.n || t.n < 8 || t.p[t.n - 1] != ')' || name.n + 4 > t.n ||
        name.n < 4 || !memchr(t.p + name.n, '/', t.n - name.n))
        return 0;
    struct part *p = &h->found->series;
    memset(p, 0, sizeof *p);
    p->kind = STET_CONCEPT;
    p->name = name;
    return 1;
}

void stet__head_state_headline(struct head *h)
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
        (first->kind == STET_PARAGRAPH || h->headline == 1) &&
        !is_trail(content(s, first)) && !is_gate(s, content(s, first)) &&
        !is_noticed(s, first->node)) {
        if (!take_numbered(h, content(s, first)))
            stet__structure_state(s, STET_KICKER, content(s, first), stet_cstr(""),
                                  "headline_text", STET_INFERRED, first);
        first->class = CLASS_META;
    }
}

enum { STANDFIRST_WORDS = 4 };

/* `The tower on Monday. Tara Bell/Millcreek Monitor`: a name and a house behind it. */
static int ends_credited(struct survey *s, stet_str t)
{
    struct line line = {.text = t};
    struct reader r = {.s = s, .line = &line};
    struct word words[8];
    const char *stop = NULL, *end = t.p + t.n;
    if (!memchr(t.p, '/', t.n))
        return 0;
    for (const char *p = t.p; (p = memmem(p, (size_t)(end - p), ". ", 2)); p += 2)
        stop = p;
    stet_str last =
        stop ? stet__line_cut(t, (size_t)(stop - t.p) + 2, t.n) : stet_cstr("");
    const char *stroke = memchr(last.p, '/', last.n);
    size_t at = stroke ? (size_t)(stroke - last.p) : 0;
    size_t n = stet__structure_words(last, words, 8);
    return at && n >= 3 && n < 8 && !memchr(".!?", last.p[last.n - 1], 3) &&
           stet__line_is_name(&r, stet_strn(last.p, at), 4, 0) &&
           stet__line_starts_big(&r, stet__line_cut(last, at + 1, last.n));
}

/* `Rocks on the line. EFE/Luis Mardones`: below a picture that is gone. */
static int is_caption(struct survey *s, stet_str t)
{
    size_t at = t.n, from;
    if (ends_credited(s, t))
        return 1;
    while (at && t.p[at - 1] != '/')
        at--;
    if (at < 4 || t.n - at < 4 || t.n - at > 40 || t.p[t.n - 1] == '.' ||
        t.p[at] == ' ' || t.p[at] < 'A' || t.p[at] > 'Z')
        return 0;
    for (from = at - 1; from && t.p[from - 1] >= 'A' && t.p[from - 1] <= 'Z'; from--)
        ;
    return at - 1 - from >= 2 &&
           (!from || t.p[from - 1] == ' ' || t.p[from - 1] == '(');
}

/* `Aviso: ...`, `N. de la R.: ...`: a note to readers. */
static int is_labelled(const struct survey *s, stet_str t)
{
    struct word words[5];
    const char *colon = memchr(t.p, ':', t.n < 40 ? t.n : 40);
    if (!colon)
        return 0;
    size_t n = stet__structure_words(stet_strn(t.p, (size_t)(colon - t.p)), words, 5);
    return n && n < 5 &&
           stet__structure_match_all(s->plan, GROUP_BIT(GROUP_NOT_A_LABEL), words, n);
}

/* `ESSAY | Ann Lee | 3 May 2024`: said beside who wrote it, or when. */
static void take_genre_field(struct head *h)
{
    struct survey *s = h->s;
    const struct found *f = h->found;
    const struct block *b = f->byline_block ? f->byline_block : f->date_block;
    if (f->genre.n && b && !stet_field(s->a, STET_KICKER))
        stet__structure_state(s, STET_KICKER, f->genre, stet_cstr(""), "headline_text",
                              STET_INFERRED, b);
}

/* `*Glosse*`, `REPORTAGE` below the headline: what sort of text it is. */
void stet__head_take_genre(struct head *h)
{
    struct survey *s = h->s;
    struct word words[3];
    size_t i = h->headline == SIZE_MAX ? 0 : h->headline + 1;
    if (!i || i + 1 >= s->count || !s->plan->config->headline)
        return;
    take_genre_field(h);
    struct block *b = &s->blocks[i];
    if (b->kind != STET_PARAGRAPH || b->words > 4 || b->class == CLASS_META ||
        stet_field(s->a, STET_KICKER))
        return;
    stet_str t = content(s, b);
    if (!stet__structure_match_all(s->plan, GROUP_BIT(GROUP_GENRE), words,
                                   stet__structure_words(t, words, 3)) ||
        memchr(t.p, '.', t.n))
        return;
    stet__structure_state(s, STET_KICKER, t, stet_cstr(""), "headline_text",
                          STET_INFERRED, b);
    b->class = CLASS_META;
    h->last = i + 1 > h->last ? i + 1 : h->last;
}

/* Has a line of the head said it, behind a label? */
static int has_labelled(const struct survey *s)
{
    stet_node root = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(s->a, root, n, STET_STANDFIRST)))
        if (stet_str_is(stet_attr_str(s->a, n, STET_ATTR_SOURCE), "standfirst_text") &&
            stet_attr_int(s->a, n, STET_ATTR_CONFIDENCE, 0) == STET_DERIVED)
            return 1;
    return 0;
}

/* `(Actualiza con ...)`, `Kurz analysiert Nr. 38, August 2024`, `Bath / Lesedauer: 3
 * min`: no sentence, and figures or brackets. */
static int is_note_line(stet_str t)
{
    size_t digits = 0;
    for (size_t i = 0; i < t.n; i++)
        digits += t.p[i] >= '0' && t.p[i] <= '9';
    if (digits && digits < 3 && !memchr(t.p, '/', t.n) && !memchr(t.p, ':', t.n) &&
        !memmem(t.p, t.n, "Nr", 2) && !memmem(t.p, t.n, "min", 3))
        digits = 0; /* `47 metres of tar and a minister` */
    return t.n && (*t.p == '(' || (digits && t.n < 60 && t.p[t.n - 1] != '.' &&
                                   t.p[t.n - 1] != '!' && t.p[t.n - 1] != '?'));
}

/* What a picture shows, and with whose leave: no full stop ends it, or it says so. */
static int is_below_picture(const struct survey *s, const struct block *b, stet_str t)
{
    static const char *const leave[] = {"used with permission",
                                        "utilis\xc3\xa9"
                                        "e avec",
                                        "mit Genehmigung",
                                        "utilizada con",
                                        "Used under a CC",
                                        "avec autorisation"};
    for (size_t i = 0; i < sizeof leave / sizeof *leave; i++)
        if (memmem(t.p, t.n, leave[i], strlen(leave[i])))
            return 1;
    size_t at = t.n;
    while (at && (unsigned char)t.p[at - 1] >= 'A' &&
           (t.p[at - 1] < 'a' || t.p[at - 1] & 0x80))
        at--;
    if (t.n - at >= 4 && memmem(t.p, at, ". ", 2))
        return 1; /* `On the landing. NURIA BELTRÁN` */
    return b > s->blocks && b[-1].class == CLASS_IMAGE && t.n &&
           memchr(t.p, '/', t.n) && !memchr(".!?", t.p[t.n - 1], 3);
}

/* `By Ann Lee, a fellow at the Centre`: who wrote it. */
static int begins_byline(struct survey *s, const struct block *b, stet_str t)
{
    struct line lines[3];
    struct reader r = {.s = s, .line = lines};
    struct word words[4];
    struct part part;
    int may = t.n && t.n < 120 && *t.p >= 'A' && *t.p <= 'Z' && memchr(t.p, ',', t.n);
    size_t n = may ? stet__structure_words(t, words, 4) : 0;
    const struct phrase *p =
        n ? stet__structure_match(s->plan, GROUP_BIT(GROUP_BYLINE), words, n) : NULL;
    if (p && (size_t)p->count < n && (p->count > 1 || words[0].to < 4) &&
        stet__line_starts_big(&r, stet__line_cut(t, words[p->count].from, t.n)))
        return 1;
    return b->words < META_WORDS && memchr(t.p, '\n', t.n) &&
           stet__structure_lines(s, b, lines, 3) > 1 &&
           stet__structure_is_person(s, &lines[0], &part); /* a name and an address */
}

static void state_standfirst(struct head *h, struct block *b)
{
    struct survey *s = h->s;
    stet_str text = content(s, b);
    if (begins_byline(s, b, text) || is_below_picture(s, b, text) ||
        is_note_line(text) || is_noticed(s, b->node) || is_caption(s, text) ||
        is_labelled(s, text))
        return;
    if (stet__structure_take_day(s, h->found, b))
        return; /* a letter begins */
    b->class = CLASS_STANDFIRST;
    if (s->plan->config->standfirst && !has_labelled(s))
        stet__structure_state(s, STET_STANDFIRST, text, stet_cstr(""),
                              "standfirst_text", STET_INFERRED, b);
}

/* `CORRESPONDENT IN OSTRAVA`: it says who wrote, not what. */
static int is_desk_line(struct survey *s, const struct block *b)
{
    unsigned groups = GROUP_BIT(GROUP_TITLE) | GROUP_BIT(GROUP_DESK);
    struct line lines[2];
    struct word words[2];
    if (b->class != CLASS_SHORT || stet__structure_lines(s, b, lines, 2) != 1)
        return 0;
    size_t n = stet__structure_words(lines[0].text, words, 2);
    return n && stet__structure_match(s->plan, groups, words, n) != NULL;
}

int stet__head_is_marked(struct head *h, size_t i)
{
    struct survey *s = h->s;
    struct block *b = &s->blocks[i];
    stet_node root = stet_root(s->a, STET_FAMILY_FIELD), n = 0;
    if (h->marked || h->headline == SIZE_MAX || b->words < STANDFIRST_WORDS)
        return 0;
    while ((n = stet_find(s->a, root, n, STET_STANDFIRST)))
        if (stet_str_is(stet_attr_str(s->a, n, STET_ATTR_SOURCE), "dom"))
            break;
    if (!n)
        return 0;
    h->marked = stet_str_eq(stet_text(s->a, n), content(s, b));
    return h->marked;
}

/* A word or two, or figures, between headline and deck. */
static int is_aside(struct survey *s, const struct block *b)
{
    struct word words[4];
    size_t n = stet__structure_words(content(s, b), words, 4);
    return b->kind == STET_PARAGRAPH && n < 3 &&
           (b->class == CLASS_SHORT || b->class == CLASS_WEAK ||
            (b->class == CLASS_META &&
             stet__structure_match_all(s->plan, GROUP_BIT(GROUP_GENRE), words, n)));
}

/* A sentence, or as long as one. */
static int is_long(struct survey *s, const struct block *b)
{
    enum { SENTENCE = 6, LONG = 10 };
    struct word words[LONG];
    stet_str t = content(s, b);
    size_t n = stet__structure_words(t, words, LONG);
    return n >= LONG || (n >= SENTENCE && memchr(".!?", t.p[t.n - 1], 3));
}

/* A paragraph or lesser heading between headline and the lines of the head. */
int stet__head_find_deck(struct head *h)
{
    struct survey *s = h->s;
    if (h->headline == SIZE_MAX || h->headline + 1 >= h->last)
        return 0;
    struct block *b = &s->blocks[h->headline + 1];
    for (int i = 0; i < 3 && b + 2 < s->blocks + h->last && is_aside(s, b); i++)
        b++; /* `REPORTAGE`, `+ Plus` */
    if (b > &s->blocks[h->headline + 1] && !is_long(s, b))
        return 0;
    if ((b->kind != STET_PARAGRAPH && b->kind != STET_HEADING) || is_desk_line(s, b))
        return 0;
    if ((b->class == CLASS_PROSE || b->class == CLASS_HEADING ||
         b->class == CLASS_SHORT) &&
        b->words >= 5) {
        state_standfirst(h, b);
        return 1;
    }
    return 0;
}

/* `Bildbeschreibung einblenden`: long words make no sentence. */
static int few_words(struct survey *s, const struct block *b)
{
    struct word words[STANDFIRST_WORDS];
    return stet__structure_words(content(s, b), words, STANDFIRST_WORDS) <
           STANDFIRST_WORDS;
}

/* A paragraph set off between two lines of the head. */
int stet__head_find_between(struct head *h)
{
    struct survey *s = h->s;
    size_t i = h->headline == SIZE_MAX ? SIZE_MAX : h->headline + 1;
    for (; i < h->last && i + 1 < h->last; i++) {
        struct block *b = &s->blocks[i];
        if (b->kind == STET_PARAGRAPH && b->words >= 6 && (b->italic || b->bold) &&
            (b->class == CLASS_PROSE || b->class == CLASS_SHORT) &&
            stet__head_is_meta(s, i + 1) && !few_words(s, b)) {
            state_standfirst(h, b);
            return 1;
        }
    }
    return 0;
}

/* `Lecture 4 min.` */
static int is_reading_time(struct survey *s, const struct block *b)
{
    if (b->kind != STET_PARAGRAPH || b->words > STANDFIRST_WORDS || !b->bytes)
        return 0;
    stet_str t = content(s, b);
    return stet__line_holds_digit(t) && memmem(t.p, t.n, "min", 3) != NULL;
}

static size_t next_text(struct survey *s, size_t i)
{
    while (i < s->count &&
           (s->blocks[i].class == CLASS_IMAGE || s->blocks[i].class == CLASS_STAMP ||
            is_reading_time(s, &s->blocks[i])))
        i++;
    return i;
}

/* The last paragraph above the separator that ends the head, when it is set off. */
int stet__head_find_fenced(struct head *h)
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
/* The first of an interview. */
static int is_question(stet_str t)
{
    return t.n && t.p[t.n - 1] == '?';
}

/* A lesser heading right below the headline, the only one of its level. */
static int is_lone_subheading(const struct head *h, size_t i)
{
    const struct survey *s = h->s;
    const struct block *b = &s->blocks[i];
    if (h->headline == SIZE_MAX || i != h->headline + 1 || b->kind != STET_HEADING ||
        b->class != CLASS_HEADING || b->words < STANDFIRST_WORDS)
        return 0;
    int64_t level = stet_attr_int(s->a, b->node, STET_ATTR_LEVEL, 1);
    for (size_t k = i + 1; k < s->count; k++)
        if (s->blocks[k].kind == STET_HEADING &&
            stet_attr_int(s->a, s->blocks[k].node, STET_ATTR_LEVEL, 1) <= level)
            return 0;
    return level > 2 && s->blocks[i + 1].kind == STET_PARAGRAPH;
}

size_t stet__head_find_standfirst(struct head *h, size_t from)
{
    struct survey *s = h->s;
    size_t i = next_text(s, from);
    if (i + 1 >= s->count)
        return from;
    struct block *b = &s->blocks[i];
    if (is_lone_subheading(h, i)) {
        state_standfirst(h, b);
        return i + 1;
    }
    if (b->kind != STET_PARAGRAPH || b->words < 6 || b->words > 160)
        return from;
    int parted = s->has_meta && i && s->blocks[i - 1].class == CLASS_SEPARATOR &&
                 s->blocks[i + 1].class == CLASS_SEPARATOR && i + 2 < s->count;
    if ((!b->italic && !b->bold && !parted) || few_words(s, b) ||
        (b->bold && is_question(content(s, b))))
        return from;
    state_standfirst(h, b);
    return s->blocks[i + 1].class == CLASS_SEPARATOR && i + 2 < s->count ? i + 2
                                                                         : i + 1;
}
