/* SPDX-License-Identifier: MIT */
/*
 * model/article.h - the article behind stet_article: node array, journal, caches.
 *
 * Used by model/, expr/, plugin/ (the host table) and pipeline/ only. A handle is
 * generation << 32 | index; index 0 is never a node. Slots are not reused within an
 * article, so undo restores handles. Node array, journal and findings keep their memory
 * over a reset; all text lives in the arena.
 *
 * What an undo can bring back is never written over: text, segments and attributes of a
 * node that is older than the last mark are copied before they change. So an undo restores
 * pointers and with them the state number, and caches that were keyed by it hold again.
 */
#ifndef STET_MODEL_ARTICLE_H
#define STET_MODEL_ARTICLE_H

#include <stet/context.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "model/vocabulary.h"

/*
 * A piece of a node's text and the source bytes it was read from. A node has no segments
 * (all text from nowhere), or they cover its text without a gap. Where text_len equals
 * src_len the piece is verbatim; elsewhere (an entity) it is one unit.
 */
struct segment {
    uint32_t text_off, text_len;
    uint32_t src_off, src_len; /* src_len 0: from nowhere */
};

enum {
    NODE_ALIVE = 1u,
    NODE_STAMP = 2u,   /* has the attribute `stamp`: stet's own, views omit it         */
    NODE_NOTICED = 4u, /* a range points at it, or did since flags were set anew       */
    NODE_RANGED = 8u   /* a range has pointed at a part of its content: edits move it  */
};

struct node {
    uint32_t parent, first, last, prev, next; /* indices; 0: none */
    stet_kind kind;
    uint8_t zone; /* 0: as its parent; ask stet__article_zone() */
    uint8_t flags;
    uint16_t author; /* index of the step that last changed it; see article.authors */
    uint16_t depth;  /* the article 0, its roots 1, blocks from 2 */
    uint16_t attr_count, attr_cap;
    const char *text; /* never NULL */
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
    uint8_t old_zone, new_zone; /* ZONE */
    uint8_t had_attr, has_attr; /* ATTR */
    uint8_t pad;
    uint16_t step;
    stet_attr attr;
    stet_kind old_kind, new_kind; /* KIND; NEW has new_kind, REMOVE old_kind */
    uint16_t old_author;
    uint32_t node, count; /* count: READ */
    union {
        struct { /* TEXT; NEW has the new ones */
            stet_str new_text, old_text;
            struct segment *new_segments, *old_segments;
            uint32_t new_segment_count, old_segment_count;
        };
        struct { /* MOVE, REMOVE, NEW; behind what NEW has of the text */
            stet_str skip_text[2]; /* where the text is, unused */
            struct segment *skip_segments;
            stet_value *new_attrs; /* NEW: as its step made it */
            uint32_t skip_count, new_attr_count;
            uint32_t old_parent, old_next, new_parent, new_next;
        };
        struct { /* ATTR */
            stet_value old_value, new_value;
            stet_value *old_attrs;
            uint32_t old_attr_count;
        };
    };
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
    uint32_t log_levels;        /* a bit for each stet_log_level that is wanted */
    uint32_t losses;            /* what outputs could not carry, wanted or not */
    stet_str step_id;
    stet_str why;               /* set by stet_why(), in the arena */
    stet_render_fn render;      /* of the article's reader, for edits; may be NULL */
    const void *render_self;
};

/* The bit sets of what the running step declared. NULL: everything is allowed. */
#define KIND_WORDS (STET_KIND_MAX / 64)
struct kind_set {
    uint64_t bits[KIND_WORDS];
};

/* Caches. They are keyed by state numbers, so nothing has to be cleared. */
struct walk_cache {
    stet_item *items;
    size_t count, cap;
    uint32_t root, epoch; /* epoch: the step that last used it */
    uint64_t state;
};
struct content_cache {
    uint64_t state;
    stet_str text;
    uint32_t node;
};
enum { WALK_CACHES = 8, CONTENT_CACHES = 64 /* a power of two */ };

struct view_cache;
/* Bytes that a writer made of the article as it was at `state`. */
enum { MEMOS = 8 };
struct memo {
    uint64_t key, state;
    stet_str bytes;
};

