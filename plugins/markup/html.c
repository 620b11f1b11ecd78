/* SPDX-License-Identifier: MIT */
/*
 * HTML to a tree: one pass over the bytes, a stack of open elements. Broken markup is
 * closed as the standard closes it in the cases that articles meet: paragraphs, items,
 * cells, headings. What is nested beyond the limit loses its element and keeps its
 * text.
 */
#include "tags.h"

#define NOWHERE UINT32_MAX
#define TAGS_OF(...)                                                                   \
    (const uint8_t[])                                                                  \
    {                                                                                  \
        __VA_ARGS__, TAG_NONE                                                          \
    }

struct parse {
    stet_article *a;
    const char *p;
    size_t n, at, count, ignored, depth;
    uint32_t base;
    struct markup *root, *open[MARKUP_DEPTH_MAX];
    int failed;
};

static struct markup *current(struct parse *s)
{
    return s->depth ? s->open[s->depth - 1] : s->root;
}

static uint32_t offset(struct parse *s, size_t at)
{
    return s->base == NOWHERE ? 0 : s->base + (uint32_t)at;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* ---- texts and names -------------------------------------------------------- */
static int needs_decoding(const char *p, size_t n)
{
    return memchr(p, '&', n) || memchr(p, '\r', n) || memchr(p, 0, n);
}

/* References decoded, line ends as \n, NUL as U+FFFD. */
static stet_str decode(struct parse *s, const char *p, size_t n, int in_attribute)
{
    if (!needs_decoding(p, n))
        return stet_strn(p, n);
    stet_out out = stet_out_in_article(s->a, n + 8, n * 3 + 16);
    for (size_t i = 0; i < n;) {
        char text[16];
        size_t len = 0, took = 0;
        if (p[i] == '&')
            took = stet__markup_entity(p + i, n - i, in_attribute, text, &len);
        if (took) {
            stet_put(&out, text, len);
            i += took;
        } else if (p[i] == '\r') {
            stet_putc(&out, '\n');
            i += i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
        } else if (!p[i]) {
            stet_puts(&out, "\xef\xbf\xbd");
            i++;
        } else {
            stet_putc(&out, p[i++]);
        }
    }
    s->failed |= out.failed != STET_OK;
    return stet_out_text(&out);
}

static stet_str lower(struct parse *s, const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && !(p[i] >= 'A' && p[i] <= 'Z'))
        i++;
    if (i == n)
        return stet_strn(p, n);
    char *copy = stet_alloc(s->a, n + 1);
    s->failed |= !copy;
    for (i = 0; copy && i < n; i++)
        copy[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] | 32) : p[i];
    if (copy)
        copy[n] = '\0';
    return stet_strn(copy, n);
}

static void add_text(struct parse *s, size_t from, size_t to)
{
    if (from >= to)
        return;
    struct markup *m = stet__markup_new(s->a, current(s), stet_cstr(""));
    s->failed |= !m;
    if (!m)
        return;
    m->text = decode(s, s->p + from, to - from, 0);
    m->exact = s->base != NOWHERE && m->text.p == s->p + from;
    m->off = offset(s, from);
    m->len = s->base == NOWHERE ? 0 : (uint32_t)(to - from);
}

/* ---- the stack -------------------------------------------------------------- */
/* Close the element at `index` of the stack and all in it; `end` is behind it. */
static void close_to(struct parse *s, size_t index, size_t end)
{
    while (s->depth > index) {
        struct markup *m = s->open[--s->depth];
        m->len = s->base == NOWHERE ? 0 : offset(s, end) - m->off;
    }
}

static int is_one_of(int tag, const uint8_t *tags)
{
    while (*tags && *tags != tag)
        tags++;
    return *tags != TAG_NONE;
}

/* Close the innermost of `tags`, unless one of `bounds` stands before it. */
static void close_one(struct parse *s, const uint8_t *tags, const uint8_t *bounds)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (is_one_of(s->open[i]->tag, tags)) {
            close_to(s, i, s->at);
            return;
        }
        if (is_one_of(s->open[i]->tag, bounds))
            return;
    }
}

static void close_paragraph(struct parse *s)
{
    for (size_t i = s->depth; i-- > 0;) {
        if (s->open[i]->tag == TAG_P) {
            close_to(s, i, s->at);
            return;
        }
        if (stet__markup_tag_flags(s->open[i]->tag) & TAG_SCOPE)
            return;
    }
}

static int is_heading(int tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6;
}

