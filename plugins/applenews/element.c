/* SPDX-License-Identifier: MIT */
/*
 * Nodes as elements of a run's text, or as components where they can be.
 */
#include "news.h"

/* ---- texts and addresses --------------------------------------------------------- */
void stet__news_put_text(struct news *n, stet_str text)
{
    for (size_t i = 0; i < text.n && !n->said; i++)
        n->said = (unsigned char)text.p[i] > ' ';
    n->f.kit->escape(&n->text, STET_ESCAPE_XML, text.p, text.n);
}

stet_str stet__news_absolute(struct news *n, stet_str url)
{
    stet_str web = stet__facts_web(&n->f, url);
    stet_out escaped = stet_out_in_article(n->f.a, 256, 65536);
    if (web.n || !url.n ||
        !stet__html_put_url(n->f.a, &n->style, &escaped, "", url, HTML_MEDIA_CLASSES))
        return web;
    stet_out plain = stet_out_in_article(n->f.a, escaped.len + 1, 65536);
    for (size_t i = 0; i + 1 < escaped.len; i++) { /* the last byte is a quote */
        stet_putc(&plain, escaped.data[i]);
        if (escaped.len - i > 5 && memcmp(escaped.data + i, "&amp;", 5) == 0)
            i += 4;
    }
    return stet__facts_web(&n->f, stet__facts_take(&n->f, &plain));
}

static int is_in(const struct news *n, stet_kind kind)
{
    for (size_t i = 0; i < n->depth; i++)
        if (n->open[i].kind == kind)
            return 1;
    return 0;
}

/* ---- what is open ---------------------------------------------------------------- */
static size_t keep(struct news *n, size_t at, int ending, const char *close)
{
    n->open[n->depth++] = (struct news_open){close, n->items[at].kind, (uint8_t)ending};
    n->tags += ending == NEWS_TAG;
    return at + 1;
}

void stet__news_close_to(struct news *n, size_t depth)
{
    while (n->depth > depth) {
        struct news_open *o = &n->open[--n->depth];
        if (o->ending == NEWS_TAG) {
            stet_puts(&n->text, o->close);
            n->tags--;
        } else if (o->ending == NEWS_RUN) {
            stet__news_end_run(n);
        } else if (o->ending == NEWS_CELL) {
            stet_puts(&n->text, " | ");
        }
    }
}

/* May a component stand here? Only transparent nodes are open, and the run is one of
 * running text, which can be ended. */
static int is_free(const struct news *n)
{
    return n->tags == 0 && (!n->role || strcmp(n->role, "body") == 0);
}

/* Text needs a run; running text is the one that begins by itself. */
static void need_run(struct news *n)
{
    if (!n->role)
        stet__news_begin_run(n, "body");
}

/* ---- blocks ---------------------------------------------------------------------- */
struct tag {
    const char *open, *close;
};

static size_t put_tag(struct news *n, size_t at, struct tag tag)
{
    need_run(n);
    stet_puts(&n->text, tag.open);
    return keep(n, at, NEWS_TAG, tag.close);
}

static int holds_block(const struct news *n)
{
    /* an item or cell has its own element: a paragraph in it needs none */
    const struct news_open *o = n->depth ? &n->open[n->depth - 1] : NULL;
    return o && (o->kind == STET_CELL || o->kind == STET_CAPTION ||
                 (o->kind == STET_CREDIT));
}

static size_t put_paragraph(struct news *n, size_t at)
{
    if (holds_block(n))
        return put_tag(n, at, (struct tag){"", " "});
    return put_tag(n, at, (struct tag){"<p>", "</p>"});
}

static size_t put_heading(struct news *n, size_t at)
{
    static const char *const roles[] = {"heading1", "heading2", "heading3",
                                        "heading4", "heading5", "heading6"};
    int64_t level = stet__news_number(&n->items[at], STET_ATTR_LEVEL, 2);
    if (!is_free(n))
        return put_tag(n, at, (struct tag){"<p><strong>", "</strong></p>"});
    stet__news_begin_run(n, roles[level < 1 ? 0 : level > 6 ? 5 : level - 1]);
    return keep(n, at, NEWS_RUN, NULL);
}

