/* SPDX-License-Identifier: MIT */
/*
 * Run many: the threads, the progress, the summary.
 */
#include "pipeline/many/many.h"

#include <sched.h>
#include <signal.h>
#include <time.h>

#include "base/error.h"

enum { SLOTS_PER_THREAD = 4, PROGRESS_MS = 100 };

int stet__many_is_stopped(const struct many *m)
{
    return __atomic_load_n(&m->stopping, __ATOMIC_ACQUIRE);
}

int stet__many_is_cancelled(const struct many *m)
{
    const int32_t *cancel = m->options->run.cancel;
    return cancel && __atomic_load_n(cancel, __ATOMIC_RELAXED) != 0;
}

void stet__many_break(struct many *m, stet_code code, const stet_error *err)
{
    pthread_mutex_lock(&m->report);
    if (code != STET_OK && m->code == STET_OK) {
        m->code = code;
        if (err)
            m->err = *err;
    }
    m->broken = 1;
    pthread_mutex_unlock(&m->report);
    __atomic_store_n(&m->stopping, 1, __ATOMIC_RELEASE);
    pthread_mutex_lock(&m->order);
    pthread_cond_broadcast(&m->slot_free);
    pthread_mutex_unlock(&m->order);
}

/* ---- set-up -------------------------------------------------------------- */

static size_t processor_count(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (size_t)n : 1;
}

static size_t thread_count(const struct many *m)
{
    uint64_t max = m->plan->ctx->limits.threads;
    size_t n = m->options->threads ? m->options->threads : processor_count();
    return n > max ? (size_t)max : n;
}

static stet_code init_slot(struct many *m, struct slot *slot)
{
    stet__buffer_init(&slot->name, 1 << 16);
    stet__buffer_init(&slot->path, 1 << 16);
    slot->place.slot = slot;
    slot->handles = stet__calloc(m->plan->output_count + 1, sizeof *slot->handles);
    if (!slot->handles)
        return STET_E_NOMEM;
    return stet__job_init(&slot->job, m->plan);
}

static void done_slot(struct slot *slot)
{
    if (slot->job.plan)
        stet__job_done(&slot->job);
    stet__buffer_done(&slot->name);
    stet__buffer_done(&slot->path);
    stet__free(slot->handles);
}

static void init_locks(struct many *m)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&m->claim, NULL);
    pthread_mutex_init(&m->order, NULL);
    pthread_mutex_init(&m->report, NULL);
    pthread_cond_init(&m->claimable, NULL);
    pthread_cond_init(&m->slot_free, NULL);
    pthread_cond_init(&m->workers_gone, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static stet_code init_many(struct many *m, size_t threads)
{
    m->list.next = m->list.prev = &m->list;
    m->summary.size = sizeof m->summary;
    m->slot_count = threads * SLOTS_PER_THREAD;
    m->slots = stet__calloc(m->slot_count, sizeof *m->slots);
    m->collections = stet__calloc(m->plan->output_count + 1, sizeof *m->collections);
    if (!m->slots || !m->collections)
        return STET_E_NOMEM;
    for (size_t i = 0; i < m->plan->output_count; i++)
        stet__collection_init(&m->collections[i], m->plan, i, m->run.now);
    stet_code code = STET_OK;
    for (size_t i = m->slot_count; i-- > 0 && code == STET_OK;) {
        code = init_slot(m, &m->slots[i]);
        m->slots[i].next_free = m->free;
        m->free = &m->slots[i];
    }
    return code;
}

static void done_many(struct many *m)
{
    for (size_t i = 0; m->slots && i < m->slot_count; i++)
        done_slot(&m->slots[i]);
    for (size_t i = 0; m->collections && i < m->plan->output_count; i++)
        stet__collection_done(&m->collections[i], m->sink);
    struct stream *lists[2] = {m->active, m->spare};
    for (size_t i = 0; i < 2; i++)
        while (lists[i]) {
            struct stream *stream = lists[i];
            lists[i] = stream->next;
            stet__stream_close(stream);
            stet__stream_free(stream);
        }
    stet__free(m->slots);
    stet__free(m->collections);
    pthread_mutex_destroy(&m->claim);
    pthread_mutex_destroy(&m->order);
    pthread_mutex_destroy(&m->report);
    pthread_cond_destroy(&m->claimable);
    pthread_cond_destroy(&m->slot_free);
    pthread_cond_destroy(&m->workers_gone);
}

/* ---- threads ------------------------------------------------------------- */

static void tell_progress(struct many *m)
{
    uint64_t done = __atomic_load_n(&m->committed, __ATOMIC_RELAXED);
    if (!m->options->progress)
        return;
    pthread_mutex_lock(&m->report);
    m->options->progress(m->options->self, done);
    pthread_mutex_unlock(&m->report);
}

/* The caller's thread waits, and tells of the progress. */
static void wait_for_workers(struct many *m)
{
    pthread_mutex_lock(&m->order);
    while (m->workers) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += PROGRESS_MS * 1000000L;
        if (until.tv_nsec >= 1000000000L) {
            until.tv_nsec -= 1000000000L;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&m->workers_gone, &m->order, &until);
        pthread_mutex_unlock(&m->order);
        tell_progress(m);
        pthread_mutex_lock(&m->order);
    }
    pthread_mutex_unlock(&m->order);
}

