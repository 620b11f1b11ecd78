/* SPDX-License-Identifier: MIT */
/*
 * The plan as its owners see it: references, its steps and outputs, and as text.
 */
#include "pipeline/plan.h"

#include "base/buffer.h"
#include "base/sha256.h"
#include "plugin/build.h"
#include "plugin/grammar.h"

void stet__plan_destroy(stet_pipeline *p)
{
    for (uint32_t i = 0; i < p->step_count; i++)
        if (p->steps[i].entry && !p->steps[i].borrowed)
            stet__step_destroy(p->steps[i].entry, p->steps[i].plan);
    for (uint32_t i = 0; i < p->reader_count; i++)
        stet__step_destroy(p->readers[i].entry, p->readers[i].plan);
    stet__arena_done(&p->arena);
    stet_context_free(p->ctx);
    stet__free(p);
}

stet_pipeline *stet_pipeline_ref(stet_pipeline *pipeline)
{
    if (pipeline)
        __atomic_add_fetch(&pipeline->references, 1, __ATOMIC_RELAXED);
    return pipeline;
}

void stet_pipeline_free(stet_pipeline *pipeline)
{
    if (pipeline && __atomic_sub_fetch(&pipeline->references, 1, __ATOMIC_ACQ_REL) == 0)
        stet__plan_destroy(pipeline);
}

size_t stet_pipeline_steps(const stet_pipeline *pipeline)
{
    return pipeline ? pipeline->step_count : 0;
}

const char *stet_pipeline_step_id(const stet_pipeline *pipeline, size_t i)
{
    return pipeline && i < pipeline->step_count ? pipeline->steps[i].id.p : NULL;
}

int stet_pipeline_fail_on(const stet_pipeline *pipeline)
{
    return pipeline ? pipeline->fail_on : FAIL_ON_NEVER;
}

int stet_pipeline_target(const stet_pipeline *pipeline, size_t i,
                         stet_target_info *ret_info)
{
    if (!pipeline || !ret_info || i >= pipeline->output_count)
        return 0;
    const struct plan_output *out = &pipeline->outputs[i];
    const struct plan_step *step = &pipeline->steps[out->step];
    *ret_info = (stet_target_info){.size = sizeof *ret_info,
                                   .collection = out->collection,
                                   .step = step->id,
                                   .use = step->use,
                                   .to = out->to};
    return 1;
}

void stet_pipeline_digest(const stet_pipeline *pipeline, uint8_t ret_digest[32])
{
    uint8_t both[64] = {0};
    if (!pipeline)
        return;
    for (const struct plan_source *s = pipeline->sources; s; s = s->next) {
        stet__sha256(s->bytes.p, s->bytes.n, both + 32);
        stet__sha256(both, sizeof both, both);
    }
    memcpy(ret_digest, both, 32);
}

/* ---- as text ------------------------------------------------------------- */

static const char *on_error_name(int32_t on_error)
{
    static const char *const names[] = {"fail", "skip", "quarantine", "stop"};
    return on_error > 0 && on_error < 4 ? names[on_error] : NULL;
}

static void put_step(const stet_pipeline *p, uint32_t i, stet_out *out)
{
    const struct plan_step *s = &p->steps[i];
    const char *on_error = on_error_name(s->on_error);
    stet__buffer_printf(out, "%3u  %*s%.*s", i, (int)s->depth * 2, "", (int)s->id.n,
                        s->id.p);
    if (!stet_str_eq(s->id, s->use))
        stet__buffer_printf(out, "  %s %.*s", s->work == WORK_RUN ? "runs" : "is",
                            (int)s->use.n, s->use.p);
    if (s->when_text.n)
        stet__buffer_printf(out, "  when %.*s", (int)s->when_text.n, s->when_text.p);
    if (on_error)
        stet__buffer_printf(out, "  on_error %s", on_error);
    if (s->retry_times)
        stet__buffer_printf(out, "  retry %u", s->retry_times);
    if (!s->enabled)
        stet_puts(out, "  (disabled)");
    for (uint32_t o = 0; o < p->output_count; o++)
        if (p->outputs[o].step == i)
            stet__buffer_printf(out, "  -> %.*s", (int)p->outputs[o].to.n,
                                p->outputs[o].to.p);
    stet_putc(out, '\n');
}

static void put_readers(const stet_pipeline *p, stet_out *out)
{
    stet_puts(out, "  0  in");
    for (uint32_t i = 0; i < p->reader_count; i++)
        stet__buffer_printf(out, "%s%s", i ? " | " : "  ",
                            p->readers[i].entry->step->name);
    stet_putc(out, '\n');
}

stet_code stet_pipeline_describe(const stet_pipeline *pipeline, stet_out *out)
{
    if (!pipeline || !out)
        return STET_E_MISUSE;
    put_readers(pipeline, out);
    for (uint32_t i = 1; i < pipeline->step_count; i++)
        put_step(pipeline, i, out);
    return stet_out_status(out);
}
