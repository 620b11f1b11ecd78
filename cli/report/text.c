/* SPDX-License-Identifier: MIT */
/*
 * The article as it stands after the steps: notices in their colour, findings at their
 * place, blocks that steps put in with their name. It is for looking at: no address is
 * followed and no picture loaded, they are shown as text.
 */
#include <stdlib.h>

#include "section.h"

enum { DEPTH_MAX = 64, CUTS_MAX = 64 };

/* A part of a block that a notice covers. */
struct range {
    stet_node block;
    stet_kind kind;
    size_t from, to; /* SIZE_MAX: to the end */
};

struct text {
    struct section *s;
    stet_article *a;
    stet_out *out;
    const stet_item *items;
    size_t count, offset; /* into the content of the top block */
    struct range *ranges;
    size_t range_count;
    const struct range *parts; /* of the top block at hand, when it is a line of text */
    size_t part_count;
    const char *close[DEPTH_MAX];
    size_t depth;
    stet_kind notice; /* of the group that is open */
    int zone;
};

static const char *const zone_names[] = {"", "head", "body", "tail"};

/* ---- notices ---------------------------------------------------------------- */
static int compare_ranges(const void *x, const void *y)
{
    const struct range *p = x, *q = y;
    if (p->block != q->block)
        return p->block < q->block ? -1 : 1;
    return p->from < q->from ? -1 : p->from > q->from;
}

static struct range range_of(stet_article *a, stet_node part, stet_kind kind)
{
    int64_t from = stet_attr_int(a, part, STET_ATTR_FROM, 0);
    int64_t to = stet_attr_int(a, part, STET_ATTR_TO, INT64_MAX);
    struct range r = {stet_attr_node(a, part, STET_ATTR_BLOCK), kind, 0, SIZE_MAX};
    r.from = from > 0 ? (size_t)from : 0;
    if (to >= 0 && (uint64_t)to < stet_content(a, r.block).n)
        r.to = (size_t)to;
    return r;
}

static size_t count_ranges(stet_article *a)
{
    size_t n = 0;
    stet_node notice = stet_first(a, stet_root(a, STET_FAMILY_NOTICE));
    for (; notice; notice = stet_next(a, notice))
        for (stet_node part = stet_first(a, notice); part; part = stet_next(a, part))
            n += stet_kind_of(a, part) == STET_RANGE;
    return n;
}

static void collect_ranges(struct text *t)
{
    size_t n = count_ranges(t->a);
    t->ranges = n ? malloc(n * sizeof *t->ranges) : NULL;
    if (!t->ranges)
        return;
    stet_node notice = stet_first(t->a, stet_root(t->a, STET_FAMILY_NOTICE));
    for (; notice; notice = stet_next(t->a, notice))
        for (stet_node part = stet_first(t->a, notice); part;
             part = stet_next(t->a, part))
            if (stet_kind_of(t->a, part) == STET_RANGE && t->range_count < n)
                t->ranges[t->range_count++] =
                    range_of(t->a, part, stet_kind_of(t->a, notice));
    qsort(t->ranges, t->range_count, sizeof *t->ranges, compare_ranges);
}

/* The ranges of a block; answers the kind of one that covers all of it, or 0. */
static stet_kind find_ranges(struct text *t, stet_node block)
{
    size_t low = 0, high = t->range_count, end;
    stet_kind whole = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->ranges[middle].block < block)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < t->range_count && t->ranges[end].block == block; end++)
        if (!whole && t->ranges[end].from == 0 && t->ranges[end].to == SIZE_MAX)
            whole = t->ranges[end].kind;
    t->parts = whole ? NULL : t->ranges + low;
    t->part_count = whole ? 0 : end - low;
    return whole;
}

static void put_label(struct text *t, stet_kind kind)
{
    stet_puts(t->out, "<span class=\"kind\">");
    section_put_name(t->out, stet_kind_name(t->a, kind));
    stet_puts(t->out, "</span>");
}

/* Blocks of one kind that follow each other share a frame. */
static void enter_notice(struct text *t, stet_kind kind)
{
    if (t->notice == kind)
        return;
    if (t->notice)
        stet_puts(t->out, "</aside>\n");
    t->notice = kind;
    if (!kind)
        return;
    stet_puts(t->out, "<aside class=\"notice g-");
    stet_puts(t->out, section_group(kind));
    stet_puts(t->out, "\">");
    put_label(t, kind);
}

