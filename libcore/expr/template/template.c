/* SPDX-License-Identifier: MIT */
/*
 * Templates: divided into pieces once, put together for each article.
 */
#include "expr/template/template.h"

/* ---- compiling -------------------------------------------------------------- */

struct pieces {
    struct piece *items;
    size_t count, cap;
};

static struct piece *add_piece(struct compiler *c, struct pieces *p)
{
    if (p->count == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 4;
        struct piece *items = stet__compile_alloc(c, cap * sizeof *items);
        if (!items)
            return NULL;
        if (p->count)
            memcpy(items, p->items, p->count * sizeof *items);
        p->items = items;
        p->cap = cap;
    }
    return &p->items[p->count++];
}

static void add_literal(struct compiler *c, struct pieces *p, size_t from, size_t to)
{
    struct piece *piece = to > from ? add_piece(c, p) : NULL;
    if (piece)
        piece->text = stet_strn(c->text.p + from, to - from);
}

static const char *find_pair(const struct compiler *c, size_t from, const char *pair)
{
    return from < c->text.n ? memmem(c->text.p + from, c->text.n - from, pair, 2)
                            : NULL;
}

static void say_unclosed(struct compiler *c, size_t open)
{
    const struct token *t = &c->token;
    if (!stet__parse_lose(c))
        return;
    if (t->kind == TOKEN_END)
        stet__compile_say(c, open, 2, "a literal {{ is written {{ \"{{\" }}",
                          "the {{ that begins here has no }}");
    else
        stet__compile_say(c, t->from, t->len,
                          t->kind == TOKEN_RELATION
                              ? "conditions stand in `when`, not in text"
                              : NULL,
                          "found '%.*s' where '|' or '}}' was expected",
                          (int)(t->len < 80 ? t->len : 80), c->text.p + t->from);
}

/* The filters behind a value, up to the braces or the end of the text. */
static const struct filter *parse_filters(struct compiler *c, uint32_t value, size_t open)
{
    const struct filter *first = NULL, **link = &first;
    uint8_t type = c->terms[value].type;
    while (!c->nomem && c->token.kind != TOKEN_CLOSE) {
        const uint32_t from = c->token.from;
        struct filter *f = NULL;
        if (c->token.kind == TOKEN_SIGN && c->token.sign == '|') {
            stet__lex_next(c);
            f = stet__filter_parse(c, first ? 0 : value, &type);
        } else {
            say_unclosed(c, open);
            if (c->token.kind == TOKEN_END)
                break;
            stet__lex_next(c);
        }
        if (f) {
            *link = f;
            link = &f->next;
            c->lost = c->broken;
        } else if (stet__parse_recover(c, 0, from)) {
            type = TYPE_WRONG;
        }
    }
    return first;
}

/* Behind the braces at `open`. Answers where the text goes on. */
static size_t parse_value(struct compiler *c, struct pieces *p, size_t open)
{
    struct piece piece = {.text = {"", 0}};
    c->pos = open + 2;
    c->broken = c->lost = c->unclosed = 0; /* each value is read afresh */
    c->depth = 0;
    stet__lex_next(c);
    if (c->token.kind == TOKEN_CLOSE)
        stet__compile_say(c, open, 4, "name a field: {{ headline }}",
                          "there is nothing between the braces");
    else if (c->token.kind == TOKEN_END)
        say_unclosed(c, open);
    else if ((piece.value = stet__parse_item(c)) == 0)
        piece.value = stet__parse_recover(c, 0, (uint32_t)open);
    if (piece.value)
        piece.filters = parse_filters(c, piece.value, open);
    int whole = c->token.kind == TOKEN_CLOSE;
    const char *close = whole ? NULL : find_pair(c, open + 2, "}}");
    size_t end = whole   ? c->token.from + 2
                 : close ? (size_t)(close - c->text.p) + 2
                         : c->text.n;
    piece.text = stet_strn(c->text.p + open, end - open);
    struct piece *added = piece.value ? add_piece(c, p) : NULL;
    if (added)
        *added = piece;
    return end;
}

/* ---- does it tell articles apart? ------------------------------------------- */

static int field_varies(const struct path *p)
{
    static const stet_kind kinds[] = {STET_ID,        STET_ALT_IDS,  STET_URL,
                                      STET_CANONICAL, STET_HEADLINE, STET_ALT_HEADLINE,
                                      STET_SLUG};
    if (p->root == PATH_NAME || p->root == PATH_STEM || p->root == PATH_IDENTITY)
        return 1;
    if (p->root != PATH_FIELD)
        return 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (p->kind == kinds[i])
            return !p->attr || p->attr == STET_ATTR_URL || p->attr == STET_ATTR_CODE ||
                   p->attr == STET_ATTR_VALUE;
    return p->kind >= STET_KIND_X || (p->kind == STET_EXTRA && p->key.n);
}

