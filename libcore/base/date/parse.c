/* SPDX-License-Identifier: MIT */
/*
 * Reading dates as people and systems write them. Two readers: one for what begins with
 * a year (ISO 8601 and its relatives), one that goes word by word. Both take nothing
 * they do not understand, and no day that does not exist.
 */
#include "base/date/names.h"

#define DATE_TEXT_MAX 128

struct reader {
    const char *p, *end;
    stet_str lang;
    stet_date date;
    int has_year, has_month, has_day, has_time;
    int month_first; /* the month was the first word: it may have been a weekday, "mar."
                      */
};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char at(const struct reader *r, size_t i)
{
    return (size_t)(r->end - r->p) > i ? r->p[i] : 0;
}

static int take(struct reader *r, char c)
{
    if (at(r, 0) != c)
        return 0;
    r->p++;
    return 1;
}

static void skip_spaces(struct reader *r)
{
    for (;;) {
        if (at(r, 0) == ' ' || at(r, 0) == '\t')
            r->p++;
        else if (at(r, 0) == '\xc2' && at(r, 1) == '\xa0')
            r->p += 2;
        else
            return;
    }
}

/* Reads a number of least to most digits; answers how many, or 0. */
static int take_number(struct reader *r, int least, int most, int *ret_value)
{
    int n = 0, value = 0;
    while (n < most && is_digit(at(r, (size_t)n))) {
        value = value * 10 + (at(r, (size_t)n) - '0');
        n++;
    }
    if (n < least || is_digit(at(r, (size_t)n)))
        return 0;
    r->p += n;
    *ret_value = value;
    return n;
}

/* Reads a word, folded without marks, cut at what `to` holds. */
static stet_str take_word(struct reader *r, char *to, size_t cap)
{
    char chunk[STET_FOLD_MAX];
    size_t n = 0, made;
    uint32_t code;
    while (r->p < r->end) {
        stet__decode(r->p, (size_t)(r->end - r->p), &code);
        if (!stet__is_word(code) || (code < 0x80 && is_digit((char)code)))
            break;
        r->p += stet__fold_chunk(r->p, (size_t)(r->end - r->p), 0, chunk, &made);
        for (size_t i = 0; i < made && n < cap; i++)
            to[n++] = chunk[i];
    }
    return stet_strn(to, n);
}

/* ---- time of day ------------------------------------------------------------ */

