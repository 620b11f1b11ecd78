/* SPDX-License-Identifier: MIT */
/*
 * wordwatch - a plugin built outside stet's tree, with one step and one writer.
 *
 *   - use: wordwatch.mark           # finds words the house avoids, marks the article
 *     with: { words: [ very, really ], limit: 3 }
 *
 *   out:
 *     - use: write.outline          # headings and the length of each section
 *       to: "{{ slug }}.outline.txt"
 */
#include <stet/plugin.h>

/* ---- wordwatch.mark ------------------------------------------------------------ */

struct mark_config {
    stet_list words; /* of stet_str */
    int64_t limit;
};

static const stet_option mark_options[] = {
    STET_LIST_OF(struct mark_config, words, STET_TYPE_STRING,
                 .flags = STET_OPT_REQUIRED, .min = 1, .max = 1000,
                 .example = "[ very, really ]",
                 .help = "Words to look for, in lower case."),
    STET_INT(struct mark_config, limit, 1, 1000, .def = "10", .example = "3",
             .help = "Findings made for one article, at most."),
    STET_OPTION_END};

static const stet_rule mark_rules[] = {{.size = sizeof(stet_rule),
                                        .severity = STET_LOW,
                                        .effect = STET_OBSERVE,
                                        .id = "word",
                                        .category = "style",
                                        .summary = "A word that the house avoids.",
                                        .help = "Leave it out, or say it with a fact."},
                                       {.size = sizeof(stet_rule)}};

static int is_word_byte(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u >= 0x80;
}

/* The word stands alone at `at`: the fold view is lower case already. */
static int stands_at(stet_str text, size_t at, stet_str word)
{
    size_t end = at + word.n;
    return end <= text.n && memcmp(text.p + at, word.p, word.n) == 0 &&
           (at == 0 || !is_word_byte(text.p[at - 1])) &&
           (end == text.n || !is_word_byte(text.p[end]));
}

static stet_code report(stet_article *a, const stet_view *view, size_t at,
                        stet_str word)
{
    stet_range where;
    stet_code code = stet_view_locate(a, view, at, word.n, &where);
    if (code != STET_OK)
        return code;
    return stet_finding_add(
        a, &(stet_finding){.size = sizeof(stet_finding),
                           .severity = -1,
                           .effect = -1,
                           .rule = "word",
                           .node = where.block,
                           .from = where.from,
                           .to = where.to,
                           .message = stet_cstr("a word the house avoids"),
                           .evidence = word});
}

static stet_code mark(const void *plan, void *scratch, stet_article *a)
{
    const struct mark_config *config = plan;
    const stet_str *words = config->words.items;
    const stet_view *view = stet_view_get(a, STET_LAYER_FOLD, 1u << STET_ZONE_BODY);
    int64_t found = 0;
    (void)scratch;
    if (!view)
        return STET_E_NOMEM;
    for (size_t at = 0; at < view->text.n && found < config->limit; at++)
        for (size_t w = 0; w < config->words.n; w++)
            if (words[w].n && stands_at(view->text, at, words[w])) {
                stet_code code = report(a, view, at, words[w]);
                if (code != STET_OK)
                    return code;
                found++;
            }
    return STET_OK;
}

static const char *const mark_reads[] = {"body", NULL};
static const char *const mark_writes[] = {NULL};

static const stet_step mark_step = {.size = sizeof(stet_step),
                                    .caps = STET_CAP_IDEMPOTENT | STET_CAP_PURE,
                                    .kind = STET_STEP_CHECK,
                                    .config_size = sizeof(struct mark_config),
                                    .name = "wordwatch.mark",
                                    .summary = "Find words that the house avoids.",
                                    .options = mark_options,
                                    .rules = mark_rules,
                                    .reads = mark_reads,
                                    .writes = mark_writes,
                                    .process = mark};

/* ---- write.outline ------------------------------------------------------------- */

static const stet_render outline_renders[] = {
    {STET_HEADING, 0, STET_RENDERS, NULL},
    {0, STET_FAMILY_BLOCK, STET_DEGRADES, "its length"},
    {0, STET_FAMILY_INLINE, STET_DEGRADES, "its text"},
    {0, STET_FAMILY_FIELD, STET_DROPS, NULL},
    {0, STET_FAMILY_NOTICE, STET_DROPS, NULL},
    {0, STET_FAMILY_PART, STET_DROPS, NULL},
    {0, 0, 0, NULL}};

static stet_code write_outline(const void *plan, void *scratch, stet_article *a,
                               stet_out *out)
{
    stet_node block = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    size_t bytes = 0;
    (void)plan;
    (void)scratch;
    for (; block; block = stet_next(a, block)) {
        stet_str text = stet_content(a, block);
        if (stet_kind_of(a, block) == STET_HEADING) {
            stet_put_int(out, (int64_t)bytes);
            stet_puts(out, "\n");
            stet_put_str(out, text);
            stet_puts(out, ": ");
            bytes = 0;
        } else
            bytes += text.n;
    }
    stet_put_int(out, (int64_t)bytes);
    stet_puts(out, "\n");
    return stet_out_status(out);
}

static const stet_writer outline_writer = {.size = sizeof(stet_writer),
                                           .media = "text/plain; charset=utf-8",
                                           .extension = ".txt",
                                           .renders = outline_renders,
                                           .write = write_outline};

static const stet_step outline_step = {
    .size = sizeof(stet_step),
    .caps = STET_CAP_PURE,
    .kind = STET_STEP_WRITE,
    .name = "write.outline",
    .summary = "Headings with the length of their sections.",
    .reads = mark_reads,
    .writes = mark_writes,
    .writer = &outline_writer};

static const stet_step *const steps[] = {&mark_step, &outline_step, NULL};

STET_PLUGIN(wordwatch, "1.0.0", 0, .summary = "Words to avoid, and an outline",
            .license = "MIT", .homepage = "", .steps = steps);
