/* SPDX-License-Identifier: MIT */
/*
 * attribution/facts/pool.h - memory of a plan or of an article behind one face, and text in
 * the form that is compared: case, marks, quotes, dashes and white space do not count.
 */
#ifndef STET_ATTRIBUTION_POOL_H
#define STET_ATTRIBUTION_POOL_H

#include <stet/plugin.h>

struct known;
struct pool {
    const stet_kit *kit;
    stet_build *build;     /* one of these two */
    stet_article *article;
    const struct known *known; /* hosts and parameters; NULL: none */
};

void *stet__pool_alloc(const struct pool *pool, size_t n);
/* An array of `count` zeroed items; NULL when there is no memory or the size overflows. */
void *stet__pool_array(const struct pool *pool, size_t count, size_t size);
/* A growing text in the pool; read it with stet_out_text(). */
stet_out stet__pool_out(const struct pool *pool, size_t cap, size_t max);
stet_str stet__pool_copy(const struct pool *pool, stet_str s);
/* The text as it is compared. */
stet_str stet__pool_normal(const struct pool *pool, stet_str s);
/* Only its words, normal, apart by one space; the point of a number stays. Eight more
 * bytes can be read behind it. */
stet_str stet__pool_words(const struct pool *pool, stet_str s);
/* The letter of two bytes that begin with 0xc3, without its mark; a space where it is a sign,
 * ? where it is more than one letter. */
char stet__pool_plain_letter(const char *p);
/* printf into the pool, at most 1 KiB. */
STET_PRINTF(2, 3)
stet_str stet__pool_say(const struct pool *pool, const char *format, ...);

/* Where `part` stands in `text` as whole words, both normal; SIZE_MAX: nowhere. */
size_t stet__text_find(const stet_kit *kit, stet_str text, stet_str part, size_t from);
/* The same in text as it is written, case apart: for evidence. */
size_t stet__text_find_raw(stet_str text, stet_str part);
size_t stet__text_words(stet_str normal);
stet_str stet__text_trim(stet_str s);
int stet__text_begins(stet_str s, const char *with);
/* Equal but for the case of ASCII letters. */
int stet__text_same(stet_str a, stet_str b);
static inline stet_str stet__text_from(stet_str s, size_t at)
{
    return stet_strn(s.p + at, s.n - at);
}
#define TEXT_ARGS(s) (int)((s).n > 300 ? 300 : (s).n), (s).p

#endif
