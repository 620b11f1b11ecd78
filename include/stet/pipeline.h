/* SPDX-License-Identifier: MIT */
/*
 * stet/pipeline.h - load a pipeline, run it on one article or on many, read the results.
 *
 * A pipeline is immutable, reference-counted and shared by threads. A runner belongs to
 * one thread at a time and owns the arena, the scratch of every step and the result of
 * its last run. Only stet_run_many() starts threads.
 */
#ifndef STET_PIPELINE_H
#define STET_PIPELINE_H

#include <stet/context.h>
#include <stet/sink.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stet_pipeline stet_pipeline;
typedef struct stet_runner stet_runner;
typedef struct stet_result stet_result;

/* ---- load ------------------------------------------------------------------- */
/* How to load. Zero all, set size, then what you need. */
typedef struct stet_load_options {
    uint32_t size;
    uint32_t no_environment;   /* ${env:} and ${file:} become typed placeholders        */
    const char *name;          /* which pipeline of the file; NULL: "main", or the only one */
    const char *const *set;    /* "name=value" pairs that override vars; NULL-terminated */
    const char *base;          /* load_memory: folder that relative paths start from     */
} stet_load_options;

/*
 * [any thread] Read one pipeline file, with everything it includes, and check all of it.
 * On success *ret_pipeline is owned by the caller (stet_pipeline_free). On failure it is
 * untouched, and every mistake found is in `problems` (may be NULL); warnings are there on
 * success too. STET_E_NOMEM, STET_E_IO, STET_E_CONFIG, STET_E_PLUGIN.
 */
STET_API STET_CHECKED stet_code stet_pipeline_load_file(stet_context *ctx, const char *path, const stet_load_options *options, stet_pipeline **ret_pipeline, stet_problems *problems, stet_error *err);
STET_API STET_CHECKED stet_code stet_pipeline_load_memory(stet_context *ctx, stet_str yaml, const char *name, const stet_load_options *options, stet_pipeline **ret_pipeline, stet_problems *problems, stet_error *err);
/* [any thread] A pipeline that comes with stet. "read": the reader that bids highest, then
 * article.structure and, where it is loaded, furniture.detect. STET_E_NOTFOUND. */
STET_API STET_CHECKED stet_code stet_pipeline_load_builtin(stet_context *ctx, const char *name, stet_pipeline **ret_pipeline, stet_error *err);
/* [any thread] One more owner. Answers its argument. */
STET_API stet_pipeline *stet_pipeline_ref(stet_pipeline *pipeline);
/* [any thread] One owner less. NULL is accepted. */
STET_API void stet_pipeline_free(stet_pipeline *pipeline);
/* [any thread] The plan as text, a line per step with what it expands to. */
STET_API STET_CHECKED stet_code stet_pipeline_describe(const stet_pipeline *pipeline, stet_out *out);
/* [any thread] The number of steps in order, with their ids. */
STET_API size_t stet_pipeline_steps(const stet_pipeline *pipeline);
STET_API const char *stet_pipeline_step_id(const stet_pipeline *pipeline, size_t i);
/* [any thread] The verdict that makes a run "not clean"; 4: never. */
STET_API int stet_pipeline_fail_on(const stet_pipeline *pipeline);

/* [any thread] Where the outputs go: id of the output, its writer, its `to` as written. */
typedef struct stet_target_info {
    uint32_t size;
    int32_t collection; /* one file for many articles */
    stet_str step, use, to;
} stet_target_info;
/* The i-th output, quarantine left out; 0 beyond the last. */
STET_API int stet_pipeline_target(const stet_pipeline *pipeline, size_t i, stet_target_info *ret_info);
/* [any thread] SHA-256 over every file and value the pipeline was made from. */
STET_API void stet_pipeline_digest(const stet_pipeline *pipeline, uint8_t ret_digest[32]);

/* ---- run one ---------------------------------------------------------------- */
typedef struct stet_run_options {
    uint32_t size;
    uint32_t trace;            /* keep before/after text of changes for stet_result_change() */
    int64_t deadline_ns;       /* from the start of each article; 0: none                    */
    int64_t now;               /* seconds since 1970; 0: the clock                           */
    const int32_t *cancel;     /* read atomically; not 0: stop                               */
    uint32_t bare;             /* read only: no steps, no outputs                            */
    uint32_t no_outputs;
} stet_run_options;

/* [any thread] A runner, owned by the caller (stet_runner_free); it holds a reference. */
STET_API STET_CHECKED stet_code stet_runner_new(stet_pipeline *pipeline, const stet_run_options *options, stet_runner **ret_runner, stet_error *err);
STET_API void stet_runner_free(stet_runner *runner);

/*
 * [one thread at a time] Run the pipeline on bytes (copied) or on a new article that
 * `fill` makes. *ret_result is borrowed until the runner's next call. A refused or failed
 * article is a result, STET_OK; other codes mean that stet could not do its work.
 */
STET_API STET_CHECKED stet_code stet_run_bytes(stet_runner *runner, stet_str bytes, stet_str name, const stet_result **ret_result, stet_error *err);
typedef stet_code (*stet_fill_fn)(void *self, stet_article *article);
STET_API STET_CHECKED stet_code stet_run_article(stet_runner *runner, stet_fill_fn fill, void *self, stet_str name, const stet_result **ret_result, stet_error *err);

