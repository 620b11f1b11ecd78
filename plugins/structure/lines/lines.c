/* SPDX-License-Identifier: MIT */
/*
 * What a short line above the text says: who wrote it, who published it and when, what
 * it is about. A line is read field by field (`a | b | c`); a field begins with a known
 * word (By, Veröffentlicht am, Région :), holds a date, or is a name beside one of
 * those.
 */
#include <strings.h>

#include "lines.h"

/* ---- taxonomy
 * -------------------------------------------------------------------------------- */

static void add_concept(struct reader *r, stet_str name)
{
    while (name.n && *name.p == '#')
        name = stet_strn(name.p + 1, name.n - 1);
    if (!name.n)
        return;
    struct part p = stet__line_make_party(r, name);
    p.kind = STET_CONCEPT;
    p.name = name;
    p.axis = r->axis;
    p.label = r->label;
    stet__line_add_part(r->ret->concepts, &r->ret->concept_count, p);
}

/* `[ferries](/a) [tides](/b)`: several links with nothing between them. */
static int read_linked_concepts(struct reader *r, stet_str t)
{
    size_t from = (size_t)(t.p - r->line->text.p), at = from, count = 0;
    for (int take = 0; take < 2; take++) {
        for (size_t i = 0; i < r->line->link_count; i++) {
            const struct link *l = &r->line->links[i];
            if (l->from < from || l->to > from + t.n || l->to <= l->from)
                continue;
            stet_str name = stet__line_cut(r->line->text, l->from, l->to);
            if (take) {
                add_concept(r, name);
                continue;
            }
            for (; at < l->from; at++)
                if (r->line->text.p[at] != ' ')
                    return 0;
            at = l->to;
            count++;
        }
        if (count < 2 || at != from + t.n)
            return 0;
    }
    return 1;
}

static void read_concepts(struct reader *r, stet_str t, stet_str axis, stet_str label)
{
    size_t from = 0;
    r->axis = axis;
    r->label = label;
    r->has_axis = 1;
    if (read_linked_concepts(r, t))
        return;
    for (size_t i = 0; i <= t.n; i++) {
        int stroke = i + 1 < t.n && i && t.p[i] == '/' && t.p[i - 1] == ' ';
        if (i < t.n && t.p[i] != ',' && t.p[i] != ';' && !stroke)
            continue;
        stet_str name = stet__line_without_stop(stet__line_cut(t, from, i));
        from = i + 1;
        add_concept(r, name);
    }
}

static size_t holds_digit(stet_str t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9')
            return 1;
    return 0;
}

/* `Reviewed by:`, `Medizinisch geprüft von:`: people stand behind it. */
static int is_deed(const struct reader *r, const struct word *last)
{
    return stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE), last, 1) !=
           NULL;
}

/* A label that no list knows: links behind it, or a few capitalised words. */
static int read_unknown_label(struct reader *r, stet_str field, size_t colon)
{
    stet_str label = stet__line_cut(field, 0, colon),
             rest = stet__line_cut(field, colon + 1, field.n);
    struct word words[8];
    size_t n = stet__structure_words(label, words, 8);
    size_t numbered = holds_digit(label);
    if (!n || n > 4 + numbered || label.n > 40 || is_deed(r, &words[n - 1]) ||
        !stet__line_starts_big(r, label) || !rest.n || rest.n > 160 ||
        memchr(label.p, ',', label.n) || memchr(".!?", rest.p[rest.n - 1], 3) ||
        r->s->kit->url_class(rest, NULL, 0, NULL) == STET_URL_HTTP || *rest.p == '/')
        return 0;
    int links = stet__line_linked_share(r, rest) >= 80;
    if (stet__line_without_title(r, rest).p != rest.p)
        return 0; /* `Reviewed: Dr. Ann Lee` */
    if (!links) {
        struct segment segments[SEGMENTS_MAX];
        size_t count = stet__line_split(r, rest, segments);
        if (count < 2)
            return 0; /* one name: a person as well as a place */
        for (size_t i = 0; i < count; i++)
            if (!stet__line_is_name(
                    r, stet__line_cut(rest, segments[i].from, segments[i].to), 4, 0))
                return 0;
        r->ret->sure = 0;
    }
    r->ret->series = numbered != 0; /* `Part 3 of 5: [The Long Drain]` */
    for (size_t i = 0; i < n && !r->ret->series; i++)
        r->ret->series = stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_SERIES),
                                                   words + i, 1) != NULL;
    stet_out out = stet_out_in_article(r->s->a, label.n + 8, 256);
    r->s->kit->slug(&out, label, 60);
    stet__structure_check(r->s, stet_out_status(&out));
    r->ret->guessed = 1;
    read_concepts(r, rest, stet_out_text(&out), label);
    return r->ret->concept_count > 0;
}

