/* SPDX-License-Identifier: MIT */
/* What each element of body.content becomes. */
#include "../markup/build.h"
#include "reader.h"

static stet_str attr(const struct markup *m, const char *name)
{
    return stet__markup_attr(m, name);
}

/* ---- blocks ----------------------------------------------------------------- */
static void enter_heading(struct build *b, const struct markup *m, stet_node n)
{
    stet_str class = attr(m, "class");
    int deep =
        class.n == 2 && class.p[0] == 'h' && class.p[1] >= '3' && class.p[1] <= '6';
    build_check(b, stet_set_int(b->a, n, STET_ATTR_LEVEL, deep ? class.p[1] - '0' : 2));
}

static void enter_list(struct build *b, const struct markup *m, stet_node n)
{
    int64_t start = stet__build_number(attr(m, "seqnum"), 1);
    int ordered = stet__markup_is(m, "ol");
    build_check(b, stet_set_int(b->a, n, STET_ATTR_ORDERED, ordered));
    if (ordered && start != 1)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_START, start));
}

static void enter_quote(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_url(b, m, n, STET_ATTR_CITE, attr(m, "quote-source"), 0);
    if (stet__markup_has_class(m, "pull"))
        stet__build_attr(b, n, STET_ATTR_TYPE, stet_cstr("pull"));
}

static void enter_classed(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_TYPE, attr(m, "class"));
}

static void enter_code_block(struct build *b, const struct markup *m, stet_node none)
{
    static const char prefix[] = "code language-";
    stet_str class = attr(m, "class"), text = stet__markup_raw(b->a, m);
    stet_node n = stet__build_block(b, m, STET_CODE);
    (void)none;
    if (!n)
        return;
    if (class.n >= sizeof prefix && memcmp(class.p, prefix, sizeof prefix - 1) == 0)
        stet__build_attr(
            b, n, STET_ATTR_INFO,
            stet_strn(class.p + sizeof prefix - 1, class.n - sizeof prefix + 1));
    if (text.n)
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
}

static void enter_separator(struct build *b, const struct markup *m, stet_node none)
{
    (void)none;
    stet__build_block(b, m, STET_SEPARATOR);
}

static void enter_head(struct build *b, const struct markup *m, stet_node none)
{
    (void)m;
    (void)none;
    build_top(b)->is_head = 1;
}

static void enter_row(struct build *b, const struct markup *m, stet_node n)
{
    (void)m;
    if (build_top(b)->is_head)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEAD, 1));
}

static void enter_cell(struct build *b, const struct markup *m, stet_node n)
{
    stet_str align = attr(m, "align");
    if (stet__markup_is(m, "th"))
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEAD, 1));
    if (stet_str_is(align, "left") || stet_str_is(align, "right") ||
        stet_str_is(align, "center"))
        stet__build_attr(b, n, STET_ATTR_ALIGN, align);
}

static void enter_footnote(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_LABEL, attr(m, "class"));
}

static void enter_note(struct build *b, const struct markup *m, stet_node none)
{
    int zone = stet__nitf_note_zone(m);
    struct claims c = claims_of(b->a, "nitf");
    (void)none;
    c.claim.span = (stet_span){m->off, m->len};
    stet_node n = stet_notice_new(b->a, stet__nitf_note_kind(b->a, m),
                                  zone ? zone : build_zone(b), &c.claim);
    if (!n)
        build_check(b, STET_E_NOMEM);
    stet__claim_stamp(&c, n, stet__markup_class_behind(m, "stamp-"),
                      stet__markup_class_behind(m, "hash-"));
    build_check(b, c.code);
    build_top(b)->notice = n;
}

static void leave_note(struct build *b, const struct markup *m, struct frame *f)
{
    (void)m;
    if (f->notice && !stet_first(b->a, f->notice))
        build_check(b, stet_remove(b->a, f->notice));
}

