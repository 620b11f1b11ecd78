/* SPDX-License-Identifier: MIT */
/*
 * html/siblings.h - what pages take from the plugins beside this one: the facts of an
 * article that every format asks for, and schema.org's NewsArticle.
 */
#ifndef STET_HTML_SIBLINGS_H
#define STET_HTML_SIBLINGS_H

#include "../jsonld/news.h"
#include "../ninjs/facts.h"

#endif
