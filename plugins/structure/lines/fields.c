/* SPDX-License-Identifier: MIT */
/* One field of a line: what it begins with, or the form that it has, says what it
 * holds. */
#include <strings.h>

#include "lines.h"

/* What sort of text it is (`Commentary`, `Comentario 14/2023`) is not who published it.
 */
int stet__line_is_genre(const struct reader *r, stet_str name)
{
    struct word words[2];
    size_t n = stet__structure_words(name, words, 2);
    return n && stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), words, 1);
}

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
        stet__line_read_concepts(r, after, stet_cstr("category"), stet_cstr(""));
        r->has_axis = 0;
        return;
    }
    if (!r->ret->publisher.n && stet__line_is_house(r, after))
        r->ret->publisher = after;
}

/* `Lizenz`, `licence`, `license`. */
static int names_licence(stet_str t)
{
    const char *end = t.p + t.n;
    for (const char *p = t.p; (p = memchr(p, 'i', (size_t)(end - p))); p++) {
        size_t n = (size_t)(end - p);
        if ((n >= 5 && !memcmp(p, "izenz", 5)) || (n >= 6 && !memcmp(p, "icence", 6)) ||
            (n >= 6 && !memcmp(p, "icense", 6)))
            return 1;
    }
    return 0;
}

enum { SHORT_BYTES = 20 };

/* `Ann Lee Photos by Bo Ek`: where another label begins in the names, or 0. */
static size_t label_within(const struct reader *r, stet_str t)
{
    unsigned groups = GROUP_BIT(GROUP_TRANSLATOR) | GROUP_BIT(GROUP_PHOTOGRAPHER) |
                      GROUP_BIT(GROUP_ILLUSTRATOR) | GROUP_BIT(GROUP_EDITOR);
    struct word words[LINE_WORDS];
    size_t n = t.n > SHORT_BYTES ? stet__structure_words(t, words, LINE_WORDS) : 0;
    for (size_t i = 2; i + 3 < n; i++) {
        const struct phrase *p =
            t.p[words[i].from - 1] == ' ' && t.p[words[i].from] >= 'A' &&
                    t.p[words[i].from] <= 'Z'
                ? stet__structure_match(r->s->plan, groups, words + i, n - i)
                : NULL;
        if (p && p->count > 1)
            return words[i].from;
    }
    return 0;
}

static int read_other(struct reader *r, stet_str t);

/* `Ann Lee (Oslo, special correspondent)`: where the one who wrote was sent. */
static stet_str take_post(struct reader *r, stet_str t)
{
    static const char *const posts[] = {"envoy", "notre envoy", "enviad",
                                        "special corr", "Sonderkorr"};
    const char *open = t.n && t.p[t.n - 1] == ')' ? memrchr(t.p, '(', t.n) : NULL;
    const char *comma = open ? memchr(open, ',', (size_t)(t.p + t.n - open)) : NULL;
    if (!comma || r->ret->place.n)
        return t;
    stet_str place = stet__line_cut(t, (size_t)(open - t.p) + 1, (size_t)(comma - t.p));
    stet_str post = stet__line_cut(t, (size_t)(comma - t.p) + 1, t.n - 1);
    if (!LINE_BEGINS(post, posts) || !stet__line_is_name(r, place, 3, 0))
        return t;
    r->ret->place = place;
    return stet__line_cut(t, 0, (size_t)(open - t.p));
}

