/* SPDX-License-Identifier: MIT */
/*
 * The components of an article, in order: title and byline, the picture, the text with
 * notices in asides of their own, the rights.
 */
#include "news.h"

#include <stdlib.h>

/* ---- components ------------------------------------------------------------------ */
static void put_aside_name(struct news *n)
{
    stet_kind kind = stet_kind_of(n->f.a, (stet_node)n->aside);
    const char *name = stet_kind_name(n->f.a, kind);
    json_key(&n->j, "identifier");
    stet_puts(n->j.out, "\"stet-notice-");
    for (; *name; name++)
        stet_putc(n->j.out, *name == '.' || *name == '_' ? '-' : *name);
    stet_putc(n->j.out, '-');
    stet_put_int(n->j.out, (int64_t)n->aside_count);
    stet_putc(n->j.out, '"');
}

/* Open and close the aside that the next component stands in. */
static void settle_aside(struct news *n)
{
    if (n->aside == n->aside_open)
        return;
    if (n->aside_open) {
        json_close(&n->j, ']');
        json_close(&n->j, '}');
    }
    n->aside_open = n->aside;
    if (!n->aside)
        return;
    n->aside_count++;
    json_item(&n->j);
    json_open(&n->j, '{');
    json_text(&n->j, "role", stet_cstr("aside"));
    if (stet_kind_of(n->f.a, (stet_node)n->aside) >= STET_NOTICE_OTHER)
        put_aside_name(n);
    json_key(&n->j, "components");
    json_open(&n->j, '[');
}

static void open_component(struct news *n, const char *role)
{
    settle_aside(n);
    json_item(&n->j);
    json_open(&n->j, '{');
    json_text(&n->j, "role", stet_cstr(role));
}

void stet__news_put_plain(struct news *n, const char *role, stet_str text)
{
    stet__news_end_run(n);
    open_component(n, role);
    json_text(&n->j, "text", text);
    json_close(&n->j, '}');
}

int stet__news_put_media(struct news *n, const char *role, stet_str url, stet_str alt)
{
    if (!url.n)
        return 0;
    stet__news_end_run(n);
    open_component(n, role);
    json_text(&n->j, "URL", url);
    json_text(&n->j, "accessibilityCaption", alt);
    json_close(&n->j, '}');
    return 1;
}

void stet__news_begin_run(struct news *n, const char *role)
{
    stet__news_end_run(n);
    n->role = role;
    n->said = 0;
    n->text.len = 0;
}

void stet__news_end_run(struct news *n)
{
    const char *role = n->role;
    n->role = NULL;
    if (!role || !n->said)
        return;
    int table = strcmp(role, "htmltable") == 0;
    if (table)
        stet_puts(&n->text, "</table>");
    stet__facts_clean(&n->text, 0);
    stet_str text = stet__facts_take(&n->f, &n->text);
    open_component(n, role);
    json_text(&n->j, table ? "html" : "text", text);
    if (!table)
        json_text(&n->j, "format", stet_cstr("html"));
    json_close(&n->j, '}');
}

/* ---- notices --------------------------------------------------------------------- */
static int compare_covered(const void *x, const void *y)
{
    const struct news_covered *p = x, *q = y;
    return p->block < q->block ? -1 : p->block > q->block;
}

static size_t visit_ranges(struct news *n, struct news_covered *list)
{
    stet_article *a = n->f.a;
    size_t count = 0;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node notice = stet_first(a, root); notice; notice = stet_next(a, notice))
        for (stet_node part = stet_first(a, notice); part; part = stet_next(a, part)) {
            if (stet_kind_of(a, part) != STET_RANGE)
                continue;
            if (list)
                list[count] = (struct news_covered){
                    stet_attr_node(a, part, STET_ATTR_BLOCK), notice};
            count++;
        }
    return count;
}

static void collect_notices(struct news *n)
{
    size_t count = visit_ranges(n, NULL);
    struct news_covered *list = count ? stet_alloc(n->f.a, count * sizeof *list) : NULL;
    if (!list)
        return;
    n->covered_count = visit_ranges(n, list);
    qsort(list, count, sizeof *list, compare_covered);
    n->covered = list;
}

static stet_node notice_of(const struct news *n, stet_node block)
{
    size_t low = 0, high = n->covered_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (n->covered[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n->covered_count && n->covered[low].block == block
               ? n->covered[low].notice
               : 0;
}

/* ---- above the text -------------------------------------------------------------- */
static stet_str byline(struct news *n)
{
    stet_article *a = n->f.a;
    stet_str line = stet_field_text(a, STET_BYLINE);
    stet_node party = stet_first(a, stet_field(a, STET_AUTHORS));
    if (line.n || !party)
        return line;
    stet_out names = stet_out_in_article(a, 128, 65536);
    for (; party; party = stet_next(a, party)) {
        stet_puts(&names, names.len ? ", " : "");
        stet_put_str(&names, stet__facts_name(&n->f, party));
    }
    return stet__facts_take(&n->f, &names);
}

static void put_line(struct news *n, const char *role, stet_str text)
{
    stet_out clean = stet_out_in_article(n->f.a, text.n + 1, text.n + 1);
    int said = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= ' ' && c != 0x7f)
            stet_putc(&clean, (char)c);
        else if (c == '\n' || c == '\t')
            stet_putc(&clean, ' ');
        said |= c > ' ';
    }
    if (said)
        stet__news_put_plain(n, role, stet__facts_take(&n->f, &clean));
}

