/* SPDX-License-Identifier: MIT */
/*
 * A forgiving look at raw HTML: which blocks of text, links, emphasis and pictures
 * there are. One pass, no recursion; what is never shown is left out. It is for reading
 * only: nothing of it is written anywhere.
 */
#include "markup.h"

enum { DEPTH_MAX = 24, ATTRS_MAX = 4, TAG_MAX = 16 };

enum action {
    ACT_NONE, /* as if it were not there */
    ACT_BLOCK,
    ACT_INLINE,
    ACT_BREAK,
    ACT_PICTURE,
    ACT_HIDDEN /* nor what is in it */
};

static const struct element {
    const char *name;
    uint8_t action;
    stet_kind kind;
} elements[] = {{"a", ACT_INLINE, STET_LINK},
                {"address", ACT_BLOCK, STET_PARAGRAPH},
                {"article", ACT_BLOCK, STET_PARAGRAPH},
                {"aside", ACT_BLOCK, STET_PARAGRAPH},
                {"b", ACT_INLINE, STET_STRONG},
                {"blockquote", ACT_BLOCK, STET_QUOTE},
                {"br", ACT_BREAK, STET_LINE_BREAK},
                {"cite", ACT_INLINE, STET_CITATION},
                {"dd", ACT_BLOCK, STET_DEFINITION},
                {"details", ACT_BLOCK, STET_PARAGRAPH},
                {"div", ACT_BLOCK, STET_PARAGRAPH},
                {"dl", ACT_BLOCK, STET_LIST},
                {"dt", ACT_BLOCK, STET_TERM},
                {"em", ACT_INLINE, STET_EMPHASIS},
                {"figcaption", ACT_BLOCK, STET_CAPTION},
                {"figure", ACT_BLOCK, STET_FIGURE},
                {"footer", ACT_BLOCK, STET_PARAGRAPH},
                {"form", ACT_BLOCK, STET_PARAGRAPH},
                {"h1", ACT_BLOCK, STET_HEADING},
                {"h2", ACT_BLOCK, STET_HEADING},
                {"h3", ACT_BLOCK, STET_HEADING},
                {"h4", ACT_BLOCK, STET_HEADING},
                {"h5", ACT_BLOCK, STET_HEADING},
                {"h6", ACT_BLOCK, STET_HEADING},
                {"header", ACT_BLOCK, STET_PARAGRAPH},
                {"hr", ACT_BLOCK, STET_SEPARATOR},
                {"i", ACT_INLINE, STET_EMPHASIS},
                {"img", ACT_PICTURE, STET_IMAGE},
                {"li", ACT_BLOCK, STET_ITEM},
                {"main", ACT_BLOCK, STET_PARAGRAPH},
                {"nav", ACT_BLOCK, STET_PARAGRAPH},
                {"ol", ACT_BLOCK, STET_LIST},
                {"p", ACT_BLOCK, STET_PARAGRAPH},
                {"script", ACT_HIDDEN, 0},
                {"section", ACT_BLOCK, STET_PARAGRAPH},
                {"strong", ACT_INLINE, STET_STRONG},
                {"style", ACT_HIDDEN, 0},
                {"svg", ACT_HIDDEN, 0},
                {"table", ACT_BLOCK, STET_PARAGRAPH},
                {"td", ACT_BLOCK, STET_PARAGRAPH},
                {"th", ACT_BLOCK, STET_PARAGRAPH},
                {"tr", ACT_BLOCK, STET_PARAGRAPH},
                {"ul", ACT_BLOCK, STET_LIST}};

static const struct element unknown = {"", ACT_NONE, 0};

struct tag {
    const struct element *element;
    stet_str name, inside; /* behind the name */
    int closes;
    size_t end; /* behind it */
};

