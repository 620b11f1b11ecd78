/* SPDX-License-Identifier: MIT */
/*
 * text.stats - counts the body: words, characters, sentences, paragraphs, reading time.
 *
 *   - use: text.stats
 *     with:
 *       words_per_minute: 200
 *       characters_per_minute: 500   # scripts without spaces: Han, kana, Thai
 *
 * The counts become statements of the fields words, characters, sentences, paragraphs
 * and reading_time (seconds, so that `reading_time > 5m` can be asked). A word is what
 * stands between spaces and holds a letter or digit; a character of a script without
 * spaces counts as a word.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <stet/plugin.h>

struct stats_config {
    int64_t words_per_minute, characters_per_minute;
};

struct counts {
    int64_t words, signs, characters, sentences,
        paragraphs; /* signs: of such scripts */
};

/* What each of 64 bytes is, a bit for each. */
struct masks {
    uint64_t space, alnum, high, inner, stop,
        line; /* inner: not first of a character */
};

/* What the last character of a block of 64 bytes leaves to the next. */
struct carry {
    uint64_t letter, gap; /* bytes of a character that began before */
    uint64_t in_word;     /* the word at the end was counted        */
};

static const stet_option options[] = {
    STET_INT(struct stats_config, words_per_minute, 50, 1000, .def = "200",
             .help = "Words that a reader reads in a minute."),
    STET_INT(struct stats_config, characters_per_minute, 100, 3000, .def = "500",
             .help = "Characters a minute in scripts without spaces."),
    STET_OPTION_END};

/* ---- bytes ------------------------------------------------------------------ */
#ifdef __SSE2__
static __m128i load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static uint64_t bits(__m128i x)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(x);
}

/* first <= c <= last; all are ASCII. */
static __m128i between(__m128i c, char first, char last)
{
    __m128i from = _mm_sub_epi8(c, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(last - first))),
                          from);
}

/* Letters, digits, spaces, stops and line ends of 16 bytes. */
static void classify_16(__m128i c, int i, struct masks *m)
{
    __m128i letter = between(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 'z');
    __m128i stop = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('.')),
                                _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('!')),
                                             _mm_cmpeq_epi8(c, _mm_set1_epi8('?'))));
    m->alnum |= bits(_mm_or_si128(letter, between(c, '0', '9'))) << i;
    m->space |= bits(between(c, '\0', ' ')) << i;
    m->stop |= bits(stop) << i;
    m->line |= bits(_mm_cmpeq_epi8(c, _mm_set1_epi8('\n'))) << i;
}

