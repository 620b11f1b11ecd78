/* SPDX-License-Identifier: MIT */
/*
 * A plugin for the tests of pipelines, and a sink that keeps everything in memory.
 *
 * read.toy     "key: value" lines for slug, id, headline, language, canonical; a blank line;
 *              paragraphs. "!bad" as the first line fails.
 * read.lines   many: an article per line, "slug|headline|text"
 * toy.append   appends a paragraph              toy.fail    writes, then answers `answer`
 * toy.flag     makes a finding                  toy.count   provides x.toy.count
 * other.use    reads x.toy.count
 * write.toy    "<prefix>headline|paragraph|..."; degrades headings, drops separators
 * write.feed   a sorted collection              write.log   one that is not
 */
#ifndef STET_TEST_PIPELINE_FIXTURE_H
#define STET_TEST_PIPELINE_FIXTURE_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#define STET_BUILTIN
#include <stet/stet.h>

/* ---- readers ------------------------------------------------------------- */

static int ends_with(stet_str s, const char *end)
{
    size_t n = strlen(end);
    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

static int bid_toy(stet_str head, stet_str name)
{
    (void)head;
    return ends_with(name, ".toy") ? 60 : 1;
}

static int bid_lines(stet_str head, stet_str name)
{
    (void)head;
    return ends_with(name, ".lines") ? 70 : 0;
}

static stet_kind field_named(stet_str key)
{
    return stet_str_is(key, "slug")        ? STET_SLUG
           : stet_str_is(key, "id")        ? STET_ID
           : stet_str_is(key, "headline")  ? STET_HEADLINE
           : stet_str_is(key, "language")  ? STET_LANGUAGE
           : stet_str_is(key, "canonical") ? STET_CANONICAL
                                           : 0;
}

static stet_code add_paragraph(stet_article *a, stet_str text, uint32_t off, stet_kind kind)
{
    stet_span span = {off, (uint32_t)text.n};
    stet_node n = stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, kind, span);
    if (!n)
        return STET_FAILED;
    return kind == STET_SEPARATOR
               ? STET_OK
               : stet_text_append(a, n, text.p, text.n, off, (uint32_t)text.n);
}

static stet_code read_line(stet_article *a, stet_str line, uint32_t off, int *in_body)
{
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    const char *colon = memchr(line.p, ':', line.n);
    claim.source = stet_cstr("toy");
    if (line.n == 0) {
        *in_body = 1;
        return STET_OK;
    }
    if (!*in_body && colon && colon + 2 <= line.p + line.n) {
        stet_kind field = field_named(stet_strn(line.p, (size_t)(colon - line.p)));
        stet_str value = stet_strn(colon + 2, (size_t)(line.p + line.n - colon - 2));
        return field && !stet_state(a, field, value, &claim) ? STET_FAILED : STET_OK;
    }
    if (stet_str_is(line, "---"))
        return add_paragraph(a, line, off, STET_SEPARATOR);
    return add_paragraph(a, line, off, line.p[0] == '#' ? STET_HEADING : STET_PARAGRAPH);
}

static stet_code read_toy(const void *plan, void *scratch, stet_article *a)
{
    stet_str source = stet_source_text(a);
    int in_body = 0;
    (void)plan;
    (void)scratch;
    if (source.n >= 4 && memcmp(source.p, "!bad", 4) == 0)
        return stet_why(a, STET_FAILED, stet_cstr("the first line is bad"));
    for (size_t i = 0; i < source.n;) {
        const char *end = memchr(source.p + i, '\n', source.n - i);
        size_t n = end ? (size_t)(end - source.p) - i : source.n - i;
        stet_code code = read_line(a, stet_strn(source.p + i, n), (uint32_t)i, &in_body);
        if (code != STET_OK)
            return code;
        i += n + 1;
    }
    return STET_OK;
}

static const stet_reader toy_reader = {
    .size = sizeof(stet_reader), .bid = bid_toy, .read = read_toy};
static const stet_step read_toy_step = {.size = sizeof(stet_step),
                                        .kind = STET_STEP_READ,
                                        .name = "read.toy",
                                        .summary = "Read a toy article.",
                                        .reader = &toy_reader};

struct lines {
    stet_source *source;
    uint32_t line;
    char name[12];
};