static int read_people(struct reader *r, stet_str rest, int group)
{
    stet_str before, after;
    struct reading *ret = r->ret;
    if (names_licence(rest))
        return 0;
    stet__line_take_dates(r, rest, 0, &before, &after);
    if (group == GROUP_BYLINE) {
        size_t at = label_within(r, rest);
        if (at && read_other(r, stet__line_cut(rest, at, rest.n)))
            return read_people(r, stet__line_cut(rest, 0, at), group);
        const char *comma = memchr(before.p, ',', before.n);
        if (comma && stet__line_begins_within(before)) /* `in Oslo, Ann Lee` */
            before = stet__line_cut(before, (size_t)(comma - before.p) + 1, before.n);
        before = take_post(r, before);
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

/* `Photos by Bo Ek` behind the names of authors. */
static int read_other(struct reader *r, stet_str t)
{
    unsigned groups = GROUP_BIT(GROUP_TRANSLATOR) | GROUP_BIT(GROUP_PHOTOGRAPHER) |
                      GROUP_BIT(GROUP_ILLUSTRATOR) | GROUP_BIT(GROUP_EDITOR);
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    const struct phrase *p = stet__structure_match(r->s->plan, groups, words, n);
    return p &&
           read_people(r, stet__line_cut(t, words[p->count - 1].to, t.n), p->group);
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

/* `Tuxpan, Veracruz`: one word, and of what land. */
static int is_town_of(const struct reader *r, stet_str t, const struct word *words,
                      size_t n)
{
    const char *comma = memchr(t.p, ',', t.n);
    return comma && n >= 2 && n <= 4 && words[0].to == (size_t)(comma - t.p) &&
           !memchr(comma + 1, ',', (size_t)(t.p + t.n - comma) - 1) &&
           stet__line_starts_big(r, stet__line_cut(t, words[0].to + 1, t.n));
}

/* `Oslo, 3 March 2025`, `Nantes, le 17 janvier`: one word, or what cannot be a house.
 */
static int is_place(const struct reader *r, stet_str field, stet_str before)
{
    static const char *const starts[] = {
        "San ", "Santa ", "Saint-",  "Sainte-", "Bad ",      "Sankt ",
        "St. ", "Port ",  "Ciudad ", "Buenos ", "Santiago ", "R\xc3\xado ",
        "Los ", "Las ",   "Puerto ", "Cabo ",   "A "};
    stet_str raw = r->ret->published_raw;
    struct word words[6];
    size_t n = stet__structure_words(before, words, 6), gap;
    int region = is_town_of(r, before, words, n);
    if (!raw.n || stet__line_holds_digit(before) || before.p != field.p ||
        before.p + before.n >= raw.p || n > 3 + 2 * (size_t)region ||
        field.p[before.n] != ',' || stet__line_url(r, before).n ||
        stet__line_has_house_word(r, before) || !stet__line_is_name(r, before, 5, 0) ||
        (raw.p + raw.n + 2 < field.p + field.n && raw.p[raw.n + 1] != '('))
        return 0;
    gap = (size_t)(raw.p - before.p) - before.n;
    if (n == 1 || region || (gap > 3 && memcmp(raw.p - 3, "le ", 3) == 0) ||
        (gap > 4 && memcmp(raw.p - 4, "den ", 4) == 0))
        return 1;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (before.n > strlen(starts[i]) &&
            !memcmp(before.p, starts[i], strlen(starts[i])))
            return 1;
    return 0;
}

enum { MARK_BYTES = 11 }; /* a mark and a number at the end */

/* Does a word begin with an n, as all words for a number do? */
static int has_number_word(stet_str t)
{
    for (size_t i = 1; i < t.n; i++)
        if (t.p[i - 1] == ' ' && (t.p[i] | 32) == 'n')
            return 1;
    return 0;
}

/* `Issue 41, Winter 2023`, `5 min read`, `Lesezeit: 5 Min.` */
int stet__line_is_issue(stet_str t)
{
    static const char *const list[] = {"issue ",       "heft ",
                                       "ausgabe ",     "numéro ",
                                       "número ",      "n.º ",
                                       "n° ",          "vol. ",
                                       "lesezeit",     "temps de lecture",
                                       "reading time", "tiempo de lectura"};
    static const char *const marks[] = {" n\xc2\xba ", " n\xc2\xb0 ",   " Nr. ",
                                        " No. ",       " n\xc3\xbam. ", " N\xc2\xba ",
                                        " N\xc2\xb0 "};
    if (LINE_BEGINS(t, list))
        return 1;
    stet_str last =
        t.n > MARK_BYTES ? stet_strn(t.p + t.n - MARK_BYTES, MARK_BYTES) : t;
    if (!has_number_word(last))
        return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        const char *at = memmem(t.p, t.n, marks[i], n);
        if (at && at + n < t.p + t.n && at[n] >= '0' && at[n] <= '9' && at >= last.p)
            return 1; /* `Policy Brief No. 31` */
    }
    return 0;
}

static int is_deed_word(const struct reader *r, stet_str t)
{
    struct word words[4];
    return stet__structure_match_all(
               r->s->plan, GROUP_BIT(GROUP_TRANSLATOR) | GROUP_BIT(GROUP_NOT_A_LABEL),
               words, stet__structure_words(t, words, 4)) != NULL;
}

/* `21 janvier 2024 dans [Régions](/r)`. */
static int take_category(struct reader *r, stet_str field, stet_str t)
{
    static const char *const words[] = {" in ", " dans ", " en ", " unter ", " under "};
    size_t at = (size_t)(t.p - field.p);
    if (r->ret->concept_count || !stet__line_linked_share(r, t) ||
        !stet__line_starts_big(r, t) || stet__structure_has_article(t) ||
        stet__line_has_house_word(r, t))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (at < n || memcmp(t.p - n, words[i], n) != 0)
            continue;
        stet__line_read_concepts(r, t, stet_cstr("category"), stet_cstr(""));
        r->has_axis = 0;
        return 1;
    }
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
    if (after.n && stet__line_is_issue(after))
        after.n = 0;
    stet_str pieces[2] = {before, after};
    r->known++; /* names from here on stand beside a date */
    if (!labelled && !r->ret->place.n && is_place(r, field, before)) {
        size_t at = (size_t)(r->ret->published_raw.p - field.p);
        if (r->ret->published.n >= 10) /* a month is no day of a dateline */
            r->ret->place = stet_strn(field.p, at + r->ret->published_raw.n);
        pieces[0] = stet_cstr("");
    }
    for (int k = 0; k < 2; k++) {
        struct segment segments[SEGMENTS_MAX];
        size_t n = stet__line_split(r, pieces[k], segments);
        for (size_t i = 0; i < n; i++) {
            stet_str t = stet__line_without_stop(
                stet__line_cut(pieces[k], segments[i].from, segments[i].to));
            if (!t.n || (*t.p >= '0' && *t.p <= '9')) {
                stet__line_take_time(r, t, k == 0); /* a time of day */
                continue;
            }
            if (read_by(r, t) || stet__line_is_genre(r, t))
                continue;
            if (stet__line_is_counted(r, t)) {
                stet__line_take_time(r, t, k == 0); /* `à 05 h 00 HNE le` */
                continue;
            }
            if (k && i == 0 && !before.n && take_category(r, field, t))
                continue;
            if (is_deed_word(r, t))
                continue; /* `Seite 4`, `Traducción publicada el` */
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
        if (p->group == GROUP_UPDATED && stet__line_take_update_time(r, rest))
            return 1;
        return read_dated(r, rest, colon || p->count > 1, p->group == GROUP_UPDATED) ||
               read_dated(r, field, 0, 0);
    case GROUP_PUBLISHER:
        if ((!colon && p->count < 3) || !stet__line_is_house(r, rest) ||
            stet__line_without_title(r, rest).p != rest.p) /* `From: Dr. Ann Lee` */
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
        if (p->group == GROUP_SERIES && !stet__line_linked_share(r, rest))
            return stet__line_take_series(
                r, rest, stet__line_cut(field, 0, (size_t)(rest.p - field.p)));
        r->ret->series = p->group == GROUP_SERIES;
        stet__line_read_concepts(r, rest, p->axis,
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

static int is_shouted(stet_str t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= 'a' && t.p[i] <= 'z')
            return 0;
    return 1;
}

enum { INDEFINITE_WORDS = 18 };

/* `Ein Erfahrungsbericht von Ann Lee`, `Un extrait du roman de Lise Haguenau`: an
 * article without more, and a full name at the end. */
static int read_indefinite(struct reader *r, stet_str field, const struct word *words,
                           size_t n)
{
    static const char *const articles[] = {"a ",  "an ",  "ein ", "eine ",
                                           "un ", "une ", "una "};
    unsigned groups = GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_PARTICLE);
    struct segment segments[SEGMENTS_MAX];
    int article = field.n >= 6 && LINE_BEGINS(field, articles);
    int definite =
        n > 3 && stet__structure_has_article(field) &&
        stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE), &words[1], 1);
    int genre = n > 3 &&
                (stet__line_is_genre(r, field) || is_one_deed(r, words, n) || definite);
    if ((!article && !genre && !(n <= 10 && stet__line_holds_digit(field))) ||
        n < 5u - (unsigned)genre || n > INDEFINITE_WORDS ||
        memchr(".!?,", field.p[field.n - 1], 4))
        return 0;
    for (size_t i = genre && !definite ? 1 : 2; i + 2 < n; i++) {
        stet_str all = stet__line_cut(field, words[i].to, field.n);
        size_t parts = stet__line_split(r, all, segments);
        stet_str name =
            parts ? stet__line_cut(all, segments[0].from, segments[0].to) : all;
        if (!stet__structure_match_all(r->s->plan, groups, &words[i], 1) ||
            words[i].to - words[i].from < 2 || (parts < 2 && n - i > 5) || i > 6 ||
            (stet__line_starts_big(r, stet_strn(field.p + words[i].from, 2)) &&
             !(definite && is_shouted(field))) ||
            !stet__line_starts_big(r, name) || !stet__line_is_name(r, name, 4, 0))
            continue;
        r->weak = !stet__line_is_genre(r, field) && !definite &&
                  !stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_GENRE),
                                             &words[1], 1) &&
                  !(stet__line_holds_digit(field) &&
                    stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_BYLINE),
                                              &words[i], 1));
        return stet__line_read_names(r, all, r->ret->authors, &r->ret->author_count) >
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
    if (!LINE_BEGINS(field, starts) || memchr(".!?", field.p[field.n - 1], 3))
        return 0;
    for (size_t i = 2; i < n && i < 6; i++)
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