/* ---- results ---------------------------------------------------------------- */
enum stet_status { STET_STATUS_OK = 0, STET_STATUS_FAILED, STET_STATUS_QUARANTINED, STET_STATUS_UNCHANGED, STET_STATUS_STOPPED };

STET_API int stet_result_status(const stet_result *r);
/* enum stet_verdict. An article that failed or was set aside is at least REVIEW: not all
 * of its checks have run. */
STET_API int stet_result_verdict(const stet_result *r);
STET_API stet_str stet_result_reason(const stet_result *r);      /* why failed, or ""        */
STET_API stet_str stet_result_explanation(const stet_result *r); /* the verdict's arithmetic */
STET_API stet_str stet_result_id(const stet_result *r);          /* identity of the article  */
STET_API stet_article *stet_result_article(const stet_result *r);

typedef struct stet_finding_info {
    uint32_t size;
    int32_t severity, effect;
    double score, confidence;
    stet_str rule, step, category, message, suggestion, evidence, policy, status;
    stet_node node;
    stet_span source;
    stet_place place;
} stet_finding_info;
STET_API size_t stet_result_findings(const stet_result *r);
STET_API int stet_result_finding(const stet_result *r, size_t i, stet_finding_info *ret_info);

typedef struct stet_output_info {
    uint32_t size;
    stet_str step, name, media, bytes;
} stet_output_info;
/* How often an output could not carry what the article has; STET_LOG_LOSS tells each. */
STET_API size_t stet_result_losses(const stet_result *r);
STET_API size_t stet_result_outputs(const stet_result *r);
STET_API int stet_result_output(const stet_result *r, size_t i, stet_output_info *ret_info);

/* The smallest list of changes to the source bytes that the journal amounts to, by
 * ascending offset, not overlapping. */
STET_API STET_CHECKED stet_code stet_article_edits(stet_article *article, const stet_edit **ret_edits, size_t *ret_count, stet_error *err);

/* What each step did, in order. */
typedef struct stet_step_info {
    uint32_t size;
    stet_str id, use, why; /* why: skipped, failed, undone */
    stet_code code;
    uint32_t changes, findings;
    int64_t nanoseconds;
    uint32_t ran; /* 0: `when` was false or disabled */
} stet_step_info;
STET_API size_t stet_result_steps(const stet_result *r);
STET_API int stet_result_step(const stet_result *r, size_t i, stet_step_info *ret_info);

/* One journal entry. op: + - ~ > (new, removed, changed, moved). */
typedef struct stet_change_info {
    uint32_t size;
    uint32_t step; /* index for stet_result_step() */
    char op;
    stet_kind kind;
    stet_attr attr; /* of a changed attribute, else 0 */
    stet_node node;
    stet_str before, after;
} stet_change_info;
STET_API size_t stet_result_changes(const stet_result *r);
STET_API int stet_result_change(const stet_result *r, size_t i, stet_change_info *ret_info);

/* ---- run many --------------------------------------------------------------- */
/* Gives inputs one after another, in one thread at a time: STET_OK, or STET_DONE. The
 * input is opened in a worker by open(); read gives 0 at the end, and close ends it. */
typedef struct stet_input {
    uint32_t size;
    stet_str name;     /* for messages; copied                */
    stet_str bytes;    /* when p is not NULL: the content; borrowed until the next call */
    const char *path;  /* else: a file the library reads; copied */
    int32_t fd;        /* else: an open descriptor, read as a stream; -1: none */
} stet_input;
typedef stet_code (*stet_next_fn)(void *self, stet_input *ret_input);

typedef struct stet_many_options {
    uint32_t size;
    uint32_t threads;                     /* 0: one per processor                       */
    stet_run_options run;
    uint64_t unchanged_skip;              /* ask sink->unchanged for each article        */
    const stet_sink *sink;                /* NULL: outputs are only counted              */
    void *self;
    /* In input order, one thread at a time; the result is borrowed for the call. */
    void (*result)(void *self, stet_str input, const stet_result *r);
    /* At least every 100 ms while running, one thread at a time. total 0: unknown. */
    void (*progress)(void *self, uint64_t done);
} stet_many_options;

typedef struct stet_summary {
    uint32_t size;
    uint64_t articles, ok, failed, quarantined, unchanged, unread_inputs;
    uint64_t verdicts[4]; /* of articles that are ok or unchanged */
    uint64_t outputs, bytes_in, bytes_out;
    int32_t worst; /* the highest of these */
    int32_t stopped; /* on_error: stop, or cancelled */
    uint64_t losses; /* how often an output could not carry what an article has */
} stet_summary;

/* [any thread] Run over all inputs. One article's failure is no error of the run. */
STET_API STET_CHECKED stet_code stet_run_many(stet_pipeline *pipeline, stet_next_fn next, void *next_self, const stet_many_options *options, stet_summary *ret_summary, stet_error *err);

/* ---- for foreign function interfaces: <stet/stet-ffi.h> has it without macros ---- */
/* [one thread at a time] Run on bytes (name may be NULL) and answer one JSON text with verdict,
 * findings, edits and outputs, NUL-terminated, owned by the caller (stet_ffi_free). */
STET_API STET_CHECKED stet_code stet_ffi_run(stet_runner *runner, const char *bytes, size_t n, const char *name, char **ret_json, size_t *ret_len, stet_error *err);
STET_API void stet_ffi_free(char *json);

#ifdef __cplusplus
}
#endif
#endif