struct opener {
    stet_article *a;
    stet_item *items;
    stet_value *values;
    size_t count, value_count, cap, value_cap;
    const stet_item *node; /* the raw block */
    stet_str raw;
    size_t block;           /* item + 1 of the open block */
    size_t open[DEPTH_MAX]; /* items of open inlines and inner blocks */
    size_t depth, block_at;
    stet_kind next; /* of the next block */
    uint8_t list, figure, set_off;
    uint8_t apart; /* a blank is due */
};

/* ---- items
 * ------------------------------------------------------------------------------- */

static stet_item *add_item(struct opener *o, stet_kind kind, size_t at, size_t n)
{
    if (o->count >= o->cap)
        return NULL;
    stet_item *item = &o->items[o->count++];
    *item = (stet_item){.node = o->node->node,
                        .kind = kind,
                        .zone = o->node->zone,
                        .text = stet_cstr(""),
                        .skip = (uint32_t)o->count};
    item->span.off = (uint32_t)at;
    item->span.len = (uint32_t)n;
    item->depth = (uint16_t)(o->block ? o->depth + 1 : 0);
    return item;
}

static void add_value(struct opener *o, stet_item *item, stet_attr attr, stet_str text,
                      int64_t number)
{
    if (o->value_count >= o->value_cap)
        return;
    stet_value *v = &o->values[o->value_count++];
    *v = (stet_value){.attr = attr, .type = text.n ? 1 : 2, .text = text};
    v->number = number;
    if (!item->attr_count)
        item->attrs = v;
    item->attr_count++;
}

static void close_to(struct opener *o, size_t depth)
{
    while (o->depth > depth)
        o->items[o->open[--o->depth]].skip = (uint32_t)o->count;
}

static void end_block(struct opener *o, size_t at)
{
    if (!o->block)
        return;
    close_to(o, 0);
    stet_item *block = &o->items[o->block - 1];
    block->skip = (uint32_t)o->count;
    block->span.len = (uint32_t)(at - block->span.off);
    o->block = 0;
    o->apart = 0;
}

static stet_item *push_open(struct opener *o, stet_kind kind, size_t at)
{
    stet_item *item = o->depth < DEPTH_MAX ? add_item(o, kind, at, 0) : NULL;
    if (item)
        o->open[o->depth++] = o->count - 1;
    return item;
}

/* A block begins when there is something in it. */
static void need_block(struct opener *o)
{
    stet_kind kind = o->figure ? STET_FIGURE : o->list ? STET_LIST : o->next;
    if (o->block)
        return;
    o->apart = 0;
    if (!add_item(o, kind, o->block_at, 0))
        return;
    o->block = o->count;
    if (o->list && !o->figure)
        push_open(o, STET_ITEM, o->block_at);
    if (o->set_off && kind == STET_PARAGRAPH)
        push_open(o, STET_EMPHASIS, o->block_at);
}

/* ---- tags
 * -------------------------------------------------------------------------------- */

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const struct element *find_element(stet_str name)
{
    char low[TAG_MAX];
    if (name.n >= TAG_MAX)
        return &unknown;
    for (size_t i = 0; i < name.n; i++)
        low[i] = (char)(is_letter(name.p[i]) ? name.p[i] | 32 : name.p[i]);
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (stet_str_is(stet_strn(low, name.n), elements[i].name))
            return &elements[i];
    return &unknown;
}

/* Where the tag, comment or declaration at `at` ends; `at`: none begins there. */
static size_t tag_end(stet_str t, size_t at)
{
    char quote = 0;
    size_t i = at + 1;
    if (t.n - at >= 4 && !memcmp(t.p + at, "<!--", 4)) {
        const char *end = memmem(t.p + at + 4, t.n - at - 4, "-->", 3);
        return end ? (size_t)(end - t.p) + 3 : t.n;
    }
    if (i >= t.n || !(is_letter(t.p[i]) || memchr("/!?", t.p[i], 3)))
        return at;
    for (; i < t.n; i++) {
        char c = t.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
    }
    return t.n;
}