static stet_code open_lines(const void *plan, stet_source *source, void **ret_state)
{
    struct lines *lines = calloc(1, sizeof *lines);
    (void)plan;
    if (!lines)
        return STET_E_NOMEM;
    lines->source = source;
    *ret_state = lines;
    return STET_OK;
}

static stet_code next_line(void *state, stet_piece *ret_piece)
{
    struct lines *lines = state;
    stet_str line;
    stet_code code;
    do {
        code = lines->source->line(lines->source, &line);
        lines->line++;
    } while (code == STET_OK && line.n == 0);
    if (code != STET_OK)
        return code;
    ret_piece->bytes = line;
    ret_piece->line = lines->line;
    snprintf(lines->name, sizeof lines->name, "%u", lines->line);
    ret_piece->name = stet_cstr(lines->name);
    return STET_OK;
}

static void close_lines(void *state)
{
    free(state);
}

static stet_code read_piece(const void *plan, void *scratch, stet_article *a)
{
    static const stet_kind fields[] = {STET_SLUG, STET_HEADLINE, 0};
    stet_str rest = stet_source_text(a);
    stet_claim claim = {.size = sizeof claim, .confidence = STET_ASSERTED};
    (void)plan;
    (void)scratch;
    claim.source = stet_cstr("lines");
    for (size_t i = 0; i < 3; i++) {
        const char *bar = memchr(rest.p, '|', rest.n);
        size_t n = bar ? (size_t)(bar - rest.p) : rest.n;
        if (fields[i] && !stet_state(a, fields[i], stet_strn(rest.p, n), &claim))
            return STET_FAILED;
        if (!fields[i])
            return add_paragraph(a, stet_strn(rest.p, n), (uint32_t)(rest.p - stet_source_text(a).p),
                                 STET_PARAGRAPH);
        if (!bar)
            return stet_why(a, STET_FAILED, stet_cstr("a line has three parts"));
        rest = stet_strn(bar + 1, rest.n - n - 1);
    }
    return STET_OK;
}

static const stet_reader lines_reader = {.size = sizeof(stet_reader),
                                         .bid = bid_lines,
                                         .open = open_lines,
                                         .next = next_line,
                                         .close = close_lines,
                                         .read = read_piece};
static const stet_step read_lines_step = {.size = sizeof(stet_step),
                                          .kind = STET_STEP_READ,
                                          .name = "read.lines",
                                          .summary = "Read an article from each line.",
                                          .reader = &lines_reader};

/* ---- steps --------------------------------------------------------------- */

static const char *const body_names[] = {"body", NULL};

struct append_config {
    const stet_template *text;
    int64_t times;
};
static const stet_option append_options[] = {
    STET_TEMPLATE(struct append_config, text, .flags = STET_OPT_REQUIRED, .help = "What.",
                  .example = "more"),
    STET_INT(struct append_config, times, 1, 5, .def = "1", .help = "How often."),
    STET_OPTION_END};

static stet_code run_append(const void *plan, void *scratch, stet_article *a)
{
    const struct append_config *config = plan;
    stet_str text;
    (void)scratch;
    for (int64_t i = 0; i < config->times; i++) {
        stet_code code = stet_expand(a, config->text, &text);
        stet_node n = code ? 0
                           : stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0,
                                           STET_PARAGRAPH, (stet_span){0, 0});
        if (code || !n)
            return code ? code : STET_FAILED;
        code = stet_text_append(a, n, text.p, text.n, 0, 0);
        if (code)
            return code;
    }
    return STET_OK;
}

static const stet_step append_step = {.size = sizeof(stet_step),
                                      .caps = STET_CAP_PURE,
                                      .kind = STET_STEP_TRANSFORM,
                                      .config_size = sizeof(struct append_config),
                                      .name = "toy.append",
                                      .summary = "Append a paragraph.",
                                      .options = append_options,
                                      .reads = body_names,
                                      .writes = body_names,
                                      .process = run_append};

struct fail_config {
    int32_t answer;
    int64_t succeeds_after;
    stet_str slug;
};
static const stet_enum fail_answers[] = {{"failed", STET_FAILED, "it failed"},
                                         {"retry", STET_RETRY, "passing trouble"},
                                         {"fatal", STET_FATAL, "unusable"},
                                         {"skip", STET_SKIP, "nothing to do"},
                                         {"nonsense", 42, "no code of stet"},
                                         {"careless", STET_OK, "calls that fail are not seen"},
                                         {NULL, 0, NULL}};
