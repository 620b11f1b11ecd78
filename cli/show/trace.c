/* SPDX-License-Identifier: MIT */
/* `stet trace`: what each step of a pipeline did to one article. */
#include <string.h>

#include "../commands.h"
#include "../run/inputs.h"
#include "../session.h"
#include "../terminal.h"
#include "record.h"

enum { SHORT_TEXT = 72 };

struct tracing {
    const struct args *args;
    long long step; /* 0: all */
    int only_changed, seen, failed;
};

static void put_short(stet_str text)
{
    size_t graphemes, n = stet_kit_table()->graphemes(text, SHORT_TEXT, &graphemes);
    for (size_t i = 0; i < n; i++)
        if (text.p[i] == '\n')
            n = i;
    terminal_put(stdout, stet_strn(text.p, n));
    if (n < text.n)
        fputs("...", stdout);
}

static void put_sign(char op, const char *kind)
{
    enum paint paint = op == '+' ? PAINT_GREEN : op == '-' ? PAINT_RED : PAINT_YELLOW;
    char sign[2] = {op, '\0'};
    fputs("     ", stdout);
    terminal_paint(stdout, paint, stet_cstr(sign));
    printf(" %-14s ", kind);
}

/* The words that a notice covers first. */
static stet_str covered_text(stet_article *a, stet_node notice)
{
    stet_node range = stet_first(a, notice);
    while (range && stet_kind_of(a, range) != STET_RANGE)
        range = stet_next(a, range);
    return record_range(a, range);
}

/* What came or went. A statement of parts and a part have no text: their names say it;
 * a notice is the words that it covers. */
static stet_str changed_text(stet_article *a, const stet_change_info *c)
{
    stet_str text = c->op == '-' ? c->before : c->after;
    if (text.n || c->attr || c->op != '+')
        return text;
    if (stet_parent(a, c->node) == stet_root(a, STET_FAMILY_NOTICE))
        return covered_text(a, c->node);
    stet_str name = stet_attr_str(a, c->node, STET_ATTR_NAME);
    if (!name.n)
        name = stet_attr_str(a, stet_first(a, c->node), STET_ATTR_NAME);
    return name;
}

/* Within something that the same step added, and that is told already. */
static int is_inside(stet_article *a, const stet_change_info *c, stet_str step)
{
    stet_node parent = stet_parent(a, c->node);
    return c->op == '+' && !c->attr && parent &&
           stet_family_of(a, stet_kind_of(a, parent)) != STET_FAMILY_NONE &&
           stet_str_eq(stet_author_of(a, parent), step);
}

static void print_change(stet_article *a, const stet_change_info *c)
{
    stet_str text = changed_text(a, c);
    put_sign(c->op, stet_kind_name(a, c->kind));
    if (c->attr)
        printf("%s: ", stet_attr_name(a, c->attr));
    if (c->op == '~') {
        put_short(c->before);
        fputs(c->before.n ? " -> " : "-> ", stdout);
    }
    put_short(text);
    if (c->op == '~' && !c->attr &&
        stet_family_of(a, stet_kind_of(a, c->node)) == STET_FAMILY_BLOCK) {
        stet_str words = stet_content(a, c->node);
        fputs(words.n ? "  " : "", stdout);
        put_short(words);
    }
    fputc('\n', stdout);
}

/* Every line of `text` behind a sign. */
static void print_lines(char sign, stet_str text)
{
    char prefix[2] = {sign, '\0'};
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end ? (size_t)(end - text.p) - at : text.n - at;
        terminal_paint(stdout, sign == '+' ? PAINT_GREEN : PAINT_RED,
                       stet_cstr(prefix));
        terminal_paint(stdout, sign == '+' ? PAINT_GREEN : PAINT_RED,
                       stet_strn(text.p + at, n));
        fputc('\n', stdout);
        at += n + 1;
    }
}