static int read_tag(const struct opener *o, size_t at, struct tag *ret)
{
    stet_str t = o->raw;
    size_t end = tag_end(t, at), i = at + 1;
    if (end == at)
        return 0;
    *ret = (struct tag){.element = &unknown, .end = end};
    ret->closes = i < end && t.p[i] == '/';
    i += (size_t)ret->closes;
    size_t from = i;
    while (i < end && (is_letter(t.p[i]) || (t.p[i] >= '0' && t.p[i] <= '9')))
        i++;
    ret->name = stet_strn(t.p + from, i - from);
    ret->inside = stet_strn(t.p + i, end - i);
    ret->element = find_element(ret->name);
    return 1;
}

/* The value of an attribute, as it stands. */
static stet_str attribute(const struct tag *tag, const char *name)
{
    size_t n = strlen(name);
    stet_str t = tag->inside;
    for (size_t i = 0; i + n + 1 < t.n; i++) {
        if (!is_blank(t.p[i]))
            continue;
        size_t k = 0, at = i + 1;
        while (k < n && at + k < t.n && (t.p[at + k] | 32) == name[k])
            k++;
        if (k < n || at + n >= t.n || t.p[at + n] != '=')
            continue;
        at += n + 1;
        char quote = at < t.n && (t.p[at] == '"' || t.p[at] == '\'') ? t.p[at] : 0;
        size_t from = at + (quote != 0), end = from;
        while (end < t.n &&
               (quote ? t.p[end] != quote : !is_blank(t.p[end]) && t.p[end] != '>'))
            end++;
        return stet_strn(t.p + from, end - from);
    }
    return stet_cstr("");
}

static int class_says(const struct tag *tag, const char *const *words, size_t n)
{
    stet_str class = attribute(tag, "class");
    for (size_t i = 0; class.n && i < n; i++)
        if (memmem(class.p, class.n, words[i], strlen(words[i])))
            return 1;
    return 0;
}

/* What houses call the lines that sum an article up, and the credit of a picture. */
static int is_summary(const struct tag *tag)
{
    static const char *const words[] = {"standfirst", "dek",      "chapo",  "chapeau",
                                        "entradilla", "vorspann", "teaser", "summary",
                                        "lead",       "subhead",  "bajada", "intro"};
    return class_says(tag, words, sizeof words / sizeof *words);
}

static int is_credit(const struct tag *tag)
{
    static const char *const words[] = {"credit",       "copyright", "attribution",
                                        "source",       "credito",   "quelle",
                                        "photographer", "rights"};
    return tag->element->kind == STET_CITATION ||
           class_says(tag, words, sizeof words / sizeof *words);
}

/* ---- what tags do
 * ------------------------------------------------------------------------ */

static size_t find_open(const struct opener *o, stet_kind kind)
{
    for (size_t i = o->depth; i > 0; i--)
        if (o->items[o->open[i - 1]].kind == kind)
            return i;
    return 0;
}

static void on_inline(struct opener *o, const struct tag *tag, size_t at)
{
    stet_kind kind = tag->element->kind;
    size_t n;
    if (o->figure && (is_credit(tag) || (tag->closes && find_open(o, STET_CREDIT))))
        kind = STET_CREDIT;
    if (tag->closes) {
        if ((n = find_open(o, kind)) != 0)
            close_to(o, n - 1);
        return;
    }
    need_block(o);
    stet_item *item = push_open(o, kind, at);
    if (kind == STET_LINK && item)
        add_value(o, item, STET_ATTR_HREF, attribute(tag, "href"), 0);
}

static void on_picture(struct opener *o, const struct tag *tag, size_t at)
{
    need_block(o);
    stet_item *item = add_item(o, STET_IMAGE, at, tag->end - at);
    static const struct {
        const char *name;
        stet_attr attr;
    } names[] = {{"src", STET_ATTR_SRC},
                 {"width", STET_ATTR_WIDTH},
                 {"height", STET_ATTR_HEIGHT},
                 {"alt", STET_ATTR_ALT}};
    for (size_t i = 0; item && i < sizeof names / sizeof *names; i++) {
        stet_str value = attribute(tag, names[i].name);
        if (value.n)
            add_value(o, item, names[i].attr, value, 0);
    }
}

