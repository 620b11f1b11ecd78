/* SPDX-License-Identifier: MIT */
/*
 * What each element of HTML becomes: an allow-list. What stet's own writers put into
 * classes (notices, footnotes, boxes, credits, embeds) is found again.
 */
#include "../claims.h"
#include "page.h"

static stet_str attr(const struct markup *m, const char *name)
{
    return stet__markup_attr(m, name);
}

static stet_kind container(struct build *b)
{
    return stet_kind_of(b->a, build_base(b)->node);
}

/* ---- blocks ----------------------------------------------------------------- */
static void enter_heading(struct build *b, const struct markup *m, stet_node n)
{
    build_check(b, stet_set_int(b->a, n, STET_ATTR_LEVEL, m->tag - TAG_H1 + 1));
}

static void enter_list(struct build *b, const struct markup *m, stet_node n)
{
    int64_t start = stet__build_number(attr(m, "start"), 1);
    build_check(b, stet_set_int(b->a, n, STET_ATTR_ORDERED, m->tag == TAG_OL));
    if (m->tag == TAG_OL && start != 1)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_START, start));
}

static void enter_quote(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_url(b, m, n, STET_ATTR_CITE, attr(m, "cite"), 0);
    if (stet__markup_has_class(m, "stet-pull") ||
        stet__markup_has_class(m, "pullquote"))
        stet__build_attr(b, n, STET_ATTR_TYPE, stet_cstr("pull"));
}

void stet__build_task(struct build *b, const struct markup *m, struct frame *f)
{
    static const char ticked[] = "\xe2\x98\x91 ", open[] = "\xe2\x98\x90 ";
    stet_node n = stet_first(b->a, f->node);
    (void)m;
    if (stet_kind_of(b->a, n) == STET_PARAGRAPH)
        n = stet_first(b->a, n);
    stet_str text =
        stet_kind_of(b->a, n) == STET_TEXT ? stet_text(b->a, n) : stet_cstr("");
    int is_ticked = text.n >= 4 && memcmp(text.p, ticked, 4) == 0;
    if (!is_ticked && !(text.n >= 4 && memcmp(text.p, open, 4) == 0))
        return;
    build_check(b, stet_set_int(b->a, f->node, STET_ATTR_TASK, 1));
    if (is_ticked)
        build_check(b, stet_set_int(b->a, f->node, STET_ATTR_CHECKED, 1));
    if (text.n > 4)
        build_check(b, stet_set_text(b->a, n, stet_strn(text.p + 4, text.n - 4)));
    else
        build_check(b, stet_remove(b->a, n));
}

static void enter_head(struct build *b, const struct markup *m, stet_node n)
{
    (void)n;
    build_top(b)->is_head = m->tag == TAG_THEAD;
}

static int is_head_row(const struct markup *m)
{
    int cells = 0;
    for (const struct markup *c = m->first; c; c = c->next) {
        if (c->tag == TAG_TD)
            return 0;
        cells += c->tag == TAG_TH;
    }
    return cells > 0;
}

/* Without a thead, a first row of th alone is the head. */
static void enter_row(struct build *b, const struct markup *m, stet_node n)
{
    int first = !stet_find(b->a, stet_parent(b->a, n), 0, STET_ROW) ||
                stet_find(b->a, stet_parent(b->a, n), 0, STET_ROW) == n;
    if (build_top(b)->is_head || (first && is_head_row(m)))
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEAD, 1));
}

static void enter_cell(struct build *b, const struct markup *m, stet_node n)
{
    static const char *const known[] = {"left", "right", "center"};
    stet_str align = attr(m, "align"), style = attr(m, "style");
    static const char key[] = "text-align:";
    const char *at = memmem(style.p, style.n, key, sizeof key - 1);
    if (m->tag == TAG_TH)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEAD, 1));
    if (at) {
        size_t off = (size_t)(at - style.p) + sizeof key - 1, len = 0;
        while (off < style.n && style.p[off] == ' ')
            off++;
        while (off + len < style.n && style.p[off + len] >= 'a' &&
               style.p[off + len] <= 'z')
            len++;
        align = stet_strn(style.p + off, len);
    }
    for (size_t i = 0; i < 3; i++)
        if (stet_str_is(align, known[i]))
            stet__build_attr(b, n, STET_ATTR_ALIGN, align);
}