static int piece_varies(const struct term *terms, const struct piece *piece)
{
    const struct term *t = &terms[piece->value];
    if (t->op == OP_CALL && t->function == FN_LOWER)
        t = &terms[t->first];
    for (const struct filter *f = piece->filters; f; f = f->next)
        if (f->id == FILTER_COUNT || f->id == FILTER_PLURAL || f->id == FILTER_DATE)
            return 0;
    return t->op == OP_PATH && field_varies(t->path);
}

static void finish(const struct compiler *c, const struct pieces *p, stet_template *t)
{
    t->pieces = p->items;
    t->count = p->count;
    t->terms = c->terms;
    t->term_count = c->count;
    t->max =
        c->scope->limits ? (size_t)c->scope->limits->template_output : (size_t)1 << 20;
    for (size_t i = 0; i < p->count; i++) {
        t->estimate += p->items[i].value ? 64 : p->items[i].text.n;
        t->varies |= p->items[i].value && piece_varies(c->terms, &p->items[i]);
    }
}

stet_code stet__template_compile(struct arena *arena, const struct expr_scope *scope,
                                 stet_str text, const stet_data *at,
                                 stet_problems *problems,
                                 const stet_template **ret_template)
{
    struct compiler c;
    struct pieces pieces = {NULL, 0, 0};
    const char *open;
    stet__compile_begin(&c, arena, scope, text, at, problems);
    stet_template *t = stet__compile_alloc(&c, sizeof *t);
    for (size_t from = 0; !c.nomem && from < c.text.n;) {
        open = find_pair(&c, from, "{{");
        size_t to = open ? (size_t)(open - c.text.p) : c.text.n;
        add_literal(&c, &pieces, from, to);
        from = open ? parse_value(&c, &pieces, to) : to;
    }
    stet_code code = stet__compile_status(&c);
    if (code == STET_OK) {
        finish(&c, &pieces, t);
        *ret_template = t;
    }
    return code;
}

/* ---- expanding -------------------------------------------------------------- */

static struct value piece_value(struct eval *e, const stet_template *t,
                                const struct piece *piece)
{
    struct value v = stet__eval(e, piece->value);
    for (const struct filter *f = piece->filters; f; f = f->next)
        v = stet__filter_apply(e, f, &v, t->max);
    return v;
}

/* One piece of text needs no buffer. */
static int expand_single(struct eval *e, const stet_template *t, stet_str *ret_text)
{
    struct value v;
    if (t->count > 1)
        return 0;
    if (t->count == 0 || !t->pieces[0].value) {
        *ret_text = t->count ? t->pieces[0].text : stet_cstr("");
        if (ret_text->p[ret_text->n] == '\0')
            return 1;
    }
    if (t->count == 0 || !t->pieces[0].value || t->pieces[0].filters)
        return 0;
    v = stet__eval(e, t->pieces[0].value);
    if (v.type != TYPE_TEXT && v.type != TYPE_LANG)
        return 0;
    *ret_text = v.text;
    return v.text.n <= t->max && v.text.p[v.text.n] == '\0';
}

static stet_str expand(struct eval *e, const stet_template *t, stet_str *empty)
{
    stet_out out = stet__eval_out(e, t->estimate, t->max);
    for (size_t i = 0; i < t->count; i++) {
        const struct piece *piece = &t->pieces[i];
        size_t before = out.len;
        if (!piece->value) {
            stet_put_str(&out, piece->text);
            continue;
        }
        struct value v = piece_value(e, t, piece);
        stet__value_put(e, &out, &v, stet_cstr(", "));
        if (out.len == before && !empty->n)
            *empty = piece->text;
    }
    return stet__eval_text(e, &out);
}

stet_code stet__template_expand_noting(stet_article *a, const stet_template *t,
                                       stet_str *ret_text, stet_str *ret_empty)
{
    stet_str text, empty = {"", 0};
    if (!a || !t || !ret_text)
        return STET_E_MISUSE;
    struct eval e = {.a = stet__article(a), .pub = a, .terms = t->terms};
    if (!expand_single(&e, t, &text))
        text = expand(&e, t, &empty);
    else if (!text.n && t->count)
        empty = t->pieces[0].text;
    if (e.failed != STET_OK)
        return e.failed;
    *ret_text = text;
    if (ret_empty)
        *ret_empty = empty;
    return STET_OK;
}

stet_code stet__template_expand(stet_article *a, const stet_template *t,
                                stet_str *ret_text)
{
    return stet__template_expand_noting(a, t, ret_text, NULL);
}

void stet__template_reads(const stet_template *t, struct kind_set *set)
{
    if (t)
        stet__terms_reads(t->terms, t->term_count, set);
}

int stet__template_varies(const stet_template *t)
{
    return t && t->varies;
}
