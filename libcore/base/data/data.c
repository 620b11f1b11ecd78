/* SPDX-License-Identifier: MIT */
/* Readings of scalars, and the value tree as JSON. */
#include "base/data/data.h"

#include <float.h>

#include "base/memory.h"
#include "base/text/kit.h"

int stet__data_bool(const stet_data *d, int *ret)
{
    if (!d || (d->type != STET_DATA_BOOL && d->type != STET_DATA_PLAIN))
        return 0;
    int truth = stet_str_is(d->text, "true");
    if (!truth && !stet_str_is(d->text, "false"))
        return 0;
    *ret = truth;
    return 1;
}

static int is_unquoted(const stet_data *d)
{
    return d && (d->type == STET_DATA_NUMBER || d->type == STET_DATA_PLAIN) &&
           d->text.n;
}

int stet__data_int(const stet_data *d, int64_t *ret)
{
    if (!is_unquoted(d))
        return 0;
    size_t i = d->text.p[0] == '-' || d->text.p[0] == '+';
    int negative = d->text.p[0] == '-';
    int64_t value = 0;
    if (i == d->text.n)
        return 0;
    for (; i < d->text.n; i++) {
        int digit = d->text.p[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return 0;
    }
    if (!negative && value == INT64_MIN)
        return 0;
    *ret = negative ? value : -value;
    return 1;
}

/* value times ten to the power. Up to 10^22 a power is exact, so that a number of up to
 * 15 digits is rounded once, as the compiler rounds a constant. */
static double scale(double value, int power)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    int left = power < 0 ? -power : power;
    while (left > 0 && value > 0 && value <= DBL_MAX) {
        int some = left > 22 ? 22 : left;
        value = power < 0 ? value / powers[some] : value * powers[some];
        left -= some;
    }
    return value;
}

static size_t read_power(stet_str s, size_t i, int *ret_power)
{
    int sign = 1, power = 0;
    size_t first;
    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
        sign = s.p[i++] == '-' ? -1 : 1;
    for (first = i; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        power = power < 10000 ? power * 10 + (s.p[i] - '0') : power;
    *ret_power += sign * power;
    return i > first ? i : s.n + 1;
}

int stet__data_number(const stet_data *d, double *ret)
{
    if (!is_unquoted(d))
        return 0;
    stet_str s = d->text;
    size_t i = s.p[0] == '-' || s.p[0] == '+', digits = 0;
    double value = 0;
    int power = 0, point = 0;
    for (; i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] == '.' && !point));
         i++) {
        if (s.p[i] == '.') {
            point = 1;
            continue;
        }
        value = value * 10 + (s.p[i] - '0');
        power -= point;
        digits++;
    }
    if (digits == 0)
        return 0;
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E'))
        i = read_power(s, i + 1, &power);
    value = scale(value, power);
    if (i != s.n || !(value <= DBL_MAX))
        return 0;
    *ret = s.p[0] == '-' ? -value : value;
    return 1;
}

static void put_scalar(stet_out *out, const stet_data *d)
{
    const stet_kit *kit = stet__kit();
    if (d->type == STET_DATA_NULL)
        stet_puts(out, "null");
    else if (d->type == STET_DATA_BOOL || d->type == STET_DATA_NUMBER)
        stet_put_str(out, d->text);
    else
        kit->put_json_str(out, d->text);
}

/* The containers around the value that is being written. */
struct path {
    const stet_data **items;
    size_t depth, cap;
};

static void put_opening(stet_out *out, struct path *path, const stet_data *d)
{
    stet_code code = stet__array_reserve(&path->items, &path->cap, path->depth + 1,
                                         sizeof *path->items);
    if (code != STET_OK) {
        out->failed = out->failed ? out->failed : code;
        return;
    }
    path->items[path->depth++] = d;
    stet_putc(out, d->type == STET_DATA_MAP ? '{' : '[');
}

/* Close what ends with d; the next value to write, or NULL. */
static const stet_data *put_closing(stet_out *out, struct path *path,
                                    const stet_data *d)
{
    while (path->depth && !d->next) {
        d = path->items[--path->depth];
        stet_putc(out, d->type == STET_DATA_MAP ? '}' : ']');
    }
    if (!path->depth)
        return NULL;
    stet_putc(out, ',');
    return d->next;
}

void stet__data_put_json(stet_out *out, const stet_data *data)
{
    struct path path = {NULL, 0, 0};
    const stet_data *d = data;
    while (d && !out->failed) {
        int map = d->type == STET_DATA_MAP, list = d->type == STET_DATA_LIST;
        if (path.depth && path.items[path.depth - 1]->type == STET_DATA_MAP) {
            stet__kit()->put_json_str(out, d->key);
            stet_putc(out, ':');
        }
        if ((map || list) && d->first) {
            put_opening(out, &path, d);
            d = d->first;
            continue;
        }
        if (map || list)
            stet_puts(out, map ? "{}" : "[]");
        else
            put_scalar(out, d);
        d = put_closing(out, &path, d);
    }
    stet__free(path.items);
}
