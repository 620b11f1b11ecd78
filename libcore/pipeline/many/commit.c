/* SPDX-License-Identifier: MIT */
/*
 * One article in its turn: its outputs are committed together, collections take their
 * pieces, what is to be set aside is; then the caller hears of it.
 */
#include "pipeline/many/many.h"

#include "base/error.h"

void stet__abort_handles(struct many *m, struct slot *slot)
{
    for (size_t i = 0; i < m->plan->output_count; i++) {
        if (slot->handles[i])
            m->sink->abort(m->sink->self, slot->handles[i]);
        slot->handles[i] = NULL;
    }
}

/* ---- the sink ------------------------------------------------------------ */

/* The part of a collection that goes to "-" with its article. */
static stet_code open_part(struct many *m, struct slot *slot, size_t i)
{
    struct collection *c = &m->collections[i];
    const struct output_slot *out = &slot->job.outputs[i];
    const stet_sink *sink = m->sink;
    stet_code code =
        stet__collection_part(c, stet_strn(out->bytes.data, out->bytes.len));
    if (code == STET_OK)
        code = sink->open(sink->self, c->out->fixed, &slot->handles[i], &slot->err);
    if (code == STET_OK)
        code = sink->write(sink->self, slot->handles[i], c->text.data, c->text.len,
                           &slot->err);
    return code;
}

static stet_code commit_outputs(struct many *m, struct slot *slot)
{
    struct job *job = &slot->job;
    const stet_pipeline *plan = m->plan;
    size_t n = 0;
    stet_code code = STET_OK;
    for (size_t i = 0; i < plan->output_count && code == STET_OK; i++)
        if (job->outputs[i].written && plan->outputs[i].collection &&
            stet__collection_streams(&m->collections[i]))
            code = open_part(m, slot, i);
    stet_pending *pending = stet__arena_alloc(
        &job->article.arena, (plan->output_count + 1) * sizeof *pending);
    if (code == STET_OK && !pending)
        code = STET_E_NOMEM;
    if (code != STET_OK) {
        stet__abort_handles(m, slot);
        return code;
    }
    for (size_t i = 0; i < plan->output_count; i++) {
        if (!slot->handles[i])
            continue;
        pending[n++] = (stet_pending){.size = sizeof *pending,
                                      .handle = slot->handles[i],
                                      .name = job->outputs[i].name,
                                      .id = stet__job_identity(job),
                                      .step = plan->steps[plan->outputs[i].step].id,
                                      .suffix = plan->outputs[i].suffix};
        slot->handles[i] = NULL;
    }
    return n ? m->sink->commit(m->sink->self, pending, n, &slot->err) : STET_OK;
}

static stet_code feed_collections(struct many *m, struct slot *slot)
{
    stet_code code = STET_OK;
    for (size_t i = 0; i < m->plan->output_count && code == STET_OK; i++) {
        const struct output_slot *out = &slot->job.outputs[i];
        struct collection *c = &m->collections[i];
        if (!out->written || !m->plan->outputs[i].collection)
            continue;
        if (stet__collection_streams(c) && m->sink)
            stet__collection_count(c);
        else
            code = stet__collection_add(c, m->sink, out->key,
                                        stet_strn(out->bytes.data, out->bytes.len),
                                        &slot->err);
    }
    return code;
}

/* ---- one article --------------------------------------------------------- */

static int ends_the_run(stet_code code)
{
    return code == STET_E_IO || code == STET_E_NOMEM || code == STET_E_MISUSE;
}

static void sink_failed(struct many *m, struct slot *slot, stet_code code)
{
    struct job *job = &slot->job;
    stet_str why =
        stet_cstr(slot->err.message[0] ? slot->err.message : stet_code_text(code));
    if (slot->err.hint[0]) {
        stet_str both =
            stet__arena_printf(&job->article.arena, "%s (%s)", why.p, slot->err.hint);
        why = both.p ? both : why;
    }
    stet__job_fail(job, code == STET_E_EXISTS ? FATE_QUARANTINED : FATE_FAILED, why);
    stet__job_drop_outputs(job);
    if (ends_the_run(code))
        stet__many_break(m, code, &slot->err);
}

