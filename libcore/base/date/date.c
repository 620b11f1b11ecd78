/* SPDX-License-Identifier: MIT */
/*
 * Dates between the fields of a calendar, seconds and text. No time zone of the
 * machine.
 */
#include "base/date/names.h"

#define DAY_SECONDS 86400

int stet__date_day_exists(int year, int month, int day)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12)
        return 0;
    return day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar, counted in years that
 * begin in March so that the leap day is the last. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, stet_date *date)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    date->day = (uint8_t)(of_year - (153 * month + 2) / 5 + 1);
    date->month = (uint8_t)(month < 10 ? month + 3 : month - 9);
    date->year = (int16_t)(year + era * 400 + (date->month <= 2));
}

int64_t stet__date_seconds(const stet_date *date)
{
    int month = date->precision >= STET_MONTH ? date->month : 1;
    int day = date->precision >= STET_DAY ? date->day : 1;
    int64_t seconds = days_from_civil(date->year, month, day) * DAY_SECONDS;
    if (date->precision >= STET_MINUTE) {
        seconds += date->hour * 3600 + date->minute * 60;
        if (date->zone != STET_ZONE_UNKNOWN)
            seconds -= date->zone * 60;
    }
    return date->precision >= STET_SECOND ? seconds + date->second : seconds;
}

void stet__date_from_seconds(int64_t seconds, stet_date *ret_date)
{
    const int64_t first = days_from_civil(1, 1, 1) * DAY_SECONDS;
    const int64_t last = days_from_civil(9999, 12, 31) * DAY_SECONDS + DAY_SECONDS - 1;
    seconds = seconds < first ? first : seconds > last ? last : seconds;
    int64_t days = (seconds - first) / DAY_SECONDS;
    int64_t rest = (seconds - first) % DAY_SECONDS;
    memset(ret_date, 0, sizeof *ret_date);
    civil_from_days(days + first / DAY_SECONDS, ret_date);
    ret_date->hour = (uint8_t)(rest / 3600);
    ret_date->minute = (uint8_t)(rest / 60 % 60);
    ret_date->second = (uint8_t)(rest % 60);
    ret_date->precision = STET_SECOND;
}

int stet__date_weekday(const stet_date *date)
{
    int64_t days = days_from_civil(date->year, date->month, date->day);
    return (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

static void put_digits(stet_out *out, int value, int width)
{
    char digits[8];
    for (int i = width; i > 0; value /= 10)
        digits[--i] = (char)('0' + value % 10);
    stet_put(out, digits, (size_t)width);
}

static void put_zone(stet_out *out, int zone, int colon)
{
    int minutes = zone < 0 ? -zone : zone;
    stet_putc(out, zone < 0 ? '-' : '+');
    put_digits(out, minutes / 60, 2);
    if (colon)
        stet_putc(out, ':');
    put_digits(out, minutes % 60, 2);
}

static void put_day(stet_out *out, const stet_date *date)
{
    put_digits(out, date->year, 4);
    if (date->precision >= STET_MONTH) {
        stet_putc(out, '-');
        put_digits(out, date->month, 2);
    }
    if (date->precision >= STET_DAY) {
        stet_putc(out, '-');
        put_digits(out, date->day, 2);
    }
}

static void put_clock(stet_out *out, const stet_date *date, int seconds)
{
    put_digits(out, date->hour, 2);
    stet_putc(out, ':');
    put_digits(out, date->minute, 2);
    if (seconds) {
        stet_putc(out, ':');
        put_digits(out, date->second, 2);
    }
}

static void put_zone_iso(stet_out *out, int zone)
{
    if (zone == 0)
        stet_putc(out, 'Z');
    else
        put_zone(out, zone, 1);
}

static void put_iso(stet_out *out, const stet_date *date)
{
    put_day(out, date);
    if (date->precision < STET_MINUTE)
        return;
    stet_putc(out, 'T');
    put_clock(out, date, date->precision >= STET_SECOND);
    if (date->zone != STET_ZONE_UNKNOWN)
        put_zone_iso(out, date->zone);
}

static void put_rfc822(stet_out *out, const stet_date *date)
{
    stet_str english = stet_cstr("en");
    stet_puts(out, stet__weekday_name(english, stet__date_weekday(date), 1));
    stet_puts(out, ", ");
    put_digits(out, date->day, 2);
    stet_putc(out, ' ');
    stet_puts(out, stet__month_name(english, date->month, 1));
    stet_putc(out, ' ');
    put_digits(out, date->year, 4);
    stet_putc(out, ' ');
    put_clock(out, date, 1);
    stet_putc(out, ' ');
    put_zone(out, date->zone, 0);
}

/* The earliest instant that the date may mean, every part of it given. */
static stet_date widen(const stet_date *date)
{
    stet_date full = *date;
    if (date->precision < STET_MONTH)
        full.month = 1;
    if (date->precision < STET_DAY)
        full.day = 1;
    if (date->precision < STET_MINUTE) {
        full.hour = full.minute = 0;
        full.zone = 0;
    }
    if (date->precision < STET_SECOND)
        full.second = 0;
    if (full.zone == STET_ZONE_UNKNOWN)
        full.zone = 0;
    full.precision = STET_SECOND;
    return full;
}

void stet__date_format(stet_out *out, const stet_date *date, int style)
{
    stet_date full;
    if (style != STET_DATE_RFC3339 && style != STET_DATE_RFC822) {
        put_iso(out, date);
        return;
    }
    full = widen(date);
    if (style == STET_DATE_RFC822)
        put_rfc822(out, &full);
    else
        put_iso(out, &full);
}
