/* SPDX-License-Identifier: MIT */
/* Which part of `Fog on the quay - The Harbour Post` is the headline. */
#include "head.h"

static const char *const bars[] = {" | ",
                                   " - ",
                                   " \xe2\x80\x93 ",
                                   " \xe2\x80\x94 ",
                                   " \xc2\xbb ",
                                   " \xe2\x80\xa2 ",
                                   " \xc2\xb7 ",
                                   " :: ",
                                   " / ",
                                   ": ",
                                   " \xc2\xab ",
                                   " < "};

/* Letters and digits of both, case and marks aside. */
static stet_str folded(struct page *p, stet_str s)
{
    stet_out fold = stet_out_in_article(p->c->a, s.n + 16, 8 * s.n + 64);
    stet_out out = stet_out_in_article(p->c->a, s.n + 16, 8 * s.n + 64);
    p->c->kit->fold(&fold, s, 1);
    stet_str t = stet_out_text(&fold);
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] > ' ' && !strchr("\"'`.,!?:;()-", t.p[i]))
            stet_putc(&out, t.p[i]);
    return stet_out_text(&out);
}

static int ends_with(stet_str s, stet_str end)
{
    return s.n >= end.n && !memcmp(s.p + s.n - end.n, end.p, end.n);
}

/* A heading that the title begins with; or ends with, when it is most of it. */
static stet_str heading_in(struct page *p, stet_str title)
{
    stet_str all = folded(p, title), last = stet_cstr("");
    for (size_t i = 0; i < p->heading_count; i++) {
        stet_str h = folded(p, p->headings[i]);
        if (h.n < 6 || h.n > all.n || h.n * 5 < all.n ||
            stet__head_same(p->headings[i], p->site))
            continue;
        if (!memcmp(all.p, h.p, h.n))
            return p->headings[i];
        if (!last.n && h.n * 2 > all.n && ends_with(all, h))
            last = p->headings[i];
    }
    return last;
}

/* Without the name of the site at either end. */
static stet_str without_site(const struct page *p, stet_str title)
{
    for (size_t i = 0; p->site.n && i < sizeof bars / sizeof *bars; i++) {
        size_t n = strlen(bars[i]);
        if (title.n > n + p->site.n + 3 &&
            stet__head_same(stet_strn(title.p + title.n - p->site.n, p->site.n),
                            p->site) &&
            !memcmp(title.p + title.n - p->site.n - n, bars[i], n))
            return stet_strn(title.p, title.n - p->site.n - n);
        if (title.n > n + p->site.n + 3 &&
            stet__head_same(stet_strn(title.p, p->site.n), p->site) &&
            !memcmp(title.p + p->site.n, bars[i], n))
            return stet_strn(title.p + p->site.n + n, title.n - p->site.n - n);
    }
    return title;
}

/* Nobody says what the site is called: what stands behind the last bar, when less than
 * what stands before it. */
static stet_str before_bar(stet_str title)
{
    for (size_t at = title.n; at-- > 8;)
        for (size_t i = 0; i < 7; i++) {
            size_t n = strlen(bars[i]);
            if (title.n - at > n && !memcmp(title.p + at, bars[i], n))
                return title.n - at < at ? stet__claim_trim(stet_strn(title.p, at))
                                         : title;
        }
    return title;
}

stet_str stet__head_title(struct page *p)
{
    enum { TITLE_BYTES = 1000 };
    stet_str title = p->social.n ? p->social : p->title;
    if (title.n > TITLE_BYTES)
        return title;
    stet_str heading = heading_in(p, title);
    if (!heading.n && p->social.n && p->title.n <= TITLE_BYTES)
        heading = heading_in(p, p->title);
    if (heading.n)
        return heading;
    stet_str bare = without_site(p, title);
    if (bare.n < title.n || p->social.n)
        return bare;
    if (p->heading_count == 1 && p->headings[0].n > 10 &&
        !stet__head_same(p->headings[0], p->site))
        return p->headings[0];
    return before_bar(title);
}