/* `Schlagwörter zu diesem Artikel:`, `Texto original en catalán:`: a label, and more.
 */
static const struct phrase *longer_label(struct reader *r, stet_str field,
                                         const struct word *words, size_t n)
{
    static const char *const ends[] = {"artikel", "beitrag", "text",     "article",
                                       "story",   "post",    "artículo", "nota"};
    unsigned groups =
        GROUP_BIT(GROUP_BYLINE) | GROUP_BIT(GROUP_AXIS) | GROUP_BIT(GROUP_TRANSLATOR);
    const struct phrase *p = stet__structure_match(r->s->plan, groups, words, n);
    stet_str last =
        stet_strn(field.p + words[n - 1].from, words[n - 1].to - words[n - 1].from);
    if (!p || p->count == n)
        return NULL;
    for (size_t i = 0; p->group == GROUP_AXIS && i < sizeof ends / sizeof *ends; i++)
        if (last.n == strlen(ends[i]) && !strncasecmp(last.p, ends[i], last.n))
            return p;
    if (p->group == GROUP_TRANSLATOR && !stet__line_starts_big(r, last))
        return p; /* `Traduction (du breton) :` */
    if (p->group == GROUP_BYLINE && p->count == 1 && words[0].to - words[0].from <= 6 &&
        !stet__line_starts_big(r, last)) {
        r->weak = 1;
        return p;
    }
    return NULL;
}

