/* SPDX-License-Identifier: MIT */
/*
 * Text that reads back as the same text. Three devices: a backslash before a mark, a
 * numeric reference for a blank or letter that would change what stands beside it, and
 * `_` in place of `*` where two delimiters meet.
 */
#include "write.h"

struct span {
    size_t item, end;
    char mark; /* * or _ or ~, 0: no delimiters */
};

static const stet_value *value_of(const stet_item *item, stet_attr attr)
{
    for (size_t i = 0; i < item->attr_count; i++)
        if (item->attrs[i].attr == attr)
            return &item->attrs[i];
    return NULL;
}

static stet_str text_of(const stet_item *item, stet_attr attr)
{
    const stet_value *v = value_of(item, attr);
    return v && v->type == 1 ? v->text : stet_cstr("");
}

/* ---- characters ------------------------------------------------------------------ */

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_wordlike(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static void put_reference(struct writer *w, uint32_t code)
{
    stet_puts(w->out, "&#");
    stet_put_int(w->out, code);
    stet_putc(w->out, ';');
}

static char last_byte(const struct writer *w)
{
    return w->out->len > w->start ? w->out->data[w->out->len - 1] : '\n';
}

/* Write the last character that was put as a reference. */
static void refer_last(struct writer *w)
{
    size_t n = w->out->len;
    uint32_t code;
    if (w->out->failed || n <= w->start)
        return;
    do
        n--;
    while (n > w->start && ((unsigned char)w->out->data[n] & 0xc0) == 0x80);
    w->kit->decode(w->out->data + n, w->out->len - n, &code);
    w->out->len = n;
    put_reference(w, code);
}

/* Is it a blank in the sense of Unicode? No delimiter opens before one. */
static int is_wide_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
           c == 0x3000;
}

/* The character that was put last; a line end where the text begins. */
static uint32_t last_code(const struct writer *w)
{
    size_t n = w->out->len;
    uint32_t code = '\n';
    if (n == w->start || w->out->failed)
        return code;
    do
        n--;
    while (n > w->start && ((unsigned char)w->out->data[n] & 0xc0) == 0x80);
    w->kit->decode(w->out->data + n, w->out->len - n, &code);
    return code;
}

static uint32_t first_code(const struct writer *w, stet_str s)
{
    uint32_t code = '*';
    if (s.n)
        w->kit->decode(s.p, s.n, &code);
    return code;
}

/* Neither a blank nor a mark, as delimiters see it. */
static int is_letter(const struct writer *w, uint32_t code)
{
    return code < 0x80 ? code != '_' && is_wordlike((char)code)
                       : w->kit->is_word(code) != 0;
}

/* ---- the start of a line --------------------------------------------------------- */

/* Bytes of a list number with its dot at p, blank or end behind it; else 0. */
static size_t number_length(const char *p, const char *end)
{
    const char *q = p;
    while (q < end && q - p < 9 && is_digit(*q))
        q++;
    if (q == p || q == end || (*q != '.' && *q != ')'))
        return 0;
    return q + 1 == end || is_space(q[1]) ? (size_t)(q - p) + 1 : 0;
}

static int starts_heading(const char *p, const char *end)
{
    const char *q = p;
    while (q < end && *q == '#')
        q++;
    return q - p <= 6 && (q == end || is_space(*q));
}

