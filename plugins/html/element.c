/* SPDX-License-Identifier: MIT */
/*
 * The HTML of each kind: a table of elements, and a function where an element is not
 * enough. What is not in the table is not written.
 */
#include "element.h"

/* Writes the start of an element and answers the index of the next item to look at. */
typedef size_t (*write_fn)(struct body *w, const stet_item *item, size_t at);

struct element {
    struct tag start; /* without its `>`; NULL: `write` does all of it */
    struct tag end;   /* behind the children                           */
    write_fn write;
    uint8_t holds_blocks; /* its children begin on a line of their own  */
};

/* The element at hand has children: `close` comes behind them. Nothing is opened at
 * DEPTH_MAX: stet__html_write_item() sees to it. */
static size_t keep_open(struct body *w, struct tag close, size_t at)
{
    struct open_element *e = &w->open[w->depth++];
    e->close = close;
    e->kind = w->items[at].kind;
    e->section = SECTION_NONE;
    return at + 1;
}
#define keep_open_tag(w, close, at) keep_open(w, (struct tag)TAG(close), at)

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

void stet__html_put_attr(stet_article *a, stet_out *out, const char *name,
                         stet_str value)
{
    stet_putc(out, ' ');
    stet_puts(out, name);
    stet_puts(out, "=\"");
    stet_kit_of(a)->escape(out, STET_ESCAPE_HTML, value.p, value.n);
    stet_putc(out, '"');
}

static void put_text(struct body *w, stet_str text)
{
    w->kit->escape(w->out, STET_ESCAPE_HTML, text.p, text.n);
}

static void put_attr(struct body *w, const stet_item *item, stet_attr attr,
                     const char *name)
{
    stet_str value = attr_text(item, attr);
    if (value.n)
        stet__html_put_attr(w->a, w->out, name, value);
}

/* lang and dir, which every element may carry. */
static void put_language(struct body *w, const stet_item *item)
{
    if (!item->attr_count)
        return;
    put_attr(w, item, STET_ATTR_LANG, "lang");
    stet_str dir = attr_text(item, STET_ATTR_DIR);
    if (stet_str_is(dir, "rtl") || stet_str_is(dir, "ltr"))
        stet__html_put_attr(w->a, w->out, "dir", dir);
}

static void put_size(struct body *w, const stet_item *item)
{
    int64_t width = attr_number(item, STET_ATTR_WIDTH, 0);
    int64_t height = attr_number(item, STET_ATTR_HEIGHT, 0);
    if (width > 0) {
        stet_puts(w->out, " width=\"");
        stet_put_int(w->out, width);
        stet_putc(w->out, '"');
    }
    if (height > 0) {
        stet_puts(w->out, " height=\"");
        stet_put_int(w->out, height);
        stet_putc(w->out, '"');
    }
}

/* ---- ids -------------------------------------------------------------------- */
/* A label as part of an id: ASCII letters, digits, - and _; other bytes as hex. */
static void put_id_part(struct body *w, stet_str label)
{
    static const char hex[] = "0123456789abcdef";
    for (size_t i = 0; i < label.n; i++) {
        unsigned char c = (unsigned char)label.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= '0' && c <= '9') || c == '-' || c == '_') {
            stet_putc(w->out, (char)c);
        } else {
            stet_putc(w->out, '.');
            stet_putc(w->out, hex[c >> 4]);
            stet_putc(w->out, hex[c & 15]);
        }
    }
}

static void put_note_id(struct body *w, const char *open, stet_str label)
{
    stet_puts(w->out, open);
    put_text(w, w->style->id_prefix);
    stet_puts(w->out, "fn-");
    put_id_part(w, label);
    stet_putc(w->out, '"');
}

/* ---- kinds that need more than their element -------------------------------- */
static size_t write_nothing(struct body *w, const stet_item *item, size_t at)
{
    (void)w;
    (void)at;
    return item->skip;
}

static size_t write_text(struct body *w, const stet_item *item, size_t at)
{
    put_text(w, item->text);
    return at + 1;
}

static size_t write_soft_break(struct body *w, const stet_item *item, size_t at)
{
    (void)item;
    stet_putc(w->out, '\n');
    return at + 1;
}

