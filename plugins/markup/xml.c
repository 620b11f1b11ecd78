/* SPDX-License-Identifier: MIT */
/*
 * XML to a tree, by expat. A DOCTYPE is refused before anything in it is looked at, so
 * there are no entities but the five of XML, and nothing outside the text is read.
 */
#include <expat.h>

#include "tags.h"

enum { SEPARATOR = 1 };

struct xml {
    stet_article *a;
    XML_Parser parser;
    stet_str text;
    struct markup *root, *at;
    size_t depth, count;
    struct markup_error err;
};

static const struct {
    const char *uri;
    int space;
} spaces[] = {
    {"http://www.w3.org/XML/1998/namespace", SPACE_XML},
    {"http://www.w3.org/1999/xhtml", SPACE_XHTML},
    {"http://iptc.org/std/NITF/2006-10-18/", SPACE_NITF},
    {"http://iptc.org/std/nar/2006-10-01/", SPACE_G2},
    {"http://www.w3.org/2005/Atom", SPACE_ATOM},
    {"http://purl.org/rss/1.0/", SPACE_RSS1},
    {"http://my.netscape.com/rdf/simple/0.9/", SPACE_RSS1},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", SPACE_RDF},
    {"http://purl.org/dc/elements/1.1/", SPACE_DC},
    {"http://purl.org/dc/terms/", SPACE_DCTERMS},
    {"http://purl.org/rss/1.0/modules/content/", SPACE_CONTENT},
    {"http://search.yahoo.com/mrss/", SPACE_MEDIA},
    {"http://backend.userland.com/creativeCommonsRssModule", SPACE_CC},
};

static int find_space(const char *uri, size_t n)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strncmp(spaces[i].uri, uri, n) == 0 && !spaces[i].uri[n])
            return spaces[i].space;
    return SPACE_OTHER;
}

static void refuse(struct xml *x, stet_code code, const char *why)
{
    if (!x->err.code)
        x->err = (struct markup_error){why, (size_t)XML_GetCurrentByteIndex(x->parser),
                                       code};
    XML_StopParser(x->parser, XML_FALSE);
}

static stet_str copy(struct xml *x, const char *p, size_t n)
{
    char *to = stet_alloc(x->a, n + 1);
    if (!to) {
        refuse(x, STET_E_NOMEM, NULL);
        return stet_cstr("");
    }
    memcpy(to, p, n);
    to[n] = '\0';
    return stet_strn(to, n);
}

/* "uri\1name" to the name and its namespace. */
static const char *split_name(const char *name, int *ret_space)
{
    const char *sep = strchr(name, SEPARATOR);
    *ret_space = sep ? find_space(name, (size_t)(sep - name)) : SPACE_NONE;
    return sep ? sep + 1 : name;
}

/* Attributes keep their local name; those of the XML namespace are "xml:lang". */
static void add_attributes(struct xml *x, struct markup *m, const char **attrs)
{
    struct markup_attr **link = &m->attrs;
    for (unsigned count = 0; *attrs && count < MARKUP_ATTRIBUTES_MAX;
         attrs += 2, count++) {
        int space;
        const char *name = split_name(attrs[0], &space);
        struct markup_attr *attr = stet_alloc(x->a, sizeof *attr);
        if (!attr) {
            refuse(x, STET_E_NOMEM, NULL);
            return;
        }
        attr->name = copy(x, name, strlen(name));
        if (space == SPACE_XML && stet_str_is(attr->name, "lang"))
            attr->name = stet_cstr("xml:lang");
        attr->value = copy(x, attrs[1], strlen(attrs[1]));
        attr->next = NULL;
        *link = attr;
        link = &attr->next;
    }
}

static void XMLCALL start_element(void *self, const XML_Char *name,
                                  const XML_Char **attrs)
{
    struct xml *x = self;
    int space;
    if (x->depth++ >= MARKUP_DEPTH_MAX) {
        refuse(x, STET_E_LIMIT, "elements are nested more than 200 deep");
        return;
    }
    if (x->count++ >= MARKUP_ELEMENTS_MAX) {
        refuse(x, STET_E_LIMIT, "more than 1,000,000 elements");
        return;
    }
    name = split_name(name, &space);
    struct markup *m = stet__markup_new(x->a, x->at, copy(x, name, strlen(name)));
    if (!m) {
        refuse(x, STET_E_NOMEM, NULL);
        return;
    }
    m->space = (uint8_t)space;
    m->tag = (uint8_t)(space == SPACE_XHTML ? stet__markup_tag(m->name) : TAG_NONE);
    m->off = (uint32_t)XML_GetCurrentByteIndex(x->parser);
    add_attributes(x, m, attrs);
    if (stet__markup_tag_flags(m->tag) & TAG_BLOCK)
        stet__markup_mark_block(m);
    if (!x->root)
        x->root = m;
    x->at = m;
}

