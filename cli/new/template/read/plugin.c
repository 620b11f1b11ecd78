/*
 * read.@NAME@ - reads files that end in .@NAME@: the headline on the first line, then
 * paragraphs, apart by empty lines.
 *
 * One .so, one exported symbol. Everything it calls comes through the host table that
 * <stet/plugin.h> wraps; it links no library of stet.
 */
#include <stet/plugin.h>

/* How sure, 0 to 100, that these first bytes of a file of this name are of the format. */
static int bid(stet_str head, stet_str name)
{
    static const char ending[] = ".@NAME@";
    size_t n = sizeof ending - 1;
    (void)head;
    return name.n > n && memcmp(name.p + name.n - n, ending, n) == 0 ? 80 : 0;
}

static size_t skip_line_ends(stet_str text, size_t at)
{
    while (at < text.n && text.p[at] == '\n')
        at++;
    return at;
}

/* Where the block at `from` ends: at an empty line, or with the text. */
static size_t block_end(stet_str text, size_t from)
{
    size_t at = from;
    while (at < text.n && !(text.p[at] == '\n' && (at + 1 == text.n || text.p[at + 1] == '\n')))
        at++;
    return at;
}

static stet_code add_headline(stet_article *a, stet_str line)
{
    stet_claim claim = { .size = sizeof claim, .confidence = STET_ASSERTED,
                         .source = stet_cstr("@NAME@"), .span = { 0, (uint32_t)line.n } };
    return stet_state(a, STET_HEADLINE, line, &claim) ? STET_OK : STET_E_NOMEM;
}

/* Spans are bytes of the source: findings get their line from them, edits their place. */
static stet_code add_paragraph(stet_article *a, stet_str text, size_t from, size_t end)
{
    stet_span span = { (uint32_t)from, (uint32_t)(end - from) };
    stet_node paragraph =
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_PARAGRAPH, span);
    if (!paragraph)
        return STET_E_NOMEM;
    return stet_text_append(a, paragraph, text.p + from, end - from, span.off, span.len);
}

static stet_code read_article(const void *plan, void *scratch, stet_article *a)
{
    stet_str text = stet_source_text(a);
    const char *first = memchr(text.p, '\n', text.n);
    size_t at = first ? (size_t)(first - text.p) : text.n;
    stet_code code = at ? add_headline(a, stet_strn(text.p, at)) : STET_OK;
    (void)plan;
    (void)scratch;
    while (code == STET_OK && (at = skip_line_ends(text, at)) < text.n) {
        size_t end = block_end(text, at);
        code = add_paragraph(a, text, at, end);
        at = end;
    }
    return code;
}

static const stet_reader reader = { .size = sizeof(stet_reader), .bid = bid,
                                    .read = read_article };

static const char *const reads[] = { NULL };
static const char *const writes[] = { "headline", "body", NULL };

static const stet_step read_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.@NAME@",
    .summary = "Read files of @NAME@.",
    .reads = reads,
    .writes = writes,
    .reader = &reader
};

static const stet_step *const steps[] = { &read_step, NULL };

STET_PLUGIN(@NAME@, "0.1.0", 0, .summary = "Reads @NAME@", .license = "MIT",
            .homepage = "", .steps = steps);
