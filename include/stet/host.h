/* SPDX-License-Identifier: MIT */
/*
 * stet/host.h - the host table: everything a plugin can call, and the structs it passes.
 *
 * Nobody calls the table directly: <stet/article.h> and <stet/build.h> wrap it. What each
 * entry does is said there. A table lets plugins load into hosts that open libraries
 * locally, and lets tests put another table in its place.
 */
#ifndef STET_HOST_H
#define STET_HOST_H

#include <stet/data.h>
#include <stet/kit.h>
#include <stet/out.h>
#include <stet/types.h>
#include <stet/vocabulary.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stet_host stet_host;
typedef struct stet_template stet_template; /* an option of type template, compiled */
typedef struct stet_expr stet_expr;         /* an option of type expr, compiled     */

/* An article: the host behind it is its first and only public member. */
typedef struct stet_article {
    const stet_host *host;
} stet_article;

/* One node of a walk, in document order. */
typedef struct stet_value {
    stet_attr attr;
    uint16_t type; /* 1 text, 2 integer, 3 node */
    uint32_t pad;
    stet_str text;
    int64_t number; /* integer, or the node handle */
} stet_value;

typedef struct stet_item {
    stet_node node;
    stet_kind kind;
    uint16_t depth; /* children of the walked node have 0 */
    uint8_t zone;
    uint8_t flags;
    uint16_t attr_count;
    stet_str text;
    const stet_value *attrs;
    stet_span span;
    uint32_t skip; /* index of the next item that is not below this one */
    uint32_t pad;
} stet_item;

/* A leaf as a reader finds it in the source: `text`, or an inline without text of its own. */
typedef struct stet_leaf {
    stet_span span;
    stet_kind kind;
    uint16_t pad;
} stet_leaf;

/* Layers of a view; zones is a mask of (1 << zone). */
enum stet_layer { STET_LAYER_RAW = 0, STET_LAYER_TEXT, STET_LAYER_FOLD };
#define STET_ZONES_ALL 0xeu
typedef struct stet_view {
    uint32_t size;
    int32_t layer;
    stet_str text; /* blocks apart by \n\n */
} stet_view;

typedef struct stet_range {
    stet_node block;  /* the block that holds the start                  */
    stet_node node;   /* the text node that holds the start              */
    size_t from, to;  /* bytes within the block's content                */
    stet_span source; /* bytes of the source, len 0 when from nowhere    */
} stet_range;

/* Who says it and how surely. */
typedef struct stet_claim {
    uint32_t size;
    int32_t confidence;  /* enum stet_confidence                                 */
    stet_str source;     /* "front_matter", "byline_text", "json_ld", ...; "": the step */
    stet_str lang;       /* BCP 47 or ""                                         */
    stet_str rule;       /* the rule that found it, or ""                        */
    stet_span span;
} stet_claim;

/* A change to the source bytes; a list is by ascending offset and does not overlap. */
typedef struct stet_edit {
    uint32_t off, del;
    stet_str insert;
} stet_edit;

/* Append the bytes that stand for one node in the format of the source: a block that stands
 * directly in the body, or the FIELDS root for all that stands before the first block.
 * STET_SKIP: leave the source as it is. */
typedef stet_code (*stet_render_fn)(const void *self, stet_article *, stet_node, stet_out *);

enum stet_severity { STET_INFO = 0, STET_LOW, STET_MEDIUM, STET_HIGH, STET_CRITICAL };
enum stet_effect { STET_OBSERVE = 0, STET_LABEL, STET_REVIEW, STET_REJECT };
enum stet_verdict { STET_ALLOW = 0, STET_VERDICT_LABEL, STET_VERDICT_REVIEW, STET_VERDICT_REJECT };
enum stet_log_level { STET_LOG_DEBUG = 0, STET_LOG_INFO, STET_LOG_WARNING, STET_LOG_LOSS };

/* The declaration of a finding that a step can make. */
typedef struct stet_rule {
    uint32_t size;
    int32_t severity, effect;
    const char *id;       /* "hyperlink-missing"; shown as <plugin>/<id> */
    const char *category; /* "attribution", "profanity", ... or NULL     */
    const char *summary, *help;
} stet_rule;

/* A finding. -1 in severity or effect: as the rule says. */
typedef struct stet_finding {
    uint32_t size;
    int32_t severity, effect;
    double score;      /* 0: none; scores add up, see verdict in docs/pipeline.md */
    double confidence; /* 0 to 1 */
    const char *rule;         /* id of a declared rule */
    stet_node node;           /* 0: the article        */
    size_t from, to;          /* within the node's content; both 0: all of it */
    stet_str message, suggestion, evidence, category, policy;
    stet_str status;          /* duties: satisfied, violated, unverifiable, not_applicable */
} stet_finding;

