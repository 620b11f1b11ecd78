/* SPDX-License-Identifier: MIT */
/*
 * What a writer leaves out: kinds that stand in the article and that its table degrades
 * or drops. One message per kind and output, with the first place.
 */
#include "pipeline/run/runner.h"

static void set_kind(struct kind_set *set, stet_kind kind)
{
    set->bits[kind / 64] |= (uint64_t)1 << (kind % 64);
}

/* Once per state of the article, however many outputs there are. */
static void find_present(struct job *job)
{
    const struct article *a = &job->article;
    if (job->present_state == a->state)
        return;
    memset(&job->present, 0, sizeof job->present);
    for (size_t i = 1; i < a->node_count; i++)
        if (a->nodes[i].flags & NODE_ALIVE)
            set_kind(&job->present, a->nodes[i].kind);
    job->present_state = a->state;
}

static void say_loss(struct job *job, const struct plan_output *out, stet_kind kind)
{
    struct article *a = &job->article;
    const stet_render *render = out->renders[kind];
    const char *writer = job->plan->steps[out->step].use.p;
    const char *name = job->plan->ctx->vocabulary.kinds[kind].name;
    size_t count = 0, first = 0;
    job->losses++;
    if (!job->run.log)
        return;
    for (size_t i = a->node_count; i-- > 1;)
        if ((a->nodes[i].flags & NODE_ALIVE) && a->nodes[i].kind == kind) {
            count++;
            first = i;
        }
    stet_span span = a->nodes[first].span;
    stet_place place = {0, 0};
    if (span.len)
        place = stet__article_place(&a->pub, span.off);
    stet_str what = render->what == STET_DROPS
                        ? stet__job_text(job, "%s leaves out %s", writer, name)
                        : stet__job_text(job, "%s writes %s as %s", writer, name,
                                         render->into ? render->into : "its text");
    if (place.line)
        what = stet__job_text(job, "%s (%zu, first in line %u column %u)", what.p,
                              count, place.line, place.column);
    else
        what = stet__job_text(job, "%s (%zu)", what.p, count);
    job->run.log(job->run.log_self, STET_LOG_LOSS, a->name,
                 job->plan->steps[out->step].id, what);
}

void stet__job_losses(struct job *job, const struct plan_output *out)
{
    if (!out->renders)
        return;
    find_present(job);
    for (size_t word = 0; word < KIND_WORDS; word++) {
        uint64_t bits = job->present.bits[word] & out->lossy.bits[word];
        for (; bits; bits &= bits - 1)
            say_loss(job, out, (stet_kind)(word * 64 + (size_t)__builtin_ctzll(bits)));
    }
}
