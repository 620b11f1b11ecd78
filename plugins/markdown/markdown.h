/* SPDX-License-Identifier: MIT */
/*
 * The two halves of the plugin: reading Markdown into an article (read/) and writing an
 * article as Markdown (write/), and the few facts about front matter that both need.
 */
#ifndef STET_MARKDOWN_H
#define STET_MARKDOWN_H

#include <stet/plugin.h>

extern const stet_step stet__markdown_read_step, stet__markdown_write_step;

/* Says on the BODY node that the article's source is Markdown. */
#define MARKDOWN_MEDIA "text/markdown"

/* For edits of the source: see stet_reader.render. */
stet_code stet__markdown_render(const void *plan, stet_article *a, stet_node node,
                                stet_out *out);

/* Where the parts of a Markdown document lie. Front matter: text of `kind` between
 * `matter` and `matter_end`, its fences left out; the body from `body` to the end. */
enum matter_kind { MATTER_NONE = 0, MATTER_YAML, MATTER_TOML };
struct markdown_parts {
    int kind;
    size_t bom;  /* 0 or 3              */
    size_t open; /* of the opening fence */
    size_t matter, matter_end, body;
};

enum { MATTER_MAX = 64 * 1024, DEPTH_MAX = 64 };

/* 0, or STET_E_LIMIT when the front matter is longer than MATTER_MAX. */
stet_code stet__markdown_split(stet_str source, struct markdown_parts *ret_parts);

/* A front matter key and the field it states. The first key of a field is the one that is
 * written. */
enum key_form {
    KEY_TEXT = 1, /* a text, entities decoded          */
    KEY_DATE,     /* a loose date, precision kept      */
    KEY_PARTIES,  /* a name, a map, or a list of them  */
    KEY_CONCEPTS, /* a list of words on `axis`         */
    KEY_MEDIA,    /* an address, a map, or a list      */
    KEY_IDS,      /* addresses it had before           */
    KEY_SERIES,
    KEY_LANGUAGE,
    KEY_DRAFT,  /* true: status draft                */
    KEY_ORIGIN, /* an address or a name              */
    KEY_URL,    /* the address of the licence        */
    KEY_STET    /* what stet wrote of itself         */
};
struct matter_key {
    const char *name;
    uint16_t field;
    uint8_t form;
    const char *axis; /* axis of concepts, role of parties, scheme of ids */
};
extern const struct matter_key stet__markdown_keys[]; /* ends with a NULL name */
/* NULL: a key of no meaning here. */
const struct matter_key *stet__markdown_key(stet_str name);

/* Is it a map below the top of front matter whose keys mean what they do at the top? */
int stet__markdown_is_key_map(const stet_data *d);
/* What the text of a scalar states of a field: references decoded, a date cut at its
 * precision ("" when it is none), a tag of language. */
stet_str stet__markdown_value(stet_article *a, const struct matter_key *k,
                              stet_str text);

/* Is the bracket at p, within the text [start, end), one of a footnote's mark, `[^1]`? */
int stet__markdown_is_note(const char *p, const char *start, const char *end);

/* Text of a character reference such as `&amp;` or `&#8217;` into `text` (at least 8
 * bytes): its length, 0 when there is no such reference. */
size_t stet__markdown_entity(const char *p, size_t n, char *text);

/* Length of the shortcode that starts at p, 0 when none does. `*missing` (start with 0)
 * remembers, between calls on one text, which ends are not to be found any more. */
size_t stet__markdown_shortcode(const char *p, size_t n, unsigned *missing);

/* First 16 hex digits of the SHA-256 of a block's content: tells a stamp from other text. */
enum { DIGEST_LENGTH = 16 };
void stet__markdown_digest(stet_article *a, stet_str content, char *ret_digits);

#endif
