/* SPDX-License-Identifier: MIT */
/*
 * plugin/option/inner.h - shared by the files that bind options.
 */
#ifndef STET_PLUGIN_OPTION_INNER_H
#define STET_PLUGIN_OPTION_INNER_H

#include "plugin/options.h"

/* A path such as "disclaimer.stamp.places[2].name", cut when it does not fit. */
struct option_path {
    char text[240];
    size_t len;
};

struct binder {
    const struct option_binding *binding;
    struct option_path path;
    int found;  /* a problem was added */
    int nomem;
    int secret; /* the value must not be shown */
};

/* Add a problem at a value, with the path in front. */
STET_PRINTF(4, 5) void stet__binder_complain(struct binder *b, const stet_data *at, const char *hint, const char *format, ...);
/* How much of a text a message quotes. */
int stet__binder_quoted(stet_str text);
/* Convert one scalar of `type` (not LIST, MAP, OBJECT, DATA) into its member. */
void stet__binder_scalar(struct binder *b, const stet_option *row, uint32_t type, const stet_data *value, void *member);
/* What a member holds when nothing was given: text is "", never NULL. */
void stet__binder_clear(uint32_t type, void *member);
/* A number of min and max as a person writes it for that type: "4KiB", "250ms", "12". */
const char *stet__option_number(uint32_t type, double number, char *buffer, size_t cap);
/* Read a value in YAML spelling; plain words without libyaml. */
stet_code stet__option_parse(struct arena *arena, const struct limits *limits, const char *yaml, const stet_data **ret_data, stet_error *err);
/* Bind one value by a row, whatever its type. */
void stet__binder_value(struct binder *b, const stet_option *row, const stet_data *value, void *member);

#endif
