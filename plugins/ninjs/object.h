/* SPDX-License-Identifier: MIT */
/*
 * ninjs/object.h - JSON objects written member by member; commas come from the object at
 * hand. Keys are literals of the writers and are not escaped.
 */
#ifndef STET_NINJS_OBJECT_H
#define STET_NINJS_OBJECT_H

#include "facts.h"

struct json {
    stet_out *out;
    const stet_kit *kit;
    int filled; /* the object or list at hand has a member */
};

static inline void json_open(struct json *j, char bracket)
{
    stet_putc(j->out, bracket);
    j->filled = 0;
}

static inline void json_close(struct json *j, char bracket)
{
    stet_putc(j->out, bracket);
    j->filled = 1;
}

static inline void json_item(struct json *j)
{
    if (j->filled)
        stet_putc(j->out, ',');
    j->filled = 1;
}

static inline void json_key(struct json *j, const char *key)
{
    json_item(j);
    stet_putc(j->out, '"');
    stet_puts(j->out, key);
    stet_puts(j->out, "\":");
}

static inline void json_string(struct json *j, stet_str s)
{
    j->kit->put_json_str(j->out, s);
}

/* A member, unless it would be empty. */
static inline void json_text(struct json *j, const char *key, stet_str value)
{
    if (!value.n)
        return;
    json_key(j, key);
    json_string(j, value);
}

static inline void json_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    stet_put_int(j->out, value);
}

static inline void json_instant(struct json *j, const char *key, const stet_date *date)
{
    json_key(j, key);
    stet_putc(j->out, '"');
    j->kit->date_format(j->out, date, STET_DATE_RFC3339);
    stet_putc(j->out, '"');
}

#endif