/* What a start tag closes before it opens. */
static void make_way(struct parse *s, int tag)
{
    if (stet__markup_tag_flags(tag) & TAG_BLOCK)
        close_paragraph(s);
    if (is_heading(tag) && s->depth && is_heading(current(s)->tag))
        close_to(s, s->depth - 1, s->at);
    switch (tag) {
    case TAG_LI:
        close_one(s, TAGS_OF(TAG_LI),
                  TAGS_OF(TAG_UL, TAG_OL, TAG_TABLE, TAG_TD, TAG_TH));
        break;
    case TAG_DT:
    case TAG_DD:
        close_one(s, TAGS_OF(TAG_DT, TAG_DD),
                  TAGS_OF(TAG_DL, TAG_TABLE, TAG_TD, TAG_TH));
        break;
    case TAG_TD:
    case TAG_TH:
        close_one(s, TAGS_OF(TAG_TD, TAG_TH), TAGS_OF(TAG_TR, TAG_TABLE));
        break;
    case TAG_TR:
        close_one(s, TAGS_OF(TAG_TR), TAGS_OF(TAG_TABLE));
        break;
    case TAG_TBODY:
    case TAG_THEAD:
    case TAG_TFOOT:
        close_one(s, TAGS_OF(TAG_TBODY, TAG_THEAD, TAG_TFOOT), TAGS_OF(TAG_TABLE));
        break;
    case TAG_A:
        close_one(s, TAGS_OF(TAG_A), TAGS_OF(TAG_TABLE, TAG_TD, TAG_LI, TAG_DIV));
        break;
    case TAG_OPTION:
        close_one(s, TAGS_OF(TAG_OPTION), TAGS_OF(TAG_SELECT, TAG_TABLE));
        break;
    default:
        break;
    }
}

/* ---- tags ------------------------------------------------------------------- */
static size_t skip_spaces(struct parse *s, size_t at)
{
    while (at < s->n && is_space(s->p[at]))
        at++;
    return at;
}

static size_t name_end(struct parse *s, size_t at)
{
    while (at < s->n && !is_space(s->p[at]) && s->p[at] != '>' && s->p[at] != '/')
        at++;
    return at;
}

/* The value behind `=`: its bytes, and where reading goes on. */
static size_t value_end(struct parse *s, size_t at, stet_str *ret_value)
{
    char quote = at < s->n ? s->p[at] : 0;
    size_t from = at;
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(s->p + at + 1, quote, s->n - at - 1);
        size_t to = end ? (size_t)(end - s->p) : s->n;
        *ret_value = decode(s, s->p + at + 1, to - at - 1, 1);
        return end ? to + 1 : to;
    }
    while (at < s->n && !is_space(s->p[at]) && s->p[at] != '>')
        at++;
    *ret_value = decode(s, s->p + from, at - from, 1);
    return at;
}

static void add_attr(struct parse *s, struct markup *m, stet_str name, stet_str value,
                     unsigned *count)
{
    struct markup_attr **link = &m->attrs;
    if ((*count)++ >= MARKUP_ATTRIBUTES_MAX)
        return;
    for (; *link; link = &(*link)->next)
        if (stet_str_eq((*link)->name, name))
            return;
    struct markup_attr *attr = stet_alloc(s->a, sizeof *attr);
    s->failed |= !attr;
    if (!attr)
        return;
    *attr = (struct markup_attr){name, value, NULL};
    *link = attr;
}

/* From behind the name to behind the `>`; m may be NULL. */
static size_t read_attributes(struct parse *s, size_t at, struct markup *m)
{
    unsigned count = 0;
    while ((at = skip_spaces(s, at)) < s->n && s->p[at] != '>') {
        size_t from = at;
        stet_str value = stet_cstr("");
        if (s->p[at] == '/') {
            at++;
            continue;
        }
        at += s->p[at] == '=';
        while (at < s->n && !is_space(s->p[at]) && !memchr("=>/", s->p[at], 3))
            at++;
        size_t end = at, equals = skip_spaces(s, at);
        if (equals < s->n && s->p[equals] == '=')
            at = value_end(s, skip_spaces(s, equals + 1), &value);
        if (m)
            add_attr(s, m, lower(s, s->p + from, end - from), value, &count);
    }
    return at < s->n ? at + 1 : at;
}

/* Where the end tag of raw text begins. */
static size_t raw_end(struct parse *s, size_t at, stet_str name)
{
    while (at < s->n) {
        const char *open = memchr(s->p + at, '<', s->n - at);
        if (!open)
            return s->n;
        at = (size_t)(open - s->p);
        if (s->n - at > name.n + 1 && s->p[at + 1] == '/') {
            size_t i = 0;
            while (i < name.n && (s->p[at + 2 + i] | 32) == name.p[i])
                i++;
            if (i == name.n)
                return at;
        }
        at++;
    }
    return s->n;
}