static size_t write_line_break(struct body *w, const stet_item *item, size_t at)
{
    (void)item;
    stet_puts(w->out, "<br>\n");
    return at + 1;
}

static size_t write_separator(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_puts(w->out, "<hr>\n");
    return item->skip;
}

static size_t write_heading(struct body *w, const stet_item *item, size_t at)
{
    static const struct tag closers[] = {TAG("</h1>\n"), TAG("</h2>\n"),
                                         TAG("</h3>\n"), TAG("</h4>\n"),
                                         TAG("</h5>\n"), TAG("</h6>\n")};
    int64_t level = attr_number(item, STET_ATTR_LEVEL, 2);
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    level += w->style->heading_shift;
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    stet_puts(w->out, "<h");
    stet_putc(w->out, (char)('0' + level));
    put_language(w, item);
    stet_putc(w->out, '>');
    return keep_open(w, closers[level - 1], at);
}

static size_t write_list(struct body *w, const stet_item *item, size_t at)
{
    if (!attr_number(item, STET_ATTR_ORDERED, 0)) {
        stet_puts(w->out, "<ul");
        put_language(w, item);
        stet_puts(w->out, ">\n");
        return keep_open_tag(w, "</ul>\n", at);
    }
    int64_t start = attr_number(item, STET_ATTR_START, 1);
    stet_puts(w->out, "<ol");
    if (start != 1) {
        stet_puts(w->out, " start=\"");
        stet_put_int(w->out, start);
        stet_putc(w->out, '"');
    }
    put_language(w, item);
    stet_puts(w->out, ">\n");
    return keep_open_tag(w, "</ol>\n", at);
}

/* A check box is a sign, not a form: the page takes no input. */
static size_t write_list_item(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<li");
    put_language(w, item);
    stet_putc(w->out, '>');
    if (attr_number(item, STET_ATTR_TASK, 0))
        stet_puts(w->out, attr_number(item, STET_ATTR_CHECKED, 0) ? "\xe2\x98\x91 "
                                                                  : "\xe2\x98\x90 ");
    return keep_open_tag(w, "</li>\n", at);
}

static size_t write_quote(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<blockquote");
    if (stet_str_is(attr_text(item, STET_ATTR_TYPE), "pull"))
        stet_puts(w->out, " class=\"stet-pull\"");
    stet_str cite = attr_text(item, STET_ATTR_CITE);
    if (cite.n)
        stet__html_put_url(w->a, w->style, w->out, " cite=\"", cite,
                           HTML_MEDIA_CLASSES);
    put_language(w, item);
    stet_puts(w->out, ">\n");
    return keep_open_tag(w, "</blockquote>\n", at);
}

/* The first word of an info string: the language of the code. */
static stet_str first_word(stet_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != '{')
        n++;
    return stet_strn(s.p, n);
}

static size_t write_code(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str language = first_word(attr_text(item, STET_ATTR_INFO));
    stet_puts(w->out, "<pre><code");
    if (language.n) {
        stet_puts(w->out, " class=\"language-");
        put_text(w, language);
        stet_putc(w->out, '"');
    }
    stet_putc(w->out, '>');
    put_text(w, item->text);
    stet_puts(w->out, "</code></pre>\n");
    return item->skip;
}

/* A row opens and closes the sections of its table, which lies just below on the stack.
 */
static size_t write_row(struct body *w, const stet_item *item, size_t at)
{
    if (w->depth) {
        struct open_element *table = &w->open[w->depth - 1];
        int head =
            attr_number(item, STET_ATTR_HEAD, 0) && table->section != SECTION_BODY;
        int want = head ? SECTION_HEAD : SECTION_BODY;
        if (table->section != want) {
            if (table->section == SECTION_HEAD)
                stet_puts(w->out, "</thead>\n");
            stet_puts(w->out, head ? "<thead>\n" : "<tbody>\n");
            table->section = (uint8_t)want;
            table->close = head ? (struct tag)TAG("</thead>\n</table>\n")
                                : (struct tag)TAG("</tbody>\n</table>\n");
        }
    }
    stet_puts(w->out, "<tr>");
    return keep_open_tag(w, "</tr>\n", at);
}

