/* SPDX-License-Identifier: MIT */
/* Who holds the rights, and since when. */
#include <strings.h>

#include "fields.h"

enum { HOLDER_MAX = 100, SMALL_HOLDER_MAX = 48 };

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The first number of a sentence that can be a year: its word + 1. */
static size_t find_year(const struct said *said)
{
    const struct word *words = said->verdict->words;
    size_t sentence = words[said->hit->from].sentence;
    for (size_t i = said->hit->from; i < said->verdict->word_count; i++)
        if (words[i].from < said->to + 8 && words[i].sentence <= sentence + 1 &&
            words[i].flags & WORD_NUMBER && words[i].to - words[i].from == 4 &&
            (!memcmp(said->unit->text.p + words[i].from, "19", 2) ||
             !memcmp(said->unit->text.p + words[i].from, "20", 2)))
            return i + 1;
    return 0;
}

/* A full stop within `GmbH & Co. KG`, `St. Ives`: another short word with a capital
 * before it. */
static int is_within(stet_str t, size_t at)
{
    size_t from = at;
    while (from && t.p[from - 1] != ' ')
        from--;
    if (at - from == 1 && t.p[from] == 'e' && at + 2 < t.n &&
        (t.p[at + 1] == 'V' || t.p[at + 2] == 'V'))
        return 1; /* `Wattbüro e. V.` */
    if (at - from == 1 && t.p[from] >= 'A' && t.p[from] <= 'Z' && at + 2 < t.n)
        return 1; /* `H. Lenormand` */
    return at - from <= 3 && at > from && !is_small(t.p[from]) && at + 2 < t.n &&
           t.p[at + 1] == ' ' &&
           (t.n - at < 6 || t.p[at + 3] < 'a' || !memcmp(t.p + from, "St", 2));
}

/* Does a year begin here? */
static int is_year_at(stet_str t, size_t i)
{
    return i + 4 <= t.n && (!memcmp(t.p + i, "19", 2) || !memcmp(t.p + i, "20", 2)) &&
           is_digit(t.p[i + 2]) && is_digit(t.p[i + 3]) &&
           (i + 4 == t.n || !is_digit(t.p[i + 4]));
}

/* Bytes of a short name in brackets. */
static size_t sign_length(stet_str t, size_t i)
{
    size_t n = 1;
    if (t.p[i] != '(')
        return 0;
    while (i + n < t.n && n < 8 &&
           ((t.p[i + n] | 32) >= 'a' && (t.p[i + n] | 32) <= 'z'))
        n++;
    return n > 2 && i + n < t.n && t.p[i + n] == ')' ? n + 1 : 0;
}

/* How far a name reaches: to the line's end, a bar, a dash, a year, the next sentence,
 * or something small behind a comma. */
static size_t holder_end(stet_str t)
{
    static const char *const ends[] = {" All rights",
                                       " all rights",
                                       " Alle Rechte",
                                       " Tous droits",
                                       " Todos los",
                                       " \xe2\x80\x93 ",
                                       " \xe2\x80\x94 ",
                                       " - ",
                                       " \xc2\xb7 ",
                                       " \xe2\x88\x99 ",
                                       " Nachdruck",
                                       " Die Weitergabe",
                                       " Queda ",
                                       " Toute ",
                                       " No part ",
                                       " Prohibida ",
                                       " Se proh\xc3\xad"
                                       "be "};
    for (size_t i = 0; i < t.n && i < HOLDER_MAX; i++) {
        size_t sign = sign_length(t, i);
        if (sign) { /* `Norddienst (nwd)` */
            i += sign - 1;
            continue;
        }
        if (memchr("\n|;(:!?", t.p[i], 7) ||
            (i && is_year_at(t, i) && t.p[i - 1] == ' '))
            return i;
        if (t.p[i] == '.' && (i + 1 == t.n || memchr(" \n", t.p[i + 1], 2)) &&
            !is_within(t, i))
            return i;
        if (t.p[i] == ',' && i + 2 < t.n &&
            (is_small(t.p[i + 2]) || is_digit(t.p[i + 2]) || t.p[i + 1] != ' '))
            return i;
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (t.n - i > strlen(ends[k]) && !memcmp(t.p + i, ends[k], strlen(ends[k])))
                return i;
    }
    return t.n < HOLDER_MAX ? t.n : 0;
}

/* Does the copyright sign itself stand before byte `at`, with nothing but years
 * between? */
static int follows_sign(stet_str t, size_t at)
{
    while (at && (t.p[at - 1] == ' ' || t.p[at - 1] == ',' || t.p[at - 1] == '-' ||
                  is_digit(t.p[at - 1])))
        at--;
    return (at >= 2 && !memcmp(t.p + at - 2, "\xc2\xa9", 2)) ||
           (at >= 3 && !memcmp(t.p + at - 3, "(c)", 3)) ||
           (at >= 9 && !strncasecmp(t.p + at - 9, "copyright", 9));
}

