/* SPDX-License-Identifier: MIT */
/*
 * A whole plan: the reader, the steps, the outputs, and what holds for the run.
 */
#include "pipeline/load/load.h"

#include <stdlib.h>

#include "base/error.h"

/* ---- the reader ---------------------------------------------------------- */

static int by_plugin(const void *left, const void *right)
{
    const struct plan_reader *a = left, *b = right;
    int order = strcmp(a->entry->plugin->id, b->entry->plugin->id);
    return order ? order : strcmp(a->entry->step->name, b->entry->step->name);
}

/* Its options can all be left out. */
static int works_alone(const struct step_entry *entry)
{
    for (size_t i = 0; i < entry->option_count; i++)
        if (entry->step->options[i].flags & STET_OPT_REQUIRED)
            return 0;
    return 1;
}

static void add_reader(struct builder *b, const struct step_entry *entry,
                       stet_pipeline *plan, const stet_data *at)
{
    struct loader *load = b->load;
    struct plan_reader *readers = (struct plan_reader *)(uintptr_t)plan->readers;
    struct expr_scope names = {.vocabulary = &load->ctx->vocabulary,
                               .vars = load->settled,
                               .step_ids = b->visible,
                               .limits = load->limits};
    struct step_request request = {.ctx = load->ctx,
                                   .entry = entry,
                                   .id = stet_cstr(entry->step->name),
                                   .at = at,
                                   .scope = &names,
                                   .files = load->files,
                                   .arena = load->arena,
                                   .problems = load->problems,
                                   .read = stet__load_digest_file,
                                   .read_self = load,
                                   .article = stet__load_article};
    const void *config;
    int alike;
    b->visible[0] = NULL;
    struct plan_reader reader = {.entry = entry};
    stet_code code = stet__step_compile(&request, &config, &reader.plan, &alike);
    if (code == STET_OK)
        readers[plan->reader_count++] = reader;
    else if (code != STET_E_CONFIG)
        load->failed = code;
}

static void load_all_readers(struct builder *b, stet_pipeline *plan,
                             const stet_data *at)
{
    const struct registry *r = &b->load->ctx->registry;
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->plugins[i]->step_count;
    plan->readers = stet__load_alloc(b->load, (n + 1) * sizeof *plan->readers);
    for (size_t i = 0; plan->readers && i < r->count; i++)
        for (size_t j = 0; !r->plugins[i]->why && j < r->plugins[i]->step_count; j++) {
            const struct step_entry *entry = &r->plugins[i]->steps[j];
            if (entry->step->kind == STET_STEP_READ && works_alone(entry))
                add_reader(b, entry, plan, at);
        }
    if (plan->readers)
        qsort((void *)(uintptr_t)plan->readers, plan->reader_count,
              sizeof *plan->readers, by_plugin);
}

static void load_one_reader(struct builder *b, const struct load_scope *scope,
                            stet_pipeline *plan, const stet_data *in, long step)
{
    struct loader *load = b->load;
    stet__load_check(load, PLACE_INPUT, in);
    const struct step_entry *entry =
        stet__load_entry(b, stet_data_get(in, "use"), 1u << STET_STEP_READ);
    struct plan_reader *reader = stet__load_alloc(load, sizeof *reader);
    if (!entry || !reader)
        return;
    stet__load_compile(b, scope, in, step, entry);
    reader->entry = entry;
    reader->plan = b->steps[step].plan;
    b->steps[step].plan = NULL; /* the reader has it */
    plan->readers = reader;
    plan->one_reader = 1;
    plan->reader_count = b->steps[step].entry != NULL;
    b->steps[step].entry = NULL;
}

static void load_input(struct builder *b, const struct load_scope *scope,
                       stet_pipeline *plan, const stet_data *body)
{
    const stet_data *in = stet_data_get(body, "in");
    long step = stet__load_add_step(b, scope, NULL, WORK_READ, stet_cstr("in"));
    if (step < 0)
        return;
    if (in && in->type == STET_DATA_MAP)
        load_one_reader(b, scope, plan, in, step);
    else if (!in || stet_str_is(stet_data_text(in), "auto"))
        load_all_readers(b, plan, body);
    else if (in->type != STET_DATA_LIST && in->type != STET_DATA_NULL)
        stet__load_problem(
            b->load, in, PLACE_VALUE, "write auto, or { use: read.markdown }",
            "in: '%.*s' is not 'auto' or a reader step", (int)in->text.n, in->text.p);
}