static void XMLCALL end_element(void *self, const XML_Char *name)
{
    struct xml *x = self;
    (void)name;
    x->depth--;
    if (!x->at)
        return;
    size_t end = (size_t)XML_GetCurrentByteIndex(x->parser) +
                 (size_t)XML_GetCurrentByteCount(x->parser);
    x->at->len = (uint32_t)(end - x->at->off);
    x->at = x->at->parent;
}

/* Pieces that follow each other in the source become one text. */
static void XMLCALL add_text(void *self, const XML_Char *p, int len)
{
    struct xml *x = self;
    struct markup *m = x->at ? x->at->last : NULL;
    size_t off = (size_t)XML_GetCurrentByteIndex(x->parser), n = (size_t)len;
    int exact = off + n <= x->text.n && memcmp(x->text.p + off, p, n) == 0;
    if (!x->at)
        return;
    if (exact && m && !m->name.n && m->exact && m->off + m->len == off) {
        m->text.n += n;
        m->len += (uint32_t)n;
        return;
    }
    m = stet__markup_new(x->a, x->at, stet_cstr(""));
    if (!m) {
        refuse(x, STET_E_NOMEM, NULL);
        return;
    }
    m->text = exact ? stet_strn(x->text.p + off, n) : copy(x, p, n);
    m->exact = (uint8_t)exact;
    m->off = (uint32_t)off;
    m->len = (uint32_t)(exact ? n : (size_t)XML_GetCurrentByteCount(x->parser));
}

static void XMLCALL start_doctype(void *self, const XML_Char *name,
                                  const XML_Char *system, const XML_Char *public,
                                  int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    refuse(self, STET_E_SYNTAX, "a DOCTYPE: documents with one are not read");
}

static int parse(struct xml *x)
{
    enum { CHUNK = 1 << 20 };
    for (size_t at = 0; at <= x->text.n; at += CHUNK) {
        size_t n = x->text.n - at < CHUNK ? x->text.n - at : CHUNK;
        if (XML_Parse(x->parser, x->text.p + at, (int)n, at + n == x->text.n) !=
            XML_STATUS_OK)
            return 0;
        if (at + n == x->text.n)
            return 1;
    }
    return 1;
}

struct markup *stet__markup_xml(stet_article *a, stet_str text,
                                struct markup_error *err)
{
    struct xml x = {.a = a, .text = text};
    size_t bad = 0, blank = 0;
    while (blank < text.n && memchr(" \t\r\n", text.p[blank], 4))
        blank++;
    if (blank == text.n) {
        *err = (struct markup_error){
            "there is nothing in this file: an article is wanted", 0, STET_E_SYNTAX};
        return NULL;
    }
    if (stet__markup_is_undecoded(text, 0)) {
        *err = (struct markup_error){
            "a character set that is not read: convert it to UTF-8", 0, STET_E_SYNTAX};
        return NULL;
    }
    if (!stet_kit_of(a)->utf8_valid(text.p, text.n, &bad)) {
        *err = (struct markup_error){"the bytes are not of the character set that the "
                                     "document names",
                                     bad, STET_E_UTF8};
        return NULL;
    }
    x.parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
    if (!x.parser) {
        *err = (struct markup_error){NULL, 0, STET_E_NOMEM};
        return NULL;
    }
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, start_element, end_element);
    XML_SetCharacterDataHandler(x.parser, add_text);
    XML_SetStartDoctypeDeclHandler(x.parser, start_doctype);
    XML_SetParamEntityParsing(x.parser, XML_PARAM_ENTITY_PARSING_NEVER);
    if (!parse(&x) && !x.err.code) {
        enum XML_Error code = XML_GetErrorCode(x.parser);
        x.err = (struct markup_error){
            XML_ErrorString(code), (size_t)XML_GetCurrentByteIndex(x.parser),
            code == XML_ERROR_NO_MEMORY ? STET_E_NOMEM : STET_E_SYNTAX};
    }
    XML_ParserFree(x.parser);
    if (x.err.code)
        *err = x.err;
    return x.err.code ? NULL : x.root;
}
