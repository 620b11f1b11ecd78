/* SPDX-License-Identifier: MIT */
/* The labels of footnotes, among which links are numbered. */
#include "labels.h"

#include <string.h>

static stet_str label_of(const stet_item *item)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == STET_ATTR_LABEL && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

size_t stet__text_last_number(const stet_item *items, size_t count)
{
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        size_t n = 0, k = 0;
        if (items[i].kind != STET_FOOTNOTE && items[i].kind != STET_FOOTNOTE_REF)
            continue;
        stet_str label = label_of(&items[i]);
        while (k < label.n && k < 7 && label.p[k] >= '0' && label.p[k] <= '9')
            n = n * 10 + (size_t)(label.p[k++] - '0');
        if (k == label.n && n > last)
            last = n;
    }
    return last;
}

int stet__text_note_marker(const stet_item *item, char *ret_marker, size_t size)
{
    stet_str label = label_of(item);
    if (!label.n || label.n + 4 > size)
        return 0;
    ret_marker[0] = '[';
    memcpy(ret_marker + 1, label.p, label.n);
    memcpy(ret_marker + 1 + label.n, "] ", 3);
    return 1;
}

void stet__text_put_number(struct fill *f, size_t n)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    stet__fill_put(f, stet_strn(digits + at, sizeof digits - at));
}
