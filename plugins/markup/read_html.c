/* SPDX-License-Identifier: MIT */
/*
 * read.html - an article from HTML, a page or a fragment.
 *
 *   in:
 *     use: read.html
 *     with:
 *       root: article   # or main, body: the first of them that there is when left out
 *
 * An allow-list of elements becomes blocks; scripts, forms and navigation are left out
 * and named. What `head` states in meta elements becomes fields.
 */
#include <stdio.h>
#include <stdlib.h>

#include "claims.h"
#include "page/head.h"
#include "source/pieces.h"
#include "tags.h"

struct html_config {
    int32_t root;
};

enum { ROOT_FIRST = 0, ROOT_ARTICLE, ROOT_MAIN, ROOT_BODY };

static const stet_enum roots[] = {
    {"first", ROOT_FIRST, "the only article, else main, else body"},
    {"article", ROOT_ARTICLE, NULL},
    {"main", ROOT_MAIN, NULL},
    {"body", ROOT_BODY, NULL},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_CHOICE(struct html_config, root, roots, .def = "first",
                .help =
                    "The element that holds the article; all when it is not there."),
    STET_OPTION_END};

/* ---- the body --------------------------------------------------------------- */
static const struct markup *find_only(const struct markup *root, int tag)
{
    const struct markup *found = NULL;
    for (const struct markup *m = root; (m = stet__markup_walk(m, root)) != NULL;) {
        if (m->tag != tag)
            continue;
        if (found && tag == TAG_ARTICLE)
            return NULL; /* a list of teasers */
        found = found ? found : m;
    }
    return found;
}

static const struct markup *find_root(const struct markup *root, int wanted)
{
    static const uint8_t tags[] = {TAG_ARTICLE, TAG_MAIN, TAG_BODY};
    for (int i = 0; i < 3; i++) {
        const struct markup *m =
            !wanted || wanted == i + 1 ? find_only(root, tags[i]) : NULL;
        if (m)
            return m;
    }
    return root;
}

/* Say where characters were lost to bytes of no character. */
static void note_lost(stet_article *a, stet_str source)
{
    static const char mark[] = "\xef\xbf\xbd";
    char text[128];
    size_t count = 0, first = 0;
    for (const char *at = source.p, *end = at + source.n;
         (at = memmem(at, (size_t)(end - at), mark, 3)) != NULL; at += 3)
        if (!count++)
            first = (size_t)(at - source.p);
    if (!count)
        return;
    int n = snprintf(
        text, sizeof text,
        "%zu characters could not be read and are U+FFFD, the first in line %u", count,
        stet_place_of(a, (uint32_t)first).line);
    stet_log(a, STET_LOG_WARNING, stet_strn(text, (size_t)n));
}

static stet_code read_html(const void *plan, void *scratch, stet_article *a)
{
    const struct html_config *config = plan;
    stet_str source = stet_source_text(a);
    struct claims c = claims_of(a, "html");
    struct markup_into into = {.rules = &stet__markup_html_rules, .drops_empty = 1};
    size_t bad = 0;
    (void)scratch;
    if (stet__markup_is_undecoded(source, 1)) {
        struct markup_error err = {
            "a character set that is not read: convert it to UTF-8", 0, STET_E_SYNTAX};
        return stet__markup_refuse(a, &err);
    }
    if (!c.kit->utf8_valid(source.p, source.n, &bad)) {
        struct markup_error err = {
            "the bytes are not of the character set that the page names", bad,
            STET_E_UTF8};
        return stet__markup_refuse(a, &err);
    }
    note_lost(a, source);
    const struct markup *root = stet__markup_html(a, source, 0);
    if (!root)
        return STET_E_NOMEM;
    stet_code code = stet_set_attr(a, stet_root(a, STET_FAMILY_BLOCK), STET_ATTR_MEDIA,
                                   stet_cstr("text/html"));
    stet__head_read(&c, root);
    if (code == STET_OK)
        code = c.code;
    return code == STET_OK ? stet__markup_build(a, find_root(root, config->root), &into)
                           : code;
}

static int begins_with(stet_str s, const char *literal)
{
    size_t n = strlen(literal);
    for (size_t i = 0; i < n; i++)
        if (i >= s.n ||
            (s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]) != literal[i])
            return 0;
    return 1;
}

static int has_ending(stet_str name, const char *ending)
{
    size_t n = strlen(ending);
    return name.n > n && begins_with(stet_strn(name.p + name.n - n, n), ending);
}

static int bid(stet_str head, stet_str name)
{
    stet_str root = stet__markup_root_name(head);
    head = stet__claim_trim(head);
    if (has_ending(name, ".html") || has_ending(name, ".htm") ||
        has_ending(name, ".xhtml"))
        return 90;
    if (begins_with(head, "<!doctype html") ||
        (root.n == 4 && begins_with(root, "html")))
        return 80;
    if (head.n && memchr(head.p, 0, head.n)) /* no text */
        return 0;
    return head.n && *head.p == '<' && !begins_with(head, "<?xml") ? 20 : 0;
}

static stet_code open_source(const void *plan, stet_source *source, void **ret_state)
{
    (void)plan;
    return stet__pieces_open_whole(source, 1, ret_state);
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = open_source,
                                   .next = stet__pieces_next,
                                   .close = stet__pieces_close,
                                   .read = read_html};

static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", "notices", NULL};

static const stet_step step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .config_size = sizeof(struct html_config),
    .name = "read.html",
    .summary = "Read HTML, a page or a fragment.",
    .doc = "An allow-list of elements becomes blocks. Marked asides that `write.html` "
           "made of "
           "notices are notices again.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .reader = &reader,
};

static const stet_step *const steps[] = {&step, NULL};

STET_PLUGIN(markup, "0.1.0", 0, .summary = "HTML, read.", .license = "MIT",
            .steps = steps);