static size_t put_quote(struct news *n, size_t at)
{
    if (!is_free(n))
        return put_tag(n, at, (struct tag){"<blockquote>", "</blockquote>"});
    stet__news_begin_run(
        n, stet_str_is(stet__news_attr(&n->items[at], STET_ATTR_TYPE), "pull")
               ? "pullquote"
               : "quote");
    return keep(n, at, NEWS_RUN, NULL);
}

static size_t put_list(struct news *n, size_t at)
{
    if (stet__news_number(&n->items[at], STET_ATTR_ORDERED, 0))
        return put_tag(n, at, (struct tag){"<ol>", "</ol>"});
    return put_tag(n, at, (struct tag){"<ul>", "</ul>"});
}

static size_t put_code(struct news *n, size_t at)
{
    need_run(n);
    stet_puts(&n->text, "<pre><code>");
    stet__news_put_text(n, n->items[at].text);
    stet_puts(&n->text, "</code></pre>");
    return n->items[at].skip;
}

static size_t put_separator(struct news *n, size_t at)
{
    if (is_free(n))
        stet__news_put_plain(n, "divider", stet_cstr(""));
    return n->items[at].skip;
}

/* ---- tables ---------------------------------------------------------------------- */
static size_t put_table(struct news *n, size_t at)
{
    if (!is_free(n))
        return put_tag(n, at, (struct tag){"", ""});
    stet__news_begin_run(n, "htmltable");
    stet_puts(&n->text, "<table>");
    return keep(n, at, NEWS_RUN, NULL);
}

static int is_real_table(const struct news *n)
{
    return n->role && strcmp(n->role, "htmltable") == 0;
}

static size_t put_row(struct news *n, size_t at)
{
    if (is_real_table(n))
        return put_tag(n, at, (struct tag){"<tr>", "</tr>"});
    return put_tag(n, at, (struct tag){"<p>", "</p>"});
}

static size_t put_cell(struct news *n, size_t at)
{
    const stet_item *item = &n->items[at];
    int head = stet__news_number(item, STET_ATTR_HEAD, 0) != 0;
    for (size_t i = at; !head && i-- > 0 && n->items[i].depth >= item->depth - 1u;)
        if (n->items[i].depth == item->depth - 1u) {
            head = stet__news_number(&n->items[i], STET_ATTR_HEAD, 0) != 0;
            break;
        }
    if (!is_real_table(n)) {
        need_run(n);
        return keep(n, at, NEWS_CELL, NULL);
    }
    return put_tag(
        n, at, head ? (struct tag){"<th>", "</th>"} : (struct tag){"<td>", "</td>"});
}

/* ---- pictures -------------------------------------------------------------------- */
static void put_link(struct news *n, stet_str url, stet_str text, const char *open,
                     const char *close)
{
    need_run(n);
    stet_puts(&n->text, open);
    int link = !is_in(n, STET_LINK) &&
               stet__html_put_url(n->f.a, &n->style, &n->text, "<a href=\"", url,
                                  HTML_MEDIA_CLASSES);
    if (link)
        stet_putc(&n->text, '>');
    stet__news_put_text(n, text.n || !link ? text : url);
    stet_puts(&n->text, link ? "</a>" : "");
    stet_puts(&n->text, close);
}

static const char *media_role(stet_str media)
{
    if (media.n >= 5 && memcmp(media.p, "video", 5) == 0)
        return "video";
    if (media.n >= 5 && memcmp(media.p, "audio", 5) == 0)
        return "audio";
    return "photo";
}

static size_t put_media(struct news *n, size_t at)
{
    const stet_item *item = &n->items[at];
    stet_str src = stet__news_attr(item, STET_ATTR_SRC),
             alt = stet__news_attr(item, STET_ATTR_ALT),
             url = stet__news_absolute(n, src);
    if (is_free(n) && url.n && stet_str_eq(url, n->picture))
        return keep(n, at, NEWS_NOTHING, NULL); /* it stands above already */
    if (!is_free(n) ||
        !stet__news_put_media(n, media_role(stet__news_attr(item, STET_ATTR_MEDIA)),
                              url, alt))
        put_link(n, src, alt, "<p>", "</p>");
    return keep(n, at, NEWS_NOTHING, NULL);
}