/* ---- findings --------------------------------------------------------------- */
static const char *effect_class(int effect)
{
    static const char *const classes[] = {"observe", "label", "review", "reject"};
    return classes[effect >= 0 && effect < 4 ? effect : 0];
}

static void put_anchor(struct text *t, size_t i)
{
    stet_puts(t->out, "id=\"a");
    stet_put_int(t->out, (int64_t)t->s->number);
    stet_puts(t->out, "f");
    stet_put_int(t->out, (int64_t)i + 1);
    stet_puts(t->out, "\" ");
    t->s->findings[i].shown = 1;
}

static void put_title(struct text *t, size_t i)
{
    const stet_finding_info *f = &t->s->findings[i].info;
    stet_puts(t->out, "class=\"f e-");
    stet_puts(t->out, effect_class(f->effect));
    stet_puts(t->out, "\" title=\"");
    put_text(t->out, f->message);
    stet_puts(t->out, "\">");
}

static void put_reference(struct text *t, size_t i)
{
    stet_puts(t->out, "<a class=\"n\" href=\"#a");
    stet_put_int(t->out, (int64_t)t->s->number);
    stet_puts(t->out, "l");
    stet_put_int(t->out, (int64_t)i + 1);
    stet_puts(t->out, "\">");
    stet_put_int(t->out, (int64_t)i + 1);
    stet_puts(t->out, "</a>");
}

/* A finding on a node without text of its own: a number where the node begins. */
static void put_pins(struct text *t, stet_node node)
{
    for (size_t i = 0; i < t->s->finding_count; i++) {
        struct placed *f = &t->s->findings[i];
        if (f->in_text || f->shown || f->info.node != node)
            continue;
        stet_puts(t->out, "<span ");
        put_anchor(t, i);
        put_title(t, i);
        put_reference(t, i);
        stet_puts(t->out, "</span>");
    }
}

static int lies_on(const stet_item *item, const stet_finding_info *f)
{
    return item->span.len && f->source.len &&
           f->source.off < item->span.off + item->span.len &&
           f->source.off + f->source.len > item->span.off;
}

/* Which findings some text shows, before anything is written. */
static void find_places(struct text *t)
{
    for (size_t at = 0; at < t->count; at++) {
        if (t->items[at].kind != STET_TEXT)
            continue;
        for (size_t i = 0; i < t->s->finding_count; i++)
            if (lies_on(&t->items[at], &t->s->findings[i].info))
                t->s->findings[i].in_text = 1;
    }
}

/* ---- runs of text ----------------------------------------------------------- */
/* Where in the item the finding begins and ends. Text that came otherwise than byte by
 * byte, as from entities, is taken whole. */
static void bytes_of(const stet_item *item, const stet_finding_info *f,
                     size_t *ret_from, size_t *ret_to)
{
    uint32_t end = f->source.off + f->source.len;
    *ret_from = 0;
    *ret_to = item->text.n;
    if (item->text.n != item->span.len)
        return;
    if (f->source.off > item->span.off)
        *ret_from = f->source.off - item->span.off;
    if (end < item->span.off + item->span.len)
        *ret_to = end - item->span.off;
}

struct cuts {
    size_t at[CUTS_MAX];
    size_t count;
};

/* A place to cut, moved back to the beginning of a character. */
static void add_cut(struct cuts *c, stet_str text, size_t at)
{
    while (at && at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80)
        at--;
    if (at == 0 || at >= text.n || c->count == CUTS_MAX - 1)
        return;
    size_t i = c->count;
    for (size_t k = 0; k < c->count; k++)
        if (c->at[k] == at)
            return;
    for (; i && c->at[i - 1] > at; i--)
        c->at[i] = c->at[i - 1];
    c->at[i] = at;
    c->count++;
}

static const struct range *part_at(const struct text *t, size_t offset)
{
    for (size_t i = 0; i < t->part_count; i++)
        if (t->parts[i].from <= offset && offset < t->parts[i].to)
            return &t->parts[i];
    return NULL;
}

