/* SPDX-License-Identifier: MIT */
/*
 * model/article.h - the article behind stet_article: node array, journal, caches.
 *
 * Used by model/, expr/, plugin/ (the host table) and pipeline/ only. A handle is
 * generation << 32 | index; index 0 is never a node. Slots are not reused within an
 * article, so undo restores handles. Node array, journal and findings keep their memory
 * over a reset; all text lives in the arena.
 */
#ifndef STET_MODEL_ARTICLE_H
#define STET_MODEL_ARTICLE_H

#include <stet/context.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "model/vocabulary.h"

/* A piece of a node's text and the source bytes it was read from. */
struct segment {
    uint32_t text_off, text_len;
    uint32_t src_off, src_len; /* src_len 0: from nowhere */
};

enum { NODE_ALIVE = 1u, NODE_STAMP = 2u /* part of stet's own stamp: views omit it */ };

struct node {
    uint32_t parent, first, last, prev, next; /* indices; 0: none */
    stet_kind kind;
    uint8_t zone, flags;
    uint16_t author; /* index of the step that last changed it; see article.authors */
    uint16_t attr_count, attr_cap;
    const char *text;
    uint32_t text_len, text_cap;
    stet_value *attrs; /* ascending by attr */
    struct segment *segments;
    uint32_t segment_count, segment_cap;
    stet_span span;
};

enum journal_op {
    JOURNAL_READ = 1, /* nodes [node, node + count) were read in one go   */
    JOURNAL_NEW,
    JOURNAL_REMOVE,
    JOURNAL_MOVE,
    JOURNAL_TEXT,
    JOURNAL_ATTR,
    JOURNAL_ZONE,
    JOURNAL_KIND
};

/* Before and after of one change: enough to undo, redo, show and replay it. */
struct journal_entry {
    uint8_t op;
    uint8_t old_zone, new_zone;
    uint8_t had_attr, has_attr;
    uint16_t step;
    stet_attr attr;
    stet_kind old_kind, new_kind;
    uint16_t old_author;
    uint32_t node, count;
    uint32_t old_parent, old_next, new_parent, new_next; /* MOVE, REMOVE, NEW */
    stet_str old_text, new_text;
    struct segment *old_segments;
    uint32_t old_segment_count;
    stet_value old_value, new_value;
};

struct finding { /* a stet_finding as it is kept; all text copied */
    int32_t severity, effect;
    double score, confidence;
    const stet_rule *rule;
    const char *plugin;
    uint16_t step;
    stet_node node;
    size_t from, to;
    stet_span source;
    stet_str message, suggestion, evidence, category, policy, status;
};

/* What the runner tells an article about the run. Set by pipeline/, read by the host. */
struct step_state {
    int32_t code;      /* stet_code of the last run of that step; STET_DONE: did not run */
    uint32_t changes, findings;
    uint32_t by_severity[5];
};
struct run_state {
    int64_t now;                /* seconds since 1970 */
    int64_t deadline_ns;        /* monotonic; 0: none */
    const int32_t *cancel;
    const stet_data *vars;      /* load-time variables, a map */
    const struct step_state *steps;
    size_t step_count;
    stet_log_fn log;
    void *log_self;
    stet_str step_id;
    stet_str why;               /* set by stet_why(), in the arena */
};

/* The bit sets of what the running step declared. NULL: everything is allowed. */
#define KIND_WORDS (STET_KIND_MAX / 64)
struct kind_set {
    uint64_t bits[KIND_WORDS];
};

struct view_cache;
struct article {
    stet_article pub; /* first: the public part */
    const struct limits *limits;
    const struct vocabulary *vocabulary;
    struct arena arena;
    uint32_t generation;
    uint32_t fields, body, notices; /* indices of the roots */
    struct node *nodes;
    size_t node_count, node_cap; /* nodes[0] is unused */
    struct journal_entry *journal;
    size_t journal_count, journal_cap;
    struct finding *findings;
    size_t finding_count, finding_cap;
    uint64_t state;       /* grows with every change and undo: keys the caches */
    int reading;          /* between begin_read and end_read: no journal       */
    stet_code failed;     /* first NOMEM or LIMIT inside a call that answers no code */
    stet_str name, source;
    const uint32_t *lines; /* offsets of line starts, built on demand */
    size_t line_count;
    uint16_t step;         /* index of the running step into authors */
    stet_str *authors;     /* step ids by index; 0 is "" */
    size_t author_count, author_cap;
    const stet_rule *rules; /* of the running step */
    size_t rule_size;
    const char *plugin;
    const struct kind_set *writes;
    const struct run_state *run;
    struct view_cache *views;
    const stet_item *walk_items; /* cache of the last walk */
    size_t walk_count;
    uint32_t walk_root;
    uint64_t walk_state;
#ifndef NDEBUG
    uintptr_t thread; /* owner, checked in debug builds */
#endif
};

