/* SPDX-License-Identifier: MIT */
/*
 * Blocks and inlines as NITF, each where its content model lets it stand.
 */
#include "blocks.h"

/* ---- attributes of an item -------------------------------------------------- */
static const stet_value *find_attr(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return &item->attrs[i];
    return NULL;
}

static stet_str attr_text(const stet_item *item, stet_attr attr)
{
    const stet_value *v = find_attr(item, attr);
    return v && v->type == 1 ? v->text : stet_cstr("");
}

static int64_t attr_number(const stet_item *item, stet_attr attr, int64_t absent)
{
    const stet_value *v = find_attr(item, attr);
    return v && v->type == 2 ? v->number : absent;
}

/* The schema takes no xml:lang but a language tag. */
static void put_language(struct nitf_body *w, const stet_item *item)
{
    if (item->attr_count)
        stet__nitf_put_attr(w->n, "xml:lang",
                            stet__facts_language_tag(attr_text(item, STET_ATTR_LANG)));
}

static int is_inline(stet_kind kind)
{
    return kind >= STET_TEXT && kind < STET_PARTY;
}

/* ---- the stack -------------------------------------------------------------- */
static struct nitf_open *top(struct nitf_body *w)
{
    return w->depth ? &w->open[w->depth - 1] : NULL;
}

static void close_top(struct nitf_body *w)
{
    stet_puts(w->n->out, w->open[--w->depth].close);
}

void stet__nitf_close_to(struct nitf_body *w, unsigned depth)
{
    while (w->depth && w->open[w->depth - 1].depth >= depth)
        close_top(w);
}

static size_t push(struct nitf_body *w, const stet_item *item, const char *close,
                   int mode, size_t at)
{
    if (w->depth < sizeof w->open / sizeof *w->open)
        w->open[w->depth++] = (struct nitf_open){.close = close,
                                                 .depth = item->depth,
                                                 .kind = item->kind,
                                                 .mode = (uint8_t)mode};
    else
        stet_puts(w->n->out, close);
    return at + 1;
}

static int mode_of(struct nitf_body *w)
{
    return w->depth ? w->open[w->depth - 1].mode : MODE_BLOCKS;
}

static stet_kind parent_kind(struct nitf_body *w)
{
    return w->depth ? w->open[w->depth - 1].kind : STET_KIND_NONE;
}

/* An element that leaves no trace: what is in it stands where it stands. */
static size_t pass_through(struct nitf_body *w, const stet_item *item, size_t at)
{
    return push(w, item, "", mode_of(w), at);
}

static size_t open_element(struct nitf_body *w, const stet_item *item, const char *open,
                           const char *close, int mode, size_t at)
{
    stet_puts(w->n->out, open);
    put_language(w, item);
    stet_putc(w->n->out, '>');
    return push(w, item, close, mode, at);
}

/* ---- media ------------------------------------------------------------------ */
static struct nitf_medium read_medium(struct nitf_body *w, const stet_item *item,
                                      size_t at)
{
    struct nitf_medium m = {.src = attr_text(item, STET_ATTR_SRC),
                            .alt = attr_text(item, STET_ATTR_ALT),
                            .type = attr_text(item, STET_ATTR_MEDIA),
                            .credit = attr_text(item, STET_ATTR_CREDIT),
                            .holder = attr_text(item, STET_ATTR_HOLDER),
                            .width = attr_number(item, STET_ATTR_WIDTH, 0),
                            .height = attr_number(item, STET_ATTR_HEIGHT, 0)};
    for (size_t i = at + 1; i < item->skip; i = w->items[i].skip)
        if (w->items[i].kind == STET_CREDIT && !m.credit.n)
            m.credit = stet_content(w->n->f.a, w->items[i].node);
    return m;
}