static const stet_option fail_options[] = {
    STET_CHOICE(struct fail_config, answer, fail_answers, .def = "failed", .help = "Which."),
    STET_INT(struct fail_config, succeeds_after, 0, 100, .def = "100", .help = "Calls."),
    STET_STRING(struct fail_config, slug, .def = "\"\"", .help = "Only for this slug."),
    STET_OPTION_END};

static stet_code open_fail(const void *plan, void **ret_scratch)
{
    (void)plan;
    *ret_scratch = calloc(1, sizeof(int64_t));
    return *ret_scratch ? STET_OK : STET_E_NOMEM;
}

static stet_code run_fail(const void *plan, void *scratch, stet_article *a)
{
    const struct fail_config *config = plan;
    int64_t *calls = scratch;
    if (config->slug.n && !stet_str_eq(config->slug, stet_field_text(a, STET_SLUG)))
        return STET_OK;
    if (!stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_SEPARATOR,
                       (stet_span){0, 0}))
        return STET_FAILED;
    if ((*calls)++ >= config->succeeds_after)
        return STET_OK;
    for (int i = 0; config->answer == STET_OK && i < 2000; i++)
        stet_node_new(a, stet_root(a, STET_FAMILY_BLOCK), 0, STET_SEPARATOR, (stet_span){0, 0});
    return stet_why(a, config->answer, stet_cstr("as it was told"));
}

static const stet_step fail_step = {.size = sizeof(stet_step),
                                    .kind = STET_STEP_TRANSFORM,
                                    .config_size = sizeof(struct fail_config),
                                    .name = "toy.fail",
                                    .summary = "Write, then fail.",
                                    .options = fail_options,
                                    .writes = body_names,
                                    .open = open_fail,
                                    .close = free,
                                    .process = run_fail};

struct flag_config {
    int32_t effect;
    double score;
};
static const stet_enum effects[] = {{"observe", STET_OBSERVE, "only shown"},
                                    {"label", STET_LABEL, "labelled"},
                                    {"review", STET_REVIEW, "looked at"},
                                    {"reject", STET_REJECT, "refused"},
                                    {NULL, 0, NULL}};
static const stet_option flag_options[] = {
    STET_CHOICE(struct flag_config, effect, effects, .def = "review", .help = "Effect."),
    STET_NUMBER(struct flag_config, score, 0, 100, .def = "0", .help = "Score."),
    STET_OPTION_END};
static const stet_rule flag_rules[] = {{.size = sizeof(stet_rule),
                                        .severity = STET_HIGH,
                                        .effect = STET_REVIEW,
                                        .id = "flagged",
                                        .category = "toys",
                                        .summary = "It is flagged."},
                                       {.size = sizeof(stet_rule),
                                        .severity = STET_LOW,
                                        .effect = STET_OBSERVE,
                                        .id = "noted",
                                        .summary = "It is noted."},
                                       {.size = sizeof(stet_rule)}};

static stet_code run_flag(const void *plan, void *scratch, stet_article *a)
{
    const struct flag_config *config = plan;
    stet_finding f = {.size = sizeof f,
                      .severity = -1,
                      .effect = config->effect,
                      .score = config->score,
                      .confidence = 1,
                      .rule = "flagged",
                      .node = stet_first(a, stet_root(a, STET_FAMILY_BLOCK))};
    (void)scratch;
    f.message = stet_cstr("flagged");
    stet_code code = stet_finding_add(a, &f);
    f.rule = "noted";
    f.effect = -1;
    f.score = 0;
    f.message = stet_cstr("noted");
    return code == STET_OK ? stet_finding_add(a, &f) : code;
}

static const stet_step flag_step = {.size = sizeof(stet_step),
                                    .kind = STET_STEP_CHECK,
                                    .config_size = sizeof(struct flag_config),
                                    .name = "toy.flag",
                                    .summary = "Make a finding.",
                                    .options = flag_options,
                                    .rules = flag_rules,
                                    .reads = body_names,
                                    .process = run_flag};

static const char *const count_names[] = {"x.toy.*", NULL};
static const stet_provides count_provides[] = {{.size = sizeof(stet_provides),
                                                .type = STET_VALUE_INT,
                                                .family = STET_FAMILY_FIELD,
                                                .name = "count",
                                                .help = "How many blocks."},
                                               {.size = sizeof(stet_provides)}};