static int zone_of(stet_str name, int *ret_zone)
{
    static const struct {
        const char *name;
        int zone;
    } zones[] = {{"z", 0},
                 {"ut", 0},
                 {"utc", 0},
                 {"gmt", 0},
                 {"est", -300},
                 {"edt", -240},
                 {"cst", -360},
                 {"cdt", -300},
                 {"mst", -420},
                 {"mdt", -360},
                 {"pst", -480},
                 {"pdt", -420},
                 {"wet", 0},
                 {"cet", 60},
                 {"cest", 120},
                 {"mez", 60},
                 {"mesz", 120},
                 {"eet", 120},
                 {"eest", 180},
                 /* they name more than one: the zone stays unknown */
                 {"et", STET_ZONE_UNKNOWN},
                 {"ct", STET_ZONE_UNKNOWN},
                 {"mt", STET_ZONE_UNKNOWN},
                 {"pt", STET_ZONE_UNKNOWN},
                 {"bst", STET_ZONE_UNKNOWN},
                 {"ist", STET_ZONE_UNKNOWN}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (stet_str_is(name, zones[i].name)) {
            *ret_zone = zones[i].zone;
            return 1;
        }
    return 0;
}

/* +01:00, -0400, +1 at the sign. */
static int read_offset(struct reader *r, int *ret_zone)
{
    int sign = at(r, 0) == '-' ? -1 : 1, hours, minutes = 0;
    struct reader try = *r;
    try.p++;
    if (!take_number(&try, 1, 2, &hours)) {
        if (!take_number(&try, 4, 4, &minutes))
            return 0;
        hours = minutes / 100;
        minutes %= 100;
    } else if (take(&try, ':') && !take_number(&try, 2, 2, &minutes)) {
        return 0;
    }
    if (minutes > 59 || hours * 60 + minutes > 14 * 60)
        return 0;
    *ret_zone = sign * (hours * 60 + minutes);
    *r = try;
    return 1;
}

static int sign_follows(const struct reader *r)
{
    return (at(r, 0) == '+' || at(r, 0) == '-') && is_digit(at(r, 1));
}

/* A zone at the reader, when one is there; 0 when it is malformed. */
static int read_zone(struct reader *r)
{
    struct reader try = *r;
    char word[8];
    int zone, named;
    skip_spaces(&try);
    if (sign_follows(&try)) {
        if (!read_offset(&try, &zone))
            return 0;
    } else {
        named = zone_of(take_word(&try, word, sizeof word), &zone);
        if (!named)
            return 1;
        if (zone == 0 && sign_follows(&try) && !read_offset(&try, &zone))
            return 0;
    }
    try.date.zone = (int16_t)zone;
    *r = try;
    return 1;
}

/* "a.m.", "pm", "p. m." behind a time: 1 for am, 2 for pm, 0 for neither. */
static int read_half(struct reader *r)
{
    struct reader try = *r;
    skip_spaces(&try);
    char first = (char)(at(&try, 0) | 0x20);
    if (first != 'a' && first != 'p')
        return 0;
    try.p++;
    int dotted = take(&try, '.');
    if (dotted)
        skip_spaces(&try);
    if ((at(&try, 0) | 0x20) != 'm')
        return 0;
    try.p++;
    if (dotted)
        take(&try, '.');
    char next = (char)(at(&try, 0) | 0x20);
    if (next >= 'a' && next <= 'z')
        return 0;
    *r = try;
    return first == 'a' ? 1 : 2;
}

static int apply_half(int half, int *hour)
{
    if (!half)
        return 1;
    if (*hour < 1 || *hour > 12)
        return 0;
    *hour = *hour % 12 + (half == 2 ? 12 : 0);
    return 1;
}

/* "Uhr" or "h" behind a time. */
static void skip_clock_word(struct reader *r)
{
    struct reader try = *r;
    char word[8];
    skip_spaces(&try);
    stet_str w = take_word(&try, word, sizeof word);
    if (stet_str_is(w, "uhr") || stet_str_is(w, "h") || stet_str_is(w, "hs") ||
        stet_str_is(w, "hrs") || stet_str_is(w, "horas") || stet_str_is(w, "heures"))
        *r = try;
}

static int set_time(struct reader *r, int hour, int minute, int second, int precision)
{
    if (hour > 23 || minute > 59 || second > 60 || (second == 60 && minute != 59))
        return 0;
    r->date.hour = (uint8_t)hour;
    r->date.minute = (uint8_t)minute;
    r->date.second = (uint8_t)second;
    r->date.precision = (uint8_t)precision;
    r->has_time = 1;
    return read_zone(r);
}

static void skip_fraction(struct reader *r)
{
    if ((at(r, 0) == '.' || at(r, 0) == ',') && is_digit(at(r, 1)))
        for (r->p++; is_digit(at(r, 0)); r->p++)
            ;
}

/* The mark between hour and minute: `9:30`, `9h30`, `9 h 30`, `9.30`. */
static int take_clock_mark(struct reader *r)
{
    if (take(r, ':') || take(r, '.'))
        return 1;
    skip_spaces(r);
    if (!take(r, 'h') && !take(r, 'H'))
        return 0;
    skip_spaces(r);
    return 1;
}

/* 9:30, 09:30:00.123, 9h30, with what follows it. */
static int read_time(struct reader *r)
{
    int hour, minute, second = 0, precision = STET_MINUTE;
    if (r->has_time || !take_number(r, 1, 2, &hour))
        return 0;
    if (!take_clock_mark(r) || !take_number(r, 2, 2, &minute))
        return 0;
    if (at(r, 0) == ':') {
        r->p++;
        if (!take_number(r, 2, 2, &second))
            return 0;
        precision = STET_SECOND;
        skip_fraction(r);
    }
    if (!apply_half(read_half(r), &hour))
        return 0;
    skip_clock_word(r);
    return set_time(r, hour, minute, second, precision);
}

/* 093000 or 0930, behind a T. */
static int read_basic_time(struct reader *r)
{
    int value;
    if (take_number(r, 6, 6, &value)) {
        skip_fraction(r);
        return set_time(r, value / 10000, value / 100 % 100, value % 100, STET_SECOND);
    }
    return take_number(r, 4, 4, &value) &&
           set_time(r, value / 100, value % 100, 0, STET_MINUTE);
}

/* ---- what begins with a year ------------------------------------------------ */

static int read_year_first(struct reader *r)
{
    int year, month, day;
    if (take_number(r, 8, 8, &year)) {
        r->date.day = (uint8_t)(year % 100);
        r->date.month = (uint8_t)(year / 100 % 100);
        r->date.year = (int16_t)(year / 10000);
        r->date.precision = STET_DAY;
        return 1;
    }
    if (!take_number(r, 4, 4, &year))
        return 0;
    r->date.year = (int16_t)year;
    r->date.precision = STET_YEAR;
    char separator = at(r, 0);
    if (separator != '-' && separator != '/' && separator != '.')
        return 1;
    r->p++;
    if (!take_number(r, 1, 2, &month))
        return 0;
    r->date.month = (uint8_t)month;
    r->date.precision = STET_MONTH;
    if (!take(r, separator))
        return 1;
    if (!take_number(r, 1, 2, &day))
        return 0;
    r->date.day = (uint8_t)day;
    r->date.precision = STET_DAY;
    return 1;
}

static int parse_iso(struct reader *r)
{
    if (!read_year_first(r))
        return 0;
    if (r->p == r->end || r->date.precision != STET_DAY)
        return r->p == r->end;
    if (at(r, 0) == 'T' || at(r, 0) == 't') {
        r->p++;
        struct reader try = *r;
        if (!read_basic_time(&try)) {
            try = *r;
            if (!read_time(&try))
                return 0;
        }
        *r = try;
    } else {
        const char *from = r->p;
        skip_spaces(r);
        if (r->p == from || !read_time(r))
            return 0;
    }
    skip_spaces(r);
    return r->p == r->end;
}

/* ---- word by word ----------------------------------------------------------- */

static int is_filler(stet_str word)
{
    static const char *const fillers[] = {"a",   "al",  "am",  "at",  "de", "del",
                                          "dem", "den", "der", "du",  "el", "las",
                                          "le",  "of",  "on",  "the", "um"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (*word.p == *fillers[i] && stet_str_is(word, fillers[i]))
            return 1;
    return 0;
}

static int read_word(struct reader *r)
{
    char buffer[16];
    int nothing_yet = !r->has_day && !r->has_month && !r->has_year;
    stet_str word = take_word(r, buffer, sizeof buffer);
    if (!word.n)
        return 0;
    int month = stet__month_find(word, r->lang);
    if (month && (!r->has_month || r->month_first)) {
        r->month_first = nothing_yet && stet_str_is(word, "mar");
        r->date.month = (uint8_t)month;
        r->has_month = 1;
        return 1;
    }
    return is_filler(word) || (nothing_yet && stet__weekday_is(word));
}

/* 14.03.2025: day first wherever dots are written. The reader stands behind the day. */
static int read_dotted(struct reader *r)
{
    int month, year;
    r->p++;
    if (r->has_month || r->has_year || !take_number(r, 1, 2, &month) || !take(r, '.') ||
        !take_number(r, 4, 4, &year))
        return 0;
    r->date.month = (uint8_t)month;
    r->date.year = (int16_t)year;
    r->has_month = r->has_year = 1;
    return 1;
}

/* Is the day written first, as in all languages but English? */
static int is_day_first(stet_str lang)
{
    static const char *const list[] = {"de", "fr", "es", "it", "pt", "nl"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (lang.n >= 2 && !memcmp(lang.p, list[i], 2))
            return 1;
    return 0;
}

/* 14/03/2025, 14-3-2025: which is the day must be told by the language or by a number
 * beyond twelve. The reader stands behind the first of them. */
static int read_slashed(struct reader *r, char mark)
{
    int first = r->date.day, second, year;
    r->p++;
    if (r->has_month || r->has_year || !take_number(r, 1, 2, &second) ||
        !take(r, mark) || !take_number(r, 4, 4, &year))
        return 0;
    int day_first = is_day_first(r->lang) || first > 12;
    if (!day_first && second <= 12 && first != second)
        return 0;
    r->date.day = (uint8_t)(day_first ? first : second);
    r->date.month = (uint8_t)(day_first ? second : first);
    r->date.year = (int16_t)year;
    r->has_month = r->has_year = 1;
    return 1;
}

/* 14·03·2025, the day first. */
static int read_pointed(struct reader *r)
{
    int month, year;
    r->p += 2;
    if (r->has_month || r->has_year || !take_number(r, 1, 2, &month) ||
        !take(r, '\xc2') || !take(r, '\xb7') || !take_number(r, 4, 4, &year))
        return 0;
    r->date.month = (uint8_t)month;
    r->date.year = (int16_t)year;
    r->has_month = r->has_year = 1;
    return 1;
}

/* Is it `9.30 Uhr`, `9.30pm`, or `9.30` behind a whole date? */
static int is_dotted_time(const struct reader *r)
{
    struct reader try = *r;
    char word[8];
    int number;
    if (!take_number(&try, 1, 2, &number) || !take(&try, '.') ||
        !take_number(&try, 2, 2, &number))
        return 0;
    if (read_half(&try) || (r->has_day && r->has_month && r->has_year))
        return 1;
    skip_spaces(&try);
    return stet_str_is(take_word(&try, word, sizeof word), "uhr");
}

/* `9 h 30`: blanks around the h. */
static int is_spaced_time(const struct reader *behind)
{
    struct reader try = *behind;
    skip_spaces(&try);
    if (!take(&try, 'h') && !take(&try, 'H'))
        return 0;
    skip_spaces(&try);
    return is_digit(at(&try, 0));
}

/* st, nd, rd, th, er, and the ordinal signs of Spanish. */
static void skip_ordinal(struct reader *r)
{
    static const char endings[][4] = {"st", "nd",       "rd",      "th",
                                      "er", "\xc2\xba", "\xc2\xaa"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char next = (char)(at(r, 2) | 0x20);
        if (at(r, 0) == endings[i][0] && at(r, 1) == endings[i][1] &&
            !(next >= 'a' && next <= 'z')) {
            r->p += 2;
            return;
        }
    }
}

static int set_year(struct reader *r, int digits, int value)
{
    if (r->has_year)
        return 0;
    if (digits == 2) /* as RFC 2822 reads them */
        value += value < 50 ? 2000 : 1900;
    r->date.year = (int16_t)value;
    r->has_year = 1;
    return 1;
}

static int read_number(struct reader *r)
{
    struct reader try = *r;
    int value, half, digits = take_number(&try, 1, 4, &value);
    char next = at(&try, 0);
    if (!digits || digits == 3)
        return 0;
    if (digits <= 2 && (next == ':' || is_spaced_time(&try) || is_dotted_time(r)))
        return read_time(r);
    *r = try;
    if (digits == 4)
        return set_year(r, digits, value);
    if (r->has_day && (half = read_half(r)) != 0) /* 9 a.m. */
        return !r->has_time && apply_half(half, &value) &&
               set_time(r, value, 0, 0, STET_MINUTE);
    if (r->has_day)
        return digits == 2 && r->has_month && set_year(r, digits, value);
    r->date.day = (uint8_t)value;
    r->has_day = 1;
    if (next == '.' && is_digit(at(r, 1)))
        return read_dotted(r);
    if ((next == '/' || next == '-') && is_digit(at(r, 1)))
        return read_slashed(r, next);
    if (next == '\xc2' && at(r, 1) == '\xb7' && is_digit(at(r, 2)))
        return read_pointed(r);
    skip_ordinal(r);
    return 1;
}

/* A remark at the end, as in "-0400 (EDT)". */
static int skip_remark(struct reader *r)
{
    while (r->p < r->end && *r->p != ')')
        r->p++;
    return take(r, ')');
}

/* A dash or a dot between day and time. */
static int take_wide_mark(struct reader *r)
{
    static const char *const marks[] = {"\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xb7",
                                        "\xe2\x80\xa2"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(r->end - r->p) > n && !memcmp(r->p, marks[i], n)) {
            r->p += n;
            return 1;
        }
    }
    return 0;
}

static int parse_words(struct reader *r)
{
    while (skip_spaces(r), r->p < r->end) {
        char c = *r->p;
        int good;
        if (is_digit(c))
            good = read_number(r);
        else if (c == ',' || c == '.' || c == '-' || c == '|')
            good = take(r, c);
        else if (c == '(' && r->has_time)
            good = skip_remark(r);
        else
            good = (r->has_year && take_wide_mark(r)) || read_word(r);
        if (!good)
            return 0;
    }
    if (!r->has_year || !r->has_month || (r->has_time && !r->has_day))
        return 0;
    if (!r->has_time)
        r->date.precision = r->has_day ? STET_DAY : STET_MONTH;
    return 1;
}

/* ----------------------------------------------------------------------------- */

static int is_sound(const stet_date *date)
{
    int day = date->precision >= STET_DAY ? date->day : 1;
    int month = date->precision >= STET_MONTH ? date->month : 1;
    return date->year >= 1 && stet__date_day_exists(date->year, month, day);
}

stet_code stet__date_parse(stet_str text, stet_str lang, stet_date *ret_date)
{
    struct reader r = {.p = text.p, .end = text.p + text.n, .lang = lang};
    while (r.end > r.p && (unsigned char)r.end[-1] <= ' ')
        r.end--;
    while (r.p < r.end && (unsigned char)*r.p <= ' ')
        r.p++;
    if (r.p == r.end || r.end - r.p > DATE_TEXT_MAX)
        return STET_E_SYNTAX;
    r.date.zone = STET_ZONE_UNKNOWN;
    struct reader words = r;
    if (parse_iso(&r))
        words = r;
    else if (!parse_words(&words))
        return STET_E_SYNTAX;
    if (!is_sound(&words.date))
        return STET_E_SYNTAX;
    *ret_date = words.date;
    return STET_OK;
}
