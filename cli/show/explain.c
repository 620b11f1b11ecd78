/* SPDX-License-Identifier: MIT */
/* `stet explain`: every statement of a field, which one was chosen, and why. */
#include <string.h>

#include "../commands.h"
#include "../run/inputs.h"
#include "../session.h"
#include "../terminal.h"

struct explaining {
    const char *field;
    int failed, unknown;
};

static stet_kind find_field(const stet_article *a, const char *name)
{
    for (stet_kind k = STET_ID; k < STET_NOTICE_OTHER; k++) {
        const char *known =
            stet_family_of(a, k) == STET_FAMILY_FIELD ? stet_kind_name(a, k) : NULL;
        if (known && strcmp(known, name) == 0)
            return k;
    }
    return STET_KIND_NONE;
}

static void say_unknown_field(const stet_article *a, const char *name)
{
    const char *names[STET_NOTICE_OTHER];
    size_t n = 0;
    for (stet_kind k = STET_ID; k < STET_NOTICE_OTHER; k++)
        if (stet_family_of(a, k) == STET_FAMILY_FIELD)
            names[n++] = stet_kind_name(a, k);
    names[n] = NULL;
    const char *near = stet_suggest(stet_cstr(name), names);
    fprintf(stderr, "stet explain: there is no field '%s'", name);
    if (near)
        fprintf(stderr, " (did you mean '%s'?)", near);
    fputc('\n', stderr);
}

static const char *confidence_name(int64_t confidence)
{
    static const char *const names[] = {"?", "inferred", "derived", "asserted", "set"};
    return names[confidence > 0 && confidence < 5 ? confidence : 0];
}

/* A statement in one line: its text, or the names of its parts. */
static void print_value(stet_article *a, stet_node statement)
{
    stet_node part = stet_first(a, statement);
    terminal_put(stdout, stet_text(a, statement));
    for (int first = 1; part; part = stet_next(a, part), first = 0) {
        stet_str name = stet_attr_str(a, part, STET_ATTR_NAME);
        stet_str value = stet_attr_str(a, part, STET_ATTR_VALUE);
        if (!first)
            fputs("; ", stdout);
        terminal_put(stdout, name.n ? name : value.n ? value : stet_text(a, part));
    }
}

static void print_statement(stet_article *a, stet_node n, int chosen)
{
    stet_span span = stet_span_of(a, n);
    stet_str rule = stet_attr_str(a, n, STET_ATTR_RULE);
    stet_str source = stet_attr_str(a, n, STET_ATTR_SOURCE), by = stet_author_of(a, n);
    fputs(chosen ? "  * " : "    ", stdout);
    print_value(a, n);
    printf("\n      %s", confidence_name(stet_attr_int(a, n, STET_ATTR_CONFIDENCE, 0)));
    if (source.n) {
        fputs(", from ", stdout);
        terminal_put(stdout, source);
    }
    if (by.n) {
        fputs(", by ", stdout);
        terminal_put(stdout, by);
    }
    if (rule.n) {
        fputs(", rule ", stdout);
        terminal_put(stdout, rule);
    }
    if (span.len) {
        stet_place place = stet_place_of(a, span.off);
        printf(", line %u", place.line);
    }
    fputc('\n', stdout);
}

/* Why the chosen one: confidence decides, then the order in the document. */
static void print_reason(stet_article *a, stet_node fields, stet_node chosen,
                         stet_kind kind)
{
    int64_t best = stet_attr_int(a, chosen, STET_ATTR_CONFIDENCE, 0);
    size_t all = 0, equal = 0;
    for (stet_node n = stet_find(a, fields, 0, kind); n;
         n = stet_find(a, fields, n, kind)) {
        all++;
        equal += stet_attr_int(a, n, STET_ATTR_CONFIDENCE, 0) == best;
    }
    if (all == 1)
        puts("  the only statement");
    else if (equal == 1)
        printf("  the surest of %zu: %s wins over what is less sure\n", all,
               confidence_name(best));
    else
        printf("  the first of %zu that are %s\n", equal, confidence_name(best));
}

static void explain_article(struct explaining *e, stet_article *a)
{
    stet_kind kind = find_field(a, e->field);
    stet_node fields = stet_root(a, STET_FAMILY_FIELD);
    if (!kind) {
        if (!e->unknown++)
            say_unknown_field(a, e->field);
        return;
    }
    stet_node chosen = stet_field(a, kind);
    if (!chosen) {
        puts("  nothing states it");
        return;
    }
    for (stet_node n = stet_find(a, fields, 0, kind); n;
         n = stet_find(a, fields, n, kind))
        print_statement(a, n, n == chosen);
    print_reason(a, fields, chosen, kind);
}

static void on_result(void *self, stet_str input, const stet_result *r)
{
    struct explaining *e = self;
    if (stet_result_status(r) != STET_STATUS_OK || !stet_result_article(r)) {
        e->failed++;
        terminal_put_name(stderr, input);
        fputs(": ", stderr);
        terminal_put(stderr, stet_result_reason(r));
        fputc('\n', stderr);
        return;
    }
    terminal_paint(stdout, PAINT_BOLD, input);
    printf(": %s\n", e->field);
    explain_article(e, stet_result_article(r));
}

static int explain_all(stet_pipeline *pipeline, struct inputs *inputs,
                       const char *field)
{
    struct explaining e = {.field = field};
    stet_many_options options = {
        .size = sizeof options, .threads = 1, .self = &e, .result = on_result};
    stet_summary summary = {.size = sizeof summary};
    stet_error err = {.code = STET_OK};
    options.run = (stet_run_options){.size = sizeof options.run, .no_outputs = 1};
    stet_code code =
        stet_run_many(pipeline, inputs_next, inputs, &options, &summary, &err);
    if (code != STET_OK) {
        err.code = code;
        session_print_error(&err);
        return session_status(code);
    }
    if (e.unknown)
        return EXIT_USAGE;
    return e.failed || summary.unread_inputs ? EXIT_BAD_INPUT : EXIT_CLEAN;
}

static int run_explain(const struct args *args)
{
    struct inputs inputs = {0};
    stet_context *ctx = NULL;
    stet_pipeline *pipeline = NULL;
    int status = session_open(args, &ctx);
    if (!status)
        status = session_reading(ctx, &pipeline);
    if (!status)
        status = inputs_collect(&inputs, args->rest + 1, args->rest_count - 1);
    if (!status)
        status = explain_all(pipeline, &inputs, args->rest[0]);
    if (!terminal_flush() && status == EXIT_CLEAN)
        status = EXIT_IO;
    inputs_done(&inputs);
    stet_pipeline_free(pipeline);
    stet_context_free(ctx);
    return status;
}

static const struct arg_row rows[] = {ARGS_PLUGINS, ARGS_END};

const struct command explain_command = {
    .name = "explain",
    .summary = "say why a field has the value it has",
    .usage = "[OPTIONS] FIELD INPUT...",
    .text = "Prints every statement of FIELD (headline, authors, published, ...) with "
            "who makes it and\n"
            "how surely; * marks the chosen one.\n\n"
            "  stet explain published article.md",
    .rows = rows,
    .min_rest = 2,
    .max_rest = -1,
    .run = run_explain};
