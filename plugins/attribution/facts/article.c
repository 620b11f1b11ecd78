/* SPDX-License-Identifier: MIT */
/* The article at hand as a document. */
#include <stdlib.h>

#include "../page/page.h"

static stet_str attr_of(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return item->attrs[i].text;
    return stet_cstr("");
}

static int is_html(stet_kind k)
{
    return k == STET_HTML || k == STET_HTML_INLINE || k == STET_EMBED;
}

static struct doc_size measure(const stet_item *items, size_t count)
{
    struct doc_size s = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        stet_kind k = items[i].kind;
        s.blocks += items[i].depth == 0;
        s.links += k == STET_LINK;
        s.images += k == STET_IMAGE || k == STET_MEDIA;
        if (is_html(k))
            for (size_t j = 0; j < items[i].text.n; j++)
                if (items[i].text.p[j] == '<') {
                    s.links++;
                    s.images++;
                }
    }
    return s;
}

static int has_visible_child(const stet_item *items, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (items[i].kind == STET_IMAGE || items[i].kind == STET_MEDIA)
            return 1;
    return 0;
}

/* What readers do not see as said: what a page hides, and what is struck out. */
struct unseen {
    struct hidden_ranges hidden;
    size_t struck;  /* items before this one are within a deletion */
    size_t blanked; /* of the block's text */
};

static int is_unseen(const struct unseen *u, stet_article *a, const stet_item *items,
                     size_t i)
{
    return i < u->struck ||
           (u->hidden.count &&
            stet__page_is_hidden(&u->hidden, stet_span_of(a, items[i].node)));
}

/* The text stays as long as it is, so that offsets hold. */
static void blank(struct doc *d, struct unseen *u, stet_str text)
{
    struct doc_block *b = &d->blocks[d->block_count - 1];
    const char *at =
        text.n && u->blanked < b->raw.n
            ? memmem(b->raw.p + u->blanked, b->raw.n - u->blanked, text.p, text.n)
            : NULL;
    size_t from = at ? (size_t)(at - b->raw.p) : 0;
    stet_str copy = at ? stet__pool_copy(d->pool, b->raw) : stet_cstr("");
    if (!at || copy.n != b->raw.n)
        return;
    memset((char *)(uintptr_t)copy.p + from, ' ', text.n);
    b->raw = copy;
    u->blanked = from + text.n;
}

/* Offsets of the link within its block: the text before it was counted on the way. */
static void add_link(struct doc *d, stet_article *a, const stet_item *items, size_t i,
                     int unseen, size_t *cursor)
{
    struct doc_link *l = &d->links[d->link_count++];
    const struct doc_block *b = &d->blocks[d->block_count - 1];
    *l = (struct doc_link){.node = items[i].node,
                           .block = d->block_count - 1,
                           .href = attr_of(&items[i], STET_ATTR_HREF),
                           .rel = attr_of(&items[i], STET_ATTR_REL),
                           .text = stet_content(a, items[i].node)};
    if (unseen) {
        l->text = stet_cstr("");
        return;
    }
    if (!l->text.n) {
        if (has_visible_child(items, i + 1, items[i].skip))
            l->text = stet_cstr("image");
        return;
    }
    stet_str raw = b->raw;
    const char *at =
        l->text.n && *cursor < raw.n
            ? memmem(raw.p + *cursor, raw.n - *cursor, l->text.p, l->text.n)
            : NULL;
    if (at) {
        l->from = (size_t)(at - raw.p);
        l->to = l->from + l->text.n;
        *cursor = l->to;
    }
}

static void add_image(struct doc *d, const stet_item *item)
{
    stet_str src = attr_of(item, STET_ATTR_SRC);
    d->images[d->image_count++] =
        (struct doc_image){.node = item->node,
                           .block = d->block_count - 1,
                           .src = src.n ? src : attr_of(item, STET_ATTR_HREF),
                           .alt = attr_of(item, STET_ATTR_ALT),
                           .credit = attr_of(item, STET_ATTR_CREDIT)};
}

/* ---- notices and fields -------------------------------------------------------- */
static uint32_t says_of(stet_kind k)
{
    switch (k) {
    case STET_AUTHOR_BIO:
        return SAYS_BIO;
    case STET_CONTRIBUTING:
        return SAYS_CONTRIBUTING;
    case STET_DISCLOSURE_SPONSORED:
        return SAYS_ADVERT;
    case STET_PAYWALL:
        return SAYS_PAYWALL;
    case STET_IMAGE_CREDIT:
        return SAYS_IMAGE_CREDIT;
    default:
        return SAYS_OTHER;
    }
}

struct place {
    stet_node node;
    size_t index;
};

static int by_node(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* Blocks by their handles, for notices point at them. */
static struct place *index_blocks(const struct doc *d)
{
    struct place *places = stet__pool_array(d->pool, d->block_count, sizeof *places);
    for (size_t i = 0; places && i < d->block_count; i++)
        places[i] = (struct place){d->blocks[i].node, i};
    if (places)
        qsort(places, d->block_count, sizeof *places, by_node);
    return places;
}

static size_t index_of(const struct doc *d, const struct place *places, stet_node block)
{
    struct place key = {block, 0};
    const struct place *found =
        bsearch(&key, places, d->block_count, sizeof *places, by_node);
    return found ? found->index : SIZE_MAX;
}

static size_t count_ranges(stet_article *a)
{
    size_t n = 0;
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; notice; notice = stet_next(a, notice))
        for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r))
            n += stet_kind_of(a, r) == STET_RANGE;
    return n;
}