/* What sort of text it is (`Commentary`, `Comentario 14/2023`) is not who published it.
 */
static int is_genre(const struct reader *r, stet_str name)
{
    struct word words[2];
    size_t n = stet__structure_words(name, words, 2);
    return n && stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), words, 1);
}

/* ---- one field of a line
 * ----------------------------------------------------------------------- */

/* `... in Crafts, Tides`: behind author and date `in` tells the category, or the house.
 */
static void read_behind(struct reader *r, stet_str rest, stet_str after)
{
    static const char *const words[] = {" in ", " dans ", " en ", " unter ", " under "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(after.p - rest.p) < n || memcmp(after.p - n, words[i], n) != 0 ||
            stet__structure_has_article(after) || stet__line_has_house_word(r, after) ||
            after.n > 80)
            continue;
        read_concepts(r, after, stet_cstr("category"), stet_cstr(""));
        r->has_axis = 0;
        return;
    }
    if (!r->ret->publisher.n && stet__line_is_house(r, after))
        r->ret->publisher = after;
}

static int read_people(struct reader *r, stet_str rest, int group)
{
    stet_str before, after;
    struct reading *ret = r->ret;
    if (memmem(rest.p, rest.n, "izenz", 5) || memmem(rest.p, rest.n, "icence", 6) ||
        memmem(rest.p, rest.n, "icense", 6))
        return 0;
    stet__line_take_dates(r, rest, 0, &before, &after);
    if (group == GROUP_BYLINE) {
        if (!stet__line_read_names(r, before, ret->authors, &ret->author_count))
            return 0;
        if (after.n)
            read_behind(r, rest, after);
        return 1;
    }
    size_t first = ret->other_count;
    if (!stet__line_read_names(r, before, ret->others, &ret->other_count))
        return 0;
    for (size_t i = first; i < ret->other_count; i++)
        if (!ret->others[i].role.n)
            ret->others[i].role = stet__line_role(group);
    return 1;
}

/* `by Jane Roe` beside a date. */
static int read_by(struct reader *r, stet_str t)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    const struct phrase *p =
        stet__structure_match(r->s->plan, GROUP_BIT(GROUP_BYLINE), words, n);
    return p && p->count < n &&
           stet__line_read_names(r, stet__line_cut(t, words[p->count - 1].to, t.n),
                                 r->ret->authors, &r->ret->author_count) > 0;
}

/* `Oslo, 3 March 2025`, `Nantes, le 17 janvier`: one word, or what cannot be a house.
 */
static int is_place(const struct reader *r, stet_str field, stet_str before)
{
    static const char *const starts[] = {
        "San ",  "Santa ", "Saint-", "Sainte-", "Bad ",  "Sankt ", "St. ",
        "Port ", "Los ",   "Las ",   "Puerto ", "Cabo ", "A "};
    stet_str raw = r->ret->published_raw;
    struct word words[4];
    size_t n = stet__structure_words(before, words, 4), gap;
    if (!raw.n || before.p != field.p || before.p + before.n >= raw.p || n > 3 ||
        field.p[before.n] != ',' || stet__line_url(r, before).n ||
        stet__line_has_house_word(r, before) || !stet__line_is_name(r, before, 3, 0) ||
        (raw.p + raw.n + 2 < field.p + field.n && raw.p[raw.n + 1] != '('))
        return 0;
    gap = (size_t)(raw.p - before.p) - before.n;
    if (n == 1 || (gap > 3 && memcmp(raw.p - 3, "le ", 3) == 0) ||
        (gap > 4 && memcmp(raw.p - 4, "den ", 4) == 0))
        return 1;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (before.n > strlen(starts[i]) &&
            !memcmp(before.p, starts[i], strlen(starts[i])))
            return 1;
    return 0;
}

