/* SPDX-License-Identifier: MIT */
/*
 * Outputs of one article: its own steps, its name, the writer; then the article is as
 * it was before.
 */
#include "pipeline/run/runner.h"

#include "base/buffer.h"
#include "base/text/kit.h"
#include "plugin/grammar.h"

enum { NAME_MAX_BYTES = 1024, COMPONENT_MAX = 200 };

/* ---- names --------------------------------------------------------------- */

/* The whole must be a path below the output folder, whatever the values were. */
static const char *name_mistake(stet_str name)
{
    size_t from = 0;
    if (name.n == 0)
        return "is empty";
    for (size_t i = 0; i <= name.n; i++) {
        if (i < name.n && name.p[i] != '/') {
            if (name.p[i] == '\0')
                return "holds a NUL byte";
            continue;
        }
        size_t n = i - from;
        if (n == 0)
            return "has an empty component";
        if (n > COMPONENT_MAX)
            return "has a component of more than 200 bytes";
        if (name.p[from] == '.' && (n == 1 || (n == 2 && name.p[from + 1] == '.')))
            return "leaves the output folder";
        from = i + 1;
    }
    return NULL;
}

/* Bytes of a component that are written in the pipeline behind part i: they stay whole.
 */
static size_t literal_behind(const struct plan_output *out, size_t i)
{
    size_t n = 0;
    for (i++; i < out->part_count; i++) {
        if (out->parts[i].value)
            continue;
        const char *slash = memchr(out->parts[i].text.p, '/', out->parts[i].text.n);
        if (slash)
            return n + (size_t)(slash - out->parts[i].text.p);
        n += out->parts[i].text.n;
    }
    return n;
}

/* Cut the value put last so that its component has room for what stands around it. */
static void fit_component(const struct plan_output *out, size_t i, size_t from,
                          stet_out *name)
{
    size_t start = from, behind = literal_behind(out, i);
    while (start && name->data[start - 1] != '/')
        start--;
    size_t taken = from - start + behind;
    size_t room = taken < COMPONENT_MAX ? COMPONENT_MAX - taken : 1;
    if (name->failed || name->len - from <= room)
        return;
    name->len = from + room;
    while (name->len > from && ((unsigned char)name->data[name->len] & 0xc0) == 0x80)
        name->len--;
}

/* A component needs a value where it has one: "{{ slug }}.html" without a slug is no
 * name. */
static stet_code put_part(struct job *job, const struct name_part *part, stet_out *name)
{
    stet_str value;
    if (!part->value) {
        stet_put_str(name, part->text);
        return STET_OK;
    }
    stet_code code = stet__template_expand(&job->article.pub, part->value, &value);
    if (code != STET_OK)
        return code;
    if (value.n == 0) {
        job->run.why = stet_cstr("a value of its name is empty for this article");
        return STET_FAILED;
    }
    stet__escape(name, STET_ESCAPE_FILENAME, value.p, value.n);
    return STET_OK;
}

static stet_code make_name(struct job *job, const struct plan_output *out,
                           stet_str *ret_name)
{
    stet_out name = stet_out_in_article(&job->article.pub, 128, NAME_MAX_BYTES);
    stet_code code = STET_OK;
    for (size_t i = 0; i < out->part_count && code == STET_OK; i++) {
        size_t from = name.len;
        code = put_part(job, &out->parts[i], &name);
        if (code == STET_OK && out->parts[i].value)
            fit_component(out, i, from, &name);
    }
    if (code == STET_OK)
        code = name.failed;
    if (code != STET_OK)
        return code;
    *ret_name = stet_out_text(&name);
    const char *mistake = name_mistake(*ret_name);
    if (!mistake)
        return STET_OK;
    job->run.why = stet__job_text(job, "its name '%.*s' %s", (int)ret_name->n,
                                  ret_name->p, mistake);
    return STET_FAILED;
}

/* ---- the writer ---------------------------------------------------------- */

static size_t output_max(const struct job *job)
{
    const struct limits *limits = &job->plan->ctx->limits;
    uint64_t max;
    if (__builtin_mul_overflow(limits->output_factor, (uint64_t)job->source.len,
                               &max) ||
        __builtin_add_overflow(max, limits->output_floor, &max) || max > SIZE_MAX / 2)
        return SIZE_MAX / 2;
    return (size_t)max;
}