static void enter_pre(struct build *b, const struct markup *m, stet_node none)
{
    static const char prefix[] = "language-";
    const struct markup *code = stet__markup_child(m, "code");
    stet_str class = attr(code, "class"), text = stet__markup_raw(b->a, m);
    stet_node n = stet__build_block(b, m, STET_CODE);
    (void)none;
    if (!n)
        return;
    if (class.n > 9 && memcmp(class.p, prefix, 9) == 0)
        stet__build_attr(b, n, STET_ATTR_INFO, stet_strn(class.p + 9, class.n - 9));
    if (text.n)
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
}

static void enter_separator(struct build *b, const struct markup *m, stet_node none)
{
    (void)none;
    stet__build_block(b, m, STET_SEPARATOR);
}

/* ---- asides and notices ----------------------------------------------------- */
static int notice_zone(const struct build *b, const struct markup *m)
{
    stet_str zone = attr(m, "data-zone");
    return stet_str_is(zone, "head")   ? STET_ZONE_HEAD
           : stet_str_is(zone, "body") ? STET_ZONE_BODY
           : stet_str_is(zone, "tail") ? STET_ZONE_TAIL
                                       : build_zone(b);
}

static void read_stamp(struct build *b, const struct markup *m, stet_node notice)
{
    static const struct {
        const char *name;
        stet_attr attr;
    } rows[] = {{"data-placement", STET_ATTR_PLACEMENT},
                {"data-valid-from", STET_ATTR_VALID_FROM},
                {"data-valid-until", STET_ATTR_VALID_UNTIL}};
    struct claims c = claims_of(b->a, "html");
    stet_str id = attr(m, "data-stamp"), hash = attr(m, "data-hash");
    if (!notice || !id.n || !hash.n)
        return;
    c.claim.span = (stet_span){m->off, m->len};
    stet__claim_stamp(&c, notice, id, hash);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        stet__claim_attr(&c, notice, rows[i].attr, attr(m, rows[i].name));
    stet__claim_text(&c, STET_DIGITAL_SOURCE, attr(m, "data-digital-source"));
    build_check(b, c.code);
}

static void enter_notice(struct build *b, const struct markup *m, stet_node none)
{
    stet_kind kind = stet__markup_notice_kind(b->a, attr(m, "data-kind"));
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("html"),
                        .lang = attr(m, "lang"),
                        .span = {m->off, m->len}};
    (void)none;
    stet_node n = stet_notice_new(b->a, kind, notice_zone(b, m), &claim);
    if (!n)
        build_check(b, STET_E_NOMEM);
    read_stamp(b, m, n);
    build_top(b)->notice = n;
}

/* A notice that nothing stands in is none. */
static void leave_notice(struct build *b, const struct markup *m, struct frame *f)
{
    (void)m;
    if (f->notice && !stet_first(b->a, f->notice))
        build_check(b, stet_remove(b->a, f->notice));
}

/* A part of a line: the bytes of the block from here to its end tag. */
static void leave_mark(struct build *b, const struct markup *m, struct frame *f)
{
    stet_claim claim = {.size = sizeof claim,
                        .confidence = STET_ASSERTED,
                        .source = stet_cstr("html"),
                        .span = {m->off, m->len}};
    stet_kind block = stet_kind_of(b->a, b->block);
    if (b->marks++ >= BUILD_MARKS) { /* each ends a run of text, which is then copied */
        stet__build_say(b, m, "one of more than 500 notices within lines, plain text");
        return;
    }
    if (b->content <= f->from || (block != STET_PARAGRAPH && block != STET_HEADING))
        return;
    stet_node n =
        stet_notice_new(b->a, stet__markup_notice_kind(b->a, attr(m, "data-kind")),
                        stet_zone_of(b->a, b->block), &claim);
    stet_node range = n ? stet_range_add(b->a, n, b->block, f->from, b->content) : 0;
    if (!range)
        build_check(b, STET_E_NOMEM);
    else if (!f->from) /* it is no range of all, for more text may follow */
        build_check(b, stet_set_int(b->a, range, STET_ATTR_TO, (int64_t)b->content));
}

