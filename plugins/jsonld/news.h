/* SPDX-License-Identifier: MIT */
/*
 * jsonld/news.h - an article as schema.org NewsArticle, for every writer that needs it.
 *
 * The bytes may stand in a file and inside an HTML script element alike: <, > and & are
 * written as \u00xx. Only what the article states is written; nothing is made up.
 */
#ifndef STET_JSONLD_NEWS_H
#define STET_JSONLD_NEWS_H

#include "../ninjs/facts.h"

/* Append one JSON object. url: in place of the canonical address, "" for none. The zone of
 * the facts is that of times without one. */
void stet__jsonld_write_article(struct facts *f, stet_str url, stet_out *out);

#endif
