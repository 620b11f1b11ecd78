/* SPDX-License-Identifier: MIT */
/*
 * share/share.h - the table of networks, read once, and the addresses made from it.
 *
 * networks.c reads the data files and checks every row; template.c takes the forms of
 * addresses apart; address.c fills them in; share.c puts the links into the article.
 */
#ifndef STET_SHARE_H
#define STET_SHARE_H

#include <stet/plugin.h>

enum { SHARE_SEGMENTS = 24, SHARE_LINKS = 64 };

/* What stands in a template. */
enum share_value {
    SHARE_LITERAL = 0,
    SHARE_TITLE,
    SHARE_TEXT,
    SHARE_URL,
    SHARE_VIA,
    SHARE_TAGS,
    SHARE_TAG,
    SHARE_IMAGE,
    SHARE_HOST,
    SHARE_APP,
    SHARE_VALUES
};
struct share_segment {
    uint8_t value; /* enum share_value                          */
    uint8_t group; /* 0: always there; else the number of its [] */
    stet_str literal;
};

enum share_count { SHARE_GRAPHEMES = 1, SHARE_WEIGHTED, SHARE_EMOJI_BYTES };

/* A row of the data file, and what is made of it. */
struct share_network {
    stet_str id, name, source, note;
    const stet_data *template;
    stet_date verified;
    int64_t max;   /* of what the reader posts; 0: any       */
    int64_t url;   /* what the address counts; -1: its length */
    int64_t bytes; /* 0: any                                  */
    int32_t count; /* enum share_count                        */
    /* made of it */
    stet_str host, app;
    struct share_segment segments[SHARE_SEGMENTS];
    size_t segment_count;
};

/* What a link says in one language. */
struct share_words {
    stet_str name, label;
};
struct share_language {
    stet_str language, heading;
    struct share_words *words; /* by network */
};

struct share_data {
    struct share_network *networks; /* in the order they are asked for */
    size_t count;
    struct share_language *languages;
    size_t language_count;
    int uses_image;
};

/* What the options say about networks. */
struct share_wish {
    const stet_list *networks;        /* names             */
    const stet_list *hosts, *app_ids; /* maps by id        */
    stet_str data;                    /* file of the house */
};

/* Read the networks asked for, and the words of all languages. */
stet_code stet__share_read(stet_build *b, const struct share_wish *wish,
                           struct share_data *ret_data);
/* Take the template of a network apart. */
stet_code stet__share_template(stet_build *b, struct share_network *n);
/* Does the template hold that value? */
int stet__share_holds(const struct share_network *n, int value);
/* The words of a language, or of its first subtag, or English. */
const struct share_language *stet__share_language(const struct share_data *d,
                                                  stet_str language);

/* The values that go into the templates, and the same percent-encoded. */
struct share_values {
    stet_str plain[SHARE_VALUES], encoded[SHARE_VALUES];
    size_t graphemes_of_url; /* 0: not yet counted */
};
/* The address of a network for these values, "" when a value is missing. */
stet_str stet__share_address(stet_article *a, const struct share_network *n,
                             struct share_values *v);

#endif
