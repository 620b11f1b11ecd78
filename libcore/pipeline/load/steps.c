/* SPDX-License-Identifier: MIT */
/*
 * A list of steps to instructions: `use` calls a plugin, `run` puts the steps of
 * another pipeline in its place, `choose` branches.
 */
#include "pipeline/load/load.h"

static void load_step(struct builder *b, const struct load_scope *scope,
                      const stet_data *map);

/* ---- use ----------------------------------------------------------------- */

static void load_use(struct builder *b, const struct load_scope *scope,
                     const stet_data *map, const stet_data *use)
{
    const struct step_entry *entry =
        stet__load_entry(b, use, 1u << STET_STEP_TRANSFORM | 1u << STET_STEP_CHECK);
    long step = stet__load_add_step(b, scope, map, WORK_USE, stet_data_text(use));
    if (step < 0)
        return;
    stet__load_conduct(b, scope, map, step);
    if (entry)
        stet__load_compile(b, scope, map, step, entry);
    if (!b->steps[step].enabled)
        return;
    long unless = stet__load_condition(b, b->steps[step].when, step);
    stet__load_add_code(b, OP_RUN, step);
    if (unless >= 0)
        b->code[unless].target = (uint32_t)b->code_count;
}

/* ---- what run and choose share ------------------------------------------- */

struct frame {
    long step, unless;
    uint32_t enter;
    size_t start; /* of its code */
};

static int open_frame(struct builder *b, const struct load_scope *scope,
                      const stet_data *map, int work, stet_str use,
                      struct frame *ret_frame)
{
    struct frame frame = {.start = b->code_count};
    frame.step = stet__load_add_step(b, scope, map, work, use);
    if (frame.step < 0)
        return 0;
    stet__load_conduct(b, scope, map, frame.step);
    b->steps[frame.step].first = (uint32_t)b->step_count;
    b->steps[frame.step].vars = scope->vars;
    frame.unless = stet__load_condition(b, b->steps[frame.step].when, frame.step);
    frame.enter = stet__load_add_code(b, OP_ENTER, frame.step);
    b->depth++;
    *ret_frame = frame;
    return 1;
}

static void close_frame(struct builder *b, const struct frame *frame)
{
    struct plan_step *row = &b->steps[frame->step];
    uint32_t leave = stet__load_add_code(b, OP_LEAVE, frame->step);
    row->last = (uint32_t)b->step_count;
    b->depth--;
    if (b->load->failed)
        return;
    b->code[frame->enter].target = leave;
    if (frame->unless >= 0)
        b->code[frame->unless].target = leave + 1;
    if (row->enabled)
        return;
    b->code_count = frame->start; /* its steps were checked, and stand in the list */
    for (uint32_t i = row->first; i < row->last; i++)
        b->steps[i].enabled = 0;
}

static int too_deep(struct builder *b, const stet_data *at)
{
    if (b->depth + 1 < FRAME_MAX)
        return 0;
    stet__load_problem(b->load, at, PLACE_KEY, "",
                       "run and choose stand more than %d deep", FRAME_MAX - 1);
    return 1;
}

/* ---- run ----------------------------------------------------------------- */

/* The pipeline calls itself, directly or through others. */
static int is_cycle(struct builder *b, const struct load_scope *scope,
                    const stet_data *run)
{
    char chain[300] = "";
    size_t n = 0;
    const struct load_scope *found = scope;
    while (found && !stet_str_eq(found->pipeline, run->text))
        found = found->caller;
    if (!found)
        return 0;
    /* the chain is walked from its end: put each name before what is there */
    for (const struct load_scope *s = scope; s; s = s == found ? NULL : s->caller) {
        stet_str link = stet__load_text(b->load, "%.*s -> %.*s", (int)s->pipeline.n,
                                        s->pipeline.p, (int)n, chain);
        n = link.n < sizeof chain ? link.n : sizeof chain - 1;
        memcpy(chain, link.p, n);
    }
    stet__load_problem(b->load, run, PLACE_VALUE, "",
                       "the pipelines run one another: %.*s%.*s", (int)n, chain,
                       (int)run->text.n, run->text.p);
    return 1;
}

