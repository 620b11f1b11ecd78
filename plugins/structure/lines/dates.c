/* SPDX-License-Identifier: MIT */
/* Dates within a line: found around a year, with the words that say what they are dates
 * of. */
#include "lines.h"

/* ---- dates
 * ------------------------------------------------------------------------------------
 */

static int is_year(stet_str t, const struct word *w)
{
    const char *p = t.p + w->from;
    if (w->to - w->from < 4 || (p[0] != '1' && p[0] != '2') ||
        (p[1] != '9' && p[1] != '0'))
        return 0;
    for (int i = 2; i < 4; i++)
        if (p[i] < '0' || p[i] > '9')
            return 0;
    return w->to - w->from == 4 || p[4] == 'T';
}

/* Only `3/4/2025` takes the language to tell the day from the month. */
stet_str stet__line_date_language(struct survey *s, stet_str t)
{
    for (size_t i = 1; i + 1 < t.n; i++)
        if ((t.p[i] == '/' || t.p[i] == '-') && t.p[i - 1] >= '0' &&
            t.p[i - 1] <= '9' && t.p[i + 1] >= '0' && t.p[i + 1] <= '9')
            return stet__structure_language(s);
    return stet_cstr("");
}

static stet_str format_date(struct reader *r, const stet_date *date)
{
    stet_out out = stet_out_in_article(r->s->a, 40, 80);
    r->s->kit->date_format(&out, date, STET_DATE_ISO);
    stet__structure_check(r->s, stet_out_status(&out));
    return stet_out_text(&out);
}

/* The longest run of words around a year that is a date: [*ret_from, *ret_to). */
static int find_date(struct reader *r, stet_str t, size_t *ret_from, size_t *ret_to,
                     stet_date *ret_date)
{
    struct word words[LINE_WORDS];
    if (!t.n || (!memchr(t.p, '1', t.n) && !memchr(t.p, '2', t.n)))
        return 0; /* no year */
    stet_str lang = stet__line_date_language(r->s, t);
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    for (size_t y = 0; y < n; y++) {
        if (!is_year(t, &words[y]))
            continue;
        for (size_t a = y > 8 ? y - 8 : 0; a <= y; a++)
            for (size_t b = y + 6 < n ? y + 6 : n - 1; b + 1 > y; b--) {
                stet_str d =
                    stet_strn(t.p + words[a].from, words[b].to - words[a].from);
                if (d.n < 64 && r->s->kit->date_parse(d, lang, ret_date) == STET_OK &&
                    ret_date->precision >= STET_MONTH) {
                    *ret_from = words[a].from;
                    *ret_to = words[b].to;
                    return 1;
                }
                if (b == 0)
                    break;
            }
    }
    return 0;
}

/* Cut words such as `am` or `published on` from the end of what stands before a date.
 * *ret_updated is set when one of them says that the text was changed then. */
static stet_str without_date_words(const struct reader *r, stet_str t, int *ret_updated)
{
    unsigned groups = GROUP_BIT(GROUP_PUBLISHED) | GROUP_BIT(GROUP_UPDATED);
    struct word words[LINE_WORDS];
    size_t n = stet__structure_words(t, words, LINE_WORDS);
    for (int again = 1; again;) {
        again = 0;
        for (size_t i = n > 6 ? n - 6 : 0; i < n && !again; i++) {
            const struct phrase *p =
                stet__structure_match_all(r->s->plan, groups, words + i, n - i);
            if (!p)
                continue;
            *ret_updated |= p->group == GROUP_UPDATED;
            t = stet__line_cut(t, 0, words[i].from);
            n = i;
            again = 1;
        }
    }
    while (t.n && memchr(",;:(-", t.p[t.n - 1], 5))
        t.n--;
    return stet__structure_trim(t);
}

/* Behind a date: `in`, `dans` and a mark before the name of the house. */
static stet_str without_preposition(stet_str t)
{
    static const char *const words[] = {"in ",  "dans ", "en ",  "auf ",
                                        "sur ", "on ",   "bei ", NULL};
    while (t.n && memchr(",;:)-", *t.p, 5))
        t = stet__line_cut(t, 1, t.n);
    for (size_t i = 0; words[i]; i++) {
        size_t n = strlen(words[i]);
        if (t.n > n && memcmp(t.p, words[i], n) == 0)
            return stet__line_cut(t, n, t.n);
    }
    return t;
}

