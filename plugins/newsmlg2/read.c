/* SPDX-License-Identifier: MIT */
/*
 * read.newsmlg2 - articles from NewsML-G2: a news item, or all items of a news message.
 *
 *   in: { use: read.newsmlg2 }
 *
 * The text inside is NITF, XHTML or plain. A concept item, a package item, another
 * standard and a version that is not 2 are refused.
 */
#include "../markup/source/pieces.h"
#include "../nitf/reader.h"
#include "reader.h"

static const struct markup *find_item(const struct markup *root)
{
    const struct markup *m = root;
    while (m && !stet__markup_is(m, "newsItem"))
        m = stet__markup_walk(m, root);
    return m;
}

/* The NITF or XHTML element of the first inlineXML that holds one. */
static const struct markup *find_payload(const struct markup *item)
{
    const struct markup *set = stet__markup_child(item, "contentSet");
    for (const struct markup *m = stet__markup_child(set, "inlineXML"); m;
         m = stet__markup_next(m))
        for (const struct markup *p = m->first; p; p = p->next)
            if (stet__markup_is(p, "nitf") || stet__markup_is(p, "html"))
                return p;
    return NULL;
}

static stet_code read_page(struct claims *c, const struct markup *html)
{
    const struct markup *body = stet__markup_child(html, "body");
    struct markup_into into = {.rules = &stet__markup_html_rules};
    return body ? stet__markup_build(c->a, body, &into) : STET_OK;
}

/* The first plain text, when nothing better is there; other data is left out. */
static void read_data(struct claims *c, const struct markup *item, int is_wanted)
{
    const struct markup *set = stet__markup_child(item, "contentSet");
    for (const struct markup *m = stet__markup_child(set, "inlineData"); m;
         m = stet__markup_next(m)) {
        stet_str type = stet__markup_attr(m, "contenttype");
        int is_plain = !stet__markup_attr(m, "encoding").n &&
                       (!type.n || stet_str_is(type, "text/plain"));
        if (!is_plain)
            stet_log(c->a, STET_LOG_LOSS,
                     stet_cstr("inlineData of a type that is not read is left out"));
        else if (is_wanted)
            stet__claim_lines(c, stet__markup_raw(c->a, m), 0, 0);
        is_wanted &= !is_plain;
    }
}

static stet_code read_item(struct claims *c, const struct markup *item)
{
    const struct markup *payload = find_payload(item);
    int is_nitf = stet__markup_is(payload, "nitf");
    stet__g2_read_meta(c, item);
    if (is_nitf && !c->code) {
        struct claims inner = claims_of(c->a, "nitf");
        inner.only_new = 1;
        c->code = stet__nitf_read(&inner, payload);
    }
    c->only_new = 1;
    if (!c->code)
        stet__g2_read_dates(c, item);
    if (!c->code && payload && !is_nitf)
        c->code = read_page(c, payload);
    read_data(c, item, !payload);
    if (!c->code)
        stet__g2_read_rest(c, item);
    stet__claim_text(c, STET_WORDS,
                     stet__markup_attr(payload ? payload->parent : NULL, "wordcount"));
    return c->code;
}

static void check_item(const struct markup *item, struct markup_error *err)
{
    stet_str version = stet__markup_attr(item, "standardversion");
    const char *why = NULL;
    if (item->space != SPACE_G2)
        why = "a newsItem that is not of the namespace of NewsML-G2";
    else if (stet__markup_attr(item, "standard").n &&
             !stet_str_is(stet__markup_attr(item, "standard"), "NewsML-G2"))
        why = "a newsItem of another standard than NewsML-G2";
    else if (version.n < 2 || memcmp(version.p, "2.", 2) != 0)
        why = "standardversion is not 2: another version is not read";
    if (why)
        *err = (struct markup_error){why, item->off, STET_E_SYNTAX};
}

static stet_code read_newsml(const void *plan, void *scratch, stet_article *a)
{
    struct markup_error err = {NULL, 0, STET_OK};
    struct claims c = claims_of(a, "newsml");
    (void)plan;
    (void)scratch;
    const struct markup *root = stet__markup_xml(a, stet_source_text(a), &err);
    const struct markup *item = find_item(root);
    if (root && !item)
        err =
            (struct markup_error){"no newsItem: packages and concepts are no articles",
                                  root->off, STET_E_SYNTAX};
    else if (item)
        check_item(item, &err);
    return err.code ? stet__markup_refuse(a, &err) : read_item(&c, item);
}

/* Roots of NewsML-G2: those of which no article can be read are refused by name. */
static int bid(stet_str head, stet_str name)
{
    static const char *const roots[] = {"newsItem",    "newsMessage",   "packageItem",
                                        "conceptItem", "knowledgeItem", "planningItem",
                                        "catalogItem"};
    char ascii[2048];
    stet_str root = stet__markup_root_name(stet__markup_head(head, ascii));
    (void)name;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (stet_str_is(root, roots[i]))
            return 96;
    return 0;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    static const char *const items[] = {"newsItem", NULL};
    (void)plan;
    return stet__pieces_open_xml(source, items, ret_state);
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_newsml};

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", "notices", NULL};

const stet_step stet__g2_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.newsmlg2",
    .summary = "Read NewsML-G2 news items, also those of a news message.",
    .doc = "The text is NITF, XHTML or plain text inside the item. Where NITF knows a "
           "date "
           "more exactly than the item, that of NITF counts.",
    .options = no_options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};
