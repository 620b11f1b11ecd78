/* SPDX-License-Identifier: MIT */
/*
 * Sentences about rights that show something else than they say: characters that turn
 * the direction of text or that nobody sees, and hosts that are made to look like
 * another.
 */
#include "detect.h"

/* A joiner between two pictures makes one of them. */
static int joins_pictures(stet_str s, size_t i)
{
    return i && (unsigned char)s.p[i - 1] >= 0x80 && i + 3 < s.n &&
           ((unsigned char)s.p[i + 3] == 0xf0 || (unsigned char)s.p[i + 3] == 0xe2);
}

/* Turns direction, or takes no room. Answers its name, or NULL. */
const char *stet__hidden_at(stet_str s, size_t i)
{
    static const char turns[] = "a character that turns the direction of text",
                      narrow[] = "a character of no width",
                      tag[] = "a character that only machines read";
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    if (left >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
        if ((p[2] >= 0xaa && p[2] <= 0xae) || p[2] == 0x8e || p[2] == 0x8f)
            return turns;
        return p[2] >= 0x8b && p[2] <= 0x8d && !joins_pictures(s, i) ? narrow : NULL;
    }
    if (left >= 3 && p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa0 && p[2] <= 0xa9)
        return p[2] >= 0xa6 ? turns : p[2] <= 0xa4 ? narrow : NULL;
    if (left >= 2 && p[0] == 0xd8 && p[1] == 0x9c)
        return turns;
    if (left >= 3 && ((p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf) ||
                      (p[0] == 0xe1 && p[1] == 0xa0 && p[2] == 0x8e)))
        return narrow;
    if (left >= 4 && p[0] == 0xf3 && p[1] == 0xa0 && (p[2] == 0x80 || p[2] == 0x81))
        return tag;
    return NULL;
}

static const char *find_unseen(stet_str s)
{
    const char *found = NULL;
    for (size_t i = 0; i < s.n && !found; i++)
        if ((unsigned char)s.p[i] >= 0xd8)
            found = stet__hidden_at(s, i);
    return found;
}

/* ---- hosts --------------------------------------------------------------------- */
/* What a letter is mistaken for. */
static char looks_like(uint32_t c)
{
    static const struct {
        uint32_t code;
        char as;
    } pairs[] = {{'0', 'o'},   {'1', 'l'},   {'3', 'e'},   {'5', 's'},   {'i', 'l'},
                 {'|', 'l'},   {0x430, 'a'}, {0x435, 'e'}, {0x43e, 'o'}, {0x440, 'p'},
                 {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'l'},
                 {0x458, 'j'}, {0x501, 'd'}, {0x51b, 'q'}, {0x51d, 'w'}, {0x4bb, 'h'},
                 {0x3bf, 'o'}, {0x3b1, 'a'}, {0x3c1, 'p'}, {0x3bd, 'v'}, {0x131, 'l'},
                 {0x261, 'g'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].code == c)
            return pairs[i].as;
    return c < 0x80 ? (char)c : 0;
}

static size_t skeleton(const stet_kit *kit, stet_str host, char *to, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < host.n && n + 2 < cap;) {
        uint32_t c;
        i += kit->decode(host.p + i, host.n - i, &c);
        if (c >= 'A' && c <= 'Z')
            c += 32;
        if (c == '-' || c == '_')
            continue;
        if (c == 'r' && i < host.n && host.p[i] == 'n') { /* rn for m */
            c = 'm';
            i++;
        } else if (c == 'v' && i < host.n && host.p[i] == 'v') {
            c = 'w';
            i++;
        }
        to[n++] = looks_like(c) ? looks_like(c) : '?';
    }
    return n;
}

