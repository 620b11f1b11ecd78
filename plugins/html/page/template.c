/* SPDX-License-Identifier: MIT */
/*
 * A page of the user's own: read once, cut into literal pieces and slots, each slot
 * with the place it stands in; then written for each article.
 *
 *   {{ body }}                            a part: head, header, body, footer, article
 *   {{ headline | upper }}                a value
 *   {{ if has(byline) }} ... {{ end }}         a condition of the pipeline's language
 */
#include "template.h"

enum { CONDITIONS_MAX = 32, LITERAL_MAX = 1 << 20 };
enum {
    PIECE_LITERAL = 0,
    PIECE_PART,
    PIECE_VALUE,
    PIECE_IF,
    PIECE_END,
    PIECE_LANG,
    PIECE_DIR
};

struct piece {
    int kind, part, place;
    stet_str literal;
    const stet_template *value;
    const stet_expr *condition;
    size_t skip; /* IF: the piece behind its END */
};

struct page_template {
    struct piece *pieces;
    size_t count;
};

/* A template being read. */
struct reading {
    stet_build *build;
    stet_str page;
    struct markup markup;
    struct piece *pieces;
    size_t count, cap;
    size_t open[CONDITIONS_MAX]; /* pieces that are conditions without an end */
    size_t depth;
};

static stet_code fail_at(struct reading *r, size_t at, const char *hint,
                         const char *message, stet_str what)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += r->page.p[i] == '\n';
    return stet_problem(r->build, "template", -1, hint,
                        "line %zu of the template: %s%.*s", line, message,
                        (int)(what.n > 80 ? 80 : what.n), what.p);
}

