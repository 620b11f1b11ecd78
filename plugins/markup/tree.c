/* SPDX-License-Identifier: MIT */
/*
 * Elements to blocks and inlines: the walk, and where a node may stand.
 */
#include "build.h"

#include <stdio.h>

#include "claims.h"

/* ---- attributes ------------------------------------------------------------- */
void stet__build_attr(struct build *b, stet_node n, stet_attr attr, stet_str value)
{
    if (n && value.n)
        build_check(b, stet_set_attr(b->a, n, attr, value));
}

int stet__build_url(struct build *b, const struct markup *m, stet_node n,
                    stet_attr attr, stet_str url, int is_link)
{
    char clean[4096];
    size_t len = 0;
    if (url.n >= sizeof clean)
        return 0;
    int class = b->kit->url_class(url, clean, sizeof clean, &len);
    int ok = class == STET_URL_HTTP || class == STET_URL_RELATIVE ||
             (is_link && (class == STET_URL_FRAGMENT || class == STET_URL_MAIL));
    if (class == STET_URL_BAD)
        stet__build_say(b, m, "an address that may not be followed");
    if (ok)
        stet__build_attr(b, n, attr, stet_strn(clean, len));
    return ok;
}

int64_t stet__build_number(stet_str s, int64_t absent)
{
    int64_t value = 0;
    if (!s.n || s.n > 9)
        return absent;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return absent;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

void stet__build_language(struct build *b, const struct markup *m, stet_node n)
{
    stet_str lang = stet__markup_attr(m, "lang"), dir = stet__markup_attr(m, "dir");
    if (!lang.n)
        lang = stet__markup_attr(m, "xml:lang");
    stet__build_attr(b, n, STET_ATTR_LANG, lang);
    if (stet_str_is(dir, "rtl") || stet_str_is(dir, "ltr"))
        stet__build_attr(b, n, STET_ATTR_DIR, dir);
}

void stet__build_say(struct build *b, const struct markup *m, const char *why)
{
    char text[256];
    uint64_t key = b->kit->hash(m->name.p, m->name.n) ^ b->kit->hash(why, strlen(why));
    for (size_t i = 0; i < b->said_count; i++)
        if (b->said[i] == key)
            return;
    if (b->said_count == BUILD_SAID)
        return;
    b->said[b->said_count++] = key;
    stet_place place = stet_place_of(b->a, m->off);
    int name = m->name.n > 40 ? 40 : (int)m->name.n;
    int n =
        snprintf(text, sizeof text, "%s%s<%.*s>, line %u, column %u: %s",
                 b->into->base.n ? b->into->base.p : "", b->into->base.n ? ": " : "",
                 name, m->name.p, place.line, place.column, why);
    n = n >= (int)sizeof text ? (int)sizeof text - 1 : n;
    stet_log(b->a, STET_LOG_LOSS, stet_strn(text, n < 0 ? 0 : (size_t)n));
}

/* ---- where things go -------------------------------------------------------- */
int stet__build_in_line(struct build *b)
{
    struct frame *f = build_base(b);
    return f->mode == MODE_INLINE || f->mode == MODE_MIXED || f->mode == MODE_PRE ||
           (f->mode == MODE_BLOCKS && f->run);
}

/* Nothing, or white space alone: no link and no image either. */
static int is_blank(struct build *b, stet_node n)
{
    stet_node only = stet_first(b->a, n);
    if (!only)
        return 1;
    stet_str text = stet_text(b->a, only);
    return !stet_next(b->a, only) && stet_kind_of(b->a, only) == STET_TEXT &&
           stet__claim_trim(text).n == 0;
}

static void end_run(struct build *b)
{
    struct frame *f = build_base(b);
    if (f->mode == MODE_FRAMED)
        return;
    int blank = !b->filled;
    stet__flow_end(b);
    if (f->run && (!stet_first(b->a, f->run) || (blank && is_blank(b, f->run))))
        build_check(b, stet_remove(b->a, f->run));
    f->run = 0;
}

/* A block of the body itself, or one made in a notice. */
static void enlist(struct build *b, stet_node n, struct frame *f)
{
    int is_top = f->node == stet_root(b->a, STET_FAMILY_BLOCK);
    stet_node notice = build_top(b)->notice;
    if (is_top) {
        int zone = notice ? stet_zone_of(b->a, notice) : build_zone(b);
        b->block = n;
        b->content = 0;
        if (zone && zone != STET_ZONE_BODY)
            build_check(b, stet_set_zone(b->a, n, zone));
    }
    if (notice && !stet_range_add(b->a, notice, n, 0, SIZE_MAX))
        build_check(b, STET_E_NOMEM);
}

static stet_node make(struct build *b, struct frame *f, const struct markup *m,
                      stet_kind kind)
{
    stet_span span = {m->off, m->len};
    stet_node n = stet_node_new(b->a, f->node, 0, kind, span);
    if (n) {
        enlist(b, n, f);
    } else if (!b->code) {
        b->beyond = m;
        build_check(b, STET_E_LIMIT);
    }
    return n;
}

/* A list takes what is no item into its last item; what no table takes goes outside. */
static struct frame *find_frame(struct build *b)
{
    size_t i = build_top(b)->base;
    while (i && b->frames[i].mode == MODE_FRAMED)
        i = b->frames[i - 1].base;
    return &b->frames[i];
}

static stet_node last_item(struct build *b, const struct markup *m)
{
    struct frame *f = build_base(b);
    stet_node item;
    if (f->mode != MODE_FRAMED || stet_kind_of(b->a, f->node) != STET_LIST)
        return 0;
    item = stet_last(b->a, f->node);
    return item ? item : make(b, f, m, STET_ITEM);
}

stet_node stet__build_block(struct build *b, const struct markup *m, stet_kind kind)
{
    stet_node item = last_item(b, m);
    struct frame *f = item ? NULL : find_frame(b);
    stet_span span = {m->off, m->len};
    if (f && (f->mode == MODE_INLINE || f->mode == MODE_PRE))
        return 0;
    end_run(b);
    stet_node n = item ? stet_node_new(b->a, item, 0, kind, span) : make(b, f, m, kind);
    if (!n)
        build_check(b, STET_E_LIMIT);
    b->last_media = 0;
    return n;
}

stet_node stet__build_line(struct build *b, const struct markup *m)
{
    struct frame *f = build_base(b);
    if (f->mode == MODE_FRAMED) {
        stet_node item = last_item(b, m);
        if (item)
            return item;
        f = find_frame(b);
    }
    if (f->mode != MODE_BLOCKS)
        return f->node;
    if (!f->run) {
        stet__flow_begin(b);
        f->run = make(b, f, m, STET_PARAGRAPH);
    }
    return f->run;
}

stet_node stet__build_inline(struct build *b, const struct markup *m, stet_kind kind)
{
    stet_span span = {m->off, m->len};
    stet__flow_mark(b, m);
    stet_node to = stet__build_line(b, m);
    stet_node n = to ? stet_node_new(b->a, to, 0, kind, span) : 0;
    if (!n)
        build_check(b, STET_E_LIMIT);
    return n;
}

/* ---- the walk --------------------------------------------------------------- */
static struct frame *push(struct build *b, const struct markup *m,
                          const struct markup_rule *rule)
{
    struct frame *top = build_top(b);
    if (b->depth == BUILD_FRAMES) {
        build_check(b, STET_E_LIMIT);
        return top;
    }
    struct frame *f = &b->frames[b->depth++];
    *f = (struct frame){.m = m,
                        .rule = rule,
                        .node = top->node,
                        .notice = top->notice,
                        .base = top->base,
                        .mode = top->mode,
                        .is_head = top->is_head};
    return f;
}

/* The frame of an element that has a node of its own. */
static void push_node(struct build *b, const struct markup *m,
                      const struct markup_rule *rule, stet_node n)
{
    int is_pre = rule->what == WHAT_INLINE && build_base(b)->mode == MODE_PRE;
    struct frame *f = push(b, m, rule);
    f->node = n;
    f->mode = is_pre ? MODE_PRE : rule->mode;
    f->base = (uint32_t)(b->depth - 1);
    f->notice = 0;
    stet__build_language(b, m, n);
    if (rule->what != WHAT_INLINE)
        stet__flow_begin(b);
}

static void enter_group(struct build *b, const struct markup *m,
                        const struct markup_rule *rule)
{
    struct frame *base = build_base(b);
    if (base->mode == MODE_INLINE || base->mode == MODE_PRE)
        b->pending = b->filled;
    else
        end_run(b);
    push(b, m, rule)->is_group = 1;
    if (rule->enter)
        rule->enter(b, m, 0);
}

static void enter_through(struct build *b, const struct markup *m,
                          const struct markup_rule *rule)
{
    push(b, m, rule)->from = b->content + b->pending;
    if (rule->enter)
        rule->enter(b, m, 0);
}

static const struct markup_rule as_group = {.what = WHAT_GROUP},
                                as_text = {.what = WHAT_THROUGH};

static void enter_block(struct build *b, const struct markup *m,
                        const struct markup_rule *rule)
{
    struct frame *f = build_base(b);
    stet_node n = 0;
    if (rule->what == WHAT_PIECE) {
        struct frame at = *f;
        if (rule->lifts && stet_kind_of(b->a, at.node) == STET_CAPTION)
            at.node = stet_parent(b->a, at.node);
        if (f->mode != MODE_INLINE && stet_kind_of(b->a, at.node) == rule->under) {
            end_run(b);
            n = make(b, &at, m, rule->kind);
        }
    } else if (!(rule->mode == MODE_INLINE && m->has_block && f->mode != MODE_FRAMED)) {
        n = stet__build_block(b, m, rule->kind);
    }
    if (!n) {
        enter_group(b, m, &as_group);
        return;
    }
    push_node(b, m, rule, n);
    if (rule->enter)
        rule->enter(b, m, n);
}

static void enter_inline(struct build *b, const struct markup *m,
                         const struct markup_rule *rule)
{
    stet_node n;
    stet_str href = stet__markup_attr(m, "href");
    if (!m->first && (rule->kind == STET_LINK ? !href.n : b->into->drops_empty))
        return; /* an anchor, or nothing */
    if (m->has_block) {
        enter_group(b, m, &as_group);
    } else if (build_base(b)->mode == MODE_FRAMED ||
               !(n = stet__build_inline(b, m, rule->kind))) {
        enter_through(b, m, &as_text);
    } else {
        push_node(b, m, rule, n);
        if (rule->enter)
            rule->enter(b, m, n);
    }
}

/* 1: the children are looked at. */
static int enter(struct build *b, const struct markup *m)
{
    const struct markup_rule *rule = b->rules->find(b, m);
    size_t before = b->depth;
    switch (rule->what) {
    case WHAT_SKIP:
        return 0;
    case WHAT_DROP:
        stet__build_say(b, m, "no part of an article, left out");
        return 0;
    case WHAT_GROUP:
        enter_group(b, m, rule);
        break;
    case WHAT_THROUGH:
        if (m->has_block)
            enter_group(b, m, &as_group);
        else
            enter_through(b, m, rule);
        break;
    case WHAT_BLOCK:
    case WHAT_PIECE:
        enter_block(b, m, rule);
        break;
    case WHAT_INLINE:
        enter_inline(b, m, rule);
        break;
    case WHAT_OWN:
        rule->enter(b, m, 0);
        return 0;
    default:
        stet__build_say(b, m, "not known here, its text is kept");
        if (m->has_block)
            enter_group(b, m, &as_group);
        else
            enter_through(b, m, &as_text);
        break;
    }
    return b->depth > before;
}

static void leave(struct build *b)
{
    struct frame *f = build_top(b);
    int owns = f->base == b->depth - 1,
        is_inline = f->rule && f->rule->what == WHAT_INLINE;
    stet_node node = f->node;
    int may_be_empty = owns && !is_inline && f->mode == MODE_INLINE;
    if (f->is_group && build_base(b)->mode != MODE_INLINE &&
        build_base(b)->mode != MODE_PRE)
        end_run(b);
    else if (f->is_group)
        b->pending = b->filled;
    else if (owns && !is_inline)
        end_run(b);
    if (f->rule && f->rule->leave)
        f->rule->leave(b, f->m, f);
    b->depth--;
    /* an empty paragraph says nothing */
    if (may_be_empty && is_blank(b, node))
        build_check(b, stet_remove(b->a, node));
}

static int is_notice_element(const struct markup *m)
{
    return m->name.n &&
           (stet__markup_has_class(m, "stet-notice") || stet__markup_is(m, "note"));
}

/* The last child that is no notice: notices behind it stand in the tail. */
static const struct markup *find_last_plain(const struct markup *root)
{
    const struct markup *last = NULL;
    for (const struct markup *m = root->first; m; m = m->next)
        if (m->name.n && !is_notice_element(m))
            last = m;
    return last;
}

static void walk(struct build *b, const struct markup *root)
{
    for (const struct markup *m = root->first; m && !b->code;) {
        if (!m->name.n) {
            stet__flow_text(b, m);
        } else if (enter(b, m)) {
            if (m->first) {
                m = m->first;
                continue;
            }
            leave(b);
        }
        while (!m->next && m->parent != root) {
            m = m->parent;
            leave(b);
        }
        if (m->parent == root && m == b->last_plain)
            b->in_tail = 1;
        m = m->next;
    }
}

/* What is not part of the source has no place of its own: that of its element. */
static stet_code refuse_beyond(const struct build *b)
{
    struct markup_error err = {
        "more elements, or nested deeper, than an article may have", 0, STET_E_LIMIT};
    const struct markup *m = b->beyond;
    while (m && m->off == UINT32_MAX)
        m = m->parent;
    err.off = m ? m->off : 0;
    return stet__markup_refuse(b->a, &err);
}

stet_code stet__markup_build(stet_article *a, const struct markup *root,
                             const struct markup_into *into)
{
    struct build *b = stet_alloc(a, sizeof *b);
    if (!b)
        return STET_E_NOMEM;
    memset(b, 0, sizeof *b);
    b->a = a;
    b->kit = stet_kit_of(a);
    b->into = into;
    b->rules = into->rules;
    b->frames[0] = (struct frame){.m = root, .node = stet_root(a, STET_FAMILY_BLOCK)};
    b->depth = 1;
    b->last_plain = find_last_plain(root);
    stet__flow_begin(b);
    walk(b, root);
    if (!b->code)
        end_run(b);
    return b->code == STET_E_LIMIT && b->beyond ? refuse_beyond(b) : b->code;
}

stet_code stet__markup_build_html(stet_article *a, stet_str html,
                                  const struct markup_into *into)
{
    stet_str source = stet_source_text(a);
    int inside = html.p >= source.p && html.p + html.n <= source.p + source.n;
    const struct markup *root =
        stet__markup_html(a, html, inside ? (uint32_t)(html.p - source.p) : UINT32_MAX);
    return root ? stet__markup_build(a, root, into) : STET_E_NOMEM;
}

stet_kind stet__markup_notice_kind(const stet_article *a, stet_str name)
{
    stet_kind kind = stet__claim_kind(a, name);
    return kind ? kind : STET_NOTICE_OTHER;
}