/* ---- verdict, quarantine ------------------------------------------------- */

static void take_threshold(const stet_data *map, const char *key, double *ret)
{
    const stet_data *value = stet_data_get(map, key);
    double number;
    if (value && stet__data_number(value, &number))
        *ret = number;
}

static void check_order(struct loader *load, const stet_data *map, const char *low_name,
                        double low, const char *high_name, double high)
{
    const stet_data *at = stet_data_get(map, high_name);
    if (low > high && high > 0)
        stet__load_problem(load, at ? at : stet_data_get(map, low_name), PLACE_VALUE,
                           "", "verdict: '%s' (%g) is below '%s' (%g)", high_name, high,
                           low_name, low);
}

static int32_t cap_worst(struct loader *load, const stet_data *cap)
{
    const struct grammar_key *key =
        stet__grammar_find(PLACE_VERDICT, stet_cstr("caps"));
    const char *names[8];
    size_t n = 0;
    for (const stet_enum *row = key->values; row->name && n < 7; row++) {
        if (stet_str_is(stet_data_text(cap), row->name))
            return row->value;
        names[n++] = row->name;
    }
    names[n] = NULL;
    stet__load_problem(load, cap, PLACE_VALUE,
                       stet__load_suggest(load, stet_data_text(cap), names,
                                          "write allow, label, review or reject"),
                       "caps: '%.*s' is not one of its values",
                       (int)stet_data_text(cap).n, stet_data_text(cap).p);
    return STET_VERDICT_REJECT;
}

static void load_verdict(struct loader *load, stet_pipeline *plan, const stet_data *map)
{
    struct verdict_policy *policy = &plan->verdict;
    *policy = stet__verdict_default;
    if (!map || map->type != STET_DATA_MAP)
        return;
    if (stet__load_check(load, PLACE_VERDICT, map) == STET_OK) {
        take_threshold(map, "label", &policy->label);
        take_threshold(map, "review", &policy->review);
        take_threshold(map, "reject", &policy->reject);
        take_threshold(map, "category_cap", &policy->category_cap);
        check_order(load, map, "label", policy->label, "review", policy->review);
        check_order(load, map, "review", policy->review, "reject", policy->reject);
    }
    const stet_data *caps = stet_data_get(map, "caps");
    if (!caps || caps->type != STET_DATA_MAP)
        return;
    struct verdict_cap *list = stet__load_alloc(load, (caps->count + 1) * sizeof *list);
    for (const stet_data *cap = caps->first; list && cap; cap = cap->next)
        list[policy->cap_count++] =
            (struct verdict_cap){cap->key, cap_worst(load, cap)};
    policy->caps = list;
}

static void load_quarantine(struct loader *load, stet_pipeline *plan,
                            const stet_data *value)
{
    plan->quarantine = stet_cstr("quarantine");
    if (value && value->type == STET_DATA_MAP) {
        if (stet__load_check(load, PLACE_QUARANTINE, value) != STET_OK)
            return;
        value = stet_data_get(value, "to");
    }
    stet_str folder = stet_data_text(value);
    if (!value || value->type == STET_DATA_LIST || value->type == STET_DATA_NULL)
        return;
    while (folder.n > 2 && memcmp(folder.p, "./", 2) == 0)
        folder = stet_strn(folder.p + 2, folder.n - 2);
    while (folder.n > 1 && folder.p[folder.n - 1] == '/')
        folder.n--;
    const char *mistake = stet__load_path_mistake(folder);
    if (*mistake)
        stet__load_problem(load, value, PLACE_VALUE,
                           "write a folder below the output folder",
                           "quarantine: '%.*s' %s", (int)folder.n, folder.p, mistake);
    else if (memmem(folder.p, folder.n, "{{", 2))
        stet__load_problem(
            load, value, PLACE_VALUE, "write a fixed folder",
            "quarantine: an article that is set aside may have no values for {{ }}");
    else
        plan->quarantine = folder;
}

