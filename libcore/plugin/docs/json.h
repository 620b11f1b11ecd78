/* SPDX-License-Identifier: MIT */
/*
 * plugin/docs/json.h - put JSON together, indented, with the commas where they belong.
 */
#ifndef STET_PLUGIN_JSON_H
#define STET_PLUGIN_JSON_H

#include <stet/option.h>

enum { JSON_DEPTH_MAX = 64 };

struct json {
    stet_out *out;
    int depth;
    unsigned char filled[JSON_DEPTH_MAX]; /* something stands at that depth */
};

/* A value that stands alone, in an array (key NULL), or under a key. */
void stet__docs_open(struct json *j, const char *key, char bracket);
void stet__docs_close(struct json *j, char bracket);
void stet__docs_text(struct json *j, const char *key, stet_str text);
void stet__docs_word(struct json *j, const char *key, const char *text);
/* Literal JSON: true, 12, {"a": 1}. */
void stet__docs_raw(struct json *j, const char *key, const char *json);
void stet__docs_number(struct json *j, const char *key, double number);
/* A value of an option as JSON of the option's type: `key` as above. */
void stet__docs_value(struct json *j, const char *key, const stet_option *row, uint32_t type, const stet_data *value);

#endif
