/* SPDX-License-Identifier: MIT */
/*
 * Hide from md4c what is not Markdown, at equal length so that offsets stay true:
 * shortcodes, NUL, and bytes that are not UTF-8. The filler 0xff never occurs in valid
 * text and counts for md4c as a letter.
 */
#include <stdlib.h>

#include "read.h"

static const struct form {
    const char *open, *close;
    unsigned bit;
} forms[] = {{"{{<", ">}}", 1}, {"{{%", "%}}", 2}, {"{%", "%}", 4}};

static const char *find_end(const char *p, const char *end, const char *close, size_t n)
{
    while ((p = memchr(p, close[0], (size_t)(end - p))) != NULL) {
        if ((size_t)(end - p) < n)
            return NULL;
        if (memcmp(p, close, n) == 0)
            return p;
        p++;
    }
    return NULL;
}

/* The closing mark that does not stand in a quoted argument, or NULL. */
static const char *find_unquoted(const char *p, const char *end, const char *close,
                                 size_t n)
{
    while ((size_t)(end - p) >= n) {
        if (memcmp(p, close, n) == 0)
            return p;
        if (*p == '"' || *p == '`') {
            p = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!p)
                return NULL;
        }
        p++;
    }
    return NULL;
}

size_t stet__markdown_shortcode(const char *p, size_t n, unsigned *missing)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct form *f = &forms[i];
        size_t open = strlen(f->open), close = strlen(f->close);
        if (n < open + close || memcmp(p, f->open, open) != 0 || (*missing & f->bit))
            continue;
        const char *end = find_unquoted(p + open, p + n, f->close, close);
        if (!end)
            end = find_end(p + open, p + n, f->close, close);
        if (end)
            return (size_t)(end - p) + close;
        *missing |= f->bit;
    }
    return 0;
}

static stet_code add_hole(struct scratch *s, size_t off, size_t len, uint32_t kind)
{
    stet_code code = stet__markdown_room((void **)&s->holes, &s->hole_cap,
                                         s->hole_count, sizeof *s->holes);
    if (code == STET_OK)
        s->holes[s->hole_count++] = (struct hole){(uint32_t)off, (uint32_t)len, kind};
    return code;
}

static stet_code find_shortcodes(struct reading *r)
{
    const char *end = r->body + r->size;
    const char *p = r->body;
    unsigned missing = 0;
    while ((p = memchr(p, '{', (size_t)(end - p))) != NULL) {
        size_t n = stet__markdown_shortcode(p, (size_t)(end - p), &missing);
        if (n && add_hole(r->s, (size_t)(p - r->body), n, HOLE_SHORTCODE) != STET_OK)
            return STET_E_NOMEM;
        p += n ? n : 1;
    }
    return STET_OK;
}

/* The shortcode that covers a byte, or NULL. */
static const struct hole *covering(const struct scratch *s, size_t shortcodes,
                                   size_t off)
{
    size_t low = 0, high = shortcodes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct hole *h = &s->holes[middle];
        if (off < h->off)
            high = middle;
        else if (off >= (size_t)h->off + h->len)
            low = middle + 1;
        else
            return h;
    }
    return NULL;
}

static int by_offset(const void *a, const void *b)
{
    const struct hole *x = a, *y = b;
    return x->off < y->off ? -1 : x->off > y->off;
}

static size_t next_invalid(struct reading *r, size_t from)
{
    size_t bad = 0, rest = r->size - from;
    const char *nul = memchr(r->body + from, 0, rest);
    if (nul)
        rest = (size_t)(nul - r->body) - from;
    if (!stet_kit_of(r->article)->utf8_valid(r->body + from, rest, &bad))
        return from + bad;
    return nul ? from + rest : SIZE_MAX;
}

/* NUL is always replaced; other bytes only when the option says so. */
static stet_code find_invalid(struct reading *r, int replace)
{
    size_t shortcodes = r->s->hole_count, off = 0;
    while (off < r->size && (off = next_invalid(r, off)) != SIZE_MAX) {
        const struct hole *h = covering(r->s, shortcodes, off);
        if (r->body[off] && !replace) {
            stet__markdown_refuse(r, STET_E_UTF8, (uint32_t)off,
                                  "a byte that is not UTF-8");
            return STET_E_UTF8;
        }
        if (h) {
            stet__markdown_refuse(r, STET_E_UTF8, (uint32_t)off,
                                  "a byte that is not text within a shortcode");
            return STET_E_UTF8;
        }
        if (add_hole(r->s, off, 1, HOLE_INVALID) != STET_OK)
            return STET_E_NOMEM;
        off++;
    }
    if (r->s->hole_count > shortcodes && shortcodes)
        qsort(r->s->holes, r->s->hole_count, sizeof *r->s->holes, by_offset);
    return STET_OK;
}

stet_code stet__markdown_mask(struct reading *r, int replace_invalid, int shortcodes)
{
    struct scratch *s = r->s;
    s->hole_count = 0;
    r->text = r->body;
    stet_code code = shortcodes ? find_shortcodes(r) : STET_OK;
    if (code == STET_OK)
        code = find_invalid(r, replace_invalid);
    if (code != STET_OK || !s->hole_count)
        return code;
    s->masked.n = 0;
    code = stet__markdown_append(&s->masked, r->body, r->size);
    if (code != STET_OK)
        return code;
    for (size_t i = 0; i < s->hole_count; i++)
        memset(s->masked.p + s->holes[i].off, FILLER, s->holes[i].len);
    r->text = s->masked.p;
    return STET_OK;
}
