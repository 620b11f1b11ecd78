/* SPDX-License-Identifier: MIT */
/*
 * base/text/unicode.h - Unicode 15: decoding, properties, case folding, graphemes.
 *
 * Text is UTF-8. What is not valid decodes as U+FFFD, one byte at a time, so every
 * function ends on any bytes. No state, no locale. [any thread]
 */
#ifndef STET_BASE_TEXT_UNICODE_H
#define STET_BASE_TEXT_UNICODE_H

#include <stet/kit.h>

/* ---- characters ------------------------------------------------------------- */
/* The character at p (n > 0): its bytes. */
size_t stet__decode(const char *p, size_t n, uint32_t *ret_code);
/* Write a code point (U+FFFD for what is none) to `to`: 1 to 4 bytes. */
size_t stet__encode(uint32_t code, char to[4]);
/* 1 when all of it is valid UTF-8; else *ret_bad_offset (may be NULL) is the first byte
 * that is not. */
int stet__utf8_valid(const char *p, size_t n, size_t *ret_bad_offset);
/* How many bytes at the begin are U+0001 to U+007F: n for most texts, else that or fewer. */
size_t stet__plain_length(const char *p, size_t n);
int stet__is_word(uint32_t code);
int stet__is_upper(uint32_t code);
/* The one-character case mappings; for showing, not for comparing. */
uint32_t stet__to_upper(uint32_t code);
uint32_t stet__to_lower(uint32_t code);

/* ---- NFKC case fold --------------------------------------------------------- */
/* Most bytes that one chunk folds to. */
#define STET_FOLD_MAX 512
/*
 * Fold ASCII at p: lower-cased bytes to `to` (room for n), as many as are sure not to join
 * with what follows. Byte for byte, so the map of offsets is the identity. May answer 0.
 */
size_t stet__fold_ascii(const char *p, size_t n, char *to);
/*
 * Fold one chunk at p (n > 0): a character with the marks and ignorables behind it, which
 * have to be composed together. Answers the bytes read (at least 1); *ret_len bytes, maybe 0,
 * were written to `to`. A chunk is one unit for a map of offsets. Chunks one after another
 * are the fold of the whole; a run of marks beyond 32 is cut there. marks 0 drops accents
 * and points (not voicing marks and vowel signs, which make other letters).
 */
size_t stet__fold_chunk(const char *p, size_t n, int marks, char to[STET_FOLD_MAX],
                        size_t *ret_len);
void stet__fold(stet_out *out, stet_str s, int marks);

/* ---- graphemes and width ---------------------------------------------------- */
/* Bytes of the grapheme cluster (UAX 29) at p (n > 0). */
size_t stet__grapheme(const char *p, size_t n);
size_t stet__graphemes(stet_str s, size_t max, size_t *ret_count);
size_t stet__cut_at_word(stet_str s, size_t max);
size_t stet__columns(stet_str s);

/* ---- slug ------------------------------------------------------------------- */
/* At most `max` bytes (0: no maximum), cut between words where one ends. */
void stet__slug(stet_out *out, stet_str s, size_t max);

#endif