/* Signals are the host's: its own threads get them. */
static size_t start_threads(struct worker *workers, size_t n)
{
    sigset_t all, before;
    size_t started = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started < n && pthread_create(&workers[started].thread, NULL, stet__work,
                                         &workers[started]) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static stet_code run_workers(struct many *m, struct worker *workers, size_t n)
{
    size_t ready = 0;
    stet_code code = STET_OK;
    while (ready < n && code == STET_OK) {
        workers[ready].many = m;
        code = stet__runner_init(&workers[ready].runner, m->plan, &m->run, &m->err);
        ready += code == STET_OK;
    }
    if (code == STET_OK) {
        m->workers = n;
        size_t started = start_threads(workers, n);
        pthread_mutex_lock(&m->order);
        m->workers -= n - started;
        pthread_mutex_unlock(&m->order);
        if (started == 0)
            code = stet__error(&m->err, STET_E_NOMEM, "no thread could be started");
        wait_for_workers(m);
        for (size_t i = 0; i < started; i++)
            pthread_join(workers[i].thread, NULL);
    }
    for (size_t i = 0; i < ready; i++)
        stet__runner_done(&workers[i].runner);
    return code;
}

static stet_code run_all(struct many *m)
{
    size_t threads = thread_count(m);
    struct worker *workers = stet__calloc(threads, sizeof *workers);
    stet_code code = workers ? init_many(m, threads) : STET_E_NOMEM;
    if (code == STET_OK)
        code = run_workers(m, workers, threads);
    else
        stet__error(&m->err, code, "not enough memory for the run");
    stet__free(workers);
    if (code == STET_OK) {
        if (stet__many_is_cancelled(m))
            m->broken = m->summary.stopped = 1;
        stet__commit_end(m);
        tell_progress(m);
        code = m->code;
    }
    return code;
}

stet_code stet_run_many(stet_pipeline *pipeline, stet_next_fn next, void *next_self,
                        const stet_many_options *options, stet_summary *ret_summary,
                        stet_error *err)
{
    stet_many_options all = {.size = sizeof all};
    struct many m = {.plan = pipeline, .next = next, .next_self = next_self};
    if (!pipeline || !next)
        return stet__error(err, STET_E_MISUSE, "no pipeline or no inputs");
    if (options &&
        (options->size < sizeof options->size || options->size > 4 * sizeof all))
        return stet__error(err, STET_E_MISUSE, "the size of the options is not set");
    if (options)
        memcpy(&all, options, options->size < sizeof all ? options->size : sizeof all);
    m.options = &all;
    m.sink = m.options->sink;
    m.run = m.options->run;
    m.run.size = sizeof m.run;
    m.run.cancel = NULL; /* articles in hand are finished */
    m.run.now = m.run.now ? m.run.now : (int64_t)time(NULL);
    init_locks(&m);
    stet_code code = run_all(&m);
    if (code != STET_OK && err) {
        *err = m.err;
        err->code = code;
        if (!err->message[0])
            stet__error(err, code, "%s", stet_code_text(code));
    }
    if (ret_summary) {
        uint32_t size = ret_summary->size;
        memcpy(ret_summary, &m.summary,
               size < sizeof m.summary ? size : sizeof m.summary);
        ret_summary->size = size;
    }
    done_many(&m);
    return code;
}
