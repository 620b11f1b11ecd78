/* SPDX-License-Identifier: MIT */
/*
 * How a host reads to a person, and which host a text names.
 */
#include "links.h"

/* ---- punycode --------------------------------------------------------------- */
enum { LABEL_MAX = 64 };

static uint32_t adapt(uint32_t delta, uint32_t count, int first)
{
    uint32_t k = 0;
    delta = first ? delta / 700 : delta / 2;
    delta += delta / count;
    for (; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0' + 26;
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? c - 'a' : -1;
}

/* One generalised number at *at (RFC 3492); 0 when it is none. */
static int read_delta(stet_str s, size_t *at, uint32_t bias, uint32_t *ret_delta)
{
    uint64_t sum = 0, weight = 1;
    for (uint32_t k = 36;; k += 36) {
        int digit = *at < s.n ? digit_of(s.p[(*at)++]) : -1;
        uint32_t least = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (digit < 0)
            return 0;
        sum += (uint64_t)digit * weight;
        if (sum > UINT32_MAX)
            return 0;
        if ((uint32_t)digit < least)
            break;
        weight *= 36 - least;
        if (weight > UINT32_MAX)
            return 0;
    }
    *ret_delta = (uint32_t)sum;
    return 1;
}

/* What stands behind xn--, as code points; their number, 0 when it cannot be read. */
static size_t decode_label(stet_str s, uint32_t to[LABEL_MAX])
{
    const char *dash = memrchr(s.p, '-', s.n);
    size_t n = 0, at = dash ? (size_t)(dash - s.p) + 1 : 0;
    uint32_t code = 128, i = 0, bias = 72;
    int first = 1;
    for (size_t k = 0; dash && k < at - 1 && n < LABEL_MAX; k++)
        to[n++] = (unsigned char)s.p[k];
    while (at < s.n) {
        uint32_t delta;
        if (n == LABEL_MAX || !read_delta(s, &at, bias, &delta) ||
            delta > UINT32_MAX - i)
            return 0;
        uint32_t count = (uint32_t)n + 1;
        uint32_t total = i + delta;
        bias = adapt(delta, count, first);
        first = 0;
        if (total / count > 0x10ffff - code)
            return 0;
        code += total / count;
        i = total % count;
        memmove(to + i + 1, to + i, (n - i) * sizeof *to);
        to[i++] = code;
        n++;
    }
    return n;
}

/* ---- letters that look alike ------------------------------------------------ */
enum script {
    SCRIPT_NONE = 0,
    SCRIPT_LATIN = 1,
    SCRIPT_GREEK = 2,
    SCRIPT_CYRILLIC = 4,
    SCRIPT_OTHER = 8
};

static int script_of(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x250) ||
        (c >= 0x1e00 && c < 0x1f00))
        return SCRIPT_LATIN;
    if ((c >= 0x370 && c < 0x400) || (c >= 0x1f00 && c < 0x2000))
        return SCRIPT_GREEK;
    if (c >= 0x400 && c < 0x530)
        return SCRIPT_CYRILLIC;
    return c >= 0x530 && c < 0x590 ? SCRIPT_OTHER : SCRIPT_NONE;
}

/* The ASCII letter that a letter is taken for, or 0. */
static char looks_like(uint32_t c)
{
    static const struct {
        uint16_t code;
        char ascii;
    } pairs[] = {
        {0x0131, 'i'}, {0x0251, 'a'}, {0x0261, 'g'}, {0x0269, 'i'}, {0x03b1, 'a'},
        {0x03b5, 'e'}, {0x03b9, 'i'}, {0x03ba, 'k'}, {0x03bd, 'v'}, {0x03bf, 'o'},
        {0x03c1, 'p'}, {0x03c4, 't'}, {0x03c5, 'u'}, {0x03c7, 'x'}, {0x0430, 'a'},
        {0x0435, 'e'}, {0x043e, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
        {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x04bb, 'h'},
        {0x04cf, 'l'}, {0x0501, 'd'}, {0x051b, 'q'}, {0x051d, 'w'}, {0x0578, 'n'},
        {0x057d, 'u'}, {0x0585, 'o'}, {0x0570, 'h'}, {0x0581, 'g'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].code == c)
            return pairs[i].ascii;
    return 0;
}

/* Signs that nobody sees, or that turn the direction of what follows. */
static int is_hidden(uint32_t c)
{
    return c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c < 0xe0080);
}

