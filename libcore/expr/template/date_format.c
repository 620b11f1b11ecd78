/* SPDX-License-Identifier: MIT */
/*
 * Dates by a pattern. A date is never shown with more than it says: directives that it
 * cannot fill are left out, and so is the text between.
 */
#include "expr/template/template.h"

struct directive {
    char letter;
    uint8_t precision; /* least that the date must have */
};
static const struct directive directives[] = {
    {'Y', STET_YEAR},   {'y', STET_YEAR},   {'m', STET_MONTH},  {'B', STET_MONTH},
    {'b', STET_MONTH},  {'d', STET_DAY},    {'e', STET_DAY},    {'A', STET_DAY},
    {'a', STET_DAY},    {'H', STET_MINUTE}, {'I', STET_MINUTE}, {'M', STET_MINUTE},
    {'p', STET_MINUTE}, {'S', STET_SECOND}, {'z', STET_MINUTE},
};

static const struct directive *find_directive(char letter)
{
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
        if (directives[i].letter == letter)
            return &directives[i];
    return NULL;
}

long stet__date_pattern_check(stet_str pattern)
{
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.p[i] != '%')
            continue;
        if (i + 1 == pattern.n ||
            (pattern.p[i + 1] != '%' && !find_directive(pattern.p[i + 1])))
            return (long)i;
        i++;
    }
    return -1;
}

static void put_two(stet_out *out, int value, char pad)
{
    if (value >= 10 || pad)
        stet_putc(out, value >= 10 ? (char)('0' + value / 10 % 10) : pad);
    stet_putc(out, (char)('0' + value % 10));
}

static void put_zone(stet_out *out, int zone)
{
    int minutes = zone < 0 ? -zone : zone;
    stet_putc(out, zone < 0 ? '-' : '+');
    put_two(out, minutes / 60, '0');
    put_two(out, minutes % 60, '0');
}

static void put_directive(stet_out *out, const stet_date *d, char letter, stet_str lang)
{
    switch (letter) {
    case 'Y':
        put_two(out, d->year / 100, '0');
        put_two(out, d->year % 100, '0');
        break;
    case 'y':
        put_two(out, d->year % 100, '0');
        break;
    case 'm':
        put_two(out, d->month, '0');
        break;
    case 'B':
    case 'b':
        stet_puts(out, stet__month_name(lang, d->month, letter == 'b'));
        break;
    case 'd':
        put_two(out, d->day, '0');
        break;
    case 'e':
        put_two(out, d->day, 0);
        break;
    case 'A':
    case 'a':
        stet_puts(out, stet__weekday_name(lang, stet__date_weekday(d), letter == 'a'));
        break;
    case 'H':
        put_two(out, d->hour, '0');
        break;
    case 'I':
        put_two(out, d->hour % 12 ? d->hour % 12 : 12, '0');
        break;
    case 'M':
        put_two(out, d->minute, '0');
        break;
    case 'S':
        put_two(out, d->second, '0');
        break;
    case 'p':
        stet_puts(out, d->hour < 12 ? "AM" : "PM");
        break;
    default:
        put_zone(out, d->zone);
    }
}

static int can_fill(const stet_date *d, char letter)
{
    const struct directive *directive = find_directive(letter);
    return directive && d->precision >= directive->precision &&
           (letter != 'z' || d->zone != STET_ZONE_UNKNOWN);
}

/* Literal text of a pattern: %% is one %. */
static void put_literal(stet_out *out, stet_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        stet_putc(out, text.p[i]);
        i += text.p[i] == '%';
    }
}

void stet__date_put(stet_out *out, const stet_date *date, stet_str pattern,
                    stet_str lang)
{
    stet_str between = {pattern.p, 0};
    int skipping = 0;
    for (size_t i = 0; i < pattern.n; i++) {
        int directive =
            pattern.p[i] == '%' && i + 1 < pattern.n && pattern.p[i + 1] != '%';
        size_t n = pattern.p[i] == '%' && i + 1 < pattern.n ? 2 : 1;
        if (!directive) {
            if (!between.n)
                between.p = pattern.p + i;
            between.n += skipping ? 0 : n;
        } else if (can_fill(date, pattern.p[i + 1])) {
            put_literal(out, between);
            put_directive(out, date, pattern.p[i + 1], lang);
            between.n = 0;
            skipping = 0;
        } else {
            skipping = 1;
        }
        i += n - 1;
    }
    if (!skipping)
        put_literal(out, between);
}
