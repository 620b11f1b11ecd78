/* SPDX-License-Identifier: MIT */
/*
 * Numbers with a unit: durations and sizes, read and written.
 */
#include "plugin/option/inner.h"

#include <stdio.h>

struct unit {
    const char *name;
    uint64_t factor;
};

/* From small to large: writing takes the largest that divides. */
static const struct unit durations[] = {
    {"ns", 1u},
    {"us", 1000u},
    {"ms", 1000000u},
    {"s", 1000000000u},
    {"m", 60ull * 1000000000u},
    {"h", 3600ull * 1000000000u},
    {"d", 86400ull * 1000000000u},
    {NULL, 0},
};

static const struct unit sizes[] = {
    {"B", 1u},           {"kB", 1000u},     {"KB", 1000u},
    {"KiB", 1u << 10},   {"MB", 1000000u},  {"MiB", 1u << 20},
    {"GB", 1000000000u}, {"GiB", 1u << 30}, {NULL, 0},
};

/* `n` digits at p; 0 when the number does not fit. */
static int read_digits(const char *p, size_t n, uint64_t *ret)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t digit = (uint64_t)(p[i] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return 0;
        value = value * 10 + digit;
    }
    *ret = value;
    return 1;
}

static size_t count_digits(stet_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        n++;
    return n;
}

/* Digits, a fraction of at most 9 digits, a unit. A bare number only where `bare`
 * allows. */
static int read_with_unit(stet_str s, const struct unit *units, int bare, int64_t *ret)
{
    size_t whole_n = count_digits(s, 0), at = whole_n, fraction_n = 0;
    uint64_t whole, fraction = 0, scale = 1;
    if (whole_n == 0 || !read_digits(s.p, whole_n, &whole))
        return 0;
    if (at < s.n && s.p[at] == '.') {
        fraction_n = count_digits(s, ++at);
        if (fraction_n == 0 || fraction_n > 9 ||
            !read_digits(s.p + at, fraction_n, &fraction))
            return 0;
        at += fraction_n;
    }
    for (size_t i = 0; i < fraction_n; i++)
        scale *= 10;
    stet_str name = stet_strn(s.p + at, s.n - at);
    uint64_t factor = name.n == 0 && fraction_n == 0 && (bare || whole == 0) ? 1 : 0;
    for (const struct unit *u = units; u->name && !factor; u++)
        if (stet_str_is(name, u->name))
            factor = u->factor;
    if (!factor || whole > (uint64_t)INT64_MAX / factor)
        return 0;
    /* fraction < 10^9 and factor < 10^14: the product may not fit, the quotient does */
    uint64_t part = factor >= scale ? fraction * (factor / scale) +
                                          fraction * (factor % scale) / scale
                                    : fraction * factor / scale;
    if (part > (uint64_t)INT64_MAX - whole * factor)
        return 0;
    *ret = (int64_t)(whole * factor + part);
    return 1;
}

int stet__option_duration(stet_str text, int64_t *ret_ns)
{
    return read_with_unit(text, durations, 0, ret_ns);
}

int stet__option_size(stet_str text, int64_t *ret_bytes)
{
    return read_with_unit(text, sizes, 1, ret_bytes);
}

static const char *put_with_unit(uint64_t value, const struct unit *units, int binary,
                                 char *buffer, size_t cap)
{
    const struct unit *best = units;
    for (const struct unit *u = units; u->name; u++)
        if (value && value % u->factor == 0 &&
            (!binary || u->factor == 1 || u->factor % 1024 == 0))
            best = u;
    if (binary && best->factor == 1)
        snprintf(buffer, cap, "%llu", (unsigned long long)value);
    else
        snprintf(buffer, cap, "%llu%s", (unsigned long long)(value / best->factor),
                 value ? best->name : "s");
    return buffer;
}

const char *stet__option_number(uint32_t type, double number, char *buffer, size_t cap)
{
    if (number >= 0 && number < 9e18 && type == STET_TYPE_DURATION)
        return put_with_unit((uint64_t)number, durations, 0, buffer, cap);
    if (number >= 0 && number < 9e18 && type == STET_TYPE_SIZE)
        return put_with_unit((uint64_t)number, sizes, 1, buffer, cap);
    snprintf(buffer, cap, "%.15g", number);
    return buffer;
}
