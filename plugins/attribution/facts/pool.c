/* SPDX-License-Identifier: MIT */
/* Memory of a plan or an article, and text in the form that is compared. */
#include "pool.h"

void *stet__pool_alloc(const struct pool *pool, size_t n)
{
    if (pool->build)
        return stet_build_alloc(pool->build, n);
    void *p = stet_alloc(pool->article, n);
    return p ? memset(p, 0, n) : NULL;
}

void *stet__pool_array(const struct pool *pool, size_t count, size_t size)
{
    if (count > SIZE_MAX / 2 / size)
        return NULL;
    return stet__pool_alloc(pool, count ? count * size : 1);
}

static stet_code grow(stet_out *out, size_t more)
{
    const struct pool *pool = out->owner;
    size_t cap = out->cap * 2;
    if (more > out->max - out->len)
        return out->failed = STET_E_LIMIT;
    cap = cap < out->len + more ? out->len + more : cap;
    cap = cap > out->max ? out->max : cap;
    char *p = stet__pool_alloc(pool, cap + 1);
    if (!p)
        return out->failed = STET_E_NOMEM;
    if (out->len)
        memcpy(p, out->data, out->len);
    out->data = p;
    out->cap = cap;
    return STET_OK;
}

stet_out stet__pool_out(const struct pool *pool, size_t cap, size_t max)
{
    stet_out out = {
        .size = sizeof out, .max = max, .grow = grow, .owner = (void *)(uintptr_t)pool};
    if (cap && cap <= max && (out.data = stet__pool_alloc(pool, cap + 1)) != NULL)
        out.cap = cap;
    return out;
}

stet_str stet__pool_copy(const struct pool *pool, stet_str s)
{
    char *p = s.n < SIZE_MAX ? stet__pool_alloc(pool, s.n + 1) : NULL;
    if (!p)
        return stet_cstr("");
    memcpy(p, s.p, s.n);
    return stet_strn(p, s.n);
}

stet_str stet__pool_say(const struct pool *pool, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n;
    len = len < sizeof text ? len : sizeof text - 1;
    while (len && pool->kit && !pool->kit->utf8_valid(text, len, NULL))
        len--; /* cut at a character */
    return stet__pool_copy(pool, stet_strn(text, len));
}

/* ---- normal text --------------------------------------------------------------- */
/* What a character of three bytes counts as, or 0. */
static char plain_of(const unsigned char *p)
{
    if (p[0] != 0xe2)
        return 0;
    if (p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0x95)
        return '-';
    if (p[1] == 0x80 && ((p[2] >= 0x98 && p[2] <= 0x9b) || p[2] == 0xb2 ||
                         p[2] == 0xb9 || p[2] == 0xba))
        return '\'';
    if (p[1] == 0x80 && ((p[2] >= 0x9c && p[2] <= 0x9f) || p[2] == 0xb3))
        return '"';
    if (p[1] == 0x88 && p[2] == 0x92)
        return '-';
    return 0;
}

/* In place: quotes and dashes of one form, white space once. */
static size_t tidy(char *p, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == 0xe2 && i + 2 < n && plain_of((unsigned char *)p + i)) {
            p[to++] = plain_of((unsigned char *)p + i);
            i += 2;
        } else if (c == 0xc2 && i + 1 < n &&
                   ((unsigned char)p[i + 1] == 0xab ||
                    (unsigned char)p[i + 1] == 0xbb)) {
            p[to++] = '"';
            i++;
        } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            if (to && p[to - 1] != ' ')
                p[to++] = ' ';
        } else {
            p[to++] = (char)c;
        }
    }
    return to && p[to - 1] == ' ' ? to - 1 : to;
}

stet_str stet__pool_normal(const struct pool *pool, stet_str s)
{
    if (!s.n)
        return stet_cstr("");
    stet_out out = stet__pool_out(pool, s.n + s.n / 8 + 16, 20 * s.n + 64);
    pool->kit->fold(&out, s, 0);
    if (out.failed)
        return stet_cstr("");
    return stet_strn(out.data, tidy(out.data, out.len));
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of Latin-1 without their marks, from U+00C0 on. */
static const char plain_latin[] =
    "aaaaaa?ceeeeiiiidnooooo ouuuuy??aaaaaa?ceeeeiiiidnooooo ouuuuy?y";

char stet__pool_plain_letter(const char *p)
{
    return plain_latin[(unsigned char)p[1] & 0x3f];
}

/* Two bytes that begin with 0xc2: all but three letters are signs and spaces. */
static int is_sign(const char *p)
{
    unsigned char second = (unsigned char)p[1];
    return second != 0xaa && second != 0xb5 && second != 0xba && second != 0xad;
}

/* Only ASCII, letters of Latin-1 and general punctuation, which need no folding. */
static int is_simple(stet_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        uint64_t eight;
        if (i + 8 <= s.n && (memcpy(&eight, s.p + i, 8), 1) &&
            !(eight & 0x8080808080808080u)) {
            i += 7;
            continue;
        }
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80)
            continue;
        if ((c == 0xc3 && stet__pool_plain_letter(s.p + i) != '?') ||
            (c == 0xc2 && is_sign(s.p + i)))
            i++;
        else if (c == 0xe2 && (unsigned char)s.p[i + 1] == 0x80 &&
                 (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0xa6)
            i += 2;
        else
            return 0;
    }
    return 1;
}