/* Media first, then captions, then credits: the order that `media` demands. */
static int is_media_figure(struct nitf_body *w, const stet_item *item, size_t at)
{
    int stage = 0;
    size_t i = at + 1;
    if (i >= item->skip || w->items[i].kind != STET_MEDIA)
        return 0;
    for (; i < item->skip; i = w->items[i].skip) {
        stet_kind kind = w->items[i].kind;
        int now = kind == STET_MEDIA ? 0 : kind == STET_CAPTION ? 1 : 2;
        if (now < stage || (now == 2 && kind != STET_CREDIT))
            return 0;
        if (now == 0 &&
            !stet__nitf_is_source(w->n, attr_text(&w->items[i], STET_ATTR_SRC)))
            return 0;
        stage = now;
    }
    return 1;
}

static size_t write_figure(struct nitf_body *w, const stet_item *item, size_t at)
{
    if (!is_media_figure(w, item, at))
        return pass_through(w, item, at);
    stet_str type = attr_text(&w->items[at + 1], STET_ATTR_MEDIA);
    stet_puts(w->n->out, "<media");
    stet__nitf_put_attr(w->n, "media-type", stet_cstr(stet__nitf_media_type(type)));
    stet_puts(w->n->out, ">\n");
    push(w, item, "</media>\n", MODE_BLOCKS, at);
    top(w)->section = 1;
    return at + 1;
}

static int in_media(struct nitf_body *w)
{
    return parent_kind(w) == STET_FIGURE && top(w)->section == 1;
}

static size_t write_media(struct nitf_body *w, const stet_item *item, size_t at)
{
    struct nitf_medium m = read_medium(w, item, at);
    if (in_media(w))
        stet__nitf_put_reference(w->n, &m);
    else
        stet__nitf_put_medium(w->n, &m);
    return item->skip;
}

/* ---- blocks with children --------------------------------------------------- */
static int has_inline_child(struct nitf_body *w, const stet_item *item, size_t at)
{
    return at + 1 < item->skip && is_inline(w->items[at + 1].kind);
}

/* A paragraph of a class, when running text stands in it; else what stands in it. */
static size_t write_classed(struct nitf_body *w, const stet_item *item,
                            const char *open, size_t at)
{
    if (has_inline_child(w, item, at))
        return open_element(w, item, open, "</p>\n", MODE_INLINE, at);
    return pass_through(w, item, at);
}

/* A caption or credit that an earlier format had no figure for. */
static size_t write_paragraph(struct nitf_body *w, const stet_item *item, size_t at)
{
    stet_str type = item->attr_count ? attr_text(item, STET_ATTR_TYPE) : stet_cstr("");
    stet_puts(w->n->out, "<p");
    if (stet_str_is(type, "caption") || stet_str_is(type, "credit"))
        stet__nitf_put_attr(w->n, "class", type);
    return open_element(w, item, "", "</p>\n", MODE_INLINE, at);
}

static size_t write_heading(struct nitf_body *w, const stet_item *item, size_t at)
{
    int64_t level = attr_number(item, STET_ATTR_LEVEL, 2);
    stet_puts(w->n->out, "<hl2");
    if (level > 2 && level <= 6) {
        stet_puts(w->n->out, " class=\"h");
        stet_put_int(w->n->out, level);
        stet_putc(w->n->out, '"');
    }
    return open_element(w, item, "", "</hl2>\n", MODE_INLINE, at);
}

static size_t write_list(struct nitf_body *w, const stet_item *item, size_t at)
{
    int64_t start = attr_number(item, STET_ATTR_START, 1);
    if (item->skip <= at + 1)
        return item->skip;
    if (!attr_number(item, STET_ATTR_ORDERED, 0))
        return open_element(w, item, "<ul", "</ul>\n", MODE_BLOCKS, at);
    stet_puts(w->n->out, "<ol");
    if (start != 1) {
        stet_puts(w->n->out, " seqnum=\"");
        stet_put_int(w->n->out, start);
        stet_putc(w->n->out, '"');
    }
    return open_element(w, item, "", "</ol>\n", MODE_BLOCKS, at);
}

