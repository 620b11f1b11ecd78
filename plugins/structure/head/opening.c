/* SPDX-License-Identifier: MIT */
/*
 * Letters and bulletins: the day that the first paragraph begins with, and the name
 * below the last line, where no line of the head said either. And the language of an
 * article, by its small words.
 */
#include "../lines/lines.h"

enum {
    SENDER_WORDS = 14,
    SIGNED_WORDS = 12,
    CLOSING_WORDS = 2,
    DAY_MAX = 48,
    SAMPLE_BLOCKS = 24,
    SAMPLE_WORDS = 48,
    SAMPLE_MAX = 160,
    SURE_WORDS = 3,
    LANGUAGES_MAX = 8
};

/* ---- language
 * --------------------------------------------------------------------------- */

/* How often small words of a language were seen. */
struct tally {
    stet_str lang;
    size_t count;
};

static void tally_word(const struct plan *plan, const struct word *word,
                       struct tally tallies[LANGUAGES_MAX])
{
    const struct phrase *p =
        stet__structure_match_all(plan, GROUP_BIT(GROUP_SMALL), word, 1);
    size_t i = 0;
    while (p && i < LANGUAGES_MAX && tallies[i].count &&
           !stet_str_eq(tallies[i].lang, p->axis))
        i++;
    if (p && i < LANGUAGES_MAX) {
        tallies[i].lang = p->axis;
        tallies[i].count++;
    }
}

/* Answers how many words were looked at. */
static size_t tally_text(const struct plan *plan, stet_str text,
                         struct tally tallies[LANGUAGES_MAX])
{
    struct word words[SAMPLE_WORDS];
    size_t n = stet__structure_words(text, words, SAMPLE_WORDS);
    for (size_t i = 0; i < n; i++)
        tally_word(plan, &words[i], tallies);
    return n;
}

/* By a few lines of running text. */
static stet_str guess_language(const struct survey *s)
{
    struct tally tallies[LANGUAGES_MAX] = {{{NULL, 0}, 0}};
    size_t best = 0, seen = 0;
    for (size_t b = 0; b < s->count && b < SAMPLE_BLOCKS && seen < SAMPLE_MAX; b++)
        for (size_t i = s->blocks[b].item; i < s->blocks[b].end && seen < SAMPLE_MAX;
             i++)
            if (s->blocks[b].class == CLASS_PROSE && s->items[i].kind == STET_TEXT)
                seen += tally_text(s->plan, s->items[i].text, tallies);
    for (size_t l = 1; l < LANGUAGES_MAX; l++)
        best = tallies[l].count > tallies[best].count ? l : best;
    return tallies[best].count >= SURE_WORDS ? tallies[best].lang : stet_cstr("");
}

stet_str stet__structure_language(struct survey *s)
{
    stet_str stated = stet_field_text(s->a, STET_LANGUAGE);
    if (stated.n)
        return stated;
    if (!s->lang.p)
        s->lang = guess_language(s);
    return s->lang;
}

/* ---- letters
 * ---------------------------------------------------------------------------- */

/* Does it hold more than the day, which it names by its weekday? */
static int has_weekday(struct survey *s, stet_str raw)
{
    stet_date date;
    size_t at = 0;
    while (at < raw.n && raw.p[at] != ' ' && raw.p[at] != ',')
        at++;
    if (at < 4 || *raw.p <= '9')
        return 0;
    while (at < raw.n && (raw.p[at] == ' ' || raw.p[at] == ','))
        at++;
    return s->kit->date_parse(stet_strn(raw.p + at, raw.n - at),
                              stet__structure_language(s), &date) == STET_OK &&
           date.precision >= STET_DAY;
}

/* `Freitag, 15. November 2024. Guten Morgen ...`, `It is Monday, 30 September 2024,
 * and`. */
int stet__structure_take_day(struct survey *s, struct found *f, const struct block *b)
{
    struct line lines[2];
    struct reading reading;
    struct reader r = {.s = s, .line = lines, .ret = &reading};
    stet_str before, after, raw;
    memset(&reading, 0, offsetof(struct reading, authors));
    if (f->published.n || !stet__structure_lines(s, b, lines, 2))
        return 0;
    stet_str text = lines[0].text;
    if (!stet__line_take_dates(&r, text, 0, &before, &after) ||
        reading.published.n < 10)
        return 0;
    raw = reading.published_raw;
    if (!(has_weekday(s, raw) && raw.p - text.p <= DAY_MAX) &&
        !(raw.p == text.p && raw.n < text.n && raw.p[raw.n] == '.'))
        return 0;
    f->published = reading.published;
    f->published_raw = raw;
    f->date_block = b;
    return 1;
}

/* `Herzlich, Ihre Ann Lee`: a greeting, whose it is, and the name. */
static int take_greeted(struct survey *s, struct found *f, const struct line *line)
{
    static const char *const whose[] = {
        "Ihre ", "Ihr ",  "eure ",  "euer ",  "Eure ", "Euer ", "deine ", "dein ",
        "Your ", "your ", "Votre ", "votre ", "Su ",   "Tu ",   "tu ",    "su "};
    stet_str t = stet__structure_trim(line->text);
    const char *comma = memchr(t.p, ',', t.n);
    size_t from = comma ? (size_t)(comma - t.p) + 1 : 0;
    for (size_t i = 0; from && i < sizeof whose / sizeof *whose; i++) {
        size_t n = strlen(whose[i]);
        struct line name = {.text = stet__line_cut(t, from, t.n)};
        if (name.text.n <= n || memcmp(name.text.p, whose[i], n) != 0)
            continue;
        name.text = stet__line_cut(name.text, n, name.text.n);
        return stet__structure_is_person(s, &name, &f->authors[0]);
    }
    return 0;
}

