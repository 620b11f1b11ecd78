/* SPDX-License-Identifier: MIT */
/*
 * Numbers in a sentence: how long to wait, until when, how many words. Numbers and
 * months are read in figures and in the words of the four languages.
 */
#include "detect.h"

struct number_word {
    const char *word;
    int value;
};

/* ---- words ----------------------------------------------------------------------- */
/* The word that begins at `at`; words stand apart by one space. */
static stet_str word_at(stet_str words, size_t at)
{
    size_t end = at;
    while (end < words.n && words.p[end] != ' ')
        end++;
    return at < words.n ? stet_strn(words.p + at, end - at) : stet_cstr("");
}

static stet_str word_behind(stet_str words, stet_str word)
{
    size_t at = (size_t)(word.p - words.p) + word.n + 1;
    return word.n && at < words.n ? word_at(words, at) : stet_cstr("");
}

static stet_str word_before(stet_str words, size_t at)
{
    size_t from = at > 1 ? at - 1 : 0, end = from;
    while (from && words.p[from - 1] != ' ')
        from--;
    return stet_strn(words.p + from, end - from);
}

static int64_t figures(stet_str word)
{
    int64_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < '0' || word.p[i] > '9' || i == 6)
            return 0;
        n = n * 10 + (word.p[i] - '0');
    }
    return n;
}

static int64_t value_of(stet_str word)
{
    static const struct number_word all[] = {
        {"a", 1},          {"an", 1},        {"one", 1},       {"ein", 1},
        {"eine", 1},       {"einen", 1},     {"einer", 1},     {"einem", 1},
        {"un", 1},         {"une", 1},       {"una", 1},       {"uno", 1},
        {"two", 2},        {"zwei", 2},      {"deux", 2},      {"dos", 2},
        {"three", 3},      {"drei", 3},      {"trois", 3},     {"tres", 3},
        {"four", 4},       {"vier", 4},      {"quatre", 4},    {"cuatro", 4},
        {"five", 5},       {"funf", 5},      {"cinq", 5},      {"cinco", 5},
        {"six", 6},        {"sechs", 6},     {"seis", 6},      {"seven", 7},
        {"sieben", 7},     {"sept", 7},      {"siete", 7},     {"eight", 8},
        {"acht", 8},       {"huit", 8},      {"ocho", 8},      {"ten", 10},
        {"zehn", 10},      {"dix", 10},      {"diez", 10},     {"twelve", 12},
        {"zwolf", 12},     {"douze", 12},    {"doce", 12},     {"quinze", 15},
        {"quince", 15},    {"fifty", 50},    {"funfzig", 50},  {"cinquante", 50},
        {"cincuenta", 50}, {"hundred", 100}, {"hundert", 100}, {"cent", 100},
        {"cien", 100}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (stet_str_is(word, all[i].word))
            return all[i].value;
    return figures(word);
}

/* The number of the first word that is one of `units`, times its value. */
static int64_t number_of(stet_str words, const struct number_word *units, size_t count)
{
    for (size_t at = 0; at < words.n;) {
        stet_str word = word_at(words, at);
        for (size_t i = 0; i < count; i++) {
            int64_t n =
                stet_str_is(word, units[i].word) ? value_of(word_before(words, at)) : 0;
            if (n)
                return n * units[i].value;
        }
        at += word.n + 1;
    }
    return 0;
}

/* "24 hours after", "eine Woche nach": how long to wait. */
int64_t stet__numbers_hours(const struct sentence *s)
{
    static const struct number_word units[] = {
        {"hours", 1},    {"hour", 1},      {"stunden", 1},   {"heures", 1},
        {"horas", 1},    {"h", 1},         {"stunde", 1},    {"heure", 1},
        {"hora", 1},     {"day", 24},      {"days", 24},     {"tage", 24},
        {"tagen", 24},   {"tag", 24},      {"jour", 24},     {"jours", 24},
        {"dia", 24},     {"dias", 24},     {"week", 168},    {"weeks", 168},
        {"woche", 168},  {"wochen", 168},  {"semaine", 168}, {"semaines", 168},
        {"semana", 168}, {"semanas", 168}, {"month", 720},   {"months", 720},
        {"monat", 720},  {"monate", 720},  {"monaten", 720}, {"mois", 720},
        {"mes", 720},    {"meses", 720}};
    return stet__said(s, SAID_AFTER)
               ? number_of(s->words, units, sizeof units / sizeof *units)
               : 0;
}

int64_t stet__numbers_words(const struct sentence *s)
{
    static const struct number_word units[] = {
        {"words", 1},   {"word", 1},   {"worter", 1}, {"worte", 1},
        {"wortern", 1}, {"worten", 1}, {"mots", 1},   {"palabras", 1}};
    int64_t n = number_of(s->words, units, sizeof units / sizeof *units);
    return n > 1 ? n : 0; /* "don't change a word" */
}

/* ---- dates ----------------------------------------------------------------------- */
static int month_of(stet_str word)
{
    static const char *const all[12][6] = {
        {"january", "jan", "januar", "janner", "janvier", "enero"},
        {"february", "feb", "februar", "fevrier", "febrero", "feber"},
        {"march", "mar", "marz", "mars", "marzo", NULL},
        {"april", "apr", "avril", "abril", NULL, NULL},
        {"may", "mai", "mayo", NULL, NULL, NULL},
        {"june", "jun", "juni", "juin", "junio", NULL},
        {"july", "jul", "juli", "juillet", "julio", NULL},
        {"august", "aug", "aout", "agosto", NULL, NULL},
        {"september", "sep", "sept", "septembre", "septiembre", NULL},
        {"october", "oct", "oktober", "okt", "octobre", "octubre"},
        {"november", "nov", "novembre", "noviembre", NULL, NULL},
        {"december", "dec", "dezember", "dez", "decembre", "diciembre"}};
    for (int m = 0; m < 12; m++)
        for (int i = 0; i < 6 && all[m][i]; i++)
            if (stet_str_is(word, all[m][i]))
                return m + 1;
    return 0;
}

static int day_of(stet_str word)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "er"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (word.n > 2 && memcmp(word.p + word.n - 2, ends[i], 2) == 0)
            word.n -= 2;
    int64_t n = word.n <= 2 ? figures(word) : 0;
    return n >= 1 && n <= 31 ? (int)n : 0;
}

