/* SPDX-License-Identifier: MIT */
/*
 * Escaping. Clean stretches are found and copied 16 bytes at a time; what needs an
 * escape goes through a table. Nothing here fails but the buffer.
 */
#include "base/text/kit.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static const char hex_lower[] = "0123456789abcdef";

/* ---- markup ----------------------------------------------------------------- */

static const char *markup_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* U+FFFE or U+FFFF at p? XML 1.0 forbids them. */
static int is_noncharacter(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe;
}

/* A byte that may need work: & < > " ' and, for XML, controls and 0xef. */
static int markup_stops(unsigned char c, int xml)
{
    if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == 0)
        return 1;
    return xml && ((c < 0x20 && c != '\t' && c != '\n') || c == 0xef);
}

#if defined(__SSE2__)
static inline __attribute__((always_inline)) int markup_mask(__m128i v, int xml)
{
    /* & is 0x26 and ' is 0x27; < is 0x3c and > is 0x3e: one comparison for each two */
    __m128i quotes =
        _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(1)), _mm_set1_epi8(0x27));
    __m128i angles =
        _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e));
    __m128i hit = _mm_or_si128(quotes, angles);
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_setzero_si128()));
    if (xml) {
        __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
        __m128i kept = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')),
                                    _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
        hit = _mm_or_si128(hit, _mm_andnot_si128(kept, low));
        hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xef)));
    }
    return _mm_movemask_epi8(hit);
}

/* Nothing that markup_mask() tells is missing; '#' and, for XML, tabs and line ends are
 * too many. It is half the work, and most blocks have none of them. */
static inline __attribute__((always_inline)) int markup_maybe(__m128i v, int xml)
{
    /* " & ' are 0x22 0x26 0x27; # is 0x23 */
    __m128i quotes =
        _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(5)), _mm_set1_epi8(0x27));
    __m128i angles =
        _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e));
    __m128i hit = _mm_or_si128(quotes, angles);
    if (!xml)
        return _mm_movemask_epi8(
            _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_setzero_si128())));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v));
    return _mm_movemask_epi8(
        _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xef))));
}
#endif

/* Copy the clean stretch at p to `to`, which has room for n bytes; answers its length.
 */
static size_t markup_copy(char *to, const char *p, size_t n, int xml)
{
    size_t at = 0;
#if defined(__SSE2__)
    for (; n - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int hit = markup_mask(v, xml);
        _mm_storeu_si128((__m128i *)(void *)(to + at), v);
        if (hit)
            return at + (size_t)__builtin_ctz((unsigned)hit);
    }
#endif
    for (; at < n && !markup_stops((unsigned char)p[at], xml); at++)
        to[at] = p[at];
    return at;
}

/* One stop of markup; answers the bytes read. */
static size_t markup_stop(stet_out *out, const char *p, size_t n, int xml)
{
    const char *entity = markup_entity(p[0]);
    if (entity) {
        stet_puts(out, entity);
    } else if ((unsigned char)p[0] == 0xef) {
        if (is_noncharacter((const unsigned char *)p, n))
            return 3;
        stet_putc(out, p[0]);
    } else if (p[0] == '\r') {
        stet_puts(out, "&#13;"); /* a bare one would be read back as a line end */
    } else if (!xml) {
        stet_puts(out, "\xef\xbf\xbd"); /* NUL: what every HTML reader makes of it */
    }
    return 1;
}

static void escape_markup_slowly(stet_out *out, const char *p, size_t n, int xml)
{
    for (size_t at = 0; at < n;) {
        char *room = stet_out_room(out, n - at);
        if (!room)
            return;
        size_t clean = markup_copy(room, p + at, n - at, xml);
        out->len += clean;
        at += clean;
        if (at < n)
            at += markup_stop(out, p + at, n - at, xml);
    }
}