static void classify(const char *p, struct masks *m)
{
    __m128i all = _mm_setzero_si128();
    memset(m, 0, sizeof *m);
    for (int i = 0; i < 64; i += 16) {
        __m128i c = load(p + i);
        all = _mm_or_si128(all, c);
        classify_16(c, i, m);
    }
    for (int i = 0; i < 64 && bits(all); i += 16) { /* not all of it is ASCII */
        __m128i c = load(p + i);
        m->high |= bits(c) << i;
        m->inner |= bits(_mm_cmplt_epi8(c, _mm_set1_epi8(-64))) << i;
    }
}
#else
static void classify(const char *p, struct masks *m)
{
    memset(m, 0, sizeof *m);
    for (int i = 0; i < 64; i++) {
        unsigned char c = (unsigned char)p[i], low = c | 0x20;
        uint64_t bit = (uint64_t)1 << i;
        m->alnum |= (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ? bit : 0;
        m->space |= c <= 0x20 ? bit : 0;
        m->high |= c >= 0x80 ? bit : 0;
        m->inner |= (c & 0xc0) == 0x80 ? bit : 0;
        m->stop |= c == '.' || c == '!' || c == '?' ? bit : 0;
        m->line |= c == '\n' ? bit : 0;
    }
}
#endif

/* ---- characters beyond ASCII ------------------------------------------------ */
static int is_gap(uint32_t c)
{
    return c == 0xa0 || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Scripts that put no spaces between words. */
static int is_sign(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x0e01 && c <= 0x0eff) ||
           (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

static int is_wide_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e || c == 0x0964;
}

/* Say what the characters beyond ASCII that begin in this block are. */
static void classify_high(const stet_kit *kit, const char *p, size_t left,
                          struct masks *m, struct carry *carry, struct counts *n)
{
    m->alnum |= carry->letter;
    m->space |= carry->gap;
    carry->letter = carry->gap = 0;
    for (uint64_t rest = m->high & ~m->inner; rest; rest &= rest - 1) {
        unsigned at = (unsigned)__builtin_ctzll(rest);
        uint32_t code;
        if (at >= left)
            break;
        size_t len = kit->decode(p + at, left - at, &code);
        uint64_t all = ((uint64_t)1 << len) - 1;
        uint64_t here = all << at, later = at + len > 64 ? all >> (64 - at) : 0;
        if (is_sign(code) || is_gap(code)) {
            n->signs += is_sign(code);
            m->space |= here;
            carry->gap = later;
        } else if (kit->is_word(code)) {
            m->alnum |= here;
            carry->letter = later;
        } else if (is_wide_stop(code)) {
            n->sentences++;
        }
    }
}

/* Bits that are set; most masks of a block are empty. */
static int count_bits(uint64_t x)
{
    if (!x)
        return 0;
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (int)(x * UINT64_C(0x0101010101010101) >> 56);
}

/* Runs of bytes that are no space and hold a letter or digit. Adding the letters to the
 * runs lets the carry flood each run from its first letter to its end. */
static int count_words(const struct masks *m, struct carry *carry)
{
    uint64_t run = ~m->space;
    uint64_t letter = (m->alnum & run) | (carry->in_word & run & 1);
    uint64_t flood = (((run + letter) ^ run) | letter) & run;
    uint64_t begins = flood & ~(flood << 1 | (carry->in_word & 1));
    carry->in_word = flood >> 63;
    return count_bits(begins);
}

/* ---- sentences -------------------------------------------------------------- */
static int is_closer(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*';
}

/* Behind closing quotes and brackets. */
static size_t skip_closers(stet_str t, size_t at)
{
    for (;;) {
        if (at < t.n && is_closer(t.p[at]))
            at++;
        else if (at + 2 < t.n && (memcmp(t.p + at, "\xe2\x80\x99", 3) == 0 ||
                                  memcmp(t.p + at, "\xe2\x80\x9d", 3) == 0))
            at += 3;
        else if (at + 1 < t.n && memcmp(t.p + at, "\xc2\xbb", 2) == 0)
            at += 2;
        else
            return at;
    }
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "Mr.", "e.g.", "J.": a full stop that ends no sentence. */
static int is_abbreviation(stet_str t, size_t stop)
{
    static const char known[][5] = {
        "Mr",  "Mrs", "Ms",  "Dr",  "St",  "Prof", "Gen", "Gov", "Sen",  "Rep", "No",
        "vs",  "Jr",  "Sr",  "Inc", "Ltd", "Co",   "cf",  "ca",  "Nr",   "bzw", "usw",
        "Jan", "Feb", "Aug", "Sep", "Oct", "Nov",  "Dec", "Abs", "Sept", "Mme", "etc"};
    size_t from = stop;
    while (from && stop - from < 5 && is_letter(t.p[from - 1]))
        from--;
    size_t n = stop - from;
    if (n == 1)
        return 1;
    if (!n || n > 4)
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i][0] == t.p[from] && known[i][n] == '\0' &&
            memcmp(known[i], t.p + from, n) == 0)
            return 1;
    return 0;
}

static int ends_sentence(stet_str t, size_t stop)
{
    size_t at = stop + 1;
    if (at < t.n && (t.p[at] == '.' || t.p[at] == '!' || t.p[at] == '?'))
        return 0; /* the last of a run counts */
    at = skip_closers(t, at);
    if (at >= t.n || t.p[at] == '\n')
        return 1;
    if (t.p[at] != ' ' && t.p[at] != '\t')
        return 0;
    while (at < t.n && (t.p[at] == ' ' || t.p[at] == '\t'))
        at++;
    if (at < t.n && t.p[at] >= 'a' && t.p[at] <= 'z')
        return 0;
    return t.p[stop] != '.' || !is_abbreviation(t, stop);
}

/* A block that ends at `end` without a stop is a sentence too. */
static int ends_open(stet_str t, size_t end)
{
    static const char *const closers[] = {"\xe2\x80\x99", "\xe2\x80\x9d", "\xc2\xbb"};
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(closers[i]);
        if (end >= n && memcmp(t.p + end - n, closers[i], n) == 0)
            end -= n;
    }
    while (end && (t.p[end - 1] == ' ' || is_closer(t.p[end - 1])))
        end--;
    if (!end || t.p[end - 1] == '\n')
        return 0;
    if (end >= 3 && (memcmp(t.p + end - 3, "\xe3\x80\x82", 3) == 0 ||
                     memcmp(t.p + end - 3, "\xef\xbc\x81", 3) == 0 ||
                     memcmp(t.p + end - 3, "\xef\xbc\x9f", 3) == 0))
        return 0;
    return t.p[end - 1] != '.' && t.p[end - 1] != '!' && t.p[end - 1] != '?';
}

