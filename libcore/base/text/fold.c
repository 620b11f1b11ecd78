/* SPDX-License-Identifier: MIT */
/*
 * NFKC case fold, chunk by chunk. A chunk is a character with all that may join it:
 * marks, ignorables, the second halves of compositions. Most chunks are one character
 * and are copied from the table; the others are decomposed, ordered and composed in a
 * small array.
 */
#include "base/text/unicode.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/text/unicode_tables.h"

enum { HANGUL = 0xac00, HANGUL_L = 0x1100, HANGUL_V = 0x1161, HANGUL_T = 0x11a7 };
enum { HANGUL_LS = 19, HANGUL_VS = 21, HANGUL_TS = 28, HANGUL_COUNT = 11172 };

/* 18 characters is the longest fold of one, 4 its longest decomposition, 32 marks may
 * follow; each may decompose into 4. */
enum { RUN_MARKS = 32, RUN_MAX = 128 };
struct run {
    uint32_t codes[RUN_MAX];
    size_t count;
};

/* stet__decode() with the two and three byte characters of most scripts in line. */
static inline size_t decode(const char *p, size_t n, uint32_t *ret_code)
{
    const unsigned char *u = (const unsigned char *)p;
    if (n >= 2 && u[0] >= 0xc2 && u[0] < 0xe0 && (u[1] & 0xc0) == 0x80) {
        *ret_code = (uint32_t)(u[0] & 0x1f) << 6 | (u[1] & 0x3f);
        return 2;
    }
    if (n >= 3 && u[0] > 0xe0 && u[0] < 0xed && (u[1] & 0xc0) == 0x80 &&
        (u[2] & 0xc0) == 0x80) {
        *ret_code = (uint32_t)(u[0] & 0x0f) << 12 | (uint32_t)(u[1] & 0x3f) << 6 |
                    (u[2] & 0x3f);
        return 3;
    }
    return stet__decode(p, n, ret_code);
}

static uint8_t combining(uint32_t code)
{
    return stet__unicode_record(code)->combining;
}

static const struct unicode_pair *find_pair(uint32_t composed)
{
    size_t low = 0, high = stet__unicode_pair_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stet__unicode_pairs[middle].composed < composed)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < stet__unicode_pair_count && stet__unicode_pairs[low].composed == composed)
        return &stet__unicode_pairs[low];
    return NULL;
}

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
    uint32_t l = first - HANGUL_L, v = second - HANGUL_V;
    uint32_t s = first - HANGUL, t = second - HANGUL_T;
    if (l < HANGUL_LS && v < HANGUL_VS)
        return HANGUL + (l * HANGUL_VS + v) * HANGUL_TS;
    if (s < HANGUL_COUNT && s % HANGUL_TS == 0 && t > 0 && t < HANGUL_TS)
        return first + t;
    return 0;
}

