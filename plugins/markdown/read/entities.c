/* SPDX-License-Identifier: MIT */
/* Character references: named ones from the HTML5 table, decimal and hexadecimal ones.
 */
#include <string.h>

#include "../markdown.h"
#include "entity_table.h"

static size_t encode(uint32_t code, char *text)
{
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    if (code < 0x80) {
        text[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        text[i] = (char)(0x80 | (code & 0x3f));
    text[0] = (char)(lead[n] | code);
    return n;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* p: behind `&#`, n: up to the semicolon. */
static size_t decode_number(const char *p, size_t n, char *text)
{
    int base = n > 0 && (*p == 'x' || *p == 'X') ? 16 : 10;
    size_t at = base == 16 ? 1 : 0;
    uint32_t code = 0;
    if (at == n || n > 8)
        return 0;
    for (; at < n; at++) {
        int digit = hex_value(p[at]);
        if (digit < 0 || digit >= base)
            return 0;
        code = code * (uint32_t)base + (uint32_t)digit;
    }
    return encode(code, text);
}

/* Compare a name with the entry at `entry`, which ends with a space. */
static int compare(const char *p, size_t n, const char *entry)
{
    size_t i = 0;
    while (i < n && entry[i] != ' ' && p[i] == entry[i])
        i++;
    if (i == n)
        return entry[i] == ' ' ? 0 : -1;
    if (entry[i] == ' ')
        return 1;
    return (unsigned char)p[i] < (unsigned char)entry[i] ? -1 : 1;
}

static const char *find_group(const char *p, size_t n)
{
    size_t low = 0, high = ENTITY_GROUPS;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (compare(p, n,
                    stet__markdown_entity_text +
                        stet__markdown_entity_offsets[middle]) < 0)
            high = middle;
        else
            low = middle;
    }
    return stet__markdown_entity_text + stet__markdown_entity_offsets[low];
}

static size_t decode_name(const char *p, size_t n, char *text)
{
    const char *entry = find_group(p, n);
    for (int i = 0; i < ENTITY_GROUP && *entry; i++) {
        const char *value = strchr(entry, ' ') + 1;
        const char *end = strchr(value, ' ');
        if (compare(p, n, entry) == 0) {
            memcpy(text, value, (size_t)(end - value));
            return (size_t)(end - value);
        }
        entry = end + 1;
    }
    return 0;
}

size_t stet__markdown_entity(const char *p, size_t n, char *text)
{
    if (n < 4 || p[0] != '&' || p[n - 1] != ';')
        return 0;
    if (p[1] == '#')
        return decode_number(p + 2, n - 3, text);
    return decode_name(p + 1, n - 2, text);
}
