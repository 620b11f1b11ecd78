/* SPDX-License-Identifier: MIT */
/*
 * `stet rights`: may I publish this, and what do I owe? Runs attribution.check with a
 * policy on one article and prints its findings as a table, or as JSON.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../commands.h"
#include "../session.h"
#include "../terminal.h"

struct asking {
    const struct args *args;
    stet_context *ctx;
    stet_out *out;
    char policy[PATH_MAX], context[PATH_MAX], original[PATH_MAX];
    const char *publisher; /* a name in place of a policy file */
};

/* ---- files --------------------------------------------------------------------- */
static int allow_folder(struct asking *a, const char *folder)
{
    stet_error err = {.code = STET_OK};
    if (stet_context_allow_files(a->ctx, folder, &err) == STET_OK)
        return 0;
    session_print_error(&err);
    return EXIT_NO_INPUT;
}

/* The file in full, and its folder allowed. 0 or an exit status. */
static int allow_file(struct asking *a, const char *name, char *ret_path)
{
    char folder[PATH_MAX];
    *ret_path = '\0';
    if (!name)
        return 0;
    if (!realpath(name, ret_path)) {
        fprintf(stderr, "stet rights: cannot read '%s'\n", name);
        return EXIT_NO_INPUT;
    }
    snprintf(folder, sizeof folder, "%s", ret_path);
    *strrchr(folder, '/') = '\0';
    return allow_folder(a, *folder ? folder : "/");
}

/* A name without slash and point, where no such file is, is that of a publisher. */
static int is_publisher(const char *name)
{
    return name && !strpbrk(name, "/.") && access(name, F_OK) != 0;
}

static int find_files(struct asking *a)
{
    const char *policy = args_value(a->args, "policy", NULL);
    int status = 0;
    if (is_publisher(policy))
        a->publisher = policy;
    else
        status = allow_file(a, policy, a->policy);
    if (!status) /* what a context names may lie here */
        status = allow_folder(a, ".");
    if (!status)
        status = allow_file(a, args_value(a->args, "context", NULL), a->context);
    if (!status)
        status = allow_file(a, args_value(a->args, "original", NULL), a->original);
    return status;
}

/* ---- the pipeline -------------------------------------------------------------- */
static void put_option(stet_out *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    stet_puts(out, ", ");
    stet_puts(out, name);
    stet_puts(out, ": ");
    stet_kit_table()->put_json_str(out, stet_cstr(value)); /* YAML reads it so */
}

static void put_steps(struct asking *a, const char *first, const char *rest)
{
    static const char *const steps[] = {"article.structure", "furniture.detect"};
    stet_puts(a->out, "stet: 1\nfail_on: never\nsteps:\n");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (stet_context_step(a->ctx, steps[i], NULL)) {
            stet_puts(a->out, "  - use: ");
            stet_puts(a->out, steps[i]);
            stet_puts(a->out, "\n");
        }
    stet_puts(a->out, first);
    stet_puts(a->out, rest);
}

static void put_pipeline(struct asking *a)
{
    int stated = !a->publisher && !*a->policy;
    if (args_has(a->args, "show-policy")) {
        put_steps(a, "  - use: rights.detect\n    with: {form: ",
                  args_has(a->args, "odrl") ? "odrl" : "policy");
        put_option(a->out, "policy", a->policy);
        stet_puts(a->out, "}\n");
        return;
    }
    put_steps(a, "  - use: attribution.check\n    id: rights\n    with: {",
              stated ? "as_stated: true" : "as_stated: false");
    stet_puts(a->out, ", as_page: true");
    put_option(a->out, "policy", a->policy);
    put_option(a->out, "publisher", a->publisher);
    put_option(a->out, "context", a->context);
    put_option(a->out, "original", a->original);
    put_option(a->out, "into", args_value(a->args, "into", NULL));
    stet_puts(a->out, "}\n");
}

static int load(struct asking *a, stet_pipeline **ret)
{
    stet_problems *problems = NULL;
    stet_error err = {.code = STET_OK};
    stet_code code = stet_problems_new(&problems);
    put_pipeline(a);
    if (code == STET_OK)
        code = stet_out_status(a->out);
    if (code == STET_OK)
        code = stet_pipeline_load_memory(a->ctx, stet_strn(a->out->data, a->out->len),
                                         "rights", NULL, ret, problems, &err);
    size_t errors = session_print_problems(stderr, problems);
    if (code != STET_OK && !errors) {
        err.code = code;
        session_print_error(&err);
    }
    stet_problems_free(problems);
    a->out->len = 0;
    return session_status(code);
}

