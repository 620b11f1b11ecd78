/* SPDX-License-Identifier: MIT */
/*
 * An XML source into its articles, by expat: where each item begins and ends, and the
 * small elements around them that say whose they are.
 */
#include <expat.h>
#include <stdlib.h>

#include "pieces.h"

struct split {
    struct pieces *p;
    XML_Parser parser;
    const char *const *items;
    size_t depth, item, from;        /* item: depth of the item that is open         */
    size_t part;                     /* depth of an element that may be context      */
    size_t open_len[2], open_off[2]; /* start tags of the root and what is in it */
    int open_count;                  /* 1: items stand in the root, 2: one below it  */
    int channel_closed;              /* RDF: items stand behind the channel          */
    char *context;
    size_t context_len;
    stet_code code;
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static size_t here(struct split *s)
{
    return (size_t)XML_GetCurrentByteIndex(s->parser);
}

static size_t length(struct split *s)
{
    return (size_t)XML_GetCurrentByteCount(s->parser);
}

static void stop(struct split *s, stet_code code)
{
    s->code = code;
    XML_StopParser(s->parser, XML_FALSE);
}

static int is_item(struct split *s, const char *name)
{
    const char *const *at = s->items;
    while (*at && strcmp(*at, name) != 0)
        at++;
    return *at && s->depth <= 3;
}

static int is_holder(const char *name)
{
    static const char *const names[] = {"channel", "itemSet"};
    return strcmp(name, names[0]) == 0 || strcmp(name, names[1]) == 0;
}

static void XMLCALL start_element(void *self, const XML_Char *name,
                                  const XML_Char **attrs)
{
    struct split *s = self;
    const char *local = local_name(name);
    (void)attrs;
    s->depth++;
    if (s->depth > MARKUP_DEPTH_MAX) {
        stop(s, STET_E_SYNTAX); /* read() says so, with its place */
        return;
    }
    if (s->item || s->part)
        return;
    if (s->depth == 1 || (s->depth == 2 && is_holder(local))) {
        s->open_off[s->depth - 1] = here(s);
        s->open_len[s->depth - 1] = length(s);
        if (s->depth == 1 && is_item(s, local))
            stop(s, STET_DONE); /* the document is the article */
        else if (s->depth == 2)
            s->open_count = 2;
        return;
    }
    s->from = here(s);
    if (is_item(s, local))
        s->item = s->depth;
    else
        s->part = s->depth;
}

static void end_item(struct split *s, size_t end)
{
    s->item = 0;
    stet_code code = stet__pieces_add(s->p, s->from, end - s->from);
    if (code != STET_OK)
        stop(s, code);
}

static void end_part(struct split *s, size_t end)
{
    size_t n = end - s->from;
    s->part = 0;
    if (n > PIECES_CONTEXT_PART || s->context_len + n > PIECES_CONTEXT_MAX)
        return;
    stet_code code =
        stet__pieces_append(&s->context, &s->context_len, s->p->text.p + s->from, n);
    if (code != STET_OK)
        stop(s, code);
}

static void XMLCALL end_element(void *self, const XML_Char *name)
{
    struct split *s = self;
    size_t end = here(s) + length(s);
    (void)name;
    if (s->item == s->depth && s->item)
        end_item(s, end);
    else if (s->part == s->depth && s->part)
        end_part(s, end);
    else if (s->depth == 2 && s->open_count == 2 && !s->p->count)
        s->channel_closed = 1;
    s->depth--;
}

static void XMLCALL start_doctype(void *self, const XML_Char *name,
                                  const XML_Char *system, const XML_Char *public,
                                  int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    stop(self, STET_E_SYNTAX);
}

static stet_code put(char **to, size_t *len, stet_str s)
{
    return stet__pieces_append(to, len, s.p, s.n);
}

/* "</name>" of a start tag. */
static stet_code put_end_tag(char **to, size_t *len, stet_str tag)
{
    size_t n = 1;
    while (n < tag.n && !memchr(" \t\r\n>/", tag.p[n], 6))
        n++;
    stet_code code = stet__pieces_append(to, len, "</", 2);
    if (code == STET_OK)
        code = stet__pieces_append(to, len, tag.p + 1, n - 1);
    return code == STET_OK ? stet__pieces_append(to, len, ">", 1) : code;
}

static stet_code make_frame(struct split *s)
{
    struct pieces *p = s->p;
    stet_str root = stet_strn(p->text.p + s->open_off[0], s->open_len[0]);
    stet_str inner = stet_strn(p->text.p + s->open_off[1], s->open_len[1]);
    int has_inner = s->open_count == 2;
    stet_code code = put(&p->head, &p->head_len, root);
    if (code == STET_OK && has_inner)
        code = put(&p->head, &p->head_len, inner);
    if (code == STET_OK && s->context)
        code = stet__pieces_append(&p->head, &p->head_len, s->context, s->context_len);
    if (code == STET_OK && has_inner)
        code = s->channel_closed ? put_end_tag(&p->head, &p->head_len, inner)
                                 : put_end_tag(&p->tail, &p->tail_len, inner);
    return code == STET_OK ? put_end_tag(&p->tail, &p->tail_len, root) : code;
}

static stet_code scan(struct split *s)
{
    enum { CHUNK = 1 << 20 };
    stet_str text = s->p->text;
    enum XML_Status status = XML_STATUS_OK;
    s->parser = XML_ParserCreate("UTF-8");
    if (!s->parser)
        return STET_E_NOMEM;
    XML_SetUserData(s->parser, s);
    XML_SetElementHandler(s->parser, start_element, end_element);
    XML_SetStartDoctypeDeclHandler(s->parser, start_doctype);
    for (size_t at = 0; status == XML_STATUS_OK;) {
        size_t n = text.n - at < CHUNK ? text.n - at : CHUNK;
        status = XML_Parse(s->parser, text.p + at, (int)n, at + n == text.n);
        at += n;
        if (at == text.n)
            break;
    }
    XML_ParserFree(s->parser);
    if (s->code == STET_E_NOMEM || s->code == STET_E_LIMIT)
        return s->code;
    s->p->whole = status != XML_STATUS_OK || !s->p->count;
    return s->p->whole ? STET_OK : make_frame(s);
}

static int begins_like_list(stet_str text)
{
    size_t i = 0;
    while (i < text.n && memchr(" \t\r\n", text.p[i], 4))
        i++;
    return i < text.n && (text.p[i] == '{' || text.p[i] == '[');
}

stet_code stet__pieces_open_either(stet_source *source, const char *const *items,
                                   const char *const *keys, void **ret_state)
{
    struct split s = {.items = items, .open_count = 1};
    stet_code code = stet__pieces_open(source, 0, &s.p);
    if (code != STET_OK)
        return code;
    if (keys && begins_like_list(s.p->text))
        code = stet__pieces_scan_list(s.p, keys);
    else if (!s.p->whole)
        code = scan(&s);
    free(s.context);
    if (code == STET_OK)
        *ret_state = s.p;
    else
        stet__pieces_close(s.p);
    return code;
}

stet_code stet__pieces_open_xml(stet_source *source, const char *const *items,
                                void **ret_state)
{
    return stet__pieces_open_either(source, items, NULL, ret_state);
}