struct label {
    uint32_t codes[LABEL_MAX];
    size_t n;
};

static void put_code(struct host_look *look, uint32_t c)
{
    char ascii = c < 0x80 ? (char)c : looks_like(c);
    if (ascii >= 'A' && ascii <= 'Z')
        ascii |= 0x20;
    if (look->n == HOST_MAX - 1)
        return;
    look->codes[look->n] = c < 0x80 ? (unsigned char)ascii : c;
    look->ascii[look->n++] = ascii ? ascii : '?';
}

static void look_at_label(const struct label *label, struct host_look *look)
{
    int scripts = 0, foreign = 0, alike = 0;
    for (size_t i = 0; i < label->n; i++) {
        uint32_t c = label->codes[i];
        if (is_hidden(c)) {
            look->trick = TRICK_HIDDEN;
            continue;
        }
        scripts |= script_of(c);
        foreign += c >= 0x80;
        alike += c >= 0x80 && looks_like(c);
        put_code(look, c);
    }
    if (look->trick == TRICK_HIDDEN || !foreign)
        return;
    if ((scripts & (scripts - 1)) && alike)
        look->trick = TRICK_MIXED;
    else if (alike == foreign && !(scripts & SCRIPT_LATIN) && look->trick == TRICK_NONE)
        look->trick = TRICK_LOOKALIKE;
}

static void read_label(const stet_kit *kit, stet_str s, struct label *to)
{
    to->n = 0;
    if (s.n > 4 && (s.p[0] | 0x20) == 'x' && (s.p[1] | 0x20) == 'n' && s.p[2] == '-' &&
        s.p[3] == '-' &&
        (to->n = decode_label(stet_strn(s.p + 4, s.n - 4), to->codes)) > 0)
        return;
    for (size_t at = 0; at < s.n && to->n < LABEL_MAX;) {
        size_t bytes = kit->decode(s.p + at, s.n - at, &to->codes[to->n]);
        at += bytes ? bytes : 1;
        to->n++;
    }
}

void stet__names_look(const stet_kit *kit, stet_str host, struct host_look *ret_look)
{
    struct label label;
    ret_look->trick = TRICK_NONE;
    ret_look->n = 0;
    for (size_t at = 0; at <= host.n;) {
        const char *dot = memchr(host.p + at, '.', host.n - at);
        size_t n = dot ? (size_t)(dot - host.p) - at : host.n - at;
        read_label(kit, stet_strn(host.p + at, n), &label);
        look_at_label(&label, ret_look);
        at += n + 1;
        if (at <= host.n)
            put_code(ret_look, '.');
    }
    /* whole words of a script are its own business where the ending is of it too */
    for (size_t i = 0; i < label.n && ret_look->trick == TRICK_LOOKALIKE; i++)
        if (label.codes[i] >= 0x80)
            ret_look->trick = TRICK_NONE;
    ret_look->ascii[ret_look->n] = '\0';
}

/* ---- hosts in texts --------------------------------------------------------- */
static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* A space that does not break, at either end. */
static stet_str without_hard_spaces(stet_str s)
{
    while (s.n > 1 && memcmp(s.p, "\xc2\xa0", 2) == 0)
        s = stet_strn(s.p + 2, s.n - 2);
    while (s.n > 1 && memcmp(s.p + s.n - 2, "\xc2\xa0", 2) == 0)
        s.n -= 2;
    return s;
}

/* What stands in quotes, brackets or before a full stop. */
static stet_str bare(stet_str s)
{
    s = without_hard_spaces(s);
    while (s.n && (is_space(s.p[0]) || strchr("\"'(<[", s.p[0])))
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (is_space(s.p[s.n - 1]) || strchr("\"')>],.;:!?", s.p[s.n - 1])))
        s.n--;
    return s;
}