static size_t write_list_item(struct nitf_body *w, const stet_item *item, size_t at)
{
    at = open_element(w, item, "<li", "</li>\n", MODE_MIXED, at);
    if (attr_number(item, STET_ATTR_TASK, 0))
        stet_puts(w->n->out, attr_number(item, STET_ATTR_CHECKED, 0) ? "\xe2\x98\x91 "
                                                                     : "\xe2\x98\x90 ");
    return at;
}

static size_t write_quote(struct nitf_body *w, const stet_item *item, size_t at)
{
    stet_str cite = attr_text(item, STET_ATTR_CITE);
    stet_puts(w->n->out, "<bq");
    if (stet_str_is(attr_text(item, STET_ATTR_TYPE), "pull"))
        stet__nitf_put_attr(w->n, "class", stet_cstr("pull"));
    if (stet__nitf_is_source(w->n, cite))
        stet__html_put_url(w->n->f.a, &w->n->style, w->n->out, " quote-source=\"", cite,
                           HTML_MEDIA_CLASSES);
    put_language(w, item);
    stet_puts(w->n->out, ">\n<block>\n");
    return push(w, item, "</block>\n</bq>\n", MODE_BLOCKS, at);
}

/* Behind a credit of a quotation its text goes on in a block of its own. */
static void reopen_block(struct nitf_body *w, const stet_item *item)
{
    struct nitf_open *quote = top(w);
    if (!quote || quote->kind != STET_QUOTE || !quote->section ||
        item->kind == STET_CREDIT)
        return;
    stet_puts(w->n->out, "<block>\n");
    quote->section = 0;
    quote->close = "</block>\n</bq>\n";
}

static size_t write_credit(struct nitf_body *w, const stet_item *item, size_t at)
{
    struct nitf_open *parent = top(w);
    if (in_media(w))
        return open_element(w, item, "<media-producer", "</media-producer>\n",
                            MODE_INLINE, at);
    if (!parent || parent->kind != STET_QUOTE)
        return write_classed(w, item, "<p class=\"credit\"", at);
    stet_puts(w->n->out, parent->section ? "<block></block>\n" : "</block>\n");
    parent->section = 1;
    parent->close = "</bq>\n";
    return open_element(w, item, "<credit", "</credit>\n", MODE_INLINE, at);
}

static size_t write_caption(struct nitf_body *w, const stet_item *item, size_t at)
{
    if (in_media(w))
        return open_element(w, item, "<media-caption", "</media-caption>\n", MODE_MIXED,
                            at);
    if (parent_kind(w) == STET_TABLE)
        return item->skip; /* write_table() wrote it */
    return write_classed(w, item, "<p class=\"caption\"", at);
}

/* The caption comes first, wherever it stands: its text, since links there are rare. */
static size_t write_table(struct nitf_body *w, const stet_item *item, size_t at)
{
    at = open_element(w, item, "<table", "</table>\n", MODE_BLOCKS, at);
    for (size_t i = at; i < item->skip; i = w->items[i].skip) {
        if (w->items[i].kind != STET_CAPTION)
            continue;
        stet_puts(w->n->out, "<caption>");
        stet__nitf_put_text(w->n, stet_content(w->n->f.a, w->items[i].node));
        stet_puts(w->n->out, "</caption>\n");
        break;
    }
    return at;
}

enum { SECTION_NONE = 0, SECTION_HEAD, SECTION_BODY };

static size_t write_row(struct nitf_body *w, const stet_item *item, size_t at)
{
    struct nitf_open *table = top(w);
    int is_head =
        attr_number(item, STET_ATTR_HEAD, 0) && table && table->section != SECTION_BODY;
    int want = is_head ? SECTION_HEAD : SECTION_BODY;
    if (item->skip <= at + 1)
        return item->skip;
    if (table && table->kind == STET_TABLE && table->section != want) {
        if (table->section == SECTION_HEAD)
            stet_puts(w->n->out, "</thead>\n");
        stet_puts(w->n->out, is_head ? "<thead>\n" : "<tbody>\n");
        table->section = (uint8_t)want;
        table->close = is_head ? "</thead>\n</table>\n" : "</tbody>\n</table>\n";
    }
    return open_element(w, item, "<tr", "</tr>\n", MODE_BLOCKS, at);
}

