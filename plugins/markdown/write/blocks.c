/* SPDX-License-Identifier: MIT */
/*
 * Blocks to lines. Containers give a prefix to each of their lines: a quote `> `, an
 * item as many blanks as its mark is wide.
 */
#include "write.h"

struct frame {
    size_t item, end;
    size_t prefix_len; /* to go back to when it closes */
    int tight;         /* children stand without blank lines */
    size_t count;      /* children begun */
    int64_t number;    /* of the next item */
    char marker;
    char last_marker; /* of the list that stood last: the next must differ */
};

struct layout {
    struct writer *w;
    struct frame open[DEPTH_MAX + 4];
    size_t depth;
    stet_code code;
};

void stet__markdown_newline(struct writer *w)
{
    stet_putc(w->out, '\n');
    w->bol = 1;
    w->gap = 0;
}

void stet__markdown_begin(struct writer *w)
{
    if (w->bol)
        stet_put(w->out, w->prefix, w->prefix_len);
    else if (w->gap)
        stet_putc(w->out, ' ');
    w->bol = w->gap = 0;
}

/* The prefix of a line that has nothing else: the marks of quotes have to stand. */
static void put_bare_prefix(struct writer *w)
{
    size_t n = w->prefix_len;
    while (n && w->prefix[n - 1] == ' ')
        n--;
    if (w->bol)
        stet_put(w->out, w->prefix, n);
    w->bol = w->gap = 0;
}

static void blank_line(struct writer *w)
{
    put_bare_prefix(w);
    stet__markdown_newline(w);
}

static int64_t number_of(const stet_item *item, stet_attr attr, int64_t absent)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 2)
            return item->attrs[i].number;
    return absent;
}

static stet_str text_of(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr && item->attrs[i].type == 1)
            return item->attrs[i].text;
    return stet_cstr("");
}

static int is_inline(stet_kind kind)
{
    return kind >= STET_TEXT && kind < STET_PARTY;
}

/* End the sibling before, with a blank line unless the container is tight. */
static void set_apart(struct layout *l)
{
    struct frame *f = &l->open[l->depth - 1];
    if (f->count++) {
        if (!l->w->bol)
            stet__markdown_newline(l->w);
        if (!f->tight)
            blank_line(l->w);
    }
    stet__markdown_begin(l->w);
}

/* ---- leaves -----------------------------------------------------------------------
 */

/* Lines of code or HTML, each with the prefix; the last without its end. */
static void put_lines(struct writer *w, stet_str s)
{
    const char *p = s.p, *end = p + s.n;
    for (;;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop : end;
        if (stop > p)
            stet__markdown_begin(w);
        else
            put_bare_prefix(w);
        stet_put(w->out, p, (size_t)(stop - p));
        if (stop == end)
            return;
        stet__markdown_newline(w);
        p = stop + 1;
    }
}

static stet_str without_last_newline(stet_str s)
{
    return s.n && s.p[s.n - 1] == '\n' ? stet_strn(s.p, s.n - 1) : s;
}

