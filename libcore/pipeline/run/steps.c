/* SPDX-License-Identifier: MIT */
/*
 * The instructions of a plan: steps are called, retried, undone when they fail; `run`
 * and `choose` are frames that a failure may end.
 */
#include "pipeline/run/runner.h"

#include <errno.h>
#include <time.h>

#include "base/buffer.h"
#include "plugin/grammar.h"

int64_t stet__clock_ns(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int is_cancelled(const struct job *job)
{
    return job->run.cancel && __atomic_load_n(job->run.cancel, __ATOMIC_RELAXED) != 0;
}

static int is_late(const struct job *job)
{
    return job->run.deadline_ns && stet__clock_ns() >= job->run.deadline_ns;
}

/* ---- the finding of the core --------------------------------------------- */

static const stet_rule core_rules[] = {
    {.size = sizeof(stet_rule),
     .severity = STET_MEDIUM,
     .effect = STET_REVIEW,
     .id = "step-skipped",
     .summary = "A step failed and was skipped.",
     .help = "What it would have checked or changed is not done; see why it failed."},
    {.size = sizeof(stet_rule)},
};

/* A failed check never means allow: a finding, and a demand that no cap can lower. */
static stet_code say_skipped(struct job *job, uint32_t step)
{
    const struct plan_step *row = &job->plan->steps[step];
    stet_finding finding = {.size = sizeof finding,
                            .severity = -1,
                            .effect = -1,
                            .confidence = 1,
                            .rule = "step-skipped"};
    finding.message = stet__job_text(
        job, "%.*s failed and was skipped: %.*s", (int)row->id.n, row->id.p,
        (int)(job->notes[step].why.n < 400 ? job->notes[step].why.n : 400),
        job->notes[step].why.p);
    stet_code code = stet__article_enter_step(&job->article, row->id, "core",
                                              core_rules, sizeof *core_rules, NULL);
    if (code == STET_OK)
        code = stet__article_finding(&job->article.pub, &finding);
    if (code == STET_OK && job->demand_count < DEMANDS_MAX)
        job->demands[job->demand_count++] =
            (struct verdict_demand){STET_VERDICT_REVIEW, finding.message};
    return code;
}

/* ---- one call ------------------------------------------------------------ */

/* Findings that `ignore` names are taken out of those behind the mark. */
static void drop_ignored(struct job *job, const struct plan_step *row, size_t from)
{
    struct article *a = &job->article;
    size_t kept = from;
    for (size_t i = from; i < a->finding_count; i++) {
        int ignored = 0;
        for (size_t k = 0; k < row->ignore_count && !ignored; k++) {
            size_t n = strlen(row->plugin) + 1;
            ignored = row->ignore[k].n > n &&
                      stet_str_is(stet_strn(row->ignore[k].p + n, row->ignore[k].n - n),
                                  a->findings[i].rule->id);
        }
        if (!ignored)
            a->findings[kept++] = a->findings[i];
    }
    a->finding_count = kept;
}

static void count_work(struct job *job, uint32_t step, struct article_mark mark)
{
    const struct article *a = &job->article;
    struct step_state *state = &job->states[step];
    state->changes = (uint32_t)(a->journal_count - mark.journal);
    state->findings = (uint32_t)(a->finding_count - mark.findings);
    for (size_t i = mark.findings; i < a->finding_count; i++)
        if (a->findings[i].severity >= 0 && a->findings[i].severity < 5)
            state->by_severity[a->findings[i].severity]++;
}

/* Which step the changes under the article's current author are by. */
static void note_author(struct job *job, uint32_t step)
{
    if (job->article.step < job->plan->step_count + 2)
        job->step_of_author[job->article.step] = step;
}

static void wait_before_retry(const struct job *job, int64_t ns)
{
    while (ns > 0 && !is_cancelled(job) && !is_late(job)) {
        int64_t slice = ns < 50000000 ? ns : 50000000;
        struct timespec wait = {slice / 1000000000, slice % 1000000000};
        if (nanosleep(&wait, NULL) != 0 && errno != EINTR)
            return;
        ns -= slice;
    }
}

static stet_code enter(struct job *job, uint32_t step)
{
    static const struct kind_set nothing;
    const struct plan_step *row = &job->plan->steps[step];
    const struct step_entry *entry =
        row->work == WORK_READ && job->reader ? job->reader->entry : row->entry;
    const struct kind_set *writes = row->work == WORK_READ    ? NULL
                                    : row->work == WORK_WRITE ? &nothing
                                                              : &entry->writes;
    stet_str id =
        row->work == WORK_READ && entry ? stet_cstr(entry->step->name) : row->id;
    job->run.step_id = id;
    job->run.why = stet_cstr("");
    job->article.failed = STET_OK;
    stet_code code = stet__article_enter_step(
        &job->article, id, entry ? entry->plugin->id : "core",
        entry ? entry->step->rules : NULL, sizeof(stet_rule), writes);
    if (code == STET_OK)
        note_author(job, step);
    return code;
}

/* Of the limits of an article, that of nodes alone can be told from the others. */
static stet_str trouble_text(struct job *job, const struct plan_step *row,
                             stet_code code)
{
    const struct limits *limits = &job->plan->ctx->limits;
    char one[LIMIT_TEXT], other[LIMIT_TEXT];
    if (code != STET_E_LIMIT)
        return stet_cstr(stet_code_text(code));
    if (job->article.node_count > limits->nodes)
        return stet__job_text(job, "beyond %s", stet__limits_say(limits, "nodes", one));
    if (row->work == WORK_WRITE)
        return stet__job_text(job, "more than an output may have: %s, or %s",
                              stet__limits_say(limits, "output-factor", one),
                              stet__limits_say(limits, "output-floor", other));
    return stet__job_text(job, "more than an article may have: %s, or %s",
                          stet__limits_say(limits, "memory-factor", one),
                          stet__limits_say(limits, "depth", other));
}

/* What a step must not answer counts as a failure. */
static stet_code settle_code(const struct job *job, stet_code code)
{
    if (code >= 0 && job->article.failed)
        return job->article.failed;
    return code == STET_OK || code == STET_SKIP || code < 0 ? code : STET_FAILED;
}

stet_code stet__job_call(struct stet_runner *r, struct job *job, uint32_t step,
                         stet__call_fn call, void *self)
{
    const struct plan_step *row = &job->plan->steps[step];
    struct step_note *note = &job->notes[step];
    int64_t begun = r->options.trace ? stet__clock_ns() : 0;
    struct article_mark mark = stet__article_mark(&job->article);
    stet_code code = r->dead[step] ? STET_FATAL : STET_OK;
    note->ran = 1;
    for (uint32_t attempt = 0; !r->dead[step]; attempt++) {
        code = enter(job, step);
        if (code == STET_OK)
            code = settle_code(job, call(r, job, step, self));
        if (code >= 0 || is_cancelled(job))
            break;
        if (code != STET_RETRY || attempt >= row->retry_times)
            break;
        stet__article_undo(&job->article, mark, 1);
        wait_before_retry(job, row->retry_delay_ns);
    }
    if (code < 0) /* what a writer missed is why it failed: that finding stays */
        stet__article_undo(&job->article, mark, row->work != WORK_WRITE);
    if (row->ignore_count)
        drop_ignored(job, row, mark.findings);
    count_work(job, step, mark);
    job->states[step].code = code;
    note->why = r->dead[step]    ? stet_cstr(r->dead[step])
                : job->run.why.n ? job->run.why
                : code < 0       ? trouble_text(job, row, code)
                                 : stet_cstr("");
    if (code == STET_FATAL)
        r->dead[step] = "it cannot be used any more";
    if (r->options.trace)
        note->nanoseconds += stet__clock_ns() - begun;
    return code == STET_SKIP ? STET_OK : code;
}

/* ---- failures ------------------------------------------------------------ */

static stet_str failure_text(struct job *job, uint32_t step)
{
    const struct plan_step *row = &job->plan->steps[step];
    const char *id = row->id.p;
    if (row->work == WORK_READ)
        id = job->reader ? job->reader->entry->step->name : "reading";
    stet_str why = job->notes[step].why;
    return stet__job_text(job, "%s: %.*s", id, (int)(why.n < 500 ? why.n : 500), why.p);
}

/* Trouble that `on_error` has no say in. */
static enum fate run_trouble(struct job *job, stet_code code)
{
    if (code == STET_E_NOMEM) {
        stet__job_fail(job, FATE_NOMEM, stet_cstr("not enough memory"));
        return FATE_NOMEM;
    }
    if (is_cancelled(job)) {
        stet__job_fail(job, FATE_STOPPED, stet_cstr("cancelled"));
        return FATE_STOPPED;
    }
    if (is_late(job)) {
        stet__job_fail(job, FATE_FAILED, stet_cstr("the time for the article is over"));
        return FATE_FAILED;
    }
    return FATE_ON;
}

enum fate stet__job_failed(struct job *job, uint32_t step, stet_code code)
{
    static const enum fate fates[] = {[ON_ERROR_FAIL] = FATE_FAILED,
                                      [ON_ERROR_QUARANTINE] = FATE_QUARANTINED,
                                      [ON_ERROR_STOP] = FATE_STOPPED};
    const struct plan_step *row = &job->plan->steps[step];
    enum fate fate = run_trouble(job, code);
    if (fate != FATE_ON)
        return fate;
    if (row->work == WORK_READ)
        fate = job->reader ? FATE_QUARANTINED : FATE_FAILED;
    else if (row->on_error == ON_ERROR_SKIP) {
        if (say_skipped(job, step) == STET_OK)
            return FATE_ON;
        fate = FATE_FAILED;
    } else
        fate = fates[row->on_error];
    stet__job_fail(job, fate, failure_text(job, step));
    return fate;
}

/* ---- instructions -------------------------------------------------------- */

struct frame {
    uint32_t step, leave;
    struct article_mark mark;
    const stet_data *outer_vars;
};

struct frames {
    struct frame list[FRAME_MAX];
    size_t depth;
};

static stet_code call_process(struct stet_runner *r, struct job *job, uint32_t step,
                              void *self)
{
    const struct plan_step *row = &job->plan->steps[step];
    (void)self;
    return row->entry->step->process(row->plan, r->scratch[step], &job->article.pub);
}

static void open_frame(struct job *job, struct frames *frames,
                       const struct instruction *in)
{
    const struct plan_step *row = &job->plan->steps[in->step];
    struct frame *frame = &frames->list[frames->depth++];
    *frame = (struct frame){.step = in->step,
                            .leave = in->target,
                            .mark = stet__article_mark(&job->article),
                            .outer_vars = job->run.vars};
    if (row->vars)
        job->run.vars = row->vars;
    job->notes[in->step].ran = 1;
    job->states[in->step].code = STET_OK;
}

static void close_frame(struct job *job, struct frames *frames)
{
    const struct frame *frame = &frames->list[--frames->depth];
    const struct plan_step *row = &job->plan->steps[frame->step];
    struct step_state *sum = &job->states[frame->step];
    for (uint32_t i = row->first; i < row->last; i++) {
        const struct plan_step *inner = &job->plan->steps[i];
        if (inner->work != WORK_USE)
            continue;
        sum->changes += job->states[i].changes;
        sum->findings += job->states[i].findings;
        for (size_t k = 0; k < 5; k++)
            sum->by_severity[k] += job->states[i].by_severity[k];
        job->notes[frame->step].nanoseconds += job->notes[i].nanoseconds;
    }
    job->run.vars = frame->outer_vars;
}

/* The steps of a frame that is undone did nothing in the end. */
static void forget_frame(struct job *job, const struct frame *frame)
{
    const struct plan_step *row = &job->plan->steps[frame->step];
    for (uint32_t i = row->first; i < row->last; i++) {
        struct step_state *state = &job->states[i];
        *state = (struct step_state){.code = state->code};
    }
}

/* A failed article may be saved by a `run` or `choose` around the step that says so. */
static enum fate unwind(struct job *job, struct frames *frames, enum fate fate,
                        uint32_t *pc)
{
    while (fate == FATE_FAILED && frames->depth) {
        const struct frame *frame = &frames->list[frames->depth - 1];
        const struct plan_step *row = &job->plan->steps[frame->step];
        if (row->on_error < 0) {
            frames->depth--;
            continue;
        }
        stet__article_undo(&job->article, frame->mark, 1);
        forget_frame(job, frame);
        job->states[frame->step].code = STET_FAILED;
        job->notes[frame->step].why = job->result.reason;
        *pc = frame->leave;
        enum fate outcome = stet__job_failed(job, frame->step, STET_FAILED);
        if (outcome != FATE_ON)
            return outcome;
        job->result.status = STET_STATUS_OK;
        job->result.reason = stet_cstr("");
        return FATE_ON;
    }
    return fate;
}

static enum fate run_step(struct stet_runner *r, struct job *job, uint32_t step)
{
    stet_code code = stet__job_call(r, job, step, call_process, NULL);
    enum fate fate = code == STET_OK ? FATE_ON : stet__job_failed(job, step, code);
    return fate == FATE_ON ? run_trouble(job, STET_OK) : fate;
}

/* Answers where to go on. */
static enum fate test_condition(struct job *job, const struct instruction *in,
                                uint32_t *pc)
{
    int is_true = 0;
    stet_code code = stet__expr_test(&job->article.pub, in->test, &is_true);
    if (code == STET_OK) {
        *pc = is_true ? *pc + 1 : in->target;
        return FATE_ON;
    }
    enum fate fate = run_trouble(job, code);
    if (fate == FATE_ON) {
        const struct plan_step *row = &job->plan->steps[in->step];
        stet__job_fail(job, fate = FATE_FAILED,
                       stet__job_text(job, "%.*s: when: %s", (int)row->id.n, row->id.p,
                                      stet_code_text(code)));
    }
    return fate;
}

enum fate stet__job_steps(struct stet_runner *r, struct job *job, uint32_t first,
                          uint32_t last)
{
    struct frames frames = {.depth = 0};
    enum fate fate = FATE_ON;
    for (uint32_t pc = first; pc < last && fate == FATE_ON;) {
        const struct instruction *in = &job->plan->code[pc];
        switch (in->op) {
        case OP_RUN:
            pc++;
            fate = run_step(r, job, in->step);
            if (fate != FATE_ON)
                fate = unwind(job, &frames, fate, &pc);
            break;
        case OP_UNLESS:
            fate = test_condition(job, in, &pc);
            break;
        case OP_JUMP:
            pc = in->target;
            break;
        case OP_ENTER:
            open_frame(job, &frames, in);
            pc++;
            break;
        default: /* OP_LEAVE */
            close_frame(job, &frames);
            pc++;
        }
    }
    return fate;
}
