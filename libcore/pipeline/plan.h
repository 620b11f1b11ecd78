/* SPDX-License-Identifier: MIT */
/*
 * pipeline/plan.h - a checked pipeline: a flat list of instructions over steps and outputs.
 *
 * Made by load/, const afterwards and shared by threads; reference-counted. Everything but
 * the plans of plugins lives in its arena. Nothing is looked up by name at run time.
 */
#ifndef STET_PIPELINE_PLAN_H
#define STET_PIPELINE_PLAN_H

#include <stet/pipeline.h>

#include "base/memory.h"
#include "expr/expr.h"
#include "model/article.h"
#include "model/verdict.h"
#include "plugin/context.h"

/* How deep `run` may stand in `run`, and `choose` in `choose`. */
enum { FRAME_MAX = 32 };

/*
 * step  is called, or counted when it is a `run` or `choose`
 * RUN     call the step
 * UNLESS  go to target when test is not true
 * JUMP    go to target
 * ENTER   begin a `run` or `choose`: its variables, its mark; target is its LEAVE
 * LEAVE   end it: sum up what its steps did
 */
enum instruction_op { OP_RUN = 1, OP_UNLESS, OP_JUMP, OP_ENTER, OP_LEAVE };
struct instruction {
    int32_t op;
    uint32_t step;
    uint32_t target;
    const stet_expr *test;
};

enum plan_work { WORK_READ = 1, WORK_USE, WORK_RUN, WORK_CHOOSE, WORK_WRITE };

/* A row of the results: index = step_state. Step 0 is the reading. */
struct plan_step {
    int32_t work;
    const struct step_entry *entry; /* NULL for run, choose and a reader that bids */
    const void *config;
    void *plan;
    int32_t borrowed;      /* the plan is that of another step, which gives it back */
    stet_str id, use;      /* id as shown: "normalise/stamp"; use: step, pipeline, "choose" */
    const char *plugin;    /* for findings */
    int32_t on_error;
    int32_t enabled;
    uint32_t retry_times;
    int64_t retry_delay_ns;
    const stet_expr *when; /* shown by describe; tested by UNLESS */
    stet_str when_text;
    const stet_data *vars; /* run: what `vars.` means inside      */
    uint32_t first, last;  /* run, choose: the steps inside       */
    uint32_t depth;        /* for describe                        */
    const stet_str *ignore; /* "plugin/rule" whose findings are left out */
    size_t ignore_count;
};

/* A reader that may bid, with its default options. */
struct plan_reader {
    const struct step_entry *entry;
    void *plan;
};

/* The name of an output: literal text and values, which are escaped one by one. */
struct name_part {
    stet_str text;             /* literal, when value is NULL */
    const stet_template *value;
};

struct plan_output {
    uint32_t step;             /* of the writer                          */
    uint32_t first, last;      /* instructions of its own steps          */
    stet_str to;               /* as written                             */
    stet_str fixed;            /* of a collection: the name              */
    const struct name_part *parts;
    size_t part_count;
    int32_t collection;
    int32_t standard;          /* to: "-"                                */
    int32_t suffix;            /* on_collision                           */
    struct kind_set lossy;     /* kinds that it degrades or drops        */
    const stet_render *const *renders; /* by kind, NULL: nothing said    */
};

/* What the pipeline was made from: files, values from outside, plugins. Hashed when asked. */
struct plan_source {
    const struct plan_source *next;
    stet_str bytes;
};

struct stet_pipeline {
    uint32_t references; /* atomic */
    stet_context *ctx;   /* a reference */
    struct arena arena;
    stet_str name;
    const struct instruction *code;
    uint32_t code_count;
    uint32_t main_count; /* instructions of the steps; those of outputs follow */
    struct plan_step *steps;
    uint32_t step_count;
    const struct plan_output *outputs;
    uint32_t output_count;
    const struct plan_reader *readers; /* in order of plugin id               */
    uint32_t reader_count;
    int32_t one_reader; /* `in` names it: no bids */
    const stet_data *vars;
    int32_t fail_on;
    struct verdict_policy verdict;
    stet_str quarantine; /* folder */
    int32_t has_collections;
    const struct plan_source *sources; /* the last one first */
};

/* Release the plans of plugins, the arena and the context of a pipeline that nobody has. */
void stet__plan_destroy(stet_pipeline *p);

#endif
