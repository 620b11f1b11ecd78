/* SPDX-License-Identifier: MIT */
/*
 * What a short line above the text says: who wrote it, who published it and when, what
 * it is about. A line is read field by field (`a | b | c`); a field begins with a known
 * word (By, Veröffentlicht am, Région :), holds a date, or is a name beside one of
 * those.
 */
#include <strings.h>

#include "lines.h"

size_t stet__line_begins(stet_str t, const char *const *list, size_t count)
{
    for (size_t i = 0; t.n && i < count; i++) {
        if ((list[i][0] | 0x20) != (t.p[0] | 0x20))
            continue;
        size_t n = strlen(list[i]);
        if (t.n > n && !strncasecmp(t.p, list[i], n))
            return i + 1;
    }
    return 0;
}

const char *stet__line_stroke(stet_str t)
{
    const char *end = t.p + t.n;
    for (const char *p = t.p; (p = memchr(p, '/', (size_t)(end - p))); p++)
        if (p > t.p && p[-1] == ' ' && p + 1 < end && p[1] == ' ')
            return p - 1;
    return NULL;
}

/* Bytes of a mark that parts two fields at p: | and dots, dashes between blanks. */
static size_t bar_length(stet_str t, size_t i)
{
    static const char *const bars[] = {"\xe2\x80\xa7",
                                       "\xe2\x80\xa2",
                                       "\xc2\xb7",
                                       "\xe2\x80\x93",
                                       "\xe2\x80\x94",
                                       "-",
                                       NULL};
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

enum {
    PREFIX_MAX = 24,
    STRANGE_BESIDE = 8,
    LIST_BYTES_MAX = 120,
    SERIES_WORDS_MAX = 12
};

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
    return LINE_BEGINS(t, list) != 0;
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
    stet__line_read_concepts(r, field, stet_cstr("category"), stet_cstr(""));
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

/* `Ann Lee / Redaktion`: the desk behind a name says nothing more. */
static stet_str without_desk(const struct reader *r, stet_str t)
{
    const char *stroke = stet__line_stroke(t);
    if (!stroke)
        return t;
    stet_str name = stet__line_cut(t, 0, (size_t)(stroke - t.p));
    return stet__line_is_desk(r->s, stet__line_cut(t, name.n + 3, t.n)) &&
                   stet__line_is_name(r, name, 5, 0)
               ? name
               : t;
}

/* Does a label begin it? */
static int field_begins(const struct reader *r, stet_str t)
{
    struct word words[4];
    size_t n = stet__structure_words(t, words, 4);
    return memchr(t.p, ':', t.n) ||
           stet__structure_match(r->s->plan,
                                 GROUP_BIT(GROUP_BYLINE) |
                                     GROUP_BIT(GROUP_PHOTOGRAPHER) |
                                     GROUP_BIT(GROUP_TRANSLATOR),
                                 words, n) != NULL;
}

/* `Ann Lee / Oslo` beside another line of the head. */
static int take_placed(struct reader *r, stet_str t)
{
    struct word words[4];
    const char *stroke = stet__line_stroke(t);
    if (!stroke || r->ret->author_count || r->ret->place.n || field_begins(r, t))
        return 0;
    stet_str name = stet__line_cut(t, 0, (size_t)(stroke - t.p));
    stet_str place = stet__line_cut(t, name.n + 3, t.n);
    size_t n = stet__structure_words(name, words, 4);
    if (n < 2 || n > 3 || !stet__line_is_name(r, name, 3, 0) ||
        stet__line_has_house_word(r, name) || stet__structure_has_article(name) ||
        stet__structure_words(place, words, 4) != 1 ||
        !stet__line_is_name(r, place, 1, 0) || stet__line_has_house_word(r, place) ||
        stet__line_is_agency(r, place, 1))
        return 0;
    stet__line_add_part(r->ret->authors, &r->ret->author_count,
                        stet__line_make_party(r, name));
    r->ret->place = place;
    r->known++;
    r->weak = 1;
    return 1;
}

/* `Redacción / Barcelona`: the desk, and where it wrote. */
static int take_desk_place(struct reader *r, stet_str t)
{
    const char *stroke = stet__line_stroke(t);
    if (!stroke || r->ret->author_count || r->ret->place.n)
        return 0;
    stet_str desk = stet__line_cut(t, 0, (size_t)(stroke - t.p));
    stet_str place = stet__line_cut(t, desk.n + 3, t.n);
    if (!stet__line_is_desk(r->s, desk) || memchr(desk.p, ' ', desk.n) ||
        !stet__line_is_name(r, place, 3, 0) || stet__line_has_house_word(r, place) ||
        stet__line_is_agency(r, place, 1))
        return 0;
    r->desk = desk;
    r->desks++;
    r->ret->place = place;
    return 1;
}

/* `Reviewed by Bo Ek, CFP` beside an author: whatever it is that they did. */
static int take_deed(struct reader *r, stet_str t, const struct word *words, size_t n)
{
    struct reading *ret = r->ret;
    size_t first = ret->other_count, wires = ret->agency_count;
    if (n < 4 || n > 10 || !stet__line_starts_big(r, t) ||
        !stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE), &words[1], 1) ||
        !stet__line_read_names(r, stet__line_cut(t, words[1].to, t.n), ret->others,
                               &ret->other_count))
        return 0;
    ret->agency_count = wires; /* `CFP` is a title */
    for (size_t i = first; i < ret->other_count; i++)
        ret->others[i].role =
            stet_strn(t.p + words[0].from, words[0].to - words[0].from);
    return 1;
}