/* `Issue 41, Winter 2023`, `5 min read`, `Lesezeit: 5 Min.` */
static int is_issue(stet_str t)
{
    static const char *const list[] = {"issue ",       "heft ",
                                       "ausgabe ",     "numéro ",
                                       "número ",      "n.º ",
                                       "n° ",          "vol. ",
                                       "lesezeit",     "temps de lecture",
                                       "reading time", "tiempo de lectura"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) && !strncasecmp(t.p, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* Date and house in one field; without a label it must be all capitals around the date.
 */
static int read_dated(struct reader *r, stet_str field, int labelled, int updated)
{
    stet_str before, after;
    if (!stet__line_take_dates(r, field, updated, &before, &after))
        return 0;
    if (!labelled && (before.n > 60 || after.n > 60))
        return 0;
    const char *open = memchr(after.p, '(', after.n);
    if (open)
        after = stet__line_cut(after, 0, (size_t)(open - after.p));
    if (after.n > 4 && !strncasecmp(after.p, "Uhr ", 4))
        after = stet__line_cut(after, 4, after.n);
    if (after.n && is_issue(after))
        after.n = 0;
    stet_str pieces[2] = {before, after};
    r->known++; /* names from here on stand beside a date */
    if (!labelled && !r->ret->place.n && is_place(r, field, before)) {
        r->ret->place = stet_strn(field.p, (size_t)(r->ret->published_raw.p - field.p) +
                                               r->ret->published_raw.n);
        pieces[0] = stet_cstr("");
    }
    for (int k = 0; k < 2; k++) {
        struct segment segments[SEGMENTS_MAX];
        size_t n = stet__line_split(r, pieces[k], segments);
        for (size_t i = 0; i < n; i++) {
            stet_str t = stet__line_without_stop(
                stet__line_cut(pieces[k], segments[i].from, segments[i].to));
            if (!t.n || (*t.p >= '0' && *t.p <= '9'))
                continue; /* a time of day */
            if (read_by(r, t) || is_genre(r, t))
                continue;
            if (!stet__line_is_house(r, t)) {
                if (!labelled) {
                    r->known--;
                    return 0;
                }
                continue;
            }
            if (r->name_count < 3)
                r->names[r->name_count++] = t;
        }
    }
    return 1;
}

static int read_labelled(struct reader *r, stet_str field, const struct phrase *p,
                         stet_str rest, int colon)
{
    switch (p->group) {
    case GROUP_BYLINE:
    case GROUP_TRANSLATOR:
    case GROUP_PHOTOGRAPHER:
    case GROUP_ILLUSTRATOR:
    case GROUP_EDITOR:
        return read_people(r, rest, p->group);
    case GROUP_PUBLISHED:
    case GROUP_UPDATED:
        if (!colon && rest.n > 7 &&
            (!strncasecmp(rest.p, "the ", 4) || !strncasecmp(rest.p + 3, "the ", 4)))
            return 0; /* `first published on the Stairwell blog on 2 May` */
        return read_dated(r, rest, colon || p->count > 1, p->group == GROUP_UPDATED) ||
               read_dated(r, field, 0, 0);
    case GROUP_PUBLISHER:
        if ((!colon && p->count < 3) || !stet__line_is_house(r, rest))
            return 0;
        r->ret->publisher = rest;
        return 1;
    case GROUP_SUMMARY:
        if (colon && rest.n > 20)
            r->ret->intro = rest;
        return colon && rest.n > 20;
    case GROUP_SERIES:
    case GROUP_AXIS:
        if (!colon || !rest.n || rest.n > 240)
            return 0;
        r->ret->series = p->group == GROUP_SERIES;
        read_concepts(r, rest, p->axis,
                      stet__line_cut(field, 0, (size_t)(rest.p - field.p)));
        return r->ret->concept_count > 0;
    default:
        return 0;
    }
}

/* `Besprochen von Leo Fink`: one word, and by whom. */
static int is_one_deed(const struct reader *r, const struct word *words, size_t n)
{
    return n <= 5 && stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE),
                                               &words[1], 1) != NULL;
}