/* 0: the two do not compose. */
static uint32_t compose_pair(uint32_t first, uint32_t second)
{
    size_t low = 0, high = stet__unicode_pair_count;
    uint32_t hangul = compose_hangul(first, second);
    if (hangul)
        return hangul;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct unicode_pair *p =
            &stet__unicode_pairs[stet__unicode_by_parts[middle]];
        if (p->first == first && p->second == second)
            return p->composed;
        if (p->first < first || (p->first == first && p->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Add a code point with its canonical decomposition. */
static void add_code(struct run *run, uint32_t code)
{
    uint32_t tail[8];
    size_t n = 0;
    const struct unicode_pair *pair;
    while (code >= 0xc0 && n < 8 && (pair = find_pair(code)) != NULL) {
        tail[n++] = pair->second;
        code = pair->first;
    }
    if (run->count + n + 1 > RUN_MAX)
        return;
    run->codes[run->count++] = code;
    while (n)
        run->codes[run->count++] = tail[--n];
}

/* Add what a character folds to. */
static void add_fold(struct run *run, uint32_t code)
{
    const uint8_t *fold = stet__unicode_fold(code);
    if (!fold) {
        add_code(run, code);
        return;
    }
    const char *p = (const char *)fold + 1;
    for (size_t n = fold[0], step; n > 0; p += step, n -= step) {
        step = stet__decode(p, n, &code);
        add_code(run, code);
    }
}

static void drop_marks(struct run *run)
{
    size_t to = 0;
    for (size_t i = 0; i < run->count; i++)
        if (!(stet__unicode_record(run->codes[i])->flags & UNICODE_DROPS))
            run->codes[to++] = run->codes[i];
    run->count = to;
}

/* Canonical order: a stable insertion sort of each row of marks. */
static void order_marks(struct run *run)
{
    for (size_t i = 1; i < run->count; i++) {
        uint32_t code = run->codes[i];
        uint8_t class = combining(code);
        size_t at = i;
        if (!class)
            continue;
        while (at > 0 && combining(run->codes[at - 1]) > class) {
            run->codes[at] = run->codes[at - 1];
            at--;
        }
        run->codes[at] = code;
    }
}

static void compose(struct run *run)
{
    size_t starter = 0, to = 0;
    int has_starter = 0, last = -1; /* class of what was last kept behind the starter */
    for (size_t i = 0; i < run->count; i++) {
        uint32_t code = run->codes[i], made = 0;
        int class = combining(code);
        if (has_starter && (last < class || last < 0))
            made = compose_pair(run->codes[starter], code);
        if (made) {
            run->codes[starter] = made;
            continue;
        }
        if (!class) {
            starter = to;
            has_starter = 1;
            last = -1;
        } else {
            last = class;
        }
        run->codes[to++] = code;
    }
    run->count = to;
}

static size_t put_run(const struct run *run, char to[STET_FOLD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < run->count; i++)
        n += stet__encode(run->codes[i], to + n);
    return n;
}

/* Read on while what follows joins the run. Answers the bytes read. */
static size_t add_joining(struct run *run, const char *p, size_t n)
{
    size_t at = 0, marks = 0;
    while (at < n && (unsigned char)p[at] >= 0x80) {
        uint32_t code;
        size_t step = stet__decode(p + at, n - at, &code);
        const uint8_t *fold = stet__unicode_fold(code);
        int ignored = fold && fold[0] == 0;
        if (!(stet__unicode_record(code)->flags & UNICODE_JOINS))
            break;
        if (!ignored && ++marks > RUN_MARKS - 1)
            break;
        if (!ignored)
            add_fold(run, code);
        at += step;
    }
    return at;
}

static inline int joins(const char *p, size_t n)
{
    uint32_t code;
    unsigned char lead = n ? (unsigned char)p[0] : 0;
    if (lead < 0xcc && lead != 0xc2) /* of U+0000 to U+02FF only the soft hyphen does */
        return 0;
    decode(p, n, &code);
    return stet__unicode_record(code)->flags & UNICODE_JOINS;
}

/* One character that nothing joins. */
static inline size_t fold_single(uint32_t code, const char *p, size_t n, char *to)
{
    const uint8_t *fold = stet__unicode_fold(code);
    if (code == 0xfffd)
        return stet__encode(code, to);
    if (!fold) {
        for (size_t i = 0; i < n; i++) /* 1 to 4: cheaper than a call */
            to[i] = p[i];
        return n;
    }
    memcpy(to, fold + 1, fold[0]);
    return fold[0];
}

size_t stet__fold_chunk(const char *p, size_t n, int marks, char to[STET_FOLD_MAX],
                        size_t *ret_len)
{
    uint32_t code;
    size_t step = decode(p, n, &code);
    int flags = stet__unicode_record(code)->flags;
    if (!joins(p + step, n - step) && (marks || !(flags & UNICODE_MARKED))) {
        *ret_len = fold_single(code, p, step, to);
        return step;
    }
    struct run run = {.count = 0};
    add_fold(&run, code);
    step += add_joining(&run, p + step, n - step);
    if (!marks)
        drop_marks(&run);
    order_marks(&run);
    compose(&run);
    *ret_len = put_run(&run, to);
    return step;
}

#if defined(__SSE2__)
/* Lower-case ASCII, 16 bytes at a time. Stops at the first other byte (*ret_other) or
 * when fewer are left. */
static size_t fold_vectors(const char *p, size_t n, char *to, int *ret_other)
{
    const __m128i before_a = _mm_set1_epi8('A' - 1), behind_z = _mm_set1_epi8('Z' + 1);
    const __m128i bit = _mm_set1_epi8(0x20);
    size_t at = 0;
    for (; n - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int other = _mm_movemask_epi8(v);
        __m128i upper =
            _mm_and_si128(_mm_cmpgt_epi8(v, before_a), _mm_cmplt_epi8(v, behind_z));
        v = _mm_or_si128(v, _mm_and_si128(upper, bit));
        _mm_storeu_si128((__m128i *)(void *)(to + at), v);
        if (other) {
            *ret_other = 1;
            return at + (size_t)__builtin_ctz((unsigned)other);
        }
    }
    return at;
}
#endif

size_t stet__fold_ascii(const char *p, size_t n, char *to)
{
    size_t at = 0;
    int other = 0;
#if defined(__SSE2__)
    at = fold_vectors(p, n, to, &other);
#endif
    for (; !other && at < n && (unsigned char)p[at] < 0x80; at++) {
        unsigned char c = (unsigned char)p[at];
        to[at] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return at > 0 && joins(p + at, n - at) ? at - 1 : at;
}

/* Chunks up to the next stretch of ASCII. Answers the bytes read. */
static size_t fold_others(stet_out *out, const char *p, size_t n, int marks)
{
    char chunk[STET_FOLD_MAX];
    size_t at = 0, made;
    do {
        at += stet__fold_chunk(p + at, n - at, marks, chunk, &made);
        stet_put(out, chunk, made);
    } while (at < n && (unsigned char)p[at] >= 0x80);
    return at;
}

void stet__fold(stet_out *out, stet_str s, int marks)
{
    for (size_t at = 0; at < s.n;) {
        char *room = stet_out_room(out, s.n - at);
        if (!room)
            return;
        size_t ascii = stet__fold_ascii(s.p + at, s.n - at, room);
        out->len += ascii;
        at += ascii;
        if (at < s.n)
            at += fold_others(out, s.p + at, s.n - at, marks);
    }
}
