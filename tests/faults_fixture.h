/* SPDX-License-Identifier: MIT */
/*
 * One allocation of the core failing after the other while a pipeline is loaded and
 * run: no crash, no leak, and afterwards all is as before. With step_fixture.h.
 */
#ifndef TESTS_FAULTS_FIXTURE_H
#define TESTS_FAULTS_FIXTURE_H

#include "step_fixture.h"

#include "base/memory.h"

struct fault_run {
    stet_context *ctx;
    char *yaml;
    stet_fill_fn fill;
    size_t outputs; /* that a whole run makes */
};

/* 1 when everything came through. */
static inline int load_and_run(const struct fault_run *f)
{
    stet_pipeline *pipeline = NULL;
    stet_runner *runner = NULL;
    const stet_result *result = NULL;
    stet_run_options run = {.size = sizeof run, .now = 1741944600};
    stet_load_options options = {.size = sizeof options, .base = SRCDIR "/tests/cases"};
    int whole = 0;
    if (stet_pipeline_load_memory(f->ctx, stet_cstr(f->yaml), "t.yaml", &options,
                                  &pipeline, NULL, NULL) == STET_OK &&
        stet_runner_new(pipeline, &run, &runner, NULL) == STET_OK &&
        stet_run_article(runner, f->fill, NULL, stet_cstr("t"), &result, NULL) ==
            STET_OK)
        whole = stet_result_status(result) == STET_STATUS_OK &&
                stet_result_outputs(result) == f->outputs;
    stet_runner_free(runner);
    stet_pipeline_free(pipeline);
    return whole;
}

/* Each allocation fails alone, and all from it on; of very many only `most`. */
static inline void fail_each_allocation(const char *steps, const char *outputs,
                                        stet_fill_fn fill, size_t output_count,
                                        unsigned long most)
{
    struct fault_run f = {.ctx = new_context(),
                          .yaml = make_yaml(steps, outputs),
                          .fill = fill,
                          .outputs = output_count};
    ck_assert(load_and_run(&f));
    stet__fail_alloc(0, 0);
    ck_assert(load_and_run(&f));
    unsigned long count = stet__fail_alloc(0, 0), step = count / most + 1;
    for (int sticky = 0; sticky <= 1; sticky++)
        for (unsigned long nth = 1; nth <= count; nth += step) {
            stet__fail_alloc(nth, sticky);
            (void)load_and_run(&f);
            stet__fail_alloc(0, 0);
        }
    ck_assert(load_and_run(&f));
    free(f.yaml);
    stet_context_free(f.ctx);
}

#endif
