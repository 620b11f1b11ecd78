/* SPDX-License-Identifier: MIT */
/*
 * Reading: the reader that bids highest on name and first bytes fills the article.
 */
#include "pipeline/run/runner.h"

enum { HEAD_MAX = 4096 };

/* Readers are in the order of their plugins' ids: the first of equal bids wins. */
const struct plan_reader *stet__reader_choose(const stet_pipeline *plan, stet_str head,
                                              stet_str name)
{
    const struct plan_reader *best = NULL;
    int best_bid = 0;
    if (plan->one_reader)
        return &plan->readers[0];
    if (head.n > HEAD_MAX)
        head.n = HEAD_MAX;
    for (uint32_t i = 0; i < plan->reader_count; i++) {
        const stet_reader *reader = plan->readers[i].entry->step->reader;
        int bid = reader->bid ? reader->bid(head, name) : 1;
        if (bid > best_bid) {
            best = &plan->readers[i];
            best_bid = bid;
        }
    }
    return best;
}

struct reading {
    stet_fill_fn fill;
    void *self;
};

static stet_code call_reader(struct stet_runner *r, struct job *job, uint32_t step,
                             void *self)
{
    const struct reading *reading = self;
    const struct plan_reader *reader = job->reader;
    stet_article *article = &job->article.pub;
    stet_code code;
    (void)step;
    stet__article_begin_read(&job->article);
    if (reading->fill)
        code = reading->fill(reading->self, article);
    else
        code = reader->entry->step->reader->read(
            reader->plan, r->reader_scratch[reader - job->plan->readers], article);
    stet__article_end_read(&job->article);
    return code == STET_SKIP ? STET_FAILED : code;
}

static enum fate choose_reader(struct job *job)
{
    stet_str name = job->article.name;
    if (!job->reader)
        job->reader = stet__reader_choose(job->plan, job->article.source, name);
    if (job->reader)
        return FATE_ON;
    stet_str source = job->article.source;
    size_t blank = 0;
    while (blank < source.n && memchr(" \t\r\n", source.p[blank], 4))
        blank++;
    stet__job_fail(
        job, FATE_QUARANTINED,
        blank == source.n
            ? stet_cstr("there is nothing in this file: an article is wanted")
            : stet_cstr("no reader knows this format; `in: { use: read... }` "
                        "names one"));
    return FATE_QUARANTINED;
}

enum fate stet__job_read(struct stet_runner *r, struct job *job, stet_fill_fn fill,
                         void *self)
{
    struct reading reading = {fill, self};
    if (!fill && choose_reader(job) != FATE_ON)
        return FATE_QUARANTINED;
    if (job->reader && !fill) {
        job->run.render = job->reader->entry->step->reader->render;
        job->run.render_self = job->reader->plan;
    }
    stet_code code = stet__job_call(r, job, 0, call_reader, &reading);
    job->read_end = job->article.journal_count;
    if (code == STET_OK)
        return FATE_ON;
    return stet__job_failed(job, 0, code);
}