static void put_picture(struct news *n)
{
    stet_article *a = n->f.a;
    stet_node media = stet_first(a, stet_field(a, STET_IMAGES));
    stet_str src = stet_attr_str(a, media, STET_ATTR_SRC);
    if (!src.n)
        src = stet_attr_str(a, media, STET_ATTR_URL);
    n->picture = stet__news_absolute(n, src);
    if (stet__news_put_media(n, "photo", n->picture,
                             stet_attr_str(a, media, STET_ATTR_ALT)))
        put_line(n, "photographer", stet_attr_str(a, media, STET_ATTR_CREDIT));
}

static void put_head(struct news *n)
{
    stet_article *a = n->f.a;
    put_line(n, "heading", stet_field_text(a, STET_KICKER));
    put_line(n, "title", stet_field_text(a, STET_HEADLINE));
    put_line(n, "intro", stet_field_text(a, STET_STANDFIRST));
    put_line(n, "byline", byline(n));
    put_picture(n);
}

/* ---- the text -------------------------------------------------------------------- */
static int equals_trimmed(stet_str text, stet_str line)
{
    while (text.n && (unsigned char)text.p[0] <= ' ')
        text = stet_strn(text.p + 1, text.n - 1);
    while (text.n && (unsigned char)text.p[text.n - 1] <= ' ')
        text.n--;
    return line.n && stet_str_eq(text, line);
}

/* Does the block say what a component above says? */
static int is_said(struct news *n, const stet_item *item)
{
    static const stet_kind fields[] = {STET_HEADLINE, STET_STANDFIRST, STET_BYLINE,
                                       STET_KICKER};
    stet_str text =
        item->zone == STET_ZONE_HEAD ? stet_content(n->f.a, item->node) : stet_cstr("");
    for (size_t i = 0; i < sizeof fields / sizeof *fields && text.n; i++)
        if (equals_trimmed(text, stet_field_text(n->f.a, fields[i])))
            return 1;
    if (item->zone != STET_ZONE_BODY || n->in_body)
        return 0;
    n->in_body = 1; /* a standfirst may be the first block of the text as well */
    return equals_trimmed(stet_content(n->f.a, item->node),
                          stet_field_text(n->f.a, STET_STANDFIRST));
}

static void enter_block(struct news *n, const stet_item *item, size_t at)
{
    uint64_t aside = n->covered_count ? notice_of(n, item->node) : 0;
    if (!aside && item->kind == STET_BOX)
        aside = n->items[at].node;
    if (aside == n->aside)
        return;
    stet__news_end_run(n);
    n->aside = aside;
}

static void put_blocks(struct news *n)
{
    n->items = stet_walk(n->f.a, stet_root(n->f.a, STET_FAMILY_BLOCK), &n->count);
    for (size_t at = 0; at < n->count;) {
        const stet_item *item = &n->items[at];
        if (n->depth > item->depth)
            stet__news_close_to(n, item->depth);
        if (item->depth == 0 && is_said(n, item)) {
            at = item->skip;
            continue;
        }
        if (item->depth == 0)
            enter_block(n, item, at);
        at = stet__news_put_item(n, at);
    }
    stet__news_close_to(n, 0);
    stet__news_end_run(n);
    n->aside = 0;
}

/* ---- below the text -------------------------------------------------------------- */
static int is_in_text(struct news *n, stet_str text)
{
    stet_node root = stet_root(n->f.a, STET_FAMILY_BLOCK);
    for (stet_node b = stet_first(n->f.a, root); b; b = stet_next(n->f.a, b)) {
        stet_str content = stet_content(n->f.a, b);
        if (memmem(content.p, content.n, text.p, text.n))
            return 1;
    }
    return 0;
}

static void put_fact(struct news *n, stet_str text)
{
    if (!text.n || is_in_text(n, text))
        return;
    if (!n->role)
        stet__news_begin_run(n, "body");
    stet_puts(&n->text, "<p>");
    stet__news_put_text(n, text);
    stet_puts(&n->text, "</p>");
}

static void put_facts(struct news *n, stet_kind field)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_FIELD);
    for (stet_node s = stet_find(a, root, 0, field); s;
         s = stet_find(a, root, s, field)) {
        put_fact(n, stet_text(a, s));
        for (stet_node p = stet_first(a, s); p; p = stet_next(a, p))
            put_fact(n, stet__facts_name(&n->f, p));
    }
}

static void put_notices(struct news *n)
{
    stet_article *a = n->f.a;
    stet_node root = stet_root(a, STET_FAMILY_NOTICE);
    for (stet_node p = stet_first(a, root); p; p = stet_next(a, p)) {
        stet_str text = stet_text(a, p);
        if (!text.n || is_in_text(n, text))
            continue;
        stet__news_end_run(n);
        n->aside = p;
        put_fact(n, text);
    }
    stet__news_end_run(n);
    n->aside = 0;
}

static void put_tail(struct news *n)
{
    put_facts(n, STET_CORRECTIONS);
    put_facts(n, STET_IMAGE_CREDITS);
    put_fact(n, stet_field_text(n->f.a, STET_COPYRIGHT_NOTICE));
    put_fact(n, stet_field_text(n->f.a, STET_LICENCE));
    put_fact(n, stet_field_text(n->f.a, STET_USAGE_TERMS));
    put_notices(n);
}

void stet__news_put_components(struct news *n)
{
    collect_notices(n);
    json_key(&n->j, "components");
    json_open(&n->j, '[');
    put_head(n);
    put_blocks(n);
    put_tail(n);
    settle_aside(n);
    json_close(&n->j, ']');
}
