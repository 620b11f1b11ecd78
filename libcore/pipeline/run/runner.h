/* SPDX-License-Identifier: MIT */
/*
 * pipeline/run/runner.h - one article through a plan.
 *
 * A runner belongs to one thread at a time: the scratch of every step. A job is one article
 * and what became of it; it outlives the runner's next call where results wait for their
 * turn. Both keep their memory, so that nothing is allocated in the steady state.
 *
 *   runner.c   life of runners, the public calls     job.c      life of jobs, verdict, identity
 *   read.c     bidding and reading                   steps.c    instructions, failures, undo
 *   outputs.c  names, writers                        losses.c   what a writer leaves out
 *   source.c   bytes for readers of many articles    result.c   accessors
 */
#ifndef STET_PIPELINE_RUNNER_H
#define STET_PIPELINE_RUNNER_H

#include "pipeline/plan.h"

/* What a step did, beside its step_state. */
struct step_note {
    stet_str why; /* in the article's arena */
    int64_t nanoseconds;
    uint32_t ran;
};

struct output_slot {
    stet_out bytes;
    stet_str name; /* in the article's arena */
    stet_str key;  /* of a collection, in the arena */
    int written;
};

struct stet_result {
    struct job *job; /* that it is part of; id and explanation are filled when asked for */
    int32_t status, verdict;
    stet_str reason, explanation, id;
};

enum { DEMANDS_MAX = 16 };

struct job {
    struct article article;
    const stet_pipeline *plan;
    struct run_state run;
    struct step_state *states;
    struct step_note *notes;
    struct output_slot *outputs;
    size_t outputs_written;
    stet_out source; /* the bytes of the article */
    stet_out name;   /* what it is called, NUL-terminated */
    const struct plan_reader *reader;
    size_t read_end; /* journal entries of the reading */
    uint32_t *step_of_author; /* by index into article.authors; step_count + 1 of them */
    struct kind_set present;  /* kinds in the article, while its state is present_state */
    uint64_t present_state;
    /* one for each step that was skipped, and one for what failed */
    struct verdict_demand demands[DEMANDS_MAX + 1];
    size_t demand_count;
    int judged;
    struct stet_result result;
};

struct stet_runner {
    stet_pipeline *plan; /* a reference */
    stet_run_options options;
    void **scratch;        /* by step */
    const char **dead;     /* by step: it answered FATAL; else NULL */
    void **reader_scratch; /* by reader */
    struct job own;
};

/* What an article meets: nothing, or why it goes no further. */
enum fate { FATE_ON = 0, FATE_FAILED, FATE_QUARANTINED, FATE_STOPPED, FATE_NOMEM };

/* ---- job.c --------------------------------------------------------------- */
stet_code stet__job_init(struct job *job, const stet_pipeline *plan);
void stet__job_done(struct job *job);
/* Forget the last article; copies source and name. */
stet_code stet__job_begin(struct job *job, stet_str source, stet_str name);
/* The same when the bytes are in job->source already. */
stet_code stet__job_begin_here(struct job *job, stet_str name);
/* The calling thread may use the article from here on. */
void stet__job_take(struct job *job);
/* It goes no further: status and reason (copied). */
void stet__job_fail(struct job *job, int fate, stet_str reason);
/* Nothing of it is written. */
void stet__job_drop_outputs(struct job *job);
/* Computed when it is first asked for; "" without memory. */
stet_str stet__job_identity(struct job *job);
stet_code stet__job_judge(struct job *job);
/* How the verdict came about; put into words when it is first asked for. */
stet_str stet__job_explanation(struct job *job);
STET_PRINTF(2, 3) stet_str stet__job_text(struct job *job, const char *format, ...);

/* ---- runner.c ------------------------------------------------------------ */
stet_code stet__runner_init(struct stet_runner *r, stet_pipeline *plan, const stet_run_options *options,
                            stet_error *err);
void stet__runner_done(struct stet_runner *r);
/* Everything behind the choice of the reader: read, steps, outputs, verdict. The job has
 * begun. Only memory trouble is an error. */
stet_code stet__runner_run(struct stet_runner *r, struct job *job, stet_fill_fn fill, void *self);
int64_t stet__clock_ns(void); /* monotonic */

/* ---- read.c -------------------------------------------------------------- */
/* The reader that bids highest; NULL: none wants it. */
const struct plan_reader *stet__reader_choose(const stet_pipeline *plan, stet_str head, stet_str name);
enum fate stet__job_read(struct stet_runner *r, struct job *job, stet_fill_fn fill, void *self);

/* ---- steps.c ------------------------------------------------------------- */
enum fate stet__job_steps(struct stet_runner *r, struct job *job, uint32_t first, uint32_t last);
/* One call of a step with its retries, counted, undone when it failed: STET_OK or what it
 * came to. `call` does the work. */
typedef stet_code (*stet__call_fn)(struct stet_runner *r, struct job *job, uint32_t step, void *self);
stet_code stet__job_call(struct stet_runner *r, struct job *job, uint32_t step,
                         stet__call_fn call, void *self);
/* What `code` of a step means for the article; FATE_ON when it was skipped. */
enum fate stet__job_failed(struct job *job, uint32_t step, stet_code code);

/* ---- outputs.c, losses.c ------------------------------------------------- */
enum fate stet__job_outputs(struct stet_runner *r, struct job *job);
void stet__job_losses(struct job *job, const struct plan_output *out);

#endif
