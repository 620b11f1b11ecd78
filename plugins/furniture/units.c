/* SPDX-License-Identifier: MIT */
/* The blocks of an article taken apart: text, links, type. */
#include "furniture.h"

void stet__furniture_keep(struct detector *d, stet_code code)
{
    if (code != STET_OK && d->code == STET_OK)
        d->code = code;
}

static stet_str attr_text(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

/* Kinds whose own text is part of the content of what stands above them. */
static int has_text(stet_kind kind)
{
    return kind == STET_TEXT || kind == STET_CODE_SPAN || kind == STET_MATH ||
           kind == STET_CODE || kind == STET_EMBED;
}

static uint32_t text_bytes(const struct detector *d, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        if (has_text(d->items[i].kind))
            n += d->items[i].text.n;
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static uint8_t has_picture(const struct detector *d, size_t from, size_t to)
{
    for (; from < to; from++)
        if (d->items[from].kind == STET_IMAGE || d->items[from].kind == STET_MEDIA)
            return 1;
    return 0;
}

void stet__furniture_units(struct detector *d)
{
    size_t count = 0;
    for (size_t i = 0; i < d->item_count; i = d->items[i].skip)
        count++;
    d->units = stet_alloc(d->a, (count + 1) * sizeof *d->units);
    if (!d->units) {
        d->code = STET_E_NOMEM;
        return;
    }
    for (size_t i = 0; i < d->item_count; i = d->items[i].skip) {
        const stet_item *item = &d->items[i];
        struct unit *u = &d->units[d->count++];
        u->block = item->node;
        u->kind = item->kind;
        u->raw = stet_kind_of(d->a, item->node) == STET_HTML;
        u->zone = item->zone ? item->zone : STET_ZONE_BODY;
        u->stamped = attr_text(item, STET_ATTR_STAMP).n > 0;
        u->item = (uint32_t)i;
        u->end = item->skip;
        u->bytes = text_bytes(d, i, item->skip);
        u->text = stet_cstr("");
        u->links = NULL;
        u->set_off = NULL;
        u->link_count = u->set_off_count = 0;
        u->looked = u->apart = u->lines = u->weighed = 0;
        u->leaning = 0;
        u->pictures = has_picture(d, i, item->skip);
        u->italic = u->bold = u->linked = u->bracketed = 0;
        u->label = 0;
    }
}

/* ---- links and type
 * ---------------------------------------------------------------------- */

/*
 * A pass over the items of a block, which counts the bytes of its content as
 * stet_content() puts them together: blocks within it stand on lines of their own.
 */
struct pass {
    uint32_t at, italic, bold, linked;
    int apart;       /* a line end is due before the next text   */
    uint64_t blocks; /* bit k: what is open at depth k is a block */
};

static int is_block(stet_kind kind)
{
    return kind >= STET_PARAGRAPH && kind <= STET_SLOT;
}

/* Come to an item: blocks that end before it, and one that begins, set text apart. */
static void arrive(struct pass *p, const stet_item *item)
{
    unsigned depth = item->depth < 63 ? item->depth : 63;
    if (p->blocks >> depth) {
        p->apart = 1;
        p->blocks &= (1ull << depth) - 1;
    }
    if (is_block(item->kind)) {
        p->apart = 1;
        p->blocks |= 1ull << depth;
    }
}

static void count_text(struct pass *p, size_t n)
{
    if (!n)
        return;
    if (p->apart && p->at)
        p->at++;
    p->apart = 0;
    p->at += (uint32_t)n;
}

static void count_item(struct pass *p, const stet_item *item)
{
    arrive(p, item);
    if (has_text(item->kind))
        count_text(p, item->text.n);
    else if (item->kind == STET_SOFT_BREAK || item->kind == STET_LINE_BREAK)
        count_text(p, 1);
}

/* Where the inlines that begin at an item end in the text of the block. */
static uint32_t reach(const struct detector *d, struct pass p, size_t i)
{
    for (size_t k = i + 1; k < d->items[i].skip; k++)
        count_item(&p, &d->items[k]);
    return p.at;
}

static void note_link(struct unit *u, const stet_item *item, uint32_t from, uint32_t to)
{
    if (u->links && u->link_count < LINKS_MAX)
        u->links[u->link_count++] =
            (struct link){from, to, attr_text(item, STET_ATTR_HREF)};
}

static void note_inline(struct detector *d, struct unit *u, struct pass *p, size_t i)
{
    const stet_item *item = &d->items[i];
    uint32_t from = p->at + (p->apart && p->at ? 1 : 0), to = reach(d, *p, i);
    uint32_t n = to > from ? to - from : 0;
    switch (item->kind) {
    case STET_LINK:
        note_link(u, item, from, from + n);
        p->linked += n;
        break;
    case STET_EMPHASIS:
        p->italic += n;
        if (u->set_off && u->set_off_count < MARKS_MAX)
            u->set_off[u->set_off_count++] = (struct mark){from, from + n};
        break;
    case STET_STRONG:
        p->bold += n;
        if (!from)
            u->label = n;
        break;
    default:
        break;
    }
}

static int holds_inlines(stet_kind kind)
{
    return kind == STET_LINK || kind == STET_EMPHASIS || kind == STET_STRONG;
}

static void note_item(struct detector *d, struct unit *u, struct pass *p, size_t i)
{
    count_item(p, &d->items[i]);
    if (holds_inlines(d->items[i].kind))
        note_inline(d, u, p, i);
}

/* Room for as many links and emphasised parts as there are. */
static void make_room(struct detector *d, struct unit *u)
{
    size_t links = 0, marks = 0;
    for (size_t i = u->item + 1; i < u->end; i++) {
        links += d->items[i].kind == STET_LINK && links < LINKS_MAX;
        marks += d->items[i].kind == STET_EMPHASIS && marks < MARKS_MAX;
    }
    if (links && !(u->links = stet_alloc(d->a, links * sizeof *u->links)))
        stet__furniture_keep(d, STET_E_NOMEM);
    if (marks && !(u->set_off = stet_alloc(d->a, marks * sizeof *u->set_off)))
        stet__furniture_keep(d, STET_E_NOMEM);
}

/* Bytes that an item within raw HTML gives to its text. */
static size_t raw_bytes(const stet_item *item)
{
    return item->kind == STET_LINE_BREAK ? 1
           : item->kind == STET_TEXT     ? item->text.n
                                         : 0;
}

/* The text of a block in raw HTML, as `stet_content` puts together that of others. */
static stet_str join_text(struct detector *d, const struct unit *u)
{
    stet_out out =
        stet_out_in_article(d->a, u->bytes + (u->end - u->item) + 1, 1 << 26);
    struct pass p = {.at = 0};
    for (size_t i = u->item + 1; i < u->end; i++) {
        const stet_item *item = &d->items[i];
        arrive(&p, item);
        if (!raw_bytes(item))
            continue;
        if (p.apart && out.len)
            stet_puts(&out, "\n");
        p.apart = 0;
        if (item->kind == STET_LINE_BREAK)
            stet_puts(&out, "\n");
        else
            stet_put_str(&out, item->text);
    }
    stet__furniture_keep(d, stet_out_status(&out));
    return stet_out_text(&out);
}

/* Where a byte of the text stands in the raw HTML: in the text that holds it or, for an
 * end, that ends there. */
size_t stet__furniture_raw_offset(const struct detector *d, const struct unit *u,
                                  size_t at, int is_end)
{
    size_t seen = 0, last = d->items[u->item].span.off;
    struct pass p = {.at = 0};
    for (size_t i = u->item + 1; i < u->end; i++) {
        const stet_item *item = &d->items[i];
        size_t n = raw_bytes(item);
        arrive(&p, item);
        if (!n)
            continue;
        seen += p.apart && seen;
        p.apart = 0;
        if (at < seen + n || (is_end && at == seen + n)) {
            size_t in = at > seen ? at - seen : 0;
            return item->span.off + (in < item->span.len ? in : item->span.len);
        }
        seen += n;
        last = item->span.off + item->span.len;
    }
    return last;
}

enum { LINE_BYTES = 60, LINES_BYTES = 400, LINES_MAX = 9 };

static int is_lower(stet_str text, size_t at)
{
    return at < text.n && text.p[at] >= 'a' && text.p[at] <= 'z';
}

/* Where a text item breaks its line; in the content of a block a blank stands there. */
static size_t find_breaks(stet_str t, uint32_t at, uint32_t *ret, size_t n, size_t max)
{
    const char *p = t.p, *end = p + t.n;
    for (; n < max && p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        ret[n++] = at + (uint32_t)(p - t.p);
    return n;
}

/* Where a paragraph breaks its lines, when all are short and each begins as one does: a
 * byline, its day and its agency are no sentence. Answers 0 for wrapped prose. */
static size_t find_lines(const struct detector *d, const struct unit *u, uint32_t *ret,
                         size_t max)
{
    struct pass p = {.at = 0};
    size_t n = 0, from = 0;
    for (size_t i = u->item + 1; i < u->end && n < max; i++) {
        if (d->items[i].kind == STET_TEXT)
            n = find_breaks(d->items[i].text, p.at, ret, n, max);
        count_item(&p, &d->items[i]);
    }
    for (size_t i = 0; i < n; from = ret[i++] + 1)
        if (ret[i] - from > LINE_BYTES || is_lower(u->text, ret[i] + 1))
            return 0;
    return n < max && u->text.n - from <= LINE_BYTES && p.at == u->text.n ? n : 0;
}

static void break_lines(struct detector *d, struct unit *u)
{
    uint32_t at[LINES_MAX];
    stet_str source = stet_source_text(d->a);
    size_t begin = d->items[u->item].span.off;
    if (u->kind != STET_PARAGRAPH || u->raw || u->text.n > LINES_BYTES ||
        begin >= source.n || source.p[begin] == '<')
        return;
    size_t n = find_lines(d, u, at, LINES_MAX);
    char *text = n ? stet_alloc(d->a, u->text.n) : NULL;
    if (!text)
        return;
    memcpy(text, u->text.p, u->text.n);
    for (size_t i = 0; i < n; i++)
        text[at[i]] = '\n';
    u->text = stet_strn(text, u->text.n);
    u->lines = 1;
}

void stet__furniture_open(struct detector *d, struct unit *u)
{
    struct pass p = {.at = 0};
    if (u->text.n || !u->bytes)
        return;
    u->text = u->raw ? join_text(d, u) : stet_content(d->a, u->block);
    break_lines(d, u);
    make_room(d, u);
    for (size_t i = u->item + 1; i < u->end; i++)
        note_item(d, u, &p, i);
    size_t n = u->text.n;
    u->italic = n && (size_t)p.italic * 10 >= n * 9;
    u->bold = n && (size_t)p.bold * 10 >= n * 9;
    u->linked = n && (size_t)p.linked * 10 >= n * 8;
    u->bracketed =
        n > 2 && ((u->text.p[0] == '(' && memchr(u->text.p + n - 2, ')', 2)) ||
                  (u->text.p[0] == '[' && memchr(u->text.p + n - 2, ']', 2)));
    for (size_t i = 0; i < u->link_count; i++) /* offsets that do not hold are worse */
        if (u->links[i].to > n)
            u->link_count = i;
}