/* `Bis bald!` and a name on the line below; or a name alone before what parts the tail
 * off. */
static int take_sender(struct survey *s, struct found *f, const struct block *b)
{
    struct line lines[3];
    struct reading scratch;
    struct reader r = {.s = s, .line = lines, .ret = &scratch};
    struct word words[6];
    size_t n;
    if (b->kind != STET_PARAGRAPH || b->words > SENDER_WORDS)
        return 0;
    n = stet__structure_lines(s, b, lines, 3);
    if (n == 1 && take_greeted(s, f, &lines[0]))
        return 1;
    if (n == 1)
        return !stet__structure_has_article(stet__structure_trim(lines[0].text)) &&
               stet__structure_is_person(s, &lines[0], &f->authors[0]);
    if (n != 2)
        return 0;
    stet_str greeting = stet__structure_trim(lines[0].text),
             name = stet__structure_trim(lines[1].text);
    if (!greeting.n || !memchr(",!.", greeting.p[greeting.n - 1], 3) ||
        memchr(".,!?:", name.n ? name.p[name.n - 1] : '.', 5) ||
        !stet__line_is_name(&r, name, 4, 0) || !stet__line_starts_big(&r, name) ||
        stet__structure_words(name, words, 6) > 4 ||
        stet__line_has_house_word(&r, name))
        return 0;
    r.line = &lines[1];
    scratch.other_count = scratch.agency_count = 0;
    f->author_count = 0;
    return stet__line_read_names(&r, name, f->authors, &f->author_count) > 0;
}

/* Does the text go on behind block i? */
static int goes_on(struct survey *s, size_t i)
{
    return i + 1 < s->count &&
           stet__structure_class(s, &s->blocks[i + 1]) == CLASS_PROSE &&
           s->blocks[i + 1].words >= SIGNED_WORDS;
}

static int take_signer(struct survey *s, struct found *f, const struct block *b)
{
    struct line lines[3];
    struct reading scratch;
    size_t n = stet__structure_lines(s, b, lines, 3);
    if (!n || n > 2)
        return 0;
    stet_str t = stet__structure_trim(lines[0].text);
    int joined = stet__structure_people(s, &lines[0], &scratch) &&
                 scratch.author_count == 2 && !scratch.other_count && n == 1 &&
                 !memchr(t.p, ',', t.n);
    if (joined) {
        memcpy(f->authors, scratch.authors, 2 * sizeof *f->authors);
        f->author_count = 2;
        f->byline = t;
        f->byline_block = b;
        return 1;
    }
    if (!stet__structure_people(s, &lines[0], &scratch) || scratch.author_count != 1) {
        if (stet__structure_has_article(t) || stet__line_is_town(t) ||
            !stet__structure_is_person(s, &lines[0], &scratch.authors[0]))
            return 0;
        scratch.agency_count = 0;
    }
    f->authors[0] = scratch.authors[0];
    f->author_count = 1;
    f->byline = f->authors[0].name;
    f->byline_block = b;
    for (size_t k = 0; k < scratch.agency_count && f->agency_count < AGENCIES_MAX; k++)
        f->agencies[f->agency_count++] = scratch.agencies[k];
    return 1;
}

/* A paragraph of text, a short one if it is a sentence. */
static int ends_text(const struct survey *s, const struct block *b)
{
    if (b->kind != STET_PARAGRAPH ||
        (b->class != CLASS_PROSE && b->class != CLASS_SHORT))
        return 0;
    if (b->class == CLASS_PROSE && b->words >= SIGNED_WORDS)
        return 1;
    for (size_t i = b->end; i > b->item; i--) {
        stet_str t = stet__structure_trim(s->items[i - 1].text);
        if (s->items[i - 1].kind == STET_TEXT && t.n)
            return b->words >= CLOSING_WORDS && memchr(".!?", t.p[t.n - 1], 3) != NULL;
    }
    return 0;
}

/* `SUBMIT YOUR IDEA`, `VOUS POURRIEZ AIMER`: a link, or above links. */
static int is_above_list(const struct survey *s, size_t i)
{
    return s->blocks[i].linked ||
           (i + 1 < s->count && (s->blocks[i + 1].kind == STET_LIST ||
                                 s->blocks[i + 1].class == CLASS_WEAK));
}

/* A name on a line of its own behind a paragraph, where the text does not go on. */
static void take_signature(struct survey *s, struct found *f)
{
    for (size_t i = s->body + 2; i < s->count; i++) {
        const struct block *b = &s->blocks[i], *before = &s->blocks[i - 1];
        if (b->kind == STET_PARAGRAPH && b->class == CLASS_SHORT &&
            b->words <= SENDER_WORDS && ends_text(s, before) && !goes_on(s, i) &&
            !is_above_list(s, i) && take_signer(s, f, b))
            return;
    }
}

void stet__structure_letter(struct survey *s, struct found *f)
{
    if (s->has_matter || f->author_count)
        return;
    for (size_t i = s->tail; i-- > s->body + 1;) {
        if (s->blocks[i].words > SENDER_WORDS ||
            (i + 1 < s->tail && s->blocks[i + 1].class != CLASS_SEPARATOR))
            continue;
        if (!take_sender(s, f, &s->blocks[i]))
            continue;
        f->author_count += !f->author_count;
        f->byline = f->authors[0].name;
        f->byline_block = &s->blocks[i];
        return;
    }
    take_signature(s, f);
}
