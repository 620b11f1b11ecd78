/* SPDX-License-Identifier: MIT */
/*
 * read.nitf - an article from NITF, the XML of news agencies.
 *
 *   in: { use: read.nitf }
 *
 * Versions 3.0 to 3.6, with or without the namespace. A document with a DOCTYPE is
 * refused, and so is one that is nested too deep.
 */
#include "../markup/source/pieces.h"
#include "reader.h"

stet_code stet__nitf_read(struct claims *c, const struct markup *nitf)
{
    const struct markup *body = stet__markup_child(nitf, "body");
    const struct markup *content = stet__markup_child(body, "body.content");
    struct markup_into into = {.rules = &stet__nitf_rules};
    stet__nitf_read_head(c, nitf);
    stet__nitf_read_body_head(c, nitf);
    if (content && !c->code)
        c->code = stet__markup_build(c->a, content, &into);
    const struct markup *end = stet__markup_child(body, "body.end");
    stet__claim_notice_lines(
        c, STET_CONTRIBUTING, STET_ZONE_TAIL,
        stet__markup_text(c->a, stet__markup_child(end, "tagline")));
    return c->code;
}

/* "-//IPTC//DTD NITF 3.6//EN": a version that is not 3 is another vocabulary. */
static int is_version_3(stet_str version)
{
    static const char mark[] = "NITF ";
    const char *at = memmem(version.p, version.n, mark, sizeof mark - 1);
    return !version.n || (at && at + sizeof mark - 1 < version.p + version.n &&
                          at[sizeof mark - 1] == '3');
}

static stet_code read_nitf(const void *plan, void *scratch, stet_article *a)
{
    struct markup_error err = {NULL, 0, STET_OK};
    struct claims c = claims_of(a, "nitf");
    (void)plan;
    (void)scratch;
    const struct markup *root = stet__markup_xml(a, stet_source_text(a), &err);
    if (root && (!stet__markup_is(root, "nitf") ||
                 (root->space != SPACE_NONE && root->space != SPACE_NITF)))
        err = (struct markup_error){"the root is no nitf element", root->off,
                                    STET_E_SYNTAX};
    else if (root && !is_version_3(stet__markup_attr(root, "version")))
        err = (struct markup_error){"a version of NITF that is not 3", root->off,
                                    STET_E_SYNTAX};
    return err.code ? stet__markup_refuse(a, &err) : stet__nitf_read(&c, root);
}

static int bid(stet_str head, stet_str name)
{
    char ascii[2048];
    (void)name;
    head = stet__markup_head(head, ascii);
    return stet_str_is(stet__markup_root_name(head), "nitf") ? 96 : 0;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    (void)plan;
    return stet__pieces_open_whole(source, 0, ret_state);
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_nitf};

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", "notices", NULL};

const stet_step stet__nitf_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.nitf",
    .summary = "Read NITF, the XML of news agencies.",
    .doc = "Notes are typed notices again, dates keep their precision, what is for "
           "editors "
           "alone is kept as an extra value and not shown.",
    .options = no_options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};