/* `Ein Erfahrungsbericht von Ann Lee`, `Un extrait du roman de Lise Haguenau`: an
 * article without more, and a full name at the end. */
static int read_indefinite(struct reader *r, stet_str field, const struct word *words,
                           size_t n)
{
    static const char *const articles[] = {"a ",  "an ",  "ein ", "eine ",
                                           "un ", "une ", "una "};
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_PARTICLE);
    size_t i = 0;
    while (i < 7 &&
           (field.n < 6 || strncasecmp(field.p, articles[i], strlen(articles[i]))))
        i++;
    int genre = n > 3 && (is_genre(r, field) || is_one_deed(r, words, n));
    if ((i == 7 && !genre && !holds_digit(field)) || n < 5u - (unsigned)genre ||
        n > 10 || memchr(".!?,", field.p[field.n - 1], 4))
        return 0;
    for (i = genre ? 1 : 2; i + 2 < n; i++) {
        stet_str name = stet__line_cut(field, words[i].to, field.n);
        if (!stet__structure_match_all(r->s->plan, groups, &words[i], 1) ||
            words[i].to - words[i].from < 2 || n - i > 5 ||
            stet__line_starts_big(r, stet_strn(field.p + words[i].from, 2)) ||
            !stet__line_starts_big(r, name) || !stet__line_is_name(r, name, 4, 0))
            continue;
        r->weak = !is_genre(r, field);
        return stet__line_read_names(r, name, r->ret->authors, &r->ret->author_count) >
               0;
    }
    return 0;
}

/* `Aus dem Estnischen von Maarja Lepp`: from a language, whichever it is. */
static int read_translated(struct reader *r, stet_str field, const struct word *words,
                           size_t n)
{
    static const char *const starts[] = {
        "aus dem ",     "translated from ", "traduit de ",   "traduit du ",
        "traduit de l", "traducido del ",   "traducción de", "übersetzt aus "};
    size_t i = 0, count = sizeof starts / sizeof *starts;
    while (i < count && (field.n <= strlen(starts[i]) ||
                         strncasecmp(field.p, starts[i], strlen(starts[i]))))
        i++;
    if (i == count || memchr(".!?", field.p[field.n - 1], 3))
        return 0;
    for (i = 2; i < n && i < 6; i++)
        if (stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE), &words[i],
                                      1))
            return read_people(r, stet__line_cut(field, words[i].to, field.n),
                               GROUP_TRANSLATOR);
    return 0;
}

/* `Texte et dessins :`: two deeds of one. */
static const struct phrase *joined_label(const struct reader *r,
                                         const struct word *words)
{
    return stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_JOIN), &words[1], 1)
               ? stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE), words,
                                           1)
               : NULL;
}

static int read_field(struct reader *r, stet_str field)
{
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(field, words, LINE_WORDS);
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_TRANSLATOR) |
                      GROUP_BIT(GROUP_PHOTOGRAPHER) | GROUP_BIT(GROUP_EDITOR) |
                      GROUP_BIT(GROUP_PUBLISHED) | GROUP_BIT(GROUP_UPDATED) |
                      GROUP_BIT(GROUP_PUBLISHER) | GROUP_BIT(GROUP_SUMMARY) |
                      GROUP_BIT(GROUP_SERIES) | GROUP_BIT(GROUP_AXIS) |
                      GROUP_BIT(GROUP_NOT_A_LABEL) | GROUP_BIT(GROUP_ILLUSTRATOR);
    const char *colon = memchr(field.p, ':', field.n);
    size_t colon_at = colon ? (size_t)(colon - field.p) : field.n;
    if (!n)
        return 0;
    size_t before = 0; /* words before the colon */
    while (before < n && words[before].to <= colon_at)
        before++;
    const struct phrase *p = NULL;
    if (colon && before)
        p = stet__structure_match_all(r->s->plan, groups, words, before);
    if (p && p->group == GROUP_NOT_A_LABEL)
        return 0;
    if (!p && colon && before == 3 && colon_at < 40)
        p = joined_label(r, words);
    if (p &&
        read_labelled(r, field, p, stet__line_cut(field, colon_at + 1, field.n), 1))
        return 1;
    unsigned open = groups & ~(GROUP_BIT(GROUP_AXIS) | GROUP_BIT(GROUP_SERIES) |
                               GROUP_BIT(GROUP_SUMMARY) | GROUP_BIT(GROUP_NOT_A_LABEL));
    p = stet__structure_match(r->s->plan, open, words, n);
    if (p && p->count < n &&
        read_labelled(r, field, p,
                      stet__line_cut(field, words[p->count - 1].to, field.n), 0))
        return 1;
    if (read_dated(r, field, 0, 0) || read_translated(r, field, words, n) ||
        read_indefinite(r, field, words, n))
        return 1;
    return colon && colon_at < 44 && read_unknown_label(r, field, colon_at);
}