static void enter_footnote(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_LABEL,
                     stet__markup_text(b->a, stet__markup_child(m, "sup")));
}

/* ---- inlines ---------------------------------------------------------------- */
/* "#stet-top" is what a writer made of "#top", so as not to meet a name of the page. */
static stet_str without_prefix(struct build *b, stet_str href)
{
    static const char prefix[] = "#stet-";
    if (href.n < sizeof prefix || memcmp(href.p, prefix, sizeof prefix - 1) != 0)
        return href;
    stet_out out = stet_out_in_article(b->a, href.n, href.n);
    stet_putc(&out, '#');
    stet_put(&out, href.p + sizeof prefix - 1, href.n - sizeof prefix + 1);
    return stet_out_text(&out);
}

static void enter_link(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_url(b, m, n, STET_ATTR_HREF, without_prefix(b, attr(m, "href")), 1);
    stet__build_attr(b, n, STET_ATTR_REL, attr(m, "rel"));
    stet__build_attr(b, n, STET_ATTR_TITLE, attr(m, "title"));
    stet__build_attr(b, n, STET_ATTR_LABEL, attr(m, "aria-label"));
}

static void enter_code(struct build *b, const struct markup *m, stet_node none)
{
    int is_math = stet__markup_has_class(m, "stet-math");
    stet_str text = stet__markup_raw(b->a, m);
    (void)none;
    if (!text.n)
        return;
    stet_node n = stet__build_inline(b, m, is_math ? STET_MATH : STET_CODE_SPAN);
    if (n)
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
    b->content += (uint32_t)text.n;
}

static void enter_time(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_DATETIME, attr(m, "datetime"));
}

static void enter_title(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_TITLE, attr(m, "title"));
}

static void enter_reference(struct build *b, const struct markup *m, stet_node none)
{
    stet_node n = stet__build_inline(b, m, STET_FOOTNOTE_REF);
    (void)none;
    stet__build_attr(b, n, STET_ATTR_LABEL, stet__markup_text(b->a, m));
}

static void enter_break(struct build *b, const struct markup *m, stet_node none)
{
    (void)none;
    stet__flow_break(b, m);
}

/* ---- the elements ----------------------------------------------------------- */
static const struct markup_rule group = {.what = WHAT_GROUP};
static const struct markup_rule through = {.what = WHAT_THROUGH};
static const struct markup_rule skipped = {.what = WHAT_SKIP};
static const struct markup_rule dropped = {.what = WHAT_DROP};
static const struct markup_rule unknown = {.what = WHAT_UNKNOWN};
static const struct markup_rule quote_figure = {.what = WHAT_BLOCK, .kind = STET_QUOTE};
static const struct markup_rule quote_credit = {
    .what = WHAT_PIECE, .mode = MODE_INLINE, .kind = STET_CREDIT, .under = STET_QUOTE};
static const struct markup_rule figure_credit = {.what = WHAT_PIECE,
                                                 .mode = MODE_INLINE,
                                                 .lifts = 1,
                                                 .kind = STET_CREDIT,
                                                 .under = STET_FIGURE,
                                                 .enter = stet__page_trim_caption};
static const struct markup_rule figure_caption = {
    .what = WHAT_PIECE, .mode = MODE_MIXED, .kind = STET_CAPTION, .under = STET_FIGURE};
static const struct markup_rule details_caption = {.what = WHAT_PIECE,
                                                   .mode = MODE_MIXED,
                                                   .kind = STET_CAPTION,
                                                   .under = STET_DETAILS};
static const struct markup_rule box_caption = {
    .what = WHAT_PIECE, .mode = MODE_MIXED, .kind = STET_CAPTION, .under = STET_BOX};
static const struct markup_rule inline_credit = {
    .what = WHAT_OWN, .enter = stet__page_enter_figure_credit};
static const struct markup_rule loose_credit = {.what = WHAT_OWN,
                                                .enter = stet__page_enter_credit};
static const struct markup_rule embed = {.what = WHAT_OWN,
                                         .enter = stet__page_enter_embed};
static const struct markup_rule code_block = {.what = WHAT_OWN, .enter = enter_pre};
static const struct markup_rule reference = {.what = WHAT_OWN,
                                             .enter = enter_reference};