static const stet_data *find_pipeline(struct loader *load, const stet_data *run)
{
    const stet_data *pipeline = load->pipelines->first;
    while (pipeline && !stet_str_eq(pipeline->key, run->text))
        pipeline = pipeline->next;
    if (!pipeline)
        stet__load_problem(load, run, PLACE_VALUE,
                           stet__load_suggest(load, run->text,
                                              stet__load_names(load, load->pipelines),
                                              "define it under 'pipelines'"),
                           "no pipeline '%.*s'", (int)run->text.n, run->text.p);
    return pipeline;
}

/* The variables of the caller, and over them those given with `run`. */
static const stet_data *call_vars(struct loader *load, const stet_data *outer,
                                  const stet_data *given)
{
    if (!given || given->type != STET_DATA_MAP || !given->first)
        return outer;
    stet_data *whole = stet__load_alloc(load, sizeof *whole);
    if (!whole)
        return outer;
    *whole = *outer;
    whole->first = NULL;
    whole->count = 0;
    const stet_data **link = &whole->first;
    for (int pass = 0; pass < 2; pass++) {
        for (const stet_data *v = pass ? outer->first : given->first; v; v = v->next) {
            const stet_data *own = pass ? given->first : NULL;
            while (own && !stet_str_eq(own->key, v->key))
                own = own->next;
            stet_data *copy = own ? NULL : stet__load_alloc(load, sizeof *copy);
            if (!copy)
                continue;
            *copy = *v;
            copy->next = NULL;
            *link = copy;
            link = &copy->next;
            whole->count++;
        }
    }
    return whole;
}

static int32_t scope_on_error(const stet_data *pipeline, int32_t otherwise)
{
    const stet_data *value = stet_data_get(pipeline, "on_error");
    const struct grammar_key *key =
        stet__grammar_find(PLACE_PIPELINE, stet_cstr("on_error"));
    return value && key ? stet__grammar_enum(key, value, otherwise) : otherwise;
}

static void mark_seen(struct loader *load, const stet_data *pipeline)
{
    for (size_t i = 0; i < load->seen_count; i++)
        if (load->seen[i] == pipeline)
            return;
    load->seen[load->seen_count++] = pipeline; /* as many as there are pipelines */
}

static void load_called(struct builder *b, const struct load_scope *scope,
                        const stet_data *called, const stet_data *vars, long step)
{
    struct loader *load = b->load;
    struct load_scope *inner = stet__load_alloc(load, sizeof *inner);
    mark_seen(load, called);
    const stet_data *body = stet__load_fill(load, vars, called);
    if (!inner || !body)
        return;
    *inner = (struct load_scope){.caller = scope,
                                 .pipeline = called->key,
                                 .prefix = stet__load_text(load, "%.*s/",
                                                           (int)b->steps[step].id.n,
                                                           b->steps[step].id.p),
                                 .vars = vars,
                                 .on_error = scope_on_error(body, scope->on_error),
                                 .on_collision = scope->on_collision};
    stet__load_check(load, PLACE_PIPELINE, body);
    stet__load_steps(b, inner, stet_data_get(body, "steps"));
}

static void load_run(struct builder *b, const struct load_scope *scope,
                     const stet_data *map, const stet_data *run)
{
    struct frame frame;
    if (stet_data_text(run).n == 0 || too_deep(b, run))
        return;
    const stet_data *called =
        is_cycle(b, scope, run) ? NULL : find_pipeline(b->load, run);
    if (!open_frame(b, scope, map, WORK_RUN, stet_data_text(run), &frame))
        return;
    const stet_data *vars = call_vars(b->load, scope->vars, stet_data_get(map, "vars"));
    b->steps[frame.step].vars = vars;
    if (called)
        load_called(b, scope, called, vars, frame.step);
    close_frame(b, &frame);
}

