/* SPDX-License-Identifier: MIT */
/*
 * base/date/names.h - names of months and weekdays in English, German, French and
 * Spanish: one table for reading and writing.
 */
#ifndef STET_BASE_TEXT_DATE_NAMES_H
#define STET_BASE_TEXT_DATE_NAMES_H

#include "base/text/kit.h"

/* A word is folded without marks. Answers 1 to 12, or 0. A known lang tries its own names
 * and the English ones, another all of them. */
int stet__month_find(stet_str word, stet_str lang);
int stet__weekday_is(stet_str word);
/* 1 for 1 to 31 in that month. */
int stet__date_day_exists(int year, int month, int day);

#endif
