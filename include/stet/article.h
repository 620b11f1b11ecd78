/* SPDX-License-Identifier: MIT */
/*
 * stet/article.h - read and change an article. Plugins and embedders call the same
 * functions: inlines over the host table that is the article's first member.
 *
 * The article is one tree. Under the root stand FIELDS (statements), BODY (blocks with
 * inlines) and NOTICES (furniture, with `range` parts that point at blocks).
 * Handles are numbers: a stale or foreign one answers STET_E_STALE, 0, or "".
 * Text returned lives in the article's arena: valid until the article is reset, also
 * across changes. Every change is one journal entry; setting an equal value makes none.
 * [run]: only from the thread that runs the article.
 */
#ifndef STET_ARTICLE_H
#define STET_ARTICLE_H

#include <stet/host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is answered for no node, and for no article (NULL), which is misuse and no crash. */
static inline stet_span stet_no_span(void)
{
    stet_span span;
    span.off = span.len = 0;
    return span;
}
static inline stet_place stet_no_place(void)
{
    stet_place place;
    place.line = place.column = 0;
    return place;
}

/* ---- reading ---------------------------------------------------------------- */
STET_INLINE stet_str stet_source_text(const stet_article *a) { return a ? a->host->source(a) : stet_strn(NULL, 0); }
STET_INLINE stet_str stet_source_name(const stet_article *a) { return a ? a->host->name(a) : stet_strn(NULL, 0); }
/* The FIELDS, BODY or NOTICES node. */
STET_INLINE stet_node stet_root(const stet_article *a, int family) { return a ? a->host->root(a, family) : 0; }
STET_INLINE stet_node stet_parent(const stet_article *a, stet_node n) { return a ? a->host->parent(a, n) : 0; }
STET_INLINE stet_node stet_first(const stet_article *a, stet_node n) { return a ? a->host->first(a, n) : 0; }
STET_INLINE stet_node stet_last(const stet_article *a, stet_node n) { return a ? a->host->last(a, n) : 0; }
STET_INLINE stet_node stet_next(const stet_article *a, stet_node n) { return a ? a->host->next(a, n) : 0; }
STET_INLINE stet_node stet_prev(const stet_article *a, stet_node n) { return a ? a->host->prev(a, n) : 0; }
STET_INLINE stet_kind stet_kind_of(const stet_article *a, stet_node n) { return a ? a->host->kind(a, n) : 0; }
STET_INLINE int stet_zone_of(const stet_article *a, stet_node n) { return a ? a->host->zone(a, n) : 0; }
/* The node's own text (text, code, html, shortcode, statements). */
STET_INLINE stet_str stet_text(const stet_article *a, stet_node n) { return a ? a->host->text(a, n) : stet_strn(NULL, 0); }
/* All text below the node: soft breaks as a space, line breaks as \n, blocks apart by \n. */
STET_INLINE stet_str stet_content(stet_article *a, stet_node n) { return a ? a->host->content(a, n) : stet_strn(NULL, 0); }
STET_INLINE stet_str stet_attr_str(const stet_article *a, stet_node n, stet_attr k) { return a ? a->host->attr_str(a, n, k) : stet_strn(NULL, 0); }
STET_INLINE int64_t stet_attr_int(const stet_article *a, stet_node n, stet_attr k, int64_t absent) { return a ? a->host->attr_int(a, n, k, absent) : absent; }
STET_INLINE stet_node stet_attr_node(const stet_article *a, stet_node n, stet_attr k) { return a ? a->host->attr_node(a, n, k) : 0; }
STET_INLINE stet_span stet_span_of(const stet_article *a, stet_node n) { return a ? a->host->span(a, n) : stet_no_span(); }
STET_INLINE stet_place stet_place_of(stet_article *a, uint32_t source_off) { return a ? a->host->place(a, source_off) : stet_no_place(); }
/* The step that put the node there or last changed it or something in it: its id. */
STET_INLINE stet_str stet_author_of(const stet_article *a, stet_node n) { return a ? a->host->author(a, n) : stet_strn(NULL, 0); }
/* The subtree below n in document order, n itself left out: const, shared, built once per
 * state of the article. For writers. */
STET_INLINE const stet_item *stet_walk(stet_article *a, stet_node n, size_t *ret_count) { return a ? a->host->walk(a, n, ret_count) : (*ret_count = 0, (const stet_item *)NULL); }
/* The chosen statement of a field, or 0. */
STET_INLINE stet_node stet_field(const stet_article *a, stet_kind field) { return a ? a->host->field(a, field) : 0; }
/* Text of the chosen statement, or "". */
STET_INLINE stet_str stet_field_text(const stet_article *a, stet_kind field) { return a ? a->host->text(a, a->host->field(a, field)) : stet_strn(NULL, 0); }
/* The first, or the next after n, sibling statement/block/notice of that kind. */
STET_INLINE stet_node stet_find(const stet_article *a, stet_node root, stet_node after, stet_kind kind) { return a ? a->host->find(a, root, after, kind) : 0; }
/* Contiguous text of a part of the article, with a map back. Built once per state of the
 * body; NULL only for a layer that this host does not know. */