static int is_letter_of_ascii(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Write what must not be taken for the mark of a block; answers where to go on. */
static const char *put_line_start(struct writer *w, const char *p, const char *end)
{
    char next = end - p > 1 ? p[1] : ' ';
    int escape = 0;
    int blanks_only = w->line_start == LINE_BLANKS;
    uint32_t code;
    w->line_start = 0;
    if (is_letter_of_ascii(*p)) /* as nearly all lines begin */
        return p;
    size_t n = w->kit->decode(p, (size_t)(end - p), &code);
    if (*p == ' ' || *p == '\t' || (blanks_only && is_wide_blank(code))) {
        put_reference(w, code);
        return p + n;
    }
    if (blanks_only)
        return p;
    switch (*p) {
    case '>':
        escape = 1;
        break;
    case '#':
        escape = starts_heading(p, end);
        break;
    case '+':
        escape = is_space(next) || next == '+';
        break;
    case '-':
    case ':':
    case '|':
        escape = is_space(next) || memchr("-:|", next, 3) != NULL;
        break;
    case '=':
        escape = is_space(next) || next == '=';
        break;
    default: {
        n = number_length(p, end);
        if (n) {
            stet_put(w->out, p, n - 1);
            stet_putc(w->out, '\\');
            stet_putc(w->out, p[n - 1]);
        }
        return p + n;
    }
    }
    if (!escape)
        return p;
    stet_putc(w->out, '\\');
    stet_putc(w->out, *p);
    return p + 1;
}

/* ---- text ------------------------------------------------------------------------ */

/* Must this character be escaped where it stands within a line? */
static int needs_escape(const struct writer *w, const char *p, const char *start,
                        const char *end)
{
    char next = end - p > 1 ? p[1] : ' ';
    char before = p > start ? p[-1] : last_byte(w);
    switch (*p) {
    case '\\':
    case '`':
    case '*':
    case '~':
        return 1;
    case '[':
    case ']':
        return w->notes || !stet__markdown_is_note(p, start, end);
    case '_':
        return !(is_wordlike(before) && is_wordlike(next));
    case '<':
        return p + 1 == end || next == '\n' || next == '/' || next == '!' ||
               next == '?' || (is_wordlike(next) && !is_digit(next));
    case '&':
        return stet__markdown_is_reference(p, end);
    case '|':
        return w->mode == MODE_CELL;
    default:
        return 0;
    }
}

static void end_line(struct writer *w, int hard)
{
    if (w->mode == MODE_HEADING || w->mode == MODE_CELL) {
        if (!is_space(last_byte(w)))
            stet_putc(w->out, ' ');
        return;
    }
    if (last_byte(w) == ' ' || last_byte(w) == '\t')
        refer_last(w);
    if (hard)
        stet_putc(w->out, '\\');
    stet__markdown_newline(w);
    stet__markdown_begin(w);
    w->line_start = LINE_MARKS;
    w->guard = 0;
}

/* A shortcode in the text would be read as one: part its opening mark. */
static size_t put_brace(struct writer *w, const char *p, const char *end)
{
    if (end - p >= 2 && p[1] == '%') {
        stet_puts(w->out, "{\\%");
        return 2;
    }
    if (end - p >= 3 && p[1] == '{' && (p[2] == '<' || p[2] == '%')) {
        stet_puts(w->out, "{\\{\\");
        stet_putc(w->out, p[2]);
        return 3;
    }
    stet_putc(w->out, '{');
    return 1;
}

/* A line end between two words of a paragraph is one of the source; elsewhere it would
 * not be read again. */
static void put_line_end(struct writer *w, const char *p, const char *start,
                         const char *end)
{
    if (w->mode == MODE_VERSE)
        end_line(w, 1);
    else if (w->runs && w->mode == MODE_PARAGRAPH && p > start && p + 1 < end &&
             !is_space(p[-1]) && !is_space(p[1]))
        end_line(w, 0);
    else
        put_reference(w, '\n');
}

static const char *put_special(struct writer *w, const char *p, const char *start,
                               const char *end)
{
    switch (*p) {
    case '\n':
        put_line_end(w, p, start, end);
        return p + 1;
    case '\r':
        put_reference(w, '\r');
        return p + 1;
    case '{':
        return p + put_brace(w, p, end);
    default:
        if (needs_escape(w, p, start, end))
            stet_putc(w->out, '\\');
        stet_putc(w->out, *p);
        return p + 1;
    }
}

/* A line end at p that stands as it is, with nothing before the next line: as nearly
 * all in running text. */
static int is_plain_line_end(const struct writer *w, const char *p, const char *start,
                             const char *end)
{
    return p + 1 < end && *p == '\n' && is_letter_of_ascii(p[1]) && p > start &&
           !is_space(p[-1]) && w->runs && w->mode == MODE_PARAGRAPH && !w->prefix_len;
}

static void put_text(struct writer *w, stet_str s)
{
    const char *p = s.p, *end = p + s.n;
    uint32_t code;
    if (!s.n)
        return;
    if (w->guard && is_letter(w, first_code(w, s))) {
        p += w->kit->decode(p, s.n, &code);
        put_reference(w, code);
        w->line_start = 0;
    }
    w->guard = 0;
    if (w->note_end > w->start && w->note_end == w->out->len &&
        (*p == '(' || *p == ':')) /* it would be a link, or a definition */
        stet_putc(w->out, '\\');
    while (p < end) {
        if (w->line_start && *p != '\n')
            p = put_line_start(w, p, end);
        const char *from = p;
        p = stet__markdown_plain_end(s.p, p, end);
        while (is_plain_line_end(w, p, s.p, end))
            p = stet__markdown_plain_end(s.p, p + 1, end);
        stet_put(w->out, from, (size_t)(p - from));
        if (p < end)
            p = put_special(w, p, s.p, end);
    }
}

/* ---- links and images ------------------------------------------------------------ */

/* Can it stand without angle brackets? Parentheses must pair. */
static int is_bare_url(stet_str url)
{
    int open = 0;
    if (!url.n || *url.p == '<')
        return 0;
    for (size_t i = 0; i < url.n; i++) {
        if ((unsigned char)url.p[i] <= ' ' || url.p[i] == 0x7f)
            return 0;
        open += url.p[i] == '(' ? 1 : url.p[i] == ')' ? -1 : 0;
        if (open < 0 || open > 20)
            return 0;
    }
    return open == 0;
}

/* `angle`: within < >. Shortcodes go as they are. */
static void put_url(struct writer *w, stet_str url, int angle)
{
    const char *p = url.p, *end = p + url.n;
    unsigned missing = 0;
    while (p < end) {
        size_t n =
            *p == '{' ? stet__markdown_shortcode(p, (size_t)(end - p), &missing) : 0;
        if (n) {
            stet_put(w->out, p, n);
            p += n;
            continue;
        }
        if (*p == '\n' || *p == '\r')
            put_reference(w, (unsigned char)*p);
        else if ((angle && (*p == '<' || *p == '>')) || *p == '\\' ||
                 (*p == '&' && stet__markdown_is_reference(p, end)) ||
                 (*p == '|' && w->mode == MODE_CELL)) {
            stet_putc(w->out, '\\');
            stet_putc(w->out, *p);
        } else
            stet_putc(w->out, *p);
        p++;
    }
}

static void put_title(struct writer *w, stet_str title)
{
    stet_puts(w->out, " \"");
    for (size_t i = 0; i < title.n; i++) {
        char c = title.p[i];
        if (c == '\n' || c == '\r') {
            put_reference(w, (unsigned char)c);
            continue;
        }
        if (c == '"' || c == '\\' || (c == '|' && w->mode == MODE_CELL) ||
            (c == '&' && stet__markdown_is_reference(title.p + i, title.p + title.n)))
            stet_putc(w->out, '\\');
        stet_putc(w->out, c);
    }
    stet_putc(w->out, '"');
}

/* Without its shortcodes, is the address bare? They hold blanks of their own. */
static int is_shortcode_url(stet_str url)
{
    unsigned missing = 0;
    return url.n && *url.p == '{' &&
           stet__markdown_shortcode(url.p, url.n, &missing) == url.n;
}

static void put_target(struct writer *w, stet_str url, const stet_value *title)
{
    int bare = is_bare_url(url) || is_shortcode_url(url);
    stet_putc(w->out, '(');
    if (!bare && (url.n || title))
        stet_putc(w->out, '<');
    put_url(w, url, !bare);
    if (!bare && (url.n || title))
        stet_putc(w->out, '>');
    if (title)
        put_title(w, title->text);
    stet_putc(w->out, ')');
}

void stet__markdown_image(struct writer *w, const stet_item *item)
{
    stet_puts(w->out, "![");
    w->guard = w->line_start = 0;
    put_text(w, text_of(item, STET_ATTR_ALT));
    stet_putc(w->out, ']');
    put_target(w, text_of(item, STET_ATTR_SRC), value_of(item, STET_ATTR_TITLE));
}

/* `<address>`, when the text of the link is its address and nothing else. */
static int put_autolink(struct writer *w, const stet_item *item, const stet_item *text)
{
    const stet_value *v = value_of(item, STET_ATTR_AUTOLINK);
    stet_str url = text_of(item, STET_ATTR_HREF), mail = url;
    if (!v || v->number != 1 || item->skip != (uint32_t)(text - w->items) + 1 ||
        text->kind != STET_TEXT)
        return 0;
    if (url.n > 7 && memcmp(url.p, "mailto:", 7) == 0)
        mail = stet_strn(url.p + 7, url.n - 7);
    if ((!stet_str_eq(text->text, url) && !stet_str_eq(text->text, mail)) ||
        memchr(url.p, ' ', url.n) || memchr(url.p, '<', url.n) ||
        !memchr(url.p, ':', url.n))
        return 0;
    stet_putc(w->out, '<');
    stet_put_str(w->out, text->text);
    stet_putc(w->out, '>');
    return 1;
}

/* ---- delimiters ------------------------------------------------------------------ */

/* Between a letter and what is none no delimiter opens: the letter becomes a reference;
 * so does a blank behind the delimiter. */
static void open_span(struct writer *w, struct span *s, const char *mark,
                      const stet_item *in)
{
    int letter = is_letter(w, last_code(w)) && !w->line_start;
    uint32_t code = first_code(w, in->kind == STET_TEXT ? in->text : stet_cstr(""));
    if (letter && (s->mark == '_' || !is_letter(w, code)))
        refer_last(w);
    stet_puts(w->out, mark);
    w->guard = 0;
    w->line_start = is_wide_blank(code) ? LINE_BLANKS : 0;
}

static void close_span(struct writer *w, const struct span *s, const char *mark)
{
    if (is_wide_blank(last_code(w)))
        refer_last(w);
    int letter = is_letter(w, last_code(w));
    stet_puts(w->out, mark);
    w->guard = !letter || s->mark == '_';
}

static const char *mark_of(stet_kind kind, char mark)
{
    if (kind == STET_STRIKE)
        return "~~";
    if (kind == STET_STRONG)
        return mark == '_' ? "__" : "**";
    return mark == '_' ? "_" : "*";
}

/* ---- the walk over inlines --------------------------------------------------------
 */

static void put_leaf(struct writer *w, const stet_item *item)
{
    switch (item->kind) {
    case STET_TEXT:
        w->runs = 1;
        put_text(w, item->text);
        w->runs = 0;
        return;
    case STET_MATH:
        put_text(w, item->text);
        return;
    case STET_SOFT_BREAK:
        end_line(w, 0);
        return;
    case STET_LINE_BREAK:
        end_line(w, 1);
        return;
    case STET_CODE_SPAN:
        stet__markdown_put_code(w, item->text);
        break;
    case STET_IMAGE:
        stet__markdown_image(w, item);
        break;
    case STET_FOOTNOTE_REF:
        stet__markdown_put_mark(w, item);
        w->note_end = w->out->len;
        break;
    default: /* HTML and shortcodes as they stand */
        stet_put_str(w->out, item->text);
    }
    w->guard = w->line_start = 0;
}

static int is_leaf(stet_kind kind)
{
    static const stet_kind leaves[] = {
        STET_TEXT,         STET_MATH,        STET_SOFT_BREAK,
        STET_LINE_BREAK,   STET_CODE_SPAN,   STET_IMAGE,
        STET_FOOTNOTE_REF, STET_HTML_INLINE, STET_SHORTCODE_INLINE};
    for (size_t i = 0; i < sizeof leaves / sizeof leaves[0]; i++)
        if (leaves[i] == kind)
            return 1;
    return 0;
}

static void leave(struct writer *w, const struct span *s)
{
    const stet_item *item = &w->items[s->item];
    if (s->mark) {
        close_span(w, s, mark_of(item->kind, s->mark));
    } else if (item->kind == STET_LINK) {
        stet_putc(w->out, ']');
        put_target(w, text_of(item, STET_ATTR_HREF), value_of(item, STET_ATTR_TITLE));
        w->guard = w->line_start = 0;
    } else if (item->kind == STET_QUOTATION) {
        stet_puts(w->out, "\xe2\x80\x9d");
    }
}

/* A span begins: answers how many items it took at once. */
static size_t enter(struct writer *w, struct span *s)
{
    const stet_item *item = &w->items[s->item];
    s->mark = 0;
    if (item->kind == STET_LINK) {
        if (put_autolink(w, item, item + 1)) {
            w->guard = w->line_start = 0;
            return item->skip - s->item;
        }
        if (last_byte(w) == '!' && w->out->len > w->start)
            refer_last(w);
        stet_putc(w->out, '[');
        w->guard = w->line_start = 0;
    } else if (item->kind == STET_QUOTATION) {
        stet_puts(w->out, "\xe2\x80\x9c");
        w->guard = w->line_start = 0;
    } else if (item->kind == STET_EMPHASIS || item->kind == STET_STRONG ||
               item->kind == STET_STRIKE) {
        s->mark = item->kind == STET_STRIKE ? '~' : last_byte(w) == '*' ? '_' : '*';
        open_span(w, s, mark_of(item->kind, s->mark), item + 1);
    } else if (!is_space(last_byte(w)) && item->kind < STET_TEXT) {
        stet_putc(w->out, ' '); /* a block within a cell */
    }
    return 1;
}

void stet__markdown_inlines(struct writer *w, size_t from, size_t to, int mode)
{
    struct span open[DEPTH_MAX * 2];
    size_t depth = 0, begun = w->out->len;
    w->mode = mode;
    w->guard = 0;
    w->line_start =
        mode == MODE_PARAGRAPH || mode == MODE_VERSE ? LINE_MARKS : LINE_BLANKS;
    for (size_t i = from; i < to || depth;) {
        if (depth && i >= open[depth - 1].end) {
            leave(w, &open[--depth]);
            continue;
        }
        const stet_item *item = &w->items[i];
        if (is_leaf(item->kind) || depth == DEPTH_MAX * 2) {
            put_leaf(w, item);
            i = depth == DEPTH_MAX * 2 ? item->skip : i + 1;
        } else if (item->skip == i + 1 && item->kind != STET_LINK) {
            i++; /* empty */
        } else {
            open[depth] = (struct span){i, item->skip, 0};
            size_t taken = enter(w, &open[depth]);
            i += taken;
            depth += taken == 1;
        }
    }
    if (w->out->len > begun && (last_byte(w) == ' ' || last_byte(w) == '\t'))
        refer_last(w);
}
