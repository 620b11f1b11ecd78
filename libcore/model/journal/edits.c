/* SPDX-License-Identifier: MIT */
/*
 * Edits: the smallest list of changes to the source bytes that the journal amounts to,
 * so that a system that stores its own markup keeps every other byte.
 *
 * The unit is a block that stands directly in the body. One that stayed is left alone,
 * or changed word by word, or rendered and compared with its bytes; new ones are
 * rendered and put in with blank lines around them. The core knows no format: the
 * renderer does.
 */
#include "base/error.h"
#include "model/journal/edits.h"

struct composer {
    struct touched t;
    struct edit_list list, late;
    stet_render_fn render;
    const void *self;
    stet_out out, run;
    int crlf;
    stet_error *err;
};

/* ---- rendering -------------------------------------------------------------- */
static int is_newline(char c)
{
    return c == '\n' || c == '\r';
}

static void put_newlines(struct composer *c, stet_out *out, size_t count)
{
    while (count--)
        stet_put(out, c->crlf ? "\r\n" : "\n", c->crlf ? 2 : 1);
}

/* A copy with the line ends of the source. */
static stet_code keep(struct composer *c, stet_str text, stet_str *ret_text)
{
    size_t more = 0, n = 0;

    for (size_t i = 0; c->crlf && i < text.n; i++)
        more += text.p[i] == '\n' && (!i || text.p[i - 1] != '\r');
    char *p = stet__arena_bytes(&c->t.a->arena, text.n + more + 1);
    if (!p)
        return stet__tree_no_room(c->t.a, text.n + more);
    for (size_t i = 0; i < text.n; i++) {
        if (more && text.p[i] == '\n' && (!i || text.p[i - 1] != '\r'))
            p[n++] = '\r';
        p[n++] = text.p[i];
    }
    p[n] = '\0';
    *ret_text = stet_strn(p, n);
    return STET_OK;
}

static size_t output_max(const struct article *a)
{
    uint64_t most;

    if (__builtin_mul_overflow(a->limits->output_factor, (uint64_t)a->source.n,
                               &most) ||
        __builtin_add_overflow(most, a->limits->output_floor, &most) ||
        most > SIZE_MAX / 2)
        return SIZE_MAX / 2;
    return (size_t)most;
}

/* The bytes for one node, in the arena. */
static stet_code render(struct composer *c, uint32_t i, stet_str *ret_text)
{
    const struct kind_info *info =
        stet__vocabulary_kind_info(c->t.a->vocabulary, c->t.a->nodes[i].kind);

    if (!c->render)
        return stet__error(
            c->err, STET_E_NOTFOUND,
            "a %s changed, and the reader of this format cannot write one",
            info ? info->name : "node");
    stet__buffer_reset(&c->out, output_max(c->t.a));
    stet_code code =
        c->render(c->self, &c->t.a->pub, stet__node_handle(c->t.a, i), &c->out);
    if (code == STET_OK)
        code = stet_out_status(&c->out);
    if (code == STET_SKIP)
        return code;
    if (code != STET_OK)
        return stet__error(c->err, code,
                           "a %s could not be written in the source's format",
                           info ? info->name : "node");
    return keep(c, stet__buffer_str(&c->out), ret_text);
}

static stet_str without_newlines(stet_str text)
{
    while (text.n && is_newline(text.p[text.n - 1]))
        text.n--;
    return text;
}

/* ---- blocks that are new here ----------------------------------------------- */
static const struct source_block *block_of(const struct touched *t, uint32_t node)
{
    size_t low = 0, high = t->block_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->blocks[middle].off < t->a->nodes[node].span.off)
            low = middle + 1;
        else
            high = middle;
    }
    return &t->blocks[low];
}