static void print_diff(stet_article *a, const stet_change_info *c)
{
    stet_span span = stet_span_of(a, c->node);
    printf("@@ %s", stet_kind_name(a, c->kind));
    if (c->attr)
        printf(" %s", stet_attr_name(a, c->attr));
    if (span.len) {
        stet_place place = stet_place_of(a, span.off);
        printf(", line %u", place.line);
    }
    fputs(" @@\n", stdout);
    print_lines('-', c->before);
    print_lines('+', c->op == '+' ? changed_text(a, c) : c->after);
}

static void print_changes(const stet_result *r, size_t step, stet_str id, int diff)
{
    stet_change_info c = {.size = sizeof c};
    stet_article *a = stet_result_article(r);
    for (size_t i = 0; stet_result_change(r, i, &c); i++) {
        if (c.step != step)
            continue;
        if (diff)
            print_diff(a, &c);
        else if (!is_inside(a, &c, id))
            print_change(a, &c);
    }
}

static void print_step_findings(const stet_result *r, stet_str step)
{
    stet_finding_info f = {.size = sizeof f};
    for (size_t i = 0; stet_result_finding(r, i, &f); i++) {
        if (!stet_str_eq(f.step, step))
            continue;
        put_sign('!', record_effect(f.effect));
        terminal_put(stdout, f.rule);
        fputs("  ", stdout);
        if (f.place.line)
            printf("line %u: ", f.place.line);
        terminal_put(stdout, f.message);
        fputc('\n', stdout);
    }
}

static const char *outcome(const stet_step_info *s)
{
    if (!s->ran)
        return "-";
    switch (s->code) {
    case STET_OK:
        return "ok";
    case STET_SKIP:
        return "skip";
    case STET_RETRY:
        return "retry";
    default:
        return "FAILED";
    }
}

static void print_step(const struct tracing *t, const stet_result *r, size_t i,
                       const stet_step_info *s)
{
    char label[256];
    snprintf(label, sizeof label, "%.*s%s%.*s", (int)s->use.n, s->use.p,
             stet_str_eq(s->id, s->use) ? "" : " #",
             stet_str_eq(s->id, s->use) ? 0 : (int)s->id.n, s->id.p);
    printf("%3zu ", i + 1);
    terminal_paint(stdout, PAINT_BOLD, stet_cstr(label));
    printf("%*s %-6s %8.3f ms", (int)(strlen(label) < 28 ? 28 - strlen(label) : 1), "",
           outcome(s), (double)s->nanoseconds / 1e6);
    if (s->changes)
        printf("  %u change%s", s->changes, s->changes == 1 ? "" : "s");
    if (s->findings)
        printf("  %u finding%s", s->findings, s->findings == 1 ? "" : "s");
    if (s->why.n) {
        fputs("  ", stdout);
        terminal_put(stdout, s->why);
    }
    fputc('\n', stdout);
    print_changes(r, i, s->id, t->step != 0);
    print_step_findings(r, s->id);
}

static void print_blame(const stet_result *r)
{
    stet_article *a = stet_result_article(r);
    stet_node n = stet_first(a, stet_root(a, STET_FAMILY_BLOCK));
    for (; n; n = stet_next(a, n)) {
        stet_str by = stet_author_of(a, n), text = stet_content(a, n);
        printf("%-20.*s %-10s ", (int)by.n, by.p,
               stet_kind_name(a, stet_kind_of(a, n)));
        put_short(text);
        fputc('\n', stdout);
    }
}

/* The explanation begins with a line of the verdict too: that is the coloured one here.
 */
static void print_verdict(const stet_result *r)
{
    stet_str why = stet_result_explanation(r);
    const char *line_end = why.n ? memchr(why.p, '\n', why.n) : NULL;
    fputs("verdict: ", stdout);
    terminal_paint(
        stdout, stet_result_verdict(r) >= STET_VERDICT_REVIEW ? PAINT_RED : PAINT_GREEN,
        stet_cstr(record_verdict(stet_result_verdict(r))));
    fputc('\n', stdout);
    if (!line_end)
        return;
    terminal_put(stdout,
                 stet_strn(line_end + 1, why.n - (size_t)(line_end + 1 - why.p)));
    fputc('\n', stdout);
}