/* ---- fields of a line
 * ------------------------------------------------------------------------------ */

/* Bytes of a mark that parts two fields at p: | and dots, dashes between blanks. */
static size_t bar_length(stet_str t, size_t i)
{
    static const char *const bars[] = {"\xe2\x80\xa2", "\xc2\xb7", "\xe2\x80\x93",
                                       "\xe2\x80\x94", "-",        NULL};
    if (t.p[i] == '|')
        return 1;
    if (i == 0 || t.p[i - 1] != ' ' || (t.p[i] != '-' && (unsigned char)t.p[i] < 0x80))
        return 0;
    for (size_t k = 0; bars[k]; k++) {
        size_t n = strlen(bars[k]);
        if (t.n - i > n && memcmp(t.p + i, bars[k], n) == 0 && t.p[i + n] == ' ')
            return n;
    }
    return 0;
}

/* The printed line that names the authors, without its date. */
static stet_str undated(const struct reading *ret, stet_str field)
{
    const char *date = ret->published_raw.n ? ret->published_raw.p : NULL;
    const struct part *last = &ret->authors[ret->author_count - 1];
    if (!date || date < field.p || date >= field.p + field.n)
        return field;
    if (ret->authors[0].name.p < date)
        return stet__line_cut(field, 0,
                              (size_t)(last->name.p + last->name.n - field.p));
    stet_str rest =
        stet__line_cut(field, (size_t)(date - field.p) + ret->published_raw.n, field.n);
    while (rest.n && memchr(",-;", *rest.p, 3))
        rest = stet__line_cut(rest, 1, rest.n);
    return rest;
}

enum { PREFIX_MAX = 24, STRANGE_BESIDE = 8, LIST_BYTES_MAX = 120 };

/* The byline begins with the first name and its titles: `By` and the like say what the
 * line is. */
static stet_str byline_of(const struct reader *r, stet_str field)
{
    const struct reading *ret = r->ret;
    stet_str line = undated(ret, field);
    const char *name = ret->authors[0].name.p;
    struct word words[8];
    size_t n = name > line.p && name < line.p + line.n
                   ? stet__structure_words(stet_strn(line.p, (size_t)(name - line.p)),
                                           words, 8)
                   : 0;
    while (
        n && n < 8 &&
        stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_TITLE), &words[n - 1], 1))
        name = line.p + words[--n].from;
    if (name > line.p && name < line.p + line.n && name - line.p <= PREFIX_MAX)
        line = stet__line_cut(line, (size_t)(name - line.p), line.n);
    return line;
}