/* A block that was moved and not changed is its own bytes. */
static stet_code text_of(struct composer *c, uint32_t i, stet_str *ret_text)
{
    unsigned marks = c->t.marks[i];

    if ((marks & SOURCED) && !(marks & TOUCHED)) {
        const struct source_block *b = block_of(&c->t, i);
        *ret_text = stet_strn(c->t.a->source.p + b->off, b->end - b->off);
        return STET_OK;
    }
    stet_code code = render(c, i, ret_text);
    if (code == STET_OK)
        *ret_text = without_newlines(*ret_text);
    return code;
}

static int is_blank(char c)
{
    return is_newline(c) || c == ' ' || c == '\t';
}

/* Line ends from `off` on, up to what is no blank or to `limit`. */
static size_t newlines_after(const struct article *a, size_t off, size_t limit,
                             size_t *ret_end)
{
    size_t count = 0;

    for (; off < limit && is_blank(a->source.p[off]); off++)
        count += a->source.p[off] == '\n';
    *ret_end = off;
    return count;
}

/* The same backwards, down to `limit`. */
static size_t newlines_before(const struct article *a, size_t off, size_t limit,
                              size_t *ret_start)
{
    size_t count = 0;

    for (; off > limit && is_blank(a->source.p[off - 1]); off--)
        count += a->source.p[off - 1] == '\n';
    *ret_start = off;
    return count;
}

/* Blank lines between what is put in and what stands around it. */
struct gap {
    size_t before, after; /* line ends */
};

/* The children from `first` up to a kept one go in at `off`. */
static stet_code insert_run(struct composer *c, uint32_t first, uint32_t off,
                            struct gap gap)
{
    stet_out *run = &c->run;
    stet_code code = STET_OK;
    int any = 0;

    stet__buffer_reset(run, output_max(c->t.a));
    for (uint32_t i = first; i && !(c->t.marks[i] & KEPT); i = c->t.a->nodes[i].next) {
        stet_str text;
        code = text_of(c, i, &text);
        if (code == STET_SKIP || (code == STET_OK && !text.n))
            continue;
        if (code != STET_OK)
            return code;
        put_newlines(c, run, any ? 2 : gap.before);
        stet_put_str(run, text);
        any = 1;
    }
    if (!any)
        return STET_OK;
    put_newlines(c, run, gap.after);
    if (stet_out_status(run) != STET_OK)
        return stet_out_status(run);
    stet_str all = stet__arena_copy(&c->t.a->arena, stet__buffer_str(run));
    if (!all.p)
        return stet__tree_no_room(c->t.a, run->len);
    return stet__edits_add(&c->list, off, 0, all);
}

/* ---- blocks of the source --------------------------------------------------- */
/* Where the next block begins, or the source ends. */
static uint32_t next_off(const struct touched *t, size_t k)
{
    return k + 1 < t->block_count ? t->blocks[k + 1].off : (uint32_t)t->a->source.n;
}

static int kept_from(const struct touched *t, size_t k)
{
    while (k < t->block_count && !(t->marks[t->blocks[k].node] & KEPT))
        k++;
    return k < t->block_count;
}

/* With the blank lines behind it; at the end of the body, those before it. */
static stet_code delete_block(struct composer *c, size_t k)
{
    const struct touched *t = &c->t;
    const struct source_block *b = &t->blocks[k];
    size_t start, end, low = k ? t->blocks[k - 1].end : 0;
    stet_str apart = stet_cstr("");

    size_t before = newlines_before(t->a, b->off, low, &start);
    if (!kept_from(t, k + 1)) {
        start = k ? start : b->off;
        return stet__edits_add(&c->list, (uint32_t)start, b->end - (uint32_t)start,
                               apart);
    }
    newlines_after(t->a, b->end, next_off(t, k), &end);
    if (k && before < 2)
        apart = before ? stet_cstr(c->crlf ? "\r\n" : "\n")
                       : stet_cstr(c->crlf ? "\r\n\r\n" : "\n\n");
    return stet__edits_add(&c->list, b->off, (uint32_t)end - b->off, apart);
}