static int begins(stet_str s, const char *head)
{
    size_t n = strlen(head);
    if (s.n <= n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if ((s.p[i] | 0x20) != (head[i] | 0x20))
            return 0;
    return 1;
}

/* Up to a slash, colon, question mark or hash. */
static stet_str host_part(stet_str s)
{
    size_t n = 0;
    while (n < s.n && !strchr("/:?#\\", s.p[n]))
        n++;
    return stet_strn(s.p, n);
}

static int ends_known(const struct host_book *book, stet_str host)
{
    const char *dot = memrchr(host.p, '.', host.n);
    if (!dot || dot == host.p)
        return 0;
    stet_str last = stet_strn(dot + 1, host.n - (size_t)(dot + 1 - host.p));
    for (size_t i = 0; i < book->ending_count; i++)
        if (last.n == book->endings[i].n &&
            stet__tracking_below(last, book->endings[i]))
            return 1;
    return 0;
}

/* Letters, digits, dots and hyphens; what stands before the last dot has a letter. */
static int is_host(stet_str s)
{
    int letters = 0;
    if (s.n < 4 || s.n >= HOST_MAX || s.p[0] == '.' || s.p[0] == '-' ||
        !memchr(s.p, '.', s.n) || memmem(s.p, s.n, "..", 2))
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        char low = (char)(s.p[i] | 0x20);
        int letter = (unsigned char)s.p[i] >= 0x80 || (low >= 'a' && low <= 'z');
        letters += letter;
        if (!letter && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-' &&
            s.p[i] != '.')
            return 0;
    }
    return letters > 0;
}

struct named stet__names_in_text(const struct host_book *book, const stet_kit *kit,
                                 stet_str text)
{
    struct named none = {stet_cstr(""), stet_cstr(""), 0}, named = none;
    stet_str s = bare(text);
    if (s.n < 4 || s.n > 2048)
        return none;
    if (begins(s, "https://") || begins(s, "http://")) {
        size_t n = 0;
        while (n < s.n && !is_space(s.p[n]))
            n++;
        named.host = kit->url_host(stet_strn(s.p, n));
        named.sure = 1;
        return named.host.n ? named : none;
    }
    for (size_t i = 0; i < s.n; i++)
        if (is_space(s.p[i]))
            return none; /* running text names nothing by accident */
    const char *at = memchr(s.p, '@', s.n);
    stet_str host = host_part(s);
    if (at && at > s.p && host.n == s.n) {
        host = stet_strn(at + 1, s.n - (size_t)(at + 1 - s.p));
        named.mailbox = s;
        return is_host(host) && ends_known(book, host) ? named : none;
    }
    named.host = host;
    named.sure = begins(host, "www.") || host.n < s.n;
    return is_host(host) && (begins(host, "www.") || ends_known(book, host)) ? named
                                                                             : none;
}

/* Where the last dot before `end` stands, or SIZE_MAX. */
static size_t dot_before(stet_str host, size_t end)
{
    const char *dot = end ? memrchr(host.p, '.', end) : NULL;
    return dot ? (size_t)(dot - host.p) : SIZE_MAX;
}

/* The part that one owner registers: two labels, three under `co.uk` and its like. */
static stet_str owner_part(stet_str host)
{
    size_t last = dot_before(host, host.n);
    size_t second = last == SIZE_MAX ? SIZE_MAX : dot_before(host, last);
    if (second == SIZE_MAX)
        return host;
    if (host.n - last == 3 && last - second <= 4) {
        second = dot_before(host, second);
        if (second == SIZE_MAX)
            return host;
    }
    return stet_strn(host.p + second + 1, host.n - second - 1);
}

/* Without `www.` the same letters, whatever they are written as? */
static int same_letters(const stet_kit *kit, stet_str a, stet_str b)
{
    struct host_look x, y;
    stet__names_look(kit, begins(a, "www.") ? stet_strn(a.p + 4, a.n - 4) : a, &x);
    stet__names_look(kit, begins(b, "www.") ? stet_strn(b.p + 4, b.n - 4) : b, &y);
    return x.n == y.n && memcmp(x.codes, y.codes, x.n * sizeof *x.codes) == 0;
}

int stet__names_related(const stet_kit *kit, stet_str a, stet_str b)
{
    stet_str x = owner_part(a), y = owner_part(b);
    return (x.n == y.n && stet__tracking_below(x, y)) || same_letters(kit, a, b);
}
