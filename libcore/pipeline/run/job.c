/* SPDX-License-Identifier: MIT */
/*
 * A job: one article, its states and outputs, its identity and its verdict.
 */
#include "pipeline/run/runner.h"

#include <stdarg.h>
#include <stdio.h>

#include "plugin/host.h"

#ifndef NDEBUG
#include <pthread.h>
#endif

stet_str stet__job_text(struct job *job, const char *format, ...)
{
    char text[700];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    while (len == sizeof text - 1 && len && ((unsigned char)text[len - 1] & 0x80))
        len--; /* cut at a character */
    stet_str copy = stet__arena_copy(&job->article.arena, stet_strn(text, len));
    return copy.p ? copy : stet_cstr("not enough memory");
}

stet_code stet__job_init(struct job *job, const stet_pipeline *plan)
{
    size_t steps = plan->step_count, outputs = plan->output_count;
    memset(job, 0, sizeof *job);
    job->plan = plan;
    stet__buffer_init(&job->source, plan->ctx->limits.article_bytes);
    stet__buffer_init(&job->name, 1 << 16);
    stet_code code = stet__article_init(&job->article, stet__host(), &plan->ctx->limits,
                                        &plan->ctx->vocabulary);
    job->states = stet__calloc(steps + 1, sizeof *job->states);
    job->notes = stet__calloc(steps + 1, sizeof *job->notes);
    job->step_of_author = stet__calloc(steps + 2, sizeof *job->step_of_author);
    job->outputs = stet__calloc(outputs + 1, sizeof *job->outputs);
    for (size_t i = 0; job->outputs && i < outputs; i++)
        stet__buffer_init(&job->outputs[i].bytes, 0);
    if (code == STET_OK &&
        (!job->states || !job->notes || !job->step_of_author || !job->outputs))
        code = STET_E_NOMEM;
    job->result.job = job;
    job->run.steps = job->states;
    job->run.step_count = steps;
    job->run.log = plan->ctx->log;
    job->run.log_self = plan->ctx->log_self;
    job->run.log_levels = plan->ctx->log_levels;
    if (code != STET_OK)
        stet__job_done(job);
    return code;
}

void stet__job_done(struct job *job)
{
    for (size_t i = 0; job->outputs && i < job->plan->output_count; i++)
        stet__buffer_done(&job->outputs[i].bytes);
    stet__free(job->outputs);
    stet__free(job->states);
    stet__free(job->notes);
    stet__free(job->step_of_author);
    stet__buffer_done(&job->source);
    stet__buffer_done(&job->name);
    stet__article_done(&job->article);
    memset(job, 0, sizeof *job);
}

static void forget_steps(struct job *job)
{
    const stet_pipeline *plan = job->plan;
    memset(job->states, 0, plan->step_count * sizeof *job->states);
    memset(job->notes, 0, plan->step_count * sizeof *job->notes);
    for (uint32_t i = 0; i < plan->step_count; i++) {
        job->states[i].code = STET_DONE;
        job->notes[i].why = stet_cstr("");
    }
    for (uint32_t i = 0; i < plan->output_count; i++)
        job->outputs[i].written = 0;
}

stet_code stet__job_begin_here(struct job *job, stet_str name)
{
    stet_str nothing = stet_cstr("");
    stet__buffer_reset(&job->name, job->name.max);
    stet_put_str(&job->name, name);
    job->outputs_written = 0;
    job->run.losses = 0;
    job->reader = NULL;
    job->read_end = 0;
    job->demand_count = 0;
    job->judged = 0;
    job->result = (struct stet_result){
        .job = job, .reason = nothing, .explanation = nothing, .id = nothing};
    job->run.vars = job->plan->vars;
    job->run.step_id = job->run.why = nothing;
    job->run.render = NULL;
    job->run.render_self = NULL;
    job->run.deadline_ns = 0;
    forget_steps(job);
    stet_code code = stet__article_reset(
        &job->article, stet__context_generation(job->plan->ctx),
        stet__buffer_str(&job->source), stet__buffer_str(&job->name));
    job->article.run = &job->run;
    return job->name.failed ? job->name.failed : code;
}

stet_code stet__job_begin(struct job *job, stet_str source, stet_str name)
{
    stet__buffer_reset(&job->source, job->source.max);
    stet_put_str(&job->source, source);
    stet_code code = job->source.failed;
    if (code != STET_OK)
        stet__buffer_reset(&job->source, job->source.max);
    stet_code begun = stet__job_begin_here(job, name);
    return code != STET_OK ? code : begun;
}

void stet__job_take(struct job *job)
{
#ifndef NDEBUG
    job->article.thread = (uintptr_t)pthread_self();
#else
    (void)job;
#endif
}

/* What did not go through all its steps must not be taken for allowed. */
static void demand_review(struct job *job, stet_str why)
{
    if (job->demand_count < DEMANDS_MAX + 1)
        job->demands[job->demand_count++] =
            (struct verdict_demand){STET_VERDICT_REVIEW, why};
    if (job->result.verdict < STET_VERDICT_REVIEW)
        job->result.verdict = STET_VERDICT_REVIEW;
    job->result.explanation = stet_cstr("");
}

void stet__job_fail(struct job *job, int fate, stet_str reason)
{
    static const int32_t statuses[] = {
        [FATE_ON] = STET_STATUS_OK,
        [FATE_FAILED] = STET_STATUS_FAILED,
        [FATE_QUARANTINED] = STET_STATUS_QUARANTINED,
        [FATE_STOPPED] = STET_STATUS_STOPPED,
        [FATE_NOMEM] = STET_STATUS_FAILED,
    };
    job->result.status = statuses[fate];
    if (reason.n)
        job->result.reason = stet__job_text(
            job, "%.*s", (int)(reason.n < 600 ? reason.n : 600), reason.p);
    if (fate != FATE_ON)
        demand_review(job, job->result.reason);
}

void stet__job_drop_outputs(struct job *job)
{
    for (uint32_t i = 0; i < job->plan->output_count; i++)
        job->outputs[i].written = 0;
    job->outputs_written = 0;
}

/* ---- identity, verdict --------------------------------------------------- */

stet_str stet__job_identity(struct job *job)
{
    if (!job->result.id.n) {
        stet_str id = stet__article_identity(&job->article);
        job->result.id = id.p ? id : stet_cstr("");
    }
    return job->result.id;
}

stet_code stet__job_judge(struct job *job)
{
    struct verdict verdict = {.verdict = STET_VERDICT_REVIEW};
    stet_code code = stet__verdict_decide(&job->article, &job->plan->verdict,
                                          job->demands, job->demand_count, &verdict);
    job->result.verdict = verdict.verdict;
    job->judged = code == STET_OK;
    return code == STET_E_LIMIT ? STET_OK : code;
}

stet_str stet__job_explanation(struct job *job)
{
    struct verdict verdict = {.explanation = stet_cstr("")};
    if (job->judged && !job->result.explanation.n &&
        stet__verdict_compute(&job->article, &job->plan->verdict, job->demands,
                              job->demand_count, &verdict) == STET_OK)
        job->result.explanation = verdict.explanation;
    return job->result.explanation;
}