static size_t longest_run(stet_str s, char mark)
{
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < s.n; i++) {
        run = s.p[i] == mark ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void put_fence(struct writer *w, char mark, size_t n)
{
    stet__markdown_begin(w);
    while (n--)
        stet_putc(w->out, mark);
}

static void put_code(struct writer *w, const stet_item *item)
{
    stet_str info = text_of(item, STET_ATTR_INFO),
             fence = text_of(item, STET_ATTR_FENCE);
    char mark = fence.n && *fence.p == '~' ? '~' : '`';
    if (memchr(info.p, '`', info.n))
        mark = '~';
    size_t n = longest_run(item->text, mark) + 1;
    if (n < 3)
        n = 3;
    if (fence.n > n && *fence.p == mark)
        n = fence.n;
    put_fence(w, mark, n);
    for (size_t i = 0; i < info.n; i++) {
        if (memchr("\\&", info.p[i], 2))
            stet_putc(w->out, '\\');
        stet_putc(w->out, info.p[i] == '\n' || info.p[i] == '\r' ? ' ' : info.p[i]);
    }
    stet__markdown_newline(w);
    if (item->text.n) {
        put_lines(w, without_last_newline(item->text));
        stet__markdown_newline(w);
    }
    put_fence(w, mark, n);
}

static int has_break(const struct writer *w, size_t i)
{
    for (size_t k = i + 1; k < w->items[i].skip; k++)
        if (w->items[k].kind == STET_SOFT_BREAK ||
            w->items[k].kind == STET_LINE_BREAK ||
            (w->items[k].kind == STET_TEXT &&
             memchr(w->items[k].text.p, '\n', w->items[k].text.n)))
            return 1;
    return 0;
}

/* A heading over several lines is underlined; there are two levels of those. */
static void put_underlined(struct writer *w, size_t i, int64_t level)
{
    stet__markdown_inlines(w, i + 1, w->items[i].skip, MODE_PARAGRAPH);
    stet__markdown_newline(w);
    stet__markdown_begin(w);
    stet_puts(w->out, level == 1 ? "===" : "---");
}

static void put_heading(struct writer *w, size_t i)
{
    int64_t level = number_of(&w->items[i], STET_ATTR_LEVEL, 1);
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    if (level <= 2 && has_break(w, i)) {
        put_underlined(w, i, level);
        return;
    }
    stet_put(w->out, "######", (size_t)level);
    if (w->items[i].skip == i + 1)
        return;
    stet_putc(w->out, ' ');
    size_t from = w->out->len;
    stet__markdown_inlines(w, i + 1, w->items[i].skip, MODE_HEADING);
    if (w->out->len > from && w->out->data[w->out->len - 1] == '#' && !w->out->failed) {
        w->out->len--; /* else it would close the heading */
        stet_puts(w->out, "\\#");
    }
}

static int is_rule(stet_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\t' && (s.p[i] != *s.p || !strchr("*-_", *s.p)))
            return 0;
        n += s.p[i] == *s.p;
    }
    return n >= 3;
}

/* A rule, or a mark that only people read as one (`*`, `-30-`): that is text. Behind
 * the mark of an item `***` and `---` would be taken for more of it. */
static void put_separator(struct layout *l, const stet_item *item)
{
    struct writer *w = l->w;
    stet_str marker = text_of(item, STET_ATTR_MARKER);
    const struct frame *f = &l->open[l->depth - 1];
    char bullet = 0;
    if (f->count == 1 && l->depth > 2 && w->items[f->item].kind == STET_ITEM)
        bullet = l->open[l->depth - 2].marker;
    if (marker.n && !is_rule(marker)) {
        for (size_t i = 0; i < marker.n; i++) {
            if (marker.p[i] > ' ' && memchr("*_#[]<>&`~+=-.\\|{", marker.p[i], 17) &&
                (i == 0 || !memchr("#>+=-.", marker.p[i], 6)))
                stet_putc(w->out, '\\');
            stet_putc(w->out, marker.p[i] == '\n' ? ' ' : marker.p[i]);
        }
        return;
    }
    if (!marker.n)
        marker = stet_cstr("---");
    stet_put_str(w->out, *marker.p == bullet ? stet_cstr("___") : marker);
}

static void put_media(struct writer *w, const stet_item *item)
{
    stet_str media = text_of(item, STET_ATTR_MEDIA), src = text_of(item, STET_ATTR_SRC);
    if (!src.n)
        src = text_of(item, STET_ATTR_HREF);
    if (item->kind == STET_EMBED || (media.n && *media.p != 'i')) {
        stet_putc(w->out, '<');
        stet_put_str(w->out, src);
        stet_putc(w->out, '>');
        return;
    }
    w->mode = MODE_PARAGRAPH;
    stet__markdown_image(w, item);
}

/* ---- tables ------------------------------------------------------------------------
 */

static void put_row(struct writer *w, size_t row)
{
    size_t i = row + 1, end = w->items[row].skip;
    for (; i < end; i = w->items[i].skip) {
        stet_puts(w->out, "| ");
        size_t from = w->out->len;
        stet__markdown_inlines(w, i + 1, w->items[i].skip, MODE_CELL);
        if (w->out->len > from)
            stet_putc(w->out, ' ');
    }
    stet_putc(w->out, '|');
}

static void put_delimiters(struct writer *w, size_t row)
{
    for (size_t i = row + 1; i < w->items[row].skip; i = w->items[i].skip) {
        stet_str align = text_of(&w->items[i], STET_ATTR_ALIGN);
        char first = align.n ? *align.p : 0;
        stet_puts(w->out, first == 'l' || first == 'c' ? "| :-" : "| --");
        stet_puts(w->out, first == 'r' || first == 'c' ? "-: " : "-- ");
    }
    stet_putc(w->out, '|');
}

static void put_empty_row(struct writer *w, size_t row)
{
    for (size_t i = row + 1; i < w->items[row].skip; i = w->items[i].skip)
        stet_puts(w->out, "| ");
    stet_putc(w->out, '|');
}