static size_t write_cell(struct body *w, const stet_item *item, size_t at)
{
    int head = attr_number(item, STET_ATTR_HEAD, 0) != 0;
    stet_str align = attr_text(item, STET_ATTR_ALIGN);
    stet_puts(w->out, head ? "<th scope=\"col\"" : "<td");
    if (stet_str_is(align, "right"))
        stet_puts(w->out, " style=\"text-align:right\"");
    else if (stet_str_is(align, "center"))
        stet_puts(w->out, " style=\"text-align:center\"");
    else if (stet_str_is(align, "left"))
        stet_puts(w->out, " style=\"text-align:left\"");
    put_language(w, item);
    stet_putc(w->out, '>');
    return head ? keep_open_tag(w, "</th>", at) : keep_open_tag(w, "</td>", at);
}

/* Caption and credits of a figure share one figcaption: it is its first or last child.
 */
static int is_caption(const struct body *w, size_t at, uint16_t depth)
{
    return at < w->count && w->items[at].depth == depth &&
           (w->items[at].kind == STET_CAPTION || w->items[at].kind == STET_CREDIT);
}

static struct open_element *enter_figcaption(struct body *w)
{
    struct open_element *figure = w->depth ? &w->open[w->depth - 1] : NULL;
    if (!figure || figure->kind != STET_FIGURE)
        return NULL;
    if (figure->section == SECTION_NONE)
        stet_puts(w->out, "<figcaption>");
    figure->section = SECTION_HEAD;
    return figure;
}

static int leaves_figcaption(struct body *w, struct open_element *figure,
                             const stet_item *item)
{
    if (!figure || is_caption(w, item->skip, item->depth))
        return 0;
    figure->section = SECTION_NONE;
    return 1;
}

static size_t write_caption(struct body *w, const stet_item *item, size_t at)
{
    struct open_element *figure = enter_figcaption(w);
    if (figure)
        return leaves_figcaption(w, figure, item)
                   ? keep_open_tag(w, "</figcaption>\n", at)
                   : keep_open_tag(w, "\n", at);
    switch (w->depth ? w->open[w->depth - 1].kind : STET_KIND_NONE) {
    case STET_TABLE:
        stet_puts(w->out, "<caption>");
        return keep_open_tag(w, "</caption>\n", at);
    case STET_DETAILS:
        stet_puts(w->out, "<summary>");
        return keep_open_tag(w, "</summary>\n", at);
    default:
        stet_puts(w->out, "<div class=\"stet-title\">");
        return keep_open_tag(w, "</div>\n", at);
    }
}

static size_t write_credit(struct body *w, const stet_item *item, size_t at)
{
    struct open_element *figure = enter_figcaption(w);
    stet_puts(w->out, "<p class=\"stet-credit\"");
    put_language(w, item);
    stet_putc(w->out, '>');
    return leaves_figcaption(w, figure, item)
               ? keep_open_tag(w, "</p>\n</figcaption>\n", at)
               : keep_open_tag(w, "</p>\n", at);
}

static void put_image(struct body *w, const stet_item *item, stet_str alt)
{
    if (!stet__html_put_url(w->a, w->style, w->out, "<img src=\"",
                            attr_text(item, STET_ATTR_SRC), HTML_MEDIA_CLASSES)) {
        put_text(w, alt);
        return;
    }
    stet__html_put_attr(w->a, w->out, "alt", alt);
    put_attr(w, item, STET_ATTR_TITLE, "title");
    put_size(w, item);
    stet_putc(w->out, '>');
}

/* The text below an image is its alternative: it is no content of its own. */
static size_t write_image(struct body *w, const stet_item *item, size_t at)
{
    stet_str alt = attr_text(item, STET_ATTR_ALT);
    if (!alt.n && item->skip > at + 1)
        alt = stet_content(w->a, item->node);
    put_image(w, item, alt);
    return item->skip;
}

static int begins_with(stet_str s, const char *literal)
{
    size_t n = strlen(literal);
    return s.n >= n && memcmp(s.p, literal, n) == 0;
}