/* `Ann Lee | Photos: Bo Ek`: who stands before the pictures wrote the text. */
static int promote_name(struct reader *r)
{
    struct word words[6];
    stet_str name = r->name_count == 1 ? r->names[0] : stet_cstr("");
    size_t n = stet__structure_words(name, words, 6);
    if (n < 2 || n > 5 || r->known || name.p[name.n] == '.' ||
        !stet__line_is_name(r, name, 5, 0) || stet__line_has_house_word(r, name) ||
        stet__structure_has_article(name))
        return 0;
    stet__line_add_part(r->ret->authors, &r->ret->author_count,
                        stet__line_make_party(r, name));
    r->name_count = 0;
    return 1;
}

int stet__line_read_field(struct reader *r, stet_str field, const struct word *words,
                          size_t n)
{
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
    if (p && p->group == GROUP_NOT_A_LABEL) { /* `Photos: Bo Ek` beside an author */
        p = r->ret->author_count || promote_name(r)
                ? stet__structure_match_all(r->s->plan,
                                            GROUP_BIT(GROUP_PHOTOGRAPHER) |
                                                GROUP_BIT(GROUP_ILLUSTRATOR),
                                            words, before)
                : NULL;
        if (!p)
            return 0;
    }
    if (p && (p->group == GROUP_PHOTOGRAPHER || p->group == GROUP_ILLUSTRATOR))
        promote_name(r);
    if (!p && colon && before == 3 && colon_at < 40)
        p = joined_label(r, words);
    if (!p && colon && before > 1 && before < 7 && colon_at < 48)
        p = longer_label(r, field, words, before);
    if (p &&
        read_labelled(r, field, p, stet__line_cut(field, colon_at + 1, field.n), 1))
        return 1;
    unsigned open = groups & ~(GROUP_BIT(GROUP_AXIS) | GROUP_BIT(GROUP_SERIES) |
                               GROUP_BIT(GROUP_SUMMARY) | GROUP_BIT(GROUP_NOT_A_LABEL));
    p = stet__structure_match(r->s->plan, open, words, n);
    if (p && p->count == 1 && !r->ret->author_count &&
        (p->group == GROUP_PHOTOGRAPHER || p->group == GROUP_ILLUSTRATOR))
        p = NULL; /* `Foto Lee`: a shop */
    if (p && p->count < n &&
        read_labelled(r, field, p,
                      stet__line_cut(field, words[p->count - 1].to, field.n), 0))
        return 1;
    if (read_dated(r, field, 0, 0) || read_translated(r, field, words, n) ||
        read_indefinite(r, field, words, n))
        return 1;
    return colon && colon_at < 44 && stet__line_read_unknown(r, field, colon_at);
}