static void settle_outputs(struct many *m, struct slot *slot)
{
    int32_t status = slot->job.result.status;
    stet_code code = slot->trouble;
    if (status != STET_STATUS_OK && status != STET_STATUS_UNCHANGED)
        return; /* nothing of it was opened */
    if (code == STET_OK && m->sink)
        code = commit_outputs(m, slot);
    if (code != STET_OK) {
        sink_failed(m, slot, code);
        return;
    }
    code = feed_collections(m, slot);
    if (code != STET_OK) /* what was committed stays; the collection is lost */
        stet__many_break(m, code, &slot->err);
}

static void settle_quarantine(struct many *m, struct slot *slot)
{
    stet_error err = {.code = STET_OK};
    if (slot->job.result.status != STET_STATUS_QUARANTINED || stet__many_is_stopped(m))
        return;
    stet_code code = stet__quarantine(m, slot, &err);
    if (code != STET_OK)
        stet__many_break(m, code, &err);
}

/* What failed is told as failed; its verdict is no news of its articles. */
static void count_verdict(stet_summary *s, const struct stet_result *r)
{
    if (r->status != STET_STATUS_OK && r->status != STET_STATUS_UNCHANGED)
        return;
    s->verdicts[r->verdict & 3]++;
    if (r->verdict > s->worst)
        s->worst = r->verdict;
}

static void count(struct many *m, const struct slot *slot)
{
    const struct job *job = &slot->job;
    stet_summary *s = &m->summary;
    s->bytes_in += slot->bytes_in;
    if (slot->unread) {
        s->unread_inputs++;
        return;
    }
    s->articles++;
    s->losses += job->run.losses;
    s->ok += job->result.status == STET_STATUS_OK;
    s->unchanged += job->result.status == STET_STATUS_UNCHANGED;
    s->quarantined += job->result.status == STET_STATUS_QUARANTINED;
    s->failed += job->result.status == STET_STATUS_FAILED ||
                 job->result.status == STET_STATUS_STOPPED;
    count_verdict(s, &job->result);
    for (size_t i = 0; i < m->plan->output_count; i++)
        if (job->outputs[i].written && !m->plan->outputs[i].collection) {
            s->outputs++;
            s->bytes_out += job->outputs[i].bytes.len;
        }
}

void stet__commit(struct many *m, struct slot *slot)
{
    struct job *job = &slot->job;
    if (slot->empty)
        return;
    if (stet__many_is_stopped(m)) {
        stet__abort_handles(m, slot);
        return;
    }
    stet__job_take(job);
    settle_outputs(m, slot);
    settle_quarantine(m, slot);
    pthread_mutex_lock(&m->report);
    count(m, slot);
    if (m->options->result)
        m->options->result(m->options->self, job->article.name, &job->result);
    pthread_mutex_unlock(&m->report);
    __atomic_add_fetch(&m->committed, 1, __ATOMIC_RELAXED);
    if (job->result.status == STET_STATUS_STOPPED) {
        m->summary.stopped = 1;
        stet__many_break(m, STET_OK, NULL);
    }
}

/* "write.rss leaves out 950 articles beyond its limit" */
static void say_rest(const struct many *m, const struct collection *c)
{
    const stet_context *ctx = m->plan->ctx;
    char text[160];
    if (!c->rest || !c->enough || !ctx->log)
        return;
    int n =
        snprintf(text, sizeof text, "%.*s leaves out %llu articles beyond its limit",
                 (int)(c->row->use.n < 64 ? c->row->use.n : 64), c->row->use.p,
                 (unsigned long long)c->rest);
    ctx->log(ctx->log_self, STET_LOG_LOSS, c->out->fixed, c->row->id,
             stet_strn(text, (size_t)n));
}

/* Every worker is gone. */
void stet__commit_end(struct many *m)
{
    for (size_t i = 0; i < m->plan->output_count; i++) {
        struct collection *c = &m->collections[i];
        stet_error err = {.code = STET_OK};
        if (!m->plan->outputs[i].collection || m->broken || m->code != STET_OK)
            continue;
        stet_code code = stet__collection_end(c, m->sink, &err);
        if (code != STET_OK)
            stet__many_break(m, code, &err);
        else if (c->count) {
            m->summary.outputs += c->closed_count ? c->closed_count + 2 : 1;
            m->summary.bytes_out += c->bytes;
            say_rest(m, c);
        }
    }
}