static size_t put_image(struct news *n, size_t at)
{
    const stet_item *item = &n->items[at];
    stet_str alt = stet__news_attr(item, STET_ATTR_ALT);
    if (!alt.n && item->skip > at + 1)
        alt = stet_content(n->f.a, item->node);
    put_link(n, stet__news_attr(item, STET_ATTR_SRC), alt, "", "");
    return item->skip;
}

static size_t put_embed(struct news *n, size_t at)
{
    const stet_item *item = &n->items[at];
    stet_str url = stet__news_attr(item, STET_ATTR_HREF),
             name = stet__news_attr(item, STET_ATTR_TITLE);
    if (!url.n)
        url = stet__news_attr(item, STET_ATTR_SRC);
    if (!name.n)
        name = stet__news_attr(item, STET_ATTR_PROVIDER);
    put_link(n, url, name, "<p>", "</p>");
    return item->skip;
}

static size_t put_caption(struct news *n, size_t at)
{
    const struct news_open *up = n->depth ? &n->open[n->depth - 1] : NULL;
    if (up && up->kind == STET_TABLE && is_real_table(n))
        return put_tag(n, at, (struct tag){"<caption>", "</caption>"});
    if (up && up->kind == STET_FIGURE && is_free(n)) {
        stet__news_begin_run(n, "caption");
        return keep(n, at, NEWS_RUN, NULL);
    }
    return put_tag(n, at, (struct tag){"<p><strong>", "</strong></p>"});
}

static size_t put_credit(struct news *n, size_t at)
{
    const struct news_open *up = n->depth ? &n->open[n->depth - 1] : NULL;
    if (up && (up->kind == STET_FIGURE || up->kind == STET_MEDIA) && is_free(n)) {
        stet__news_begin_run(n, "photographer");
        return keep(n, at, NEWS_RUN, NULL);
    }
    return put_tag(n, at, (struct tag){"<footer>", "</footer>"});
}

/* ---- inlines --------------------------------------------------------------------- */
static size_t put_link_start(struct news *n, size_t at)
{
    need_run(n);
    stet_str href = stet__news_attr(&n->items[at], STET_ATTR_HREF);
    if (is_in(n, STET_LINK) || stet__html_is_fragment(n->f.a, href, &n->nowhere) ||
        !stet__html_put_url(n->f.a, &n->style, &n->text, "<a href=\"", href,
                            HTML_LINK_CLASSES))
        return keep(n, at, NEWS_NOTHING, NULL);
    stet_putc(&n->text, '>');
    return keep(n, at, NEWS_TAG, "</a>");
}

static size_t put_own_text(struct news *n, size_t at)
{
    need_run(n);
    stet__news_put_text(n, n->items[at].text);
    return at + 1;
}

static size_t put_code_span(struct news *n, size_t at)
{
    need_run(n);
    stet_puts(&n->text, "<code>");
    stet__news_put_text(n, n->items[at].text);
    stet_puts(&n->text, "</code>");
    return n->items[at].skip;
}

static size_t put_break(struct news *n, size_t at)
{
    need_run(n);
    stet_puts(&n->text, n->items[at].kind == STET_LINE_BREAK ? "<br>" : "\n");
    return n->items[at].skip;
}

static size_t put_note_number(struct news *n, size_t at)
{
    need_run(n);
    stet_puts(&n->text, "<sup>");
    stet__news_put_text(n, stet__news_attr(&n->items[at], STET_ATTR_LABEL));
    stet_puts(&n->text, "</sup>");
    return n->items[at].skip;
}

static size_t put_footnote(struct news *n, size_t at)
{
    size_t next = put_tag(n, at, (struct tag){"<aside>", "</aside>"});
    stet_puts(&n->text, "<sup>");
    stet__news_put_text(n, stet__news_attr(&n->items[at], STET_ATTR_LABEL));
    stet_puts(&n->text, "</sup> ");
    return next;
}

static size_t pass(struct news *n, size_t at)
{
    return keep(n, at, NEWS_NOTHING, NULL);
}

