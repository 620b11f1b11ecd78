/* SPDX-License-Identifier: MIT */
/*
 * Runners: the scratch of every step, and the calls that run one article.
 */
#include "pipeline/run/runner.h"

#include <stdio.h>
#include <time.h>

#include "base/error.h"
#include "pipeline/run/source.h"

/* ---- life ---------------------------------------------------------------- */

static stet_code open_one(const struct step_entry *entry, const void *plan,
                          void **ret_scratch, stet_error *err)
{
    stet_code code = entry->step->open(plan, ret_scratch);
    if (code == STET_OK)
        return code;
    return stet__error(err, code == STET_E_NOMEM ? code : STET_E_PLUGIN,
                       "%s cannot be opened: %s", entry->step->name,
                       stet_code_text(code));
}

static stet_code open_all(struct stet_runner *r, stet_error *err)
{
    const stet_pipeline *plan = r->plan;
    stet_code code = STET_OK;
    for (uint32_t i = 0; i < plan->step_count && code == STET_OK; i++) {
        const struct step_entry *entry = plan->steps[i].entry;
        if (entry && entry->step->open && plan->steps[i].enabled)
            code = open_one(entry, plan->steps[i].plan, &r->scratch[i], err);
    }
    for (uint32_t i = 0; i < plan->reader_count && code == STET_OK; i++) {
        const struct step_entry *entry = plan->readers[i].entry;
        if (entry->step->open)
            code = open_one(entry, plan->readers[i].plan, &r->reader_scratch[i], err);
    }
    return code;
}

static stet_code fill_options(struct stet_runner *r, const stet_run_options *options,
                              stet_error *err)
{
    if (!options)
        return STET_OK;
    if (options->size < offsetof(stet_run_options, trace) ||
        options->size > 4 * sizeof *options)
        return stet__error(err, STET_E_MISUSE,
                           "the size of the run options is not set");
    memcpy(&r->options, options,
           options->size < sizeof r->options ? options->size : sizeof r->options);
    return STET_OK;
}

stet_code stet__runner_init(struct stet_runner *r, stet_pipeline *plan,
                            const stet_run_options *options, stet_error *err)
{
    memset(r, 0, sizeof *r);
    stet_code code = fill_options(r, options, err);
    if (code != STET_OK)
        return code;
    r->plan = stet_pipeline_ref(plan);
    r->scratch = stet__calloc(plan->step_count + 1, sizeof *r->scratch);
    r->dead = stet__calloc(plan->step_count + 1, sizeof *r->dead);
    r->reader_scratch = stet__calloc(plan->reader_count + 1, sizeof *r->reader_scratch);
    if (!r->scratch || !r->dead || !r->reader_scratch)
        code = stet__error(err, STET_E_NOMEM, "not enough memory for a runner");
    if (code == STET_OK)
        code = open_all(r, err);
    if (code != STET_OK)
        stet__runner_done(r);
    return code;
}

void stet__runner_done(struct stet_runner *r)
{
    const stet_pipeline *plan = r->plan;
    for (uint32_t i = 0; r->scratch && i < plan->step_count; i++)
        if (r->scratch[i] && plan->steps[i].entry->step->close)
            plan->steps[i].entry->step->close(r->scratch[i]);
    for (uint32_t i = 0; r->reader_scratch && i < plan->reader_count; i++)
        if (r->reader_scratch[i] && plan->readers[i].entry->step->close)
            plan->readers[i].entry->step->close(r->reader_scratch[i]);
    stet__free(r->scratch);
    stet__free((void *)(uintptr_t)r->dead);
    stet__free(r->reader_scratch);
    if (r->own.plan)
        stet__job_done(&r->own);
    stet_pipeline_free(r->plan);
    memset(r, 0, sizeof *r);
}

stet_code stet_runner_new(stet_pipeline *pipeline, const stet_run_options *options,
                          stet_runner **ret_runner, stet_error *err)
{
    if (!pipeline || !ret_runner)
        return stet__error(err, STET_E_MISUSE,
                           "no pipeline or no place for the runner");
    stet_runner *r = stet__calloc(1, sizeof *r);
    if (!r)
        return stet__error(err, STET_E_NOMEM, "not enough memory for a runner");
    stet_code code = stet__runner_init(r, pipeline, options, err);
    if (code == STET_OK) {
        code = stet__job_init(&r->own, pipeline);
        if (code != STET_OK) {
            stet__error(err, code, "not enough memory for a runner");
            stet__runner_done(r);
        }
    }
    if (code != STET_OK) {
        stet__free(r);
        return code;
    }
    *ret_runner = r;
    return STET_OK;
}

void stet_runner_free(stet_runner *runner)
{
    if (!runner)
        return;
    stet__runner_done(runner);
    stet__free(runner);
}

/* ---- one article --------------------------------------------------------- */

static void begin_run(const struct stet_runner *r, struct job *job)
{
    const stet_run_options *options = &r->options;
    job->run.now = options->now ? options->now : (int64_t)time(NULL);
    job->run.cancel = options->cancel;
    job->run.deadline_ns =
        options->deadline_ns > 0 ? stet__clock_ns() + options->deadline_ns : 0;
}