static void put_table(struct writer *w, size_t table)
{
    size_t end = w->items[table].skip;
    int first = 1;
    for (size_t i = table + 1; i < end; i = w->items[i].skip) {
        if (w->items[i].kind != STET_ROW || w->items[i].skip == i + 1)
            continue;
        if (!first) {
            stet__markdown_newline(w);
            stet__markdown_begin(w);
        }
        int head = number_of(&w->items[i], STET_ATTR_HEAD, 0) == 1;
        if (first && !head)
            put_empty_row(w, i);
        else
            put_row(w, i);
        if (first) {
            stet__markdown_newline(w);
            stet__markdown_begin(w);
            put_delimiters(w, i);
        }
        if (first && !head) {
            stet__markdown_newline(w);
            stet__markdown_begin(w);
            put_row(w, i);
        }
        first = 0;
    }
}

/* ---- containers --------------------------------------------------------------------
 */

static void add_prefix(struct layout *l, const char *p, size_t n)
{
    struct writer *w = l->w;
    if (n > PREFIX_MAX - w->prefix_len) {
        l->code = STET_E_LIMIT;
        return;
    }
    memcpy(w->prefix + w->prefix_len, p, n);
    w->prefix_len += n;
}

static void add_blanks(struct layout *l, size_t n)
{
    while (n--)
        add_prefix(l, " ", 1);
}

/* A label has no blanks and no brackets; nothing else could be read back. */
void stet__markdown_put_mark(struct writer *w, const stet_item *item)
{
    stet_str label = text_of(item, STET_ATTR_LABEL);
    size_t n = label.n;
    while (n > 255 || (n && n < label.n && ((unsigned char)label.p[n] & 0xc0) == 0x80))
        n = n > 255 ? 255 : n - 1;
    stet_puts(w->out, "[^");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)label.p[i];
        stet_putc(w->out, c <= ' ' || memchr("[]\x7f", c, 3) ? '-' : label.p[i]);
    }
    stet_puts(w->out, n ? "]" : "-]");
}

/* The mark of an item, behind it the prefix of its lines. */
static void open_item(struct layout *l, const stet_item *item, struct frame *list)
{
    struct writer *w = l->w;
    size_t from = w->out->len;
    if (list->number >= 0) {
        stet_put_int(w->out, list->number);
        list->number += list->number < 999999999;
    }
    stet_putc(w->out, list->marker);
    size_t width = w->out->len - from;
    w->gap = 1;
    add_blanks(l, width + 1);
    if (number_of(item, STET_ATTR_TASK, 0) == 1) {
        stet__markdown_begin(w);
        stet_puts(w->out, number_of(item, STET_ATTR_CHECKED, 0) == 1 ? "[x]" : "[ ]");
        w->gap = 1;
    }
}

static void open_list(struct frame *up, struct frame *f, const stet_item *item)
{
    stet_str marker = text_of(item, STET_ATTR_MARKER);
    int ordered = number_of(item, STET_ATTR_ORDERED, 0) == 1;
    f->tight = number_of(item, STET_ATTR_TIGHT, 0) == 1;
    f->number = ordered ? number_of(item, STET_ATTR_START, 1) : -1;
    f->number = ordered && (f->number < 0 || f->number > 999999999) ? 1 : f->number;
    f->marker = marker.n == 1 && strchr(ordered ? ".)" : "-+*", *marker.p) ? *marker.p
                : ordered ? '.'
                          : '-';
    if (up->last_marker == f->marker)
        f->marker = ordered            ? (f->marker == '.' ? ')' : '.')
                    : f->marker == '-' ? '*'
                                       : '-';
    up->last_marker = f->marker;
}

static void open_container(struct layout *l, size_t i)
{
    struct writer *w = l->w;
    const stet_item *item = &w->items[i];
    struct frame *up = &l->open[l->depth - 1];
    if (l->depth == sizeof l->open / sizeof l->open[0]) {
        l->code = STET_E_LIMIT;
        return;
    }
    struct frame *f = &l->open[l->depth++];
    *f = (struct frame){.item = i,
                        .end = item->skip,
                        .prefix_len = w->prefix_len,
                        .number = -1,
                        .marker = '-'};
    if (item->kind == STET_LIST) {
        open_list(up, f, item);
    } else if (item->kind == STET_ITEM) {
        f->tight = up->tight;
        open_item(l, item, up);
    } else if (item->kind == STET_QUOTE) {
        stet_putc(w->out, '>');
        w->gap = 1;
        add_prefix(l, "> ", 2);
    } else if (item->kind == STET_FOOTNOTE) {
        stet__markdown_put_mark(w, item);
        stet_putc(w->out, ':');
        w->gap = 1;
        add_blanks(l, 4);
    }
}