struct writing {
    const struct plan_output *out;
    struct output_slot *slot;
};

static stet_code call_writer(struct stet_runner *r, struct job *job, uint32_t step,
                             void *self)
{
    const struct writing *w = self;
    const struct plan_step *row = &job->plan->steps[step];
    const stet_writer *writer = row->entry->step->writer;
    stet_article *article = &job->article.pub;
    stet_out *bytes = &w->slot->bytes;
    stet_str key = stet_cstr("");
    stet__buffer_reset(bytes, output_max(job));
    stet_code code = make_name(job, w->out, &w->slot->name);
    if (code != STET_OK)
        return code;
    if (w->out->collection)
        code = writer->piece(row->plan, r->scratch[step], article, bytes, &key);
    else
        code = writer->write(row->plan, r->scratch[step], article, bytes);
    if (code < 0)
        return code;
    if (bytes->failed)
        return bytes->failed;
    w->slot->key = stet__arena_copy(&job->article.arena, key);
    if (!w->slot->key.p)
        return STET_E_NOMEM;
    w->slot->written = code != STET_SKIP;
    return code;
}

static enum fate write_output(struct stet_runner *r, struct job *job,
                              const struct plan_output *out, struct output_slot *slot)
{
    struct writing writing = {out, slot};
    stet__job_losses(job, out);
    stet_code code = stet__job_call(r, job, out->step, call_writer, &writing);
    if (code == STET_OK) {
        job->outputs_written += slot->written != 0;
        return FATE_ON;
    }
    slot->written = 0;
    return stet__job_failed(job, out->step, code);
}

/* Its own steps failed: then the output did, and `on_error` of the output decides. */
static enum fate own_steps_failed(struct job *job, const struct plan_output *out)
{
    job->notes[out->step].why = job->result.reason;
    job->notes[out->step].ran = 1;
    job->states[out->step].code = STET_FAILED;
    enum fate fate = stet__job_failed(job, out->step, STET_FAILED);
    if (fate == FATE_ON) {
        job->result.status = STET_STATUS_OK;
        job->result.reason = stet_cstr("");
    }
    return fate;
}

static enum fate test_when(struct job *job, const struct plan_step *row, int *ret_true)
{
    *ret_true = 1;
    if (!row->when)
        return FATE_ON;
    stet_code code = stet__expr_test(&job->article.pub, row->when, ret_true);
    if (code == STET_OK)
        return FATE_ON;
    *ret_true = 0;
    stet__job_fail(job, code == STET_E_NOMEM ? FATE_NOMEM : FATE_FAILED,
                   stet__job_text(job, "%.*s: when: %s", (int)row->id.n, row->id.p,
                                  stet_code_text(code)));
    return code == STET_E_NOMEM ? FATE_NOMEM : FATE_FAILED;
}

static enum fate run_output(struct stet_runner *r, struct job *job, size_t i)
{
    const struct plan_output *out = &job->plan->outputs[i];
    int is_wanted;
    enum fate fate = test_when(job, &job->plan->steps[out->step], &is_wanted);
    if (fate != FATE_ON || !is_wanted)
        return fate;
    if (out->first == out->last)
        return write_output(r, job, out, &job->outputs[i]);
    /* findings of its steps stay, what they changed goes */
    struct article_mark mark = stet__article_mark(&job->article);
    fate = stet__job_steps(r, job, out->first, out->last);
    if (fate == FATE_ON)
        fate = write_output(r, job, out, &job->outputs[i]);
    else if (fate == FATE_FAILED)
        fate = own_steps_failed(job, out);
    stet__article_undo(&job->article, mark, 0);
    return fate;
}

enum fate stet__job_outputs(struct stet_runner *r, struct job *job)
{
    enum fate fate = FATE_ON;
    if (r->options.no_outputs)
        return FATE_ON;
    for (size_t i = 0; i < job->plan->output_count && fate == FATE_ON; i++)
        fate = run_output(r, job, i);
    return fate;
}