static stet_code run_nothing(const void *plan, void *scratch, stet_article *a)
{
    (void)plan;
    (void)scratch;
    (void)a;
    return STET_OK;
}

static const stet_step count_step = {.size = sizeof(stet_step),
                                     .kind = STET_STEP_TRANSFORM,
                                     .name = "toy.count",
                                     .summary = "Count the blocks.",
                                     .writes = count_names,
                                     .provides = count_provides,
                                     .process = run_nothing};
static const char *const use_reads[] = {"x.toy.count", NULL};
static const stet_step use_step = {.size = sizeof(stet_step),
                                   .kind = STET_STEP_CHECK,
                                   .name = "other.use",
                                   .summary = "Use the count.",
                                   .reads = use_reads,
                                   .process = run_nothing};

/* Waits until the article's time is over. */
static stet_code run_wait(const void *plan, void *scratch, stet_article *a)
{
    stet_code code;
    (void)plan;
    (void)scratch;
    while ((code = stet_alive(a)) == STET_OK)
        usleep(1000);
    return code;
}

static const stet_step wait_step = {.size = sizeof(stet_step),
                                    .kind = STET_STEP_CHECK,
                                    .name = "toy.wait",
                                    .summary = "Wait for the deadline.",
                                    .process = run_wait};

/* ---- writers ------------------------------------------------------------- */

struct write_config {
    stet_str prefix;
    uint8_t fails;
    int64_t most;
};
static const stet_option write_options[] = {
    STET_STRING(struct write_config, prefix, .def = "\"\"", .help = "Before all."),
    STET_BOOL(struct write_config, fails, .def = "false", .help = "Fail half way."),
    STET_INT(struct write_config, most, 0, 1000000, .def = "1000000", .help = "Pieces."),
    STET_OPTION_END};
static const stet_render toy_renders[] = {
    {STET_HEADING, 0, STET_DEGRADES, "a paragraph"},
    {STET_SEPARATOR, 0, STET_DROPS, NULL},
    {0, STET_FAMILY_BLOCK, STET_RENDERS, NULL},
    {0, 0, 0, NULL}};

static stet_code write_toy(const void *plan, void *scratch, stet_article *a, stet_out *out)
{
    const struct write_config *config = plan;
    stet_node body = stet_root(a, STET_FAMILY_BLOCK);
    (void)scratch;
    stet_put_str(out, config->prefix);
    stet_put_str(out, stet_field_text(a, STET_HEADLINE));
    for (stet_node n = stet_first(a, body); n; n = stet_next(a, n)) {
        stet_putc(out, '|');
        stet_put_str(out, stet_content(a, n));
        if (config->fails)
            return stet_why(a, STET_FAILED, stet_cstr("half way"));
    }
    stet_putc(out, '\n');
    return stet_out_status(out);
}

static stet_code write_piece(const void *plan, void *scratch, stet_article *a, stet_out *out,
                             stet_str *ret_key)
{
    *ret_key = stet_field_text(a, STET_HEADLINE);
    return write_toy(plan, scratch, a, out);
}

static stet_code begin_feed(const void *plan, int64_t now, stet_out *out)
{
    (void)plan;
    stet_puts(out, "begin ");
    stet_put_int(out, now);
    stet_putc(out, '\n');
    return stet_out_status(out);
}

static stet_code join_feed(const void *plan, uint64_t i, stet_str piece, stet_out *out)
{
    const struct write_config *config = plan;
    stet_put_int(out, (int64_t)i);
    stet_putc(out, ' ');
    stet_put_str(out, piece);
    return (int64_t)i + 1 >= config->most && !out->failed ? STET_DONE : stet_out_status(out);
}

static stet_code end_feed(const void *plan, stet_out *out)
{
    (void)plan;
    stet_puts(out, "end\n");
    return stet_out_status(out);
}

static const stet_writer toy_writer = {.size = sizeof(stet_writer),
                                       .media = "text/plain",
                                       .extension = ".out",
                                       .renders = toy_renders,
                                       .write = write_toy};
static const stet_writer feed_writer = {.size = sizeof(stet_writer),
                                        .sorted = 1,
                                        .media = "text/plain",
                                        .extension = ".feed",
                                        .piece = write_piece,
                                        .begin = begin_feed,
                                        .join = join_feed,
                                        .end = end_feed};