static void find_cuts(const struct text *t, const stet_item *item, struct cuts *c)
{
    size_t from, to;
    for (size_t i = 0; i < t->s->finding_count; i++)
        if (lies_on(item, &t->s->findings[i].info)) {
            bytes_of(item, &t->s->findings[i].info, &from, &to);
            add_cut(c, item->text, from);
            add_cut(c, item->text, to);
        }
    for (size_t i = 0; i < t->part_count; i++) {
        if (t->parts[i].from > t->offset)
            add_cut(c, item->text, t->parts[i].from - t->offset);
        if (t->parts[i].to > t->offset && t->parts[i].to != SIZE_MAX)
            add_cut(c, item->text, t->parts[i].to - t->offset);
    }
}

static int covers(const stet_item *item, const stet_finding_info *f, size_t at)
{
    size_t from, to;
    if (!lies_on(item, f))
        return 0;
    bytes_of(item, f, &from, &to);
    return from <= at && at < to;
}

/* Of the findings that cover the byte the gravest, then the shortest; FINDINGS_MAX:
 * none. */
static size_t finding_at(const struct text *t, const stet_item *item, size_t at)
{
    const struct placed *all = t->s->findings;
    size_t best = FINDINGS_MAX;
    for (size_t i = 0; i < t->s->finding_count; i++) {
        if (!covers(item, &all[i].info, at))
            continue;
        if (best == FINDINGS_MAX || all[i].info.effect > all[best].info.effect ||
            (all[i].info.effect == all[best].info.effect &&
             all[i].info.source.len < all[best].info.source.len))
            best = i;
    }
    return best;
}

/* The numbers of the others that begin here, each a place to go to. */
static void put_others(struct text *t, const stet_item *item, size_t at)
{
    for (size_t i = 0; i < t->s->finding_count; i++) {
        if (t->s->findings[i].shown || !covers(item, &t->s->findings[i].info, at))
            continue;
        stet_puts(t->out, "<span ");
        put_anchor(t, i);
        put_title(t, i);
        put_reference(t, i);
        stet_puts(t->out, "</span>");
    }
}

static void put_piece(struct text *t, const stet_item *item, size_t from, size_t to)
{
    const struct range *part = part_at(t, t->offset + from);
    size_t finding = finding_at(t, item, from);
    if (part) {
        stet_puts(t->out, "<span class=\"part g-");
        stet_puts(t->out, section_group(part->kind));
        stet_puts(t->out, "\">");
        if (t->offset + from == part->from)
            put_label(t, part->kind);
    }
    if (finding < FINDINGS_MAX) {
        int first = !t->s->findings[finding].shown;
        stet_puts(t->out, "<mark ");
        if (first)
            put_anchor(t, finding);
        put_title(t, finding);
        put_text(t->out, stet_strn(item->text.p + from, to - from));
        if (first)
            put_reference(t, finding);
        stet_puts(t->out, "</mark>");
        put_others(t, item, from);
    } else {
        put_text(t->out, stet_strn(item->text.p + from, to - from));
    }
    stet_puts(t->out, part ? "</span>" : "");
}

static void put_run(struct text *t, const stet_item *item)
{
    struct cuts cuts = {.count = 0};
    size_t from = 0;
    if (t->s->finding_count || t->part_count)
        find_cuts(t, item, &cuts);
    if (!cuts.count && !t->part_count &&
        (!t->s->finding_count || finding_at(t, item, 0) == FINDINGS_MAX)) {
        put_text(t->out, item->text);
    } else {
        cuts.at[cuts.count++] = item->text.n;
        for (size_t i = 0; i < cuts.count; i++) {
            if (cuts.at[i] > from)
                put_piece(t, item, from, cuts.at[i]);
            from = cuts.at[i];
        }
    }
    t->offset += item->text.n;
}

/* ---- elements --------------------------------------------------------------- */
struct element {
    const char *open, *close;
};

