/* SPDX-License-Identifier: MIT */
/*
 * One article in a worker: run it and write its outputs to the sink, ready to be
 * committed.
 */
#include "pipeline/many/many.h"

#include "base/sha256.h"

/* ---- outputs ------------------------------------------------------------- */

static stet_code write_one(const struct many *m, struct slot *slot, size_t i)
{
    const struct output_slot *out = &slot->job.outputs[i];
    const stet_sink *sink = m->sink;
    void *handle = NULL;
    stet_code code = sink->open(sink->self, out->name, &handle, &slot->err);
    if (code != STET_OK)
        return code;
    slot->handles[i] = handle;
    return sink->write(sink->self, handle, out->bytes.data, out->bytes.len, &slot->err);
}

static void write_outputs(struct many *m, struct slot *slot)
{
    const stet_pipeline *plan = m->plan;
    for (size_t i = 0; m->sink && i < plan->output_count; i++) {
        if (!slot->job.outputs[i].written || plan->outputs[i].collection)
            continue;
        stet_code code = write_one(m, slot, i);
        if (code == STET_OK)
            continue;
        stet__abort_handles(m, slot);
        slot->trouble = code;
        return;
    }
}

/* ---- the article --------------------------------------------------------- */

static void refuse(struct slot *slot)
{
    struct job *job = &slot->job;
    stet__job_begin_here(job, stet__buffer_str(&slot->name));
    stet__job_fail(job, slot->refused, stet_cstr(slot->err.message));
}

static int is_unchanged(const struct many *m, struct slot *slot)
{
    uint8_t digest[32];
    if (!m->options->unchanged_skip || !m->sink || !m->sink->unchanged)
        return 0;
    stet__sha256(slot->job.source.len ? slot->job.source.data : "",
                 slot->job.source.len, digest);
    return m->sink->unchanged(m->sink->self, stet__buffer_str(&slot->name), digest) ==
           1;
}

/* Done before: nothing is written again, but a collection needs its piece. */
static void run_unchanged(struct worker *w, struct slot *slot)
{
    struct job *job = &slot->job;
    const stet_pipeline *plan = w->many->plan;
    if (plan->has_collections)
        stet__runner_run(&w->runner, job, NULL, NULL);
    for (size_t i = 0; i < plan->output_count; i++)
        if (job->outputs[i].written && !plan->outputs[i].collection) {
            job->outputs[i].written = 0;
            job->outputs_written--;
        }
    if (job->result.status == STET_STATUS_OK)
        job->result.status = STET_STATUS_UNCHANGED;
}

static void run_article(struct worker *w, struct slot *slot)
{
    struct job *job = &slot->job;
    if (slot->refused) {
        refuse(slot);
        return;
    }
    stet_code code = stet__job_begin_here(job, stet__buffer_str(&slot->name));
    if (code != STET_OK) {
        stet__job_fail(job, FATE_FAILED, stet_cstr(stet_code_text(code)));
        return;
    }
    job->reader = slot->reader;
    if (is_unchanged(w->many, slot)) {
        run_unchanged(w, slot);
        return;
    }
    stet__runner_run(&w->runner, job, NULL, NULL);
    if (job->result.status == STET_STATUS_OK)
        write_outputs(w->many, slot);
}

static void work_on(struct worker *w, struct slot *slot)
{
    struct many *m = w->many;
    if (!slot->reader) {
        struct stream *stream = stet__input_open(m, slot);
        if (stream)
            stet__claim_stream(w, slot, stream);
        stet__claim_settled(w);
    }
    if (!slot->empty)
        run_article(w, slot);
    stet__place_done(m, &slot->place);
}

void *stet__work(void *worker)
{
    struct worker *w = worker;
    struct many *m = w->many;
    struct slot *slot;
    while ((slot = stet__slot_take(m))) {
        if (!stet__claim(w, slot)) {
            stet__slot_give(m, slot);
            break;
        }
        work_on(w, slot);
    }
    pthread_mutex_lock(&m->order);
    m->workers--;
    pthread_cond_broadcast(&m->workers_gone);
    pthread_mutex_unlock(&m->order);
    return NULL;
}