static size_t write_cell(struct nitf_body *w, const stet_item *item, size_t at)
{
    int is_head = attr_number(item, STET_ATTR_HEAD, 0) != 0;
    stet_str align = attr_text(item, STET_ATTR_ALIGN);
    stet_puts(w->n->out, is_head ? "<th" : "<td");
    if (stet_str_is(align, "left") || stet_str_is(align, "right") ||
        stet_str_is(align, "center"))
        stet__nitf_put_attr(w->n, "align", align);
    return open_element(w, item, "", is_head ? "</th>" : "</td>", MODE_MIXED, at);
}

static size_t write_footnote(struct nitf_body *w, const stet_item *item, size_t at)
{
    stet_puts(w->n->out, "<fn");
    stet__nitf_put_attr(w->n, "class", attr_text(item, STET_ATTR_LABEL));
    put_language(w, item);
    stet_puts(w->n->out, "><body.content>\n");
    return push(w, item, "</body.content></fn>\n", MODE_BLOCKS, at);
}

/* `block` may stand in the content itself alone. */
static size_t write_box(struct nitf_body *w, const stet_item *item, size_t at)
{
    if (w->depth)
        return pass_through(w, item, at);
    return open_element(w, item,
                        item->kind == STET_BOX ? "<block class=\"box\""
                                               : "<block class=\"details\"",
                        "</block>\n", MODE_BLOCKS, at);
}

static void put_text_in(struct nitf_body *w, const char *open, stet_str text,
                        const char *close)
{
    stet_puts(w->n->out, open);
    stet__nitf_put_text(w->n, text);
    stet_puts(w->n->out, close);
}

static size_t write_code(struct nitf_body *w, const stet_item *item)
{
    stet_str info = attr_text(item, STET_ATTR_INFO);
    stet_puts(w->n->out, "<pre class=\"code");
    if (info.n)
        put_text_in(w, " language-", info, "");
    put_text_in(w, "\">", item->text, "</pre>\n");
    return item->skip;
}

static void put_link(struct nitf_body *w, stet_str url, stet_str text)
{
    if (stet__html_put_url(w->n->f.a, &w->n->style, w->n->out, "<a href=\"", url,
                           HTML_MEDIA_CLASSES))
        put_text_in(w, ">", text.n ? text : url, "</a>");
    else
        stet__nitf_put_text(w->n, text);
}

static size_t write_embed(struct nitf_body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str url = attr_text(item, STET_ATTR_HREF);
    stet_str name = attr_text(item, STET_ATTR_TITLE);
    if (!url.n)
        url = attr_text(item, STET_ATTR_SRC);
    if (!name.n)
        name = attr_text(item, STET_ATTR_PROVIDER);
    stet_puts(w->n->out, "<p class=\"embed\">");
    put_link(w, url, name);
    stet_puts(w->n->out, "</p>\n");
    return item->skip;
}