static const struct markup_rule notice = {
    .what = WHAT_GROUP, .enter = enter_notice, .leave = leave_notice};
static const struct markup_rule mark = {.what = WHAT_THROUGH, .leave = leave_mark};
static const struct markup_rule footnote = {.what = WHAT_BLOCK,
                                            .mode = MODE_MIXED,
                                            .kind = STET_FOOTNOTE,
                                            .enter = enter_footnote};
static const struct markup_rule question = {
    .what = WHAT_BLOCK, .mode = MODE_MIXED, .kind = STET_QUESTION};
static const struct markup_rule answer = {
    .what = WHAT_BLOCK, .mode = MODE_MIXED, .kind = STET_ANSWER};
static const struct markup_rule span = {
    .what = WHAT_INLINE, .mode = MODE_INLINE, .kind = STET_SPAN};

/* clang-format off */
#define BLOCK(mode_, kind_, enter_) {WHAT_BLOCK, mode_, 0, kind_, 0, enter_, NULL}
#define PIECE(mode_, kind_, under_, enter_) {WHAT_PIECE, mode_, 0, kind_, under_, enter_, NULL}
#define INLINE(kind_, enter_) {WHAT_INLINE, MODE_INLINE, 0, kind_, 0, enter_, NULL}
#define OWN(enter_) {.what = WHAT_OWN, .enter = enter_}
#define GROUP {.what = WHAT_GROUP}
#define THROUGH {.what = WHAT_THROUGH}
#define SKIP {.what = WHAT_SKIP}
#define DROP {.what = WHAT_DROP}
static const struct markup_rule elements[TAG_COUNT] = {
    [TAG_A] = INLINE(STET_LINK, enter_link), [TAG_ABBR] = INLINE(STET_ABBREVIATION, enter_title),
    [TAG_ADDRESS] = GROUP, [TAG_ARTICLE] = GROUP,
    [TAG_ASIDE] = BLOCK(MODE_BLOCKS, STET_BOX, NULL), [TAG_AUDIO] = OWN(stet__page_enter_sound),
    [TAG_B] = INLINE(STET_STRONG, NULL), [TAG_BASE] = SKIP, [TAG_BDI] = THROUGH,
    [TAG_BDO] = INLINE(STET_SPAN, NULL), [TAG_BIG] = THROUGH,
    [TAG_BLOCKQUOTE] = BLOCK(MODE_BLOCKS, STET_QUOTE, enter_quote), [TAG_BODY] = GROUP,
    [TAG_BR] = OWN(enter_break), [TAG_BUTTON] = DROP,
    [TAG_CAPTION] = PIECE(MODE_MIXED, STET_CAPTION, STET_TABLE, NULL), [TAG_CENTER] = GROUP,
    [TAG_CITE] = INLINE(STET_CITATION, NULL), [TAG_CODE] = OWN(enter_code),
    [TAG_COL] = SKIP, [TAG_COLGROUP] = SKIP,
    [TAG_DD] = PIECE(MODE_MIXED, STET_DEFINITION, STET_DEFINITIONS, NULL),
    [TAG_DEL] = INLINE(STET_STRIKE, NULL), [TAG_DETAILS] = BLOCK(MODE_BLOCKS, STET_DETAILS, NULL),
    [TAG_DFN] = THROUGH, [TAG_DIV] = GROUP,
    [TAG_DL] = BLOCK(MODE_FRAMED, STET_DEFINITIONS, NULL),
    [TAG_DT] = PIECE(MODE_INLINE, STET_TERM, STET_DEFINITIONS, NULL),
    [TAG_EM] = INLINE(STET_EMPHASIS, NULL), [TAG_EMBED] = OWN(stet__page_enter_frame),
    [TAG_FIELDSET] = GROUP, [TAG_FIGCAPTION] = GROUP,
    [TAG_FIGURE] = BLOCK(MODE_BLOCKS, STET_FIGURE, NULL), [TAG_FONT] = THROUGH,
    [TAG_FOOTER] = GROUP, [TAG_FORM] = DROP,
    [TAG_H1] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_H2] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_H3] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_H4] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_H5] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_H6] = BLOCK(MODE_INLINE, STET_HEADING, enter_heading),
    [TAG_HEAD] = SKIP, [TAG_HEADER] = GROUP, [TAG_HR] = OWN(enter_separator), [TAG_HTML] = GROUP,
    [TAG_I] = INLINE(STET_EMPHASIS, NULL), [TAG_IFRAME] = OWN(stet__page_enter_frame),
    [TAG_IMG] = OWN(stet__page_enter_image), [TAG_INPUT] = DROP, [TAG_INS] = THROUGH,
    [TAG_KBD] = OWN(enter_code), [TAG_LABEL] = THROUGH,
    [TAG_LI] = {WHAT_PIECE, MODE_MIXED, 0, STET_ITEM, STET_LIST, NULL, stet__build_task},
    [TAG_LINK] = SKIP, [TAG_MAIN] = GROUP, [TAG_MARK] = THROUGH, [TAG_META] = SKIP,
    [TAG_NAV] = DROP, [TAG_NOSCRIPT] = SKIP, [TAG_OBJECT] = OWN(stet__page_enter_frame),
    [TAG_OL] = BLOCK(MODE_FRAMED, STET_LIST, enter_list), [TAG_OPTION] = SKIP,
    [TAG_P] = BLOCK(MODE_INLINE, STET_PARAGRAPH, NULL), [TAG_PARAM] = SKIP,
    [TAG_PICTURE] = THROUGH, [TAG_PRE] = BLOCK(MODE_PRE, STET_PREFORMATTED, NULL),
    [TAG_Q] = INLINE(STET_QUOTATION, NULL), [TAG_S] = INLINE(STET_STRIKE, NULL),
    [TAG_SAMP] = OWN(enter_code), [TAG_SCRIPT] = DROP, [TAG_SECTION] = GROUP,
    [TAG_SELECT] = DROP, [TAG_SMALL] = THROUGH, [TAG_SOURCE] = SKIP, [TAG_SPAN] = THROUGH,
    [TAG_STRIKE] = INLINE(STET_STRIKE, NULL), [TAG_STRONG] = INLINE(STET_STRONG, NULL),
    [TAG_STYLE] = SKIP, [TAG_SUB] = INLINE(STET_SUBSCRIPT, NULL), [TAG_SUMMARY] = GROUP,
    [TAG_SUP] = INLINE(STET_SUPERSCRIPT, NULL), [TAG_SVG] = DROP,
    [TAG_TABLE] = BLOCK(MODE_FRAMED, STET_TABLE, NULL), [TAG_TBODY] = GROUP,
    [TAG_TD] = PIECE(MODE_MIXED, STET_CELL, STET_ROW, enter_cell), [TAG_TEMPLATE] = DROP,
    [TAG_TEXTAREA] = DROP, [TAG_TFOOT] = GROUP,
    [TAG_TH] = PIECE(MODE_MIXED, STET_CELL, STET_ROW, enter_cell),
    [TAG_THEAD] = {.what = WHAT_GROUP, .enter = enter_head},
    [TAG_TIME] = INLINE(STET_TIME, enter_time), [TAG_TITLE] = SKIP,
    [TAG_TR] = PIECE(MODE_FRAMED, STET_ROW, STET_TABLE, enter_row), [TAG_TRACK] = SKIP,
    [TAG_TT] = OWN(enter_code), [TAG_U] = INLINE(STET_UNDERLINE, NULL),
    [TAG_UL] = BLOCK(MODE_FRAMED, STET_LIST, enter_list), [TAG_VAR] = INLINE(STET_EMPHASIS, NULL),
    [TAG_VIDEO] = OWN(stet__page_enter_sound), [TAG_WBR] = SKIP,
};
/* clang-format on */

