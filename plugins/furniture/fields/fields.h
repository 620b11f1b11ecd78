/* SPDX-License-Identifier: MIT */
/*
 * Stating what notices say: fields.c goes by the field that a rule names; credits.c, copyright.c, people.c,
 * names.c, licences.c and dates.c read what stands in the text; guessed.c what no phrase led to; compare.c looks at all statements.
 */
#ifndef STET_FURNITURE_FIELDS_H
#define STET_FURNITURE_FIELDS_H

#include "../furniture.h"

stet_claim stet__furniture_claim(struct detector *d, const struct said *said);
/* The sentences that say it. */
stet_str stet__furniture_said_text(const struct said *said);
stet_str stet__furniture_word_text(const struct said *said, size_t w);
stet_node stet__furniture_state_text(struct detector *d, const struct said *said,
                                     stet_kind field, stet_str text);
stet_node stet__furniture_new_part(struct detector *d, const struct said *said,
                                   stet_kind field, stet_kind part);
void stet__furniture_put(struct detector *d, stet_node n, stet_attr attr, stet_str value);

void stet__furniture_biography(struct detector *d, const struct said *said);
void stet__furniture_credit(struct detector *d, const struct said *said);
void stet__furniture_copyright(struct detector *d, const struct said *said);
/* The house that a text comes from, and its address there. */
struct value stet__furniture_origin(const stet_kit *kit, const struct said *said);
/* Of what no phrase led to, only what its words speak of. */
int stet__furniture_take_of(stet_kind kind);
void stet__furniture_guess_people(struct detector *d, const struct said *said, stet_kind field);
void stet__furniture_guess_credit(struct detector *d, const struct said *said);
void stet__furniture_sponsor(struct detector *d, const struct said *said, stet_str name);
void stet__furniture_guess_sponsor(struct detector *d, const struct said *said);
/* Is it a name of an author of the article? */
int stet__furniture_is_author(struct detector *d, stet_str name);

#endif