/* The words from w on, where a holder can stand; small ones only behind the sign. */
static stet_str read_holder(const struct said *said, size_t w)
{
    stet_str t = said->unit->text;
    if (w >= said->verdict->word_count ||
        said->verdict->words[w].line != said->verdict->words[said->hit->from].line)
        return stet_cstr("");
    size_t from = said->verdict->words[w].from;
    stet_str name = stet_strn(t.p + from, t.n - from);
    name = stet__furniture_trim(stet_strn(name.p, holder_end(name)));
    if (memchr(name.p, '(', name.n) && !memchr(name.p, ')', name.n) &&
        name.p + name.n < t.p + t.n && name.p[name.n] == ')')
        name.n++; /* `Norddienst (nwd)` */
    if (name.n > 10 && !memcmp(name.p + name.n - 10, " copyright", 10))
        name.n -= 10; /* Crown copyright */
    while (name.n > 5 && is_year_at(name, 0))
        name = stet__furniture_trim(stet_strn(name.p + 4, name.n - 4));
    int big = (said->verdict->words[w].flags & WORD_BIG) != 0;
    if (memmem(name.p, name.n, "CC BY", 5) || memmem(name.p, name.n, "Commons", 7))
        return stet_cstr("");
    if (!name.n || (!big && (!follows_sign(t, from) || name.n > SMALL_HOLDER_MAX)))
        return stet_cstr("");
    return name;
}

/* The words behind the sign, also where the phrase goes on with the name of the holder.
 */
static size_t behind_notice(const struct said *said)
{
    static const char *const signs[] = {"copyright", "\xc2\xa9"};
    const struct hit *hit = said->hit;
    for (size_t k = hit->from; k + 1 < hit->to; k++)
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            stet_str word = stet__furniture_word_text(said, k);
            if (word.n == strlen(signs[i]) && !strncasecmp(word.p, signs[i], word.n) &&
                said->verdict->words[k + 1].flags & WORD_BIG)
                return k + 1;
        }
    return hit->to;
}

/* Has another rule found it? */
static int is_stated(struct detector *d, stet_str name)
{
    stet_node root = stet_root(d->a, STET_FAMILY_FIELD), n = 0;
    while ((n = stet_find(d->a, root, n, STET_COPYRIGHT_HOLDER))) {
        stet_node part = stet_first(d->a, n);
        if (part && stet_str_eq(stet_attr_str(d->a, part, STET_ATTR_NAME), name) &&
            stet_str_is(stet_attr_str(d->a, n, STET_ATTR_SOURCE), "furniture_text"))
            return 1;
    }
    return 0;
}

void stet__furniture_copyright(struct detector *d, const struct said *said)
{
    const struct verdict *v = said->verdict;
    struct said at = *said;
    struct hit hit = *said->hit;
    size_t w = hit.captured ? hit.take_from : behind_notice(said), year = 0;
    stet_str text = stet__furniture_trim(stet__furniture_said_text(said));
    hit.captured = 0;
    if (said->unit->pictures)
        return; /* of the picture, not of the text */
    while (w < v->word_count && v->words[w].flags & WORD_NUMBER) {
        year = year ? year : w + 1;
        w++;
    }
    size_t behind_year = w;
    if (!year && (year = find_year(said)))
        behind_year = year;
    if (year && v->words[year - 1].to - v->words[year - 1].from == 4) {
        size_t from = v->words[year - 1].from, to = v->words[behind_year - 1].to;
        stet__furniture_state_text(d, said, STET_COPYRIGHT_YEAR,
                                   stet_strn(said->unit->text.p + from, to - from));
    }
    while (w < v->word_count &&
           (stet_str_is(stet__furniture_word_text(said, w), "by") ||
            stet_str_is(stet__furniture_word_text(said, w), "\xc2\xa9") ||
            stet_str_is(stet__furniture_word_text(said, w), "Copyright")))
        w++;
    hit.to = (uint32_t)w;
    at.hit = &hit;
    stet_str name = read_holder(&at, w);
    if (!name.n)
        name = stet__furniture_name(d->kit, &at).name;
    if (memmem(name.p, name.n, "CC BY", 5) || memmem(name.p, name.n, "Commons", 7))
        name.n = 0;
    if (memchr(name.p, '/', name.n) &&
        !(year &&
          memmem(name.p, name.n, " / ", 3))) { /* (© HUG/Ann Lee) made a picture */
        stet__furniture_state_text(d, said, STET_IMAGE_CREDITS, name);
        return;
    }
    if (name.n && !is_stated(d, name))
        stet__furniture_put(
            d, stet__furniture_new_part(d, said, STET_COPYRIGHT_HOLDER, STET_PARTY),
            STET_ATTR_NAME, name);
    if ((year || name.n) && text.n < 300)
        stet__furniture_state_text(d, said, STET_COPYRIGHT_NOTICE, text);
}