static int starts_special(stet_str t)
{
    static const char *const list[] = {"Especial para ", "Special to ", "Special for ",
                                       "Spécial pour ", "Exklusiv für "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (t.n > strlen(list[i]) && !strncasecmp(t.p, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* `[Audio](#), [Tests](#)` beside author and date: two links and more are no house. */
static int take_linked(struct reader *r, stet_str field)
{
    size_t from = (size_t)(field.p - r->line->text.p), links = 0;
    for (size_t i = 0; i < r->line->link_count; i++)
        links +=
            r->line->links[i].from >= from && r->line->links[i].to <= from + field.n;
    if (links < 2 || !r->known || stet__line_linked_share(r, field) < 70)
        return 0;
    read_concepts(r, field, stet_cstr("category"), stet_cstr(""));
    r->has_axis = 0;
    return 1;
}

/* `Ann Lee and Bo Ek` beside a date. */
static int take_joined(struct reader *r, stet_str field)
{
    struct segment segments[SEGMENTS_MAX];
    struct word words[6];
    size_t n = stet__line_split(r, field, segments), joins = 0;
    if (n < 2 || r->ret->author_count || memchr(field.p, '/', field.n))
        return 0;
    for (size_t i = 0; i < n; i++) {
        stet_str name = stet__line_without_title(
            r, stet__line_cut(field, segments[i].from, segments[i].to));
        size_t count = stet__structure_words(name, words, 6);
        joins += i && segments[i].before == '&';
        if (count < 2 || count > 4 || !stet__line_is_name(r, name, 4, 0) ||
            stet__line_has_house_word(r, name) || stet__structure_has_article(name))
            return 0;
    }
    return joins &&
           stet__line_read_names(r, field, r->ret->authors, &r->ret->author_count) > 0;
}

/* `Especial para El Faro`, `Special to the Ledger` behind a name. */
static int take_affiliation(struct reader *r, stet_str field, const struct word *words,
                            size_t n)
{
    struct reading *ret = r->ret;
    if (!ret->author_count || n < 3 || !starts_special(field))
        return 0;
    stet_str house = stet__line_cut(field, words[1].to, field.n);
    if (stet__line_is_house(r, house))
        ret->authors[ret->author_count - 1].affiliation = house;
    return 1;
}

/* An address beside a name says nothing more. */
static int is_mail(stet_str t)
{
    return memchr(t.p, '@', t.n) && !memchr(t.p, ' ', t.n);
}

static void take_field(struct reader *r, stet_str field)
{
    struct word words[LINE_WORDS];
    if (field.n > 2 && *field.p == '(' && field.p[field.n - 1] == ')')
        field = stet__line_cut(field, 1, field.n - 1);
    if (!field.n || is_mail(field))
        return;
    size_t authors = r->ret->author_count;
    if (r->has_axis && !memchr(field.p, ':', field.n) && field.n < 60) {
        read_concepts(r, field, r->axis, r->label);
        return;
    }
    if (read_field(r, field)) {
        r->known++;
        if (!authors && r->ret->author_count)
            r->ret->byline = byline_of(r, field);
        return;
    }
    size_t n = stet__structure_words(field, words, LINE_WORDS);
    if (stet__line_take_time(r, field) || is_genre(r, field) || is_issue(field) ||
        take_affiliation(r, field, words, n))
        return;
    int listed = field.n <= LIST_BYTES_MAX && !memchr(".!?", field.p[field.n - 1], 3);
    if (listed && (take_linked(r, field) || take_joined(r, field)))
        return;
    int wires = listed && stet__line_take_wires(r, &field);
    int desk = (n == 1 || (n == 2 && stet__structure_has_article(field))) &&
               stet__line_is_desk(r->s, field);
    if ((wires && !field.n) || desk)
        r->desks++;
    r->wired |= wires && field.n;
    if (!field.n)
        return;
    if (desk) {
        r->desk = field;
        return;
    } else if (stet__line_is_house(r, field)) {
        if (r->name_count < 3)
            r->names[r->name_count++] = field;
    } else if (n > 3 + 2 * (*field.p <= '9') || (!r->known && *field.p > '9')) {
        /* `5 min read` says nothing and does no harm */
        r->strange += (int)n;
    }
}

/* `Agencies` wrote it all, and nobody. */
static int is_wires_word(stet_str t)
{
    return t.n > 4 && !strncasecmp(t.p, "agen", 4);
}

/* Names beside fields that are known: the house, and before it who wrote it. */
static void place_names(struct reader *r)
{
    struct reading *ret = r->ret;
    if (r->desk.n && !r->name_count && !ret->author_count && !is_wires_word(r->desk))
        stet__line_add_part(ret->authors, &ret->author_count,
                            stet__line_make_party(r, r->desk));
    if (r->wired && r->name_count == 1 && !ret->author_count && !ret->publisher.n &&
        !stet__line_has_house_word(r, r->names[0]) &&
        !stet__structure_has_article(r->names[0])) {
        stet__line_add_part(ret->authors, &ret->author_count,
                            stet__line_make_party(r, r->names[0]));
        return;
    }
    if (r->desks && r->name_count == 1 && !ret->place.n &&
        !stet__line_has_house_word(r, r->names[0])) {
        ret->place = r->names[0];
        return;
    }
    for (size_t i = 0; i < r->name_count; i++) {
        int more = i + 1 < r->name_count || ret->publisher.n;
        if (more && !ret->author_count && !stet__line_has_house_word(r, r->names[i]) &&
            stet__line_is_name(r, r->names[i], 5, 0))
            stet__line_add_part(ret->authors, &ret->author_count,
                                stet__line_make_party(r, r->names[i]));
        else if (!ret->publisher.n)
            ret->publisher = r->names[i];
    }
}

/* `Inés Olmedo | Zaragoza`, `Inés Olmedo | The Ledger`. */
static int are_person_and_place(struct reader *r)
{
    struct word words[6];
    if (r->name_count != 2 || r->strange || stet__line_has_house_word(r, r->names[0]) ||
        !stet__line_is_name(r, r->names[0], 4, 0) ||
        stet__structure_words(r->names[0], words, 6) < 2 ||
        stet__structure_has_article(r->names[0]))
        return 0;
    if (!stet__line_has_house_word(r, r->names[1]) &&
        !stet__structure_has_article(r->names[1])) {
        if (stet__structure_words(r->names[1], words, 6) > 2)
            return 0;
        r->ret->place = r->names[1];
        stet__line_add_part(r->ret->authors, &r->ret->author_count,
                            stet__line_make_party(r, r->names[0]));
        r->name_count = 0;
    }
    return 1;
}

/* The time when it may appear is none when it did. */
static int says_embargo(const struct reader *r, stet_str text)
{
    struct word words[LINE_WORDS];
    if (!memchr(text.p, '2', text.n))
        return 0; /* no date */
    size_t n = stet__structure_words(text, words, LINE_WORDS);
    for (size_t i = 0; i < n; i++)
        if (stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_EMBARGO), &words[i],
                                      1))
            return 1;
    return 0;
}

/* `Text: Ann Lee, photos: Bo Ek`: a comma or stop before another label. */
static size_t label_mark(const struct reader *r, stet_str text, size_t i)
{
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_TRANSLATOR) |
                      GROUP_BIT(GROUP_PHOTOGRAPHER) | GROUP_BIT(GROUP_EDITOR);
    struct word words[4];
    if (!strchr(",.;/", text.p[i]) || !text.p[i] || i + 4 > text.n ||
        text.p[i + 1] != ' ')
        return 0;
    stet_str rest = stet_strn(text.p + i + 2, text.n - i - 2);
    const char *colon = memchr(rest.p, ':', rest.n < 40 ? rest.n : 40);
    if (!colon)
        return 0;
    rest.n = (size_t)(colon - rest.p);
    size_t n = stet__structure_words(rest, words, 4);
    return stet__structure_match_all(r->s->plan, groups, words, n) ? 2 : 0;
}

int stet__structure_read_line(struct survey *s, const struct line *line,
                              struct reading *ret)
{
    struct reader r = {.s = s, .line = line, .ret = ret};
    stet_str text = stet__structure_trim(line->text);
    size_t from = 0;
    memset(ret, 0, offsetof(struct reading, authors)); /* the lists by their counts */
    ret->sure = 1;
    if (!text.n || text.n > LINE_BYTES_MAX || says_embargo(&r, text))
        return 0;
    for (size_t i = 0; i < text.n; i++) {
        if ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z')
            continue;
        size_t n = bar_length(text, i);
        if (!n && !(n = label_mark(&r, text, i)))
            continue;
        take_field(&r, stet__line_cut(text, from, i));
        from = i + n;
        i = from - 1;
    }
    take_field(&r, stet__line_cut(text, from, text.n));
    if (!r.known && (r.desks || r.wired || are_person_and_place(&r)) &&
        r.name_count <= 2) {
        r.known = 1;
        ret->sure = r.name_count == 2 && !r.desks && !r.wired;
    }
    if (r.weak && r.known < 2)
        ret->sure = 0;
    if (!r.known || r.strange > (r.known >= 3 ? STRANGE_BESIDE : 0))
        return 0;
    place_names(&r);
    if (ret->author_count && !ret->byline.n)
        ret->byline = byline_of(&r, text);
    if (ret->publisher.n)
        ret->publisher_url = stet__line_url(&r, ret->publisher);
    return 1;
}
