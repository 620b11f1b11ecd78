/* SPDX-License-Identifier: MIT */
/* Which document is it? The name of its root, seen in its first bytes. */
#include "../markup.h"

/* Behind `end` from `at`, or the end of the text. */
static size_t skip_past(stet_str s, size_t at, const char *end)
{
    size_t n = strlen(end);
    const char *p = memmem(s.p + at, s.n - at, end, n);
    return p ? (size_t)(p - s.p) + n : s.n;
}

/* A DOCTYPE, with what stands in its brackets. */
static size_t skip_doctype(stet_str s, size_t at)
{
    int inside = 0;
    for (; at < s.n; at++) {
        inside = s.p[at] == '[' ? 1 : s.p[at] == ']' ? 0 : inside;
        if (s.p[at] == '>' && !inside)
            return at + 1;
    }
    return at;
}

static int begins(stet_str s, size_t at, const char *with)
{
    size_t n = strlen(with);
    return n <= s.n - at && memcmp(s.p + at, with, n) == 0;
}

stet_str stet__markup_root_name(stet_str head)
{
    size_t at = 0, from;
    while (at < head.n) {
        if (memchr(" \t\r\n", head.p[at], 4) || begins(head, at, "\xef\xbb\xbf"))
            at += (unsigned char)head.p[at] == 0xef ? 3 : 1;
        else if (begins(head, at, "<?"))
            at = skip_past(head, at, "?>");
        else if (begins(head, at, "<!--"))
            at = skip_past(head, at, "-->");
        else if (begins(head, at, "<!"))
            at = skip_doctype(head, at);
        else
            break;
    }
    if (at >= head.n || head.p[at] != '<')
        return stet_cstr("");
    for (from = ++at; at < head.n && !memchr(" \t\r\n/>", head.p[at], 6); at++)
        if (head.p[at] == ':')
            from = at + 1;
    return at < head.n ? stet_strn(head.p + from, at - from) : stet_cstr("");
}