static size_t write_block(struct nitf_body *w, const stet_item *item, size_t at)
{
    switch (item->kind) {
    case STET_PARAGRAPH:
        return write_paragraph(w, item, at);
    case STET_HEADING:
        return write_heading(w, item, at);
    case STET_LIST:
        return write_list(w, item, at);
    case STET_ITEM:
        return write_list_item(w, item, at);
    case STET_QUOTE:
        return write_quote(w, item, at);
    case STET_CODE:
        return write_code(w, item);
    case STET_PREFORMATTED:
        return open_element(w, item, "<pre", "</pre>\n", MODE_TEXT, at);
    case STET_SEPARATOR:
        stet_puts(w->n->out, "<hr/>\n");
        return item->skip;
    case STET_TABLE:
        return write_table(w, item, at);
    case STET_ROW:
        return write_row(w, item, at);
    case STET_CELL:
        return write_cell(w, item, at);
    case STET_FIGURE:
        return write_figure(w, item, at);
    case STET_CAPTION:
        return write_caption(w, item, at);
    case STET_CREDIT:
        return write_credit(w, item, at);
    case STET_MEDIA:
        return write_media(w, item, at);
    case STET_EMBED:
        return write_embed(w, item, at);
    case STET_FOOTNOTE:
        return write_footnote(w, item, at);
    case STET_DEFINITIONS:
        if (item->skip <= at + 1)
            return item->skip;
        return open_element(w, item, "<dl", "</dl>\n", MODE_BLOCKS, at);
    case STET_TERM:
        return open_element(w, item, "<dt", "</dt>\n", MODE_INLINE, at);
    case STET_DEFINITION:
        return open_element(w, item, "<dd", "</dd>\n", MODE_BLOCKS, at);
    case STET_BOX:
    case STET_DETAILS:
        return write_box(w, item, at);
    case STET_QUESTION:
        return write_classed(w, item, "<p class=\"question\"", at);
    case STET_ANSWER:
        return write_classed(w, item, "<p class=\"answer\"", at);
    case STET_HTML:
    case STET_SHORTCODE:
    case STET_SLOT:
        return item->skip;
    default:
        return pass_through(w, item, at);
    }
}

/* ---- inlines ---------------------------------------------------------------- */
struct nitf_inline {
    const char *open, *close; /* open without its `>` */
    uint8_t mode;
};

static const struct nitf_inline inlines[] = {
    [STET_EMPHASIS - STET_TEXT] = {"<em", "</em>", MODE_INLINE},
    [STET_STRONG - STET_TEXT] = {"<em class=\"strong\"", "</em>", MODE_INLINE},
    [STET_UNDERLINE - STET_TEXT] = {"<em class=\"underline\"", "</em>", MODE_INLINE},
    [STET_STRIKE - STET_TEXT] = {"<em class=\"strike\"", "</em>", MODE_INLINE},
    [STET_SUBSCRIPT - STET_TEXT] = {"<num><sub", "</sub></num>", MODE_TEXT},
    [STET_SUPERSCRIPT - STET_TEXT] = {"<num><sup", "</sup></num>", MODE_TEXT},
    [STET_QUOTATION - STET_TEXT] = {"<q", "</q>", MODE_INLINE},
    [STET_CITATION - STET_TEXT] = {"<em class=\"citation\"", "</em>", MODE_INLINE},
    [STET_SPAN - STET_TEXT] = {"<lang", "</lang>", MODE_INLINE},
};

/* NITF takes one token: the first, when it has several. */
static stet_str first_token(stet_str rel)
{
    const char *space = rel.n ? memchr(rel.p, ' ', rel.n) : NULL;
    return space ? stet_strn(rel.p, (size_t)(space - rel.p)) : rel;
}

static size_t write_link(struct nitf_body *w, const stet_item *item, size_t at)
{
    struct nitf *n = w->n;
    stet_str href = attr_text(item, STET_ATTR_HREF);
    if (stet__html_is_fragment(n->f.a, href, &n->nowhere) ||
        !stet__html_put_url(n->f.a, &n->style, n->out, "<a href=\"", href,
                            HTML_LINK_CLASSES))
        return pass_through(w, item, at);
    stet__nitf_put_attr(n, "rel", first_token(attr_text(item, STET_ATTR_REL)));
    stet__nitf_put_attr(n, "title", attr_text(item, STET_ATTR_TITLE));
    return open_element(w, item, "", "</a>", MODE_INLINE, at);
}

/* A link in a link may not stand: the text of the inner one does. */
static void write_image(struct nitf_body *w, const stet_item *item)
{
    stet_str src = attr_text(item, STET_ATTR_SRC), alt = attr_text(item, STET_ATTR_ALT);
    int in_link = 0;
    for (size_t i = 0; i < w->depth; i++)
        in_link |= w->open[i].kind == STET_LINK;
    if (in_link)
        stet__nitf_put_text(w->n, alt.n ? alt : src);
    else
        put_link(w, src, alt);
}