/* ---- choose -------------------------------------------------------------- */

static const stet_expr *arm_condition(struct builder *b, const struct load_scope *scope,
                                      const stet_data *when)
{
    struct loader *load = b->load;
    const stet_expr *test = NULL;
    if (stet_data_text(when).n == 0)
        return NULL;
    struct expr_scope names = stet__load_expr_scope(b, scope);
    stet_code code = stet__expr_compile(load->arena, &names, when->text, when,
                                        load->problems, &test);
    if (code == STET_OK)
        stet__load_flow_expr(b, when, test);
    else if (code == STET_E_NOMEM)
        load->failed = code;
    return test;
}

/* Answers the index of the JUMP at its end. */
static uint32_t load_arm(struct builder *b, const struct load_scope *scope,
                         const stet_data *arm, long step)
{
    struct loader *load = b->load;
    stet__load_check(load, PLACE_ARM, arm);
    const stet_data *when = stet_data_get(arm, "when"),
                    *other = stet_data_get(arm, "else");
    if (other && arm->next)
        stet__load_problem(load, other, PLACE_KEY, "move it to the end",
                           "'else' must be the last branch");
    long unless = stet__load_condition(b, arm_condition(b, scope, when), step);
    stet__load_steps(b, scope, stet_data_get(arm, "steps"));
    uint32_t jump = stet__load_add_code(b, OP_JUMP, step);
    if (unless >= 0)
        b->code[unless].target = (uint32_t)b->code_count;
    return jump;
}

static void load_choose(struct builder *b, const struct load_scope *scope,
                        const stet_data *map, const stet_data *choose)
{
    struct loader *load = b->load;
    struct frame frame;
    int complete = 0;
    if (choose->type != STET_DATA_LIST || too_deep(b, choose))
        return;
    uint32_t *jumps = stet__load_alloc(load, (choose->count + 1) * sizeof *jumps);
    if (!jumps || !open_frame(b, scope, map, WORK_CHOOSE, stet_cstr("choose"), &frame))
        return;
    size_t n = 0;
    for (const stet_data *arm = choose->first; arm; arm = arm->next) {
        complete |= stet_data_get(arm, "else") != NULL;
        jumps[n++] = load_arm(b, scope, arm, frame.step);
    }
    close_frame(b, &frame);
    for (size_t i = 0; i < n && !load->failed && b->steps[frame.step].enabled; i++)
        b->code[jumps[i]].target = b->code[frame.enter].target;
    if (!choose->first)
        stet__load_problem(load, choose, PLACE_VALUE, "", "choose has no branch");
    else if (!complete)
        stet__load_warning(
            load, choose, "end with '- else:' and 'steps: []'",
            "choose has no 'else': articles that match no branch go on as they are");
}

/* ---- a list of steps ----------------------------------------------------- */

static void load_step(struct builder *b, const struct load_scope *scope,
                      const stet_data *map)
{
    struct loader *load = b->load;
    stet__load_check(load, PLACE_STEP, map);
    const stet_data *use = stet_data_get(map, "use"), *run = stet_data_get(map, "run");
    const stet_data *choose = stet_data_get(map, "choose");
    if (use)
        load_use(b, scope, map, use);
    else if (run)
        load_run(b, scope, map, run);
    else if (choose)
        load_choose(b, scope, map, choose);
}

/* Recursion through run and choose is bounded by FRAME_MAX. */
void stet__load_steps(struct builder *b, const struct load_scope *scope,
                      const stet_data *list)
{
    if (!list || list->type != STET_DATA_LIST)
        return;
    for (const stet_data *map = list->first; map && !b->load->failed && !b->too_long;
         map = map->next)
        load_step(b, scope, map);
}
