/* SPDX-License-Identifier: MIT */
/*
 * Canonical JSON of articles, in and out; JSON Lines too.
 *
 *   in: { use: read.json }
 *   out:
 *     - use: write.json            # a file for each article
 *       to: "out/{{ slug }}.json"
 *     - use: write.jsonl           # a line for each article
 *       to: "out/articles.jsonl"
 */
#include <stdio.h>
#include <stdlib.h>

#include <stet/plugin.h>

enum { DOCUMENT_MAX = 64 << 20 };

/* ---- reading
 * ------------------------------------------------------------------------- */

/* The documents of a source: lines are put together until their brackets close, or
 * until the next article begins: a line that was cut off does not take others with it.
 */
struct documents {
    stet_source *source;
    char *text;
    size_t len, cap;
    uint32_t line;  /* lines read so far */
    uint32_t first; /* line the open document began on */
    int64_t depth;
    int in_string, escaped, whole, done;
    stet_str held; /* a line that was read, and begins the next document */
    char name[16];
};

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

static int bid(stet_str head, stet_str name)
{
    size_t i = head.n >= 3 && memcmp(head.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < head.n && memchr(" \t\r\n", head.p[i], 4))
        i++;
    if (i == head.n || head.p[i] != '{')
        return 0;
    return has_ending(name, ".json") || has_ending(name, ".jsonl") ||
                   has_ending(name, ".ndjson")
               ? 95
               : 60;
}

static stet_code documents_open(const void *plan, stet_source *source, void **ret_state)
{
    struct documents *d = calloc(1, sizeof *d);
    (void)plan;
    if (!d)
        return STET_E_NOMEM;
    d->source = source;
    d->whole = has_ending(source->name, ".json");
    *ret_state = d;
    return STET_OK;
}

static void documents_close(void *state)
{
    struct documents *d = state;
    if (d)
        free(d->text);
    free(d);
}

static stet_code add_text(struct documents *d, stet_str text)
{
    if (text.n + 1 > DOCUMENT_MAX - d->len)
        return STET_E_LIMIT;
    if (d->len + text.n + 1 > d->cap) {
        size_t cap = d->cap ? d->cap : 4096;
        while (cap < d->len + text.n + 1)
            cap *= 2;
        char *p = realloc(d->text, cap);
        if (!p)
            return STET_E_NOMEM;
        d->text = p;
        d->cap = cap;
    }
    if (text.n)
        memcpy(d->text + d->len, text.p, text.n);
    d->len += text.n;
    d->text[d->len++] = '\n';
    return STET_OK;
}

/* Follow the brackets of a line; strings end with it. */
static void follow(struct documents *d, stet_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (d->in_string) {
            if (d->escaped)
                d->escaped = 0;
            else if (c == '\\')
                d->escaped = 1;
            else if (c == '"')
                d->in_string = 0;
        } else if (c == '"') {
            d->in_string = 1;
        } else if (c == '{' || c == '[') {
            d->depth++;
        } else if (c == '}' || c == ']') {
            d->depth--;
        }
    }
    d->in_string = d->escaped = 0;
}

static int is_blank(stet_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!memchr(" \t\r", line.p[i], 3))
            return 0;
    return 1;
}

static stet_code give(struct documents *d, stet_piece *ret_piece, stet_str bytes,
                      uint32_t line)
{
    int n = d->whole ? 0 : snprintf(d->name, sizeof d->name, "%u", line);
    ret_piece->bytes = bytes;
    ret_piece->line = line;
    ret_piece->name = stet_strn(d->name, n < 0 ? 0 : (size_t)n);
    return STET_OK;
}

static stet_code next_whole(struct documents *d, stet_piece *ret_piece)
{
    stet_str text;
    if (d->done)
        return STET_DONE;
    d->done = 1;
    stet_code code = d->source->all(d->source, &text);
    return code == STET_OK ? give(d, ret_piece, text, 1) : code;
}

/* `{"stet"` without an indent: only a whole article has this member. */
static int begins_article(stet_str line)
{
    size_t i = 1;
    if (!line.n || line.p[0] != '{')
        return 0;
    while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    return line.n - i >= 6 && memcmp(line.p + i, "\"stet\"", 6) == 0;
}

static stet_code next_line(struct documents *d, stet_str *ret_line)
{
    if (d->held.n) {
        *ret_line = d->held;
        d->held = stet_cstr("");
        return STET_OK;
    }
    stet_code code = d->source->line(d->source, ret_line);
    if (code == STET_OK && !d->line++ && ret_line->n >= 3 &&
        memcmp(ret_line->p, "\xef\xbb\xbf", 3) == 0)
        *ret_line = stet_strn(ret_line->p + 3, ret_line->n - 3);
    return code;
}

