/* SPDX-License-Identifier: MIT */
/*
 * Elements of a source that a page does not show: by the attribute `hidden`, by a
 * style, by a class for voices alone. What stands inside credits nobody whom a reader
 * sees.
 */
#include "page.h"

enum { TAG_MAX = 400, NAME_MAX_LETTERS = 20 };

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static int is_letter(char c)
{
    return (small(c) >= 'a' && small(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Styles without blanks; what may not follow, as in "opacity:0.9". */
static int has_style(const char *compact)
{
    static const char *const styles[] = {
        "display:none", "visibility:hidden",  "visibility:collapse", "left:-9999",
        "top:-9999",    "text-indent:-9999",  "clip:rect(0",         "opacity:0",
        "font-size:0",  "clip-path:inset(50", "clip-path:inset(100"};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        for (const char *at = compact; (at = strstr(at, styles[i])) != NULL; at++) {
            char next = at[strlen(styles[i])];
            int number = styles[i][strlen(styles[i]) - 1] == '0' && next == '.';
            int inside = at > compact && is_letter(at[-1]); /* "fill-opacity:0" */
            if (!number && !inside)
                return 1;
        }
    return 0;
}

static int has_word(const char *tag, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = tag; (at = strstr(at, word)) != NULL; at++)
        if (at > tag && strchr(" \t\n\"'", at[-1]) && strchr(" \t\n\"'>=/", at[n]))
            return 1;
    return 0;
}

/* Does the tag say that its element is not shown? */
static int says_hidden(stet_str tag)
{
    static const char *const words[] = {"hidden", "sr-only", "visually-hidden",
                                        "screen-reader-text"};
    char whole[TAG_MAX + 1], compact[TAG_MAX + 1];
    size_t n = 0, m = 0;
    for (size_t i = 0; i < tag.n && n < TAG_MAX; i++) {
        whole[n++] = small(tag.p[i]);
        if ((unsigned char)tag.p[i] > ' ')
            compact[m++] = small(tag.p[i]);
    }
    whole[n] = compact[m] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(whole, words[i]))
            return 1;
    return strstr(compact, "style=") != NULL && has_style(compact);
}

static int is_deleted(stet_str name)
{
    static const char *const names[] = {"del", "s", "strike"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (stet__text_same(name, stet_cstr(names[i])))
            return 1;
    return 0;
}

static size_t name_length(stet_str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && n < NAME_MAX_LETTERS && is_letter(s.p[at + n]))
        n++;
    return n;
}

static int is_same_name(stet_str s, size_t at, stet_str name)
{
    if (name_length(s, at) != name.n)
        return 0;
    for (size_t i = 0; i < name.n; i++)
        if (small(s.p[at + i]) != small(name.p[i]))
            return 0;
    return 1;
}

/* Behind the end of the element whose tag ends at `at`; `at`: it has no end. */
static size_t element_end(stet_str s, size_t at, stet_str name)
{
    size_t depth = 1, from = at;
    while (from < s.n) {
        const char *p = memchr(s.p + from, '<', s.n - from);
        if (!p)
            break;
        size_t i = (size_t)(p - s.p) + 1;
        int closes = i < s.n && s.p[i] == '/';
        if (is_same_name(s, i + (size_t)closes, name)) {
            depth = closes ? depth - 1 : depth + 1;
            const char *end = depth ? NULL : memchr(p, '>', s.n - i + 1);
            if (!depth)
                return end ? (size_t)(end - s.p) + 1 : s.n;
        }
        from = i;
    }
    return at;
}

void stet__page_hidden(stet_str source, struct hidden_ranges *ret)
{
    ret->count = 0;
    for (size_t at = 0; at < source.n && ret->count < HIDDEN_MAX;) {
        const char *p = memchr(source.p + at, '<', source.n - at);
        size_t from = p ? (size_t)(p - source.p) : source.n;
        stet_str name =
            stet_strn(source.p + from + 1, p ? name_length(source, from + 1) : 0);
        at = from + 1;
        if (!name.n)
            continue;
        size_t left = source.n - from;
        const char *end = memchr(p, '>', left < TAG_MAX ? left : TAG_MAX);
        if (!end)
            continue;
        at = (size_t)(end - source.p) + 1;
        int bare = from + name.n + 2 == at; /* no attributes */
        if (!is_deleted(name) && (bare || !says_hidden(stet_strn(p, at - from))))
            continue;
        size_t to = element_end(source, at, name);
        ret->items[ret->count].from = from;
        ret->items[ret->count++].to = to;
        at = to > at ? to : at;
    }
}

int stet__page_is_hidden(const struct hidden_ranges *r, stet_span span)
{
    for (size_t i = 0; span.len && i < r->count; i++)
        if (span.off >= r->items[i].from && span.off < r->items[i].to &&
            span.off + span.len <= r->items[i].to + 2) /* the line's end */
            return 1;
    return 0;
}