static int is_container(stet_kind kind)
{
    static const stet_kind kinds[] = {STET_LIST,    STET_ITEM,        STET_QUOTE,
                                      STET_FIGURE,  STET_DEFINITIONS, STET_BOX,
                                      STET_DETAILS, STET_FOOTNOTE,    STET_QUESTION,
                                      STET_ANSWER,  STET_CAPTION,     STET_DEFINITION};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i] == kind)
            return 1;
    return 0;
}

/* Kinds that say nothing in Markdown leave no empty line behind. */
static int is_silent(const stet_item *item, size_t i)
{
    int empty = item->skip == i + 1;
    return item->kind == STET_SLOT ||
           (empty && (item->kind == STET_PARAGRAPH || item->kind == STET_PREFORMATTED ||
                      item->kind == STET_TABLE || item->kind == STET_LIST ||
                      item->kind == STET_TERM || item->kind == STET_CREDIT ||
                      (is_container(item->kind) && item->kind != STET_ITEM &&
                       item->kind != STET_QUOTE && item->kind != STET_FOOTNOTE)));
}

/* Blocks of which Markdown knows nothing are written as what stands in them. */
static int falls_apart(stet_kind kind)
{
    return is_container(kind) && kind != STET_LIST && kind != STET_ITEM &&
           kind != STET_QUOTE && kind != STET_FOOTNOTE;
}

size_t stet__markdown_count_blocks(const stet_item *items, size_t at)
{
    size_t count = 0, end = items[at].skip;
    for (size_t i = at; i < end;) {
        if (is_inline(items[i].kind)) {
            count++;
            while (i < end && is_inline(items[i].kind))
                i = items[i].skip;
        } else if (falls_apart(items[i].kind)) {
            i++;
        } else {
            count += !is_silent(&items[i], i);
            i = items[i].skip;
        }
    }
    return count;
}

static void put_leaf(struct layout *l, size_t i)
{
    struct writer *w = l->w;
    const stet_item *item = &w->items[i];
    switch (item->kind) {
    case STET_HEADING:
        put_heading(w, i);
        break;
    case STET_CODE:
        put_code(w, item);
        break;
    case STET_HTML:
    case STET_SHORTCODE:
        put_lines(w, without_last_newline(item->text));
        break;
    case STET_SEPARATOR:
        put_separator(l, item);
        break;
    case STET_TABLE:
        put_table(w, i);
        break;
    case STET_MEDIA:
    case STET_EMBED:
        put_media(w, item);
        break;
    case STET_PREFORMATTED:
        stet__markdown_inlines(w, i + 1, item->skip, MODE_VERSE);
        break;
    default:
        stet__markdown_inlines(w, i + 1, item->skip, MODE_PARAGRAPH);
    }
}

/* Inlines that stand directly in a container: the text of a tight item. */
static size_t put_run(struct layout *l, size_t i, size_t end)
{
    const stet_item *items = l->w->items;
    size_t from = i;
    while (i < end && is_inline(items[i].kind))
        i = items[i].skip;
    set_apart(l);
    stet__markdown_inlines(l->w, from, i, MODE_PARAGRAPH);
    return i;
}

stet_code stet__markdown_blocks(struct writer *w, size_t from, size_t to)
{
    struct layout l = {.w = w, .depth = 1, .code = STET_OK};
    l.open[0] = (struct frame){.item = from, .end = to};
    for (size_t i = from; (i < to || l.depth > 1) && l.code == STET_OK;) {
        struct frame *f = &l.open[l.depth - 1];
        if (l.depth > 1 && i >= f->end) {
            w->prefix_len = f->prefix_len;
            l.depth--;
            continue;
        }
        const stet_item *item = &w->items[i];
        if (is_silent(item, i)) {
            i = item->skip;
            continue;
        }
        if (is_inline(item->kind)) {
            i = put_run(&l, i, f->end);
            continue;
        }
        set_apart(&l);
        if (item->kind != STET_LIST)
            l.open[l.depth - 1].last_marker = 0;
        if (is_container(item->kind)) {
            open_container(&l, i);
            i++;
        } else {
            put_leaf(&l, i);
            i = item->skip;
        }
    }
    w->gap = 0;
    return l.code == STET_OK ? stet_out_status(w->out) : l.code;
}