/* What each ASCII character is among words: itself in small, or 0. */
static const char small[128] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5',
    ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['b'] = 'b',
    ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h',
    ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
    ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
    ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l',
    ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
    ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
    ['Y'] = 'y', ['Z'] = 'z'};

stet_str stet__pool_words(const struct pool *pool, stet_str s)
{
    int simple = is_simple(s);
    stet_str p = simple ? s : stet__pool_normal(pool, s);
    char *to = stet__pool_alloc(pool, p.n + 9);
    size_t n = 0;
    for (size_t i = 0; to && i < p.n; i++) {
        unsigned char c = (unsigned char)p.p[i];
        char word = c < 0x80 ? small[c] : (char)c;
        if (word && c < 0x80) {
            to[n++] = word;
            continue;
        }
        if (simple && c == 0xc3) {
            word = stet__pool_plain_letter(p.p + i);
            word = word == ' ' ? 0 : word;
            i++;
        } else if (c == 0xc2 && i + 1 < p.n && is_sign(p.p + i)) {
            word = 0;
            i++;
        } else if (c == 0xe2 && (simple || (i + 2 < p.n && p.p[i + 1] == '\x80'))) {
            word = 0;
            i += 2;
        }
        if (word)
            to[n++] = word;
        else if (c == '.' && i && i + 1 < p.n && is_digit(p.p[i - 1]) &&
                 is_digit(p.p[i + 1]))
            to[n++] = '.';
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    return to ? stet_strn(to, n && to[n - 1] == ' ' ? n - 1 : n) : stet_cstr("");
}

/* ---- looking ------------------------------------------------------------------- */
static int is_word_at(const stet_kit *kit, stet_str text, size_t at)
{
    uint32_t code;
    if (at >= text.n)
        return 0;
    kit->decode(text.p + at, text.n - at, &code);
    return kit->is_word(code);
}

static int is_word_before(const stet_kit *kit, stet_str text, size_t at)
{
    if (!at)
        return 0;
    size_t from = at - 1;
    while (from && at - from < 4 && ((unsigned char)text.p[from] & 0xc0) == 0x80)
        from--;
    return is_word_at(kit, text, from);
}

size_t stet__text_find(const stet_kit *kit, stet_str text, stet_str part, size_t from)
{
    while (part.n && from < text.n && part.n <= text.n - from) {
        const char *at = memmem(text.p + from, text.n - from, part.p, part.n);
        if (!at)
            return SIZE_MAX;
        size_t begin = (size_t)(at - text.p), end = begin + part.n;
        int inner = (is_word_at(kit, part, 0) && is_word_before(kit, text, begin)) ||
                    (is_word_before(kit, part, part.n) && is_word_at(kit, text, end));
        if (!inner)
            return begin;
        from = begin + 1;
    }
    return SIZE_MAX;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

size_t stet__text_find_raw(stet_str text, stet_str part)
{
    if (!part.n || part.n > text.n)
        return SIZE_MAX;
    char first = lower(part.p[0]);
    for (size_t at = 0; at + part.n <= text.n; at++) {
        size_t i = 1;
        if (lower(text.p[at]) != first)
            continue;
        while (i < part.n && lower(text.p[at + i]) == lower(part.p[i]))
            i++;
        if (i == part.n)
            return at;
    }
    return SIZE_MAX;
}

int stet__text_same(stet_str a, stet_str b)
{
    return a.n == b.n && (!a.n || stet__text_find_raw(a, b) == 0);
}

size_t stet__text_words(stet_str s)
{
    size_t words = 0;
    for (size_t i = 0; i < s.n; i++)
        words += s.p[i] != ' ' && s.p[i] != '\n' &&
                 (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\n');
    return words;
}

stet_str stet__text_trim(stet_str s)
{
    while (s.n && (unsigned char)s.p[0] <= ' ')
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
        s.n--;
    return s;
}

int stet__text_begins(stet_str s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}
