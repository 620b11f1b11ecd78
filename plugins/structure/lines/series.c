/* SPDX-License-Identifier: MIT */
/* Lines that say which series a text belongs to, and which part of it this is. */
#include <strings.h>

#include "lines.h"

enum { SERIES_BYTES = 140, SERIES_WORDS = 24, NAME_BYTES = 100, BEFORE_WORDS = 6 };

static int is_one_of(stet_str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (w.n == strlen(list[i]) && !strncasecmp(w.p, list[i], w.n))
            return 1;
    return 0;
}

static int is_number(stet_str w)
{
    static const char *const list[] = {
        "one",    "two",     "three",   "four",     "five",      "first",     "second",
        "third",  "eins",    "zwei",    "drei",     "erster",    "zweiter",   "dritter",
        "un",     "deux",    "trois",   "quatre",   "uno",       "dos",       "tres",
        "cuatro", "premier", "primera", "deuxième", "troisième", "quatrième", "segundo",
        "tercer", "cuarta",  "segunda", "tercera",  "letzter",   "final",     "última"};
    size_t roman = 0;
    if (w.n && *w.p >= '0' && *w.p <= '9')
        return w.n < 6;
    while (roman < w.n && memchr("IVX", w.p[roman], 3))
        roman++;
    return (w.n && roman == w.n && w.n < 6) ||
           is_one_of(w, list, sizeof list / sizeof *list);
}

static int is_part(stet_str w)
{
    static const char *const list[] = {
        "part",     "teil",   "folge",   "partie",   "parte",    "episode", "épisode",
        "Épisode",  "volet",  "entrega", "capítulo", "episodio", "chapter", "kapitel",
        "chapitre", "numéro", "número",  "nr",       "no"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

static int is_between(stet_str w)
{
    static const char *const list[] = {"of",  "von", "de", "sur", "y",  "et",
                                       "und", "and", "e",  "n",   "and"};
    return is_one_of(w, list, sizeof list / sizeof *list);
}

/* Does a mark stand before word i? */
static int is_parted(stet_str t, const struct word *words, size_t i)
{
    for (size_t at = i ? words[i - 1].to : 0; at < words[i].from; at++)
        if (memchr(",(-|#:/", t.p[at], 7) || (unsigned char)t.p[at] >= 0x80)
            return 1;
    return 0;
}

/* Are the words from i on no more than which part it is? */
static int is_which(stet_str t, const struct word *words, size_t i, size_t n)
{
    size_t numbers = 0, parts = 0;
    for (size_t k = i; k < n; k++) {
        stet_str w = stet_strn(t.p + words[k].from, words[k].to - words[k].from);
        if (is_number(w))
            numbers++;
        else if (is_part(w))
            parts++;
        else if (!is_between(w) || k == n - 1)
            return 0;
    }
    return numbers && (parts || (i < n && is_parted(t, words, i)));
}

/* `Parte I`, `Chapter Two`. */
int stet__line_is_part(stet_str t)
{
    struct word words[4];
    size_t n = stet__structure_words(t, words, 4);
    return n >= 2 && n < 4 &&
           is_part(stet_strn(t.p + words[0].from, words[0].to - words[0].from)) &&
           is_which(t, words, 0, n);
}

stet_str stet__line_without_part(stet_str t)
{
    struct word words[SERIES_WORDS];
    size_t n = stet__structure_words(t, words, SERIES_WORDS);
    for (size_t i = n > 6 ? n - 6 : 1; i < n && n < SERIES_WORDS; i++)
        if (is_which(t, words, i, n)) {
            t = stet__line_cut(t, 0, words[i].from);
            while (t.n && memchr(" ,(-|#:/", t.p[t.n - 1], 8))
                t.n--;
            while (t.n > 3 && !memcmp(t.p + t.n - 3, "\xe2\x80\x93", 3))
                t = stet__line_cut(t, 0, t.n - 3);
            return stet__structure_trim(t);
        }
    return t;
}

/* The quoted words of the text; *ret_end is where it goes on behind them. */
static stet_str quoted(stet_str t, size_t *ret_from, size_t *ret_end)
{
    static const char *const marks[][2] = {
        {"\xc2\xab", "\xc2\xbb"},         {"\xc2\xbb", "\xc2\xab"},
        {"\xe2\x80\x9e", "\xe2\x80\x9c"}, {"\xe2\x80\x9c", "\xe2\x80\x9d"},
        {"\xe2\x80\x98", "\xe2\x80\x99"}, {"\"", "\""}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i][0]), m = strlen(marks[i][1]);
        const char *open = memmem(t.p, t.n, marks[i][0], n);
        const char *end =
            open ? memmem(open + n, (size_t)(t.p + t.n - open) - n, marks[i][1], m)
                 : NULL;
        if (!end)
            continue;
        *ret_from = (size_t)(open - t.p);
        *ret_end = (size_t)(end - t.p) + m;
        return stet__line_cut(t, *ret_from + n, (size_t)(end - t.p));
    }
    return stet_cstr("");
}

