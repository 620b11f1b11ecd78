/* SPDX-License-Identifier: MIT */
/* `stet run`: a pipeline over many articles, outputs below one folder. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../commands.h"
#include "../repeats.h"
#include "../report/report.h"
#include "../show/record.h"
#include "../session.h"
#include "../terminal.h"
#include "files.h"
#include "inputs.h"
#include "progress.h"
#include "state.h"

struct run {
    const struct args *args;
    struct inputs inputs;
    struct files files;
    struct state state;
    struct progress progress;
    stet_pipeline *pipeline;
    int json, quiet, verbose, with_state, stdout_failed;
    /* of the progress bar and the lines on stderr, which come from any thread */
    pthread_mutex_t terminal;
    stet_out *line;
    struct report *report; /* NULL: none was asked for */
    struct repeats repeats;
};

/* Set by the handler, read by the library's threads. */
static int32_t interrupted;

static void on_interrupt(int number)
{
    __atomic_store_n(&interrupted, 1, __ATOMIC_RELAXED);
    signal(number, SIG_DFL); /* a second one ends the program at once */
}

static void catch_signals(void)
{
    struct sigaction act = {.sa_handler = on_interrupt};
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

static void print_json(struct run *run, stet_str input, const stet_result *r)
{
    run->line->len = 0;
    run->line->failed = STET_OK;
    record_result(run->line, input, r);
    stet_putc(run->line, '\n');
    if (!run->line->failed &&
        fwrite(run->line->data, 1, run->line->len, stdout) != run->line->len)
        run->stdout_failed = 1;
}

static void print_failure(stet_str input, const stet_result *r)
{
    terminal_put_name(stderr, input);
    fputs(": ", stderr);
    terminal_paint(stderr, PAINT_RED,
                   stet_cstr(stet_result_status(r) == STET_STATUS_QUARANTINED
                                 ? "quarantined"
                                 : "failed"));
    fputs(": ", stderr);
    terminal_put(stderr, stet_result_reason(r));
    fputc('\n', stderr);
}

static void print_finding(stet_str input, const stet_finding_info *f)
{
    terminal_put_name(stderr, input);
    if (f->place.line)
        fprintf(stderr, ":%u:%u", f->place.line, f->place.column);
    fputs(": ", stderr);
    terminal_paint(stderr, f->effect >= STET_REVIEW ? PAINT_RED : PAINT_YELLOW,
                   stet_cstr(record_effect(f->effect)));
    fputs(": ", stderr);
    terminal_put(stderr, f->message);
    fputs(" [", stderr);
    terminal_put(stderr, f->rule);
    fputs("]\n", stderr);
}

/* Findings that count towards the verdict; --json and trace show all. */
static void print_findings(stet_str input, const stet_result *r)
{
    stet_finding_info f = {.size = sizeof f};
    for (size_t i = 0; stet_result_finding(r, i, &f); i++)
        if (f.effect > STET_OBSERVE)
            print_finding(input, &f);
}

static void on_result(void *self, stet_str input, const stet_result *r)
{
    struct run *run = self;
    int status = stet_result_status(r);
    int failed = status == STET_STATUS_FAILED || status == STET_STATUS_QUARANTINED;
    if (run->json)
        print_json(run, input, r);
    else if (!run->quiet || failed) {
        pthread_mutex_lock(&run->terminal);
        progress_clear(&run->progress);
        if (failed)
            print_failure(input, r);
        else
            print_findings(input, r);
        pthread_mutex_unlock(&run->terminal);
    }
    if (run->report)
        report_add(run->report, input, r);
    if (run->with_state &&
        (status == STET_STATUS_OK || status == STET_STATUS_UNCHANGED))
        state_add(&run->state, input);
}

/* What steps and the core say, from any thread: warnings, or all when asked for. */
static void on_log(void *self, int level, stet_str article, stet_str step,
                   stet_str message)
{
    struct run *run = self;
    if (run->report)
        report_log(run->report, level, article, step, message);
    if (run->quiet || (level != STET_LOG_WARNING && !run->verbose))
        return;
    pthread_mutex_lock(&run->terminal);
    if (!run->verbose && !repeats_is_news(&run->repeats, step, message)) {
        pthread_mutex_unlock(&run->terminal);
        return;
    }
    progress_clear(&run->progress);
    terminal_put_name(stderr, article);
    fputs(": ", stderr);
    terminal_paint(stderr, level >= STET_LOG_WARNING ? PAINT_YELLOW : PAINT_DIM,
                   stet_cstr(level == STET_LOG_LOSS      ? "loss"
                             : level == STET_LOG_WARNING ? "warning"
                                                         : "note"));
    fputs(": ", stderr);
    terminal_put(stderr, message);
    fputs(" [", stderr);
    terminal_put(stderr, step);
    fputs("]\n", stderr);
    pthread_mutex_unlock(&run->terminal);
}

/* A name that was taken: the article's output has another. */
static void on_renamed(void *self, stet_str article, stet_str step, stet_str text)
{
    on_log(self, STET_LOG_WARNING, article, step, text);
}

static void on_progress(void *self, uint64_t done)
{
    struct run *run = self;
    pthread_mutex_lock(&run->terminal);
    progress_show(&run->progress, done);
    pthread_mutex_unlock(&run->terminal);
}

/* Does any output go to stdout, does any go to the folder? */
static void where_outputs_go(const stet_pipeline *p, int *ret_standard, int *ret_folder)
{
    stet_target_info t = {.size = sizeof t};
    *ret_standard = *ret_folder = 0;
    for (size_t i = 0; stet_pipeline_target(p, i, &t); i++)
        *(stet_str_is(t.to, "-") ? ret_standard : ret_folder) = 1;
}

static int open_outputs(struct run *run)
{
    int standard, folder, dry = args_has(run->args, "dry-run");
    int resume = args_has(run->args, "resume");
    const char *unchanged = args_value(run->args, "unchanged", "run");
    where_outputs_go(run->pipeline, &standard, &folder);
    files_init(&run->files, args_value(run->args, "output", "."), dry);
    run->files.say = on_renamed;
    run->files.say_self = run;
    if (standard && run->json) {
        fputs("stet run: --json and an output to '-' both want standard output; leave "
              "one out\n",
              stderr);
        return EXIT_USAGE;
    }
    if (standard) /* a roomier pipe, if it is one: fewer turns of writer and reader */
        fcntl(STDOUT_FILENO, F_SETPIPE_SZ, 1 << 20);
    if (!folder || dry)
        return 0;
    int status = files_take_folder(&run->files);
    if (status)
        return status;
    int skip = strcmp(unchanged, "skip") == 0;
    status = state_open(&run->state, run->files.dir, run->pipeline, resume, skip);
    run->with_state = 1;
    return status;
}

static int unchanged_in_state(void *self, stet_str name, const uint8_t digest[32])
{
    struct files *files = self;
    struct run *run =
        (struct run *)(void *)((char *)files - offsetof(struct run, files));
    return state_is_unchanged(&run->state, name, digest);
}

static int fill_options(struct run *run, stet_many_options *options)
{
    long long threads = 0, deadline = 0, now = 0;
    if (!args_number(run->args, "jobs", 1, 256, &threads) ||
        !args_number(run->args, "deadline", 1, 86400000, &deadline) ||
        !args_number(run->args, "now", 0, 253402300799LL, &now))
        return EXIT_USAGE;
    options->size = sizeof *options;
    options->threads = (uint32_t)threads;
    options->run = (stet_run_options){.size = sizeof options->run,
                                      .deadline_ns = deadline * 1000000LL,
                                      .now = now,
                                      .trace = run->report != NULL,
                                      .cancel = &interrupted};
    options->sink = &run->files.sink;
    options->self = run;
    options->result = on_result;
    options->progress = on_progress;
    if (run->with_state &&
        strcmp(args_value(run->args, "unchanged", "run"), "skip") == 0) {
        options->unchanged_skip = 1;
        run->files.sink.unchanged = unchanged_in_state;
    }
    if (run->with_state && args_has(run->args, "resume")) {
        run->inputs.skip = state_is_done;
        run->inputs.skip_self = &run->state;
    }
    return 0;
}

static void print_count(const char *text, uint64_t n, const char **separator)
{
    if (n == 0)
        return;
    fprintf(stderr, "%s%llu %s", *separator, (unsigned long long)n, text);
    *separator = ", ";
}

static void print_summary(const struct run *run, const stet_summary *s)
{
    const char *separator = ": ";
    double seconds = (double)(progress_nanoseconds() - run->progress.begun) / 1e9;
    repeats_print(&run->repeats);
    fprintf(stderr, "stet: %llu article%s", (unsigned long long)s->articles,
            s->articles == 1 ? "" : "s");
    print_count("ok", s->ok, &separator);
    print_count("failed", s->failed, &separator);
    print_count("quarantined", s->quarantined, &separator);
    print_count("unchanged", s->unchanged, &separator);
    print_count("done before", run->inputs.skipped, &separator);
    print_count("inputs could not be read", s->unread_inputs, &separator);
    separator = "; verdicts: ";
    print_count("label", s->verdicts[STET_VERDICT_LABEL], &separator);
    print_count("review", s->verdicts[STET_VERDICT_REVIEW], &separator);
    print_count("reject", s->verdicts[STET_VERDICT_REJECT], &separator);
    fprintf(stderr, "; %llu output%s%s, %.1f s\n", (unsigned long long)s->outputs,
            s->outputs == 1 ? "" : "s",
            run->files.dry ? " (dry run: nothing written)" : "", seconds);
    if (s->losses && !run->verbose)
        fprintf(stderr,
                "stet: %llu time%s a format could not carry what an article has; "
                "--verbose shows each\n",
                (unsigned long long)s->losses, s->losses == 1 ? "" : "s");
    if (__atomic_load_n(&interrupted, __ATOMIC_RELAXED))
        fprintf(stderr, "stet: interrupted: %zu of %zu inputs were not begun%s\n",
                run->inputs.count - run->inputs.at, run->inputs.count,
                run->with_state ? "; go on with --resume" : "");
}

static int run_status(const struct run *run, const stet_summary *s)
{
    if (__atomic_load_n(&interrupted, __ATOMIC_RELAXED))
        return EXIT_INTERRUPTED;
    if (run->stdout_failed)
        return EXIT_IO;
    if (s->failed || s->quarantined || s->unread_inputs)
        return EXIT_SOME_FAILED;
    return s->articles && s->worst >= stet_pipeline_fail_on(run->pipeline)
               ? EXIT_VERDICT
               : EXIT_CLEAN;
}

static int run_all(struct run *run)
{
    stet_many_options options = {0};
    stet_summary summary = {.size = sizeof summary};
    stet_error err = {.code = STET_OK};
    int status = fill_options(run, &options);
    if (status)
        return status;
    catch_signals();
    progress_begin(&run->progress, run->inputs.count, run->quiet);
    stet_code code = stet_run_many(run->pipeline, inputs_next, &run->inputs, &options,
                                   &summary, &err);
    progress_clear(&run->progress);
    if (!run->quiet || code != STET_OK)
        print_summary(run, &summary);
    if (code == STET_OK || code == STET_E_CANCELLED)
        return run_status(run, &summary);
    err.code = code;
    session_print_error(&err);
    return session_status(code);
}

/* ---- the report ------------------------------------------------------------- */
static int open_report(struct run *run)
{
    const char *path = args_value(run->args, "report", NULL);
    const char *folder = args_value(run->args, "output", ".");
    if (!path)
        return 0;
    int status = report_open(path, run->files.dry ? "" : folder, run->args->rest[0],
                             run->pipeline, &run->report);
    if (status) {
        report_close(run->report, 0, 0);
        run->report = NULL;
    }
    return status;
}

/* Written for every run that was begun, also for one that was interrupted. */
static int close_report(struct run *run, int status)
{
    long long now = 0;
    if (!args_number(run->args, "now", 0, 253402300799LL, &now) || !now)
        now = time(NULL);
    int own = report_close(run->report, now, status != EXIT_USAGE);
    run->report = NULL;
    return own ? own : status;
}

/* What is said: warnings; losses for the report; all when asked for. */
static uint32_t log_levels(const struct run *run)
{
    if (run->verbose)
        return UINT32_MAX;
    return args_has(run->args, "report") ? 1u << STET_LOG_WARNING | 1u << STET_LOG_LOSS
                                         : 1u << STET_LOG_WARNING;
}

/* What is wrong with the command line is said before anything is opened. */
static int check_values(const struct args *args)
{
    long long n;
    const char *unchanged = args_value(args, "unchanged", "run");
    if (strcmp(unchanged, "run") != 0 && strcmp(unchanged, "skip") != 0) {
        fprintf(stderr, "stet run: --unchanged: '%s' is neither skip nor run\n",
                unchanged);
        return EXIT_USAGE;
    }
    return args_number(args, "jobs", 1, 256, &n) &&
                   args_number(args, "deadline", 1, 86400000, &n) &&
                   args_number(args, "now", 0, 253402300799LL, &n)
               ? 0
               : EXIT_USAGE;
}

static int run_run(const struct args *args)
{
    struct run run = {.args = args,
                      .json = args_has(args, "json"),
                      .quiet = args_has(args, "quiet"),
                      .verbose = args_has(args, "verbose"),
                      .terminal = PTHREAD_MUTEX_INITIALIZER};
    stet_context *ctx = NULL;
    int status = check_values(args);
    if (!status)
        status = session_open(args, &ctx);
    if (!status) {
        stet_context_set_log(ctx, on_log, &run);
        stet_context_set_log_levels(ctx, log_levels(&run));
        status = session_pipeline(ctx, args, args->rest[0], 0, &run.pipeline);
    }
    if (!status)
        status = inputs_collect(&run.inputs, args->rest + 1, args->rest_count - 1);
    if (!status && stet_buffer_new(64u << 20, &run.line) != STET_OK)
        status = EXIT_TRY_AGAIN;
    if (!status) {
        status = open_outputs(&run);
        if (!status)
            status = open_report(&run);
        if (!status) {
            status = run_all(&run);
            status = close_report(&run, status);
        }
        if (run.with_state)
            state_done(&run.state);
        files_done(&run.files);
    }
    if (!terminal_flush() && status == EXIT_CLEAN)
        status = EXIT_IO;
    stet_buffer_free(run.line);
    inputs_done(&run.inputs);
    stet_pipeline_free(run.pipeline);
    stet_context_free(ctx);
    return status;
}

static const struct arg_row rows[] = {
    {"output", 'o', "DIR", "folder for the outputs (default: where you are)"},
    {"jobs", 'j', "N", "worker threads (default: one per processor)"},
    {"json", 0, NULL, "one JSON line per article on standard output"},
    {"set", 0, "NAME=VALUE", "set a variable of the pipeline (repeatable)"},
    {"dry-run", 0, NULL, "do everything but write"},
    {"resume", 0, NULL, "leave out inputs that an interrupted run has done"},
    {"unchanged", 0, "WHAT", "skip: leave out inputs that are as in the last run"},
    {"deadline", 0, "MS", "milliseconds that one article may take"},
    {"now", 0, "SECONDS", "the time of the run, seconds since 1970"},
    {"keep-going", 'k', NULL, "go on after an article that fails (the default)"},
    {"report", 0, "FILE", "a page that shows each article: what was found and changed"},
    {"verbose", 'v', NULL, "also show what each format could not carry"},
    {"quiet", 'q', NULL, "no findings, no bar, no summary: only failures"},
    ARGS_PLUGINS,
    ARGS_END};

const struct command run_command = {
    .name = "run",
    .summary = "run a pipeline over articles and write its outputs",
    .usage = "[OPTIONS] PIPELINE[:NAME] INPUT...",
    .text = "Runs every INPUT through PIPELINE. An input is a file, a folder (all "
            "files below it,\n"
            "sorted), or - for standard input; JSON Lines hold one article per line. "
            "What fails is\n"
            "quarantined or left unwritten with the reason, and the run goes on.\n\n"
            "  stet run republish.yaml article.md -o public\n"
            "  stet run feed.yaml content/ -o public -j4\n"
            "  stet run moderate.yaml:strict - < inbox.jsonl --json\n\n"
            "Exit status: 0 clean, 1 a verdict at or above fail_on, 4 some articles "
            "failed,\n"
            "2 usage, 65 bad input, 66 no input, 74 input/output, 75 try again, 78 bad "
            "pipeline.",
    .rows = rows,
    .min_rest = 2,
    .max_rest = -1,
    .run = run_run};
