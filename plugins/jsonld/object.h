/* SPDX-License-Identifier: MIT */
/*
 * jsonld/object.h - JSON objects and lists of schema.org written member by member, and
 * the parts of an article that they are made of.
 */
#ifndef STET_JSONLD_OBJECT_H
#define STET_JSONLD_OBJECT_H

#include "../ninjs/facts.h"

struct json {
    struct facts *f;
    stet_article *a;
    const stet_kit *kit;
    stet_out *out;
    int filled; /* the object or list at hand has a member */
};

/* ---- writing JSON ----------------------------------------------------------- */
static inline void put_comma(struct json *j)
{
    if (j->filled)
        stet_putc(j->out, ',');
    j->filled = 1;
}

static inline void put_string(struct json *j, stet_str s)
{
    stet_putc(j->out, '"');
    j->kit->escape(j->out, STET_ESCAPE_SCRIPT, s.p, s.n);
    stet_putc(j->out, '"');
}

/* `key` is a literal of this file: it needs no escaping. */
static inline void put_key(struct json *j, const char *key)
{
    put_comma(j);
    stet_putc(j->out, '"');
    stet_puts(j->out, key);
    stet_puts(j->out, "\":");
}

static inline void put_member(struct json *j, const char *key, stet_str value)
{
    if (!value.n)
        return;
    put_key(j, key);
    put_string(j, value);
}

static inline void put_type(struct json *j, const char *type)
{
    stet_puts(j->out, "{\"@type\":\"");
    stet_puts(j->out, type);
    stet_putc(j->out, '"');
    j->filled = 1;
}

static inline void put_end(struct json *j, char bracket)
{
    stet_putc(j->out, bracket);
    j->filled = 1;
}

/* Web addresses only: a reader of the data follows them. */
static inline int is_web(struct json *j, stet_str url)
{
    return url.n && j->kit->url_class(url, NULL, 0, NULL) == STET_URL_HTTP;
}

/* The address with all percent-encoded that a URL may not hold; "" unless it is of the web. */
static inline stet_str web(struct json *j, stet_str url)
{
    return stet__facts_web(j->f, url);
}

static inline void put_url(struct json *j, const char *key, stet_str url)
{
    put_member(j, key, web(j, url));
}

static inline void put_number(struct json *j, const char *key, int64_t value)
{
    put_key(j, key);
    stet_put_int(j->out, value);
}

/* ---- reading the article ---------------------------------------------------- */
static inline stet_str attr(struct json *j, stet_node n, stet_attr k)
{
    return stet_attr_str(j->a, n, k);
}

static inline stet_str name_of(struct json *j, stet_node part)
{
    stet_str name = attr(j, part, STET_ATTR_NAME);
    return name.n ? name : stet_text(j->a, part);
}

/* The first part of that kind of a statement, or the next after `after`. */
static inline stet_node find_part(struct json *j, stet_node statement, stet_node after,
                           stet_kind kind)
{
    stet_node n = after ? stet_next(j->a, after) : stet_first(j->a, statement);
    while (n && stet_kind_of(j->a, n) != kind)
        n = stet_next(j->a, n);
    return n;
}

/* A whole decimal number without sign, or -1. */
static inline int64_t read_number(stet_str s)
{
    int64_t value = 0;
    if (!s.n || s.n > 15)
        return -1;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

/* Open a list on its first item; *any counts them. */
static inline void put_item(struct json *j, const char *key, int *any)
{
    if (!(*any)++) {
        put_key(j, key);
        stet_putc(j->out, '[');
        j->filled = 0;
    }
    put_comma(j);
}

/* Rights, sources and corrections: what others may do, and what was said wrongly. */
void stet__jsonld_put_rights(struct json *j);
/* Subjects by axis, policies of the publisher, other languages. */
void stet__jsonld_put_relations(struct json *j);
void stet__jsonld_put_policies(struct json *j);

#endif
