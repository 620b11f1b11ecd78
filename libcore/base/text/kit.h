/* SPDX-License-Identifier: MIT */
/*
 * base/text/kit.h - escaping, URLs and dates; and the table that offers all text services
 * to plugins. What each function does is said in <stet/kit.h>. [any thread]
 */
#ifndef STET_BASE_TEXT_KIT_H
#define STET_BASE_TEXT_KIT_H

#include <stet/kit.h>

#include "base/text/unicode.h"

/* The table itself, for the initialiser of the host table. */
extern const stet_kit stet__kit_table;
const stet_kit *stet__kit(void);

/* ---- escaping (escape.c) ---------------------------------------------------- */
void stet__escape(stet_out *out, int mode, const char *p, size_t n);
void stet__put_json_str(stet_out *out, stet_str s);
void stet__put_name(stet_out *out, stet_str s);

/* ---- URLs (url.c) ----------------------------------------------------------- */
int stet__url_class(stet_str url, char *clean, size_t cap, size_t *ret_len);
stet_str stet__url_host(stet_str url);

/* ---- dates (date.c) --------------------------------------------------------- */
stet_code stet__date_parse(stet_str text, stet_str lang, stet_date *ret_date);
void stet__date_format(stet_out *out, const stet_date *date, int style);
int64_t stet__date_seconds(const stet_date *date);
void stet__date_from_seconds(int64_t seconds, stet_date *ret_date);
/* 0 Sunday to 6 Saturday, of a date with at least day precision. */
int stet__date_weekday(const stet_date *date);
/* The name of a month (1 to 12) in en, de, fr or es (by the first two letters of lang, else
 * English); abbreviated when `brief`. */
const char *stet__month_name(stet_str lang, int month, int brief);
/* 0 Sunday to 6 Saturday. */
const char *stet__weekday_name(stet_str lang, int weekday, int brief);

/* ---- hashing (kit.c) -------------------------------------------------------- */
uint64_t stet__hash(const void *p, size_t n);

#endif
