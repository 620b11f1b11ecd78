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

void stet__html_put_attr(stet_article *a, stet_out *out, const char *name,
                         stet_str value)
{
    stet_putc(out, ' ');
    stet_puts(out, name);
    stet_puts(out, "=\"");
    stet_kit_of(a)->escape(out, STET_ESCAPE_HTML, value.p, value.n);
    stet_putc(out, '"');
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
    if (w->mark_count)
        stet__html_write_marked(w, item->text);
    else
        stet__html_put_text(w, item->text);
    return at + 1;
}

static size_t write_soft_break(struct body *w, const stet_item *item, size_t at)
{
    (void)item;
    w->offset++;
    if (w->out->len && !w->out->failed && w->out->data[w->out->len - 1] == ' ')
        w->out->len--; /* the two are one blank, and are read as one */
    stet_putc(w->out, '\n');
    return at + 1;
}

static size_t write_line_break(struct body *w, const stet_item *item, size_t at)
{
    (void)item;
    w->offset++;
    stet_puts(w->out, "<br>\n");
    return at + 1;
}

static size_t write_separator(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    stet_puts(w->out, "<hr>\n");
    return item->skip;
}

/* One below the heading that it stands under; headings of one level keep one level. */
static int64_t close_gap(struct body *w, int64_t level)
{
    int64_t above = level - 1;
    while (above > 0 && !w->levels[above])
        above--;
    int32_t shift = w->style->heading_shift;
    int64_t most = above > 0 ? w->levels[above] + 1 : shift > 0 ? 2 + shift : 2;
    w->gaps += level > most;
    w->levels[level] = (uint8_t)(level > most ? most : level);
    for (int64_t below = level + 1; below <= 6; below++)
        w->levels[below] = 0;
    return w->levels[level];
}

/* A page has one heading of level 1: what comes behind it begins at 2. */
static int64_t level_of(struct body *w, const stet_item *item)
{
    int64_t level = stet__html_attr_number(item, STET_ATTR_LEVEL, 2);
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    level += w->style->heading_shift;
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    w->uses |= level > 1 ? HTML_USES_SHIFT : HTML_USES_SHIFT | HTML_USES_TITLE;
    if (level == 1 && w->style->one_title) {
        level += w->has_title;
        w->has_title = 1;
    }
    return w->style->close_gaps ? close_gap(w, level) : level;
}

static size_t write_heading(struct body *w, const stet_item *item, size_t at)
{
    static const struct tag closers[] = {TAG("</h1>\n"), TAG("</h2>\n"),
                                         TAG("</h3>\n"), TAG("</h4>\n"),
                                         TAG("</h5>\n"), TAG("</h6>\n")};
    int64_t level = level_of(w, item);
    stet_puts(w->out, "<h");
    stet_putc(w->out, (char)('0' + level));
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    return stet__html_keep_open(w, closers[level - 1], at);
}

static size_t write_list(struct body *w, const stet_item *item, size_t at)
{
    if (!stet__html_attr_number(item, STET_ATTR_ORDERED, 0)) {
        stet_puts(w->out, "<ul");
        stet__html_put_language(w, item);
        stet_puts(w->out, ">\n");
        return keep_open_tag(w, "</ul>\n", at);
    }
    int64_t start = stet__html_attr_number(item, STET_ATTR_START, 1);
    stet_puts(w->out, "<ol");
    if (start != 1) {
        stet_puts(w->out, " start=\"");
        stet_put_int(w->out, start);
        stet_putc(w->out, '"');
    }
    stet__html_put_language(w, item);
    stet_puts(w->out, ">\n");
    return keep_open_tag(w, "</ol>\n", at);
}

/* A check box is a sign, not a form: the page takes no input. */
static size_t write_list_item(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<li");
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    if (stet__html_attr_number(item, STET_ATTR_TASK, 0))
        stet_puts(w->out, stet__html_attr_number(item, STET_ATTR_CHECKED, 0)
                              ? "\xe2\x98\x91 "
                              : "\xe2\x98\x90 ");
    return keep_open_tag(w, "</li>\n", at);
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
    stet_str language = first_word(stet__html_attr_text(item, STET_ATTR_INFO));
    stet_puts(w->out, "<pre><code");
    if (language.n) {
        stet_puts(w->out, " class=\"language-");
        stet__html_put_text(w, language);
        stet_putc(w->out, '"');
    }
    stet_putc(w->out, '>');
    stet__html_put_text(w, item->text);
    stet_puts(w->out, "</code></pre>\n");
    return item->skip;
}

/* A row opens and closes the sections of its table, which lies just below on the stack.
 */
