/* SPDX-License-Identifier: MIT */
/*
 * cli/report/section.h - the section of one article in a report, and its parts.
 *
 * All text goes through put_text(): the page is escaped by construction.
 */
#ifndef STET_CLI_REPORT_SECTION_H
#define STET_CLI_REPORT_SECTION_H

#include <pthread.h>

#include <stet/stet.h>

/* A message about an article, kept until its result comes. */
struct message {
    struct message *next;
    int level;
    char *article, *step, *text;
};
struct messages {
    struct message *first;
    size_t count;
    pthread_mutex_t mutex;
};

/* Findings beyond this number are counted and not listed. */
enum { FINDINGS_MAX = 300, MESSAGES_MAX = 40, CHANGES_MAX = 40, TEXT_MAX = 512 * 1024 };

struct placed { /* where the text shows a finding */
    stet_finding_info info;
    int in_text; /* a run of text lies on its source bytes */
    int shown;   /* its anchor is in the page              */
};

struct section {
    stet_out *out;
    const stet_result *r;
    stet_article *a; /* NULL: there is none */
    stet_str input;
    uint64_t number; /* of the article, from 1 */
    struct placed *findings;
    size_t finding_count, finding_total;
    stet_node *added; /* blocks that steps put in, sorted */
    uint32_t *added_by;
    size_t added_count;
    const struct message *messages; /* those of this article */
    const stet_pipeline *pipeline;
    const char *link_prefix; /* of files that were written; NULL: no links */
    size_t own_files;        /* outputs that no other article shares       */
};

/* ---- writing.c -------------------------------------------------------------- */
static inline void put_text(stet_out *out, stet_str text)
{
    stet_kit_table()->escape(out, STET_ESCAPE_XML, text.p, text.n); /* no controls */
}

/* `open`, the text, `close`; nothing for "". */
void section_put(stet_out *out, const char *open, stet_str text, const char *close);
/* "3 findings"; with `n` 0 nothing. */
void section_put_count(stet_out *out, const char *class_name, uint64_t n,
                       const char *one, const char *many);
/* The text cut at the end of a word, with an ellipsis when it is longer. */
void section_put_short(stet_out *out, stet_str text, size_t graphemes);
/* A name of the vocabulary as people read it: "disclaimer.opinion" as "disclaimer, opinion". */
void section_put_name(stet_out *out, const char *name);

/* ---- parts ------------------------------------------------------------------ */
void section_text(struct section *s);   /* text.c    */
void section_fields(struct section *s); /* fields.c  */
void section_steps(struct section *s);  /* steps.c   */
/* One of the groups that notices are coloured by: "rights", "correction", ... */
const char *section_group(stet_kind notice); /* groups.c */
/* What names a statement or part: its name, value, title, credit, address, own text. */
stet_str section_name_of(stet_article *a, stet_node n);

/* A statement in one line: its text, its parts; fields.c. */
void section_put_value(struct section *s, stet_node statement);

/* The whole section; section.c. */
void section_put_article(struct section *s);

#endif