static stet_str trim(stet_str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\n'))
        s = stet_strn(s.p + 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\n'))
        s.n--;
    return s;
}

/* Where `}}` stands behind `at`, quotes left out; page.n when nowhere. */
static size_t find_end(stet_str page, size_t at)
{
    char quote = 0;
    for (; at + 1 < page.n; at++) {
        char c = page.p[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '}' && page.p[at + 1] == '}')
            return at;
    }
    return page.n;
}

static size_t find_start(stet_str page, size_t at)
{
    const char *found = memmem(page.p + at, page.n - at, "{{", 2);
    return found ? (size_t)(found - page.p) : page.n;
}

static struct piece *add(struct reading *r, int kind)
{
    struct piece *piece = &r->pieces[r->count++];
    *piece = (struct piece){.kind = kind};
    return piece;
}

/* ---- slots ------------------------------------------------------------------ */
static int part_named(stet_str name)
{
    static const char *const names[] = {"head",   "header",  "body",
                                        "footer", "article", NULL};
    for (size_t i = 0; names[i]; i++)
        if (stet_str_is(name, names[i]))
            return (int)i + PART_HEAD;
    return 0;
}

static stet_code add_condition(struct reading *r, size_t at, stet_str text)
{
    const char *why;
    if (r->depth == CONDITIONS_MAX)
        return fail_at(r, at, "", "conditions too deep within each other",
                       stet_cstr(""));
    if (stet__markup_place(&r->markup, r->page, at, &why) != PLACE_TEXT)
        return fail_at(r, at, "close the tag or the comment before it",
                       "a condition stands between tags", stet_cstr(""));
    r->open[r->depth++] = r->count;
    struct piece *piece = add(r, PIECE_IF);
    piece->condition =
        stet_build_expr(r->build, trim(text), stet_build_option(r->build, "template"));
    return piece->condition ? STET_OK : STET_E_CONFIG;
}

static stet_code end_condition(struct reading *r, size_t at)
{
    const char *why;
    if (!r->depth)
        return fail_at(r, at, "", "an end without an if", stet_cstr(""));
    if (stet__markup_place(&r->markup, r->page, at, &why) != PLACE_TEXT)
        return fail_at(r, at, "", "a condition ends between tags", stet_cstr(""));
    add(r, PIECE_END);
    r->pieces[r->open[--r->depth]].skip = r->count;
    return STET_OK;
}

/* `whole` has the braces: the language of templates wants them. */
static stet_code add_value(struct reading *r, size_t at, stet_str whole, stet_str name)
{
    const char *why = "";
    int place = stet__markup_place(&r->markup, r->page, at, &why);
    int part = part_named(name);
    if (place == PLACE_FORBIDDEN)
        return fail_at(r, at, why, "no slot may stand here: ", name);
    if (part && place != PLACE_TEXT)
        return fail_at(r, at, "put it between tags",
                       "markup may not stand here: ", name);
    if (part) {
        add(r, PIECE_PART)->part = part;
        return STET_OK;
    }
    if (stet_str_is(name, "lang") || stet_str_is(name, "dir")) {
        add(r, stet_str_is(name, "dir") ? PIECE_DIR : PIECE_LANG);
        return STET_OK;
    }
    struct piece *piece = add(r, PIECE_VALUE);
    piece->place = place;
    piece->value =
        stet_build_template(r->build, whole, stet_build_option(r->build, "template"));
    return piece->value ? STET_OK : STET_E_CONFIG;
}

static stet_code add_slot(struct reading *r, size_t at, size_t end)
{
    stet_str inside = trim(stet_strn(r->page.p + at + 2, end - at - 2));
    if (stet_str_is(inside, "end"))
        return end_condition(r, at);
    if (inside.n > 3 && memcmp(inside.p, "if ", 3) == 0)
        return add_condition(r, at, stet_strn(inside.p + 3, inside.n - 3));
    return add_value(r, at, stet_strn(r->page.p + at, end + 2 - at), inside);
}

/* ---- reading ---------------------------------------------------------------- */
static size_t count_slots(stet_str page)
{
    size_t n = 0;
    for (size_t at = find_start(page, 0); at < page.n; at = find_start(page, at + 2))
        n++;
    return n;
}

static stet_code cut_up(struct reading *r)
{
    stet_code code = STET_OK, last = STET_OK;
    for (size_t at = 0; at < r->page.n;) {
        size_t slot = find_start(r->page, at);
        stet__markup_follow(&r->markup, r->page, at, slot);
        add(r, PIECE_LITERAL)->literal = stet_strn(r->page.p + at, slot - at);
        if (slot == r->page.n)
            break;
        size_t end = find_end(r->page, slot + 2);
        if (end == r->page.n)
            return fail_at(r, slot, "write }} behind it", "a slot without an end",
                           stet_cstr(""));
        last = add_slot(r, slot, end);
        code = code == STET_OK ? last : code;
        at = end + 2;
    }
    if (code == STET_OK && r->depth)
        return fail_at(r, r->page.n, "write {{ end }}", "a condition without an end",
                       stet_cstr(""));
    return code;
}

stet_code stet__template_read(stet_build *b, stet_str path,
                              const struct page_template **ret_template)
{
    struct reading r = {.build = b};
    stet_code code = stet_build_file(b, path, &r.page);
    if (code != STET_OK)
        return code;
    r.cap = 2 * count_slots(r.page) + 1;
    struct page_template *t = stet_build_alloc(b, sizeof *t);
    r.pieces =
        r.page.n <= LITERAL_MAX ? stet_build_alloc(b, r.cap * sizeof *r.pieces) : NULL;
    if (r.page.n > LITERAL_MAX)
        return stet_problem(b, "template", -1, "", "the template is larger than 1 MiB");
    if (!t || !r.pieces)
        return STET_E_NOMEM;
    code = cut_up(&r);
    t->pieces = r.pieces;
    t->count = r.count;
    *ret_template = t;
    return code;
}

/* ---- writing ---------------------------------------------------------------- */
static stet_code put_value(struct page *p, const struct piece *piece)
{
    stet_str text = stet_cstr("");
    stet_code code = stet_expand(p->f.a, piece->value, &text);
    if (code != STET_OK)
        return code;
    if (piece->place == PLACE_URL) {
        /* the quote that it appends is that of the template */
        size_t before = p->out->len;
        if (stet__html_put_url(p->f.a, &p->style, p->out, "", text,
                               HTML_LINK_CLASSES) &&
            p->out->len > before)
            p->out->len--;
    } else if (piece->place == PLACE_URL_PART) {
        p->f.kit->escape(p->out, STET_ESCAPE_URL, text.p, text.n);
    } else {
        stet__page_put_text(p, text);
    }
    return STET_OK;
}

stet_code stet__template_write(const struct page_template *t, struct page *p,
                               stet_code (*put_part)(struct page *p, int part,
                                                     const void *self),
                               const void *self)
{
    stet_code code = STET_OK;
    int is_true;
    for (size_t i = 0; i < t->count && code == STET_OK; i++) {
        const struct piece *piece = &t->pieces[i];
        switch (piece->kind) {
        case PIECE_LITERAL:
            stet_put_str(p->out, piece->literal);
            break;
        case PIECE_PART:
            code = put_part(p, piece->part, self);
            break;
        case PIECE_VALUE:
            code = put_value(p, piece);
            break;
        case PIECE_IF:
            is_true = 0;
            code = stet_test(p->f.a, piece->condition, &is_true);
            if (!is_true)
                i = piece->skip - 1;
            break;
        case PIECE_LANG:
            stet__page_put_text(p, p->language);
            break;
        case PIECE_DIR:
            stet__page_put_text(p, stet__page_direction(p));
            break;
        default:
            break;
        }
    }
    return code;
}