stet_str stet__line_unquoted(stet_str t)
{
    size_t from = 0, end = 0;
    stet_str name = quoted(t, &from, &end);
    return name.n && !from && end >= t.n ? name : t;
}

int stet__line_take_series(struct reader *r, stet_str name, stet_str label)
{
    name = stet__line_without_part(stet__line_without_stop(name));
    name = stet__line_unquoted(name);
    if (name.n < 3 || name.n > NAME_BYTES || !stet__line_starts_big(r, name))
        return 0;
    struct part p = stet__line_make_party(r, name);
    p.kind = STET_CONCEPT;
    p.name = name;
    p.label = label;
    r->ret->concept_count = 0;
    stet__line_add_part(r->ret->concepts, &r->ret->concept_count, p);
    r->ret->series = 1;
    return 1;
}

/* `Dossier « Peser l'air » (3/5)`, `Teil 3 der Serie „Flut“`: the word, then the name
 * in quotation marks, and no more than the part around them. */
static int read_quoted(struct reader *r, stet_str t, const struct word *words, size_t n)
{
    size_t from, end, i = 0;
    stet_str name = quoted(t, &from, &end);
    if (!name.n)
        return 0;
    while (i < n && words[i].to <= from)
        i++; /* words before the name */
    if (!i || i > BEFORE_WORDS)
        return 0;
    size_t at =
        i > 3 && !stet__structure_match(r->s->plan, GROUP_BIT(GROUP_SERIES), words, i)
            ? i - 2
            : 0;
    const struct phrase *p = NULL;
    while (at < i && (!(p = stet__structure_match(r->s->plan, GROUP_BIT(GROUP_SERIES),
                                                  words + at, i - at)) ||
                      (p->count < i - at && (at || i > 3))))
        at++; /* right before the name, or `Serie de entrevistas «...»` */
    if (at == i)
        return 0;
    size_t behind = i;
    while (behind < n && words[behind].from < end)
        behind++;
    if (behind < n && !is_which(t, words, behind, n))
        return 0;
    if (at > 0 &&
        !is_number(stet_strn(t.p + words[0].from, words[0].to - words[0].from)) &&
        !is_part(stet_strn(t.p + words[0].from, words[0].to - words[0].from)) &&
        words[0].to - words[0].from > 5)
        return 0;
    return stet__line_take_series(r, name, stet_cstr(""));
}

/* `Alpabzug - Serie, Teil 3`: the name, then the word and which part it is. */
static int read_behind(struct reader *r, stet_str t, const struct word *words, size_t n)
{
    for (size_t i = 1; i + 1 < n; i++)
        if (is_parted(t, words, i) && is_which(t, words, i + 1, n) &&
            stet__structure_match_all(r->s->plan, GROUP_BIT(GROUP_SERIES), &words[i],
                                      1)) {
            size_t to = words[i - 1].to;
            return stet__line_take_series(r, stet__line_cut(t, 0, to), stet_cstr(""));
        }
    return 0;
}

/* `Serie | Die letzten Runden (4)`: the word, a mark, the name and which part. */
static int read_parted(struct reader *r, stet_str t, const struct word *words, size_t n)
{
    const struct phrase *p =
        stet__structure_match(r->s->plan, GROUP_BIT(GROUP_SERIES), words, n);
    if (!p || p->count >= n || !is_parted(t, words, p->count) ||
        memchr(t.p, ':', words[p->count].from))
        return 0;
    stet_str name = stet__line_cut(t, words[p->count].from, t.n);
    return stet__line_without_part(name).n < name.n &&
           stet__line_take_series(r, name, stet_cstr(""));
}

/* `Part of the series The Long Commons`, `Aus der Serie Wetterfest`: small words, the
 * word for it, and the name. */
static int read_of_series(struct reader *r, stet_str t, const struct word *words,
                          size_t n, size_t at)
{
    static const char *const starts[] = {
        "part of ", "from the ", "aus der ",  "teil der ",     "teil unserer ",
        "dans la ", "de la ",    "parte de ", "extrait de la "};
    const struct phrase *p =
        stet__structure_match(r->s->plan, GROUP_BIT(GROUP_SERIES), words + at, n - at);
    size_t next = p ? at + p->count : n;
    return LINE_BEGINS(t, starts) && at <= 4 && next < n &&
           t.p[words[next].from - 1] == ' ' &&
           stet__line_take_series(r, stet__line_cut(t, words[next].from, t.n),
                                  stet_cstr(""));
}

int stet__line_read_series(struct reader *r, stet_str t)
{
    struct word words[SERIES_WORDS];
    if (t.n > SERIES_BYTES || t.n < 8 || memchr(".!?", t.p[t.n - 1], 3))
        return 0;
    size_t n = stet__structure_words(t, words, SERIES_WORDS), i = 0;
    while (i < n && !stet__structure_match(r->s->plan, GROUP_BIT(GROUP_SERIES),
                                           words + i, n - i))
        i++;
    return i < n && n < SERIES_WORDS &&
           (read_quoted(r, t, words, n) || read_behind(r, t, words, n) ||
            read_parted(r, t, words, n) || read_of_series(r, t, words, n, i));
}