/* ---- answers ------------------------------------------------------------------- */
static stet_str duty_of(const stet_finding_info *f)
{
    const char *slash = memchr(f->rule.p, '/', f->rule.n);
    size_t at = slash ? (size_t)(slash - f->rule.p) + 1 : 0;
    return stet_strn(f->rule.p + at, f->rule.n - at);
}

/* "policy#3": the place of the duty in its grant; -1: it is none. */
static int place_of(const stet_finding_info *f)
{
    const char *hash = memrchr(f->policy.p, '#', f->policy.n);
    int at = 0;
    if (!hash)
        return -1;
    for (const char *p = hash + 1; p < f->policy.p + f->policy.n; p++)
        at = at * 10 + (*p - '0');
    return at;
}

/* As the files of rights write it. */
static stet_str status_of(const stet_finding_info *f)
{
    return stet_str_is(f->status, "not_applicable") ? stet_cstr("not-applicable")
                                                    : f->status;
}

static void put_member(stet_out *out, const char *name, stet_str value)
{
    stet_puts(out, name);
    if (value.n)
        stet_kit_table()->put_json_str(out, value);
    else
        stet_puts(out, "null");
}

static void put_json_row(stet_out *out, const stet_finding_info *f, int first)
{
    int at = place_of(f);
    put_member(out, first ? "[\n{\"duty\":" : ",\n{\"duty\":", duty_of(f));
    stet_puts(out, ",\"at\":");
    if (at >= 0)
        stet_put_int(out, at);
    else
        stet_puts(out, "null");
    put_member(out, ",\"status\":", status_of(f));
    put_member(out, ",\"why\":", f->message);
    put_member(out, ",\"evidence\":", f->evidence);
    put_member(out, ",\"do\":", f->suggestion);
    if (f->source.len) {
        stet_puts(out, ",\"span\":{\"offset\":");
        stet_put_int(out, f->source.off);
        stet_puts(out, ",\"length\":");
        stet_put_int(out, f->source.len);
        stet_puts(out, ",\"line\":");
        stet_put_int(out, f->place.line);
        stet_puts(out, ",\"column\":");
        stet_put_int(out, f->place.column);
        stet_puts(out, "}");
    }
    stet_puts(out, "}");
}

static int paint_of(stet_str status)
{
    return stet_str_is(status, "satisfied")  ? PAINT_GREEN
           : stet_str_is(status, "violated") ? PAINT_RED
                                             : PAINT_YELLOW;
}

static void print_row(const stet_finding_info *f)
{
    stet_str duty = duty_of(f), status = status_of(f);
    terminal_paint(stdout, paint_of(status), status);
    printf("%*s", (int)(status.n < 16 ? 16 - status.n : 1), "");
    terminal_put(stdout, duty);
    printf("%*s", (int)(duty.n < 22 ? 22 - duty.n : 1), "");
    terminal_put(stdout, f->message);
    if (f->place.line)
        printf(" (line %u)", f->place.line);
    fputc('\n', stdout);
    if (f->suggestion.n) {
        printf("%*s-> ", 38, "");
        terminal_put(stdout, f->suggestion);
        fputc('\n', stdout);
    }
}

static int is_row(const stet_finding_info *f)
{
    return f->status.n && stet_str_is(f->step, "rights");
}

static void print_verdict(size_t violated, size_t open)
{
    if (violated)
        printf("\nNot as it stands: %zu condition%s violated", violated,
               violated == 1 ? " is" : "s are");
    else if (open)
        printf("\nNot yet: %zu condition%s cannot be verified", open,
               open == 1 ? "" : "s");
    else
        printf("\nYes: every condition is met");
    if (violated && open)
        printf(", %zu cannot be verified", open);
    fputs(".\n", stdout);
}

/* 0, or EXIT_VERDICT when something is violated or open. */
static int answer(struct asking *a, const stet_result *r)
{
    stet_finding_info f = {.size = sizeof f};
    size_t rows = 0, violated = 0, open = 0;
    int json = args_has(a->args, "json");
    for (size_t i = 0; stet_result_finding(r, i, &f); i++) {
        if (!is_row(&f))
            continue;
        violated += stet_str_is(f.status, "violated");
        open += stet_str_is(f.status, "unverifiable");
        if (json)
            put_json_row(a->out, &f, rows == 0);
        else
            print_row(&f);
        rows++;
    }
    if (json) {
        stet_puts(a->out, rows ? "\n]\n" : "[]\n");
        fwrite(a->out->data, 1, a->out->len, stdout);
    } else {
        print_verdict(violated, open);
    }
    return violated || open ? EXIT_VERDICT : EXIT_CLEAN;
}

static stet_kind find_policy_field(stet_article *article)
{
    for (stet_kind k = STET_KIND_X; k < STET_KIND_MAX; k++) {
        const char *name = stet_kind_name(article, k);
        if (name && strcmp(name, "x.attribution.policy") == 0)
            return k;
    }
    return STET_KIND_NONE;
}

