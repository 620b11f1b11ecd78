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

/* How often a kind stands in the article, and where first. */
struct sight {
    stet_kind kind;
    uint32_t count, first;
};

static void find_sights(const struct article *a, struct sight *sights, size_t count)
{
    uint8_t index[STET_KIND_MAX] = {0}; /* of the sight + 1 */
    for (size_t i = 0; i < count; i++)
        index[sights[i].kind] = (uint8_t)(i + 1);
    for (uint32_t i = 1; i < a->node_count; i++) {
        uint8_t at = a->nodes[i].flags & NODE_ALIVE ? index[a->nodes[i].kind] : 0;
        if (at && !sights[at - 1].count++)
            sights[at - 1].first = i;
    }
}

/* "write.rss leaves out slug (1, first in line 3 column 1)" */
static void say_loss(struct job *job, const struct plan_output *out,
                     const struct sight *sight)
{
    struct article *a = &job->article;
    const stet_render *render = out->renders[sight->kind];
    stet_out what = stet_out_in_article(&a->pub, 120, 1000);
    stet_span span = a->nodes[sight->first].span;
    stet_place place = {0, 0};
    if (span.len)
        place = stet__article_place(&a->pub, span.off);
    stet_put_str(&what, job->plan->steps[out->step].use);
    stet_puts(&what, render->what == STET_DROPS ? " leaves out " : " writes ");
    stet_puts(&what, job->plan->ctx->vocabulary.kinds[sight->kind].name);
    if (render->what != STET_DROPS) {
        stet_puts(&what, " as ");
        stet_puts(&what, render->into ? render->into : "its text");
    }
    stet_puts(&what, " (");
    stet_put_int(&what, sight->count);
    if (place.line) {
        stet_puts(&what, ", first in line ");
        stet_put_int(&what, place.line);
        stet_puts(&what, " column ");
        stet_put_int(&what, place.column);
    }
    stet_putc(&what, ')');
    job->run.log(job->run.log_self, STET_LOG_LOSS, a->name,
                 job->plan->steps[out->step].id, stet_out_text(&what));
}

enum { SIGHTS_MAX = 255 }; /* more kinds in one article go untold */

void stet__job_losses(struct job *job, const struct plan_output *out)
{
    struct sight sights[SIGHTS_MAX];
    size_t count = 0;
    if (!out->renders)
        return;
    find_present(job);
    for (size_t word = 0; word < KIND_WORDS; word++) {
        uint64_t bits = job->present.bits[word] & out->lossy.bits[word];
        for (; bits && count < SIGHTS_MAX; bits &= bits - 1)
            sights[count++] = (struct sight){
                .kind = (stet_kind)(word * 64 + (size_t)__builtin_ctzll(bits))};
    }
    job->run.losses += (uint32_t)count;
    if (!count || !job->run.log || !(job->run.log_levels >> STET_LOG_LOSS & 1))
        return;
    find_sights(&job->article, sights, count);
    for (size_t i = 0; i < count; i++)
        say_loss(job, out, &sights[i]);
}