static size_t write_time(struct nitf_body *w, const stet_item *item, size_t at)
{
    stet_puts(w->n->out, "<chron");
    stet__nitf_put_attr(w->n, "norm", attr_text(item, STET_ATTR_DATETIME));
    return open_element(w, item, "", "</chron>", MODE_TEXT, at);
}

static size_t write_inline(struct nitf_body *w, const stet_item *item, size_t at)
{
    switch (item->kind) {
    case STET_TEXT:
        stet__nitf_put_text(w->n, item->text);
        return item->skip;
    case STET_SOFT_BREAK:
        if (w->n->out->len && !w->n->out->failed &&
            w->n->out->data[w->n->out->len - 1] == ' ')
            w->n->out->len--; /* the two are one blank, and are read as one */
        stet_putc(w->n->out, '\n');
        return item->skip;
    case STET_LINE_BREAK:
        stet_puts(w->n->out, "<br/>");
        return item->skip;
    case STET_CODE_SPAN:
        put_text_in(w, "<em class=\"code\">", item->text, "</em>");
        return item->skip;
    case STET_MATH:
        put_text_in(w, "<em class=\"math\">", item->text, "</em>");
        return item->skip;
    case STET_FOOTNOTE_REF:
        put_text_in(w, "<num class=\"footnote\"><sup>",
                    attr_text(item, STET_ATTR_LABEL), "</sup></num>");
        return item->skip;
    case STET_IMAGE:
        write_image(w, item);
        return item->skip;
    case STET_LINK:
        return write_link(w, item, at);
    case STET_TIME:
        return write_time(w, item, at);
    case STET_HTML_INLINE:
    case STET_SHORTCODE_INLINE:
        return item->skip;
    default:
        break;
    }
    size_t row = (size_t)(item->kind - STET_TEXT);
    if (row >= sizeof inlines / sizeof *inlines || !inlines[row].open)
        return pass_through(w, item, at);
    return open_element(w, item, inlines[row].open, inlines[row].close,
                        inlines[row].mode, at);
}

/* Where only text may stand, or too deep: the text alone, but never that of markup in
 * quarantine. */
static size_t write_bare(struct nitf_body *w, const stet_item *item, size_t at)
{
    switch (item->kind) {
    case STET_HTML:
    case STET_SHORTCODE:
    case STET_HTML_INLINE:
    case STET_SHORTCODE_INLINE:
        return item->skip;
    case STET_SOFT_BREAK:
    case STET_LINE_BREAK:
        stet_putc(w->n->out, '\n');
        return item->skip;
    default:
        stet__nitf_put_text(w->n, item->text);
        return at + 1;
    }
}

/* In these only their own pieces may stand, and in the pieces text may. */
static int is_framed(struct nitf_body *w)
{
    stet_kind kind = parent_kind(w);
    return kind == STET_LIST || kind == STET_TABLE || kind == STET_ROW ||
           kind == STET_DEFINITIONS;
}

size_t stet__nitf_write_item(struct nitf_body *w, const stet_item *item, size_t at)
{
    int is_text = is_inline(item->kind);
    if (!is_text && w->depth && top(w)->is_run && top(w)->depth + 1u == item->depth)
        close_top(w);
    int mode = mode_of(w);
    if (mode == MODE_TEXT || (mode == MODE_INLINE && !is_text))
        return write_bare(w, item, at);
    if (w->depth >= NITF_DEPTH_MAX && mode != MODE_BLOCKS)
        return write_bare(w, item, at);
    reopen_block(w, item);
    if (!is_text && w->depth >= NITF_DEPTH_MAX && !is_framed(w))
        return open_element(w, item, "<p", "</p>\n", MODE_TEXT, at);
    if (!is_text)
        return write_block(w, item, at);
    if (mode == MODE_BLOCKS && item->depth) {
        stet_puts(w->n->out, "<p>");
        push(w, item, "</p>\n", MODE_INLINE, at);
        top(w)->depth--;
        top(w)->is_run = 1;
    }
    return write_inline(w, item, at);
}
