/* SPDX-License-Identifier: MIT */
/*
 * read.markdown: CommonMark with tables, strikethrough and task lists, by md4c, and
 * footnotes.
 *
 *   in:
 *     use: read.markdown
 *     with:
 *       autolinks: false      # bare addresses become links
 *       shortcodes: true      # keep {{< >}}, {{% %}} and {% %} as they stand
 *       invalid_utf8: refuse  # or replace
 */
#include <stdlib.h>

#include "read.h"

struct config {
    uint8_t autolinks, shortcodes, front_matter;
    int32_t invalid_utf8;
};

static const stet_enum invalid_values[] = {
    {"refuse", 0, "the article fails, with the position of the byte"},
    {"replace", 1, "each such byte becomes U+FFFD"},
    {NULL, 0, NULL}};

static const stet_option options[] = {
    STET_BOOL(struct config, autolinks, .def = "false",
              .help = "Bare addresses in the text become links."),
    STET_BOOL(struct config, shortcodes, .def = "true",
              .help =
                  "Shortcodes of Hugo, Jekyll and Eleventy are kept as they stand."),
    STET_BOOL(struct config, front_matter, .def = "true",
              .help = "A YAML block between `---` lines at the top states fields."),
    STET_CHOICE(struct config, invalid_utf8, invalid_values, .def = "refuse",
                .help = "What to do with bytes that are not UTF-8."),
    STET_OPTION_END};

static stet_code scratch_open(const void *plan, void **ret_scratch)
{
    (void)plan;
    void *s = calloc(1, sizeof(struct scratch));
    if (!s)
        return STET_E_NOMEM;
    *ret_scratch = s;
    return STET_OK;
}

static void scratch_close(void *scratch)
{
    struct scratch *s = scratch;
    if (!s)
        return;
    free(s->events);
    free(s->targets);
    free(s->holes);
    free(s->notes);
    free(s->labels);
    free(s->pieces);
    free(s->moved);
    free(s->laid.p);
    free(s->laid_masked.p);
    free(s->masked.p);
    free(s->pool.p);
    free(s->alt.p);
    free(s);
}

static int has_ending(stet_str name, const char *ending)
{
    size_t n = strlen(ending);
    if (name.n < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        char c = name.p[name.n - n + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != ending[i])
            return 0;
    }
    return 1;
}

/* Markdown has no signature: the name decides, then what people begin articles with. */
static int bid(stet_str head, stet_str name)
{
    static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkd",
                                          ".mkdn"};
    static const char *const others[] = {".json", ".jsonl", ".xml",  ".rss",
                                         ".atom", ".nitf",  ".epub", ".html",
                                         ".htm",  ".xhtml", ".csv"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (has_ending(name, endings[i]))
            return 90;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (has_ending(name, others[i]))
            return 0; /* what only fails to be read as what it is called */
    if (head.n && memchr(head.p, 0, head.n))
        return 0;
    if (head.n >= 5 && memcmp(head.p, "<?xml", 5) == 0)
        return 0; /* a document that another reader knows, or none */
    if (head.n >= 4 &&
        (memcmp(head.p, "---\n", 4) == 0 || memcmp(head.p, "---\r", 4) == 0))
        return 50;
    if (head.n >= 2 && memcmp(head.p, "# ", 2) == 0)
        return 40;
    return head.n && (*head.p == '<' || *head.p == '{' || *head.p == '[') ? 2 : 10;
}

/* Say why the article fails, with its line and column. */
static stet_code fail_at(stet_article *a, size_t off, const char *why)
{
    char text[256];
    stet_place place = stet_place_of(a, (uint32_t)off);
    int n = snprintf(text, sizeof text, "line %u, column %u: %s", place.line,
                     place.column, why);
    return stet_why(a, STET_FAILED, stet_strn(text, n < 0 ? 0 : (size_t)n));
}

static stet_code read_body(const struct config *c, struct reading *r)
{
    stet_code code = stet__markdown_mask(r, c->invalid_utf8, c->shortcodes);
    if (code == STET_OK)
        code = stet__markdown_guard(r);
    if (code == STET_OK)
        code = stet__markdown_notes(r);
    if (code == STET_OK && r->laid)
        code = stet__markdown_guard(r);
    if (code == STET_OK)
        code = stet__markdown_collect(r);
    if (code == STET_OK) {
        stet__markdown_extents(r);
        code = stet__markdown_build(r);
    }
    return code;
}

static stet_code read_parts(const struct config *c, struct scratch *s, stet_article *a)
{
    stet_str source = stet_source_text(a);
    struct markdown_parts parts = {.kind = MATTER_NONE};
    const stet_data *record = NULL;
    if (source.n >= UINT32_MAX / 8)
        return fail_at(a, 0, "longer than Markdown can be read");
    if (c->front_matter && stet__markdown_split(source, &parts) != STET_OK)
        return fail_at(a, 0, "front matter longer than 64 KiB");
    stet_code code = stet_set_attr(a, stet_root(a, STET_FAMILY_BLOCK), STET_ATTR_MEDIA,
                                   stet_cstr(MARKDOWN_MEDIA));
    if (code == STET_OK)
        code = stet__markdown_fields(a, &parts, &record);
    if (code != STET_OK)
        return code;
    struct reading r = {.article = a,
                        .s = s,
                        .source = source.p,
                        .body = source.p + parts.body,
                        .size = (uint32_t)(source.n - parts.body),
                        .base = (uint32_t)parts.body,
                        .autolinks = c->autolinks};
    code = read_body(c, &r);
    if (code == STET_E_NOMEM)
        return code;
    if (code != STET_OK)
        return fail_at(a, stet__markdown_span(&r, r.why_off, 0).off,
                       r.why ? r.why : "malformed Markdown");
    return record ? stet__markdown_restore(a, record) : STET_OK;
}

static stet_code read_article(const void *plan, void *scratch, stet_article *a)
{
    void *own = NULL;
    if (!scratch && scratch_open(plan, &own) != STET_OK)
        return STET_E_NOMEM;
    stet_code code = read_parts(plan, scratch ? scratch : own, a);
    scratch_close(own);
    return code;
}

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .read = read_article,
                                   .render = stet__markdown_render};
static const char *const reads[] = {NULL};
static const char *const writes[] = {"body", "fields", NULL};

const stet_step stet__markdown_read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .config_size = sizeof(struct config),
    .name = "read.markdown",
    .summary =
        "Read Markdown: CommonMark, tables, footnotes, front matter, shortcodes.",
    .doc =
        "Front matter in YAML states fields by the names of Hugo, Jekyll and Eleventy; "
        "what has no field is kept under `extra`. Raw HTML is kept in quarantine.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .open = scratch_open,
    .close = scratch_close,
    .reader = &reader};
