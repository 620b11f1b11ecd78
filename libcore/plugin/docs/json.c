/* SPDX-License-Identifier: MIT */
/*
 * JSON, value by value.
 */
#include "plugin/docs/json.h"

#include <stdio.h>

#include "base/data/data.h"

static void begin(struct json *j, const char *key)
{
    if (j->depth > 0) {
        stet_puts(j->out, j->filled[j->depth] ? ",\n" : "\n");
        for (int i = 0; i < j->depth; i++)
            stet_puts(j->out, " ");
        j->filled[j->depth] = 1;
    }
    if (key) {
        stet_kit_table()->put_json_str(j->out, stet_cstr(key));
        stet_puts(j->out, ": ");
    }
}

void stet__docs_open(struct json *j, const char *key, char bracket)
{
    begin(j, key);
    stet_putc(j->out, bracket);
    if (j->depth + 1 < JSON_DEPTH_MAX)
        j->depth++;
    else
        j->out->failed = STET_E_LIMIT;
    j->filled[j->depth] = 0;
}

void stet__docs_close(struct json *j, char bracket)
{
    int filled = j->filled[j->depth];
    j->depth--;
    if (filled)
        stet_puts(j->out, "\n");
    for (int i = 0; filled && i < j->depth; i++)
        stet_puts(j->out, " ");
    stet_putc(j->out, bracket);
}

void stet__docs_text(struct json *j, const char *key, stet_str text)
{
    begin(j, key);
    stet_kit_table()->put_json_str(j->out, text);
}

void stet__docs_word(struct json *j, const char *key, const char *text)
{
    stet__docs_text(j, key, stet_cstr(text));
}

void stet__docs_raw(struct json *j, const char *key, const char *json)
{
    begin(j, key);
    stet_puts(j->out, json);
}

void stet__docs_number(struct json *j, const char *key, double number)
{
    char text[40];
    snprintf(text, sizeof text, "%.15g", number);
    stet__docs_raw(j, key, text);
}

/* A scalar: the option's type decides between text, number and true. */
static void put_scalar(struct json *j, const char *key, uint32_t type,
                       const stet_data *value)
{
    int64_t whole;
    double number;
    int flag;
    if (type == STET_TYPE_BOOL && stet__data_bool(value, &flag))
        stet__docs_raw(j, key, flag ? "true" : "false");
    else if ((type == STET_TYPE_INT || type == STET_TYPE_SIZE) &&
             stet__data_int(value, &whole)) {
        char text[24];
        snprintf(text, sizeof text, "%lld", (long long)whole);
        stet__docs_raw(j, key, text);
    } else if (type == STET_TYPE_NUMBER && stet__data_number(value, &number))
        stet__docs_number(j, key, number);
    else
        stet__docs_text(j, key, value->text);
}

/* The row that an item of this value is read by, and its type; NULL: none. */
static const stet_option *row_of_item(const stet_option *row, uint32_t type,
                                      const stet_data *item, uint32_t *ret_type)
{
    const stet_option *field = type == STET_TYPE_OBJECT && row ? row->fields : NULL;
    if (row && (type == STET_TYPE_LIST || type == STET_TYPE_MAP)) {
        *ret_type = row->item_type;
        return row;
    }
    while (field && field->name && !stet_str_is(item->key, field->name))
        field++;
    if (!field || !field->name)
        return NULL;
    *ret_type = field->type;
    return field;
}

/* Nesting is that of a default or example of a table, which a plugin wrote by hand and
 * registration has read: at most the depth of the reader. */
void stet__docs_value(struct json *j, const char *key, const stet_option *row,
                      uint32_t type, const stet_data *value)
{
    int list = value->type == STET_DATA_LIST;
    if (value->type == STET_DATA_NULL) {
        stet__docs_raw(j, key, "null");
        return;
    }
    if (!list && value->type != STET_DATA_MAP) {
        put_scalar(j, key, type, value);
        return;
    }
    stet__docs_open(j, key, list ? '[' : '{');
    for (const stet_data *item = value->first; item; item = item->next) {
        uint32_t item_type = 0;
        char name[128];
        const stet_option *item_row = row_of_item(row, type, item, &item_type);
        snprintf(name, sizeof name, "%.*s",
                 (int)(item->key.n < 127 ? item->key.n : 127), item->key.p);
        stet__docs_value(j, list ? NULL : name, item_row, item_type, item);
    }
    stet__docs_close(j, list ? ']' : '}');
}