struct stet_host {
    uint32_t size;
    uint16_t abi_major, abi_minor;
    const char *version; /* of the stet release */
    const stet_kit *kit;
    /* reading */
    stet_str (*source)(const stet_article *);
    stet_str (*name)(const stet_article *);
    stet_node (*root)(const stet_article *, int family);
    stet_node (*parent)(const stet_article *, stet_node);
    stet_node (*first)(const stet_article *, stet_node);
    stet_node (*last)(const stet_article *, stet_node);
    stet_node (*next)(const stet_article *, stet_node);
    stet_node (*prev)(const stet_article *, stet_node);
    stet_kind (*kind)(const stet_article *, stet_node);
    int (*zone)(const stet_article *, stet_node);
    stet_str (*text)(const stet_article *, stet_node);
    stet_str (*content)(stet_article *, stet_node);
    stet_str (*attr_str)(const stet_article *, stet_node, stet_attr);
    int64_t (*attr_int)(const stet_article *, stet_node, stet_attr, int64_t absent);
    stet_node (*attr_node)(const stet_article *, stet_node, stet_attr);
    stet_span (*span)(const stet_article *, stet_node);
    stet_place (*place)(stet_article *, uint32_t source_off);
    stet_str (*author)(const stet_article *, stet_node);
    const stet_item *(*walk)(stet_article *, stet_node, size_t *ret_count);
    stet_node (*field)(const stet_article *, stet_kind);
    stet_node (*find)(const stet_article *, stet_node root, stet_node after, stet_kind);
    const stet_view *(*view)(stet_article *, int layer, uint32_t zones);
    stet_code (*locate)(stet_article *, const stet_view *, size_t, size_t, stet_range *);
    /* changing */
    stet_node (*node_new)(stet_article *, stet_node parent, stet_node before, stet_kind, stet_span);
    stet_code (*text_append)(stet_article *, stet_node, const char *, size_t, uint32_t src_off, uint32_t src_len);
    stet_code (*set_text)(stet_article *, stet_node, stet_str);
    stet_code (*set_attr)(stet_article *, stet_node, stet_attr, stet_str);
    stet_code (*set_int)(stet_article *, stet_node, stet_attr, int64_t);
    stet_code (*set_node)(stet_article *, stet_node, stet_attr, stet_node);
    stet_code (*clear_attr)(stet_article *, stet_node, stet_attr);
    stet_code (*set_zone)(stet_article *, stet_node, int);
    stet_code (*set_kind)(stet_article *, stet_node, stet_kind);
    stet_code (*move)(stet_article *, stet_node, stet_node parent, stet_node before);
    stet_code (*remove)(stet_article *, stet_node);
    stet_node (*state)(stet_article *, stet_kind, stet_str, const stet_claim *);
    stet_node (*notice_new)(stet_article *, stet_kind, int zone, const stet_claim *);
    stet_node (*range_add)(stet_article *, stet_node notice, stet_node block, size_t from, size_t to);
    /* saying */
    stet_code (*finding)(stet_article *, const stet_finding *);
    void (*log)(stet_article *, int level, stet_str);
    stet_code (*why)(stet_article *, stet_code, stet_str);
    /* the run */
    void *(*alloc)(stet_article *, size_t);
    int64_t (*now)(const stet_article *);
    stet_code (*alive)(const stet_article *);
    stet_code (*expand)(stet_article *, const stet_template *, stet_str *);
    stet_code (*test)(stet_article *, const stet_expr *, int *);
    const stet_data *(*var)(const stet_article *, const char *path);
    /* the vocabulary */
    const char *(*kind_name)(const stet_article *, stet_kind);
    const char *(*attr_name)(const stet_article *, stet_attr);
    int (*family)(const stet_article *, stet_kind);
    /* data and whole articles */
    const stet_data *(*parse)(stet_article *, stet_str text, int json, stet_error *);
    stet_code (*read_json)(stet_article *, stet_str);
    stet_code (*write_json)(stet_article *, stet_out *);
    /* an extension by name and revision, "stet.fetch/1"; NULL when the host has none */
    const void *(*extension)(const char *id);
    stet_code (*edits)(stet_article *, stet_render_fn render, const void *self, const stet_edit **ret_edits, size_t *ret_count);
    stet_code (*leaves_append)(stet_article *, stet_node, const stet_leaf *, size_t count);
};

/* An optional entry added after minor 0 must be asked for. */
#define STET_HOST_HAS(h, f) \
    ((h)->size >= offsetof(stet_host, f) + sizeof((h)->f) && (h)->f != NULL)

#ifdef __cplusplus
}
#endif
#endif