static void enter_embed(struct build *b, const struct markup *m, stet_node none)
{
    const struct markup *a = stet__markup_child(m, "a");
    stet_str title = stet__markup_text(b->a, a ? a : m);
    stet_node n = stet__build_block(b, m, STET_EMBED);
    (void)none;
    if (!n)
        return;
    stet__build_url(b, m, n, STET_ATTR_HREF, attr(a, "href"), 0);
    if (!stet_str_eq(title, attr(a, "href")))
        stet__build_attr(b, n, STET_ATTR_TITLE, title);
}

/* ---- media ------------------------------------------------------------------ */
/* A picture of the article, not of its text: statements, in the element's attributes.
 */
static void enter_featured(struct build *b, const struct markup *m, stet_node none)
{
    const struct markup *ref = stet__markup_child(m, "media-reference");
    struct claims c = claims_of(b->a, "nitf");
    (void)none;
    if (!stet__markup_attr(ref, "source").n)
        return;
    c.claim.span = (stet_span){m->off, m->len};
    stet_node s = stet_find(b->a, stet_root(b->a, STET_FAMILY_FIELD), 0, STET_IMAGES);
    stet_node n = stet__claim_part(&c, s ? s : stet__claim_open(&c, STET_IMAGES),
                                   STET_MEDIA_PART);
    stet__build_url(b, m, n, STET_ATTR_SRC, attr(ref, "source"), 0);
    stet__claim_attr(&c, n, STET_ATTR_MEDIA, attr(m, "media-type"));
    stet__claim_attr(&c, n, STET_ATTR_ALT, attr(ref, "alternate-text"));
    stet__claim_attr(&c, n, STET_ATTR_HOLDER, attr(ref, "copyright"));
    stet__claim_attr(&c, n, STET_ATTR_CREDIT,
                     stet__markup_text(b->a, stet__markup_child(m, "media-producer")));
    stet__claim_int(&c, n, STET_ATTR_WIDTH, attr(ref, "width"));
    stet__claim_int(&c, n, STET_ATTR_HEIGHT, attr(ref, "height"));
    build_check(b, c.code);
}

static void enter_reference(struct build *b, const struct markup *m, stet_node none)
{
    stet_str src = attr(m, "source");
    stet_str producer =
        stet__markup_text(b->a, stet__markup_child(m->parent, "media-producer"));
    int64_t width = stet__build_number(attr(m, "width"), 0);
    int64_t height = stet__build_number(attr(m, "height"), 0);
    (void)none;
    if (!src.n)
        return;
    stet_node n = stet__build_block(b, m, STET_MEDIA);
    if (!n)
        return;
    stet__build_url(b, m, n, STET_ATTR_SRC, src, 0);
    stet__build_attr(b, n, STET_ATTR_MEDIA, attr(m->parent, "media-type"));
    stet__build_attr(b, n, STET_ATTR_ALT, attr(m, "alternate-text"));
    if (!stet_str_eq(attr(m, "source-credit"), producer))
        stet__build_attr(b, n, STET_ATTR_CREDIT, attr(m, "source-credit"));
    if (width > 0)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_WIDTH, width));
    if (height > 0)
        build_check(b, stet_set_int(b->a, n, STET_ATTR_HEIGHT, height));
}

/* ---- inlines ---------------------------------------------------------------- */
static void enter_link(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_url(b, m, n, STET_ATTR_HREF, attr(m, "href"), 1);
    stet__build_attr(b, n, STET_ATTR_REL, attr(m, "rel"));
    stet__build_attr(b, n, STET_ATTR_TITLE, attr(m, "title"));
}

static void enter_own_text(struct build *b, const struct markup *m, stet_node none)
{
    stet_str text = stet__markup_raw(b->a, m);
    stet_kind kind = stet__markup_has_class(m, "math") ? STET_MATH : STET_CODE_SPAN;
    stet_node n = text.n ? stet__build_inline(b, m, kind) : 0;
    (void)none;
    if (n)
        build_check(b, stet_text_append(b->a, n, text.p, text.n, m->off, m->len));
    b->content += (uint32_t)text.n;
}

