/* SPDX-License-Identifier: MIT */
/*
 * read.feed - the items of a feed as articles: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed.
 *
 *   in: { use: read.feed }
 *
 * What the feed says of all its items (title, language, rights) holds for each that
 * says nothing of its own. HTML goes through the allow-list of read.html.
 */
#include "reader.h"

#include <stdio.h>

#include "../markup/source/pieces.h"

stet_str stet__feed_axis(struct claims *c, stet_str scheme)
{
    static const char prefix[] = "urn:x-stet:axis:";
    size_t n = sizeof prefix - 1;
    if (scheme.n > n && memcmp(scheme.p, prefix, n) == 0)
        return stet__claim_decoded(c, stet_strn(scheme.p + n, scheme.n - n));
    return scheme;
}

/* A tag, or a reference: plain text that was escaped once more shows either. */
static int has_markup(stet_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        char next = (char)(s.p[i + 1] | 32);
        if (s.p[i] == '<' && ((next >= 'a' && next <= 'z') || s.p[i + 1] == '/'))
            return 1;
        if (s.p[i] == '&' && (s.p[i + 1] == '#' || (next >= 'a' && next <= 'z')))
            return 1;
    }
    return 0;
}

stet_code stet__feed_build(struct claims *c, stet_str text, int is_html,
                           const char *where)
{
    struct markup_into into = {.rules = &stet__markup_html_rules,
                               .base = stet_cstr(where)};
    if (is_html && has_markup(text))
        return stet__markup_build_html(c->a, text, &into);
    stet__claim_lines(c, text, 0, 0);
    return c->code;
}

/* ---- which of them ---------------------------------------------------------- */
static const struct markup *rss_item(const struct markup *root)
{
    const struct markup *item =
        stet__markup_child(stet__markup_child(root, "channel"), "item");
    return item ? item : stet__markup_child(root, "item");
}

/* RSS 0.9x, 1.0 and 2.x by the attribute of its root; Atom 1.0 has none, 0.3 has one.
 */
static int is_known_version(const struct markup *root)
{
    stet_str version = stet__markup_attr(root, "version");
    if (!version.n || !stet__markup_is(root, "rss"))
        return !version.n || !stet__markup_is(root, "feed");
    return version.n > 1 && version.p[1] == '.' && version.p[0] >= '0' &&
           version.p[0] <= '2';
}

static stet_code read_xml(struct claims *c)
{
    struct markup_error err = {NULL, 0, STET_OK};
    const struct markup *root = stet__markup_xml(c->a, stet_source_text(c->a), &err);
    if (!root)
        return stet__markup_refuse(c->a, &err);
    if (!is_known_version(root)) {
        err = (struct markup_error){"a version of RSS or Atom that is not read",
                                    root->off, STET_E_SYNTAX};
        return stet__markup_refuse(c->a, &err);
    }
    if (stet__markup_is(root, "feed") && stet__markup_child(root, "entry"))
        return stet__feed_read_atom(c, root);
    if ((stet__markup_is(root, "rss") || stet__markup_is(root, "RDF")) &&
        rss_item(root))
        return stet__feed_read_rss(c, root);
    err = (struct markup_error){stet__markup_is(root, "rss") ||
                                        stet__markup_is(root, "RDF") ||
                                        stet__markup_is(root, "feed")
                                    ? "a feed without items"
                                    : "neither RSS nor Atom",
                                root->off, STET_E_SYNTAX};
    return stet__markup_refuse(c->a, &err);
}

static stet_code read_json(struct claims *c)
{
    stet_error err = {.code = STET_OK};
    struct markup_error why = {NULL, 0, STET_E_SYNTAX};
    const stet_data *root = stet_parse(c->a, stet_source_text(c->a), 1, &err);
    if (!root) {
        char text[320];
        int n = snprintf(text, sizeof text, "line %u, column %u: %.200s", err.line,
                         err.column, err.message);
        return err.code == STET_E_NOMEM
                   ? err.code
                   : stet_why(c->a, STET_FAILED,
                              stet_strn(text, n < 0 ? 0 : (size_t)n));
    }
    stet_str version = stet_data_get_text(root, "version");
    if (!memmem(version.p, version.n, "jsonfeed.org/version/1", 22)) {
        why.why = "no JSON Feed, or a version that is not 1";
        return stet__markup_refuse(c->a, &why);
    }
    return stet__feed_read_json(c, root);
}

static stet_code read_feed(const void *plan, void *scratch, stet_article *a)
{
    stet_str source = stet__claim_trim(stet_source_text(a));
    struct claims c = claims_of(a, "feed");
    (void)plan;
    (void)scratch;
    return source.n && (*source.p == '{' || *source.p == '[') ? read_json(&c)
                                                              : read_xml(&c);
}

/* ---- the step --------------------------------------------------------------- */
static int holds(stet_str head, const char *mark)
{
    return memmem(head.p, head.n, mark, strlen(mark)) != NULL;
}

static int bid(stet_str head, stet_str name)
{
    char ascii[2048];
    (void)name;
    head = stet__markup_head(head, ascii);
    stet_str root = stet__markup_root_name(head);
    if (stet_str_is(root, "rss") ||
        (stet_str_is(root, "RDF") &&
         (holds(head, "http://purl.org/rss/1.0/") ||
          holds(head, "http://my.netscape.com/rdf/simple/0.9/"))))
        return 96;
    if (stet_str_is(root, "feed") || stet_str_is(root, "entry"))
        return 95;
    if (root.n)
        return 0;
    return holds(head, "jsonfeed.org/version/") ? 97 : 0;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    static const char *const elements[] = {"item", "entry", NULL};
    static const char *const keys[] = {"items", NULL};
    (void)plan;
    return stet__pieces_open_either(source, elements, keys, ret_state);
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_feed};

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", "notices", NULL};

const stet_step stet__feed_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.feed",
    .summary = "Read feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed.",
    .doc = "Each item is an article. A feed with a DOCTYPE, one that is no well-formed "
           "XML or "
           "of a version that is not known is refused with its position.",
    .options = no_options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};