/* `ESSAY`, `Reportage` beside other fields: what sort of text it is. */
static void take_genre(struct reader *r, stet_str field, const struct word *words,
                       size_t n)
{
    r->genres++;
    if (!r->ret->genre.n && n < 4 &&
        stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), words, n))
        r->ret->genre = field;
}

static void take_field(struct reader *r, stet_str field)
{
    struct word words[LINE_WORDS];
    if (field.n > 2 && *field.p == '(' && field.p[field.n - 1] == ')')
        field = stet__line_cut(field, 1, field.n - 1);
    if (!field.n || is_mail(field))
        return;
    size_t authors = r->ret->author_count;
    field = without_desk(r, field);
    if (take_placed(r, field) || take_desk_place(r, field))
        return;
    if (r->has_axis && !memchr(field.p, ':', field.n) && field.n < 60) {
        stet__line_read_concepts(r, field, r->axis, r->label);
        return;
    }
    size_t n = stet__structure_words(field, words, LINE_WORDS);
    if (stet__line_read_field(r, field, words, n)) {
        r->known++;
        if (!authors && r->ret->author_count)
            r->ret->byline = byline_of(r, field);
        return;
    }
    if (stet__line_is_genre(r, field)) {
        take_genre(r, field, words, n);
        return;
    }
    if (stet__line_take_time(r, field, 0) || stet__line_is_issue(field) ||
        take_affiliation(r, field, words, n))
        return;
    if (n < SERIES_WORDS_MAX && !r->ret->concept_count &&
        stet__line_read_series(r, field)) {
        r->known++;
        return;
    }
    if (r->ret->author_count && take_deed(r, field, words, n))
        return;
    if (r->ret->author_count && stet__line_is_elsewhere(field))
        return; /* what another house did */
    int listed = field.n <= LIST_BYTES_MAX && !memchr(".!?", field.p[field.n - 1], 3);
    if (listed && (take_linked(r, field) || take_joined(r, field)))
        return;
    if (listed && n < 7 && !r->ret->author_count && stet__line_read_wired(r, field)) {
        r->wired = 1;
        return;
    }
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
    } else if (stet__structure_match(r->s->plan, GROUP_BIT(GROUP_NOT_A_LABEL), words,
                                     n) &&
               !stet__line_has_house_word(r, field)) {
        if (!stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_NOT_A_LABEL), words,
                                       n)) /* `Werbung` does no harm */
            r->strange += (int)n;          /* `Photo d'illustration` */
    } else if (r->ret->author_count && stet__line_is_role(r, field)) {
        return; /* `Capitol Bureau Chief` */
    } else if (n && n < 6 && stet__line_is_counted(r, field)) {
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

/* `Redacción Caribe`: the desk of a house wrote it. */
static int begins_desk(const struct reader *r, stet_str t)
{
    struct word words[4];
    size_t n = stet__structure_words(t, words, 4);
    return n > 1 && stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_DESK), words,
                                              1) != NULL;
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
    if (r->name_count == 1 && !ret->author_count && begins_desk(r, r->names[0])) {
        stet__line_add_part(ret->authors, &ret->author_count,
                            stet__line_make_party(r, r->names[0]));
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

static int is_shouted(stet_str t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= 'a' && t.p[i] <= 'z')
            return 0;
    return 1;
}

/* `Le Large - Quentin Arvor`. */
static int is_house_first(const struct reader *r)
{
    struct word words[6];
    size_t n = stet__structure_words(r->names[1], words, 6);
    return (stet__structure_has_article(r->names[0]) ||
            stet__line_has_house_word(r, r->names[0])) &&
           n >= 2 && n <= 3 && stet__line_is_name(r, r->names[1], 3, 0) &&
           !stet__line_has_house_word(r, r->names[1]) &&
           !stet__structure_has_article(r->names[1]);
}

