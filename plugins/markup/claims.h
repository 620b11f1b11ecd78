/* SPDX-License-Identifier: MIT */
/*
 * markup/claims.h - statements of a reader, all from one source and asserted. Nothing
 * is stated for an empty value; the first failure is kept in `code`.
 */
#ifndef STET_MARKUP_CLAIMS_H
#define STET_MARKUP_CLAIMS_H

#include <stet/plugin.h>

struct claims {
    stet_article *a;
    const stet_kit *kit;
    stet_claim claim; /* source and span of what comes next */
    uint8_t only_new; /* what another source has stated stays as it is */
    stet_code code;
};

static inline struct claims claims_of(stet_article *a, const char *source)
{
    struct claims c = {.a = a, .kit = stet_kit_of(a)};
    c.claim.size = sizeof c.claim;
    c.claim.confidence = STET_ASSERTED;
    c.claim.source = stet_cstr(source);
    return c;
}

/* The statement, or 0 when the value is "". */
stet_node stet__claim_text(struct claims *c, stet_kind field, stet_str value);
/* A statement whose parts follow. */
stet_node stet__claim_open(struct claims *c, stet_kind field);
/* A date cut at its precision; what cannot be read is kept as an extra. */
void stet__claim_date(struct claims *c, stet_kind field, stet_str text);
stet_node stet__claim_part(struct claims *c, stet_node statement, stet_kind kind);
void stet__claim_attr(struct claims *c, stet_node n, stet_attr attr, stet_str value);
void stet__claim_int(struct claims *c, stet_node n, stet_attr attr, stet_str value);
/* A part of kind party with a name, on the field's statement in *statement, which is
 * made when it is 0. */
stet_node stet__claim_party(struct claims *c, stet_kind field, stet_node *statement,
                            stet_str name, const char *type);
/* The same of kind concept, on the subjects. */
stet_node stet__claim_subject(struct claims *c, stet_node *statement, stet_str name,
                              stet_str axis);
/* A value that has no field. */
void stet__claim_extra(struct claims *c, const char *key, stet_str value);
/* A notice with a text of its own, unless one of that kind says the same. */
stet_node stet__claim_notice(struct claims *c, stet_kind kind, stet_str text);
/* The same, said already or not. */
stet_node stet__claim_another_notice(struct claims *c, stet_kind kind, stet_str text);
/* Usage terms, without the lines that a notice of the article says. */
void stet__claim_terms(struct claims *c, stet_str terms);
/* A notice as paragraphs, one for each line: at the end of the article, or of its head.
 */
stet_node stet__claim_notice_lines(struct claims *c, stet_kind kind, int zone,
                                   stet_str text);
/* What the file says of the stamp that a notice is. Anybody can write that: the notice
 * keeps it for the step that stamps, which compares the text; blocks are not marked, so
 * that nothing hides from other steps. Nothing when one of both is "". */
void stet__claim_stamp(struct claims *c, stet_node notice, stet_str id, stet_str hash);
/* A paragraph for each line of plain text, in the same place. */
void stet__claim_lines(struct claims *c, stet_str text, int zone, stet_node notice);

/* Text with its percent escapes decoded. */
stet_str stet__claim_decoded(struct claims *c, stet_str s);
/* Text without white space at its ends. */
stet_str stet__claim_trim(stet_str s);
/* The notice kind of that name, STET_KIND_NONE: there is none. */
stet_kind stet__claim_kind(const stet_article *a, stet_str name);

#endif