static void count_sentences(stet_str t, size_t base, const struct masks *m,
                            struct counts *n)
{
    for (uint64_t rest = m->stop; rest; rest &= rest - 1) {
        size_t at = base + (size_t)__builtin_ctzll(rest);
        n->sentences += at < t.n && ends_sentence(t, at);
    }
    for (uint64_t rest = m->line; rest; rest &= rest - 1) {
        size_t at = base + (size_t)__builtin_ctzll(rest);
        if (at + 1 < t.n && t.p[at + 1] == '\n')
            n->sentences += ends_open(t, at);
    }
}

/* ---- the text --------------------------------------------------------------- */
static void count_text(const stet_kit *kit, stet_str t, struct counts *n)
{
    struct carry carry = {0, 0, 0};
    struct masks m;
    char last[64];
    for (size_t base = 0; base < t.n; base += 64) {
        size_t left = t.n - base;
        const char *p = t.p + base;
        if (left < 64) {
            memset(last, ' ', sizeof last);
            p = memcpy(last, p, left);
        }
        classify(p, &m);
        size_t shown = left < 64 ? left : 64;
        n->characters += (int64_t)shown - count_bits(m.inner) - count_bits(m.line);
        if (m.stop | m.line)
            count_sentences(t, base, &m, n);
        if (m.high)
            classify_high(kit, t.p + base, left, &m, &carry, n);
        n->words += count_words(&m, &carry);
    }
    n->sentences += ends_open(t, t.n);
}

static int64_t count_paragraphs(stet_article *a)
{
    size_t count;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    int64_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += items[i].kind == STET_PARAGRAPH && items[i].zone == STET_ZONE_BODY;
    return n;
}

/* ---- statements ------------------------------------------------------------- */
static const char source[] = "text.stats";

static stet_node find_own(stet_article *a, stet_kind field)
{
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    stet_node n = stet_find(a, fields, 0, field);
    while (n && !stet_str_is(stet_attr_str(a, n, STET_ATTR_SOURCE), source))
        n = stet_find(a, fields, n, field);
    return n;
}

static stet_code put_count(stet_article *a, stet_kind field, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = (uint64_t)value;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    stet_str text = stet_strn(digits + at, sizeof digits - at);
    stet_node own = find_own(a, field);
    if (own)
        return stet_set_text(a, own, text);
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_DERIVED,
                        .source = stet_cstr(source),
                        .lang = stet_cstr(""),
                        .rule = stet_cstr("")};
    return stet_state(a, field, text, &claim) ? STET_OK : STET_FAILED;
}

static int64_t reading_seconds(const struct stats_config *c, const struct counts *n)
{
    int64_t both = c->words_per_minute * c->characters_per_minute;
    int64_t need = n->words * c->characters_per_minute + n->signs * c->words_per_minute;
    return (need * 60 + both - 1) / both;
}

static stet_code process(const void *plan, void *scratch, stet_article *a)
{
    const stet_view *view = stet_view_get(a, STET_LAYER_TEXT, 1u << STET_ZONE_BODY);
    struct counts n = {0};
    (void)scratch;
    if (!view)
        return stet_why(a, STET_FAILED, stet_cstr("no text view"));
    count_text(stet_kit_of(a), view->text, &n);
    const struct {
        stet_kind field;
        int64_t value;
    } results[] = {
        {STET_WORDS, n.words + n.signs},
        {STET_CHARACTERS, n.characters},
        {STET_SENTENCES, n.sentences},
        {STET_PARAGRAPHS, count_paragraphs(a)},
        {STET_READING_TIME, reading_seconds(plan, &n)},
    };
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        stet_code code = put_count(a, results[i].field, results[i].value);
        if (code != STET_OK)
            return code;
    }
    return STET_OK;
}

static const char *const reads[] = {"body", NULL};
static const char *const writes[] = {"words",      "characters",   "sentences",
                                     "paragraphs", "reading_time", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_TRANSFORM,
    .config_size = sizeof(struct stats_config),
    .name = "text.stats",
    .summary = "Count words, characters, sentences, paragraphs and reading time.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .process = process,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(stats, "0.1.0", 0, .summary = "Counts of the text.", .license = "MIT",
            .steps = steps);