/* `Inés Olmedo | Zaragoza`, `Inés Olmedo | The Ledger`. */
static int are_person_and_place(struct reader *r)
{
    struct word words[6];
    if (r->name_count == 2 && !r->strange && is_house_first(r)) {
        stet_str house = r->names[0];
        r->names[0] = r->names[1];
        r->names[1] = house;
    }
    if (r->name_count != 2 || r->strange || stet__line_has_house_word(r, r->names[0]) ||
        !stet__line_is_name(r, r->names[0], 4, 0) ||
        stet__structure_words(r->names[0], words, 6) < 2 ||
        stet__structure_has_article(r->names[0]))
        return 0;
    if (!stet__line_has_house_word(r, r->names[1]) &&
        !stet__structure_has_article(r->names[1])) {
        size_t n = stet__structure_words(r->names[1], words, 6);
        if (n > 2)
            return 0;
        if (n == 2 && !stet__line_is_town(r->names[1]) &&
            is_shouted(r->names[0]) ==
                is_shouted(r->names[1])) { /* `Ann Lee | Bo Ek` */
            for (size_t i = 0; i < 2; i++)
                stet__line_add_part(r->ret->authors, &r->ret->author_count,
                                    stet__line_make_party(r, r->names[i]));
            r->name_count = 0;
            return 1;
        }
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
        if (stet__structure_match(r->s->plan, GROUP_BIT(GROUP_EMBARGO), &words[i],
                                  n - i))
            return 1;
    return 0;
}

/* `Actualizado 18/10/2018` behind a full stop. */
static int says_updated(const struct reader *r, stet_str t)
{
    struct word words[5];
    size_t n = stet__structure_words(t, words, 5);
    const struct phrase *p =
        stet__structure_match(r->s->plan, GROUP_BIT(GROUP_UPDATED), words, n);
    const struct phrase *by =
        stet__structure_match(r->s->plan, GROUP_BIT(GROUP_BYLINE), words, n);
    if (by && by->count < n && by->count < 3 && stet__line_starts_big(r, t) &&
        t.p[0] >= 'A' && t.p[0] <= 'Z' && words[0].to - words[0].from < 4 &&
        stet__line_starts_big(r, stet__line_cut(t, words[by->count].from, t.n)))
        return 1; /* `12 June, Hamburg. By Ann Lee` */
    return p && p->count < n && t.p[words[p->count].from] >= '0' &&
           t.p[words[p->count].from] <= '9';
}

/* `Publicado el 21/02/2024. Ana Lema`: a date, and who wrote it. */
static int ends_named(const struct reader *r, stet_str text, stet_str rest)
{
    struct word words[5];
    if (rest.p <= text.p + 5 || rest.p[-3] < '0' || rest.p[-3] > '9')
        return 0;
    size_t n = stet__structure_words(rest, words, 5);
    return n >= 2 && n <= 3 && stet__line_is_name(r, rest, 3, 0) &&
           !stet__line_has_house_word(r, rest);
}

/* `Text: Ann Lee, photos: Bo Ek`: a comma or stop before another label. */
static size_t label_mark(const struct reader *r, stet_str text, size_t i)
{
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_TRANSLATOR) |
                      GROUP_BIT(GROUP_PHOTOGRAPHER) | GROUP_BIT(GROUP_EDITOR) |
                      GROUP_BIT(GROUP_ILLUSTRATOR);
    struct word words[4];
    if (!strchr(",.;/", text.p[i]) || !text.p[i] || i + 4 > text.n ||
        text.p[i + 1] != ' ')
        return 0;
    stet_str rest = stet_strn(text.p + i + 2, text.n - i - 2);
    const char *colon = memchr(rest.p, ':', rest.n < 40 ? rest.n : 40);
    if (text.p[i] == '.' && (says_updated(r, rest) || ends_named(r, text, rest)))
        return 2;
    if (!colon)
        return 0;
    rest.n = (size_t)(colon - rest.p);
    const char *open = memchr(rest.p, '(', rest.n);
    if (open && open > rest.p)
        rest.n = (size_t)(open - rest.p); /* `Traduction (du breton) :` */
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
    if (stet__line_read_series(&r, text))
        return 1;
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
    if (!r.known && r.genres == 1 && r.name_count == 1 && !r.strange && ret->genre.n &&
        stet__line_is_institution(&r, r.names[0]))
        r.known = 1; /* `University of Bath | News release` */
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