#if defined(__SSE2__)
/* What a stop below 0x40 becomes; eight bytes are written, of which n count. */
static const struct piece {
    char text[7];
    uint8_t n;
} pieces[] = {{"", 0},     {"\xef\xbf\xbd", 3}, {"&amp;", 5}, {"&lt;", 4},
              {"&gt;", 4}, {"&quot;", 6},       {"&#39;", 5}, {"&#13;", 5}};
static const uint8_t piece_of[64] = {
    ['&'] = 2, ['<'] = 3, ['>'] = 4, ['"'] = 5, ['\''] = 6, ['\r'] = 7};

enum {
    BLOCK = 16,
    BLOCK_READ = 40,  /* bytes that may be read from the begin of one with stops */
    BLOCK_WRITE = 128 /* bytes that may be written for one                       */
};

/* Where the copy stands: `plain` is behind the last byte that was not copied as it is.
 */
struct markup_copy {
    const char *p, *end, *plain;
    char *to, *last; /* no block begins behind `last` */
};

static inline __m128i load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline void store(char *to, __m128i v)
{
    _mm_storeu_si128((__m128i *)(void *)to, v);
}

/* At most BLOCK bytes, and no other byte is read or written. */
static inline void copy_short(char *to, const char *p, size_t n)
{
    if (n >= 8) {
        uint64_t head, tail;
        memcpy(&head, p, 8);
        memcpy(&tail, p + n - 8, 8);
        memcpy(to, &head, 8);
        memcpy(to + n - 8, &tail, 8);
    } else if (n >= 4) {
        uint32_t head, tail;
        memcpy(&head, p, 4);
        memcpy(&tail, p + n - 4, 4);
        memcpy(to, &head, 4);
        memcpy(to + n - 4, &tail, 4);
    } else if (n) {
        char middle = p[n / 2], tail = p[n - 1];
        to[0] = p[0];
        to[n / 2] = middle;
        to[n - 1] = tail;
    }
}

/* What stands for the byte at p, of which `read` are taken; NULL: it stands itself. */
static inline const struct piece *piece_at(const char *p, const char *end, int xml,
                                           size_t *read)
{
    unsigned char byte = (unsigned char)*p;
    *read = 1;
    if (xml && byte == 0xef) {
        *read = 3;
        return is_noncharacter((const unsigned char *)p, (size_t)(end - p)) ? &pieces[0]
                                                                            : NULL;
    }
    if (!xml && !byte)
        return &pieces[1]; /* NUL: what every HTML reader makes of it */
    return &pieces[byte < 64 ? piece_of[byte] : 0];
}

/* The next n bytes, at most a block, with stops at the bits of `hit`. near_end: fewer
 * than BLOCK_READ bytes are left, so that nothing behind them is read. */
static inline __attribute__((always_inline)) void
markup_hits(struct markup_copy *c, size_t n, unsigned hit, int xml, int near_end)
{
    const char *p = c->p, *stop = p + n;
    char *to = c->to;
    for (unsigned at = 0; hit; hit &= hit - 1) {
        const char *next = c->p + (at = (unsigned)__builtin_ctz(hit));
        size_t read;
        const struct piece *piece = piece_at(next, c->end, xml, &read);
        if (!piece)
            continue;
        if (near_end)
            copy_short(to, p, (size_t)(next - p));
        else
            store(to, load(p));
        to += next - p;
        memcpy(to, piece, sizeof *piece);
        to += piece->n;
        p = c->plain = next + read;
    }
    if (p < stop) {
        if (near_end)
            copy_short(to, p, (size_t)(stop - p));
        else
            store(to, load(p));
        to += stop - p;
        p = stop;
    }
    c->to = to;
    c->p = p;
}

/* Copy blocks that have no stop, as long as there is room for one: the bits of the
 * stops in the block at c->p, or 0. */