static const stet_writer log_writer = {.size = sizeof(stet_writer),
                                       .media = "text/plain",
                                       .extension = ".log",
                                       .piece = write_piece,
                                       .begin = begin_feed,
                                       .join = join_feed,
                                       .end = end_feed};

/* Files of at most `most` pieces; it counts them in its notes. One file each where names vary. */
static stet_code add_sheet(const void *plan, const stet_joining *file, stet_str piece, stet_out *out)
{
    const struct write_config *config = plan;
    if (file->notes->len >= (size_t)config->most)
        return STET_SPLIT;
    ck_assert_uint_eq(file->notes->len, file->pieces);
    int64_t at = (int64_t)file->bytes + (int64_t)out->len;
    stet_put_int(out, file->file);
    stet_putc(out, '@');
    stet_put_int(out, at);
    stet_putc(out, ' ');
    stet_put_str(out, piece);
    stet_putc(file->notes, 'x');
    return stet_out_status(out);
}

static stet_code close_sheet(const void *plan, const stet_joining *file, stet_out *out)
{
    (void)plan;
    stet_put(out, file->notes->data, file->notes->len);
    stet_putc(out, '\n');
    return stet_out_status(out);
}

static stet_code index_sheets(const void *plan, const stet_str *names, size_t count, int64_t now,
                              stet_out *out)
{
    (void)plan;
    stet_put_int(out, now);
    for (size_t i = 0; i < count; i++) {
        stet_putc(out, ' ');
        stet_put_str(out, names[i]);
    }
    return stet_out_status(out);
}

static const stet_writer sheet_writer = {.size = sizeof(stet_writer),
                                         .sorted = 1,
                                         .media = "text/plain",
                                         .extension = ".sheet",
                                         .write = write_toy,
                                         .piece = write_piece,
                                         .add = add_sheet,
                                         .close = close_sheet,
                                         .index = index_sheets};

#define WRITE_STEP(member, title, table)                                                     \
    static const stet_step member = {.size = sizeof(stet_step),                              \
                                     .kind = STET_STEP_WRITE,                                \
                                     .config_size = sizeof(struct write_config),             \
                                     .name = title,                                          \
                                     .summary = "Write.",                                    \
                                     .options = write_options,                               \
                                     .reads = body_names,                                    \
                                     .writer = &table}
WRITE_STEP(write_toy_step, "write.toy", toy_writer);
WRITE_STEP(write_feed_step, "write.feed", feed_writer);
WRITE_STEP(write_log_step, "write.log", log_writer);
WRITE_STEP(write_sheet_step, "write.sheet", sheet_writer);

static const stet_step *const toy_steps[] = {
    &read_toy_step, &read_lines_step, &append_step,     &fail_step,      &flag_step, &count_step,
    &wait_step,     &write_toy_step,  &write_feed_step, &write_log_step, &write_sheet_step, NULL};
static const stet_step *const other_steps[] = {&use_step, NULL};
STET_PLUGIN(toy, "1.2.0", 0, .summary = "Toys.", .license = "MIT", .steps = toy_steps);
STET_PLUGIN(other, "0.3.1", 0, .summary = "Others.", .license = "MIT", .steps = other_steps);

static inline stet_context *new_context(void)
{
    stet_context *ctx = NULL;
    stet_error err = {.code = 0};
    ck_assert_int_eq(stet_context_new(&ctx, &err), STET_OK);
    ck_assert_msg(stet_context_add_plugin(ctx, &STET_PLUGIN_SYMBOL_(toy), &err) == STET_OK,
                  "%s", err.message);
    ck_assert_msg(stet_context_add_plugin(ctx, &STET_PLUGIN_SYMBOL_(other), &err) == STET_OK,
                  "%s", err.message);
    return ctx;
}

/* A pipeline that must load. */
static inline stet_pipeline *load(stet_context *ctx, const char *yaml)
{
    stet_pipeline *p = NULL;
    stet_error err = {.code = 0};
    stet_code code =
        stet_pipeline_load_memory(ctx, stet_cstr(yaml), "test", NULL, &p, NULL, &err);
    ck_assert_msg(code == STET_OK, "%s:%u:%u: %s (%s)", err.where, err.line, err.column,
                  err.message, err.hint);
    return p;
}

#endif