struct article {
    stet_article pub; /* first: the public part */
    const struct limits *limits;
    const struct vocabulary *vocabulary;
    struct arena arena;
    uint32_t generation;
    uint32_t root;                  /* index of the article node */
    uint32_t fields, body, notices; /* indices of its three children */
    struct node *nodes;
    size_t node_count, node_cap; /* nodes[0] is unused */
    struct journal_entry *journal;
    size_t journal_count, journal_cap;
    struct finding *findings;
    size_t finding_count, finding_cap;
    /* Numbers of what the article holds now: equal numbers mean equal content, also after
     * an undo. `state`: all of it; body_state: blocks and inlines; field_state: the rest. */
    uint64_t state, body_state, field_state, state_last;
    int reading;          /* between begin_read and end_read: no journal       */
    uint32_t read_start;  /* first index of the nodes that are being read      */
    size_t read_entry;    /* their entry in the journal                        */
    uint32_t epoch;       /* counts enter_step                                 */
    size_t mark_nodes, mark_journal; /* what the last mark can bring back       */
    size_t memory_max;
    uint8_t ranged;       /* some node is NODE_RANGED                          */
    size_t swept;         /* ranges and nodes looked at because a block went   */
    /* First NOMEM, LIMIT or UNDECLARED inside a call that answers no code. Whoever runs a
     * step looks at it when the step ends; undo clears it. */
    stet_code failed;
    stet_str name, source;
    int8_t source_valid; /* is the source valid text? 1, -1; 0: nobody asked yet */
    const uint32_t *lines; /* offsets of line starts, built on demand */
    size_t line_count;
    uint32_t places_asked; /* while there are no lines */
    uint16_t step;         /* index of the running step into authors */
    stet_str *authors;     /* step ids by index; 0 is "" */
    size_t author_count, author_cap;
    const stet_rule *rules; /* of the running step */
    size_t rule_size;
    const char *plugin;
    const struct kind_set *writes;
    const struct run_state *run;
    struct view_cache *views;
    struct walk_cache walks[WALK_CACHES];
    struct content_cache contents[CONTENT_CACHES];
    struct memo *memos; /* MEMOS of them, or NULL */
    size_t memo_next;
    char *room; /* of whoever writes; kept from article to article */
    size_t room_cap;
    uint32_t room_epoch; /* the step that had it last, 0: none of this article */
    uint64_t blame_state;
    uint16_t *blame; /* authors by index of a node, with what is below it */
    uint64_t chosen_state;
    uint32_t chosen[STET_KIND_MAX]; /* chosen statement by field, while chosen_state == field_state */
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

/* The index of a node that is there, or 0. */
static inline uint32_t stet__node_index(const struct article *a, stet_node n)
{
    uint32_t i = (uint32_t)n;
    return n >> 32 == a->generation && i < a->node_count && (a->nodes[i].flags & NODE_ALIVE)
               ? i
               : 0;
}
static inline stet_node stet__node_handle(const struct article *a, uint32_t i)
{
    return i ? (stet_node)a->generation << 32 | i : 0;
}
/* The node after i in document order below `root`, or 0. */
static inline uint32_t stet__node_after(const struct article *a, uint32_t root, uint32_t i)
{
    const struct node *nodes = a->nodes;
    if (nodes[i].first)
        return nodes[i].first;
    while (i != root && !nodes[i].next)
        i = nodes[i].parent;
    return i == root ? 0 : nodes[i].next;
}

/* ---- life cycle (model/article.c) ------------------------------------------- */
stet_code stet__article_init(struct article *a, const stet_host *host, const struct limits *limits,
                             const struct vocabulary *vocabulary);
void stet__article_done(struct article *a);
/* Empty it for the next article: new generation (unlike that of any other article of the
 * process, so that foreign handles are known), source and name borrowed until the next
 * reset. Memory limit from the source's size. STET_E_LIMIT, STET_E_NOMEM leave it empty.
 * The calling thread owns it from here on. */
stet_code stet__article_reset(struct article *a, uint32_t generation, stet_str source, stet_str name);
/* The calling thread owns it from here on: for results that are read in another thread than
 * the one that ran the article. */
void stet__article_adopt(struct article *a);
void stet__article_begin_read(struct article *a);
void stet__article_end_read(struct article *a); /* one JOURNAL_READ entry, if anything came */
/* The step whose changes follow: its id, rules and declared writes (NULL: all). */
stet_code stet__article_enter_step(struct article *a, stet_str id, const char *plugin,
                                   const stet_rule *rules, size_t rule_size, const struct kind_set *writes);

/* Canonical URL, else the article's own id, else SHA-256 of its name in hex, in the arena;
 * .p is NULL when there is no memory. */
stet_str stet__article_identity(struct article *a);

/* ---- journal (model/journal.c) ---------------------------------------------- */
struct article_mark {
    size_t journal, findings;
    uint64_t state, body_state, field_state;
};
struct article_mark stet__article_mark(struct article *a);
/* Undo everything behind the mark; findings go too when `findings`. */
void stet__article_undo(struct article *a, struct article_mark mark, int findings);
/* Make the changes [first, journal_count) of `from` on `to`, a copy of what `from` was
 * before them. STET_E_RANGE when it is none; then `to` holds a part of them. */
stet_code stet__journal_replay(const struct article *from, size_t first, struct article *to);
/* Append what changes [first, last) amount to, a line each:
 *   + kind "text"     - kind "text"     ~ kind "old" -> "new"     ~ kind.attr "old" -> "new"
 *   > kind "text" (moved)               = kind zone tail                                  */
void stet__journal_diff(const struct article *a, size_t first, size_t last, stet_out *out);

/* ---- edits (model/journal/edits.c) ------------------------------------------ */
/* The smallest list of changes to the source bytes that the journal amounts to. render NULL:
 * removals and changes of plain words only, else STET_E_NOTFOUND. The list lives in the
 * article's arena. */
stet_code stet__article_edits(struct article *a, stet_render_fn render, const void *self,
                              const stet_edit **ret_edits, size_t *ret_count, stet_error *err);

/* Walk all of it and compare with its rules: links, depths, order of attributes, segments,
 * caches. NULL when sound, else what is wrong. For tests. */
const char *stet__article_check(const struct article *a);

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
stet_code stet__article_leaves_append(stet_article *, stet_node, const stet_leaf *, size_t);
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
/* memo.h: see there. */
stet_str stet__article_memo_get(stet_article *, uint64_t key);
void stet__article_memo_put(stet_article *, uint64_t key, stet_str bytes);
char *stet__article_memo_room(stet_article *, size_t n);
stet_node stet__article_notice_new(stet_article *, stet_kind, int, const stet_claim *);
stet_node stet__article_range_add(stet_article *, stet_node, stet_node, size_t, size_t);
stet_code stet__article_finding(stet_article *, const stet_finding *);
stet_code stet__article_read_json(stet_article *, stet_str);
stet_code stet__article_write_json(stet_article *, stet_out *);
/* log, why, alloc, now, alive, var, parse, names: plugin/host.c, from run_state. */

#endif
