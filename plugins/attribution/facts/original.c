/* SPDX-License-Identifier: MIT */
/*
 * The original as a document, from canonical JSON. The tree is walked with a stack of
 * the places to go on from: its depth is bounded by the reader of the data.
 */
#include "../page/page.h"

enum { DEPTH_MAX = 256 };

static stet_str attr_of(const stet_data *node, const char *name)
{
    return stet_data_get_text(stet_data_get(node, "attrs"), name);
}

struct walk {
    const stet_data *stack[DEPTH_MAX];
    size_t depth;
};

/* The next node below `top` in document order; NULL at the end. */
static const stet_data *step(struct walk *w, const stet_data *node)
{
    const stet_data *content = stet_data_get(node, "content");
    if (content && content->first && w->depth < DEPTH_MAX) {
        w->stack[w->depth++] = node;
        return content->first;
    }
    while (w->depth && !node->next)
        node = w->stack[--w->depth];
    return w->depth ? node->next : NULL;
}

static int is_kind(const stet_data *node, const char *kind)
{
    return stet_str_is(stet_data_get_text(node, "kind"), kind);
}

static int is_html(const stet_data *node)
{
    return is_kind(node, "html") || is_kind(node, "html_inline") ||
           is_kind(node, "embed");
}

static void measure_block(const stet_data *block, struct doc_size *s)
{
    struct walk w = {.depth = 0};
    for (const stet_data *n = block; n; n = step(&w, n)) {
        s->links += is_kind(n, "link");
        s->images += is_kind(n, "image") || is_kind(n, "media");
        if (is_html(n)) {
            stet_str text = stet_data_get_text(n, "text");
            for (size_t j = 0; j < text.n; j++)
                if (text.p[j] == '<') {
                    s->links++;
                    s->images++;
                }
        }
    }
}

/* Kinds within which blocks stand: their texts are apart by a line. */
static int is_block(const stet_data *n)
{
    static const char *const kinds[] = {"paragraph", "heading",   "item",    "quote",
                                        "row",       "cell",      "caption", "credit",
                                        "term",      "definition"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_kind(n, kinds[i]))
            return 1;
    return 0;
}

/* A line end within running text is a space, as in the content of an article. */
static void put_running(const struct walk *w, stet_out *out, stet_str text)
{
    size_t from = out->len;
    stet_put_str(out, text);
    for (size_t i = 0; i < w->depth; i++)
        if (is_kind(w->stack[i], "preformatted"))
            return;
    for (; from < out->len; from++)
        if (out->data[from] == '\n')
            out->data[from] = ' ';
}

static stet_str text_below(const struct pool *pool, const stet_data *node)
{
    struct walk w = {.depth = 0};
    stet_out out = stet__pool_out(pool, 64, 1u << 20);
    for (const stet_data *n = node; n; n = step(&w, n))
        put_running(&w, &out, stet_data_get_text(n, "text"));
    return stet_out_text(&out);
}

/* One node on the way: its text, its link, its image. */
static void take_node(struct doc *d, const struct doc_size *max, const struct walk *w,
                      const stet_data *n, stet_out *out)
{
    stet_str text = stet_data_get_text(n, "text");
    size_t block = d->block_count - 1;
    if (is_block(n) && out->len && out->data[out->len - 1] != '\n')
        stet_putc(out, '\n');
    if (is_kind(n, "soft_break"))
        stet_putc(out, ' ');
    else if (is_kind(n, "line_break"))
        stet_putc(out, '\n');
    else if (is_html(n))
        stet__page_scan(d, max, text, block, 0);
    else if (is_kind(n, "text"))
        put_running(w, out, text);
    else
        stet_put_str(out, text);
    if (is_kind(n, "link"))
        d->links[d->link_count++] = (struct doc_link){.block = block,
                                                      .href = attr_of(n, "href"),
                                                      .rel = attr_of(n, "rel"),
                                                      .text = text_below(d->pool, n)};
    if (is_kind(n, "image") || is_kind(n, "media"))
        d->images[d->image_count++] =
            (struct doc_image){.block = block,
                               .src = attr_of(n, "src"),
                               .alt = attr_of(n, "alt"),
                               .credit = attr_of(n, "credit")};
}

static int zone_of(const stet_data *block)
{
    stet_str zone = stet_data_get_text(block, "zone");
    return stet_str_is(zone, "head")   ? STET_ZONE_HEAD
           : stet_str_is(zone, "tail") ? STET_ZONE_TAIL
                                       : STET_ZONE_BODY;
}

