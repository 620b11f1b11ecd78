/* SPDX-License-Identifier: MIT */
/* SHA-256 as in FIPS 180-4. */
#include "base/sha256.h"

/* Processors that know SHA-256 are a tenth of the time; asked of the C library, which
 * has looked when the process began. */
#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <immintrin.h>
#include <sys/platform/x86.h>
#define HAS_SHA_INSTRUCTIONS 1
#endif
#endif

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static inline uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static inline uint32_t load_word(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* One round: d and h change, and the names of the eight move on by one. */
static inline void turn(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e,
                        uint32_t f, uint32_t g, uint32_t *h, uint32_t w)
{
    uint32_t first =
        *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + w;
    *d += first;
    *h = first + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
         ((a & b) | (c & (a | b)));
}

/* The last 16 words of the schedule are kept: word i takes the place of word i - 16. */
static inline uint32_t next_word(uint32_t w[16], int i)
{
    uint32_t a = w[(i + 1) & 15], b = w[(i + 14) & 15];
    return w[i & 15] += (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[(i + 9) & 15] +
                        (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
}

static void compress(uint32_t h[8], const uint8_t block[64])
{
    uint32_t w[16];
    uint32_t s0 = h[0], s1 = h[1], s2 = h[2], s3 = h[3];
    uint32_t s4 = h[4], s5 = h[5], s6 = h[6], s7 = h[7];
    for (int i = 0; i < 16; i++)
        w[i] = load_word(block + 4 * i);
    for (int i = 0; i < 64; i += 8) {
#define WORD(k) (K[i + k] + (i < 16 ? w[i + k] : next_word(w, i + k)))
        turn(s0, s1, s2, &s3, s4, s5, s6, &s7, WORD(0));
        turn(s7, s0, s1, &s2, s3, s4, s5, &s6, WORD(1));
        turn(s6, s7, s0, &s1, s2, s3, s4, &s5, WORD(2));
        turn(s5, s6, s7, &s0, s1, s2, s3, &s4, WORD(3));
        turn(s4, s5, s6, &s7, s0, s1, s2, &s3, WORD(4));
        turn(s3, s4, s5, &s6, s7, s0, s1, &s2, WORD(5));
        turn(s2, s3, s4, &s5, s6, s7, s0, &s1, WORD(6));
        turn(s1, s2, s3, &s4, s5, s6, s7, &s0, WORD(7));
#undef WORD
    }
    h[0] += s0;
    h[1] += s1;
    h[2] += s2;
    h[3] += s3;
    h[4] += s4;
    h[5] += s5;
    h[6] += s6;
    h[7] += s7;
}

static void compress_plainly(uint32_t h[8], const uint8_t *p, size_t blocks)
{
    for (; blocks; blocks--, p += 64)
        compress(h, p);
}

#if defined(HAS_SHA_INSTRUCTIONS)
static inline __m128i load(const void *p)
{
    return _mm_loadu_si128((const __m128i *)p);
}

/* The instructions hold the eight in another order: ABEF and CDGH, high to low. */
static __attribute__((target("sha,sse4.1"))) void
compress_by_instructions(uint32_t h[8], const uint8_t *p, size_t blocks)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i low = _mm_shuffle_epi32(load(h), 0xb1);
    __m128i high = _mm_shuffle_epi32(load(h + 4), 0x1b);
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xf0);
    for (; blocks; blocks--, p += 64) {
        __m128i w[4], abef_before = abef, cdgh_before = cdgh;
        for (int i = 0; i < 16; i++) { /* four rounds each */
            __m128i *now = &w[i & 3], last = w[(i + 3) & 3];
            if (i < 4)
                *now = _mm_shuffle_epi8(load(p + 16 * i), big_endian);
            else
                *now = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(*now, w[(i + 1) & 3]),
                                  _mm_alignr_epi8(last, w[(i + 2) & 3], 4)),
                    last);
            __m128i sum = _mm_add_epi32(*now, load(K + 4 * i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1b);
    high = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(high, low, 8));
}

static int knows_sha(void)
{
    return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1);
}
#endif

static void compress_blocks(uint32_t h[8], const uint8_t *p, size_t blocks)
{
#if defined(HAS_SHA_INSTRUCTIONS)
    if (knows_sha()) {
        compress_by_instructions(h, p, blocks);
        return;
    }
#endif
    compress_plainly(h, p, blocks);
}

void stet__sha256(const void *p, size_t n, uint8_t ret_digest[32])
{
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const uint8_t *at = p;
    uint8_t last[128] = {0};
    size_t left = n % 64;
    compress_blocks(h, at, n / 64);
    if (left)
        memcpy(last, at + n - left, left);
    last[left] = 0x80;
    size_t end = left < 56 ? 64 : 128;
    for (int i = 0; i < 8; i++)
        last[end - 1 - (size_t)i] = (uint8_t)((uint64_t)n * 8 >> (8 * i));
    compress_blocks(h, last, end / 64);
    for (int i = 0; i < 32; i++)
        ret_digest[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}