static void begin_inner(struct opener *o, stet_kind kind, size_t at)
{
    close_to(o, 0);
    need_block(o);
    push_open(o, kind, at);
    o->apart = 0;
}

static void on_block(struct opener *o, const struct tag *tag, size_t at)
{
    stet_kind kind = tag->element->kind;
    if (kind == STET_CAPTION && o->figure) {
        if (!tag->closes)
            begin_inner(o, STET_CAPTION, at);
        return;
    }
    int inner = kind == STET_ITEM || kind == STET_TERM || kind == STET_DEFINITION;
    if (inner && o->list) {
        close_to(o, 0);
        o->apart = 0;
        if (!tag->closes && o->block)
            push_open(o, kind, at);
        return;
    }
    if ((o->figure && kind != STET_FIGURE) || (o->list && kind == STET_PARAGRAPH)) {
        o->apart = 1; /* an inner paragraph */
        return;
    }
    end_block(o, tag->closes ? tag->end : at);
    o->block_at = tag->closes ? tag->end : at;
    o->next = tag->closes || kind == STET_LIST || inner || !kind || kind == STET_CAPTION
                  ? STET_PARAGRAPH
                  : kind;
    o->set_off = (uint8_t)(!tag->closes && is_summary(tag));
    if (kind == STET_LIST)
        o->list = (uint8_t)!tag->closes;
    if (kind == STET_FIGURE)
        o->figure = (uint8_t)!tag->closes;
    if (kind == STET_SEPARATOR) {
        need_block(o);
        end_block(o, tag->end);
        o->next = STET_PARAGRAPH;
        o->block_at = tag->end;
    }
}

/* Behind `</name>`. */
static size_t behind_hidden(const struct opener *o, const struct tag *tag)
{
    size_t at = tag->end;
    struct tag other;
    for (; at < o->raw.n; at++)
        if (o->raw.p[at] == '<' && read_tag(o, at, &other) && other.closes &&
            other.element == tag->element)
            return other.end;
    return o->raw.n;
}

static size_t on_tag(struct opener *o, const struct tag *tag, size_t at)
{
    switch (tag->element->action) {
    case ACT_BLOCK:
        on_block(o, tag, at);
        break;
    case ACT_INLINE:
        on_inline(o, tag, at);
        break;
    case ACT_PICTURE:
        on_picture(o, tag, at);
        break;
    case ACT_BREAK:
        if (o->block)
            add_item(o, STET_LINE_BREAK, at, tag->end - at);
        o->apart = 0;
        break;
    case ACT_HIDDEN:
        return tag->closes ? tag->end : behind_hidden(o, tag);
    default:
        if (o->figure && tag->name.n && (tag->closes || is_credit(tag)))
            on_inline(o, tag, at);
        break;
    }
    return tag->end;
}