STET_INLINE const stet_view *stet_view_get(stet_article *a, int layer, uint32_t zones) { return a ? a->host->view(a, layer, zones) : NULL; }
/* Where bytes [off, off+len) of a view came from. A range over several blocks ends with the
 * first. STET_E_STALE when the body changed since, STET_E_RANGE. */
STET_INLINE stet_code stet_view_locate(stet_article *a, const stet_view *v, size_t off, size_t len, stet_range *ret) { return a ? a->host->locate(a, v, off, len, ret) : STET_E_MISUSE; }

/* ---- changing --------------------------------------------------------------- */
/* A new node under parent, before a sibling (0: at the end). 0 on failure. */
STET_INLINE stet_node stet_node_new(stet_article *a, stet_node parent, stet_node before, stet_kind kind, stet_span span) { return a ? a->host->node_new(a, parent, before, kind, span) : 0; }
/* Append text read from source bytes [src_off, +src_len) (src_len 0: from nowhere). On a
 * block or inline container it extends or makes its last `text` child. */
STET_INLINE stet_code stet_text_append(stet_article *a, stet_node n, const char *text, size_t len, uint32_t src_off, uint32_t src_len) { return a ? a->host->text_append(a, n, text, len, src_off, src_len) : STET_E_MISUSE; }
/* Append many leaves at once: the same as one call for each, `text` with the bytes of the source
 * at its span. What fails leaves those before it. */
