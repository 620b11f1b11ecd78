/* SPDX-License-Identifier: MIT */
/*
 * html/page/page.h - what a page says around the blocks of an article: the metadata of
 * its head, the header above the text, the footer below it. For every writer of whole
 * pages.
 *
 * A page says what the article states and nothing else. The header and the footer leave
 * out what a block of the article says already.
 */
#ifndef STET_HTML_PAGE_H
#define STET_HTML_PAGE_H

#include "../siblings.h"
#include "../body.h"

/* The options that all pages share: the first member of a writer's config. */
enum { NOTICES_MARK = 1, NOTICES_PLAIN, NOTICES_DROP };

struct page_config {
    int32_t notices, on_missing;
    uint8_t header, footer, open_graph, twitter, dublin_core, json_ld;
    stet_list zones;
    stet_str id_prefix, rel, base, robots, twitter_site, zone;
    int64_t heading_shift;
    const stet_template *url;
};

extern const stet_enum stet__page_notices[];

#define PAGE_ROWS                                                                      \
    STET_ZONES(struct page_config, zones, .def = "[head, body, tail]",                 \
               .help = "Which zones are written."),                                    \
        STET_CHOICE(struct page_config, notices, stet__page_notices, .def = "mark",    \
                    .help = "How blocks that are notices are written."),               \
        STET_BOOL(struct page_config, header, .def = "true",                           \
                  .help = "Headline, standfirst, byline, date and picture above the "  \
                          "text, where its blocks do not say them."),                  \
        STET_BOOL(struct page_config, footer, .def = "true",                           \
                  .help = "Rights, origin, contributors, subjects, and notices that "  \
                          "no block says, below the text."),                           \
        STET_TEMPLATE(struct page_config, url,                                         \
                      .help = "Canonical address, in place of the article's own.",     \
                      .example = "\"https://example.org/{{ slug }}\""),                \
        STET_URL_OPTION(struct page_config, base,                                      \
                        .help = "Relative addresses are completed with it."),          \
        STET_STRING(struct page_config, rel, .pattern = "[a-z ]*",                     \
                    .help = "rel of links to other sites that have none.",             \
                    .example = "nofollow noopener"),                                   \
        STET_STRING(struct page_config, robots, .pattern = "[a-z0-9:, -]*",            \
                    .help = "What robots may do, beside what the article says.",       \
                    .example = "\"max-snippet:200, noarchive\""),                      \
        STET_STRING(struct page_config, id_prefix, .def = "stet-",                     \
                    .pattern = "[a-zA-Z][a-zA-Z0-9_-]*",                               \
                    .help = "Stands before every id."),                                \
        STET_INT(struct page_config, heading_shift, 0, 5, .def = "0",                  \
                 .help = "Added to the level of headings."),                           \
        STET_BOOL(struct page_config, open_graph, .def = "true",                       \
                  .help = "Open Graph properties in the head."),                       \
        STET_BOOL(struct page_config, twitter, .def = "true",                          \
                  .help = "A Twitter card, and fediverse:creator, in the head."),      \
        STET_STRING(struct page_config, twitter_site, .pattern = "@[A-Za-z0-9_]+",     \
                    .help = "Account of the site for the Twitter card.",               \
                    .example = "\"@example\""),                                        \
        STET_BOOL(struct page_config, dublin_core, .def = "true",                      \
                  .help = "Dublin Core terms in the head."),                           \
        STET_BOOL(struct page_config, json_ld, .def = "true",                          \
                  .help = "schema.org data in the head: the only script."),            \
        FACTS_ZONE_OF_TIMES(struct page_config),                                       \
        STET_CHOICE(struct page_config, on_missing, stet__facts_missing,               \
                    .def = "warn",                                                     \
                    .help = "What to do when the article has no headline or no "       \
                            "language.")

/* What the options amount to. */
struct page_plan {
    const struct page_config *config;
    struct html_style style;
    uint32_t zones;
    int16_t zone;                             /* of times that name none */
    const stet_template *published, *updated; /* the dates as people read them */
};

/* A block that stands around the text, and what it says. */
struct around {
    stet_str text;
    uint32_t zone; /* 1 << zone */
};

/* One page being written. */
struct page {
    struct facts f;
    const struct page_plan *plan;
    stet_out *out;
    stet_str url, headline, language;
    size_t clean;          /* up to here the output has no forbidden character     */
    struct around *around; /* the blocks of head and tail, when first asked for    */
    size_t around_count;
    stet_node picture;       /* that stands for the article, 0: none                 */
    int shows_picture;       /* a block shows it                                     */
    struct html_style style; /* the plan's, and what this page has written already   */
};

stet_code stet__page_compile(stet_build *b, const struct page_config *config,
                             struct page_plan *ret_plan);
/* Find address, headline and language. Not STET_OK: the answer of the writer. */
stet_code stet__page_begin(struct page *p, const struct page_plan *plan,
                           stet_article *a, const char *format, stet_out *out);

/* ` lang="en" dir="ltr"`; head.c */
void stet__page_put_language(struct page *p);
/* "ltr" or "rtl". */
stet_str stet__page_direction(struct page *p);
/* <title>, <meta>, <link> and the schema.org script. */
void stet__page_put_head(struct page *p);
/* One of them: ` open`, the value escaped, `">`. Nothing for "". */
void stet__page_put_meta(struct page *p, const char *open, stet_str value);
/* The same for a web address, completed with the base. */
void stet__page_put_link(struct page *p, const char *open, stet_str url);

/* header.c, footer.c */
void stet__page_put_header(struct page *p);
void stet__page_put_footer(struct page *p);
/* The blocks, which are clean. */
void stet__page_put_body(struct page *p);
/* Header, blocks, footer. */
void stet__page_put_article(struct page *p);
/* Drop from what was appended since the last call the characters that HTML forbids. */
void stet__page_clean(struct page *p);
/* Append the style sheet, which needs no cleaning. */
void stet__page_put_sheet(struct page *p);
/* Does a block of these zones say it? "" is always said. */
int stet__page_says(struct page *p, uint32_t zones, stet_str text);
/* The address of a picture. */
stet_str stet__page_source(struct page *p, stet_node media);

static inline void stet__page_put_text(struct page *p, stet_str text)
{
    p->f.kit->escape(p->out, STET_ESCAPE_HTML, text.p, text.n);
}

/* The style sheet that a page carries; sheet.c. */
extern const char stet__page_sheet[];
extern const size_t stet__page_sheet_length;

#endif