static int only_code(const struct markup *m)
{
    return m->first && m->first == m->last && m->first->tag == TAG_CODE;
}

static int is_blank(stet_str s)
{
    size_t i = 0;
    while (i < s.n && memchr(" \t\n\r", s.p[i], 4))
        i++;
    return i == s.n;
}

static int only_credit(const struct markup *m)
{
    for (const struct markup *c = m->first; c; c = c->next)
        if (c->name.n
                ? !(c->tag == TAG_P && stet__markup_has_class(c, "stet-credit")) &&
                      !stet__page_is_credit(c)
                : !is_blank(c->text))
            return 0;
    return m->first != NULL;
}

static const struct markup_rule *find_aside(struct build *b, const struct markup *m)
{
    (void)b;
    if (stet__markup_has_class(m, "stet-notice"))
        return &notice;
    return stet__markup_has_class(m, "stet-footnote") ? &footnote
                                                      : &elements[TAG_ASIDE];
}

static const struct markup_rule *find_figcaption(struct build *b,
                                                 const struct markup *m)
{
    if (container(b) == STET_QUOTE)
        return &quote_credit;
    return only_credit(m) ? &group : &figure_caption;
}

static const struct markup_rule *find_paragraph(struct build *b, const struct markup *m)
{
    if (stet__markup_has_class(m, "stet-embed"))
        return &embed;
    if (!stet__markup_has_class(m, "stet-credit"))
        return &elements[TAG_P];
    return m->parent->tag == TAG_FIGCAPTION ||
                   (container(b) == STET_FIGURE && !b->last_media)
               ? &figure_credit
               : &loose_credit;
}