static size_t write_row(struct body *w, const stet_item *item, size_t at)
{
    if (w->depth) {
        struct open_element *table = &w->open[w->depth - 1];
        int head = stet__html_attr_number(item, STET_ATTR_HEAD, 0) &&
                   table->section != SECTION_BODY;
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
    int head = stet__html_attr_number(item, STET_ATTR_HEAD, 0) != 0;
    stet_str align = stet__html_attr_text(item, STET_ATTR_ALIGN);
    stet_puts(w->out, head ? "<th scope=\"col\"" : "<td");
    if (stet_str_is(align, "right"))
        stet_puts(w->out, " style=\"text-align:right\"");
    else if (stet_str_is(align, "center"))
        stet_puts(w->out, " style=\"text-align:center\"");
    else if (stet_str_is(align, "left"))
        stet_puts(w->out, " style=\"text-align:left\"");
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    return head ? keep_open_tag(w, "</th>", at) : keep_open_tag(w, "</td>", at);
}

/* A link that leads nowhere or may not be followed keeps its text. */
static size_t write_link(struct body *w, const stet_item *item, size_t at)
{
    stet_str href = stet__html_attr_text(item, STET_ATTR_HREF);
    int class = stet__html_leads_nowhere(w, href)
                    ? 0
                    : stet__html_put_link(w, "<a href=\"", href, HTML_LINK_CLASSES);
    if (!class)
        return keep_open_tag(w, "", at);
    stet_str rel = stet__html_attr_text(item, STET_ATTR_REL);
    if (!rel.n && class == STET_URL_HTTP) {
        w->uses |= HTML_USES_REL;
        rel = w->style->rel;
    }
    if (rel.n)
        stet__html_put_attr(w->a, w->out, "rel", rel);
    stet__html_put_item_attr(w, item, STET_ATTR_TITLE, "title");
    stet__html_put_item_attr(w, item, STET_ATTR_LABEL, "aria-label");
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</a>", at);
}

static size_t write_code_span(struct body *w, const stet_item *item, size_t at)
{
    (void)at;
    w->offset += item->text.n;
    stet_puts(w->out,
              item->kind == STET_MATH ? "<code class=\"stet-math\">" : "<code>");
    stet__html_put_text(w, item->text);
    stet_puts(w->out, "</code>");
    return item->skip;
}

/* A point in time, a time of day or a duration as HTML takes it: no words. */
static int is_datetime(struct body *w, stet_str s)
{
    stet_date date;
    size_t colon = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!memchr("0123456789-:.+TZPYMWDHS ", s.p[i], 24))
            return 0;
        colon += s.p[i] == ':';
    }
    if (s.n && (s.p[0] == 'P' || (colon && s.p[s.n < 3 ? 0 : 2] == ':')))
        return s.n > 2;
    return s.n >= 4 && (s.n == 4 || s.p[4] == '-') &&
           w->kit->date_parse(s, stet_cstr(""), &date) == STET_OK;
}

static size_t write_time(struct body *w, const stet_item *item, size_t at)
{
    if (!is_datetime(w, stet__html_attr_text(item, STET_ATTR_DATETIME)))
        return keep_open_tag(w, "", at);
    stet_puts(w->out, "<time");
    stet__html_put_item_attr(w, item, STET_ATTR_DATETIME, "datetime");
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</time>", at);
}

static size_t write_abbreviation(struct body *w, const stet_item *item, size_t at)
{
    stet_puts(w->out, "<abbr");
    stet__html_put_item_attr(w, item, STET_ATTR_TITLE, "title");
    stet__html_put_language(w, item);
    stet_putc(w->out, '>');
    return keep_open_tag(w, "</abbr>", at);
}

/* ---- the elements ----------------------------------------------------------- */
static const struct element elements[] = {
    [STET_PARAGRAPH] = {TAG("<p"), TAG("</p>\n"), NULL, 0},
    [STET_HEADING] = {.write = write_heading},
    [STET_LIST] = {.write = write_list},
    [STET_ITEM] = {.write = write_list_item},
    [STET_QUOTE] = {.write = stet__html_write_quote},
    [STET_CODE] = {.write = write_code},
    [STET_PREFORMATTED] = {TAG("<pre"), TAG("</pre>\n"), NULL, 0},
    [STET_SEPARATOR] = {.write = write_separator},
    [STET_TABLE] = {TAG("<table"), TAG("</table>\n"), NULL, 1},
    [STET_ROW] = {.write = write_row},
    [STET_CELL] = {.write = write_cell},
    [STET_FIGURE] = {.write = stet__html_write_figure},
    [STET_CAPTION] = {.write = stet__html_write_caption},
    [STET_CREDIT] = {.write = stet__html_write_credit},
    [STET_MEDIA] = {.write = stet__html_write_media},
    [STET_EMBED] = {.write = stet__html_write_embed},
    [STET_FOOTNOTE] = {.write = stet__html_write_footnote},
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
    [STET_IMAGE] = {.write = stet__html_write_image},
    [STET_LINE_BREAK] = {.write = write_line_break},
    [STET_SOFT_BREAK] = {.write = write_soft_break},
    [STET_QUOTATION] = {TAG("<q"), TAG("</q>"), NULL, 0},
    [STET_FOOTNOTE_REF] = {.write = stet__html_write_footnote_ref},
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
    stet__html_put_text(w, item->text);
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
    stet__html_put_language(w, item);
    stet_put(w->out, ">\n", e->holds_blocks ? 2 : 1);
    return stet__html_keep_open(w, e->end, at);
}
