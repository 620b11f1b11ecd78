/* SPDX-License-Identifier: MIT */
/* Pieces, given one after another; and those of a JSON document, by its brackets. */
#include "pieces.h"

#include <stdio.h>
#include <stdlib.h>

stet_code stet__pieces_add(struct pieces *p, size_t off, size_t len)
{
    if (p->count == PIECES_MAX)
        return STET_E_LIMIT;
    if (p->count == p->item_cap) {
        size_t cap = p->item_cap ? p->item_cap * 2 : 64;
        struct pieces_span *grown = realloc(p->items, cap * sizeof *grown);
        if (!grown)
            return STET_E_NOMEM;
        p->items = grown;
        p->item_cap = cap;
    }
    p->items[p->count++] = (struct pieces_span){(uint32_t)off, (uint32_t)len, 0};
    return STET_OK;
}

stet_code stet__pieces_append(char **to, size_t *len, const char *p, size_t n)
{
    char *grown = realloc(*to, *len + n + 1);
    if (!grown)
        return STET_E_NOMEM;
    *to = grown;
    memcpy(grown + *len, p, n);
    *len += n;
    grown[*len] = '\0';
    return STET_OK;
}

/* ---- JSON ------------------------------------------------------------------- */
/* From `{`, `[` or a string to behind it; text.n when it does not end. Depth is
 * counted, never recursed on. */
static size_t value_end(stet_str text, size_t at)
{
    size_t depth = 0;
    int in_string = 0;
    for (; at < text.n; at++) {
        char c = text.p[at];
        if (in_string) {
            at += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (!depth)
                return at;
            depth--;
        } else if (c == ',' && !depth) {
            return at;
        }
        if (!in_string && !depth && (c == '}' || c == ']' || c == '"'))
            return at + 1;
    }
    return text.n;
}

static size_t skip_blank(stet_str text, size_t at)
{
    while (at < text.n && memchr(" \t\r\n,:", text.p[at], 6))
        at++;
    return at;
}

/* The objects of a list, from behind its `[`; where it ends, 0: malformed. */
static size_t list_objects(struct pieces *p, size_t at, stet_code *code)
{
    for (at = skip_blank(p->text, at); at < p->text.n && p->text.p[at] != ']';
         at = skip_blank(p->text, at)) {
        size_t end = value_end(p->text, at);
        if (p->text.p[at] == '{' && end > at)
            *code = stet__pieces_add(p, at, end - at);
        if (end <= at || *code != STET_OK)
            return 0;
        at = end;
    }
    return at < p->text.n ? at + 1 : 0;
}

static int is_key(stet_str key, const char *const *keys)
{
    while (*keys &&
           !(key.n == strlen(*keys) + 2 && memcmp(key.p + 1, *keys, key.n - 2) == 0))
        keys++;
    return *keys != NULL;
}

/* Members of the object that is the document: the list of items, and small others.
 * *ret_end: where they end; as it was when they end in the middle. */
static stet_code scan_object(struct pieces *p, size_t at, const char *const *keys,
                             size_t *ret_end)
{
    stet_code code = stet__pieces_append(&p->head, &p->head_len, "{", 1);
    for (at = skip_blank(p->text, at);
         code == STET_OK && at < p->text.n && p->text.p[at] == '"';
         at = skip_blank(p->text, at)) {
        size_t from = at, key_end = value_end(p->text, at),
               value = skip_blank(p->text, key_end);
        stet_str key = stet_strn(p->text.p + at, key_end - at);
        if (value < p->text.n && p->text.p[value] == '[' && is_key(key, keys) &&
            !p->count) {
            at = list_objects(p, value + 1, &code);
            if (!at)
                return code;
            code = stet__pieces_append(&p->tail, &p->tail_len, key.p, key.n);
            continue;
        }
        at = value_end(p->text, value);
        size_t n = at - from;
        if (at <= value)
            return code;
        if (n > PIECES_CONTEXT_PART || p->head_len + n > PIECES_CONTEXT_MAX)
            continue;
        code = stet__pieces_append(&p->head, &p->head_len, p->text.p + from, n);
        if (code == STET_OK)
            code = stet__pieces_append(&p->head, &p->head_len, ",", 1);
    }
    *ret_end = at;
    return code;
}

/* "key":[ moves from the tail to the head, so that the item stands in its list. */
static stet_code close_object(struct pieces *p)
{
    stet_code code = stet__pieces_append(&p->head, &p->head_len, p->tail, p->tail_len);
    if (code == STET_OK)
        code = stet__pieces_append(&p->head, &p->head_len, ":[", 2);
    p->tail_len = 0;
    return code == STET_OK ? stet__pieces_append(&p->tail, &p->tail_len, "]}", 2)
                           : code;
}

/* Does nothing but blanks stand behind the bracket that ends the document? */
static int ends_at(stet_str text, size_t at, char bracket)
{
    if (at >= text.n || text.p[at] != bracket)
        return 0;
    for (at++; at < text.n; at++)
        if (!memchr(" \t\r\n", text.p[at], 4))
            return 0;
    return 1;
}