static inline __attribute__((always_inline)) unsigned
markup_clean(struct markup_copy *c, int xml)
{
    const char *p = c->p, *last_p = c->end - BLOCK;
    char *to = c->to, *last_to = c->last;
    unsigned hit = 0;
    while (p <= last_p && to <= last_to) {
        __m128i v = load(p);
        if (markup_maybe(v, xml)) {
            hit = (unsigned)markup_mask(v, xml);
            if (hit)
                break;
        }
        store(to, v);
        p += BLOCK;
        to += BLOCK;
    }
    c->p = p;
    c->to = to;
    return hit;
}

/* The last bytes, fewer than a block, of at least one. */
static inline __attribute__((always_inline)) void markup_last(struct markup_copy *c,
                                                              int xml)
{
    size_t left = (size_t)(c->end - c->p);
    __m128i v = load(c->end - BLOCK);
    unsigned hit = (unsigned)markup_mask(v, xml) >> (BLOCK - left);
    if (hit || c->end - c->plain < BLOCK) {
        markup_hits(c, left, hit, xml, 1);
        return;
    }
    /* nothing to do, as mostly: copy the last block over what is there */
    store(c->to + left - BLOCK, v);
    c->to += left;
    c->p = c->end;
}

/* The n bytes at p, fewer than a block, and zeros. */
static inline __m128i load_short(const char *p, size_t n)
{
    uint64_t low = 0, high = 0;
    if (n >= 8) {
        memcpy(&low, p, 8);
        memcpy(&high, p + n - 8, 8);
        high = n > 8 ? high >> (8 * (16 - n)) : 0;
    } else if (n >= 4) {
        uint32_t head, tail;
        memcpy(&head, p, 4);
        memcpy(&tail, p + n - 4, 4);
        low = head | (uint64_t)tail << (8 * (n - 4));
    } else {
        for (size_t i = 0; i < n; i++)
            low |= (uint64_t)(unsigned char)p[i] << (8 * i);
    }
    return _mm_set_epi64x((long long)high, (long long)low);
}

/* A text shorter than a block. */
static inline __attribute__((always_inline)) void markup_short(struct markup_copy *c,
                                                               int xml)
{
    size_t n = (size_t)(c->end - c->p);
    __m128i v = load_short(c->p, n);
    unsigned hit = (unsigned)markup_mask(v, xml) & ((1u << n) - 1);
    if (hit) {
        markup_hits(c, n, hit, xml, 1);
        return;
    }
    store(c->to, v);
    c->to += n;
    c->p = c->end;
}

/* As long as there is room for a block. */
static inline __attribute__((always_inline)) void markup_blocks(struct markup_copy *c,
                                                                int xml)
{
    unsigned hit;
    if (c->end - c->p < BLOCK) {
        markup_short(c, xml);
        return;
    }
    while ((hit = markup_clean(c, xml)) != 0) {
        if (c->end - c->p >= BLOCK_READ)
            markup_hits(c, BLOCK, hit, xml, 0);
        else
            markup_hits(c, BLOCK, hit, xml, 1);
    }
    if (c->p < c->end && c->end - c->p < BLOCK && c->to <= c->last)
        markup_last(c, xml);
}
#endif

/* Blocks want more room than they may need: near the maximum it goes byte by byte. */
__attribute__((noinline)) static void escape_markup(stet_out *out, const char *p,
                                                    size_t n, int xml)
{
#if defined(__SSE2__)
    while (n && !out->failed) {
        size_t need = n + BLOCK_WRITE;
        if (out->cap - out->len < need &&
            (n < BLOCK_WRITE || need < n || out->max - out->len < need ||
             !stet_out_room(out, need)))
            break;
        struct markup_copy c = {p, p + n, p, out->data + out->len,
                                out->data + out->cap - BLOCK_WRITE};
        if (xml)
            markup_blocks(&c, 1);
        else
            markup_blocks(&c, 0);
        out->len = (size_t)(c.to - out->data);
        n = (size_t)(c.end - c.p);
        p = c.p;
    }
#endif
    escape_markup_slowly(out, p, n, xml);
}