static size_t write_media(struct body *w, const stet_item *item, size_t at)
{
    stet_str media = attr_text(item, STET_ATTR_MEDIA),
             src = attr_text(item, STET_ATTR_SRC);
    int video = begins_with(media, "video");
    if (video || begins_with(media, "audio")) {
        if (stet__html_put_url(w->a, w->style, w->out,
                               video ? "<video controls src=\""
                                     : "<audio controls src=\"",
                               src, HTML_MEDIA_CLASSES)) {
            if (video)
                put_size(w, item);
            stet_putc(w->out, '>');
            put_text(w, attr_text(item, STET_ATTR_ALT));
            stet_puts(w->out, video ? "</video>\n" : "</audio>\n");
        }
    } else {
        put_image(w, item, attr_text(item, STET_ATTR_ALT));
        stet_putc(w->out, '\n');
    }
    return keep_open_tag(w, "", at);
}

/* What another service shows becomes a link to it: no foreign frame, no foreign script.
 */
static size_t write_embed(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str url = attr_text(item, STET_ATTR_HREF),
             name = attr_text(item, STET_ATTR_TITLE);
    if (!url.n)
        url = attr_text(item, STET_ATTR_SRC);
    if (!name.n)
        name = attr_text(item, STET_ATTR_PROVIDER);
    if (!stet__html_put_url(w->a, w->style, w->out,
                            "<p class=\"stet-embed\"><a href=\"", url,
                            HTML_MEDIA_CLASSES))
        return item->skip;
    stet_putc(w->out, '>');
    put_text(w, name.n ? name : url);
    stet_puts(w->out, "</a></p>\n");
    return item->skip;
}

static size_t write_footnote(struct body *w, const stet_item *item, size_t at)
{
    stet_str label = attr_text(item, STET_ATTR_LABEL);
    put_note_id(w, "<div class=\"stet-footnote\" id=\"", label);
    put_language(w, item);
    stet_puts(w->out, "><sup>");
    put_text(w, label);
    stet_puts(w->out, "</sup> ");
    return keep_open_tag(w, "</div>\n", at);
}

static size_t write_footnote_ref(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_str label = attr_text(item, STET_ATTR_LABEL);
    put_note_id(w, "<sup><a href=\"#", label);
    stet_putc(w->out, '>');
    put_text(w, label);
    stet_puts(w->out, "</a></sup>");
    return item->skip;
}

/* A link that leads nowhere or may not be followed keeps its text. */
static size_t write_link(struct body *w, const stet_item *item, size_t at)
{
    int class = stet__html_put_url(w->a, w->style, w->out, "<a href=\"",
                                   attr_text(item, STET_ATTR_HREF), HTML_LINK_CLASSES);
    if (!class)
        return keep_open_tag(w, "", at);
    stet_str rel = attr_text(item, STET_ATTR_REL);
    if (!rel.n && class == STET_URL_HTTP)
        rel = w->style->rel;
    if (rel.n)
        stet__html_put_attr(w->a, w->out, "rel", rel);
    put_attr(w, item, STET_ATTR_TITLE, "title");
    put_attr(w, item, STET_ATTR_LABEL, "aria-label");
    put_language(w, item);
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</a>", at);
}

static size_t write_code_span(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_puts(w->out,
              item->kind == STET_MATH ? "<code class=\"stet-math\">" : "<code>");
    put_text(w, item->text);
    stet_puts(w->out, "</code>");
    return item->skip;
}

static size_t write_time(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<time");
    put_attr(w, item, STET_ATTR_DATETIME, "datetime");
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</time>", at);
}

static size_t write_abbreviation(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<abbr");
    put_attr(w, item, STET_ATTR_TITLE, "title");
    put_language(w, item);
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</abbr>", at);
}