STET_INLINE stet_code stet_leaves_append(stet_article *a, stet_node n, const stet_leaf *leaves, size_t count) { return a ? a->host->leaves_append(a, n, leaves, count) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_text(stet_article *a, stet_node n, stet_str text) { return a ? a->host->set_text(a, n, text) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_attr(stet_article *a, stet_node n, stet_attr k, stet_str value) { return a ? a->host->set_attr(a, n, k, value) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_int(stet_article *a, stet_node n, stet_attr k, int64_t value) { return a ? a->host->set_int(a, n, k, value) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_node(stet_article *a, stet_node n, stet_attr k, stet_node value) { return a ? a->host->set_node(a, n, k, value) : STET_E_MISUSE; }
STET_INLINE stet_code stet_clear_attr(stet_article *a, stet_node n, stet_attr k) { return a ? a->host->clear_attr(a, n, k) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_zone(stet_article *a, stet_node n, int zone) { return a ? a->host->set_zone(a, n, zone) : STET_E_MISUSE; }
STET_INLINE stet_code stet_set_kind(stet_article *a, stet_node n, stet_kind kind) { return a ? a->host->set_kind(a, n, kind) : STET_E_MISUSE; }
STET_INLINE stet_code stet_move(stet_article *a, stet_node n, stet_node parent, stet_node before) { return a ? a->host->move(a, n, parent, before) : STET_E_MISUSE; }
/* Remove the node and all below it. Ranges that pointed at it go too. */
STET_INLINE stet_code stet_remove(stet_article *a, stet_node n) { return a ? a->host->remove(a, n) : STET_E_MISUSE; }
/* Make a statement; `value` may be "" when parts follow. An equal one from the same source
 * is answered as it stands. 0 on failure. */
STET_INLINE stet_node stet_state(stet_article *a, stet_kind field, stet_str value, const stet_claim *claim) { return a ? a->host->state(a, field, value, claim) : 0; }
/* A notice of that kind; then stet_range_add() for each block that says it. */
STET_INLINE stet_node stet_notice_new(stet_article *a, stet_kind kind, int zone, const stet_claim *claim) { return a ? a->host->notice_new(a, kind, zone, claim) : 0; }
/* Bytes [from, to) of the block's content; to = SIZE_MAX: all of it. */
STET_INLINE stet_node stet_range_add(stet_article *a, stet_node notice, stet_node block, size_t from, size_t to) { return a ? a->host->range_add(a, notice, block, from, to) : 0; }

/* ---- saying ----------------------------------------------------------------- */
STET_INLINE stet_code stet_finding_add(stet_article *a, const stet_finding *f) { return a ? a->host->finding(a, f) : STET_E_MISUSE; }
STET_INLINE void stet_log(stet_article *a, int level, stet_str message) { if (a) a->host->log(a, level, message); }
/* Give the reason for `code` and answer it: `return stet_why(a, STET_SKIP, ...)`. */
STET_INLINE stet_code stet_why(stet_article *a, stet_code code, stet_str reason) { return a ? a->host->why(a, code, reason) : STET_E_MISUSE; }

/* ---- the run ---------------------------------------------------------------- */
STET_INLINE void *stet_alloc(stet_article *a, size_t n) { return a ? a->host->alloc(a, n) : NULL; }
/* Seconds since 1970 as this run sees it. */
STET_INLINE int64_t stet_now(const stet_article *a) { return a ? a->host->now(a) : 0; }
/* STET_OK, STET_E_DEADLINE or STET_E_CANCELLED: ask in long loops. */
STET_INLINE stet_code stet_alive(const stet_article *a) { return a ? a->host->alive(a) : STET_E_MISUSE; }
STET_INLINE stet_code stet_expand(stet_article *a, const stet_template *t, stet_str *ret_text) { return a ? a->host->expand(a, t, ret_text) : STET_E_MISUSE; }
STET_INLINE stet_code stet_test(stet_article *a, const stet_expr *e, int *ret_true) { return a ? a->host->test(a, e, ret_true) : STET_E_MISUSE; }
/* A load-time variable of the pipeline, "context.commercial"; NULL when unset. */
STET_INLINE const stet_data *stet_var(const stet_article *a, const char *path) { return a ? a->host->var(a, path) : NULL; }
STET_INLINE const stet_kit *stet_kit_of(const stet_article *a) { return a ? a->host->kit : NULL; }

/* ---- data and whole articles ------------------------------------------------ */
/* Read YAML (json 0) or strict JSON text into a value tree in the article's arena; NULL with
 * *err (may be NULL) set on failure. */
STET_INLINE const stet_data *stet_parse(stet_article *a, stet_str text, int json, stet_error *err) { return a ? a->host->parse(a, text, json, err) : NULL; }
/* Fill an empty article from its canonical JSON, and append it; same bytes both ways. */
STET_INLINE stet_code stet_read_json(stet_article *a, stet_str json) { return a ? a->host->read_json(a, json) : STET_E_MISUSE; }
STET_INLINE stet_code stet_write_json(stet_article *a, stet_out *out) { return a ? a->host->write_json(a, out) : STET_E_MISUSE; }

/* The smallest list of changes to the source bytes that the journal amounts to, rendered by
 * `render`: for a writer of the format that the article was read from. In the arena. */
STET_INLINE stet_code stet_edits(stet_article *a, stet_render_fn render, const void *self, const stet_edit **ret_edits, size_t *ret_count) { return a ? a->host->edits(a, render, self, ret_edits, ret_count) : STET_E_MISUSE; }

/* ---- the vocabulary --------------------------------------------------------- */
STET_INLINE const char *stet_kind_name(const stet_article *a, stet_kind kind) { return a ? a->host->kind_name(a, kind) : ""; }
STET_INLINE const char *stet_attr_name(const stet_article *a, stet_attr attr) { return a ? a->host->attr_name(a, attr) : ""; }
STET_INLINE int stet_family_of(const stet_article *a, stet_kind kind) { return a ? a->host->family(a, kind) : 0; }

/* ---- building text ---------------------------------------------------------- */
/* The growth of a buffer of stet_out_in_article(). */
static inline stet_code stet_out_grow_in_article(stet_out *out, size_t more)
{
    size_t cap = out->cap * 2;
    char *p;
    if (more > out->max - out->len)
        return out->failed = STET_E_LIMIT;
    if (cap < out->len + more)
        cap = out->len + more;
    if (cap > out->max)
        cap = out->max;
    p = (char *)stet_alloc((stet_article *)out->owner, cap + 1);
    if (!p)
        return out->failed = STET_E_NOMEM;
    if (out->len)
        memcpy(p, out->data, out->len);
    out->data = p;
    out->cap = cap;
    return STET_OK;
}

/* [run] An empty buffer of at most `max` bytes that lives in the article's arena: to build
 * a value before it is set. Nothing to free; `cap` bytes are taken at once. */
static inline stet_out stet_out_in_article(stet_article *a, size_t cap, size_t max)
{
    stet_out out;
    memset(&out, 0, sizeof out);
    out.size = sizeof out;
    out.max = max;
    out.grow = stet_out_grow_in_article;
    out.owner = a;
    if (cap && cap <= max && (out.data = (char *)stet_alloc(a, cap + 1)) != NULL)
        out.cap = cap;
    return out;
}

/* [run] What was put, or "" after a failure. */
static inline stet_str stet_out_text(const stet_out *out)
{
    return stet_strn(out->failed ? "" : out->data, out->failed ? 0 : out->len);
}

#ifdef __cplusplus
}
#endif
#endif