/* ---- JSON ------------------------------------------------------------------- */

/* U+2028 or U+2029 at p? They end a line in old JavaScript. */
static int is_line_separator(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] == 0xe2 && p[1] == 0x80 && (p[2] & 0xfe) == 0xa8;
}

static int json_stops(const char *p, size_t n, int script)
{
    unsigned char c = (unsigned char)p[0];
    if (c < 0x20 || c == '"' || c == '\\')
        return 1;
    if (script && (c == '<' || c == '>' || c == '&'))
        return 1;
    return c == 0xe2 && is_line_separator((const unsigned char *)p, n);
}

#if defined(__SSE2__)
/* p has 18 bytes. */
static inline int json_mask(__m128i v, const char *p, int script)
{
    __m128i hit = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
    if (script) {
        __m128i angles =
            _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8(0x3e));
        hit = _mm_or_si128(hit, angles);
        hit = _mm_or_si128(hit, _mm_cmpeq_epi8(v, _mm_set1_epi8('&')));
    }
    if (_mm_movemask_epi8(v)) {
        /* curly quotes begin with the same two bytes as U+2028: look at all three */
        __m128i second = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
        __m128i third = _mm_loadu_si128((const __m128i *)(const void *)(p + 2));
        third = _mm_and_si128(third, _mm_set1_epi8((char)0xfe));
        __m128i line = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xe2));
        line = _mm_and_si128(line, _mm_cmpeq_epi8(second, _mm_set1_epi8((char)0x80)));
        line = _mm_and_si128(line, _mm_cmpeq_epi8(third, _mm_set1_epi8((char)0xa8)));
        hit = _mm_or_si128(hit, line);
    }
    return _mm_movemask_epi8(hit);
}
#endif

static inline size_t json_copy(char *to, const char *p, size_t n, int script)
{
    size_t at = 0;
#if defined(__SSE2__)
    for (; n - at >= 18; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int hit = json_mask(v, p + at, script);
        _mm_storeu_si128((__m128i *)(void *)(to + at), v);
        if (hit)
            return at + (size_t)__builtin_ctz((unsigned)hit);
    }
#endif
    for (; at < n && !json_stops(p + at, n - at, script); at++)
        to[at] = p[at];
    return at;
}

static size_t json_stop(stet_out *out, const char *p)
{
    static const char letters[] = "btn\0fr"; /* of 0x08 to 0x0d; 0x0b has none */
    unsigned char c = (unsigned char)p[0];
    if (c == '"' || c == '\\') {
        char pair[2] = {'\\', (char)c};
        stet_put(out, pair, 2);
    } else if (c == 0xe2) {
        stet_puts(out, (unsigned char)p[2] == 0xa8 ? "\\u2028" : "\\u2029");
        return 3;
    } else if (c >= 0x08 && c <= 0x0d && c != 0x0b) {
        char pair[2] = {'\\', letters[c - 0x08]};
        stet_put(out, pair, 2);
    } else {
        char code[6] = {'\\', 'u', '0', '0', hex_lower[c >> 4], hex_lower[c & 15]};
        stet_put(out, code, 6);
    }
    return 1;
}

__attribute__((noinline)) static void escape_json(stet_out *out, const char *p,
                                                  size_t n, int script)
{
    for (size_t at = 0; at < n;) {
        char *room = stet_out_room(out, n - at + 1);
        if (!room)
            return;
        size_t clean = json_copy(room, p + at, n - at, script);
        out->len += clean;
        at += clean;
        if (at == n)
            return;
        char c = p[at];
        if (c == '\n' || c == '"' ||
            c == '\\') { /* nearly all of them: there is room */
            room[clean] = '\\';
            room[clean + 1] = c == '\n' ? 'n' : c;
            out->len += 2;
            at++;
        } else {
            at += json_stop(out, p + at);
        }
    }
}