/* ---- text
 * -------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
} entities[] = {{"&amp;", "&"},
                {"&lt;", "<"},
                {"&gt;", ">"},
                {"&quot;", "\""},
                {"&#39;", "'"},
                {"&apos;", "'"},
                {"&nbsp;", " "},
                {"&#160;", " "},
                {"&copy;", "\xc2\xa9"},
                {"&#169;", "\xc2\xa9"},
                {"&middot;", "\xc2\xb7"},
                {"&laquo;", "\xc2\xab"},
                {"&raquo;", "\xc2\xbb"},
                {"&ndash;", "\xe2\x80\x93"},
                {"&mdash;", "\xe2\x80\x94"},
                {"&rsquo;", "\xe2\x80\x99"},
                {"&ldquo;", "\xe2\x80\x9c"},
                {"&rdquo;", "\xe2\x80\x9d"},
                {"&hellip;", "\xe2\x80\xa6"},
                {"&shy;", ""}};

static size_t on_entity(struct opener *o, size_t at)
{
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        size_t n = strlen(entities[i].name);
        if (o->raw.n - at < n || memcmp(o->raw.p + at, entities[i].name, n))
            continue;
        stet_item *item = add_item(o, STET_TEXT, at, n);
        if (item)
            item->text = stet_cstr(entities[i].text);
        return at + n;
    }
    stet_item *item = add_item(o, STET_TEXT, at, 1);
    if (item)
        item->text = stet_strn(o->raw.p + at, 1);
    return at + 1;
}

/* Text up to a mark or a run of blanks; blanks are one. */
static size_t on_text(struct opener *o, size_t at)
{
    size_t i = at;
    while (i < o->raw.n && is_blank(o->raw.p[i]))
        i++;
    if (i > at) {
        o->apart = 1;
        return i;
    }
    need_block(o);
    if (o->apart && o->count && o->block &&
        o->items[o->count - 1].kind != STET_LINE_BREAK && o->count > o->block) {
        stet_item *blank = add_item(o, STET_TEXT, at - (at > 0), 1);
        if (blank)
            blank->text = stet_cstr(" ");
    }
    o->apart = 0;
    if (o->raw.p[at] == '&')
        return on_entity(o, at);
    /* a single space within a line goes on */
    for (i = at + 1; i < o->raw.n && o->raw.p[i] != '<' && o->raw.p[i] != '&'; i++)
        if (is_blank(o->raw.p[i]) &&
            (o->raw.p[i] != ' ' || i + 1 >= o->raw.n || is_blank(o->raw.p[i + 1]) ||
             o->raw.p[i + 1] == '<'))
            break;
    stet_item *item = add_item(o, STET_TEXT, at, i - at);
    if (item)
        item->text = stet_strn(o->raw.p + at, i - at);
    return i;
}

static void open_node(struct opener *o, const stet_item *node)
{
    struct tag tag;
    o->node = node;
    o->raw = node->text;
    o->next = STET_PARAGRAPH;
    o->list = o->figure = o->set_off = o->apart = 0;
    o->block = o->depth = o->block_at = 0;
    for (size_t i = 0; i < o->raw.n;)
        i = o->raw.p[i] == '<' && read_tag(o, i, &tag) ? on_tag(o, &tag, i)
                                                       : on_text(o, i);
    end_block(o, o->raw.n);
}

/* ---- all
 * -----------------------------------------------------------------------------------
 */

/* Items that a node can become at most. */
static size_t room_for(stet_str raw)
{
    size_t n = 4;
    for (size_t i = 0; i < raw.n; i++)
        n += raw.p[i] == '<' ? 6 : raw.p[i] == '&' ? 3 : is_blank(raw.p[i]);
    return n < raw.n / 3 + 16 ? n : raw.n / 3 + 16; /* what is more is left out */
}

const stet_item *stet__markup_open(stet_article *a, const stet_item *items,
                                   size_t count, size_t *ret_count)
{
    struct opener o = {.a = a, .cap = count};
    size_t raw = 0;
    *ret_count = count;
    for (size_t i = 0; i < count; i = items[i].skip)
        if (items[i].kind == STET_HTML) {
            size_t room = room_for(items[i].text);
            o.cap += room;
            o.value_cap += room;
            raw++;
        }
    if (!raw)
        return items;
    o.items = stet_alloc(a, o.cap * sizeof *o.items);
    o.values = stet_alloc(a, o.value_cap * sizeof *o.values);
    if (!o.items || !o.values)
        return NULL;
    for (size_t i = 0; i < count;) {
        size_t end = items[i].skip, shift = o.count - i;
        if (items[i].kind == STET_HTML) {
            open_node(&o, &items[i]);
            i = end;
            continue;
        }
        for (; i < end && o.count < o.cap; i++) {
            o.items[o.count] = items[i];
            o.items[o.count++].skip = (uint32_t)(items[i].skip + shift);
        }
    }
    *ret_count = o.count;
    return o.items;
}