/* ---- the elements ----------------------------------------------------------- */
static const struct element elements[] = {
    [STET_PARAGRAPH] = {TAG("<p"), TAG("</p>\n"), NULL, 0},
    [STET_HEADING] = {.write = write_heading},
    [STET_LIST] = {.write = write_list},
    [STET_ITEM] = {.write = write_list_item},
    [STET_QUOTE] = {.write = write_quote},
    [STET_CODE] = {.write = write_code},
    [STET_PREFORMATTED] = {TAG("<pre"), TAG("</pre>\n"), NULL, 0},
    [STET_SEPARATOR] = {.write = write_separator},
    [STET_TABLE] = {TAG("<table"), TAG("</table>\n"), NULL, 1},
    [STET_ROW] = {.write = write_row},
    [STET_CELL] = {.write = write_cell},
    [STET_FIGURE] = {TAG("<figure"), TAG("</figure>\n"), NULL, 1},
    [STET_CAPTION] = {.write = write_caption},
    [STET_CREDIT] = {.write = write_credit},
    [STET_MEDIA] = {.write = write_media},
    [STET_EMBED] = {.write = write_embed},
    [STET_FOOTNOTE] = {.write = write_footnote},
    [STET_DEFINITIONS] = {TAG("<dl"), TAG("</dl>\n"), NULL, 1},
    [STET_TERM] = {TAG("<dt"), TAG("</dt>\n"), NULL, 0},
    [STET_DEFINITION] = {TAG("<dd"), TAG("</dd>\n"), NULL, 0},
    [STET_BOX] = {TAG("<aside class=\"stet-box\""), TAG("</aside>\n"), NULL, 1},
    [STET_DETAILS] = {TAG("<details"), TAG("</details>\n"), NULL, 1},
    [STET_QUESTION] = {TAG("<div class=\"stet-question\""), TAG("</div>\n"), NULL, 0},
    [STET_ANSWER] = {TAG("<div class=\"stet-answer\""), TAG("</div>\n"), NULL, 0},
    [STET_HTML] = {.write = write_nothing},
    [STET_SHORTCODE] = {.write = write_nothing},
    [STET_SLOT] = {.write = write_nothing},
    [STET_TEXT] = {.write = write_text},
    [STET_EMPHASIS] = {TAG("<em"), TAG("</em>"), NULL, 0},
    [STET_STRONG] = {TAG("<strong"), TAG("</strong>"), NULL, 0},
    [STET_UNDERLINE] = {TAG("<u"), TAG("</u>"), NULL, 0},
    [STET_STRIKE] = {TAG("<s"), TAG("</s>"), NULL, 0},
    [STET_SUBSCRIPT] = {TAG("<sub"), TAG("</sub>"), NULL, 0},
    [STET_SUPERSCRIPT] = {TAG("<sup"), TAG("</sup>"), NULL, 0},
    [STET_CODE_SPAN] = {.write = write_code_span},
    [STET_LINK] = {.write = write_link},
    [STET_IMAGE] = {.write = write_image},
    [STET_LINE_BREAK] = {.write = write_line_break},
    [STET_SOFT_BREAK] = {.write = write_soft_break},
    [STET_QUOTATION] = {TAG("<q"), TAG("</q>"), NULL, 0},
    [STET_FOOTNOTE_REF] = {.write = write_footnote_ref},
    [STET_TIME] = {.write = write_time},
    [STET_CITATION] = {TAG("<cite"), TAG("</cite>"), NULL, 0},
    [STET_SPAN] = {TAG("<span"), TAG("</span>"), NULL, 0},
    [STET_ABBREVIATION] = {.write = write_abbreviation},
    [STET_MATH] = {.write = write_code_span},
    [STET_HTML_INLINE] = {.write = write_nothing},
    [STET_SHORTCODE_INLINE] = {.write = write_nothing},
};

/* An item whose elements would stand too deep, or of a kind that no element shows: its
 * text alone, but never that of markup in quarantine. */
static size_t write_bare(struct body *w, const stet_item *item, size_t at)
{
    if (item->kind == STET_HTML || item->kind == STET_SHORTCODE ||
        item->kind == STET_HTML_INLINE || item->kind == STET_SHORTCODE_INLINE)
        return item->skip;
    put_text(w, item->text);
    if (item->kind == STET_SOFT_BREAK || item->kind == STET_LINE_BREAK)
        stet_putc(w->out, '\n');
    return at + 1;
}

size_t stet__html_write_item(struct body *w, const stet_item *item, size_t at)
{
    if (item->depth >= DEPTH_MAX)
        return write_bare(w, item, at);
    const struct element *e =
        item->kind < sizeof elements / sizeof *elements ? &elements[item->kind] : NULL;
    if (e && e->write)
        return e->write(w, item, at);
    if (!e || !e->start.p) {
        write_bare(w, item, at);
        return keep_open_tag(w, "", at);
    }
    stet_put(w->out, e->start.p, e->start.n);
    put_language(w, item);
    stet_put(w->out, ">\n", e->holds_blocks ? 2 : 1);
    return keep_open(w, e->end, at);
}
