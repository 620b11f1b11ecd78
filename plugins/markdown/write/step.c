/* SPDX-License-Identifier: MIT */
/*
 * write.markdown: an article that was read from Markdown comes out as it stood, but for
 * the blocks that steps changed; any other is written afresh with its fields as front
 * matter.
 *
 *   out:
 *     - use: write.markdown
 *       to: "out/{{ slug }}.md"
 *       with: { flavour: hugo }      # or plain, jekyll, eleventy, pelican, zola
 */
#include "write.h"

struct config {
    uint8_t front_matter, afresh;
    int32_t flavour;
};

static const stet_option options[] = {
    STET_BOOL(struct config, front_matter, .def = "true",
              .help =
                  "Write the fields of an article that was not read from Markdown."),
    STET_BOOL(struct config, afresh, .def = "false",
              .help = "Write everything anew, also what no step changed."),
    STET_CHOICE(struct config, flavour, stet__markdown_flavour_names, .def = "plain",
                .help = "Whose names the keys of front matter have, when it is written "
                        "anew."),
    STET_OPTION_END};

static void begin_text(struct writer *w, stet_article *a, stet_out *out)
{
    memset(w, 0, sizeof *w);
    w->a = a;
    w->kit = stet_kit_of(a);
    w->out = out;
    w->start = out->len;
    w->notes = stet_find(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_FOOTNOTE) != 0;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A separator that was a paragraph of marks (`\*\*\*`) or a heading without text (`###
 * #`) stands in the source as it is: blanks, backslashes and closing signs do not
 * count. */
static int keeps_source(stet_article *a, stet_node block, stet_str *ret_text)
{
    stet_str source = stet_source_text(a);
    stet_str marker = stet_attr_str(a, block, STET_ATTR_MARKER);
    stet_span span = stet_span_of(a, block);
    size_t at = 0, from = span.off, end = from + span.len;
    if (stet_kind_of(a, block) != STET_SEPARATOR || !span.len || end > source.n ||
        !marker.n)
        return 0;
    for (size_t i = from; i < end; i++) {
        if (is_blank(source.p[i]) || source.p[i] == '\\')
            continue;
        while (at < marker.n && is_blank(marker.p[at]))
            at++;
        if (source.p[i] == '&') { /* a mark or blank written as a reference */
            at = marker.n;
            break;
        }
        if (at < marker.n ? source.p[i] != marker.p[at++] : source.p[i] != '#')
            return 0;
    }
    *ret_text = stet_strn(source.p + from, end - from);
    return at >= marker.n;
}

/* Bytes of one block that stands directly in the body, or of all before the first. */
stet_code stet__markdown_render(const void *plan, stet_article *a, stet_node node,
                                stet_out *out)
{
    struct markdown_parts parts;
    struct writer w;
    size_t count, i = 0;
    (void)plan;
    if (node == stet_root(a, STET_FAMILY_FIELD)) {
        stet_str source = stet_source_text(a);
        if (stet__markdown_split(source, &parts) != STET_OK)
            return STET_SKIP;
        return stet__markdown_head(a, &parts, out);
    }
    stet_str kept;
    if (keeps_source(a, node, &kept)) {
        stet_put_str(out, kept);
        return stet_out_status(out);
    }
    begin_text(&w, a, out);
    w.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    while (i < count && w.items[i].node != node)
        i = w.items[i].skip;
    if (i == count)
        return STET_E_STALE;
    return stet__markdown_blocks(&w, i, w.items[i].skip);
}

static stet_code render_body(const void *plan, stet_article *a, stet_node node,
                             stet_out *out)
{
    return node == stet_root(a, STET_FAMILY_FIELD)
               ? STET_SKIP
               : stet__markdown_render(plan, a, node, out);
}

/* The source with its edits. */
static stet_code patch(stet_article *a, stet_out *out)
{
    stet_str source = stet_source_text(a);
    struct markdown_parts parts;
    const stet_edit *edits;
    size_t count = 0, at;
    stet_code code = stet__markdown_split(source, &parts);
    if (code == STET_OK)
        code = stet_edits(a, render_body, NULL, &edits, &count);
    if (code != STET_OK)
        return code;
    code = stet__markdown_head(a, &parts, out);
    if (code == STET_SKIP)
        stet_put(out, source.p, parts.body);
    else if (code != STET_OK)
        return code;
    at = parts.body;
    for (size_t i = 0; i < count; i++) {
        if (edits[i].off < at)
            return STET_E_RANGE;
        stet_put(out, source.p + at, edits[i].off - at);
        stet_put_str(out, edits[i].insert);
        at = (size_t)edits[i].off + edits[i].del;
    }
    stet_put(out, source.p + at, source.n - at);
    return stet_out_status(out);
}

/* An article that came as JSON says, too, that it was Markdown once; its source is
 * JSON, or nothing when an embedder read it. */
static int is_json_or_nothing(stet_str source)
{
    size_t i = source.n >= 3 && memcmp(source.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < source.n && is_blank(source.p[i]))
        i++;
    if (i == source.n)
        return 1;
    if (source.p[i++] != '{')
        return 0;
    while (i < source.n && is_blank(source.p[i]))
        i++;
    return i < source.n && source.p[i] == '"';
}

/* Was it read from Markdown, all of it text? */
static int has_source(stet_article *a)
{
    stet_str source = stet_source_text(a);
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    size_t bad;
    return stet_str_is(stet_attr_str(a, body, STET_ATTR_MEDIA), MARKDOWN_MEDIA) &&
           STET_HOST_HAS(a->host, edits) &&
           (!is_json_or_nothing(source) || !stet_first(a, body)) &&
           stet_kit_of(a)->utf8_valid(source.p, source.n, &bad) &&
           !memchr(source.p, 0, source.n);
}

static stet_code write_article(const void *plan, void *scratch, stet_article *a,
                               stet_out *out)
{
    const struct config *c = plan;
    struct writer w;
    (void)scratch;
    if (!c->afresh && has_source(a))
        return patch(a, out);
    stet_code code =
        c->front_matter
            ? stet__markdown_matter(a, stet__markdown_flavour(c->flavour), out)
            : STET_OK;
    if (code != STET_OK)
        return code;
    size_t count;
    begin_text(&w, a, out);
    w.items = stet_walk(a, stet_root(a, STET_FAMILY_BLOCK), &count);
    code = stet__markdown_blocks(&w, 0, count);
    if (out->len > w.start)
        stet_putc(out, '\n');
    return code == STET_OK ? stet_out_status(out) : code;
}

/* clang-format off: a table reads by its columns */
static const stet_render renders[] = {
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
    {0, STET_FAMILY_FIELD, STET_RENDERS, "front matter, its own key or stet.fields"},
    {0, STET_FAMILY_PART, STET_RENDERS, "front matter, with its field"},
    {0, STET_FAMILY_NOTICE, STET_RENDERS,
     "the text that says it; afresh: stet.notices"},
    {STET_HANDLE, 0, STET_DROPS, NULL},
    {STET_WORDS, 0, STET_DROPS, NULL},
    {STET_CHARACTERS, 0, STET_DROPS, NULL},
    {STET_SENTENCES, 0, STET_DROPS, NULL},
    {STET_PARAGRAPHS, 0, STET_DROPS, NULL},
    {STET_READING_TIME, 0, STET_DROPS, NULL},
    {STET_FIGURE, 0, STET_DEGRADES, "an image and paragraphs"},
    {STET_CAPTION, 0, STET_DEGRADES, "a paragraph"},
    {STET_CREDIT, 0, STET_DEGRADES, "a paragraph"},
    {STET_EMBED, 0, STET_DEGRADES, "its address"},
    {STET_DEFINITIONS, 0, STET_DEGRADES, "paragraphs"},
    {STET_TERM, 0, STET_DEGRADES, "a paragraph"},
    {STET_DEFINITION, 0, STET_DEGRADES, "paragraphs"},
    {STET_BOX, 0, STET_DEGRADES, "its blocks"},
    {STET_DETAILS, 0, STET_DEGRADES, "its blocks"},
    {STET_QUESTION, 0, STET_DEGRADES, "a paragraph"},
    {STET_ANSWER, 0, STET_DEGRADES, "its blocks"},
    {STET_PREFORMATTED, 0, STET_DEGRADES, "lines with breaks"},
    {STET_SLOT, 0, STET_DROPS, NULL},
    {STET_UNDERLINE, 0, STET_DEGRADES, "its text"},
    {STET_SUBSCRIPT, 0, STET_DEGRADES, "its text"},
    {STET_SUPERSCRIPT, 0, STET_DEGRADES, "its text"},
    {STET_QUOTATION, 0, STET_DEGRADES, "its text in quotation marks"},
    {STET_TIME, 0, STET_DEGRADES, "its text"},
    {STET_CITATION, 0, STET_DEGRADES, "its text"},
    {STET_SPAN, 0, STET_DEGRADES, "its text"},
    {STET_ABBREVIATION, 0, STET_DEGRADES, "its text"},
    {STET_MATH, 0, STET_DEGRADES, "its text"},
    {0, 0, 0, NULL}};
/* clang-format on */

static const stet_writer writer = {.size = sizeof writer,
                                   .media = "text/markdown; charset=utf-8",
                                   .extension = ".md",
                                   .renders = renders,
                                   .write = write_article};
static const char *const reads[] = {"body", "fields", NULL};
static const char *const writes[] = {NULL};

const stet_step stet__markdown_write_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .config_size = sizeof(struct config),
    .name = "write.markdown",
    .summary = "Write Markdown; of a Markdown source every untouched byte stays.",
    .doc =
        "Blocks that no step changed are copied as they stood, and so is the front "
        "matter, but for what steps decided: a key that says otherwise is changed in "
        "its place, others are added, and what has no key stands under `stet`, as "
        "stamps do. What steps found in the text stays out: it is found again.",
    .options = options,
    .reads = reads,
    .writes = writes,
    .writer = &writer};