static const struct markup_rule *find_division(struct build *b, const struct markup *m)
{
    stet_kind in = container(b);
    if (stet__markup_has_class(m, "stet-title"))
        return in == STET_BOX       ? &box_caption
               : in == STET_DETAILS ? &details_caption
               : in == STET_FIGURE  ? &figure_caption
                                    : &group;
    if (stet__markup_has_class(m, "stet-question"))
        return &question;
    return stet__markup_has_class(m, "stet-answer") ? &answer : &group;
}

static const struct markup_rule *find_superscript(struct build *b,
                                                  const struct markup *m)
{
    const struct markup *a = stet__markup_child(m, "a");
    if (container(b) == STET_FOOTNOTE && m->parent->first == m)
        return &skipped;
    return (a && stet_str_is(attr(a, "role"), "doc-noteref")) ||
                   stet__markup_has_class(m, "stet-noteref")
               ? &reference
               : &elements[TAG_SUP];
}

static const struct markup_rule *find_span(const struct markup *m)
{
    if (stet__markup_has_class(m, "stet-notice"))
        return &mark;
    return attr(m, "lang").n || attr(m, "dir").n || attr(m, "xml:lang").n ? &span
                                                                          : &through;
}

/* A quotation with its source around it, or an element of its own. */
static const struct markup_rule *find_quote(struct build *b, const struct markup *m)
{
    stet_node n = build_base(b)->node;
    if (m->parent->tag != TAG_FIGURE || container(b) != STET_QUOTE)
        return &elements[TAG_BLOCKQUOTE];
    enter_quote(b, m, n);
    stet__build_language(b, m, n);
    return &group;
}

/* A piece of its own where blocks may stand, a node without marks in running text. */
static const struct markup_rule *find_credit(struct build *b)
{
    return build_base(b)->mode == MODE_INLINE ? &inline_credit : &figure_credit;
}

static const struct markup_rule *find(struct build *b, const struct markup *m)
{
    if (stet__page_is_credit(m) && container(b) != STET_QUOTE)
        return find_credit(b);
    switch (m->tag) {
    case TAG_NONE:
        return m->space == SPACE_OTHER && b->rules == &stet__markup_html_rules
                   ? &dropped
                   : &unknown;
    case TAG_ASIDE:
        return find_aside(b, m);
    case TAG_FIGURE:
        return stet__markup_has_class(m, "stet-quote") ? &quote_figure
                                                       : &elements[TAG_FIGURE];
    case TAG_BLOCKQUOTE:
        return find_quote(b, m);
    case TAG_FIGCAPTION:
        return find_figcaption(b, m);
    case TAG_P:
        return find_paragraph(b, m);
    case TAG_DIV:
        return find_division(b, m);
    case TAG_SUMMARY:
        return container(b) == STET_DETAILS ? &details_caption : &group;
    case TAG_PRE:
        return only_code(m) ? &code_block : &elements[TAG_PRE];
    case TAG_SUP:
        return find_superscript(b, m);
    case TAG_SPAN:
        return find_span(m);
    default:
        return &elements[m->tag];
    }
}

const struct markup_rules stet__markup_html_rules = {"HTML", find};