static int show_policy(const stet_result *r)
{
    stet_article *article = stet_result_article(r);
    stet_kind kind = find_policy_field(article);
    stet_str policy = kind ? stet_field_text(article, kind) : stet_cstr("");
    if (!policy.n)
        puts("{\"policy\":null}");
    else if (fwrite(policy.p, 1, policy.n, stdout) == policy.n)
        fputc('\n', stdout);
    return EXIT_CLEAN;
}

/* ---- the article --------------------------------------------------------------- */
enum { INPUT_MAX = 256 << 20 };

static int read_input(const char *name, stet_out *out)
{
    FILE *in = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
    size_t n = 1;
    if (!in) {
        fprintf(stderr, "stet rights: cannot read '%s'\n", name);
        return EXIT_NO_INPUT;
    }
    while (n) {
        char *room = stet_out_room(out, 65536);
        n = room ? fread(room, 1, 65536, in) : 0;
        out->len += n;
    }
    int failed = ferror(in);
    if (in != stdin)
        fclose(in);
    if (!failed && !out->failed)
        return 0;
    fprintf(stderr, "stet rights: cannot read '%s'%s\n", name,
            out->failed ? ": it is too large" : "");
    return failed ? EXIT_IO : EXIT_BAD_INPUT;
}

static int run_article(struct asking *a, stet_pipeline *pipeline, stet_str bytes)
{
    stet_run_options options = {.size = sizeof options, .no_outputs = 1};
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    stet_error err = {.code = STET_OK};
    const char *name = a->args->rest[0];
    stet_code code = stet_runner_new(pipeline, &options, &runner, &err);
    if (code == STET_OK)
        code = stet_run_bytes(runner, bytes, stet_cstr(name), &result, &err);
    int status = session_status(code);
    if (code != STET_OK) {
        err.code = code;
        session_print_error(&err);
    } else if (stet_result_status(result) != STET_STATUS_OK) {
        fprintf(stderr, "%s: ", name);
        terminal_put(stderr, stet_result_reason(result));
        fputc('\n', stderr);
        status = EXIT_BAD_INPUT;
    } else {
        status =
            args_has(a->args, "show-policy") ? show_policy(result) : answer(a, result);
    }
    stet_runner_free(runner);
    return status;
}

static int run_rights(const struct args *args)
{
    struct asking a = {.args = args};
    stet_pipeline *pipeline = NULL;
    stet_out *input = NULL;
    int status = session_open(args, &a.ctx);
    if (!status && (stet_buffer_new(64u << 20, &a.out) != STET_OK ||
                    stet_buffer_new(INPUT_MAX, &input) != STET_OK))
        status = EXIT_TRY_AGAIN;
    if (!status)
        status = find_files(&a);
    if (!status)
        status = read_input(args->rest[0], input);
    if (!status)
        status = load(&a, &pipeline);
    if (!status)
        status = run_article(&a, pipeline, stet_strn(input->data, input->len));
    if (!terminal_flush() && status == EXIT_CLEAN)
        status = EXIT_IO;
    stet_buffer_free(input);
    stet_buffer_free(a.out);
    stet_pipeline_free(pipeline);
    stet_context_free(a.ctx);
    return status;
}

static const struct arg_row rows[] = {
    {"policy", 0, "FILE",
     "the conditions: a policy file, or the name of a publisher whose "
     "conditions come with stet"},
    {"context", 0, "FILE",
     "facts outside the article: commercial? notified? what the page "
     "says"},
    {"original", 0, "FILE", "the original article, to compare with"},
    {"into", 0, "LICENCE",
     "may it go into a work under this licence, and what is owed?"},
    {"json", 0, NULL, "an array of {duty, at, status, why, evidence}"},
    {"show-policy", 0, NULL,
     "print the policy that the article states, and check nothing"},
    {"odrl", 0, NULL, "with --show-policy: as ODRL in JSON-LD"},
    ARGS_PLUGINS,
    ARGS_END};

const struct command rights_command = {
    .name = "rights",
    .summary = "may this be published, and what is owed",
    .usage = "[OPTIONS] FILE",
    .text = "Checks an article against a policy and says of each duty whether it is "
            "satisfied, violated,\n"
            "unverifiable or not applicable, with the reason. Without --policy the "
            "conditions are those\n"
            "that the article itself states.\n\n"
            "  stet rights article.md --policy propublica --context use.yaml\n"
            "  stet rights article.md --original original.md --json\n\n"
            "Exit status: 0 every condition is met or does not apply, 1 not so.",
    .rows = rows,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_rights};
