/* SPDX-License-Identifier: MIT */
/*
 * model/json/json.h - an article as canonical JSON: one line, written and read back to
 * the same bytes.
 *
 *   {"stet":1,"name":"a.md",
 *    "fields":{"headline":[{"value":"...","source":"front_matter",
 *                           "confidence":"asserted"}],
 *              "authors":[{"source":"...","content":[{"kind":"party",
 *                                                     "attrs":{"name":"Jo"}}]}]},
 *    "body":[{"kind":"paragraph","zone":"body","span":[0,12],"by":1,
 *             "content":[{"kind":"text","text":"...","span":[0,12]}]}],
 *    "notices":[{"kind":"share_cta","zone":"tail",
 *                "content":[{"kind":"range","block":0,"from":0,"to":5}]}],
 *    "authors":["read.markdown"]}
 *
 * span      [offset, length] in the source that it was first read from
 * by        who last changed the node or what is in it: from 1 into authors, the steps;
 *           absent: as what it stands in
 * zone      absent: that of what it stands in
 * block     number of a block in document order, from 0
 * segments  [bytes of text, offset, length] one after another, [bytes of text] for what
 *           is from nowhere: where the text is not all of the span as it stands
 * roots     attributes of fields, body and notices themselves, where there are any
 */
#ifndef STET_MODEL_JSON_H
#define STET_MODEL_JSON_H

#include "model/article.h"

/*
 * Fill an empty article. Its source becomes "", since what the spans mean is elsewhere.
 * STET_E_SYNTAX (with the place in *err), STET_E_LIMIT, STET_E_NOMEM,
 * STET_E_UNDECLARED, or STET_E_MISUSE when it is not empty. On failure it may hold a
 * part, unless no reading was under way: then it is empty again.
 */
stet_code stet__json_read(struct article *a, stet_str json, stet_error *err);
stet_code stet__json_write(struct article *a, stet_out *out);

/* JSON Schema (draft-07) of it, from the vocabulary with the kinds of plugins. */
stet_code stet__schema_article(const struct vocabulary *v, stet_out *out);

/* Words of an enumeration by number, NULL where there is none. */
const char *stet__json_zone(int zone);
const char *stet__json_confidence(int64_t confidence);
/* Is the text a decimal integer as it is written here: no sign but -, no leading zero?
 */
int stet__json_is_int(const char *p, size_t n);

#endif