static int year_of(stet_str word)
{
    int64_t n = word.n == 4 ? figures(word) : 0;
    return n >= 1900 && n <= 2999 ? (int)n : 0;
}

static stet_str skip_of(stet_str words, stet_str word)
{
    int skips = stet_str_is(word, "de") || stet_str_is(word, "of") ||
                stet_str_is(word, "del") || stet_str_is(word, "the");
    return skips ? word_behind(words, word) : word;
}

static int set_date(stet_date *ret, int year, int month, int day)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!year || (month && day > days[month - 1]))
        return 0;
    *ret = (stet_date){.year = (int16_t)year,
                       .month = (uint8_t)month,
                       .day = (uint8_t)day,
                       .precision = day     ? STET_DAY
                                    : month ? STET_MONTH
                                            : STET_YEAR,
                       .zone = STET_ZONE_UNKNOWN};
    return 1;
}

/* "30.06.2026" and "2026 06 30". */
static int read_figures(stet_str words, stet_str word, stet_date *ret)
{
    stet_str parts[3] = {word};
    size_t dots = 0, from = 0;
    for (size_t i = 0; i < word.n && dots < 2; i++)
        if (word.p[i] == '.') {
            parts[dots++] = stet_strn(word.p + from, i - from);
            from = i + 1;
        }
    if (dots == 2) {
        int64_t month = figures(parts[1]);
        return month >= 1 && month <= 12 &&
               set_date(ret, year_of(stet_strn(word.p + from, word.n - from)),
                        (int)month, day_of(parts[0]));
    }
    stet_str second = word_behind(words, word), third = word_behind(words, second);
    int64_t month = second.n == 2 ? figures(second) : 0;
    return year_of(word) && month >= 1 && month <= 12 && third.n == 2 &&
           day_of(third) && set_date(ret, year_of(word), (int)month, day_of(third));
}

/* A date that begins with this word. */
static int read_date(stet_str words, stet_str word, stet_date *ret)
{
    stet_str second = skip_of(words, word_behind(words, word)),
             third = skip_of(words, word_behind(words, second));
    if (read_figures(words, word, ret))
        return 1;
    if (day_of(word) && month_of(second))
        return set_date(ret, year_of(third), month_of(second), day_of(word));
    if (!month_of(word))
        return 0;
    return year_of(second)
               ? set_date(ret, year_of(second), month_of(word), 0)
               : set_date(ret, year_of(third), month_of(word), day_of(second));
}

/* "until 31 December 2026", "bis Ende 2026". 0: no such day is told. */
int stet__numbers_until(const struct sentence *s, stet_date *ret)
{
    enum { NEAR = 6 };
    if (!stet__said(s, SAID_UNTIL))
        return 0;
    for (int side = 0; side < 2; side++) {
        size_t at = side ? s->said.last[SAID_UNTIL] : s->said.first[SAID_UNTIL];
        stet_str word = word_at(s->words, at);
        for (int i = 0; i < NEAR && word.n; i++) {
            if (read_date(s->words, word, ret) || set_date(ret, year_of(word), 0, 0))
                return 1;
            word = word_behind(s->words, word);
        }
    }
    return 0;
}