static void on_result(void *self, stet_str input, const stet_result *r)
{
    struct tracing *t = self;
    stet_step_info s = {.size = sizeof s};
    int status = stet_result_status(r);
    t->seen++;
    t->failed += status == STET_STATUS_FAILED || status == STET_STATUS_QUARANTINED;
    terminal_paint(stdout, PAINT_BOLD, input);
    fputc('\n', stdout);
    if (args_has(t->args, "blame") && stet_result_article(r)) {
        print_blame(r);
        return;
    }
    for (size_t i = 0; stet_result_step(r, i, &s); i++)
        if ((!t->step || t->step == (long long)i + 1) &&
            (!t->only_changed || s.changes || s.findings))
            print_step(t, r, i, &s);
    if (status != STET_STATUS_OK) {
        terminal_paint(stdout, PAINT_RED, stet_cstr(record_status(status)));
        fputs(": ", stdout);
        terminal_put(stdout, stet_result_reason(r));
        fputc('\n', stdout);
    }
    print_verdict(r);
}

static int trace_all(const struct args *args, stet_pipeline *pipeline,
                     struct inputs *inputs)
{
    struct tracing t = {.args = args, .only_changed = args_has(args, "only-changed")};
    stet_many_options options = {
        .size = sizeof options, .threads = 1, .self = &t, .result = on_result};
    stet_summary summary = {.size = sizeof summary};
    stet_error err = {.code = STET_OK};
    options.run = (stet_run_options){.size = sizeof options.run, .trace = 1};
    if (!args_number(args, "step", 1, 100000, &t.step))
        return EXIT_USAGE;
    if (t.step > (long long)stet_pipeline_steps(pipeline)) {
        fprintf(stderr, "stet trace: --step %lld: the pipeline has %zu steps\n", t.step,
                stet_pipeline_steps(pipeline));
        return EXIT_USAGE;
    }
    stet_code code =
        stet_run_many(pipeline, inputs_next, inputs, &options, &summary, &err);
    if (code != STET_OK) {
        err.code = code;
        session_print_error(&err);
        return session_status(code);
    }
    return t.failed || summary.unread_inputs ? EXIT_SOME_FAILED : EXIT_CLEAN;
}

static int run_trace(const struct args *args)
{
    struct inputs inputs = {0};
    stet_context *ctx = NULL;
    stet_pipeline *pipeline = NULL;
    int status = session_open(args, &ctx);
    if (!status)
        status = session_pipeline(ctx, args, args->rest[0], 0, &pipeline);
    if (!status)
        status = inputs_collect(&inputs, args->rest + 1, args->rest_count - 1);
    if (!status)
        status = trace_all(args, pipeline, &inputs);
    if (!terminal_flush() && status == EXIT_CLEAN)
        status = EXIT_IO;
    inputs_done(&inputs);
    stet_pipeline_free(pipeline);
    stet_context_free(ctx);
    return status;
}

static const struct arg_row rows[] = {
    {"step", 0, "N", "only the Nth step, its changes as a diff"},
    {"blame", 0, NULL, "the blocks of the result, each with the step that wrote it"},
    {"only-changed", 0, NULL, "leave out steps that did nothing"},
    {"set", 0, "NAME=VALUE", "set a variable of the pipeline (repeatable)"},
    ARGS_PLUGINS,
    ARGS_END};

const struct command trace_command = {
    .name = "trace",
    .summary = "show what each step does to an article",
    .usage = "[OPTIONS] PIPELINE[:NAME] INPUT...",
    .text =
        "Runs the pipeline on INPUT without writing anything, and prints each step "
        "with its time,\n"
        "changes and findings, then the verdict and how it came about. --step N shows "
        "every\n"
        "change, also those within what the step added.",
    .rows = rows,
    .min_rest = 2,
    .max_rest = -1,
    .run = run_trace};