static size_t leave_out(struct news *n, size_t at)
{
    return n->items[at].skip;
}

/* A function, or the element around what stands in the node. */
static const struct {
    size_t (*put)(struct news *, size_t at);
    struct tag tag;
} elements[STET_PARTY] = {
    [STET_PARAGRAPH] = {.put = put_paragraph},
    [STET_HEADING] = {.put = put_heading},
    [STET_LIST] = {.put = put_list},
    [STET_ITEM] = {.tag = {"<li>", "</li>"}},
    [STET_QUOTE] = {.put = put_quote},
    [STET_CODE] = {.put = put_code},
    [STET_PREFORMATTED] = {.tag = {"<pre>", "</pre>"}},
    [STET_SEPARATOR] = {.put = put_separator},
    [STET_TABLE] = {.put = put_table},
    [STET_ROW] = {.put = put_row},
    [STET_CELL] = {.put = put_cell},
    [STET_FIGURE] = {.put = pass},
    [STET_CAPTION] = {.put = put_caption},
    [STET_CREDIT] = {.put = put_credit},
    [STET_MEDIA] = {.put = put_media},
    [STET_EMBED] = {.put = put_embed},
    [STET_FOOTNOTE] = {.put = put_footnote},
    [STET_DEFINITIONS] = {.put = pass},
    [STET_TERM] = {.tag = {"<p><strong>", "</strong></p>"}},
    [STET_DEFINITION] = {.tag = {"<div>", "</div>"}},
    [STET_BOX] = {.put = pass},
    [STET_DETAILS] = {.put = pass},
    [STET_QUESTION] = {.tag = {"<div><strong>", "</strong></div>"}},
    [STET_ANSWER] = {.tag = {"<div>", "</div>"}},
    [STET_HTML] = {.put = leave_out},
    [STET_SHORTCODE] = {.put = leave_out},
    [STET_SLOT] = {.put = leave_out},
    [STET_TEXT] = {.put = put_own_text},
    [STET_EMPHASIS] = {.tag = {"<em>", "</em>"}},
    [STET_STRONG] = {.tag = {"<strong>", "</strong>"}},
    [STET_UNDERLINE] = {.tag = {"<em>", "</em>"}},
    [STET_STRIKE] = {.tag = {"<del>", "</del>"}},
    [STET_SUBSCRIPT] = {.tag = {"<sub>", "</sub>"}},
    [STET_SUPERSCRIPT] = {.tag = {"<sup>", "</sup>"}},
    [STET_CODE_SPAN] = {.put = put_code_span},
    [STET_LINK] = {.put = put_link_start},
    [STET_IMAGE] = {.put = put_image},
    [STET_LINE_BREAK] = {.put = put_break},
    [STET_SOFT_BREAK] = {.put = put_break},
    [STET_QUOTATION] = {.tag = {"“", "”"}},
    [STET_FOOTNOTE_REF] = {.put = put_note_number},
    [STET_TIME] = {.tag = {"", ""}},
    [STET_CITATION] = {.tag = {"<em>", "</em>"}},
    [STET_SPAN] = {.tag = {"<span>", "</span>"}},
    [STET_ABBREVIATION] = {.tag = {"", ""}},
    [STET_MATH] = {.put = put_code_span},
    [STET_HTML_INLINE] = {.put = leave_out},
    [STET_SHORTCODE_INLINE] = {.put = leave_out},
};

size_t stet__news_put_item(struct news *n, size_t at)
{
    const stet_item *item = &n->items[at];
    if (n->depth == NEWS_DEPTH) { /* deeper, the text stays and the elements go */
        if (item->text.n && item->kind == STET_TEXT)
            return put_own_text(n, at);
        return item->kind == STET_HTML || item->kind == STET_HTML_INLINE ? item->skip
                                                                         : at + 1;
    }
    if (item->kind >= STET_PARTY) /* of a plugin: what stands in it */
        return pass(n, at);
    if (elements[item->kind].put)
        return elements[item->kind].put(n, at);
    if (!elements[item->kind].tag.open)
        return pass(n, at);
    return put_tag(n, at, elements[item->kind].tag);
}
