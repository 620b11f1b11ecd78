/* SPDX-License-Identifier: MIT */
/*
 * notice/notice.h - texts of the house: from a catalogue to blocks of an article.
 *
 * A notice has an id and an edition for each language. An edition has wordings, of which
 * the first whose condition holds is said. A wording is taken apart when the pipeline is
 * built: into paragraphs, and each into pieces of text, links and emphasis. Values of an
 * article are filled into pieces later, and so can never bring a paragraph, a link or
 * any other markup.
 */
#ifndef STET_NOTICE_H
#define STET_NOTICE_H

#include "stamp.h"

enum { PIECES_MAX = 64, WORDINGS_MAX = 16, REPEAT_MAX = 20 };

/* ---- wordings: text that was taken apart --------------------------------------- */

/* A text as it stands, or a template. */
struct phrase {
    stet_str literal;
    const stet_template *template;
};

struct piece {
    struct phrase text, href;
    uint8_t link, emphasis, strong;
};

struct paragraph {
    const struct piece *pieces;
    size_t count;
};

/* A piece and a paragraph with their values filled in. */
struct said_piece {
    stet_str text, href;
    const struct piece *piece;
};

struct said {
    const struct said_piece *pieces;
    size_t count;
    stet_str plain; /* all of its text */
};

struct wording {
    const stet_expr *when; /* NULL: always */
    const struct paragraph *paragraphs;
    size_t count;
    const struct said *fixed; /* nothing in it depends on the article */
    char hash[STAMP_HASH];    /* of a fixed one                       */
};

/* What ${name} stands for in the texts of a notice. */
struct values {
    const stet_list *given, *preset; /* maps of text */
    uint64_t *used;                  /* a bit for each of `given` */
    int64_t number;                  /* ${n} */
};

/* Take a text apart. `markup` 0: nothing in it is a link or emphasis. */
stet_code stet__notice_wording(stet_build *b, stet_str text, const stet_data *at,
                               const struct values *values, int markup,
                               struct wording *ret_wording);
/* The text with its ${names} filled in; NULL text on failure. */
stet_str stet__notice_substitute(stet_build *b, stet_str text, const stet_data *at,
                                 const struct values *values);
stet_code stet__notice_phrase(stet_build *b, stet_str text, const stet_data *at,
                              const struct values *values, struct phrase *ret_phrase);

/* ---- editions and notices ------------------------------------------------------ */

enum { STYLE_PLAIN = 1, STYLE_EMPHASIS, STYLE_STRONG };
enum { PRESENT_STAMP = 1, PRESENT_SKIP, PRESENT_REPLACE, PRESENT_WARN };
enum { OTHERWISE_KEEP = 1, OTHERWISE_REMOVE };
enum { NEEDS_AFFILIATE = 1 };
extern const stet_enum stet__notice_styles[], stet__notice_present[],
    stet__notice_otherwise[];

enum { LIKE_MAX = 4 };

struct edition {
    stet_str language; /* "": none is said */
    stet_kind kind, like[LIKE_MAX];
    stet_str kind_name, digital_source;
    struct wording *wordings;
    size_t wording_count, like_count;
    struct phrase about, image; /* "": none */
    const stet_expr *when, *gone_when;
    int64_t from, until; /* it holds in [from, until) */
    stet_str valid_from, valid_until;
    int64_t paragraph;
    int32_t placement, style, if_present, otherwise, needs;
    uint8_t wants_image; /* nothing is said without one */
};

struct notice {
    stet_str id;
    const struct edition *editions;
    size_t count;
};

struct affiliate;
struct notice_plan {
    const char *source; /* the step, for claims */
    const struct notice *notices;
    size_t count;
    const stet_str *siblings; /* names of catalogues: ids that say something else */
    size_t sibling_count;
    stet_str language, fallback; /* of the text; "": the article's */
    const stet_kind *order;      /* of kinds in the tail */
    size_t order_count;
    const struct affiliate *affiliate;
    uint8_t autolink;
};

