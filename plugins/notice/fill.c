/* SPDX-License-Identifier: MIT */
/*
 * From a wording to blocks: values filled in as text, then paragraphs made of them.
 *
 * A value is text and nothing else. Line ends in it are spaces, control characters and
 * signs that turn the direction of writing go, an address must be one of the web or of
 * a mailbox; writers escape the rest.
 */
#include "notice.h"

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- text ---------------------------------------------------------------------- */

/* Bytes of a sign that a value may not bring: controls, U+202A to U+202E, U+2066 to
 * U+2069. */
static size_t dropped(stet_str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c < ' ' || c == 0x7f)
        return 1;
    if (c != 0xe2 || s.n - i < 3)
        return 0;
    unsigned char d = (unsigned char)s.p[i + 1], e = (unsigned char)s.p[i + 2];
    return (d == 0x80 && e >= 0xaa && e <= 0xae) ||
                   (d == 0x81 && e >= 0xa6 && e <= 0xa9)
               ? 3
               : 0;
}

/* Nothing to do for most texts: then no copy is made. */
static int is_tidy(stet_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f ||
            (unsigned char)s.p[i] == 0xe2 ||
            (s.p[i] == ' ' && (i + 1 == s.n || s.p[i + 1] == ' ')))
            return 0;
    return 1;
}

size_t stet__notice_tidy(stet_str s, int *space, char *to)
{
    size_t len = 0;
    for (size_t i = 0; i < s.n;) {
        size_t n = is_space(s.p[i]) ? 0 : dropped(s, i);
        if (n) {
            i += n;
            continue;
        }
        if (!is_space(s.p[i]))
            to[len++] = s.p[i];
        else if (!*space)
            to[len++] = ' ';
        *space = is_space(s.p[i++]);
    }
    return len;
}

static stet_str tidy(stet_article *a, stet_str s, int *space)
{
    if (!s.n || (!(*space && s.p[0] == ' ') && is_tidy(s))) {
        *space = s.n ? 0 : *space;
        return s;
    }
    char *copy = stet_alloc(a, s.n + 1);
    return copy ? stet_strn(copy, stet__notice_tidy(s, space, copy)) : stet_cstr("");
}

stet_code stet__notice_expand(stet_article *a, const struct phrase *phrase,
                              stet_str *ret_text)
{
    *ret_text = phrase->literal;
    return phrase->template ? stet_expand(a, phrase->template, ret_text) : STET_OK;
}

/* ---- paragraphs ---------------------------------------------------------------- */

int stet__notice_fits(const stet_kit *kit, const struct piece *piece, stet_str url)
{
    int class = kit->url_class(url, NULL, 0, NULL);
    return class == STET_URL_HTTP || class == STET_URL_MAIL ||
           (class == STET_URL_RELATIVE && !piece->href.template);
}

/* An address that a link may have; "": none. */
static stet_str address(stet_article *a, const struct piece *piece, stet_str url)
{
    int space = 1;
    url = tidy(a, url, &space);
    return stet__notice_fits(stet_kit_of(a), piece, url) ? url : stet_cstr("");
}

static stet_code fill_piece(stet_article *a, const struct piece *piece, int *space,
                            struct said_piece *ret)
{
    stet_str text, url = stet_cstr("");
    stet_code code = stet__notice_expand(a, &piece->text, &text);
    if (code == STET_OK && piece->link)
        code = stet__notice_expand(a, &piece->href, &url);
    if (code != STET_OK)
        return code;
    ret->piece = piece;
    ret->text = tidy(a, text, space);
    ret->href = piece->link ? address(a, piece, url) : stet_cstr("");
    return STET_OK;
}

/* The text of all pieces, no space behind the last. */
static stet_str plain_text(stet_article *a, struct said_piece *pieces, size_t count)
{
    size_t n = 0, last = count;
    while (last && !pieces[last - 1].text.n)
        last--;
    if (last) {
        stet_str *end = &pieces[last - 1].text;
        end->n -= end->p[end->n - 1] == ' ';
    }
    if (last == 1)
        return pieces[0].text;
    for (size_t i = 0; i < last; i++)
        n += pieces[i].text.n;
    stet_out out = stet_out_in_article(a, n, n + 1);
    for (size_t i = 0; i < last; i++)
        stet_put_str(&out, pieces[i].text);
    return stet_out_text(&out);
}

stet_code stet__notice_fill(stet_article *a, const struct wording *wording,
                            struct said *ret_said, size_t *ret_count)
{
    size_t count = 0;
    for (size_t i = 0; i < wording->count; i++) {
        const struct paragraph *p = &wording->paragraphs[i];
        struct said_piece *pieces = stet_alloc(a, p->count * sizeof *pieces);
        int space = 1;
        if (!pieces)
            return STET_E_NOMEM;
        for (size_t k = 0; k < p->count; k++) {
            stet_code code = fill_piece(a, &p->pieces[k], &space, &pieces[k]);
            if (code != STET_OK)
                return code;
        }
        stet_str plain = plain_text(a, pieces, p->count);
        if (plain.n)
            ret_said[count++] = (struct said){pieces, p->count, plain};
    }
    *ret_count = count;
    return STET_OK;
}