static stet_code change_block(struct composer *c, const struct source_block *b)
{
    unsigned marks = c->t.marks[b->node];
    stet_code code = STET_SKIP;
    stet_str text;

    if (!(marks & TOUCHED))
        return STET_OK;
    if (!(marks & BEYOND))
        code = stet__edits_of_text(&c->t, b->node, &c->list, &c->late);
    if (code != STET_SKIP)
        return code;
    code = render(c, b->node, &text);
    if (code != STET_OK)
        return code == STET_SKIP ? STET_OK : code;
    return stet__edits_replace(&c->list, b->off, b->end, without_newlines(text));
}

/* What goes in behind block k, which stays. */
static stet_code insert_behind(struct composer *c, size_t k)
{
    const struct touched *t = &c->t;
    const struct source_block *b = &t->blocks[k];
    struct gap gap = {2, 0};
    size_t end;

    size_t there = newlines_after(t->a, b->end, next_off(t, k), &end);
    if (there < 2 && (kept_from(t, k + 1) || end < next_off(t, k)))
        gap.after = 2 - there;
    return insert_run(c, t->a->nodes[b->node].next, b->end, gap);
}

/* What goes in before every block that stays. */
static stet_code insert_first(struct composer *c)
{
    const struct article *a = c->t.a;
    struct gap gap = {0, kept_from(&c->t, 0) ? 2 : 0};
    size_t start;

    if (c->t.block_count)
        return insert_run(c, a->nodes[a->body].first, c->t.blocks[0].off, gap);
    size_t there = newlines_before(a, a->source.n, 0, &start);
    if (start)
        gap.before = there < 2 ? 2 - there : 0;
    gap.after = there || !a->source.n;
    return insert_run(c, a->nodes[a->body].first, (uint32_t)a->source.n, gap);
}

static stet_code change_fields(struct composer *c)
{
    const struct touched *t = &c->t;
    stet_str text;

    if (!t->fields)
        return STET_OK;
    if (!c->render)
        return STET_OK; /* a format without a place for statements loses nothing */
    stet_code code = render(c, t->a->fields, &text);
    if (code != STET_OK)
        return code == STET_SKIP ? STET_OK : code;
    return stet__edits_replace(
        &c->list, 0, t->block_count ? t->blocks[0].off : (uint32_t)t->a->source.n,
        text);
}

static stet_code compose(struct composer *c)
{
    stet_code code = change_fields(c);

    if (code == STET_OK)
        code = insert_first(c);
    for (size_t k = 0; k < c->t.block_count && code == STET_OK; k++) {
        const struct source_block *b = &c->t.blocks[k];
        if (!(c->t.marks[b->node] & KEPT)) {
            code = delete_block(c, k);
            continue;
        }
        code = change_block(c, b);
        if (code == STET_OK)
            code = insert_behind(c, k);
    }
    return code == STET_OK ? stet__edits_merge(&c->list, &c->late) : code;
}

static int uses_crlf(stet_str source)
{
    const char *p = source.n ? memchr(source.p, '\n', source.n) : NULL;

    return p && p > source.p && p[-1] == '\r';
}

stet_code stet__article_edits(struct article *a, stet_render_fn render_fn,
                              const void *self, const stet_edit **ret_edits,
                              size_t *ret_count, stet_error *err)
{
    struct composer c = {.render = render_fn, .self = self, .err = err};

    if (!stet__tree_usable(a) || !ret_edits || !ret_count)
        return stet__error(err, STET_E_MISUSE, "no article, or not of this thread");
    c.crlf = uses_crlf(a->source);
    c.list.a = c.late.a = a;
    stet__buffer_init(&c.out, output_max(a));
    stet__buffer_init(&c.run, output_max(a));
    stet_code code = stet__edits_touch(a, &c.t);
    if (code == STET_OK)
        code = compose(&c);
    stet__buffer_done(&c.out);
    stet__buffer_done(&c.run);
    if (code != STET_OK) {
        if (code == STET_E_NOMEM || code == STET_E_LIMIT)
            return stet__error(err, code, "no room for the edits of the article");
        return code;
    }
    *ret_edits = c.list.items;
    *ret_count = c.list.count;
    return STET_OK;
}
