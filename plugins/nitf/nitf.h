/* SPDX-License-Identifier: MIT */
/*
 * nitf/nitf.h - an article as a NITF 3.6 element, for every writer that needs it.
 */
#ifndef STET_NITF_NITF_H
#define STET_NITF_NITF_H

#include "../html/body.h"
#include "../ninjs/facts.h"

struct nitf {
    struct facts f;
    struct html_style style; /* base of addresses */
    stet_out *out;
    uint32_t zones;
    stet_str url;
    struct html_nowhere nowhere;
    stet_str id, house; /* of the item around it, where the article has none */
};

/* Append the nitf element, from its start tag to its end tag. */
stet_code stet__nitf_write(struct nitf *n);

/* Append head and body.head. */
void stet__nitf_put_head(struct nitf *n);
void stet__nitf_put_body_head(struct nitf *n);
/* Append body.content: the blocks of the zones, notices as notes. */
stet_code stet__nitf_put_content(struct nitf *n);

void stet__nitf_put_text(struct nitf *n, stet_str text);
/* ` name="value"`, unless value is "". */
void stet__nitf_put_attr(struct nitf *n, const char *name, stet_str value);
/* The note that a notice becomes, up to its body.content. */
void stet__nitf_open_note(struct nitf *n, stet_node notice);
void stet__nitf_close_note(struct nitf *n);

/* A block that a notice covers from end to end stands inside a note of the content. */
struct nitf_covered {
    stet_node block, notice;
};
/* List them, by document order of the notices; 0 entries when memory ends. */
size_t stet__nitf_covered(struct nitf *n, struct nitf_covered **ret_list);
/* Is every range of the notice a whole block of the zones that are written? */
int stet__nitf_stands_in_content(struct nitf *n, stet_node notice);

#endif