stet_code stet__runner_run(struct stet_runner *r, struct job *job, stet_fill_fn fill,
                           void *self)
{
    begin_run(r, job);
    enum fate fate = stet__job_read(r, job, fill, self);
    if (fate == FATE_ON && !r->options.bare)
        fate = stet__job_steps(r, job, 0, job->plan->main_count);
    if (fate == FATE_ON && !r->options.bare)
        fate = stet__job_outputs(r, job);
    stet_code code = stet__job_judge(job);
    if (fate == FATE_NOMEM)
        code = STET_E_NOMEM;
    if (code != STET_OK && fate == FATE_ON)
        stet__job_fail(job, FATE_NOMEM, stet_cstr(stet_code_text(code)));
    if (fate != FATE_ON || code != STET_OK)
        stet__job_drop_outputs(job);
    return code;
}

static stet_code finish(struct stet_runner *r, stet_code code,
                        const stet_result **ret_result, stet_error *err)
{
    struct job *job = &r->own;
    if (code != STET_OK) {
        stet__error(err, code, "%s", stet_code_text(code));
        stet__error_at(err, job->name.len ? job->name.data : "", 0, 0);
        return code;
    }
    *ret_result = &job->result;
    return STET_OK;
}

/* An article that is not even begun: a result with the reason. */
static stet_code refuse(struct stet_runner *r, stet_str name, int fate,
                        const char *reason, const stet_result **ret_result,
                        stet_error *err)
{
    struct job *job = &r->own;
    stet_code code = stet__job_begin(job, stet_cstr(""), name);
    stet__job_fail(job, fate, stet_cstr(reason));
    return finish(r, code, ret_result, err);
}

/* ---- a format that holds several ----------------------------------------- */

/* The first article of the bytes; STET_E_EXISTS: there are more. */
static stet_code take_only_piece(struct stet_runner *r,
                                 const struct plan_reader *reader, stet_str bytes,
                                 stet_str name)
{
    const stet_reader *format = reader->entry->step->reader;
    struct byte_source source;
    stet_piece piece = {.size = sizeof piece};
    void *state = NULL;
    stet__source_init(&source, &r->plan->ctx->limits);
    stet__source_memory(&source, name, bytes);
    stet_code code = format->open(reader->plan, &source.pub, &state);
    if (code == STET_OK) {
        code = format->next(state, &piece);
        if (code == STET_OK)
            code = stet__job_begin(&r->own, piece.bytes, name);
        if (code == STET_OK && format->next(state, &piece) == STET_OK)
            code = STET_E_EXISTS;
        if (format->close)
            format->close(state);
    }
    stet__source_done(&source);
    return code;
}

enum { TROUBLE_TEXT = 224 };

static const char *piece_trouble(const struct stet_runner *r, stet_code code,
                                 char text[TROUBLE_TEXT])
{
    char limit[LIMIT_TEXT];
    if (code == STET_E_LIMIT) {
        snprintf(text, TROUBLE_TEXT, "it is larger than an article may be: %s",
                 stet__limits_say(&r->plan->ctx->limits, "article", limit));
        return text;
    }
    return code == STET_E_EXISTS
               ? "it holds several articles; run them with stet_run_many()"
           : code == STET_DONE ? "it holds no article"
                               : "it cannot be taken apart";
}

stet_code stet_run_bytes(stet_runner *runner, stet_str bytes, stet_str name,
                         const stet_result **ret_result, stet_error *err)
{
    if (!runner || !ret_result || (!bytes.p && bytes.n))
        return stet__error(err, STET_E_MISUSE, "no runner, bytes or result");
    struct stet_runner *r = runner;
    char text[TROUBLE_TEXT];
    bytes = stet_strn(bytes.p, bytes.n); /* never NULL: readers look at both */
    name = stet_strn(name.p, name.n);
    if (bytes.n > r->plan->ctx->limits.article_bytes)
        return refuse(r, name, FATE_QUARANTINED, piece_trouble(r, STET_E_LIMIT, text),
                      ret_result, err);
    const struct plan_reader *reader = stet__reader_choose(r->plan, bytes, name);
    stet_code code;
    if (reader && reader->entry->step->reader->open) {
        code = take_only_piece(r, reader, bytes, name);
        if (code != STET_OK && code != STET_E_NOMEM)
            return refuse(r, name, FATE_QUARANTINED, piece_trouble(r, code, text),
                          ret_result, err);
    } else
        code = stet__job_begin(&r->own, bytes, name);
    r->own.reader = reader;
    if (code == STET_OK)
        code = stet__runner_run(r, &r->own, NULL, NULL);
    return finish(r, code, ret_result, err);
}

stet_code stet_run_article(stet_runner *runner, stet_fill_fn fill, void *self,
                           stet_str name, const stet_result **ret_result,
                           stet_error *err)
{
    if (!runner || !fill || !ret_result)
        return stet__error(err, STET_E_MISUSE, "no runner, function or result");
    stet_code code = stet__job_begin(&runner->own, stet_cstr(""), name);
    if (code == STET_OK)
        code = stet__runner_run(runner, &runner->own, fill, self);
    return finish(runner, code, ret_result, err);
}