static int32_t enum_of(const stet_data *body, const char *name, int32_t otherwise)
{
    const stet_data *value = stet_data_get(body, name);
    const struct grammar_key *key = stet__grammar_find(PLACE_PIPELINE, stet_cstr(name));
    return value && key ? stet__grammar_enum(key, value, otherwise) : otherwise;
}

/* ---- all of it ----------------------------------------------------------- */

static void *keep(struct loader *load, const void *items, size_t count, size_t each)
{
    void *copy = stet__load_alloc(load, count * each + 1);
    if (copy && count)
        memcpy(copy, items, count * each);
    return copy;
}

/* Outputs must know whether there is one that gathers. */
static void finish(struct builder *b, stet_pipeline *plan, size_t main_count)
{
    struct loader *load = b->load;
    plan->code = keep(load, b->code, b->code_count, sizeof *b->code);
    plan->code_count = (uint32_t)b->code_count;
    plan->main_count = (uint32_t)main_count;
    plan->steps = keep(load, b->steps, b->step_count, sizeof *b->steps);
    plan->step_count = plan->steps ? (uint32_t)b->step_count : 0;
    plan->outputs = keep(load, b->outputs, b->output_count, sizeof *b->outputs);
    plan->output_count = plan->outputs ? (uint32_t)b->output_count : 0;
    for (uint32_t i = 0; i < plan->output_count; i++)
        plan->has_collections |= plan->outputs[i].collection;
    if (plan->steps)
        return;
    for (size_t i = 0; i < b->step_count; i++)
        if (b->steps[i].entry && !b->steps[i].borrowed)
            stet__step_destroy(b->steps[i].entry, b->steps[i].plan);
}

static void load_body(struct builder *b, stet_pipeline *plan, const stet_data *body)
{
    struct loader *load = b->load;
    struct load_scope *scope = stet__load_alloc(load, sizeof *scope);
    if (!scope)
        return;
    *scope = (struct load_scope){.pipeline = body->key,
                                 .prefix = stet_cstr(""),
                                 .vars = load->settled,
                                 .on_error = enum_of(body, "on_error", ON_ERROR_FAIL),
                                 .on_collision =
                                     enum_of(body, "on_collision", ON_COLLISION_FAIL)};
    plan->fail_on = enum_of(body, "fail_on", FAIL_ON_REJECT);
    load_input(b, scope, plan, body);
    load_verdict(load, plan, stet_data_get(body, "verdict"));
    load_quarantine(load, plan, stet_data_get(body, "quarantine"));
    if (!stet_data_get(body, "steps") && !stet_data_get(body, "out"))
        stet__load_problem(load, body, PLACE_KEY, "",
                           "the pipeline '%.*s' has neither steps nor out",
                           (int)body->key.n, body->key.p);
    stet__load_steps(b, scope, stet_data_get(body, "steps"));
    size_t main_count = b->code_count;
    stet__load_outputs(b, scope, stet_data_get(body, "out"));
    finish(b, plan, main_count);
}

stet_pipeline *stet__load_plan(struct loader *load, const stet_data *pipeline)
{
    struct builder b = {.load = load};
    stet_pipeline *plan = stet__calloc(1, sizeof *plan);
    const stet_data *body = stet__load_fill(load, load->settled, pipeline);
    b.visible = stet__load_alloc(load, (load->limits->steps + 2) * sizeof *b.visible);
    if (!plan || !body || !b.visible) {
        load->failed = STET_E_NOMEM;
        stet__free(plan);
        return NULL;
    }
    plan->references = 1;
    plan->ctx = stet__context_ref(load->ctx);
    plan->name = pipeline->key;
    plan->vars = load->settled;
    stet__arena_init(&plan->arena, 0);
    stet__load_check(load, PLACE_PIPELINE, body);
    if (body->type == STET_DATA_MAP)
        load_body(&b, plan, body);
    stet__free(b.code);
    stet__free(b.steps);
    stet__free(b.outputs);
    stet__free(b.names);
    return plan;
}