static stet_code next_document(void *state, stet_piece *ret_piece)
{
    struct documents *d = state;
    stet_str line;
    if (d->whole)
        return next_whole(d, ret_piece);
    d->len = 0;
    d->depth = 0;
    while (!d->done) {
        stet_code code = next_line(d, &line);
        if (code == STET_DONE) {
            d->done = 1;
            break;
        }
        if (code != STET_OK)
            return code;
        if (!d->len && is_blank(line))
            continue;
        if (d->len && begins_article(line)) {
            d->held = line;
            break;
        }
        if (!d->len)
            d->first = d->line;
        follow(d, line);
        if (!d->len && d->depth <= 0)
            return give(d, ret_piece, line, d->line);
        code = add_text(d, line);
        if (code != STET_OK)
            return code;
        if (d->depth <= 0)
            return give(d, ret_piece, stet_strn(d->text, d->len), d->first);
    }
    return d->len ? give(d, ret_piece, stet_strn(d->text, d->len), d->first)
                  : STET_DONE;
}

static stet_code read_article(const void *plan, void *scratch, stet_article *a)
{
    stet_str source = stet_source_text(a);
    (void)plan;
    (void)scratch;
    if (source.n >= 3 && memcmp(source.p, "\xef\xbb\xbf", 3) == 0)
        source = stet_strn(source.p + 3, source.n - 3);
    return stet_read_json(a, source);
}

/* ---- writing
 * ------------------------------------------------------------------------- */

static stet_code write_article(const void *plan, void *scratch, stet_article *a,
                               stet_out *out)
{
    (void)plan;
    (void)scratch;
    stet_code code = stet_write_json(a, out);
    stet_putc(out, '\n');
    return code == STET_OK ? stet_out_status(out) : code;
}

static stet_code write_line(const void *plan, void *scratch, stet_article *a,
                            stet_out *out, stet_str *ret_key)
{
    *ret_key = stet_cstr("");
    return write_article(plan, scratch, a, out);
}

static stet_code begin_lines(const void *plan, int64_t now, stet_out *out)
{
    (void)plan;
    (void)now;
    return stet_out_status(out);
}

static stet_code join_line(const void *plan, uint64_t index, stet_str piece,
                           stet_out *out)
{
    (void)plan;
    (void)index;
    stet_put_str(out, piece);
    return stet_out_status(out);
}

static stet_code end_lines(const void *plan, stet_out *out)
{
    (void)plan;
    return stet_out_status(out);
}

/* ---- the steps
 * ------------------------------------------------------------------------ */

static const stet_option no_options[] = {STET_OPTION_END};
static const char *const everything[] = {"body", "fields", "notices", NULL};
static const char *const nothing[] = {NULL};

static const stet_render renders[] = {{0, STET_FAMILY_FIELD, STET_RENDERS, NULL},
                                      {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
                                      {0, STET_FAMILY_INLINE, STET_RENDERS, NULL},
                                      {0, STET_FAMILY_NOTICE, STET_RENDERS, NULL},
                                      {0, STET_FAMILY_PART, STET_RENDERS, NULL},
                                      {0, 0, 0, NULL}};

static const stet_reader reader = {.size = sizeof reader,
                                   .bid = bid,
                                   .open = documents_open,
                                   .next = next_document,
                                   .close = documents_close,
                                   .read = read_article};
static const stet_writer file_writer = {.size = sizeof file_writer,
                                        .media = "application/json",
                                        .extension = ".json",
                                        .renders = renders,
                                        .write = write_article};
static const stet_writer line_writer = {.size = sizeof line_writer,
                                        .media = "application/jsonl",
                                        .extension = ".jsonl",
                                        .renders = renders,
                                        .piece = write_line,
                                        .begin = begin_lines,
                                        .join = join_line,
                                        .end = end_lines};

static const stet_step read_step = {
    .size = sizeof read_step,
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_READ,
    .name = "read.json",
    .summary = "Read articles from their canonical JSON, also one per line.",
    .doc =
        "A `.json` file holds one article. Any other source may hold many, one after "
        "another: JSON Lines, or documents over several lines. A line that is cut off "
        "costs no other.",
    .options = no_options,
    .reads = nothing,
    .writes = everything,
    .reader = &reader};

static const stet_step write_step = {.size = sizeof write_step,
                                     .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
                                     .kind = STET_STEP_WRITE,
                                     .name = "write.json",
                                     .summary =
                                         "Write the canonical JSON of an article.",
                                     .options = no_options,
                                     .reads = everything,
                                     .writes = nothing,
                                     .writer = &file_writer};

static const stet_step lines_step = {
    .size = sizeof lines_step,
    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .name = "write.jsonl",
    .summary = "Write all articles to one file, a line of canonical JSON for each.",
    .options = no_options,
    .reads = everything,
    .writes = nothing,
    .writer = &line_writer};

static const stet_step *const steps[] = {&read_step, &write_step, &lines_step, NULL};

STET_PLUGIN(json, "0.1.0", 0, .summary = "Canonical JSON of articles, in and out.",
            .license = "MIT", .steps = steps);