static void start_tag(struct parse *s, size_t at)
{
    size_t end = name_end(s, at + 1);
    stet_str name = lower(s, s->p + at + 1, end - at - 1);
    int tag = stet__markup_tag(name);
    unsigned flags = stet__markup_tag_flags(tag);
    make_way(s, tag);
    if (s->depth >= MARKUP_DEPTH_MAX || s->count++ >= MARKUP_ELEMENTS_MAX) {
        s->ignored += !(flags & (TAG_VOID | TAG_RAW));
        s->at = read_attributes(s, end, NULL);
        return;
    }
    struct markup *m = stet__markup_new(s->a, current(s), name);
    s->failed |= !m;
    if (!m)
        return;
    m->tag = (uint8_t)tag;
    m->off = offset(s, at);
    s->at = read_attributes(s, end, m);
    if (flags & TAG_BLOCK)
        stet__markup_mark_block(m);
    s->open[s->depth++] = m;
    if (flags & TAG_RAW) {
        size_t close = raw_end(s, s->at, name);
        if (tag == TAG_TITLE || tag == TAG_TEXTAREA || tag == TAG_SCRIPT)
            add_text(s, s->at, close);
        s->at = close;
    } else if (tag == TAG_PRE && s->at < s->n && s->p[s->at] == '\n') {
        s->at++;
    }
    if (flags & TAG_VOID)
        close_to(s, s->depth - 1, s->at);
}

/* Elements of a table are closed from anywhere in it, others within their cell. */
static int bounds_end(int tag, int outer)
{
    static const uint8_t table[] = {TAG_TABLE, TAG_TR,    TAG_TD,    TAG_TH,
                                    TAG_TBODY, TAG_THEAD, TAG_TFOOT, TAG_NONE};
    if (is_one_of(tag, table) || tag == TAG_BODY || tag == TAG_HTML)
        return outer == TAG_TABLE;
    return (stet__markup_tag_flags(outer) & TAG_SCOPE) != 0;
}

static void end_tag(struct parse *s, size_t at)
{
    size_t end = name_end(s, at + 2), from = at + 2;
    stet_str name = lower(s, s->p + from, end - from);
    int tag = stet__markup_tag(name);
    s->at = read_attributes(s, end, NULL);
    if (s->ignored && !(stet__markup_tag_flags(tag) & (TAG_VOID | TAG_RAW))) {
        s->ignored--;
        return;
    }
    for (size_t i = s->depth; i-- > 0;) {
        const struct markup *m = s->open[i];
        int same = is_heading(tag) ? is_heading(m->tag)
                   : tag           ? m->tag == tag
                                   : !m->tag && stet_str_eq(m->name, name);
        if (same) {
            close_to(s, i, s->at);
            return;
        }
        if (bounds_end(tag, m->tag))
            return;
    }
}

/* Comments, declarations, processing instructions: what follows is behind them. */
static size_t skip_declaration(struct parse *s, size_t at)
{
    const char *end;
    if (s->n - at >= 4 && memcmp(s->p + at, "<!--", 4) == 0) {
        end = s->n - at > 6 ? memmem(s->p + at + 2, s->n - at - 2, "-->", 3) : NULL;
        return end ? (size_t)(end - s->p) + 3 : s->n;
    }
    end = memchr(s->p + at, '>', s->n - at);
    return end ? (size_t)(end - s->p) + 1 : s->n;
}

/* `<` at `at`: what it begins, or 0 when it is text. */
static int read_tag(struct parse *s, size_t at)
{
    char c = at + 1 < s->n ? s->p[at + 1] : 0;
    if (is_letter(c))
        start_tag(s, at);
    else if (c == '/' && at + 2 < s->n && is_letter(s->p[at + 2]))
        end_tag(s, at);
    else if (c == '!' || c == '?' || c == '/')
        s->at = skip_declaration(s, at);
    else
        return 0;
    return 1;
}

struct markup *stet__markup_html(stet_article *a, stet_str text, uint32_t base)
{
    struct parse *s = stet_alloc(a, sizeof *s);
    if (!s)
        return NULL;
    memset(s, 0, sizeof *s);
    s->a = a;
    s->p = text.p;
    s->n = text.n;
    s->base = base;
    s->root = stet__markup_new(a, NULL, stet_cstr(""));
    s->failed = !s->root;
    while (s->at < s->n && !s->failed) {
        size_t from = s->at, search = from;
        const char *open = memchr(s->p + search, '<', s->n - search);
        size_t at = open ? (size_t)(open - s->p) : s->n;
        while (open && at + 1 < s->n && !is_letter(s->p[at + 1]) &&
               !memchr("/!?", s->p[at + 1], 3)) {
            search = at + 1;
            open = memchr(s->p + search, '<', s->n - search);
            at = open ? (size_t)(open - s->p) : s->n;
        }
        add_text(s, from, at);
        s->at = at;
        if (at < s->n && !read_tag(s, at)) { /* a `<` that ends the text */
            add_text(s, at, s->n);
            s->at = s->n;
        }
    }
    close_to(s, 0, s->n);
    return s->failed ? NULL : s->root;
}