/* Options that both steps share, and those that outrank a catalogue; 0 and "": not given. */
struct notice_settings {
    stet_list notices, catalogues, values;
    stet_str id;
    const stet_date *from, *until;
    int64_t paragraph;
    int32_t placement, style, if_present, otherwise;
};

/* The notices of catalogues, those of the house in front of those that ship. */
stet_code stet__notice_catalogue(stet_build *b, const struct notice_settings *settings,
                                 struct notice_plan *plan);
/* One notice of a text that stands in the option `text`. */
stet_code stet__notice_plain(stet_build *b, const struct notice_settings *settings,
                             struct notice_plan *plan, stet_str kind, stet_str language,
                             int markup);
/* A date in its ISO form; "" when it was not given. */
stet_str stet__notice_date(stet_build *b, const stet_date *date);
/* Fill in the wordings that nothing of an article goes into, with their hash. */
void stet__notice_fix(stet_build *b, const struct notice_plan *plan,
                      struct edition *edition);
/* Seconds at which a date begins, or at which it is over. */
int64_t stet__notice_begins(const stet_kit *kit, const stet_date *date);
int64_t stet__notice_ends(const stet_kit *kit, const stet_date *date);

/* ---- filling in ---------------------------------------------------------------- */

/* The paragraphs with the article's values; those that say nothing are left out. */
stet_code stet__notice_fill(stet_article *a, const struct wording *wording,
                            struct said *ret_said, size_t *ret_count);
stet_code stet__notice_expand(stet_article *a, const struct phrase *phrase,
                              stet_str *ret_text);
/* The text with every run of spaces as one, none at the start when `*space` is set, which
 * then says whether it ends with one; without controls and signs that turn the direction
 * of writing. `to` has room for all of it; answers its length. */
size_t stet__notice_tidy(stet_str s, int *space, char *to);
/* May a link of the piece lead there? */
int stet__notice_fits(const stet_kit *kit, const struct piece *piece, stet_str url);
/* A paragraph as a block of the stamp; 0 on failure. */
stet_node stet__notice_put(stet_article *a, const struct notice_plan *plan,
                           const struct edition *edition, const struct stamp *stamp,
                           const struct stamp_point *point, const struct said *said);
/* All that decides how a wording looks, for its hash. */
void stet__notice_put_look(stet_out *out, const struct edition *edition,
                           const struct said *said, size_t count, stet_str image);

/* ---- what stands there already ------------------------------------------------- */

/* Is it the text of this paragraph, whatever the values in it? */
int stet__notice_fits_wording(stet_str text, const struct paragraph *p);
/* Is the text of the block that of the paragraph, but for its spaces? */
int stet__notice_says(stet_str text, stet_str plain);
/* Does somebody else's text say the same, in blocks that follow one another? */
int stet__notice_stands(stet_article *a, const struct said *said, size_t count);
/* A notice of that kind, or of one like it, which this step did not stamp and which is
 * about the same; 0: none. */
stet_node stet__notice_rival(stet_article *a, const struct notice_plan *plan,
                               const struct notice *notice,
                               const struct edition *edition);
/* Take it out, with its blocks. STET_SKIP: it shares a block with other text,
 * or has more blocks than a stamp. */
stet_code stet__notice_take_out(stet_article *a, stet_node notice);

/* ---- affiliate links ----------------------------------------------------------- */

struct affiliate {
    const stet_str *hosts, *parameters;
    size_t host_count, parameter_count;
};
const struct affiliate *stet__notice_affiliate(stet_build *b, const stet_list *more);
/* The first affiliate link of the article in document order, 0: none; its top block. */
stet_node stet__notice_affiliate_link(stet_article *a, const struct affiliate *data,
                                      stet_node *ret_block);

/* ---- steps --------------------------------------------------------------------- */
stet_code stet__notice_process(const void *plan, void *scratch, stet_article *a);
extern const stet_step stet__notice_check_step, stet__disclaimer_stamp_step;
extern const stet_rule stet__notice_rules[];

#endif
