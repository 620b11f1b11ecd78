/* SPDX-License-Identifier: MIT */
/* Readings of scalars, and the value tree as JSON. */
#include "base/data.h"

#include <float.h>

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

/* value times ten to the power, within what a double holds. */
static double scale(double value, int power)
{
    for (int n = power < 0 ? -power : power; n > 0; n--) {
        if (power < 0)
            value /= 10;
        else
            value *= 10;
        if (value == 0 || value > DBL_MAX)
            break;
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

enum { WRITE_DEPTH = 256 };

/* Not recursive: the path from the root is kept. Trees come from readers with a depth
 * limit; what lies deeper than WRITE_DEPTH is written as null. */
void stet__data_put_json(stet_out *out, const stet_data *data)
{
    const stet_data *path[WRITE_DEPTH];
    size_t depth = 0;
    const stet_data *d = data;
    while (d) {
        int map = d->type == STET_DATA_MAP, list = d->type == STET_DATA_LIST;
        if (depth && path[depth - 1]->type == STET_DATA_MAP) {
            stet__kit()->put_json_str(out, d->key);
            stet_putc(out, ':');
        }
        if ((map || list) && d->first && depth < WRITE_DEPTH) {
            stet_putc(out, map ? '{' : '[');
            path[depth++] = d;
            d = d->first;
            continue;
        }
        if (map || list)
            stet_puts(out, d->first ? "null" : map ? "{}" : "[]");
        else
            put_scalar(out, d);
        while (depth && !d->next) {
            d = path[--depth];
            stet_putc(out, d->type == STET_DATA_MAP ? '}' : ']');
        }
        if (!depth)
            return;
        stet_putc(out, ',');
        d = d->next;
    }
}