void stet__notice_put_look(stet_out *out, const struct edition *edition,
                           const struct said *said, size_t count, stet_str image)
{
    stet_put_int(out, edition->style);
    for (size_t i = 0; i < count; i++) {
        stet_putc(out, '\n');
        stet_put_str(out, said[i].plain);
        for (size_t k = 0; k < said[i].count; k++) {
            const struct said_piece *p = &said[i].pieces[k];
            if (!p->href.n && !p->piece->emphasis && !p->piece->strong)
                continue;
            stet_putc(out, '\1');
            stet_put_int(out,
                         (int64_t)k * 4 + p->piece->emphasis + p->piece->strong * 2);
            stet_put_str(out, p->href);
        }
    }
    if (image.n) {
        stet_putc(out, '\2');
        stet_put_str(out, image);
    }
}

/* ---- blocks -------------------------------------------------------------------- */

/* Bytes of the address that begins at `at`, 0 when none does. Closing signs stay
 * outside.
 */
static size_t address_length(stet_str s, size_t at)
{
    static const struct {
        const char *text;
        size_t n;
    } schemes[] = {{"https://", 8}, {"http://", 7}};
    size_t from = at, head = 0;
    for (size_t i = 0; i < 2 && !head; i++)
        if (s.n - at > schemes[i].n &&
            memcmp(s.p + at, schemes[i].text, schemes[i].n) == 0)
            head = schemes[i].n;
    if (!head)
        return 0;
    for (at += head; at < s.n && (unsigned char)s.p[at] > ' ' && s.p[at] != '<' &&
                     s.p[at] != '>' && s.p[at] != '"';)
        at++;
    while (at > from + head && strchr(".,;:!?)'*_]", s.p[at - 1]))
        at--;
    return at > from + head ? at - from : 0;
}

static stet_code put_link(stet_article *a, stet_node parent, stet_str url,
                          stet_str text, int bare)
{
    stet_node link = stet_node_new(a, parent, 0, STET_LINK, (stet_span){0, 0});
    stet_code code = link ? stet_set_attr(a, link, STET_ATTR_HREF, url) : STET_FAILED;
    if (code == STET_OK && bare)
        code = stet_set_int(a, link, STET_ATTR_AUTOLINK, 1);
    return code == STET_OK ? stet_text_append(a, link, text.p, text.n, 0, 0) : code;
}

static stet_code put_text(stet_article *a, stet_node parent, stet_str text,
                          int autolink)
{
    size_t from = 0;
    stet_code code = STET_OK;
    for (size_t at = 0; at < text.n && code == STET_OK && autolink;) {
        const char *next = memchr(text.p + at, 'h', text.n - at);
        if (!next)
            break;
        at = (size_t)(next - text.p);
        size_t n = address_length(text, at);
        stet_str url = stet_strn(text.p + at, n);
        if (!n || stet_kit_of(a)->url_class(url, NULL, 0, NULL) != STET_URL_HTTP) {
            at++;
            continue;
        }
        if (at > from)
            code = stet_text_append(a, parent, text.p + from, at - from, 0, 0);
        if (code == STET_OK)
            code = put_link(a, parent, url, url, 1);
        from = at += n;
    }
    if (code == STET_OK && from < text.n)
        code = stet_text_append(a, parent, text.p + from, text.n - from, 0, 0);
    return code;
}

static stet_code put_piece(stet_article *a, stet_node parent,
                           const struct said_piece *p, int autolink)
{
    stet_node at = parent;
    if (!p->text.n)
        return STET_OK;
    if (p->piece->strong)
        at = stet_node_new(a, at, 0, STET_STRONG, (stet_span){0, 0});
    if (at && p->piece->emphasis)
        at = stet_node_new(a, at, 0, STET_EMPHASIS, (stet_span){0, 0});
    if (!at)
        return STET_FAILED;
    return p->href.n ? put_link(a, at, p->href, p->text, 0)
                     : put_text(a, at, p->text, autolink);
}

/* Is the text of the language of the article, `de` for de-AT? */
static int is_spoken(stet_article *a, stet_str language)
{
    stet_str own = stet_field_text(a, STET_LANGUAGE);
    return own.n >= language.n && memcmp(own.p, language.p, language.n) == 0 &&
           (own.n == language.n || own.p[language.n] == '-');
}

stet_node stet__notice_put(stet_article *a, const struct notice_plan *plan,
                           const struct edition *edition, const struct stamp *stamp,
                           const struct stamp_point *point, const struct said *said)
{
    static const stet_kind kinds[] = {
        [STYLE_EMPHASIS] = STET_EMPHASIS, [STYLE_STRONG] = STET_STRONG};
    stet_node block = stet__stamp_block(a, stamp, point, STET_PARAGRAPH);
    stet_node inside = block;
    if (block && edition->language.n && !is_spoken(a, edition->language) &&
        stet_set_attr(a, block, STET_ATTR_LANG, edition->language) != STET_OK)
        return 0;
    if (block && edition->style != STYLE_PLAIN)
        inside = stet_node_new(a, block, 0, kinds[edition->style], (stet_span){0, 0});
    if (!inside)
        return 0;
    for (size_t i = 0; i < said->count; i++)
        if (put_piece(a, inside, &said->pieces[i], plan->autolink) != STET_OK)
            return 0;
    return block;
}