static const struct element elements[] = {
    [STET_PARAGRAPH] = {"<p>", "</p>\n"},
    [STET_ITEM] = {"<li>", "</li>\n"},
    [STET_QUOTE] = {"<blockquote>\n", "</blockquote>\n"},
    [STET_CODE] = {"<pre>", "</pre>\n"},
    [STET_PREFORMATTED] = {"<pre>", "</pre>\n"},
    [STET_SEPARATOR] = {"<hr>\n", ""},
    [STET_TABLE] = {"<div class=\"wide\"><table>\n", "</table></div>\n"},
    [STET_ROW] = {"<tr>", "</tr>\n"},
    [STET_CELL] = {"<td>", "</td>"},
    [STET_FIGURE] = {"<div class=\"figure\">\n", "</div>\n"},
    [STET_CAPTION] = {"<div class=\"small\">", "</div>\n"},
    [STET_CREDIT] = {"<div class=\"small\">", "</div>\n"},
    [STET_FOOTNOTE] = {"<div class=\"small\">", "</div>\n"},
    [STET_DEFINITIONS] = {"<dl>\n", "</dl>\n"},
    [STET_TERM] = {"<dt>", "</dt>\n"},
    [STET_DEFINITION] = {"<dd>", "</dd>\n"},
    [STET_BOX] = {"<div class=\"box\">\n", "</div>\n"},
    [STET_DETAILS] = {"<div class=\"box\">\n", "</div>\n"},
    [STET_QUESTION] = {"<div class=\"question\">", "</div>\n"},
    [STET_ANSWER] = {"<div>", "</div>\n"},
    [STET_HTML] = {"<pre class=\"raw\" title=\"raw HTML, in quarantine\">", "</pre>\n"},
    [STET_SHORTCODE] = {"<pre class=\"raw\" title=\"shortcode\">", "</pre>\n"},
    [STET_EMPHASIS] = {"<em>", "</em>"},
    [STET_STRONG] = {"<strong>", "</strong>"},
    [STET_UNDERLINE] = {"<u>", "</u>"},
    [STET_STRIKE] = {"<s>", "</s>"},
    [STET_SUBSCRIPT] = {"<sub>", "</sub>"},
    [STET_SUPERSCRIPT] = {"<sup>", "</sup>"},
    [STET_CODE_SPAN] = {"<code>", "</code>"},
    [STET_LINE_BREAK] = {"<br>\n", ""},
    [STET_SOFT_BREAK] = {"\n", ""},
    [STET_QUOTATION] = {"<q>", "</q>"},
    [STET_CITATION] = {"<cite>", "</cite>"},
    [STET_MATH] = {"<code>", "</code>"},
    [STET_HTML_INLINE] = {"<code class=\"raw\">", "</code>"},
    [STET_SHORTCODE_INLINE] = {"<code class=\"raw\">", "</code>"},
};

static void put_heading(struct text *t, const stet_item *item)
{
    int64_t level = stet_attr_int(t->a, item->node, STET_ATTR_LEVEL, 2);
    stet_puts(t->out, level <= 1 ? "<h2 class=\"h1\">" : level == 2 ? "<h3>" : "<h4>");
    t->close[t->depth++] = level <= 1 ? "</h2>\n" : level == 2 ? "</h3>\n" : "</h4>\n";
}

static void put_list(struct text *t, const stet_item *item)
{
    int64_t start = stet_attr_int(t->a, item->node, STET_ATTR_START, 1);
    int ordered = stet_attr_int(t->a, item->node, STET_ATTR_ORDERED, 0) != 0;
    stet_puts(t->out, ordered ? "<ol start=\"" : "<ul");
    if (ordered) {
        stet_put_int(t->out, start);
        stet_putc(t->out, '"');
    }
    stet_puts(t->out, ">\n");
    t->close[t->depth++] = ordered ? "</ol>\n" : "</ul>\n";
}

/* The title of a table stands in it, where nothing else may. */
static int is_table_caption(const struct text *t, const stet_item *item)
{
    return item->kind == STET_CAPTION && t->depth &&
           t->close[t->depth - 1] == elements[STET_TABLE].close;
}

/* Pictures, sound and embeds: what they are and where they lie, as text. */
static void put_media(struct text *t, const stet_item *item)
{
    stet_str alt = stet_attr_str(t->a, item->node, STET_ATTR_ALT);
    stet_str src = stet_attr_str(t->a, item->node, STET_ATTR_SRC);
    if (!src.n)
        src = stet_attr_str(t->a, item->node, STET_ATTR_HREF);
    stet_puts(t->out, "<span class=\"media\"><b>");
    stet_puts(t->out, stet_kind_name(t->a, item->kind));
    stet_puts(t->out, "</b> ");
    put_text(t->out, alt);
    section_put(t->out, " <small>", src, "</small>");
    stet_puts(t->out, "</span>\n");
}