void stet__put_json_str(stet_out *out, stet_str s)
{
    stet_putc(out, '"');
    escape_json(out, s.p, s.n, 0);
    stet_putc(out, '"');
}

/* ---- names ------------------------------------------------------------------ */

static inline int is_unreserved(unsigned char c)
{
    /* - . 0-9 A-Z _ a-z ~, a bit for each byte below 0x80 */
    static const uint32_t bits[4] = {0, 0x03ff6000, 0x87fffffe, 0x47fffffe};
    return c < 0x80 && (bits[c >> 5] >> (c & 31) & 1);
}

__attribute__((noinline)) static void escape_url(stet_out *out, const char *p, size_t n)
{
    static const char hex[] = "0123456789ABCDEF";
    enum { PIECE = 64 }; /* each byte may become three */
    char piece[PIECE * 3];
    for (size_t at = 0; at < n;) {
        size_t made = 0, end = n - at < PIECE ? n : at + PIECE;
        for (; at < end; at++) {
            unsigned char c = (unsigned char)p[at];
            piece[made++] = is_unreserved(c) ? (char)c : '%';
            if (!is_unreserved(c)) {
                piece[made++] = hex[c >> 4];
                piece[made++] = hex[c & 15];
            }
        }
        stet_put(out, piece, made);
    }
}

/* What a file name must not hold: separators here and on other systems, controls, and
 * what turns the direction of text around to disguise a name. */
static int is_unsafe_in_name(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xfffd)
        return 1;
    if (code < 0x80) {
        /* / \ : * ? " < > | */
        static const uint64_t unsafe[2] = {UINT64_C(0xd400840400000000),
                                           UINT64_C(0x1000000010000000)};
        return unsafe[code >> 6] >> (code & 63) & 1;
    }
    return code == 0x061c || code == 0x200e || code == 0x200f || code == 0x2028 ||
           code == 0x2029 || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

#define FILENAME_MAX_BYTES 200

/* How many bytes of ASCII at p, at most `max`, a name may hold as they are. */
static size_t safe_run(const char *p, size_t n, size_t max)
{
    size_t at = 0;
    while (at < n && at < max && (unsigned char)p[at] < 0x80 &&
           !is_unsafe_in_name((unsigned char)p[at]))
        at++;
    return at;
}

/* A leading dot (hidden, or ..) and a leading dash (an option) become '_'. */
__attribute__((noinline)) static void escape_filename(stet_out *out, const char *p,
                                                      size_t n)
{
    size_t made = 0;
    for (size_t at = 0, step; at < n; at += step) {
        uint32_t code;
        int leads = !made && (p[at] == '.' || p[at] == '-');
        step = leads ? 0 : safe_run(p + at, n - at, FILENAME_MAX_BYTES - made);
        if (step) {
            stet_put(out, p + at, step);
            made += step;
            continue;
        }
        step = stet__decode(p + at, n - at, &code);
        int unsafe = is_unsafe_in_name(code);
        size_t size = unsafe ? 1 : step;
        if (made + size > FILENAME_MAX_BYTES)
            return;
        if (unsafe)
            stet_putc(out, made ? '-' : '_');
        else if (leads)
            stet_putc(out, '_');
        else
            stet_put(out, p + at, step);
        made += size;
    }
}

void stet__escape(stet_out *out, int mode, const char *p, size_t n)
{
    switch (mode) {
    case STET_ESCAPE_XML:
        escape_markup(out, p, n, 1);
        break;
    case STET_ESCAPE_JSON:
    case STET_ESCAPE_SCRIPT:
        escape_json(out, p, n, mode == STET_ESCAPE_SCRIPT);
        break;
    case STET_ESCAPE_URL:
        escape_url(out, p, n);
        break;
    case STET_ESCAPE_FILENAME:
        escape_filename(out, p, n);
        break;
    default:
        escape_markup(out, p, n, 0);
    }
}