static void take_block(struct doc *d, const struct doc_size *max,
                       const stet_data *block)
{
    struct walk w = {.depth = 0};
    stet_out out = stet__pool_out(d->pool, 256, 1u << 26);
    struct doc_block *b = &d->blocks[d->block_count++];
    *b = (struct doc_block){.zone = zone_of(block),
                            .kind = is_kind(block, "heading")     ? STET_HEADING
                                    : is_kind(block, "separator") ? STET_SEPARATOR
                                    : is_kind(block, "html")      ? STET_HTML
                                                                  : STET_PARAGRAPH,
                            .raw = stet_cstr("")};
    for (const stet_data *n = block; n; n = step(&w, n))
        take_node(d, max, &w, n, &out);
    d->failed |= out.failed != STET_OK;
    b->raw = stet_out_text(&out);
}

/* ---- notices and fields -------------------------------------------------------- */
static int64_t number(const stet_data *map, const char *key, int64_t absent)
{
    stet_str s = stet_data_get_text(map, key);
    int64_t n = 0;
    for (size_t i = 0; i < s.n && i < 10; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            n = n * 10 + (s.p[i] - '0');
    return s.n ? n : absent;
}

static uint32_t says_of(stet_str kind)
{
    return stet_str_is(kind, "author_bio")     ? SAYS_BIO
           : stet_str_is(kind, "contributing") ? SAYS_CONTRIBUTING
                                               : SAYS_OTHER;
}

static void take_notice(struct doc *d, const stet_data *notice)
{
    stet_str kind = stet_data_get_text(notice, "kind");
    const stet_data *content = stet_data_get(notice, "content");
    for (const stet_data *r = content ? content->first : NULL; r; r = r->next) {
        int64_t block = is_kind(r, "range") ? number(r, "block", -1) : -1;
        if (block < 0 || (size_t)block >= d->block_count)
            continue;
        stet_str raw = d->blocks[block].raw, name = stet__pool_copy(d->pool, kind);
        int64_t from = number(r, "from", 0), to = number(r, "to", (int64_t)raw.n);
        if (from > to || to > (int64_t)raw.n)
            continue;
        d->blocks[block].says |= says_of(kind);
        d->notices[d->notice_count++] = (struct doc_notice){
            .name = name.p,
            .raw = stet_strn(raw.p + from, (size_t)(to - from)),
            .text = stet__pool_normal(d->pool,
                                      stet_strn(raw.p + from, (size_t)(to - from))),
            .block = (size_t)block};
    }
}

static stet_str field(const stet_data *fields, const char *name)
{
    const stet_data *statements = stet_data_get(fields, name);
    return statements && statements->first
               ? stet_data_get_text(statements->first, "value")
               : stet_cstr("");
}

static void take_authors(struct doc *d, const stet_data *fields)
{
    const stet_data *statements = stet_data_get(fields, "authors");
    const stet_data *content = statements && statements->first
                                   ? stet_data_get(statements->first, "content")
                                   : NULL;
    if (!content)
        return;
    d->authors.items =
        stet__pool_array(d->pool, content->count, sizeof *d->authors.items);
    for (const stet_data *p = d->authors.items ? content->first : NULL; p; p = p->next)
        if (attr_of(p, "name").n)
            d->authors.items[d->authors.n++] = attr_of(p, "name");
}

struct doc *stet__doc_of_data(const struct pool *pool, const stet_data *article)
{
    const stet_data *body = stet_data_get(article, "body"),
                    *fields = stet_data_get(article, "fields"),
                    *notices = stet_data_get(article, "notices");
    struct doc_size size = {body ? body->count : 0, 0, 0, 0};
    for (const stet_data *b = body ? body->first : NULL; b; b = b->next)
        measure_block(b, &size);
    for (const stet_data *n = notices ? notices->first : NULL; n; n = n->next) {
        const stet_data *content = stet_data_get(n, "content");
        size.notices += content ? content->count : 0;
    }
    struct doc *d = stet__doc_new(pool, &size);
    if (!d)
        return NULL;
    for (const stet_data *b = body ? body->first : NULL; b; b = b->next)
        take_block(d, &size, b);
    stet__doc_settle(d);
    for (const stet_data *n = notices ? notices->first : NULL; n; n = n->next)
        take_notice(d, n);
    d->headline = field(fields, "headline");
    d->byline = field(fields, "byline");
    d->language = field(fields, "language");
    take_authors(d, fields);
    stet__doc_restore(d);
    return d;
}