static void put_link(struct text *t, const stet_item *item)
{
    stet_puts(t->out, "<span class=\"a\" title=\"");
    put_text(t->out, stet_attr_str(t->a, item->node, STET_ATTR_HREF));
    stet_puts(t->out, "\">");
    t->close[t->depth++] = "</span>";
}

/* Writes the start of an item; what has children stays open. */
static void put_item(struct text *t, const stet_item *item)
{
    const struct element *e =
        item->kind < sizeof elements / sizeof *elements ? &elements[item->kind] : NULL;
    t->offset += item->kind == STET_SOFT_BREAK || item->kind == STET_LINE_BREAK;
    if (t->depth >= DEPTH_MAX || item->kind == STET_TEXT) {
        put_run(t, item);
        return;
    }
    if (item->kind == STET_HEADING) {
        put_heading(t, item);
    } else if (item->kind == STET_LIST) {
        put_list(t, item);
    } else if (is_table_caption(t, item)) {
        stet_puts(t->out, "<caption>");
        t->close[t->depth++] = "</caption>\n";
    } else if (item->kind == STET_LINK) {
        put_link(t, item);
    } else if (item->kind == STET_MEDIA || item->kind == STET_IMAGE ||
               item->kind == STET_EMBED) {
        put_media(t, item);
        t->close[t->depth++] = "";
    } else if (item->kind == STET_FOOTNOTE_REF) {
        section_put(t->out, "<sup>", stet_attr_str(t->a, item->node, STET_ATTR_LABEL),
                    "</sup>");
        t->close[t->depth++] = "";
    } else {
        stet_puts(t->out, e && e->open ? e->open : "");
        put_run(t, item);
        t->close[t->depth++] = e && e->close ? e->close : "";
    }
    if (t->s->finding_count)
        put_pins(t, item->node);
}

/* ---- top blocks ------------------------------------------------------------- */
static void close_to(struct text *t, size_t depth)
{
    while (t->depth > depth)
        stet_puts(t->out, t->close[--t->depth]);
}

static void enter_zone(struct text *t, int zone)
{
    if (zone == t->zone)
        return;
    enter_notice(t, 0);
    if (t->zone)
        stet_puts(t->out, "</div>\n");
    t->zone = zone;
    if (!zone)
        return;
    stet_puts(t->out, "<div class=\"zone z-");
    stet_puts(t->out, zone_names[zone & 3]);
    stet_puts(t->out, "\">\n");
}

/* The step that put the block in, as a tag before it. */
static void put_origin(struct text *t, stet_node block)
{
    size_t low = 0, high = t->s->added_count;
    stet_step_info info = {.size = sizeof info};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->s->added[middle] < block)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= t->s->added_count || t->s->added[low] != block ||
        !stet_result_step(t->s->r, t->s->added_by[low], &info))
        return;
    section_put(t->out, "<span class=\"by\">+ ", info.use, "</span>");
}

static void enter_block(struct text *t, const stet_item *item)
{
    stet_kind notice = find_ranges(t, item->node);
    enter_zone(t, item->zone ? item->zone : STET_ZONE_BODY);
    enter_notice(t, notice);
    t->offset = 0;
    if (item->kind != STET_PARAGRAPH && item->kind != STET_HEADING)
        t->part_count = 0;
    put_origin(t, item->node);
}

void section_text(struct section *s)
{
    struct text t = {.s = s, .a = s->a, .out = s->out};
    size_t begun = s->out->len, at = 0;
    collect_ranges(&t);
    t.items = stet_walk(s->a, stet_root(s->a, STET_FAMILY_BLOCK), &t.count);
    find_places(&t);
    for (; at < t.count && s->out->len - begun < TEXT_MAX; at++) {
        close_to(&t, t.items[at].depth);
        if (t.items[at].depth == 0)
            enter_block(&t, &t.items[at]);
        put_item(&t, &t.items[at]);
    }
    close_to(&t, 0);
    enter_zone(&t, 0);
    if (at < t.count)
        stet_puts(s->out,
                  "<p class=\"cut\">The text is longer than a report shows.</p>\n");
    if (!t.count)
        stet_puts(s->out, "<p class=\"cut\">The article has no text.</p>\n");
    free(t.ranges);
}