/* A document that is cut off, or goes on behind its end, is left whole: who reads it
 * says where. */
stet_code stet__pieces_scan_list(struct pieces *p, const char *const *keys)
{
    size_t at = skip_blank(p->text, 0), end = 0;
    stet_code code = STET_OK;
    char open = at < p->text.n ? p->text.p[at] : 0;
    if (open == '[')
        end = list_objects(p, at + 1, &code);
    else if (open == '{')
        code = scan_object(p, at + 1, keys, &end);
    if (code == STET_OK && p->count &&
        !ends_at(p->text, open == '[' ? end - 1 : end, open == '[' ? ']' : '}'))
        p->count = 0;
    if (code == STET_OK && p->count && p->tail)
        code = close_object(p);
    p->whole = !p->count;
    return code;
}

/* ---- one after another ------------------------------------------------------ */
/* Many feeds have blank lines before their declaration, where XML wants it first. They
 * go into it, where they may stand, so that every line keeps its number. */
static stet_code move_blank_lines(struct pieces *p)
{
    static const char mark[] = "<?xml";
    size_t n = p->text.n, blank = 0, len = sizeof mark - 1;
    while (blank < n && memchr(" \t\r\n", p->text.p[blank], 4))
        blank++;
    if (!blank || n - blank < len || memcmp(p->text.p + blank, mark, len) != 0)
        return STET_OK;
    char *moved = malloc(n);
    if (!moved)
        return STET_E_NOMEM;
    memcpy(moved, mark, len);
    memcpy(moved + len, p->text.p, blank);
    memcpy(moved + len + blank, p->text.p + blank + len, n - blank - len);
    free(p->own);
    p->own = moved;
    p->text = stet_strn(moved, n);
    return STET_OK;
}

/* The source in UTF-8; whole, when its character set is not read: read() says why. */
stet_code stet__pieces_open(stet_source *source, int is_html,
                            struct pieces **ret_pieces)
{
    struct pieces *p = calloc(1, sizeof *p);
    stet_str bytes = stet_cstr("");
    const char *why = NULL;
    stet_code code = p ? source->all(source, &bytes) : STET_E_NOMEM;
    if (code == STET_OK)
        code = stet__markup_decode(bytes, is_html, &p->text, &p->own, &why);
    if (code == STET_E_SYNTAX) {
        p->text = bytes;
        p->whole = 1;
        code = STET_OK;
    }
    if (code == STET_OK && !is_html)
        code = move_blank_lines(p);
    if (code == STET_OK)
        *ret_pieces = p;
    else
        stet__pieces_close(p);
    return code;
}

stet_code stet__pieces_open_whole(stet_source *source, int is_html, void **ret_state)
{
    struct pieces *p;
    stet_code code = stet__pieces_open(source, is_html, &p);
    if (code != STET_OK)
        return code;
    p->whole = 1;
    *ret_state = p;
    return STET_OK;
}

stet_code stet__pieces_open_list(stet_source *source, const char *const *keys,
                                 void **ret_state)
{
    struct pieces *p;
    stet_code code = stet__pieces_open(source, 0, &p);
    if (code != STET_OK)
        return code;
    code = stet__pieces_scan_list(p, keys);
    if (code == STET_OK)
        *ret_state = p;
    else
        stet__pieces_close(p);
    return code;
}

void stet__pieces_close(void *state)
{
    struct pieces *p = state;
    if (!p)
        return;
    free(p->own);
    free(p->bytes);
    free(p->head);
    free(p->tail);
    free(p->items);
    free(p);
}

static stet_code join(struct pieces *p, const struct pieces_span *item)
{
    size_t n = p->head_len + item->len + p->tail_len;
    if (n + 1 > p->cap) {
        char *grown = realloc(p->bytes, n * 2 + 1);
        if (!grown)
            return STET_E_NOMEM;
        p->bytes = grown;
        p->cap = n * 2 + 1;
    }
    if (p->head_len)
        memcpy(p->bytes, p->head, p->head_len);
    memcpy(p->bytes + p->head_len, p->text.p + item->off, item->len);
    if (p->tail_len)
        memcpy(p->bytes + p->head_len + item->len, p->tail, p->tail_len);
    p->len = n;
    return STET_OK;
}

stet_code stet__pieces_next(void *state, stet_piece *ret_piece)
{
    struct pieces *p = state;
    if (p->whole) {
        if (p->next++)
            return STET_DONE;
        ret_piece->bytes = p->text;
        ret_piece->line = 1;
        ret_piece->name = stet_cstr("");
        return STET_OK;
    }
    if (p->next == p->count)
        return STET_DONE;
    stet_code code = join(p, &p->items[p->next++]);
    if (code != STET_OK)
        return code;
    int n = snprintf(p->name, sizeof p->name, "%zu", p->next);
    ret_piece->bytes = stet_strn(p->bytes, p->len);
    ret_piece->line = p->count == 1;
    ret_piece->name = stet_strn(p->name, p->count == 1 || n < 0 ? 0 : (size_t)n);
    return STET_OK;
}