static void enter_note_mark(struct build *b, const struct markup *m, stet_node none)
{
    stet_node n = stet__build_inline(b, m, STET_FOOTNOTE_REF);
    (void)none;
    stet__build_attr(b, n, STET_ATTR_LABEL, stet__markup_text(b->a, m));
}

static void enter_time(struct build *b, const struct markup *m, stet_node n)
{
    stet__build_attr(b, n, STET_ATTR_DATETIME, attr(m, "norm"));
}

static void enter_break(struct build *b, const struct markup *m, stet_node none)
{
    (void)none;
    stet__flow_break(b, m);
    b->drops_space = 0; /* no line end of its own follows */
}

/* ---- the elements ----------------------------------------------------------- */
struct element_row {
    const char *name, *class; /* class: NULL, or what it must hold */
    struct markup_rule rule;
};

/* clang-format off */
#define BLOCK(mode_, kind_, enter_) {.what = WHAT_BLOCK, .mode = mode_, .kind = kind_, .enter = enter_}
#define PIECE(mode_, kind_, under_, enter_) {.what = WHAT_PIECE, .mode = mode_, .kind = kind_, .under = under_, .enter = enter_}
#define INLINE(kind_, enter_) {.what = WHAT_INLINE, .mode = MODE_INLINE, .kind = kind_, .enter = enter_}
#define OWN(enter_) {.what = WHAT_OWN, .enter = enter_}
#define THROUGH {.what = WHAT_THROUGH}
#define GROUP {.what = WHAT_GROUP}
static const struct element_row rows[] = {
    {"p", "question", BLOCK(MODE_MIXED, STET_QUESTION, NULL)},
    {"p", "answer", BLOCK(MODE_MIXED, STET_ANSWER, NULL)},
    {"p", "embed", OWN(enter_embed)},
    {"p", "caption", BLOCK(MODE_INLINE, STET_PARAGRAPH, enter_classed)},
    {"p", "credit", BLOCK(MODE_INLINE, STET_PARAGRAPH, enter_classed)},
    {"p", NULL, BLOCK(MODE_INLINE, STET_PARAGRAPH, NULL)},
    {"hl2", NULL, BLOCK(MODE_INLINE, STET_HEADING, enter_heading)},
    {"ul", NULL, BLOCK(MODE_FRAMED, STET_LIST, enter_list)},
    {"ol", NULL, BLOCK(MODE_FRAMED, STET_LIST, enter_list)},
    {"li", NULL, {.what = WHAT_PIECE, .mode = MODE_MIXED, .kind = STET_ITEM, .under = STET_LIST,
                  .leave = stet__build_task}},
    {"dl", NULL, BLOCK(MODE_FRAMED, STET_DEFINITIONS, NULL)},
    {"dt", NULL, PIECE(MODE_INLINE, STET_TERM, STET_DEFINITIONS, NULL)},
    {"dd", NULL, PIECE(MODE_MIXED, STET_DEFINITION, STET_DEFINITIONS, NULL)},
    {"bq", NULL, BLOCK(MODE_BLOCKS, STET_QUOTE, enter_quote)},
    {"credit", NULL, PIECE(MODE_INLINE, STET_CREDIT, STET_QUOTE, NULL)},
    {"block", "box", BLOCK(MODE_BLOCKS, STET_BOX, NULL)},
    {"block", "details", BLOCK(MODE_BLOCKS, STET_DETAILS, NULL)},
    {"block", NULL, GROUP},
    {"body.content", NULL, GROUP},
    {"fn", NULL, BLOCK(MODE_MIXED, STET_FOOTNOTE, enter_footnote)},
    {"note", NULL, {.what = WHAT_GROUP, .enter = enter_note, .leave = leave_note}},
    {"pre", "code", OWN(enter_code_block)},
    {"pre", NULL, BLOCK(MODE_PRE, STET_PREFORMATTED, NULL)},
    {"hr", NULL, OWN(enter_separator)},
    {"table", NULL, BLOCK(MODE_FRAMED, STET_TABLE, NULL)},
    {"caption", NULL, PIECE(MODE_MIXED, STET_CAPTION, STET_TABLE, NULL)},
    {"thead", NULL, {.what = WHAT_GROUP, .enter = enter_head}},
    {"tbody", NULL, GROUP}, {"tfoot", NULL, GROUP},
    {"col", NULL, {.what = WHAT_SKIP}}, {"colgroup", NULL, {.what = WHAT_SKIP}},
    {"tr", NULL, PIECE(MODE_FRAMED, STET_ROW, STET_TABLE, enter_row)},
    {"td", NULL, PIECE(MODE_MIXED, STET_CELL, STET_ROW, enter_cell)},
    {"th", NULL, PIECE(MODE_MIXED, STET_CELL, STET_ROW, enter_cell)},
    {"media", "featured", OWN(enter_featured)},
    {"media", NULL, BLOCK(MODE_BLOCKS, STET_FIGURE, NULL)},
    {"media-reference", NULL, OWN(enter_reference)},
    {"media-caption", NULL, PIECE(MODE_MIXED, STET_CAPTION, STET_FIGURE, NULL)},
    {"media-producer", NULL, PIECE(MODE_INLINE, STET_CREDIT, STET_FIGURE, NULL)},
    {"media-metadata", NULL, {.what = WHAT_SKIP}},
    {"media-object", NULL, {.what = WHAT_DROP}},
    {"em", "strong", INLINE(STET_STRONG, NULL)},
    {"em", "underline", INLINE(STET_UNDERLINE, NULL)},
    {"em", "strike", INLINE(STET_STRIKE, NULL)},
    {"em", "citation", INLINE(STET_CITATION, NULL)},
    {"em", "code", OWN(enter_own_text)}, {"em", "math", OWN(enter_own_text)},
    {"em", NULL, INLINE(STET_EMPHASIS, NULL)},
    {"sub", NULL, INLINE(STET_SUBSCRIPT, NULL)}, {"sup", NULL, INLINE(STET_SUPERSCRIPT, NULL)},
    {"num", "footnote", OWN(enter_note_mark)}, {"num", NULL, THROUGH},
    {"q", NULL, INLINE(STET_QUOTATION, NULL)}, {"lang", NULL, INLINE(STET_SPAN, NULL)},
    {"a", NULL, INLINE(STET_LINK, enter_link)}, {"br", NULL, OWN(enter_break)},
    {"chron", NULL, INLINE(STET_TIME, enter_time)},
    {"person", NULL, THROUGH}, {"org", NULL, THROUGH}, {"location", NULL, THROUGH},
    {"event", NULL, THROUGH}, {"function", NULL, THROUGH}, {"money", NULL, THROUGH},
    {"object.title", NULL, THROUGH}, {"copyrite", NULL, THROUGH}, {"virtloc", NULL, THROUGH},
    {"pronounce", NULL, THROUGH}, {"frac", NULL, THROUGH}, {"city", NULL, THROUGH},
    {"state", NULL, THROUGH}, {"country", NULL, THROUGH}, {"region", NULL, THROUGH},
    {"name.given", NULL, THROUGH}, {"name.family", NULL, THROUGH}, {"alt-code", NULL, {.what = WHAT_SKIP}},
};
static const struct markup_rule unknown = {.what = WHAT_UNKNOWN};
static const struct markup_rule box_caption = PIECE(MODE_INLINE, STET_CAPTION, STET_BOX, NULL);
static const struct markup_rule details_caption = PIECE(MODE_INLINE, STET_CAPTION, STET_DETAILS, NULL);
/* clang-format on */

static const struct markup_rule *find(struct build *b, const struct markup *m)
{
    stet_kind in = stet_kind_of(b->a, build_base(b)->node);
    if (stet__markup_is(m, "p") && stet__markup_has_class(m, "caption")) {
        if (in == STET_BOX)
            return &box_caption;
        if (in == STET_DETAILS)
            return &details_caption;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (stet__markup_is(m, rows[i].name) &&
            (!rows[i].class || stet__markup_has_class(m, rows[i].class)))
            return &rows[i].rule;
    return &unknown;
}

const struct markup_rules stet__nitf_rules = {"NITF", find};
