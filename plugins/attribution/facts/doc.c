/* SPDX-License-Identifier: MIT */
/* A document: what all three sources of one share. */
#include "doc.h"

struct doc *stet__doc_new(const struct pool *pool, const struct doc_size *size)
{
    struct doc *d = stet__pool_alloc(pool, sizeof *d);
    if (!d)
        return NULL;
    d->pool = pool;
    d->headline = d->byline = d->language = d->licence = d->licence_url = d->canonical =
        d->access = stet_cstr("");
    d->first_body = d->last_body = SIZE_MAX;
    d->blocks = stet__pool_array(pool, size->blocks, sizeof *d->blocks);
    d->links = stet__pool_array(pool, size->links, sizeof *d->links);
    d->images = stet__pool_array(pool, size->images, sizeof *d->images);
    d->notices = stet__pool_array(pool, size->notices, sizeof *d->notices);
    return d->blocks && d->links && d->images && d->notices ? d : NULL;
}

/* Which blocks are text of the article: what a reader reads as its body. */
static int is_text(const struct doc_block *b)
{
    return b->zone == STET_ZONE_BODY && b->kind != STET_SEPARATOR && !b->image_only &&
           b->words > 0 && b->kind != STET_HTML;
}

static void find_body(struct doc *doc)
{
    doc->first_body = doc->last_body = SIZE_MAX;
    for (size_t i = 0; i < doc->block_count; i++)
        if (is_text(&doc->blocks[i]) && doc->blocks[i].kind != STET_HEADING) {
            if (doc->first_body == SIZE_MAX)
                doc->first_body = i;
            doc->last_body = i;
        }
}

void stet__doc_settle(struct doc *doc)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        doc->blocks[i].normal = stet__pool_normal(doc->pool, doc->blocks[i].raw);
        doc->blocks[i].words = stet__text_words(doc->blocks[i].normal);
        if (doc->blocks[i].raw.n && !doc->blocks[i].normal.n)
            doc->blocks[i].words = 0;
    }
    for (size_t i = 0; i < doc->image_count; i++) {
        struct doc_block *b = &doc->blocks[doc->images[i].block];
        b->image_only = !b->words;
    }
    find_body(doc);
}

static int begins_with_author(const struct doc *doc, const struct doc_block *b)
{
    for (size_t i = 0; i < doc->authors.n; i++) {
        stet_str name = stet__pool_normal(doc->pool, doc->authors.items[i]);
        if (name.n && b->normal.n > name.n && memcmp(b->normal.p, name.p, name.n) == 0)
            return 1;
    }
    return 0;
}

enum { PROSE = 15 };

static int is_prose(const struct doc *doc, const struct doc_block *b)
{
    static const char *const marks[] = {
        "\xc2\xa9", "@",        "publish", "creative commons", "copyright", "licen",
        "http",     "erschien", "publi",   "reserved"};
    if (b->says || b->kind != STET_PARAGRAPH || b->words < PROSE ||
        begins_with_author(doc, b))
        return 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (memmem(b->normal.p, b->normal.n, marks[i], strlen(marks[i])))
            return 0;
    return strchr(".!?\"'", b->normal.p[b->normal.n - 1]) != NULL;
}

void stet__doc_restore(struct doc *doc)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct doc_block *b = &doc->blocks[i];
        if (b->kind == STET_SEPARATOR && b->zone == STET_ZONE_TAIL)
            break; /* behind it stands no more of the text */
        if (b->zone == STET_ZONE_TAIL && is_prose(doc, b))
            last = i;
    }
    for (size_t i = 0; last != SIZE_MAX && i <= last; i++)
        if (doc->blocks[i].zone == STET_ZONE_TAIL)
            doc->blocks[i].zone = STET_ZONE_BODY;
    if (last != SIZE_MAX)
        find_body(doc);
}

int stet__doc_is_kind(stet_str wanted, const char *name)
{
    const char *dot = strchr(name, '.');
    for (int whole = 1; whole >= 0; whole--) {
        const char *n = whole ? name : dot ? dot + 1 : "";
        size_t i = 0;
        while (i < wanted.n && n[i] &&
               (wanted.p[i] == n[i] || (wanted.p[i] == '-' && n[i] == '_')))
            i++;
        if (wanted.n && i == wanted.n && !n[i])
            return 1;
    }
    return 0;
}

/* ---- a post -------------------------------------------------------------------- */
static size_t address_end(stet_str text, size_t at)
{
    while (at < text.n && (unsigned char)text.p[at] > ' ' && text.p[at] != '<' &&
           text.p[at] != '>' && text.p[at] != '"')
        at++;
    while (at && strchr(".,;:!?)'", text.p[at - 1]))
        at--;
    return at;
}

struct doc *stet__doc_of_text(const struct pool *pool, stet_str text)
{
    struct doc_size size = {1, 0, 0, 0};
    for (size_t i = 0; i + 2 < text.n; i++)
        size.links += memcmp(text.p + i, "://", 3) == 0;
    struct doc *d = stet__doc_new(pool, &size);
    if (!d)
        return NULL;
    d->blocks[d->block_count++] =
        (struct doc_block){.kind = STET_PARAGRAPH, .zone = STET_ZONE_NONE, .raw = text};
    for (size_t i = 0; i + 2 < text.n && d->link_count < size.links; i++) {
        if (memcmp(text.p + i, "://", 3) != 0)
            continue;
        size_t from = i, to = address_end(text, i + 3);
        while (from &&
               ((text.p[from - 1] | 0x20) >= 'a' && (text.p[from - 1] | 0x20) <= 'z'))
            from--;
        stet_str href = stet_strn(text.p + from, to - from);
        d->links[d->link_count++] = (struct doc_link){
            .href = href, .text = href, .rel = stet_cstr(""), .from = from, .to = to};
        i = to > i ? to - 1 : i;
    }
    stet__doc_settle(d);
    return d;
}