static void add_notices(struct doc *d, stet_article *a)
{
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    const struct place *places = notice ? index_blocks(d) : NULL;
    d->failed |= notice && !places;
    for (; places && notice; notice = stet_next(a, notice)) {
        stet_kind kind = stet_kind_of(a, notice);
        for (stet_node r = stet_first(a, notice); r; r = stet_next(a, r)) {
            size_t block =
                stet_kind_of(a, r) == STET_RANGE
                    ? index_of(d, places, stet_attr_node(a, r, STET_ATTR_BLOCK))
                    : SIZE_MAX;
            if (block == SIZE_MAX)
                continue;
            stet_str raw = d->blocks[block].raw;
            int64_t from = stet_attr_int(a, r, STET_ATTR_FROM, 0),
                    to = stet_attr_int(a, r, STET_ATTR_TO, (int64_t)raw.n);
            if (from < 0 || to > (int64_t)raw.n || from > to)
                continue;
            d->blocks[block].says |= says_of(kind);
            d->notices[d->notice_count++] = (struct doc_notice){
                .kind = kind,
                .name = stet_kind_name(a, kind),
                .raw = stet_strn(raw.p + from, (size_t)(to - from)),
                .text = stet__pool_normal(d->pool,
                                          stet_strn(raw.p + from, (size_t)(to - from))),
                .block = block};
        }
    }
}

static void add_fields(struct doc *d, stet_article *a)
{
    stet_node byline = stet_field(a, STET_BYLINE),
              authors = stet_field(a, STET_AUTHORS);
    stet_node licence = stet_field(a, STET_LICENCE);
    size_t n = 0;
    d->headline = stet_field_text(a, STET_HEADLINE);
    d->byline = stet_text(a, byline);
    d->byline_node = byline;
    d->language = stet_field_text(a, STET_LANGUAGE);
    d->canonical = stet_field_text(a, STET_CANONICAL);
    d->access = stet_field_text(a, STET_ACCESS);
    d->licence = stet_text(a, licence);
    d->licence_url = stet_attr_str(a, licence, STET_ATTR_URL);
    for (stet_node p = stet_first(a, authors); p; p = stet_next(a, p))
        n++;
    d->authors.items = stet__pool_array(d->pool, n, sizeof *d->authors.items);
    for (stet_node p = d->authors.items ? stet_first(a, authors) : 0; p;
         p = stet_next(a, p))
        if (stet_attr_str(a, p, STET_ATTR_NAME).n)
            d->authors.items[d->authors.n++] = stet_attr_str(a, p, STET_ATTR_NAME);
}

/* The block that a byline was read from. */
static void mark_byline(struct doc *d, stet_article *a)
{
    static const stet_kind fields[] = {STET_BYLINE, STET_AUTHORS};
    for (size_t f = 0; f < 2; f++) {
        stet_node s = stet_find(a, stet_root(a, STET_FAMILY_FIELD), 0, fields[f]);
        for (; s; s = stet_find(a, stet_root(a, STET_FAMILY_FIELD), s, fields[f])) {
            stet_span span = stet_span_of(a, s);
            for (size_t i = 0; span.len && i < d->block_count; i++) {
                stet_span block = stet_span_of(a, d->blocks[i].node);
                if (block.len && span.off >= block.off &&
                    span.off + span.len <= block.off + block.len + 1 &&
                    d->blocks[i].kind != STET_HEADING)
                    d->blocks[i].says |= SAYS_BYLINE;
            }
        }
    }
}

struct doc *stet__doc_of_article(const struct pool *pool)
{
    stet_article *a = pool->article;
    size_t count, cursor = 0;
    const stet_item *items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    struct doc_size size = measure(items, count);
    size.notices = count_ranges(a);
    struct doc *d = stet__doc_new(pool, &size);
    struct unseen u = {.struck = 0};
    if (!d)
        return NULL;
    stet__page_hidden(stet_source_text(a), &u.hidden);
    for (size_t i = 0; i < count; i++) {
        if (items[i].depth == 0) {
            d->blocks[d->block_count++] = (struct doc_block){
                .node = items[i].node,
                .kind = items[i].kind,
                .zone = items[i].zone,
                .raw = items[i].kind == STET_HTML ? stet_cstr("")
                                                  : stet_content(a, items[i].node)};
            cursor = u.blanked = 0;
        }
        if (items[i].kind == STET_STRIKE && i >= u.struck)
            u.struck = items[i].skip;
        int unseen = is_unseen(&u, a, items, i);
        if (unseen && items[i].kind == STET_TEXT)
            blank(d, &u, items[i].text);
        else if (items[i].kind == STET_LINK)
            add_link(d, a, items, i, unseen, &cursor);
        else if (items[i].kind == STET_IMAGE || items[i].kind == STET_MEDIA)
            add_image(d, &items[i]);
        else if (is_html(items[i].kind) && !unseen)
            stet__page_scan(d, &size, items[i].text, d->block_count - 1, items[i].node);
    }
    stet__doc_settle(d);
    add_notices(d, a);
    add_fields(d, a);
    mark_byline(d, a);
    stet__doc_restore(d);
    return d;
}