/* Another host that looks like this one, or wears its name in front. */
static int imitates(const stet_kit *kit, stet_str host, stet_str real)
{
    char a[256], b[256];
    if (stet__address_host_is(host, real) || real.n < 5)
        return 0;
    size_t n = skeleton(kit, host, a, sizeof a), m = skeleton(kit, real, b, sizeof b);
    if (n == m && memcmp(a, b, n) == 0)
        return 1;
    if (n > m && memcmp(a, b, m) == 0 && a[m] == '.')
        return 1; /* creativecommons.org.example.net */
    /* a letter more, less or other */
    if (n + 1 < m || m + 1 < n || m < 10)
        return 0;
    size_t i = 0, j = 0, wrong = 0;
    while (i < n && j < m && wrong < 2)
        if (a[i] == b[j]) {
            i++, j++;
        } else {
            wrong++;
            i += n >= m;
            j += m >= n;
        }
    wrong += (n - i) + (m - j);
    return wrong == 1;
}

static int is_odd_host(stet_str host)
{
    for (size_t i = 0; i < host.n; i++)
        if ((unsigned char)host.p[i] >= 0x80)
            return 1;
    return stet__text_find_raw(host, stet_cstr("xn--")) != SIZE_MAX;
}

static const char *judge_host(struct reading_article *r, stet_str host)
{
    static const char *const known[] = {"creativecommons.org", "rightsstatements.org",
                                        "licensebuttons.net"};
    if (is_odd_host(host))
        return "it has letters of other scripts";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (imitates(r->pool->kit, host, stet_cstr(known[i])))
            return known[i];
    for (size_t i = 0; i < r->policy->hosts.n; i++)
        if (imitates(r->pool->kit, host, r->policy->hosts.items[i]))
            return "the holder's";
    return NULL;
}

static void add(struct reading_article *r, const struct sentence *s, int kind,
                const char *what, stet_str value)
{
    struct remark *m = stet__remark_add(r, kind, s);
    if (m) {
        m->name = stet_cstr(what);
        m->value = value;
    }
}

/* Text that shows one host and leads to another. */
static int shows_another(struct reading_article *r, stet_node link, stet_str host)
{
    stet_str text = stet__text_trim(stet_content(r->a, link));
    struct address shown = stet__address_of(r->pool->kit, text);
    if (!shown.web && stet__text_begins(text, "www."))
        shown = stet__address_of(
            r->pool->kit, stet__pool_say(r->pool, "https://%.*s", TEXT_ARGS(text)));
    return shown.web && !memchr(text.p, ' ', text.n) &&
           !stet__address_host_is(shown.host, host);
}

static void look_at_links(struct reading_article *r, const struct sentence *s)
{
    size_t count;
    const stet_item *items = stet_walk(r->a, s->block, &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != STET_LINK)
            continue;
        struct address a = stet__address_of(
            r->pool->kit, stet_attr_str(r->a, items[i].node, STET_ATTR_HREF));
        const char *why = a.web ? judge_host(r, a.host) : NULL;
        if (!why && a.web && shows_another(r, items[i].node, a.host))
            why = "its text shows another host";
        if (why)
            add(r, s, REMARK_LOOKALIKE, why, a.host);
    }
}

static int is_about_rights(const struct sentence *s)
{
    return stet__said(s, SAID_PERMIT) || stet__said(s, SAID_PROHIBIT) ||
           stet__said(s, SAID_LICENCE) || stet__said(s, SAID_RESERVED) ||
           stet__said(s, SAID_INVITE) || stet__said(s, SAID_ONLY_ASK) ||
           (stet__said(s, SAID_LICENSING) && stet__said(s, SAID_CONTACT));
}

void stet__hidden_find(struct reading_article *r)
{
    stet_node looked = 0;
    for (size_t i = 0; i < r->sentences.count; i++) {
        const struct sentence *s = &r->sentences.items[i];
        if (!is_about_rights(s) ||
            (s->zone == STET_ZONE_BODY && !stet__said(s, SAID_SELF)))
            continue;
        const char *unseen = find_unseen(s->raw);
        if (unseen)
            add(r, s, REMARK_HIDDEN, unseen, stet_cstr(""));
        if (looked != s->block)
            look_at_links(r, s);
        looked = s->block;
    }
}