static void keep_date(struct reader *r, const stet_date *date, stet_str raw,
                      int updated)
{
    stet_str *value = updated ? &r->ret->updated : &r->ret->published;
    if (value->n)
        return;
    *value = format_date(r, date);
    *(updated ? &r->ret->updated_raw : &r->ret->published_raw) = raw;
}

enum { ELSEWHERE_BYTES = 24 }; /* from the word to the day */

/* `zuerst veröffentlicht bei Addis Notes am`: the day of another house. */
int stet__line_is_elsewhere(stet_str t)
{
    static const char *const list[] = {"zuerst ",
                                       "erstmals ",
                                       "rspr\xc3\xbcnglich ",
                                       "riginally ",
                                       "irst ",
                                       "nitialement ",
                                       "abord ",
                                       "riginalmente ",
                                       "primera vez ",
                                       "\xc3\xa0 l'origine "};
    if (t.n <= ELSEWHERE_BYTES)
        return 0;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        const char *at = memmem(t.p, t.n, list[i], strlen(list[i]));
        if (at && t.p + t.n - at > ELSEWHERE_BYTES)
            return 1;
    }
    return 0;
}

/* Take the dates out of a field; what is left, before and behind them. */
int stet__line_take_dates(struct reader *r, stet_str t, int updated,
                          stet_str *ret_before, stet_str *ret_after)
{
    stet_date date;
    size_t from, to;
    int found = 0;
    *ret_before = t;
    *ret_after = stet_cstr("");
    for (int i = 0; i < 2 && find_date(r, t, &from, &to, &date); i++) {
        stet_str before = without_date_words(r, stet__line_cut(t, 0, from), &updated);
        if (!found)
            *ret_before = before;
        if (!stet__line_is_elsewhere(stet_strn(t.p, from)))
            keep_date(r, &date, stet_strn(t.p + from, to - from), updated);
        t = stet__line_cut(t, to, t.n);
        *ret_after = without_preposition(t);
        updated = 0;
        found = 1;
    }
    return found;
}

/* The day with the time that t is; "" when it is none. */
static stet_str at_time(struct reader *r, stet_str day, stet_str t)
{
    static const char *const starts[] = {"a las ", "um ", "at ", "\xc3\xa0 "};
    stet_date date;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (t.n > strlen(starts[i]) && !memcmp(t.p, starts[i], strlen(starts[i])))
            t = stet__line_cut(t, strlen(starts[i]), t.n);
    size_t zone = t.n;
    while (zone && t.p[zone - 1] >= 'A' && t.p[zone - 1] <= 'Z')
        zone--;
    if (t.n - zone >= 2 && t.n - zone <= 4 && zone && t.p[zone - 1] == ' ' &&
        memcmp(t.p + zone, "AM", 2) != 0 && memcmp(t.p + zone, "PM", 2) != 0)
        t = stet__line_cut(t, 0, zone); /* a zone is not kept */
    if (day.n < 10 || t.n < 4 || t.n > 24 || *t.p < '0' || *t.p > '9')
        return stet_cstr("");
    while (t.n && memchr("h.H ", t.p[t.n - 1], 4) && !(t.n > 2 && t.p[t.n - 2] == 'm'))
        t.n--; /* `07:00h.` */
    stet_out out = stet_out_in_article(r->s->a, 64, 80);
    stet_put_str(&out, stet_strn(day.p, 10));
    stet_puts(&out, " ");
    stet_put_str(&out, t);
    if (r->s->kit->date_parse(stet_out_text(&out), stet_cstr(""), &date) != STET_OK ||
        date.precision < STET_MINUTE)
        return stet_cstr("");
    return format_date(r, &date);
}

int stet__line_take_time(struct reader *r, stet_str t, int before)
{
    struct reading *ret = r->ret;
    stet_str *day = ret->updated.n && !(before && ret->published.n == 10)
                        ? &ret->updated
                        : &ret->published;
    stet_str time = day->n == 10 ? at_time(r, *day, t) : stet_cstr("");
    if (time.n)
        *day = time;
    return time.n != 0;
}

int stet__line_take_update_time(struct reader *r, stet_str t)
{
    if (r->ret->updated.n || !(r->ret->updated = at_time(r, r->ret->published, t)).n)
        return 0;
    r->ret->updated_raw = t;
    return 1;
}