static inline struct article *stet__article(stet_article *a)
{
    return (struct article *)(void *)a;
}
static inline const struct article *stet__article_const(const stet_article *a)
{
    return (const struct article *)(const void *)a;
}

/* ---- life cycle (model/article.c) ------------------------------------------- */
stet_code stet__article_init(struct article *a, const stet_host *host, const struct limits *limits,
                             const struct vocabulary *vocabulary);
void stet__article_done(struct article *a);
/* Empty it for the next article: new generation, source and name borrowed until the next
 * reset. Memory limit from the source's size. */
stet_code stet__article_reset(struct article *a, uint32_t generation, stet_str source, stet_str name);
void stet__article_begin_read(struct article *a);
void stet__article_end_read(struct article *a); /* one JOURNAL_READ entry, if anything came */
/* The step whose changes follow: its id, rules and declared writes (NULL: all). */
stet_code stet__article_enter_step(struct article *a, stet_str id, const char *plugin,
                                   const stet_rule *rules, size_t rule_size, const struct kind_set *writes);

/* ---- journal (model/journal.c) ---------------------------------------------- */
struct article_mark {
    size_t journal, findings;
};
struct article_mark stet__article_mark(const struct article *a);
/* Undo everything behind the mark; findings go too when `findings`. */
void stet__article_undo(struct article *a, struct article_mark mark, int findings);

/* ---- host entries: same signature as in <stet/host.h>, named stet__article_<entry> ---- */
stet_str stet__article_source(const stet_article *);
stet_str stet__article_name(const stet_article *);
stet_node stet__article_root(const stet_article *, int family);
stet_node stet__article_parent(const stet_article *, stet_node);
stet_node stet__article_first(const stet_article *, stet_node);
stet_node stet__article_last(const stet_article *, stet_node);
stet_node stet__article_next(const stet_article *, stet_node);
stet_node stet__article_prev(const stet_article *, stet_node);
stet_kind stet__article_kind(const stet_article *, stet_node);
int stet__article_zone(const stet_article *, stet_node);
stet_str stet__article_text(const stet_article *, stet_node);
stet_str stet__article_content(stet_article *, stet_node);
stet_str stet__article_attr_str(const stet_article *, stet_node, stet_attr);
int64_t stet__article_attr_int(const stet_article *, stet_node, stet_attr, int64_t);
stet_node stet__article_attr_node(const stet_article *, stet_node, stet_attr);
stet_span stet__article_span(const stet_article *, stet_node);
stet_place stet__article_place(stet_article *, uint32_t);
stet_str stet__article_author(const stet_article *, stet_node);
const stet_item *stet__article_walk(stet_article *, stet_node, size_t *);
stet_node stet__article_field(const stet_article *, stet_kind);
stet_node stet__article_find(const stet_article *, stet_node, stet_node, stet_kind);
const stet_view *stet__article_view(stet_article *, int, uint32_t);
stet_code stet__article_locate(stet_article *, const stet_view *, size_t, size_t, stet_range *);
stet_node stet__article_node_new(stet_article *, stet_node, stet_node, stet_kind, stet_span);
stet_code stet__article_text_append(stet_article *, stet_node, const char *, size_t, uint32_t, uint32_t);
stet_code stet__article_set_text(stet_article *, stet_node, stet_str);
stet_code stet__article_set_attr(stet_article *, stet_node, stet_attr, stet_str);
stet_code stet__article_set_int(stet_article *, stet_node, stet_attr, int64_t);
stet_code stet__article_set_node(stet_article *, stet_node, stet_attr, stet_node);
stet_code stet__article_clear_attr(stet_article *, stet_node, stet_attr);
stet_code stet__article_set_zone(stet_article *, stet_node, int);
stet_code stet__article_set_kind(stet_article *, stet_node, stet_kind);
stet_code stet__article_move(stet_article *, stet_node, stet_node, stet_node);
stet_code stet__article_remove(stet_article *, stet_node);
stet_node stet__article_state(stet_article *, stet_kind, stet_str, const stet_claim *);
stet_node stet__article_notice_new(stet_article *, stet_kind, int, const stet_claim *);
stet_node stet__article_range_add(stet_article *, stet_node, stet_node, size_t, size_t);
stet_code stet__article_finding(stet_article *, const stet_finding *);
stet_code stet__article_read_json(stet_article *, stet_str);
stet_code stet__article_write_json(stet_article *, stet_out *);
/* log, why, alloc, now, alive, var, parse, names: plugin/host.c, from run_state. */

#endif
