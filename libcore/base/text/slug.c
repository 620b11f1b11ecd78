/* SPDX-License-Identifier: MIT */
/*
 * Slugs: ASCII words joined by '-'. Accents go by decomposition; letters that Unicode
 * does not decompose, Greek and Cyrillic by a small table. Other scripts leave nothing.
 */
#include "base/text/unicode.h"

/* Lower case only: the text is folded first. */
struct letter {
    uint16_t code;
    char ascii[6];
};
static const struct letter letters[] = {
    {0x00e6, "ae"}, {0x00f0, "d"},  {0x00f8, "o"},  {0x00fe, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"},  {0x0142, "l"},  {0x014b, "n"},
    {0x0153, "oe"}, {0x0167, "t"},  {0x0180, "b"},  {0x0192, "f"},  {0x019a, "l"},
    {0x01b6, "z"},  {0x01dd, "e"},  {0x0253, "b"},  {0x0254, "o"},  {0x0256, "d"},
    {0x0257, "d"},  {0x0259, "e"},  {0x025b, "e"},  {0x0260, "g"},  {0x0268, "i"},
    {0x0269, "i"},  {0x0272, "n"},  {0x0289, "u"},  {0x028b, "v"},  {0x03b1, "a"},
    {0x03b2, "v"},  {0x03b3, "g"},  {0x03b4, "d"},  {0x03b5, "e"},  {0x03b6, "z"},
    {0x03b7, "i"},  {0x03b8, "th"}, {0x03b9, "i"},  {0x03ba, "k"},  {0x03bb, "l"},
    {0x03bc, "m"},  {0x03bd, "n"},  {0x03be, "x"},  {0x03bf, "o"},  {0x03c0, "p"},
    {0x03c1, "r"},  {0x03c2, "s"},  {0x03c3, "s"},  {0x03c4, "t"},  {0x03c5, "y"},
    {0x03c6, "f"},  {0x03c7, "ch"}, {0x03c8, "ps"}, {0x03c9, "o"},  {0x0430, "a"},
    {0x0431, "b"},  {0x0432, "v"},  {0x0433, "g"},  {0x0434, "d"},  {0x0435, "e"},
    {0x0436, "zh"}, {0x0437, "z"},  {0x0438, "i"},  {0x0439, "i"},  {0x043a, "k"},
    {0x043b, "l"},  {0x043c, "m"},  {0x043d, "n"},  {0x043e, "o"},  {0x043f, "p"},
    {0x0440, "r"},  {0x0441, "s"},  {0x0442, "t"},  {0x0443, "u"},  {0x0444, "f"},
    {0x0445, "kh"}, {0x0446, "ts"}, {0x0447, "ch"}, {0x0448, "sh"}, {0x0449, "shch"},
    {0x044a, ""},   {0x044b, "y"},  {0x044c, ""},   {0x044d, "e"},  {0x044e, "yu"},
    {0x044f, "ya"}, {0x0452, "dj"}, {0x0454, "ie"}, {0x0455, "dz"}, {0x0456, "i"},
    {0x0458, "j"},  {0x0459, "lj"}, {0x045a, "nj"}, {0x045b, "c"},  {0x045f, "dz"},
    {0x0491, "g"},
};

static const char *find_letter(uint32_t code)
{
    size_t low = 0, high = sizeof letters / sizeof *letters;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (letters[middle].code == code)
            return letters[middle].ascii;
        if (letters[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The slug so far. `word` is where the present word began, `dash` that one is owed. */
struct slug {
    stet_out *out;
    size_t start, word, max;
    int dash, full;
};

/* Apostrophes and soft hyphens stand within words and leave no gap. */
static int is_silent(uint32_t code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019 || code == 0x02bc ||
           code == 0x02b9 || code == 0xb7;
}

static void put_letters(struct slug *s, const char *ascii, size_t n)
{
    size_t need = n + (s->dash ? 1 : 0);
    if (s->full || !n)
        return;
    if (s->out->len - s->start + need > s->max) {
        s->full = 1;
        if (!s->dash && s->word > s->start)
            s->out->len = s->word - 1; /* cut before the word that does not fit */
        return;
    }
    if (s->dash) {
        stet_putc(s->out, '-');
        s->word = s->out->len;
        s->dash = 0;
    }
    stet_put(s->out, ascii, n);
}

static void add_code(struct slug *s, uint32_t code)
{
    char c = (char)code;
    const char *ascii;
    if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9'))
        put_letters(s, &c, 1);
    else if (code >= 0x80 && (ascii = find_letter(code)) != NULL)
        put_letters(s, ascii, strlen(ascii));
    else if (!is_silent(code))
        s->dash = s->out->len > s->start;
}

/* The letters and digits of ASCII at `at`, when there is room for all of them: most of
 * a title. Answers how many there were. */
static size_t add_ascii(struct slug *slug, stet_str s, size_t at)
{
    char run[64];
    size_t n = 0;
    for (; n < sizeof run && at + n < s.n; n++) {
        char c = s.p[at + n];
        run[n] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        if (!((run[n] >= 'a' && run[n] <= 'z') || (c >= '0' && c <= '9')))
            break;
    }
    if (n && at + n < s.n && (unsigned char)s.p[at + n] >= 0x80)
        n--; /* a mark may follow that changes the last */
    if (!n || slug->out->len - slug->start + n + 1 > slug->max)
        return 0;
    put_letters(slug, run, n);
    return n;
}

void stet__slug(stet_out *out, stet_str s, size_t max)
{
    struct slug slug = {.out = out, .start = out->len, .word = out->len};
    char chunk[STET_FOLD_MAX];
    slug.max = max ? max : SIZE_MAX;
    for (size_t at = 0; at < s.n && !slug.full;) {
        size_t made, run = add_ascii(&slug, s, at);
        if (run) {
            at += run;
            continue;
        }
        uint32_t code = (unsigned char)s.p[at];
        if (code < 0x80 && (at + 1 == s.n || (unsigned char)s.p[at + 1] < 0x80)) {
            add_code(&slug, code >= 'A' && code <= 'Z' ? code | 0x20 : code);
            at++; /* no mark follows that would change it */
            continue;
        }
        at += stet__fold_chunk(s.p + at, s.n - at, 0, chunk, &made);
        for (size_t i = 0; i < made;) {
            i += stet__decode(chunk + i, made - i, &code);
            add_code(&slug, code);
        }
    }
}
