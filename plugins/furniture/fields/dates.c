/* SPDX-License-Identifier: MIT */
/* Dates in the words of a notice. */
#include <strings.h>

#include "fields.h"

enum { TIME_BEFORE = 5, DATE_WORDS = 12, DATES_TRIED = 48 };

/* A date has a number in its first two words: `3 March 2025`, `March 3, 2025`. */
static int may_be_date(const struct word *words, size_t i, size_t n)
{
    return words[i].flags & WORD_NUMBER ||
           (i + 1 < n && words[i].flags & WORD_BIG &&
            words[i + 1].flags & WORD_NUMBER) ||
           (i + 1 < n && words[i + 1].flags & WORD_NUMBER &&
            words[i].to - words[i].from >= 3);
}

static int is_word_at(stet_str text, const struct word *w, const char *const *list,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (w->to - w->from == strlen(list[i]) &&
            !strncasecmp(text.p + w->from, list[i], strlen(list[i])))
            return 1;
    return 0;
}

/* `15 Uhr`, `6 h`, `17 heures`: a whole hour. */
static int is_whole_hour(stet_str text, const struct word *words, size_t i, size_t n)
{
    static const char *const list[] = {"uhr", "h", "heures", "heure", "horas", "hrs"};
    return i + 1 < n && words[i].to - words[i].from <= 2 &&
           words[i].flags & WORD_NUMBER &&
           is_word_at(text, &words[i + 1], list, sizeof list / sizeof *list);
}

/* `9:30 p.m.` */
static int is_afternoon(stet_str text, size_t at)
{
    while (at < text.n && (text.p[at] == ' ' || (text.p[at] & 0x80)))
        at++;
    return at + 2 <= text.n && (text.p[at] | 32) == 'p' &&
           ((text.p[at + 1] | 32) == 'm' ||
            (at + 3 < text.n && text.p[at + 1] == '.' && (text.p[at + 2] | 32) == 'm'));
}

/* `11 A.M.`, `9 p.m.` */
static int is_half_day(stet_str text, size_t at)
{
    while (at < text.n && text.p[at] == ' ')
        at++;
    return at + 2 < text.n && ((text.p[at] | 32) == 'a' || (text.p[at] | 32) == 'p') &&
           ((text.p[at + 1] == '.' && (text.p[at + 2] | 32) == 'm') ||
            ((text.p[at + 1] | 32) == 'm' && memchr(" ,.", text.p[at + 2], 3)));
}

/* `..., 10:30 Uhr`, `à 10h30`, `a las 10:30`: the time behind a day. */
static int put_time(stet_out *out, stet_str text, const struct word *words, size_t at,
                    size_t n)
{
    for (size_t i = at; i < n && i < at + 4; i++) {
        const char *p = text.p + words[i].from;
        size_t k = 0, hour = 0, minute = 0;
        while (k < text.n - words[i].from && p[k] >= '0' && p[k] <= '9' && k < 2)
            hour = hour * 10 + (size_t)(p[k++] - '0');
        if (!k && words[i].flags & WORD_SENTENCE)
            return 0;
        if (k && hour < 24 && is_whole_hour(text, words, i, n) &&
            (i + 2 >= n || !(words[i + 2].flags & WORD_NUMBER))) {
            stet_puts(out, hour < 10 ? "T0" : "T");
            stet_put_int(out, (int64_t)hour);
            stet_puts(out, ":00");
            return 1;
        }
        if (k && hour && hour < 13 && is_half_day(text, words[i].from + k)) {
            hour = hour % 12 + (is_afternoon(text, words[i].from + k) ? 12 : 0);
            stet_puts(out, hour < 10 ? "T0" : "T");
            stet_put_int(out, (int64_t)hour);
            stet_puts(out, ":00");
            return 1;
        }
        if (!k || k + 2 >= text.n - words[i].from || !strchr(":h.", p[k]) ||
            p[k + 1] < '0' || p[k + 1] > '5' || p[k + 2] < '0' || p[k + 2] > '9')
            continue;
        minute = (size_t)(p[k + 1] - '0') * 10 + (size_t)(p[k + 2] - '0');
        if (hour > 23)
            return 0;
        if (hour < 12 && is_afternoon(text, words[i].from + k + 3))
            hour += 12;
        stet_puts(out, hour < 10 ? "T0" : "T");
        stet_put_int(out, (int64_t)hour);
        stet_puts(out, minute < 10 ? ":0" : ":");
        stet_put_int(out, (int64_t)minute);
        return 1;
    }
    return 0;
}

/* Four digits on end: `14 mai à 11` has no year. */
static int has_year(stet_str t)
{
    size_t digits = 0;
    for (size_t i = 0; i < t.n && digits < 4; i++)
        digits = t.p[i] >= '0' && t.p[i] <= '9' ? digits + 1 : 0;
    return digits == 4;
}

/* `n.º 18, mayo de 2021`: no day. */
static int is_of_issue(stet_str text, size_t at)
{
    static const char *const list[] = {
        "n.\xc2\xba ",    "n\xc2\xba ",     "n\xc2\xb0 ",
        "Nr. ",           "No. ",           "n\xc2\xb0",
        "Heft ",          "n\xc2\xba",      "#",
        "issue ",         "Ausgabe ",       "vol. ",
        "num\xc3\xa9ro ", "n\xc3\xbamero ", "n\xc3\xbam. "};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (at >= strlen(list[i]) &&
            !strncasecmp(text.p + at - strlen(list[i]), list[i], strlen(list[i])))
            return 1;
    return 0;
}

stet_str stet__furniture_date(struct detector *d, stet_str text, stet_str lang,
                              int years, stet_str *ret_raw)
{
    struct word words[DATES_TRIED];
    size_t n = stet__furniture_words(d->kit, text, words, DATES_TRIED);
    for (size_t i = 0; i < n; i++)
        for (size_t len = DATE_WORDS;
             len >= (years ? 1u : 2u) && may_be_date(words, i, n); len--) {
            stet_date date;
            if (i + len > n)
                continue;
            stet_str raw = stet_strn(text.p + words[i].from,
                                     words[i + len - 1].to - words[i].from);
            if (!has_year(raw) || is_of_issue(text, words[i].from) ||
                d->kit->date_parse(raw, lang, &date) != STET_OK ||
                (date.precision < STET_DAY && !years) || date.year < 1900 ||
                date.year > 2200)
                continue;
            stet_out out = stet_out_in_article(d->a, 40, 80);
            d->kit->date_format(&out, &date, STET_DATE_ISO);
            if (date.precision == STET_DAY &&
                !put_time(&out, text, words, i + len, n) && i)
                put_time(&out, text, words, i > TIME_BEFORE ? i - TIME_BEFORE : 0, i);
            if (ret_raw)
                *ret_raw = raw;
            return stet_out_text(&out);
        }
    return stet_cstr("");
}
